"""Magnitudes: a number of an earthquake measures its magnitude, and is the earthquake's."""

from __future__ import annotations

import re

from extractors.clause_subjects import clause_subject
from extractors.noun_phrases import Phrase, left_phrase, right_phrase
from extractors.quantities import Quantity
from extractors.scene import Scene
from extractors.statement import Attached
from extractors.ways import Rule, Way
from extractors.words import words

_QUAKES = words("amounts.quakes")


def magnitude(scene: Scene, q: Quantity) -> Attached | None:
    """ "a magnitude 5.6 earthquake", "a quake of magnitude 6", "the quake measured 6.3"."""
    of_it = scene.word == "of" and scene.low(q.first - 2) == "magnitude" and q.kind == "index"
    if "index:magnitude" not in q.rules and not of_it:
        return None
    k = q.last
    while scene.low(k) in ("[", '"', "'", "(", "magnitude", "-"):
        k += 1
    behind = right_phrase(scene.sent, k, tails=0)
    if behind is not None and scene.low(behind.head) in _QUAKES:
        return Attached("magnitude", _quake(scene, behind), "attach:magnitude")
    before = q.first - (scene.low(q.first - 1) == "magnitude")
    if scene.low(before - 1) in ("of", "with", "over", "above", "measuring", "registering", ","):
        quake = _quake(scene, left_phrase(scene.sent, before - 1))
        if quake is not None:
            return Attached("magnitude", quake, "attach:magnitude")
    whose = _quake(scene, clause_subject(scene, scene.verb))
    return None if whose is None and of_it else Attached("magnitude", whose, "attach:magnitude")


def _quake(scene: Scene, phrase: Phrase | None) -> str | None:
    """What an earthquake is called, with where it struck; None for a phrase of anything else."""
    if phrase is None or scene.low(phrase.head) not in _QUAKES:
        return None
    told = scene.names.incidents().within(scene.sent.start[phrase.head], scene.sent.end[phrase.head])
    return _SIZE.sub("", told.text) if told is not None and told.placed else scene.words_of(phrase)


_SIZE = re.compile(r"^(?:magnitude[ -][\d.]+|[\d.]+[ -]magnitude) ")


MAGNITUDE = Way(
    magnitude,
    (
        Rule(
            "attach:magnitude",
            (
                ("A magnitude <5.6> earthquake struck Arden.", "magnitude", "earthquake in Arden"),
                ("The quake measured <6.3> on the Richter scale.", "magnitude", "quake"),
            ),
            ("The quake had a rating of 6.3.",),
        ),
    ),
)
