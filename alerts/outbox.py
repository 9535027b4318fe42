"""What alerts ask of the place that keeps their rows; the warehouse's outbox is one, and tests have one in memory.

Every method is one short transaction. None is held open while something is sent, and a second caller at the same
time changes nothing twice.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Protocol

from extractors.alerting import Alert, Backlog, Control, Delivery, Judgement, Pending, Unjudged
from extractors.events import Event


class Outbox(Protocol):
    """Alerts and deliveries as rows; see the module's line on transactions."""

    def unjudged_events(self, now: datetime, limit: int = 10_000) -> Sequence[Unjudged]:
        """Events to judge: first those that no rule has judged yet, by ``occurred_at`` then ``event_id``.

        Then those a rule answered with "wait" whose ``until`` has not passed by more than a day, the one looked at
        longest ago first, with ``outlets`` and ``origins`` counted anew.
        """
        ...

    def series_events(self, series_ids: Sequence[str]) -> Sequence[Event]:
        """Every event of these series, judged or not, in order of ``occurred_at`` then ``event_id``.

        With ``outlets`` and ``origins`` counted anew.
        """
        ...

    def alerts_since(self, rule_ids: Sequence[str], since: datetime) -> Sequence[Alert]:
        """Alerts of these rules with ``raised_at >= since``, oldest first; snoozed ones, too."""
        ...

    def add_alerts(
        self,
        alerts: Sequence[Alert],
        deliveries: Sequence[Delivery],
        judgements: Sequence[Judgement],
        judged: Sequence[str],
        now: datetime,
    ) -> int:
        """Write all of it in one transaction and return how many alerts were new.

        An alert or delivery whose id is there already stays as it is. ``judged`` are event ids that
        ``unjudged_events`` need not return again as new. A judgement replaces the one of the same event and rule.
        """
        ...

    def pending_channels(self) -> Sequence[str]:
        """Ids of channels with a pending delivery, due or not."""
        ...

    def pending_deliveries(self, channel_id: str, now: datetime) -> Sequence[Pending]:
        """What may be sent now: per lane, by ``created_at`` then ``delivery_id``, up to the first not yet due.

        So a delivery that waits for its next attempt holds back the later ones of its channel and lane, and order
        is kept. The first of very many will do. Reading only: nothing is marked.
        """
        ...

    def backlog(self) -> Sequence[Backlog]:
        """What is pending, by channel and lane; a row for each that has any."""
        ...

    def start_batch(self, batch_id: str, delivery_ids: Sequence[str], now: datetime, lease_until: datetime) -> bool:
        """Take these deliveries for sending: ``batch_id`` set, ``attempts`` one up, ``due_at`` at ``lease_until``, no
        ``error`` any more.

        False, and nothing changed, unless every one is still pending and due: another sender has them. A sender
        that dies leaves them due again at ``lease_until``.
        """
        ...

    def mark_sent(self, delivery_ids: Sequence[str], sent_at: datetime, receipt: str) -> None:
        """These are done."""
        ...

    def mark_failed(self, delivery_ids: Sequence[str], error: str, retry_at: datetime | None) -> None:
        """These failed: pending again at ``retry_at``, or ``dead`` when it is None."""
        ...

    def retry_deliveries(
        self, now: datetime, *, delivery_ids: Sequence[str] = (), channel_id: str | None = None
    ) -> int:
        """Dead deliveries (these, or all of a channel) pending again, due now, ``attempts`` 0; returns how many.

        Pending ones that wait for a later attempt become due now, too. One that a sender has taken (a batch, and no
        error yet) stays his until its lease is over: it would be sent twice. Of a batch that is taken up again only
        in part, nothing keeps its ``batch_id``: that stands for all of it.
        """
        ...

    def controls(self) -> Sequence[Control]:
        """Snoozes and pauses, at most one for each kind and target; passed ones may be among them."""
        ...

    def set_control(self, control: Control) -> None:
        """Write it in place of the one with the same kind and target."""
        ...

    def clear_control(self, kind: str, target: str) -> bool:
        """Lift it; False when there was none."""
        ...

    def acknowledge(self, alert_ids: Sequence[str], by: str, now: datetime) -> int:
        """Mark alerts as seen by a person; returns how many were not before."""
        ...
