"""Feeds that bring whole articles: their text stands in for a page that refuses, says so, and never goes before the page."""

# ruff: noqa: E501 (tables of feeds)

from __future__ import annotations

import gzip
import json
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from html import escape
from pathlib import Path
from typing import Any

import pytest
from sources_mock_site import MockSite, serving
from sources_rounds import Rounds, news

from extractors.errors import ConfigError
from extractors.model import Article
from extractors.page import parse_page
from flows.reextraction import Reextraction
from flows.retention import forget_pages
from sources.config import load_sources
from sources.feed_text import whole_text
from sources.kinds.feed import items_of, read_feed

NOW = datetime(2026, 3, 2, 12, 0, tzinfo=UTC)
DAY = timedelta(days=1)
CRANES = "The harbour of Lindow has 23 cranes, its board said on Monday."
REST = (
    "The board met in the old custom house, and many people from the town had come to hear what it had to say.",
    "Its members said that work on the quay would go on, and that the ferries would not be moved before spring.",
    "Nobody had asked for more sheds, but a pilot of long standing told them that boats lay in the rain all winter.",
    "The mayor thanked everybody who had spoken, and he promised an answer to the fishermen by the end of the month.",
    "A band played in front of the house while the members went home, and the lamps on the northern quay were lit.",
    "What the new cranes are to carry is not known yet, and the board would not say who had offered to pay for them.",
)
WHOLE = "".join(f"<p>{line}</p>" for line in (CRANES, *REST))
WALL = b"<html><head><title>Cranes</title></head><body><p>The harbour has counted its cranes.</p><p>Subscribe to continue reading. Already a subscriber? Sign in.</p></body></html>"
CONSENT = b"<html><body><p>We and our 640 partners use cookies and store information on a device. Accept all cookies.</p></body></html>"


def item(html: str, kind: str = "html") -> dict[str, Any]:
    return {"content": [{"type": kind, "value": html}]}


TEXTS = [
    # what                        entry                                              whole
    ("a whole article", item(WHOLE), True),
    ("without markup", item("\n\n".join((CRANES, *REST)), "text/plain"), True),
    (
        "an offer behind it",
        item(WHOLE + '<p>The post <a href="/a">Cranes</a> appeared first on <a href="/">The Quay</a>.</p>'),
        True,
    ),
    ("asks to read on in the middle", item(f"<p>Continue reading</p>{WHOLE}"), True),
    ("two sentences", item(f"<p>{CRANES}</p><p>{REST[0]}</p>"), False),
    ("cut off", item(WHOLE.removesuffix(".</p>") + " […]</p>"), False),
    ("cut off with three dots", item(WHOLE + "<p>The sheds...</p>"), False),
    ("a link to the rest", item(WHOLE + '<p><a href="/a">Read the full story</a></p>'), False),
    ("summary alone", {"description": WHOLE}, False),
    ("pictures", item("<img src=/a.jpg>" * 90), False),
    ("odd", {"content": ["x", {"value": 7}, None]}, False),
]


@pytest.mark.parametrize(("what", "entry", "whole"), TEXTS, ids=[what for what, _, _ in TEXTS])
def test_only_whole_articles_are_taken_from_a_feed(what: str, entry: dict[str, Any], whole: bool) -> None:
    text = whole_text(entry)
    assert (text is not None) is whole
    assert text is None or "appeared first" not in text


RSS = '<?xml version="1.0"?><rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel><title>Q</title><item><title>Cranes</title><link>https://q.example/a</link><description>Short.</description><content:encoded><![CDATA[{}]]></content:encoded></item></channel></rss>'
ATOM = '<feed xmlns="http://www.w3.org/2005/Atom"><title>Q</title><entry><title>Cranes</title><link href="https://q.example/a"/><content type="html">{}</content></entry></feed>'
XHTML = '<feed xmlns="http://www.w3.org/2005/Atom"><title>Q</title><entry><title>Cranes</title><link href="https://q.example/a"/><content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml">{}</div></content></entry></feed>'
DIALECTS = [
    ("rss", RSS.format(WHOLE)),
    ("atom", ATOM.format(escape(WHOLE))),
    ("atom with xhtml", XHTML.format(WHOLE)),
    ("json", json.dumps({"version": "https://jsonfeed.org/version/1.1", "title": "Q", "items": [{"id": "1", "url": "https://q.example/a", "title": "Cranes", "content_html": WHOLE}]})),
    ("json without markup", json.dumps({"version": "https://jsonfeed.org/version/1.1", "title": "Q", "items": [{"id": "1", "url": "https://q.example/a", "title": "Cranes", "content_text": "\n".join((CRANES, *REST))}]})),
]  # fmt: skip


