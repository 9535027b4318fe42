"""A trend in the terminal: its points as a table with their words, and a small chart."""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Iterable, Mapping, Set
from dataclasses import asdict
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from rich.text import Text

from alerts.numbers import say_change
from alerts.periods import say_day, say_period
from app.cli.chart import LETTERS as CHART_LETTERS
from app.cli.chart import Mark, draw
from app.cli.output import (
    Format,
    as_json,
    can_write,
    console,
    counted,
    fits,
    make_records,
    make_table,
    note,
    visible,
    write_rows,
)

if TYPE_CHECKING:
    from datetime import date

    from warehouse.points import Other, Point
    from warehouse.trend import Trend

CHART_WIDTH = 78
MARKS = {"actual": "●", "forecast": "○", "target": "◇", "hypothetical": "?"}
BY_HAND = "✎"
MOST_BY_HAND = 12
MOST_RATES = 5
ACTIONS = {
    "reject": "rejected",
    "fix": "put right",
    "move": "moved",
    "note": "noted",
    "merge": "series put together",
    "split": "series parted",
}
BOUNDS = {"=": "", "~": "about", ">": "more than", ">=": "at least", "<": "less than", "<=": "at most"}


def print_trend(trend: Trend, form: Format, *, chart: bool = True) -> None:
    """Write the trend to stdout; other series that the words fit are named on stderr."""
    if form != "table":
        if form == "json":
            whole = asdict(trend) | {"by_hand": trend.by_hand.records()}
            sys.stdout.write(as_json(whole, indent=1) + "\n")
        else:
            records = [as_record(point) for point in trend.points]
            columns = list(records[0]) if records else []
            write_rows(columns, [list(record.values()) for record in records], form)
        return
    out = console()
    unit = " ".join(part for part in (trend.unit, f"per {trend.per}" if trend.per else "") if part)
    out.print(Text(visible(trend.title) + (f" ({unit})" if unit else ""), style="bold"))
    times = Counter(_time(point, point.as_of) for point in trend.points)
    unclear = {_time(point, point.as_of) for point in trend.points if point.disputed}
    unclear |= {time for time, points in times.items() if points > 1}
    header = ("as of", "", "value", "change", "words", "outlet", "outlets")
    rows: list[tuple[Any, ...]] = []
    for point in trend.points:
        rows.append(
            (
                when(point),
                MARKS.get(point.modality, point.modality)
                + (" disputed" if point.disputed else "")
                + (f" {BY_HAND}" if point.corrected else ""),
                said_value(point),
                said_change(point, unclear, trend.kind),
                f"“{point.quote}”",
                point.outlet,
                point.outlets,
            )
        )
        rows += [
            ("", "but", said_other(point, one), "", f"“{one.quote}”", one.outlet, one.outlets)
            for one in rivals(point)
        ]
    out.print((make_table if fits(header, rows, out.width) else make_records)(header, rows))
    present = {point.modality for point in trend.points}
    used = [f"{mark} {modality}" for modality, mark in MARKS.items() if modality in present]
    if any(point.corrected for point in trend.points):
        used.append(f"{BY_HAND} put right by hand: the words may say otherwise")
    out.print(Text("  ".join(used), style="dim"))
    if chart and len(trend.points) > 1 and can_write(CHART_LETTERS):
        marks = [
            Mark(
                day_of(point),
                float((point.low + point.high) / 2),
                MARKS[point.modality],
                point.grain if point.modality == "actual" else None,  # a quarter's total goes not on to a year's
                when(point),
            )
            for point in trend.points
        ]
        out.print(Text(draw(marks, width=min(out.width, CHART_WIDTH))))
    rated = [point for point in trend.points if point.rate_on]
    if rated:
        first, last = min(point.rate_on for point in rated), max(point.rate_on for point in rated)  # type: ignore[type-var]
        days = f"the rate of {first}" if first == last else f"rates of {first} to {last}"
        note(f"{_points(len(rated))} converted to {trend.unit} by {days}")
    if trend.without_rate:
        note(f"{_points(trend.without_rate)} left out, in another currency: no rate {_no_rate(trend)} is known")
    told = by_hand(trend.by_hand.records())
    for line in told[:MOST_BY_HAND]:
        note(line)
    if len(told) > MOST_BY_HAND:
        note(f"and {len(told) - MOST_BY_HAND} more put right by hand: `figurewatch export --evidence` lists all")
    if trend.also:
        also = "; ".join(f"{name} ({series_id})" for series_id, name in trend.also[:5])
        note(f"The words also fit: {also}")


