"""Measures and owners made fit to print: modals and articles off, the unit of a toll, the price of a share."""

from __future__ import annotations

import re

from extractors.phrases import CALENDAR, singular
from extractors.quantities import Quantity
from extractors.words import words

_STOCK = frozenset("stock stocks share shares".split())
# The rules whose measure is the thing itself, so that dollars of "shares" are the price of one.
_LEVEL_RULES = frozenset(
    (
        "attach:verb_level",
        "attach:apposition",
        "attach:pace",
        "attach:object",
        "attach:previous",
        "attach:carried",
        "attach:opening",
        "attach:verb_thing",
        "attach:level",
    )
)
_DEAREST_SHARE = 20_000
_LARGEST_MOVE = 1000
_MODALS = words("attach_tidy.modals")
_HAVE = frozenset("has have had".split())
_NO_PART_OF_A_NAME = words("attach_tidy.no_part_of_a_name")
_PEOPLE = re.compile(
    r"\b(?:toll|casualties|killed|killing|injured|wounded|dead|missing|homeless|workforce|labou?r force|headcount"
    r"|population|attendance|audience|enrol?lment|membership|ridership|readership|viewership|congregation)\b",
    re.I,
)
_ANIMALS = re.compile(rf"\b({'|'.join(sorted(words('own_units.animals')))}) (?:population|numbers)\b")
_NUMBER_OF = re.compile(r"\bnumber of (?:[a-z-]+ )*?([a-z]+s|people)\b")

# "infection count", "delivery figures", "the page-viewer number".
_COUNT_OF = re.compile(
    r"(?<!head)(?<!body)\b(?!(?:the|this|that|these|those|final|official|first|last|re|total|overall|new|actual|real|latest"
    r"|phone|serial|record|high|low|daily|weekly|monthly|annual|quarterly|state|city|vote|of|sales|growth|financial"
    r"|company|government|same|current|previous|recent|head|body|death|toll|full|key|record|its|his|their|our)\b)"
    r"([a-z]+) (?:counts?|tally|figures?|numbers?)$"
)
_DEATHS = re.compile(r"\b(deaths?|fatalities)\b(?! (?:toll|rate|penalty|row|sentence))")


# What heads a list and is counted in it.
COUNTED_HEADS = frozenset(
    "viewers listeners readers users subscribers members voters votes residents visitors passengers".split()
)


def counted_by(measure: str) -> str | None:
    """The unit of a bare number by what it measures: a toll counts people, "the number of ferries" ferries."""
    if measure.lower() in COUNTED_HEADS:
        return singular(measure.lower())  # "Viewers: One 4.1m, Two 3.2m"
    animal = _ANIMALS.search(measure.lower())
    if animal:
        return singular(animal.group(1))
    return numbered_by(measure) or ("person" if _PEOPLE.search(measure) else None)


def numbered_by(measure: str) -> str | None:
    """The thing that a measure names as numbered: "number of ferries", "ferry count", "flu deaths"; else None."""
    low = measure.lower()
    counted = _NUMBER_OF.search(low) or _COUNT_OF.search(low) or _DEATHS.search(low)
    if counted is None or counted.group(1).endswith(_NO_NOUNS):
        return None
    return singular(counted.group(1))


_NO_NOUNS = ("ed", "al", "ic", "ive", "ary", "est")


_SHARE_PRICES = ("price target", "target price", "price targets", "target prices", "share price", "stock price")


def is_share_price(measure: str, rule: str, q: Quantity) -> bool:
    """True for "Oakmart's shares closed at $41", "shares rose nine cents", "a price target of $163"."""
    most = _LARGEST_MOVE if q.change else _DEAREST_SHARE
    if q.kind == "money" and abs(q.high) < most and measure.lower().endswith(_SHARE_PRICES):
        return True
    return q.kind == "money" and rule in _LEVEL_RULES and measure.lower().split()[-1] in _STOCK and abs(q.high) < most


# "dividend of 3.2 pence" is the dividend.
_OF_SUM = re.compile(
    r"(?<=\w) of (?:about |around |some |nearly |up to |more than )?(?:[A-Z]{0,3}[$€£¥₹₩₱₦₺₽]\d|\d[\d.,]* ?\w*$)"
)


# "Women aged between 40" and 70: how old they are is a figure of its own.
_AGED = re.compile(r"(?<=\w) aged (?:between |from |over |under )?(?:\d+|[a-z]+)$")
_NO_LAST = frozenset("per vs vs. $ £ € and or under".split())


_HEDGING = frozenset("less more fewer".split())


def tidy(text: str) -> str:
    """A phrase without the articles and modals before it and the marks around it."""
    summed = _OF_SUM.search(text) if " of " in text else None
    if summed is not None:
        text = text[: summed.start()]
    if " aged " in text:
        text = _AGED.sub("", text)
    words = text.split()
    if len(words) > len(("of", "less")) and words[-2] in ("of", "for", "with") and words[-1] in _HEDGING:
        del words[-2:]  # "grown on farms of less" than 5 hectares
    while words and words[0].lower() in _NO_PART_OF_A_NAME:
        words.pop(0)
    while len(words) > 1 and (words[0] in _MODALS or (words[0] in _HAVE and words[1].endswith(("ed", "en", "n't")))):
        words.pop(0)
    while len(words) > 1 and words[-1].lower() in _NO_LAST:
        words.pop()  # "raised $", "output per"
    if len(words) > 2 and words[-2] == "on" and words[-1].lower() in CALENDAR:
        del words[-2:]  # "Mayor Roe on Monday"
    return " ".join(words).strip(" ,;:\"'").removesuffix("'s")
