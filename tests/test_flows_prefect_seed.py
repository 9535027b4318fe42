"""Prefect's database as a first run has it: what Prefect itself would make, and nobody else's overwritten."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from flows.prefect_seed import NAME, seed


def test_it_is_at_the_last_migration_of_the_prefect_that_is_installed(tmp_path: Path) -> None:
    """Else a first run goes through those that came since, which takes long; ``python -m flows.prefect_seed``."""
    import prefect.server.database
    from alembic.config import Config
    from alembic.script import ScriptDirectory

    folder = Path(prefect.server.database.__file__).parent / "_migrations"
    config = Config()
    config.set_main_option("path_separator", "os")
    config.set_main_option("script_location", str(folder))
    config.set_main_option("version_locations", str(folder / "versions" / "sqlite"))
    assert seed(tmp_path, {})
    with closing(sqlite3.connect(tmp_path / NAME)) as con:
        made = [row[0] for row in con.execute("SELECT version_num FROM alembic_version")]
    assert made == ScriptDirectory.from_config(config).get_heads()


def test_it_has_every_table_and_column_that_prefect_asks_for(tmp_path: Path) -> None:
    from prefect.server.database.orm_models import Base

    assert seed(tmp_path, {})
    with closing(sqlite3.connect(tmp_path / NAME)) as con:
        for table in Base.metadata.sorted_tables:
            made = {row[1] for row in con.execute(f"PRAGMA table_info({table.name})")}
            assert {column.name for column in table.columns} <= made, table.name


LEFT_TO_PREFECT = [
    # what is set
    {"PREFECT_API_DATABASE_CONNECTION_URL": "postgresql+asyncpg://db.example/prefect"},
    {"PREFECT_SERVER_DATABASE_CONNECTION_URL": "sqlite+aiosqlite:///elsewhere.db"},
    {"PREFECT_SERVER_DATABASE_DRIVER": "postgresql+asyncpg"},
]


@pytest.mark.parametrize("env", LEFT_TO_PREFECT, ids=lambda env: next(iter(env)))
def test_a_database_that_the_user_names_is_left_to_prefect(env: dict[str, str], tmp_path: Path) -> None:
    assert not seed(tmp_path, env)
    assert list(tmp_path.iterdir()) == []


def test_settings_that_are_not_about_the_database_are_no_reason(tmp_path: Path) -> None:
    assert seed(tmp_path, {"PREFECT_HOME": str(tmp_path), "PREFECT_SERVER_ANALYTICS_ENABLED": "false"})
    assert [path.name for path in tmp_path.iterdir()] == [NAME]


def test_a_database_that_is_there_stays(tmp_path: Path) -> None:
    (tmp_path / NAME).write_bytes(b"of another run")
    assert not seed(tmp_path, {})
    assert [(path.name, path.read_bytes()) for path in tmp_path.iterdir()] == [(NAME, b"of another run")]


def test_one_that_comes_meanwhile_stays(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / NAME).write_bytes(b"of another run")
    monkeypatch.setattr(Path, "exists", lambda path: False)
    assert not seed(tmp_path, {})
    assert [(path.name, path.read_bytes()) for path in tmp_path.iterdir()] == [(NAME, b"of another run")]


def test_a_folder_that_takes_nothing_is_left_to_prefect(tmp_path: Path) -> None:
    assert not seed(tmp_path / "not there", {})
