"""A bare number that goes on with the one before it: more of what was counted, the level behind a move."""

from __future__ import annotations

from extractors.amount import Amount
from extractors.bounds import bound_before
from extractors.move_words import MOVE_NOUNS
from extractors.own_units import ANIMALS, may_be_who
from extractors.tokens import Sentence
from extractors.words import words

_NEAR = 4
_FAR = 9  # words
_LEAST = 2
_PLACES = frozenset("in on at off from near across".split())
_TO_PEOPLE = words("bare.harm_verbs") - {"left", "leaving", "claimed"}
BEING = frozenset("was were been had has have averaged".split())


def counts_again(sent: Sentence, a: Amount, previous: Amount | None) -> bool:
    """ "is licensed for 120 passengers but may have carried 200": at the end of a clause, of what was counted."""
    if previous is None or previous.kind != "count" or a.scale != 1 or a.low != int(a.low):
        return False
    if previous.head >= 0 and _are_people_now(sent, a, previous):
        return False
    if previous.head >= 0 and _is_done_again(sent, a, previous):
        return True
    if a.form != "digits":
        return False
    if (previous.head >= 0 or "count:again" in previous.rules) and _is_in_as_many(sent, a, previous):
        return True
    if previous.head < 0:
        return False
    j = a.num_last
    ends = j >= len(sent.words) or sent.words[j] in ".,;"
    verb = sent.tags[a.first - 1] if a.first else "."
    if ends and verb in ("VBN", "VBD", "VB") and 2 < a.first - previous.last < 10:
        return True
    hedge = bound_before(sent, a.first, "count")
    k = hedge[1] if hedge else a.first
    if not (ends or sent.lows[j] in _PLACES) or a.low < _LEAST or not 0 < k - previous.last < _FAR:
        return False
    if (
        sent.tags[k - 1] in ("VBN", "VBD")
        and sent.lows[k - 2] in ("and", ",", "but")
        and sent.lows[k - 1] not in BEING
    ):
        return True  # "killed 60 people and abducted 25 in May"
    return hedge is not None and sent.lows[k - 1] == "and"  # "killing 40 sailors aboard and some 9 ashore"


def _are_people_now(sent: Sentence, a: Amount, previous: Amount) -> bool:
    """ "destroyed 12 homes and killed [four]": people, where what was counted before is harmed in another way."""
    if a.first < 1 or sent.lows[a.first - 1] not in _TO_PEOPLE or previous.unit is None:
        return False
    harmed = not _TO_PEOPLE.isdisjoint(sent.lows[max(0, previous.first - _NEAR) : previous.first])
    return not harmed and not may_be_who(previous.unit) and previous.unit not in ANIMALS


def _is_done_again(sent: Sentence, a: Amount, previous: Amount) -> bool:
    """ "won 12 games and lost [four]", "will close 40 shops and open [12]": another deed with as many of the same."""
    k = a.first - 1
    if (
        k < 1
        or k != previous.last + 1
        or sent.lows[k - 1] not in ("and", "but")
        or a.low < _LEAST
        or a.form == "vague"
    ):
        return False
    ends = a.num_last >= len(sent.words) or sent.lows[a.num_last] in _BEHIND_DEED
    return ends and sent.tags[k] in ("VBD", "VBN", "VB", "VBG") and sent.lows[k] not in BEING


_BEHIND_DEED = frozenset(". , ; in on at from last this".split())


def _is_in_as_many(sent: Sentence, a: Amount, previous: Amount) -> bool:
    """ "rose in 90 towns, fell in [41] and was flat in [9]": the same preposition, another verb."""
    i = a.first
    if (
        sent.lows[i - 1] not in _PLACES
        or sent.lows[i - 1] != sent.lows[previous.first - 1]
        or not 1 < a.low < _LEAST_YEAR
    ):
        return False
    opens = sent.lows[previous.last] in (",", "and", "but", ";") and i - previous.last < _NEAR + 2
    closes = a.num_last >= len(sent.words) or sent.lows[a.num_last] in (",", ".", ";", "and", "but")
    return opens and closes and any(sent.tags[k] in ("VBD", "VBZ", "VBP") for k in range(previous.last, i))


_LEAST_YEAR = 1000


def acts_after(sent: Sentence, a: Amount, previous: Amount | None) -> bool:
    """ "has 60 turbines after two were lost": of what was counted before."""
    j = a.num_last
    return (
        previous is not None
        and previous.kind == "count"
        and previous.head >= 0
        and 1 < a.low < previous.low
        and sent.lows[a.first - 1 : a.first] in (["after"], ["when"], ["before"], ["because"], ["as"])
        and sent.tags[j : j + 1] in (["VBD"], ["VBP"])
    )


def is_level_behind(sent: Sentence, a: Amount, move: Amount) -> bool:
    """ "The rating will rise by 14 points to [2,711]"."""
    plain = a.form == "digits" and a.scale == 1
    return plain and sent.lows[a.first - 1 : a.first] in (["to"], ["at"]) and a.first - move.last <= _NEAR


def is_rise_of(sent: Sentence, a: Amount, level: Amount) -> bool:
    """ "The dead numbered 41, a rise of [6]": how far what was counted has moved."""
    lows, i = sent.lows, a.first
    more = lows[a.num_last : a.num_last + 2] in (["more", "than"], ["fewer", "than"]) and lows[i - 1 : i] in _ASIDE
    if more and level.kind == "count" and level.low >= a.low and a.form in ("digits", "words"):
        return True  # "numbered 883 in May, 15 more than"
    if lows[i - 1] in ("up", "down") and lows[i - 2] == "," and lows[a.num_last : a.num_last + 1] in _FROM and i > 1:
        return level.kind == "count" and level.head >= 0 and a.form in ("digits", "words")  # ", up six from May"
    moved = lows[i - 1 : i] == ["of"] and lows[i - 2] in MOVE_NOUNS and lows[i - 3] in ("a", "an") and i > 3
    ends = a.num_last >= len(lows) or lows[a.num_last] in _ENDS
    return moved and ends and level.kind == "count" and a.form in ("digits", "words") and a.low == int(a.low)


_FROM = (["from"], ["on"])
_ASIDE = ([","], ["-"], ["–"], ["—"], ["--"], ["("])
_ENDS = frozenset(". , ; on from in over compared since and".split())
