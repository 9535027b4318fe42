"""A saved page that is given another date later: all is as if it had had that date from the first."""

from __future__ import annotations

from dataclasses import replace

import pytest
from warehouse_cases import claim, fresh, load, parsed, period, rows

from warehouse.batch import ParsedArticle
from warehouse.verify import verify

A, B, C = "https://a.example/1", "https://b.example/1", "https://c.example/1"
POINTS = "SELECT value_low::INT, as_of, change_abs::INT FROM mart.trend ORDER BY as_of"
DATES = """
    SELECT c.url, c.said_at, c.published_at, p.said_at, f.first_said_at
    FROM mart.claim AS c JOIN core.appearance AS p USING (claim_id) JOIN core.figure AS f ON f.figure_id = p.figure_id
    ORDER BY 1
"""


def told(day: float | None, fetched: float = 50) -> ParsedArticle:
    return parsed([claim("23"), claim("7", measure="gates", **period(2023))], url=A, day=day, fetched=fetched)


def others() -> list[ParsedArticle]:
    return [
        parsed([claim("31")], url=B, outlet="Ledger", day=20, fetched=50),
        parsed([claim("8", measure="gates", **period(2023))], url=C, outlet="Herald", day=20, fetched=50),
    ]


DAYS = [(0, 30), (30, 0), (None, 10), (10, None), (25, 20.1)]


@pytest.mark.parametrize(("was", "now"), DAYS)
def test_another_date_counts_as_if_it_had_been_the_first(was: float | None, now: float | None) -> None:
    wh = fresh()
    load(wh, told(now), *others())
    points, dates = rows(wh, POINTS), rows(wh, DATES)
    wh = fresh()
    load(wh, told(was), *others())
    report = load(wh, told(now, fetched=60), run="later")
    assert (report.changed, report.unchanged, report.events) == (1, 0, [])
    assert rows(wh, POINTS) == points
    assert rows(wh, DATES) == dates
    assert not verify(wh)
    again = load(wh, told(now, fetched=70), run="once more")
    assert (again.changed, again.unchanged) == (0, 1)


def test_a_page_of_a_site_keeps_the_date_that_it_was_first_read_with() -> None:
    """What it gives later may be the date of its last change."""
    wh = fresh()
    for day, fetched in ((0, 50), (30, 60)):
        one = told(day, fetched)
        report = load(wh, replace(one, page=replace(one.page, robots="allowed")), run=str(day))
    assert (report.changed, report.unchanged) == (0, 1)
    assert {row[1].day for row in rows(wh, DATES)} == {1}


def test_another_copy_of_a_saved_page_changes_no_date() -> None:
    """Its own date may be that of its last change."""
    wh = fresh()
    load(wh, told(0))
    other = told(30, fetched=60)
    report = load(wh, replace(other, page=replace(other.page, sha256="other bytes, the same text")), run="later")
    assert (report.changed, report.unchanged) == (0, 1)
    assert {row[1].day for row in rows(wh, DATES)} == {1}
