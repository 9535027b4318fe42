"""What the flows hand over to be loaded, and what they get back."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import TypeVar

from extractors.events import Event, EventKind
from extractors.model import Article, Aside, Drop, Failure, Listing, Page, Unchanged
from extractors.record import ClaimRecord, article_id, make_id
from warehouse.values import utc

MOST_EVENTS = 1000
"""Events of one kind that a report of several loads lists: a backfill makes a hundred thousand, some 2 KB each."""


def page_id(page: Page) -> str:
    """The id of one fetch of one URL."""
    beside = () if page.role in ("page", "listing", "answer") else (page.role,)
    return make_id("page", page.url, utc(page.fetched_at).isoformat(), page.sha256, *beside)


@dataclass(frozen=True, slots=True)
class ParsedArticle:
    """One page that held an article, with its claims as rows, and the ids of both."""

    page: Page
    article: Article
    records: Sequence[ClaimRecord]
    drops: Sequence[Drop] = ()
    extractor_version: str = ""
    article_id: str = field(init=False)
    page_id: str = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "article_id", article_id(self.article.url))
        object.__setattr__(self, "page_id", page_id(self.page))


@dataclass(frozen=True, slots=True)
class RejectedPage:
    """One page that held none; ``reason`` is a stable code, ``message`` a line for people."""

    page: Page
    reason: str
    message: str
    extractor_version: str = ""


@dataclass(frozen=True, slots=True)
class Batch:
    """Everything one load writes, in one transaction.

    Attributes:
        now: when the load runs; becomes ``detected_at`` of events.
        tags: of the sources, by source id.
        is_old: what happens by it counts as judged, and raises no alerts.
    """

    run_id: str
    now: datetime
    articles: Sequence[ParsedArticle] = ()
    rejected: Sequence[RejectedPage] = ()
    failures: Sequence[Failure] = ()
    unchanged: Sequence[Unchanged] = ()
    listings: Sequence[Listing] = ()
    asides: Sequence[Aside] = ()
    tags: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    is_old: bool = False


@dataclass(frozen=True, slots=True)
class Trouble:
    """How many links and pages gave no article for one reason, and the address of the first; of a file on this
    machine what is wrong with it.
    """

    count: int
    example: str


@dataclass(slots=True)
class LoadReport:
    """What a load did. ``+`` adds two up.

    Attributes:
        unchanged: articles fetched again with the text they had, and links that gave what they gave before.
        failed: links that gave nothing.
        rejected: pages that held no article.
        troubles: both of these by reason.
        claims: by kind, of new and changed articles.
        figures: new ones.
        events: in order of time; of first sightings of a series, which may be very many, each load lists its last. Of
            several loads the last ``MOST_EVENTS`` of each kind, load by load.
        happened: events by kind, all of them.
    """

    new: int = 0
    changed: int = 0
    unchanged: int = 0
    failed: int = 0
    rejected: int = 0
    troubles: dict[str, Trouble] = field(default_factory=dict)
    claims: dict[str, int] = field(default_factory=dict)
    figures: int = 0
    events: list[Event] = field(default_factory=list)
    happened: dict[EventKind, int] = field(default_factory=dict)

    def __add__(self, other: LoadReport) -> LoadReport:
        return LoadReport(
            new=self.new + other.new,
            changed=self.changed + other.changed,
            unchanged=self.unchanged + other.unchanged,
            failed=self.failed + other.failed,
            rejected=self.rejected + other.rejected,
            troubles=_all_troubles(self.troubles, other.troubles),
            claims=_together(self.claims, other.claims),
            figures=self.figures + other.figures,
            events=_all_events(self.events, other.events),
            happened=_together(self.happened, other.happened),
        )

    def tell(self, events: Sequence[Event]) -> None:
        """Add events."""
        self.events += events
        self.happened = _together(self.happened, Counter(event.kind for event in events))

    def first_heard(self, events: Sequence[Event], happened: Mapping[EventKind, int]) -> None:
        """Add first sightings: the last of them, and how many there are."""
        self.events += events
        self.happened = _together(self.happened, happened)


FILES = ("bad_sidecar", "unreadable")
"""Reasons that the reader can mend: the file and what is wrong with it say more than an address made for it."""


def _all_events(one: list[Event], other: list[Event]) -> list[Event]:
    """Both, in the same order; of several loads without the earliest beyond ``MOST_EVENTS`` of a kind."""
    events = one + other
    if not one or not other:
        return events
    counts = Counter(event.kind for event in events)
    dropped: set[str] = set()
    for kind, count in counts.items():
        if count > MOST_EVENTS:
            ids = sorted((event.occurred_at, event.event_id) for event in events if event.kind == kind)
            dropped.update(event_id for _, event_id in ids[: count - MOST_EVENTS])
    return [event for event in events if event.event_id not in dropped] if dropped else events


def troubles_of(batch: Batch) -> dict[str, Trouble]:
    """What of a batch gave no article, by reason."""
    found: dict[str, Trouble] = {}
    for reason, url in (
        *((one.reason, one.message if one.reason in FILES else one.url) for one in batch.failures),
        *((bad.reason, bad.page.url) for bad in batch.rejected),
    ):
        found = _all_troubles(found, {reason: Trouble(1, url)})
    return found


def _all_troubles(one: Mapping[str, Trouble], other: Mapping[str, Trouble]) -> dict[str, Trouble]:
    both = {**other, **one}
    return {
        reason: Trouble(sum(each[reason].count for each in (one, other) if reason in each), first.example)
        for reason, first in both.items()
    }


Kind = TypeVar("Kind", bound=str)


def _together(one: Mapping[Kind, int], other: Mapping[Kind, int]) -> dict[Kind, int]:
    return {kind: one.get(kind, 0) + other.get(kind, 0) for kind in {**one, **other}}
