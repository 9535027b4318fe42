"""A load reads only the figures that its statements can meet: with all there are it would come to the same."""

from __future__ import annotations

from random import Random
from typing import Any

import pytest
from test_warehouse_batches import loaded, news, sizes
from warehouse_cases import claim, fresh, load, parsed, period

import warehouse.history
import warehouse.load
import warehouse.met
from extractors.model import Claim
from warehouse.batch import ParsedArticle
from warehouse.history import make_history

ALL = """
CREATE OR REPLACE TEMP TABLE near_figure AS SELECT f.* FROM core.figure AS f SEMI JOIN staged_series USING (series_id)
"""


def _late(seed: int, articles: list[ParsedArticle]) -> list[ParsedArticle]:
    """The articles as they come: a third of them by up to some dozen places late."""
    random = Random(seed)
    places = [n + (random.randrange(20) if random.random() < 0.3 else 0) for n in range(len(articles))]
    return [articles[n] for n in sorted(range(len(articles)), key=lambda n: (places[n], n))]


def _reading(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The values of the figures that loads read from now on."""
    read: list[str] = []
    real = warehouse.met.read_history

    def reading(*given: Any) -> Any:
        rows = real(*given)
        read.extend(f"{figure.low:.0f}" for figures in make_history(rows).figures.values() for figure in figures)
        return rows

    monkeypatch.setattr(warehouse.met, "read_history", reading)
    return read


@pytest.mark.parametrize("seed", range(3))
def test_the_figures_that_are_not_read_make_no_difference(seed: int, monkeypatch: pytest.MonkeyPatch) -> None:
    articles = _late(seed, news(seed, articles=18, apart=(0.7, 5.0, 17.0)[seed], edits=0.2))
    parts = sizes(seed, len(articles))
    read = _reading(monkeypatch)
    narrow, chosen = loaded(articles, parts), len(read)
    usual = warehouse.history.sql
    monkeypatch.setattr(warehouse.history, "sql", lambda name: ALL if name == "load/met_figures" else usual(name))
    read.clear()
    assert loaded(articles, parts) == narrow
    assert chosen < len(read)


def _said(day: float, *claims: Claim, number: int | None = None, fetched: float | None = None) -> ParsedArticle:
    """An article of that day; ``number`` where another says the same day, or edits it."""
    return parsed(
        claims, url=f"https://courier.example/{day if number is None else number}", day=day, fetched=fetched
    )


def _day(number: int) -> dict[str, str]:
    """A claim's period of one day of January."""
    return {"period": f"on the {number}", "period_iso": f"2024-01-{number:02}"}


POINT_LATER = (_said(100, claim("30")),)
YEAR = _said(1, claim("23", **period(2023)))
FORECAST = _said(1, claim("50", modality="forecast", **period(2025)))
CASES = {
    "of the lane": ((YEAR, _said(2, claim("30"))), _said(3, claim("31")), {"30"}),
    "a forecast of another year": ((FORECAST,), _said(3, claim("60", modality="forecast", **period(2026))), set()),
    "a forecast of that year": ((FORECAST,), _said(3, claim("60", modality="forecast", **period(2025))), {"50"}),
    "forecasts of no year": (
        tuple(_said(day, claim(f"{50 + day}", modality="forecast")) for day in (2, 5, 8)),
        _said(300, claim("70", modality="forecast")),
        {"52", "55", "58"},
    ),
    "a forecast in the lane of an actual": ((FORECAST,), _said(3, claim("60", **period(2025))), set()),
    "a first point": ((YEAR,), _said(3, claim("31")), {"23"}),
    "a point before all others": ((YEAR, *POINT_LATER), _said(3, claim("31")), {"23", "30"}),
    "a point behind others": ((YEAR, *POINT_LATER), _said(103, claim("31")), {"30"}),
    "a first year": ((_said(2, claim("30")), YEAR), _said(3, claim("31", **period(2022))), {"23", "30"}),
    "another value of a year": ((_said(2, claim("30")), YEAR), _said(3, claim("31", **period(2023))), {"23"}),
    "the last before a month ago": ((_said(2, claim("30")), _said(5, claim("35"))), _said(300, claim("31")), {"35"}),
    "said again within it": (
        (_said(2, claim("30")), _said(5, claim("35")), _said(290, claim("30", **_day(3)))),
        _said(300, claim("31")),
        {"30", "35"},
    ),
    "of an edited text": (
        (YEAR, _said(2, claim("30")), _said(3, claim("35")), _said(4, claim("40"))),
        _said(2, claim("31"), fetched=300),
        {"23", "30", "35", "40"},
    ),
    "a year that an edit took away": (
        (_said(2, claim("30")), YEAR, parsed([], url=YEAR.article.url, day=1, fetched=3)),
        _said(9, claim("31", **period(2023))),
        {"23", "30"},
    ),
    "a series that an edit leaves": (
        (_said(2, claim("30")), _said(3, claim("35")), _said(4, claim("40"))),
        parsed([], url=_said(2).article.url, day=2, fetched=9),
        {"30", "40"},
    ),
    "another series": ((YEAR,), _said(3, claim("31", measure="labs", unit="lab", **period(2023))), set()),
}


@pytest.mark.parametrize("case", CASES)
def test_which_figures_a_load_reads(case: str, monkeypatch: pytest.MonkeyPatch) -> None:
    before, new, expected = CASES[case]
    wh = fresh()
    for one in before:
        load(wh, one)
    read = _reading(monkeypatch)
    load(wh, new)
    assert set(read) == expected
