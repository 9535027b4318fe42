"""The last actual figure of each series as it is kept in ``core.latest``, put right where figures have changed.

Whoever writes figures or the words of a series calls one of these before the transaction ends; ``verify`` compares
what is kept with what the figures say.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from warehouse.migrate import sql
from warehouse.staging import stage

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

    from warehouse.derive import Derived, Said


def keep_latest_of_texts(con: DuckDBPyConnection, said: Iterable[Said], derived: Derived) -> None:
    """Of the series that these texts speak of, or whose figures they have changed; their rows are written."""
    keep_latest(
        con,
        {record.series_id for one in said for record in one.parsed.records if record.comparable and not record.local}
        | {series_id for series_id, _ in derived.figures},
    )


def keep_latest(con: DuckDBPyConnection, series_ids: Iterable[str]) -> None:
    """Of these series; one without an actual figure, or that is gone, has none."""
    stage(con, "touched_series", {"series_id": "VARCHAR"}, ((one,) for one in sorted(series_ids)))
    con.execute("DELETE FROM core.latest WHERE series_id IN (SELECT series_id FROM touched_series)")
    con.execute(sql("latest/of_touched"))
