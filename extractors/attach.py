"""What a quantity measures and whose it is: the first way of the table that has an answer, put right."""

from __future__ import annotations

from dataclasses import replace

from extractors.attach_bare import beyond_measure, holder_of, of_what
from extractors.attach_doers import bears
from extractors.attach_harm import owner_of_harm, toll_alone
from extractors.attach_lasting import what_lasts
from extractors.attach_measure import measure_as_told, measure_of_own, of_its_unit, rate_of, worded
from extractors.attach_owner import named, owner_as_told, owner_otherwise, owner_proper
from extractors.attach_table import first_answer
from extractors.attach_tallies import name_total, place_of_tally
from extractors.attach_tidy import counted_by, numbered_by
from extractors.attach_wholes import is_part_of, whole_of_share
from extractors.books import owner_of_books
from extractors.counted_groups import part_told
from extractors.discourse import Discourse
from extractors.economies import economy_that_grew, of_whose_economy
from extractors.foretold import foresees_for_land, land_of
from extractors.measure_fitted import choose_measure
from extractors.owner_fitted import choose_owner
from extractors.owner_pool import cast_of
from extractors.quantities import Quantity
from extractors.rates import without_rate
from extractors.respective import respective
from extractors.scene import Scene, look_around
from extractors.statement import Attached, Statement
from extractors.tokens import Sentence
from extractors.unsaid_owners import says_whose


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
    name_total(scene, q)
    found = first_answer(scene, q) or Attached(None, None, "attach:none")
    if found.measure is None and ahead is not None and is_part_of(scene, q, ahead):
        of_whole = look_around(sent, folded, names, index, ahead, done, None, q)
        found = first_answer(of_whole, ahead) or found  # "43 of the 610 houses were damaged": of the 43
        found = found._replace(measure=part_told(of_whole, ahead) or found.measure)
    if found.rule == "attach:verb" and scene.word == "with" and "unit:own" in q.rules:
        found = found._replace(measure=sent.words[scene.before - 2])  # "recorded the most cases, with 30,692"
    if q.kind == "count" and q.unit is None and behind is not None and behind.kind == "count":
        if scene.word == "from" and done and found.measure == done[-1].measure:
            q.unit = behind.unit  # "approvals fell to 41,200, from [44,800]"
    certain = _certain(scene, q, found)
    if certain is not None:
        return respective(scene, q, certain) or certain
    owner = owner_as_told(scene, q, found)
    measure = measure_as_told(scene, q, found.measure)
    event = owner_of_harm(scene, q, measure, owner)
    if event != owner:
        owner = event
        q.rules.append("owner:event")
    measure = toll_alone(measure, event)
    owner = place_of_tally(scene, owner, measure) if owner else owner
    measure, owner, alone = owner_proper(scene, q, measure, owner, found.rule)
    owner = owner_otherwise(scene, q, measure, owner, found.rule, alone)
    if owner and foresees_for_land(scene, owner, measure):
        owner = land_of(scene, owner)
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
    lasting = what_lasts(scene, q, told.measure, told.subject, found.rule)
    if lasting is not None:
        told = Statement(lasting, None, per, found.rule)
    said = says_whose(scene, q, told.subject) or bears(scene, q, told.subject)
    if lasting is not None and any(word[0].isupper() for word in lasting.split()):
        chosen: str | None = lasting  # "the Norvale strike" is told of itself
    else:
        chosen = told.subject if said else choose_owner(scene, q, told, lasting is not None)
    if chosen is None and lasting is not None and not lasting.startswith("no "):
        chosen = lasting  # the quake lasted 40 seconds
    if found.rule == "attach:verb_entity" and chosen and told.measure == told.subject:
        told = replace(told, measure=chosen)  # "The crown rose. It has gained 7%": who it is, is what has gained
    owner = owner_of_books(scene, chosen, found.rule)
    measure = lasting or choose_measure(scene, q, told, owner)
    if measure is not None and measure != told.measure:
        measure, rate = without_rate(measure, q.kind, None)
        per = told.per or rate
    measure = of_its_unit(scene, q, measure, found.rule)
    owner = holder_of(scene, of_whose_economy(scene, owner, measure))
    measure = economy_that_grew(scene, q, measure, owner)
    measure = of_what(scene, whole_of_share(scene, q) or measure, owner)
    stated = Statement(measure, beyond_measure(measure, owner), per, found.rule)
    return respective(scene, q, stated) or stated


_GUESSED = "unit:again"  # what was counted last in the article
# Ways surer than the weights: of a list, and of what goes on with the figure before.
_LISTED = frozenset(
    f"attach:{name}" for name in ("in_row", "in_brackets", "each_by", "answered", "sized_name", "sample", "votes")
)
_WITHOUT_OWNER = ("attach:each_by", "attach:votes")
_SAME = frozenset(
    "attach:beside attach:apposition attach:level attach:earlier_period attach:compared attach:from".split()
)


def _moved_from(scene: Scene) -> bool:
    """ "1.4 million people, up from [900,000]"."""
    return scene.word == "from" and scene.low(scene.before - 1) in ("up", "down", ",")


def _is_other_level(scene: Scene, found: Attached, last: Statement | None) -> bool:
    """ "edged down to 6.1 percent from [6.3 percent]": whose the one is, the other is."""
    if last is None or not last.measure or found.measure != last.measure or not scene.alike:
        return False
    near = 0 <= scene.before - scene.behind <= _NEAR and scene.verb <= scene.behind
    return near and scene.word == "from"


_NEAR = 3  # tokens between the two levels: ", down from"


def _certain(scene: Scene, q: Quantity, found: Attached) -> Statement | None:
    """What needs no weighing: "Kelso (9%), [Arden (8%)]", "fell 2%, [or $3]"; None for all else."""
    listed = found.rule in _LISTED and found.measure and (found.owner or found.rule in _WITHOUT_OWNER)
    last = scene.done[-1] if scene.done else None
    same = (
        (found.rule in _SAME or (found.rule == "attach:carried" and _moved_from(scene)))
        and last is not None
        and found[:2] == (last.measure, last.subject)
    )
    if _is_other_level(scene, found, last):
        assert last is not None
        return Statement(last.measure, last.subject, found.per or last.per, found.rule)
    if not listed and not (same and found.owner and scene.verb <= scene.behind):
        return None
    measure, per = rate_of(scene, q, found.measure, found.per, found.rule)
    owner = found.owner if same else named(scene.names, found.owner)
    cast_of(scene.names).remember(owner)
    return Statement(measure or None, owner, per, found.rule)
