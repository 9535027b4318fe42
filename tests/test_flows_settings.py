"""The variables of an installation: each is used, and each is documented with its value."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from dataclasses import fields
from datetime import UTC, datetime
from pathlib import Path

import pytest
from conftest import ROOT

from flows.configuration import find_mistakes
from flows.picking import due_sources
from flows.project import Project, RunSettings
from flows.publishing import publish
from sources.settings import FetchSettings
from warehouse import Warehouse

NOW = datetime(2026, 3, 2, 12, 0, tzinfo=UTC)


@pytest.mark.parametrize(("value", "number"), [("3", "3"), ("many", "8")])
def test_as_many_sources_are_read_at_once_as_the_environment_says(value: str, number: str) -> None:
    code = "from flows.ingest import ingest; print(ingest.task_runner._max_workers)"
    env = os.environ | {"FIGUREWATCH_SOURCES_AT_ONCE": value}
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, cwd=ROOT, env=env, check=True)
    assert done.stdout.split() == [number]


def test_what_is_due_is_asked_for_as_long_as_the_environment_says(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    waits: list[float] = []

    class Noted:
        def __init__(self, path: Path, lock_timeout_s: float = 30) -> None:
            waits.append(lock_timeout_s)

        def exists(self) -> bool:
            return False

    monkeypatch.setattr("warehouse.database.Warehouse", Noted)
    assert due_sources(Project.at(tmp_path, {}), (), NOW, {"FIGUREWATCH_LOCK_TIMEOUT_S": "2"}) == ()
    assert waits == [2.0]


def test_the_warehouse_is_published_where_the_environment_says(tmp_path: Path) -> None:
    project = Project.at(tmp_path, {})
    env = {"FIGUREWATCH_PUBLISH_TO": "shared/copy.duckdb"}
    assert publish(project, env) is None
    assert not (tmp_path / "shared").exists(), "there is nothing to publish yet"
    Warehouse(project.warehouse_file).migrate()
    assert publish(project, {}) is None
    assert publish(project, env) is None
    with Warehouse(tmp_path / "shared" / "copy.duckdb").read() as con:
        assert con.execute("SELECT count(*) FROM core.claim").fetchone() == (0,)


BAD_PLACES = [
    ("shared",                "is a folder"),
    ("data/warehouse.duckdb", "is the warehouse itself"),
]  # fmt: skip


@pytest.mark.parametrize(("place", "why"), BAD_PLACES)
def test_a_place_where_no_copy_can_be_is_told_by_check_and_by_the_run(place: str, why: str, tmp_path: Path) -> None:
    project = Project.at(tmp_path, {})
    (tmp_path / "shared").mkdir()
    Warehouse(project.warehouse_file).migrate()
    (tmp_path / "config").mkdir()
    project.sources_file.write_text("sources: []\n", encoding="utf-8")
    env = {"FIGUREWATCH_PUBLISH_TO": place}
    (line,) = find_mistakes(project, env)
    assert line == f"FIGUREWATCH_PUBLISH_TO: {tmp_path / place} {why}; name a file for a copy, or leave it out"
    assert publish(project, env) == f"the published copy of the warehouse is as it was: {line}"


def test_every_variable_is_documented_with_its_value() -> None:
    page = (ROOT / "docs" / "operation.md").read_text(encoding="utf-8")
    told = dict(re.findall(r"^\| `FIGUREWATCH_([A-Z_]+)` \| (.*?) \|", page, re.MULTILINE))
    usual = {
        field.name.upper(): f"{field.default:g}" if isinstance(field.default, float) else str(field.default or "none")
        for settings in (RunSettings, FetchSettings)
        for field in fields(settings)
    }
    elsewhere = {"PROJECT", "DATA", "WORKERS", "ALLOW"}  # whose value is no number, or depends on the machine
    assert set(told) == set(usual) | elsewhere
    assert {name: value for name, value in told.items() if name not in elsewhere} == {
        name: value for name, value in usual.items() if name not in elsewhere
    }
