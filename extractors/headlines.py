"""A headline: its verb in small letters again where it is In Title Case, and told from the nouns beside it."""

from __future__ import annotations

import re

from extractors.lexicon import lexicon
from extractors.tagger_verbs import find_verb
from extractors.tokens import Sentence, tokenise
from extractors.words import words

_VERBS = words("headlines.verbs")
_COMMON = words("headlines.common")
_WORD = re.compile(r"[A-Za-z]+(?:-[A-Za-z]+)*")
_SHORT = 3  # letters of "of" and "the", which stay small
_READ = 200  # characters
_LEAST = 3  # long words that tell the case


def in_sentence_case(title: str) -> str:
    """ "Arden Bio Reports Second Quarter Results" as "Arden Bio reports second quarter results": what is no name is
    small, so that the name ends where it does. Other titles as they are.
    """
    found = list(_WORD.finditer(title, 0, _READ))
    long = [m for m in found if len(m[0]) > _SHORT]
    if len(long) < _LEAST or not all(m[0][0].isupper() for m in long):
        return title
    verb = next((m for m in found[1:] if m[0].lower() in _VERBS and m[0][1:].islower()), None)
    if verb is None or not found[0][0][0].isupper():
        return title
    small = [verb, *(m for m in found if m.start() > verb.end() and m[0].lower() in _COMMON)]
    out = title
    for m in small:
        out = out[: m.start()] + m[0].lower() + out[m.end() :]
    return out


def read_headline(title: str) -> Sentence:
    """The tokens of a title, with the verb of each of its clauses tagged as one: "Norvale [orders] 60 jets", "Arden
    Trust [awards] £3m", "Rents fall but hiring [jumps] among firms". Most words of a title are nouns, but nearly
    always one is a verb.
    """
    sent = tokenise(title, 0, len(title))
    lows, tags = sent.lows, sent.tags
    first = 0
    for k in range(len(tags) + 1):
        if k < len(tags) and tags[k] not in _CLAUSE_MARKS and lows[k] not in _CLAUSE_WORDS:
            continue
        if k - first >= _SHORT_CLAUSE and not _says_how(tags[first:k], lows[first:k]):
            verb = next((j for j in range(first + 1, k) if _acts(lows, tags, j, j + 1 == k)), -1)
            if verb >= 0:
                tags[verb] = "VBZ" if lows[verb].endswith("s") else "VBP"
            else:
                part = tags[first:k]
                find_verb(lows[first:k], part, lexicon())
                tags[first:k] = part
        first = k + 1
    return sent


def _says_how(part: list[str], said: list[str]) -> bool:
    """True for a clause that has its verb: "rents fell", "Norvale to cut"."""
    return not _FINITE.isdisjoint(part) or any(said[k] == "to" and part[k + 1] == "VB" for k in range(len(said) - 1))


def _acts(lows: list[str], tags: list[str], k: int, last: bool) -> bool:
    """ "Norvale [orders] 60", "Rents [slide]": behind who acts, and before what is acted on or at the end."""
    low, before = lows[k], tags[k - 1]
    if tags[k] not in ("NNS", "NN") or not (last or tags[k + 1] in _ACTED_ON):
        return False
    if low in _ACTS:
        odd = before == "VBG" or "-" in lows[k - 1] or lows[k - 1] == "+"  # "vaping jumps", "OPEC+ delays"
        return before == "NNP" or ((before == "NN" or odd) and not last)
    return before == "NNS" and f"{low}s" in _ACTS


_CLAUSE_MARKS = frozenset((":", ";", ",", "."))
_CLAUSE_WORDS = frozenset("as after but while when amid with despite and".split())
_FINITE = frozenset(("VBZ", "VBP", "VBD", "MD"))
_ACTED_ON = frozenset(("CD", "$", "NN", "NNS", "NNP", "DT", "JJ", "IN", "TO", "RB", "PRP$"))
_ACTS = _VERBS | words("headlines.acts")
_SHORT_CLAUSE = 2  # tokens of the shortest, "Roe wins"
