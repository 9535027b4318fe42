"""A warehouse made anew takes the old one's place: whole for whoever asks, nothing written meanwhile is lost.

``FIGUREWATCH_KILLS`` sets at how many of the swap's steps a process is killed; the default keeps the suite quick.
"""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import time
from contextlib import suppress
from pathlib import Path
from types import FrameType
from typing import Any

import pytest
from warehouse_cases import claim, in_file, load, parsed, rows

from warehouse import Warehouse
from warehouse.connect import wal_of
from warehouse.rebuild import compare, replace
from warehouse.swap import put_over
from warehouse.verify import verify

KILLS = int(os.environ.get("FIGUREWATCH_KILLS", "6"))
SNOOZE = "INSERT INTO core.control SELECT 'snooze_rule', 'r{}', now()::TIMESTAMP, NULL, 'me', 'why'"
SNOOZED = "SELECT target FROM core.control ORDER BY ALL"
QUOTES = "SELECT quote FROM core.claim"


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An old warehouse, and one that another reading of its page gave."""
    folder = tmp_path_factory.mktemp("made")
    for name, value in (("old", "23"), ("new", "24")):
        load(Warehouse(folder / name), parsed([claim(value)], url="https://a.example/1"))
    return folder


def project(made: Path, folder: Path) -> Warehouse:
    """The old warehouse in its place, the new one beside it as ``new``."""
    shutil.copyfile(made / "old", folder / "w.duckdb")
    shutil.copyfile(made / "new", folder / "new")
    return Warehouse(folder / "w.duckdb")


def swap(folder: Path) -> None:
    replace(Warehouse(folder / "new"), Warehouse(folder / "w.duckdb"), folder / "kept")


def child(code: str) -> subprocess.Popen[str]:
    here = Path(__file__).parent
    code = f"import sys; sys.path[:0] = {[str(here), str(here.parent)]!r}; import test_warehouse_swap as t; {code}"
    return subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE, text=True)


def snooze_and_die(path: str) -> None:
    """A writer killed after its commit, before the write-ahead log is in the file."""
    with Warehouse(path).write() as con:
        con.execute(SNOOZE.format(1))
        con.execute("COMMIT")
        os.kill(os.getpid(), signal.SIGKILL)


def swap_and_die(folder: str, step: int) -> None:
    """Killed before the ``step``-th line of the swap is run; without a step, says how many there are."""
    steps = 0

    def trace(frame: FrameType, event: str, argument: Any) -> Any:
        nonlocal steps
        if Path(frame.f_code.co_filename).name not in ("swap.py", "rebuild.py"):
            return None
        if event == "line":
            if steps == step:
                os.kill(os.getpid(), signal.SIGKILL)
            steps += 1
        return trace

    sys.settrace(trace)
    swap(Path(folder))
    sys.settrace(None)
    sys.stdout.write(f"{steps}\n")


def test_the_log_of_a_killed_writer_goes_into_the_old_file_and_its_rows_over_to_the_new_one(
    made: Path, tmp_path: Path
) -> None:
    old = project(made, tmp_path)
    child(f"t.snooze_and_die({str(old.path)!r})").communicate()
    assert wal_of(old.path).exists()
    swap(tmp_path)
    assert rows(old, QUOTES) == [("24 sites",)]
    assert rows(old, SNOOZED) == [("r1",)]
    assert verify(old) == []
    kept = Warehouse(tmp_path / "kept")
    assert (rows(kept, QUOTES), rows(kept, SNOOZED)) == ([("23 sites",)], [("r1",)])


def test_the_log_of_a_lost_file_is_not_applied_to_the_one_made_anew(made: Path, tmp_path: Path) -> None:
    old = project(made, tmp_path)
    child(f"t.snooze_and_die({str(old.path)!r})").communicate()
    old.path.unlink()
    swap(tmp_path)
    assert (rows(old, QUOTES), rows(old, SNOOZED)) == ([("24 sites",)], [])
    assert not (tmp_path / "kept").exists()


@pytest.mark.slow
def test_killed_at_any_step_it_leaves_the_old_one_or_the_new_one(made: Path, tmp_path: Path) -> None:
    counting = tmp_path / "counting"
    counting.mkdir()
    project(made, counting)
    steps = int(child(f"t.swap_and_die({str(counting)!r}, -1)").communicate()[0])
    assert steps > 20
    found = []
    for kill in range(min(KILLS, steps)):
        folder = tmp_path / str(kill)
        folder.mkdir()
        old = project(made, folder)
        with old.write() as con:
            con.execute(SNOOZE.format(1))
        step = round(kill * (steps - 1) / (min(KILLS, steps) - 1))
        killed = child(f"t.swap_and_die({str(folder)!r}, {step})")
        killed.communicate()
        assert killed.returncode == -signal.SIGKILL
        assert verify(old) == [], step
        assert rows(old, SNOOZED) == [("r1",)], step
        found += rows(old, QUOTES)
        if (folder / "new").exists():
            swap(folder)
        assert (rows(old, QUOTES), rows(old, SNOOZED)) == ([("24 sites",)], [("r1",)]), step
        assert rows(Warehouse(folder / "kept"), QUOTES) == [("23 sites",)], step
    assert {"23 sites", "24 sites"} == {quote for (quote,) in found}


def test_put_over_another_it_leaves_the_old_one_or_the_new_one_wherever_it_ends(
    made: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    ends_at, steps, real = -1, 0, Path.replace

    def renamed(path: Path, target: Path) -> Path:
        nonlocal steps
        steps += 1
        if steps == ends_at:
            raise KeyboardInterrupt
        return real(path, target)

    monkeypatch.setattr(Path, "replace", renamed)
    for ends_at in (1, 2, -1):
        folder = tmp_path / str(ends_at)
        folder.mkdir()
        old, steps = project(made, folder), 0
        with suppress(KeyboardInterrupt):
            put_over(folder / "new", old, folder / "kept")
        assert steps == (ends_at if ends_at > 0 else 2)
        assert rows(old, QUOTES) == [("23 sites",) if ends_at > 0 else ("24 sites",)]
    assert rows(Warehouse(folder / "kept"), QUOTES) == [("23 sites",)]


LEFT = [
    # what is there of the old one after a writer was killed, what is kept of it
    ("file and log", ["kept"]),
    ("broken file and log", ["kept", "kept.wal"]),
    ("log", []),
]


@pytest.mark.parametrize(("left", "kept"), LEFT)
def test_put_over_another_it_meets_no_log_of_that(made: Path, tmp_path: Path, left: str, kept: list[str]) -> None:
    old = project(made, tmp_path)
    child(f"t.snooze_and_die({str(old.path)!r})").communicate()
    if left == "log":
        old.path.unlink()
    elif left != "file and log":
        old.path.write_bytes(b"broken")
    put_over(tmp_path / "new", old, tmp_path / "kept")
    assert (rows(old, QUOTES), rows(old, SNOOZED)) == ([("24 sites",)], [])
    assert sorted(path.name for path in tmp_path.glob("kept*")) == kept
    if left == "file and log":
        assert rows(Warehouse(tmp_path / "kept"), SNOOZED) == [("r1",)]


def snoozes(path: str, times: int) -> None:
    """Write again and again, saying so after each."""
    for number in range(times):
        with Warehouse(path).write() as con:
            con.execute(SNOOZE.format(number))
        sys.stdout.write(f"r{number}\n")
        sys.stdout.flush()


def asks(path: str, times: int) -> None:
    """Ask again and again; what is found is whole."""
    for _ in range(times):
        [(claims, figures)] = rows(
            Warehouse(path), "SELECT (SELECT count(*) FROM core.claim), (SELECT count(*) FROM core.figure)"
        )
        assert claims == figures == 1
        sys.stdout.write("asked\n")


@pytest.mark.slow
def test_while_others_read_and_write_nothing_they_wrote_is_lost(made: Path, tmp_path: Path) -> None:
    old = project(made, tmp_path)
    others = [child(f"t.{work}({str(old.path)!r}, 8)") for work in ("snoozes", "asks")]
    swaps = 0
    while any(process.poll() is None for process in others):
        shutil.copyfile(made / "new", tmp_path / "new")
        swap(tmp_path)
        swaps += 1
        time.sleep(0.05)
    told, _ = (process.communicate()[0].split() for process in others)
    assert [process.returncode for process in others] == [0, 0]
    assert swaps > 1
    assert len(told) == 8
    assert [target for (target,) in rows(old, SNOOZED)] == sorted(told)
    assert verify(old) == []


def test_another_reading_of_what_was_replaced_is_told(tmp_path: Path) -> None:
    url = "https://a.example/1"
    for name, by in (("old", None), ("new", 0)):
        load(in_file(tmp_path / name), parsed([claim("21"), claim("23", replaced_by=by)], url=url))
    found = compare(Warehouse(tmp_path / "new"), tmp_path / "old")
    assert (found.changed, found.same) == (1, 1)
    [(what, quote, before, now)] = found.examples
    assert (what, quote, now) == ("changed", "23 sites", f"{before} | replaced by 21 sites")
