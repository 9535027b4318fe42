"""One rule, one event and what was before in; whether to alert, and which part of the rule decided, out.

Pure: no clock, network, log or database. ``docs/alerts.md`` has the truth table; each of its cells is a test.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal

from alerts.change_condition import check_change
from alerts.conditions import check_first, check_spread
from alerts.history import Past
from alerts.rule import Rule
from alerts.value_condition import check_value
from extractors.alerting import Verdict
from extractors.events import Event
from extractors.settings_span import format_interval


@dataclass(frozen=True, slots=True)
class Check:
    """What one part of a rule said: ``outcome`` None means it does not hold yet but may."""

    step: str
    outcome: bool | None
    words: str
    until: datetime | None = None


@dataclass(frozen=True, slots=True)
class Decision:
    """What a rule said of an event.

    Attributes:
        step: the part that decided; of an alert, the last condition that had to hold.
        reason: the same in words.
        concerns: False when the event was none of the rule's business (another kind, another subject).
        checks: every part that was looked at, in order.
        until: of ``wait``: when waiting ends.
    """

    verdict: Verdict
    step: str
    reason: str
    concerns: bool
    checks: tuple[Check, ...]
    until: datetime | None = None


def judge(
    rule: Rule,
    event: Event,
    past: Past,
    now: datetime,
    *,
    alert_horizon: timedelta | Literal["all"] = timedelta(days=7),
) -> Decision:
    """Whether ``rule`` alerts about ``event``; ``alert_horizon`` stands where the rule names none of its own."""
    checks: list[Check] = []
    waiting: Check | None = None
    for part in (
        *_of_the_event(rule, now, alert_horizon),
        _value,
        _change,
        _first,
        _where(now),
        _spread(now),
        _cooldown(now),
    ):
        check = part(rule, event, past)
        if check is None:
            continue
        checks.append(check)
        if check.outcome is None:
            waiting = check
        elif not check.outcome:
            concerns = check.step not in ("events", "match")
            return Decision("silent", check.step, check.words, concerns, tuple(checks))
    if waiting is not None:
        return Decision("wait", waiting.step, waiting.words, True, tuple(checks), waiting.until)
    said = [check for check in checks if check.step not in ("events", "match", "age", "cooldown")] or checks[:1]
    return Decision("alert", said[-1].step, "; ".join(check.words for check in said), True, tuple(checks))


Part = Callable[[Rule, Event, Past], Check | None]


def concerns_now(
    rule: Rule, event: Event, now: datetime, *, alert_horizon: timedelta | Literal["all"] = timedelta(days=7)
) -> bool:
    """False where the event's kind, words or age make ``rule`` silent, whatever was before it."""
    checks = (part(rule, event, Past()) for part in _of_the_event(rule, now, alert_horizon))
    return all(check is None or check.outcome for check in checks)


def _of_the_event(rule: Rule, now: datetime, alert_horizon: timedelta | Literal["all"]) -> tuple[Part, ...]:
    """The parts that look at the event alone."""
    return _events, _terms, _age(rule.horizon if rule.horizon is not None else alert_horizon, now)


def _events(rule: Rule, event: Event, past: Past) -> Check:
    if rule.pause:
        return Check("events", False, f"the rule is paused: {rule.pause}")
    if event.kind in rule.events:
        return Check("events", True, f"{event.kind} is among its events")
    return Check("events", False, f"{event.kind} is not among its events ({', '.join(sorted(rule.events))})")


def _terms(rule: Rule, event: Event, past: Past) -> Check | None:
    if rule.match is None:
        return None
    mismatch = rule.match.mismatch(event)
    return Check("match", mismatch is None, mismatch or "all terms of match fit")


def _age(horizon: timedelta | Literal["all"], now: datetime) -> Part:
    def check(rule: Rule, event: Event, past: Past) -> Check:
        if horizon == "all":
            return Check("age", True, "news of any age is told")
        age = now - event.news_at
        old = "news of the future" if age < timedelta(0) else f"{format_age(age)} old"
        return Check("age", age <= horizon, f"{old}, horizon {format_interval(horizon)}")

    return check


def _value(rule: Rule, event: Event, past: Past) -> Check | None:
    if rule.value is None:
        return None
    holds, words = check_value(rule.value, event, past, rule.certainty, rule.repeat, (rule.outlets, rule.origins))
    return Check("value", holds, words)


def _change(rule: Rule, event: Event, past: Past) -> Check | None:
    if rule.change is None:
        return None
    holds, words = check_change(rule.change, event, past)
    return Check("change", holds, words)


def _first(rule: Rule, event: Event, past: Past) -> Check | None:
    if rule.first_in is None:
        return None
    holds, words = check_first(rule.first_in, event, past)
    return Check("first_in", holds, words)


def _where(now: datetime) -> Part:
    def check(rule: Rule, event: Event, past: Past) -> Check | None:
        if rule.where is None:
            return None
        if past.where is not None:
            return Check(
                "where", past.where, f"its SQL condition is {'true' if past.where else 'false'}: {rule.where}"
            )
        until = event.detected_at + rule.wait
        if past.where_error is None or now >= until:
            return Check("where", False, past.where_error or "its SQL condition could not be asked")
        return Check("where", None, f"{past.where_error}; tried again until {until:%Y-%m-%d %H:%M} UTC", until)

    return check


def _spread(now: datetime) -> Part:
    def check(rule: Rule, event: Event, past: Past) -> Check | None:
        if not rule.outlets and not rule.origins:
            return None
        until = event.detected_at + rule.wait
        holds, words = check_spread(rule.outlets, rule.origins, event)
        if holds or now >= until:
            return Check("outlets", holds, words if holds else f"{words} within {format_interval(rule.wait)}")
        return Check("outlets", None, f"{words} so far; waiting until {until:%Y-%m-%d %H:%M} UTC", until)

    return check


def _cooldown(now: datetime) -> Part:
    def check(rule: Rule, event: Event, past: Past) -> Check | None:
        if rule.cooldown is None:
            return None
        recent = [alert for alert in past.told() if alert.event_id != event.event_id and alert.raised_at <= now]
        if not recent:
            return Check("cooldown", True, "no alert of this rule for the series before")
        ends = recent[-1].raised_at + rule.cooldown
        words = f"last alert for the series at {recent[-1].raised_at:%Y-%m-%d %H:%M} UTC"
        return Check("cooldown", now >= ends, f"{words}, cooldown {format_interval(rule.cooldown)}")

    return check


def format_age(age: timedelta) -> str:
    """``3 d``, ``5 h``, ``20 min``."""
    if age >= timedelta(days=2):
        return f"{age.days} d"
    if age >= timedelta(hours=2):
        return f"{int(age.total_seconds() // 3600)} h"
    return f"{int(age.total_seconds() // 60)} min"
