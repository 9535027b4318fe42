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
    tags: list[str] = []
    first = True
    for word, low, form in zip(words, lows, forms or lows, strict=True):
        head = word[0]
        if form == "sign":
            tags.append("$")
            first = False
        elif not first and head.isalpha():
            tags.append(tag_inside(word))
        elif head.isalpha() or (head == "'" and len(word) > 1):
            if low == "'s":
                tags.append("VBZ" if tags and lows[len(tags) - 1] in _IS_BEFORE else "POS")
            else:
                tags.append(tag_word(word, low, first))
            first = False
        elif head.isdigit() or head == ".":
            tags.append("CD" if len(word) > 1 or head != "." else ".")
            first = False
        else:
            tags.append("POS" if low == "'" and ends_plural(words, tags) else head)
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
    if not any(t in FINITE for t in tags):
        find_verb(lows, tags, lexicon())
    return tags
