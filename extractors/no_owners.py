"""What no figure belongs to, whatever the grammar says: times, sums, pieces of news, parts, adjectives of place."""

from __future__ import annotations

import re

from extractors.lexicon import lexicon, tag_word
from extractors.measure_nouns import MEASURE_NOUNS
from extractors.noun_phrases import TIME_NOUNS
from extractors.period_holidays import HOLIDAYS
from extractors.phrases import CALENDAR, singular
from extractors.tokens import NUMBER_WORDS
from extractors.words import words

# A report, its findings, a part, a hope.
_NO_OWNERS = words("owners.no_owners")
_EXCHANGES = frozenset("BSE NSE NYSE NASDAQ Nasdaq LSE ASX TSX JSE HKEX".split())
DESCRIBES = re.compile(
    r"-(?:born|based|led|owned|backed|made|wide|style|listed|bound|educated|sized|built|registered|flagged|controlled|held"
    r"|speaking)$|^[Nn]on-"
)
_TERM = re.compile(r"(?:first|second|third|fourth|full|half|mid)-(?:quarter|half|year|time|term)$", re.IGNORECASE)
_FISCAL = re.compile(r"(?:FY ?\d{2,4}|[HQ][1-4])$")
_HEAD_ENDS = re.compile(r" (?:of|from|by|for|in|on|to|at|that|which|with|about|into|polled|surveyed) ")
_SUM = re.compile(r"(?:[A-Z]{1,3}\$|R[Mmps]?|Tk|Sh|K[sS]h|CHF|USD|EUR|GBP|RMB|CNY|JPY|INR|N(?=\d+[,.]))\.? ?\d")
# "5G masts", "11-year-olds", "12-year-old boys"
_CODE = re.compile(r"\d{1,2}(?:[A-Z]\b|(?:-(?:to|and)-\d+|-\d+)?-(?:year|month)-old(?:s\b| [a-z]))")
_TIMES = CALENDAR | {word.rstrip(".") for word in CALENDAR} - {"mar", "may.", "sat", "sun"}
_LONG = 8  # words


# "12[GB of RAM]", "the 1[TB] option".
_UNITS = frozenset(
    "kB KB MB GB TB PB W kW MW GW TW Wh kWh MWh GWh mAh Hz kHz MHz GHz mm cm km kg mph rpm nits".split()
)


_WHEN = frozenset("between from since in by during".split())
# "killed in the [line of duty]"
_IN_THE = ("line of duty", "course of ", "wake of ", "midst of ", "hope of ", "process of ", "run-up to ", "heat of ")


def owns_nothing(text: str) -> bool:
    """True for a time ("April's estimate"), a piece of news ("early findings"), a part or a hope ("the end"), a
    place in an adjective ("Arden-based"), an exchange where shares trade, and a long string of small words.
    """
    parts = text.split()
    if (
        text in ("Plans", "Plan")
        or text in _LETTERS
        or text.lower() in HOLIDAYS
        or parts[0] in _UNITS
        or text.startswith(_IN_THE)
    ):
        return True
    opener = parts[parts[0].lower() in _WHEN and len(parts) > 1]  # "Between April and June"
    if not _TIMES.isdisjoint(opener.lower().removesuffix("'s").split("-")):
        return True
    if len(parts) == 1 and (
        text in _EXCHANGES
        or text in ("Celsius", "Fahrenheit", "Kelvin", "Richter")
        or ("-" in text and (DESCRIBES.search(text) or _TERM.match(text)))
        or (text[-1].isdigit() and _FISCAL.match(text))
    ):
        return True
    *before, head = _without_tail(text).split() or [""]
    if head.lower() in _NO_OWNERS and (head.islower() or not before or before[0].islower()):
        return True
    return len(parts) > _LONG and not any(word[0].isupper() for word in parts[1:])


def is_cause(text: str) -> bool:
    """True for a strike, heavy rains, high prices: what moves the figure of another."""
    return text[1:].islower() and text.rpartition(" ")[2].lower() in _CAUSES


_CAUSES = words("owners.causes")


