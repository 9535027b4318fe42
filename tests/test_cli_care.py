"""Corrections, series, suggestions and restoring, as a person types them."""

from __future__ import annotations

import csv
import io
import shutil
import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import duckdb
import pytest
from test_sources_archive import make_page
from warehouse_cases import claim, in_file, load, parsed, period, rows

from app.cli import main
from app.cli.care import UNFINISHED
from app.cli.secret_files import Without, secret_files
from extractors.model import Failure
from flows.configuration import sync_settings
from flows.project import Project
from flows.retention import ForgetSummary
from sources.archive import PageArchive
from warehouse import Warehouse
from warehouse.batch import Batch
from warehouse.corrections import all_corrections, load_corrections
from warehouse.load import load_batch
from warehouse.migrate import migrations


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A warehouse of three outlets' claims about one park under two names."""
    wh = in_file(tmp_path_factory.mktemp("told") / "w.duckdb")
    load(
        wh,
        parsed([claim("23"), claim("5", unit="km", kind="measure", measure="track")], url="https://a.example/1"),
        parsed([claim("250")], url="https://b.example/1", day=9, outlet="Ledger"),
        parsed([claim("25", subject="Lanshan Garden")], url="https://c.example/1", day=20, outlet="Herald"),
    )
    return wh.path


