"""Percentages with a minus: a level below zero ("a deposit rate of -0.5%"), or a fall ("growth of -0.4%")."""

from __future__ import annotations

from decimal import Decimal

from extractors.tokens import Sentence

_MAY_BE_NEGATIVE = frozenset("rate rates yield yields balance ratio".split())
_GROWING = frozenset("growth inflation change savings swing".split())
_NEAR = 8  # words


def is_level_below_zero(sent: Sentence, first: int, before: Decimal | None) -> bool:
    """True for what has a level and may be negative, as the yield of a bond, and for the level "from" which it came;
    ``before`` is the percentage told before that at token ``first``.
    """
    if before is not None and before < 0 and sent.lows[first - 1] in ("from", "to"):
        return True  # "the balance went to -3% from -2%"
    near = range(first - 1, max(-1, first - _NEAR), -1)
    k = next((k for k in near if sent.lows[k] in _MAY_BE_NEGATIVE), 0)
    return (k > 0 and sent.lows[k - 1] not in _GROWING) or (
        k == 0 and sent.lows[0] in _MAY_BE_NEGATIVE and first < _NEAR
    )
