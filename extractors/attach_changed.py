"""What a verb does to a thing: "cut its forecast to 3 percent", "adds $31 to water bills": the thing is measured."""

from __future__ import annotations

from extractors.attach_objects import object_between
from extractors.clause_subjects import clause_subject, is_time
from extractors.clauses import verb_before
from extractors.measure_nouns import says_what
from extractors.move_words import MOVE_NOUNS, MOVING_VERBS
from extractors.no_owners import is_cause
from extractors.noun_phrases import Phrase, right_phrase
from extractors.owner_splits import owner_of_clause, split
from extractors.owners import owner_name
from extractors.points import is_vote
from extractors.quantities import Quantity
from extractors.scene import Scene
from extractors.statement import Attached
from extractors.ways import Rule, Way
from extractors.words import words

_VALUED = frozenset("business company firm group lender retailer start-up startup whole".split())
_VALUING = frozenset("value values valued valuing appraised assessed prices priced pricing".split())
_OUTDOING = words("attach_changed.outdoing")
_STEADY = words("attach_of.steady")
_POLLING = words("attach_changed.polling")
_UNDERGOING = words("attach_changed.undergoing")


def moved_object(scene: Scene, q: Quantity, before: int) -> Attached | None:
    """ "The bank cut its forecast to 3 percent": the forecast."""
    low = scene.sent.lows[scene.verb]
    if (
        (scene.low(before) not in ("to", "by", "from", "at", "up", "down") and not _polls_on(scene, q, before))
        or before <= scene.verb + 1
        or low in ("is", "are", "was", "were", "said", "says")
    ):
        return None
    spoken = scene.done[-1] if scene.done else scene.names.last
    if before == scene.verb + 2 and scene.low(before - 1) == "it" and low in _VALUING and scene.low(before) == "at":
        told = spoken.subject if spoken is not None else None
        return Attached(scene.sent.words[scene.verb], _raiser(scene) or told, "attach:object")
    if before == scene.verb + 2 and scene.low(before - 1) in ("it", "them", "that") and spoken is not None:
        # "The hospital wants to cut it to 18 weeks"
        return Attached(spoken.measure, owner_of_clause(scene, scene.verb) or spoken.subject, "attach:object")
    said = (
        scene.done[-1] if scene.done and scene.alike and scene.word == "to" and scene.before == scene.behind else None
    )
    if said is not None and said.rule in ("attach:object", "attach:moved_aside"):
        return Attached(said.measure, said.subject, "attach:object")  # "from $750 to $1,000"
    outer = _outer_move(scene, before) or _move_named(scene, before)
    if outer is not None:
        return outer
    thing = object_between(scene, before)
    if thing is None:
        return None
    measure, owner = split(scene, thing)
    polled = clause_subject(scene, scene.verb)
    polls = low in _POLLING and scene.low(before) in ("at", "on") and q.kind == "percent" and polled is not None
    if polls and scene.low(thing.head) in _STANDING:
        whose = right_phrase(scene.sent, thing.head + 2) if scene.low(thing.head + 1) in ("for", "of", "in") else None
        named = owner if whose is None else owner_name(scene, whose)
        return Attached(scene.sent.words[thing.head], named, "attach:object")
    if polls and polled is not None and not says_what(scene.low(thing.head)):
        # "A poll has Roe at 39 percent"
        return Attached(scene.words_of(polled), owner or scene.words_of(thing), "attach:poll")
    if scene.low(before - 1) in _STEADY and before == scene.verb + 2:
        return None  # "The fund stays level at $30 million"
    if low in _OUTDOING and scene.low(before) == "by":
        outdone = clause_subject(scene, scene.verb)
        if outdone is not None:  # "Costs are outpacing income by 40 percent"
            measure, owner = split(scene, outdone)
            earlier = scene.done[-1] if scene.done and scene.done[-1].rule != "attach:age" else None
            before_it = earlier.measure if earlier else None  # "earned 78 cents, topping estimates by 4"
            if None in (owner, measure) and before_it is None and not says_what(scene.low(outdone.head)):
                act = scene.text(scene.verb, before)  # "Girls outperformed boys by 6 points"
                return Attached(act, scene.words_of(outdone), "attach:object")
            if measure is None and before_it is None and q.kind == "percent" and is_vote(scene.sent, q.last):
                return Attached(
                    scene.sent.words[scene.verb], owner, "attach:object"
                )  # "Holt leads Pell by 46% to 40%"
            return Attached(measure or before_it or owner, owner, "attach:object")
    if low in ("put", "puts") and scene.low(before) == "at" and None in (owner, measure):
        its = scene.tag(thing.first - 1) == "PRP$"  # "The army put its losses at 12"
        holder = owner_of_clause(scene, scene.verb) if its else None  # "A mill puts the crop at 9m tonnes": nobody's
        return Attached(measure or owner, holder, "attach:object")
    if _is_mere_move(scene, thing):
        return _moved_subject(scene)
    if low in _VALUING and (measure is None or scene.low(thing.head) in _VALUED):
        worth = "price" if low.startswith("pric") else "value"
        told = scene.done[-1].subject if scene.done and scene.low(thing.head) in _VALUED else None
        return Attached(worth, told or owner, "attach:object")  # "rose 6 percent, valuing the business at $9m"
    if measure is None and low != "told":
        measure = owner
    if owner is None and measure is not None and measure.rpartition(" ")[2] in _HARMED:
        return Attached(measure, None, "attach:object")  # "Rescuers found a body, raising the death toll to 212"
    doer = None if owner else owner_of_clause(scene, scene.verb)
    if doer and measure and is_cause(doer):
        return Attached(measure, None, "attach:object")  # "The strike reduced output to 4,000 barrels": nobody's
    return Attached(measure, owner or doer, "attach:object")


