"""Verbs that a word's own tag does not show: the second of a sentence, that of a plural, the only one there is."""

from __future__ import annotations

from extractors.words import words

_AMBIGUOUS_S = words("tagger.ambiguous_s")
_VERB_NOUNS = words("tagger.verb_nouns")
SUMS = (["$"], ["CD"])
SECOND_VERBS = words("tagger.second_verbs")
_OPENING = 3
_PAST_TOO = frozenset("cost cut hit put set hurt burst split shut spread".split())
_BEHIND_VERB = frozenset(("DT", "CD", "IN", "NN", "NNS", "JJ", "PRP$", "$", "NNP", "RB"))
_NOMINALS = frozenset(("NN", "NNS", "NNP", "NNPS", "PRP"))


def sum_follows(lows: list[str], tags: list[str], k: int) -> bool:
    """True where a number or a sum stands at token ``k`` or behind "aside" there."""
    whom = lows[k - 1] in _PAYING and tags[k : k + 1] in (["NNS"], ["NNP"])
    past = whom or lows[k : k + 1] in (["aside"], ["out"], ["up"])  # "and costs hospitals $4"
    return tags[k + past :][:1] in SUMS


_OBJECT_NEXT = (["DT"], ["PRP$"], ["NNP"])
_PAYING = frozenset("costs saves earns gives pays charges".split())


def share_follows(lows: list[str], tags: list[str], i: int) -> bool:
    """ "rents for $900", "rents for an average of $900", "accounts for a fifth of": a sum behind "for", a share of it
    behind "accounts for".
    """
    k = i + 2 + 3 * (lows[i + 2 : i + 5] == ["an", "average", "of"])
    if lows[i] == "accounts":
        while lows[k : k + 1] and lows[k] in _HEDGES:
            k += 1
    return tags[k : k + 1] in SUMS or (lows[i] == "accounts" and lows[k : k + 1] in _PARTS)


_HEDGES = frozenset("about nearly almost roughly some around just only more over than less a up to".split())
_PARTS = (["half"], ["third"], ["quarter"], ["fifth"], ["tenth"], ["sixth"], ["eighth"])


def hedge_follows(lows: list[str], tags: list[str], i: int) -> bool:
    """ "costs about $9", "costs on average $9"."""
    about = lows[i + 1 : i + 2] in _ABOUT and tags[i + 2 : i + 3] in SUMS
    return about or lows[i + 1 : i + 3] == ["on", "average"]


_ABOUT = (["about"], ["around"], ["over"], ["under"], ["between"])


def who_acts(lows: list[str], tags: list[str], i: int) -> bool:
    """ "they saved more than 40", "The festival, now in its 18th year, donated 40,000 pounds", "The salt trade
    generated revenue of": no participle, as who acts stands before it, or an aside behind the subject.
    """
    if lows[i - 1] in _WHO_ACTS or tags[i - 1] == "WDT":
        return True
    if tags[i - 1] == "NNP" and lows[i] in _CALLING and tags[i + 1 : i + 2] == ["IN"]:
        return True  # "Venn called for a vote"
    if tags[i - 1] == "NNP" and i > 2 and _opens_relative(lows, tags, i):
        return True
    if tags[i - 1] == "NNS" and i > 2 and tags[i - 2] == "CD" and lows[i - 3] in _WHILE:
        if lows[i + 1 : i + 2] in (["."], [","]):
            return True  # "fell as 61,000 members cancelled."
    noun = tags[i - 1] in ("NN", "NNS", "NNP") and tags[i + 1 : i + 2] in (["NN"], ["NNS"])
    earns = noun and lows[i + 1] in _EARNED
    aside = tags[i - 1] == "," and tags[i + 1 : i + 2] in (["CD"], ["$"], ["DT"], ["PRP$"]) and "," in tags[: i - 1]
    return (earns or aside) and not any(tag in _FINITE for tag in tags[:i])


def _opens_relative(lows: list[str], tags: list[str], i: int) -> bool:
    """ "the files that Judge Roe [authorised] for release": a name behind "that" does what follows."""
    k = i - 1
    while k > 1 and tags[k] == "NNP":
        k -= 1
    return lows[k] in ("that", "which") and tags[k - 1] in ("NN", "NNS")


