"""Tables in an article's text, as the page reader writes them: a row a line, cells between bars."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

_BLOCK = re.compile(r"(?:^\|.*\|$\n?){2,}", re.MULTILINE)
_RULE = re.compile(r"\s*:?-{2,}:?\s*")
_DIGIT = re.compile(r"\d")
_LONG = 100  # characters of a cell: more is prose, and the table only lays it out
_MOST_LONG = 0.2  # of the cells
_HEAD_ROWS = 3
_PROSE_WORDS = 7
_LEAST_FIGURES = 0.5  # of the rows have a cell that is hardly more than a number
_NAMED_TIME = re.compile(r"[QH][1-4]|(?:19|20)\d\d|FY ?\d\d|[1-4]Q|[1-4]H")
_FIGURE = re.compile(r"[^\w\s]{0,2}\s?[A-Za-z.]{0,4}[^\w\s]?\s?\d[\d,. \u00a0]*\D{0,16}(?:\([^()]{1,12}\))?")


@dataclass(frozen=True, slots=True)
class Cell:
    """What stands in a cell, and where: ``text`` without the space around it."""

    text: str
    start: int
    end: int

    @property
    def is_prose(self) -> bool:
        """True for a cell of a sentence, which is read as one."""
        return self.text.count(" ") >= _PROSE_WORDS and _DIGIT.search(self.text) is not None


@dataclass(frozen=True)
class Grid:
    """A table of data.

    Attributes:
        start, end: its place in the text, ``end`` behind its last row.
        caption: what stands above its heads; "" without one.
        heads: one for each column; empty where no row is set apart or holds words alone.
        rows: of cells as many as columns; a row that was shorter ends in empty cells.
    """

    start: int
    end: int
    caption: str
    heads: tuple[Cell, ...]
    rows: tuple[tuple[Cell, ...], ...]

    @cached_property
    def prose(self) -> list[Cell]:
        """Cells that are sentences."""
        return [cell for row in self.rows for cell in row if cell.is_prose]

    def row_span(self, row: int) -> tuple[int, int]:
        """Where the line of a row begins and ends."""
        cells = self.rows[row]
        return cells[0].start, cells[-1].end


def grids_of(folded: str) -> list[Grid]:
    """The tables of ``folded``, in order; those of whole paragraphs are none."""
    found = (_grid(folded, block) for block in _BLOCK.finditer(folded))
    return [grid for grid in found if grid is not None]


def is_read(grids: Sequence[Grid], start: int, stop: int) -> bool:
    """True for a piece of a table in which no cell is left to be read as prose; ``grids`` in order."""
    grid = _grid_at(grids, start)
    return grid is not None and not any(cell.start < stop and start < cell.end for cell in grid.prose)


def is_prose(grids: Sequence[Grid], at: int) -> bool:
    """True for a place outside all tables, or in a cell that is a sentence; ``grids`` in order."""
    grid = _grid_at(grids, at)
    return grid is None or any(cell.start <= at < cell.end for cell in grid.prose)


def _grid_at(grids: Sequence[Grid], at: int) -> Grid | None:
    k = bisect_right(grids, at, key=lambda grid: grid.start) - 1
    return grids[k] if k >= 0 and at < grids[k].end else None


def _grid(folded: str, block: re.Match[str]) -> Grid | None:
    lines = list(_rows(folded, block.start(), block.end()))
    rows = [row for row in lines if not _is_rule(row)]
    cells = [cell for row in rows for cell in row if cell.text]
    width = max(map(len, rows), default=0)
    if width < 2 or len(rows) < 2 or sum(len(cell.text) > _LONG for cell in cells) > _MOST_LONG * len(cells):
        return None
    rules = [k for k, row in enumerate(lines[: 2 * _HEAD_ROWS]) if _is_rule(row)]
    above = sum(not _is_rule(row) for row in lines[: rules[-1]]) if rules else 0
    if not rules and not any(_DIGIT.search(cell.text) for cell in rows[0] if not _is_year(cell.text)):
        above = 1
    wide = _under_wide_heads(rows, above, width)
    if wide:
        rows[above] = wide
        above += 1
    if above == len(rows):
        return None
    figures = sum(any(_FIGURE.fullmatch(cell.text) for cell in row[1:]) for row in rows[above:])
    if figures < _LEAST_FIGURES * (len(rows) - above):
        return None
    padded = [(*row, *(Cell("", row[-1].end, row[-1].end) for _ in range(width - len(row)))) for row in rows]
    captions = [row for row in padded[:above] if sum(bool(cell.text) for cell in row) == 1]
    heads = [row for row in padded[:above] if row not in captions]
    return Grid(
        block.start(),
        block.end(),
        " ".join(cell.text for row in captions for cell in row if cell.text) or _line_above(folded, block.start()),
        heads[-1] if heads else (),
        tuple(padded[above:]),
    )


def _under_wide_heads(rows: list[list[Cell]], above: int, width: int) -> list[Cell]:
    """The second row of heads, each with the wide head that it stands under: "Q1 2025"; empty where there is none.

    A reader writes a head over two columns as one cell, so that a row of such heads is too short.
    """
    if not 0 < above < len(rows) or len(rows[above]) != width or len(rows[above - 1]) in (1, width):
        return []
    wide, narrow = rows[above - 1], rows[above]
    if any(_FIGURE.fullmatch(cell.text) and not _NAMED_TIME.fullmatch(cell.text) for cell in narrow):
        return []
    each, rest = divmod(width - 1, len(wide) - 1)
    if rest:
        return narrow
    joined = [narrow[0]]
    for k, cell in enumerate(narrow[1:]):
        over = wide[1 + k // each].text
        said = f"{cell.text} {over}" if _is_year(over) else f"{over} {cell.text}"
        joined.append(replace(cell, text=said.strip()))
    return joined


def _line_above(folded: str, start: int) -> str:
    """The line before a table where it is a heading and no sentence."""
    line = folded[folded.rfind("\n", 0, max(0, start - 1)) + 1 : max(0, start - 1)].strip()
    return line if len(line) <= _LONG and not line.endswith((".", "!", "?", "|", '"', "\u201d")) else ""


def _rows(folded: str, start: int, end: int) -> Iterator[list[Cell]]:
    while start < end:
        stop = folded.find("\n", start, end)
        stop = end if stop < 0 else stop
        yield _cells(folded, start + 1, stop - 1)
        start = stop + 1


def _cells(folded: str, start: int, stop: int) -> list[Cell]:
    cells = []
    while start <= stop:
        bar = folded.find("|", start, stop)
        end = stop if bar < 0 else bar
        text = folded[start:end]
        first = start + len(text) - len(text.lstrip())
        cells.append(Cell(text.strip(), first, first + len(text.strip())))
        start = end + 1
    return cells


def _is_rule(row: list[Cell]) -> bool:
    return all(_RULE.fullmatch(cell.text) for cell in row)


def _is_year(text: str) -> bool:
    return len(text) == 4 and text.isdigit() and text[:2] in ("19", "20")
