"""Holidays as dates: fixed ones, those that go by Easter, and Thanksgiving with the days behind it."""

from __future__ import annotations

import re
from datetime import date, timedelta


def _easter(year: int) -> date:
    """Easter Sunday of the Gregorian calendar, by the algorithm of Butcher."""
    a, (b, c) = year % 19, divmod(year, 100)
    d, e = divmod(b, 4)
    g = (b - (b + 8) // 25 + 1) // 3
    h = (19 * a + b - d - g + 15) % 30
    i, k = divmod(c, 4)
    n = (32 + 2 * e + 2 * i - h - k) % 7
    w = (a + 11 * h + 22 * n) // 451
    month, day = divmod(h + n - 7 * w + 114, 31)
    return date(year, month, day + 1)


_FIXED = {
    "new year's day": (1, 1),
    "may day": (5, 1),
    "christmas eve": (12, 24),
    "christmas day": (12, 25),
    "christmas": (12, 25),
    "boxing day": (12, 26),
    "new year's eve": (12, 31),
    "halloween": (10, 31),
    "valentine's day": (2, 14),
}
_OF_EASTER = {"good friday": -2, "easter saturday": -1, "easter sunday": 0, "easter monday": 1}


def _holiday_of(name: str, year: int) -> date:
    if name in _OF_EASTER:
        return _easter(year) + timedelta(_OF_EASTER[name])
    if name in _FIXED:
        return date(year, *_FIXED[name])
    first = date(year, 11, 1)  # the fourth Thursday of November, the day after, the Monday after
    thursday = first + timedelta((3 - first.weekday()) % 7 + 21)
    return thursday + timedelta({"black friday": 1, "cyber monday": 4}.get(name, 0))


HOLIDAYS = (*_FIXED, *_OF_EASTER, "thanksgiving", "black friday", "cyber monday")


def holiday(m: re.Match[str], published: date | None) -> str | None:
    """ "on Good Friday", "Boxing Day 2019", "the 2004 Boxing Day"; without a year the nearest one."""
    name = m["ho_n"].lower()
    year = m["ho_y"] or m["ho_x"]
    if year:
        return _holiday_of(name, int(year)).isoformat()
    if published is None:
        return None
    days = [_holiday_of(name, published.year + step) for step in (-1, 0, 1)]
    past = max(d for d in days if d <= published)
    ahead = min(d for d in days if d > published)
    return (ahead if (ahead - published).days < 60 < (published - past).days else past).isoformat()


def holiday_after(words: str, published: date) -> str:
    """The next holiday of the name that ``words`` hold."""
    name = max((one for one in HOLIDAYS if one in words.lower()), key=len)
    days = (_holiday_of(name, published.year + step) for step in (0, 1))
    return min(day for day in days if day > published).isoformat()
