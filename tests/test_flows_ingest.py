"""The whole path, run as people run it: sources read, figures loaded, alerts written; again, and with bad input."""

from __future__ import annotations

import json
import os
import re
import signal
import subprocess
import sys
import threading
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from http.server import BaseHTTPRequestHandler, SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from subprocess import CompletedProcess
from typing import Any

import pytest
from conftest import ROOT, Figurewatch

from warehouse.database import Warehouse

pytestmark = pytest.mark.slow

Make = Callable[..., Figurewatch]
ARTICLE = """<!doctype html><html lang="en"><head><title>{title}</title>
<meta property="article:published_time" content="2026-03-0{day}T08:00:00Z"></head><body><article><h1>{title}</h1>
<p>{sentence} The county said so on Monday at a meeting in the town hall, which many people had come to see.</p>
<p>Work at the site goes on, and the operator has asked the county for another line to the grid this spring.</p>
</article></body></html>"""


def article(sentence: str, title: str = "News from the valley", day: int = 2) -> str:
    return ARTICLE.format(sentence=sentence, title=title, day=day)


def found(done: CompletedProcess[str]) -> dict[str, Any]:
    """The summary that ``run --format json`` prints."""
    assert done.stdout.strip(), done.stderr
    return json.loads(done.stdout)  # type: ignore[no-any-return]


@contextmanager
def serving(handler: Any) -> Iterator[int]:
    """A web server on a free loopback port."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield server.server_address[1]
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


class Quiet(SimpleHTTPRequestHandler):
    def log_message(self, *args: object) -> None:
        pass


# The sample newsroom


def test_the_sample_newsroom_ends_with_trends_events_and_alerts(
    newsroom: tuple[Figurewatch, list[CompletedProcess[str]], list[str]],
) -> None:
    _, (first, _), (log, _) = newsroom
    assert first.returncode == 0, first.stderr
    assert first.stderr == ""
    for words in ("Read 3 sources", "17 new, 1 changed, 0 unchanged; 0 addresses failed", "Newest figures", "Alerts"):
        assert words in first.stdout
    for kind in ("new figure", "edit", "conflict", "forecast"):
        assert kind in first.stdout
    assert "outlets disagree" in log
    assert "368 → 386" in log


def test_the_second_run_changes_nothing_and_sends_nothing(
    newsroom: tuple[Figurewatch, list[CompletedProcess[str]], list[str]],
) -> None:
    _, (_, second), logs = newsroom
    assert second.returncode == 0, second.stderr
    assert "0 new, 0 changed, 18 unchanged; 0 addresses failed" in second.stdout
    assert "0 raised, 0 messages sent" in second.stdout
    assert logs[0] == logs[1]


QUESTIONS = [
    # command                                          words of the answer
    (["sql", "SELECT count(*) AS articles FROM core.article"], "17"),
    (["claims", "--subject", "Fengdao", "-n", "3"], "servers"),
    (["trend", "yunling-data-centres"], "24 data cent"),
    (["trend", "yunling", "server", "capacity", "--format", "json"], "4800000"),
    (["conflicts", "--format", "json"], "13,600 enterprises"),
    (["forecasts", "--status", "missed"], "3.6 million units"),
    (["edits", "--format", "csv"], "386 benchmark projects"),
    (["events", "conflict", "edit", "--format", "jsonl"], '"kind": "edit"'),
    (["series", "--limit", "5"], "Yunling"),
    (["indicator"], "yunling-data-centres"),
    (["alerts", "ls", "--rule", "conflict"], "outlets disagree"),
    (["alerts", "log", "--state", "sent", "-n", "2"], "sent"),
    (["source", "ls"], "rack-and-row"),
    (["source", "health"], "yunling-courier"),
]


@pytest.mark.parametrize(("arguments", "words"), QUESTIONS, ids=lambda value: " ".join(value)[:40])
def test_a_question_has_its_answer(
    newsroom: tuple[Figurewatch, list[CompletedProcess[str]], list[str]], arguments: list[str], words: str
) -> None:
    done = newsroom[0](*arguments)
    assert done.returncode == 0, done.stderr
    assert words in done.stdout


def test_explain_goes_from_a_claim_to_its_article_and_back(
    newsroom: tuple[Figurewatch, list[CompletedProcess[str]], list[str]],
) -> None:
    project, *_ = newsroom
    (claim,) = json.loads(project("claims", "112,000", "-n", "1", "--format", "json").stdout)
    done = project("explain", claim["claim_id"])
    assert done.returncode == 0, done.stderr
    for words in ("112,000 servers", "The Yunling Courier", claim["url"]):
        assert words in done.stdout
    page = project("explain", claim["url"])
    assert claim["claim_id"] in page.stdout, page.stderr


def test_it_can_be_read_in_a_narrow_terminal(
    newsroom: tuple[Figurewatch, list[CompletedProcess[str]], list[str]],
) -> None:
    project, *_ = newsroom
    done = project("claims", "-n", "5", env={"COLUMNS": "50"})
    assert max(map(len, done.stdout.splitlines())) <= 50


REFUSED = [
    # query                                          exit  words of the one line
    ("SELEC 1",                                         2, "syntax error"),
    ("SELECT * FROM read_text('/etc/passwd')",          2, "disabled"),
    ("COPY (SELECT 1) TO 'x.csv'",                      2, "disabled"),
    ("DELETE FROM core.claim",                          2, "read-only"),
    ("SELECT 1; SELECT 2",                              2, "one SQL statement"),
    (" -- nothing",                                     2, "no question"),
    ("SELECT count(*) FROM range(100000000000) AS a(i), range(9999) AS b(j) WHERE sqrt(i * j) = 3", 1, "longer than"),
]  # fmt: skip


@pytest.mark.parametrize(("query", "code", "words"), REFUSED, ids=[row[0][:20] for row in REFUSED])
def test_sql_that_is_refused_says_so_in_one_line(
    newsroom: tuple[Figurewatch, list[CompletedProcess[str]], list[str]], query: str, code: int, words: str
) -> None:
    done = newsroom[0]("sql", query, "--timeout", "1")
    assert done.returncode == code
    assert done.stdout == ""
    (line,) = done.stderr.splitlines()
    assert words in line


def test_a_backup_holds_the_answers(
    newsroom: tuple[Figurewatch, list[CompletedProcess[str]], list[str]], tmp_path: Path
) -> None:
    project, *_ = newsroom
    assert project("backup", str(tmp_path / "copy")).returncode == 0
    copy = Figurewatch(tmp_path / "copy")
    assert "17" in copy("sql", "SELECT count(*) FROM core.article").stdout
    assert project("backup", str(tmp_path / "copy")).returncode == 2


# The README's first screen


def readme_sessions() -> list[tuple[str, str]]:
    """Each command of the README's console blocks with the output that it shows."""
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    sessions = []
    for block in re.findall(r"```console\n(.*?)```", text, re.DOTALL):
        first, *rest = block.removeprefix("$ ").splitlines()
        command = first
        while command.endswith("\\") or command.count('"') % 2:
            command += "\n" + rest.pop(0)
        sessions.append((command, "\n".join(rest)))
    return sessions


