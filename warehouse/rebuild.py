"""A second warehouse made from the same pages by another extractor: what it is made of, what is kept, how it differs.

The new file is filled through the ordinary load; then ``replace`` brings over what no page can give back (runs,
failures, alerts and their deliveries) and puts the new file in the old one's place.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, time
from pathlib import Path
from typing import TYPE_CHECKING, Any

from extractors.model import Article, Page
from warehouse.connect import quoted
from warehouse.database import Warehouse
from warehouse.migrate import sql
from warehouse.swap import put_in_place
from warehouse.values import aware

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

KEPT_TABLES = (
    "raw.run",
    "raw.source_run",
    "raw.failure",
    "raw.unchanged",
    "core.alert",
    "core.delivery",
    "core.judgement",
    "core.judged",
    "core.control",
)


@dataclass(frozen=True, slots=True)
class ArchivedPage:
    """A page of the ledger: where the archive keeps it (offset -1: no longer), and which run loaded it when."""

    page_id: str
    run_id: str
    run_at: datetime
    source_id: str
    warc_file: str
    warc_offset: int


@dataclass(frozen=True, slots=True)
class Difference:
    """What another extractor makes of the same texts.

    Attributes:
        added, lost: claims whose words were not, or are no longer, a claim.
        changed: claims of the same words with another reading (value, unit, subject ...).
        same: claims that stay as they were.
        older: claims of texts that an edit has replaced since; they are read again and not compared.
        articles_added, articles_lost: pages that gave no article before, or give none any more; their claims are not
            among the others.
        examples: (what, words, before, now) of some of them.
    """

    added: int
    lost: int
    changed: int
    same: int
    examples: tuple[tuple[str, str, str | None, str | None], ...]
    older: int = 0
    articles_added: int = 0
    articles_lost: int = 0


def stale_articles(wh: Warehouse, extractor_version: str) -> int:
    """How many articles, and pages that gave none, were last read by another version of the extractor."""
    with wh.read() as con:
        row = con.execute(sql("rebuild/stale"), {"version": extractor_version}).fetchone()
    return int(row[0]) if row else 0


def archived_pages(wh: Warehouse) -> list[ArchivedPage]:
    """Every page of the ledger whose bytes or text are kept, in the order in which runs loaded them."""
    with wh.read() as con:
        rows = con.execute(sql("rebuild/pages")).fetchall()
    found = []
    for page_id, run_id, run_at, *rest in rows:
        at = aware(run_at)
        assert at is not None
        found.append(ArchivedPage(page_id, run_id, at, *rest))
    return found


def kept_texts(wh: Warehouse, page_ids: Sequence[str]) -> dict[str, tuple[Page, Article]]:
    """For each page that gave a text: the page without its body, and the article that was read from it."""
    if not page_ids:
        return {}
    with wh.read() as con:
        cursor = con.execute(sql("rebuild/kept_texts"), {"pages": json.dumps(list(page_ids))})
        names = [column[0] for column in cursor.description or ()]
        rows = [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]
    return {row["page_id"]: (_kept_page(row), _kept_article(row)) for row in rows}


def _kept_page(row: Mapping[str, Any]) -> Page:
    fetched_at = aware(row["fetched_at"])
    assert fetched_at is not None
    return Page(
        source_id=row["source_id"],
        outlet=row["outlet"],
        url=row["page_url"],
        final_url=row["final_url"],
        fetched_at=fetched_at,
        status=row["status"],
        content_type=row["content_type"],
        sha256=row["sha256"],
        body=b"",
        etag=row["etag"],
        last_modified=row["last_modified"],
        elapsed_ms=row["elapsed_ms"],
        robots=row["robots"],
        text_from=row["text_from"],
    )


def _kept_article(row: Mapping[str, Any]) -> Article:
    """A day without a clock time is kept as its midnight; the outlet's own day is known where it counts as said."""
    published_at = aware(row["published_at"])
    published_on = published_at.date() if published_at else None
    return Article(
        url=row["url"],
        title=row["title"],
        text=row["text"],
        published_on=row["said_on"] if published_at and published_at == aware(row["said_at"]) else published_on,
        published_at=None if published_at is None or published_at.time() == time() else published_at,
        modified_at=aware(row["modified_at"]),
        authors=tuple(row["authors"]),
        language=row["language"],
    )


def replace(new: Warehouse, old: Warehouse, kept: Path) -> None:
    """Put ``new`` in the place of ``old``, whose file is kept as ``kept``, with what pages cannot give back.

    Every event of it counts as judged: old news is not told.
    """
    put_in_place(new, old, kept, _bring_over)


def _bring_over(con: DuckDBPyConnection) -> None:
    """From the warehouse attached as ``before``."""
    for table in KEPT_TABLES:
        con.execute(f"DELETE FROM {table}")
        con.execute(f"INSERT INTO {table} BY NAME SELECT * FROM before.{table}")
    con.execute(sql("rebuild/keep_pages"))
    con.execute("UPDATE raw.page SET bytes = b.bytes FROM before.raw.page AS b WHERE b.page_id = page.page_id")
    con.execute(sql("rebuild/keep_events"))
    con.execute(sql("rebuild/keep_judged"))


def count_as_judged(new: Warehouse) -> None:
    """Every event of ``new`` counts as judged: what is made anew is old news."""
    with new.write() as con:
        con.execute(sql("rebuild/keep_judged"))


def compare(new: Warehouse, old: Path, examples: int = 20) -> Difference:
    """How the claims of today's texts differ."""
    with new.write() as con:
        con.execute(f"ATTACH {quoted(old)} AS before (READ_ONLY)")
        con.execute(sql("rebuild/difference_view"))
        counts = dict(con.execute(sql("rebuild/difference")).fetchall())
        rows = con.execute(sql("rebuild/examples"), {"limit": examples}).fetchall()
        older = con.execute(
            "SELECT count(*) FROM core.claim ANTI JOIN core.article USING (article_id, text_sha256)"
        ).fetchall()
        (articles,) = con.execute(sql("rebuild/article_difference")).fetchall()
    return Difference(
        counts.get("added", 0),
        counts.get("lost", 0),
        counts.get("changed", 0),
        counts.get("same", 0),
        tuple(rows),
        older=older[0][0],
        articles_added=articles[0],
        articles_lost=articles[1],
    )
