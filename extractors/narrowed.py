"""The noun that what stands before a verb only narrows: no subject is the object of a preposition."""

from __future__ import annotations

from extractors.incidents import may_be_incident
from extractors.noun_phrases import TIMES, Phrase, left_phrase
from extractors.phrases import NOUNS
from extractors.tag_reduced import MADE_KNOWN, PARTICLES
from extractors.tokens import Sentence
from extractors.words import words

_SPEECH = words("clauses.speech") | words("clause_map.saying")
_NO_LINKS = words("narrowed.no_links")
_FINITE = frozenset(("VBD", "VBZ", "VBP", "MD"))
_BE = frozenset("is are was were 's 're".split())
_PARTICLES = PARTICLES | {"in", "on", "over", "away"}
_MOST = 4  # prepositions


def narrowed_noun(sent: Sentence, phrase: Phrase | None) -> Phrase | None:
    """ "A smuggler [behind a large ring] was", "Boats [moored at Arden] sank", "Roe, 37, [of Telmar] left": the whole
    phrase with the noun in front as its head, where ``phrase`` is only the end of it.
    """
    for _ in range(_MOST):
        outer = None
        if phrase is not None and phrase.first > 1:
            outer = _before_link(sent, phrase.first - 1) or _before_act(sent, phrase.first - 1)
        if phrase is None or outer is None:
            break
        phrase = Phrase(outer.first, phrase.last, outer.head)
    if phrase is not None:
        for k in range(phrase.first + 1, phrase.head):
            if sent.tags[k] == "VBG" and sent.tags[k - 1] in NOUNS and sent.tags[k + 1] in ("DT", "PRP$", "NNP"):
                return Phrase(phrase.first, phrase.last, k - 1)  # "a clerk visiting South Norland"
    return phrase


def is_event_that_harms(sent: Sentence, phrase: Phrase | None, verb: int) -> bool:
    """ "a raid on Norvale, which [killed]": what does harm is the raid and not the town."""
    if phrase is None or sent.lows[verb] not in _HARMING or not may_be_incident(sent.lows[phrase.head]):
        return False
    firms = sent.lows[verb] in _FIRMS_CUT and not _WHAT_FIRMS_CUT.isdisjoint(sent.lows[verb + 1 : verb + _NEAR])
    return not firms  # "a strike at Norvale Steel, which cut 400 jobs"


_HARMING = words("narrowed.harming")
_FIRMS_CUT, _NEAR = ("cut", "cuts"), 6
_WHAT_FIRMS_CUT = frozenset(
    "job jobs post posts role roles staff workers workforce costs prices dividend rates".split()
)


def verb_of_list(sent: Sentence, comma: int, verb: int) -> int:
    """ "The phone [has] a screen, weighs 170 grams": the first of several verbs, whose object ends at the comma; -1
    where the phrase before the comma is no object.
    """
    tags, lows = sent.tags, sent.lows
    k = comma - 1
    while k > 0 and tags[k] in _OF_OBJECT:
        k -= 1
    listed = tags[k] == tags[verb] and tags[verb] in ("VBZ", "VBD") and k < comma - 1 and k > 0
    if (
        tags[k] == "VBN"
        and tags[verb] in ("VBD", "VBN")
        and 0 < k < comma - 1
        and lows[k - 1] in ("has", "have", "had")
    ):
        return -1 if lows[verb] in _SAYING else k - 1  # "She has written 14 novels, sold 30 million books"
    if not listed or lows[verb] in _SAYING or lows[k] in _SAYING:
        return -1
    return k


_OF_OBJECT = NOUNS | {"DT", "JJ", "CD", "-", "PRP$", "$", "%", "VBG"}
_SAYING = words("clauses.speech")


def _before_link(sent: Sentence, link: int) -> Phrase | None:
    """The noun phrase that the preposition at token ``link`` narrows, None where it opens the clause or follows a
    verb.
    """
    tags, lows = sent.tags, sent.lows
    if tags[link] != "IN" and lows[link] != "to":
        return None
    if lows[link] in _NO_LINKS:
        return None
    k = link - 1
    while k > 0 and tags[k] == "RB":
        k -= 1
    if k > 1 and lows[k] in _PARTICLES and tags[k - 1] in ("VBN", "VBG", "VBD"):
        k -= 1  # "A coat handed in with a bag"
    if k > 2 and lows[k - 1 : k + 1] == ["to", "be"] and tags[k - 2] in ("VBN", "VBD") and tags[k - 3] in NOUNS:
        k -= 3  # "A gunman thought to be from Norland"
    elif k > 0 and tags[k] in ("VBN", "VBG", "VBD"):
        k = _before_participle(sent, k)
    if k < 0:
        return None
    if lows[k] == "," and k > 3 and tags[k - 1] == "CD" and lows[k - 2] == "," and tags[k - 3] in ("NNP", "NNPS"):
        k -= 3  # "Roe, 37, of Telmar"
    if tags[k] not in NOUNS or lows[k] in TIMES:
        return None
    return left_phrase(sent, k + 1)


def _before_act(sent: Sentence, act: int) -> Phrase | None:
    """ "A clerk [visiting Telmar] had", whose participle at token ``act`` has an object."""
    acts = act > 0 and sent.tags[act] == "VBG" and sent.lows[act] not in _NO_ACTS
    if not acts or sent.tags[act - 1] not in ("NN", "NNS", "NNP") or sent.lows[act - 1] in TIMES:
        return None
    return left_phrase(sent, act)


_NO_ACTS = words("narrowed.no_acts")


def _before_participle(sent: Sentence, k: int) -> int:
    """The token before the participle at token ``k`` and what is joined to it; -1 for a verb of the clause."""
    tags, lows = sent.tags, sent.lows
    says = lows[k] in _SPEECH and not (tags[k] == "VBN" and lows[k] in MADE_KNOWN)
    if says or lows[k - 1] in _BE or tags[k - 1] in _FINITE:
        return -1
    if lows[k - 1] in ("and", "or"):
        for j in range(k - 2, max(0, k - 9), -1):
            if tags[j] in _FINITE and tags[j] != "VBD":
                return -1
            if tags[j] in ("VBN", "VBD", "VBG"):
                return _before_participle(sent, j)
        return -1
    before = k - 1 - (tags[k - 1] == "RB")  # "a model last updated by"
    return before if before >= 0 and tags[before] in NOUNS else -1


def doer_of_both(sent: Sentence, k: int) -> Phrase | None:
    """ "Crews who fought the fire and survived [had]": the crews, where the act at token ``k`` is the second."""
    if k < 2 or sent.lows[k - 1] not in ("and", "or"):
        return None
    for j in range(k - 2, max(0, k - 16), -1):
        if sent.lows[j] in (",", ";", ":"):
            return None
        if sent.lows[j] in ("who", "that", "which"):
            return left_phrase(sent, j)
    return None
