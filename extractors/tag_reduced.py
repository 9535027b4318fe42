"""Participles that look like a past tense: "dogs [kept] in cages were rescued", "a mill [built] in 1920 employs"."""

from __future__ import annotations

from itertools import pairwise

from extractors.words import words

_FINITE = frozenset(("VBD", "VBZ", "VBP", "MD"))
_NOUNS = frozenset(("NN", "NNS", "NNP", "NNPS"))
NEVER_REDUCED = words("clause_map.never_participle") | words("clauses.speech") | words("tag_reduced.never")
MADE_KNOWN = frozenset("found reported announced confirmed revealed estimated".split())
_TELLERS = (
    words("owners.organisations")
    | words("discourse.sayers")
    | words("tagger.say_unnamed")
    | words("tag_reduced.tellers")
)
_WHO_TELL = ("er", "ers", "or", "ors", "ist", "ists", "man", "men", "ian", "ians")
_PLACING = frozenset(
    "in on at by to from for with into under near between during through without across inside there here "
    "online".split()
)
PARTICLES = frozenset("up out off down back".split())
_INSIDE = _NOUNS | frozenset(("DT", "PRP$", "JJ", "CD", "POS", "$", "%", "VBG"))
_OPENS_NOUN = ("DT", "PRP$")
_OPENS_CLAUSE = frozenset(
    "when while after before until since because although though if unless once as that which who whom where "
    "than what how whose whether".split()
)
_FAR = 9  # tokens from the participle to the verb
_BACK = 6  # tokens to a word that opens a clause of its own


def settle_reduced(lows: list[str], tags: list[str]) -> None:
    """Make a past tense a participle where only "in cages at a farm" stands between it and another finite verb, for
    which the tags may have a participle behind a year: "a mill built in 1902 [killed] four".
    """
    verbs = [k for k, tag in enumerate(tags) if tag in _FINITE or (tag == "VBN" and _acts_behind_year(lows, tags, k))]
    for verb, behind in pairwise(verbs):
        if tags[verb] != "VBD" or not verb or tags[verb - 1] not in _NOUNS:
            continue
        if lows[verb] in NEVER_REDUCED and not _is_made_known(lows, tags, verb):
            continue
        first = verb + 1 + (lows[verb + 1] in PARTICLES)
        if behind - verb > _FAR or lows[first] not in _PLACING:
            continue
        if all(tags[k] in _INSIDE or lows[k] in _PLACING or lows[k] == "of" for k in range(first, behind)):
            if not _opens_its_clause(lows, tags, verb) and doer_at(tags, verb) < 0:
                tags[verb] = "VBN"
                tags[behind] = "VBD" if tags[behind] == "VBN" else tags[behind]


def _is_made_known(lows: list[str], tags: list[str], verb: int) -> bool:
    """ "a coin [found] in a field was": no coin tells anything, as the firm of "announced in May profit was" does."""
    named = tags[verb - 1] in ("NNP", "NNPS")
    return lows[verb] in MADE_KNOWN and not named and not may_tell(lows[verb - 1])


def may_tell(noun: str) -> bool:
    """True for "company", "ministry", "farmers": who may find out, report or announce."""
    return noun in _TELLERS or noun.endswith(_WHO_TELL)


def _opens_its_clause(lows: list[str], tags: list[str], verb: int) -> bool:
    """ "when the mill [built] in": the verb of what "when" opens; that of "that broke out at a mill [built] in" is
    there already.
    """
    opener = next((k for k in range(verb - 1, max(-1, verb - _BACK - 1), -1) if lows[k] in _OPENS_CLAUSE), -1)
    return opener >= 0 and _FINITE.isdisjoint(tags[opener + 1 : verb])


def _acts_behind_year(lows: list[str], tags: list[str], k: int) -> bool:
    year = k > 0 and lows[k - 1].isdecimal() and len(lows[k - 1]) == len("1902")
    return year and tags[k + 1 : k + 2] in (["CD"], ["DT"], ["$"], ["PRP$"])


def doer_at(tags: list[str], verb: int) -> int:
    """Where "the city", "Pell" begins of "the buses the city [bought] in 2020", "the amount Pell [raised] in May":
    who does it stands behind the thing; -1 where nobody does.
    """
    k = verb - 1
    while k > 0 and tags[k] == tags[verb - 1]:
        k -= 1
    if tags[verb - 1] != "NNP":
        while k > 0 and tags[k] in _INSIDE and tags[k] not in _OPENS_NOUN:
            k -= 1
        if tags[k] not in _OPENS_NOUN:
            return -1
        k -= 1
    return k + 1 if 0 <= k < verb - 1 and tags[k] in ("NN", "NNS") else -1
