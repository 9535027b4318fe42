"""Bare numbers that are degrees by the words before them: "highs of 95", "the temperature was minus 14"."""

from __future__ import annotations

from extractors.amount import Amount
from extractors.bounds import bound_before
from extractors.tokens import Sentence
from extractors.words import words

_WARMTH = words("bare_temperatures.warmth")
_LEADING = words("bare_temperatures.leading")
_PRICED = words("bare_temperatures.priced")
_BEHIND = (".", ",", ";", ":", ")", "IN", "CC", "RB", "DT", "TO", "WRB", "VBD", "MD", "VBP", "NNP")
_COLDEST, _HOTTEST = -130, 140
_NEAR = 9  # tokens


def is_temperature(sent: Sentence, a: Amount) -> bool:
    """ "Temperatures will reach 105-110 in the desert"; not "the stock's lows of 95", "warmer in 12 of 15"."""
    if a.form != "digits" or a.scale != 1 or not _COLDEST <= a.low <= a.high <= _HOTTEST:
        return False
    ends = a.num_last >= len(sent.words) or sent.tags[a.num_last] in _BEHIND or sent.lows[a.num_last] == "overnight"
    return ends and leads_to_temperature(sent, a)


def leads_to_temperature(sent: Sentence, a: Amount) -> bool:
    """True where the words before the number say how warm it is."""
    found = bound_before(sent, a.first, None)
    i = (found[1] if found else a.first) - 1
    if i < 1 or (sent.lows[i] not in _LEADING and not found) or not _PRICED.isdisjoint(sent.said):
        return False
    if sent.lows[i] in ("highs", "lows"):
        return True  # "lows 65 to 70"
    return not _WARMTH.isdisjoint(sent.lows[max(0, i - _NEAR) : i])
