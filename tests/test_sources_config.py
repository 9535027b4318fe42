"""config/sources.yaml: what it may say, what is said about mistakes, and how commands change it."""

# ruff: noqa: E501 (tables of entries)
from __future__ import annotations

import re
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from sources_mock_site import Handler, MockSite, serving

from extractors.errors import ConfigError, FetchError
from extractors.model import Aside, Listing, Page, Unchanged
from extractors.wildcards import Wild
from sources.archive import PageArchive
from sources.backoff import retry_at
from sources.client import Client
from sources.config import Source, load_keep_days, load_sources
from sources.discover import entry_of, find_entrances
from sources.edit import add_source, set_pause
from sources.guard import shown
from sources.hosts import host_key
from sources.kinds import SOURCE_KINDS
from sources.memory import FetchMemory
from sources.patterns import why_endless
from sources.politeness import HostGate, Turns
from sources.read import read_source
from sources.settings import FetchSettings
from sources.state import LinkState, SourceState, is_source_due

NOW = datetime(2026, 3, 2, 12, 0, tzinfo=UTC)
FULL = """# our papers
sources:
  - id: quay            # the local one
    kind: feed
    outlet: The Quay
    url: https://quay.example/feed.xml
    include: [/news/]
    exclude: ["/jobs/", "[?]print=1$"]
    selectors: {body: div.story, remove: ".ad"}
    country: NO
    currency: NOK
    language: en
    every: 6h
    licence: agreed 2026-01-10
    tdm_licensed: true
    tags: [port, daily]
    limit: 50

  - {id: saved, kind: folder, path: samples/saved}
  - {id: crawl, kind: warc, path: "../crawl/*.warc.gz", pause: disk is full}
"""


