"""What stands before and behind a claim's number in its sentence. Pure."""

from __future__ import annotations

import re
from collections.abc import Callable, Set

from extractors.model import Claim

Sense = Callable[[Set[str], Claim, str | None], Set[str]]
"""From stems of what is measured, the claim, and the key of whose it is, the stems that all who tell it have."""
Senses = tuple[tuple[str, Sense], ...]
"""With the stems that call each."""


def before(claim: Claim) -> str:
    """The sentence up to the number."""
    return claim.sentence[: claim.start - claim.sentence_start]


_HEDGE = r"(?: (?:about|around|only|some))? $"
_MOVED_FROM = re.compile(rf",? \(?(?:up|down) from{_HEDGE}")
# Of a number without a noun of its own: "4,300 cars, against 4,000", but not "4,300 cars from 12 plants".
_SET_AGAINST = re.compile(rf",? \(?(?:against|compared (?:to|with)|from|versus){_HEDGE}")
_BARE = re.compile(r"[\d.,]+(?: (?:thousand|[mb]illion|trillion|bn|m))?%?")
_NUMBER = re.compile(r"(?<![\w.,])(?!(?:19|20)\d\d\b)\d[\d.,]*(?= )")


def before_compared(claim: Claim) -> str:
    """The sentence up to the number; up to the one before it where this is what that one is set against."""
    ahead = before(claim)
    against = _MOVED_FROM.search(ahead) or (_SET_AGAINST.search(ahead) if _BARE.fullmatch(claim.quote) else None)
    numbers = [number.start() for number in _NUMBER.finditer(ahead, 0, against.start())] if against else []
    return ahead[: numbers[-1]] if numbers else ahead


def behind(claim: Claim) -> str:
    """The sentence from the end of the number on."""
    return claim.sentence[claim.start - claim.sentence_start + len(claim.quote) :]
