"""What the verb before a number states: the ways for it, in the order in which they are tried."""

from __future__ import annotations

from extractors.attach_acts import ACT, DONE, HARMING, MAKING_FEWER_OR_MORE, act
from extractors.attach_again import SAME_ACT
from extractors.attach_changed import ADDED_TO, MOVED_OBJECT
from extractors.attach_deals import GAVE, PUT_INTO
from extractors.attach_levels import LEVEL, LEVEL_AGAIN, SEEN
from extractors.lexicon import tag_word
from extractors.measure_nouns import says_what
from extractors.move_words import MOVING_VERBS
from extractors.owner_splits import owner_of_clause
from extractors.points import holds_points
from extractors.quantities import Quantity
from extractors.scene import Scene
from extractors.statement import Attached
from extractors.ways import makers_for


def by_verb(scene: Scene, q: Quantity, before: int) -> Attached:
    """What the verb before the number states; ``before`` is the token before the number, its bracket included."""
    if q.unit == "point" and q.kind == "index" and holds_points(scene.sent, scene.verb):
        return Attached("points", owner_of_clause(scene, scene.verb), "attach:verb_owner")
    if "count:again" in q.rules and scene.done and scene.before == scene.verb == q.first - 1:
        again = _done_again(scene)
        if again is not None:
            return again
    before = _past_average(scene, _past_described(scene, before))
    for make in _MAKERS[q.kind, bool(scene.done)]:
        made = make(scene, q, before)
        if made is not None:
            return made
    return act(scene, q, before)


def _done_again(scene: Scene) -> Attached | None:
    """ "closed 40 shops and opened [12]": shops, and what else was done with them."""
    told, low = scene.done[-1].measure or "", scene.low(scene.verb)
    things, _, how = told.rpartition(" ")
    deed = things and tag_word(how, how, False) in _PAST and scene.done[-1].rule == "attach:count_object"
    moved = low in MOVING_VERBS or low in MAKING_FEWER_OR_MORE
    if not deed and moved and told and not says_what(how.lower()):
        return Attached(told, owner_of_clause(scene, scene.verb), "attach:verb")  # "added 12 routes and dropped four"
    if not deed:
        return None
    did = HARMING.get(low) or MAKING_FEWER_OR_MORE.get(low) or DONE.get(low, low)
    if tag_word(did, did, False) not in _PAST:
        return None  # "picked 40 nurses, and there will be about [35]"
    return Attached(f"{things} {did}", owner_of_clause(scene, scene.verb), "attach:verb")


_PAST = ("VBN", "VBD")


def _past_described(scene: Scene, before: int) -> int:
    """ "from the current [$7]", "from an expected [180 tonnes]": the preposition."""
    if scene.low(before) in _WHICH and scene.tag(before - 1) in ("DT", "PRP$") and scene.low(before - 2) in _MOVING:
        return before - 2
    return before


def _past_average(scene: Scene, before: int) -> int:
    """ "sat on the market for a median of [34 days]": the preposition before the median."""
    averaged = scene.low(before) == "of" and scene.low(before - 1) in _AVERAGES and scene.tag(before - 2) == "DT"
    return before - 3 if averaged and scene.tag(before - 3) == "IN" else before


_AVERAGES = frozenset("average mean median total maximum minimum".split())
_WHICH = frozenset(
    "current expected present existing previous prior earlier initial original planned estimated".split()
)
_MOVING = ("from", "to")

LADDER = (SAME_ACT, PUT_INTO, GAVE, ADDED_TO, SEEN, MOVED_OBJECT, LEVEL, LEVEL_AGAIN)
_MAKERS = makers_for(LADDER)
VERB_WAYS = (*LADDER, ACT)
