"""A claim and its owner in, the stems of what is measured out. Pure.

The words of one article are its own: "800 jobs" that are cut are no staff, "visitors drew" are visitors.
"""

from __future__ import annotations

import re
from collections.abc import Set
from functools import lru_cache

from extractors.keys import ACTS, GENERIC_NOUNS, fold_name, lemma, measure_stems
from extractors.lexicon import lexicon
from extractors.model import Claim
from extractors.senses import before_compared
from extractors.series_marks import TO_ITS_OWNER
from extractors.series_words import series_names, series_stems, series_words

_PERIOD = re.compile(
    r"\b(?:(?:first|second|third|fourth|final|last|1st|2nd|3rd|4th) (?:quarter|half)|q[1-4]|h[12]|(?:full|half) year|"
    r"quarterly|january|february|march|april|may|june|july|august|september|october|november|december|(?:19|20)\d\d)\b"
    r"|\b(?:during|for|in|over) the (?:\w+ ){0,2}(?:half|months?|quarter|weeks?|year)\b.*"
)
# "240 employees under a restructuring plan"
_PLAN = re.compile(
    r" (?:under|as part of) (?:an?|its|the|their) (?:[\w-]+ )?(?:overhaul|plan|program|restructuring|scheme)$"
)
_OWNER_BEHIND = "aboard|across|among|at|by|for|from|in|inside|into|of|on|that|which|within"
_NEAR = 160
"""Characters before and behind a number in which its verb is looked for."""
_WORDS = 12
"""Words of those before it that may belong to it."""
# "the culling of 240 hens"
_NOUN_OF = {form: lemma(act) for act, forms in series_names("act_nouns").items() for form in forms}
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
_BRING, _PRODUCE = frozenset({"bring", "bringing", "brings", "brought"}), lemma("produce")
_USES, _CONSUME = frozenset({"use", "used", "uses"}), lemma("consume")
_RECEIVES, _RECEIVE = frozenset({"receive", "received", "receives", "receiving"}), lemma("receive")
# "orders for 43 planes", "applied for 43 patents"
_FOR = {form: lemma(form) for form in ("order", "orders", "applied", "applies", "apply", "applying")}


def measure_words(
    measure: str | None,
    name: str | None,
    owner: str | None,
    noun: str | None,
    acts: Set[str],
    *,
    timed: bool,
    said: str | None = None,
) -> Set[str]:
    """Stems of what is measured: without its owner and nouns that say nothing, as long as any is left.

    ``said``: the owner as the text has it, "Norland's Telmar" of Telmar. ``timed``: its time is known, and is no part
    of it. "Quarterly revenue" of no known quarter is none of a year.
    """
    words: Set[str] = set(measure_stems(_bare(measure, name, owner, noun, timed, said))) if measure else set()
    counted = set(measure_stems(noun)) if noun else set()
    words |= acts | (counted - GENERIC_NOUNS)
    if (
        owner is not None and " " in owner and len(words) > 1
    ):  # the hospital beds of Harrow hospital, the dead from floods of the floods
        rest = words - {lemma(owner.rpartition(" ")[2])}
        words = rest if len(rest) < len(words) and rest - set(map(lemma, owner.split())) else words
    return (words - GENERIC_NOUNS) or words or counted


def foretold(words: Set[str], claim: Claim) -> Set[str]:
    """The stems without those that only say that it is foretold or wanted, as the claim does: the "growth forecast"
    of a year is of its growth. The target of a price is no price.
    """
    if claim.modality not in ("forecast", "target") or "price" in words or _FORETOLD.isdisjoint(words):
        return words
    return (words - _FORETOLD) or words


_FORETOLD = series_stems("foretold")


