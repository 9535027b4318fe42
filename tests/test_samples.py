"""The sample newsroom keeps its own story: every figure it promises is on the page, and nothing real is named."""

from __future__ import annotations

import difflib
import json
import re
from datetime import date
from typing import Any
from urllib.parse import urlsplit

import pytest
from samples_book import ENTRIES, FACTS, FILES, MIRROR, NBSP, SAMPLES, article, expected, html, spaced, url_of

STANDARDS = {"schema.org", "www.w3.org", "purl.org"}


def test_every_page_is_in_the_book() -> None:
    assert sorted(ENTRIES) == FILES
    assert 14 <= len(FILES) <= 20


@pytest.mark.parametrize("file", FILES)
def test_page_parses(file: str) -> None:
    found = article(file)
    assert found.url.startswith("https://")
    assert found.url == url_of(file).split("?")[0]
    assert found.published_on == ENTRIES[file]["published"]
    assert found.language == "en"
    assert found.title
    assert 250 <= len(found.text.split()) <= 700


@pytest.mark.parametrize(("file", "fact"), FACTS, ids=[f"{file}: {fact['quote']}" for file, fact in FACTS])
def test_figure_is_in_the_text(file: str, fact: dict[str, Any]) -> None:
    assert fact["series"] in expected()["series"]
    assert spaced(fact["quote"]) in spaced(article(file).text)
    if NBSP in fact["quote"]:
        assert fact["quote"].replace(NBSP, "&nbsp;") in html(file)


@pytest.mark.parametrize("file", FILES)
def test_furniture_stays_out_of_the_text(file: str) -> None:
    folder = next(folder for folder in expected()["furniture"] if file.startswith(folder))
    for words in expected()["furniture"][folder]:
        assert words in html(file).replace("&nbsp;", " ")
        assert words not in spaced(article(file).text)


@pytest.mark.parametrize("file", FILES)
def test_headlines_of_others_and_comments_stay_out_of_the_text(file: str) -> None:
    around = re.findall(
        r'<h3>([^<]*\d[^<]*)</h3>|/(?:s|story)/\d+">([^<]*\d[^<]*)</a>'
        r'|<div class="(?:comment|pl-comment|cmt)"[^>]*>\s*(?:<p>|<b>.*?<br>\s*)([^<]*\d[^<]*)<',
        html(file),
    )
    assert len(around) >= 1
    for words in around:
        assert spaced("".join(words)).strip() not in spaced(article(file).text)


@pytest.mark.parametrize(
    ("file", "words"), [(file, words) for file, entry in ENTRIES.items() for words in entry.get("not_claims", ())]
)
def test_distractor_is_in_the_text(file: str, words: str) -> None:
    assert words in spaced(article(file).text)


def test_one_page_has_no_number() -> None:
    (file,) = (file for file, entry in ENTRIES.items() if not entry["facts"])
    assert not re.search(r"\d", article(file).text)
    assert re.search(r"\d", html(file).partition("<body")[2])


def test_snapshots_differ_in_one_figure() -> None:
    (edited,) = (file for file, entry in ENTRIES.items() if "edit_of" in entry)
    first = ENTRIES[edited]["edit_of"]
    assert article(first).url == article(edited).url
    saved = [json.loads((SAMPLES / file).with_suffix(".json").read_text())["fetched_at"] for file in (first, edited)]
    assert saved[0] < saved[1]
    before, after = article(first).text.split("\n"), article(edited).text.split("\n")
    changed = [line for line in difflib.ndiff(before, after) if line[:2] in ("- ", "+ ")]
    numbers = [(line[0], re.findall(r"\d[\d,.]*\d|\d", line)) for line in changed]
    assert numbers == [("-", ["368"]), ("+", ["386"]), ("+", ["7", "2023"])]  # the last is the note's date
    assert changed[0][2:].replace("368", "386") == changed[1][2:]


