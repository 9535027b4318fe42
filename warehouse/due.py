"""Forecasts whose period has ended: find them, ask what became of them, write the event once."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence, Set
from datetime import UTC, datetime, time
from decimal import Decimal
from typing import TYPE_CHECKING, Any, NamedTuple

from extractors.allowed import Interval
from extractors.base_units import base_unit
from extractors.events import SILENT_AFTER, Event, Outcome, make_event_id
from warehouse.database import Warehouse
from warehouse.event_rows import add_old_news, forget_events, insert_events, renew_events
from warehouse.indicators import indicators_of
from warehouse.migrate import sql
from warehouse.outcome import Evidence, Expected, outcome
from warehouse.staging import stage
from warehouse.telling import change_between
from warehouse.values import aware, converted, plain

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

Row = dict[str, Any]


def due_forecasts(wh: Warehouse, now: datetime) -> list[Event]:
    """Judge every forecast and target whose period ended before ``now``; returns the events that are new.

    Opens the warehouse for writing only when something is due.
    """
    with wh.read() as con:
        rows = _due(con, now)
    if not rows:
        return []
    with wh.write() as con:
        return insert_events(con, _judge(con, rows, now))


def waiting_events(con: DuckDBPyConnection, now: datetime) -> set[str]:
    """Ids of the events that :func:`due_forecasts` would find."""
    return {event.event_id for event in _judge(con, _due(con, now), now)}


def judge_anew(con: DuckDBPyConnection, series_ids: Iterable[str], now: datetime, waiting: Set[str]) -> None:
    """What became of forecasts that these series tell of, put right inside the caller's transaction.

    It is old news, except for the events of ``waiting``: time brought those, and the next round finds them.
    """
    beside = con.execute(sql("due/beside"), {"series": sorted(series_ids)}).fetchall()
    rows = _due(con, now, [row[0] for row in beside])
    if not rows:
        return
    events = _judge(con, rows, now)
    renew_events(con, events)
    add_old_news(con, [event for event in events if event.event_id not in waiting], now)
    stage(con, "staged_told", {"event_id": "VARCHAR"}, ((event.event_id,) for event in events))
    gone = con.execute(sql("due/no_longer"), {"forecasts": [row["figure_id"] for row in rows]}).fetchall()
    forget_events(con, [row[0] for row in gone])


def _due(con: DuckDBPyConnection, now: datetime, anew: Sequence[str] = ()) -> list[Row]:
    return _rows(con, sql("due/forecasts"), {"today": now.astimezone(UTC).date(), "anew": list(anew)})


def _judge(con: DuckDBPyConnection, rows: list[Row], now: datetime) -> list[Event]:
    actual = _actual(con, rows, "actual", "series_id")
    found = [(row, _became(row, actual[row["series_id"]])) for row in rows]
    # What was expected of "containers" may be told of "containers handled": a person has said that these are one.
    silent = [row for row, became in found if became.outcome == "silent"]
    related = _actual(con, silent, "related", "of_series")
    decided, today = [], now.astimezone(UTC).date()
    for forecast, became in found:
        series_id = forecast["series_id"]
        if became.outcome == "silent" and related[series_id]:
            became = _became(forecast, actual[series_id] + related[series_id])
        if became.outcome == "silent" and (forecast["was_silent"] or today < forecast["period_end"] + SILENT_AFTER):
            continue
        decided.append((forecast, became))
    if not decided:
        return []
    indicators = indicators_of(con, {forecast["series_id"] for forecast, _ in decided})
    words = _words(con, {row["claim_id"] for f, became in decided for row in (f, became.told_by) if row})
    return [
        _event(forecast, became, words, indicators.get(forecast["series_id"], []), now)
        for forecast, became in decided
    ]


def _actual(con: DuckDBPyConnection, forecasts: list[Row], query: str, of: str) -> Mapping[str, list[Row]]:
    """Actual figures that may tell of these forecasts, by the forecasts' series, which is named by column ``of``."""
    found: dict[str, list[Row]] = defaultdict(list)
    series = sorted({row["series_id"] for row in forecasts})
    if series:
        stage(con, "staged_series", {"series_id": "VARCHAR"}, ((one,) for one in series))
        for row in _rows(con, sql(f"due/{query}"), {}):
            found[row[of]].append(row)
    return found


class _Became(NamedTuple):
    """:class:`warehouse.outcome.Became` with the row of the figure."""

    outcome: Outcome
    told_by: Row | None
    outdone: bool


def _became(forecast: Row, actual: list[Row]) -> _Became:
    expected = _expected(forecast)
    known = {row["figure_id"]: row for row in actual}
    became = outcome(expected, [_evidence(row, expected) for row in known.values()])
    return _Became(became.outcome, known[became.told_by.figure_id] if became.told_by else None, became.outdone)


def _rows(con: DuckDBPyConnection, query: str, values: dict[str, Any]) -> list[Row]:
    cursor = con.execute(query, values)
    names = [column[0] for column in cursor.description]
    return [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]


