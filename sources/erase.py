"""Pages taken out of the archive for good: single ones blanked where they lie, and whole files that are too old.

A record is overwritten by a blank one of the same length, so that the places of all others in the ledger still hold;
the space comes back when the file itself grows too old. The file is written anew beside the old one and takes its
place at once, so that a crash leaves one or the other.
"""

from __future__ import annotations

import fcntl
import json
import os
import re
import zlib
from collections.abc import Callable, Collection, Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import IO, Any
from urllib.parse import urlsplit

from extractors.model import Role
from sources.archive import OPEN, ArchiveError
from sources.encoding import Inflater
from sources.kinds.sitemap import MAX_BYTES as MAX_LISTING_BYTES
from sources.warc_pages import ABOUT
from sources.warc_records import DamagedRecord, read_records

_STAMP = re.compile(r"(\d{8}T\d{6})Z-\d+\.warc\.gz")
_BLANK = (
    b"WARC/1.1\r\nWARC-Type: metadata\r\nWARC-Record-ID: <urn:uuid:00000000-0000-0000-0000-000000000000>\r\n"
    b"WARC-Date: 1970-01-01T00:00:00Z\r\nContent-Type: application/warc-fields\r\nContent-Length: 17\r\n\r\n"
    b"erased: on demand\r\n\r\n"
)
_BLANK_HEAD = b"\x1f\x8b\x08\x10\0\0\0\0\0\xff"  # of a gzip member with a comment, no time, unknown system
_CHUNK = 1 << 20


@dataclass(frozen=True, slots=True)
class Erased:
    """Where a record was blanked, and what it had been."""

    warc_file: str
    warc_offset: int
    role: Role


def erase_pages(
    folder: Path, is_unwanted: Callable[[str, str, str], bool], named: Collection[str] = ()
) -> list[Erased]:
    """Blank every archived record for which ``is_unwanted(source_id, url, final_url)`` holds, and every listing that
    names one of the addresses ``named``, since listings hold titles and summaries.

    The whole archive is looked through, so that pages go, too, which a killed run never wrote into the ledger.
    No run may be writing the archive meanwhile; ArchiveError when one is.
    """
    erased: list[Erased] = []
    names = _as_listed(named)
    for path in sorted(folder.glob("*.warc.gz*")):
        if path.suffix == ".part":
            path.unlink()  # left by a crash of this very work
            continue
        name = path.name.removesuffix(OPEN)
        found = [
            Erased(name, offset, about.role)
            for offset, about, record in _about(path)
            if is_unwanted(about.source_id, about.url, about.final_url)
            or (about.role == "listing" and names and _names_one(record, names))
        ]
        if found:
            blank(path, [one.warc_offset for one in found])
            erased += found
    return erased


def blanked(folder: Path, places: Iterable[tuple[str, int]]) -> set[tuple[str, int]]:
    """Those of these places (file, offset) where a record was blanked."""
    found: set[tuple[str, int]] = set()
    of_file: dict[str, list[int]] = {}
    for name, offset in places:
        of_file.setdefault(name, []).append(offset)
    for name, offsets in of_file.items():
        path = next((path for path in (folder / name, folder / (name + OPEN)) if path.is_file()), None)
        if path is not None:
            with path.open("rb") as file:
                found |= {(name, offset) for offset in sorted(offsets) if _is_blank(file, offset)}
    return found


def _is_blank(file: IO[bytes], offset: int) -> bool:
    file.seek(offset)
    if file.read(len(_BLANK_HEAD)) != _BLANK_HEAD:
        return False
    file.seek(offset)
    unpacked = b""
    packed = zlib.decompressobj(31)
    with suppress(zlib.error):
        while len(unpacked) < len(_BLANK) and not packed.eof and (chunk := file.read(_CHUNK)):
            unpacked += packed.decompress(chunk, len(_BLANK))
    return unpacked.startswith(_BLANK)


def old_files(folder: Path, before: datetime) -> list[str]:
    """Names of the archive's closed files whose run began before ``before``, oldest first."""
    return [path.name for path in sorted(folder.glob("*.warc.gz")) if (at := started_at(path.name)) and at < before]


