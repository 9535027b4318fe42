"""What is known about a page beside its bytes: from the feed, a sidecar file, or the source's settings."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class PageSelectors:
    """CSS selectors for one site; what a selector finds goes before what the general rules find."""

    title: str | None = None
    body: str | None = None
    date: str | None = None
    author: str | None = None
    remove: str | None = None


@dataclass(frozen=True, slots=True)
class PageHints:
    """Used where the page itself does not say; ``selectors`` go before it.

    Attributes:
        published_at: aware; midnight UTC stands for the day alone.
        is_article: a person has said so, by saving the page or naming it, so that it may be short.
        in_feed: its feed brings articles whole, so that a short page is the beginning of one.
    """

    title: str | None = None
    published_at: datetime | None = None
    language: str | None = None
    is_article: bool = False
    in_feed: bool = False
    selectors: PageSelectors = PageSelectors()


NO_HINTS = PageHints()
