"""What a statement allows: the interval of true values that a number, its bound and its precision leave open.

| written | allows |
| --- | --- |
| 23 data centres (a count: nothing is rounded) | [23, 23] |
| 4.1 % (worth of the last digit written: 0.1) | [4.05, 4.15) |
| 4 million (worth of the last digit written: a million) | [3.5 million, 4.5 million): 4.5 would round to 5 |
| more than 80,000; over | (80,000, infinity) |
| at least 12; 12 or more | [12, infinity) |
| less than 5; under | (-infinity, 5) |
| up to 12; at most | (-infinity, 12] |
| about, nearly, almost, roughly 80,000 | 5 % either way, or half the last digit written where that is more |
| between 5 and 10; 5 to 10 | [5, 10] |
"""

from __future__ import annotations

from decimal import Decimal, InvalidOperation
from typing import NamedTuple

from extractors.model import Bound

TOLERANCE = Decimal("0.05")
"""How far "about" and its kin reach on either side, as a share of the value."""
PLACES = Decimal("1E-10")
LIMIT = Decimal(10) ** 28
"""Values are kept as DECIMAL(38, 10): ten decimal places, below 10^28 in size."""


class Interval(NamedTuple):  # and no dataclass: loading makes very many
    """Values from ``low`` to ``high``; None is infinite, an open end is not part of it."""

    low: Decimal | None
    high: Decimal | None
    low_open: bool = False
    high_open: bool = False

    def meets(self, other: Interval) -> bool:
        """True when some value is in both."""
        return not (_below(self, other) or _below(other, self))

    def within(self, other: Interval) -> bool:
        """True when every value of this one is in ``other``."""
        low_ok = other.low is None or (
            self.low is not None
            and (self.low > other.low or (self.low == other.low and (self.low_open or not other.low_open)))
        )
        high_ok = other.high is None or (
            self.high is not None
            and (self.high < other.high or (self.high == other.high and (self.high_open or not other.high_open)))
        )
        return low_ok and high_ok

    def intersection(self, other: Interval) -> Interval:
        """The values in both; call it only where they meet."""
        low, low_open = self.low, self.low_open
        if other.low is not None and (low is None or other.low > low or (other.low == low and other.low_open)):
            low, low_open = other.low, other.low_open
        high, high_open = self.high, self.high_open
        if other.high is not None and (high is None or other.high < high or (other.high == high and other.high_open)):
            high, high_open = other.high, other.high_open
        return Interval(low, high, low_open, high_open)

    def negated(self) -> Interval:
        """The same values with the other sign: what "fell more than 5" allows a change to be."""
        return Interval(
            None if self.high is None else -self.high,
            None if self.low is None else -self.low,
            self.high_open,
            self.low_open,
        )


def _below(left: Interval, right: Interval) -> bool:
    """True when all of ``left`` is below all of ``right``."""
    if left.high is None or right.low is None:
        return False
    return left.high < right.low or (left.high == right.low and (left.high_open or right.low_open))


def allowed(low: Decimal, high: Decimal, bound: Bound, resolution: Decimal) -> Interval:
    """The interval a statement allows, in its own unit."""
    if bound in (">", ">="):
        return Interval(low, None, low_open=bound == ">")
    if bound in ("<", "<="):
        return Interval(None, high, high_open=bound == "<")
    rounding = resolution / 2 if low == high else Decimal(0)
    if bound == "~":
        return Interval(low - max(rounding, abs(low) * TOLERANCE), high + max(rounding, abs(high) * TOLERANCE))
    # Were both ends part of it, 4 million and 5 million would agree on 4.5 million.
    return Interval(low - rounding, high + rounding, high_open=rounding > 0)


def storable(value: Decimal) -> Decimal | None:
    """``value`` to ten decimal places, or None where DECIMAL(38, 10) cannot hold it: too large or no number."""
    if not value.is_finite() or abs(value) >= LIMIT:
        return None
    try:
        return value.quantize(PLACES)
    except InvalidOperation:  # more digits than the context's precision of 28
        return _quantized(value)


def _quantized(value: Decimal) -> Decimal:
    from decimal import Context

    return value.quantize(PLACES, context=Context(prec=40))
