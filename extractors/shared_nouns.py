"""A counted noun that stands only behind the last of several kinds: "12 full-time and 30 part-time staff"."""

from __future__ import annotations

from extractors.amount import Amount
from extractors.phrases import CALENDAR
from extractors.tokens import Sentence

_KINDS = frozenset(("JJ", "VBN", "VBG", "NN", "NNP", "JJR"))
_BESIDE = ("and", "or", ",")
_HEDGES = frozenset(
    "over about around nearly almost some roughly another up to more than at least under just".split()
)
_MOST_WORDS = 2
_NO_KINDS = frozenset("more less fewer extra other such same last next this past".split())


def name_kind(sent: Sentence, a: Amount, b: Amount) -> bool:
    """Give ``a``, a number before an adjective, the noun that the next number ``b`` counts. True when given."""
    if a.kind is not None or a.form == "vague" or b.kind != "count" or b.unit is None:
        return False
    if not (0 <= b.phrase < b.head or b.named) or not (stop := _kind_ends(sent, a, b)):
        return False
    noun = b.named.rpartition(" ")[2] if b.named else sent.words[b.head]
    a.take_kind("count", _head_of(b), "count:kind")
    a.per = b.per
    a.named = " ".join([*sent.words[a.num_last : stop], noun])
    return True


def _head_of(b: Amount) -> str:
    """ "bus" of "diesel bus"."""
    return (b.unit or "").rpartition(" ")[2]


def _kind_ends(sent: Sentence, a: Amount, b: Amount) -> int:
    """The token behind the words between the numbers that say of which kind; 0 where something else stands there."""
    stop = b.first
    while stop > a.num_last and sent.lows[stop - 1] in _HEDGES:
        stop -= 1  # "8,000 direct and over 20,000 indirect jobs"
    while stop > a.num_last and sent.lows[stop - 1] in _BESIDE:
        stop -= 1
    kinds = range(a.num_last, stop)
    if not (stop < b.first and 0 < len(kinds) <= _MOST_WORDS):
        return 0
    fits = all(sent.tags[m] in _KINDS and sent.lows[m] not in _NO_KINDS | CALENDAR for m in kinds)
    plural = b.named is not None or sent.tags[b.head] in ("NNS", "NN", "NNPS")
    return stop if fits and plural and sent.forms[kinds[-1]] == "word" else 0


def is_named_part(sent: Sentence, a: Amount) -> bool:
    """ "including two children", "among them two children": of what is counted before, which goes on behind it."""
    lows, i = sent.lows, a.first
    return a.kind == "count" and i > 1 and (lows[i - 1] == "including" or lows[i - 2 : i] == ["among", "them"])
