"""Figures as the command line shows them: period, dispute, what a change is against, and the day."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path
from xml.etree import ElementTree

import pytest
from warehouse_cases import at, claim, fresh, holding, in_file, load, parsed, period

from alerts.periods import say_iso_period, say_period
from alerts.wording import period_words
from app.cli.ask import claims, conflicts, edits, forecasts
from app.cli.for_people import in_words
from app.cli.picture import write_picture
from app.cli.series import alike
from app.cli.summary import _say_figure, print_summary
from app.cli.trend import print_trend, said_value, when
from extractors.iso_periods import parse_period
from extractors.keys import NO_ALIASES
from flows.project import Project
from flows.summary import IngestSummary
from flows.tally import SourceTally
from warehouse import Warehouse
from warehouse.batch import LoadReport, ParsedArticle
from warehouse.correct import sync_corrections
from warehouse.corrections import load_corrections
from warehouse.trend import trend

PERIODS = [
    # first day, last day, said
    (None, None, ""),
    (date(2026, 3, 1), date(2026, 3, 31), "March 2026"),
    (date(2026, 1, 1), date(2026, 12, 31), "2026"),
    (date(2025, 11, 1), date(2026, 10, 31), "November 2025 to October 2026"),  # not 2025, most of which it lacks
    (date(2025, 9, 28), date(2026, 9, 26), "28 September 2025 to 26 September 2026"),  # a business year of weeks
    (date(2026, 2, 15), date(2026, 3, 15), "15 February to 15 March 2026"),
    (date(2026, 1, 1), date(2026, 3, 31), "Q1 2026"),
    (date(2026, 2, 1), date(2026, 4, 30), "February to April 2026"),
    (date(2026, 7, 1), date(2026, 12, 31), "H2 2026"),
    (date(2020, 1, 1), date(2029, 12, 31), "2020 to 2029"),
    (date(2026, 3, 9), date(2026, 3, 15), "9 to 15 March 2026"),
    (date(2026, 3, 9), date(2026, 3, 9), "9 March 2026"),
    (date(9999, 1, 1), date(9999, 12, 31), "9999"),
]


@pytest.mark.parametrize(("start", "end", "said"), PERIODS)
def test_a_period_is_named_as_exactly_as_it_is(start: date | None, end: date | None, said: str) -> None:
    assert say_period(start, end) == said


SAID_TWICE = ["2026-Q1", "2026-03", "2025", "2025-11/2026-10", "2026-W10", "2026-03-09"]


@pytest.mark.parametrize("iso", SAID_TWICE)
def test_an_alert_and_a_table_say_a_period_alike(iso: str) -> None:
    period = parse_period(iso)
    assert period is not None
    said = say_period(period.start, period.end)
    assert period_words(iso) in (f"for {said}", f"from {said}")
    assert in_words(("period_iso",), [(iso,)]) == (("period",), [(said,)])
    assert in_words(("period_start", "period_end"), [(period.start, period.end)]) == (("period",), [(said,)])


def test_words_stay_as_they_are_beside_the_direction() -> None:
    row = [("41 percent", "down")]
    assert in_words(("quote", "change"), row) == (("quote", "change"), row)
    assert in_words(("quote", "change"), row, ("quote",)) == (("quote",), [("a fall of 41 percent",)])


def test_a_listing_says_which_way_a_move_went(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """ "41 percent" of a fall is not told like a level."""
    monkeypatch.setenv("COLUMNS", "250")
    monkeypatch.setenv("FIGUREWATCH_PROJECT", str(tmp_path))
    (tmp_path / "config").mkdir()
    (tmp_path / "config" / "sources.yaml").write_text("sources: []\n")
    project = Project.at(tmp_path, {})
    sales = {"kind": "percent", "unit": "%", "measure": "sales", "subject": "Norland"}
    told = [
        ("Courier", claim("41", change="down", quote="41 percent", **sales, **period(2025))),
        ("Ledger", claim("41", change="up", quote="41 percent", **sales, **period(2025))),
        ("Herald", claim("12", change="down", quote="12 percent", modality="target", **sales, **period(2027))),
    ]
    articles = [parsed([one], url=f"https://{outlet}.example/", outlet=outlet, day=day, fetched=day + 1)
                for day, (outlet, one) in enumerate(told)]  # fmt: skip
    edited = claim("43", change="down", quote="43 percent", **sales, **period(2025))
    load(in_file(project.warehouse_file), *articles)
    load(
        Warehouse(project.warehouse_file),
        parsed([edited], url="https://Courier.example/", outlet="Courier", day=0, fetched=9),
    )
    listed = {"a fall of 43 percent", "a rise of 41 percent", "a fall of 41 percent", "a fall of 12 percent"}
    seen = {}
    for name, ask in (("conflicts", conflicts), ("edits", edits), ("forecasts", forecasts), ("claims", claims)):
        ask()
        out = capsys.readouterr().out
        seen[name] = {words for words in listed if words in out}
    assert seen == {
        "conflicts": {"a fall of 43 percent", "a rise of 41 percent"},
        "edits": {"a fall of 41 percent", "a fall of 43 percent"},
        "forecasts": {"a fall of 12 percent"},
        "claims": {"a fall of 43 percent", "a rise of 41 percent", "a fall of 12 percent"},
    }
    print_summary(project, IngestSummary("run", at(900), 1.0, (SourceTally("a", "A"),), LoadReport(figures=3)))
    newest = next(line for line in capsys.readouterr().out.splitlines() if line.strip().startswith("Norland"))
    assert re.search("a (rise|fall) of 4[13] percent", newest)


def _told() -> Iterator[ParsedArticle]:
    """410 in 2023, 455 against 452 in 2024, 470 in 2025; 5.4 and 5.1 % in two months."""
    told = [("Herald", "410", 2023), ("Herald", "455", 2024), ("Post", "452", 2024), ("Herald", "470", 2025)]
    for day, (outlet, value, year) in enumerate(told):
        one = claim(value, sentence=f"{outlet} counted {value} sites.", **period(year))
        yield parsed([one], url=f"https://{outlet}.example/{day}", outlet=outlet, day=800 + day)
    for day, (value, month) in enumerate((("5.4", "02"), ("5.1", "03"))):
        rate = claim(value, kind="percent", unit="%", measure="vacancies", resolution=Decimal("0.1"),
                     period=f"in month {month}", period_iso=f"2026-{month}")  # fmt: skip
        yield parsed([rate], url=f"https://herald.example/rate{day}", outlet="Herald", day=820 + day)


def test_a_change_names_the_earlier_value_where_there_were_several(capsys: pytest.CaptureFixture[str]) -> None:
    wh = fresh()
    load(wh, *_told())
    print_trend(trend(wh, "test sites"), "table", chart=False)
    lines = [line.split() for line in capsys.readouterr().out.splitlines()]
    (last,) = (line for line in lines if line[:1] == ["2025"])
    assert "+4 % from 452" in " ".join(last)  # the rival's; the event has it from Herald's own 455
    (disputed,) = (line for line in lines if line[:1] == ["2024"])
    assert "+10.2 %" in " ".join(disputed)
    assert "from" not in disputed
    assert "disputed" in disputed


def test_series_that_may_be_one_are_listed_and_merged_by_the_entries_printed_for_them(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    wh = fresh()
    monkeypatch.setattr("app.cli.series.open_warehouse", lambda: wh)
    alike()
    assert "no value of two digits or more" in capsys.readouterr().err
    told = []
    for number, measure in enumerate(("murders", "violent deaths", "homicide victims")):
        for day, value in ((0, "6964"), (100, "7123")):
            one = claim(value, subject="Ecuador", measure=measure, unit="person", **period(2023 + day // 100))
            url = f"https://{number}.example/{day}"
            told.append(parsed([one], url=url, outlet=f"Outlet {number}", day=day + number))
    load(wh, *told)
    alike()
    assert "series merge SERIES_ID INTO_SERIES" in capsys.readouterr().err
    alike(entries=True)
    printed, told = capsys.readouterr()
    assert "config/corrections.yaml" in told
    assert "(Outlet 0, Outlet 1)" in printed
    path = tmp_path / "corrections.yaml"
    path.write_text(f"corrections:\n{printed}")
    assert len(load_corrections(path)) == 2
    sync_corrections(wh, load_corrections(path), NO_ALIASES, datetime.now(UTC))
    with wh.read() as con:
        assert con.execute("SELECT count(DISTINCT series_id) FROM core.figure WHERE live").fetchone() == (1,)


RATES = [
    # points that are converted, with the day of their rate; points without one; what is noted
    ((date(2024, 12, 31),), 0, "1 point is converted to site by the rate of 2024-12-31"),
    (
        (date(2024, 12, 31), date(2023, 12, 29)),
        0,
        "2 points are converted to site by rates of 2023-12-29 to 2024-12-31",
    ),
    ((), 1, "1 point is left out, in another currency: no rate of the day is known"),
    (
        (),
        3,
        "3 points are left out, in another currency: no rate of CNY on 2024-01-07, of USD on 2024-03-31 is known",
    ),
]


@pytest.mark.parametrize(("days", "without", "noted"), RATES)
def test_conversions_are_told_in_words(
    days: tuple[date, ...], without: int, noted: str, capsys: pytest.CaptureFixture[str]
) -> None:
    wh = holding(parsed([claim("23")], url="https://a.example/1"))
    found = trend(wh, "test sites")
    points = tuple(replace(found.points[0], rate=Decimal(1), rate_on=day) for day in days) or found.points
    missing = (("CNY", date(2024, 1, 7)), ("USD", date(2024, 3, 31)))[: without // 2 * 2]
    print_trend(replace(found, points=points, without_rate=without, no_rate=missing), "table", chart=False)
    assert noted in " ".join(capsys.readouterr().err.split())


WORDED = [
    # low         high          rate            words
    ("2788460000", "2788460000", "0.9615384615", "≈ 2,788,000,000"),
    ("0.0123456", "0.0123456", "1.1", "≈ 0.01235"),
    ("0", "0", "1.1", "≈ 0"),
    ("2700000000", "2700000000", None, "2,700,000,000"),
    ("1234567", "2345678", None, "1,234,567 to 2,345,678"),
]


@pytest.mark.parametrize(("low", "high", "rate", "words"), WORDED)
def test_what_is_converted_shows_no_digit_that_nobody_knows(
    low: str, high: str, rate: str | None, words: str
) -> None:
    wh = holding(parsed([claim("23")], url="https://a.example/1"))
    (point,) = trend(wh, "test sites").points
    known = None if rate is None else Decimal(rate)
    assert said_value(replace(point, low=Decimal(low), high=Decimal(high), rate=known)) == words


def test_the_newest_figures_name_their_month_and_what_is_disputed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("COLUMNS", "200")
    project = Project.at(tmp_path, {})
    load(in_file(project.warehouse_file), *_told())
    tally = SourceTally("herald", "Herald")
    print_summary(project, IngestSummary("run", at(900), 1.0, (tally,), LoadReport(figures=5)))
    shown = [line.split() for line in capsys.readouterr().out.splitlines() if "Lanshan" in line]
    assert [line[-3] for line in shown] == ["2026", "2026", "2025", "2024", "2023"]
    assert ["disputed" in line for line in shown] == [False, False, False, True, False]
    assert shown[0][-2:] == ["2026-04-01", "09:00"]
    # against which of two that stood, and in points what is a percentage
    changes = ["−0.3 percentage points March 2026", "February 2026", "+4 % from 452 2025", "+10.2 % 2024", None]
    for words, change in zip(shown, changes, strict=True):
        assert change is None or change in " ".join(words)


def test_the_newest_figures_say_when_the_one_shown_was_said(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Not when the first for its time was: that was another."""
    monkeypatch.setenv("COLUMNS", "200")
    project = Project.at(tmp_path, {})
    told = []
    for day, outlet, value in ((0, "Herald", "23"), (4, "Post", "31"), (2, "Herald", "7")):
        measure = "gates" if value == "7" else "test sites"
        one = claim(value, sentence=f"{outlet} counted {value} sites.", measure=measure, **period(2023))
        told.append(parsed([one], url=f"https://{outlet}.example/{day}", outlet=outlet, day=day))
    load(in_file(project.warehouse_file), *told)
    print_summary(
        project, IngestSummary("run", at(900), 1.0, (SourceTally("herald", "Herald"),), LoadReport(figures=3))
    )
    shown = [line.split() for line in capsys.readouterr().out.splitlines() if "Lanshan" in line]
    assert [(line[4] if "gates" not in line else line[3], line[-2]) for line in shown] == [
        ("31", "2024-01-05"),
        ("7", "2024-01-03"),
    ]


