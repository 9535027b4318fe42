"""Indicators without news for longer than is usual for them: found by time alone, an event once for each silence."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from extractors.events import Event, make_event_id
from extractors.settings_span import format_interval
from warehouse.database import Warehouse
from warehouse.event_rows import insert_events
from warehouse.indicators import Indicator
from warehouse.migrate import sql
from warehouse.values import aware, plain

STALE_AT_LEAST = timedelta(days=30)
"""Without a ``stale_after`` of its own an indicator is not called stale before this, whatever its usual gap."""


def stale_indicators(wh: Warehouse, indicators: Sequence[Indicator], now: datetime) -> list[Event]:
    """Indicators whose last figure is too long ago; the event has that figure's words, and no ids of it.

    Without ids, because it is about what did not come, and stays when the figures are made anew.
    """
    with wh.read() as con:
        cursor = con.execute(sql("due/indicators"))
        names = [column[0] for column in cursor.description]
        rows = {row[0]: dict(zip(names, row, strict=True)) for row in cursor.fetchall()}
    found = [
        _event(one, rows[one.id], last_at, now)
        for one in indicators
        if one.id in rows
        and (last_at := aware(rows[one.id]["said_at"])) is not None
        and (limit := _limit(one, rows[one.id]["usual_days"])) is not None
        and now - last_at > limit
    ]
    if not found:
        return []
    with wh.write() as con:
        return insert_events(con, found)


def _limit(one: Indicator, usual_days: float | None) -> timedelta | None:
    """How long it may be without a figure; None while its rhythm is not known."""
    if one.stale_after is not None:
        return one.stale_after
    return None if usual_days is None else max(STALE_AT_LEAST, 5 * timedelta(days=usual_days))


def _event(one: Indicator, row: dict[str, Any], last_at: datetime, now: datetime) -> Event:
    usual = "" if row["usual_days"] is None else f"; usually there is one every {_days(row['usual_days'])}"
    limit = f" (limit {format_interval(one.stale_after)})" if one.stale_after else usual
    return Event(
        event_id=make_event_id("indicator_stale", one.id, last_at.isoformat()),
        kind="indicator_stale",
        occurred_at=now,
        detected_at=now,
        subject=row["subject"],
        measure=row["measure"],
        unit=row["unit"],
        per=row["per"],
        kind_of_value=row["kind"],
        change=row["change"],
        old_low=plain(row["value_low"]),
        old_high=plain(row["value_high"]),
        old_bound=row["bound"],
        quote=row["quote"],
        sentence=row["sentence"],
        context=row["context"],
        outlet=row["outlet"],
        url=row["url"],
        title=row["title"],
        published_at=aware(row["published_at"]),
        message=f"no figure for {(now - last_at).days} days{limit}",
        indicators=(one.id,),
    )


def _days(days: float) -> str:
    return "day" if days <= 1 else f"{days:g} days"
