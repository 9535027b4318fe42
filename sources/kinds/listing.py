"""A page that lists articles, for sites without feed and sitemap: links by a CSS selector, page after page."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any
from urllib.parse import urldefrag, urljoin

from extractors.errors import FetchError
from extractors.page_charset import decode
from extractors.page_clean import clean_line
from sources.guard import shown
from sources.round import Found, Link, Round
from sources.site import same_site

DEEPEST = 10_000  # listing pages of a backfill


def find_in_listing(round_: Round) -> Iterator[Found]:
    """Links that ``selectors.links`` finds, following ``selectors.next`` for at most ``pages`` pages.

    A listing on which the selector finds nothing is a failure, since the site has then changed. Following stops at
    a page all of whose links are known; a backfill goes on to the end.
    """
    source = round_.source
    assert source.url is not None
    assert source.selectors.links is not None
    at: str | None = source.url
    seen: set[str] = set()
    for number in range(DEEPEST if round_.deep else source.pages):
        if at is None or at in seen:
            return
        seen.add(at)
        try:
            answer = round_.get(at)
        except FetchError as error:
            if number == 0:
                raise
            yield round_.failed(at, error)
            return
        soup = _soup(decode(answer.body, answer.content_type))
        links = read_listing(soup, source.selectors.links, answer.final_url)
        own = [link for link in links if same_site(link.url, source.url, source.hosts)]
        if not own and number == 0:
            raise FetchError(
                "no_links",
                f"{shown(at)}: selectors.links {source.selectors.links!r} finds no link; the site may have changed",
            )
        yield from own
        if not round_.deep and all(link.url in round_.state.links for link in own):
            return
        at = next_page(soup, source.selectors.next, answer.final_url)
        if at is not None and not same_site(at, source.url, source.hosts):
            return


def read_listing(soup: Any, selector: str, base: str) -> list[Link]:
    """The links that ``selector`` finds, each once: an element's own address, or the first one inside it."""
    found: dict[str, Link] = {}
    for element in soup.select(selector):
        anchor = element if element.name == "a" else element.find("a", href=True)
        if anchor is None or not anchor.get("href"):
            continue
        try:
            address = urldefrag(urljoin(base, str(anchor["href"]).strip()))[0]
        except ValueError:
            continue
        if address.startswith(("http://", "https://")):
            found.setdefault(address, Link(address, title=clean_line(anchor.get_text(" ")) or None))
    return list(found.values())


def next_page(soup: Any, selector: str | None, base: str) -> str | None:
    """The address of the next listing page; None when there is none."""
    element = soup.select_one(selector) if selector else None
    if element is None or not element.get("href"):
        return None
    try:
        return urldefrag(urljoin(base, str(element["href"]).strip()))[0]
    except ValueError:
        return None


def _soup(html: str) -> Any:
    from bs4 import BeautifulSoup

    return BeautifulSoup(html, "lxml")
