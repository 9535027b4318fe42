"""The day of an event is the day of its dead: "two people were killed when a wall gave way in the town on Sunday"."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable

from extractors.clause_map import clause_map
from extractors.incidents import Incidents, is_harm
from extractors.period_compared import is_old_level
from extractors.period_rule import Period
from extractors.period_sayings import is_time_of_saying
from extractors.quantities import Quantity
from extractors.tokens import Sentence

_DAYS = frozenset("weekday full_date today holiday weekend relative".split())
_LONG = ("month", "year")


def day_of_event(
    sent: Sentence, q: Quantity, measure: str | None, periods: list[Period], incidents: Callable[[], Incidents]
) -> Period | None:
    """The one day, night or week of a sentence of casualties or damage, where the clause of the event names it, even
    far from the number. ``q.rules`` say whether the event owns the figure; ``incidents`` are looked up where needed.
    """
    if q.kind != "count" or q.change is not None or len(periods) != 1:
        return None
    (day,) = periods
    if day.rule not in _DAYS or not day.iso or day.words.lower().endswith(_LONG):
        return None
    harmed = "owner:event" in q.rules or (measure is not None and is_harm(measure))
    if not harmed or is_old_level(sent, q):
        return None
    first, last = bisect_left(sent.start, day.start), bisect_left(sent.start, day.end)
    if is_time_of_saying(sent, day, q, first, last):
        return None
    incident = incidents().within(sent.start[0], sent.end[-1])
    if incident is None:
        return None
    clauses = clause_map(sent).of
    return day if clauses[first] == clauses[bisect_right(sent.start, incident.start) - 1] else None
