"""The quarter that a report of results is about: what is set against it, and how a firm's year is numbered."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date

from extractors.iso_periods import parse_period
from extractors.period_rule import OF_RESULTS, Period

NTH = {"first": 1, "second": 2, "third": 3, "fourth": 4}
_BARE_QUARTER = re.compile(r"\b(first|second|third|fourth)[ -]quarter$", re.IGNORECASE)

# What stands before a time that only something else is compared with.
_SET_AGAINST = re.compile(
    r"\b(?:after(?! [^,;]*\b(?:report(?:ed|ing|s)|post(?:ed|ing|s)|announc(?:ed|ing)|deliver(?:ed|ing)"
    r"|releas(?:ed|ing)|said|saying)\b)"
    r"|(?<!more )(?<!less )(?<!-)than|against|since|until|before|versus|vs|compared (?:with|to)"
    r"|from(?! [a-z]+s\b| [A-Z]))\b(?:[^,;]|,(?=\d))*$"
)  # not "from ferries", "after it reported second-quarter profit"


def is_of_firm(period: Period, published: date) -> bool:
    """True for a quarter of a firm's own year: a "second quarter" that has not begun is none of the calendar's."""
    if "fiscal" in period.words.lower():
        return True
    span = parse_period(period.iso or "")
    ahead = span is not None and span.start > published
    return ahead and period.rule == "quarter" and _BARE_QUARTER.search(period.words) is not None


_RESULTS = re.compile(OF_RESULTS, re.IGNORECASE)


def tells_results(text: str, period: Period) -> bool:
    """ "Orrin Reports Third Quarter 2026 Results": over, whatever the calendar says."""
    return period.words[-1:].isdigit() and _RESULTS.match(text, period.end) is not None


def is_set_against(folded: str, start: int, period: Period) -> bool:
    """True for a time that only something else is of: "up from $3m in the first quarter", "after last year"."""
    if period.rule == "quarter" and period.words[:5] != "than " and _RESULTS.match(folded, period.end):
        return False  # "rose after its second-quarter results"
    if period.words.startswith(("from ", "since ", "until ", "before ", "after ", "than ")):
        return True
    return _SET_AGAINST.search(folded, max(start, period.start - _NEAR), period.start) is not None


_NEAR = 45  # characters


def by_quarter(period: Period, told: Period, published: date | None) -> Period:
    """ "in the fourth quarter", where the third ended in April: of the firm's year, not of the calendar's; never one
    that is still to come where it was over.
    """
    m = _BARE_QUARTER.search(period.words)
    if m is None or period.rule != "quarter" or told.iso is None:
        return period
    year, reported = int(told.iso[:4]), int(told.iso[-1])
    nth = NTH[m[1].lower()]
    if nth == 1 and reported == len(NTH):
        year += 1
    year -= nth > reported + 1
    following = nth == reported % len(NTH) + 1  # what a report looks ahead to
    today = (published.year, (published.month + 2) // 3) if published is not None else None
    if today is not None and not following and (year, nth) > today >= (int(told.iso[:4]), reported):
        return period
    return replace(period, iso=f"{year}-Q{nth}")