@pytest.mark.parametrize(("command", "shown"), readme_sessions(), ids=lambda text: text[:30])
def test_the_readme_shows_what_happens(
    newsroom: tuple[Figurewatch, list[CompletedProcess[str]], list[str]], command: str, shown: str
) -> None:
    project, *_ = newsroom
    path = f"{Path(sys.executable).parent}:{os.environ['PATH']}"
    done = subprocess.run(
        ["bash", "-c", command],
        cwd=project.root, env={**os.environ, "PATH": path, "COLUMNS": "100"},
        capture_output=True, text=True, timeout=60, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    # Spaces and line ends are layout, "..." stands for anything.
    parts = [re.escape("".join(part.split())) for part in shown.split("...")]
    assert re.fullmatch(".*".join(parts), "".join(done.stdout.split())), done.stdout


def test_the_sentence_of_the_readme_is_in_the_newsroom() -> None:
    (sentence,) = re.findall(r"^> (.+)$", (ROOT / "README.md").read_text(encoding="utf-8"), re.MULTILINE)
    assert any(sentence in " ".join(page.read_text().split()) for page in (ROOT / "samples").rglob("*.html"))


# Bad input: one run, each source bad in its own way, and a good one


BROKEN_FEED = b"<!doctype html><html><body><p>We are sorry, something went wrong.</p></body></html>"


class BadSites(BaseHTTPRequestHandler):
    """A broken feed, and a site that never answers."""

    def do_GET(self) -> None:
        if self.path == "/slow.xml":
            threading.Event().wait(3)
            return
        body = BROKEN_FEED if self.path == "/broken.xml" else b""
        self.send_response(200 if body else 404)
        self.send_header("Content-Type", "text/html" if body else "text/plain")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *args: object) -> None:
        pass


