"""A small chart as lines of text: points in, a drawing out. Lines are braille dots, eight to a character."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

DOTS = ((0x01, 0x08), (0x02, 0x10), (0x04, 0x20), (0x40, 0x80))  # of one character: four rows of two columns

LETTERS = "⠁⣿┤│└─"
"""Of what a drawing is made."""


@dataclass(frozen=True, slots=True)
class Mark:
    """One point: drawn as ``sign``, and joined with the point before it of the same ``line``; None: with none.

    ``time`` is what stands below the first and the last; the day where it is left out.
    """

    on: date
    value: float
    sign: str
    line: str | None = ""
    time: str = ""


def draw(marks: Sequence[Mark], *, width: int, height: int = 10) -> str:
    """The chart, with the range of values at its left and the first and last time below.

    >>> print(draw([Mark(date(2025, 1, 1), 1.0, "o"), Mark(date(2025, 1, 5), 3.0, "o")], width=12, height=3))
    3 ┤      ⣀⠔o
      │   ⡠⠔⠊
    1 ┤o⠔⠉
      └─────────
    2025-01-01
    """
    ordered = sorted(marks, key=lambda mark: mark.on)
    first, last = ordered[0].on, ordered[-1].on
    low, high = min(mark.value for mark in marks), max(mark.value for mark in marks)
    labels = [_label(high), _label(low)]
    margin = max(map(len, labels)) + 1
    columns = max(8, width - margin - 1)

    def place(mark: Mark) -> tuple[int, int]:
        """Column and row in dots, from the upper left."""
        along = (mark.on - first).days / max(1, (last - first).days)
        up = (mark.value - low) / (high - low) if high > low else 0.5
        return round(along * (columns * 2 - 1)), round((1 - up) * (height * 4 - 1))

    cells = [[0] * columns for _ in range(height)]
    for name in {mark.line for mark in marks} - {None}:
        joined = [place(mark) for mark in ordered if mark.line == name]
        for start, end in pairwise(joined):
            for x, y in _line(start, end):
                cells[y // 4][x // 2] |= DOTS[y % 4][x % 2]
    rows = [[chr(0x2800 + cell) if cell else " " for cell in row] for row in cells]
    for mark in marks:
        x, y = place(mark)
        rows[y // 4][x // 2] = mark.sign
    lines = []
    for number, row in enumerate(rows):
        label = labels[0] if number == 0 else labels[1] if number == height - 1 and high > low else ""
        lines.append(f"{label:>{margin - 1}} {'┤' if label else '│'}{''.join(row)}".rstrip())
    lines.append(" " * margin + "└" + "─" * columns)
    ends = [mark.time or mark.on.isoformat() for mark in (ordered[0], ordered[-1])]
    gap = margin + 1 + columns - len(ends[0]) - len(ends[1])
    lines.append(ends[0] + " " * gap + ends[1] if gap > 0 and first != last else ends[0])
    return "\n".join(lines)


def _line(start: tuple[int, int], end: tuple[int, int]) -> list[tuple[int, int]]:
    steps = max(abs(end[0] - start[0]), abs(end[1] - start[1]), 1)
    return [
        (round(start[0] + (end[0] - start[0]) * step / steps), round(start[1] + (end[1] - start[1]) * step / steps))
        for step in range(steps + 1)
    ]


def _label(value: float) -> str:
    if value < 0:
        return "−" + _label(-value)
    for scale, word in ((1e12, " tn"), (1e9, " bn"), (1e6, " m")):
        if value >= scale:
            return f"{value / scale:.4g}{word}"
    return f"{value:,.6g}" if value < 1e4 else f"{value:,.0f}"
