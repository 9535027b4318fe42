"""Rates that a sentence states once for all that is done again and again: "prevents 40 fires and takes 900 calls a
year", "40 people die on the road each year".
"""

from __future__ import annotations

from itertools import pairwise

from extractors.amount import Amount
from extractors.clauses import verb_before
from extractors.tokens import Sentence
from extractors.words import words

_TIMES = frozenset("day night week month quarter year season decade spring summer autumn winter".split())
_PRESENT = ("VBZ", "VBP")
_STATES = words("habits.states")
_GAP = 10  # tokens
_NEAR = 3  # tokens
_FAR = 12  # tokens
_ENDS = frozenset(". ; : ( ) ,".split())


def share_habits(sent: Sentence, amounts: list[Amount]) -> None:
    """Give the rate of one to the other of two things that are done as often."""
    live = [a for a in amounts if a.drop is None and a.kind == "count"]
    for a in live:
        if not a.per and (time := _each_time(sent, a, live)):
            a.per = time
            a.rules.append("per:habit")
    for a, b in pairwise(live):
        if bool(a.per) == bool(b.per) or (a.per or b.per) not in _TIMES:
            continue
        if _done_alike(sent, a, b):
            a.per = b.per = a.per or b.per
            (a if "per:habit" not in a.rules and "per" not in a.rules else b).rules.append("per:habit")


def _each_time(sent: Sentence, a: Amount, live: list[Amount]) -> str:
    """ "40 people die on the road each year", "40 million crates are thrown away in Arden every year"."""
    k = a.last
    if a.first and sent.tags[a.first - 1] in ("PRP$", "POS"):
        return ""  # "Its 12 boats are moored here every winter": the same ones
    if sent.tags[k : k + 1] not in (["VBP"], ["VBZ"]):
        return ""
    passive = sent.lows[k] in ("is", "are") and sent.tags[k + 1 : k + 2] == ["VBN"]
    if sent.lows[k] in _STATES and not passive:
        return ""
    stop = min([k + _FAR, len(sent.lows) - 1, *(b.first for b in live if b.first > k)])
    for j in range(k + 1, stop):
        if sent.lows[j] in _ENDS:
            return ""
        if sent.lows[j] in ("each", "every") and sent.lows[j + 1] in _TIMES:
            return sent.lows[j + 1]
    return ""


def _done_alike(sent: Sentence, a: Amount, b: Amount) -> bool:
    """True for "sickens 2 million a year and kills 30,000" and "40 cases a year, causing 9 deaths"; what somebody has
    ("employs 300 people and makes 4,000 cars a year") is no habit.
    """
    verb = next((k for k in range(a.last, b.first) if sent.tags[k] in (*_PRESENT, "VBG")), -1)
    if verb < 0 or sent.lows[verb] in _STATES or sent.lows[verb - 1] not in ("and", ","):
        return False
    if verb - a.last > _GAP or b.first - verb > _NEAR:
        return False
    if sent.tags[verb] == "VBG":
        return bool(a.per) and sent.lows[verb - 1] == ","
    before = verb_before(sent, a.first)
    near = before >= 0 and "IN" not in sent.tags[before : a.num_first]  # "feeds pupils at 40 schools"
    return near and sent.tags[before] in _PRESENT and sent.lows[before] not in _STATES
