"""A bare number and the words on both sides of it, as the predicates of bare numbers ask about it."""

from __future__ import annotations

from dataclasses import dataclass

from extractors.amount import Amount
from extractors.bounds import bound_before
from extractors.move_words import has_move
from extractors.tokens import Sentence


@dataclass(frozen=True, slots=True)
class Place:
    """A bare number and the words on both sides of it; "" before the first, "." behind the last."""

    sent: Sentence
    amount: Amount
    before: str
    after: str
    after_tag: str

    @property
    def word(self) -> str:
        """The number as written."""
        return self.sent.words[self.amount.num_first]

    @property
    def plain(self) -> bool:
        """True for digits without a scale word."""
        return self.amount.form == "digits" and self.amount.scale == 1

    @property
    def whole(self) -> bool:
        """True where it has no decimals."""
        return self.amount.low == int(self.amount.low)

    @property
    def hedged(self) -> bool:
        """True behind "about", "at least" and the like."""
        return bound_before(self.sent, self.amount.first, None) is not None

    @property
    def moved(self) -> bool:
        """True where something before it in the clause moves."""
        return has_move(self.sent, self.amount.first)
