"""Figures of the same thing as the figure before them: conversions, lists, a unit left out."""

from __future__ import annotations

from extractors.attach_acts import HARMED, HARMING
from extractors.attach_shared import OUTLOOK, PREVIOUS
from extractors.clause_subjects import clause_subject, place_after
from extractors.clauses import group_start
from extractors.measure_nouns import says_what
from extractors.move_words import MOVE_NOUNS
from extractors.noun_phrases import TIMES, right_phrase
from extractors.owner_splits import owner_of_clause, split
from extractors.quantities import Quantity
from extractors.scene import Scene
from extractors.statement import Attached
from extractors.ways import Rule, Way
from extractors.words import words


def _conversion(scene: Scene, q: Quantity) -> Attached | None:
    """ "A grant of $5m (4m euros)", "a margin of 9.0% (8.9)", "on 19% (-1)"."""
    same = q.bracketed or "unit:carried_bracket" in q.rules or "points:bracket" in q.rules
    return as_before(scene, "attach:bracket") if same else None


def _carried(scene: Scene, q: Quantity) -> Attached | None:
    """ "Staff grew from 375 people to 660": without a unit of its own it is of the same thing."""
    if not q.carried:
        return _placed_part(scene, q)
    if scene.done[-1].rule == "attach:opening" and scene.low(q.last) == "of":
        return None
    if "unit:carried_back" in q.rules and scene.verb >= scene.behind and q.kind != "percent":
        return None  # "The three firms hired [40], 50 and 60 nurses"
    made = _own_level(scene, q) or as_before(scene, "attach:carried")
    k = q.last
    while scene.low(k) in _WERE:
        k += 1
    if q.unit == "person" and scene.low(k) in HARMED:
        made = made._replace(measure=f"people {scene.low(k)}")  # "40 died and a dozen were injured"
    elif q.unit == "person" and scene.verb > scene.behind and scene.low(scene.verb) in HARMING:
        made = made._replace(measure=f"people {HARMING[scene.low(scene.verb)]}")  # "and injuring more than 40"
    if scene.low(q.last) == "of" and scene.low(q.last + 1) in ("them", "whom") and scene.tag(q.last + 2) == "NNS":
        return made._replace(measure=scene.sent.words[q.last + 2])  # "6,100 people, 2,000 of them porters"
    other = other_owner(scene, q)
    made = made._replace(owner=other) if other else made
    return _of_another(scene, q, made) if q.kind == "count" and scene.low(q.last) == "of" else made


def _of_another(scene: Scene, q: Quantity, made: Attached) -> Attached:
    """ "six counts of fraud and five [of arson]": the same noun, of something else."""
    noun, of, _ = (made.measure or "").partition(" of ")
    other = right_phrase(scene.sent, q.last + 1, tails=0)
    if not of or other is None or scene.tag(other.first) not in _PLAIN or scene.low(q.head) != noun.lower():
        return made
    return made._replace(measure=f"{noun} of {scene.words_of(other)}")


_PLAIN = frozenset("NN NNS JJ VBG".split())


def _own_level(scene: Scene, q: Quantity) -> Attached | None:
    """ "Traffic on the bridge, built for 40,000 cars a day, has grown to 110,000": behind the aside the sentence goes
    on with its own subject.
    """
    sent, verb = scene.sent, scene.verb
    start = group_start(sent, verb) if verb > scene.behind else 0
    if scene.word not in ("to", "by", "at") or start < 2 or scene.low(start - 1) != ",":
        return None
    subject = clause_subject(scene, verb)
    if subject is None or subject.last > scene.behind or not says_what(sent.lows[subject.head]):
        return None
    measure, owner = split(scene, subject)
    return Attached(measure, owner, "attach:carried") if measure else None


def _placed_part(scene: Scene, q: Quantity) -> Attached | None:
    """ "40 boats sank, 12 in Arden and three at Telmar": of the same thing, in places of its own."""
    bare = q.kind == "count" and q.head < 0 and ("count:again" in q.rules or "unit:again" in q.rules)
    listed = scene.word in _LISTING and scene.before - scene.behind < _NEAR_PART
    k = q.last + 2 * (scene.low(q.last) == "of" and scene.low(q.last + 1) in ("them", "these", "those", "whom"))
    if not (bare and listed) or scene.low(k) not in ("in", "at", "from") or not scene.done[-1].measure:
        return None
    place = place_after(scene, k)
    return Attached(scene.done[-1].measure, place, "attach:carried") if place else None


