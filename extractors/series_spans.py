"""Over what time shares, indices and raw materials moved: a day's rise is no series with a year's. Pure.

What is counted over a time ("exports rose 9% in May") is compared with the time a year before; what is traded with
where it stood when that time began.
"""

from __future__ import annotations

from collections.abc import Set

from extractors.iso_periods import parse_period
from extractors.keys import lemma
from extractors.model import Claim
from extractors.series_words import series_words

_TRADED = frozenset(map(lemma, ("futures", "share", "shares", "stock", "stocks")))
_PRICE = frozenset(map(lemma, ("price", "prices")))
_EVERYWHERE = frozenset(series_words("everywhere"))
# The longest of each in days: a long week, month, quarter.
_SPANS = ((4, ""), (10, "week"), (45, "month"), (120, "quarter"))


def span_of(claim: Claim, key: str | None, words: Set[str]) -> set[str]:
    """The stem that a move of what is traded gets from its time; none for a day's, and for all else."""
    if claim.kind != "percent" or claim.change is None or claim.period_iso is None:
        return set()
    raw = key is not None and words == _PRICE and not _EVERYWHERE.isdisjoint(key.split())
    return over(claim) if raw or (words and words <= _TRADED) else set()


def over(claim: Claim) -> set[str]:
    """The time of a move, in a word; none for a day."""
    period = parse_period(claim.period_iso) if claim.kind == "percent" and claim.change and claim.period_iso else None
    if period is None or period.start is None or period.end is None:
        return set()
    days = (period.end - period.start).days + 1
    span = next((name for most, name in _SPANS if days <= most), "year")
    return {f"over_{span}"} if span else set()
