"""Who is given as the source of what a sentence says."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from extractors.awaited import awaited
from extractors.clause_map import ClauseMap, clause_map
from extractors.clauses import subject_of
from extractors.lexicon import tag_word
from extractors.noun_phrases import TIMES, Phrase, text_of
from extractors.phrases import CALENDAR, NOUNS
from extractors.quantities import Quantity
from extractors.tokens import NUMBER_WORDS, Sentence
from extractors.words import words

_VERBS = words("speakers.verbs")
_HOLDING = words("speakers.holding")
_OWN = frozenset("reported report reports showed shows show".split())


def _speech(sent: Sentence) -> list[int]:
    lows, tags = sent.lows, sent.tags
    out: list[int] = []
    if _VERBS.isdisjoint(lows):
        return out
    for k, low in enumerate(lows):
        if low not in _VERBS or tags[k][0] != "V" or tags[k] == "VB":
            continue
        back = k - 1
        while back > 0 and tags[back] == "RB":
            back -= 1
        if tags[k] == "VBN" and lows[back] not in _HAVE:
            continue  # "is expected to", "a project estimated to cost"
        if low in ("put", "puts") and "at" not in lows[k + 2 : k + 12]:
            continue  # "put down a deposit"
        if low.startswith("claim") and any(word in _TAKEN for word in lows[k + 1 : k + 8]):
            continue  # "has claimed more than 40 lives"
        if low in ("added", "adds") and tags[k + 1 : k + 2] and tags[k + 1] in _ADDED:
            continue  # "added 14 routes"
        out.append(k)
    return out


_ADDED = frozenset("CD DT $ JJ NN NNS PRP$ JJR TO".split())


_HAVE = frozenset("has have had 've".split())


def speaker_for(sent: Sentence, folded: str, q: Quantity) -> Speaker | None:
    """Who says the clause that ``q`` stands in: the subject of the verb it is the content of, or of one behind it."""
    by = _by_whom(sent, folded, q)
    if by is not None:
        return by
    verbs = sent.once(_speech)
    if not verbs:
        return None
    clauses = clause_map(sent)
    c = clauses.of[q.core]
    ourselves: Speaker | None = None
    while c >= 0:
        clause = clauses.clauses[c]
        if clause.kind == "content" or sent.lows[clause.first] == "whether":
            verb = next((k for k in reversed(verbs) if k < clause.first), -1)
            if verb >= 0 and clause.first - verb <= 8:
                found = _subject(sent, folded, verb)
                if found is None or found.who.lower() not in _OURSELVES:
                    return found
                ourselves = found  # "we estimate that 40 left," Roe said: a tail may name them
        tail = _tail(sent, folded, clauses, c, verbs)
        if tail is not None:
            return tail
        for verb in verbs:
            if verb < q.first and clauses.of[verb] == c and sent.lows[verb] in _HOLDING:
                return _subject(sent, folded, verb)
        c = clause.parent
    return ourselves


_OURSELVES = frozenset("i we you".split())


def _by_whom(sent: Sentence, folded: str, q: Quantity) -> Speaker | None:
    """ "the 47 cents forecast by analysts": the analysts."""
    who = awaited(sent, q.last) if q.kind != "duration" else None
    if who is not None:  # "the 40 cents analysts had expected"
        return Speaker(text_of(sent, folded, who.first, who.last), sent.start[who.first], "attribution:by")
    for k in range(q.last, min(len(sent.words) - 2, q.last + 3)):
        if sent.lows[k] in _FORESEEN and sent.lows[k + 1] == "by":
            last = _noun_end(sent, k + 2)
            if last > k + 2:
                return Speaker(text_of(sent, folded, k + 2, last), sent.start[k + 2], "attribution:by")
    return None


_FORESEEN = frozenset("forecast expected predicted estimated projected anticipated reported".split())


def _noun_end(sent: Sentence, first: int) -> int:
    """Where the noun phrase that begins at token ``first`` ends."""
    last = first
    while last < len(sent.words) and (
        sent.tags[last] in (*NOUNS, "DT", "JJ", "POS", "PRP", "PRP$", "CD") or sent.lows[last] in ("of", "&")
    ):
        if sent.lows[last] in CALENDAR:
            break
        last += 1
    return last


def _tail(sent: Sentence, folded: str, clauses: ClauseMap, c: int, verbs: list[int]) -> Speaker | None:
    """The speaker of a tail that hangs on clause ``c`` or on one joined to it: ", the council said"."""
    mine = clauses.clauses[c]
    for t, clause in enumerate(clauses.clauses):
        if clause.kind != "tail" or not (clause.parent == c or clauses.clauses[clause.parent].parent == mine.parent):
            continue
        verb = next((k for k in verbs if clauses.of[k] == t), -1)
        if verb < 0:
            continue
        if verb > clause.first + 1 or (verb == clause.first + 1 and sent.tags[clause.first][:1] in "NP"):
            first = clause.first
            last = verb
            while last > first and (sent.lows[last - 1] in _AUXILIARY or sent.tags[last - 1] == "RB"):
                last -= 1
        else:
            first = verb + 1
            last = _noun_end(sent, first)
        while first < last and (sent.tags[first] in ("IN", "CC", "RB", ",") or sent.lows[first] in ('"', "'")):
            first += 1
        if first < last:
            who = text_of(sent, folded, first, last)
            return Speaker(who, sent.start[first], "attribution:tail") if not _SO_MANY.match(who) else None
    return None


_AUXILIARY = frozenset("has have had also later previously earlier".split())


def _subject(sent: Sentence, folded: str, verb: int) -> Speaker | None:
    phrase = subject_of(sent, verb)
    if phrase is None:
        return None
    who = text_of(sent, folded, phrase.first, _before_time(sent, phrase))
    lows = who.lower().split()
    if not lows:
        return None  # nothing but a time
    k = phrase.first
    if k > 1 and sent.lows[k - 1] == "of" and (sent.tags[k - 2] == "%" or sent.lows[k - 2] in _SHARES):
        return None  # "61% of voters said": the figure, not its source
    if lows[-1] in _BAD_HEADS or (lows[0] in _BAD_HEADS and lows[0] != "it") or not _could_speak(who):
        return None
    if sent.lows[verb] in _OWN and sent.lows[verb + 1 : verb + 2] != ["that"] and not _AUTHORITY.search(who.lower()):
        return None
    return Speaker(who, sent.start[phrase.first], "attribution:clause")


def _before_time(sent: Sentence, phrase: Phrase) -> int:
    """ "Oakmart in May [announced]": where the name ends."""
    k = phrase.last
    while k > phrase.head + 1 and (sent.lows[k - 1] in TIMES or sent.tags[k - 1] == "CD"):
        k -= 1
    while phrase.head + 1 < k < phrase.last and sent.tags[k - 1] in ("IN", "DT", "JJ"):
        k -= 1
    return k


_SOURCE = re.compile(
    r"(?:the |The |new |New |latest |early |official |preliminary )*(?:[Ff]igures?|[Dd]ata|[Ee]stimates?|[Nn]umbers|[Ss]tatistics|[Rr]ecords|[Ii]nformation|[Rr]esearch|[Ff]indings|[Ss]tud(?:y|ies)|[Aa]nalysis|[Ss]urvey)"
    r"(?: (?:published|released|compiled|provided|issued|collected|obtained|conducted))? (?:from|by) (?=[A-Z]|the |The )"
)


# "For the current quarter Norvale expects": the time in front.
_FRONT = re.compile(r"^(?:[Tt]he )?(?:\w+ ){1,2}(?:quarter|year|month|week|season) (?=[A-Z])")


# "The ministry in its report": where it says so.
_PLACE_BEHIND = re.compile(r" in (?:its|his|her|their|a|an) .+$")


def source_of(who: str) -> str:
    """ "figures from the Port Board": the board."""
    who = _PLACE_BEHIND.sub("", _FRONT.sub("", who))
    m = _SOURCE.match(who)
    return who[m.end() :] if m else who


_SAYING = (
    r"said|says|say|told|tells|added|adds|noted|notes|wrote|writes|announced|announces|estimated|estimates|estimate|explained|reported|report|reports|"
    r"projected|projects|project|put|puts|expect|predicted|predicts|predict|forecasts|forecast|expects|expected|claimed|claims|claim|argued|argues|warned|warns|confirmed|stated|states|"
    r"believes|thinks|promised|promises|pledged|vowed|found|showed|shows|revealed|calculated|reckons|recalled|acknowledged|insisted|insists|asserted|testified|pointed out|points out|explains|recounted|recounts|remarked|observed|commented|comments|cautioned|cautions|quipped|lamented|reiterated|complained|replied|alleged|alleges|discloses|disclosed|concluded|concludes|stressed|admitted|admits"
)
_SAYS = f"(?:{_SAYING})"


@lru_cache(maxsize=1)
def _patterns() -> tuple[re.Pattern[str], re.Pattern[str], re.Pattern[str]]:
    according = re.compile(
        r"\b(?:[Aa]ccording to|[Cc]iting|[Aa]s (?:reported|estimated|calculated|measured) by|[Dd]ata from|[Ff]igures from|[Bb]ased on (?:data|figures) from)\s+"
        r"(?P<who>(?:[^,.;:()\"]|,(?=\d{3})){2,90}?)(?= (?:and|which|who|that|shows?|showed|suggests?|suggested|indicates?|indicated|said|published|released|in (?:a|its|the|an)|on (?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun))|,(?!\d{3})|[.;:()\"]|$)"
    )
    before = re.compile(
        rf"(?<!\S)(?P<who>(?:(?<=^)|(?<=\n)|(?<=[\"'.;,] )|(?<=\band )|(?<=\bbut )|(?<=\bas )|(?<=\bBut )|(?<=\bwhile ))(?:[Tt]he |[Aa]n? |[Hh]igh |[Ss]ome )?[\w&.'-]+(?: [\w&.'-]+){{0,9}}?)"
        rf"(?:, [^,]{{2,60}},)? (?:has |have |had |also |later |previously |earlier )?(?P<verb>{_SAYS})\b"
    )
    after = re.compile(
        rf"[\",'] ?(?:{_SAYS}) (?P<who>(?:the |a |an )?[\w&.'-]+(?: [\w&.'-]+){{0,7}}?)(?=,|\.|;| in a | in an | at a | on |$| told| to | during | after | who | as )"
    )
    return according, before, after


_CITED = re.compile(
    r"\b(?:[Aa]ccording to|[Cc]iting|[Bb]ased on) (?:the )?(?:[a-z][\w-]* ){0,3}(?:figures?|data|estimates?|numbers|statistics|records|research|findings|study|report|survey|analysis|projections?)"
    r" (?:(?:published|released|compiled|provided|issued|collected|obtained|conducted|prepared) )?(?:by|from) (?P<who>(?:the )?[A-Z][^,.;:()\"]{1,80}?)"
    r"(?= (?:and|which|who|that|shows?|showed|suggests?|suggested|indicates?|indicated|said|published|released|in|on|last|this|earlier|for)\b|[,.;:()\"]|$)"
)
_STUDY = re.compile(r"(?:an? |the )?(?:[\w-]+ ){0,2}(?:study|survey|report|poll|analysis|review|paper|audit) by ")
# Any of the words that tell of a source; each begins with a plain letter, so that the search is quick.
_SPEAKS = re.compile(
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


_BAD_HEADS = frozenset(["plan", "schedule", "law", "rules"]) | frozenset(
    "toll number total rate count tally it that which who there what this and but if as when where they's results result findings revenue sales shares stock profit".split()
)
_AUTHORITY = re.compile(
    r"police|officials|authorit|union|agency|ministry|bureau|analyst|study|report|survey|poll|department|university"
    r"|institute|researchers|economists|committee|office\b|council|rescuers|commission|figures|data|statistics|documents"
)
_BASES = ("project", "report", "estimate")
_PASSIVE_BEHIND = re.compile(r" (?:for|by|in|to|at(?! (?:least|most|a minimum))) ")
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
    speaks = _SPEAKS.search(folded, start, stop) is not None if sent is None else not _TELLING.isdisjoint(sent.lows)
    found = _find_speaker(folded, start, stop) if speaks else None
    return found if found is not None and _could_speak(found.who) else None


_WITH_NUMBER = 5  # words
_PRONOUNS = frozenset("he she they it we i you who".split())
_NOUNISH = frozenset(("NN", "NNS", "NNP", "NNPS", "PRP", "CD"))


_SHARES = frozenset("half third thirds quarter quarters fifth fifths tenth tenths majority percent cent".split())
_NEAR_SHARE = 6  # words


# "the 1.3 billion analysts", who had expected so much
_SO_MANY = re.compile(r"[Tt]he (?:\d[\d.]* (?:million|billion|trillion)|\d{1,3}(?:,\d{3})+) ")


def _could_speak(who: str) -> bool:
    """False for what cannot say anything: a clause, a number, a phrase that ends in no noun."""
    words = who.replace(",", " ").split()
    lows = [w.lower() for w in words]
    if (
        not words
        or re.search(r"[$€£¥₹₩₱₦₺₽%]", who)
        or who.replace(".", "").isdigit()
        or "than" in lows
        or (
            "of" in lows[:_NEAR_SHARE] and not _SHARES.isdisjoint(lows[: lows.index("of")])
        )  # "Two thirds of tenants say"
        or not {"cents", "vs", "vs."}.isdisjoint(lows)  # "Kelso posted EPS of 42 cents vs 38 cents"
        or _SO_MANY.match(who) is not None
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


def _find_speaker(folded: str, start: int, stop: int) -> Speaker | None:
    according, before, after = _patterns()
    m = _CITED.search(folded, start, stop)
    if m:
        return Speaker(m["who"].strip(), m.start("who"), "attribution:according")
    m = according.search(folded, start, stop)
    if m and m.group()[0] in "cC" and _GROUP.search(folded, max(start, m.start() - _SHORT), m.start()):
        m = None  # "40% of them citing price": why, and not who says so
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
        if m.group()[0] == "," and who[0].islower() and opener not in _DETERMINERS and _RESULTS.search(m.group()):
            continue  # "Roe Foods, which has 40 shops, reported sales growth of"
        if opener not in _NOT_SPEAKERS:
            return Speaker(who, m.start("who"), "attribution:said_by")
    for m in _TAIL.finditer(folded, start, stop):
        who = m["who"].strip(" .,")
        low = who.lower()
        if who and (
            low.split()[0] not in _NOT_SPEAKERS
            and low.split()[-1] not in _BAD_HEADS
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
        if opener in _BAD_HEADS or low.split()[-1] in _BAD_HEADS or opener in _NO_NOUN:
            continue
        rest = folded[m.end() : m.end() + 6]
        if m["verb"] in ("added", "adds") and not rest.startswith((" that", ",", ":", '"', ".", ' "')):
            continue
        if m["verb"] in _PLURALS and _NUMBERED.search(low):
            continue  # "The council opened 40 pilot projects"
        if m["verb"] in _BASES and not m["who"].endswith(("s", "ey", "e")):
            continue  # "the smart city project exceeds": a noun
        if m["verb"] in ("put", "puts") and " at " not in folded[m.end() : m.end() + 80]:
            continue  # "put down a deposit"
        if m["verb"].startswith("claim") and _LIVES.match(folded, m.end(), stop):
            continue  # "The flood claimed at least 40 lives"
        if m["verb"] in _PASSIVE and _PASSIVE_BEHIND.match(folded, m.end(), stop):
            continue  # "a tram line promised for Velmar", "a crowd estimated at 400"
        if m["verb"] in _OWN_RESULTS and not _AUTHORITY.search(low):
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


_DETERMINERS = frozenset("the a an".split())
_RESULTS = re.compile(
    r"reported|reports|announced|announces|forecasts?|expects|expected|projects|projected|disclosed"
)
_GROUP = re.compile(r"(?:%|\b(?:per ?cent|half|thirds?|quarters?|fifths?|most|many|some)) of (?:[a-z]+ ){1,3}$")
_SHORT = 40  # characters
_OWNED = frozenset("its their his her the".split())
_KIN_BEHIND = re.compile(r", (?P<name>[A-Z][\w'-]+(?: [A-Z][\w'.-]*){0,3})(?=[,.;]|$)")
_NAMED_BEHIND = re.compile(r", (?P<name>[A-Z][\w'-]+(?: [A-Z][\w'.-]*){1,3}),")


_SEARCHERS = re.compile(r"\b(?:police|officers|rescuers|detectives|troops|soldiers|customs|officials|council)\b")
_TAKEN = frozenset("lives life victims victim casualties".split())
_LIVES = re.compile(rf"[^.;]{{1,40}}\b(?:{'|'.join(sorted(_TAKEN))})\b")
_NO_NOUN = frozenset(
    "on in at for while after before during by with from to since because below above against than of".split()
)
_LONGEST_QUOTATION = 4  # sentences
_QUOTATION_BEGINS = 1_500  # characters before


def tells_of_speaker(folded: str, start: int, speaker: Speaker, at: int) -> bool:
    """True where the figure at offset ``at`` is told of the one quoted and not by them: '"It is late," said Jane Roe,
    who has [40 ewes]'. The sentence begins at ``start``.
    """
    end = speaker.start + len(speaker.who)
    if at <= end or folded.find('"', start, speaker.start) < 0 or folded.find('"', end, at) >= 0:
        return False
    return _TOLD_OF.match(folded, end, at) is not None and _SPEAKS.search(folded, end, at) is None


_TOLD_OF = re.compile(r",? (?:who|whose|which|where)\b|, an? ")


def quoted_by(folded: str, spans: list[tuple[int, int]], index: int) -> Speaker | None:
    """Who is named behind a quotation that sentence ``index`` begins or continues: "It cost 8m. It was late," Roe said."""
    start, stop = spans[index]
    if folded.find('"', max(0, start - _QUOTATION_BEGINS), stop) < 0:
        return None
    paragraph = max(0, start - _QUOTATION_BEGINS, folded.rfind("\n", max(0, start - _QUOTATION_BEGINS), start))
    opened = folded.count('"', paragraph, stop)
    if opened % 2:
        for first, last in spans[index + 1 : index + _LONGEST_QUOTATION]:
            close = folded.find('"', first, last)
            if close >= 0:
                found = speaker_of(folded, first, last)
                if found is not None:
                    return found
                break
            if "\n" in folded[first - 1 : first]:
                break
    if not opened % 2 and folded[start : start + 1] != '"' and folded.count('"', paragraph, start) % 2 == 0:
        return None
    for first, last in reversed(spans[max(0, index - _LONGEST_QUOTATION) : index]):
        if first < paragraph:
            return None
        found = speaker_of(folded, first, last)
        if found is not None:
            return found  # '"It was late," Roe said. "It cost 8m."'
    return None
