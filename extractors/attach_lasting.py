"""What goes on for a time is what the time measures: "the course of treatment continued for 12 months"."""

from __future__ import annotations

from extractors.clauses import subject_of
from extractors.discourse import GENERIC
from extractors.owner_cast import PERSONS
from extractors.owners import ORGANISATIONS
from extractors.phrases import NOUNS, last_noun
from extractors.quantities import Quantity
from extractors.scene import Scene
from extractors.words import words

_LASTING = words("attach_lasting.verbs")
_BE = frozenset("was were been be is are".split())
_OBJECT = NOUNS | {"JJ", "CD", "PRP$"}
_NOT_LONG = frozenset("in every each".split())
_WAYS = frozenset(("attach:verb", "attach:verb_thing", "attach:verb_owner"))


def what_lasts(scene: Scene, q: Quantity, measure: str | None, owner: str | None, rule: str) -> str | None:
    """The event that goes on or is not done for the time ``q``, None where somebody does or bears something.

    "The talks dragged on for 18 months", "no trains ran for eight hours": the talks, "no trains ran". ``owner`` is
    the subject as it was resolved.
    """
    if q.kind != "duration" or not owner or not measure or rule not in _WAYS or scene.verb < 0:
        return None
    sent = scene.sent
    subject = subject_of(sent, scene.verb)
    if subject is None or sent.tags[subject.head] not in ("NN", "NNS"):
        return None
    between = range(scene.verb + 1, q.first)
    if any(sent.tags[k] in _OBJECT or sent.lows[k] in _NOT_LONG for k in between):
        return None  # "goes from 0 to 60 in 4 seconds", "run every 20 minutes", "beat the virus for 12 years"
    head = sent.lows[subject.head]
    if sent.lows[subject.first] == "no" and subject.first + 1 < subject.last:
        passive = not _BE.isdisjoint(sent.lows[subject.last : scene.verb])
        act = scene.text(scene.verb, scene.verb + 1)
        return f"no {scene.text(subject.first + 1, subject.last)} {act}" if passive or _is_thing(head) else None
    if sent.lows[scene.verb] not in _LASTING or not _is_thing(last_noun(owner.lower())) or not _is_thing(head):
        return None
    return owner


def _is_thing(noun: str) -> bool:
    """False for those who act: persons, firms and offices."""
    return noun not in PERSONS and noun not in ORGANISATIONS and noun not in GENERIC
