"""One series over time, by the name of an indicator, the id of a series, or words: points with their evidence."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from operator import itemgetter
from typing import TYPE_CHECKING, Any

from extractors.allowed import Interval, storable
from extractors.errors import NotThere, WarehouseError
from extractors.keys import fold_name, lemma
from warehouse.by_hand import corrections_of
from warehouse.database import Warehouse
from warehouse.migrate import sql
from warehouse.queries import TIMEOUT_S, Table
from warehouse.rates import MAX_AGE_DAYS
from warehouse.telling import change_between
from warehouse.values import aware, plain

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

NOTHING = Table((), ())


@dataclass(frozen=True, slots=True)
class Point:
    """One figure on a trend, in the trend's unit, with the words that say so.

    Attributes:
        as_of: the day it speaks of; the period is None where none is stated.
        stated_low, stated_high: least and greatest value anybody gave; ``disputed`` when more than one stands, of one
            series or of several of the indicator that cannot all be true.
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


@dataclass(frozen=True, slots=True)
class Trend:
    """A series, or the series of an indicator, over time.

    Attributes:
        points: by modality, then time.
        also: other series that the words fit, as (id, subject and measure), where the name was no id.
        without_rate: points in another currency that are left out because no rate of their days is known.
        by_hand: what people have put right in its series (``corrections_of``).
    """

    title: str
    kind: str
    unit: str | None
    per: str | None
    points: tuple[Point, ...]
    series_ids: tuple[str, ...]
    indicator_id: str | None = None
    also: tuple[tuple[str, str], ...] = ()
    without_rate: int = 0
    by_hand: Table = NOTHING


@dataclass(frozen=True, slots=True)
class _Shown:
    """How to show values: the indicator's unit where it has one."""

    unit: str | None
    base_unit: str | None
    factor: Decimal
    offset: Decimal
    sane_low: Decimal | None
    sane_high: Decimal | None


def trend(wh: Warehouse, name: str) -> Trend:
    """The trend called ``name``: an indicator's id or name, a series' id, or words of subject and measure.

    WarehouseError when nothing fits.
    """
    with wh.read(timeout_s=TIMEOUT_S) as con:
        indicator = con.execute(
            """
            SELECT indicator_id, name, unit, base_unit, base_factor, base_offset, sane_low, sane_high
            FROM core.indicator WHERE indicator_id = $name OR lower(name) = lower($name)
            ORDER BY indicator_id = $name DESC LIMIT 1
            """,
            {"name": name},
        ).fetchone()
        if indicator:
            return _of_indicator(con, indicator)
        return _of_series(con, name)


def _of_indicator(con: DuckDBPyConnection, row: Sequence[Any]) -> Trend:
    indicator_id, name, *rest = row
    ids = [
        found[0]
        for found in con.execute(
            "SELECT series_id FROM core.indicator_series WHERE indicator_id = $id ORDER BY ALL", {"id": indicator_id}
        ).fetchall()
    ]
    if not ids:
        raise WarehouseError(f"indicator {indicator_id}: no series fits it yet; see `figurewatch series`")
    return _trend(con, name, ids, _Shown(*rest), indicator_id)


def _of_series(con: DuckDBPyConnection, name: str) -> Trend:
    row = con.execute(
        "SELECT series_id, subject, measure FROM core.series WHERE series_id = $id", {"id": name}
    ).fetchone()
    found: list[tuple[Any, ...]] = [row] if row else []
    if not found:
        words = fold_name(name).split()
        found = con.execute(
            sql("queries/find_series"), {"whole": words, "stems": [lemma(word) for word in words]}
        ).fetchall()
    if not found:
        raise NotThere(
            f"no indicator or series fits {name!r}; `figurewatch series` and `figurewatch indicator` list them"
        )
    also = tuple((one[0], _title(one[1], one[2])) for one in found[1:])
    return _trend(con, _title(found[0][1], found[0][2]), [found[0][0]], None, None, also)


def _title(subject: str | None, measure: str | None) -> str:
    return ": ".join(part for part in (subject, measure) if part)


