"""Whether a number without a noun counts something named before: "the remaining 26", "64 more", "had 12 in May"."""

from __future__ import annotations

from typing import NamedTuple

from extractors.amount import Amount
from extractors.clauses import subject_of
from extractors.left_bare import counts_beside, is_gap_listed
from extractors.move_words import MOVES
from extractors.own_units import (
    BEING,
    FINITE,
    LEVELS,
    NUMBERS_OF,
    SEATING,
    WINS,
    before_hedge,
    games_won,
    is_harmed_one,
    people_around,
)
from extractors.tokens import Sentence
from extractors.words import words

_GETTING = words("counted_again.getting_verbs")
_NO_GETTING = words("counted_again.no_getting")
_FURTHER = frozenset("remaining further another other additional existing extra first".split())
_PARTICLES = frozenset("off out up in down on over".split())
_TALLIES = words("counted_again.tallies")
_CLAUSE_ENDS = words("counted_again.clause_ends")
_STATES = frozenset("critical serious stable fair good intensive custody hospital".split())
_TOWNS = frozenset("county city state province district region parish borough territory".split())
_AVERAGES = frozenset(("average", "median"))
_LISTING = frozenset("and , ; \u2014 \u2013 -- - (".split())
_BRINGING = frozenset("bring brings bringing brought take takes taking took".split())
_SPANS = (["day"], ["week"], ["month"], ["year"], ["hour"])
_PRICING = words("counted_again.spending") | {"at", "for"}
_INSTEAD = (["instead", "of"], ["rather", "than"])
_ROOM = frozenset("room space money funding funds cash capacity".split())
_LEFT = (["leaving"], ["leaves"], ["left"])
_THERE_NOW = (["there", "are", "now"], ["now", "there", "are"], ["today", "there", "are"])
_TIMES = (["year"], ["month"], ["week"], ["season"], ["summer"], ["winter"], ["autumn"], ["spring"])
_NEAR = 7  # words
_STEP = 2  # tokens


class _Around(NamedTuple):
    """What stands around a number: ``i`` is the token before its hedges, ``j`` the one behind it.

    ``before`` is the word right before the number's phrase, ``word`` the one at ``i``; ``after`` and ``tag`` are of
    ``j``.
    """

    i: int
    j: int
    before: str
    word: str
    after: str
    tag: str


def counts_again(sent: Sentence, amounts: list[Amount], k: int) -> bool:
    """True for the number ``amounts[k]`` where it counts something named before."""
    a = amounts[k]
    if a.form not in ("digits", "words") or a.low != int(a.low) or a.signed or a.negative:
        return False
    if a.drop == "one_pronoun" or a.low == 1:
        return _is_listed_one(sent, amounts, k) or is_harmed_one(sent, a)
    if a.low < 2 or a.bracketed:
        return False
    if people_around(sent, a) or games_won(sent, a):
        return True
    here = _around(sent, a)
    if is_gap_listed(sent, amounts, k) or counts_beside(sent, amounts, k, here.i):
        return True
    if a.drop == "name":
        return False
    if _is_rest(sent, here) or _is_part(sent, amounts, k, here) or _is_reached(sent, amounts, k, here):
        return True
    return _is_got(sent, amounts, k, here)


def _around(sent: Sentence, a: Amount) -> _Around:
    i, j = before_hedge(sent, a), a.num_last
    lows = sent.lows
    after = lows[j] if j < len(lows) else "."
    if after in ("a", "per", "each") and lows[j + 1 : j + 2] in _SPANS:
        after = "."  # "the number of patrols has doubled to 60 a day"
    tag = sent.tags[j] if j < len(lows) else "."
    return _Around(i, j, lows[a.first - 1] if a.first else "", lows[i] if i >= 0 else "", after, tag)


