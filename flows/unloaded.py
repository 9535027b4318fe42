"""What a run had archived and did not load, because it was killed or the warehouse could not be written: found by the
next run. Where it came from it may be listed no more, and nobody would ask for it again.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from contextlib import suppress
from datetime import datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from extractors.model import Page
    from flows.found import Told
    from sources.archive import PageArchive
    from warehouse.database import Warehouse

ONE_SECOND = timedelta(seconds=1)  # names of archive files know no less


class Unloaded:
    """A small file that is there from the beginning of a run until all that it archived is loaded."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def since(self) -> datetime | None:
        """When the first run began that may have left something; None when none has."""
        try:
            return datetime.fromisoformat(json.loads(self._path.read_text(encoding="utf-8"))["since"])
        except (OSError, ValueError, KeyError, TypeError):
            return None

    def begin(self, now: datetime) -> None:
        """A run begins now; what runs before it have left is still remembered."""
        if self.since() is None:
            with suppress(OSError):  # a disk that is full says so when the first page is archived
                self._path.parent.mkdir(parents=True, exist_ok=True)
                self._path.write_text(json.dumps({"since": now.isoformat()}), encoding="utf-8")

    def done(self) -> None:
        """All that was archived is loaded."""
        self._path.unlink(missing_ok=True)


def left_behind(
    warehouse: Warehouse,
    archive: PageArchive,
    since: datetime,
    is_forgotten: Callable[..., bool],
) -> Iterator[Page | Told]:
    """What archive files of runs since then hold and the ledger does not know, in the order of fetching."""
    from sources.archived import taken
    from sources.erase import started_at
    from warehouse.ledger import known_offsets

    for name in archive.files():
        began = started_at(name)
        if began is None or began < since - ONE_SECOND:
            continue
        with warehouse.read() as con:
            known = known_offsets(con, name)
        for record in archive.records(name):
            if record.page.warc_offset not in known and not is_forgotten(record.page.url, record.page.final_url):
                yield taken(record)
