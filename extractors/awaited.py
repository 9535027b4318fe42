"""Figures that somebody awaited: "the $41 million analysts had expected", "the 6.1 million it had forecast"."""

from __future__ import annotations

from dataclasses import dataclass

from extractors.move_words import MOVE_NOUNS
from extractors.tokens import Sentence
from extractors.words import words

_NOUNS = frozenset(("NN", "NNS", "NNP", "NNPS"))
_FORECASTERS = words("awaited.forecasters")
_AWAITING = words("awaited.awaiting")
_HAVE = frozenset("had have has 'd 've was were are is been".split())
_LONGEST_DOER = 6  # words
_IN_DOER = frozenset((*_NOUNS, "DT", "JJ", "POS", "PRP", "PRP$"))


@dataclass(frozen=True, slots=True)
class Awaited:
    """Who awaited a figure: tokens ``first`` to ``last`` (exclusive); ``verb`` is what they did, "expected"."""

    first: int
    last: int
    verb: int


def is_scheduled(sent: Sentence, verb: int) -> bool:
    """True for "goes on sale on Friday", "opens in June": a present tense that is a plan where it has a day."""
    return verb >= 0 and sent.tags[verb] in ("VBZ", "VBP") and sent.lows[verb] in _SCHEDULED


_SCHEDULED = words("awaited.scheduled")


def awaits(sent: Sentence, k: int) -> bool:
    """True for "profit analysts [had] expected": a verb of those who only foretell what stands before them."""
    if (
        k < 2
        or sent.lows[k - 1] not in _FORECASTERS
        or (sent.tags[k - 2] not in _NOUNS and sent.tags[k - 2] not in ("CD", "%"))
    ):
        return False
    return _verb(sent, k) >= 0


def awaits_ahead(sent: Sentence, i: int) -> bool:
    """True for "the 160,000 [economists] had expected" and ", [economists had expected]" at its end: who awaited the
    number before token ``i`` is not what it counts; false for "40 economists expected a rise".
    """
    if i < 2 or sent.lows[i : i + 1] == []:
        return False
    wished = sent.tags[i] == "NNP" and sent.lows[i + 1 : i + 2] in _WISHING and sent.lows[i - 1] != "the"
    if sent.lows[i] not in _FORECASTERS:
        return wished and _opened_by_the(sent, i)
    if not _opened_by_the(sent, i):
        return False
    verb = i + 1 if sent.lows[i + 1 : i + 2] == ["forecast"] else _verb(sent, _past_pollster(sent, i + 1))
    return verb >= 0 and sent.lows[verb + 1 : verb + 2] in ([], ["."], [","], [";"], ["and"], ["in"], ["for"], [")"])


_WISHING = (["wants"], ["needs"], ["hopes"], ["seeks"], ["targets"], ["plans"])


def _opened_by_the(sent: Sentence, i: int) -> bool:
    """True for the number before token ``i`` in "the 160,000 or [so]", "the 60 million [Brussels]"."""
    k = i - 1
    while k > 0 and (sent.tags[k] == "CD" or sent.lows[k] == "or"):
        k -= 1
    return k > 0 and sent.lows[k] == "the"


def awaited(sent: Sentence, k: int) -> Awaited | None:
    """Who awaited the figure that ends before token ``k``, named behind it with or without "that"."""
    if not sent.once(_awaits_something):
        return None
    k += sent.lows[k : k + 1] != [] and sent.lows[k] in MOVE_NOUNS  # "the 3 percent rise analysts had expected"
    if sent.lows[k : k + 1] in (["that"], ["which"]):
        k += 1
    last = k
    size = min(len(sent.words), k + _LONGEST_DOER)
    while last < size and sent.tags[last] in _IN_DOER:
        last += 1
    if last == k or (sent.tags[last - 1] not in _NOUNS and sent.tags[last - 1] != "PRP"):
        return None
    last = _past_pollster(sent, last)
    verb = _verb(sent, last)
    return Awaited(k, last, verb) if verb >= 0 else None


def _past_pollster(sent: Sentence, k: int) -> int:
    """ "analysts [polled by Tarn News] had", "economists [at Kell Bank] had": behind who asked or employs them."""
    asked = sent.lows[k : k + 1] != [] and sent.lows[k] in _ASKED and sent.lows[k + 1 : k + 2] in _BY
    m = k + 2 if asked else k + 1 if sent.lows[k : k + 1] in _BY else k
    if m == k:
        return k
    size = min(len(sent.words), m + _LONGEST_DOER)
    while m < size and sent.tags[m] in _IN_DOER:
        m += 1
    return m


_ASKED = frozenset("polled surveyed questioned canvassed asked interviewed".split())
_BY = (["by"], ["in"], ["at"])


def was_awaited(sent: Sentence, first: int, k: int) -> bool:
    """ "the 3.5% expected by economists", "the 0.1% drop forecast.": a figure, ``first`` to ``k``, that another
    is set against.
    """
    if first < 1 or sent.lows[first - 1] not in _THE or not sent.once(_awaits_something):
        return False
    k += sent.lows[k : k + 1] != [] and sent.lows[k] in MOVE_NOUNS
    return sent.lows[k : k + 1] != [] and sent.lows[k] in _AWAITED and sent.lows[k + 1 : k + 2] in _BEHIND_AWAITED


_THE = frozenset("the a an than from".split())
_AWAITED = frozenset("expected forecast forecasted predicted projected anticipated estimated".split())
_BEHIND_AWAITED: tuple[list[str], ...] = ([], ["by"], ["."], [","], [";"], [")"], ["in"])


def _awaits_something(sent: Sentence) -> bool:
    return not _AWAITING.isdisjoint(sent.said) or "looked" in sent.said or "looking" in sent.said


def _verb(sent: Sentence, k: int) -> int:
    """The verb of awaiting at token ``k``, or behind its auxiliaries and adverbs; -1 where another stands there."""
    for m in range(k, min(len(sent.words), k + 4)):
        if sent.lows[m : m + 2] in (["looked", "for"], ["looking", "for"]):
            return m  # "the $301 million analysts had looked for"
        verbal = sent.tags[m] not in ("NN", "NNS") or m > k  # "had forecast"
        if verbal and sent.lows[m] in _AWAITING and sent.tags[m + 1 : m + 2] != ["TO"]:
            return m
        if sent.lows[m] not in _HAVE and sent.tags[m] != "RB":
            return -1
    return -1
