"""Ordinals that state a rank: "ranked third", "the second-largest port", "slid to 14th on the list"."""

from __future__ import annotations

from extractors.phrases import NOUNS, ORDINALS
from extractors.tokens import Sentence
from extractors.words import words

RANK_VERBS = words("ranks.verbs")
PLACES = frozenset("place spot position slot rank ranking".split())
TABLES = words("ranks.tables")
_TAKING = words("ranks.taking_places")
_MOVING = words("ranks.moving")
_TO_PLACE = frozenset("in into to from at for".split())
_PLACING = _TAKING | _TO_PLACE
_DETERMINERS = frozenset("the a an its their his her".split())
_GOING = frozenset("went goes belonged".split())
_SEEDS = frozenset("seed seeds".split())
_TIED = frozenset("for at".split())
_BEING = frozenset("is was are were 's".split())
_LIST_ENDS = frozenset("in at on for behind , . ; and respectively".split())
_FAR_LIST = 26  # tokens
_AMONG = frozenset("in on of".split())
_NEAR_TABLE = 5  # tokens
_NEAR_MOVE = 4  # tokens


def rank_at(sent: Sentence, first: int, last: int, value: int) -> tuple[int, int, str] | None:
    """(first token, last token + 1, rule) of the rank that the ordinal at tokens ``first`` to ``last`` states.

    None where it only puts things in an order: "the third time". "first" is a rank only in the plainest wording.
    """
    before, after = _low(sent, first - 1), _low(sent, last)
    if after in _SEEDS or (before in _TIED and _low(sent, first - 2) in ("tie", "tied", "ties")):
        return first, last + (after in _SEEDS), "rank:place"  # "the 14th seed", "into a tie for fourth"
    if _is_shared(sent, last):
        return first, last, "rank:superlative"  # "the fourth- and fifth-tallest towers"
    if after != "-" and is_superlative(after) and value > 1:
        return first, last + 1, "rank:superlative"
    if after == "leading" and value > 1 and before == "the":
        return first, last + 1, "rank:superlative"  # "the third leading cause"
    if before in RANK_VERBS or (before in ("in", "at") and _low(sent, first - 2) in RANK_VERBS):
        if before in ("came", "finished", "placed", "finishing") and _tag(sent, last) in NOUNS:
            return None  # "came second-guessing", "finished third grade"
        return first - 1 if before in RANK_VERBS else first - 2, last, "rank:ranked"
    if after in PLACES:
        return (first, last + 1, "rank:place") if _takes_place(sent, first, value) else None
    if _goes_on(sent, first, last):
        return first, last, "rank:listed"  # "finished second in May and third in June"
    if value == 1:
        return None
    if before in _BEING and after in ("with", "on") and _tag(sent, last + 1) in ("CD", "DT", "$"):
        return first, last, "rank:listed"  # "was fourth with 15.66 metres"
    if (_tag(sent, last) not in _THINGS or after == "overall") and after != "-" and _moves(sent, first):
        return first, last, "rank:moved"
    if after in _AMONG and not TABLES.isdisjoint(sent.lows[last + 1 : last + _NEAR_TABLE]):
        return first, last, "rank:listed"
    if after in ("behind", "among") or sent.lows[last : last + 2] == ["out", "of"]:
        return first, last, "rank:listed"  # "third behind Oakmart", "fifth among the states"
    named = first > 1 and before != "'s" and sent.tags[first - 2] in ("NNP", "NNPS")
    if before in _BEING and named and (_tag(sent, last) in (".", ",", "CC") or after in ("while", "of")):
        return first, last, "rank:listed"  # "Corby was second, while Arl was third", "was 31st of the 80 towns"
    if _named_next(sent, first, last, value):
        return first, last, "rank:listed"
    if _is_gapped(sent, first, last):
        return first, last, "rank:listed"
    if after == "only" and _low(sent, last + 1) == "to":
        return first, last, "rank:listed"  # "second only to Oakmart"
    return None


