"""The answer to a question as a Parquet file: the question runs locked down, its answer alone meets the disk."""

from __future__ import annotations

from contextlib import AbstractContextManager, nullcontext
from pathlib import Path
from typing import TYPE_CHECKING, Any

from extractors.errors import WarehouseError, cannot_write
from warehouse.database import Warehouse
from warehouse.queries import put
from warehouse.staging import stage

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

CHUNK = 50_000
_KEPT = {"BOOLEAN", "INTEGER", "BIGINT", "DATE", "TIMESTAMP", "VARCHAR", "VARCHAR[]", "DOUBLE"}
_WIDER = {"TINYINT": "INTEGER", "SMALLINT": "INTEGER", "UTINYINT": "INTEGER", "USMALLINT": "INTEGER",
          "UINTEGER": "BIGINT", "FLOAT": "DOUBLE", "HUGEINT": "DECIMAL(38,0)"}  # fmt: skip


def export_parquet(
    wh: Warehouse,
    query: str,
    out: Path,
    *,
    limit: int,
    timeout_s: float = 600,
    within: AbstractContextManager[None] | None = None,
) -> tuple[int, bool]:
    """Write the answer; how many rows, and whether more were left out. Types beyond the usual become text.

    ``within``: entered once the warehouse is open, left before the file is written.
    """
    import duckdb

    partial = out.with_name(out.name + ".part")
    answer = duckdb.connect(":memory:")
    try:
        with wh.read(timeout_s=timeout_s) as con, within or nullcontext():
            rows, truncated = _collect(answer, put(con, query), limit)
        answer.execute(f"COPY answer TO '{str(partial).replace(chr(39), chr(39) * 2)}' (FORMAT parquet)")
        partial.replace(out)
    except (OSError, duckdb.IOException) as error:
        raise cannot_write(out, error) from None
    finally:
        answer.close()
        partial.unlink(missing_ok=True)
    return rows, truncated


def _collect(answer: DuckDBPyConnection, cursor: DuckDBPyConnection, limit: int) -> tuple[int, bool]:
    types = {column[0]: _type(str(column[1])) for column in cursor.description or ()}
    if len(types) != len(cursor.description or ()):
        raise WarehouseError("two columns of the answer have one name; give each its own (SELECT a AS x, b AS y)")
    rows = 0
    while True:
        chunk = cursor.fetchmany(min(CHUNK, limit + 1 - rows))
        kept = chunk[: limit - rows]
        stage(answer, "chunk", types, [tuple(map(_value, types.values(), row)) for row in kept])
        answer.execute("CREATE TABLE IF NOT EXISTS answer AS SELECT * FROM chunk LIMIT 0")
        answer.execute("INSERT INTO answer SELECT * FROM chunk")
        rows += len(kept)
        if len(kept) < len(chunk):
            return rows, True
        if not chunk:
            return rows, False


def _type(kind: str) -> str:
    kind = _WIDER.get(kind, kind)
    return kind if kind in _KEPT or kind.startswith("DECIMAL") else "VARCHAR"


def _value(kind: str, value: Any) -> Any:
    if value is None or kind != "VARCHAR":
        return value
    return value if isinstance(value, str) else str(value)
