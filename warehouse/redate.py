"""Articles whose saved page was given another date: they, their claims and what is made of these, as of that date."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from typing import TYPE_CHECKING, NamedTuple

from warehouse.migrate import sql
from warehouse.staging import stage
from warehouse.values import utc

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection


class Redated(NamedTuple):
    """An article's new date; ``was``: the publication time that the warehouse has of it.

    ``said_at``, ``said_on``: when what it says counts as said. ``sha256``: of the page that comes with the date.
    """

    article_id: str
    was: datetime | None
    published_at: datetime | None
    said_at: datetime
    said_on: date
    sha256: str


_COLUMNS = {
    "article_id": "VARCHAR",
    "was": "TIMESTAMP",
    "published_at": "TIMESTAMP",
    "said_at": "TIMESTAMP",
    "said_on": "DATE",
    "sha256": "VARCHAR",
}


def of_same_bytes(con: DuckDBPyConnection, articles: Sequence[Redated]) -> list[Redated]:
    """Those whose page is byte for byte what was read before, so that the date beside it has changed. What another
    copy of a page gives may be the date of its last change.
    """
    if not articles:
        return []
    _stage(con, articles)
    rows = con.execute(
        """
        SELECT s.article_id
        FROM staged_redated AS s
        JOIN core.article AS a USING (article_id)
        JOIN core.article_version AS v ON (v.article_id, v.version) = (a.article_id, a.version)
        JOIN raw.page AS p ON p.page_id = v.page_id AND p.sha256 = s.sha256
        """
    ).fetchall()
    same = {article_id for (article_id,) in rows}
    return [one for one in articles if one.article_id in same]


def _stage(con: DuckDBPyConnection, articles: Sequence[Redated]) -> None:
    rows = ((one.article_id, one.was and utc(one.was), *one[2:]) for one in articles)
    stage(con, "staged_redated", _COLUMNS, rows)


def redate(con: DuckDBPyConnection, articles: Sequence[Redated], now: datetime) -> None:
    """Give these articles their dates, inside the caller's transaction. What comes of it is old news."""
    from warehouse.rederive import rederive  # which goes through texts as a load does

    _stage(con, articles)
    con.execute(sql("redate/dates"))
    series = con.execute(
        "SELECT DISTINCT series_id FROM core.claim SEMI JOIN staged_redated USING (article_id) WHERE comparable"
    ).fetchall()
    rederive(con, (series_id for (series_id,) in series), now)
