"""One round of reading one source: what a source kind is given, and what it may find."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from extractors.errors import FetchError
from extractors.model import Aside, Failure, Listing, Page, Unchanged
from sources.config import Source
from sources.state import SourceState

if TYPE_CHECKING:
    from sources.answer import Answer


@dataclass(frozen=True, slots=True)
class Link:
    """A page that a source lists, with what the listing says about it.

    Attributes:
        modified_at: when the listing says the page last changed; a link with a newer one is due at once.
        text: the HTML of the whole article, where a feed brings it and the source wants it (``feed_text``);
            ``listed_in`` is that feed then.
    """

    url: str
    title: str | None = None
    published_at: datetime | None = None
    modified_at: datetime | None = None
    text: str | None = None
    listed_in: str | None = None


Found = Link | Listing | Page | Failure | Unchanged | Aside


@dataclass(slots=True)
class Counts:
    """How many links or files a round found, how many of them ``include`` and ``exclude`` shut out, and how many
    count against ``limit``: links that gave a page or failed, files that gave a page.
    """

    listed: int = 0
    shut_out: int = 0
    given: int = 0


@dataclass(frozen=True)
class Round:
    """What a source kind works with.

    Attributes:
        get: fetches one listing (feed, sitemap, listing page); raises FetchError. A listing that has not changed
            since the last round is answered from memory, so a kind need not know of it.
        since: nothing published or changed before this is wanted; ``until``: nothing after this.
        deep: everything the source lists is wanted, however much that is: a backfill.
        memory_folder: where a kind may keep what a later round can reuse; safe to delete.
        is_loaded: False once something that was found could not be loaded: it has to be found again.
        counts: what came by so far, for who asks afterwards.
    """

    source: Source
    state: SourceState
    now: Callable[[], datetime]
    get: Callable[[str], Answer]
    since: datetime | None = None
    memory_folder: Path | None = None
    until: datetime | None = None
    deep: bool = False
    is_loaded: Callable[[], bool] = lambda: True
    counts: Counts = field(default_factory=Counts)

    def wants(self, name: str) -> bool:
        """True when a URL or file name passes ``include`` and ``exclude``; counted either way."""
        wanted = self.source.wants(name)
        self.counts.listed += 1
        self.counts.shut_out += not wanted
        return wanted

    def is_wanted(self, *times: datetime | None) -> bool:
        """True when the last of ``times`` is not before the span and the first not after it, or none is known."""
        known = [at for at in times if at]
        early = bool(known) and self.since is not None and max(known) < self.since
        return not early and not (known and self.until is not None and min(known) > self.until)

    def failure(self, url: str, reason: str, message: str) -> Failure:
        """A failure of this source at this time."""
        return Failure(self.source.id, url, reason, message, self.now())

    def failed(self, url: str, error: FetchError) -> Failure:
        """The same, of a listing that could not be had."""
        from sources.fetch import refusal

        failure = self.failure(url, error.reason, str(error))
        return replace(failure, answer=refusal(url, error, self.source, failure.failed_at))
