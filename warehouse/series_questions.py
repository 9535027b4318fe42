"""What corrections and indicators have to know of claims and series before they are written down."""

from __future__ import annotations

from typing import Any

from extractors.errors import ConfigError, NotThere
from extractors.keys import Aliases, measure_key
from extractors.series_senses import is_move
from warehouse.corrections import Fixed
from warehouse.database import Warehouse
from warehouse.kept_claims import claims_where
from warehouse.migrate import sql
from warehouse.patch import fixed
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


def series_called(wh: Warehouse, claim_id: str, to: Fixed, aliases: Aliases) -> tuple[str, str] | None:
    """The series, with its name, that a claim joins by a fix that calls it what the series is called; None where its
    own words lead there, or where none is called so.

    Words around a number may be part of a series' key; what a person says is called by the words alone.
    """
    with wh.read(timeout_s=TIMEOUT_S) as con:
        claims = claims_where(con, "c.claim_id = $id", id=claim_id)
        made = fixed(claims[0], to, aliases, set())
        rows = con.execute(
            """
            SELECT s.series_id, s.subject, s.measure
            FROM core.series AS s
            JOIN core.figure AS f USING (series_id)
            WHERE NOT s.local
                AND s.kind = $kind
                AND s.base_unit = $unit
                AND s.base_per IS NOT DISTINCT FROM $per
                AND s.is_change = $moves
                AND s.subject_key = $subject
            GROUP BY ALL
            ORDER BY sum(f.appearances) DESC, s.series_id
            """,
            {
                "kind": made.kind,
                "unit": made.base_unit,
                "per": made.base_per,
                "moves": is_move(made.change, made.measure_key),
                "subject": made.subject_key,
            },
        ).fetchall()
    for series_id, subject, measure in rows:
        if measure_key(measure) == measure_key(made.measure):
            return None if series_id == made.series_id else (series_id, f"{subject}, {measure}")
    return None


def place_of_claim(wh: Warehouse, claim_id: str) -> tuple[str, str, str]:
    """URL, words and sentence of a claim."""
    _, url, quote, sentence = _claim(wh, claim_id)
    return url, quote, sentence


def corrections(wh: Warehouse) -> Table:
    """The corrections with their state."""
    with wh.read(timeout_s=TIMEOUT_S) as con:
        return table_of(con.execute(sql("correct/list")), MAX_ROWS)


def series_and_units(wh: Warehouse) -> tuple[frozenset[str], frozenset[str]]:
    """The ids of all series, and the units that claims are in."""
    with wh.read(timeout_s=TIMEOUT_S) as con:
        series = con.execute("SELECT series_id FROM core.series").fetchall()
        units = con.execute("SELECT DISTINCT unit FROM core.claim WHERE unit IS NOT NULL").fetchall()
    return frozenset(row[0] for row in series), frozenset(row[0] for row in units)


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
