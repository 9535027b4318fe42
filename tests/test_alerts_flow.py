"""The watch flow under Prefect: an event for each alert there, and no secret in anything a project leaves behind."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path
from time import monotonic, sleep
from typing import Any
from urllib.request import Request, urlopen

import pytest
from conftest import Figurewatch

from tests.alerts_events import said
from tests.alerts_receivers import hook, mailbox

pytestmark = pytest.mark.slow

CANARIES = {
    "HOOK": "canary-hook-token",
    "HOOK_KEY": "canary-hook-key",
    "CHAT": "canary-chat-token",
    "MAIL": "canary-mail-password",
}
ALERTS = """
alert_horizon: all
channels:
  - {{id: hook, kind: webhook, url: env:HOOK, secret: env:HOOK_KEY, timeout_s: 3}}
  - {{id: bad, kind: webhook, url: env:BAD, timeout_s: 3}}
  - {{id: chat, kind: apprise, url: env:CHAT, timeout_s: 5}}
  - {{id: mail, kind: email, host: 127.0.0.1, port: {mail}, security: none, sender: a@b.example, to: c@d.example,
      user: fw, password: env:MAIL}}
  - {{id: log, kind: log}}
  - {{id: json, kind: file}}
rules:
  - {{id: all, about: Everything, events: [new_figure, forecast_due]}}
"""


def seed(project: Figurewatch, number: int) -> list[str]:
    """Events in the project's warehouse; their ids."""
    from warehouse.database import Warehouse
    from warehouse.event_rows import insert_events

    events = [said(str(n), 1, series_id=None, figure_id=None, source_id=None) for n in range(1, number + 1)]
    with Warehouse(project.root / "data/warehouse.duckdb").write() as con:
        insert_events(con, events)
    return [event.event_id for event in events]


def everything(root: Path) -> Iterator[tuple[str, str]]:
    """What a project has written: every file, and every table of its databases as text (they store compressed)."""
    from warehouse.database import Warehouse

    for path in sorted(root.rglob("*")):
        if path.is_file():
            yield str(path), path.read_bytes().decode("latin-1")
            if path.suffix == ".db":
                with closing(sqlite3.connect(path)) as con:
                    yield f"{path} as text", "\n".join(con.iterdump())
            if path.suffix == ".duckdb":
                with Warehouse(path).read() as con:
                    names = con.execute("SELECT schema_name || '.' || table_name FROM duckdb_tables()").fetchall()
                    for (name,) in names:
                        yield f"{path}: {name}", str(con.execute(f"FROM {name}").fetchall())


def test_each_alert_is_a_prefect_event_and_no_secret_is_anywhere(
    make_project: Callable[..., Figurewatch], prefect_server: str, tmp_path: Path
) -> None:
    with hook(*[401] * 3) as receiver, mailbox(login_code=535) as server:
        project = make_project("sources: []\n", ALERTS.format(mail=server.port))
        event_ids = seed(project, 3)
        env = {
            "HOOK": f"{receiver.url}?key={CANARIES['HOOK']}",
            "HOOK_KEY": CANARIES["HOOK_KEY"],
            "BAD": f"https://{CANARIES['HOOK']}.invalid/{CANARIES['HOOK']}",
            "CHAT": f"json://me:{CANARIES['CHAT']}@127.0.0.1:{receiver.port}/{CANARIES['CHAT']}",
            "MAIL": CANARIES["MAIL"],
            "FIGUREWATCH_ALLOW": f"127.0.0.1:{receiver.port}",
        }
        ran = [project("watch", "--verbose", env=env)]
        ran += [project("alerts", "send-test", name, env=env) for name in ("hook", "chat", "mail", "bad")]
        ran += [project("alerts", "log", env=env), project("check", env=env), project("doctor", env=env)]
        ran += [project("alerts", "retry", "--debug", env=env)]
        ran += [project("backup", str(tmp_path / "backup"), env=env)]
    assert ran[0].returncode == 0, ran[0].stderr  # what a channel did not take waits, and is told
    for words in ("channel hook: HTTP 401", "channel mail: ", "channel bad: "):
        assert words in ran[0].stderr
    assert (project.root / "data/alerts.log").read_text().count(" all ") >= 3

    raised = {event["resource"]["prefect.resource.id"]: event for event in prefect_events(prefect_server, event_ids)}
    listed = project("alerts", "ls", "--rule", "all", "--format", "jsonl").stdout.splitlines()
    ids = {json.loads(line)["alert_id"]: json.loads(line)["headline"] for line in listed}
    assert {name.removeprefix("figurewatch.alert.") for name in raised} == set(ids)
    for name, event in raised.items():
        assert event["event"] == "figurewatch.alert.new_figure"
        assert event["resource"]["figurewatch.rule"] == "all"
        assert event["resource"]["prefect.resource.name"] == ids[name.removeprefix("figurewatch.alert.")]
        assert event["payload"]["reason"]

    kept = [*everything(project.root), *everything(tmp_path / "backup")]
    newest = {"sort": "TIMESTAMP_DESC"}  # it gives two hundred lines, and has those of other tests
    kept += [("logs", json.dumps(answer(prefect_server, "logs", newest)))]
    kept += [(path, json.dumps(answer(prefect_server, path))) for path in ("flow_runs", "task_runs")]
    kept += [("events", json.dumps(list(raised.values())))]
    kept += [(str(done.args[2:]), done.stdout + done.stderr) for done in ran]
    # What is searched is what was written: an alert's words are found in all of these.
    for where in ("warehouse.duckdb: core.alert", "backup/data/warehouse.duckdb: core.event", "data/alerts.log"):
        assert any(name.endswith(where) and "New Area now runs" in text for name, text in kept), where
    assert any(name == "logs" and "hook" in text for name, text in kept)
    assert [(name, secret) for name, text in kept for secret in CANARIES.values() if secret in text] == []


def answer(api: str, what: str, body: object = None) -> Any:
    """What Prefect's server has of something."""
    sent = json.dumps(body or {}).encode()
    with urlopen(Request(f"{api}/{what}/filter", sent, {"Content-Type": "application/json"}), timeout=10) as got:
        return json.load(got)


def prefect_events(api: str, event_ids: list[str]) -> list[dict[str, Any]]:
    """The events of these alerts that the server has, once it has them all."""
    query = {"filter": {"event": {"prefix": ["figurewatch.alert."]}}, "limit": 50}
    deadline = monotonic() + 30
    while True:
        events = answer(api, "events", query)["events"]
        mine = [event for event in events if event["payload"]["facts"]["event_id"] in event_ids]
        if len(mine) >= len(event_ids) or monotonic() > deadline:
            return mine
        sleep(0.3)
