"""The warehouse file: short transactions for writers, locked-down connections for readers, nobody holds it long."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from contextlib import AbstractContextManager, ExitStack, contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING

from extractors.errors import WarehouseError
from warehouse.connect import open_file, readable
from warehouse.file_copy import copy_file
from warehouse.gate import gate_of
from warehouse.migrate import backup_before, is_blank, migrate, migrations, needs_migration, version_of
from warehouse.not_installed import known_missing

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection


TOGETHER_S = 1.0
"""How long questions asked together keep the file open; others wait meanwhile."""


class _Kept(threading.local):
    """What each thread has open while it asks questions together, since when, and how many are being answered."""

    def __init__(self) -> None:
        self.inside = False
        self.held = ExitStack()
        self.reader: DuckDBPyConnection | None = None
        self.since = 0.0
        self.asking = 0


class Warehouse:
    """One warehouse, by its path; ``":memory:"`` lives as long as the object.

    Nothing is opened until it is read or written, and nothing stays open afterwards, so that any number of
    processes can share the file. The first write creates it or migrates it, after a backup.

    Attributes:
        lock_timeout_s: how long to wait for other processes before giving up with a message that names the holder.
    """

    def __init__(self, path: Path | str, lock_timeout_s: float = 30, *, memory_limit: str | None = None) -> None:
        self.path = Path(path)
        self.lock_timeout_s = lock_timeout_s
        self._memory_limit = memory_limit
        self._memory: DuckDBPyConnection | None = None
        self._in_memory = str(path) == ":memory:"
        self._gate = gate_of(f":memory:{id(self)}" if self._in_memory else str(self.path.absolute()))
        self._kept = _Kept()

    @contextmanager
    def write(self) -> Iterator[DuckDBPyConnection]:
        """A connection inside one transaction: committed at the end, rolled back on any error."""
        with (
            self._writing(),
            readable(self.path),
            known_missing(),
            self._writer() as con,
        ):
            con.execute("BEGIN")
            try:
                with _interruptible(con):
                    yield con
                    con.execute("COMMIT")
            except BaseException:
                # A failed COMMIT has rolled back already.
                with suppress(Exception):
                    con.execute("ROLLBACK")
                raise

    @contextmanager
    def read(self, timeout_s: float | None = None, *, older: bool = False) -> Iterator[DuckDBPyConnection]:
        """A connection that can only read this file: no other files, no extensions, no settings.

        ``timeout_s`` interrupts whatever still runs then; WarehouseError says so. ``older``: also a file of an older
        version, for questions to tables that have been there ever since.
        """
        import duckdb

        if not self._in_memory and not self.path.exists():
            raise WarehouseError(f"{self.path}: no warehouse yet; `figurewatch run` makes it")
        with known_missing(), self._opened(older=older) as con:
            timer = threading.Timer(timeout_s, con.interrupt) if timeout_s else None
            try:
                if timer:
                    timer.daemon = True
                    timer.start()
                with _interruptible(con):
                    yield con
            except duckdb.InterruptException:
                if timer is None:  # Ctrl-C, not ours
                    raise
                raise WarehouseError(
                    f"the question took longer than {timeout_s:g} s and was stopped; narrow it, or allow it more time"
                ) from None
            finally:
                if timer:
                    timer.cancel()

    @contextmanager
    def together(self) -> Iterator[None]:
        """Inside, what this thread reads opens the file once, until it writes: each opening is 15 ms of work.

        For questions that follow upon each other at once. Nobody else can write meanwhile, so after a second the next
        question opens it anew, behind those who wait.
        """
        if self._in_memory or self._kept.inside:
            yield
            return
        self._kept.inside = True
        try:
            yield
        finally:
            self._kept.inside = False
            self._let_go()

    def exists(self) -> bool:
        """True when there is something to read."""
        return self._memory is not None if self._in_memory else self.path.exists()

    def version(self) -> int:
        """Version of the file as it is; 0 when it is no warehouse of ours."""
        with self._gate.reading(self.lock_timeout_s, str(self.path)):
            con = open_file(self.path, read_only=True, timeout_s=self.lock_timeout_s)
            try:
                return version_of(con)
            finally:
                con.close()

    def migrate(self) -> int:
        """Create or migrate the file now; returns its version."""
        with (
            self._writing(),
            readable(self.path),
            self._writer() as con,
        ):
            return version_of(con)

    def copy_to(self, target: Path) -> None:
        """A consistent copy of the whole file at ``target``, while other processes wait.

        Whoever has an older copy of that name open keeps it; the next to open it gets the new one.
        """
        with self._writing():
            con = self._open()
            try:
                con.execute("CHECKPOINT")  # what a killed process left in the write-ahead log goes into the file
                copy_file(self.path, target)
            finally:
                con.close()

    @contextmanager
    def alone(self) -> Iterator[None]:
        """Keep this process' other threads out, for work on the file itself."""
        with self._writing():
            yield

    def close(self) -> None:
        """Forget a warehouse in memory; a file needs no closing."""
        if self._memory is not None:
            self._memory.close()
            self._memory = None

    @contextmanager
    def _opened(self, *, older: bool) -> Iterator[DuckDBPyConnection]:
        kept = self._kept
        if not kept.inside:
            with self._reading(older=older) as con:
                yield con
            return
        if not kept.asking and time.monotonic() - kept.since > TOGETHER_S:
            self._let_go()
        if kept.reader is None:
            kept.reader = kept.held.enter_context(self._reading(older=older))
            kept.since = time.monotonic()
        kept.asking += 1
        try:
            with kept.reader.cursor() as con:
                yield con
        finally:
            kept.asking -= 1

    @contextmanager
    def _reading(self, *, older: bool) -> Iterator[DuckDBPyConnection]:
        with self._gate.reading(self.lock_timeout_s, str(self.path)):
            con = self._reader(older=older)
            try:
                yield con
            finally:
                con.close()

    def _writing(self) -> AbstractContextManager[None]:
        self._let_go()
        return self._gate.writing(self.lock_timeout_s, str(self.path))

    def _let_go(self) -> None:
        """Close what :meth:`together` keeps open for this thread."""
        self._kept.reader = None
        self._kept.held.close()

    @contextmanager
    def _writer(self) -> Iterator[DuckDBPyConnection]:
        if self._in_memory:
            yield self._memory_connection().cursor()
            return
        self.path.parent.mkdir(parents=True, exist_ok=True)
        con = self._open_migrated()
        try:
            yield con
        finally:
            con.close()

    def _open_migrated(self) -> DuckDBPyConnection:
        """Open for writing, the file brought up to date."""
        con = self._open()
        try:
            if needs_migration(con, str(self.path)):
                version = version_of(con)
                if version == 0 or version == migrations()[-1].version:
                    migrate(con)  # new views alone change no data and need no backup
                else:
                    con.execute("CHECKPOINT")
                    with backup_before(self.path, version):
                        migrate(con)
        except BaseException:
            con.close()
            raise
        return con

    def _open(self) -> DuckDBPyConnection:
        return open_file(self.path, read_only=False, timeout_s=self.lock_timeout_s, memory_limit=self._memory_limit)

    def _reader(self, *, older: bool) -> DuckDBPyConnection:
        if self._in_memory:
            return self._memory_connection().cursor()
        con = open_file(self.path, read_only=True, timeout_s=self.lock_timeout_s, memory_limit=self._memory_limit)
        try:
            if needs_migration(con, str(self.path)):
                version = version_of(con)
                if version == 0 and is_blank(con):  # left by a program that was killed while it made the file
                    con.close()
                    self._open_migrated().close()
                    return self._reader(older=older)
                if version < migrations()[-1].version and not (older and version > 0):
                    raise WarehouseError(
                        f"{self.path}: made by an older Figurewatch (schema {version}); "
                        "`figurewatch migrate` updates it"
                    )
        except BaseException:
            con.close()
            raise
        return con

    def _memory_connection(self) -> DuckDBPyConnection:
        if self._memory is None:
            import duckdb

            self._memory = duckdb.connect(":memory:")
            migrate(self._memory)
        return self._memory


@contextmanager
def _interruptible(con: DuckDBPyConnection) -> Iterator[None]:
    """Ctrl-C as Python has it: DuckDB makes an error of its own of it while a statement runs, and goes on working."""
    try:
        yield
    except RuntimeError as error:
        if str(error) == "Query interrupted":
            con.interrupt()
            raise KeyboardInterrupt from None
        raise
