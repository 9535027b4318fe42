"""``figurewatch alerts``: what was raised, what became of it, and what a rule or channel would do."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING, Annotated

from cyclopts import App, Parameter

from app.cli.ask import open_warehouse
from app.cli.ingest import read_since
from app.cli.output import Format, note, write_rows
from extractors.errors import ConfigError
from flows.project import Project

if TYPE_CHECKING:
    from flows.watching import Watching

app = App(name="alerts", help="List, test, send and silence alerts.", help_format="plaintext")
Form = Annotated[Format, Parameter(name="--format")]
Limit = Annotated[int, Parameter(name=("--limit", "-n"))]


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
    rows = _ask("alerts", {"rule": rule, "since": after}, limit)
    write_rows(("raised_at", "rule", "severity", "state", "headline", "alert_id"), rows, form, empty="no alerts")


@app.command
def log(*, channel: str | None = None, state: str | None = None, limit: Limit = 30, form: Form = "table") -> None:
    """List deliveries: each alert on each channel, sent, pending or given up, with the reason.

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
    rows = _ask("deliveries", {"channel": channel, "state": state}, limit)
    columns = ("created_at", "channel", "state", "attempts", "sent_at", "due_at", "error", "headline", "alert_id")
    write_rows(columns, rows, form, empty="no deliveries")


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
    from warehouse.alert_questions import events_since

    watching = _watching()
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
    ):
        told += one.alert is not None
        if one.alert is not None or silent:
            verdict = one.lane or "sent" if one.alert else one.decision.verdict
            rows.append(
                (one.event.occurred_at, verdict, headline(one.event), one.decision.reason, one.event.event_id)
            )
    write_rows(("occurred_at", "what", "headline", "why", "event_id"), rows, form, empty="it would have said nothing")
    note(f"{told} alert{'' if told == 1 else 's'} since {after:%Y-%m-%d %H:%M} UTC; nothing was written or sent")


@app.command(name="send-test")
def send_test(channel: str, /) -> None:
    """Send one test message through a channel, now.

    Parameters
    ----------
    channel
        The channel's id from config/alerts.yaml.
    """
    from alerts.deliver import send_test as send

    watching = _watching()
    note(f"{channel}: {send(watching.settings, watching.tools, channel)}")


@app.command
def retry(channel: str | None = None, /) -> int:
    """Send again what was given up, on one channel or on all; a paused channel is taken up again.

    Parameters
    ----------
    channel
        The channel's id; all when left out.
    """
    watching = _watching()
    now = watching.now()
    names = [channel] if channel else [each.id for each in watching.settings.channels]
    revived = 0
    for name in names:
        watching.settings.channel(name)
        watching.outbox.clear_control("pause_channel", name)
        revived += watching.outbox.retry_deliveries(now, channel_id=name)
    report = watching.send()
    note(f"{revived} deliveries taken up again; {report.sent} sent")
    for each in report.channels:
        if each.error:
            note(f"{each.channel_id}: {each.error}")
    return 1 if any(each.error for each in report.channels) else 0


@app.command
def snooze(rule: str, /, *, until: str) -> None:
    """Keep a rule's alerts, but send none of them for a while.

    Parameters
    ----------
    rule
        The rule's id.
    until
        A date (2026-05-31) or a span from now (12h, 7d).
    """
    from extractors.alerting import Control

    watching = _watching()
    watching.settings.rule(rule)
    now = watching.now()
    past = read_since(until, now)
    # A span is counted forwards here.
    at = now + (now - past) if past is not None and until[:-1].isdigit() else past
    if at is None or at <= now:
        raise ConfigError(f"--until {until!r}: that is over already; give a later date, or a span such as 12h")
    watching.outbox.set_control(Control("snooze_rule", rule, now, at, "command line"))
    note(f"rule {rule} is silent until {at:%Y-%m-%d %H:%M} UTC; `figurewatch alerts wake {rule}` ends that")


@app.command
def wake(rule: str, /) -> None:
    """End the silence of a rule.

    Parameters
    ----------
    rule
        The rule's id.
    """
    watching = _watching()
    watching.settings.rule(rule)
    lifted = watching.outbox.clear_control("snooze_rule", rule)
    note(f"rule {rule} speaks again" if lifted else f"rule {rule} was not silent")


@app.command
def ack(*alert_ids: str, by: str = "") -> None:
    """Mark alerts as seen.

    Parameters
    ----------
    alert_ids
        Ids as `alerts ls` shows them.
    by
        Who has seen them.
    """
    import getpass

    watching = _watching()
    done = watching.outbox.acknowledge(alert_ids, by or getpass.getuser(), watching.now())
    note(f"{done} of {len(alert_ids)} marked as seen")


def _watching() -> Watching:
    from flows.watching import Watching

    return Watching(Project.find(), now=lambda: datetime.now(UTC))


def _ask(name: str, values: dict[str, object], limit: int) -> list[tuple[object, ...]]:
    from warehouse.alert_questions import ask_alerts

    return ask_alerts(open_warehouse(), name, values, limit)
