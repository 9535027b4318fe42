"""Whether a time reaches a figure: what it costs from clause to clause of the sentence."""

from __future__ import annotations

from extractors.clause_map import ClauseMap
from extractors.clauses import verb_before
from extractors.quantities import Quantity
from extractors.tokens import Sentence
from extractors.words import words

_QUOTING = words("clause_map.quoting") | frozenset("heard reveals revealed testified emerged disclosed".split())
HAVE = frozenset("has have 've had".split())


def clause_opened(sent: Sentence, first: int, last: int) -> int:
    """The token whose clause a time is in: behind the comma where the time opens a clause, "and since May, it"."""
    if (first and sent.lows[first - 1] not in _OPENERS) or last + 1 >= len(sent.lows):
        return first
    if sent.lows[last] == ",":
        return last + 1 if first else first
    return last if sent.tags[last] in _SUBJECTS else first


_OPENERS = frozenset("and but ; \u2014 - :".split())
_SUBJECTS = frozenset("DT PRP PRP$ NNP EX".split())


def reach(sent: Sentence, clauses: ClauseMap, q: Quantity, first: int, day: bool) -> int | None:
    """What it costs a time at token ``first`` to hold for ``q`` across clauses; None where it does not.

    ``day`` where the time is a day, which belongs to one event.
    """
    mine, its = clauses.of[q.core], clauses.of[first]
    if mine == its:
        return 0
    if _is_of_outer_verb(sent, clauses, q, its, first):
        return None
    if clauses.clauses[mine].kind == "tail":
        return None  # ", according to a survey of 300 people"
    if day and first < q.first and _is_perfect(sent, clauses.clauses[mine].verb):
        return None  # "The fire, which broke out on Tuesday, has destroyed 40 homes"
    above, cost = mine, 0
    while clauses.clauses[above].parent >= 0:
        clause = clauses.clauses[above]
        if clause.kind == "content":
            outer = clauses.clauses[clause.parent]
            if clause.parent == its and (first >= outer.verb or sent.lows[outer.verb] in _QUOTING):
                return None  # the time of saying
            cost += 10
        elif clause.kind in ("relative", "adverbial", "if", "than"):
            past = _was(sent, q) if above == mine else is_past(sent, clauses, above)
            alike = past == is_past(sent, clauses, clause.parent)
            near = clause.kind == "relative" and clause.parent == its and 0 < clause.first - first <= 7
            to_when = _TO_WHEN if sent.lows[clause.first - 1] == "," else 2
            near = near or (sent.lows[clause.first] == "when" and 0 < clause.first - first <= to_when)
            if not (near or (alike and (past or clause.kind == "adverbial"))):
                break
            cost += 4 if near else 12
        else:
            cost += 6
        above = clause.parent
        if above == its:
            return cost
    return _beneath(sent, clauses, q, mine, its, first, day)


def _is_of_outer_verb(sent: Sentence, clauses: ClauseMap, q: Quantity, its: int, first: int) -> bool:
    """ "On Friday, a driver who hurt 40 was jailed": the time in front is that of the verb behind the clause."""
    clause = clauses.clauses[clauses.of[q.core]]
    if clause.kind != "relative" or sent.lows[clause.first] not in ("who", "which", "that") or clause.parent < 0:
        return False
    outer = clauses.clauses[clause.parent]
    nested = outer.kind == "relative" and outer.first == clause.first and outer.parent == its
    if not (nested or clause.parent == its) or not q.core < outer.verb or clause.first - first <= _BESIDE:
        return False
    return sent.tags[clause.verb] == "VBD" and sent.tags[outer.verb] == "VBD"


_BESIDE = 3  # words
_TO_WHEN = 4  # tokens: "since early May, when"
_COUNTED = frozenset("number value volume amount".split())
_HELD = frozenset("held conducted taken carried staged".split())


