"""What a word is among the words around it: "a 2 percent pay increase", "had come in", "a brewer that employs 400".

One function for each tag that a word has by itself; each gives the tag it has there, most often the same one. The
``tags`` of the sentence are settled before token ``i``, and each word's own from there on.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

from extractors.tag_adjectives import (
    BASE_AFTER,
    FINITE,
    HAD,
    NOUNS_AS_WELL,
    OBJECT_TAGS,
    UNSETTLED,
    VERB_NOUNS,
    acts_for_many,
    adjective,
    adverb,
    by_word,
    is_hyphened,
    is_numbered,
    many_act,
)
from extractors.tag_context import (
    MEASURED,
    acts_behind_number,
    before_finite,
    ends_count,
    infinitive_before,
    is_of_which,
    only_verb,
    opens_sized,
)
from extractors.tagger_verbs import (
    SECOND_VERBS,
    hedge_follows,
    share_follows,
    sum_follows,
    who_acts,
)
from extractors.words import words

Settle = Callable[[list[str], list[str], list[str], int], str]
"""From words, the same in lower case, tags, and the token's place."""

AMBIGUOUS_S = words("tagger.ambiguous_s")
OBJECTS = (["DT"], ["CD"], ["$"], ["PRP$"], ["NNP"], ["RB"], ["IN"])
_NOUN_AFTER = frozenset(("DT", "PRP$", "JJ", "JJR", "JJS", "POS"))
_HAVE_BE = words("tagger.have_be")
_NOUN_TOO = words("tagger.noun_too")
_PAST_TOO = frozenset("bid cost cut put set hit let shut spread split bet shed quit hurt".split())
# What they do stands in the infinitive: "agreed to pause".
_WILLING = words("tagger.willing")
_PRICING = ("bid", "cost", "cut", "put", "set", "spend", "offer")
_NOUN_OR_VERB = VERB_NOUNS | _PAST_TOO | UNSETTLED | frozenset(_PRICING)
_SOME_WHO_ACT = frozenset("i we they".split())
_NOT = ("n't", "not")
_TAKING = frozenset("take takes took taken taking bring brings brought bringing send sends sent sending".split())
_OBJECTS_TOO = (["NN"], ["NNS"], ["NNP"], ["DT"], ["PRP"])
_NEAR_TOO = ("close", "secure")
_SUM_NEXT = (["DT"], ["CD"], ["$"], ["IN"], ["RB"])


_COUNTED = (["CD"], ["$"])
_ZONES = ("zone", "area")
_SCALES = frozenset("bn mn tn bln mln trn mio m k b".split())
_UNITS_TOO = frozenset("m k b".split())


