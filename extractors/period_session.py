"""The day of a session of trade, named once and meant for every move told behind it.

"Oil fell on Thursday. Tin shed 2 percent."
"""

from __future__ import annotations

import re
from bisect import bisect_left
from datetime import date, timedelta

from extractors.clauses import verb_before
from extractors.iso_periods import parse_period
from extractors.period_memory import PeriodMemory
from extractors.period_rule import Period
from extractors.quantities import Quantity
from extractors.statement import Statement
from extractors.tokens import Sentence
from extractors.words import words

_DAYS = frozenset("weekday today full_date session".split())
_MOVING = words("market.moving") | words("market.ending") | words("period_session.holding")
_SIDES = frozenset("up down higher lower".split())
_TRADED = words("market.commodities") | words("bare.index_words") | words("period_session.traded")
_TOLD_BY_MONTH = words("period_session.told_by_month")
_HOURS = frozenset("session trading".split())
_AT = frozenset("at to above below near around".split())
_DEAREST = 50_000  # of what is traded, in money of any kind
_MARKET = re.compile(
    r"\b(?:[Ss]tocks?|[Ss]hares|[Ii]ndex|indices|[Ee]quit(?:y|ies)|[Ff]utures|[Cc]rude|[Oo]il|[Gg]old|[Ss]ilver|[Cc]opper"
    r"|[Bb]ullion|[Pp]rices?|Wall Street|bourse|[Tt]rad(?:e|ing|ed)|[Mm]arkets?|dollar|euro|yen|pound|sterling|rupee"
    r"|yuan|currency|[Yy]ields?|Treasur(?:y|ies)|Nasdaq|Dow|S&P|Nikkei|FTSE|DAX|Brent|WTI|benchmark|session|barrel|ounce|points)\b"
)
# What stands before a day on which something else was: "after Monday's report", "told reporters on Tuesday".
_OF_OTHER = re.compile(
    r"\b(?:said|says|told|announced|reported|data|reports?|figures|statement|remarks?|meeting|decision"
    r"|decided|released|issued|published|expected|due|scheduled|will|until|since|from|after|following|before|than"
    r"|ahead|below|above|compared with)\b(?:[^,;.]|\.\d)*$"
    r"|\b(?:notched|touched|hit|set|reached|high|low|peak|close) (?:on |of )?$"
)
_SAID = re.compile(
    r",? (?:said|told|that)\b|'s? (?!regular|trad|session|clos|rally|rout|ris|fall|gains?|loss|move|drop|sell|surge)"
)
_NEAR = 45  # characters
_BACK = 10  # sentences
_FRESH = 6  # days
_AHEAD = re.compile(r"\b(?:after|before|following|since|from|than|until)\b")


def session_day(
    sent: Sentence, q: Quantity, stated: Statement, memory: PeriodMemory, index: int, published: date | None
) -> Period | None:
    """The day on which what is traded moved by ``q`` or came to it, named in the sentence or before it."""
    if published is None or not is_session_move(sent, q, stated):
        return None
    here, at = sent.start[q.first], sent.end[q.last - 1]
    own = [p for p in memory.read(index) if p.iso and not (p.start < at and here < p.end)]
    for period in reversed([p for p in own if p.start < here]):
        if period.rule not in _DAYS:
            if period.rule in ("since", "same_time", "step") or _OF_OTHER.search(
                memory.folded, max(sent.offset, period.start - _NEAR), period.start
            ):
                continue
            return None  # "Last week it fell 3%"
        if _is_of_trade(memory.folded, sent.offset, period, published):
            return period
    behind = next((p for p in own if p.start >= at), None)
    if behind is not None and not _AHEAD.search(memory.folded, at, min(behind.end, behind.start + 5)):
        k = bisect_left(sent.start, behind.start)
        if behind.rule in _DAYS and _is_of_trade(memory.folded, sent.offset, behind, published):
            return behind
        if behind.rule not in ("since", "since_event") and not {"vs", "versus", "against"} & set(
            sent.lows[q.last : k]
        ):
            return None
    named = last_session(memory, index, published)
    if named is None and (clock := _GMT.search(memory.folded, sent.offset, sent.stop)):
        return Period(clock.group(), clock.start(), clock.end(), published.isoformat(), "session")
    return named


