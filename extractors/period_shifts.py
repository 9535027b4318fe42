"""A time without a year, moved to the one that the verb means: last year's day, next year's month."""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import replace
from datetime import date, timedelta

from extractors.clause_map import clause_map
from extractors.clauses import verb_before
from extractors.iso_periods import parse_period
from extractors.period_holidays import holiday_after
from extractors.period_rule import Period
from extractors.quantities import Quantity
from extractors.tokens import Sentence
from extractors.words import words

_HAS_YEAR = re.compile(r"\d{4}")
_SEASON_OVER = 100  # days behind a span of months
_LONG_OVER = 150  # days behind a quarter when nobody expects anything of it any more


def past_day(period: Period, sent: Sentence, q: Quantity, published_on: date | None) -> Period:
    """ "the Oct. 7 attacks killed 40", published in August, is last year's day: a day without a year behind a verb of
    the past does not lie ahead.
    """
    iso = period.iso
    if period.rule == "year_end":
        return _year_gone(period, sent, q, published_on)
    if period.rule not in ("full_date", "month", "half") or iso is None or published_on is None:
        return period
    if period.rule == "half" and not _SCORED.isdisjoint(sent.said) and not _HAS_YEAR.search(period.words):
        return replace(period, iso=None)  # of a match
    if iso <= published_on.isoformat():
        return period
    verb = verb_before(sent, q.core)
    if period.rule == "half":
        if _HAS_YEAR.search(period.words) or verb < 0 or sent.tags[verb] != "VBD" or "MD" in sent.tags:
            return period
        if not _PLAYED.isdisjoint(sent.said):
            return replace(period, iso=None)
        return replace(period, iso="/".join(f"{int(part[:4]) - 1}{part[4:]}" for part in iso.split("/")))
    if lies_ahead(sent, period):
        return period
    if period.rule == "month" and _was_until(sent, period):
        return replace(period, iso=f"{int(iso[:4]) - 1}{iso[4:]}")
    if period.rule == "month" and not (period.words.lower().startswith("by") and verb >= 0 and _was_so(sent, verb)):
        return period  # "had 40 farms by the end of June"
    if re.search(r"\d{4}", period.words) or verb < 0 or sent.tags[verb] not in ("VBD", "VBN") or "MD" in sent.tags:
        return period
    return replace(period, iso=f"{int(iso[:4]) - 1}{iso[4:]}")


def _year_gone(period: Period, sent: Sentence, q: Quantity, published_on: date | None) -> Period:
    """ "grew to 9 million by year's end", published in January."""
    verb = verb_before(sent, q.core)
    if (
        published_on is None
        or period.iso != str(published_on.year)
        or published_on.month > _YEAR_JUST_OVER
        or verb < 0
    ):
        return period
    past = sent.tags[verb] in ("VBD", "VBN") or (sent.tags[verb] == "VBG" and "VBD" in sent.tags[:verb])
    return replace(period, iso=str(published_on.year - 1)) if past and "MD" not in sent.tags else period


_YEAR_JUST_OVER = 2  # months into the next year


def _was_until(sent: Sentence, period: Period) -> bool:
    """ "were not held until May", "the sum paid till May was 9 million": gone by."""
    if not period.words.lower().startswith(("until", "till")):
        return False
    first, last = bisect_left(sent.start, period.start), bisect_left(sent.start, period.end)
    refused = not {"not", "n't"}.isdisjoint(sent.lows[max(0, first - _NEAR) : first]) and "VBD" in sent.tags[:first]
    return refused or sent.lows[last : last + 1] in (["was"], ["were"])


def lies_ahead(sent: Sentence, period: Period) -> bool:
    """ "will open on May 1", "due to arrive in May", "through Sunday": what is planned lies ahead."""
    if period.rule not in ("weekday", "full_date", "month") or _HAS_YEAR.search(period.words):
        return False
    if period.words.lower().startswith(("through ", "until ")) and (
        period.rule == "weekday" or (period.rule == "full_date" and period.words.lower().startswith("until "))
    ):
        return "VBD" not in sent.tags
    first = min(bisect_left(sent.start, period.start), len(sent.lows))
    if first > 1 and sent.lows[first - 1] in _AWAITED:
        return sent.lows[first - 2] not in ("was", "were", "been", "originally", "previously", "initially")
    for k in range(first - 1, max(0, first - _NEAR_VERB), -1):
        if sent.tags[k] in ("VBD", "VBZ", "VBP", ",") or sent.lows[k] == "that":
            return False
        if sent.tags[k] == "VB":
            if "will" in sent.lows[max(0, k - 2) : k]:
                return True
            return sent.lows[k - 1] == "to" and sent.lows[k - 2] in _PLANNED and sent.tags[k - 3] != "VBD"
    return False


_AWAITED = frozenset("expected due scheduled planned slated".split())
_NEAR = 5  # tokens
_NEAR_VERB = 10  # tokens
_PLANNED = words("period_shifts.planned")


def _was_so(sent: Sentence, verb: int) -> bool:
    near = sent.lows[max(0, verb - 2) : verb]
    if sent.tags[verb] == "VBD" and "MD" not in sent.tags and "to" not in sent.lows[verb + 1 : verb + 3]:
        return True
    return sent.lows[verb] in _LEVELS or any(low in ("had", "have", "has") for low in near)


