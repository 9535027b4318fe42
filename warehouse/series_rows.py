"""The rows of core that a load writes of series: those that nobody had heard of."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import TYPE_CHECKING, Any

from extractors.allowed import storable
from extractors.base_units import base_unit
from extractors.record import ClaimRecord
from extractors.series_senses import is_move
from warehouse.corrected import label_parts
from warehouse.derive import Said
from warehouse.staging import DECIMAL, Value, arrow, show, stage
from warehouse.values import utc

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

SERIES = {
    "series_id": "VARCHAR",
    "subject": "VARCHAR",
    "measure": "VARCHAR",
    "subject_key": "VARCHAR",
    "measure_key": "VARCHAR",
    "kind": "VARCHAR",
    "base_unit": "VARCHAR",
    "base_per": "VARCHAR",
    "is_change": "BOOLEAN",
    "local": "BOOLEAN",
    "unit": "VARCHAR",
    "per": "VARCHAR",
    "base_factor": DECIMAL,
    "base_offset": DECIMAL,
}


def series_of(said: Iterable[Said]) -> dict[str, ClaimRecord]:
    """The claim that speaks first of each series, by its id."""
    first: dict[str, ClaimRecord] = {}
    for one in said:
        for record in one.parsed.records:
            first.setdefault(record.series_id, record)
    return first


def known_series(con: DuckDBPyConnection, series_ids: Iterable[str]) -> set[str]:
    """Those of these series that the warehouse has heard of."""
    stage(con, "staged_id", {"series_id": "VARCHAR"}, ((one,) for one in series_ids))
    rows = con.execute("SELECT series_id FROM core.series SEMI JOIN staged_id USING (series_id)").fetchall()
    return {row[0] for row in rows}


def series_columns(new: Iterable[ClaimRecord]) -> Any:
    """Series for :func:`show_series`, in the words of the claim that speaks first of each."""
    return arrow(SERIES, map(_row, new))


def show_series(con: DuckDBPyConnection, columns: Any, now: datetime) -> None:
    """Series that nobody had heard of as ``new_series``, for :func:`insert_series` and the indicators."""
    show(con, "staged_new_series", columns)
    con.execute(
        """
        CREATE OR REPLACE TEMP TABLE new_series AS
        SELECT *, $now::TIMESTAMP AS first_seen_at FROM staged_new_series
        """,
        {"now": utc(now)},
    )


def insert_series(con: DuckDBPyConnection) -> None:
    """Those in ``new_series``; what a correction splits off gets its label."""
    label_parts(con, "new_series")
    con.execute("INSERT INTO core.series BY NAME FROM new_series")


def _row(record: ClaimRecord) -> tuple[Value, ...]:
    base, _ = base_unit(record.kind, record.unit, record.per)
    return (
        record.series_id,
        record.subject,
        record.measure,
        record.subject_key,
        record.measure_key,
        record.kind,
        record.base_unit,
        record.base_per,
        is_move(record.change, record.measure_key),
        record.local,
        record.unit,
        record.per,
        storable(base.factor),
        base.offset if record.change is None else 0,  # a rise of 2 degrees knows no offset
    )
