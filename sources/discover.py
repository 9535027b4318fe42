"""A site's address in, its feeds and sitemaps out: what ``source add URL`` offers."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING
from urllib.parse import urljoin, urlsplit

from extractors.errors import FetchError
from extractors.page_charset import decode
from extractors.page_clean import clean_line
from sources.answer import Answer
from sources.client import Client
from sources.guard import shown
from sources.kinds.feed import items_of, read_feed
from sources.kinds.sitemap import MAX_BYTES, Nested, entries_of, read_sitemap
from sources.round import Link
from sources.xml_root import FEED_ROOTS, SITEMAP_ROOTS, root_of

if TYPE_CHECKING:
    from selectolax.lexbor import LexborNode

FEED_TYPES = ("application/rss+xml", "application/atom+xml", "application/feed+json", "application/json", "text/xml")
USUAL_FEEDS = ("/feed", "/rss", "/feed.xml", "/rss.xml", "/atom.xml", "/index.xml", "/feeds/all.rss.xml")
USUAL_SITEMAPS = ("/sitemap-news.xml", "/news-sitemap.xml", "/sitemap_index.xml", "/sitemap.xml")
MAX_TRIES = 24
MAX_LINKED = 6
_FEED_LINK = re.compile(r"[/._-](?:rss|atom|feeds?)(?:[/._-]|$)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Entrance:
    """One way into a site.

    Attributes:
        kind: ``feed`` or ``sitemap``.
        outlet: the name of the site, from its page or feed, for the entry; None when it gives none.
        links: how many articles it lists now; nested sitemaps count as one each.
        newest_at: the newest time it states; None when it states none.
    """

    kind: str
    url: str
    outlet: str | None
    links: int
    newest_at: datetime | None


def find_entrances(url: str, client: Client) -> list[Entrance]:
    """Feeds and sitemaps of the site at ``url``, best first: feeds with the newest news, then sitemaps.

    ``url`` may itself be a feed or a sitemap, and need not say https. FetchError when the page cannot be read, or is
    one that lists nothing; an empty list when the site names none and none is at the usual places.
    """
    page = _first_page(url, client)
    own = _entrance(page, None)
    if own is not None:
        return [own]
    if root_of(page.body) in FEED_ROOTS | SITEMAP_ROOTS:
        raise _lists_nothing(page)
    outlet, named, linked = _named(page)
    found: dict[str, Entrance] = {}
    for tries, address in enumerate(_addresses(page.final_url, named, linked, client, found)):
        if tries >= MAX_TRIES:
            break
        if address in found:
            continue
        try:
            entrance = _entrance(client.get(address, max_bytes=MAX_BYTES), outlet)
        except FetchError:
            continue
        if entrance is not None and entrance.url not in {one.url for one in found.values()}:
            found[address] = entrance
    return sorted(found.values(), key=_rank)


def _first_page(url: str, client: Client) -> Answer:
    """The page at ``url``; of a bare name over https, or over http where that is not spoken."""
    if re.match(r"[a-z][a-z0-9+.-]*://", url, re.IGNORECASE):
        return client.get(url, max_bytes=MAX_BYTES)
    try:
        return client.get(f"https://{url}", max_bytes=MAX_BYTES)
    except FetchError as error:
        if error.reason not in ("refused", "connect", "tls", "timeout", "protocol", "reset", "truncated"):
            raise
    return client.get(f"http://{url}", max_bytes=MAX_BYTES)


def entry_of(entrance: Entrance) -> dict[str, str]:
    """The lines of a source entry for ``entrance``; the id comes from its host."""
    host = (urlsplit(entrance.url).hostname or "source").removeprefix("www.")
    id_ = "".join(char if char.isascii() and char.isalnum() else "-" for char in host.lower()).strip("-")[:60]
    entry = {"id": id_ or "source", "kind": entrance.kind}
    if entrance.outlet:
        entry["outlet"] = entrance.outlet
    return entry | {"url": entrance.url}


def _addresses(
    base: str, named: list[str], linked: list[str], client: Client, found: dict[str, Entrance]
) -> Iterator[str]:
    """What the page's head names; links to feeds and the usual places as long as there is none; then sitemaps."""
    yield from named
    for address in (*linked, *(urljoin(base, path) for path in USUAL_FEEDS)):
        if any(one.kind == "feed" for one in found.values()):
            break
        yield address
    yield from client.robots.sitemaps(base)[:5]
    for path in USUAL_SITEMAPS:
        if any(one.kind == "sitemap" for one in found.values()):
            return
        yield urljoin(base, path)


