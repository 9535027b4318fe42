"""Entries for ``config/indicators.yaml``, of series that several outlets feed: only such as match these series.

What a series shows are the words of its first claim; what is matched are its keys. So each suggestion is tried, in a
warehouse of these series alone, in the words that are shown, then in those that the keys have of them, then in the
keys themselves.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import product
from typing import Any

from extractors.keys import NO_ALIASES, Aliases, measure_stems
from warehouse.database import Warehouse
from warehouse.indicator_settings import IndicatorEntry
from warehouse.indicators import ANY, match_indicators
from warehouse.migrate import migrate, sql
from warehouse.queries import TIMEOUT_S, table_of
from warehouse.series_rows import SERIES
from warehouse.staging import Value, stage

_LINKED_BY = ("series_id", "subject_key", "measure_key", "kind", "base_unit", "base_per", "is_change", "local")
_SERIES = {name: SERIES[name] for name in _LINKED_BY}
_IN_A_UNIT = ("measure", "money", "duration")


@dataclass(frozen=True, slots=True)
class Suggestion:
    """An entry, and how many figures from how many outlets are behind it."""

    entry: IndicatorEntry
    figures: int
    outlets: int


def suggestions(wh: Warehouse, *, outlets: int, limit: int, names: Aliases = NO_ALIASES) -> list[Suggestion]:
    """Of series that so many outlets feed and no indicator has; ``names`` are other names of subjects."""
    with wh.read(timeout_s=TIMEOUT_S) as con:
        rows = table_of(con.execute(sql("queries/suggest"), {"outlets": outlets}), limit).records()
    tries = [list(_entries(row, number)) for number, row in enumerate(rows)]
    matched = _matched(rows, [entry for mine in tries for entry in mine], names)
    found = []
    for row, mine in zip(rows, tries, strict=True):
        entry = next((one for one in mine if (one.id, row["series_id"]) in matched), None)
        if entry is not None:
            found.append(Suggestion(entry, row["figures"], row["outlets"]))
    return found


def _entries(row: dict[str, Any], number: int) -> Iterator[IndicatorEntry]:
    """Those that may match a series, best first; the ids are to be replaced."""
    key = row["measure_key"].split()
    known = [word for word in row["measure"].split() if (stems := measure_stems(word)) and {*stems} <= {*key}]
    words = product(
        dict.fromkeys((row["subject"], row["subject_key"])),
        dict.fromkeys(filter(None, (row["measure"], " ".join(known), row["measure_key"]))),
        dict.fromkeys((row["per"], ANY)),
    )
    for nth, (subject, measure, per) in enumerate(words):
        yield IndicatorEntry.model_validate(
            {
                "id": f"{number}-{nth}",
                "name": f"{row['measure']}, {row['subject']}",
                "subjects": (subject,),
                "measures": (measure,),
                "kind": row["kind"],
                "unit": row["unit"] if row["kind"] in _IN_A_UNIT else None,
                "per": per,
                "change": row["is_change"],
            }
        )


def _matched(rows: list[dict[str, Any]], entries: list[IndicatorEntry], names: Aliases) -> set[tuple[str, str]]:
    """Pairs of entry and series that belong together, by the very SQL that a load uses."""
    import duckdb

    with duckdb.connect(":memory:") as con:
        migrate(con)
        series: list[list[Value]] = [[row.get(name, False) for name in _SERIES] for row in rows]
        stage(con, "new_series", _SERIES, series)
        match_indicators(con, [entry.indicator() for entry in entries], names)
        return set(con.execute("SELECT indicator_id, series_id FROM core.indicator_series").fetchall())
