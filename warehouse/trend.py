"""One series over time, by the name of an indicator, the id of a series, or words: points with their evidence."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from extractors.allowed import PLACES
from extractors.base_units import RATES, base_unit
from extractors.errors import NotThere, WarehouseError
from extractors.keys import words_of
from warehouse.by_hand import corrections_of
from warehouse.database import Warehouse
from warehouse.migrate import sql
from warehouse.points import Point, Rates, Shown, is_foreign, make_points
from warehouse.queries import TIMEOUT_S, Table
from warehouse.rates import MAX_AGE_DAYS

if TYPE_CHECKING:
    from datetime import date

    from duckdb import DuckDBPyConnection

    from extractors.model import Kind

NOTHING = Table((), ())


@dataclass(frozen=True, slots=True)
class Trend:
    """A series, or the series of an indicator, over time.

    Attributes:
        points: by modality, then time.
        also: other series that the words fit, as (id, subject and measure), where the name was no id.
        without_rate: points in another currency that are left out because no rate of their days is known.
        no_rate: the currencies and days of these.
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
    no_rate: tuple[tuple[str, date], ...] = ()
    by_hand: Table = NOTHING


def trend(wh: Warehouse, name: str) -> Trend:
    """The trend called ``name``: an indicator's id or name, a series' id, or words of subject and measure.

    WarehouseError when nothing fits.
    """
    with wh.read(timeout_s=TIMEOUT_S) as con:
        indicator = con.execute(
            """
            SELECT
                indicator_id, name, sane_low, sane_high, unit, base_unit, base_factor, base_offset, kind, base_per
            FROM core.indicator WHERE indicator_id = $name OR lower(name) = lower($name)
            ORDER BY indicator_id = $name DESC LIMIT 1
            """,
            {"name": name},
        ).fetchone()
        if indicator:
            return _of_indicator(con, indicator)
        return _of_series(con, name)


def _of_indicator(con: DuckDBPyConnection, row: Sequence[Any]) -> Trend:
    indicator_id, name, sane_low, sane_high, unit, base, factor, offset, kind, left = row
    ids = [
        found[0]
        for found in con.execute(
            "SELECT series_id FROM core.indicator_series WHERE indicator_id = $id ORDER BY ALL", {"id": indicator_id}
        ).fetchall()
    ]
    if not ids:
        raise WarehouseError(f"indicator {indicator_id}: no series fits it yet; see `figurewatch series`")
    shown = Shown(unit, base, factor, offset, left, sane_low, sane_high)
    return _trend(con, name, ids, _exact(shown, kind), indicator_id)


def _exact(shown: Shown, kind: Kind | None) -> Shown:
    """With the rate that went into an indicator's base unit, and the factor as it is before it was kept."""
    for per in RATES if kind is not None and shown.unit is not None and shown.per is None else ():
        made, left = base_unit(kind, shown.unit, per)
        if left is None and made.symbol == shown.base_unit and abs(made.factor - shown.factor) <= PLACES:
            return replace(shown, factor=made.factor, per=per)
    return shown


def _of_series(con: DuckDBPyConnection, name: str) -> Trend:
    row = con.execute(
        "SELECT series_id, subject, measure FROM core.series WHERE series_id = $id", {"id": name}
    ).fetchone()
    found: list[tuple[Any, ...]] = [row] if row else []
    if not found:
        whole, stems = words_of(name)
        found = con.execute(sql("queries/find_series"), {"whole": whole, "stems": stems}).fetchall()
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
    shown: Shown | None,
    indicator_id: str | None,
    also: tuple[tuple[str, str], ...] = (),
) -> Trend:
    rows = _records(con, "points", ids)
    if not rows:
        unit, by_hand = shown.unit if shown else None, corrections_of(con, ids)
        return Trend(title, "", unit, None, (), tuple(ids), indicator_id, also, by_hand=by_hand)
    first = rows[0]
    if shown is None or shown.unit is None or shown.base_unit is None:
        limits = (shown.sane_low, shown.sane_high) if shown else (None, None)
        own, _ = base_unit(first["kind"], first["unit"], first["per"])
        shown = Shown(first["unit"], first["base_unit"], own.factor, first["base_offset"], first["per"], *limits)
    foreign, rates = _foreign(rows, shown), _rates(con, rows, shown)
    points = make_points(rows, _records(con, "beside", ids), shown, rates)
    return Trend(
        title=title,
        kind=first["kind"],
        unit=shown.unit,
        per=first["per"] if shown.per is None else shown.per,
        points=points,
        series_ids=tuple(ids),
        indicator_id=indicator_id,
        also=also,
        without_rate=sum(is_foreign(row, shown) for row in rows) - sum(point.rate is not None for point in points),
        no_rate=tuple(one for one in foreign if one not in rates),
        by_hand=corrections_of(con, ids),
    )


def _foreign(rows: list[dict[str, Any]], shown: Shown) -> list[tuple[str, date]]:
    """Currencies other than the one shown, and the days of their amounts."""
    return sorted({(row["base_unit"], row["as_of"]) for row in rows if is_foreign(row, shown)})


def _records(con: DuckDBPyConnection, question: str, ids: list[str]) -> list[dict[str, Any]]:
    cursor = con.execute(sql(f"queries/{question}"), {"series": ids})
    names = [column[0] for column in cursor.description]
    return [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]


def _rates(con: DuckDBPyConnection, rows: list[dict[str, Any]], shown: Shown) -> Rates:
    """By currency and day what an amount is multiplied by, and the day of that rate."""
    asked = _foreign(rows, shown)
    if not asked:
        return {}
    found = con.execute(
        sql("queries/rates"),
        {
            "currencies": [currency for currency, _ in asked],
            "days": [day for _, day in asked],
            "target": shown.base_unit,
            "age": MAX_AGE_DAYS,
        },
    ).fetchall()
    return {(currency, day): (rate, on) for currency, day, rate, on in found}
