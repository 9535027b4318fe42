"""What a run has loaded so far, source by source."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from warehouse.migrate import sql

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection


@dataclass(frozen=True, slots=True)
class Loaded:
    """Counts of one source in one run: pages without an article, articles new and changed, their claims."""

    rejected: int = 0
    articles_new: int = 0
    articles_changed: int = 0
    claims: int = 0


def loaded_by_source(con: DuckDBPyConnection, run_id: str) -> dict[str, Loaded]:
    """Source id to counts, for sources that gave a page in this run."""
    rows = con.execute(sql("ledger/loaded"), {"run": run_id}).fetchall()
    return {row[0]: Loaded(*row[1:]) for row in rows}
