"""A folder of saved pages, HTML or text, each with an optional JSON file beside it that says where it is from."""

from __future__ import annotations

import gzip
import hashlib
import json
import zlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, time
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from extractors.dates_page import parse_stamp
from extractors.errors import FetchError
from extractors.model import Page, Unchanged
from sources.round import Found, Round

CONTENT_TYPES = {
    ".html": "text/html",
    ".htm": "text/html",
    ".xhtml": "application/xhtml+xml",
    ".txt": "text/plain",
}
MAX_BYTES = 64_000_000
_PUBLISHED = ("published_at", "published", "datetime", "date")
_FETCHED = ("fetched_at", "fetched")


@dataclass(frozen=True, slots=True)
class Sidecar:
    """What the JSON file beside a page says: ``NAME.json`` for ``NAME.html``, ``NAME.html.gz`` or ``NAME.txt``."""

    url: str | None = None
    outlet: str | None = None
    title: str | None = None
    published_at: datetime | None = None
    fetched_at: datetime | None = None
    unread: tuple[str, ...] = ()
    """What it says that is no time, as "published ('soon')": the page is read without."""
    no_url: str | None = None
    """What it says as its address and is none: the page is read by the file's name."""


@dataclass(frozen=True, slots=True)
class SavedPage:
    """One file of the folder and its sidecar, or what is wrong with that."""

    path: Path
    name: str
    sidecar: Sidecar
    mistake: str | None = None


def read_folder(round_: Round) -> Iterator[Found]:
    """The pages of the folder, oldest first: by ``fetched_at`` of the sidecar, then by name.

    A file without ``fetched_at`` counts as fetched now. One that is not newer than what the ledger holds for its
    URL was read in an earlier round if the ledger knows its bytes; a version that comes late is read. One that has
    another date beside it since is read anew, as of now.
    """
    folder, source = round_.source.path, round_.source
    if folder is None or not folder.is_dir():
        raise FetchError("missing_folder", f"no folder {folder}; correct its path or create it")
    now, home = round_.now(), folder.resolve()
    saved = [page for page in _saved_pages(folder) if round_.wants(page.name)]
    for entry in sorted(saved, key=lambda entry: (entry.sidecar.fetched_at or now, entry.name)):
        side = entry.sidecar
        url = side.url or f"file:{source.id}/{entry.name}"
        if entry.mistake:
            yield round_.failure(url, "bad_sidecar", f"{entry.path}: {entry.mistake}")
            continue
        if not entry.path.resolve().is_relative_to(home):
            yield round_.failure(url, "unreadable", f"{entry.path}: a link out of the folder; put the file there")
            continue
        if not round_.is_wanted(side.published_at, side.fetched_at):
            continue
        try:
            body = _content(entry.path)
        except (OSError, EOFError, zlib.error) as error:
            yield round_.failure(url, "unreadable", f"{entry.path}: cannot be read: {error}")
            continue
        if len(body) > MAX_BYTES:
            yield round_.failure(url, "too_large", f"{entry.path}: larger than {MAX_BYTES} bytes; left out")
            continue
        known = round_.state.of(url)
        sha256 = hashlib.sha256(body).hexdigest()
        late = side.fetched_at is not None and known.fetched_at is not None and side.fetched_at <= known.fetched_at
        stamp = _stamp_of(side)
        redated = sha256 == known.sha256 and known.etag not in (None, stamp)
        if not redated and (sha256 == known.sha256 or (late and sha256 in known.earlier)):
            yield Unchanged(source.id, url, now, "same_bytes", stamp if sha256 == known.sha256 else known.etag)
            continue
        if wrong := _wrong(side):  # before the page, which may be the last that this round may give
            beside = f"{_stem(entry.path)}.json"
            yield round_.failure(
                f"file:{source.id}/{Path(entry.name).with_name(beside).as_posix()}",
                "bad_sidecar",
                f"{entry.path.with_name(beside)}: {wrong}",
            )
        yield Page(
            source_id=source.id,
            outlet=side.outlet or source.outlet,
            url=url,
            final_url=url,
            fetched_at=now if redated else side.fetched_at or now,
            status=200,
            content_type=_content_type(entry.path),
            sha256=sha256,
            body=body,
            etag=stamp,
            published_at=side.published_at,
            title=side.title,
        )


