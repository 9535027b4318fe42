"""A letter behind digits: a scale ("£3m", "25k", "35m of its devices") or a unit ("1.8m tall", "50m x 70m")."""

from __future__ import annotations

from decimal import Decimal

from extractors.tokens import Sentence
from extractors.units import match_unit
from extractors.words import words

_METRE_AFTER = words("numerals.metre_after")


def before_currency(sent: Sentence, j: int) -> bool:
    """True where the name of a money stands at token ``j``."""
    found = match_unit(sent, j)
    return found is not None and found[0].kind == "money"


def is_short_scale(sent: Sentence, i: int, k: int, money: bool, value: Decimal) -> bool:
    """True where a letter behind digits is a scale: "$3m", "35m of its devices", "25k"; not "1.8m tall"."""
    word = sent.words[k]
    glued = sent.glued(k)
    after = sent.lows[k + 1] if k + 1 < len(sent.words) else ""
    after_tag = sent.tags[k + 1] if k + 1 < len(sent.words) else "."
    if word in ("T", "MM"):
        return money
    if sent.words[k - 1] == "-" and sent.glued(k - 1) and not money:
        return False  # "the exercise 2024-B"
    if word in "mM" and glued and sent.words[i - 1] == "-" and sent.tags[i - 3 : i - 1] == ["$", "CD"]:
        return True  # "$80-85m each"
    if word in "kK":
        if word == "K" and not money and value in (2, 4, 5, 8):
            return False
        return glued and (value < 1000 and after not in ("run", "race"))
    if word in "bB":
        named = i > 0 and sent.tags[i - 1] == "NNP" and after_tag not in ("NNS", "NN", "JJ", "IN")  # "Fab 12B"
        return money or (glued and word == "B" and not named) or (after_tag in ("NNS", "NN", "JJ") and word == "B")
    if word in "mM" and sent.words[k + 1 : k + 3] == ["/", "-"]:
        return True  # shillings: "620m/-"
    if word == "M" and glued:
        return value != 3 or money or after_tag in ("NNS", "NN", "JJ")  # "3M" alone is the company
    if money:
        return True
    behind = k + 2 if after in _TO else 0
    if behind and glued and sent.forms[behind : behind + 1] == ["number"] and sent.lows[behind + 1 :][:1] == ["m"]:
        return is_short_scale(sent, behind, behind + 1, money, value)  # "1.3m to 4m people"
    across = i > 1 and sent.lows[i - 1] in ("x", "by") and any(c.isdigit() for c in sent.words[i - 2])
    sided = after in ("x", "by", "×") and sent.tags[k + 2 : k + 3] == ["CD"]  # "50m x 70m"
    if glued and after in ("in", ".", ",") and _is_tallied(sent, i):
        return True  # "car sales reached 10.5m in 2031"
    ticketed = after in _METRE_AFTER and not _TICKETS.isdisjoint(sent.lows[k + 2 : k + 3])  # "40m boat tickets"
    metres = not glued or (after in _METRE_AFTER and not ticketed) or across or sided
    if (
        glued
        and sent.lows[i - 1] in _PRICING
        and not metres
        and after in (".", ",", ";", "and")
        and _sums_in_m(sent, i)
    ):
        return True  # "paid 3m dollars more to rent it for 8.5m"
    if glued and len(sent.words[i].partition(".")[2]) == _HUNDREDTHS and not _THROWN.isdisjoint(sent.lows):
        return False  # "with a throw of 17.41m"
    counts = after_tag in ("NNS", "JJ", "VBN", "NNP", "NN", "VBD", "IN") and after != "in"
    counts = counts or (after_tag == "VBZ" and after not in ("is", "was", "has"))  # "over 40m farms all of which"
    return not metres and (after == "of" or counts)


def _is_tallied(sent: Sentence, i: int) -> bool:
    """ "car sales reached", "the number of users passed", "customers hit": not "the passengers fell [40m]"."""
    near = sent.lows[max(0, i - _NEAR_TALLY) : i]
    if not _TALLIES.isdisjoint(near):
        return True
    k = next((k for k in range(i - 1, max(-1, i - 1 - _NEAR_TALLY), -1) if sent.lows[k] in _TALLIED), -1)
    if k < 0:
        return False
    led = sent.lows[k - 1] in ("the", "some", "both") or sent.tags[k - 1] == "CD"
    return sent.lows[i - 1] in _LEVELS or (sent.lows[i - 1] in ("to", "at") and not led)


_TALLIES = frozenset("sales deliveries registrations number numbers".split())
_TALLIED = frozenset("users subscribers customers passengers visitors".split())
_LEVELS = words("numerals.levels")
_TICKETS = frozenset("tickets trips rides fares passes bookings permits licences licenses owners users".split())
_NEAR_TALLY = 4  # tokens
_HUNDREDTHS = 2  # digits behind the point
_THROWN = frozenset("throw throws threw put javelin discus hammer vault vaulted jump jumped leap leapt heave".split())
_TO = ("to", "-", "and", "or")
_PRICING = ("for", "worth", "at")


def _sums_in_m(sent: Sentence, i: int) -> bool:
    """True where the sentence has written "£5m" or "29m euros" before token ``i``."""
    ms = (k for k in range(1, i) if sent.words[k] == "m" and sent.glued(k) and sent.tags[k - 1] == "CD")
    return any(sent.tags[k - 2] == "$" or before_currency(sent, k + 1) for k in ms)
