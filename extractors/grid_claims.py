"""Claims of the cells of an article's tables."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import date
from functools import cache

from extractors.discourse import Discourse
from extractors.grid_heads import Article, Heads
from extractors.grid_values import Value, values_of, year_apart
from extractors.grids import BEGAN, Grid
from extractors.home_currency import Home
from extractors.iso_periods import in_order
from extractors.list_intros import COMPARED
from extractors.model import Change, Claim, Drop, Modality
from extractors.period_choice import ends_after

MOST_CELLS = 2_000  # of an article; a longer table is a data file
MOST_CHARS = 100_000  # of an article, to see how it writes a name
RULE = "table:cell"
_YEAR = re.compile(r"(?:1[6-9]|20)\d\d")
_NUMERAL = re.compile(r"\d+(?:[.,]\d+)*")
_AHEAD = re.compile(
    r"\b(?:forecasts?|estimates?|projected|projections?|expected|consensus|outlook|guidance)\b|\b(?:19|20)\d\d\s?[EF]\b",
    re.IGNORECASE,
)
_PASSED = re.compile(r"\b(?:actual|results?|last|reported|achieved)\b", re.IGNORECASE)
_AIMED = re.compile(r"\b(?:targets?|goals?|planned)\b", re.IGNORECASE)


def read_grids(
    grids: Iterable[Grid], text: str, names: Discourse, home: Home, published_on: date | None
) -> tuple[list[Claim], list[Drop]]:
    """The claims and dropped numerals of an article's tables, in order; what stands in cells of prose is not read."""
    folded = names.folded

    @cache
    def is_name(words: str) -> bool:
        return re.search(rf"(?<=[a-z,] ){re.escape(words)}\b", folded[:MOST_CHARS]) is not None

    article = Article(names.topic() or names.main_entity(), published_on, home, is_name)
    claims: list[Claim] = []
    drops: list[Drop] = []
    room = MOST_CELLS
    for grid in grids:
        if room <= 0:
            drops += _numerals(text, grid.start, grid.end, "table_too_large")
            continue
        heads = Heads(grid, article)
        drops += _numerals(text, grid.start, grid.rows[0][0].start, "table_head")
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
                    drops += _numerals(
                        text, cell.start, cell.end, reason or ("table_text" if room >= 0 else "table_too_large")
                    )
    return claims, drops


def _values(heads: Heads, row: int, k: int) -> list[Value]:
    cell, home = heads.grid.rows[row][k].text, heads.article.home
    if _YEAR.fullmatch(cell) and BEGAN.search(f"{heads.heads[k]} {heads.label(row)}"):
        return []
    found = values_of(cell, (), home)
    if not found or found[0].noun:
        return values_of(cell, heads.units(row, k), home)
    if found[0].quantity.kind == "money":
        return values_of(cell, heads.scale(row, k), home)
    return found


def _claim(heads: Heads, row: int, k: int, value: Value, text: str) -> Claim:
    cell, q = heads.grid.rows[row][k], value.quantity
    sentence_start, sentence_end = heads.grid.row_span(row)
    subject, measure = heads.statement(row, k)
    period = heads.when(row, k, year_apart(cell.text)[1])
    iso = in_order(period.iso) if period is not None else None
    unit = q.unit
    if value.noun:  # a move of 0.1 is none of things that are counted
        unit = None if heads.changes(row, k) and q.low != q.low.to_integral_value() else heads.counted(row, k)
    change: Change | None = q.change
    low, high = q.low, q.high
    if value.sign == "-" and change is None:
        low, high = -high, -low
    elif value.sign == "\u25bc" and change is None:
        change = "down"
    if change is None and high != 0 and (heads.changes(row, k) or value.sign == "+"):
        change = "down" if high < 0 else "up"
        low, high = (-high, -low) if high < 0 else (low, high)
    start, end = cell.start + value.start, cell.start + value.end
    said = f"{heads.heads[k]} {heads.label(row)}"
    if not _PASSED.search(heads.heads[k]) and (not iso or ends_after(iso, heads.article.published_on)):
        said += "".join(f" {words}" for words in (heads.corner, heads.caption) if not COMPARED.search(words))
    mood = _mood(said, iso, heads.article.published_on)
    return Claim(
        text[start:end], start, end, low, high, q.resolution, q.bound, q.kind, unit, q.per, change, measure, subject,
        period.words if period is not None else None, iso, mood, None, False,
        text[sentence_start:sentence_end], sentence_start, (*q.rules, RULE), heads.context(row, k),
    )  # fmt: skip


def _mood(said: str, iso: str | None, published_on: date | None) -> Modality:
    if _AIMED.search(said):
        return "target"
    return "forecast" if _AHEAD.search(said) or ends_after(iso, published_on) else "actual"


def _numerals(text: str, start: int, end: int, reason: str) -> Iterator[Drop]:
    for match in _NUMERAL.finditer(text, start, end):
        yield Drop(match.group(), match.start(), match.end(), reason)
