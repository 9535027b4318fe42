"""Tables in an article's text, as the page reader writes them: a row a line, cells between bars."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from extractors.grid_values import hints_of
from extractors.words import words

_BLOCK = re.compile(r"(?:^\|.*\|$\n?){2,}", re.MULTILINE)
_RULE = re.compile(r"\s*:?-{2,}:?\s*")
_DIGIT = re.compile(r"\d")
_LONG = 100  # characters of a cell: more is prose, and the table only lays it out
_MOST_LONG = 0.2  # of the cells
_HEAD_ROWS = 3
_PROSE_WORDS = 7
_LEAST_FIGURES = 0.5  # of the rows have a cell that is hardly more than a number
_NAMED_TIME = re.compile(r"[QH][1-4]|(?:19|20)\d\d(?:[-/\u2013]\d\d)?|FY ?\d\d|[1-4]Q|[1-4]H")
_ONE = r"[^\w\s]{0,2}\s?[A-Za-z.]{0,4}[^\w\s]?\s?\d[\d,. \u00a0]*"
_FIGURE = re.compile(
    rf"(?:(?:about|around|at least|less than|more than|nearly|over|under|up to) )?{_ONE}"
    rf"(?:(?:[-\u2013\u2014]|to ){_ONE})?"
    r"\D{0,16}(?:\([^()]{1,12}\))?"
)
_SIGN = re.compile(r"[A-Z]{0,2}[$€£¥₹]|\)?%?\)?")  # a column of them belongs to its neighbour
_UNIT_LINE = re.compile(r"\(?(?:(?:all )?(?:figures|amounts) )?in [^.()]{2,60}\)?|\(?units?: .{1,40}", re.IGNORECASE)
_SUM = re.compile(r"[$€£¥₹]|\d[.,]\d|\d ?%|\d (?:million|billion)")
BEGAN = re.compile(
    r"\b(?:founded|established|opened|opening|built|born|launched?|completed|since|years?|formed|incorporated|introduced"
    r"|elected|joined|released?)\b",
    re.IGNORECASE,
)
_WORD = re.compile(r"[^\W\d_]{4}")
_NOTHING = frozenset(("none", "unknown", "not available", "not applicable", "pending", "unchanged", "free", "same"))
_HEAD_WORDS = (
    words("grid_claims.entities")
    | words("grid_claims.items")
    | words("grid_claims.times")
    | words("grid_claims.ranks")
)
_EMPTY_HEADS = words("grid_claims.empty_heads") | words("grid_claims.earlier_heads")


@dataclass(frozen=True, slots=True)
class Cell:
    """What stands in a cell, and where: ``text`` without the space around it.

    Attributes:
        before, behind: signs that stand in columns of their own beside it: "$", "%".
    """

    text: str
    start: int
    end: int
    before: str = ""
    behind: str = ""

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
        sections: for each row the line of one cell that it stands under: "South"; "" without.
    """

    start: int
    end: int
    caption: str
    heads: tuple[Cell, ...]
    rows: tuple[tuple[Cell, ...], ...]
    sections: tuple[str, ...] = ()

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
    return [grid for block in _BLOCK.finditer(folded) for grid in _parts(folded, block)]


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


def _parts(folded: str, block: re.Match[str]) -> Iterator[Grid]:
    """The tables of a block, in which a row of heads may begin another one."""
    lines = list(_rows(folded, block.start(), block.end()))
    rows = [row for row in lines if not _is_rule(row)]
    cells = [cell for row in rows for cell in row if cell.text]
    if len(rows) < 2 or sum(len(cell.text) > _LONG for cell in cells) > _MOST_LONG * len(cells):
        return
    rules = [k for k, row in enumerate(lines[: 2 * _HEAD_ROWS]) if _is_rule(row)]
    above = sum(not _is_rule(row) for row in lines[: rules[-1]]) if rules else int(_is_head(rows[0]))
    if above == len(rows):
        return
    if above == 1 and _is_fact(rows[0]):
        above = 0
    if above and all(sum(bool(cell.text) for cell in row) == 1 for row in rows[:above]) and _is_head(rows[above]):
        above += 1  # a caption is set apart, the heads below it are not
    cuts = [k for k in range(above + 1, len(rows) - 1) if _begins_another(rows[k - 1], rows[k], rows[k + 1])]
    start = block.start()
    for first, last in zip([0, *cuts], [*cuts, len(rows)], strict=True):
        end = folded.rfind("|", 0, rows[last][0].start) if last < len(rows) else block.end()
        grid = _grid(folded, start, end, rows[first:last], 1 if first else above)
        if grid is not None:
            yield grid
        start = end


def _is_head(row: list[Cell]) -> bool:
    """True for a first row of words or years, which no rule sets apart, unless it is one of a list of facts."""
    if any(_DIGIT.search(cell.text) and not _NAMED_TIME.fullmatch(cell.text) for cell in row):
        return False
    if len(row) > 2:
        return True
    said = [cell.text.lower().strip(" :").split() or [""] for cell in row]
    return said[0][-1] in _HEAD_WORDS or said[0] == [""] or said[-1][-1] in _EMPTY_HEADS


def _is_fact(row: list[Cell]) -> bool:
    """True for a row that is no head though its label is marked as one: "Revenue | $3.4 billion", "Built | 1987"."""
    texts = [cell.text for cell in row[1:] if cell.text]
    if len(row) == 2 and texts and _is_year(texts[0]) and BEGAN.search(row[0].text):
        return True
    return bool(row[0].text) and bool(texts) and all(_FIGURE.fullmatch(text) and _SUM.search(text) for text in texts)


