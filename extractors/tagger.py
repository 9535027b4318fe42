"""Tokens of a sentence to parts of speech: a lexicon, word endings and a dozen rules of context.

Tags are those of the Penn Treebank. Right on about nineteen words of twenty in news text, and fast: what the
chunking around a number needs, no more.
"""

from __future__ import annotations

from extractors.labels import behind_label
from extractors.lexicon import lexicon, tag_inside, tag_word
from extractors.tag_adjectives import COMPASS, FINITE, UNSETTLED, by_word
from extractors.tag_context import SAY_UNNAMED, ends_plural, opens_as_noun
from extractors.tag_reduced import settle_reduced
from extractors.tag_settling import AMBIGUOUS_S, OBJECTS, SETTLED
from extractors.tagger_verbs import find_verb
from extractors.words import words as listed

_IS_BEFORE = frozenset("it he she that there here what who where how let".split())
_NAMED_ACTS = listed("tagger.named_acts")
_NAMED_SAYS = listed("tagger.named_says")
_BEHIND_ACT = (["CD"], ["$"], ["TO"], ["IN"], ["RB"], ["DT"], ["JJR"])
_NO_NAMES = (["JJ"], ["RB"])
_BEHIND_MONTH = (["POS"], ["NN"], ["NNS"], ["CD"])
_ONE_ACTS = (["VBD"], ["VBZ"], ["MD"])
_COMMON = (["JJ"], ["NN"])
_GOES_ON = (["NN"], ["NNS"], ["NNP"], ["NNPS"], ["JJ"])
_BODIES = frozenset(
    "union association forum alliance federation council institute society club party guild office trust league "
    "commission group committee assembly congress coalition front movement".split()
)
_LINES_OF_BUSINESS = listed("tagger.lines_of_business")
_DOERS = ("ers", "ors", "ees", "ists", "ans", "ants", "ents", "ings")  # "rescuers", "attendees"


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
    if (behind := behind_label(words)) and not _is_mark(words[behind]):
        tags[behind] = tag_word(words[behind], lows[behind], True)  # "Norvale — Shares rose"
    if lows[first + 1 : first + 2] and lows[first + 1] in _SUFFIXES and words[first + 1][0].isupper():
        tags[first] = "NNP"  # "Delta Corp"
    elif tags[first : first + 1] in _COMMON and tags[first + 1 : first + 2] == ["NNP"]:
        ends = tags[first + 2 : first + 3] not in _GOES_ON
        if ends and lows[first + 1] in _LINES_OF_BUSINESS and words[first][0].isupper():
            tags[first] = "NNP"  # "Stellar Dynamics", "Premier Foods will", but "Local Labour leaders"
    shop = False
    if "'s" in lows or "'" in lows:
        for k, low in enumerate(lows):
            if low == "'s":
                tags[k] = _of_genitive(words, lows, tags, k)
                shop = shop or tags[k] == "NNP"
            elif low == "'" and ends_plural(words, tags, k):
                body = lows[k + 1 : k + 2] != [] and lows[k + 1] in _BODIES and words[k + 1][0].isupper()
                tags[k] = "NNP" if body and words[k - 1][0].isupper() else "POS"  # "the Property Owners' Forum"
    if not COMPASS.isdisjoint(lows):
        for at in (first, behind):
            named = lows[at : at + 1] != [] and lows[at] in COMPASS and words[at + 1 : at + 2]
            if named and words[at + 1][0].isupper():
                tags[at] = "NNP"  # "South Korea's exports": no direction
    size = len(tags)
    acts = tags[1:2] == ["POS"] or (lows[1:2] != [] and lows[1] in AMBIGUOUS_S and tags[2:3] in OBJECTS)
    if tags[:1] in _NO_NAMES and size > 1 and (tags[1] in FINITE or acts) and lows[0] not in lexicon():
        tags[0] = "NNP"  # "Portreal sits at", "Portreal's mill", "Chatly is": no adjective without a noun
    elif tags[:1] == ["NN"] and size > 1 and lows[1] == "said" and lows[0] not in SAY_UNNAMED:
        tags[0] = "NNP" if words[0].istitle() else "NN"  # "Apple said": an apple would have an article
    elif tags[:1] == ["NNS"] and tags[1:2] in _ONE_ACTS and lows[1] != "were" and _is_name(words[0]):
        tags[0] = "NNP"
    elif tags[1:4] == [",", "CD", ","] and words[2].isdecimal() and len(words[2]) == len("71") and _is_name(words[0]):
        tags[0] = "NNP"  # "Dunning, 71, has walked"
    elif lows[:1] == ["may"] and tags[1:2] in _BEHIND_MONTH:
        tags[0] = "NNP"  # "May's job gains", "May exports rose"
    elif tags[:1] == ["VB"] and opens_as_noun(tags):
        tags[0] = "NN"
    elif tags[:1] == ["VBZ"] and tags[1:2] == [","] and lows[0].endswith("s"):
        tags[0] = "NNS"  # "Permits, a guide to building, fell"
    for i in range(1, size):
        settle = SETTLED.get(tags[i])
        if settle is not None:
            tags[i] = settle(words, lows, tags, i)
        elif lows[i] in UNSETTLED:
            tags[i] = by_word(lows, tags, i)
    if shop:
        for k in range(2, size):
            if lows[k - 1] == "'s" and tags[k - 1] == "NNP":
                tags[k] = "VBD" if tags[k] == "VBN" else tags[k]  # "Orlo's said"
    if "far" in lows:
        _name_wings(lows, tags)
    if "VBD" in tags:
        settle_reduced(lows, tags)
    if FINITE.isdisjoint(tags):
        find_verb(lows, tags, lexicon())
    return tags


