"""Words to their most usual part of speech: a lexicon, then word endings."""

from __future__ import annotations

import re
from functools import lru_cache
from importlib.resources import files

from extractors.first_names import first_names
from extractors.places import place_of
from extractors.words import words

CURRENCY_MARKS = frozenset("€£¥₹₩₽₺₦₪฿₫₱₴₸₮₭₾₡₿৳₵₨₲₼֏")
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
    "although though while whilst whereas unless as whether versus vs vs. notwithstanding",
    "TO": "to",
    "CC": "and or but nor plus yet &",
    "MD": "will would can could may might shall should must 'll 'd ca wo cannot",
    "WDT": "which what whichever",
    "WRB": "when where why how",
    "EX": "there",
    "RB": "not n't also still already now then here just only even again more most very too so almost nearly "
    "roughly approximately currently recently ago yet later earlier soon today yesterday tomorrow together away "
    "alone instead however meanwhile once twice often never ever always up down out back ahead apiece respectively "
    "annually worldwide well less least further y/y q/q m/m w/w yoy qoq",
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
    "warming coral computing budget debt deficit surplus turnover demand supply use stake buyback",
    "JJ": "more-than new old big large small high low other many few several own last next past first second third "
    "fourth fifth previous recent current additional extra average annual daily monthly weekly quarterly yearly "
    "total net gross record worth due local human animal square cubic metric early late fellow double triple "
    "initial preliminary provisional seasonal continuing unbeaten winless goalless",
    "JJR": "higher lower larger bigger smaller greater fewer better worse older younger cheaper longer shorter",
    "JJS": "highest lowest largest biggest smallest greatest best worst oldest youngest latest fastest",
}
# Capitals that name a measure, not an owner.
_LETTERS = words("tagger.measures") | words("tagger.things")
_MEASURED_TOO = words("measure_nouns.nouns")
_QUALITIES = ("ment", "tion", "ness", "ship", "ance", "ence", "ity")
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


def _as_american(low: str) -> str | None:
    """The tag of a British spelling that the lexicon has as the American ("armoured"); None for others."""
    other = _BRITISH.sub(lambda part: _AMERICAN[part[1]] + part[2], low)
    return lexicon().get(other) if other != low else None


_AMERICAN = {"our": "or", "is": "iz", "ys": "yz"}
_BRITISH = re.compile(r"(?<=\w\w)(our|is|ys)(ed|ing)\Z")


# In headlines, and where a quotation opens.
_NEVER_NAMES = frozenset("although because whether despite unless though without".split())


@lru_cache(maxsize=50_000)
def tag_word(word: str, low: str, first: bool) -> str:
    """Tag of one word by itself; ``first`` where it opens the sentence, when a capital says nothing."""
    known = lexicon().get(low) or _as_american(low)
    if word in ("A", "May") and not first:
        return "NNP"
    if word in ("YoY", "QoQ", "MoM"):
        return "RB"
    if len(word) == 2 and word[0] in "QH" and word[1].isdigit():
        return "JJ"
    if low.startswith("non-"):
        return "JJ"  # "Non-GAAP operating income"
    if word.isupper() and len(word) > 1:
        return "NN" if word in _LETTERS else "NNP"
    if len(word) > 2 and word[-1] == "s" and word[:-1].isupper() and low not in ("us",):
        return "NNS"  # "52 MPs"
    if (
        word[0].isupper()
        and not first
        and not (known in ("DT", "IN", "CC", "PRP", "PRP$", "MD", "TO") and (len(low) < 6 or low in _NEVER_NAMES))
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
        opens = first and low[1:] == word[1:] and (low.partition("-")[0] in lexicon() or last in lexicon())
        named = word[0].isupper() and not opens
        return "NNP" if named else ("NNS" if tail == "NNS" else "JJ")  # "All-in costs", but "Coca-Cola"
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
def tag_inside(word: str) -> str:
    """Tag of one token inside its sentence: a word's own, ``CD`` for digits, ``$`` for every sign of money, of
    another mark its first character.
    """
    head = word[0]
    if head.isalpha() or (head == "'" and len(word) > 1):
        return tag_word(word, word.lower(), False)
    if head.isdigit() or head == ".":
        return "." if word == "." else "CD"
    return "$" if head in CURRENCY_MARKS else head
