"""From sites to figures and alerts, round after round: what must not be told twice, lost, or taken for news."""

from __future__ import annotations

import gzip
import json
import re
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from sources_mock_site import Handler, MockSite, serving
from sources_rounds import ALERTS, Rounds, feed, news

from sources.archive import PageArchive

NOW = datetime(2026, 3, 2, 12, 0, tzinfo=UTC)
HOUR = timedelta(hours=1)
CRANES = "The harbour of Lindow has 23 cranes, its board said on Monday."
LEDGER = """
    SELECT regexp_extract(url, '^http://[^/]*/(.*)', 1) AS path, status, result, reason, bytes, warc_file, warc_offset
    FROM raw.page
    WHERE run_id = '{run}' ORDER BY ALL
"""
Project = Callable[..., Rounds]


@pytest.fixture
def site() -> Iterator[MockSite]:
    with serving() as site:
        yield site


@pytest.fixture
def project(site: MockSite, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Project:
    def make(sources: str = "", alerts: str | None = ALERTS) -> Rounds:
        sources = sources or f"sources:\n  - {{id: quay, kind: feed, url: '{site.url}/feed'}}\n"
        return Rounds(tmp_path / "project", sources, monkeypatch, alerts)

    return make


def figures(here: Rounds) -> list[tuple[str, int, int, int]]:
    """(quote, appearances, outlets, origins) of every live figure."""
    return here.rows("SELECT quote, appearances, outlets, origins FROM core.figure WHERE live ORDER BY quote")


def test_row_16_one_source_fails_with_its_reason_and_the_others_go_on(site: MockSite, project: Project) -> None:
    site.put("/a", news(CRANES))
    feed(site, "/a")
    with serving() as closed:
        down = closed.url
    here = project(
        f"sources:\n  - {{id: down, kind: feed, url: '{down}/feed'}}\n"
        f"  - {{id: quay, kind: feed, url: '{site.url}/feed'}}\n"
    )
    report = here.round(NOW)
    assert (report.new, [event.source_id for event in report.events if event.kind == "source_failed"]) == (
        1,
        ["down"],
    )
    assert here.rows("SELECT source_id, reason, retry_at > failed_at FROM raw.failure") == [("down", "refused", True)]
    assert here.rows("SELECT is_failing FROM mart.source_health ORDER BY source_id") == [(True,), (False,)]


def test_every_answer_is_archived_with_its_row_in_the_ledger(site: MockSite, project: Project) -> None:
    site.put("/a", news(CRANES))
    site.put("/no", b"<p>Not here any more.</p>", status=404)
    site.put("/later", b"", status=503)
    site.put("/cut", b"x" * 100_000, status=500)
    feed(site, "/a", "/no", "/later", "/cut")
    here = project()
    here.round(NOW)
    here.round(NOW + HOUR)  # the feed is as it was
    ledger = here.rows(LEDGER.format(run="run1"))
    assert [row[:4] for row in ledger] == [
        (".well-known/tdmrep.json", 404, "tdmrep", None),
        ("a", 200, "article", None),
        ("cut", 500, "failed", "server_error"),
        ("feed", 200, "listing", None),
        ("later", 503, "failed", "rate_limited"),
        ("no", 404, "failed", "not_found"),
        ("robots.txt", 404, "robots", None),
    ]
    bodies = {row[0]: PageArchive(here.project.pages).read(*row[5:]) for row in ledger}
    assert [len(bodies[row[0]]) for row in ledger] == [row[4] for row in ledger]
    assert (bodies["no"], bodies["later"], len(bodies["cut"])) == (b"<p>Not here any more.</p>", b"", 65_536)
    assert b"<rss" in bodies["feed"]
    assert here.rows("SELECT reason, count(*) FROM raw.unchanged WHERE url LIKE '%/feed' GROUP BY ALL") == [
        ("same_bytes", 1)
    ]
    assert [page.url for page in PageArchive(here.project.pages).pages()] == [f"{site.url}/a"]


def test_what_came_on_the_way_and_what_is_as_before_is_archived_too(site: MockSite, project: Project) -> None:
    site.put("/robots.txt", b"", status=301, Location="/rules")
    site.put("/rules", b"User-agent: *\nDisallow: /no\n", Content_Type="text/plain")
    site.put("/.well-known/tdmrep.json", b'[{"location": "/mine", "tdm-reservation": 1}]')
    site.put("/r", b"<p>It has moved.</p>", status=302, Location="/s")
    site.put("/s", b"", status=307, Location="/a")
    site.put_tagged("/a", news(CRANES), '"7"')
    site.put("/b", news(CRANES.replace("23", "25")))
    site.put("/film", b"x" * 1000, Content_Type="video/mp4")
    site.put("/big", b"x" * 9_000_000)
    site.put("/mine", news(CRANES))
    site.put("/theirs", news(CRANES), tdm_reservation="1")
    feed(site, "/r", "/a", "/b", "/film", "/big", "/mine", "/theirs", "/no")
    here = project()
    here.round(NOW)
    sizes = {"listing": 0}  # which holds the port
    rows = here.rows(LEDGER.format(run="run1"))
    assert [(*row[:3], sizes.get(row[2], row[4])) for row in rows] == [
        (".well-known/tdmrep.json", 200, "tdmrep", 45),
        ("a", 200, "article", len(news(CRANES))),
        ("b", 200, "article", len(news(CRANES))),
        ("big", 200, "failed", 0),
        ("feed", 200, "listing", 0),
        ("film", 200, "failed", 0),
        ("r", 200, "article", len(news(CRANES))),
        ("r", 302, "redirect", 20),
        ("robots.txt", 200, "robots", 28),
        ("robots.txt", 301, "redirect", 0),
        ("s", 307, "redirect", 0),
        ("theirs", 200, "failed", 0),
    ]
    ends = here.rows("SELECT url, final_url FROM raw.page WHERE result IN ('redirect', 'robots') ORDER BY ALL")
    paths = [tuple(url.removeprefix(site.url) for url in row) for row in ends]
    assert paths == [("/r", "/s"), ("/robots.txt", "/rules"), ("/robots.txt", "/rules"), ("/s", "/a")]
    here.round(NOW + HOUR)  # robots.txt is remembered, /a says 304, /b and the feed come again as they were
    again = here.rows(LEDGER.format(run="run2"))
    assert [(row[0], row[1], row[2], row[3]) for row in again] == [
        ("a", 304, "unchanged", "not_modified"),
        ("b", 200, "unchanged", "same_bytes"),
        ("feed", 200, "unchanged", "same_bytes"),
        ("r", 302, "redirect", None),
        ("r", 304, "unchanged", "not_modified"),
        ("s", 307, "redirect", None),
    ]
    [stands_for] = here.rows("SELECT count(DISTINCT sha256) FROM raw.page WHERE url LIKE '%/a'")
    assert stands_for == (1,)
    text = b"".join(gzip.decompress(path.read_bytes()) for path in here.project.pages.glob("*.gz"))
    assert text.count(b"WARC-Type: revisit") == 4
    assert text.count(b"revisit/server-not-modified") == 2
    assert text.count(b"revisit/identical-payload-digest") == 2
    assert text.count(b"WARC-Refers-To-Date: 2026-03-02T12:00:00Z") == 4
    assert text.count(b"WARC-Truncated: unspecified") == 3
    assert f"HTTP/1.1 302 Found\r\nContent-Length: 20\r\nLocation: {site.url}/s\r\n".encode() in text
    assert [(page.url.removeprefix(site.url), page.status) for page in PageArchive(here.project.pages).pages()] == [
        ("/r", 200), ("/a", 200), ("/b", 200),
    ]  # fmt: skip


def test_row_24_a_full_fetch_that_brings_the_same_is_one(site: MockSite, project: Project) -> None:
    site.put_tagged("/a", news(CRANES), '"7"')
    feed(site, "/a")
    here = project()
    asked = []
    for days in (0, 6, 8, 9, 13):
        here.round(NOW + timedelta(days=days))
        asked.append(next(headers.get("if-none-match") for path, headers in reversed(site.seen) if path == "/a"))
    assert asked == [None, '"7"', None, '"7"', '"7"'], "once a week"
    text = b"".join(gzip.decompress(path.read_bytes()) for path in here.project.pages.glob("*.gz"))
    refers = re.findall(rb"Target-URI: \S+/a\r(?:\n\S[^\r]*\r)*?\nWARC-Refers-To-Date: (\S+)", text)
    assert refers == [b"2026-03-02T12:00:00Z"] * 4, "which is when the bytes came that are kept"


def test_a_first_no_is_kept_although_the_second_try_gives_the_page(site: MockSite, project: Project) -> None:
    page = site.routes["/a"] = lambda handler: handler.answer(200, news(CRANES))
    busy = {"Retry-After": "0.01"}

    def first(handler: Handler) -> None:
        site.routes["/a"] = page
        handler.answer(429, b"", busy)

    site.routes["/a"] = first
    feed(site, "/a")
    here = project()
    here.round(NOW)
    rows = here.rows("SELECT status, result, reason FROM raw.page WHERE url LIKE '%/a' ORDER BY status")
    assert rows == [(200, "article", None), (429, "failed", "rate_limited")]
    assert here.rows("SELECT count(*) FROM raw.failure") == [(0,)]


def test_a_feed_that_is_none_and_one_that_is_gone_are_archived_too(site: MockSite, project: Project) -> None:
    site.put("/feed", b"<html><body>We have moved.</body></html>")
    here = project()
    here.round(NOW)
    site.put("/feed", b"Gone fishing.", status=404)
    report = here.round(NOW + HOUR)
    assert here.rows("SELECT result, reason FROM raw.page WHERE url LIKE '%/feed' ORDER BY fetched_at") == [
        ("listing", None),
        ("failed", "not_found"),
    ]
    assert here.rows("SELECT reason FROM raw.failure ORDER BY failed_at") == [("bad_feed",), ("not_found",)]
    assert here.rows("SELECT is_failing FROM mart.source_health") == [(True,)]
    assert report.rejected == 0


def test_row_23_a_source_that_worked_in_between_starts_to_wait_afresh(site: MockSite, project: Project) -> None:
    site.put("/a", news(CRANES))
    here = project()
    for day in range(6):
        site.put("/feed", b"", status=500)
        here.round(NOW + day * 24 * HOUR)
        feed(site, "/a")
        here.round(NOW + day * 24 * HOUR + 12 * HOUR)
    waits = here.rows("SELECT max(retry_at - failed_at) FROM raw.failure WHERE reason = 'server_error'")
    assert waits[0][0] < timedelta(minutes=13)


def test_row_23_a_source_whose_host_asked_for_a_pause_is_not_broken(site: MockSite, project: Project) -> None:
    site.put("/a", b"", status=429, Retry_After="7200")
    feed(site, "/a")
    here = project()
    here.round(NOW)
    asked = len(site.seen)
    assert here.round(NOW + HOUR).events == []
    assert len(site.seen) == asked
    assert here.rows("SELECT is_failing FROM mart.source_health") == [(False,)]
    [(reason, until)] = here.rows("SELECT reason, retry_at FROM raw.failure ORDER BY failed_at DESC LIMIT 1")
    assert reason == "waiting"
    assert "14:00" <= f"{until:%H:%M}" <= "14:10"


AHEAD = [
    # what the page answers, how far the clock goes on (or back) until the next round, whether it is asked for then
    (200, -48 * HOUR, True),
    (500, -48 * HOUR, True),
    (404, -48 * HOUR, True),
    (410, -48 * HOUR, True),
    (410, 48 * HOUR, False),
    (404, HOUR, False),
    (500, HOUR / 60, False),
    (500, HOUR, True),
]


@pytest.mark.parametrize(("status", "then", "asked"), AHEAD)
def test_row_9_a_link_asked_for_by_a_clock_that_was_ahead_does_not_wait_for_that_time(
    site: MockSite, project: Project, status: int, then: timedelta, asked: bool
) -> None:
    site.put("/a", news(CRANES) if status == 200 else b"", status=status)
    feed(site, "/a")
    here = project()
    here.round(NOW)
    before = site.paths().count("/a")
    here.round(NOW + then)
    assert site.paths().count("/a") == before + asked
    here.round(NOW + then + timedelta(minutes=1))
    assert site.paths().count("/a") == before + asked + (status == 200), "once, and then as always"


GIVEN_UP = [
    # what the page answers, day by day      whether it is asked for on the day after
    ((404, 404, 404, 404),                   True),
    ((404, 404, 404, 404, 404),              False),
    ((500, 500, 500, 500, 404),              True),
    ((404, 404, 500, 404, 404, 404),         False),
    ((404, 404, 404, 404, 200, 404),         True),
]  # fmt: skip


@pytest.mark.parametrize(("answers", "asked"), GIVEN_UP)
def test_a_404_is_given_up_after_five_of_its_own_kind(
    site: MockSite, project: Project, answers: tuple[int, ...], asked: bool
) -> None:
    feed(site, "/a")
    here = project()
    for day, status in enumerate((*answers, 404)):
        site.put("/a", news(CRANES) if status == 200 else b"", status=status)
        here.round(NOW + timedelta(days=2 * day))
    assert site.paths().count("/a") == len(answers) + asked


def test_row_26_what_sites_ask_for_is_shown(site: MockSite, project: Project) -> None:
    site.put("/robots.txt", b"User-agent: *\nCrawl-delay: 0.01\nDisallow: /no\n", Content_Type="text/plain")
    site.put("/a", news(CRANES))
    site.put("/b", news(CRANES), tdm_reservation="1")
    feed(site, "/a", "/no/1", "/no/2", "/b")
    here = project()
    here.round(NOW)
    [(refused, delay)] = here.rows("SELECT refused, crawl_delay_s FROM mart.source_health")
    assert refused == "robots 2, tdm_reserved 1"
    assert delay == 0.01


def test_a_page_in_another_language_is_kept_and_gives_no_claim(site: MockSite, project: Project) -> None:
    german = (
        "<html lang=de><body><article><h1>Kräne</h1><p>" + "Die Zahl der Kräne am Kai stieg auf 4,2 Prozent. " * 9
    )
    site.put("/a", german.encode())
    feed(site, "/a")
    here = project()
    report = here.round(NOW)
    assert (report.new, report.rejected) == (0, 1)
    assert here.rows("SELECT reason, warc_offset > 0 FROM raw.page WHERE url LIKE '%/a'") == [("language", True)]


def test_row_27_a_wall_before_every_page_is_a_drop_in_yield_and_no_claim(site: MockSite, project: Project) -> None:
    for number in range(12):
        site.put(f"/{number}", news(CRANES.replace("23", str(23 + number))))
    feed(site, *(f"/{number}" for number in range(6)))
    here = project()
    here.round(NOW)
    claims = here.rows("SELECT count(*) FROM core.claim")
    wall = (
        "<html><body><h1>We value your privacy</h1><p>We and our 812 partners store cookies on a device.</p></body>"
    )
    for number in range(6, 12):
        site.put(f"/{number}", wall.encode())
    feed(site, *(f"/{number}" for number in range(12)))
    report = here.round(NOW + HOUR)
    assert (report.new, report.rejected) == (0, 6)
    assert [event.kind for event in report.events] == ["yield_drop"]
    assert here.rows("SELECT count(*) FROM core.claim") == claims
    assert here.rows("SELECT DISTINCT reason FROM raw.page WHERE result = 'rejected'") == [("consent_wall",)]


@pytest.mark.parametrize("charset", ["gb18030", "koi8-r", "windows-1252", "utf-16"])
def test_rows_28_and_29_offsets_are_exact_in_every_charset(site: MockSite, project: Project, charset: str) -> None:
    odd = {"gb18030": "贵安新区", "koi8-r": "Гавань", "windows-1252": "Größe €", "utf-16": "😀 贵安"}[charset]
    sentence = f"{odd}\u200b {CRANES} It holds 80\N{NO-BREAK SPACE}000 crates."
    page = news(sentence).decode().replace('<meta charset="utf-8">', f'<meta charset="{charset}">')
    body = page.replace("\u200b", "&#8203;").replace("\N{NO-BREAK SPACE}", "&nbsp;").encode(charset)
    site.put("/a", body, Content_Type=f"text/html; charset={charset}")
    feed(site, "/a")
    here = project()
    here.round(NOW)  # which compares every quote with the text at its offsets
    quotes = {quote for (quote,) in here.rows("SELECT quote FROM core.claim")}
    assert {"23 cranes", "80\N{NO-BREAK SPACE}000 crates"} <= quotes
    assert here.rows(f"SELECT count(*) FROM core.article_version WHERE contains(text, '{odd}')") == [(1,)]


def test_row_37_the_same_article_again_is_nothing(site: MockSite, project: Project) -> None:
    site.put("/a", news(CRANES), ETag='"1"')
    feed(site, "/a")
    here = project()
    first = here.round(NOW)
    assert (first.new, len(first.events), here.watch(NOW)) == (1, 1, 1)
    counts = "SELECT (SELECT count(*) FROM core.article_version), (SELECT count(*) FROM core.claim)"
    before = here.rows(counts)
    site.put("/a", news(CRANES) + b"<!-- another advertisement -->", ETag='"2"')  # other bytes, the same text
    for hours in (1, 2):
        again = here.round(NOW + hours * HOUR)
        assert (again.new, again.changed, again.events) == (0, 0, [])
        assert here.watch(NOW + hours * HOUR) == 0
    assert here.rows(counts) == before


def test_row_38_an_edit_that_leaves_the_figures_is_a_version_and_no_event(site: MockSite, project: Project) -> None:
    site.put("/a", news(CRANES))
    feed(site, "/a")
    here = project()
    here.round(NOW)
    here.watch(NOW)
    site.put("/a", news(CRANES, "The mayor, who had been ill, was there as well and thanked everybody for coming."))
    edited = here.round(NOW + HOUR)
    assert (edited.changed, edited.events, here.watch(NOW + HOUR)) == (1, [], 0)
    assert here.rows("SELECT version, claims FROM core.article_version ORDER BY 1") == [(1, 1), (2, 1)]
    assert figures(here) == [("23 cranes", 1, 1, 1)]


def test_row_39_an_edited_figure_is_told_with_both_quotes(site: MockSite, project: Project) -> None:
    site.put("/a", news(CRANES))
    feed(site, "/a")
    here = project()
    here.round(NOW)
    here.watch(NOW)
    site.put("/a", news(CRANES.replace("23", "25")))
    edited = here.round(NOW + HOUR)
    assert [(event.kind, event.old_quote, event.quote) for event in edited.events] == [
        ("edit", "23 cranes", "25 cranes")
    ]
    assert here.watch(NOW + HOUR) == 1
    assert figures(here) == [("25 cranes", 1, 1, 1)]
    assert here.rows("SELECT quote FROM core.claim ORDER BY 1") == [("23 cranes",), ("25 cranes",)]


@pytest.mark.parametrize(("status", "hours"), [(410, 1), (404, 1)])
def test_row_40_a_page_that_is_gone_leaves_its_claims_and_is_marked(
    site: MockSite, project: Project, status: int, hours: int
) -> None:
    site.put("/a", news(CRANES))
    feed(site, "/a")
    here = project()
    here.round(NOW)
    assert here.rows("SELECT count(*) FROM mart.gone") == [(0,)]
    site.put("/a", b"", status)
    gone = here.round(NOW + hours * HOUR)
    assert (gone.failed, gone.events) == (1, [])
    assert figures(here) == [("23 cranes", 1, 1, 1)]
    [(url, reason, claims)] = here.rows("SELECT url, reason, claims FROM mart.gone")
    assert (url, claims) == (site.url + "/a", 1)
    assert reason == {404: "not_found", 410: "gone"}[status]
    site.put("/a", news(CRANES))
    here.round(NOW + timedelta(days=2), ["quay"], at_once=True)
    assert here.rows("SELECT count(*) FROM mart.gone") == [(0,)]


def test_row_40_one_identity_however_it_is_addressed(site: MockSite, project: Project) -> None:
    body = news(CRANES, canonical="/news/cranes")
    for path in ("/news/cranes?utm_source=feed", "/news/cranes/amp", "/news/cranes/?fbclid=1", "/n/1"):
        site.put(path, body)
    feed(site, "/news/cranes?utm_source=feed", "/news/cranes/amp", "/news/cranes/?fbclid=1", "/n/1")
    here = project()
    report = here.round(NOW)
    assert (report.new, report.unchanged) == (1, 3)
    assert figures(here) == [("23 cranes", 1, 1, 1)]


@pytest.mark.parametrize("status", [301, 308])
def test_row_40_an_article_that_moves_for_good_stays_the_same(site: MockSite, project: Project, status: int) -> None:
    site.put("/old", news(CRANES))
    feed(site, "/old")
    here = project()
    here.round(NOW)
    site.put("/old", b"", status, Location="/new")
    site.put("/new", news(CRANES, "The mayor was there as well, and thanked everybody for having come so far."))
    moved = here.round(NOW + HOUR)
    assert (moved.new, moved.changed, moved.events) == (0, 1, [])
    feed(site, "/new")  # and from then on it is listed under its new address
    again = here.round(NOW + 2 * HOUR)
    assert (again.new, again.changed, again.unchanged) == (0, 0, 1)
    assert here.rows("SELECT url, version FROM core.article") == [(site.url + "/old", 2)]
    assert figures(here) == [("23 cranes", 1, 1, 1)]


def test_row_40_a_page_that_sends_on_for_now_is_no_move(site: MockSite, project: Project) -> None:
    site.put("/latest", b"", 302, Location="/one")
    site.put("/one", news(CRANES))
    site.put("/two", news(CRANES.replace("23", "25"), title="More news from the quay", day=3))
    feed(site, "/latest")
    here = project()
    here.round(NOW)
    site.put("/latest", b"", 302, Location="/two")
    assert here.round(NOW + HOUR).new == 1


def test_saved_pages_without_sidecar_and_compressed_ones_are_read(project: Project) -> None:
    here = project("sources:\n  - {id: valley, kind: folder, outlet: Valley Post, path: pages}\n")
    folder = here.project.root / "pages"
    folder.mkdir()
    told = "The park runs 81,500 servers.\nThe county said so on Monday, to loud applause.\n"
    (folder / "plain.txt").write_text(told, encoding="utf-8")
    (folder / "page.html.gz").write_bytes(gzip.compress(news("The park has 23 halls.")))
    assert here.round(NOW).new == 2
    assert [quote for quote, *_ in figures(here)] == ["23 halls", "81,500 servers"]


def test_row_41_one_wire_copy_at_twenty_outlets_is_one_figure_with_one_origin(
    project: Project, tmp_path: Path
) -> None:
    wire = [
        "The new terminal took three years to build and cost more than anybody in the town had thought it would.",
        "Ships from eleven lines call there now, and the railway has laid another track to the quay for their boxes.",
        "Dockers had gone on strike in the autumn, because the shifts had been changed without their being asked.",
    ]
    here = project("sources:\n  - {id: wire, kind: folder, path: pages}\n")
    folder = here.project.root / "pages"
    folder.mkdir()

    def appear(numbers: range) -> None:
        for number in numbers:
            said = "officials said" if number % 2 else "the port's officials told reporters"
            sentence = f"The harbour of Lindow has 23 cranes, {said} on {('Monday', 'Tuesday')[number % 3 == 0]}."
            extra = f"Our reporter {'Ann' * (1 + number % 5)} was there."
            page = news(sentence, *wire, extra, title=f"Cranes in Lindow {'again ' * (number % 4)}")
            (folder / f"{number}.html").write_bytes(page)
            side = {"url": f"https://o{number}.example/a", "outlet": f"Outlet {number}"}
            (folder / f"{number}.json").write_text(json.dumps(side))

    appear(range(8))
    events = here.round(NOW).events
    alerts = here.watch(NOW)
    appear(range(8, 20))
    events += here.round(NOW + HOUR).events
    alerts += here.watch(NOW + HOUR)
    assert ("23 cranes", 20, 20, 1) in figures(here)
    assert [event.kind for event in events if event.quote == "23 cranes"] == ["new_series"]
    assert here.rows("SELECT count(*) FROM core.alert WHERE contains(headline, 'crane')") == [(1,)]
    assert alerts == len(events)
    assert here.rows("SELECT count(DISTINCT copy_of), count(copy_of) FROM core.fingerprint") == [(1, 19)]
