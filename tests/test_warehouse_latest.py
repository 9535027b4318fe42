"""The last figure of each series is kept by whoever writes figures: each of them, and what must be kept after it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from test_warehouse_corrections import correct, entry
from test_warehouse_lone import news
from warehouse_cases import at, claim, fresh, holding, load, parsed, period, rows

from warehouse import Warehouse
from warehouse.batch import ParsedArticle
from warehouse.corrections import CorrectionEntry, Fixed
from warehouse.forget import forget
from warehouse.migrate import migrations
from warehouse.verify import verify

A, B, C = (f"https://{name}.example/1" for name in "abc")


def story() -> list[ParsedArticle]:
    """The park's sites on two days, its labs once; beside them a forecast, and a series of one article alone."""
    labs = claim("7", measure="labs", unit="lab")
    beside = [claim("40", modality="forecast", **period(2030)), claim("99", subject=None)]
    return [
        parsed([claim("23"), labs], url=A),
        parsed([claim("25"), *beside], url=B, outlet="Ledger", day=9),
    ]


def series(wh: Warehouse, measure: str) -> str:
    return str(rows(wh, f"SELECT series_id FROM core.series WHERE measure = '{measure}' AND NOT local")[0][0])


def edit(url: str, outlet: str, day: float, *values: str) -> Callable[[Warehouse], object]:
    return lambda wh: load(wh, parsed([claim(v) for v in values], url=url, outlet=outlet, day=day, fetched=40))


def said(value: str, day: float, outlet: str = "Herald", **more: str) -> Callable[[Warehouse], object]:
    return lambda wh: load(wh, parsed([claim(value, **more)], url=C, outlet=outlet, day=day))


SITES, LABS = ("test sites", 25, 1, 2), ("labs", 7, 1, 1)
WRITERS: list[tuple[str, list[Callable[[Warehouse], object]], list[tuple[str, int, int, int]]]] = [
    # what is done, in this order, and then of each series: measure, last value, its outlets, actual figures
    ("a load", [], [LABS, SITES]),
    ("a later value", [said("26", 20)], [LABS, ("test sites", 26, 1, 3)]),
    ("an older value, loaded late", [said("21", 4)], [LABS, ("test sites", 25, 1, 3)]),
    ("the same again", [said("25", 9)], [LABS, ("test sites", 25, 2, 2)]),
    ("another value for that day", [said("26", 9)], [LABS, ("test sites", 26, 1, 3)]),
    ("a revision", [said("24", 9.1, "Ledger")], [LABS, ("test sites", 24, 1, 3)]),
    ("a forecast alone", [said("50", 20, modality="forecast", **period(2031))], [LABS, SITES]),
    ("an edit", [edit(B, "Ledger", 9, "27")], [LABS, ("test sites", 27, 1, 2)]),
    ("an edit to less", [edit(B, "Ledger", 9, "22")], [LABS, ("test sites", 22, 1, 2)]),
    ("a value taken out of its article", [edit(B, "Ledger", 9)], [LABS, ("test sites", 23, 1, 1)]),
    ("the only value taken out", [edit(A, "Courier", 0, "23")], [SITES]),
    (
        "an edit taken back",
        [edit(B, "Ledger", 9), lambda wh: load(wh, parsed(CLAIMS_OF_B, url=B, outlet="Ledger", day=9, fetched=50))],
        [LABS, SITES],
    ),
    ("the last one forgotten", [lambda wh: forget(wh, [B], None, at(60))], [LABS, ("test sites", 23, 1, 1)]),
    ("the first one forgotten", [lambda wh: forget(wh, [A], None, at(60))], [("test sites", 25, 1, 1)]),
    (
        "one of two who said it forgotten",
        [said("25", 9), lambda wh: forget(wh, [C], None, at(60))],
        [LABS, SITES],
    ),
    ("a source forgotten", [lambda wh: forget(wh, (), "ledger", at(60))], [LABS, ("test sites", 23, 1, 1)]),
    (
        "the last one rejected",
        [lambda wh: correct(wh, entry(wh, "reject", "25 sites"))],
        [LABS, ("test sites", 23, 1, 1)],
    ),
    ("the only one rejected", [lambda wh: correct(wh, entry(wh, "reject", "7 sites"))], [SITES]),
    ("a rejection taken back", [lambda wh: correct(wh, entry(wh, "reject", "25 sites")), correct], [LABS, SITES]),
    (
        "a value put right",
        [lambda wh: correct(wh, entry(wh, "fix", "25 sites", to=Fixed(value="28")))],
        [LABS, ("test sites", 28, 1, 2)],
    ),
    (
        "a claim moved",
        [lambda wh: correct(wh, entry(wh, "move", "25 sites", into=series(wh, "labs")))],
        [("labs", 25, 1, 2), ("test sites", 23, 1, 1)],
    ),
    (
        "series merged",
        [lambda wh: correct(wh, merge(wh))],
        [("test sites", 25, 1, 3)],
    ),
    (
        "a series split",
        [lambda wh: correct(wh, split(wh))],
        [LABS, ("test sites", 23, 1, 1), ("test sites (theirs)", 25, 1, 1)],
    ),
    (
        "a series split before it was heard of",
        [lambda wh: PARTED.append(split(wh)), lambda wh: fresh(), lambda wh: correct(wh, PARTED.pop()),
         lambda wh: load(wh, *story())],
        [LABS, ("test sites", 23, 1, 1), ("test sites (theirs)", 25, 1, 1)],
    ),
]  # fmt: skip
CLAIMS_OF_B = [claim("25"), claim("40", modality="forecast", **period(2030)), claim("99", subject=None)]
PARTED: list[CorrectionEntry] = []


