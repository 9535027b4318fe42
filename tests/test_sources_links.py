"""Listings of every kind, good and bad: feeds, sitemaps, index pages, lists."""

# ruff: noqa: E501 (tables of listings)
from __future__ import annotations

import gzip
import re
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from sources_mock_site import ARTICLE, Handler, MockSite, gzip_bomb, serving

from extractors.errors import FetchError
from extractors.model import Aside, Failure, Listing, Page, Unchanged
from sources.answer import Answer
from sources.archive import PageArchive
from sources.client import Client
from sources.config import Selectors, Source
from sources.kinds.feed import items_of, read_feed
from sources.kinds.listing import read_listing
from sources.kinds.sitemap import Nested, entries_of, read_sitemap
from sources.listing import ListingReader
from sources.memory import FetchMemory, Remembered
from sources.read import read_source
from sources.request import Wanted
from sources.round import Counts, Link
from sources.settings import FetchSettings
from sources.state import LinkState, SourceState

NOW = datetime(2026, 3, 2, 12, 0, tzinfo=UTC)
SETTINGS = FetchSettings(allow=("127.0.0.1",), delay_s=0, timeout_s=5.0, threads=4)
Result = Page | Failure | Unchanged
Read = Callable[..., list[Result]]


@pytest.fixture
def site() -> Iterator[MockSite]:
    with serving() as site:
        yield site


@pytest.fixture
def read(tmp_path: Path) -> Read:
    def run(
        source: Source, state: dict[str, LinkState] | None = None, at: datetime = NOW, **kw: object
    ) -> list[Result]:
        with PageArchive(tmp_path / "pages") as archive:
            found = read_source(
                source,
                state=SourceState(state or {}),
                archive=archive,
                now=lambda: at,
                settings=SETTINGS,
                **kw,  # type: ignore[arg-type]
            )
            return [item for item in found if not isinstance(item, Listing | Aside)]

    return run


def rss(*links: str, extra: str = "") -> bytes:
    items = "".join(
        f"<item><title>Item {link}</title><link>{link}</link><pubDate>Mon, 02 Mar 2026 09:00:00 GMT</pubDate></item>"
        for link in links
    )
    return (
        f'<?xml version="1.0"?><rss version="2.0"><channel><title>Quay</title>{extra}{items}</channel></rss>'.encode()
    )


def kinds(results: list[Result]) -> list[str]:
    return [type(result).__name__ if isinstance(result, Page) else result.reason for result in results]


FEEDS = [
    # what          bytes                                                                     (address, title, instant)
    ("rss", rss("/a?x=1&amp;y=2"), ("https://quay.example/a?x=1&y=2", "Item /a?x=1&y=2", "2026-03-02T09:00")),
    (
        "atom",
        b'<feed xmlns="http://www.w3.org/2005/Atom"><title>Q</title><entry><title>Cranes &amp; ferries</title>'
        b'<link rel="alternate" href="https://quay.example/b"/><id>urn:1</id><published>2026-03-01T10:00:00+02:00'
        b"</published><updated>2026-03-02T10:00:00Z</updated></entry></feed>",
        ("https://quay.example/b", "Cranes & ferries", "2026-03-01T08:00"),
    ),
    (
        "json feed",
        b'{"version": "https://jsonfeed.org/version/1.1", "title": "Q", "items": [{"id": "1", "url": '
        b'"https://quay.example/c", "title": "Ferries", "date_published": "2026-03-02T07:00:00Z"}]}',
        ("https://quay.example/c", "Ferries", "2026-03-02T07:00"),
    ),
    (
        "rdf",
        b'<?xml version="1.0"?><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" '
        b'xmlns="http://purl.org/rss/1.0/" xmlns:dc="http://purl.org/dc/elements/1.1/"><channel rdf:about="x"><title>Q'
        b'</title></channel><item rdf:about="https://quay.example/d"><title>Tugs</title><link>https://quay.example/d'
        b"</link><dc:date>2026-03-02T06:00:00Z</dc:date></item></rdf:RDF>",
        ("https://quay.example/d", "Tugs", "2026-03-02T06:00"),
    ),
]


@pytest.mark.parametrize(("what", "body", "item"), FEEDS)
def test_feed_dialects(what: str, body: bytes, item: tuple[str, str, str]) -> None:
    (link,) = read_feed(body, "https://quay.example/feed")
    at = link.published_at.strftime("%Y-%m-%dT%H:%M") if link.published_at else None
    assert (link.url, link.title, at) == item


BAD_FEEDS = [
    ("not XML", b"this is a text about feeds"),
    ("a web page", b"<!doctype html><html><body><p>Our feed has moved.</p></body></html>"),
    ("empty", b""),
    ("bomb", b'<!DOCTYPE r [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;">]><rss><channel><title>&b;</title></channel></rss>'),
    ("outside", b'<!DOCTYPE r [<!ENTITY x SYSTEM "file:///etc/passwd">]><rss><channel><title>&x;</title></channel></rss>'),
]  # fmt: skip


@pytest.mark.parametrize(("what", "body"), BAD_FEEDS)
def test_row_32_no_feed(what: str, body: bytes) -> None:
    with pytest.raises(FetchError) as caught:
        read_feed(body, "https://quay.example/feed")
    assert caught.value.reason == "bad_feed"
    assert "passwd" not in str(caught.value)


