"""Questions about alerts and deliveries; the SQL is in ``sql/alerts``."""

from __future__ import annotations

import threading
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from extractors.errors import WarehouseError
from extractors.events import Event
from warehouse.database import Warehouse
from warehouse.event_rows import COLUMNS, event_from, insert_events
from warehouse.migrate import sql
from warehouse.values import instant_of, utc

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

TIMEOUT_S = 10.0


def ask_alerts(wh: Warehouse, name: str, values: Mapping[str, Any], limit: int) -> list[tuple[Any, ...]]:
    """Rows of ``sql/alerts/<name>.sql`` with these parameters, ``limit`` at most."""
    plain = {key: utc(value) if isinstance(value, datetime) else value for key, value in values.items()}
    with wh.read() as con:
        return con.execute(sql(f"alerts/{name}"), plain).fetchmany(limit)


def events_since(wh: Warehouse, since: datetime) -> list[Event]:
    """Every event that was news at ``since`` or later, in order of time."""
    with wh.read() as con:
        rows = con.execute(
            f"""
            SELECT {", ".join(COLUMNS)} FROM core.event
            WHERE occurred_at >= $since OR kind = 'forecast_due'
            ORDER BY occurred_at, event_id
            """,
            {"since": utc(since)},
        ).fetchall()
    return [event for event in map(event_from, rows) if event.news_at >= since]


def events_of(wh: Warehouse, what: str) -> tuple[str, list[Event]] | None:
    """What an id is of, and the events that tell of it: a figure, an event, an alert, a claim, or a series.

    For a claim, those of its figure. None when the warehouse has no such thing.
    """
    with wh.read() as con:
        for kind, known, wanted in _ID_KINDS:
            if not con.execute(f"SELECT 1 FROM {known} LIMIT 1", {"id": what}).fetchone():
                continue
            rows = con.execute(
                f"SELECT {', '.join(COLUMNS)} FROM core.event WHERE {wanted} ORDER BY occurred_at, event_id",
                {"id": what},
            ).fetchall()
            return kind, [event_from(row) for row in rows]
    return None


# What an id may be of, where it is known, and which events tell of it.
_OF_FIGURE = "figure_id = $id OR (kind = 'forecast_due' AND old_figure_id = $id)"
_ID_KINDS = (
    ("figure", "core.figure WHERE figure_id = $id", _OF_FIGURE),
    ("event", "core.event WHERE event_id = $id", "event_id = $id"),
    (
        "alert",
        "core.alert WHERE alert_id = $id",
        "event_id IN (SELECT event_id FROM core.alert WHERE alert_id = $id)",
    ),
    (
        "claim",
        "core.claim WHERE claim_id = $id",
        "figure_id IN (SELECT figure_id FROM core.appearance WHERE claim_id = $id) OR claim_id = $id",
    ),
    ("series", "core.series WHERE series_id = $id", "series_id = $id"),
)


def carried_by(wh: Warehouse, figure_ids: Sequence[str]) -> dict[str, list[tuple[datetime, str, str]]]:
    """By figure: when which outlet carried it and under which origin, in order of time."""
    with wh.read() as con:
        rows = con.execute(
            """
            SELECT figure_id, said_at, outlet, origin_id FROM core.appearance
            WHERE figure_id IN (SELECT unnest($ids::VARCHAR[]))
            ORDER BY figure_id, said_at, claim_id
            """,
            {"ids": list(figure_ids)},
        ).fetchall()
    found: dict[str, list[tuple[datetime, str, str]]] = {}
    for figure_id, said_at, outlet, origin_id in rows:
        found.setdefault(figure_id, []).append((instant_of(said_at), outlet, origin_id))
    return found


def judgement_of(wh: Warehouse, rule_id: str, event_ids: Sequence[str]) -> dict[str, tuple[str, str, datetime]]:
    """By event: what the rule said when it judged it, the reason, and when that was."""
    with wh.read() as con:
        rows = con.execute(
            """
            SELECT event_id, verdict, reason, judged_at FROM core.judgement
            WHERE rule_id = $rule AND event_id IN (SELECT unnest($ids::VARCHAR[]))
            """,
            {"rule": rule_id, "ids": list(event_ids)},
        ).fetchall()
    return {event_id: (verdict, reason, instant_of(judged_at)) for event_id, verdict, reason, judged_at in rows}


