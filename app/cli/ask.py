"""Questions to the warehouse: sql, claims, trend, conflicts, forecasts, edits, events, export."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

from cyclopts import Parameter

from app.cli.arguments import Form, Limit, Seconds
from app.cli.output import Format, as_json, in_tenths, note, write_rows
from extractors.model import Kind, Modality
from flows.project import Project, RunSettings

if TYPE_CHECKING:
    from datetime import datetime

    from warehouse.database import Warehouse
    from warehouse.queries import Table

Status = Literal["open", "met", "exceeded", "beaten", "undershot", "missed", "silent", "replaced", "past", "no date"]


def open_warehouse(project: Project | None = None) -> Warehouse:
    """The project's warehouse; nothing is opened before it is asked."""
    from warehouse.database import Warehouse

    project = project or Project.find()
    return Warehouse(project.warehouse_file, RunSettings.from_env().lock_timeout_s)


def sql(
    query: Annotated[str, Parameter(allow_leading_hyphen=True)],
    /,
    *,
    limit: Limit = 1000,
    timeout: Seconds = 30.0,
    form: Form = "table",
) -> None:
    """Ask the warehouse in SQL; it can only be read, and no other file.

    Start with mart.claim, mart.trend, mart.latest, mart.event, mart.conflict, mart.forecast, mart.edit.

    Parameters
    ----------
    query
        One SELECT (or DESCRIBE, SHOW); - reads it from standard input.
    limit
        Rows at most.
    timeout
        Seconds after which the question is stopped.
    form
        How to print the answer.
    """
    from app.cli.last_resort import bounded
    from warehouse.queries import run_sql

    text = sys.stdin.read() if query == "-" else query
    answer = run_sql(open_warehouse(), text, limit=limit, timeout_s=timeout, within=bounded(timeout))
    print_table(answer, form, limit, as_named=True)


def claims(
    text: str | None = None,
    /,
    *,
    subject: str | None = None,
    measure: str | None = None,
    outlet: str | None = None,
    kind: Kind | None = None,
    modality: Modality | None = None,
    since: str | None = None,
    limit: Limit = 20,
    form: Form = "table",
) -> None:
    """List claims, newest first, each with its sentence.

    Parameters
    ----------
    text
        Words of the sentence.
    subject
        Part of whose figure it is.
    measure
        Part of what is measured.
    outlet
        Part of the outlet's name.
    kind
        Of what kind the number is.
    modality
        How it is stated.
    since
        A date (2026-05-31) or a span (12h, 7d).
    limit
        Rows at most.
    form
        How to print the answer.
    """
    from datetime import UTC, datetime

    from app.cli.ingest import read_since
    from warehouse import queries

    after = read_since(since, datetime.now(UTC))
    found = queries.claims(
        open_warehouse(),
        text=text,
        subject=subject,
        measure=measure,
        outlet=outlet,
        kind=kind,
        modality=modality,
        since=after,
        limit=limit,
    )
    told = [name for name in ("context", "by_hand") if any(row[name] for row in found.records())]
    short = ("said_at", "outlet", "quote", "subject", "measure", "period_iso", "modality", "sentence", *told)
    print_table(found, form, limit, short, empty=nothing_since(after))


def conflicts(*, open_only: bool = False, limit: Limit = 20, form: Form = "table") -> None:
    """List figures on which outlets disagree, newest first.

    Parameters
    ----------
    open_only
        Leave out those that a later figure settled.
    limit
        Rows at most.
    form
        How to print the answer.
    """
    from warehouse import queries

    short = ("occurred_at", "subject", "measure", "period_iso", "one_side", "other_side", "is_open")
    print_table(queries.conflicts(open_warehouse(), open_only=open_only, limit=limit), form, limit, short)


def forecasts(*, status: Status | None = None, limit: Limit = 30, form: Form = "table") -> None:
    """List forecasts and targets: open, met or exceeded, missed, silent.

    Parameters
    ----------
    status
        Only those of this status; met shows those that were exceeded, beaten or undershot, too.
    limit
        Rows at most.
    form
        How to print the answer.
    """
    from warehouse import queries

    short = ("due_on", "status", "modality", "subject", "measure", "quote", "actual_quote", "outlets")
    print_table(queries.forecasts(open_warehouse(), status=status, limit=limit), form, limit, short)


