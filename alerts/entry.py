"""What an operator may write in config/alerts.yaml, checked by pydantic; the schema for editors comes from here."""

from __future__ import annotations

import re
from datetime import time, timedelta
from decimal import Decimal
from functools import lru_cache
from typing import Annotated, Any, Literal, Union

from pydantic import AfterValidator, BeforeValidator, Field, create_model, model_validator

from alerts.channels import CHANNELS
from extractors.events import EventKind, Outcome
from extractors.model import Kind, Modality
from extractors.settings import Interval, SettingsModel, as_listed, parse_interval

_AT_MOST = re.compile(r"([1-9][0-9]{0,5}) per (\S+)")
_DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
RULE_ID = r"^[a-z0-9][a-z0-9_-]{0,62}$"


def _horizon(value: object) -> object:
    if value == "all":
        return value
    try:
        return parse_interval(value)
    except ValueError:
        raise ValueError("write `all`, or an interval such as 12h or 7d") from None


def _clock(value: object) -> object:
    if isinstance(value, time):
        return value
    match = re.fullmatch(r"([01]?[0-9]|2[0-3]):([0-5][0-9])", value) if isinstance(value, str) else None
    if match is None:
        raise ValueError('a time of day is written as "08:00"')
    return time(int(match[1]), int(match[2]))


def _zone(value: str) -> str:
    from zoneinfo import ZoneInfo

    try:
        ZoneInfo(value)
    except (OSError, ValueError, ModuleNotFoundError, KeyError):
        raise ValueError("no time zone of that name; write one such as Europe/Berlin, Asia/Shanghai or UTC") from None
    return value


def _rate(value: object) -> object:
    if isinstance(value, tuple):
        return value
    match = _AT_MOST.fullmatch(value) if isinstance(value, str) else None
    if match is None:
        raise ValueError("write a number and a time, such as `10 per 1d`")
    return int(match[1]), parse_interval(match[2])


def _days(value: object) -> object:
    if not isinstance(value, list):
        return value
    bad = [day for day in value if day not in _DAYS]
    if bad:
        raise ValueError(f"days are {', '.join(_DAYS)}")
    return tuple(sorted({_DAYS.index(day) for day in value}))


def _named(value: object) -> object:
    if value == []:
        raise ValueError("an empty list would mean all of them; name one, or leave it out")
    return as_listed(value)


Names = Annotated[tuple[Annotated[str, Field(min_length=1)], ...], BeforeValidator(_named)]
Horizon = Annotated[
    timedelta | Literal["all"], BeforeValidator(_horizon), Field(json_schema_extra={"examples": ["7d"]})
]
Pair = Annotated[tuple[Decimal, Decimal], Field(description="two numbers, the lower first")]


class MatchEntry(SettingsModel):
    """Which events a rule is about; each term that is written must fit, one name of a list is enough."""

    indicator: Names = Field(default=(), description="ids from indicators.yaml")
    series: Names = ()
    subject: Names = Field(default=(), description="whose figure; * stands for anything")
    measure: Names = Field(default=(), description="what is measured; * stands for anything")
    unit: Names = ()
    kind: Annotated[tuple[Kind, ...], BeforeValidator(_named)] = Field(default=(), description="kind of value")
    modality: Annotated[tuple[Modality, ...], BeforeValidator(_named)] = ()
    outcome: Annotated[tuple[Outcome, ...], BeforeValidator(_named)] = Field(
        default=(), description="of forecast_due"
    )
    outlet: Names = ()
    source: Names = ()
    tag: Names = Field(default=(), description="tags of the source")


class ValueEntry(SettingsModel):
    """The new value against a limit; exactly one of above, at_least, below, at_most, inside and outside."""

    above: Decimal | None = Field(default=None, description="more than this")
    at_least: Decimal | None = Field(default=None, description="this or more")
    below: Decimal | None = Field(default=None, description="less than this")
    at_most: Decimal | None = Field(default=None, description="this or less")
    inside: Pair | None = Field(default=None, description="both ends belong to it")
    outside: Pair | None = Field(default=None, description="both ends do not belong to it")
    rearm: Decimal | Pair | None = Field(
        default=None,
        description="must come back to this before it can alert again; two numbers for inside and outside",
    )
    unit: str | None = Field(default=None, min_length=1, description="what the limit is in; the event's if left out")

    @model_validator(mode="after")
    def _one_test(self) -> ValueEntry:
        tests = [name for name in VALUE_TESTS if getattr(self, name) is not None]
        if len(tests) != 1:
            raise ValueError(f"needs exactly one of {', '.join(VALUE_TESTS)}")
        test, limit = tests[0], getattr(self, tests[0])
        if isinstance(limit, tuple):
            if limit[0] > limit[1]:
                raise ValueError(f"{test} needs the lower number first")
            _check_rearm_pair(test, limit, self.rearm)
        elif isinstance(self.rearm, tuple):
            raise ValueError(f"rearm of {test} is one number")
        elif self.rearm is not None:
            upward = test in ("above", "at_least")
            if (upward and self.rearm >= limit) or (not upward and self.rearm <= limit):
                raise ValueError(f"rearm must lie {'below' if upward else 'above'} the limit of {test}")
        return self


