"""The truth table of comparing figures: what is said, in what order, and what becomes of it.

Each case is a list of articles about one series, loaded one by one, and the event each of them makes (None: none).
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal
from itertools import permutations, zip_longest
from typing import Any

import pytest
from warehouse_cases import at, claim, days, fresh, load, parsed, period, rows

from extractors.allowed import Interval, allowed
from extractors.events import Event
from warehouse.batch import LoadReport, ParsedArticle

ALLOWS = [
    # value, bound, last digit's worth, what it allows
    ("23", "=", "0", "[23, 23]"),
    ("4000000", "=", "1000000", "[3500000, 4500000)"),
    ("4.1", "=", "0.1", "[4.05, 4.15)"),
    ("80000", ">", "10000", "(80000, inf)"),
    ("12", ">=", "0", "[12, inf)"),
    ("5", "<", "0", "(-inf, 5)"),
    ("12", "<=", "0", "(-inf, 12]"),
    ("100", "~", "0", "[95, 105]"),
    ("4000000", "~", "1000000", "[3500000, 4500000]"),
    (("5", "10"), "=", "1", "[5, 10]"),
    (("5", "10"), "~", "0", "[4.75, 10.5]"),
    ("-3", "=", "1", "[-3.5, -2.5)"),
]


def _written(interval: Interval) -> str:
    low = "(-inf" if interval.low is None else f"{'(' if interval.low_open else '['}{interval.low.normalize():f}"
    high = "inf)" if interval.high is None else f"{interval.high.normalize():f}{')' if interval.high_open else ']'}"
    return f"{low}, {high}"


@pytest.mark.parametrize(("value", "bound", "resolution", "expected"), ALLOWS)
def test_what_a_statement_allows(value: str | tuple[str, str], bound: Any, resolution: str, expected: str) -> None:
    low, high = (value, value) if isinstance(value, str) else value
    assert _written(allowed(Decimal(low), Decimal(high), bound, Decimal(resolution))) == expected


MILLION = {"resolution": Decimal(1_000_000)}
HUNDRED_THOUSAND = {"resolution": Decimal(100_000)}
IN_2023, IN_2024, IN_2025 = period(2023), period(2024), period(2025)
FORECAST = {"modality": "forecast"}
TARGET = {"modality": "target"}


def said(day: float, value: Any, outlet: str = "Courier", bound: str = "=", **fields: Any) -> tuple[Any, ...]:
    """One article with one claim, in words of its own."""
    one = claim(value, bound, **fields)
    return day, outlet, [replace(one, sentence=f"On day {day} {outlet} counted {one.quote}.")]


def replaced(
    day: float, old: Any, new: Any, outlet: str = "Courier", coarse: dict[str, Any] | None = None, **fields: Any
) -> tuple[Any, ...]:
    """One article that says what took the place of what: "to 21 from 23"; ``coarse`` is of the old value alone."""
    sentence = f"On day {day} {outlet} changed it to {claim(new).quote} from {claim(old).quote}."
    return (
        day,
        outlet,
        [
            replace(claim(new, **fields), sentence=sentence),
            replace(claim(old, **{**fields, **(coarse or {})}), sentence=sentence, replaced_by=0),
        ],
    )


def several(day: float, *claims: Any, outlet: str = "Courier") -> tuple[Any, ...]:
    """One article with a sentence for each of these claims."""
    return day, outlet, [replace(one, sentence=f"On day {day} {outlet} counted {one.quote}.") for one in claims]


CASES: dict[str, list[tuple[tuple[Any, ...], str | None]]] = {
    # --- the text says what it replaces
    "replaced, and never heard of before": [(replaced(0, "23", "21", **IN_2024), "revision")],
    "replaced, as this outlet had it": [
        (said(0, "23", **IN_2024), "new_series"),
        (replaced(9, "23", "21", **IN_2024), "revision"),
        (said(10, "21", "Ledger", **IN_2024), None),
        (said(11, "23", "Herald", **IN_2024), None),
    ],
    "replaced, as others had it": [
        (said(0, "23", "Ledger", **IN_2024), "new_series"),
        (replaced(9, "23", "21", **IN_2024), "revision"),
        (replaced(10, "23", "21", "Herald", **IN_2024), None),
        (said(20, "21", "Ledger", **IN_2024), None),
    ],
    "replaced, while others hold a third value": [
        (said(0, "30", "Ledger", **IN_2024), "new_series"),
        (replaced(9, "23", "21", **IN_2024), "conflict"),
    ],
    "replaced by what others say, and the dispute is over": [
        (said(0, "23", **IN_2024), "new_series"),
        (said(1, "21", "Ledger", **IN_2024), "conflict"),
        (replaced(9, "23", "21", "Herald", **IN_2024), "revision"),
    ],
    "replaced twice": [
        (replaced(0, "23", "21", **IN_2024), "revision"),
        (replaced(9, "21", "20", **IN_2024), "revision"),
        (replaced(10, "21", "20", "Ledger", **IN_2024), None),
    ],
    "replaced, and put back": [
        (replaced(0, "23", "21", **IN_2024), "revision"),
        (replaced(9, "21", "23", **IN_2024), "revision"),
        (said(10, "23", "Ledger", **IN_2024), None),
    ],
    "replaced, beside a value of somebody else's": [
        (
            several(0, claim("21", **IN_2024), claim("23", **IN_2024, replaced_by=0), claim("20", **IN_2024)),
            "revision",
        ),
    ],
    "replaced, and the old value said again later": [
        (replaced(0, "49", "46"), "revision"),
        (said(15, "49"), "new_figure"),
    ],
    "replaced, as others had it, and the old value said again later": [
        (said(0, "49"), "new_series"),
        (replaced(5, "49", "46"), "revision"),
        (said(20, "49"), "new_figure"),
    ],
    "replaced, of another time": [
        (several(0, claim("21", **IN_2024), claim("23", **IN_2023, replaced_by=0)), "new_series"),
        (said(1, "23", "Ledger", **IN_2023), None),
    ],
    "replaced, of one day": [
        (said(0, "12"), "new_series"),
        (replaced(3, "43", "40"), "revision"),
        (said(4, "40", "Ledger"), None),
        (said(5, "44", "Ledger"), "new_figure"),
    ],
    "replaced, what held on an earlier day": [
        (said(0, "43", "Ledger"), "new_series"),
        (replaced(3, "43", "40"), "revision"),
    ],
    "a forecast replaced, and never heard of before": [
        (replaced(0, "49", "46", **IN_2025, **FORECAST), "forecast_changed")
    ],
    "a forecast replaced, as others had it": [
        (said(0, "49", "Ledger", **IN_2025, **FORECAST), "forecast"),
        (replaced(9, "49", "46", **IN_2025, **FORECAST), "forecast_changed"),
        (replaced(9.1, "49", "46", "Herald", **IN_2025, **FORECAST), None),
        (said(10, "46", "Ledger", **IN_2025, **FORECAST), None),
    ],
    "a target replaced, without a time": [
        (said(0, "900", **TARGET), "forecast"),
        (replaced(9, "900", "850", **TARGET), "forecast_changed"),
    ],
    # --- compatible: a restatement
    "the same value again, same outlet": [(said(0, "23"), "new_series"), (said(9, "23"), None)],
    "the same value again, other outlet": [(said(0, "23"), "new_series"), (said(9, "23", "Ledger"), None)],
    "more precisely": [(said(0, "4000000", **MILLION), "new_series"), (said(9, "4200000", **HUNDRED_THOUSAND), None)],
    "more precisely, and by more than a rounding": [
        (said(0, "4000000", **MILLION), "new_series"),
        (said(9, "4250000", resolution=Decimal(10_000)), "new_figure"),
        (said(10, "4000000", "Ledger", **MILLION), None),
    ],
    "less precisely": [(said(0, "4200000", **HUNDRED_THOUSAND), "new_series"), (said(9, "4000000", **MILLION), None)],
    "a floor, then a value it was rounded from": [
        (said(0, "80000", bound=">"), "new_series"),
        (said(9, "85000"), None),
    ],
    "a floor, then a lower floor": [
        (said(0, "12", bound=">="), "new_series"),
        (said(1, "10", "Ledger", bound=">"), None),
        (said(2, "24", "Herald", bound="~", vague=True), None),
        (said(3, "12", "Ledger", bound=">="), None),
    ],
    "a floor, and a value it was rounded from the same day": [
        (said(0, "80000", bound=">"), "new_series"),
        (said(0.1, "85000"), None),
        (said(0.2, "84000", "Ledger", bound=">="), None),
    ],
    "a floor, and a value far above it the same day": [
        (said(0, "80000", bound=">"), "new_series"),
        (said(0.1, "95000"), "revision"),
        (said(0.2, "85000", "Ledger", bound=">="), None),
    ],
    "a floor, and a value far above it at the very same time": [
        (said(0, "12", bound=">="), "new_series"),
        (said(0, "43", "Ledger"), None),
        (said(1, "43"), None),
    ],
    "two outlets round differently on one day": [
        (said(0, "500", bound=">"), "new_series"),
        (said(0.1, "510", "Ledger", bound=">="), None),
        (said(0.2, "500", "Herald", bound=">"), None),
        (said(1, "510", bound=">="), None),
    ],
    "a floor, then the same more exactly": [
        (said(0, "1000000", bound=">", **MILLION), "new_series"),
        (said(9, "1400000", bound=">", **HUNDRED_THOUSAND), None),
        (said(18, "2000000", bound=">", **MILLION), "new_figure"),
    ],
    "a value, then a floor below it": [(said(0, "95000"), "new_series"), (said(9, "80000", bound=">"), None)],
    "about, and the value itself": [(said(0, "100", bound="~"), "new_series"), (said(9, "104"), None)],
    "a range, and a value in it": [(said(0, ("5", "10")), "new_series"), (said(9, "7"), None)],
    "the same period, agreeing": [
        (said(0, "23", **IN_2023), "new_series"),
        (said(9, "23", "Ledger", **IN_2023), None),
    ],
    # --- no period stated: a later publication
    "a later value": [(said(0, "23"), "new_series"), (said(9, "25"), "new_figure")],
    "a later value, other outlet": [(said(0, "23"), "new_series"), (said(9, "25", "Ledger"), "new_figure")],
    "neighbours in rounding": [
        (said(0, "4000000", **MILLION), "new_series"),
        (said(9, "5000000", **MILLION), "new_figure"),
    ],
    "a floor broken": [(said(0, "80000", bound=">"), "new_series"), (said(9, "70000"), "new_figure")],
    "exactly the floor": [(said(0, "80000", bound=">"), "new_series"), (said(9, "80000"), "new_figure")],
    "exactly an inclusive floor": [(said(0, "80000", bound=">="), "new_series"), (said(9, "80000"), None)],
    "exactly the ceiling": [(said(0, "12", bound="<="), "new_series"), (said(9, "12"), None)],
    "what was narrowed holds": [
        (said(0, "80000", bound=">"), "new_series"),
        (said(9, "85000"), None),
        (said(20, "120000"), "new_figure"),
    ],
    # --- who says the less knows no more
    "a toll that rises": [
        (said(0, "12", bound=">="), "new_series"),
        (said(1, "43", bound=">="), "new_figure"),
        (said(2, "120", bound=">="), "new_figure"),
        (said(3, "300", bound=">"), "new_figure"),
        (said(5, "512", bound=">="), "new_figure"),
        (said(7, "530"), "new_figure"),
        (said(8, "540", bound=">="), "new_figure"),
    ],
    "a toll that rises in several outlets": [
        (said(0, "12", bound=">="), "new_series"),
        (said(1, "43", "Ledger", bound=">="), "new_figure"),
        (said(1.1, "40", "Herald", bound=">"), None),
        (said(1.2, "12", bound=">="), None),
        (said(2, "43", bound=">="), None),
        (said(3, "120", bound=">="), "new_figure"),
        (said(4, "43", "Herald", bound=">="), None),
        (said(5, "110", "Ledger", bound=">"), None),
    ],
    "a toll that rises within a day": [
        (said(0, "12", bound=">="), "new_series"),
        (said(0.1, "43", bound=">="), "revision"),
        (said(0.2, "30", "Ledger", bound=">="), None),
        (said(0.3, "50", "Ledger", bound=">="), "revision"),
        (said(1, "50", bound=">="), None),
    ],
    "a toll that rises within a day, in other outlets": [
        (said(0, "12", bound=">="), "new_series"),
        (said(0.3, "43", "Ledger"), "new_figure"),
        (said(0.35, "12", "Herald", bound=">="), None),
        (said(0.4, "43", bound=">="), None),
        (said(1, "43"), None),
        (said(1.1, "51", "Herald", bound=">="), "new_figure"),
        (said(1.2, "52", "Ledger", bound=">="), "new_figure"),
        (said(1.3, "51", bound=">="), None),
    ],
    "a toll of one day, told on the days after": [
        (said(1, "12", bound=">=", period="on Monday", period_iso="2024-01-01"), "new_series"),
        (said(2, "43", "Ledger", period="on Monday", period_iso="2024-01-01"), "new_figure"),
        (said(2.1, "43", period="on Monday", period_iso="2024-01-01"), None),
    ],
    "a ceiling that comes down within a day, in another outlet": [
        (said(0, "300", bound="<="), "new_series"),
        (said(0.1, "290", "Ledger", bound="<="), None),
        (said(0.2, "90", "Herald"), "new_figure"),
    ],
    "users by the million": [
        (said(0, "1000000", bound=">", **MILLION), "new_series"),
        (said(9, "2000000", bound=">", **MILLION), "new_figure"),
        (said(19, "5000000", bound=">", **MILLION), "new_figure"),
    ],
    "a ceiling that comes down": [
        (said(0, "300", bound="<="), "new_series"),
        (said(9, "200", bound="<="), "new_figure"),
        (said(10, "250", "Ledger", bound="<="), None),
        (said(19, "50", bound="<="), "new_figure"),
    ],
    "a ceiling, then a floor": [(said(0, "300", bound="<="), "new_series"), (said(9, "200", bound=">="), None)],
    "a floor, then a value far above it": [
        (said(0, "80000", bound=">"), "new_series"),
        (said(9, "95000"), "new_figure"),
    ],
    "a floor, then a higher floor": [
        (said(0, "80000", bound=">"), "new_series"),
        (said(9, "90000", bound=">"), "new_figure"),
    ],
    "a floor raised while another outlet gave a value": [
        (said(0, "12", bound=">="), "new_series"),
        (said(1, "30", "Ledger"), "new_figure"),
        (said(2, "43", bound=">="), "new_figure"),
    ],
    "a higher floor of one period": [
        (said(0, "12", bound=">=", **IN_2023), "new_series"),
        (said(9, "43", bound=">=", **IN_2023), "revision"),
        (said(12, "60", "Ledger", bound=">=", **IN_2023), None),
        (said(13, "43", "Herald", bound=">=", **IN_2023), None),
        (said(20, "60", bound=">=", **IN_2023), None),
    ],
    "a higher floor of one period, of one speaker": [
        (said(0, "12", bound=">=", **IN_2023, attributed_to="the Works Office"), "new_series"),
        (said(9, "43", "Ledger", bound=">=", **IN_2023, attributed_to="Works Office"), "revision"),
    ],
    "a value above the floor of one period": [
        (said(0, "12", bound=">=", **IN_2023), "new_series"),
        (said(9, "43", **IN_2023), None),
    ],
    "a higher floor of a later period": [
        (said(0, "12", bound=">=", **IN_2023), "new_series"),
        (said(370, "43", "Ledger", bound=">=", **IN_2024), "new_figure"),
        (said(740, "40", bound=">=", **IN_2025), None),
    ],
    "a fall, and a deeper one": [
        (said(0, "3", bound=">", kind="percent", unit="%", change="down"), "new_series"),
        (said(9, "5", bound=">", kind="percent", unit="%", change="down"), "new_figure"),
        (said(18, "4", bound=">", kind="percent", unit="%", change="down"), None),
    ],
    "a higher floor in another unit": [
        (said(0, "300", bound=">", kind="measure", unit="MWh", resolution=Decimal(1)), "new_series"),
        (said(9, "0.5", bound=">", kind="measure", unit="GWh", resolution=Decimal("0.1")), "new_figure"),
    ],
    "a plan that shrinks": [
        (said(0, "300", bound="<=", **TARGET), "forecast"),
        (said(9, "200", bound="<=", **TARGET), "forecast_changed"),
        (said(10, "300", "Ledger", bound="<=", **TARGET), None),
        (said(19, "50", "Ledger", bound="<=", **TARGET), "forecast_changed"),
    ],
    "a forecast raised, both open": [
        (said(0, "40", bound=">=", **FORECAST, **IN_2025), "forecast"),
        (said(9, "45", "Ledger", bound=">=", **FORECAST, **IN_2025), None),
        (said(90, "50", bound=">=", **FORECAST, **IN_2025), "forecast_changed"),
    ],
    "outside a range": [(said(0, ("5", "10")), "new_series"), (said(9, "11"), "new_figure")],
    "there and back": [
        (said(0, "23"), "new_series"),
        (said(40, "25"), "new_figure"),
        (said(80, "23"), "new_figure"),
    ],
    "an outlet repeats its own figure while another has moved on": [
        (said(0, "23"), "new_series"),
        (said(5, "25", "Ledger"), "new_figure"),
        (said(6, "23"), "conflict"),
        (said(7, "23"), None),
        (said(8, "25", "Ledger"), None),
    ],
    "an outlet goes back to what it said before its own update": [
        (said(0, "23"), "new_series"),
        (said(5, "25"), "new_figure"),
        (said(6, "23"), "new_figure"),
    ],
    "one day, two outlets, and one comes round to the other": [
        (said(0, "23"), "new_series"),
        (said(0.1, "25", "Ledger"), "conflict"),
        (said(0.2, "25"), "revision"),
        (said(0.3, "25", "Herald"), None),
    ],
    "an outlet comes round to what its rival said": [
        (said(0, "23", **IN_2023), "new_series"),
        (said(9, "25", "Ledger", **IN_2023), "conflict"),
        (said(20, "25", **IN_2023), "revision"),
        (said(21, "25", "Ledger", **IN_2023), None),
    ],
    "one of two comes round, the other holds on": [
        (said(0, "23", **IN_2023), "new_series"),
        (said(1, "23", "Herald", **IN_2023), None),
        (said(9, "25", "Ledger", **IN_2023), "conflict"),
        (said(20, "25", **IN_2023), None),
        (said(21, "25", "Herald", **IN_2023), "revision"),
    ],
    "what was said on other days is not put right by that": [
        (said(0, "23"), "new_series"),
        (said(40, "25", "Ledger"), "new_figure"),
        (said(40.1, "25"), None),
    ],
    "an outlet takes its revision back": [
        (said(0, "23", **IN_2023), "new_series"),
        (said(9, "25", **IN_2023), "revision"),
        (said(20, "23", **IN_2023), "revision"),
        (said(21, "23", **IN_2023), None),
    ],
    "an outlet that came round goes back to its own value": [
        (said(0, "23", **IN_2023), "new_series"),
        (said(9, "25", "Ledger", **IN_2023), "conflict"),
        (said(20, "25", **IN_2023), "revision"),
        (said(30, "23", **IN_2023), "revision"),
        (said(31, "25", "Ledger", **IN_2023), None),
    ],
    "another outlet holds to what was revised": [
        (said(0, "23", **IN_2023), "new_series"),
        (said(9, "25", **IN_2023), "revision"),
        (said(9.5, "23", "Herald", **IN_2023), None),
        (said(12, "23", "Ledger", **IN_2023), None),
        (said(13, "23", "Herald", **IN_2023), None),
        (said(14, "25", **IN_2023), None),
    ],
    "another outlet has a value that a floor given since rules out": [
        (said(0, "12", bound=">=", **IN_2023), "new_series"),
        (said(9, "43", bound=">=", **IN_2023), "revision"),
        (said(12, "20", "Herald", **IN_2023), "conflict"),
    ],
    "a toll of one day that two outlets have risen to": [
        (said(0, "12", bound=">="), "new_series"),
        (said(0.1, "43", "Ledger"), "new_figure"),
        (said(0.2, "50", "Herald"), "conflict"),
        (said(0.3, "12", bound=">="), None),
    ],
    "a toll of one day that is corrected back": [
        (said(0, "43"), "new_series"),
        (said(0.1, "50"), "revision"),
        (said(0.2, "43", "Ledger"), None),
        (said(0.3, "43"), "revision"),
    ],
    "one day, two outlets": [(said(0, "23"), "new_series"), (said(0.1, "25", "Ledger"), "conflict")],
    "one day, one outlet": [(said(0, "23"), "new_series"), (said(0.1, "25"), "revision")],
    "a percentage": [
        (said(0, "4.1", kind="percent", unit="%", resolution=Decimal("0.1")), "new_series"),
        (said(9, "4.3", kind="percent", unit="%", resolution=Decimal("0.1")), "new_figure"),
    ],
    # --- a stated period
    "two outlets, one period": [
        (said(0, "23", **IN_2023), "new_series"),
        (said(9, "25", "Ledger", **IN_2023), "conflict"),
    ],
    "one outlet, one period, later": [
        (said(0, "23", **IN_2023), "new_series"),
        (said(9, "25", **IN_2023), "revision"),
    ],
    "one speaker in two outlets": [
        (said(0, "23", **IN_2023, attributed_to="the Works Office"), "new_series"),
        (said(9, "25", "Ledger", **IN_2023, attributed_to="Works Office"), "revision"),
    ],
    "a third outlet takes one side of a conflict": [
        (said(0, "23", **IN_2023), "new_series"),
        (said(9, "25", "Ledger", **IN_2023), "conflict"),
        (said(12, "23", "Herald", **IN_2023), None),
    ],
    "a later period, another value": [
        (said(0, "23", **IN_2023), "new_series"),
        (said(370, "25", **IN_2024), "new_figure"),
    ],
    "a later period, the same value": [(said(0, "23", **IN_2023), "new_series"), (said(370, "23", **IN_2024), None)],
    "a later period, as much as it was before to the last digit written": [
        (said(0, "1000000", **MILLION, **IN_2023), "new_series"),
        (said(370, "1040000", resolution=Decimal(10_000), **IN_2024), None),
    ],
    "a later period, more than it was before by what is no rounding": [
        (said(0, "1000000", **MILLION, **IN_2023), "new_series"),
        (said(370, "1300000", **HUNDRED_THOUSAND, **IN_2024), "new_figure"),
    ],
    "an earlier period, told later": [
        (said(0, "23", **IN_2024), "new_series"),
        (said(9, "20", **IN_2023), None),
    ],
    "a month is not set against a year": [
        (said(0, "1200", **IN_2023), "new_series"),
        (said(40, "100", period="in January", period_iso="2024-01"), "new_figure"),
        (said(70, "100", period="in February", period_iso="2024-02"), None),
    ],
    # --- modality
    "a forecast first": [(said(0, "40", **FORECAST, **IN_2025), "forecast"), (said(9, "25"), "new_series")],
    "a forecast beside actual figures": [
        (said(0, "23"), "new_series"),
        (said(9, "40", **FORECAST, **IN_2025), "forecast"),
        (said(20, "23"), None),
    ],
    "a forecast repeated": [
        (said(0, "40", **FORECAST, **IN_2025), "forecast"),
        (said(9, "40", "Ledger", **FORECAST, **IN_2025), None),
    ],
    "a forecast raised": [
        (said(0, "40", **FORECAST, **IN_2025), "forecast"),
        (said(90, "45", **FORECAST, **IN_2025), "forecast_changed"),
    ],
    "a forecast cut from what could have been a rounding of it": [
        (said(0, "5000000", **MILLION, **FORECAST, **IN_2025), "forecast"),
        (
            replaced(9, "5000000", "4600000", coarse=MILLION, **HUNDRED_THOUSAND, **FORECAST, **IN_2025),
            "forecast_changed",
        ),
        (said(20, "4600000", "Ledger", **HUNDRED_THOUSAND, **FORECAST, **IN_2025), None),
    ],
    "replaced by what it could have been a rounding of": [
        (said(0, "5000000", **MILLION, **IN_2024), "new_series"),
        (replaced(9, "5000000", "4600000", coarse=MILLION, **HUNDRED_THOUSAND, **IN_2024), "revision"),
        (said(20, "4600000", **HUNDRED_THOUSAND, **IN_2024), None),
        (replaced(30, "5000000", "4600000", "Ledger", coarse=MILLION, **HUNDRED_THOUSAND, **IN_2024), None),
    ],
    "a forecast raised, told elsewhere": [
        (said(0, "40", **FORECAST, **IN_2025), "forecast"),
        (said(90, "45", "Ledger", **FORECAST, **IN_2025), "forecast_changed"),
    ],
    "two forecasts on one day": [
        (said(0, "40", **FORECAST, **IN_2025), "forecast"),
        (said(0.1, "45", "Ledger", **FORECAST, **IN_2025), "conflict"),
    ],
    "a forecast for another year": [
        (said(0, "40", **FORECAST, **IN_2024), "forecast"),
        (said(9, "45", **FORECAST, **IN_2025), "forecast"),
    ],
    "a target is no forecast": [
        (said(0, "40", **FORECAST, **IN_2025), "forecast"),
        (said(9, "45", **TARGET, **IN_2025), "forecast"),
    ],
    "a forecast quoted when its time is over": [(said(800, "40", **FORECAST, **IN_2024), None)],
    "what would be if": [(said(0, "23"), "new_series"), (said(9, "99", modality="hypothetical"), None)],
    # --- units
    "the same in another unit": [
        (said(0, "2", kind="measure", unit="km"), "new_series"),
        (said(9, "2000", kind="measure", unit="m"), None),
    ],
    "another value in another unit": [
        (said(0, "300", kind="measure", unit="MWh"), "new_series"),
        (said(9, "0.5", kind="measure", unit="GWh"), "new_figure"),
    ],
    "another currency is another series": [
        (said(0, "5", kind="money", unit="USD"), "new_series"),
        (said(9, "5", kind="money", unit="EUR"), "new_series"),
    ],
    "another rate is another series": [
        (said(0, "5", per="day"), "new_series"),
        (said(9, "5", per="month"), "new_series"),
    ],
    "a rise and a fall": [
        (said(0, "5", kind="percent", unit="%", change="up"), "new_series"),
        (said(40, "5", kind="percent", unit="%", change="down"), "new_figure"),
    ],
    "more than doubled is a floor": [
        (said(0, "2", bound=">", kind="ratio", unit=None, change="up"), "new_series"),
        (said(9, "2.4", kind="ratio", unit=None, change="up"), None),
    ],
    # --- what is not compared
    "vague amounts": [(said(0, "24", bound="~", vague=True), None), (said(9, "200", bound="~", vague=True), None)],
    "nobody's figure": [(said(0, "23", subject=None), None), (said(9, "25", "Ledger", subject=None), None)],
    "out of range": [(said(0, "1E400"), None), (said(9, "-1E400"), None), (said(10, "NaN"), None)],
}


def _articles(case: str) -> list[ParsedArticle]:
    """The articles of a case, about a park of its own: all cases are loaded side by side, as a load takes 0.2 s."""
    park = 100 + list(CASES).index(case)
    return [
        parsed(
            [
                replace(
                    one,
                    subject=one.subject and f"{one.subject} {park}",
                    sentence=f"{one.sentence[:-1]} at park {park}.",
                )
                for one in claims
            ],
            url=f"https://{outlet.lower()}.example/{park}/{number}",
            outlet=outlet,
            day=day,
        )
        for number, ((day, outlet, claims), _) in enumerate(CASES[case])
    ]


def _by_article(report: LoadReport) -> dict[str, list[Event]]:
    """What a load told of, by the address of the article that said it."""
    told: dict[str, list[Event]] = defaultdict(list)
    for event in report.events:
        assert event.url is not None
        told[event.url].append(event)
    return told


@pytest.fixture(scope="module")
def one_by_one() -> list[dict[str, list[Event]]]:
    """The first articles of all cases loaded, then the second ones, and so on; what each load told of."""
    wh = fresh()
    return [
        _by_article(load(wh, *filter(None, articles)))
        for articles in zip_longest(*(_articles(case) for case in CASES))
    ]


@pytest.mark.parametrize("case", CASES)
def test_what_becomes_of_statements(case: str, one_by_one: list[dict[str, list[Event]]]) -> None:
    for number, (article, (_, expected)) in enumerate(zip(_articles(case), CASES[case], strict=True)):
        told = one_by_one[number].get(article.article.url, [])
        assert [event.kind for event in told] == ([expected] if expected else []), f"article {number}"


def test_no_other_article_is_told_of(one_by_one: list[dict[str, list[Event]]]) -> None:
    for number, told in enumerate(one_by_one):
        assert {url.rpartition("/")[2] for url in told} <= {str(number)}


ORDERS = 3


def _order(case: str, number: int) -> list[ParsedArticle]:
    """The articles of a case in one of up to three orders; the last of these where there are not as many."""
    orders = list(permutations(_articles(case)))
    some = orders[:: (len(orders) + 2) // 3]
    assert len(some) <= ORDERS
    return list(some[min(number, len(some) - 1)])


@pytest.fixture(scope="module")
def in_one_batch() -> tuple[list[dict[str, list[Event]]], int, LoadReport]:
    """All cases loaded in one batch, in each order; how many articles that is, and what the last one gives again."""
    told = []
    for number in range(ORDERS):
        wh = fresh()
        batch = [article for case in CASES for article in _order(case, number)]
        told.append(_by_article(load(wh, *batch)))
    return told, len(batch), load(wh, *batch)


@pytest.mark.parametrize("case", CASES)
def test_one_batch_gives_what_many_give(
    case: str, in_one_batch: tuple[list[dict[str, list[Event]]], int, LoadReport]
) -> None:
    """However the articles are cut into batches, and in whatever order a batch holds them."""
    expected = sorted(kind for _, kind in CASES[case] if kind)
    for told in in_one_batch[0]:
        events = [event for article in _articles(case) for event in told.get(article.article.url, [])]
        assert sorted(event.kind for event in events) == expected


def test_a_batch_loaded_again_changes_nothing(
    in_one_batch: tuple[list[dict[str, list[Event]]], int, LoadReport],
) -> None:
    _, articles, again = in_one_batch
    assert (again.new, again.changed, again.unchanged, again.events) == (0, 0, articles, [])


@pytest.fixture(scope="module")
def backwards() -> tuple[list[Event], list[tuple[Any, ...]]]:
    """The last articles of all cases loaded, then those before them: what is told; series with two last figures."""
    wh = fresh()
    told = [
        event
        for articles in zip_longest(*(reversed(_articles(case)) for case in CASES))
        for event in load(wh, *filter(None, articles)).events
    ]
    return told, rows(wh, "SELECT series_id, count(*) FROM mart.latest GROUP BY ALL HAVING count(*) > 1")


@pytest.mark.parametrize("case", CASES)
def test_loaded_backwards_nothing_bogus_happens(
    case: str, backwards: tuple[list[Event], list[tuple[Any, ...]]]
) -> None:
    """Older articles that arrive later may be told of differently, but never as news of what is long past."""
    told, latest = backwards
    urls = {article.article.url for article in _articles(case)}
    for event in told:
        news = event.kind in ("new_figure", "revision", "forecast_changed") and event.old_low is not None
        # A later period is news whenever it is told of.
        known = event.old_url == event.url or case in ("an earlier period, told later", "replaced, of another time")
        assert known or not (news and event.url in urls)
    assert latest == []


def test_an_older_article_loaded_late_moves_the_start_back() -> None:
    wh = fresh()
    load(wh, parsed([claim("23")], url="https://a.example/2", day=20))
    report = load(wh, parsed([claim("23")], url="https://b.example/1", day=10, outlet="Ledger"))
    assert (report.events, report.figures) == ([], 0)
    assert [(days(a), days(b)) for a, b in rows(wh, "SELECT as_of, first_said_at FROM mart.figure")] == [(10, 10)]


def test_an_edit_keeps_both_quotes_and_takes_the_old_value_off_the_trend() -> None:
    wh = fresh()
    url = "https://a.example/1"
    load(wh, parsed([claim("23")], url=url, day=0))
    report = load(wh, parsed([claim("25")], url=url, day=0, fetched=2, modified=1))
    [event] = report.events
    assert (event.kind, event.old_quote, event.quote, event.change_abs) == ("edit", "23 sites", "25 sites", 2)
    assert (event.occurred_at, report.changed, event.old_url) == (at(1), 1, url)
    assert rows(wh, "SELECT value_low::INT FROM mart.trend") == [(25,)]
    assert rows(wh, "SELECT quote, is_current FROM mart.claim ORDER BY quote") == [
        ("23 sites", False),
        ("25 sites", True),
    ]
    # Others who restate the corrected value tell no news.
    assert load(wh, parsed([claim("25")], url="https://b.example/1", day=9, outlet="Ledger")).events == []


def _replacing(day: float, **at_: Any) -> ParsedArticle:
    """The Courier puts 21 in place of 23."""
    claims = [claim("21", **IN_2024), claim("23", **IN_2024, replaced_by=0)]
    return parsed(claims, url="https://courier.example/r", day=day, **at_)


STANDING = "SELECT value_low::INT, outlets FROM mart.figure WHERE superseded_by IS NULL AND live ORDER BY 1"


@pytest.mark.parametrize("order", list(permutations(range(3))))
def test_what_is_replaced_is_so_whoever_copies_it_later_and_in_whatever_order(order: tuple[int, ...]) -> None:
    wh = fresh()
    articles = [
        parsed([claim("23", **IN_2024)], url="https://ledger.example/1", outlet="Ledger", day=0),
        _replacing(9),
        parsed([claim("23", **IN_2024)], url="https://herald.example/1", outlet="Herald", day=12),
    ]
    for n in order:
        load(wh, articles[n])
    assert rows(wh, STANDING) == [(21, 1)]


def test_what_was_replaced_stands_again_when_the_text_no_longer_says_so() -> None:
    wh = fresh()
    load(wh, parsed([claim("23", **IN_2024)], url="https://ledger.example/1", outlet="Ledger", day=0))
    load(wh, _replacing(9))
    load(wh, parsed([], url="https://courier.example/r", day=9, fetched=11))
    assert rows(wh, STANDING) == [(23, 1)]


OPEN_EDITS = [
    # what the text said, what it says now, whether that is an edit
    ((">=", "12"), (">=", "43"), True),
    ((">=", "43"), (">=", "12"), True),
    ((">", "80000"), ("=", "85000"), False),
    ((">", "80000"), ("=", "95000"), True),
    (("<=", "300"), ("<=", "200"), True),
]


@pytest.mark.parametrize(("before", "after", "edited"), OPEN_EDITS)
def test_an_edit_of_what_is_open_to_one_side(before: Any, after: Any, edited: bool) -> None:
    wh = fresh()
    url = "https://a.example/1"
    load(wh, parsed([claim(before[1], before[0])], url=url))
    report = load(wh, parsed([claim(after[1], after[0])], url=url, fetched=2))
    assert [event.kind for event in report.events] == (["edit"] if edited else [])
    expected = [(after[0], Decimal(after[1]))]
    assert rows(wh, "SELECT bound, value_low FROM mart.trend") == expected


EDITED_TO: list[tuple[str, Any, Any, Any, dict[str, str], list[tuple[int, int, int, int]]]] = [
    # what, said on day 0, by another on day 1, then in the first's place, when; value, day, outlets, first said on
    ("what a later day outdid", (">=", "4"), "14", (">=", "12"), {},      [(12, 0, 1, 0), (14, 1, 1, 1)]),
    ("what was said later", "4", "14", "14", {},                          [(14, 0, 1, 0), (14, 1, 1, 1)]),
    ("what was said of its period", "4", "14", "14", IN_2023,             [(14, -1, 2, 1)]),
    ("what nobody says", "4", "14", "12", {},                             [(12, 0, 1, 0), (14, 1, 1, 1)]),
]  # fmt: skip


@pytest.mark.parametrize(("what", "first", "other", "then", "of", "points"), EDITED_TO)
def test_an_edit_says_nothing_before_it_was_made(
    what: str, first: Any, other: str, then: Any, of: dict[str, str], points: list[tuple[int, int, int, int]]
) -> None:
    def saying(value: Any) -> Any:
        bound, number = ("=", value) if isinstance(value, str) else value
        return claim(number, bound, **of)

    wh = fresh()
    url = "https://a.example/1"
    load(wh, parsed([saying(first)], url=url))
    load(wh, parsed([saying(other)], url="https://b.example/1", outlet="Ledger", day=1))
    [edit] = load(wh, parsed([saying(then)], url=url, fetched=2)).events
    assert (edit.kind, edit.old_low, edit.new_low) == ("edit", 4, int(then if isinstance(then, str) else then[1]))
    found = rows(
        wh,
        """
        SELECT t.value_low::INT, t.as_of, t.outlets, f.first_said_at
        FROM mart.trend AS t JOIN mart.figure AS f USING (figure_id) ORDER BY t.as_of
        """,
    )
    assert [(low, max(-1, int(days(day))), outlets, int(days(since))) for low, day, outlets, since in found] == points


def test_an_edit_down_to_what_others_still_outdo_is_none() -> None:
    wh = fresh()
    url = "https://a.example/1"
    load(wh, parsed([claim("12", ">=")], url=url))
    load(wh, parsed([claim("43", ">=")], url="https://b.example/1", outlet="Ledger"))
    assert load(wh, parsed([claim("30", ">=")], url=url, fetched=2)).events == []
    assert rows(wh, "SELECT bound, value_low FROM mart.trend") == [(">=", 43)]


def test_an_article_that_gives_two_floors_does_not_revise_itself() -> None:
    wh = fresh()
    both = [claim("12", ">="), claim("43", ">=")]
    report = load(wh, parsed(both, url="https://a.example/1"))
    assert [event.kind for event in report.events] == ["new_series"]
    assert rows(wh, "SELECT value_low, known_low FROM mart.figure") == [(43, 43)]


def test_the_figure_is_worded_by_the_claim_that_leaves_least_open() -> None:
    wh = fresh()
    for number, value in enumerate(("300", "50", "200")):
        load(wh, parsed([claim(value, "<=")], url=f"https://{number}.example/", outlet=f"Outlet {number}"))
    assert rows(wh, "SELECT value_high, known_high, quote FROM mart.figure") == [(50, 50, "50 sites")]


TOLL = ("12", "43", "120")


@pytest.mark.parametrize("order", list(permutations(range(3))))
def test_a_toll_that_arrives_in_another_order_has_the_same_points(order: tuple[int, ...]) -> None:
    wh = fresh()
    told = []
    for n in order:
        article = parsed([claim(TOLL[n], ">=")], url=f"https://a.example/{n}", day=n)
        told += [event.new_low for event in load(wh, article).events]
    assert [int(v) for (v,) in rows(wh, "SELECT value_low FROM mart.trend ORDER BY as_of")] == [12, 43, 120]
    # What is past is not told as news; the first that is heard of is.
    high = -1
    assert told == [int(TOLL[n]) for n in order if n > high and (high := n) >= 0]


@pytest.mark.parametrize("order", list(permutations(range(3))))
def test_a_toll_of_one_day_stands_at_its_last_whichever_way_it_arrives(order: tuple[int, ...]) -> None:
    wh = fresh()
    told = ((0, "12", ">="), (0.1, "43", "="), (0.2, "12", ">="))
    for n in order:
        day, value, bound = told[n]
        load(wh, parsed([claim(value, bound)], url=f"https://{n}.example/", outlet=f"Outlet {n}", day=day))
    assert rows(wh, "SELECT value_low::INT, disputed, outlets FROM mart.trend") == [(43, False, 3)]


def test_what_an_outlet_added_on_a_day_that_is_past_is_no_news() -> None:
    wh = fresh()
    told = []
    for day, value in ((0, "12"), (2, "120"), (0.1, "43")):
        told += load(wh, parsed([claim(value, ">=")], url=f"https://a.example/{day}", day=day)).events
    assert [event.kind for event in told] == ["new_series", "new_figure"]
    assert [int(v) for (v,) in rows(wh, "SELECT value_low FROM mart.trend ORDER BY as_of")] == [43, 120]


LATE_PLANS = [
    # what arrives late, of the day between a plan of at most 300 and one of at most 50; the ledger then
    ("200", [("300", "replaced"), ("200", "replaced"), ("50", "no date")]),
    ("300", [("300", "replaced"), ("50", "no date")]),
    ("400", [("300", "replaced"), ("50", "no date")]),
    ("50", [("300", "replaced"), ("50", "no date")]),
]


@pytest.mark.parametrize(("late", "ledger"), LATE_PLANS)
def test_an_older_plan_that_arrives_late_is_no_news(late: str, ledger: list[tuple[str, str]]) -> None:
    wh = fresh()
    told = []
    for day, value in ((0, "300"), (20, "50"), (10, late)):
        one = claim(value, "<=", modality="target")
        told += load(wh, parsed([one], url=f"https://a.example/{day}", day=day)).events
    assert [event.kind for event in told] == ["forecast", "forecast_changed"]
    found = rows(wh, "SELECT value_high, status FROM mart.forecast ORDER BY value_high DESC")
    assert [(f"{value:.0f}", status) for value, status in found] == ledger


def test_what_was_said_before_stays_with_the_figure_that_says_so() -> None:
    wh = fresh()
    for n, (outlet, value) in enumerate((("A", "12"), ("B", "43"), ("C", "12"), ("D", "43"), ("E", "20"))):
        load(wh, parsed([claim(value, ">=")], url=f"https://{outlet}.example/", outlet=outlet, day=n))
    found = rows(wh, "SELECT value_low, outlets FROM mart.figure ORDER BY as_of")
    assert found == [(12, 2), (43, 3)]


def test_an_edit_taken_back_is_an_edit_and_no_claim_is_there_twice() -> None:
    wh = fresh()
    url = "https://a.example/1"
    for fetched, value, expected in [
        (0, "23", "new_series"),
        (2, "25", "edit"),
        (4, "23", "edit"),
        (6, "25", "edit"),
    ]:
        report = load(wh, parsed([claim(value)], url=url, day=0, fetched=fetched))
        assert [event.kind for event in report.events] == [expected]
    assert rows(wh, "SELECT count(*), count(DISTINCT claim_id) FROM core.claim") == [(2, 2)]
    assert rows(wh, "SELECT count(*), count(DISTINCT figure_id) FROM core.figure") == [(2, 2)]
    assert rows(wh, "SELECT value_low::INT FROM mart.trend") == [(25,)]
    assert rows(wh, "SELECT version, extractor_version FROM core.article_version ORDER BY 1") == [
        (number, "test") for number in (1, 2, 3, 4)
    ]


def test_a_figure_that_an_edit_took_out_is_known_when_a_later_edit_puts_one_in_again() -> None:
    wh = fresh()
    url = "https://a.example/1"
    for fetched, said, expected in [
        (0, ["31"], [("new_series", None)]),
        (2, [], []),
        (4, ["34"], [("edit", "31 sites")]),
        (6, [], []),
        (8, ["34"], []),
    ]:
        report = load(wh, parsed([claim(one) for one in said], url=url, day=0, fetched=fetched))
        assert [(event.kind, event.old_quote) for event in report.events] == expected
        assert rows(wh, "SELECT value_low::INT FROM mart.trend") == [(int(one),) for one in said]


EDITED_AWAY = [
    # what, first and edited away, then elsewhere, told at first and then
    ("the same", {}, (9, "31", {}), "new_series", None),
    ("another value", {}, (9, "34", {}), "new_series", "new_figure"),
    ("older, and loaded late", {}, (-9, "34", {}), "new_series", None),
    ("the same of its period", period(2023), (9, "31", period(2023)), "new_series", None),
    ("no conflict with nobody", period(2023), (9, "34", period(2023)), "new_series", "new_figure"),
    ("a later period", period(2023), (9, "34", period(2024)), "new_series", "new_figure"),
    ("the first that is actual", FORECAST, (9, "31", {}), "forecast", "new_series"),
    ("a forecast, the same", FORECAST, (9, "31", FORECAST), "forecast", None),
    ("a forecast, another", FORECAST, (9, "34", FORECAST), "forecast", "forecast"),
]


@pytest.mark.parametrize(("what", "first", "then", "told", "told_then"), EDITED_AWAY)
def test_a_series_whose_figures_were_edited_away_is_not_heard_of_for_the_first_time(
    what: str, first: dict[str, Any], then: tuple[int, str, dict[str, Any]], told: str, told_then: str | None
) -> None:
    wh = fresh()
    url = "https://a.example/1"
    day, value, rest = then
    reports = [
        load(wh, parsed([claim("31", **first)], url=url, day=0)),
        load(wh, parsed([], url=url, day=0, fetched=2)),
        load(wh, parsed([claim(value, **rest)], url="https://b.example/1", day=day, outlet="Ledger", fetched=12)),
    ]
    kinds = [[event.kind for event in report.events] for report in reports]
    assert kinds == [[told], [], [told_then] if told_then else []]


def test_a_text_edited_with_the_figures_the_same_is_a_version_without_an_event() -> None:
    wh = fresh()
    url = "https://a.example/1"
    load(wh, parsed([claim("23")], url=url, day=0))
    report = load(wh, parsed([claim("23")], url=url, day=0, fetched=2, intro="Corrected spelling. "))
    assert (report.changed, report.events, report.figures) == (1, [], 0)
    assert rows(wh, "SELECT appearances, outlets, live FROM core.figure") == [(1, 1, True)]


def test_a_wire_copy_at_twenty_outlets_is_one_figure_of_one_origin() -> None:
    wh = fresh()
    copies = [
        parsed([claim("23")], url=f"https://outlet{n}.example/1", outlet=f"Outlet {n}", day=n / 100)
        for n in range(20)
    ]
    report = load(wh, *copies)
    assert [event.kind for event in report.events] == ["new_series"]
    assert (report.events[0].outlets, report.events[0].origins) == (20, 1)
    assert rows(wh, "SELECT appearances, outlets, origins FROM core.figure") == [(20, 20, 1)]


def test_an_article_that_gives_two_values_does_not_contradict_itself() -> None:
    wh = fresh()
    report = load(wh, parsed([claim("20"), claim("25")], url="https://a.example/1", day=0))
    assert [event.kind for event in report.events] == ["new_series"]
    # From what was known to something new is news, in whichever order the text says it.
    for order, day in ((["25", "30"], 10), (["35", "30"], 20)):
        report = load(wh, parsed([claim(v) for v in order], url=f"https://a.example/{day}", day=day))
        assert [event.kind for event in report.events] == ["new_figure"]


IN_2022 = period(2022)
REVISED_BESIDE = [
    # what an article says beside a new figure, 26 for 2025; what its events set against each other
    ([claim("21", **IN_2024), claim("23", **IN_2024, replaced_by=0)], {("revision", 23, 21), ("new_figure", 21, 26)}),
    ([claim("21", **IN_2024)], {("revision", 23, 21), ("new_figure", 21, 26)}),
    ([claim("26", **IN_2024)], {("revision", 23, 26)}),
    ([claim("19", **IN_2022)], {("new_figure", 23, 26)}),
]


@pytest.mark.parametrize(("beside", "told"), REVISED_BESIDE)
@pytest.mark.parametrize("turned", [False, True])
def test_a_new_figure_is_set_against_what_its_own_article_makes_of_the_last(
    beside: list[Any], told: set[tuple[str, int, int]], turned: bool
) -> None:
    wh = fresh()
    load(wh, parsed([claim("23", **IN_2024)], url="https://a.example/1"))
    claims = [*beside, claim("26", **IN_2025)] if turned else [claim("26", **IN_2025), *_moved(beside)]
    report = load(wh, parsed(claims, url="https://a.example/2", day=400))
    assert {(event.kind, event.old_low, event.new_low) for event in report.events} == told


def _moved(claims: list[Any]) -> list[Any]:
    """These behind another claim."""
    return [one if one.replaced_by is None else replace(one, replaced_by=one.replaced_by + 1) for one in claims]


def test_a_rival_value_of_the_last_period_stands_beside_what_follows_from_its_own() -> None:
    wh = fresh()
    load(wh, parsed([claim("23", **IN_2024)], url="https://a.example/1"))
    claims = [claim("26", **IN_2025), claim("21", **IN_2024)]
    report = load(wh, parsed(claims, url="https://b.example/1", outlet="Ledger", day=400))
    assert {(event.kind, event.old_low, event.new_low) for event in report.events} == {
        ("conflict", 23, 21),
        ("new_figure", 21, 26),
    }


def test_changes_are_absolute_relative_or_in_points() -> None:
    wh = fresh()
    shares = {"kind": "percent", "unit": "%", "measure": "share of tests"}
    power = {"kind": "measure", "measure": "energy use"}
    load(
        wh,
        parsed([claim("20"), claim("4.1", **shares), claim("300", unit="MWh", **power)], url="https://a.example/1"),
    )
    report = load(
        wh,
        parsed(
            [claim("25"), claim("4.6", **shares), claim("0.6", unit="GWh", **power)], url="https://a.example/2", day=9
        ),
    )
    found = {event.kind_of_value: event for event in report.events}
    assert (found["count"].change_abs, found["count"].change_pct, found["count"].change_points) == (5, 25, None)
    assert (found["percent"].change_pct, found["percent"].change_points) == (None, Decimal("0.5"))
    energy = found["measure"]
    assert (energy.unit, energy.old_low, energy.new_low, energy.change_pct) == (
        "GWh",
        Decimal("0.3"),
        Decimal("0.6"),
        100,
    )


ACROSS_ZERO = [("-3", "4", None), ("4", "-3", None), ("-4", "-3", 25), ("-4", "-5", -25), ("4", "5", 25)]


@pytest.mark.parametrize(("old", "new", "percent"), ACROSS_ZERO)
def test_from_a_loss_to_a_profit_is_no_percentage(old: str, new: str, percent: int | None) -> None:
    wh = fresh()
    profit = {"kind": "money", "unit": "USD", "measure": "profit"}
    load(wh, parsed([claim(old, **profit, **IN_2024)], url="https://a.example/1"))
    (event,) = load(wh, parsed([claim(new, **profit, **IN_2025)], url="https://a.example/2", day=400)).events
    assert event.change_pct == percent
    assert rows(wh, "SELECT change_pct FROM mart.trend ORDER BY as_of DESC LIMIT 1") == [(percent,)]


def test_a_fall_is_below_zero_and_its_bound_turns_round() -> None:
    wh = fresh()
    growth = {"kind": "percent", "unit": "%", "measure": "output"}
    load(wh, parsed([claim("5", change="up", **growth)], url="https://a.example/1"))
    report = load(wh, parsed([claim("3", ">", change="down", **growth)], url="https://a.example/2", day=40))
    [event] = report.events
    assert (event.old_low, event.new_low, event.new_bound, event.change_points) == (5, -3, "<", -8)


def test_a_state_of_affairs_and_a_year_are_set_against_each_other_only_when_close() -> None:
    wh = fresh()
    load(wh, parsed([claim("23"), claim("300", measure="visitors")], url="https://a.example/1"))
    later = [claim("25", **IN_2024), claim("90000", measure="visitors", **IN_2024)]
    report = load(wh, parsed(later, url="https://a.example/2", day=380))
    assert {event.measure: event.old_low for event in report.events} == {"test sites": 23, "visitors": None}


def test_a_figure_is_dated_by_the_outlets_day_not_by_utc() -> None:
    wh = fresh()
    article = parsed([claim("23")], url="https://a.example/1")
    early = replace(
        article.article, published_at=datetime(2024, 3, 14, 23, 30, tzinfo=UTC), published_on=date(2024, 3, 15)
    )
    page = replace(article.page, fetched_at=datetime(2024, 3, 15, 1, tzinfo=UTC))
    load(wh, replace(article, article=early, page=page))
    assert rows(wh, "SELECT as_of FROM mart.trend") == [(date(2024, 3, 15),)]


def test_a_publication_date_in_the_future_does_not_become_the_latest_for_ever() -> None:
    wh = fresh()
    load(wh, parsed([claim("23")], url="https://a.example/1", day=900, fetched=0))
    report = load(wh, parsed([claim("25")], url="https://a.example/2", day=5))
    assert [event.kind for event in report.events] == ["new_figure"]