def _trend(
    con: DuckDBPyConnection,
    title: str,
    ids: list[str],
    shown: _Shown | None,
    indicator_id: str | None,
    also: tuple[tuple[str, str], ...] = (),
) -> Trend:
    cursor = con.execute(sql("queries/points"), {"series": ids})
    names = [column[0] for column in cursor.description]
    rows = [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]
    if not rows:
        unit, by_hand = shown.unit if shown else None, corrections_of(con, ids)
        return Trend(title, "", unit, None, (), tuple(ids), indicator_id, also, by_hand=by_hand)
    first = rows[0]
    if shown is None or shown.unit is None or shown.base_unit is None:
        limits = (shown.sane_low, shown.sane_high) if shown else (None, None)
        shown = _Shown(first["unit"], first["base_unit"], first["base_factor"], first["base_offset"], *limits)
    points = _points(rows, shown, _rates(con, rows, shown))
    return Trend(
        title=title,
        kind=first["kind"],
        unit=shown.unit,
        per=first["per"],
        points=points,
        series_ids=tuple(ids),
        indicator_id=indicator_id,
        also=also,
        without_rate=sum(_foreign(row, shown) for row in rows) - sum(point.rate is not None for point in points),
        by_hand=corrections_of(con, ids),
    )


_Rates = Mapping[tuple[str, date], tuple[Decimal, date]]


def _foreign(row: dict[str, Any], shown: _Shown) -> bool:
    """True for money in another currency than the one shown."""
    return bool(row["kind"] == "money" and row["base_unit"] != shown.base_unit)


def _rates(con: DuckDBPyConnection, rows: list[dict[str, Any]], shown: _Shown) -> _Rates:
    """By currency and day what an amount is multiplied by, and the day of that rate."""
    asked = {(row["base_unit"], row["as_of"]) for row in rows if _foreign(row, shown)}
    if not asked:
        return {}
    found = con.execute(
        sql("queries/rates"),
        {
            "currencies": [currency for currency, _ in sorted(asked)],
            "days": [day for _, day in sorted(asked)],
            "target": shown.base_unit,
            "age": MAX_AGE_DAYS,
        },
    ).fetchall()
    return {(currency, day): (rate, on) for currency, day, rate, on in found}


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
    before: _Placed | None = None


def _points(rows: list[dict[str, Any]], shown: _Shown, rates: _Rates) -> tuple[Point, ...]:
    placed = [one for row in rows if (one := _placed(row, shown, rates))]
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


def _placed(row: dict[str, Any], shown: _Shown, rates: _Rates) -> _Placed | None:
    """None for what has no rate of its day or is no sane value."""
    rate, rate_on = rates.get((row["base_unit"], row["as_of"]), (None, None))
    if rate is None and _foreign(row, shown):
        return None
    low, high, stated_low, stated_high = (
        _in_unit(row[name], row, shown, rate) for name in ("value_low", "value_high", "stated_low", "stated_high")
    )
    if shown.sane_low is not None and low < shown.sane_low:
        return None
    if shown.sane_high is not None and high > shown.sane_high:
        return None
    known_low, known_high = (
        None if row[name] is None else row[name] * (rate or 1) for name in ("known_low", "known_high")
    )
    known = Interval(known_low, known_high, row["known_low_open"], row["known_high_open"])
    return _Placed(row, low, high, stated_low, stated_high, known, rate, rate_on, row["disputed"])


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
    )


def _rounded(value: Decimal) -> Decimal:
    """To six digits: a converted amount is no more exact than that."""
    return value if not value else round(value, 5 - value.adjusted())


def _in_unit(value: Decimal, row: dict[str, Any], shown: _Shown, rate: Decimal | None) -> Decimal:
    """A value in the series' unit as shown."""
    if rate is not None:
        return plain(storable(_rounded(value * rate)) or value)
    if row["unit"] == shown.unit or row["base_unit"] != shown.base_unit:
        return plain(value)
    base = value * row["base_factor"] + row["base_offset"]
    return plain(storable((base - shown.offset) / shown.factor) or value)
