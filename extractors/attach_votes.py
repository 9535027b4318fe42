"""Votes for and against in a tally, of what was voted on: "voted 23 to 14 to approve the treaty"."""

from __future__ import annotations

from extractors.clause_subjects import clause_subject
from extractors.clauses import FORMS_OF_BE, verb_before
from extractors.noun_phrases import Phrase, right_phrase
from extractors.owners import owner_name
from extractors.quantities import Quantity
from extractors.scene import Scene
from extractors.statement import Attached
from extractors.votes import DECIDED, vote_tokens
from extractors.ways import Rule, Way
from extractors.words import words

FOR, AGAINST = "votes for", "votes against"
_AGAINST = words("attach_votes.against")
_ON = frozenset("against on for".split())
_FAR = 9  # tokens behind a tally in which what was voted on is named
_NO_OBJECT = frozenset(("DT", "PRP$", "JJ", "NN", "NNS", "NNP", "NNPS", "CD"))


def tally(scene: Scene, q: Quantity) -> Attached | None:
    """ "voted [23] to 14 to approve the treaty": for and against it; whoever wins is named first."""
    first = scene.sent.once(vote_tokens).get(q.core) if q.unit == "vote" else None
    if first is None:
        return None
    ahead = scene.sent.lows[max(0, first - _FAR) : first]
    behind = scene.sent.lows[first : first + _FAR]
    lost = not _AGAINST.isdisjoint(ahead) or not _AGAINST.isdisjoint(
        behind[: behind.index(",") if "," in behind else None]
    )
    measure = AGAINST if lost == (q.core == first) else FOR
    what = _voted_on(scene, first)
    return Attached(measure, owner_name(scene, what) if what is not None else None, "attach:votes")


def _voted_on(scene: Scene, first: int) -> Phrase | None:
    """What the vote was about, as near as it is named: behind the tally, between verb and tally, in front; else who
    voted.
    """
    sent = scene.sent
    verb = verb_before(sent, first)
    for k in range(first + 3, min(len(sent.lows) - 1, first + 3 + _FAR)):
        if sent.lows[k] in (",", ";", "and", "but"):
            break
        if (sent.lows[k] == "to" and sent.tags[k + 1] == "VB") or sent.lows[k] in ("against", "favor", "favour"):
            k += 1 + (sent.lows[k] == "to" or sent.lows[k + 1] == "of")
            if sent.tags[k] in _NO_OBJECT and (object_ := right_phrase(sent, k, tails=1)) is not None:
                return object_
            break
    if verb < 0:
        return None
    passive = sent.tags[verb] == "VBN" and sent.lows[verb - 1] in FORMS_OF_BE
    if sent.lows[verb] in DECIDED and not passive and sent.tags[verb + 1] in _NO_OBJECT and verb + 1 < first:
        if (object_ := right_phrase(sent, verb + 1, tails=1, ceiling=first)) is not None:
            return object_
    return clause_subject(scene, verb)


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
