"""What is remembered about links between two rounds: plain values in, nothing fetched here."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from extractors.page_url import clean_url

if TYPE_CHECKING:
    from sources.round import Link

# How often a link is asked for again while its article may still be edited: (age below, at least this long since
# the last look). Older than the last row: never again, unless the source says it has changed.
LOOK_AGAIN: tuple[tuple[timedelta, timedelta], ...] = (
    (timedelta(hours=6), timedelta(0)),
    (timedelta(days=2), timedelta(hours=6)),
    (timedelta(days=14), timedelta(days=1)),
)
FULL_FETCH_EVERY = timedelta(days=7)  # a server that always says 304 is asked without validators this often


@dataclass(frozen=True, slots=True)
class LinkState:
    """What the last looks at one URL gave.

    Attributes:
        etag, last_modified: validators, verbatim as the server sent them.
        sha256: of the last body.
        first_seen_at, fetched_at: first and last time the URL gave a body (or said 304); UTC.
        full_fetch_at: last time it gave a body; None counts as ``fetched_at``.
        stored_at: when the body that is kept came; earlier than that where the same came again.
        retry_at: not to be asked before this instant; None when free.
        failures: failures in a row; grows the back-off. ``failed_as``: how many of them for each reason.
        gone: the server said 410, or 404 again and again: not asked any more.
        gave_article: the page itself gave an article before.
        feed_sha256: of the feed's text that was last read in its place.
        earlier: the bodies of a URL that gave several.
    """

    etag: str | None = None
    last_modified: str | None = None
    sha256: str | None = None
    first_seen_at: datetime | None = None
    fetched_at: datetime | None = None
    full_fetch_at: datetime | None = None
    stored_at: datetime | None = None
    retry_at: datetime | None = None
    failures: int = 0
    failed_as: Mapping[str, int] = field(default_factory=dict)
    gone: bool = False
    gave_article: bool = False
    feed_sha256: str | None = None
    earlier: frozenset[str] = frozenset()


UNSEEN = LinkState()


@dataclass(frozen=True)
class SourceState:
    """The links of one source as the ledger remembers them, by URL as listed; empty for a new source.

    Attributes:
        forgotten: addresses that were forgotten on demand, whichever source lists them: never asked for again.
    """

    links: Mapping[str, LinkState] = field(default_factory=dict)
    forgotten: frozenset[str] = frozenset()

    def is_forgotten(self, *urls: str) -> bool:
        """True when one of ``urls``, as it stands or as an article's identity, was forgotten on demand."""
        return bool(self.forgotten) and any(url in self.forgotten or clean_url(url) in self.forgotten for url in urls)

    def of(self, url: str) -> LinkState:
        """The state of ``url``; a fresh one for a URL never seen."""
        return self.links.get(url, UNSEEN)


def is_source_due(last_read_at: datetime | None, every: timedelta, now: datetime) -> bool:
    """True when a source was never read, or its interval has passed but for a tenth: runs begin a little late."""
    return last_read_at is None or now - last_read_at >= every * 0.9


def is_due(link: LinkState, now: datetime) -> bool:
    """True when a link should be asked for again: new, failed and past its wait, or young enough to be edited."""
    if link.gone:
        return False
    if link.retry_at is not None:
        return now >= link.retry_at
    if link.fetched_at is None:
        return True
    age = now - (link.first_seen_at or link.fetched_at)
    since_last = now - link.fetched_at
    return any(age < young and since_last >= wait for young, wait in LOOK_AGAIN)


def is_due_now(listed: Link, known: LinkState, now: datetime) -> bool:
    """As :func:`is_due`, or at once when the listing says the page is newer than what we have; a time in the future
    says nothing yet.
    """
    if is_due(known, now):
        return True
    at = listed.modified_at
    newer = at is not None and known.fetched_at is not None and known.fetched_at < at <= now
    return newer and not known.gone and known.retry_at is None


def validators(link: LinkState, now: datetime) -> dict[str, str]:
    """Request headers that make a fetch conditional; none when a full fetch is due."""
    full = link.full_fetch_at or link.fetched_at
    if full is None or now - full >= FULL_FETCH_EVERY or link.sha256 is None:
        return {}
    headers = {}
    if link.etag:
        headers["If-None-Match"] = link.etag
    if link.last_modified:
        headers["If-Modified-Since"] = link.last_modified
    return headers
