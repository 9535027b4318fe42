"""Rows in, text on stdout out: a table to be read, or CSV, JSON, JSON Lines to be used.

Tables fit the terminal: text columns wrap, numbers stay whole; piped, they take what they need. Text from outside
is shown as it stands, with control characters made visible and nothing taken for markup.
"""

from __future__ import annotations

import codecs
import csv
import io
import json
import math
import os
import re
import sys
from collections.abc import Iterable, Sequence
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import TYPE_CHECKING, Any, Literal, TextIO

if TYPE_CHECKING:
    from rich.console import Console
    from rich.table import Table

Format = Literal["table", "csv", "json", "jsonl"]

PIPED_WIDTH = 160
NEVER_WRAPPED = 12  # characters: a day, a number, a short name
BETWEEN = 3  # blanks from one column of a table to the next
READABLE_WIDTH = 18  # a column of text narrower than this is a ladder of syllables
CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069]")
NUMBER = re.compile(r"[+\-−]?\d[\d.,]*\s?%?\Z")
PLAIN = {
    "−": "-", "–": "-", "—": "-", "“": '"', "”": '"', "‘": "'", "’": "'", "→": "->", "…": "...", "≈": "about",
    "×": "x", "€": "EUR", "£": "GBP", "●": "*", "○": "o", "◇": "+", "─": "-", "│": "|",
}  # fmt: skip
"""What stands for a character in an encoding that does not have it, in tables for people."""
FORMULA = ("=", "+", "-", "−", "@", "＝", "＋", "－", "＠", "\t", "\r")  # what a spreadsheet takes for a formula


def _plainly(error: UnicodeError) -> tuple[str, int]:
    if not isinstance(error, UnicodeEncodeError):
        raise error
    return "".join(PLAIN.get(letter, "?") for letter in error.object[error.start : error.end]), error.end


codecs.register_error("figurewatch.plain", _plainly)


def write_rows(
    columns: Sequence[str],
    rows: Iterable[Sequence[Any]],
    form: Format = "table",
    *,
    title: str | None = None,
    empty: str = "nothing to show",
    out: TextIO | None = None,
    as_named: bool = False,
) -> None:
    """Write rows in the form asked for; a table without rows is one line on stderr, so that a pipe stays empty.

    ``as_named`` leaves the names of columns as they are in SQL ("period_iso"); else a table has them as words.
    """
    out = out or sys.stdout
    if form == "jsonl":
        for row in rows:
            out.write(as_json(dict(zip(columns, row, strict=True))) + "\n")
    elif form == "json":
        out.write(as_json([dict(zip(columns, row, strict=True)) for row in rows], indent=1) + "\n")
    elif form == "csv":
        writer = csv.writer(out, lineterminator="\n")
        writer.writerow(columns)
        writer.writerows([spreadsheet_safe(value) for value in row] for row in rows)
    else:
        listed = list(rows)
        if not listed:
            sys.stderr.write(f"{empty}\n")
            return
        screen = console(out)
        if fits(columns, listed, screen.width):
            screen.print(make_table(columns, listed, title=title, as_named=as_named))
        else:
            screen.print(make_records(columns, listed, as_named=as_named))


def as_json(value: object, indent: int | None = None) -> str:
    """JSON with dates as ISO 8601, decimals as numbers, and null for what JSON has no number for: NaN, infinity."""
    try:
        return json.dumps(value, ensure_ascii=False, indent=indent, default=_plain, allow_nan=False)
    except (ValueError, TypeError):  # a float that is no number, or a key that is no text: seldom, so looked for now
        return json.dumps(_sayable(value), ensure_ascii=False, indent=indent, default=_plain, allow_nan=False)


def _sayable(value: object) -> Any:
    """The value with what JSON cannot say replaced, however deep: NaN is null, the key of a map its text."""
    if isinstance(value, float):
        return value if math.isfinite(value) else None
    if isinstance(value, dict):
        return {key if isinstance(key, str | int | None) else str(key): _sayable(item) for key, item in value.items()}
    if isinstance(value, list | tuple | set | frozenset):
        return [_sayable(item) for item in value]
    return value


def _plain(value: object) -> Any:
    if isinstance(value, Decimal):
        if not value.is_finite():
            return None
        return int(value) if value == value.to_integral_value() else float(value)
    if isinstance(value, datetime | date):
        return value.isoformat()
    if isinstance(value, bytes | bytearray | memoryview):
        return bytes(value).hex()
    if isinstance(value, tuple | set | frozenset):
        return list(value)
    return str(value)


def spreadsheet_safe(value: Any) -> Any:
    """The value as a CSV cell that no spreadsheet takes for a formula; numbers, negative ones too, are untouched.

    >>> spreadsheet_safe("=cmd|' /C calc'!A0"), spreadsheet_safe("-5.00")
    ("'=cmd|' /C calc'!A0", '-5.00')

    A sign alone, as the bound of most claims, is none.
    """
    if value is None or isinstance(value, bool | int | float | Decimal):
        return value
    text = shown(value)
    if len(text) > 1 and text[0] in FORMULA and not NUMBER.match(text):
        return "'" + text
    return text


