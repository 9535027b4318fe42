"""Cases and deaths belong to where they are, not to who counts them: "Officials in Kelso reported nine deaths"."""

from __future__ import annotations

import re

from extractors.observers import place_in
from extractors.quantities import Quantity
from extractors.scene import Scene
from extractors.words import words

_TELLERS = words("attach_tallies.tellers")
_TELLING = words("attach_tallies.telling")
_TOLD = words("attach_tallies.told")
_TAIL = re.compile(r" (?:of|for|in|at|on|from) ")
_NO_PLACE = frozenset("state public health national federal local the".split())


def is_tally(measure: str | None) -> bool:
    """True for what is counted and reported: "new cases of flu", "people killed"."""
    return measure is not None and not _TOLD.isdisjoint(measure.lower().split())


def reports_cases(owner: str) -> bool:
    """True for who reports cases and deaths: "Health officials", "the Norvale Department of Health"."""
    return _TAIL.split(owner, maxsplit=1)[0].lower().rpartition(" ")[2] in _TELLERS


def place_of_tally(scene: Scene, owner: str, measure: str | None) -> str | None:
    """``owner``, or for who only counts the cases the place they speak for: "Kelso" of "officials in Kelso"; None
    where they name none.
    """
    if not is_tally(measure) or not reports_cases(owner) or scene.low(scene.verb) not in _TELLING:
        return owner
    _, found, behind = owner.partition(" in ")
    if found and behind[:1].isupper():
        return behind
    said = _TAIL.split(owner, maxsplit=1)[0].split()[:-1]
    while said and said[-1].lower() in _NO_PLACE:
        said.pop()
    name = " ".join(said)
    return name if name and scene.names.is_place(name) else place_in(name)


def name_total(scene: Scene, q: Quantity) -> None:
    """ "reported 43 new deaths, taking the total to [4,312]": what is counted is deaths, not new ones."""
    if q.named is None or q.kind != "count" or scene.low(q.first - 1) not in ("to", "of"):
        return
    ahead = scene.sent.lows[max(0, q.first - _TO_TOTAL) : q.first - 1]
    if _TOTALS.isdisjoint(ahead[-2:]) or _BRINGING.isdisjoint(ahead):
        return
    first, _, rest = q.named.partition(" ")
    if rest and first.lower() in _NEW:
        q.named = rest


_TO_TOTAL = 8
_TOTALS = frozenset(("total", "tally", "count", "number"))
_BRINGING = frozenset(
    "bring bringing brings brought lift lifting pushing raised raising take takes taking took".split()
)
_NEW = frozenset("additional another extra further more new".split())
