"""What a run did, as plain values: for the terminal, the Prefect artifact and the exit code."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING

from alerts.numbers import say_move
from flows.tally import SourceTally

if TYPE_CHECKING:
    from decimal import Decimal

    from extractors.alerting import Alert
    from extractors.events import Event, EventKind
    from warehouse.batch import LoadReport


@dataclass(frozen=True, slots=True)
class WatchSummary:
    """What was judged and sent.

    Attributes:
        found: events that only time brought: forecasts come due, sources gone silent.
        raised: new alerts, oldest first.
        sent, failed, waiting: deliveries of this run that went out, that did not, and that are not yet due.
        messages: what the deliveries went out in; a digest holds many.
        errors: what kept a part of the round from being done, one line each.
        held_up: channels that are down or paused, one line each; what is theirs waits, as it should.
    """

    found: Sequence[Event] = ()
    judged: int = 0
    raised: Sequence[Alert] = ()
    sent: int = 0
    messages: int = 0
    failed: int = 0
    waiting: int = 0
    errors: Sequence[str] = ()
    held_up: Sequence[str] = ()

    @property
    def exit_code(self) -> int:
        """1 when something was not judged or an alert was given up; 0 also when alerts wait for a channel."""
        return 1 if self.errors or self.failed else 0


@dataclass(frozen=True, slots=True)
class IngestSummary:
    """What one ingestion did.

    Attributes:
        skipped: why nothing was done, in one line; None when the run went through.
        load_errors: batches that could not be loaded, one line each; their pages are read again next time.
        unpublished: why the published copy is not as the warehouse is now, in one line; None where it is, or none is
            wanted.
        unrecorded: why Prefect does not know that the run ended, in one line; nothing else hangs on it.
    """

    run_id: str
    started_at: datetime
    seconds: float
    sources: Sequence[SourceTally]
    report: LoadReport
    watch: WatchSummary = field(default_factory=WatchSummary)
    load_errors: Sequence[str] = ()
    skipped: str | None = None
    unpublished: str | None = None
    unrecorded: str | None = None

    @property
    def events(self) -> list[Event]:
        """What happened to figures and sources, those found by watching included; not all first sightings."""
        return [*self.report.events, *self.watch.found]

    @property
    def happened(self) -> Counter[EventKind]:
        """Events by kind, all of them."""
        return Counter(self.report.happened) + Counter(event.kind for event in self.watch.found)

    @property
    def broken_sources(self) -> list[SourceTally]:
        """Sources that gave nothing at all, and did not because there was nothing new."""
        return [tally for tally in self.sources if tally.error]

    @property
    def exit_code(self) -> int:
        """0 done, 1 something was not loaded, judged or published, or an alert was given up, 3 some sources failed.

        An alert that waits for a channel is no failure: the next round sends it.
        """
        if self.skipped or self.load_errors or self.watch.exit_code or self.unpublished:
            return 1
        return 3 if self.broken_sources else 0


def as_markdown(summary: IngestSummary) -> str:
    """The summary as Prefect shows it with the run."""
    report = summary.report
    lines = [
        f"Articles: **{report.new} new**, {report.changed} changed, {report.unchanged} unchanged; "
        f"{report.failed + report.rejected} addresses failed. Alerts: {len(summary.watch.raised)} raised, "
        f"{summary.watch.sent} sent in {summary.watch.messages} messages, {summary.watch.failed} not sent.",
        "",
        "| source | pages | unchanged | failures | problem |",
        "| --- | ---: | ---: | ---: | --- |",
    ]
    lines += [
        f"| {cell(tally.source_id)} | {tally.pages} | {tally.unchanged} | {tally.failures} | {cell(tally.error)} |"
        for tally in summary.sources
    ]
    if report.troubles:
        lines += ["", "| no article because of | | for example |", "| --- | ---: | --- |"]
        lines += [
            f"| {cell(reason)} | {trouble.count} | {cell(trouble.example)} |"
            for reason, trouble in sorted(report.troubles.items(), key=lambda pair: -pair[1].count)
        ]
    if report.claims:
        lines += ["", "| claims by kind | |", "| --- | ---: |"]
        lines += [f"| {kind} | {count} |" for kind, count in sorted(report.claims.items(), key=lambda pair: -pair[1])]
    if summary.events:
        counts = ", ".join(f"{count:,} {kind.replace('_', ' ')}" for kind, count in summary.happened.most_common())
        lines += [
            "",
            f"Events: {counts}.",
            "",
            "| event | subject | measure | old | new | outlet |",
            "| --- | --- | --- | ---: | ---: | --- |",
        ]
        lines += [
            f"| {event.kind} | {cell(event.subject)} | {cell(event.measure)} "
            f"| {cell(_moved(event.old_quote, event.old_low, event))} "
            f"| {cell(_moved(event.quote, event.new_low, event))} | {cell(event.outlet)} |"
            for event in sorted(summary.events, key=_is_first_sighting)[:100]
        ]
    lines += [f"\nNot loaded: {cell(error)}" for error in summary.load_errors]
    return "\n".join(lines)


def _moved(quote: str | None, low: Decimal | None, event: Event) -> str:
    """With the direction where it is the size of a move; falls are below zero."""
    if event.change is None or low is None:
        return quote or ""
    return say_move(quote, "down" if low < 0 else "up")


def _is_first_sighting(event: Event) -> bool:
    """These are many, and come behind what happened to figures that were known."""
    return event.kind == "new_series"


def cell(text: str | None) -> str:
    """Text from outside as one inert cell of a markdown table."""
    if not text:
        return ""
    plain = " ".join(text.split())[:200]
    return "".join("\\" + char if char in "\\`*_{}[]<>()#+!|&~" else char for char in plain)
