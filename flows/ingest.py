"""The Prefect flow ``ingest``: every source read, what is new loaded, events judged and alerts sent."""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Iterable, Mapping
from contextlib import suppress
from contextvars import ContextVar
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from prefect import flow, get_run_logger, runtime, task
from prefect.artifacts import create_markdown_artifact
from prefect.cache_policies import NO_CACHE
from prefect.client.schemas.objects import State
from prefect.futures import PrefectFuture
from prefect.states import Completed, Failed
from prefect.task_runners import ThreadPoolTaskRunner
from prefect.tasks import exponential_backoff

from extractors.errors import ConfigError, FigurewatchError, WarehouseError, was_interrupted
from extractors.model import Aside
from flows.alive import at_work, server_answers
from flows.found import Found
from flows.ingestion import Ingestion
from flows.lock import AnotherRun, RunLock
from flows.picking import due_sources, pick_sources
from flows.prefect_env import prefect_setting
from flows.project import Project, RunSettings
from flows.publishing import publish
from flows.retention import drop_old_pages
from flows.summary import IngestSummary, WatchSummary, as_markdown
from flows.tally import SourceDown, SourceTally
from flows.watch import judge_and_send, watch
from warehouse.batch import LoadReport

# The run that the tasks of this context belong to. Task parameters are shown and stored by Prefect, so they are
# names and numbers only.
_RUN: ContextVar[Ingestion] = ContextVar("ingestion")
_FOUND: ContextVar[Found] = ContextVar("found")
_SINK: ContextVar[Callable[[IngestSummary], object]] = ContextVar("sink", default=lambda summary: None)
GIVE_UP_AFTER = 2  # batches in a row that could not be loaded


def _only_passing(task: Any, task_run: Any, state: State) -> bool:
    """Whether trying the same again at once can help."""
    error = state.result(raise_on_failure=False)
    return isinstance(error, SourceDown | WarehouseError | OSError)


def _run_name() -> str:
    names = runtime.flow_run.parameters.get("sources") or ["all sources"]
    some = ", ".join(names[:3]) + (f" and {len(names) - 3} more" if len(names) > 3 else "")
    return f"ingest {some} {datetime.now(UTC):%Y-%m-%d %H:%M}"


RETRIES = 2


def _sources_at_once(env: Mapping[str, str] = os.environ) -> int:
    """How many sources are read at the same time; of an environment that is wrong, which the run itself tells, the
    usual number.
    """
    try:
        return RunSettings.from_env(env).sources_at_once
    except ConfigError:
        return RunSettings().sources_at_once


@task(
    name="read source",
    task_run_name="read {source_id}",
    retries=RETRIES,
    retry_delay_seconds=exponential_backoff(2),
    retry_jitter_factor=0.5,
    retry_condition_fn=_only_passing,
    cache_policy=NO_CACHE,
    persist_result=False,
)
def read_source(source_id: str) -> SourceTally:
    """Read one source into the queue; fails, after trying again, where the source gives nothing at all."""
    run = _RUN.get()
    try:
        tally = run.read(source_id)
    except SourceDown as down:
        if runtime.task_run.run_count > RETRIES:
            run.put(down.failure)
        elif down.failure.answer is not None:
            run.put(Aside(down.failure.answer, down.failure.reason, down.failure.message))
        raise
    log = get_run_logger()
    if tally.error:
        log.warning("%s: %s", source_id, tally.error)
    log.info("%s: %d pages, %d unchanged, %d failures", source_id, tally.pages, tally.unchanged, tally.failures)
    return tally


@task(
    name="load batch",
    task_run_name="load batch {number} ({pages} pages)",
    retries=RETRIES,
    retry_delay_seconds=exponential_backoff(2),
    retry_jitter_factor=0.5,
    retry_condition_fn=_only_passing,
    cache_policy=NO_CACHE,
    persist_result=False,
)
def load_batch(number: int, pages: int) -> LoadReport:
    """Parse one batch of pages and write it in one transaction."""
    report = _RUN.get().load(_FOUND.get())
    get_run_logger().info(
        "batch %d: %d new, %d changed, %d unchanged, %d failed, %d claims, %d events",
        number, report.new, report.changed, report.unchanged, report.failed + report.rejected,
        sum(report.claims.values()), sum(report.happened.values()),
    )  # fmt: skip
    return report


