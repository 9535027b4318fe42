"""``figurewatch forget``: a page, or all of a source, taken out of the project for good."""

from __future__ import annotations

import os
from datetime import UTC, datetime
from typing import Annotated

from cyclopts import Parameter

from app.cli.output import counted, note
from extractors.errors import ConfigError
from flows.project import Project

OWN_DATABASE = "prefect.db"  # and its journals


def forget(
    *,
    url: Annotated[tuple[str, ...], Parameter(negative="")] = (),
    source: str | None = None,
    dry_run: Annotated[bool, Parameter(negative="")] = False,
) -> None:
    """Take a page or a source out for good: archived pages, texts, claims, and alerts about them.

    What others said stays. A page is not asked for again; a source is, unless you take it out of config/sources.yaml.

    Parameters
    ----------
    url
        An article's or page's address; may be given several times.
    source
        The id of a source, also of one that is no longer configured.
    dry_run
        Say what would go, and leave it.
    """
    from flows.retention import forget_pages

    if bool(url) == bool(source):
        raise ConfigError("say what to forget: --url ADDRESS (several times if need be) or --source ID")
    project = Project.find()
    done = forget_pages(project, url, source, datetime.now(UTC), dry_run=dry_run)
    articles, claims = counted(done.articles, "article"), counted(done.claims, "claim")
    what = f"{articles} with {claims}, {counted(done.pages, 'page')}, {counted(done.alerts, 'alert')}"
    if dry_run:
        note(f"would be forgotten: {what}. Nothing was changed.")
    else:
        logged = f"; {counted(done.logged, 'place')} in Prefect's records" if done.logged else ""
        note(f"forgotten: {what}; {counted(done.archived, 'record')} of the page archive blanked{logged}")
    for path, advice in done.copies:
        ours = dry_run and path.parent == project.prefect_home and path.name.startswith(OWN_DATABASE)
        note(f"{path}: {'quotes it; `forget` takes that out' if ours else advice}")
    for name in ("PREFECT_API_URL", "PREFECT_HOME"):
        if os.environ.get(name):
            note(f"{name} is set: run summaries in that Prefect may quote it; delete its artifacts ingest-summary")
    if dry_run:
        return
    if done.still_read:
        note(f"source {source} is still read; `figurewatch source pause {source}`, or take it out of the file")
