"""Local WARC files, such as Common Crawl's news archive: each HTML response becomes a page; nothing is fetched."""

from __future__ import annotations

import glob
import hashlib
import io
import json
import re
import zlib
from collections import deque
from collections.abc import Callable, Iterator
from contextlib import suppress
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from extractors.errors import FetchError
from extractors.model import Failure, Page, Unchanged
from extractors.page_url import site_of
from sources.encoding import Inflater
from sources.guard import shown
from sources.round import Found, Round
from sources.warc_records import DamagedRecord, Record, begins_record, read_records, torn_at

MAX_BYTES = 16_000_000  # of one record
LAG = 1000  # pages handed over but perhaps not loaded when a run dies: they are read again, and found unchanged
SAVE_EVERY = 200
_DAY = re.compile(r"(?<!\d)((?:19|20)\d\d)-?(0[1-9]|1[0-2])-?(0[1-9]|[12]\d|3[01])")
_HTML = ("text/html", "application/xhtml+xml", "text/plain")


def read_warc(round_: Round) -> Iterator[Found]:
    """Pages of the files that ``path`` names (a file, a folder or a glob), file by file in the order of names.

    A round goes on where the last one stopped: the place is kept beside the archive, a thousand pages behind, so
    that a killed run loses nothing. A damaged record is one failure with its offset, and reading goes on behind it.
    """
    source = round_.source
    assert source.path is not None
    files = warc_files(source.path)
    if not files:
        raise FetchError("missing_file", f"no WARC file at {source.path}; correct its path")
    files = [file for file in files if _may_hold(file, round_)]
    missing = missing_days(files)
    if missing:
        yield round_.failure(
            str(source.path),
            "archive_gap",
            f"{source.id}: no file for {shown_days(missing)}; its news is missing, not none",
        )
    memory = round_.memory_folder / f"warc-{source.id}.json" if round_.memory_folder else None
    places = Places(memory, round_.is_loaded)
    for file in files:
        last, damaged = places.start(file), False
        for offset, record in read_records(file, last):
            last, damaged = offset, isinstance(record, DamagedRecord)
            found = _found(round_, file, offset, record)
            if found is None or isinstance(found, Unchanged):
                places.passed(file, offset)
            else:
                places.handed_over(file, offset)
            if found is not None:
                yield found
        if not damaged and (torn := torn_at(file, last)) is not None:
            yield round_.failure(
                f"{file}:{torn}",
                "damaged_record",
                f"{file}: the file ends inside the record at byte {torn}; get it again for what comes behind",
            )
    places.save()


def _found(
    round_: Round, file: Path, offset: int, record: Record | DamagedRecord
) -> Page | Unchanged | Failure | None:
    where = f"{file}:{offset}"
    if isinstance(record, DamagedRecord):
        return round_.failure(where, "damaged_record", str(record))
    try:
        return _page(round_, record.warc)
    except FetchError as error:
        return round_.failure(where, error.reason, f"{file}: record at byte {offset}: {error}")
    except (OSError, ValueError, AttributeError) as error:
        return round_.failure(where, "damaged_record", f"{file}: record at byte {offset}: {error}")


def _may_hold(file: Path, round_: Round) -> bool:
    """False when the day in the file's name lies outside the round's span; the days beside it may be in it, too."""
    day = _day(file)
    if day is None:
        return True
    begins = datetime(day.year, day.month, day.day, tzinfo=UTC)
    early = round_.since is not None and begins + timedelta(days=2) < round_.since
    return not early and (round_.until is None or begins - timedelta(days=1) <= round_.until)


def warc_files(path: Path) -> list[Path]:
    """The files that ``path`` names: itself, those below a folder, or those a pattern matches."""
    if path.is_file():
        return [path]
    if path.is_dir():
        found = [*path.rglob("*.warc"), *path.rglob("*.warc.gz")]
    else:
        found = [Path(name) for name in glob.glob(str(path), recursive=True)]  # noqa: PTH207 (an absolute pattern)
    return sorted(file for file in found if file.is_file())


def missing_days(files: list[Path]) -> list[date]:
    """Days without a file between the first and the last that file names state (``CC-NEWS-20260302...``)."""
    days = {day for file in files if (day := _day(file))}
    if len(days) < 2:
        return []
    first, last = min(days), max(days)
    between = (first + timedelta(days=n) for n in range((last - first).days))
    return [day for day in between if day not in days]


def _day(file: Path) -> date | None:
    match = _DAY.search(file.name)
    if match:
        with suppress(ValueError):
            return date(int(match[1]), int(match[2]), int(match[3]))
    return None


def shown_days(days: list[date]) -> str:
    """The first few, and how many there are."""
    named = ", ".join(map(str, days[:5]))
    return named if len(days) <= 5 else f"{named} and {len(days) - 5} more days"


