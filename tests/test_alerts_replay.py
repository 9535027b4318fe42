"""A rule tried on the past does what it would have done live; a silence names the condition that caused it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from random import Random

import pytest
from alerts_memory import MemoryOutbox

from alerts.config import AlertSettings, parse_alerts
from alerts.raising import raise_alerts
from alerts.replay import replay, replay_outbox, why
from alerts.rule import Rule
from extractors.events import Event
from tests.alerts_events import NOW, against, said, story

RULES = [
    "events: [new_series, new_figure]",
    "events: new_figure, when: {value: {above: 50}}",
    "events: new_figure, when: {value: {above: 50, rearm: 45}}",
    "events: new_figure, when: {value: {outside: [45, 55]}}, certainty: possible",
    "events: [new_figure, edit], when: {change: {percent: 5, over: 10d}}",
    "events: new_figure, when: {change: {absolute: 4, direction: up}}, cooldown: 3d",
    "events: new_figure, when: {first_in: 2d}",
    "events: new_figure, at_most: 2 per 5d",
    "events: [new_figure, conflict], match: {outlet: Plateau Daily}, cooldown: 12h",
]


def settings(rule: str) -> AlertSettings:
    return parse_alerts(
        f"alert_horizon: all\nchannels: [{{id: log, kind: log}}]\nrules: [{{id: r, {rule}}}]", "a.yaml"
    )


def random_history(seed: int) -> list[Event]:
    """Three series over two months, with all that can happen to them."""
    random = Random(seed)
    events: list[Event] = []
    last: dict[str, Event] = {}
    for step in range(90):
        series = random.choice(("s1", "s2", "s3"))
        bound = random.choice(("", "", "", ">", "~", "<="))
        kind = random.choice(("new_figure", "new_figure", "new_figure", "edit", "conflict", "revision"))
        outlet = random.choice(("Plateau Daily", "River Post"))
        text = f"{bound}{random.randint(40, 60)}"
        event = said(text, 60 - step * 0.6, kind if series in last else "new_series", series_id=series, outlet=outlet)
        events.append(against(event, last[series]) if series in last else event)
        last[series] = event
    return events


@pytest.mark.parametrize("rule", RULES)
@pytest.mark.parametrize("seed", [1, 2])
def test_replaying_is_what_watching_would_have_been(rule: str, seed: int) -> None:
    events = random_history(seed)
    live = MemoryOutbox()
    for event in events:
        live.events[event.event_id] = event
        raise_alerts(live, settings(rule), event.occurred_at)
    tried = replay(settings(rule).rules[0], events)
    wanted = {alert.alert_id: (alert.reason, alert.raised_at) for alert in live.alerts.values()}
    assert {each.alert.alert_id: (each.alert.reason, each.alert.raised_at) for each in tried if each.alert} == wanted
    lanes = {each.alert_id: (each.lane, each.due_at) for each in live.deliveries.values()}
    assert {each.alert.alert_id: (each.lane, each.sent_at) for each in tried if each.alert} == lanes
    assert wanted or "above: 50" in rule


def test_since_only_cuts_what_is_shown_not_what_is_known() -> None:
    rule = settings("events: new_figure, when: {value: {above: 25}}").rules[0]
    events = story(["23", "26"], "27")
    assert [each.decision.verdict for each in replay(rule, events)] == ["alert", "silent"]
    shown = replay(rule, events, since=NOW - timedelta(days=5))
    assert [each.decision.verdict for each in shown] == ["silent"]
    assert "has been above 25 since" in shown[0].decision.reason


def test_replay_through_an_outbox_writes_nothing() -> None:
    events = story(["23", "26"], "30")
    outbox = MemoryOutbox(events)
    rule = settings("events: new_figure, when: {where: new_low > 28}").rules[0]
    asked: list[Sequence[str]] = []

    def ask(condition: str, event_ids: Sequence[str]) -> set[str]:
        asked.append(event_ids)
        return {events[2].event_id}

    found = replay_outbox(outbox, rule, events, since=NOW - timedelta(days=15), ask=ask)
    assert [(each.event.event_id, each.decision.verdict) for each in found] == [
        (events[1].event_id, "silent"),
        (events[2].event_id, "alert"),
    ]
    assert len(asked) == 1
    assert not outbox.alerts
    assert not outbox.deliveries
    assert not outbox.judged


def test_a_digest_and_a_rate_are_replayed_with_their_times() -> None:
    events = [said(str(n), 1 - n / 100, series_id=f"s{n}") for n in range(1, 5)]
    rule = settings("events: new_figure, at_most: 2 per 1d").rules[0]
    first = events[0].occurred_at
    assert [(each.lane, each.sent_at) for each in replay(rule, events)] == [
        ("", events[0].occurred_at),
        ("", events[1].occurred_at),
        ("r beyond its rate", first + timedelta(days=1)),
        ("r beyond its rate", first + timedelta(days=1)),
    ]
    daily = settings('events: new_figure, digest: {at: "18:00"}').rules[0]
    assert {each.sent_at for each in replay(daily, events)} == {NOW.replace(day=30, hour=18)}


def one_rule(text: str) -> Rule:
    return settings(text).rules[0]


def test_why_not_names_each_part_and_the_one_that_decided() -> None:
    events = story(["23", "26"], "27")
    outbox = MemoryOutbox(events)
    rule = one_rule("events: new_figure, match: {subject: Gui'an*}, when: {value: {above: 25}}")
    (answer,) = why(outbox, rule, events[2:], alert_horizon="all")
    assert answer.decision.verdict == "silent"
    assert answer.lines() == (
        "events: yes: new_figure is among its events",
        "match: yes: all terms of match fit",
        "age: yes: news of any age is told",
        "value: NO: 27 data centres is above 25, but the series has been above 25 since 2026-03-21",
    )


WHY_NOT = [
    ("events: conflict", "events: NO: new_figure is not among its events (conflict)"),
    ("events: new_figure, match: {subject: Guiyang}", "match: NO: subject is \"Gui'an New Area\", not 'Guiyang'"),
    ("events: new_figure, when: {outlets: 3}", "outlets: not yet: 1 of 3 outlets so far"),
    ("events: new_figure, when: {change: {percent: 10}}", "change: NO: a change of +3.85 % is less than 10 %"),
    ("events: new_figure, pause: moving", "events: NO: the rule is paused: moving"),
    ("events: new_figure, horizon: 1s", "age: "),
    ("events: new_figure, when: {first_in: 11d}", "first_in: NO: the series had news on 2026-03-21"),
]


@pytest.mark.parametrize(("rule", "line"), WHY_NOT)
def test_every_part_can_be_the_reason(rule: str, line: str) -> None:
    events = story(["23", "26"], "27")
    (answer,) = why(MemoryOutbox(events), one_rule(rule), events[2:], alert_horizon="all")
    assert answer.lines()[-1].startswith(line)


def test_a_cooldown_is_explained_by_the_alert_before() -> None:
    events = story(["23", "26"], "27", every_days=0.1)
    outbox = MemoryOutbox(events[:2])
    rules = settings("events: new_figure, cooldown: 1d")
    raise_alerts(outbox, rules, events[1].occurred_at)
    outbox.events[events[2].event_id] = events[2]
    (answer,) = why(outbox, rules.rules[0], events[2:], alert_horizon="all")
    assert answer.decision.step == "cooldown"
    assert "last alert for the series at 2026-03-31 09:36 UTC, cooldown 1d" in answer.lines()[-1]


def test_why_of_an_alert_is_the_same_judgement() -> None:
    event = against(said("27"), said("23", 10))
    outbox = MemoryOutbox([event])
    rules = settings("events: new_figure, when: {value: {above: 25}}")
    alert = raise_alerts(outbox, rules, NOW).alerts[0]
    (answer,) = why(outbox, rules.rules[0], [event], alert_horizon="all")
    assert answer.decision.verdict == "alert"
    assert answer.decision.reason == alert.reason
    assert why(outbox, rules.rules[0], [], alert_horizon="all") == ()


def test_a_rule_that_waits_for_outlets_is_replayed_by_who_carried_it_when() -> None:
    first = said("25", 10, figure_id="f1")
    slow = said("26", 9, figure_id="f2")
    at = first.occurred_at
    carried = {
        "f1": [(at, "A", "o1"), (at + timedelta(hours=5), "B", "o1"), (at + timedelta(hours=7), "C", "o2")],
        "f2": [(slow.occurred_at, "A", "o3"), (slow.occurred_at + timedelta(days=3), "B", "o3")],
    }
    rule = one_rule("events: new_figure, when: {outlets: 2, wait: 2d}")
    told, silent = replay(rule, [first, slow], spread=carried)
    assert (told.event, told.sent_at) == (first, at + timedelta(hours=5))
    assert silent.decision.reason == "1 of 2 outlets within 2d"
    origins = one_rule("events: new_figure, when: {origins: 2, wait: 2d}")
    assert replay(origins, [first], spread=carried)[0].sent_at == at + timedelta(hours=7)
    outbox = MemoryOutbox([first, slow])
    found = replay_outbox(outbox, rule, [first, slow], since=NOW - timedelta(days=30), carried=lambda ids: carried)
    assert [one.decision.verdict for one in found] == ["alert", "silent"]


def test_a_forecast_come_due_is_replayed_at_the_time_it_was_known() -> None:
    silent = said("25", 31, "forecast_due")._replace(outcome="silent")
    (one,) = replay(
        one_rule("events: forecast_due"), [silent], since=NOW - timedelta(days=7), alert_horizon=timedelta(7)
    )
    assert one.sent_at == NOW - timedelta(days=1)
