"""One article's claims to the rows the warehouse keeps: ids, keys, base units and allowed intervals.

Everything is a pure function of the article, its claims, the outlet and the operator's aliases: the same input gives
the same ids, so loading twice changes nothing, and the loader is left with set-based SQL.
"""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from hashlib import blake2b, sha256
from types import MappingProxyType
from typing import Any, NamedTuple

from extractors.allowed import Interval, allowed, storable
from extractors.base_units import base_unit
from extractors.iso_periods import parse_period
from extractors.keys import Aliases, find_acronyms, fold_name
from extractors.model import Article, Claim, Extraction
from extractors.series_keys import link_keys
from extractors.series_senses import is_move, rate_left
from extractors.short_names import find_short_names

_SPACE = re.compile(r"\W+")
_CAPITALS = re.compile(r"(?<=[a-z,;] )[A-Z][\w.&'’-]*")  # within a sentence
_BASE32 = "abcdefghijklmnopqrstuvwxyz234567"
_TWO = tuple(first + second for first in _BASE32 for second in _BASE32)  # ten bits each; base64.b32encode is slow


class ClaimRecord(NamedTuple):  # and no dataclass: loading makes and reads very many
    """A claim as a row of ``core.claim``.

    Attributes:
        ordinal: place among the article's claims, from 0.
        value_low, value_high: as stated; None where DECIMAL(38, 10) cannot hold it (``value_text`` always can).
        signed: the base values carry a sign because the claim is the size of a move: a fall is below zero.
        base_value_low, base_value_high: in ``base_unit``: SI, bytes, an ISO 4217 code, "%", "pp" or "1".
        allow_low, allow_high: what the statement allows to be true, in ``base_unit``; None is infinite.
        comparable: whether figures are made of it. False for vague amounts, values out of range, and claims
            that name neither a subject nor a measure.
        base_per: denominator left after conversion to ``base_unit``.
        local: the series lives inside one article, because the text does not say whose figure it is.
        origin_id: the same for the same sentence wherever it is printed.
        speaker_key: who is given as the source, folded.
        context: what the heads of a table say, where the sentence is a row of one.
        replaced_by: the claim of the text that took the place of this one; no figure is made of it where the two are
            not of one thing and time.
    """

    claim_id: str
    article_id: str
    text_sha256: str
    ordinal: int
    quote: str
    char_start: int
    char_end: int
    sentence: str
    sentence_start: int
    value_text: str
    value_low: Decimal | None
    value_high: Decimal | None
    resolution: Decimal | None
    bound: str
    kind: str
    unit: str | None
    per: str | None
    change: str | None
    measure: str | None
    subject: str | None
    period_text: str | None
    period_iso: str | None
    period_start: date | None
    period_end: date | None
    period_grain: str
    modality: str
    attributed_to: str | None
    vague: bool
    base_value_low: Decimal | None
    base_value_high: Decimal | None
    base_unit: str
    base_per: str | None
    allow_low: Decimal | None
    allow_high: Decimal | None
    allow_low_open: bool
    allow_high_open: bool
    comparable: bool
    local: bool
    subject_key: str | None
    measure_key: str | None
    series_id: str
    origin_id: str
    speaker_key: str | None
    outlet: str
    rule: str
    extractor_version: str
    context: str | None = None
    replaced_by: str | None = None


def make_id(*parts: object) -> str:
    """Twelve characters (60 bits) that stand for ``parts``: the same parts, the same id."""
    text = "\x1f".join(["" if part is None else str(part) for part in parts])
    bits = int.from_bytes(blake2b(text.encode("utf-8", "surrogatepass"), digest_size=8).digest()) >> 4
    two = _TWO
    return (
        two[bits >> 50]
        + two[bits >> 40 & 1023]
        + two[bits >> 30 & 1023]
        + two[bits >> 20 & 1023]
        + two[bits >> 10 & 1023]
        + two[bits & 1023]
    )


def text_digest(text: str) -> str:
    """SHA-256 of an article's text, in hex."""
    return sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def article_id(url: str) -> str:
    """The id of the article with this canonical URL."""
    return make_id("article", url)


def origin_id(sentence: str) -> str:
    """The same for copies of one sentence: case, quotes, spaces and punctuation do not count."""
    return make_id("origin", _SPACE.sub(" ", unicodedata.normalize("NFKC", sentence).casefold()).strip())


def make_series_id(
    article: str | None,
    subject: str | None,
    measure: str | None,
    kind: str,
    base: str,
    per: str | None,
    *,
    moves: bool,
) -> str:
    """The id of the series with these keys; ``article`` is given where it lives inside one."""
    return make_id("series", article, subject, measure, kind, base, per, "change" if moves else "level")


def own_series(record: ClaimRecord) -> str:
    """The id of the series that a claim's own keys lead to, whatever series a person has put it into."""
    return make_series_id(
        record.article_id if record.local else None,
        record.subject_key,
        record.measure_key,
        record.kind,
        record.base_unit,
        record.base_per,
        moves=is_move(record.change, record.measure_key),
    )


