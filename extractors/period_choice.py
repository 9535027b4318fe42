"""Which time of a sentence is that of a figure in it: the one of its own clause, or one that reaches it."""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import replace
from datetime import date

from extractors.clause_map import FINITE, ClauseMap, clause_map
from extractors.clauses import verb_before
from extractors.model import Claim
from extractors.move_words import MOVE_NOUNS
from extractors.noun_phrases import ESTIMATES
from extractors.period_base import dates_own, is_base, is_of_bracket, labels
from extractors.period_compared import (
    COMPARES,
    belongs_to_old,
    compares,
    is_comparison,
    is_old_level,
    is_record_since,
    left_from,
    reaches_back,
)
from extractors.period_names import is_of_another
from extractors.period_reach import HAVE, clause_opened, reach
from extractors.period_rule import Period
from extractors.period_sayings import is_time_of_saying
from extractors.period_timeless import is_timeless
from extractors.phrases import NOUNS
from extractors.quantities import Quantity
from extractors.tokens import Sentence

_FAR = 40  # cost from which a time is not the figure's
_FAR_BEHIND = 30  # "against $4m, or 7 cents a share, last year"
_HAS_YEAR = re.compile(r"\d{4}")
_PEAK = 4  # tokens: "the highest level since"
_LASTING = frozenset("since past_year next_years ten_years so_far to_date decade century since_event".split())


