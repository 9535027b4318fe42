"""Claims in tons in, claims in tonnes out, where an outlet's country leaves no doubt which are meant. Pure.

A paper in Britain, India or Australia that writes "tons" means the metric ones that the figures it tells are kept
in; one in the United States means short tons of coal, metric ones of what others have counted, and does not say.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace

from extractors.model import Claim

_SHORT_TONS = frozenset(("US", "PR", "VI", "GU", "AS", "MP"))
"""Countries, by ISO 3166, that weigh in short tons."""
_AGENCIES = re.compile(r"\((?:AP|CNN|UPI)\)")
_SAID = re.compile(r"\b(?:short|long|net|gross|register|displacement)[ -]tons?\b|\bshort[ -]", re.I)
_AMERICAN = re.compile(r"\bU\.S\.|\bUS\b|\bAmerican?s?\b|\bUnited States\b|\bUSDA\b")
_READ = 500
"""Characters of a text in which its agency stands."""


def in_tonnes(claims: Iterable[Claim], text: str, country: str | None) -> tuple[Claim, ...]:
    """The claims of an article, its tons as tonnes if its outlet is at home in ``country`` (ISO 3166).

    None for a country that is not known. Tons stay what they are in copy of American agencies, in sentences on the
    United States, and where it says short or long.
    """
    if country is None or country.upper() in _SHORT_TONS or _AGENCIES.search(text, 0, _READ):
        return tuple(claims)
    return tuple(_metric(claim) if "ton" in (claim.unit, claim.per) else claim for claim in claims)


def _metric(claim: Claim) -> Claim:
    if _AMERICAN.search(claim.sentence) or _SAID.search(claim.sentence):
        return claim
    unit, per = ("tonne" if said == "ton" else said for said in (claim.unit, claim.per))
    return replace(claim, unit=unit, per=per)
