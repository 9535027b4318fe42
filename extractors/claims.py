"""Article text to numeric claims: the one door to the extractor."""

from __future__ import annotations

import re
from datetime import date

from extractors.attach import Statement, attach
from extractors.discourse import Discourse
from extractors.model import Claim, Drop, Extraction
from extractors.quantities import read_quantities
from extractors.text import fold, sentence_ends
from extractors.tokens import NUMBER_WORDS, tokenise

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
        done: list[Statement] = []
        for q in quantities:
            a, b = sent.start[q.first], sent.end[q.last - 1]
            stated = attach(sent, folded, names, index, q, done)
            done.append(stated)
            names.last = stated
            claims.append(
                Claim(
                    text[a:b], a, b, q.low, q.high, q.resolution, q.bound, q.kind, q.unit, q.per or stated.per, q.change,
                    stated.measure, stated.subject, None, None, "actual", None, q.vague, text[start:stop], start,
                    (*q.rules, stated.rule),
                )
            )  # fmt: skip
    return Extraction(tuple(claims), tuple(drops))
