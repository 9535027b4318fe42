"""Rates that stand further off: "12 gallons of water a day", "40 ringgit ($9) a tonne", "each ferry carries 40"."""

from __future__ import annotations

from itertools import pairwise

from extractors.amount import Amount
from extractors.clauses import subject_of, verb_before
from extractors.habits import share_habits
from extractors.phrases import NOUNS, singular
from extractors.rates import (
    NOT_A_RATE,
    ONCE_ONLY,
    PER_NAMES,
    PER_NOUNS,
    RATE_ADJECTIVES,
    RATED,
    TIMES,
    per_name,
    read_rate,
)
from extractors.tokens import Sentence
from extractors.units import match_unit


def read_late_rates(sent: Sentence, amounts: list[Amount]) -> None:
    """The rate that stands further behind: "12 gallons of water a day", "adds $9 to your bill each year", "$291
    annually", "4 km in a single day", "$40 each".
    """
    if len(amounts) > 1 and any(a.per for a in amounts):
        _share_rates(sent, amounts)
    for a in amounts:
        ranged = a.kind == "money" and "range" in a.rules and a.per is None  # "$50-60 per barrel"
        bare = a.kind == "count" and a.head < 0
        if (bare or ranged) and a.drop is None and sent.lows[a.last : a.last + 1] in (["per"], ["/"]):
            read_rate(sent, a)  # "a cell count of 3,000 per microlitre"
    if not sent.once(_speaks_of_rate):
        return
    for k, a in enumerate(amounts):
        if a.drop is None and a.per is None and a.kind == "percent":
            _name_percent(sent, a)
        if (
            a.drop is not None
            or a.per is not None
            or a.kind not in RATED
            or a.vague
            or a.hyphen
            or a.unit in _STATES_OF
        ):
            continue
        if _past_conversion(sent, amounts, k):
            continue
        behind = _past_bracket(sent, a.last)
        others = (
            b.first for b in amounts[k + 1 :] if b.first >= behind and b.drop != "identifier"
        )  # "of CO2 per mile"
        stop = next(others, len(sent.words))
        name = _adverb_rate(sent, a) or _basis(sent, behind) or _time_behind(sent, behind, stop)
        name = name or _time_just_before(sent, a) or _each_rate(sent, amounts, k, behind)
        happens = (a.kind == "count" and a.head >= 0) or a.kind == "money"
        name = name or (_happens_each(sent, a, stop) if happens else "")
        if name:
            a.per = name
            a.rules.append("per:late")
    share_habits(sent, amounts)


def _name_percent(sent: Sentence, a: Amount) -> None:
    """ "has grown 3 percent annually": the adverb right behind, which no adjective's noun follows."""
    name = _RATE_ADVERBS.get(sent.lows[a.last], "") if a.last < len(sent.words) else ""
    if name and sent.lows[a.last].endswith("ually") and sent.tags[a.last + 1 : a.last + 2] not in (["NN"], ["NNS"]):
        a.per = name
        a.rules.append("per:late")


def _past_conversion(sent: Sentence, amounts: list[Amount], k: int) -> bool:
    """ "4,100 ringgit ($910) a tonne": one rate, of the amount and of what it is in other money; True when read."""
    a, b = amounts[k], amounts[k + 1] if k + 1 < len(amounts) else None
    if b is None or a.kind != "money" or b.kind != "money" or b.per or sent.words[a.last : b.first] != ["("]:
        return False
    if sent.words[b.last : b.last + 1] != [")"]:
        return False
    last, b.last = b.last, b.last + 1
    read_rate(sent, b)
    b.last = last
    if b.per is None:
        return False
    a.per = b.per
    a.rules.append("per:late")
    return True


def _basis(sent: Sentence, j: int) -> str:
    """ "40 visitors on a daily basis", "$900 more on an annual basis"."""
    for k in range(j, min(j + 3, len(sent.lows) - 3)):
        if sent.lows[k] == "on" and sent.lows[k + 3] == "basis" and sent.lows[k + 1] in ("a", "an"):
            return RATE_ADJECTIVES.get(sent.lows[k + 2], "")
    return ""


