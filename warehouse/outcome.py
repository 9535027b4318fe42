"""What became of a forecast once its period has ended: met, missed, or silent. Pure; ``due`` asks it.

Met: a figure for the period itself, or for a day from when the forecast was made to half a year after the period,
that agrees with the forecast or is beyond it in the direction it pointed. Missed: only figures for the period, or
for days from its last month on, count as a miss: a lower figure from half-way through says nothing of the end.
Silent: the period ended and nobody has given such a figure, of this series or of another of the same indicator.

The direction is up or down from the last actual figure before the forecast; where there was none, up for counts,
money and measures, neither for the rest.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from extractors.allowed import Interval
from extractors.events import Outcome

AFTERWARDS = timedelta(days=183)
"""How long after the end of the period a figure may speak of it without naming it."""
LAST_STRETCH = timedelta(days=31)
"""How long before the end a figure may already be taken for the final one."""
_GROWING = ("count", "money", "measure")


@dataclass(frozen=True, slots=True)
class Expected:
    """A forecast or target whose period has ended."""

    kind: str
    bound: str
    value: Decimal
    allows: Interval
    period_start: date
    period_end: date
    said_on: date


@dataclass(frozen=True, slots=True)
class Evidence:
    """An actual figure of the same series. ``exact`` when it is about the very period of the forecast."""

    figure_id: str
    as_of: date
    exact: bool
    point: bool
    value: Decimal
    known: Interval


def outcome(expected: Expected, actual: Sequence[Evidence]) -> tuple[Outcome, Evidence | None]:
    """What became of it, and the figure that tells."""
    reach = expected.allows
    direction = _direction(expected, actual)
    if direction > 0:
        reach = Interval(reach.low, None, reach.low_open)
    elif direction < 0:
        reach = Interval(None, reach.high, high_open=reach.high_open)
    usable = [e for e in actual if e.exact or _about_the_end(e, expected)]
    # A figure for the period itself is worth more than one for some day; then the later one.
    usable.sort(key=lambda e: (e.exact, e.as_of, e.figure_id), reverse=True)
    exact = [e for e in usable if e.exact]
    for evidence in exact or usable:
        if evidence.known.meets(reach):
            return "met", evidence
    final = exact or [e for e in usable if e.as_of >= expected.period_end - LAST_STRETCH]
    return ("missed", final[0]) if final else ("silent", None)


def _about_the_end(evidence: Evidence, expected: Expected) -> bool:
    return evidence.point and expected.said_on < evidence.as_of <= expected.period_end + AFTERWARDS


def _direction(expected: Expected, actual: Sequence[Evidence]) -> int:
    before = [e for e in actual if e.as_of <= expected.said_on]
    if before:
        last = max(before, key=lambda e: (e.as_of, e.figure_id))
        return (expected.value > last.value) - (expected.value < last.value)
    if expected.bound in (">", ">="):
        return 1
    if expected.bound in ("<", "<="):
        return -1
    return 1 if expected.kind in _GROWING else 0
