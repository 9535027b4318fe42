"""A tagged sentence to its clauses: which words belong together, and which clause depends upon which."""

from __future__ import annotations

from dataclasses import dataclass

from extractors.clause_reader import (
    AFTER_PARTICIPLE,
    COORDINATORS,
    DASHES,
    FINITE,
    RELATIVES,
    SUBORDINATORS,
    Clause,
    Reader,
)
from extractors.measure_nouns import says_what
from extractors.move_words import MOVING_VERBS
from extractors.phrases import NOUNS
from extractors.tag_reduced import NEVER_REDUCED, PARTICLES
from extractors.tokens import Sentence

__all__ = ["FINITE", "Clause", "ClauseMap", "clause_map"]


@dataclass(slots=True)
class ClauseMap:
    """The clauses of a sentence; ``of[k]`` is the one that token ``k`` belongs to."""

    of: list[int]
    clauses: list[Clause]


def clause_map(sent: Sentence) -> ClauseMap:
    """The clauses of ``sent``, found once."""
    return sent.once(_read)


# Words at which a clause may begin or end; a verb is the other such place.
_TURNS = frozenset(", ; : ( ) that what than at to by".split()) | DASHES | RELATIVES | SUBORDINATORS | COORDINATORS
_VERBS = FINITE | {"VBN"}


def _goes_on(r: Reader, k: int) -> bool:
    """ "homes built in", "a fund set up in"."""
    if r.here.verb < 0 and r.low(k) in NEVER_REDUCED:
        return False  # "The firm insisted on Monday sales were up"
    return r.low(k + 1 + (r.low(k + 1) in PARTICLES)) in AFTER_PARTICIPLE


def _is_measured(r: Reader, k: int) -> bool:
    """ "homes [sold] in August fell to 3,000", "cash held in May was $4 million": how many there were is what the
    sentence tells, and the time of the participle is that of the figure; no "mill built in 1920 employs 40", and no
    one thing: "the fund set up in 2012 rose 4 percent".
    """
    if r.here.verb >= 0 or r.tag(k - 1) in ("NNP", "NNPS"):
        return False
    first = k - 1
    while r.tag(first - 1) in _BEFORE_NOUN:
        first -= 1
    if r.tag(k - 1) == "NN" and r.tag(first - 1) == "DT" and not says_what(r.low(k - 1)):
        return False
    verb = next((j for j in range(k + 1, min(r.size, k + _NEAR_VERB)) if r.tag(j) in FINITE), -1)
    if r.low(verb) in ("was", "were"):
        return r.tag(verb + 1) != "VBN"  # "Ships built in 1990 were sold for"
    return r.low(verb) in _MEASURING or r.low(verb) in MOVING_VERBS


_BEFORE_NOUN = frozenset(("NN", "JJ", "VBN", "VBG"))
_NEAR_VERB = 14  # tokens
_MEASURING = frozenset("came averaged totalled totaled numbered reached hit exceeded topped stood weighed".split())


_MULTIPLES = frozenset("triple quadruple quintuple halve treble".split())


def _read(sent: Sentence) -> ClauseMap:
    r = Reader(sent)
    of: list[int] = []
    for k in [k for k, (low, tag) in enumerate(zip(r.lows, r.tags, strict=True)) if low in _TURNS or tag in _VERBS]:
        r.pass_to(k, of)
        of.append(r.now)
        low, tag = r.lows[k], r.tags[k]
        if low == ",":
            r.comma(k)
            continue
        if low in (";", ":") and not (sent.glued(k) and r.tag(k + 1) == "CD" and sent.glued(k + 1)):
            if not r.brackets:
                r.open("main" if low == ";" else "explained", -1 if low == ";" else r.now, k + 1)
            continue
        if low == "(":
            r.brackets.append(r.now)
            r.open("aside", r.now, k)
        elif low == ")":
            if r.brackets:
                r.now = r.brackets.pop()
            continue
        elif low in DASHES and tag not in ("CD",) and not sent.glued(k):
            if r.dash >= 0:
                r.now, r.dash = r.dash, -1
            else:
                r.dash = r.now
                r.open("aside", r.now, k)
            continue
        elif low in RELATIVES and (k == 0 or tag != "DT"):
            r.open("relative", r.now, k)
        elif low == "that":
            r.that(k)
        elif low == "what" and r.here.verb >= 0 and r.verb_ahead(k + 1)[0]:
            r.open("than", r.now, k)  # "double what it was"
        elif low == "than":
            if (
                r.tag(k + 1) not in ("CD", "$", "RB")
                and r.low(k + 1) not in ("half", "a", "double", "twice")
                and not (r.low(k - 1) in ("more", "less") and (r.tag(k + 1)[:1] == "V" or r.low(k + 1) in _MULTIPLES))
            ):
                r.open("than", r.now, k)
        elif low in SUBORDINATORS:
            r.subordinator(k)
        elif low in COORDINATORS and tag in ("CC", "RB", "IN") and (low != "so" or r.low(k - 1) == ","):
            r.coordinator(k)
        elif tag in FINITE and not (tag == "VBD" and r.reduced_at(k)):
            r.finite(k)
        elif tag == "VBN" and k and sent.tags[k - 1] in NOUNS and _goes_on(r, k) and not _is_measured(r, k):
            r.open("reduced", r.now, k)
        elif tag == "VBD" and r.reduced_at(k):
            r.open("reduced", r.now, k)
        if low in _AT and r.here.kind == "than" and r.tag(k + 1) in ("CD", "$", "IN", "RB"):
            r.now = r.here.parent  # "cheaper than the old one at 700 won"
        of[k] = r.now
        first, last, c = r.move
        if last:
            for j in range(first, last):
                of[j] = c
            r.move = (0, 0, 0)
    r.pass_to(r.size, of)
    return ClauseMap(of, r.clauses)


_AT = ("at", "to", "by")
