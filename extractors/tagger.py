"""Tokens of a sentence to parts of speech: a lexicon, word endings and a dozen rules of context.

Tags are those of the Penn Treebank. Right on about nineteen words of twenty in news text, and fast: what the
chunking around a number needs, no more.
"""

from __future__ import annotations

from functools import lru_cache
from importlib.resources import files

from extractors.first_names import first_names
from extractors.places import place_of
from extractors.tag_context import MEASURED, before_finite, ends_plural, infinitive_before, opens_sized
from extractors.tagger_verbs import SECOND_VERBS, find_verb, hedge_follows, of_many, share_follows, sum_follows
from extractors.words import words

CLOSED = {
    "CD": "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen "
    "seventeen eighteen nineteen twenty thirty forty fifty sixty seventy eighty ninety hundred thousand million "
    "billion trillion",
    "DT": "the a an this that these those all both each every some any no another either neither",
    "PRP": "i you he she it we they me him us them himself herself itself themselves who",
    "PRP$": "my your his her its our their whose",
    "IN": "of in on at by for from with without within into onto upon over under above below between among through "
    "during before after since until till about around against across along behind beside besides beyond despite "
    "except inside outside like near off per than throughout toward towards via amid amongst atop if because "
    "although though while whilst whereas unless as whether versus vs notwithstanding",
    "TO": "to",
    "CC": "and or but nor plus yet &",
    "MD": "will would can could may might shall should must 'll 'd ca wo cannot",
    "WDT": "which what whichever",
    "WRB": "when where why how",
    "EX": "there",
    "RB": "not n't also still already now then here just only even again more most very too so almost nearly "
    "roughly approximately currently recently ago yet later earlier soon today yesterday tomorrow together away "
    "alone instead however meanwhile once twice often never ever always up down out back ahead apiece respectively "
    "annually worldwide well less least further",
    "VBZ": "is has does 's",
    "VBP": "are have do 're 've am 'm",
    "VBD": "was were had did rose fell grew hit saw made took gave got went came won lost sold bought paid spent "
    "built cast cost cut kept held led left met sent set stood told began became brought drew shrank slid sank "
    "sprang swung threw rang ran shot beat lent said put let shed drove bore wore",
    "VB": "be get go",
    "VBN": "been risen fallen grown gone done seen taken given driven shrunk sunk",
    "NNS": "people men women children police staff data units shares sales users",
    "NN": "percent percentage total number amount share price cost revenue income profit loss output value capacity "
    "volume rate growth rise fall decline drop increase decrease gain cent yuan yen staff headcount workforce "
    "budget debt deficit surplus turnover demand supply use stake",
    "JJ": "more-than new old big large small high low other many few several own last next past first second third "
    "fourth fifth previous recent current additional extra average annual daily monthly weekly quarterly yearly "
    "total net gross record worth due local human animal square cubic metric early late fellow double triple",
    "JJR": "higher lower larger bigger smaller greater fewer better worse older younger cheaper longer shorter",
    "JJS": "highest lowest largest biggest smallest greatest best worst oldest youngest latest fastest",
}
_AMBIGUOUS_S = words("tagger.ambiguous_s")
_IS_BEFORE = frozenset("it he she that there here what who where how let".split())
# Capitals that name a measure, not an owner.
_MEASURES = words("tagger.measures")
_BASE_AFTER = frozenset(("TO", "MD"))
_NOUN_AFTER = frozenset(("DT", "PRP$", "JJ", "JJR", "JJS", "POS"))
_VERBAL = frozenset(("VB", "VBP", "VBD", "VBZ"))
_HAVE_BE = words("tagger.have_be")
_SUFFIXES = tuple(
    (ending, tag)
    for tag, endings in (
        ("VBG", "ing"),
        ("VBD", "ed"),
        ("RB", "ly"),
        ("JJ", "ous ful able ible less ive ic al ary ish ian ese"),
        ("JJS", "est"),
        ("NN", "ss us is"),
        ("NNS", "s"),
    )
    for ending in endings.split()
)


def guess(word: str) -> str:
    """Tag of a lower-case word by its ending alone."""
    for ending, tag in _SUFFIXES:
        if word.endswith(ending) and len(word) > len(ending) + 1:
            return tag
    return "NN"