def period_of(sent: Sentence, q: Quantity, periods: list[Period], published: date | None) -> Period | None:
    """The time expression that says when ``q`` holds; one that lies inside the quantity is none."""
    if not periods or is_timeless(sent, q):
        return None
    best: Period | None = None
    least = _FAR
    old = is_old_level(sent, q)
    if old:
        paired = [",", "or"] in (sent.lows[q.last : q.last + 2], sent.lows[q.first - 2 : q.first])
        least = _FAR_BEHIND if paired else 4
    limit = least
    beside = (
        *sent.lows[q.first - 1 : q.first],
        *sent.lows[q.last : q.last + 1],
    )  # "now [4m]", "from [6 percent] now"
    clauses = clause_map(sent)
    a, b = sent.start[q.first], sent.end[q.last - 1]
    for period in periods:
        if period.start < b and a < period.end:
            continue
        first = bisect_left(sent.start, period.start)
        if first >= len(sent.start):
            continue  # glued to the last word: "percent.2024"
        last = bisect_left(sent.start, period.end)
        if dates_own(sent, q, last):
            return period
        if labels(sent, first, last):
            if last < q.first and ")" not in sent.words[last : q.first]:
                return period
            continue
        if is_of_bracket(sent, q, first) or _is_of_issue(sent, period, first):
            continue
        ahead = period.start >= b
        lo, hi = (q.last, first) if ahead else (last, q.first)
        at = clause_opened(sent, first, last)
        extra = reach(sent, clauses, q, at, period.rule in ("weekday", "full_date", "today"))
        if extra is None or is_comparison(sent, q, period, first) or is_base(sent, q, period, first, last):
            continue
        between = sent.lows[lo:hi]
        if old and not ahead and period.rule == "since" and period.iso and sent.lows[q.first - 1] == "from":
            if _is_peak(sent, first):
                continue  # "4.3% in May, the highest since March 2021, from [4.1%]"
            best, least = replace(period, iso=period.iso.partition("/")[0]), limit
            continue  # "since 2015 it has grown from [3m]"
        cost = (min(len(between), _OPENING) if first <= _AT_HEAD else len(between)) + extra
        if old and ahead and best is None:  # "compared with [40 cases] recorded on May 2"
            least = _NEAR_OLD if _ENDS_OLD.isdisjoint(between) and "CD" not in sent.tags[lo:hi] else limit
        if cost >= least:
            continue
        if old and (not ahead or between[:1] == ["to"]):
            cost += _FAR  # "climbed to $310m in May, from $290m a year earlier"
        if not ahead and last <= q.first and belongs_to_old(sent, first):
            cost += _FAR
        if is_of_another(sent, period, q, first, last, published) or is_record_since(sent, period, q, first):
            cost += _FAR
        if ahead and "and" in between and "CD" in sent.tags[lo:hi] and _is_estimate(sent, q):
            cost += _FAR  # "forecasts of [3.1%] and growth of 2.8% in the previous quarter"
        if ahead and (_has_other(sent, lo, hi) or _is_of_relative(sent, lo, hi) or _stands_aside(sent, q, hi)):
            cost += _FAR
        if not ahead and "would" in between and sent.lows[last : last + 1] == ["'s"]:
            cost += _FAR  # "April's loss would have been worse without the 9 million"
        if ahead and q.change is None and period.rule.startswith("since") and _moves_aside(between):
            cost += _FAR  # "slipped to 29 percent of votes, down four points since March"
        if ahead and between[: between.index("of") + 1 if "of" in between else 0][-2:] == ["ahead", "of"]:
            cost += _FAR  # "spent 9 million ahead of the games in 2028"
        if not ahead and _turns(sent, lo, hi, _past(period, published)):
            cost += _FAR
        if ahead and period.rule == "year" and "and" in between and sent.tags[last : last + 1] in (["NN"], ["NNS"]):
            cost += _FAR  # "has 9,300 employees and 2021 revenue of $3 billion"
        if ahead and "but" in between and not {"CD", "$"}.isdisjoint(sent.tags[lo + between.index("but") : hi]):
            cost += _FAR  # "would cost $45 million but save $28 million a year from 2023"
        if not ahead and period.words.lower().startswith("until ") and "and" in between and _acts(sent, lo, hi):
            cost += _FAR  # "will stay open until 4 March and has sold 300 tickets"
        if ahead and "but" in between and "VBD" in sent.tags[lo + between.index("but") : hi]:
            cost += _FAR  # "won 9 seats, but the vote was quashed in 2016"
        ended = "(" not in between and (";" in between or ":" in between)
        of_place = (
            q.kind == "count" and between[:1] == ["from"] and sent.tags[min(lo + 2, len(sent.tags) - 1)] in _OF_NOUN
        )
        if ended or (ahead and compares(sent, lo + of_place, hi)):  # "died [40 people] from four villages"
            cost += _FAR
        if not ahead and between[:1] and (between[0] in COMPARES or (between[0] == "from" and between[-1] != "to")):
            cost += _FAR  # "rose to 5m in 2020 from 3m"
        if not ahead and between[:1] == [","] and _ends_moved_aside(sent, first):
            cost += _FAR  # "The shares, down 40 percent this year, closed at $12"
        if not ahead and between[:1] == ["to"] and (left_from(sent, first) or reaches_back(period)):
            cost += _FAR  # "from 3m in 2019 to 5m", but not "rose 9 percent in 2020 to 5m"
        if not ahead and period.rule == "since" and sent.lows[q.first - 1] == "to" and left_from(sent, q.first - 1):
            cost += _FAR  # "since 2015 it has grown from 3m to 5m"
        if period.rule != "today" and not (_NOW.isdisjoint(between) and _TODAY.isdisjoint(beside)):
            cost += _FAR  # "doubled since 2015 and now average 400"
        if period.rule in ("same_period", "year_back") and "," in between and not old and first > 0:
            cost += _FAR  # "fell 5 percent, in contrast to a year earlier"
        breaks = 6 * sum(w in _BREAKS for w in between)
        if not ahead and extra == 0 and _BREAKS_LIST.isdisjoint(between):
            breaks = min(breaks, _LIST)  # "In 2020, 4 percent were new, 3 percent used, and 2 percent"
        elif not ahead and first <= _AT_HEAD and between[:1] in ([","], ["\u2014"]):
            breaks = min(breaks, _LIST_OF_CLAUSES)  # "In May, lamps fell 3 percent, while bulbs rose 4 percent"
        cost += breaks
        if not ahead:
            cost += 2
        if is_time_of_saying(sent, period, q, first, last):
            cost += 60
        if (
            (len(between) > 3 or (not ahead and (between[:1] == [","] or sent.tags[first - 1] == "VBN")))
            and between[:2] != [",", "or"]
            and not period.words.startswith("as of")
            and (period.rule != "month" or _HAS_YEAR.search(period.words))
            and _past(period, published)
            and not _opens(sent, clauses, first)
            and _holds_now(sent, clauses, q)
        ):
            cost += _FAR
        if cost < least:
            best, least = period, cost
    if best is not None and best.rule == "since" and best.iso and old and sent.lows[q.first - 1] == "from":
        return replace(best, iso=best.iso.partition("/")[0])
    if best is not None and best.rule.startswith("since") and best.iso and "/" in best.iso and best.end <= a:
        k = bisect_left(sent.start, best.end)
        mine = clauses.clauses[clauses.of[q.core]].first
        inside = 0 <= mine - k <= 1 or clauses.of[k] == clauses.of[q.core]
        if "when" in sent.lows[k : k + 2] and sent.lows[k] in (",", "when") and inside:
            return replace(best, iso=best.iso.partition("/")[0])  # "since May, when they took 40"
    return best


def _moves_aside(between: list[str]) -> bool:
    comma = between.index(",") if "," in between else len(between)
    rise = between[comma + 1 : comma + 2] in (["a"], ["an"]) and not MOVE_NOUNS.isdisjoint(
        between[comma + 2 : comma + 4]
    )
    return rise or between[comma : comma + 2] in _MOVED_SINCE


