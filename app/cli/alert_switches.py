"""What people switch off and on again: rules snoozed, channels paused, alerts marked as seen."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

from app.cli.ask import open_warehouse
from app.cli.ingest import read_since, read_span
from app.cli.output import complain, note
from app.cli.user import user_name
from extractors.errors import ConfigError
from flows.project import Project

if TYPE_CHECKING:
    from alerts.backlog import Waiting
    from flows.watching import Watching


def pause(channel: str, /, *, until: str | None = None, why: str = "") -> None:
    """Send nothing through a channel for a while; its alerts are kept and sent afterwards.

    Parameters
    ----------
    channel
        The channel's id from config/alerts.yaml.
    until
        A date (2026-05-31) or a span from now (12h, 7d); until `alerts resume` when left out.
    why
        A word for those who ask.
    """
    from extractors.alerting import Control

    watching = open_watching()
    watching.settings.channel(channel)
    now = watching.now()
    end = None if until is None else _later(until, now)
    watching.outbox.set_control(Control("pause_channel", channel, now, end, user_name(), why))
    note(f"channel {channel} {_say_until(end)}; `figurewatch alerts resume {channel}` ends that")


def resume(channel: str, /) -> None:
    """End the pause of a channel; what it missed goes out in the next round.

    Parameters
    ----------
    channel
        The channel's id.
    """
    watching = open_watching()
    watching.settings.channel(channel)
    lifted = watching.outbox.clear_control("pause_channel", channel)
    note(f"channel {channel} is open again" if lifted else f"channel {channel} was not paused")


def snooze(rule: str, /, *, until: str) -> None:
    """Keep a rule's alerts, but send none of them for a while.

    Parameters
    ----------
    rule
        The rule's id.
    until
        A date (2026-05-31), an instant (2026-05-31T18:00+02:00), or a span from now (12h, 7d).
    """
    from extractors.alerting import Control

    watching = open_watching()
    watching.settings.rule(rule)
    now = watching.now()
    end = _later(until, now)
    watching.outbox.set_control(Control("snooze_rule", rule, now, end, user_name()))
    note(f"rule {rule} {_say_until(end)}; `figurewatch alerts wake {rule}` ends that")


def wake(rule: str, /) -> None:
    """End the silence of a rule.

    Parameters
    ----------
    rule
        The rule's id.
    """
    watching = open_watching()
    watching.settings.rule(rule)
    lifted = watching.outbox.clear_control("snooze_rule", rule)
    note(f"rule {rule} speaks again" if lifted else f"rule {rule} was not silent")


def ack(*alert_ids: str, by: str = "") -> int:
    """Mark alerts as seen.

    Parameters
    ----------
    alert_ids
        Ids as `alerts ls` shows them.
    by
        Who has seen them.
    """
    from warehouse.alert_questions import ask_alerts

    if not alert_ids:
        raise ConfigError("say which alerts; `figurewatch alerts ls` lists them")
    watching = open_watching()
    unknown = [each for each in alert_ids if not ask_alerts(watching.warehouse, "alert", {"alert": each}, 1)]
    done = watching.outbox.acknowledge(alert_ids, by or user_name(), watching.now())
    seen = len(set(alert_ids)) - len(set(unknown)) - done
    note(f"{done} of {len(alert_ids)} marked as seen" + (f"; {seen} had been before" if seen else ""))
    for each in unknown:
        complain(f"no alert {each!r}; `figurewatch alerts ls` lists them")
    return ConfigError.exit_code if unknown else 0


def _later(text: str, now: datetime) -> datetime:
    """A date or instant, or a span counted from now on."""
    at = read_since(text, now, option="--until")
    if at is not None and read_span(text) is not None:
        at = now + (now - at)
    if at is None or at <= now:
        raise ConfigError(f"--until {text!r}: that is over already; give a later date, or a span such as 12h")
    return at


def _say_until(at: datetime | None) -> str:
    return "is silent" if at is None else f"is silent until {at:%Y-%m-%d %H:%M} UTC"


def note_silence() -> None:
    """What is switched off at present, and what waits: a list without news must not look like no news."""
    from warehouse.outbox import WarehouseOutbox

    now = datetime.now(UTC)
    waiting = {each.channel_id: each for each in find_waiting_here()}
    for each in WarehouseOutbox(open_warehouse()).controls():
        if each.holds(now):
            noun = "rule" if each.kind == "snooze_rule" else "channel"
            why = f" ({each.note})" if each.note else ""
            left = waiting.pop(each.target, None) if noun == "channel" else None
            note(f"{noun} {each.target} {_say_until(each.until)}{why}" + (f"; {left.waits}" if left else ""))
    for name, left in waiting.items():
        note(f"channel {name}: {left.line}")


def find_waiting_here() -> list[Waiting]:
    """What waits on each channel of this project, and why."""
    from alerts.backlog import find_waiting
    from flows.watching import load_alert_settings
    from warehouse.outbox import WarehouseOutbox

    outbox = WarehouseOutbox(open_warehouse())
    lanes, controls = outbox.backlog(), outbox.controls()
    try:
        known = [channel.id for channel in load_alert_settings(Project.find()).channels] if lanes else None
    except ConfigError:  # `check` tells it
        known = None
    return find_waiting(lanes, controls, known, datetime.now(UTC))


def open_watching() -> Watching:
    """What the commands on alerts work with: settings, outbox and channels of this project."""
    from flows.watching import Watching

    return Watching(Project.find(), now=lambda: datetime.now(UTC))