_HARMED = frozenset("toll dead injured wounded missing hurt deaths casualties homeless displaced".split())
_STANDING = frozenset("support approval backing popularity".split())  # "puts support for the party at [31 percent]"


def _polls_on(scene: Scene, q: Quantity, before: int) -> bool:
    """ "The survey put Labour on 51 percent"."""
    return scene.low(before) == "on" and q.kind == "percent" and scene.low(scene.verb) in ("put", "puts")


def _raiser(scene: Scene) -> str | None:
    """ "Norvale raised $9m in a round, valuing it at": Norvale; None where the sentence tells of no raising."""
    tags, lows = scene.sent.tags, scene.sent.lows
    verb = next((k for k in range(scene.verb) if lows[k] in _RAISING and tags[k] in ("VBD", "VBN", "VBZ", "VBP")), -1)
    return owner_of_clause(scene, verb) if verb > 0 else None


_RAISING = frozenset("raised raises raise secured secures closed closes completed completes landed lands".split())


def _outer_move(scene: Scene, before: int) -> Attached | None:
    """ "cut the time needed to start a firm from 22 days to three": what was cut, not what is started."""
    sent, verb = scene.sent, scene.verb
    if sent.lows[verb - 1] != "to" or sent.lows[verb] in MOVING_VERBS or scene.low(before) not in _LEVELS:
        return None
    outer = verb_before(sent, verb - 1)
    while outer > 0 and sent.tags[outer] == "VBN" and sent.tags[outer - 1] in ("NN", "NNS"):
        outer = verb_before(sent, outer)
    if outer < 0 or sent.lows[outer] not in MOVING_VERBS:
        return None
    thing = right_phrase(sent, outer + 1, tails=0)
    if thing is None or not says_what(sent.lows[thing.head]) or thing.last >= verb:
        return None
    return Attached(scene.text(thing.first, before), owner_of_clause(scene, outer), "attach:object")


_LEVELS = frozenset(("from", "to", "by"))


def _move_named(scene: Scene, before: int) -> Attached | None:
    """ "announced a waiver and an increase in pensions from $750": the pensions."""
    for k in range(before - 2, max(scene.verb, scene.behind, before - _LONGEST_THING), -1):
        if scene.low(k) in MOVE_NOUNS and scene.low(k + 1) == "in":
            thing = right_phrase(scene.sent, k + 2, tails=1, ceiling=before)
            if thing is None or thing.last != before or is_time(scene, thing):
                return None
            measure, owner = split(scene, thing)
            return (
                Attached(measure, owner or owner_of_clause(scene, scene.verb), "attach:object") if measure else None
            )
    return None


_LONGEST_THING = 9  # words


def _is_mere_move(scene: Scene, thing: Phrase) -> bool:
    """True for "a slight increase", "a further fall in May": a move of whatever the subject is."""
    alone = scene.low(thing.head) in MOVE_NOUNS and thing.last == thing.head + 1
    return alone and scene.low(scene.verb) in _UNDERGOING


def _moved_subject(scene: Scene) -> Attached | None:
    """ "Enrolment saw a small rise to 4,000": the enrolment."""
    subject = clause_subject(scene, scene.verb)
    if subject is None:
        return None
    measure, owner = split(scene, subject)
    return Attached(measure, owner, "attach:object") if measure else None


def added_to(scene: Scene, q: Quantity, before: int) -> Attached | None:
    """ "The levy adds $31 to water bills", "knocked 3 percent off sales": what it is added to or taken from."""
    low = scene.low(scene.verb)
    joins = _ADDING.get(low)
    if joins is None or scene.low(q.last) not in joins:
        return None
    thing = right_phrase(scene.sent, q.last + 1, tails=1)
    times = thing is not None and scene.low(thing.head) == "times" and thing.head > thing.first  # "delivery times"
    if thing is None or (is_time(scene, thing) and not times) or scene.tag(thing.head) not in ("NN", "NNS"):
        return None
    doer = clause_subject(scene, scene.verb)
    if scene.tag(thing.first - 1) == "PRP$" and (doer is None or scene.tag(doer.head) not in ("NNP", "NNPS")):
        thing = Phrase(thing.first - 1, thing.last, thing.head)  # "would add $60 million to its costs"
    measure, owner = split(scene, thing)
    if measure is None or not (says_what(scene.low(thing.head)) or scene.low(thing.head) in _JOURNEYS):
        return None
    return Attached(measure, owner or owner_of_clause(scene, scene.verb), "attach:added")


_JOURNEYS = words("attach_changed.journeys")
_ADDING = {
    form: joins
    for joins, forms in (
        (("to", "on", "onto"), "add adds added adding put puts putting"),
        (("off", "from"), "shave shaves shaved shaving knock knocks knocked knocking wipe wipes wiped wiping"),
        (("off", "from"), "cut cuts cutting trim trims trimmed strip strips stripped slash slashed take takes took"),
    )
    for form in forms.split()
}


MOVED_OBJECT = Way(
    moved_object,
    (
        Rule(
            "attach:object",
            (("The bank cut its forecast to <3 percent>.", "forecast", "bank"),),
            ("The forecast fell to 3 percent.",),
        ),
        Rule(
            "attach:poll",
            (("A poll has Roe at <39 percent>.", "poll", "Roe"),),
            ("The poll cut its estimate to 39 percent.",),
        ),
    ),
)
ADDED_TO = Way(
    added_to,
    (
        Rule(
            "attach:added",
            (("The levy adds <$31> to water bills.", "water bills", "levy"),),
            ("The levy adds $31 in May.",),
        ),
    ),
    kinds=(
        "money",
        "percent",
        "measure",
        "duration",
        "percentage_point",
    ),
)
