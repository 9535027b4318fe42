"""Who a sentence names as the source of what it says: "X said", "said X", "according to X"."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from extractors.lexicon import tag_word
from extractors.measure_nouns import says_what
from extractors.tag_reduced import MADE_KNOWN, may_tell
from extractors.tokens import NUMBER_WORDS, Sentence
from extractors.words import words

_SAYING = (
    r"said|says|say|told|tells|added|adds|noted|notes|wrote|writes|announced|announces|estimated|estimates|estimate|explained|reported|report|reports|"
    r"projected|projects|project|put|puts|expect|predicted|predicts|predict|forecasts|forecast|expects|expected|claimed|claims|claim|argued|argues|warned|warns|confirmed|stated|states|"
    r"believes|thinks|promised|promises|pledged|vowed|found|showed|shows|revealed|calculated|reckons|recalled|acknowledged|insisted|insists|asserted|testified|pointed out|points out|explains|recounted|recounts|remarked|observed|commented|comments|cautioned|cautions|quipped|lamented|reiterated|complained|replied|alleged|alleges|discloses|disclosed|concluded|concludes|stressed|admitted|admits"
)

_SAYS = f"(?:{_SAYING})"
_NO_ADJECTIVE = r"(?!(?<=\d )(?:alleged|confirmed|estimated|expected|projected) )"  # "43 alleged smugglers"


@lru_cache(maxsize=1)
def _patterns() -> tuple[re.Pattern[str], re.Pattern[str], re.Pattern[str]]:
    according = re.compile(
        r"\b(?:[Aa]ccording to|[Cc]iting|[Aa]s (?:reported|estimated|calculated|measured) by|[Dd]ata from|[Ff]igures from|[Bb]ased on (?:data|figures) from)\s+"
        r"(?P<who>(?:[^,.;:()\"]|,(?=\d{3})){2,90}?)(?= (?:and|which|who|that|shows?|showed|suggests?|suggested|indicates?|indicated|said|published|released|in (?:a|its|the|an)|on (?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun))|,(?!\d{3})|[.;:()\"]|$)"
    )
    before = re.compile(
        rf"(?<!\S)(?P<who>(?:(?<=^)|(?<=\n)|(?<=[\"'.;,] )|(?<=\band )|(?<=\bbut )|(?<=\bas )|(?<=\bBut )|(?<=\bwhile ))(?:[Tt]he |[Aa]n? |[Hh]igh |[Ss]ome )?[\w&.'-]+(?: [\w&.'-]+){{0,9}}?)"
        rf"(?:, [^,]{{2,60}},)? (?:has |have |had |also |later |previously |earlier )?{_NO_ADJECTIVE}(?P<verb>{_SAYS})\b"
    )
    after = re.compile(
        rf"[\",'] ?(?!puts? )(?:{_SAYS}) (?P<who>(?:the |a |an )?[\w&.'-]+(?: [\w&.'-]+){{0,7}}?)(?=,|\.(?!\d)|;| in a | in an | at a | on |$| told| to | during | after | who | as )"
    )
    return according, before, after


_CITED = re.compile(
    r"\b(?:[Aa]ccording to|[Cc]iting|[Bb]ased on) (?:the )?(?:[a-z][\w-]* ){0,3}(?:figures?|data|estimates?|numbers|statistics|records|research|findings|study|report|survey|analysis|projections?)"
    r" (?:(?:published|released|compiled|provided|issued|collected|obtained|conducted|prepared) )?(?:by|from) (?P<who>(?:the )?[A-Z][^,.;:()\"]{1,80}?)"
    r"(?= (?:and|which|who|that|shows?|showed|suggests?|suggested|indicates?|indicated|said|published|released|in|on|last|this|earlier|for)\b|[,.;:()\"]|$)"
)

_STUDY = re.compile(r"(?:an? |the )?(?:[\w-]+ ){0,2}(?:study|survey|report|poll|analysis|review|paper|audit) by ")

# Any of the words that tell of a source; each begins with a plain letter, so that the search is quick.
SPEAKS = re.compile(
    rf"(?:{_SAYING}|according|According|citing|Citing|measured by|data|Data|figures|Figures|based|Based)\b"
)

_NOT_SPEAKERS = words("modality.not_speakers")

_TAIL = re.compile(
    r", (?P<who>(?:the |The |a |an |its |their |his |her )?[\w&.'-]+(?:,(?=\d{3})[\w&.'-]+)?(?: [\w&.'-]+(?:,(?=\d{3})[\w&.'-]+)?){0,8}?)(?:, [^,]{2,60},)? "
    r"(?:said|says|added|noted|estimates|estimated|wrote|reported|announced|warned|predicts|predicted|found|finds|shows?|showed)\b"
)


@dataclass(frozen=True, slots=True)
class Speaker:
    """Who is given as the source of what a sentence says; ``start`` is where the words stand in the text."""

    who: str
    start: int
    rule: str


BAD_HEADS = frozenset(["plan", "schedule", "law", "rules"]) | frozenset(
    "toll number total rate count tally it that which who there what this and but if as when where they's results result findings revenue sales shares stock profit".split()
)

AUTHORITY = re.compile(
    r"police|officials|authorit|union|agency|ministry|bureau|analyst|study|report|survey|poll|department|university"
    r"|institute|researchers|economists|committee|office\b|council|rescuers|commission|figures|data|statistics|documents"
    r"|\bmedia\b|newspaper|\bpress\b|broadcaster|television"
)

_BASES = ("project", "report", "estimate")

_PASSIVE_BEHIND = re.compile(r" (?:for|by|in|to|at(?! (?:least|most|a minimum))) ")

_TOLD_BEHIND = re.compile(r" (?:on|in|by|at|last|this|earlier) ")

_PLURALS = frozenset("projects reports estimates forecasts claims puts shows finds notes states".split())

_NUMBERED = re.compile(r" \d[\d,.]* [a-z]")

_SIZE = re.compile(r" [$£€]?\d")  # "the index added 40 points" says nothing

_PASSIVE = frozenset("promised pledged expected projected predicted forecast estimated found reported put".split())

_OWN_RESULTS = frozenset("reported report reports found showed shows".split())

_TELLING = frozenset(
    {one.partition(" ")[0] for one in _SAYING.split("|")}
    | set("according citing measured data figures based".split())
)


def speaker_of(folded: str, start: int, stop: int, sent: Sentence | None = None) -> Speaker | None:
    """The source named in one sentence: "according to X", "X said", "said X"; None without one. ``sent`` is the same
    sentence where it is read already.
    """
    speaks = SPEAKS.search(folded, start, stop) is not None if sent is None else not _TELLING.isdisjoint(sent.said)
    found = _find_speaker(folded, start, stop) if speaks else None
    return found if found is not None and could_speak(found.who) else None


_WITH_NUMBER = 5  # words

_PRONOUNS = frozenset("he she they it we i you who".split())

_NOUNISH = frozenset(("NN", "NNS", "NNP", "NNPS", "PRP", "CD"))

SHARES = frozenset("half third thirds quarter quarters fifth fifths tenth tenths majority percent cent".split())

_NEAR_SHARE = 6  # words

# "the 1.3 billion analysts", who had expected so much
SO_MANY = re.compile(r"[Tt]he (?:\d[\d.]* (?:million|billion|trillion)|\d{1,3}(?:,\d{3})+) ")


def says_how_much(who: str) -> bool:
    """True for "the 1.3 billion analysts", "what most economists", "short of the $44 million analysts"."""
    return SO_MANY.match(who) is not None or who.partition(" ")[0].lower() in _NO_SPEAKERS


def could_speak(who: str) -> bool:
    """False for what cannot say anything: a clause, a number, a phrase that ends in no noun."""
    words = who.replace(",", " ").split()
    lows = [w.lower() for w in words]
    if (
        not words
        or re.search(r"[$€£¥₹₩₱₦₺₽%]", who)
        or who.replace(".", "").isdigit()
        or "than" in lows
        or (
            "of" in lows[:_NEAR_SHARE] and not SHARES.isdisjoint(lows[: lows.index("of")])
        )  # "Two thirds of tenants say"
        or not {"cents", "vs", "vs."}.isdisjoint(lows)  # "Kelso posted EPS of 42 cents vs 38 cents"
        or says_how_much(who)
        or words[-1] == "times"  # "trade at 14 times [expected earnings]"
        or (len(words) > 1 and any(w in _PRONOUNS for w in lows))
    ):
        return False
    tags = [tag_word(w, low, False) for w, low in zip(words, lows, strict=True)]
    if lows[0].partition("-")[0] in NUMBER_WORDS and "-" in lows[0]:
        return False  # "Twenty-nine states must"
    if tags[0] == "CD" and lows[0] != "one" and len(words) < _WITH_NUMBER:
        return False  # "data from eight transits"
    if tags[0] in ("VB", "VBZ", "VBG", "VBP", "RB", "MD") and not words[0][0].isupper():
        return False
    nounish = tags[-1] in _NOUNISH or (lows[-1] == "general" and len(lows) > 1)  # "The auditor general"
    return nounish and not any(t in ("VBZ", "VBP", "MD", "WDT") for t in tags[1:])


_NO_SPEAKERS = frozenset("what short shy ahead twice double".split())  # "twice what most economists had expected"


def _find_speaker(folded: str, start: int, stop: int) -> Speaker | None:
    according, before, after = _patterns()
    m = _CITED.search(folded, start, stop)
    if m:
        return Speaker(m["who"].strip(), m.start("who"), "attribution:according")
    m = according.search(folded, start, stop)
    if m and m.group()[0] in "cC" and _GROUP.search(folded, max(start, m.start() - _SHORT), m.start()):
        m = None  # "40% of them citing price": why, and not who says so
    if m and m.group()[0] in "cC" and m["who"].islower() and says_what(m["who"].rstrip().rpartition(" ")[2]):
        m = None  # "cut its forecast, citing higher fuel costs"
    if m and m["who"].strip().lower() not in ("plan", "schedule", "plans", "law"):
        return Speaker(m["who"].strip(), m.start("who"), "attribution:according")
    for m in after.finditer(folded, start, stop):
        who = m["who"].strip(" .,")
        if not who:
            continue
        opener = who.lower().partition(" ")[0]
        named = _KIN_BEHIND.match(folded, m.end("who"), stop) if opener in _OWNED else None
        if named is not None:
            return Speaker(
                named["name"].rstrip("."), named.start("name"), "attribution:said_by"
            )  # "said his mother, Ada Roe"
        if m.group()[0] == "," and who[0].islower() and opener not in _DETERMINERS:
            tells = who.rpartition(" ")[2]
            if _RESULTS.search(m.group()) or not (may_tell(tells) or tells[0].isupper()):
                continue  # "Roe Foods, which has 40 shops, reported sales growth of", ", says rents rise"
        if opener not in _NOT_SPEAKERS and _PAST_BE.isdisjoint(who.split()):
            return Speaker(who, m.start("who"), "attribution:said_by")
    for m in _TAIL.finditer(folded, start, stop):
        who = m["who"].strip(" .,")
        low = who.lower()
        if who and (
            low.split()[0] not in _NOT_SPEAKERS
            and low.split()[-1] not in BAD_HEADS
            and not re.search(r"\b(?:is|are|was|were|has|have|had|will|to)\b", low)
            and not _SIZE.match(folded, m.end(), stop)
        ):
            return Speaker(who, m.start("who"), "attribution:tail")
    for m in before.finditer(folded, start, stop):
        who = m["who"].strip(" ,")
        if not who:
            continue
        low = who.lower()
        opener = low.split()[0]
        if opener in BAD_HEADS or low.split()[-1] in BAD_HEADS or opener in _NO_NOUN:
            continue
        rest = folded[m.end() : m.end() + 6]
        if m["verb"] in ("added", "adds") and not rest.startswith((" that", ",", ":", '"', ".", ' "')):
            continue
        if m["verb"] in _PLURALS and _NUMBERED.search(low):
            continue  # "The council opened 40 pilot projects"
        if m["verb"] in _BASES and not m["who"].endswith(("s", "ey", "e")):
            continue  # "the smart city project exceeds": a noun
        if m["verb"] in _NOUNS_TOO and _STANDS_AS_NOUN.match(folded, m.end(), stop):
            continue  # "The growth forecast was cut"
        if m["verb"] in ("put", "puts") and " at " not in folded[m.end() : m.end() + 80]:
            continue  # "put down a deposit"
        if m["verb"].startswith("claim") and _LIVES.match(folded, m.end(), stop):
            continue  # "The flood claimed at least 40 lives"
        if m["verb"] in _PASSIVE and _PASSIVE_BEHIND.match(folded, m.end(), stop):
            continue  # "a tram line promised for Velmar", "a crowd estimated at 400"
        told = m["verb"] in MADE_KNOWN and _TOLD_BEHIND.match(folded, m.end(), stop)
        if told and who.rpartition(" ")[2].islower() and not may_tell(low.rpartition(" ")[2]):
            continue  # "The deal announced on Monday is worth"
        if m["verb"] in _OWN_RESULTS and not AUTHORITY.search(low):
            continue
        if m["verb"] == "found" and _SEARCHERS.search(low) and not rest.startswith(" that"):
            continue  # "Police also found 14 firearms"
        clausal = r"\b(?:is|are|was|were|has|have|had|will|to|of which)\b"
        if re.search(clausal, low) or (" by " in low and not _STUDY.match(low)):
            continue
        named = _NAMED_BEHIND.match(folded, m.end("who"), stop) if opener in _OWNED else None
        if named is not None:
            return Speaker(
                named["name"].rstrip("."), named.start("name"), "attribution:says"
            )  # "Its head, Jane Roe, said"
        return Speaker(who, m.start("who"), "attribution:says")
    return None


_NOUNS_TOO = frozenset("forecast forecasts estimate estimates report reports claim claims project projects".split())
_STANDS_AS_NOUN = re.compile(
    r" (?:also |now |then |later |since )?(?:was|is|were|are|has|had|will|would|remains?|fell|rose) "
)

_DETERMINERS = frozenset("the a an".split())

_PAST_BE = frozenset(("was", "were"))  # "The bank, which meets in May, said inflation was 3.3%"

_RESULTS = re.compile(
    r"reported|reports|announced|announces|forecasts?|expects|expected|projects|projected|disclosed"
)

_GROUP = re.compile(r"(?:%|\b(?:per ?cent|half|thirds?|quarters?|fifths?|most|many|some)) of (?:[a-z]+ ){1,3}$")

_SHORT = 40  # characters

_OWNED = frozenset("its their his her the".split())

_KIN_BEHIND = re.compile(r", (?P<name>[A-Z][\w'-]+(?: [A-Z][\w'.-]*){0,3})(?=[,.;]|$)")

_NAMED_BEHIND = re.compile(r", (?P<name>[A-Z][\w'-]+(?: [A-Z][\w'.-]*){1,3}),")

_SEARCHERS = re.compile(r"\b(?:police|officers|rescuers|detectives|troops|soldiers|customs|officials|council)\b")

TAKEN = frozenset("lives life victims victim casualties".split())

_LIVES = re.compile(rf"[^.;]{{1,40}}\b(?:{'|'.join(sorted(TAKEN))})\b")

_NO_NOUN = frozenset(
    "on in at for while after before during by with from to since because below above against than of".split()
)
