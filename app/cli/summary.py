"""What a run did, printed to be read: counts, newest figures, events, alerts. Fits any width."""

from __future__ import annotations

import sys
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from app.cli.output import (
    Format,
    as_json,
    complain,
    console,
    counted,
    fits,
    make_records,
    make_table,
    shown,
    visible,
    write_rows,
)
from extractors.events import Event

if TYPE_CHECKING:
    from rich.console import Console

    from flows.project import Project
    from flows.summary import IngestSummary, WatchSummary
    from flows.tally import SourceTally
    from warehouse.batch import LoadReport

# What a reader wants to see first; first sightings of a series are many and come last.
FIRST = (
    "conflict", "edit", "revision", "forecast_changed", "forecast_due", "new_figure",
    "source_failed", "source_silent", "yield_drop", "indicator_stale", "forecast", "new_series",
)  # fmt: skip
MOST_EVENTS = 12
MOST_ALERTS = 8
MOST_FIGURES = 10
MOST_REASONS = 12


def print_summary(project: Project, summary: IngestSummary, form: Format = "table") -> int:
    """Print it and give the exit code that it means."""
    if form == "csv":
        records = [asdict(source) for source in summary.sources]
        write_rows(tuple(records[0]) if records else (), [tuple(record.values()) for record in records], form)
    elif form != "table":
        sys.stdout.write(as_json(_as_dict(summary)) + "\n")
        return summary.exit_code
    if form == "csv" or summary.skipped or not summary.sources:
        if summary.skipped:
            complain(summary.skipped)
        _tell_problems(summary)
        return summary.exit_code
    out = console()
    report, watch = summary.report, summary.watch
    out.print(Text(f"Read {_how_many(summary.sources)} in {summary.seconds:.1f} s", style="bold"))
    facts = Table.grid(padding=(0, 2))
    facts.add_column(style="dim", no_wrap=True)
    facts.add_column()
    failed = counted(report.failed + report.rejected, "address", "addresses")  # feeds and folders are among them
    facts.add_row(
        "Articles",
        f"{report.new:,} new, {report.changed:,} changed, {report.unchanged:,} unchanged; {failed} failed",
    )
    for number, (reason, count, example) in enumerate(by_reason(report)):
        facts.add_row("" if number else "Failed", Text(f"{count:,} {visible(reason)}: {visible(example)}"))
    facts.add_row("Claims", _by_kind(report.claims) if report.claims else "none new")
    facts.add_row("Figures", f"{report.figures:,} new")
    facts.add_row("Events", _by_kind(summary.happened) or "none")
    facts.add_row("Alerts", alerts_line(watch))
    out.print(Padding(facts, (0, 0, 0, 2), expand=False))
    _tell_problems(summary)
    if report.figures:
        _print_newest(out, project)
    _print_events(out, summary.events, sum(summary.happened.values()))
    _print_alerts(out, watch)
    return summary.exit_code


def _how_many(sources: Sequence[SourceTally]) -> str:
    """Sources that were asked; those that wait were not."""
    asked = sum(tally.was_asked for tally in sources)
    every = counted(len(sources), "source")
    return every if asked == len(sources) else f"{asked} of {every}"


def _as_dict(summary: IngestSummary) -> dict[str, Any]:
    data = asdict(summary)
    data["report"]["events"] = [event._asdict() for event in summary.report.events]
    data["watch"]["found"] = [event._asdict() for event in summary.watch.found]
    return data


def print_watch(watch: WatchSummary) -> int:
    """Print one round of watching and give the exit code that it means."""
    out = console()
    out.print(f"{counted(watch.judged, 'event')} judged; {alerts_line(watch)}")
    _print_alerts(out, watch)
    for error in (*watch.errors, *watch.held_up):
        complain(error)
    return watch.exit_code


def _tell_problems(summary: IngestSummary) -> None:
    """One line on stderr for each thing that did not work."""
    from flows.tally import WAITING

    for tally in summary.sources:
        if tally.error:
            complain(f"source {tally.source_id}: {tally.error}")
        if tally.waits_until:
            why = f"failed before; `figurewatch run {tally.source_id}` asks now"
            if tally.reason == WAITING:
                why = "its host asked for that pause"
            until = f"{tally.waits_until:%Y-%m-%d %H:%M} UTC"
            complain(f"source {tally.source_id}: not asked again before {until}: {why}")
    for error in summary.load_errors:
        complain(f"not loaded: {error}")
    for error in (*summary.watch.errors, *summary.watch.held_up):
        complain(error)
    for wanting in (summary.unpublished, summary.unrecorded):
        if wanting:
            complain(wanting)


_BARE = frozenset("0123456789.,()+-\u2212\u2013 \u00a0")


def _print_newest(out: Console, project: Project) -> None:
    from alerts.periods import say_period
    from app.cli.ask import open_warehouse
    from warehouse.queries import newest_figures

    if not project.warehouse_file.exists():
        return
    newest = newest_figures(open_warehouse(project), limit=MOST_FIGURES).records()
    if not newest:
        return
    out.print()
    out.print(Text("Newest figures", style="bold"))
    columns = ("", "figure", "", "change", "for", "said (UTC)")
    rows = [
        (
            ", ".join(part for part in (row["subject"], row["measure"]) if part),
            _say_figure(row),
            "disputed" if row["disputed"] else "",
            _say_step(row),
            say_period(row["period_start"], row["period_end"]),
            shown(row["said_at"]),
        )
        for row in newest
    ]
    shape = make_table if fits(columns, rows, out.width) else make_records
    out.print(shape(columns, rows))


