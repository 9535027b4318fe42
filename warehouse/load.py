"""A batch of parsed articles into the warehouse: one transaction, and loading it again changes nothing."""

from __future__ import annotations

import gc
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence, Set
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING, Any, TypeVar

from extractors.record import ClaimRecord, article_id, text_digest
from warehouse.article_rows import insert_articles, stage_articles
from warehouse.aside import aside, one_thread
from warehouse.batch import Batch, LoadReport, ParsedArticle
from warehouse.behind import read_behind, tell
from warehouse.claim_rows import claim_parts, insert_appearances, insert_claims, show_claims, show_part
from warehouse.connect import ROW_GROUP
from warehouse.corrected import corrected
from warehouse.database import Warehouse
from warehouse.derive import Derived, Rows, Said, by_series, derive, derive_lone, in_time, published_at
from warehouse.event_rows import event_rows, insert_event_rows, insert_lone_events
from warehouse.figure_rows import figure_columns, insert_judged_figures, insert_lone_figures, show_figures
from warehouse.history import (
    HistoryRows,
    Spoken,
    SpokenLane,
    ask_history,
    find_history,
    make_history,
    read_history,
)
from warehouse.indicators import match_new_series
from warehouse.latest import keep_latest_of_written
from warehouse.ledger import page_id, write_ledger
from warehouse.series_rows import known_series, series_of, write_series
from warehouse.staging import stage
from warehouse.statement import lane_of
from warehouse.values import aware

if TYPE_CHECKING:
    from concurrent.futures import Future

    from duckdb import DuckDBPyConnection

    from extractors.events import Event, EventKind


def load_batch(wh: Warehouse, batch: Batch) -> LoadReport:
    """Load a batch and say what was new in it."""
    with wh.write() as con:
        return load_into(con, batch)


@contextmanager
def _no_collection() -> Iterator[None]:
    """Without the search for reference cycles: a load makes many objects and no cycles, and pays a fifth for it."""
    enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if enabled:
            gc.enable()


def load_into(con: DuckDBPyConnection, batch: Batch) -> LoadReport:
    """As :func:`load_batch`, inside a transaction that somebody else began."""
    with _no_collection():
        return _load(con, corrected(con, batch))


def _load(con: DuckDBPyConnection, batch: Batch) -> LoadReport:
    loaded = write_ledger(con, batch)
    report = LoadReport(failed=len(batch.failures), rejected=len(batch.rejected), unchanged=len(batch.unchanged))
    fresh = [one for one in batch.articles if not loaded or page_id(one.page) not in loaded]
    report.unchanged += len(batch.articles) - len(fresh)
    if sum(len(one.records) for one in fresh) >= ROW_GROUP:
        # Most of its groups are full; what is left over is gathered behind the next small load.
        con.execute("SET max_vacuum_tasks = 0")
    fresh.sort(key=lambda one: (one.page.fetched_at, one.article.url, one.page.sha256))
    for texts in rounds(fresh, lambda one: one.article.url):
        report += _load_round(con, texts, batch)
    report.events.sort(key=lambda event: (event.occurred_at, event.event_id))
    return report


One = TypeVar("One")


def rounds(texts: Iterable[One], url: Callable[[One], str]) -> Iterator[list[One]]:
    """Texts in the given order, cut so that no part holds two of one article."""
    part: list[One] = []
    urls: set[str] = set()
    for one in texts:
        if url(one) in urls:
            yield part
            part, urls = [], set()
        part.append(one)
        urls.add(url(one))
    if part:
        yield part


@dataclass(frozen=True, slots=True)
class _Known:
    """What the warehouse has of an article."""

    version: int
    text_sha256: str
    first_seen_at: datetime
    fetched_at: datetime


def _load_round(con: DuckDBPyConnection, texts: list[ParsedArticle], batch: Batch) -> LoadReport:
    known = _known_articles(con, texts)
    said: list[Said] = []
    for one in texts:
        before = known.get(article_id(one.article.url))
        if before is None:
            said.append(Said(one, 1, *_said(one, one.page.fetched_at), changed=False))
        elif text_digest(one.article.text) != before.text_sha256 and one.page.fetched_at >= before.fetched_at:
            said.append(Said(one, before.version + 1, *_said(one, before.first_seen_at), changed=True))
    report = LoadReport(
        new=sum(not one.changed for one in said),
        changed=sum(one.changed for one in said),
        unchanged=len(texts) - len(said),
        claims=dict(Counter(record.kind for one in said for record in one.parsed.records)),
    )
    if not said:
        return report
    _write(con, said, batch, report)
    return report


def _write(con: DuckDBPyConnection, said: Sequence[Said], batch: Batch, report: LoadReport) -> None:
    """What these texts say into the warehouse, and what came of it into the report.

    Python makes things ready while SQL, on a thread of its own, writes what is ready.
    """
    stage_articles(con, said, batch)
    asked = ask_met(con, said)
    with aside() as thread:
        met = thread.run(find_met, con, asked).result()
        thread.run(insert_articles, con, edited=any(one.changed for one in said))
        thread.run(_insert_series, con, asked.new_series, batch.now)
        derived = derive_met(met)
        behind = thread.run(read_behind, con, derived)
        shown: list[Future[str]] = []
        for columns in claim_parts(said, derived.figure_of, derived.lone):
            shown.append(thread.run(_insert_part, con, len(shown), columns))
        first_heard = thread.run(_insert_lone, con, shown, derived, batch.now)
        thread.run(_insert_judged, con, figure_columns(derived), derived)
        rows = event_rows(tell(derived, behind.result(), batch))
    report.figures = len(derived.lone) + sum(figure.is_new for _, figure in derived.figures)
    report.tell(insert_event_rows(con, rows))
    report.first_heard(*first_heard.result())


