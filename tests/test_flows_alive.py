"""Which runs of this project are over, without a word to Prefect."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from uuid import UUID, uuid4

import pytest

from flows.alive import FORGET_AFTER_S, alive, bury, how_it_ended

NOW_S = 1_800_000_000.0
DEAD = """
import os, sys
from pathlib import Path
from flows.alive import _hold
held = _hold(Path(sys.argv[1]), sys.argv[2])
os.kill(os.getpid(), 9)
"""


def killed(folder: Path, age_s: float = 0) -> UUID:
    """A run whose process was killed while it held its file."""
    folder.mkdir(exist_ok=True)
    run_id = uuid4()
    done = subprocess.run([sys.executable, "-c", DEAD, str(folder), str(run_id)], check=False)
    assert done.returncode == -9
    os.utime(folder / str(run_id), (NOW_S - age_s, NOW_S - age_s))
    return run_id


def test_a_killed_run_is_told_once(tmp_path: Path) -> None:
    dead, asked = killed(tmp_path), []

    def tell(run_id: UUID, left: str) -> bool:
        asked.append(run_id)
        assert left == ""
        return True

    assert bury(tmp_path, tell, NOW_S) == [dead]
    assert bury(tmp_path, tell, NOW_S) == []
    assert asked == [dead]
    assert list(tmp_path.iterdir()) == []


def test_a_run_that_is_at_work_or_has_ended_well_is_left_alone(tmp_path: Path) -> None:
    run_id = str(uuid4())
    with alive(tmp_path, run_id):
        assert [path.name for path in tmp_path.iterdir()] == [run_id]
        assert bury(tmp_path, lambda *_: pytest.fail("it is at work"), NOW_S) == []
    assert list(tmp_path.iterdir()) == []
    with pytest.raises(KeyError), alive(tmp_path, run_id):
        raise KeyError
    assert bury(tmp_path, lambda *_: pytest.fail("it has ended"), NOW_S) == []
    assert bury(tmp_path / "none yet", lambda *_: True, NOW_S) == []


@pytest.mark.parametrize(("age_s", "stays"), [(0, True), (FORGET_AFTER_S - 1, True), (FORGET_AFTER_S + 1, False)])
def test_a_run_of_another_server_is_kept_for_a_while(age_s: float, stays: bool, tmp_path: Path) -> None:
    killed(tmp_path, age_s)
    assert bury(tmp_path, lambda *_: False, NOW_S) == []
    assert bool(list(tmp_path.iterdir())) is stays


def test_a_server_that_does_not_answer_is_asked_again_next_time(tmp_path: Path) -> None:
    dead = killed(tmp_path)

    def silent(run_id: UUID, left: str) -> bool:
        raise ConnectionError("no answer")

    assert bury(tmp_path, silent, NOW_S) == []  # an OSError, as it is
    assert bury(tmp_path, lambda *_: True, NOW_S) == [dead]


def test_what_is_no_run_stays(tmp_path: Path) -> None:
    (tmp_path / "notes.txt").write_text("mine")
    assert bury(tmp_path, lambda *_: True, NOW_S) == []
    assert (tmp_path / "notes.txt").exists()


def test_a_folder_that_cannot_be_written_keeps_no_run_from_its_work(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with alive(tmp_path / "file", str(uuid4())):
        pass


def test_row_11_what_ends_while_the_server_is_away_is_told_when_it_is_back(tmp_path: Path) -> None:
    run_id, told = uuid4(), []
    with alive(tmp_path, str(run_id), lambda: '{"type": "COMPLETED"}'):
        pass

    def tell(over: UUID, left: str) -> bool:
        told.append((over, left))
        return True

    assert bury(tmp_path, tell, NOW_S) == [run_id]
    assert told == [(run_id, '{"type": "COMPLETED"}')]
    assert list(tmp_path.iterdir()) == []


STATES = [
    # what the file says                                                    type         name          message has
    ("",                                                                    "CRASHED",   "Crashed",    "was killed"),
    ("{",                                                                   "CRASHED",   "Crashed",    "was killed"),
    ('{"type": "COMPLETED", "name": "Incomplete", "message": "2 of 3"}',    "COMPLETED", "Incomplete", "2 of 3"),
    ('{"type": "FAILED", "name": "Failed", "message": "no room"}',          "FAILED",    "Failed",     "no room"),
]  # fmt: skip


@pytest.mark.parametrize(("left", "kind", "name", "message"), STATES)
def test_row_11_how_a_run_ended_is_in_its_file(left: str, kind: str, name: str, message: str) -> None:
    state = how_it_ended(left)
    assert (state.type.value, state.name) == (kind, name)
    assert message in (state.message or "")