def shown(value: Any) -> str:
    """A value as a person reads it: grouped digits, minutes rather than microseconds, an empty cell for nothing.

    >>> shown(Decimal("80000.00")), shown(0.1), shown(None)
    ('80,000', '0.1', '')
    """
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, int):
        return f"{value:,}"
    if isinstance(value, Decimal):
        return f"{value.normalize():,f}" if value.is_finite() else str(value)
    if isinstance(value, float):
        return f"{value:,.15g}" if abs(value) < 1e15 else f"{value:g}"
    if isinstance(value, datetime):
        return value.strftime("%Y-%m-%d %H:%M")
    if isinstance(value, timedelta):
        return str(value).split(".", 1)[0]
    if isinstance(value, list | tuple | set):
        return ", ".join(shown(item) for item in value)
    if isinstance(value, dict):
        return as_json(value)
    return visible(str(value))


def counted(number: int, noun: str, nouns: str | None = None) -> str:
    """A number of things; ``nouns`` where they take more than an s.

    >>> counted(1, "page"), counted(2000, "delivery", "deliveries")
    ('1 page', '2,000 deliveries')
    """
    return f"{number:,} {noun if number == 1 else nouns or f'{noun}s'}"


def in_tenths(columns: Sequence[str], row: Sequence[Any]) -> tuple[Any, ...]:
    """The row with changes in percent rounded for reading: "21.7" for 21.7142857143.

    >>> in_tenths(("quote", "change_pct"), ("9 %", Decimal("21.7142857143")))
    ('9 %', Decimal('21.7'))
    """
    return tuple(
        round(value, 1) if name.endswith("_pct") and isinstance(value, int | float | Decimal) else value
        for name, value in zip(columns, row, strict=True)
    )


def visible(text: str) -> str:
    """Text with control and direction characters made visible, so that no page can drive the terminal."""
    return CONTROL.sub(lambda found: f"\\x{ord(found[0]):02x}", text)


def make_table(
    columns: Sequence[str], rows: Sequence[Sequence[Any]], *, title: str | None = None, as_named: bool = False
) -> Table:
    """A table with numbers to the right and long text wrapped at words."""
    from rich import box
    from rich.table import Table
    from rich.text import Text

    table = Table(title=title, title_justify="left", title_style="bold", box=box.SIMPLE_HEAD, pad_edge=False)
    for place, name in enumerate(columns):
        values = [row[place] for row in rows]
        numeric = any(value is not None for value in values) and all(map(_is_number_or_none, values))
        widest = max((len(shown(value)) for value in values), default=0)
        table.add_column(
            Text(name if as_named else name.replace("_", " ")),
            justify="right" if numeric else "left",
            no_wrap=numeric or widest <= NEVER_WRAPPED,
            min_width=min(widest, NEVER_WRAPPED),
            overflow="fold",
        )
    for row in rows:
        table.add_row(*(Text(shown(value)) for value in row))
    return table


def make_records(columns: Sequence[str], rows: Sequence[Sequence[Any]], *, as_named: bool = False) -> Table:
    """The same rows one value to a line, empty ones left out, for tables wider than the terminal."""
    from rich.table import Table
    from rich.text import Text

    grid = Table.grid(padding=(0, 2))
    grid.add_column(style="dim", no_wrap=True)
    grid.add_column(overflow="fold")
    for number, row in enumerate(rows, 1):
        if len(rows) > 1:
            grid.add_row(Text(f"— {number} —", style="bold"), "")
        for name, value in zip(columns, row, strict=True):
            if value is None or value == "":
                continue
            grid.add_row(Text(name if as_named else name.replace("_", " ")), Text(shown(value)))
    return grid


def fits(columns: Sequence[str], rows: Sequence[Sequence[Any]], width: int) -> bool:
    """Whether a table of these rows can be read at this width: numbers whole, text in columns of a few words."""
    needed = BETWEEN * len(columns) - 1
    for place, name in enumerate(columns):
        widest = max((len(shown(row[place])) for row in rows), default=0)
        numeric = all(_is_number_or_none(row[place]) for row in rows)
        whole = numeric or widest <= NEVER_WRAPPED  # the name above is as little wrapped as what is below
        header = len(name) if whole else max(map(len, name.split("_")), default=0)
        needed += max(header, widest if numeric else min(widest, READABLE_WIDTH))
    return needed <= width


def _is_number_or_none(value: Any) -> bool:
    return value is None or (isinstance(value, int | float | Decimal) and not isinstance(value, bool))


def console(out: TextIO | None = None) -> Console:
    """A console on stdout that keeps to the terminal's width, and to a readable one where there is none."""
    from rich.console import Console

    out = out or sys.stdout
    if isinstance(out, io.TextIOWrapper) and out.errors == "strict":
        out.reconfigure(errors="figurewatch.plain")  # a table cut off at its first arrow is no use
    piped = not out.isatty() and "COLUMNS" not in os.environ
    return Console(file=out, width=PIPED_WIDTH if piped else None, highlight=False)


def can_write(sample: str, out: TextIO | None = None) -> bool:
    """Whether the output's encoding has these characters."""
    try:
        sample.encode((out or sys.stdout).encoding or "utf-8")
    except (UnicodeEncodeError, LookupError):
        return False
    return True


def note(message: str) -> None:
    """One line about the work, on stderr: results alone go to stdout."""
    sys.stderr.write(visible(message) + "\n")


def doing(message: str) -> None:
    """What a command that may take long is at, for somebody who watches a terminal; nothing in a log or a pipe."""
    if sys.stderr.isatty():
        note(message)


def complain(message: str) -> None:
    """One thing that did not work, on stderr, with the program's name before it as errors have it."""
    note(f"figurewatch: {message}")
