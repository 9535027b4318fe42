"""What a series said before: the points a rule compares with, in one unit, newest last."""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from itertools import groupby
from typing import Any

from extractors.alerting import Alert
from extractors.allowed import storable
from extractors.base_units import BaseUnit, base_unit
from extractors.events import Event
from extractors.unit_kinds import is_same_unit, symbol_of

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

    def told(self) -> list[Alert]:
        """Those of its alerts that somebody may have heard of: none raised while the rule was snoozed."""
        return [alert for alert in self.alerts if alert.state != "snoozed"]


def subject_of(event: Event) -> str:
    """What cooldowns count by: the series, or the source where the event is about one."""
    return event.series_id or event.source_id or event.event_id


class Timeline:
    """Events in order of time; of one series and instant, each behind the one whose figure it is set against.

    Articles that bear a day and no clock time have one instant: their ids would set 26 before the 24 it replaced.
    """

    def __init__(self, events: Iterable[Event]) -> None:
        self._series: dict[str, list[Event]] = defaultdict(list)
        for event in sorted(events, key=order):
            self._series[subject_of(event)].append(event)
        for subject, mine in self._series.items():
            groups = groupby(mine, key=lambda event: event.occurred_at)
            self._series[subject] = [event for _, group in groups for event in _one_by_one(list(group))]
        self._places = {event.event_id: at for mine in self._series.values() for at, event in enumerate(mine)}

    def before(self, event: Event) -> Sequence[Event]:
        """The events of its series before it."""
        series = self._series.get(event.series_id or "", ())
        place = self._places.get(event.event_id)
        return series[: bisect_left(series, order(event), key=order) if place is None else place]

    def key(self, event: Event) -> tuple[datetime, int, str]:
        """What sorts events, also those of many series, into the order in which they are judged."""
        return event.occurred_at, self._places.get(event.event_id, 0), event.event_id


def _one_by_one(left: list[Event]) -> Iterator[Event]:
    """Events of one series and instant, each behind the one whose figure it is set against, where there is one."""
    while len(left) > 1:
        stated = {event.figure_id for event in left} - {None}
        first = next((event for event in left if event.old_figure_id not in stated), left[0])
        left.remove(first)
        yield first
    yield from left


def order(event: Event) -> tuple[datetime, str]:
    """Events in order of time, those of one instant by their ids."""
    return event.occurred_at, event.event_id


def levels_before(event: Event, past: Past) -> Iterator[Event]:
    """Earlier events whose value was in force, newest first, in the unit and rate of ``event``; forecasts only with
    forecasts for the same period.
    """
    side = _side(event)
    for before in reversed(past.events):
        if before.kind in LEVEL_KINDS and before.new_low is not None and _side(before) == side:
            yield _alike(before, event)


def _alike(before: Event, event: Event) -> Event:
    """``before`` in the unit and rate of ``event``; as it is where the two do not convert."""
    kind: Any = event.kind_of_value
    if (before.unit, before.per) == (event.unit, event.per) or kind not in ("measure", "duration", "age"):
        return before
    (own, rest), (other, left) = base_unit(kind, before.unit, before.per), base_unit(kind, event.unit, event.per)
    if (own.symbol, rest) != (other.symbol, left):
        return before
    low, high = (
        None if value is None else _converted(value, own, other, moves=before.change is not None)
        for value in (before.new_low, before.new_high)
    )
    return before._replace(new_low=low, new_high=high, unit=event.unit, per=event.per)


def _converted(value: Decimal, own: BaseUnit, other: BaseUnit, *, moves: bool) -> Decimal | None:
    """From one unit to another. To ten places, lest 212 °F be above 100 °C by what the factor lacks."""
    return storable((own.convert(value, difference=moves) - (Decimal(0) if moves else other.offset)) / other.factor)


def _side(event: Event) -> tuple[str, str | None]:
    """Actual figures are one line; expected ones another for each period they speak of."""
    if event.modality in (None, "actual"):
        return "actual", None
    return str(event.modality), event.period_iso


def in_unit(value: Decimal, event: Event, unit: str | None) -> Decimal | None:
    """``value`` of ``event`` in ``unit``, in any spelling of it; None where the two do not convert.

    ``unit`` None is the event's own.
    """
    kind: Any = event.kind_of_value
    if unit is None or is_same_unit(kind, event.unit, unit):
        return value
    if kind not in ("measure", "duration", "age"):
        return None
    own, _ = base_unit("measure", event.unit, None)
    other, _ = base_unit("measure", symbol_of(unit), None)
    if own.symbol != other.symbol:
        return None
    return _converted(value, own, other, moves=event.change is not None)


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
