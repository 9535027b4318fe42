"""What an article says has been replaced, and by what: "cut its forecast to 4.6 million from 4.9 million".

Pure, like comparing itself.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import groupby

from warehouse.statement import POINT, Figure, Statement


@dataclass(slots=True)
class Replaced:
    """Of statements of one series: the figures that others of them, by their claim, are put in place of."""

    statements: Sequence[Statement]
    _figures: dict[str, list[Figure]] = field(init=False, default_factory=dict)

    def in_order(self) -> Sequence[int]:
        """Places of the statements in the order to judge them: what an article replaces before its others."""
        every = range(len(self.statements))
        if not any(s.replaced_by for s in self.statements):
            return every
        articles = groupby(every, key=lambda k: self.statements[k].article_id)
        return [k for _, mine in articles for k in sorted(mine, key=lambda k: self.statements[k].replaced_by is None)]

    def remember(self, s: Statement, figure: Figure) -> None:
        """The figure that a replaced statement belongs to."""
        if s.replaced_by is not None:
            self._figures.setdefault(s.replaced_by, []).append(figure)

    def by(self, s: Statement) -> list[Figure]:
        """The figures in whose place the article puts what ``s`` says."""
        return [f for f in self._figures.get(s.claim_id, ()) if not f.known.meets(s.allows)] if self._figures else []


def last_of(lane: Sequence[Figure], s: Statement) -> list[Figure]:
    """Of these figures those that a statement of what is replaced may mean: without a period, the last before it."""
    if s.lane != POINT:
        return list(lane)
    before = [f for f in lane if f.as_of <= s.as_of]
    latest = max((f.as_of for f in before), default=None)
    return [f for f in before if f.as_of == latest]
