"""Numbers that are somebody's age."""

from __future__ import annotations

from itertools import pairwise

from extractors.amount import Amount
from extractors.ranges import between
from extractors.tokens import Sentence
from extractors.words import words

_MONTHS = words("bare_ages.months")
_OLDEST = 119
_ACTS_TOO = words("tagger.verb_nouns")
_WHO_AGE = words("bare_ages.who_age")
_AGES = words("bare_ages.ages")
_OLD = frozenset("age ages".split())
_BEFORE_AGE = frozenset("is was are were be of at to from about around over under age".split())
_SOMEBODY = words("people.men") | words("people.women") | words("people.either")
_AGE_SPANS = frozenset("between from over under about around".split())
_NEAR = 7


_EXTREMES = frozenset(("oldest", "youngest", "eldest"))


def name_ages(sent: Sentence, amounts: list[Amount]) -> None:
    """ "Jane Roe, 24, of Leeds", "aged 26", "at age 5", "turned 50", "aged 18 to 25"."""
    for a in amounts:
        if a.kind == "duration" and a.unit == "year" and _is_at_age(sent, a):
            a.kind, a.vague = "age", True  # "at the age of 50 years"
            a.rules.append("age:word")
        if _may_be_age(a) and _is_age(sent, a):
            a.kind, a.unit, a.drop = "age", "year", None
            a.head = a.phrase = -1
            a.last = a.num_last
            a.vague = sent.lows[a.num_first - 1] not in ("from", "to")  # "raise the retirement age from 60 to 65"
            a.rules.append("age:name" if a.num_first and sent.lows[a.num_first - 1] == "," else "age:word")
    for a, b in pairwise(amounts):
        if a.kind == "age" and a.unit == "year" and b.drop is None and _may_be_second(b):
            gap = between(sent, a, b)
            listed = gap in ([","], [",", "and"]) and sent.lows[a.first - 1 : a.first] in (["aged"], [","], ["ages"])
            if listed or gap in (["to"], ["and"], ["or"]):
                b.vague, b.kind, b.head, b.phrase = True, None, -1, -1
                b.take_kind("age", "year", "age:word")


def _may_be_age(a: Amount) -> bool:
    return (
        a.kind in (None, "count")
        and a.drop in (None, "name")
        and a.low == int(a.low)
        and 0 < a.low <= _OLDEST
        and a.scale == 1
        and a.form != "vague"
    )


def _is_age(sent: Sentence, a: Amount) -> bool:
    i, j = a.num_first, a.num_last
    before = sent.lows[i - 1] if i else ""
    after = sent.lows[j] if j < len(sent.words) else "."
    if before in ("aged", "age", "ages") or (before in ("just", "only") and sent.lows[i - 2 : i - 1] == ["aged"]):
        return True
    if before in _AGE_SPANS and sent.lows[i - 2 : i - 1] in (["aged"], ["ages"]):
        return True  # "aged between 40 and 70 are", "aged between two and five stands at"
    if before in ("both", "all") and sent.lows[i - 2 : i - 1] == [","] and after in (",", ".") and a.kind is None:
        return a.low > 3
    if before in ("now", "then") and after == "," and sent.lows[i - 2 : i - 1] == [","] and i > 2 and _is_grown(a):
        return _ends_name(sent, i - 3)  # "Tom Reed, now 44, runs"
    if before in ("turned", "turns", "turn") and after in (",", ".", "in", "this", "on", "last"):
        return True
    carried = a.kind is None or "unit:carried" in a.rules
    if carried and after in ("or", "and") and sent.lows[j + 1 : j + 2] in (["older"], ["younger"]):
        return True
    if sent.lows[max(0, i - 2) : i] in (["older", "than"], ["younger", "than"]) and i > 2:
        return sent.lows[i - 3] in _WHO_AGE and after not in ("years", "months", "percent", "%", "days")
    if a.kind == "count" and before in ("under", "over") and i > 1 and sent.lows[i - 2] in _WHO_AGE:
        if sent.tags[j : j + 1] == ["NNP"] and sent.tags[j + 1 : j + 2] in (["VBZ"], ["VBD"], ["MD"], ["NNP"]):
            return True  # "Among voters under 30 Roe leads"
        return after in _ACTS_TOO or (carried and after in (".", ",", ";", ")"))  # "Voters under 30 favor him"
    if carried and before == "of" and i > 1 and sent.lows[i - 2] in _SOMEBODY and sent.forms[i] == "number":
        return a.low > 3 and sent.tags[j : j + 1] not in (["NN"], ["NNS"], ["JJ"])  # "a lady of 93"
    if carried and before == "from" and sent.lows[max(0, i - 3) : i - 1] in (["in", "age"], ["ranging", "in", "age"]):
        return _is_grown(a)  # "patients ranging in age from 20 to 65"
    if carried and before == "," and after in (",", ")") and i > 2 and sent.lows[i - 2] in _SOMEBODY:
        return sent.forms[i] == "number" and sent.tags[i - 3] in ("DT", "CD", "JJ", "PRP$", "NN")  # "A man, 45, was"
    if a.kind is not None:
        return False
    if before in ("under", "over") and i > 1 and sent.lows[i - 2] in _BEING and a.low > 4:
        return after in (".", ",", ";", "and") and _shares_people(sent, i - 2)
    if before in ("under", "over") and i > 1 and sent.lows[i - 2] in _WHO_AGE:
        return after not in ("percent", "%", "-", "years") and a.low > 3
    if before in ("from", "to") and "age" in sent.lows[max(0, i - 9) : i] and _is_grown(a):
        return after in (
            "to",
            "for",
            "in",
            ".",
            ",",
            "by",
            "and",
            "or",
            "over",
            "from",
            "within",
        )  # "raise the retirement age from 60 to 65"
    if "expectancy" in sent.lows[max(0, i - 7) : i] or is_typical_age(sent, i):
        return after not in ("years", "percent", "%") and a.low > 1
    if after in ("or", "and") and sent.lows[j + 1 : j + 2] in (["older"], ["younger"]):
        return True
    if i < 2:
        return False
    written = sent.forms[i] == "number"
    if before == "," and after in (",", ".", ")", ";", "-"):
        if _ends_name(sent, i - 2):
            return written and a.low >= 1 and sent.lows[i - 2].rstrip(".") not in _MONTHS
    if before == "(":
        county = sent.lows[i - 2] in ("county", "city", "province", "district")
        grown = 4 < a.low < 110 and written and not county
        return after == ")" and sent.tags[i - 2] == "NNP" and grown and not _counts_in_brackets(sent, i - 1)
    said_of_one = before in ("was", "is", "'s", "be", "'m", "are", "were") and sent.lows[i - 2] in (
        "he", "she", "i", "who", "they",
    )  # fmt: skip
    said_of_one = said_of_one or (sent.lows[i - 2 : i] == ["will", "be"] and _is_one(sent, i - 3))
    said_of_one = said_of_one or (
        before in ("was", "is") and not _EXTREMES.isdisjoint(sent.lows[max(0, i - 5) : i - 1])
    )
    return said_of_one and after in (".", ",", ";", "when", "and", "by", "at") and written and a.low > 3


