"""What corrections and indicators have to know of claims and series before they are written down."""

from __future__ import annotations

from typing import Any

from extractors.errors import ConfigError, NotThere
from warehouse.database import Warehouse
from warehouse.migrate import sql
from warehouse.queries import MAX_ROWS, TIMEOUT_S, Table, table_of


def is_series(wh: Warehouse, series_id: str) -> bool:
    """True for the id of a series."""
    return _row(wh, "SELECT 1 FROM core.series WHERE series_id = $id", series_id) is not None


def check_known(wh: Warehouse, series_id: str) -> None:
    """NotThere unless there is such a series."""
    if not is_series(wh, series_id):
        raise NotThere(f"no series {series_id!r}; `figurewatch series WORDS` lists them")


def check_same_unit(wh: Warehouse, series_id: str, into: str, or_else: str = "") -> None:
    """ConfigError unless both are series whose values can be compared; ``or_else`` is what to do then."""
    units = []
    for id_ in (series_id, into):
        check_known(wh, id_)
        units.append(
            _row(wh, "SELECT kind, base_unit, base_per, is_change FROM core.series WHERE series_id = $id", id_)
        )
    if units[0] != units[1]:
        here, there = (", ".join(str(part) for part in unit or () if part not in (None, False)) for unit in units)
        advice = f"; where it was misread, {or_else}" if or_else else ""
        raise ConfigError(f"{series_id} and {into} cannot be compared: one is {here}, the other {there}{advice}")


def series_of_claim(wh: Warehouse, claim_id: str) -> str:
    """The series of a claim."""
    return str(_claim(wh, claim_id)[0])


def place_of_claim(wh: Warehouse, claim_id: str) -> tuple[str, str, str]:
    """URL, words and sentence of a claim."""
    _, url, quote, sentence = _claim(wh, claim_id)
    return url, quote, sentence


def corrections(wh: Warehouse) -> Table:
    """The corrections with their state."""
    with wh.read(timeout_s=TIMEOUT_S) as con:
        return table_of(con.execute(sql("correct/list")), MAX_ROWS)


def idle_corrections(wh: Warehouse) -> list[str]:
    """Corrections that change nothing, one line each: which, and why."""
    with wh.read(timeout_s=TIMEOUT_S) as con:
        rows = con.execute(
            """
            SELECT action, target, problem FROM core.correction
            WHERE state IN ('idle', 'unknown') AND action <> 'note' ORDER BY rowid
            """
        ).fetchall()
    return [f"{action} {target} changes nothing: {problem}" for action, target, problem in rows]


def _claim(wh: Warehouse, claim_id: str) -> tuple[Any, ...]:
    found = _row(wh, "SELECT series_id, url, quote, sentence FROM mart.claim WHERE claim_id = $id", claim_id)
    if found is None:
        raise NotThere(f"no claim {claim_id!r}; `figurewatch claims --format json` gives their ids")
    return found


def _row(wh: Warehouse, query: str, id_: str) -> tuple[Any, ...] | None:
    with wh.read(timeout_s=TIMEOUT_S) as con:
        rows = con.execute(query, {"id": id_}).fetchall()
    return rows[0] if rows else None