def _say_figure(row: Mapping[str, Any]) -> str:
    """The words of a figure; its value with the unit where they are a bare number, as in a cell of a table."""
    from alerts.numbers import TURNED, say_move, say_value

    if any(c not in _BARE for c in row["quote"]) or row["unit"] is None:
        return say_move(row["quote"], row["change"])
    low, high, bound = _decimal(row["value_low"]), _decimal(row["value_high"]), row["bound"]
    if row["change"] == "down" and low is not None and high is not None:  # falls are below zero
        low, high, bound = -high, -low, TURNED.get(bound, bound)
    words = say_value(low, high, bound=bound, kind=row["kind"], unit=row["unit"], per=row["per"])
    return say_move(words, row["change"])


def _say_step(row: Mapping[str, Any]) -> str:
    """The change of a figure, and from which value where several stood before it."""
    from alerts.numbers import say_change

    step, share = _decimal(row["change_abs"]), _decimal(row["change_pct"])
    words = say_change(step, share, step if row["kind"] in ("percent", "percentage_point") else None, row["kind"])
    if not words or not row["previous_disputed"]:
        return words
    low, high = shown(row["previous_low"]), shown(row["previous_high"])
    return f"{words} from {low if low == high else f'{low} to {high}'}"


def _decimal(value: object) -> Decimal | None:
    return None if value is None else Decimal(str(value))


def _print_events(out: Console, events: Sequence[Event], happened: int) -> None:
    from alerts.wording import headline

    if not events:
        return
    rank = {kind: place for place, kind in enumerate(FIRST)}
    # Newest first within a kind; no kind may crowd out the others.
    ordered = sorted(events, key=lambda event: event.occurred_at, reverse=True)
    groups = {kind: [event for event in ordered if event.kind == kind] for kind in FIRST}
    chosen: list[Event] = []
    while len(chosen) < min(MOST_EVENTS, len(events)):
        for group in groups.values():
            if group and len(chosen) < MOST_EVENTS:
                chosen.append(group.pop(0))
    chosen.sort(key=lambda event: (rank[event.kind], -event.occurred_at.timestamp()))
    out.print()
    out.print(Text("What happened", style="bold"))
    grid = Table.grid(padding=(0, 2))
    grid.add_column(style="cyan", no_wrap=True)
    grid.add_column(overflow="fold")
    for event in chosen:
        line = Text(visible(headline(event)))
        at = event.occurred_at if event.kind == "edit" else event.published_at
        where = ", ".join(part for part in (event.outlet, at and f"{shown(at)} UTC") if part)
        if where:
            line.append(f"  {visible(where)}", style="dim")
        grid.add_row(event.kind.replace("_", " "), line)
    out.print(Padding(grid, (0, 0, 0, 2), expand=False))
    if happened > len(chosen):
        out.print(Text(f"  and {happened - len(chosen):,} more in mart.event", style="dim"))


def _print_alerts(out: Console, watch: WatchSummary) -> None:
    if not watch.raised:
        return
    out.print()
    out.print(Text("Alerts", style="bold"))
    grid = Table.grid(padding=(0, 2))
    grid.add_column(style="yellow", no_wrap=True)
    grid.add_column(overflow="fold")
    urgency = {"critical": 0, "warning": 1, "info": 2}
    ordered = sorted(watch.raised, key=lambda alert: (urgency[alert.severity], -alert.occurred_at.timestamp()))
    for alert in ordered[:MOST_ALERTS]:
        grid.add_row(alert.rule_id, Text(visible(alert.headline)))
    out.print(Padding(grid, (0, 0, 0, 2), expand=False))
    if len(watch.raised) > MOST_ALERTS:
        out.print(Text(f"  and {len(watch.raised) - MOST_ALERTS:,} more: figurewatch alerts ls", style="dim"))


def by_reason(report: LoadReport) -> list[tuple[str, int, str]]:
    """Why pages gave no article: reason, how many, the address of one; the most first, all the rest together."""
    ordered = sorted(report.troubles.items(), key=lambda pair: (-pair[1].count, pair[0]))
    told = [(reason.replace("_", " "), trouble.count, trouble.example) for reason, trouble in ordered[:MOST_REASONS]]
    if rest := ordered[MOST_REASONS:]:
        count = sum(trouble.count for _, trouble in rest)
        told.append(("for other reasons", count, "`figurewatch source health ID` names them"))
    return told


def alerts_line(watch: WatchSummary) -> str:
    """What a round of watching came to, in a few words."""
    sent = f"{counted(watch.messages, 'message')} sent"
    if watch.sent != watch.messages:
        inside = f" in {'it' if watch.messages == 1 else 'them'}"
        if watch.sent == len(watch.raised):
            sent += f" ({counted(watch.sent, 'alert')}{inside})"
        else:  # an alert is sent on each of its channels, and some may have waited since an earlier round
            sent += f" ({counted(watch.sent, 'delivery', 'deliveries')}{inside}: one for each alert and channel)"
    parts = [f"{len(watch.raised):,} raised", sent]
    if watch.waiting:
        parts.append(f"{watch.waiting:,} waiting")
    if watch.failed:
        parts.append(f"{watch.failed:,} given up")
    return ", ".join(parts)


def _by_kind(counts: Mapping[Any, int]) -> str:
    ordered = sorted(counts.items(), key=lambda pair: (-pair[1], pair[0]))
    words = ", ".join(f"{count:,} {kind.replace('_', ' ')}" for kind, count in ordered)
    return f"{sum(counts.values()):,}: {words}" if counts else ""