def make_records(
    article: Article,
    extraction: Extraction,
    *,
    outlet: str,
    aliases: Aliases,
    extractor_version: str | None = None,
) -> tuple[ClaimRecord, ...]:
    """The rows for one article's claims, in order of the text; ``extractor_version`` defaults to this program's."""
    if extractor_version is None:
        from extractors.claims import EXTRACTOR_VERSION

        extractor_version = EXTRACTOR_VERSION
    this = _Context(
        article_id=article_id(article.url),
        sha256=text_digest(article.text),
        outlet=outlet,
        aliases=aliases,
        acronyms={**find_short_names(article.text), **find_acronyms(article.text)},
        capitals=frozenset(_CAPITALS.findall(article.text)),
        version=extractor_version,
    )
    records = [_record(claim, ordinal, this) for ordinal, claim in enumerate(extraction.claims)]
    for ordinal, finest in _rounded_beside(records):
        records[ordinal] = _record(replace(extraction.claims[ordinal], resolution=finest), ordinal, this)
    for ordinal in _levels_before(records):
        if extraction.claims[ordinal].replaced_by is None:
            records[ordinal] = records[ordinal]._replace(comparable=False)
    by_start = {claim.start: ordinal for ordinal, claim in enumerate(extraction.claims)}
    for ordinal, claim in enumerate(extraction.claims):
        if claim.replaced_by is not None:
            records[ordinal] = records[ordinal]._replace(replaced_by=records[by_start[claim.replaced_by]].claim_id)
    return tuple(records)


def _rounded_beside(records: Sequence[ClaimRecord]) -> Iterator[tuple[int, Decimal]]:
    """Claims whose rounding takes in another value of their series in one sentence, with the digits of that one.

    "To 3.5 percent, from 4 percent": 4 is 4.0 there, and not what 3.5 could be rounded to.
    """
    beside: defaultdict[tuple[str, int], list[ClaimRecord]] = defaultdict(list)
    for record in records:
        if record.resolution and record.bound == "=":
            beside[record.series_id, record.sentence_start].append(record)
    for group in beside.values():
        by_fineness = sorted(group[:_MOST_BESIDE], key=lambda record: record.resolution or 0)
        for at, coarse in enumerate(by_fineness):
            for fine in by_fineness[:at]:
                differ = fine.resolution != coarse.resolution and fine.value_low != coarse.value_low
                if differ and fine.unit == coarse.unit and fine.resolution and _takes_in(coarse, fine):
                    yield coarse.ordinal, fine.resolution
                    break


def _levels_before(records: Sequence[ClaimRecord]) -> Iterator[int]:
    """Claims of what was before, at no time that is told: the 34 of "rose to 41 from 34", which is none of today."""
    told: defaultdict[tuple[str, int], int] = defaultdict(int)
    for record in records:
        told[record.series_id, record.sentence_start] += record.comparable
    for record in records:
        if record.comparable and record.period_iso is None and told[record.series_id, record.sentence_start] > 1:
            if _FROM.search(record.sentence[: record.char_start - record.sentence_start]):
                yield record.ordinal


_FROM = re.compile(r"\bfrom (?:(?:a|an|the|about|around|some|nearly|almost|just|only) )*$")
_MOST_BESIDE = 50
"""Claims of one series and sentence that are set against each other; a sentence with more is a table in disguise."""


def _takes_in(coarse: ClaimRecord, fine: ClaimRecord) -> bool:
    if None in (coarse.allow_low, coarse.allow_high, fine.allow_low, fine.allow_high):
        return False
    return coarse.allow_low <= fine.allow_high and fine.allow_low <= coarse.allow_high  # type: ignore[operator]


@dataclass(frozen=True, slots=True)
class _Context:
    article_id: str
    sha256: str
    outlet: str
    aliases: Aliases
    acronyms: Mapping[str, str]
    capitals: frozenset[str]
    version: str


def _resolution(claim: Claim) -> Decimal:
    """Worth of the last digit written; 0 for a count to the last one: 23 data centres are no rounding of 23.4."""
    return Decimal(0) if claim.kind in ("count", "rank") and claim.resolution == 1 else claim.resolution


