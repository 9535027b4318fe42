"""The change condition: how far a new value is from the figure before, or from the one in force a while ago. Pure."""

from __future__ import annotations

from decimal import Decimal

from alerts.history import Past, as_old, in_unit, levels_before, middle
from alerts.numbers import say_number, signed
from alerts.rule import ChangeCondition
from extractors.events import Event

_UNITS = {"absolute": "", "percent": " %", "points": " points"}


def check_change(condition: ChangeCondition, event: Event, past: Past) -> tuple[bool, str]:
    """Whether the change is as large as the condition asks."""
    size, words = _drift(condition, event, past) if condition.over is not None else _step(condition, event)
    if size is None:
        return False, words
    if condition.direction == "up" and size < 0:
        return False, f"{words} is down, not up"
    if condition.direction == "down" and size > 0:
        return False, f"{words} is up, not down"
    enough = abs(size) >= condition.size
    asked = say_number(condition.size) + _UNITS[condition.measure]
    return enough, f"{words} is {'at least' if enough else 'less than'} {asked}"


def _step(condition: ChangeCondition, event: Event) -> tuple[Decimal | None, str]:
    """The change against the figure before, as the event has it."""
    if event.old_low is None:
        return None, "there is no figure before it"
    sizes = {"absolute": event.change_abs, "percent": event.change_pct, "points": event.change_points}
    size = sizes[condition.measure]
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
    told = {alert.event_id for alert in past.told()}
    found: Event | None = None
    for before in levels_before(event, past):
        found = before
        if before.event_id in told or before.occurred_at <= start:
            break
    if found is None and event.old_low is not None:
        return as_old(event)
    return found


def _difference_in(size: Decimal, event: Event, unit: str) -> Decimal | None:
    return in_unit(size, event._replace(change="up"), unit)


def _say_size(size: Decimal, condition: ChangeCondition) -> str:
    if condition.measure != "absolute" and abs(size) < 10**15:
        size = round(size, 2).normalize()
    return signed(size) + _UNITS[condition.measure]
