"""What a quantity measures and whose it is: the first way of the table that has an answer, put right."""

from __future__ import annotations

from extractors.attach_harm import owner_of_harm
from extractors.attach_measure import measure_as_told, measure_of_own, rate_of, worded
from extractors.attach_owner import named, owner_as_told, owner_otherwise, owner_proper
from extractors.attach_table import first_answer
from extractors.attach_tidy import counted_by, numbered_by
from extractors.books import owner_of_books
from extractors.discourse import Discourse
from extractors.measure_fitted import choose_measure
from extractors.owner_fitted import choose_owner
from extractors.quantities import Quantity
from extractors.rates import without_rate
from extractors.scene import look_around
from extractors.statement import Attached, Statement
from extractors.tokens import Sentence


def attach(
    sent: Sentence,
    folded: str,
    names: Discourse,
    index: int,
    q: Quantity,
    done: list[Statement],
    ahead: Quantity | None = None,
    behind: Quantity | None = None,
) -> Statement:
    """Measure and subject of ``q``, one quantity of sentence ``index``; ``done`` are those before it.

    ``ahead`` and ``behind`` are the quantities after and before it in the sentence, None for the last and the first.
    """
    scene = look_around(sent, folded, names, index, q, done, ahead, behind)
    found = first_answer(scene, q) or Attached(None, None, "attach:none")
    owner = owner_as_told(scene, q, found)
    measure = measure_as_told(scene, q, found.measure)
    event = owner_of_harm(scene, q, measure, owner)
    if event != owner:
        owner = event
        q.rules.append("owner:event")
    measure, owner, alone = owner_proper(scene, q, measure, owner, found.rule)
    owner = owner_otherwise(scene, q, measure, owner, found.rule, alone)
    measure = measure_of_own(scene, q, measure, found.rule)
    if q.kind == "count" and measure and q.unit is None:
        q.unit = counted_by(measure)
    elif q.kind == "count" and measure and _GUESSED in q.rules:
        q.unit = numbered_by(measure) or q.unit
    measure, rate = without_rate(worded(scene, measure, found.rule), q.kind, q.per) if measure else (None, None)
    measure, per = rate_of(scene, q, measure, found.per or rate, found.rule)
    told = Statement(measure or None, named(names, owner), per, found.rule)
    if q.bracketed and done and found.rule == "attach:bracket":
        return Statement(done[-1].measure, done[-1].subject, per, found.rule)  # "£50m ($71m)": the same once more
    chosen = choose_measure(scene, q, told)
    if chosen is not None and chosen != told.measure:
        chosen, rate = without_rate(chosen, q.kind, None)
        per = told.per or rate
    owner = owner_of_books(scene, choose_owner(scene, q, told), found.rule)
    if (chosen, owner, per) == (told.measure, told.subject, told.per):
        return told
    return Statement(chosen, owner, per, found.rule)


_GUESSED = "unit:again"  # what was counted last in the article
