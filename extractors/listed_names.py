"""Names with their numbers behind a heading: "Seats: Harbour 240, Union 99, Greens 37"."""

from __future__ import annotations

from extractors.amount import Amount
from extractors.phrases import singular
from extractors.tokens import Sentence
from extractors.words import words

_COUNTED = words("listed_names.counted")
_TALLIES = words("listed_names.tallies")
LISTING = _COUNTED | _TALLIES  # what such a list is headed with
_LEAST = 3  # names
_LONGEST_HEAD, _LONGEST_NAME = 12, 5  # tokens
_ENDS = frozenset((",", ";", ".", "and", ")"))
_NO_NAME = frozenset((",", ";", "and"))


def count_listed(sent: Sentence, amounts: list[Amount]) -> None:
    """Make counts of the numbers in a list of names under a heading that says what is counted."""
    lows = sent.lows
    if len(amounts) < _LEAST or ":" not in lows[:_LONGEST_HEAD]:
        return
    colon = lows.index(":")
    head = next((low for low in reversed(lows[:colon]) if low in _COUNTED or low in _TALLIES), None)
    items = [a for a in amounts if a.first > colon]
    if head is None or len(items) < _LEAST:
        return
    start = colon + 1
    for a in items:
        if not _is_of_name(sent, a, start):
            return
        start = a.last + 1
    for a in items:
        a.drop = None
        a.take_kind("count", singular(head) if head in _COUNTED else None, "count:listed")


def _is_of_name(sent: Sentence, a: Amount, start: int) -> bool:
    """ "Congress 99,": a name from token ``start`` on, its number and the end of the item."""
    if a.kind is not None or a.drop not in (None, "name") or a.form != "digits" or a.low != int(a.low):
        return False
    start += sent.lows[start] in _NO_NAME
    start += sent.lows[start] in ("the", "and")
    named = sent.tags[start : a.first]
    ends = a.num_last >= len(sent.lows) or sent.lows[a.num_last] in _ENDS
    return (
        ends and 0 < len(named) <= _LONGEST_NAME and named[-1] in ("NNP", "NNPS", "NN", "NNS") and "CD" not in named
    )