@pytest.fixture(scope="module")
def bad_input(make_project: Make) -> Iterator[tuple[Figurewatch, CompletedProcess[str], CompletedProcess[str]]]:
    """A project of one good source among bad ones, run twice."""
    with serving(BadSites) as port:
        project = make_project(f"""
sources:
  - {{id: good, kind: folder, outlet: Valley Post, path: good}}
  - {{id: odd-pages, kind: folder, outlet: Odd Pages, path: odd}}
  - {{id: no-folder, kind: folder, outlet: Nowhere, path: nowhere}}
  - {{id: broken-feed, kind: feed, outlet: Broken, url: "http://127.0.0.1:{port}/broken.xml"}}
  - {{id: slow-feed, kind: feed, outlet: Slow, url: "http://127.0.0.1:{port}/slow.xml"}}
""")
        project.write("good/servers.html", article("The Moss Hill park runs more than 81,500 servers."))
        project.write("odd/empty.html", "")
        project.write("odd/no-numbers.html", article("The park is larger than ever."))
        (project.root / "odd/binary.html").write_bytes(b"\x7fELF" + bytes(range(256)) * 64)
        env = {
            "FIGUREWATCH_ALLOW": f"127.0.0.1:{port}",
            "FIGUREWATCH_TIMEOUT_S": "1",
            "FIGUREWATCH_DELAY_S": "0",
        }
        yield project, project("run", "--format", "json", env=env), project("run", env=env)


def test_bad_sources_cost_nothing_but_themselves(
    bad_input: tuple[Figurewatch, CompletedProcess[str], CompletedProcess[str]],
) -> None:
    project, first, _ = bad_input
    assert first.returncode == 3, first.stderr
    summary = found(first)
    assert summary["report"]["new"] == 2  # the good one, and the one without numbers
    claims = project("sql", "SELECT quote FROM mart.claim", "--format", "csv").stdout
    assert "more than 81,500 servers" in claims


def test_events_are_objects_in_json_and_all_of_them_are_counted(
    bad_input: tuple[Figurewatch, CompletedProcess[str], CompletedProcess[str]],
) -> None:
    report = found(bad_input[1])["report"]
    assert {"new_series", "source_failed"} <= report["happened"].keys()
    assert Counter(event["kind"] for event in report["events"]) == report["happened"]


BAD_SOURCES = [
    # source         words of its line     of the line of the next run
    ("no-folder", "no folder", "no folder"),
    ("broken-feed", "feed", "not asked again before"),
    ("slow-feed", "1.0 s", "not asked again before"),
]


@pytest.mark.parametrize(("source", "words", "later"), BAD_SOURCES)
def test_a_bad_source_says_why_in_one_line(
    bad_input: tuple[Figurewatch, CompletedProcess[str], CompletedProcess[str]], source: str, words: str, later: str
) -> None:
    _, first, second = bad_input
    (tally,) = [tally for tally in found(first)["sources"] if tally["source_id"] == source]
    assert words in tally["error"]
    assert "\n" not in tally["error"]
    (line,) = [line for line in second.stderr.splitlines() if f"source {source}:" in line]
    assert later in line


def test_a_source_that_waits_is_failing_still(
    bad_input: tuple[Figurewatch, CompletedProcess[str], CompletedProcess[str]],
) -> None:
    """The second run did not ask it, which is no success: the next failure would be told as a new one."""
    project, _, second = bad_input
    assert "source broken-feed: not asked again before" in second.stderr
    query = "SELECT is_failing, runs FROM mart.source_health WHERE source_id = 'broken-feed'"
    assert json.loads(project("sql", query, "--format", "json").stdout) == [{"is_failing": True, "runs": 1}]


def test_a_run_says_why_pages_gave_no_article(
    bad_input: tuple[Figurewatch, CompletedProcess[str], CompletedProcess[str]],
) -> None:
    project, first, _ = bad_input
    report = found(first)["report"]
    troubles = report["troubles"]
    assert sum(trouble["count"] for trouble in troubles.values()) == report["failed"] + report["rejected"]
    query = "SELECT reason FROM raw.page WHERE url = '{}' UNION SELECT reason FROM raw.failure WHERE url = '{}'"
    for reason, trouble in troubles.items():
        url = trouble["example"]
        assert reason in project("sql", query.format(url, url), "--format", "csv").stdout.split()


BAD_PAGES = [("empty.html", "empty"), ("binary.html", "")]


@pytest.mark.parametrize(("page", "reason"), BAD_PAGES)
def test_a_bad_page_is_in_the_ledger_with_its_reason(
    bad_input: tuple[Figurewatch, CompletedProcess[str], CompletedProcess[str]], page: str, reason: str
) -> None:
    project, *_ = bad_input
    query = f"SELECT reason, message FROM raw.page WHERE url LIKE '%{page}' AND result = 'rejected'"
    (row,) = json.loads(project("sql", query, "--format", "json").stdout)
    assert reason in row["reason"]
    assert row["message"]


