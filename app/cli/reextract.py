"""``figurewatch reextract``: the archived pages read again, and how the results differ."""

from __future__ import annotations

from dataclasses import asdict
from typing import Annotated

from cyclopts import Parameter

from app.cli.arguments import Form
from app.cli.ingest import check_configuration, prefect_here
from app.cli.output import as_json, complain, note, write_rows
from flows.project import Project


def reextract(
    *,
    diff: Annotated[bool, Parameter(negative="")] = False,
    force: Annotated[bool, Parameter(negative="")] = False,
    dry_run: Annotated[bool, Parameter(negative="")] = False,
    verbose: Annotated[bool, Parameter(name=("--verbose", "-v"), negative="")] = False,
    form: Form = "table",
) -> int:
    """Read the archived pages again with the present extractor; no network, and no alerts about old news.

    A warehouse that was lost is made anew in this way, from the page archive alone.

    Parameters
    ----------
    diff
        Show claims that were added, lost and changed.
    force
        Read them again even if the extractor has not changed.
    dry_run
        Compare, and leave the old results in place.
    verbose
        Show the run's log.
    form
        How to print the differences.
    """
    project = Project.find()
    with prefect_here(project, verbose=verbose) as ready:
        check_configuration(project)
        ready()
        from flows.reextract import reextract as reextract_flow

        done = reextract_flow(project=str(project.root), force=force, swap=not dry_run)
    if form in ("json", "jsonl"):
        import sys

        sys.stdout.write(as_json(asdict(done)) + "\n")
    if done.skipped:
        busy = "another run" in done.skipped
        (complain if busy else note)(done.skipped)
        return 1 if busy else 0
    if diff and form in ("table", "csv") and done.difference is not None:
        write_rows(("what", "words", "before", "now"), done.difference.examples, form, empty="no claim differs")
    note(done.in_words() + ("" if done.swapped else "; the old results are still in place"))
    return 0
