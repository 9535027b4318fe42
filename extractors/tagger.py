"""Tokens of a sentence to parts of speech: a lexicon, word endings and a dozen rules of context.

Tags are those of the Penn Treebank. Right on about nineteen words of twenty in news text, and fast: what the
chunking around a number needs, no more.
"""

from __future__ import annotations

from extractors.lexicon import lexicon, tag_inside, tag_word
from extractors.tag_context import (
    MEASURED,
    acts_behind_number,
    before_finite,
    ends_count,
    ends_plural,
    infinitive_before,
    only_verb,
    opens_sized,
)
from extractors.tagger_verbs import (
    SECOND_VERBS,
    find_verb,
    hedge_follows,
    of_many,
    share_follows,
    sum_follows,
    who_acts,
)
from extractors.words import words

_AMBIGUOUS_S = words("tagger.ambiguous_s")
_IS_BEFORE = frozenset("it he she that there here what who where how let".split())
_BASE_AFTER = frozenset(("TO", "MD"))
_NOUN_AFTER = frozenset(("DT", "PRP$", "JJ", "JJR", "JJS", "POS"))
_VERBAL = frozenset(("VB", "VBP", "VBD", "VBZ"))
_HAVE_BE = words("tagger.have_be")


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
            tags.append(tag_inside(word))
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
    acts = tags[1:2] == ["POS"] or (lows[1:2] != [] and lows[1] in _AMBIGUOUS_S and tags[2:3] in _OBJECTS)
    if tags[:1] == ["JJ"] and size > 1 and (tags[1] in _FINITE or acts) and lows[0] not in lexicon():
        tags[0] = "NNP"  # "Portreal sits at", "Portreal's mill": no adjective without a noun
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
            elif here != "JJ" and (
                here != "NN" or before == "MD" or low in _VERB_NOUNS or (i > 1 and lows[i - 2] in _WILLING)
            ):
                tags[i] = "VB"
        elif here in ("VB", "VBP") and lows[i - 1] in _HAD and low not in _HAVE_BE:
            tags[i] = "VBN"  # "had come in"
        elif here == "VB" and lows[i - 1] in ("each", "both", "all") and tags[i - 2] == "MD":
            pass  # "will each contribute 20 percent"
        elif here in _VERBAL and before in _NOUN_AFTER and low not in _HAVE_BE:
            if here in ("VB", "VBP"):
                tags[i] = "NN"
            elif (
                here == "VBD" and low.endswith("ed") and not (lows[i - 1] == "last" and tags[i + 1 : i + 2] == ["CD"])
            ):
                tags[i] = "VBN"
            elif here == "VBD" and low in _NOUN_TOO:
                tags[i] = "NN"  # "wants a cut in"
            elif (
                here == "VBZ"
                and not (i == 1 and lows[0] in _THIS)
                and before in ("DT", "JJ", "PRP$")
                and low.endswith("s")
                and low != "does"
            ):
                tags[i] = "NNS"  # "the suspects"
        elif here in ("NN", "VB") and before == "CD" and low in _VERB_NOUNS and acts_behind_number(lows, tags, i):
            tags[i] = "VBP"  # "of which 594 pay over", ", 60 trade below"
        elif here in ("VB", "VBP") and before in ("NN", "JJ") and before_finite(tags, i + 1) and low not in _HAVE_BE:
            tags[i] = "NN"  # "Public sector pay grew"
        elif (
            here in ("VB", "VBP")
            and low == "pay"
            and before not in ("TO", "MD")
            and lows[i + 1 : i + 2] in _PAY_MOVES
        ):
            tags[i] = "NN"  # "faced pay cuts"
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
            and (low in _NOUN_TOO or (low == "pay" and lows[i - 1] in _MORE))
            and (lows[i - 1] in _MORE or before in ("DT", "JJ", "PRP$", "POS", "NN", "CD"))
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
        elif (
            here == "JJ"
            and (lows[i - 1] in _HAD or before == "WDT")
            and (low == "swollen" or (low.endswith("ed") and tags[i + 1 : i + 2] in _SIZED))
        ):
            tags[i] = "VBN"  # "has travelled 40 km"
        elif (
            here == "NNS"
            and (tags[i - 1] == "WDT" or lows[i - 1] == "who")
            and low.endswith("s")
            and i + 1 < size
            and tags[i + 1] in ("DT", "CD", "$", "PRP$", "RB", "TO", "IN", "JJ", "NNS")
        ):
            tags[i] = "VBZ"  # "a brewer that employs 400"
        elif (
            here == "NNS"
            and low in _AMBIGUOUS_S
            and not (lows[i + 1 : i + 2] == ["that"] and tags[i + 2 : i + 3] in (["VBP"], ["VBD"], ["MD"]))
        ):  # but not "costs that are"
            after = tags[i + 1] if i + 1 < size else "."
            priced = lows[i + 1 : i + 2] == ["for"] and share_follows(lows, tags, i)  # "rents for $900"
            aside = before == "," and "," in lows[: i - 1] and not any(t in _FINITE for t in tags[:i])
            if before in ("NN", "NNP", "PRP", "RB", "WDT", ")") or aside or (priced and before in ("JJ", "NNS")):
                bare = priced or low == "accounts" or before in ("PRP", "WDT") or hedge_follows(lows, tags, i)
                if after in _AFTER_VERBS or (after == "IN" and bare):
                    tags[i] = "VBZ"
        elif (
            (here == "VB" or low == "live")
            and (
                before in ("NNS", "PRP", "NNPS", "WDT")
                or (before == "NNP" and lows[i - 1].endswith("s"))
                or (before == "RB" and i > 1 and tags[i - 2] in ("NNS", "NNPS", "PRP"))
                or (before == "CD" and lows[i - 2] in _AGED and i > 2 and tags[i - 3] == "NNS")  # "people under 30"
                or (before == "RB" and i > 1 and tags[i - 2] == "NNS")
            )
            and low not in ("be", "let")
            and lows[i - 2] not in ("make", "makes", "made", "let", "lets", "help", "helps", "helped", "see", "saw")
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
        elif low == "cost" and before == "CC" and here == "NN" and tags[i + 1 : i + 2] in _OBJECTS_TOO:
            if "VBD" in tags[:i] and (tags[i + 2 : i + 3] in _SUM_NEXT or tags[i + 1] in ("DT", "PRP")):
                tags[i] = "VBD"  # "lasted six days and cost industry an estimated 5m"
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
            and (tags[i + 1] in ("DT", "CD", "PRP$", "$", "NNP") or words[i + 1] in "€£¥" or only_verb(tags, i))
        ):
            tags[i] = "VBD"
        elif here == "VBN" and who_acts(lows, tags, i):
            tags[i] = "VBD"  # "they saved more than 40"
        elif (
            here == "NN"
            and lows[i - 1] in _SOME_WHO_ACT
            and i + 1 < size
            and tags[i + 1] in ("IN", "DT", "CD", "PRP$")
        ):
            tags[i] = "VBP"  # "we estimate that"
        elif here == "NNS" and i == 1 and lows[0] in _THIS and low.endswith("s"):
            if tags[i + 1 : i + 2] in _BEHIND_THIS and low not in _ONE_IN_S:
                tags[i] = "VBZ"  # "That compares with", "This takes the toll"
        elif here == "NNS" and lows[i - 1] in _ONE_WHO_ACTS and low.endswith("s") and i + 1 < size:
            if tags[i + 1] in ("DT", "CD", "$", "PRP$", "NN", "NNS", "IN", "TO", "JJ"):
                tags[i] = "VBZ"  # "it forms part"
        elif here == "VBZ" and before == "IN" and lows[i - 1] in _NOUN_BEHIND and low not in _HAVE_BE:
            tags[i] = "NNS"  # "in catches"
        elif here == "VBZ" and low not in _HAVE_BE and (before_finite(tags, i + 1) or ends_count(tags, i)):
            tags[i] = "NNS"  # "housing starts ran"
        elif here in ("VB", "VBP") and before in ("VBG", "JJ", "NN") and lows[i + 1 : i + 2] in _BE_NEXT:
            tags[i] = "NN"  # "Starting pay is"
        elif low == "running" and lows[i - 1] in _SPELLS:
            tags[i] = "RB"  # "for the second year running"
        elif here == "JJ" and low in _FOLDING and before in ("NN", "NNS") and lows[i + 1 : i + 2] == ["to"]:
            tags[i] = "VB"  # "saw its roll double to 80"
        elif low in _COMPASS and before == "DT" and (here == "RB" or tags[i + 1 : i + 2] not in _NOMINAL_NEXT):
            tags[i] = "NN"
        elif (
            here == "RB"
            and low in _ADJECTIVES_TOO
            and before in ("CD", "DT", "JJ")
            and tags[i + 1 : i + 2] == ["NNS"]
        ):
            tags[i] = "JJ"  # "nine in ten fast trains"
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


