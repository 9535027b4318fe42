"""Who may do what with the file: readers only read, writers take turns, and messages name the holder."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import textwrap
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

import duckdb
import pytest
from warehouse_cases import claim, in_file, load, parsed, rows

from app.cli import last_resort
from app.cli.export import TIMEOUT_S, export
from extractors.errors import WarehouseError
from warehouse import Warehouse, database
from warehouse.parquet import export_parquet
from warehouse.queries import WrongQuestion, run_sql


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Warehouse:
    wh = Warehouse(tmp_path_factory.mktemp("small") / "w.duckdb")
    load(wh, parsed([claim("23"), claim("24", measure="labs")], url="https://a.example/1"))
    return wh


REFUSED = [
    "SELECT * FROM read_text('/etc/hostname')",
    "SELECT * FROM read_csv('/etc/hostname')",
    "SELECT * FROM '/etc/hostname'",
    "SELECT * FROM glob('/etc/*')",
    "COPY core.claim TO '/tmp/figurewatch-copied.csv'",
    "EXPORT DATABASE '/tmp/figurewatch-exported'",
    "ATTACH '/tmp/figurewatch-other.duckdb'",
    "INSTALL httpfs",
    "LOAD httpfs",
    "SET threads = 64",
    "SET enable_external_access = true",
    "RESET lock_configuration",
    "DELETE FROM core.claim",
    "DROP TABLE core.claim",
    "CREATE TABLE core.mine (a INTEGER)",
    "SELECT 1; SELECT 2",
    "SELECT * FROM small",
    "SELECT nothing FROM core.claim",
    "SELEKT 1",
    "",
]


@pytest.mark.parametrize("query", REFUSED)
def test_sql_that_is_refused_says_so_in_one_line(small: Warehouse, query: str) -> None:
    with pytest.raises(WarehouseError) as caught:
        run_sql(small, query)
    assert "\n" not in str(caught.value)
    assert caught.value.exit_code == 2  # wrong usage, as of any other command
    assert rows(small, "SELECT count(*) FROM core.claim") == [(2,)]


WOULD_WRITE = [
    ("DELETE FROM mart.trend", "DELETE"),
    ("UPDATE core.claim SET unit = 'van'", "UPDATE"),
    ("INSERT INTO core.claim SELECT * FROM core.claim", "INSERT"),
    ("drop view mart.trend", "DROP"),
    ("CREATE VIEW mine AS SELECT 1", "CREATE"),
    ("ALTER TABLE core.claim ADD COLUMN mine INTEGER", "ALTER"),
]


@pytest.mark.parametrize(("query", "verb"), WOULD_WRITE)
def test_sql_that_would_write_is_told_what_to_do_instead(
    small: Warehouse, tmp_path: Path, query: str, verb: str
) -> None:
    for ask in (run_sql, lambda wh, query: export_parquet(wh, query, tmp_path / "answer.parquet", limit=9)):
        with pytest.raises(WarehouseError) as caught:
            ask(small, query)
        assert str(caught.value).startswith(
            f"{verb} would change the warehouse: the warehouse is opened read-only here; "
        )
        assert "`figurewatch correct`" in str(caught.value)


@pytest.mark.parametrize(
    "query",
    [
        "SELECT count(*) FROM range(1000000000) a, range(1000000000) b",
        "WITH RECURSIVE r(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM r) SELECT max(n) FROM r",
    ],
)
def test_a_question_without_end_is_stopped(small: Warehouse, query: str) -> None:
    with pytest.raises(WarehouseError, match=r"longer than 0\.3 s and was stopped"):
        run_sql(small, query, timeout_s=0.3)


@pytest.mark.parametrize("ends", [False, True])
def test_a_question_that_nothing_can_stop_ends_its_process(
    ends: bool, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """One call of a function is not interrupted: "levenshtein" of two long texts takes minutes."""
    ended, codes = threading.Event(), []
    monkeypatch.setattr(last_resort.os, "_exit", lambda code: (codes.append(code), ended.set()))
    monkeypatch.setattr(last_resort, "_limit_memory", lambda: None)
    with last_resort.bounded(0.05, grace_s=0.05):
        ended.wait(0 if ends else 5)
    assert (codes, capsys.readouterr().err.count("\n")) == (([], 0) if ends else ([1], 1))


@pytest.mark.skipif(sys.platform != "linux", reason="other systems have no such limit")
def test_a_question_has_no_more_memory_than_there_is(monkeypatch: pytest.MonkeyPatch) -> None:
    import resource

    asked: list[int] = []
    monkeypatch.setattr(resource, "setrlimit", lambda what, limits: asked.append(limits[0]))
    with last_resort.bounded(60):
        pass
    there = os.sysconf("SC_PHYS_PAGES") * os.sysconf("SC_PAGE_SIZE")
    assert len(asked) == 1
    assert there // 2 < asked[0] < 4 * there, asked


@pytest.mark.parametrize("name", ["answer.csv", "answer.parquet"])
def test_row_60_an_export_has_the_limits_of_a_question(
    name: str, small: Warehouse, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    inside: list[float] = []

    @contextmanager
    def limits(timeout_s: float) -> Iterator[None]:
        yield
        inside.append(timeout_s)
        assert not list(tmp_path.iterdir()), "the file is written outside"

    monkeypatch.setattr(last_resort, "bounded", limits)
    monkeypatch.setattr("app.cli.export.open_warehouse", lambda: small)
    export("SELECT 1 AS one", out=tmp_path / name)
    assert inside == [TIMEOUT_S]
    assert (tmp_path / name).exists()


def test_ctrl_c_ends_a_question_at_once(small: Warehouse) -> None:
    """Long before its own limit, and with nothing of it left at work: closing would wait for that."""
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    press = threading.Timer(0.3, os.kill, (os.getpid(), signal.SIGINT))
    try:
        press.start()
        with pytest.raises(KeyboardInterrupt):
            run_sql(small, "SELECT count(*) FROM range(100000000000) a(x), range(1000) b(y) WHERE x * y % 7 = 3")
    finally:
        press.cancel()
        signal.signal(signal.SIGINT, before)


def test_an_answer_without_end_is_cut(small: Warehouse) -> None:
    table = run_sql(small, "SELECT * FROM range(1000000000)", limit=3)
    assert (table.rows, table.truncated) == (((0,), (1,), (2,)), True)
    assert not run_sql(small, "SELECT 1", limit=1).truncated


NOT_THERE = [
    # a table that is not there, what is said of it
    ("nothere", "SHOW TABLES lists what there is"),
    ("latst", "did you mean mart.latest?"),
    ("mart.claims", "did you mean mart.claim?"),
    ("articl", "did you mean core.article?"),
]


@pytest.mark.parametrize(("name", "said"), NOT_THERE)
def test_a_table_that_is_not_there_brings_up_ours_or_none(small: Warehouse, name: str, said: str) -> None:
    with pytest.raises(WrongQuestion) as told:
        run_sql(small, f"SELECT * FROM {name}")
    assert str(told.value) == f"Catalog Error: Table with name {name.rpartition('.')[2]} does not exist; {said}"


@pytest.mark.parametrize("query", ["SHOW TABLES", " show tables; "])
def test_the_tables_are_shown_with_what_they_hold(small: Warehouse, query: str) -> None:
    table = run_sql(small, query)
    assert table.columns == ("name", "comment")
    names = [row[0] for row in table.rows]
    assert names[0].startswith("mart.")
    assert {"mart.claim", "mart.trend", "core.figure", "raw.failure"} <= set(names)
    assert all(comment for _, comment in table.rows)


def test_an_answer_is_plain_values_under_their_names(small: Warehouse) -> None:
    [record] = run_sql(small, "SELECT value_low, unit FROM mart.claim WHERE measure = 'labs'").records()
    assert str(record["value_low"]) == "24"


def test_a_missing_warehouse_says_how_to_get_one(tmp_path: Path) -> None:
    with pytest.raises(WarehouseError, match="no warehouse yet"), Warehouse(tmp_path / "w.duckdb").read():
        pass


CANNOT_OPEN = [
    (
        "a text file",
        lambda path: path.write_text("not a database, but long enough to be looked at" * 200),
        "not a readable",
    ),
    ("a folder", lambda path: path.mkdir(), "is a folder"),
]


@pytest.mark.parametrize(("name", "make", "message"), CANNOT_OPEN, ids=[name for name, _, _ in CANNOT_OPEN])
def test_what_is_no_warehouse_is_said_in_one_line(tmp_path: Path, name: str, make: object, message: str) -> None:
    path = tmp_path / "w.duckdb"
    make(path)  # type: ignore[operator]
    for use in (Warehouse(path).read, Warehouse(path).write):
        with pytest.raises(WarehouseError, match=message) as caught, use():  # type: ignore[operator]
            pass
        assert "\n" not in str(caught.value)


def _hold(path: Path, seconds: float, read_only: bool = False) -> subprocess.Popen[bytes]:
    code = f"""
        import duckdb, sys, time
        con = duckdb.connect({str(path)!r}, read_only={read_only})
        sys.stdout.write("held\\n"); sys.stdout.flush()
        time.sleep({seconds})
    """
    child = subprocess.Popen([sys.executable, "-c", textwrap.dedent(code)], stdout=subprocess.PIPE)
    assert child.stdout is not None
    with child.stdout as out:
        assert out.readline() == b"held\n"
    return child


def test_a_held_file_is_waited_for_and_then_the_holder_is_named(tmp_path: Path) -> None:
    path = tmp_path / "w.duckdb"
    load(in_file(path), parsed([claim("23")], url="https://a.example/1"))
    holder = _hold(path, 60)
    try:
        for use in (Warehouse(path, lock_timeout_s=0.2).read, Warehouse(path, lock_timeout_s=0.2).write):
            with pytest.raises(WarehouseError, match=f"in use by .*process {holder.pid}"), use():
                pass
    finally:
        holder.kill()
        holder.wait()
    # Released: the next one gets it, and nothing was half done.
    assert rows(Warehouse(path, lock_timeout_s=10), "SELECT count(*) FROM core.claim") == [(1,)]


def test_a_writer_waits_until_a_reader_of_another_process_is_done(tmp_path: Path) -> None:
    path = tmp_path / "w.duckdb"
    load(in_file(path), parsed([claim("23")], url="https://a.example/1"))
    holder = _hold(path, 0.5, read_only=True)
    report = load(Warehouse(path, lock_timeout_s=30), parsed([claim("25")], url="https://a.example/2", day=9))
    holder.wait()
    assert [event.kind for event in report.events] == ["new_figure"]


def test_threads_of_one_process_read_and_write_by_turns(tmp_path: Path) -> None:
    wh = in_file(tmp_path / "w.duckdb", lock_timeout_s=60)
    failures: list[BaseException] = []

    def write(which: int) -> None:
        for day in range(5):
            load(wh, parsed([claim(str(day))], url=f"https://w{which}.example/{day}", outlet=f"W{which}", day=day))

    def read() -> None:
        for _ in range(10):
            rows(wh, "SELECT count(*) FROM mart.trend")

    def run(work: object, *args: object) -> None:
        try:
            work(*args)  # type: ignore[operator]
        except BaseException as error:
            failures.append(error)

    threads = [threading.Thread(target=run, args=args) for args in ((write, 0), (write, 1), (read,), (read,))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failures == []
    assert rows(wh, "SELECT count(*), count(DISTINCT claim_id) FROM core.claim") == [(10, 10)]


def test_questions_asked_together_open_the_file_once_until_something_is_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    wh = in_file(tmp_path / "w.duckdb", lock_timeout_s=5)
    opened: list[bool] = []
    open_file = database.open_file

    def counting(path: Path, *, read_only: bool, **others: Any) -> Any:
        opened.append(read_only)
        return open_file(path, read_only=read_only, **others)

    monkeypatch.setattr(database, "open_file", counting)
    with suppress(ZeroDivisionError), wh.together():
        assert rows(wh, "SELECT count(*) FROM core.claim") == [(0,)]
        with wh.together(), wh.read() as con:
            assert rows(wh, "SELECT count(*) FROM core.claim") == [(0,)]
            with pytest.raises(duckdb.InvalidInputException):
                con.execute("DELETE FROM core.claim")
        assert opened == [True]
        load(wh, parsed([claim("23")], url="https://a.example/1"))
        assert rows(wh, "SELECT count(*) FROM core.claim") == [(1,)]
        assert rows(wh, "SELECT count(*) FROM core.claim") == [(1,)]
        assert opened == [True, False, True]
        monkeypatch.setattr(database, "TOGETHER_S", 0)  # whoever waits for the file has waited for long enough
        with wh.read():
            assert rows(wh, "SELECT count(*) FROM core.claim") == [(1,)]  # not while a question is being answered
        assert opened == [True, False, True, True]
        raise ZeroDivisionError
    load(wh, parsed([claim("24")], url="https://a.example/2"))
    assert rows(wh, "SELECT count(*) FROM core.claim") == [(2,)]
    assert opened == [True, False, True, True, False, True]


def test_a_thread_that_waits_too_long_says_so(tmp_path: Path) -> None:
    wh = in_file(tmp_path / "w.duckdb", lock_timeout_s=0.1)
    done = threading.Event()

    def hold() -> None:
        with wh.write():
            done.wait(30)

    thread = threading.Thread(target=hold)
    thread.start()
    try:
        deadline = time.monotonic() + 10
        message = ""
        while not message and time.monotonic() < deadline:
            try:
                with wh.read():
                    pass
            except WarehouseError as error:
                message = str(error)
        assert "another thread of this process" in message
    finally:
        done.set()
        thread.join()


def test_a_copy_may_be_open_while_the_next_takes_its_place(tmp_path: Path) -> None:
    copy = tmp_path / "copy.duckdb"
    wh = Warehouse(tmp_path / "w.duckdb")
    load(wh, parsed([claim("23")], url="https://a.example/1"))
    wh.copy_to(copy)
    held = Warehouse(copy)
    with held.read() as con:
        load(wh, parsed([claim("25")], url="https://a.example/2", day=9))
        wh.copy_to(copy)
        assert con.execute("SELECT count(*) FROM core.claim").fetchone() == (1,)
    assert rows(held, "SELECT count(*) FROM core.claim") == [(2,)]


def test_a_writer_that_fails_leaves_nothing_behind(tmp_path: Path) -> None:
    wh = in_file(tmp_path / "w.duckdb")

    def fail() -> None:
        with wh.write() as con:
            con.execute("INSERT INTO core.setting VALUES ('half', 'done')")
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fail()
    assert rows(wh, "SELECT count(*) FROM core.setting WHERE name = 'half'") == [(0,)]


COMMITTED = (
    "Transaction COMMIT succeeded and is durable, but the autocheckpoint failed. Detach and reattach the database to "
    'recover. Original error: Could not write file "w.duckdb": No space left on device'
)
FAILED_WRITES = [
    # what DuckDB raises, the class of it, what a person reads; None: what it was
    ("IOException", 'Could not write file "w.duckdb": No space left on device', "nothing of this load is kept; free"),
    ("IOException", COMMITTED, "what was just loaded is kept; free"),
    (
        "TransactionException",
        'Failed to commit: Could not write file "w.wal": No space left on device',
        "disk full at",
    ),
    ("FatalException", "Failed to create checkpoint because of error: Disk quota exceeded", "disk full at"),
    ("OutOfMemoryException", "failed to allocate data of size 32.0 KiB", "not enough memory"),
    ("IOException", 'Could not read file "w.duckdb": Input/output error', "could not be written"),
    ("TransactionException", "Conflict on update!", None),
    ("BinderException", 'Referenced column "disks" not found', None),
]


@pytest.mark.parametrize(("kind", "words", "said"), FAILED_WRITES)
def test_a_failed_write_says_what_to_do(kind: str, words: str, said: str | None, tmp_path: Path) -> None:
    import duckdb

    wh = in_file(tmp_path / "w.duckdb")
    raised = getattr(duckdb, kind)
    with pytest.raises(raised if said is None else WarehouseError) as caught, wh.write():
        raise raised(words)
    assert "\n" not in str(caught.value)
    assert (said or words) in str(caught.value)
    if "disk" in (said or "") or "free" in (said or ""):
        assert str(caught.value).startswith(f"disk full at {tmp_path}: w.duckdb cannot be written")


def test_a_full_disk_while_the_file_is_made_is_told_as_one(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """There the transaction is over when it is rolled back, which is an error of its own."""
    import duckdb

    from warehouse import database

    def full(con: object) -> int:
        try:
            raise duckdb.IOException('Could not write file "w.duckdb": No space left on device')
        except duckdb.IOException:
            raise duckdb.TransactionException("cannot rollback - no transaction is active")  # noqa: B904

    monkeypatch.setattr(database, "migrate", full)
    with pytest.raises(WarehouseError, match=r"^disk full at .*w\.duckdb cannot be written"):
        Warehouse(tmp_path / "w.duckdb").migrate()
