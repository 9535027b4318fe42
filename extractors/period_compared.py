"""Times of what a figure is compared with: "up from 3m in 2019", "than a year earlier", "the lowest since 2016"."""

from __future__ import annotations

from extractors.clauses import verb_before
from extractors.move_words import MOVE_NOUNS, MOVES
from extractors.noun_phrases import is_year_word
from extractors.period_rule import Period
from extractors.phrases import CALENDAR
from extractors.quantities import Quantity
from extractors.tokens import Sentence
from extractors.words import words

_OF_PAIR = 10  # words: "compared with $4m, or [6 cents] a share"
_OF_LOSS = frozenset(
    "loss losses profit profits income earnings net of revenue revenues sales turnover pre-tax".split()
)
_MOVES_FROM = frozenset(
    "up down higher lower rise fall increase decrease percent % rising falling rose fell slowing easing accelerating "
    "quickening cooling moderating slowed eased accelerated quickened".split()
)
COMPARES = frozenset("than compared comparison versus vs against".split())
_BEATS = frozenset("above below surpassing surpassed topping topped exceeding exceeded beating beat".split())
_TOPPED = frozenset("surpassed topped exceeded beaten bettered outdone".split())
_NEVER_COMPARED = frozenset(
    "full_date weekday today next_years ten_years past_year year_span years_between month_span".split()
)
_AGAINST = frozenset("than versus vs against from on over".split())
_NEAR_OLD = 5  # words
_RECORDS = frozenset(
    "most fewest least first lowest highest worst best record biggest largest smallest weakest strongest".split()
)


def is_old_level(sent: Sentence, q: Quantity) -> bool:
    """ "rose to 5m from [3m]", "from [3m] to 5m", "compared with [3m]": what a figure was before or is set against,
    which has a time of its own only right behind it.
    """
    k = q.first - 1
    while k >= 0 and (sent.tags[k] in ("DT", "JJ", "RB", "PRP$") or sent.lows[k] in _OF_LOSS):
        k -= 1
    if k < 1:
        return False
    if sent.lows[k - 1 : k + 1] == [",", "or"]:
        return any(
            low in ("compared", "against", "versus", "from") for low in sent.lows[max(0, k - _OF_PAIR) : k - 1]
        )
    low, before = sent.lows[k], sent.lows[k - 1]
    if (
        low != "from"
        and sent.lows[q.last : q.last + 1] in (["for"], ["at"])
        and (sent.tags[q.last + 1 : q.last + 2] == ["NNP"] or _is_for_group(sent, q.last))
    ):
        return False  # "8 million, compared with [6 million] for Orrin": of another, at the same time
    if low == "from":
        behind = range(q.last, min(len(sent.lows) - 1, q.last + 5))
        rises = any(sent.lows[j] == "to" and sent.tags[j + 1] in ("CD", "$") for j in behind)
        if q.kind == "count" and "$" in sent.tags[max(0, k - 4) : k] and not rises:
            return False  # "took $3,000 from [four shops]"
        moved = before in _MOVES_FROM or rises or sent.tags[k - 1] in ("CD", ",", ")")
        return moved or "CD" in sent.tags[max(0, k - 4) : k] or _stands_behind_time(sent, k)
    if low in ("with", "to"):
        return before in ("compared", "comparison", "relative")
    return low in ("against", "versus", "vs")


def _stands_behind_time(sent: Sentence, k: int) -> bool:
    """ "fell to 1.02 million in the third quarter from [1.15 million]": the time is that of the level in front."""
    for j in range(k - 1, max(1, k - _LONG_TIME), -1):
        if sent.lows[j] in (",", ";", ":") or sent.tags[j] in ("VBD", "VBZ", "VBP", "MD"):
            return False
        if sent.tags[j] == "CD" and not is_year_word(sent.lows[j]):
            while sent.tags[j] in ("CD", "$"):
                j -= 1
            return sent.lows[j] in ("to", "at", "was")
    return False


_LONG_TIME = 10  # tokens


def _is_for_group(sent: Sentence, k: int) -> bool:
    """ "compared with [3 percent] for the poorest tenth": of others, at the same time."""
    behind = sent.lows[k + 1 : k + _GROUP]
    return sent.lows[k] == "for" and sent.tags[k + 1 : k + 2] == ["DT"] and CALENDAR.isdisjoint(behind)


_GROUP = 6  # tokens