def _noun(words: list[str], lows: list[str], tags: list[str], i: int) -> str:
    low, before, size = lows[i], tags[i - 1], len(tags)
    if before == "CD" and low in _SCALES and (low not in _UNITS_TOO or tags[i - 2 : i - 1] == ["$"]):
        return "CD"  # "$3bn", "£40m": a part of the number, as "billion" is
    if low in _ZONES and words[i - 1] == "Euro":
        return "NNP"  # "Euro zone inflation"
    if before in BASE_AFTER:
        willing = before == "MD" or low in VERB_NOUNS or (i > 1 and lows[i - 2] in _WILLING)
        willing = willing or (low == "end" and tags[i + 1 : i + 2] == ["DT"])  # "to end the year at"
        return "VB" if willing else "NN"
    if low == "home" and lows[i - 1] in _TAKING and tags[i + 1 : i + 2] in _SUM_NEXT:
        return "RB"  # "takes home $700"
    if lows[i - 1] in _NOT and i > 1 and tags[i - 2] == "MD":
        return "VB"  # "Oil can't fuel"
    if low == "right" and lows[i + 1 : i + 2] in _RIGHT:
        return "RB"  # "has 31 vacancies right now"
    if before in _DOERS and low in _FALLS and lows[i + 1 : i + 2] in _BY_OR_TO and _is_seen(lows, tags, i):
        return "VB"  # "saw operating profit tumble by a third"
    housed = before == "CC" and low in VERB_NOUNS and lows[i + 1 : i + 3] in _UP_TO and tags[i + 3 : i + 4] == ["CD"]
    if housed and (infinitive_before(tags, i - 1) or "MD" in tags[:i]):
        return "VB"  # "would cover 74 hectares and house up to 60,000 servers"
    if low == "forecast" and before == "PRP" and tags[i + 1 : i + 2] in _OF_FORECAST:
        return "VBD"  # "the 1.9% it forecast in September"
    if low == "forecast" and lows[i - 1] in _FORECASTERS and tags[i + 1 : i + 2] in _ENDS and "CD" in tags[:i]:
        return "VBD"  # "beat the 40 cents analysts forecast."
    if low == "forecast" and (before in _DOERS or lows[i - 1] == "and") and _foretells(lows, tags, i):
        return "VBD"  # "Norvik forecast sales of $3bn"
    if low == "show" and _is_shown(lows, tags, i):
        return "VBP"  # "Documents show profits fell 12%"
    if low not in _NOUN_OR_VERB and lows[i - 1] not in _SOME_WHO_ACT:
        return "NN"
    if before == "CC" and low in VERB_NOUNS and tags[i + 1 : i + 2] in _COUNTED and infinitive_before(tags, i - 1):
        return "VB"  # "plans to hire 40 nurses and train 12"
    if low in VERB_NOUNS and before == "CD" and acts_behind_number(lows, tags, i):
        return "VBP"  # "of which 594 pay over", ", 60 trade below"
    if low in _PAST_TOO and before == "POS" and tags[i + 1 : i + 2] in (["PRP$"], ["DT"]):
        return "VBD"  # "Corvy's cut its outlook"
    if low in _PAST_TOO and lows[i - 1] in HAD and tags[i + 1 : i + 2] in OBJECTS:
        return "VBN"  # "has cost the railway $5m"
    if low in VERB_NOUNS and acts_for_many(lows, tags, i):
        return "VBP"
    if low in _PRICING and i + 1 < size:
        doer = before in ("NN", "NNP", "CC") or (before == "," and low == "cost")
        if doer and tags[i + 1] in ("CD", "$"):
            return "VB" if before == "CC" and infinitive_before(tags, i - 1) else "VBD"
    if low == "cost" and before == "CC" and tags[i + 1 : i + 2] in _OBJECTS_TOO:
        if tags[i + 1] == "DT" and infinitive_before(tags, i - 1):
            return "VB"  # "would raise $4 billion and cost the average family"
        second = "VBD" in tags[:i] and (tags[i + 2 : i + 3] in _SUM_NEXT or tags[i + 1] in ("DT", "PRP"))
        return "VBD" if second else "NN"  # "lasted six days and cost industry an estimated 5m"
    if low in _PAST_TOO and before == "WDT" and i + 1 < size:
        return "VBD"  # "the bridge, which cost £40 million"
    if low == "cost" and before in ("NN", "NNP") and i + 2 < size and not any(t in FINITE for t in tags):
        of_things = tags[i + 1] == "NNS" and tags[i + 2] in ("DT", "CD", "$")
        if of_things or tags[i + 1] in ("DT", "PRP$", "NNP"):
            return "VBD"  # "The strike cost the railway $5m"
    if lows[i - 1] in _SOME_WHO_ACT and i + 1 < size and (tags[i + 1] in OBJECT_TAGS or low in VERB_NOUNS):
        return "VBP"  # "we estimate that", "they use Linux"
    return by_word(lows, tags, i) if low in UNSETTLED else "NN"


def _is_shown(lows: list[str], tags: list[str], i: int) -> bool:
    """ "figures show sales rose", "The accounts, published on Friday, show income climbed": what is shown acts."""
    shower = tags[i - 1] == "NNS" or lows[i - 1] in _SHOWERS or (lows[i - 1] == "," and "NNS" in tags[: i - 1])
    return shower and tags[i + 1 : i + 2] in _SHOWN and not FINITE.isdisjoint(tags[i + 2 : i + 7])


