"""Ordinals that state a rank: "ranked third", "the second-largest port", "slid to 14th on the list"."""

from __future__ import annotations

from extractors.phrases import NOUNS
from extractors.tokens import Sentence
from extractors.words import words

RANK_VERBS = words("ranks.verbs")
PLACES = frozenset("place spot position slot rank ranking".split())
TABLES = words("ranks.tables")
_TAKING = words("ranks.taking_places")
_MOVING = words("ranks.moving")
_TO_PLACE = frozenset("in into to from at for".split())
_DETERMINERS = frozenset("the a an its their his her".split())
_AMONG = frozenset("in on of".split())
_NEAR_TABLE = 5  # tokens
_NEAR_MOVE = 4  # tokens


def rank_at(sent: Sentence, first: int, last: int, value: int) -> tuple[int, int, str] | None:
    """(first token, last token + 1, rule) of the rank that the ordinal at tokens ``first`` to ``last`` states.

    None where it only puts things in an order: "the third time". "first" is a rank only in the plainest wording.
    """
    before, after = _low(sent, first - 1), _low(sent, last)
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
    if value == 1:
        return None
    if (_tag(sent, last) not in _THINGS or after == "overall") and after != "-" and _moves(sent, first):
        return first, last, "rank:moved"
    if after in _AMONG and not TABLES.isdisjoint(sent.lows[last + 1 : last + _NEAR_TABLE]):
        return first, last, "rank:listed"
    if after in ("behind", "among") or sent.lows[last : last + 2] == ["out", "of"]:
        return first, last, "rank:listed"  # "third behind Oakmart", "fifth among the states"
    if after == "only" and _low(sent, last + 1) == "to":
        return first, last, "rank:listed"  # "second only to Oakmart"
    return None


def is_superlative(word: str) -> bool:
    """True for "largest", and for "placed" in "third-placed"."""
    if word.startswith(("most-", "best-", "least-")):
        return True
    word = word.partition("-")[0]  # "highest-grossing", "worst-hit"
    return (word.endswith("est") and len(word) > 5) or word in ("best", "worst", "most", "ranked", "placed")


def _takes_place(sent: Sentence, first: int, value: int) -> bool:
    """ "in third place", "took the third spot", "to the 11th position"; "in the first place" is an idiom."""
    before = _low(sent, first - 1)
    if before in _DETERMINERS:
        return value > 1 and _low(sent, first - 2) in _TAKING | _TO_PLACE
    return before in _TAKING | _TO_PLACE


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
