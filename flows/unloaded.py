"""What is archived and not loaded: a run was killed, the warehouse could not be written, an older one was put back.
The next run finds it; where it came from it may be listed no more, and nobody would ask for it again.
"""

from __future__ import annotations

import json
import logging
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from extractors.errors import cannot_write

if TYPE_CHECKING:
    from extractors.model import Page
    from flows.found import Told
    from flows.project import Project
    from sources.archive import PageArchive
    from warehouse.database import Warehouse

ONE_SECOND = timedelta(seconds=1)  # names of archive files know no less
BEGINNING = datetime(1970, 1, 1, tzinfo=UTC)
log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Left:
    """Of which runs something may be archived that is not loaded.

    Attributes:
        since: when the first of them began.
        told_before: what runs before this had archived was news then; it raises no alerts now.
    """

    since: datetime
    told_before: datetime = BEGINNING


class Unloaded:
    """A small file that is there from the beginning of a run until all that it archived is loaded."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def left(self) -> Left | None:
        """What to look for; None when nothing was left. Everything, where the file is there and says nothing."""
        try:
            stated = json.loads(self._path.read_text(encoding="utf-8"))
            return Left(_instant(stated["since"]), _instant(stated.get("told_before", BEGINNING.isoformat())))
        except FileNotFoundError:
            return None
        except (OSError, ValueError, KeyError, TypeError, AttributeError):
            return Left(BEGINNING)

    def begin(self, now: datetime) -> None:
        """A run begins now; what runs before it have left is still remembered."""
        if self.left() is None:
            with suppress(OSError):  # a disk that is full says so when the first page is archived
                self._write(Left(now))

    def look_through(self, now: datetime) -> None:
        """Have the next run look through the whole archive; only what an unfinished run has left raises alerts.

        FigurewatchError where that cannot be written down.
        """
        left = self.left()
        if left is not None and left.since <= BEGINNING:
            return
        try:
            self._write(Left(BEGINNING, left.since - ONE_SECOND if left else now))
        except OSError as error:
            raise cannot_write(self._path, error) from None

    def done(self) -> None:
        """All that was archived is loaded."""
        self._path.unlink(missing_ok=True)

    def _write(self, left: Left) -> None:
        self._path.parent.mkdir(parents=True, exist_ok=True)
        part = self._path.with_name(self._path.name + ".part")
        stated = {"since": left.since.isoformat(), "told_before": left.told_before.isoformat()}
        part.write_text(json.dumps(stated), encoding="utf-8")
        part.replace(self._path)


def _instant(text: str) -> datetime:
    at = datetime.fromisoformat(text)
    return at if at.tzinfo else at.replace(tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Place:
    """Where something is archived that has no row in the ledger, and when the run began that archived it."""

    warc_file: str
    warc_offset: int
    url: str
    began: datetime


def unloaded_places(
    warehouse: Warehouse, archive: PageArchive, names: Sequence[str], is_forgotten: Callable[..., bool]
) -> Iterator[Place]:
    """Everything in these archive files that the ledger does not know, in the order of fetching."""
    from sources.erase import started_at
    from warehouse.batch import page_id
    from warehouse.ledger import archived_ids, known_offsets

    for name in names:
        began = started_at(name)
        if began is None:
            continue
        with warehouse.read() as con:
            known = known_offsets(con, name)
        unknown = {}
        try:
            for record in archive.records(name):
                page = record.page
                if page.warc_offset not in known and not is_forgotten(page.url, page.final_url):
                    unknown[page_id(page)] = Place(name, page.warc_offset, page.url, began)
        except OSError as error:
            log.warning("%s: cannot be read: %s", name, error)
        if unknown:
            with warehouse.read() as con:
                elsewhere = archived_ids(con, list(unknown))
            yield from (place for page, place in unknown.items() if page not in elsewhere)


def left_behind(
    warehouse: Warehouse, archive: PageArchive, left: Left, is_forgotten: Callable[..., bool]
) -> Iterator[tuple[Page | Told, bool]]:
    """What runs have left, in the order of fetching, each with whether it is old news."""
    from sources.archive import ArchiveError
    from sources.archived import taken
    from sources.erase import started_at

    names = [name for name in archive.files() if (at := started_at(name)) and at >= left.since - ONE_SECOND]
    for place in unloaded_places(warehouse, archive, names, is_forgotten):
        try:
            item = taken(archive.record(place.warc_file, place.warc_offset))
        except (ArchiveError, KeyError, TypeError, ValueError) as error:
            log.warning("%s: record at byte %d is left out: %s", place.warc_file, place.warc_offset, error)
            continue
        yield item, place.began < left.told_before


def not_loaded(project: Project, warehouse: Warehouse, archive: PageArchive) -> tuple[list[Place], int]:
    """What is archived without a row and no run will look for; and how much else a run is loading, or will."""
    from sources.state import SourceState
    from warehouse.forget import forgotten_urls

    names = archive.files()  # before the mark is read: a run that begins between has no file among them
    left = Unloaded(project.unloaded_file).left()
    with warehouse.read() as con:
        is_forgotten = SourceState(forgotten=forgotten_urls(con)).is_forgotten
    places = list(unloaded_places(warehouse, archive, names, is_forgotten))
    lost = [place for place in places if left is None or place.began < left.since - ONE_SECOND]
    return lost, len(places) - len(lost)
