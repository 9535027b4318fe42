"""Pending deliveries out through their channels, each channel by itself; what came of each is marked at once.

At least once: a sender that dies between sending and marking leaves a delivery that is sent again under the same
id. Nothing is dropped: what cannot be sent waits, or is dead with its reason and a notice.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field, replace
from datetime import datetime
from threading import Lock
from typing import Any

from alerts.backlog import GONE, Waiting, find_waiting, say_pause
from alerts.channels import CHANNELS, ChannelSettings, Parcel, Tools
from alerts.config import AlertSettings
from alerts.messages import NOTICE_RULE, make_notice
from alerts.notices import notice_rows
from alerts.outbox import Outbox
from alerts.parcels import backoff, parcels
from alerts.wording import say_count
from extractors.alerting import LEASE, OURSELVES, Control, Delivery, make_alert_id
from extractors.errors import DeliveryError, FigurewatchError

BUDGET_S = 120.0
"""How long one channel may go on sending in one round; the rest follows in the next."""
TOLD_AFTER = 5
"""Failed attempts after which the other channels hear that one does not work: about an hour and a half."""


@dataclass(frozen=True, slots=True)
class ChannelReport:
    """What one round came to on one channel: deliveries sent, waiting after it, given up.

    Attributes:
        error: the last failure of the round, and what waits for how long because of it.
        paused: the same where nothing was tried: the channel is paused, or was put off in an earlier round.
    """

    channel_id: str
    sent: int = 0
    waiting: int = 0
    dead: int = 0
    messages: int = 0
    error: str | None = None
    paused: str | None = None


@dataclass(frozen=True, slots=True)
class SendReport:
    """What one round came to."""

    channels: tuple[ChannelReport, ...] = ()

    @property
    def sent(self) -> int:
        """Deliveries sent on all channels."""
        return sum(channel.sent for channel in self.channels)

    @property
    def dead(self) -> int:
        """Deliveries given up on all channels."""
        return sum(channel.dead for channel in self.channels)


@dataclass(slots=True)
class _Tally:
    sent: int = 0
    dead: int = 0
    messages: int = 0
    error: str | None = None
    notices: list[str] = field(default_factory=list)


def send_pending(
    outbox: Outbox,
    settings: AlertSettings,
    tools: Tools,
    *,
    hold: Sequence[str] = (),
) -> SendReport:
    """Send what is due on every channel, each in its own thread; never raises for one.

    In the lanes of ``hold`` more is to come: what waits there begins no message yet.

    Notices about channels given up are written for the other channels and go out in the same call.
    """
    reports: dict[str, ChannelReport] = {}
    lock = Lock()
    for _ in range(2):  # the second time for notices of the first
        waiting = outbox.pending_channels()
        if not waiting:
            break
        paused = {each.target: each for each in outbox.controls() if each.kind == "pause_channel"}
        with ThreadPoolExecutor(max_workers=len(waiting), thread_name_prefix="send") as pool:
            work = {
                name: pool.submit(_try_channel, outbox, lock, settings, tools, name, paused.get(name), hold)
                for name in waiting
            }
        noticed = False
        for name, future in work.items():
            report, notices = future.result()
            reports[name] = _merged(reports.get(name), report)
            for text in notices:
                noticed |= _write_notice(outbox, settings, tools.now(), name, text)
        if not noticed:
            break
    return SendReport(_with_waiting(outbox, settings, tools.now(), reports))


def _with_waiting(
    outbox: Outbox, settings: AlertSettings, now: datetime, reports: Mapping[str, ChannelReport]
) -> tuple[ChannelReport, ...]:
    """The reports in order, each with what is left in its queue: also a round that tries nothing tells why."""
    try:
        found = find_waiting(outbox.backlog(), outbox.controls(), [each.id for each in settings.channels], now)
    except FigurewatchError:  # what was sent is to be told all the same
        found = []
    left = {each.channel_id: each for each in found}
    return tuple(_told(reports[name], left.get(name)) for name in sorted(reports))


def _told(report: ChannelReport, left: Waiting | None) -> ChannelReport:
    if left is None:
        return report
    report = replace(report, waiting=left.deliveries)
    if report.error:
        return replace(report, error=f"{report.error}; {left.waits}")
    return replace(report, paused=left.line) if report.paused or left.held else report


def _try_channel(
    outbox: Outbox, lock: Lock, settings: AlertSettings, tools: Tools, channel_id: str, *rest: Any
) -> tuple[ChannelReport, list[str]]:
    """One channel's round; a warehouse that is held by another process for too long ends this channel's round only.

    So does any other error. What was sent and could not be marked is sent again, under its id, after its lease.
    """
    try:
        return _send_channel(outbox, lock, settings, tools, channel_id, *rest)
    except Exception as error:
        what = str(error) if isinstance(error, FigurewatchError) else f"{type(error).__name__}: {error}"
        return ChannelReport(channel_id, error=tools.secrets.mask(" ".join(what.split()))[:500]), []


def _send_channel(
    outbox: Outbox,
    lock: Lock,
    settings: AlertSettings,
    tools: Tools,
    channel_id: str,
    pause: Control | None,
    hold: Sequence[str],
) -> tuple[ChannelReport, list[str]]:
    tally = _Tally()
    channel = next((each for each in settings.channels if each.id == channel_id), None)
    now = tools.now()
    if pause is not None and pause.holds(now):
        return ChannelReport(channel_id, paused=say_pause(pause)), []
    started = time.monotonic()
    with lock:
        pending = outbox.pending_deliveries(channel_id, now)
    if channel is None:
        # Not dead: the channel may only be missing by mistake, and comes back with its queue.
        return ChannelReport(channel_id, waiting=len(pending), error=GONE), []
    left = len(pending)
    ready = [each for each in pending if each.delivery.batch_id is not None or each.delivery.lane not in hold]
    for parcel, first in parcels(channel, ready, now):
        if time.monotonic() - started > BUDGET_S:
            break
        ids = parcel.delivery_ids
        with lock:
            if not outbox.start_batch(parcel.parcel_id, ids, now, now + LEASE):
                continue  # another sender has them
        left -= len(ids)
        try:
            receipt = _send(channel, parcel, tools)
        except DeliveryError as error:
            stop = _failed(outbox, lock, tools, channel_id, parcel, first, error, tally)
            if stop:
                left += len(ids)
                break
            continue
        with lock:
            outbox.mark_sent(ids, tools.now(), tools.secrets.mask(receipt))
        tally.sent += len(ids)
        tally.messages += 1
    report = ChannelReport(channel_id, tally.sent, left, tally.dead, tally.messages, tally.error)
    return report, tally.notices


def _send(channel: ChannelSettings, parcel: Parcel, tools: Tools) -> str:
    """The receipt; any error at all as a DeliveryError, so that one channel's fault is one channel's fault."""
    try:
        return CHANNELS[channel.kind].send(channel, parcel, tools)
    except DeliveryError:
        raise
    except Exception as error:
        raise DeliveryError(f"{channel.kind}: {type(error).__name__}: {error}") from error


def _failed(
    outbox: Outbox,
    lock: Lock,
    tools: Tools,
    channel_id: str,
    parcel: Parcel,
    first: Delivery,
    error: DeliveryError,
    tally: _Tally,
) -> bool:
    """Mark the parcel as failed; True when the channel's others should wait with it."""
    text = tools.secrets.mask(str(error))[:500]
    tally.error = text
    now = tools.now()
    if error.gone:
        with lock:
            outbox.mark_failed(parcel.delivery_ids, text, now)
            outbox.set_control(Control("pause_channel", channel_id, now, None, OURSELVES, text))
        tally.notices.append(
            f"Channel {channel_id} is paused: {text}. Its alerts are kept; `figurewatch alerts retry {channel_id}`"
            " sends them when it is back"
        )
        return True
    only_notices = all(message.rule_id == NOTICE_RULE for message in parcel.messages)
    wait = None if error.permanent else backoff(first.attempts, parcel.parcel_id, error.retry_after_s)
    with lock:
        outbox.mark_failed(parcel.delivery_ids, text, None if wait is None else now + wait)
    if wait is not None:
        if first.attempts + 1 == TOLD_AFTER and not only_notices:
            tally.notices.append(
                f"Channel {channel_id} does not take an alert of {first.created_at:%Y-%m-%d %H:%M} UTC: {text}. It"
                " and those behind it are tried again; `figurewatch alerts log` shows them"
            )
        return True
    tally.dead += len(parcel.delivery_ids)
    what = say_count(len(parcel.delivery_ids), "alert")
    if not only_notices:
        tally.notices.append(
            f"Channel {channel_id} did not take {what}: {text}. `figurewatch alerts retry {channel_id}` tries again"
        )
    return False


