"""Times of a base that a figure is set against: "up 5 percent from April", "9m below its peak in May"."""

from __future__ import annotations

from extractors.move_words import MOVE_NOUNS, MOVES
from extractors.period_rule import Period
from extractors.phrases import ORDINALS
from extractors.quantities import Quantity
from extractors.tokens import Sentence
from extractors.words import words

_BASE_RULES = frozenset("year relative year_back same_period step".split())
_FROM_RULES = _BASE_RULES | {"month", "quarter", "half"}
_LEADS = frozenset("from over on than".split())
_HIGHER = (
    frozenset("up down higher lower more less fewer increase decrease gain drop rise".split()) | MOVES | MOVE_NOUNS
)
_AMOUNT = 4  # tokens: "by 300,000 metric tonnes from"
_MOVED = 9  # tokens
_BEYOND = words("period_base.beyond")
_MARKS = words("period_base.marks")
_NOT_IN_PHRASE = frozenset("VBD VBZ VBP MD VB , : ( ) WDT WP TO".split())
_TO_MARK = 4  # tokens: "12 points higher than", "3 points below"
_LONG_PHRASE = 12  # tokens


def is_base(sent: Sentence, q: Quantity, period: Period, first: int, last: int) -> bool:
    """True where the words from token ``first`` to ``last`` date only what something else is set against."""
    low = sent.lows[first - 1] if first else ""
    if (low in _BESIDE and sent.lows[q.first - 1] != "by") or (
        low == "as" and "same" in sent.lows[max(0, first - _AMOUNT) : first]
    ):
        return True  # "2 degrees below the previous night", "the same amount as last year"
    if low == "time" and first > 1 and sent.lows[first - 2] in ORDINALS:
        return True  # "cut its forecast for the second time this year"
    if q.last < first and low in _THE and sent.lows[last : last + 1] in _MARKS_OF_TIME:
        return True  # "92 percent of their 2019 level"
    if q.first >= last and "when" in sent.lows[last : last + 2]:
        return False  # "rose 3 percent from 2023, when it sold [26]"
    return _is_moved_from(sent, period, first) or _lies_in_mark(sent, q, first, last)


def _goes_beyond(sent: Sentence, k: int) -> bool:
    """ "40 [above] the peak", but no "40 cases of price [fixing]" or other noun that ends like a verb."""
    return sent.words[k] in _BEYOND and not (sent.tags[k] == "VBG" and sent.tags[k - 1] == "NN")


_MARKS_OF_TIME = (["level"], ["levels"], ["peak"], ["average"], ["norm"])
_BESIDE = frozenset("above below beneath beyond".split())


def dates_own(sent: Sentence, q: Quantity, last: int) -> bool:
    """ "from April's [3.1 million tonnes]", "over last year's record of [$9m]", "the 2019 crop of [9 tonnes]"."""
    if not 0 <= q.first - last <= _LONG_PHRASE:
        return False
    between = sent.tags[last : q.first]
    if len(between) == len(("estimate", "of")) and last > 1 and sent.lows[last - 2] in _THE:
        return sent.lows[q.first - 1] == "of"  # "the 2021 estimate of [8 percent]"
    if sent.lows[last : last + 1] == ["'s"]:
        return _NOT_IN_PHRASE.isdisjoint(between) and "CD" not in between and "CC" not in between
    return between[-2:] == ["NN", "IN"] and sent.lows[q.first - 1] == "of" and set(between[:-1]) <= {"NN", "JJ"}


_THE = frozenset("the its their".split())


def labels(sent: Sentence, first: int, last: int) -> bool:
    """ "sales of 9m (2023: [8m])", "a ratio of 37 (May 31, 2023: [35])": the time says what stands behind it."""
    return sent.words[first - 1 : first] == ["("] and sent.lows[last : last + 1] == [":"]


