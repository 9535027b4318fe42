"""The name an item of a list opens with: "Orrin Works — Sales rose 4 percent", "Telmar (TLM) - The bank lent $2m"."""

from __future__ import annotations

import re

_ITEM = re.compile(
    r"^(?P<name>[^\W_][^\n.;:(]{1,40}?)(?: \([^)\n]{1,12}\))? (?:\u2014|\u2013|--?) (?=\S)", re.MULTILINE
)
_MARKS = frozenset(("—", "–", "--", "-", ":"))
_LONGEST = 9  # tokens, the mark included
_SHORT = 3  # letters of a name in capitals that is no place where news was written


def labels_in(text: str) -> dict[int, str]:
    """Where the items of a list begin, and their names; nothing for a text with fewer than two items."""
    found = {m.start(): m["name"] for m in _ITEM.finditer(text)}
    return found if len(found) > 1 else {}


def is_dateline(label: str) -> bool:
    """ "OTTAWA — ", "BREAKING — ": no firm."""
    return label.isupper() and len(label) > _SHORT


def behind_label(words: list[str]) -> int:
    """The token behind a name that opens a sentence, its ticker and the mark, where a capital says nothing; 0 without
    one.
    """
    if _MARKS.isdisjoint(words[1:_LONGEST]):
        return 0
    k = 0
    while k < _LONGEST and k < len(words) and (words[k][0].isupper() or (k and words[k] in ("&", "'s", "of"))):
        k += 1
    name = k
    if k and words[k : k + 1] == ["("] and ")" in words[k + 2 : k + 5]:
        k = words.index(")", k) + 1
    behind = words[k + 1 : k + 2]
    labelled = k and words[k] in _MARKS and behind and behind[0][0].isupper() and behind[0] not in words[:name]
    return k + 1 if labelled else 0