def _time_just_before(sent: Sentence, a: Amount) -> str:
    """ "and that every year 4,000 women fall ill": right in front of the number."""
    i = a.first
    told = i > 1 and a.kind == "count" and sent.lows[i - 2] in ("each", "every") and sent.lows[i - 1] in TIMES
    return sent.lows[i - 1] if told else ""


def _share_rates(sent: Sentence, amounts: list[Amount]) -> None:
    """ "averages 9 points and 5 rebounds per game": both per game."""
    for b, a in zip(reversed(amounts[1:]), reversed(amounts[:-1]), strict=True):
        if b.per is None or a.per is not None or a.drop is not None:
            continue
        gap = sent.lows[a.last : b.first]
        if b.per in _BY_GAME and a.kind in ("count", "index") and gap in (["and"], [","], [",", "and"]):
            a.per = b.per
            a.rules.append("per:shared")
        elif a.kind == b.kind == "money" and a.unit == b.unit and _is_priced_with(sent, a, b, gap):
            a.per = b.per
            a.rules.append("per:shared")
    for a, b in pairwise(amounts):
        fewer = a.kind == b.kind == "count" and a.per in TIMES and b.per is None and b.drop is None
        both = [sent.lows[one.num_last : one.num_last + 1] for one in (a, b)]
        if fewer and both == [["fewer"], ["fewer"]] and _is_just_listed(sent, a, b):
            b.per = a.per  # "73 fewer falls per year, 25 fewer burns and 11 fewer cuts"
            b.rules.append("per:shared")


def _is_priced_with(sent: Sentence, a: Amount, b: Amount, gap: list[str]) -> bool:
    """ "at $0.61 and $0.94 per crate, respectively", "rose by $1.20 to $12.70 per hour"."""
    if gap == ["to"]:
        return sent.lows[a.first - 1 : a.first] == ["by"]
    return gap == ["and"] and "respectively" in sent.lows[b.last : b.last + 3]


def _is_just_listed(sent: Sentence, a: Amount, b: Amount) -> bool:
    return sent.lows[a.last : b.first] in ([","], ["and"], [",", "and"])


_BY_GAME = frozenset("game match outing start season".split())


def _speaks_of_rate(sent: Sentence) -> bool:
    return not _LATE.isdisjoint(sent.said) or "(" in sent.said  # "40 ringgit ($9) a tonne"


def _past_bracket(sent: Sentence, j: int) -> int:
    """Token ``j``, or the one behind the short bracket that opens there: "80 km (50 miles) in one go"."""
    if sent.words[j : j + 1] == ["("]:
        for k in range(j + 1, min(j + 7, len(sent.words))):
            if sent.words[k] == ")":
                return k + 1
    return j


_ANOTHER = ("IN", "NN", "NNS", "JJ")


def _adverb_rate(sent: Sentence, a: Amount) -> str:
    """ "$291 annually": directly behind, which makes it part of the quote."""
    low = sent.lows[a.last] if a.last < len(sent.words) else ""
    name = _RATE_ADVERBS.get(low, "")
    ends = a.last + 1 >= len(sent.words) or sent.tags[a.last + 1] not in NOUNS
    if not name or not ends:
        return ""
    a.last += 1
    return name


