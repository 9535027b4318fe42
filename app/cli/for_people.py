"""Answers of the warehouse as tables for people: periods in words, and with the size of a move which way it went.

Machines get the columns as they are: ISO 8601, and the direction beside the quote.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from alerts.numbers import say_move
from alerts.periods import say_iso_period, say_period

MOVE_OF = {
    "quote": "change",
    "old_quote": "old_change",
    "actual_quote": "actual_change",
    "last_quote": "last_change",
    "one_side": "old_change",
    "other_side": "new_change",
}
"""Columns of words, and those that say which way what they are the size of went."""


def in_words(
    columns: Sequence[str], rows: Sequence[Sequence[Any]], wanted: Sequence[str] = ()
) -> tuple[tuple[str, ...], list[tuple[Any, ...]]]:
    """Columns and rows to be read; of the ``wanted`` columns alone, if any are named. Where a move's direction is
    shown in a column of its own, the words stay as the text has them.
    """
    told = [dict(zip(columns, row, strict=True)) for row in rows]
    hidden = {words: change for words, change in MOVE_OF.items() if change not in (wanted or columns)}
    for row in told:
        for words, change in hidden.items():
            if row.get(words) and row.get(change):
                row[words] = say_move(row[words], row[change])
        if "period_iso" in row:
            row["period_iso"] = say_iso_period(row["period_iso"])
        elif "period_start" in row and "period_end" in row:
            row["period_start"] = say_period(row["period_start"], row["period_end"])
    names = {one: one for one in wanted or columns if one in columns}
    if "period_iso" in names:
        names["period_iso"] = "period_read_as" if "period" in names else "period"
    elif "period_start" in names and "period_end" in names:
        names["period_start"] = "period"
        del names["period_end"]
    return tuple(names.values()), [tuple(row[one] for one in names) for row in told]