_SHOWERS = frozenset("data documents figures records papers accounts".split())
_SHOWN = (["NN"], ["NNS"], ["JJ"], ["NNP"], ["DT"], ["PRP"], ["CD"], ["VBG"])
_RIGHT = (["now"], ["away"], ["across"])
_DOERS = frozenset(("NN", "NNS", "NNP"))
_OF_FORECAST = (["IN"], ["DT"], ["CD"], ["$"], ["."], [","], ["RB"])
_FORETOLD_NEXT = frozenset("NN NNS JJ DT PRP PRP$ NNP CD $".split())


def _is_seen(lows: list[str], tags: list[str], i: int) -> bool:
    """True behind "saw" and one noun phrase."""
    k = i - 1
    while k > 0 and tags[k] in _IN_SEEN:
        k -= 1
    return lows[k] in _SEEING


_FALLS = frozenset(
    "tumble plunge slump fall drop jump surge rise climb slide shrink dip double triple halve decline soar".split()
)
_BY_OR_TO = (["by"], ["to"], ["from"])
_UP_TO = (["up", "to"], ["at", "least"], ["more", "than"])
_IN_SEEN = frozenset("NN NNS NNP JJ VBG PRP$ DT POS".split())
_SEEING = frozenset("saw see sees seen seeing watched watch sent".split())
_FORECASTERS = words("awaited.forecasters")
_ENDS: tuple[list[str], ...] = ([], ["."], [","], [";"], [")"])


def _foretells(lows: list[str], tags: list[str], i: int) -> bool:
    """True where nothing else of the clause could be its verb: "Analysts forecast profit of $5m"."""
    if tags[i + 1 : i + 2] == [] or tags[i + 1] not in _FORETOLD_NEXT or lows[i + 1] == "that":
        return False
    acted = not FINITE.isdisjoint(tags[:i])
    if acted if tags[i - 1] != "CC" else not acted or lows[i + 2 : i + 3] not in (["of"], ["at"]):
        return False
    if tags[i + 1] == "PRP":
        return True
    end = next((k for k in range(i + 1, len(lows)) if lows[k] in _CLAUSE_ENDS), len(lows))
    return FINITE.isdisjoint(tags[i + 1 : end]) and "VBN" not in tags[i + 1 : end]


_CLAUSE_ENDS = frozenset(", ; . : that".split())
_WISHED = (["to"], ["another"])
_WISHES = frozenset("plans aims hopes wants needs expects pledges promises claims offers".split())