@flow(
    name="ingest",
    flow_run_name=_run_name,
    task_runner=ThreadPoolTaskRunner(max_workers=_sources_at_once()),  # type: ignore[arg-type]
    persist_result=False,
)
def ingest(
    sources: list[str] | None = None,
    since: datetime | None = None,
    limit: int | None = None,
    project: str | None = None,
    until: datetime | None = None,
    backfill: bool = False,
    due: bool = False,
) -> State[Any]:
    """Read the sources once, load what is new, send alerts.

    Args:
        sources: ids from config/sources.yaml; all that are not paused when left out.
        since: leave out what a source says is older.
        limit: pages of each source at most.
        project: the project's folder; the one around the working folder when left out.
        until: leave out what a source says is newer.
        due: only sources whose interval (`every`) has passed; deployments run with this.
        backfill: go through everything that the sources list, also of sources that are paused.
    """
    here = Project.at(Path(project)) if project else Project.find()
    here.make_data_folder()
    with at_work(here) as work:
        work.state = _ingest(here, sources, since, limit, until, backfill, due)
        return work.state


def _ingest(
    here: Project,
    sources: list[str] | None,
    since: datetime | None,
    limit: int | None,
    until: datetime | None,
    backfill: bool,
    due: bool,
) -> State[Any]:
    picked = pick_sources(here, sources or ())
    if backfill:
        picked = tuple(replace(source, pause=None, limit=None) for source in picked)
    # Whoever names a source wants to see it read now, whatever became of it last time. A backfill that is run again
    # after a stop has thousands of links, and goes on with those that are due.
    at_once = bool(sources) and not backfill
    started_at, begun = datetime.now(UTC), time.monotonic()
    if due:
        picked = due_sources(here, picked, datetime.now(UTC))
    run_id = str(runtime.flow_run.id)
    tallies: list[SourceTally] = []
    report, watched = LoadReport(), WatchSummary()
    errors: list[str] = []
    skipped = None
    try:
        with (
            RunLock(here.run_lock, "ingest", started_at),
            Ingestion(
                here,
                picked,
                run_id=run_id,
                now=lambda: datetime.now(UTC),
                since=_aware(since),
                until=_aware(until),
                deep=backfill,
                limit=limit,
                at_once=at_once,
            ) as run,
        ):
            tallies, report, errors = _read_and_load(run)
            _drop_old_pages(here)
        if here.warehouse_file.exists() and not errors:
            watched = _watch(here)
    except AnotherRun as busy:
        skipped = str(busy)
        get_run_logger().warning("%s", busy)
    unpublished = None if skipped else publish(here)
    seconds = time.monotonic() - begun
    summary = IngestSummary(run_id, started_at, seconds, tallies, report, watched, errors, skipped, unpublished)
    _tell(summary)
    return _final_state(summary)


def _read_and_load(run: Ingestion) -> tuple[list[SourceTally], LoadReport, list[str]]:
    """Start a reader for each source and load what they find, batch by batch, while they read on."""
    _RUN.set(run)
    run.pool.warm()
    try:
        run.prepare()
    except FigurewatchError as error:
        return [], LoadReport(), [str(error)]
    errors: list[str] = []
    report = _load(run, run.left_behind(), errors)
    readers = {source_id: read_source.submit(source_id) for source_id in run.sources}
    done: list[object] = []
    for reader in readers.values():
        reader.add_done_callback(done.append)
    report += _load(run, run.batches(lambda: len(done) < len(readers)), errors)
    tallies = [_tally(run, source_id, reader) for source_id, reader in readers.items()]
    try:
        report.tell(run.finish(tallies))
    except FigurewatchError as error:
        errors.append(f"the ledger of this run: {error}")
    return tallies, report, errors


