"""The command line itself: exit codes, one-line errors, forms of output, set-up of a project."""

from __future__ import annotations

import csv
import errno
import io
import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from conftest import ROOT, Figurewatch
from warm_command import WarmCommand

import app.cli
from app.cli.alert_switches import _later
from app.cli.chart import Mark, draw
from app.cli.demo import copy_newsroom
from app.cli.ingest import read_since, read_until
from app.cli.output import Format, as_json, can_write, shown, spreadsheet_safe, write_rows
from app.cli.summary import by_reason, print_summary, print_watch
from extractors.errors import ConfigError, FigurewatchError, WarehouseError, cannot_write
from flows.configuration import find_mistakes, find_warnings
from flows.ingestion import SourceTally
from flows.project import Project
from flows.summary import IngestSummary, WatchSummary
from warehouse.batch import LoadReport, Trouble

NOW = datetime(2026, 5, 2, tzinfo=UTC)


def failing(error: BaseException) -> Callable[[list[str]], int]:
    def dispatch(tokens: list[str]) -> int:
        raise error

    return dispatch


ERRORS = [
    # error                                       exit  line
    (ConfigError("sources.yaml:3:5: no"),          2,   "figurewatch: sources.yaml:3:5: no\n"),
    (WarehouseError("in use"),                     1,   "figurewatch: in use\n"),
    (FigurewatchError("two\nlines"),               1,   "figurewatch: two\nfigurewatch: lines\n"),
    (KeyboardInterrupt(),                          130, "figurewatch: interrupted\n"),
    (OSError(errno.EROFS, "Read-only file system", "/mnt/w.part"), 1,
     "figurewatch: /mnt/w.part: read-only file system; write somewhere else, or make the file system writable\n"),
    (OSError(errno.ENOSPC, "No space left on device"), 1,
     "figurewatch: disk full at the place that this command writes to; free space and run it again\n"),
    (OSError(errno.EDQUOT, "Disk quota exceeded", "/home/w.csv"), 1,
     "figurewatch: disk full at /home/w.csv; free space and run it again\n"),
    (RuntimeError("(sqlite3.OperationalError) database or disk is full"), 1,
     "figurewatch: disk full at the place that this command writes to; free space and run it again\n"),
    (OSError("odd"),                               1,
     "figurewatch: unexpected OSError: odd (run again with --debug to see where)\n"),
    (UnicodeEncodeError("latin-1", "5 → 6", 2, 3, "no"), 1,
     "figurewatch: latin-1 cannot write '→'; run again with PYTHONUTF8=1 set\n"),
    (KeyError("x"),                                1,
     "figurewatch: unexpected KeyError: 'x' (run again with --debug to see where)\n"),
]  # fmt: skip


