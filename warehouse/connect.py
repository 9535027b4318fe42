"""Opening the warehouse's file: wait for whoever holds it, and lock readers down."""

from __future__ import annotations

import random
import re
import time
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from pathlib import Path
from typing import TYPE_CHECKING

from extractors.errors import WarehouseError, disk_full, is_disk_full, says_disk_full
from warehouse.turn import turn

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

Config = dict[str, str | bool | int | float | list[str]]

_HOLDER = re.compile(r"held in (.+?) \(PID (\d+)\)(?: by user (\S+))?")
ROW_GROUP = 16_384
"""Rows that DuckDB writes again when one is added behind them; with its own 122,880, each load would write the texts
of all articles since the last full group, up to half a gigabyte."""
WRITTEN_AS = "v1.1.0"
"""The oldest DuckDB that can read the file. For older ones it would hold estimates of how many values each column has
in a form that takes two thirds of the time of opening it, and up to a quarter of a small file."""
# Up to so many ids that a join asks for are looked up while a table is scanned: other blocks are not even read.
COMMON: Config = {"dynamic_or_filter_threshold": "10000"}
# What a person's SQL must not be able to do: read or write other files, attach, install, see our variables.
LOCKED: Config = {
    **COMMON,
    "enable_external_access": "false",
    "autoinstall_known_extensions": "false",
    "autoload_known_extensions": "false",
    "python_enable_replacements": "false",
    "lock_configuration": "true",
}
TRUSTED: Config = {
    **COMMON,
    # A full group is written at once, and not once more into the log at the end.
    "write_buffer_row_group_count": "1",
    # What is committed goes into the file at once, and not first into the log, to be written again at the end.
    "wal_autocheckpoint": "1KB",
    # How many times a load gathers small groups of a table into fuller ones, behind itself: it leaves one such group.
    "max_vacuum_tasks": "1",
    "autoinstall_known_extensions": "false",
    "autoload_known_extensions": "false",
    "python_enable_replacements": "false",
}


def open_file(
    path: Path, *, read_only: bool, timeout_s: float, memory_limit: str | None = None, in_turn: bool = False
) -> DuckDBPyConnection:
    """A connection to ``path``, once nobody else holds it; WarehouseError names who does when that is too long.

    ``in_turn``: the caller holds the turn already.
    """
    config = dict(LOCKED if read_only else TRUSTED)
    if memory_limit:
        config["memory_limit"] = memory_limit
    deadline = time.monotonic() + timeout_s
    with nullcontext() if in_turn else turn(path, deadline):
        return _open(path, read_only, config, deadline, timeout_s)


def wal_of(path: Path) -> Path:
    """The write-ahead log of a file; DuckDB applies it to whatever bears the file's name."""
    return path.with_name(path.name + ".wal")


def quoted(path: Path) -> str:
    """A path as SQL text."""
    return f"'{str(path).replace(chr(39), chr(39) * 2)}'"


def _open(path: Path, read_only: bool, config: Config, deadline: float, timeout_s: float) -> DuckDBPyConnection:
    import duckdb

    pause_s = 0.005
    while True:
        try:
            return (
                duckdb.connect(str(path), read_only=True, config=config) if read_only else _open_writer(path, config)
            )
        except duckdb.IOException as error:
            message = str(error)
            if "lock" not in message.lower():
                raise WarehouseError(_cannot_open(path, message)) from None
            left_s = deadline - time.monotonic()
            if left_s <= 0:
                raise WarehouseError(_held(path, message, timeout_s)) from None
            time.sleep(min(left_s, pause_s * random.uniform(0.5, 1.5)))
            pause_s = min(pause_s * 1.5, 0.05)
        except duckdb.Error as error:
            raise WarehouseError(_cannot_open(path, str(error))) from None


def _open_writer(path: Path, config: Config) -> DuckDBPyConnection:
    """A writing connection. Attached, because only so can the size of row groups be said, and who can read it."""
    import duckdb

    con = duckdb.connect(":memory:", config=config)
    attach = f"ATTACH {quoted(path)} AS warehouse (ROW_GROUP_SIZE {ROW_GROUP}"
    try:
        try:
            con.execute(f"{attach}, STORAGE_VERSION '{WRITTEN_AS}')")
        except duckdb.InvalidInputException:  # somebody has written it for newer ones: so it stays
            con.execute(f"{attach})")
        con.execute("USE warehouse")
    except BaseException:
        con.close()
        raise
    return con


def _held(path: Path, message: str, timeout_s: float) -> str:
    match = _HOLDER.search(message)
    holder = "another process"
    if match:
        program = Path(match[1]).name
        holder = f"{program} (process {match[2]}{f', user {match[3]}' if match[3] else ''})"
    return (
        f"{path}: in use by {holder} for more than {timeout_s:g} s; wait for it to finish or end it, then try again"
    )


def _cannot_open(path: Path, message: str) -> str:
    line = " ".join(message.split())
    if says_disk_full(line):
        return disk_full(path.parent, f"{path.name} cannot be opened")
    if "newer version" in line or "storage version" in line.lower():
        return f"{path}: written by a newer DuckDB than this one can read; upgrade duckdb ({line[:200]})"
    if path.is_dir():
        return f"{path}: is a folder; name a file"
    if not path.parent.is_dir():
        return f"{path}: the folder {path.parent} does not exist; create it"
    if "permission" in line.lower() or "cannot open file" in line.lower():
        return f"{path}: cannot be opened ({line[:200]}); check who owns it and its permissions"
    return f"{path}: is not a readable warehouse ({line[:200]}); restore a backup with `figurewatch restore`"


@contextmanager
def readable(path: Path) -> Iterator[None]:
    """What a person can act on in place of a failed write (disk full, out of memory)."""
    try:
        yield
    except Exception as error:
        raise_readable(error, path)
        raise


def raise_readable(error: BaseException, path: Path) -> None:
    """Raise what a person can act on in place of a failed write (disk full, out of memory); else return."""
    import duckdb

    if isinstance(error, OSError) or (says_disk_full(str(error)) and isinstance(error, WarehouseError)):
        return  # it says itself which file it is about
    line = " ".join(str(error).split())[:300]
    if is_disk_full(error):
        # DuckDB commits into its log; only then does it write the file itself.
        kept = "what was just loaded is kept" if "COMMIT succeeded" in line else "nothing of this load is kept"
        raise WarehouseError(disk_full(path.parent, f"{path.name} cannot be written, {kept}")) from error
    if isinstance(error, duckdb.OutOfMemoryException):
        raise WarehouseError(
            f"{path}: not enough memory to write, and nothing of this load is kept ({line}); end other programs, or "
            f"give this one more memory, then run it again"
        ) from error
    if isinstance(error, duckdb.IOException):
        raise WarehouseError(
            f"{path}: could not be written, and nothing of this load is kept ({line}); make room, then run it again"
        ) from error
