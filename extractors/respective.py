""" "Sarn and Kell mined 3 and 4 tonnes respectively": each figure of a list is of the name in the same place."""

from __future__ import annotations

from typing import NamedTuple

from extractors.measure_nouns import says_what
from extractors.noun_phrases import is_year_word, left_phrase
from extractors.phrases import CALENDAR, NOUNS
from extractors.quantities import Quantity
from extractors.scene import Scene
from extractors.statement import Statement
from extractors.tokens import Sentence

_WORD = "respectively"
_IN_NAME = frozenset((*NOUNS, "JJ", "VBG", "VBN", "POS", "&"))
_IN_FIGURE = frozenset("CD $ % NN NNS RB JJ DT IN".split())
_LEAST, _MOST, _LONGEST = 2, 8, 8  # items of a list, tokens of one
_AMONG = frozenset("among at for in".split())


class _Span(NamedTuple):
    first: int
    last: int


class _Lists(NamedTuple):
    """The figures beside "respectively" and the names they are of, in the same order; ``timed``: these are times."""

    figures: list[_Span]
    names: list[_Span]
    timed: bool = False


def respective(scene: Scene, q: Quantity, told: Statement) -> Statement | None:
    """What ``told`` says of all names, said of the one whose figure this is; None where no list of names is there.

    Where there are figures and nobody to deal them out to, they are nobody's: of one owner they would be at odds.
    """
    if _WORD not in scene.sent.said:
        return None
    lists = scene.sent.once(_lists)
    at = next((k for k, one in enumerate(lists.figures) if one.first <= q.first < one.last), -1)
    if at < 0 or lists.timed:
        return None
    if not lists.names:
        size = len(lists.figures)
        before = scene.done[: len(scene.done) - at][-size:]  # "Sales came to $4m and profit to $1m, up 3% and 5%"
        if len(before) == size and len({(said.measure, said.subject) for said in before}) == size:
            return Statement(before[at].measure, before[at].subject, told.per, told.rule)
        return Statement(told.measure, None, told.per, told.rule)
    name = lists.names[at]
    mine = _called(scene, name, lists.names[-1])
    last = lists.names[-1]
    if (common := _of_each(scene, lists.names[0].first)) is not None:
        return Statement(common, mine, told.per, told.rule)
    if all(says_what(scene.low(one.last - 1)) and scene.tag(one.last - 1) != "NNP" for one in lists.names):
        return Statement(mine, told.subject, told.per, told.rule)  # "Profit and sales rose 3% and 5%"
    shared = scene.low(last.last - 1)
    if (
        last.last - last.first > 1 and says_what(shared) and scene.tag(last.last - 1) != "NNP"
    ):  # "Coffee and tea [prices]"
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


def are_dealt_out(sent: Sentence) -> bool:
    """True where the figures of "respectively" are of names, and not of the times in their places."""
    return bool(sent.once(_lists).names)


def _called(scene: Scene, name: _Span, last: _Span) -> str:
    """A name of the list; "northern plants" of "the northern and southern plants"."""
    said = scene.text(name.first, name.last)
    whole = scene.tag(name.last - 1) != "JJ"
    return said if whole else f"{said} {scene.text(last.last - 1, last.last)}"


def _of_each(scene: Scene, first: int) -> str | None:
    """What is measured of each, where the list stands behind it: "Unemployment among [men and women]"."""
    k = first - (scene.tag(first - 1) == "DT")
    if scene.low(k - 1) not in _AMONG or not says_what(scene.low(k - 2)):
        return None
    phrase = left_phrase(scene.sent, k - 1)
    return scene.words_of(phrase) if phrase is not None and phrase.last == k - 1 else None


def _lists(sent: Sentence) -> _Lists:
    nothing = _Lists([], [])
    end = sent.lows.index(_WORD)
    stop = end - (sent.lows[end - 1] == ",")
    figures = _split(sent, _figures_start(sent, stop), stop)
    if _are_figures(sent, figures):
        names = _names_before(sent, figures[0].first, len(figures)) or _names_after(sent, end + 1, len(figures))
    elif _are_figures(sent, figures := _figures_behind(sent, end + 1)):  # "Sarn and Kell, respectively, have 3 and 4"
        names = _names_before(sent, end, len(figures))
    else:
        return nothing
    if any(sent.lows[name.last - 1] in CALENDAR or sent.lows[name.last - 1] in _TIMES for name in names):
        return _Lists(figures, [], timed=True)  # "in May and June, respectively"
    return _Lists(figures, names, timed=not names and _says_times(sent))


def _are_figures(sent: Sentence, figures: list[_Span]) -> bool:
    return _LEAST <= len(figures) <= _MOST and all("CD" in sent.tags[a:b] for a, b in figures)


def _says_times(sent: Sentence) -> bool:
    """True where times may be what the figures are dealt out to."""
    return any(
        low in CALENDAR or low in _TIMES or (sent.tags[k] == "CD" and is_year_word(low))
        for k, low in enumerate(sent.lows)
    )


_TIMES = frozenset("quarters halves years months weeks days".split())


def _figures_behind(sent: Sentence, first: int) -> list[_Span]:
    """The list of figures that begins with the first number at or behind token ``first``."""
    start = next((k for k in range(first, len(sent.tags)) if sent.tags[k] in ("CD", "$")), len(sent.tags))
    stop = start
    while stop < len(sent.tags) and (sent.tags[stop] in _IN_FIGURE or sent.lows[stop] in (",", "and")):
        stop += 1
    return _split(sent, start, stop)


def _figures_start(sent: Sentence, stop: int) -> int:
    """Where the list of figures that ends at ``stop`` begins: at its first number, behind verb and preposition."""
    k = first = stop
    while k > 0 and (
        sent.tags[k - 1] in _IN_FIGURE
        or sent.lows[k - 1] in (",", "and")
        or (k > 1 and sent.tags[k - 1] in NOUNS and sent.tags[k - 2] == "CD")  # "1.2 TWh"
    ):
        k -= 1
        if sent.lows[k] in ("up", "down") and k > 0 and sent.lows[k - 1] == ",":
            break  # "sales of $4m and profit of $1m, up 3 and 5 percent"
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
        if stop > 2 and sent.tags[stop - 1] == "CD" and sent.lows[stop - 2] == ",":  # "Ann Lee, 34, and"
            stop -= 2
        start = stop
        while start > 0 and sent.tags[start - 1] in _IN_NAME and stop - start < _LONGEST:
            start -= 1
        kind = (
            start + 1 == stop and sent.tags[start] == "JJ" == sent.tags[first]
        )  # "the northern and southern plants"
        if start == stop or (sent.tags[stop - 1] not in NOUNS and not kind):
            return []
        if start and (sent.tags[start - 1] in ("CD", "$") or sent.lows[start - 1] == "per"):
            return []  # "8.8 billion [yuan] and net profit"
        names.insert(0, _Span(start, stop))
        before = start - (start > 0 and sent.tags[start - 1] == "DT")
        if len(names) < size and (before == 0 or sent.lows[before - 1] != ","):
            return []
        stop = before - 1
    return names
