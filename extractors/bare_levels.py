"""Bare numbers that are a level by the words before them: the age of a group, a tally that has passed a number."""

from __future__ import annotations

from extractors.amount import Amount
from extractors.bounds import bound_before
from extractors.tokens import Sentence
from extractors.words import words

_PASSING = frozenset("passed topped exceeded surpassed hit hits crossed".split())
TALLIES = frozenset("toll total tally number count figure dead deaths cases infections membership enrolment".split())
_NEAR = 7
_AGES = words("bare_levels.ages")
_OLD = frozenset("age ages".split())
_BEFORE_AGE = frozenset("is was are were be of at to from about around over under age".split())
_BEING = frozenset("is are was were".split())


def passes_count(sent: Sentence, a: Amount) -> bool:
    """ "The toll has passed 200": how many there are."""
    if a.first < 2 or sent.lows[a.first - 1] not in _PASSING:
        return False
    return a.form == "digits" and not TALLIES.isdisjoint(sent.lows[max(0, a.first - _NEAR) : a.first])


def past_percent(sent: Sentence, j: int) -> int:
    """Token ``j``, or the one behind the share in brackets that opens there: "14 (12%) were positive"."""
    if sent.words[j : j + 1] != ["("] or "%" not in sent.words[j : j + 4]:
        return j
    return next((k + 1 for k in range(j, min(j + 6, len(sent.words))) if sent.words[k] == ")"), j)


def is_up_on(sent: Sentence, a: Amount, after: str) -> bool:
    """ "That is up from 44 last year"; "Enrolment is up 350 on last year": by how many."""
    lows, i = sent.lows, a.first
    if lows[i - 1 : i] == ["from"] and lows[i - 2] in ("up", "down"):
        return after in (".", ",", "last", "in", "a", "the", "two")
    moved = i > 1 and lows[i - 1] in ("up", "down") and lows[i - 2] in _BEING
    return moved and a.form == "digits" and lows[a.num_last : a.num_last + 1] in (["on"], ["from"], ["over"])


def may_be_second_age(b: Amount) -> bool:
    """True for the 8 in "two boys, ages 10 and 8", which no unit of its own follows."""
    return 0 < b.low <= _OLDEST and (b.kind is None or "unit:carried" in b.rules)


_OLDEST = 119


def is_typical_age(sent: Sentence, i: int) -> bool:
    """ "The average age of members is 58", "a median age of 41", "raised the retirement age to 67"."""
    lows = sent.lows
    if i < 2 or lows[i - 1] not in _BEFORE_AGE:
        return False
    if lows[i - 2 : i] in (["median", "age"], ["age", "of"]):
        return True
    k = next((k for k in range(i - 1, max(0, i - _NEAR), -1) if lows[k] in _OLD), 0)
    return k > 0 and lows[k - 1] in _AGES


def is_at_age(sent: Sentence, a: Amount) -> bool:
    """ "up to age 50 years", "an average age of 26 years", "at the age of 40 years"."""
    before = sent.lows[max(0, a.first - 2) : a.first]
    return before[-1:] in (["age"], ["aged"]) or before == ["age", "of"]


def of_share(sent: Sentence, a: Amount, previous: Amount | None) -> int:
    """ "40% of homes (1.2 million)", "40% of homes, or 1.2 million": the token of the noun that the second number
    counts, -1 without one.
    """
    k = a.first - 1
    if previous is None or previous.kind not in ("percent", "ratio") or k < 2 or a.low < 1:
        return -1
    hedge = bound_before(sent, a.first, "count")
    before = (hedge[1] if hedge else a.first) - 1
    before -= sent.lows[before] == "or" and sent.words[before - 1] in _DASHES
    if sent.words[k] == "(":
        closed = sent.words[a.num_last : a.num_last + 1] == [")"]
    elif sent.words[before] in _DASHES:
        k, closed = before, sent.words[a.num_last : a.num_last + 1] == [sent.words[before]]
    else:
        k = (hedge[1] if hedge else a.first) - 1
        closed = sent.lows[k - 1 : k + 1] == [",", "or"] and sent.words[a.num_last : a.num_last + 1] in ([","], ["."])
        k -= 1
    inside = previous.last <= k - 2 <= previous.last + 4 and sent.lows[previous.last] == "of"
    return k - 1 if inside and closed and sent.tags[k - 1] == "NNS" else -1


_DASHES = frozenset("- – — --".split())
