"""Sitemaps, sitemap indexes and news sitemaps: addresses with the times and titles that they state."""

from __future__ import annotations

import io
import re
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from itertools import islice

from extractors.dates_page import parse_stamp
from extractors.errors import FetchError
from extractors.page_clean import clean_line
from sources.encoding import Inflater
from sources.guard import shown
from sources.round import Found, Link, Round
from sources.site import same_site
from sources.xml_references import with_references
from sources.xml_root import FEED_ROOTS, root_of

MAX_BYTES = 52_428_800  # https://www.sitemaps.org/protocol.html: 50 MB and 50,000 addresses in one file
MAX_URLS = 50_000
DEEPEST = 4  # indexes within indexes; the protocol knows one level
DEFAULT_DAYS = 30
_CHUNK = 1 << 12  # what came before a broken one is kept
_BEGINNING = re.compile(rb"<(?:[\w.-]+:)?(?:urlset|sitemapindex)\b")
_ENTRY_END = re.compile(rb"</(?:[\w.-]+:)?(?:url|sitemap)\s*>")
_END = re.compile(rb"</(?:[\w.-]+:)?(?:urlset|sitemapindex)\s*>|<(?:[\w.-]+:)?(?:urlset|sitemapindex)\b[^<>]*/>")


@dataclass(frozen=True, slots=True)
class Nested:
    """Another sitemap that an index names."""

    url: str
    modified_at: datetime | None


def find_in_sitemap(round_: Round) -> Iterator[Found]:
    """Links of the sitemap and of those it names, newest sitemap first; each sitemap is read once.

    Only addresses of the source's own site (or its ``hosts``) are taken, and only those that are not older than
    ``since``, or than the source's ``days`` where no ``since`` is given. At most ``pages`` nested sitemaps are read;
    a backfill reads all of them.
    """
    source = round_.source
    assert source.url is not None
    now = round_.now()
    beginning = datetime.min.replace(tzinfo=UTC) if round_.deep else now - timedelta(days=source.days or DEFAULT_DAYS)
    oldest = round_.since or beginning
    waiting = [(Nested(source.url, None), 0)]
    seen, foreign, read, listed, circles = {source.url}, 0, 0, 0, 0
    unreadable: list[str] = []
    while waiting:
        nested, depth = waiting.pop(0)
        if read > source.pages and not round_.deep:
            yield round_.failure(
                nested.url,
                "too_many_sitemaps",
                f"{source.id}: {len(waiting) + 1} nested sitemaps left unread; raise pages",
            )
            return
        read += 1
        try:
            answer = round_.get(nested.url)
            entries, cut = entries_of(answer.body, answer.final_url)
        except FetchError as error:
            if depth == 0:
                raise
            yield round_.failed(nested.url, error)
            continue
        below = []
        listed += sum(isinstance(entry, Link) for entry in entries)
        circles += bool(entries) and all(isinstance(entry, Nested) and entry.url in seen for entry in entries)
        for entry in entries:
            try:
                own = same_site(entry.url, source.url, source.hosts)
            except ValueError:
                unreadable.append(entry.url)
                continue
            if not own:
                foreign += 1
            elif isinstance(entry, Nested):
                if entry.url not in seen and depth < DEEPEST and not _is_older(entry.modified_at, oldest, now):
                    seen.add(entry.url)
                    below.append((entry, depth + 1))
            elif not _is_older(entry.modified_at or entry.published_at, oldest, now):
                yield entry
        if cut:
            yield round_.failure(nested.url, "cut_sitemap", f"{source.id}: {shown(nested.url)}: {cut}")
        waiting = sorted(below, key=lambda one: one[0].modified_at or now, reverse=True) + waiting
    if circles and not listed:
        why = "the index names itself and nothing else" if read == 1 else "its sitemaps name each other and no page"
        yield round_.failure(source.url, "no_links", f"{source.id}: {shown(source.url)}: {why}")
    if foreign:
        yield round_.failure(
            source.url,
            "foreign_host",
            f"{source.id}: {foreign} addresses of other sites left out; name them in hosts",
        )
    if unreadable:
        what = "address" if len(unreadable) == 1 else "addresses"
        yield round_.failure(
            source.url,
            "bad_url",
            f"{source.id}: {len(unreadable):,} {what} that cannot be read left out, such as {shown(unreadable[0])}",
        )


