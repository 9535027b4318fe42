"""Claims that meet nothing are settled set-wise; judging them one by one says the same, row for row."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from random import Random

import pytest
from test_warehouse_corrections import TABLES, dump
from warehouse_cases import at, fresh

import warehouse.event_rows
import warehouse.load
import warehouse.met
from benchmarks.made_news import News, _placed
from extractors.events import Event
from warehouse.batch import Batch, ParsedArticle


def news(seed: int) -> list[ParsedArticle]:
    """Random news, some articles late, some edited, some edits taken back."""
    random = Random(seed)
    articles = list(News(seed, series=40).articles(900))
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
        size = random.choice((1, 10, 40))
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