def _begins_another(before: list[Cell], row: list[Cell], behind: list[Cell]) -> bool:
    """True for a row of heads among rows of figures."""
    texts = [cell.text for cell in row[1:]]
    if len(texts) < 2 or len(row) != len(behind) or len(set(texts)) < len(texts):
        return False
    figures = all(
        _FIGURE.fullmatch(a.text) or _FIGURE.fullmatch(b.text) for a, b in zip(before[1:], behind[1:], strict=False)
    )
    if not figures:
        return False
    if all(map(_NAMED_TIME.fullmatch, texts)):
        return not row[0].text
    return all(_WORD.search(text) and not _DIGIT.search(text) and text.lower() not in _NOTHING for text in texts)


def _grid(folded: str, start: int, end: int, rows: list[list[Cell]], above: int) -> Grid | None:
    width = max(map(len, rows), default=0)
    if width < 2 or len(rows) < 2:
        return None
    wide = _under_wide_heads(rows, above, width)
    if wide:
        rows[above] = wide
        above += 1
    padded = [(*row, *(Cell("", row[-1].end, row[-1].end) for _ in range(width - len(row)))) for row in rows]
    while 0 < above < len(padded) and _is_sub_head(padded[above]):
        above += 1
    if above == len(padded):
        return None
    captions = [row for row in padded[:above] if row[0].text and not any(cell.text for cell in row[1:])]
    head_rows = [row for row in padded[:above] if row not in captions]
    heads = () if not head_rows else head_rows[-1] if wide else _joined(head_rows)
    heads, body = _without_signs(heads, padded[above:])
    figures = sum(any(_FIGURE.fullmatch(cell.text) for cell in row[1:]) for row in body)
    told = sum(sum(bool(cell.text) for cell in row) > 1 for row in body)
    if not figures or figures < _LEAST_FIGURES * told:
        return None
    caption = " ".join(cell.text for row in captions for cell in row if cell.text)
    lead, begin = _line_above(folded, start)
    if caption:
        lead = f"{caption} ({folded[begin:start].strip(' ()' + chr(10))})" if begin < start else caption
    start = begin
    return Grid(start, end, lead, heads, tuple(body), tuple(_sections(body)))


def _is_sub_head(row: tuple[Cell, ...]) -> bool:
    """True for a row below the heads that has no label and says no figure: units, times, parts of the heads."""
    said = [cell.text for cell in row[1:] if cell.text]
    first = row[0].text
    if not said or (first and not _UNIT_LINE.fullmatch(first)):
        return False
    return all(_NAMED_TIME.fullmatch(text) or not _FIGURE.fullmatch(text) for text in said) or all(
        map(_is_unit, said)
    )


def _is_unit(text: str) -> bool:
    return len(text) <= 20 and "(" not in text and text.lower() not in _HEAD_WORDS and bool(hints_of(f"({text})"))


def _joined(rows: list[tuple[Cell, ...]]) -> tuple[Cell, ...]:
    """One head for each column out of rows of heads; a head over several columns is followed by empty ones."""
    heads = list(rows[0])
    for below in rows[1:]:
        over = ""
        for k, (cell, sub) in enumerate(zip(heads, below, strict=True)):
            over = (cell.text or (over if sub.text and k else "")).strip()
            said = f"{over} ({sub.text})" if _is_unit(sub.text) else _head_of_two(over, sub.text)
            heads[k] = replace(cell, text=said) if cell.text else replace(sub, text=said)
            over = cell.text or over
    return tuple(heads)


def _head_of_two(over: str, below: str) -> str:
    return (f"{below} {over}" if _is_year(over) and not _is_year(below) else f"{over} {below}").strip()


def _without_signs(
    heads: tuple[Cell, ...], rows: list[tuple[Cell, ...]]
) -> tuple[tuple[Cell, ...], list[tuple[Cell, ...]]]:
    """Heads and rows without the columns that hold nothing or a sign ("$", "%") of the figure beside them."""
    width = len(rows[0])
    signs = [k > 0 and all(_SIGN.fullmatch(row[k].text) for row in rows) for k in range(width)]
    if not any(signs) or sum(not sign for sign in signs) < 2:
        return heads, rows
    named = list(heads)
    for k in range(width - 1 if heads else 0):
        if signs[k] and named[k].text and not named[k + 1].text:
            named[k + 1] = named[k]
    kept = [k for k in range(width) if not signs[k]]
    mended = []
    for row in rows:
        cells = []
        for k in kept:
            before = row[k - 1].text if k and signs[k - 1] and row[k - 1].text not in ("%", ")", ")%", "%)") else ""
            after = row[k + 1].text if k + 1 < width and signs[k + 1] else ""
            cells.append(replace(row[k], before=before, behind="%" if "%" in after else ""))
        mended.append(tuple(cells))
    return tuple(named[k] for k in kept) if heads else (), mended


def _sections(rows: list[tuple[Cell, ...]]) -> Iterator[str]:
    section = ""
    for row in rows:
        if row[0].text and not any(cell.text for cell in row[1:]):
            section = row[0].text
        yield section


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


def _line_above(folded: str, start: int) -> tuple[str, int]:
    """What the lines before a table say where they are headings and no sentences, and where the table begins.

    A line that only says the unit ("(in millions)") is of the table.
    """
    line, begin = _line_before(folded, start)
    if not _UNIT_LINE.fullmatch(line):
        return line, start
    over, _ = _line_before(folded, begin)
    return f"{over} ({line.strip('()')})".strip(), begin


def _line_before(folded: str, start: int) -> tuple[str, int]:
    begin = folded.rfind("\n", 0, max(0, start - 1)) + 1
    line = folded[begin : max(0, start - 1)].strip()
    return line if len(line) <= _LONG and not line.endswith((".", "!", "?", "|", '"', "\u201d")) else "", begin


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
