"""Noun phrases around a token: what is counted, its head noun and the singular of it."""

from __future__ import annotations

from functools import lru_cache

from extractors.awaited import awaits_ahead
from extractors.numeral_words import VAGUE_PLURALS
from extractors.phrase_ends import GROUPS, INSIDE_NAMES, acts_on, is_no_compound, name_goes_on
from extractors.tag_context import is_of_which
from extractors.tokens import Sentence
from extractors.words import words

NOUNS = frozenset(("NN", "NNS", "NNP", "NNPS"))
ADJECTIVES = frozenset(("JJ", "JJR", "JJS", "VBG", "VBN"))
NOMINAL = NOUNS | ADJECTIVES
CALENDAR = words("phrases.calendar")
ORDINALS = frozenset("first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth".split())
# Words tagged as nouns or adjectives that end a counted phrase rather than belong to it.
_STOP = CALENDAR | frozenset(
    "half ago each apiece annually worldwide total overall respectively year-on-year year-over-year year-to-date old "
    "y/y q/q m/m w/w yoy qoq "
    "more-than less strong due including excluding according worth wide tall deep high long away able likely "
    "nationwide statewide globally across per via versus vs vs. such following regarding concerning involving "
    "include includes included comprise comprises contain contains "
    "ourselves themselves himself herself itself myself yourself yourselves".split()
)
_SIZES = frozenset("half long high old deep tall wide strong total likely".split())
IRREGULAR = dict(pair.split("=") for pair in words("phrases.irregular"))


@lru_cache(maxsize=20_000)
def last_noun(phrase: str) -> str:
    """The main noun of a phrase in small letters: "rate" of "rate of growth in the north"; "" of none."""
    for tail in (" of ", " in ", " for "):
        phrase = phrase.partition(tail)[0]
    return phrase.rpartition(" ")[2]


@lru_cache(maxsize=4096)
def singular(word: str) -> str:
    """Lower-case singular of an English noun."""
    low = word.lower()
    if len(word) > 2 and word[-1] == "s" and word[:-1].isupper():
        return low[:-1]
    if low in IRREGULAR:
        return IRREGULAR[low]
    for plural, one in (("children", "child"), ("people", "person"), ("wives", "wife")):
        if low.endswith(plural):
            return low.removesuffix(plural) + one
    if low.endswith("men") and len(low) > 5:
        return low[:-2] + "an"
    if low.endswith("is") and (low.endswith(_PLURALS_IN_IS) or _is_people_in_i(word)):
        return low[:-1]
    if len(low) < 4 or not low.endswith("s") or low.endswith(("ss", "us", "is")):
        return low
    if low.endswith("ies"):
        return low[:-3] + "y"
    if low.endswith(_PLURALS_IN_USES) and low not in _PLAIN_USES:
        return low[:-2]
    if low.endswith(
        ("ches", "shes", "xes", "sses", "zzes", "anoes", "atoes", "adoes", "eroes", "choes", "itoes", "edoes")
    ):
        return low[:-2]
    return low[:-1]


_PLURALS_IN_USES = ("ruses", "nuses", "puses", "tuses", "suses", "luses", "buses", "gases")
_PLAIN_USES = frozenset("ruses abuses peruses".split())
_PLURALS_IN_IS = ("taxis", "skis", "safaris", "rabbis", "alibis", "bikinis", "kiwis", "jacuzzis", "khakis", "kimchis")
_SINGULARS_IN_IS = ("sis", "polis", "itis", "phis", "tennis")


def _is_people_in_i(word: str) -> bool:
    """True for "Israelis" and "Kashmiris": people whose name ends in "i"."""
    return word[0].isupper() and len(word) > 5 and not word.lower().endswith(_SINGULARS_IN_IS)


_BEHIND_VERBS = ("DT", "RB", "PRP$", "CD", "JJR", "JJ", "IN", "$")
# No participle before a noun: "654 showed signs".
_ONLY_PAST = frozenset(
    "showed helped lived died wanted needed claimed voted agreed attended entered reached received filed suffered"
    " submitted joined visited earned asked answered responded refused decided managed seemed"
    " appeared happened remained".split()
)
_FORETOLD = frozenset("forecast estimate estimated expected projected".split())


_NEWLY = frozenset("newly recently freshly specially purpose previously jointly privately".split())