def _wrong(side: Sidecar) -> str | None:
    """What could not be used of a sidecar, though the page was read."""
    wrong = []
    if side.unread:
        wrong.append(
            f"no time can be read in {_listed(side.unread)}; the page was read without; "
            "write 2026-05-31 or 2026-05-31T14:05:00Z"
        )
    if side.no_url:
        wrong.append(f"url {side.no_url[:60]!r} is no web address; the page was read by the file's name")
    return "; ".join(wrong) or None


def _stamp_of(side: Sidecar) -> str:
    """What the ledger remembers of a sidecar in place of a server's ETag: the date, which may be put right later."""
    return f"published {side.published_at.isoformat() if side.published_at else 'none'}"


def _saved_pages(folder: Path) -> Iterator[SavedPage]:
    for path in folder.rglob("*"):
        if _content_type(path) is None or not path.is_file():
            continue
        name = path.relative_to(folder).as_posix()
        beside = path.with_name(_stem(path) + ".json")
        if not beside.is_file():
            yield SavedPage(path, name, Sidecar())
            continue
        try:
            yield SavedPage(path, name, _sidecar(json.loads(beside.read_text(encoding="utf-8"))))
        except (OSError, ValueError, RecursionError) as error:
            yield SavedPage(path, name, Sidecar(), f"{beside.name} beside it cannot be used: {error}")


def _content_type(path: Path) -> str | None:
    name = path.name.lower().removesuffix(".gz")
    return next((kind for suffix, kind in CONTENT_TYPES.items() if name.endswith(suffix)), None)


def _stem(path: Path) -> str:
    name = path.name[:-3] if path.name.lower().endswith(".gz") else path.name
    return name.rsplit(".", 1)[0]


def _content(path: Path) -> bytes:
    if path.name.lower().endswith(".gz"):
        with gzip.open(path) as file:
            return file.read(MAX_BYTES + 1)
    with path.open("rb") as file:
        return file.read(MAX_BYTES + 1)


def _sidecar(data: Any) -> Sidecar:
    if not isinstance(data, dict):
        raise ValueError("not a JSON object")
    published_at, fetched_at = _instant(data, _PUBLISHED), _instant(data, _FETCHED)
    url = _text(data, "url")
    is_address = url is not None and _is_address(url)
    return Sidecar(
        url=url if is_address else None,
        outlet=_text(data, "outlet"),
        title=_text(data, "title"),
        published_at=published_at,
        fetched_at=fetched_at,
        unread=(
            *(() if published_at else _unread(data, _PUBLISHED)),
            *(() if fetched_at else _unread(data, _FETCHED)),
        ),
        no_url=None if is_address else url,
    )


def _is_address(url: str) -> bool:
    """True for the address of a web page, and for one of a file, which no site has."""
    try:
        parts = urlsplit(url)
        host = parts.hostname or ""
    except ValueError:
        return False
    return parts.scheme == "file" or (parts.scheme in ("http", "https") and bool(host) and " " not in host)


def _unread(data: dict[str, Any], names: tuple[str, ...]) -> list[str]:
    """What stands under these names although it is no time."""
    return [f"{name} ({repr(data[name])[:60]})" for name in names if data.get(name) not in (None, "")]


def _listed(names: Sequence[str]) -> str:
    """``one``, ``one and another``, ``one, another and a third``."""
    return " and ".join((", ".join(names[:-1]), names[-1])) if len(names) > 1 else names[0]


def _text(data: dict[str, Any], name: str) -> str | None:
    value = data.get(name)
    return value.strip() or None if isinstance(value, str) else None


def _instant(data: dict[str, Any], names: tuple[str, ...]) -> datetime | None:
    """The first of ``names`` that holds a time, in UTC; a day counts from its midnight."""
    stamps = (parse_stamp(value) for name in names if (value := _text(data, name)))
    stamp = next((stamp for stamp in stamps if stamp), None)
    if stamp is None:
        return None
    return stamp.at or datetime.combine(stamp.on, time(), UTC)
