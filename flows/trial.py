"""Sources read and pages parsed without keeping anything: for ``run --dry-run`` and ``source test``."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from extractors.model import Aside, Failure, Listing, Page, Unchanged
from flows.ingestion import Ingestion
from flows.page_work import Parsed, Rejected, job_of
from flows.project import Project

if TYPE_CHECKING:
    from sources.config import Source
    from sources.round import Counts


@dataclass(slots=True)
class Trial:
    """What one source would give now; ``counts`` is what it lists, wanted or not."""

    source: Source
    counts: Counts
    verdicts: list[tuple[Page, Parsed | Rejected]] = field(default_factory=list)
    failures: list[Failure] = field(default_factory=list)
    unchanged: list[Unchanged] = field(default_factory=list)

    @property
    def articles(self) -> list[Parsed]:
        """Pages that hold an article."""
        return [verdict for _, verdict in self.verdicts if isinstance(verdict, Parsed)]

    def idle_selectors(self) -> dict[tuple[str, str], list[str]]:
        """Addresses of the pages on which a selector does nothing, by its name and what is wrong with it. That there
        was nothing to remove on some of the pages is as it may be.
        """
        from extractors.page_selectors import idle_selectors
        from sources.read import page_hints

        read = [page for page, _ in self.verdicts if not (page.content_type or "").startswith("text/plain")]
        idle: dict[tuple[str, str], list[str]] = {}
        for page in read:
            selectors = page_hints(page, self.source).selectors
            for what in idle_selectors(page.body, page.content_type, selectors).items():
                idle.setdefault(what, []).append(page.url)
        return {what: urls for what, urls in idle.items() if what[0] != "remove" or len(urls) == len(read)}


def try_sources(
    project: Project,
    sources: Sequence[Source],
    *,
    now: Callable[[], datetime],
    since: datetime | None = None,
    limit: int | None = None,
    fresh: bool = False,
    at_once: bool = False,
    env: Mapping[str, str] = os.environ,
) -> list[Trial]:
    """Read each source as a run would, into a folder that is thrown away. ``fresh``: as if never read before;
    ``at_once``: without waiting for what failed before.
    """
    from flows.page_batch import with_feed_texts
    from sources.archive import PageArchive
    from sources.read import read_source
    from sources.round import Counts
    from sources.state import SourceState

    trials = []
    sources = [replace(source, pause=None) for source in sources]
    with (
        tempfile.TemporaryDirectory(prefix="figurewatch-trial-") as folder,
        Ingestion(
            project, sources, run_id="trial", now=now, since=since, limit=limit, at_once=at_once, env=env
        ) as run,
        PageArchive(Path(folder)) as archive,
    ):
        run.pool.warm()
        for source in sources:
            trial = Trial(source, Counts())
            state = SourceState() if fresh else run.state_of(source.id)
            pages = []
            for item in read_source(
                source,
                state=state,
                archive=archive,
                now=now,
                settings=run.fetch,
                limit=limit,
                since=since,
                counts=trial.counts,
            ):
                if isinstance(item, Listing | Aside):
                    continue
                if isinstance(item, Page):
                    pages.append(item)
                elif isinstance(item, Failure):
                    trial.failures.append(item)
                else:
                    trial.unchanged.append(item)
            jobs = [job_of(page, source) for page in pages]
            verdicts = with_feed_texts(run.pool, list(run.pool.results(jobs)), lambda page: page)
            trial.verdicts = [(job.page, verdict) for job, verdict in verdicts]
            trials.append(trial)
    return trials
