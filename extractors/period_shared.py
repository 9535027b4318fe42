"""Times that two figures share or divide: what was expected holds when the actual figure does; "from 3m to 5m between
2013 and 2014" are the levels of its two ends; "(4 percent vs 6 percent)" goes on with the times of the pair before.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import replace
from itertools import takewhile

from extractors.awaited import awaited, was_awaited
from extractors.clauses import verb_before
from extractors.drops import MONTH
from extractors.model import Claim
from extractors.period_dates import month_of
from extractors.period_rule import Period
from extractors.quantities import Quantity
from extractors.respective import are_dealt_out
from extractors.tokens import Sentence
from extractors.words import words

_SPANS = frozenset("years_between year_span month_span date_span years_to_years year_to_event".split())
_EXPECTED = frozenset(
    "expectation expectations estimate estimates forecast forecasts consensus projection projections".split()
)
_LEADS = frozenset("of for at a an the about around some nearly from to $ -".split())
_FORESEEN = frozenset("expected forecast forecasted predicted projected estimated sought anticipated".split())
_SEERS = words("awaited.seers") | {"street"}
_VERSUS = frozenset("vs vs. versus against".split())
_NEAR = 6  # tokens


def of_expected(sent: Sentence, q: Quantity, period: Period | None, claims: list[Claim], start: int) -> Period | None:
    """ "rose 4% in May, above forecasts of [2%]": the time of the figure that was expected to be ``q``, else None."""
    if not claims or claims[-1].sentence_start != start or not _is_expected(sent, q):
        return None
    if period is not None and period.start >= sent.end[q.last - 1]:
        return _of_other_forecast(sent, q, period, claims, start)
    near = period is not None and 0 <= q.first - bisect_left(sent.start, period.end) <= _OF_ITS_OWN
    if near and not _was_awaited(sent, q):
        return None  # "off the 2021 estimate of [8 percent]"
    here = takewhile(lambda c: c.sentence_start == start, reversed(claims))
    same = (q.unit, None) if q.kind == "count" else (q.unit,)
    alike = [c for c in here if c.kind == q.kind and c.modality == "actual" and (c.unit in same or q.unit is None)]
    before = alike[-1] if alike else None
    if before is None or before.period is None or _is_expected_claim(before):
        return None
    return Period(before.period, -1, -1, before.period_iso, "carried")


def _of_other_forecast(sent: Sentence, q: Quantity, period: Period, claims: list[Claim], start: int) -> Period | None:
    """ "sees inflation at 4.4% in 2027, up from [3.9%] forecast in August": of 2027, and only told in August."""
    told = sent.lows[q.last : q.last + 1] == ["forecast"] and sent.lows[q.last + 1 : q.last + 2] in (["in"], ["on"])
    near = told and bisect_left(sent.start, period.start) <= q.last + 2
    before = claims[-1]
    if not near or before.period is None or before.unit != q.unit or before.modality != "forecast":
        return None
    return Period(before.period, -1, -1, before.period_iso, "carried")


def _is_expected_claim(claim: Claim) -> bool:
    return claim.measure is not None and not _EXPECTED.isdisjoint(claim.measure.lower().split())


def _is_expected(sent: Sentence, q: Quantity) -> bool:
    """ "estimates of [2 percent]", "analysts had expected [2 percent]", "the [4,000] economists had forecast"."""
    if _was_awaited(sent, q):
        return True
    k = q.first - 1
    while k >= 0 and sent.lows[k] in _LEADS and q.first - k < _NEAR:
        k -= 1
    if k >= 0 and q.first - k > 1 and sent.lows[k] in _EXPECTED and sent.tags[k] in ("NN", "NNS"):
        return True
    verb = verb_before(sent, q.core) if not _FORESEEN.isdisjoint(sent.said) else -1
    if verb < 0 or sent.lows[verb] not in _FORESEEN or sent.tags[verb] not in ("VBD", "VBN"):
        return False
    return not _SEERS.isdisjoint(sent.lows[max(0, verb - _BY) : verb])


def _was_awaited(sent: Sentence, q: Quantity) -> bool:
    """ "below the [4,000] economists had forecast"."""
    who = awaited(sent, q.last) if q.kind != "duration" else None
    if who is None:
        return q.kind != "duration" and was_awaited(
            sent, q.first, q.last
        )  # "below the [3.5%] expected by economists"
    return sent.lows[who.verb - 1] == "had"


_OF_ITS_OWN = 2  # tokens
_BY = 8  # tokens: "economists polled by the agency had forecast"


def end_of_span(sent: Sentence, q: Quantity, periods: list[Period]) -> Period | None:
    """The end that a level of "from [3m] to [5m]" is of, where a span stands beside the two: its start or its end."""
    if not periods:
        return None
    first = q.first - 1
    while first > 0 and sent.tags[first] in ("RB", "DT", "IN") and sent.lows[first] not in ("from", "to"):
        first -= 1
    if first < 0 or sent.lows[first] not in ("from", "to"):
        return None
    low, high = (first, -1) if sent.lows[first] == "from" else (-1, first)
    if low >= 0:
        high = next((k for k in range(q.last, min(len(sent.lows), q.last + _NEAR)) if sent.lows[k] == "to"), -1)
        if high < 0 or sent.tags[high + 1 : high + 2] == ["VB"]:
            return None
    else:
        low = next((k for k in range(first - 1, max(-1, first - _LEVEL), -1) if sent.lows[k] == "from"), -1)
        if low < 0 or "CD" not in sent.tags[low:first] or "VBD" in sent.tags[low:first]:
            return None
    for period in periods:
        if period.rule not in _SPANS or not period.iso or "/" not in period.iso:
            continue
        start, stop = bisect_left(sent.start, period.start), bisect_left(sent.start, period.end)
        if 0 <= start - high <= _LEVEL or (0 <= low - stop <= 1):
            a, _, b = period.iso.partition("/")
            if _FISCAL.search(period.words):
                continue  # "in 2017-18": one year
            return replace(period, iso=a if sent.lows[first] == "from" else b)
    return None


def span_of_move(sent: Sentence, q: Quantity, periods: list[Period]) -> Period | None:
    """ "a fall of [60 percent], from 16m in 1970 to 6m in 2010": from the time of the one level to the other's."""
    if q.change is None or len(periods) < len(("from", "to")):
        return None
    k = q.last + (sent.lows[q.last : q.last + 1] == [","])
    if sent.lows[k : k + 1] != ["from"] or sent.tags[k + 1 : k + 2] not in (["CD"], ["$"]):
        return None
    first, second = _next_two(periods, sent.start[k])
    if first is None or second is None or first.rule != second.rule or first.rule not in _PLAIN:
        return None
    between = sent.lows[bisect_left(sent.start, first.end) : bisect_left(sent.start, second.start)]
    if between[:1] != ["to"] or "," in between or not first.iso or not second.iso or not first.iso < second.iso:
        return None
    words = f"{first.words} to {second.words.removeprefix('in ')}"
    return replace(second, words=words, iso=f"{first.iso}/{second.iso}")


