"""Figures of a series to the points of a trend: in one unit, set against the time before, with what disputes them.

Pure: ``trend`` brings the rows of ``queries/points.sql`` and ``queries/beside.sql``.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields
from datetime import date, datetime
from decimal import Decimal
from operator import itemgetter
from typing import Any

from extractors.allowed import Interval
from extractors.base_units import base_unit
from warehouse.telling import change_between
from warehouse.values import aware, converted, plain


@dataclass(frozen=True, slots=True)
class Other:
    """Another figure of a point's series and time, in the trend's unit, with the words that say so.

    ``stands``: nobody who gave it has given another since; where the point is disputed, this is what disputes it.
    """

    low: Decimal
    high: Decimal
    bound: str
    stands: bool
    outlets: int
    quote: str
    sentence: str
    context: str | None
    outlet: str
    attributed_to: str | None
    said_on: date
    url: str
    figure_id: str
    claim_id: str


@dataclass(frozen=True, slots=True)
class Point:
    """One figure on a trend, in the trend's unit, with the words that say so.

    Attributes:
        as_of: the day it speaks of; the period is None where none is stated.
        stated_low, stated_high: least and greatest value anybody gave; ``disputed`` when more than one stands, of one
            series or of several of the indicator that cannot all be true; ``others``: those of its own series.
        said_at: when the words shown were said, ``said_on`` the outlet's day of that; ``first_said_at`` and
            ``last_said_at``: when any value was.
        previous_as_of, previous_low, previous_high: the point it is set against: of the last time before it, of the
            same modality and length of period; where that has several, the one of its own series.
        change_abs, change_pct, change_points: against that.
        rate, rate_on: what its currency was multiplied by, and the day of that rate; None for the trend's own.
        corrected: a person has put the claim shown right by hand, so that its words need not say this value;
            ``read_before`` is what the extractor had read.
    """

    as_of: date
    period_start: date | None
    period_end: date | None
    grain: str
    modality: str
    low: Decimal
    high: Decimal
    bound: str
    stated_low: Decimal
    stated_high: Decimal
    disputed: bool
    outlets: int
    origins: int
    first_said_at: datetime
    last_said_at: datetime
    previous_as_of: date | None
    previous_low: Decimal | None
    previous_high: Decimal | None
    change_abs: Decimal | None
    change_pct: Decimal | None
    change_points: Decimal | None
    said_at: datetime
    said_on: date
    quote: str
    sentence: str
    context: str | None
    outlet: str
    attributed_to: str | None
    url: str
    title: str | None
    series_id: str
    figure_id: str
    claim_id: str
    rate: Decimal | None = None
    rate_on: date | None = None
    corrected: bool = False
    read_before: str | None = None
    others: tuple[Other, ...] = ()


@dataclass(frozen=True, slots=True)
class Shown:
    """How to show values: the indicator's unit and rate where it has a unit."""

    unit: str | None
    base_unit: str | None
    factor: Decimal
    offset: Decimal
    per: str | None
    sane_low: Decimal | None = None
    sane_high: Decimal | None = None


Rates = Mapping[tuple[str, date], tuple[Decimal, date]]


def is_foreign(row: dict[str, Any], shown: Shown) -> bool:
    """True for money in another currency than the one shown."""
    return bool(row["kind"] == "money" and row["base_unit"] != shown.base_unit)


@dataclass(slots=True)
class _Placed:
    """A row of points.sql that is shown, with its values in the trend's unit."""

    row: dict[str, Any]
    low: Decimal
    high: Decimal
    stated_low: Decimal
    stated_high: Decimal
    known: Interval
    rate: Decimal | None
    rate_on: date | None
    disputed: bool
    others: tuple[Other, ...]
    before: _Placed | None = None


_time_of = itemgetter("series_id", "modality", "grain", "as_of", "period_start")


def make_points(
    rows: list[dict[str, Any]], beside: list[dict[str, Any]], shown: Shown, rates: Rates
) -> tuple[Point, ...]:
    """The points of these rows, in order of the rows; ``beside``: what else was said of their times."""
    others: dict[tuple[Any, ...], list[dict[str, Any]]] = defaultdict(list)
    for row in beside:
        others[_time_of(row)].append(row)
    placed = [one for row in rows if (one := _placed(row, others[_time_of(row)], shown, rates))]
    lanes: dict[tuple[str, str], dict[date, list[_Placed]]] = defaultdict(lambda: defaultdict(list))
    for one in placed:
        lanes[one.row["modality"], one.row["grain"]][one.row["as_of"]].append(one)
    for lane in lanes.values():
        earlier: list[_Placed] = []
        for _, mine in sorted(lane.items()):
            _dispute(mine)
            for one in mine:
                one.before = _before(one, earlier)
            earlier = mine
    return tuple(_point(one) for one in placed)