WORDS = [
    # quote, value, kind, unit, what is shown
    ("298.8", "298800000", "money", "USD", "USD 298.8 million"),  # a cell of a table
    ("4,350", "4350", "count", "employee", "4,350 employees"),
    ("(3.0)", "-3000000", "money", "USD", "USD −3 million"),
    ("-0.7%", "-0.7", "percent", "%", "-0.7%"),
    ("31", "31", "count", None, "31"),
    ("$298.8 million", "298800000", "money", "USD", "$298.8 million"),
    ("twenty", "20", "count", "site", "twenty"),
    ("41 percent", "-41", "percent", "%", "a fall of 41 percent"),
    ("298.8", "-298800000", "money", "USD", "a fall of USD 298.8 million"),
]


@pytest.mark.parametrize(("quote", "value", "kind", "unit", "shown"), WORDS)
def test_a_bare_number_is_shown_with_its_unit(
    quote: str, value: str, kind: str, unit: str | None, shown: str
) -> None:
    row = {
        "quote": quote,
        "change": "down" if shown.startswith("a fall") else None,
        "value_low": value,
        "value_high": value,
        "bound": "=",
        "kind": kind,
        "unit": unit,
        "per": None,
    }
    assert _say_figure({**row, "bound": "=", "per": None}) == shown


