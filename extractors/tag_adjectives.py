"""Adjectives and adverbs among the words around them, and words of whom many do: "the injured were", "will open"."""

from __future__ import annotations

from extractors.tag_context import infinitive_before
from extractors.tagger_verbs import of_fronted, of_kind, of_many
from extractors.words import words

FINITE = frozenset(("VBD", "VBZ", "VBP", "MD"))
UNSETTLED = frozenset(("that", "live", "account", "running", "missing", "since"))
"""Words that :func:`by_word` settles whatever their tag is."""
BASE_AFTER = frozenset(("TO", "MD"))
HAD = frozenset("has have had having".split())
VERB_NOUNS = words("tagger.verb_nouns")
_TOTALLING = frozenset("total average welcome".split())  # "its assets total $14 billion"


def adjective(words: list[str], lows: list[str], tags: list[str], i: int) -> str:
    """What a word that is an adjective by itself is at token ``i``: "The [injured] were", "will [open]"."""
    low, before = lows[i], tags[i - 1]
    if before == "TO" and low in _TOTALLING and tags[i + 1 : i + 2] == ["$"]:
        return "VB"  # "expect crude to average $76"
    if before in BASE_AFTER:
        counted = (
            tags[i + 1 : i + 2] in (["CD"], ["$"]) and low not in _TOTALLING
        )  # "will open in May", "plans to open 12 clinics"
        return "VB" if low in _DOABLE and (before == "MD" or counted) else "JJ"
    if before == "CC" and low in _DOABLE and tags[i + 1 : i + 2] == ["CD"] and infinitive_before(tags, i - 1):
        return "VB"  # "will close 40 shops and open 12"
    if (
        before in (",", "CC")
        and low.endswith("ing")
        and (
            tags[i + 1 : i + 2] in (["CD"], ["DT"]) or lows[i + 1 : i + 3] in _HEDGED or lows[i + 1 : i + 2] in _SOME
        )
    ):
        return "VBG"  # ", damaging 1,400 homes", "and damaging more than 2,000"
    if low in _TOTALLING and low in VERB_NOUNS and acts_for_many(lows, tags, i):
        return "VBP"
    if lows[i - 1] in HAD or before == "WDT":
        if low == "swollen" or (low.endswith("ed") and tags[i + 1 : i + 2] in (["$"], ["CD"])):
            return "VBN"  # "has travelled 40 km"
    if low in _FOLDING and before in ("NN", "NNS") and lows[i + 1 : i + 2] == ["to"]:
        return "VB"  # "saw its roll double to 80"
    if low == "young" and before == "CD" and tags[i + 1 : i + 2] not in (["NN"], ["NNS"], ["JJ"], ["NNP"], ["NNPS"]):
        return "NNS"  # "rearing 41 young"
    if low == "own" and before == "NNS" and tags[i + 1 : i + 2] in (["DT"], ["CD"]):
        return "VBP"  # "87% of adults own a phone"
    if low in COMPASS and before == "DT" and tags[i + 1 : i + 2] not in (["NN"], ["NNS"], ["JJ"]):
        return "NN"
    as_well = low in NOUNS_AS_WELL
    if (before == "DT" or (as_well and before in ("NN", "JJ"))) and i + 1 < len(tags):
        if tags[i + 1] in FINITE or (as_well and tags[i + 1] == "VBN"):
            return "NN"  # "the injured were", "The five-day fair hosted"
    if low in _SEXES and (before in ("DT", "JJ") or lows[i - 1] == "adult") and i + 1 < len(tags):
        if tags[i + 1] in FINITE or tags[i + 1] == "VBN" or lows[i + 1] in _ACTS_S:
            return "NN"  # "A full-grown male weighs", "An adult female weighs", "a young male fitted with"
    if before == "DT" and low in _HURT and lows[i + 1 : i + 2] == ["at"]:
        return "NN"  # "put the dead at 212"
    if before == "DT" and low in _NOUNS_OF and lows[i + 1 : i + 2] in (["of"], ["for"]):
        return "NN"  # "a fine of", "the fine for"
    if is_hyphened(words, tags, i) and tags[i + 1 : i + 2] in (["VBD"], ["VBZ"], ["MD"]):
        return "NN"  # "The 340-metre asteroid will"
    if low == "final" and before in ("NN", "NNP", "NNS", "POS") and lows[i + 1 : i + 2] in _OF_FINALS:
        return "NN"  # "the rugby final between"
    if low == "fine" and before in ("CD", "NN", "NNS") and tags[i + 1 : i + 2] in _BEHIND_FINE:
        if tags[i + 1] not in (",", ".") or "$" in tags[max(0, i - 4) : i]:
            return "NN"  # "The $5 million fine was imposed", "a $90 parking fine, which"
    if low == "flat" and (lows[i - 1] in _SIZED_HOMES or (before == "DT" and lows[i + 1 : i + 2] in _HOMES_COST)):
        return "NN"  # "a two-bedroom flat in Kelso", "A flat costs $900"
    if before == "POS" and low in ("high", "low") and lows[i + 1 : i + 2] in _IN_NEXT:
        return "NN"  # "Monday's high in Arden"
    return by_word(lows, tags, i) if low in UNSETTLED else "JJ"


