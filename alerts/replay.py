"""What a rule would have done with the past, and why it did not do more. Writes nothing, sends nothing."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from heapq import heapify, heappop, heappush
from typing import Literal

from alerts.history import Past, Timeline, subject_of
from alerts.outbox import Outbox
from alerts.raising import AskWhere, make_alert, plan_delivery
from alerts.rule import Rule
from alerts.rules import Decision, judge
from extractors.alerting import Alert
from extractors.events import Event

Horizon = timedelta | Literal["all"]
Spread = Mapping[str, Sequence[tuple[datetime, str, str]]]
"""By figure: when which outlet carried it, and under which origin."""


@dataclass(frozen=True, slots=True)
class Replayed:
    """One event as the rule would have taken it, had it watched at the time.

    Attributes:
        alert: what it would have raised; None where it stays silent or waits.
        sent_at: when that would have gone out; ``lane`` names the digest it would have been part of, "" for none.
    """

    event: Event
    decision: Decision
    alert: Alert | None = None
    sent_at: datetime | None = None
    lane: str = ""


def replay(
    rule: Rule,
    events: Sequence[Event],
    *,
    since: datetime | None = None,
    alert_horizon: Horizon = "all",
    where: Mapping[str, bool] | None = None,
    spread: Spread | None = None,
) -> tuple[Replayed, ...]:
    """Every event since ``since`` that is of the rule's kind and subject, in order of time, with what came of it.

    Each is judged at the moment it was news, with all earlier ``events`` as its history; so give the history from
    before ``since``, too. ``where`` is what the rule's SQL condition says, by event id. Cooldown, rate and drift
    count from the alerts of the replay itself. One that the rule waits for is judged again whenever another outlet
    carries it, as ``spread`` has it.
    """
    timeline = Timeline(events)
    told: dict[str, list[Alert]] = defaultdict(list)
    all_told: list[Alert] = []
    found: dict[str, Replayed] = {}
    agenda = [
        (event.news_at, *timeline.key(event), event) for event in events if since is None or event.news_at >= since
    ]
    heapify(agenda)
    while agenda:
        now, _, _, event_id, event = heappop(agenda)
        asked = None if where is None else where.get(event.event_id, False)
        past = Past(timeline.before(event), told[subject_of(event)], asked)
        at_the_time = _carried(event._replace(detected_at=event.news_at), spread, now)
        decision = judge(rule, at_the_time, past, now, alert_horizon=alert_horizon)
        if not decision.concerns:
            continue
        found[event_id] = Replayed(event, decision)
        if decision.verdict == "wait" and spread is not None and decision.until is not None:
            again = [at for at, _, _ in spread.get(event.figure_id or "", ()) if now < at < decision.until]
            heappush(agenda, (min(again, default=decision.until), *timeline.key(event), event))
        elif decision.verdict == "alert":
            alert = make_alert(rule, event, decision, now)
            lane, sent_at = plan_delivery(rule, alert, all_told, now)
            told[subject_of(event)].append(alert)
            all_told.append(alert)
            found[event_id] = Replayed(event, decision, alert, sent_at, lane)
    return tuple(sorted(found.values(), key=lambda one: (one.sent_at or one.event.news_at, timeline.key(one.event))))


def _carried(event: Event, spread: Spread | None, now: datetime) -> Event:
    """The event with the outlets and origins that had carried it by ``now``."""
    by_then = [(outlet, origin) for at, outlet, origin in (spread or {}).get(event.figure_id or "", ()) if at <= now]
    if not by_then:
        return event
    outlets, origins = len({outlet for outlet, _ in by_then}), len({origin for _, origin in by_then})
    return event._replace(outlets=outlets, origins=origins)


def replay_outbox(
    outbox: Outbox,
    rule: Rule,
    events: Sequence[Event],
    *,
    since: datetime,
    ask: AskWhere | None = None,
    carried: Callable[[Sequence[str]], Spread] | None = None,
) -> tuple[Replayed, ...]:
    """:func:`replay` of these events with the whole history of their series from ``outbox``."""
    recent = [event for event in events if event.news_at >= since and event.kind in rule.events]
    series_ids = sorted({event.series_id for event in recent if event.series_id})
    known = {event.event_id: event for event in (*outbox.series_events(series_ids), *recent)}
    where = None
    if rule.where is not None and ask is not None:
        true = ask(rule.where, [event.event_id for event in recent])
        where = {event.event_id: event.event_id in true for event in recent}
    spread = None
    if carried is not None and (rule.outlets or rule.origins):
        spread = carried(sorted({event.figure_id for event in recent if event.figure_id}))
    return replay(rule, list(known.values()), since=since, where=where, spread=spread)


@dataclass(frozen=True, slots=True)
class Why:
    """What a rule made of one event: the decision, and every part of the rule with what it said."""

    event: Event
    decision: Decision

    def lines(self) -> tuple[str, ...]:
        """The parts in the order they were looked at, one a line, the one that decided last."""
        marks = {True: "yes", False: "NO", None: "not yet"}
        return tuple(f"{check.step}: {marks[check.outcome]}: {check.words}" for check in self.decision.checks)


def why(
    outbox: Outbox,
    rule: Rule,
    events: Sequence[Event],
    *,
    alert_horizon: Horizon,
    ask: AskWhere | None = None,
    as_of: Callable[[Event], datetime] | None = None,
) -> tuple[Why, ...]:
    """Which condition decided, for each of these events, as the rule stands now.

    Judged as of the moment each was detected, unless ``as_of`` names another, with the alerts raised before it.
    """
    if not events:
        return ()
    history = outbox.series_events(sorted({event.series_id for event in events if event.series_id}))
    timeline = Timeline(history)
    first = min(event.detected_at for event in events) - timedelta(days=3660)
    told = outbox.alerts_since([rule.id], first)
    true = None
    if rule.where is not None and ask is not None:
        true = ask(rule.where, [event.event_id for event in events])
    counted = {each.event_id: each for each in history}
    found = []
    for given in events:
        event = counted.get(given.event_id, given)  # with the outlets that carry it by now
        now = as_of(event) if as_of else event.detected_at
        mine = [
            alert
            for alert in told
            if (alert.series_id or alert.source_id) == (event.series_id or event.source_id) and alert.raised_at <= now
        ]
        past = Past(timeline.before(event), mine, None if true is None else event.event_id in true)
        found.append(Why(event, judge(rule, event, past, now, alert_horizon=alert_horizon)))
    return tuple(found)