@lru_cache(maxsize=1)
def lexicon() -> dict[str, str]:
    """Lower-case word to its most usual tag; read once, about 10 ms."""
    words: dict[str, str] = {}
    table = files("extractors").joinpath("tables/words.txt").read_text(encoding="utf-8")
    for line in table.splitlines():
        if not line.startswith("#"):
            tag, *listed = line.split(" ")
            words.update(dict.fromkeys(listed, tag))
    for tag, listing in CLOSED.items():
        words.update(dict.fromkeys(listing.split(), tag))
    return words


@lru_cache(maxsize=50_000)
def tag_word(word: str, low: str, first: bool) -> str:
    """Tag of one word by itself; ``first`` where it opens the sentence, when a capital says nothing."""
    known = lexicon().get(low)
    if word in ("A", "May") and not first:
        return "NNP"
    if len(word) == 2 and word[0] in "QH" and word[1].isdigit():
        return "JJ"
    if word.isupper() and len(word) > 1:
        return "NN" if word in _MEASURES else "NNP"
    if len(word) > 2 and word[-1] == "s" and word[:-1].isupper() and low not in ("us",):
        return "NNS"  # "52 MPs"
    if (
        word[0].isupper()
        and not first
        and not (known in ("DT", "IN", "CC", "PRP", "PRP$", "MD", "TO") and len(low) < 6)
    ):
        return "NNP"
    if first and word[0].isupper() and (place_of(word) or low in first_names()) and known not in ("MD", "IN", "VB"):
        return "NNP"
    if known:
        return known
    if "-" in low:
        last = low.rsplit("-", 1)[1]
        if last in ("based", "owned", "led", "backed", "old", "long", "term", "like", "free", "related", "run"):
            return "JJ"
        if last.endswith(("ness", "ment", "tion", "sion", "ship", "ity", "ance")) and not word[0].isupper():
            return "NN"
        tail = lexicon().get(last) or guess(last)
        return "NNP" if word[0].isupper() else ("NNS" if tail == "NNS" else "JJ")
    if first and word[0].isupper():
        tag = guess(low)
        stems = (
            (low[:-3], low[:-3] + "e", low[:-4])
            if tag == "VBG"
            else (low[:-2], low[:-1], low[:-3])
            if tag == "VBD"
            else ()
        )
        if stems and not any(stem in lexicon() for stem in stems):
            return "NNP"  # "Yunling", "Ahmed": no verb has that stem
        return "NNP" if tag == "NN" and low not in _MEASURED_TOO and not low.endswith(_QUALITIES) else tag
    if word.isupper() and len(word) > 1:
        return "NNP"
    return guess(low)


@lru_cache(maxsize=50_000)
def _tag_inside(word: str) -> str:
    return tag_word(word, word.lower(), False)


