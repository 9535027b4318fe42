"""Words that look like moves and move nothing: "a tank 40 feet long", "was cut 2 metres above ground"."""

from __future__ import annotations

from extractors.move_words import MOVES
from extractors.tokens import Sentence
from extractors.words import words

_THINGS = words("moves.things")
_OVER_BY = words("moves.over_by")
_UNDER_BY = words("moves.under_by")
_EXTENT = frozenset("long wide deep high tall thick across above below from away apart".split())
_NEAR_PLURAL = 6  # tokens
_BEFORE_VERB = ("TO", "MD", "NNS", "NNPS", "PRP")
_FINITE = frozenset(("VBD", "VBZ", "VBP", "MD"))
_BEING = frozenset("is are was were be been being".split())
_NAMED = ("NN", "NNS", "NNP", ",")  # "a site, powered by 40 engines", "a step prompted by two studies"
_SET = frozenset("lowered raised cut reduced increased trimmed upped".split())
_LENGTHS = frozenset("m km cm mm mile yard foot inch".split())
_BY_WHOM = frozenset("by into above below apart off for through from away".split())


def is_thing(sent: Sentence, i: int, last: int, *, of_share: bool) -> bool:
    """ "a [tank] 40 feet long", "a [slow] 2 percent": a noun or adjective; "shares tank 2 percent" is a move.

    ``of_share`` is true of percent, points and index levels.
    """
    if sent.lows[i] not in _THINGS:
        return False
    if not of_share and not _EXTENT.isdisjoint(sent.lows[last : last + 1]):
        return True
    if sent.tags[i][:1] == "V":
        return False
    before = sent.tags[i - 1] if i else ""
    if before == "RB" and i > 1:
        before = sent.tags[i - 2]
    if sent.tags[i] == "NNS":
        return not of_share or before not in _NAMED
    if before in ("NN", "NNP") and of_share:  # "shares of the miner tank 2 percent"
        near = sent.tags[max(0, i - _NEAR_PLURAL) : i]
        return "NNS" not in near or not _FINITE.isdisjoint(near)
    return before not in _BEFORE_VERB


def is_set(low: str, kind: str | None) -> bool:
    """True for what a forecast or price is passively: "is [lowered] 6 million tons", "was [raised] $4"."""
    return low in _SET and kind in ("measure", "money")


def is_set_by(sent: Sentence, last: int, unit: str | None) -> bool:
    """False for "was cut 40 metres into the rock" and "was raised $4 million by donors": no size of a move."""
    return unit not in _LENGTHS and _BY_WHOM.isdisjoint(sent.lows[last : last + 1])


def is_deposit(sent: Sentence, first: int, last: int, kind: str | None) -> bool:
    """True for "put 10% down on the house", "with $5,000 down": paid at once, and no move."""
    if kind not in ("percent", "money") or sent.lows[last : last + 1] != ["down"]:
        return False
    return not _PAYING.isdisjoint(sent.lows[max(0, first - _NEAR_PAYING) : first])


_PAYING = frozenset("put puts putting pay pays paid paying with".split())
_NEAR_PAYING = 3  # tokens


def is_done_by(sent: Sentence, i: int) -> bool:
    """True where a participle that moves nothing stands before "by": who did it follows."""
    low = sent.lows[i]
    if (sent.tags[i] != "VBN" and not (sent.lows[i].endswith("ed") and sent.lows[i - 1] == ",")) or sent.lows[
        i + 1 : i + 2
    ] != ["by"]:
        return False
    return (
        low not in MOVES
        and low not in _OVER_BY
        and low not in _UNDER_BY
        and (sent.tags[i - 1] in _NAMED or not _BEING.isdisjoint(sent.lows[max(0, i - 3) : i]))
    )
