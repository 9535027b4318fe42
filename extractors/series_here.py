"""What says nothing outside its article, whoever's it is: such claims make no series of several articles. Pure.

A country's "1,800 deaths" are of the flu in one article and of a war in the next, the "50-year" of a low is nobody's
figure, and "six countries" are other ones each time.
"""

from __future__ import annotations

import re
from collections.abc import Set

from extractors.keys import lemma
from extractors.model import Claim
from extractors.places import is_place
from extractors.series_words import series_stems

_HARMS = series_stems("harms")
_TIMES = series_stems("times")
_AREAS = series_stems("areas")
_PEOPLE = frozenset(map(lemma, ("people", "person")))
_IN_A_ROW = re.compile(r"\b(?:consecutive|in a row|running|straight|successive)\b")
# Where all who die are counted, as where all births are.
_OF_ALL = re.compile(
    r"\b(?:births?|born|demograph\w+|deaths registered|mortality|number of deaths|population)\b", re.I
)


def is_of_article(claim: Claim, key: str | None, words: Set[str]) -> bool:
    """True where ``words``, the stems of what is measured, do not say enough of a figure of ``key``."""
    if claim.kind == "duration":
        return words.isdisjoint(_TIMES) and not _IN_A_ROW.search(claim.quote)
    if claim.kind != "count" or not words:
        return False
    if words <= _AREAS:
        return True
    return words <= _HARMS and not words <= _PEOPLE and is_place(key) and not _counts_all(claim)


def _counts_all(claim: Claim) -> bool:
    """True for all who died in a country, as its statistics have them: so many in one year are of no one cause."""
    in_a_year = re.fullmatch(r"\d{4}", claim.period_iso or "") is not None
    return (in_a_year and claim.low >= _MANY) or _OF_ALL.search(claim.sentence) is not None


_MANY = 100_000
