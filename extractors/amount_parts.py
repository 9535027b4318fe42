"""Two numbers that are parts of one: "3 dollars 50 cents", "1 hour and 20 minutes", "6 feet 2 inches"."""

from __future__ import annotations

from decimal import Context, Decimal
from itertools import pairwise

from extractors.amount import Amount
from extractors.move_words import MOVES
from extractors.ranges import between, has_move, is_ahead
from extractors.tokens import Sentence
from extractors.units import match_unit

_FINE = Context(prec=12)


def join_money_parts(sent: Sentence, amounts: list[Amount]) -> list[Amount]:
    """ "3 dollars 50 cents", "thirteen dollars and forty-five cents", "15 dollars and 50"."""
    out: list[Amount] = []
    for b in amounts:
        a = out[-1] if out else None
        if a is None or not _takes_parts(a) or b.drop is not None or between(sent, a, b) not in ([], ["and"]):
            out.append(b)
            continue
        cents = b.kind == "money" and b.counts_parts and not b.signed
        if not cents and not _is_bare_part(sent, a, b):
            out.append(b)
            continue
        part = b.low if cents else b.low / 100
        a.low += part
        a.high += part
        a.resolution = Decimal("0.01")
        a.last = b.last
        a.per = b.per
        a.rules.append("money:parts")
    return out


def _takes_parts(a: Amount) -> bool:
    """True for whole dollars without a rate."""
    whole = a.low == int(a.low) and a.scale == 1
    return a.kind == "money" and a.drop is None and whole and not a.per and not a.counts_parts


def _is_bare_part(sent: Sentence, a: Amount, b: Amount) -> bool:
    """True for "15 dollars and 50", where the number closes its clause."""
    closes = b.num_last >= len(sent.words) or sent.words[b.num_last] in ".,;)"
    return (
        b.kind is None
        and b.low < 100
        and b.form != "vague"
        and b.low == int(b.low)
        and closes
        and a.entry is not None
    )


def join_time_parts(sent: Sentence, amounts: list[Amount]) -> list[Amount]:
    """ "1 hour and 20 minutes", "6 feet 2 inches", "three years and six months" become one in the larger unit."""
    out: list[Amount] = []
    for b in amounts:
        widen_to_one(sent, b)
        a = out[-1] if out else None
        if a is not None and a.unit == "foot" and (_is_inches(sent, a, b) or _is_foot_mark(sent, a, b)):
            b.unit = "inch"
        if (
            a is not None
            and a.unit == "hour"
            and b.unit == "m"
            and a.last == b.first
            and sent.words[b.last - 1] == "m"
        ):
            b.kind, b.unit = "duration", "minute"  # "2h 14m"
        parts = _PARTS_OF.get((a.unit or "", b.unit or "")) if a is not None and a.drop is b.drop is None else None
        if a is None or parts is None or not _takes_smaller(sent, a, b, parts):
            out.append(b)
            continue
        a.low = a.high = _FINE.plus(a.low + b.low / parts)
        a.resolution = _FINE.divide(b.resolution, Decimal(parts))
        a.last = a.num_last = b.last
        a.per = b.per
        a.kind = "age" if b.kind == "age" else a.kind  # "2 years and 3 months old"
        a.rules.append("unit:parts")
    return out


def widen_to_one(sent: Sentence, a: Amount) -> None:
    """ "20 minutes to an hour", "six months to a year": up to one of the larger unit behind the article."""
    j = a.last
    if a.kind != "duration" or a.drop or a.hyphen or sent.lows[j : j + 1] != ["to"] or a.low != a.high:
        return
    found = match_unit(sent, j + 2) if sent.lows[j + 1 : j + 2] in (["a"], ["an"]) else None
    parts = _PARTS_OF.get((found[0].symbol, a.unit or "")) if found is not None else None
    before = sent.lows[a.first - 1] if a.first else ""
    if found is None or parts is None or not a.low < parts or before == "from" or before in MOVES:
        return
    if before == "by" and has_move(sent, a.first) and not is_ahead(sent, a.first):
        return  # "cut the term by six months to a year"
    if sent.tags[found[1] : found[1] + 1] not in (["NN"], ["NNS"], ["JJ"]):
        a.high, a.last = Decimal(parts), found[1]
        a.rules.append("range")


