"""The archived pages read again with the present extractor, into a new warehouse that takes the old one's place."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING

from extractors.claims import EXTRACTOR_VERSION
from flows.configuration import load_indicators_or_none
from flows.ingestion import make_pool
from flows.page_work import Job, Parsed
from flows.project import Project, RunSettings

if TYPE_CHECKING:
    from sources.config import Source
    from warehouse.rebuild import ArchivedPage, Difference


@dataclass(frozen=True, slots=True)
class ReextractSummary:
    """What a re-extraction did.

    Attributes:
        stale: articles that another version of the extractor had read.
        pages: read again; ``missing``: in the ledger but not in the archive any more.
        difference: None when nothing was read.
        swapped: whether the new results are in place.
        skipped: why nothing was done, in one line.
    """

    stale: int = 0
    pages: int = 0
    missing: int = 0
    difference: Difference | None = None
    swapped: bool = False
    skipped: str | None = None


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
        self.pages = self.missing = 0
        self.pool = make_pool(project, self.settings)

    def stale(self) -> int:
        """Articles that another version of the extractor read last."""
        from warehouse.rebuild import stale_articles

        return stale_articles(self.old, EXTRACTOR_VERSION)

    def start(self) -> Iterator[list[ArchivedPage]]:
        """Make the new warehouse, and give the archived pages in batches, each of one run, in order of time."""
        from warehouse.indicators import sync_indicators
        from warehouse.rebuild import archived_pages

        self.discard()
        sync_indicators(self.new, load_indicators_or_none(self.project))
        for _, pages in groupby(archived_pages(self.old), key=lambda page: page.run_id):
            listed = list(pages)
            for start in range(0, len(listed), self.settings.batch_pages):
                yield listed[start : start + self.settings.batch_pages]

    def load(self, batch: list[ArchivedPage]) -> int:
        """Read one batch of pages into the new warehouse; how many there were."""
        from sources.archive import ArchiveError
        from sources.read import page_hints
        from warehouse.batch import Batch, ParsedArticle, RejectedPage
        from warehouse.load import load_batch

        jobs = []
        for entry in batch:
            try:
                page = self.archive.page(entry.warc_file, entry.warc_offset)
            except ArchiveError:
                self.missing += 1
                continue
            source = self.sources.get(page.source_id)
            jobs.append(Job(page, page_hints(page, source), source.currency if source else None))
        articles: list[ParsedArticle] = []
        rejected: list[RejectedPage] = []
        for job, verdict in self.pool.results(jobs):
            if isinstance(verdict, Parsed):
                articles.append(
                    ParsedArticle(job.page, verdict.article, verdict.records, verdict.drops, EXTRACTOR_VERSION)
                )
            else:
                rejected.append(RejectedPage(job.page, verdict.reason, verdict.message))
        tags = {source.id: source.tags for source in self.sources.values()}
        load_batch(self.new, Batch(batch[0].run_id, batch[0].run_at, articles, rejected, tags=tags))
        self.pages += len(jobs)
        return len(jobs)

    def compare(self) -> Difference:
        """Bring over what pages cannot give back, and say how the claims differ."""
        from warehouse.rebuild import compare, keep

        keep(self.new, self.project.warehouse_file)
        return compare(self.new, self.project.warehouse_file)

    def swap(self) -> None:
        """Put the new warehouse in the old one's place, all at once; the old one is kept beside it."""
        backup = self.project.warehouse_file.with_name(self.project.warehouse_file.name + ".before-reextract")
        self.old.copy_to(backup)
        self.new_file.replace(self.project.warehouse_file)

    def discard(self) -> None:
        """Remove a new warehouse that is not wanted, also one that an ended run left."""
        for path in (self.new_file, self.new_file.with_name(self.new_file.name + ".wal")):
            path.unlink(missing_ok=True)
