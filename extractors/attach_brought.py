"""What an act has brought something to: "hired 300 people, taking its workforce to [4,200]"."""

from __future__ import annotations

from extractors.attach_objects import object_between
from extractors.owner_splits import split
from extractors.quantities import Quantity
from extractors.scene import Scene
from extractors.statement import Attached
from extractors.ways import Rule, Way

_BRINGING = frozenset(
    "taking bringing lifting pushing raising sending driving swelling boosting cutting reducing".split()
)
_AVERAGES = frozenset("average mean median".split())
_SUMS = frozenset("total totals tally toll count number".split())


def brought(scene: Scene, q: Quantity) -> Attached | None:
    """ "taking its workforce to [4,200]": the workforce, not what was done; "lifting the average to": what rose."""
    last = scene.done[-1]
    if scene.word != "to" or scene.verb <= scene.behind or scene.low(scene.verb) not in _BRINGING:
        return None
    head = scene.low(scene.before - 1)
    if scene.before == scene.verb + _ALONE and last.measure:
        if head in _AVERAGES:
            return Attached(f"{head} {last.measure[:1].lower()}{last.measure[1:]}", last.subject, "attach:brought")
        if head == "total" and q.kind == "money":
            total = f"{last.measure} in total"  # "raised $30m in May, bringing the total to"
            return Attached(total, last.subject, "attach:brought")
    thing = object_between(scene, scene.before) if q.carried and head not in _SUMS else None
    if thing is None or thing.last != scene.before:
        return None
    measure, owner = split(scene, thing)
    return Attached(measure or owner, owner or last.subject, "attach:brought")


_ALONE = 3  # tokens from "lifting" to "to", where nothing says of what the average is


BROUGHT = Way(
    brought,
    (
        Rule(
            "attach:brought",
            (
                ("Norvale hired 300 people in May, taking its workforce to <4,200>.", "workforce", "Norvale"),
                ("Rents rose 4 percent in Arden, lifting the average to <$900>.", "average rents", "Arden"),
            ),
            ("Norvale hired 300 people in May, taking the total to 4,200.",),
        ),
    ),
    later=True,
)
