"""One of a unit, said with an article: "a year and a half", "more than a decade", "less than a percent"."""

from __future__ import annotations

from extractors.amount import Amount, exactly
from extractors.amount_units import read_half_behind
from extractors.tokens import Sentence
from extractors.units import WEAK, match_unit


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


def than_one(sent: Sentence, i: int) -> Amount | None:
    """ "more than a decade", "less than a percent": one of the unit behind the article at token ``i``."""
    found = match_unit(sent, i + 1) if sent.lows[i - 2 : i - 1] in (["more"], ["less"]) else None
    if (
        found is None
        or sent.lows[i + 1] in WEAK
        or sent.lows[i + 1] == "bit"
        or found[0].kind in ("money", "percentage_point", "index")
    ):
        return None
    unit, stop = found
    if sent.tags[stop : stop + 1] in (["NN"], ["NNS"]) or sent.words[stop : stop + 1] in (["-"], ["'s"]):
        return None  # "more than a month-long wait", "less than a day's pay"
    amount = exactly(1, i, stop, unit.kind, "unit:than_one")
    amount.unit, amount.entry, amount.vague = unit.symbol, unit, unit.kind == "duration"
    return amount