_PLAYED = words("period_shifts.played")
_SCORED = frozenset("goals goal halftime half-time touchdown touchdowns rebounds assists equaliser kick-off".split())
_LEVELS = words("period_shifts.levels")


def may_come(sent: Sentence, q: Quantity, period: Period) -> bool:
    """ "It could add 600 to a bill in October", "40 mm may fall by Friday": what may come, but not what "could have"
    been.
    """
    verb = verb_before(sent, q.core)
    if verb < 0 and sent.lows[q.last : q.last + 1] != [] and sent.lows[q.last] in _MAY:
        verb = q.last + 1  # "Another two may go in April"
    if verb < 0 and period.rule == "weekday" and period.words.lower().startswith("by "):
        verb = next((k + 1 for k in range(q.last, len(sent.lows) - 1) if sent.lows[k] in _MAY), -1)
    return verb > 0 and sent.tags[verb] == "VB" and sent.lows[verb - 1] in _MAY and sent.lows[verb] != "have"


_MAY = frozenset("could would may might should can".split())


_LONG_GONE = 60  # days


def is_of_past_act(sent: Sentence, q: Quantity, period: Period, published_on: date | None) -> bool:
    """ "agreed in June to pay $850m", "In June, the council agreed to": when it was agreed, not when it will be."""
    if period.rule != "month" or period.words.lower().startswith("by"):
        return False
    clauses = clause_map(sent)
    k = bisect_left(sent.start, period.start)
    if k >= len(clauses.of):
        return False
    if k and sent.tags[k - 1] == "VBD":
        return True  # "since the slump began in June"
    last = bisect_left(sent.start, period.end)
    if sent.lows[last : last + 1] == ["'s"] and last < q.first:
        return True  # "will top January's 9 million"
    if not _SURVEYS.isdisjoint((*sent.lows[last : last + 1], *sent.lows[max(0, k - 1) : k])):
        return True  # "in the October survey", "in its report in May"
    verb = clauses.clauses[clauses.of[k]].verb
    if verb < 0 or sent.tags[verb] != "VBD" or sent.lows[verb] not in _ACTS:
        return False
    return k < verb or (k <= verb + 3 and k < q.first) or _is_just_over(period, published_on)


def _is_just_over(period: Period, published_on: date | None) -> bool:
    """ "agreed to sell the plot in April", said in June: too soon over to be the April to come."""
    if published_on is None or period.iso is None or len(period.iso) != len("2024-04"):
        return False
    ago = (published_on.year - int(period.iso[:4])) * 12 + published_on.month - int(period.iso[5:])
    return 0 <= ago <= _JUST_OVER


_JUST_OVER = 3  # months


_SURVEYS = frozenset("survey poll report forecast minutes estimate projection projections forecasts".split())


def is_upcoming(sent: Sentence) -> bool:
    """ "a 33 percent chance of a cut at the upcoming meeting in November"."""
    return not _UPCOMING.isdisjoint(sent.said)


_UPCOMING = words("period_shifts.upcoming")
_ACTS = words("period_shifts.acts")


def next_time(period: Period, published_on: date | None) -> Period:
    """ "a cut in June", expected after June, is next June's: a month without a year looks ahead in a forecast."""
    iso = period.iso
    if iso is None or published_on is None or _HAS_YEAR.search(period.words):
        return period
    if period.rule == "weekday" and iso < published_on.isoformat() and not period.words.lower().startswith("last"):
        return replace(period, iso=(date.fromisoformat(iso) + timedelta(7)).isoformat())  # "will open on Friday"
    if period.rule == "holiday" and iso < published_on.isoformat():
        return replace(period, iso=holiday_after(period.words, published_on))  # "four cuts by Christmas"
    if period.rule == "full_date" and len(iso) == 10 and (published_on - date.fromisoformat(iso)).days > _LONG_GONE:
        return replace(period, iso=f"{int(iso[:4]) + 1}{iso[4:]}")  # "will close on Jan. 31", said in October
    if period.rule == "months_to" and "year to" in period.words and iso < published_on.isoformat():
        return replace(period, iso="/".join(f"{int(part[:4]) + 1}{part[4:]}" for part in iso.split("/")))
    ahead = f"{int(iso[:4]) + 1}{iso[4:]}"
    if period.rule == "month_span" and (span := parse_period(iso)) is not None:
        if (published_on - span.end).days > _SEASON_OVER and " year" not in period.words:
            return replace(period, iso="/".join(f"{int(part[:4]) + 1}{part[4:]}" for part in iso.split("/")))
        return period
    if period.rule == "quarter" and (span := parse_period(iso)) is not None and "last" not in period.words.lower():
        return replace(period, iso=ahead) if (published_on - span.end).days > _LONG_OVER else period
    if period.rule != "month":
        return period
    ago = (published_on.year - int(iso[:4])) * 12 + published_on.month - int(iso[5:7])
    return replace(period, iso=ahead) if ago > 1 else period  # "expected for May" in June is the May just gone
