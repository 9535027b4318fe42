"""Vague amounts to values: "hundreds of thousands", "several", "a few thousand crore"."""

from __future__ import annotations

from decimal import Decimal

from extractors.numeral import Numeral
from extractors.numeral_words import VAGUE, VAGUE_PLURALS
from extractors.tokens import NUMBER_WORDS, SCALES, Sentence

_CHAINED = {"tens": 10, "hundreds": 100, "dozens": 12, "thousands": 1000, "scores": 20}
_INDIAN = ("lakh", "crore")


def vague_plural(sent: Sentence, i: int) -> Numeral | None:
    """ "hundreds", "tens of thousands", "hundreds of millions", "thousands of crore"."""
    low = sent.lows[i]
    after = sent.lows[i + 1 : i + 3]
    if low in _CHAINED and len(after) == 2 and after[0] == "of":
        many = VAGUE_PLURALS.get(after[1]) or (VAGUE_PLURALS[f"{after[1]}s"] if after[1] in _INDIAN else None)
        if many is not None:
            value = Decimal(_CHAINED[low] * many)
            return Numeral(i, i + 3, value, value, Decimal(0), "vague")
    if low == "tens":
        return None
    if low == "scores" and (
        after[:1] != ["of"] or (i and sent.tags[i - 1] in ("NN", "JJ", "NNP", "DT", "PRP$", "PRP"))
    ):
        return None
    if i and (sent.forms[i - 1] == "number" or sent.lows[i - 1] in NUMBER_WORDS):
        return None
    value = Decimal(VAGUE_PLURALS[low])
    return Numeral(i, i + 1, value, value, Decimal(0), "vague")


_WED = frozenset("in who whose were was are is has have had from aged".split())


def vague(sent: Sentence, i: int) -> Numeral | None:
    """ "several", "a few thousand", "a couple of", "a couple of hundred"."""
    low = sent.lows[i]
    first = i
    if low == "couple" and sent.lows[i - 1 : i] != ["a"] and sent.lows[i + 1 : i + 2] != ["of"]:
        return None  # "the couple", two people who are named
    if low == "couple" and sent.lows[i + 1 : i + 2] and sent.lows[i + 1] in _WED:
        return None  # "a couple in their 80s", two people
    if low in ("few", "couple", "handful"):
        before = sent.lows[i - 1] if i else ""
        if before in ("a", "the", "last", "past", "next", "first", "another"):
            first = i - 1 if before == "a" else i
            if before == "first":
                return None
        else:
            return None
    j = i + 1
    if low in ("couple", "handful") and sent.lows[j : j + 1] == ["of"]:
        j += 1  # "a couple of boats", "a couple of hundred people"
    value = Decimal(VAGUE[low])
    scale = sent.lows[j].removesuffix("s") if j < len(sent.words) else ""  # "several hundreds of homes"
    if scale in SCALES or scale == "dozen":
        value *= SCALES.get(scale, 12)
        j += 1
        k = j + (sent.lows[j : j + 1] == ["of"])  # "a few thousand crore", "several hundreds of crores"
        more = sent.lows[k].removesuffix("s") if k < len(sent.words) else ""
        if scale not in _INDIAN and more in _INDIAN:
            value *= SCALES[more]
            j = k + 1
    return Numeral(first, j, value, value, Decimal(0), "vague")
