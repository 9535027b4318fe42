"""Figures that have no time of their own: what a thing is like, how long it goes on, where it lies."""

from __future__ import annotations

from extractors.move_words import MOVE_NOUNS
from extractors.own_units import SETTLEMENTS
from extractors.phrases import CALENDAR
from extractors.quantities import Quantity
from extractors.tokens import Sentence
from extractors.words import words

_SPELLS = frozenset("for in within after over during following".split())
_USUAL = frozenset("usual normal typical customary".split())
SIDES = frozenset(
    "north south east west northeast northwest southeast southwest north-east north-west south-east south-west inland"
    " outside off".split()
)


def is_timeless(sent: Sentence, q: Quantity) -> bool:
    """True for a figure that no time of its sentence dates."""
    return (
        is_attributive(sent, q)
        or _is_spell(sent, q)
        or is_distance(sent, q)
        or _is_standing(sent, q)
        or _is_aside_age(sent, q)
        or _is_how_many_live(sent, q)
        or (q.first > 0 and sent.lows[q.first - 1] in _USUAL)  # "in place of the usual 90 mm"
    )


def is_attributive(sent: Sentence, q: Quantity) -> bool:
    """ "a 150-metre ravine", "a three-year contract": what a thing is like has no time of its own."""
    return q.kind in ("measure", "duration", "age") and any(
        sent.lows[k] == "-" and sent.glued(k) and sent.forms[k + 1] == "word" for k in range(q.first + 1, q.last - 1)
    )


def _is_aside_age(sent: Sentence, q: Quantity) -> bool:
    """ "Last week Ann Roe, [49], of Arden was jailed": how old somebody is, told beside the name."""
    beside = sent.lows[q.first - 1 : q.first] == [","] and q.kind == "age"
    return beside and sent.lows[q.last : q.last + 1] in ([","], ["."], [";"], [")"])


def _is_how_many_live(sent: Sentence, q: Quantity) -> bool:
    """ "The town of [8,400 people] has lost its mill since 1994"."""
    placed = sent.lows[q.first - 1 : q.first] == ["of"] and q.first > 1 and q.unit == "person"
    return placed and sent.lows[q.first - 2] in SETTLEMENTS


def _is_standing(sent: Sentence, q: Quantity) -> bool:
    """ "the [seven-member] band", "the world's [second-largest] maker of lamps": what a thing is, at any time."""
    behind = sent.tags[q.last : q.last + 1]
    if behind not in (["NN"], ["NNS"], ["NNP"], ["JJ"], ["VBG"]) or sent.lows[q.last] in MOVE_NOUNS:
        return False
    if q.kind == "count" and not CALENDAR.isdisjoint(sent.lows[q.last + 1 : q.last + 3]):
        return False  # "a two-goal show on Monday"
    if q.kind == "count":
        k = q.first + 1
        return q.last - q.first == _HYPHENATED and sent.lows[k] == "-" and sent.glued(k) and sent.glued(k + 1)
    if q.kind == "money":
        return _is_price_of_thing(sent, q)
    if (
        q.kind != "rank"
        or not ("-" in sent.lows[q.last - 1] or sent.lows[q.first] == "no.")
        or sent.lows[q.last] in _PLACES
    ):
        return False
    k = q.first - 1
    while k >= 0 and sent.tags[k] in ("DT", "POS", "NN", "NNP", "PRP$", "JJ", "NNPS", "CC", "-"):
        k -= 1
    if k >= 0 and sent.tags[k] not in ("IN", ","):
        return False
    if k >= 0 and sent.tags[k] == "IN":
        return sent.lows[k] != "as"
    verb = next((j for j in range(q.last, len(sent.lows)) if sent.tags[j] in ("VBD", "VBZ", "VBP", "MD")), -1)
    return verb >= 0 and sent.lows[verb] not in ("was", "were", "is", "are", "came", "became")


def _is_price_of_thing(sent: Sentence, q: Quantity) -> bool:
    """ "the [$9 billion] fund", "its three-year [$2 billion] plan"."""
    k = q.first - 1
    while k > 0 and sent.tags[k] in ("JJ", "CD", "-", "NN"):
        k -= 1
    owned = k >= 0 and (sent.lows[k] == "the" or sent.tags[k] in ("POS", "PRP$"))
    end = next(
        (j for j in range(q.last, q.last + _OF_THING) if sent.tags[j : j + 1] in ([], ["IN"])), q.last + _OF_THING
    )
    return owned and not _THINGS.isdisjoint(sent.lows[q.last : end])


_HYPHENATED = 3  # tokens
_THINGS = words("period_timeless.things")
_OF_THING = 4  # tokens: "the $9 billion natural gas pipeline"
_PLACES = frozenset("place spot position finish rank".split())


def _is_spell(sent: Sentence, q: Quantity) -> bool:
    """ "for two years", "in 37 months": how long a thing goes on has no time of its own, unless it is an average."""
    if q.kind != "duration":
        return False
    if sent.lows[q.last : q.last + 1] in (["before"], ["after"], ["later"], ["earlier"], ["prior"]):
        return True  # "on Monday, [two weeks] before the vote"
    k = q.first - 1
    while k >= 0 and sent.tags[k] in ("DT", "JJ", "RB", "PRP$"):
        k -= 1
    if k > 0 and sent.lows[k] == "of" and sent.lows[k - 1] in ("gap", "break", "absence", "hiatus", "wait"):
        return True  # "raised in May after a gap of [9 years]"
    return k >= 0 and sent.lows[k] in _SPELLS and "average" not in sent.lows[max(0, k - 3) : q.first]


_PLACED = frozenset("NN NNS NNP ,".split())
_LENGTHS = frozenset("km mile m foot yard block".split()) | {"nautical mile"}


def is_distance(sent: Sentence, q: Quantity) -> bool:
    """ "a quarry [12 km] west of Orrin", "[3 miles] away": where a thing lies has no time."""
    if q.kind != "measure" or q.unit not in _LENGTHS or q.last >= len(sent.lows):
        return False
    last = q.last
    if sent.words[last] == ")" and sent.words[q.first - 1] == "(":
        last += 1  # "40 miles ([64 km]) north of"
    if sent.words[last : last + 1] == ["("] and ")" in sent.words[last : last + 6]:
        last = sent.words.index(")", last) + 1  # "40 miles (64 km) north of"
    last += 2 if sent.lows[last : last + 2] == ["to", "the"] and sent.lows[last + 2 : last + 3] != [] else 0
    behind = sent.lows[last : last + 2]
    if not behind:
        return False
    beside = behind[0] in SIDES and behind[1:] in (["of"], ["from"])
    if sent.lows[last - 1] == "the" and behind[0] in SIDES:
        return True  # "about 80 miles to the east"
    if behind[0] == "from" and sent.tags[last + 1 : last + 2] == ["NNP"] and sent.tags[q.first - 1] in _PLACED:
        return True  # "a mill [12 miles] from Orrin"
    return behind[0] == "away" or beside or behind in (["from", "the"], ["from", "each"])