def many_of(noun: str) -> str:
    """The plural of a common noun: "counties", "airports", "churches"."""
    if noun.endswith("y") and noun[-2] not in "aeiou":
        return f"{noun[:-1]}ies"
    return noun + ("es" if noun.endswith(("s", "sh", "ch", "x")) else "s")


_WHICH = frozenset("next last this".split())


def counted_phrase(sent: Sentence, i: int) -> tuple[int, int, int] | None:
    """(first, last, head) of the noun phrase that starts at token ``i``; ``last`` is exclusive.

    "super-large data centres of big companies" ends at "centres"; None where no noun follows.
    """
    size = len(sent.words)
    words, lows, tags = sent.words, sent.lows, sent.tags
    if awaits_ahead(sent, i):
        return None  # "below the 160,000 economists had expected"
    if i < size and tags[i] == "DT" and lows[i] not in ("the", "these", "those", "all"):
        return None
    first = i
    head = -1
    j = i
    while j < size:
        tag = tags[j]
        low = lows[j]
        if sent.forms[j] == "code" and not (j + 1 < size and tags[j + 1] in NOUNS and sent.forms[j + 1] == "word"):
            break
        if j == i and tag == "VBZ" and low.endswith("s") and low not in _FINITE_S:
            if i and lows[i - 1] in ("1", "one"):
                return None  # "Plant 1 produces steam"
            if i > 1 and tags[i - 2] == "NNP" and j + 1 < size and tags[j + 1] in _BEHIND_VERBS:
                return None  # "The Falcon 9 looks much like"
            tag = "NNS"  # a number cannot stand before a finite verb of one person
            head = j
            j += 1
            continue
        if low == "such" and j == i and j + 1 < size and tags[j + 1] in NOMINAL:
            first = j = i + 1  # "three such errors"
            continue
        if low in _FORETOLD and lows[j + 1 : j + 2] == ["by"]:
            break  # "the 390 million forecast by analysts"
        if low in ("ages", "aged", "age") and head >= 0 and j + 1 < size and tags[j + 1] == "CD":
            break  # "three children ages 14 and 11"
        if low in _STOP and not (
            low in _SIZES
            and head < 0
            and j + 1 < size
            and (tags[j + 1] in NOMINAL or (lows[j + 1] == "and" and j + 2 < size and tags[j + 2] in NOMINAL))
        ):
            break
        if head >= i and tags[head] == "NNP" and (low in INSIDE_NAMES or low == "(" or tag == "CD"):
            stop = name_goes_on(sent, j)
            if stop:
                head, j = stop, stop + 1  # "six University of Norvale campuses", "three Air Force (AF) jets"
                continue
        if tag in NOUNS:
            if head >= 0 and tags[head] == "NNS" and is_no_compound(sent, i, j, head):
                break
            if (
                head >= 0
                and tags[head] in ("NNS", "NNPS")
                and tag != "NNS"
                and (tag != "NN" or _may_follow_plural(low))
            ):
                break
            if head >= 0 and tag in ("NNP", "NNPS") and tags[head] in ("NN", "NNS"):
                break
            if head == i and tag == "NN" and tags[head] == "NNP" and lows[head].endswith("ns") and _acts(sent, j):
                break  # "20 million Kenyans use the app"
            head = j
        elif tag in ("JJ", "JJS", "JJR"):
            if low in _WHICH and head >= 0 and lows[head] in GROUPS:
                break  # "97 aircraft next summer"
            if head >= 0 and tags[head] in ("NNS", "VBZ"):
                break
            if head >= 0 and not (j + 1 < size and tags[j + 1] in NOUNS):
                break
        elif tag in ("VBZ", "VBD", "VBN", "VB", "VBP") and _is_plural_behind(sent, i, j, head):
            head = j
            j += 1
            break
        elif tag in ("VBG", "VBN", "VBD"):
            follow = tags[j + 1] if j + 1 < size else "."
            if (
                head >= 0
                and tags[head] != "NN"
                and not (tag == "VBG" and follow == "NNS" and is_letters(words[head]))
            ):
                break  # but "three UK clearing houses"
            if follow not in NOUNS and not (follow in ("JJ", "CC") and head < 0):
                break
            if tag == "VBN" and j == i and low in _ONLY_PAST:
                break
            new = lows[j - 1] in _NEWLY and tags[j + 1] in ("NNS", "NN") and j > i  # "two newly built halls"
            past = head >= 0 or not low.endswith("ed") or low in _ONLY_PAST or acts_on(sent, i, j)
            if tag == "VBD" and ((past and not new) or (j == i and is_of_which(lows, tags, j))):
                break  # "of which 29 million used data services"
            if head >= 0 and (tag != "VBG" or not (tags[head] == "NN" or is_letters(words[head]))):
                break
        elif tag in ("RB", "RBR") and head < 0 and j + 1 < size and tags[j + 1] in ("JJ", "VBN", "VBD", "VBG"):
            if low in ("ago", "later", "earlier", "away", "up", "down", "out", "not", "also", "now"):
                break
        elif (
            low == ","
            and head >= 0
            and tags[head] == "NN"
            and j + 1 < size
            and tags[j + 1] in ("NN", "JJ")
            and _list_ahead(sent, j + 1)
        ):
            head = -1  # "90 air, sea and land-launched rockets"
        elif low in ("and", "or", "&") and j + 1 < size and j > i:
            # "digital and physical sales", "Kia and Hyundai vehicles": only where a plural still has to come
            if (head >= 0 and tags[head] in ("NNS", "NNPS")) or lows[j + 1] in VAGUE_PLURALS or lows[j + 1] == "tens":
                break  # "14 dead and hundreds homeless"
            k = j + 1
            while k < size and tags[k] in NOMINAL and tags[k] != "NNS":
                k += 1
            if k - 1 > j + 1 and lows[k - 1] in _ALIKE:
                k -= 1  # "hundreds of crab and eel species"
            elif not (k < size and tags[k] == "NNS" and k - j <= 4):
                break
            if tags[j - 1] in ADJECTIVES or (tags[j - 1] in ("NNP", "NN") and tags[j + 1] in ("NNP", "NN", "JJ")):
                head = -1
            else:
                break
        elif low == "'s" and head >= 0 and j + 1 < size and tags[j + 1] in NOMINAL:
            head = -1
        elif (
            words[j] in ("-", "/") and sent.glued(j) and j + 1 < size and sent.glued(j + 1) and tags[j + 1] in NOMINAL
        ):
            pass
        elif words[j] == '"' and head < 0 and (closing := _quoted_modifier(sent, j)) > 0:
            j = closing  # "three "storm chaser" aircraft"
        elif words[j] == '"' and j + 1 < size and tags[j + 1] in NOMINAL and head < 0:
            pass
        elif tag == "CD" and head < 0 and j + 1 < size and tags[j + 1] in NOUNS:
            pass
        elif low in ("more", "extra") and j == i and j + 1 < size and tags[j + 1] in NOMINAL:
            pass  # "300 more deaths"
        elif tag == "CD" and j == i and _unit_behind_hyphen(sent, j):
            pass  # "ten 40-foot boats"
        else:
            break
        j += 1
    if head < 0 or (
        head == i and tags[i] == "NN" and lows[i].endswith("ing") and i and lows[i - 1] not in ("one", "1")
    ):
        return None  # "14 voting against"
    if head == i and lows[head] in _AWAITED and tags[head] == "NN" and i > 1 and lows[i - 2] in _DEFINITE:
        return None  # "beating the 110,000 forecast": so many of what was counted before
    return first, head + 1, head


