"""One ingestion without Prefect: what it works with, how a source is read, how a batch is parsed and loaded.

``flows.ingest`` puts each of these calls into a task. Readers hand what they find to one queue, and pages to the
worker processes, which read on while a batch is loaded. Batches are made across sources and loaded one after the
other, because only one process can write the warehouse anyway, and because a batch in order of time gives the same
figures whichever source was quicker.
"""

from __future__ import annotations

import os
import threading
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import ExitStack
from datetime import datetime
from types import TracebackType
from typing import TYPE_CHECKING

from extractors.errors import was_interrupted
from extractors.model import Aside, Failure, Listing, Page, Unchanged
from flows.configuration import load_aliases, sync_settings
from flows.found import Found, Item, Reading, Told, Waiting
from flows.page_work import Setup, job_of
from flows.pool import PagePool
from flows.project import Project, RunSettings
from flows.tally import NOT_DUE, PASSING, WAITING, SourceDown, SourceTally
from flows.unloaded import Left, Unloaded, left_behind

if TYPE_CHECKING:
    from extractors.events import Event
    from sources.config import Source
    from sources.state import SourceState
    from warehouse.batch import LoadReport

GRACE_S = 4.0  # from an interruption to the end of the process, at the latest
INTERRUPTED = 130  # exit code
WAITING_ITEMS = 64  # found and not yet in a batch; then readers wait