def test_wire_copy_is_lightly_edited() -> None:
    one, two = (article(file).text for file, entry in ENTRIES.items() if "wire" in entry)
    assert one != two
    assert difflib.SequenceMatcher(None, one.split(), two.split()).ratio() > 0.85


def test_typography_of_the_day() -> None:
    pages = "".join(html(file) for file in FILES)
    assert "80&nbsp;000" in pages
    assert "200&nbsp;million yuan" in pages
    assert "“" in pages
    assert "&rdquo;" in pages
    assert "’" in pages
    spelled = {
        name: {file.split("/")[0] for file in FILES if name in article(file).text} for name in ("centre", "center")
    }
    assert spelled == {"centre": {"yunling-courier", "mirror"}, "center": {"plateau-ledger"}}


def test_metadata_habits() -> None:
    for file in FILES:
        text = html(file)
        assert ("application/ld+json" in text) == file.startswith("yunling-courier/")
        assert ("article:published_time" in text) == file.startswith("plateau-ledger/")
        assert ("<time" in text) == (not file.startswith("mirror/"))


def test_only_example_hosts() -> None:
    texts = [path for path in SAMPLES.rglob("*") if path.suffix in {".html", ".json", ".xml", ".txt", ".yaml", ".md"}]
    for path in texts:
        text = path.read_text(encoding="utf-8")
        hosts = {urlsplit(url).hostname or "" for url in re.findall(r"https?://[\w.-]+", text)}
        hosts |= set(re.findall(r"@([\w-]+(?:\.[\w-]+)+)", text))
        assert {host for host in hosts if not host.endswith(".example")} <= STANDARDS, path


def test_feed_lists_the_mirror() -> None:
    from fastfeedparser import parse

    feed = parse((MIRROR / "rackandrow.example" / "feed.xml").read_bytes())
    listed = {urlsplit(str(entry["link"])) for entry in feed["entries"]}
    assert all(link.query.startswith("utm_") for link in listed)
    pages = {f"mirror/{link.hostname}{link.path}" for link in listed}
    assert pages == {file for file in FILES if file.startswith("mirror/")}
    for entry in feed["entries"]:
        file = "mirror/" + str(urlsplit(str(entry["link"])).hostname) + urlsplit(str(entry["link"])).path
        assert date.fromisoformat(str(entry["published"])[:10]) == ENTRIES[file]["published"]


def test_robots_lets_us_read_the_articles() -> None:
    from protego import Protego

    robots = Protego.parse((MIRROR / "rackandrow.example" / "robots.txt").read_text())
    for file in FILES:
        if file.startswith("mirror/"):
            assert robots.can_fetch(url_of(file), "figurewatch")
    assert not robots.can_fetch("https://rackandrow.example/cgi/vote?id=1", "figurewatch")


def test_events_follow_from_the_figures() -> None:
    """Each event's new value is stated on its day, its old one earlier; deadlines come from stated forecasts."""
    stated = [(ENTRIES[file]["published"], fact) for file, fact in FACTS]
    for event in expected()["events"]:
        of_series = [(on, fact) for on, fact in stated if fact["series"] == event["series"]]
        if event["kind"] == "forecast_due":
            assert any(
                fact.get("period") == event["period"] and fact.get("modality") in ("forecast", "target")
                for _, fact in of_series
            )
            assert event["on"] == date(int(event["period"]), 12, 31)
            continue
        assert (event["on"], event["new"]) in [(on, fact["value"]) for on, fact in of_series], event
        if "old" in event:
            assert any(on <= event["on"] and fact["value"] == event["old"] for on, fact in of_series), event


@pytest.mark.parametrize("words", ["Guizhou", "Gui'an", "Huawei", "China Mobile", "China Unicom", "Tencent"])
def test_no_real_place_or_company(words: str) -> None:
    for path in SAMPLES.rglob("*"):
        if path.is_file():
            assert words not in path.read_text(encoding="utf-8").replace("’", "'")
