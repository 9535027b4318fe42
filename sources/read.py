"""One round of one source: links found, pages fetched politely and archived, every failure named."""

from __future__ import annotations

import logging
from collections import deque
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING

from extractors.errors import FetchError
from extractors.model import Failure, Page, Unchanged
from extractors.page_hints import PageHints, PageSelectors
from sources.answer import whatever_happens
from sources.archive import PageArchive
from sources.archived import Item, put
from sources.config import Source
from sources.kinds import SOURCE_KINDS
from sources.round import Counts, Found, Link, Round
from sources.settings import FetchSettings
from sources.state import SourceState

if TYPE_CHECKING:
    from sources.answer import Answer
    from sources.client import Client
    from sources.listing import ListingReader


@dataclass(frozen=True, slots=True)
class Span:
    """What of a source a round is about; see :class:`sources.round.Round`."""

    since: datetime | None = None
    until: datetime | None = None
    deep: bool = False
    is_loaded: Callable[[], bool] = lambda: True
    counts: Counts = field(default_factory=Counts)


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
    until: datetime | None = None,
    deep: bool = False,
    client: Client | None = None,
    is_loaded: Callable[[], bool] = lambda: True,
    counts: Counts | None = None,
) -> Iterator[Item]:
    """Everything one round of ``source`` gives, archived: new pages and listings, what is as it was, failures, and
    what sites sent on the way to these.

    One bad page is one Failure, a source that cannot be read at all is one Failure, and the round goes on or ends
    quietly; only ArchiveError is raised, because claims without their page must not be. A paused source gives
    nothing. ``limit`` counts links that give a page or fail (of a local kind pages alone: what is wrong with a file
    is so in every round, and must not keep those behind it out), never what else is wrong with a listing: whatever
    was fetched is given. ``since`` and ``until`` leave out what the source says is older or newer; ``deep`` goes
    through all that it lists, for a backfill. ``client`` fetches in place of the one that is made for the source.
    ``is_loaded`` is False once something given could not be loaded. ``counts`` is told what the source lists.
    """
    if source.pause:
        return
    limit = min((n for n in (limit, source.limit) if n is not None), default=None)
    counts, is_local = counts or Counts(), SOURCE_KINDS[source.kind].local
    span = Span(since, until, deep, is_loaded, counts)
    for item in _items(source, state, archive, now, settings, span, client, limit):
        yield item
        counts.given += is_local and isinstance(item, Page)
        if is_local and limit is not None and counts.given >= limit:  # of the network no more than that is fetched
            return


def page_hints(page: Page, source: Source | None = None) -> PageHints:
    """What :func:`extractors.page.parse_page` should know about ``page`` beside its bytes."""
    selectors = PageSelectors()
    if source is not None and page.text_from is None:
        own = source.selectors
        selectors = PageSelectors(own.title, own.body, own.date, own.author, own.remove)
    return PageHints(
        title=page.title,
        published_at=page.published_at,
        language=source.language if source else None,
        is_article=source is not None and SOURCE_KINDS[source.kind].chosen,
        in_feed=source is not None and source.feed_text,
        selectors=selectors,
    )


def _items(
    source: Source,
    state: SourceState,
    archive: PageArchive,
    now: Callable[[], datetime],
    settings: FetchSettings,
    span: Span,
    client: Client | None,
    limit: int | None,
) -> Iterator[Item]:
    kind, where = SOURCE_KINDS[source.kind], _address(source)
    known = state.of(where)
    if not kind.local and known.retry_at is not None and now() < known.retry_at:
        yield Unchanged(source.id, where, now(), "not_due", known.etag, known.last_modified)
        return
    with ExitStack() as stack:
        try:
            with whatever_happens(where):
                found, round_, client = _found(source, state, archive, now, settings, span, client, stack)
                if client is not None:
                    found = _with_asides(_fetched(found, round_, client, limit), client, source)
                for item in found:
                    if isinstance(item, Page) and state.is_forgotten(item.url, item.final_url):
                        continue
                    if not isinstance(item, Link):
                        yield put(item, archive, now())
        except FetchError as error:
            from sources.fetch import refusal, try_again_at

            log.warning("%s: %s", source.id, error)
            at = now()
            again = None if kind.local else try_again_at(known, where, error, at)
            kept = None if kind.local else refusal(where, error, source, at)
            yield put(Failure(source.id, where, error.reason, str(error), at, again, kept), archive, at)


