"""One of a unit, said with an article: "a year and a half", "more than a decade", "less than a percent"."""

from __future__ import annotations

from extractors.amount import Amount, exactly
from extractors.amount_units import read_half_behind
from extractors.move_words import MOVES
from extractors.tokens import Sentence
from extractors.units import WEAK, Unit, match_unit


def unit_and_half(sent: Sentence, i: int) -> Amount | None:
    """ "a year and a half", "an hour and a quarter"."""
    found = match_unit(sent, i + 1)
    if found is None or found[0].kind not in ("duration", "measure"):
        return None
    unit, stop = found
    amount = exactly(1, i, stop, unit.kind, "unit:and_half")
    last = read_half_behind(sent, amount, stop)
    if last == stop:
        return None
    amount.unit, amount.entry, amount.last = unit.symbol, unit, last
    return amount


def unit_and_part(sent: Sentence, i: int) -> Amount | None:
    """ "[an hour] and 40 minutes", "a year and six months": the larger unit of two."""
    found = match_unit(sent, i + 1)
    if found is None or found[0].kind != "duration" or sent.tags[found[1] + 1 : found[1] + 2] != ["CD"]:
        return None
    unit, stop = found
    part = match_unit(sent, stop + 2)
    if part is None or (unit.symbol, part[0].symbol) not in _WITH_PART:
        return None
    amount = exactly(1, i, stop, unit.kind, "unit:and_part")
    amount.unit, amount.entry = unit.symbol, unit
    return amount


_WITH_PART = (("hour", "minute"), ("minute", "second"), ("year", "month"), ("day", "hour"), ("week", "day"))


def than_one(sent: Sentence, i: int) -> Amount | None:
    """ "more than a decade", "less than a percent", "almost a century", "up to a foot", "fell more than a dollar":
    one of the unit behind the article at token ``i``.
    """
    two = sent.lows[max(0, i - 2) : i]
    hedged = two in _THAN or two == ["up", "to"] or two[-1:] in _NEARLY
    full = sent.lows[i + 1 : i + 2] in FULL
    found = match_unit(sent, i + 1 + full) if hedged or full or two[-1:] == ["by"] else None
    pointed = found is not None and (found[0].kind == "percentage_point" or (full and found[0].kind == "index"))
    if found is not None and not hedged and pointed:
        return _one_of(found, i)  # "by a whole percentage point", "fell a full percentage point"
    if full or not hedged:
        return None
    if found is None or sent.lows[i + 1] in WEAK or sent.lows[i + 1] in ("bit", "night"):
        return None
    moved = found[0].kind == "money" and i > 2 and two in _THAN and sent.lows[i - 3] in MOVES
    if found[0].kind in ("percentage_point", "index") or (found[0].kind == "money" and not moved):
        return None
    stop = found[1]
    if two in _THAN and i > 2 and sent.lows[stop : stop + 1] in _BACK and _is_sized(sent, i - 3):
        return None
    if sent.tags[stop : stop + 1] in (["NN"], ["NNS"]) or sent.words[stop : stop + 1] in (["-"], ["'s"]):
        return None  # "more than a month-long wait", "less than a day's pay"
    return _one_of(found, i)


def _one_of(found: tuple[Unit, int], i: int) -> Amount:
    unit, stop = found
    amount = exactly(1, i, stop, unit.kind, "unit:than_one")
    amount.unit, amount.entry, amount.vague = unit.symbol, unit, unit.kind == "duration"
    return amount


def _is_sized(sent: Sentence, k: int) -> bool:
    """ "[12%] more than a year earlier", "[$40m] less than a year ago", "[far] more": a comparison with that time."""
    if sent.tags[k] in ("%", "CD") or sent.lows[k] in _SIZING:
        return True
    return sent.tags[k] in ("NN", "NNS") and "CD" in sent.tags[max(0, k - 2) : k]  # "[40 people] more than"


_SIZING = frozenset("percent cent far much slightly".split())
_BACK = (["earlier"], ["ago"], ["before"], ["previously"])
_THAN = (["more", "than"], ["less", "than"])
_NEARLY = (["almost"], ["nearly"])
FULL = (["full"], ["whole"])
BEFORE_ONE = frozenset("than to almost nearly by".split())