@lru_cache(maxsize=65536)
def _bare(measure: str, name: str | None, owner: str | None, noun: str | None, timed: bool, said: str | None) -> str:
    folded = _PLAN.sub("", fold_name(measure))
    called_so = fold_name(said) if said else ""
    whole = called_so if owner and called_so.endswith(f" {owner}") else None  # "Norland's Telmar"
    if called_so:  # "homes destroyed by the fire in Norland"
        folded = folded.removesuffix(f" by {called_so}").removesuffix(f" by the {called_so}")
    for key in dict.fromkeys((whole, owner, fold_name(name) if name else None)):
        if key and key in folded:
            called = re.escape(key)
            rest = re.sub(
                rf"^{called}(?: |$)|(?:^| )(?:{_OWNER_BEHIND})(?: the)? {called}(?= |$)", "", folded
            ).strip()
            to = re.search(rf"(\w+) to(?: the)? {called}$", folded) if rest == folded else None
            if to is not None and lemma(to[1]) in TO_ITS_OWNER:
                rest = folded[: to.end(1)]
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
    end = at + len(claim.quote)
    if claim.kind == "percent" and claim.change is not None and not claim.sentence.startswith(" of ", end):
        return set()  # shares that "lost 4.3 %" have fallen
    before = before_compared(claim)[-_NEAR:].casefold().rsplit(maxsplit=_WORDS)
    while before:
        word = before.pop()
        if (known := ACTS.get(word)) is not None:
            return {lemma(known)}
        if word in ("in", "off") and before and (known := ACTS.get(f"{before[-1]} {word}")):
            return {lemma(known)} if claim.kind == "count" else set()  # who "took in" money has revenue
        if word == "of" and before and (known := ACTS.get(f"{before[-1]} of")) is not None:
            return {lemma(known)}  # "is short of 43 nurses"
        if (word, claim.kind) == ("in", "measure") and before and before[-1] in _BRING:
            return {_PRODUCE}
        if claim.kind == "measure" and word in _USES:
            return {_CONSUME}
        if word == "of" and before and claim.kind in ("count", "measure") and before[-1] in _NOUN_OF:
            return {_NOUN_OF[before[-1]]}
        if word == "for" and before and claim.kind == "count" and (known := _FOR.get(before[-1])) is not None:
            return {known}
        if word in ("of", "worth") and claim.kind == "money" and not _RECEIVES.isdisjoint(before[-4:-1]):
            return {_RECEIVE}
        if (word, before[-1:]) in (("to", ["up"]), ("of", ["total"])):
            continue
        if word not in _BEFORE_NUMBERS:
            if claim.kind == "count" and before and before[-1] in _MODALS and _is_deed(word):
                return {lemma(word)}
            break
    if claim.kind == "percent" and claim.change is None and _OF_ITS.match(claim.sentence, end):
        return _done_to_its(claim.sentence[:at])
    behind = claim.sentence[end : end + _NEAR].casefold()
    done = _PASSIVE.match(behind) if " was " in behind or " were " in behind or " be" in behind else None
    known = ACTS.get(done[1]) if done else None
    return {lemma(known)} if known is not None else set()


def _is_deed(word: str) -> bool:
    """True for a verb that says more than that there are so many: "had to cancel 43 flights"."""
    return lexicon().get(word) in ("VB", "VBP") and word not in _HAS


def _done_to_its(before: str) -> set[str]:
    """The verb in front of a share that its subject has it done to: "recycled 38 % of its waste"."""
    for word in reversed(before.casefold().split()):
        if word not in _BEFORE_NUMBERS:
            return {lemma(word)} if word.endswith("ed") and lemma(word) not in _SAYS_SHARE else set()
    return set()


_MODALS = frozenset("can could may might must shall should to will would".split())
_HAS = frozenset(series_words("says_there_are"))
_OF_ITS = re.compile(r" of (?:all )?(?:its|their|his|her)\b")
_SAYS_SHARE = frozenset(map(lemma, "accounted averaged estimated reached received remained totaled".split()))


def ahead_of_month(claim: Claim) -> str | None:
    """The measure; what stands in front of its time where only a month was found: "profit for the quarter to May"."""
    if claim.measure is None or claim.measure[:3] not in _MONTHS or _MONTH.fullmatch(claim.measure) is None:
        return claim.measure
    ahead = _BEFORE_TIME.search(claim.sentence[: claim.start - claim.sentence_start])
    return ahead[1] if ahead is not None else None


_MONTHS = frozenset("Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec".split())
_MONTH = re.compile(
    r"(?:January|February|March|April|May|June|July|August|September|October|November|December)(?: \d{1,2})?"
)
_BEFORE_TIME = re.compile(
    r"(?<!['’])\b(?!s )((?:(?!said|says|say|that|the|its|their)[a-z][\w-]* ){0,3}?[a-z][\w-]*) "
    r"(?:during|for|in|over) the (?:[\w-]+ ){1,4}(?:ended|ending|through|to|until)(?: \w+)? [A-Z]"
)
