"""Moves whose word stands far from the size: "a rise in sales ... of 5 percent"."""

from __future__ import annotations

from extractors.model import Change
from extractors.move_words import (
    DOWN_VERBS,
    MOVE_NOUNS,
    MOVES,
    MOVING_VERBS,
    UP_VERBS,
)
from extractors.tokens import Sentence

FAR_NOUN = 18  # tokens


def noun_far(sent: Sentence, i: int) -> str:
    """ "a reduction in real income", "an increase to public spending", "a cut in week to week pay at the ministry":
    the noun of moving that the phrase before token ``i`` opens with, "" without one.
    """
    near = sent.lows[max(0, i - 6) : i]
    if near[-1:] in _GROWN and ("growth" in near[-3:] or "growth to" in " ".join(near)):
        return "growth"  # "a growth rate of", "took growth to an annual rate of"
    for k in range(i - 1, max(-1, i - FAR_NOUN), -1):
        low = sent.lows[k]
        if low in _OF_WHAT and k > 1 and sent.lows[k - 1] in MOVE_NOUNS:
            if sent.tags[k - 1] in ("NN", "NNS") or sent.tags[k - 2] in ("JJ", "VBN", "VBG"):
                return sent.lows[k - 1]
        gerund = sent.tags[k] in ("VB", "VBG") and sent.tags[k - 1] != "TO"  # "in pay", "on policing"
        inside = low in _INSIDE if sent.tags[k] in ("IN", "TO") else sent.tags[k] in _IN_PHRASE or gerund
        if not inside or (k == i - 1 and low in _LEVEL_NOUNS):
            break  # "with a market value of", "a slump to a new low of"
    return ""


_GROWN = (["rate"], ["rates"], ["pace"], ["target"])
_INSIDE = frozenset("in of for to on at within across among".split())
_LEVEL_NOUNS = frozenset("low high peak trough level value price".split())
_OF_WHAT = frozenset("in to for on".split())
_IN_PHRASE = frozenset("NN NNS NNP JJ DT POS PRP$ NNPS CC".split())


def is_said_of_size(sent: Sentence, i: int) -> bool:
    """ "rose a [seasonally adjusted] 0.5 percent", "fell an [unexpected] 2 percent"."""
    if sent.tags[i] not in ("JJ", "RB", "VBN", "VBD", "JJR") or sent.lows[i] in MOVES or sent.lows[i] in MOVE_NOUNS:
        return False
    for k in range(i - 1, max(-1, i - 3), -1):
        if sent.lows[k] in ("a", "an"):
            return k > 0 and (
                sent.lows[k - 1] in UP_VERBS or sent.lows[k - 1] in DOWN_VERBS or sent.lows[k - 1] == "by"
            )
        if sent.tags[k] not in ("RB", "JJ"):
            return False
    return False


def object_far(sent: Sentence, i: int) -> tuple[Change, str] | None:
    """ "raise its rates on the fuel contract nearly 26 percent": the verb in front of a noun at token ``i``."""
    for k in range(i - 1, max(-1, i - 10), -1):
        if sent.tags[k] in ("VB", "VBD", "VBZ", "VBG", "VBN") and sent.lows[k] in MOVING_VERBS:
            return ("up" if sent.lows[k] in UP_VERBS else "down"), "change:object"
        if sent.tags[k] not in ("NN", "NNS", "JJ", "DT", "PRP$", "NNP", "IN", "POS"):
            return None
    return None
