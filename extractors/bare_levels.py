"""Bare numbers that are a level by the words before them, as a tally that has passed a number."""

from __future__ import annotations

from extractors.amount import Amount
from extractors.bounds import bound_before
from extractors.tokens import Sentence
from extractors.units import match_unit

_PASSING = frozenset("passed topped exceeded surpassed hit hits crossed".split())
TALLIES = frozenset("toll total tally number count figure dead deaths cases infections membership enrolment".split())
_NEAR = 7
_BEING = frozenset("is are was were".split())


def passes_count(sent: Sentence, a: Amount) -> bool:
    """ "The toll has passed 200": how many there are."""
    if a.first < 2 or sent.lows[a.first - 1] not in _PASSING:
        return False
    return a.form == "digits" and not TALLIES.isdisjoint(sent.lows[max(0, a.first - _NEAR) : a.first])


def read_exchange_rate(sent: Sentence, a: Amount) -> bool:
    """ "The rupee fell to 71 to the dollar", "a rate of 68 to a euro": what one of the other money costs. True when
    read.
    """
    j = a.num_last
    if sent.lows[j : j + 1] != ["to"] or sent.lows[j + 1 : j + 2] not in _ARTICLES or a.form != "digits":
        return False
    found = match_unit(sent, j + 2)
    if found is None or found[0].kind != "money":
        return False
    a.per, a.last = sent.lows[found[1] - 1], found[1]
    return True


_ARTICLES = (["the"], ["a"], ["an"], ["one"])


def past_percent(sent: Sentence, j: int) -> int:
    """Token ``j``, or the one behind the share in brackets that opens there: "14 (12%) were positive"."""
    opener = sent.words[j] if j < len(sent.words) else ""
    if opener not in _CLOSING or "%" not in sent.words[j : j + 4]:
        return j
    return next((k + 1 for k in range(j + 1, min(j + 6, len(sent.words))) if sent.words[k] == _CLOSING[opener]), j)


_CLOSING = {"(": ")", "—": "—", "–": "–"}


def is_up_on(sent: Sentence, a: Amount, after: str) -> bool:
    """ "That is up from 44 last year"; "Enrolment is up 350 on last year": by how many."""
    lows, i = sent.lows, a.first
    if lows[i - 1 : i] == ["from"] and lows[i - 2] in ("up", "down"):
        return after in (".", ",", "last", "in", "a", "the", "two")
    moved = i > 1 and lows[i - 1] in ("up", "down") and lows[i - 2] in _BEING
    return moved and a.form == "digits" and lows[a.num_last : a.num_last + 1] in (["on"], ["from"], ["over"])


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