_OF_FINALS = (["between"], ["against"], ["in"], ["at"], ["on"])
_BEHIND_FINE = (["VBD"], ["VBZ"], ["MD"], ["IN"], [","], ["."])
_IN_NEXT = (["in"], ["at"], ["of"])
_DOABLE = frozenset("top open close slow free clean double triple total average".split())
_FOLDING = frozenset("double triple treble quadruple".split())
_HEDGED = (["more", "than"], ["at", "least"], ["up", "to"], ["fewer", "than"], ["less", "than"])
_SOME = (["about"], ["some"], ["nearly"], ["around"], ["almost"], ["hundreds"], ["thousands"], ["dozens"])
_BETWEEN_COMPASS = frozenset(
    "southwest southeast northwest northeast south-west south-east north-west north-east".split()
)
COMPASS = frozenset("north south east west".split())
NOUNS_AS_WELL = frozenset("military fair final official individual original terminal capital flat regular".split())
_HURT = frozenset("dead missing homeless".split())
_SEXES = frozenset("male female adult".split())
_ACTS_S = words("tagger.ambiguous_s")
_SIZED_HOMES = frozenset("bedroom room bed storey council furnished".split())
_HOMES_COST = (["costs"], ["in"], ["near"], ["with"])
_NOUNS_OF = frozenset("fine record low high minimum maximum".split())


def adverb(words: list[str], lows: list[str], tags: list[str], i: int) -> str:
    """What a word that is an adverb by itself is at token ``i``: "nine in ten [fast] trains"."""
    low, before = lows[i], tags[i - 1]
    if low in COMPASS and before == "DT":
        return "NN"
    if low in _BETWEEN_COMPASS and tags[i + 1 : i + 2] == ["NNP"]:
        return "JJ"  # "a park in southwest Norland"
    many = before == "NNS" or (before == "NNP" and lows[i - 1].endswith("s"))
    if low == "back" and many and tags[i + 1 : i + 2] in _BACKED and (i == 1 or lows[i - 2] == "of"):
        return "VBP"  # "52 percent of voters back the plan"
    if low in _ADJECTIVES_TOO and before in ("CD", "DT", "JJ") and tags[i + 1 : i + 2] == ["NNS"]:
        return "JJ"  # "nine in ten fast trains"
    return by_word(lows, tags, i) if low in UNSETTLED else "RB"


_BACKED = (["DT"], ["PRP$"], ["NNP"])
_ADJECTIVES_TOO = frozenset("fast early late daily weekly monthly hard long straight".split())


