"""Bare numbers that count something by the words beside them: "the most thefts, 61", "84 in total", "Telmar-140"."""

from __future__ import annotations

import re
from decimal import Decimal
from itertools import pairwise

from extractors.amount import Amount
from extractors.own_units import HAPPENINGS, may_be_who
from extractors.phrases import singular
from extractors.tokens import Sentence

_SUPERLATIVES = frozenset("most fewest highest lowest largest".split())
_ENDS = frozenset(". , ; ) and in on at during also by".split())
_PEAKS = frozenset("high low peak record average".split())
_AGAINST = (["versus"], ["vs"], ["vs."], ["against"])
_PLACED = re.compile(r"([A-Z][\w.']*[a-z][\w.']+)-(\d{1,3}(?:,\d{3})*)\Z")
_LEAST_PLACES = 3
_NEAR, _FAR = 4, 8  # tokens


def counts_beside(sent: Sentence, amounts: list[Amount], k: int, i: int) -> bool:
    """True for ``amounts[k]``, a bare number with token ``i`` before its hedge, that words beside it make a count."""
    a, lows = amounts[k], sent.lows
    before, j = lows[a.first - 1] if a.first else "", a.num_last
    after = lows[j] if j < len(lows) else "."
    if lows[j : j + 2] == ["in", "total"] or (before in _FURTHER and sent.tags[j : j + 1] in _ACTS):
        return True  # "— 84 in total", "A further 23 said"
    if _thing_most(sent, a) is not None and after in _ENDS:
        return True
    if after in _ENDS and _thing_numbered(sent, a, i) is not None:
        return True
    if lows[max(0, i - 2) : i + 1] == ["there", "will", "be"] and after in ("in", "on", "at", "from"):
        return True
    word = lows[i] if i >= 0 else ""
    record = word == "of" and lows[i - 1] in _PEAKS and "to" in lows[max(0, i - _NEAR) : i]
    came_to = record or (word == "to" and (after in _ENDS or after in ("last", "this")))
    return came_to and k > 0 and _level_left(sent, amounts, k) is not None


_FURTHER = frozenset("another further".split())
_ACTS = (["VBD"], ["VBP"], ["VBN"], ["MD"])


def _level_left(sent: Sentence, amounts: list[Amount], k: int) -> Amount | None:
    """The 47 of "rose from 47 on March 2 to a new peak of 381", where ``amounts[k]`` is the new level."""
    k -= 1
    k -= k > 0 and amounts[k].drop in ("date", "year")
    level = amounts[k]
    left = (
        k >= 0
        and level.kind == "count"
        and level.drop is None
        and sent.lows[level.first - 1 : level.first] == ["from"]
    )
    return level if left else None


def _thing_most(sent: Sentence, a: Amount) -> str | None:
    """ "had the most [thefts], 61", "the highest [tolls], with 61": what there was most of, else None."""
    k = a.first - 1
    k -= k > 0 and sent.lows[k] == "with"
    if k < 2 or sent.words[k] not in ",(" or sent.tags[k - 1] != "NNS":
        return None
    near = sent.lows[max(0, k - _NEAR) : k - 1]
    return singular(sent.words[k - 1]) if not _SUPERLATIVES.isdisjoint(near) else None


def thing_beside(sent: Sentence, amounts: list[Amount], k: int) -> str | None:
    """What the words beside ``amounts[k]`` say that it counts, else None."""
    a = amounts[k]
    i = a.first - 1
    told = _thing_most(sent, a) or _thing_numbered(sent, a, i)
    level = _level_left(sent, amounts, k) if told is None and sent.lows[i] in ("of", "to") else None
    return level.unit if level is not None else told


