"""Number tokens to exact values: digits, words, fractions and scales."""

from __future__ import annotations

import re
from decimal import Decimal
from math import gcd

from extractors.numeral import Numeral
from extractors.numeral_scales import RAISED_DIGITS, power_at, scaled_from
from extractors.numeral_words import VAGUE, VAGUE_PLURALS
from extractors.numerals_in_words import part_of_scale, read_half, read_number_words
from extractors.tokens import NUMBER_WORDS, SCALES, VULGAR, Sentence
from extractors.vague_numerals import vague, vague_plural
from extractors.words import words

_WESTERN = re.compile(r"\d{1,3}(?:[,_]\d{3})+(?:\.\d+)?\Z")
_POINTS_GROUP = re.compile(r"\d{1,3}(?:(?:\.\d{3}){2,}|(?:\.\d{3})+,\d+)\Z")
_GROUP = 3
_INDIAN = re.compile(r"\d{1,2}(?:,\d{2})*,\d{3}(?:\.\d+)?\Z")
_ONE, _TEN, _CENT = Decimal(1), Decimal(10), Decimal("0.01")
_PARTS_PER = ("parts", "part")
STARTERS = (
    frozenset(NUMBER_WORDS)
    | frozenset(VAGUE)
    | frozenset(VAGUE_PLURALS)
    | frozenset(VULGAR)
    | {"half", "dozen", "hundred", "thousand", "million", "billion", "trillion", "tens", "quarter"}
)


def read_digits(word: str) -> tuple[Decimal, Decimal] | None:
    """(value, worth of the last digit) of "1,234.5"; None where the grouping fits no convention ("1,23")."""
    if "'" in word:
        word = word.replace("'", "").replace(",", ".")
    elif _POINTS_GROUP.match(word):
        whole, _, part = word.replace(".", "").partition(",")
        if len(part) == _GROUP:
            return None  # "1.234,567": two groups, or a group and decimals
        word = f"{whole}.{part}" if part else whole
    if "e" in word or "E" in word:
        value = Decimal(word)
        return value, Decimal(0)
    if "," in word or "_" in word:
        if not (_WESTERN.match(word) or _INDIAN.match(word)):
            return None
        plain = word.replace(",", "").replace("_", "")
    else:
        plain = word
    places = len(plain) - plain.index(".") - 1 if "." in plain else 0
    return Decimal(plain), _TEN**-places if places else _ONE


def read_numeral(sent: Sentence, i: int, money: bool) -> Numeral | None:
    """The number that starts at token ``i``; ``money`` when a currency sign stands before it."""
    form = sent.forms[i]
    low = sent.lows[i]
    if form == "number":
        return _from_digits(sent, i, money)
    if form == "mark":
        return _vulgar(sent, i, Decimal(0), i)
    if low in VAGUE_PLURALS or low == "tens":
        return vague_plural(sent, i)
    if low in VAGUE:
        return vague(sent, i)
    if low == "half" or low == "quarter":
        return read_half(sent, i)
    if (
        low in SCALES
        and sent.lows[i - 1 : i] == ["per"]
        and (sent.lows[i - 2] in _PARTS_PER or sent.words[i][0].isupper())
    ):
        return None  # "parts per billion", "Revenue Per Thousand"
    return read_number_words(sent, i)


def _from_digits(sent: Sentence, i: int, money: bool) -> Numeral:
    read = read_digits(sent.words[i])
    if read is None and sent.lows[i + 1 : i + 2] and (sent.lows[i + 1] in SCALES or sent.lows[i + 1] in _AFTER_COMMA):
        read = read_digits(sent.words[i].replace(",", "."))  # "4,5 million", "1,5 km": a decimal comma
    if read is None:
        return Numeral(i, i + 1, Decimal(0), Decimal(0), Decimal(0), "ambiguous")
    value, worth = read
    size = len(sent.words)
    j = i + 1
    # 3/4, 5 1/2, 2½
    if (
        j + 1 < size
        and sent.words[j] == "/"
        and sent.glued(j)
        and sent.glued(j + 1)
        and sent.forms[j + 1] == "number"
        and sent.words[j + 1].isdecimal()
        and value == int(value)
    ):
        bottom = int(sent.words[j + 1])
        after = sent.words[j + 2] if j + 2 < size else ""
        listed = after == "/" or (sent.words[i - 1 : i] == ["/"] and sent.glued(i))  # "2.5/5/10 mg"
        listed = listed or (after in _LISTED and gcd(int(value), bottom) > 1)  # "5/10 mg": two strengths, no half
        if bottom in (2, 3, 4, 5, 8, 10, 16, 32) and value < bottom and not listed:
            return part_of_scale(sent, i, j + 2, value / bottom)
    if j < size and sent.words[j] in VULGAR and sent.forms[j] == "mark":
        mixed = _vulgar(sent, j, value, i)
        if mixed:
            return mixed
    mixed = _mixed(sent, i, j, value, worth, money)
    if mixed:
        return mixed
    if value == _TEN and j < size and sent.words[j][0] in "^" + RAISED_DIGITS and sent.glued(j):
        power = power_at(sent, j)
        if power is not None:
            value = _TEN ** power[0]
            return Numeral(i, power[1], value, value, value, "digits")  # "10^-15 metres"
    if j + 1 < size and sent.words[j] in ("×", "x", "*") and sent.words[j + 1] == "10":
        power = power_at(sent, j + 2)
        if power is not None:
            worth, value = worth * _TEN ** power[0], value * _TEN ** power[0]
            return Numeral(i, power[1], value, value, worth, "digits")
    return scaled_from(sent, i, j, value, worth, "digits", money)


def _mixed(sent: Sentence, i: int, j: int, value: Decimal, worth: Decimal, money: bool) -> Numeral | None:
    """ "5 1/2", "8-1/2", and "4.11-3/4" or "$4.11 3/4", where the fraction is one of the last digit."""
    words = sent.words
    k = j + 1 if words[j : j + 1] == ["-"] and sent.glued(j) else j
    if k + 2 >= len(words) or words[k + 1] != "/" or not words[k].isdecimal() or words[k + 2] not in _MIXED_BOTTOMS:
        return None
    glued = sent.glued(k)
    part = Decimal(words[k]) / Decimal(words[k + 2])
    if (
        glued != (k > j)
        or not (sent.glued(k + 1) and sent.glued(k + 2))
        or part >= 1
        or words[k + 3 : k + 4] == ["/"]
    ):
        return None
    if k == j and worth < 1 and not (money and worth == _CENT):
        return None
    value += part * worth
    return scaled_from(sent, i, k + 3, value, Decimal(0), "digits", False)


_LISTED = frozenset("mg mcg µg μg g kg ml mm cm m km".split())
_AFTER_COMMA = words("numerals.after_comma")
_MIXED_BOTTOMS = frozenset("2 3 4 5 8 16 32 64".split())


def _vulgar(sent: Sentence, i: int, whole: Decimal, first: int) -> Numeral | None:
    top, bottom = VULGAR.get(sent.words[i], (0, 1))
    if not top:
        return None
    value = whole + Decimal(top) / Decimal(bottom)
    if whole:
        return scaled_from(sent, first, i + 1, value, Decimal(0), "digits", False)
    return part_of_scale(sent, first, i + 1, value)
