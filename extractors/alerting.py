"""The rows that alerts write and the warehouse keeps: alert, delivery, judgement, control."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from hashlib import sha256
from typing import Literal

from extractors.events import Event

Severity = Literal["info", "warning", "critical"]
AlertState = Literal["open", "acknowledged", "snoozed"]
DeliveryState = Literal["pending", "sent", "dead"]
Verdict = Literal["alert", "silent", "wait"]
ControlKind = Literal["snooze_rule", "pause_channel"]

LEASE = timedelta(minutes=10)
"""How long a sender may hold a parcel before another takes it for dead; above the longest channel time limit."""
OURSELVES = "figurewatch"
"""The name that the program itself signs with, as when it pauses a channel that is gone."""
FARTHEST = timedelta(days=8)
"""No wait is longer, not even for a weekly digest: what is due later was written by a clock that was ahead."""


@dataclass(frozen=True, slots=True)
class Alert:
    """One time a rule held for one event: one fact, whoever repeats it.

    Attributes:
        alert_id: from rule and event (:func:`make_alert_id`), so that judging twice raises it once.
        raised_at: when it was judged; ``occurred_at`` is the event's own time. Aware, UTC.
        state: ``open``; ``acknowledged`` by a person; ``snoozed``: raised while its rule was snoozed, so kept
            but never sent.
        late: the event was older than a week when it was judged (a backfill); it goes out in one digest.
        reason: which condition decided, in words.
        headline: the alert in one plain line.
        message: everything that is said, as JSON of ``alerts.messages.Message``. Rendered for a channel from this,
            never again from the event, so that an edited rule or a rebuilt event cannot change what was said.
    """

    alert_id: str
    rule_id: str
    event_id: str
    event_kind: str
    severity: Severity
    raised_at: datetime
    occurred_at: datetime
    reason: str
    headline: str
    message: str
    series_id: str | None = None
    figure_id: str | None = None
    source_id: str | None = None
    state: AlertState = "open"
    late: bool = False
    acknowledged_at: datetime | None = None
    acknowledged_by: str | None = None


@dataclass(frozen=True, slots=True)
class Delivery:
    """One alert on one channel.

    Attributes:
        delivery_id: from alert and channel (:func:`make_delivery_id`); the receiver's idempotency key.
        lane: deliveries of one channel and lane go out in order; "" at once, "late" for old news, or the name of
            a digest such as ``08:00 Europe/Berlin``.
        due_at: not before this; moved on while a sender holds it and after each failure.
        attempts: how often sending was begun.
        batch_id: the message it was put into, alone or with others; fixed from the first attempt, so that a
            repeat is the same message with the same id. None before, and again when only a part of it is retried.
        state: ``dead`` was given up, with the reason in ``error``; ``figurewatch alerts retry`` revives it.
        error: the last failure in one line, without secrets.
        receipt: what the receiver answered, such as ``HTTP 202``.
    """

    delivery_id: str
    alert_id: str
    channel_id: str
    created_at: datetime
    due_at: datetime
    lane: str = ""
    state: DeliveryState = "pending"
    attempts: int = 0
    batch_id: str | None = None
    error: str | None = None
    receipt: str | None = None
    sent_at: datetime | None = None

    def waits(self, now: datetime) -> bool:
        """True while it is not due."""
        return now < self.due_at <= now + FARTHEST

    def is_on_its_way(self, now: datetime) -> bool:
        """True while a sender may have it."""
        return self.batch_id is not None and self.error is None and now < self.due_at <= now + LEASE


@dataclass(frozen=True, slots=True)
class Pending:
    """A delivery waiting to be sent, with the alert it carries."""

    delivery: Delivery
    alert: Alert


@dataclass(frozen=True, slots=True)
class Backlog:
    """What waits in one lane of a channel.

    Attributes:
        deliveries: how many are pending, due or not.
        due_at: when the first of them is due; those behind it wait with it.
        error: the last failure among them; None where none was tried, or a sender has them.
    """

    channel_id: str
    lane: str
    deliveries: int
    due_at: datetime
    error: str | None = None


@dataclass(frozen=True, slots=True)
class Unjudged:
    """An event that rules have still to judge.

    Attributes:
        rules: the rules that said "wait" when they judged it before; None when no rule has judged it yet.
    """

    event: Event
    rules: tuple[str, ...] | None = None


@dataclass(frozen=True, slots=True)
class Judgement:
    """What one rule said of one event of its kind and subject; events that were none of its business leave none.

    Attributes:
        step: the part of the rule that decided: ``age``, ``value``, ``change``, ``outlets``, ``cooldown`` ...
        reason: the same in words, with the numbers.
        until: for ``wait``: when waiting ends.
    """

    event_id: str
    rule_id: str
    verdict: Verdict
    step: str
    reason: str
    judged_at: datetime
    until: datetime | None = None


@dataclass(frozen=True, slots=True)
class Control:
    """What a person (or a channel that is gone) switched off for a while: a rule snoozed, a channel paused.

    Attributes:
        target: id of the rule or channel.
        until: when it ends by itself; None: when a person lifts it.
    """

    kind: ControlKind
    target: str
    since: datetime
    until: datetime | None = None
    by: str = ""
    note: str = ""

    def holds(self, now: datetime) -> bool:
        """True while it is in force: from when it was set on, also by a clock that has been put back since."""
        return self.until is None or now < self.until


def make_alert_id(rule_id: str, event_id: str) -> str:
    """The alert of one rule for one event: always the same 16 hex digits."""
    return _short_hash("alert", rule_id, event_id)


def make_delivery_id(alert_id: str, channel_id: str) -> str:
    """The delivery of one alert on one channel: always the same 16 hex digits."""
    return _short_hash("delivery", alert_id, channel_id)


def make_batch_id(delivery_ids: Sequence[str]) -> str:
    """The message that carries these deliveries: their own id for one, a hash of all for a digest."""
    return delivery_ids[0] if len(delivery_ids) == 1 else _short_hash("batch", *delivery_ids)


def _short_hash(*parts: str) -> str:
    return sha256("\x1f".join(parts).encode("utf-8", "surrogatepass")).hexdigest()[:16]
