"""Copies of the warehouse file, whole or not at all."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from extractors.errors import WarehouseError, disk_full, says_disk_full

_COPY = "import shutil, sys; shutil.copyfile(sys.argv[1], sys.argv[2])"


def copy_file(source: Path, target: Path) -> None:
    """Copy ``source`` to ``target``, which appears all at once; call it while the file is held and checkpointed.

    A child process copies: were the file opened and closed in this one, the operating system would drop DuckDB's
    lock with it (POSIX record locks belong to the process, not to the descriptor).
    """
    partial = target.with_name(target.name + ".part")
    done = subprocess.run(
        [sys.executable, "-I", "-S", "-c", _COPY, str(source), str(partial)],
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        partial.unlink(missing_ok=True)
        reason = done.stderr.strip().splitlines()[-1] if done.stderr.strip() else f"exit code {done.returncode}"
        if says_disk_full(reason):
            raise WarehouseError(disk_full(target.parent, f"no copy of {source.name} could be written"))
        raise WarehouseError(f"{target}: no copy of {source} could be written ({reason}); mend that, then try again")
    partial.replace(target)
