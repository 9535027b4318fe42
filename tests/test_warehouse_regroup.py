"""Series put together and parted, in the order of the file, and states of corrections that others leave alone."""

from __future__ import annotations

import pytest
from test_warehouse_corrections import correct, dump, entry, story
from warehouse_cases import at, claim, fresh, holding, load, parsed, rows

from extractors.keys import Aliases
from warehouse import Warehouse
from warehouse.batch import ParsedArticle
from warehouse.corrections import CorrectionEntry, Fixed
from warehouse.rederive import in_loads
from warehouse.verify import verify

NAMES = ("Lanshan Park", "Hill Garden", "Lake Garden")


def _told() -> list[ParsedArticle]:
    return [
        parsed([claim(f"{23 + day}", subject=name)], url=f"https://a.example/{day}", day=day, outlet=outlet)
        for day, (name, outlet) in enumerate(zip(NAMES, ("Courier", "Ledger", "Ledger"), strict=True))
    ]


def _three() -> tuple[Warehouse, dict[str, str]]:
    """Three parks, each with one count; the Ledger tells of the gardens. And their series by the first letters."""
    wh = holding(*_told())
    found = rows(wh, "SELECT series_id, subject FROM core.series")
    return wh, {subject.split()[0]: series_id for series_id, subject in found}


# What is done in the order of the file, as (action, series, into or outlet), and which values are together then.
REGROUPED = [
    ([("merge", "Hill", "Lanshan")], [{23, 24}, {25}]),
    ([("merge", "Hill", "Lanshan"), ("split", "Lanshan", "Ledger")], [{23}, {24}, {25}]),
    ([("merge", "Hill", "Lanshan"), ("merge", "Lake", "Lanshan"), ("split", "Lanshan", "Ledger")], [{23}, {24, 25}]),
    # what is put into a series after it was parted stays there
    ([("split", "Lanshan", "Ledger"), ("merge", "Hill", "Lanshan")], [{23, 24}, {25}]),
    ([("split", "Lanshan", "Courier"), ("merge", "Hill", "Lanshan")], [{23}, {24}, {25}]),
    # one series after the other, whichever was first
    ([("merge", "Hill", "Lake"), ("merge", "Lake", "Lanshan")], [{23, 24, 25}]),
    ([("merge", "Lake", "Lanshan"), ("merge", "Hill", "Lake")], [{23, 24, 25}]),
    # of two for one series the later counts
    ([("merge", "Hill", "Lake"), ("merge", "Hill", "Lanshan")], [{23, 24}, {25}]),
    # a claim that was moved goes along with the series it is in
    ([("move", "Lake", "Hill"), ("merge", "Hill", "Lanshan")], [{23, 24, 25}]),
    ([("move", "Lake", "Hill"), ("merge", "Lake", "Lanshan")], [{23}, {24, 25}]),
]


@pytest.mark.parametrize(("done", "together"), REGROUPED)
def test_series_are_regrouped_in_the_order_of_the_file(
    done: list[tuple[str, str, str]], together: list[set[int]]
) -> None:
    wh, series = _three()
    before = dump(wh)
    quotes = {name.split()[0]: f"{23 + day} sites" for day, name in enumerate(NAMES)}
    entries = []
    for action, one, other in done:
        if action == "move":
            entries.append(entry(wh, "move", quotes[one], into=series[other]))
        elif action == "merge":
            entries.append(CorrectionEntry(action="merge", series=series[one], into=series[other]))
        else:
            entries.append(CorrectionEntry(action="split", series=series[one], outlet=other, label=other))
    correct(wh, *entries, aliases=Aliases())
    found = rows(wh, "SELECT list(value_low::INT) FROM mart.trend GROUP BY series_id")
    assert sorted(sorted(values) for (values,) in found) == sorted(sorted(values) for values in together)
    assert verify(wh) == []
    # The same from the start, as another reading loads them.
    wh = fresh()
    correct(wh, *entries, aliases=Aliases())
    load(wh, *_told())
    assert sorted(rows(wh, "SELECT list(value_low::INT) FROM mart.trend GROUP BY series_id")) == sorted(found)
    correct(wh, aliases=Aliases())
    assert dump(wh, "core.figure", "core.appearance") == {
        name: before[name] for name in ("core.figure", "core.appearance")
    }


def test_a_part_that_is_named_anew_bears_the_new_name_alone() -> None:
    wh, series = _three()
    for label in ("one", "other", "one"):
        split = CorrectionEntry(action="split", series=series["Lanshan"], outlet="Courier", label=label)
        correct(wh, split, aliases=Aliases())
        for table in ("core.series", "core.latest"):
            found = rows(wh, f"SELECT measure FROM {table} WHERE series_id = '{split.part}'")
            assert found == [(f"test sites ({label})",)]
        assert verify(wh) == []
        if label == "other":
            correct(wh, aliases=Aliases())


def test_a_correction_keeps_its_state_when_another_is_made() -> None:
    wh = holding(*story())
    kept = [
        entry(wh, "note", "250 sites", note="odd"),
        entry(wh, "fix", "23 sites", to=Fixed(value="23")),
        entry(wh, "fix", "24 sites", to=Fixed(value_high="3")),
        CorrectionEntry(action="reject", claim="gone", url="u", quote="q", sentence="s"),
    ]
    states = [("note", "applied"), ("fix", "idle"), ("fix", "unfit"), ("reject", "unknown")]
    told = "SELECT action, state FROM core.correction ORDER BY rowid"
    correct(wh, *kept)
    assert rows(wh, told) == states
    correct(wh, *kept, entry(wh, "reject", "25 sites"))
    assert rows(wh, told) == [*states, ("reject", "applied")]
    correct(wh, *kept)
    assert rows(wh, told) == states


def test_what_arrived_late_is_no_news_when_its_series_is_made_anew() -> None:
    wh = fresh()
    for run, (outlet, value, day, fetched) in enumerate(
        [("Courier", "100", 0, 0.2), ("Ledger", "110", 9, 9.2), ("Gazette", "120", 5, 12.0)]
    ):
        one = parsed([claim(value)], url=f"https://{outlet}.example", outlet=outlet, day=day, fetched=fetched)
        load(wh, one, run=f"run {run}", now=at(fetched))
    before = dump(wh)
    assert rows(wh, "SELECT kind, new_low::INT FROM core.event ORDER BY occurred_at") == [
        ("new_series", 100),
        ("new_figure", 110),
    ]
    correct(wh, entry(wh, "reject", "120 sites"))
    correct(wh)
    assert dump(wh) == before


# Days on which the texts of each run were said, and how many loads they are made anew in.
LOADS: list[tuple[list[list[float]], int]] = [
    ([[0], [1], [2]], 1),
    ([[0, 1], [1, 2]], 1),
    ([[0], [9], [5]], 2),
    ([[0, 9], [5], [6]], 2),
    ([[9], [5], [3]], 3),
    ([], 0),
]


@pytest.mark.parametrize(("runs", "loads"), LOADS)
def test_runs_are_taken_together_where_that_makes_no_difference(runs: list[list[float]], loads: int) -> None:
    from warehouse.derive import Said

    texts = [
        [
            Said(parsed([], url=f"https://a.example/{n}/{day}", day=day), 1, at(day), at(day).date(), changed=False)
            for day in run
        ]
        for n, run in enumerate(runs)
    ]
    found = list(in_loads(texts))
    assert len(found) == loads
    assert [one for load in found for one in load] == [one for run in texts for one in run]
