"""What the ledger remembers of pages that could not be read: why, how often it was tried, and by which extractor."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from warehouse_cases import at, claim, days, fresh, load, parsed

from extractors.model import Failure, Page
from warehouse import Warehouse, queries
from warehouse.batch import Batch, RejectedPage
from warehouse.explain import explain
from warehouse.links import known_links
from warehouse.load import load_batch
from warehouse.rebuild import stale_articles

URL = "file:clippings/hostile.html"


def page(url: str = URL, body: bytes = b"x", day: float = 1, archived: bool = True) -> Page:
    made = parsed([], url=url, fetched=day, source="clippings").page
    return replace(made, body=body, sha256=body.hex(), warc_file="a.warc.gz", warc_offset=0 if archived else -1)


def reject(wh: Warehouse, reason: str, number: int, body: bytes = b"x", day: float = 1, version: str = "1") -> None:
    bad = RejectedPage(page(body=body, day=day), reason, "words", version)
    load_batch(wh, Batch(f"run {number}", at(10 + number), rejected=[bad]))


def is_to_be_read(wh: Warehouse) -> bool:
    """Whether the next round reads the page although its bytes are what they were."""
    with wh.read() as con:
        (link,) = known_links(con, "clippings")
    return link.lost


READINGS = [
    # reasons of the readings of one file, whose time of fetching its sidecar gives; whether it is read once more
    (["timeout"], True),
    (["timeout", "timeout"], True),
    (["timeout", "timeout", "timeout"], False),
    (["timeout", "memory", "crashed"], False),
    (["timeout", "memory"], True),
    (["timeout", "empty"], False),
    (["empty"], False),
]


@pytest.mark.parametrize(("reasons", "again"), READINGS)
@pytest.mark.parametrize("same_time", [True, False])
def test_a_hostile_page_is_read_three_times_and_then_left(reasons: list[str], again: bool, same_time: bool) -> None:
    wh = fresh()
    for number, reason in enumerate(reasons):
        reject(wh, reason, number, day=1 if same_time else 1 + number)
    assert is_to_be_read(wh) is again


def test_a_page_that_is_read_at_last_is_an_article() -> None:
    wh = fresh()
    for number in range(2):
        reject(wh, "timeout", number)
    good = parsed([claim("23")], url=URL, fetched=1, source="clippings")
    load(wh, replace(good, page=page(), extractor_version="1"))
    with wh.read() as con:
        assert con.sql("SELECT result, tries, extractor_version FROM raw.page").fetchall() == [("article", 3, "1")]
    assert not is_to_be_read(wh)


STALE = [
    # version that rejected, reason, archived; whether the present extractor, 1, has yet to read it
    ("0", "empty", True, True),
    ("1", "empty", True, False),
    ("0", "empty", False, False),
    ("0", "timeout", True, True),
]


@pytest.mark.parametrize(("version", "reason", "archived", "stale"), STALE)
def test_a_page_without_article_is_read_by_a_new_extractor(
    version: str, reason: str, archived: bool, stale: bool
) -> None:
    wh = fresh()
    bad = RejectedPage(page(archived=archived), reason, "words", version)
    load_batch(wh, Batch("run", at(2), rejected=[bad]))
    assert bool(stale_articles(wh, "1")) is stale
    load(wh, replace(parsed([claim("23")], url="https://a.example/1"), extractor_version="1"))
    assert bool(stale_articles(wh, "1")) is stale


def test_a_re_extraction_leaves_no_file_of_its_own(tmp_path: Path) -> None:
    from types import SimpleNamespace

    from flows.reextraction import Reextraction

    work = Reextraction.__new__(Reextraction)
    work.new_file = tmp_path / "warehouse.duckdb.rebuilt"
    work.project = SimpleNamespace(warehouse_file=tmp_path / "warehouse.duckdb")  # type: ignore[assignment]
    Warehouse(work.new_file).migrate()
    assert list(tmp_path.iterdir())
    work.discard()
    assert list(tmp_path.iterdir()) == []


NO_ARTICLE: list[tuple[str, list[tuple[str, int]], list[str]]] = [
    # what came of the address on which days; what is said of it
    ("too_large", [("too_large", 1)],                         ["'failed'", "'too_large'", "too_large on day 1"]),
    ("back", [("not_found", 1), ("article", 2)],               ["article", "test sites"]),
    ("twice", [("timeout", 1), ("not_found", 3)],              ["not_found on day 3", "timeout on day 1"]),
    ("wall", [("rejected", 1), ("rejected", 2)],               ["'rejected', 'consent_wall'", "a wall on day 2"]),
    ("mended", [("timeout", 1), ("rejected", 2)],              ["'rejected', 'consent_wall'", "timeout on day 1"]),
    ("away", [("rejected", 1), ("robots", 2)],                 ["'failed'", "robots on day 2", "a wall on day 1"]),
]  # fmt: skip


def test_a_page_that_is_not_there_is_explained() -> None:
    wh = fresh()
    for name, answers, _ in NO_ARTICLE:
        url = f"https://a.example/{name}"
        for result, day in answers:
            article = parsed([claim("23")], url=url, day=day)
            bad = RejectedPage(article.page, "consent_wall", f"a wall on day {day}")
            failure = Failure("courier", url, result, f"{result} on day {day}", at(day))
            load_batch(wh, Batch(
                "run", at(day),
                articles=[article] if result == "article" else [],
                rejected=[bad] if result == "rejected" else [],
                failures=[failure] if result not in ("article", "rejected") else [],
            ))  # fmt: skip
    for name, _, words in NO_ARTICLE:
        url = f"https://a.example/{name}"
        said = repr(explain(wh, url))
        assert all(word in said for word in words), (name, said)
    table = queries.source_failures(wh, "courier")
    assert table.columns == ("asked_at", "reason", "message", "retry_at", "url")
    assert [(row[1], row[4].rpartition("/")[2], days(row[0])) for row in table.rows] == [
        ("not_found", "twice", 3), ("consent_wall", "mended", 2.2), ("consent_wall", "wall", 2.2),
        ("robots", "away", 2), ("too_large", "too_large", 1),
    ]  # fmt: skip
    assert queries.source_failures(wh, "other").rows == ()