@pytest.mark.parametrize(("dialect", "body"), DIALECTS, ids=[name for name, _ in DIALECTS])
def test_feeds_of_every_dialect_bring_texts(dialect: str, body: str) -> None:
    ((link,), _) = items_of(body.encode(), "https://q.example/feed", with_text=True)
    assert link.text is not None
    assert CRANES in link.text
    assert link.listed_in == "https://q.example/feed"
    assert read_feed(body.encode(), "https://q.example/feed")[0].text is None


@pytest.fixture
def site() -> Iterator[MockSite]:
    with serving() as site:
        yield site


Make = Callable[..., Rounds]


@pytest.fixture
def project(site: MockSite, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Make:
    def make(more: str = "feed_text: true", **kw: Any) -> Rounds:
        entry = f"{{id: quay, kind: feed, url: '{site.url}/feed'{', ' if more else ''}{more}}}"
        return Rounds(tmp_path / "project", f"sources:\n  - {entry}\n", monkeypatch, **kw)

    return make


def serve(site: MockSite, text: str = WHOLE, path: str = "/a") -> None:
    body = RSS.format(text).replace("https://q.example/a", site.url + path)
    site.put("/feed", body.encode(), Content_Type="application/rss+xml")


BEGINNING = (
    b'<html><head><title>Cranes</title><script type="application/ld+json">{"@type": "NewsArticle"}</script></head><body>'
    b"<p>The harbour board has counted its cranes once more.</p></body></html>"
)
LEDGER = "SELECT status, result, reason, robots, feed LIKE '%/feed', warc_offset > 0 FROM raw.page LEFT JOIN raw.feed_text USING (page_id) WHERE url LIKE '%/a' AND run_id = 'run{}' ORDER BY feed IS NOT NULL"
TEXT = (200, "article", None, "not_asked", True, True)


REFUSALS = [
    # what          how the page answers                               its rows in the ledger              the feed's text is read
    ("paywall", {"body": WALL}, [(200, "rejected", "paywall")], True),
    ("consent wall", {"body": CONSENT}, [(200, "rejected", "consent_wall")], True),
    ("a shell", {"body": b"<html><body><div id=root></div></body></html>"}, [(200, "rejected", "no_text")], True),
    ("the beginning", {"body": BEGINNING}, [(200, "rejected", "no_text")], True),
    ("forbidden", {"body": b"No.", "status": 403}, [(403, "failed", "forbidden")], True),
    ("to be paid for", {"body": b"No.", "status": 402}, [(402, "failed", "forbidden")], True),
    ("for reasons of law", {"body": b"No.", "status": 451}, [(451, "failed", "forbidden")], False),
    ("not there", {"body": b"No.", "status": 404}, [(404, "failed", "not_found")], False),
    ("gone", {"body": b"No.", "status": 410}, [(410, "failed", "gone")], False),
    ("broken", {"body": b"No.", "status": 500}, [(500, "failed", "server_error")], False),
    ("says it is not there", {"body": b"<html><title>404 - not found</title><body><p>Nothing was found here.</p></body></html>"}, [(200, "rejected", "soft_404")], False),
    ("reserved", {"body": news(CRANES), "tdm_reservation": "1"}, [(200, "failed", "tdm_reserved")], False),
    ("forbidden and reserved", {"body": b"No.", "status": 403, "tdm_reservation": "1"}, [(403, "failed", "forbidden")], False),
    ("an article", {"body": news(CRANES)}, [(200, "article", None)], False),
]  # fmt: skip


@pytest.mark.parametrize(("what", "answer", "page", "read"), REFUSALS, ids=[what for what, *_ in REFUSALS])
def test_row_27_the_text_of_the_feed_is_read_where_the_page_refuses(
    what: str, answer: dict[str, Any], page: list[tuple[Any, ...]], read: bool, site: MockSite, project: Make
) -> None:
    serve(site)
    site.put("/a", **answer)
    here = project()
    here.round(NOW)
    rows = here.rows(LEDGER.format(1))
    told = [row[:3] for row in rows if row[4] is None]
    assert told == page
    assert [row for row in rows if row[4]] == ([TEXT] if read else [])
    quotes = here.rows(
        "SELECT quote, text[char_start + 1:char_end] FROM core.claim JOIN core.article_version USING (article_id, version) WHERE quote LIKE '23%'"
    )
    assert all(quote == there for quote, there in quotes)
    assert len(quotes) == (1 if read or what == "an article" else 0)
    assert here.rows("SELECT title, url LIKE '%/a' FROM core.article") == (
        [("Cranes", True)] if read else [("News from the quay", True)] if what == "an article" else []
    )


def test_row_25_a_page_that_robots_forbids_is_not_asked_for_and_the_feed_is_read(
    site: MockSite, project: Make
) -> None:
    serve(site)
    site.put("/a", news(CRANES))
    site.put("/robots.txt", b"User-agent: *\nDisallow: /a\n")
    here = project()
    report = here.round(NOW)
    assert (report.new, site.paths()) == (1, ["/feed"])
    assert here.rows(LEDGER.format(1)) == [TEXT]
    assert here.rows("SELECT reason FROM raw.failure") == [("robots",)]


def test_row_26_what_tdmrep_reserves_is_left_alone_in_the_feed_too(site: MockSite, project: Make) -> None:
    serve(site)
    site.put("/robots.txt", b"User-agent: *\nDisallow: /a\n")
    site.put("/.well-known/tdmrep.json", b'[{"location": "/a", "tdm-reservation": 1}]')
    here = project()
    assert here.round(NOW).new == 0
    assert here.rows(LEDGER.format(1)) == []


def test_without_the_option_a_refused_page_gives_nothing(site: MockSite, project: Make) -> None:
    serve(site)
    site.put("/a", WALL)
    here = project("")
    assert here.round(NOW).new == 0
    assert [row[:3] for row in here.rows(LEDGER.format(1))] == [(200, "rejected", "paywall")]


def test_row_37_the_same_text_is_not_read_again_and_the_page_takes_its_place(site: MockSite, project: Make) -> None:
    serve(site)
    site.put("/a", b"No.", status=403)
    here = project()
    assert here.round(NOW).new == 1
    assert here.round(NOW + DAY).new == 0
    assert [row[1] for row in here.rows(LEDGER.format(2))] == ["failed"]
    serve(site, WHOLE.replace("23 cranes", "25 cranes"))
    report = here.round(NOW + 3 * DAY)
    assert (report.changed, [event.kind for event in report.events]) == (1, ["edit"])
    site.put("/a", news(CRANES.replace("23", "25")))
    report = here.round(NOW + 7 * DAY)
    assert (report.changed, [event.kind for event in report.events]) == (1, [])
    site.put("/a", WALL)  # a page that gave its article itself: what it says now is no reason to go back
    report = here.round(NOW + 8 * DAY)
    assert (report.new, report.changed) == (0, 0)
    assert here.rows("SELECT count(*) FROM core.article") == [(1,)]


def test_reading_anew_gives_the_same_and_prefers_the_page(
    site: MockSite, project: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    serve(site)
    site.put("/a", WALL)
    here = project(in_file=True)
    here.round(NOW)
    claims = here.rows("SELECT claim_id, quote FROM core.claim ORDER BY ALL")
    assert claims
    _reextract(here)
    assert here.rows("SELECT claim_id, quote FROM core.claim ORDER BY ALL") == claims
    assert TEXT in here.rows(LEDGER.format(1))

    def better(body: bytes, **kw: Any) -> Article:
        return parse_page(news(CRANES) if body == WALL else body, **kw)

    monkeypatch.setattr("extractors.page.parse_page", better)
    _reextract(here)
    assert [row[1:3] for row in here.rows(LEDGER.format(1))] == [("article", None), ("rejected", "not_needed")]
    assert here.rows("SELECT version, title FROM core.article") == [(1, "News from the quay")]


def test_what_is_forgotten_is_gone_from_the_feeds_text_too(site: MockSite, project: Make) -> None:
    serve(site)
    site.put("/a", WALL)
    here = project(in_file=True)
    here.round(NOW)
    assert here.rows("SELECT count(*) FROM core.article") == [(1,)]
    forget_pages(here.project, [f"{site.url}/a"], None, NOW + DAY, env={})
    assert here.rows("SELECT count(*) FROM core.article") == [(0,)]
    kept = b"".join(
        gzip.decompress(path.read_bytes()) if path.suffix == ".gz" else path.read_bytes()
        for path in here.project.pages.rglob("*")
        if path.is_file()
    )
    assert b"23 cranes" not in kept
    assert here.rows("SELECT * FROM raw.feed_text") == []
    assert here.round(NOW + 2 * DAY).new == 0


def _reextract(here: Rounds) -> None:
    again = Reextraction(here.project, {})
    for batch in again.start():
        again.load(batch)
    again.swap()


def test_the_option_is_for_feeds_alone(tmp_path: Path) -> None:
    file = tmp_path / "sources.yaml"
    file.write_text("sources:\n  - {id: a, kind: sitemap, url: 'https://a.example/s.xml', feed_text: true}\n")
    with pytest.raises(ConfigError, match="feed_text is for kind feed"):
        load_sources(file)
