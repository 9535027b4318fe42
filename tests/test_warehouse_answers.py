"""What people ask: forecasts that come due, sources in trouble, indicators, trends, explanations."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from warehouse_cases import at, claim, fresh, holding, load, parsed, period, rows

from extractors.allowed import Interval
from extractors.errors import ConfigError, WarehouseError
from extractors.keys import make_aliases, subject_key
from extractors.model import Claim, Drop
from warehouse import queries
from warehouse.due import due_forecasts
from warehouse.entities import load_entities
from warehouse.evidence import evidence_of
from warehouse.explain import explain
from warehouse.indicators import Indicator, load_indicators, sync_indicators
from warehouse.links import last_reads
from warehouse.outcome import Evidence, Expected, outcome
from warehouse.runs import SourceResult, finish_run, silent_sources, start_run
from warehouse.trend import trend
from warehouse.verify import verify

END = date(2024, 12, 31)


def _expected(value: int, *, kind: str = "count", bound: str = "=", slack: int = 0) -> Expected:
    reach = {
        "=": Interval(Decimal(value - slack), Decimal(value + slack)),
        ">": Interval(Decimal(value), None, low_open=True),
        "<=": Interval(None, Decimal(value)),
    }[bound]
    return Expected(kind, bound, Decimal(value), reach, date(2024, 1, 1), END, date(2023, 6, 1))


def _found(value: int, day: date, *, exact: bool = False, again: date | None = None) -> Evidence:
    """A value first said on a day, or for the period itself; ``again``: when it was last said."""
    as_of = END if exact else day
    known = Interval(Decimal(value), Decimal(value))
    return Evidence(f"{day}", as_of, again or day, exact, not exact, Decimal(value), known)


BEFORE, LATE = _found(20, date(2023, 5, 1)), date(2025, 1, 20)
OUTCOMES = [
    ("reached in the period itself", _expected(40), [_found(40, END, exact=True)], "met"),
    ("within the forecast's own precision", _expected(40, slack=5), [_found(36, END, exact=True)], "met"),
    ("exceeded, where it was to grow", _expected(40), [BEFORE, _found(45, END, exact=True)], "exceeded"),
    ("fallen short", _expected(40), [BEFORE, _found(38, END, exact=True)], "missed"),
    ("to fall, and fell further", _expected(10), [BEFORE, _found(8, END, exact=True)], "exceeded"),
    ("to fall, and fell less", _expected(10), [BEFORE, _found(12, END, exact=True)], "missed"),
    ("a count without history is to grow", _expected(40), [_found(45, END, exact=True)], "exceeded"),
    ("a rate without history points nowhere", _expected(5, kind="percent"), [_found(6, END, exact=True)], "missed"),
    ("a floor", _expected(40, bound=">", kind="percent"), [_found(41, END, exact=True)], "met"),
    ("a ceiling", _expected(40, bound="<=", kind="percent"), [_found(39, END, exact=True)], "met"),
    ("reached half-way through", _expected(40), [_found(41, date(2024, 7, 1))], "exceeded"),
    ("lower half-way through says nothing", _expected(40), [_found(30, date(2024, 7, 1))], "silent"),
    ("lower in the last month, and nothing later", _expected(40), [_found(30, date(2024, 12, 20))], "silent"),
    ("lower on the last day", _expected(40), [_found(30, END)], "missed"),
    ("lower, and said again afterwards", _expected(40), [_found(30, date(2024, 7, 1), again=LATE)], "missed"),
    ("as before the forecast, and so again", _expected(40), [_found(30, date(2023, 5, 1), again=LATE)], "missed"),
    ("so far in the period", _expected(40), [_found(30, date(2024, 6, 1), exact=True)], "silent"),
    ("reached in the period before its end", _expected(40), [_found(40, date(2024, 6, 1), exact=True)], "met"),
    ("more than enough before its end", _expected(40), [_found(44, date(2024, 6, 1), exact=True)], "exceeded"),
    (
        "so far in the period, then a day's",
        _expected(40),
        [_found(30, date(2024, 6, 1), exact=True), _found(36, LATE)],
        "missed",
    ),
    ("reached soon afterwards", _expected(40), [_found(40, date(2025, 3, 1))], "met"),
    ("too long afterwards", _expected(40), [_found(41, date(2025, 9, 1))], "silent"),
    ("what was known before", _expected(40), [_found(41, date(2023, 5, 1))], "silent"),
    ("nothing at all", _expected(40), [], "silent"),
    (
        "the period's own figure outranks a day's",
        _expected(40),
        [_found(41, date(2025, 3, 1)), _found(38, END, exact=True)],
        "missed",
    ),
]


@pytest.mark.parametrize(("name", "expected", "actual", "result"), OUTCOMES, ids=[row[0] for row in OUTCOMES])
def test_what_became_of_a_forecast(name: str, expected: Expected, actual: list[Evidence], result: str) -> None:
    became = outcome(expected, actual)
    assert ("exceeded" if became.outdone else became.outcome) == result


def test_a_forecast_comes_due_once_and_silence_gives_way_to_a_late_figure() -> None:
    wh = fresh()
    load(wh, parsed([claim("40", modality="target", **period(2024))], url="https://a.example/1"))
    assert due_forecasts(wh, at(300)) == []
    assert due_forecasts(wh, at(370)) == []  # it is over, but somebody may still speak
    [silent] = due_forecasts(wh, at(400))
    assert (silent.outcome, silent.old_low, silent.new_low, silent.quote) == ("silent", 40, None, "40 sites")
    assert rows(wh, "SELECT status FROM mart.forecast") == [("silent",)]
    assert due_forecasts(wh, at(401)) == []
    load(wh, parsed([claim("44", **period(2024))], url="https://b.example/1", outlet="Ledger", day=410))
    [met] = due_forecasts(wh, at(411))
    assert (met.outcome, met.old_low, met.new_low, met.change_pct, met.modality) == ("met", 40, 44, 10, "target")
    assert (met.outlet, met.old_outlet, met.occurred_at.date()) == ("Ledger", "Courier", END)
    assert due_forecasts(wh, at(412)) == []
    assert rows(wh, "SELECT status, actual_quote FROM mart.forecast") == [("exceeded", "44 sites")]


BEFORE_ITS_END = [
    # what was said of a target of 40 sites for the end of 2024, on which days; told on day 370, told on day 400
    ([("30", None, 350)], [], ["silent: the last before was “30 sites” (Ledger, 2024-12-16)"]),
    ([("30", 2024, 150)], [], ["silent: the last before was “30 sites” (Ledger, 2024-05-30)"]),
    ([("30", None, 350), ("30", None, 368)], ["missed: 30 sites"], []),
    ([("30", None, 350), ("35", None, 368)], ["missed: 35 sites"], []),
    ([("30", 2024, 150), ("36", 2024, 368)], ["missed: 36 sites"], []),
    ([("45", None, 350)], ["exceeded: 45 sites"], []),
]
OUTDONE = [
    # what it was before, what was expected, as what, what it came to, size of a fall or level, and the word for that
    ("30", "40", "target", "44", None, "exceeded"),
    ("30", "40", "forecast", "44", None, "exceeded"),
    ("50", "40", "target", "36", None, "beaten"),
    ("50", "40", "forecast", "36", None, "undershot"),
    ("30", "40", "forecast", "40", None, "met"),
    ("30", "40", "forecast", "44", "down", "exceeded"),
]


@pytest.mark.parametrize(("before", "expected", "modality", "came", "change", "word"), OUTDONE)
def test_what_was_outdone_has_a_word_of_its_own(
    before: str, expected: str, modality: str, came: str, change: str | None, word: str
) -> None:
    wh = fresh()
    told = [(before, "actual", 2023, 1), (expected, modality, 2024, 10), (came, "actual", 2024, 380)]
    for value, said_as, year, day in told:
        one = claim(value, modality=said_as, change=change, **period(year))
        load(wh, parsed([one], url=f"https://a.example/{day}", day=day))
    [event] = due_forecasts(wh, at(400))
    assert (event.outcome, event.message) == ("met", None if word == "met" else word)
    assert [row["status"] for row in queries.forecasts(wh, status="met").records()] == [word]


@pytest.mark.parametrize(("said", "soon", "later"), BEFORE_ITS_END)
def test_no_miss_is_told_by_what_was_said_before_the_period_was_over(
    said: list[tuple[str, int | None, int]], soon: list[str], later: list[str]
) -> None:
    wh = fresh()
    target = parsed([claim("40", modality="target", **period(2024))], url="https://a.example/1", day=10)
    told = [
        parsed(
            [claim(value, **(period(year) if year else {}))], url=f"https://b.example/{day}", outlet="Ledger", day=day
        )
        for value, year, day in said
    ]
    load(wh, target, *told)

    def became(day: int) -> list[str]:
        return [f"{one.message or one.outcome}: {one.quote}" if one.outcome != "silent" else f"silent: {one.message}"
                for one in due_forecasts(wh, at(day))]  # fmt: skip

    assert (became(370), became(400)) == (soon, later)
    assert verify(wh) == []


OVERDUE = [
    # now, in whichever zone, and whether thirty days of silence are over: they end with 30 January
    ("2025-01-29T23:59:00+00:00", False),
    ("2025-01-30T00:00:00+00:00", True),
    ("2025-01-30T03:00:00+14:00", False),
    ("2025-01-29T20:00:00-08:00", True),
]


@pytest.mark.parametrize(("now", "overdue"), OVERDUE)
def test_silence_is_counted_in_days_of_utc(now: str, overdue: bool) -> None:
    wh = holding(parsed([claim("40", modality="target", **period(2024))], url="https://a.example/1"))
    assert bool(due_forecasts(wh, datetime.fromisoformat(now))) is overdue


EXPECTED: dict[str, Any] = {"measure": "containers", "unit": "container", "modality": "forecast", **period(2024)}
HANDLED: dict[str, Any] = {"measure": "containers stacked", "unit": "container", **period(2024)}
LATER = period(2025)
RELATED = [
    # what was told in other series of the indicator, measures of the indicator, what became of 500
    ([claim("470", **HANDLED)], ("containers",), "missed"),
    ([claim("500", **HANDLED)], ("containers",), "met"),
    ([claim("510", **HANDLED)], None, "silent"),  # no indicator says that the two are one
    ([claim("510", **{**HANDLED, **LATER})], ("containers",), "silent"),
    ([claim("510", **{**HANDLED, "kind": "measure", "unit": "t"})], ("containers",), "silent"),
    ([claim("510", **{**HANDLED, "per": "day"})], ("containers",), "silent"),
    # Its own series comes first.
    ([claim("510", **HANDLED), claim("480", **{**EXPECTED, "modality": "actual"})], ("containers",), "missed"),
]


@pytest.mark.parametrize(("told", "measures", "result"), RELATED)
def test_a_forecast_is_answered_by_another_series_of_its_indicator(
    told: list[Claim], measures: tuple[str, ...] | None, result: str
) -> None:
    wh = fresh()
    sync_indicators(wh, [Indicator("port", "Port", measures=measures)] if measures else [])
    load(
        wh,
        parsed([claim("500", **EXPECTED)], url="https://a.example/1"),
        parsed(told, url="https://a.example/2", day=380),
    )
    [event] = due_forecasts(wh, at(420))
    assert (event.outcome, event.old_quote) == (result, "500 sites")
    [row] = queries.forecasts(wh).records()
    assert (row["status"], row["actual_quote"]) == (result, None if result == "silent" else event.quote)
    assert due_forecasts(wh, at(421)) == []
    assert verify(wh) == []


def test_silence_gives_way_to_an_indicator_that_is_declared_later() -> None:
    wh = fresh()
    load(
        wh,
        parsed([claim("500", **EXPECTED)], url="https://a.example/1"),
        parsed([claim("470", **HANDLED)], url="https://a.example/2", day=380),
    )
    assert [event.outcome for event in due_forecasts(wh, at(420))] == ["silent"]
    sync_indicators(wh, [Indicator("port", "Port", measures=("containers",))])
    assert [event.outcome for event in due_forecasts(wh, at(421))] == ["missed"]


def test_a_forecast_that_is_told_when_its_time_is_over_is_not_open() -> None:
    wh = fresh()
    told = [claim(value, modality="forecast", **period(year)) for value, year in (("40", 2023), ("50", 2025))]
    load(wh, parsed(told, url="https://a.example/1", day=100))
    assert due_forecasts(wh, at(200)) == []
    assert rows(wh, "SELECT status FROM mart.forecast ORDER BY due_on") == [("past",), ("open",)]


def test_a_replaced_forecast_does_not_come_due() -> None:
    wh = fresh()
    told = {0: claim("40", modality="forecast", **period(2024)), 90: claim("45", modality="forecast", **period(2024))}
    load(wh, *(parsed([one], url=f"https://a.example/{day}", day=day) for day, one in told.items()))
    [event] = due_forecasts(wh, at(500))
    assert event.old_low == 45
    assert rows(wh, "SELECT value_low::INT, status FROM mart.forecast ORDER BY 1") == [
        (40, "replaced"),
        (45, "silent"),
    ]


def test_a_source_that_fails_is_told_once_until_it_works_again() -> None:
    wh = fresh()
    told, tags = [], {"courier": ("a",)}
    for number, error in enumerate(["timeout", "timeout", None, "refused"]):
        start_run(wh, f"run{number}", "ingest", at(number))
        found = finish_run(wh, f"run{number}", [SourceResult("courier", error=error)], at(number), tags)
        told.append([(event.kind, event.message, event.tags) for event in found])
    assert told == [[("source_failed", "timeout", ("a",))], [], [], [("source_failed", "refused", ("a",))]]
    assert rows(wh, "SELECT runs, is_failing, error, last_success_at FROM mart.source_health")[0][:3] == (
        4,
        True,
        "refused",
    )
    assert rows(wh, "SELECT count(*) FROM raw.run WHERE finished_at IS NULL") == [(0,)]


def test_row_9_a_reading_that_a_wrong_clock_put_into_the_future_keeps_no_source_from_being_read() -> None:
    wh = fresh()
    finish_run(wh, "before", [SourceResult("courier"), SourceResult("herald")], at(1))
    finish_run(wh, "a day ahead", [SourceResult("courier"), SourceResult("new")], at(3))
    with wh.read() as con:
        assert last_reads(con, at(2)) == {"courier": at(1), "herald": at(1)}
        assert last_reads(con, at(3)) == {"courier": at(3), "herald": at(1), "new": at(3)}


def test_pages_that_stop_holding_articles_are_noticed() -> None:
    wh = fresh()
    assert finish_run(wh, "run1", [SourceResult("courier", pages=20, rejected=1)], at(1)) == []
    assert finish_run(wh, "run2", [SourceResult("courier", pages=2, rejected=2)], at(2)) == []
    [event] = finish_run(wh, "run3", [SourceResult("courier", pages=10, rejected=9)], at(3))
    assert (event.kind, event.message) == ("yield_drop", "9 of 10 pages held no article; before, 3 of 22")


def test_what_is_brought_in_from_an_old_archive_is_no_silence_since_then() -> None:
    wh = fresh()
    start_run(wh, "run", "ingest", at(3000))
    load(wh, *(parsed([claim(f"{day}")], url=f"https://a.example/{day}", day=day, fetched=day) for day in range(6)))
    finish_run(wh, "run", [SourceResult("courier", pages=6)], at(3000))
    assert silent_sources(wh, at(3000.5)) == []
    assert silent_sources(wh, at(3020)) == []  # not read since: our machine slept, not the source
    finish_run(wh, "later", [SourceResult("courier", unchanged=6)], at(3020))
    assert silent_sources(wh, at(3002)) == []
    [event] = silent_sources(wh, at(3020))
    assert (event.message or "").startswith("no new article for 20 days")


def test_a_source_that_falls_silent_is_told_once() -> None:
    wh = fresh()
    load(wh, *(parsed([claim(f"{day}")], url=f"https://a.example/{day}", day=day) for day in range(6)))
    finish_run(wh, "run", [SourceResult("courier", unchanged=6)], at(20))
    assert silent_sources(wh, at(8)) == []
    [event] = silent_sources(wh, at(20))
    assert event.message is not None
    assert event.message.startswith("no new article for 14 days")
    assert silent_sources(wh, at(21)) == []


def test_an_indicator_gathers_series_in_one_unit_and_leaves_misreadings_out() -> None:
    wh = fresh()
    energy: dict[str, Any] = {"kind": "measure", "measure": "energy use"}
    load(wh, parsed([claim("300", unit="MWh", **energy)], url="https://a.example/1", day=0))
    load(wh, parsed([claim("0.5", unit="GWh", **energy)], url="https://a.example/2", day=40))
    load(wh, parsed([claim("9000", unit="TWh", **energy)], url="https://a.example/3", day=80))
    load(wh, parsed([claim("7", unit="MWh", subject="Other Park", **energy)], url="https://a.example/4", day=81))
    energy_use = Indicator(
        "energy", "Energy use", subjects=("Lanshan",), measures=("use of energy",), kind="measure", unit="MWh",
        sane_high=Decimal(10_000),
    )  # fmt: skip
    assert sync_indicators(wh, [energy_use])
    assert not sync_indicators(wh, [energy_use])
    for name in ("energy", "ENERGY USE"):
        found = trend(wh, name)
        assert [(int(p.low), p.change_pct and round(p.change_pct)) for p in found.points] == [(300, None), (500, 67)]
    assert (found.unit, found.indicator_id, found.points[1].quote) == ("MWh", "energy", "0.5 sites")
    # Series that come later are matched when they are loaded, and events name the indicator.
    load(wh, parsed([claim("8", unit="MWh", **{**energy, "measure": "night energy use"})], url="https://a.example/5"))
    assert len(trend(wh, "energy").series_ids) == 2
    report = load(wh, parsed([claim("450", unit="MWh", **energy)], url="https://a.example/6", day=120))
    assert report.events[0].indicators == ("energy",)


@pytest.mark.parametrize("name", ["the Park", "Lanshan Energy Park", "Britain"])
def test_an_indicator_may_use_any_name_of_its_subject(name: str) -> None:
    names = make_aliases([("Lanshan Energy Park", ["the Park", "Lanshan"])])
    wh = fresh()
    subjects = ("Lanshan", "UK" if name == "Britain" else "Lanshan Energy Park")
    told = [claim("3", subject=subject) for subject in subjects]
    load(wh, *(parsed([one], aliases=names, url=f"https://{n}.example/") for n, one in enumerate(told)))
    one = Indicator("a", "A", subjects=(name,), measures=("test sites",))
    assert sync_indicators(wh, [one], names=names)
    assert not sync_indicators(wh, [one], names=names)
    assert rows(wh, "SELECT count(*) FROM core.indicator_series") == [(1,)]
    assert sync_indicators(wh, [one]) == (name == "the Park")  # its words have changed


LAST = [
    ("put right by its outlet", [("Courier", "23"), ("Courier", "25"), ("Ledger", "23")], {}, "25 sites"),
    ("best supported", [("Courier", "23"), ("Ledger", "25"), ("Post", "23"), ("Herald", "26")], {}, "23 sites"),
    ("no sane value", [("Courier", "23"), ("Courier", "2500")], {"sane_high": Decimal(100)}, "23 sites"),
    ("a sane one", [("Courier", "23"), ("Courier", "2500")], {"sane_high": Decimal(2500)}, "2500 sites"),
    ("none that is sane", [("Courier", "3")], {"sane_low": Decimal(10)}, None),
]


@pytest.mark.parametrize(("told", "limits", "last"), [case[1:] for case in LAST], ids=[case[0] for case in LAST])
def test_the_list_of_indicators_gives_the_last_figure_that_stands(
    told: list[tuple[str, str]], limits: dict[str, Decimal], last: str | None
) -> None:
    wh = fresh()
    sync_indicators(wh, [Indicator("sites", "Sites", measures=("test sites",), **limits)])
    articles = []
    for day, (outlet, value) in enumerate(told):
        one = claim(value, sentence=f"{outlet} counted {value} sites.", **period(2023))
        articles.append(parsed([one], url=f"https://{outlet}.example/{day}", outlet=outlet, day=day))
    load(wh, *articles)
    assert queries.indicators(wh).records()[0]["last_quote"] == last


EXCLUDED = [
    ("night energy use", ("night",), False),
    ("energy use", ("night",), True),
    ("energy used", ("uses night",), True),
]


@pytest.mark.parametrize(("measure", "exclude", "belongs"), EXCLUDED)
def test_excluded_words_keep_a_series_out(measure: str, exclude: tuple[str, ...], belongs: bool) -> None:
    wh = fresh()
    load(wh, parsed([claim("3", measure=measure)], url="https://a.example/1"))
    sync_indicators(wh, [Indicator("energy", "Energy", measures=("energy",), exclude=exclude)])
    assert rows(wh, "SELECT count(*) FROM core.indicator_series") == [(int(belongs),)]


WRONG_INDICATORS = [
    ("indicators:\n  - id: a\n    name: A\n", r"f\.yaml:2:5: give subjects or measures"),
    ("indicators:\n  - {id: a, name: A, kind: cuont, measures: [x]}\n", r"f\.yaml:2:.*unknown kind 'cuont'"),
    ("indicators:\n  - {id: a, name: A, mesures: [x]}\n", r"f\.yaml:2:.*mesures"),
    ("indicators:\n  - &a {id: a, name: A, measures: [x]}\n  - {id: a, name: B, measures: [y]}\n", "used twice"),
    ("indicators:\n  - {id: a, name: A, measures: [x], sane_low: 10, sane_high: 1}\n", "10 is above sane_high, 1"),
    ("indicators:\n  - {id: a, name: A, measures: [x], kind: money, unit: EURO}\n", "'EURO' is no currency.*EUR"),
    ("indicators:\n  - {id: a, name: A, measures: [x], kind: money, unit: kg}\n", "a unit of measure, not of money"),
    ("indicators:\n  - {id: a, name: A, measures: [x], kind: percent, unit: EUR}\n", "of money, not of percent"),
    ("indicators:\n  - {id: a, name: A, measures: [x], kind: measure, unit: Kg}\n", "did you mean 'kg'"),
    (
        "indicators:\n  - {id: a, name: A, measures: [x], kind: duration, unit: flurb}\n",
        "no unit 'flurb' of duration",
    ),
    ("indicators:\n  - {id: a, name: A, measures: [x], unit: tonnnes}\n", "did you mean 'tonnes'.*kind: count"),
    ("indicators:\n  - {id: a, name: A, measures: [x], unit: gwh}\n", "did you mean 'GWh'"),
    ("indicators:\n  - {id: a, name: A, subjects: ['...'], measures: [x]}\n", "'...' holds no word"),
]


# What is written, and the kind, unit and rate that its series must have.
UNITS_AS_WRITTEN = [
    ("unit: tonnes", ("measure", "tonne", None)),
    ("unit: GWh, per: annual", ("measure", "GWh", "year")),
    ("unit: $, per: capita", ("money", "USD", "person")),
    ("kind: money, unit: euros", ("money", "EUR", None)),
    ("unit: percent", ("percent", "%", None)),
    ("unit: servers", ("count", "servers", None)),
    ("kind: count, unit: barrels", ("count", "barrels", None)),
    ("kind: count, unit: tonnnes", ("count", "tonnnes", None)),
    ("unit: years", (None, "year", None)),  # how long, or how old
    ("per: any", (None, None, "any")),
    ('unit: deaths, per: "100,000 people"', ("count", "deaths", "100,000 people")),
]


@pytest.mark.parametrize(("keys", "means"), UNITS_AS_WRITTEN)
def test_units_and_rates_of_an_indicator_may_be_written_out(
    tmp_path: Path, keys: str, means: tuple[str | None, ...]
) -> None:
    path = tmp_path / "f.yaml"
    path.write_text(f"indicators:\n  - {{id: a, name: A, measures: [x], {keys}}}\n")
    (one,) = load_indicators(path)
    assert (one.kind, one.unit, one.per) == means


def test_a_unit_alone_keeps_other_kinds_out(tmp_path: Path) -> None:
    path = tmp_path / "f.yaml"
    path.write_text("indicators:\n  - {id: a, name: A, measures: [output], unit: tonnes}\n")
    wh = fresh()
    load(wh, parsed([claim("3", measure="output", kind="money", unit="EUR")], url="https://a.example/1"))
    load(wh, parsed([claim("4", measure="output", kind="measure", unit="kg")], url="https://a.example/2"))
    sync_indicators(wh, load_indicators(path))
    assert rows(wh, "SELECT base_unit FROM core.indicator_series JOIN core.series USING (series_id)") == [("kg",)]


@pytest.mark.parametrize(("text", "message"), WRONG_INDICATORS)
def test_mistakes_in_the_indicators_are_named_with_their_line(tmp_path: Path, text: str, message: str) -> None:
    path = tmp_path / "f.yaml"
    path.write_text(text)
    with pytest.raises(ConfigError, match=message):
        load_indicators(path)


def test_the_shipped_configuration_reads_and_a_missing_file_is_no_mistake(tmp_path: Path) -> None:
    config = Path(__file__).parents[1] / "config"
    shipped = load_indicators(config / "indicators.yaml")
    assert len({one.id for one in shipped}) == len(shipped) >= 10
    assert subject_key("Yunling", load_entities(config / "entities.yaml")) == "yunling province"
    assert load_indicators(tmp_path / "none.yaml") == ()
    assert load_entities(tmp_path / "none.yaml") == make_aliases([])


def test_a_name_of_two_entities_is_a_mistake(tmp_path: Path) -> None:
    path = tmp_path / "entities.yaml"
    path.write_text(
        "entities:\n  - {name: Lanshan Park, aliases: [the Park]}\n  - {name: Hill Park, aliases: [Park]}\n"
    )
    with pytest.raises(ConfigError, match=r"entities\.yaml:3:.*'Park' is already a name of 'Lanshan Park'"):
        load_entities(path)
    path.write_text("entities:\n  - {name: Hill Park, aliases: [a]}\n  - {name: Hill Park, aliases: [b]}\n")
    with pytest.raises(ConfigError, match=r"entities\.yaml:3:.*'Hill Park' is there twice"):
        load_entities(path)


def test_a_trend_is_found_by_words_and_says_what_else_fits() -> None:
    wh = fresh()
    load(
        wh,
        parsed(
            [claim("23"), claim("24", measure="labs", unit="lab"), claim("9", subject="Hill Park")],
            url="https://a.example/1",
        ),
        parsed([claim("25")], url="https://a.example/2", day=9),
    )
    found = trend(wh, "Lanshan sites")
    assert (found.title, [int(p.low) for p in found.points], found.also) == ("Lanshan Park: test sites", [23, 25], ())
    assert trend(wh, found.series_ids[0]).title == found.title
    assert [name for _, name in trend(wh, "test site").also] == ["Hill Park: test sites"]
    with pytest.raises(WarehouseError, match="no indicator or series fits 'nowhere'"):
        trend(wh, "nowhere")


FOUND = [
    ("users of the trams in the old town", True),
    ("trams users town old", True),
    ("the trams of Hill Town", False),
    ("the of in", False),
    ("town people killed", True),  # as the list of series shows it; the key says "death"
    ("town people rescued", False),
]


@pytest.mark.parametrize(("words", "found"), FOUND)
def test_words_that_say_nothing_are_not_looked_for(words: str, found: bool) -> None:
    wh = fresh()
    said = [
        claim("23", subject="Old Town", measure="users of the trams"),
        claim("43", subject="fire in Old Town", measure="people killed", unit="person"),
    ]
    load(wh, parsed(said, url="https://a.example/1"))
    if found:
        expected = "fire in Old Town: people killed" if "killed" in words else "Old Town: users of the trams"
        assert trend(wh, words).title == expected
    else:
        with pytest.raises(WarehouseError, match="no indicator or series fits"):
            trend(wh, words)


def test_a_disputed_point_shows_what_was_stated() -> None:
    wh = fresh()
    for outlet, value in (("Courier", "23"), ("Ledger", "25"), ("Herald", "25")):
        one = claim(value, sentence=f"{outlet} counted {value} sites.", **period(2023))
        load(wh, parsed([one], url=f"https://{outlet}.example/1", outlet=outlet))
    [point] = trend(wh, "test sites").points
    assert (point.low, point.stated_low, point.stated_high, point.disputed, point.outlets) == (25, 23, 25, True, 2)
    [conflict] = queries.conflicts(wh).records()
    assert (conflict["old_quote"], conflict["quote"], conflict["is_open"]) == ("23 sites", "25 sites", True)


def test_an_outlet_that_gave_two_values_for_a_period_counts_for_its_last() -> None:
    wh = fresh()
    for day, outlet, value in ((0, "Courier", "23"), (1, "Ledger", "25"), (2, "Herald", "25"), (3, "Courier", "24")):
        one = claim(value, sentence=f"{outlet} counted {value} sites.", **period(2023))
        load(wh, parsed([one], url=f"https://{outlet}.example/{day}", outlet=outlet, day=day))
    assert rows(wh, "SELECT value_low::INT, outlets FROM mart.figure ORDER BY ALL") == [(23, 1), (24, 1), (25, 2)]
    assert rows(wh, "SELECT value_low::INT, outlets, origins, disputed FROM mart.trend") == [(25, 2, 2, True)]
    assert [point.outlets for point in trend(wh, "test sites").points] == [2]


def test_a_count_is_exact_and_other_numbers_are_as_precise_as_written() -> None:
    wh = fresh()
    one = Decimal(1)
    load(
        wh,
        parsed(
            [
                claim("13600", resolution=one),
                claim("400000", measure="seats", unit="seat", resolution=Decimal(100_000)),
                claim("23", measure="track", kind="measure", unit="km", resolution=one),
                claim("7", ">", measure="labs", unit="lab", resolution=one),
            ],
            url="https://a.example/1",
        ),
    )
    allowed = "SELECT quote, allow_low::DOUBLE, allow_high::DOUBLE, allow_high_open FROM core.claim ORDER BY ordinal"
    assert rows(wh, allowed) == [
        ("13600 sites", 13600, 13600, False),
        ("400000 sites", 350000, 450000, True),
        ("23 sites", 22500, 23500, True),
        ("7 sites", 7, None, False),
    ]
    [claim_id] = rows(wh, "SELECT claim_id FROM core.claim WHERE quote = '13600 sites'")[0]
    assert "[13600, 13600]" in repr(explain(wh, claim_id))


def test_questions_filter_and_limit() -> None:
    wh = fresh()
    load(wh, *(parsed([claim(f"{20 + n}")], url=f"https://a.example/{n}", day=n * 40) for n in range(5)))
    assert len(queries.claims(wh, subject="lanshan", measure="SITES", since=at(75)).rows) == 3
    cut = queries.claims(wh, limit=2)
    assert (len(cut.rows), cut.truncated) == (2, True)
    assert [r["quote"] for r in queries.newest_figures(wh, limit=2).records()] == ["24 sites", "23 sites"]
    assert {r["kind"] for r in queries.events(wh).records()} == {"new_series", "new_figure"}
    assert len(queries.events(wh, kinds=["new_series"]).rows) == 1
    assert queries.series(wh, text="lanshan park test").records()[0]["figures"] == 5
    assert queries.counts(wh)["claims"] == 5
    for ask in (queries.forecasts, queries.edits, queries.indicators, queries.sources_health):
        ask(wh)


NO_FIGURES = [
    # claims, the last of which makes no figure; why
    ([claim("0.000000000001")], "the value is too small"),
    ([claim(("0.000000000001", "5"))], "the value is too small"),
    ([claim("1E-400", quote="some sites")], "the value is too small"),
    ([claim("1E400", quote="some sites")], "the value is out of range"),
    ([claim("3", subject=None, measure=None, unit=None)], "neither subject nor measure is stated"),
]


@pytest.mark.parametrize(("claims", "why"), NO_FIGURES)
def test_a_claim_that_makes_no_figure_says_why(claims: list[Claim], why: str) -> None:
    wh = fresh()
    article = parsed(claims, url="https://a.example/1")
    load(wh, article)
    assert f"no figure is made of it: {why}" in repr(explain(wh, article.records[-1].claim_id))


def test_a_claim_that_was_replaced_names_the_one_that_took_its_place() -> None:
    wh = fresh()
    sentence = "Telmar cut its forecast for 2027 to 40 sites from 43 sites."
    new, old = (claim(value, quote=f"{value} sites", sentence=sentence, period_iso="2027") for value in ("40", "43"))
    article = parsed([new, replace(old, replaced_by=new.start)], url="https://a.example/1")
    load(wh, article)
    assert f"40 sites ({article.records[0].claim_id})" in repr(explain(wh, article.records[1].claim_id))
    assert "replaced_by" not in repr(explain(wh, article.records[0].claim_id))


LINKED = [
    # whose, what, why it is linked inside its article alone; None where it is not
    ("Lindow Bridge", "cost", None),
    ("bridge", "cost", "elsewhere these words are of something else"),
    (None, "cost", "subject or measure is not stated"),
]


@pytest.mark.parametrize(("subject", "measure", "why"), LINKED)
def test_a_claim_says_how_it_is_linked_and_only_what_has_a_name_is_disputed(
    subject: str | None, measure: str, why: str | None
) -> None:
    wh = fresh()
    cost: dict[str, Any] = {"kind": "money", "unit": "USD", "subject": subject, "measure": measure}
    for day, (outlet, value) in enumerate((("Courier", "40"), ("Ledger", "55"))):
        one = claim(value, quote=f"${value}m", sentence=f"The {subject} cost ${value}m, {outlet} said.", **cost)
        article = parsed([one], url=f"https://{outlet}.example/", outlet=outlet, day=day / 10)
        report = load(wh, article)
    said = repr(explain(wh, article.records[0].claim_id))
    assert ("linked inside its article only" in said) == (why is not None)
    assert why is None or why in said
    assert [event.kind for event in report.events] == (["conflict"] if why is None else [])


def test_everything_with_an_id_can_be_explained() -> None:
    wh = fresh()
    article = parsed([claim("23")], url="https://a.example/1")
    article = type(article)(
        article.page, article.article, article.records, (Drop("Route 61", 0, 8, "identifier"),), "test"
    )
    load(wh, article)
    report = load(wh, parsed([claim("25"), claim("3", vague=True)], url="https://a.example/2", day=9))
    [event] = report.events
    for what, title, words in (
        (event.claim_id, "claim", ["Lanshan Park", "test sites", "[25, 25]"]),
        (event.figure_id, "figure", ["25 sites", "https://a.example/2", "new_figure"]),
        (event.series_id, "series", ["lanshan park", "23 sites", "25 sites"]),
        (event.event_id, "event", ["new_figure", "23 sites"]),
        (event.article_id, "article", ["https://a.example/2"]),
        ("https://a.example/1", "article", ["Route 61", "identifier"]),
    ):
        parts = explain(wh, what or "")
        assert parts is not None
        text = repr(parts)
        assert parts[0].title.startswith(title)
        assert all(word in text for word in words), (title, text)
    assert "page" not in {part.title.split()[0] for part in explain(wh, "https://a.example/1?utm_source=x") or ()}
    vague = rows(wh, "SELECT claim_id FROM core.claim WHERE vague")[0][0]
    assert "the amount is vague" in repr(explain(wh, vague))
    assert explain(wh, "nothing") is None


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ({"subject": "United States"}, 2),
        ({"subject": "America"}, 2),
        ({"subject": "US", "measure": "data center"}, 2),
        ({"measure": "centres of data"}, 2),
        ({"subject": "Bank of America"}, 0),
        ({"subject": "States of the Union"}, 0),
        ({"subject": "..."}, 0),
        ({"measure": "data halls"}, 0),
    ],
)
def test_claims_and_series_are_found_under_any_name(asked: dict[str, str], found: int) -> None:
    told = [claim("5", subject=subject, measure="data centres") for subject in ("the U.S.", "United States")]
    wh = holding(*(parsed([one], url=f"https://{number}.example/") for number, one in enumerate(told)))
    assert len(queries.claims(wh, **asked).rows) == found  # type: ignore[arg-type]
    listed = queries.series(wh, text=" ".join(asked.values())).rows
    assert len(listed) == min(found, 1)


# What the second outlet says of "Ecuador: murders, 6,964 this year" of the first, and whether it may be the same.
ALIKE: list[tuple[str, dict[str, Any], bool]] = [
    ("another word", {"measure": "violent deaths"}, True),
    ("another subject, a word in common", {"subject": "Ecuador police", "measure": "violent deaths"}, True),
    ("nothing in common", {"subject": "Peru", "measure": "violent deaths"}, False),
    ("another value", {"measure": "violent deaths", "value": "6965"}, False),
    ("another kind", {"measure": "violent deaths", "kind": "money", "unit": "USD"}, False),
    ("another rate", {"measure": "violent deaths", "per": "day"}, False),
    ("another time", {"measure": "violent deaths", "period": 2022}, False),
    ("no time", {"measure": "violent deaths", "period": None}, True),
    ("too late", {"measure": "violent deaths", "day": 30}, False),
    ("one outlet alone", {"measure": "violent deaths", "outlet": "Courier"}, False),
    ("a forecast", {"measure": "violent deaths", "modality": "forecast"}, False),
    ("linked already", {"measure": "murders"}, False),
]


@pytest.mark.parametrize(("said", "found"), [case[1:] for case in ALIKE], ids=[case[0] for case in ALIKE])
def test_series_with_the_same_value_at_the_same_time_may_be_one(said: dict[str, Any], found: bool) -> None:
    first = {"subject": "Ecuador", "measure": "murders", "unit": "person"}
    wh = holding(parsed([claim("6964", **first, **period(2023))], url="https://a.example/1"))
    other = {"value": "6964", "outlet": "Ledger", "day": 2, "period": 2023} | said
    value, outlet, day, year = (other.pop(name) for name in ("value", "outlet", "day", "period"))
    when = period(year) if year else {}
    one = claim(value, **{**first, **other, **when})
    load(wh, parsed([one], url="https://b.example/1", outlet=outlet, day=day))
    rows_ = queries.alike(wh).records()
    assert bool(rows_) == found
    if found:
        assert (rows_[0]["values_alike"], rows_[0]["outlets"]) == (1, ["Courier", "Ledger"])
        assert not queries.alike(wh, days=0).rows


@pytest.mark.parametrize(
    ("value", "subject", "found"), [("20", "Ecuador", 0), ("25", "Ecuador", 1), ("25", "All Ecuador", 0)]
)
def test_few_digits_are_no_sign_of_one_figure(value: str, subject: str, found: int) -> None:
    wh = fresh()
    load(
        wh,
        parsed([claim(value, subject="Ecuador", measure="murders")], url="https://a.example/1"),
        parsed([claim(value, subject=subject, measure="violent deaths")], url="https://b.example/1", outlet="Post"),
    )
    assert len(queries.alike(wh).rows) == found


def test_what_the_heads_of_a_table_say_is_shown_wherever_its_row_is() -> None:
    wh = fresh()
    row = {"sentence": "| Test sites | 23 sites | 25 sites |", "measure": "test sites"}
    load(wh, parsed([claim("23", **row, context="Parks · Q2 2026")], url="https://a.example/1"))
    report = load(wh, parsed([claim("25", **row, context="Parks · Q3 2026")], url="https://a.example/2", day=9))
    [event] = report.events
    assert (event.kind, event.context) == ("new_figure", "Parks · Q3 2026")
    for mart in ("claim", "event", "new_figure"):
        told = rows(wh, f"SELECT DISTINCT context FROM mart.{mart} WHERE quote = '25 sites'")
        assert told == [("Parks · Q3 2026",)], mart
    for what in (event.claim_id, event.figure_id, event.event_id):
        assert "Parks · Q3 2026" in repr(explain(wh, what or "")), what
    assert [row["context"] for row in queries.claims(wh, text="Q2 2026").records()] == ["Parks · Q2 2026"]
    found = trend(wh, "lanshan park test sites")
    assert [point.context for point in found.points] == ["Parks · Q2 2026", "Parks · Q3 2026"]
    assert {row["context"] for row in evidence_of(wh, found).claims.records()} == {
        "Parks · Q2 2026",
        "Parks · Q3 2026",
    }


def test_an_outlet_that_gave_several_figures_of_a_series_counts_once_in_the_list() -> None:
    sites = (("Courier", "20"), ("Ledger", "23"), ("Herald", "26"), ("Courier", "29"))
    labs = claim("5", measure="labs", unit="lab")
    wh = fresh()
    load(
        wh,
        *(parsed([claim(v)], url=f"https://{o}.example/{n}", outlet=o, day=40 * n) for n, (o, v) in enumerate(sites)),
        *(parsed([labs], url=f"https://{o}.example/labs", outlet=o, day=200) for o in ("Courier", "Ledger")),
    )
    found = [(row["measure"], row["outlets"], row["figures"]) for row in queries.series(wh).records()]
    assert found == [("test sites", 3, 4), ("labs", 2, 1)]
    assert [row["outlets"] for row in queries.series(wh, text="labs").records()] == [2]
