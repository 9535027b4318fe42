"""The raw layer: every answer, failure and unchanged link of a run becomes a row, whatever came of it."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from typing import TYPE_CHECKING

from extractors.model import Page, Unchanged
from warehouse.batch import Batch, page_id
from warehouse.database import Warehouse
from warehouse.migrate import sql
from warehouse.staging import Value, stage
from warehouse.values import utc

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

_PAGE = {
    "page_id": "VARCHAR",
    "run_id": "VARCHAR",
    "source_id": "VARCHAR",
    "outlet": "VARCHAR",
    "url": "VARCHAR",
    "final_url": "VARCHAR",
    "fetched_at": "TIMESTAMP",
    "status": "INTEGER",
    "content_type": "VARCHAR",
    "sha256": "VARCHAR",
    "bytes": "BIGINT",
    "warc_file": "VARCHAR",
    "warc_offset": "BIGINT",
    "etag": "VARCHAR",
    "last_modified": "VARCHAR",
    "elapsed_ms": "INTEGER",
    "robots": "VARCHAR",
    "result": "VARCHAR",
    "reason": "VARCHAR",
    "message": "VARCHAR",
    "article_id": "VARCHAR",
    "extractor_version": "VARCHAR",
    "tries": "INTEGER",
}
_FEED_TEXT = {"page_id": "VARCHAR", "feed": "VARCHAR"}
_FAILURE = {
    "run_id": "VARCHAR",
    "source_id": "VARCHAR",
    "url": "VARCHAR",
    "reason": "VARCHAR",
    "message": "VARCHAR",
    "failed_at": "TIMESTAMP",
    "retry_at": "TIMESTAMP",
}
_UNCHANGED = {
    "run_id": "VARCHAR",
    "source_id": "VARCHAR",
    "url": "VARCHAR",
    "checked_at": "TIMESTAMP",
    "reason": "VARCHAR",
    "etag": "VARCHAR",
    "last_modified": "VARCHAR",
}


def write_ledger(con: DuckDBPyConnection, batch: Batch) -> set[str]:
    """Write the raw rows of a batch and return the ids of pages that had been loaded before."""
    known = _write_pages(con, batch)
    pages = [
        *((one.page, one.page_id) for one in batch.articles),
        *((bad.page, page_id(bad.page)) for bad in batch.rejected),
    ]
    _write(con, "raw.feed_text", _FEED_TEXT, ("page_id",), (
        (this, page.text_from) for page, this in pages if page.text_from is not None
    ))  # fmt: skip
    _write(con, "raw.failure", _FAILURE, ("url", "failed_at"), (
        (batch.run_id, f.source_id, f.url, f.reason, f.message, f.failed_at, f.retry_at) for f in batch.failures
    ))  # fmt: skip
    _write(con, "raw.unchanged", _UNCHANGED, ("url", "checked_at"), (
        (batch.run_id, u.source_id, u.url, u.checked_at, u.reason, u.etag, u.last_modified)
        for u in _unchanged(batch)
    ))  # fmt: skip
    return known


def not_archived(wh: Warehouse, warc_files: Sequence[str]) -> None:
    """Say of every page in these archive files that it is not archived any more."""
    with wh.write() as con:
        con.execute(
            """
            UPDATE raw.page SET warc_file = '', warc_offset = -1
            WHERE warc_file IN (SELECT unnest(from_json($files, '["VARCHAR"]')))
            """,
            {"files": json.dumps(list(warc_files))},
        )


def not_archived_at(wh: Warehouse, places: Sequence[tuple[str, int]]) -> None:
    """Say of what was kept at these (file, offset) that it is not archived any more."""
    if not places:
        return
    with wh.write() as con:
        stage(con, "staged_place", {"warc_file": "VARCHAR", "warc_offset": "BIGINT"}, places)
        con.execute(
            """
            UPDATE raw.page SET warc_file = '', warc_offset = -1 FROM staged_place AS s
            WHERE page.warc_file = s.warc_file AND page.warc_offset = s.warc_offset
            """
        )


def archived_places(wh: Warehouse) -> dict[tuple[str, int], tuple[str, bool]]:
    """(file, offset) of all that should be archived: its URL, and whether it is a page (no listing, no hop)."""
    with wh.read() as con:
        rows = con.execute(
            """
            SELECT warc_file, warc_offset, url, result IN ('article', 'rejected') FROM raw.page WHERE warc_offset >= 0
            """
        ).fetchall()
    return {(row[0], row[1]): (row[2], row[3]) for row in rows}


BROKEN_OFF = ("timeout", "crashed", "memory")  # reasons in raw.page that say as much of the machine as of the page


def pages_behind(con: DuckDBPyConnection, warc_file: str, size: int) -> list[str]:
    """Ids of pages that should lie in an archive file behind its end."""
    rows = con.execute(
        "SELECT page_id FROM raw.page WHERE warc_file = $file AND warc_offset >= $size",
        {"file": warc_file, "size": size},
    ).fetchall()
    return [row[0] for row in rows]


def known_offsets(con: DuckDBPyConnection, warc_file: str) -> frozenset[int]:
    """Where in an archive file the answers begin that have a row."""
    rows = con.execute("SELECT warc_offset FROM raw.page WHERE warc_file = $file", {"file": warc_file}).fetchall()
    return frozenset(row[0] for row in rows)


def archived_ids(con: DuckDBPyConnection, page_ids: Sequence[str]) -> frozenset[str]:
    """Those of these answers that have a row, and lie in the archive."""
    rows = con.execute(
        """
        SELECT page_id FROM raw.page
        WHERE warc_offset >= 0 AND page_id IN (SELECT unnest(from_json($pages, '["VARCHAR"]')))
        """,
        {"pages": json.dumps(list(page_ids))},
    ).fetchall()
    return frozenset(row[0] for row in rows)


def mark_lost(wh: Warehouse, page_ids: Sequence[str], now: datetime) -> None:
    """Say of these pages that their archived bytes are gone; the next round reads what it can of them again."""
    with wh.write() as con:
        pages = json.dumps(list(page_ids))
        con.execute(sql("ledger/lost"), {"pages": pages, "now": utc(now)})
        con.execute(
            """
            UPDATE raw.page SET warc_file = '', warc_offset = -1
            WHERE page_id IN (SELECT unnest(from_json($pages, '["VARCHAR"]')))
            """,
            {"pages": pages},
        )


def _write_pages(con: DuckDBPyConnection, batch: Batch) -> set[str]:
    rows: dict[str, list[Value]] = {}
    for parsed in batch.articles:
        _add(
            rows,
            batch,
            parsed.page,
            parsed.page_id,
            ["article", None, None, parsed.article_id],
            parsed.extractor_version,
        )
    for bad in batch.rejected:
        _add(
            rows,
            batch,
            bad.page,
            page_id(bad.page),
            ["rejected", bad.reason, bad.message, None],
            bad.extractor_version,
        )
    for listing in batch.listings:
        if isinstance(listing.seen, Page):
            _add(rows, batch, listing.seen, page_id(listing.seen), ["listing", None, None, None], size=listing.bytes)
    for answer, told in _other_answers(batch):
        _add(rows, batch, answer, page_id(answer), told)
    if not rows:
        return set()
    stage(con, "staged_page", _PAGE, rows.values())
    known = _known_pages(con)
    if any(reason in BROKEN_OFF for reason, _ in known.values()):
        _settle_broken_off(con)
        known = _known_pages(con)
    con.execute("INSERT INTO raw.page BY NAME SELECT * FROM staged_page ANTI JOIN raw.page USING (page_id)")
    if any(offset < 0 for _, offset in known.values()):
        con.execute(  # a page that had been lost to the archive, and is there again
            """
            UPDATE raw.page SET warc_file = s.warc_file, warc_offset = s.warc_offset FROM staged_page AS s
            WHERE page.page_id = s.page_id AND page.warc_offset < 0 AND s.warc_offset >= 0
            """
        )
    return set(known)


def _known_pages(con: DuckDBPyConnection) -> dict[str, tuple[str | None, int]]:
    """Those of the staged pages that have a row: why nothing was read of each, and where it lies in its archive."""
    rows = con.execute(
        "SELECT page_id, reason, warc_offset FROM raw.page SEMI JOIN staged_page USING (page_id)"
    ).fetchall()
    return {row[0]: (row[1], row[2]) for row in rows}


def _settle_broken_off(con: DuckDBPyConnection) -> None:
    """Of pages whose reading broke off and that were tried again: how often, and those gone that are read now."""
    con.execute(
        f"""
        UPDATE staged_page SET tries = page.tries + 1 FROM raw.page
        WHERE page.page_id = staged_page.page_id AND page.reason IN {BROKEN_OFF}
        """
    )
    con.execute(
        f"""
        UPDATE raw.page SET tries = s.tries, extractor_version = s.extractor_version FROM staged_page AS s
        WHERE page.page_id = s.page_id AND page.reason IN {BROKEN_OFF}
        """
    )
    con.execute(
        f"""
        DELETE FROM raw.page USING staged_page AS s
        WHERE page.page_id = s.page_id AND page.reason IN {BROKEN_OFF} AND s.reason IS DISTINCT FROM page.reason
        """
    )


def _other_answers(batch: Batch) -> Iterator[tuple[Page, list[Value]]]:
    """Answers that are neither page nor listing, each with result, reason, message and article."""
    for failure in batch.failures:
        if failure.answer is not None:
            yield failure.answer, ["failed", failure.reason, failure.message, None]
    for seen in _unchanged(batch):
        if seen.answer is not None:
            yield seen.answer, ["unchanged", seen.reason, None, None]
    for aside in batch.asides:
        result = "failed" if aside.page.role == "answer" else aside.page.role
        yield aside.page, [result, aside.reason, aside.message, None]


def _unchanged(batch: Batch) -> Iterator[Unchanged]:
    yield from batch.unchanged
    yield from (one.seen for one in batch.listings if isinstance(one.seen, Unchanged))


def _add(
    rows: dict[str, list[Value]],
    batch: Batch,
    page: Page,
    this: str,
    result: list[Value],
    read_by: str | None = None,
    size: int | None = None,
) -> None:
    """The row of a page to the others, by its id. ``read_by``: the version of the extractor that read it."""
    rows[this] = [
        this,
        batch.run_id,
        page.source_id,
        page.outlet,
        page.url,
        page.final_url,
        page.fetched_at,
        page.status,
        page.content_type,
        page.sha256,
        len(page.body) if size is None else size,
        page.warc_file,
        page.warc_offset,
        page.etag,
        page.last_modified,
        page.elapsed_ms,
        page.robots,
        *result,
        read_by,
        None if read_by is None else 1,
    ]


def _write(
    con: DuckDBPyConnection,
    table: str,
    columns: Mapping[str, str],
    key: tuple[str, ...],
    rows: Iterable[tuple[Value, ...]],
) -> None:
    listed = list(rows)
    if listed:
        stage(con, "staged_ledger", dict(columns), listed)
        con.execute(
            f"INSERT INTO {table} BY NAME SELECT * FROM staged_ledger ANTI JOIN {table} USING ({', '.join(key)})"
        )