class Places:
    """How far each file has been read for sure; a small JSON file, replaced as a whole.

    A page that is handed over is loaded some time later, but before LAG more have come. What needs no loading is done
    with at once, unless pages before it are not.
    """

    def __init__(self, path: Path | None, is_loaded: Callable[[], bool] = lambda: True) -> None:
        self._path = path
        self._is_loaded = is_loaded
        self._pending: deque[tuple[str, int]] = deque()
        self._since_saved = 0
        self._sure: dict[str, int] = {}
        if path is not None:
            try:
                data = json.loads(path.read_text(encoding="utf-8"))
                self._sure = {str(name): int(offset) for name, offset in data.items()}
            except (OSError, ValueError, TypeError, AttributeError):
                self._sure = {}

    def start(self, file: Path) -> int:
        """The offset of the first record of ``file`` that may not have been loaded."""
        sure = self._sure.get(self._key(file), 0)
        return sure if sure and begins_record(file, sure) else 0

    def handed_over(self, file: Path, offset: int) -> None:
        """The record at ``offset`` is about to be loaded."""
        self._pending.append((self._key(file), offset))
        if len(self._pending) > LAG:
            self._done(*self._pending.popleft())

    def passed(self, file: Path, offset: int) -> None:
        """The record at ``offset`` needs no loading."""
        if not self._pending:
            self._done(self._key(file), offset)

    def save(self) -> None:
        """Keep what is sure, unless something could not be loaded: then it stays as it was."""
        self._since_saved = 0
        if self._path is None or not self._is_loaded():
            return
        part = self._path.with_suffix(".part")
        self._path.parent.mkdir(parents=True, exist_ok=True)
        part.write_text(json.dumps(self._sure), encoding="utf-8")
        part.replace(self._path)

    def _done(self, key: str, offset: int) -> None:
        self._sure[key] = max(offset, self._sure.get(key, 0))
        self._since_saved += 1
        if self._since_saved >= SAVE_EVERY:
            self.save()

    @staticmethod
    def _key(file: Path) -> str:
        return f"{file.name}:{file.stat().st_size}"


def _fetched_at(record: Any) -> datetime:
    """In UTC, as the standard wants it, also where the record leaves the zone out; ValueError for none at all."""
    stated = record.headers.get("WARC-Date") or ""
    try:
        at = datetime.fromisoformat(stated.strip())
    except ValueError:
        raise ValueError(f"WARC-Date {stated[:40]!r} is no time") from None
    return at if at.tzinfo else at.replace(tzinfo=UTC)


def _body(record: Any) -> bytes:
    """The body as it was meant, and no more of it than tells that it is too large; FastWARC's own unpacking of a
    record in memory has no bound. OSError where it cannot be unpacked.
    """
    from fastwarc.stream_io import BrotliReader, ZstdReader

    raw = record.reader.read()
    stated = record.http_headers.get("Content-Encoding") if record.is_http else None
    coding = (stated or "").strip().lower()
    if coding in ("br", "zstd"):
        return (BrotliReader if coding == "br" else ZstdReader)(io.BytesIO(raw)).read(MAX_BYTES + 1)
    if coding == "deflate" or (coding in ("gzip", "x-gzip") and raw.startswith(b"\x1f\x8b")):
        inflate, body = Inflater(coding), bytearray()  # some archives unpack gzip and keep the header
        try:
            inflate.feed(raw, body, MAX_BYTES + 1)
        except zlib.error as error:
            raise OSError(f"broken {coding}: {error}") from None
        if not inflate.complete and len(body) <= MAX_BYTES:
            raise OSError(f"the {coding} body ends before its end")
        return bytes(body)
    return raw


def _page(round_: Round, record: Any) -> Page | Unchanged | None:
    """The record's page; None for what is no wanted HTML page."""
    source = round_.source
    url = (record.headers.get("WARC-Target-URI") or "").strip("<>")
    if not url.startswith(("http://", "https://")) or not round_.wants(url):
        return None
    status, content_type = 200, record.headers.get("Content-Type")
    if record.is_http:
        record.parse_http(auto_decode="transfer")
        status, content_type = record.http_headers.status_code, record.http_headers.get("Content-Type")
    if status != 200 or not (content_type or "").lower().startswith(_HTML):
        return None
    fetched_at = _fetched_at(record)
    if not round_.is_wanted(fetched_at):
        return None
    body = _body(record) if record.content_length <= MAX_BYTES else None
    if body is None or len(body) > MAX_BYTES:
        raise FetchError("too_large", f"{shown(url)}: more than {MAX_BYTES} bytes; left out")
    sha256 = hashlib.sha256(body).hexdigest()
    known = round_.state.of(url)
    late = known.fetched_at is not None and fetched_at <= known.fetched_at
    if sha256 == known.sha256 or (late and (known.sha256 is None or sha256 in known.earlier)):
        return Unchanged(source.id, url, round_.now(), "same_bytes")
    return Page(
        source_id=source.id,
        outlet=source.outlet if source.outlet != source.id else site_of((urlsplit(url).hostname or "").lower()),
        url=url,
        final_url=url,
        fetched_at=fetched_at,
        status=status,
        content_type=content_type,
        sha256=sha256,
        body=body,
        robots="not_asked",
    )