def _write_notice(outbox: Outbox, settings: AlertSettings, now: datetime, about: str, text: str) -> bool:
    """One alert about a channel, for the others; False when it is written already or nobody is left to tell."""
    alert, deliveries = notice_rows(settings, now, about, text, past=about)
    return outbox.add_alerts([alert], deliveries, [], [], now) > 0 and bool(deliveries)


def _merged(old: ChannelReport | None, new: ChannelReport) -> ChannelReport:
    if old is None:
        return new
    return ChannelReport(
        new.channel_id,
        old.sent + new.sent,
        new.waiting,
        old.dead + new.dead,
        old.messages + new.messages,
        new.error or old.error,
        new.paused or old.paused,
    )


def send_test(settings: AlertSettings, tools: Tools, channel_id: str) -> str:
    """Send one plain test message through a channel now, past the outbox; the receipt, or DeliveryError."""
    channel = settings.channel(channel_id)
    now = tools.now()
    alert_id = make_alert_id("test", f"{channel_id} {now:%Y-%m-%dT%H:%M:%S.%f}")
    text = f"Test of channel {channel_id}: alerts of Figurewatch arrive here"
    message = make_notice(alert_id, text, severity="info", raised_at=now)
    try:
        return tools.secrets.mask(_send(channel, Parcel(alert_id, (alert_id,), (message,)), tools))
    except DeliveryError as error:
        raise DeliveryError(f"channel {channel_id}: {tools.secrets.mask(str(error))}") from None


def make_tools(
    settings: AlertSettings,
    env: Mapping[str, str],
    now: Callable[[], datetime],
    allow: Sequence[str] = (),
    ca_file: str = "",
) -> Tools:
    """What channels may use: secrets from ``env`` and files, addresses that ``allow`` opens, more authorities."""
    from alerts.secrets import Secrets
    from network.addresses import parse_openings

    return Tools(settings.home, Secrets(env, settings.home), now, parse_openings(allow), ca_file)
