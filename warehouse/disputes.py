"""Values of one day or period that cannot both be true: who has given one up, and who takes it back.

Pure, like comparing itself.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta

from warehouse.statement import POINT, Figure, Statement

_A_DAY = timedelta(days=1)


def given_up(s: Statement, same: Figure, lane: Sequence[Figure], said: Sequence[Statement]) -> list[Figure]:
    """Figures at odds with ``same``, which ``s`` says, that nobody holds any more: every outlet of them has said
    something else since. They are of the time that ``same`` speaks of, which may be a day before that of ``s``.
    ``said``: the statements of the batch, as an article may give both values.
    """
    return [
        f
        for f in lane
        if f is not same
        and f.as_of == same.as_of
        and f.superseded_by is None
        and not f.known.meets(s.allows)
        and f.articles.isdisjoint(same.articles)  # one article that gives both means two things by them
        and f.outlets.get(s.outlet, s.said_at) < s.said_at
        and is_left(f, s, lane)
        and not _is_said_too(f, s, said)
    ]


def standing_against(s: Statement, same: Figure, lane: Sequence[Figure], said: Sequence[Statement]) -> list[Figure]:
    """What stands in place of ``same``, which had been revised and which ``s`` fits, where all of that is at odds
    with ``s``; else nothing.
    """
    if same.superseded_by is None or same.only_in(s.article_id):
        return []
    found = [f for f in lane if f.as_of == s.as_of and f.superseded_by is None and not f.only_in(s.article_id)]
    return [] if any(f.known.meets(s.allows) or _is_said_too(f, s, said) for f in found) else found


def rules_out(standing: Iterable[Figure], s: Statement, same: Figure) -> bool:
    """True for a value that only the old floor or ceiling allowed ("20" after "at least 43"), from one who has had
    a day to hear of the new one.
    """
    fresh = any(s.said_at - f.first_said_at < _A_DAY for f in standing)
    return same.end is not None and s.end is None and s.lane != POINT and not fresh


def is_left(figure: Figure, s: Statement, lane: Sequence[Figure]) -> bool:
    """True when every outlet of it, but the one that speaks, has said something else since."""
    return all(who == s.outlet or _says_else(who, at, figure, lane) for who, at in figure.outlets.items())


def _says_else(outlet: str, said_at: datetime, figure: Figure, lane: Iterable[Figure]) -> bool:
    return any(f.outlets.get(outlet, said_at) > said_at for f in lane if f is not figure)


def _is_said_too(figure: Figure, s: Statement, said: Iterable[Statement]) -> bool:
    """True where the article of ``s`` gives this value, too."""
    return any(t.article_id == s.article_id and t.lane == s.lane and figure.known.meets(t.allows) for t in said)