_SUFFIXES = frozenset("corp inc ltd plc llc limited corporation bancorp bancshares".split())


def _name_wings(lows: list[str], tags: list[str]) -> None:
    """ "the far right", "far right crowds": who they are, and not how far."""
    for k in range(len(lows) - 1):
        if lows[k] != "far" or lows[k + 1] not in ("left", "right"):
            continue
        if k and tags[k - 1] == "DT":
            tags[k], tags[k + 1] = "JJ", "NN"
        elif tags[k + 2 : k + 3] == ["NNS"]:
            tags[k], tags[k + 1] = "JJ", "JJ"


_IN_NAMES_OF_PLACES = listed("tagger.in_names_of_places")


def _of_genitive(words: list[str], lows: list[str], tags: list[str], k: int) -> str:
    """The tag of "'s": a verb, part of a shop's name ("Orlo's fell 6 percent"), else the genitive."""
    if not k or k + 1 == len(lows):
        return "POS"
    if lows[k - 1] in _IS_BEFORE:
        return "VBZ"
    if lows[k - 1] in _IN_NAMES_OF_PLACES and k > 1 and words[k - 1][0].isupper() and words[k + 1][0].isupper():
        return "NNP"  # "on the Devil's Curve", "at Lady's Mere"
    says = lows[k + 1] in _NAMED_SAYS
    moves = lows[k + 1] in _NAMED_ACTS and tags[k + 2 : k + 3] in _BEHIND_ACT
    return "NNP" if (says or moves) and words[k - 1][0].isupper() else "POS"


def _is_name(word: str) -> bool:
    """ "Norvales rose 4 percent": a word with a capital that is the plural of none known, nor of people who act."""
    low = word.lower()
    if not word[0].isupper() or low in lexicon() or low.endswith(_DOERS):
        return False
    singulars = (low[:-1], low.removesuffix("es"), low.removesuffix("ies") + "y")
    return not any(singular in lexicon() for singular in singulars)


def _is_mark(word: str) -> bool:
    """True for quotation marks, brackets and the like, behind which a sentence only begins."""
    head = word[0]
    return not (head.isalpha() or head.isdigit() or head == "." or (head == "'" and len(word) > 1))
