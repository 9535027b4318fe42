"""What a series said before: the points a rule compares with, in one unit, newest last."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any

from extractors.alerting import Alert
from extractors.base_units import base_unit
from extractors.events import Event

LEVEL_KINDS = frozenset({"new_series", "new_figure", "revision", "edit", "forecast", "forecast_changed"})
"""Events after which their new value is the one in force; a conflict only says that someone disagrees."""


@dataclass(frozen=True, slots=True)
class Past:
    """What was before one event, as far as one rule may look.

    Attributes:
        events: of the same series, before the event, in order of time.
        alerts: of the same rule for the same series (or source), oldest first.
        where: what the rule's SQL condition said of the event; None where it has none, or could not be asked.
        where_error: why it could not; it is asked again later.
    """

    events: Sequence[Event] = ()
    alerts: Sequence[Alert] = ()
    where: bool | None = None
    where_error: str | None = None


def subject_of(event: Event) -> str:
    """What cooldowns count by: the series, or the source where the event is about one."""
    return event.series_id or event.source_id or event.event_id


def order(event: Event) -> tuple[datetime, str]:
    """The order in which events are judged."""
    return event.occurred_at, event.event_id


def levels_before(event: Event, past: Past) -> Iterator[Event]:
    """Earlier events whose value was in force, newest first; forecasts only with forecasts for the same period."""
    at = order(event)
    side = _side(event)
    for before in reversed(past.events):
        if order(before) < at and before.kind in LEVEL_KINDS and before.new_low is not None and _side(before) == side:
            yield before


def _side(event: Event) -> tuple[str, str | None]:
    """Actual figures are one line; expected ones another for each period they speak of."""
    if event.modality in (None, "actual"):
        return "actual", None
    return str(event.modality), event.period_iso


def in_unit(value: Decimal, event: Event, unit: str | None) -> Decimal | None:
    """``value`` of ``event`` in ``unit``; None where the two do not convert. ``unit`` None is the event's own."""
    if unit is None or unit == event.unit:
        return value
    kind: Any = event.kind_of_value
    if kind not in ("measure", "duration", "age"):
        return None
    own, _ = base_unit("measure", event.unit, None)
    other, _ = base_unit("measure", unit, None)
    if own.symbol != other.symbol:
        return None
    moves = event.change is not None
    return (own.convert(value, difference=moves) - (Decimal(0) if moves else other.offset)) / other.factor


def middle(event: Event) -> Decimal | None:
    """The value that speaks for the new statement: the middle of a range."""
    if event.new_low is None or event.new_high is None:
        return None
    return (event.new_low + event.new_high) / 2


def as_old(event: Event) -> Event:
    """The statement an event is set against, as an event of its own time."""
    return event._replace(
        event_id="",
        new_low=event.old_low,
        new_high=event.old_high if event.old_high is not None else event.old_low,
        new_bound=event.old_bound,
        occurred_at=event.old_published_at or event.occurred_at,
    )