def _is_rest(sent: Sentence, here: _Around) -> bool:
    """ "the remaining 26 were sold", "64 more", "two fewer in intensive care", "all but 12", "as were all 39"."""
    lows, tags, j = sent.lows, sent.tags, here.j
    if here.before in _FURTHER and here.i >= 0:
        if here.after in _CLAUSE_ENDS or here.tag in (*FINITE, "VBN", "VB"):
            return True
        if here.tag == "TO" and tags[j + 1 : j + 2] not in (["CD"], ["$"]):
            return True  # "with the first 500 to open in May"
    if here.after == "more" and lows[j + 1 : j + 2] not in (["than"], ["to"]):
        thing = tags[j + 1 : j + 2] in (["NN"], ["NNS"], ["JJ"]) and lows[j + 1] not in ("next", "last", "later")
        if not thing:
            return True
    if here.after == "fewer" or (here.after == "at" and lows[j + 1 : j + 3] == ["a", "time"]):
        return True  # "seven at a time"
    if here.before == "all" and here.tag in ("VBN", "VBD") and lows[j + 1 : j + 2] != ["by"]:
        return True  # "as were all 39 reported the previous day"
    if here.after in ("each", "apiece"):
        return here.word not in _PRICING  # "tickets cost 40 each"
    if here.before == "the" and here.tag == "PRP" and lows[here.i - 1 : here.i + 1] in _INSTEAD:
        return True  # "planted 14 trees instead of the 50 it had promised"
    if here.word == "for" and here.after in _CLAUSE_ENDS and lows[here.i - 1] in _ROOM:
        return True  # "need 90 nurses, but there is money for only 40"
    return lows[here.i - 1 : here.i + 1] == ["all", "but"]


def _is_part(sent: Sentence, amounts: list[Amount], k: int, here: _Around) -> bool:
    """ "fewer than in Arden County (69)", "60 of the 300 were sold", "a total of 27 are feared dead"."""
    a, j = amounts[k], here.j
    lows, tags = sent.lows, sent.tags
    bracketed = here.before == "(" and here.after == ")"
    if bracketed and k and lows[a.first - 2] in _TOWNS and amounts[k - 1].kind == "count":
        return True
    if bracketed and k and amounts[k - 1].kind == "count" and "followed" in lows[: a.first]:
        return True  # "with 290 entries, followed by psychology (244)"
    if here.after == "of" and (tags[j + 1 : j + 2] == ["CD"] or tags[j + 1 : j + 3] == ["DT", "CD"]):
        return True
    return here.before == "of" and lows[a.first - 2 : a.first - 1] == ["total"] and here.tag in (*FINITE, "VBN")


def _is_reached(sent: Sentence, amounts: list[Amount], k: int, here: _Around) -> bool:
    """ "from 40 to 60", "300 in Leeds and 40 in York", "the toll stands at 12"."""
    a = amounts[k]
    if here.word == "against" and here.after in ("in", "last") and sent.lows[here.i - 1] == ",":
        before = [b for b in amounts[:k] if b.kind != "duration"]
        return bool(before) and before[-1].kind == "count" and before[-1].drop is None  # "for six nights, against 31"
    if here.word in ("from", "than", "to") and k and amounts[k - 1].kind == "count" and here.after in _CLAUSE_ENDS:
        last = amounts[k - 1]
        near = last.drop is None and a.first - last.last <= _NEAR
        if near and (here.word != "to" or sent.lows[last.first - 1] == "from"):
            return True
    if here.before in _LISTING and k and _is_same_place(sent, amounts[k - 1], a):
        return True
    if here.word == "now" and here.i and sent.lows[here.i - 1] in LEVELS:
        return _is_number_said(sent, a, here.i - 1)  # "The number is now three"
    said = here.word in LEVELS or (here.i >= 0 and sent.tags[here.i] == "MD")
    return said and _is_number_said(sent, a, here.i)


def _is_got(sent: Sentence, amounts: list[Amount], k: int, here: _Around) -> bool:
    """ "including 12", "there were 251 in line", "brings the total to 40", "three were hurt, two badly", "won 9"."""
    a, i, j, lows = amounts[k], here.i, here.j, sent.lows
    pair = lows[i - 1 : i + 1]
    leading = here.word in ("including", "whom", "which")
    if leading or pair in (["of", "which"], ["followed", "by"], ["compared", "with"]):
        return here.after in _CLAUSE_ENDS or here.tag in (*FINITE, "VBN")
    if here.word == "with" and here.after in _CLAUSE_ENDS and lows[i - 2 : i - 1] in _LEFT:
        return True  # "closed 26 branches, leaving it with 310"
    if lows[i - 2 : i + 1] in _THERE_NOW and here.after in (",", ".", ";", "and"):
        return True  # "Now there are 310", "there are now 310, and"
    if pair in (["there", "were"], ["there", "are"]) and here.after in ("in", "on", "at", "of"):
        return here.after != "of"
    ing = here.tag == "VBG" or (here.tag == "NN" and here.after.endswith("ing"))
    if ing and here.before in (",", "and", "with") and here.after not in ("including", "according", "following"):
        return True
    ends = here.after in _CLAUSE_ENDS and here.after not in (":", ")")
    if here.word == "to" and ends and _is_number_moved(sent, i):
        return True
    if here.word == "at" and ends and any(w in _TALLIES for w in lows[max(0, i - 4) : i]):
        return True
    adverb = here.tag == "RB" and here.after.endswith("ly") and here.before in (",", "and")
    if adverb and k and amounts[k - 1].kind == "count":
        return lows[j + 1 : j + 2] in ([], ["."], [","], [";"], ["and"])
    if not ends or i < 0 or i < a.first - 4:
        return False
    return _is_gained(sent, a, i)