def edits(*, limit: Limit = 20, form: Form = "table") -> None:
    """List figures that were changed inside an article after it was published.

    Parameters
    ----------
    limit
        Rows at most.
    form
        How to print the answer.
    """
    from warehouse import queries

    short = ("occurred_at", "outlet", "subject", "measure", "old_quote", "quote", "change_pct", "url")
    print_table(queries.edits(open_warehouse(), limit=limit), form, limit, short)


def events(*kinds: str, since: str | None = None, limit: Limit = 30, form: Form = "table") -> None:
    """List what happened, newest first.

    Parameters
    ----------
    kinds
        new_figure, revision, conflict, edit, forecast ...; all when none is given.
    since
        A date (2026-05-31) or a span (12h, 7d).
    limit
        Rows at most.
    form
        How to print the answer.
    """
    from datetime import UTC, datetime

    from app.cli.ingest import read_since
    from extractors.errors import ConfigError
    from extractors.events import EVENT_KINDS
    from warehouse import queries

    wanted = [kind.replace("-", "_").replace(" ", "_") for kind in kinds]
    for kind in wanted:
        if kind not in EVENT_KINDS:
            raise ConfigError(f"no kind of event {kind!r}; there are {', '.join(EVENT_KINDS)}")
    after = read_since(since, datetime.now(UTC))
    found = queries.events(open_warehouse(), kinds=wanted, since=after, limit=limit)
    print_table(_in_words(found) if form == "table" else found, form, limit, empty=nothing_since(after))


def _in_words(found: Table) -> Table:
    """Events as lines to be read: the fact with who said it, and the id that `explain` takes."""
    from alerts.wording import headline
    from app.cli.trend import BY_HAND
    from warehouse.event_rows import COLUMNS, event_from
    from warehouse.queries import Table

    rows = []
    for record in found.records():
        event = event_from([record[name] for name in COLUMNS])
        said = headline(event)
        if event.outlet and event.outlet not in said:
            said += f" ({event.outlet})"
        if record["by_hand"]:
            said += f" {BY_HAND}"
        rows.append((event.occurred_at.date(), event.kind.replace("_", " "), said, event.event_id))
    return Table(("day", "kind", "what happened", "event id"), tuple(rows), found.truncated)


def nothing_since(after: datetime | None) -> str:
    """What to say of an empty answer, with the limit of time that may be the reason."""
    return f"nothing found since {after:%Y-%m-%d %H:%M} UTC" if after else "nothing found"


def trend(
    name: str,
    /,
    *more: str,
    form: Form = "table",
    chart: bool = True,
    png: Path | None = None,
    svg: Path | None = None,
) -> None:
    """Show one series over time: a table and, on a terminal, a small chart; or write it as a picture.

    Parameters
    ----------
    name
        An indicator's id, a series' id, or words of subject and measure.
    more
        More of the words.
    form
        How to print the answer.
    chart
        Draw the chart under the table.
    png
        Write a picture with the sentence of each point to this file instead.
    svg
        The same as a drawing that can be enlarged.
    """
    from app.cli.trend import print_trend
    from warehouse.trend import trend as find_trend

    found = find_trend(open_warehouse(), " ".join((name, *more)))
    for path, ending in ((png, ".png"), (svg, ".svg")):
        if path is not None:
            from app.cli.picture import write_picture

            write_picture(found, path if path.suffix else path.with_suffix(ending))
            note(f"{len(found.points)} points in {path if path.suffix else path.with_suffix(ending)}")
    if png is None and svg is None:
        print_trend(found, form, chart=chart)


def print_table(
    table: Table,
    form: Format,
    limit: int | None = None,
    short: tuple[str, ...] = (),
    *,
    empty: str = "nothing found",
    as_named: bool = False,
) -> None:
    """Machines get every column; a table for people the ``short`` ones, in words, percentages in tenths."""
    columns, rows = table.columns, table.rows
    if form == "table" and short:
        from app.cli.for_people import in_words

        columns, read = in_words(columns, rows, short)
        rows = tuple(in_tenths(columns, row) for row in read)
    write_rows(columns, rows, form, empty=empty, as_named=as_named)
    if table.truncated:
        note(f"only the first {'row' if limit == 1 else f'{limit:,} rows'}; --limit shows more")


def print_record(record: object) -> None:
    """One object as JSON."""
    sys.stdout.write(as_json(record, indent=1) + "\n")
