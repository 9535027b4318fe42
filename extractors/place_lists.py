"""Places that share their kind: "Lisbon, Porto and Faro airports", "Borno and Yobe states"."""

from __future__ import annotations

from extractors.noun_phrases import Phrase, left_phrase
from extractors.phrases import many_of
from extractors.tokens import Sentence
from extractors.words import words

_KINDS = frozenset(many_of(kind) for kind in words("incidents.kinds_of_place"))
_NAMES = frozenset(("NNP", "NNPS"))
_LYING = frozenset("at in of from near for across".split())


def start_of_list(sent: Sentence, first: int, head: int) -> int:
    """Where the list begins whose last name stands at token ``first``, before the kind of place at ``head``;
    ``first`` itself for no such list.
    """
    k = first - 1
    if k < 1 or sent.lows[k] != "and" or sent.lows[head] not in _KINDS:
        return first
    k -= sent.lows[k - 1] == ","
    while k > 0 and sent.tags[k - 1] in _NAMES:
        while k > 0 and sent.tags[k - 1] in _NAMES:
            k -= 1
        first = k
        if k < 2 or sent.lows[k - 1] != ",":
            break
        k -= 1
    return first


def whole_list(sent: Sentence, phrase: Phrase | None) -> Phrase | None:
    """ "Guards at Lisbon, Porto and [Faro airports]" as "Guards at Lisbon, Porto and Faro airports"."""
    if phrase is None or sent.lows[phrase.head] not in _KINDS:
        return phrase
    behind = next((k + 1 for k in range(phrase.head - 1, phrase.first, -1) if sent.lows[k] == "and"), phrase.first)
    first = start_of_list(sent, behind, phrase.head) if sent.tags[behind] in _NAMES else phrase.first
    if first >= phrase.first:
        return phrase
    outer = left_phrase(sent, first - 1) if first > 1 and sent.lows[first - 1] in _LYING else None
    if outer is not None and outer.last == first - 1:
        return Phrase(outer.first, phrase.last, outer.head)
    return Phrase(first, phrase.last, phrase.head)
