"""What a group does or is: the words of the predicate behind it, cut where they still make a phrase."""

from __future__ import annotations

from extractors.phrases import NOUNS
from extractors.scene import Scene
from extractors.words import words

_MARKS = words("predicates.marks")
_CARRIERS = words("predicates.carriers")
_LONGEST = 6
_LONGEST_NOUN = 4
_HEDGES = frozenset("at least most about around nearly almost over under than more less some up to only just".split())
_OPEN_ENDS = frozenset(("IN", "TO", "DT", "PRP$", "CC", "POS", "WDT", "WP", "MD"))
_IN_COMPOUND = NOUNS | {"POS"}
_BEFORE_SPANS = frozenset("previous past last next first coming".split())
_BEFORE_NOUN = NOUNS | {"POS", "JJ", "JJR", "DT", "PRP$", "CD", "VBG"}


def predicate(scene: Scene, first: int) -> str:
    """The predicate whose verb stands at token ``first``, auxiliaries left out: "turned away", "have a garden"; ""
    where only they stand there.
    """
    k = first
    while _leads(scene, k):
        owns = scene.tag(k + 1) in ("DT", "PRP$", "CD", "JJ", "NN", "NNS") or scene.low(k + 1) == "enough"
        if owns and scene.low(k) in _HAVING:
            break
        k += 1
    if scene.low(k) in _MARKS or k >= len(scene.sent.words):
        return ""
    return until_mark(scene, k, k + 1)


def _leads(scene: Scene, k: int) -> bool:
    """True for "will", "have" and "already" before the verb; never for what denies it."""
    low = scene.low(k)
    if low == "out" and scene.low(k + 1) == "of":
        return False  # "is out of work"
    if low.endswith("n't") or low in _DENYING or scene.low(k + 1) in ("not", "n't", "never", "yet"):
        return False
    return scene.tag(k) in ("MD", "RB") or low in _CARRIERS


_DENYING = frozenset("not never cannot no yet hardly barely rarely seldom neither nor".split())
_HAVING = frozenset("has have had".split())


def until_mark(scene: Scene, first: int, stop: int) -> str:
    """The words from ``first``: up to ``stop`` at least, then to a mark, but not far beyond six; the last of them
    never one that a noun has to follow.
    """
    size, lows = len(scene.sent.words), scene.sent.lows
    limit = min(size, first + _LONGEST)
    while (
        stop < limit
        and not (lows[stop] == "against" and scene.tag(stop + 1) == "CD")
        and (lows[stop] not in _MARKS or (lows[stop] == "-" and scene.sent.glued(stop)))
        and scene.sent.forms[stop] != "sign"
    ):
        stop += 1
    if stop == limit:
        limit = min(size, stop + _LONGEST_NOUN)
        while stop < limit and scene.tag(stop) in _IN_COMPOUND and scene.tag(stop - 1) in _BEFORE_NOUN:
            stop += 1
    goes_on = scene.tag(stop) in NOUNS or scene.tag(stop) in ("CD", "%") or scene.tag(stop + 1) == "CD"
    if stop < size and scene.tag(stop - 1) == "CD" and goes_on:
        while stop > first + 1 and (scene.tag(stop - 1) == "CD" or lows[stop - 1] in _HEDGES):
            stop -= 1  # "raising rents by at least 3 | per cent"
    while stop > first + 1 and (
        scene.tag(stop - 1) in _OPEN_ENDS
        or scene.low(stop - 1) in _MARKS
        or scene.low(stop - 1) in _CARRIERS
        or (scene.low(stop - 1) in _BEFORE_SPANS and scene.tag(stop) == "CD")  # "in the previous six months"
    ):
        stop -= 1
    return scene.text(first, stop)
