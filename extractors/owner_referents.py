"""Whom the subject of a figure's clause may stand for: the sentences before, the kind it names, who is speaking."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from extractors.discourse import PERSONS
from extractors.first_names import Gender
from extractors.kinds import Kinds
from extractors.noun_phrases import Phrase
from extractors.people import gender_of
from extractors.scene import Scene
from extractors.speakers import Speaker, quoted_by, speaker_of
from extractors.spoken_of import SpokenOf
from extractors.tokens import Sentence

_PRONOUNS = {
    **dict.fromkeys("it itself".split(), "it"),
    **dict.fromkeys("they them".split(), "they"),
    **dict.fromkeys("he she him her".split(), "he"),
    **dict.fromkeys("we us".split(), "we"),
    **dict.fromkeys("i you".split(), "i"),
    **dict.fromkeys("this that these those which".split(), "this"),
}
_THINGS = frozenset("it they this".split())
_DEFINITE = frozenset("the this that".split())
_LOOKED_BACK = 20_000  # characters in which the one named last is looked for


@dataclass(frozen=True, slots=True)
class Doer:
    """The form of a subject.

    Attributes:
        pronoun: the sort of a pronoun that is all of it, else "".
        noun: "grocer" of "the grocer", else "".
        gender: that of "he" and "she", else "".
    """

    pronoun: str = ""
    noun: str = ""
    gender: Gender = ""


NO_DOER = Doer()


def doer_of(sent: Sentence, subject: Phrase) -> Doer:
    """The form of the phrase ``subject``."""
    low = sent.lows[subject.first]
    if subject.last == subject.first + 1:
        return Doer(_PRONOUNS.get(low, ""), "", gender_of(low))
    if low in _DEFINITE and subject.last == subject.head + 1:
        return Doer("", sent.lows[subject.head])
    return NO_DOER


def referents(scene: Scene, doer: Doer) -> Iterator[tuple[str | None, str]]:
    """Whom ``doer`` may stand for, each with a sign that tells why."""
    if scene.index:
        yield from _spoken_before(scene, doer)
    if doer.noun:
        yield from _called_so(scene, doer.noun)
    if doer.pronoun in ("we", "i"):
        yield from _speaking(scene)


def _spoken_before(scene: Scene, doer: Doer) -> Iterator[tuple[str | None, str]]:
    """The subjects of the two sentences before and of the paragraph's first; for "it" and "they" the things named."""
    index = scene.index
    spoken = scene.names.once(SpokenOf)
    top = spoken.paragraph(index)
    for back in (1, 2):
        if index >= back:
            text, says = spoken.subject(index - back)
            yield text, f"subj{back}{'' if index - back >= top else 'n'}{'s' if says else ''}"
    yield spoken.name_in_subject(index - 1), "insubj1"
    if top < index - 1:
        yield spoken.subject(top)[0], "par0"
    if doer.pronoun == "he":
        for name in scene.names.people().between(scene.names.spans[max(0, index - 2)][0], scene.sent.offset):
            yield name, "person"
    if doer.pronoun in _THINGS:
        for text, chunk, many in spoken.phrases(index - 1):
            yield text, "prev"
            yield text, f"prev{chunk.before}"
            yield text, f"prevd{chunk.determiner}{'s' if many else ''}"


def _called_so(scene: Scene, noun: str) -> Iterator[tuple[str | None, str]]:
    """Who is of the kind that the subject names: "the grocer" of "Norvale, an online grocer"."""
    last, latest = -1, ""
    offset = scene.sent.offset
    for name in scene.names.once(Kinds).called(noun):
        yield name, "kind"
        at = scene.folded.rfind(name, max(0, offset - _LOOKED_BACK), offset)
        if at > last:
            last, latest = at, name
    if latest:
        yield latest, "kindlast"


def _speaking(scene: Scene) -> Iterator[tuple[str | None, str]]:
    """Who says "we" and "I"."""
    names = scene.names
    start, stop = names.spans[scene.index]
    speaker = speaker_of(names.folded, start, stop) or quoted_by(names.folded, names.spans, scene.index)
    who = _name_of(scene, speaker) if speaker is not None else None
    if who is None:
        return
    person = names.people().named(who)
    yield person.name if person else who, "speaks"


def _name_of(scene: Scene, speaker: Speaker) -> str | None:
    low = speaker.who.lower()
    if low in PERSONS:
        return scene.names.people().before(speaker.start, scene.index, gender_of(low))
    return speaker.who
