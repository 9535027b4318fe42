"""What a load does beside, in the background and to the file: nothing of it may be seen in the rows."""

from __future__ import annotations

import sys
from pathlib import Path
from threading import Event, get_ident
from typing import TYPE_CHECKING

import pytest
from warehouse_cases import claim, fresh, load, parsed, rows

import warehouse.claim_rows
import warehouse.load
from warehouse import Warehouse
from warehouse.aside import aside, one_thread

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection


def test_work_aside_runs_in_order_on_another_thread_and_is_waited_for() -> None:
    ran: list[tuple[int, int]] = []
    with aside() as thread:
        for n in range(5):
            thread.run(lambda n: ran.append((n, get_ident())), n)
        here = thread.run(get_ident).result()
    assert here != get_ident()
    assert ran == [(n, here) for n in range(5)]


def test_the_interpreter_switches_as_before_afterwards() -> None:
    usual = sys.getswitchinterval()
    inside: list[float] = []
    with aside():
        inside.append(sys.getswitchinterval())
    with pytest.raises(ZeroDivisionError), aside() as thread:
        thread.run(lambda: 1 / 0)
    assert inside[0] < usual
    assert sys.getswitchinterval() == usual


def test_the_first_error_aside_is_what_is_raised_and_nothing_is_done_after_it() -> None:
    done: list[str] = []

    def work(*, ask: bool) -> None:
        with aside() as thread:
            thread.run(lambda: 1 / 0)
            later = thread.run(done.append, "aside")
            done.append("inside")
            if ask:
                later.result()

    for ask in (False, True):
        with pytest.raises(ZeroDivisionError):
            work(ask=ask)
    assert done == ["inside"] * 2


def test_what_has_begun_aside_is_waited_for_when_what_stands_inside_fails() -> None:
    done: list[str] = []
    begun, go = Event(), Event()

    def first() -> None:
        begun.set()
        go.wait(10)
        done.append("first")

    def work() -> None:
        with aside() as thread:
            thread.run(first)
            begun.wait(10)
            go.set()
            raise KeyError

    with pytest.raises(KeyError):
        work()
    assert done == ["first"]


def test_the_threads_come_back_and_an_error_keeps_its_name() -> None:
    wh = fresh()
    with wh.write() as con:
        before = con.execute("SELECT current_setting('threads')").fetchone()
        with one_thread(con):
            assert con.execute("SELECT current_setting('threads')").fetchone() == (1,)
        assert con.execute("SELECT current_setting('threads')").fetchone() == before
    with pytest.raises(ArithmeticError), wh.write() as con, one_thread(con):
        raise ArithmeticError


@pytest.mark.parametrize(
    "step",
    [
        "find_met",
        "insert_articles",
        "show_series",
        "read_behind",
        "insert_claims",
        "insert_appearances",
        "insert_lone_events",
        "insert_judged_figures",
        "keep_latest_of_written",
    ],
)
def test_a_step_that_fails_aside_says_why_and_leaves_nothing(step: str, monkeypatch: pytest.MonkeyPatch) -> None:
    wh = fresh()

    def fail(con: DuckDBPyConnection, *_: object, **__: object) -> None:
        con.execute("SELECT error('the disk is full')")  # after which the transaction takes no more statements

    with monkeypatch.context() as patched:
        patched.setattr(warehouse.load, step, fail)
        with pytest.raises(Exception, match="the disk is full"):
            load(wh, parsed([claim("23"), claim("24"), claim("1", subject="Orrin")], url="https://a.example/1"))
    tables = ("raw.page", "core.article", "core.claim", "core.series", "core.figure", "core.appearance", "core.event")
    assert [rows(wh, f"SELECT count(*) FROM {table}") for table in tables] == [[(0,)]] * len(tables)
    assert load(wh, parsed([claim("23")], url="https://a.example/1")).new == 1


def test_claims_made_ready_in_parts_are_the_same_claims(monkeypatch: pytest.MonkeyPatch) -> None:
    articles = [
        parsed([claim("23"), claim("24", subject="Orrin"), claim("30")], url=f"https://{n}.example/1", day=n)
        for n in range(3)
    ]
    tables = ("core.claim", "core.series", "core.figure", "core.appearance", "core.event")

    def loaded(part: int) -> list[list[tuple[object, ...]]]:
        monkeypatch.setattr(warehouse.claim_rows, "PART", part)
        wh = fresh()
        load(wh, *articles)
        return [rows(wh, f"FROM {table} ORDER BY ALL") for table in tables]

    whole = loaded(100)
    assert len(whole[0]) == 9
    assert [loaded(part) for part in (1, 4, 9)] == [whole] * 3


def _groups(wh: Warehouse) -> int:
    ((groups,),) = rows(wh, "SELECT count(DISTINCT row_group_id) FROM pragma_storage_info('core.claim')")
    return int(groups)


def _load_some(wh: Warehouse, first: int, count: int) -> None:
    for nth in range(first, first + count):
        load(wh, parsed([claim(f"{nth + 1}")], url=f"https://a.example/{nth}", day=nth))


def test_small_loads_gather_their_rows_and_those_a_large_one_left(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    wh = Warehouse(tmp_path / "w.duckdb")
    _load_some(wh, 0, 3)
    assert _groups(wh) <= 2
    with monkeypatch.context() as patched:
        patched.setattr(warehouse.load, "ROW_GROUP", 1)  # every load counts as large
        _load_some(wh, 3, 3)
        assert _groups(wh) >= 3
    _load_some(wh, 6, 4)
    assert _groups(wh) <= 2
    assert rows(wh, "SELECT count(*) FROM core.claim") == [(10,)]
