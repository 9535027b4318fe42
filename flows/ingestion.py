"""One ingestion without Prefect: what it works with, how a source is read, how a batch is parsed and loaded.

``flows.ingest`` puts each of these calls into a task. Readers hand what they find to one queue; batches are made of
it across sources and loaded one after the other, because only one process can write the warehouse anyway, and
because a batch in order of time gives the same figures whichever source was quicker.
"""

from __future__ import annotations

import os
import queue
import threading
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, field
from datetime import datetime
from types import TracebackType
from typing import TYPE_CHECKING

from extractors.errors import ConfigError, FigurewatchError
from extractors.model import Failure, Listing, Page, Unchanged
from flows.configuration import load_aliases, sync_settings
from flows.page_work import Job, Setup
from flows.pool import PagePool
from flows.project import Project, RunSettings

if TYPE_CHECKING:
    from extractors.events import Event
    from sources.config import Source
    from sources.state import SourceState
    from warehouse.batch import LoadReport

Item = Page | Failure | Unchanged | Listing
GRACE_S = 4.0  # from an interruption to the end of the process, at the latest
INTERRUPTED = 130  # exit code
WAITING_PAGES = 64  # found and not yet parsed; then readers wait


@dataclass(slots=True)
class SourceTally:
    """What one source gave in this run.

    Attributes:
        error: why the source as a whole gave nothing, in one line; None when it gave something or had nothing new.
        reason: the stable code of the same.
        waits_until: it failed before, or its host asked for a pause, and it is not asked again until then.
    """

    source_id: str
    outlet: str
    pages: int = 0
    unchanged: int = 0
    failures: int = 0
    error: str | None = None
    reason: str | None = None
    waits_until: datetime | None = None

    def __len__(self) -> int:
        return self.pages + self.unchanged + self.failures

    def count(self, item: Page | Failure | Unchanged, *, read_before: bool = False) -> None:
        """One more thing that the source gave. A page that is gone, and was there, says nothing about the source."""
        if isinstance(item, Page):
            self.pages += 1
        elif isinstance(item, Failure):
            self.failures += 1
            if not (read_before and item.reason in GONE):
                self.error, self.reason = item.message, item.reason
        else:
            self.unchanged += 1
        if self.pages or self.unchanged:
            self.error = self.reason = None


class RunEnded(FigurewatchError):
    """The run was given up while a source was being read."""


class SourceDown(FigurewatchError):
    """A source gave nothing at all, for a reason that may have passed in a moment.

    Attributes:
        failure: what to put into the ledger when trying again does not help.
    """

    def __init__(self, failure: Failure) -> None:
        super().__init__(failure.message)
        self.failure = failure


GONE = frozenset({"gone", "not_found"})
WAITING = "waiting"  # the host asked for a pause
NOT_DUE = "not_due"  # of a link that was not asked for in this round
# Reasons that a second look within a minute may mend; the rest wait for a later run.
PASSING = frozenset({"timeout", "connect", "dns", "refused", "reset", "truncated", "protocol", "server_error"})


@dataclass(slots=True)
class Found:
    """Everything that goes into one load, in order of time."""

    number: int
    pages: list[Page] = field(default_factory=list)
    failures: list[Failure] = field(default_factory=list)
    unchanged: list[Unchanged] = field(default_factory=list)
    listings: list[Listing] = field(default_factory=list)
    bytes: int = 0

    def __len__(self) -> int:
        return len(self.pages) + len(self.failures) + len(self.unchanged) + len(self.listings)

    def add(self, item: Item) -> None:
        """One more thing that a source gave."""
        if isinstance(item, Page):
            self.pages.append(item)
            self.bytes += len(item.body)
        elif isinstance(item, Listing):
            self.listings.append(item)
        elif isinstance(item, Failure):
            self.failures.append(item)
        else:
            self.unchanged.append(item)