_BEING = frozenset("is are was were".split())


def _shares_people(sent: Sentence, k: int) -> bool:
    """ "14 percent of farmers are under 40", "one in five was under 25": a share of a group before token ``k``."""
    if k < _LEAST_SHARE:
        return False
    in_so_many = sent.tags[k - 1] == "CD" and sent.lows[k - 2] == "in"
    of_whom = sent.tags[k - 1] == "NNS" and sent.lows[k - 2] == "of" and sent.lows[k - 3] in _SHARES
    return in_so_many or (of_whom and sent.lows[k - 1].endswith(_DOERS))


_LEAST_SHARE = 3
_SHARES = ("percent", "cent", "%", "half", "third", "quarter")
_DOERS = ("ers", "ors", "ents", "ants", "ists", "people")


def _counts_in_brackets(sent: Sentence, k: int) -> bool:
    """ "Kell (12 mines), Sarn [(]13)": the bracket before the one at token ``k`` says what is counted."""
    opener = next((m for m in range(k - 1, -1, -1) if sent.words[m] == "("), -1)
    if opener < 0 or sent.tags[opener + 1] != "CD":
        return False
    counted = sent.tags[opener + 2] == "NNS" and sent.words[opener + 3 : opener + 4] == [")"]
    return counted or (sent.words[opener + 2] == ")" and _counts_in_brackets(sent, opener))


def _is_one(sent: Sentence, k: int) -> bool:
    """True for "she" and "Roe" before "will be 40", and for no index that will be 8."""
    if k < 0:
        return False
    named = sent.tags[k] == "NNP" and not sent.words[k].isupper()
    return named or sent.lows[k] in ("he", "she", "i", "who", "they", "you")


def _is_grown(a: Amount) -> bool:
    """True for an age of 10 to 90 in digits."""
    return a.form == "digits" and 10 <= a.low <= 90


def _ends_name(sent: Sentence, k: int) -> bool:
    """True for "Roe" and "Jr." before the comma."""
    named = sent.words[k][0].isupper() or sent.lows[k] == "jr."
    return named and sent.tags[k] in ("NNP", "NNPS", "VBN", "PRP", "NN", "VBD")


def _may_be_second(b: Amount) -> bool:
    """True for the 8 in "two boys, ages 10 and 8", which no unit of its own follows."""
    return 0 < b.low <= _OLDEST and (b.kind is None or "unit:carried" in b.rules)


def is_typical_age(sent: Sentence, i: int) -> bool:
    """ "The average age of members is 58", "a median age of 41", "raised the retirement age to 67"."""
    lows = sent.lows
    if i < 2 or lows[i - 1] not in _BEFORE_AGE:
        return False
    if lows[i - 2 : i] in (["median", "age"], ["age", "of"]):
        return True
    k = next((k for k in range(i - 1, max(0, i - _NEAR), -1) if lows[k] in _OLD), 0)
    return k > 0 and lows[k - 1] in _AGES


def _is_at_age(sent: Sentence, a: Amount) -> bool:
    """ "up to age 50 years", "an average age of 26 years", "at the age of 40 years"."""
    before = sent.lows[max(0, a.first - 2) : a.first]
    return before[-1:] in (["age"], ["aged"]) or before == ["age", "of"]
