"""Titles in quotation marks: the number in "Twelve Bridges" or "The 40 Days of Norvale" names a work."""

from __future__ import annotations

from extractors.tokens import Sentence

QUOTES = frozenset("\"'")
_SMALL = frozenset("a an and at by for from in of on or the to with".split())
_REACH = 6  # words on each side
_SPEECH = (":", ",")


def in_quoted_title(sent: Sentence, i: int) -> bool:
    """True where the number at token ``i`` stands inside quotation marks that hold capitalised words only, with small
    words between them.
    """
    opening = _edge(sent, range(i - 1, max(-1, i - 1 - _REACH), -1))
    if opening < 1 or sent.tags[opening - 1] in _SPEECH:
        return False
    closing = _edge(sent, range(i + 1, min(i + 1 + _REACH, len(sent.words))))
    if closing < 0 or sent.words[closing] != sent.words[opening]:
        return False
    named = [k for k in range(opening + 1, closing) if k != i and sent.lows[k] not in _SMALL]
    return bool(named)


def _edge(sent: Sentence, places: range) -> int:
    """The first quotation mark at ``places`` with nothing but words of a title before it; -1 for none."""
    for k in places:
        word = sent.words[k]
        if word in QUOTES:
            return k
        capital = word[0].isupper() and not (word.isupper() and len(word) > 1)
        if not (capital or sent.lows[k] in _SMALL or word in ("-", "'s")):
            return -1
    return -1