def is_of_bracket(sent: Sentence, q: Quantity, first: int) -> bool:
    """ "rose to £4m (£3m [in 2019])": the time behind a number of the same sort, alone in a bracket without ``q``."""
    k = first
    while k > max(0, first - _IN_BRACKET) and sent.words[k - 1] not in "(),":
        k -= 1
    if not k or sent.words[k - 1] != "(" or (q.first >= k and ")" not in sent.words[first : q.first]):
        return False
    if q.kind == "money":
        return sent.tags[k] == "$"
    alike = ("%", "percent", "per") if q.kind == "percent" else ("in", "on")
    return sent.tags[k] == "CD" and k + 1 < len(sent.lows) and sent.lows[k + 1] in alike


_IN_BRACKET = 6  # tokens from the bracket to the time


def _is_moved_from(sent: Sentence, period: Period, first: int) -> bool:
    """ "rose 5 percent [from April]", "a 30 percent gain [over 2018]", and no other figure's time either."""
    lead = period.words.partition(" ")[0].lower()
    k = first - 1
    if lead not in _LEADS:
        lead = sent.lows[k] if k >= 0 else ""
        k -= 1
    rule = "year" if period.rule == "year_span" and _names_one_year(period) else period.rule
    if lead not in _LEADS or rule not in (_FROM_RULES if lead == "from" else _BASE_RULES) or k < 0:
        return False
    if sent.tags[k] == "VBN" or (sent.lows[k] not in _HIGHER and "CD" not in sent.tags[max(0, k - _AMOUNT) : k + 1]):
        return False
    moved = range(max(0, k - _MOVED), k + 1)
    j = next((j for j in reversed(moved) if sent.lows[j] in _HIGHER), -1)
    return j >= 0 and sent.tags[j] != "VB"  # "to raise fees by 20 percent from January"


def _names_one_year(period: Period) -> bool:
    """ "2016-17" is one business year, "2014-17" are several."""
    first, _, last = (period.iso or "").partition("/")
    return first.isdecimal() and last.isdecimal() and int(last) == int(first) + 1


def _lies_in_mark(sent: Sentence, q: Quantity, first: int, last: int) -> bool:
    """ "[9 percent] from a peak in May", "[2 cents] above last year's low", "[twice] the average of 2016"."""
    if not 0 <= first - q.last <= _LONG_PHRASE:
        return False
    tags, lows = sent.tags, sent.lows
    between = lows[q.last + (lows[q.last : q.last + 1] == ['"']) : first]
    if "since" in between or lows[first : first + 1] == ["since"]:
        return False
    if q.kind == "ratio" and between[:2] == ["of", "the"]:
        return "CD" in tags[q.last : first] or "$" in tags[q.last : first]  # "a third of the $9m made in 2019"
    if between[:1] in (["discount"], ["premium"]) and between[1:2] == ["to"]:
        return _NOT_IN_PHRASE.isdisjoint(tags[q.last + 2 : first])
    if not _NOT_IN_PHRASE.isdisjoint(tags[q.last : first]):
        return False
    if q.kind == "ratio" and not between and lows[last : last + 1] and lows[last] in _MARKS:
        return lows[first] in ("the", "its")  # "[twice] the December average"
    if q.kind == "ratio" and lows[last : last + 1] == ["'s"]:
        return True  # "[doubling] last year's sales"
    if q.kind == "ratio" and not between and lows[first : first + 2] == ["the", "same"]:
        return True  # "some [double] the same month of 2019"
    if q.kind == "ratio" and lows[first : first + 1] in (["by"], ["until"]):
        return False  # "aims to triple its sales by 2027"
    turned = lows[q.last - 1].endswith(("ed", "ing"))  # "[doubled] its sales in 2023"
    if q.kind == "ratio" and not turned and between[:1] in (["the"], ["its"], ["their"], ["that"], ["those"]):
        return True
    k = next((k for k in range(q.last, min(first + 1, q.last + _TO_MARK)) if _goes_beyond(sent, k)), -1)
    if k < 0 or (sent.words[k] == "than" and tags[k + 1 : k + 2] == ["CD"]):
        return False  # "5 deaths in more than 40 towns"
    if sent.words[k] not in ("from", "over"):
        return True
    behind = lows[last + 1 : last + _TO_MARK] if lows[last : last + 1] == ["'s"] else lows[last : last + 1]
    return not _MARKS.isdisjoint((*lows[k + 1 : first], *behind))