def _beneath(
    sent: Sentence, clauses: ClauseMap, q: Quantity, mine: int, its: int, first: int, day: bool
) -> int | None:
    """The cost where the time stands in a clause that depends on the figure's or continues it."""
    clause = clauses.clauses[its]
    if clause.kind == "adverbial" and 0 <= mine < clause.parent:
        joint = clauses.clauses[clause.parent]
        if joint.parent == clauses.clauses[mine].parent and "," not in sent.lows[q.last : first]:
            return 15 if is_past(sent, clauses, its) else None  # "14 died and 60 were hurt when it sank on Sunday"
    if clause.parent != mine and mine < its and q.kind == "count":
        return _ends_both(sent, clauses, q, its, first)
    if clause.parent != mine:
        return _beside(sent, clauses, mine, its, first)
    verb = clauses.clauses[mine].verb
    opener = sent.lows[clause.first]
    near = clause.first - q.last >= 0
    if clause.kind == "adverbial":
        if clause.first < verb and opener not in ("although", "though", "because"):
            return 10
        if opener == "when" and 0 <= clause.first - q.last <= 1:
            return 4
        return 15 if opener in ("when", "as", "while", "since") and is_past(sent, clauses, its) else None
    if clause.kind == "participle":
        return 8 if near and clause.first - q.last <= 6 and sent.tags[clause.first] in ("VBN", "VBD") else None
    if clause.kind == "content" and q.first < verb < clause.first:
        return None  # "a third think that it will end in May"
    if clause.kind in ("reduced", "relative", "aside", "content"):
        if near and clause.first - q.last <= 3 and "," not in sent.lows[q.last : clause.first]:
            return 4
        if clause.kind == "reduced" and near and not _COUNTED.isdisjoint(sent.lows[q.last : clause.first]):
            return 10  # "a 3 percent fall in the number of permits issued in May"
        if clause.kind == "reduced" and clause.first >= q.last and opener in _HELD:
            return 15 if is_past(sent, clauses, mine) else None  # "backed it in a vote held in 2021"
        if clause.kind == "relative" and clause.first < verb and day:
            past = is_past(sent, clauses, its) and is_past(sent, clauses, mine)
            return 10 if past else None  # "the quake, which struck on Monday, killed 40"
        return 10 if clause.first < verb and sent.lows[0] == "of" else None  # "Of those hired in May, 3 left"
    return None


def _ends_both(sent: Sentence, clauses: ClauseMap, q: Quantity, its: int, first: int) -> int | None:
    """The cost where the time closes a clause that the figure's is joined to: "4 died and 60 were hurt on Sunday"."""
    mine = clauses.of[q.core]
    here, there = clauses.clauses[mine], clauses.clauses[its]
    if here.parent != there.parent or not here.kind == there.kind == "main" or not 0 <= there.verb < first:
        return None
    if sent.lows[there.first] != "and" or sent.lows[there.first - 1] == ",":
        return None
    behind = sent.tags[there.first + 1 : there.first + 2]
    if behind != ["CD"] and not (behind == ["VBD"] and q.last <= here.verb):
        return None  # "11 recovered and were sent home on Sunday"
    return 14 if is_past(sent, clauses, mine) and is_past(sent, clauses, its) else None


def _beside(sent: Sentence, clauses: ClauseMap, mine: int, its: int, first: int) -> int | None:
    """The cost where the time opens a clause that the figure's continues: "In May sales rose and 3 shops closed"."""
    here, there = clauses.clauses[mine], clauses.clauses[its]
    if here.parent != there.parent or not its < mine or not 0 <= first < there.verb:
        return None
    return 8 if here.joined == its else 14 if is_past(sent, clauses, mine) == is_past(sent, clauses, its) else None


def _is_perfect(sent: Sentence, verb: int) -> bool:
    """ "has destroyed": what is so by now, of no one day."""
    return verb >= 0 and sent.lows[verb] in ("has", "have") and "VBN" in sent.tags[verb + 1 : verb + 3]


def _was(sent: Sentence, q: Quantity) -> bool:
    verb = verb_before(sent, q.core)
    return verb >= 0 and sent.tags[verb] in ("VBD", "VBN")


def is_past(sent: Sentence, clauses: ClauseMap, c: int) -> bool:
    """True where the clause ``c``, or the next around it that has a verb, tells of the past: "sold", "has sold"."""
    verb = clauses.clauses[c].verb
    while verb < 0 and clauses.clauses[c].parent >= 0:
        c = clauses.clauses[c].parent
        verb = clauses.clauses[c].verb
    return verb >= 0 and (sent.tags[verb] == "VBD" or sent.lows[verb] in HAVE)
