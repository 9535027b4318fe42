"""Points of a trend: in one unit and rate, with the digits that were stated, and with what disputes them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path

import pytest
from warehouse_cases import claim, fresh, holding, load, parsed, period, rows

from app.cli.picture import write_picture
from app.cli.trend import print_trend
from warehouse.batch import ParsedArticle
from warehouse.indicators import Indicator, sync_indicators
from warehouse.trend import trend
from warehouse.values import converted

# (value, unit, per) first, then; the indicator's unit and rate; the points; what mart.trend has in the first's unit.
SHOWN = [
    (("2", "m3", "second"), ("240", "m3", "minute"), ("m3", "minute"), [120, 240], [2, 4]),
    (("240", "m3", "minute"), ("3", "m3", "second"), ("m3", "second"), [4, 3], [240, 180]),
    (("240", "m3", "minute"), ("270", "m3", "minute"), ("m3", "second"), [4, "4.5"], [240, 270]),
    (("40", "mm", "hour"), ("6", "cm", "hour"), ("mm", "hour"), [40, 60], [40, None]),
    (("1.5", "km", None), ("900", "m", None), ("m", None), [1500, 900], ["1.5", "0.9"]),
    (("5000000", "km", None), ("3100000", "mile", None), ("km", None), [5000000, 4988970], [5000000, 4988970]),
    (("20", "°C", None), ("68.5", "°F", None), ("°C", None), [20, "20.2778"], [20, "20.2778"]),
    (("3", "tonne", "year"), ("2000", "kg", "year"), ("tonne", "year"), [3, 2], [3, 2]),
    # what is said in the unit shown keeps every digit
    (
        ("1234567.891", "m", None),
        ("1234568", "m", None),
        ("m", None),
        ["1234567.891", 1234568],
        ["1234567.891", 1234568],
    ),
]


@pytest.mark.parametrize(("first", "then", "shown", "points", "in_sql"), SHOWN)
def test_values_are_shown_in_one_unit_and_rate(
    first: tuple[str, str, str | None],
    then: tuple[str, str, str | None],
    shown: tuple[str, str | None],
    points: list[int | str],
    in_sql: list[int | str | None],
) -> None:
    told = [
        claim(value, kind="measure", unit=unit, per=per, measure="output", quote=f"{value} {unit}")
        for value, unit, per in (first, then)
    ]
    wh = fresh()
    load(wh, *(parsed([one], url=f"https://a.example/{day}", day=day) for day, one in enumerate(told)))
    sync_indicators(
        wh, [Indicator("out", "Output", measures=("output",), kind="measure", unit=shown[0], per=shown[1])]
    )
    found = trend(wh, "out")
    assert (found.unit, found.per) == shown
    assert [point.low for point in found.points] == [Decimal(value) for value in points]
    [[series_id]] = rows(wh, "SELECT series_id FROM core.series")
    alone = trend(wh, series_id)
    assert (alone.unit, alone.per) == first[1:]
    stated = rows(wh, "SELECT value_low FROM mart.trend ORDER BY as_of")
    for (value,), point, wanted in zip(stated, alone.points, in_sql, strict=True):
        if wanted is not None:
            assert value == point.low == Decimal(wanted)


@pytest.mark.parametrize(
    ("value", "kept"),
    [("1200", "1200"), ("3106855.9611866698", "3106860"), ("0.4724409449", "0.472441"), ("-20.27777777", "-20.2778"),
     ("0", "0"), ("0.00000000001", "0"), ("1E30", None)],
)  # fmt: skip
def test_what_is_converted_has_six_digits(value: str, kept: str | None) -> None:
    assert converted(Decimal(value)) == (None if kept is None else Decimal(kept))


def test_a_change_is_exact_where_its_values_are() -> None:
    told = [claim(value, kind="measure", unit="km") for value in ("350120.1", "350123.4")]
    wh = fresh()
    load(wh, *(parsed([one], url=f"https://a.example/{day}", day=day) for day, one in enumerate(told)))
    assert rows(wh, "SELECT change_abs FROM mart.trend ORDER BY as_of") == [(None,), (Decimal("3.3"),)]


def _disputed() -> Iterator[ParsedArticle]:
    """For 2023 the Ledger takes 250 back for 260; the Courier says 25 and the Gazette 31; all agree on 2022."""
    told = [
        ("Courier", "23", 2022, 0),
        ("Courier", "25", 2023, 0),
        ("Ledger", "250", 2023, 3),
        ("Ledger", "260", 2023, 5),
    ]
    for outlet, value, year, day in (*told, ("Gazette", "31", 2023, 5), ("Gazette", "23", 2022, 6)):
        one = claim(value, sentence=f"The {outlet} counted {value} sites.", **period(year))
        yield parsed([one], url=f"https://{outlet}.example/{day}-{year}", outlet=outlet, day=day)


def test_both_ends_of_the_bar_of_a_disputed_point_have_their_sentence(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    wh = holding(*_disputed())
    found = trend(wh, "test sites")
    agreed, point = found.points
    assert agreed.others == ()
    assert (point.low, point.disputed, point.stated_low, point.stated_high) == (31, True, 25, 260)
    assert [(one.low, one.outlet, one.stands) for one in point.others] == [
        (260, "Ledger", True),
        (25, "Courier", True),
        (250, "Ledger", False),
    ]
    write_picture(found, tmp_path / "a.svg")
    text = (tmp_path / "a.svg").read_text(encoding="utf-8")
    notes = [line.strip() for line in re.findall(r">([^<>]*counted[^<>]*)<", text)]
    assert [re.sub(r"\s+", " ", line).split(":")[0] for line in notes] == [
        "1 2022 23",
        "2 2023 31",
        "but 260",
        "but 25",
    ]
    print_trend(found, "table", chart=False)
    lines = [line.split()[:3] for line in capsys.readouterr().out.splitlines() if " but " in line]
    assert lines == [["but", "260", "“260"], ["but", "25", "“25"]]
    print_trend(found, "json")
    assert capsys.readouterr().out.count('"stands"') == 3
    print_trend(found, "csv")
    assert "others" not in capsys.readouterr().out


def test_a_value_that_was_taken_back_disputes_nothing() -> None:
    """The opposite: one outlet that puts itself right."""
    told = [claim(value, sentence=f"It counted {value} sites.", **period(2023)) for value in ("25", "26")]
    wh = fresh()
    load(wh, *(parsed([one], url=f"https://a.example/{day}", day=day) for day, one in zip((0, 4), told, strict=True)))
    [point] = trend(wh, "test sites").points
    assert (point.disputed, [(one.low, one.stands) for one in point.others]) == (False, [(25, False)])


def test_a_misread_value_is_no_end_of_the_bar() -> None:
    wh = holding(*_disputed())
    sync_indicators(wh, [Indicator("sites", "Sites", measures=("test sites",), sane_high=Decimal(100))])
    point = trend(wh, "sites").points[-1]
    assert ([one.low for one in point.others], point.stated_high) == ([25], 31)


BACK_AND_FORTH = [
    # outlet, value for 2023, event; one day after another
    ("River Post", "41", "new_series"),
    ("River Post", "43", "revision"),
    ("River Post", "41", "revision"),
    ("Ledger", "43", None),
    ("River Post", "43", "revision"),  # from 41 to 43 for the second time
    ("River Post", "41", "revision"),
    ("River Post", "41", None),
]


def test_a_revision_that_is_made_a_second_time_is_told_a_second_time() -> None:
    wh = fresh()
    for day, (outlet, value, event) in enumerate(BACK_AND_FORTH):
        one = parsed([claim(value, **period(2023))], url=f"https://a.example/{day}", outlet=outlet, day=day)
        assert [told.kind for told in load(wh, one).events] == ([event] if event else []), day
