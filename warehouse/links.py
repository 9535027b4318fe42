"""What the ledger remembers of a source's links, for the next round of reading it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from warehouse.migrate import sql
from warehouse.values import aware, utc

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

_NEVER = datetime.max.replace(tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class KnownLink:
    """One URL.

    Attributes:
        etag, last_modified: as the server last sent them.
        sha256: of the last body.
        first_seen_at, full_fetch_at: when it first and last gave a body.
        checked_at: when it last gave what it had given before; ``same_bytes_at`` when it sent that whole, though.
        failures: in a row, since it last gave anything; ``retry_at`` is when to ask again, None with failures above
            0 for never, and ``failed_as`` how many of them were for each reason; None of none.
        lost: what it gave is no longer in the page archive, or could not be read by this machine, and is to be had
            again.
        gave_article: the page itself gave one; ``feed_sha256`` is of the feed's text that was last read in its place.
        earlier: every body of a URL that gave several; None of others.
    """

    url: str
    etag: str | None
    last_modified: str | None
    sha256: str | None
    first_seen_at: datetime | None
    full_fetch_at: datetime | None
    checked_at: datetime | None
    same_bytes_at: datetime | None
    retry_at: datetime | None
    failures: int
    lost: bool
    gave_article: bool
    feed_sha256: str | None
    earlier: list[str] | None
    failed_as: dict[str, int] | None


def last_reads(con: DuckDBPyConnection, now: datetime) -> dict[str, datetime]:
    """When each source's last reading ended, by source id; what lies in the future was written by a wrong clock."""
    rows = con.execute(
        "SELECT source_id, max(finished_at) FROM raw.source_run WHERE finished_at <= $now GROUP BY source_id",
        {"now": utc(now)},
    ).fetchall()
    return {source_id: at for source_id, instant in rows if (at := aware(instant)) is not None}


def known_links(con: DuckDBPyConnection, source_id: str, now: datetime | None = None) -> list[KnownLink]:
    """The links of a source that were ever asked for, in order of their URL.

    ``now``: what a wrong clock has put behind it counts for no time; None where times are not those of a clock.
    """
    rows = con.execute(sql("ledger/links"), {"source": source_id, "now": utc(now or _NEVER)}).fetchall()
    return [
        KnownLink(
            *(url, etag, modified, sha256),
            *(aware(first), aware(full), aware(checked), aware(same), aware(retry)),
            *rest,
        )
        for url, etag, modified, sha256, first, full, checked, same, retry, *rest in rows
    ]
