"""Multiples: "more than doubled", "twice the rate", "9 times as costly as loans"."""

from __future__ import annotations

from extractors.clause_subjects import clause_subject, is_time, place_after
from extractors.measure_nouns import says_what
from extractors.noun_phrases import Phrase, left_phrase, right_phrase
from extractors.owner_splits import owner_of_clause, split
from extractors.owners import owner_name
from extractors.quantities import Quantity
from extractors.scene import Scene
from extractors.statement import Attached
from extractors.ways import Rule, Way

_VERBAL = frozenset(("VBD", "VBN", "VB", "VBP", "VBZ", "VBG"))


def verb_that_multiplies(scene: Scene, q: Quantity) -> Attached | None:
    """ "Water use more than doubled at the site": the number is the verb."""
    if scene.sent.tags[q.core] not in _VERBAL or not any(r.startswith("multiple:") for r in q.rules):
        return None
    thing = right_phrase(scene.sent, q.last, tails=1) if scene.tag(q.last) in ("PRP$", "DT") else None
    if thing is not None and not is_time(scene, thing) and scene.sent.tags[q.core] != "VBN":
        measure, owner = split(scene, Phrase(thing.first - (scene.tag(q.last) == "PRP$"), thing.last, thing.head))
        doer = owner_of_clause(scene, q.core)  # "Insurers doubled its premium"
        return Attached(measure or scene.words_of(thing), owner or doer, "attach:multiple_verb")
    subject = clause_subject(scene, q.core)
    if subject is None:
        return None
    measure, owner = split(scene, subject)
    if not measure:
        return None
    place = place_after(scene, q.last) if scene.low(q.last) in ("in", "at", "across") else None
    return Attached(measure, owner or place, "attach:multiple_verb")


def multiple_of(scene: Scene, q: Quantity) -> Attached | None:
    """ "twice the rate", "three times the average"."""
    if scene.verb < 0:
        return None
    against = _against_norm(scene, q)
    if against is not None or scene.tag(q.last) not in ("DT", "PRP$"):
        return against
    phrase = right_phrase(scene.sent, q.last, tails=0)
    if phrase is None and scene.done and scene.low(q.last + 1) in ("average", "total", "norm"):
        return Attached(scene.done[-1].measure, scene.done[-1].subject, "attach:multiple_of")  # "half the average"
    if phrase is None:
        return None
    owner = owner_of_clause(scene, scene.verb)
    if scene.tag(q.first - 1) in ("NN", "NNS") and q.first - 1 > scene.verb:
        thing = left_phrase(scene.sent, q.first, scene.verb + 1)  # "found a planet twice the size"
        owner = owner_name(scene, thing) if thing is not None else owner
    return Attached(scene.words_of(phrase), owner, "attach:multiple_of")


def _against_norm(scene: Scene, q: Quantity) -> Attached | None:
    """ "Rents remain twice the national average", "a payroll of $9m, half that of its rival", "£212 a night, double
    the usual rate": what is so many times as large.
    """
    k, tags = q.last, scene.sent.tags
    stop = k + 1
    while stop < min(len(tags), k + 5) and tags[stop] in ("JJ", "NN", "NNP", "CD", "VBG"):
        stop += 1
    normal = scene.low(stop - 1) in _NORMS and scene.low(k) == "the"
    spent = scene.low(k) == "what" and scene.low(q.first - 1) == ","  # "$14m, twice what was spent last year"
    if not normal and not spent and not (scene.low(k) == "that" and scene.low(k + 1) in ("of", "in")):
        return None
    aside = scene.verb < scene.behind or scene.low(q.first - 1) == ","
    if scene.done and aside and scene.done[-1].measure:
        return Attached(scene.done[-1].measure, scene.done[-1].subject, "attach:multiple_of")
    subject = clause_subject(scene, scene.verb)
    if scene.low(scene.verb) not in _BEING or subject is None or not says_what(scene.low(subject.head)):
        return None
    measure, owner = split(scene, subject)
    return Attached(measure, owner, "attach:multiple_of")


_NORMS = frozenset("average rate level norm limit figure total number amount target price cost".split())
_BEING = frozenset("is are was were be been remains remain remained stands stood".split())


def comparison(scene: Scene, q: Quantity) -> Attached | None:
    """ "9x as cost-effective as loans", "20% less profitable than kiosks": what is compared."""
    lows, k = scene.sent.lows, q.last
    if k + 1 >= len(lows):
        return None
    many = q.kind == "ratio" and lows[k : k + 2] in (["as", "many"], ["as", "much"])
    if many and scene.tag(k + 2) in ("NN", "NNS", "JJ") and scene.verb >= 0:
        thing = right_phrase(scene.sent, k + 2, tails=0)  # "runs twice as many pubs as its rival"
        if thing is not None and not is_time(scene, thing):
            return Attached(scene.words_of(thing), owner_of_clause(scene, scene.verb), "attach:comparison")
    aside = scene.verb < scene.behind or scene.low(q.first - 1) == ","
    if many and scene.done and aside and scene.done[-1].measure:
        return Attached(scene.done[-1].measure, scene.done[-1].subject, "attach:comparison")
    spoken = scene.names.last
    if scene.done and q.kind == "ratio" and lows[k : k + 2] in (["as", "many"], ["as", "much"]):
        if lows[k + 2 : k + 3] in (["as"], [","], ["."], []):
            return Attached(scene.done[-1].measure, scene.done[-1].subject, "attach:comparison")
    if (
        spoken is not None
        and not scene.done
        and q.kind == "ratio"
        and scene.low(scene.verb - 1) in ("that", "this", "it")
        and lows[k : k + 2] in (["as", "many"], ["as", "much"])
    ):
        return Attached(
            spoken.measure, spoken.subject, "attach:comparison"
        )  # "That is three times as many as before"
    if lows[k] in ("less", "more") and scene.tag(k + 1) in ("JJ", "RB") and q.kind == "percent":
        start = k
    elif (
        lows[k] == "as" and scene.tag(k + 1) in ("JJ", "RB") and lows[k + 1] not in ("much", "many", "high", "large")
    ):
        start = k + 1
    else:
        return None
    stop = start + 1
    while stop < len(lows) and stop < start + 8 and lows[stop] not in (",", ".", ";", "(", "but", "and"):
        stop += 1
    owner = owner_of_clause(scene, scene.verb)
    return Attached(scene.text(start, stop), owner, "attach:comparison")


VERB_THAT_MULTIPLIES = Way(
    verb_that_multiplies,
    (
        Rule(
            "attach:multiple_verb",
            (("Water use at the site more than <doubled>.", "Water use", "site"),),
            ("Water use at the site was twice the limit.",),
        ),
    ),
    kinds=("ratio",),
)
MULTIPLE_OF = Way(
    multiple_of,
    (
        Rule(
            "attach:multiple_of",
            (("The site uses <twice> the water of the mill.", "water of the mill", "site"),),
            ("Water use at the site doubled.",),
        ),
    ),
    kinds=("ratio",),
)
COMPARISON = Way(
    comparison,
    (
        Rule(
            "attach:comparison",
            (("Cash grants are <9 times> as costly as loans.", "costly as loans", "Cash grants"),),
            ("Cash grants rose 9 percent in a year.",),
        ),
    ),
    kinds=(
        "ratio",
        "percent",
    ),
)
