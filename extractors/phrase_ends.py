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
    elif sent.tags[j] == "CD" and sent.tags[j + 1 : j + 2] == ["NNP"]:
        k = j + 1  # "50 Boeing 737 MAX jets"
        while k < min(j + _LONGEST_NAME, size) and sent.tags[k] == "NNP":
            k += 1
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
        if after in ("$", "CD", "DT", "PRP$", "PRP") and j == head + 1 and sent.lows[head] not in _MODIFIERS:
            return True  # "30 eggs [costs] $70"
        return sent.lows[head] in _THINGS and after in ("MD", "VBP", "VBD", "RB")
    alone = sent.tags[j] == "NN" and after not in ("NN", "NNS", "NNP", "-", "POS", "VBZ")
    several = i > 0 and sent.tags[i - 1] in ("CD", "NN") and sent.lows[i - 1] not in ("one", "1", "a")
    several = several and sent.lows[i - 2 : i - 1] != ["top"]  # "the only Top 5 cosmetics brand"
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


def plural_ahead(sent: Sentence, first: int, head: int) -> int:
    """The plural that a singular ``head`` behind a number of several leads to: "two La Liga [matches]", "400 limited
    edition Arden Royal tea [sets]", "12 new Oster branded [jars]", "10 cancer [myths]"; ``head`` where there is none.
    """
    if not _needs_plural(sent, first, head):
        return head
    size = len(sent.words)
    for k in range(head + 1, min(head + _LONGEST_RUN, size)):
        tag, low = sent.tags[k], sent.lows[k]
        if tag == "NNS" or (
            tag == "NNP" and low.endswith("s") and sent.words[k][1:] not in (low[1:], low[1:].upper())
        ):
            return k
        if tag == "VBZ":
            after = sent.tags[k + 1] if k + 1 < size else "."
            fits = low.endswith("s") and low not in _FINITE_S and sent.lows[head] not in GROUPS
            return k if fits and (after in (".", ",", "CC") or sent.lows[k + 1] in _BEHIND_NOUNS) else head
        if tag not in ("NN", "NNP", "JJ", "VBN") and not _joins(sent, k):
            return head
    return head


def _needs_plural(sent: Sentence, first: int, head: int) -> bool:
    """True for a singular noun behind a number that is not one, and that is no part of a name: "two La Liga"."""
    low = sent.lows[head]
    if sent.tags[head] not in ("NN", "NNP") or (low.endswith("s") and not low.endswith("ss")) or low in GROUPS:
        return False
    before = sent.lows[first - 1] if first else ""
    named = first > 1 and (sent.tags[first - 2] in ("NNP", "NN") or sent.lows[first - 2] in ("top", "a", "number"))
    return sent.tags[first - 1 : first] == ["CD"] and before not in ("one", "1") and not named


def _joins(sent: Sentence, k: int) -> bool:
    """ "two Oster-owned [and] operated inns", "five [-] star inns"."""
    if sent.lows[k] == "and":
        return sent.tags[k + 1 : k + 2] == ["VBN"]
    return sent.tags[k : k + 2] == ["CD", "-"] or (sent.words[k] == "-" and sent.glued(k))


_LONGEST_RUN = 8  # tokens
_FINITE_S = words("phrases.finite_s") | words("clauses.speech")
_BEHIND_NOUNS = frozenset(
    "that which who in of from with for at on after before during since between among to".split()
)
