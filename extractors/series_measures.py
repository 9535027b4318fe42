"""A claim and its owner in, the stems of what is measured out. Pure.

The words of one article are its own: "800 jobs" that are cut are no staff, "visitors drew" are visitors.
"""

from __future__ import annotations

import re
from collections.abc import Set
from functools import lru_cache

from extractors.keys import ACTS, GENERIC_NOUNS, fold_name, lemma, measure_stems
from extractors.model import Claim
from extractors.series_marks import says_core
from extractors.series_words import series_stems

_EVENTS = series_stems("events")
_PERIOD = re.compile(
    r"\b(?:(?:first|second|third|fourth|final|last|1st|2nd|3rd|4th) (?:quarter|half)|q[1-4]|h[12]|(?:full|half) year|"
    r"quarterly|january|february|march|april|may|june|july|august|september|october|november|december|(?:19|20)\d\d)\b"
    r"|\b(?:during|for|in|over) the (?:\w+ ){0,2}(?:half|months?|quarter|weeks?|year)\b.*"
)
_OWNER_BEHIND = "across|among|at|by|for|from|in|inside|into|of|within"
# What may stand between a verb and its number.
_BEFORE_NUMBERS = frozenset(
    "a about additional almost an another approximately around as at estimated exactly extra further just least less "
    "goods many more most much nearly only over products roughly some than total up worth".split()
)
# "430 workers at the plant were hired", "430 people who were hurt"; but no "430 shops and three were closed"
_PASSIVE = re.compile(
    r"^(?:(?: \w+)? (?:who|that|which)|(?: (?!(?:and|or|but|that|which|who|whom|whose|when|where|while|as|after|"
    r"because|if|since|than|with|said|say|says)\b)[\w'’-]+){0,8}?)(?: (?:has|have|had))?"
    r" (?:was|were|been|be|being)(?: \w+ly)? (\w+)"
)
_GAS = re.compile(r"\bto(?:nne)?n?s? of (?:carbon dioxide|CO2)([ -]equivalent)?", re.I)
_INHABITED = re.compile(r"\b(?:home to|inhabit\w*|lives? in|living in|population)\b")
_SALES, REVENUE = frozenset(measure_stems("sales")), frozenset(measure_stems("revenue"))
_LEFT_OUT = frozenset(measure_stems("excluding without volatile fresh food energy fuel"))
_MOVED_IN = re.compile(r"\bimmigrants (?:who )?(?:arrived|came|entered|moved|settled)\b")
# "exports of goods" are not all exports, "goods" that someone exported are
_OF_GOODS = re.compile(r"\b(?:exports?|imports?|goods|services) \w*\b ?(?:exports?|imports?|goods|services)\b", re.I)
_SHARES = [frozenset(measure_stems(name)) for name in ("shares", "stock", "share price", "stock price")]


def meant(words: Set[str], claim: Claim, key: str | None) -> Set[str]:
    """What some words mean of this kind of quantity, and in this sentence."""
    if words <= {"person", "liv"} and words and _INHABITED.search(claim.sentence):
        return {"population"}
    if "immigrant" in words and _MOVED_IN.search(claim.sentence):
        return words - {"immigrant"} | {"immigrat"}
    if words == {"shar"} and claim.measure is not None and claim.measure.endswith("share"):
        return words | {"portion"}
    words = of_event(words, key)
    if claim.kind == "money" or claim.change is not None:
        words = of_firm(words)
    if claim.kind == "money" and claim.per is None and words - {"net", "total"} == _SALES:
        return REVENUE
    if claim.kind == "percent" and claim.change is not None and words in _SHARES:
        return _SHARES[0]
    if words & {"inflation", "pric"} and "cor" not in words and says_core(claim):
        return (words - _LEFT_OUT if words & {"exclud", "without"} else words) | {"cor"}
    if claim.kind == "count" and "enrollment" in words and "student" in words:
        return words - {"enrollment"}
    if claim.kind == "measure" and "emit" in words and (gas := _GAS.search(claim.sentence)) is not None:
        return (words - {"co2", "equivalent", "ghg"}) | {"ghg" if gas[1] else "co2"}
    jobs = {"employ"} if "los" in words else {"employ", "position", "post", "role"}
    if words & jobs and words & {"add", "cut", "los"}:
        done = "add" if "add" in words else "cut"
        return (words - {"new", "los", "position", "post", "role"}) | {done, "employ"}
    if words & {"birth", "die"}:
        return words - {"baby", "register"}
    if words & {"export", "import"} and not _OF_GOODS.search(claim.measure or ""):
        return words - {"good"}
    return words


def of_event(words: Set[str], key: str | None) -> Set[str]:
    """Who was killed in an event has died of it; in a country, others have died, too."""
    if "kill" not in words or key is None or _EVENTS.isdisjoint(map(lemma, key.split())):
        return words
    return words - {"kill"} | {"die"}


def of_firm(words: Set[str]) -> Set[str]:
    """Turnover is revenue, but not that of staff."""
    return words if "turnover" not in words or "employ" in words else words - {"turnover"} | REVENUE


def measure_words(
    measure: str | None, name: str | None, owner: str | None, noun: str | None, acts: Set[str], *, timed: bool
) -> set[str]:
    """Stems of what is measured: without its owner and nouns that say nothing, as long as any is left.

    ``timed``: its time is known, and is no part of it. "Quarterly revenue" of no known quarter is none of a year.
    """
    words = set(measure_stems(_bare(measure, name, owner, noun, timed))) if measure else set()
    counted = set(measure_stems(noun)) if noun else set()
    words |= acts | (counted - GENERIC_NOUNS)
    return (words - GENERIC_NOUNS) or words or counted


@lru_cache(maxsize=65536)
def _bare(measure: str, name: str | None, owner: str | None, noun: str | None, timed: bool) -> str:
    folded = fold_name(measure)
    for key in dict.fromkeys((owner, fold_name(name) if name else None)):
        if key and key in folded:
            called = re.escape(key)
            rest = re.sub(
                rf"^{called}(?: |$)|(?:^| )(?:{_OWNER_BEHIND})(?: the)? {called}(?= |$)", "", folded
            ).strip()
            folded = rest or ("" if noun else folded)
    if name and folded:  # "crude price" of Brent crude
        own = set(name.casefold().split())
        words = folded.split()
        while len(words) > 1 and words[0] in own:
            words.pop(0)
        folded = " ".join(words)
    return (_PERIOD.sub(" ", folded).strip() if timed else "") or folded


def acts_of(claim: Claim) -> set[str]:
    """The stem of the verb whose object the number is, where it says more than that there are so many."""
    at = claim.start - claim.sentence_start
    before = claim.sentence[:at].casefold().split()
    while before:
        word = before.pop()
        if (known := ACTS.get(word)) is not None:
            return {lemma(known)}
        if word in ("in", "off") and before and (known := ACTS.get(f"{before[-1]} {word}")):
            return {lemma(known)} if claim.kind == "count" else set()  # who "took in" money has revenue
        if (word, before[-1:]) in (("to", ["up"]), ("of", ["total"])):
            continue
        if word not in _BEFORE_NUMBERS:
            break
    done = _PASSIVE.match(claim.sentence[at + len(claim.quote) :].casefold())
    known = ACTS.get(done[1]) if done else None
    return {lemma(known)} if known is not None else set()
