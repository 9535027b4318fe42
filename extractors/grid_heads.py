"""What the heads, labels and caption of a table say of its figures: whose, of what, when, in what unit."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from extractors.grid_values import (
    PERCENT,
    POINTS,
    Hint,
    counted_noun,
    hints_of,
    label_hints,
    unit_written,
    values_of,
)
from extractors.grid_words import (
    ACRONYMS,
    BRACKET,
    CHANGES,
    is_bare_change,
    is_empty,
    is_unknown,
    measures,
    months_ended,
    plain,
)
from extractors.grids import Grid
from extractors.home_currency import Home
from extractors.measure_nouns import says_what
from extractors.period_rule import Period
from extractors.periods import find_periods
from extractors.places import place_of
from extractors.words import words

_YEAR = re.compile(r"(?:19|20)\d\d(?:[/-](?:\d\d|(?:19|20)\d\d))?")
_NUMBERED = re.compile(r"^(?:table|chart|figure|fig\.?) \d+\s*[.:\u2013\u2014-]?\s*", re.IGNORECASE)
_RANKS = words("grid_claims.ranks")
_CODES = words("grid_claims.codes")
_ENTITIES = words("grid_claims.entities")
_ITEMS = words("grid_claims.items")
_TOTALS = words("grid_claims.totals")
_UNIT_HEADS = frozenset(("unit", "units", "uom", "unit of measure"))
# rows of a table in "$ million" that are not in millions, and not in dollars
_EACH = re.compile(r"\bper\b|\bEPS\b|/share\b|\b(?:average|mean|median) price", re.IGNORECASE)
_RATIOS = re.compile(
    r"\b(?:margin|ratio|rate|yield|return on|headcount|workforce|staff|population)\b|%", re.IGNORECASE
)
_EXCEPTED = re.compile(r"(?:except|excluding|other than)\b(?P<what>.*)", re.IGNORECASE)
_SHARES = re.compile(r"(?<!per )(?<!per-)\bshares?\b", re.IGNORECASE)
_COMPARED = re.compile(
    r"(?:\b(?:from|since|vs|versus|on|over|than|to|compared with|by|until)|[<>=])\W*$", re.IGNORECASE
)
_ESTIMATED = re.compile(r"((?:19|20)\d\d)\s?[EFPAef]\b")
_SHORT_QUARTER = re.compile(r"\b([1-4])([QH])\s?'?(\d\d)\b")
_MONTH_LAST = re.compile(
    r"(?<=[a-z] )(?:January|February|March|April|May|June|July|August|September|October|November|December)$"
)
_SPANS = re.compile(
    r"\b(?:day|dai|week|month|quarter|year|annual|ytd|[ymq][/-]?o[/-]?[ymq]|[ymq]/[ymq])", re.IGNORECASE
)
_LONGEST = 300  # characters of what is told of a figure's heads
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
        # "Index June | Index July"
        self._months = {match.group() for head in self.heads if (match := _MONTH_LAST.search(head))}
        self._said = [self._split(head) for head in self.heads]
        self._written: dict[int, Hint | None] = {}
        self.caption = _NUMBERED.sub("", grid.caption)

    @cached_property
    def times(self) -> list[Period | None]:
        """The period that each head names, alone or beside what is measured: "GDP growth 2025"."""
        return [period for _, period in self._said]

    @cached_property
    def unit_column(self) -> int | None:
        """The column whose cells say the units of their rows."""
        return next((k for k, head in enumerate(self.heads) if head.lower().strip(" :") in _UNIT_HEADS), None)

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
            coded = self.heads[k].lower() in _CODES or k == self.unit_column
            if k != self.time_column and not coded and said and wordy >= _LEAST_TEXT * len(said):
                return k
        first = self.heads[0].lower().split()
        return 0 if self.time_column is None and first and first[-1] in _ENTITIES else None  # "Age group": "18-24"

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
        rows = (row for row in self.grid.rows[:_ENOUGH_ROWS] if sum(bool(cell.text) for cell in row) > 1)
        said = [row[self.label_column].text for row in rows if row[self.label_column].text]
        return sum(map(self.is_name, said)) >= _LEAST_NAMES * len(said)

    def label(self, row: int) -> str:
        """What the row is called; "" without."""
        return self.grid.rows[row][self.label_column].text if self.label_column is not None else ""

    def changes(self, row: int, k: int) -> bool:
        """True where the figure is the size of a move: its column or row says so."""
        head = self.heads[k]
        if k and not any(map(str.isalpha, head)):  # "Change | %"
            head = f"{head} {self.heads[k - 1]}"
        return CHANGES.search(head) is not None or CHANGES.search(self.label(row)) is not None

    def when(self, row: int, k: int, year: str | None) -> Period | None:
        """The period of a figure: of its own cell (``year``), its column, its row, the caption."""
        of_row = self.grid.rows[row][self.time_column].text if self.time_column is not None else ""
        section = self.grid.sections[row] if self.grid.sections else ""
        said = (self.period(text) for text in (year or "", of_row, section))
        own = next((period for period in said if period is not None), None) or self._overall
        if own is None and CHANGES.search(self.heads[k]):  # "Q2 2025 | Q2 2024 | Change": of the later one
            own = self._latest
        return own if year or self.times[k] is None else self.times[k]

    @property
    def corner(self) -> str:
        """The head over the labels where it does not name what they are: "Outlook for 2026"."""
        if self.label_column is None or self.are_names:
            return ""
        return self.heads[self.label_column]

    def context(self, row: int, k: int) -> str | None:
        """What stands over a figure and not in its row: caption, part, corner, and the head of its column."""
        head = self.heads[k]
        if k and head and self.times[k] is None and not any(map(str.isalpha, head)):  # "Change | %"
            above = (self.heads[j] for j in range(k - 1, -1, -1) if j != self.label_column and self.heads[j])
            head = f"{next(above, '')} {head}".strip()
        section = self.grid.sections[row] if self.grid.sections else ""
        corner = self.corner
        if is_empty(corner) or corner.lower().rsplit(maxsplit=1)[-1] in _ITEMS:
            corner = ""  # "Metric": only that labels stand below it
        label = self.label(row)
        said = (" ".join(part.split()) for part in (self.grid.caption, section, corner, head) if part != label)
        told = " · ".join(dict.fromkeys(part for part in said if part))
        return (told if len(told) <= _LONGEST else f"{told[:_LONGEST]}…") or None

    @cached_property
    def _overall(self) -> Period | None:
        """The time of the whole table, of its corner or its caption."""
        return self._split(self.corner)[1] or self._split(self.caption)[1]

    @cached_property
    def _latest(self) -> Period | None:
        """The latest of the times in the heads, where all columns of figures have one."""
        figures = [
            k for k, head in enumerate(self.heads) if k != self.label_column and head and not CHANGES.search(head)
        ]
        times = [self.times[k] for k in figures]
        dated = [time for time in times if time is not None and time.iso]
        return max(dated, key=lambda time: str(time.iso)) if dated and len(dated) == len(times) else None

    def statement(self, row: int, k: int) -> tuple[str | None, str | None]:
        """Whose the figure of a column is and what it measures."""
        subject, measure = self._statement(row, k)
        if self._several_changes and CHANGES.search(self.heads[k]) and _SPANS.search(self.heads[k]):
            measure = f"{measure}, {plain(self.heads[k])}" if measure else plain(self.heads[k])
        label, section = self.label(row), plain(self.grid.sections[row]) if self.grid.sections else ""
        if not section or section == plain(label) or self._labels.count(label) < 2 or self.period(section):
            return subject, measure
        if self.is_name(section):
            return section, measure
        return subject, f"{section}, {measure}" if measure else section

    @cached_property
    def _several_changes(self) -> bool:
        """True where changes over more than one span stand side by side: "Monthly change | Annual change"."""
        return sum(bool(CHANGES.search(head) and _SPANS.search(head)) for head in self.heads) > 1

    def _statement(self, row: int, k: int) -> tuple[str | None, str | None]:
        topic, caption = self.article.topic, plain(self.caption) or None
        label, head = plain(self.label(row)), self._head(k)
        says = bool(head) and not is_empty(head)
        if says and " " not in head and re.search(rf"\b{re.escape(head)}\b", self.caption, re.IGNORECASE):
            of_all = re.sub(r" by .*", "", self._split(self.caption)[0])  # "Rate" under "Unemployment rate by state"
            head = of_all if of_all.lower().endswith(head.lower()) else head
        if not label:
            return (head, caption) if says and self.is_name(head) else (topic, head if says else caption)
        if self.are_names:
            owner = None if label.lower() in _TOTALS else label
            if says and self.is_name(head) and (noun := counted_noun(self.caption)):
                return owner, f"{head} {noun}"
            return owner, head if says else caption or head or None
        if says and self.is_name(head):
            return head, label
        if is_bare_change(head):
            before = (j for j in range(k - 1, -1, -1) if j != self.label_column and self._said[j][0])
            j = next((j for j in before if not CHANGES.search(self.heads[j])), None)
            return (topic, label) if j is None else self._statement(row, j)
        if not says or CHANGES.search(head) is not None:
            return topic, label
        if measures(head) and not measures(label):
            return label, head
        return topic, f"{label}, {head}"

    def _head(self, k: int) -> str:
        """What the head of a column says beside time and unit; that of the column before for "Change %", "%"."""
        head = self._said[k][0]
        if self.times[k] is not None or not head:
            return head
        if any(map(str.isalpha, head)) and not (self.are_names and is_bare_change(head)):
            return head
        before = (self._said[j][0] for j in range(k - 1, -1, -1) if j != self.label_column)
        return next((one for one in before if any(map(str.isalpha, one)) and not CHANGES.search(one)), "")

    @cached_property
    def _labels(self) -> list[str]:
        return [self.label(row) for row in range(len(self.grid.rows))]

    def _split(self, head: str) -> tuple[str, Period | None]:
        """What a head says beside its time, and that time."""
        said = plain(head)
        period = self.period(said)
        if period is not None:
            return "", period
        found = find_periods(said, 0, len(said), self.article.published_on)
        if len(found) != 1 or not re.search(
            r"\d{4}|\bFY ?\d\d" if len(self._months) < 2 else r"\d{4}|\bFY ?\d\d|[A-Z]",
            said[found[0].start : found[0].end],
        ):
            return said, None
        before, behind = said[: found[0].start], said[found[0].end :]
        if _COMPARED.search(before) or (before.strip() and behind.strip()):
            return said, None
        one = found[0]
        return f"{before}{behind}".strip(" ,-\u2013:"), Period(
            said[one.start : one.end], 0, one.end - one.start, one.iso, one.rule
        )

    def units(self, row: int, k: int) -> list[Hint]:
        """The units for a number that its cell writes none for, the nearest first."""
        label, head, cell = self.label(row), self.heads[k], self.grid.rows[row][k]
        of_head = hints_of(head)
        if cell.behind:
            return [PERCENT]
        bare = is_bare_change(plain(head)) and PERCENT not in of_head
        of_row = [] if self.label_column == k else label_hints(label) or self._of_unit_column(row)
        if of_head and (self.are_names or not label or PERCENT in of_head):
            return of_head
        if of_head and not of_row:
            return [] if counted_noun(label) and not self.are_names else self._of_table(label, "", of_head)
        if bare and (PERCENT in of_row or self._is_beside_percent(row, k)):
            return [POINTS]
        if of_row and not bare:
            return [] if self.changes(row, k) and PERCENT not in of_row else of_row
        if of_row:
            return of_row
        stated = hints_of(self.heads[0] if self.label_column == 0 else "", self.caption)
        if self.changes(row, k):
            return [] if PERCENT not in stated else [POINTS if bare else PERCENT]
        if self._is_counted(label, stated) or (label != plain(label) and self.label_column != k):
            return []  # "Employees", "Staff (number)": the caption's millions are not theirs
        by_column = self.are_names or not label
        beside = self._written_in_column(k) if by_column else self._written_in_row(row, k)
        scaled = self._of_table(label, head, stated)
        if cell.before:
            return [Hint(cell.before, next((hint.behind for hint in scaled), ""))]
        return [beside, *scaled] if beside is not None and not (scaled and not beside.behind) else scaled

    def scale(self, row: int, k: int) -> list[Hint]:
        """The scale for a sum that is written with its sign alone: "$ 412,310" in a table in thousands."""
        head, label = self.heads[k], self.label(row)
        stated = hints_of(head) or hints_of(self.heads[0] if self.label_column == 0 else "", self.caption)
        return [] if self.changes(row, k) else self._of_table(label, head, stated)

    def _of_table(self, label: str, head: str, stated: list[Hint]) -> list[Hint]:
        """The units of a whole table for one of its rows: "per share" is in dollars, a margin in none of them."""
        if PERCENT not in stated and (_EACH.search(label) or _EACH.search(head)):
            return [Hint(hint.before, "") for hint in stated if hint.before]
        if PERCENT not in stated and POINTS not in stated and (_RATIOS.search(label) or _RATIOS.search(head)):
            return []
        excepted = _EXCEPTED.search(f"{self.heads[0]} {self.caption}")
        if excepted is not None and _SHARES.search(excepted["what"]) and _SHARES.search(label):
            return []
        return stated

    def _is_counted(self, label: str, stated: list[Hint]) -> bool:
        """True for a label of things that are not counted in the table's unit; shares are in its thousands."""
        if self.are_names or counted_noun(label) is None:
            return False
        return not (_SHARES.search(label) and stated and not stated[0].before)

    def _of_unit_column(self, row: int) -> list[Hint]:
        return [] if self.unit_column is None else hints_of(f"({self.grid.rows[row][self.unit_column].text})")

    def _is_beside_percent(self, row: int, k: int) -> bool:
        """True where the figure before a bare change is in percent."""
        before = [j for j in range(k) if j != self.label_column and self.grid.rows[row][j].text]
        if not before:
            return False
        last = before[-1]
        return any("%" in self.grid.rows[row][j].text for j in before) or PERCENT in hints_of(self.heads[last])

    def _written_in_column(self, k: int) -> Hint | None:
        if k not in self._written:
            self._written[k] = self._first_written(row[k].text for row in self.grid.rows)
        return self._written[k]

    def _written_in_row(self, row: int, k: int) -> Hint | None:
        """The unit that a figure of another time or place in the row writes."""
        cells = self.grid.rows[row]
        alike = (j for j in range(self.width) if self._is_alike(j, k) and not self.changes(row, j))
        return self._first_written(cells[j].text for j in alike)

    def _is_alike(self, j: int, k: int) -> bool:
        if self.times[j] is not None or self.times[k] is not None:
            return self.times[j] is not None and self.times[k] is not None and self._said[j][0] == self._said[k][0]
        return self.is_name(self.heads[j]) and self.is_name(self.heads[k])

    def _first_written(self, texts: Iterable[str]) -> Hint | None:
        written = (unit_written(text, self.article.home) for text in texts if text)
        return next((hint for hint in written if hint is not None), None)

    def counted(self, row: int, k: int) -> str | None:
        """The noun that a bare number of the cell counts."""
        label, head = self.label(row), self.heads[k]
        texts = (head, self.caption) if self.are_names else (head, label, self.caption)
        return counted_noun(
            *(text for text in texts if not ((self.are_names or text == head) and self.is_name(text)))
        )

    def period(self, text: str) -> Period | None:
        """The period that ``text`` is: a year, "Q2 2025", "May"."""
        text = plain(text)
        if not text or len(text) > 45:
            return None
        whole = months_ended(text, self.article.published_on)
        if whole is not None:
            return whole
        text = _SHORT_QUARTER.sub(r"\2\1 20\3", _ESTIMATED.sub(r"\1", text))
        lead = "in " if _YEAR.fullmatch(text) else ""
        found = find_periods(lead + text, 0, len(lead + text), self.article.published_on)
        if len(found) != 1 or found[0].end - found[0].start < len(text):
            return None
        return Period(text, 0, len(text), found[0].iso, found[0].rule)

    def is_name(self, text: str) -> bool:
        """True for the name of somebody or of a place, not of what is measured."""
        said = re.findall(r"[^\W\d_][\w'&.-]*", BRACKET.sub("", text))
        if not said or not all(word[:1].isupper() or len(word) <= 3 for word in said):
            return False
        if any(word.lower() in ACRONYMS or says_what(word.lower()) for word in said[:1] + said[-1:]):
            return False
        if place_of(" ".join(said)) is not None or self.article.is_name(" ".join(said)):
            return True
        return any(word[:1].isupper() and is_unknown(word) for word in said)

    def _column(self, k: int) -> list[str]:
        return [row[k].text for row in self.grid.rows[:_ENOUGH_ROWS] if row[k].text]

    def _values(self, text: str) -> bool:
        return bool(values_of(text, (), self.article.home))
