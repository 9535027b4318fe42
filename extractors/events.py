"""What happened to a figure or a source: the record the warehouse makes and the alerts judge."""

from __future__ import annotations

from datetime import datetime, timedelta
from decimal import Decimal
from hashlib import sha256
from typing import Literal, NamedTuple, get_args

EventKind = Literal[
    "new_series",
    "new_figure",
    "revision",
    "conflict",
    "edit",
    "forecast",
    "forecast_changed",
    "forecast_due",
    "source_failed",
    "source_silent",
    "yield_drop",
    "indicator_stale",
]
EVENT_KINDS: tuple[str, ...] = get_args(EventKind)
FIGURE_EVENT_KINDS: tuple[str, ...] = EVENT_KINDS[:8]
SOURCE_EVENT_KINDS: tuple[str, ...] = EVENT_KINDS[8:11]
INDICATOR_EVENT_KINDS: tuple[str, ...] = EVENT_KINDS[11:]

Outcome = Literal["met", "missed", "silent"]

SILENT_AFTER = timedelta(days=30)
"""How long after the end of a forecast's period silence is an event; a figure that comes later still makes one."""


class Event(NamedTuple):  # and no dataclass: loading makes very many
    """One thing that happened, with the evidence for it; the same facts always give the same ``event_id``.

    The ``new_*`` fields and the evidence (quote, sentence, url) speak of the statement that made the event, the
    ``old_*`` fields of the one it is set against. For an event about a source the figure's fields are None.

    Attributes:
        context: what the heads of a table say, where ``sentence`` is a row of one.
        occurred_at: when the article that made it was published (fetched, where that is unknown); for
            ``forecast_due`` the end of the forecast's period. Aware, UTC.
        detected_at: when the load that found it ran. Aware, UTC.
        kind_of_value: the claim's kind ("count", "money", "percent" ...).
        unit, per: what the values are in, as the claim states them; old values are converted to it.
        change: "up" or "down" where the series is about the size of a move, None for levels.
        old_low .. new_high: values as stated, before rounding is allowed for.
        change_abs: new minus old, in ``unit``; None where either is missing. The middle of a range speaks for it.
        change_pct: the same relative to old, in percent; None for percentages, ranks and an old value of zero.
        change_points: percentage points where the values are percentages, else None.
        period_iso: what the new figure is about, ISO 8601, or None where the text does not say.
        outcome: of ``forecast_due`` only.
        outlets, origins: how many outlets carried the new figure when the event was detected, and how many of
            them wrote it themselves (copies of one text count once).
        message: for an event about a source or an indicator, what happened in one line.
        indicators: ids from ``indicators.yaml`` that the series belongs to; of ``indicator_stale`` the one that is.
        tags: of the source.
    """

    event_id: str
    kind: EventKind
    occurred_at: datetime
    detected_at: datetime
    series_id: str | None = None
    figure_id: str | None = None
    claim_id: str | None = None
    article_id: str | None = None
    source_id: str | None = None
    subject: str | None = None
    measure: str | None = None
    unit: str | None = None
    per: str | None = None
    kind_of_value: str | None = None
    change: str | None = None
    old_low: Decimal | None = None
    old_high: Decimal | None = None
    old_bound: str | None = None
    new_low: Decimal | None = None
    new_high: Decimal | None = None
    new_bound: str | None = None
    change_abs: Decimal | None = None
    change_pct: Decimal | None = None
    change_points: Decimal | None = None
    period_iso: str | None = None
    modality: str | None = None
    outcome: Outcome | None = None
    outlets: int = 0
    origins: int = 0
    quote: str | None = None
    sentence: str | None = None
    context: str | None = None
    outlet: str | None = None
    url: str | None = None
    title: str | None = None
    published_at: datetime | None = None
    old_figure_id: str | None = None
    old_claim_id: str | None = None
    old_quote: str | None = None
    old_outlet: str | None = None
    old_url: str | None = None
    old_published_at: datetime | None = None
    message: str | None = None
    indicators: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()

    @property
    def news_at(self) -> datetime:
        """When it became news, which is what says whether it is old: later than ``occurred_at`` for a forecast come
        due, whose outcome is known once a figure is published, or once nobody has given one for long enough.
        """
        if self.kind != "forecast_due":
            return self.occurred_at
        if self.outcome == "silent":
            return self.occurred_at + SILENT_AFTER
        return max(self.occurred_at, self.published_at or self.occurred_at)


def make_event_id(kind: str, *identity: str | None) -> str:
    """A stable id for what happened: the same kind and identity always give the same 16 hex digits."""
    text = "\x1f".join([kind, *("" if part is None else part for part in identity)])
    return sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:16]
