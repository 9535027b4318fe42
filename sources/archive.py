"""The page archive: every answer ever had, in WARC files that any tool can open. Pages in, (file, offset) out."""

from __future__ import annotations

import fcntl
import logging
import os
import threading
import zlib
from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from types import TracebackType
from typing import IO, Any

from extractors.errors import FigurewatchError, disk_full, is_disk_full
from extractors.model import Page, Role
from sources.warc_pages import Archived, info_member, page_member, read_page
from sources.warc_records import DamagedRecord, read_records

log = logging.getLogger(__name__)

OPEN = ".open"  # suffix of the file being written


class ArchiveError(FigurewatchError):
    """The page archive cannot be written or does not hold what the ledger says."""


class PageArchive:
    """WARC files in one folder, one for each run, each record a gzip member of its own.

    The file of a run is called ``NAME.warc.gz.open`` and locked while it is written, and loses the suffix when it
    is closed. A file that still has the suffix and no lock was left by a crash: its cut tail is removed when the
    next archive is opened for writing. Threads may share one archive.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._lock = threading.Lock()
        self._file: IO[bytes] | None = None
        self._name = ""

    def __enter__(self) -> PageArchive:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, tb: TracebackType | None
    ) -> None:
        self.close()

    # writing

    def append(self, page: Page, at: datetime | None = None, notes: Mapping[str, Any] | None = None) -> Page:
        """The same page with ``warc_file`` and ``warc_offset`` of the record that now holds it.

        ``at`` is the time of the run, for the name of its file; the page's own if left out.
        ``notes`` are kept with it.
        """
        member = page_member(page, notes)
        with self._lock:
            try:
                file = self._file or self._start(at or page.fetched_at)
                offset = file.seek(0, os.SEEK_END)
            except OSError as error:
                raise _unwritten(self.folder, error) from None
            try:
                _write_whole(file, member)
            except OSError as error:
                with suppress(OSError):  # leave whole members only, so that the next run can go on
                    file.truncate(offset)
                raise _unwritten(self.folder / self._name, error) from None
            return replace(page, warc_file=self._name, warc_offset=offset)

    def sync(self) -> None:
        """Everything appended so far is on the disk when this returns; call it before rows point there."""
        with self._lock:
            if self._file is not None:
                try:
                    os.fsync(self._file.fileno())
                except OSError as error:
                    raise _unwritten(self.folder, error) from None

    def close(self) -> None:
        """Give the file its final name; the archive may be written again and then starts another file."""
        with self._lock:
            if self._file is None:
                return
            path = self.folder / (self._name + OPEN)
            with suppress(OSError):
                os.fsync(self._file.fileno())
            path.rename(self.folder / self._name)
            self._file.close()
            self._file, self._name = None, ""

    def _start(self, at: datetime) -> IO[bytes]:
        self.folder.mkdir(parents=True, exist_ok=True)
        self.repair()
        stamp = at.astimezone(UTC).strftime("%Y%m%dT%H%M%SZ")
        for number in range(1, 10_000):
            name = f"{stamp}-{number:02d}.warc.gz"
            if (self.folder / name).exists():
                continue
            try:
                file = (self.folder / (name + OPEN)).open("xb", buffering=0)
            except FileExistsError:
                continue
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
            self._file, self._name = file, name
            _write_whole(file, info_member(name, at))
            return file
        raise ArchiveError(f"{self.folder}: no free file name for {stamp}; move old archive files away")

    def repair(self) -> list[tuple[str, int]]:
        """Cut the torn tail off files that a crash left open, and close them; (name, bytes cut) of each."""
        repaired = []
        for path in sorted(self.folder.glob(f"*{OPEN}")):
            with path.open("r+b") as file:
                try:
                    fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
                except OSError:
                    continue  # another run is writing it
                good = end_of_last_member(file)
                size = file.seek(0, os.SEEK_END)
                file.truncate(good)
                name = path.name.removesuffix(OPEN)
                if good == 0:
                    path.unlink()
                else:
                    path.rename(path.with_name(name))
                if size > good:
                    log.warning(
                        "%s: cut %d bytes of a record that a crash left unfinished, at %d", name, size - good, good
                    )
                repaired.append((name, size - good))
        return repaired

    # reading

    def read(self, warc_file: str, offset: int) -> bytes:
        """The body of the record at ``offset``; ArchiveError when it is not there or is damaged."""
        return self.page(warc_file, offset).body

    def digest(self, warc_file: str, offset: int) -> str:
        """The SHA-256 of the record at ``offset``, checked against its body; ArchiveError when it is not whole.

        Of a record that says a page is as it was, the digest of the page.
        """
        return self.page(warc_file, offset).sha256

    def page(self, warc_file: str, offset: int) -> Page:
        """The page of the record at ``offset``, as it was appended."""
        return self.record(warc_file, offset).page

    def record(self, warc_file: str, offset: int) -> Archived:
        """The page of the record at ``offset``, with its notes."""
        path = self._path(warc_file)
        if path is None:
            raise ArchiveError(f"{self.folder / warc_file}: no such archive file; restore it from a backup")
        found = next(_records(path, warc_file, offset), None) if offset < path.stat().st_size else None
        if found is not None and found.page.warc_offset == offset:
            return found
        raise ArchiveError(
            f"{path}: no whole page at byte {offset}; fetch it again or restore the file from a backup"
        )

    def files(self) -> list[str]:
        """Names of the archive's files, oldest first; also the one being written."""
        names = {path.name.removesuffix(OPEN) for path in self.folder.glob("*.warc.gz*")}
        return sorted(names)

    def pages(self, warc_file: str | None = None, role: Role = "page") -> Iterator[Page]:
        """Every page of one role, file by file in the order of writing; a damaged record is logged and left out."""
        for name in [warc_file] if warc_file else self.files():
            path = self._path(name)
            if path is not None:
                yield from (found.page for found in _records(path, name) if found.page.role == role)

    def records(self, warc_file: str) -> Iterator[Archived]:
        """Everything in one file, in the order of writing; a damaged record is logged and left out."""
        path = self._path(warc_file)
        if path is not None:
            yield from _records(path, warc_file)

    def _path(self, name: str) -> Path | None:
        if Path(name).name != name:
            return None  # never outside the folder
        return next((path for path in (self.folder / name, self.folder / (name + OPEN)) if path.is_file()), None)