def merge(wh: Warehouse) -> CorrectionEntry:
    return CorrectionEntry(action="merge", series=series(wh, "labs"), into=series(wh, "test sites"))


def split(wh: Warehouse) -> CorrectionEntry:
    return CorrectionEntry(action="split", series=series(wh, "test sites"), outlet="Ledger", label="theirs")


@pytest.mark.parametrize(("name", "done", "kept"), WRITERS, ids=[row[0] for row in WRITERS])
def test_every_writer_keeps_the_last_figures(
    name: str, done: list[Callable[[Warehouse], object]], kept: list[tuple[str, int, int, int]]
) -> None:
    wh = holding(*story())
    for step in done:
        step(wh)
    assert rows(wh, "SELECT measure, value_low::INT, outlets, figures FROM mart.latest ORDER BY ALL") == kept
    assert verify(wh) == []


@pytest.mark.parametrize("seed", range(2))
def test_after_each_of_many_loads_it_is_what_the_figures_say(seed: int) -> None:
    wh, articles = fresh(), news(seed)
    for start in range(0, len(articles), 50):
        load(wh, *articles[start : start + 50])
        assert verify(wh) == []
    assert rows(wh, "SELECT count(*) > 30, count(*) FILTER (figures > 1) > 10 FROM mart.latest") == [(True, True)]


# What migrations after that of core.latest made, for a file from before it.
LATER_UNDONE = """
    DROP TABLE core.corrected;
    ALTER TABLE core.correction ADD COLUMN original VARCHAR;
    ALTER TABLE core.correction DROP COLUMN series_ids;
    ALTER TABLE core.correction DROP COLUMN made_by;
    ALTER TABLE core.correction DROP COLUMN made_at;
    ALTER TABLE core.correction DROP COLUMN problem;
    ALTER TABLE core.claim DROP COLUMN replaced_by;
    ALTER TABLE raw.page DROP COLUMN extractor_version;
    ALTER TABLE raw.page DROP COLUMN tries;
    DROP TABLE raw.feed_text;
    ALTER TABLE core.claim DROP COLUMN context;
    ALTER TABLE core.event DROP COLUMN context;
"""


def test_a_file_from_before_it_was_kept_gets_it_with_the_migration(tmp_path: Path) -> None:
    path = tmp_path / "w.duckdb"
    wh = Warehouse(path)
    load(wh, *story(), *news(1))
    kept = rows(wh, "SELECT * FROM core.latest ORDER BY ALL")
    [step] = [step for step in migrations() if step.name == "latest"]
    with wh.write() as con:
        con.execute("DROP VIEW mart.latest; DROP TABLE core.latest")
        con.execute(LATER_UNDONE)
        con.execute(f"DELETE FROM core.migration WHERE version >= {step.version}")
    wh.migrate()
    assert (tmp_path / f"w.duckdb.before-{step.version:04d}").exists()
    assert rows(wh, "SELECT * FROM core.latest ORDER BY ALL") == kept
    assert len(kept) > 30
    assert verify(wh) == []
