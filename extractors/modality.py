"""Is a figure stated as fact, forecast, target or hypothesis, and who says it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from extractors.model import Modality
from extractors.tagger import tag_word
from extractors.tokens import Sentence
from extractors.words import words


def _set(words: str) -> frozenset[str]:
    return frozenset(words.split())


_FORECAST = words("modality.forecast")
_TARGET = words("modality.target")
_HYPOTHETICAL = words("modality.hypothetical")
_FUTURE = _set("will shall 'll wo ")
_SIGNS = _FORECAST | _TARGET | _HYPOTHETICAL | _FUTURE | _set("should would")


def _signals(sent: Sentence) -> list[int]:
    return [k for k, low in enumerate(sent.lows) if low in _SIGNS]


def modality_of(sent: Sentence, first: int, last: int, period_ahead: bool) -> tuple[Modality, str]:
    """(modality, rule) of the quantity in tokens ``first`` to ``last``.

    ``period_ahead`` when the period it speaks of ends after the day of publication.
    """
    lows, tags = sent.lows, sent.tags
    begin, end = _clause(sent, first, last)
    target = forecast = hypothetical = future = False
    for k in sent.landmarks(_signals, begin, first + 1):
        low = lows[k]
        if low == "should" and lows[k + 1 : k + 2] == ["have"]:
            hypothetical = True
        if low == "would" and _reported(sent, k):
            if lows[k + 1] in _ACTS:
                target = True
            else:
                future = True
            continue
        if low in _HYPOTHETICAL and not (low == "may" and sent.words[k] == "May"):
            hypothetical = hypothetical or lows[k : k + 2] not in (["could", "only"], ["could", "barely"])
        elif low in _FUTURE:
            future = True
        elif low in _TARGET and _verbal(sent, k):
            target = True
        elif low in _FORECAST:
            if low in ("set", "due", "bound", "heading", "poised", "slated") and not (
                lows[k + 1 : k + 2] == ["to"]
                and tags[k + 2 : k + 3] not in (["NN"], ["NNS"], ["DT"], ["JJ"], ["PRP$"])
            ):
                continue  # "due to safety concerns"
            if low in ("estimated", "estimate", "estimates") and not period_ahead and not future:
                continue
            if low in ("likely",) and tags[k] == "JJ" and not (future or "to" in lows[k : k + 2]):
                continue
            if low in ("project", "projects") and (
                k == 0 or (tags[k] in ("NN", "NNS") and lows[k + 1 : k + 2] != ["that"])
            ):
                continue
            forecast = True
    for k in range(last, min(end, len(lows))):
        low = lows[k]
        if low in ("expected", "forecast", "predicted", "projected", "anticipated") and k - last <= 5:
            if low == "expected" and lows[k - 1] in ("the", "its", "than", "as", "was", "were", "'"):
                forecast = forecast or lows[k - 1] in ("was", "were")
                continue
            forecast = True
        elif low in ("if",) and k - last <= 3:
            hypothetical = True
        elif low in ("will",) and k - last <= 2:
            future = True
        elif low in ("would", "could", "might") and k - last <= 4:
            if lows[k + 1 : k + 2] not in (["only"], ["barely"]):
                hypothetical = True
        elif low in ("projections", "forecasts") and lows[k - 2 : k] == ["according", "to"]:
            forecast = True
        elif low in ("target", "goal", "pledge", "plan") and k - last <= 1 and lows[k - 1] != "on":
            target = True
    if target and not (forecast and not period_ahead):
        return "target", "modality:target"
    if forecast:
        return "forecast", "modality:forecast"
    if hypothetical and not _is_past(sent, first):
        return "hypothetical", "modality:hypothetical"
    if future:
        return "forecast", "modality:future"
    if period_ahead and not _is_past(sent, first):
        return "forecast", "modality:period_ahead"
    return "actual", "modality:actual"


def _reported(sent: Sentence, k: int) -> bool:
    """ "said it would invest": what was said to come, without an "if"."""
    if k + 1 >= len(sent.words) or "if" in sent.lows:
        return False
    before = sent.lows[max(0, k - 7) : k]
    return any(w in _SAID for w in before) and not any(w in (",", ";", '"') for w in before[-3:])


_SAID = frozenset("said announced told promised pledged vowed added confirmed".split())
_ACTS = words("modality.acts")


def _is_past(sent: Sentence, first: int) -> bool:
    """True for "20 teams have booked a place in next year's cup": done, whenever it is for."""
    for k in range(first, min(len(sent.words), first + 8)):
        if sent.words[k] in ",;":
            return False
        if sent.lows[k] in ("have", "has") and sent.tags[k + 1 : k + 2] == ["VBN"]:
            return True
    return False


def _verbal(sent: Sentence, k: int) -> bool:
    low = sent.lows[k]
    if low.startswith("agree"):
        return sent.lows[k + 1 : k + 2] == ["to"] and sent.tags[k + 2 : k + 3] not in (["DT"], ["NNS"], ["PRP$"])
    if low in (
        "order",
        "orders",
        "demand",
        "plan",
        "plans",
        "target",
        "targets",
        "goal",
        "hopes",
        "hope",
        "scheduled",
        "promise",
        "asks",
        "proposal",
        "objective",
        "ambition",
        "ask",
    ):
        nxt = sent.lows[k + 1] if k + 1 < len(sent.words) else ""
        if low in ("order", "orders"):
            return nxt == "to" and sent.lows[k - 1 : k] != ["in"]
        if low == "demand":
            return nxt in ("that", "a", "the")
        if low in (
            "plan",
            "plans",
            "target",
            "targets",
            "goal",
            "ambition",
            "objective",
            "proposal",
            "hopes",
            "hope",
            "promise",
        ):
            return nxt in ("to", "of", "for", "is", "was", "are", "on") or sent.tags[k].startswith("VB")
    if low in (
        "required",
        "requires",
        "require",
        "asked",
        "pressed",
        "urged",
        "wanted",
        "ordered",
        "proposed",
        "committed",
        "planned",
        "planning",
    ):
        nxt = sent.tags[k + 1] if k + 1 < len(sent.words) else "."
        return low not in ("required", "requires", "require") and nxt not in ("NN", "NNS")
    return True


def _clause(sent: Sentence, first: int, last: int) -> tuple[int, int]:
    """Tokens of the clause around the quantity: back to a full stop of sense, ahead to the next comma or clause."""
    lows = sent.lows
    begin = 0
    for k in reversed(sent.landmarks(_breaks, 0, first)):
        if _begins_behind(sent, k, first):
            begin = k + 1
            break
    end = last
    while end < len(lows) and lows[end] not in (";", ":", ".", "while", "but", ",", "("):
        end += 1
    return begin, end


_ALWAYS_BREAK = frozenset("; : who which whereas although though because whether but".split())
_MAY_BREAK = frozenset("while if and as".split())
_BEGINS_ASIDE = frozenset("missing beating compared up down from".split())


def _breaks(sent: Sentence) -> list[int]:
    lows = sent.lows
    return [
        k
        for k, low in enumerate(lows)
        if low in _ALWAYS_BREAK
        or low in _MAY_BREAK
        or (low == "," and k + 1 < len(lows) and lows[k + 1] in _BEGINS_ASIDE)
    ]


def _begins_behind(sent: Sentence, k: int, first: int) -> bool:
    """True where the clause of the quantity at ``first`` begins behind token ``k``, one of :func:`_breaks`."""
    low = sent.lows[k]
    if low == "while":
        return sent.tags[k + 1] != "VBG"
    if low == "if":
        return first - k > 3 and not _has_own_verb(sent, k + 1, first)
    if low in ("and", "as"):
        return k > 0 and sent.lows[k - 1] == "," and _has_own_verb(sent, k + 1, first)
    return True


def _has_own_verb(sent: Sentence, begin: int, first: int) -> bool:
    return any(sent.tags[k] in ("VBD", "VBZ", "VBP", "MD") for k in range(begin, first))


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
