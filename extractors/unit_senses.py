"""Which unit a short symbol is that stands for two: "kt" of wind or of copper, "nm" at sea or of a chip, "mt"."""

from __future__ import annotations

from extractors.amount import Amount
from extractors.tokens import Sentence
from extractors.units import Unit
from extractors.words import words

_KNOT = Unit("knot", "measure")
_NAUTICAL_MILE = Unit("nautical mile", "measure")
_MILLION_TONNES = Unit("Mt", "measure")
_WINDS = words("unit_senses.winds")
_SPEEDS = words("unit_senses.speeds")
_SEA_AND_AIR = words("unit_senses.sea_and_air")
_SMALL_THINGS = words("unit_senses.small_things")
_HARVESTS = words("unit_senses.harvests")
_LOTS = words("unit_senses.lots")
_FASTEST = 400  # knots that news speaks of
_MOST = 1000  # a country's million tonnes


def sense_of(sent: Sentence, amount: Amount, j: int, unit: Unit) -> Unit:
    """The unit that the symbol at token ``j`` means among the words of its sentence."""
    word = sent.words[j]
    if word == "kt" and amount.high <= _FASTEST and amount.scale == 1:
        return _KNOT if _is_speed(sent, j) else unit
    if word == "nm":
        near = not _SEA_AND_AIR.isdisjoint(sent.said) and _SMALL_THINGS.isdisjoint(sent.said)
        return _NAUTICAL_MILE if near else unit
    if word == "mt" and amount.high < _MOST and amount.scale == 1 and "," not in sent.words[amount.num_first]:
        return _MILLION_TONNES if _is_of_a_country(sent, j) else unit
    return unit


def _is_speed(sent: Sentence, j: int) -> bool:
    """ "gusting 50kt", "north-westerly 35 kt", "the yacht sailed at 14 kt"; not "shipped 35 kt of grain"."""
    if sent.lows[j + 1 : j + 2] == ["of"] and sent.lows[j + 2 : j + 3] != ["wind"]:
        return False
    lows = sent.lows
    return not (_WINDS.isdisjoint(lows) and _SPEEDS.isdisjoint(lows)) or any(
        low.endswith(("westerly", "easterly", "westerlies", "easterlies")) for low in lows
    )


def _is_of_a_country(sent: Sentence, j: int) -> bool:
    """ "wheat procurement touched 26.5 mt": a harvest or an industry; not "a cargo of 25 mt", "450 mt a day"."""
    lows = sent.lows
    if lows[j + 1 : j + 2] in (["/"], ["per"]) or (
        lows[j + 1 : j + 2] == ["a"] and lows[j + 2 : j + 3] in _SHORT_TIMES
    ):
        return False
    return not _HARVESTS.isdisjoint(lows) and _LOTS.isdisjoint(lows)


_SHORT_TIMES = (["day"], ["week"], ["month"], ["hour"])
