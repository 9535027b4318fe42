"""Events written short for the alert tests: ``said("23", 10)`` is a figure of 23 said ten days before ``NOW``."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from typing import Any

from extractors.events import Event, make_event_id

NOW = datetime(2026, 3, 31, 12, 0, tzinfo=UTC)
_SHORT = re.compile(
    r"(?P<bound>>=|<=|>|<|~)?(?P<low>-?\d+(?:\.\d+)?)(?:\.\.(?P<high>-?\d+(?:\.\d+)?))?(?P<unit>\s?[%A-Za-z]+)?"
)


def said(text: str, days_ago: float = 0, kind: str = "new_figure", **fields: Any) -> Event:
    """``text`` is a bound, a number or range, and a unit: ``>80``, ``5..10``, ``4.1 %``, ``3 km``."""
    match = _SHORT.fullmatch(text)
    assert match, text
    unit = (match["unit"] or "data centre").strip()
    at = NOW - timedelta(days=days_ago)
    value_kind = "percent" if unit == "%" else "count" if unit == "data centre" else "measure"
    low = Decimal(match["low"])
    event = Event(
        event_id=make_event_id(kind, text, str(at), str(sorted(fields.items()))),
        kind=kind,  # type: ignore[arg-type]
        occurred_at=at,
        detected_at=at,
        series_id="s-centres",
        figure_id=f"f-{text}",
        source_id="plateau",
        subject="Gui'an New Area",
        measure="data centres",
        unit=unit,
        kind_of_value=value_kind,
        new_low=low,
        new_high=Decimal(match["high"]) if match["high"] else low,
        new_bound=match["bound"] or "=",
        modality="actual",
        outlets=1,
        origins=1,
        quote=f"{match['low']} data centres",
        sentence=f"Gui'an New Area now runs {match['low']} data centres, its planners said.",
        outlet="Plateau Daily",
        url="https://plateau.example/centres",
        title="Ever more halls",
        published_at=at,
    )
    return event._replace(**fields)


def against(event: Event, old: Event) -> Event:
    """``event`` with ``old`` as the figure before it, and the change between them."""
    assert event.new_low is not None
    assert event.new_high is not None
    assert old.new_low is not None
    assert old.new_high is not None
    change = (event.new_low + event.new_high) / 2 - (old.new_low + old.new_high) / 2
    percentage = event.kind_of_value == "percent"
    return event._replace(
        old_low=old.new_low,
        old_high=old.new_high,
        old_bound=old.new_bound,
        old_quote=old.quote,
        old_outlet=old.outlet,
        old_url=old.url,
        old_published_at=old.published_at,
        change_abs=change,
        change_pct=None if percentage or old.new_low == 0 else change / abs(old.new_low) * 100,
        change_points=change if percentage else None,
    )


def story(before: list[str], now: str, *, every_days: float = 10, kind: str = "new_figure") -> list[Event]:
    """Figures of one series, oldest first, ``every_days`` apart; the last is ``now``. ``value@days`` sets the age."""
    events: list[Event] = []
    for index, text in enumerate([*before, now]):
        value, _, age = text.partition("@")
        days = float(age) if age else (len(before) - index) * every_days
        first = not events
        event = said(value, days, "new_series" if first and before else kind)
        events.append(event if first else against(event, events[-1]))
    return events
