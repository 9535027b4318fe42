"""``figurewatch alerts``: what was raised, what became of it, and what a rule or channel would do."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime
from functools import partial
from typing import TYPE_CHECKING, Literal

from cyclopts import App

from app.cli.alert_switches import (
    ack,
    note_silence,
    open_watching,
    pause,
    resume,
    snooze,
    wake,
)
from app.cli.arguments import Form, Limit
from app.cli.ask import open_warehouse
from app.cli.ingest import read_since
from app.cli.output import counted, note, write_rows
from extractors.alerting import OURSELVES
from extractors.errors import ConfigError
from flows.project import Project
from flows.watching import load_alert_settings

if TYPE_CHECKING:
    from flows.watching import Watching

app = App(name="alerts", help="List, test, send and silence alerts.", help_format="plaintext")
State = Literal["pending", "sent", "dead"]
for command in (snooze, wake, pause, resume, ack):
    app.command(command)


@app.command
def ls(*, rule: str | None = None, since: str | None = None, limit: Limit = 30, form: Form = "table") -> None:
    """List alerts, newest first.

    Parameters
    ----------
    rule
        Only those of this rule.
    since
        A date (2026-05-31) or a span (12h, 7d).
    limit
        Rows at most.
    form
        How to print the list.
    """
    after = read_since(since, datetime.now(UTC))
    rows = _ask("alerts", {"rule": rule, "since": after}, limit + 1)
    if rule is not None and not rows:
        load_alert_settings(Project.find()).rule(rule)  # a mistyped name must not look like no news
    columns = ("raised_at", "rule", "severity", "state", "headline", "alert_id")
    write_rows(columns, rows[:limit], form, empty="no alerts")
    _note_more(rows, limit)
    note_silence()


@app.command
def log(*, channel: str | None = None, state: State | None = None, limit: Limit = 30, form: Form = "table") -> None:
    """List deliveries: each alert on each channel, sent, pending or given up, with what the receiver said.

    Parameters
    ----------
    channel
        Only this channel.
    state
        pending, sent or dead.
    limit
        Rows at most.
    form
        How to print the list.
    """
    rows = _ask("deliveries", {"channel": channel, "state": state}, limit + 1)
    if channel is not None and not rows:
        load_alert_settings(Project.find()).channel(channel)
    columns = ("created_at", "channel", "state", "attempts", "sent_at", "due_at", "answer", "headline", "alert_id")
    write_rows(columns, rows[:limit], form, empty="no deliveries")
    _note_more(rows, limit)


@app.command
def show(alert_id: str, /) -> None:
    """Show one alert in full, as its channels got it.

    Parameters
    ----------
    alert_id
        The alert's id, as `alerts ls` shows it.
    """
    import sys

    from alerts.messages import read_message
    from alerts.render import plain

    rows = _ask("alert", {"alert": alert_id}, 1)
    if not rows:
        raise ConfigError(f"no alert {alert_id!r}; `figurewatch alerts ls` lists them")
    sys.stdout.write(plain([read_message(str(rows[0][0]))]) + "\n")


@app.command(name="test")
def try_rule(rule: str, /, *, since: str = "90d", silent: bool = False, form: Form = "table") -> None:
    """Replay the past: what the rule would have sent, and when. Nothing is written or sent.

    Parameters
    ----------
    rule
        The rule's id.
    since
        How far back: a date (2026-05-31) or a span (12h, 90d).
    silent
        Show also the events it would have stayed silent about, with the reason.
    form
        How to print the list.
    """
    from alerts.replay import replay_outbox
    from alerts.wording import headline
    from warehouse.alert_questions import carried_by, events_since

    watching = open_watching()
    after = read_since(since, watching.now())
    assert after is not None
    rows: list[tuple[object, ...]] = []
    told = 0
    for one in replay_outbox(
        watching.outbox,
        watching.settings.rule(rule),
        events_since(watching.warehouse, after),
        since=after,
        ask=watching.ask,
        carried=partial(carried_by, watching.warehouse),
    ):
        told += one.alert is not None
        if one.alert is not None or silent:
            how = (f"digest {one.lane}" if one.lane else "at once") if one.alert else one.decision.verdict
            rows.append(
                (one.sent_at, how, one.event.news_at, headline(one.event), one.decision.reason, one.event.event_id)
            )
    columns = ("sends_at", "how", "news_of", "headline", "why", "event_id")
    write_rows(columns, rows, form, empty="it would have said nothing")
    note(f"{counted(told, 'alert')} since {after:%Y-%m-%d %H:%M} UTC; nothing was written or sent")


@app.command(name="send-test")
def send_test(channel: str, /) -> None:
    """Send one test message through a channel, now.

    Parameters
    ----------
    channel
        The channel's id from config/alerts.yaml.
    """
    from alerts.deliver import send_test as send

    watching = open_watching()
    note(f"{channel}: {send(watching.settings, watching.tools, channel)}")


@app.command
def retry(what: str | None = None, /) -> int:
    """Send again what was given up, and now what waits; a channel that is gone is taken up again.

    Parameters
    ----------
    what
        A channel's id, whose pause then ends, or an alert's; all channels but those a person paused when left out.
    """
    watching = open_watching()
    known = [channel.id for channel in watching.settings.channels]
    now = watching.now()
    revived = 0
    if what is not None and what not in known:
        if not (ids := _deliveries_of(watching, what)):
            names = ", ".join(known) or "none"
            raise ConfigError(f"no channel or alert {what!r}; channels are {names}, and `alerts ls` lists alerts")
        revived = watching.outbox.retry_deliveries(now, delivery_ids=ids)
    elif what is not None:
        watching.outbox.clear_control("pause_channel", what)
        revived = watching.outbox.retry_deliveries(now, channel_id=what)
    else:
        paused = {each.target: each.by for each in watching.outbox.controls() if each.kind == "pause_channel"}
        for name in known:
            if paused.get(name, OURSELVES) != OURSELVES:
                continue
            watching.outbox.clear_control("pause_channel", name)
            revived += watching.outbox.retry_deliveries(now, channel_id=name)
    report = watching.send()
    note(f"{counted(revived, 'delivery', 'deliveries')} taken up again; {report.sent} sent")
    for each in report.channels:
        if each.error:
            note(f"{each.channel_id}: {each.error}")
    _note_held(watching, known)
    return 1 if any(each.error for each in report.channels) else 0


def _note_held(watching: Watching, channels: Sequence[str]) -> None:
    """Say what was left alone because a sender has it, or had it when it was ended."""
    from extractors.alerting import LEASE

    now = watching.now()
    for name in channels:
        held = [one.delivery for one in watching.outbox.pending_deliveries(name, now + LEASE)]
        held = [one for one in held if one.is_on_its_way(now)]
        if held:
            free = max(one.due_at for one in held)
            note(f"{name}: {len(held)} on the way, or held by a sender that was ended until {free:%H:%M} UTC")


def _deliveries_of(watching: Watching, alert_id: str) -> list[str]:
    from extractors.alerting import make_delivery_id

    return (
        [make_delivery_id(alert_id, channel.id) for channel in watching.settings.channels]
        if _ask("alert", {"alert": alert_id}, 1)
        else []
    )


def _note_more(rows: list[tuple[object, ...]], limit: int) -> None:
    """Say that a list was cut; ``rows`` has one more than is shown."""
    if len(rows) > limit:
        note(f"these are the newest {limit:,}; --limit shows more")


def _ask(name: str, values: dict[str, object], limit: int) -> list[tuple[object, ...]]:
    from warehouse.alert_questions import ask_alerts

    return ask_alerts(open_warehouse(), name, values, limit)
