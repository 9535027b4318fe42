"""Whose a figure is by weights fitted to annotated articles: the likeliest of all whom the article speaks of."""

from __future__ import annotations

import heapq
import math

from extractors.attach_owner import named
from extractors.owner_pool import Candidate, Pool, cast_of, pool_of
from extractors.quantities import Quantity
from extractors.scene import Scene
from extractors.statement import Statement
from extractors.weighing import Weights, weights, worths

TABLE = "owner_weights"
CLEAR = 100  # thousandths by which the weights must be surer of another than of whom the rules say
_LOOKED_AT = 8  # candidates
_LONG = 12  # figures of one sentence


def choose_owner(scene: Scene, q: Quantity, told: Statement) -> str | None:
    """The owner that the weights say, if that is clearly another than whom the rules say in ``told``."""
    owner = told.subject
    if is_open(scene):
        pool = pool_of(scene, q, told)
        best = likeliest(pool, weights(TABLE))
        if best is not pool.candidates[pool.ruled]:
            owner = named(scene.names, best.known.text) if best.known is not None else None
            q.rules.append("owner:fitted")
    cast_of(scene.names).remember(owner)
    return owner


def is_open(scene: Scene) -> bool:
    """False in a lone sentence without a title, where nobody else is spoken of, and far down a list."""
    return (len(scene.names.spans) > 1 or bool(scene.names.title)) and len(scene.done) <= _LONG


def likeliest(pool: Pool, table: Weights) -> Candidate:
    """Whom the weights say, if they are clearly surer of it than of whom the rules named.

    What stands for the same by its words ("Norvale", "Norvale Steel") counts together: an owner is as likely as all
    that it names.
    """
    worth = worths(pool.candidates, pool.contexts, table)
    most = max(worth)
    first = heapq.nlargest(_LOOKED_AT, range(len(worth)), key=worth.__getitem__)
    if pool.ruled not in first:
        first.append(pool.ruled)
    odds = [(pool.candidates[k], math.exp((worth[k] - most) / 1000)) for k in first]
    whole = sum(odd for _, odd in odds)
    sure = [round(1000 * sum(odd for other, odd in odds if names(it, other)) / whole) for it, _ in odds]
    best = max(range(len(first)), key=lambda k: (sure[k], worth[first[k]]))
    clear = sure[best] - sure[first.index(pool.ruled)] > CLEAR
    return pool.candidates[first[best] if clear else pool.ruled]


def names(it: Candidate, other: Candidate) -> bool:
    """True where ``it`` names ``other`` too: half of their words are the same, or it says all of the other's."""
    if it is other or it.known is None or other.known is None:
        return it is other
    mine, theirs = it.known.words, other.known.words
    common = len(mine & theirs)
    if not common:
        return False
    return 4 * common >= len(mine) + len(theirs) or (common == len(theirs) and len(mine) <= 3 * len(theirs))
