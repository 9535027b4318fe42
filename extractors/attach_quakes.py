"""Magnitudes: a number of an earthquake measures its magnitude, and is the earthquake's."""

from __future__ import annotations

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
    if "index:magnitude" not in q.rules:
        return None
    k = q.last
    while scene.low(k) in ("[", '"', "'", "(", "magnitude", "-"):
        k += 1
    behind = right_phrase(scene.sent, k, tails=0)
    if behind is not None and scene.low(behind.head) in _QUAKES:
        return Attached("magnitude", scene.words_of(behind), "attach:magnitude")
    before = q.first - (scene.low(q.first - 1) == "magnitude")
    if scene.low(before - 1) in ("of", "with", "over", "above", "measuring", "registering", ","):
        quake = _quake(scene, left_phrase(scene.sent, before - 1))
        if quake is not None:
            return Attached("magnitude", quake, "attach:magnitude")
    return Attached("magnitude", _quake(scene, clause_subject(scene, scene.verb)), "attach:magnitude")


def _quake(scene: Scene, phrase: Phrase | None) -> str | None:
    """The words of a phrase whose noun is an earthquake, None for any other."""
    return scene.words_of(phrase) if phrase is not None and scene.low(phrase.head) in _QUAKES else None


MAGNITUDE = Way(
    magnitude,
    (
        Rule(
            "attach:magnitude",
            (
                ("A magnitude <5.6> earthquake struck Arden.", "magnitude", "earthquake"),
                ("The quake measured <6.3> on the Richter scale.", "magnitude", "quake"),
            ),
            ("The quake had a rating of 6.3.",),
        ),
    ),
)