def _is_inches(sent: Sentence, a: Amount, b: Amount) -> bool:
    """ "5 foot 7": the number behind whole feet, which counts nothing itself."""
    whole = a.unit == "foot" and b.kind is None and b.drop is None and a.low == int(a.low) and b.low == int(b.low)
    near = whole and a.last == b.first == b.num_first and b.num_last == b.last and not a.hyphen and a.low < _TALLEST
    if not near or not 0 < b.low < _PARTS_OF["foot", "inch"]:
        return False
    return sent.tags[b.last : b.last + 1] not in _COUNTED_NEXT or sent.lows[b.last] in _SIZED


def _is_foot_mark(sent: Sentence, a: Amount, b: Amount) -> bool:
    """ "7'6 feet": seven feet and six inches."""
    marked = a.unit == b.unit == "foot" and sent.words[a.last - 1] in ("'", "’") and a.last == b.first
    return marked and a.low < _TALLEST and 0 < b.low < _PARTS_OF["foot", "inch"]


_TALLEST = 9  # feet
_SIZED = frozenset("tall high wide long deep thick across".split())  # "6'2 tall"
_COUNTED_NEXT = (["NN"], ["NNS"], ["JJ"], ["CD"], ["%"])


_BEHIND_OTHERS = frozenset("clear slower faster ahead behind adrift back off quicker later outside inside".split())


def _takes_smaller(sent: Sentence, a: Amount, b: Amount, parts: int) -> bool:
    gap = between(sent, a, b)
    if a.last and sent.lows[a.last - 1].removesuffix("s") == b.unit:
        return False  # "in two hours and 41 seconds, 12 seconds slower"
    if gap[:1] == [","] and sent.lows[b.last : b.last + 1] != [] and sent.lows[b.last] in _BEHIND_OTHERS:
        return False  # "won in 4hr 12min, 13 seconds clear"
    joined = gap in ([], ["and"]) or (gap in ([","], [",", "and"]) and b.kind == "duration")
    written = a.form != "vague" and b.form != "vague" and a.low == a.high and b.low == b.high
    fits = 0 < b.low < min(parts, 60) and (a.low == int(a.low) or "unit:parts" in a.rules)
    return joined and written and fits and not a.per and not a.hyphen


_PARTS_OF = {
    ("year", "month"): 12,
    ("week", "day"): 7,
    ("day", "hour"): 24,
    ("hour", "minute"): 60,
    ("hour", "second"): 3600,
    ("hour", "m"): 60,
    ("minute", "second"): 60,
    ("minute", "s"): 60,
    ("foot", "inch"): 12,
    ("stone", "lb"): 14,
    ("lb", "ounce"): 16,
}


def join_scale_parts(amounts: list[Amount]) -> list[Amount]:
    """ "9 million 300 thousand tons": one number told in two scales."""
    if not any(a.last == b.first for a, b in pairwise(amounts)):
        return amounts
    out: list[Amount] = []
    for b in amounts:
        a = out[-1] if out else None
        if a is not None and a.last == b.first and _is_larger_part(a, b):
            b.low, b.high = a.low + b.low, a.high + b.high
            b.first, b.num_first = a.first, a.num_first
            b.rules.append("number:parts")
            out[-1] = b
            continue
        out.append(b)
    return out


def _is_larger_part(a: Amount, b: Amount) -> bool:
    """True for the millions before the thousands: no unit of its own, no drop, a smaller scale behind it."""
    free = a.kind is None and a.drop is b.drop is None and a.form == b.form == "digits"
    return free and a.scale > b.scale > 1 and b.high < a.scale and a.low == a.high
