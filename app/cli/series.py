"""``figurewatch series``: what is followed over time; two that are one found and merged, one that is two split."""

from __future__ import annotations

import sys
from typing import Annotated, Any

from cyclopts import App, Parameter
from cyclopts.validators import Number

from app.cli.arguments import Form, Limit, OldWhy, Why
from app.cli.ask import open_warehouse, print_table
from app.cli.correct import keep_correction
from app.cli.output import doing
from app.cli.output import note as tell
from extractors.page_clean import clean_line

Days = Annotated[int, Parameter(validator=Number(gte=0, lte=3650))]

app = App(name="series", help="List series; find, merge and split them.", help_format="plaintext")


@app.default
@app.command(name="ls")
def ls(text: str | None = None, /, *, limit: Limit = 30, form: Form = "table") -> None:
    """List series, those that most outlets feed first.

    Parameters
    ----------
    text
        Part of the subject or measure, or the id.
    limit
        Rows at most.
    form
        How to print the answer.
    """
    from warehouse import queries

    short = ("series_id", "subject", "measure", "unit", "per", "figures", "claims", "outlets", "last_said_at")
    print_table(queries.series(open_warehouse(), text=text, limit=limit), form, limit, short)


@app.command
def alike(*, days: Days = 10, entries: bool = False, limit: Limit = 30, form: Form = "table") -> None:
    """List pairs of series that may be one: outlets gave the same value for both at about the same time.

    Parameters
    ----------
    days
        How far apart they may have said it.
    entries
        Print entries for config/corrections.yaml that merge them, to be looked through.
    limit
        Rows at most.
    form
        How to print the answer.
    """
    from warehouse import queries

    doing("Setting the values of all series against each other")
    found = queries.alike(open_warehouse(), days=days, limit=limit)
    if not found.rows and form == "table":
        tell(f"no value of two digits or more was given for two series by two outlets within {days} days")
        return
    if entries:
        _print_entries(found.records())
        return
    short = ("values_alike", "quote", "subject", "measure", "into_subject", "into_measure")
    print_table(found, form, limit, (*short, "series_id", "into_series"))
    if form == "table":
        tell("`figurewatch series merge SERIES_ID INTO_SERIES` makes a pair one; `series show` shows what is in one")


def _print_entries(pairs: list[dict[str, Any]]) -> None:
    """Each series once, into the one that it is most alike."""
    for row in {row["series_id"]: row for row in reversed(pairs)}.values():
        one = clean_line(f"{row['subject']}: {row['measure']}")
        other = clean_line(f"{row['into_subject']}: {row['into_measure']}")
        outlets = clean_line(", ".join(row["outlets"]))
        sys.stdout.write(f"  # {clean_line(row['quote'])} ({outlets}): {one} = {other}\n")
        sys.stdout.write(f"  - {{action: merge, series: {row['series_id']}, into: {row['into_series']}}}\n")
    tell("Put those that are one under `corrections:` in config/corrections.yaml; the next run merges them")


@app.command
def show(series_id: str, /, *, form: Form = "table") -> int:
    """Show one series: its keys, figures and what happened to it.

    Parameters
    ----------
    series_id
        The id, as `figurewatch series` lists it.
    form
        How to print it.
    """
    from app.cli.explain import explain
    from warehouse.series_questions import check_known

    check_known(open_warehouse(), series_id)
    return explain(series_id, form=form)


@app.command
def merge(series_id: str, into: str, /, *, why: Why = None, note: OldWhy = None) -> None:
    """Say that one series is the same as another; its claims go there, now and at every later reading.

    Parameters
    ----------
    series_id
        The series that goes.
    into
        The series that stays; same kind of unit, rate and change.
    why, note
        Why.
    """
    from warehouse.corrections import CorrectionEntry
    from warehouse.series_questions import check_same_unit

    check_same_unit(open_warehouse(), series_id, into)
    keep_correction(CorrectionEntry(action="merge", series=series_id, into=into, note=why or note))


@app.command
def split(
    series_id: str,
    /,
    *,
    label: str,
    outlet: str | None = None,
    words: str | None = None,
    why: Why = None,
    note: OldWhy = None,
) -> None:
    """Take claims out of a series into one of their own: those of an outlet, or with words in their sentence.

    Parameters
    ----------
    series_id
        The series.
    label
        What tells the new series from the old one; it is put behind the measure.
    outlet
        Take what this outlet says.
    words
        Take what is said in sentences with these words.
    why, note
        Why.
    """
    from warehouse.corrections import CorrectionEntry
    from warehouse.series_questions import check_known

    check_known(open_warehouse(), series_id)
    keep_correction(
        CorrectionEntry(action="split", series=series_id, label=label, outlet=outlet, words=words, note=why or note)
    )