def is_nobody(text: str) -> bool:
    """True for what is not even a candidate: a piece of a sentence ("in Arden", "example", "those who"), what is left
    of a name ("Inc.") or bracket ("X) for May"), letters of a measure ("EPS"), a quarter of a year, a time of day, a
    sum ("Rs 3 lakh crore").
    """
    first, _, rest = text.partition(" ")
    low = text.lower()
    if (
        low in _PIECES
        or low in HOLIDAYS
        or len(text) == 1
        or text.isdigit()
        or text in _LETTERS
        or _opens_with_verb(first, rest)
    ):
        return True
    if first in MASSES and rest.startswith("of "):
        return True  # "tonnes of sand"
    if (
        rest
        and first.islower()
        and rest[0].isupper()
        and (first.endswith("est") or first in ("most", "best", "worst"))
    ):
        return True  # "the [largest Norvale] has ever put in a phone"
    if text.count("(") != text.count(")") or _SUM.match(text) or low.endswith((" lakh", " crore")):
        return True
    if rest and (first in _LINKS or (first in _OPENING_LINKS and rest[0].isupper())):
        return True
    if rest and low.rpartition(" ")[2] in _UNENDED:
        return True
    if _CLOCK.match(low) or (first in _SCALES and rest):
        return True  # "crore in May"
    times = text[-1].isdigit() or text.endswith("and")
    return times and all(part == "and" or _YEAR.fullmatch(part) for part in text.split())


_SCALES = frozenset("crore crores lakh lakhs million billion trillion cr bn mn".split())


def _opens_with_verb(first: str, rest: str) -> bool:
    """ "included Telmar", "leaving Norland": a verb and its object; not "ruling Norland Party"."""
    return (
        rest[:1].isupper()
        and first.islower()
        and first not in _DESCRIBING
        and tag_word(first, first, False) in ("VBD", "VBG")
    )


_DESCRIBING = words("no_owners.describing")
_LETTERS = frozenset(name.replace("_", " ") for name in words("no_owners.letters"))
_PIECES = words("no_owners.pieces")
MASSES = words("no_owners.masses")
_LINKS = words("no_owners.links")
_OPENING_LINKS = frozenset("In Before After During Since From By".split())
_UNENDED = frozenset("who whom which that they it he she we as and or of in for whose".split())
_YEAR = re.compile(r"(?:[HQ][1-4])?FY ?\d{2,4}|[HQ][1-4]|(?:19|20)\d\d")
_CLOCK = re.compile(r"[ap]\.?m\.?\b|(?:[ecmp][sd]?t|gmt|bst|aedt)$")


def _without_tail(text: str) -> str:
    """ "taxes" of "taxes on fuel"."""
    return _HEAD_ENDS.split(text, maxsplit=1)[0] if text.count(" ") > 1 else text


def opens_with_common(text: str) -> bool:
    """True for "Households" and "Two-car families", which stand large only at the head of a sentence."""
    first, *rest = text.split()
    if any(word[0].isupper() for word in rest):
        return False
    low = first.lower()
    return low.endswith("s") and (lexicon().get(low.removesuffix("s")) == "NN" or lexicon().get(low) == "NNS")


def is_measure(text: str) -> bool:
    """True for "net sales" and "taxes on fuel": what is measured, by no name; seldom whose a figure is."""
    head = (_without_tail(text).lower().split() or [""])[-1]
    if head in _OWN_TOO or not (head in MEASURE_NOUNS or singular(head) in MEASURE_NOUNS):
        return False
    return not any(word[0].isupper() and word.lower() not in CALENDAR for word in text.split()[1:])


# Nouns of measures that are things as well.
_OWN_TOO = frozenset("area areas work works index indices power powers audience snow membership".split())


def starts_with_number(text: str) -> bool:
    """True for "5 billion people", "some 40 boats", "$40" and "NT$7 billion": another quantity, which neither owns
    nor is measured.
    """
    word = text.partition(" ")[0].lower() or "-"
    if word in _HEDGES:
        word = next((low for low in text.lower().split() if low not in _HEDGES), "-")
    return (
        (word[0].isdigit() and not _CODE.match(text))
        or word[0] in "$€£¥₹₩₱₦₺₽"
        or word in NUMBER_WORDS
        or word in ("half", "most", "third", "quarter", "dozen", "dozens")
        or (text[:1].isupper() and _SUM.match(text) is not None)
    )


def thing_counted(text: str) -> str | None:
    """ "some 1,300 firefighters" as "firefighters"; None where another number, a unit or nothing is left."""
    left = text.split()
    while left and (left[0].lower() in _HEDGES or left[0].lower() in NUMBER_WORDS or left[0][0].isdigit()):
        left.pop(0)
    rest = " ".join(left)
    plain = (
        left
        and left[0].isalpha()
        and left[0][1:].islower()
        and len(left[0]) > _UNIT
        and left[0].lower() not in _NO_THINGS
        and len(left) <= _LONG
    )
    return rest if plain and not any(c.isdigit() or c in "$€£¥" for c in rest) else None


_UNIT = 2  # letters
_NO_THINGS = TIME_NOUNS | frozenset(
    "of percent per million billion trillion thousand hundred dollars euros pounds yen yuan dollar euro pound times"
    " in to and or km miles metres meters degrees points cents others more".split()
)
_HEDGES = frozenset(
    "about around some nearly almost roughly approximately over under more less fewer than at least up to"
    " as many only just all total another an estimated".split()
)
