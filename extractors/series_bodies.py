"""Whose a figure is, where a body has it for its place, or a disease or an observer stands for the place. Pure.

A central bank's key rate is its country's, the budget of a council its town's, what police recorded is Harrow's.
"""

from __future__ import annotations

import re
from collections.abc import Set

from extractors.keys import GENERIC_NOUNS, fold_name, lemma, measure_stems
from extractors.lexicon import tag_word
from extractors.model import Claim
from extractors.places import is_place
from extractors.senses import before_compared, behind
from extractors.series_owners import is_word
from extractors.series_roots import is_doer_of
from extractors.series_words import series_names, series_stems, series_words

_RATE_OF = {fold_name(other): place for place, others in series_names("central_banks").items() for other in others}
_POLICY_RATE = frozenset(measure_stems("policy rate"))
_INTEREST_RATE = frozenset(measure_stems("interest rate"))
_CALLED = {
    place: [frozenset(measure_stems(name)) for name in names] for place, names in series_names("policy_rates").items()
}
_TURNOUT = frozenset(measure_stems("turnout"))
_TURNOUTS = (_TURNOUT, frozenset(measure_stems("election turnout")), frozenset(measure_stems("voter turnout")))
_MAGNITUDE, _PRICE = frozenset(measure_stems("magnitude")), frozenset(measure_stems("price"))
_METALS = "aluminum|cobalt|copper|lead|nickel|tin|zinc"
# "three-month LME copper"
_QUOTED = re.compile(rf"(?:benchmark |three month |lme |london metal exchange )+(?=(?:{_METALS})$)")
_RESERVES = [frozenset(measure_stems(name)) for name in ("foreign reserves", "gold reserves")]
# Ends of the key of a body, and what is its country's or town's.
_ENDS: tuple[tuple[tuple[str, ...], list[frozenset[str]]], ...] = tuple(
    (ends, [frozenset(measure_stems(name)) for name in names])
    for ends, names in (
        ((" armed forces", " military"), ("soldiers",)),
        ((" city council", " town council", " council", " councillors"), ("budget", "council tax")),
        ((" prisons", " jails"), ("prisoners",)),
        ((" labor force", " workforce"), ("unemployment",)),
        ((" government", " state"), ("minimum wage", "budget deficit", "public debt", "debt")),
    )
)
_OTHER_COUNCILS = re.compile(r" (?:borough|county|district|national|parish|privy|regional|security|state) council$")
_DISEASES = series_stems("diseases")
_EVENTS = series_stems("events")
_IN_PLACE = re.compile(
    r"\b(?:across|[Ii]n|throughout) (?:the )?"
    r"((?:(?:north|south|east|west)(?:ern)? |central )?[A-Z][\w'’.-]*(?: (?:and |of )?[A-Z][\w'’.-]*){0,3})"
)
_TIMES = frozenset(
    "january february march april may june july august september october november december monday tuesday wednesday "
    "thursday friday saturday sunday".split()
)
_COUNTERS_ALONE = frozenset(series_words("counters"))
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
    if words == _MAGNITUDE and "earthquake" not in key:
        return f"{key} earthquake", words
    if words in _TURNOUTS and is_place(key):
        return f"{key} election", _TURNOUT
    if words == _PRICE and (quoted := _QUOTED.match(key)) is not None:
        return key[quoted.end() :], words
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


def place_of_event(name: str, sentence: str) -> str:
    """An event that its sentence leaves without a name, with the one place that is said: "the earthquake"."""
    if " " in name or not name.islower() or lemma(name) not in _EVENTS:
        return name
    places = {place for place in _IN_PLACE.findall(sentence) if place.lower() not in _TIMES}
    return f"{places.pop()} {name}" if len(places) == 1 else name


def place_of_count(name: str | None, claim: Claim) -> str | None:
    """The place of which observers have counted something: "Police in Harrow recorded", "Harrow rangers counted"."""
    if name is None or claim.kind != "count":
        return None
    counter = _COUNTER.fullmatch(name)
    if counter is None:
        alone = name.lower() in _COUNTERS_ALONE and _COUNTED.search(before_compared(claim).rstrip())
        return place_behind(claim) if alone else None
    place = counter["of"] or counter["at"]
    if not place[0].isupper() or (claim.sentence.startswith(place) and is_word(place)):  # "Health officials"
        return None
    return place if _COUNTED.search(before_compared(claim).rstrip()) else None


def of_group(key: str | None, name: str | None, words: Set[str], claim: Claim) -> tuple[str | None, Set[str]]:
    """Owner and stems, where many of one kind in a country are what it has of them: its schools, its cinemas.

    Their kind is part of what is measured; who only does what is said to be done is no part of it.
    """
    if key is None or name is None or not name.endswith(_MANY):
        return key, words
    if claim.kind == "count" and (many := _COLLECTIVE.fullmatch(name)) is not None:
        of = {lemma(word) for word in many[2].split()} - GENERIC_NOUNS
        return fold_name(many[1]) or key, words | of
    place, _, kinds = key.partition(" ")
    while kinds and not is_place(place):
        first, _, kinds = kinds.partition(" ")
        place = f"{place} {first}"
    kind = kinds.split()
    if (
        not kind
        or " of " in name
        or not all(word.islower() for word in name.split()[-len(kind) :])
        or not name[0].isupper()
    ):
        return key, words
    if claim.sentence.startswith(name) and is_word(name.split()[0]):  # "Turkey farms"
        return key, words
    if claim.kind == "measure" and is_doer_of(kind[-1], words) and words >= {lemma(word) for word in kind[:-1]}:
        return place, words
    stems = {lemma(word) for word in kind} - GENERIC_NOUNS
    return (place, words | stems) if stems else (key, words)


_COLLECTIVES = series_words("collectives")
_MANY = ("s", " children", " men", " people", " women", *(f" {many}" for many in _COLLECTIVES))
# "Norvik's fleet", "the Italian fishing fleet"
_COLLECTIVE = re.compile(
    rf"((?:[A-Z][\w&.’-]*(?: [A-Z][\w&.’-]*)*)(?:['’]s)?)((?: [a-z][\w-]*)*) (?:{'|'.join(_COLLECTIVES)})"
)


def place_behind(claim: Claim) -> str | None:
    """The one place that the clause of a number without an owner names behind it: "43 people marched in Harrow"."""
    clause = _CLAUSE.split(behind(claim), maxsplit=1)[0]
    there = _THERE.match(clause)
    if there is None or not _SMALL.issuperset(set(there["ahead"].split()) - set((claim.measure or "").split())):
        return None
    if [name for name in _NAMES.findall(clause) if name.lower() not in _TIMES] != [there["name"]]:
        return None
    kind = there["kind"]
    is_kind = kind is not None and there["the"] is not None and tag_word(kind, kind, False) == "NN"
    return f"{there['name']} {kind}" if is_kind else there["name"]


_CLAUSE = re.compile(r"[,;:]| (?:and|but|said|say|says|that|when|where|while|which|who) ")
_CALLED_SO = r"[A-Z][\w’-]*(?:\.?[\w’-]+)*(?: [A-Z][\w’-]*){0,3}"
_THERE = re.compile(
    r"(?P<ahead>(?: [a-z][\w-]*){0,8}?) (?:aboard|across|at|attended|in|of|through|throughout|watched) (?P<the>the )?"
    rf"(?P<name>{_CALLED_SO})(?: (?P<kind>[a-z]+))?"
)
_NAMES = re.compile(_CALLED_SO)
_SMALL = frozenset("a an are be been being had has have is of some the their were was will".split())
