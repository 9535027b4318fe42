"""The Prefect flow ``reextract``: when the extractor has a new version, the archived pages are read again with it."""

from __future__ import annotations

from contextlib import suppress
from contextvars import ContextVar
from datetime import UTC, datetime
from pathlib import Path

from prefect import flow, get_run_logger, task
from prefect.artifacts import create_markdown_artifact
from prefect.cache_policies import NO_CACHE
from prefect.tasks import exponential_backoff

from extractors.errors import FigurewatchError
from flows.alive import at_work, server_answers
from flows.lock import AnotherRun, RunLock
from flows.project import Project
from flows.publishing import publish
from flows.reextraction import Begun, Reextraction, ReextractSummary

_WORK: ContextVar[Reextraction] = ContextVar("reextraction")
_BATCH: ContextVar[Begun] = ContextVar("archived pages")


@task(
    name="read batch again",
    task_run_name="read batch {number} again ({pages} pages)",
    retries=2,
    retry_delay_seconds=exponential_backoff(2),
    retry_jitter_factor=0.5,
    cache_policy=NO_CACHE,
    persist_result=False,
)
def read_batch_again(number: int, pages: int) -> int:
    """Parse one batch of archived pages into the new warehouse."""
    return _WORK.get().load(_BATCH.get())


@flow(name="reextract", flow_run_name=lambda: f"reextract {datetime.now(UTC):%Y-%m-%d %H:%M}", persist_result=False)
def reextract(project: str | None = None, force: bool = False, swap: bool = True) -> ReextractSummary:
    """Read the archived pages again if the extractor has changed since; the network is not used.

    The old results stay in use until everything is read; then the new ones take their place at once. A warehouse that
    is lost is made anew from the archive alone.

    Args:
        project: the project's folder; the one around the working folder when left out.
        force: read them again even if the extractor is the same.
        swap: put the new results in place; without it they are compared and thrown away.
    """
    here = Project.at(Path(project)) if project else Project.find()
    with at_work(here):
        return _reextract(here, force, swap)


def _reextract(here: Project, force: bool, swap: bool) -> ReextractSummary:
    log = get_run_logger()
    now = datetime.now(UTC)
    work = Reextraction(here)
    if work.is_lost and not work.archive.files():
        return ReextractSummary(skipped="no warehouse and no archived pages yet: nothing to read again")
    with work.pool:
        stale = work.stale()
        if not stale and not force and not work.is_lost:
            log.info("every article was read by the present extractor: nothing to do")
            return ReextractSummary(
                skipped="every article was read by the present extractor already; --force reads them again, "
                "as after a change of config/entities.yaml"
            )
        try:
            # Nothing may be loaded or sent meanwhile: it would be missing from the new warehouse.
            with RunLock(here.run_lock, "reextract", now), RunLock(here.watch_lock, "reextract", now):
                summary = _read_again(work, stale, swap)
                if swap and (why := publish(here)):
                    raise FigurewatchError(f"the new results are in place, but {why}")
        except AnotherRun as busy:
            log.warning("%s", busy)
            return ReextractSummary(stale=stale, skipped=str(busy))
    with suppress(Exception):  # a server that is gone must not undo what is done
        if server_answers():
            create_markdown_artifact(
                key="reextract-summary",
                markdown=summary.in_words() + ".",
                description="What another reading of the same pages gave",
            )
    return summary


def _read_again(work: Reextraction, stale: int, swap: bool) -> ReextractSummary:
    _WORK.set(work)
    try:
        for number, batch in enumerate(work.start(), 1):
            _BATCH.set(batch)
            read_batch_again(number, len(batch.found.readings))
        if work.unread:
            raise FigurewatchError(
                f"{work.unread} pages that gave articles could not be read again, and the old results stay in place; "
                "run it again with more time (FIGUREWATCH_PAGE_TIMEOUT_S) or memory (FIGUREWATCH_PAGE_MEMORY_MB)"
            )
        difference = work.compare()
        if swap:
            work.swap()
    finally:
        work.discard()
    return ReextractSummary(stale, work.pages, work.texts, work.missing, difference, swap)
