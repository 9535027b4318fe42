"""New events and the rules in; alerts, deliveries and judgements as rows out, written before anything is sent."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from alerts.config import AlertSettings
from alerts.history import Past, Timeline, subject_of
from alerts.messages import make_message
from alerts.notices import notice_rows
from alerts.outbox import Outbox
from alerts.rule import LATE_AFTER, Rule
from alerts.rules import Decision, concerns_now, judge
from extractors.alerting import Alert, Control, Delivery, Judgement, Unjudged, make_alert_id, make_delivery_id
from extractors.errors import FigurewatchError
from extractors.events import Event

LATE_LANE = "late"
AT_ONCE = 10_000
"""Events judged in one transaction."""
AskWhere = Callable[[str, Sequence[str]], set[str]]
"""An SQL condition and event ids in, the ids it holds for out; the warehouse answers it, read-only."""


@dataclass(frozen=True, slots=True)
class RaiseReport:
    """What one round of judging came to.

    Attributes:
        alerts: the new ones, in order of their events.
        judged: how many events were looked at; ``waiting``: how many decisions were put off.
        silent: how often each part of a rule said no to an event it was about.
        errors: rules that could not be judged, one line each; their events wait.
    """

    alerts: tuple[Alert, ...] = ()
    judged: int = 0
    waiting: int = 0
    silent: Mapping[str, int] = field(default_factory=dict)
    errors: tuple[str, ...] = ()


@dataclass(slots=True)
class _Round:
    """What gathers while events are judged one after the other."""

    settings: AlertSettings
    now: datetime
    snoozed: frozenset[str]
    alerts: list[Alert] = field(default_factory=list)
    deliveries: list[Delivery] = field(default_factory=list)
    judgements: list[Judgement] = field(default_factory=list)
    silent: Counter[str] = field(default_factory=Counter)
    waiting: int = 0
    errors: dict[str, str] = field(default_factory=dict)
    by_subject: dict[tuple[str, str], list[Alert]] = field(default_factory=lambda: defaultdict(list))
    by_rule: dict[str, list[Alert]] = field(default_factory=lambda: defaultdict(list))

    def remember(self, alert: Alert) -> None:
        """Later events of the round see this alert."""
        self.by_subject[alert.rule_id, alert.series_id or alert.source_id or alert.event_id].append(alert)
        self.by_rule[alert.rule_id].append(alert)


def raise_alerts(
    outbox: Outbox, settings: AlertSettings, now: datetime, *, ask: AskWhere | None = None, at_once: int = AT_ONCE
) -> RaiseReport:
    """Judge every event that waits for it; each event by the rules that are in force now, and once.

    ``ask`` answers the SQL conditions of rules; without it such rules stay silent and say so. One that fails keeps
    its own rule waiting and no other. Events are taken ``at_once`` at a time, each lot in one transaction.
    """
    total = RaiseReport()
    while True:
        lot = outbox.unjudged_events(now, at_once)
        if not lot:
            return total
        total = _added(total, _raise_lot(outbox, settings, now, lot, ask))
        # Those that a rule waits for come last, and would come back at once.
        if len(lot) < at_once or lot[-1].rules is not None:
            return total


def _added(one: RaiseReport, more: RaiseReport) -> RaiseReport:
    return RaiseReport(
        one.alerts + more.alerts,
        one.judged + more.judged,
        one.waiting + more.waiting,
        dict(Counter(one.silent) + Counter(more.silent)),
        tuple(dict.fromkeys(one.errors + more.errors)),
    )


def _raise_lot(
    outbox: Outbox, settings: AlertSettings, now: datetime, lot: Sequence[Unjudged], ask: AskWhere | None
) -> RaiseReport:
    rules = {rule.id: rule for rule in settings.rules}
    round_ = _Round(settings, now, _snoozed(outbox.controls(), now))
    for alert in outbox.alerts_since(list(rules), now - _memory(settings.rules)):
        round_.remember(alert)
    timeline = Timeline(outbox.series_events(_series_to_know(settings, lot, now)))
    where = _ask_all(round_, [unjudged.event for unjudged in lot], ask)
    for unjudged in sorted(lot, key=lambda each: timeline.key(each.event)):
        event = unjudged.event
        before = timeline.before(event)
        for rule in settings.rules:
            if unjudged.rules is None or rule.id in unjudged.rules:
                past = Past(
                    before,
                    round_.by_subject.get((rule.id, subject_of(event)), ()),
                    where.get((rule.id, event.event_id)),
                    round_.errors.get(rule.id),
                )
                decision = judge(rule, event, past, now, alert_horizon=settings.alert_horizon)
                _note(round_, rule, event, decision)
    told = tuple(round_.alerts)
    for rule_id, error in round_.errors.items():
        alert, deliveries = notice_rows(settings, now, rule_id, f"Rule {rule_id} cannot be judged: {error}")
        round_.alerts.append(alert)
        round_.deliveries += deliveries
    outbox.add_alerts(
        round_.alerts, round_.deliveries, round_.judgements, [unjudged.event.event_id for unjudged in lot], now
    )
    errors = tuple(f"rule {rule_id}: {error}" for rule_id, error in round_.errors.items())
    return RaiseReport(told, len(lot), round_.waiting, dict(round_.silent), errors)


def _series_to_know(settings: AlertSettings, lot: Sequence[Unjudged], now: datetime) -> list[str]:
    """The series whose past may decide: of old news, as a backfill brings it by the hundred thousand, none."""
    found: set[str] = set()
    for unjudged in lot:
        series_id = unjudged.event.series_id
        if series_id is not None and series_id not in found:
            for rule in settings.rules:
                if (unjudged.rules is None or rule.id in unjudged.rules) and concerns_now(
                    rule, unjudged.event, now, alert_horizon=settings.alert_horizon
                ):
                    found.add(series_id)
                    break
    return sorted(found)


def _note(round_: _Round, rule: Rule, event: Event, decision: Decision) -> None:
    """Turn a decision into rows."""
    if not decision.concerns:
        return
    round_.judgements.append(
        Judgement(
            event.event_id, rule.id, decision.verdict, decision.step, decision.reason, round_.now, decision.until
        )
    )
    if decision.verdict == "wait":
        round_.waiting += 1
    elif decision.verdict == "silent":
        round_.silent[decision.step] += 1
    else:
        alert = make_alert(rule, event, decision, round_.now, snoozed=rule.id in round_.snoozed)
        if alert.state != "snoozed":
            round_.deliveries += _deliveries(round_, rule, alert)
        round_.alerts.append(alert)
        round_.remember(alert)


def make_alert(rule: Rule, event: Event, decision: Decision, now: datetime, *, snoozed: bool = False) -> Alert:
    """The alert that ``decision`` calls for."""
    alert_id = make_alert_id(rule.id, event.event_id)
    late = now - event.news_at > LATE_AFTER
    message = make_message(event, rule, alert_id=alert_id, reason=decision.reason, raised_at=now, late=late)
    return Alert(
        alert_id=alert_id,
        rule_id=rule.id,
        event_id=event.event_id,
        event_kind=event.kind,
        severity=rule.severity,
        raised_at=now,
        occurred_at=event.occurred_at,
        reason=decision.reason,
        headline=message.headline,
        message=message.to_json(),
        series_id=event.series_id,
        figure_id=event.figure_id,
        source_id=event.source_id,
        state="snoozed" if snoozed else "open",
        late=late,
    )


def _deliveries(round_: _Round, rule: Rule, alert: Alert) -> list[Delivery]:
    """One delivery for each channel of the rule, in the lane that its time and number call for."""
    lane, due_at = plan_delivery(rule, alert, round_.by_rule[rule.id], round_.now)
    # A microsecond apart, so that they go out in the order of their events.
    created_at = round_.now + timedelta(microseconds=len(round_.alerts))
    return [
        Delivery(make_delivery_id(alert.alert_id, channel_id), alert.alert_id, channel_id, created_at, due_at, lane)
        for channel_id in round_.settings.channels_of(rule)
    ]


def plan_delivery(rule: Rule, alert: Alert, before: Sequence[Alert], now: datetime) -> tuple[str, datetime]:
    """The lane of an alert and when it may go out; ``before`` are the rule's earlier alerts, oldest first."""
    if rule.digest is not None:
        return rule.digest.lane, rule.digest.next_at(now)
    if alert.late:
        return LATE_LANE, now
    if rule.at_most is not None:
        recent = [each for each in before if each.raised_at > now - rule.per and each.state != "snoozed"]
        if len(recent) >= rule.at_most:
            return f"{rule.id} beyond its rate", recent[0].raised_at + rule.per
    return "", now


def _snoozed(controls: Sequence[Control], now: datetime) -> frozenset[str]:
    return frozenset(each.target for each in controls if each.kind == "snooze_rule" and each.holds(now))


def _memory(rules: Sequence[Rule]) -> timedelta:
    """How far back any rule has to know its own alerts."""
    spans = [timedelta(days=1)]
    for rule in rules:
        spans += [rule.cooldown or timedelta(0), rule.per if rule.at_most else timedelta(0)]
        spans.append(rule.change.over if rule.change and rule.change.over else timedelta(0))
    return max(spans)


def _ask_all(round_: _Round, events: Sequence[Event], ask: AskWhere | None) -> dict[tuple[str, str], bool]:
    """What each rule's SQL condition says of each event it could be about; what fails is in ``round_.errors``."""
    found: dict[tuple[str, str], bool] = {}
    for rule in round_.settings.rules:
        if rule.where is None or ask is None or rule.pause:
            continue
        asked = [event.event_id for event in events if event.kind in rule.events]
        try:
            true = ask(rule.where, asked) if asked else set()
        except FigurewatchError as error:
            round_.errors[rule.id] = str(error)
            continue
        found |= {(rule.id, event_id): event_id in true for event_id in asked}
    return found
