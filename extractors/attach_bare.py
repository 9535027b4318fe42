"""A measure that says only that something moved, or by what it is judged, and what that something is."""

from __future__ import annotations

import re

from extractors.discourse import GENERIC
from extractors.lexicon import lexicon, tag_word
from extractors.measure_nouns import says_what
from extractors.move_words import MOVE_NOUNS
from extractors.noun_phrases import TIME_NOUNS
from extractors.owner_fitted import is_open
from extractors.owners import ORGANISATIONS
from extractors.phrases import CALENDAR, NOUNS, last_noun
from extractors.places import place_of
from extractors.scene import Scene
from extractors.tokens import NUMBER_WORDS
from extractors.words import words

_MOVES = MOVE_NOUNS - words("attach_bare.own_measures")
_STANDARDS = words("attach_bare.standards")
_ACT = 2  # words
_BARE = _MOVES | _STANDARDS
_DEGREES = words("attach_bare.degrees")
_PASSING_ON = words("attach_bare.passing_on")
_DOERS = ORGANISATIONS | GENERIC
_LINKS = frozenset("by from to in with".split())
_NO_GROWTH = words("attach_bare.no_growth")
_LONGEST = 4  # words
_NEAR = 3  # sentences


def beyond_measure(measure: str | None, owner: str | None) -> str | None:
    """The owner without the measure it begins with: who has an output value is Kelso.

    >>> beyond_measure("output value", "Output value of Kelso"), beyond_measure("output", "City of Kelso")
    ('Kelso', 'City of Kelso')

    Nobody where the owner is the measure and its time or number:

    >>> beyond_measure("rent paid", "Rent paid in August"), beyond_measure("family", "family of four")
    (None, None)
    """
    if not measure or not owner or not owner.lower().startswith(f"{measure.lower()} "):
        return owner
    tail = owner[len(measure) + 1 :]
    if tail.startswith("of "):
        whose = tail.removeprefix("of ")
        return None if whose in NUMBER_WORDS else whose
    return None if _TIME_TAIL.fullmatch(tail) else owner


_TIME_TAIL = re.compile(
    rf"(?:in|on|during) (?:the )?(?:{'|'.join(map(re.escape, sorted(CALENDAR | TIME_NOUNS)))}|\d{{4}})", re.I
)


def holder_of(scene: Scene, owner: str | None) -> str | None:
    """Who has what an owner says is measured: the U.S. of "U.S. job growth", Oakmart of "Oakmart profit"; any other
    as it is.
    """
    found = _HOLDS.fullmatch(owner) if owner is not None and owner[:1].isupper() else None
    head = found[2].rpartition(" ")[2] if found is not None else ""
    if found is None or not says_what(head) or head in _DOERS or head in _BODIES:
        return owner
    name = found[1]
    land = place_of(name)  # "German exports" have no name in them
    known = name in _SHORT_LANDS or land == name or (land is None and scene.folded.count(name) > 1)
    return name if known else owner


_HOLDS = re.compile(r"((?:[A-Z][\w.&-]*)(?: [A-Z][\w.&-]*)*)(?:'s)? ([a-z][a-z -]*)")
_BODIES = frozenset("government governments administration employers workers".split())
_SHORT_LANDS = frozenset(("U.S.", "US", "U.K.", "UK", "EU"))


def _is_act(said: list[str]) -> bool:
    """True for "walked out" and "goes far": what somebody did, and nothing that is measured."""
    tag = tag_word(said[0], said[0], False)
    return tag == "VBZ" or (tag == "VBD" and len(said) <= _ACT and tag_word(said[-1], said[-1], False) not in NOUNS)


def of_what(scene: Scene, measure: str | None, owner: str | None) -> str | None:
    """ "Sales fell. Kelso saw the largest drop": the drop in sales; a "rate" behind "output" is its rate.

    What is "followed by" another is measured like it.
    """
    if not measure:
        return measure
    head = _bare(measure)
    if head is None:
        first, *rest = measure.lower().split()
        passes_on = first in _PASSING_ON and (not rest or rest[0] in _LINKS) and is_open(scene)
        return (_moving(_told_last(scene, True)) if passes_on else None) or measure
    if not is_open(scene):
        return measure
    moves = head in _MOVES
    thing = _moving(owner if moves and owner and _may_move(owner) else _told_last(scene, moves))
    if thing is None:
        return measure
    said = thing.lower().split()
    if head == "growth" and not _NO_GROWTH.isdisjoint(said):
        return measure  # of an economy, and not of "people out of work"
    if said[-1] == head:
        return thing  # "GDP growth"
    if not _BARE.isdisjoint(said) or _is_act(said):
        return measure  # no "rise in walked out"
    if said[0] in lexicon():
        thing = thing[0].lower() + thing[1:]  # it only opened the sentence
    return f"{head} in {thing}" if moves else f"{thing} {head}"


def _may_move(owner: str) -> bool:
    """True for what is no name, firm or office: "a drop" behind "boat sales", but not behind "the firm"."""
    return owner[0].islower() and last_noun(owner.lower()) not in _DOERS


def _told_last(scene: Scene, goes_on: bool) -> str | None:
    """What was measured last in the sentence; where it ``goes_on`` also shortly before."""
    if scene.done:
        return scene.done[-1].measure
    names = scene.names
    near = goes_on and names.last is not None and scene.index - names.last_index <= _NEAR
    return names.last.measure if near and names.last is not None else None


def _bare(measure: str) -> str | None:
    """The noun of a measure that says nothing else: "largest drop", "average estimate"; None for any other."""
    *before, head = measure.lower().split()
    return head if head in _BARE and _DEGREES.issuperset(before) else None


def _moving(measure: str | None) -> str | None:
    """What a measure told before is of: of a "drop in sales" the sales. None for a name, or too much."""
    if not measure:
        return None
    move, link, thing = measure.partition(" in ")
    if link and _bare(move):
        measure = thing
    said = measure.split()
    named = len(said) > 1 and all(word[0].isupper() for word in said)
    short = 0 < len(said) <= _LONGEST and not any(map(str.isdigit, measure))
    return measure if short and not named and _bare(measure) is None else None
