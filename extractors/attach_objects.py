"""What stands between a verb and the number behind it."""

from __future__ import annotations

from extractors.clause_subjects import is_time
from extractors.measure_nouns import says_what
from extractors.move_words import MOVING_VERBS
from extractors.noun_phrases import Phrase, right_phrase
from extractors.scene import Scene
from extractors.words import words

_BE = words("attach_objects.be")


def object_between(scene: Scene, stop: int) -> Phrase | None:
    """The object between a verb and the words before the number: "cut [its forecast] to", "reduce [output] by"."""
    sent, first = scene.sent, scene.verb + 1
    if scene.low(first) in _PARTICLES and scene.tag(first + 1) in ("DT", "PRP$", "NNP"):
        first += 1  # "draw down [its reserves] by"
    if scene.tag(first) in ("CD", "$", "IN", "RB", "TO") or sent.forms[first : first + 1] == ["sign"]:
        return None
    phrase = right_phrase(sent, first, tails=2, ceiling=stop)
    times = (
        phrase is not None
        and phrase.head > phrase.first
        and (
            scene.low(phrase.head) in ("times", "time")
            or (
                scene.low(phrase.head) in ("hours", "days") and scene.tag(phrase.head - 1) == "NN"
            )  # "cut [library hours] by"
        )
    )
    if phrase is None or (is_time(scene, phrase) and not times):
        return None  # but "cut [waiting times] from 90 days to 40"
    narrowed = says_what(scene.low(phrase.head)) and scene.tag(phrase.last) in _NARROWS
    narrowed = narrowed and scene.low(scene.verb) in MOVING_VERBS and "CD" not in sent.tags[first:stop]
    if narrowed and phrase.last < stop <= first + _LONG:
        phrase = Phrase(phrase.first, stop, phrase.head)  # "cut [the time needed to start a firm] to"
    for k in range(phrase.first, phrase.last):
        if sent.tags[k] == "%" or sent.lows[k] in ("percent", "million", "billion"):
            return None
    return phrase


_NARROWS = ("VBN", "VBD", "VBG", "TO")
_LONG = 12  # words
_PARTICLES = frozenset("down up back off out away".split())
_AMOUNT_OF = frozenset("a an of average total mean median maximum minimum".split())


_OPEN_ENDS = ("DT", "IN", "TO", "CC", ",", "PRP$", "-")


_NUMBER_ENDS = ("CD", "$", "%", "-", ",")
_SPAN_ENDS = ("next", "past", "last", "first", "previous")


def how_long(scene: Scene, before: int) -> str:
    """ "waited at the gate for 3 hours", "was without water for 3 days": the verb and what follows up to the time."""
    stop = before if scene.low(before) in ("for", "after", "over", "in") else before + 1
    while stop > scene.verb + 1 and scene.low(stop - 1) in _AMOUNT_OF:
        stop -= 1  # "wait an average of 60 days"
    first = scene.verb
    if scene.sent.lows[first] in _BE and first + 1 < stop:
        first += 1
    stop = max(min(stop, first + 7), first + 1)
    while stop > first + 1 and (
        scene.tag(stop - 1) in _OPEN_ENDS
        or (scene.tag(stop - 1) in _NUMBER_ENDS and scene.tag(first + 1) not in ("CD", "$"))
        or (scene.low(stop - 1) in _SPAN_ENDS and scene.low(stop - 2) in ("the", "this"))
    ):
        stop -= 1  # "carries up to 120 cars across the", "rose to 1,064 in the first"
    return scene.text(first, stop)