def _placed(row: dict[str, Any], beside: Sequence[dict[str, Any]], shown: Shown, rates: Rates) -> _Placed | None:
    """None for what has no rate of its day or is no sane value."""
    rate, rate_on = rates.get((row["base_unit"], row["as_of"]), (None, None))
    if rate is None and is_foreign(row, shown):
        return None
    low, high = _ends(row, shown, rate)
    if not _sane(low, high, shown):
        return None
    others = tuple(one for other in beside if (one := _other(row, other, shown, rate)))
    known_low, known_high = (
        None if row[name] is None else row[name] * (rate or 1) for name in ("known_low", "known_high")
    )
    known = Interval(known_low, known_high, row["known_low_open"], row["known_high_open"])
    stated_low, stated_high = min([low, *(o.low for o in others)]), max([high, *(o.high for o in others)])
    return _Placed(row, low, high, stated_low, stated_high, known, rate, rate_on, row["disputed"], others)


def _other(row: dict[str, Any], beside: dict[str, Any], shown: Shown, rate: Decimal | None) -> Other | None:
    """Another figure of a point's time; None for the point's own, and for what is no sane value."""
    low, high = _ends(beside, shown, rate)
    if beside["figure_id"] == row["figure_id"] or not _sane(low, high, shown):
        return None
    return Other(low, high, **{name: beside[name] for name in _OTHER})


_OTHER = tuple(field.name for field in fields(Other))[2:]


def _sane(low: Decimal, high: Decimal, shown: Shown) -> bool:
    return (shown.sane_low is None or low >= shown.sane_low) and (shown.sane_high is None or high <= shown.sane_high)


def _dispute(mine: Sequence[_Placed]) -> None:
    """Mark those of one time, each of another series of the indicator, of which not all can be true."""
    period = itemgetter("period_start", "period_end")
    for one in mine:
        others = [other for other in mine if period(other.row) == period(one.row)]
        if any(not other.known.meets(one.known) for other in others):
            one.disputed = True
            one.stated_low = min(other.stated_low for other in others)
            one.stated_high = max(other.stated_high for other in others)


def _before(one: _Placed, earlier: Sequence[_Placed]) -> _Placed | None:
    """Which of the last time before it is set against: that of its own series, or else the best supported."""
    if not earlier:
        return None
    series_id = one.row["series_id"]

    def rank(other: _Placed) -> tuple[Any, ...]:
        row = other.row
        own_unit = row["base_unit"] == one.row["base_unit"]
        return row["series_id"] == series_id, own_unit, row["origins"], row["last_said_at"], row["figure_id"]

    return max(earlier, key=rank)


def _point(one: _Placed) -> Point:
    row, before = one.row, one.before
    moved = change_between((before.low, before.high) if before else None, (one.low, one.high), row["kind"])
    return Point(
        as_of=row["as_of"],
        period_start=row["period_start"],
        period_end=row["period_end"],
        grain=row["grain"],
        modality=row["modality"],
        low=one.low,
        high=one.high,
        bound=row["bound"],
        stated_low=one.stated_low,
        stated_high=one.stated_high,
        disputed=one.disputed,
        outlets=row["outlets"],
        origins=row["origins"],
        first_said_at=aware(row["first_said_at"]),  # type: ignore[arg-type]
        last_said_at=aware(row["last_said_at"]),  # type: ignore[arg-type]
        previous_as_of=before.row["as_of"] if before else None,
        previous_low=before.low if before else None,
        previous_high=before.high if before else None,
        change_abs=moved.step,
        change_pct=moved.share,
        change_points=moved.points,
        said_at=aware(row["said_at"]),  # type: ignore[arg-type]
        said_on=row["said_on"],
        quote=row["quote"],
        sentence=row["sentence"],
        context=row["context"],
        outlet=row["outlet"],
        attributed_to=row["attributed_to"],
        url=row["url"],
        title=row["title"],
        series_id=row["series_id"],
        figure_id=row["figure_id"],
        claim_id=row["claim_id"],
        rate=None if one.rate is None else plain(one.rate),
        rate_on=one.rate_on,
        corrected=row["corrected"],
        read_before=row["read_before"],
        others=one.others,
    )


def _ends(row: dict[str, Any], shown: Shown, rate: Decimal | None) -> tuple[Decimal, Decimal]:
    """Both ends of a figure's value as shown; in the unit it was stated in it keeps its digits."""
    low, high = (_as_shown(row[name], row, shown, rate) for name in ("own_low", "own_high"))
    return low, high


def _as_shown(value: Decimal, row: dict[str, Any], shown: Shown, rate: Decimal | None) -> Decimal:
    if rate is not None:
        made = converted(value * rate)
    elif (row["own_unit"], row["own_per"]) == (shown.unit, shown.per) or row["base_unit"] != shown.base_unit:
        made = None
    else:
        own, _ = base_unit(row["kind"], row["own_unit"], row["own_per"])
        made = converted((own.convert(value, difference=row["is_change"]) - shown.offset) / shown.factor)
    return plain(value) if made is None else made