def clock_day(sent: Sentence, q: Quantity, memory: PeriodMemory, index: int, published: date | None) -> Period | None:
    """ "The number rose to [70] by 9 a.m.": of the day last named, where an hour tells when a figure held."""
    if published is None or _CLOCK.match(memory.folded, sent.end[q.last - 1], sent.stop) is None:
        return None
    verb = verb_before(sent, q.core)
    if verb < 0 or sent.tags[verb] != "VBD":
        return None
    for back in range(index, max(-1, index - 1 - _SOON), -1):
        for day in memory.read(back):
            if day.rule in _DAYS and _is_of_trade(memory.folded, memory.spans[back][0], day, published):
                return day
    return None


_SOON = 3  # sentences
_GMT = re.compile(r"(?:at|by|as of|around|about) (?:around |about )?\d{3,4} GMT\b")
_CLOCK = re.compile(
    r"(?: [a-z]+){0,3}? (?:at|by|as of|before|after|around|about) (?:just )?(?:around |about )?"
    r"(?:\d{1,2}(?:[:.]\d\d)? ?[ap]\.?m\b|\d{3,4} GMT\b|noon\b|midday\b)"
)


def of_named_session(period: Period, memory: PeriodMemory, index: int, published: date | None) -> Period:
    """ "in after-hours trading": of the day of trade last named, not of the day after on which it is told."""
    if published is None or period.rule != "today" or not period.words.endswith(_IN_HOURS):
        return period
    return last_session(memory, index, published) or period


_IN_HOURS = ("trading", "trading day", "trading session")


def is_session_move(sent: Sentence, q: Quantity, stated: Statement) -> bool:
    """ "rose [2 percent] to [$40]" of what is traded, told in the past tense: a move of one session."""
    if q.kind == "money":
        if q.high > _DEAREST or (q.change is None and sent.lows[q.first - 1] not in _AT):
            return False
    elif q.kind == "index":
        if q.unit is not None and q.change is None and sent.lows[q.first - 1] not in _AT:
            return False
    elif q.kind != "percent" or q.change is None:
        return False
    said = {*(stated.measure or "").lower().split(), *(stated.subject or "").lower().split()}
    if not _TOLD_BY_MONTH.isdisjoint(said) or (_TRADED.isdisjoint(said) and _HOURS.isdisjoint(sent.said)):
        return False
    verb = verb_before(sent, q.core)
    if verb < 0:
        return False
    tag, low = sent.tags[verb], sent.lows[verb]
    if tag == "VBG":
        return low in _MOVING and "VBD" in sent.tags[:verb] and "MD" not in sent.tags[:verb]
    had = tag == "VBN" and "had" in sent.lows[max(0, verb - 2) : verb]
    if (tag != "VBD" and not had) or low not in _MOVING:
        return False
    return low not in _BEING or not _SIDES.isdisjoint(sent.lows[verb + 1 : q.last + 2]) or q.kind != "percent"


_BEING = frozenset("was were".split())


def _is_of_trade(folded: str, start: int, period: Period, published: date) -> bool:
    """True for a day of the last ones on which something was traded, not said or decided."""
    span = parse_period(period.iso) if period.iso else None
    if span is None or span.grain != "day" or not timedelta(0) <= published - span.start <= timedelta(_FRESH):
        return False
    if _SAID.match(folded, period.end):
        return False
    return _OF_OTHER.search(folded, max(start, period.start - _NEAR), period.start) is None


def last_session(memory: PeriodMemory, index: int, published: date) -> Period | None:
    """The last day of trade named before sentence ``index``."""
    for back in range(index - 1, max(-1, index - 1 - _BACK), -1):
        start, stop = memory.spans[back]
        days = [p for p in memory.read(back) if p.rule in _DAYS]
        if not days or _MARKET.search(memory.folded, start, stop) is None:
            continue
        for day in days:  # the first: others are what it is set against
            if _is_of_trade(memory.folded, start, day, published):
                return day
    return None
