"""What the heads, labels and caption of a table say of its figures: whose, of what, when, in what unit."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from extractors.grid_values import Hint, counted_noun, hints_of, is_plural, unit_written, values_of
from extractors.grids import Grid
from extractors.home_currency import Home
from extractors.lexicon import lexicon
from extractors.measure_nouns import says_what
from extractors.period_rule import Period
from extractors.periods import find_periods
from extractors.places import place_of
from extractors.words import words

_YEAR = re.compile(r"(?:19|20)\d\d(?:[/-](?:\d\d|(?:19|20)\d\d))?")
_BRACKET = re.compile(r"\s*\([^()]*\)")
_NOTE = re.compile(r"[*\u2020\u2021]+$|\[\w{1,2}\]$")
_NUMBERED = re.compile(r"^(?:table|chart|figure|fig\.?) \d+\s*[.:\u2013\u2014-]?\s*", re.IGNORECASE)
_CHANGES = re.compile(
    r"\b(?:change|growth|chg|variation|y[/-]?o[/-]?y|increase|rise|swing|up/down)\b|\+/[-\u2212]", re.IGNORECASE
)
_RANKS = words("grid_claims.ranks")
_CODES = words("grid_claims.codes")
# Heads that say nothing of what is measured: the label of the row does.
_EMPTY = words("grid_claims.empty_heads")
_ENTITIES = words("grid_claims.entities")
_ITEMS = words("grid_claims.items")
_OF_CHANGES = words("grid_claims.of_changes")
_ENOUGH_ROWS = 200  # to tell what a column holds
_LEAST_TEXT = 0.6  # of a column's cells, for it to be labels
_LEAST_NAMES = 0.5  # of the labels, for all of them to be names


@dataclass(frozen=True, slots=True)
class Article:
    """What a table's figures may need of the text around it.

    Attributes:
        topic: whom the article is about, or None.
        is_name: True for words that the text writes with capitals inside its sentences.
    """

    topic: str | None
    published_on: date | None
    home: Home
    is_name: Callable[[str], bool]


class Heads:
    """One table, its columns and rows understood as far as they say what they are."""

    def __init__(self, grid: Grid, article: Article) -> None:
        self.grid = grid
        self.article = article
        self.width = len(grid.rows[0])
        self.heads = [cell.text for cell in grid.heads] or [""] * self.width
        self._written: dict[int, Hint | None] = {}
        self.caption = _NUMBERED.sub("", grid.caption)

    @cached_property
    def times(self) -> list[Period | None]:
        """The period that each head names."""
        return [self.period(head) for head in self.heads]

    @cached_property
    def time_column(self) -> int | None:
        """The column whose cells say when."""
        for k in range(self.width):
            said = self._column(k)
            if said and all(self.period(text) for text in said):
                return k
        return None

    @cached_property
    def label_column(self) -> int | None:
        """The column whose cells say whose or what: the first of words."""
        for k in range(self.width):
            said = self._column(k)
            wordy = sum(any(map(str.isalpha, text)) and not self._values(text) for text in said)
            coded = self.heads[k].lower() in _CODES
            if k != self.time_column and not coded and said and wordy >= _LEAST_TEXT * len(said):
                return k
        return None

    @cached_property
    def dropped_columns(self) -> dict[int, str]:
        """Columns of numbers that count or name the rows, with the reason why they are no claims."""
        found = {}
        for k, head in enumerate(self.heads):
            low = head.lower()
            said = [text.rstrip(".") for text in self._column(k)]
            if low.split(" ")[0] in _RANKS or (len(said) > 1 and said == [str(n + 1) for n in range(len(said))]):
                found[k] = "list_number"
            elif low in _CODES:
                found[k] = "identifier"
        return found

    @cached_property
    def are_names(self) -> bool:
        """True where the labels are who the figures belong to, False where they are what is measured."""
        if self.label_column is None:
            return False
        head = self.heads[self.label_column].lower().split()
        if head and (head[0] in _ENTITIES or head[-1] in _ENTITIES):
            return True
        if (head and head[-1] in _ITEMS) or hints_of(self.heads[self.label_column]):
            return False
        said = self._column(self.label_column)
        return sum(map(self.is_name, said)) >= _LEAST_NAMES * len(said)

    def label(self, row: int) -> str:
        """What the row is called; "" without."""
        return self.grid.rows[row][self.label_column].text if self.label_column is not None else ""

    def changes(self, row: int, k: int) -> bool:
        """True where the figure is the size of a move: its column or row says so."""
        return _CHANGES.search(self.heads[k]) is not None or _CHANGES.search(self.label(row)) is not None

    def when(self, row: int, k: int, year: str | None) -> Period | None:
        """The period of a figure: of its own cell (``year``), its column, its row, the caption."""
        of_row = self.grid.rows[row][self.time_column].text if self.time_column is not None else ""
        said = (self.period(text) for text in (year or "", of_row, self.caption))
        own = next((period for period in said if period is not None), None)
        if own is None and _CHANGES.search(self.heads[k]):  # "Q2 2025 | Q2 2024 | Change": of the later one
            own = max(
                (time for time in self.times if time and time.iso), key=lambda time: str(time.iso), default=None
            )
        return own if year or self.times[k] is None else self.times[k]

    def statement(self, row: int, k: int) -> tuple[str | None, str | None]:
        """Whose the figure of a column is and what it measures."""
        head, topic, caption = plain(self.heads[k]), self.article.topic, plain(self.caption) or None
        label = plain(self.label(row))
        says = bool(head) and self.times[k] is None and not _is_empty(head)
        if not label:
            return (head, caption) if says and self.is_name(head) else (topic, head if says else caption)
        if self.are_names:
            if _is_bare_change(head):
                before = (plain(self.heads[j]) for j in range(k - 1, -1, -1) if j != self.label_column)
                return label, next((one for one in before if one and not _CHANGES.search(one)), caption)
            if says and self.is_name(head) and (noun := counted_noun(self.caption)):
                return label, f"{head} {noun}"
            return label, head if says else caption or (head if self.times[k] is None else None) or None
        if says and _CHANGES.search(head) is None and hints_of(head) == []:
            return (head, label) if self.is_name(head) else (label, head)
        return topic, label

    def units(self, row: int, k: int) -> list[Hint]:
        """The units for a number that its cell writes none for, the nearest first."""
        label, head = self.label(row), self.heads[k]
        own = hints_of(head) or hints_of(label)
        if own:
            return own
        if counted_noun(label) or (label != plain(label) and self.label_column != k):
            return []  # "Employees", "Staff (number)": the caption's millions are not theirs
        by_column = self.are_names or not label
        beside = self._written_in_column(k) if by_column else self._written_in_row(row)
        if beside is not None:
            return [beside]
        corner = self.heads[0] if self.label_column == 0 else ""
        return [] if self.changes(row, k) else hints_of(corner, self.caption)

    def _written_in_column(self, k: int) -> Hint | None:
        if k not in self._written:
            self._written[k] = self._first_written(row[k].text for row in self.grid.rows)
        return self._written[k]

    def _written_in_row(self, row: int) -> Hint | None:
        cells = self.grid.rows[row]
        return self._first_written(cells[j].text for j in range(self.width) if not self.changes(row, j))

    def _first_written(self, texts: Iterable[str]) -> Hint | None:
        written = (unit_written(text, self.article.home) for text in texts if text)
        return next((hint for hint in written if hint is not None), None)

    def counted(self, row: int, k: int) -> str | None:
        """The noun that a bare number of the cell counts."""
        label, head = self.label(row), self.heads[k]
        texts = (head, self.caption) if self.are_names else (label, head, self.caption)
        return counted_noun(*(text for text in texts if not (self.are_names and self.is_name(text))))

    def period(self, text: str) -> Period | None:
        """The period that ``text`` is: a year, "Q2 2025", "May"."""
        text = plain(text)
        if not text or len(text) > 30:
            return None
        lead = "in " if _YEAR.fullmatch(text) else ""
        found = find_periods(lead + text, 0, len(lead + text), self.article.published_on)
        if len(found) != 1 or found[0].end - found[0].start < len(text):
            return None
        return Period(text, 0, len(text), found[0].iso, found[0].rule)

    def is_name(self, text: str) -> bool:
        """True for the name of somebody or of a place, not of what is measured."""
        said = re.findall(r"[^\W\d_][\w'&.-]*", _BRACKET.sub("", text))
        if not said or not all(word[:1].isupper() or len(word) <= 3 for word in said):
            return False
        if place_of(" ".join(said)) is not None or self.article.is_name(" ".join(said)):
            return True
        return any(_is_unknown(word) for word in said)

    def _column(self, k: int) -> list[str]:
        return [row[k].text for row in self.grid.rows[:_ENOUGH_ROWS] if row[k].text]

    def _values(self, text: str) -> bool:
        return bool(values_of(text, (), self.article.home))


def plain(text: str) -> str:
    """A head or label without its units in brackets and its notes."""
    return _NOTE.sub("", _BRACKET.sub("", text)).strip(" :")


def _is_empty(head: str) -> bool:
    return all(word in _EMPTY or not word.isalpha() for word in head.lower().split())


def _is_bare_change(head: str) -> bool:
    """True for a head that says nothing but that its figures are changes: "Change %", "+/-", "Change on year"."""
    rest = re.findall(r"[a-z]+", _CHANGES.sub("", head).lower())
    return _CHANGES.search(head) is not None and all(word in _OF_CHANGES for word in rest)


def _is_unknown(word: str) -> bool:
    """True for a word that is no common noun: the word list lacks it and its singular."""
    low = word.lower()
    return not (word.isupper() or low in lexicon() or is_plural(low) or says_what(low))
