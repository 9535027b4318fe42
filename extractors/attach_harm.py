"""Casualties and damage belong to the event that caused them, or to the place: "54 people died" in the floods."""

from __future__ import annotations

import re

from extractors.attach_tidy import tidy
from extractors.clauses import SPEECH
from extractors.incidents import (
    Incident,
    are_helpers,
    are_responders,
    is_harm,
    is_property,
    may_be_incident,
    tells_of_harm,
)
from extractors.lexicon import lexicon, tag_word
from extractors.observers import JUDGING
from extractors.phrases import singular
from extractors.quantities import Quantity
from extractors.scene import Scene
from extractors.tokens import Sentence
from extractors.words import words

_CLAUSE_ENDS = frozenset(", ; : . ( – —".split())
_FARTHEST = 10  # words behind the number that still tell what happened to whom


def toll_alone(measure: str | None, owner: str | None) -> str | None:
    """ "death toll of the warehouse fire", which the fire owns, as "death toll": one measure however it is put."""
    told = _TOLL_OF.match(measure) if measure and owner else None
    return told["toll"] if told is not None and owner and told["event"].lower() in owner.lower() else measure


_TOLL_OF = re.compile(
    r"(?:the )?(?P<toll>(?:death |provisional |official )*toll|deaths|fatalities"
    r"|number of (?:deaths|dead|fatalities|injured|casualties))"
    r" (?:of|in|from|at) (?:the |a |an |this )?(?P<event>.+)",
    re.IGNORECASE,
)


def owner_of_harm(scene: Scene, q: Quantity, measure: str | None, owner: str | None) -> str | None:
    """Whose a count of the dead, the rescued or the damaged is: the event where one is told of, else ``owner``.

    A place or a person that the clause names keeps the figure; of a figure that nobody is said to own, and of what
    only stands near an event ("Lake counties" of "the fires in Lake counties burned"), the event is the owner.
    """
    judged = scene.word == "at" and scene.low(scene.verb) in JUDGING
    if q.kind == "money" and measure and (owner is None or judged or _DIGIT.search(owner)):
        harmed = _DAMAGE & set(measure.lower().split()) or is_harm(_said(scene, q, measure))
        return _named_event(scene) if harmed else owner
    if q.kind not in ("count", "measure") or q.change is not None:
        return owner
    if owner and not scene.sent.once(_tells_of_harm) and not (measure and is_harm(measure)):
        return owner
    said = _said(scene, q, measure)
    if not is_harm(said) and not (not owner and measure and are_responders(measure)):
        return owner
    incidents = scene.names.incidents()
    sent = scene.sent
    here = incidents.within(sent.start[0], sent.end[-1])
    verb = scene.low(scene.verb) if scene.verb >= 0 else ""
    saved = owner is not None and _saves(owner, f"{measure} {verb} {scene.low(scene.past)}")
    if not owner or saved or _is_harmed(scene, owner):
        whose = _named_event(scene)
        return whose or (owner if saved else None)
    event = _event_in(owner)
    if event is not None:
        before = incidents.within(sent.start[0], sent.start[q.first])
        if before is not None and before.noun == singular(event) and incidents.is_other(before):
            return before.text if before.placed else owner
        meant = incidents.meant(event, sent.start[q.first])
        if (
            singular(event) != event
            and meant is not None
            and event not in meant.lower()
            and f"the {event}" not in " ".join(sent.lows)
        ):
            return owner  # "died in avalanches this winter"
        first, *rest = tidy(owner).split()
        named = any(word[0].isupper() for word in rest) or (first[0].isupper() and not _is_common(first.lower()))
        return owner if named else incidents.meant(event, sent.start[q.first]) or owner
    if here is not None and here.start < sent.start[q.first] and _stands_near(scene, q, here, owner):
        return _name(scene, here)
    return owner


def _tells_of_harm(sent: Sentence) -> bool:
    return tells_of_harm(sent.lows)


def _named_event(scene: Scene) -> str | None:
    """The event of the sentence, of the one before or of the article, by a name that says more than what it is."""
    incidents, sent = scene.names.incidents(), scene.sent
    here = incidents.within(sent.start[0], sent.end[-1])
    told = [one for one in (here, _just_told(scene), incidents.main()) if one is not None]
    said = [incidents.full(one) for one in told]
    return next((name for name in said if " " in name), None) or next(iter(said), None)


_DAMAGE = frozenset("damage damages losses destruction cleanup clean-up rebuilding reconstruction".split())


def _is_common(low: str) -> bool:
    return low in lexicon() or tag_word(low, low, False) == "NNS"


def _saves(owner: str, said: str) -> bool:
    """ "Rescue teams dug 41 people out", "Divers recovered 3 bodies": what happened to those they found."""
    head = tidy(owner).lower().split(" with ")[0].split(" from ")[0].rpartition(" ")[2]
    return are_helpers(head) and bool(_SAVED & set(said.lower().split()))


_DIGIT = re.compile(r"\d")
_SAVED = words("incidents.saved")


def _is_harmed(scene: Scene, owner: str) -> bool:
    """ "Rice has been damaged and 300 houses destroyed": what is harmed itself owns no other's harm."""
    return scene.verb >= 0 and scene.tag(scene.verb) == "VBN" and owner.islower() and is_property(owner)


def _event_in(owner: str) -> str | None:
    """ "blaze" of "blaze", "fires" of "series of fires" and of "fires in the hills"; None where no event is meant."""
    before = re.split(r" (?:in|near|at|on|off|across|over|along|with) ", owner, maxsplit=1)[0]
    for phrase in (before.partition(" of ")[0], before):
        last = phrase.lower().rpartition(" ")[2]
        if may_be_incident(last):
            return last
    return None


def _said(scene: Scene, q: Quantity, measure: str | None) -> str:
    """What the clause says of the number: its measure, the verb before it and the words behind it."""
    sent = scene.sent
    stop = scene.past
    while stop < len(sent.words) and stop < scene.past + _FARTHEST and sent.words[stop] not in _CLAUSE_ENDS:
        stop += 1
    verb = scene.low(scene.verb) if scene.verb >= 0 else ""
    return " ".join([measure or "", q.named or "", verb, *sent.lows[q.first : stop]])


def _just_told(scene: Scene) -> Incident | None:
    """The event of the sentence before."""
    if scene.index == 0:
        return None
    told = scene.names.incidents().within(*scene.names.spans[scene.index - 1])
    return None if told is not None and scene.names.incidents().is_other(told) else told


def _name(scene: Scene, incident: Incident | None) -> str | None:
    return scene.names.incidents().full(incident) if incident is not None else None


def _stands_near(scene: Scene, q: Quantity, incident: Incident, owner: str) -> bool:
    """True for an owner that is only a place of the event, or a thing between it and the verb."""
    sent = scene.sent
    if scene.verb < 0 or sent.lows[scene.verb] in SPEECH or scene.names.people().named(owner):
        return False
    between = scene.folded[incident.start : sent.start[scene.verb]]
    return owner in between and (incident.placed or owner.islower())
