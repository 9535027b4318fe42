"""Events of one instant, and values in several units: what was before, as the rules see it."""

from __future__ import annotations

from decimal import Decimal
from itertools import permutations

import pytest
from alerts_memory import MemoryOutbox

from alerts.config import parse_alerts
from alerts.history import Past, Timeline
from alerts.raising import raise_alerts
from alerts.replay import replay
from alerts.rules import judge
from extractors.events import Event
from tests.alerts_events import NOW, against, said

ABOVE_25 = (
    "alert_horizon: all\nrules: [{id: r, events: [new_series, new_figure, revision], when: {value: {above: 25}}}]"
)


def _chain(*values: str, days: tuple[float, ...]) -> list[Event]:
    """Each set against the one before it; of one day all have one instant."""
    events: list[Event] = []
    for value, day in zip(values, days, strict=True):
        event = said(value, day, "new_figure" if events else "new_series")
        if events:
            event = against(event, events[-1])._replace(old_figure_id=events[-1].figure_id)
        events.append(event)
    return events


# What was said, on which days (ago), and which of it alerts "above 25".
DAYS = [
    (("20", "24", "26", "27"), (3, 2, 2, 1), ["26"]),
    (("20", "26", "24", "27"), (3, 2, 2, 1), ["26", "27"]),
    (("26", "24", "28"), (2, 2, 2), ["26", "28"]),
    (("24", "26", "27"), (2, 2, 2), ["26"]),
    (("20", "24", "26", "27"), (4, 3, 2, 1), ["26"]),
]


@pytest.mark.parametrize(("values", "days", "alerted"), DAYS)
def test_of_one_instant_each_comes_behind_what_it_is_set_against(
    values: tuple[str, ...], days: tuple[float, ...], alerted: list[str]
) -> None:
    settings = parse_alerts(ABOVE_25)
    for ids in permutations("abcd", len(values)):
        events = [event._replace(event_id=id_) for id_, event in zip(ids, _chain(*values, days=days), strict=True)]
        text = {event.event_id: value for event, value in zip(events, values, strict=True)}
        assert sorted(events, key=Timeline(events).key) == events
        raised = raise_alerts(MemoryOutbox(events), settings, NOW).alerts
        assert [text[alert.event_id] for alert in raised] == alerted
        again = [one.event.event_id for one in replay(settings.rules[0], events) if one.alert]
        assert [text[event_id] for event_id in again] == alerted


def test_events_of_one_instant_that_are_set_against_each_other_come_by_their_ids() -> None:
    """An edit there and back: there is no first."""
    there, back = said("23", 1, "edit"), said("25", 1, "edit")
    there, back = there._replace(old_figure_id=back.figure_id), back._replace(old_figure_id=there.figure_id)
    timeline = Timeline([there, back])
    assert sorted([there, back], key=timeline.key) == sorted([there, back], key=lambda event: event.event_id)
    assert [len(timeline.before(event)) for event in sorted([there, back], key=timeline.key)] == [0, 1]


# (value, unit, per) before and now, the limit, whether it alerts.
UNITS = [
    (("1100", "MW", None), ("1.2", "GW", None), "{above: 1}", False),  # 1.1 GW were above it
    (("900", "MW", None), ("1.2", "GW", None), "{above: 1}", True),
    (("900", "MW", None), ("1.2", "GW", None), "{above: 1000, unit: MW}", True),
    (("1100", "MW", None), ("1.2", "GW", None), "{above: 1000, unit: MW}", False),
    (("240", "m3", "minute"), ("5", "m3", "second"), "{above: 4.5}", True),
    (("300", "m3", "minute"), ("6", "m3", "second"), "{above: 4.5}", False),
    (("90", "°C", None), ("212", "°F", None), "{above: 100, unit: °C}", False),  # it is 100
    (("90", "°C", None), ("212", "°F", None), "{at_least: 100, unit: °C}", True),
    (("90", "°C", None), ("213", "°F", None), "{above: 100, unit: °C}", True),
    (("2", "mile", None), ("1609.344", "m", None), "{at_most: 1, unit: mile}", True),
    (("2", "mile", None), ("1609.344", "m", None), "{below: 1, unit: mile}", False),
]


@pytest.mark.parametrize(("before", "now", "limit", "alerts"), UNITS)
def test_a_limit_is_compared_in_one_unit_and_rate(
    before: tuple[str, str, str | None], now: tuple[str, str, str | None], limit: str, alerts: bool
) -> None:
    rule = parse_alerts(f"rules: [{{id: r, events: new_figure, when: {{value: {limit}}}}}]").rules[0]
    old, new = (
        said("1 MW", day)._replace(
            new_low=Decimal(value), new_high=Decimal(value), unit=unit, per=per, figure_id=f"{value} {unit}"
        )
        for day, (value, unit, per) in ((5, before), (0, now))
    )
    # The event has the old value in its own unit; only its history has it as it was said.
    assert (judge(rule, new, Past([old]), NOW).verdict == "alert") is alerts
