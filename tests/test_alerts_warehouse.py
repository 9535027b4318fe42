"""What the warehouse answers to alerts: SQL conditions locked down, silences found by time, who said what when."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest
from warehouse_cases import at, claim, fresh, in_file, load, parsed, period, rows

from alerts.config import parse_alerts
from alerts.deliver import make_tools, send_pending
from alerts.raising import raise_alerts
from extractors.errors import WarehouseError
from tests.alerts_events import NOW, said
from warehouse.alert_questions import carried_by, condition_mistakes, events_of, events_since, events_where
from warehouse.database import Warehouse
from warehouse.due import due_forecasts
from warehouse.event_rows import insert_events
from warehouse.indicators import Indicator, sync_indicators
from warehouse.outbox import WarehouseOutbox
from warehouse.runs import SourceResult, finish_run, silent_sources
from warehouse.stale import stale_indicators
from warehouse.verify import verify

LANSHAN = Indicator("sites", "Sites", subjects=("Lanshan",), measures=("test sites",))
CONDITIONS = [
    # condition, values of the events it holds for
    ("new_low > 25", [26]),
    ("new_low > 25 -- and a remark", [26]),
    ("new_low > (SELECT min(new_low) FROM mart.event)", [26]),
    ("list_contains(indicators, 'none') OR outlet = 'Plateau Daily'", [23, 26]),
    ("true) OR (true", [23, 26]),  # no more than a condition: only the events asked about
]
FORBIDDEN = [
    "1 = 1); SELECT 1 WHERE (1 = 1",
    "EXISTS (SELECT 1 FROM read_text('{file}'))",
    "EXISTS (SELECT 1 FROM read_csv('{file}'))",
    "EXISTS (SELECT 1 FROM glob('{folder}/*'))",
    "true); COPY core.event TO '{folder}/stolen.csv'; SELECT 1 WHERE (true",
    "true); ATTACH '{folder}/other.duckdb'; SELECT 1 WHERE (true",
    "true); INSTALL httpfs; SELECT 1 WHERE (true",
    "true); SET lock_configuration = false; SELECT 1 WHERE (true",
    "true); DELETE FROM core.alert; SELECT 1 WHERE (true",
    "new_lw > 25",
    "new_low >",
    "getenv('HOME') <> ''",
]


@pytest.fixture(scope="module")
def file_warehouse(tmp_path_factory: pytest.TempPathFactory) -> Warehouse:
    folder = tmp_path_factory.mktemp("where")
    (folder / "secret.txt").write_text("canary")
    warehouse = in_file(folder / "w.duckdb")
    with warehouse.write() as con:
        insert_events(con, [said("23", 2), said("26", 1), said("99", 0, event_id="other")])
    return warehouse


def forbidden(warehouse: Warehouse, condition: str) -> str:
    folder = warehouse.path.parent
    return condition.format(file=folder / "secret.txt", folder=folder)


@pytest.fixture(scope="module")
def mistakes(file_warehouse: Warehouse) -> dict[str, str]:
    """What `check` says of each condition before any event comes; it makes a warehouse for them."""
    good = [condition for condition, _ in CONDITIONS]
    return condition_mistakes([*good, *(forbidden(file_warehouse, condition) for condition in FORBIDDEN), *good])


def asked(warehouse: Warehouse) -> list[str]:
    return [event.event_id for event in events_since(warehouse, NOW - timedelta(days=9)) if event.event_id != "other"]


@pytest.mark.parametrize(("condition", "values"), CONDITIONS)
def test_an_sql_condition_is_asked_of_rows_of_events(
    file_warehouse: Warehouse, mistakes: dict[str, str], condition: str, values: list[int]
) -> None:
    found = events_where(file_warehouse, condition, asked(file_warehouse))
    low = {event.event_id: event.new_low for event in events_since(file_warehouse, NOW - timedelta(days=9))}
    assert sorted(low[event_id] or 0 for event_id in found) == values
    assert condition not in mistakes


@pytest.mark.parametrize("condition", FORBIDDEN)
def test_an_sql_condition_can_do_nothing_else(
    file_warehouse: Warehouse, mistakes: dict[str, str], condition: str
) -> None:
    folder, text = file_warehouse.path.parent, forbidden(file_warehouse, condition)
    before = sorted(path.name for path in folder.iterdir())
    with pytest.raises(WarehouseError) as caught:
        events_where(file_warehouse, text, asked(file_warehouse))
    assert len(str(caught.value).splitlines()) == 1
    assert "canary" not in str(caught.value)
    assert sorted(path.name for path in folder.iterdir()) == before
    assert "canary" not in mistakes[text]
    assert f"the SQL condition {text!r}" in mistakes[text]


def test_an_sql_condition_is_asked_of_ten_thousand_events_among_many(monkeypatch: pytest.MonkeyPatch) -> None:
    """Each event against each id would be 10 billion comparisons."""
    monkeypatch.setattr("warehouse.alert_questions.TIMEOUT_S", 5)
    wh = fresh()
    with wh.write() as con:
        con.execute(
            """
            INSERT INTO core.event BY NAME
            SELECT 'event ' || n AS event_id, 'new_figure' AS kind, now()::TIMESTAMP AS occurred_at,
                occurred_at AS detected_at, n AS new_low, 1 AS outlets, 1 AS origins, []::VARCHAR[] AS indicators,
                indicators AS tags
            FROM range(1_000_000) AS numbers (n)
            """
        )
    assert len(events_where(wh, "new_low >= 5_000", [f"event {n}" for n in range(10_000)])) == 5_000


WRONG_ON_ROWS = [
    "new_low > 'many'",
    "outlet",
    "outlet::INT > 3",
    "(SELECT event_id FROM mart.event) = event_id",
]


@pytest.mark.parametrize("condition", WRONG_ON_ROWS)
def test_check_tells_what_only_a_row_would_show(condition: str) -> None:
    assert "does not work" in condition_mistakes([condition])[condition]


def test_an_endless_condition_is_stopped(file_warehouse: Warehouse, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("warehouse.alert_questions.TIMEOUT_S", 0.3)
    endless = "(SELECT count(*) FROM range(10000000) AS a, range(10000000) AS b WHERE a.range <> b.range) > 1"
    with pytest.raises(WarehouseError, match="took longer than"):
        events_where(file_warehouse, endless, asked(file_warehouse))
    [said] = condition_mistakes([endless]).values()  # `check` has no rows and the same limit
    assert "takes longer than 0.3 s" in said


def test_an_indicator_without_news_for_long_is_told_once_for_each_silence() -> None:
    wh = fresh()
    load(wh, *(parsed([claim(f"{20 + n}")], url=f"https://a.example/{n}", day=n) for n in (0, 10, 20, 30, 40)))
    sync_indicators(wh, [LANSHAN])
    assert stale_indicators(wh, [LANSHAN], at(89)) == []  # five times ten days after day 40
    [event] = stale_indicators(wh, [LANSHAN], at(91))
    assert event.message == "no figure for 51 days; usually there is one every 10 days"
    assert (event.indicators, event.old_low, event.quote, event.outlet) == (("sites",), 60, "60 sites", "Courier")
    assert (event.series_id, event.figure_id, event.news_at) == (None, None, at(91))
    assert stale_indicators(wh, [LANSHAN], at(200)) == []
    load(wh, parsed([claim("70")], url="https://a.example/new", day=201))
    [again] = stale_indicators(wh, [LANSHAN], at(400))
    assert again.event_id != event.event_id


STALE = [
    # days on which there were figures, stale_after, stale on day 100
    ((0, 10), None, False),  # no rhythm to speak of
    ((0, 10), timedelta(days=60), True),
    ((0, 10), timedelta(days=90), False),
    ((0, 1, 2, 3, 95), None, False),  # five times a day is less than a month
    ((0, 20, 40, 60, 80), None, False),
]


@pytest.mark.parametrize(("days", "limit", "stale"), STALE)
def test_when_an_indicator_is_stale(days: tuple[int, ...], limit: timedelta | None, stale: bool) -> None:
    from dataclasses import replace

    wh = fresh()
    load(wh, *(parsed([claim(str(20 + day))], url=f"https://a.example/{day}", day=day) for day in days))
    one = replace(LANSHAN, stale_after=limit)
    sync_indicators(wh, [one])
    assert bool(stale_indicators(wh, [one], at(100))) is stale
    assert not sync_indicators(wh, [replace(one, stale_after=timedelta(days=1))])  # matches no series anew


def test_a_forecast_does_not_keep_an_indicator_fresh() -> None:
    wh = fresh()
    load(wh, parsed([claim("20")], url="https://a.example/1", day=0))
    load(wh, parsed([claim("90", modality="forecast", **period(2030))], url="https://a.example/2", day=99))
    one = Indicator("sites", "Sites", subjects=("Lanshan",), measures=("test sites",), stale_after=timedelta(days=30))
    sync_indicators(wh, [one])
    assert len(stale_indicators(wh, [one], at(100))) == 1


def test_the_backlog_of_a_first_run_is_no_rhythm_and_a_paused_source_is_not_silent() -> None:
    wh = fresh()
    weekly = [parsed([claim(str(n))], url=f"https://a.example/{n}", day=7 * n, fetched=50) for n in range(6)]
    load(wh, *weekly)
    finish_run(wh, "run", [SourceResult("courier", unchanged=6)], at(90))
    assert silent_sources(wh, at(60)) == []  # a weekly that was first read on day 50
    assert silent_sources(wh, at(90), only=["other"]) == []
    [event] = silent_sources(wh, at(90), {"courier": ("regional",)}, only=["courier"])
    assert event.tags == ("regional",)


def test_what_is_known_of_a_figure() -> None:
    wh = fresh()
    load(wh, parsed([claim("20")], url="https://a.example/1", day=0))
    load(wh, parsed([claim("23")], url="https://a.example/2", day=5))
    load(wh, parsed([claim("23")], url="https://b.example/2", day=6, outlet="Ledger"))
    [(figure_id, claim_id)] = rows(wh, "SELECT figure_id, claim_id FROM core.event WHERE kind = 'new_figure'")
    kind, events = events_of(wh, figure_id) or ("", [])
    assert (kind, [event.new_low for event in events]) == ("figure", [23])
    [(copy,)] = rows(wh, "SELECT claim_id FROM core.appearance WHERE outlet = 'Ledger'")
    assert events_of(wh, copy) == ("claim", events)
    assert events_of(wh, claim_id) == ("claim", events)
    assert events_of(wh, events[0].event_id) == ("event", events)
    assert events_of(wh, "nothing") is None
    carried = carried_by(wh, [figure_id])[figure_id]
    assert [(said_at, outlet) for said_at, outlet, _ in carried] == [(at(5), "Courier"), (at(6), "Ledger")]


def test_a_silence_is_found_by_when_it_became_news() -> None:
    wh = fresh()
    load(wh, parsed([claim("40", modality="forecast", **period(2024))], url="https://a.example/1", day=1))
    [event] = due_forecasts(wh, at(400))
    assert event.outcome == "silent"
    assert event.occurred_at < at(380)
    assert event in events_since(wh, at(390))
    assert event not in events_since(wh, at(397))


def test_a_warehouse_with_notices_is_whole(tmp_path: Path) -> None:
    warehouse = in_file(tmp_path / "w.duckdb")
    with warehouse.write() as con:
        insert_events(con, [said("25", series_id=None, figure_id=None)])
    settings = parse_alerts(
        "channels: [{id: log, kind: log}, {id: hook, kind: webhook, url: 'http://127.0.0.1:9/a b'}]\n"
        "rules: [{id: all, events: new_figure}]",
        home=tmp_path,
    )
    outbox = WarehouseOutbox(warehouse)
    raise_alerts(outbox, settings, NOW)
    report = send_pending(outbox, settings, make_tools(settings, {}, lambda: NOW))
    assert report.dead == 1
    assert "figurewatch-notice" in (tmp_path / "data/alerts.log").read_text()
    assert verify(warehouse) == []
