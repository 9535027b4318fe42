"""What stands only behind the second of two numbers and serves both: "2 to 3 million", "30-40,000"."""

from __future__ import annotations

from decimal import Decimal
from itertools import pairwise

from extractors.amount import Amount
from extractors.tokens import SCALES, Sentence

_CENT = Decimal("0.01")
_HIGHEST_PRICE = 1000
_WIDEST = 5
_THOUSAND = 1000
_IN_BRACKET = 2  # tokens


def lacks_scale(a: Amount, b: Amount) -> bool:
    """True where ``b`` has a scale word that may be meant for ``a`` too."""
    return a.scale == 1 and b.scale > 1 and a.low < b.low / b.scale


def share_scale(a: Amount, b: Amount) -> None:
    """Give ``a`` the scale that stands only behind ``b``: "2 and 3 million"."""
    if lacks_scale(a, b) and a.entry is None and (a.signed or a.kind is None):
        a.multiply(b.scale)
        a.scale = b.scale


def share_bracketed_scale(sent: Sentence, amounts: list[Amount]) -> None:
    """ "€40 (~$43.2) million": the scale behind the bracket serves the sum before it and the one inside."""
    for a, b in pairwise(amounts):
        if not (a.kind == b.kind == "money" and a.scale == b.scale == 1 and sent.words[a.last : a.last + 1] == ["("]):
            continue
        if b.first - a.last <= _IN_BRACKET and sent.words[b.last : b.last + 1] == [")"]:
            scale = SCALES.get(sent.lows[b.last + 1]) if b.last + 1 < len(sent.lows) else None
            for one in (a, b) if scale else ():
                one.scale = Decimal(scale or 1)
                one.multiply(one.scale)


def share_thousands(a: Amount, b: Amount) -> None:
    """ "30-40,000 fans", "8 to 10,000 votes": thousands both times, where the first would be next to nothing."""
    round_high = b.scale == 1 and b.low >= _THOUSAND and b.low % _THOUSAND == 0
    high = b.low / _THOUSAND
    if (
        round_high
        and a.scale == 1
        and a.low == int(a.low)
        and 1 < a.low < high <= _WIDEST * a.low
        and a.low < _THOUSAND
    ):
        a.multiply(_THOUSAND)


def share_unit(a: Amount, b: Amount) -> None:
    """Give ``a`` the scale and unit that stand only behind ``b``: "from 24 to 30 percent"."""
    share_scale(a, b)
    if a.kind is not None:
        return
    a.kind, a.unit, a.entry, a.per = b.kind, b.unit, b.entry, b.per
    if b.entry is not None and b.entry.factor != 1:
        a.multiply(b.entry.factor)
    a.phrase, a.head = b.phrase, b.head
    if b.kind:
        a.rules.append("unit:shared")


def is_price_beside_sum(before: list[Amount], b: Amount) -> bool:
    """ "$1.31 per share on revenue of $2.8 billion, beating $1.22 and $2.7 billion": the last of ``before`` is a
    price in cents like the one before it, no part of the billions.
    """
    a = before[-1]
    if not (a.signed and b.signed and lacks_scale(a, b) and a.resolution == _CENT and a.low < _HIGHEST_PRICE):
        return False
    return any(other.per == "share" for other in before)