def test_row_32_bad_dates_and_missing_or_changed_ids_do_no_harm() -> None:
    item = "<item><guid isPermaLink='false'>{}</guid><title>T</title><link>/a</link><pubDate>{}</pubDate></item>"
    feeds = [
        rss(extra=item.format("1", "yesterday at noon")),
        rss(extra=item.format("2", "Mon, 99 Foo 2026 99:99:99 GMT")),
        rss(extra="<item><title>T</title><link>/a</link></item><item><title>no link</title></item>"),
        b"<!DOCTYPE rss>" + rss("/a"),
    ]
    assert {link.url for feed in feeds for link in read_feed(feed, "https://quay.example/f")} == {
        "https://quay.example/a"
    }
    assert all(len(read_feed(feed, "https://quay.example/f")) == 1 for feed in feeds)


SLOPPY = [
    # what                                     items                                                          paths
    ("bare ampersand", "<item><title>A & B</title><link>/a?x=1&y=2</link></item>", ["/a?x=1&y=2"]),
    ("ampersand as it should be", "<item><title>A</title><link>/a?x=1&amp;y=2</link></item>", ["/a?x=1&y=2"]),
    ("ampersand in CDATA", "<item><title>A</title><link><![CDATA[/a?x=1&y=2]]></link></item>", ["/a?x=1&y=2"]),
    ("reference of HTML", "<item><title>A&nbsp;B &eacute; &copy=1</title><link>/a</link></item>", ["/a"]),
    (
        "element that is not closed",
        "<item><title>A<b>B</title><link>/a</link></item><item><title>C</title><link>/c</link></item>",
        ["/a", "/c"],
    ),
    ("item without an address", "<item><title>A</title></item><item><title>C</title><link>/c</link></item>", ["/c"]),
]


@pytest.mark.parametrize(("what", "items", "paths"), SLOPPY)
def test_row_32_sloppy_feeds_lose_no_item_and_no_part_of_an_address(what: str, items: str, paths: list[str]) -> None:
    links = read_feed(rss("/first", extra=items), "https://quay.example/f")
    assert {link.url for link in links} == {f"https://quay.example{path}" for path in [*paths, "/first"]}
    assert "\ufffd" not in "".join(link.title or "" for link in links)


BROKEN_CHARACTERS = [
    # what                                  title as written in JSON            read
    ("half a surrogate pair",               rb"Rain \ud800 fell",                "Rain fell"),
    ("its other half",                      rb"Rain \udfff fell",                "Rain fell"),
    ("both halves are one character",       rb"Rain \ud83d\ude00 fell",          "Rain \U0001f600 fell"),
    ("half a pair that is spoken of",       rb"Rain \\ud800 fell",               r"Rain \ud800 fell"),
    ("a control character as it is",        b"Rain \x0b fell",                   "Rain fell"),
    ("a byte of no charset",                b"Rain \xff fell",                   "Rain \ufffd fell"),
    ("a tab that is written as it should",  rb"Rain\tfell",                      "Rain fell"),
]  # fmt: skip


@pytest.mark.parametrize(("what", "title", "read"), BROKEN_CHARACTERS)
def test_row_29_only_the_broken_text_of_a_json_feed_suffers(what: str, title: bytes, read: str) -> None:
    body = b'{"version": "https://jsonfeed.org/version/1.1", "items": [{"url": "https://quay.example/a", "title": "%s"}, '
    links = read_feed(body % title + b'{"url": "https://quay.example/b"}]}', "https://quay.example/f")
    assert [(link.url[-1], link.title) for link in links] == [("a", read), ("b", None)]


@pytest.mark.parametrize(
    "cut", [b'{"items": [{"url": "https://quay.example/a"}', b'{"items":' + b"[" * 5000 + b"]" * 5000]
)
def test_row_32_json_that_is_none_is_no_feed(cut: bytes) -> None:
    with pytest.raises(FetchError, match="no RSS, Atom or JSON feed"):
        read_feed(cut, "https://quay.example/f")


TWO = rss("/a", "/b")
ATOM = (
    b'<?xml version="1.0"?><feed xmlns="http://www.w3.org/2005/Atom"><title>Q</title><entry><link href="/a"/></entry>'
    b'<entry><link href="/b"/></entry></feed>'
)
RDF = (
    b'<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/"><channel/>'
    b"<item><link>/a</link></item><item><link>/b</link></item></rdf:RDF>"
)
CUT_FEEDS = [
    # what                      feed                                          paths, told
    ("whole",                   TWO,                                          ["/a", "/b"], None),
    ("closed in capitals",      TWO.replace(b"</rss>", b"</RSS >"),           ["/a", "/b"], None),
    ("nothing in it yet",       rss(),                                        [], None),
    ("nothing, in short",       b"<feed xmlns='http://www.w3.org/2005/Atom'/>", [], None),
    ("cut in an address",       TWO[: TWO.index(b"b</link>")],                ["/a"], "ends before its end; 1 item was read"),
    ("cut behind an item",      TWO.replace(b"</channel></rss>", b""),        ["/a", "/b"], "ends before its end; 2 items were read"),
    ("cut before the first",    TWO[: TWO.index(b"<item>") + 9],              [], "ends before its end; 0 items were read"),
    ("cut in the first",        TWO[: TWO.index(b"a</link>")],                [], "ends before its end; 0 items were read"),
    ("Atom, cut in an address", ATOM[: ATOM.index(b'b"/>')],                  ["/a"], "ends before its end"),
    ("RDF, cut in an address",  RDF[: RDF.index(b"b</link>")],                ["/a"], "ends before its end"),
]  # fmt: skip


