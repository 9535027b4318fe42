"""Whose a figure is by weights fitted to annotated articles, where the rules had to look outside its sentence."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from functools import lru_cache
from importlib.resources import files

from extractors.attach_owner import named
from extractors.clauses import subject_of
from extractors.discourse import PERSONS
from extractors.owner_pool import Candidate, Pool, cast_of, pool_of
from extractors.quantities import Quantity
from extractors.scene import Scene
from extractors.statement import Statement
from extractors.tokens import Sentence

# By sign: its own weight under "", and what it gains or loses with a context, a sort or a determiner; thousandths.
Weights = dict[str, dict[str, int]]
# Thousandths by which another candidate must outweigh the one of the rules, and where that is what "it" stands for.
CLEAR = 400
CLEAR_OF_IT = 1_200
_LONG = 12  # figures of one sentence
_NOTHING: dict[str, int] = {}


@lru_cache(maxsize=1)
def owner_weights() -> Weights:
    """The table that ``benchmarks.fit_owner`` writes; read once."""
    table: Weights = json.loads(files("extractors").joinpath("tables/owner_weights.json").read_text(encoding="ascii"))
    return table


def choose_owner(scene: Scene, q: Quantity, told: Statement) -> Statement:
    """``told`` with the owner that the weights say, where the rules had to look for one outside the sentence."""
    if is_open(scene, q, told):
        pool = pool_of(scene, q, told)
        best = likeliest(pool, owner_weights())
        if best is not pool.candidates[pool.ruled]:
            told = replace(told, subject=named(scene.names, best.known.text) if best.known is not None else None)
            q.rules.append("owner:fitted")
    cast_of(scene.names).remember(told.subject)
    return told


def is_open(scene: Scene, q: Quantity, told: Statement) -> bool:
    """True where no owner was found, or none that the sentence writes, and nobody does what is told but "it" or what
    is measured itself.

    Not for the harm that an event did, nor in a lone sentence without a title, where nobody else is spoken of, nor
    far down a list.
    """
    sent, names = scene.sent, scene.names
    alone = len(names.spans) < 2 and not names.title
    if "owner:event" in q.rules or alone or len(scene.done) > _LONG:
        return False
    if told.subject and (
        told.subject.lower() in scene.folded[sent.offset : sent.stop].lower() or _is_meant(sent, told.subject)
    ):
        return False
    doer = subject_of(sent, scene.verb)
    if doer is None or (sent.tags[doer.first] == "PRP" and sent.lows[doer.first] not in PERSONS):
        return True
    measure = (told.measure or "").lower()
    return scene.words_of(doer).lower().removeprefix("the ") in measure


def _is_meant(sent: Sentence, owner: str) -> bool:
    """ "missile attack on Telmar", of "the attack": the sentence writes the noun of the owner."""
    head = owner.partition(" on ")[0].partition(" in ")[0].partition(" of ")[0].rpartition(" ")[2]
    return head.islower() and head in sent.lows


def likeliest(pool: Pool, weights: Weights) -> Candidate:
    """Whom the weights say, if that is clearly another than whom the rules named."""
    worth = worths(pool, weights)
    best = max(range(len(worth)), key=worth.__getitem__)
    return pool.candidates[best] if worth[best] - worth[pool.ruled] > clear(pool) else pool.candidates[pool.ruled]


def clear(pool: Pool) -> int:
    """By how much another candidate must outweigh the one of the rules."""
    return CLEAR_OF_IT if "d:pronoun" in pool.contexts else CLEAR


def worths(pool: Pool, weights: Weights) -> list[int]:
    """How likely each candidate is: its `weights_met` added up. Whole numbers, so that their order is no matter."""
    met: dict[str, int] = {}
    out = []
    for candidate in pool.candidates:
        known = candidate.known
        sort = known.sort if known is not None else ""
        total = 0
        for sign in candidate.signs:
            row = weights.get(sign)
            if row is None:
                continue
            worth = met.get(sign)
            if worth is None:
                worth = met[sign] = sum([row.get(context, 0) for context in ("", *pool.contexts)])
            total += worth
            if sort:
                total += row.get(sort, 0)
            if candidate.determiner:
                total += row.get(candidate.determiner, 0)
        for sign in candidate.plain if known is None else (*candidate.plain, *known.signs):
            total += weights.get(sign, _NOTHING).get("", 0)
        out.append(total)
    return out


def weights_met(pool: Pool, candidate: Candidate) -> Iterator[tuple[str, str]]:
    """The weights of a candidate as (sign, under what): each sign alone, with each context, sort and determiner."""
    known = candidate.known
    under = ["", *pool.contexts, *([known.sort] if known is not None else []), candidate.determiner]
    for sign in sorted(candidate.signs):
        for other in under if candidate.determiner else under[:-1]:
            yield sign, other
    for sign in candidate.plain if known is None else (*candidate.plain, *known.signs):
        yield sign, ""
