"""The day that a reporting span ends on: "Revenue for the quarter [ended Jan. 29] rose"."""

from __future__ import annotations

from extractors.tokens import Sentence
from extractors.words import words

_ENDING = ("ended", "ending")
_SPANS = frozenset("quarter quarters half year months weeks period".split())
_MONTHS = words("bare_ages.months")
_WITHIN = 7  # tokens of "ended on Sunday, March 31, 2021,"


def before_span_end(sent: Sentence, last: int) -> int:
    """The token "ended" where the tokens before ``last`` are the day that a quarter, a year or some months ended on;
    else ``last``.
    """
    lows, tags = sent.lows, sent.tags
    if last < 3 or not (tags[last - 1] == "CD" or lows[last - 1] == "," or lows[last - 1].rstrip(".") in _MONTHS):
        return last
    months = 0
    for k in range(last - 1, max(0, last - 1 - _WITHIN), -1):
        low = lows[k]
        if low in _ENDING:
            return k if months and lows[k - 1] in _SPANS else last
        if low.rstrip(".") in _MONTHS:
            months += 1
        elif tags[k] != "CD" and low not in (",", "on", "the", "end", "of"):
            return last
    return last
