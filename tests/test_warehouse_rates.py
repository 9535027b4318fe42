"""Money in another currency stands on a trend only where a dated rate is known for it."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from warehouse_cases import claim, fresh, load, parsed, period

from extractors.errors import ConfigError
from warehouse.indicators import Indicator, Rates, load_rates, sync_indicators
from warehouse.rates import read_rates
from warehouse.trend import trend

ECB = "Date,USD,JPY,CNY,\n2024-01-12,1.0942,158.69,7.8434,\n2024-01-05,1.0921,158.29,N/A,\n"
SPENDING = Indicator("spending", "Spending", subjects=("lanshan",), measures=("spending",), kind="money", unit="EUR")
MONEY = {"kind": "money", "measure": "spending"}


@pytest.fixture
def rates(tmp_path: Path) -> Rates:
    (tmp_path / "rates.csv").write_text(ECB)
    return Rates(tmp_path / "rates.csv")


def test_the_central_banks_file_is_read(rates: Rates) -> None:
    assert rates.file
    found = list(read_rates(rates.file, "EUR"))
    assert ("USD", date(2024, 1, 5), Decimal("1.0921"), "EUR") in found
    assert ("EUR", date(2024, 1, 5), Decimal(1), "EUR") in found
    assert len(found) == 7


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("a,b\n1,2\n", ":1: not a table of rates"),
        ("Date,USD\n05/01/2024,1.1\n", ":2: '05/01/2024' is no day"),
        ("Date,USD\n2024-01-05,many\n", ":2: 'many' is no rate of USD"),
        ("Date,USD\n2024-01-05,-1\n", ":2: '-1' is no rate of USD"),
    ],
)
def test_what_is_wrong_with_a_file_is_said_with_its_line(text: str, words: str, tmp_path: Path) -> None:
    path = tmp_path / "rates.csv"
    path.write_text(text)
    with pytest.raises(ConfigError) as error:
        list(read_rates(path, "EUR"))
    assert f"{path}{words}" in str(error.value)
    with pytest.raises(ConfigError, match="cannot be read"):
        list(read_rates(tmp_path / "none.csv", "EUR"))


def test_points_are_converted_by_the_last_rate_of_their_days_or_left_out(rates: Rates) -> None:
    wh = fresh()
    load(
        wh,
        parsed([claim("100", unit="EUR", **MONEY)], url="https://a.example/1", day=3),
        parsed([claim("109.21", unit="USD", **MONEY)], url="https://b.example/1", day=6),  # Sunday: Friday's rate
        parsed([claim("800", unit="CNY", **MONEY)], url="https://c.example/1", day=6),  # none before the 12th
        parsed([claim("120", unit="USD", **MONEY)], url="https://d.example/1", day=90),  # too old a rate
    )
    sync_indicators(wh, [SPENDING])
    assert [point.low for point in trend(wh, "spending").points] == [100]
    sync_indicators(wh, [SPENDING], rates)
    found = trend(wh, "spending")
    assert [(point.low, point.rate_on) for point in found.points] == [(100, None), (100, date(2024, 1, 5))]
    assert (found.unit, found.without_rate) == ("EUR", 2)
    assert found.no_rate == (("CNY", date(2024, 1, 7)), ("USD", date(2024, 3, 31)))
    with wh.read() as con:
        # What alerts and mart.indicator_trend go by stays in the indicator's own currency.
        assert con.execute("SELECT count(*) FROM mart.indicator_trend('spending')").fetchone() == (1,)


def test_events_of_other_currencies_do_not_carry_the_indicator(rates: Rates) -> None:
    wh = fresh()
    sync_indicators(wh, [SPENDING], rates)
    report = load(
        wh,
        parsed([claim("100", unit="EUR", **MONEY)], url="https://a.example/1"),
        parsed([claim("100", unit="USD", **MONEY)], url="https://b.example/1"),
    )
    assert {event.unit: event.indicators for event in report.events} == {"EUR": ("spending",), "USD": ()}


def test_the_setting_stands_in_the_indicators_file(tmp_path: Path) -> None:
    path = tmp_path / "config" / "indicators.yaml"
    path.parent.mkdir()
    path.write_text("indicators: []\nfx:\n  file: rates/ecb.csv\n")
    assert load_rates(path) == Rates(tmp_path / "rates" / "ecb.csv", "EUR")
    path.write_text("indicators: []\n")
    assert load_rates(path) == Rates()


TWO = "Date,USD,\n2024-12-31,1.04,\n2023-12-29,1.1,\n"
# Of one indicator: value, currency, outlet, year
REVENUE = [
    ("2400000000", "EUR", "Courier", 2023),
    ("2900000000", "USD", "Post", 2024),
    ("2700000000", "EUR", "Courier", 2024),
    ("2500000000", "EUR", "Courier", 2025),
]
# How the first of them are written, and what becomes of the trend: value in millions, change, whether it is disputed
TRENDS = [
    # 2.9 bn dollars are 2.74 to 2.84 bn euros, and 2.7 is anything up to 2.75.
    (100_000_000, [(2400, None, False), (2788, 16.2, False), (2700, 12.5, False), (2500, -7.4, False)]),
    (10_000_000, [(2400, None, False), (2788, 16.2, True), (2700, 12.5, True), (2500, -7.4, False)]),
]


@pytest.mark.parametrize(("resolution", "expected"), TRENDS)
def test_a_point_is_set_against_the_last_period_that_ended_earlier(
    resolution: int, expected: list[tuple[int, float | None, bool]], tmp_path: Path
) -> None:
    (tmp_path / "rates.csv").write_text(TWO)
    wh = fresh()
    for n, (value, unit, outlet, year) in enumerate(REVENUE):
        one = claim(value, unit=unit, resolution=Decimal(resolution), **MONEY, **period(year))
        article = parsed([one], url=f"https://{outlet}.example/{n}", outlet=outlet, day=(year - 2023) * 365 + n)
        events = load(wh, article).events
    sync_indicators(wh, [SPENDING], Rates(tmp_path / "rates.csv"))
    points = trend(wh, "spending").points
    found = [(int(p.low / 10**6), p.change_pct and float(round(p.change_pct, 1)), p.disputed) for p in points]
    assert found == expected
    # The event says the same of the last, and so does the mart, which leaves the dollars out.
    assert points[-1].previous_low == events[0].old_low == Decimal(2_700_000_000)
    with wh.read() as con:
        marts = con.execute("SELECT change_pct FROM mart.indicator_trend('spending') ORDER BY as_of").fetchall()
    assert [share and float(round(share, 1)) for (share,) in marts] == [None, 12.5, -7.4]
    if points[1].disputed:
        assert {(p.stated_low, p.stated_high) for p in points[1:3]} == {(points[2].low, points[1].high)}
