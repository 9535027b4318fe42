"""A time named in a text, and one way to name a time."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from extractors.tokens import NUMBER_WORDS

YEAR = r"(?:(?:19|20)\d\d|2100)"
COUNT = r"(?:\d{1,3}|" + "|".join(NUMBER_WORDS) + r"|few|several)"

RESULTS = frozenset("results earnings report".split())
# What a firm tells of a quarter, behind the quarter's name: "[third-quarter] financial results".
OF_RESULTS = (
    rf" (?:financial )?(?:{'|'.join(sorted(RESULTS))})\b"
    r"(?! (?:preview|forecast|guidance|outlook|estimate|expectation))"
)


@dataclass(frozen=True, slots=True)
class Period:
    """A time expression: its words, span in the text and ISO 8601 value; ``iso`` None where it cannot be resolved."""

    words: str
    start: int
    end: int
    iso: str | None
    rule: str


@dataclass(frozen=True, slots=True)
class PeriodRule:
    """One way to name a time. ``build`` gets the match and the publication day; examples say what comes out."""

    name: str
    pattern: str
    build: Callable[[re.Match[str], date | None], str | None]
    examples: tuple[tuple[str, str | None], ...]
    counterexamples: tuple[str, ...] = ()
