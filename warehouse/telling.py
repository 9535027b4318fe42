"""A claim that is news to the event it makes, with the evidence for the new figure and the old one."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from decimal import Decimal

from extractors.allowed import storable
from extractors.base_units import base_unit
from extractors.events import Event, make_event_id
from extractors.record import ClaimRecord
from warehouse.derive import Told, published_at
from warehouse.history import Wording
from warehouse.statement import Old
from warehouse.values import converted, plain

_TURNED = {">": "<", ">=": "<=", "<": ">", "<=": ">="}
_IN_POINTS = ("percent", "percentage_point")
_NO_SHARE = (*_IN_POINTS, "rank", "score")


def wording(record: ClaimRecord) -> Wording:
    """How a claim of the batch puts its figure."""
    low, bound = plain(record.value_low or Decimal(0)), record.bound
    high = low if record.value_high == record.value_low else plain(record.value_high or Decimal(0))
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
    told: Told,
    wordings: Mapping[str, Wording],
    old_articles: Mapping[str, OldArticle],
    *,
    now: datetime,
    indicators: Sequence[str],
    tags: Sequence[str],
) -> Event:
    """The event of a claim, with the evidence for both figures; ``wordings`` by claim id, of the old figures."""
    record, said, old = told.record, told.said, told.old
    new_words = wording(record)
    old_words = wordings[old.claim_id] if old else None
    before = _in_unit(old, old_words, record) if old and old_words else None
    moved = change_between(before, (new_words.low, new_words.high), record.kind)
    article, page = said.parsed.article, said.parsed.page
    occurred_at = said.said_at
    identity = [told.figure_id, old.figure_id if old else None]
    if told.kind == "edit":
        occurred_at = min(article.modified_at or page.fetched_at, page.fetched_at)
        identity += [record.text_sha256, str(said.version)]
    elif told.kind == "conflict":
        identity.sort(key=str)
    elif told.again:  # 4.1, 4.3, 4.1, and 4.3 once more: the second time is news, too
        identity.append(record.article_id)
    old_article = old_articles.get(old_words.article_id) if old_words else None
    return Event(
        event_id=make_event_id(told.kind, *identity),
        kind=told.kind,
        occurred_at=occurred_at.astimezone(UTC),
        detected_at=now,
        series_id=record.series_id,
        figure_id=told.figure_id,
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
        outlets=told.outlets,
        origins=told.origins,
        quote=record.quote,
        sentence=record.sentence,
        context=record.context,
        outlet=page.outlet,
        url=article.url,
        title=article.title or page.title,
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


def _in_unit(old: Old, words: Wording, record: ClaimRecord) -> tuple[Decimal, Decimal] | None:
    """The old values in the unit of the new claim."""
    if (words.unit, words.per) == (record.unit, record.per):
        return plain(words.low), plain(words.high)
    base, _ = base_unit(record.kind, record.unit, record.per)
    offset = Decimal(0) if record.change else base.offset
    low, high = converted((old.low - offset) / base.factor), converted((old.high - offset) / base.factor)
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


_NONE = Change()


def change_between(before: tuple[Decimal, Decimal] | None, after: tuple[Decimal, Decimal], kind: str) -> Change:
    """The change from one value (low, high) to another; the middle speaks for a range."""
    if before is None:
        return _NONE
    old, new = (before[0] + before[1]) / 2, (after[0] + after[1]) / 2
    step = _shown(new - old)
    crosses = (old < 0) != (new < 0)  # from a loss of 3 to a profit of 4: no percentage says that
    share = _shown((new - old) / abs(old) * 100) if old and not crosses and kind not in _NO_SHARE else None
    return Change(step, share, step if kind in _IN_POINTS else None)
