"""One round of one source: links found, pages fetched politely and archived, every failure named."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator
from datetime import datetime
from typing import TYPE_CHECKING

from extractors.errors import FetchError
from extractors.model import Failure, Page, Unchanged
from extractors.page_hints import PageHints, PageSelectors
from sources.archive import PageArchive
from sources.config import Source
from sources.kinds import SOURCE_KINDS
from sources.round import Link, Round
from sources.settings import FetchSettings
from sources.state import SourceState

if TYPE_CHECKING:
    from sources.client import Answer, Client

log = logging.getLogger(__name__)


def read_source(
    source: Source,
    *,
    state: SourceState,
    archive: PageArchive,
    now: Callable[[], datetime],
    settings: FetchSettings,
    limit: int | None = None,
    since: datetime | None = None,
    client: Client | None = None,
) -> Iterator[Page | Failure | Unchanged]:
    """Everything one round of ``source`` gives: new pages (archived), links that are as they were, and failures.

    One bad page is one Failure, a source that cannot be read at all is one Failure, and the round goes on or ends
    quietly; only ArchiveError is raised, because claims without their page must not be. A paused source gives
    nothing. ``limit`` counts pages and failures; ``since`` leaves out what the source says is older. ``client`` is
    shared by the sources of one process so that politeness holds between them; one is made if left out.
    """
    if source.pause:
        return
    limit = min((n for n in (limit, source.limit) if n is not None), default=None)
    given = 0
    for item in _items(source, state, archive, now, settings, since, client):
        if limit is not None and given >= limit:
            return
        given += not isinstance(item, Unchanged)
        yield item


def page_hints(page: Page, source: Source | None = None) -> PageHints:
    """What :func:`extractors.page.parse_page` should know about ``page`` beside its bytes."""
    selectors = PageSelectors()
    if source is not None:
        own = source.selectors
        selectors = PageSelectors(own.title, own.body, own.date, own.author, own.remove)
    return PageHints(
        title=page.title,
        published_at=page.published_at,
        language=source.language if source else None,
        selectors=selectors,
    )


def _items(
    source: Source,
    state: SourceState,
    archive: PageArchive,
    now: Callable[[], datetime],
    settings: FetchSettings,
    since: datetime | None,
    client: Client | None,
) -> Iterator[Page | Failure | Unchanged]:
    kind = SOURCE_KINDS[source.kind]
    round_ = Round(source, state, now, _no_network, since)
    try:
        for found in kind.find(round_):
            if isinstance(found, Page):
                yield archive.append(found, now())
            elif not isinstance(found, Link):
                yield found
    except FetchError as error:
        where = source.url or str(source.path or source.id)
        log.warning("%s: %s", source.id, error)
        yield Failure(source.id, where, error.reason, str(error), now())


def _no_network(url: str) -> Answer:
    raise AssertionError(f"a local source asked for {url}")