def compares(sent: Sentence, lo: int, hi: int) -> bool:
    """ "5m [compared with 3m] in 2019", "5m, [up from 3m] in 2019": the time belongs to the second figure."""
    return any(
        (sent.lows[k] in COMPARES and not (sent.lows[k] == "than" and sent.lows[k - 1] in ("more", "less", "fewer")))
        or (
            sent.lows[k] == "from"
            and (
                sent.tags[k + 1] in ("CD", "$", "RB")
                or sent.lows[k - 1] in ("up", "down", ",")
                or _is_described_level(sent, k + 1)
            )
        )
        or (sent.lows[k] in _TOPPED and "by" in sent.lows[k : k + 3])
        or (sent.lows[k] == "top" and sent.lows[k - 1] == "on")
        or (sent.lows[k] == "off" and sent.lows[k + 1 : k + 2] in (["its"], ["their"]))
        or (sent.words[k] in _BEATS and sent.lows[k - 1] != "to" and "CD" in sent.tags[k + 1 : hi])
        or (sent.lows[k] in ("after", "following") and not MOVE_NOUNS.isdisjoint(sent.lows[k + 1 : k + 6]))
        for k in range(lo, hi)
    )


def _is_described_level(sent: Sentence, k: int) -> bool:
    """ "from [a revised $4.6bn]", "from [an upwardly revised 3m]", "from [the record 3m]": a level."""
    k += sent.tags[k] in ("DT", "PRP$")
    stop = k
    while sent.lows[stop : stop + 1] and sent.lows[stop] in _DESCRIBES_LEVEL:
        stop += 1
    return stop > k and sent.tags[stop : stop + 1] in (["CD"], ["$"])


_DESCRIBES_LEVEL = words("period_compared.describes_level")


def is_comparison(sent: Sentence, q: Quantity, period: Period, first: int) -> bool:
    """ "up 5% on the year before", "from a year earlier", "than last year": what the figure is compared with."""
    words = period.words.lower()
    lead = words.partition(" ")[0]
    if first < q.first and sent.lows[0] in _SET_BESIDE and "," in sent.lows[first : q.first]:
        return (
            "," not in sent.lows[:first]
        )  # "Compared with the count of 2014, a third", "Including gifts in May, it"
    if q.last <= first and period.rule in _ON_STRETCH:
        on = first if lead == "on" else first - 1 - (sent.tags[first - 1] == "DT")
        if sent.lows[on] == "on" and (q.change is not None or not _WAYS.isdisjoint(sent.lows[q.last : on])):
            return True  # "up 5% on 2017-18", "down 9% on the previous 12 months"
    if lead not in _AGAINST:
        lead = sent.lows[first - 1] if first else ""
        if lead == "as" and sent.lows[first - 3 : first - 2] == ["as"] and first > 2:
            # "three times as many as in May", but "As recently as 2011, some 40 mills"
            return sent.lows[first - 2] not in ("recently", "early", "late", "far", "long")
        if lead in ("with", "to") and first > 1 and sent.lows[first - 2] == "compared":
            return True
    if first > 1 and sent.tags[first - 1] in ("DT", "PRP$") and lead not in _AGAINST:
        lead = sent.lows[first - 2]
        if lead == "from" and sent.lows[first - 3] in ("percent", "%", "up", "down", "higher", "lower", "cent"):
            return True
    if words.startswith("from ") and first and (_is_unmoved(sent, q, first) or _is_rise_from(sent, q, first)):
        return True
    if q.last <= first and sent.lows[first - 1] in ("that", "those") and sent.lows[first - 2] in _TIMES:
        return True  # "6 million hectares, double that of 2019"
    if lead not in _AGAINST or period.rule in _NEVER_COMPARED:
        return lead in ("than", "versus", "vs") and q.last <= first
    if _only_compares(sent, q, period, lead, first):
        return True
    if lead in ("from", "on") and period.rule in _STEPS and not _WAYS.isdisjoint(sent.lows[q.last : first]):
        return True  # "Turnout was 58 percent, up four points from 2022"
    if q.last > first or any(tag == "CD" for tag in sent.tags[q.last : first]):
        return False
    if lead in ("than", "versus", "vs", "against"):
        return True
    if lead == "on":
        return period.rule in ("year", "relative", "year_back", "quarter", "half", "step", "same_period", "season")
    if lead == "from" and period.rule == "month" and sent.tags[verb_before(sent, q.core)] == "VB":
        return False  # "to raise fees by 20 percent from January"
    return q.change is not None and (lead == "from" or period.rule in ("year", "year_back", "relative", "quarter"))