def _record(
    claim: Claim, ordinal: int, this: _Context, *, by_hand: Collection[str] = (), named: bool | None = None
) -> ClaimRecord:
    base, per = base_unit(claim.kind, claim.unit, claim.per)
    moves = claim.change is not None
    resolution = _resolution(claim)
    interval = allowed(claim.low, claim.high, claim.bound, resolution) if claim.low.is_finite() else None
    low, high = claim.low, claim.high
    if interval is not None:
        interval = _convert(interval, base.convert, moves)
        low, high = base.convert(low, difference=moves), base.convert(high, difference=moves)
        if claim.change == "down":
            interval, low, high = interval.negated(), -high, -low
    value_low, base_low = storable(claim.low), storable(low)
    # Most claims state one value: one object then stands for both ends.
    value_high, base_high = (
        (value_low, base_low) if claim.low == claim.high else (storable(claim.high), storable(high))
    )
    stored = None if interval is None else _stored(interval)
    subject, measure, is_named = link_keys(claim, this.aliases, this.acronyms, this.capitals, by_hand=by_hand)
    per = rate_left(per, measure)
    local = subject is None or measure is None or not (is_named if named is None else named)
    period = parse_period(claim.period_iso) if claim.period_iso else None
    in_range = None not in (value_low, value_high, base_low, base_high) and stored is not None
    tiny = in_range and base_low == 0 != low
    return ClaimRecord(
        claim_id=make_id(
            "claim", this.article_id, this.sha256, claim.start, claim.end, claim.low, claim.high, claim.kind
        ),
        article_id=this.article_id,
        text_sha256=this.sha256,
        ordinal=ordinal,
        quote=claim.quote,
        char_start=claim.start,
        char_end=claim.end,
        sentence=claim.sentence,
        sentence_start=claim.sentence_start,
        value_text=_value_text(claim),
        value_low=value_low,
        value_high=value_high,
        resolution=storable(resolution),
        bound=claim.bound,
        kind=claim.kind,
        unit=claim.unit,
        per=claim.per,
        change=claim.change,
        measure=claim.measure,
        subject=claim.subject,
        period_text=claim.period,
        period_iso=claim.period_iso if period else None,
        period_start=period.start if period else None,
        period_end=period.end if period else None,
        period_grain=period.grain if period else "none",
        modality=claim.modality,
        attributed_to=claim.attributed_to,
        vague=claim.vague,
        base_value_low=base_low if in_range else None,
        base_value_high=base_high if in_range else None,
        base_unit=base.symbol,
        base_per=per,
        allow_low=stored.low if stored else None,
        allow_high=stored.high if stored else None,
        allow_low_open=bool(stored and stored.low_open),
        allow_high_open=bool(stored and stored.high_open),
        comparable=in_range and not tiny and not claim.vague and not (subject is None and measure is None),
        local=local,
        subject_key=subject,
        measure_key=measure,
        series_id=make_series_id(
            this.article_id if local else None,
            subject,
            measure,
            claim.kind,
            base.symbol,
            per,
            moves=is_move(claim.change, measure),
        ),
        origin_id=origin_id(claim.sentence),
        speaker_key=fold_name(claim.attributed_to) or None if claim.attributed_to else None,
        outlet=this.outlet,
        rule=" > ".join(claim.rules),
        extractor_version=this.version,
        context=claim.context,
    )


def remake(record: ClaimRecord, aliases: Aliases, **changes: Any) -> ClaimRecord:
    """The record with some fields of its claim changed (names as in :class:`Claim`), all that follows made anew.

    It keeps its id: it is the same mention, read otherwise.
    """
    low = record.value_low if record.value_low is not None else Decimal("NaN")
    claim = Claim(
        quote=record.quote,
        start=record.char_start,
        end=record.char_end,
        low=low,
        high=record.value_high if record.value_high is not None else low,
        resolution=record.resolution or Decimal(0),
        bound=record.bound,  # type: ignore[arg-type]
        kind=record.kind,  # type: ignore[arg-type]
        unit=record.unit,
        per=record.per,
        change=record.change,  # type: ignore[arg-type]
        measure=record.measure,
        subject=record.subject,
        period=record.period_text,
        period_iso=record.period_iso,
        modality=record.modality,  # type: ignore[arg-type]
        attributed_to=record.attributed_to,
        vague=record.vague,
        sentence=record.sentence,
        sentence_start=record.sentence_start,
        rules=(record.rule,),
        context=record.context,
    )
    this = _Context(
        record.article_id,
        record.text_sha256,
        record.outlet,
        aliases,
        MappingProxyType({}),
        frozenset(),
        record.extractor_version,
    )
    said = changes.keys() & {"subject", "measure"}
    named = True if "subject" in said or not record.local else None
    made = _record(replace(claim, **changes), record.ordinal, this, by_hand=said, named=named)
    # Where the text introduced an acronym, only the extractor knew.
    subject = made.subject_key if "subject" in changes else record.subject_key
    made = made._replace(claim_id=record.claim_id, subject_key=subject, replaced_by=record.replaced_by)
    return made._replace(series_id=own_series(made))


def _value_text(claim: Claim) -> str:
    low, high = _written(claim.low), _written(claim.high)
    return low if claim.low == claim.high else f"{low} to {high}"


def _written(value: Decimal) -> str:
    """All digits; in full up to forty of them, as a power of ten beyond."""
    return f"{value.normalize():f}" if value.is_finite() and value.adjusted() < 40 else str(value)


def _convert(interval: Interval, convert: object, difference: bool) -> Interval:
    def to_base(value: Decimal | None) -> Decimal | None:
        return None if value is None else convert(value, difference=difference)  # type: ignore[operator]

    return Interval(to_base(interval.low), to_base(interval.high), interval.low_open, interval.high_open)


def _stored(interval: Interval) -> Interval | None:
    """The interval as the warehouse can hold it; None where an end is out of range."""
    low = None if interval.low is None else storable(interval.low)
    high = None if interval.high is None else storable(interval.high)
    if (low is None) != (interval.low is None) or (high is None) != (interval.high is None):
        return None
    return Interval(low, high, interval.low_open, interval.high_open)
