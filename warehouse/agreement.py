"""How a statement stands to a known figure: whether both may be true, which says more, which came last. Pure."""

from __future__ import annotations

from datetime import date

from extractors.allowed import TOLERANCE
from warehouse.statement import POINT, Figure, Old, Statement, outdoes, says_more

COMPARABLE_RATIO = 3
"""A state of affairs (no period, or a day) and a period's figure are set against each other only within this factor:
beyond it one is likely a stock and the other a flow."""


def agree(figure: Figure, s: Statement) -> bool:
    """True when both may be true and the statement says no more than was said."""
    return figure.known.meets(s.allows) and not says_more(s, figure)


def is_later(figure: Figure, s: Statement) -> bool:
    """True for a figure of a later day: an article of the 27th that is edited speaks of the 27th still."""
    return s.lane == POINT and figure.as_of > s.as_of


def is_narrower(s: Statement, figure: Figure) -> bool:
    """True for "4.25 percent" after "4 percent": said more precisely."""
    return s.allows.within(figure.known) and s.allows != figure.known


def stays(figure: Figure, s: Statement) -> bool:
    """True when nothing need have moved between two times: both may be true, and one plain value is within what
    "about" would cover of the other. 4.25 % may have been "4 %" before, but who writes so means that it has moved.
    """
    if not agree(figure, s):
        return False
    plain = figure.end is s.end is None and figure.low == figure.high and s.low == s.high
    return not plain or abs(s.low - figure.low) <= TOLERANCE * max(abs(s.low), abs(figure.low))


def still(figure: Figure, s: Statement) -> bool:
    """True when an edited text still says what it said. What nobody else says is known as it was put there."""
    return agree(figure, s) and (figure.live or not outdoes(figure, s))


def as_much(figure: Figure, s: Statement) -> bool:
    """True when the figure can be no more than the statement already says."""
    return figure.known.meets(s.allows) and (figure.known == s.allows or not figure.known.within(s.allows))


def in_time(figure: Figure) -> tuple[date, str]:
    """The key that puts figures in order of the time they are of."""
    return figure.as_of, figure.figure_id


def last_said(figures: list[Figure]) -> Figure:
    """Of one or more figures the one said last; one that stands before any that was replaced."""
    return max(figures, key=lambda f: (f.superseded_by is None, f.last_said_at, f.figure_id))


def as_it_stands(figure: Figure | None) -> Old | None:
    """What an event tells of the figure it is set against, before that figure changes."""
    return Old(figure.figure_id, figure.claim_id, figure.low, figure.high) if figure else None


def supersede(old: Figure, new: Figure) -> None:
    """Let ``new`` take the place of ``old``."""
    old.superseded_by = new.figure_id
    old.changed = True


def close(s: Statement, old: Figure) -> bool:
    """True where the two are near enough for one to have moved to the other (``COMPARABLE_RATIO``)."""
    low, high = sorted((abs(s.low + s.high), abs(old.low + old.high)))
    return low > 0 and high / low <= COMPARABLE_RATIO
