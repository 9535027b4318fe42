"""Whose a figure is, where a body has it for its place, or a disease or an observer stands for the place. Pure.

A central bank's key rate is its country's, the budget of a council its town's, what police recorded is Harrow's.
"""

from __future__ import annotations

import re
from collections.abc import Set

from extractors.keys import fold_name, lemma, measure_stems
from extractors.model import Claim
from extractors.series_owners import is_word
from extractors.series_words import series_names, series_stems, series_words

_RATE_OF = {fold_name(other): place for place, others in series_names("central_banks").items() for other in others}
_POLICY_RATE = frozenset(measure_stems("policy rate"))
_INTEREST_RATE = frozenset(measure_stems("interest rate"))
_CALLED = {
    place: [frozenset(measure_stems(name)) for name in names] for place, names in series_names("policy_rates").items()
}
_TURNOUT = frozenset(measure_stems("turnout"))
_RESERVES = [frozenset(measure_stems(name)) for name in ("foreign reserves", "gold reserves")]
# Ends of the key of a body, and what is its country's or town's.
_ENDS: tuple[tuple[tuple[str, ...], list[frozenset[str]]], ...] = tuple(
    (ends, [frozenset(measure_stems(name)) for name in names])
    for ends, names in (
        ((" armed forces", " military"), ("soldiers",)),
        ((" city council", " town council", " council", " councillors"), ("budget", "council tax")),
        ((" prisons", " jails"), ("prisoners",)),
        ((" government", " state"), ("minimum wage", "budget deficit", "public debt", "debt")),
    )
)
_OTHER_COUNCILS = re.compile(r" (?:borough|county|district|national|parish|privy|regional|security|state) council$")
_DISEASES = series_stems("diseases")
_IN_PLACE = re.compile(
    r"\b(?:across|in|throughout) (?:the )?"
    r"((?:(?:north|south|east|west)(?:ern)? |central )?[A-Z][\w'’.-]*(?: (?:and |of )?[A-Z][\w'’.-]*){0,3})"
)
_TIMES = frozenset(
    "january february march april may june july august september october november december monday tuesday wednesday "
    "thursday friday saturday sunday".split()
)
_COUNTERS = "|".join(series_words("counters"))
_COUNTER = re.compile(
    rf"(?P<of>.+?) (?:{_COUNTERS})|(?:the )?(?:{_COUNTERS}) (?:across|at|in|of|on) (?:the )?(?P<at>.+)", re.I
)
_COUNTED = re.compile(
    r"\b(?:counted|documented|logged|recorded|registered|tallied)(?: (?:about|some|at least|more than))?$"
)


def of_body(key: str | None, words: Set[str]) -> tuple[str | None, Set[str]]:
    """Owner and stems, where a body's figure is that of its country or town."""
    if key is None:
        return key, (_POLICY_RATE if words == _POLICY_RATE else words)
    bank = key.removesuffix(" central bank").removeprefix("central bank of ")
    country = _RATE_OF.get(key) or _RATE_OF.get(bank, bank)
    if words == _POLICY_RATE or (words == _INTEREST_RATE and key in _RATE_OF) or words in _CALLED.get(country, ()):
        return country, _POLICY_RATE
    if words == _TURNOUT and key.endswith(" voters") and " " not in key.removesuffix(" voters"):
        return f"{key.removesuffix(' voters')} election", words
    if words in _RESERVES and (bank != key or key in _RATE_OF):
        return country, words
    for ends, measures in _ENDS:
        if words in measures:
            for end in ends:
                if key.endswith(end) and not _OTHER_COUNCILS.search(key):
                    return key.removesuffix(end), words
    return key, words


def place_of_disease(name: str | None, claim: Claim) -> tuple[str, str] | None:
    """The place, and the disease in a word, where a disease is said to have killed or befallen people in one."""
    if name is None or claim.kind != "count":
        return None
    first, _, rest = name.partition(" ")
    if rest not in ("", "fever") or lemma(first) not in _DISEASES:
        return None
    places = {place for place in _IN_PLACE.findall(claim.sentence) if place.lower() not in _TIMES}
    return (places.pop(), first.lower()) if len(places) == 1 else None


def place_of_count(name: str | None, claim: Claim) -> str | None:
    """The place of which observers have counted something: "Police in Harrow recorded", "Harrow rangers counted"."""
    if name is None or claim.kind != "count":
        return None
    counter = _COUNTER.fullmatch(name)
    if counter is None:
        return None
    place = counter["of"] or counter["at"]
    if not place[0].isupper() or (claim.sentence.startswith(place) and is_word(place)):  # "Health officials"
        return None
    before = claim.sentence[: claim.start - claim.sentence_start].rstrip()
    return place if _COUNTED.search(before) else None
