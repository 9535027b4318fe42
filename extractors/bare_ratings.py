"""Bare decimals that are a rating or a level of an index by what stands beside them: "averages 31.40"."""

from __future__ import annotations

from extractors.amount import Amount
from extractors.bare_place import Place
from extractors.tokens import Sentence

_AVERAGES = frozenset("average averages averaged averaging".split())
_HIGHS = frozenset("high low peak trough".split())
_AGAINST = frozenset("vs vs. versus against from than".split())
_WHOSE = frozenset("'s ' prior previous earlier a an the".split())
_ENDS = frozenset(
    ", . ; ) and but in on for as with last a this vs vs. versus just before after when rating per".split()
)
_FAR = 14  # words


_LISTED = (["and"], ["or"], [","], [",", "and"])


def _is_digits(sent: Sentence, a: Amount) -> bool:
    """True for "31.40": digits with a point, without sign or scale."""
    return a.form == "digits" and a.scale == 1 and not a.signed and sent.words[a.num_first].count(".") == 1


def _is_decimal(sent: Sentence, a: Amount) -> bool:
    """True for "31.40" with nothing behind that could be counted."""
    return _is_digits(sent, a) and (a.num_last >= len(sent.lows) or sent.lows[a.num_last] in _ENDS)


def is_averaged(sent: Sentence, a: Amount) -> bool:
    """ "averages 31.40 with the bat", "hit an all-time high 412.60", "both makers (54.1 vs 56.3)"."""
    if not a.first or not _is_decimal(sent, a):
        return False
    before = sent.lows[a.first - 1]
    if before == "of" and sent.lows[a.first - 2] in _HIGHS and "points" in sent.lows[: a.first]:
        return True  # "lost 213 points to end at a low of 5,120.4"
    if before in _AVERAGES or sent.lows[a.num_last : a.num_last + 1] == ["rating"]:
        return True
    if before in _HIGHS:
        return sent.tags[a.first - 2] in ("JJ", "NN", "JJS", "DT") and a.first > 1
    return before == "(" and sent.lows[a.num_last : a.num_last + 1] in (["vs"], ["vs."], ["versus"])


def is_rating_beside(sent: Sentence, a: Amount, previous: Amount | None) -> bool:
    """ "is 121.30, as against 110.25", "up 0.02 point from the previous month's 1.31": of the index before it."""
    if previous is None or previous.kind != "index":
        return False
    if sent.words[previous.last : a.first] == ["("] and sent.words[a.num_last : a.num_last + 1] == [")"]:
        return _is_digits(sent, a) and "." in sent.words[previous.num_first]  # "a ratio of 1.08 (1.12)"
    if sent.lows[previous.last : a.first] in _LISTED and "." in sent.words[previous.num_first]:
        return _is_digits(sent, a)  # "aftershocks of 5.1 and 4.8 followed"
    if not _is_decimal(sent, a) or a.first - previous.last > _FAR:
        return False
    if sent.lows[a.first - 1] in _AGAINST:
        return True
    k = a.first - 1
    return sent.lows[k] in _WHOSE and not _AGAINST.isdisjoint(sent.lows[max(previous.last, k - 5) : k])


def is_round(p: Place) -> bool:
    """ "shot a 67 on Thursday", "carded a four-under-par 67", "a round of 69": the strokes of a golfer."""
    lows, i = p.sent.lows, p.amount.first
    if p.amount.form != "digits" or not _FEWEST <= p.amount.low < _MOST_STROKES or p.after not in _BEHIND_ROUND:
        return False
    if p.before == "of":
        return lows[i - 2] == "round" and not _ROUNDS.isdisjoint(lows[max(0, i - _NEAR_ROUND) : i])
    k = next((k for k in range(i - 1, max(-1, i - _NEAR_ROUND), -1) if lows[k] in ("a", "an")), 0)
    # and no "fired an estimated 60", who are people
    return k > 0 and lows[k - 1] in _ROUNDS and (k == i - 1 or not _OF_ROUNDS.isdisjoint(lows[k + 1 : i]))


_FEWEST, _MOST_STROKES, _NEAR_ROUND = 55, 100, 9
_BEHIND_ROUND = frozenset(". , ; ) on in to for at and as after from that".split())
_ROUNDS = frozenset("shot shoots shooting carded carding fired firing".split())
_OF_ROUNDS = frozenset("par under over bogey birdie flawless opening closing final round course".split())
