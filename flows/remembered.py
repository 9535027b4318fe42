"""What the ledger remembers of a source, as the reader of the source takes it."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sources.config import Source
    from sources.state import SourceState
    from warehouse.database import Warehouse
    from warehouse.links import KnownLink


def state_of(warehouse: Warehouse, source: Source, now: datetime, *, at_once: bool = False) -> SourceState:
    """The source's links, and what must not be asked for. ``at_once``: as if nothing had failed before."""
    from sources.kinds import SOURCE_KINDS
    from sources.state import LinkState, SourceState
    from warehouse.forget import forgotten_urls
    from warehouse.links import known_links

    local = SOURCE_KINDS[source.kind].local
    with warehouse.read() as con:
        remembered = known_links(con, source.id, None if local else now)
        forgotten = forgotten_urls(con)

    def last(link: KnownLink, *checks: datetime | None) -> datetime | None:
        # A folder counts by when its files say they were fetched, and that they were looked at says nothing.
        times = (link.full_fetch_at, *(() if local else checks))
        return max((at for at in times if at), default=None)

    return SourceState(
        {
            link.url: LinkState(
                etag=link.etag,
                last_modified=link.last_modified,
                sha256=link.sha256,
                first_seen_at=link.first_seen_at,
                fetched_at=last(link, link.checked_at),
                full_fetch_at=last(link, link.same_bytes_at),
                stored_at=link.full_fetch_at,
                retry_at=None if at_once else link.retry_at,
                failures=link.failures,
                failed_as=link.failed_as or {},
                gone=link.failures > 0 and link.retry_at is None and not at_once,
                gave_article=link.gave_article,
                feed_sha256=link.feed_sha256,
                earlier=frozenset(link.earlier or ()),
            )
            for link in remembered
            if not link.lost
        },
        forgotten,
    )
