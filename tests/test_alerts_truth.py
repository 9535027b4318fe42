"""Every cell of the truth table, and the documentation that shows it."""

from __future__ import annotations

from datetime import UTC, timedelta

import pytest

from alerts.config import parse_alerts
from alerts.history import Past
from alerts.raising import make_alert
from alerts.rules import Decision, judge
from extractors.alerting import Alert
from extractors.events import Event
from tests.alerts_events import NOW, against, said, story
from tests.alerts_truth import BEGIN, DOCS, END, TABLES, Row, written

ROWS = [pytest.param(row, id=f"{title}: {row.case}") for title, rows in TABLES.items() for row in rows]


@pytest.mark.parametrize("row", ROWS)
def test_truth_table(row: Row) -> None:
    events = "" if "events:" in row.rule else "events: [new_series, new_figure, edit, revision], "
    horizon = "" if "horizon" in row.rule else "alert_horizon: all\n"
    rule = parse_alerts(f"{horizon}rules: [{{id: r, {events}{row.rule}}}]").rules[0]
    *before, event = _story(row)
    event = event._replace(**row.event)
    told = [_alert(rule, before[index], snoozed=index in row.snoozed) for index in row.told]
    decision = judge(rule, event, Past(before, told), NOW, alert_horizon="all")
    assert (decision.verdict, decision.step) == (row.outcome, row.step), decision.reason
    assert decision.reason
    assert decision.checks[-1].step in (row.step, "age", "cooldown")


def _story(row: Row) -> list[Event]:
    if not any(value.endswith(" F") for value in row.before):
        quiet = [value.endswith(" Q") for value in row.before]
        events = story([value.removesuffix(" Q") for value in row.before], row.now)
        return [event for event, left_out in zip(events, [*quiet, False], strict=True) if not left_out]
    events: list[Event] = []
    for index, text in enumerate([*row.before, row.now]):
        days = (len(row.before) - index) * 10
        expected = text.endswith(" F")
        event = said(text.removesuffix(" F"), days)
        if expected:
            event = event._replace(kind="forecast", modality="forecast", period_iso="2027")
        events.append(against(event, events[-1]) if events and not expected and index > 1 else event)
    return events


def _alert(rule: object, event: Event, *, snoozed: bool) -> Alert:
    decision = Decision("alert", "events", "said before", True, ())
    return make_alert(rule, event, decision, event.occurred_at, snoozed=snoozed)  # type: ignore[arg-type]


def test_the_documentation_shows_this_table() -> None:
    text = DOCS.read_text(encoding="utf-8")
    shown = text.partition(BEGIN)[2].partition(END)[0].strip()
    assert shown == written().strip(), "run `python -m tests.alerts_truth`"


def test_reasons_name_the_numbers() -> None:
    rule = parse_alerts(
        "rules: [{id: r, events: new_figure, when: {value: {above: 25}, change: {percent: 5}}}]"
    ).rules[0]
    *before, event = story(["23", "24"], "26")
    decision = judge(rule, event, Past(before), NOW)
    assert decision.reason == "26 data centres is above 25; a change of +8.33 % is at least 5 %"
    *before, event = story(["23", "26"], "27")
    decision = judge(rule, event, Past(before), NOW)
    assert decision.reason == "27 data centres is above 25, but the series has been above 25 since 2026-03-21"


def test_what_was_reached_without_an_event_is_said_so() -> None:
    rule = parse_alerts("rules: [{id: r, events: new_figure, when: {value: {above: 25}}}]").rules[0]
    open_end, quiet, event = story([">20", "26"], "27")
    decision = judge(rule, event, Past([open_end]), NOW)
    assert decision.reason == "27 data centres is above 25 (reached before, but without an event)"
    # A conflict is an event, though its value is not the one in force.
    event = event._replace(old_figure_id=quiet.figure_id)
    decision = judge(rule, event, Past([open_end, quiet._replace(kind="conflict")]), NOW)
    assert decision.reason == "27 data centres is above 25, but the series has been above 25 since 2026-03-21"
    decision = judge(rule, against(event, open_end), Past([open_end]), NOW)
    assert decision.reason == "27 data centres is above 25"
    decision = judge(rule, event._replace(old_low=None), Past(), NOW)
    assert decision.reason == "27 data centres is above 25 (the first value known)"


def test_an_event_from_the_future_is_told() -> None:
    rule = parse_alerts("rules: [{id: r, events: new_figure}]").rules[0]
    event = said("25")._replace(occurred_at=NOW + timedelta(days=400))
    assert judge(rule, event, Past(), NOW.astimezone(UTC)).verdict == "alert"
