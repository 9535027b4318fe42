"""Judges and senders killed with SIGKILL at any moment: each alert arrives, repeats are few and have the same id."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections import Counter
from datetime import timedelta
from pathlib import Path
from random import Random

import pytest

from alerts.deliver import LEASE
from tests.alerts_events import NOW, said
from tests.alerts_receivers import Hook, hook

SENDER = """
import sys
from datetime import datetime
from pathlib import Path
from alerts.config import parse_alerts
from alerts.deliver import make_tools, send_pending
from alerts.raising import raise_alerts
from warehouse.database import Warehouse
from warehouse.outbox import WarehouseOutbox

folder, text, allow, now = Path(sys.argv[1]), sys.argv[2], sys.argv[3], datetime.fromisoformat(sys.argv[4])
settings = parse_alerts(text, home=folder)
outbox = WarehouseOutbox(Warehouse(folder / "w.duckdb"))
print("ready", flush=True)
sys.stdout = None
raise_alerts(outbox, settings, now)
send_pending(outbox, settings, make_tools(settings, {}, lambda: now, [allow]))
"""
ALERTS, KILLS = 16, 5


@pytest.mark.slow
def test_killed_between_any_two_steps(tmp_path: Path) -> None:
    from warehouse.database import Warehouse
    from warehouse.event_rows import insert_events
    from warehouse.verify import verify

    random = Random(7)
    with hook() as receiver:
        text = (
            f"channels: [{{id: hook, kind: webhook, url: '{receiver.url}', digest_over: 1000}},"
            " {id: log, kind: log}]\nrules: [{id: all, events: new_figure}]"
        )
        warehouse = Warehouse(tmp_path / "w.duckdb")
        with warehouse.write() as con:
            insert_events(con, [said(str(n), n / 1000, series_id=None, figure_id=None) for n in range(ALERTS)])
        now = NOW
        for _ in range(KILLS):
            child = start(tmp_path, text, receiver, now)
            time.sleep(random.uniform(0.0, 0.6))
            child.send_signal(signal.SIGKILL)
            child.wait()
            now += LEASE
        for _ in range(2):  # what the last sender held is free again by then
            child = start(tmp_path, text, receiver, now)
            assert child.wait(timeout=120) == 0
            now += LEASE
        with warehouse.read() as con:
            rows = con.execute("SELECT delivery_id, channel_id, state FROM core.delivery").fetchall()
            alerts = con.execute("SELECT alert_id, event_id FROM core.alert").fetchall()
        arrived = Counter(receiver.delivery_ids())
    assert {state for _, _, state in rows} == {"sent"}
    wanted = {delivery_id for delivery_id, channel, _ in rows if channel == "hook"}
    assert len(wanted) == ALERTS
    assert set(arrived) == wanted
    assert sum(arrived.values()) - ALERTS <= KILLS
    assert max(arrived.values()) <= 1 + KILLS
    log = (tmp_path / "data/alerts.log").read_text()
    assert len(alerts) == len({event_id for _, event_id in alerts}) == ALERTS
    assert all(log.count(f"all {alert_id} ") >= 1 for alert_id, _ in alerts)
    assert verify(warehouse) == []


def start(folder: Path, text: str, receiver: Hook, now: object) -> subprocess.Popen[bytes]:
    """A sender in a process of its own, past its imports."""
    child = subprocess.Popen(
        [sys.executable, "-c", SENDER, str(folder), text, receiver.allow[0], str(now)],
        stdout=subprocess.PIPE,
        cwd=Path(__file__).parent.parent,
        env={**os.environ, "PYTHONPATH": str(Path(__file__).parent.parent)},
    )
    assert child.stdout is not None
    with child.stdout:
        child.stdout.readline()
    return child


def test_the_lease_is_longer_than_a_channel_may_take() -> None:
    from alerts.deliver import BUDGET_S

    assert timedelta(seconds=BUDGET_S + 300) < LEASE