def is_hash_rank(sent: Sentence, first: int, last: int) -> bool:
    """ "the #3 spot", "is at #2": a place of a list; "the #7 train" is none."""
    if first < 2 or sent.words[first - 1] != "#" or not sent.glued(first) or not sent.words[first].isdigit():
        return False
    after = _low(sent, last)
    return after in PLACES or (_low(sent, first - 2) in _AT_PLACE and _tag(sent, last) in (".", ",", "IN", "CC"))


_AT_PLACE = frozenset("at ranked ranks hit reached".split())


def _is_shared(sent: Sentence, last: int) -> bool:
    """True for "second-" before "and third-biggest": what the second stands for, the first does too."""
    k = last + 1
    shared = _low(sent, last) == "-" and _low(sent, k) in ("and", "or", "to")
    if _low(sent, last) in ("and", "or") and _low(sent, k) in ORDINALS and is_superlative(_low(sent, k + 1)):
        return True  # "the second and third largest"
    return shared and is_superlative(_low(sent, k + 1).partition("-")[2] or "-")


def _named_next(sent: Sentence, first: int, last: int, value: int) -> bool:
    """ "Corby was second, Arl [third] and Denby [fourth]": each name with its place, one after the other."""
    if _tag(sent, first - 1) != "NNP" or _low(sent, last) not in _LIST_ENDS or not 1 < value <= len(_IN_ORDER):
        return False
    return _IN_ORDER[value - 2] in sent.lows[max(0, first - _FAR_NAME) : first - 1]


def _is_gapped(sent: Sentence, first: int, last: int) -> bool:
    """ "Norway ranks first, Denmark [third] and Kenya fifth": names with their places behind the verb."""
    k = first
    while k > 0 and _tag(sent, k - 1) in ("NNP", "NNPS"):
        k -= 1
    if k == first or _low(sent, k - 1) not in (",", "and", ";") or _low(sent, last) not in _LIST_ENDS:
        return False
    verb = next((m for m in range(k - 1, max(-1, k - _FAR_LIST), -1) if sent.lows[m] in RANK_VERBS), -1)
    return verb >= 0 and (_low(sent, verb + 1) in ORDINALS or _low(sent, verb + 1)[:1].isdigit())


_IN_ORDER = "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth".split()
_FAR_NAME = 8  # tokens


def _goes_on(sent: Sentence, first: int, last: int) -> bool:
    """ "finished second in May, [fourth] in June and [third] in July", "came eighth and [ninth] respectively"."""
    if _low(sent, first - 1) not in (",", "and", "or", ";") or _low(sent, last) not in _LIST_ENDS:
        return False
    verb = next((k for k in range(first - 2, max(-1, first - _FAR_LIST), -1) if sent.lows[k] in RANK_VERBS), -1)
    return verb >= 0 and _low(sent, verb + 1) in ORDINALS


def is_superlative(word: str) -> bool:
    """True for "largest", and for "placed" in "third-placed"."""
    if word.startswith(("most-", "best-", "least-")):
        return True
    word = word.partition("-")[0]  # "highest-grossing", "worst-hit"
    return (word.endswith("est") and len(word) > 5) or word in ("best", "worst", "most", "ranked", "placed")


def _takes_place(sent: Sentence, first: int, value: int) -> bool:
    """ "in third place", "took the third spot", "to the 11th position"; "in the first place" is an idiom."""
    before = _low(sent, first - 1)
    if _low(sent, first + 2) in _GOING and value > 1:
        return True  # "Second place went to"
    if before in _DETERMINERS:
        return value > 1 and _low(sent, first - 2) in _PLACING
    return before in _PLACING


def _moves(sent: Sentence, first: int) -> bool:
    """ "climbed to fourth", "moved up from ninth", "from 9th to 4th place"."""
    before = _low(sent, first - 1)
    if before not in ("to", "from"):
        return False
    near = sent.lows[max(0, first - 1 - _NEAR_MOVE) : first - 1]
    return not _MOVING.isdisjoint(near) or (before == "from" and not PLACES.isdisjoint(near))


def _low(sent: Sentence, k: int) -> str:
    return sent.lows[k] if 0 <= k < len(sent.lows) else ""


def _tag(sent: Sentence, k: int) -> str:
    return sent.tags[k] if k < len(sent.tags) else "."


_THINGS = frozenset((*NOUNS, "JJ", "VBG", "CD"))