_LISTING = frozenset("and , ; — – -- - (".split())
_NEAR_PART = 6  # words
_WERE = words("attach_again.were")


def _second_outlook(scene: Scene, q: Quantity) -> Attached | None:
    """ "Sales were $4m, above the estimate of $3m and up 2 percent"."""
    if (
        scene.done[-1].rule == "attach:outlook"
        and scene.word in ("up", "down")
        and scene.low(scene.before - 1) == "and"
        and not q.carried
    ):
        real = scene.done[max(0, len(scene.done) - 2)]  # the sales, not the estimate of them
        return Attached(real.measure, real.subject, "attach:outlook")
    return None


def _listed_amount(scene: Scene, q: Quantity) -> Attached | None:
    """ "raises of 70 cents in the first year and 35 cents in the second": a list is of one thing."""
    if (
        not scene.alike
        or not scene.done[-1].measure
        or scene.word not in ("and", ",", "or", "then", "but", "while", "though")
    ):
        return None
    if (
        scene.verb >= scene.behind
        or (scene.tag(q.last) in ("NN", "NNS", "NNP", "JJ", "VBG") and scene.low(q.last + 1) not in TIMES)
        or scene.low(q.last) == "of"
    ):
        return None
    if scene.low(q.last) in ("opposed", "against", "undecided"):
        return None  # "46 percent in favour and 45 percent opposed"
    if scene.low(q.last) == "in" and scene.tag(q.last + 1) in ("NN", "NNS", "JJ"):
        return None  # "$2 billion in bonds and $900 million in shares"
    made = as_before(scene, "attach:listed_amount")
    aim = scene.low(q.last)
    head, linked, _ = (made.measure or "").partition(f" {aim} ")
    if linked and aim in _AIMS and scene.low(scene.behind) == aim:
        what = right_phrase(scene.sent, q.last + 1, tails=0)
        if what is not None:
            return made._replace(measure=f"{head} {aim} {scene.words_of(what)}")  # "$12m on roads and $3m on parks"
    there = scene.behind >= 0 and scene.low(scene.behind) in _AT_PLACES and scene.low(q.last) in _AT_PLACES
    place = place_after(scene, q.last) if there else None
    return made._replace(owner=place) if place else made


_AIMS = frozenset("on for to from with against into".split())
_AT_PLACES = frozenset("in at across for".split())


def _apposition(scene: Scene, q: Quantity) -> Attached | None:
    """ "Profit rose $4m, or 12 percent"."""
    if scene.word not in ("or", "to"):
        return None
    whole = q.kind in ("percent", "ratio") and (scene.low(q.last) == "of" or scene.tag(q.last) == "NNS")
    same = (
        scene.word == "to"
        and scene.low(scene.before - 1) in ("equivalent", "equal")
        and q.kind in ("money", "percent")
    )
    if (scene.word == "or" or same) and not whole:
        return as_before(scene, "attach:apposition")
    return None


def _previous(scene: Scene, q: Quantity) -> Attached | None:
    """ "A fine of $5m; $6m": with nothing around it, it is of the same thing."""
    return as_before(scene, "attach:previous") if scene.done[-1].rule != "attach:age" else None


def expected(scene: Scene, q: Quantity) -> Attached | None:
    """ "Analysts predicted $2.52 a share": the measure is the one spoken of, the agent only its source."""
    spoken = scene.done[-1] if scene.done else scene.names.last
    if spoken is None or not _expects(scene) or scene.before > scene.verb + (scene.low(scene.verb + 1) == "for"):
        return None
    if scene.low(scene.verb) in _AIMING and spoken.measure:
        return Attached(spoken.measure, owner_of_clause(scene, scene.verb), "attach:expected")
    main = scene.names.main_entity() if q.per == "share" else None
    if main:
        return Attached("earnings", main, "attach:expected")
    return Attached(spoken.measure, spoken.subject, "attach:expected") if spoken.measure else None


def _expects(scene: Scene) -> bool:
    """True for "predicted" and "had looked for"."""
    low = scene.low(scene.verb)
    return low in _EXPECT or (low in _LOOKING and scene.low(scene.verb + 1) == "for")


_AIMING = frozenset("aim aims aimed aiming".split())
_LOOKING = _AIMING | {"looked", "looking"}
_EXPECT = words("attach_again.expect")