def _check_rearm_pair(test: str, limit: tuple[Decimal, Decimal], rearm: object) -> None:
    """The pair must lie around ``inside`` (the value has to go out so far) and within ``outside``."""
    if rearm is None:
        return
    if not isinstance(rearm, tuple) or rearm[0] > rearm[1]:
        raise ValueError(f"rearm of {test} is two numbers, the lower first")
    wider = rearm[0] <= limit[0] and limit[1] <= rearm[1]
    narrower = limit[0] <= rearm[0] and rearm[1] <= limit[1]
    if test == "inside" and not wider:
        raise ValueError("rearm of inside must lie around it: the value has to go out so far")
    if test == "outside" and not narrower:
        raise ValueError("rearm of outside must lie within it: the value has to come back so far")


VALUE_TESTS = ("above", "at_least", "below", "at_most", "inside", "outside")
CHANGE_MEASURES = ("absolute", "percent", "points")


class ChangeEntry(SettingsModel):
    """The size of the change, at least; exactly one of absolute, percent and points."""

    absolute: Decimal | None = Field(default=None, gt=0, description="in the unit of the figure")
    percent: Decimal | None = Field(default=None, gt=0, description="relative to the old figure")
    points: Decimal | None = Field(default=None, gt=0, description="percentage points, for figures in percent")
    direction: Literal["up", "down", "either"] = "either"
    over: Interval | None = Field(
        default=None, description="against the figure this long ago; the one before if left out"
    )
    unit: str | None = Field(default=None, min_length=1, description="what absolute is in; the event's if left out")

    @model_validator(mode="after")
    def _one_measure(self) -> ChangeEntry:
        given = [name for name in CHANGE_MEASURES if getattr(self, name) is not None]
        if len(given) != 1:
            raise ValueError(f"needs exactly one of {', '.join(CHANGE_MEASURES)}")
        if self.unit is not None and self.absolute is None:
            raise ValueError("unit goes with absolute")
        return self


class WhenEntry(SettingsModel):
    """Conditions; all that are written must hold."""

    value: ValueEntry | None = None
    change: ChangeEntry | None = None
    first_in: Interval | None = Field(default=None, description="no other figure of the series for this long")
    outlets: int = Field(default=0, ge=1, le=1000, description="at least so many outlets carry it")
    origins: int = Field(default=0, ge=1, le=1000, description="at least so many wrote it themselves")
    wait: Interval | None = Field(default=None, description="how long it may take to reach outlets and origins; 7d")
    where: str | None = Field(default=None, min_length=1, description="SQL condition over a row of mart.event")


class DigestEntry(SettingsModel):
    """Send what has gathered as one message at a time of day."""

    at: Annotated[time, BeforeValidator(_clock)] = Field(json_schema_extra={"type": "string", "examples": ["08:00"]})
    zone: Annotated[str, AfterValidator(_zone)] = "UTC"
    days: Annotated[tuple[int, ...], BeforeValidator(_days), Field(min_length=1)] = (0, 1, 2, 3, 4, 5, 6)


class RuleEntry(SettingsModel):
    """When to tell whom about what."""

    id: str = Field(pattern=RULE_ID, description="stable name: small letters, digits, - and _")
    about: str = Field(default="", max_length=200, description="what people call it")
    events: Annotated[tuple[EventKind, ...], BeforeValidator(as_listed), Field(min_length=1)]
    match: MatchEntry = MatchEntry()
    when: WhenEntry = WhenEntry()
    certainty: Literal["sure", "possible"] = "sure"
    repeat: Literal["enters", "every"] = "enters"
    cooldown: Interval | None = Field(default=None, description="silence for the same series after an alert")
    at_most: Annotated[tuple[int, timedelta] | None, BeforeValidator(_rate)] = Field(
        default=None, description="10 per 1d; what is beyond goes into one digest"
    )
    horizon: Horizon | None = Field(
        default=None, description="news older than this is not told; alert_horizon if left out"
    )
    severity: Literal["info", "warning", "critical"] = "info"
    digest: DigestEntry | None = Field(default=None, description="at once if left out")
    channels: Names = Field(default=(), description="ids of channels; all if left out")
    pause: str | None = Field(default=None, min_length=1, description="why it is switched off at present")


class AlertsBase(SettingsModel):
    """The file without its channels, whose kinds are listed in ``alerts.channels.CHANNELS``."""

    alert_horizon: Horizon = Field(
        default=timedelta(days=7), description="news older than this is not told, or `all`"
    )
    notices: Names = Field(default=(), description="channels that hear of dead channels; all others if left out")
    rules: tuple[RuleEntry, ...] = ()


@lru_cache(maxsize=1)
def alerts_file() -> type[AlertsBase]:
    """The model of the whole file."""
    kinds = tuple(kind.settings for kind in CHANNELS.values())
    channel: Any = Annotated[Union[kinds], Field(discriminator="kind")]  # noqa: UP007
    return create_model(
        "AlertsFile", __base__=AlertsBase, __doc__="Alert rules and channels.", channels=(tuple[channel, ...], ())
    )