_AWAITED = frozenset("forecast estimate consensus projection prediction expectation".split())
_DEFINITE = ("the", "a", "its", "their", "an")
_CUTS = frozenset("cut cuts rise rises hike hikes raise raises increase increases".split())
_CUT = frozenset("rate price tax pay wage job".split())
_NO_OBJECT = ("DT", "PRP$", "TO", "PRP", "CD", "$", "RB")


def is_letters(word: str) -> bool:
    """True for "UK", "TV" and "EU"."""
    return word.isupper() and 1 < len(word) <= _LONGEST_LETTERS


_LONGEST_LETTERS = 4
_ALIKE = frozenset("species series aircraft".split())
_FINITES = ("VBP", "VBD", "MD")


def _is_plural_behind(sent: Sentence, i: int, j: int, head: int) -> bool:
    """ "six group stage [matches]", "one rate [cut]": a noun that is written like a verb."""
    if head == i == j - 1 and sent.tags[j] == "VBZ" and sent.lows[i - 1] not in ("one", "1", "a"):
        if is_letters(sent.words[head]) and sent.lows[j] not in _FINITE_S:
            return sent.tags[j + 1 : j + 2] not in (["DT"], ["PRP$"], ["CD"])  # "900 TV [shows] to"
    if head < i or not i or sent.tags[head] != "NN" or head != j - 1:
        return False
    after = sent.tags[j + 1] if j + 1 < len(sent.words) else "."
    if sent.lows[head] in _CUT:
        dated = sent.lows[j + 1 : j + 2] in (["this"], ["next"], ["last"])
        return sent.lows[j] in _CUTS and (dated or after not in _NO_OBJECT)
    if after in _NO_OBJECT:
        return False
    several = sent.lows[i - 1] not in ("one", "1", "a") and sent.forms[i - 1] in ("word", "number")
    behind = sent.tags[j] == "VBZ" and sent.lows[j].endswith("s") and sent.lows[j] not in _FINITE_S
    return behind and several and sent.lows[head] not in GROUPS and (head > i or after in (".", ",", "CC", *_FINITES))


