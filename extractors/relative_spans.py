"""Spans and ages told in passing: "two weeks ago", "the highest in four years", "a ten-year note", "aged 40"."""

from __future__ import annotations

from extractors.amount import Amount
from extractors.tokens import Sentence
from extractors.words import words

_AWAY = frozenset("ago earlier later hence".split())
_MARKS = words("relative_spans.marks")
_EXTREMES = words("relative_spans.extremes")
_FAR = 9  # words


def is_of_person(sent: Sentence, a: Amount) -> bool:
    """True for the age of a person, which is told in passing; "a 300-year-old oak" and "a life expectancy of 75" are
    figures.
    """
    if a.kind != "age":
        return False
    if a.unit == "year" and a.low >= _OLDEST:
        return False
    near = sent.lows[max(0, a.first - _FAR) : a.first]
    while "," in near:
        near = near[near.index(",") + 1 :]
    return _AGES_OF_MANY.isdisjoint(near)


_OLDEST = 120
_AGES_OF_MANY = frozenset("expectancy median average retirement drinking voting pensionable".split())


def only_places(sent: Sentence, a: Amount) -> bool:
    """True for a duration that says when or how rare something is, which careful readers would not all count."""
    if a.kind != "duration":
        return False
    behind = sent.lows[a.last] if a.last < len(sent.lows) else ""
    if behind in _AWAY or _is_from_now(sent, a) or (a.hyphen and _tells_term(sent, a)):
        return True
    return behind in _MARKS or _is_of_extreme(sent, a)


def _is_from_now(sent: Sentence, a: Amount) -> bool:
    """ "over the past three decades", "in the next 12 months", "the first seven weeks of winter"."""
    if a.first < 2 or sent.lows[a.first - 1] not in _COUNTED_FROM:
        return False
    return sent.tags[a.first - 2] in ("DT", "PRP$", "POS") or sent.lows[a.first - 2] in _DURING


_COUNTED_FROM = frozenset("past last next first coming previous preceding following final latest".split())
_DURING = frozenset("in over for within during".split())


def _tells_term(sent: Sentence, a: Amount) -> bool:
    """ "the one-year lending rate", "a 30-year mortgage", "the largest two-month rise"."""
    behind = sent.lows[a.last : a.last + 2]
    return not _LENT.isdisjoint(behind) or (a.first > 0 and sent.tags[a.first - 1] == "JJS")


_LENT = frozenset("mortgage mortgages lending rate rates loan loans swap swaps".split())


def is_known_pair(sent: Sentence, a: Amount) -> bool:
    """ "the two sides", "the two firms": known already, and told for their names' sake."""
    if a.kind != "count" or a.low != _PAIR or a.form != "words" or not a.first or a.high != a.low:
        return False
    return sent.lows[a.first - 1] == "the" and a.head == a.num_last and sent.lows[a.first - 2 : a.first - 1] != ["of"]


_PAIR = 2


def _is_of_extreme(sent: Sentence, a: Amount) -> bool:
    """ "the first in 26 months", "its lowest level in almost four years"."""
    k = a.first - 1
    while k > 0 and sent.lows[k] in _HEDGES:
        k -= 1
    if k < 1 or sent.lows[k] not in ("in", "for"):
        return False
    for m in range(k - 1, max(-1, k - _FAR), -1):
        if sent.lows[m] in (",", ".", ";", ":") or sent.tags[m] in ("VBD", "VBZ", "VBP", "MD", "CD"):
            return False
        if sent.lows[m] in _EXTREMES or sent.tags[m] == "JJS":
            return sent.lows[k] == "in"
    return False


_HEDGES = frozenset("more less than nearly almost about over at least around roughly some well just under".split())
