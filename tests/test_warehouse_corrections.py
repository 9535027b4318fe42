"""What people put right: applied to all there is and all that comes, and taken back without a trace."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from random import Random
from typing import Any

import pytest
from warehouse_cases import at, claim, fresh, load, parsed, rows

from benchmarks.made_news import News, _placed
from extractors.errors import ConfigError
from extractors.keys import Aliases, make_aliases
from warehouse import Warehouse
from warehouse.batch import Batch, ParsedArticle
from warehouse.correct import sync_corrections
from warehouse.corrections import CorrectionEntry, Fixed, add_correction, load_corrections
from warehouse.load import load_batch
from warehouse.rederive import rederive
from warehouse.verify import verify

TABLES = ("core.claim", "core.figure", "core.appearance", "core.event", "core.series", "core.latest")
NAMES = make_aliases([("Lanshan Park", ["Lanshan Garden"])])


def dump(wh: Warehouse, *tables: str) -> dict[str, list[tuple[Any, ...]]]:
    """Every row; when an event was found may differ."""
    told = {"core.event": " EXCLUDE (detected_at)"}
    return {table: rows(wh, f"SELECT *{told.get(table, '')} FROM {table} ORDER BY ALL") for table in tables or TABLES}


def correct(wh: Warehouse, *entries: CorrectionEntry, aliases: Aliases = NAMES) -> None:
    sync_corrections(wh, entries, aliases, at(2000))


def story() -> list[ParsedArticle]:
    """Two outlets, one of them wrong on day 9; another name for the park on day 20."""
    return [
        parsed([claim("23")], url="https://a.example/1", day=0),
        parsed([claim("250")], url="https://b.example/1", day=9, outlet="Ledger"),
        parsed([claim("24", subject="Lanshan Garden")], url="https://a.example/2", day=20),
        parsed([claim("25")], url="https://a.example/3", day=30),
    ]


def claim_id(wh: Warehouse, quote: str) -> str:
    return str(rows(wh, f"SELECT claim_id FROM core.claim WHERE quote = '{quote}'")[0][0])


def entry(wh: Warehouse, action: Any, quote: str, **more: Any) -> CorrectionEntry:
    [(id_, url, sentence)] = rows(wh, f"SELECT claim_id, url, sentence FROM mart.claim WHERE quote = '{quote}'")
    return CorrectionEntry(action=action, claim=id_, url=url, quote=quote, sentence=sentence, **more)


def values(wh: Warehouse) -> list[int]:
    return [row[0] for row in rows(wh, "SELECT value_low::INT FROM mart.trend ORDER BY subject DESC, as_of")]


def test_what_each_correction_does_and_that_it_can_be_taken_back() -> None:
    wh = fresh()
    load(wh, *story())
    before = dump(wh)
    park, garden = (
        rows(wh, f"SELECT series_id FROM core.series WHERE subject = 'Lanshan {name}'")[0][0]
        for name in ("Park", "Garden")
    )
    assert values(wh) == [23, 250, 25, 24]
    cases = {
        "reject": (entry(wh, "reject", "250 sites"), [23, 25, 24]),
        "fix": (entry(wh, "fix", "250 sites", to=Fixed(value="25")), [23, 25, 24]),
        "fix the subject": (entry(wh, "fix", "24 sites", to=Fixed(subject="Lanshan Garden")), [23, 250, 24, 25]),
        "move": (entry(wh, "move", "24 sites", into=park), [23, 250, 24, 25]),
        "merge": (CorrectionEntry(action="merge", series=garden, into=park), [23, 250, 24, 25]),
        "split": (CorrectionEntry(action="split", series=park, outlet="Ledger", label="Ledger"), [250, 23, 25, 24]),
        "note": (CorrectionEntry(action="note", series=park, note="odd"), [23, 250, 25, 24]),
    }
    for name, (one, expected) in cases.items():
        correct(wh, one)
        assert sorted(values(wh)) == sorted(expected), name
        assert verify(wh) == [], name
        [(state,)] = rows(wh, "SELECT state FROM core.correction")
        assert state == "applied", name
        corrected = dump(wh, "core.figure", "core.appearance")
        correct(wh)
        after = dump(wh)
        for table in TABLES[:4]:
            assert [r for r in after[table] if r not in before[table]] == [], (name, table)
            assert len(after[table]) == len(before[table]), (name, table)
        # A new reading of the same pages, corrections known beforehand, comes to the same.
        again = fresh()
        correct(again, one)
        load(again, *story())
        assert dump(again, "core.figure", "core.appearance") == corrected, name
        assert rows(again, "SELECT state FROM core.correction") == [("applied" if one.claim else "unknown",)], name
        wh = fresh()
        load(wh, *story())


def test_a_rejected_claim_comes_back_with_an_unchanged_sentence_and_stays_rejected() -> None:
    wh = fresh()
    load(wh, *story())
    correct(wh, entry(wh, "reject", "250 sites"))
    load(wh, parsed([claim("250")], url="https://b.example/1", day=9, fetched=12, outlet="Ledger", intro="Edited. "))
    assert values(wh) == [23, 25, 24]
    assert verify(wh) == []


def test_events_that_a_correction_makes_are_old_news() -> None:
    wh = fresh()
    load(wh, *story())
    correct(wh, entry(wh, "reject", "250 sites"))
    told = rows(
        wh, "SELECT kind, event_id IN (SELECT event_id FROM core.judged) FROM core.event WHERE kind = 'new_figure'"
    )
    assert told == [("new_figure", True)]


def test_an_event_that_somebody_was_told_of_stays_whatever_is_corrected() -> None:
    wh = fresh()
    load(wh, *story())
    with wh.write() as con:
        con.execute(
            """
            INSERT INTO core.alert BY NAME
            SELECT event_id AS alert_id, 'rule' AS rule_id, event_id, kind AS event_kind, 'info' AS severity,
                detected_at AS raised_at, occurred_at, 'why' AS reason, 'what' AS headline, '{}' AS message,
                'open' AS state, false AS late
            FROM core.event WHERE quote = '250 sites'
            """
        )
    correct(wh, entry(wh, "reject", "250 sites"))
    assert rows(wh, "SELECT quote FROM core.event JOIN core.alert USING (event_id)") == [("250 sites",)]
    assert verify(wh) == []


@pytest.mark.parametrize("seed", range(3))
def test_series_made_anew_are_as_they_were_loaded(seed: int) -> None:
    """Whole news with edits, taken back or not: making every series anew changes no row."""
    random = Random(seed)
    articles = list(News(seed, series=30).articles(700))
    for told in random.sample(articles, 12):
        other = random.choice(articles)
        later = told.page.fetched_at + timedelta(days=400 + random.random())
        edited = _placed(
            other.article.text, tuple(other.records), told.article.url, told.page.outlet, told.page.fetched_at
        )
        articles.append(replace(edited, page=replace(edited.page, fetched_at=later)))
        if random.random() < 0.5:
            articles.append(replace(told, page=replace(told.page, fetched_at=later + timedelta(days=9))))
    wh = fresh()
    load_batch(wh, Batch("run", at(1000), articles))
    before = dump(wh)
    with wh.write() as con:
        rederive(con, [row[0] for row in con.execute("SELECT series_id FROM core.series").fetchall()], at(2000))
    after = dump(wh)
    for table in TABLES:
        assert after[table] == before[table], table


def test_the_file_is_written_by_command_and_every_mistake_in_it_is_told(tmp_path: Path) -> None:
    path = tmp_path / "corrections.yaml"
    assert load_corrections(path) == ()
    one = CorrectionEntry(action="merge", series="a", into="b", note="one place, two names")
    assert add_correction(path, one)
    assert not add_correction(path, one)
    assert add_correction(path, CorrectionEntry(action="note", claim="c", note="sic"))
    assert [entry.action for entry in load_corrections(path)] == ["merge", "note"]
    assert path.read_text().startswith("# What you have put right")
    path.write_text("corrections:\n  - action: fix\n    claim: a\n  - action: split\n    series: a\n    label: b\n")
    with pytest.raises(ConfigError) as error:
        load_corrections(path)
    assert str(error.value).splitlines() == [
        f"{path}:2:5: fix needs to",
        f"{path}:4:5: split needs outlet or words: which claims to take out",
    ]
