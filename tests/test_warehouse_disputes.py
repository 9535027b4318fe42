"""Who disputes what after somebody gave a value up: conflicts and trends have to answer alike."""

from __future__ import annotations

import pytest
from warehouse_cases import claim, fresh, load, parsed, period, rows

from warehouse import queries
from warehouse.trend import trend
from warehouse.verify import verify

Said = tuple[str, str, float]
Sides = tuple[str, str, bool]
Shown = tuple[str, int, bool]

OF_A_PERIOD: list[tuple[str, list[Said], list[Sides], list[Shown]]] = [
    # what, (outlet, value, day), conflicts with what stands and who says so, trend: value, outlets, disputed
    (
        "one comes round to the other",
        [("Courier", "142", 1), ("Ledger", "136", 5), ("Courier", "136", 9)],
        [("142 sites (Courier)", "136 sites (Ledger)", False)],
        [("136", 2, False)],
    ),
    (
        "one revises to a third value: the other disputes that, too",
        [("Courier", "142", 1), ("Ledger", "136", 5), ("Courier", "139", 9)],
        [("139 sites (Courier)", "136 sites (Ledger)", True)],
        [("139", 1, True)],
    ),
    (
        "one comes round, but somebody else still says what it said",
        [("Courier", "142", 1), ("Herald", "142", 2), ("Ledger", "136", 5), ("Courier", "136", 9)],
        [("142 sites (Herald)", "136 sites (Courier, Ledger)", True)],
        [("136", 2, True)],
    ),
    (
        "it comes round and goes back",
        [("Courier", "142", 1), ("Ledger", "136", 5), ("Courier", "136", 9), ("Courier", "142", 12)],
        [("142 sites (Courier)", "136 sites (Ledger)", True)],
        [("142", 1, True)],
    ),
    (
        "first a third value, then that of the other",
        [("Courier", "142", 1), ("Ledger", "136", 5), ("Courier", "139", 9), ("Courier", "136", 12)],
        [("142 sites (Courier)", "136 sites (Ledger)", False)],
        [("136", 2, False)],
    ),
]
OF_A_DAY: list[tuple[str, list[Said], list[Sides], list[Shown]]] = [
    (
        "one comes round on a later day",
        [("Courier", "142", 1), ("Ledger", "136", 1.1), ("Courier", "136", 2)],
        [("142 sites (Courier)", "136 sites (Ledger)", False)],
        [("136", 2, False)],
    ),
    (
        "the first comes round to whoever spoke last",
        [("Ledger", "136", 1), ("Courier", "142", 1.1), ("Courier", "136", 2)],
        [("136 sites (Ledger)", "142 sites (Courier)", False)],
        [("136", 2, False)],
    ),
    (
        "a third takes a side, and the dispute goes on",
        [("Courier", "142", 1), ("Ledger", "136", 1.1), ("Herald", "142", 2)],
        [("142 sites (Courier, Herald)", "136 sites (Ledger)", True)],
        [("142", 2, True)],
    ),
    (
        "an article that gave both values disputes nothing",
        [("Courier", "142 and 136", 1), ("Courier", "136 and 150", 9)],
        [],
        [("136", 1, True), ("150", 1, False)],
    ),
]
FORECASTS: list[tuple[str, list[Said], list[Sides], list[Shown]]] = [
    (
        "one takes the other's forecast",
        [("Courier", "500", 1), ("Ledger", "600", 1.1), ("Courier", "600", 5)],
        [("500 sites (Courier)", "600 sites (Ledger)", False)],
        [("600", 2, False)],
    ),
    (
        "one withdraws its own",
        [("Courier", "500", 1), ("Ledger", "600", 1.1), ("Ledger", "500", 5)],
        [("500 sites (Courier)", "600 sites (Ledger)", False)],
        [("500", 2, False)],
    ),
    (
        "a new forecast replaces the outlet's own as well as the last",
        [("Courier", "500", 1), ("Ledger", "600", 1.1), ("Courier", "700", 5)],
        [("500 sites (Courier)", "600 sites (Ledger)", False)],
        [("700", 1, False)],
    ),
]
CASES = [
    *(("actual", period(2023), *case) for case in OF_A_PERIOD),
    *(("actual", {}, *case) for case in OF_A_DAY),
    *(("forecast", period(2025), *case) for case in FORECASTS),
]


@pytest.mark.parametrize(("modality", "when", "what", "said", "sides", "shown"), CASES, ids=[one[2] for one in CASES])
def test_conflicts_and_trend_answer_alike(
    modality: str, when: dict[str, str], what: str, said: list[Said], sides: list[Sides], shown: list[Shown]
) -> None:
    wh = fresh()
    for number, (outlet, values, day) in enumerate(said):
        claims = [claim(value, modality=modality, **when) for value in values.split(" and ")]
        load(wh, parsed(claims, url=f"https://{outlet}.example/{number}", outlet=outlet, day=day))
    found = queries.conflicts(wh).records()
    assert [(row["one_side"], row["other_side"], row["is_open"]) for row in found] == sides
    points = rows(wh, "SELECT value_low::INTEGER::VARCHAR, outlets, disputed FROM mart.trend ORDER BY as_of")
    assert points == shown
    assert len(queries.conflicts(wh, open_only=True).records()) == sum(is_open for *_, is_open in sides)
    assert verify(wh) == []


def test_what_disputes_a_point_is_told_in_the_words_of_one_who_still_says_it() -> None:
    wh = fresh()
    for outlet, value, day in [
        ("Courier", "142", 1),
        ("Herald", "142", 2),
        ("Ledger", "136", 5),
        ("Courier", "136", 9),
    ]:
        load(
            wh, parsed([claim(value, **period(2023))], url=f"https://{outlet}.example/{day}", outlet=outlet, day=day)
        )
    [(series_id,)] = rows(wh, "SELECT series_id FROM core.series")
    [point] = trend(wh, series_id).points
    assert (point.low, point.outlets, point.disputed) == (136, 2, True)
    assert [(one.low, one.outlet, one.outlets, one.stands) for one in point.others] == [(142, "Herald", 1, True)]


def test_a_dispute_that_is_over_on_a_later_day_is_told_as_a_revision() -> None:
    wh = fresh()
    for number, (outlet, value, day) in enumerate(
        [("Courier", "142", 1), ("Ledger", "136", 1.1), ("Courier", "136", 2)]
    ):
        load(wh, parsed([claim(value)], url=f"https://{outlet}.example/{number}", outlet=outlet, day=day))
    told = rows(wh, "SELECT kind, old_quote, quote, outlet FROM core.event ORDER BY occurred_at")
    assert told == [
        ("new_series", None, "142 sites", "Courier"),
        ("conflict", "142 sites", "136 sites", "Ledger"),
        ("revision", "142 sites", "136 sites", "Courier"),
    ]