def as_record(point: Point) -> dict[str, Any]:
    """A point as one row of a file; what else was said of its time is among the claims, and in JSON."""
    return {name: value for name, value in asdict(point).items() if name != "others"}


def rivals(point: Point) -> list[Other]:
    """What disputes a point: the other figures of its series and time that stand."""
    return [one for one in point.others if one.stands] if point.disputed else []


def by_hand(corrections: Iterable[Mapping[str, Any]]) -> list[str]:
    """What people have put right, one line each."""
    lines = []
    for row in corrections:
        who = " ".join(part for part in (row["by"], f"{row['at']:%Y-%m-%d}" if row["at"] else None) if part)
        said = f" (“{row['quote']}” in {row['outlet']})" if row["quote"] else ""
        because = "".join(f"; {part}" for part in (row["why"], who and f"by {who}") if part)
        done = f"{row['before']} → {row['after']}" if row["after"] else row["before"]
        lines.append(visible(f"{ACTIONS[row['action']]} by hand{said}: {done or 'remark'}{because}"))
    return lines


def when(point: Point) -> str:
    """Its period, or the day it was said."""
    return say_period(point.period_start, point.period_end) or say_day(point.as_of)


def day_of(point: Point) -> date:
    """Where it stands in a chart: the middle of its period, so that the figure of a year stands in that year."""
    if point.period_start is None or point.period_end is None:
        return point.as_of
    return point.period_start + (point.period_end - point.period_start) / 2


def _no_rate(trend: Trend) -> str:
    told = [f"of {currency} on {day}" for currency, day in trend.no_rate[:MOST_RATES]]
    if len(trend.no_rate) > MOST_RATES:
        told.append(f"of {len(trend.no_rate) - MOST_RATES} others")
    return ", ".join(told) or "of the day"


def _points(number: int) -> str:
    return counted(number, "point is", "points are")


_Time = tuple[str, str, "date | None"]


def _time(point: Point, day: date | None) -> _Time:
    return point.modality, point.grain, day


def said_change(point: Point, unclear: Set[_Time], kind: str) -> str:
    """The change, and from which value where the time before it is one of the ``unclear``, that have several."""
    words = say_change(point.change_abs, point.change_pct, point.change_points, kind)
    if not words or _time(point, point.previous_as_of) not in unclear:
        return words
    low, high = _number(point.previous_low), _number(point.previous_high)
    return f"{words} from {low if low == high else f'{low}–{high}'}"


def said_value(point: Point) -> str:
    """Its value with its bound in words; "≈" before what is converted, in the figures that matter."""
    return _said(point.low, point.high, point.bound, converted=point.rate is not None)


def said_other(point: Point, one: Other) -> str:
    """Likewise of another figure of its time."""
    return _said(one.low, one.high, one.bound, converted=point.rate is not None)


def _said(least: Decimal, most: Decimal, bound: str, *, converted: bool) -> str:
    low, high = (_number(rounded(value) if converted else value) for value in (least, most))
    number = ("≈ " if converted else "") + (low if low == high else f"{low} to {high}")
    return f"{BOUNDS.get(bound, bound)} {number}".strip()


def rounded(value: Decimal) -> Decimal:
    """To four digits: a rate of a day knows no more, and few sentences do.

    >>> rounded(Decimal("2788460000")).normalize(), rounded(Decimal("0.9615384615"))
    (Decimal('2.788E+9'), Decimal('0.9615'))
    """
    return value if value == 0 else value.quantize(Decimal(1).scaleb(value.adjusted() - 3))


def _number(value: Decimal | None) -> str:
    return "" if value is None else f"{value.normalize():,f}".replace("-", "−")
