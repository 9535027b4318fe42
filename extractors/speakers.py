"""Who is given as the source of what a sentence says."""

from __future__ import annotations

import re

from extractors.awaited import awaited
from extractors.clause_map import ClauseMap, clause_map
from extractors.clauses import subject_of
from extractors.noun_phrases import TIMES, Phrase, text_of
from extractors.phrases import CALENDAR, NOUNS
from extractors.quantities import Quantity
from extractors.speaker_named import (
    AUTHORITY,
    BAD_HEADS,
    SHARES,
    SPEAKS,
    TAKEN,
    Speaker,
    could_speak,
    says_how_much,
    speaker_of,
)
from extractors.tokens import Sentence
from extractors.words import words

_VERBS = words("speakers.verbs")
_HOLDING = words("speakers.holding")
_OWN = frozenset("reported report reports showed shows show".split())


def _speech(sent: Sentence) -> list[int]:
    lows, tags = sent.lows, sent.tags
    out: list[int] = []
    if _VERBS.isdisjoint(sent.said):
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
        if low.startswith("claim") and any(word in TAKEN for word in lows[k + 1 : k + 8]):
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
            if "$" in sent.tags[first:last]:
                continue  # "down from the $5 billion it had predicted"
            return Speaker(who, sent.start[first], "attribution:tail") if not says_how_much(who) else None
    return None


_AUXILIARY = frozenset("has have had also later previously earlier".split())


def _subject(sent: Sentence, folded: str, verb: int) -> Speaker | None:
    asks = sent.tags[verb] == "VBG" and sent.lows[verb - 1] in ("is", "are", "was", "were")  # "is promising 40 jobs"
    phrase = subject_of(sent, verb - asks)
    if phrase is None:
        return None
    who = text_of(sent, folded, phrase.first, _before_time(sent, phrase))
    lows = who.lower().split()
    if not lows:
        return None  # nothing but a time
    k = phrase.first
    if k > 1 and sent.lows[k - 1] == "of" and (sent.tags[k - 2] == "%" or sent.lows[k - 2] in SHARES):
        return None  # "61% of voters said": the figure, not its source
    if lows[-1] in BAD_HEADS or (lows[0] in BAD_HEADS and lows[0] != "it") or not could_speak(who):
        return None
    if sent.lows[verb] in _OWN and sent.lows[verb + 1 : verb + 2] != ["that"] and not AUTHORITY.search(who.lower()):
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


_LONGEST_QUOTATION = 4  # sentences
_QUOTATION_BEGINS = 1_500  # characters before


def tells_of_speaker(folded: str, start: int, speaker: Speaker, at: int) -> bool:
    """True where the figure at offset ``at`` is told of the one quoted and not by them: '"It is late," said Jane Roe,
    who has [40 ewes]'. The sentence begins at ``start``.
    """
    end = speaker.start + len(speaker.who)
    if at <= end or folded.find('"', start, speaker.start) < 0 or folded.find('"', end, at) >= 0:
        return False
    return _TOLD_OF.match(folded, end, at) is not None and SPEAKS.search(folded, end, at) is None


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
