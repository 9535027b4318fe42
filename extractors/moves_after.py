"""The move that is told behind its size: "5 percent higher", "3 points below"."""

from __future__ import annotations

from extractors.model import Change
from extractors.move_words import (
    DOWN_ADVERBS,
    DOWN_NOUNS,
    LOSS_ONLY_PERCENT,
    MOVE_NOUNS,
    PERCENTLIKE,
    UP_ADVERBS,
    UP_NOUNS,
)
from extractors.tokens import Sentence

_NORMS = (["average"], ["norm"], ["usual"], ["previous"], ["old"], ["seasonal"], ["long-term"])


def change_after(sent: Sentence, last: int, kind: str | None, cents: bool) -> tuple[Change, str] | None:
    """(direction, rule) that the words behind token ``last``, the end of a size, say; None where they say none."""
    size = len(sent.words)
    if last < size and sent.words[last] == "(" and ")" in sent.words[last : last + 6]:
        last = sent.words.index(")", last) + 1  # "9m euros (£7m) more than"
    if last >= size:
        return None
    low = sent.lows[last]
    if low in ("below", "above") and sent.lows[last + 1 : last + 2] in (["normal"], ["average"], ["usual"], ["the"]):
        if sent.lows[last + 1] != "the" or sent.lows[last + 2 : last + 3] in _NORMS:
            return ("up" if low == "above" else "down"), "change:against_normal"
    if low in UP_ADVERBS or low in DOWN_ADVERBS:
        after = sent.lows[last + 1] if last + 1 < size else ""
        if kind == "measure" and last + 1 < size and sent.tags[last + 1] in ("NN", "NNS"):
            return None  # "the 9.2-inch lower screen"
        if (
            kind in PERCENTLIKE
            or cents
            or (kind in ("measure", "duration", "money") and (after == "than" or low in ("higher", "lower")))
            or (kind == "measure" and sent.tags[last] == "JJR" and low not in ("more", "less", "fewer"))
        ):
            if low in ("above", "below") and not (kind in PERCENTLIKE or cents):
                return None
            return ("up" if low in UP_ADVERBS else "down"), "change:comparative"
    if kind == "count" and low in MOVE_NOUNS and sent.tags[last] == "NN":
        return ("up" if low in UP_NOUNS else "down"), "change:noun"  # "a 10,000 gain"
    # "a 9% funding increase", "the 4.8 percent gain", "a sharp 3 percent drop"
    if kind in PERCENTLIKE or cents or kind in ("money", "measure"):
        for k in range(last, min(last + 4, size)):
            tag = sent.tags[k]
            low = sent.lows[k]
            if low in ("-",):
                continue
            if tag not in ("NN", "NNS", "JJ", "VBG", "NNP", "JJR", "VB", "VBP", "VBD") and low not in ("cut", "hit"):
                break
            nxt = sent.tags[k + 1] if k + 1 < size else "."
            if tag[:2] == "VB" and nxt in ("DT", "PRP$"):
                break  # "the 57km tunnel cut the trip"
            if low == "hit" and nxt in ("in", "on", "last", "early", "earlier", "during"):
                break  # "a peak of $5 hit in May"
            if low == "hit" and (tag != "NN" or not (kind in PERCENTLIKE or kind == "money")):
                break
            if low == "adjustment" and sent.lows[k - 1] == "cost-of-living":
                return "up", "change:noun"
            if (
                low in UP_NOUNS
                and nxt not in ("NN", "NNS")
                and not (low in LOSS_ONLY_PERCENT and kind not in PERCENTLIKE)
            ):
                return "up", "change:noun"
            if (
                low in DOWN_NOUNS
                and nxt not in ("NN", "NNS")
                and not (low in LOSS_ONLY_PERCENT and low != "hit" and kind not in PERCENTLIKE)
            ):
                return "down", "change:noun"
    return None
