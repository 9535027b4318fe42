"""When "one" counts nothing: "no one", "one of the mayors", "one analyst said", "in one shop", "one example"."""

from __future__ import annotations

from extractors.amount import Amount
from extractors.phrases import NOUNS
from extractors.tokens import Sentence
from extractors.words import words

_IDIOM = words("pointing_one.idiom")
_BEFORE = words("pointing_one.before")
_PLACES = words("pointing_one.places")
_POINTS = words("pointing_one.points")
_SPEAKING = words("pointing_one.speaking")
_SPELLS = frozenset("day night morning evening afternoon weekend summer winter spring autumn".split())
_ONLY = frozenset("just only exactly about almost nearly over under least".split())
_TITLES = frozenset("mr mr. mrs mrs. ms ms. dr dr.".split())
_INSIDE = frozenset("in at on from of".split())
_CHARGES = frozenset("count charge person man woman child people death case seat share vote".split())
_CLAUSE_ENDS = frozenset(". ; : ) who that which at in from of with for and but".split())
_FAR = 12  # words
_FOUND_SO = frozenset("confirmed reported suspected recorded proposed planned alleged wounded injured".split())


def is_pronoun_one(sent: Sentence, amount: Amount) -> bool:
    """True for "this one", "one of the mayors", "one might say", and for "the two are alike"."""
    if amount.form != "words":
        return False
    i, j = amount.num_first, amount.num_last
    size = len(sent.words)
    after = sent.tags[j] if j < size else "."
    if 1 < amount.low <= 4 and sent.lows[i - 1 : i] == ["the"] and after in ("MD", "VBD", "VBP"):
        return sent.lows[j + 1 : j + 2] != ["by"]
    if amount.low == 2 and sent.lows[i - 1 : i] == ["the"] and after in ("VBG", "VBZ", ".", ",", "IN"):
        named = after == "VBG" and not NOUNS.isdisjoint(sent.tags[j + 1 : j + 3])  # "of the two surviving crew"
        return sent.lows[i - 2 : i - 1] in (["between"], ["of"]) and not named
    if amount.low != 1:
        return False
    if i and sent.lows[i - 1] in _BEFORE and sent.lows[j + 1 : j + 2] != ["in"]:
        return True
    after = sent.lows[j] if j < size else "."
    if after in _IDIOM and not (after == "more" and j + 1 < size and sent.tags[j + 1] in NOUNS):
        return True
    verb_like = j < size and sent.tags[j] == "NNS" and sent.tags[j + 1 : j + 2] in _OBJECTS
    verb_like = verb_like or after == "offering" or after in _SELVES
    if after in _FOUND_SO and sent.tags[j + 1 : j + 2] in (["NN"], ["NNP"]):
        return False  # "one confirmed case"
    return verb_like or (j < size and sent.tags[j] in ("VBD", "VBZ", "MD", "POS", "VBN", "VBP"))


_SELVES = frozenset("myself yourself himself herself itself oneself".split())
_OBJECTS = (["DT"], ["PRP$"], ["CD"], ["$"])


def is_idle_one(sent: Sentence, amount: Amount) -> bool:
    """True for "One day he ..." at the head of a sentence and "at one point", which count nothing."""
    if amount.form == "words" and amount.low == 1 and sent.lows[amount.num_last - 1] == "one":
        if _is_some(sent, amount):
            return True
        if sent.lows[amount.num_last : amount.num_last + 1] in (["point"], ["stage"], ["stroke"], ["fell"]):
            return True
    return amount.first == 0 and sent.lows[:2] == ["one", "day"] and sent.tags[2:3] in (["DT"], ["PRP"], ["NNP"])


def _is_some(sent: Sentence, amount: Amount) -> bool:
    """ "hurt one night in May", "from one room to another", "in one place", "one Mr Roe": some, not how many."""
    i, j = amount.num_first, amount.num_last
    after = sent.lows[j] if j < len(sent.words) else "."
    before = sent.lows[i - 1] if i else ""
    if after in _TITLES or after == "o'clock":
        return True
    if sent.forms[j : j + 1] == ["number"] and sent.lows[j + 1 : j + 2] != [] and sent.lows[j + 1] in _POINTS:
        return True  # "according to one 2019 study"
    if before in ("in", "at", "on", "under") and after in _PLACES:
        return True
    if (before in ("on", "during") and after in _SPELLS) or (after == "bit" and sent.lows[j + 1 : j + 2] != ["of"]):
        return True
    behind = sent.lows[j + 1 : j + 7]
    if before in ("from", "between") and "to" in behind and any(w in ("another", "the", "next") for w in behind):
        return True
    if after not in _SPELLS or sent.lows[j + 1 : j + 2] in (
        ["of"],
        ["-"],
        ["after"],
        ["before"],
        ["earlier"],
        ["later"],
    ):
        return False
    if sent.lows[i - 2 : i] == ["there", "was"]:
        return True
    return i > 0 and sent.tags[i - 1] in ("NN", "NNS", "NNP", "PRP", ",", "RB") and before not in _ONLY