class Ingestion:
    """What one run works with; a context that ends the worker processes and closes the archive.

    Args:
        sources: those to read in this run.
        now: the clock, UTC.
        since, until, deep, limit: as ``sources.read.read_source`` has them.
        at_once: ask again for what failed before, without the wait that its failures call for.

    Attributes:
        is_loaded: to be set to False when something found could not be loaded and has to be found again.
    """

    def __init__(
        self,
        project: Project,
        sources: Sequence[Source],
        *,
        run_id: str,
        now: Callable[[], datetime],
        since: datetime | None = None,
        until: datetime | None = None,
        deep: bool = False,
        limit: int | None = None,
        at_once: bool = False,
        env: Mapping[str, str] = os.environ,
    ) -> None:
        from sources.archive import PageArchive
        from sources.settings import FetchSettings
        from warehouse.database import Warehouse

        self.project = project
        self.sources = {source.id: source for source in sources}
        self.tags = {source.id: source.tags for source in sources}
        self.run_id = run_id
        self.now = now
        self.since = since
        self.until = until
        self.deep = deep
        self.limit = limit
        self.at_once = at_once
        self.is_loaded = True
        self.forgotten: frozenset[str] = frozenset()
        self.settings = RunSettings.from_env(env)
        self.fetch = FetchSettings.from_env(env)
        self.warehouse = Warehouse(project.warehouse_file, self.settings.lock_timeout_s)
        self.archive = PageArchive(project.pages)
        self.unloaded = Unloaded(project.unloaded_file)
        self.left: Left | None = None
        self.found = Waiting(WAITING_ITEMS, self.settings.batch_bytes)
        self._stack = ExitStack()
        self.pool: PagePool = make_pool(project, self.settings)

    def __enter__(self) -> Ingestion:
        self._stack.enter_context(self.pool)
        self._stack.callback(self.archive.close)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, tb: TracebackType | None
    ) -> None:
        self.found.close()
        if kind is not None and (not issubclass(kind, Exception) or was_interrupted(error)):
            # Ctrl-C or a request to end. A reader may wait for a site for half a minute yet; nobody waits for that.
            # What is loaded is loaded, and the rest will be read again.
            timer = threading.Timer(GRACE_S, _end_now)
            timer.daemon = True
            timer.start()
        self._stack.close()

    def put(self, item: Page | Told) -> None:
        """Into the queue, a page also to the workers; waits while it is full. RunEnded when the run is over."""
        self.found.put(item.source_id, lambda: self.begin(item))

    def begin(self, item: Page | Told) -> Item:
        """A page as it is being read from now on; anything else as it is."""
        if not isinstance(item, Page):
            return item
        job = job_of(item, self.sources.get(item.source_id))
        return Reading(job, self.pool.submit(job))

    def prepare(self) -> None:
        """Make or update the warehouse and tell it the indicators; WarehouseError when another process keeps it.

        What a crash has torn off the page archive, though the ledger knows it, is marked to be read again.
        """
        from warehouse.forget import forgotten_urls
        from warehouse.ledger import mark_lost, pages_behind
        from warehouse.runs import start_run

        lost = []
        with self.warehouse.together():
            sync_settings(self.project, self.warehouse, self.now())
            if not self.warehouse.exists():
                self.warehouse.migrate()
            with self.warehouse.read() as con:
                self.forgotten = forgotten_urls(con)
                for name, _ in self.archive.repair():
                    file = self.project.pages / name
                    lost += pages_behind(con, name, file.stat().st_size if file.exists() else 0)
        if lost:
            mark_lost(self.warehouse, lost, self.now())
        start_run(self.warehouse, self.run_id, "ingest", self.now())
        self.left = self.unloaded.left()
        self.unloaded.begin(self.now())

    def left_behind(self) -> Iterator[Found]:
        """What runs before had archived and did not load, in batches; to be loaded before anything is read."""
        from sources.state import SourceState

        if self.left is None:
            return
        is_forgotten = SourceState(forgotten=self.forgotten).is_forgotten
        batch = Found(0)
        for item, is_old in left_behind(self.warehouse, self.archive, self.left, is_forgotten):
            full = len(batch) >= self.settings.batch_pages or batch.bytes >= self.settings.batch_bytes
            if len(batch) and (full or is_old != batch.is_old):
                yield batch
                batch = Found(0)
            batch.is_old = is_old
            batch.add(self.begin(item))
        if len(batch):
            yield batch

    def finish(self, tallies: Sequence[SourceTally]) -> list[Event]:
        """Write down what each source gave; the events that this makes (a source that failed, a drop in yield)."""
        from warehouse.loaded import Loaded, loaded_by_source
        from warehouse.runs import SourceResult, finish_run

        if self.is_loaded:
            self.unloaded.done()
        with self.warehouse.read() as con:
            loaded = loaded_by_source(con, self.run_id)
        results = []
        for tally in tallies:
            if not tally.was_asked and tally.reason != WAITING:  # it failed, and a row of nothing would call it well
                continue
            counts = loaded.get(tally.source_id, Loaded())
            results.append(
                SourceResult(
                    source_id=tally.source_id,
                    pages=tally.pages,
                    unchanged=tally.unchanged,
                    failures=tally.failures,
                    rejected=counts.rejected,
                    articles_new=counts.articles_new,
                    articles_changed=counts.articles_changed,
                    claims=counts.claims,
                    error=tally.error,
                )
            )
        return finish_run(self.warehouse, self.run_id, results, self.now(), self.tags)

    def read(self, source_id: str) -> SourceTally:
        """Put everything that one source gives into the queue; blocks while the queue is full.

        Raises SourceDown, with no more than listings and asides put, when the source gave one passing failure and
        nothing else.
        """
        from sources.read import read_source

        source = self.sources[source_id]
        state = self.state_of(source_id)
        tally = SourceTally(source.id, source.outlet)
        held: Failure | None = None
        for item in read_source(
            source,
            state=state,
            archive=self.archive,
            now=self.now,
            settings=self.fetch,
            limit=self.limit,
            since=self.since,
            until=self.until,
            deep=self.deep,
            is_loaded=lambda: self.is_loaded,
        ):
            if isinstance(item, Unchanged) and item.reason == NOT_DUE and state.of(item.url).retry_at is not None:
                if item.url == source.url:
                    tally.waits_until = state.of(item.url).retry_at
                continue
            if isinstance(item, Listing | Aside):
                self.put(item)
                continue
            if isinstance(item, Failure) and item.reason == WAITING and item.url == source.url:
                tally.waits_until, tally.reason = item.retry_at, WAITING  # as the host wishes: nothing is broken
                self.put(item)
                continue
            if isinstance(item, Failure) and item.reason in PASSING and not len(tally):
                held = item
                tally.failures += 1
                continue
            if held is not None:
                self.put(held)
                held = None
            tally.count(item, read_before=item.url != source.url and state.of(item.url).fetched_at is not None)
            self.put(item)
        if held is not None:
            raise SourceDown(held)
        return tally

    def state_of(self, source_id: str) -> SourceState:
        """What the ledger remembers of a source's links."""
        from flows.remembered import state_of
        from sources.state import SourceState

        if not self.project.warehouse_file.exists():
            return SourceState()
        state = state_of(self.warehouse, self.sources[source_id], self.now(), at_once=self.at_once)
        self.forgotten = state.forgotten
        return state

    def load(self, found: Found) -> LoadReport:
        """Write everything in one transaction, once the pages are read."""
        from flows.page_batch import load_with_origins, settle, with_feed_texts
        from warehouse.batch import Batch

        verdicts = with_feed_texts(self.pool, found.verdicts(), lambda page: self.archive.append(page, self.now()))
        articles, rejected = settle(self.pool, verdicts, self.warehouse, self.forgotten)
        self.archive.sync()
        asked = [one for one in found.unchanged if one.reason != NOT_DUE]
        report = load_with_origins(
            self.warehouse,
            Batch(
                run_id=self.run_id,
                now=self.now(),
                articles=articles,
                rejected=rejected,
                failures=found.failures,
                unchanged=asked,
                listings=found.listings,
                asides=found.asides,
                tags=self.tags,
                is_old=found.is_old,
            ),
        )
        report.unchanged += len(found.unchanged) - len(asked)
        return report

    def batches(self, reading: Callable[[], bool]) -> Iterator[Found]:
        """What the readers find, in batches of a bounded size, until ``reading`` is over and the queue is empty."""
        return self.found.batches(reading, self.settings.batch_pages, self.settings.batch_bytes)


def _end_now() -> None:
    os.write(2, b"figurewatch: interrupted\n")
    os._exit(INTERRUPTED)


def make_pool(project: Project, settings: RunSettings) -> PagePool:
    """Worker processes that know the project's other names of entities."""
    return PagePool(
        Setup(load_aliases(project)),
        workers=settings.workers,
        page_timeout_s=settings.page_timeout_s,
        page_memory_mb=settings.page_memory_mb,
    )