_WHO_ACTS = frozenset("i he she it we they who nobody everyone everybody".split())
_CALLING = frozenset("called applied voted campaigned appealed opted lobbied".split())
_WHILE = frozenset("as when while because although if".split())
_EARNED = frozenset("revenue revenues income profit profits sales losses output".split())
_FINITE = frozenset(("VBD", "VBZ", "VBP", "MD"))


def of_many(lows: list[str], tags: list[str], i: int) -> bool:
    """ "Customers of Telmar Water [face] the steepest rise": the verb of a plural whose tail ends in a name."""
    named = i - 1
    while named > 0 and tags[named] == "NNP":
        named -= 1
    if lows[i] in _LEVELS and tags[i + 1 : i + 2] in SUMS and _FINITE.isdisjoint(tags[:i]):
        named -= tags[named] == "DT"  # "Deaths from it in the United States total 700,000"
        return lows[named] in ("of", "in", "at", "from", "near") and "NNS" in tags[:named]
    next_one = tags[i + 1 : i + 2] in (["DT"], ["PRP$"], ["RB"]) or lows[i + 1 : i + 2] == ["that"]
    return lows[named] in _TAILS and tags[named - 1] == "NNS" and next_one


def of_kind(lows: list[str], tags: list[str], i: int) -> bool:
    """ "people in Tamban province [face] acute hunger": the tail of a plural that opens the sentence ends in a noun,
    and no other verb is before the next comma.
    """
    k = i - 1
    while k > 0 and tags[k] in _IN_TAIL:
        k -= 1
    if k < 1 or lows[k] not in _TAILS or tags[k - 1] != "NNS" or not _OPENING_TAGS.issuperset(tags[: k - 1]):
        return False
    ahead = tags[i + 1 : next((m for m in range(i + 1, len(tags)) if tags[m] in _PAUSES), len(tags))]
    object_next = ahead[:1] in (["NNS"], ["CD"], ["DT"], ["PRP$"]) or ahead[:2] in (["JJ", "NN"], ["JJ", "NNS"])
    return object_next and _FINITE.isdisjoint(ahead)


def of_fronted(lows: list[str], i: int) -> bool:
    """ "Of the firms that tried robots, 69% [experience] faults": the share is of the group in front, and acts."""
    k = i - 1
    while k > 0 and lows[k] != "," and i - k < _SHARE:
        k -= 1
    return lows[k] == "," and (lows[0] in _OF or "that of the" in " ".join(lows[max(0, k - _FRONT) : k]))


_SHARE = 6  # tokens of a share with its hedge
_FRONT = 30  # tokens of the group in front
_OF = ("of", "among")
_TAILS = ("of", "in", "at", "from", "near")
_IN_TAIL = frozenset("NN NNP JJ DT".split())
_PAUSES = (",", ".", ":", "WDT", "WP")
_OPENING_TAGS = frozenset("DT CD JJ RB NNP".split())


_LEVELS = frozenset("average total number exceed cost".split())


def _of_share(lows: list[str], tags: list[str]) -> int:
    """ "43% of adults in Norland [smoke]": what the many of a share do, behind the name of where; -1 for none."""
    for k in range(3, len(tags) - 1):
        if tags[k - 1] != "NNS" or _SHARES.isdisjoint(lows[max(0, k - _OF_SHARE) : k]):
            continue
        if lows[k] in _MANY_DO and lows[k - 2] == "of" and tags[k + 1] in ("DT", "PRP$", "NNP"):
            return k  # "a third of voters back the plan"
        if lows[k] not in _TAILS:
            continue
        verb = next((j for j in range(k + 1, len(tags)) if tags[j] not in ("NNP", "DT")), len(tags))
        acts = lows[verb : verb + 1] and (lows[verb] in _VERB_NOUNS or lows[verb] in _MANY_DO)
        if acts and tags[verb - 1] == "NNP" and tags[verb + 1 : verb + 2] not in (["NN"], ["NNS"], ["POS"]):
            return verb
    return -1


