"""What says of which of many a plural speaks: "women [who froze their eggs]", "people [living near the plant]"."""

from __future__ import annotations

from extractors.clauses import SPEECH
from extractors.noun_phrases import TIMES
from extractors.phrase_ends import GROUPS
from extractors.phrases import NOUNS
from extractors.tokens import Sentence
from extractors.words import words

_FINITE = frozenset(("VBD", "VBZ", "VBP", "MD"))
_RELATIVES = frozenset("who that which".split())
_AGED = frozenset("aged age ages over under".split())
_STOPS = frozenset(', ; : ( ) . ? ! " - – — --'.split())
_BREAKS = words("restricted.breaks")
_LOOSE = frozenset("IN DT CC RB TO PRP$ MD".split())
_JOINED = NOUNS | {"JJ", "JJR", "VBG", "VBN"}
_LONGEST = 14  # tokens
_TALK = SPEECH | words("clause_map.saying")


def restricted_end(sent: Sentence, head: int) -> int:
    """Behind the words that restrict the plural, or "those", at token ``head``; behind ``head`` where none do."""
    k = head + 1
    if sent.tags[head] != "NNS" and sent.lows[head] not in GROUPS and sent.lows[head] != "those":
        return k
    opener = _opener(sent, k)
    if opener < 0:
        return k
    end = _end(sent, opener + 1)
    while end > k and (sent.tags[end - 1] in _LOOSE or sent.lows[end - 1] in TIMES):
        end -= 1
    return end if end > opener else k


def _opener(sent: Sentence, k: int) -> int:
    """The last token of what opens the restriction at token ``k``: "who [have]", "not [using]"; -1 for none."""
    lows, tags = sent.lows, sent.tags
    size = len(lows)
    if k >= size:
        return -1
    if lows[k] in _RELATIVES:
        verb = k + 1
        while verb < size and tags[verb] == "RB":
            verb += 1
        return verb if verb < size and tags[verb] in _FINITE else -1
    if lows[k] in _AGED and tags[k + 1 : k + 2] == ["CD"]:
        return k + 1
    if lows[k] in ("with", "without") or (tags[k] == "JJR" and lows[k + 1 : k + 2] == ["than"]):
        return k + (tags[k] == "JJR")
    if lows[k] == "not":
        k += 1
    while k < size and tags[k] == "RB":
        k += 1
    if k < size and (tags[k] in ("VBG", "VBN") or _is_participle(sent, k)):
        return k
    return -1


def _is_participle(sent: Sentence, k: int) -> bool:
    """ "Boats [built] in Telmar cost": taken for a past tense, but the verb comes behind it."""
    if sent.tags[k] != "VBD" or sent.tags[k + 1 : k + 2] not in (["IN"], ["TO"], ["RB"]):
        return False
    end = _end(sent, k + 1)
    return end < len(sent.lows) and sent.tags[end] in _FINITE


def _is_bound(sent: Sentence, j: int) -> bool:
    """ "with fewer [than] 50 staff", "built [before] 1950": how many or when, not another clause."""
    if sent.lows[j] == "than":
        return sent.tags[j - 1] == "JJR" and j + 1 < len(sent.lows) and sent.tags[j + 1] in ("CD", "$")
    return sent.lows[j] in ("before", "after", "since", "until") and sent.tags[j + 1 : j + 2] == ["CD"]


def _end(sent: Sentence, k: int) -> int:
    """Where what is said from token ``k`` on stops: at a mark, the verb of the clause around, another clause."""
    lows, tags = sent.lows, sent.tags
    size = len(lows)
    told = lows[k - 1] in _TALK
    for j in range(k, min(size, k + _LONGEST)):
        low, tag = lows[j], tags[j]
        if low in _STOPS or (low in _BREAKS and not _is_bound(sent, j)):
            return j
        if j > k and tag in ("DT", "PRP$") and tags[j - 1] in ("NN", "NNS"):
            return -1  # "studies in monkeys published in May offer a": the tagger has missed the verb
        if tag in _FINITE or (tag == "VB" and tags[j - 1] in NOUNS):
            if not told:
                return j
            told = False
        if tag == "CC" and tags[j + 1 : j + 2] and tags[j + 1] not in _JOINED:
            return j
    return min(size, k + _LONGEST)
