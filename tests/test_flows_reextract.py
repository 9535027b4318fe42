"""Archived pages read again: differences told, alerts not; the old results stay until the new ones are complete."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path
from subprocess import CompletedProcess

import pytest
from conftest import ROOT, Figurewatch
from warm_command import WarmCommand

pytestmark = pytest.mark.slow

NUMBERS = (
    "SELECT (SELECT count(*) FROM core.alert) AS alerts, (SELECT count(*) FROM core.delivery WHERE state = 'sent') \
AS sent, (SELECT count(*) FROM core.claim) AS claims, (SELECT count(*) FROM core.event) AS events, \
(SELECT count(*) FROM raw.page) AS pages, (SELECT count(*) FROM raw.run) AS runs"
)
# Each page that breaks off costs a new process: a few show what all would.
FEW = ("2022-03-15-cool-air-cheap-power.html", "2024-09-10-cranes-thin-out.html")


def test_another_reading_takes_the_place_of_the_old_one(
    newsroom: tuple[Figurewatch, list[CompletedProcess[str]], list[str]],
    prefect_server: str,
    warm_command: WarmCommand,
    tmp_path: Path,
) -> None:
    import duckdb

    project = Figurewatch(tmp_path / "project", prefect_server, warm_command)
    shutil.copytree(newsroom[0].root, project.root)
    log = project.root / "data" / "alerts.log"
    told, numbers = log.read_text(), project("sql", NUMBERS, "--format", "csv").stdout
    same = project("reextract")
    assert same.returncode == 0
    assert "already" in same.stderr

    # As if an older extractor had read one unit wrongly and overlooked another claim.
    con = duckdb.connect(str(project.root / "data" / "warehouse.duckdb"))
    con.execute("UPDATE core.article_version SET extractor_version = '0'")
    con.execute("UPDATE core.claim SET unit = 'TB' WHERE quote = '0.52 PB'")
    con.execute("DELETE FROM core.claim WHERE quote = '112,000 servers'")
    con.close()

    tried = project("reextract", "--diff", "--dry-run", "--format", "csv")
    assert tried.returncode == 0, tried.stderr
    edited = "5 of texts that were edited since and are not compared"
    assert f"claims: 1 added, 0 lost, 1 changed, 100 the same, {edited}" in tried.stderr
    assert numbers.splitlines()[1].split(",")[2] == "107"
    assert "still in place" in tried.stderr
    assert 'added,"112,000 servers"' in tried.stdout
    assert "112,000" not in project("claims", "112,000", "--format", "csv").stdout

    done = project("reextract")
    assert done.returncode == 0, done.stderr
    assert "claims: 1 added" in done.stderr
    assert project("sql", NUMBERS, "--format", "csv").stdout == numbers
    assert project("verify").returncode == 0
    assert log.read_text() == told
    again = project("run")
    assert "0 new, 0 changed, 18 unchanged" in again.stdout
    assert "0 raised, 0 messages sent" in again.stdout
    assert log.read_text() == told


def test_a_busy_machine_costs_time_and_no_article(make_project: Callable[..., Figurewatch]) -> None:
    """Pages whose reading breaks off are read again: by the next run, and before another reading takes the place."""
    import duckdb

    project = make_project("sources:\n  - {id: courier, kind: folder, outlet: Yunling Courier, path: pages}\n")
    for name in FEW:
        project.write(f"pages/{name}", (ROOT / "samples" / "yunling-courier" / name).read_text(encoding="utf-8"))
    too_busy = {"FIGUREWATCH_PAGE_TIMEOUT_S": "0.001"}
    assert "0 new" in project("run", env=too_busy).stdout
    assert project("run").returncode == 0
    numbers = project("sql", NUMBERS, "--format", "csv").stdout

    broken = project("reextract", "--force", env=too_busy)
    assert broken.returncode == 1
    assert f"{len(FEW)} pages that gave articles could not be read again" in broken.stderr
    assert project("sql", NUMBERS, "--format", "csv").stdout == numbers

    # As if an older extractor had taken one page for no article, and a page that is none for one.
    con = duckdb.connect(str(project.root / "data" / "warehouse.duckdb"))
    (one, other), *_ = con.execute("SELECT min(article_id), max(article_id) FROM core.article").fetchall()
    con.execute("DELETE FROM core.article WHERE article_id = ?", [one])
    con.execute("UPDATE core.article SET article_id = 'none' WHERE article_id = ?", [other])
    con.close()
    done = project("reextract", "--force")
    assert done.returncode == 0
    assert "pages read again, 2 articles gained, 1 article lost; claims:" in done.stderr
    assert project("verify").returncode == 0
    assert project("sql", NUMBERS, "--format", "csv").stdout == numbers  # a forecast that was due among the events
    assert "Events    none " in project("run").stdout
