"""``figurewatch source``: what is read, how it is doing, and what one round would give."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Annotated

from cyclopts import App, Parameter

from app.cli import SOME_SOURCES_FAILED
from app.cli.arguments import Form, Limit
from app.cli.output import note, write_rows
from flows.project import Project

app = App(name="source", help="List and test the sources.", help_format="plaintext")


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
    from app.cli.trial_notes import selector_notes, why_nothing
    from flows.page_work import Parsed
    from flows.picking import pick_sources
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
    columns = ("what", "published", "characters", "claims", "title", "url")
    write_rows(columns, rows, form, empty=why_nothing(trial))
    if trial.articles and form == "table":
        first = trial.articles[0]
        claims = [(record.quote, record.measure, record.subject, record.modality) for record in first.records[:10]]
        write_rows(
            ("claim", "measure", "subject", "modality"), claims, title=first.article.title, empty="no claims in it"
        )
    for line in selector_notes(trial):
        note(line)
    if trial.counts.given >= limit:
        note(
            f"stopped at {'the first link' if limit == 1 else f'{limit} links'}; --limit shows more, if it lists more"
        )
    return SOME_SOURCES_FAILED if trial.failures and not trial.verdicts else 0


@app.command
def add(url: str, /, *, id_: Annotated[str | None, Parameter(name="--id")] = None, outlet: str | None = None) -> int:
    """Find a site's feed or sitemap and write an entry for it into config/sources.yaml.

    Parameters
    ----------
    url
        The site's address, or its feed or sitemap.
    id_
        A short name for the source; made from the address when left out.
    outlet
        The outlet's name; as the site gives it when left out.
    """
    import os

    from extractors.errors import FigurewatchError
    from sources.client import Client
    from sources.discover import entry_of, find_entrances, no_entrance
    from sources.edit import add_source
    from sources.settings import FetchSettings

    project = Project.find()
    with Client(FetchSettings.from_env(os.environ), lambda: datetime.now(UTC)) as client:
        entrances = find_entrances(url, client)
    if not entrances:
        raise FigurewatchError(no_entrance(url))
    entry = dict(entry_of(entrances[0]))
    entry |= {name: value for name, value in (("id", id_), ("outlet", outlet)) if value}
    name = add_source(project.sources_file, entry)
    note(f"{project.sources_file}: source {name} added ({entry['kind']} {entrances[0].url})")
    if "outlet" not in entry:
        note("the site does not say its name: write it as `outlet`, or alerts and tables show the id")
    for other in entrances[1:4]:
        note(f"also there: {other.kind} {other.url}")
    note(f"`figurewatch source test {name}` shows what it gives")
    return 0


@app.command
def pause(source_id: str, /, *, why: str = "paused by command") -> None:
    """Leave a source out of the runs.

    Parameters
    ----------
    source_id
        The source's id.
    why
        The reason, kept in config/sources.yaml.
    """
    from sources.edit import set_pause

    set_pause(Project.find().sources_file, source_id, why)
    note(f"source {source_id} is paused; `figurewatch source resume {source_id}` takes it up again")


@app.command
def resume(source_id: str, /) -> None:
    """Read a paused source again.

    Parameters
    ----------
    source_id
        The source's id.
    """
    from sources.edit import set_pause

    set_pause(Project.find().sources_file, source_id, None)
    note(f"source {source_id} is read again")


@app.command
def health(source_id: str | None = None, /, *, limit: Limit = 30, form: Form = "table") -> None:
    """Show how each source has been doing, those that fail first; `refused` is what sites do not want to be read.

    Parameters
    ----------
    source_id
        A source: what it listed that gave no article, and why.
    limit
        Rows of that at most.
    form
        How to print the list.
    """
    from app.cli.ask import open_warehouse, print_table
    from warehouse.queries import source_failures, sources_health

    found = sources_health(open_warehouse())
    if source_id is not None:
        if source_id not in {row[0] for row in found.rows}:
            from flows.picking import pick_sources

            pick_sources(Project.find(), [source_id])  # a mistyped name must not look like health
        failures = source_failures(open_warehouse(), source_id, limit)
        print_table(failures, form, limit, failures.columns, empty="all that it listed gave an article")
        return
    full = [name for place, name in enumerate(found.columns) if any(row[place] is not None for row in found.rows)]
    print_table(found, form, short=tuple(full), empty="no source was read yet")


def _where(source: object) -> str:
    url, path, urls = (getattr(source, name) for name in ("url", "path", "urls"))
    return url or (str(path) if path else f"{len(urls)} URLs")


def _every(span: timedelta) -> str:
    minutes = int(span.total_seconds() // 60)
    return f"{minutes} min" if minutes < 120 else f"{minutes // 60} h"
