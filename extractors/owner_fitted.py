"""Whose a figure is by weights fitted to annotated articles: the likeliest of all whom the article speaks of."""

from __future__ import annotations

from extractors.attach_owner import named
from extractors.owner_pool import Candidate, Pool, cast_of, pool_of
from extractors.quantities import Quantity
from extractors.scene import Scene
from extractors.statement import Statement
from extractors.weighing import Weights, weights, worths

TABLE = "owner_weights"
CLEAR = 200  # thousandths by which another must outweigh whom the rules say
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
    """Whom the weights say, if that is clearly another than whom the rules named."""
    worth = worths(pool.candidates, pool.contexts, table)
    best = max(range(len(worth)), key=worth.__getitem__)
    return pool.candidates[best if worth[best] - worth[pool.ruled] > CLEAR else pool.ruled]
