"""What is compared: statements, and the figures of a series that they make, with everyone who has made them.

A *lane* is what can disagree: one series, modality and stated period. Statements without a period, or about one day,
share a running lane ("point"): there a figure holds from the day it was first said until another replaces it.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from typing import NamedTuple

from extractors.allowed import Interval

POINT = "point"
Lane = tuple[date, date] | str


def lane_of(start: date | None, end: date | None, grain: str) -> Lane:
    """The lane of what is said of these days."""
    if start is None or end is None or grain in (POINT, "day"):
        return POINT
    return (start, end)


class Statement(NamedTuple):  # and no dataclass, like Interval and for the same reason: loading makes very many
    """One comparable claim, as comparing needs it.

    Attributes:
        low, high: in the series' base unit, signed.
        as_of: the day the figure speaks of: the end of its period, or the day it was said.
        lane: what it can disagree with.
    """

    claim_id: str
    article_id: str
    outlet: str
    speaker: str | None
    origin: str
    said_at: datetime
    said_on: date
    modality: str
    period_start: date | None
    period_end: date | None
    grain: str
    low: Decimal
    high: Decimal
    allows: Interval
    as_of: date
    lane: Lane


@dataclass(slots=True, eq=False)
class Figure:
    """One distinct statement of a series, with everyone who has made it.

    Attributes:
        known: what all its statements allow together.
        claim_id, low, high, allows: of the statement that says it most precisely.
        lane: what it can disagree with.
        live: some current text still says it; an edit can leave it without one.
        superseded_by: the figure that took its place by revision, edit or a changed forecast.
        outlets, speakers, origins: each with the last time it said so.
        articles: those that say so now; ``appearances`` counts their claims.
        told: what was given to :meth:`remember`, where an article may yet be withdrawn; else None.
    """

    figure_id: str
    modality: str
    period_start: date | None
    period_end: date | None
    grain: str
    as_of: date
    known: Interval
    claim_id: str
    low: Decimal
    high: Decimal
    allows: Interval
    first_said_at: datetime
    last_said_at: datetime
    live: bool = True
    superseded_by: str | None = None
    outlets: dict[str, datetime] = field(default_factory=dict)
    speakers: dict[str, datetime] = field(default_factory=dict)
    origins: dict[str, datetime] = field(default_factory=dict)
    articles: set[str] = field(default_factory=set)
    appearances: int = 0
    is_new: bool = False
    changed: bool = False
    told: list[tuple[str, str | None, str, str, datetime, int]] | None = None
    lane: Lane = field(init=False)

    def __post_init__(self) -> None:
        self.lane = lane_of(self.period_start, self.period_end, self.grain)

    def only_in(self, article_id: str) -> bool:
        """True when no other article says so."""
        return self.articles == {article_id}

    def said_by(self, statement: Statement) -> datetime | None:
        """When the statement's outlet or speaker last said this."""
        times = [self.outlets.get(statement.outlet)]
        if statement.speaker:
            times.append(self.speakers.get(statement.speaker))
        return max((time for time in times if time is not None), default=None)

    def remember(
        self, outlet: str, speaker: str | None, origin: str, article_id: str, said_at: datetime, claims: int = 1
    ) -> None:
        """Who said it in so many claims of an article."""
        _latest(self.outlets, outlet, said_at)
        _latest(self.origins, origin, said_at)
        if speaker:
            _latest(self.speakers, speaker, said_at)
        self.articles.add(article_id)
        self.appearances += claims
        if self.told is not None:
            self.told.append((outlet, speaker, origin, article_id, said_at, claims))

    def withdraw(self, article_id: str) -> None:
        """The article's text was edited: what it said before counts no more."""
        left = [one for one in self.told or () if one[3] != article_id]
        self.outlets, self.speakers, self.origins, self.articles = {}, {}, {}, set()
        self.appearances, self.told = 0, []
        for one in left:
            self.remember(*one)
        self.live, self.changed = bool(left), True

    def add(self, statement: Statement) -> None:
        """One more appearance: it may narrow what is known and say it more precisely."""
        allows = statement.allows
        if self.known != allows and self.known.meets(allows):
            self.known = self.known.intersection(allows)
        if self.allows != allows and _width(allows) < _width(self.allows):
            self.claim_id, self.low, self.high = statement.claim_id, statement.low, statement.high
            self.allows = allows
        said_at = statement.said_at
        self.first_said_at = min(self.first_said_at, said_at)
        self.last_said_at = max(self.last_said_at, said_at)
        self.remember(statement.outlet, statement.speaker, statement.origin, statement.article_id, said_at)
        self.live = self.changed = True


@dataclass(frozen=True, slots=True)
class Old:
    """A figure as it stood when another was set against it: the claim that said it most precisely then."""

    figure_id: str
    claim_id: str
    low: Decimal
    high: Decimal


def _latest(times: dict[str, datetime], who: str, said_at: datetime) -> None:
    before = times.get(who)
    if before is None or before < said_at:
        times[who] = said_at


def _width(interval: Interval) -> Decimal:
    if interval.low is None or interval.high is None:
        return Decimal("Infinity")
    return interval.high - interval.low
