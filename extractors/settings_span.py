"""Intervals as people write them: text in, time span out, and back. Costs nothing to import."""

from __future__ import annotations

import re
from datetime import timedelta

_INTERVAL = re.compile(r"([1-9][0-9]{0,5})\s?(s|m|h|d|w)")
_SPANS = {"s": "seconds", "m": "minutes", "h": "hours", "d": "days", "w": "weeks"}


def parse_interval(text: object) -> timedelta:
    """``"90s"``, ``"30m"``, ``"2h"``, ``"1d"``, ``"2w"`` as a time span; ValueError says the form."""
    if isinstance(text, timedelta):
        return text
    match = _INTERVAL.fullmatch(text) if isinstance(text, str) else None
    if match is None:
        raise ValueError("an interval is a whole number and a unit, such as 30m, 2h, 1d or 2w")
    return timedelta(**{_SPANS[match[2]]: int(match[1])})


def format_interval(span: timedelta) -> str:
    """The shortest form :func:`parse_interval` reads back: ``"90m"``, ``"1d"``."""
    seconds = int(span.total_seconds())
    for unit, size in (("w", 604_800), ("d", 86_400), ("h", 3_600), ("m", 60)):
        if seconds >= size and seconds % size == 0:
            return f"{seconds // size}{unit}"
    return f"{seconds}s"