def _named(page: Answer) -> tuple[str | None, list[str], list[str]]:
    """The site's name, the feeds that its head names, and what it links to that looks like one."""
    from selectolax.lexbor import LexborHTMLParser

    tree = LexborHTMLParser(decode(page.body, page.content_type))
    addresses = []
    for node in tree.css("link[rel~=alternate][href]")[:50]:
        if (node.attributes.get("type") or "").split(";")[0].strip().lower() in FEED_TYPES:
            title = (node.attributes.get("title") or "").lower()
            address = _led_to(page, node)
            if "comment" not in title and "/comments/" not in address and address.startswith("http"):
                addresses.append(address)
    linked = dict.fromkeys(_led_to(page, node) for node in tree.css("a[href]"))
    feeds = [address for address in linked if _FEED_LINK.search(urlsplit(address).path)]
    name = tree.css_first('meta[property="og:site_name"]')
    heading = tree.css_first("head title")
    outlet = clean_line(name.attributes.get("content") or "") if name is not None else ""
    outlet = outlet or _plain_name(heading.text() if heading is not None else "") or ""
    return outlet or None, list(dict.fromkeys(addresses)), feeds[:MAX_LINKED]


def _led_to(page: Answer, node: LexborNode) -> str:
    """The address that an element of ``page`` leads to; "" where it leads nowhere (``http://[``)."""
    try:
        return urljoin(page.final_url, (node.attributes.get("href") or "").strip())
    except ValueError:
        return ""


def _plain_name(title: str) -> str | None:
    """A title that is a name and nothing more; None for one that adds a section or a slogan."""
    name = clean_line(title)
    return name if 0 < len(name) <= 40 and not re.search(r" [|–—:·-] |: |\bhome\b", name, re.IGNORECASE) else None


def _feed_name(body: bytes) -> str | None:
    """What a feed calls itself, where that is a name and nothing more."""
    import io

    import feedparser

    feed = feedparser.parse(io.BytesIO(body), resolve_relative_uris=False, sanitize_html=True).feed
    title = feed.get("title")
    return _plain_name(title) if isinstance(title, str) else None


def _entrance(answer: Answer, outlet: str | None) -> Entrance | None:
    """What ``answer`` is, if it is a feed or a sitemap with something in it."""
    entries: list[Link | Nested]
    try:
        kind, entries = "feed", list(read_feed(answer.body, answer.final_url))
    except FetchError:
        try:
            kind, entries = "sitemap", read_sitemap(answer.body, answer.final_url)
        except FetchError:
            return None
    if not entries:
        return None
    if outlet is None and kind == "feed":
        outlet = _feed_name(answer.body)
    times = [
        at for entry in entries for at in (entry.modified_at, getattr(entry, "published_at", None)) if at is not None
    ]
    return Entrance(kind, answer.final_url, outlet, len(entries), max(times, default=None))


def _lists_nothing(answer: Answer) -> FetchError:
    """What is wrong with a feed or sitemap that names no article: it is cut off, of no use, or empty just now."""
    is_feed = root_of(answer.body) in FEED_ROOTS
    try:
        _, cut = (items_of if is_feed else entries_of)(answer.body, answer.final_url)
    except FetchError as error:
        return error
    what = "feed" if is_feed else "sitemap"
    reason, why = (f"cut_{what}", cut) if cut else ("no_links", f"the {what} lists nothing")
    return FetchError(reason, f"{shown(answer.final_url)}: {why}; try again later, or give the site's front page")


def _rank(entrance: Entrance) -> tuple[bool, float, str]:
    newest = entrance.newest_at.timestamp() if entrance.newest_at else 0.0
    return entrance.kind != "feed", -newest, entrance.url


def no_entrance(url: str) -> str:
    """What to tell someone whose site has neither feed nor sitemap."""
    return (
        f"{shown(url)}: no feed and no sitemap found; use kind listing with a CSS selector for its links, "
        "or kind urls with a list of pages"
    )
