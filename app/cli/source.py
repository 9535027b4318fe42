"""``figurewatch source``: what is read, how it is doing, and what one round would give."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Annotated

from cyclopts import App, Parameter

from app.cli import SOME_SOURCES_FAILED
from app.cli.output import Format, write_rows
from flows.project import Project

app = App(name="source", help="List and test the sources.", help_format="plaintext")
Form = Annotated[Format, Parameter(name="--format")]
Limit = Annotated[int, Parameter(name=("--limit", "-n"))]


@app.command
def ls(*, form: Form = "table") -> None:
    """List the sources of config/sources.yaml.

    Parameters
    ----------
    form
        How to print the list.
    """
    from sources.config import load_sources

    rows = [
        (source.id, source.kind, source.outlet, _every(source.every), source.pause or "", _where(source))
        for source in load_sources(Project.find().sources_file)
    ]
    write_rows(("id", "kind", "outlet", "every", "paused", "reads"), rows, form, empty="no sources yet")


@app.command(name="test")
def try_source(source_id: str, /, *, limit: Limit = 3, form: Form = "table") -> int:
    """Show what one round would fetch and what the first article yields; nothing is kept.

    Parameters
    ----------
    source_id
        The source's id.
    limit
        Pages at most.
    form
        How to print the pages.
    """
    from flows.ingestion import pick_sources
    from flows.page_work import Parsed
    from flows.trial import try_sources

    project = Project.find()
    (source,) = pick_sources(project, [source_id])
    (trial,) = try_sources(project, [source], now=lambda: datetime.now(UTC), limit=limit, fresh=True)
    rows: list[tuple[object, ...]] = []
    for page, verdict in trial.verdicts:
        if isinstance(verdict, Parsed):
            article = verdict.article
            rows.append(
                ("article", article.published_on, len(article.text), len(verdict.records), article.title, page.url)
            )
        else:
            rows.append((verdict.reason, None, None, None, verdict.message, page.url))
    rows += [(failure.reason, None, None, None, failure.message, failure.url) for failure in trial.failures]
    write_rows(("what", "published", "characters", "claims", "title", "url"), rows, form, empty="it lists nothing")
    if trial.articles and form == "table":
        first = trial.articles[0]
        claims = [(record.quote, record.measure, record.subject, record.modality) for record in first.records[:10]]
        write_rows(
            ("claim", "measure", "subject", "modality"), claims, title=first.article.title, empty="no claims in it"
        )
    return SOME_SOURCES_FAILED if trial.failures and not trial.verdicts else 0


@app.command
def health(*, form: Form = "table") -> None:
    """Show how each source has been doing, those that fail first.

    Parameters
    ----------
    form
        How to print the list.
    """
    from app.cli.ask import open_warehouse
    from warehouse.queries import sources_health

    found = sources_health(open_warehouse())
    write_rows(found.columns, found.rows, form, empty="no source was read yet")


def _where(source: object) -> str:
    url, path, urls = (getattr(source, name) for name in ("url", "path", "urls"))
    return url or (str(path) if path else f"{len(urls)} URLs")


def _every(span: timedelta) -> str:
    minutes = int(span.total_seconds() // 60)
    return f"{minutes} min" if minutes < 120 else f"{minutes // 60} h"