class Ingestion:
    """What one run works with; a context that ends the worker processes and closes the archive.

    Args:
        sources: those to read in this run.
        now: the clock, UTC.
        since, until, deep, limit: as ``sources.read.read_source`` has them.
        at_once: ask again for what failed before, without the wait that its failures call for.
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
        self.forgotten: frozenset[str] = frozenset()
        self.settings = RunSettings.from_env(env)
        self.fetch = FetchSettings.from_env(env)
        self.warehouse = Warehouse(project.warehouse_file, self.settings.lock_timeout_s)
        self.archive = PageArchive(project.pages)
        self.found: queue.Queue[Item] = queue.Queue(WAITING_PAGES)
        self._stack = ExitStack()
        self._ending = threading.Event()
        self.pool: PagePool = make_pool(project, self.settings)

    def __enter__(self) -> Ingestion:
        self._stack.enter_context(self.pool)
        self._stack.callback(self.archive.close)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, tb: TracebackType | None
    ) -> None:
        self._ending.set()
        if kind is not None and not issubclass(kind, Exception):
            # Ctrl-C or a request to end. A reader may wait for a site for half a minute yet; nobody waits for that.
            # What is loaded is loaded, and the rest will be read again.
            timer = threading.Timer(GRACE_S, _end_now)
            timer.daemon = True
            timer.start()
        self._stack.close()

    def put(self, item: Item) -> None:
        """Into the queue; waits while it is full, and ends the reader when the run is over."""
        while not self._ending.is_set():
            try:
                return self.found.put(item, timeout=0.5)
            except queue.Full:
                continue
        raise RunEnded(f"source {item.source_id!r}: the run ended while it was being read")

    def prepare(self) -> None:
        """Make or update the warehouse and tell it the indicators; WarehouseError when another process keeps it.

        What a crash has torn off the page archive, though the ledger knows it, is marked to be read again.
        """
        from warehouse.ledger import mark_lost, pages_behind
        from warehouse.runs import start_run

        sync_settings(self.project, self.warehouse, self.now())
        start_run(self.warehouse, self.run_id, "ingest", self.now())
        lost = []
        with self.warehouse.read() as con:
            for name, _ in self.archive.repair():
                file = self.project.pages / name
                lost += pages_behind(con, name, file.stat().st_size if file.exists() else 0)
        if lost:
            mark_lost(self.warehouse, lost, self.now())

    def finish(self, tallies: Sequence[SourceTally]) -> list[Event]:
        """Write down what each source gave; the events that this makes (a source that failed, a drop in yield)."""
        from warehouse.loaded import Loaded, loaded_by_source
        from warehouse.runs import SourceResult, finish_run

        with self.warehouse.read() as con:
            loaded = loaded_by_source(con, self.run_id)
        results = []
        for tally in tallies:
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

        Raises SourceDown, with no more than listings put, when the source gave one passing failure and nothing else.
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
        ):
            if isinstance(item, Unchanged) and item.reason == NOT_DUE and state.of(item.url).retry_at is not None:
                if item.url == source.url:
                    tally.waits_until = state.of(item.url).retry_at
                continue
            if isinstance(item, Listing):
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
        from sources.kinds import SOURCE_KINDS
        from sources.state import LinkState, SourceState
        from warehouse.forget import forgotten_urls
        from warehouse.links import KnownLink, known_links

        if not self.project.warehouse_file.exists():
            return SourceState()
        with self.warehouse.read() as con:
            remembered = known_links(con, source_id)
            self.forgotten = forgotten_urls(con)
        local = SOURCE_KINDS[self.sources[source_id].kind].local

        def answered_at(link: KnownLink) -> datetime | None:
            # A folder counts by when its files say they were fetched, and that they were looked at says nothing.
            times = (link.full_fetch_at,) if local else (link.full_fetch_at, link.checked_at)
            return max((at for at in times if at), default=None)

        return SourceState(
            {
                link.url: LinkState(
                    etag=link.etag,
                    last_modified=link.last_modified,
                    sha256=link.sha256,
                    first_seen_at=link.first_seen_at,
                    fetched_at=answered_at(link),
                    full_fetch_at=link.full_fetch_at,
                    retry_at=None if self.at_once else link.retry_at,
                    failures=link.failures,
                    gone=link.failures > 0 and link.retry_at is None and not self.at_once,
                )
                for link in remembered
                if not link.lost
            },
            self.forgotten,
        )

    def load(self, found: Found) -> LoadReport:
        """Parse the pages in worker processes, then write everything in one transaction."""
        from flows.page_batch import load_with_origins, read_jobs
        from sources.read import page_hints
        from warehouse.batch import Batch

        jobs = []
        for page in sorted(found.pages, key=lambda page: (page.fetched_at, page.source_id, page.url)):
            source = self.sources.get(page.source_id)
            jobs.append(Job(page, page_hints(page, source), source.dollar if source else None))
        articles, rejected = read_jobs(self.pool, jobs, self.warehouse, self.forgotten)
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
                tags=self.tags,
            ),
        )
        report.unchanged += len(found.unchanged) - len(asked)
        return report

    def batches(self, reading: Callable[[], bool]) -> Iterator[Found]:
        """What the readers find, in batches of a bounded size, until ``reading`` is over and the queue is empty."""
        batch = Found(1)
        while True:
            still_reading = reading()
            try:
                batch.add(self.found.get(timeout=0.1 if still_reading else 0))
            except queue.Empty:
                if still_reading:
                    continue
                break
            if len(batch) >= self.settings.batch_pages or batch.bytes >= self.settings.batch_bytes:
                yield batch
                batch = Found(batch.number + 1)
        if len(batch):
            yield batch


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


def due_sources(project: Project, sources: Sequence[Source], now: datetime) -> tuple[Source, ...]:
    """Those of ``sources`` whose ``every`` has passed since they were last read."""
    from sources.state import is_source_due
    from warehouse.database import Warehouse
    from warehouse.links import last_reads

    wh = Warehouse(project.warehouse_file)
    if not wh.exists():
        return tuple(sources)
    with wh.read() as con:
        last = last_reads(con)
    return tuple(source for source in sources if is_source_due(last.get(source.id), source.every, now))


def pick_sources(project: Project, only: Sequence[str] = ()) -> tuple[Source, ...]:
    """The sources to read: those named, paused or not asked for ones left out; ConfigError for an unknown name."""
    from difflib import get_close_matches

    from sources.config import load_sources

    known = {source.id: source for source in load_sources(project.sources_file)}
    for name in only:
        if name not in known:
            near = get_close_matches(name, known, 1)
            hint = f"did you mean {near[0]!r}?" if near else f"there are {', '.join(known) or 'none'}"
            raise ConfigError(f"{project.sources_file}: no source {name!r}; {hint}")
    return tuple(known[name] for name in only) if only else tuple(s for s in known.values() if not s.pause)
