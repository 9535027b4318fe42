"""``figurewatch reextract``: the archived pages read again, and how the results differ."""

from __future__ import annotations

from dataclasses import asdict
from typing import Annotated

from cyclopts import Parameter

from app.cli.ingest import check_configuration, prefect_here
from app.cli.output import Format, as_json, complain, note, write_rows
from flows.project import Project


def reextract(
    *,
    diff: Annotated[bool, Parameter(negative="")] = False,
    force: Annotated[bool, Parameter(negative="")] = False,
    dry_run: Annotated[bool, Parameter(negative="")] = False,
    verbose: Annotated[bool, Parameter(name=("--verbose", "-v"), negative="")] = False,
    form: Annotated[Format, Parameter(name="--format")] = "table",
) -> int:
    """Read the archived pages again with the present extractor; no network, and no alerts about old news.

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
    found = done.difference
    assert found is not None
    if diff and form in ("table", "csv"):
        write_rows(("what", "words", "before", "now"), found.examples, form, empty="no claim differs")
    kept = "" if done.swapped else "; the old results are still in place"
    lost = f", {done.missing} no longer in the archive" if done.missing else ""
    note(
        f"{done.pages} pages read again{lost}; claims: {found.added} added, {found.lost} lost, "
        f"{found.changed} changed, {found.same} the same{kept}"
    )
    return 0
