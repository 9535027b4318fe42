"""``figurewatch run --dry-run``: what a run would load, with nothing kept."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import UTC, datetime

from app.cli import SOME_SOURCES_FAILED
from app.cli.output import Format, note, write_rows
from flows.project import Project


def print_dry_run(
    project: Project, names: Sequence[str], since: datetime | None, limit: int | None, form: Format
) -> int:
    """One row for each page; 3 when a source gives nothing at all."""
    from flows.page_work import Parsed
    from flows.picking import pick_sources
    from flows.trial import try_sources

    trials = try_sources(
        project,
        pick_sources(project, names),
        now=lambda: datetime.now(UTC),
        since=since,
        limit=limit,
        at_once=bool(names),
    )
    rows: list[tuple[object, ...]] = []
    for trial in trials:
        for page, verdict in trial.verdicts:
            if isinstance(verdict, Parsed):
                day = verdict.article.published_on
                rows.append((trial.source.id, "article", day, len(verdict.records), verdict.article.title, page.url))
            else:
                rows.append((trial.source.id, verdict.reason, None, None, verdict.message, page.url))
        rows += [
            (trial.source.id, failure.reason, None, None, failure.message, failure.url) for failure in trial.failures
        ]
    write_rows(("source", "what", "published", "claims", "title", "url"), rows, form, empty="nothing new")
    kinds = Counter(record.kind for trial in trials for article in trial.articles for record in article.records)
    words = ", ".join(f"{count} {kind}" for kind, count in kinds.most_common())
    unchanged = sum(len(trial.unchanged) for trial in trials)
    note(f"{sum(kinds.values())} claims ({words or 'none'}); {unchanged} pages unchanged. Nothing was kept.")
    broken = [trial for trial in trials if trial.failures and not trial.verdicts and not trial.unchanged]
    return SOME_SOURCES_FAILED if broken else 0