def _plural(words: list[str], lows: list[str], tags: list[str], i: int) -> str:
    low, before, size = lows[i], tags[i - 1], len(tags)
    if before == "NN" and i + 1 < size and low not in AMBIGUOUS_S:  # "The parasite infects 219 million people"
        acted = tags[i + 1] in ("DT", "PRP$") or (tags[i + 1] == "CD" and tags[i - 2] == "DT")
        if acted and lows[i + 2 : i + 3] not in _TIMES:
            return "VBZ"  # but not "Ticket sales this year"
    if low in SECOND_VERBS and before in ("CC", ",") and sum_follows(lows, tags, i + 1):
        return "VBZ"  # "and costs $5 million", "and sets aside $5 million"
    if low in _WISHES and before in ("CC", ",") and (lows[i + 1 : i + 2] in _WISHED or tags[i + 1 : i + 2] == ["CD"]):
        if "VBZ" in tags[1:i] or "VBD" in tags[1:i]:
            return "VBZ"  # "employs 9,400 people and plans to close 12 shops", "opened two mills and plans another"
    in_s = low.endswith("s")
    if in_s and before in ("NN", "JJ") and tags[i + 1 : i + 2] in _COUNTED and _of_one(lows, tags, i):
        return "VBZ"  # "a flat white contains 130mg"
    if low in _MOVES_S and before == "NNS" and _moves_by(lows, tags, i):
        return "VBZ"
    if in_s and before == "," and i > 3 and tags[i - 2] == "CD" and lows[i - 3] == "," and tags[i - 4] == "NNP":
        if tags[i + 1 : i + 2] in OBJECTS:
            return "VBZ"  # "Ann Roe, 58, lives 300 metres from"
    if in_s and (before == "WDT" or lows[i - 1] == "who") and i + 1 < size:
        if tags[i + 1] in ("DT", "CD", "$", "PRP$", "RB", "TO", "IN", "JJ", "NNS", "NNP"):
            return "VBZ"  # "a brewer that employs 400"
    if low in AMBIGUOUS_S and before == "CC" and tags[i + 1 : i + 2] in _COUNTED and tags[i - 2] != "NNS":
        if "VBZ" in tags[1 : i - 1]:
            return "VBZ"  # "pays $20 an hour and trains 12 a year", but "runs trams and trains 24 hours a day"
    if low in AMBIGUOUS_S:
        those_that = lows[i + 1 : i + 2] == ["that"] and tags[i + 2 : i + 3] in (["VBP"], ["VBD"], ["MD"])
        if not those_that:  # "costs that are"
            return "VBZ" if _ambiguous_acts(lows, tags, i) else "NNS"
    if in_s and (lows[i - 1] == "this" or (i == 1 and lows[0] in THIS)):
        acts = tags[i + 1 : i + 2] in _BEHIND_THIS and low not in _ONE_IN_S
        return "VBZ" if acts else "NNS"  # "That compares with", "This takes the toll", "All of this happens in"
    if in_s and lows[i - 1] in _ONE_WHO_ACTS and i + 1 < size:
        acts = tags[i + 1] in ("DT", "CD", "$", "PRP$", "NN", "NNS", "IN", "TO", "JJ")
        return "VBZ" if acts else "NNS"  # "it forms part"
    return "NNS"


def _of_one(lows: list[str], tags: list[str], i: int) -> bool:
    """True behind "a" and what it opens: no plural can end that."""
    k = i - 1
    while k > 0 and tags[k] in ("NN", "JJ"):
        k -= 1
    return lows[k] in ("a", "an") and k < i - 1 and lows[i] not in _ONE_IN_S


def _moves_by(lows: list[str], tags: list[str], i: int) -> bool:
    """ "the duty on cigarettes [increases] by 40 cents": the only verb of its clause."""
    first = next((k for k in range(i - 1, -1, -1) if tags[k] in (",", "CC", ":", ";")), -1) + 1
    return lows[i + 1 : i + 2] == ["by"] and tags[i + 2 : i + 3] in _SUM_NEXT and FINITE.isdisjoint(tags[first:i])


_MOVES_S = frozenset("increases rises falls drops declines decreases jumps climbs grows".split())


def _ambiguous_acts(lows: list[str], tags: list[str], i: int) -> bool:
    """ "The plan costs the city", "which totals about", ", rents for $900"."""
    before = tags[i - 1]
    after = tags[i + 1] if i + 1 < len(tags) else "."
    if before == "CD" and after in ("DT", "CD", "$", "PRP$"):
        k = i - 1
        while k > 0 and tags[k] == "CD":
            k -= 1
        if tags[k] == "$":
            return True  # "A mill built for $6m costs $3 a day": a sum counts no costs
    priced = lows[i + 1 : i + 2] == ["for"] and share_follows(lows, tags, i)  # "rents for $900"
    told = next((k for k in range(1, i) if lows[k] in ("which", "who") and lows[k - 1] == ","), i)
    aside = before == "," and "," in lows[: i - 1] and not any(t in FINITE for t in tags[:told])
    of = i - 2 - (i > 2 and tags[i - 2] == "CD")
    aside = aside or (
        before == "NNS" and of > 0 and lows[of] == "of" and tags[of - 1] == "NN"
    )  # "A pack of eggs costs", "A team of 12 dogs works"
    many = before == "JJ" and lows[i - 1] in NOUNS_AS_WELL and after == "CD"  # "The military numbers 40 men"
    if not (
        before in ("NN", "NNP", "PRP", "RB", "WDT", ")")
        or aside
        or many
        or (priced and before in ("JJ", "NNS") and tags[i - 2] != "CD")
    ):
        return False
    if lows[i] == "numbers" and before == "NN" and after == "TO":
        return False  # "Visitor numbers to the islands fell"
    bare = (
        priced
        or lows[i] == "accounts"
        or lows[i : i + 2] == ["works", "with"]
        or before in ("PRP", "WDT")
        or hedge_follows(lows, tags, i)
    )
    paid = after == "NNS" and tags[i + 2 : i + 3] == ["$"]  # "charges adults $18"
    return after in _AFTER_VERBS or paid or (after == "IN" and bare)


