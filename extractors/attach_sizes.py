"""How far, how wide, worth how much: "165 km from Arden", "9 metres tall", "a merger valued at $20bn"."""

from __future__ import annotations

from extractors.attach_nouns import FINITE
from extractors.clause_subjects import clause_subject, is_time, last_segment
from extractors.clauses import verb_before
from extractors.measure_nouns import says_what
from extractors.noun_phrases import TIME_NOUNS, Phrase, head_of, left_phrase, right_phrase
from extractors.owner_splits import owner_of_clause, split
from extractors.owners import owner_name
from extractors.phrases import CALENDAR, NOUNS
from extractors.quantities import Quantity
from extractors.relative_clauses import each_before, explained
from extractors.scene import Scene
from extractors.statement import Attached
from extractors.ways import Rule, Way
from extractors.words import words

_DIMENSIONS = words("attach_sizes.dimensions")


def dimension(scene: Scene, q: Quantity) -> Attached | None:
    """ "The galaxy is 9 million light-years wide", "a village 165 km from Arden"."""
    if q.unit in _LENGTHS and scene.low(scene.past) in _DIRECTIONS and q.change is None:
        return _distance(scene, q)
    compass = scene.low(scene.past) == "to" and scene.low(scene.past + 2) in _COMPASS
    if compass and q.unit in _LENGTHS and q.change is None:
        far = left_phrase(scene.sent, scene.before) if scene.word == "," else None  # "the airport, 60 km to the east"
        owner = owner_name(scene, last_segment(scene, far)) if far is not None else owner_of_clause(scene, scene.verb)
        return Attached(scene.text(scene.past, scene.past + 3), owner, "attach:distance")
    if scene.low(scene.past) == "-" and scene.low(scene.past + 1) in _DIMENSIONS:
        thing = right_phrase(scene.sent, scene.past + 2, tails=0)  # "the 4 km-wide comet"
        owner = owner_name(scene, thing) if thing is not None else None
        return Attached(scene.sent.words[scene.past + 1], owner, "attach:dimension")
    lighter = q.kind == "measure" and q.change is not None and scene.tag(scene.past) == "JJR"
    if scene.low(scene.past) not in _DIMENSIONS and not (lighter and scene.low(scene.past) not in _MORE):
        return None
    subject = clause_subject(scene, scene.verb) if lighter and scene.low(scene.past + 1) == "than" else None
    if subject is not None and says_what(scene.low(subject.head)):
        measure, owner = split(scene, subject)
        return Attached(measure, owner, "attach:dimension")  # "Temperatures were 16 degrees warmer than usual"
    owner = None
    each = each_before(scene.sent, scene.before)
    if each is not None:
        owner = owner_name(scene, each)
    elif (
        scene.tag(q.first - 1) in NOUNS
        and scene.verb >= 0
        and (scene.low(scene.verb) not in _BEING or scene.verb < scene.behind)
    ):
        # "built a fence 180 km long", "The trail is 15 km long and the pool 25 metres deep"
        phrase = left_phrase(scene.sent, q.first, max(scene.verb + 1, scene.behind))
        owner = owner_name(scene, last_segment(scene, phrase)) if phrase is not None else None
    elif scene.word == "," and scene.verb >= 0 and scene.low(scene.verb) not in _BEING:
        owner = _object_before(scene)
    if owner is None and scene.word == "and" and scene.done and scene.done[-1].rule == "attach:dimension":
        owner = scene.done[-1].subject  # "a trail 800 yards wide and 50 miles long"
    if owner is not None:
        pass
    elif scene.verb >= 0:
        owner = owner_of_clause(scene, scene.verb)
    elif scene.before >= 0:
        phrase = left_phrase(scene.sent, scene.before if scene.word == "," else scene.before + 1)
        owner = owner_name(scene, phrase) if phrase is not None else None
    return Attached(scene.sent.words[scene.past], owner, "attach:dimension")


def _object_before(scene: Scene) -> str | None:
    """ "They reached a round, frozen pond, eighty feet across": the object of the verb, if it ends at the comma."""
    phrase = left_phrase(scene.sent, scene.before, scene.verb + 1)
    if phrase is None or phrase.last != scene.before:
        return None
    told = scene.sent.tags[scene.verb + 1 : phrase.first]
    return owner_name(scene, phrase) if _DESCRIBING.issuperset(told) else None


_DESCRIBING = frozenset(("DT", "JJ", "PRP$", ",", "RB", "CD"))
_MORE = frozenset("more less fewer higher lower".split())


def off_plan(scene: Scene, q: Quantity) -> Attached | None:
    """ "opened four years late and $6 million over budget", "two years behind schedule": how far off the plan."""
    k, low = q.last, scene.low(q.last)
    if low not in _OFF_ANY or q.head >= 0:
        return None
    if (
        low in ("late", "early", "overdue")
        and q.kind == "duration"
        and scene.tag(k + 1) in (".", ",", "CC", "IN", ";")
    ):
        stop = k + 1
    elif low in _OFF:
        stop = k + 1 + (scene.low(k + 1) == "of")
        stop += scene.low(stop) in ("the", "its", "their")
        stop += scene.tag(stop) == "JJ"  # "behind the original schedule"
        if scene.low(stop) not in _PLANS:
            return None
        stop += 1
    else:
        return None
    subject = clause_subject(scene, scene.verb)
    if subject is not None and says_what(scene.low(subject.head)) and q.kind != "duration":
        measure, owner = split(scene, subject)
        return Attached(measure, owner, "attach:off_plan")  # "Revenue came in $3m below forecasts"
    owner = owner_of_clause(scene, scene.verb)
    if owner is None and scene.done:
        owner = scene.done[-1].subject
    return Attached(scene.text(k, stop), owner, "attach:off_plan")