@pytest.mark.parametrize(("error", "code", "line"), ERRORS)
def test_an_error_is_one_line_and_an_exit_code(
    error: BaseException, code: int, line: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(app.cli, "_dispatch", failing(error))
    assert app.cli.main(["anything"]) == code
    assert capsys.readouterr().err == line


NO_FILE = [
    # what the system says of the file that was asked for; exit code, line
    (OSError(errno.ENOSPC, "No space left on device"),  1, "disk full at x.csv; free space and run it again"),
    (OSError(errno.ENOENT, "No such file or directory"), 2, "x.csv: cannot be written: No such file or directory"),
    (RuntimeError("IO Error: Could not write file: No space left on device"), 1, "disk full at x.csv; free space"),
    (RuntimeError("IO Error: Is a directory"), 2, "x.csv: cannot be written: IO Error: Is a directory"),
]  # fmt: skip


@pytest.mark.parametrize(("error", "code", "line"), NO_FILE)
def test_a_file_that_cannot_be_written_says_why(error: Exception, code: int, line: str) -> None:
    said = cannot_write("x.csv", error)
    assert said.exit_code == code
    assert str(said).startswith(line)


@pytest.mark.parametrize("encoding", ["latin-1", "ascii"])
def test_a_table_is_readable_in_an_encoding_without_its_signs(encoding: str) -> None:
    raw = io.BytesIO()
    out = io.TextIOWrapper(raw, encoding=encoding)
    write_rows(("fell by", "words"), [("−0.3", "“5.1 → 5.4 %” ●")], out=out)
    out.flush()
    assert "-0.3" in (text := raw.getvalue().decode(encoding))
    assert '"5.1 -> 5.4 %" *' in text
    assert not can_write("⣿", out)
    assert can_write("-", out)


def test_an_interruption_is_one_whatever_became_of_it(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def dispatch(tokens: list[str]) -> int:
        try:
            raise KeyboardInterrupt
        finally:
            raise RuntimeError("cannot release un-acquired lock")

    monkeypatch.setattr(app.cli, "_dispatch", dispatch)
    assert app.cli.main(["anything"]) == 130
    assert capsys.readouterr().err == "figurewatch: interrupted\n"


def test_debug_shows_where_an_error_comes_from(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(app.cli, "_dispatch", failing(WarehouseError("in use")))
    with pytest.raises(WarehouseError):
        app.cli.main(["run", "--debug"])


def test_a_reader_that_goes_away_is_no_error() -> None:
    command = f"{sys.executable} -m app.cli --help | head -1"
    done = subprocess.run(command, shell=True, capture_output=True, text=True, cwd=ROOT, timeout=60)
    assert done.stderr == ""


WRONG = [
    # arguments                       words of the one line
    (["nosuch"],                      "nosuch"),
    (["run", "--limit", "many"],      "many"),
    (["run", "--limit", "0"],         ">= 1"),
    (["claims", "--limit=-5"],        ">= 1"),
    (["sql", "SELECT 1", "--timeout", "0"], "> 0"),
    (["claims", "--kind", "monney"],  "money"),
    (["forecasts", "--status", "mett"], "met"),
    (["run", "--since", "yesterday"], "2026-05-31"),
    (["events", "earthquake"],        "new_figure"),
    (["schema", "weather"],           "weather"),
    (["init", "."],                   "already"),
    (["doctor", "now"],               "'now' is more than this command takes"),
]  # fmt: skip


@pytest.mark.parametrize(("arguments", "words"), WRONG, ids=lambda value: " ".join(value))
def test_wrong_arguments_are_exit_code_2(
    arguments: list[str], words: str, tmp_path: Path, plain_command: WarmCommand
) -> None:
    project = Figurewatch(tmp_path, warm=plain_command)
    project.write("config/sources.yaml", "sources: []\n")
    done = project(*arguments)
    assert done.returncode == 2
    (line,) = done.stderr.splitlines()
    assert words in line
    assert not (tmp_path / "data" / "warehouse.duckdb").exists()


NOTHING_TO_READ = [
    ("sources: []\n", "source add URL"),
    ("sources: [{id: a, kind: feed, url: 'https://a.example/', pause: moving}]\n", "source resume ID"),
]


def test_a_paused_source_that_is_named_is_not_called_read(tmp_path: Path) -> None:
    project = Figurewatch(tmp_path)
    project.write("config/sources.yaml", "sources: [{id: a, kind: folder, path: a, pause: moving}]\n")
    done = project("run", "a")
    assert (done.returncode, done.stdout) == (0, "")
    (line,) = done.stderr.splitlines()
    assert line.endswith("source a is paused (moving), so it is not read; `figurewatch source resume a` ends that")


@pytest.mark.parametrize(("sources", "words"), NOTHING_TO_READ)
def test_a_run_with_nothing_to_read_says_so_before_prefect_has_made_anything(
    sources: str, words: str, tmp_path: Path
) -> None:
    project = Figurewatch(tmp_path)
    project.write("config/sources.yaml", sources)
    done = project("run")
    assert (done.returncode, done.stdout) == (0, "")
    (line,) = done.stderr.splitlines()
    assert words in line
    assert not (tmp_path / "data" / "warehouse.duckdb").exists()


def test_outside_of_a_project_it_says_so(tmp_path: Path, plain_command: WarmCommand) -> None:
    for command in (["run"], ["claims"], ["check"], ["source", "ls"], ["alerts", "ls"]):
        done = Figurewatch(tmp_path, warm=plain_command)(*command)
        assert done.returncode == 2
        assert "figurewatch init" in done.stderr
        assert len(done.stderr.splitlines()) == 1


def test_before_the_first_run_a_question_says_what_to_do(tmp_path: Path, plain_command: WarmCommand) -> None:
    project = Figurewatch(tmp_path, warm=plain_command)
    project.write("config/sources.yaml", "sources: []\n")
    done = project("claims")
    assert done.returncode == 1
    assert "figurewatch run" in done.stderr


def test_a_new_project_is_right_as_it_stands(tmp_path: Path, plain_command: WarmCommand) -> None:
    made = Figurewatch(tmp_path, warm=plain_command)("init", "watch")
    assert made.returncode == 0, made.stderr
    project = Figurewatch(tmp_path / "watch", warm=plain_command)
    checked = project("check")
    assert checked.returncode == 0, checked.stderr
    assert "all right" in checked.stderr
    assert (tmp_path / "watch" / "prefect.yaml").exists()
    assert project("init").returncode == 2


def test_a_read_only_folder_is_one_line(tmp_path: Path, plain_command: WarmCommand) -> None:
    if os.geteuid() == 0:
        pytest.skip("root may write everywhere")
    tmp_path.chmod(0o500)
    done = Figurewatch(tmp_path, warm=plain_command)("init", "watch")
    assert done.returncode == 1
    assert len(done.stderr.splitlines()) == 1


@pytest.mark.parametrize("name", ["sources", "indicators", "alerts", "entities"])
def test_the_committed_schema_is_the_one_in_force(name: str) -> None:
    from flows.configuration import schema_of

    committed = (ROOT / "config" / "schema" / f"{name}.json").read_text(encoding="utf-8")
    assert committed == as_json(schema_of(name), indent=2) + "\n", (
        f"figurewatch schema {name} > config/schema/{name}.json"
    )


CELLS = [
    # value                              in CSV
    ("=cmd|' /C calc'!A0",               "'=cmd|' /C calc'!A0"),
    ("@SUM(A1)",                         "'@SUM(A1)"),
    ("+49 30 123",                       "'+49 30 123"),
    ("-5.00",                            "-5.00"),
    ("−5.00",                            "−5.00"),
    ("+8.7 %",                           "+8.7 %"),
    ("−cmd",                             "'−cmd"),
    ("＝1",                              "'＝1"),
    ("=",                                "="),
    ("=A",                               "'=A"),
    (Decimal("-5.00"),                   Decimal("-5.00")),
    ("plain, text",                      "plain, text"),
    (None,                               None),
]  # fmt: skip


@pytest.mark.parametrize(("value", "cell"), CELLS)
def test_a_csv_cell_is_no_formula(value: object, cell: object) -> None:
    assert spreadsheet_safe(value) == cell


SHOWN = [
    # value                                   for people
    (Decimal("80000.0000000000"),             "80,000"),
    (Decimal("0.1000"),                       "0.1"),
    (Decimal("1E+6"),                         "1,000,000"),
    (True,                                    "yes"),
    (None,                                    ""),
    (0.1 + 0.2,                               "0.3"),
    (datetime(2026, 5, 1, 9, 30, 12, 345, UTC), "2026-05-01 09:30"),
    (date(2026, 5, 1),                        "2026-05-01"),
    (["a", "b"],                              "a, b"),
    ("a\x1b[31mb\u202ec",                      "a\\x1b[31mb\\x202ec"),
]  # fmt: skip


@pytest.mark.parametrize(("value", "words"), SHOWN)
def test_a_value_is_shown_for_people(value: object, words: str) -> None:
    assert shown(value) == words


ROWS = [("a [bold]b[/bold]", Decimal("1.50"), None), ("=1+1", Decimal("2000"), date(2026, 5, 1))]
FORMS: list[tuple[Format, str]] = [
    ("csv", "name,value,day\na [bold]b[/bold],1.50,\n'=1+1,2000,2026-05-01\n"),
    ("jsonl", '{"name": "a [bold]b[/bold]", "value": 1.5, "day": null}\n'
              '{"name": "=1+1", "value": 2000, "day": "2026-05-01"}\n'),
]  # fmt: skip


@pytest.mark.parametrize(("form", "text"), FORMS)
def test_rows_are_written_in_the_form_asked_for(form: Format, text: str) -> None:
    out = StringIO()
    write_rows(("name", "value", "day"), ROWS, form, out=out)
    assert out.getvalue() == text


@pytest.mark.parametrize("width", [30, 200])
def test_columns_of_sql_can_be_copied_into_a_query(width: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", str(width))
    for as_named, name in ((True, "period_iso"), (False, "period iso")):
        out = StringIO()
        write_rows(("period_iso", "sentence"), [("2025", "word " * 12)], out=out, as_named=as_named)
        assert name in out.getvalue()


@pytest.mark.parametrize("width", [*range(90, 180, 6), None])
def test_what_is_short_is_whole_at_every_width_also_in_a_pipe(
    width: int | None, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A table that was a little too wide lost its last columns, and said nothing of it."""
    if width is None:
        monkeypatch.delenv("COLUMNS", raising=False)
    else:
        monkeypatch.setenv("COLUMNS", str(width))
    row = (
        date(2026, 11, 27),
        "actual",
        "Fourteen people",
        14,
        None,
        "person",
        datetime(2026, 11, 27, 6, tzinfo=UTC),
        1,
    )
    out = io.StringIO()
    columns = ("as_of", "modality", "quote", "value_low", "superseded_by", "unit", "first_said_at", "outlets")
    ids = ("7tyns4ovo3na", "6194cb07c6ffdb21")
    write_rows((*columns, "origins", "figure_id", "event_id"), [(*row, 1, *ids)] * 2, out=out)
    for words in ("7tyns4ovo3na", "6194cb07c6ffdb21", "figure id"):
        assert words in out.getvalue()


@pytest.mark.parametrize("width", [30, 60, 200])
def test_a_table_keeps_to_the_width_and_shows_text_as_it_stands(width: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", str(width))
    out = StringIO()
    write_rows(("name", "value", "day", "sentence"), [(*row, "word " * 20) for row in ROWS], "table", out=out)
    assert max(map(len, out.getvalue().splitlines())) <= width
    assert "a [bold]b[/bold]" in out.getvalue()
    assert "2,000" in out.getvalue()


SINCE = [
    ("90m", NOW - timedelta(minutes=90)),
    ("12h", NOW - timedelta(hours=12)),
    ("7d", NOW - timedelta(days=7)),
    ("2026-04-30", datetime(2026, 4, 30, tzinfo=UTC)),
    ("2026-04-30T10:00:00+02:00", datetime(2026, 4, 30, 8, tzinfo=UTC)),
    ("20260430", datetime(2026, 4, 30, tzinfo=UTC)),
    (None, None),
]


@pytest.mark.parametrize(("text", "at"), SINCE)
def test_since_is_a_date_or_a_span(text: str | None, at: datetime | None) -> None:
    assert read_since(text, NOW) == at


END = datetime(2026, 4, 30, 23, 59, 59, tzinfo=UTC)
UNTIL = [
    ("2026-04-30", END),
    ("20260430", END),
    ("2026-W18-4", END),
    ("2026-04-30T10:00", datetime(2026, 4, 30, 10, tzinfo=UTC)),
    ("12h", NOW - timedelta(hours=12)),
    (None, None),
]


@pytest.mark.parametrize(("text", "at"), UNTIL)
def test_until_is_the_end_of_a_date_however_it_is_written(text: str | None, at: datetime | None) -> None:
    assert read_until(text, NOW) == at


@pytest.mark.parametrize(
    "text", ["99999999999d", "9999999d", "\u00b2d", "d", "-5d", "0001-01-01T00:00+01:00", "9" * 5000 + "d"]
)
def test_no_time_is_told_in_one_line(text: str) -> None:
    for read in (read_since, read_until):
        with pytest.raises(ConfigError, match="date"):
            read(text, NOW)


@pytest.mark.parametrize("text", ["20270101", "2027-01-01"])
def test_a_silence_ends_on_a_date_however_it_is_written(text: str) -> None:
    assert _later(text, NOW) == datetime(2027, 1, 1, tzinfo=UTC)


def test_a_chart_has_its_marks_and_ends() -> None:
    marks = [Mark(date(2020 + year, 1, 1), float(year), "●") for year in range(5)]
    marks.append(Mark(date(2025, 1, 1), 8.0, "○", line=None))
    lines = draw(marks, width=60, height=8).splitlines()
    assert sum(line.count("●") for line in lines) == 5
    assert sum(line.count("○") for line in lines) == 1
    assert lines[0].startswith("8 ┤")
    assert lines[-1].split() == ["2020-01-01", "2025-01-01"]
    assert max(map(len, lines)) <= 60


def test_a_line_joins_periods_of_one_length_alone() -> None:
    years = [Mark(date(2020 + year, 12, 31), 100.0 + year, "●", line="year") for year in range(2)]
    quarter = Mark(date(2021, 3, 31), 25.0, "●", line="quarter")
    rows = draw([*years, quarter], width=60, height=8).splitlines()
    assert any("\u2800" < sign <= "\u28ff" for sign in rows[0])
    assert not any("\u2800" < sign <= "\u28ff" for row in rows[1:] for sign in row)


def test_a_run_as_csv_has_one_row_for_each_source(capsys: pytest.CaptureFixture[str]) -> None:
    at = datetime(2026, 1, 2, tzinfo=UTC)
    sources = (SourceTally("a", "A", pages=3), SourceTally("b", "B", failures=1, error="timeout"))
    summary = IngestSummary("run", at, 1.0, sources, LoadReport())
    assert print_summary(Project.at(Path()), summary, "csv") == summary.exit_code
    rows = list(csv.DictReader(StringIO(capsys.readouterr().out)))
    assert [(row["source_id"], row["pages"], row["error"]) for row in rows] == [("a", "3", ""), ("b", "0", "timeout")]


ENDED = [
    # what was not as it should be                                                   run   watch
    (WatchSummary(sent=1),                                                           0,    0),
    (WatchSummary(sent=1, waiting=1, held_up=["channel mail: cannot connect"]),      0,    0),
    (WatchSummary(waiting=3, held_up=["channel hook: paused, HTTP 410"]),            0,    0),
    (WatchSummary(failed=1, held_up=["channel hook: HTTP 400"]),                     1,    1),
    (WatchSummary(errors=["rule sql: no such column"]),                              1,    1),
]  # fmt: skip


@pytest.mark.parametrize(("watch", "run_code", "watch_code"), ENDED)
def test_an_alert_that_waits_is_told_and_is_no_failure(
    watch: WatchSummary, run_code: int, watch_code: int, capsys: pytest.CaptureFixture[str]
) -> None:
    at = datetime(2026, 1, 2, tzinfo=UTC)
    summary = IngestSummary("run", at, 1.0, (SourceTally("a", "A", pages=3),), LoadReport(), watch)
    assert print_summary(Project.at(Path()), summary, "csv") == run_code
    told = capsys.readouterr().err
    assert print_watch(watch) == watch_code
    for words in (*watch.held_up, *watch.errors):
        assert words in told
        assert words in capsys.readouterr().err
    broken = replace(summary, sources=(SourceTally("a", "A", error="timeout"),))
    assert broken.exit_code == (run_code or 3)


def test_why_pages_failed_is_said_in_a_few_lines() -> None:
    report = LoadReport(
        troubles={"timeout": Trouble(1, "https://a.example/1"), "not_found": Trouble(3, "https://b.example/")}
    )
    more = LoadReport(troubles={"timeout": Trouble(4, "https://c.example/2"), "empty": Trouble(1, "file:x/y.html")})
    assert by_reason(report + more) == [
        ("timeout", 5, "https://a.example/1"),
        ("not found", 3, "https://b.example/"),
        ("empty", 1, "file:x/y.html"),
    ]
    many = LoadReport(troubles={f"reason_{n:02}": Trouble(20 - n, "u") for n in range(16)})
    told = by_reason(many)
    assert len(told) == 13
    assert "figurewatch source health ID" in told[-1][2]
    assert sum(count for _, count, _ in told) == sum(20 - n for n in range(16))
    assert by_reason(LoadReport()) == []


def test_a_chart_of_one_value_is_drawn() -> None:
    assert "●" in draw([Mark(date(2026, 1, 1), 5.0, "●"), Mark(date(2026, 1, 1), 5.0, "●")], width=20)


NAN, INFINITE = float("nan"), float("inf")
IN_JSON: list[tuple[Any, Any]] = [
    # what Python holds, what whoever reads the JSON has
    ({"a": Decimal("1.50"), "b": date(2026, 5, 1), "c": (1, 2)}, {"a": 1.5, "b": "2026-05-01", "c": [1, 2]}),
    ({"d": Decimal("NaN"), "e": b"\x00\xff"}, {"d": None, "e": "00ff"}),
    ([{"a": NAN, "b": [-INFINITE, 1.5]}, (INFINITE, None)], [{"a": None, "b": [None, 1.5]}, [None, None]]),
    ({Decimal("1.5"): 1, date(2026, 5, 1): {1: NAN}}, {"1.5": 1, "2026-05-01": {"1": None}}),
]


@pytest.mark.parametrize(("held", "read"), IN_JSON)
def test_json_holds_what_python_holds(held: object, read: object) -> None:
    def never(constant: str) -> None:
        raise AssertionError(f"{constant} is no JSON")

    assert json.loads(as_json(held), parse_constant=never) == read


def test_the_sample_newsroom_can_be_had_anywhere(tmp_path: Path) -> None:
    copy_newsroom(tmp_path / "there")
    assert (tmp_path / "there" / "prefect.yaml").read_bytes() == (ROOT / "prefect.yaml").read_bytes()
    assert (tmp_path / "there" / ".gitignore").read_text() == "/data/\n"
    for part in ("config", "samples"):
        here, there = (
            {path.relative_to(home / part) for path in (home / part).rglob("*") if path.is_file()}
            for home in (ROOT, tmp_path / "there")
        )
        assert here == there
    assert find_mistakes(Project.at(tmp_path / "there")) == []
    with pytest.raises(
        ConfigError, match=r"is a project already .* nothing was changed; `cd .*/there && figurewatch run`"
    ):
        copy_newsroom(tmp_path / "there")


def test_a_sample_newsroom_that_was_not_copied_to_its_end_is_copied_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    copytree = shutil.copytree

    def interrupted(source: Any, *given: Any, **named: Any) -> Any:
        if Path(source).name == "config":
            raise KeyboardInterrupt
        return copytree(source, *given, **named)

    monkeypatch.setattr("shutil.copytree", interrupted)
    with pytest.raises(KeyboardInterrupt):
        copy_newsroom(tmp_path / "there")
    monkeypatch.setattr("shutil.copytree", copytree)
    copy_newsroom(tmp_path / "there")
    assert find_mistakes(Project.at(tmp_path / "there")) == []


def test_a_command_to_try_can_be_pasted(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("app.cli.ingest.run", lambda: 0)
    monkeypatch.setenv("FIGUREWATCH_PROJECT", "")
    monkeypatch.chdir(tmp_path)
    assert app.cli.main(["demo", "s 2"]) == 0
    assert "Try: cd 's 2' && figurewatch trend" in capsys.readouterr().err
    assert app.cli.main(["init", "my news"]) == 0
    assert "Next: `cd 'my news'`" in capsys.readouterr().err
    assert app.cli.main(["demo", "s 2"]) == 2
    assert f"`cd '{tmp_path}/s 2' && figurewatch run`" in capsys.readouterr().err


SENT = [
    # raised, sent, messages          said
    (0, 0, 0, "0 raised, 0 messages sent"),
    (1, 1, 1, "1 raised, 1 message sent"),
    (40, 40, 1, "40 raised, 1 message sent (40 alerts in it)"),
    (3, 6, 2, "3 raised, 2 messages sent (6 deliveries in them: one for each alert and channel)"),
]


@pytest.mark.parametrize(("raised", "sent", "messages", "said"), SENT)
def test_a_digest_is_one_message(raised: int, sent: int, messages: int, said: str) -> None:
    from app.cli.summary import alerts_line

    watch = WatchSummary(raised=[None] * raised, sent=sent, messages=messages)  # type: ignore[list-item]
    assert alerts_line(watch) == said


def test_check_says_what_of_the_environment_is_wrong_or_has_no_effect(tmp_path: Path) -> None:
    Figurewatch(tmp_path).write("config/sources.yaml", "sources: []\n")
    project = Project.at(tmp_path)
    wrong = {"FIGUREWATCH_TIMEOUT_S": "-3", "FIGUREWATCH_WORKERS": "many"}
    assert [line.partition(":")[0] for line in find_mistakes(project, wrong)] == [
        "FIGUREWATCH_WORKERS",
        "FIGUREWATCH_TIMEOUT_S",
    ]
    all_of_them = dict.fromkeys(
        ("FIGUREWATCH_WORKERS", "FIGUREWATCH_PAGE_MEMORY_MB", "FIGUREWATCH_THREADS", "FIGUREWATCH_DELAY_S"), "abc"
    ) | {"FIGUREWATCH_BATCH_PAGES": "0", "FIGUREWATCH_ALLOW": "10.0.0.0/99"}
    assert {line.partition(":")[0] for line in find_mistakes(project, all_of_them)} == set(all_of_them)
    for name, value in (
        ("TIMEOUT_S", "0"), ("THREADS", "0"), ("PER_HOST", "0"), ("MAX_BYTES", "0"), ("CONNECT_S", "0"),
        ("CONTACT", "us@a.example\nX-Other: 1"), ("CONTACT", "caf\u00e9"),
        ("PAGE_TIMEOUT_S", "inf"), ("WORKERS", "2.5"),
    ):  # fmt: skip
        (line,) = find_mistakes(project, {f"FIGUREWATCH_{name}": value})
        assert line.startswith(f"FIGUREWATCH_{name}: {value!r} ")
    zero = ("DELAY_S", "MAX_DELAY_S", "MAX_WAIT_S", "MAX_REDIRECTS")
    assert find_mistakes(project, {f"FIGUREWATCH_{name}": "0" for name in zero}) == []
    (line,) = find_mistakes(project, {"FIGUREWATCH_ALLOW": "10.0.0.0/8,foo/bar"})
    assert "'foo/bar'" in line
    fine = {"FIGUREWATCH_DATA": "data", "FIGUREWATCH_DELAY_S": "2"}
    assert find_mistakes(project, fine) == find_warnings(project, fine) == []
    (line,) = find_warnings(project, {"FIGUREWATCH_DELAY": "2"})
    assert "did you mean FIGUREWATCH_DELAY_S?" in line


@pytest.mark.parametrize(
    ("text", "why"),
    [(None, "cannot be read"), ("none of that kind\n", "holds no certificate"), ("", "holds no certificate")],
)
def test_check_tries_the_file_of_authorities(text: str | None, why: str, tmp_path: Path) -> None:
    import certifi

    Figurewatch(tmp_path).write("config/sources.yaml", "sources: []\n")
    authorities = tmp_path / "ca.pem"
    if text is not None:
        authorities.write_text(text, encoding="ascii")
    (line,) = find_mistakes(Project.at(tmp_path), {"FIGUREWATCH_CA_FILE": str(authorities)})
    assert line.startswith(f"FIGUREWATCH_CA_FILE: {authorities} {why}")
    assert find_mistakes(Project.at(tmp_path), {"FIGUREWATCH_CA_FILE": certifi.where()}) == []


MEMORY = [
    # megabytes for a page, whether it is enough; what is no number is said where the settings are read
    ("150", False),
    ("20", False),
    ("800", True),
    ("", True),
    ("abc", True),
]


@pytest.mark.parametrize(("megabytes", "enough"), MEMORY)
def test_check_tries_what_a_page_may_take(megabytes: str, enough: bool, tmp_path: Path) -> None:
    from flows.worker_trial import too_little_memory

    Figurewatch(tmp_path).write("config/sources.yaml", "sources: []\n")
    said = too_little_memory(Project.at(tmp_path), {"FIGUREWATCH_PAGE_MEMORY_MB": megabytes})
    assert (said == []) is enough
    assert all("FIGUREWATCH_PAGE_MEMORY_MB" in line and megabytes in line for line in said)


def test_doctor_reports_a_bad_setting_among_the_rest(tmp_path: Path, plain_command: WarmCommand) -> None:
    files = Figurewatch(tmp_path, warm=plain_command)
    files.write("config/sources.yaml", "sources: []\n")
    for name, value in (("FIGUREWATCH_WORKERS", "abc"), ("FIGUREWATCH_BATCH_PAGES", "0")):
        done = files("doctor", env={name: value})
        assert done.returncode == 1
        assert f"{name}: {value!r}" in " ".join(done.stdout.split())
        assert "mistakes" not in done.stdout
        assert "duckdb" in done.stdout
        assert done.stderr == ""


def test_check_says_mistakes_and_warnings_at_once(tmp_path: Path, plain_command: WarmCommand) -> None:
    files = Figurewatch(tmp_path, warm=plain_command)
    files.write("config/sources.yaml", "sources:\n  - {id: a, kind: urls, path: list.txt}\n")
    files.write(
        "config/alerts.yaml",
        "channels: [{id: log, kind: file, path: a.log}]\n"
        "rules:\n"
        "  - {id: r, events: [new_figure], sevrity: info}\n"
        "  - {id: s, events: [new_figure], channels: lgo}\n"
        "  - {id: t, events: [new_figure], when: {where: no_such_column > 3}}\n",
    )
    files.write(
        "config/indicators.yaml", "fx: {file: rates.csv}\nindicators: [{id: a, name: A, measures: [x], knd: y}]\n"
    )
    files.write("list.txt", "https://news.example/a\n\n# later\nnews.example/b\nhttps:///c\n")
    done = files("check")
    assert done.returncode == 2
    for words in (
        "list.txt:4: 'news.example/b'", "list.txt:5: 'https:///c'", "unknown key `sevrity`", "no channel 'lgo'",
        "rule 't': ", "unknown key `knd`", "rates.csv",
    ):  # fmt: skip
        assert words in done.stderr
    assert "list.txt:1" not in done.stderr


@pytest.mark.parametrize("name", ["sources", "alerts", "indicators", "entities", "corrections"])
def test_a_file_that_is_no_text_is_a_mistake_with_its_name(name: str, tmp_path: Path) -> None:
    Figurewatch(tmp_path).write("config/sources.yaml", "sources: []\n")
    file = tmp_path / "config" / f"{name}.yaml"
    file.write_bytes(b"# caf\xe9\n")
    (line,) = find_mistakes(Project.at(tmp_path), {})
    assert line.startswith(f"{file}: cannot be read: ")
    file.unlink()
    file.mkdir()
    (line,) = find_mistakes(Project.at(tmp_path), {})
    assert line.startswith(f"{file}: cannot be read: ")


def test_check_warns_of_what_is_not_there(tmp_path: Path, plain_command: WarmCommand) -> None:
    files = Figurewatch(tmp_path, warm=plain_command)
    files.write(
        "config/sources.yaml",
        "sources:\n"
        "  - {id: a, kind: folder, path: nowhere}\n"
        "  - {id: b, kind: warc, path: 'saved/*.warc.gz'}\n"
        "  - {id: c, kind: folder, path: later, pause: not yet}\n"
        "  - {id: d, kind: feed, url: 'https://a.example/feed', mirror: copies, language: de}\n",
    )
    files.write(
        "config/alerts.yaml",
        "channels: [{id: hook, kind: webhook, url: 'env:NEWS_HOOK'}]\nrules: [{id: r, events: [new_figure]}]\n",
    )
    files.write("config/indicators.yaml", "indicators: [{id: a, nmae: A, measures: [x]}]\n")
    project = Project.at(tmp_path)
    assert len(find_mistakes(project, {})) == len(set(find_mistakes(project, {})))
    files.write("config/indicators.yaml", "indicators: []\n")
    told = find_warnings(project, {})
    named = ("nowhere", "saved", "later", "copies is no folder yet", "language de: only English is read", "NEWS_HOOK")
    assert [words for line in told for words in named if words in line] == [one for one in named if one != "later"]
    (tmp_path / "saved").mkdir()
    (tmp_path / "saved" / "one.warc.gz").touch()
    (tmp_path / "nowhere").mkdir()
    (tmp_path / "copies").mkdir()
    (line,) = find_warnings(project, {"NEWS_HOOK": "https://hooks.example/1"})
    assert "language de" in line


def test_check_tells_dead_rules_with_their_line_beside_one_with_a_mistake(tmp_path: Path) -> None:
    files = Figurewatch(tmp_path)
    files.write("config/sources.yaml", "sources: []\n")
    files.write(
        "config/alerts.yaml",
        "channels: [{id: hook, kind: webhook, url: 'env:NEWS_HOOK'}, {id: log, kind: lgo}]\n"
        "rules:\n"
        "  - {id: r, events: [edit], horizon: 0d}\n"
        "  - {id: s, events: [edit], match: {source: nowhere}}\n",
    )
    project = Project.at(tmp_path)
    assert [line.partition("alerts.yaml:")[2][:2] for line in find_mistakes(project, {})] == ["1:", "3:"]
    hook, dead = find_warnings(project, {})
    assert "channel 'hook': " in hook
    assert dead == f"{project.alerts_file}:4:5: rule 's': source 'nowhere' is not configured"
    files.write("config/alerts.yaml", "channels: [{id: log, kind: lgo}]\nrules: [{id: s, events: [edit]}]\n")
    assert find_warnings(project, {}) == [], "its channel is there, and has a mistake"


def test_check_tells_what_is_there_twice(tmp_path: Path) -> None:
    files = Figurewatch(tmp_path)
    files.write(
        "config/sources.yaml",
        "sources:\n"
        "  - {id: a, kind: feed, url: 'https://a.example/feed'}\n"
        "  - {id: b, kind: feed, url: 'https://a.example/feed'}\n"
        "  - {id: c, kind: feed, url: 'https://a.example/feed', include: [sport]}\n",
    )
    files.write("config/alerts.yaml", "channels: []\nrules: []\n")
    files.write(
        "config/corrections.yaml",
        "corrections:\n"
        "  - {action: reject, claim: one}\n"
        "  - {action: reject, claim: one, note: once more}\n"
        "  - {action: merge, series: a, into: b}\n"
        "  - {action: merge, series: a, into: c}\n"
        "  - {action: fix, claim: one, to: {value: '3'}}\n",
    )
    told = find_warnings(Project.at(tmp_path), {})
    assert [line.partition(".yaml: ")[2] for line in told] == [
        "source 'b': https://a.example/feed is what source 'a' reads, too; keep one",
        "reject one is there twice; keep one",
        "merge a into c: that series is merged above, too; the last counts, keep one",
    ]


def test_explain_says_what_each_number_of_a_text_was_read_as(tmp_path: Path, plain_command: WarmCommand) -> None:
    (tmp_path / "text.txt").write_text("The port rose to third: it moved more than 1.2 million crates in 2025.")
    done = Figurewatch(tmp_path, warm=plain_command)("explain", "text.txt", "--format", "csv")
    assert done.returncode == 0, done.stderr
    third, crates, year = csv.DictReader(StringIO(done.stdout))
    assert (third["words"], third["made of it"], third["measure"]) == ("third", "rank 3", "")
    assert (year["words"], year["made of it"]) == ("2025", "dropped")
    assert (crates["made of it"], crates["measure"]) == ("more than 1.2 million crates", "crates moved")
    assert (crates["period"], crates["mood"]) == ("2025", "actual")
    assert crates["why"].startswith("count: ")
