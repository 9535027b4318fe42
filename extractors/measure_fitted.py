"""What a figure measures by weights fitted to annotated articles: the likeliest of all its sentence speaks of."""

from __future__ import annotations

from extractors.lexicon import tag_word
from extractors.measure_pool import measures_of
from extractors.no_owners import MASSES
from extractors.owner_fitted import is_open
from extractors.quantities import Quantity
from extractors.scene import Scene
from extractors.statement import Statement
from extractors.weighing import surest, weights, worths

TABLE = "measure_weights"
_BEHIND = 2500  # thousandths: "people killed" is not taken for "people" where nobody speaks of a killing


def choose_measure(scene: Scene, q: Quantity, told: Statement, owner: str | None) -> str | None:
    """The measure that the weights say, if that is clearly another than what the rules say in ``told``.

    ``owner`` is whose the figure is, as chosen before.
    """
    if not is_open(scene) or (told.rule == "attach:in_noun" and told.measure):
        return told.measure  # "12GB of [RAM]": what the words at the number say
    pool = measures_of(scene, q, told, owner)
    worth = worths(pool.candidates, pool.contexts, weights(TABLE))
    best = surest(worth, lambda k: pool.candidates[k].words, pool.ruled, behind=_BEHIND)
    chosen = pool.candidates[best].text
    if best == pool.ruled or _is_none(q, chosen) or _is_nameless(chosen, told.measure):
        return told.measure
    if _says_less(q, chosen, told.measure) or (told.rule == "attach:age" and not _says_age(chosen)):
        return told.measure
    q.rules.append("measure:fitted")
    return pool.candidates[best].text


def _says_age(chosen: str | None) -> bool:
    """ "Life expectancy was [71]"."""
    return chosen is not None and not _AGES.isdisjoint(chosen.lower().split())


_AGES = frozenset("age ages expectancy lifespan".split())


def _is_none(q: Quantity, chosen: str | None) -> bool:
    """ "second" of what happens "120 times a second", "is the largest Norvale", "kilograms of meat": a rate, a verb
    and a unit measure nothing; "are trapped" says what those counted are.
    """
    if not chosen:
        return False
    first, _, rest = chosen.lower().partition(" ")
    if first == "according":
        return True  # "leads Roe 48 percent to 44, according to a poll"
    if first in _BEING:
        return not (rest.isalpha() and tag_word(rest, rest, False) in ("VBN", "VBD"))
    return chosen.lower() == q.per or (first in MASSES and rest.startswith("of "))


_BEING = frozenset("is are was were be been".split())


def _says_less(q: Quantity, chosen: str | None, ruled: str | None) -> bool:
    """ "people" for "people put under quarantine": what was counted, without what became of it."""
    if q.kind != "count" or not chosen or not ruled:
        return False
    return set(chosen.lower().split()) < set(ruled.lower().split())


def _is_nameless(chosen: str | None, ruled: str | None) -> bool:
    """ "Index" alone of a "purchasing managers' index", "IMF estimates" of what the IMF estimates: no measure."""
    if chosen is None:
        return False
    if chosen[:1].isupper() and chosen.endswith(" estimates"):
        return True
    return chosen.lower() == "index" and ruled is not None and ruled.lower().endswith("s' index")
