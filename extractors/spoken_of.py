"""Whom the sentences before a figure speak of, in the article's order: what "it", "they" and an unsaid subject mean."""

from __future__ import annotations

from dataclasses import dataclass, field

from extractors.chunks import Chunk, chunks
from extractors.clauses import SPEECH, first_subject
from extractors.discourse import PERSONS, SPEAKERS, THINGS, Discourse
from extractors.noun_phrases import text_of
from extractors.phrases import CALENDAR

_FARTHEST = 3  # sentences that one pronoun after another leads back
_MOST = 6  # noun phrases of the sentence before


@dataclass(slots=True)
class SpokenOf:
    """The subjects of an article's sentences, each read once when it is asked for."""

    names: Discourse
    _subjects: dict[int, tuple[str | None, bool]] = field(default_factory=dict)

    def subject(self, index: int, depth: int = 0) -> tuple[str | None, bool]:
        """What the subject of sentence ``index`` is called, and whether it only says something; None without one."""
        known = self._subjects.get(index)
        if known is None:
            known = self._subjects[index] = self._read(index, depth)
        return known

    def _read(self, index: int, depth: int) -> tuple[str | None, bool]:
        names = self.names
        sent = names.sentence(index)
        phrase = first_subject(sent)
        if phrase is None:
            found = [chunk for chunk in sent.once(chunks) if not chunk.pronoun]
            if not found:
                return None, False
            return text_of(sent, names.folded, found[0].core, found[0].last), False
        first, low = phrase.first, sent.lows[phrase.first]
        if sent.tags[first] in ("PRP", "PRP$") and low in THINGS | PERSONS | SPEAKERS:
            if low in PERSONS:
                return names.resolve(low, index, sent.start[first]), False
            if low in THINGS and index > 0 and depth < _FARTHEST:
                return self.subject(index - 1, depth + 1)
            return names.resolve(low, index, sent.start[first]), False
        while first < phrase.head and sent.tags[first] in ("DT", "CD"):
            first += 1
        if sent.lows[phrase.head] in CALENDAR:
            return None, False
        says = sent.lows[phrase.last] in SPEECH if phrase.last < len(sent.lows) else False
        return text_of(sent, names.folded, first, phrase.last), says

    def paragraph(self, index: int) -> int:
        """The first sentence of the paragraph of sentence ``index``."""
        spans, folded = self.names.spans, self.names.folded
        while index > 0 and folded.find("\n", spans[index - 1][1] - 1, spans[index][0] + 1) < 0:
            index -= 1
        return index

    def phrases(self, index: int) -> list[tuple[str, Chunk]]:
        """The noun phrases of sentence ``index``."""
        sent = self.names.sentence(index)
        return [
            (text_of(sent, self.names.folded, chunk.core, chunk.last), chunk)
            for chunk in sent.once(chunks)
            if not chunk.pronoun
        ][:_MOST]