def tag(words: list[str], lows: list[str], forms: list[str] | None = None) -> list[str]:
    """Tags of one sentence's tokens, in order; numbers get ``CD`` and punctuation its own first character."""
    tags: list[str] = []
    first = True
    for word, low, form in zip(words, lows, forms or lows, strict=True):
        head = word[0]
        if form == "sign":
            tags.append("$")
            first = False
        elif not first and head.isalpha():
            tags.append(_tag_inside(word))
        elif head.isalpha() or (head == "'" and len(word) > 1):
            if low == "'s":
                tags.append("VBZ" if tags and lows[len(tags) - 1] in _IS_BEFORE else "POS")
            else:
                tags.append(tag_word(word, low, first))
            first = False
        elif head.isdigit() or head == ".":
            tags.append("CD" if len(word) > 1 or head != "." else ".")
            first = False
        else:
            tags.append("POS" if low == "'" and ends_plural(words, tags) else head)
    size = len(tags)
    if tags[:1] == ["JJ"] and size > 1 and tags[1] in _FINITE and lows[0] not in lexicon():
        tags[0] = "NNP"  # "Portreal sits at": no adjective without a noun
    for i in range(1, size):
        here, low = tags[i], lows[i]
        if here not in _UNSETTLED and low not in _UNSETTLED_WORDS:
            continue
        before = tags[i - 1]
        if (
            here in _ACTING
            and lows[i - 1] in MEASURED
            and (here != "VBD" or low in _NOUN_TOO)
            and opens_sized(lows, tags, i - 1)
        ):
            tags[i] = "NN"  # "a 2 percent pay increase", "a 0.5 point cut"
        elif here in ("NN", "VBP", "VBD", "JJ") and before in _BASE_AFTER:
            if here == "JJ" and before == "MD" and low in _DOABLE:
                tags[i] = "VB"  # "will open in May"
            elif here != "JJ" and (here != "NN" or low in _VERB_NOUNS or (i > 1 and lows[i - 2] in _WILLING)):
                tags[i] = "VB"
        elif here in ("VB", "VBP") and lows[i - 1] in _HAD and low not in _HAVE_BE:
            tags[i] = "VBN"  # "had come in"
        elif here == "VB" and lows[i - 1] in ("each", "both", "all") and tags[i - 2] == "MD":
            pass  # "will each contribute 20 percent"
        elif here in _VERBAL and before in _NOUN_AFTER and low not in _HAVE_BE:
            if here in ("VB", "VBP"):
                tags[i] = "NN"
            elif here == "VBD" and low.endswith("ed"):
                tags[i] = "VBN"
            elif here == "VBZ" and before in ("DT", "JJ", "PRP$") and low.endswith("s") and low != "does":
                tags[i] = "NNS"  # "the suspects"
        elif (
            here in ("VB", "VBP")
            and before == "CD"
            and i + 1 < size
            and tags[i + 1] in ("NN", "NNS")
            and low not in _HAVE_BE
        ):
            tags[i] = "NN"  # "22 launch titles"
        elif (
            here == "VBZ"
            and before in _ACTED
            and lows[i - 1] not in _HAVE_BE
            and (low[:-1] in _NOUN_TOO or lows[i + 1 : i + 2] == ["of"])
        ):
            tags[i] = "NNS"  # "were offered rises of", "will get raises of"
        elif (
            (here in ("VB", "VBP") or (here == "VBD" and low in _NOUN_TOO))
            and before == "NN"
            and i > 1
            and words[i - 2] == "-"
        ):
            tags[i] = "NN"  # "a 12-hour shoot"
        elif (
            here in ("VB", "VBP", "VBD")
            and low in _NOUN_TOO
            and before in ("DT", "JJ", "PRP$", "POS", "NN", "CD")
            and (before != "NN" or (i + 1 < size and lows[i + 1] in _FINITE_NEXT))
            and not (before == "CD" and lows[i + 1 : i + 2] == ["to"])
        ):
            tags[i] = "NN"
        elif here in ("VBD", "VBN") and (
            lows[i - 1] in _HAVE_BE or (before == "RB" and i > 1 and lows[i - 2] in _HAD)
        ):
            tags[i] = "VBN"
        elif here == "NN" and low in _PAST_TOO and lows[i - 1] in _HAD and tags[i + 1 : i + 2] in _OBJECTS:
            tags[i] = "VBN"  # "has cost the railway $5m"
        elif (
            (here == "NN" or (here == "JJ" and low in _TOTALLING))
            and (
                before in ("NNS", "WDT")
                or (before == "NNP" and of_many(lows, tags, i))
                or lows[i - 1] in _EVEN_NOW
                or lows[i - 1] in _PLURALS
                or (before == "NN" and low in _TOTALLING and tags[i + 1 : i + 2] == ["$"])
            )
            and low in _VERB_NOUNS
            and i + 1 < size
            and tags[i + 1] in ("DT", "CD", "IN", "TO", "$", "RB", "PRP$", "NNP", "PRP")
        ):
            tags[i] = "VBP"
        elif (
            here == "NNS"
            and before == "NN"
            and i + 1 < size
            and tags[i + 1] in ("DT", "PRP$")
            and low not in _AMBIGUOUS_S
            and lows[i + 2 : i + 3] not in _TIMES
        ):
            tags[i] = "VBZ"  # but not "Ticket sales this year"
        elif here == "NNS" and low in SECOND_VERBS and before in ("CC", ",") and sum_follows(lows, tags, i + 1):
            tags[i] = "VBZ"  # "and costs $5 million", "and sets aside $5 million"
        elif here == "JJ" and low.endswith("ed") and lows[i - 1] in _HAD and tags[i + 1 : i + 2] in (["$"], ["CD"]):
            tags[i] = "VBN"  # "has travelled 40 km"
        elif (
            here == "NNS"
            and (tags[i - 1] == "WDT" or lows[i - 1] == "who")
            and low.endswith("s")
            and i + 1 < size
            and tags[i + 1] in ("DT", "CD", "$", "PRP$", "RB", "TO", "IN", "JJ", "NNS")
        ):
            tags[i] = "VBZ"  # "a brewer that employs 400"
        elif here == "NNS" and low in _AMBIGUOUS_S:
            after = tags[i + 1] if i + 1 < size else "."
            priced = lows[i + 1 : i + 2] == ["for"] and share_follows(lows, tags, i)  # "rents for $900"
            if before in ("NN", "NNP", "PRP", "RB", "WDT", ")") or (priced and before == "JJ"):
                hedged = hedge_follows(lows, tags, i)
                if after in _AFTER_VERBS or (after == "IN" and (priced or hedged or before in ("PRP", "WDT"))):
                    tags[i] = "VBZ"
        elif (
            (here == "VB" or low == "live")
            and (
                before in ("NNS", "PRP", "NNPS", "WDT")
                or (before == "NNP" and lows[i - 1].endswith("s"))
                or (before == "CD" and lows[i - 2] in _AGED and i > 2 and tags[i - 3] == "NNS")  # "people under 30"
            )
            and low not in ("be", "let")
        ):
            tags[i] = "VBP"
        elif (
            here == "NN"
            and low in ("bid", "cost", "cut", "put", "set", "spend", "offer")
            and (before in ("NN", "NNP", "CC") or (before == "," and low == "cost"))
            and i + 1 < size
            and (tags[i + 1] in ("CD", "$") or words[i + 1] in "$€£¥")
        ):
            tags[i] = "VB" if before == "CC" and infinitive_before(tags, i - 1) else "VBD"
        elif low in _PAST_TOO and before == "CC" and here == "VBD" and infinitive_before(tags, i - 1):
            tags[i] = "VB"  # "will close the mill and cut 300 jobs"
        elif here == "NN" and before == "WDT" and low in _PAST_TOO and i + 1 < size:
            tags[i] = "VBD"  # "the bridge, which cost £40 million"
        elif (
            here == "NN"
            and low == "cost"
            and before in ("NN", "NNP")
            and i + 2 < size
            and (tags[i + 1] in ("DT", "PRP$", "NNP") or (tags[i + 1] == "NNS" and tags[i + 2] in ("DT", "CD", "$")))
            and not any(t in _FINITE for t in tags)
        ):
            tags[i] = "VBD"  # "The strike cost the railway $5m"
        elif (
            here == "VBN"
            and before in ("NN", "NNS", "NNP", "NNPS", "PRP")
            and i + 1 < size
            and (tags[i + 1] in ("DT", "CD", "PRP$", "$", "NNP") or words[i + 1] in "€£¥")
        ):
            tags[i] = "VBD"
        elif here == "VBN" and (lows[i - 1] in _WHO_ACTS or before == "WDT"):
            tags[i] = "VBD"  # "they saved more than 40"
        elif (
            here == "NN"
            and lows[i - 1] in _SOME_WHO_ACT
            and i + 1 < size
            and tags[i + 1] in ("IN", "DT", "CD", "PRP$")
        ):
            tags[i] = "VBP"  # "we estimate that"
        elif here == "NNS" and lows[i - 1] in _ONE_WHO_ACTS and low.endswith("s") and i + 1 < size:
            if tags[i + 1] in ("DT", "CD", "$", "PRP$", "NN", "NNS", "IN", "TO", "JJ"):
                tags[i] = "VBZ"  # "it forms part"
        elif here == "VBZ" and before == "IN" and lows[i - 1] in _NOUN_BEHIND and low not in _HAVE_BE:
            tags[i] = "NNS"  # "in catches"
        elif here == "VBZ" and before_finite(tags, i + 1) and low not in _HAVE_BE:
            tags[i] = "NNS"  # "housing starts ran"
        elif here in ("VB", "VBP") and before in ("VBG", "JJ", "NN") and lows[i + 1 : i + 2] in _BE_NEXT:
            tags[i] = "NN"  # "Starting pay is"
        elif low == "running" and lows[i - 1] in _SPELLS:
            tags[i] = "RB"  # "for the second year running"
        elif here == "JJ" and low in _FOLDING and before in ("NN", "NNS") and lows[i + 1 : i + 2] == ["to"]:
            tags[i] = "VB"  # "saw its roll double to 80"
        elif here == "RB" and low in _COMPASS and before == "DT":
            tags[i] = "NN"
        elif (
            here == "JJ"
            and (before == "DT" or (low in _NOUNS_AS_WELL and before in ("NN", "JJ")))
            and i + 1 < size
            and (tags[i + 1] in ("VBD", "VBZ", "VBP", "MD") or (tags[i + 1] == "VBN" and low in _NOUNS_AS_WELL))
        ):
            tags[i] = "NN"  # "the injured were", "The five-day fair hosted"
        elif here == "JJ" and before == "DT" and low in _NOUNS_OF and lows[i + 1 : i + 2] == ["of"]:
            tags[i] = "NN"  # "a fine of"
        elif low == "account" and before != "DT" and lows[i + 1 : i + 2] == ["for"]:
            tags[i] = "VBP"
        elif low == "that" and before in ("NN", "NNS", "NNP", "VBD", "VBZ", "VB"):
            tags[i] = "WDT" if before in ("NN", "NNS", "NNP") else "IN"
    if not any(t in _FINITE for t in tags):
        find_verb(lows, tags, lexicon())
    return tags