def test_a_page_without_numbers_is_an_article_without_claims(
    bad_input: tuple[Figurewatch, CompletedProcess[str], CompletedProcess[str]],
) -> None:
    project, *_ = bad_input
    query = "SELECT claims FROM core.article_version JOIN core.article USING (article_id) WHERE url LIKE '%no-n%'"
    assert project("sql", query, "--format", "csv").stdout.split() == ["claims", "0"]


def test_nothing_is_loaded_twice(
    bad_input: tuple[Figurewatch, CompletedProcess[str], CompletedProcess[str]],
) -> None:
    project, _, second = bad_input
    assert second.returncode == 3
    assert "0 new, 0 changed" in second.stdout
    query = "SELECT count(*) - count(DISTINCT claim_id) FROM core.claim"
    assert project("sql", query, "--format", "csv").stdout.split()[-1] == "0"


def test_a_locked_warehouse_is_waited_for_then_named_and_nothing_is_lost(
    bad_input: tuple[Figurewatch, CompletedProcess[str], CompletedProcess[str]],
) -> None:
    import duckdb

    project, *_ = bad_input
    project.write("good/second.html", article("The Fern Dale park runs 12,300 servers.", "Servers at Fern Dale", 3))
    held = duckdb.connect(str(project.root / "data" / "warehouse.duckdb"))
    try:
        done = project("run", "good", env={"FIGUREWATCH_LOCK_TIMEOUT_S": "0.5"})
    finally:
        held.close()
    assert done.returncode == 1
    (line,) = done.stderr.splitlines()
    assert "in use by" in line
    assert "process" in line
    again = project("run", "good", "--format", "json")
    assert found(again)["report"]["new"] == 1, again.stderr


MISSPELLED = [
    # what is wrong                                     file               words of the line
    ("sources:\n  - {id: a, kind: folder, pathh: x}\n", "sources.yaml:2:", "did you mean"),
    ("sources:\n  - {id: a, kind: foldr, path: x}\n", "sources.yaml", "kind"),
    ("sources: [\n", "sources.yaml:", ""),
]


@pytest.mark.parametrize(("text", "place", "words"), MISSPELLED)
def test_a_mistake_in_the_configuration_is_one_line_with_its_place(
    make_project: Make, text: str, place: str, words: str
) -> None:
    project = make_project(text)
    for command in ("run", "check"):
        done = project(command)
        assert done.returncode == 2
        assert done.stdout == ""
        (line,) = done.stderr.splitlines()
        assert place in line
        assert words in line


def test_an_unknown_source_is_named_with_what_was_meant(make_project: Make) -> None:
    project = make_project("sources:\n  - {id: valley, kind: folder, path: x}\n")
    done = project("run", "vally")
    assert done.returncode == 2
    (line,) = done.stderr.splitlines()
    assert "did you mean 'valley'" in line


def test_the_second_of_two_runs_does_nothing(make_project: Make) -> None:
    from datetime import UTC, datetime

    from flows.lock import RunLock

    project = make_project("sources:\n  - {id: valley, kind: folder, path: pages}\n")
    project.write("pages/a.html", article("The park runs 81,500 servers."))
    with RunLock(project.root / "data" / "ingest.lock", "ingest", datetime.now(UTC)):
        done = project("run")
    assert done.returncode == 1
    assert "another run is at work" in done.stderr
    assert not (project.root / "data" / "warehouse.duckdb").exists()


def test_a_prefect_server_that_is_not_there_is_one_line(make_project: Make) -> None:
    project = make_project("sources:\n  - {id: valley, kind: folder, path: pages}\n")
    done = project("run", env={"PREFECT_API_URL": "http://127.0.0.1:1/api"})
    assert done.returncode == 1
    (line,) = done.stderr.splitlines()
    assert "prefect server start" in line