def _insert_series(con: DuckDBPyConnection, new: Mapping[str, ClaimRecord], now: datetime) -> None:
    with one_thread(con):
        write_series(con, new, now)
        match_new_series(con)


def _insert_part(con: DuckDBPyConnection, number: int, columns: Any) -> str:
    name = show_part(con, number, columns)
    with one_thread(con):
        insert_claims(con, name)
    return name


def _insert_lone(
    con: DuckDBPyConnection, parts: Sequence[Future[str]], derived: Derived, now: datetime
) -> tuple[list[Event], dict[EventKind, int]]:
    """Claims that are a figure all by themselves; their last events, and how many there are by kind."""
    show_claims(con, [part.result() for part in parts])
    with one_thread(con):
        insert_appearances(con)
        if not derived.lone:
            return [], {}
        insert_lone_figures(con)
        return insert_lone_events(con, now)


def _insert_judged(con: DuckDBPyConnection, figures: Any, derived: Derived) -> None:
    show_figures(con, figures)
    with one_thread(con):
        insert_judged_figures(con, derived)
    keep_latest_of_written(con, derived)


@dataclass(frozen=True, slots=True)
class Asked:
    """Claims to judge, what is settled without, and what edited articles stated.

    ``places``: where each article stands in the order of time, if some were edited; ``new_series``: those that nobody
    has heard of, with the claim that speaks of each first.
    """

    rows: Rows
    settled: Derived
    new_series: Mapping[str, ClaimRecord]
    withdrawn: Mapping[str, list[str]]
    places: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class Met:
    """What :func:`derive_met` needs: the claims to judge, and what is known of their series."""

    asked: Asked
    known: HistoryRows


def ask_met(con: DuckDBPyConnection, said: Sequence[Said], among: Set[str] | None = None) -> Asked:
    """What ``find_history`` is to find: of the series these texts speak of, if ``among`` some (None: any)."""
    ordered = in_time(said)
    rows = by_series(ordered)
    first = series_of(said)
    known = known_series(con, first)
    settled = Derived()
    others = derive_lone(rows, known, settled)
    edited = [article_id(one.parsed.article.url) for one in said if one.changed]
    withdrawn = ask_history(con, _spoken(others, known), edited, among)
    places = {article_id(one.parsed.article.url): n for n, one in enumerate(ordered)} if edited else {}
    new = {series_id: record for series_id, record in first.items() if series_id not in known}
    return Asked(others, settled, new, withdrawn, places)


def find_met(con: DuckDBPyConnection, asked: Asked) -> Met:
    """What is known, before anything of it is changed."""
    find_history(con)
    return Met(asked, read_history(con, asked.withdrawn))


def derive_met(met: Met) -> Derived:
    """What the claims make of what was known of their series, added to what is settled."""
    asked = met.asked
    return derive(asked.rows, make_history(met.known), asked.settled, asked.places)


def _known_articles(con: DuckDBPyConnection, texts: list[ParsedArticle]) -> dict[str, _Known]:
    stage(con, "staged_id", {"article_id": "VARCHAR"}, ((article_id(one.article.url),) for one in texts))
    rows = con.execute(
        """
        SELECT a.article_id, a.version, a.text_sha256, a.first_seen_at, v.fetched_at
        FROM core.article AS a
        SEMI JOIN staged_id USING (article_id)
        JOIN core.article_version AS v ON (v.article_id, v.version) = (a.article_id, a.version)
        """
    ).fetchall()
    return {row[0]: _Known(row[1], row[2], _instant(row[3]), _instant(row[4])) for row in rows}


def _instant(value: datetime) -> datetime:
    result = aware(value)
    assert result is not None
    return result


def _said(one: ParsedArticle, first_seen_at: datetime) -> tuple[datetime, date]:
    """Publication, where known and not in the future; else when the article was first seen. And the outlet's day."""
    published = published_at(one)
    if published is None:
        return first_seen_at, first_seen_at.date()
    if published > one.page.fetched_at:
        return one.page.fetched_at, one.page.fetched_at.date()
    return published, one.article.published_on or published.date()


def _spoken(rows: Rows, known: Set[str]) -> Spoken:
    """What these claims speak of, of the ``known`` series."""
    since: dict[str, date] = {}
    lanes: dict[SpokenLane, date] = {}
    for series_id, mine in rows.items():
        if series_id not in known:
            continue
        first = date.max
        for record, one in mine:
            day = record.period_end or one.said_on
            first = min(first, day, one.said_on)
            lane = lane_of(record.period_start, record.period_end, record.period_grain)
            key = (series_id, record.modality, *(lane if isinstance(lane, tuple) else (None, None)))
            lanes[key] = min(day, lanes.get(key, day))
        since[series_id] = first
    return Spoken(since, lanes)