_TIMES = [[time] for time in "year month week day night hour quarter season summer winter spring autumn".split()]
_AFTER_VERBS = frozenset("DT CD TO $ RB PRP$ JJR".split())
THIS, _BEHIND_THIS = ("this", "that"), (["IN"], ["DT"], ["PRP$"], ["TO"])
_ONE_IN_S = frozenset("series species news means gas crisis basis crossroads headquarters".split())
_ONE_WHO_ACTS = frozenset("he she it".split())


def _base(words: list[str], lows: list[str], tags: list[str], i: int) -> str:
    """Of verbs in their base form, "VB" and "VBP"."""
    here, low, before = tags[i], lows[i], tags[i - 1]
    if lows[i - 1] in MEASURED and opens_sized(lows, tags, i - 1):
        return "NN"  # "a 2 percent pay increase"
    if here == "VBP" and before in BASE_AFTER:
        return "VB"
    other = low not in _HAVE_BE
    if other and lows[i - 1] in HAD:
        return "VBN"  # "had come in"
    if here == "VB" and lows[i - 1] in ("was", "were", "is", "are", "been") and lows[i + 1 : i + 2] == ["by"]:
        return "VBN"  # "was run by 54,000 people"
    if here == "VB" and lows[i - 1] in ("each", "both", "all") and tags[i - 2] == "MD":
        return "VB"  # "will each contribute 20 percent"
    if other and before in _NOUN_AFTER:
        return "NN"
    if before == "IN" and low in _NEAR_TOO and tags[i + 1 : i + 2] in _OBJECTS_TOO[:2]:
        return "JJ"  # "in close contact"
    if here == "VB" and before == "CD":
        if is_of_which(lows, tags, i) or (low in VERB_NOUNS and acts_behind_number(lows, tags, i)):
            return "VBP"
    if _is_noun_here(words, lows, tags, i):
        return "NN"
    if here == "VB" and many_act(lows, tags, i):
        return "VBP"
    if before in ("VBG", "JJ", "NN") and lows[i + 1 : i + 2] in _BE_NEXT:
        return "NN"  # "Starting pay is"
    return by_word(lows, tags, i) if low in UNSETTLED else here


def _is_noun_here(words: list[str], lows: list[str], tags: list[str], i: int) -> bool:
    low, before = lows[i], tags[i - 1]
    if low not in _HAVE_BE:
        if (before in ("NN", "JJ") or (before == "," and low == "pay")) and before_finite(tags, i + 1):
            return True  # "Public sector pay grew", "In real terms, pay was down"
        if before == "CD" and tags[i + 1 : i + 2] in (["NN"], ["NNS"]):
            return True  # "22 launch titles"
    if low == "pay" and before not in ("TO", "MD") and lows[i + 1 : i + 2] in _PAY_MOVES:
        return True  # "faced pay cuts"
    return is_hyphened(words, tags, i) or _is_noun_too(lows, tags, i)