@pytest.mark.parametrize(("what", "body", "paths", "told"), CUT_FEEDS)
def test_row_32_a_feed_that_is_cut_is_read_as_far_as_it_is_whole_and_told(
    what: str, body: bytes, paths: list[str], told: str | None
) -> None:
    links, cut = items_of(body, "https://quay.example/f")
    assert sorted(link.url for link in links) == [f"https://quay.example{path}" for path in paths]
    assert cut is None if told is None else told in (cut or "")


def test_row_32_items_without_an_address_are_told() -> None:
    with pytest.raises(FetchError, match="the feed has 2 items, without a web address to read") as caught:
        read_feed(rss(extra="<item><title>A</title></item><item><title>B</title></item>"), "https://quay.example/f")
    assert caught.value.reason == "no_links"


NOTHING_WHOLE = [
    # kind        listing, {} for the site's address                                         told
    ("feed",      "<rss><channel><item><link>{}/a</link></item><item><link>{}/b",            ["Page", "cut_feed"]),
    ("feed",      "<rss><channel><title>Quay</title><item><link>{}/b",                       ["cut_feed"]),
    ("feed",      "<rss><channel><item><title>A</title></item></channel></rss>",             ["no_links"]),
    ("sitemap",   "<urlset><url><loc>{}/a</loc></url><url><loc>{}/b",                        ["Page", "cut_sitemap"]),
    ("sitemap",   "<sitemapindex><sitemap><loc>{}/list</loc></sitemap></sitemapindex>",      ["no_links"]),
]  # fmt: skip


@pytest.mark.parametrize(("kind", "listing", "told"), NOTHING_WHOLE)
def test_a_listing_that_is_cut_or_names_nothing_has_a_row(
    kind: str, listing: str, told: list[str], site: MockSite, read: Read
) -> None:
    site.put("/list", listing.replace("{}", site.url).encode())
    site.put("/a")
    assert sorted(kinds(read(Source("quay", kind, "Quay", url=site.url + "/list")))) == told
    assert site.paths() == (["/list", "/a"] if "Page" in told else ["/list"])


def test_row_34_sitemaps_that_name_each_other_and_nothing_else_are_told(site: MockSite, read: Read) -> None:
    for one, other in (("/1.xml", "/2.xml"), ("/2.xml", "/1.xml")):
        site.put(one, f"<sitemapindex><sitemap><loc>{site.url}{other}</loc></sitemap></sitemapindex>".encode())
    (failure,) = read(Source("quay", "sitemap", "Quay", url=site.url + "/1.xml"))
    assert isinstance(failure, Failure)
    assert (failure.reason, failure.message.partition(": ")[2].partition(" ")[2]) == (
        "no_links",
        "its sitemaps name each other and no page",
    )


OTHER_THINGS = [
    # read as      what it is                                         told
    (read_feed,    b'{"items": [{"url": "https://quay.example/a"}',   "no RSS, Atom or JSON feed; its JSON is broken: line 1 column 45: Expecting"),
    (read_feed,    b'{"items": "none"}',                              "no RSS, Atom or JSON feed"),
    (read_feed,    b"<urlset><url><loc>https://quay.example/a</loc></url></urlset>", "but a sitemap: write kind: sitemap"),
    (read_sitemap, rss("/a"),                                         "no sitemap but a feed: write kind: feed"),
    (read_sitemap, ATOM,                                              "no sitemap but a feed: write kind: feed"),
    (read_sitemap, b"<html></html>",                                  "no sitemap; look for its address in the site's robots.txt"),
]  # fmt: skip


@pytest.mark.parametrize(("reader", "body", "told"), OTHER_THINGS)
def test_row_32_what_it_is_instead_is_said(reader: Callable[..., object], body: bytes, told: str) -> None:
    with pytest.raises(FetchError) as caught:
        reader(body, "https://quay.example/f")
    assert told in str(caught.value)


REFERENCES = [
    # as written                 read
    ("Rain &#xD800; fell",       "Rain fell"),
    ("Rain &#56000; fell",       "Rain fell"),
    ("Rain &#0;&#xffff; fell",   "Rain fell"),
    ("Rain &#x1F600; fell",      "Rain \U0001f600 fell"),
    ("Rain&#10;fell",            "Rain fell"),
    ("<![CDATA[Rain #xD800;]]>", "Rain #xD800;"),
]  # fmt: skip


@pytest.mark.parametrize(("written", "read"), REFERENCES)
def test_row_29_a_reference_to_no_character_costs_nothing_else(written: str, read: str) -> None:
    feed = rss("/b", extra=f"<item><title>{written}</title><link>/a</link></item>")
    assert [link.title for link in read_feed(feed, "https://quay.example/f")] == [read, "Item /b"]
    entry = f"<url><loc>https://quay.example/a</loc><news><title>{written}</title></news></url>"
    (link,) = read_sitemap(SITEMAP.format(entry).encode(), "https://quay.example/s.xml")
    assert isinstance(link, Link)
    assert link.title == read


def test_row_32_the_base_of_an_element_counts() -> None:
    feed = (
        b'<feed xmlns="http://www.w3.org/2005/Atom" xml:base="https://quay.example/sub/"><title>Q</title><entry>'
        b'<title>T</title><link href="x"/></entry></feed>'
    )
    assert [link.url for link in read_feed(feed, "https://quay.example/feed")] == ["https://quay.example/sub/x"]


