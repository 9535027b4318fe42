"""A number as it is written."""

from __future__ import annotations

from decimal import Decimal
from typing import Literal, NamedTuple

Form = Literal["digits", "words", "fraction", "vague", "ambiguous"]


class Numeral(NamedTuple):
    """A number as written: tokens ``first`` to ``last`` (exclusive), its exact value and the worth of its last digit.

    ``low`` and ``high`` differ only for a stated range. ``scale`` is the scale word's worth (1 without one).
    """

    first: int
    last: int
    low: Decimal
    high: Decimal
    resolution: Decimal
    form: Form
    scale: Decimal = Decimal(1)
