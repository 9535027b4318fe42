"""ISO 8601 periods of claims to their first and last day, and the length that makes two of them comparable."""

from __future__ import annotations

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache

# Longest and shortest period of each name, in days. A fiscal year of twelve months is a year.
_GRAINS = (
    ("day", 1, 1),
    ("week", 7, 7),
    ("month", 28, 31),
    ("quarter", 89, 92),
    ("half", 181, 184),
    ("year", 363, 371),
)
_YEAR = re.compile(r"(\d{4})")
_DECADE = re.compile(r"(\d{3})X")
_MONTH = re.compile(r"(\d{4})-(\d{2})")
_PART = re.compile(r"(\d{4})-([QH])([1-4])")
_WEEK = re.compile(r"(\d{4})-W(\d{2})")
_DAY = re.compile(r"(\d{4})-(\d{2})-(\d{2})(?:T.*)?")


@dataclass(frozen=True, slots=True)
class Period:
    """Whole days from ``start`` to ``end``, both included.

    ``grain`` names its length ("day", "month", "year", "45 days"): figures are compared over time only with those
    of the same grain, so that a month's sales are never set against a year's.
    """

    start: date
    end: date
    grain: str


@lru_cache(maxsize=8192)
def parse_period(iso: str) -> Period | None:
    """``iso`` ("2025", "2019-Q3", "2019-10", "2019-W47", "2019-11-19", "start/end") as days; None if it is none."""
    first, slash, last = iso.partition("/")
    opening = _days(first)
    closing = _days(last) if slash else opening
    if opening is None or closing is None or closing[1] < opening[0]:
        return None
    return Period(opening[0], closing[1], _grain(opening[0], closing[1]))


def in_order(iso: str | None) -> str | None:
    """``iso``, or None where it ends before it begins."""
    first, slash, last = (iso or "").partition("/")
    opening, closing = (_days(first), _days(last)) if slash else (None, None)
    return None if opening and closing and closing[1] < opening[0] else iso


def _grain(start: date, end: date) -> str:
    days = (end - start).days + 1
    return next((name for name, least, most in _GRAINS if least <= days <= most), f"{days} days")


def _days(iso: str) -> tuple[date, date] | None:
    try:
        if m := _YEAR.fullmatch(iso):
            return date(int(m[1]), 1, 1), date(int(m[1]), 12, 31)
        if m := _DECADE.fullmatch(iso):
            return date(int(m[1]) * 10, 1, 1), date(int(m[1]) * 10 + 9, 12, 31)
        if m := _MONTH.fullmatch(iso):
            return _months(int(m[1]), int(m[2]), 1)
        if m := _PART.fullmatch(iso):
            months = 3 if m[2] == "Q" else 6
            return _months(int(m[1]), (int(m[3]) - 1) * months + 1, months)
        if m := _WEEK.fullmatch(iso):
            monday = date.fromisocalendar(int(m[1]), int(m[2]), 1)
            return monday, monday + timedelta(days=6)
        if m := _DAY.fullmatch(iso):
            day = date(int(m[1]), int(m[2]), int(m[3]))
            return day, day
    except (ValueError, OverflowError):
        return None
    return None


def _months(year: int, month: int, length: int) -> tuple[date, date]:
    last = month + length - 1
    return date(year, month, 1), date(year, last, monthrange(year, last)[1])
