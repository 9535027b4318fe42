"""Stems of nouns in, stems of the verbs that they are made from out: approvals were approved. Pure.

By the endings of the language, where the verb is one that the lexicon knows: no list of pairs.
"""

from __future__ import annotations

from collections.abc import Iterator, Set
from functools import lru_cache

from extractors.keys import lemma
from extractors.lexicon import lexicon
from extractors.series_words import series_names, series_stems

# Ending of a stem (no final e), and what the verb has in its place.
_ENDINGS: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("ification", ("ify",)),
    ("ication", ("y", "icate")),
    ("uction", ("uce", "uct")),
    ("mission", ("mit",)),
    ("ation", ("ate", "e", "")),
    ("ition", ("ite", "e", "")),
    ("sion", ("d", "de", "t", "s", "se")),
    ("ion", ("e", "")),
    ("ment", ("", "e")),
    ("atur", ("",)),
    ("ur", ("", "e")),
    ("anc", ("", "e")),
    ("ial", ("y",)),
    ("al", ("", "e")),
    ("ery", ("er",)),
)
_SHORTEST = 4
"""Letters that a verb must have: "pay" is no payment."""
_VERBS = ("VB", "VBP")
_NO_ACTS = series_stems("no_acts")
_DOERS: dict[str, set[str]] = {}
for _act, _who in series_names("doers").items():
    for _doer in _who:
        _DOERS.setdefault(_doer, set()).add(lemma(_act))
_SAID_OF = {lemma(noun): frozenset(map(lemma, verbs)) for noun, verbs in series_names("said_of").items()}
_COMES_IN, _RECEIVED = series_stems("comes_in"), frozenset(map(lemma, ("receive", "get", "got")))
_PERFORMED = series_stems("performed")
_HAPPENS = series_stems("happens")
_NOTED = frozenset(map(lemma, ("document", "log", "note", "register", "report", "see")))
_SAYS_NOTHING = series_stems("says_nothing")
_LIGHT = _RECEIVED | _PERFORMED | _NOTED | frozenset().union(*_SAID_OF.values())


@lru_cache(maxsize=4096)
def root(stem: str) -> str:
    """The stem of the verb that a noun is made from; ``stem`` itself where there is none.

    >>> root("application"), root("appli"), root("approval"), root("station"), root("department")
    ('apply', 'apply', 'approv', 'station', 'department')
    """
    if stem in _NO_ACTS:
        return stem
    if stem.endswith("i") and _is_verb(f"{stem[:-1]}y"):
        return f"{stem[:-1]}y"
    for verb in _verbs_of(stem):
        if len(verb) >= _SHORTEST and _is_verb(verb):
            return lemma(verb)
    return stem


def roots(words: Set[str]) -> set[str]:
    """Stems of verbs for those of nouns."""
    return {root(word) for word in words}


def is_doer_of(noun: str, acts: Set[str]) -> bool:
    """True for who alone does one of ``acts`` in a country: its mines, its growers and its exporters, but no bank."""
    return not acts.isdisjoint(_DOERS.get(noun, ()))


def told(words: Set[str]) -> Set[str]:
    """Without verbs that only say of their noun that there is such a thing: "goals scored", "applications received".

    Who carries out an act has it: "operations performed" are operations.
    """
    if not _SAYS_NOTHING.isdisjoint(words):
        words = words - _SAYS_NOTHING or words
    if _LIGHT.isdisjoint(words):
        return words
    light: Set[str] = frozenset()
    for word in words:
        if word in _SAID_OF:
            light |= _SAID_OF[word]
    if not _COMES_IN.isdisjoint(words):
        light |= _RECEIVED
    elif not _PERFORMED.isdisjoint(words) and any(word not in _PERFORMED and root(word) != word for word in words):
        light |= _PERFORMED
    if not _HAPPENS.isdisjoint(words):
        light |= _NOTED
    return words - light or words


def _verbs_of(stem: str) -> Iterator[str]:
    for ending, others in _ENDINGS:
        base = stem.removesuffix(ending)
        if base != stem:
            for other in others:
                yield base + other
            if len(base) > _SHORTEST and base[-1] == base[-2]:
                yield base[:-1]  # "referral"


def _is_verb(word: str) -> bool:
    return lexicon().get(word) in _VERBS
