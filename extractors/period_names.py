"""Times that belong to a thing of their own and to no figure: "the 2012 census", "a 2033 bond", "Friday's close", "a
ship dating from the 1800s".
"""

from __future__ import annotations

from datetime import date

from extractors.period_rule import RESULTS, Period
from extractors.quantities import Quantity
from extractors.tokens import Sentence
from extractors.words import words

_OWNING = ("DT", "PRP$", "POS")
_BONDS = frozenset("bond bonds note notes gilt gilts treasury treasuries maturity maturities".split())
_POLLED = frozenset(
    "poll survey study report analysis paper review estimate season school fiscal financial tax".split()
)
_CLOSES = frozenset("close closing settlement finish".split())
_LIMITS = frozenset("target goal limit threshold ceiling floor".split())
_BEYOND = frozenset("above below over under beyond exceeding".split())
_OUTLOOKS = frozenset(
    "forecast forecasts estimate estimates projection projections outlook prediction guidance".split()
)
_REIGNS = frozenset(
    "government administration presidency presidential term reign rule war crisis conflict cabinet era"
    " coalition tenure".split()
)
_EVENTS = words("period_names.events")
_REACHED = frozenset("set reached hit touched".split())
_PEAKS = frozenset("record peak high low".split())
_BEING = frozenset("was were been".split())
_SINCE_THEN = frozenset("born dating dates dated".split())


def is_of_another(sent: Sentence, period: Period, q: Quantity, first: int, last: int, published: date | None) -> bool:
    """True where the time in tokens ``first`` to ``last`` is that of something else than the figure ``q``."""
    return (
        _names_something(sent, period, q, last)
        or _tells_origin(sent, first, last)
        or _is_mark_of(sent, period, q, first, last)
        or _owns_title(sent, period, q, last)
        or _is_of_outlook(sent, period, q, first, last)
        or _is_of_whole_plan(sent, q, last)
        or _is_of_purpose(sent, q, first)
        or _is_of_session(sent, period, q, last)
        or _is_limit(sent, q, last)
        or _is_of_report(sent, period, q, first, last)
        or _is_of_act(sent, period, q, first, last)
        or _is_after_end(sent, first)
        or (_is_ahead(period, published) and _is_of_event(sent, period, q, first, last))
    )


def _names_something(sent: Sentence, period: Period, q: Quantity, last: int) -> bool:
    """ "the 2012 Housing Census", "a 1938 Packard", "the 2033 bond", "his 2007-2015 government": a year that is part
    of a name, or says how old a thing is.
    """
    if period.rule not in ("year", "year_span") or last >= len(sent.lows) or last < 2:
        return False
    if sent.lows[last] in _BONDS:
        return True
    if period.rule == "year" and _follows_event(sent, q, last):
        return True
    k = last - (2 if period.rule == "year" else 4)  # "2007-2015" is three tokens
    if k < 0 or sent.tags[k] not in _OWNING or not _POLLED.isdisjoint(sent.lows[last : last + _LONG_TITLE]):
        return False
    if period.rule == "year_span":
        return not _REIGNS.isdisjoint(sent.lows[last : last + 2]) and sent.tags[k] in _OWNING
    return sent.lows[last] in _MADE or (sent.tags[last] == "NNP" and sent.lows[k] in ("the", "a", "an"))


_LONG_TITLE = 4  # words


def _follows_event(sent: Sentence, q: Quantity, last: int) -> bool:
    """ "raised $4 million after the [2011] earthquake": of what was before; not "after the 2011 quake hit"."""
    k = last - 2
    of_victims = sent.lows[k - 1 : k] == ["of"] and q.kind == "money" and q.last < k - 1
    if k < 1 or sent.lows[k] not in _OWN or not (of_victims or sent.lows[k - 1] in _AFTER):
        return False
    head = next((j for j in range(last, min(last + _LONG_TITLE, len(sent.lows))) if sent.lows[j] in _SHOCKS), -1)
    return head >= 0 and sent.tags[head + 1 : head + 2] not in (["VBD"], ["VBN"], ["WDT"], ["VBZ"])


_OWN = frozenset("the its their his her".split())
_AFTER = frozenset("after following since before despite amid".split())
_SHOCKS = words("period_names.shocks")


def _tells_origin(sent: Sentence, first: int, last: int) -> bool:
    """ "a ship dating from the 1800s", "people born between 1997 and 2012"."""
    near = sent.lows[max(0, first - 3) : first + 1]
    if not _SINCE_THEN.isdisjoint(near[-3:]):
        return "born" not in near or _BEING.isdisjoint(near)  # not "400 were born in 2019"
    if "when" in sent.lows[last : last + 2]:
        return False  # "a record set on Monday, when it reached 17"
    marked = not _REACHED.isdisjoint(sent.lows[max(0, first - 1) : first + 1])
    return marked and not _PEAKS.isdisjoint(sent.lows[max(0, first - 4) : first])  # "from a record set in May"


def _is_of_purpose(sent: Sentence, q: Quantity, first: int) -> bool:
    """ "approved a [$40 million] scheme to start in 2031": of what the scheme is for."""
    if q.kind != "money" or first < q.last or sent.tags[q.last : q.last + 1] not in (["NN"], ["NNP"], ["JJ"]):
        return False
    k = next((k for k in range(q.last, min(first, q.last + _LONG_TITLE)) if sent.tags[k] not in _NOUNS), first)
    return k > q.last and sent.lows[k : k + 1] == ["to"] and sent.tags[k + 1 : k + 2] == ["VB"]


_NOUNS = frozenset("NN NNS NNP JJ - VBG".split())