def _load(run: Ingestion, batches: Iterable[Found], errors: list[str]) -> LoadReport:
    """Load one batch after the other; what could not be loaded is added to ``errors``."""
    report = LoadReport()
    for found in batches:
        if len(errors) >= GIVE_UP_AFTER:
            errors[-1] = f"batch {found.number} and those before it: {errors[0]}"
            continue  # empty the queue, so that the readers end
        _FOUND.set(found)
        try:
            report += load_batch(found.number, len(found.readings))
        except FigurewatchError as error:
            run.is_loaded = False
            errors.append(f"batch {found.number}, {len(found.readings)} pages: {error}")
    return report


def _drop_old_pages(here: Project) -> None:
    """What cannot be removed now is removed after the next run."""
    log = get_run_logger()
    try:
        if dropped := drop_old_pages(here, datetime.now(UTC)):
            log.info("%d archive files were older than pages.keep_days and are removed", dropped)
    except (FigurewatchError, OSError) as error:
        log.warning("old archive files stay: %s", error)


def _watch(here: Project) -> WatchSummary:
    """Judge and send; what keeps that from happening is told, and does not undo what was loaded."""
    try:
        if server_answers():
            try:
                return watch(project=str(here.root))
            except FigurewatchError:
                raise
            except Exception as error:
                if was_interrupted(error) or server_answers():
                    raise
        get_run_logger().warning("Prefect's server is away; alerts are judged and sent without it")
        return judge_and_send(here)
    except FigurewatchError as error:
        return WatchSummary(failed=1, errors=[f"alerts: {error}"])


def _tally(run: Ingestion, source_id: str, reader: PrefectFuture[SourceTally]) -> SourceTally:
    outcome = reader.result(raise_on_failure=False)
    if isinstance(outcome, SourceTally):
        return outcome
    reason = outcome.failure.reason if isinstance(outcome, SourceDown) else type(outcome).__name__
    words = " ".join(str(outcome).split()) or reason
    return SourceTally(source_id, run.sources[source_id].outlet, failures=1, error=words, reason=reason)


def _tell(summary: IngestSummary) -> None:
    """The summary to whoever started the run in this process, and as an artifact to those who look at Prefect."""
    _SINK.get()(summary)
    # Artifacts are for people; a server that is gone must not undo a run that is done.
    with suppress(Exception):
        if server_answers():
            create_markdown_artifact(
                key="ingest-summary", markdown=as_markdown(summary), description="What one run did"
            )


def _final_state(summary: IngestSummary) -> State[Any]:
    if summary.skipped:
        return Completed(name="Skipped", message=summary.skipped)
    if summary.load_errors:
        return Failed(message=f"not everything was loaded: {summary.load_errors[0]}")
    broken = summary.broken_sources
    if broken:
        names = ", ".join(tally.source_id for tally in broken)
        return Completed(
            name="Incomplete", message=f"{len(broken)} of {len(summary.sources)} sources failed: {names}"
        )
    report = summary.report
    return Completed(message=f"{report.new} new, {report.changed} changed, {report.unchanged} unchanged")


def run_here(project: Project, **parameters: Any) -> IngestSummary:
    """Run the flow in this process and give its summary; raises what the flow raised."""
    told: list[IngestSummary] = []
    token = _SINK.set(told.append)
    try:
        # A heartbeat thread is for runs that a worker may lose sight of; ending it takes a second for each flow.
        with prefect_setting("flows", heartbeat_frequency=None):
            state = ingest(project=str(project.root), **parameters, return_state=True)
    except Exception as error:
        # The run is done; only Prefect could not write that down.
        if not told or isinstance(error, FigurewatchError) or was_interrupted(error):
            raise
        return replace(told[0], unrecorded=f"Prefect could not write down that this run ended: {_one_line(error)}")
    finally:
        _SINK.reset(token)
    if not told:
        state.result()
        raise FigurewatchError(f"the run ended without a summary: {state.message}")
    return told[0]


def _one_line(error: BaseException) -> str:
    return " ".join(f"{type(error).__name__}: {error}".split())[:200]


def _aware(at: datetime | None) -> datetime | None:
    return at.replace(tzinfo=UTC) if at is not None and at.tzinfo is None else at