def events_where(wh: Warehouse, condition: str, event_ids: Sequence[str]) -> set[str]:
    """Those of ``event_ids`` for which an SQL condition over ``mart.event`` holds; read-only, with a limit of time.

    WarehouseError says what is wrong with the condition.
    """
    with wh.read(timeout_s=TIMEOUT_S) as con:
        return _events_where(con, condition, event_ids)


def _events_where(con: DuckDBPyConnection, condition: str, event_ids: Sequence[str]) -> set[str]:
    import duckdb

    # On a line of its own, so that a comment at its end does not swallow the bracket.
    asked = "event_id IN (SELECT unnest($ids::VARCHAR[]))"
    query = f"SELECT event_id FROM mart.event WHERE {asked} AND (\n{condition}\n)"
    try:
        if len(con.extract_statements(query)) != 1:
            raise WarehouseError(
                f"the SQL condition {condition!r} is more than one condition; leave out the semicolon"
            )
        rows = con.execute(query, {"ids": list(event_ids)}).fetchall()
    except duckdb.InterruptException:
        raise
    except duckdb.Error as error:
        words = " ".join(str(error).split("\n\n")[0].split())
        raise WarehouseError(f"the SQL condition {condition!r} does not work: {words}") from None
    return {row[0] for row in rows} & set(event_ids)


_AT = datetime(2026, 5, 31, 9, 30, tzinfo=UTC)
_SAMPLES = (
    Event(
        event_id="0123456789abcdef",
        kind="new_figure",
        occurred_at=_AT,
        detected_at=_AT,
        series_id="abcdefghijkl",
        figure_id="bcdefghijklm",
        claim_id="cdefghijklmn",
        article_id="defghijklmno",
        source_id="courier",
        subject="Lanshan Park",
        measure="test sites",
        unit="site",
        per="day",
        kind_of_value="count",
        change="up",
        old_low=Decimal(23),
        old_high=Decimal(23),
        old_bound="=",
        new_low=Decimal(25),
        new_high=Decimal(25),
        new_bound="=",
        change_abs=Decimal(2),
        change_pct=Decimal("8.695652"),
        period_iso="2026",
        modality="actual",
        outlets=2,
        origins=1,
        quote="25 sites",
        sentence="Lanshan Park has 25 sites.",
        outlet="The Courier",
        url="https://courier.example/sites",
        title="Park grows",
        published_at=_AT,
        old_figure_id="efghijklmnop",
        old_claim_id="fghijklmnopq",
        old_quote="23 sites",
        old_outlet="The Ledger",
        old_url="https://ledger.example/sites",
        old_published_at=_AT,
        indicators=("lanshan-sites",),
        tags=("regional",),
    ),
    Event("fedcba9876543210", "source_failed", _AT, _AT, source_id="courier", message="no answer"),
)
"""An event with all that one of a figure says, and one of a source."""


def condition_mistakes(conditions: Sequence[str]) -> dict[str, str]:
    """What is wrong with SQL conditions of rules, tried on a warehouse of two made-up events that can reach no file:
    some mistakes ("new_low > 'many'") show only where there is a row.
    """
    import duckdb

    from warehouse.migrate import migrate

    if not conditions:
        return {}
    mistakes: dict[str, str] = {}
    with duckdb.connect(":memory:") as con:
        migrate(con)
        insert_events(con, _SAMPLES)
        con.execute("SET enable_external_access = false")
        con.execute("SET lock_configuration = true")
        for condition in conditions:
            stop = threading.Timer(TIMEOUT_S, con.interrupt)
            stop.daemon = True
            stop.start()
            try:
                _events_where(con, condition, [event.event_id for event in _SAMPLES])
            except WarehouseError as error:
                mistakes[condition] = str(error)
            except duckdb.InterruptException:
                taken = f"takes longer than {TIMEOUT_S:g} s on two rows; make it narrower"
                mistakes[condition] = f"the SQL condition {condition!r} {taken}"
            finally:
                stop.cancel()
    return mistakes
