"""Pending deliveries in, the messages they go out as, in order, and the wait after a failure. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from hashlib import sha256
from itertools import groupby

from alerts.channels import CHANNELS, ChannelSettings, Parcel
from alerts.messages import read_message
from extractors.alerting import Alert, Delivery, Pending, make_batch_id

MINUTE, HOUR = timedelta(minutes=1), timedelta(hours=1)
BACKOFF = (MINUTE, 5 * MINUTE, 15 * MINUTE, HOUR, 3 * HOUR, 6 * HOUR, 12 * HOUR, *(24 * HOUR,) * 6)
"""Waits after the first, second, ... failure; after the last one, about a week on, a delivery is dead."""
OUTAGE = timedelta(hours=6)
"""Alerts that have waited this long go out as one digest, however few they are."""


def backoff(attempts: int, key: str, retry_after_s: float | None = None) -> timedelta | None:
    """The wait after an attempt that failed, when ``attempts`` came before it; None when it is time to give up.

    Never less than the receiver asks for. Up to a tenth is added, by ``key``, so that many do not return at once.
    """
    if attempts >= len(BACKOFF):
        return None
    wait = BACKOFF[attempts]
    if retry_after_s is not None:
        wait = max(wait, timedelta(seconds=retry_after_s))
    return wait + wait * (sha256(key.encode()).digest()[0] / 2560)


def parcels(channel: ChannelSettings, pending: Sequence[Pending], now: datetime) -> Iterator[tuple[Parcel, Delivery]]:
    """What goes out together, in order: a parcel begun before stays as it was; the rest by lane and number."""
    begun: dict[str, list[Pending]] = {}
    lanes: dict[str, list[Pending]] = {}
    for each in pending:
        if each.delivery.batch_id is not None:
            begun.setdefault(each.delivery.batch_id, []).append(each)
        else:
            lanes.setdefault(each.delivery.lane, []).append(each)
    for batch_id, group in begun.items():
        yield _parcel(group, batch_id), group[0].delivery
    kind = CHANNELS[channel.kind]
    for lane, group in lanes.items():
        facts = _facts(group)
        old = len(facts) > 1 and now - group[0].delivery.due_at > OUTAGE
        facts = [fact[start : start + kind.most] for fact in facts for start in range(0, len(fact), kind.most)]
        if kind.local or lane or old or len(facts) > channel.digest_over:
            facts = [group[start : start + kind.most] for start in range(0, len(group), kind.most)]
        for part in facts:
            yield _parcel(part, make_batch_id([each.delivery.delivery_id for each in part])), part[0].delivery


def _facts(group: Sequence[Pending]) -> list[list[Pending]]:
    """What is one message: alerts of several rules about one event, and the first figures that one article gives of
    whatever it counts, however many.
    """
    first: dict[str, list[Pending]] = {}
    facts: list[list[Pending]] = []
    for _, same in groupby(group, key=lambda each: each.alert.event_id):
        fact = list(same)
        article = _article(fact[0].alert)
        if article in first:
            first[article] += fact
            continue
        facts.append(fact)
        if article is not None:
            first[article] = fact
    return facts


def _article(alert: Alert) -> str | None:
    """The article of a series' first figure; None for other events, which are told one by one."""
    return read_message(alert.message).facts.get("article_id") if alert.event_kind == "new_series" else None


def _parcel(group: Sequence[Pending], batch_id: str) -> Parcel:
    return Parcel(
        batch_id,
        tuple(each.delivery.delivery_id for each in group),
        tuple(read_message(each.alert.message) for each in group),
    )
