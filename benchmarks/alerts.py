"""How long alerts take: ``python -m benchmarks.alerts``, a part of ``make bench``.

One run with many new events, judged by four rules and sent to a log, a JSON Lines file and a webhook on this machine,
through a warehouse file. The growth is the time for each event against the smallest run.
"""

from __future__ import annotations

import sys
import tempfile
import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from functools import partial
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread

from extractors.events import Event, make_event_id

SIZES = (500, 5_000, 20_000)
NOW = datetime(2026, 3, 31, 12, tzinfo=UTC)
RULES = """
alert_horizon: 7d
channels: [{{id: log, kind: log}}, {{id: json, kind: file}}, {{id: hook, kind: webhook, url: 'http://127.0.0.1:{port}/'}}]
rules:
  - {{id: all, events: new_figure}}
  - {{id: big, events: new_figure, when: {{value: {{above: 2500, rearm: 2000}}}}, cooldown: 1h}}
  - {{id: drift, events: new_figure, when: {{change: {{percent: 5, over: 30d}}}}}}
  - {{id: sql, events: new_figure, when: {{where: "new_low > 4000 AND outlets >= 1"}}}}
"""
SEED = Event(
    event_id="", kind="new_figure", occurred_at=NOW, detected_at=NOW, source_id="plateau", subject="Gui'an New Area",
    measure="data centres", unit="data centre", kind_of_value="count", new_bound="=", modality="actual", outlets=1,
    origins=1, quote="25 data centres", sentence="Gui'an New Area now runs 25 data centres, its planners said.",
    outlet="Plateau Daily", url="https://plateau.example/centres", title="Ever more halls", published_at=NOW,
)  # fmt: skip


class Receiver(BaseHTTPRequestHandler):
    """Takes everything."""

    def do_POST(self) -> None:
        """Read it and say so."""
        self.rfile.read(int(self.headers["Content-Length"]))
        self.send_response(204)
        self.end_headers()

    def log_message(self, *args: object) -> None:
        """Nothing to stderr."""


def events(count: int) -> list[Event]:
    """Figures of seven hundred series in the last hours."""
    return [
        SEED._replace(
            event_id=make_event_id("new_figure", str(number)),
            series_id=f"s{number % 700}",
            occurred_at=NOW - timedelta(seconds=count - number),
            new_low=Decimal(number),
            new_high=Decimal(number),
        )
        for number in range(1, count + 1)
    ]


def alert_rows(sizes: tuple[int, ...] = SIZES) -> Iterator[tuple[str, str]]:
    """A row for each size: wall seconds to judge and to send, and the growth."""
    from alerts.config import parse_alerts
    from alerts.deliver import make_tools, send_pending
    from alerts.raising import raise_alerts
    from warehouse.alert_questions import events_where
    from warehouse.database import Warehouse
    from warehouse.event_rows import insert_events
    from warehouse.outbox import WarehouseOutbox

    server = ThreadingHTTPServer(("127.0.0.1", 0), Receiver)
    Thread(target=server.serve_forever, daemon=True).start()
    port = server.server_address[1]
    first = 0.0
    try:
        for size in sizes:
            with tempfile.TemporaryDirectory() as folder:
                warehouse = Warehouse(Path(folder) / "w.duckdb")
                with warehouse.write() as con:
                    insert_events(con, events(size))
                settings = parse_alerts(RULES.format(port=port), home=Path(folder))
                outbox = WarehouseOutbox(warehouse)
                start = time.perf_counter()
                raised = raise_alerts(outbox, settings, NOW, ask=partial(events_where, warehouse))
                judged = time.perf_counter()
                tools = make_tools(settings, {}, lambda: NOW, [f"127.0.0.1:{port}"])
                messages = 0
                while outbox.pending_channels():
                    report = send_pending(outbox, settings, tools)
                    messages += sum(one.messages for one in report.channels if one.channel_id == "hook")
                done = time.perf_counter()
            each = (done - start) / size
            first = first or each
            yield (
                f"{size:,} events in one run, {len(raised.alerts):,} alerts on 3 channels",
                f"judged in {judged - start:.1f} s, sent in {done - judged:.1f} s ({messages} webhook message"
                f"{'' if messages == 1 else 's'}), {each / first:.2f} x the first per event",
            )
    finally:
        server.shutdown()
        server.server_close()


def main() -> int:
    """Command line."""
    for name, value in alert_rows():
        print(f"{name:60}{value}", flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
