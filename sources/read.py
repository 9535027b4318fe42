"""One round of one source: links found, pages fetched politely and archived, every failure named."""

from __future__ import annotations

import logging
from collections import deque
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from datetime import datetime
from typing import TYPE_CHECKING

from extractors.errors import ConfigError, FetchError
from extractors.model import Failure, Page, Unchanged
from extractors.page_hints import PageHints, PageSelectors
from sources.archive import PageArchive
from sources.backoff import retry_at
from sources.config import Source
from sources.kinds import SOURCE_KINDS
from sources.round import Found, Link, Round
from sources.settings import FetchSettings
from sources.state import SourceState

if TYPE_CHECKING:
    from sources.client import Answer, Client

MEMORY = "memory"  # folder beside the archive files
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
    where = source.url or str(source.path or source.id)
    known = state.of(where)
    if not kind.local and known.retry_at is not None and now() < known.retry_at:
        yield Unchanged(source.id, where, now(), "not_due", known.etag, known.last_modified)
        return
    with ExitStack() as stack:
        if kind.local:
            round_ = Round(source, state, now, _no_network, since, archive.folder / MEMORY)
            found: Iterator[Found] = kind.find(round_)
        else:
            from sources.listing import ListingReader

            client = (
                client
                if client and not source.mirror
                else stack.enter_context(make_client(settings, now, archive, source))
            )
            listings = ListingReader(client, now, tdm_licensed=source.tdm_licensed)
            round_ = Round(source, state, now, listings, since, archive.folder / MEMORY)
            found = _fetched(kind.find(round_), round_, client)
        try:
            for item in found:
                if isinstance(item, Page):
                    yield archive.append(item, now())
                elif not isinstance(item, Link):
                    yield item
        except FetchError as error:
            log.warning("%s: %s", source.id, error)
            failures = known.failures + 1
            yield Failure(
                source.id,
                where,
                error.reason,
                str(error),
                now(),
                None if kind.local else retry_at(error.reason, where, failures, now(), error.retry_after_s),
            )


def _fetched(found: Iterator[Found], round_: Round, client: Client) -> Iterator[Found]:
    """Links become pages; what is no link passes through, after the links found before it."""
    from sources.fetch import fetch_links

    source, aside, broken = round_.source, deque[Found](), []

    def links() -> Iterator[Link]:
        seen: set[str] = set()
        try:
            for item in found:
                if not isinstance(item, Link):
                    aside.append(item)
                elif item.url not in seen and source.wants(item.url) and _is_wanted(item, round_.since):
                    seen.add(item.url)
                    yield item
        except FetchError as error:  # the links found so far are worth having, and the source's failure is told
            broken.append(error)

    for result in fetch_links(links(), source=source, state=round_.state, client=client, now=round_.now):
        while aside:
            yield aside.popleft()
        yield result
    yield from aside
    if broken:
        raise broken[0]


def _is_wanted(link: Link, since: datetime | None) -> bool:
    newest = max((at for at in (link.published_at, link.modified_at) if at), default=None)
    return since is None or newest is None or newest >= since


def make_client(settings: FetchSettings, now: Callable[[], datetime], archive: PageArchive, source: Source) -> Client:
    """A client for ``source``: over the network, or answered by its mirror; memory is kept beside the archive."""
    from sources.client import Client
    from sources.memory import FetchMemory
    from sources.politeness import OF_THIS_PROCESS

    if source.mirror is None:
        return Client(settings, now, FetchMemory(archive.folder / MEMORY), turns=OF_THIS_PROCESS)
    from sources.mirror import MirrorTransport

    if not source.mirror.is_dir():
        raise ConfigError(
            f"source {source.id!r}: no mirror folder {source.mirror}; correct its path or leave mirror out"
        )
    return Client(settings, now, FetchMemory(archive.folder / MEMORY / source.id), MirrorTransport(source.mirror))


def _no_network(url: str) -> Answer:
    raise AssertionError(f"a local source asked for {url}")
