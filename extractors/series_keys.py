"""A claim in, the keys that link it to what others said: whose figure it is and what is measured. Pure.

``series_owners`` has whose it is, ``series_measures`` what is measured, ``series_marks`` what the sentence adds. What
a claim shows stays as the text has it.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Set
from typing import NamedTuple

from extractors.keys import Aliases, fold_name, measure_stems, subject_key
from extractors.model import Claim
from extractors.senses_counts import of_event
from extractors.senses_money import of_firm
from extractors.series_bodies import of_body, of_group, place_behind, place_of_count, place_of_disease, place_of_event
from extractors.series_here import is_of_article
from extractors.series_marks import marks
from extractors.series_measures import acts_of, ahead_of_month, foretold, measure_words
from extractors.series_owners import USED_IT, is_name, kind_folded, owner_apart, users_of, whole_name
from extractors.series_roots import roots, told
from extractors.series_senses import meant
from extractors.series_spans import over, span_of
from extractors.series_words import series_words

_EMPTY_TAILS = series_words("empty_tails")
_TAILS_OF = {
    " employers": frozenset(("employ", "position", "post")),
    " farmers": frozenset(("crop", "cull", "produc")),
}
"""Who is their country in what they do alone: employers where jobs are counted, farmers where harvests are."""
_SIZES = ("capacity", "cost", "height", "length")
_FAR = ("km", "mile")
_EXTENT = re.compile(r"(?:across|along|between|through) .+|from .+ to .+|across")
_LENGTHS = ("foot", "km", "m", "mile")
_LONG_THINGS = frozenset(series_words("long_things"))
_INDICES = frozenset(map(fold_name, series_words("indices")))
_TALL_THINGS = frozenset(series_words("tall_things"))


class Keys(NamedTuple):
    """What links a claim.

    Attributes:
        subject, measure: None where there is no word of either.
        is_named: the subject means the same in other articles, a name, or gold, and not "employers"; and so does
            what is measured of it.
    """

    subject: str | None
    measure: str | None
    is_named: bool


class _Parted(NamedTuple):
    """Whose and what, apart: name and measure as written; ``known``: the operator or the text says who ``key`` is."""

    name: str | None
    measure: str | None
    key: str | None
    known: bool


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
    parted = _of_use(claim, _part(claim, aliases, acronyms, by_hand))
    words = _words(claim, parted, by_hand)
    index = _index(parted.key, parted.measure)
    if index is not None and _is_level_or_own(claim, parted.measure, index):
        return Keys(index, " ".join(("index", *over(claim))), True)
    key, words = of_body(parted.key, words)
    words = words | span_of(claim, key, words)
    named = parted.known or (parted.name is not None and is_name(parted.name, claim.sentence, capitals))
    named = named and not is_of_article(claim, key, words)
    words = roots(told(words))
    if not parted.known and key == parted.key:
        key, words = of_group(key, parted.name, words, claim)
    return Keys(key, " ".join(sorted(words)) or None, named)


def asked_stems(measure: str, owner: str | None = None) -> Set[str]:
    """The stems that the key of a measure must hold to be what someone asks for, of ``owner`` where that is a key."""
    words = measure_words(measure, None, owner, None, set(), timed=True)
    return roots(told(of_firm(of_event(words, owner))))


def _part(claim: Claim, aliases: Aliases, acronyms: Mapping[str, str], by_hand: Collection[str]) -> _Parted:
    """Subject and measure, each without what belongs to the other, and the key of whose it is."""
    name = claim.subject if by_hand else whole_name(claim.subject, claim.sentence)
    key = subject_key(name, aliases, acronyms)
    if key is not None and (
        "subject" in by_hand or key != fold_name(name or "") or key in aliases.by_key.values()
    ):  # the operator or the text says who that is
        return _Parted(name, claim.measure, key, True)
    name, measure = owner_apart(name, ahead_of_month(claim), claim.sentence)
    if name is None and claim.kind in ("count", "measure"):
        name = place_behind(claim)
    elif name is not None:
        name = place_of_event(name, claim.sentence)
    if (disease := place_of_disease(name, claim)) is not None:
        name, measure = disease[0], f"{disease[1]} {measure or ''}"
    name = place_of_count(name, claim) or name
    key = kind_folded(subject_key(name, aliases, acronyms))
    if key is not None and key.endswith(_EMPTY_TAILS):
        for tail in _EMPTY_TAILS:
            if key and key.endswith(tail) and (tail not in _TAILS_OF or _is_done(claim, _TAILS_OF[tail])):
                key = subject_key(key.removesuffix(tail), aliases, acronyms)
    return _Parted(name, measure, key, False)


def _of_use(claim: Claim, parted: _Parted) -> _Parted:
    """With the users of what was used ("ships passed" of a canal), and what a size in front of a name is."""
    name, measure = parted.name, parted.measure
    if name is None:
        return parted
    if measure is None or (claim.kind == "measure" and _EXTENT.fullmatch(measure)):
        size = _size_of(claim, name) if claim.kind == "measure" and claim.unit in _LENGTHS else name
        return parted if size == name else parted._replace(measure=size)
    if claim.kind == "count" and claim.unit is not None and (used := USED_IT.fullmatch(measure)) is not None:
        return parted._replace(measure=users_of(used[1], used[2]))
    if measure == name and "attach:sized_name" in claim.rules:
        return parted._replace(measure=_size_of(claim, measure))
    return parted


def _words(claim: Claim, parted: _Parted, by_hand: Collection[str]) -> Set[str]:
    """Stems of what is measured, with what verbs and the sentence add to it."""
    noun = claim.unit if claim.kind == "count" else None
    said = "measure" not in by_hand
    sized = parted.measure in _SIZES and claim.measure == claim.subject  # what was done to it is done to no number
    acts = acts_of(claim) if said and not sized else set()
    words: Set[str] = measure_words(
        parted.measure, parted.name, parted.key, noun, acts, timed=claim.period is not None, said=claim.subject
    )
    if not said:
        return words
    words = foretold(words, claim)
    words = meant(words, claim, parted.key)
    return words | marks(claim, claim.subject, parted.key, words)


def _size_of(claim: Claim, name: str) -> str:
    """What the size in front of a name is, as far as its unit says: "the 480 MW Skerry wind farm", its capacity."""
    if claim.kind == "money":
        return "cost"
    if claim.unit is not None and claim.unit.endswith("W"):
        return "capacity"
    if claim.unit in _FAR:  # nothing is so high
        return "length"
    kind = name.rpartition(" ")[2].casefold()
    return "length" if kind in _LONG_THINGS else "height" if kind in _TALL_THINGS else name


def _is_done(claim: Claim, stems: Set[str]) -> bool:
    """True where one of ``stems`` is what is counted, or what is done to it."""
    said = measure_stems(f"{claim.measure or ''} {claim.unit or ''}")
    return not stems.isdisjoint(said) or not stems.isdisjoint(acts_of(claim))


def _index(key: str | None, measure: str | None) -> str | None:
    """The index that measure or subject name: "Frankfurt's DAX index", "the German DAX"."""
    for name in (fold_name(measure) if measure else None, key):
        if name is not None:
            for part in (name, name.removesuffix(" index"), name.partition(" ")[2]):
                if part in _INDICES:
                    return part
    return None


def _is_level_or_own(claim: Claim, measure: str | None, index: str) -> bool:
    """True for the level of an index and its moves; revenue of Nasdaq, the firm, and futures are neither."""
    if measure is not None and "futures" in fold_name(measure).split():
        return False
    return claim.kind == "index" or (claim.change is not None and _is_of_index(measure, index))


def _is_of_index(measure: str | None, index: str) -> bool:
    """True where a measure is the index itself: "DAX" or "shares" of the DAX, but not revenue of Nasdaq, the firm."""
    if measure is None:
        return True
    said = fold_name(measure)
    rest = re.sub(rf"\b{re.escape(index)}\b", " ", said).split()
    return len(rest) < len(said.split()) or not set(rest) - {"index", "level", "points", "value"}
