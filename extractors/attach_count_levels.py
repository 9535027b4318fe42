"""Counts with a word of their own before them: "home to 4,000 people", "rose from an average of 22 pupils"."""

from __future__ import annotations

from extractors.clause_subjects import clause_subject
from extractors.clauses import subject_of
from extractors.measure_nouns import MEASURE_NOUNS, says_what
from extractors.move_words import MOVING_VERBS
from extractors.noun_phrases import ESTIMATES, left_phrase
from extractors.owner_splits import owner_of_clause, split
from extractors.owners import owner_name
from extractors.quantities import Quantity
from extractors.scene import Scene
from extractors.statement import Attached
from extractors.ways import Rule, Way
from extractors.words import words

FLOWING = frozenset("power supply supplies benefits aid access water services".split())  # "cut power to 9,000 homes"


def _home_to(scene: Scene, q: Quantity, group: str) -> Attached | None:
    """ "The island, home to 4,000 people, ...": the island's."""
    k = scene.before - 1
    if scene.word != "to" or scene.low(k) != "home" or scene.low(k - 1) not in (",", "and", "is", "was", "are"):
        return None
    if scene.low(k - 1) != ",":
        return Attached(group, owner_of_clause(scene, scene.verb), "attach:count_home")
    named = left_phrase(scene.sent, k - 1)
    return Attached(group, owner_name(scene, named) if named is not None else None, "attach:count_home")


def _average_moved(scene: Scene, q: Quantity, group: str) -> Attached | None:
    """ "Class sizes rose from an average of 22 pupils to 26": the class sizes."""
    averages = scene.low(scene.verb) in _REACHING and scene.before == scene.verb
    means = scene.word == "of" and scene.low(scene.before - 1) in ("average", "median")
    k = scene.before - 3 if means else scene.before
    moved = scene.low(k) in ("from", "to") and scene.low(scene.verb) in MOVING_VERBS
    if not (moved or averages) or scene.low(k - 1) in FLOWING:
        return None
    subject = subject_of(scene.sent, scene.verb)
    if subject is None or not says_what(scene.low(subject.head)):
        return None
    measure, owner = split(scene, subject)
    return Attached(measure, owner, "attach:count_level") if measure else None


def _level(scene: Scene, q: Quantity, group: str) -> Attached | None:
    """ "Oakmart's deliveries were 410,000 vans", "Enrolment at Arden College came to 900 pupils": what is so high."""
    low = scene.low(scene.verb)
    if scene.before != scene.verb and not (low in _TO_LEVEL and scene.before == scene.verb + 1):
        return None
    if scene.before == scene.verb and low not in _REACHING and low not in _BEING:
        return None
    subject = clause_subject(scene, scene.verb)
    if subject is None or scene.low(subject.head) not in MEASURE_NOUNS or scene.low(subject.head) in _NO_LEVELS:
        return None
    if scene.tag(subject.head) in ("NNP", "NNPS") and subject.head:
        return None  # "New Energy has 40 shops"
    measure, owner = split(scene, subject)
    if measure and scene.low(subject.head) in ESTIMATES and " " not in measure:
        return Attached(group, owner, "attach:count_level")  # "Its target is 40,000 homes"
    return Attached(measure, owner, "attach:count_level") if measure else None


_BEING = frozenset("is are was were totals total".split())
_TO_LEVEL = frozenset("came comes amounted amounts stood stands rose fell grew".split())
_NO_LEVELS = words("attach_counts.no_levels")
_REACHING = words("attach_counts.reaching")


HOME_TO = Way(
    _home_to,
    (
        Rule(
            "attach:count_home",
            (("The island, home to <4,000 people>, lost its ferry.", "people", "island"),),
            ("The islanders took home 4,000 shells.",),
        ),
    ),
)
AVERAGE_MOVED = Way(
    _average_moved,
    (
        Rule(
            "attach:count_level",
            (
                ("Class sizes in Arden rose from an average of <22 pupils> to 26.", "Class sizes", "Arden"),
                ("Oakmart's deliveries were <410,000 vans>.", "deliveries", "Oakmart"),
            ),
            ("Classes in Arden take an average of 22 pupils.", "Oakmart's targets are 22 shops in Arden."),
        ),
    ),
)
COUNT_LEVEL = Way(_level, AVERAGE_MOVED.rules)