def same_act(scene: Scene, q: Quantity, before: int) -> Attached | None:
    """ "The state covers 22 percent of the cost; in 1990 it covered 58 percent": the same once more."""
    if not scene.alike or before != scene.verb:
        return None
    if scene.low(scene.verb) == "including":
        return as_before(scene, "attach:same_act")  # "vetoed $48 million in spending, including $12 million for"
    subject = clause_subject(scene, scene.verb) if scene.verb > scene.behind else None
    if subject is None or subject.last != subject.first + 1 or scene.low(subject.first) not in ("it", "they"):
        return None
    stem = scene.low(scene.verb)[:_STEM]
    acted = any(low.startswith(stem) for low in scene.sent.lows[: scene.behind])
    return as_before(scene, "attach:same_act") if acted and len(stem) == _STEM else None


_STEM = 4  # letters


def other_owner(scene: Scene, q: Quantity) -> str | None:
    """Whose the second of two like figures is: "against 3 million at Telmar", "and Telmar had 3 million"."""
    behind = q.last + (scene.low(q.last) in MOVE_NOUNS)  # "with a 5 percent rise at Telmar"
    place = place_after(scene, behind) if scene.low(behind) in ("at", "for", "in") else None
    if place:
        return place
    if scene.low(behind) == "by" and scene.tag(behind + 1) in ("NNS", "NNP", "DT") and scene.word == "against":
        doer = right_phrase(scene.sent, behind + 1, tails=0)
        if doer is not None and doer.first <= behind + 2:
            return scene.words_of(doer)  # "3 million, against 1 million by opponents"
    if scene.verb > scene.behind >= 0:
        subject = clause_subject(scene, scene.verb)
        if subject is not None and subject.first >= scene.behind and scene.tag(subject.head) in ("NNP", "NNPS"):
            return scene.words_of(subject)
    return None


def as_before(scene: Scene, rule: str) -> Attached:
    """Measure and owner of the figure before, under the name of ``rule``."""
    return Attached(scene.done[-1].measure, scene.done[-1].subject, rule)


CONVERSION = Way(
    _conversion,
    (
        Rule(
            "attach:bracket",
            (("Oakmart got a grant of $9 million (<8 million euros>).", "grant", "Oakmart"),),
            ("Oakmart got a grant of $9 million, or 8 million euros.",),
        ),
    ),
    later=True,
)
CARRIED = Way(
    _carried,
    (
        Rule(
            "attach:carried",
            (
                ("Staff at the mill grew from 375 people to <660>.", "people", "Staff at the mill"),
                ("The storm killed 40 people and <a dozen> were injured.", "people injured", "storm"),
            ),
            ("Staff at the mill grew from 375 people to 660 people.",),
        ),
    ),
    later=True,
)
SECOND_OUTLOOK = Way(_second_outlook, (OUTLOOK,), later=True)
LISTED_AMOUNT = Way(
    _listed_amount,
    (
        Rule(
            "attach:listed_amount",
            (
                (
                    "The drivers won raises of 70 cents in the first year and <35 cents> in the second.",
                    "raises",
                    "drivers",
                ),
            ),
            ("The fund holds $2 billion in bonds and $900 million in shares.",),
        ),
    ),
    later=True,
)
APPOSITION = Way(
    _apposition,
    (
        Rule(
            "attach:apposition",
            (("Oakmart's profit rose $4 million, or <12 percent>.", "profit", "Oakmart"),),
            ("The clinic needs 4 nurses or 12 porters.",),
        ),
    ),
    kinds=(
        "money",
        "percent",
        "percentage_point",
        "measure",
        "age",
        "rank",
        "ratio",
        "score",
        "index",
    ),
    later=True,
)
SAME_ACT = Way(
    same_act,
    (
        Rule(
            "attach:same_act",
            (
                (
                    "The canton covers 22 percent of the cost; in 1990 it covered <58 percent>.",
                    "cost",
                    "canton",
                ),
            ),
            ("The canton covers 22 percent of the cost; in 1990 it lost 58 percent.",),
        ),
    ),
    later=True,
)
PREVIOUS_FIGURE = Way(_previous, (PREVIOUS,), later=True)
EXPECTED = Way(
    expected,
    (
        Rule(
            "attach:expected",
            (("Oakmart posted a profit of $5 million. Analysts predicted <$4 million>.", "profit", "Oakmart"),),
            ("Oakmart posted a profit of $5 million. It paid $4 million.",),
        ),
    ),
    kinds=(
        "money",
        "percent",
        "index",
    ),
)
