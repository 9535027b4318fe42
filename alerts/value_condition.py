"""The value condition: does a new value enter the zone beyond a limit, given what was said before? Pure.

It follows what the words leave open: "more than 80" may be above 100, but need not be.
"""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal
from typing import Literal

from alerts.history import Past, as_old, in_unit, levels_before
from alerts.numbers import say_number, say_value
from alerts.rule import ValueCondition
from extractors.events import Event

Certainty = Literal["sure", "possible"]
_Answer = Literal["yes", "maybe", "no"]
# Where a stated value lies as seen from a limit: surely in the zone (and on which side), surely out of it, or either.
_Zone = Literal["below", "above", "in", "clear", "unsure"]


def check_value(
    condition: ValueCondition,
    event: Event,
    past: Past,
    certainty: Certainty = "sure",
    repeat: Literal["enters", "every"] = "enters",
    spread: tuple[int, int] = (0, 0),
) -> tuple[bool, str]:
    """Whether the new value enters the zone (or, with ``repeat`` every, lies in it).

    Where the rule asks for outlets and origins, ``spread``, earlier values count only if so many carried them: what
    one outlet alone had said was not told, and must not keep from being told what all of them say.
    """
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
    before, since = _state_before(condition, event, past, certainty, spread)
    if since is None:
        note = " (reached before, but without an event)" if before else ""
        first = before is None and event.old_low is None and next(levels_before(event, past), None) is None
        return True, f"{said} is {limit}{' (the first value known)' if first else note}"
    if before == zone:
        stays = f"has been {limit}" if condition.rearm is None else _say_not_back(condition)
        return False, f"{said} is {limit}, but the series {stays} since {since:%Y-%m-%d}"
    return True, f"{said} is {limit}"


def _state_before(
    condition: ValueCondition, event: Event, past: Past, certainty: Certainty, spread: tuple[int, int]
) -> tuple[_Zone | None, datetime | None]:
    """The zone the series was last surely in before ``event``, and since when; (None, None) when nothing is known.

    A value decides when it lies in the zone, or out of it far enough to arm the rule again; one in between, or one
    that may be either, leaves things as they were. A zone that was reached without an event ("at least 80", then
    exactly 95) has no time: nobody can have been told.
    """
    state: _Zone | None = None
    since: datetime | None = None
    for before in levels_before(event, past):
        zone = _decisive(condition, before, certainty)
        if zone is None or before.outlets < spread[0] or before.origins < spread[1]:
            continue
        if state is not None and zone != state:
            break
        state, since = zone, before.occurred_at
        if state == "clear":
            break
    if state is None and event.old_low is not None and spread == (0, 0):
        old = as_old(event)
        zone = _decisive(condition, old, certainty)
        no_history = event.series_id is None
        told = (
            zone == "clear"
            or no_history
            or any(
                before.figure_id == event.old_figure_id and _decisive(condition, before, certainty) == zone
                for before in past.events
            )
        )
        return zone, old.occurred_at if zone and told else None
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
    if isinstance(condition.rearm, tuple):
        start, end = condition.rearm
        return (high < start or low > end) if condition.test == "inside" else start <= low and high <= end
    return high <= condition.rearm if condition.test in ("above", "at_least") else low >= condition.rearm


def _say(event: Event) -> str:
    return say_value(
        event.new_low,
        event.new_high,
        bound=event.new_bound,
        kind=event.kind_of_value,
        unit=event.unit,
        per=event.per,
    )


def _say_not_back(condition: ValueCondition) -> str:
    if not isinstance(condition.rearm, tuple):
        assert condition.rearm is not None
        return f"has not come back to {say_number(condition.rearm)}"
    between = f"{say_number(condition.rearm[0])} to {say_number(condition.rearm[1])}"
    return f"has not been {'outside' if condition.test == 'inside' else 'back inside'} {between}"


def _say_limit(condition: ValueCondition) -> str:
    unit = f" {condition.unit}" if condition.unit else ""
    words = condition.test.replace("_", " ")
    if condition.test in ("inside", "outside"):
        return f"{words} {say_number(condition.low)} to {say_number(condition.high)}{unit}"
    return f"{words} {say_number(condition.low)}{unit}"
