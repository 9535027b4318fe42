"""How long pages are kept, and pages forgotten on demand: the archive and the warehouse brought to agree."""

from __future__ import annotations

import os
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from extractors.errors import ConfigError, FigurewatchError
from flows.lock import RunLock
from flows.project import Project, RunSettings

if TYPE_CHECKING:
    from sources.erase import Erased
    from warehouse.database import Warehouse

BUSY = "cannot be changed now, and may quote it in summaries of runs; stop Prefect and remove it: a run makes it anew"


@dataclass(frozen=True, slots=True)
class ForgetSummary:
    """What was forgotten, or would be.

    Attributes:
        pages: fetched pages in the ledger; ``archived``: taken out of the archive, which may hold more of them.
        logged: places in Prefect's own database where it was quoted and has been taken out.
        copies: files of the project that hold it as well, and that a person has to see to; each with what to do.
        still_read: the source is still in the configuration, and not paused.
    """

    articles: int
    pages: int
    archived: int
    claims: int
    alerts: int
    logged: int = 0
    copies: tuple[tuple[Path, str], ...] = ()
    still_read: bool = False


def drop_old_pages(project: Project, now: datetime, env: Mapping[str, str] = os.environ) -> int:
    """Remove archive files older than ``pages.keep_days``; how many. Texts and claims stay.

    The ledger says first that their pages are not archived any more, so that a crash between leaves no wrong place.
    AnotherRun while a backup is made.
    """
    from sources.config import load_keep_days
    from sources.erase import old_files
    from warehouse.database import Warehouse
    from warehouse.ledger import not_archived

    days = load_keep_days(project.sources_file)
    if days is None or not project.pages.is_dir():
        return 0
    names = old_files(project.pages, now - timedelta(days=days))
    if not names:
        return 0
    # A backup copies the warehouse first, and then the files that its rows speak of.
    with RunLock(project.backup_lock, "removing old pages", now):
        not_archived(Warehouse(project.warehouse_file, RunSettings.from_env(env).lock_timeout_s), names)
        for name in names:
            (project.pages / name).unlink(missing_ok=True)
    return len(names)


def forget_pages(
    project: Project,
    urls: Sequence[str],
    source: str | None,
    now: datetime,
    *,
    dry_run: bool = False,
    env: Mapping[str, str] = os.environ,
) -> ForgetSummary:
    """Forget the articles at ``urls``, or everything that ``source`` gave: pages, texts, claims, alerts about them.

    The archive goes first: a crash leaves the ledger, by which the same call finds the rest. AnotherRun while a run
    is at work; ConfigError when there is nothing of the kind.
    """
    from extractors.page_url import clean_url
    from flows.prefect_traces import blank_traces
    from flows.publishing import publish
    from flows.traces import find_traces
    from sources.archive import PageArchive
    from sources.erase import erase_pages
    from sources.memory import forget_listings
    from sources.read import MEMORY
    from warehouse.database import Warehouse
    from warehouse.forget import forget, what_to_forget
    from warehouse.ledger import not_archived_at

    named = ", ".join(urls) if urls else f"source {source!r}"
    wh = Warehouse(project.warehouse_file, RunSettings.from_env(env).lock_timeout_s)
    if not wh.exists():
        raise ConfigError(f"{project.warehouse_file}: no warehouse yet, so there is nothing to forget")
    given = {url for one in urls for url in (one, clean_url(one))}
    logged: int | None = 0
    records = project.prefect_home / "prefect.db"
    with (
        RunLock(project.run_lock, "forget", now),
        RunLock(project.watch_lock, "forget", now),
        RunLock(project.backup_lock, "forget", now),
    ):
        found = what_to_forget(wh, given, source)
        erased: list[Erased] = []
        if not dry_run:
            PageArchive(project.pages).repair()
            erased = erase_pages(
                project.pages,
                lambda of, url, final: of == source or bool({url, final} & found.urls) or (url, final) in found.hops,
                found.urls if source is None else (),
            )
        if not (found.pages or erased):
            raise ConfigError(f"{named}: nothing of it was ever read; `figurewatch explain` knows what was")
        if not dry_run:
            logged = blank_traces(records, found.traces)
            forget(wh, given, source, now)
            not_archived_at(wh, [(one.warc_file, one.warc_offset) for one in erased])
            forget_listings(project.pages / MEMORY)
            if source is not None:  # read afresh from its beginning, should it be read again
                (project.pages / MEMORY / f"warc-{source}.json").unlink(missing_ok=True)
            if why := publish(project, env):
                raise FigurewatchError(f"{named}: forgotten, but {why}; it still holds what was forgotten")
    return ForgetSummary(
        found.articles,
        found.pages,
        sum(one.role == "page" for one in erased),
        found.claims,
        found.alerts,
        logged or 0,
        (*find_traces(project, found.traces), *([(records, BUSY)] if logged is None else [])),
        still_read=source is not None and _is_read(project, source),
    )


def forgotten_addresses(project: Project) -> frozenset[str] | None:
    """What the project's warehouse has forgotten on demand; None when it cannot be asked."""
    from warehouse.database import Warehouse
    from warehouse.forget import forgotten_urls

    warehouse = Warehouse(project.warehouse_file, RunSettings.from_env().lock_timeout_s)
    if not warehouse.exists():
        return frozenset()
    try:
        with warehouse.read(older=True) as con:
            return forgotten_urls(con)
    except FigurewatchError:
        return None


def forget_again(project: Project, warehouse: Warehouse, barred: Collection[str], now: datetime) -> int:
    """Forget in an older ``warehouse`` what was forgotten since it was the project's; how many articles.

    That is what ``barred`` names (addresses not to be asked for again), and every page whose archived record was
    blanked, as those of a source are that was forgotten. The caller keeps runs away.
    """
    from sources.erase import blanked, erase_pages
    from warehouse.forget import forget, what_to_forget
    from warehouse.ledger import archived_places, not_archived_at

    articles = 0
    if barred:
        found = what_to_forget(warehouse, barred, None)
        erase_pages(
            project.pages,
            lambda _, url, final: bool({url, final} & found.urls) or (url, final) in found.hops,
            found.urls,
        )
        articles += forget(warehouse, barred, None, now).articles
    kept = archived_places(warehouse)
    blank = blanked(project.pages, kept)
    if pages := {kept[place][0] for place in blank if kept[place][1]}:
        articles += forget(warehouse, pages, None, now, barred=False).articles
    not_archived_at(warehouse, sorted(blank))
    return articles


def _is_read(project: Project, source_id: str) -> bool:
    from sources.config import load_sources

    return any(source.id == source_id and not source.pause for source in load_sources(project.sources_file))
