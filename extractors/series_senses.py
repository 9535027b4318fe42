"""Stems of what is measured in, those that all who tell it in other words have out. Pure.

A word means one thing of one kind of quantity: "crop" is a harvest where it is weighed, "high" a temperature in
degrees. Each sense says which stems call it, so that a claim without them pays for none.
"""

from __future__ import annotations

from collections.abc import Set

from extractors.model import Claim
from extractors.senses import Sense
from extractors.senses_counts import COUNTS, OFTEN
from extractors.senses_money import MONEY
from extractors.senses_sizes import SIZES, temperature

_DEGREES = ("°C", "°F")
_SENSES: tuple[tuple[frozenset[str], Sense], ...] = tuple(
    (frozenset(calls.split()), sense) for calls, sense in (*COUNTS, *MONEY, *SIZES)
)
_CALLS = frozenset().union(*(calls for calls, _ in _SENSES))


def meant(words: Set[str], claim: Claim, key: str | None) -> Set[str]:
    """What some words mean of this kind of quantity, and in this sentence; ``key`` is whose it is."""
    if not _CALLS.isdisjoint(words):
        for calls, sense in _SENSES:
            if not calls.isdisjoint(words):
                words = sense(words, claim, key)
    if claim.unit in _DEGREES and claim.change is None:
        return temperature(words, claim)
    return words


def is_move(change: str | None, measure_key: str | None) -> bool:
    """True for the size of a move.

    Prices that rose over a year say how high inflation was, employment that rose by so many how many jobs were added;
    inflation that rose is one itself, and marked ("mov").
    """
    if change is None or measure_key is None:
        return change is not None
    words = measure_key.split()
    if "mov" in words:
        return True
    done = {"up": "add", "down": "cut"}.get(change)
    return not ("inflation" in words or ("employ" in words and done in words))


def rate_left(per: str | None, measure_key: str | None) -> str | None:
    """The denominator that parts a claim from others: "used by 9 million each month" are so many monthly users."""
    return None if per in OFTEN and measure_key == f"{OFTEN[per]} user" else per
