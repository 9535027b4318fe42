"""Article text to numeric claims: the one door to the extractor."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date

from extractors.attach import attach
from extractors.clauses import verb_before
from extractors.counted_again import Counted
from extractors.discourse import PERSONS, SPEAKERS, THINGS, Discourse
from extractors.home_currency import Home
from extractors.modality import Speaker, modality_of, quoted_by, speaker_of
from extractors.model import Claim, Drop, Extraction
from extractors.periods import Period, find_periods
from extractors.quantities import Quantity, read_quantities
from extractors.statement import Statement
from extractors.text import fold, sentence_ends
from extractors.tokens import NUMBER_WORDS, Sentence
from extractors.words import words

EXTRACTOR_VERSION = "1"

_RESULT_WORDS = words("claims.result_words")
_REPORTED = re.compile(
    r"\b(?:first|second|third|fourth)[ -]quarter\b|\bQ[1-4]\b"
    r"|\b(?:first|second)[ -]half (?:results|profit|earnings|sales)",
    re.IGNORECASE,
)
# A sentence without any of these holds no numeral; runs on lower-case text.
_TRIGGER = re.compile(
    r"[0-9½¼¾⅓⅔⅕⅖⅗⅘⅙⅛⅜⅝⅞]|\b(?:"
    + "|".join(NUMBER_WORDS)
    + r"|hundreds?|thousands?|[mb]illions?|trillions?|dozens?|lakhs?|crores?|hal(?:f|ved|ving)|thirds?|"
    r"quarters?|fourth|fifth|sixth|seventh|eighth|ninth|tenth|twice|thrice|"
    r"doubl(?:e|ed|es|ing)|tripl(?:e|ed|es|ing)|trebled|quadrupl(?:e|ed|ing)|several|few|couple|handful|decades|centuries|first|second|scores|tens)\b|fold\b|long\b"
)


def find_claims(
    text: str, *, title: str | None = None, published_on: date | None = None, currency: str | None = None
) -> Extraction:
    """Every numeric claim of ``text`` in order, and every numeral that is none with the reason."""
    folded = fold(text)
    lower = folded.lower()
    if len(lower) != len(folded):  # a letter whose small form is longer
        lower = "".join(c.lower() if len(c.lower()) == 1 else c for c in folded)
    home = Home(folded, fold(title) if title else "", currency)
    claims: list[Claim] = []
    drops: list[Drop] = []
    spans = sentence_ends(folded)
    frame = reporting_period(folded, title, published_on)
    last_period: Period | None = None
    counted = Counted()
    names = Discourse(folded, spans, fold(title) if title else "")
    for index, (start, stop) in enumerate(spans):
        if not _TRIGGER.search(lower, start, stop):
            continue
        sent = names.sentence(index)
        quantities, dropped = read_quantities(sent, folded, home, counted, index)
        for d in dropped:
            drops.append(Drop(text[d.start : d.end], d.start, d.end, d.reason))
        if not quantities:
            continue
        periods = find_periods(folded, start, stop, published_on)
        speaker = speaker_of(folded, start, stop) or quoted_by(folded, spans, index)
        done: list[Statement] = []
        for k, q in enumerate(quantities):
            a, b = sent.start[q.first], sent.end[q.last - 1]
            ahead_of = quantities[k + 1] if k + 1 < len(quantities) else None
            stated = attach(sent, folded, names, index, q, done, ahead_of, quantities[k - 1] if k else None)
            stated = counted_thing(stated, q)
            done.append(stated)
            names.last, names.last_index = stated, index
            period = period_of(sent, q, periods)
            if period is not None and period.iso is None and period.rule == "same_time" and last_period is not None:
                period = replace(period, iso=last_period.iso)
            elif period is not None and period.iso is not None:
                last_period = period
            elif period is None and len(done) > 1 and done[-2].rule == stated.rule == "attach:opening" and claims:
                period = (
                    Period(claims[-1].period or "", -1, -1, claims[-1].period_iso, "carried")
                    if claims[-1].period
                    else None
                )
            elif period is None and frame is not None and reports_result(stated.measure):
                period = frame
            if q.kind == "duration" and any(p.start <= a and b <= p.end for p in periods):
                q.vague = True  # "in the first nine months of 2026" says when, not how long
            if period is not None:
                period = past_day(period, sent, q, published_on)
            ahead = period is not None and _ends_after(period.iso, published_on)
            modality, rule = modality_of(sent, q.first, q.last, ahead)
            if modality in ("forecast", "target") and period is not None and not ahead:
                period = next_time(period, published_on)
            claims.append(
                Claim(
                    text[a:b], a, b, q.low, q.high, q.resolution, q.bound, q.kind, q.unit, q.per or stated.per,
                    q.change, stated.measure, stated.subject, period.words if period else None,
                    period.iso if period else None,
                    modality, _who(names, speaker, index), q.vague, text[start:stop], start,
                    (*q.rules, stated.rule, rule),
                )
            )  # fmt: skip
    return Extraction(tuple(claims), tuple(drops))


def counted_thing(stated: Statement, q: Quantity) -> Statement:
    """ "the remaining 26 were sold": the measure names what was counted before, "ferries sold"."""
    if q.named is None or q.unit is None:
        return stated
    said = stated.measure or ""
    if q.unit.split()[-1] in said.lower():
        return stated
    act = said if stated.rule in _ACTING and len(said.split()) <= _SHORT_ACT else ""
    return replace(stated, measure=f"{q.named} {act}".strip())


_ACTING = ("attach:opening", "attach:count_again")
_SHORT_ACT = 4


def period_of(sent: Sentence, q: Quantity, periods: list[Period]) -> Period | None:
    """The time expression nearest to the quantity in its clause; one that lies inside the quantity is none."""
    best: Period | None = None
    least = 10_000
    a, b = sent.start[q.first], sent.end[q.last - 1]
    for period in periods:
        if period.start < b and a < period.end:
            continue
        ahead = period.start >= b
        lo, hi = (b, period.start) if ahead else (period.end, a)
        between = _tokens_between(sent, lo, hi)
        cost = len(between)
        if ahead and _in_another_clause(sent, lo, hi):
            cost += 40
        if _names_something(sent, period):
            cost += 40
        if any(w in (";", ":") for w in between):
            cost += 40
        cost += 6 * sum(w in (",", "and", "but", "while", "which", "who", "after", "before") for w in between)
        if not ahead:
            cost += 2
        if _is_time_of_saying(sent, period, q):
            cost += 60
        if cost < least:
            best, least = period, cost
    return best if least < 40 else None


_ANOTHER = frozenset("and but before until".split())


def _in_another_clause(sent: Sentence, lo: int, hi: int) -> bool:
    """ "won 3 titles and [returned] in 2016": between offsets ``lo`` and ``hi`` a verb of its own takes the time."""
    inside = [k for k, s in enumerate(sent.start) if lo <= s < hi]
    return any(
        sent.tags[k] in ("VBD", "VBZ", "VBP") and sent.lows[k - 1 - (sent.tags[k - 1] == "RB")] in _ANOTHER
        for k in inside
    )


def _names_something(sent: Sentence, period: Period) -> bool:
    """ "the 2012 Housing Census": a year that is part of a name."""
    if period.rule != "year":
        return False
    last = max((k for k, s in enumerate(sent.start) if s < period.end), default=-1)
    return sent.lows[last - 1 : last] == ["the"] and sent.tags[last + 1 : last + 2] == ["NNP"]


_SAYING = words("claims.saying")


def _is_time_of_saying(sent: Sentence, period: Period, q: Quantity) -> bool:
    """True for "said in its report on Monday", "projected in May that": the day of the words, not of the figure."""
    inside = [k for k, s in enumerate(sent.start) if period.start <= s < period.end]
    if not inside:
        return False
    lows = sent.lows
    before = lows[max(0, inside[0] - 2) : inside[0]]
    after = lows[inside[-1] + 1 : inside[-1] + 3]
    if period.rule in ("weekday", "today", "full_date"):
        if any(w in _SAYING for w in (*before, *after)):
            return True
        for k in range(inside[0] - 1, max(-1, inside[0] - 12), -1):
            if lows[k] in (",", ";"):
                return False
            if lows[k] in ("said", "says", "announced", "reported", "added"):
                return q.last <= k
        return False
    return any(w in _SAYING for w in before) and after[:1] == ["that"]


def _ends_after(iso: str | None, published: date | None) -> bool:
    if iso is None or published is None:
        return False
    end = iso.rpartition("/")[2]
    if "Q" in end:
        end = f"{end[:4]}-{int(end[-1]) * 3:02d}"
    if "W" in end:
        return False
    return end > published.isoformat()[: len(end)]


def _who(names: Discourse, speaker: Speaker | None, index: int) -> str | None:
    if speaker is None:
        return None
    low = speaker.who.lower()
    if low in THINGS | PERSONS | SPEAKERS:
        return names.resolve(low, index, speaker.start)
    if low in ("the company", "the firm", "the group"):
        return names.resolve("it", index)
    return speaker.who


def reporting_period(folded: str, title: str | None, published_on: date | None) -> Period | None:
    """The quarter or half whose results an article reports, named in its title or opening; None for others."""
    lead = f"{fold(title)}\n" if title else ""
    text = lead + folded[:1500]
    if not _REPORTED.search(text):
        return None
    for period in find_periods(text, 0, len(text), published_on):
        if period.rule in ("quarter", "half") and period.iso:
            return period
    return None


def reports_result(measure: str | None) -> bool:
    """True for what a company reports by the quarter: revenue, earnings, margins."""
    return measure is not None and any(word in _RESULT_WORDS for word in measure.lower().split())


def _tokens_between(sent: Sentence, lo: int, hi: int) -> list[str]:
    return [w for w, s in zip(sent.lows, sent.start, strict=True) if lo <= s < hi]


def past_day(period: Period, sent: Sentence, q: Quantity, published_on: date | None) -> Period:
    """ "the Oct. 7 attacks killed 40", published in August, is last year's day: a day without a year behind a verb of
    the past does not lie ahead.
    """
    iso = period.iso
    if period.rule != "full_date" or iso is None or published_on is None or iso <= published_on.isoformat():
        return period
    verb = verb_before(sent, q.core)
    if re.search(r"\d{4}", period.words) or verb < 0 or sent.tags[verb] not in ("VBD", "VBN") or "MD" in sent.tags:
        return period
    return replace(period, iso=f"{int(iso[:4]) - 1}{iso[4:]}")


def next_time(period: Period, published_on: date | None) -> Period:
    """ "a cut in June", expected after June, is next June's: a month without a year looks ahead in a forecast."""
    iso = period.iso
    if period.rule != "month" or iso is None or published_on is None or re.search(r"\d{4}", period.words):
        return period
    ahead = f"{int(iso[:4]) + 1}{iso[4:]}"
    ago = (published_on.year - int(iso[:4])) * 12 + published_on.month - int(iso[5:7])
    return replace(period, iso=ahead) if ago > 1 else period  # "expected for May" in June is the May just gone
