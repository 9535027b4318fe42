"""What people put right: applied to all there is and all that comes, and taken back without a trace."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from random import Random
from typing import Any

import pytest
from warehouse_cases import at, claim, fresh, holding, load, parsed, period, rows

from benchmarks.made_news import News, _placed
from extractors.errors import ConfigError
from extractors.keys import Aliases, make_aliases
from warehouse import Warehouse, queries
from warehouse.batch import Batch, ParsedArticle
from warehouse.correct import sync_corrections
from warehouse.corrections import (
    CorrectionEntry,
    Fixed,
    Undone,
    add_correction,
    load_corrections,
    mark_undone,
)
from warehouse.due import due_forecasts
from warehouse.explain import explain
from warehouse.load import load_batch
from warehouse.rederive import rederive
from warehouse.verify import verify

TABLES = ("core.claim", "core.figure", "core.appearance", "core.event", "core.series", "core.latest")
A, B = "https://a.example/1", "https://b.example/1"
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


def alert_of(wh: Warehouse, which: str) -> None:
    """Somebody was alerted to these events."""
    with wh.write() as con:
        con.execute(
            f"""
            INSERT INTO core.alert BY NAME
            SELECT event_id AS alert_id, 'rule' AS rule_id, event_id, kind AS event_kind, 'info' AS severity,
                detected_at AS raised_at, occurred_at, 'why' AS reason, 'what' AS headline, '{{}}' AS message,
                'open' AS state, false AS late
            FROM core.event AS e WHERE {which}
            """
        )


def values(wh: Warehouse) -> list[int]:
    return [row[0] for row in rows(wh, "SELECT value_low::INT FROM mart.trend ORDER BY subject DESC, as_of")]


def test_what_each_correction_does_and_that_it_can_be_taken_back() -> None:
    wh = holding(*story())
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
        state = "unknown" if name == "note" else "applied"
        assert rows(again, "SELECT state FROM core.correction") == [(state,)], name
        wh = holding(*story())


SHOWN: list[tuple[str, str, Fixed | None, tuple[bool, bool, str | None]]] = [
    # what a person does to "250 sites"      corrected, rejected, what was read before
    ("reject", "", None,                              (False, True, None)),
    ("fix", "", Fixed(value="25"),                    (True, False, "value 250")),
    ("fix", "", Fixed(bound=">", period="2024-03"),   (True, False, "value 250; period none")),
    ("fix", "", Fixed(unit="km"),                     (True, False, "kind count; unit site")),
    ("fix", "", Fixed(kind="rank"),                   (True, False, "kind count; unit site")),
    ("fix", "", Fixed(change="down"),                 (True, False, "change level")),
    ("fix", "", Fixed(subject="Brask", measure="x"),  (True, False, "measure test sites; subject Lanshan Park")),
    ("move", "Garden", None,                          (True, False, "series {own}")),
    ("note", "", None,                                (False, False, None)),
]  # fmt: skip


@pytest.mark.parametrize(("action", "into", "to", "expected"), SHOWN)
def test_a_claim_says_what_a_person_did_to_it(
    action: str, into: str, to: Fixed | None, expected: tuple[bool, bool, str | None]
) -> None:
    wh = holding(*story())
    ask = "SELECT corrected, rejected, read_before FROM mart.claim WHERE quote = '250 sites'"
    [(own,)] = rows(wh, "SELECT series_id FROM mart.claim WHERE quote = '250 sites'")
    [(garden,)] = rows(wh, "SELECT series_id FROM core.series WHERE subject = 'Lanshan Garden'")
    one = entry(wh, action, "250 sites", to=to, into=garden if into else None, note="why")
    correct(wh, one)
    corrected, rejected, before = expected
    assert rows(wh, ask) == [(corrected, rejected, before and before.format(own=own))]
    assert verify(wh) == []
    again = fresh()  # and so it does when the pages are read anew
    correct(again, one)
    load(again, *story())
    assert rows(again, ask) == [(corrected, rejected, before and before.format(own=own))]
    correct(again)
    assert rows(again, ask) == [(False, False, None)]
    assert rows(again, "SELECT count(*) FROM core.corrected") == [(0,)]


def test_metres_become_people_and_a_level_a_fall() -> None:
    wh = fresh()
    metres = claim("1.2", kind="measure", unit="m", quote="1.2m", measure="population", subject="Arlen")
    load(wh, parsed([metres], url=A), parsed([claim("5", kind="percent", unit="%", quote="5%")], url=B))
    correct(
        wh,
        entry(wh, "fix", "1.2m", to=Fixed(value="1200000", unit="person")),
        entry(wh, "fix", "5%", to=Fixed(change="down")),
    )
    assert rows(wh, "SELECT kind, unit, base_value_low::INT, base_unit FROM mart.claim ORDER BY quote") == [
        ("count", "person", 1200000, "1"),
        ("percent", "%", -5, "%"),
    ]
    assert verify(wh) == []


def test_of_two_claims_in_the_same_words_only_the_one_that_is_meant_is_put_right() -> None:
    sentence = "Prices in Arlen rose 5% in May and 5% in June."
    may = claim("5", kind="percent", unit="%", quote="5%", sentence=sentence, period="in May", period_iso="2024-05")
    article = parsed([may], url=A)
    at_june = article.article.text.rindex("5%")
    [record] = article.records
    other = record._replace(
        claim_id="june",
        ordinal=1,
        char_start=at_june,
        char_end=at_june + 2,
        period_text="in June",
        period_iso="2024-06",
    )
    other = other._replace(period_start=date(2024, 6, 1), period_end=date(2024, 6, 30))
    wh = fresh()
    load(wh, replace(article, records=(record, other)))
    one = CorrectionEntry(
        action="fix", claim="june", url=A, quote="5%", sentence=sentence, to=Fixed(value="6"), note="misheard"
    )
    ask = "SELECT period_iso, value_low::INT FROM mart.claim ORDER BY ALL"
    correct(wh, one)
    assert rows(wh, ask) == [("2024-05", 5), ("2024-06", 6)]
    again = fresh()
    correct(again, one)
    load(again, replace(article, records=(record, other)))
    assert rows(again, ask) == [("2024-05", 5), ("2024-06", 6)]


def test_each_step_of_a_claim_put_right_twice_is_kept() -> None:
    wh = holding(*story())
    correct(
        wh,
        entry(wh, "fix", "250 sites", to=Fixed(value="24")),
        entry(wh, "fix", "250 sites", to=Fixed(value="25")),
    )
    assert rows(wh, "SELECT read_before, changes FROM core.corrected") == [("value 250", "value 250 → 25")]
    steps = rows(wh, "SELECT step.before, step.after FROM (SELECT unnest(steps) AS step FROM core.corrected)")
    assert steps == [("value 250", "value 24"), ("value 24", "value 25")]


def test_every_text_of_an_edited_article_that_a_correction_found_comes_back() -> None:
    wh = holding(*story())
    load(wh, parsed([claim("250")], url="https://b.example/1", day=9, fetched=12, outlet="Ledger", intro="Edited. "))
    before = dump(wh)
    [first, second] = rows(wh, "SELECT claim_id FROM core.claim WHERE quote = '250 sites' ORDER BY version")
    [(url, sentence)] = rows(wh, "SELECT url, sentence FROM mart.claim WHERE quote = '250 sites' AND is_current")
    one = CorrectionEntry(
        action="fix", claim=first[0], url=url, quote="250 sites", sentence=sentence, to=Fixed(value="25")
    )
    correct(wh, one)
    assert rows(wh, "SELECT claim_id, read_before FROM mart.claim WHERE corrected ORDER BY version") == [
        (first[0], "value 250"),
        (second[0], "value 250"),
    ]
    correct(wh)
    assert dump(wh)["core.claim"] == before["core.claim"]


NOTHING: list[tuple[str, dict[str, Any], str, str]] = [
    # a correction                                            state      why
    ("fix", {"to": Fixed(value_high="3")},                    "unfit",   "value_high 3 is below the value 250"),
    ("fix", {"to": Fixed(kind="money")},                      "unfit",   "'site' is a unit of kind count, not money"),
    ("fix", {"to": Fixed(value="250")},                       "idle",    "the claim says so already"),
    ("split", {"outlet": "Nobody", "label": "x"},             "idle",    "has no claim from outlet 'Nobody'"),
    ("split", {"words": "no such words", "label": "x"},       "idle",    "has no claim in a sentence with 'no such"),
    ("split", {"series": "gone", "words": "a", "label": "x"}, "unknown", "no series gone"),
    ("merge", {"series": "gone", "into": "other"},            "unknown", "no series gone"),
    ("reject", {"claim": "gone"},                             "unknown", "no claim gone"),
]  # fmt: skip


@pytest.mark.parametrize(("action", "given", "state", "why"), NOTHING)
def test_a_correction_that_does_nothing_says_why(action: Any, given: dict[str, Any], state: str, why: str) -> None:
    wh = holding(*story())
    before = dump(wh)
    [(series,)] = rows(wh, "SELECT series_id FROM mart.claim WHERE quote = '250 sites'")
    about = {"claim": claim_id(wh, "250 sites")} if action in ("fix", "reject") else {"series": series}
    one = CorrectionEntry(action=action, **{**about, **given})
    told: list[tuple[str, str | None]] = []
    with pytest.raises(ConfigError):
        sync_corrections(wh, [one], NAMES, at(2000), confirm=lambda states: told.append(states[one.id]) or _refuse())
    assert rows(wh, "SELECT count(*) FROM core.correction") == [(0,)]
    correct(wh, one)
    [(is_, because)] = rows(wh, "SELECT state, problem FROM core.correction")
    assert told == [(is_, because)]
    assert is_ == state
    assert why in because
    assert dump(wh) == before
    assert [problem.check for problem in verify(wh)] == (["corrections"] if state == "unfit" else [])


def _refuse() -> None:
    raise ConfigError("refused")


def test_corrections_of_an_older_warehouse_are_shown_and_can_be_taken_back(tmp_path: Path) -> None:
    import json

    import duckdb

    from warehouse.migrate import migrate, migrations

    article = parsed([claim("250")], url=B)
    [record] = article.records
    path = tmp_path / "old.duckdb"
    with duckdb.connect(str(path)) as con:
        con.execute("BEGIN")
        for step in migrations()[:5]:
            con.execute(step.sql)
        before = {name: value for name, value in record._asdict().items() if name not in ("context", "replaced_by")}
        row = before | {"version": 1, "said_at": at(0).replace(tzinfo=None), "said_on": at(0).date()}
        row["value_low"] = row["value_high"] = 25
        names = ", ".join(f"${name} AS {name}" for name in row)
        con.execute(f"INSERT INTO core.claim BY NAME SELECT {names}", row)
        con.execute(
            """
            INSERT INTO core.correction BY NAME SELECT 'k' AS correction_id, 'fix' AS action, $id AS target,
                'applied' AS state, now()::TIMESTAMP AS applied_at, '{}' AS entry, $original AS original
            """,
            {"id": record.claim_id, "original": json.dumps(before, default=str)},
        )
        con.execute("COMMIT")
        migrate(con, migrations()[5:])
        assert con.execute("SELECT claim_id, corrected, rejected, original FROM core.corrected").fetchall() == [
            (record.claim_id, True, False, json.dumps(before, default=str))
        ]


def test_a_rejected_claim_comes_back_with_an_unchanged_sentence_and_stays_rejected() -> None:
    wh = holding(*story())
    correct(wh, entry(wh, "reject", "250 sites"))
    load(wh, parsed([claim("250")], url="https://b.example/1", day=9, fetched=12, outlet="Ledger", intro="Edited. "))
    assert values(wh) == [23, 25, 24]
    assert verify(wh) == []


def test_events_that_a_correction_makes_are_old_news() -> None:
    wh = holding(*story())
    correct(wh, entry(wh, "reject", "250 sites"))
    told = rows(
        wh, "SELECT kind, event_id IN (SELECT event_id FROM core.judged) FROM core.event WHERE kind = 'new_figure'"
    )
    assert told == [("new_figure", True)]


EXPECTED: list[tuple[str, Fixed | None, str, str]] = [
    # what is put right, to what (None: rejected), status of the forecast of 40 before and after
    ("25 sites", Fixed(measure="test sites"),       "silent", "missed"),
    ("44 sites", Fixed(value="30"),                 "exceeded", "missed"),
    ("44 sites", None,                              "exceeded", "silent"),
    ("44 sites", Fixed(measure="paths"),            "exceeded", "silent"),
    ("40 sites", Fixed(value="20"),                 "silent", "silent"),
]  # fmt: skip


@pytest.mark.parametrize("alerted", [False, True])
@pytest.mark.parametrize(("quote", "to", "before", "after"), EXPECTED)
def test_what_became_of_a_forecast_follows_a_correction_at_once_and_nobody_is_told(
    quote: str, to: Fixed | None, before: str, after: str, alerted: bool
) -> None:
    wh, status = fresh(), "SELECT status FROM mart.forecast WHERE measure = 'test sites'"
    load(wh, parsed([claim("40", modality="forecast", **period(2024))], url=A))
    measure = "other sites" if before == "silent" else "test sites"
    came = "25" if before == "silent" else "44"
    load(wh, parsed([claim(came, measure=measure, **period(2024))], url=B, day=370))
    due_forecasts(wh, at(500))
    assert rows(wh, status) == [(before,)]
    if alerted:
        alert_of(wh, "e.kind = 'forecast_due'")
    told = dump(wh, "core.event", "core.judged")
    fix = entry(wh, "reject", quote) if to is None else entry(wh, "fix", quote, to=to)
    correct(wh, fix)
    assert rows(wh, status) == [(after,)]
    assert due_forecasts(wh, at(2000)) == []
    new = "SELECT count(*) FROM core.event WHERE detected_at = TIMESTAMP '2029-06-23 09:00' AND event_id NOT IN"
    assert rows(wh, f"{new} (SELECT event_id FROM core.judged)") == [(0,)]
    assert verify(wh) == []
    correct(wh)
    assert rows(wh, status) == [(before,)]
    assert dump(wh, "core.event")["core.event"] == told["core.event"]


def test_a_forecast_that_came_due_before_a_correction_is_told_all_the_same() -> None:
    wh = fresh()
    load(wh, parsed([claim("40", modality="forecast", **period(2024))], url=A))
    load(wh, parsed([claim("250", **period(2024))], url=B, day=370))
    correct(wh, entry(wh, "fix", "250 sites", to=Fixed(value="25")))
    [missed] = due_forecasts(wh, at(2000))
    assert (missed.outcome, missed.new_low) == ("missed", 25)


def test_an_event_that_somebody_was_told_of_stays_whatever_is_corrected() -> None:
    wh = holding(*story())
    alert_of(wh, "quote = '250 sites'")
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


FIXED = [
    # what 250 sites are put right to; new_low, old_low and change_pct of the events about it and after it
    ({"value": "30"}, [(30, 23, 30), (25, 30, -17)]),
    ({"value": "2500"}, [(2500, 23, 10770), (25, 2500, -99)]),
    ({"bound": ">"}, [(250, 23, 987), (25, 250, -90)]),
]


@pytest.mark.parametrize(("to", "told"), FIXED)
@pytest.mark.parametrize("alerted", [False, True])
def test_events_say_what_their_claims_were_put_right_to(
    to: dict[str, str], told: list[tuple[int, int, int]], alerted: bool
) -> None:
    wh = holding(*story())
    if alerted:
        with wh.write() as con:
            con.execute(
                """
                INSERT INTO core.alert BY NAME
                SELECT 'a' AS alert_id, 'r' AS rule_id, event_id, kind AS event_kind, 'info' AS severity,
                    detected_at AS raised_at, occurred_at, '' AS reason, '23 → 250' AS headline, '' AS message,
                    'open' AS state, false AS late
                FROM core.event WHERE quote = '250 sites'
                """
            )
    before = dump(wh)
    found = """
        SELECT new_low::INT, old_low::INT, change_pct::INT FROM mart.new_figure
        WHERE subject = 'Lanshan Park' ORDER BY occurred_at
    """
    correct(wh, entry(wh, "fix", "250 sites", to=Fixed(**to)))
    assert rows(wh, found) == told
    assert verify(wh) == []
    marked = [row["quote"] for row in queries.events(wh).records() if row["by_hand"]]
    assert marked == ["25 sites", "250 sites"]  # it is the old value of the one
    if alerted:
        shown = repr(explain(wh, "a"))
        assert "23 → 250" in shown  # as it was sent
        assert "put_right_by_hand" in shown
    correct(wh)
    assert dump(wh) == before
    assert not any(row["by_hand"] for row in queries.events(wh).records())


def test_the_file_is_written_by_command_and_every_mistake_in_it_is_told(tmp_path: Path) -> None:
    path = tmp_path / "corrections.yaml"
    assert load_corrections(path) == ()
    one = CorrectionEntry(action="merge", series="a", into="b", note="one place, two names")
    assert add_correction(path, one)
    assert not add_correction(path, one)
    assert add_correction(path, CorrectionEntry(action="note", claim="c", note="sic"))
    assert [entry.action for entry in load_corrections(path)] == ["merge", "note"]
    assert path.read_text().startswith("# What you have put right")


def test_a_link_to_the_file_and_its_comments_stay(tmp_path: Path) -> None:
    real, link = tmp_path / "real.yaml", tmp_path / "corrections.yaml"
    entry = "-   action: reject\n    claim: {}  # so\n"
    real.write_text(f"corrections:\n{entry.format('a')}\n# about b\n{entry.format('b')}\n# the end\n")
    real.chmod(0o600)
    link.symlink_to(real)
    mark_undone(link, load_corrections(link)[0], Undone(by="desk"))
    add_correction(link, CorrectionEntry(action="reject", claim="c"))
    assert link.is_symlink()
    assert real.stat().st_mode & 0o777 == 0o600
    undone, added = "    undone:\n      by: desk\n", "-   action: reject\n    claim: c\n"
    assert real.read_text() == (
        f"corrections:\n{entry.format('a')}{undone}\n# about b\n{entry.format('b')}{added}\n# the end\n"
    )


WRITTEN = [
    # one entry of the file                                  what is said of it
    ("{action: fix, claim: a}",                              "fix needs to"),
    ("{action: fix, claim: a, to: {}}",                      "fix: to is empty"),
    ("{action: split, series: a, label: b}",                 "split needs outlet or words: which claims to take out"),
    ("{action: split, series: a, label: b, outlet: ''}",     "split: outlet is empty"),
    ("{action: merge, series: a, into: a}",                  "merge: series and into are the same"),
    ("{action: fix, claim: a, to: {value: many}}",           "fix: 'many' is no number"),
    ("{action: fix, claim: a, to: {value: '1e40'}}",         "fix: value 1e40 is out of range"),
    ("{action: fix, claim: a, to: {value: '5', value_high: '3'}}", "fix: value_high 3 is below value 5"),
    ("{action: fix, claim: a, to: {period: 2026-13}}",       "fix: period '2026-13' is no time; write 2025, 2025-Q1"),
    ("{action: fix, claim: a, to: {period: 2026/2025}}",     "fix: period '2026/2025' is no time"),
    ("{action: fix, claim: a, to: {subject: ' '}}",          "fix: subject is empty"),
    ("{action: fix, claim: a, to: {kind: count, unit: m}}",  "fix: 'm' is a unit of kind measure, not count"),
    ("{action: fix, claim: a, to: {kind: rank, unit: km}}",  "fix: kind rank has no unit"),
    ("{action: fix, claim: a, to: {kind: weight}}",          "weight"),
    ("{action: reject, claim: a, at: yesterday}",            "reject: at 'yesterday' is no time"),
]  # fmt: skip


@pytest.mark.parametrize(("written", "why"), WRITTEN)
def test_nonsense_in_the_file_is_told_with_its_place(written: str, why: str, tmp_path: Path) -> None:
    path = tmp_path / "corrections.yaml"
    path.write_text(f"corrections:\n  - {{action: reject, claim: b}}\n  - {written}\n")
    with pytest.raises(ConfigError) as error:
        load_corrections(path)
    [line] = str(error.value).splitlines()
    assert line.startswith(f"{path}:3:")
    assert why in line


def test_merges_in_a_circle_are_told(tmp_path: Path) -> None:
    path = tmp_path / "corrections.yaml"
    ways = (("a", "b"), ("b", "c"), ("c", "a"))
    path.write_text(
        "corrections:\n" + "".join(f"  - {{action: merge, series: {one}, into: {other}}}\n" for one, other in ways)
    )
    with pytest.raises(ConfigError, match=r":4:.* merge: a goes into c already; take one of the two out"):
        load_corrections(path)


def test_an_entry_of_an_earlier_version_keeps_its_id() -> None:
    one = CorrectionEntry(action="fix", claim="a", to=Fixed(value="25"), by="Ida", at="2026-05-31")
    assert one.id == CorrectionEntry(action="fix", claim="a", to=Fixed(value="25")).id == "t6xdfxmyekvj"
    assert one.id != CorrectionEntry(action="fix", claim="a", to=Fixed(value="25", kind="count")).id