def _words(con: DuckDBPyConnection, claims: set[str]) -> dict[str, Row]:
    """The sentence, article and outlet of each claim."""
    stage(con, "staged_id", {"claim_id": "VARCHAR"}, ((one,) for one in sorted(claims)))
    return {row["claim_id"]: row for row in _rows(con, sql("due/words"), {})}


def _expected(row: Row) -> Expected:
    return Expected(
        kind=row["kind"],
        bound=row["bound"],
        value=(row["base_value_low"] + row["base_value_high"]) / 2,
        allows=_known(row),
        period_start=row["period_start"],
        period_end=row["period_end"],
        said_on=row["first_said_at"].date(),
    )


def _evidence(row: Row, expected: Expected) -> Evidence:
    point = row["grain"] == "point"
    return Evidence(
        figure_id=row["figure_id"],
        as_of=row["as_of"],
        known_on=row["as_of"] if point and row["period_end"] else row["last_said_at"].date(),
        exact=(row["period_start"], row["period_end"]) == (expected.period_start, expected.period_end),
        point=point,
        value=(row["base_value_low"] + row["base_value_high"]) / 2,
        known=_known(row),
    )


def _known(row: Row) -> Interval:
    return Interval(row["known_low"], row["known_high"], row["known_low_open"], row["known_high_open"])


def _event(forecast: Row, became: _Became, words: dict[str, Row], indicators: list[str], now: datetime) -> Event:
    """Old is what was expected, new what came; the evidence is the article that tells, or the forecast's own."""
    old = words[forecast["claim_id"]]
    found = None if became.outcome == "silent" else became.told_by
    told = words[found["claim_id"]] if found else old
    shown = found or forecast
    before = _in_unit(forecast, shown)
    after = (plain(found["value_low"]), plain(found["value_high"])) if found else None
    moved = change_between(before, after, forecast["kind"]) if after else None
    return Event(
        event_id=make_event_id("forecast_due", forecast["figure_id"], "silent" if found is None else "told"),
        kind="forecast_due",
        occurred_at=datetime.combine(forecast["period_end"], time.max.replace(microsecond=0), UTC),
        detected_at=now,
        series_id=forecast["series_id"],
        figure_id=shown["figure_id"],
        claim_id=shown["claim_id"],
        article_id=told["article_id"],
        source_id=told["source_id"],
        subject=told["subject"],
        measure=told["measure"],
        unit=shown["unit"],
        per=shown["per"],
        kind_of_value=forecast["kind"],
        change=told["change"],
        old_low=before[0],
        old_high=before[1],
        old_bound=forecast["bound"],
        new_low=after[0] if after else None,
        new_high=after[1] if after else None,
        new_bound=found["bound"] if found else None,
        change_abs=moved.step if moved else None,
        change_pct=moved.share if moved else None,
        change_points=moved.points if moved else None,
        period_iso=old["period_iso"],
        modality=forecast["modality"],
        outcome=became.outcome,
        outlets=shown["outlets"],
        origins=shown["origins"],
        quote=told["quote"],
        sentence=told["sentence"],
        context=told["context"],
        outlet=told["outlet"],
        url=told["url"],
        title=told["title"],
        published_at=aware(told["published_at"]),
        old_figure_id=forecast["figure_id"],
        old_claim_id=forecast["claim_id"],
        old_quote=old["quote"],
        old_outlet=old["outlet"],
        old_url=old["url"],
        old_published_at=aware(old["published_at"]),
        message=_outdone(forecast, before, after) if after and became.outdone else _said_last(became, words),
        indicators=tuple(indicators),
        tags=tuple(told["tags"]),
    )


def _outdone(forecast: Row, before: tuple[Decimal, Decimal], after: tuple[Decimal, Decimal]) -> str:
    """The word for what was met and more, in headlines and in the ledger; of falls, below zero, the size counts."""
    expected, came = sum(before, Decimal(0)), sum(after, Decimal(0))
    if (abs(came) >= abs(expected)) if forecast["is_change"] else (came >= expected):
        return "exceeded"
    return "beaten" if forecast["modality"] == "target" else "undershot"


def _said_last(became: _Became, words: dict[str, Row]) -> str | None:
    """What was known last, where nothing tells."""
    if became.outcome != "silent" or became.told_by is None:
        return None
    last, when = words[became.told_by["claim_id"]], became.told_by["last_said_at"]
    said = ", ".join(part for part in (last["outlet"], f"{when:%Y-%m-%d}") if part)
    return f"the last before was “{last['quote']}” ({said})"


def _in_unit(forecast: Row, shown: Row) -> tuple[Decimal, Decimal]:
    """The expected value in the unit of the figure that is shown."""
    if (forecast["unit"], forecast["per"]) == (shown["unit"], shown["per"]):
        return plain(forecast["value_low"]), plain(forecast["value_high"])
    base, _ = base_unit(forecast["kind"], shown["unit"], shown["per"])
    offset = Decimal(0) if forecast["is_change"] else base.offset
    low, high = forecast["base_value_low"], forecast["base_value_high"]
    one, other = converted((low - offset) / base.factor), converted((high - offset) / base.factor)
    return (plain(low), plain(high)) if one is None or other is None else (one, other)
