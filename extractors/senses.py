"""What stands before and behind a claim's number in its sentence. Pure."""

from __future__ import annotations

from collections.abc import Callable, Set

from extractors.model import Claim

Sense = Callable[[Set[str], Claim, str | None], Set[str]]
"""From stems of what is measured, the claim, and the key of whose it is, the stems that all who tell it have."""
Senses = tuple[tuple[str, Sense], ...]
"""With the stems that call each."""


def before(claim: Claim) -> str:
    """The sentence up to the number."""
    return claim.sentence[: claim.start - claim.sentence_start]


def behind(claim: Claim) -> str:
    """The sentence from the end of the number on."""
    return claim.sentence[claim.start - claim.sentence_start + len(claim.quote) :]