def _next_two(periods: list[Period], start: int) -> tuple[Period | None, Period | None]:
    behind = [p for p in periods if p.start > start][:2]
    return (behind[0], behind[1]) if len(behind) > 1 else (None, None)


_PLAIN = frozenset(("year", "month", "quarter"))
_FISCAL = re.compile(r"\b(?:19|20)\d\d[-/]\d\d(?:\d\d)?$")
_LEVEL = 9  # tokens: "from 6 to 8 per 1,000 births from 2009"


def of_outlook(sent: Sentence, q: Quantity, periods: list[Period]) -> Period | None:
    """ "cut its forecast for 2025 to 0.8% from [1.3%]": the old estimate is of the same time as the new one."""
    if q.first < _NEAR or sent.lows[q.first - 1] not in ("from", "to") or _OUTLOOKS.isdisjoint(sent.lows[: q.first]):
        return None
    for period in periods:
        k, stop = bisect_left(sent.start, period.start), bisect_left(sent.start, period.end)
        if not 0 < k < q.first or stop > q.first - 1:
            continue
        k += sent.lows[k] == "for"
        gap = sent.lows[stop : q.first]
        if sent.lows[k - 1] == "for" and sent.lows[k - 2] in _OUTLOOKS and len(gap) <= _LEVEL and gap[0] in _LEVELS:
            return period
    return None


_OUTLOOKS = frozenset("forecast estimate outlook guidance projection target prediction".split())
_LEVELS = ("from", "to")


def part_of_list(
    sent: Sentence, q: Quantity, period: Period | None, claims: list[Claim], start: int
) -> Period | None:
    """ "sold 3m and [5m] in 2016 and 2017, respectively", "in May, June and July": the year or month of its own."""
    if period is None or not period.iso or "respectively" not in sent.said:
        return period
    if sent.start[sent.lows.index("respectively")] < period.end and are_dealt_out(sent):
        return period  # "profit and sales rose 3% and 5%, respectively, in May and June": told of whom, not of when
    if (quarter := _QUARTER.match(period.words)) is not None:
        return _first_of_two(sent, period, quarter, claims, start)
    if period.rule not in _SPANS or " and " not in period.words:
        return period
    if period.words.lower().startswith(("between ", "from ")):
        return period
    parts = [m.group() for m in _PART.finditer(period.words)]
    here = takewhile(lambda c: c.sentence_start == start, reversed(claims))
    nth = sum(c.period == period.words for c in here)
    if nth >= len(parts):
        return period
    if parts[nth].isdecimal():
        return replace(period, iso=parts[nth])
    first, month = period.iso[:7], month_of(parts[nth])
    return replace(period, iso=f"{int(first[:4]) + (month < int(first[5:]))}-{month:02d}")


_ORDINALS = ("first", "second", "third", "fourth")
_QUARTER = re.compile(rf"(?:the )?({'|'.join(_ORDINALS)}) quarters\b")


def _first_of_two(
    sent: Sentence, period: Period, last: re.Match[str], claims: list[Claim], start: int
) -> Period | None:
    """ "[4%] and 5% in the first and second quarters, respectively": only the last figure is of the last quarter."""
    k = bisect_left(sent.start, period.start + last.start(1))
    if sent.lows[k - 1 : k] != ["and"] or sent.lows[k - 2] not in _ORDINALS:
        return period
    if period.iso is None or not period.iso.endswith(f"-Q{_number(last[1])}"):
        return period
    here = takewhile(lambda c: c.sentence_start == start, reversed(claims))
    if any(c.period == period.words for c in here):
        return period
    return replace(period, iso=f"{period.iso[:-1]}{_number(sent.lows[k - 2])}")


def _number(ordinal: str) -> int:
    return _ORDINALS.index(ordinal) + 1


_PART = re.compile(rf"\b(?:(?:19|20)\d\d|{MONTH})")


def pair_part(sent: Sentence, q: Quantity) -> int:
    """0 for the first of "([4 percent] vs [6 percent])", 1 for the second, -1 for other figures."""
    if sent.words[q.first - 1 : q.first] == ["("] and sent.lows[q.last : q.last + 1] and sent.lows[q.last] in _VERSUS:
        return 0
    if q.first and sent.lows[q.first - 1] in _VERSUS and "(" in sent.words[max(0, q.first - _NEAR) : q.first]:
        return 1
    return -1