_SET_BESIDE = frozenset("compared including excluding counting".split())
_ON_STRETCH = frozenset("month year_span next_years past_year months_to first_months month_span".split())
_STEPS = frozenset("year year_back relative quarter month".split())
_WAYS = frozenset(("up", "down"))


def _is_unmoved(sent: Sentence, q: Quantity, first: int) -> bool:
    """ "[7 percent], unchanged from a year ago", "hardly other than a year ago ([81,500])" for the second."""
    return sent.lows[first - 1] in _UNMOVED and (q.last <= first or sent.words[q.first - 1] != "(")


_UNMOVED = frozenset("unchanged flat steady different".split())
_TIMES = frozenset("double twice triple half times".split())


def _is_rise_from(sent: Sentence, q: Quantity, first: int) -> bool:
    """ "reaching $34bn, a 30 percent increase [from 2022]"."""
    return q.last <= first and sent.lows[first - 1] in MOVE_NOUNS and sent.tags[first - 1] in ("NN", "NNS")


def belongs_to_old(sent: Sentence, first: int) -> bool:
    """ "up from 51 percent in 2017, while 30 percent were opposed": 2017 is the time of the level before."""
    k = first - 1
    while k > 0 and first - k < _NEAR_OLD and sent.tags[k] != "CD":
        k -= 1
    while k > 0 and sent.tags[k] in ("CD", "$", "DT", "RB", "JJ"):
        k -= 1
    if k < 1:
        return False
    if sent.lows[k] == "from":
        if "CD" in sent.tags[max(0, k - 2) : k]:
            return True  # "narrowed to 3 million crowns from 5 million in August as exports fell 4 percent"
        return sent.lows[k - 1] in _MOVES_FROM or _stands_behind_time(sent, k)
    return sent.lows[k] in ("with", "to") and sent.lows[k - 1] == "compared"


def is_record_since(sent: Sentence, period: Period, q: Quantity, first: int) -> bool:
    """ "to $9m, the lowest amount since 2016": how long it is a record, not when it held."""
    k = min(first, len(sent.lows) - 1)
    while k >= 0 and first - k < _SINCE_BACK and sent.lows[k] != "since":
        k -= 1
    if k < 0 or sent.lows[k] != "since":
        return False
    if q.last > k:
        if "when" in sent.lows[first : q.first]:
            return False  # "her first sale since May, when she sold [40]"
        as_low = sent.lows[q.first : q.first + 1] == ["as"] or sent.lows[q.first - 1] == "as"
        if first >= q.last and k < q.first:
            return False  # "the highest since March, from [4.1 percent] in April"
        return as_low or any(_is_record(sent, j) for j in range(max(0, k - 5), k))
    lo = q.first - 7 if sent.words[q.first - 1] == "(" else q.last
    return q.kind == "rank" or any(_is_record(sent, j) for j in range(max(0, lo), k))


_SINCE_BACK = 12  # tokens: "since the first case was found in Arden in May"


def _is_record(sent: Sentence, k: int) -> bool:
    return sent.tags[k] in ("JJS", "RBS") or sent.lows[k] in _RECORDS


def left_from(sent: Sentence, first: int) -> bool:
    """True for "from 3m" before token ``first``, but not for "exports from Arden"."""
    return any(
        sent.lows[k] == "from" and sent.tags[k + 1] in ("CD", "$", "RB", "DT")
        for k in range(max(0, first - _LEFT), first)
    )


_LEFT = 9  # tokens: "from a high of $70 a barrel in May"


def reaches_back(period: Period) -> bool:
    """ "rose 9 percent from a year earlier to 5m", "rose by half since 2017 to 5m": of the move, not of the level."""
    return period.rule in ("since", "since_event") or period.words.lower().startswith("from ")


def _only_compares(sent: Sentence, q: Quantity, period: Period, lead: str, first: int) -> bool:
    """ "up six points on 2016", "9 percent more than in 2017, thanks to a show that drew 300": no figure's time."""
    if lead == "on":
        return period.rule in ("year", "year_back")
    if lead == "from" and q.first > first and period.rule in ("year", "relative", "year_back"):
        near = sent.lows[max(0, first - 6) : first]
        moved = not {"%", "percent"}.isdisjoint(near) and not MOVES.isdisjoint(near)
        if "when" in sent.lows[first : first + 4]:
            moved = False  # "rose 3% from 2023, when it sold 26"
        return moved or not {"up", "down"}.isdisjoint(near)  # "The budget, up $1m from last year"
    return (
        lead == "than" and sent.lows[first - 1 : first] == ["than"] and period.rule == "year" and q.last != first - 1
    )
