"""What an article says has been replaced, and by what: "cut its forecast to 4.6 million from 4.9 million".

Pure, like comparing itself.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from extractors.events import EventKind
from warehouse.statement import POINT, Figure, Statement, best_fit


@dataclass(slots=True)
class Replaced:
    """Of statements of one series: the figures that others of them, by their claim, are put in place of."""

    statements: Sequence[Statement]
    _figures: dict[str, list[Figure]] = field(init=False, default_factory=dict)

    def in_order(self, is_told_again: Callable[[Statement], bool]) -> Iterator[int]:
        """Places of the statements in the order to judge them: of each article first what it says has been replaced,
        then what may take a place, and then the others, which are set against that.
        """
        said, at = self.statements, 0
        while at < len(said):
            end = at + 1
            while end < len(said) and said[end].article_id == said[at].article_id:
                end += 1
            yield from (at,) if end == at + 1 else self._of_one(range(at, end), is_told_again)  # nearly always one
            at = end

    def _of_one(self, places: Sequence[int], is_told_again: Callable[[Statement], bool]) -> Sequence[int]:
        """Likewise of the statements of one article."""
        new = {self.statements[k].replaced_by for k in places}

        def turn(k: int) -> int:
            s = self.statements[k]
            return 0 if s.replaced_by is not None else 1 if s.claim_id in new or is_told_again(s) else 2

        return sorted(places, key=turn)

    def remember(self, s: Statement, figure: Figure) -> None:
        """The figure that a replaced statement belongs to."""
        if s.replaced_by is not None:
            self._figures.setdefault(s.replaced_by, []).append(figure)

    def by(self, s: Statement) -> list[Figure]:
        """The figures in whose place the article puts what ``s`` says: of another value as written, also where the
        old one may have been a rounding of the new ("to 4.6 million from 5 million").
        """
        told = self._figures.get(s.claim_id, ()) if self._figures else ()
        return [f for f in told if (f.low, f.high) != (s.low, s.high) or not f.known.meets(s.allows)]


def last_of(lane: Sequence[Figure], s: Statement) -> list[Figure]:
    """Of these figures those that a statement of what is replaced may mean: without a period, the last before it."""
    if s.lane != POINT:
        return list(lane)
    before = [f for f in lane if f.as_of <= s.as_of]
    latest = max((f.as_of for f in before), default=None)
    return [f for f in before if f.as_of == latest]


class Taken(NamedTuple):
    """How a statement takes the place of a figure.

    Attributes:
        same: the figure it is of; None for one of its own.
        kind: the event it makes, against what it replaces; None where that was told, or is long past.
        stands_again: ``same`` had been replaced by what it now replaces itself.
        later: of an older article, the figure that has taken its own place since.
    """

    same: Figure | None
    kind: EventKind | None = None
    stands_again: bool = False
    later: Figure | None = None


def take_place(s: Statement, old: Figure, lane: Sequence[Figure]) -> Taken | None:
    """How ``s`` takes the place of ``old`` among the ``lane``'s figures that somebody says; None where it is heard of
    only in the article of ``s`` and others hold a third value.
    """
    kind: EventKind = "revision" if s.modality == "actual" else "forecast_changed"
    others = [f for f in lane if f is not old]
    if mine := [f for f in others if f.only_in(s.article_id) and f.known.meets(s.allows)]:
        return Taken(mine[0])  # "50 from 46", and before that "46 from 49"
    others = [f for f in others if not f.only_in(s.article_id) and (s.lane != POINT or f.as_of >= s.as_of)]
    standing = [f for f in others if f.superseded_by is None]
    later = [f for f in standing if f.first_said_at > s.said_at]
    told = old.superseded_by is not None or old.first_said_at > s.said_at or bool(later)
    if same := best_fit([f for f in others if f.known.meets(s.allows)], s):
        if same.superseded_by is not None:
            again = same.superseded_by == old.figure_id and not told
            return Taken(same, kind if again else None, again)
        news = not (told or old.only_in(s.article_id) or same.first_said_at > s.said_at)
        return Taken(same, kind if news else None)
    if standing and old.only_in(s.article_id):
        return None
    past = max(later, key=lambda f: f.first_said_at, default=None) if s.lane != POINT else None
    return Taken(None, None if told else kind, later=past)
