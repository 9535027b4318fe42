"""Fitted choices: how likely each candidate is, by the weights of what it shows."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from functools import lru_cache
from importlib.resources import files
from typing import Protocol

from extractors.lexicon import lexicon
from extractors.phrases import singular

# By sign: its own weight under "", and what it gains or loses with a context or a trait; thousandths.
Weights = dict[str, dict[str, int]]
_NOTHING: dict[str, int] = {}


class Candidate(Protocol):
    """What may be the answer.

    Attributes:
        signs: what it shows, each weighed alone, with every context of the question and with every trait.
        traits: what it is.
        plain: what it shows besides, weighed alone.
    """

    signs: set[str]
    plain: list[str]

    @property
    def traits(self) -> tuple[str, ...]:
        """What the candidate is."""


@lru_cache(maxsize=2)
def weights(name: str) -> Weights:
    """The table ``name`` that ``benchmarks.fit_choices`` writes; read once."""
    table: Weights = json.loads(files("extractors").joinpath(f"tables/{name}.json").read_text(encoding="ascii"))
    return table


@lru_cache(maxsize=4096)
def word_sign(what: str, word: str) -> str:
    """A word as a sign, if it is one of the project's own word list or a mark: no other word is weighed."""
    known = lexicon()
    mark = not any(map(str.isalnum, word))
    return f"{what}:{word if mark or word in known or singular(word) in known else '-'}"


def worths(candidates: Sequence[Candidate], contexts: tuple[str, ...], table: Weights) -> list[int]:
    """How likely each candidate is: its `weights_met` added up. Whole numbers, so that their order is no matter."""
    met: dict[str, int] = {}
    out = []
    for candidate in candidates:
        total = 0
        traits = candidate.traits
        for sign in candidate.signs:
            row = table.get(sign)
            if row is None:
                continue
            worth = met.get(sign)
            if worth is None:
                worth = met[sign] = row.get("", 0) + sum([row[context] for context in contexts if context in row])
            total += worth
            for trait in traits:
                if trait in row:
                    total += row[trait]
        for sign in candidate.plain:
            total += table.get(sign, _NOTHING).get("", 0)
        out.append(total)
    return out


def weights_met(candidate: Candidate, contexts: tuple[str, ...]) -> Iterator[tuple[str, str]]:
    """The weights of a candidate as (sign, under what): each sign alone, with each context and each trait."""
    for sign in sorted(candidate.signs):
        for under in ("", *contexts, *candidate.traits):
            yield sign, under
    for sign in candidate.plain:
        yield sign, ""
