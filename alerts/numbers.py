"""Figures as people write them: 80,000 servers, 4 million, CNY 3.5 billion, 4.1 %."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from functools import lru_cache

BOUND_WORDS = {"=": "", "~": "about ", ">": "more than ", ">=": "at least ", "<": "less than ", "<=": "at most "}
TURNED = {">": "<", ">=": "<=", "<": ">", "<=": ">="}
"""The bound of what is below zero, said of its size."""
_SCALES = ((Decimal(10) ** 12, "trillion"), (Decimal(10) ** 9, "billion"), (Decimal(10) ** 6, "million"))
_TOO_LARGE = Decimal(10) ** 18
_SAID_PARTS = 10  # "one in ten"
_SAME_SHARE = Fraction(1, 10**9)  # the warehouse keeps ten decimal places
_SHARES = tuple(f"/{parts}" for parts in range(2, _SAID_PARTS + 1))
# Nouns that are the same for many, and those that say many already.
_AS_IS = frozenset(
    "people series species data news staff aircraft sheep fish trout cod squid shrimp bison moose swine cattle "
    "police personnel offspring poultry headquarters works crossroads barracks means".split()
)


def say_number(value: Decimal) -> str:
    """``value`` with thousands separators and a real minus; from a million on with a scale word where that loses
    nothing.
    """
    if value < 0:
        return "−" + say_number(-value)
    if value >= _TOO_LARGE:
        return f"{value.normalize():E}"
    for scale, word in _SCALES:
        if value >= scale:
            scaled = (value / scale).normalize()
            if -int(scaled.as_tuple().exponent) <= 3:
                return f"{_grouped(scaled)} {word}"
            break
    return _grouped(value)


def say_share(value: Decimal) -> str:
    """A ratio below one as the fraction people say, ``2/3``; any other as the number it is."""
    if 0 < value < 1:
        near = Fraction(value).limit_denominator(_SAID_PARTS)
        if abs(Fraction(value) - near) < _SAME_SHARE:
            return f"{near.numerator}/{near.denominator}"
    return say_number(value)


def say_value(
    low: Decimal | None,
    high: Decimal | None,
    *,
    bound: str | None = "=",
    kind: str | None = None,
    unit: str | None = None,
    per: str | None = None,
    with_unit: bool = True,
) -> str:
    """A stated value in words: "more than 80,000 servers", "5 to 10 %"; "none" where there is no value."""
    if low is None or high is None:
        return "none"
    say = say_share if kind == "ratio" and unit is None else say_number
    number = say(low) if low == high else f"{say(low)} to {say(high)}"
    words = BOUND_WORDS.get(bound or "=", "")
    return words + (say_unit(number, kind, unit, per, one=low == high == 1) if with_unit else number)


def say_unit(number: str, kind: str | None, unit: str | None, per: str | None, *, one: bool = False) -> str:
    """``number`` with its unit and rate, the way each kind of value is written."""
    rate = f" per {per}" if per else ""
    if kind == "percent":
        return f"{number} %{rate}"
    if kind == "percentage_point":
        what = "basis" if unit == "bp" else "percentage"
        return f"{number} {what} point{'' if one else 's'}{rate}"
    if kind == "rank":
        return f"rank {number}{rate}"
    if kind == "ratio" and unit is None:
        return number + ("" if number.endswith(_SHARES) else " times") + rate
    if unit is None:
        return number + rate
    if kind == "money":
        return f"{unit} {number}{rate}"
    return f"{number} {unit if one or kind == 'index' else plural(unit)}{rate}"


def say_change(
    absolute: Decimal | None, percent: Decimal | None, points: Decimal | None, kind: str | None = None
) -> str:
    """The change in points ("−2 points"), percent ("+8.7 %"), or plain; empty when none is known. Ranks go up and
    down by places: second after first is one down.
    """
    if kind == "rank" and absolute is not None:
        places = f"{say_number(abs(absolute))} place{'' if abs(absolute) == 1 else 's'}"
        return f"{places} {'down' if absolute > 0 else 'up'}" if absolute else "unchanged"
    if points is not None:
        return f"{signed(points)} percentage point{'' if abs(points) == 1 else 's'}"
    if percent is not None:
        return f"{signed(_rounded(percent))} %"
    return "" if absolute is None else signed(absolute)


MOVES = {"up": ("a rise of ", "+"), "down": ("a fall of ", "−")}
"""Before the size of a move: in words, and before a bare number."""


def say_move(words: str | None, change: str | None) -> str:
    """A value's words with the direction of the move it is the size of: "a fall of 41 percent"."""
    return MOVES[change][0] + words if words and change in MOVES else words or ""


def signed(value: Decimal) -> str:
    """With its sign."""
    return ("+" if value > 0 else "") + say_number(value)


def plural(unit: str) -> str:
    """The plural of a counted noun; a symbol (MW, PFlops, m2) as it is. Only the main noun changes: the last word, or
    the one before " of ".

    It is whatever the extractor would take back to this noun, so that a headline counts as the sentence does.
    """
    if " of " in unit:
        counted, of, rest = unit.partition(" of ")
        return plural(counted) + of + rest
    head, space, noun = unit.rpartition(" ")
    if not noun.isalpha() or noun != noun.lower() or len(noun) <= 2 or noun in _AS_IS:
        return unit
    return head + space + _plural_noun(noun)


@lru_cache(maxsize=4096)
def _plural_noun(noun: str) -> str:
    from extractors.phrases import singular

    if noun in (known := _irregular_plurals()):
        return known[noun]
    if noun.endswith("man"):
        return noun.removesuffix("an") + "en"
    for ending in ("child", "person", "wife", "half", "self", "shelf"):
        if noun.endswith(ending):
            return noun.removesuffix(ending) + known[ending]
    if noun.endswith("y") and noun[-2:-1] not in "aeiou":
        return noun[:-1] + "ies"
    if noun.endswith("iz"):
        return noun + "zes"
    if noun.endswith(("x", "z", "ch", "sh", "ss")):
        return noun + "es"
    if noun.endswith("sis"):
        return noun.removesuffix("is") + "es"
    if noun.endswith(("s", "ese", "craft")):
        return noun + "es" if noun.endswith("us") else noun
    takes_es = noun.endswith("o") and not noun.endswith("iano") and singular(noun + "es") == noun
    return noun + ("es" if takes_es else "s")


@lru_cache(maxsize=1)
def _irregular_plurals() -> dict[str, str]:
    """One -> many; of several the shortest: "people" before "persons"."""
    from extractors.phrases import IRREGULAR

    known: dict[str, str] = {"self": "selves"}
    for many, one in sorted(IRREGULAR.items(), key=lambda pair: (len(pair[0]), pair)):
        known.setdefault(one, many)
    return known


def _rounded(percent: Decimal) -> Decimal:
    """One decimal place; two significant digits where that would be nothing."""
    if percent == 0:
        return percent
    places = Decimal("0.1")
    while abs(percent) < places and places > Decimal("1E-9"):
        places /= 10
    rounded = percent.quantize(places) if abs(percent) < Decimal(10) ** 20 else percent
    return rounded if rounded else percent


def _grouped(value: Decimal) -> str:
    if value != value.to_integral_value():
        return f"{value.normalize():,f}"
    return f"{value.to_integral_value():,f}"
