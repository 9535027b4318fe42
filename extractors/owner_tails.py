"""What a noun phrase and the one behind it are together: one owner, or two pieces of a sentence."""

from __future__ import annotations

from extractors.chunks import Chunk
from extractors.clause_map import clause_map
from extractors.tokens import Sentence
from extractors.units import match_unit
from extractors.words import words

_FIXED = words("owner_tails.fixed")
_TURNS = words("owner_tails.turns")
_LEADING = frozenset("in by on for at under with from".split())
_NAMES = frozenset(("NNP", "NNPS"))
_NUMBERS = frozenset(("CD", "$", "%"))


def is_unit(sent: Sentence, chunk: Chunk) -> bool:
    """ "40 [acres]", "1.2 [GW]": what the number is in, and nobody."""
    if chunk.core == chunk.first or sent.tags[chunk.core - 1] != "CD":
        return False
    unit = match_unit(sent, chunk.core)
    return unit is not None and unit[1] >= chunk.last


def tail_belongs(sent: Sentence, chunk: Chunk, after: Chunk, low: str) -> bool:
    """True where ``chunk``, ``low`` and ``after`` may be one owner: "nurses in Norvale".

    False for a fixed phrase ("nurses in [terms] of", "by way of [a rope]"), half of a genitive ("records in [Roe]'s
    lawsuit"), for another number ("a device in [67 people]"), for what
    somebody is asked "for" ("the cabinet for [a loan]"), and for what "and" joins in two clauses ("through the town
    and [shops have closed]").
    """
    if counts(sent, after) or after.owns or is_turn(sent, chunk):
        return False
    if low != "and":
        if low == "for" and (after.determiner == "i" or _is_name(sent, chunk) != _is_name(sent, after)):
            return False
        return not (low in ("in", "for") and sent.lows[after.head] in _FIXED)
    clauses = clause_map(sent)
    return clauses.of[chunk.head] == clauses.of[after.head]


def is_turn(sent: Sentence, chunk: Chunk) -> bool:
    """ "by [way] of", "in the [wake] of": part of a preposition of several words, and nobody."""
    if sent.lows[chunk.head] not in _TURNS or chunk.last != chunk.head + 1 or chunk.core != chunk.head:
        return False
    return chunk.before in _LEADING and sent.lows[chunk.last : chunk.last + 1] == ["of"]


def counts(sent: Sentence, chunk: Chunk) -> bool:
    """True for "67 people", not for "five-room flats"."""
    return any(sent.tags[k] in _NUMBERS and sent.lows[k + 1] != "-" for k in range(chunk.first, chunk.core))


def _is_name(sent: Sentence, chunk: Chunk) -> bool:
    return sent.tags[chunk.head] in _NAMES
