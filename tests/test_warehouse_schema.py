"""Schema, migrations, dictionary: everything commented, backed up before it changes, and refused when it is newer."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import duckdb
import pytest
from warehouse_cases import claim, fresh, holding, load, parsed, rows

from extractors.errors import WarehouseError
from warehouse import Warehouse, document, migrate
from warehouse.migrate import MARTS, Migration, migrations
from warehouse.verify import verify


def test_every_table_view_and_column_has_a_comment() -> None:
    wh = Warehouse(":memory:")
    wh.migrate()
    bare = rows(
        wh,
        """
        SELECT schema_name || '.' || table_name || '.' || column_name FROM duckdb_columns()
        WHERE schema_name IN ('raw', 'core', 'mart') AND comment IS NULL
        UNION ALL
        SELECT schema_name || '.' || table_name FROM duckdb_tables()
        WHERE schema_name IN ('raw', 'core') AND comment IS NULL
        UNION ALL
        SELECT schema_name || '.' || view_name FROM duckdb_views()
        WHERE schema_name = 'mart' AND comment IS NULL
        """,
    )
    assert bare == []
    views = rows(wh, "SELECT view_name FROM duckdb_views() WHERE schema_name = 'mart' ORDER BY 1")
    assert [row[0] for row in views] == sorted(MARTS)


def test_the_page_about_the_warehouse_is_what_the_schema_says() -> None:
    page = Path(document.__file__).parents[1] / "docs" / "warehouse.md"
    assert page.read_text(encoding="utf-8") == document.document(), (
        "run: python -m warehouse.document > docs/warehouse.md"
    )


@pytest.mark.parametrize(("question", "query"), document.questions(), ids=[q for q, _ in document.questions()])
def test_the_example_questions_run(question: str, query: str) -> None:
    assert question.endswith("?")
    wh = holding(parsed([claim("23", measure="server capacity")], url="https://a.example/1"))
    rows(wh, query)


def test_the_trend_of_some_series_is_what_the_view_has_of_them() -> None:
    wh = holding(
        parsed([claim("23"), claim("5", unit="km", kind="measure", measure="track")], url="https://a.example/1"),
        parsed([claim("25")], url="https://b.example/1", day=9, outlet="Ledger"),
    )
    of_view = rows(wh, "SELECT * FROM mart.trend WHERE measure <> 'track' ORDER BY as_of")
    some = "SELECT list(series_id) FROM core.series WHERE measure <> 'track'"
    of_some = rows(wh, f"SELECT * FROM mart.trend_of(({some})) ORDER BY as_of")
    assert of_some == of_view
    assert len(of_view) == 2


def test_each_migration_has_a_number_of_its_own() -> None:
    numbers = [step.version for step in migrations()]
    assert numbers == list(range(1, len(numbers) + 1)), "of two with one number the second would never be applied"


def test_opening_an_old_file_makes_a_backup_first(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "w.duckdb"
    load(Warehouse(path), parsed([claim("23")], url="https://a.example/1"))
    newest = migrations()[-1].version
    step = Migration(newest + 1, "one_more", "ALTER TABLE core.article ADD COLUMN extra VARCHAR;")
    monkeypatch.setattr(migrate, "migrations", lambda: (*migrations(), step))
    monkeypatch.setattr("warehouse.database.migrations", lambda: (*migrations(), step))
    wh = Warehouse(path)
    with pytest.raises(WarehouseError, match="older Figurewatch"), wh.read():
        pass
    assert wh.migrate() == newest + 1
    assert rows(wh, "SELECT count(*), count(extra) FROM core.article") == [(1, 0)]
    backup = tmp_path / f"w.duckdb.before-{newest + 1:04d}"
    monkeypatch.undo()
    assert rows(Warehouse(backup), "SELECT count(*) FROM core.claim") == [(1,)]
    with pytest.raises(WarehouseError, match=r"newer Figurewatch.*upgrade"), Warehouse(path).read():
        pass
    with pytest.raises(WarehouseError, match="newer Figurewatch"), Warehouse(path).write():
        pass


def test_a_migration_that_fails_leaves_the_old_file_and_its_backup(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "w.duckdb"
    load(Warehouse(path), parsed([claim("23")], url="https://a.example/1"))
    newest = migrations()[-1].version
    step = Migration(newest + 1, "breaks", "CREATE TABLE core.half (a INTEGER); SELECT error('broken');")
    monkeypatch.setattr(migrate, "migrations", lambda: (*migrations(), step))
    monkeypatch.setattr("warehouse.database.migrations", lambda: (*migrations(), step))
    for _ in range(2):
        with pytest.raises(WarehouseError, match=r"broken.*is as it was"):
            Warehouse(path).migrate()
    monkeypatch.undo()
    assert rows(Warehouse(path), "SELECT count(*) FROM duckdb_tables() WHERE table_name = 'half'") == [(0,)]
    assert sorted(file.name for file in tmp_path.glob("w.*")) == ["w.duckdb", f"w.duckdb.before-{newest + 1:04d}"]


def test_row_13_killed_at_any_statement_a_migration_is_done_or_not_begun(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "w.duckdb"
    load(Warehouse(path), parsed([claim("23")], url="https://a.example/1"))
    newest = migrations()[-1].version
    more = "CREATE TABLE core.half AS SELECT range AS a FROM range(300000); UPDATE core.article SET url = url || '?';"
    steps = (*migrations(), Migration(newest + 1, "one_more", more))
    left: list[tuple[str, Path]] = []

    class Watched:
        """Copies what a kill after each statement would leave on the disk."""

        def __init__(self, con: Any) -> None:
            self._con = con

        def execute(self, query: str, *values: Any) -> Any:
            done = self._con.execute(query, *values)
            folder = tmp_path / f"kill{len(left)}"
            folder.mkdir()
            for file in tmp_path.glob("w.duckdb*"):
                shutil.copy(file, folder)
            left.append((query, folder))
            return done

    monkeypatch.setattr("warehouse.database.migrate", lambda con: migrate.migrate(Watched(con), steps))
    monkeypatch.setattr(migrate, "migrations", lambda: steps)
    monkeypatch.setattr("warehouse.database.migrations", lambda: steps)
    Warehouse(path).migrate()
    monkeypatch.undo()
    assert left[-1][0] == "COMMIT"
    for query, folder in [*left[3:5], *left[-2:]]:
        assert (folder / f"w.duckdb.before-{newest + 1:04d}").exists()
        killed = Warehouse(folder / "w.duckdb")
        if query == "COMMIT":
            assert killed.version() == newest + 1
        else:
            assert (killed.version(), verify(killed)) == (newest, [])
            assert rows(killed, "SELECT url FROM core.article") == [("https://a.example/1",)]


def test_row_13_a_file_of_the_first_schema_becomes_what_a_new_one_is() -> None:
    new = fresh()
    load(new, parsed([claim("23"), claim("25")], url="https://a.example/1"))
    con = duckdb.connect()
    with new.read() as made:
        wanted = _tables(made)
        for step in migrations()[:-1]:  # each step finds rows in all that is older
            con.execute(step.sql)
            con.execute("INSERT INTO core.migration VALUES (?, ?, '', now())", (step.version, step.name))
            for table, columns in _tables(con).items():
                both = ", ".join(name for name in columns if name in wanted.get(table, {}))
                if not both or con.execute(f"SELECT count(*) FROM {table}").fetchone() != (0,):
                    continue
                for row in made.execute(f"SELECT {both} FROM {table}").fetchall():
                    con.execute(f"INSERT INTO {table} ({both}) VALUES ({', '.join('?' * len(row))})", row)
        assert migrate.migrate(con) == migrations()[-1].version
        assert _tables(con) == wanted
    old = Warehouse(":memory:")
    old._memory = con
    assert verify(old) == []
    trend = "SELECT * FROM mart.trend ORDER BY ALL"
    assert rows(old, trend) == rows(new, trend) != []


def _tables(con: Any) -> dict[str, dict[str, tuple[str, bool]]]:
    """Columns of each table, with type and whether they may be NULL."""
    found: dict[str, dict[str, tuple[str, bool]]] = {}
    for table, column, *kind in con.execute(
        """
        SELECT c.schema_name || '.' || c.table_name, c.column_name, c.data_type, c.is_nullable
        FROM duckdb_columns() AS c JOIN duckdb_tables() AS t USING (table_oid)
        WHERE c.schema_name IN ('raw', 'core')
        """
    ).fetchall():
        found.setdefault(table, {})[column] = tuple(kind)
    return found


def test_changed_views_are_made_anew_without_a_backup(tmp_path: Path) -> None:
    path = tmp_path / "w.duckdb"
    wh = Warehouse(path)
    wh.migrate()
    with wh.write() as con:
        con.execute("UPDATE core.setting SET value = 'other' WHERE name = 'views_sha256'; DROP VIEW mart.latest")
    wh.migrate()
    assert rows(wh, "SELECT count(*) FROM mart.latest") == [(0,)]
    assert [file.name for file in tmp_path.glob("w.*")] == ["w.duckdb"]


def test_naming_a_warehouse_imports_no_duckdb() -> None:
    code = "import sys, warehouse; warehouse.Warehouse('x.duckdb'); sys.exit('duckdb' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


def test_a_file_that_a_killed_program_had_only_begun_is_finished_by_who_reads_it(tmp_path: Path) -> None:
    path = tmp_path / "w.duckdb"
    duckdb.connect(str(path)).close()
    assert rows(Warehouse(path), "SELECT count(*) FROM core.article") == [(0,)]


def test_a_database_of_something_else_is_not_read_as_a_warehouse(tmp_path: Path) -> None:
    path = tmp_path / "w.duckdb"
    with duckdb.connect(str(path)) as con:
        con.execute("CREATE TABLE recipe (name VARCHAR)")
    with pytest.raises(WarehouseError, match="schema 0"), Warehouse(path).read():
        pass
    with duckdb.connect(str(path)) as con:
        assert con.execute("SELECT table_name FROM duckdb_tables()").fetchall() == [("recipe",)]
