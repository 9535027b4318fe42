"""Where a counted phrase goes on or ends against the looks of it: "six University of Norvale campuses", "four things
farmers should know".
"""

from __future__ import annotations

from extractors.tokens import Sentence
from extractors.words import words

GROUPS = frozenset(
    "police staff crew cattle livestock personnel youth infantry cavalry people folk aircraft spacecraft sheep fish"
    " species poultry clergy faculty".split()
)
INSIDE_NAMES = frozenset("of de da do dos del la el du top hit".split())
_LONGEST_NAME = 5  # tokens
_LEAST_COUNT = 3  # digits


def name_goes_on(sent: Sentence, j: int) -> int:
    """The plural that is counted where a name in front of it goes on at token ``j``: of "Rio [de] Janeiro bars", "UK
    [top] 20 albums", "US [hit] singles", "Air Force [(]AF) jets"; 0 elsewhere.
    """
    size = len(sent.words)
    if sent.words[j] == "(":
        short = j + 3 < size and sent.words[j + 1].isupper() and sent.words[j + 2] == ")"
        k = j + 3 if short else size
    elif sent.tags[j] == "CD":
        k = j + 1 if sent.words[j].isdigit() and len(sent.words[j]) < _LEAST_COUNT else size  # "20,000 Model 3 cars"
    elif sent.lows[j] in ("top", "hit"):
        k = j + 1 + (sent.tags[j + 1 : j + 2] == ["CD"])
    else:
        k = j + 1
        while k < min(j + _LONGEST_NAME, size) and (sent.tags[k] in ("NNP", "DT") or sent.lows[k] in INSIDE_NAMES):
            k += 1
        if k == j + 1:
            return 0
    while k < min(j + _LONGEST_NAME + 2, size) and sent.tags[k] in ("JJ", "NN"):
        k += 1
    return k if k < size and sent.tags[k] == "NNS" else 0


def is_no_compound(sent: Sentence, i: int, j: int, head: int) -> bool:
    """ "1.5 million teenagers [smoke]", "four things [farmers] should know": what the counted do, or who acts."""
    after = sent.tags[j + 1] if j + 1 < len(sent.words) else "."
    if sent.tags[j] == "NNS":
        return sent.lows[head] in _THINGS and after in ("MD", "VBP", "VBD", "RB")
    alone = sent.tags[j] == "NN" and after not in ("NN", "NNS", "NNP", "-", "POS", "VBZ")
    several = i > 1 and sent.tags[i - 1] in ("CD", "NN") and sent.lows[i - 1] not in ("one", "1", "a")
    several = several and sent.lows[i - 2] != "top"  # "the only Top 5 cosmetics brand"
    return alone and several and sent.lows[j] not in GROUPS and sent.lows[head] not in _MODIFIERS


def acts_on(sent: Sentence, i: int, j: int) -> bool:
    """ "11 [reported] growth": a verb, for what more than one number counts has a plural."""
    k = j + 1
    while k < len(sent.words) and sent.tags[k] in ("NN", "JJ"):
        k += 1
    ends = k >= len(sent.words) or sent.tags[k] in (".", ",", "IN", "CC", "TO")
    return j == i and ends and sent.lows[k - 1] not in GROUPS and sent.lows[i - 1] not in ("one", "1", "a")


_THINGS = words("phrases.things")
_MODIFIERS = words("phrases.plural_modifiers")
