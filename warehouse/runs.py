"""The ledger of runs, and what it tells about sources: failed, gone silent, or giving far less than they did."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from extractors.events import Event, EventKind, make_event_id
from warehouse.database import Warehouse
from warehouse.event_rows import insert_events
from warehouse.migrate import sql
from warehouse.staging import stage
from warehouse.values import aware, utc

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

SILENT_AT_LEAST = timedelta(days=3)
"""A source is not called silent before this; then after five times its usual gap between articles."""
YIELD_PAGES = 5
"""A drop in yield is judged on at least so many pages of a run."""


@dataclass(frozen=True, slots=True)
class SourceResult:
    """What one source gave in one run, as the flow counts it; ``error`` when it gave nothing as a whole, and why."""

    source_id: str
    pages: int = 0
    unchanged: int = 0
    failures: int = 0
    rejected: int = 0
    articles_new: int = 0
    articles_changed: int = 0
    claims: int = 0
    error: str | None = None


def start_run(wh: Warehouse, run_id: str, flow: str, now: datetime) -> None:
    """Write down that a run began; a run that is there already is left alone."""
    with wh.write() as con:
        con.execute(
            """
            INSERT INTO raw.run
            SELECT $run, $flow, $now, NULL
            WHERE NOT EXISTS (SELECT 1 FROM raw.run WHERE run_id = $run)
            """,
            {"run": run_id, "flow": flow, "now": utc(now)},
        )


def finish_run(
    wh: Warehouse,
    run_id: str,
    results: Sequence[SourceResult],
    now: datetime,
    tags: Mapping[str, tuple[str, ...]] | None = None,
) -> list[Event]:
    """Write down what each source gave, and return what happened to sources: failed, or a drop in yield."""
    with wh.write() as con:
        stage(
            con,
            "staged_source_run",
            {
                "source_id": "VARCHAR",
                **dict.fromkeys(
                    (
                        "pages",
                        "unchanged",
                        "failures",
                        "rejected",
                        "articles_new",
                        "articles_changed",
                        "claims",
                    ),
                    "INTEGER",
                ),
                "error": "VARCHAR",
            },
            (
                (
                    one.source_id,
                    one.pages,
                    one.unchanged,
                    one.failures,
                    one.rejected,
                    one.articles_new,
                    one.articles_changed,
                    one.claims,
                    one.error,
                )
                for one in results
            ),
        )
        con.execute("UPDATE raw.run SET finished_at = $now WHERE run_id = $run", {"run": run_id, "now": utc(now)})
        found = con.execute(sql("sources/troubles"), {"run": run_id, "pages": YIELD_PAGES}).fetchall()
        con.execute(
            """
            INSERT INTO raw.source_run BY NAME
            SELECT $run AS run_id, $now AS finished_at, s.*
            FROM staged_source_run AS s
            WHERE NOT EXISTS (SELECT 1 FROM raw.source_run AS r WHERE (r.run_id, r.source_id) = ($run, s.source_id))
            """,
            {"run": run_id, "now": utc(now)},
        )
        return insert_events(
            con, (_event(kind, source, message, run_id, now, tags or {}) for source, kind, message in found)
        )


def silent_sources(
    wh: Warehouse,
    now: datetime,
    tags: Mapping[str, tuple[str, ...]] | None = None,
    only: Collection[str] | None = None,
) -> list[Event]:
    """Sources that used to bring articles and have brought none for long; an event once for each silence.

    ``only`` are the sources that are read at present; one that is paused or no longer configured is silent by will.
    """
    with wh.read() as con:
        found = [(source, last) for source, last in _silent(con, now) if only is None or source in only]
    if not found:
        return []
    with wh.write() as con:
        return insert_events(
            con,
            (
                _event("source_silent", source, _silence(last, now), last.isoformat(), now, tags or {})
                for source, last in found
            ),
        )


def _silent(con: DuckDBPyConnection, now: datetime) -> list[tuple[str, datetime]]:
    rows = con.execute(
        sql("sources/silent"), {"now": utc(now), "at_least_days": SILENT_AT_LEAST / timedelta(days=1)}
    ).fetchall()
    return [(source, last) for source, instant in rows if (last := aware(instant)) is not None]


def _silence(last: datetime, now: datetime) -> str:
    return f"no new article for {(now - last).days} days; the last was found on {last:%Y-%m-%d}"


def _event(
    kind: EventKind, source_id: str, message: str, occasion: str, now: datetime, tags: Mapping[str, tuple[str, ...]]
) -> Event:
    return Event(
        event_id=make_event_id(kind, source_id, occasion),
        kind=kind,
        occurred_at=now,
        detected_at=now,
        source_id=source_id,
        message=message,
        tags=tags.get(source_id, ()),
    )
