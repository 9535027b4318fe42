"""What is compared: statements, and the figures of a series that they make, with everyone who has made them.

A *lane* is what can disagree: one series, modality and stated period. Statements without a period, or about one day,
share a running lane ("point"): there a figure holds from the day it was first said until another replaces it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from typing import NamedTuple

from extractors.allowed import Interval
from extractors.base_units import base_unit
from extractors.model import Kind

POINT = "point"
Lane = tuple[date, date] | str


def lane_of(start: date | None, end: date | None, grain: str) -> Lane:
    """The lane of what is said of these days."""
    if start is None or end is None or grain in (POINT, "day"):
        return POINT
    return (start, end)


class OpenEnd(NamedTuple):
    """How the end of what is open to one side ("at least 43") is written; ``value`` and ``resolution`` as stated."""

    kind: Kind
    unit: str | None
    per: str | None
    value: Decimal
    resolution: Decimal

    @property
    def worth(self) -> Decimal:
        """What its last digit is worth, in the base unit; 0 where it is exact as written."""
        return self.resolution * base_unit(self.kind, self.unit, self.per)[0].factor

    @property
    def step(self) -> Decimal:
        """How far it is to the next number as round, in the base unit: 10,000 from 80,000, 1 from 512."""
        digit = Decimal(1).scaleb(int(self.value.normalize().as_tuple().exponent)) if self.value else Decimal(1)
        return max(digit, self.resolution) * base_unit(self.kind, self.unit, self.per)[0].factor


class Statement(NamedTuple):  # and no dataclass, like Interval and for the same reason: loading makes very many
    """One comparable claim, as comparing needs it.

    Attributes:
        low, high: in the series' base unit, signed.
        as_of: the day the figure speaks of: the end of its period, or the day it was said.
        lane: what it can disagree with.
        end: how its end is written, where what it allows is open to one side; else None.
        replaced_by: the claim of its text that took the place of this one; None where it is not said to be replaced.
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
    end: OpenEnd | None = None
    replaced_by: str | None = None


@dataclass(slots=True, eq=False)
class Figure:
    """One distinct statement of a series, with everyone who has made it.

    Attributes:
        known: what all its statements allow together.
        claim_id, low, high, allows, end: of the statement that says it most precisely.
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
    end: OpenEnd | None = None
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
        if self.allows != allows and _more_precise(allows, self.allows):
            self.claim_id, self.low, self.high = statement.claim_id, statement.low, statement.high
            self.allows, self.end = allows, statement.end
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


def best_fit(figures: Sequence[Figure], s: Statement) -> Figure | None:
    """Of several figures a statement would fit, that of its own outlet, then one still standing, then the latest."""
    if len(figures) < 2:  # nearly always
        return figures[0] if figures else None
    return max(
        figures, key=lambda f: (f.said_by(s) is not None, f.superseded_by is None, f.last_said_at, f.figure_id)
    )


def _latest(times: dict[str, datetime], who: str, said_at: datetime) -> None:
    before = times.get(who)
    if before is None or before < said_at:
        times[who] = said_at


def outdoes(new: Statement | Figure, old: Statement | Figure) -> bool:
    """True when both are open to the same side and the end of ``new`` lies beyond that of ``old``, as written.

    "At least 43" outdoes "at least 12": they may both be true, but who said the less knew no more. The ends are set
    against each other like plain values: "more than 1.2 million" does not outdo "more than 1 million".
    """
    if new.end is None or old.end is None:
        return False
    one, other = _known(old), _known(new)
    if one.low is not None and other.low is not None and one.high is other.high is None:
        further = other.low - one.low
    elif one.high is not None and other.high is not None and one.low is other.low is None:
        further = one.high - other.high
    else:
        return False
    return further > 0 and further >= (new.end.worth + old.end.worth) / 2


def says_more(new: Statement, old: Figure) -> bool:
    """True when ``new``, if it was said on a later day, is more than ``old`` as it was, though both may be true.

    That is what outdoes it, and a value so far inside what it leaves open that nobody would have put it like that:
    95,000 after "more than 80,000", but not 85,000; 530 after "at least 512".
    """
    if old.end is None:
        return False
    if new.end is not None:
        return outdoes(new, old)
    known, allows = old.known, new.allows
    if known.high is None:
        return known.low is not None and allows.low is not None and allows.low >= known.low + old.end.step
    return known.low is None and allows.high is not None and allows.high <= known.high - old.end.step


def clearly_more(new: Statement, old: Figure) -> bool:
    """True when ``new`` says more by at least what it takes to the next number as round, so that the two are no
    roundings of one amount: "at least 13" after "at least 12", but "at least 510" not after "more than 500".
    """
    if old.end is None or not says_more(new, old):
        return False
    if new.end is None:
        return True
    known, allows = old.known, new.allows
    if known.low is not None and allows.low is not None:
        return allows.low >= known.low + old.end.step
    return known.high is not None and allows.high is not None and allows.high <= known.high - old.end.step


def _known(one: Statement | Figure) -> Interval:
    return one.known if isinstance(one, Figure) else one.allows


def _more_precise(one: Interval, other: Interval) -> bool:
    width, before = _width(one), _width(other)
    return width < before or (width == before == _ENDLESS and one.within(other))


_ENDLESS = Decimal("Infinity")


def _width(interval: Interval) -> Decimal:
    if interval.low is None or interval.high is None:
        return _ENDLESS
    return interval.high - interval.low
