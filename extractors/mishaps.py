"""Accidents that a verb tells of: "an overloaded ferry capsized", "a bridge, built in 1967, collapsed"."""

from __future__ import annotations

import re
from collections.abc import Iterator

from extractors.first_letters import by_first_letter
from extractors.words import words


def _any_of(listing: str) -> str:
    spelt = sorted((one.replace("_", " ") for one in words(listing)), key=lambda one: (-len(one), one))
    return by_first_letter(spelt)


_THING = re.compile(rf"(?<![\w-])(?:{_any_of('mishaps.things')})(?![\w-])", re.IGNORECASE)
_ASIDE = (
    r"(?:, [^,.;]{1,60},|,? (?:that|which|carrying|bound for|with|belonging to|full of|packed with) [^,.;]{1,60}?)?"
)
_FAILS = re.compile(
    rf"{_ASIDE} (?:(?:has|had|have|was|were|apparently|suddenly|then) )*(?:{_any_of('mishaps.verbs')})(?!\w)"
)


def mishaps(text: str, first: int, stop: int) -> Iterator[tuple[re.Match[str], int]]:
    """The things in ``text[first:stop]`` that fail, crash or sink, each with the offset behind its verb."""
    for thing in _THING.finditer(text, first, stop):
        fails = _FAILS.match(text, thing.end(), stop)
        if fails is not None:
            yield thing, fails.end()
