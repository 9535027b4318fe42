"""What a number is of that somebody puts: "put the number of jobs lost at the plant at [400]"."""

from __future__ import annotations

from extractors.noun_phrases import left_phrase
from extractors.observers import JUDGING
from extractors.owner_splits import split
from extractors.quantities import Quantity
from extractors.scene import Scene
from extractors.statement import Attached
from extractors.ways import Rule, Way

_FAR = 14  # tokens from "number" to its figure
_ACTS = ("VBN", "VBD", "VBG")


def put_at(scene: Scene, q: Quantity) -> Attached | None:
    """ "put the number of animals killed by wolves at [40]": the animals killed, and not the wolves."""
    if scene.word != "at":
        return None
    joined = _put_too(scene) if scene.done and scene.low(scene.verb) in JUDGING else None
    if joined is not None or q.kind != "count":
        return joined
    for k in range(scene.before - 1, max(1, scene.before - _FAR), -1):
        if scene.low(k) != "number" or scene.low(k + 1) != "of":
            continue
        if scene.low(k - 1 - (scene.tag(k - 1) == "DT")) not in JUDGING:
            return None
        act = next((j for j in range(k + 3, scene.before) if scene.tag(j) in _ACTS), -1)
        if act < 0:
            return None
        stop = scene.before if scene.tag(act) == "VBG" else act + 1  # "the number of women working in mines"
        return Attached(scene.text(k, stop), None, "attach:put_at")
    return None


def _put_too(scene: Scene) -> Attached | None:
    """ "put growth at 3 percent and inflation at [4 percent]": the next thing that is put."""
    thing = left_phrase(scene.sent, scene.before, max(0, scene.behind))
    if thing is None or thing.last != scene.before:
        return None
    k = thing.first - 1 - (scene.tag(thing.first - 1) in ("DT", "PRP$"))
    if scene.low(k) not in ("and", ",") or k < scene.behind:
        return None
    measure, owner = split(scene, thing)
    return Attached(measure or owner, owner if measure else None, "attach:put_at")


PUT_AT = Way(
    put_at,
    (
        Rule(
            "attach:put_at",
            (
                ("Officials put the number of jobs lost at the mill at <400>.", "number of jobs lost", None),
                ("The ministry put growth at 3 percent and inflation at <4 percent>.", "inflation", None),
            ),
            ("Officials put the number of jobs at 400.",),
        ),
    ),
)
