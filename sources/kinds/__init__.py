"""Ways of getting news: one entry in one table for each; a kind lists links or hands over pages."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from sources.kinds.feed import find_in_feed
from sources.kinds.folder import read_folder
from sources.kinds.listing import find_in_listing
from sources.kinds.sitemap import find_in_sitemap
from sources.kinds.urls import find_urls
from sources.kinds.warc import read_warc
from sources.round import Found, Round


@dataclass(frozen=True, slots=True)
class Kind:
    """One way of getting news.

    Attributes:
        find: yields links to fetch, or pages where nothing needs fetching; raises FetchError when the source as a
            whole cannot be read.
        needs: fields of the entry of which one must be given.
        takes: fields that it can use besides and other kinds cannot; a dot for those of ``selectors``.
        needs_selector: whether ``selectors.links`` must be given.
        local: it reads files, never the network.
        chosen: a person has put each page there, so that a short one is an article, too, and no shell of one.
        past: it holds what was news once; that nothing new comes of it is no silence.
    """

    find: Callable[[Round], Iterator[Found]]
    needs: tuple[str, ...]
    takes: tuple[str, ...] = ()
    needs_selector: bool = False
    local: bool = False
    chosen: bool = False
    past: bool = False


LISTING = ("hosts", "pages", "mirror")
SOURCE_KINDS: dict[str, Kind] = {
    "feed": Kind(find_in_feed, needs=("url",), takes=("feed_text", "mirror")),
    "sitemap": Kind(find_in_sitemap, needs=("url",), takes=("days", *LISTING)),
    "listing": Kind(
        find_in_listing, needs=("url",), takes=("selectors.links", "selectors.next", *LISTING), needs_selector=True
    ),
    "urls": Kind(find_urls, needs=("urls", "path"), takes=("mirror",)),
    "folder": Kind(read_folder, needs=("path",), local=True, chosen=True),
    "warc": Kind(read_warc, needs=("path",), local=True, past=True),
}


def kinds_with(key: str) -> list[str]:
    """The kinds that can use a key of an entry; empty for one that all of them can.

    >>> kinds_with("days"), kinds_with("tags")
    (['sitemap'], [])
    """
    return [name for name, kind in SOURCE_KINDS.items() if key in kind.needs + kind.takes]