def _is_gained(sent: Sentence, a: Amount, i: int) -> bool:
    """ "laid off 400", "won 9", "seats 40": the verb at token ``i`` is one of getting or losing."""
    word = sent.lows[i]
    if word in _PARTICLES and i:
        i, word = i - 1, sent.lows[i - 1]
    if word in SEATING:
        return True
    verbal = (sent.tags[i] in ("VBD", "VBN", "VB", "VBZ", "VBP") or word.endswith("ing")) and word not in _NO_GETTING
    return verbal and (word in _GETTING or word in WINS) and sent.forms[a.num_first] in ("number", "word")


def _is_same_place(sent: Sentence, last: Amount, a: Amount) -> bool:
    """ "employs 300 in Leeds and 40 in York", "120 for and 60 against"."""
    if last.kind != "count" or last.drop is not None or a.first - last.last > _NEAR:
        return False
    k = last.last
    if k < a.first and (sent.lows[k] in BEING or sent.lows[k] in ("have", "has", "had")):
        k += 1  # "40 were in Leeds, 12 in York", "nine have died on roads, five in York"
    if k + 1 < a.first and sent.tags[k] in ("VBN", "VBD", "VBP"):
        k += 1 + (sent.tags[k + 1] in ("VBN", "JJ"))  # "22 were carried out in Leeds", "three remained in hospital"
    here, there = sent.lows[a.num_last : a.num_last + 1], sent.lows[k : k + 1]
    if here == there and here[:1] in (["in"], ["at"], ["from"], ["on"], ["for"], ["to"]):
        return True
    if here in (["in"], ["at"]) and there in (["in"], ["at"], ["on"]):
        return True
    if there == ["in"] and here in (["last"], ["this"]) and sent.lows[a.num_last + 1 : a.num_last + 2] in _TIMES:
        return sent.forms[k + 1 : k + 2] == ["number"]  # "30 lecturers in 2020 and 45 last year"
    # "12 people, three in Leeds", "three of the deaths — two in Leeds"
    behind = sent.lows[a.num_last + 1 : a.num_last + 2]
    named = sent.tags[a.num_last + 1 : a.num_last + 2] in (["NNP"], ["NNPS"]) or (behind and behind[0] in _STATES)
    return here in (["in"], ["at"], ["from"]) and bool(named) and a.first - k <= _STEP and a.high <= last.high


def _is_number_said(sent: Sentence, a: Amount, i: int) -> bool:
    """ "The number of cases was 45 in Leeds", "the toll stands at 12": what a number of things comes to."""
    phrase = subject_of(sent, i) if i >= 0 else None
    if phrase is None or (sent.lows[phrase.head] not in NUMBERS_OF and sent.lows[phrase.head] not in _AVERAGES):
        return False
    after = sent.lows[a.num_last] if a.num_last < len(sent.lows) else "."
    return after in _CLAUSE_ENDS and a.scale == 1 and sent.forms[a.num_first] in ("number", "word")


def _is_number_moved(sent: Sentence, i: int) -> bool:
    """True for "brings the total to", "lifts the number of sites to", "takes that to", "takes us to"."""
    stretch = sent.lows[max(0, i - 14) : i]
    moved = any(w in MOVES or w in _BRINGING or w in LEVELS for w in stretch)
    return moved and any(w in _TALLIES or w in ("that", "us", "it", "this") for w in stretch)


def _is_listed_one(sent: Sentence, amounts: list[Amount], k: int) -> bool:
    """ "five members stood, one sat and three left": "one" in a list of counts."""
    a = amounts[k]
    if a.form != "words" or a.num_last >= len(sent.words):
        return False
    if k and _is_same_place(sent, amounts[k - 1], a):
        return sent.lows[a.first - 1] in _LISTING  # "four in Telmar and one in Arden"
    if is_gap_listed(sent, amounts, k):
        return True  # "Arden had four, Lisk two and Orme one"
    before = sent.lows[a.first - 1 : a.first]
    beside = [b for b in amounts[max(0, k - 1) : k + 2] if b is not a and b.kind == "count" and b.drop is None]
    return before in ([","], ["and"], ["while"], [";"]) and bool(beside) and sent.tags[a.num_last] in ("VBD", "VBZ")