def _time_behind(sent: Sentence, i: int, stop: int) -> str:
    """ "of water a quarter", "in chips annually", "in a single day", "in 24 hours", up to token ``stop``."""
    lows, tags = sent.lows, sent.tags
    for k in range(i, min(i + _FAR, len(lows) - 1)):
        low, after = lows[k], lows[k + 1]
        if k >= stop or (tags[k] in _ENDS_REACH and k > i) or (low == "," or tags[k] in ("VBD", "VBZ", "VBP", "MD")):
            return ""
        single = after == "single" and k + 2 < len(lows)
        if low in ("a", "an", "per", "each", "every") and (lows[k + 2] if single else after) in TIMES:
            behind = lows[k + 3 if single else k + 2 : k + (4 if single else 3)]
            if behind and (behind[0] in NOT_A_RATE or behind[0] in ("-", "on", "of")):
                return ""
            if after == "quarter" and not single and tags[k + 2 : k + 3] in (["NN"], ["NNS"]):
                return ""  # "half an acre and a quarter acre"
            if after == "second" and (lows[k - 1] in _ONE_MORE or (behind and tags[k + 2] in _ANOTHER)):
                return ""  # "for $90 and a second with lights for $140", "gave 40 people a second dose"
            said_in = k > 0 and tags[k - 1] in ("IN", "TO", "DT", "RB", "VB", "VBN", "VBG")
            if single:
                return lows[k + 2] if lows[k - 1] == "in" else ""
            if low in ("a", "an") and said_in and k > i and lows[k - 1] not in _COMPARED:
                return ""
            return after if not (low in ("each", "every") and said_in) else ""
        if low == "for" and after in ("each", "every") and k > i and lows[k + 2 : k + 3] != []:
            name = per_name(sent, after, k + 2, False)  # "8 spoons of sugar for each jar"
            return "" if name in ONCE_ONLY else PER_NAMES.get(name, name)
        if low == "per" and k > i + 1 and lows[i] == "of" and after in PER_NOUNS:
            name = per_name(sent, low, k + 1, False)  # "40 grams of carbon per mile"
            return PER_NAMES.get(name, name)
        if low in _RATE_ADVERBS and k > i and tags[k + 1] not in NOUNS and tags[k] != "JJ":
            return _RATE_ADVERBS[low]
    closing = len(lows) - 2 if lows[-1:] == ["."] else len(lows) - 1
    if i < closing < i + _FAR and lows[closing] in _RATE_ADVERBS and closing < stop:
        return _RATE_ADVERBS[lows[closing]]
    return ""


def _happens_each(sent: Sentence, a: Amount, stop: int) -> str:
    """ "40 people are hurt every day", "9,000 drivers retire each year": the verb between, and nothing else."""
    lows, tags = sent.lows, sent.tags
    k = a.last
    while (
        k < stop
        and k < a.last + _LONG_ACT
        and (tags[k] in ("VBD", "VBP", "VBZ", "VBN", "VB", "VBG", "RB", "MD", "CC", "JJ") or lows[k] == "either")
    ):
        if lows[k] in _RATE_ADVERBS:
            return _RATE_ADVERBS[lows[k]] if tags[k + 1] not in NOUNS else ""
        k += 1
    if k == a.last:
        return ""
    while k < min(stop, a.last + _FAR_ACT) and tags[k] in _AFTER_ACT and lows[k] not in ("each", "every", "per"):
        k += 1  # "would be prevented in the north every year", "found work every day"
    if k + 1 >= stop or lows[k] not in ("each", "every", "per") or lows[k + 1] not in TIMES:
        return ""
    return lows[k + 1] if tags[k + 2 : k + 3] != ["CD"] else ""


_LONG_ACT, _FAR_ACT = 6, 12  # words
_AFTER_ACT = frozenset("IN NN NNS NNP NNPS DT JJ PRP PRP$ VBG POS RP".split())
_PRICED, _NEAR_PRICE = frozenset(("at", "for", "worth")), 5
_USUAL = frozenset("average typical normal ordinary usual given".split())