def test_row_33_a_feed_of_ten_thousand_items() -> None:
    assert len(read_feed(rss(*(f"/n/{n}" for n in range(10_000))), "https://quay.example/f")) == 10_000


def test_row_33_items_dropped_between_polls_are_noticed(site: MockSite, read: Read) -> None:
    for path in ("/new1", "/new2"):
        site.put(path)
    site.put("/feed", rss("/new1", "/new2"))
    source = Source("quay", "feed", "Quay", url=site.url + "/feed")
    old = {site.url + "/old": LinkState(sha256="x", fetched_at=NOW - timedelta(days=1))}
    assert sorted(kinds(read(source, old))) == ["Page", "Page", "feed_gap"]
    overlapping = old | {site.url + "/new1": LinkState(sha256="x", fetched_at=NOW - timedelta(days=30))}
    assert sorted(kinds(read(source, overlapping))) == ["Page", "not_due"]


def test_row_33_items_that_are_not_wanted_make_no_gap(site: MockSite, read: Read) -> None:
    site.put("/feed", rss("/sport/8", "/sport/9"))
    source = Source("quay", "feed", "Quay", url=site.url + "/feed", include=(re.compile("/eco/"),))
    old = {site.url + "/eco/1": LinkState(sha256="x", fetched_at=NOW - timedelta(days=1))}
    assert read(source, old) == []
    site.put("/feed", rss("/sport/8", "/eco/2"))
    site.put("/eco/2")
    results = read(source, old)
    assert sorted(kinds(results)) == ["Page", "feed_gap"]
    [gap] = [result for result in results if isinstance(result, Failure)]
    assert "none of the feed's 1 items was there before" in gap.message


SITEMAP = (
    '<?xml version="1.0"?><urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" '
    'xmlns:news="http://www.google.com/schemas/sitemap-news/0.9" xmlns:image="http://x/image">{}</urlset>'
)
NEWS = (
    "<url><loc>https://quay.example/a</loc><lastmod>2026-03-02</lastmod><image:image><image:loc>https://x/i.png"
    "</image:loc></image:image><news:news><news:publication><news:name>Quay</news:name></news:publication>"
    "<news:publication_date>2026-03-01T08:00:00Z</news:publication_date><news:title>Cranes &amp; more</news:title>"
    "</news:news></url>"
)


def test_a_news_sitemap() -> None:
    (link,) = read_sitemap(SITEMAP.format(NEWS).encode(), "https://quay.example/s.xml")
    assert (link.url, link.title) == ("https://quay.example/a", "Cranes & more")  # type: ignore[union-attr]
    assert link.published_at == datetime(2026, 3, 1, 8, tzinfo=UTC)  # type: ignore[union-attr]


LOC = [
    ("https://quay.example/a?x=1&y=2", "https://quay.example/a?x=1&y=2"),
    ("https://quay.example/a?x=1&amp;y=2", "https://quay.example/a?x=1&y=2"),
    ("<![CDATA[https://quay.example/a?x=1&y=2]]>", "https://quay.example/a?x=1&y=2"),
]


@pytest.mark.parametrize(("written", "address"), LOC)
def test_row_34_an_ampersand_keeps_the_address_whole(written: str, address: str) -> None:
    (link,) = read_sitemap(SITEMAP.format(f"<url><loc>{written}</loc></url>").encode(), "https://quay.example/s.xml")
    assert link.url == address


def test_an_index_a_gzip_file_and_a_text_file() -> None:
    index = b"<sitemapindex><sitemap><loc>https://quay.example/1.xml</loc><lastmod>2026-03-01</lastmod></sitemap></sitemapindex>"
    assert read_sitemap(gzip.compress(index), "u") == [
        Nested("https://quay.example/1.xml", datetime(2026, 3, 1, tzinfo=UTC))
    ]
    assert [entry.url for entry in read_sitemap(b"https://quay.example/a\nhttps://quay.example/b\n", "u")] == [
        "https://quay.example/a",
        "https://quay.example/b",
    ]


@pytest.mark.parametrize(
    ("body", "reason"),
    [
        (b"<html>no</html>", "bad_sitemap"),
        (
            b'<!DOCTYPE u [<!ENTITY x SYSTEM "file:///etc/passwd">]><urlset><url><loc>&x;</loc></url></urlset>',
            "bad_sitemap",
        ),
        (gzip_bomb(60), "too_large"),
        (b"\x1f\x8b\x08broken", "bad_sitemap"),
    ],
)
def test_row_34_no_sitemap(body: bytes, reason: str) -> None:
    with pytest.raises(FetchError) as caught:
        read_sitemap(body, "https://quay.example/s.xml")
    assert caught.value.reason == reason


