"""Per what a figure is: by the words behind it ("$5 a day") or by an adjective before ("daily output")."""

from __future__ import annotations

from extractors.amount import Amount
from extractors.model import Kind
from extractors.phrases import NOUNS
from extractors.tokens import Sentence
from extractors.words import words

_PER_WORDS = frozenset(("a", "an", "per", "each", "every", "/"))
_PER_NOUNS = words("rates.per_nouns")
_PER_NAMES = {
    "annum": "year",
    "capita": "person",
    "head": "person",
    "hr": "hour",
    "h": "hour",
    "s": "second",
    "min": "minute",
    "oz": "ounce",
    "km": "km",
    "people": "person",
    "kwh": "kWh",
    "mwh": "MWh",
    "mmbtu": "MMBtu",
    "ton": "ton",
    "ms": "millisecond",
}
_BEFORE_PER_NOUN = frozenset("- diluted basic common full adjusted troy metric single".split())
_NOT_A_RATE = ("earlier", "ago", "later", "before", "after")
_TIMES = frozenset(("second", "minute", "hour", "day", "week", "month", "year", "decade", "century", "night"))
_ONCE_ONLY = ("time", "home", "m", "s")
RATE_ADJECTIVES = {
    "daily": "day",
    "annual": "year",
    "yearly": "year",
    "monthly": "month",
    "weekly": "week",
    "hourly": "hour",
    "annualized": "year",
    "annualised": "year",
    "nightly": "night",
    "quarterly": "quarter",
    "per-share": "share",
}
_RATED = ("money", "measure", "count")
_OF_A_KIND = ("growth", "report", "meeting")


def without_rate(measure: str, kind: Kind, per: str | None) -> tuple[str, str | None]:
    """The measure without its rate, and the rate: "daily output" is (output, day); None without one."""
    said = measure.split()
    if [w.lower() for w in said[:2]] == ["per", "capita"] and len(said) > 2 and per is None:
        return " ".join(said[2:]), "person"
    if said[0].lower() == "capita" and len(said) > 1 and per is None:
        return " ".join(said[1:]), "person"
    for k, word in enumerate(said[:3]):
        rate = RATE_ADJECTIVES.get(word.lower())
        if rate and len(said) > k + 1:
            follow = said[k + 1].lower()
            if kind in _RATED and (follow == "average" or (per is None and follow not in _OF_A_KIND)):
                return " ".join(said[:k] + said[k + 1 :]), rate
            break
    return measure, None


def read_rate(sent: Sentence, amount: Amount) -> None:
    """ "a day", "per share", "/year", "-a-month" behind the quantity."""
    if amount.per or amount.kind in ("rank", "ratio", "age", None):
        return
    j = amount.last
    lows = sent.lows
    if j < len(lows) and lows[j] == "-" and sent.glued(j) and lows[j + 1 : j + 2] in (["a"], ["an"], ["per"]):
        j += 1
    if amount.kind == "measure" and lows[j : j + 1] == ["of"] and lows[j + 2 : j + 3] in (["per"], ["a"], ["each"]):
        # "3 billion cubic feet of gas per day": the rate is no part of the quote
        if sent.tags[j + 1] in NOUNS and lows[j + 3 : j + 4] and lows[j + 3] in _TIMES:
            amount.per = lows[j + 3]
            amount.rules.append("per")
        return
    if j + 1 >= len(lows) or lows[j] not in _PER_WORDS:
        return
    k = j + 1
    while k < len(lows) and lows[k] in _BEFORE_PER_NOUN:
        k += 1
    if k >= len(lows) or (k + 1 < len(lows) and lows[k + 1] in _NOT_A_RATE):
        return
    name = _per_name(sent, lows[j], k, amount.kind == "duration")
    if not name:
        return
    stop = k + 1
    if stop < len(lows):
        if lows[k] == "square":
            name = f"square {lows[stop].rstrip('s')}"
            stop += 1
        elif lows[k] in ("100,000", "1,000", "million", "thousand"):
            name = f"{lows[k]} {lows[stop]}"
            stop += 1
    amount.per = _PER_NAMES.get(name, name)
    amount.last = stop
    amount.rules.append("per")


def _per_name(sent: Sentence, word: str, k: int, of_time: bool) -> str:
    """What the noun at token ``k`` behind "a", "per" or "each" makes the figure a rate of; "" for no rate."""
    noun = sent.lows[k]
    if noun in _PER_NOUNS:
        name = noun
    elif noun.endswith("s") and noun[:-1] in _PER_NOUNS:
        name = noun[:-1]
    else:
        name = noun if word == "per" and sent.tags[k] in NOUNS else ""
    if word == "a" and noun in _ONCE_ONLY:
        return ""
    if of_time and (word in ("each", "every") or (word in ("a", "an") and noun not in _TIMES)):
        return ""
    return name
