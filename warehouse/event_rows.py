"""Events to rows of ``core.event`` and back."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any

from extractors.events import Event, EventKind
from warehouse.migrate import sql
from warehouse.staging import DECIMAL, arrow, show, stage
from warehouse.values import aware, plain, utc

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

COLUMNS = Event._fields
LISTED = 100
"""First sightings that the report of a load lists: a first load may make a hundred thousand."""
EVENT_SELECT = ", ".join(COLUMNS)
_OF_ITS_TIME = ("detected_at", "published_at", "outlets", "origins", "indicators", "tags")
_INSTANTS = frozenset(("occurred_at", "detected_at", "published_at", "old_published_at"))
_LISTS = frozenset(("indicators", "tags"))
_DECIMALS = frozenset(("old_low", "old_high", "new_low", "new_high", "change_abs", "change_pct", "change_points"))


def _type(name: str) -> str:
    if name in _INSTANTS:
        return "TIMESTAMP"
    if name in _LISTS:
        return "VARCHAR[]"
    if name in _DECIMALS:
        return DECIMAL
    return "INTEGER" if name in ("outlets", "origins") else "VARCHAR"


TYPES = {name: _type(name) for name in COLUMNS}


def event_from(row: Sequence[Any]) -> Event:
    """The event of a row of ``SELECT {EVENT_SELECT}``."""
    values = dict(zip(COLUMNS, row, strict=True))
    for name in _INSTANTS:
        values[name] = aware(values[name])
    for name in _DECIMALS:
        values[name] = None if values[name] is None else plain(values[name])
    for name in _LISTS:
        values[name] = tuple(values[name] or ())
    return Event(**values)


FirstHeard = tuple[list[Event], dict[EventKind, int]]
"""Events of series heard of for the first time: the last of them in order of time, and how many there are by kind."""


@dataclass(frozen=True, slots=True)
class EventRows:
    """Events by their ids, of several with one id the first, and as Arrow columns."""

    events: Mapping[str, Event]
    columns: Any


def event_rows(events: Iterable[Event]) -> EventRows:
    """What :func:`insert_event_rows` needs: the part of the work that needs no connection."""
    unique: dict[str, Event] = {}
    for event in events:
        unique.setdefault(event.event_id, event)
    return EventRows(unique, arrow(TYPES, unique.values()) if unique else None)


def insert_lone_events(con: DuckDBPyConnection, now: datetime) -> FirstHeard:
    """Write those of the figures in ``lone_figure``."""
    con.execute(sql("load/lone_events"), {"now": utc(now)})
    con.execute("INSERT INTO core.event BY NAME SELECT * FROM lone_event")
    rows = con.execute(
        f"""
        SELECT {EVENT_SELECT}
        FROM (SELECT * FROM core.event WHERE false UNION ALL BY NAME FROM lone_event)
        ORDER BY occurred_at DESC, event_id DESC LIMIT {LISTED}
        """
    ).fetchall()
    kinds = con.execute("SELECT kind, count(*) FROM lone_event GROUP BY kind ORDER BY kind").fetchall()
    return [event_from(row) for row in reversed(rows)], dict(kinds)


def insert_events(con: DuckDBPyConnection, events: Iterable[Event]) -> list[Event]:
    """Write those whose id is not there yet, and return them."""
    return insert_event_rows(con, event_rows(events))


def insert_event_rows(con: DuckDBPyConnection, rows: EventRows) -> list[Event]:
    """As :func:`insert_events`."""
    if not rows.events:
        return []
    show(con, "staged_event", rows.columns)
    known = con.execute("SELECT event_id FROM core.event SEMI JOIN staged_event USING (event_id)").fetchall()
    stage(con, "staged_id", {"event_id": "VARCHAR"}, known)
    con.execute(
        f"""
        INSERT INTO core.event ({EVENT_SELECT})
        SELECT {EVENT_SELECT} FROM staged_event ANTI JOIN staged_id USING (event_id)
        """
    )
    old = {row[0] for row in known}
    return [event for event_id, event in rows.events.items() if event_id not in old]


def add_old_news(con: DuckDBPyConnection, events: Iterable[Event], now: datetime) -> None:
    """As :func:`insert_events`, and no rule judges them: what a correction makes is told to nobody."""
    new = insert_events(con, events)
    if not new:
        return
    stage(con, "staged_id", {"event_id": "VARCHAR"}, ((event.event_id,) for event in new))
    con.execute(
        "INSERT INTO core.judged SELECT event_id, $now FROM staged_id ANTI JOIN core.judged USING (event_id)",
        {"now": utc(now)},
    )


def forget_events(con: DuckDBPyConnection, event_ids: Sequence[str]) -> None:
    """Events that did not happen after all, and what rules said of them."""
    if not event_ids:
        return
    stage(con, "staged_id", {"event_id": "VARCHAR"}, ((one,) for one in event_ids))
    for table in ("core.event", "core.judged", "core.judgement"):
        con.execute(f"DELETE FROM {table} WHERE event_id IN (SELECT event_id FROM staged_id)")


def renew_events(con: DuckDBPyConnection, events: Iterable[Event]) -> None:
    """Give the events that are there already what these, made anew, say of their figures.

    When one was found, who carried it by then, and what it belonged to stay as they were. Of several with one id the
    first counts, as in :func:`event_rows`.
    """
    new: dict[str, Event] = {}
    for event in events:
        new.setdefault(event.event_id, event)
    if not new:
        return
    stage(con, "staged_id", {"event_id": "VARCHAR"}, ((one,) for one in sorted(new)))
    rows = con.execute(f"SELECT {EVENT_SELECT} FROM core.event SEMI JOIN staged_id USING (event_id)").fetchall()
    changed = []
    for old in map(event_from, rows):
        event = new[old.event_id]._replace(**{name: getattr(old, name) for name in _OF_ITS_TIME})
        if event.old_claim_id == old.old_claim_id:  # its article may have been given another date since
            event = event._replace(old_published_at=old.old_published_at)
        if event != old:
            changed.append(event)
    if changed:
        stage(con, "staged_id", {"event_id": "VARCHAR"}, ((event.event_id,) for event in changed))
        con.execute("DELETE FROM core.event WHERE event_id IN (SELECT event_id FROM staged_id)")
        insert_events(con, changed)
