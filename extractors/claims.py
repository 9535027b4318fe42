"""Article text to numeric claims: the one door to the extractor."""

from __future__ import annotations

import re
from datetime import date

from extractors.attach import Statement, attach
from extractors.discourse import PERSONS, SPEAKERS, THINGS, Discourse
from extractors.modality import Speaker, modality_of, speaker_of
from extractors.model import Claim, Drop, Extraction
from extractors.periods import Period, find_periods
from extractors.quantities import Quantity, read_quantities
from extractors.text import fold, sentence_ends
from extractors.tokens import NUMBER_WORDS, Sentence, tokenise

EXTRACTOR_VERSION = "1"

_TRIGGER = re.compile(
    r"\d|[½¼¾⅓⅔⅕⅖⅗⅘⅙⅛⅜⅝⅞]|\b(?:"
    + "|".join(NUMBER_WORDS)
    + r"|hundreds?|thousands?|[mb]illions?|trillions?|dozens?|lakhs?|crores?|hal(?:f|ved|ving)|thirds?|quarter|fourth|fifth|sixth|seventh"
    r"|eighth|ninth|tenth|twice|thrice|doubl(?:e|ed|es|ing)|tripl(?:e|ed|es|ing)|trebled|quadrupl(?:e|ed|ing)|\w+fold|several|few|couple|"
    r"handful|decades|centuries|first|second|\w+-?long|scores|tens)\b",
    re.IGNORECASE,
)


def find_claims(
    text: str, *, title: str | None = None, published_on: date | None = None, currency: str | None = None
) -> Extraction:
    """Every numeric claim of ``text`` in order, and every numeral that is none with the reason."""
    folded = fold(text)
    home = currency or "USD"
    claims: list[Claim] = []
    drops: list[Drop] = []
    spans = sentence_ends(folded)
    names = Discourse(folded, spans, fold(title) if title else "")
    for index, (start, stop) in enumerate(spans):
        if not _TRIGGER.search(folded, start, stop):
            continue
        sent = tokenise(folded, start, stop)
        quantities, dropped = read_quantities(sent, folded, home)
        for d in dropped:
            drops.append(Drop(text[d.start : d.end], d.start, d.end, d.reason))
        if not quantities:
            continue
        periods = find_periods(folded, start, stop, published_on)
        speaker = speaker_of(folded, start, stop)
        done: list[Statement] = []
        for q in quantities:
            a, b = sent.start[q.first], sent.end[q.last - 1]
            stated = attach(sent, folded, names, index, q, done)
            done.append(stated)
            names.last = stated
            period = period_of(sent, q, periods)
            ahead = period is not None and _ends_after(period.iso, published_on)
            modality, rule = modality_of(sent, q.first, q.last, ahead)
            claims.append(
                Claim(
                    text[a:b], a, b, q.low, q.high, q.resolution, q.bound, q.kind, q.unit, q.per or stated.per, q.change,
                    stated.measure, stated.subject, period.words if period else None, period.iso if period else None,
                    modality, _who(names, speaker, index), q.vague, text[start:stop], start,
                    (*q.rules, stated.rule, rule),
                )
            )  # fmt: skip
    return Extraction(tuple(claims), tuple(drops))


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
        if any(w in (";", ":") for w in between):
            cost += 40
        cost += 6 * sum(w in (",", "and", "but", "while", "which", "who", "after", "before") for w in between)
        if not ahead:
            cost += 2
        if period.rule in ("weekday", "today") and any(w in ("said", "told", "announced", "says", "reported") for w in _around(sent, period)):
            cost += 60
        if cost < least:
            best, least = period, cost
    return best if least < 45 else None


def _tokens_between(sent: Sentence, lo: int, hi: int) -> list[str]:
    return [w for w, s in zip(sent.lows, sent.start, strict=True) if lo <= s < hi]


def _around(sent: Sentence, period: Period) -> list[str]:
    inside = [k for k, s in enumerate(sent.start) if period.start <= s < period.end]
    if not inside:
        return []
    return sent.lows[max(0, inside[0] - 2) : inside[-1] + 2]


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
        return names.resolve(low, index)
    if low in ("the company", "the firm", "the group"):
        return names.resolve("it", index)
    return speaker.who