def _thing_numbered(sent: Sentence, a: Amount, i: int) -> str | None:
    """ "The number of [refuges] built so far is six": what a number of is told at the head of the sentence."""
    i -= i > 0 and sent.lows[i] in _STILL
    if i < _NEAR or sent.lows[i] not in _BEING or "number" not in sent.lows[:_NEAR]:
        return None
    k = sent.lows.index("number") + 1
    if sent.lows[k] != "of":
        return None
    noun = next((m for m in range(k + 1, min(i, k + _NEAR)) if sent.tags[m] == "NNS"), 0)
    return singular(sent.words[noun]) if noun and a.scale == 1 else None


_BEING = frozenset("is was are were".split())
_STILL = frozenset("currently now still already".split())


_COMPARED = frozenset("more fewer higher lower".split())


def versus_noun(sent: Sentence, a: Amount, before: Amount | None) -> int:
    """ "more skin [tumours] (201 versus 131)": the token of the noun that both count, -1 without one."""
    if a.low != int(a.low) or a.scale != 1 or not a.first:
        return -1
    j = a.num_last
    if sent.words[a.first - 1] == "(" and sent.lows[j : j + 1] in _AGAINST:
        more = not _COMPARED.isdisjoint(sent.lows[: a.first - 1])
        return a.first - 2 if more and sent.tags[a.first - 2] == "NNS" else -1
    if before is None or sent.lows[before.last : a.first] not in _AGAINST or sent.words[j : j + 1] != [")"]:
        return -1
    return before.first - 2 if "count:versus" in before.rules else -1


def read_places(sent: Sentence, amounts: list[Amount], unit: str | None) -> list[Amount]:
    """Those of ``amounts`` that are a place and how many ``unit`` it has: "Telmar-140, Lisk-37 and Orme-9"."""
    if unit is None or len(amounts) < _LEAST_PLACES or not _has_places(unit.rpartition(" ")[2]):
        return []
    named = [a for a in amounts if a.drop == "identifier" and _PLACED.match(sent.words[a.first])]
    if len(named) < _LEAST_PLACES or not all(_is_next(sent, a, b) for a, b in pairwise(named)):
        return []
    counted = any(singular(low) == unit.rpartition(" ")[2] for low in sent.lows)
    if not counted or sent.tags[named[-1].last : named[-1].last + 1] in (["NN"], ["NNS"]):
        return []  # "Abrams-1, Abrams-2 and Abrams-3 tanks"
    for a in named:
        said = _PLACED.match(sent.words[a.first])
        assert said is not None
        a.drop, a.low, a.resolution = None, Decimal(said.group(2).replace(",", "")), Decimal(1)
        a.high = a.low
        a.take_kind("count", unit, "count:place")
    return named


def _has_places(noun: str) -> bool:
    """True for cases, deaths and people, which are listed by place; "Su-24, Su-25 and MiG-29" lists no jets so."""
    return noun in HAPPENINGS or may_be_who(noun)


def _is_next(sent: Sentence, a: Amount, b: Amount) -> bool:
    """True where only commas, "and" and names stand between two places of a list."""
    gap = sent.tags[a.last : b.first]
    return 0 < len(gap) <= _FAR and all(tag in ("NNP", "NNPS", ",", "CC", "DT") for tag in gap)


def is_gap_listed(sent: Sentence, amounts: list[Amount], k: int) -> bool:
    """ "Lisbon wants 48 nurses, Porto and Braga 44, and Faro 23": a name and its number, in a list of them."""
    a = amounts[k]
    if not k or a.num_last >= len(sent.words) or sent.lows[a.num_last] not in (".", ",", ";", "and"):
        return False
    last = amounts[k - 1]
    if last.drop is not None or last.kind != "count" or not 2 <= a.first - last.last <= 9:
        return False
    gap = range(last.last, a.first)
    named = all(sent.tags[m] in ("NNP", "NNPS", "CC", ",", "POS", "IN", "DT", "PRP$", "RB", "NN") for m in gap)
    opens = sent.lows[last.last] in (",", "and", ";")
    return named and opens and sent.tags[a.first - 1] not in ("DT", "IN", "CC", ",")