def _is_noun_too(lows: list[str], tags: list[str], i: int) -> bool:
    """ "the firm's offer", "a pay offer was": of words that are nouns as often as verbs."""
    low, before, more = lows[i], tags[i - 1], lows[i - 1] in _MORE
    if low not in _NOUN_TOO and not (low == "pay" and more):
        return False
    if not more and before not in ("DT", "JJ", "PRP$", "POS", "NN", "CD"):
        return False
    if before == "NN" and lows[i + 1 : i + 2] not in _FINITE_NEXT:
        return False
    return not (before == "CD" and lows[i + 1 : i + 2] == ["to"])


_PAY_MOVES = (["rise"], ["rises"], ["cut"], ["cuts"], ["deal"], ["deals"], ["offer"], ["gap"], ["freeze"], ["talks"])
_MORE = frozenset("more less higher lower".split())
_FINITE_NEXT = [[one] for one in "was is were are has have had will would can could may".split()]
_BE_NEXT = (["is"], ["was"], ["has"], ["had"], ["will"], ["would"])


def _past(words: list[str], lows: list[str], tags: list[str], i: int) -> str:
    low, before = lows[i], tags[i - 1]
    noun_too = low in _NOUN_TOO
    if noun_too and lows[i - 1] in MEASURED and opens_sized(lows, tags, i - 1):
        return "NN"  # "a 0.5 point cut"
    if before in BASE_AFTER:
        return "VB"
    if low.endswith("ed") and is_numbered(lows, i):
        return _numbered(tags, i)
    if before in _NOUN_AFTER and low not in _HAVE_BE:
        if low.endswith("ed") and not (lows[i - 1] == "last" and tags[i + 1 : i + 2] == ["CD"]):
            return "VBN"
        if before == "DT" and not noun_too and tags[i + 1 : i + 2] in _THING_NEXT:
            return "VBN"  # "a paid manager"
        return "NN" if noun_too else "VBD"  # "wants a cut in"
    if noun_too and (is_hyphened(words, tags, i) or _is_noun_too(lows, tags, i)):
        return "NN"
    if low == "cut" and lows[i - 1] in _CUT_THINGS and tags[i - 2] in ("DT", "JJ") and tags[i - 3 : i - 2] == ["IN"]:
        return "NN"  # "the chance of a rate cut in May"
    if _is_participle(lows, tags, i) or (before == "," and lows[i + 1 : i + 2] == ["by"] and low.endswith("ed")):
        return "VBN"  # ", fanned by winds of"
    if low in _PAST_TOO and before == "CC" and infinitive_before(tags, i - 1):
        return "VB"  # "will close the mill and cut 300 jobs"
    return "VBD"


_THING_NEXT = (["NN"], ["NNS"], ["JJ"])
_CUT_THINGS = frozenset("rate tax price pay job budget power output production spending interest".split())


def _numbered(tags: list[str], i: int) -> str:
    """ "the number of [injured]", "the number of [confirmed] cases"."""
    return "JJ" if tags[i + 1 : i + 2] in (["NN"], ["NNS"], ["JJ"]) else "NN"


def _is_participle(lows: list[str], tags: list[str], i: int) -> bool:
    return lows[i - 1] in _HAVE_BE or (tags[i - 1] == "RB" and i > 1 and lows[i - 2] in HAD)