_OFF = frozenset("over under behind ahead above below short".split())
_OFF_ANY = _OFF | {"late", "early", "overdue"}
_PLANS = frozenset(
    "budget schedule target estimate estimates plan forecast forecasts time projections expectations".split()
)


_COMPASS = frozenset("north south east west northeast northwest southeast southwest".split())
_BEING = frozenset("is are was were be been measures measured stands stood".split())
_LENGTHS = frozenset(("nautical mile", "light year")) | frozenset(
    "km m cm mm mile mi foot ft inch yard yd nmi block league light-year au metre kilometre".split()
)
_DIRECTIONS = words("attach_sizes.directions")
_DISTANCE_ENDS = words("attach_sizes.distance_ends")


def _distance(scene: Scene, q: Quantity) -> Attached | None:
    """ "located 20 km south of the border": where it is from is what is measured."""
    stop = scene.past
    while (
        stop < min(len(scene.sent.words), scene.past + 8)
        and scene.sent.lows[stop] not in _DISTANCE_ENDS
        and not (scene.sent.lows[stop] == "on" and scene.low(stop + 1) in CALENDAR)
        and scene.sent.tags[stop] not in FINITE
    ):
        stop += 1
    if scene.low(scene.past) == "away" and scene.low(scene.past + 1) != "from":
        stop = scene.past + 1
    if stop == scene.past + 1 and scene.low(scene.past) != "away":
        return None
    phrase = left_phrase(scene.sent, q.first) if scene.tag(q.first - 1) in NOUNS else None
    owner = owner_of_clause(scene, scene.verb)
    if phrase is not None and scene.verb < q.first - 1:
        owner = owner_name(scene, explained(scene.sent, last_segment(scene, phrase)) or phrase)
    leads = scene.low(scene.past) == "from" and "to" in scene.sent.lows[scene.past : stop]
    away = "distance " if scene.low(scene.past) in ("from", "to") and not leads else ""  # but "40 km from Arden to"
    return Attached(f"{away}{scene.text(scene.past, stop)}", owner, "attach:distance")


def valued(scene: Scene, q: Quantity) -> Attached | None:
    """ "tax cuts worth $3bn", "a merger valued at $20bn", "the rail link, priced at $2bn": what has the value."""
    sent, k = scene.sent, scene.before
    if scene.word == "at" and scene.low(k - 1) in _VALUED and scene.tag(k - 1) in ("VBN", "VBD"):
        k -= 1
    elif scene.word != "worth":
        return None
    each = each_before(sent, k - 1)
    if each is not None:
        return Attached(sent.words[k], owner_name(scene, each), "attach:valued")
    if scene.low(k - 1) == ",":
        k -= 1
    if scene.tag(k - 1) not in ("NN", "NNS") or scene.low(k - 1) in TIME_NOUNS:
        return None
    verb = verb_before(sent, k)
    phrase = left_phrase(sent, k, verb + 1 if verb >= 0 else 0)
    if phrase is None or is_time(scene, phrase):
        return None
    for m in range(phrase.last - 2, phrase.first, -1):
        if scene.tag(m) == "VBG" and scene.low(m - 1) in ("for", "of", "by", "in", "with", "to"):
            phrase = Phrase(m + 1, phrase.last, phrase.last - 1)  # "jailed for taking bribes worth"
            break
    for m in range(phrase.last - 2, phrase.first, -1):
        if scene.low(m) == "in" and scene.low(m + 1) in ("a", "an"):
            deal = Phrase(m + 2, phrase.last, phrase.last - 1)  # "bought by Kestrel Foods in a deal worth"
            doer = Phrase(phrase.first, m, head_of(sent, phrase.first, m))
            agent = scene.low(phrase.first - 1) == "by"
            whose = owner_name(scene, doer) if agent else owner_of_clause(scene, verb)
            return Attached(scene.words_of(deal), whose, "attach:valued")
    measure, owner = split(scene, phrase)
    if owner is None and scene.low(k - 1) == "," and scene.low(phrase.first - 1) in ("the", "these"):
        return Attached(scene.word if scene.word == "worth" else "value", scene.words_of(phrase), "attach:valued")
    if owner is None:
        owner = owner_of_clause(scene, verb)
    return Attached(measure or scene.words_of(phrase), owner, "attach:valued")


_VALUED = frozenset("valued priced estimated put costed costing appraised assessed".split())


DIMENSION = Way(
    dimension,
    (
        Rule(
            "attach:dimension",
            (("The tower is <90 metres> tall.", "tall", "tower"),),
            ("The tower weighs 90 tonnes.",),
        ),
        Rule(
            "attach:distance",
            (("The village lies <165 km> south of Arden.", "south of Arden", "village"),),
            ("The lorry covered 165 km.",),
        ),
    ),
    kinds=(
        "measure",
        "duration",
    ),
)
OFF_PLAN = Way(
    off_plan,
    (
        Rule(
            "attach:off_plan",
            (
                ("The mill opened <four years> late.", "late", "mill"),
                ("The mill opened in May, <$4 million> over budget.", "over budget", "mill"),
            ),
            ("The mill has a budget of over $4 million.",),
        ),
    ),
    kinds=(
        "duration",
        "money",
        "percent",
        "measure",
        "count",
    ),
)
VALUED = Way(
    valued,
    (
        Rule(
            "attach:valued",
            (("The court halted a merger valued at <$20 billion>.", "merger", "court"),),
            ("The merger cost $20 billion.",),
        ),
    ),
    kinds=("money",),
)