def _with_asides(found: Iterator[Found], client: Client, source: Source) -> Iterator[Found]:
    """What was found, each thing after what sites had sent on the way to it."""
    from sources.fetch import aside

    try:
        for item in found:
            yield from (aside(heard, source) for heard in client.heard())
            yield item
    except FetchError:
        yield from (aside(heard, source) for heard in client.heard())
        raise
    yield from (aside(heard, source) for heard in client.heard())


def _found(
    source: Source,
    state: SourceState,
    archive: PageArchive,
    now: Callable[[], datetime],
    settings: FetchSettings,
    span: Span,
    client: Client | None,
    stack: ExitStack,
) -> tuple[Iterator[Found], Round, Client | None]:
    """What the source's kind finds, its round, and the client for its links (None for a local kind)."""
    kind, memory = SOURCE_KINDS[source.kind], archive.folder / MEMORY
    of_span = (span.since, memory, span.until, span.deep, span.is_loaded, span.counts)
    if kind.local:
        round_ = Round(source, state, now, _no_network, *of_span)
        return kind.find(round_), round_, None
    from sources.listing import ListingReader

    if client is None or source.mirror:
        client = stack.enter_context(_make_client(settings, now, archive, source))
    listings = ListingReader(client, now, source, state)
    round_ = Round(source, state, now, listings, *of_span)
    return _with_listings(kind.find(round_), listings, _address(source)), round_, client


def _with_listings(found: Iterator[Found], listings: ListingReader, where: str) -> Iterator[Found]:
    """What was found, each listing before what it lists, also one that turns out to be none."""
    broken = None
    try:
        with whatever_happens(where):
            for item in found:
                yield from listings.taken()
                yield item
    except FetchError as error:
        broken = error
    yield from listings.taken()
    if broken is not None:
        raise broken


def _address(source: Source) -> str:
    """Where the source looks, for the ledger."""
    return source.url or str(source.path or source.id)


def _fetched(found: Iterator[Found], round_: Round, client: Client, limit: int | None) -> Iterator[Found]:
    """Links become pages; what is no link passes through, after the links found before it."""
    from sources.fetch import fetch_links

    source, aside, broken = round_.source, deque[Found](), []

    def links() -> Iterator[Link]:
        seen: set[str] = set()
        try:
            for item in found:
                if not isinstance(item, Link):
                    aside.append(item)
                elif item.url not in seen:
                    seen.add(item.url)
                    if _is_for_us(item, round_):
                        yield item
        except FetchError as error:  # the links found so far are worth having, and the source's failure is told
            broken.append(error)

    for result in fetch_links(
        links(),
        source=source,
        state=round_.state,
        client=client,
        now=round_.now,
        limit=limit,
        counts=round_.counts,
    ):
        while aside:
            yield aside.popleft()
        yield result
    yield from aside
    if broken:
        raise broken[0]


def _is_for_us(link: Link, round_: Round) -> bool:
    return (
        round_.wants(link.url)
        and round_.is_wanted(link.published_at, link.modified_at)
        and not round_.state.is_forgotten(link.url)
    )


def _make_client(
    settings: FetchSettings, now: Callable[[], datetime], archive: PageArchive, source: Source
) -> Client:
    """A client for ``source``: over the network, or answered by its mirror; memory is kept beside the archive.

    Those of one process take turns, so that they are polite together.
    """
    from sources.client import Client
    from sources.memory import FetchMemory
    from sources.politeness import OF_THIS_PROCESS

    if source.mirror is None:
        return Client(settings, now, FetchMemory(archive.folder / MEMORY), turns=OF_THIS_PROCESS)
    from sources.mirror import MirrorTransport

    if not source.mirror.is_dir():
        raise FetchError("missing_folder", f"no mirror folder {source.mirror}; correct its path or leave mirror out")
    return Client(settings, now, FetchMemory(archive.folder / MEMORY / source.id), MirrorTransport(source.mirror))


def _no_network(url: str) -> Answer:
    raise AssertionError(f"a local source asked for {url}")
