"""Which events a rule is about: lists of names, of which one must fit, for each side of an event."""

from __future__ import annotations

from dataclasses import dataclass, fields
from functools import lru_cache

from extractors.events import Event
from extractors.keys import NO_ALIASES, Aliases, fold_name, lemma, subject_key
from extractors.unit_kinds import symbol_of
from extractors.wildcards import Wild


@dataclass(frozen=True, slots=True)
class Terms:
    """Each list that is not empty must have one entry that fits; ``*`` in a name stands for anything.

    Names are compared without case, accents, quotes, articles, and British or American spelling; measures
    also without plural. ``names`` are the operator's other names of subjects.
    """

    indicator: tuple[str, ...] = ()
    series: tuple[str, ...] = ()
    subject: tuple[str, ...] = ()
    measure: tuple[str, ...] = ()
    unit: tuple[str, ...] = ()
    kind: tuple[str, ...] = ()
    modality: tuple[str, ...] = ()
    outcome: tuple[str, ...] = ()
    outlet: tuple[str, ...] = ()
    source: tuple[str, ...] = ()
    tag: tuple[str, ...] = ()
    names: Aliases = NO_ALIASES

    def mismatch(self, event: Event) -> str | None:
        """Which term ``event`` fails, in words; None when it fits all of them."""
        for name in TERM_NAMES:
            wanted: tuple[str, ...] = getattr(self, name)
            if wanted:
                found = _of_event(name, event)
                if not any(self._fits(name, pattern, value) for pattern in wanted for value in found):
                    have = ", ".join(repr(value) for value in found) or "none"
                    return f"{name} is {have}, not {' or '.join(repr(each) for each in wanted)}"
        return None

    def _fits(self, name: str, pattern: str, value: str) -> bool:
        if name == "subject" and subject_key(pattern, self.names) == subject_key(value, self.names):
            return True
        return fits(name, pattern, value)


TERM_NAMES = tuple(field.name for field in fields(Terms) if field.name != "names")
_PLAIN = {"indicator", "series", "kind", "modality", "outcome", "source", "tag"}


def _of_event(name: str, event: Event) -> tuple[str, ...]:
    """What ``event`` has to say to a term; empty when nothing."""
    if name == "indicator":
        return event.indicators
    if name == "tag":
        return event.tags
    field = {"series": "series_id", "source": "source_id", "kind": "kind_of_value"}.get(name, name)
    value = getattr(event, field)
    return () if value is None else (value,)


def fits(name: str, pattern: str, value: str) -> bool:
    """Whether what an event says to a term is what a rule names."""
    if name == "unit" and symbol_of(pattern) == value:
        return True
    if name == "unit" and pattern.islower() and value.islower():  # words, not symbols: "servers" is "server"
        return _wild(pattern, True).fits(_folded(value, True))
    if name in _PLAIN or name == "unit":
        return pattern == value or ("*" in pattern and _wild(pattern, False).fits(value))
    return _wild(pattern, name == "measure").fits(_folded(value, name == "measure"))


@lru_cache(maxsize=4096)
def _wild(pattern: str, stem: bool) -> Wild:
    """``pattern`` over folded names."""
    parts = pattern.split("*")
    if stem or len(parts) == 1:
        folded = [_folded(part, stem) for part in parts]
    else:
        folded = [fold_name(part) if part.strip() else "" for part in parts]
    return Wild(tuple(folded))


@lru_cache(maxsize=65_536)
def _folded(name: str, stem: bool) -> str:
    text = fold_name(name)
    return " ".join(lemma(word) for word in text.split()) if stem else text
