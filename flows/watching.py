"""One round of watching without Prefect: events judged by the rules, alerts written, and what is due sent."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from typing import TYPE_CHECKING

from extractors.errors import ConfigError, says_disk_full
from flows.project import Project, RunSettings
from flows.summary import WatchSummary

if TYPE_CHECKING:
    from alerts.channels import Tools
    from alerts.config import AlertSettings
    from alerts.deliver import SendReport
    from alerts.raising import RaiseReport
    from extractors.events import Event
    from extractors.keys import Aliases
    from warehouse.outbox import WarehouseOutbox


class Watching:
    """What a round works with; ConfigError when config/alerts.yaml is wrong. Without that file nothing is sent."""

    def __init__(self, project: Project, *, now: Callable[[], datetime], env: Mapping[str, str] = os.environ) -> None:
        from alerts.deliver import make_tools
        from sources.settings import FetchSettings
        from warehouse.database import Warehouse
        from warehouse.outbox import WarehouseOutbox

        self.now = now
        self.project = project
        self.found: list[Event] = []  # events of this round itself
        self.errors: list[str] = []  # what kept a part of the round from being done
        self.settings: AlertSettings = load_alert_settings(project)
        self.warehouse = Warehouse(project.warehouse_file, RunSettings.from_env(env).lock_timeout_s)
        self.outbox: WarehouseOutbox = WarehouseOutbox(self.warehouse)
        network = FetchSettings.from_env(env)
        self.tools: Tools = make_tools(self.settings, env, now, network.allow, network.ca_file)

    def judge(self) -> RaiseReport:
        """Find what has come due, and write the alerts that new events call for; nothing is sent yet."""
        from alerts.raising import raise_alerts

        self.errors = []
        with self.warehouse.together():
            self.found = [event for find in (self._due, self._silent, self._stale) for event in self._tried(find)]
            return raise_alerts(self.outbox, self.settings, self.now(), ask=self.ask)

    def _tried(self, find: Callable[[], list[Event]]) -> list[Event]:
        """What ``find`` finds; a mistake in a file that only it needs is told, and keeps no other from being done."""
        try:
            return find()
        except ConfigError as error:
            self.errors += str(error).splitlines()
            return []

    def _due(self) -> list[Event]:
        from warehouse.due import due_forecasts

        return due_forecasts(self.warehouse, self.now())

    def _silent(self) -> list[Event]:
        from sources.config import load_sources
        from sources.kinds import SOURCE_KINDS
        from warehouse.runs import silent_sources

        read = [
            source
            for source in load_sources(self.project.sources_file)
            if not source.pause and not SOURCE_KINDS[source.kind].past
        ]
        tags = {source.id: source.tags for source in read}
        return silent_sources(self.warehouse, self.now(), tags, only=tags)

    def _stale(self) -> list[Event]:
        from flows.configuration import load_indicators_or_none
        from warehouse.stale import stale_indicators

        indicators = load_indicators_or_none(self.project)
        return stale_indicators(self.warehouse, indicators, self.now()) if indicators else []

    def ask(self, condition: str, event_ids: Sequence[str]) -> set[str]:
        """The events for which a rule's SQL condition holds."""
        from warehouse.alert_questions import events_where

        return events_where(self.warehouse, condition, event_ids)

    def send(self) -> SendReport:
        """Send what is due on every channel; old news, which is told in one digest, when the reading is over.

        Whoever reads watches at the end.
        """
        from alerts.deliver import send_pending
        from alerts.raising import LATE_LANE
        from flows.lock import is_held

        hold = (LATE_LANE,) if is_held(self.project.run_lock) else ()
        return send_pending(self.outbox, self.settings, self.tools, hold=hold)


def load_alert_settings(project: Project) -> AlertSettings:
    """The project's alert rules and channels; none where it has no alerts.yaml."""
    from alerts.config import AlertSettings, load_alerts

    if not project.alerts_file.exists():
        return AlertSettings(home=project.root)
    return load_alerts(project.alerts_file, names=_names(project))


def _names(project: Project) -> Aliases:
    """Other names of subjects; none where their file has a mistake, which keeps no alert: readings tell it."""
    from extractors.keys import Aliases
    from flows.configuration import load_aliases

    try:
        return load_aliases(project)
    except ConfigError:
        return Aliases()


def summarize(raised: RaiseReport, sent: SendReport, round_: Watching) -> WatchSummary:
    """Both halves of a round as plain values, and the events that the round itself found."""
    troubles = [
        f"channel {channel.channel_id}: {channel.error or channel.paused}"
        for channel in sent.channels
        if channel.error or channel.paused
    ]
    ours = [trouble for trouble in troubles if says_disk_full(trouble)]  # no channel is down: this machine is
    return WatchSummary(
        found=round_.found,
        judged=raised.judged,
        raised=raised.alerts,
        sent=sent.sent,
        messages=sum(channel.messages for channel in sent.channels),
        failed=sent.dead,
        waiting=sum(channel.waiting for channel in sent.channels),
        errors=(*round_.errors, *raised.errors, *ours),
        held_up=tuple(trouble for trouble in troubles if trouble not in ours),
    )
