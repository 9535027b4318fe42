"""Days and periods as people read them: 2026, Q1 2026, March 2026, 3 March 2026, April 2025 to March 2026."""

from __future__ import annotations

from calendar import month_name
from datetime import date, timedelta

from extractors.iso_periods import parse_period


def say_day(day: date) -> str:
    """``3 January 2026``: always with the year, as what is said of it is kept and read whenever."""
    return f"{day.day} {month_name[day.month]} {day.year}"


def say_period(start: date | None, end: date | None) -> str:
    """First and last day in words; empty where no period is stated."""
    if start is None or end is None:
        return ""
    return _whole_months(start, end) or _days(start, end)


def say_iso_period(iso: str | None) -> str:
    """A period in ISO 8601 in words; what is none as it stands."""
    period = parse_period(iso) if iso else None
    return say_period(period.start, period.end) if period else iso or ""


def _whole_months(start: date, end: date) -> str:
    """Empty for what begins or ends within a month."""
    if start.day != 1 or (end < date.max and (end + timedelta(days=1)).day != 1):
        return ""
    months = 12 * (end.year - start.year) + end.month - start.month + 1
    year, at = start.year, start.month - 1
    if months == 1:
        return f"{month_name[start.month]} {year}"
    for length, letter in ((3, "Q"), (6, "H")):
        if months == length and at % length == 0:
            return f"{letter}{at // length + 1} {year}"
    if months % 12 == 0 and at == 0:
        return f"{year}" if months == 12 else f"{year} to {end.year}"
    first = month_name[start.month] if year == end.year else f"{month_name[start.month]} {year}"
    return f"{first} to {month_name[end.month]} {end.year}"


def _days(start: date, end: date) -> str:
    if start == end:
        return say_day(start)
    if start.year != end.year:
        return f"{say_day(start)} to {say_day(end)}"
    first = f"{start.day}" if start.month == end.month else f"{start.day} {month_name[start.month]}"
    return f"{first} to {say_day(end)}"