def _quoted_modifier(sent: Sentence, j: int) -> int:
    """The token that closes the quotation opened at token ``j`` where a noun follows it; 0 elsewhere."""
    for k in range(j + 2, min(j + 7, len(sent.words) - 1)):
        if sent.words[k] == '"':
            return k if sent.tags[k + 1] in NOUNS else 0
    return 0


def _acts(sent: Sentence, j: int) -> bool:
    """True for a verb before its object that looks like a noun: "[use] the app", "[trust] him"."""
    return sent.lows[j] in _AFTER_PLURAL_VERBS and sent.tags[j + 1 : j + 2] in (["DT"], ["PRP$"], ["PRP"], ["NNP"])


def _may_follow_plural(low: str) -> bool:
    """True for a verb that looks like a noun: "12 islands dot", "52 members voting"."""
    return low in _AFTER_PLURAL_VERBS or low.endswith("ing")


def _unit_behind_hyphen(sent: Sentence, j: int) -> bool:
    """True for "40-foot" before a plural that is still to come."""
    if sent.words[j + 1 : j + 2] != ["-"] or not sent.glued(j + 1) or j + 3 >= len(sent.words):
        return False
    return sent.tags[j + 2] in ("NN", "JJ") and any(tag == "NNS" for tag in sent.tags[j + 3 : j + 6])


_AFTER_PLURAL_VERBS = words("phrases.after_plural_verbs")


def _list_ahead(sent: Sentence, i: int) -> bool:
    """True where "sea and land-launched rockets" follows: modifiers joined by "and" up to one plural."""
    seen_and = False
    for k in range(i, min(i + 7, len(sent.words))):
        if sent.lows[k] == "and":
            seen_and = True
        elif sent.tags[k] == "NNS":
            return seen_and
        elif sent.tags[k] not in ("NN", "JJ", "VBN", ","):
            return False
    return False


_FINITE_S = words("phrases.finite_s")


def unit_of(sent: Sentence, first: int, head: int) -> str:
    """The counted noun in the singular, with the noun it is compounded with: "data centre", "school district"; of
    "care home carers" only "carer", of "New Zealanders" both words.
    """
    noun = singular(sent.words[head])
    k = head - 1
    if k >= first and sent.lows[k] in _OF_LANDS and sent.words[k][0].isupper() and sent.words[head][0].isupper():
        return f"{sent.lows[k]} {noun}"
    plural = sent.lows[k] in ("data", "sports", "savings", "sales")
    if (
        k >= first
        and (sent.tags[k] == "NN" or plural)
        and sent.lows[k] not in _WEAK_COMPOUND
        and not (k > first and sent.tags[k - 1] in ("CD", "-", "NN", "CC"))
        and not (k > first and sent.lows[k - 1] in _OPENS_PAIR and not plural)
    ):
        return f"{sent.lows[k]} {noun}"
    return noun


_OF_LANDS = frozenset("new south north east west sri saudi puerto costa".split())
_OPENS_PAIR = words("phrases.opens_pair")

_WEAK_COMPOUND = frozenset("benchmark demonstration top record rush total".split())
