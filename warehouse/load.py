"""A batch of parsed articles into the warehouse: one transaction, and loading it again changes nothing."""

from __future__ import annotations

import gc
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING, Any, TypeVar

from extractors.record import text_digest
from warehouse.article_rows import article_columns, insert_articles
from warehouse.aside import Aside, aside, one_thread
from warehouse.batch import Batch, LoadReport, ParsedArticle, troubles_of
from warehouse.behind import read_behind, tell
from warehouse.claim_rows import claim_parts, insert_appearances, insert_claims, show_claims, show_part
from warehouse.connect import ROW_GROUP
from warehouse.corrected import corrected
from warehouse.database import Warehouse
from warehouse.derive import Derived, Said, Stated, published_at
from warehouse.event_rows import EventRows, FirstHeard, event_rows, insert_event_rows, insert_lone_events
from warehouse.figure_rows import figure_columns, insert_judged_figures, insert_lone_figures, show_figures
from warehouse.indicators import match_new_series
from warehouse.latest import keep_latest_of_lone, keep_latest_of_written
from warehouse.ledger import write_ledger
from warehouse.met import derive_met, find_met, set_apart
from warehouse.migrate import sql
from warehouse.redate import Redated, of_same_bytes, redate
from warehouse.series_rows import insert_series, known_series, series_columns, series_of, show_series
from warehouse.staging import stage
from warehouse.values import aware, utc

if TYPE_CHECKING:
    from concurrent.futures import Future

    from duckdb import DuckDBPyConnection


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
    report = LoadReport(
        failed=len(batch.failures),
        rejected=len(batch.rejected),
        troubles=troubles_of(batch),
        unchanged=len(batch.unchanged),
    )
    fresh = [one for one in batch.articles if not loaded or one.page_id not in loaded]
    report.unchanged += len(batch.articles) - len(fresh)
    if sum(len(one.records) for one in fresh) >= ROW_GROUP:
        # Most of its groups are full; what is left over is gathered behind the next small load.
        con.execute("SET max_vacuum_tasks = 0")
    fresh.sort(key=lambda one: (one.page.fetched_at, one.article.url, one.page.sha256))
    for texts in rounds(fresh, lambda one: one.article.url):
        report += _load_round(con, texts, batch)
    if batch.is_old:
        con.execute(sql("load/judged_before"), {"now": utc(batch.now)})
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
    source_id: str
    published_at: datetime | None


def _load_round(con: DuckDBPyConnection, texts: list[ParsedArticle], batch: Batch) -> LoadReport:
    known = _known_articles(con, texts)
    said: list[Said] = []
    redated: list[Redated] = []
    for one in texts:
        before = known.get(one.article_id)
        if before is None:
            said.append(Said(one, 1, *_said(one, one.page.fetched_at), changed=False))
        elif text_digest(one.article.text) != before.text_sha256 and one.page.fetched_at >= before.fetched_at:
            said.append(Said(one, before.version + 1, *_said(one, before.first_seen_at), changed=True))
        elif _is_redated(one, before):
            said_then = _said(one, before.first_seen_at)
            redated.append(
                Redated(one.article_id, before.published_at, published_at(one), *said_then, one.page.sha256)
            )
    redated = of_same_bytes(con, redated)
    report = LoadReport(
        new=sum(not one.changed for one in said),
        changed=sum(one.changed for one in said) + len(redated),
        unchanged=len(texts) - len(said) - len(redated),
        claims=dict(Counter(record.kind for one in said for record in one.parsed.records)),
    )
    if said:
        _write(con, said, batch, report)
    if redated:
        redate(con, redated, batch.now)
    return report


def _is_redated(one: ParsedArticle, before: _Known) -> bool:
    """True for a saved page of an article that was read before, with another date."""
    if one.page.robots != "not_asked" or one.page.source_id != before.source_id:
        return False
    return one.page.fetched_at >= before.fetched_at and published_at(one) != before.published_at


def _write(con: DuckDBPyConnection, said: Sequence[Said], batch: Batch, report: LoadReport) -> None:
    """What these texts say into the warehouse, and what came of it into the report.

    Python makes things ready while SQL, on a thread of its own, writes what is ready; what is known of figures is
    read before any of them is written.
    """
    with aside() as thread:
        figures, rows, first_heard = _make_ready(con, said, batch, thread)
    report.figures = figures
    report.tell(insert_event_rows(con, rows))
    report.first_heard(*first_heard.result())


