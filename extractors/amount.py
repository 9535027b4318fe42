"""A number in its sentence while it is read: what it is worth, which words it covers, what is known of its unit."""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal

from extractors.model import Kind
from extractors.numeral import Form, Numeral
from extractors.units import Unit

_NOTHING = Decimal(0)


@dataclass(slots=True)
class Amount:
    """A number in its sentence: tokens ``first`` to ``last`` are the words of the quantity without its bound.

    ``head`` is the counted noun's token (-1 without one), ``phrase`` the first token of its noun phrase.
    ``drop`` names why it is no claim. ``named`` are the words of what was counted before, where it counts that again.
    """

    first: int
    last: int
    num_first: int
    num_last: int
    low: Decimal
    high: Decimal
    resolution: Decimal
    form: Form
    scale: Decimal = Decimal(1)
    kind: Kind | None = None
    unit: str | None = None
    entry: Unit | None = None
    signed: bool = False
    per: str | None = None
    phrase: int = -1
    head: int = -1
    hyphen: bool = False
    negative: bool = False
    vague: bool = False
    bracketed: bool = False
    drop: str | None = None
    of_whole: bool = False
    named: str | None = None
    rules: list[str] = field(default_factory=list)

    @property
    def counts_parts(self) -> bool:
        """True for cents and the like, which are written as parts of their unit."""
        return self.entry is not None and self.entry.factor != 1

    def multiply(self, factor: Decimal | int) -> None:
        """Make the number ``factor`` times as large, its resolution too."""
        self.low *= factor
        self.high *= factor
        self.resolution *= factor

    def take_unit(self, unit: Unit, rule: str) -> None:
        """Measure the number in ``unit``."""
        self.entry = unit
        self.kind = unit.kind
        self.unit = unit.symbol
        self.per = unit.per
        if unit.factor != 1:
            self.multiply(unit.factor)
        self.rules.append(rule)

    def take_kind(self, kind: Kind, unit: str | None, rule: str) -> None:
        """Say what the number is where no unit stands with it."""
        self.kind = kind
        self.unit = unit
        self.rules.append(rule)

    def become(self, reason: str, last: int) -> None:
        """Drop the number up to token ``last`` for ``reason``."""
        self.drop = reason
        self.last = last


def amount_of(numeral: Numeral) -> Amount:
    """A numeral as an amount without a unit yet."""
    return Amount(
        numeral.first,
        numeral.last,
        numeral.first,
        numeral.last,
        numeral.low,
        numeral.high,
        numeral.resolution,
        numeral.form,
        numeral.scale,
        vague=numeral.form == "vague",
    )


def exactly(value: Decimal | int, first: int, last: int, kind: Kind, rule: str, number: int = -1) -> Amount:
    """A number that is written as words: tokens ``first`` to ``last``, the number itself in the one at ``number``."""
    worth = Decimal(value)
    at = first if number < 0 else number
    return Amount(first, last, at, at + 1, worth, worth, _NOTHING, "words", kind=kind, rules=[rule])


def dropped(first: int, last: int, reason: str) -> Amount:
    """Tokens ``first`` to ``last`` as no quantity, for ``reason``."""
    return Amount(first, last, first, last, _NOTHING, _NOTHING, _NOTHING, "digits", drop=reason)
