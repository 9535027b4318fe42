"""Who is given as the source of what a sentence says."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from extractors.tagger import tag_word
from extractors.words import words

_SAYS = (
    r"(?:said|says|say|told|tells|added|adds|noted|notes|wrote|writes|announced|announces|estimated|estimates|estimate|explained|reported|report|reports|"
    r"projected|projects|project|put|puts|expect|predicted|predicts|predict|forecasts|forecast|expects|expected|claimed|claims|claim|argued|argues|warned|warns|confirmed|stated|states|"
    r"believes|thinks|promised|promises|pledged|vowed|found|showed|shows|revealed|calculated|reckons|recalled|acknowledged|insisted|insists|asserted|testified|pointed out|points out)"
)


@lru_cache(maxsize=1)
def _patterns() -> tuple[re.Pattern[str], re.Pattern[str], re.Pattern[str]]:
    according = re.compile(
        r"\b(?:[Aa]ccording to|[Cc]iting|[Aa]s (?:reported|estimated|calculated|measured) by|[Dd]ata from|[Ff]igures from|[Bb]ased on (?:data|figures) from)\s+"
        r"(?P<who>[^,.;:()\"]{2,90}?)(?= (?:and|which|who|that|showed|said|published|released|in (?:a|its|the|an)|on (?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun))|[,.;:()\"]|$)"
    )
    before = re.compile(
        rf"(?P<who>(?:(?<=^)|(?<=[\"'.;,] )|(?<=\band )|(?<=\bbut )|(?<=\bas )|(?<=\bBut )|(?<=\bwhile ))(?:[Tt]he |[Aa]n? |[Hh]igh |[Ss]ome )?[\w&.'-]+(?: [\w&.'-]+){{0,9}}?)"
        rf"(?:, [^,]{{2,60}},)? (?:has |have |had |also |later |previously |earlier )?(?P<verb>{_SAYS})\b"
    )
    after = re.compile(
        rf"[\",'] ?(?:{_SAYS}) (?P<who>(?:the |a |an )?[\w&.'-]+(?: [\w&.'-]+){{0,7}}?)(?=,|\.|;| in a | in an | at a | on |$| told| to | during | after | who | as )"
    )
    return according, before, after


_STUDY = re.compile(r"(?:an? |the )?(?:[\w-]+ ){0,2}(?:study|survey|report|poll|analysis|review|paper|audit) by ")
_SPEAKS = re.compile(rf"\b(?:{_SAYS}|[Aa]ccording|[Cc]iting|[Aa]s|[Dd]ata|[Ff]igures|[Bb]ased)\b")
_NOT_SPEAKERS = words("modality.not_speakers")
_TAIL = re.compile(
    r", (?P<who>(?:the |The |a |an |its |their |his |her )?[\w&.'-]+(?: [\w&.'-]+){0,8}?)(?:, [^,]{2,60},)? "
    r"(?:said|says|added|noted|estimates|estimated|wrote|reported|announced|warned|predicts|predicted|shows|showed)\b"
)


@dataclass(frozen=True, slots=True)
class Speaker:
    """Who is given as the source of what a sentence says; ``start`` is where the words stand in the text."""

    who: str
    start: int
    rule: str


_BAD_HEADS = frozenset(["plan", "schedule", "law", "rules"]) | frozenset(
    "it that which who there what this and but if as when where they's results result findings revenue sales shares stock profit".split()
)
_OWN_RESULTS = frozenset("reported report reports found showed shows".split())


def speaker_of(folded: str, start: int, stop: int) -> Speaker | None:
    """The source named in one sentence: "according to X", "X said", "said X"; None without one."""
    found = _find_speaker(folded, start, stop)
    return found if found is not None and _could_speak(found.who) else None


_PRONOUNS = frozenset("he she they it we i you who".split())
_NOUNISH = frozenset(("NN", "NNS", "NNP", "NNPS", "PRP", "CD"))


def _could_speak(who: str) -> bool:
    """False for what cannot say anything: a clause, a number, a phrase that ends in no noun."""
    words = who.replace(",", " ").split()
    lows = [w.lower() for w in words]
    if not words or who.replace(".", "").isdigit() or (len(words) > 1 and any(w in _PRONOUNS for w in lows)):
        return False
    tags = [tag_word(w, low, False) for w, low in zip(words, lows, strict=True)]
    if tags[0] in ("VB", "VBZ", "VBG", "VBP", "RB", "MD") and not words[0][0].isupper():
        return False
    return tags[-1] in _NOUNISH and not any(t in ("VBZ", "VBP", "MD", "WDT") for t in tags[1:])


def _find_speaker(folded: str, start: int, stop: int) -> Speaker | None:
    if not _SPEAKS.search(folded, start, stop):
        return None
    according, before, after = _patterns()
    m = according.search(folded, start, stop)
    if m and m["who"].strip().lower() not in ("plan", "schedule", "plans", "law"):
        return Speaker(m["who"].strip(), m.start("who"), "attribution:according")
    for m in after.finditer(folded, start, stop):
        who = m["who"].strip(" .,")
        if who.lower().split()[0] not in _NOT_SPEAKERS:
            return Speaker(who, m.start("who"), "attribution:said_by")
    for m in _TAIL.finditer(folded, start, stop):
        who = m["who"].strip(" .,")
        low = who.lower()
        if (
            low.split()[0] not in _NOT_SPEAKERS
            and low.split()[-1] not in _BAD_HEADS
            and not re.search(r"\b(?:is|are|was|were|has|have|had|will|to)\b", low)
        ):
            return Speaker(who, m.start("who"), "attribution:tail")
    for m in before.finditer(folded, start, stop):
        who = m["who"].strip(" ,")
        low = who.lower()
        if low.split()[0] in _BAD_HEADS or low.split()[-1] in _BAD_HEADS:
            continue
        rest = folded[m.end() : m.end() + 6]
        if m["verb"] in ("added", "adds") and not rest.startswith((" that", ",", ":", '"', ".", ' "')):
            continue
        if m["verb"] in _OWN_RESULTS and not re.search(
            r"police|officials|authorit|union|agency|ministry|bureau|analyst|study|report|survey|group|department|university|institute|researchers|economists|committee|bank|office|council",
            low,
        ):
            continue
        clausal = r"\b(?:is|are|was|were|has|have|had|will|to|of which)\b"
        if re.search(clausal, low) or (" by " in low and not _STUDY.match(low)):
            continue
        return Speaker(who, m.start("who"), "attribution:says")
    return None


_LONGEST_QUOTATION = 4  # sentences
_QUOTATION_BEGINS = 1_500  # characters before


def quoted_by(folded: str, spans: list[tuple[int, int]], index: int) -> Speaker | None:
    """Who is named behind a quotation that sentence ``index`` begins or continues: "It cost 8m. It was late," Roe said."""
    start, stop = spans[index]
    paragraph = max(0, start - _QUOTATION_BEGINS, folded.rfind("\n", max(0, start - _QUOTATION_BEGINS), start))
    opened = folded.count('"', paragraph, stop)
    if opened % 2 == 0:
        return None
    for start, stop in spans[index + 1 : index + _LONGEST_QUOTATION]:
        close = folded.find('"', start, stop)
        if close >= 0:
            return speaker_of(folded, start, stop)
        if "\n" in folded[start - 1 : start]:
            return None
    return None
