"""The name an item of a list opens with: "Orrin Works — Sales rose 4 percent", "Telmar (TLM): The bank lent $2m"."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from extractors.tokens import Sentence

LABEL_MARKS = frozenset(("—", "–", "--", "-", ":"))
_LONGEST = 9  # tokens, the mark included


def label_end(words: list[str]) -> int:
    """How many tokens the name and its ticker have, before the mark and a word with a capital; 0 without a label."""
    if LABEL_MARKS.isdisjoint(words[1:_LONGEST]):
        return 0
    k = 0
    while k < _LONGEST and k < len(words) and (words[k][0].isupper() or (k and words[k] in ("&", "'s", "of"))):
        k += 1
    name = k
    if k and words[k : k + 1] == ["("] and ")" in words[k + 2 : k + 5]:
        k = words.index(")", k) + 1
    behind = words[k + 1 : k + 2]
    return name if k and words[k] in LABEL_MARKS and behind and behind[0][0].isupper() else 0


def label_of(sent: Sentence, folded: str) -> str | None:
    """The label of a sentence as the article writes it; None without one."""
    end = label_end(sent.words)
    return folded[sent.start[0] : sent.end[end - 1]] if end else None
