"""Votes for and against in a tally: "voted [23] to [14] to approve the treaty", "passed in a [52]-[48] vote"."""

from __future__ import annotations

from extractors.tokens import NUMBER_WORDS, Sentence
from extractors.words import words

RULE = "count:votes"
BODIES = words("votes.bodies")
_VOTED = words("votes.voted")
DECIDED = words("votes.decided")
_LAWS = words("votes.laws")
_DECISIONS = words("votes.decisions")
_ANY = _VOTED | DECIDED | _DECISIONS
_NEVER = words("votes.never")
_NO_TALLY_BEHIND = words("votes.no_tally_behind")
_JOINS = frozenset(("to", "-", "–"))
_DASHES = frozenset("-–")
_NEAR = 5  # tokens from "voted" to its tally: "voted on Tuesday 7-2"
_LONG_OBJECT = 9  # tokens from "passed" to its tally: "passed the bill to fund schools 231 to 192"
_ENDS = frozenset((",", ";", ":", ".", "that", "who", "which"))


def vote_tokens(sent: Sentence) -> dict[int, int]:
    """The numbers of tallies, each with the first of its pair: ``{3: 3, 5: 3}`` for "The board voted [7] to [2]"."""
    found: dict[int, int] = {}
    if _ANY.isdisjoint(sent.said) or not _NEVER.isdisjoint(sent.said):
        return found
    for k in range(1, len(sent.lows) - 1):
        if sent.lows[k] not in _JOINS or vote_value(sent, k + 1) < 0:
            continue
        if sent.lows[k - 1] == "votes" and k > 1 and vote_value(sent, k - 2) >= 0:
            found[k - 2] = found[k + 1] = k - 2  # "by 61 votes to 39"
            continue
        if vote_value(sent, k - 1) < 0:
            continue
        dashed = sent.lows[k] in _DASHES
        if dashed == (sent.glued(k) and sent.glued(k + 1)) and _is_tally(sent, k - 1, k + 2):
            if not dashed or sent.forms[k - 1] == sent.forms[k + 1] == "number":  # no "twenty-three"
                found[k - 1] = found[k + 1] = k - 1
    return found


def sided_votes(sent: Sentence) -> dict[int, str]:
    """The numbers that say themselves on which side they are: ``{3: "for", 6: "against"}`` for "with [61] in favour
    and [37] against"; none where only one side is told.
    """
    found: dict[int, str] = {}
    if "against" not in sent.said or not _NEVER.isdisjoint(sent.said):
        return found
    told = not _ANY.isdisjoint(sent.said)
    for k in range(len(sent.lows) - 1):
        if vote_value(sent, k) < 0 or (k and sent.tags[k - 1] == "$"):
            continue
        at = k + 1 + (sent.lows[k + 1] in ("votes", "vote"))
        in_favour = sent.lows[at : at + 2] in _IN_FAVOUR
        side = "for" if in_favour else _SIDES.get(sent.lows[at]) if at < len(sent.lows) else None
        if side is not None:
            found[k] = side
            told = told or in_favour
    return found if told and {"for", "against"} <= set(found.values()) else {}


_IN_FAVOUR = (["in", "favour"], ["in", "favor"])
_SIDES = {"for": "for", "against": "against", "abstaining": "abstaining"}


def vote_value(sent: Sentence, k: int) -> int:
    """The number at token ``k``, -1 where none of at most three digits stands there."""
    low = sent.lows[k]
    if low.isdecimal() and len(low) <= _DIGITS:
        return int(low)
    return NUMBER_WORDS.get(low, -1)


_DIGITS = 3  # a parliament has fewer than 1,000 seats


def _is_tally(sent: Sentence, first: int, last: int) -> bool:
    """True for two numbers that a vote is told by; no game ends "by a 3-1 vote"."""
    lows = sent.lows
    ahead = lows[first - 1] if first else ""
    if ahead in _NO_TALLY_BEHIND or ahead in _DASHES or (lows[last : last + 1] and lows[last] in _DASHES):
        return False  # "from 18 to 21", "aged 12 to 15", "5-4-1"
    if lows[first] in _RATIO and lows[first + 2] == "one":
        return False  # "voted two to one"
    behind = lows[last : last + 1]
    if behind and behind[0] in _DECISIONS:
        return True
    tags = sent.tags[last : last + 2]
    if tags and behind[0] not in _DAYS and (tags[0] in _COUNTED or (tags[0] == "JJ" and tags[-1] in _COUNTED)):
        return False  # "voted 2 to 3 times", "backed it 40 to 30 percent"
    if ahead == "of" and lows[first - 2 : first - 1] in (["vote"], ["majority"], ["ruling"]):
        return True
    if any(lows[k] in _VOTED for k in _until(sent, first, _NEAR)):
        return True
    verb = next((k for k in _until(sent, first, _LONG_OBJECT) if lows[k] in DECIDED), -1)
    return verb >= 0 and _decides(sent, verb, first)


_RATIO = frozenset(("two", "three", "four"))
_COUNTED = frozenset(("NNS", "NN", "%", "$", "CD"))


def _decides(sent: Sentence, verb: int, first: int) -> bool:
    """True where a law is what is passed or rejected, or a body does it: "The Senate confirmed her 52-48"."""
    ahead = range(max(0, verb - _LONG_OBJECT), verb)
    laws = [k for k in (*ahead, *range(verb + 1, first)) if sent.lows[k] in _LAWS]
    if any(sent.words[k].islower() or sent.tags[k - 1] in ("DT", "PRP$") for k in laws):
        return True
    k = verb - 1 - (sent.tags[verb - 1] == "RB")
    team = k > 0 and sent.words[k][0].isupper() and sent.lows[k].endswith("s") and sent.tags[k - 1] == "NNP"
    return k >= 0 and sent.lows[k] in BODIES and not team  # no "Ottawa Senators"


def _until(sent: Sentence, first: int, far: int) -> range:
    """The tokens before ``first``, at most ``far``, without what ends a clause."""
    k = first
    while k > 0 and first - k < far and sent.lows[k - 1] not in _ENDS:
        k -= 1
    return range(k, first)


_DAYS = frozenset("monday tuesday wednesday thursday friday saturday sunday".split())
