"""Questions about alerts and deliveries; the SQL is in ``sql/alerts``."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from extractors.errors import WarehouseError
from extractors.events import Event
from warehouse.database import Warehouse
from warehouse.event_rows import COLUMNS, event_from
from warehouse.migrate import sql
from warehouse.values import utc

TIMEOUT_S = 10.0


def ask_alerts(wh: Warehouse, name: str, values: Mapping[str, Any], limit: int) -> list[tuple[Any, ...]]:
    """Rows of ``sql/alerts/<name>.sql`` with these parameters, ``limit`` at most."""
    plain = {key: utc(value) if isinstance(value, datetime) else value for key, value in values.items()}
    with wh.read() as con:
        return con.execute(sql(f"alerts/{name}"), plain).fetchmany(limit)


def events_since(wh: Warehouse, since: datetime) -> list[Event]:
    """Every event that occurred at ``since`` or later, in order of time."""
    with wh.read() as con:
        rows = con.execute(
            f"SELECT {', '.join(COLUMNS)} FROM core.event WHERE occurred_at >= $since ORDER BY occurred_at, event_id",
            {"since": utc(since)},
        ).fetchall()
    return [event_from(row) for row in rows]


def events_where(wh: Warehouse, condition: str, event_ids: Sequence[str]) -> set[str]:
    """Those of ``event_ids`` for which an SQL condition over ``mart.event`` holds; read-only, with a limit of time.

    WarehouseError says what is wrong with the condition.
    """
    import duckdb

    # On a line of its own, so that a comment at its end does not swallow the bracket.
    query = f"SELECT event_id FROM mart.event WHERE list_contains($ids, event_id) AND (\n{condition}\n)"
    with wh.read(timeout_s=TIMEOUT_S) as con:
        try:
            return {row[0] for row in con.execute(query, {"ids": list(event_ids)}).fetchall()}
        except duckdb.InterruptException:
            raise
        except duckdb.Error as error:
            words = " ".join(str(error).split("\n\n")[0].split())
            raise WarehouseError(f"the alert condition {condition!r} does not work: {words}") from None
