"""What is kept and what is not: pages too old, pages forgotten, a warehouse lost and made anew from the archive."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import get_args

import pytest
from sources_mock_site import MockSite, serving
from sources_rounds import Rounds, feed, news

from app.cli import main
from extractors.errors import ConfigError, WarehouseError
from extractors.model import Role
from flows.ingestion import Ingestion
from flows.lock import AnotherRun, RunLock
from flows.publishing import publish
from flows.reextraction import Reextraction
from flows.retention import drop_old_pages, forget_pages
from sources.archive import PageArchive
from warehouse.database import Warehouse
from warehouse.explain import explain
from warehouse.ledger import mark_lost
from warehouse.verify import verify

NOW = datetime(2026, 3, 2, 12, 0, tzinfo=UTC)
DAY = timedelta(days=1)
CRANES = "The harbour of Lindow has 23 cranes, its board said on Monday."
CLAIMS = "SELECT claim_id, figure_id, said_at, said_on FROM core.claim ORDER BY ALL"
PAGES = "result IN ('article', 'rejected')"
LEDGER = "SELECT page_id, run_id, url, sha256, bytes, result FROM raw.page ORDER BY ALL"


@pytest.fixture(scope="module")
def site() -> Iterator[MockSite]:
    with serving() as site:
        yield site


@pytest.fixture(scope="module")
def read(site: MockSite, tmp_path_factory: pytest.TempPathFactory) -> Rounds:
    """Three articles, one of them edited, and a page that is none; read on two days, pages kept for thirty."""
    sources = f"pages:\n  keep_days: 30\nsources:\n  - {{id: quay, kind: feed, url: '{site.url}/feed'}}\n"
    with pytest.MonkeyPatch.context() as patch:
        read = Rounds(tmp_path_factory.mktemp("retention") / "project", sources, patch, in_file=True)
        site.put("/a", news(CRANES))
        site.put("/b", news(CRANES.replace("23", "25"), day=1))
        site.put(
            "/none", b"<html><h1>We value your privacy</h1><p>We and our partners store cookies on a device.</p>"
        )
        feed(site, "/a", "/b", "/none")
        read.round(NOW)
        site.put("/a", news(CRANES, "The mayor, who had been ill, was there and thanked everybody for coming."))
        site.put("/c", news("The harbour of Lindow handled 4.1 million tonnes in 2025, its board said."))
        feed(site, "/a", "/b", "/c")
        read.round(NOW + 5 * DAY)
    return read


@pytest.fixture
def here(read: Rounds, site: MockSite, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Rounds:
    """A copy of that project."""
    feed(site, "/a", "/b", "/c")
    sources = read.project.sources_file.read_text(encoding="utf-8")
    return Rounds(tmp_path / "project", sources, monkeypatch, in_file=True, like=read)


def reextract(here: Rounds) -> Reextraction:
    work = Reextraction(here.project, {})
    for batch in work.start():
        work.load(batch)
    work.compare()
    work.swap()
    return work


def archive_text(here: Rounds) -> bytes:
    archive = PageArchive(here.project.pages)
    return b"".join(page.body for role in get_args(Role) for page in archive.pages(role=role))


def test_row_3_what_is_torn_off_the_archive_is_read_again(here: Rounds) -> None:
    [(name, last)] = here.rows(
        "SELECT warc_file, max(warc_offset) FROM raw.page GROUP BY ALL ORDER BY 1 DESC LIMIT 1"
    )
    file = here.project.pages / name
    with file.open("r+b") as torn:  # as a crash leaves it, on a disk that had not kept its word
        torn.truncate(last + 40)
    file.rename(file.with_name(name + ".open"))
    claims = here.rows(CLAIMS)
    again = here.round(NOW + 5 * DAY + timedelta(minutes=10))
    assert (again.new, again.changed, again.events) == (0, 0, [])
    [(reason, url)] = here.rows("SELECT reason, url FROM raw.failure")
    assert reason == "lost"
    read = here.rows(f"SELECT count(*) FROM raw.page WHERE url = '{url}' AND warc_offset >= 0 AND run_id = 'run3'")
    assert read == [(1,)]
    assert here.rows(CLAIMS) == claims
    here.round(NOW + 5 * DAY + timedelta(minutes=20))
    assert here.rows(f"SELECT count(*) FROM raw.page WHERE run_id = 'run4' AND {PAGES}") == [(0,)]


def test_row_1_what_a_killed_run_had_archived_is_loaded_by_the_next(
    here: Rounds, site: MockSite, monkeypatch: pytest.MonkeyPatch
) -> None:
    left = here.project.data / "unloaded.json"
    site.put("/d", news("The harbour of Lindow has 31 tugs, its board said on Tuesday."))
    site.put("/e", b"", 410)
    feed(site, "/b", "/d", "/e")
    before = here.rows(CLAIMS)

    def killed(*_: object) -> None:
        raise WarehouseError("stands for a kill")

    with monkeypatch.context() as patch:
        patch.setattr(Ingestion, "load", killed)
        with pytest.raises(WarehouseError, match="a kill"):
            here.round(NOW + 5 * DAY + timedelta(hours=1))
    name = max(file.name for file in here.project.pages.glob("*.warc.gz"))
    (here.project.pages / name).rename(here.project.pages / (name + ".open"))
    assert left.exists()
    feed(site, "/b")  # nobody lists them any more
    report = here.round(NOW + 6 * DAY)
    assert (report.new, report.changed) == (1, 0)
    assert here.rows("SELECT quote FROM core.claim WHERE quote LIKE '31%'") == [("31 tugs",)]
    assert here.rows("SELECT reason FROM raw.failure WHERE url LIKE '%/e'") == [("gone",)]
    assert len(here.rows(CLAIMS)) == len(before) + 1
    rows = here.rows("SELECT warc_file, warc_offset FROM raw.page WHERE warc_offset >= 0")
    assert len(rows) == len(set(rows)) == len(archived(here))
    assert not left.exists()
    assert here.round(NOW + 6 * DAY + timedelta(hours=1)).new == 0
    assert len(here.rows("SELECT 1 FROM raw.page WHERE url LIKE '%/d'")) == 1


@pytest.mark.parametrize("by_hand", [False, True])
def test_row_3_what_an_older_warehouse_lacks_is_counted_and_loaded_without_alerts(
    here: Rounds, site: MockSite, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch,
    by_hand: bool,
) -> None:  # fmt: skip
    monkeypatch.setenv("FIGUREWATCH_PROJECT", str(here.project.root))
    monkeypatch.setenv("COLUMNS", "300")
    events = "SELECT event_id FROM core.event ORDER BY ALL"
    file, copy = here.project.warehouse_file, tmp_path / "copy"
    assert main(["backup", str(copy)]) == 0
    before = len(here.rows(events))
    site.put("/d", news("The harbour of Lindow has 31 tugs, its board said on Tuesday."))
    site.put("/e", news("The harbour of Lindow has 44 buoys, its board said on Tuesday."))
    feed(site, "/b", "/d", "/e")
    here.round(NOW + 6 * DAY)
    feed(site, "/b")  # nobody lists them any more
    if not by_hand:  # else nobody knows that it was
        forget_pages(here.project, [site.url + "/e"], None, NOW + 6 * DAY)
    claims, told = here.rows(CLAIMS), here.rows(events)
    if by_hand:
        shutil.copyfile(copy / "data" / file.name, file)
        assert main(["verify"]) == 1
        said = capsys.readouterr()
        assert "an archived answer has no row; --repair has the next run load it" in " ".join(said.out.split())
        assert f"{site.url}/d in " in "".join(said.out.split("\n"))
        assert main(["verify", "--repair"]) == 0
    else:
        assert main(["restore", str(copy), "--replace"]) == 0
        assert "beyond it is loaded by the next run, without alerts" in capsys.readouterr().err
        assert main(["verify"]) == 0
        assert "without a row: the run at work or the next one loads them" in capsys.readouterr().err
    here.warehouse = Warehouse(file)
    here.round(NOW + 6 * DAY + timedelta(hours=1))
    assert here.rows(CLAIMS) == claims
    assert here.rows(events) == told
    assert here.rows("SELECT count(*) FROM core.judged") == [(len(told) - before,)]
    assert main(["verify"]) == 0
    assert "without a row" not in capsys.readouterr().err
    assert not here.project.unloaded_file.exists()


def archived(here: Rounds) -> list[object]:
    archive = PageArchive(here.project.pages)
    return [record for name in archive.files() for record in archive.records(name)]


def test_row_3_a_damaged_page_is_found_by_verify_and_read_again(here: Rounds) -> None:
    [(name, at)] = here.rows("SELECT warc_file, warc_offset FROM raw.page WHERE url LIKE '%/c'")
    with (here.project.pages / name).open("r+b") as file:
        file.seek(at + 100)
        file.write(b"\xff" * 50)
    archive = PageArchive(here.project.pages)
    [problem] = verify(here.warehouse, archive.digest)
    assert (problem.check, problem.count) == ("archive", 1)
    mark_lost(here.warehouse, problem.pages, NOW + 6 * DAY)
    assert verify(here.warehouse, archive.digest) == []
    here.round(NOW + 6 * DAY)
    assert here.rows("SELECT count(*) FROM raw.page WHERE url LIKE '%/c' AND warc_offset >= 0") == [(1,)]


def test_explaining_a_claim_leads_to_the_archived_page(here: Rounds) -> None:
    [(claim_id, quote)] = here.rows("SELECT claim_id, quote FROM core.claim WHERE quote LIKE '4.1 million%'")
    parts = explain(here.warehouse, claim_id)
    assert parts
    [facts] = parts[0].table.records()
    page = PageArchive(here.project.pages).page(facts["archived_in"], facts["archive_offset"])
    assert quote.encode() in page.body


def test_old_pages_go_and_what_was_read_from_them_stays(here: Rounds) -> None:
    claims, ledger = here.rows(CLAIMS), here.rows(LEDGER)
    assert drop_old_pages(here.project, NOW + 29 * DAY, {}) == 0
    assert drop_old_pages(here.project, NOW + 31 * DAY, {}) == 1
    assert verify(here.warehouse, PageArchive(here.project.pages).digest) == []
    assert here.rows(CLAIMS) == claims
    assert here.rows("SELECT count(*) FROM raw.page WHERE warc_offset >= 0 AND result = 'article'") == [(2,)]
    work = reextract(here)
    assert (work.pages, work.texts, work.missing) == (4, 2, 0)
    assert here.rows(CLAIMS) == claims
    assert here.rows(LEDGER) == ledger
    assert verify(here.warehouse, PageArchive(here.project.pages).digest) == []


def test_a_lost_warehouse_is_made_anew_from_the_archive_alone(here: Rounds) -> None:
    claims = here.rows(CLAIMS)
    ledger = f"SELECT url, fetched_at, sha256, warc_file, warc_offset FROM raw.page WHERE {PAGES} ORDER BY ALL"
    pages = here.rows(ledger)
    here.project.warehouse_file.unlink()
    assert Reextraction(here.project, {}).is_lost
    reextract(here)
    assert here.rows(CLAIMS) == claims
    assert here.rows(ledger) == pages
    assert here.rows("SELECT count(*) FROM core.event ANTI JOIN core.judged USING (event_id)") == [(0,)]
    assert here.round(NOW + 21 * DAY).new == 0


LEDGERS = [
    "SELECT * EXCLUDE (run_id) FROM raw.page ORDER BY ALL",
    "SELECT * EXCLUDE (run_id) FROM raw.unchanged ORDER BY ALL",
    "SELECT * EXCLUDE (run_id) FROM raw.failure WHERE reason <> 'waiting' ORDER BY ALL",  # that had no answer
    "SELECT count(*), min(started_at) FROM raw.run",
]


@pytest.fixture
def troubled(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[tuple[Rounds, MockSite]]:
    """Two rounds in which a site sent about everything that a site can send."""
    with serving() as site:
        sources = f"sources:\n  - {{id: quay, kind: feed, url: '{site.url}/feed'}}\n"
        here = Rounds(tmp_path / "project", sources, monkeypatch, in_file=True)
        site.put("/1", b"", status=301, Location="/2")
        site.put("/2", b"<p>Further on.</p>", status=302, Location="/3")
        site.put("/3", b"", status=302, Location="/a")
        site.put_tagged("/a", news(CRANES), '"7"')
        site.put("/b", news(CRANES.replace("23", "25"), title="Cranes"))
        site.put("/no", b"<p>Not here.</p>", status=404)
        site.put("/later", b"", status=429, Retry_After="20000")
        feed(site, "/1", "/b", "/no", "/later", "/film")
        site.put("/film", b"x" * 1000, Content_Type="video/mp4")
        here.round(NOW)
        site.put("/later", news(CRANES.replace("23", "27"), title="Later"))
        here.round(NOW + DAY)
        yield here, site


def test_the_whole_ledger_is_made_anew_from_the_archive(troubled: tuple[Rounds, MockSite]) -> None:
    here, _ = troubled
    before = [here.rows(query) for query in LEDGERS]
    results = {row[0] for row in here.rows("SELECT DISTINCT result FROM raw.page")}
    assert results == {"article", "listing", "failed", "unchanged", "redirect", "robots", "tdmrep"}
    claims = here.rows(CLAIMS)
    here.project.warehouse_file.unlink()
    reextract(here)
    assert [here.rows(query) for query in LEDGERS] == before
    assert here.rows(CLAIMS) == claims
    assert verify(here.warehouse, PageArchive(here.project.pages).digest) == []
    reextract(here)  # and with a warehouse nothing of it is taken for a page
    assert [here.rows(query) for query in LEDGERS] == before


def test_redirects_to_a_forgotten_page_go_and_pauses_stay(troubled: tuple[Rounds, MockSite]) -> None:
    here, site = troubled
    site.put("/feed", b"", status=429, Retry_After="20000")
    here.round(NOW + DAY + timedelta(minutes=20))
    robots = len([path for path, _ in site.seen if path == "/robots.txt"])
    forget_pages(here.project, [site.url + "/1"], None, NOW + DAY, env={})
    assert here.rows("SELECT count(*) FROM raw.page WHERE result = 'redirect'") == [(0,)]
    text = archive_text(here)
    assert b"Further on" not in text
    assert b"25 cranes" in text
    assert verify(here.warehouse, PageArchive(here.project.pages).digest) == []
    asked = len(site.seen)
    here.round(NOW + DAY + timedelta(hours=1), ["quay"], at_once=True)
    assert len(site.seen) == asked, "the host's wish for a pause is no part of the page"
    assert len([path for path, _ in site.seen if path == "/robots.txt"]) == robots


def test_a_forgotten_page_is_gone_everywhere_and_stays_away(here: Rounds, site: MockSite) -> None:
    url = site.url + "/b"
    assert b"25 cranes" in archive_text(here)
    assert b"/b<" in archive_text(here)
    with RunLock(here.project.run_lock, "ingest", NOW), pytest.raises(AnotherRun):
        forget_pages(here.project, [url], None, NOW, env={})
    (here.project.data / "alerts.log").write_text("nothing of it")
    (here.project.data / "kept.log").write_text(f"More: {url}")
    here.project.prefect_home.mkdir(exist_ok=True)
    (here.project.prefect_home / "prefect.db").write_bytes(b"no database")
    would = forget_pages(here.project, [url], None, NOW, dry_run=True, env={})
    published = {"FIGUREWATCH_PUBLISH_TO": "shared/copy.duckdb"}
    publish(here.project, published)
    done = forget_pages(here.project, [url], None, NOW, env=published)
    with Warehouse(here.project.root / "shared/copy.duckdb").read() as con:
        assert con.execute("SELECT count(*) FROM core.claim WHERE quote = '25 cranes'").fetchone() == (0,)
    assert (would.articles, would.pages, would.archived) == (1, 1, 0)
    assert (done.articles, done.pages, done.archived) == (1, 1, 1)
    named = [path.relative_to(here.project.root) for path, _ in done.copies]
    assert named == [Path("data/kept.log"), Path("data/prefect/prefect.db")]
    assert [path for path, _ in would.copies] == [here.project.data / "kept.log"]
    assert b"25 cranes" not in archive_text(here)
    assert b"/b<" not in archive_text(here), "feeds that list it hold its title"
    assert b"23 cranes" in archive_text(here)
    assert verify(here.warehouse, PageArchive(here.project.pages).digest) == []
    assert here.rows("SELECT count(*) FROM core.claim WHERE quote = '25 cranes'") == [(0,)]
    asked = len(site.seen)
    feed(site, "/a", "/b?utm_source=feed", "/c")
    for at_once in (False, True):
        here.round(NOW + 40 * DAY, ["quay"], at_once=at_once)
    assert not [path for path, _ in site.seen[asked:] if path.startswith("/b")]
    assert b"/b?utm" in archive_text(here), "the site lists it again"
    again = forget_pages(here.project, [url], None, NOW + 41 * DAY, env={})
    assert (again.articles, again.pages) == (0, 0)
    assert b"/b?utm" not in archive_text(here)
    reextract(here)
    assert here.rows("SELECT count(*) FROM core.claim WHERE quote = '25 cranes'") == [(0,)]
    with pytest.raises(ConfigError, match="nothing of it was ever read"):
        forget_pages(here.project, ["https://nowhere.example/"], None, NOW, env={})


@pytest.mark.parametrize("by_source", [False, True])
def test_what_was_forgotten_stays_so_when_an_older_backup_is_put_back(
    here: Rounds,
    site: MockSite,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    by_source: bool,
) -> None:
    monkeypatch.setenv("FIGUREWATCH_PROJECT", str(here.project.root))
    copy, url = tmp_path / "copy", site.url + "/b"
    assert main(["backup", str(copy)]) == 0
    forget_pages(here.project, [] if by_source else [url], "quay" if by_source else None, NOW, env={})
    articles = here.rows("SELECT count(*) FROM core.article")
    assert main(["restore", str(copy), "--replace"]) == 0
    told = capsys.readouterr().err
    assert f"forgotten again: {'3 articles' if by_source else '1 article'} that had been forgotten since" in told
    assert here.rows("SELECT count(*) FROM core.article") == articles
    assert here.rows("SELECT count(*) FROM core.claim WHERE quote = '25 cranes'") == [(0,)]
    assert b"25 cranes" not in archive_text(here)
    assert main(["verify"]) == 0
    barred = here.rows("SELECT url FROM raw.failure WHERE reason = 'forgotten' ORDER BY ALL")
    assert barred == ([] if by_source else [(url,)])
    assert [path.name for path in here.project.data.glob("*.part*")] == []


def test_a_backup_whose_pages_come_back_is_forgotten_in_the_archive_too(
    here: Rounds, site: MockSite, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("FIGUREWATCH_PROJECT", str(here.project.root))
    copy, url = tmp_path / "copy", site.url + "/b"
    assert main(["backup", str(copy)]) == 0
    forget_pages(here.project, [url], None, NOW, env={})
    for path in here.project.pages.glob("*.warc.gz"):
        path.unlink()
    assert main(["restore", str(copy), "--replace"]) == 0
    text = archive_text(here)
    assert b"23 cranes" in text
    assert b"25 cranes" not in text
    assert main(["verify"]) == 0


def test_a_source_is_forgotten_and_may_be_read_afresh(here: Rounds, site: MockSite) -> None:
    done = forget_pages(here.project, (), "quay", NOW, env={})
    assert (done.articles, done.pages, done.archived, done.still_read) == (3, 5, 5, True)
    for table in ("raw.page", "core.claim", "core.figure", "core.fingerprint", "core.event"):
        assert here.rows(f"SELECT count(*) FROM {table}") == [(0,)]
    assert archive_text(here) == b""
    assert here.round(NOW + 40 * DAY).new == 3
