"""RSS, Atom, RDF and JSON feeds: bytes to links, newest news first as the outlet lists them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import UTC, datetime, time
from typing import Any
from urllib.parse import urljoin, urlsplit

from extractors.dates_page import parse_stamp
from extractors.errors import FetchError
from extractors.page_clean import clean_line
from sources.feed_text import whole_text
from sources.guard import shown
from sources.loose_json import whole_json, why_no_json
from sources.round import Found, Link, Round
from sources.xml_references import with_references
from sources.xml_root import SITEMAP_ROOTS, closed_feed, root_of

MAX_ITEMS = 20_000
_TAG = re.compile(r"<[^>]{1,300}>")
_DOCTYPE = re.compile(rb"<!DOCTYPE[^\[>]*(?:\[.*?\]\s*)?>", re.DOTALL | re.IGNORECASE)
_ITEM = re.compile(rb"<(?:\w+:)?(?:item|entry)[\s>]")
_ENTITY = re.compile(rb"<!ENTITY", re.IGNORECASE)


def find_in_feed(round_: Round) -> Iterator[Found]:
    """Links of the feed's items. A feed whose wanted items have nothing in common with what is known is reported as a
    gap, one that breaks off as cut.
    """
    source = round_.source
    assert source.url is not None
    answer = round_.get(source.url)
    links, cut = items_of(answer.body, answer.final_url, with_text=source.feed_text)
    known = {url for url, link in round_.state.links.items() if link.fetched_at is not None and url != source.url}
    wanted = [link for link in links if source.wants(link.url)]  # the others were never fetched, and are not known
    if known and wanted and not any(link.url in known for link in wanted):
        yield round_.failure(
            source.url,
            "feed_gap",
            f"{source.id}: none of the feed's {len(wanted)} items was there before; items may have been missed: "
            "read it more often, or add a sitemap source",
        )
    yield from links
    if cut:
        yield round_.failure(source.url, "cut_feed", f"{source.id}: {shown(source.url)}: {cut}")


def read_feed(body: bytes, url: str) -> list[Link]:
    """The items of a feed that have a web address, each once; FetchError when ``body`` is no feed, or has items of
    which none has one.

    ``url`` is the feed's own, for relative links. Internal entities and DTDs are refused, never expanded.
    """
    return items_of(body, url)[0]


def items_of(body: bytes, url: str, *, with_text: bool = False) -> tuple[list[Link], str | None]:
    """As :func:`read_feed`, and what is to be told of a feed that is cut off: its whole items are read.

    ``with_text``: with the articles that it brings whole.
    """
    doctype = _DOCTYPE.search(body[:4096])
    if _ENTITY.search(body[: 1 << 16]):
        raise FetchError("bad_feed", f"{shown(url)}: the feed declares entities; such a feed is not read")
    if doctype:
        body = body[: doctype.start()] + body[doctype.end() :]
    is_json = body.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"{")
    body, is_cut = (whole_json(body), False) if is_json else closed_feed(with_references(body))
    entries = None if b"xml:base" in body else _fast(body, with_text=with_text)
    if not entries or (len(entries) < len(_ITEM.findall(body)) and not _is_well_formed(body)):
        other = _slow(body, url)
        entries = other if len(other or ()) > len(entries or ()) or not entries else entries
    if entries is None:
        raise FetchError("bad_feed", f"{shown(url)}: no RSS, Atom or JSON feed{_guess(body)}")
    found: dict[str, Link] = {}
    for entry in entries[:MAX_ITEMS]:
        address = _address(entry, url)
        if address and address not in found:
            found[address] = Link(
                address,
                title=_title(entry.get("title")),
                published_at=_instant(entry.get("published")) or _instant(entry.get("created")),
                modified_at=_instant(entry.get("updated")),
                text=(text := whole_text(entry) if with_text else None),
                listed_in=url if text else None,
            )
    if entries and not found:
        count = f"{len(entries)} items" if len(entries) > 1 else "one item"
        raise FetchError("no_links", f"{shown(url)}: the feed has {count}, without a web address to read")
    what = "item was" if len(found) == 1 else "items were"
    return list(found.values()), f"the feed ends before its end; {len(found):,} {what} read" if is_cut else None


def _is_well_formed(body: bytes) -> bool:
    from lxml import etree

    try:
        etree.fromstring(body, etree.XMLParser(resolve_entities=False, no_network=True))
    except (etree.XMLSyntaxError, ValueError):
        return False
    return True


def _fast(body: bytes, *, with_text: bool) -> list[dict[str, Any]] | None:
    import fastfeedparser

    try:
        feed = fastfeedparser.parse(body, include_content=with_text, include_tags=False, include_media=False)
    except Exception:  # it raises whatever a broken document led to
        return None
    return list(feed.entries)


def _slow(body: bytes, url: str) -> list[dict[str, Any]] | None:
    """feedparser, which takes more dialects; bytes only, since it would open a string as a file or address."""
    import io

    import feedparser

    feed = feedparser.parse(
        io.BytesIO(body),
        resolve_relative_uris=False,
        sanitize_html=False,
        response_headers={"content-location": url},
    )
    if not feed.get("version") and not feed.entries:
        return None
    return [dict(entry) for entry in feed.entries]


def _address(entry: dict[str, Any], base: str) -> str | None:
    """The item's web address: its link, or its id where that is one."""
    links = entry.get("links") or []
    stated: list[Any] = [entry.get("link")]
    for link in links:
        if isinstance(link, dict) and (link.get("rel") or "alternate") == "alternate":
            stated.append(link.get("href"))
    if "://" in str(entry.get("id")):
        stated.append(entry["id"])
    for one in stated:
        if not isinstance(one, str) or not one.strip():
            continue
        try:
            full = urljoin(base, one.strip())
            if full.lower().startswith(("http://", "https://")) and urlsplit(full).hostname:
                return full
        except ValueError:
            continue
    return None


def _title(value: Any) -> str | None:
    return (clean_line(_TAG.sub(" ", value)) or None) if isinstance(value, str) else None


def _instant(value: Any) -> datetime | None:
    stamp = parse_stamp(value) if isinstance(value, str) else None
    if stamp is None:
        return None
    return stamp.at or datetime.combine(stamp.on, time(), UTC)


def _guess(body: bytes) -> str:
    """What it is instead, as far as that is plain."""
    if why := why_no_json(body):
        return f"; its JSON is broken: {why}"
    if root_of(body) in SITEMAP_ROOTS:
        return " but a sitemap: write kind: sitemap"
    start = body[:2000].lstrip().lower()
    if start.startswith((b"<!doctype html", b"<html")) or b"<body" in start:
        return " but a web page; its address may have changed"
    return "" if start else " but an empty answer"
