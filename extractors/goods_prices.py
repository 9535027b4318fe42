"""Prices of oil, gold and gas, told per barrel or ounce once and meant so each time: "to $45 while Brent was at $48 a
barrel".
"""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from extractors.tokens import Sentence

if TYPE_CHECKING:
    from extractors.counted_again import Counted
    from extractors.quantities import Quantity

# What is priced by it.
_PRICED = {
    "barrel": frozenset("crude brent wti oil opec".split()),
    "ounce": frozenset("gold bullion silver platinum palladium metal".split()),
    "MMBtu": frozenset("gas".split()),
}
_REACH = 12  # sentences
_ALIKE = Decimal("1.6")  # so many times another price of the same goods may be


def carry_prices(sent: Sentence, found: list[Quantity], counted: Counted, index: int) -> None:
    """Give each price without a rate that of the same goods beside it or before it in the article."""
    here = [q for q in found if q.kind == "money" and q.per in _PRICED]
    for q in found:
        if q.kind != "money" or q.per is not None or q.change is not None or q.hyphen:
            continue
        beside = next(
            (p for p in here if _alike(p.high, q.high) and (p.unit == q.unit or _in_dollars(sent, p, q))), None
        )
        if beside is not None:
            q.per, q.unit = beside.per, beside.unit
            q.rules.append("per:goods")
        elif counted.price is not None and index - counted.price_at <= _REACH:
            per, unit, price = counted.price
            if unit == q.unit and _alike(price, q.high) and not _PRICED[per].isdisjoint(sent.said):
                q.per = per
                q.rules.append("per:goods")
    for p in here:
        if p.per == "barrel" and p.unit == "USD":
            for q in found:  # "down 10 cents to $47 a barrel": of the same dollars
                if q.kind == "money" and q.change and _in_dollars(sent, p, q):
                    q.unit = "USD"
        if p.per is not None and p.unit is not None:
            counted.price, counted.price_at = (p.per, p.unit, p.high), index


def _alike(one: Decimal, other: Decimal) -> bool:
    return one <= other * _ALIKE and other <= one * _ALIKE


def _in_dollars(sent: Sentence, p: Quantity, q: Quantity) -> bool:
    """True where ``q`` is in plain dollars or cents, which are those that oil is paid in."""
    if p.per != "barrel" or p.unit != "USD":
        return False
    return sent.words[q.core] == "$" or sent.lows[q.last - 1] in ("cents", "cent")
