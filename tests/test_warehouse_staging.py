"""Rows that go through the staging file come back as they were, whatever is in them."""

from __future__ import annotations

import importlib
import sys
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from warehouse_cases import fresh

from extractors.allowed import storable
from warehouse.staging import DECIMAL, FEW, arrow, show, stage

NASTY = [
    "",
    "\\N",
    "NULL",
    'he said "no", then\nleft\r\n',
    "\r",
    "a\x00b",
    " padded ",
    "\u2028\u2029\x85",
    "😀 ünï",
    "x" * 3_000_000,
]
NUMBERS = [
    "0",
    "-0.1",
    "0.0000000001",
    "-0.00001",
    "12345678901234",
    "123456789012345",
    "-1234567890123.4",
    "99999.12345",
    "9" * 28 + ".9999999999",
    "-" + "9" * 28,
]


def _round_trip(kind: str, values: list[Any]) -> list[Any]:
    wh = fresh()
    with wh.write() as con:
        stage(con, "staged", {"nth": "INTEGER", "value": kind}, enumerate(values))
        return [row[0] for row in con.execute("SELECT value FROM staged ORDER BY nth").fetchall()]


def test_text_of_every_kind() -> None:
    assert _round_trip("VARCHAR", [*NASTY, None]) == [*NASTY, None]
    assert _round_trip("VARCHAR", ["half \ud800 a pair"]) == ["half ? a pair"]


@pytest.mark.parametrize("count", [1, FEW - 1, FEW, FEW + 1])
def test_one_column_of_texts_takes_a_shorter_way_while_it_is_short(count: int) -> None:
    texts = [*(None if n % 5 == 4 else f"{n}{NASTY[n % 9]}" for n in range(count - 1)), "half \ud800 a pair"]
    wh = fresh()
    with wh.write() as con:
        stage(con, "staged", {"value": "VARCHAR"}, ((text,) for text in texts))
        assert [row[0] for row in con.execute("FROM staged").fetchall()] == [*texts[:-1], "half ? a pair"]


def test_numbers_of_every_size() -> None:
    values = [Decimal(text) for text in NUMBERS]
    assert _round_trip(DECIMAL, [*values, None]) == [*values, None]


@pytest.mark.parametrize(
    ("kind", "values"),
    [
        ("BOOLEAN", [True, False, None]),
        ("DATE", [date(1, 1, 1), date(9999, 12, 31), None]),
        ("VARCHAR[]", [[], [""], ["a", 'b"c', "d,e"], None, ["a\x1fb", None, ""], [None]]),
        ("DECIMAL(18,15)", [Decimal("0.123456789012345"), Decimal(-999), None]),
        ("DECIMAL(4,1)", [Decimal("999.9"), Decimal("-0.1")]),
        ("DECIMAL(38,0)", [10**38 - 1, -1]),
        ("BIGINT", [-(2**63), 2**63 - 1, None]),
    ],
)
def test_other_types(kind: str, values: list[Any]) -> None:
    assert _round_trip(kind, values) == values


def test_instants_are_kept_in_utc() -> None:
    from datetime import timezone

    east = datetime(2024, 3, 15, 7, 30, 0, 250000, tzinfo=timezone(timedelta(hours=8)))
    assert _round_trip("TIMESTAMP", [east, datetime(2024, 1, 1, tzinfo=UTC)]) == [
        datetime(2024, 3, 14, 23, 30, 0, 250000),  # noqa: DTZ001
        datetime(2024, 1, 1),  # noqa: DTZ001
    ]


COLUMNS = {
    "nth": "INTEGER",
    "text": "VARCHAR",
    "number": DECIMAL,
    "flag": "BOOLEAN",
    "day": "DATE",
    "instant": "TIMESTAMP",
    "long": "BIGINT",
    "texts": "VARCHAR[]",
}


def _row(nth: int) -> tuple[Any, ...]:
    """One row of ``COLUMNS``: values that repeat, and None at places that differ from column to column."""
    day = date(2000, 1, 1) + timedelta(days=nth % 50)
    values = (
        nth,
        f"é{nth % 90}",
        Decimal(nth % 70 - 35) / 8,
        nth % 2 == 0,
        day,
        datetime(day.year, day.month, day.day),  # noqa: DTZ001
        nth * 10**12,
        [f"{nth % 9}", "b"],
    )
    return (nth, *(None if nth % (7 + place) == 3 else value for place, value in enumerate(values[1:])))


@pytest.mark.parametrize("count", [0, 1, 2047, 2048, 2049, 5001])
def test_many_rows_come_back_in_order(count: int) -> None:
    expected = [_row(nth) for nth in range(count)]
    wh = fresh()
    with wh.write() as con:
        stage(con, "staged", COLUMNS, map(_row, range(count)))
        assert con.execute("SELECT * FROM staged").fetchall() == expected
        show(con, "shown", arrow(COLUMNS, map(_row, range(count))))
        for _ in range(2):  # it can be read again
            assert con.execute("SELECT * FROM shown ORDER BY nth").fetchall() == expected


_DECIMALS = st.decimals(allow_nan=False, allow_infinity=False, min_value=-(10**27), max_value=10**27)
_TEXTS = st.text(st.characters(exclude_categories=["Cs"]), max_size=30)


@settings(max_examples=40, deadline=None)
@given(st.lists(st.tuples(_TEXTS, _DECIMALS), min_size=1, max_size=20))
def test_anything_comes_back(rows: list[tuple[str, Decimal]]) -> None:
    assert _round_trip("VARCHAR", [text for text, _ in rows]) == [text for text, _ in rows]
    numbers = [storable(number) for _, number in rows]
    assert _round_trip(DECIMAL, numbers) == numbers


@pytest.mark.parametrize("installed", [False, True])
def test_what_is_not_installed_is_known_missing_only_while_a_connection_is_open(
    installed: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """DuckDB asks for it with each table; who uses this package finds ``sys.modules`` as it was."""
    name = f"figurewatch_test_frames_{installed}"  # each is searched for once
    monkeypatch.setattr("warehouse.not_installed.LIBRARIES", (name,))
    monkeypatch.syspath_prepend(tmp_path)
    if installed:
        (tmp_path / f"{name}.py").touch()
        importlib.invalidate_caches()
    wh = fresh()
    inside = []
    with wh.write() as con:
        stage(con, "staged", {"value": "VARCHAR"}, [("x",)])
        inside.append(sys.modules.get(name, "asked for"))
    with wh.read(), wh.read():
        inside.append(sys.modules.get(name, "asked for"))
    assert inside == (["asked for"] * 2 if installed else [None, None])
    assert name not in sys.modules
