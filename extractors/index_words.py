"""Whether a sentence speaks of an index: "the Nasdaq", "the benchmark gauge"; a survey by Dow Jones is none."""

from __future__ import annotations

from itertools import pairwise

from extractors.tokens import Sentence
from extractors.words import words

_INDEX_WORDS = words("bare.index_words")
_NAMED = ("ta", "csi")


def speaks_of_index(sent: Sentence) -> bool:
    """True where an index is named; looked for once in a sentence."""
    return sent.once(_look)


def _look(sent: Sentence) -> bool:
    said = zip(["", *sent.lows], sent.lows, sent.words, strict=False)
    # "the average basket" is none: an index writes itself large
    named = (low for before, low, word in said if word != "average" and before != "by")
    if any(low in _INDEX_WORDS or low.partition("-")[0] in _NAMED for low in named):
        return True
    return any(f"{one}-{two}" in _INDEX_WORDS for one, two in pairwise(sent.lows))  # "the Hang Seng"
