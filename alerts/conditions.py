"""The conditions of a rule on one event: value, change, first in a while, carried by enough outlets. Pure.

Each gives whether it holds, and the words that say why.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Literal

from alerts.history import Past, in_unit, levels_before, middle, order
from alerts.numbers import say_number, say_value, signed
from alerts.rule import ChangeCondition, ValueCondition
from extractors.events import Event
from extractors.settings_span import format_interval

Certainty = Literal["sure", "possible"]
# Where a stated value lies as seen from a limit: surely within the alarm zone, surely outside it, or either.
_Answer = Literal["yes", "maybe", "no"]
_Zone = Literal["below", "above", "in", "clear", "unsure"]


def check_value(
    condition: ValueCondition,
    event: Event,
    past: Past,
    certainty: Certainty = "sure",
    repeat: Literal["enters", "every"] = "enters",
) -> tuple[bool, str]:
    """Whether the new value enters the zone (or, with ``repeat`` every, lies in it)."""
    if event.new_low is None:
        return False, "the event has no value"
    said = _say(event)
    zone = _zone(condition, event, certainty)
    if zone is None:
        return False, f"{said} does not convert to {condition.unit}"
    limit = _say_limit(condition)
    if zone == "unsure":
        return False, f"{said} may be {limit}, but need not be"
    if zone == "clear":
        return False, f"{said} is not {limit}"
    if repeat == "every":
        return True, f"{said} is {limit}"
    before, since = _state_before(condition, event, past, certainty)
    if before == zone:
        stays = (
            f"has been {limit}" if condition.rearm is None else f"has not come back to {say_number(condition.rearm)}"
        )
        return False, f"{said} is {limit}, but the series {stays} since {since:%Y-%m-%d}"
    first = " (the first value known)" if before is None else ""
    return True, f"{said} is {limit}{first}"


def _state_before(
    condition: ValueCondition, event: Event, past: Past, certainty: Certainty
) -> tuple[_Zone | None, datetime | None]:
    """The zone the series was last surely in before ``event``, and since when; (None, None) when nothing is known.

    A value decides when it lies in the zone, or out of it far enough to arm the rule again; one in between, or one
    that may be either, leaves things as they were.
    """
    state: _Zone | None = None
    since: datetime | None = None
    for before in levels_before(event, past):
        zone = _decisive(condition, before, certainty)
        if zone is None:
            continue
        if state is not None and zone != state:
            break
        state, since = zone, before.occurred_at
        if state == "clear":
            break
    if state is None and event.old_low is not None:
        old = as_old(event)
        return _decisive(condition, old, certainty), old.occurred_at
    return state, since


def _decisive(condition: ValueCondition, event: Event, certainty: Certainty) -> _Zone | None:
    zone = _zone(condition, event, certainty)
    if zone == "unsure" or (zone == "clear" and not _rearmed(condition, event)):
        return None
    return zone


def _zone(condition: ValueCondition, event: Event, certainty: Certainty) -> _Zone | None:
    """Where the stated value lies; None when it is in no unit that converts."""
    ends = _ends(event, condition.unit)
    if ends is None:
        return None
    low, high = ends
    bound, test = event.new_bound or "=", condition.test
    mirrored = (-high, -low, {">": "<", ">=": "<=", "<": ">", "<=": ">="}.get(bound, bound))
    if test in ("above", "at_least"):
        return _named(_beyond(low, high, bound, condition.low, strict=test == "above"), "above", certainty)
    if test in ("below", "at_most"):
        return _named(_beyond(*mirrored, -condition.low, strict=test == "below"), "below", certainty)
    over = _beyond(low, high, bound, condition.high, strict=True)
    under = _beyond(*mirrored, -condition.low, strict=True)
    if test == "outside":
        if over == "yes" or under == "yes":
            return "above" if over == "yes" else "below"
        return _named("no" if over == under == "no" else "maybe", "above" if over == "maybe" else "below", certainty)
    if over == "yes" or under == "yes":
        return "clear"
    return _named("yes" if over == under == "no" else "maybe", "in", certainty)


def _named(answer: _Answer, zone: _Zone, certainty: Certainty) -> _Zone:
    if answer == "yes" or (answer == "maybe" and certainty == "possible"):
        return zone
    return "unsure" if answer == "maybe" else "clear"


def _beyond(low: Decimal, high: Decimal, bound: str, limit: Decimal, *, strict: bool) -> _Answer:
    """Whether what is stated lies above ``limit`` (or, unless ``strict``, on it)."""
    if bound in ("<", "<="):  # allows everything down to minus infinity
        return "maybe" if high > limit or (not strict and bound == "<=" and high == limit) else "no"
    if bound in (">", ">="):
        return "yes" if low > limit or (low == limit and (bound == ">" or not strict)) else "maybe"
    if low > limit or (not strict and low == limit):
        return "yes"
    return "maybe" if high > limit or (not strict and high == limit) else "no"


def _ends(event: Event, unit: str | None) -> tuple[Decimal, Decimal] | None:
    """Both ends of the new value in ``unit``; None where there is no value or it does not convert."""
    if event.new_low is None:
        return None
    low = in_unit(event.new_low, event, unit)
    high = in_unit(event.new_low if event.new_high is None else event.new_high, event, unit)
    return None if low is None or high is None else (low, high)


def _rearmed(condition: ValueCondition, event: Event) -> bool:
    """True when a value that is out of the zone is far enough out."""
    ends = _ends(event, condition.unit)
    if condition.rearm is None or ends is None:
        return ends is not None
    low, high = ends
    return high <= condition.rearm if condition.test in ("above", "at_least") else low >= condition.rearm


def check_change(condition: ChangeCondition, event: Event, past: Past) -> tuple[bool, str]:
    """Whether the change is as large as the condition asks."""
    size, words = _drift(condition, event, past) if condition.over is not None else _step(condition, event)
    if size is None:
        return False, words
    wanted = {"absolute": "", "percent": " %", "points": " points"}[condition.measure]
    asked = f"{say_number(condition.size)}{wanted}"
    if condition.direction == "up" and size < 0:
        return False, f"{words} is down, not up"
    if condition.direction == "down" and size > 0:
        return False, f"{words} is up, not down"
    return abs(
        size
    ) >= condition.size, f"{words} is {'at least' if abs(size) >= condition.size else 'less than'} {asked}"


def _step(condition: ChangeCondition, event: Event) -> tuple[Decimal | None, str]:
    """The change against the figure before, as the event has it."""
    if event.old_low is None:
        return None, "there is no figure before it"
    size = {"absolute": event.change_abs, "percent": event.change_pct, "points": event.change_points}[
        condition.measure
    ]
    if condition.measure == "absolute" and size is not None and condition.unit is not None:
        size = _difference_in(size, event, condition.unit)
        if size is None:
            return None, f"{event.unit or 'the unit'} does not convert to {condition.unit}"
    if size is None:
        return None, _no_change(condition, event)
    return size, f"a change of {_say_size(size, condition)}"


def _no_change(condition: ChangeCondition, event: Event) -> str:
    if condition.measure == "percent" and event.change_points is not None:
        return "a percentage changes in points, not in percent"
    if condition.measure == "points":
        return "only percentages change in points"
    if condition.measure == "percent" and event.old_low == 0:
        return "there is no percentage of a change from 0"
    return f"its change in {condition.measure} is not known"


def _drift(condition: ChangeCondition, event: Event, past: Past) -> tuple[Decimal | None, str]:
    """The change against the figure in force ``over`` ago, or against the one last alerted about if that is newer."""
    base = _baseline(condition, event, past)
    new = middle(event)
    if base is None or new is None:
        return None, "there is no figure before it"
    old = middle(base)
    if old is not None and base.unit != event.unit:
        old = in_unit(old, base, event.unit)
    if old is None:
        return None, f"{base.unit} of {base.occurred_at:%Y-%m-%d} does not convert to {event.unit}"
    size: Decimal | None = new - old
    percentage = event.kind_of_value == "percent"
    if condition.measure == "absolute" and condition.unit is not None:
        size = _difference_in(new - old, event, condition.unit)
        if size is None:
            return None, f"{event.unit or 'the unit'} does not convert to {condition.unit}"
    if condition.measure == "points" and not percentage:
        return None, "only percentages change in points"
    if condition.measure == "percent":
        if percentage:
            return None, "a percentage changes in points, not in percent"
        if old == 0:
            return None, "there is no percentage of a change from 0"
        size = (new - old) / abs(old) * 100
    assert size is not None
    return size, f"a change of {_say_size(size, condition)} since {base.occurred_at:%Y-%m-%d}"


def _baseline(condition: ChangeCondition, event: Event, past: Past) -> Event | None:
    assert condition.over is not None
    start = event.occurred_at - condition.over
    told = {alert.event_id for alert in past.alerts}
    found: Event | None = None
    for before in levels_before(event, past):
        found = before
        if before.event_id in told or before.occurred_at <= start:
            break
    if found is None and event.old_low is not None:
        return as_old(event)
    return found


def check_first(span: timedelta, event: Event, past: Past) -> tuple[bool, str]:
    """Whether the series was silent for ``span`` before the event."""
    words = format_interval(span)
    for before in reversed(past.events):
        if order(before) < order(event) and before.new_low is not None:
            if event.occurred_at - before.occurred_at < span:
                return False, f"the series had news on {before.occurred_at:%Y-%m-%d}, less than {words} before"
            break
    return True, f"the first news of the series in {words}"


def check_spread(outlets: int, origins: int, event: Event) -> tuple[bool, str]:
    """Whether enough outlets carry it, and enough of them wrote it themselves."""
    parts = []
    if outlets:
        parts.append(f"{event.outlets} of {outlets} outlets")
    if origins:
        parts.append(f"{event.origins} of {origins} origins")
    return event.outlets >= outlets and event.origins >= origins, " and ".join(parts)


def as_old(event: Event) -> Event:
    """The statement an event is set against, as an event of its own time."""
    return replace(
        event,
        event_id="",
        new_low=event.old_low,
        new_high=event.old_high if event.old_high is not None else event.old_low,
        new_bound=event.old_bound,
        occurred_at=event.old_published_at or event.occurred_at,
    )


def _difference_in(size: Decimal, event: Event, unit: str) -> Decimal | None:
    return in_unit(size, replace(event, change="up"), unit)


def _say(event: Event) -> str:
    return say_value(
        event.new_low,
        event.new_high,
        bound=event.new_bound,
        kind=event.kind_of_value,
        unit=event.unit,
        per=event.per,
    )


def _say_limit(condition: ValueCondition) -> str:
    unit = f" {condition.unit}" if condition.unit else ""
    words = condition.test.replace("_", " ")
    if condition.test in ("inside", "outside"):
        return f"{words} {say_number(condition.low)} to {say_number(condition.high)}{unit}"
    return f"{words} {say_number(condition.low)}{unit}"


def _say_size(size: Decimal, condition: ChangeCondition) -> str:
    rounded = size if condition.measure == "absolute" else size.quantize(Decimal("0.01")).normalize()
    return signed(rounded) + {"absolute": "", "percent": " %", "points": " points"}[condition.measure]
