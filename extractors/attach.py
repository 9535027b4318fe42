"""What a quantity measures and whose it is: the first way of the table that has an answer, tidied."""

from __future__ import annotations

import re

from extractors.attach_again import name_before_number
from extractors.attach_doers import agent_behind, named_behind
from extractors.attach_harm import owner_of_harm
from extractors.attach_table import first_answer
from extractors.attach_tidy import counted_by, is_share_price, tidy
from extractors.clauses import SPEECH
from extractors.discourse import Discourse
from extractors.no_owners import is_measure, owns_nothing, starts_with_number, thing_counted
from extractors.owners import place_after
from extractors.quantities import Quantity
from extractors.rates import without_rate
from extractors.scene import Scene, look_around
from extractors.statement import Attached, Statement
from extractors.tokens import Sentence
from extractors.unsaid_owners import (
    earlier_clause_owner,
    fronted_place,
    goes_on,
    last_owner,
    name_before,
    opening_subject,
    unsaid_owner,
)

# Where nobody is said to own a figure, the place a sentence begins with does.
_PLACED = frozenset(
    "attach:count_object attach:count_acts attach:count_subject attach:verb_level attach:share attach:share_acts"
    " attach:in_noun".split()
)
_OF_EARLIER = frozenset(
    "attach:verb_level attach:multiple_verb attach:noun_after attach:of attach:level attach:verb_thing".split()
)
# A group that acts, and what opens a sentence, are nobody's.
_ALONE = frozenset(
    "attach:count_acts attach:count_again attach:noun_opens attach:opening attach:share_of_noun".split()
)
_EVERYBODYS = frozenset("global world worldwide".split())
_SIZE_OPENS = frozenset("0123456789$€£¥RaAtTUHNCS")
_SIZED = re.compile(
    r"(?:[Aa]n? |[Tt]he )?(?:(?:[A-Z]{0,3}\$|[€£¥]|Rs\.? ?)[\d.,]+(?: (?:million|billion|trillion|lakh|crore))?"
    r"|[\d.,]+-[a-z]+"
    r"|[\d.,]+ (?:million|billion) (?:euro|pound|dollar|yuan|crown))"
    r" ((?!million|billion|trillion|lakh|crore|and )(?:[\w-]+ )*[a-z][\w-]+)$"
)
_DEAREST_EARNINGS = 20
_MEANS = ("average", "median", "mean")
_THINGS = frozenset("attach:verb_thing attach:parenthesis attach:object attach:compared attach:level".split())


_WITH = frozenset(("with",))  # "with Oakmart up 3 percent"
# Where what is measured may be the owner: "Sales taxes are 40 percent of revenue", "The index rose 3 points".
_MEASURES_OWN = frozenset(
    f"attach:{name}" for name in ("verb_entity", "share", "share_acts", "share_object", "share_state", "share_doing")
)


def _is_told(scene: Scene, q: Quantity) -> bool:
    """ "The mayor indicated 40 people were missing": what the group does is only told."""
    adjacent = scene.verb >= 0 and scene.verb == scene.before
    return adjacent and scene.low(scene.verb) in SPEECH and scene.tag(q.last) in ("VBD", "VBZ", "VBP", "MD")


def _counted_owner(scene: Scene, q: Quantity, owner: str, measure: str | None) -> str | None:
    """ "Some 1,300 firefighters" as "firefighters"; what was told before owns where they are what is counted."""
    thing = thing_counted(owner)
    counted = {word for said in (measure, q.named) if said for word in said.split()}
    same = thing is not None and thing.split()[-1] in counted
    if q.kind == "count" and scene.word in ("in", "at", "from", "to", "on", "across"):
        return None
    bare = q.kind == "count" and q.head < 0
    if thing is None or thing == measure or same or bare:
        return scene.done[-1].subject if scene.done else None
    return thing


def _those(scene: Scene, measure: str) -> str:
    """ "Emissions from coal fell, those from gas rose": the emissions from gas."""
    said = scene.done[-1] if scene.done else scene.names.last
    rest = measure.partition(" ")[2]
    if (
        said is None
        or not said.measure
        or rest.partition(" ")[0] not in ("from", "of", "in", "for", "at", "by", "to")
    ):
        return measure
    return f"{re.split(_TAILS, said.measure, maxsplit=1)[0]} {rest}"


_SIZE_IN_FRONT = re.compile(r"^[\d.,]+-[a-z]+ (?=[a-z])")
_TIME_IN_FRONT = re.compile(
    r"^(?:this|last|next) (?:year|month|week|night|summer|winter|spring|autumn|weekend|season|quarter) (?=\w)", re.I
)
_TAILS = re.compile(r" (?:from|of|in|for|at|by|to|on) ")


_SLIGHT = frozenset(("a shade", "a bit", "a little", "a touch", "a fraction", "a tad", "a hair"))
_DONE_TO = frozenset(("attach:count_acts", "attach:count_again", "attach:count_subject", "attach:share_acts"))


def _entity_before(done: list[Statement]) -> bool:
    """True for "Oakmart rose 18 cents to $23": who moved is who stands at the level."""
    return bool(done) and done[-1].rule == "attach:verb_entity"


