"""Records of a WARC file with their offsets, from any offset on; a damaged place is passed over and named."""

from __future__ import annotations

import io
import zlib
from collections.abc import Generator, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any

from extractors.errors import FigurewatchError
from sources.warc_pages import ABOUT

MAX_BYTES = 64_000_000  # of one record; a longer one is passed over


class DamagedRecord(FigurewatchError):
    """A place in a WARC file that holds no whole record."""


@dataclass(frozen=True, slots=True)
class Record:
    """One whole record, its content held in memory.

    Attributes:
        offset: of its first byte in the file.
        warc: FastWARC's record, HTTP not yet parsed.
    """

    offset: int
    warc: Any


Step = tuple[int, Record | DamagedRecord]


def read_records(path: Path, start: int = 0, *, revisits: bool = False) -> Iterator[Step]:
    """(offset, response or resource record) from ``start``, which must be a record's offset, to the end.

    ``revisits``: also records that a page was as before, which hold no page.
    Where the file is damaged, DamagedRecord comes instead, and reading goes on at the next record that can be found.
    """
    with path.open("rb") as file:
        at: int | None = start
        while at is not None:
            at = yield from _read_from(path, file, at, revisits=revisits)


def _read_from(path: Path, file: IO[bytes], start: int, *, revisits: bool) -> Generator[Step, None, int | None]:
    """Records from ``start`` to the first damage; returns where to go on, None at the end."""
    from fastwarc.warc import ArchiveIterator, WarcRecordType

    file.seek(start)
    kinds = WarcRecordType.response | WarcRecordType.resource
    kinds = kinds | WarcRecordType.revisit if revisits else kinds
    records = iter(ArchiveIterator(file, record_types=kinds, parse_http=False, quirks_mode=True))
    last, passed = start, False
    while True:
        try:
            record = next(records)
            last, passed = record.stream_pos, True
            length = record.content_length
            if length > MAX_BYTES:
                yield last, DamagedRecord(f"{path}: record at byte {last} has {length} bytes and is left out")
                continue
            record.freeze()
        except StopIteration:
            return _behind_end(path, last)
        except (OSError, ValueError) as error:
            yield last, DamagedRecord(f"{path}: damaged {'after' if passed else 'at'} byte {last}: {error}")
            return next_record(path, last + 1)
        if record.content_length < length or (length == 0 and not _may_be_empty(record)):
            yield (
                last,
                DamagedRecord(
                    f"{path}: record at byte {last} is cut off ({record.content_length} of {length} bytes)"
                ),
            )
            continue
        yield last, Record(last, record)


def _behind_end(path: Path, start: int) -> int | None:
    """Where the next record begins behind what FastWARC takes for the end of the file: an empty gzip member, as
    some writers put at the end of files that are joined later, or bytes between records. None at the real end.

    ``start`` is where the last record begins that was read.
    """
    gzipped = _is_gzip(path)
    size = path.stat().st_size
    at, ended = start, False
    with path.open("rb") as file:
        while at < size:
            if not _begins_here(file, at, gzipped=gzipped):
                if not gzipped:
                    return next_record(path, at)
                ended = True
            elif ended:
                return at
            file.seek(at)
            behind = _end_of_member(file) if gzipped else _end_of_record(file)
            if behind is None:
                return None
            at = behind
    return None


def torn_at(path: Path, start: int) -> int | None:
    """Where a record begins that the end of the file cuts off; None where the last one is whole.

    ``start`` is the offset of a record near the end. A cut inside the head of a record looks like the end to readers.
    """
    gzipped = _is_gzip(path)
    size = path.stat().st_size
    at = start
    with path.open("rb") as file:
        while at < size:
            file.seek(at)
            behind = _end_of_member(file) if gzipped else _end_of_record(file)
            if behind is None or behind > size:
                return at
            at = behind
    return None


def _end_of_member(file: IO[bytes]) -> int | None:
    unpack = zlib.decompressobj(31)
    while not unpack.eof:
        chunk = file.read(1 << 16)
        if not chunk:
            return None
        try:
            unpack.decompress(chunk)
        except zlib.error:
            return None
    return file.tell() - len(unpack.unused_data)


def _end_of_record(file: IO[bytes]) -> int | None:
    length = None
    while (line := file.readline(_LONGEST_LINE)).strip():
        name, _, value = line.partition(b":")
        if name.strip().lower() == b"content-length" and value.strip().isdigit():
            length = int(value)
    if not line or length is None:
        return None
    file.seek(length + len(b"\r\n\r\n"), io.SEEK_CUR)
    while (byte := file.read(1)) in (b"\r", b"\n"):
        pass
    return file.tell() - len(byte)


_LONGEST_LINE = 1 << 16


def _may_be_empty(record: Any) -> bool:
    """True for an empty file that we archived; any other record without content lacks what should be there."""
    from fastwarc.warc import WarcRecordType

    return record.record_type == WarcRecordType.resource and ABOUT in record.headers


def next_record(path: Path, start: int) -> int | None:
    """Where the next record begins at or after ``start``; None when there is none."""
    gzipped = _is_gzip(path)
    mark = b"\x1f\x8b\x08" if gzipped else b"WARC/1."
    with path.open("rb") as file, path.open("rb") as probe:
        file.seek(start)
        base, rest = start, b""
        while chunk := file.read(1 << 20):
            data = rest + chunk
            position = data.find(mark)
            while position >= 0:
                at = base + position
                if not gzipped or _is_record(probe, at):
                    return at
                position = data.find(mark, position + 1)
            rest = data[-(len(mark) - 1) :]
            base += len(data) - len(rest)
    return None


def begins_record(path: Path, at: int) -> bool:
    """True when a record of the file begins at byte ``at``; in a file packed as a whole only the first does."""
    with path.open("rb") as file:
        return _begins_here(file, at, gzipped=_is_gzip(path))


def _begins_here(file: IO[bytes], at: int, *, gzipped: bool) -> bool:
    if gzipped:
        return _is_record(file, at)
    file.seek(at)
    return file.read(5) == b"WARC/"


def _is_gzip(path: Path) -> bool:
    """By its first bytes, whatever it is called; by its name where they are damaged."""
    with path.open("rb") as file:
        first = file.read(5)
    if first == b"WARC/":
        return False
    return first.startswith(b"\x1f\x8b") or path.name.removesuffix(".open").endswith(".gz")


def _is_record(file: IO[bytes], at: int) -> bool:
    file.seek(at)
    try:
        return zlib.decompressobj(31).decompress(file.read(1000), 5) == b"WARC/"
    except zlib.error:
        return False
