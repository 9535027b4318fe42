"""The archived pages read again with the present extractor, into a new warehouse that takes the old one's place."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from itertools import groupby, islice
from pathlib import Path
from typing import TYPE_CHECKING

from extractors.claims import EXTRACTOR_VERSION
from extractors.model import Page
from flows.configuration import sync_settings
from flows.found import Found, Reading
from flows.ingestion import make_pool
from flows.page_work import Job, Parsed, Rejected, job_of
from flows.project import Project, RunSettings

if TYPE_CHECKING:
    from extractors.model import Article
    from sources.config import Source
    from warehouse.rebuild import ArchivedPage, Difference


@dataclass(frozen=True, slots=True)
class ReextractSummary:
    """What a re-extraction did.

    Attributes:
        stale: articles, and pages that gave none, that another version of the extractor had read.
        pages: read again; ``texts``: those among them whose bytes are no longer archived, so that their kept text was
            read; ``missing``: neither bytes nor text are there.
        difference: None when nothing was read, or there was no warehouse to compare with.
        swapped: whether the new results are in place.
        skipped: why nothing was done, in one line.
    """

    stale: int = 0
    pages: int = 0
    texts: int = 0
    missing: int = 0
    difference: Difference | None = None
    swapped: bool = False
    skipped: str | None = None

    def in_words(self) -> str:
        """What was done, in one line."""
        texts = f", {self.texts} of them by their kept text" if self.texts else ""
        missing = f", {self.missing} no longer there" if self.missing else ""
        found = self.difference
        if found is None:
            return f"{self.pages} pages read again{texts}{missing}; the warehouse was lost and is made anew"
        older = f", {found.older} of texts that were edited since and are not compared" if found.older else ""
        articles = "".join(
            f", {number} article{'' if number == 1 else 's'} {what}"
            for number, what in ((found.articles_added, "gained"), (found.articles_lost, "lost"))
            if number
        )
        return (
            f"{self.pages} pages read again{texts}{missing}{articles}; claims: {found.added} added, "
            f"{found.lost} lost, {found.changed} changed, {found.same} the same{older}"
        )


def before_reextract(project: Project) -> Path:
    """Where the warehouse is kept that a re-extraction has replaced."""
    return project.warehouse_file.with_name(project.warehouse_file.name + ".before-reextract")


@dataclass(frozen=True, slots=True)
class Begun:
    """A batch of one run whose pages are being read again; in a lost warehouse also what else the run was told."""

    run_id: str
    run_at: datetime
    found: Found


class Reextraction:
    """One re-extraction; the old results stay in place and in use until :meth:`swap`."""

    def __init__(self, project: Project, env: Mapping[str, str] = os.environ) -> None:
        from sources.archive import PageArchive
        from sources.config import load_sources
        from warehouse.database import Warehouse

        self.project = project
        self.settings = RunSettings.from_env(env)
        self.old = Warehouse(project.warehouse_file, self.settings.lock_timeout_s)
        self.new_file: Path = project.warehouse_file.with_name(project.warehouse_file.name + ".rebuilt")
        self.new = Warehouse(self.new_file, self.settings.lock_timeout_s)
        self.archive = PageArchive(project.pages)
        self.sources: dict[str, Source] = {source.id: source for source in load_sources(project.sources_file)}
        self.pages = self.texts = self.missing = self.unread = 0
        self.pool = make_pool(project, self.settings)

    def stale(self) -> int:
        """Articles, and pages that gave none, that another version of the extractor read last."""
        from warehouse.rebuild import stale_articles

        if self.is_lost:
            return 0
        return stale_articles(self.old, EXTRACTOR_VERSION)

    @property
    def is_lost(self) -> bool:
        """True when there is no warehouse any more, only the archive that it was made from."""
        return not self.project.warehouse_file.exists()

    def start(self) -> Iterator[Begun]:
        """Make the new warehouse, and give the archived pages in batches, each of one run, in order of time.

        The pages of each batch are being read by the workers, and already those of the next.
        """
        self.discard()
        sync_settings(self.project, self.new, datetime.now(UTC))
        yield from _one_ahead(map(self._begin, self._batches()))

    def load(self, batch: Begun) -> int:
        """Write one batch into the new warehouse, once its pages are read; how many there were."""
        from flows.page_batch import load_with_origins, settle
        from warehouse.batch import Batch
        from warehouse.runs import start_run

        found = batch.found
        articles, rejected = settle(self.pool, self._once_more(found.verdicts()), self.new)
        if self.is_lost:
            start_run(self.new, batch.run_id, "ingest", batch.run_at)
        told = Batch(
            batch.run_id,
            batch.run_at,
            articles,
            rejected,
            found.failures,
            found.unchanged,
            found.listings,
            found.asides,
            tags={source.id: source.tags for source in self.sources.values()},
        )
        load_with_origins(self.new, told)
        self.pages += len(found.readings)
        return len(found.readings)

    def _once_more(self, verdicts: list[tuple[Job, Parsed | Rejected]]) -> list[tuple[Job, Parsed | Rejected]]:
        """Pages that gave an article before, and whose reading broke off now, read by the text that is kept of them.

        ``unread`` counts those that cannot be read even so: what they gave would be lost.
        """
        from warehouse.batch import page_id
        from warehouse.ledger import BROKEN_OFF
        from warehouse.rebuild import kept_texts

        broken = {
            page_id(job.page): at
            for at, (job, verdict) in enumerate(verdicts)
            if isinstance(verdict, Rejected) and verdict.reason in BROKEN_OFF
        }
        kept = {} if self.is_lost else kept_texts(self.old, list(broken))
        jobs = [replace(verdicts[broken[known]][0], article=article) for known, (_, article) in kept.items()]
        for known, result in zip(kept, self.pool.results(jobs), strict=True):
            verdicts[broken[known]] = result
            self.unread += isinstance(result[1], Rejected)
        return verdicts

    def _batches(self) -> Iterator[list[ArchivedPage]]:
        from warehouse.rebuild import archived_pages

        listed_pages = self._all_of_archive() if self.is_lost else archived_pages(self.old)
        for _, pages in groupby(listed_pages, key=lambda page: page.run_id):
            while listed := list(islice(pages, self.settings.batch_pages)):
                yield listed

    def _all_of_archive(self) -> Iterator[ArchivedPage]:
        """What the archive alone tells: each of its files is a run, begun at the time in its name."""
        from sources.erase import started_at
        from warehouse.rebuild import ArchivedPage

        self.archive.repair()
        for name in self.archive.files():
            for record in self.archive.records(name):
                page = record.page
                run_at = started_at(name) or page.fetched_at
                yield ArchivedPage("", f"archive {name}", run_at, page.source_id, name, page.warc_offset)

    def _begin(self, batch: list[ArchivedPage]) -> Begun:
        """Give the batch's pages to the workers; where the archive has them no longer, the text that was read from
        them. Of a lost warehouse the rest of the ledger is made anew, too.
        """
        from sources.archive import ArchiveError
        from sources.archived import taken
        from warehouse.rebuild import kept_texts

        found, gone = Found(0), []
        for entry in batch:
            try:
                item = taken(self.archive.record(entry.warc_file, entry.warc_offset))
            except ArchiveError:
                gone.append(entry.page_id)
                continue
            found.add(self._reading(item) if isinstance(item, Page) else item)
        kept = {} if self.is_lost else kept_texts(self.old, gone)
        self.texts += len(kept)
        self.missing += len(gone) - len(kept)
        for page, article in kept.values():
            found.add(self._reading(page, article))
        return Begun(batch[0].run_id, batch[0].run_at, found)

    def _reading(self, page: Page, article: Article | None = None) -> Reading:
        job = job_of(page, self.sources.get(page.source_id), article)
        return Reading(job, self.pool.submit(job))

    def compare(self) -> Difference | None:
        """How the claims differ; None where there is nothing to compare with."""
        from warehouse.rebuild import compare

        return None if self.is_lost else compare(self.new, self.project.warehouse_file)

    def swap(self) -> None:
        """Put the new warehouse in the old one's place, all at once; the old one is kept beside it.

        What people put right or declared while pages were being read holds then, too.
        """
        from warehouse.rebuild import count_as_judged, replace

        if self.is_lost:
            count_as_judged(self.new)
        sync_settings(self.project, self.new, datetime.now(UTC))
        replace(self.new, self.old, before_reextract(self.project))
        sync_settings(self.project, self.old, datetime.now(UTC))  # in the moment between

    def discard(self) -> None:
        """Remove a new warehouse that is not wanted, also one that an ended run left."""
        from warehouse.connect import wal_of
        from warehouse.turn import turn_file

        for path in (self.new_file, wal_of(self.new_file), turn_file(self.new_file)):
            path.unlink(missing_ok=True)


def _one_ahead(batches: Iterator[Begun]) -> Iterator[Begun]:
    """The same, each begun before the one in front of it is loaded."""
    held = next(batches, None)
    while held is not None:
        following = next(batches, None)
        yield held
        held = following