def test_the_chart_and_the_picture_put_a_point_in_the_same_place(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """A year has its middle before that of its third quarter, though it is over later."""
    monkeypatch.setenv("COLUMNS", "80")
    wh = fresh()
    for number, (iso, modality) in enumerate((("2026-Q1", "actual"), ("2026-Q3", "actual"), ("2026", "forecast"))):
        one = claim(str(10 + number * 10), period=iso, period_iso=iso, modality=modality)
        load(wh, parsed([one], url=f"https://a.example/{number}", day=900 + number))
    found = trend(wh, "test sites")
    assert [when(point) for point in found.points] == ["Q1 2026", "Q3 2026", "2026"]
    print_trend(found, "table")
    drawn = capsys.readouterr().out.partition("forecast\n")[2].splitlines()
    (year,) = (line.index("○") for line in drawn if "○" in line)
    quarter = max(line.index("●") for line in drawn if "●" in line)
    assert year < quarter
    assert drawn[-1].split("  ")[0].strip() == "Q1 2026"
    assert drawn[-1].endswith("Q3 2026")
    write_picture(found, tmp_path / "a.svg")
    texts = ElementTree.parse(tmp_path / "a.svg").getroot().iter("{http://www.w3.org/2000/svg}text")
    across = {text.text: float(text.get("x", "0")) for text in texts if text.text in ("2", "3")}
    assert across["3"] < across["2"]


AXES = [
    # periods or days of the points, what stands below them
    (["2026-10", "2026-11"], ["October 2026", "November 2026"]),
    (["2023", "2024", "2025"], ["2023", "2024", "2025"]),
    (["2026-03-01", "2026-03-02"], ["1 March 2026", "2 March 2026"]),
    (["2026-03-01"], ["1 March 2026"]),
    (["2026-03-01", "2026-03-02", "2026-03-16"], ["2026-03-01"]),  # two of them are too close: days of the calendar
    (["2010-03-01", "2026-03-01", "2026-03-02"], []),
]


@pytest.mark.parametrize(("times", "named"), AXES)
def test_the_axis_of_a_picture_names_times_and_no_hours(times: list[str], named: list[str], tmp_path: Path) -> None:
    told = [claim(str(20 + day), period=iso, period_iso=iso) for day, iso in enumerate(times)]
    wh = fresh()
    load(wh, *(parsed([one], url=f"https://a.example/{day}", day=900 + day) for day, one in enumerate(told)))
    write_picture(trend(wh, "test sites"), tmp_path / "a.svg")
    text = (tmp_path / "a.svg").read_text(encoding="utf-8")
    names = {*times, *map(say_iso_period, times)}
    assert [label for label in re.findall(r">([^<]*)</text>", text) if label in names] == named
    assert not re.search(r">\d\d-\d\d \d\d</text>", text)


def test_a_picture_dates_words_by_the_outlets_day_and_lists_of_instants_say_utc(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Half past eleven in the evening in UTC is the next day where the outlet is."""
    monkeypatch.setenv("COLUMNS", "200")
    project = Project.at(tmp_path, {})
    wh = in_file(project.warehouse_file)
    article = parsed([claim("23")], url="https://a.example/1")
    late = replace(
        article.article, published_at=datetime(2024, 3, 14, 23, 30, tzinfo=UTC), published_on=date(2024, 3, 15)
    )
    page = replace(article.page, fetched_at=datetime(2024, 3, 15, 1, tzinfo=UTC))
    report = load(wh, replace(article, article=late, page=page))
    found = trend(wh, "test sites")
    assert (found.points[0].as_of, found.points[0].said_on) == (date(2024, 3, 15), date(2024, 3, 15))
    write_picture(found, tmp_path / "a.svg")
    assert "15 March 2024" in (tmp_path / "a.svg").read_text()
    assert "14 March 2024" not in (tmp_path / "a.svg").read_text()
    print_summary(project, IngestSummary("run", at(900), 1.0, (SourceTally("a", "A"),), report))
    out = capsys.readouterr().out
    assert "2024-03-14 23:30 UTC" in out
    assert "said (UTC)" in out
