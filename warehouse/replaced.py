"""What an article says has been replaced, and by what: "cut its forecast to 4.6 million from 4.9 million".

Pure, like comparing itself.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import groupby

from warehouse.statement import POINT, Figure, Lane, Statement

_Place = tuple[str, str, Lane]


@dataclass(slots=True)
class Replaced:
    """Of statements of one series: those that their article replaces, and the figures that these belong to."""

    statements: Sequence[Statement]
    _by: frozenset[_Place] = field(init=False, default=frozenset())
    _figures: dict[_Place, list[Figure]] = field(init=False, default_factory=dict)

    def __post_init__(self) -> None:
        if any(s.former for s in self.statements):
            self._by = frozenset(_place(s) for s in self.statements if not s.former)

    def in_order(self) -> Sequence[int]:
        """Places of the statements in the order to judge them: what an article replaces before its others."""
        every = range(len(self.statements))
        if not self._by:
            return every
        articles = groupby(every, key=lambda k: self.statements[k].article_id)
        return [k for _, mine in articles for k in sorted(mine, key=lambda k: not self.statements[k].former)]

    def is_one(self, s: Statement) -> bool:
        """True for what is replaced, where its article gives another value in its place."""
        return s.former and _place(s) in self._by

    def remember(self, s: Statement, figure: Figure) -> None:
        """The figure that a replaced statement belongs to."""
        self._figures.setdefault(_place(s), []).append(figure)

    def by(self, s: Statement) -> list[Figure]:
        """The figures in whose place the article puts what ``s`` says."""
        if s.former or not self._figures:
            return []
        return [f for f in self._figures.get(_place(s), ()) if not f.known.meets(s.allows)]


def last_of(lane: Sequence[Figure], s: Statement) -> list[Figure]:
    """Of these figures those that a statement of what is replaced may mean: without a period, the last before it."""
    if s.lane != POINT:
        return list(lane)
    before = [f for f in lane if f.as_of <= s.as_of]
    latest = max((f.as_of for f in before), default=None)
    return [f for f in before if f.as_of == latest]


def _place(s: Statement) -> _Place:
    return s.article_id, s.modality, s.lane