_OBJECTS_TOO = (["NN"], ["NNS"], ["NNP"], ["DT"], ["PRP"])
_SUM_NEXT = (["DT"], ["CD"], ["$"], ["IN"], ["RB"])
_MORE = frozenset("more less higher lower".split())
_ADJECTIVES_TOO = frozenset("fast early late daily weekly monthly hard long straight".split())
_PAY_MOVES = (["rise"], ["rises"], ["cut"], ["cuts"], ["deal"], ["deals"], ["offer"], ["gap"], ["freeze"], ["talks"])
_PLURALS = frozenset("aircraft police people sheep cattle".split())
_EVEN_NOW = frozenset("now together jointly already currently still both".split())
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
_ACTING, _ACTED = frozenset(("VB", "VBP", "VBD")), frozenset(("VB", "VBN", "VBD", "VBG"))
_NOUNS_OF = frozenset("fine record low high minimum maximum".split())
# What the words around may make something else.
_TIMES = (["year"], ["month"], ["week"], ["quarter"], ["season"], ["summer"], ["winter"], ["spring"], ["autumn"])
_SIZED = (["$"], ["CD"])
_HAD = frozenset("has have had having".split())
_UNSETTLED = frozenset(("NN", "NNS", "VB", "VBP", "VBD", "VBZ", "VBN", "RB", "JJ"))
_UNSETTLED_WORDS = frozenset(("that", "live", "account", "running"))
_FINITE = frozenset(("VBD", "VBZ", "VBP", "MD"))


_NOUN_BEHIND = frozenset("in of for on at by with from".split())
_SOME_WHO_ACT = frozenset("i we they".split())
_NOMINAL_NEXT = (["NN"], ["NNS"], ["JJ"])
_THIS, _BEHIND_THIS = ("this", "that"), (["IN"], ["DT"], ["PRP$"], ["TO"])
_ONE_IN_S = frozenset("series species news means gas crisis basis crossroads headquarters".split())
_ONE_WHO_ACTS = frozenset("he she it".split())
_COMPASS = frozenset("north south east west".split())
# What they do stands in the infinitive: "agreed to pause".
_WILLING = words("tagger.willing")
_NOUN_TOO = words("tagger.noun_too")
_FINITE_NEXT = frozenset("was is were are has have had will would can could may".split())
_VERB_NOUNS = words("tagger.verb_nouns")