def test_an_interrupted_run_ends_soon_and_lets_go(make_project: Make) -> None:
    asked, over = threading.Event(), threading.Event()

    class Silent(Quiet):
        def do_GET(self) -> None:
            asked.set()
            over.wait(300)

    with serving(Silent) as port:
        project = make_project(
            f"sources:\n  - {{id: slow, kind: feed, outlet: Slow, url: 'http://127.0.0.1:{port}/feed.xml'}}\n"
        )
        for how in (signal.SIGINT, signal.SIGTERM):  # the second finds what the first has let go
            asked.clear()
            run = subprocess.Popen(
                [sys.executable, "-m", "app.cli", "run"],
                cwd=project.root,
                env={
                    **os.environ,
                    **project.env,
                    "FIGUREWATCH_ALLOW": f"127.0.0.1:{port}",
                    "FIGUREWATCH_TIMEOUT_S": "200",
                    "PYTHONFAULTHANDLER": "1",
                },
                stderr=subprocess.PIPE,
                text=True,
            )
            try:
                assert asked.wait(100)
                run.send_signal(how)
                _, said = run.communicate(timeout=100)  # half of what the site is given to answer
            except subprocess.TimeoutExpired:
                run.send_signal(signal.SIGABRT)
                pytest.fail(f"it goes on:\n{run.communicate()[1]}")
            finally:
                run.kill()
            assert run.returncode == 130, how
            assert said == "figurewatch: interrupted\n", how
        over.set()
    after = project("run", "--limit", "1", env={"FIGUREWATCH_TIMEOUT_S": "1"})
    assert after.returncode == 3, after.stderr  # not locked: the address is refused without the allow-list


# Over HTTP


def test_a_feed_and_a_list_of_urls_are_read_over_http(make_project: Make, tmp_path: Path) -> None:
    site = tmp_path / "site"
    site.mkdir()
    (site / "one.html").write_text(article("Lanshan Park runs 81,500 servers.", "Servers", 2), encoding="utf-8")
    (site / "two.html").write_text(article("Its output value rose 5% in 2025.", "Output", 3), encoding="utf-8")
    with serving(partial(Quiet, directory=str(site))) as port:
        here = f"http://127.0.0.1:{port}"
        (site / "feed.xml").write_text(
            f"""<rss version="2.0"><channel><title>Valley</title><link>{here}/</link>
            <item><title>Servers</title><link>{here}/one.html</link></item></channel></rss>""",
            encoding="utf-8",
        )
        (site / "cut.xml").write_text("<rss><channel><item><link>http://", encoding="utf-8")
        project = make_project(f"""
sources:
  - {{id: feed, kind: feed, outlet: Valley Post, url: "{here}/feed.xml"}}
  - {{id: list, kind: urls, outlet: Valley Post, urls: ["{here}/two.html"]}}
  - {{id: odd, kind: feed, url: "{here}/feed.xml", selectors: {{title: title, body: .nothing, remove: .ad}}}}
  - {{id: lacking, kind: feed, url: "{here}/cut.xml"}}
  - {{id: none, kind: feed, url: "{here}/feed.xml", include: [/sport/]}}
""")
        closed = project("run")
        assert closed.returncode == 3, "without the allow-list a loopback address is refused"
        assert "127.0.0.1" in closed.stderr
        env = {"FIGUREWATCH_ALLOW": f"127.0.0.1:{port}", "FIGUREWATCH_DELAY_S": "0"}
        trial = project("source", "test", "feed", env=env)
        assert "81,500 servers" in trial.stdout, trial.stderr
        assert "--limit" not in trial.stderr
        lacking = project("source", "test", "lacking", "--limit", "1", env=env)
        assert "cut_feed" in lacking.stdout
        assert "stopped at" not in lacking.stderr, "what is wrong with the listing is no link"
        odd = project("source", "test", "odd", env=env).stderr.splitlines()
        assert odd[:2] == [
            f"selectors.body '.nothing' matches nothing on {here}/one.html",
            f"selectors.remove '.ad' matches nothing on {here}/one.html",
        ]
        assert "1 listed, all shut out by include" in project("source", "test", "none", env=env).stderr
        assert "stopped at the first link" in project("source", "test", "list", "--limit", "1", env=env).stderr
        query = "SELECT split_part(url, '/', 4) AS page, robots, result FROM raw.page WHERE robots <> '' ORDER BY url"
        dry = project("run", "--dry-run", "feed", "list", env=env)
        assert "two.html" in dry.stdout
        assert project("sql", query, "--format", "csv").stdout.split() == ["page,robots,result"]
        published = {"FIGUREWATCH_PUBLISH_TO": "shared/copy.duckdb"}
        done = project("run", "feed", "list", env=env | published)  # asked again, although it was refused just now
        assert done.returncode == 0, done.stderr
        with Warehouse(project.root / "shared/copy.duckdb").read() as con:
            assert con.execute("SELECT count(*) FROM core.article").fetchone() == (2,)
        assert "2 new" in done.stdout
        assert "Newest figures" in done.stdout
        assert project("sql", query, "--format", "csv").stdout.split() == [
            "page,robots,result",
            "feed.xml,none,listing",
            "one.html,none,article",
            "two.html,none,article",
        ]
        again = project("run", "feed", "list", env=env)
        assert "0 new" in again.stdout
        assert "Newest figures" not in again.stdout