@pytest.fixture
def project(told: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A project with a copy of that warehouse."""
    root = tmp_path / "project"
    (root / "config").mkdir(parents=True)
    (root / "config" / "sources.yaml").write_text("sources: []\n")
    monkeypatch.setenv("FIGUREWATCH_PROJECT", str(root))
    monkeypatch.setenv("COLUMNS", "200")
    (root / "data").mkdir()
    shutil.copyfile(told, root / "data" / "warehouse.duckdb")
    return root


def ask(project: Path, query: str) -> list[tuple[object, ...]]:
    return rows(Warehouse(project / "data" / "warehouse.duckdb"), query)


def ask_all(project: Path, queries: dict[str, str]) -> dict[str, list[tuple[object, ...]]]:
    """As :func:`ask`, the file opened once."""
    wh = Warehouse(project / "data" / "warehouse.duckdb")
    with wh.together():
        return {name: rows(wh, query) for name, query in queries.items()}


def test_claims_are_put_right_by_command(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    [(wrong,)] = ask(project, "SELECT claim_id FROM core.claim WHERE quote = '250 sites'")
    ids = dict(ask(project, "SELECT subject || ' ' || measure, series_id FROM core.series"))
    park, garden, track = (
        str(ids[name]) for name in ("Lanshan Park test sites", "Lanshan Garden test sites", "Lanshan Park track")
    )
    assert main(["correct", "fix", str(wrong), "--value", "24", "--note", "a slip of the pen"]) == 0
    assert main(["series", "merge", garden, park]) == 0
    trend = "SELECT value_low::INT FROM mart.trend WHERE measure = 'test sites' ORDER BY as_of"
    assert ask(project, trend) == [(23,), (24,), (25,)]
    assert main(["correct", "note", park, "the park's own count"]) == 0
    assert main(["explain", str(wrong)]) == 0
    assert "fix: a slip of the pen" in capsys.readouterr().out
    assert main(["correct", "ls"]) == 0
    assert "a slip of the pen" in capsys.readouterr().out
    assert [entry.action for entry in load_corrections(project / "config" / "corrections.yaml")] == [
        "fix",
        "merge",
        "note",
    ]
    for command, words in {
        ("series", "merge", park, track): "cannot be compared: one is count, 1, the other measure, m",
        ("series", "merge", park, "nosuch"): "no series 'nosuch'",
        ("series", "split", park, "--label", "x"): "split needs outlet or words",
        ("correct", "reject", "nosuch"): "no claim 'nosuch'",
        ("correct", "fix", str(wrong)): "say what to change",
        ("correct", "fix", str(wrong), "--value", "many"): "'many' is no number",
        ("correct", "fix", str(wrong), "--value", "5", "--value-high", "3"): "value_high 3 is below value 5",
        ("correct", "fix", str(wrong), "--value-high", "3"): "value_high 3 is below the value 24",
        ("correct", "fix", str(wrong), "--period", "2026-13"): "period '2026-13' is no time; write 2025",
        ("correct", "fix", str(wrong), "--kind", "money"): "'site' is a unit of kind count, not money",
        ("correct", "fix", str(wrong), "--change", "level"): "the claim says so already",
        ("correct", "move", str(wrong), track): f"where it was misread, `figurewatch correct fix {wrong}",
        ("series", "split", park, "--label", "x", "--outlet", "Nobody"): "has no claim from outlet 'Nobody'",
        ("series", "split", park, "--label", " ", "--outlet", "Ledger"): "label is empty",
        ("series", "merge", park, garden): f"merge: {garden} goes into {park} already",
    }.items():
        assert main(list(command)) == 2, command
        told = capsys.readouterr().err
        assert words in told
        assert told.count("\n") == 1
    assert len(load_corrections(project / "config" / "corrections.yaml")) == 3
    assert main(["verify", "--no-pages"]) == 0


def test_a_fix_that_names_a_series_joins_it(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Words around a number may be part of a series' key ("in Norland"), and none of them are known of a fix."""
    stores = {"subject": "Halvor Group", "unit": "store"}
    said = [
        claim(
            "430", quote="430 stores", measure="stores", sentence="Halvor Group has 430 stores in Norland.", **stores
        ),
        claim("441", quote="441 kiosks", measure="kiosks", sentence="Halvor Group runs 441 kiosks there.", **stores),
    ]
    wh = Warehouse(project / "data" / "warehouse.duckdb")
    load(wh, *(parsed([one], url=f"https://halvor.example/{n}", day=40 + n) for n, one in enumerate(said)))
    [(wrong,)] = ask(project, "SELECT claim_id FROM core.claim WHERE quote = '441 kiosks'")
    assert main(["correct", "fix", str(wrong), "--measure", "Stores"]) == 0
    assert "it joins series" in capsys.readouterr().err
    assert ask(
        project, "SELECT measure, value_low::INT FROM mart.trend WHERE subject = 'Halvor Group' ORDER BY 2"
    ) == [
        ("stores", 430),
        ("stores", 441),
    ]
    assert main(["correct", "fix", str(wrong), "--value", "442"]) == 0
    assert ask(project, "SELECT count(DISTINCT series_id) FROM core.claim WHERE subject = 'Halvor Group'") == [(1,)]
    assert main(["correct", "ls"]) == 0
    listed = capsys.readouterr().out
    assert "measure Stores" in listed
    assert "{" not in listed
    assert main(["verify", "--no-pages"]) == 0


def test_a_claim_is_said_to_be_replaced_by_hand(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    wh = Warehouse(project / "data" / "warehouse.duckdb")
    said = [claim(value, measure="gates", **period(2024)) for value in ("52", "47")]
    load(wh, parsed(said, url="https://gates.example/", day=40))
    ids = dict(ask(project, "SELECT quote, claim_id FROM core.claim WHERE measure = 'gates'"))
    new, old = str(ids["52 sites"]), str(ids["47 sites"])
    gates = "SELECT value_low::INT FROM mart.figure WHERE measure = 'gates' AND superseded_by IS NULL ORDER BY 1"
    assert ask(project, gates) == [(47,), (52,)]
    assert main(["correct", "fix", old, "--replaced-by", new, "--note", "the old spelling of --why"]) == 0
    assert ask(project, gates) == [(52,)]
    assert ask(project, f"SELECT replaced_by FROM core.claim WHERE claim_id = '{old}'") == [(new,)]
    assert main(["explain", old]) == 0
    assert "the old spelling" in capsys.readouterr().out
    assert main(["correct", "fix", old, "--replaced-by", "none"]) == 0
    assert ask(project, gates) == [(47,), (52,)]
    for wrong in (old, "nosuch"):
        assert main(["correct", "fix", old, "--replaced-by", wrong]) == 2
        assert f"replaced_by {wrong} is no other claim of its text" in capsys.readouterr().err


TAKEN_BACK = [
    # the command, with names of claims and series in it, and what of it `undo` is told
    (["correct", "fix", "{250 sites}", "--value", "24", "--why", "a slip"], "{250 sites}"),
    (["correct", "reject", "{250 sites}"], "{250 sites}"),
    (["correct", "move", "{25 sites}", "{park}"], "{25 sites}"),
    (["correct", "note", "{park}", "the park's own count"], "{park}"),
    (["series", "merge", "{garden}", "{park}"], "{garden}"),
    (["series", "split", "{park}", "--label", "by the Ledger", "--outlet", "Ledger"], "{park}"),
]


@pytest.mark.parametrize(("command", "target"), TAKEN_BACK, ids=[row[0][1] for row in TAKEN_BACK])
def test_a_correction_made_by_mistake_is_taken_back_and_kept_in_the_file(
    command: list[str], target: str, project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    ids = dict(ask(project, "SELECT quote, claim_id FROM core.claim"))
    ids |= {
        "park" if subject == "Lanshan Park" else "garden": series_id
        for subject, series_id in ask(project, "SELECT subject, series_id FROM core.series WHERE kind = 'count'")
    }
    tables = {
        name: f"SELECT * {left_out} FROM {name} ORDER BY ALL"
        for name, left_out in {
            "core.claim": "",
            "core.figure": "",
            "core.appearance": "",
            "core.latest": "",
            "core.corrected": "",
            "core.correction": "",
            "core.event": "EXCLUDE (detected_at)",
            "mart.trend": "",
        }.items()
    }
    before = ask_all(project, tables)
    assert main([part.format(**ids) if part[0] == "{" else part for part in command]) == 0
    assert ask(project, tables["core.correction"]) != before["core.correction"]
    assert main(["correct", "undo", target.format(**ids), "--why", "the paper was right"]) == 0
    assert ask_all(project, tables) == before
    file = project / "config" / "corrections.yaml"
    [kept] = all_corrections(file)
    assert (kept.action, load_corrections(file)) == (command[1], ())
    assert kept.undone is not None
    assert (kept.undone.note, bool(kept.undone.by), bool(kept.undone.at)) == ("the paper was right", True, True)
    capsys.readouterr()
    assert main(["correct", "ls", "--format", "csv"]) == 0
    [listed] = csv.DictReader(io.StringIO(capsys.readouterr().out))
    assert (listed["state"], listed["id"]) == ("undone", kept.id)
    assert (listed["problem"], listed["undone"][:24]) == ("", "the paper was right; by ")
    assert main(["correct", "undo", target.format(**ids)]) == 2
    assert "no correction" in capsys.readouterr().err
    # Made again it holds again, beside what was taken back.
    assert main([part.format(**ids) if part[0] == "{" else part for part in command]) == 0
    assert [bool(one.undone) for one in all_corrections(file)] == [True, False]
    assert main(["verify", "--no-pages"]) == 0
    assert main(["check"]) == 0


def test_check_looks_for_series_and_units_of_rules_in_the_warehouse(
    project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    [(series,)] = ask(project, "SELECT min(series_id) FROM core.series")
    named = [("series", series), ("series", "zzzzz"), ("unit", "sites"), ("unit", "flurbs")]
    rules = [f"  - {{id: r{n}, events: edit, match: {{{term}: {name}}}}}" for n, (term, name) in enumerate(named)]
    lines = ["channels: [{id: log, kind: file, path: a.log}]", "rules:", *rules]
    (project / "config" / "alerts.yaml").write_text("\n".join(lines))
    assert main(["check"]) == 0
    told = [line for line in capsys.readouterr().err.splitlines() if "rule" in line]
    assert [line.partition("alerts.yaml:")[2][:21] for line in told] == [
        "4:5: rule 'r1': serie",
        "6:5: rule 'r3': unit ",
    ]


def test_of_several_corrections_the_one_to_undo_is_named(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    [(wrong,)] = ask(project, "SELECT claim_id FROM core.claim WHERE quote = '250 sites'")
    assert main(["correct", "fix", str(wrong), "--value", "24"]) == 0
    assert main(["correct", "note", str(wrong), "asked the park"]) == 0
    fixed, noted = load_corrections(project / "config" / "corrections.yaml")
    capsys.readouterr()
    assert main(["correct", "undo", str(wrong)]) == 2
    said = capsys.readouterr().err
    assert f"{wrong} was corrected 2 times; name one: {fixed.id} (fix), {noted.id} (note)" in said
    assert main(["correct", "undo", fixed.id]) == 0
    assert [one.action for one in load_corrections(project / "config" / "corrections.yaml")] == ["note"]
    assert ask(project, "SELECT value_low::INT FROM core.claim WHERE quote = '250 sites'") == [(250,)]


def test_metres_that_are_people_go_where_people_are_counted(
    project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    [(track,)] = ask(project, "SELECT claim_id FROM core.claim WHERE kind = 'measure'")
    [(park,)] = ask(project, "SELECT series_id FROM core.series WHERE subject = 'Lanshan Park' AND kind = 'count'")
    assert main(["correct", "move", str(track), str(park)]) == 2
    assert main(["correct", "fix", str(track), "--unit", "site"]) == 0
    assert main(["correct", "move", str(track), str(park)]) == 0
    kinds = "SELECT kind, unit, series_id FROM core.claim WHERE measure = 'track'"
    assert ask(project, kinds) == [("count", "site", park)]
    assert main(["verify", "--no-pages"]) == 0


def test_what_a_person_put_right_is_shown_with_what_was_read(
    project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    ids = dict(ask(project, "SELECT quote, claim_id FROM core.claim"))
    assert main(["claims"]) == 0
    assert "by hand" not in capsys.readouterr().out
    assert main(["correct", "fix", str(ids["250 sites"]), "--value", "24"]) == 0
    assert main(["correct", "reject", str(ids["25 sites"]), "--note", "another park"]) == 0
    for command in (
        ("claims",),
        ("claims", "--format", "csv"),
        ("explain", "https://b.example/1"),
        ("explain", str(ids["250 sites"])),
        ("correct", "ls"),
    ):
        capsys.readouterr()
        assert main(list(command)) == 0
        said = capsys.readouterr().out
        assert "250" in said
        assert "value 250" in said, command
    assert main(["explain", str(ids["25 sites"])]) == 0
    said = capsys.readouterr().out
    assert "no figure is made of it: rejected by hand" in said
    assert "reject: another park, by " in said
    out = project.parent / "c.csv"
    assert main(["export", "-o", str(out)]) == 0
    with out.open(newline="") as file:
        found = {
            row["quote"]: (row["corrected"], row["rejected"], row["read_before"]) for row in csv.DictReader(file)
        }
    assert found["250 sites"] == ("True", "False", "value 250")
    assert found["25 sites"] == ("False", "True", "")
    assert found["23 sites"] == ("False", "False", "")


def test_evidence_and_a_query_are_two_answers(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out = project.parent / "pack.zip"
    assert main(["export", "SELECT 1", "--evidence", "lanshan", "-o", str(out)]) == 2
    assert "leave the query out" in capsys.readouterr().err
    assert not out.exists()
    assert main(["export", "--evidence", "lanshan park test sites", "-o", str(out)]) == 0
    assert out.exists()


def test_nonsense_and_idleness_in_the_file_of_corrections_is_told(
    project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    [(park,)] = ask(project, "SELECT series_id FROM core.series WHERE subject = 'Lanshan Park' AND kind = 'count'")
    path = project / "config" / "corrections.yaml"
    path.write_text(f"corrections:\n  - {{action: split, series: {park}, outlet: Nobody, label: x}}\n")
    assert main(["correct", "note", str(park), "their own count"]) == 0
    for command in ("check", "verify"):
        capsys.readouterr()
        assert main([command]) == 0
        assert f"split {park} changes nothing: series {park} has no claim from outlet 'Nobody'" in "".join(
            capsys.readouterr()
        )
    (project / "data" / "kept").write_bytes((project / "data" / "warehouse.duckdb").read_bytes())
    (project / "data" / "warehouse.duckdb").write_bytes(b"broken")
    assert main(["check"]) == 0  # what is written can be checked without a warehouse
    (project / "data" / "kept").replace(project / "data" / "warehouse.duckdb")
    path.write_text("corrections:\n  - {action: fix, claim: a, to: {period: 2026-13}}\n")
    for command, code in (("check", 2), ("verify", 1)):
        capsys.readouterr()
        assert main([command]) == code
        assert "period '2026-13' is no time" in " ".join("".join(capsys.readouterr()).split())


def test_series_are_listed_shown_and_suggested(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["series", "test sites", "--format", "csv"]) == 0
    assert capsys.readouterr().out.count("Lanshan") == 2
    [(park,)] = ask(project, "SELECT series_id FROM core.series WHERE subject = 'Lanshan Park' AND kind = 'count'")
    assert main(["series", "show", str(park)]) == 0
    assert "250 sites" in capsys.readouterr().out
    assert main(["series", str(park), "--format", "csv"]) == 0
    assert capsys.readouterr().out.splitlines()[1].startswith(f"{park},")
    assert main(["series", "show", "zzz"]) == 2
    assert capsys.readouterr().err == "figurewatch: no series 'zzz'; `figurewatch series WORDS` lists them\n"
    assert main(["indicator", "suggest", "--outlets", "2"]) == 0
    suggested = capsys.readouterr().out
    assert "id: lanshan-park-test-sites" in suggested
    path = project / "config" / "indicators.yaml"
    path.write_text("indicators:\n" + suggested)
    assert main(["check"]) == 0
    assert main(["indicator", "suggest", "--outlets", "9"]) == 0
    assert capsys.readouterr().err.endswith("try --outlets 8\n")


NORLAND: dict[str, Any] = {"subject": "Norland"}
SHOWN_OTHERWISE = [
    # claims whose keys are not the words that are shown
    claim("3.1", kind="percent", unit="%", change="up", measure="consumer prices", **NORLAND,
          sentence="Consumer prices in Norland rose 3.1 sites over the year."),
    claim("800", unit="job", measure="jobs", subject="Halvor Group", sentence="Halvor Group cut 800 sites there."),
    claim("430", unit="store", measure="stores", subject="Halvor Group Inc.",
          sentence="Halvor Group Inc. has 430 sites in Norland."),
    claim("52", kind="measure", unit="km", per="day", measure="the daily output of roads", **NORLAND),
    claim("7", measure="people killed in the flood", unit="person", **NORLAND),
    claim("12", measure="Norland's ships in 2024", unit="ship", subject="the Port of Norland's", **period(2024)),
]  # fmt: skip


def test_every_suggestion_matches_what_it_was_made_of(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    wh = Warehouse(project / "data" / "warehouse.duckdb")
    for n, one in enumerate(SHOWN_OTHERWISE):
        load(wh, *(parsed([one], url=f"https://{who}.example/{n}", outlet=who, day=50 + n) for who in ("a", "b")))
    assert main(["indicator", "suggest", "--outlets", "2"]) == 0
    suggested = capsys.readouterr().out
    linked = (
        "SELECT count(*) FROM core.series WHERE NOT local "
        "AND series_id IN (SELECT series_id FROM core.claim WHERE said_at > '2024-02-10')"
    )
    [(series,)] = ask(project, linked)
    assert series == len(SHOWN_OTHERWISE)
    (project / "config" / "indicators.yaml").write_text("indicators:\n" + suggested)
    assert main(["check"]) == 0
    sync_settings(Project.find(), wh, datetime.now(UTC))
    [(matched,)] = ask(project, f"{linked} AND series_id IN (SELECT series_id FROM core.indicator_series)")
    assert matched == series
    without = "SELECT indicator_id FROM core.indicator ANTI JOIN core.indicator_series USING (indicator_id)"
    assert ask(project, without) == []


def test_a_backup_is_put_back_and_nothing_is_lost_by_it(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    pages = project / "data" / "pages"
    pages.mkdir()
    (pages / "a.warc.gz").write_bytes(b"one page")
    copy = project.parent / "copy"
    (project / "prefect.yaml").write_text("name: figurewatch\n")
    (project / "config" / "keys").mkdir()
    (project / "config" / "keys" / "hook").write_text("canary")
    (project / "config" / "keys" / "notes").write_text("whose keys these are")
    (project / "config" / "alerts.yaml").write_text("channels: [{kind: webhook, secret: 'file:config/keys/hook'}]  #")
    assert main(["backup", str(copy)]) == 0
    assert "left out, for they hold secrets: hook; keep" in capsys.readouterr().err
    assert [path.name for path in (copy / "config" / "keys").iterdir()] == ["notes"]
    (project / "config" / "alerts.yaml").unlink()
    assert (copy / "prefect.yaml").read_text() == "name: figurewatch\n"
    warehouse = project / "data" / "warehouse.duckdb"
    warehouse.write_bytes(b"broken")
    (pages / "a.warc.gz").write_bytes(b"one")  # the tail is lost
    assert main(["restore", str(copy)]) == 2
    assert "is there already" in capsys.readouterr().err
    assert main(["restore", str(copy), "--replace"]) == 0
    said = capsys.readouterr().err
    assert "cannot be read: what had been forgotten is back" in said
    assert "; 1 file of pages added or mended; " in said
    assert ask(project, "SELECT count(*) FROM core.claim") == [(4,)]
    assert warehouse.with_name("warehouse.duckdb.before-restore.1").read_bytes() == b"broken"
    assert (pages / "a.warc.gz").read_bytes() == b"one page"
    (pages / "a.warc.gz").write_bytes(b"one page and another")
    warehouse.unlink()
    assert main(["restore", str(copy)]) == 0
    assert (pages / "a.warc.gz").read_bytes() == b"one page and another"


def test_a_backup_goes_on_while_a_run_ends_and_old_pages_are_removed(
    project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    pages = project / "data" / "pages"
    with PageArchive(pages) as archive:
        page = archive.append(make_page(0))
        (pages / "0.warc.gz").write_bytes(b"old")
        (pages / "1.warc.gz").write_bytes(b"older")
        copy_file, looked = shutil.copy2, []

        def copy(source: Path, target: Path) -> object:
            looked.append(source.name)
            if len(looked) == 1:  # all have been listed
                (pages / "1.warc.gz").unlink()
                (pages / "z.warc.gz").write_bytes(b"new")
            if source.name == page.warc_file + ".open":
                archive.close()
            return copy_file(source, target)

        monkeypatch.setattr(shutil, "copy2", copy)
        assert main(["backup", str(project.parent / "copy")]) == 0
    monkeypatch.undo()
    copied = project.parent / "copy" / "data" / "pages"
    assert sorted(path.name for path in copied.iterdir()) == ["0.warc.gz", page.warc_file, "z.warc.gz"]
    assert PageArchive(copied).page(page.warc_file, page.warc_offset) == page


def test_old_pages_are_removed_after_a_backup_and_not_meanwhile(
    project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The warehouse is copied first, and its rows would speak of files that are gone when the archive is."""
    from flows.lock import AnotherRun
    from flows.retention import drop_old_pages

    config = project / "config" / "sources.yaml"
    config.write_text("pages: {keep_days: 30}\n" + config.read_text())
    old = project / "data" / "pages" / "20200101T000000Z-01.warc.gz"
    old.parent.mkdir(parents=True, exist_ok=True)
    old.write_bytes(b"old")
    here, now, copy_tree = Project.at(project), datetime(2026, 3, 2, tzinfo=UTC), shutil.copytree

    def copy(*arguments: object, **named: object) -> object:
        with pytest.raises(AnotherRun, match="backup"):
            drop_old_pages(here, now)
        return copy_tree(*arguments, **named)  # type: ignore[arg-type]

    monkeypatch.setattr(shutil, "copytree", copy)
    assert main(["backup", str(project.parent / "copy")]) == 0
    assert (project.parent / "copy" / "data" / "pages" / old.name).exists()
    assert drop_old_pages(here, now) == 1
    assert not old.exists()


def test_a_file_that_is_written_is_in_the_backup_as_far_as_it_is_whole(project: Path) -> None:
    pages = project / "data" / "pages"
    with PageArchive(pages) as archive:
        page = archive.append(make_page(0))
        (file,) = pages.iterdir()
        whole = file.read_bytes()
        file.write_bytes(whole + b"\x1f\x8b\x08 half")
        assert main(["backup", str(project.parent / "copy")]) == 0
    copied = project.parent / "copy" / "data" / "pages"
    assert (copied / page.warc_file).read_bytes() == whole
    assert [path.name for path in copied.iterdir()] == [page.warc_file]


def test_a_backup_that_fails_leaves_nothing_and_says_why_in_one_line(
    project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (project / "config" / "gone.yaml").symlink_to(project / "nowhere")
    assert main(["backup", str(project.parent / "copy")]) == 1
    told = capsys.readouterr().err
    assert told.count("\n") == 1
    assert "[(" not in told
    assert not list(project.parent.glob("copy*"))


SECRET_FILES = [
    # how a file of config/ is referred to in alerts.yaml, the file
    ("channels: [{{kind: webhook, secret: 'file:config/{}'}}]", "hook key"),
    ("channels: [{{kind: webhook, secret: 'file:config/{}'}}]", "a, b"),
    ("channels: [{{kind: webhook, secret: 'file:config/{}'}}]", "a{1}[2]"),
    ('channels:\n  - secret: "file:config/{}"  # whose?', "ada's"),
    ("channels:\n  - secret: file:config/{}", "hook"),
    ("channels:\n  - secret: file:config/{}\n    secret: env:KEY", "hook"),  # a mistake, yet the tree is read
    ("channels:\n  - secret: env:KEY\n    secret: file:config/{}", "hook key"),
    ("channels: [{{secret: file:config/{}", "hook key"),  # no YAML
    ("channels: [{{secret: file:config/{}, id: ]", "hook key"),
    ("channels: [{{secret: 'file:config/{}', id: ]", "a, b"),
]


@pytest.mark.parametrize(("text", "name"), SECRET_FILES)
def test_a_file_that_a_reference_names_is_no_part_of_a_backup(tmp_path: Path, text: str, name: str) -> None:
    (tmp_path / "config").mkdir()
    (tmp_path / "config" / "alerts.yaml").write_text(text.format(name))
    secrets = Without(secret_files(tmp_path))
    assert secrets(str(tmp_path / "config"), ["alerts.yaml", "notes", name]) == [name]


def test_a_backup_removes_what_one_that_was_killed_left_and_nothing_else(
    project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    partial = project.parent / "copy.part"
    partial.mkdir()
    (partial / "notes").write_text("precious")
    assert main(["backup", str(project.parent / "copy")]) == 2
    assert "copy.part: exists already" in capsys.readouterr().err
    assert (partial / "notes").read_text() == "precious"
    (partial / UNFINISHED).touch()
    assert main(["backup", str(project.parent / "copy")]) == 0
    assert not partial.exists()
    assert sorted(path.name for path in (project.parent / "copy").iterdir()) == ["config", "data"]


def make_old(path: Path) -> None:
    """A warehouse of schema 5 with one place that must not be asked for again."""
    path.unlink(missing_ok=True)
    with duckdb.connect(str(path)) as con:
        for step in migrations()[:5]:
            con.execute(step.sql)
            con.execute(
                "INSERT INTO core.migration VALUES ($version, $name, $digest, now() AT TIME ZONE 'UTC')",
                {"version": step.version, "name": step.name, "digest": step.digest},
            )
        con.execute(
            """
            INSERT INTO raw.failure BY NAME SELECT 'r' AS run_id, 's' AS source_id, 'https://a.example/1' AS url,
                now()::TIMESTAMP AS failed_at, 'forgotten' AS reason, 'on demand' AS message
            """
        )


def test_a_backup_of_an_older_version_is_put_back_and_stays_as_it_is(
    project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    copy = project.parent / "copy"
    assert main(["backup", str(copy)]) == 0
    saved = copy / "data" / "warehouse.duckdb"
    make_old(saved)
    before = saved.read_bytes()
    assert main(["restore", str(copy), "--replace"]) == 0
    assert ask(project, "SELECT reason FROM raw.failure") == [("forgotten",)]
    assert ask(project, "SELECT max(version) FROM core.migration") == [(migrations()[-1].version,)]
    assert saved.read_bytes() == before
    assert sorted(path.name for path in (project / "data").glob("*warehouse*")) == [
        ".warehouse.duckdb.turn", "warehouse.duckdb", "warehouse.duckdb.before-restore.1"
    ]  # fmt: skip
    assert [path.name for path in saved.parent.iterdir()] == ["warehouse.duckdb"]
    duckdb.connect(str(saved.with_name("empty.duckdb"))).close()
    saved.with_name("empty.duckdb").replace(saved)
    assert main(["restore", str(copy), "--replace"]) == 2
    assert f"{saved}: holds no warehouse" in capsys.readouterr().err
    assert not list((project / "data").glob("*.part*"))


def test_what_an_older_version_had_forgotten_stays_so(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    copy = project.parent / "copy"
    assert main(["backup", str(copy)]) == 0
    make_old(project / "data" / "warehouse.duckdb")
    assert main(["restore", str(copy), "--replace"]) == 0
    assert "forgotten again: 1 article " in capsys.readouterr().err
    assert main(["backup", str(project.parent / "later")]) == 0
    assert main(["restore", str(project.parent / "later"), "--replace"]) == 0
    assert "forgotten" not in capsys.readouterr().err  # it was made after that
    assert ask(project, "SELECT count(*) FROM core.article WHERE url = 'https://a.example/1'") == [(0,)]


def test_a_damaged_page_is_mended_and_one_damaged_in_the_backup_is_told(
    project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with PageArchive(project / "data" / "pages") as archive:
        page = archive.append(make_page(0))
    with Warehouse(project / "data" / "warehouse.duckdb").write() as con:
        con.execute(
            "UPDATE raw.page SET warc_file = $file, warc_offset = $at, sha256 = $digest WHERE url LIKE '%a.example%'",
            {"file": page.warc_file, "at": page.warc_offset, "digest": page.sha256},
        )
        con.execute("UPDATE raw.page SET warc_offset = -1 WHERE url NOT LIKE '%a.example%'")
    copy = project.parent / "copy"
    assert main(["backup", str(copy)]) == 0
    file = project / "data" / "pages" / page.warc_file
    whole = file.read_bytes()
    file.write_bytes(whole[: page.warc_offset + 60] + b"\xff" * 9 + whole[page.warc_offset + 69 :])
    assert main(["verify"]) == 1
    assert main(["restore", str(copy), "--replace"]) == 0
    assert main(["verify"]) == 0
    assert file.read_bytes() == whole
    assert "cannot be read in it" not in capsys.readouterr().err
    (copy / "data" / "pages" / page.warc_file).write_bytes(b"")
    assert main(["restore", str(copy), "--replace"]) == 0
    assert f"{copy}: archived pages that cannot be read in it: 1;" in capsys.readouterr().err
    assert main(["verify"]) == 0


def test_what_is_no_whole_backup_is_refused(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["restore", str(project.parent / "none")]) == 2
    copy = project.parent / "copy"
    assert main(["backup", str(copy)]) == 0
    (copy / "data" / "link").symlink_to("/etc/hostname")
    assert main(["restore", str(copy), "--replace"]) == 2
    (copy / "data" / "link").unlink()
    with Warehouse(copy / "data" / "warehouse.duckdb").write() as con:
        con.execute("DELETE FROM core.series")
    assert main(["restore", str(copy), "--replace"]) == 2
    assert "is not whole" in capsys.readouterr().err
    shutil.copyfile(Path(__file__), copy / "data" / "warehouse.duckdb")
    assert main(["restore", str(copy), "--replace"]) == 1
    assert ask(project, "SELECT count(*) FROM core.claim") == [(4,)]


def test_who_watches_is_told_what_takes_long(
    project: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    for watched in (False, True):
        monkeypatch.setattr(sys.stderr, "isatty", lambda watched=watched: watched, raising=False)
        main(["verify"])
        assert ("Checking the warehouse and every archived page" in capsys.readouterr().err) == watched


@pytest.mark.parametrize(
    ("name", "dry", "advice"),
    [
        ("prefect.db", True, "quotes it; `forget` takes that out"),
        ("prefect.db-wal", True, "quotes it; `forget` takes that out"),
        ("notes.txt", True, "remove it"),
        ("prefect.db", False, "remove it"),
    ],
)
def test_what_forgetting_itself_cleans_is_not_left_to_a_person(
    project: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
    name: str,
    dry: bool,
    advice: str,
) -> None:
    path = Project.at(project).prefect_home / name
    found = ForgetSummary(1, 1, 1, 1, 0, copies=((path, "remove it"),))
    monkeypatch.setattr("flows.retention.forget_pages", lambda *_, **__: found)
    assert main(["forget", "--url", "https://a.example/1", *(["--dry-run"] if dry else [])]) == 0
    assert f"{path}: {advice}\n" in capsys.readouterr().err


def test_pages_that_are_not_there_are_named_with_why(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (project / "config" / "sources.yaml").write_text("sources: [{id: clippings, kind: folder, path: pages}]\n")
    wh = Warehouse(project / "data" / "warehouse.duckdb")
    url = "https://a.example/long"
    failure = Failure("clippings", url, "too_large", "more than 5 MB", datetime(2026, 3, 1, tzinfo=UTC))
    load_batch(wh, Batch("run", datetime(2026, 3, 1, tzinfo=UTC), failures=[failure]))
    for command in (["explain", url], ["source", "health", "clippings"]):
        assert main(command) == 0
        out = capsys.readouterr().out
        assert "too_large" in out
        assert "more than 5 MB" in out
    for command, said in (
        (
            ["explain", "https://a.example/never"],
            "'https://a.example/never' was never asked for; `figurewatch source",
        ),
        (["source", "health", "clipings"], "clipings"),
    ):
        assert main(command) == 2
        assert said in capsys.readouterr().err