def _spans(lows: list[str], tags: list[str], k: int) -> bool:
    """ "from $4 to", "between 9 and" at token ``k``, behind a plural."""
    return lows[k : k + 1] in _SPANS and tags[k + 1 : k + 2] in SUMS and "NNS" in tags[:k]


_RANGING = frozenset("range vary".split())
_SPANS = (["from"], ["between"])
_AT_A_RATE = frozenset("refreshes launches peaks retails starts opens charges".split())
_SHARES = frozenset("% percent cent half third thirds quarter quarters fifth fifths".split())
_OF_SHARE = 5
_MANY_DO = frozenset("back believe drink eat lack prefer say think vote".split())


def find_verb(lows: list[str], tags: list[str], lexicon: dict[str, str]) -> None:
    """A sentence without a finite verb has one that looks like a participle ("Norvale allowed only one goal") or a
    noun: "the battery stores 2 kWh", "staff work".
    """
    if (verb := _of_share(lows, tags)) > 0:
        tags[verb] = "VBP"
        return
    for i in range(1, len(tags)):
        if tags[i] in ("VBN", "JJ") and lows[i].endswith("ed") and tags[i - 1] == "CD" and lows[0] in _OF:
            tags[i] = "VBD"  # "Of the patients, 41 developed severe asthma"
            return
        if tags[i] == "VBN" and (tags[i - 1] in _NOMINALS or tags[i - 1] == "RB") and lows[i + 1 : i + 2] != ["by"]:
            tags[i] = "VBD"
            return
        if tags[i] == "VBN" and tags[i - 1] == "," and "," in tags[: i - 1] and lows[i + 1 : i + 2] != ["by"]:
            tags[i] = "VBD"  # "A second plan, to cut fares, passed with"
            return
        if tags[i] == "JJ" and tags[i - 1] == "DT" and tags[i + 1 : i + 2] == ["VBN"]:
            tags[i], tags[i + 1] = "NN", "VBD"  # "The composite closed at"
            return
        if tags[i] == "NN" and lows[i] in _PAST_TOO and tags[i - 1] in (*_NOMINALS, "CD"):
            if tags[i + 1 : i + 2] and tags[i + 1] in _BEHIND_VERB:
                tags[i] = "VBD"  # "The spill in 2016 cut off drinking water"
                return
    for i in range(1, len(tags)):
        low = lows[i]
        if low in _RANGING and tags[i - 1] in ("NN", "NNS", "NNP") and _spans(lows, tags, i + 1):
            tags[i] = "VBP"  # "Salaries in the sector range from $4 to $9"
            return
        if tags[i] == "NNS" and low in _AT_A_RATE and tags[i - 1] == "NN" and lows[i + 1] == "at":
            tags[i] = "VBZ"  # "The screen refreshes at 120Hz"
            return
        if tags[i] == "NNS" and tags[i - 1] == "," and tags[i + 1 : i + 2] in _OBJECT_NEXT and i > _OPENING:
            tags[i] = "VBZ"  # "The asteroid, 900 metres across, circles the sun"
            return
        if tags[i] == "NN" and low in _VERB_NOUNS and tags[i - 1] == "NN" and "NNS" in tags[:i]:
            if tags[i + 1 : i + 2] in (["DT"], ["PRP$"]) and tags[i - 2] in ("DT", "IN"):
                tags[i] = "VBP"  # "62 percent of people in the region support the project"
                return
        if tags[i] == "NNS" and tags[i - 1 - (tags[i - 1] == ",")] in ("NN", "NNP") and low.endswith("s"):
            stem = low[:-1]
            if stem in _VERB_NOUNS or lexicon.get(stem) == "VB" or low in _AMBIGUOUS_S or low[:-2] in _VERB_NOUNS:
                tags[i] = "VBZ"
                return
        elif tags[i] == "NN" and tags[i - 1] in ("NNS", "NN") and low in _VERB_NOUNS and i + 1 < len(tags):
            if tags[i - 1] == "NNS" or lows[i - 1] in ("staff", "police", "crew"):
                tags[i] = "VBP"
                return