def read_sitemap(body: bytes, url: str) -> list[Link | Nested]:
    """The addresses of one sitemap, or the sitemaps of one index, in their order; FetchError when it is neither.

    Plain lists of addresses are taken, too. ``body`` may be gzip, as files called ``.xml.gz`` are.
    """
    return entries_of(body, url)[0]


def entries_of(body: bytes, url: str) -> tuple[list[Link | Nested], str | None]:
    """As :func:`read_sitemap`, and why that is not all there should be: the file is cut off or too long."""
    body, broken = _unpacked(body, url)
    body = with_references(body)
    if b"<!ENTITY" in body[: 1 << 16]:
        raise FetchError("bad_sitemap", f"{shown(url)}: the sitemap declares entities; such a file is not read")
    head = body[:1000].lstrip(b"\xef\xbb\xbf \r\n\t")
    if head.startswith(b"http"):
        lines = body.decode("utf-8-sig", errors="replace").split()
        if broken and lines:
            lines.pop()  # half an address
        found: list[Link | Nested] = [Link(line) for line in lines if line.startswith(("http://", "https://"))]
    else:
        is_sitemap = _BEGINNING.search(body[:10_000]) is not None
        if not broken and is_sitemap and not _END.search(body):
            broken = "it ends before its end"
        if broken and is_sitemap:  # an address that was cut is another address
            body = body[: max((match.end() for match in _ENTRY_END.finditer(body)), default=0)]
        found = list(islice(_entries(body), MAX_URLS + 1))
        if not found and not is_sitemap:
            raise FetchError("bad_sitemap", f"{shown(url)}: {broken or _guess(body)}")
    if len(found) > MAX_URLS:
        return found[:MAX_URLS], f"more than {MAX_URLS:,} addresses; those behind were left out"
    what = "address was" if len(found) == 1 else "addresses were"
    return found, f"{broken}; {len(found):,} {what} read" if broken else None


def _guess(body: bytes) -> str:
    """What it is instead."""
    if root_of(body) in FEED_ROOTS:
        return "no sitemap but a feed: write kind: feed"
    return "no sitemap; look for its address in the site's robots.txt"


def _entries(body: bytes) -> Iterator[Link | Nested]:
    from lxml import etree

    parser = etree.iterparse(
        io.BytesIO(with_references(body)),
        events=("end",),
        recover=True,
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
    )
    try:
        for _, element in parser:
            name = _local(element.tag)
            if name not in ("url", "sitemap"):
                continue
            fields: dict[str, str] = {}
            for child in element.iter():
                text = child.text
                if isinstance(child.tag, str) and text and text.strip():
                    fields.setdefault(_local(child.tag), text.strip())
            element.clear()
            while element.getprevious() is not None:
                del element.getparent()[0]
            address = fields.get("loc", "")
            if not address.startswith(("http://", "https://")):
                continue
            modified = _instant(fields.get("lastmod"))
            if name == "sitemap":
                yield Nested(address, modified)
            else:
                title = clean_line(fields["title"]) if "title" in fields else None
                yield Link(address, title, _instant(fields.get("publication_date")), modified)
    except etree.XMLSyntaxError:
        return  # what came before the break is kept


def _local(tag: object) -> str:
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""


def _instant(text: str | None) -> datetime | None:
    stamp = parse_stamp(text) if text else None
    return (stamp.at or datetime.combine(stamp.on, time(), UTC)) if stamp else None


def _is_older(at: datetime | None, oldest: datetime, now: datetime) -> bool:
    """True when ``at`` is known and before ``oldest``; a time in the future is no time."""
    return at is not None and at <= now + timedelta(days=1) and at < oldest


def _unpacked(body: bytes, url: str) -> tuple[bytes, str | None]:
    """The sitemap out of its gzip file, as far as that goes, and what is wrong with the file."""
    if not body.startswith(b"\x1f\x8b"):
        return body, None
    whole, wrong = bytearray(), None
    inflate = Inflater("gzip")
    try:
        for start in range(0, len(body), _CHUNK):
            inflate.feed(body[start : start + _CHUNK], whole, MAX_BYTES + 1)
    except zlib.error as error:
        wrong = f"the gzip file is broken ({error})"
    if len(whole) > MAX_BYTES:
        raise FetchError("too_large", f"{shown(url)}: more than {MAX_BYTES} bytes unpacked; left out")
    return bytes(whole), wrong or (None if inflate.complete else "the gzip file ends before its end")
