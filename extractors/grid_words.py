"""Words of a table's heads and labels: what is measured, what is a change, what names a time."""

from __future__ import annotations

import re
from datetime import date

from extractors.grid_values import counted_noun, is_plural, without_unit
from extractors.lexicon import lexicon
from extractors.measure_nouns import says_what
from extractors.period_rule import Period
from extractors.periods import find_periods
from extractors.words import words

BRACKET = re.compile(r"\s*\([^()]*\)")
_NOTE = re.compile(r"[*\u2020\u2021]+$|\[\w{1,2}\]$")
CHANGES = re.compile(
    r"\b(?:change|growth|chg|variation|y[/-]?o[/-]?y|increase|rise|swing|up/down)\b|\+/[-\u2212]|\u00b1",
    re.IGNORECASE,
)
# Heads that say nothing of what is measured: the label of the row does.
_EMPTY = words("grid_claims.empty_heads")
_OF_CHANGES = words("grid_claims.of_changes")
ACRONYMS = words("grid_claims.acronyms")
_MONTHS_ENDED = re.compile(
    r"(?:(?P<count>three|six|nine|twelve|[369]|12) months|(?P<year>(?:fiscal )?year)|(?P<quarter>quarter))"
    r" (?:ended|ending|to)[ :]+(?P<end>.+)",
    re.IGNORECASE,
)
_COUNTS = {"three": 3, "six": 6, "nine": 9, "twelve": 12}


def plain(text: str) -> str:
    """A head or label without its units and its notes."""
    return without_unit(_NOTE.sub("", BRACKET.sub("", text)).strip(" :"))


def is_empty(head: str) -> bool:
    """True for a head that says nothing of what is measured: "Actual", "Total"."""
    return all(word in _EMPTY or not word.isalpha() for word in head.lower().split())


def is_bare_change(head: str) -> bool:
    """True for a head that says nothing but that its figures are changes: "Change %", "+/-", "Change on year"."""
    rest = re.findall(r"[a-z]+", CHANGES.sub("", head).lower())
    return CHANGES.search(head) is not None and all(word in _OF_CHANGES for word in rest)


def is_unknown(word: str) -> bool:
    """True for a word that is no common noun: the word list lacks it and its singular."""
    low = word.lower()
    if word.isupper() or low in ACRONYMS or low.endswith(("ed", "ing")):
        return False
    return not (low in lexicon() or is_plural(low) or says_what(low))


def measures(text: str) -> bool:
    """True for words that say what is measured: "Price per kg", "Deaths", "EBITDA"."""
    said = re.findall(r"[a-z/]+", text.lower())
    return counted_noun(text) is not None or any(word in ACRONYMS or says_what(word) for word in said)


def months_ended(text: str, published_on: date | None) -> Period | None:
    """The months that end on a day: "Three months ended June 30, 2025"."""
    match = _MONTHS_ENDED.fullmatch(text)
    found = find_periods(match["end"], 0, len(match["end"]), published_on) if match is not None else []
    if match is None or len(found) != 1 or not re.fullmatch(r"\d{4}-\d\d(?:-\d\d)?", found[0].iso or ""):
        return None
    last = str(found[0].iso)[:7]
    count = (
        12 if match["year"] else 3 if match["quarter"] else _COUNTS.get(match["count"].lower()) or int(match["count"])
    )
    number = int(last[:4]) * 12 + int(last[5:]) - count
    first = f"{number // 12}-{number % 12 + 1:02}"
    iso = last[:4] if (first[4:], last[4:], count) == ("-01", "-12", 12) else f"{first}/{last}"
    return Period(text, 0, len(text), iso, found[0].rule)
