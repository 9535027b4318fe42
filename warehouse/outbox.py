"""Alerts and their deliveries as rows: written before anything is sent, marked when it was.

``WarehouseOutbox`` is what ``alerts`` asks for as its outbox. Every method is one short transaction of its own.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import fields
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any, TypeVar

from extractors.alerting import FARTHEST, LEASE, Alert, Backlog, Control, Delivery, Judgement, Pending, Unjudged
from extractors.events import Event
from warehouse.database import Warehouse
from warehouse.event_rows import COLUMNS as EVENT_COLUMNS
from warehouse.event_rows import event_from
from warehouse.migrate import sql
from warehouse.staging import Value, stage
from warehouse.values import aware, instant_of, utc

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

Row = TypeVar("Row", Alert, Delivery, Judgement)
_WAITED = timedelta(days=1)
AT_ONCE = 20_000  # deliveries looked at for one channel
_ID = {"id": "VARCHAR"}
_INSTANTS = frozenset(
    ("raised_at", "occurred_at", "acknowledged_at", "created_at", "due_at", "sent_at", "judged_at", "until", "since")
)


def _columns(record: type) -> dict[str, str]:
    kinds = {"late": "BOOLEAN", "attempts": "INTEGER"}
    return {
        field.name: "TIMESTAMP" if field.name in _INSTANTS else kinds.get(field.name, "VARCHAR")
        for field in fields(record)
    }


_ALERT, _DELIVERY, _JUDGEMENT = _columns(Alert), _columns(Delivery), _columns(Judgement)
_ALERT_SELECT = ", ".join(f"a.{name}" for name in _ALERT)
_DELIVERY_SELECT = ", ".join(f"d.{name}" for name in _DELIVERY)
_EVENT_SELECT = ", ".join(f"e.{name}" for name in EVENT_COLUMNS)


class WarehouseOutbox:
    """The outbox kept in the warehouse."""

    def __init__(self, warehouse: Warehouse) -> None:
        self._warehouse = warehouse

    def unjudged_events(self, now: datetime, limit: int = 10_000) -> list[Unjudged]:
        """Events to judge: new ones, and those a rule waits for; in order of time."""
        with self._warehouse.read() as con:
            rows = con.execute(
                sql("outbox/unjudged").replace("{event}", _EVENT_SELECT),
                {"limit": limit, "still_waiting": utc(now - _WAITED)},
            ).fetchall()
        return [Unjudged(event_from(row[:-1]), None if row[-1] is None else tuple(row[-1])) for row in rows]

    def series_events(self, series_ids: Sequence[str]) -> list[Event]:
        """Every event of these series, in order of time; outlets and origins as they are by now."""
        if not series_ids:
            return []
        with self._warehouse.read() as con:
            rows = con.execute(
                f"""
                SELECT {_EVENT_SELECT}
                FROM (
                    SELECT e.* REPLACE (
                        coalesce(f.outlets, e.outlets) AS outlets, coalesce(f.origins, e.origins) AS origins
                    )
                    FROM core.event AS e
                    LEFT JOIN core.figure AS f USING (figure_id)
                    WHERE e.series_id IN (SELECT unnest($ids::VARCHAR[]))
                ) AS e
                ORDER BY e.occurred_at, e.event_id
                """,
                {"ids": list(series_ids)},
            ).fetchall()
        return [event_from(row) for row in rows]

    def alerts_since(self, rule_ids: Sequence[str], since: datetime) -> list[Alert]:
        """Alerts of these rules since then, oldest first."""
        with self._warehouse.read() as con:
            rows = con.execute(
                f"""
                SELECT {_ALERT_SELECT} FROM core.alert AS a
                WHERE rule_id IN (SELECT unnest($rules::VARCHAR[])) AND raised_at >= $since
                ORDER BY raised_at, alert_id
                """,
                {"rules": list(rule_ids), "since": utc(since)},
            ).fetchall()
        return [_record(Alert, row) for row in rows]

    def add_alerts(
        self,
        alerts: Sequence[Alert],
        deliveries: Sequence[Delivery],
        judgements: Sequence[Judgement],
        judged: Sequence[str],
        now: datetime,
    ) -> int:
        """Write all of it in one transaction; returns how many alerts were new."""
        if not (alerts or deliveries or judgements or judged):
            return 0
        with self._warehouse.write() as con:
            new = _add(con, "core.alert", "alert_id", _ALERT, alerts)
            _add(con, "core.delivery", "delivery_id", _DELIVERY, deliveries)
            if judgements:
                latest = {(one.event_id, one.rule_id): one for one in judgements}
                stage(con, "staged_judgement", _JUDGEMENT, _values(latest.values(), _JUDGEMENT))
                con.execute(
                    """
                    DELETE FROM core.judgement AS j USING staged_judgement AS s
                    WHERE (j.event_id, j.rule_id) = (s.event_id, s.rule_id)
                    """
                )
                con.execute("INSERT INTO core.judgement BY NAME SELECT * FROM staged_judgement")
            if judged:
                stage(con, "staged_id", _ID, ((one,) for one in set(judged)))
                con.execute(
                    """
                    INSERT INTO core.judged
                    SELECT id, $now FROM staged_id
                    WHERE id NOT IN (SELECT event_id FROM core.judged)
                    """,
                    {"now": utc(now)},
                )
        return new

    def pending_channels(self) -> list[str]:
        """Ids of channels with a pending delivery, due or not."""
        with self._warehouse.read() as con:
            rows = con.execute("SELECT DISTINCT channel_id FROM core.delivery WHERE state = 'pending' ORDER BY 1")
            return [row[0] for row in rows.fetchall()]

    def pending_deliveries(self, channel_id: str, now: datetime) -> list[Pending]:
        """What may be sent now, lane by lane, up to the first that is not due."""
        with self._warehouse.read() as con:
            rows = con.execute(
                sql("outbox/pending").replace("{delivery}", _DELIVERY_SELECT).replace("{alert}", _ALERT_SELECT),
                {"channel": channel_id, "now": utc(now), "farthest": utc(now + FARTHEST), "limit": AT_ONCE},
            ).fetchall()
        split = len(_DELIVERY)
        return [Pending(_record(Delivery, row[:split]), _record(Alert, row[split:])) for row in rows]

    def backlog(self) -> list[Backlog]:
        """What is pending, by channel and lane."""
        with self._warehouse.read() as con:
            rows = con.execute(sql("outbox/backlog")).fetchall()
        return [Backlog(channel, lane, count, instant_of(due), error) for channel, lane, count, due, error in rows]

    def start_batch(self, batch_id: str, delivery_ids: Sequence[str], now: datetime, lease_until: datetime) -> bool:
        """Take these for sending, all or none."""
        with self._warehouse.write() as con:
            stage(con, "staged_id", _ID, ((one,) for one in set(delivery_ids)))
            free = con.execute(
                """
                SELECT count(*) FROM core.delivery
                WHERE delivery_id IN (SELECT id FROM staged_id) AND state = 'pending'
                    AND (due_at <= $now OR due_at > $farthest)
                """,
                {"now": utc(now), "farthest": utc(now + FARTHEST)},
            ).fetchone()
            if free != (len(set(delivery_ids)),):
                return False
            con.execute(
                """
                UPDATE core.delivery SET batch_id = $batch, attempts = attempts + 1, due_at = $lease, error = NULL
                WHERE delivery_id IN (SELECT id FROM staged_id)
                """,
                {"batch": batch_id, "lease": utc(lease_until)},
            )
        return True

    def mark_sent(self, delivery_ids: Sequence[str], sent_at: datetime, receipt: str) -> None:
        """These are done."""
        self._mark(
            delivery_ids,
            "state = 'sent', sent_at = $sent_at, receipt = $receipt, error = NULL",
            {"sent_at": utc(sent_at), "receipt": receipt},
        )

    def mark_failed(self, delivery_ids: Sequence[str], error: str, retry_at: datetime | None) -> None:
        """These failed: to be tried again at ``retry_at``, or given up."""
        if retry_at is None:
            self._mark(delivery_ids, "state = 'dead', error = $error", {"error": error})
        else:
            self._mark(
                delivery_ids, "error = $error, due_at = $retry_at", {"error": error, "retry_at": utc(retry_at)}
            )

    def retry_deliveries(
        self, now: datetime, *, delivery_ids: Sequence[str] = (), channel_id: str | None = None
    ) -> int:
        """Dead deliveries, these or all of a channel, pending again; waiting ones due now, not those on their way."""
        values = {"now": utc(now), "lease": utc(now + LEASE), "ids": list(delivery_ids), "channel": channel_id}
        with self._warehouse.write() as con:
            rows = con.execute(sql("outbox/retry"), values).fetchall()
            meant, parted = [row[0] for row in rows if row[1]], [row[0] for row in rows if row[2]]
            _change(con, parted, "batch_id = NULL")
            _change(
                con,
                meant,
                "attempts = CASE WHEN state = 'dead' THEN 0 ELSE attempts END, state = 'pending', due_at = $now",
                now=utc(now),
            )
        return len(meant)

    def controls(self) -> list[Control]:
        """Snoozes and pauses."""
        with self._warehouse.read() as con:
            rows = con.execute(
                "SELECT kind, target, since, until, set_by, note FROM core.control ORDER BY kind, target"
            ).fetchall()
        return [
            Control(kind, target, instant_of(since), aware(until), by, note)
            for kind, target, since, until, by, note in rows
        ]

    def set_control(self, control: Control) -> None:
        """Write it in place of the one with the same kind and target."""
        with self._warehouse.write() as con:
            _clear(con, control.kind, control.target)
            con.execute(
                "INSERT INTO core.control VALUES ($kind, $target, $since, $until, $by, $note)",
                {
                    "kind": control.kind,
                    "target": control.target,
                    "since": utc(control.since),
                    "until": None if control.until is None else utc(control.until),
                    "by": control.by,
                    "note": control.note,
                },
            )

    def clear_control(self, kind: str, target: str) -> bool:
        """Lift it; False when there was none."""
        with self._warehouse.write() as con:
            return _clear(con, kind, target)

    def acknowledge(self, alert_ids: Sequence[str], by: str, now: datetime) -> int:
        """Mark alerts as seen by a person; returns how many were not before."""
        with self._warehouse.write() as con:
            rows = con.execute(
                """
                UPDATE core.alert SET state = 'acknowledged', acknowledged_at = $now, acknowledged_by = $by
                WHERE alert_id IN (SELECT unnest($ids::VARCHAR[])) AND state <> 'acknowledged'
                RETURNING alert_id
                """,
                {"now": utc(now), "by": by, "ids": list(alert_ids)},
            ).fetchall()
        return len(rows)

    def _mark(self, delivery_ids: Sequence[str], changes: str, values: dict[str, Any]) -> None:
        with self._warehouse.write() as con:
            _change(con, delivery_ids, changes, **values)


def _change(con: DuckDBPyConnection, delivery_ids: Sequence[str], changes: str, **values: Any) -> None:
    con.execute(
        f"UPDATE core.delivery SET {changes} WHERE delivery_id IN (SELECT unnest($ids::VARCHAR[]))",
        {**values, "ids": list(delivery_ids)},
    )


def _clear(con: DuckDBPyConnection, kind: str, target: str) -> bool:
    rows = con.execute(
        "DELETE FROM core.control WHERE kind = $kind AND target = $target RETURNING target",
        {"kind": kind, "target": target},
    ).fetchall()
    return bool(rows)


def _add(con: DuckDBPyConnection, table: str, key: str, columns: dict[str, str], records: Sequence[Row]) -> int:
    """Insert records whose key is not there yet; returns how many."""
    if not records:
        return 0
    unique = {getattr(record, key): record for record in records}
    stage(con, "staged_row", columns, _values(unique.values(), columns))
    rows = con.execute(
        f"INSERT INTO {table} BY NAME SELECT * FROM staged_row ANTI JOIN {table} USING ({key}) RETURNING {key}"
    ).fetchall()
    return len(rows)


def _values(records: Iterable[Row], columns: dict[str, str]) -> Iterable[list[Value]]:
    return ([getattr(record, name) for name in columns] for record in records)


def _record(kind: type[Row], row: Sequence[Any]) -> Row:
    values: dict[str, Any] = {
        field.name: aware(value) if field.name in _INSTANTS else value
        for field, value in zip(fields(kind), row, strict=True)
    }
    return kind(**values)
