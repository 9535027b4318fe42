"""A second warehouse made from the same pages by another extractor: what it is made of, what is kept, how it differs.

The new file is filled through the ordinary load; then ``keep`` brings over what no page can give back (runs,
failures, alerts and their deliveries), and the flow puts the new file in the old one's place.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from warehouse.database import Warehouse
from warehouse.migrate import sql
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
    "core.correction",
)


@dataclass(frozen=True, slots=True)
class ArchivedPage:
    """A page of the ledger: where the archive keeps it, and which run loaded it when."""

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
        examples: (what, words, before, now) of some of them.
    """

    added: int
    lost: int
    changed: int
    same: int
    examples: tuple[tuple[str, str, str | None, str | None], ...]


@contextmanager
def _beside(new: Warehouse, old: Path) -> Iterator[DuckDBPyConnection]:
    """A connection that writes ``new``, with ``old`` attached as ``before``, read-only."""
    with new.write() as con:
        con.execute(f"ATTACH '{str(old).replace(chr(39), chr(39) * 2)}' AS before (READ_ONLY)")
        con.execute(sql("rebuild/difference_view"))
        yield con


def stale_articles(wh: Warehouse, extractor_version: str) -> int:
    """How many articles were last read by another version of the extractor."""
    with wh.read() as con:
        row = con.execute(sql("rebuild/stale"), {"version": extractor_version}).fetchone()
    return int(row[0]) if row else 0


def archived_pages(wh: Warehouse) -> list[ArchivedPage]:
    """Every page of the ledger, in the order in which runs loaded them."""
    with wh.read() as con:
        rows = con.execute(sql("rebuild/pages")).fetchall()
    found = []
    for run_id, run_at, *rest in rows:
        at = aware(run_at)
        assert at is not None
        found.append(ArchivedPage(run_id, at, *rest))
    return found


def keep(new: Warehouse, old: Path) -> None:
    """Bring into ``new`` what pages cannot give back, and count every event of it as judged: old news is not told."""
    with _beside(new, old) as con:
        for table in KEPT_TABLES:
            con.execute(f"DELETE FROM {table}")
            con.execute(f"INSERT INTO {table} BY NAME SELECT * FROM before.{table}")
        con.execute(sql("rebuild/keep_events"))
        con.execute(sql("rebuild/keep_judged"))


def compare(new: Warehouse, old: Path, examples: int = 20) -> Difference:
    """How the claims of today's texts differ."""
    with _beside(new, old) as con:
        counts = dict(con.execute(sql("rebuild/difference")).fetchall())
        rows = con.execute(sql("rebuild/examples"), {"limit": examples}).fetchall()
    return Difference(
        counts.get("added", 0), counts.get("lost", 0), counts.get("changed", 0), counts.get("same", 0), tuple(rows)
    )
