"""Time stamps as pages print them in metadata: a string in, the outlet's day and the instant out."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta, timezone
from typing import Any

# Zones that outlets write as letters; hours from UTC. Ambiguous ones (IST, CST) as English-language outlets use them.
ZONES = {
    "UTC": 0, "GMT": 0, "Z": 0, "UT": 0, "WET": 0, "BST": 1, "CET": 1, "WAT": 1, "CEST": 2, "EET": 2, "SAST": 2,
    "CAT": 2, "EEST": 3, "MSK": 3, "EAT": 3, "IST": 5.5, "PKT": 5, "WIB": 7, "ICT": 7, "SGT": 8, "HKT": 8,
    "PHT": 8, "AWST": 8, "JST": 9, "KST": 9, "ACST": 9.5, "AEST": 10,
    "ACDT": 10.5, "AEDT": 11, "NZST": 12, "NZDT": 13,
    "EST": -5, "EDT": -4, "ET": -5, "CST": -6, "CDT": -5, "MST": -7, "MDT": -6, "PST": -8, "PDT": -7, "AKST": -9,
    "AKDT": -8, "HST": -10, "NST": -3.5, "NDT": -2.5, "AST": -4, "ADT": -3, "BRT": -3,
}  # fmt: skip
_ISO = re.compile(
    r"(\d{4})-(\d{1,2})-(\d{1,2})"
    r"(?:(?:[T ]|\s+at\s+)\s*(\d{1,2}):(\d{2})(?::(\d{2})(?:[.,]\d+)?)?\s*(Z|UTC|GMT|[+-]\d{2}:?\d{2}|[+-]\d{2})?)?",
    re.IGNORECASE,
)
_COMPACT = re.compile(r"((?:19|20)\d{2})(\d{2})(\d{2})(?:T?(\d{2})(\d{2})(\d{2})?(Z)?)?")
_NUMBERS = re.compile(r"(\d{1,2})[/.](\d{1,2})[/.](\d{4})")
_YEAR = re.compile(r"(?:19|20)\d{2}")
_URL_DAY = re.compile(
    r"/((?:19|20)\d{2})(?:([/-])(\d{1,2}|[a-z]{3})\2(\d{1,2})|(\d{2})(\d{2}))(?![\d])", re.IGNORECASE
)
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")


@dataclass(frozen=True, slots=True)
class Stamp:
    """A time as an outlet gives it: its day there, and the instant in UTC where a clock time is given."""

    on: date
    at: datetime | None = None


def parse_stamp(text: str) -> Stamp | None:
    """The time ``text`` names, or None when it is none or cannot be told (3/4/2024 is March or April).

    A clock time without a zone is taken as UTC; one of an unknown zone gives the day alone.
    """
    text = " ".join(text.split())
    if not 6 <= len(text) <= 80:
        return None
    for pattern in (_ISO, _COMPACT):
        match = pattern.fullmatch(text) or (pattern is _ISO and pattern.match(text)) or None
        if match:
            return _from_parts(match)
    if text.isdecimal() and len(text) in (10, 13):
        return _made(datetime.fromtimestamp(int(text[:10]), UTC), clock=True)
    slashes = _NUMBERS.match(text)
    if slashes:
        first, second = int(slashes[1]), int(slashes[2])
        if first <= 12 and second <= 12 and first != second:
            return None
    if not _YEAR.search(text):
        return None
    return _from_words(text, day_first=slashes is not None and int(slashes[1]) > 12)


def day_in_url(url: str) -> date | None:
    """The day that the path of ``url`` names (``/2024/05/31/``, ``/2024-05-31-``, ``/2024/may/31/``)."""
    match = _URL_DAY.search(url)
    if not match:
        return None
    month, day = (match[3] or match[5]).lower(), match[4] or match[6]
    if month.isalpha() and month not in _MONTHS:
        return None
    try:
        return date(int(match[1]), _MONTHS.index(month) + 1 if month.isalpha() else int(month), int(day))
    except ValueError:
        return None


def _from_parts(match: re.Match[str]) -> Stamp | None:
    year, month, day, hour, minute, second = (int(part or 0) for part in match.groups()[:6])
    try:
        at = datetime(year, month, day, hour, minute, second, tzinfo=_zone(match[7]))
    except ValueError:
        return None
    return _made(at, clock=match[4] is not None)


def _zone(text: str | None) -> timezone:
    if not text or text.upper() in ("Z", "UTC", "GMT"):
        return UTC
    digits = text[1:].replace(":", "")
    offset = timedelta(hours=int(digits[:2]), minutes=int(digits[2:] or 0))
    return timezone(-offset if text[0] == "-" else offset)


def _from_words(text: str, *, day_first: bool) -> Stamp | None:
    from dateutil import parser, tz

    unknown = []

    def zone(name: str | None, seconds: int | None) -> Any:
        if seconds is None and name in ZONES:
            seconds = int(ZONES[name] * 3600)
        if seconds is None:
            unknown.append(name)
            return None
        return tz.tzoffset(name, seconds)

    text = re.sub(
        r"^(?:published|posted|updated|first published)\s*(?:on|at)?\s*:?\s*", "", text, flags=re.IGNORECASE
    )
    text = re.sub(r"\s*\((?:[A-Z][\w ]+)\)$", "", text)  # "GMT+0000 (Coordinated Universal Time)"
    text = re.sub(r"\bGMT(?=[+-]\d)", "", text)  # dateutil reads GMT+3 as the POSIX three hours west
    marks = (datetime(1900, 1, 1), datetime(1900, 12, 28, 23, 59, 59))  # noqa: DTZ001 (the text may bring its zone)
    try:
        low, high = (parser.parse(text, default=mark, dayfirst=day_first, tzinfos=zone) for mark in marks)
    except (ValueError, OverflowError, TypeError):
        return None
    if low.date() != high.date():
        return None  # the day or month was not said
    return _made(low if low.tzinfo else low.replace(tzinfo=UTC), clock=low.hour == high.hour and not unknown)


def _made(at: datetime, *, clock: bool) -> Stamp | None:
    if not 1980 <= at.year <= 2100:
        return None
    return Stamp(at.date(), at.astimezone(UTC) if clock else None)
