"""The smaller conditions of a rule: first in a while, carried by enough outlets. Pure; each says why, too."""

from __future__ import annotations

from datetime import timedelta

from alerts.history import Past
from extractors.events import Event
from extractors.settings_span import format_interval


def check_first(span: timedelta, event: Event, past: Past) -> tuple[bool, str]:
    """Whether the series was silent for ``span`` before the event."""
    words = format_interval(span)
    for before in reversed(past.events):
        if before.new_low is not None:
            if event.occurred_at - before.occurred_at < span:
                return False, f"the series had news on {before.occurred_at:%Y-%m-%d}, less than {words} before"
            break
    return True, f"the first news of the series in {words}"


def check_spread(outlets: int, origins: int, event: Event) -> tuple[bool, str]:
    """Whether enough outlets carry it, and enough of them wrote it themselves."""
    parts = []
    if outlets:
        parts.append(f"{event.outlets} of {outlets} outlets")
    if origins:
        parts.append(f"{event.origins} of {origins} origins")
    return event.outlets >= outlets and event.origins >= origins, " and ".join(parts)