def _counted_before(done: list[Statement], thing: str) -> bool:
    """True for the "cranes" of "leased two cranes weighing 300 tonnes", which the sentence has counted."""
    return thing != "" and any(f"{said.measure} ".startswith(f"{thing} ") for said in done)


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
    measure, owner, rule, per = first_answer(scene, q) or Attached(None, None, "attach:none")
    if scene.word in ("up", "down"):
        owner = name_before_number(scene, _WITH) or owner
    if done and q.head < 0 and scene.word in ("and", ",") and scene.low(q.last) in ("at", "for"):
        owner = place_after(scene, q.last) or owner
    if owner:
        owner = (
            _TIME_IN_FRONT.sub("", owner) or None if owner[0] in "lLtTnN" else owner
        )  # "last year mountain rescuers"
    if owner and owner[0] in _SIZE_OPENS and (sized := _SIZED.match(owner)) is not None:
        owner = sized[1]  # "a $310 million project", "the 38-km corridor"
    if owner and starts_with_number(owner.removeprefix("The ")):
        owner = _counted_owner(scene, q, owner.removeprefix("The "), measure)
    if owner and (owns_nothing(owner) or (names.only_says(owner) and names.main_entity() not in (None, owner))):
        owner = None
    if measure:
        measure = _SIZE_IN_FRONT.sub("", measure) if measure[0].isdigit() else measure  # "two 60-metre sections"
    if measure and starts_with_number(measure):
        rest = measure.partition(" ")[2]  # "half of its four chances"
        written = measure[0].isalpha() and rest and not rest[0].isdigit()
        measure = rest if written else done[-1].measure if done else None
    if measure and done and done[-1].measure and "ones" in sent.lows[max(0, scene.behind) : q.first]:
        k = sent.lows.index("ones", max(0, scene.behind))  # "and domestic ones by 3 percent"
        if sent.tags[k - 1] in ("JJ", "VBN") and measure == done[-1].measure:
            measure = f"{sent.words[k - 1]} {measure.rpartition(' ')[2]}"
    if measure and measure[:6].lower() == "those ":
        measure = _those(scene, measure)
    event = owner_of_harm(scene, q, measure, owner)
    if event != owner:
        owner = event
        q.rules.append("owner:event")
    if rule == "attach:verb_entity" and owner and owner.isupper() and names.is_short_for_thing(owner):
        measure, owner = measure or owner, None  # "ASK rose 4 percent"
    if rule == "attach:count_object" and _is_told(scene, q):
        owner = None
    alone = None
    if owner and rule not in _MEASURES_OWN and is_measure(owner):
        alone, owner = owner, None
    again = q.kind == "count" and q.named is not None
    same = measure is not None and owner is not None and measure.lower() == owner.lower()
    if same and done and "count:again" in q.rules and rule == "attach:verb_thing":
        measure = done[-1].measure  # "retailers shed 900": of the jobs told of
    elif same and rule in _THINGS and not again and not _entity_before(done):
        alone, owner = owner, None  # a thing that is measured is seldom its own owner
    if rule in _DONE_TO:
        owner = agent_behind(scene, q) or owner
    if owner is None and rule in ("attach:noun_opens", "attach:noun_after"):
        owner = named_behind(scene, q)
    if rule == "attach:figure":
        owner = fronted_place(scene) or owner  # "In the capital it was 39 degrees"
    if owner is None and rule in _PLACED:
        owner = fronted_place(scene)
    if owner is None and rule in _OF_EARLIER:
        owner = earlier_clause_owner(scene)
    if owner is None and not (measure and measure.partition(" ")[0].lower() in _EVERYBODYS):
        owner = unsaid_owner(scene, q, measure, rule)
        owner = owner or alone
        if owner is None and rule not in _ALONE and q.kind not in ("duration", "age", "rank", "score"):
            owner = last_owner(scene)
        if owner is None:
            owner = goes_on(scene, q)
        if owner is None and q.kind not in ("age", "score") and rule != "attach:outlook":
            owner = name_before(scene)
        if owner is None and rule not in _ALONE and q.kind != "count":
            owner = opening_subject(scene)
        if owner is None and rule == "attach:noun_opens" and q.hyphen:
            owner = measure  # "The 300-megawatt plant tripped"
    if measure is None and q.kind == "index" and q.unit == "point":
        measure = "points"  # "Elm Rovers, with 15 points, are"
    if q.unit == "person" and q.head < 0 and rule == "attach:verb_thing" and scene.word == "for":
        measure = "people"  # "a jail built for 1,250"
    if q.kind == "count" and q.unit is None and measure:
        q.unit = counted_by(measure)
    means = scene.word == "of" and scene.low(scene.before - 1) in _MEANS and rule != "attach:count_level"
    if measure and means and "verage" not in measure:
        if measure.startswith(sent.words[0]) and sent.tags[0] in ("NN", "NNS", "JJ"):
            measure = measure[0].lower() + measure[1:]
        measure = f"{scene.low(scene.before - 1)} {measure}"  # "fares rose by an average of $3"
    if measure:
        measure, rate = without_rate(measure, q.kind, q.per)
        per = per or rate
        measure = tidy(measure)
    if measure in _SLIGHT and done:
        measure = done[-1].measure  # "which is a touch higher than $11"
    if measure in ("made", "makes", "make") and "share" in (q.per, per):
        measure = "earnings"  # "It made 29 cents a share"
    if per is None and measure == "earnings" and q.kind == "money" and q.high < _DEAREST_EARNINGS:
        per = "share"  # "Excluding items, it earned 78 cents"
    if per is None and measure and is_share_price(measure, rule, q):
        per = "share"
    if q.kind not in ("money", "measure", "count", "duration") or (q.unit or "")[:1] == "°":
        per = None
    owner = (tidy(owner) or None) if owner else None
    if owner and " " not in owner and owner[0].isupper():
        person = names.people().named(owner)
        owner = person.name if person is not None else owner  # "Roe" is "Jane Roe"
    return Statement(measure or None, owner, per, rule)