def points_only(sent: Sentence, amount: Amount) -> bool:
    """True where "one" with the singular noun it counts only picks it out: "one analyst said", "of one family"."""
    if amount.form != "words" or amount.low != 1 or amount.low != amount.high or amount.head < 0:
        return False
    i, k = amount.num_first, amount.last
    lows = sent.lows
    if amount.kind != "count" or sent.tags[amount.head] not in ("NN", "NNP") or "of" in lows[amount.num_last : k]:
        return False
    before = lows[i - 1] if i else ""
    if _is_share(sent, k) or before in _ONLY:
        return False
    if before in _INSIDE and lows[amount.head] not in _CHARGES and _is_inside(sent, i):
        return True
    stating = lows[amount.num_last] in _POINTS and sent.tags[amount.num_last + 1 : amount.num_last + 2] == ["VBG"]
    return lows[amount.head] in _POINTS or stating or _speaks(sent, i, k)  # "one estimate putting growth at"


def _is_inside(sent: Sentence, i: int) -> bool:
    """ "in one shop", "residents of one street"; not "the loss of one ship", "fell from one to", "apart from one"."""
    before, further = sent.lows[i - 1], sent.lows[i - 2] if i > 1 else ""
    if before == "of":
        return further in _BELONGING or (sent.tags[i - 2] == "NNS" and further not in _EVENTS)
    if before == "from":
        return further not in _NOT_FROM and sent.tags[i - 2] not in ("VBD", "VBN", "VBZ")
    return True


_NOT_FROM = frozenset("apart aside up down far different".split())
_EVENTS = frozenset("deaths killings losses arrests closures groups teams sets batches crews averages totals".split())
_BELONGING = words("pointing_one.belonging")


def _is_share(sent: Sentence, k: int) -> bool:
    """ "one shot in nine", "one peanut a day", "one officer per 40 pupils"."""
    if sent.lows[k : k + 1] in (["per"], ["every"], ["each"], ["apiece"]):
        return True
    return sent.lows[k : k + 1] in (["in"], ["for"], ["to"], ["out"]) and "CD" in sent.tags[k + 1 : k + 3]


_BEHIND_WHO = frozenset("for at of in from with".split())
_OPENS = frozenset((",", ".", ":", ";", '"', "'", "CC", "("))
_FINITE = frozenset(("VBD", "VBZ", "VBP", "MD"))
_CLOSES = frozenset(", ; : . who that which".split())


def _speaks(sent: Sentence, i: int, k: int) -> bool:
    """True where the noun that ends at token ``k`` says, thinks or foresees what the sentence says."""
    lows, tags = sent.lows, sent.tags
    before = lows[i - 1] if i else ""
    if before == "to" and lows[i - 2 : i - 1] == ["according"]:
        return True
    after = lows[k] if k < len(lows) else "."
    if before in _SPEAKING and tags[i - 1][0] == "V":
        quoted = i < 2 or tags[i - 2] in ('"', ",", "'") or before in ("quoted", "quotes", "jokes", "joked")
        quoted = quoted and tags[i - 1] != "JJ"
        if quoted and (after in _CLAUSE_ENDS or after == ","):
            return True
    if after == "," and k + 1 < len(lows) and (tags[k + 1] in ("NNP", "DT") or lows[k + 1] == "who"):
        # "one trader, Ivo Rowe of Tarn Capital, reckons", "one victim, a nurse, Miss Roe, told"
        near = range(k + 2, min(k + _FAR, len(lows)))
        k = next((m for m in near if lows[m - 1] == "," and lows[m] in _SPEAKING), k)
    elif after in _BEHIND_WHO and (i == 0 or tags[i - 1] in _OPENS):  # "one dealer for a large bank noted"
        near = range(k + 1, min(k + _FAR, len(lows)))
        k = next((m for m in near if tags[m] in _FINITE or lows[m] in _CLOSES), k)
    elif after == "who" and k + 2 < len(lows):
        k = next((m for m in range(k + 3, min(k + _FAR, len(lows))) if lows[m] in _SPEAKING), k)
    k += lows[k : k + 1] in (["also"], ["even"], ["once"], ["later"], ["has"], ["had"], ["recently"], ["then"])
    return lows[k : k + 1] != [] and lows[k] in _SPEAKING and tags[k][0] == "V"
