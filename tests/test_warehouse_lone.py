"""Claims that meet nothing are settled set-wise; judging them one by one says the same, row for row."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from random import Random

import pytest
from test_warehouse_corrections import TABLES, dump
from warehouse_cases import at, claim, fresh, parsed

import warehouse.event_rows
import warehouse.load
import warehouse.met
from benchmarks.made_news import News, _placed
from extractors.events import Event
from warehouse.batch import Batch, ParsedArticle
from warehouse.indicators import Indicator, sync_indicators


def news(seed: int) -> list[ParsedArticle]:
    """Random news, some articles late, some edited, some edits taken back."""
    random = Random(seed)
    articles = list(News(seed, series=40).articles(600))
    for told in random.sample(articles, 20):
        other, later = random.choice(articles), told.page.fetched_at + timedelta(days=9 * random.random())
        edited = _placed(
            other.article.text, tuple(other.records), told.article.url, told.page.outlet, told.page.fetched_at
        )
        articles.append(replace(edited, page=replace(edited.page, fetched_at=later)))
        if random.random() < 0.5:
            articles.append(replace(told, page=replace(told.page, fetched_at=later + timedelta(days=1))))
    return sorted(articles, key=lambda one: one.page.fetched_at + timedelta(days=random.choice((0, 0, 0, 20))))


def loaded(articles: list[ParsedArticle], seed: int) -> tuple[dict[str, list[tuple[object, ...]]], list[Event]]:
    random, wh, start = Random(seed), fresh(), 0
    events: list[Event] = []
    while start < len(articles):
        size = random.choice((1, 20, 80))
        part = articles[start : start + size]
        start += size
        events += warehouse.load.load_batch(wh, Batch("run", at(1000), part)).events
    return dump(wh), sorted(events, key=lambda event: event.event_id)


@pytest.mark.parametrize("seed", range(2))
def test_set_wise_and_one_by_one_give_the_same_rows(seed: int, monkeypatch: pytest.MonkeyPatch) -> None:
    articles = news(seed)
    monkeypatch.setattr(warehouse.event_rows, "LISTED", 1000)
    set_wise = loaded(articles, seed)
    monkeypatch.setattr(warehouse.met, "derive_lone", lambda rows, known, derived: rows)
    one_by_one = loaded(articles, seed)
    for table in TABLES:
        assert set_wise[0][table] == one_by_one[0][table], table
    assert set_wise[1] == one_by_one[1]
    kinds = {event.kind for event in set_wise[1]}
    assert {"new_series", "new_figure", "conflict", "forecast"} <= kinds  # the news was worth reading


YEAR = {"period": "in 2024", "period_iso": "2024"}
CORNERS = [
    claim("3", ">", change="down", kind="percent", unit="%"),
    claim(("3", "5"), change="down", kind="money", unit="EUR", per="day"),
    claim("3.50", "<=", change="up", kind="measure", unit="km"),
    claim(("12", "14"), kind="measure", unit="°C"),
    claim("2", "~", kind="rank", unit=None),
    claim("4", modality="forecast"),
    claim("4", modality="target", **YEAR),
    claim("4", modality="forecast", period="in 2023", period_iso="2023"),
    claim("4", modality="forecast", period="on 1 January", period_iso="2024-01-01"),
    claim("4", modality="hypothetical", **YEAR),
    claim("4", attributed_to="the mayor", period="in the spring", period_iso="2024-Q1"),
    claim("4", subject=None),
    claim("4", measure=None),
    claim("4", vague=True),
]


def corners() -> list[ParsedArticle]:
    """Each of them first heard of in an article of its own; some without a headline, some without a date."""
    articles = []
    for n, one in enumerate(CORNERS * 2):
        told = replace(one, subject=one.subject and f"Firm {n}")
        article = parsed([told], url=f"https://a.example/{n}", source=("a", "b")[n % 2], day=(0, None)[n % 3 == 0])
        title = "From the feed" if n % 4 else None
        articles.append(replace(article, page=replace(article.page, title=title)))
        if n % 5:
            articles[-1] = replace(articles[-1], article=replace(article.article, title=None))
    return articles


def test_corners_are_told_alike_in_every_field(monkeypatch: pytest.MonkeyPatch) -> None:
    def told() -> tuple[dict[str, list[tuple[object, ...]]], list[Event]]:
        wh = fresh()
        sync_indicators(wh, [Indicator(id, id, measures=("sites",)) for id in ("two", "one")])
        report = warehouse.load.load_batch(wh, Batch("run", at(1000), corners(), tags={"a": ("x", "y")}))
        return dump(wh, *TABLES, "core.indicator_series"), report.events

    set_wise = told()
    monkeypatch.setattr(warehouse.met, "derive_lone", lambda rows, known, derived: rows)
    one_by_one = told()
    assert set_wise[0] == one_by_one[0]
    assert list(map(repr, set_wise[1])) == list(map(repr, one_by_one[1]))  # not only equal: 3 is no 3.0
    assert {event.indicators for event in set_wise[1]} == {(), ("one", "two")}
    assert {event.tags for event in set_wise[1]} == {(), ("x", "y")}
    assert {event.title for event in set_wise[1]} > {"From the feed", None}
