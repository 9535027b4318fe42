"""``python -m warehouse.document``: docs/warehouse.md from the comments in the schema and the example questions."""

from __future__ import annotations

import re
import sys
from importlib.resources import files
from typing import TYPE_CHECKING

from warehouse.database import Warehouse
from warehouse.migrate import MARTS

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

_HEAD = re.compile(r"-- (.+?)\n(.*)", re.DOTALL)


def questions() -> list[tuple[str, str]]:
    """Example questions as (question, SQL), in order."""
    folder = files("warehouse").joinpath("sql", "questions")
    found = []
    for file in sorted(folder.iterdir(), key=lambda entry: entry.name):
        match = _HEAD.fullmatch(file.read_text(encoding="utf-8"))
        if match:
            found.append((match[1], match[2].strip()))
    return found


def document() -> str:
    """The whole page."""
    wh = Warehouse(":memory:")
    wh.migrate()
    with wh.read() as con:
        parts = [_intro(), _questions()]
        parts.append("## The marts: start here\n")
        parts += [_relation(con, "mart", name) for name in MARTS]
        parts.append("## Under the marts\n\n`core` is what was learnt, `raw` the ledger of what was fetched.\n")
        parts += [_relation(con, schema, name) for schema in ("core", "raw") for name in _tables(con, schema)]
    return "\n".join(parts)


def _intro() -> str:
    return files("warehouse").joinpath("warehouse.md").read_text(encoding="utf-8").strip() + "\n"


def _questions() -> str:
    lines = ["## Questions to begin with\n"]
    for question, query in questions():
        lines.append(f"{question}\n\n```sql\n{query}\n```\n")
    return "\n".join(lines)


def _tables(con: DuckDBPyConnection, schema: str) -> list[str]:
    rows = con.execute(
        "SELECT table_name FROM duckdb_tables() WHERE schema_name = $schema ORDER BY table_oid", {"schema": schema}
    ).fetchall()
    return [row[0] for row in rows]


def _relation(con: DuckDBPyConnection, schema: str, name: str) -> str:
    comment = con.execute(
        """
        SELECT comment FROM duckdb_tables() WHERE schema_name = $schema AND table_name = $name
        UNION ALL
        SELECT comment FROM duckdb_views() WHERE schema_name = $schema AND view_name = $name
        """,
        {"schema": schema, "name": name},
    ).fetchone()
    columns = con.execute(
        """
        SELECT column_name, data_type, comment FROM duckdb_columns()
        WHERE schema_name = $schema AND table_name = $name
        ORDER BY column_index
        """,
        {"schema": schema, "name": name},
    ).fetchall()
    lines = [
        f"### {schema}.{name}\n",
        f"{comment[0] if comment else ''}\n",
        "| column | type | meaning |",
        "| --- | --- | --- |",
    ]
    lines += [f"| `{column}` | {kind} | {_cell(meaning)} |" for column, kind, meaning in columns]
    return "\n".join(lines) + "\n"


def _cell(text: str | None) -> str:
    return (text or "").replace("|", "\\|")


if __name__ == "__main__":
    sys.stdout.write(document())
