"""A letter behind digits: a scale ("£3m", "25k", "35m of its devices") or a unit ("1.8m tall", "50m x 70m")."""

from __future__ import annotations

from decimal import Decimal

from extractors.metres import in_metres
from extractors.tokens import Sentence
from extractors.units import match_unit


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
    if word == "L":
        return money and sent.words[i - 1] in _RUPEES  # "₹40L" is forty lakh
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
        counts = after_tag in ("NNS", "JJ") or (after_tag == "NN" and sent.lows[i - 1] not in _ARTICLES)
        return value != 3 or money or counts  # "3M" alone is the company, and so is that of "a 3M policy"
    if money:
        return True
    behind = k + 2 if after in _TO else 0
    if behind and glued and sent.forms[behind : behind + 1] == ["number"] and sent.lows[behind + 1 :][:1] == ["m"]:
        return is_short_scale(sent, behind, behind + 1, money, value)  # "1.3m to 4m people"
    if not glued or (sent.lows[i - 1] in _HOURS and sent.forms[i - 2] == "number"):
        return False  # "a 2h 14m flight"
    if sent.lows[i - 1] in _PRICING and after in (".", ",", ";", "and") and _sums_in_m(sent, i):
        return True  # "paid 3m dollars more to rent it for 8.5m"
    return not in_metres(sent, i, k, value)


_ARTICLES = ("a", "an", "the")
_RUPEES = ("₹", "Rs", "Rs.", "INR")
_HOURS = ("h", "hr", "hrs")
_TO = ("to", "-", "and", "or")
_PRICING = ("for", "worth", "at")


def _sums_in_m(sent: Sentence, i: int) -> bool:
    """True where the sentence has written "£5m" or "29m euros" before token ``i``."""
    ms = (k for k in range(1, i) if sent.words[k] == "m" and sent.glued(k) and sent.tags[k - 1] == "CD")
    return any(sent.tags[k - 2] == "$" or before_currency(sent, k + 1) for k in ms)
