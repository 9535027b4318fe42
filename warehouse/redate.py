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

    ``said_at``, ``said_on``: when what it says counts as said.
    """

    article_id: str
    was: datetime | None
    published_at: datetime | None
    said_at: datetime
    said_on: date


_COLUMNS = {
    "article_id": "VARCHAR",
    "was": "TIMESTAMP",
    "published_at": "TIMESTAMP",
    "said_at": "TIMESTAMP",
    "said_on": "DATE",
}


def redate(con: DuckDBPyConnection, articles: Sequence[Redated], now: datetime) -> None:
    """Give these articles their dates, inside the caller's transaction. What comes of it is old news."""
    from warehouse.rederive import rederive  # which goes through texts as a load does

    stage(
        con,
        "staged_redated",
        _COLUMNS,
        ((one.article_id, one.was and utc(one.was), *one[2:]) for one in articles),
    )
    con.execute(sql("redate/dates"))
    series = con.execute(
        "SELECT DISTINCT series_id FROM core.claim SEMI JOIN staged_redated USING (article_id) WHERE comparable"
    ).fetchall()
    rederive(con, (series_id for (series_id,) in series), now)
