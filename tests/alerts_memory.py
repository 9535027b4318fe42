"""An outbox in memory: as fast as tests want it, and the plainest statement of what an outbox does."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from threading import RLock

from alerts.history import order
from extractors.alerting import Alert, Backlog, Control, Delivery, Judgement, Pending, Unjudged
from extractors.events import Event

GRACE = timedelta(days=1)
"""How long after the end of its waiting an event is still looked at, so that its last judgement is not missed."""


class MemoryOutbox:
    """Keeps the ``Outbox`` protocol with dictionaries; threads may share one."""

    def __init__(self, events: Sequence[Event] = ()) -> None:
        self.events: dict[str, Event] = {event.event_id: event for event in events}
        self.judged: set[str] = set()
        self.judgements: dict[tuple[str, str], Judgement] = {}
        self.alerts: dict[str, Alert] = {}
        self.deliveries: dict[str, Delivery] = {}
        self.switched: dict[tuple[str, str], Control] = {}
        self._lock = RLock()

    def unjudged_events(self, now: datetime, limit: int = 10_000) -> Sequence[Unjudged]:
        """See ``Outbox``."""
        waiting: dict[str, list[str]] = {}
        seen_at: dict[str, datetime] = {}
        for (event_id, rule_id), judgement in self.judgements.items():
            if judgement.verdict == "wait" and judgement.until is not None and now <= judgement.until + GRACE:
                waiting.setdefault(event_id, []).append(rule_id)
                seen_at[event_id] = min(judgement.judged_at, seen_at.get(event_id, judgement.judged_at))
        in_order = sorted(self.events.values(), key=order)
        found = [Unjudged(event) for event in in_order if event.event_id not in self.judged]
        again = [event for event in in_order if event.event_id in self.judged and event.event_id in waiting]
        again.sort(key=lambda event: seen_at[event.event_id])
        found += [Unjudged(event, tuple(waiting[event.event_id])) for event in again]
        return found[:limit]

    def series_events(self, series_ids: Sequence[str]) -> Sequence[Event]:
        """See ``Outbox``."""
        wanted = set(series_ids)
        return sorted((event for event in self.events.values() if event.series_id in wanted), key=order)

    def alerts_since(self, rule_ids: Sequence[str], since: datetime) -> Sequence[Alert]:
        """See ``Outbox``."""
        found = [a for a in self.alerts.values() if a.rule_id in set(rule_ids) and a.raised_at >= since]
        return sorted(found, key=lambda alert: (alert.raised_at, alert.alert_id))

    def add_alerts(
        self,
        alerts: Sequence[Alert],
        deliveries: Sequence[Delivery],
        judgements: Sequence[Judgement],
        judged: Sequence[str],
        now: datetime,
    ) -> int:
        """See ``Outbox``."""
        with self._lock:
            new = [alert for alert in alerts if alert.alert_id not in self.alerts]
            for alert in new:
                self.alerts[alert.alert_id] = alert
            for delivery in deliveries:
                self.deliveries.setdefault(delivery.delivery_id, delivery)
            for judgement in judgements:
                self.judgements[judgement.event_id, judgement.rule_id] = judgement
            self.judged |= set(judged)
            return len(new)

    def pending_channels(self) -> Sequence[str]:
        """See ``Outbox``."""
        return sorted({each.channel_id for each in self.deliveries.values() if each.state == "pending"})

    def pending_deliveries(self, channel_id: str, now: datetime) -> Sequence[Pending]:
        """See ``Outbox``."""
        with self._lock:
            waiting = [d for d in self.deliveries.values() if d.channel_id == channel_id and d.state == "pending"]
        found: list[Pending] = []
        held: set[str] = set()
        for delivery in sorted(waiting, key=lambda each: (each.created_at, each.delivery_id)):
            if delivery.lane in held:
                continue
            if delivery.waits(now):
                held.add(delivery.lane)
                continue
            found.append(Pending(delivery, self.alerts[delivery.alert_id]))
        return found

    def backlog(self) -> Sequence[Backlog]:
        """See ``Outbox``."""
        with self._lock:
            pending = [each for each in self.deliveries.values() if each.state == "pending"]
        lanes: dict[tuple[str, str], list[Delivery]] = {}
        for each in sorted(pending, key=lambda one: (one.channel_id, one.lane, one.created_at, one.delivery_id)):
            lanes.setdefault((each.channel_id, each.lane), []).append(each)
        return [
            Backlog(*lane, len(queue), queue[0].due_at, next((each.error for each in queue if each.error), None))
            for lane, queue in lanes.items()
        ]

    def start_batch(self, batch_id: str, delivery_ids: Sequence[str], now: datetime, lease_until: datetime) -> bool:
        """See ``Outbox``."""
        with self._lock:
            found = [self.deliveries[each] for each in delivery_ids if each in self.deliveries]
            if len(found) < len(delivery_ids) or any(each.state != "pending" or each.waits(now) for each in found):
                return False
            for each in found:
                self.deliveries[each.delivery_id] = replace(
                    each, batch_id=batch_id, attempts=each.attempts + 1, due_at=lease_until, error=None
                )
            return True

    def mark_sent(self, delivery_ids: Sequence[str], sent_at: datetime, receipt: str) -> None:
        """See ``Outbox``."""
        with self._lock:
            for each in delivery_ids:
                self.deliveries[each] = replace(
                    self.deliveries[each], state="sent", sent_at=sent_at, receipt=receipt, error=None
                )

    def mark_failed(self, delivery_ids: Sequence[str], error: str, retry_at: datetime | None) -> None:
        """See ``Outbox``."""
        with self._lock:
            for each in delivery_ids:
                old = self.deliveries[each]
                self.deliveries[each] = (
                    replace(old, state="dead", error=error)
                    if retry_at is None
                    else replace(old, error=error, due_at=retry_at)
                )

    def retry_deliveries(
        self, now: datetime, *, delivery_ids: Sequence[str] = (), channel_id: str | None = None
    ) -> int:
        """See ``Outbox``."""
        with self._lock:
            free = [d for d in self.deliveries.values() if d.state != "sent" and not d.is_on_its_way(now)]
            found = {
                each.delivery_id: each
                for each in free
                if (each.state == "dead" or each.due_at > now)
                and (each.delivery_id in delivery_ids or each.channel_id == channel_id)
            }
            meant = {each.batch_id for each in found.values()}
            parted = {d.batch_id for d in self.deliveries.values() if d.delivery_id not in found} & meant
            for each in free:
                if each.batch_id in parted:
                    self.deliveries[each.delivery_id] = replace(each, batch_id=None)
            for name, each in found.items():
                attempts = 0 if each.state == "dead" else each.attempts
                self.deliveries[name] = replace(self.deliveries[name], state="pending", due_at=now, attempts=attempts)
            return len(found)

    def controls(self) -> Sequence[Control]:
        """See ``Outbox``."""
        return list(self.switched.values())

    def set_control(self, control: Control) -> None:
        """See ``Outbox``."""
        self.switched[control.kind, control.target] = control

    def clear_control(self, kind: str, target: str) -> bool:
        """See ``Outbox``."""
        return self.switched.pop((kind, target), None) is not None

    def acknowledge(self, alert_ids: Sequence[str], by: str, now: datetime) -> int:
        """See ``Outbox``."""
        new = [each for each in alert_ids if each in self.alerts and self.alerts[each].state != "acknowledged"]
        for each in new:
            self.alerts[each] = replace(
                self.alerts[each], state="acknowledged", acknowledged_at=now, acknowledged_by=by
            )
        return len(new)