def _is_of_issue(sent: Sentence, period: Period, first: int) -> bool:
    """ "The accounts, published on Friday, show": when somebody told of the figures."""
    k = first - (sent.lows[first] not in ("on", "this", "last"))
    return (
        period.rule in ("weekday", "today", "full_date")
        and k > 1
        and sent.lows[k - 1] in _ISSUED
        and (sent.tags[k - 1] == "VBN" and sent.lows[k - 2] == ",")
    )


def _stands_aside(sent: Sentence, q: Quantity, hi: int) -> bool:
    """ "Her house, bought for [£3,400], was sold last year", "The firm, [50%] owned by Roe, lost money in 2019"."""
    k = q.first - 1
    while k > 0 and sent.lows[k] != "," and q.first - k < _SHORT_ASIDE:
        k -= 1
    opens = sent.lows[k] == "," and sent.tags[k - 1] in NOUNS
    opens = opens and (k == q.first - 1 or sent.tags[k + 1] in ("VBN", "VBD"))
    closes = next((m for m in range(q.last, hi) if sent.lows[m] == ","), -1)
    return opens and closes > 0 and sent.tags[closes + 1] in FINITE | {"MD"}


_SHORT_ASIDE = 5  # tokens


def _acts(sent: Sentence, lo: int, hi: int) -> bool:
    return any(tag in ("VBZ", "VBD", "VBP") for tag in sent.tags[lo:hi])


_ISSUED = frozenset("published released issued filed unveiled".split())


def _is_estimate(sent: Sentence, q: Quantity) -> bool:
    return sent.lows[q.first - 1] == "of" and q.first > 1 and sent.lows[q.first - 2] in ESTIMATES


def _ends_moved_aside(sent: Sentence, first: int) -> bool:
    """ ", down 40 percent [this year]": how long something has moved, in an aside of its own."""
    if sent.lows[first] not in _SO_LONG:
        return False
    k = next((k for k in range(first - 1, max(0, first - _LONG_ASIDE), -1) if sent.lows[k] == ","), -1)
    return k > 0 and sent.lows[k + 1] in _MOVED and "CD" in sent.tags[k:first]


_SO_LONG, _MOVED, _LONG_ASIDE = frozenset("this so since over".split()), frozenset("up down off".split()), 8


def _is_peak(sent: Sentence, first: int) -> bool:
    """True for "the highest since March 2021" and its kind: how long no other was as high, not when anything held."""
    return any(tag in ("JJS", "RBS") for tag in sent.tags[max(0, first - _PEAK) : first])


def _turns(sent: Sentence, lo: int, hi: int, past: bool) -> bool:
    """ "joined in 2021, had since lent 9 million", "sold 4 million last year and could add 9 percent": later on."""
    for k in range(lo + 1, hi):
        if sent.lows[k] == "since" and sent.lows[k - 1] in HAVE:
            return True
        if past and sent.tags[k] == "MD" and "and" in sent.lows[lo:k] and "MD" not in sent.tags[lo:k]:
            return sent.lows[k + 1 : k + 2] != ["have"]
    return False


def _is_of_relative(sent: Sentence, lo: int, hi: int) -> bool:
    """ "paid [$14.50] for a burger that had cost $11 in 2022": the time of what is told of the thing."""
    k = next((k for k in range(lo, hi) if sent.tags[k] == "WDT"), hi)
    return (
        k < hi and sent.lows[k - 1] != "," and "CD" in sent.tags[k:hi] and sent.tags[k + 1] in ("VBD", "VBZ", "VBP")
    )


def _has_other(sent: Sentence, lo: int, hi: int) -> bool:
    """ "use 2 million, with a further million needed [by 2030]": the time is that of the figure behind "with"."""
    if "with" not in sent.lows[lo:hi]:
        return False
    k = sent.lows.index("with", lo)
    behind = sent.lows[k:hi]
    if k > lo and sent.lows[k - 1] == "," and not _DUE.isdisjoint(behind):
        return True  # "spans 9 hectares, with the first part due in July"
    return not _MORE.isdisjoint(behind[:4]) or "having" in behind


_DUE = frozenset("due available expected scheduled slated planned set ready potential option options first".split())
_MORE = frozenset("further another additional".split())
_OF_NOUN = ("NNS", "NN", "JJ", "VBG")
_BREAKS = frozenset(", and but while which who after before".split())
_BREAKS_LIST = _BREAKS - {",", "and"}
_AT_HEAD = 3  # tokens
_LIST = 12
_LIST_OF_CLAUSES = 6
_ENDS_OLD = frozenset(", ; to and but while".split())
_NEAR_OLD = 18
_OPENING = 14  # words: a time at the head of a sentence is as near to its end as to its middle


_MOVED_SINCE = ([",", "up"], [",", "down"], [",", "off"])
_TODAY = frozenset("now currently".split())
_NOW = frozenset("now currently today recently".split())


