"""What kind of quantity a unit is of, where that is certain: for people who put a claim right by hand. Pure."""

from __future__ import annotations

from difflib import get_close_matches
from functools import lru_cache

from extractors.keys import measure_key
from extractors.model import Kind
from extractors.phrases import singular
from extractors.rates import PER_NAMES, RATE_ADJECTIVES
from extractors.units import currency_of, table

UNITLESS: frozenset[Kind] = frozenset(("rank", "ratio", "score"))
"""Kinds whose claims bear no unit."""
_MAY_LACK = UNITLESS | {"count", "index"}
_BESIDE: dict[Kind, tuple[Kind, ...]] = {"duration": ("duration", "age"), "index": ("index", "count")}


def kinds_of_unit(unit: str) -> tuple[Kind, ...]:
    """The kinds that a quantity in ``unit`` can be of, the likeliest first.

    A unit of ``units.toml`` is of the kind of its section (years are an age, too); anything else is a counted noun.

    >>> kinds_of_unit("m"), kinds_of_unit("EUR"), kinds_of_unit("year"), kinds_of_unit("person")
    (('measure',), ('money',), ('duration', 'age'), ('count',))
    """
    known = _spelled().get(unit)
    return ("count",) if known is None else _BESIDE.get(known[1], (known[1],))


def symbol_of(unit: str) -> str:
    """The symbol that claims carry for a unit in any spelling; a counted noun stays as it is.

    >>> symbol_of("tonnes"), symbol_of("euros"), symbol_of("$"), symbol_of("percent"), symbol_of("servers")
    ('tonne', 'EUR', 'USD', '%', 'servers')
    """
    return currency_of(unit) or _symbol(unit)


def near_unit(text: str) -> str | None:
    """A unit that is spelled so nearly like ``text`` that a slip is likelier than a counted noun; None for none."""
    near = get_close_matches(text, _spelled(), 1, 0.92) or [
        one for one in _spelled() if one.lower() == text.lower() and len(one) > 1
    ]
    return near[0] if near else None


def rate_of(per: str) -> str:
    """What claims carry for a rate as people write it; what is known by no other name stays as it is.

    >>> rate_of("daily"), rate_of("years"), rate_of("capita"), rate_of("100,000 people")
    ('day', 'year', 'person', '100,000 people')
    """
    low = per.lower().removeprefix("per ")
    known = RATE_ADJECTIVES.get(low) or PER_NAMES.get(low)
    return known or (singular(low) if low.isalpha() and len(low) > 3 and per == low else per.removeprefix("per "))


@lru_cache(maxsize=4096)
def is_same_unit(kind: Kind | None, unit: str | None, wanted: str) -> bool:
    """True where ``wanted``, as people write a unit, is the ``unit`` that a claim of ``kind`` carries.

    Counted nouns are compared without plural and spelling, currencies without case.

    >>> is_same_unit("count", "data centre", "data centers"), is_same_unit("money", "USD", "usd")
    (True, True)
    """
    if unit is None:
        return False
    if unit in (wanted, symbol_of(wanted)):
        return True
    if kind == "money":
        return wanted.upper() == unit
    return kind in ("count", None) and measure_key(wanted) == measure_key(unit)


def settle(kind: Kind, unit: str | None, new_kind: Kind | None, new_unit: str | None) -> tuple[Kind, str | None]:
    """Kind and unit of a claim (``kind``, ``unit``) after a person gave it a new one, or both.

    A unit of another kind brings its kind along; a kind without units takes the old one away; "euros" are EUR.
    ValueError says in words where kind and unit cannot go together.
    """
    if new_kind is None:
        if new_unit is None:
            return kind, unit
        if kind != "count" and new_unit not in _spelled() and len(new_unit) == 3 and new_unit.isupper():
            raise ValueError(f"no unit or currency {new_unit!r} is known; where it is a thing, give kind count, too")
        kinds = kinds_of_unit(new_unit)
        return (kind if kind in kinds else kinds[0]), _symbol(new_unit)
    if new_kind in UNITLESS:
        if new_unit is not None:
            raise ValueError(f"kind {new_kind} has no unit")
        return new_kind, None
    wanted = new_unit if new_unit is not None else unit
    if wanted is None:
        if new_kind in _MAY_LACK:
            return new_kind, None
        raise ValueError(f"kind {new_kind} needs a unit; give it, too")
    if new_kind in kinds_of_unit(wanted):
        return new_kind, _symbol(wanted)
    if new_kind == "count" and len(wanted) > 3 and wanted.isalpha() and wanted.islower():
        return new_kind, wanted  # things that are named like a unit: barrels, blocks, nights
    raise ValueError(
        f"{wanted!r} is a unit of kind {' or '.join(kinds_of_unit(wanted))}, not {new_kind}; give a unit that fits"
    )


def _symbol(unit: str) -> str:
    known = _spelled().get(unit)
    return unit if known is None else known[0]


@lru_cache(maxsize=1)
def _spelled() -> dict[str, tuple[str, Kind]]:
    """Spelling of a unit -> its symbol and kind; those that scale the number ("cents") are left out."""
    found: dict[str, tuple[str, Kind]] = {}
    for listed in table()[0].values():
        for parts, unit, _ in listed:
            if unit.factor == 1 and unit.per is None:
                found.setdefault(" ".join(parts), (unit.symbol, unit.kind))
    for listed in table()[0].values():  # a symbol stands for itself, whatever else is spelled like it
        for _, unit, _ in listed:
            if unit.factor == 1 and unit.per is None:
                found[unit.symbol] = (unit.symbol, unit.kind)
    return found
