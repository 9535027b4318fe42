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

from flows.picking import due_sources
from flows.project import Project, RunSettings
from sources.settings import FetchSettings

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