def _third_person(words: list[str], lows: list[str], tags: list[str], i: int) -> str:
    low, before = lows[i], tags[i - 1]
    other = low not in _HAVE_BE
    if other and before in _NOUN_AFTER:
        several = before in ("DT", "JJ", "PRP$") and low.endswith("s") and low != "does"
        this = lows[i - 1] == "this" or (i == 1 and lows[0] in THIS)
        one = tags[i + 1 : i + 2] in _COUNTED and _of_one(lows, tags, i)
        return "NNS" if several and not this and not one else "VBZ"  # "the suspects"
    if before in _ACTED and lows[i - 1] not in _HAVE_BE:
        if low[:-1] in _NOUN_TOO or lows[i + 1 : i + 2] == ["of"]:
            return "NNS"  # "were offered rises of", "will get raises of"
    if other and before == "IN" and lows[i - 1] in _NOUN_BEHIND:
        return "NNS"  # "in catches"
    if other and before == "CD" and i > 1 and low.endswith("s"):
        if tags[i - 2] in _ACTED or lows[i - 2] in _IN_A_ROW:
            return "NNS"  # "began taking 40 calls about", "lost five of their last six matches"
    described = before == "NN" and tags[i + 2 : i + 3] == ["NNS"]  # "The mill anticipates annualised savings"
    if other and ((before_finite(tags, i + 1) and not described) or ends_count(tags, i)):
        return "NNS"  # "housing starts ran"
    if lows[i - 1] == "more" and i > 1 and tags[i - 2] == "CD" and low.endswith("s"):
        return "NNS"  # "plans nine more launches"
    if low == "permits" and lows[i + 1 : i + 2] in _TRADED:
        return "NNS"  # "carbon permits traded at"
    return "VBZ"


_TRADED = (["traded"], ["sold"], ["fetched"], ["changed"])
_ACTED = frozenset(("VB", "VBN", "VBD", "VBG"))
_IN_A_ROW = frozenset("last first next past previous final opening".split())
_NOUN_BEHIND = frozenset("in of for on at by with from".split())


def _participle(words: list[str], lows: list[str], tags: list[str], i: int) -> str:
    if lows[i] == "armed" and lows[i + 1 : i + 2] in _ARMED:
        return "JJ"
    if is_numbered(lows, i):
        return _numbered(tags, i)
    if _is_participle(lows, tags, i):
        return "VBN"
    if tags[i - 1] == "TO" and lows[i] in _PAST_TOO:
        return "VB"  # "is to shut 31 shops"
    if is_of_which(lows, tags, i) and tags[i + 1 : i + 2] in (["NN"], ["NNS"], ["JJ"], ["DT"], ["NNP"]):
        return "VBD"  # "of which 29 million used data services"
    if lows[i] in _NEVER_SUFFERED and tags[i - 1] in ("NN", "NNS", "NNP", "NNPS", "PRP"):
        return "VBD"  # "38 percent of his students relied on the route"
    if tags[i - 1] in ("NN", "NNS", "NNP", "NNPS", "PRP") and i + 1 < len(tags):
        if tags[i + 1] in ("DT", "CD", "PRP$", "$", "NNP") or only_verb(tags, i):
            return "VBD"
        enabled = lows[i] in _ENABLING and tags[i + 1] in ("NN", "NNS", "PRP", "JJ") and lows[i + 1] != "home"
        if enabled and "to" in lows[i + 2 : i + 5]:
            return "VBD"  # "The rule allowed nurses to spend", but "A worker allowed home to rest lost"
        if tags[i - 1] in ("NNP", "NNPS") and _hedged_number(lows, tags, i + 1):
            return "VBD"  # "a man from Arden killed at least 10 people"
    return "VBD" if who_acts(lows, tags, i) else "VBN"  # "they saved more than 40"


_NEVER_SUFFERED = frozenset("relied depended walked travelled traveled commuted struggled queued belonged".split())
_ENABLING = words("tagger.enabling")
_ARMED = (["forces"], ["services"], ["groups"], ["group"], ["men"], ["police"])


def _hedged_number(lows: list[str], tags: list[str], k: int) -> bool:
    """ "at least 10", "more than a dozen", "nearly 40" at token ``k``."""
    return (lows[k] in _HEDGES or lows[k : k + 2] in _TWO_HEDGES) and "CD" in tags[k + 1 : k + 4]


_HEDGES = frozenset("nearly almost some".split())
_TWO_HEDGES = [[*pair.split()] for pair in ("at least", "more than", "fewer than", "less than", "up to", "as many")]


SETTLED: Mapping[str, Settle] = {
    "NN": _noun,
    "NNS": _plural,
    "VB": _base,
    "VBP": _base,
    "VBD": _past,
    "VBZ": _third_person,
    "VBN": _participle,
    "RB": adverb,
    "JJ": adjective,
}
