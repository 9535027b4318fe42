"""Fitted choices: how likely each candidate is, by the weights of what it shows."""

from __future__ import annotations

import json
import math
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import lru_cache
from importlib.resources import files
from typing import Protocol

from extractors.lexicon import lexicon
from extractors.phrases import singular

_TOLD_BY_FEW = 2  # contexts
CLEAR = 100  # thousandths by which the weights must be surer of another answer than of that of the rules
_AS_SURE = 10  # thousandths
_LOOKED_AT = 8  # candidates


class Weights(dict[str, dict[str, int]]):
    """Under "": what each sign weighs alone; under a context or a trait: what signs gain or lose with it.

    In thousandths.
    """

    def __init__(self, rows: Mapping[str, dict[str, int]] | None = None) -> None:
        super().__init__(rows or {})
        self._together: dict[tuple[str, ...], dict[str, int]] = {}

    def together(self, under: tuple[str, ...]) -> dict[str, int]:
        """What signs weigh under all of ``under``, added up; kept, so not for what is seldom told twice."""
        try:
            return self._together[under]
        except KeyError:
            added: Counter[str] = Counter()
            for row in (self[one] for one in under if one in self):
                added.update(row)
            made = self._together[under] = dict(added)
            return made


class Candidate(Protocol):
    """What may be the answer.

    Attributes:
        signs: what it shows, each weighed alone, with every context of the question and with every trait.
        traits: what it is.
        plain: what it shows besides, weighed alone.
        words: what it says; two that share most of their words say the same.
    """

    signs: set[str]
    plain: tuple[str, ...]

    @property
    def traits(self) -> tuple[str, ...]:
        """What the candidate is."""

    @property
    def words(self) -> frozenset[str]:
        """What the candidate says; empty for none."""


@lru_cache(maxsize=3)
def weights(name: str) -> Weights:
    """The table ``name`` that ``benchmarks.fit_choices`` writes; read once."""
    return Weights(json.loads(files("extractors").joinpath(f"tables/{name}.json").read_text(encoding="ascii")))


@lru_cache(maxsize=4096)
def word_sign(what: str, word: str) -> str:
    """A word as a sign, if it is one of the project's own word list or a mark: no other word is weighed."""
    known = lexicon()
    mark = not any(map(str.isalnum, word))
    return f"{what}:{word if mark or word in known or singular(word) in known else '-'}"


def worths(candidates: Sequence[Candidate], contexts: tuple[str, ...], table: Weights) -> list[int]:
    """How likely each candidate is: its `weights_met` added up. Whole numbers, so that their order is no matter.

    The first of the contexts are those of which there are but a few.
    """
    met: dict[str, int] = {}
    alone = table.get("", {})
    common = table.together(("", *contexts[:_TOLD_BY_FEW]))
    rows = [table[context] for context in contexts[_TOLD_BY_FEW:] if context in table]
    out = []
    for candidate in candidates:
        total = 0
        traits = table.together(candidate.traits)
        for sign in candidate.signs:
            worth = met.get(sign)
            if worth is None:
                worth = common.get(sign, 0)
                for row in rows:
                    if sign in row:
                        worth += row[sign]
                met[sign] = worth
            total += worth
            if sign in traits:
                total += traits[sign]
        for sign in candidate.plain:
            if sign in alone:
                total += alone[sign]
        out.append(total)
    return out


def surest(
    worth: Sequence[int],
    words: Callable[[int], frozenset[str]],
    ruled: int,
    *,
    clear: int = CLEAR,
    behind: int | None = None,
) -> int:
    """The candidate the weights are surest of, if clearly surer than of the one that the rules say.

    Candidates that say the same ("Norvale", "Norvale Steel") count together: an answer is as likely as all that it
    names. ``words`` are those of a candidate. Of two that it is as sure of, the fuller name is taken; with ``behind``
    only where its own worth is no more than that many thousandths below the highest. ``clear`` is by how many
    thousandths it has to be surer.
    """
    most = max(worth)
    first = sorted(range(len(worth)), key=worth.__getitem__, reverse=True)[:_LOOKED_AT]
    if ruled not in first:
        first.append(ruled)
    chance = {k: math.exp((worth[k] - most) / 1000) for k in first}
    whole = sum(chance.values())
    if 2 * chance[ruled] >= whole * (1 - clear / 1000):
        return ruled  # no other can be clearly surer
    odds = [(k, words(k), odd) for k, odd in chance.items()]
    sure = {
        k: round(1000 * sum(odd for other, said, odd in odds if k == other or names(mine, said)) / whole)
        for k, mine, _ in odds
    }
    most = max(sure.values()) - _AS_SURE
    least = min(worth) if behind is None else max(worth) - behind
    likely = (k for k in first if sure[k] >= most and worth[k] >= least)
    best = max(likely, key=lambda k: (len(words(k)), sure[k], worth[k]), default=ruled)
    return best if sure[best] - sure[ruled] > clear else ruled


def names(mine: frozenset[str], theirs: frozenset[str]) -> bool:
    """True where half of the words are the same, or ``mine`` are all of ``theirs`` and not many more."""
    if mine.isdisjoint(theirs):
        return False
    common = len(mine & theirs)
    return 4 * common >= len(mine) + len(theirs) or (common == len(theirs) and len(mine) <= 3 * len(theirs))


def weights_met(candidate: Candidate, contexts: tuple[str, ...]) -> Iterator[tuple[str, str]]:
    """The weights of a candidate as (sign, under what): each sign alone, with each context and each trait."""
    for sign in sorted(candidate.signs):
        for under in ("", *contexts, *candidate.traits):
            yield sign, under
    for sign in candidate.plain:
        yield sign, ""
