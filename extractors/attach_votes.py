"""Votes for and against in a tally, of what was voted on: "voted 23 to 14 to approve the treaty"."""

from __future__ import annotations

from collections.abc import Mapping

from extractors.clause_subjects import clause_subject
from extractors.clauses import FORMS_OF_BE, verb_before
from extractors.noun_phrases import TIMES, Phrase, right_phrase
from extractors.owners import owner_name
from extractors.quantities import Quantity
from extractors.scene import Scene
from extractors.statement import Attached
from extractors.votes import BODIES, sided_votes, vote_tokens, vote_value
from extractors.ways import Rule, Way
from extractors.words import words

FOR, AGAINST = "votes for", "votes against"
_MEASURES = {"for": FOR, "against": AGAINST, "abstaining": "abstentions"}
_AGAINST = words("attach_votes.against")
_ON = frozenset("against on for down".split())
_FAR = 9  # tokens behind a tally in which what was voted on is named
_NO_OBJECT = frozenset(("DT", "PRP$", "JJ", "NN", "NNS", "NNP", "NNPS"))
_NAMED = frozenset(("DT", "PRP$", "NNP", "NNPS"))


def tally(scene: Scene, q: Quantity) -> Attached | None:
    """ "voted [23] to 14 to approve the treaty": for and against; against what is rejected the larger number is."""
    sent = scene.sent
    sides = sent.once(sided_votes)
    if q.unit == "vote" and q.core in sides:
        what = _named_with_side(scene, sides) or _voted_on(scene, min(sides), max(sides))
        owner = owner_name(scene, what) if what is not None else None
        return Attached(_MEASURES[sides[q.core]], owner, "attach:votes")
    first = sent.once(vote_tokens).get(q.core) if q.unit == "vote" else None
    if first is None:
        return None
    second = next(k for k, start in sent.once(vote_tokens).items() if start == first and k != first)
    one, other = vote_value(sent, first), vote_value(sent, second)
    mine, rival = (one, other) if q.core == first else (other, one)
    behind = sent.lows[second : second + _FAR]
    stop = behind.index(",") if "," in behind else len(behind)
    lost = not _AGAINST.isdisjoint(sent.lows[max(0, first - _FAR) : first]) or not _AGAINST.isdisjoint(behind[:stop])
    measure = FOR if q.core == first else AGAINST
    if lost:
        measure = AGAINST if mine > rival or (mine == rival and q.core == first) else FOR
    what = _voted_on(scene, first, second)
    return Attached(measure, owner_name(scene, what) if what is not None else None, "attach:votes")


def _named_with_side(scene: Scene, sides: Mapping[int, str]) -> Phrase | None:
    """ "61 votes for [the motion] and 37 against"."""
    for k in sides:
        at = k + 1 + (scene.low(k + 1) == "votes")
        if scene.low(at) in ("for", "against") and (found := _object(scene, at + 1, _NAMED)) is not None:
            return found
    return None


def _voted_on(scene: Scene, first: int, second: int) -> Phrase | None:
    """What the vote was about, as near as it is named: behind the tally, between verb and tally, in front; else who
    voted.
    """
    sent, size = scene.sent, len(scene.sent.lows)
    for k in range(second + 1, min(size - 1, second + 1 + _FAR)):
        low = sent.lows[k]
        if low in (",", ";", "and", "but"):
            break
        if low == "to" and sent.tags[k + 1] == "VB":
            return _object(scene, k + 2, _NAMED) or _in_front(scene, first)
        if low in ("against", "for", "on") or (low in ("favor", "favour") and sent.lows[k + 1] == "of"):
            found = _object(scene, k + 1 + (low[0] == "f" and low != "for"), _NAMED)
            if found is not None:
                return found
    return _in_front(scene, first)


def _in_front(scene: Scene, first: int) -> Phrase | None:
    """ "passed [the bill] 231 to 192", "voted against [the deal] by 432 to 202", "[The bill] was passed"."""
    sent = scene.sent
    verb = verb_before(sent, first)
    if verb < 0:
        return None
    passive = sent.tags[verb] == "VBN" and sent.lows[verb - 1] in FORMS_OF_BE
    k = verb + 1 + (scene.low(verb + 1) in _ON)
    if not passive and k < first and (found := _object(scene, k, _NO_OBJECT, first)) is not None:
        if sent.lows[found.head] not in BODIES:
            return found  # but "passed the Senate 51-49"
    return clause_subject(scene, verb)


def _object(scene: Scene, k: int, tags: frozenset[str], ceiling: int | None = None) -> Phrase | None:
    """The phrase at token ``k``, where a word of these kinds begins it; no day."""
    if k >= len(scene.sent.lows) or scene.sent.tags[k] not in tags or scene.low(k) in TIMES:
        return None
    return right_phrase(scene.sent, k, tails=0, ceiling=ceiling)


VOTES = Way(
    tally,
    (
        Rule(
            "attach:votes",
            (
                ("The council voted <7>-2 on Tuesday to close the library.", FOR, "library"),
                ("Lawmakers approved the budget 61-<39>.", AGAINST, "budget"),
                ("The motion was defeated <310>-290.", AGAINST, "motion"),
                ("The bill passed in a 52-<48> vote.", AGAINST, "bill"),
                ("The motion was carried with 61 in favour and <37> against.", AGAINST, "motion"),
            ),
            (
                "Arden beat Kelso 3-1 before 40 fans.",
                "The bill passed with 52 votes.",
                "Voters backed the plan 52 percent to 48.",
            ),
        ),
    ),
    kinds=("count",),
)