def started_at(name: str) -> datetime | None:
    """When the run began whose pages the archive file ``name`` holds; None for a file with another name."""
    match = _STAMP.fullmatch(name)
    return datetime.strptime(match[1], "%Y%m%dT%H%M%S").replace(tzinfo=UTC) if match else None


@dataclass(frozen=True, slots=True)
class _About:
    source_id: str
    url: str
    final_url: str
    role: Role


def _about(path: Path) -> Iterator[tuple[int, _About, Any]]:
    """(offset, what it is, WARC record) of each record of ours in the file."""
    for offset, record in read_records(path, revisits=True):
        if isinstance(record, DamagedRecord):
            continue  # nothing of it can be read any more
        headers = record.warc.headers
        try:
            about = json.loads(headers[ABOUT])
            found = _About(
                str(about["source_id"]),
                str(about.get("url") or headers["WARC-Target-URI"]),
                str(about["final_url"]),
                about.get("role", "page"),
            )
        except (KeyError, TypeError, ValueError, AttributeError):
            continue
        yield offset, found, record.warc


def _as_listed(urls: Collection[str]) -> tuple[bytes, ...]:
    """What follows the host in each address, by which a listing names it, also a listing of relative addresses."""
    paths = {parts.path.rstrip("/") + (f"?{parts.query}" if parts.query else "") for parts in map(urlsplit, urls)}
    return tuple(path.encode("utf-8", "surrogatepass") for path in sorted(paths) if len(path) > 1)


def _names_one(record: Any, names: tuple[bytes, ...]) -> bool:
    if record.is_http:
        record.parse_http()
    body = record.reader.read()
    if body.startswith(b"\x1f\x8b"):  # sitemaps come as gzip files
        unpacked = bytearray()
        with suppress(zlib.error):
            Inflater("gzip").feed(body, unpacked, MAX_LISTING_BYTES)
        body = bytes(unpacked)
    body = body.replace(b"&amp;", b"&").replace(b"\\/", b"/")  # as XML and JSON write addresses
    return any(name in body for name in names)


def blank(path: Path, offsets: list[int]) -> None:
    """Write the file anew with blank records at ``offsets``."""
    part = path.with_name(path.name + ".part")
    try:
        with path.open("rb") as old, part.open("wb") as new:
            if path.name.endswith(OPEN):
                try:
                    fcntl.flock(old, fcntl.LOCK_EX | fcntl.LOCK_NB)
                except OSError:
                    raise ArchiveError(f"{path}: a run is writing it; try again when the run is over") from None
            for offset in sorted(offsets):
                _copy(old, new, offset - old.tell())
                length = member_length(old)
                new.write(blank_member(length))
                old.seek(offset + length)
            _copy(old, new, None)
            new.flush()
            os.fsync(new.fileno())
        part.replace(path)
    except OSError as error:
        part.unlink(missing_ok=True)
        raise ArchiveError(f"{path}: cannot be written anew: {error.strerror}; make room and try again") from None


def blank_member(length: int) -> bytes:
    """A gzip member of ``length`` bytes that holds an empty record; the rest is a comment of blanks in its header."""
    packer = zlib.compressobj(9, zlib.DEFLATED, -15)
    data = packer.compress(_BLANK) + packer.flush()
    tail = zlib.crc32(_BLANK).to_bytes(4, "little") + len(_BLANK).to_bytes(4, "little")
    head = _BLANK_HEAD
    room = length - len(head) - 1 - len(data) - len(tail)
    if room < 0:
        raise ArchiveError(f"a record of {length} bytes is too short to be blanked; remove its file")
    return head + b" " * room + b"\0" + data + tail


def member_length(file: IO[bytes]) -> int:
    """Bytes of the gzip member that begins where ``file`` stands."""
    decoder, length = zlib.decompressobj(wbits=31), 0
    while not decoder.eof:
        data = file.read(_CHUNK)
        if not data:
            return length  # cut off: all that is left of it
        length += len(data)
        while data and not decoder.eof:
            decoder.decompress(data, _CHUNK)
            data = decoder.unconsumed_tail
    return length - len(decoder.unused_data)


def _copy(old: IO[bytes], new: IO[bytes], count: int | None) -> None:
    while count is None or count > 0:
        data = old.read(_CHUNK if count is None else min(_CHUNK, count))
        if not data:
            return
        new.write(data)
        count = None if count is None else count - len(data)
