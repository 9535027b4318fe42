"""What became of a forecast once its period has ended: met, missed, or silent. Pure; ``due`` asks it.

Met: a figure for the period itself, or for a day from when the forecast was made to half a year after the period,
that agrees with the forecast or is beyond it in the direction it pointed (then it is outdone). Missed: only what was
said once the period was over, or on its last day, counts as a miss: a lower figure from before, be it of the last
week or "300 homes in 2025" told in June, says nothing of the end. Silent: the period ended and nobody has given such
a figure, of this series or of another of the same indicator; what was said last before comes along.

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
    """An actual figure of the same series.

    Attributes:
        as_of: the day it speaks of: the end of its period, or the day it was first said.
        known_on: the last day it is known to have held: a stated day, else the last day it was said.
        exact: it is about the very period of the forecast.
    """

    figure_id: str
    as_of: date
    known_on: date
    exact: bool
    point: bool
    value: Decimal
    known: Interval


@dataclass(frozen=True, slots=True)
class Became:
    """What became of a forecast.

    Attributes:
        told_by: the figure that tells; of a silent one the last that was said in its time, None where there is none.
        outdone: met, and beyond what the forecast allowed.
    """

    outcome: Outcome
    told_by: Evidence | None = None
    outdone: bool = False


def outcome(expected: Expected, actual: Sequence[Evidence]) -> Became:
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
    final = [e for e in usable if e.known_on >= expected.period_end]
    exact = [e for e in final if e.exact]
    for evidence in exact or usable:
        if evidence.known.meets(reach):
            return Became("met", evidence, outdone=not evidence.known.meets(expected.allows))
    if final:
        return Became("missed", final[0])
    return Became("silent", max(usable, key=lambda e: (e.known_on, e.figure_id), default=None))


def _about_the_end(evidence: Evidence, expected: Expected) -> bool:
    if not evidence.point or evidence.as_of > expected.period_end + AFTERWARDS:
        return False
    # What was known before the forecast tells of its end where it is said again then.
    return evidence.as_of > expected.said_on or evidence.known_on >= expected.period_end


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
