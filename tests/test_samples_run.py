"""The sample newsroom through the real chain: sources, pages, claims, warehouse. What it finds is the story told."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from samples_book import ENTRIES, FACTS, PROJECT, article, expected, spaced, url_of

from extractors.claims import EXTRACTOR_VERSION, find_claims
from extractors.events import Event
from extractors.keys import Aliases
from extractors.model import Aside, Claim, Listing, Page
from extractors.page import PageHints, parse_page
from extractors.record import make_records

NOW = datetime(2026, 3, 1, tzinfo=UTC)

# What the chain does not do yet, by test and case. A case that begins to pass fails here: then remove its line.
NOT_YET: dict[str, set[str]] = {}


def cases(test: str, named: Iterable[tuple[str, tuple[Any, ...]]]) -> list[Any]:
    """The parameters of ``test``; those it does not do yet as strict expected failures."""
    named = list(named)
    assert NOT_YET.get(test, set()) <= {name for name, _ in named}
    not_yet = pytest.mark.xfail(strict=True, reason="not yet; remove it from NOT_YET when it passes")
    return [
        pytest.param(*values, id=name, marks=[not_yet] if name in NOT_YET.get(test, set()) else [])
        for name, values in named
    ]


@cache
def claims(file: str) -> tuple[Claim, ...]:
    page = article(file)
    return find_claims(page.text, title=page.title, published_on=page.published_on).claims


def claim_of(file: str, fact: dict[str, Any]) -> Claim:
    """The claim that states ``fact``; where a page says the same words twice, the one of the right modality."""
    found = [claim for claim in claims(file) if spaced(claim.quote) == spaced(fact["quote"])]
    assert found, f"no claim {fact['quote']!r}; found {[claim.quote for claim in claims(file)]}"
    return min(found, key=lambda claim: claim.modality != fact.get("modality", "actual"))


def fact_id(file: str, fact: dict[str, Any]) -> str:
    return f"{Path(file).stem}: {spaced(fact['quote'])}"


def facts(test: str) -> list[Any]:
    return cases(test, ((fact_id(file, fact), (file, fact)) for file, fact in FACTS))


@pytest.mark.parametrize(("file", "fact"), facts("quantity"))
def test_quantity(file: str, fact: dict[str, Any]) -> None:
    claim = claim_of(file, fact)
    series = expected()["series"][fact["series"]]
    assert (float(claim.low), float(claim.high)) == (fact["value"], fact["value"])
    assert claim.bound == fact.get("bound", "=")
    assert claim.kind == series["kind"]
    assert claim.change == series.get("change")
    assert article(file).text[claim.start : claim.end] == claim.quote


@pytest.mark.parametrize(("file", "fact"), facts("meaning"))
def test_meaning(file: str, fact: dict[str, Any]) -> None:
    claim = claim_of(file, fact)
    series = expected()["series"][fact["series"]]
    assert claim.modality == fact.get("modality", "actual")
    assert claim.period_iso == fact.get("period")
    assert claim.per == series.get("per")
    subject = (claim.subject or "").replace("Center", "Centre")
    assert subject.startswith(series["subject"])


DISTRACTORS = [
    (f"{Path(file).stem}: {words}", (file, words))
    for file, entry in ENTRIES.items()
    for words in entry.get("not_claims", ())
]


@pytest.mark.parametrize(("file", "words"), cases("distractor", DISTRACTORS))
def test_distractor_is_no_claim(file: str, words: str) -> None:
    text = spaced(article(file).text)
    start = text.index(words)
    while start >= 0:
        inside = range(start, start + len(words))
        assert not [claim.quote for claim in claims(file) if claim.start in inside or claim.end - 1 in inside]
        start = text.find(words, start + 1)


@dataclass(frozen=True)
class Run:
    """One run over all sources, and the same run again."""

    first: Any
    second: Any
    due: list[Event]
    series_of: dict[tuple[str, str], set[str]]  # by page and quote


@pytest.fixture(scope="module")
def run(tmp_path_factory: pytest.TempPathFactory) -> Run:
    from sources.archive import PageArchive
    from sources.config import load_sources
    from sources.read import read_source
    from sources.settings import FetchSettings
    from sources.state import SourceState
    from warehouse import Warehouse
    from warehouse.batch import Batch, ParsedArticle
    from warehouse.due import due_forecasts
    from warehouse.load import load_batch

    home = tmp_path_factory.mktemp("samples")
    archive = PageArchive(home / "pages")
    articles = []
    series_of: dict[tuple[str, str], set[str]] = {}
    for source in load_sources(PROJECT / "config" / "sources.yaml"):
        for page in read_source(
            source, state=SourceState({}), archive=archive, now=lambda: NOW, settings=FetchSettings()
        ):
            if isinstance(page, Listing | Aside):
                continue
            assert isinstance(page, Page), page
            hints = PageHints(title=page.title, published_at=page.published_at)
            read = parse_page(page.body, url=page.final_url, content_type=page.content_type, hints=hints)
            found = find_claims(read.text, title=read.title, published_on=read.published_on, currency=source.currency)
            records = make_records(read, found, outlet=page.outlet, aliases=Aliases())
            articles.append(ParsedArticle(page, read, records, found.drops, EXTRACTOR_VERSION))
            for record in records:
                series_of.setdefault((read.url, spaced(record.quote)), set()).add(record.series_id)
    archive.close()
    warehouse = Warehouse(home / "warehouse.duckdb")
    first = load_batch(warehouse, Batch("first", NOW, articles))
    second = load_batch(warehouse, Batch("second", NOW, articles))
    return Run(first, second, due_forecasts(warehouse, NOW), series_of)


def test_counts(run: Run) -> None:
    assert (run.first.new, run.first.changed, run.first.failed, run.first.rejected) == (17, 1, 0, 0)


def test_second_run_finds_nothing_new(run: Run) -> None:
    assert (run.second.new, run.second.changed, run.second.unchanged) == (0, 0, 18)
    assert run.second.events == []


def pages_of(event: dict[str, Any]) -> list[tuple[str, str]]:
    """Address and quote of each page that states an expected event's new figure on its day."""
    return [
        (article(file).url, spaced(fact["quote"]))
        for file, fact in FACTS
        if fact["series"] == event["series"] and ENTRIES[file]["published"] == event["on"]
        and fact["value"] == event.get("new")
    ]  # fmt: skip


