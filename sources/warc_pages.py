"""Pages as records of a WARC file (ISO 28500, WARC 1.1), and back: what HTTP does not say stands in a header of ours.

An answer is a ``response`` record, a local file a ``resource``. What gave the same as before is a ``revisit`` that
names the digest of the bytes and when they came. The address of a record is the one that answered.
"""

from __future__ import annotations

import hashlib
import io
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from http import HTTPStatus
from typing import Any

from extractors.model import Page

ABOUT = "Figurewatch-Page"  # source, outlet, hints, as ASCII JSON
TITLE_CHARS = 500
_ABOUT_FIELDS = (
    "source_id",
    "outlet",
    "url",
    "final_url",
    "status",
    "elapsed_ms",
    "robots",
    "title",
    "moved",
    "role",
)
_PROFILE = "http://netpreserve.org/warc/1.1/revisit/"
_NOT_MODIFIED, _SAME_BYTES = _PROFILE + "server-not-modified", _PROFILE + "identical-payload-digest"


@dataclass(frozen=True, slots=True)
class Archived:
    """One record of the archive.

    Attributes:
        notes: what else was written down with the page, such as why it was of no use.
    """

    page: Page
    notes: Mapping[str, Any] = field(default_factory=dict)


def page_member(page: Page, notes: Mapping[str, Any] | None = None) -> bytes:
    """The record of ``page`` as a gzip member."""
    from fastwarc.warc import WarcRecordType

    headers = {
        "WARC-Target-URI": page.url if page.robots == "not_asked" or page.role == "redirect" else page.final_url,
        "WARC-Payload-Digest": f"sha256:{page.sha256}",
    }
    if not page.whole:
        headers["WARC-Truncated"] = "length" if page.body else "unspecified"
    about: dict[str, Any] = {name: getattr(page, name) for name in _ABOUT_FIELDS}
    about["title"] = page.title[:TITLE_CHARS] if page.title else None
    about["published_at"] = page.published_at.isoformat() if page.published_at else None
    about["fetched_at"] = page.fetched_at.isoformat()
    if page.same_as_at is not None:
        about["same_as_at"] = page.same_as_at.isoformat()
    if page.text_from is not None:
        about["text_from"] = page.text_from
    if notes:
        about["notes"] = dict(notes)
    if page.robots == "not_asked":
        kind = WarcRecordType.resource
        about |= {"content_type": page.content_type, "etag": page.etag}
        headers["Content-Type"] = page.content_type or "application/octet-stream"
        block = page.body
    else:
        kind = WarcRecordType.response
        headers["Content-Type"] = "application/http; msgtype=response"
        block = _http_head(page) + page.body
    if page.role == "unchanged":
        kind = WarcRecordType.revisit
        headers["WARC-Profile"] = _NOT_MODIFIED if page.status == 304 else _SAME_BYTES
        if page.same_as_at is not None:
            headers["WARC-Refers-To-Target-URI"] = page.final_url
            headers["WARC-Refers-To-Date"] = _instant(page.same_as_at)
    headers[ABOUT] = json.dumps(about)
    return _member(kind, page.fetched_at, headers, block)


def info_member(name: str, at: datetime) -> bytes:
    """The record with which a file begins, as a gzip member."""
    from fastwarc.warc import WarcRecordType

    block = b"software: Figurewatch\r\nformat: WARC File Format 1.1\r\n"
    headers = {"WARC-Filename": name, "Content-Type": "application/warc-fields"}
    return _member(WarcRecordType.warcinfo, at, headers, block)


def read_page(record: Any, name: str, offset: int) -> Archived | None:
    """The page of a record at ``offset`` of the file ``name``; None when its bytes are not those that were written.

    What is no page of ours raises KeyError, TypeError, ValueError, AttributeError or OSError.
    """
    from fastwarc.warc import WarcRecordType

    about = json.loads(record.headers[ABOUT])
    if record.is_http:
        record.parse_http()
    http = record.http_headers if record.is_http else None
    body = record.reader.read()
    sha256 = record.headers["WARC-Payload-Digest"].removeprefix("sha256:")
    if record.record_type != WarcRecordType.revisit and hashlib.sha256(body).hexdigest() != sha256:
        return None
    page = Page(
        source_id=about["source_id"],
        outlet=about["outlet"],
        url=about.get("url") or record.headers["WARC-Target-URI"],
        final_url=about["final_url"],
        fetched_at=datetime.fromisoformat(about["fetched_at"]),
        status=about["status"],
        content_type=http.get("Content-Type") if http is not None else about.get("content_type"),
        sha256=sha256,
        body=body,
        warc_file=name,
        warc_offset=offset,
        etag=http.get("ETag") if http is not None else about.get("etag"),
        last_modified=http.get("Last-Modified") if http is not None else None,
        elapsed_ms=about["elapsed_ms"],
        robots=about["robots"],
        published_at=_parsed(about["published_at"]),
        title=about["title"],
        moved=about.get("moved", False),
        role=about.get("role", "page"),
        whole=record.headers.get("WARC-Truncated") is None,
        same_as_at=_parsed(about.get("same_as_at")),
        text_from=about.get("text_from"),
    )
    return Archived(page, about.get("notes") or {})


def _http_head(page: Page) -> bytes:
    """Status line and headers as replayed: the body is stored decoded, so only these may be said of it."""
    phrase = HTTPStatus(page.status).phrase if page.status in HTTPStatus._value2member_map_ else "Unknown"
    lines = [f"HTTP/1.1 {page.status} {phrase}"]
    if page.role != "unchanged":
        lines.append(f"Content-Length: {len(page.body)}")
    for name, value in (
        ("Location", page.final_url if page.role == "redirect" else None),
        ("Content-Type", page.content_type),
        ("ETag", page.etag),
        ("Last-Modified", page.last_modified),
    ):
        if value is not None:
            lines.append(f"{name}: {value}")
    return "\r\n".join([*lines, "", ""]).encode("utf-8")


def _member(kind: Any, at: datetime, headers: dict[str, str], block: bytes) -> bytes:
    from fastwarc.stream_io import GzipWriter
    from fastwarc.warc import WarcRecord

    record = WarcRecord()
    record.init_headers(kind)
    record.headers["WARC-Date"] = _instant(at)
    for name, value in headers.items():
        record.headers[name] = value.replace("\r", " ").replace("\n", " ")
    record.set_bytes_content(block)
    out = io.BytesIO()
    writer = GzipWriter(out, compression_level=6)
    record.write(writer)
    writer.finish()
    return out.getvalue()


def _instant(at: datetime) -> str:
    return at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def _parsed(text: str | None) -> datetime | None:
    return datetime.fromisoformat(text) if text else None
