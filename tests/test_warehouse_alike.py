"""``series alike``: what is a sign of one series under two names, and what is none."""

from __future__ import annotations

from typing import Any

import pytest
from warehouse_cases import claim, fresh, load, parsed, period

from warehouse import queries

# Two outlets' claims, each as (value, subject, measure, the rest), and the values that are alike.
SIGNS: list[tuple[str, tuple[Any, ...], tuple[Any, ...], int]] = [
    (
        "three digits and a word",
        ("254", "Ecuador police", "murders", {}),
        ("254", "Ecuador", "violent deaths", {}),
        1,
    ),
    ("no word but a small one", ("254", "Bank of Peru", "fees", {}), ("254", "House of Ecuador", "rents", {}), 0),
    ("both ends of a range", ("20-25", "Ecuador", "murders", {}), ("20-25", "Ecuador", "violent deaths", {}), 1),
    ("one end of a range", ("20-25", "Ecuador", "murders", {}), ("20-26", "Ecuador", "violent deaths", {}), 0),
    ("a range and its end", ("25-25", "Ecuador", "murders", {}), ("20-25", "Ecuador", "violent deaths", {}), 0),
    ("falls", ("2.5", "Peru", "fees", {"change": "down"}), ("2.5", "Peru", "rents", {"change": "down"}), 1),
    ("a rise and a fall", ("2.5", "Peru", "fees", {"change": "up"}), ("2.5", "Peru", "rents", {"change": "down"}), 0),
    ("nothing", ("0", "Peru", "fees", {}), ("0", "Peru", "rents", {}), 0),
    ("leading noughts", ("0.04", "Peru", "fees", {}), ("0.04", "Peru", "rents", {}), 0),
]


@pytest.mark.parametrize(("one", "other", "found"), [case[1:] for case in SIGNS], ids=[case[0] for case in SIGNS])
def test_the_same_value_is_a_sign(one: tuple[Any, ...], other: tuple[Any, ...], found: int) -> None:
    told = []
    for outlet, (value, subject, measure, rest) in (("Courier", one), ("Ledger", other)):
        low, _, high = value.partition("-")
        unit = {"kind": "percent", "unit": "%"} if rest else {"unit": "thing"}
        said = claim((low, high or low), subject=subject, measure=measure, **unit, **rest)
        told.append(parsed([said], url=f"https://{outlet}.example/", outlet=outlet))
    wh = fresh()
    load(wh, *told)
    assert len(queries.alike(wh).rows) == found


def test_a_value_counts_once_however_often_it_is_stated() -> None:
    told = []
    for outlet, measure in (("Courier", "murders"), ("Ledger", "violent deaths")):
        for year, value in ((2021, "6964"), (2022, "6964"), (2023, "7001")):
            said = claim(value, subject="Ecuador", measure=measure, unit="case", **period(year))
            told.append(parsed([said], url=f"https://{outlet}.example/{year}", outlet=outlet))
    wh = fresh()
    load(wh, *told)
    assert [row["values_alike"] for row in queries.alike(wh).records()] == [2]


@pytest.mark.parametrize(("figures", "found"), [(100, True), (102, False)])
def test_what_very_many_figures_have_in_common_is_no_sign(figures: int, found: bool) -> None:
    wh = fresh()
    for outlet, of in (("Courier", 0), ("Ledger", 1)):
        made = [
            claim("25", subject="Ecuador", measure=f"share{number} of votes", kind="percent", unit="%")
            for number in range(of, figures, 2)
        ]
        load(wh, parsed(made, url=f"https://{outlet}.example/", outlet=outlet))
    assert bool(queries.alike(wh).rows) == found
