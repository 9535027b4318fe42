"""The claims of new and changed texts to figures, appearances and news, given what was known before."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import NamedTuple

from extractors.allowed import Interval
from extractors.events import EventKind
from extractors.record import ClaimRecord, make_id
from extractors.series_senses import is_move
from warehouse.batch import ParsedArticle
from warehouse.compare import Series
from warehouse.history import History
from warehouse.statement import Figure, Old, OpenEnd, Statement, lane_of


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


class Told(NamedTuple):  # and no dataclass: there is one for each event
    """A claim that makes an event: of which kind, which figure it states, and the one it is set against.

    ``again``: who says it had said so before, and something else since.
    """

    kind: EventKind
    record: ClaimRecord
    said: Said
    figure_id: str
    outlets: int = 1
    origins: int = 1
    old: Old | None = None
    again: bool = False


@dataclass(frozen=True, slots=True)
class Derived:
    """What a batch's claims make of what was known.

    Attributes:
        figure_of: claim id to figure id.
        figures: new ones that were judged, and those that changed, with the series they belong to.
        news: judged claims that make an event.
        records: of the claims that were set against others, by claim id.
    """

    figure_of: dict[str, str] = field(default_factory=dict)
    figures: list[tuple[str, Figure]] = field(default_factory=list)
    news: list[Told] = field(default_factory=list)
    records: dict[str, ClaimRecord] = field(default_factory=dict)


Stated = tuple[ClaimRecord, Said]
"""A claim and the text that states it."""
Rows = dict[str, list[Stated]]
"""Claims by series."""


def in_time(said: Sequence[Said]) -> list[Said]:
    """Texts in order of fetching in the order of what they say; a changed one says so when it was fetched."""
    new = iter(sorted((one for one in said if not one.changed), key=lambda one: one.said_at))
    return [one if one.changed else next(new) for one in said]


def by_series(said: Sequence[Said]) -> Rows:
    """The comparable claims of these texts, by series, in the order given."""
    found: Rows = defaultdict(list)
    for one in said:
        for record in one.parsed.records:
            if record.comparable and (record.replaced_by is None or _is_beside(record, one.parsed.records)):
                found[record.series_id].append((record, one))
    return found


def _is_beside(old: ClaimRecord, records: Sequence[ClaimRecord]) -> bool:
    """True where what took the place of ``old`` is of its series, mood and time; else ``old`` tells of nothing."""
    new = next((one for one in records if one.claim_id == old.replaced_by and one.comparable), None)
    return new is not None and _place(new) == _place(old)


def _place(record: ClaimRecord) -> tuple[object, ...]:
    return record.series_id, record.modality, record.period_start, record.period_end


def derive_lone(rows: Rows, known: Set[str], derived: Derived) -> Rows:
    """Settle the series that are heard of for the first time and once; returns the others.

    That is most of the news. Their figures and events are made in SQL (load/lone_figures, load/lone_events);
    :meth:`Series.judge` would say the same of them at ten times the cost.
    """
    others: Rows = {}
    for series_id, mine in rows.items():
        if len(mine) > 1 or series_id in known:
            others[series_id] = mine
            continue
        ((record, _),) = mine
        figure_id = make_figure_id(
            series_id, record.modality, record.period_start, record.period_end, record.claim_id
        )
        derived.figure_of[record.claim_id] = figure_id
    return others


def derive(rows: Rows, history: History, derived: Derived, places: Mapping[str, int]) -> Derived:
    """Judge the claims of these series, series by series, against what is known of them.

    ``places``: where each edited article and each of the claims' stands in the order of the rows.
    """
    # An edit may leave a series without any statement: its figures still have to be looked at.
    for series_id in history.figures:
        rows.setdefault(series_id, [])
    by_id = {figure.figure_id: figure for figures in history.figures.values() for figure in figures}
    withdrawn = {a: [by_id[i] for i in ids if i in by_id] for a, ids in history.withdrawn.items()}
    for series_id, mine in rows.items():
        _derive_series(series_id, mine, history.figures.get(series_id, []), withdrawn, derived, places)
    return derived


def _moves(record: ClaimRecord) -> bool:
    return is_move(record.change, record.measure_key)


def _derive_series(
    series_id: str,
    rows: list[Stated],
    figures: list[Figure],
    withdrawn: Mapping[str, list[Figure]],
    derived: Derived,
    places: Mapping[str, int],
) -> None:
    first = rows[0][0] if rows else None
    mine = {figure.figure_id for figure in figures} if withdrawn else set()
    series = Series(
        figures=figures,
        make_id=lambda s: make_figure_id(series_id, s.modality, s.period_start, s.period_end, s.claim_id),
        local=first.local if first else True,
        steady=bool(first and first.kind in ("count", "measure") and first.base_per is None and not _moves(first)),
        withdrawn={a: kept for a, old in withdrawn.items() if (kept := [f for f in old if f.figure_id in mine])},
        places=places,
    )
    statements = [statement_of(record, one.said_at, one.said_on) for record, one in rows]
    for verdict, (record, one) in zip(series.judge(statements), rows, strict=True):
        if verdict.counted:
            derived.figure_of[record.claim_id] = verdict.figure.figure_id
        derived.records[record.claim_id] = record
        if verdict.kind is not None:
            figure = verdict.figure
            derived.news.append(
                Told(
                    verdict.kind,
                    record,
                    one,
                    figure.figure_id,
                    len(figure.outlets),
                    len(figure.origins),
                    verdict.old,
                    verdict.again,
                )
            )
    derived.figures.extend((series_id, f) for f in series.figures if f.is_new or f.changed)


def make_figure_id(
    series_id: str, modality: str, period_start: date | None, period_end: date | None, claim_id: str
) -> str:
    """The id of the figure that this claim is the first to state."""
    # In one piece: make_id would take twice as long over its parts, and loading makes very many.
    return make_id(f"figure\x1f{series_id}\x1f{modality}\x1f{period_start or ''}\x1f{period_end or ''}\x1f{claim_id}")


def statement_of(record: ClaimRecord, said_at: datetime, said_on: date) -> Statement:
    """A comparable claim as comparing needs it."""
    start, last, grain = record.period_start, record.period_end, record.period_grain
    low, high = record.base_value_low, record.base_value_high
    assert low is not None
    assert high is not None
    end = None
    if (record.allow_low is None) != (record.allow_high is None) and record.value_low is not None:
        end = OpenEnd(record.kind, record.unit, record.per, record.value_low, record.resolution or Decimal(0))  # type: ignore[arg-type]
    return Statement(  # by place: by name takes twice as long
        record.claim_id,
        record.article_id,
        record.outlet,
        record.speaker_key,
        record.origin_id,
        said_at,
        said_on,
        record.modality,
        start,
        last,
        grain,
        low,
        high,
        Interval(record.allow_low, record.allow_high, record.allow_low_open, record.allow_high_open),
        last or said_on,
        lane_of(start, last, grain),
        end,
        record.replaced_by,
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
