"""Sizes in front of a name, levels in front of a clause: "the 480 MW Skerry wind farm", "At 5 percent, debt is"."""

from __future__ import annotations

from extractors.clause_subjects import is_time
from extractors.discourse import GENERIC
from extractors.measure_nouns import says_what
from extractors.move_words import MOVE_NOUNS
from extractors.noun_phrases import Phrase, head_of, left_phrase, right_phrase
from extractors.owner_splits import split
from extractors.owners import BUILT, ORGANISATIONS
from extractors.phrases import CALENDAR
from extractors.places import place_of
from extractors.quantities import Quantity
from extractors.scene import Scene
from extractors.statement import Attached
from extractors.ways import Rule, Way
from extractors.words import words

_NAMES = frozenset(("NNP", "NNPS"))
FINITE = frozenset(("VBD", "VBP", "VBZ", "MD"))
_RACES = words("attach_sized_names.races")
_HEDGES = frozenset("about almost around nearly over roughly some new first".split())
_LINKS = frozenset("of per in a an each".split())
_LONGEST_ASIDE = 7  # words


def sized_name(scene: Scene, q: Quantity) -> Attached | None:
    """ "The 480 MW Skerry wind farm will open", "Norland's €9 billion Arden tunnel": the thing of that name."""
    if q.change is not None or (q.hyphen and q.kind == "duration"):
        return None
    sent, k = scene.sent, q.last
    named = k
    while named < k + 2 and scene.tag(named) == "JJ" and sent.words[named].islower():
        named += 1  # "the 42-kilometre undersea Arden tunnel"
    if scene.tag(named) not in _NAMES or scene.low(named) in CALENDAR or sent.words[named].isupper():
        return None
    opener = q.first - 1
    while opener > 0 and scene.low(opener) in _HEDGES:
        opener -= 1
    if scene.low(opener) not in ("the", "this") and scene.tag(opener) not in ("POS", "PRP$"):
        return None
    thing = right_phrase(sent, k, tails=0)
    if thing is None or thing.last <= named or "of" in sent.lows[thing.first : thing.last]:
        return None
    head = scene.low(thing.head)
    if scene.tag(thing.head) in ("NNS", "NNPS") or says_what(head) or head in MOVE_NOUNS or is_time(scene, thing):
        return None
    name = scene.text(named, thing.last)
    if place_of(scene.text(named, named + 1)) not in (None, scene.text(named, named + 1)) or place_of(name):
        return None  # "the $4 billion German scheme"
    if (head in GENERIC or head in ORGANISATIONS or head in _RACES) and head not in BUILT:
        return None
    if "POS" in sent.tags[thing.first : thing.last]:
        return None
    whole = all(tag in _NAMES for tag in sent.tags[named : thing.last])
    if q.kind == "money" and not (head in BUILT or (whole and thing.last > named + 1)):
        return None
    return Attached(name, name, "attach:sized_name")


def at_front(scene: Scene, q: Quantity) -> Attached | None:
    """ "At 116 percent of GDP, the public debt of Norland is", "Norland's debt, at 116 percent, is": what stands at
    that level.
    """
    if scene.word != "at" or q.change is not None:
        return None
    sent, past = scene.sent, q.last
    while scene.low(past) in _LINKS and scene.low(past) != "" and past < q.last + _LONGEST_ASIDE:
        inside = right_phrase(sent, past + 1, tails=0)
        if inside is None:
            return None
        past = inside.last
    if scene.low(past) != ",":
        return None
    if scene.before == 0 or scene.low(scene.before - 1) in ("and", "but"):
        thing = right_phrase(sent, past + 1, tails=1)
        if thing is not None:
            thing = Phrase(thing.first, thing.last, head_of(sent, thing.first, thing.last))
        stands = thing is not None and (scene.tag(thing.last) in FINITE or scene.tag(thing.last + 1) in FINITE)
    elif scene.low(scene.before - 1) == ",":
        thing = left_phrase(sent, scene.before - 1, max(0, scene.behind))
        stands = scene.tag(past + 1) in FINITE or scene.tag(past + 2) in FINITE
    else:
        return None
    if thing is None or not stands:
        return None
    if not says_what(scene.low(thing.head)):
        measured = _superlative(scene, thing.last)
        return Attached(measured, scene.words_of(thing), "attach:at_front") if measured else None
    measure, owner = split(scene, thing)
    return Attached(measure, owner, "attach:at_front") if measure else None


def _superlative(scene: Scene, verb: int) -> str | None:
    """ "At 1,250 metres, the bridge is the [longest] in the country": the length; None without such a word."""
    if scene.low(verb) not in _STAYING:
        return None
    for k in range(verb + 1, min(verb + _TO_SUPERLATIVE, len(scene.sent.words))):
        if scene.low(k) in _MEASURED_BY and (scene.low(k) != "expensive" or scene.low(k - 1) in ("most", "least")):
            return _MEASURED_BY[scene.low(k)]
    return None


_STAYING = frozenset("is are was were remain remains remained became becomes".split())
_TO_SUPERLATIVE = 7  # tokens
_MEASURED_BY = {
    "longest": "length", "shortest": "length", "tallest": "height", "highest": "height", "deepest": "depth",
    "widest": "width", "heaviest": "weight", "lightest": "weight", "oldest": "age", "youngest": "age",
    "fastest": "speed", "dearest": "price", "cheapest": "price", "expensive": "price", "largest": "size",
    "biggest": "size", "smallest": "size", "coldest": "temperature", "hottest": "temperature",
}  # fmt: skip


SIZED_NAME = Way(
    sized_name,
    (
        Rule(
            "attach:sized_name",
            (
                ("The <480 MW> Skerry wind farm will open in May.", "Skerry wind farm", "Skerry wind farm"),
                ("Crews dug the <42-kilometre> Arden tunnel.", "Arden tunnel", "Arden tunnel"),
            ),
            ("The £4 million Norvale grant was paid.", "Roe won the 400-metre Arden title."),
        ),
    ),
    kinds=("money", "measure"),
)
AT_FRONT = Way(
    at_front,
    (
        Rule(
            "attach:at_front",
            (
                ("At <4 percent>, unemployment in Norland is low.", "unemployment", "Norland"),
                ("Norland's debt, at <116 percent> of output, is high.", "debt", "Norland"),
                ("At <1,250 metres>, the Skerry bridge is the longest.", "length", "Skerry bridge"),
            ),
            ("At 4 percent, Norvale pays more than others.",),
        ),
    ),
    kinds=("percent", "money", "measure", "ratio"),
)
