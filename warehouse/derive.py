"""The claims of new and changed texts to figures, appearances and events, given what was known before."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from decimal import Decimal

from extractors.allowed import Interval, storable
from extractors.base_units import base_unit
from extractors.events import Event, make_event_id
from extractors.record import ClaimRecord, make_id
from warehouse.batch import ParsedArticle
from warehouse.compare import Figure, Series, Statement, Verdict
from warehouse.history import History, Wording
from warehouse.values import plain

_TURNED = {">": "<", ">=": "<=", "<": ">", "<=": ">="}
_IN_POINTS = ("percent", "percentage_point")
_NO_SHARE = (*_IN_POINTS, "rank", "score")


@dataclass(frozen=True, slots=True)
class Said:
    """An article's text whose claims are to be loaded.

    Attributes:
        said_at: when its statements count as made; ``said_on``: the day of that at the outlet.
        changed: an earlier text of the article is in the warehouse.
    """

    parsed: ParsedArticle
    version: int
    said_at: datetime
    said_on: date
    changed: bool


@dataclass(frozen=True, slots=True)
class Derived:
    """What a batch's claims make of what was known.

    Attributes:
        figure_of: claim id to figure id.
        figures: new and changed ones, with the series they belong to.
        wordings: of the best claim of each of them, by claim id.
        verdicts: those that make an event, with the claim and article.
    """

    figure_of: dict[str, str]
    figures: list[tuple[str, Figure]]
    wordings: dict[str, Wording]
    news: list[tuple[Verdict, ClaimRecord, Said]]


def derive(said: Sequence[Said], history: History) -> Derived:
    """Judge every comparable claim of these texts, series by series, in order of time."""
    by_series: dict[str, list[tuple[Statement, ClaimRecord, Said]]] = defaultdict(list)
    order = sorted(said, key=lambda one: (one.said_at, one.parsed.page.fetched_at, one.parsed.article.url))
    for one in order:
        for record in one.parsed.records:
            if record.comparable:
                by_series[record.series_id].append((statement_of(record, one.said_at, one.said_on), record, one))
    # An edit may leave a series without any statement: its figures still have to be looked at.
    for series_id in history.figures:
        by_series.setdefault(series_id, [])
    derived = Derived({}, [], dict(history.wordings), [])
    by_id = {figure.figure_id: figure for figures in history.figures.values() for figure in figures}
    withdrawn = {a: [by_id[i] for i in ids if i in by_id] for a, ids in history.withdrawn.items()}
    for series_id, rows in by_series.items():
        _derive_series(series_id, rows, history.figures.get(series_id, []), withdrawn, derived)
    return derived


def _derive_series(
    series_id: str,
    rows: list[tuple[Statement, ClaimRecord, Said]],
    figures: list[Figure],
    withdrawn: Mapping[str, list[Figure]],
    derived: Derived,
) -> None:
    mine = {figure.figure_id for figure in figures}
    first = rows[0][1] if rows else None
    series = Series(
        figures=figures,
        make_id=_figure_id(series_id),
        local=first.local if first else True,
        steady=bool(first and first.kind in ("count", "measure") and first.base_per is None and first.change is None),
        withdrawn={a: kept for a, old in withdrawn.items() if (kept := [f for f in old if f.figure_id in mine])},
    )
    verdicts = series.judge([statement for statement, _, _ in rows])
    for verdict, (statement, record, one) in zip(verdicts, rows, strict=True):
        derived.figure_of[statement.claim_id] = verdict.figure.figure_id
        derived.wordings[statement.claim_id] = _wording(record)
        if verdict.kind is not None:
            derived.news.append((verdict, record, one))
    touched = {id(f) for old in withdrawn.values() for f in old}
    derived.figures.extend((series_id, f) for f in series.figures if f.is_new or f.changed or id(f) in touched)


def _figure_id(series_id: str) -> Callable[[Statement], str]:
    return lambda s: make_id("figure", series_id, s.modality, s.period_start, s.period_end, s.claim_id)


def statement_of(record: ClaimRecord, said_at: datetime, said_on: date) -> Statement:
    """A comparable claim as comparing needs it."""
    assert record.base_value_low is not None
    assert record.base_value_high is not None
    return Statement(
        claim_id=record.claim_id,
        article_id=record.article_id,
        outlet=record.outlet,
        speaker=record.speaker_key,
        origin=record.origin_id,
        said_at=said_at,
        said_on=said_on,
        modality=record.modality,
        period_start=record.period_start,
        period_end=record.period_end,
        grain=record.period_grain,
        low=record.base_value_low,
        high=record.base_value_high,
        allows=Interval(record.allow_low, record.allow_high, record.allow_low_open, record.allow_high_open),
    )


def _wording(record: ClaimRecord) -> Wording:
    low, high, bound = plain(record.value_low or Decimal(0)), plain(record.value_high or Decimal(0)), record.bound
    if record.change == "down":
        low, high, bound = -high, -low, _TURNED.get(bound, bound)
    return Wording(low, high, bound, record.unit, record.per, record.quote, record.article_id)


@dataclass(frozen=True, slots=True)
class OldArticle:
    """What an event says of the article that gave the old figure."""

    outlet: str
    url: str
    published_at: datetime | None


def make_event(
    verdict: Verdict,
    record: ClaimRecord,
    said: Said,
    wordings: Mapping[str, Wording],
    old_articles: Mapping[str, OldArticle],
    *,
    now: datetime,
    indicators: Sequence[str],
    tags: Sequence[str],
) -> Event:
    """The event of a verdict, with the evidence for both figures."""
    assert verdict.kind is not None
    figure, old = verdict.figure, verdict.old
    new_words = _wording(record)
    old_words = wordings[old.claim_id] if old else None
    before = _in_unit(old, old_words, record) if old and old_words else None
    moved = change_between(before, (new_words.low, new_words.high), record.kind)
    article, page = said.parsed.article, said.parsed.page
    occurred_at = said.said_at
    identity = [figure.figure_id, old.figure_id if old else None]
    if verdict.kind == "edit":
        occurred_at = min(article.modified_at or page.fetched_at, page.fetched_at)
        identity += [record.text_sha256, str(said.version)]
    elif verdict.kind == "conflict":
        identity.sort(key=str)
    old_article = old_articles.get(old_words.article_id) if old_words else None
    return Event(
        event_id=make_event_id(verdict.kind, *identity),
        kind=verdict.kind,
        occurred_at=occurred_at.astimezone(UTC),
        detected_at=now,
        series_id=record.series_id,
        figure_id=figure.figure_id,
        claim_id=record.claim_id,
        article_id=record.article_id,
        source_id=page.source_id,
        subject=record.subject,
        measure=record.measure,
        unit=record.unit,
        per=record.per,
        kind_of_value=record.kind,
        change=record.change,
        old_low=before[0] if before else None,
        old_high=before[1] if before else None,
        old_bound=old_words.bound if old_words else None,
        new_low=new_words.low,
        new_high=new_words.high,
        new_bound=new_words.bound,
        period_iso=record.period_iso,
        modality=record.modality,
        outlets=len(figure.outlets),
        origins=len(figure.origins),
        quote=record.quote,
        sentence=record.sentence,
        outlet=page.outlet,
        url=article.url,
        title=article.title,
        published_at=published_at(said.parsed),
        old_figure_id=old.figure_id if old else None,
        old_claim_id=old.claim_id if old else None,
        old_quote=old_words.quote if old_words else None,
        old_outlet=old_article.outlet if old_article else None,
        old_url=old_article.url if old_article else None,
        old_published_at=old_article.published_at if old_article else None,
        change_abs=moved.step,
        change_pct=moved.share,
        change_points=moved.points,
        indicators=tuple(indicators),
        tags=tuple(tags),
    )


def published_at(parsed: ParsedArticle) -> datetime | None:
    """When an article was published, as far as it, or the source that listed it, says; midnight for a bare day."""
    article = parsed.article
    if article.published_at is not None:
        return article.published_at.astimezone(UTC)
    if article.published_on is not None:
        day = article.published_on
        return datetime(day.year, day.month, day.day, tzinfo=UTC)
    return parsed.page.published_at


def _in_unit(old: Figure, words: Wording, record: ClaimRecord) -> tuple[Decimal, Decimal] | None:
    """The old values in the unit of the new claim."""
    if (words.unit, words.per) == (record.unit, record.per):
        return plain(words.low), plain(words.high)
    base, _ = base_unit(record.kind, record.unit, record.per)  # type: ignore[arg-type]
    offset = Decimal(0) if record.change else base.offset
    low, high = _shown((old.low - offset) / base.factor), _shown((old.high - offset) / base.factor)
    return None if low is None or high is None else (low, high)


def _shown(value: Decimal) -> Decimal | None:
    kept = storable(value)
    return None if kept is None else plain(kept)


@dataclass(frozen=True, slots=True)
class Change:
    """New minus old: in the unit, in percent of the old, in percentage points; None where that says nothing."""

    step: Decimal | None = None
    share: Decimal | None = None
    points: Decimal | None = None


def change_between(before: tuple[Decimal, Decimal] | None, after: tuple[Decimal, Decimal], kind: str) -> Change:
    """The change from one value (low, high) to another; the middle speaks for a range."""
    if before is None:
        return Change()
    old, new = (before[0] + before[1]) / 2, (after[0] + after[1]) / 2
    step = _shown(new - old)
    share = _shown((new - old) / abs(old) * 100) if old and kind not in _NO_SHARE else None
    return Change(step, share, step if kind in _IN_POINTS else None)
