"""What the words and tags around a token tell of its own tag."""

from __future__ import annotations

from extractors.words import words

MEASURED = words("tagger.measured")
SAY_UNNAMED = words("tagger.say_unnamed")
"""Nouns that are no name where one opens a sentence without an article: "Management said"."""


def ends_plural(words: list[str], tags: list[str], k: int) -> bool:
    """True for an apostrophe, token ``k``, of "Jones' sales" and "the firms' plans", which closes no quotation."""
    return (
        k > 0
        and k + 1 < len(words)
        and tags[k - 1] in ("NNP", "NNS", "NNPS")
        and words[k - 1].endswith("s")
        and words[k + 1][0].isalnum()
        and words[:k].count("'") % 2 == 0
    )


def opens_as_noun(tags: list[str]) -> bool:
    """ "[Pay] in Norland rose": a verb by its form, behind whose tail a finite one stands."""
    if tags[1:2] != ["IN"]:
        return False
    k = 2
    while k < len(tags) and tags[k] in _IN_TAIL:
        k += 1
    return k > _SHORTEST_TAIL and tags[k : k + 1] in (["VBD"], ["VBZ"], ["MD"])


_IN_TAIL = frozenset("DT JJ NN NNS NNP NNPS POS PRP$ IN".split())
_SHORTEST_TAIL = 2


def opens_sized(lows: list[str], tags: list[str], k: int) -> bool:
    """True where a number with "a", "its" or a genitive before it ends at token ``k``: "a 2 percent"."""
    while k > 0 and lows[k] in MEASURED:
        k -= 1
    counted = k > 0 and tags[k] == "CD"
    while k > 0 and (tags[k] in ("CD", "$", "-") or lows[k] in ("nearly", "almost", "about")):
        k -= 1
    return counted and (lows[k] in ("a", "an") or tags[k] in ("PRP$", "POS"))


def infinitive_before(tags: list[str], k: int) -> bool:
    """True where the last verb before token ``k`` is an infinitive: "will close", "to sell"."""
    return next((tags[m] == "VB" for m in range(k - 1, -1, -1) if tags[m][:2] in ("VB", "MD")), False)


def before_finite(tags: list[str], i: int) -> bool:
    """True where token ``i`` is a verb of the past or a modal, or an adverb before one."""
    return tags[i : i + 1] in (["VBD"], ["MD"]) or (tags[i : i + 1] == ["RB"] and tags[i + 1 : i + 2] == ["VBD"])


def is_of_which(lows: list[str], tags: list[str], i: int) -> bool:
    """ "of which about 60 [make] money": behind the relative and its number stands the verb."""
    k = i - 1
    while k > 0 and (tags[k] == "CD" or lows[k] in _HEDGES):
        k -= 1
    return lows[k] in ("which", "whom") and k > 0 and lows[k - 1] == "of"


_HEDGES = frozenset("about only some nearly just almost around roughly at least more than fewer".split())


def acts_behind_number(lows: list[str], tags: list[str], i: int) -> bool:
    """True where the number before token ``i`` opens a clause: "of which 594 pay over"."""
    opens = i < 2 or lows[i - 2] in (",", "which", "whom", "and", "while")
    things = lows[i] in _NO_NOUNS and tags[i + 1 : i + 2] == ["NNS"]  # ", 470 attend classes"
    return opens and (things or tags[i + 1 : i + 2] in (["IN"], ["RB"], ["DT"], ["PRP$"]))


_NO_NOUNS = frozenset("attend receive own require serve".split())


def ends_count(tags: list[str], i: int) -> bool:
    """ "pulled 140,000 teddy bears.", "selling garden sheds and": a plural at the end of its clause."""
    return (
        i > 1
        and tags[i - 2] in ("CD", "VBG")
        and tags[i - 1] == "NN"
        and tags[i + 1 : i + 2] in (["."], [","], ["CC"], [])
    )


def only_verb(tags: list[str], i: int) -> bool:
    """ "said members [faced] pay cuts": a participle behind a plural with an object and no verb behind it."""
    bare = tags[i + 1 : i + 2] == ["VB"] and tags[i + 2 : i + 3] == ["NNS"]  # "pay cuts"
    if tags[i - 1] != "NNS" or not (bare or tags[i + 1] in ("NN", "NNS")):
        return False
    stop = next((k for k in range(i + 1, len(tags)) if tags[k] in (".", ",", ":", "CC")), len(tags))
    return not any(tag in ("VBD", "VBZ", "VBP", "MD") for tag in tags[i + 1 : stop])
