"""Clauses without their verb: "Lisbon hired 40 nurses, [Porto 25]"."""

from __future__ import annotations

from itertools import pairwise

from extractors.amount import Amount
from extractors.phrases import NOUNS
from extractors.tokens import Sentence

_LISTABLE = ("count", "money", "percent")
_IN_NAME_PHRASE = frozenset(("NN", "NNS", "NNP", "NNPS", "DT", "JJ", "POS"))


def rescue_gapped(sent: Sentence, amounts: list[Amount]) -> None:
    """ "Lisbon hired 40 nurses, Porto 25": no name with a number, but a clause without its verb."""
    for a, b in pairwise(amounts):
        listable = a.kind in _LISTABLE or "gap:rescued" in a.rules
        if b.drop == "name" and b.high and a.drop is None and listable and is_gapped(sent, a, b):
            b.drop = None
            b.rules.append("gap:rescued")


def is_gapped(sent: Sentence, a: Amount, b: Amount) -> bool:
    """ "Lisbon hired 40 nurses and Porto 25": between two numbers only a comma or "and" and a noun phrase."""
    k = _past_place(sent, a, b)
    if not 2 <= b.first - k <= 6:
        return False
    opens = k
    while k < b.first and sent.lows[k] in _GAPS:
        k += 1
    if k > a.last and sent.lows[k : k + 2] in (["compared", "with"], ["compared", "to"]) and a.kind == "count":
        k += 2  # "has 2.4 beds for each thousand, compared with Norway 4 and Malta 3"
    stop = b.first - (sent.lows[b.first - 1] in GAP_HEDGES)
    return opens < k < stop and names_only(sent, k, stop)


def _past_place(sent: Sentence, a: Amount, b: Amount) -> int:
    """The token behind ``a`` and what it is of, or when: "31% [of power], wind 22", "40 TEU [in May], Arden 30"."""
    k = a.last
    if a.kind not in ("percent", "measure") or sent.lows[k : k + 1] not in _OF_WHAT or b.first - k > _FAR_GAP:
        return k
    if sent.words[b.last : b.last + 1] not in _AFTER_GAPS or (a.kind == "percent" and b.high >= _ALL):
        return k
    comma = next((m for m in range(k + 1, b.first) if sent.lows[m] in (",", ";")), k)
    return comma if all(tag in _IN_TAIL for tag in sent.tags[k:comma]) else k


_OF_WHAT = (["of"], ["in"], ["at"], ["on"])
_IN_TAIL = frozenset("IN DT NN NNS NNP JJ PRP$".split())
_AFTER_GAPS = ([","], ["and"], ["."], [";"])
_FAR_GAP, _ALL = 12, 100
GAP_HEDGES = frozenset("another some about around nearly almost roughly".split())
_GAPS = frozenset((",", "and", "while", ";", "but"))


def names_only(sent: Sentence, first: int, stop: int) -> bool:
    """True where tokens ``first`` to ``stop`` are one noun phrase, all there is of a clause without its verb."""
    if sent.tags[stop - 1] == "CD" and stop - first > 1 and sent.tags[stop - 2] == "NNP":
        stop -= 1  # "and the S&P 500 0.9%"
    while stop - first > 1 and (sent.tags[stop - 1] == "POS" or sent.lows[stop - 1] in _MERELY):
        stop -= 1  # "Norvale's 4%", "Arden just 0.7%"
    if stop - first > 1 and sent.lows[first] in _AT_NAMES and sent.tags[first + 1] in ("NNP", "NNPS"):
        first += 1  # "at Norvale 4%"
    tags = sent.tags[first:stop]
    if not tags or tags[-1] not in NOUNS:
        return False
    others = [k for k, tag in enumerate(tags) if tag not in _IN_NAME_PHRASE]
    return all(k and sent.lows[first + k] == "of" for k in others)


_MERELY = ("just", "only")
_AT_NAMES = ("at", "in")