def _is_of_session(sent: Sentence, period: Period, q: Quantity, last: int) -> bool:
    """ "lost 4% in premarket trading as costs reached $2": the hours are those of the gain."""
    return period.words.endswith("trading") and not _REASONS.isdisjoint(sent.lows[last : q.first])


_REASONS = frozenset("after as when following because since".split())


def _is_of_report(sent: Sentence, period: Period, q: Quantity, first: int, last: int) -> bool:
    """ "fell [4 percent] after its third-quarter results": the quarter reported on is not that of the move."""
    if period.rule not in ("quarter", "half") or q.change is None or RESULTS.isdisjoint(sent.lows[last : last + 2]):
        return False
    if q.first > last and (sent.lows[last : q.first].count(",") != 1 or sent.lows[last + 1 : last + 2] == ["showed"]):
        return False  # "after second-quarter results that showed sales up [4 percent]"
    return not _UPON.isdisjoint(sent.lows[max(0, first - _LONG_TITLE) : first + 1])


_UPON = frozenset("after following wake ahead before despite on".split())


def _is_of_act(sent: Sentence, period: Period, q: Quantity, first: int, last: int) -> bool:
    """ "a [40 percent] chance of a June cut", "set a February deadline for [30 banks]": when the act is to be."""
    if period.rule != "month":
        return False
    if first > 2 and _is_chance(sent, q, first):
        return True
    return sent.lows[last : last + 1] == ["deadline"] and q.first >= last and q.kind == "count"


def _is_chance(sent: Sentence, q: Quantity, first: int) -> bool:
    """True for the month in "the chance of a June cut", where the figure is how likely it is."""
    if q.kind not in ("percent", "percentage_point") or sent.lows[first - 1] not in ("a", "an", "the"):
        return False
    return sent.lows[first - 2] in ("of", "for") and sent.lows[first - 3] in _CHANCES


_CHANCES = frozenset("chance chances probability likelihood odds prospect risk possibility".split())


def _is_after_end(sent: Sentence, first: int) -> bool:
    """ "after the close of the second quarter, when it won 40 orders"."""
    near = sent.lows[max(0, first - 4) : first]
    return near[-1:] in (["close"], ["end"]) and "after" in near


def _is_of_outlook(sent: Sentence, period: Period, q: Quantity, first: int, last: int) -> bool:
    """ "up 0.1 point from its January forecast": when it was foretold."""
    told = period.rule in ("month", "quarter") and sent.lows[last : last + 1] != [] and sent.lows[last] in _OUTLOOKS
    return told and q.last <= first


def _is_of_whole_plan(sent: Sentence, q: Quantity, last: int) -> bool:
    """ "opened in May as part of a $3 billion overhaul": of the part alone."""
    if q.first < last:
        return False
    of = next((k for k in range(q.first - 1, max(last, q.first - 4), -1) if sent.lows[k] == "of"), 0)
    lead = sent.lows[max(last, of - 4) : of]
    return "as" in lead and lead[-1:] not in (["as"], ["one"])


def _is_limit(sent: Sentence, q: Quantity, last: int) -> bool:
    """ "the 9.1 percent recorded in June, but above the bank's 2 percent target": a limit holds always."""
    if q.first < last or q.kind != "percent" or sent.lows[q.last : q.last + 1] == []:
        return False
    return sent.lows[q.last] in _LIMITS and not _BEYOND.isdisjoint(sent.lows[last : q.first])


def _is_ahead(period: Period, published: date | None) -> bool:
    if published is None or period.iso is None:
        return False
    if period.rule == "month" and not any(c.isdigit() for c in period.words):
        return (int(period.iso[5:7]) - published.month) % 12 <= _SOON  # a month without a year may be the coming one
    return period.iso >= published.isoformat()[: len(period.iso)]


_SOON = 3  # months


def _is_of_event(sent: Sentence, period: Period, q: Quantity, first: int, last: int) -> bool:
    """ "urged fans to boycott the 12 March concert": the day of what is spoken of."""
    if period.rule not in ("full_date", "month", "weekday") or last >= len(sent.lows) or q.last > first:
        return False
    owned = sent.tags[first - 1] in _OWNING or sent.lows[first] in ("the", "a")
    return owned and sent.lows[last] in _EVENTS


def _is_mark_of(sent: Sentence, period: Period, q: Quantity, first: int, last: int) -> bool:
    """ "16 percent below [Friday]'s close", "a discount to the [June 9] close": what a price is held against."""
    if period.rule not in ("weekday", "month", "full_date") or last >= len(sent.lows):
        return False
    if sent.lows[last] in _CLOSES and q.last <= first:
        return True
    if sent.lows[last] != "'s":
        return False
    if sent.lows[last + 1 : last + 2] != [] and sent.lows[last + 1] in _CLOSES and "CD" in sent.tags[q.last : first]:
        return True  # "eased 3 points to 7.2 percent, from 7.3 at Thursday's close"
    if 0 < q.first - last <= _ITS_OWN and "," not in sent.lows[last : q.first]:
        return False  # "below Friday's [17.20]", "from Monday's high of [17.90]"
    return sent.lows[first - 1] in ("below", "above", "than", "from") and sent.lows[last + 1 : last + 2] != []


_ITS_OWN = 6  # words


def _owns_title(sent: Sentence, period: Period, q: Quantity, last: int) -> bool:
    """ "beat [2019]'s "Frozen Lake"": the year of a work, and of no other figure than one in brackets behind it."""
    if period.rule != "year" or sent.lows[last : last + 1] != ["'s"]:
        return False
    if sent.words[last + 1 : last + 2] != ['"'] and sent.tags[last + 1 : last + 2] != ["NNP"]:
        return False
    return not (sent.words[q.first - 1] == "(" and q.first > last and "(" not in sent.words[last : q.first - 1])


_MADE = words("period_choice.made")