def opens_past_clause(sent: Sentence, q: Quantity) -> bool:
    """True where the figure begins a clause that stands in the past: "..., 30 percent were used"."""
    clauses = clause_map(sent)
    clause = clauses.clauses[clauses.of[q.core]]
    return q.first - clause.first <= 1 and clause.verb >= 0 and sent.tags[clause.verb] == "VBD"


def lists_on(sent: Sentence, q: Quantity, before: Claim) -> bool:
    """ "In 2020 it spent $9m on tea; [$4m] on rice": True where the figure continues a list that ``before`` is of."""
    if before.kind != q.kind or before.unit != q.unit or before.start < sent.offset or before.change != q.change:
        return False
    k = bisect_left(sent.start, before.end)
    gap = sent.lows[k : q.first]
    if not 1 < len(gap) <= _LISTED or _LISTING.isdisjoint(gap) or not _UNLISTED.isdisjoint(gap):
        return False
    if not _ACTING.isdisjoint(sent.tags[k : q.first]) or is_old_level(sent, q):
        return False
    ahead = sent.lows[: bisect_left(sent.start, before.start)]
    return before.period is not None and before.period.lower() in " ".join(ahead)  # not "$9m last year; $4m for rice"


_ACTING = FINITE | {"VBG"}
_LISTED = 12  # tokens
_LISTING = frozenset(", ; and".split())
_UNLISTED = COMPARES | frozenset("from to or ( : after following since by with above below now".split())


def _holds_now(sent: Sentence, clauses: ClauseMap, q: Quantity) -> bool:
    """True where the verb of the figure's clause stands in the present: "the firm, founded in 1990, has 40 shops"."""
    c = clauses.of[q.core]
    verb = clauses.clauses[c].verb
    if verb < 0 or sent.tags[verb] not in ("VBZ", "VBP"):
        return False
    own = verb_before(sent, q.core)
    if own > verb and sent.tags[own] == "VBG" and sent.lows[own - 1] == ",":
        return False  # "Tin is vital to Velm, making up 9 percent of its exports in 2022"
    after = sent.tags[verb + 1 : verb + 3]
    if sent.lows[verb] in HAVE:
        return "VBN" not in after
    return (
        sent.lows[verb + 1 : verb + 2] != ["to"]
        and "have" not in sent.lows[verb : max(q.first, verb + _SAID_TO_HAVE)]
    )


_SAID_TO_HAVE = 4  # tokens: "are said to have"


def _opens(sent: Sentence, clauses: ClauseMap, first: int) -> bool:
    """True for a time at the beginning of its clause: "As of May, the firm has 40 shops"."""
    clause = clauses.clauses[clauses.of[first]]
    if sent.tags[0] in ("VBN", "VBD") and first <= _FRONTED and "," in sent.lows[first:]:
        return False  # "Built in 1983, the mill has 40 looms"
    return first - clause.first <= 3 and first < clause.verb


_FRONTED = 4  # tokens


def _past(period: Period, published: date | None) -> bool:
    """True for a time that was over on the day of publication."""
    if period.iso is None or published is None or period.rule in _LASTING:
        return False
    end = period.iso.rpartition("/")[2]
    return "W" not in end and "Q" not in end and end < published.isoformat()[: len(end)]


def ends_after(iso: str | None, published: date | None) -> bool:
    """True where the period ``iso`` ends behind the day of publication."""
    if iso is None or published is None:
        return False
    end = iso.rpartition("/")[2]
    if "Q" in end:
        end = f"{end[:4]}-{int(end[-1]) * 3:02d}"
    if "W" in end:
        return False
    return end > published.isoformat()[: len(end)]


_LED = frozenset(("IN", "TO"))


def of_announcement(sent: Sentence, q: Quantity, period: Period, published: date | None) -> bool:
    """ "agreed on Monday to spend 5m": of what is planned, a day gone by is the one on which it was said."""
    if period.iso is None or published is None:
        return False
    last = bisect_left(sent.start, period.end)
    first = min(bisect_left(sent.start, period.start), len(sent.tags))
    if _past(period, published):
        if sent.lows[last : last + 1] == ["to"] and sent.tags[last + 1 : last + 2] == ["VB"]:
            return True  # "a pledge made in 2018 to build 400 homes"
        told = range(max(q.last + 1, first - 2), first)
        if any(sent.tags[k] in ("VBN", "VBD") for k in told) and not _LED.isdisjoint(sent.tags[q.last : first - 1]):
            return True  # "to build 40 homes on a site bought in 2018"
    if period.rule not in ("weekday", "today", "full_date"):
        return False
    if len(period.iso) != 10 or period.iso >= published.isoformat():
        return False
    clauses = clause_map(sent)
    if first >= len(clauses.of):
        return False
    verb = clauses.clauses[clauses.of[first]].verb
    return verb < 0 or sent.tags[verb] == "VBD" or sent.lows[verb] in HAVE
