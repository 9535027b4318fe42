"""A new warehouse in the place of an old one: what was written to the old one until then is brought over first.

The name changes hands in one rename, so whoever opens it finds one of the two, whole. What a rename alone leaves open
is closed here: the old one's write-ahead log is emptied into it (DuckDB would apply it to the new file, row by row),
and nobody can write the old one from then until it has lost its name.
"""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING

from extractors.errors import WarehouseError
from warehouse.connect import open_file, quoted, wal_of
from warehouse.database import Warehouse
from warehouse.file_copy import copy_file
from warehouse.turn import turn

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection


def put_in_place(
    new: Warehouse, old: Warehouse, kept: Path, bring_over: Callable[[DuckDBPyConnection], None]
) -> None:
    """Give ``new`` the name of ``old``, whose file is kept as ``kept``.

    ``bring_over`` gets a connection that writes ``new``, with ``old`` attached as ``before``, in a transaction.
    Killed at any moment, this leaves the old or the new one in place. Where there is no old one, nothing is kept.
    """
    with old.alone(), turn(old.path, time.monotonic() + old.lock_timeout_s):
        if not old.exists():
            wal_of(old.path).unlink(missing_ok=True)  # of a file that is lost: it must not be applied to another one
            new.path.replace(old.path)
            return
        with _beside(new, old) as con:
            con.execute("BEGIN")
            bring_over(con)
            con.execute("COMMIT")
            con.execute("USE memory")
            con.execute("DETACH warehouse")  # written to its end: it has no log of its own
            _keep(old.path, kept)
            new.path.replace(old.path)


def put_over(new: Path, old: Warehouse, kept: Path) -> None:
    """Give the file ``new`` the name of ``old``, which may be broken: nothing is brought over.

    ``old`` is kept as ``kept``, with a log that cannot be emptied into it beside it. Killed at any moment, this
    leaves the old or the new one in place. Where there is no old one, nothing is kept.
    """
    with old.alone(), turn(old.path, time.monotonic() + old.lock_timeout_s):
        log = wal_of(old.path)
        if not old.exists():
            log.unlink(missing_ok=True)  # of a file that is lost: it must not be applied to another one
            new.replace(old.path)
            return
        if log.exists():
            with suppress(WarehouseError):
                open_file(old.path, read_only=False, timeout_s=old.lock_timeout_s, in_turn=True).close()
        _keep(old.path, kept)
        if log.exists():
            log.replace(wal_of(kept))
        new.replace(old.path)


@contextmanager
def _beside(new: Warehouse, old: Warehouse) -> Iterator[DuckDBPyConnection]:
    """A connection that writes ``new``, with ``old`` attached as ``before``: read-only, which keeps writers out."""
    con = open_file(new.path, read_only=False, timeout_s=new.lock_timeout_s)
    try:
        while True:
            # Opened and closed, its log is emptied.
            open_file(old.path, read_only=False, timeout_s=old.lock_timeout_s, in_turn=True).close()
            con.execute(f"ATTACH {quoted(old.path)} AS before (READ_ONLY)")
            if not wal_of(old.path).exists():
                break
            con.execute("DETACH before")  # somebody who had waited too long for a turn came in, and was killed
        yield con
    finally:
        con.close()


def _keep(path: Path, kept: Path) -> None:
    """Another name for the file, which then loses its own; a copy where a file can have but one."""
    part = kept.with_name(kept.name + ".part")
    part.unlink(missing_ok=True)
    with suppress(OSError):
        os.link(path, part)
        part.replace(kept)
        return
    copy_file(path, kept)
