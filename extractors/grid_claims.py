"""Claims of the cells of an article's tables."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import date

from extractors.discourse import Discourse
from extractors.grid_heads import Article, Heads
from extractors.grid_values import Hint, Value, values_of, year_apart
from extractors.grids import Cell, Grid
from extractors.home_currency import Home
from extractors.iso_periods import in_order
from extractors.model import Change, Claim, Drop, Modality
from extractors.period_choice import ends_after

MOST_CELLS = 2_000  # of an article; a longer table is a data file
RULE = "table:cell"
POINTS = Hint("", " percentage points")
_NUMERAL = re.compile(r"\d+(?:[.,]\d+)*")
_AHEAD = re.compile(
    r"\b(?:forecasts?|estimates?|projected|projections?|expected|consensus|outlook|guidance)\b", re.IGNORECASE
)
_AIMED = re.compile(r"\b(?:targets?|goals?|planned)\b", re.IGNORECASE)


def read_grids(
    grids: Iterable[Grid], text: str, names: Discourse, home: Home, published_on: date | None
) -> tuple[list[Claim], list[Drop]]:
    """The claims and dropped numerals of an article's tables, in order; what stands in cells of prose is not read."""
    folded = names.folded

    def is_name(words: str) -> bool:
        return re.search(rf"[a-z,] {re.escape(words)}\b", folded) is not None

    article = Article(names.topic() or names.main_entity(), published_on, home, is_name)
    claims: list[Claim] = []
    drops: list[Drop] = []
    room = MOST_CELLS
    for grid in grids:
        heads = Heads(grid, article)
        drops += [drop for cell in grid.heads for drop in _numerals(cell, text, "table_head")]
        for row in range(len(grid.rows)):
            for k, cell in enumerate(grid.rows[row]):
                room -= 1
                if cell.is_prose:
                    continue
                reason = heads.dropped_columns.get(k)
                if k in (heads.time_column, heads.label_column):
                    reason = "table_label"
                found = [] if reason or room < 0 else _values(heads, row, k)
                claims += [_claim(heads, row, k, value, text) for value in found]
                if not found:
                    drops += _numerals(cell, text, reason or ("table_text" if room >= 0 else "table_too_large"))
    return claims, drops


def _values(heads: Heads, row: int, k: int) -> list[Value]:
    cell = heads.grid.rows[row][k].text
    found = values_of(cell, (), heads.article.home)
    if len(found) == 1 and found[0].noun:
        found = values_of(cell, heads.units(row, k), heads.article.home)
        if found[0].noun and heads.changes(row, k) and _is_of_shares(heads, row, k):
            found = values_of(cell, [POINTS], heads.article.home)
    return found


def _is_of_shares(heads: Heads, row: int, k: int) -> bool:
    """True for a bare change beside a figure in percent: "31% | -2"."""
    return any("%" in cell.text for cell in heads.grid.rows[row][:k])


def _claim(heads: Heads, row: int, k: int, value: Value, text: str) -> Claim:
    cell, q = heads.grid.rows[row][k], value.quantity
    sentence_start, sentence_end = heads.grid.row_span(row)
    subject, measure = heads.statement(row, k)
    period = heads.when(row, k, year_apart(cell.text)[1])
    iso = in_order(period.iso) if period is not None else None
    unit = heads.counted(row, k) if value.noun else q.unit
    change: Change | None = q.change
    low, high = q.low, q.high
    if value.sign == "-" and change is None:
        low, high = -high, -low
    if change is None and high != 0 and (heads.changes(row, k) or value.sign == "+"):
        change = "down" if high < 0 else "up"
        low, high = (-high, -low) if high < 0 else (low, high)
    start, end = cell.start + value.start, cell.start + value.end
    mood = _mood(f"{heads.heads[k]} {heads.label(row)}", iso, heads.article.published_on)
    return Claim(
        text[start:end], start, end, low, high, q.resolution, q.bound, q.kind, unit, q.per, change, measure, subject,
        period.words if period is not None else None, iso, mood, None, False,
        text[sentence_start:sentence_end], sentence_start, (*q.rules, RULE),
    )  # fmt: skip


def _mood(said: str, iso: str | None, published_on: date | None) -> Modality:
    if _AIMED.search(said):
        return "target"
    return "forecast" if _AHEAD.search(said) or ends_after(iso, published_on) else "actual"


def _numerals(cell: Cell, text: str, reason: str) -> Iterator[Drop]:
    for match in _NUMERAL.finditer(cell.text):
        start, end = cell.start + match.start(), cell.start + match.end()
        yield Drop(text[start:end], start, end, reason)
