"""A trend as a picture: points in, a PNG or SVG file out. Every point is numbered, and its sentence is listed below.

Actual figures are a line, one for each length of period; bounds are arrows, ranges bars; forecasts and targets are
hollow; where outlets disagree, a bar shows from the least to the greatest value that stands; each has its sentence.
"""

from __future__ import annotations

import os
import textwrap
import warnings
from collections.abc import Sequence
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, Any

from alerts.numbers import plural
from app.cli.trend import by_hand, day_of, rivals, rounded, said_other, said_value, when
from extractors.errors import ConfigError, cannot_write

if TYPE_CHECKING:
    from warehouse.points import Other, Point
    from warehouse.trend import Trend

FORMATS = (".png", ".svg")
LISTED = 40  # sentences at most; a longer list is a job for export
WIDTH_IN = 10.0
CHART_IN = 4.6
LINE_IN = 0.165
WRAP = 160
LETTERS, MOST_DAYS = 110, 9  # letters that fit below the axis from the first point to the last, and days
INK, DISPUTE, PALE = "#1f4e79", "#c0392b", "#8a8a8a"
STYLES = ("-", "--", ":", "-.")
MARKERS = {"actual": "o", "forecast": "o", "target": "D", "hypothetical": "$?$"}


def write_picture(trend: Trend, path: Path) -> None:
    """Draw the trend into ``path``; its ending says how. ConfigError where it cannot be written."""
    if path.suffix.lower() not in FORMATS:
        raise ConfigError(f"{path}: end the name in {' or '.join(FORMATS)}")
    if not trend.points:
        raise ConfigError(f"{trend.title}: has no points to draw")
    os.environ.setdefault("MPLBACKEND", "Agg")
    import matplotlib as mpl

    points = sorted(trend.points, key=lambda point: (point.as_of, point.modality))
    notes = _notes(points) + _by_hand(trend)
    # The same trend gives the same file: no date in it, no random ids; text of an SVG stays text.
    style: Any = {"svg.hashsalt": "figurewatch", "svg.fonttype": "none", "font.size": 9, "axes.unicode_minus": True}
    partial = path.with_name(f".{path.name}.{os.getpid()}{path.suffix}")
    try:
        with mpl.rc_context(style), warnings.catch_warnings():
            warnings.simplefilter("ignore")  # a glyph that the font lacks
            _draw(trend, points, notes, partial)
        partial.replace(path)
    except OSError as error:
        raise cannot_write(path, error) from None
    finally:
        partial.unlink(missing_ok=True)


def _draw(trend: Trend, points: Sequence[Point], notes: Sequence[str], path: Path) -> None:
    from matplotlib.figure import Figure

    below = LINE_IN * (len(notes) + 1)
    height = CHART_IN + below
    figure = Figure(figsize=(WIDTH_IN, height))
    axes = figure.add_axes((0.09, (below + 0.5) / height, 0.88, (CHART_IN - 1.0) / height))
    _plot(axes, points)
    axes.set_title(trend.title, loc="left", fontweight="bold", fontsize=12, parse_math=False)
    axes.set_ylabel(_unit(trend), parse_math=False)
    axes.yaxis.set_major_formatter(lambda value, _: short(value))
    axes.grid(axis="y", color="#e3e3e3", linewidth=0.7)
    axes.set_axisbelow(True)
    for side in ("top", "right"):
        axes.spines[side].set_visible(False)
    axes.margins(x=0.05, y=0.14)
    _scale(axes, trend, points)
    axes.legend(loc="best", fontsize=8, frameon=False)
    for number, line in enumerate(notes):
        figure.text(
            0.03, (below - LINE_IN * (number + 1)) / height, line, fontsize=7.5, va="bottom", parse_math=False
        )
    figure.savefig(path, dpi=150, metadata={"Date": None} if path.suffix.lower() == ".svg" else {"Software": None})


def _unit(trend: Trend) -> str:
    """What the axis counts: "servers per day"."""
    unit = plural(trend.unit) if trend.unit and trend.kind == "count" else trend.unit
    return " ".join(part for part in (unit, f"per {trend.per}" if trend.per else "") if part)


def _scale(axes: Any, trend: Trend, points: Sequence[Point]) -> None:
    """Ticks that can be read, and an axis no longer than its values."""
    from matplotlib.ticker import MaxNLocator

    if trend.kind in ("rank", "count"):
        axes.yaxis.set_major_locator(MaxNLocator(nbins="auto", integer=True))
    if trend.kind == "rank":
        axes.invert_yaxis()  # the first is at the top
    elif min(point.low for point in points) >= 0 > axes.get_ylim()[0]:
        axes.set_ylim(bottom=0)
    _name_times(axes, points)


