"""What people have put right in some series: what each correction found and what it left."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from warehouse.migrate import sql
from warehouse.queries import MAX_ROWS, Table, table_of

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection


def corrections_of(con: DuckDBPyConnection, series_ids: Iterable[str]) -> Table:
    """The corrections that these series are what they are by, as ``queries/by_hand`` has them."""
    wanted = sorted(_with_sources(con, series_ids))
    return table_of(con.execute(sql("queries/by_hand"), {"series": wanted}), MAX_ROWS)


def _with_sources(con: DuckDBPyConnection, series_ids: Iterable[str]) -> set[str]:
    """These series, and those that people have brought into them."""
    merges = con.execute("SELECT series_ids[1], series_ids[2] FROM core.correction WHERE action = 'merge'").fetchall()
    found = set(series_ids)
    for _ in merges:
        found |= {source for source, into in merges if into in found}
    return found
