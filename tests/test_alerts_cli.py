"""``figurewatch alerts`` and ``explain --why-not`` as a person types them, in a project with a few events."""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

import app.cli
from extractors.alerting import Control
from extractors.events import Event
from flows.lock import RunLock, is_held
from flows.project import Project
from flows.watching import Watching
from tests.alerts_events import against, said

NOW = datetime.now(UTC).replace(microsecond=0)
# An hour that does not come while the tests run.
MORNING = (NOW + timedelta(hours=12)).replace(minute=0, second=0)
CONFIG = f"""
alert_horizon: 30d
channels: [{{id: log, kind: log}}, {{id: json, kind: file}}]
rules:
  - {{id: big, about: More than 25 halls, events: [new_figure, edit], when: {{value: {{above: 25}}}}, channels: log}}
  - id: morning
    events: new_figure
    digest: {{at: "{MORNING.astimezone(ZoneInfo("Asia/Shanghai")):%H:%M}", zone: Asia/Shanghai}}
    channels: json
  - {{id: later, events: conflict}}
"""
Say = Callable[..., tuple[int, str, str]]


def happened() -> list[Event]:
    """23, 26, 27 data centres, two days apart, the last two hours ago; ids that can be typed."""
    days = (NOW - datetime(2026, 3, 31, 12, tzinfo=UTC)) / timedelta(days=1)
    events = [said("23", 4.1 - days, "new_series", event_id="e23", series_id=None, figure_id=None, source_id=None)]
    for text, ago in (("26", 2.1), ("27", 0.1)):
        new = said(text, ago - days, event_id=f"e{text}", series_id=None, figure_id=None, source_id=None)
        events.append(against(new, events[-1]))
    return events


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A project whose events have been judged and sent."""
    from warehouse.event_rows import insert_events

    root = tmp_path_factory.mktemp("alerts")
    (root / "config").mkdir()
    (root / "config/sources.yaml").write_text("sources: []\n")
    (root / "config/alerts.yaml").write_text(CONFIG)
    watching = Watching(Project.at(root, {}), now=lambda: NOW, env={})
    with watching.warehouse.write() as con:
        insert_events(con, happened())
    watching.judge()
    watching.send()
    return root


@pytest.fixture
def say(made: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Say:
    """Runs a command in a copy of the project; exit code, stdout, stderr."""
    shutil.copytree(made, tmp_path / "project")
    monkeypatch.chdir(tmp_path / "project")
    monkeypatch.setenv("COLUMNS", "300")

    def run(*words: str) -> tuple[int, str, str]:
        code = app.cli.main(list(words))
        out, err = capsys.readouterr()
        return code, out, err

    return run


def alert_ids(say: Say) -> dict[str, str]:
    """Alert ids by rule and new value: ``big 26``."""
    listed = [json.loads(line) for line in say("alerts", "ls", "--format", "jsonl")[1].splitlines()]
    return {f"{one['rule']} {one['headline'].partition(' data')[0].split()[-1]}": one["alert_id"] for one in listed}


def test_events_are_told_in_words_with_the_id_that_explain_takes(say: Say) -> None:
    _, shown, _ = say("events", "new_figure")
    line = next(line for line in shown.splitlines() if "→ 26 data" in line)
    assert "new figure" in line
    (event_id,) = {words for words in line.split() if words.startswith("e2")}
    assert say("explain", event_id)[0] == 0
    code, out, err = say("events", "--since", "2999-01-01")
    assert (code, out, err) == (0, "", "nothing found since 2999-01-01 00:00 UTC\n")


def test_ls_show_and_log(say: Say) -> None:
    ids = alert_ids(say)
    assert sorted(ids) == ["big 26", "morning 26", "morning 27"]
    code, out, _ = say("alerts", "show", ids["big 26"])
    assert code == 0
    assert out.startswith("Gui'an New Area: 23 → 26 data centres, +13 %, first change since ")
    assert "now runs »26 data centres«, its planners" in out
    assert (
        f"Why: More than 25 halls (rule big: 26 data centres is above 25)\nMore: figurewatch explain {ids['big 26']}"
        in out
    )
    _, out, _ = say("alerts", "log", "--channel", "log", "--format", "csv")
    assert "written to data/alerts.log" in out
    _, out, _ = say("alerts", "log", "--state", "pending", "--format", "jsonl")
    assert {json.loads(line)["channel"] for line in out.splitlines()} == {"json"}
    assert say("alerts", "show", "nothing")[0] == 2


def test_a_rule_is_tried_on_the_past_with_the_time_each_alert_would_have_gone_out(say: Say) -> None:
    code, out, err = say("alerts", "test", "morning", "--since", "30d", "--format", "jsonl")
    assert code == 0
    rows = [json.loads(line) for line in out.splitlines()]
    assert [row["event_id"] for row in rows] == ["e26", "e27"]
    for row, event in zip(rows, happened()[1:], strict=True):
        sends_at = datetime.fromisoformat(row["sends_at"])
        assert (sends_at.hour, sends_at.minute) == (MORNING.hour, 0)
        assert timedelta(0) < sends_at - event.occurred_at <= timedelta(days=1)
        assert row["how"] == f"digest {(MORNING.hour + 8) % 24:02}:00 Asia/Shanghai"
    assert err.startswith("2 alerts since ")
    _, out, _ = say("alerts", "test", "big", "--silent", "--format", "jsonl")
    assert [json.loads(line)["how"] for line in out.splitlines()] == ["at once", "silent"]
    _, out, err = say("alerts", "test", "big", "--since", "1d")
    assert "nothing was written or sent" in err


def test_why_not(say: Say) -> None:
    code, out, _ = say("explain", "--why-not", "later", "e26")
    assert code == 0
    assert "rule later is not about it" in out
    assert "new_figure is not among its events (conflict)" in out
    _, out, _ = say("explain", "--why-not", "big", "e26")
    assert "rule big has alerted: " in out
    _, out, _ = say("explain", "--why-not", "big", "e23", "--format", "json")
    (answer,) = json.loads(out)
    assert (answer["says_now"], answer["decided_by"], answer["said_then"]) == ("silent", "events", None)
    code, _, err = say("explain", "--why-not", "big", "nothing")
    assert (code, len(err.splitlines())) == (2, 1)
    assert "did you mean" in say("explain", "--why-not", "bgi", "e26")[2]


def test_why_not_says_of_a_rule_without_conditions_that_it_has_not_judged(say: Say) -> None:
    """Its decision falls with the events it is about, which is no reason to call them none of its business."""
    Path("config/alerts.yaml").write_text(CONFIG + "  - {id: plain, events: new_figure}\n")
    _, out, _ = say("explain", "--why-not", "plain", "e26")
    assert "rule plain has not judged it" in out
    assert "it says alert" in out
    assert "is not about it" not in out


def test_why_not_says_what_was_said_at_the_time_even_when_the_rule_has_changed(say: Say) -> None:
    Path("config/alerts.yaml").write_text(CONFIG.replace("above: 25", "above: 26.5"))
    _, out, _ = say("explain", "--why-not", "big", "e26", "--format", "json")
    (answer,) = json.loads(out)
    assert answer["said_then"].endswith("26 data centres is above 25")
    assert (answer["says_now"], answer["decided_by"]) == ("silent", "value")


def test_a_paused_channel_says_so_and_keeps_its_alerts(say: Say) -> None:
    code, _, err = say("alerts", "pause", "json", "--until", "12h", "--why", "moving house")
    assert code == 0
    assert "channel json is silent until " in err
    _, _, err = say("alerts", "ls")
    assert "channel json is silent until " in err
    assert "(moving house)" in err
    say("alerts", "retry")  # of all channels, but not of one that a person paused
    assert "(moving house)" in say("alerts", "ls")[2]
    assert say("alerts", "resume", "json")[2] == "channel json is open again\n"
    assert say("alerts", "resume", "json")[2] == "channel json was not paused\n"
    assert "silent" not in say("alerts", "ls")[2]
    assert say("alerts", "pause", "jsn")[0] == 2


def test_what_waits_is_told_until_when_and_why(say: Say, monkeypatch: pytest.MonkeyPatch) -> None:
    """A digest waits for its time; a channel that takes nothing is wrong, also where no round has just tried it."""
    due = f"{MORNING:%Y-%m-%d %H:%M} UTC"
    assert f"channel json: 2 deliveries wait until {due} (" in say("alerts", "ls")[2]
    code, out, _ = say("doctor")
    assert (code, "2 deliveries wait until" in out) == (0, True)
    assert "starts and reads a page" in " ".join(out.split())
    # It has read a page now, two seconds of work, and has nothing to do with what waits.
    monkeypatch.setattr("flows.worker_trial.try_worker", lambda project, settings: None)
    outbox = Watching(Project.find(), now=lambda: NOW).outbox
    ids = [each.delivery.delivery_id for each in outbox.pending_deliveries("json", MORNING)]
    outbox.mark_failed(ids, "no connection", MORNING)
    line = f"no connection; 2 deliveries wait until {due}; `figurewatch alerts retry json` sends at once"
    assert f"channel json: {line}\n" in say("alerts", "ls")[2]
    code, out, _ = say("doctor")
    assert code == 1
    assert f"WRONG channel json {line}" in " ".join(out.split())
    say("alerts", "pause", "json", "--until", "12h", "--why", "moving house")
    assert "(moving house); 2 deliveries wait\n" in say("alerts", "ls")[2]
    assert say("doctor")[0] == 0


def test_retry_takes_up_a_channel_that_is_gone_or_one_alert(say: Say) -> None:
    watching = Watching(Project.find(), now=lambda: NOW)
    watching.outbox.set_control(Control("pause_channel", "json", NOW, None, "figurewatch", "HTTP 410"))
    ids = alert_ids(say)
    code, _, err = say("alerts", "retry", ids["morning 26"])
    assert code == 0
    assert err == "1 delivery taken up again; 0 sent\n"  # its channel is gone still
    code, _, err = say("alerts", "retry", "json")
    assert err == "1 delivery taken up again; 2 sent\n"
    assert Path("data/alerts.jsonl").read_text().count("\n") == 2


def test_retry_says_what_another_sender_has(say: Say) -> None:
    watching = Watching(Project.find(), now=lambda: datetime.now(UTC))
    now = watching.now()
    first = watching.outbox.pending_deliveries("json", now + timedelta(days=9_000))[0].delivery
    assert watching.outbox.start_batch("b", [first.delivery_id], first.due_at, now + timedelta(minutes=10))
    code, _, err = say("alerts", "retry", "json")
    assert code == 0
    assert re.search(
        r"^json: 1 on the way, or held by a sender that was ended until \d\d:\d\d UTC$", err, re.MULTILINE
    )


SNOOZES = [
    ("12h", True),
    ("2099-01-01", True),
    ("2099-01-01T18:00+02:00", True),
    ("2020-01-01", False),
    ("soon", False),
]


@pytest.mark.parametrize(("until", "good"), SNOOZES)
def test_snooze(say: Say, until: str, good: bool) -> None:
    code, _, err = say("alerts", "snooze", "big", "--until", until)
    assert code == (0 if good else 2)
    if not good:
        assert err.startswith(f"figurewatch: --until {until!r}: ")
        return
    assert "rule big is silent until " in say("alerts", "ls")[2]
    assert say("alerts", "wake", "big")[2] == "rule big speaks again\n"


@pytest.mark.parametrize(
    ("words", "told"),
    [
        ("ls --rule bgi", "no alert rule 'bgi'"),
        ("log --channel lgo", "no channel 'lgo'"),
        ("log --state lost", "--state"),
        ("retry lgo", "no channel or alert 'lgo'; channels are log, json"),
    ],
)
def test_a_name_that_nothing_has_does_not_look_like_no_news(say: Say, words: str, told: str) -> None:
    code, _, err = say("alerts", *words.split())
    assert code == 2
    assert told in err


def test_a_list_that_is_cut_says_so(say: Say) -> None:
    assert "these are the newest 1; --limit shows more" in say("alerts", "ls", "-n", "1")[2]
    assert "these are the newest 2; --limit shows more" in say("alerts", "log", "-n", "2")[2]
    assert "--limit" not in say("alerts", "ls")[2]


def test_ack(say: Say) -> None:
    ids = alert_ids(say)
    code, _, err = say("alerts", "ack", ids["big 26"], "nothing", "--by", "ada")
    assert (code, err.splitlines()[0]) == (2, "1 of 2 marked as seen")
    assert "no alert 'nothing'" in err
    assert say("alerts", "ack", ids["big 26"])[:3:2] == (0, "0 of 1 marked as seen; 1 had been before\n")
    assert say("alerts", "ack")[0] == say("alerts", "show", "nothing")[0] == 2
    _, out, _ = say("alerts", "ls", "--format", "csv")
    assert out.count("acknowledged") == 1


def test_send_test(say: Say) -> None:
    code, _, err = say("alerts", "send-test", "log")
    assert (code, err) == (0, "log: written to data/alerts.log\n")
    assert "Test of channel log" in Path("data/alerts.log").read_text()


def test_check_tells_of_conditions_that_do_not_work_and_of_dead_rules(say: Say) -> None:
    more = "  - {id: sql, events: edit, when: {where: new_lw > 3}}\n"
    Path("config/alerts.yaml").write_text(CONFIG + more)
    code, _, err = say("check")
    assert code == 2
    assert "rule 'sql': the SQL condition 'new_lw > 3' does not work" in err
    Path("config/alerts.yaml").write_text(CONFIG + more.replace("where: new_lw > 3", "outlets: 3"))
    Path("config/sources.yaml").write_text("sources: [{id: one, kind: feed, url: 'https://news.example/rss'}]\n")
    code, _, err = say("check")
    assert code == 0
    assert "alerts.yaml:11:5: rule 'sql': it waits for 3 outlets, but all sources together are 1 outlet" in err


def test_old_news_waits_for_the_end_of_the_reading_and_is_one_digest(say: Say) -> None:
    from warehouse.event_rows import insert_events

    def watch(*texts: str) -> int:
        days = (NOW - datetime(2026, 3, 31, 12, tzinfo=UTC)) / timedelta(days=1)
        olds = [said(text, 20 - days, "new_series", series_id=None, figure_id=None) for text in texts]
        with watching.warehouse.write() as con:
            insert_events(con, olds)
        watching.judge()
        return watching.send().sent

    Path("config/alerts.yaml").write_text(CONFIG + "  - {id: old, events: new_series, channels: log}\n")
    watching = Watching(Project.find(), now=lambda: NOW, env={})
    with RunLock(watching.project.run_lock, "backfill", NOW):
        assert (watch("40"), watch("41", "42")) == (0, 0)
    assert not is_held(watching.project.run_lock)
    assert watch("43") == 4
    with watching.warehouse.read() as con:
        batches = con.execute("SELECT count(DISTINCT batch_id) FROM core.delivery WHERE lane = 'late'").fetchone()
    assert batches == (1,)
    watching.project.run_lock.write_text("{}")  # of a run that was killed
    assert watch("44") == 1


def test_a_mistake_in_one_file_does_not_keep_the_rest_of_a_round_from_being_done(say: Say) -> None:
    Path("config/indicators.yaml").write_text("indicators: [{id: A}]\n")
    watching = Watching(Project.find(), now=lambda: NOW)
    assert watching.judge().judged == 0
    assert "indicators.yaml" in watching.errors[0]


def test_a_round_knows_which_sources_are_read_and_their_tags(say: Say, monkeypatch: pytest.MonkeyPatch) -> None:
    Path("config/sources.yaml").write_text(
        "sources:\n"
        "  - {id: one, kind: feed, url: 'https://news.example/rss', tags: [regional]}\n"
        "  - {id: two, kind: feed, url: 'https://other.example/rss', pause: moving house}\n"
        "  - {id: old, kind: warc, path: saved}\n"
        "  - {id: cuttings, kind: folder, path: saved}\n"
    )
    asked: list[tuple[object, object]] = []
    monkeypatch.setattr(
        "warehouse.runs.silent_sources", lambda wh, now, tags, only: asked.append((tags, list(only))) or []
    )
    Watching(Project.find(), now=lambda: NOW).judge()
    assert asked == [({"one": ("regional",), "cuttings": ()}, ["one", "cuttings"])]
