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


def keep_latest_of_lone(con: DuckDBPyConnection) -> None:
    """Of the series whose first and only figures a load has just written."""
    con.execute(sql("latest/of_lone"))


def keep_latest_of_written(con: DuckDBPyConnection) -> None:
    """Of the other series whose figures a load has just written, by these figures alone where they suffice.

    All figures of the series would have to be looked up in every block of a large table.
    """
    con.execute(sql("latest/of_written"))
    con.execute("DELETE FROM core.latest WHERE series_id IN (SELECT series_id FROM next_latest)")
    con.execute("INSERT INTO core.latest BY NAME SELECT * EXCLUDE (anew) FROM next_latest WHERE NOT anew")
    anew = con.execute("SELECT series_id FROM next_latest WHERE anew").fetchall()
    if anew:
        keep_latest(con, (row[0] for row in anew))


def keep_latest(con: DuckDBPyConnection, series_ids: Iterable[str]) -> None:
    """Of these series, from all their figures; one without an actual figure, or that is gone, has none."""
    stage(con, "touched_series", {"series_id": "VARCHAR"}, ((one,) for one in sorted(series_ids)))
    con.execute("DELETE FROM core.latest WHERE series_id IN (SELECT series_id FROM touched_series)")
    con.execute(sql("latest/of_touched"))