_PLURALS = frozenset("aircraft police people sheep cattle".split())
_EVEN_NOW = frozenset("now together jointly already currently still both".split())
_MEASURED_TOO = words("measure_nouns.nouns")
_QUALITIES = ("ment", "tion", "ness", "ship", "ance", "ence", "ity")
_AFTER_VERBS = frozenset("DT CD TO $ £ € ¥ ₹ RB PRP$ JJR".split())
_AGED = frozenset("under over aged below above".split())
_BE_NEXT = (["is"], ["was"], ["has"], ["had"], ["will"], ["would"])
_SPELLS = frozenset("year years month months week weeks time times season seasons day days quarter quarters".split())
_DOABLE = frozenset("open close slow free clean double triple total average".split())
_NOUNS_AS_WELL = frozenset("fair final official individual original terminal capital flat regular".split())
_FOLDING = frozenset("double triple treble quadruple".split())
_PAST_TOO = frozenset("bid cost cut put set hit let shut spread split bet shed quit hurt".split())
_OBJECTS = (["DT"], ["CD"], ["$"], ["PRP$"], ["NNP"], ["RB"], ["IN"])
_TOTALLING = frozenset("total average".split())  # "its assets total $14 billion"
_ACTING = frozenset(("VB", "VBP", "VBD"))
_ACTED = frozenset(("VB", "VBN", "VBD", "VBG"))
_NOUNS_OF = frozenset("fine record low high minimum maximum".split())
# What the words around may make something else.
_TIMES = (["year"], ["month"], ["week"], ["quarter"], ["season"], ["summer"], ["winter"], ["spring"], ["autumn"])
_HAD = frozenset("has have had having".split())
_UNSETTLED = frozenset(("NN", "NNS", "VB", "VBP", "VBD", "VBZ", "VBN", "RB", "JJ"))
_UNSETTLED_WORDS = frozenset(("that", "live", "account", "running"))
_FINITE = frozenset(("VBD", "VBZ", "VBP", "MD"))


_NOUN_BEHIND = frozenset("in of for on at by with from".split())
_WHO_ACTS = frozenset("i he she it we they who nobody everyone everybody".split())
_SOME_WHO_ACT = frozenset("i we they".split())
_ONE_WHO_ACTS = frozenset("he she it".split())
_COMPASS = frozenset("north south east west".split())
# What they do stands in the infinitive: "agreed to pause".
_WILLING = words("tagger.willing")
_NOUN_TOO = words("tagger.noun_too")
_FINITE_NEXT = frozenset("was is were are has have had will would can could may".split())
_VERB_NOUNS = words("tagger.verb_nouns")
