"""Votes for and against in a tally: "voted [23] to [14] to approve the treaty", "passed in a [52]-[48] vote"."""

from __future__ import annotations

from extractors.tokens import NUMBER_WORDS, Sentence
from extractors.words import words

RULE = "count:votes"
_VOTED = words("votes.voted")
DECIDED = words("votes.decided")
_RESULTS = words("votes.results")
_DECISIONS = words("votes.decisions")
_ANY = _VOTED | DECIDED | _DECISIONS
_JOINS = frozenset(("to", "-", "–"))
_NEAR = 5  # tokens from "voted" to its tally: "voted on Tuesday 7-2"
_LONG_OBJECT = 9  # tokens from "passed" to its tally: "passed the bill to fund schools 231 to 192"
_ENDS = frozenset((",", ";", ":", ".", "that", "who", "which"))


def vote_tokens(sent: Sentence) -> dict[int, int]:
    """The numbers of tallies, each with the first of its pair: ``{3: 3, 5: 3}`` for "The board voted [7] to [2]"."""
    found: dict[int, int] = {}
    if _ANY.isdisjoint(sent.said):
        return found
    for k in range(1, len(sent.lows) - 1):
        if sent.lows[k] not in _JOINS or not _is_number(sent, k + 1):
            continue
        if sent.lows[k - 1] == "votes" and k > 1 and _is_number(sent, k - 2):
            found[k - 2] = found[k + 1] = k - 2  # "by 61 votes to 39"
            continue
        if not _is_number(sent, k - 1):
            continue
        glued = sent.glued(k) and sent.glued(k + 1)
        if glued == (sent.lows[k] != "to") and _is_tally(sent, k - 1, k + 2):
            found[k - 1] = found[k + 1] = k - 1
    return found


def _is_number(sent: Sentence, k: int) -> bool:
    low = sent.lows[k]
    return (low.isdecimal() and len(low) <= _DIGITS) or low in NUMBER_WORDS


_DIGITS = 3  # a parliament has fewer than 1,000 seats


def _is_tally(sent: Sentence, first: int, last: int) -> bool:
    """True for two numbers that a vote is told by; no game ends "by a 3-1 vote"."""
    lows = sent.lows
    behind = lows[last : last + 1]
    if behind and behind[0] in _DECISIONS:
        return True
    if sent.tags[last : last + 1] in (["NNS"], ["NN"], ["%"], ["$"], ["CD"]) and behind[0] not in _DAYS:
        return False  # "voted 2 to 3 times", "backed it 40 to 30 percent"
    if lows[first - 1] == "of" and lows[first - 2 : first - 1] in (["vote"], ["majority"], ["ruling"]):
        return True
    before = [*_until(sent, first, _NEAR)]
    if any(lows[k] in _VOTED for k in before):
        return True
    before = [*_until(sent, first, _LONG_OBJECT)]
    return any(lows[k] in DECIDED for k in before) and any(lows[k] in _RESULTS for k in (*before, *_head(sent)))


def _until(sent: Sentence, first: int, far: int) -> range:
    """The tokens before ``first``, at most ``far``, without what ends a clause."""
    k = first
    while k > 0 and first - k < far and sent.lows[k - 1] not in _ENDS:
        k -= 1
    return range(k, first)


def _head(sent: Sentence) -> range:
    return range(min(_NEAR, len(sent.lows)))


_DAYS = frozenset("monday tuesday wednesday thursday friday saturday sunday".split())
