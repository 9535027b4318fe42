"""Whom the sentences before a figure speak of, in the article's order: what "it" and an unsaid subject may mean."""

from __future__ import annotations

from dataclasses import dataclass, field

from extractors.chunks import Chunk, chunks
from extractors.clauses import SPEECH, first_subject
from extractors.discourse import PERSONS, SPEAKERS, THINGS, Discourse
from extractors.noun_phrases import text_of
from extractors.phrases import CALENDAR

_NAMES = frozenset(("NNP", "NNPS"))
_SEVERAL = frozenset(("NNS", "NNPS"))
_LONG = 4  # words
_FARTHEST = 3  # sentences that one pronoun after another leads back
_MOST = 6  # noun phrases of the sentence before


@dataclass(slots=True)
class SpokenOf:
    """The subjects of an article's sentences, each read once when it is asked for."""

    names: Discourse
    _subjects: dict[int, tuple[str | None, bool]] = field(default_factory=dict)
    _tops: list[int] = field(default_factory=list)

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
        first, last, low = phrase.first, phrase.last, sent.lows[phrase.first]
        named = sent.tags[phrase.head] in _NAMES
        if sent.tags[first] in ("PRP", "PRP$") and low in THINGS | PERSONS | SPEAKERS and not named:
            if low in PERSONS:
                return names.resolve(low, index, sent.start[first]), False
            if low in THINGS and index > 0 and depth < _FARTHEST:
                return self.subject(index - 1, depth + 1)
            return names.resolve(low, index, sent.start[first]), False
        if named:
            first = phrase.head
            while first > phrase.first and sent.tags[first - 1] in _NAMES:
                first -= 1  # "Its rival [Oakmart]"
        while first < phrase.head and sent.tags[first] in ("DT", "CD"):
            first += 1
        if last - first > _LONG:
            last = phrase.head + 1
        if sent.lows[phrase.head] in CALENDAR:
            return None, False
        says = sent.lows[phrase.last] in SPEECH if phrase.last < len(sent.lows) else False
        return text_of(sent, names.folded, first, last), says

    def name_in_subject(self, index: int) -> str | None:
        """The name inside the subject of sentence ``index``: "Shares of [Norvale]"; None where it is all of it."""
        sent = self.names.sentence(index)
        phrase = first_subject(sent)
        if phrase is None:
            return None
        last = phrase.last
        while last > phrase.first and sent.tags[last - 1] not in _NAMES:
            last -= 1
        first = last
        while first > phrase.first and sent.tags[first - 1] in _NAMES:
            first -= 1
        return text_of(sent, self.names.folded, first, last) if first > phrase.first + 1 else None

    def paragraph(self, index: int) -> int:
        """The first sentence of the paragraph of sentence ``index``."""
        if not self._tops:
            spans, folded = self.names.spans, self.names.folded
            for k, (start, _) in enumerate(spans):
                begins = k == 0 or folded.find("\n", spans[k - 1][1] - 1, start + 1) >= 0
                self._tops.append(k if begins else self._tops[-1])
        return self._tops[index]

    def phrases(self, index: int) -> list[tuple[str, Chunk, bool]]:
        """The first noun phrases of sentence ``index``, and whether each speaks of several."""
        sent = self.names.sentence(index)
        return [
            (text_of(sent, self.names.folded, chunk.core, chunk.last), chunk, sent.tags[chunk.head] in _SEVERAL)
            for chunk in sent.once(chunks)
            if not chunk.pronoun
        ][:_MOST]
