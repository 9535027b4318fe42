"""The noun phrase a clause opens with, up to its verb, where a number stands within: "Farms with 40 cows will"."""

from __future__ import annotations

from extractors.noun_phrases import TIME_NOUNS, Phrase, head_of
from extractors.tokens import Sentence
from extractors.words import words

_SPEECH = words("clauses.speech")
_FINITE = frozenset(("VBD", "VBZ", "VBP", "MD"))
_OPENS = frozenset(("DT", "NN", "NNS", "JJ", "PRP$"))
_NARROWS = frozenset("with of for on in at from".split())
_LONGEST = 18  # words


def is_cut_short(sent: Sentence, phrase: Phrase | None) -> bool:
    """True where a number stands right before the phrase, so that it may be only the end of one."""
    if phrase is None:
        return True
    k = phrase.first
    narrowed = k > _SHORTEST and sent.tags[k - 1] in ("IN", "RB", "VBG", "VBN", "TO")
    if narrowed and not _NUMBERS.isdisjoint(sent.lows[max(0, k - 12) : k]):
        return True  # "The number of people sleeping rough in Arden has"
    return k > 1 and ("CD" in sent.tags[max(0, k - 4) : k + 1] or "than" in sent.lows[max(0, k - 3) : k])


def from_opening(sent: Sentence, start: int) -> Phrase | None:
    """ "The number of patients waiting more than a year for surgery [has]", "Households earning $50,000 [will]": all
    of it, where what narrows the noun holds a number that no phrase read backwards from the verb goes beyond.
    """
    first = start
    numbered = False
    while first > 0 and start - first < _LONGEST:
        k = first - 1
        if sent.lows[k] in _ENDS or sent.lows[k] in _SPEECH or sent.tags[k] in _FINITE or sent.tags[k] == "CC":
            break
        counts = (sent.forms[k] == "number" or sent.tags[k] == "CD") and sent.lows[k + 1] not in TIME_NOUNS
        numbered = numbered or counts or _is_one_time(sent, k) or _opens_number(sent, k)
        first = k
    if not numbered or start - first < _SHORTEST or start - first >= _LONGEST or sent.tags[first] not in _OPENS:
        return None
    k = first
    while k < start and sent.tags[k] in ("DT", "JJ", "PRP$", "NN", "NNS", "POS", "NNP", "JJS"):
        k += 1
    narrowed = sent.lows[k] in _NARROWS or sent.tags[k] in ("VBG", "VBN")
    if k == first or not narrowed or sent.tags[k - 1] not in ("NN", "NNS") or sent.tags[start - 1] in ("IN", ","):
        return None
    return Phrase(first, start, head_of(sent, first, k))


_NUMBERS = frozenset("number share proportion percentage".split())
_SHORTEST = 4
_ENDS = frozenset(', ; : that who which ( ) " – — --'.split()) | words("openings.subordinate")
_TIMES = frozenset("year month week day hour".split())


def _opens_number(sent: Sentence, k: int) -> bool:
    """ "the [number] of people sleeping rough"."""
    return sent.lows[k] in _NUMBERS and sent.lows[k + 1] == "of"


def _is_one_time(sent: Sentence, k: int) -> bool:
    """ "more than a year"."""
    return sent.lows[k] in _TIMES and sent.lows[k - 2 : k] == ["than", "a"]