def _name_times(axes: Any, points: Sequence[Point]) -> None:
    """The times of the points below them where there is room for all; else the calendar's, no shorter than days."""
    from matplotlib.dates import DateFormatter, DayLocator

    names = {day_of(point): when(point) for point in points}
    days = sorted(names)
    span = (days[-1] - days[0]).days
    if not span:
        axes.set_xticks(days, [names[day] for day in days])
        return
    nearest = min((later - day).days for day, later in pairwise(days)) / span
    if nearest * LETTERS >= max(map(len, names.values())) + 2:
        axes.set_xticks(days, [names[day] for day in days])
    elif span <= 2 * MOST_DAYS:
        axes.xaxis.set_major_locator(DayLocator(interval=-(-span // MOST_DAYS)))
        axes.xaxis.set_major_formatter(DateFormatter("%Y-%m-%d"))


def _plot(axes: Any, points: Sequence[Point]) -> None:
    actual = [point for point in points if point.modality == "actual"]
    grains = list(dict.fromkeys(point.grain for point in actual))
    for number, grain in enumerate(grains):
        mine = [point for point in actual if point.grain == grain]
        name = ("on a day" if grain == "point" else f"by {grain}") if len(grains) > 1 and len(mine) > 1 else None
        axes.plot([day_of(p) for p in mine], [_middle(p) for p in mine], color=INK, linewidth=1.4, zorder=2,
                  linestyle=STYLES[number % len(STYLES)], label=name)  # fmt: skip
    spread = max((_middle(p) for p in points), default=0.0) - min((_middle(p) for p in points), default=0.0)
    reach = 0.09 * (spread or abs(_middle(points[0])) or 1.0)
    named: set[str] = set()

    def label(name: str) -> str | None:
        new = name not in named
        named.add(name)
        return name if new else None

    for number, point in enumerate(points, 1):
        day, value = day_of(point), _middle(point)
        solid = point.modality == "actual"
        if point.low != point.high:
            axes.plot([day, day], [float(point.low), float(point.high)], color=INK, linewidth=3, alpha=0.45, zorder=3,
                      solid_capstyle="butt", label=label("range as stated"))  # fmt: skip
        if point.disputed:
            ends = _disputed(point, points)
            axes.plot([day, day], ends, color=DISPUTE, linewidth=1.6, marker="_", markersize=11, zorder=3,
                      label=label("outlets disagree"))  # fmt: skip
        if point.bound[:1] in "<>":
            step = reach if point.bound[0] == ">" else -reach
            axes.annotate("", xy=(day, value + step), xytext=(day, value),
                          arrowprops={"arrowstyle": "-|>", "color": INK, "linewidth": 1.2}, zorder=4)  # fmt: skip
            axes.plot([], [], marker=r"$\uparrow$", color=INK, linestyle="none", label=label("more (less) than"))
        axes.plot([day], [value], marker=MARKERS[point.modality], markersize=7, linestyle="none", color=INK,
                  markerfacecolor=INK if solid else "white", zorder=5, label=label(point.modality))  # fmt: skip
        axes.annotate(str(number), (day, value), xytext=(6, 5), textcoords="offset points", fontsize=7.5, color=PALE)


def _notes(points: Sequence[Point]) -> list[str]:
    """Number, time, value, sentence and who said it, wrapped; the points of the chart in order."""
    lines: list[str] = []
    for number, point in enumerate(points[:LISTED], 1):
        rate = f" (× {rounded(point.rate)} on {point.rate_on})" if point.rate else ""
        told = f"{_words(point)} {point.outlet}, {point.said_on:%d %B %Y}"
        hand = f" (put right by hand; read as {point.read_before or 'it stands'})" if point.corrected else ""
        text = f"{number}  {when(point)}  {said_value(point)}{rate}{hand}: {told}"
        lines += textwrap.wrap(text, WRAP, subsequent_indent="     ")
        for one in rivals(point):
            told = f"{_words(one)} {one.outlet}, {one.said_on:%d %B %Y}"
            text = f"     but {said_other(point, one)}: {told}"
            lines += textwrap.wrap(text, WRAP, subsequent_indent="     ")
    if len(points) > LISTED:
        lines.append(f"and {len(points) - LISTED} more: `figurewatch export --evidence` lists all")
    return lines


def _words(said: Point | Other) -> str:
    """The sentence, and what the heads say where it is the row of a table."""
    heads = f" ({said.context})" if said.context else ""
    return f"“{' '.join(said.sentence.split())}”{heads}"


def _by_hand(trend: Trend) -> list[str]:
    """What people have put right and no point shows: claims taken out, series put together."""
    shown = {point.claim_id for point in trend.points if point.corrected}
    others = [row for row in trend.by_hand.records() if row["action"] != "note" and row["claim_id"] not in shown]
    lines = [line for one in by_hand(others[:LISTED]) for line in textwrap.wrap(one, WRAP, subsequent_indent="     ")]
    if len(others) > LISTED:
        lines.append(f"and {len(others) - LISTED} more put right by hand: `figurewatch export --evidence` lists all")
    return lines


def _disputed(point: Point, points: Sequence[Point]) -> list[float]:
    """The least and the greatest value that stand for its time, each of which has its sentence below."""
    at = (point.modality, point.grain, point.as_of, point.period_start)
    values = [end for one in rivals(point) for end in (one.low, one.high)]
    for one in points:
        if one.disputed and (one.modality, one.grain, one.as_of, one.period_start) == at:
            values += [one.low, one.high]
    return [float(min(values)), float(max(values))]


def _middle(point: Point) -> float:
    return float((point.low + point.high) / 2)


def short(value: float) -> str:
    """A number for an axis.

    >>> short(3_200_000), short(0.5), short(-1500.0), short(2e9)
    ('3.2 m', '0.5', '−1,500', '2 bn')
    """
    if value < 0:
        return "−" + short(-value)
    for scale, word in ((1e12, " tn"), (1e9, " bn"), (1e6, " m")):
        if value >= scale:
            return f"{value / scale:,.4g}{word}"
    return f"{value:,.6g}"
