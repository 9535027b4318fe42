"""A time behind "since" is where a stretch begins: "since the ruling in May", "since he took over in June 2018"."""

from __future__ import annotations

import re
from datetime import date

from extractors.period_dates import since_then

# Points of time that "since" makes the beginning of a stretch.
_POINTS = frozenset("full_date month weekday relative season year quarter today year_back holiday weekend".split())
# "since", "since late", "since a wave of selling in"; with a number in it, "since" may mean "because"
_SINCE = re.compile(r"\b[Ss]ince (?!then\b|when\b|that\b)(?:\"?[^\W\d][\w'-]*\"? |\d+(?:th|st|nd|rd) ){0,12}$")
_FAR = 90  # characters


def stretch(folded: str, start: int, m: re.Match[str], iso: str, rule: str, published: date) -> str | None:
    """The stretch up to publication that the match of ``rule`` begins, None where it begins none."""
    if rule not in _POINTS or iso[:4] > published.isoformat()[:4]:
        return None
    lo = max(start, m.start() - _FAR)
    since = m.group()[:5].lower() == "since" or (
        folded.find("ince ", lo, m.start()) >= 0 and _SINCE.search(folded, lo, m.start())
    )
    return since_then(iso, published) if since else None