def _make_ready(
    con: DuckDBPyConnection, said: Sequence[Said], batch: Batch, thread: Aside
) -> tuple[int, EventRows, Future[FirstHeard]]:
    """How many figures are new; the events of those that were judged, and those of the others once they are written.

    All the objects this takes are gone when it returns, and SQL may not be done by then.
    """
    first = series_of(said)
    known = known_series(con, first)
    met = set_apart(said, known)
    alone = len(met.derived.figure_of)
    history = thread.run(find_met, con, met)
    if met.edited:  # before the claims: those of a text that came back are taken away with it
        thread.run(insert_articles, con, article_columns(said, batch), edited=True)
    parts = _insert_claims(con, thread, "settled", met.settled, met.derived) if met.settled else []
    if not met.edited:
        thread.run(insert_articles, con, article_columns(said, batch), edited=False)
    new = [record for series_id, record in first.items() if series_id not in known]
    thread.run(_insert_series, con, series_columns(new), batch.now, any_new=bool(new))
    first_heard = thread.run(_insert_lone, con, parts, batch.now)
    derived = derive_met(met, history.result())
    behind = thread.run(read_behind, con, derived)
    if met.judged or met.edited:
        parts = _insert_claims(con, thread, "judged", met.judged, derived)
        thread.run(_insert_judged, con, parts, figure_columns(derived), derived)
    rows = event_rows(tell(derived, behind.result(), batch))
    return alone + sum(figure.is_new for _, figure in derived.figures), rows, first_heard


def _insert_claims(
    con: DuckDBPyConnection, thread: Aside, name: str, claims: Sequence[Stated], derived: Derived
) -> list[str]:
    """Claims to where SQL finds them, part by part, and from there into the warehouse; the names of the parts."""
    parts: list[str] = []
    for columns in claim_parts(claims, derived.figure_of):
        parts.append(f"{name}_claim_{len(parts)}")
        thread.run(_insert_part, con, parts[-1], columns)
    return parts


def _insert_part(con: DuckDBPyConnection, name: str, columns: Any) -> None:
    show_part(con, name, columns)
    with one_thread(con):
        insert_claims(con, name)


def _insert_series(con: DuckDBPyConnection, columns: Any, now: datetime, *, any_new: bool) -> None:
    show_series(con, columns, now)
    if any_new:
        with one_thread(con):
            insert_series(con)
            match_new_series(con)


def _insert_lone(con: DuckDBPyConnection, parts: Sequence[str], now: datetime) -> FirstHeard:
    """What the claims in these parts make, each by itself; their last events, and how many there are by kind."""
    if not parts:
        return [], {}
    show_claims(con, parts, "settled_claim")
    with one_thread(con):
        insert_appearances(con, "settled_claim")
        insert_lone_figures(con)
        keep_latest_of_lone(con)
        return insert_lone_events(con, now)


def _insert_judged(con: DuckDBPyConnection, parts: Sequence[str], figures: Any, derived: Derived) -> None:
    """What was derived from the claims in these parts, and what has become of the last figures of series."""
    show_claims(con, parts)
    show_figures(con, figures)
    with one_thread(con):
        insert_appearances(con)
        insert_judged_figures(con, derived)
    if derived.figures:
        keep_latest_of_written(con)


def _known_articles(con: DuckDBPyConnection, texts: list[ParsedArticle]) -> dict[str, _Known]:
    stage(con, "staged_id", {"article_id": "VARCHAR"}, ((one.article_id,) for one in texts))
    rows = con.execute(
        """
        SELECT a.article_id, a.version, a.text_sha256, a.first_seen_at, v.fetched_at, a.source_id, a.published_at
        FROM core.article AS a
        SEMI JOIN staged_id USING (article_id)
        JOIN core.article_version AS v ON (v.article_id, v.version) = (a.article_id, a.version)
        """
    ).fetchall()
    return {row[0]: _Known(row[1], row[2], _instant(row[3]), _instant(row[4]), row[5], aware(row[6])) for row in rows}


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
