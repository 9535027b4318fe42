"""Where a run's own Prefect server keeps its files."""

from __future__ import annotations

from pathlib import Path

import pytest

from extractors.errors import FigurewatchError
from flows.prefect_env import set_environment
from flows.project import Project

HOMES = [
    # what is set                                       the folder under the test's own; None: no own server
    ({}, "data/prefect"),
    ({"PREFECT_HOME": ""}, "data/prefect"),
    ({"PREFECT_HOME": "{here}/elsewhere/prefect"}, "elsewhere/prefect"),
    ({"PREFECT_HOME": "~/.prefect"}, "home/.prefect"),
    ({"PREFECT_API_URL": "http://127.0.0.1:4200/api"}, None),
    ({"PREFECT_API_URL": "http://127.0.0.1:4200/api", "PREFECT_HOME": "{here}/elsewhere"}, None),
]


@pytest.mark.parametrize(("given", "home"), HOMES)
def test_the_folder_is_there_before_the_server_is(
    given: dict[str, str], home: str | None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HOME", str(tmp_path / "home"))
    env = {name: value.format(here=tmp_path) for name, value in given.items()}
    found = set_environment(Project.at(tmp_path, {}), env)
    assert found == (tmp_path / home if home else None)
    if found:
        assert found.is_dir()
        assert env["PREFECT_HOME"] == str(found)


@pytest.mark.parametrize(("name", "words"), [("PREFECT_HOME", "set PREFECT_HOME"), ("", "point FIGUREWATCH_DATA")])
def test_a_folder_that_cannot_be_made_is_named(name: str, words: str, tmp_path: Path) -> None:
    (tmp_path / "data").write_text("a file")
    with pytest.raises(FigurewatchError, match=f"data/prefect: cannot be created: .*; {words}"):
        set_environment(Project.at(tmp_path, {}), {name: str(tmp_path / "data" / "prefect")} if name else {})