def by_word(lows: list[str], tags: list[str], i: int) -> str:
    """The tag of one of the words of ``UNSETTLED``."""
    here, low, before = tags[i], lows[i], tags[i - 1]
    if low == "live" and many_act(lows, tags, i):
        return "VBP"
    if low == "since" and lows[i - 1] in HAD and tags[i + 1 : i + 2] in (["VBN"], ["VBD"]):
        return "RB"  # "has since fallen"
    if low == "running" and lows[i - 1] in _SPELLS:
        return "RB"  # "for the second year running"
    if low == "missing" and is_numbered(lows, i):
        return "NN"
    if low == "account" and before != "DT" and lows[i + 1 : i + 2] == ["for"]:
        return "VBP"
    if low == "that" and before in ("NN", "NNS", "NNP", "VBD", "VBZ", "VB"):
        return "WDT" if before in ("NN", "NNS", "NNP") else "IN"
    return here


def is_numbered(lows: list[str], i: int) -> bool:
    """True for the word of "the number of [missing]"."""
    return lows[i - 1] == "of" and lows[i - 2] in ("number", "numbers", "tally")


_SPELLS = frozenset("year years month months week weeks time times season seasons day days quarter quarters".split())


def many_act(lows: list[str], tags: list[str], i: int) -> bool:
    """ "two plants make", "people under 30 live", "48 percent approve": a base form whose subject is several."""
    before = tags[i - 1]
    several = (
        before in ("NNS", "PRP", "NNPS", "WDT")
        or (before == "NNP" and lows[i - 1].endswith("s"))
        or (before == "RB" and i > 1 and tags[i - 2] in ("NNS", "NNPS", "PRP"))
        or (before == "CD" and lows[i - 2] in _AGED and i > 2 and tags[i - 3] == "NNS")
        or (lows[i - 1] in ("percent", "%") and i > 1 and tags[i - 2] == "CD")
        or (before == "RB" and i > 2 and lows[i - 2] in ("percent", "%") and tags[i - 3] == "CD")
    )
    return several and lows[i] not in ("be", "let") and lows[i - 2] not in _CAUSING


_AGED = frozenset("under over aged below above".split())
_CAUSING = frozenset("make makes made let lets help helps helped see saw".split())  # "makes clerks pay"


def is_hyphened(words: list[str], tags: list[str], i: int) -> bool:
    """ "a 12-hour shoot"."""
    return tags[i - 1] == "NN" and i > 1 and words[i - 2] == "-"


def acts_for_many(lows: list[str], tags: list[str], i: int) -> bool:
    """ "its assets total $14 billion", "Customers of Telmar Water face the steepest rise", "police hold"."""
    before = tags[i - 1]
    if (before in ("NN", "NNP") and of_kind(lows, tags, i)) or (lows[i - 1] in _PERCENT and of_fronted(lows, i)):
        return True
    if tags[i + 1 : i + 2] not in _BEHIND_MANY or (lows[i] in _AIMS and lows[i + 1] in ("for", "to", "of")):
        return False  # "its sales target for 2027"
    return (
        before in ("NNS", "WDT")
        or (lows[i] in _SHARES_ACT and lows[i - 1] in ("%", "percent", "cent") and tags[i + 1] != "IN")
        or (before == "NNP" and of_many(lows, tags, i))
        or (lows[i] in _SHARES_ACT and lows[i - 2] == "of" and lows[i - 1].endswith("s") and lows[i - 3] in _PERCENT)
        or lows[i - 1] in _EVEN_NOW
        or lows[i - 1] in _PLURALS
        or (
            before == "NN"
            and lows[i] in _TOTALLING
            and (tags[i + 1] == "$" or (tags[0], tags[i + 1]) == ("NNS", "CD"))
        )
    )


_SHARES_ACT = frozenset("use support oppose favour favor trust want plan own need fear receive".split())
_AIMS = frozenset("target goal forecast estimate".split())
_PERCENT = frozenset("% percent cent third quarter half thirds quarters".split())
OBJECT_TAGS = frozenset("IN DT CD PRP$".split())
_BEHIND_MANY = (["DT"], ["CD"], ["IN"], ["TO"], ["$"], ["RB"], ["PRP$"], ["NNP"], ["PRP"])
_EVEN_NOW = frozenset("now together jointly already currently still both".split())
_PLURALS = frozenset("aircraft police people sheep cattle".split())