def _each_rate(sent: Sentence, amounts: list[Amount], k: int, behind: int) -> str:
    """ "two ferries that carry 40 each", "each ferry carries 40": a ferry; ``behind`` is past a bracket."""
    a, lows = amounts[k], sent.lows
    after = lows[behind : behind + 2]
    if after[:1] == ["each"] and lows[behind + 1 : behind + 2] == ["a"] and lows[behind + 2 : behind + 3] != []:
        if lows[behind + 2] in TIMES:
            return lows[behind + 2]  # "earn them $4,000 each a month"
    if after[:1] in (["each"], ["apiece"]) and (len(after) < 2 or sent.tags[behind + 1] not in NOUNS):
        verb = verb_before(sent, a.first)
        phrase = subject_of(sent, verb) if verb >= 0 else None
        priced = a.kind == "money" and not _PRICED.isdisjoint(lows[max(verb, a.first - _NEAR_PRICE, 0) : a.first])
        bought = next((b for b in reversed(amounts[:k]) if priced and b.kind == "count" and b.first > verb), None)
        if bought is not None and bought.unit and bought.drop is None and bought.head >= 0:
            return bought.unit  # "the officers bought 12 radios at $900 apiece"
        if phrase is not None and sent.tags[phrase.head] == "NNS":
            return singular(sent.words[phrase.head])
        for b in reversed(amounts[:k]):
            if b.kind == "count" and b.drop is None and b.unit and b.unit != a.unit:
                return b.unit
        return ""
    if a.kind == "count" and a.head < 0:
        return ""
    if lows[0] == "on" and lows[1] in ("a", "an") and lows[3:4] == ["average"] and a.kind != "duration":
        return RATE_ADJECTIVES.get(lows[2], "")  # "On a weekly average, the port ships"
    if lows[0] == "for" and lows[1] in ("each", "every") and a.kind in ("money", "count") and not k:
        if name := _for_every(sent, a):
            return name
    usual = lows[0] in ("on", "in") and not _USUAL.isdisjoint(lows[2:3]) and 4 <= a.first <= _FAR + 4
    if usual and lows[3] in TIMES and a.kind != "duration":
        return lows[3]  # "On an average night the bakery sells"
    verb = verb_before(sent, a.first)
    if verb < 0 and lows[0] in ("each", "every") and lows[1] in TIMES and a.first <= _FAR:
        return lows[1]  # "Every year 40,000 people"
    if verb < 0 or a.first - verb > 4 or (a.kind == "measure" and lows[verb] in _STATES):
        return ""
    for m in range(verb - 1, max(-1, verb - 8), -1):
        if lows[m] == "per" and lows[m + 1] in TIMES and a.kind == "money":
            return lows[m + 1]  # "the cost per month is"
        if lows[m] == "each" and lows[m - 1] == "," and m > 1 and sent.tags[m + 1] in _ACTS:
            plural = next((n for n in range(m - 2, max(-1, m - 8), -1) if sent.tags[n] == "NNS"), -1)
            return singular(sent.words[plural]) if plural >= 0 else ""  # "boats, each built to carry 40"
        if lows[m] in ("each", "every"):
            noun = m + 1
            if lows[noun] in TIMES:
                return lows[noun]  # "each day of the strike costs", "every year it sells"
            if sent.tags[noun] == "CD" and (sized := match_unit(sent, noun + 1)) and sized[1] < verb:
                noun = sized[1]  # "each 30g serving has"
            if lows[noun] == "serving":
                return "serving"
            while noun + 1 < verb and sent.tags[noun] not in NOUNS:
                noun += 1
            while noun + 1 < verb and sent.tags[noun + 1] in NOUNS:
                noun += 1
            if sent.tags[noun] in ("NN", "NNP"):
                return singular(sent.words[noun])
            return ""
        if lows[m] in (",", ";", "but"):
            return ""
    return ""


def _for_every(sent: Sentence, a: Amount) -> str:
    """ "For every dollar that they collected, insurers paid $1.10": the first figure behind the comma."""
    comma = next((m for m in range(3, min(len(sent.words), _FAR_EVERY)) if sent.words[m] == ","), -1)
    found = match_unit(sent, 2)
    if not 0 < comma < a.first or not (found or sent.tags[2] == "NN"):
        return ""
    if found is not None and found[0].kind in ("measure", "duration"):
        return found[0].symbol
    return PER_NAMES.get(sent.lows[2], sent.lows[2])


_FAR_EVERY = 20  # tokens
_ACTS = ("VBN", "VBG", "VBD", "VBZ", "IN")
_ONE_MORE = frozenset("and or but , while plus".split())
_COMPARED = frozenset("more less extra fewer".split())  # "$87 more a year"
_STATES_OF = ("°C", "°F", "degree")
_STATES = frozenset(
    "be is was are were been span spans spanned cover covers measure measures measured weigh weighs weighed".split()
)
_RATE_ADVERBS = {
    "annually": "year",
    "yearly": "year",
    "monthly": "month",
    "weekly": "week",
    "daily": "day",
    "hourly": "hour",
    "nightly": "night",
    "quarterly": "quarter",
}
_SEASONS = frozenset("spring summer autumn winter".split())
_LATE = frozenset(("per", "each", "every", "apiece", "basis", *TIMES, *_RATE_ADVERBS, *_SEASONS))
_ENDS_REACH = frozenset(". ; : ( )".split())
_FAR = 8