def config(folder: Path, text: str) -> Path:
    path = folder / "config" / "sources.yaml"
    path.parent.mkdir(exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path


def test_every_key_arrives(tmp_path: Path) -> None:
    quay, saved, crawl = load_sources(config(tmp_path, FULL))
    assert (quay.id, quay.kind, quay.outlet, quay.country, quay.currency) == ("quay", "feed", "The Quay", "NO", "NOK")
    assert quay.every == timedelta(hours=6)
    assert quay.wants("https://quay.example/news/1")
    assert not quay.wants("https://quay.example/news/1?print=1")
    assert not quay.wants("https://quay.example/sport/1")
    assert (quay.selectors.body, quay.selectors.remove, quay.tdm_licensed) == ("div.story", ".ad", True)
    assert saved.path == tmp_path / "samples/saved", "paths count from the project, not from config/"
    assert (saved.outlet, saved.every) == ("saved", timedelta(minutes=30))
    assert crawl.pause == "disk is full"


MISTAKES = [
    # in the entry                                                          said
    ("kind: fed\n    url: https://x.example/f", "unknown kind 'fed'; did you mean 'feed'?"),
    ("kind: rss\n    url: https://x.example/f", "unknown kind 'rss'; did you mean 'feed'?"),
    ("kind: feed", "kind feed needs url"),
    ("kind: urls", "kind urls needs urls or path"),
    ("kind: listing\n    url: https://x.example/", "needs selectors.links"),
    ("kind: feed\n    url: x.example/feed", "not a web address"),
    (
        "kind: feed\n    url: https://user:canary@x.example/f",
        "not a web address that can be read: has a user name in it",
    ),
    ("kind: urls\n    urls: ['https://x.example/a', 'https://x..example/b']", "'x..example' is no host name"),
    ("kind: feed\n    url: https://x.example:http/f", "not a web address that can be read: Port"),
    ("kind: feed\n    url: https://x.example/f\n    ulr: 1", "did you mean"),
    ("kind: feed\n    url: https://x.example/f\n    every: 30", "30m"),
    ("kind: feed\n    url: https://x.example/f\n    exclude: ['(a+)+$']", "repeat inside a repeat"),
    ("kind: feed\n    url: https://x.example/f\n    include: ['(']", "no regular expression"),
    ("kind: feed\n    url: https://x.example/f\n    selectors: {body: 'div['}", "no CSS selector"),
    ("kind: feed\n    url: https://x.example/f\n    country: China", "country"),
    ("kind: feed\n    url: https://x.example/f\n    currency: XXQ", "'XXQ' is no currency"),
    ("kind: feed\n    url: https://x.example/f\n    limit: 0", "limit"),
    ("kind: feed\n    url: https://x.example/f\n    country: XX", "'XX' is no country; give its ISO 3166 code"),
    ("kind: feed\n    url: https://x.example/f\n    country: ZZ", "'ZZ' is no country; give its ISO 3166 code"),
    ("kind: feed\n    url: https://x.example/f\n    country: UK", "'UK' is no country; did you mean 'GB'?"),
    ("kind: feed\n    url: https://x.example/f\n    language: zz", "'zz' is no language; give its ISO 639 code"),
    (
        "kind: feed\n    url: https://x.example/f\n    path: y",
        "path is for kind urls or folder or warc; kind feed has no use",
    ),
    (
        "kind: feed\n    url: https://x.example/f\n    hosts: [y.example]",
        "hosts is for kind sitemap or listing; kind feed",
    ),
    (
        "kind: feed\n    url: https://x.example/f\n    days: 5\n    selectors: {links: a}",
        "days is for kind sitemap; selectors.links is for kind listing; kind feed has no use for it",
    ),
    (
        "kind: listing\n    url: https://x.example/\n    selectors: {links: a}\n    days: 5",
        "days is for kind sitemap",
    ),
    (
        "kind: folder\n    path: x\n    url: https://x.example/",
        "url is for kind feed or sitemap or listing; kind folder",
    ),
    ("kind: warc\n    path: x\n    mirror: y", "mirror is for kind feed or sitemap or listing or urls"),
]


ENDLESS = ["(a+)+$", "((a+))+$", "(a|aa)+$", "(a|a)*$", r"(\w+\s?)*$", "(a+b?)+$", "(.*a){12}$", "(a?a)*$", "([a-z]+[0-9]*)*!$",
           "(?:x(a+y)*)+", "(?=(a+)+b)", ".*.*.*.*x", "(a{1,9}){1,9}x",
           r"\w*\w*\w*\w*x", "[a-z]+[0-9a-f]*[a-z]+[a-z]+1", "[a-z]*-?[a-z]*-?[a-z]*-?[a-z]*!", r"/\d+\d*(\d*)\d*x",
           r"[\w-]+-[\w-]+-[\w-]+-[\w-]+[.]html", "/(x|[^/]*[^/]*[^/]*[^/]*y)", ".*a.*b.*c", ".*-.*-.*/x$",
           "[a-z-]+-[a-z-]+-[a-z-]+/x$", "(?:.*-){3}(?:.*-){3}Z", "[f-h]*[f-h]*[f-h]*!", ".*(?:.*a|.*b).*", "^.*a.*b.*c.*d",
           r"[a-z1-]+\d+-[a-z1-]+\d+-[a-z1-]+\d+-Z", "[a-z]*(?!-)[a-z]*[a-z]*!"]  # fmt: skip
SOON_DONE = ["^https://(www[.])?quay[.]example/", "/(news|sport)/", "/(a|b)+/", r"/\d{4}/\d\d/[\w-]+[.]html?$", r"(?:/\d{4}){2}",
             ".*a.*b", "^.*a.*b.*c", "^https://quay[.]example/(news/.*|sport/.*|eco/.*)", "(?:/[^/]+){3}$", "(?i)/News/", "(ab)+", "([^/]/)*x", "(?:https?://)?x",
             "[^/]+/[^/]+/[^/]+/[^/]+/[^/]+/x", r"\w+-\w+-\w+-\w+-\w+[.]html", r"\d+[a-z]+\d+[a-z]+\d+x",
             r"[\w-]+-\d+-\w+[.]html"]  # fmt: skip


@pytest.mark.parametrize("pattern", ENDLESS)
def test_row_51_an_expression_that_could_take_for_ever_is_refused(pattern: str) -> None:
    assert "can take for ever" in (why_endless(pattern) or "")


@pytest.mark.parametrize("pattern", SOON_DONE)
def test_row_51_one_that_is_soon_done_is_taken(pattern: str) -> None:
    assert why_endless(pattern) is None
    source = Source("quay", "feed", "Quay", include=(re.compile(pattern),), exclude=(re.compile(f"{pattern}~"),))
    for hostile in ("a-", "a", "/a", "1-", "ab", "x"):
        began = time.process_time()
        source.wants("https://quay.example/" + hostile * 3000)
        assert time.process_time() - began < 0.5, "a tenth of that, but machines differ"


@pytest.mark.parametrize(("pattern", "most"), [("!", 4_000), ("^.*!", 4_000), (".*!", 1_000), (".*.*!", 300)])
def test_row_51_of_a_long_address_its_beginning_counts(pattern: str, most: int) -> None:
    source = Source("quay", "feed", "Quay", include=(re.compile(pattern),))
    assert [source.wants("a" * (length - 1) + "!") for length in (most, most + 1)] == [True, False]


WILD = [
    # with *           end    text                      fits
    ("/news/*",        False, "/news/a",                True),
    ("/news/*",        False, "/sport/news/a",          False),
    ("*/a/*/b",        False, "/x/a/a/y/b/c",           True),
    ("*.pdf",          True,  "/a.pdf.pdf",             True),
    ("*.pdf",          True,  "/a.pdf?x",               False),
    ("a*b*c",          True,  "abcbc",                  True),
    ("a*b*c",          True,  "acb",                    False),
    ("a*a",            True,  "a",                      False),
    ("exact",          True,  "exact",                  True),
    ("exact",          True,  "exactly",                False),
    ("a.c",            True,  "abc",                    False),
    ("*a" * 200 + "b", True,  "a" * 5000,               False),
    ("*a" * 200 + "b", False, "a" * 5000,               False),
]  # fmt: skip


@pytest.mark.parametrize(("wild", "end", "text", "fits"), WILD)
def test_row_51_names_with_stars_are_soon_compared_however_many(wild: str, end: bool, text: str, fits: bool) -> None:
    assert Wild(tuple(wild.split("*")), end).fits(text) is fits


@pytest.mark.parametrize(("entry", "said"), MISTAKES)
def test_mistakes_are_said_with_their_place(tmp_path: Path, entry: str, said: str) -> None:
    path = config(tmp_path, f"sources:\n  - id: quay\n    {entry}\n")
    with pytest.raises(ConfigError) as caught:
        load_sources(path)
    assert said in str(caught.value)
    assert "canary" not in str(caught.value)
    assert re.search(r"sources\.yaml:\d+:\d+: ", str(caught.value))


def test_a_key_that_says_nothing_is_no_mistake(tmp_path: Path) -> None:
    idle = "days: null, feed_text: false, urls: [], selectors: {links: null}, country: EU, language: yue"
    (source,) = load_sources(config(tmp_path, f"sources:\n  - {{id: a, kind: folder, path: x, {idle}}}\n"))
    assert (source.country, source.language) == ("EU", "yue")


def test_all_mistakes_are_said_at_once(tmp_path: Path) -> None:
    path = config(
        tmp_path,
        "sources:\n  - {id: a, kind: feed}\n  - {id: A B, kind: folder, path: x}\n  - {id: b, kind: x, evry: 1d}\n",
    )
    with pytest.raises(ConfigError) as caught:
        load_sources(path)
    assert [line.split(": ")[0].removeprefix(f"{path}:") for line in str(caught.value).splitlines()] == [
        *("2:5", "3:10", "4:19", "4:22")
    ]
    path = config(
        tmp_path,
        "sources:\n  - {id: a, kind: feed, evry: 1d}\n  - {id: c, kind: feed, ulr: 'https://c.example'}\n  - {id: b, kind: urls, path: x}\n  - {id: b, kind: warc, path: x}\n",
    )
    with pytest.raises(ConfigError) as caught:
        load_sources(path)
    assert [line.split(": ")[0].removeprefix(f"{path}:") for line in str(caught.value).splitlines()] == [
        *("2:5", "2:25", "3:25", "5:10")
    ]
    path = config(tmp_path, "sources:\n  - {id: a, kind: folder, path: x}\n  - {id: a, kind: folder, path: y}\n")
    with pytest.raises(ConfigError, match=r"3:10: 'a' is there twice"):
        load_sources(path)
    with pytest.raises(ConfigError, match="figurewatch init"):
        load_sources(tmp_path / "none.yaml")


def test_every_kind_is_documented_and_has_its_needs() -> None:
    page = (Path(__file__).parent.parent / "docs" / "sources.md").read_text(encoding="utf-8")
    for name, kind in SOURCE_KINDS.items():
        assert kind.needs
        assert f"kind: {name}" in page, f"docs/sources.md shows no {name} source"


def test_the_examples_in_the_documentation_load(tmp_path: Path) -> None:
    page = (Path(__file__).parent.parent / "docs" / "sources.md").read_text(encoding="utf-8")
    entries = "".join(re.findall(r"^```yaml\n(  - id:.*?)^```", page, re.MULTILINE | re.DOTALL))
    assert len(load_sources(config(tmp_path, "sources:\n" + entries))) >= len(SOURCE_KINDS)


# Changes by command


def test_pausing_keeps_comments_and_order(tmp_path: Path) -> None:
    path = config(tmp_path, FULL)
    set_pause(path, "quay", "moving: house")
    assert load_sources(path)[0].pause == "moving: house"
    assert "# the local one" in path.read_text()
    assert path.read_text().index("id: quay") < path.read_text().index("id: saved")
    set_pause(path, "quay", None)
    assert load_sources(path)[0].pause is None
    with pytest.raises(ConfigError, match="no source 'x'"):
        set_pause(path, "x", "why")


def test_a_link_to_the_file_stays_one_and_the_file_as_private_as_it_is(tmp_path: Path) -> None:
    real = tmp_path / "real.yaml"
    real.write_text("sources:\n- {id: a, kind: feed, url: https://a.example/f}\n")
    real.chmod(0o600)
    link = tmp_path / "config" / "sources.yaml"
    link.parent.mkdir()
    link.symlink_to(real)
    set_pause(link, "a", "moving")
    assert link.is_symlink()
    assert "moving" in real.read_text()
    assert real.stat().st_mode & 0o777 == 0o600


def test_adding_gives_a_free_id_and_refuses_what_is_wrong(tmp_path: Path) -> None:
    path = config(tmp_path, FULL)
    entries = [{"id": "quay", "kind": "feed", "url": f"https://quay.example/{number}"} for number in (2, 3)]
    assert [add_source(path, entry) for entry in entries] == ["quay-2", "quay-3"]
    before = path.read_text()
    with pytest.raises(ConfigError):
        add_source(path, {"id": "x", "kind": "feed"})
    assert path.read_text() == before
    assert [file.name for file in path.parent.iterdir()] == ["sources.yaml"]


SAME = [
    # address of a new source             one that reads https://quay.example/feed?cat=2 has it already
    ("https://quay.example/feed?cat=2",               True),
    ("http://quay.example/feed?cat=2",                True),
    ("HTTPS://Quay.example:443//feed/?cat=2#top",     True),
    ("https://quay.example/feed?cat=2&utm_source=x",  True),
    ("https://quay.example/feed?cat=3",               False),
    ("https://quay.example/feed",                     False),
    ("https://other.example/feed?cat=2",              False),
]  # fmt: skip


@pytest.mark.parametrize("pause", ["", ", pause: moving"])
@pytest.mark.parametrize(("url", "same"), SAME)
def test_an_address_that_is_read_already_is_not_added_again(url: str, same: bool, pause: str, tmp_path: Path) -> None:
    path = config(
        tmp_path, f"sources:\n  - {{id: quay, kind: feed, url: 'https://quay.example/feed?cat=2'{pause}}}\n"
    )
    before = path.read_text()
    entry = {"id": "new", "kind": "feed", "url": url}
    if same:
        done = "is paused: `figurewatch source resume quay`" if pause else "nothing was changed"
        with pytest.raises(ConfigError, match=f"source quay reads https://quay.example/feed.cat=2 already; {done}"):
            add_source(path, entry)
        assert path.read_text() == before
    else:
        assert add_source(path, entry) == "new"


# Finding a site's feed


@pytest.fixture
def site() -> Iterator[MockSite]:
    with serving() as site:
        yield site


FEED = (
    b"<rss version='2.0'><channel><title>Quay</title><item><title>A</title><link>/a</link>"
    b"<pubDate>Mon, 02 Mar 2026 09:00:00 GMT</pubDate></item></channel></rss>"
)


def entrances(site: MockSite, path: str = "/") -> list[tuple[str, str]]:
    settings = FetchSettings(allow=("127.0.0.1",), delay_s=0)
    with Client(settings, lambda: NOW) as client:
        return [(one.kind, one.url.removeprefix(site.url)) for one in find_entrances(site.url + path, client)]


def test_a_feed_named_in_the_page(site: MockSite) -> None:
    head = (
        "<link rel=alternate type='application/rss+xml' title='Comments' href='/comments/feed'>"
        "<link rel=alternate type='application/rss+xml' href='http://['>"
        "<link rel=alternate type='application/rss+xml' href='/news.rss'><meta property=og:site_name content='The Quay'>"
    )
    site.put("/", f"<html><head>{head}</head><body>News</body></html>".encode())
    site.put("/news.rss", FEED)
    assert entrances(site) == [("feed", "/news.rss")]
    assert entrances(site, "/news.rss") == [("feed", "/news.rss")]


def test_a_name_alone_is_enough_and_http_stays_http(site: MockSite) -> None:
    site.put("/", b"<html><head><title>Quay</title></head><body>News</body></html>")
    site.put("/rss.xml", FEED)
    settings = FetchSettings(allow=("127.0.0.1",), delay_s=0)
    with Client(settings, lambda: NOW, resolve=lambda host, port: ["127.0.0.1"]) as client:
        (found,) = find_entrances(f"news.quay.example:{site.port}", client)
    assert entry_of(found) == {
        "id": "news-quay-example", "kind": "feed", "outlet": "Quay", "url": f"http://news.quay.example:{site.port}/rss.xml",
    }  # fmt: skip


def test_a_sitemap_named_in_robots_txt_and_usual_places(site: MockSite) -> None:
    site.put("/", b"<html><body>News</body></html>")
    site.put("/robots.txt", f"User-agent: *\nAllow: /\nSitemap: {site.url}/maps/news.xml\n".encode())
    site.put("/maps/news.xml", f"<urlset><url><loc>{site.url}/a</loc></url></urlset>".encode())
    assert entrances(site) == [("sitemap", "/maps/news.xml")]
    site.put("/rss.xml", FEED)
    assert entrances(site) == [("feed", "/rss.xml"), ("sitemap", "/maps/news.xml")]


def test_a_feed_that_the_page_only_links_to(site: MockSite) -> None:
    site.put(
        "/",
        b"<html><body><a href='/feedback'>Write</a><a href='http://[/rss/'>RSS</a>"
        b"<a href='/rss-info'>About</a><a href='/x/rss/all'>RSS</a>",
    )
    site.put("/rss-info", b"<html><body>What RSS is</body></html>")
    site.put("/x/rss/all", FEED)
    assert entrances(site) == [("feed", "/x/rss/all")]
    assert "/feedback" not in site.paths()


def test_nothing_found(site: MockSite) -> None:
    site.put("/", b"<html><body>News</body></html>")
    assert entrances(site) == []
    with pytest.raises(FetchError):
        entrances(site, "/none")


LISTS_NOTHING = [
    # what is at the address                                           reason, told
    (b"<rss><channel><title>Quay</title><item><link>http://a",         "cut_feed", "ends before its end; 0 items were read"),
    (b"<rss><channel><title>Quay</title></channel></rss>",             "no_links", "the feed lists nothing"),
    (b"<rss><channel><item><title>A</title></item></channel></rss>",   "no_links", "one item, without a web address"),
    (b"<urlset><url><loc>http://a",                                    "cut_sitemap", "ends before its end"),
]  # fmt: skip


@pytest.mark.parametrize(("body", "reason", "told"), LISTS_NOTHING)
def test_an_address_that_is_a_feed_of_no_use_just_now(site: MockSite, body: bytes, reason: str, told: str) -> None:
    site.put("/feed", body)
    with pytest.raises(FetchError, match=told) as caught:
        entrances(site, "/feed")
    assert caught.value.reason == reason


def test_a_found_feed_becomes_an_entry(site: MockSite, tmp_path: Path) -> None:
    site.put("/feed", FEED)
    with Client(FetchSettings(allow=("127.0.0.1",), delay_s=0), lambda: NOW) as client:
        (found,) = find_entrances(site.url + "/feed", client)
    path = config(tmp_path, "sources: []\n")
    assert add_source(path, entry_of(found)) == "127-0-0-1"
    (source,) = load_sources(path)
    assert (source.url, source.outlet) == (site.url + "/feed", "Quay")


NAMES = [
    # head of the home page                                                        outlet
    ("<title>Quay Town Hall</title><meta property=og:site_name content='The Quay'>", "The Quay"),
    ("<title>The Quay</title>",                                                     "The Quay"),
    ("<title>Home | The Quay</title>",                                              "Quay"),  # the feed's
    ("<title>The Quay: news, weather and tides for everyone on the coast</title>",  "Quay"),
]  # fmt: skip


@pytest.mark.parametrize(("head", "outlet"), NAMES)
def test_the_outlet_is_named_as_it_names_itself(site: MockSite, head: str, outlet: str) -> None:
    site.put("/", f"<html><head>{head}</head><body>News</body></html>".encode())
    site.put("/feed", FEED)
    with Client(FetchSettings(allow=("127.0.0.1",), delay_s=0), lambda: NOW) as client:
        assert [found.outlet for found in find_entrances(site.url, client)] == [outlet]


# What a round would do


def test_a_mirror_is_read_through_the_same_client(tmp_path: Path) -> None:
    folder = tmp_path / "mirror" / "quay.example"
    (folder / "a").mkdir(parents=True)
    (folder / "feed.xml").write_bytes(FEED)
    (folder / "a" / "index.html").write_text("<p>The quay has 23 cranes.</p>")
    source = Source("quay", "feed", "Quay", url="https://quay.example/feed.xml", mirror=tmp_path / "mirror")

    def read(state: SourceState, source: Source = source) -> list[object]:
        with PageArchive(tmp_path / "pages") as archive:
            found = read_source(source, state=state, archive=archive, now=lambda: NOW, settings=FetchSettings())
            return [item for item in found if not isinstance(item, Aside)]

    listing, page = read(SourceState())
    assert isinstance(listing, Listing)
    assert isinstance(page, Page)
    assert (page.url, page.robots) == ("https://quay.example/a", "none")
    known = LinkState(etag=page.etag, sha256=page.sha256, fetched_at=NOW, first_seen_at=NOW)
    _, unchanged = read(SourceState({page.url: known}))
    assert isinstance(unchanged, Unchanged)
    assert unchanged.reason == "not_modified"
    (failure,) = read(
        SourceState(), Source("quay", "feed", "Quay", url="https://quay.example/f", mirror=tmp_path / "no")
    )
    assert getattr(failure, "reason", None) == "missing_folder"


# Settings, guard, politeness, back-off


def test_settings_come_from_the_environment() -> None:
    env = {
        "FIGUREWATCH_CONTACT": "desk@quay.example",
        "FIGUREWATCH_ALLOW": "10.0.0.0/8, [::1]:80",
        "FIGUREWATCH_DELAY_S": "2.5",
    }
    settings = FetchSettings.from_env(env)
    assert (settings.allow, settings.delay_s) == (("10.0.0.0/8", "[::1]:80"), 2.5)
    assert "desk@quay.example" in settings.user_agent
    for name in ("DELAY_S", "MAX_BYTES"):
        with pytest.raises(ConfigError, match=f"FIGUREWATCH_{name}"):
            FetchSettings.from_env({f"FIGUREWATCH_{name}": "much"})


SHOWN = [
    ("https://user:secret@quay.example/a",              "https://...@quay.example/a"),
    ("https://user:sec@ret@quay.example/a",             "https://...@quay.example/a"),
    ("https://user:sec?re#t@quay.example",              "https://...@quay.example"),
    ("https://quay.example/to?u=https://u:secret@x/",   "https://quay.example/to?u=https://...@x/"),
    ("https://quay.example/@editor/1",                  "https://quay.example/@editor/1"),
    ("https://quay.example/a\nb",                       "https://quay.example/a?b"),
]  # fmt: skip


@pytest.mark.parametrize(("url", "words"), SHOWN)
def test_an_address_is_shown_without_a_password(url: str, words: str) -> None:
    assert shown(url) == words


PAUSES = [
    # delay  took  crawl  pause
    (1.0, 0.2, None, 1.0),
    (1.0, 4.0, None, 4.0),
    (1.0, 0.2, 10.0, 10.0),
    (1.0, 90.0, None, 30.0),
    (1.0, 0.2, 900.0, 30.0),
    (0.0, 4.0, None, 0.0),
    (0.0, 4.0, 5.0, 5.0),
]


@pytest.mark.parametrize(("delay", "took", "crawl", "pause"), PAUSES)
def test_pauses(delay: float, took: float, crawl: float | None, pause: float) -> None:
    assert HostGate(delay, 30.0).pause_s(took, crawl) == pause


def test_one_host_is_asked_one_at_a_time() -> None:
    at, slept = [0.0], []

    def sleep(seconds: float) -> None:
        slept.append(seconds)
        at[0] += seconds

    gate = HostGate(2.0, 30.0, clock=lambda: at[0], sleep=sleep)
    for host in ("a", "a", "b", "a"):
        with gate.turn(host):
            at[0] += 0.5
    assert slept == [2.0, 1.5]


def test_a_host_that_never_answers_is_spared_for_the_round() -> None:
    gate = HostGate(0.0, 30.0)
    for _ in range(HostGate.HOPELESS):
        gate.failed("a", "the connection is refused")
    with pytest.raises(FetchError, match="refused") as caught, gate.turn("a"):
        pass
    assert caught.value.reason == "waiting"
    with gate.turn("b"):
        pass


def test_back_off_grows_is_bounded_and_has_jitter() -> None:
    waits = [retry_at("timeout", "https://quay.example/a", n, NOW, alike=n) for n in range(1, 12)]
    spans = [(at - NOW).total_seconds() for at in waits if at]
    assert 480 <= spans[0] <= 720
    assert 960 <= spans[1] <= 1440
    assert max(spans) <= 86_400 * 1.2
    assert waits[0] == retry_at("timeout", "https://quay.example/a", 1, NOW, alike=1)
    assert waits[0] != retry_at("timeout", "https://quay.example/b", 1, NOW, alike=1)
    assert retry_at("gone", "u", 1, NOW, alike=1) is None
    assert [retry_at("not_found", "u", n + 4, NOW, alike=n) is None for n in (1, 4, 5)] == [False, False, True]


@pytest.mark.parametrize(
    ("asked", "least", "most"),
    [
        (3_600.0, 3_600, 4_200),
        (50_000.0, 50_000, 50_600),
        (86_400.0, 86_400, 87_000),
        (0.0, 480, 720),
        (None, 480, 720),
    ],
)
def test_row_23_a_wait_that_a_site_asks_for_has_jitter_and_is_never_shortened(
    asked: float | None, least: float, most: float
) -> None:
    waits = [retry_at("rate_limited", f"https://quay.example/{n}", 1, NOW, asked, alike=1) for n in range(50)]
    spans = [(at - NOW).total_seconds() for at in waits if at]
    assert len(set(spans)) == 50
    assert least <= min(spans) < max(spans) <= most


# What the schedule reads, and what a dollar is


@pytest.mark.parametrize(
    ("last", "every", "due"),
    [(None, 30, True), (31, 30, True), (28, 30, True), (26, 30, False), (300, 360, False), (330, 360, True)],
)
def test_a_source_is_due_when_its_interval_has_passed(last: int | None, every: int, due: bool) -> None:
    at = None if last is None else NOW - timedelta(minutes=last)
    assert is_source_due(at, timedelta(minutes=every), NOW) is due


@pytest.mark.parametrize(
    ("currency", "country", "dollar"),
    [(None, "AU", "AUD"), ("USD", "AU", "USD"), (None, "TW", "TWD"), (None, "FR", None), (None, None, None)],
)
def test_what_a_bare_dollar_means(currency: str | None, country: str | None, dollar: str | None) -> None:
    assert Source("a", "urls", "A", currency=currency, country=country).dollar == dollar


def test_how_long_pages_are_kept(tmp_path: Path) -> None:
    path = tmp_path / "sources.yaml"
    path.write_text("pages: {keep_days: 400}\nsources: []\n")
    assert load_keep_days(path) == 400
    path.write_text("sources: []\n")
    assert load_keep_days(path) is None
    path.write_text("pages: {keep_days: 0}\nsources: []\n")
    with pytest.raises(ConfigError, match=r"sources.yaml:1:20"):
        load_keep_days(path)


# Hosts

SAME_HOST = [
    # address                              host
    ("https://example.com/a", "example.com"),
    ("https://EXAMPLE.com./a", "example.com"),
    ("https://example.com:443/a", "example.com"),
    ("http://user@example.com:80/a", "example.com"),
    ("http://example.com:443/a", "example.com:443"),
    ("https://münchen.example/", "xn--mnchen-3ya.example"),
    ("https://MÜNCHEN.example/", "xn--mnchen-3ya.example"),
    ("https://faß.example/", "xn--fa-hia.example"),
    ("https://fass.example/", "fass.example"),
    ("https://xn--mnchen-3ya.example:8443", "xn--mnchen-3ya.example:8443"),
    ("http://[::1]:80/a", "[::1]"),
    ("http://[::1]:8080/a", "[::1]:8080"),
]


@pytest.mark.parametrize(("address", "host"), SAME_HOST)
def test_one_host_has_one_name_however_it_is_spelt(address: str, host: str) -> None:
    assert host_key(address) == host


def test_all_spellings_of_a_host_share_its_turn_its_robots_and_its_pause(site: MockSite) -> None:
    site.put("/robots.txt", b"User-agent: *\nDisallow: /no", Content_Type="text/plain")
    site.put("/a")
    site.put("/busy", b"", 429, Retry_After="7200")
    settings = FetchSettings(allow=("127.0.0.1",), delay_s=0)
    with Client(settings, lambda: NOW, resolve=lambda host, port: ["127.0.0.1"]) as client:
        for spelling in ("quay.example", "Quay.Example", "quay.example."):
            assert client.get(f"http://{spelling}:{site.port}/a").status == 200
        with pytest.raises(FetchError, match="not allow"):
            client.get(f"http://quay.example.:{site.port}/no")
        with pytest.raises(FetchError, match="come back later"):
            client.get(f"http://quay.example.:{site.port}/busy")
        with pytest.raises(FetchError, match="asked for a pause"):
            client.get(f"http://quay.example:{site.port}/a")
    assert [path for path, _ in site.seen].count("/robots.txt") == 1


def test_sources_of_one_host_ask_for_its_robots_once_together(site: MockSite, tmp_path: Path) -> None:
    def slow(handler: Handler) -> None:
        time.sleep(0.1)
        handler.answer(200, b"User-agent: *\nAllow: /")

    site.routes["/robots.txt"] = slow
    site.put("/a")
    turns, settings = Turns(), FetchSettings(allow=("127.0.0.1",), delay_s=0)

    def read(number: int) -> int:
        with Client(settings, lambda: NOW, FetchMemory(tmp_path), turns=turns) as client:
            return client.get(f"{site.url}/a").status

    with ThreadPoolExecutor(3) as sources:
        assert list(sources.map(read, range(3))) == [200] * 3
    asked = [path for path, _ in site.seen]
    assert (asked.count("/robots.txt"), asked.count("/.well-known/tdmrep.json")) == (1, 1)


def test_a_redirect_to_what_is_no_address_is_a_failure(site: MockSite) -> None:
    site.put("/a", b"", 302, Location="http://[::1")
    settings = FetchSettings(allow=("127.0.0.1",), delay_s=0)
    with Client(settings, lambda: NOW) as client, pytest.raises(FetchError) as caught:
        client.get(f"{site.url}/a")
    assert caught.value.reason == "bad_url"
