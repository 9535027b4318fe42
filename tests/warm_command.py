"""The command in a process that has imported what it needs already: most of a short command's time is that.

Run as ``python warm_command.py`` this module is that process, with Prefect unless it is told ``--without-prefect``.
It takes one JSON object a line (arguments, folder, environment, files for the three streams), does it in a fork of
itself, which is what a new process would be behind its imports, and answers with the exit code. Prefect's settings
are those of its own environment. DuckDB is left to the fork: imported before, it ends some commands with an abort.
"""

from __future__ import annotations

import atexit
import json
import os
import select
import signal
import subprocess
import sys
import tempfile
import threading
from collections.abc import Mapping, Sequence
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

if TYPE_CHECKING:
    from flows.page_worker import ForkServer

STREAMS = ("stdin", "stdout", "stderr")
ASKED = (
    *("app.cli.commands", "app.cli.output", "app.cli.ask", "app.cli.series", "app.cli.source", "app.cli.extract"),
    *("app.cli.alerts", "app.cli.doctor", "warehouse.queries", "extractors.claims", "flows.configuration"),
    *("alerts.config", "sources.kinds", "rich.table"),
)
IMPORTED = (
    *ASKED,
    *("flows.reextract", "app.cli.ingest", "app.cli.summary", "nanoarrow", "numpy"),
    *("ruamel.yaml", "sources.entry", "sources.erase", "warehouse.due", "warehouse.loaded"),
)


class WarmCommand:
    """The process, started with the first command; one command at a time.

    Attributes:
        prefect: it has imported Prefect, for the server of its environment.
    """

    def __init__(self, env: Mapping[str, str], *, prefect: bool = True) -> None:
        self.prefect = prefect
        self._env = dict(env)
        self._process: subprocess.Popen[str] | None = None

    def run(
        self, arguments: Sequence[str], *, cwd: Path, env: Mapping[str, str], timeout: float, stdin: bytes
    ) -> subprocess.CompletedProcess[bytes]:
        """As :func:`subprocess.run`."""
        process = self._process = self._process or self._start()
        assert process.stdin is not None
        assert process.stdout is not None
        with tempfile.TemporaryDirectory() as folder:
            files = {name: Path(folder) / name for name in STREAMS}
            files["stdin"].write_bytes(stdin)
            asked = {"arguments": list(arguments), "cwd": str(cwd), "env": dict(env)}
            process.stdin.write(json.dumps({**asked, **{name: str(file) for name, file in files.items()}}) + "\n")
            process.stdin.flush()
            if not select.select([process.stdout], [], [], timeout)[0]:
                self.close()
                raise subprocess.TimeoutExpired(list(arguments), timeout)
            answer = process.stdout.readline()
            if not answer:
                self.close()
                raise RuntimeError(f"the process that runs commands died while it ran {' '.join(arguments)}")
            code = int(answer)
            out, errors = (files[name].read_bytes() for name in ("stdout", "stderr"))
        return subprocess.CompletedProcess(["figurewatch", *arguments], code, out, errors)

    def close(self) -> None:
        """End it, and what it may have begun."""
        if self._process is not None:
            os.killpg(self._process.pid, signal.SIGKILL)
            self._process.communicate()
            self._process = None

    def _start(self) -> subprocess.Popen[str]:
        return subprocess.Popen(
            [sys.executable, "-P", __file__, *([] if self.prefect else ["--without-prefect"])],
            env=self._env,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            start_new_session=True,
        )


def main() -> int:
    """Do what is asked for, until nobody asks any more."""
    from app.cli import main as figurewatch

    pages = None if "--without-prefect" in sys.argv else _with_prefect()
    for name in ASKED:
        import_module(name)
    asking = os.fdopen(os.dup(0), "rb", buffering=0)
    answers = os.dup(1)
    for line in asking:
        child = os.fork()
        if child == 0:
            asked = json.loads(line)
            asking.close()
            os.close(answers)
            os.chdir(asked["cwd"])
            os.environ.clear()
            os.environ.update(asked["env"])
            _take_streams(*(asked[name] for name in STREAMS))
            if pages is not None:
                import flows.pool

                flows.pool.ForkServer = lambda program: pages  # type: ignore[assignment,misc,return-value]
            _leave(figurewatch(asked["arguments"]))
        os.write(answers, b"%d\n" % os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]))
    return 0


def _leave(code: int) -> NoReturn:
    """End as the interpreter ends, but for taking all modules apart: that takes twice as long as a short command."""
    threading._shutdown()  # type: ignore[attr-defined]
    atexit._run_exitfuncs()
    sys.stdout.flush()
    sys.stderr.flush()
    os._exit(code)


def _with_prefect() -> Lasting:
    """What runs need; gives the process that their pages are read by forks of: a run's own takes a second to load."""
    from flows.page_worker import ForkServer
    from flows.prefect_env import ALWAYS, QUIET, load_prefect

    for name, value in (ALWAYS | QUIET).items():
        os.environ.setdefault(name, value)
    pages = Lasting(ForkServer("flows.page_process"))
    load_prefect()
    for name in IMPORTED:
        import_module(name)
    import_module("flows.pool")
    return pages


class Lasting:
    """A process that forks workers and stays when the command is over."""

    def __init__(self, server: ForkServer) -> None:
        self.fork, self.exit_code = server.fork, server.exit_code

    def runs(self) -> bool:
        return True

    def close(self) -> None:
        """Left to the next command."""


def _take_streams(stdin: str, stdout: str, stderr: str) -> None:
    """These files in place of the three streams, the way a new process would have them."""
    for number, (path, flags) in enumerate(
        ((stdin, os.O_RDONLY), (stdout, os.O_WRONLY | os.O_CREAT), (stderr, os.O_WRONLY | os.O_CREAT))
    ):
        file = os.open(path, flags)
        os.dup2(file, number)
        os.close(file)
    sys.stdin = open(0, encoding="utf-8", closefd=False)  # noqa: SIM115
    sys.stdout = open(1, "w", encoding="utf-8", closefd=False)  # noqa: SIM115
    sys.stderr = open(2, "w", encoding="utf-8", errors="backslashreplace", buffering=1, closefd=False)  # noqa: SIM115


if __name__ == "__main__":
    sys.exit(main())
