"""A quantity where it stands: its sentence, the verb before it, the words on both sides, what was said before."""

from __future__ import annotations

from dataclasses import dataclass

from extractors.clauses import verb_before
from extractors.discourse import Discourse
from extractors.noun_phrases import Phrase, text_of
from extractors.quantities import Quantity
from extractors.statement import Statement
from extractors.tokens import Sentence
from extractors.words import words

_YEARS_OLD = (["-", "year", "-", "old"], ["-", "year", "-", "olds"])
_FILLERS = words("scene.fillers")
_OVER = frozenset("over during in within through throughout for".split())
_STRETCHES = [[which, what] for which in ("the", "a") for what in ("course", "space", "span", "period")]


@dataclass(slots=True)
class Scene:
    """The surroundings of one quantity; not frozen, as one is made for each, which then costs five times as much.

    Attributes:
        index: which sentence of the article this is.
        done: the statements of the quantities before it in the sentence.
        verb: the verb that governs the quantity, -1 where none stands before it.
        before: the token before the quantity and its fillers ("a record"), -1 at the start; the quantity's own
            verb where the number is one ("doubled").
        word: the word at ``before``; "" at the start and where the number is the verb.
        behind: the token behind the quantity before this one in the sentence, -1 for the first.
        moved: True where the quantity before this one in the sentence is the size of a move.
        alike: True where the quantity before this one in the sentence is of the same kind and unit.
        past: the token behind the quantity, its bracket and its twin ("3 [kg (7 lb) or 4 kg of] rice").
    """

    sent: Sentence
    folded: str
    names: Discourse
    index: int
    done: list[Statement]
    verb: int
    before: int
    word: str
    behind: int
    moved: bool
    alike: bool
    past: int

    def text(self, first: int, last: int) -> str:
        """The words of tokens ``first`` to ``last`` as the article writes them."""
        return text_of(self.sent, self.folded, first, last)

    def words_of(self, phrase: Phrase) -> str:
        """The words of a phrase as the article writes them; "23-year-old" whole."""
        first = phrase.first
        if first > 3 and self.sent.lows[first - 3 : first + 1] in _YEARS_OLD:
            first -= 4
        return text_of(self.sent, self.folded, first, phrase.last)

    def low(self, k: int) -> str:
        """The word of token ``k`` in small letters, "" outside the sentence."""
        try:
            return self.sent.lows[k] if k >= 0 else ""
        except IndexError:  # one in three hundred: cheaper than to ask each time how long the sentence is
            return ""

    def tag(self, k: int) -> str:
        """The part of speech of token ``k``, "." outside the sentence."""
        try:
            return self.sent.tags[k] if k >= 0 else "."
        except IndexError:
            return "."


def look_around(
    sent: Sentence,
    folded: str,
    names: Discourse,
    index: int,
    q: Quantity,
    done: list[Statement],
    ahead: Quantity | None,
    behind: Quantity | None = None,
) -> Scene:
    """The scene of ``q``; ``ahead`` is the quantity after it in the sentence, None for the last."""
    before = q.first - 1
    while before >= 0 and (sent.lows[before] in _FILLERS or sent.lows[before - 1 : before + 1] == ["on", "average"]):
        before -= 1 + (sent.lows[before] == "average" and sent.lows[before - 1] == "on")
    word = sent.lows[before] if before >= 0 else ""
    if word == "of" and q.kind == "duration" and before > 2 and sent.lows[before - 2 : before] in _STRETCHES:
        if sent.lows[before - 3] in _OVER:
            before -= 3
            word = sent.lows[before]  # "over the course of three weeks"
    if word == "of" and before > 1 and sent.lows[before - 1] == "total" and sent.lows[before - 2] in _TOTALLED:
        before -= 3  # "raised a total of $5 million"
        word = sent.lows[before] if before >= 0 else ""
    verb = verb_before(sent, q.core)
    if verb >= q.first:
        before, word = verb, ""
    stop = behind.last if behind is not None else -1
    moved = behind is not None and behind.change is not None
    alike = behind is not None and behind.kind == q.kind and behind.unit == q.unit and q.kind != "count"
    return Scene(sent, folded, names, index, done, verb, before, word, stop, moved, alike, _past_twin(sent, q, ahead))


_TOTALLED = ("a", "grand", "combined", "record")
_ACTS = frozenset(("VBZ", "VBD", "VBP", "VB"))


def _past_twin(sent: Sentence, q: Quantity, twin: Quantity | None) -> int:
    """ "40 kWh and 60 kWh of storage": the token behind both, as both are of it."""
    past = _past_bracket(sent, q.last)
    if (
        twin is not None
        and twin.kind == q.kind
        and (twin.unit == q.unit or q.kind != "measure")
        and q.kind in ("measure", "money", "percent")
        and sent.lows[past : past + 1] in (["and"], ["or"])
        and twin.first <= past + 2
        and _ACTS.isdisjoint(sent.tags[past + 1 : past + 2])  # "weighs 60 kg and eats 4 kg of meat"
    ):
        return _past_bracket(sent, twin.last)
    return past


def _past_bracket(sent: Sentence, k: int) -> int:
    """Token ``k``, or the one behind the bracket that opens there: "2 inches (50.8 mm) of rain"."""
    if k < len(sent.words) and sent.words[k] == "(":
        for m in range(k + 1, min(k + 7, len(sent.words) - 1)):
            if sent.words[m] == ")":
                return m + 1
    return k
