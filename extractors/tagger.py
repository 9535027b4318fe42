"""Tokens of a sentence to parts of speech: a lexicon, word endings and a dozen rules of context.

Tags are those of the Penn Treebank. Right on about nineteen words of twenty in news text, and fast: what the
chunking around a number needs, no more.
"""

from __future__ import annotations

from extractors.lexicon import lexicon, tag_inside, tag_word
from extractors.tag_context import ends_plural
from extractors.tag_settling import AMBIGUOUS_S, FINITE, OBJECTS, SETTLED, UNSETTLED, by_word
from extractors.tagger_verbs import find_verb

_IS_BEFORE = frozenset("it he she that there here what who where how let".split())


def tag(words: list[str], lows: list[str], forms: list[str] | None = None) -> list[str]:
    """Tags of one sentence's tokens, in order; numbers get ``CD`` and punctuation its own first character."""
    forms = forms or [""] * len(words)
    tags = list(map(tag_inside, words))
    if "sign" in forms:
        tags = ["$" if form == "sign" else tag for tag, form in zip(tags, forms, strict=True)]  # "US$"
    first = 0
    while first < len(words) and forms[first] != "sign" and _is_mark(words[first]):
        first += 1
    if first < len(words) and forms[first] != "sign" and (words[first][0].isalpha() or words[first][0] == "'"):
        tags[first] = tag_word(words[first], lows[first], True)  # where a capital says nothing
    if "'s" in lows or "'" in lows:
        for k, low in enumerate(lows):
            if low == "'s":
                tags[k] = "VBZ" if k and lows[k - 1] in _IS_BEFORE else "POS"
            elif low == "'" and ends_plural(words, tags, k):
                tags[k] = "POS"
    size = len(tags)
    acts = tags[1:2] == ["POS"] or (lows[1:2] != [] and lows[1] in AMBIGUOUS_S and tags[2:3] in OBJECTS)
    if tags[:1] == ["JJ"] and size > 1 and (tags[1] in FINITE or acts) and lows[0] not in lexicon():
        tags[0] = "NNP"  # "Portreal sits at", "Portreal's mill": no adjective without a noun
    for i in range(1, size):
        settle = SETTLED.get(tags[i])
        if settle is not None:
            tags[i] = settle(words, lows, tags, i)
        elif lows[i] in UNSETTLED:
            tags[i] = by_word(lows, tags, i)
    if FINITE.isdisjoint(tags):
        find_verb(lows, tags, lexicon())
    return tags


def _is_mark(word: str) -> bool:
    """True for quotation marks, brackets and the like, behind which a sentence only begins."""
    head = word[0]
    return not (head.isalpha() or head.isdigit() or head == "." or (head == "'" and len(word) > 1))
