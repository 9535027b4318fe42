"""The Prefect flow ``watch``: new and due events judged, alerts sent; after each ingestion and by itself."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from contextvars import ContextVar
from datetime import UTC, datetime
from pathlib import Path
from uuid import NAMESPACE_URL, uuid5

from prefect import flow, get_run_logger, task
from prefect.cache_policies import NO_CACHE
from prefect.events import emit_event
from prefect.tasks import exponential_backoff

from alerts.deliver import SendReport
from alerts.messages import read_message
from alerts.raising import RaiseReport
from extractors.alerting import Alert
from flows.alive import at_work
from flows.lock import AnotherRun, RunLock
from flows.project import Project
from flows.summary import WatchSummary
from flows.watching import Watching, summarize

_ROUND: ContextVar[Watching] = ContextVar("watching")


@task(
    name="judge events",
    retries=2,
    retry_delay_seconds=exponential_backoff(2),
    retry_jitter_factor=0.5,
    cache_policy=NO_CACHE,
    persist_result=False,
)
def judge_events() -> RaiseReport:
    """Write the alerts that new events call for, before anything is sent."""
    report = _ROUND.get().judge()
    get_run_logger().info("%d events judged, %d alerts raised", report.judged, len(report.alerts))
    return report


@task(name="send alerts", cache_policy=NO_CACHE, persist_result=False)
def send_alerts() -> SendReport:
    """Send what is due; no retries here, because the outbox has its own."""
    report = _ROUND.get().send()
    log = get_run_logger()
    for channel in report.channels:
        name = channel.channel_id
        log.info("%s: %d sent, %d waiting, %d given up", name, channel.sent, channel.waiting, channel.dead)
        if channel.error:
            log.warning("%s: %s", name, channel.error)
    return report


def emit_alerts(alerts: Sequence[Alert]) -> None:
    """One Prefect event for each new alert, for those who automate there; nothing hangs on it.

    Emitted once, before anything is sent; a repeat of the round does not raise, and so not emit, it again. The id
    is made of the alert's. Without a server that takes events nothing happens.
    """
    for alert in alerts:
        with suppress(Exception):
            _emit(alert)


def _emit(alert: Alert) -> None:
    emit_event(
        event=f"figurewatch.alert.{alert.event_kind}",
        id=uuid5(NAMESPACE_URL, f"figurewatch:alert:{alert.alert_id}"),
        occurred=alert.raised_at,
        resource={
            "prefect.resource.id": f"figurewatch.alert.{alert.alert_id}",
            "prefect.resource.name": alert.headline[:200],
            "figurewatch.rule": alert.rule_id,
            "figurewatch.severity": alert.severity,
            "figurewatch.state": alert.state,
        },
        related=[
            {"prefect.resource.id": f"figurewatch.{noun}.{value}", "prefect.resource.role": noun}
            for noun, value in (
                ("rule", alert.rule_id),
                ("series", alert.series_id),
                ("figure", alert.figure_id),
                ("source", alert.source_id),
            )
            if value is not None
        ],
        payload={"reason": alert.reason, "late": alert.late, "facts": read_message(alert.message).facts},
    )


@flow(name="watch", flow_run_name=lambda: f"watch {datetime.now(UTC):%Y-%m-%d %H:%M}", persist_result=False)
def watch(project: str | None = None) -> WatchSummary:
    """Judge what is new or has come due and send what waits.

    Args:
        project: the project's folder; the one around the working folder when left out.
    """
    here = Project.at(Path(project)) if project else Project.find()
    with at_work(here):
        if not here.warehouse_file.exists():
            get_run_logger().info("no warehouse yet: nothing to watch")
            return WatchSummary()
        return judge_and_send(here)


def judge_and_send(here: Project) -> WatchSummary:
    """What the flow does, within another one where there need be."""
    now = datetime.now(UTC)
    round_ = Watching(here, now=lambda: datetime.now(UTC))
    _ROUND.set(round_)
    try:
        with RunLock(here.watch_lock, "watch", now):
            raised = judge_events()
            emit_alerts(raised.alerts)
            return summarize(raised, send_alerts(), round_)
    except AnotherRun as busy:
        # Whoever is at it sees the same events.
        get_run_logger().info("%s", busy)
        return WatchSummary()