WHOLE = (
    b"<urlset>" + b"".join(b"<url><loc>https://quay.example/%d</loc></url>" % n for n in range(9000)) + b"</urlset>"
)
PACKED = gzip.compress(WHOLE, mtime=0)
CUT = [
    # what                          file                                    addresses, at least and at most; told
    ("whole",                       WHOLE,                                  9000, 9000, None),
    ("whole gzip",                  PACKED,                                 9000, 9000, None),
    ("behind its end",              WHOLE + b"<!-- made by hand -->",       9000, 9000, None),
    ("nothing in it",               b"<urlset xmlns='x' />",                0, 0, None),
    ("prefixed",                    b"<s:urlset xmlns:s='x'></s:urlset >",  0, 0, None),
    ("gzip cut in half",            PACKED[: len(PACKED) // 2],             1000, 8999, "gzip file ends before its end"),
    ("gzip without its sum",        PACKED[:-4],                            9000, 9000, "gzip file ends before its end"),
    ("gzip with another sum",       PACKED[:-8] + b"\0" * 8,                1000, 9000, "gzip file is broken"),
    ("cut in an address",           WHOLE[:-25],                            8999, 8999, "it ends before its end"),
    ("cut behind an address",       WHOLE[:-9],                             9000, 9000, "it ends before its end"),
    ("cut before the first",        WHOLE[:20],                             0, 0, "it ends before its end"),
    ("list cut in an address",      gzip.compress(b"https://quay.example/0\nhttps://quay.example/" + b"1" * 99, mtime=0)[:-8],
                                                                            1, 1, "gzip file ends before its end"),
    ("too many",                    b"\n".join(b"https://quay.example/%d" % n for n in range(50_001)),
                                                                            50_000, 50_000, "more than 50,000 addresses"),
]  # fmt: skip


@pytest.mark.parametrize(("what", "body", "least", "most", "told"), CUT)
def test_row_34_a_sitemap_that_is_cut_is_read_as_far_as_it_goes_and_told(
    what: str, body: bytes, least: int, most: int, told: str | None
) -> None:
    entries, cut = entries_of(body, "https://quay.example/s.xml")
    assert least <= len(entries) <= most
    assert [entry.url for entry in entries] == [f"https://quay.example/{n}" for n in range(len(entries))]
    assert cut is None if told is None else told in (cut or "")


def test_row_34_loops_foreign_hosts_and_times(site: MockSite, read: Read) -> None:
    def entry(path: str, day: str, tag: str = "url") -> str:
        address = path if path.startswith("http") else site.url + path
        return f"<{tag}><loc>{address}</loc><lastmod>{day}</lastmod></{tag}>"

    site.put("/index.xml", ("<sitemapindex>" + "".join(
        entry(path, "2026-03-01", "sitemap") for path in ("/index.xml", "/loop.xml", "/news.xml")
    ) + entry("/old.xml", "2019-01-01", "sitemap") + "</sitemapindex>").encode())  # fmt: skip
    site.put("/loop.xml", f"<sitemapindex>{entry('/index.xml', '2026-03-01', 'sitemap')}</sitemapindex>".encode())
    site.put("/news.xml", SITEMAP.format(
        entry("/a", "2026-03-01") + entry("/future", "2031-01-01") + entry("/old", "2020-01-01")
        + entry("https://elsewhere.example/x", "2026-03-01")
    ).encode())  # fmt: skip
    for path in ("/a", "/future", "/old"):
        site.put(path)
    results = read(Source("quay", "sitemap", "Quay", url=site.url + "/index.xml"))
    assert sorted(kinds(results)) == ["Page", "Page", "foreign_host"]
    assert site.paths().count("/index.xml") == 1
    assert "/old" not in site.paths()
    assert "/old.xml" not in site.paths()


def test_row_34_an_address_that_cannot_be_read_costs_none_of_the_others(site: MockSite, read: Read) -> None:
    addresses = (site.url + "/a", "http://[oops/2", "http://[::1/3", site.url + "/b")
    site.put("/s.xml", SITEMAP.format("".join(f"<url><loc>{one}</loc></url>" for one in addresses)).encode())
    site.put("/a")
    site.put("/b")
    results = read(Source("quay", "sitemap", "Quay", url=site.url + "/s.xml"))
    assert sorted(kinds(results)) == ["Page", "Page", "bad_url"]
    [failure] = [result for result in results if isinstance(result, Failure)]
    assert failure.message == "quay: 2 addresses that cannot be read left out, such as http://[oops/2"


def test_row_34_many_nested_sitemaps_are_bounded(site: MockSite, read: Read) -> None:
    for number in range(30):
        following = f"<sitemap><loc>{site.url}/s{number + 1}.xml</loc></sitemap>" * 2
        site.put(f"/s{number}.xml", f"<sitemapindex>{following}</sitemapindex>".encode())
    read(Source("quay", "sitemap", "Quay", url=site.url + "/s0.xml", pages=3))
    assert len(site.paths()) <= 4


LISTING = """<html><body><nav><a href=/about>About</a></nav>
<article><h2><a href="/a#top"> Cranes  rise </a></h2></article><article><h2><a href="/b">Ferries</a></h2></article>
<article>no link</article><a class=older href="/page2">Older</a></body></html>"""


def test_a_listing_and_its_next_page(site: MockSite, read: Read) -> None:
    site.put("/news", LISTING.encode())
    site.put(
        "/page2",
        b"<article><a href='/c'>Tugs</a></article><article><a href='https://elsewhere.example/'>x</a></article>",
    )
    for path in ("/a", "/b", "/c"):
        site.put(path)
    own = Selectors(links="article", next="a.older")
    source = Source("quay", "listing", "Quay", url=site.url + "/news", selectors=own)
    results = read(source)
    assert kinds(results) == ["Page"] * 3
    assert isinstance(results[0], Page)
    assert (results[0].url, results[0].title) == (site.url + "/a", "Cranes rise")
    known = {result.url: LinkState(sha256="x", fetched_at=NOW - timedelta(days=30)) for result in results[:2]}
    site.seen.clear()
    assert kinds(read(source, known)) == ["not_due"] * 2
    assert "/page2" not in site.paths(), "a page of known links ends the round"


def test_a_listing_whose_selector_finds_nothing_says_so(site: MockSite, read: Read) -> None:
    site.put("/news", b"<p>All new design</p>")
    own = Selectors(links="article a")
    (failure,) = read(Source("quay", "listing", "Quay", url=site.url + "/news", selectors=own))
    assert isinstance(failure, Failure)
    assert failure.reason == "no_links"
    assert "article a" in failure.message


def test_listing_links_are_taken_from_the_element_or_inside_it() -> None:
    from bs4 import BeautifulSoup

    soup = BeautifulSoup(LISTING, "lxml")
    for selector in ("article a", "article", "article h2"):
        assert [link.url for link in read_listing(soup, selector, "https://quay.example/")] == [
            "https://quay.example/a",
            "https://quay.example/b",
        ]


def test_urls_from_the_entry_and_from_a_file(site: MockSite, read: Read, tmp_path: Path) -> None:
    site.put("/a")
    site.put("/b")
    file = tmp_path / "urls.txt"
    file.write_text(f"# saved on Monday\n\n{site.url}/b # the second\nnot an address\n{site.url}/a\n")
    results = read(Source("quay", "urls", "Quay", urls=(site.url + "/a",), path=file))
    assert sorted(kinds(results)) == ["Page", "Page", "bad_url"]
    failure = next(result for result in results if isinstance(result, Failure))
    assert f"{file}:4" in failure.message
    (missing,) = read(Source("quay", "urls", "Quay", path=tmp_path / "none.txt"))
    assert isinstance(missing, Failure)
    assert missing.reason == "missing_file"


def test_include_exclude_since_limit_and_pause(site: MockSite, read: Read) -> None:
    site.put("/feed", rss("/news/1", "/news/2", "/news/3", "/jobs/1"))
    for path in ("/news/1", "/news/2", "/news/3", "/jobs/1"):
        site.put(path)
    source = Source(
        "quay", "feed", "Quay", url=site.url + "/feed", include=(re.compile("/news/"),), exclude=(re.compile("3$"),)
    )
    counts = Counts()
    assert len(read(source, counts=counts)) == 2
    assert (counts.listed, counts.shut_out) == (4, 2)
    assert len(read(source, limit=1)) == 1
    assert read(source, since=NOW) == []
    assert read(Source("quay", "feed", "Quay", url=site.url + "/feed", pause="moving house")) == []


def test_no_more_is_fetched_than_the_limit_allows(site: MockSite, read: Read) -> None:
    with serving() as other:
        for number in range(6):
            site.put(f"/{number}")
            other.put(f"/{number}")
        urls = tuple(f"{one.url}/{number}" for number in range(6) for one in (site, other))
        assert kinds(read(Source("quay", "urls", "Quay", urls=urls), limit=3)) == ["Page"] * 3
        assert len(site.paths()) + len(other.paths()) == 3, "what is fetched is archived and has a row"


@pytest.mark.parametrize(("limit", "given"), [(1, ["Page", "feed_gap"]), (2, ["Page", "Page", "feed_gap"])])
def test_what_is_wrong_with_a_listing_takes_no_place_of_a_page(
    site: MockSite, read: Read, tmp_path: Path, limit: int, given: list[str]
) -> None:
    site.put("/feed", rss("/new1", "/new2", "/new3"))
    for path in ("/new1", "/new2", "/new3"):
        site.put(path)
    old, counts = {site.url + "/old": LinkState(sha256="x", fetched_at=NOW - timedelta(days=1))}, Counts()
    source = Source("quay", "feed", "Quay", url=site.url + "/feed")
    assert sorted(kinds(read(source, old, limit=limit, counts=counts))) == given
    assert counts.given == limit
    assert ["/feed", *(page.url.removeprefix(site.url) for page in PageArchive(tmp_path / "pages").pages())] == (
        site.paths()
    ), "what is fetched is archived"


def test_a_source_that_cannot_be_read_is_one_failure(site: MockSite, read: Read) -> None:
    source = Source("quay", "feed", "Quay", url=site.url + "/none")
    (failure,) = read(source)
    assert isinstance(failure, Failure)
    assert (failure.reason, failure.url) == ("not_found", site.url + "/none")
    assert failure.retry_at == NOW + timedelta(days=1)
    (waiting,) = read(source, {site.url + "/none": LinkState(retry_at=failure.retry_at, failures=1)})
    assert isinstance(waiting, Unchanged)


# Rows 23, 24, 37-40 over rounds


def test_row_23_the_wait_is_remembered_over_a_restart(site: MockSite, read: Read) -> None:
    site.put("/a", b"", 429, Retry_After="7200")
    source = Source("quay", "urls", "Quay", urls=(site.url + "/a",))
    (failure,) = read(source)
    assert isinstance(failure, Failure)
    assert failure.reason == "rate_limited"
    assert failure.retry_at is not None
    assert failure.retry_at >= NOW + timedelta(hours=2)
    state = {site.url + "/a": LinkState(retry_at=failure.retry_at, failures=1)}
    asked = len(site.paths())
    assert kinds(read(source, state, NOW + timedelta(hours=1))) == ["not_due"]
    assert len(site.paths()) == asked
    site.put("/a")
    assert kinds(read(source, state, NOW + timedelta(hours=3))) == ["Page"]


def test_row_23_a_pause_holds_for_the_whole_host_and_every_source_over_a_restart(site: MockSite, read: Read) -> None:
    site.put("/a", b"", 429, Retry_After="7200")
    site.put("/b")
    site.put("/feed", rss(site.url + "/b"))
    read(Source("picked", "urls", "Quay", urls=(site.url + "/a",)))
    quay = Source("quay", "feed", "Quay", url=site.url + "/feed")
    [failure] = read(quay, at=NOW + timedelta(hours=1))
    assert isinstance(failure, Failure)
    assert failure.reason == "waiting"
    assert failure.retry_at is not None
    assert NOW + timedelta(hours=2) <= failure.retry_at <= NOW + timedelta(hours=2, minutes=10)
    assert site.paths() == ["/a"]
    assert kinds(read(quay, at=NOW + timedelta(hours=2))) == ["Page"]
    assert kinds(read(quay, at=NOW - timedelta(days=30))) == ["Page"], "a clock that was wrong holds up nothing"


def test_row_24_validators_go_back_verbatim(site: MockSite, read: Read) -> None:
    tags = ['W/"weak, 1"', '"quoted"', "bare"]
    site.put("/a", b"", 304)
    for tag in tags:
        state = {site.url + "/a": LinkState(etag=tag, last_modified="Sun, 01 Mar 2026 09:00:00 GMT", sha256="x",
                                            fetched_at=NOW - timedelta(hours=1))}  # fmt: skip
        (result,) = read(Source("quay", "urls", "Quay", urls=(site.url + "/a",)), state)
        assert isinstance(result, Unchanged)
        assert (result.reason, result.etag) == ("not_modified", tag)
        assert site.seen[-1][1]["if-none-match"] == tag
        assert site.seen[-1][1]["if-modified-since"] == "Sun, 01 Mar 2026 09:00:00 GMT"


def test_row_24_a_full_fetch_now_and_then(site: MockSite, read: Read) -> None:
    site.put("/a")
    seen = NOW - timedelta(days=8)
    old = LinkState(
        etag='"x"', sha256="x", first_seen_at=seen, fetched_at=NOW - timedelta(days=2), full_fetch_at=seen
    )
    assert kinds(read(Source("quay", "urls", "Quay", urls=(site.url + "/a",)), {site.url + "/a": old})) == ["Page"]
    assert "if-none-match" not in site.seen[-1][1]


def test_row_24_a_feed_that_says_304_is_read_from_memory(site: MockSite, read: Read) -> None:
    site.put("/feed", rss("/a"), ETag='"f"')
    site.put("/a")
    source = Source("quay", "feed", "Quay", url=site.url + "/feed")
    assert kinds(read(source)) == ["Page"]
    site.put("/feed", b"", 304)
    assert kinds(read(source)) == ["Page"]
    assert ("/feed", '"f"') in [(path, headers.get("if-none-match")) for path, headers in site.seen]


@pytest.mark.parametrize(("days", "conditional"), [(1, True), (8, False), (-400, False)])
def test_row_24_what_is_remembered_by_a_clock_that_was_ahead_is_too_old(days: int, conditional: bool) -> None:
    url = "https://quay.example/feed"
    reader = ListingReader(None, lambda: NOW, Source("quay", "feed", "Quay", url=url), SourceState())  # type: ignore[arg-type]
    kept = Remembered(url, NOW - timedelta(days=days), 200, etag='"f"')
    assert reader._validators(kept) == ({"If-None-Match": '"f"'} if conditional else {})


def test_rows_37_to_39_same_bytes_are_unchanged_and_an_edit_is_a_page(site: MockSite, read: Read) -> None:
    site.put("/a")
    source = Source("quay", "urls", "Quay", urls=(site.url + "/a",))
    (page,) = read(source)
    assert isinstance(page, Page)
    state = {page.url: LinkState(sha256=page.sha256, fetched_at=NOW - timedelta(hours=1))}
    assert kinds(read(source, state)) == ["same_bytes"]
    site.put("/a", ARTICLE.replace(b"23 new", b"25 new"))
    (edited,) = read(source, state)
    assert isinstance(edited, Page)
    assert b"25 new" in edited.body


@pytest.mark.parametrize(("status", "reason", "again"), [(404, "not_found", True), (410, "gone", False)])
def test_row_40_gone(site: MockSite, read: Read, status: int, reason: str, again: bool) -> None:
    site.put("/a", b"", status)
    (failure,) = read(Source("quay", "urls", "Quay", urls=(site.url + "/a",)))
    assert isinstance(failure, Failure)
    assert (failure.reason, failure.retry_at is not None) == (reason, again)


def test_row_40_moved(site: MockSite, read: Read) -> None:
    site.put("/old", b"", 301, Location="/new")
    site.put("/new")
    (page,) = read(Source("quay", "urls", "Quay", urls=(site.url + "/old",)))
    assert isinstance(page, Page)
    assert (page.url, page.final_url) == (site.url + "/old", site.url + "/new")


def test_what_nobody_foresaw_costs_one_link_and_not_those_behind_it(
    site: MockSite, read: Read, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    follow = Client._follow

    def fails(self: Client, url: str, wanted: Wanted) -> Answer:
        if url.endswith("/b"):
            raise OverflowError("too large\nto convert")
        return follow(self, url, wanted)

    monkeypatch.setattr(Client, "_follow", fails)
    site.put("/feed", rss("/a", "/b", "/c"))
    site.put("/a")
    site.put("/c")
    results = read(Source("quay", "feed", "Quay", url=site.url + "/feed"))
    assert kinds(results) == ["Page", "unexpected", "Page"]
    assert isinstance(results[1], Failure)
    assert "OverflowError: too large to convert; " in results[1].message
    assert results[1].retry_at is not None
    monkeypatch.setattr("sources.kinds.feed._address", lambda *_: 1 / 0)
    site.put("/feed", rss("/d"))
    assert kinds(read(Source("quay", "feed", "Quay", url=site.url + "/feed"))) == ["unexpected"]
    listings = [page.body for page in PageArchive(tmp_path / "pages").pages(role="listing")]
    assert listings == [rss("/a", "/b", "/c"), rss("/d")], "what was fetched is archived all the same"


def test_row_22_a_sitemap_entry_inside_is_refused(site: MockSite, read: Read) -> None:
    site.put("/s.xml", SITEMAP.format("<url><loc>http://169.254.169.254/latest/meta-data</loc></url>").encode())
    source = Source("quay", "sitemap", "Quay", url=site.url + "/s.xml", hosts=("169.254.169.254",))
    assert kinds(read(source)) == ["blocked_address"]


def test_row_26_a_page_that_reserves_itself(site: MockSite, read: Read) -> None:
    site.put("/a", ARTICLE.replace(b"<head>", b'<head><meta name="tdm-reservation" content="1">'))
    assert kinds(read(Source("quay", "urls", "Quay", urls=(site.url + "/a",)))) == ["tdm_reserved"]
    assert kinds(read(Source("quay", "urls", "Quay", urls=(site.url + "/a",), tdm_licensed=True))) == ["Page"]


def test_other_hosts_go_on_beside_a_slow_one(site: MockSite, read: Read) -> None:
    with serving() as other:
        for number in range(5):
            site.put(f"/{number}")
            other.put(f"/{number}")
        urls = tuple(f"{one.url}/{number}" for number in range(5) for one in (site, other))
        results = read(Source("quay", "urls", "Quay", urls=urls))
    assert kinds(results) == ["Page"] * 10
    assert {result.url for result in results} == set(urls)


@pytest.mark.parametrize(("per_host", "most"), [(1, 1), (3, 3)])
def test_how_many_requests_one_host_gets_at_once(site: MockSite, tmp_path: Path, per_host: int, most: int) -> None:
    here: list[int] = []
    counts: list[int] = []

    def slow(handler: Handler) -> None:
        here.append(1)
        counts.append(len(here))
        time.sleep(0.05)
        here.pop()
        handler.answer(200, ARTICLE)

    for number in range(6):
        site.routes[f"/{number}"] = slow
    settings = replace(SETTINGS, per_host=per_host)
    source = Source("quay", "urls", "Quay", urls=tuple(f"{site.url}/{number}" for number in range(6)))
    with (
        PageArchive(tmp_path / "pages") as archive,
        Client(settings, lambda: NOW, FetchMemory(None)) as client,
    ):
        results = read_source(
            source, state=SourceState(), archive=archive, now=lambda: NOW, settings=settings, client=client
        )
        assert kinds([item for item in results if not isinstance(item, Aside)]) == ["Page"] * 6
    assert max(counts) == most


# Backfills


def test_a_backfill_reads_every_nested_sitemap_whatever_its_age(site: MockSite, read: Read) -> None:
    for number in range(4):
        site.put(f"/p{number}")
        at = f"202{number}-01-15"
        site.put(
            f"/s{number}.xml",
            f"<urlset><url><loc>{site.url}/p{number}</loc><lastmod>{at}</lastmod></url></urlset>".encode(),
        )
    nested = "".join(f"<sitemap><loc>{site.url}/s{number}.xml</loc></sitemap>" for number in range(4))
    site.put("/index.xml", f"<sitemapindex>{nested}</sitemapindex>".encode())
    source = Source("map", "sitemap", "Quay", url=site.url + "/index.xml", pages=2)
    assert kinds(read(source)) == ["too_many_sitemaps"]
    assert kinds(read(source, deep=True)) == ["Page"] * 4
    some = read(source, deep=True, since=datetime(2021, 1, 1, tzinfo=UTC), until=datetime(2022, 12, 31, tzinfo=UTC))
    assert sorted(page.url[-2:] for page in some if isinstance(page, Page)) == ["p1", "p2"]


def test_a_backfill_follows_a_listing_to_its_end(site: MockSite, read: Read) -> None:
    for number in range(5):
        site.put(f"/p{number}")
        more = f"<a rel=next href=/list{number + 1}>more</a>" if number < 4 else ""
        site.put(f"/list{number}", f"<html><main><a href=/p{number}>Page</a></main>{more}</html>".encode())
    selectors = Selectors(links="main a", next="a[rel=next]")
    source = Source("list", "listing", "Quay", url=site.url + "/list0", selectors=selectors, pages=2)
    known = {site.url + "/p0": LinkState(first_seen_at=NOW, fetched_at=NOW, sha256="0")}
    assert len([page for page in read(source) if isinstance(page, Page)]) == 2
    deep = read(source, known, deep=True)
    assert len([page for page in deep if isinstance(page, Page)]) == 5
