"""Several things that one does, in a row: "She read a book, cooked a meal and [slept]"."""

from __future__ import annotations

from extractors.tokens import Sentence

_LONGEST = 24  # tokens from one verb of a row to the "and" before the last
_PAST_OR_PRESENT = frozenset(("VBD", "VBZ", "VBP"))
_JOINS = frozenset(("and", "or", "then"))


def verb_before_in_row(sent: Sentence, start: int, verb: int) -> int:
    """The verb before the comma in front of ``start``, where those at both are of one row that "and" ends; else -1.

    ``start`` is where the words of ``verb`` begin. A quotation may end at the comma: 'she "read a book," cooked'.
    """
    lows, tags = sent.lows, sent.tags
    comma = start - 1 - (lows[start - 1] == '"')
    if comma < 1 or lows[comma] != "," or tags[start] not in _PAST_OR_PRESENT or start != verb:
        return -1
    if not _ends_with_and(sent, verb):
        return -1
    for k in range(comma - 1, max(0, comma - _LONGEST), -1):
        if tags[k] in _PAST_OR_PRESENT or tags[k] == "MD":
            return k if tags[k] == tags[verb] and tags[k - 1] not in ("WDT", "WP") else -1
        if lows[k] in (",", ";", ":", "(", ")"):
            return -1
    return -1


def _ends_with_and(sent: Sentence, verb: int) -> bool:
    """True where "and" and a verb of the same form follow, and no one else comes between."""
    lows, tags = sent.lows, sent.tags
    for k in range(verb + 1, min(len(lows) - 1, verb + _LONGEST)):
        if lows[k] in _JOINS and (tags[k + 1] == tags[verb] or tags[k + 1 : k + 3] == ["RB", tags[verb]]):
            return True
        if lows[k] in (";", ":", "(") or tags[k] in ("WDT", "WP"):
            return False
    return False