def end_of_last_member(file: IO[bytes]) -> int:
    """Offset just after the last whole gzip member of ``file``; 0 when there is none."""
    file.seek(0)
    good = position = 0
    decoder = zlib.decompressobj(wbits=31)
    data = b""
    try:
        while data := (data or file.read(1 << 20)):
            rest = data
            while rest:
                decoder.decompress(rest, 1 << 20)
                rest = decoder.unconsumed_tail
                if decoder.eof:
                    break
            if decoder.eof:
                left = decoder.unused_data
                good = position + len(data) - len(left)
                decoder = zlib.decompressobj(wbits=31)
                position, data = good, left
            else:
                position, data = position + len(data), b""
    except zlib.error:
        pass
    return good


def _unwritten(where: Path, error: OSError) -> ArchiveError:
    if is_disk_full(error):
        return ArchiveError(disk_full(where, "the page archive cannot be written"))
    return ArchiveError(f"{where}: page archive cannot be written: {error.strerror}; make room and run again")


def _write_whole(file: IO[bytes], data: bytes) -> None:
    """All of ``data``, or OSError; an unbuffered write may take a part and say nothing."""
    view = memoryview(data)
    while view:
        view = view[file.write(view) :]


def _records(path: Path, name: str, start: int = 0) -> Iterator[Archived]:
    """Records of one file; what is damaged is logged with its offset and left out."""
    for offset, record in read_records(path, start, revisits=True):
        if isinstance(record, DamagedRecord):
            log.warning("%s; left out", record)
            continue
        try:
            found = read_page(record.warc, name, offset)
        except (KeyError, TypeError, ValueError, AttributeError, OSError) as error:
            log.warning("%s: record at byte %d is no page of ours: %s", name, offset, error)
            continue
        if found is None:
            log.warning("%s: record at byte %d is damaged and left out", name, offset)
            continue
        yield found