EVENTS = [event for event in expected()["events"] if event["kind"] != "forecast_due"]
DUE = [event for event in expected()["events"] if event["kind"] == "forecast_due"]


@pytest.mark.parametrize("event", cases("event", ((f"{e['on']} {e['kind']} {e['series']}", (e,)) for e in EVENTS)))
def test_event(run: Run, event: dict[str, Any]) -> None:
    found = [
        one for one in run.first.events
        if one.kind == event["kind"] and (one.url, spaced(one.quote or "")) in pages_of(event)
    ]  # fmt: skip
    assert len(found) == 1, [(one.kind, one.quote) for one in run.first.events if one.url in dict(pages_of(event))]
    assert float(found[0].new_low) == event["new"]
    if event["series"] != "data-volume" and "old" in event:
        assert float(found[0].old_low) == event["old"]
    assert found[0].period_iso == event.get("period")


@pytest.mark.parametrize("event", DUE, ids=lambda event: f"{event['series']} {event['outcome']}")
def test_deadline(run: Run, event: dict[str, Any]) -> None:
    ours = set().union(*(
        run.series_of[article(file).url, spaced(fact["quote"])]
        for file, fact in FACTS
        if fact["series"] == event["series"] and fact.get("period") == event["period"]
        and fact.get("modality") in ("forecast", "target")
    ))  # fmt: skip
    found = [one for one in run.due if one.series_id in ours]
    assert [(one.outcome, one.period_iso) for one in found] == [(event["outcome"], event["period"])]


def test_nothing_else_happened(run: Run) -> None:
    """No conflict, edit, revision or move that the story does not tell."""
    told = {(event["kind"], *page) for event in EVENTS for page in pages_of(event)}
    found = {(one.kind, one.url, spaced(one.quote or "")) for one in run.first.events if one.kind != "new_series"}
    assert {f"{kind} {quote}" for kind, _, quote in found - told} == NOT_YET.get("else", set())


@pytest.mark.parametrize("name", cases("series", ((name, (name,)) for name in sorted(expected()["series"]))))
def test_series_line_up(run: Run, name: str) -> None:
    """All figures of one thing are one series, across outlets and spellings."""
    ids = [
        run.series_of.get((url_of(file).split("?")[0], spaced(fact["quote"])), set())
        for file, fact in FACTS
        if fact["series"] == name
    ]
    assert set.intersection(*ids), ids
