""" "Sarn and Kell mined 3 and 4 tonnes respectively": each figure of a list is of the name in the same place."""

from __future__ import annotations

from typing import NamedTuple

from extractors.measure_nouns import says_what
from extractors.phrases import CALENDAR, NOUNS
from extractors.quantities import Quantity
from extractors.scene import Scene
from extractors.statement import Statement
from extractors.tokens import Sentence

_WORD = "respectively"
_IN_NAME = frozenset((*NOUNS, "JJ", "VBG", "VBN", "POS", "&"))
_IN_FIGURE = frozenset("CD $ % NN NNS RB JJ DT IN".split())
_LEAST, _MOST, _LONGEST = 2, 8, 8  # items of a list, tokens of one


class _Span(NamedTuple):
    first: int
    last: int


class _Lists(NamedTuple):
    """The figures in front of "respectively" and the names they are of, in the same order."""

    figures: list[_Span]
    names: list[_Span]


def respective(scene: Scene, q: Quantity, told: Statement) -> Statement | None:
    """What ``told`` says of all names, said of the one whose figure this is; None where no list of names is there."""
    if _WORD not in scene.sent.said:
        return None
    lists = scene.sent.once(_lists)
    at = next((k for k, one in enumerate(lists.figures) if one.first <= q.first < one.last), -1)
    if at < 0:
        return None
    name = lists.names[at]
    mine = scene.text(name.first, name.last)
    last = lists.names[-1]
    if all(says_what(scene.low(one.last - 1)) for one in lists.names):
        return Statement(mine, told.subject, told.per, told.rule)  # "Profit and sales rose 3% and 5%"
    shared = scene.low(last.last - 1)
    if last.last - last.first > 1 and says_what(shared):  # "Coffee and tea [prices]"
        if at == len(lists.names) - 1:
            mine = scene.text(last.first, last.last - 1)
        return Statement(shared, mine, told.per, told.rule)
    everybody = scene.text(lists.names[0].first, last.last)
    measure = told.measure
    if measure in [scene.text(one.first, one.last) for one in lists.names]:
        return Statement(mine, told.subject, told.per, told.rule)
    if measure and (everybody in measure or mine in measure):
        cut = measure.find(everybody if everybody in measure else mine)
        measure = measure[:cut].rstrip().rpartition(" ")[0]
        if not measure:
            return Statement(mine, told.subject, told.per, told.rule)
    return Statement(measure, mine, told.per, told.rule)


def _lists(sent: Sentence) -> _Lists:
    nothing = _Lists([], [])
    end = sent.lows.index(_WORD)
    stop = end - (sent.lows[end - 1] == ",")
    figures = _split(sent, _figures_start(sent, stop), stop)
    if not _LEAST <= len(figures) <= _MOST or not all("CD" in sent.tags[a:b] for a, b in figures):
        return nothing
    names = _names_before(sent, figures[0].first, len(figures)) or _names_after(sent, end + 1, len(figures))
    if any(sent.lows[name.last - 1] in CALENDAR for name in names):
        return nothing  # "in May and June, respectively"
    return _Lists(figures, names) if names else nothing


def _figures_start(sent: Sentence, stop: int) -> int:
    """Where the list of figures that ends at ``stop`` begins: at its first number, behind verb and preposition."""
    k = first = stop
    while k > 0 and (sent.tags[k - 1] in _IN_FIGURE or sent.lows[k - 1] in (",", "and")):
        k -= 1
        if sent.tags[k] in ("CD", "$"):
            first = k
    return first


def _split(sent: Sentence, first: int, stop: int) -> list[_Span]:
    """The items between ``first`` and ``stop``, parted by commas and "and"."""
    items: list[_Span] = []
    start = first
    for k in range(first, stop + 1):
        if k == stop or sent.lows[k] in (",", "and"):
            if k > start:
                items.append(_Span(start, k))
            start = k + 1
    return items


def _names_before(sent: Sentence, stop: int, size: int) -> list[_Span]:
    """The list of ``size`` names whose "and" is the nearest before token ``stop``."""
    for k in range(stop - 1, 0, -1):
        if sent.lows[k] == "and" and (names := _names_around(sent, k, size)):
            return names
    return []


def _names_after(sent: Sentence, first: int, size: int) -> list[_Span]:
    """ "respectively in Sarn and Kell"."""
    for k in range(first, len(sent.lows)):
        if sent.lows[k] == "and" and (names := _names_around(sent, k, size)):
            return names
    return []


def _names_around(sent: Sentence, k: int, size: int) -> list[_Span]:
    """The names that the "and" at token ``k`` joins, as many as ``size``; none where there are fewer."""
    end = k + 1
    first = end + (sent.tags[end : end + 1] == ["DT"])
    end = first
    while end < len(sent.tags) and sent.tags[end] in _IN_NAME and end - first < _LONGEST:
        end += 1
    while end > first and sent.tags[end - 1] not in NOUNS:
        end -= 1
    if end == first:
        return []
    names = [_Span(first, end)]
    stop = k - (sent.lows[k - 1] == ",")
    while len(names) < size:
        start = stop
        while start > 0 and sent.tags[start - 1] in _IN_NAME and stop - start < _LONGEST:
            start -= 1
        if start == stop or sent.tags[stop - 1] not in NOUNS:
            return []
        names.insert(0, _Span(start, stop))
        before = start - (start > 0 and sent.tags[start - 1] == "DT")
        if len(names) < size and (before == 0 or sent.lows[before - 1] != ","):
            return []
        stop = before - 1
    return names
