"""Whether another file of DuckDB's, or one of Parquet, holds what was forgotten: copies of warehouses, exports."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from warehouse.connect import LOCKED, quoted

if TYPE_CHECKING:
    from warehouse.forget import Traces


def database_holds(path: Path, traces: Traces) -> bool | None:
    """True when a warehouse at ``path`` has a page or article of these addresses; None when it cannot be asked."""
    import duckdb

    try:
        with duckdb.connect(str(path), read_only=True, config=dict(LOCKED)) as con:
            row = con.execute(
                """
                SELECT count(*) FROM (
                    SELECT url FROM core.article
                    UNION ALL SELECT url FROM raw.page
                    UNION ALL SELECT final_url FROM raw.page
                ) WHERE url IN (SELECT unnest($urls::VARCHAR[]))
                """,
                {"urls": sorted(traces.urls)},
            ).fetchone()
    except duckdb.Error:
        return None
    return bool(row and row[0])


def parquet_holds(path: Path, traces: Traces) -> bool | None:
    """True when a row of a Parquet file names one of these addresses, or has one of the sentences, in a column."""
    import duckdb

    try:
        with duckdb.connect(":memory:") as con:
            file = f"read_parquet({quoted(path)})"
            texts = [
                row[0]
                for row in con.execute(f"DESCRIBE SELECT * FROM {file}").fetchall()
                if row[1] in ("VARCHAR", "JSON")
            ]
            for name in texts:
                column = '"' + name.replace('"', '""') + '"'
                row = con.execute(
                    f"SELECT count(*) FROM {file} WHERE {column} IN (SELECT unnest($sought::VARCHAR[]))",
                    {"sought": sorted(traces.urls | traces.sentences)},
                ).fetchone()
                if row and row[0]:
                    return True
    except duckdb.Error:
        return None
    return False
