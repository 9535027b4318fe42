"""What a rule is once its file is read: frozen records, no checks left to do."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, time, timedelta
from decimal import Decimal
from typing import TYPE_CHECKING, Literal

from extractors.alerting import Severity

if TYPE_CHECKING:
    from alerts.terms import Terms

Test = Literal["above", "at_least", "below", "at_most", "inside", "outside"]
Measure = Literal["absolute", "percent", "points"]
Direction = Literal["up", "down", "either"]
DAY_NAMES = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
LATE_AFTER = timedelta(days=7)
"""News older than this when it is judged goes out in one digest, whatever the rule says about the time."""


@dataclass(frozen=True, slots=True)
class ValueCondition:
    """The new value against a limit.

    Attributes:
        low, high: the limit (both the same), or both ends of ``inside`` and ``outside``.
        rearm: the value must come back this far before the rule can fire again: to a value, or for ``inside`` and
            ``outside`` beyond or between two; None: back over the limit.
        unit: what the limit is in; None: the unit of the event.
    """

    test: Test
    low: Decimal
    high: Decimal
    rearm: Decimal | tuple[Decimal, Decimal] | None = None
    unit: str | None = None


@dataclass(frozen=True, slots=True)
class ChangeCondition:
    """The size of the change; a change of exactly ``size`` counts.

    Attributes:
        over: against the figure in force this long ago, so that slow drift is seen; None: the figure before.
        unit: what an absolute ``size`` is in; None: the unit of the event.
    """

    measure: Measure
    size: Decimal
    direction: Direction = "either"
    over: timedelta | None = None
    unit: str | None = None


@dataclass(frozen=True, slots=True)
class Digest:
    """A time of day at which what has gathered is sent as one message.

    Attributes:
        days: 0 is Monday; all seven when not chosen.
    """

    at: time
    zone: str = "UTC"
    days: tuple[int, ...] = (0, 1, 2, 3, 4, 5, 6)

    @property
    def lane(self) -> str:
        """The name deliveries of this digest share."""
        days = "" if len(self.days) == 7 else " " + ",".join(DAY_NAMES[day] for day in self.days)
        return f"{self.at:%H:%M} {self.zone}{days}"

    def next_at(self, now: datetime) -> datetime:
        """The first such time after ``now``, UTC; a local time the clocks skip is taken as the one after the jump."""
        from datetime import UTC
        from zoneinfo import ZoneInfo

        zone = ZoneInfo(self.zone)
        local = now.astimezone(zone)
        for ahead in range(9):
            day = local.date() + timedelta(days=ahead)
            if day.weekday() not in self.days:
                continue
            moment = datetime.combine(day, self.at, zone).astimezone(UTC)
            if moment > now:
                return moment
        raise ValueError(f"digest {self.lane} names no day")


@dataclass(frozen=True, slots=True)
class Rule:
    """When to tell whom about what.

    Attributes:
        events: kinds it reacts to; ``match``: all terms must fit the event.
        value, change, first_in, outlets, origins, where: conditions; all that are set must hold.
        certainty: what "more than 80" is above 100: ``sure`` says no, ``possible`` says yes.
        repeat: ``enters``: only when the value enters; ``every``: each new figure for which it holds.
        wait: how long an event may take to reach ``outlets`` and ``origins``.
        cooldown: silence for the same series after an alert; ``at_most``, ``per``: alerts beyond this rate are
            gathered into one digest at its end.
        horizon: news older than this is not told; None: the file's ``alert_horizon``.
        digest: None sends at once.
        channels: ids; empty means every channel.
        pause: why it is switched off; None when it is not.
    """

    id: str
    events: frozenset[str]
    about: str = ""
    match: Terms | None = None
    value: ValueCondition | None = None
    change: ChangeCondition | None = None
    first_in: timedelta | None = None
    outlets: int = 0
    origins: int = 0
    where: str | None = None
    certainty: Literal["sure", "possible"] = "sure"
    repeat: Literal["enters", "every"] = "enters"
    wait: timedelta = timedelta(days=7)
    cooldown: timedelta | None = None
    at_most: int | None = None
    per: timedelta = timedelta(days=1)
    horizon: timedelta | Literal["all"] | None = None
    severity: Severity = "info"
    digest: Digest | None = None
    channels: tuple[str, ...] = ()
    pause: str | None = None

    @property
    def title(self) -> str:
        """What people call it."""
        return self.about or self.id
