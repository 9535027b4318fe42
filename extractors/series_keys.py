"""A claim in, the keys that link it to what others said: whose figure it is and what is measured. Pure.

The words of one article are its own: "800 jobs" that are cut are no staff, "visitors drew" are visitors, and the FTSE
100 is its own subject also where it is London's. What a claim shows stays as the text has it.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Collection, Mapping, Set
from functools import lru_cache
from importlib.resources import files
from typing import NamedTuple

from extractors.keys import ACTS, GENERIC_NOUNS, Aliases, fold_name, lemma, measure_stems, subject_key
from extractors.model import Claim
from extractors.series_marks import marks, says_core
from extractors.series_owners import USED_IT, is_name, owner_apart, users_of, whole_name

_WORDS = tomllib.loads(files("extractors").joinpath("series_keys.toml").read_text(encoding="utf-8"))
_EMPTY_TAILS = tuple(_WORDS["empty_tails"])
_RATE_OF = {fold_name(other): place for place, others in _WORDS["central_banks"].items() for other in others}
_INDICES = frozenset(fold_name(name) for name in _WORDS["indices"])

_EVENTS = frozenset(map(lemma, _WORDS["events"]))

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


class Keys(NamedTuple):
    """What links a claim.

    Attributes:
        subject, measure: None where there is no word of either.
        is_named: the subject means the same in other articles: a name, or gold, and not "employers".
    """

    subject: str | None
    measure: str | None
    is_named: bool


def link_keys(
    claim: Claim,
    aliases: Aliases,
    acronyms: Mapping[str, str],
    capitals: Set[str] = frozenset(),
    *,
    by_hand: Collection[str] = (),
) -> Keys:
    """The keys of subject and measure.

    ``capitals`` are the words that the text writes large within sentences. ``by_hand``: what a person has said,
    "subject" or "measure"; the sentence has no say in it any more.
    """
    name, measure = claim.subject, claim.measure
    if not by_hand:
        name = whole_name(name, claim.sentence)
    key = subject_key(name, aliases, acronyms)
    known = key is not None and (
        "subject" in by_hand or key != fold_name(name or "") or key in aliases.by_key.values()
    )
    if not known:  # else the operator or the text says who that is
        name, measure = owner_apart(name, measure, claim.sentence)
        key = subject_key(name, aliases, acronyms)
        for tail in _EMPTY_TAILS:
            if key is not None and key.endswith(tail) and (tail != _EMPLOYERS or _counts_jobs(claim)):
                key = subject_key(key.removesuffix(tail), aliases, acronyms)
    noun = claim.unit if claim.kind == "count" else None
    if name is not None and measure is not None:
        if noun is not None and (used := USED_IT.fullmatch(measure)) is not None:
            measure = users_of(used[1], used[2])
        elif measure == name and "attach:sized_name" in claim.rules:
            measure = _size_of(claim, measure)
    acts = set() if "measure" in by_hand else _acts(claim)
    words: Set[str] = _measure_words(measure, name, key, noun, acts, timed=claim.period is not None)
    if "measure" not in by_hand:
        words = _meant(words, claim, key)
        words = words | marks(claim, claim.subject, key, words)
    index = _index(key, measure)
    if index is not None and (claim.kind == "index" or (claim.change is not None and _is_of_index(measure, index))):
        return Keys(index, "index", True)
    if words == _POLICY_RATE or (words == _INTEREST_RATE and key in _RATE_OF):
        words, key = _POLICY_RATE, _rate_owner(key)
    is_named = known or (name is not None and is_name(name, claim.sentence, capitals))
    return Keys(key, " ".join(sorted(words)) or None, is_named)


def _size_of(claim: Claim, name: str) -> str:
    """What the size in front of a name is, as far as its unit says: "the 480 MW Skerry wind farm", its capacity."""
    if claim.kind == "money":
        return "cost"
    if claim.unit is not None and claim.unit.endswith("W"):
        return "capacity"
    return "length" if name.rpartition(" ")[2].casefold() in _LONG_THINGS else name


_LONG_THINGS = frozenset(_WORDS["long_things"])
_POLICY_RATE = frozenset(measure_stems("policy rate"))
_INTEREST_RATE = frozenset(measure_stems("interest rate"))
_SALES, _REVENUE = frozenset(measure_stems("sales")), frozenset(measure_stems("revenue"))
_LEFT_OUT = frozenset(measure_stems("excluding without volatile fresh food energy fuel"))
_MOVED_IN = re.compile(r"\bimmigrants (?:who )?(?:arrived|came|entered|moved|settled)\b")
# "exports of goods" are not all exports, "goods" that someone exported are
_OF_GOODS = re.compile(r"\b(?:exports?|imports?|goods|services) \w*\b ?(?:exports?|imports?|goods|services)\b", re.I)
_SHARES = [frozenset(measure_stems(name)) for name in ("shares", "stock", "share price", "stock price")]


def _meant(words: Set[str], claim: Claim, key: str | None) -> Set[str]:
    """What some words mean of this kind of quantity, and in this sentence."""
    if words <= {"person", "liv"} and words and _INHABITED.search(claim.sentence):
        return {"population"}
    if "immigrant" in words and _MOVED_IN.search(claim.sentence):
        return words - {"immigrant"} | {"immigrat"}
    if words == {"shar"} and claim.measure is not None and claim.measure.endswith("share"):
        return words | {"portion"}
    words = _of_event(words, key)
    if claim.kind == "money" or claim.change is not None:
        words = _of_firm(words)
    if claim.kind == "money" and claim.per is None and words - {"net", "total"} == _SALES:
        return _REVENUE
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


def _of_event(words: Set[str], key: str | None) -> Set[str]:
    """Who was killed in an event has died of it; in a country, others have died, too."""
    if "kill" not in words or key is None or _EVENTS.isdisjoint(map(lemma, key.split())):
        return words
    return words - {"kill"} | {"die"}


def _of_firm(words: Set[str]) -> Set[str]:
    """Turnover is revenue, but not that of staff."""
    return words if "turnover" not in words or "employ" in words else words - {"turnover"} | _REVENUE


def _rate_owner(key: str | None) -> str | None:
    """Whose policy rate it is: that of a country and that of its central bank are one."""
    if key is None:
        return None
    place = key.removesuffix(" central bank").removeprefix("central bank of ")
    return _RATE_OF.get(place, place)


def _index(key: str | None, measure: str | None) -> str | None:
    """The index that measure or subject name: "Frankfurt's DAX index", "the German DAX"."""
    for name in (fold_name(measure) if measure else None, key):
        if name is not None:
            for part in (name, name.removesuffix(" index"), name.partition(" ")[2]):
                if part in _INDICES:
                    return part
    return None


_EMPLOYERS = " employers"


def _counts_jobs(claim: Claim) -> bool:
    """True where employers are their country: for jobs, not for people whom they have hired."""
    return not {"employ", "position", "post"}.isdisjoint(measure_stems(f"{claim.measure or ''} {claim.unit or ''}"))


def _is_of_index(measure: str | None, index: str) -> bool:
    """True where a measure is the index itself: "DAX" or "shares" of the DAX, but not revenue of Nasdaq, the firm."""
    if measure is None:
        return True
    said = fold_name(measure)
    rest = re.sub(rf"\b{re.escape(index)}\b", " ", said).split()
    return len(rest) < len(said.split()) or not set(rest) - {"index", "level", "points", "value"}


def asked_stems(measure: str, owner: str | None = None) -> Set[str]:
    """The stems that the key of a measure must hold to be what someone asks for, of ``owner`` where that is a key."""
    return _of_firm(_of_event(_measure_words(measure, None, owner, None, set(), timed=True), owner))


def _measure_words(
    measure: str | None, name: str | None, owner: str | None, noun: str | None, acts: set[str], *, timed: bool
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


def _acts(claim: Claim) -> set[str]:
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
