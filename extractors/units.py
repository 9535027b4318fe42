"""Spellings of units and currencies to the entries of ``units.toml``."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from importlib.resources import files
from typing import Any

from extractors.model import Kind
from extractors.tokens import TOKEN, Sentence
from extractors.words import words

_SHORT_WORDS = frozenset(("day", "ton", "bit", "cup", "yen", "won", "bar", "sen", "rod", "gig"))
_KINDS: dict[str, Kind] = {
    "percent": "percent",
    "percentage_point": "percentage_point",
    "index": "index",
    "duration": "duration",
    "measure": "measure",
    "measure_per_second": "measure",
    "measure_per_gallon": "measure",
    "measure_per_day": "measure",
    "measure_thousand_per_day": "measure",
    "measure_million_per_day": "measure",
    "measure_lakh": "measure",
    "measure_million": "measure",
    "money": "money",
    "money_hundredth": "money",
    "money_million": "money",
    "money_hundredth_per_litre": "money",
}
_FACTORS = {
    "money_hundredth": Decimal("0.01"),
    "money_hundredth_per_litre": Decimal("0.01"),
    "money_million": Decimal(10**6),
    "measure_thousand_per_day": Decimal(10**3),
    "measure_million_per_day": Decimal(10**6),
    "measure_lakh": Decimal(10**5),
    "measure_million": Decimal(10**6),
}
_ONE = Decimal(1)
# Symbols that are also everyday words or letters: units only directly behind digits.
WEAK = words("units.weak")


@dataclass(frozen=True, slots=True)
class Unit:
    """One entry: what a claim carries. ``factor`` scales the number ("cents" 0.01), ``per`` is built in."""

    symbol: str
    kind: Kind
    factor: Decimal = _ONE
    per: str | None = None


def _plural(name: str) -> list[str]:
    if (name.endswith(("s", "x")) and not name.endswith("us")) or not name[-1].isalpha():
        return [name]
    if name.endswith(("ch", "sh")):
        return [name, name + "es"]
    if name.endswith("y") and len(name) > 2 and name[-2] not in "aeiou":
        return [name, name[:-1] + "ies"]
    return [name, name + "s"]


def _spellings(symbol: str, names: list[str]) -> list[str]:
    out = [symbol]
    out += [name.replace("degree ", "degrees ", 1) for name in names if name.startswith("degree ")]
    for name in names if symbol.isupper() and len(symbol) == 3 else [symbol, *names]:
        if name in _SHORT_WORDS:
            out += _plural(name)
            continue
        if len(name) <= 3 or any(c.isupper() for c in name.split(" ")[-1]):
            out.append(name)
            continue
        head, space, tail = name.partition(" per ")
        for variant in _plural(head):
            out.append(variant + space + tail)
        head, space, tail = name.partition(" of ")
        if space:
            out += [variant + space + tail for variant in _plural(head)]
    out += ["inches"] if symbol == "inch" else []
    return out


@lru_cache(maxsize=1)
def _data() -> dict[str, Any]:
    return tomllib.loads(files("extractors").joinpath("units.toml").read_text(encoding="utf-8"))


@lru_cache(maxsize=1)
def table() -> tuple[dict[str, list[tuple[list[str], Unit, bool]]], dict[str, str]]:
    """(first token -> [(all tokens, unit, as written)], longest first; currency sign -> ISO 4217)."""
    data = _data()
    by_first: dict[str, list[tuple[list[str], Unit, bool]]] = {}
    for section, kind in _KINDS.items():
        factor = _FACTORS.get(section, _ONE)
        per = section.partition("_per_")[2] or None
        for symbol, names in data[section].items():
            unit = Unit(symbol, kind, factor, per)
            bare = set(_spellings(symbol, [])) - set(names) if section in _FACTORS or per else set()
            for spelling in _spellings(symbol, names):
                if spelling in bare:
                    continue
                exact = (len(spelling) <= 3 and spelling not in _SHORT_WORDS) or spelling != spelling.lower()
                words = [word for m in TOKEN.finditer(spelling) for word in m.group().split()]
                key = words if exact else [w.lower() for w in words]
                entry = (key, unit, exact)
                listed = by_first.setdefault(words[0].lower(), [])
                if all(e[0] != key for e in listed):
                    listed.append(entry)
                if "-" in spelling:
                    split = [w for part in spelling.split("-") for w in (part, "-")][:-1]
                    by_first.setdefault(split[0].lower(), []).append((split, unit, exact))
    for listed in by_first.values():
        listed.sort(key=lambda e: -len(e[0]))
    signs = {s: code for code, listed in data["money_sign"].items() for s in listed}
    return by_first, signs


@lru_cache(maxsize=1)
def symbols() -> dict[str, frozenset[Kind]]:
    """Symbol of a unit, as claims carry it -> the kinds of claims that can."""
    found: dict[str, set[Kind]] = {}
    for section, kind in _KINDS.items():
        for symbol in _data()[section]:
            found.setdefault(symbol, set()).add(kind)
            if kind == "duration":
                found[symbol].add("age")
    return {symbol: frozenset(kinds) for symbol, kinds in found.items()}


def is_currency(code: str) -> bool:
    """True for the code of a currency that claims can be in.

    >>> is_currency("AUD"), is_currency("XXQ"), is_currency("km")
    (True, False, False)
    """
    return "money" in symbols().get(code, ())


def match_unit(sent: Sentence, i: int) -> tuple[Unit, int] | None:
    """The longest unit that starts at token ``i`` and the token after it."""
    if i >= len(sent.words):
        return None
    listed = table()[0].get(sent.lows[i])
    if not listed:
        return None
    for parts, unit, exact in listed:
        stop = i + len(parts)
        if (sent.words if exact else sent.lows)[i:stop] == parts:
            return unit, stop
    return None


@lru_cache(maxsize=1)
def shared_names() -> dict[str, tuple[str, ...]]:
    """Currency of a name or sign by itself -> the others that go by the same one."""
    return {code: tuple(others) for code, others in _data()["money_shared"].items()}


@lru_cache(maxsize=1)
def shared_signs() -> dict[str, dict[str, tuple[re.Pattern[str], re.Pattern[str]]]]:
    """Sign -> the currencies it may be, each with what tells of it in an article: names of money, names of places."""
    return {
        sign: {
            code: (
                re.compile(rf"\b(?:{'|'.join(telling['money'])})\b"),
                re.compile(rf"\b(?:{'|'.join(telling['places'])})\b"),
            )
            for code, telling in codes.items()
        }
        for sign, codes in _data()["money_signs"].items()
    }


@lru_cache(maxsize=1)
def told_names() -> dict[str, tuple[str, ...]]:
    """The same for those that only the caller can tell of."""
    return {code: tuple(others) for code, others in _data()["money_told"].items()}


@lru_cache(maxsize=1)
def homes() -> dict[str, list[tuple[str, str]]]:
    """First word -> [(name of a place or of its people, currency spent there)], longest first."""
    by_first: dict[str, list[tuple[str, str]]] = {}
    for code, names in _data()["money_home"].items():
        for name in names:
            by_first.setdefault(name.split()[0], []).append((name, code))
    for listed in by_first.values():
        listed.sort(key=lambda entry: -len(entry[0]))
    return by_first


def currency_of(sign: str) -> str | None:
    """ISO 4217 code of a sign as written; that of "$" is US where the article does not tell."""
    sign = sign.replace(" ", "")
    return table()[1].get(sign) or table()[1].get(sign.rstrip("="))


def is_shared_name(words: list[str]) -> bool:
    """True for the name of a money that many countries have: "dollars", "rupees", but no "Hong Kong dollars"."""
    return len(words) == 1 and words[0].lower() not in _NAMED_FOR_ONE


_NAMED_FOR_ONE = frozenset("usd eur gbp buck bucks greenback greenbacks quid sterling fcfa chf".split())
