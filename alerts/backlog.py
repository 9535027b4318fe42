"""The lanes of each channel in; how much waits there, why and until when, in one line for people, out. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from extractors.alerting import OURSELVES, Backlog, Control

GONE = "no channel of this id in config/alerts.yaml"


@dataclass(frozen=True, slots=True)
class Waiting:
    """What waits on one channel.

    Attributes:
        deliveries: how many, those of digests among them.
        why: what keeps them, where that is known.
        waits: how many are kept, and until when.
        held: False where they wait as someone wished: for the time of a digest, or while a person's pause lasts.
    """

    channel_id: str
    deliveries: int
    why: str | None
    waits: str
    held: bool

    @property
    def line(self) -> str:
        """All of it: "HTTP 503; 3 deliveries wait until 2026-03-31 13:00 UTC"."""
        return f"{self.why}; {self.waits}" if self.why else self.waits


def find_waiting(
    lanes: Sequence[Backlog], controls: Sequence[Control], known: Sequence[str] | None, now: datetime
) -> list[Waiting]:
    """A record for each channel on which something waits; ``known`` are the configured ones, None: all."""
    paused = {each.target: each for each in controls if each.kind == "pause_channel" and each.holds(now)}
    queues: dict[str, list[Backlog]] = {}
    for lane in lanes:
        queues.setdefault(lane.channel_id, []).append(lane)
    return [
        _waiting(name, queue, paused.get(name), known is None or name in known, now) for name, queue in queues.items()
    ]


def _waiting(name: str, queue: Sequence[Backlog], pause: Control | None, known: bool, now: datetime) -> Waiting:
    count = sum(lane.deliveries for lane in queue)
    if pause is not None:
        return Waiting(name, count, say_pause(pause), say_waits(count), held=pause.by == OURSELVES)
    if not known:
        return Waiting(name, count, GONE, say_waits(count), held=True)
    stuck = [lane for lane in queue if lane.error or not lane.lane]
    if not stuck:
        lanes = ", ".join(lane.lane for lane in queue)
        return Waiting(name, count, None, f"{say_waits(count, _first(queue), now)} ({lanes})", held=False)
    why = next((lane.error for lane in stuck if lane.error), None)
    waits = say_waits(sum(lane.deliveries for lane in stuck), _first(stuck), now)
    if why is not None:
        waits += f"; `figurewatch alerts retry {name}` sends at once"
    return Waiting(name, count, why, waits, held=True)


def _first(queue: Sequence[Backlog]) -> datetime:
    return min(lane.due_at for lane in queue)


def say_pause(pause: Control) -> str:
    """That a channel is paused, until when and why: "paused until 2026-03-31 13:00 UTC (moving)"."""
    until = "" if pause.until is None else f" until {pause.until:%Y-%m-%d %H:%M} UTC"
    return f"paused{until}" + (f" ({pause.note})" if pause.note else "")


def say_waits(count: int, due_at: datetime | None = None, now: datetime | None = None) -> str:
    """How many wait, and until when.

    >>> say_waits(1), say_waits(22, datetime(2026, 3, 31, 13), datetime(2026, 3, 31, 12))
    ('1 delivery waits', '22 deliveries wait until 2026-03-31 13:00 UTC')
    """
    waits = "1 delivery waits" if count == 1 else f"{count:,} deliveries wait"
    if due_at is None or now is None:
        return waits
    return f"{waits} until {due_at:%Y-%m-%d %H:%M} UTC" if due_at > now else f"{waits} for the next round"
