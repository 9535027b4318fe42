"""Links to pages: each asked for politely, many hosts at a time, every failure with its reason and when to retry."""

from __future__ import annotations

import hashlib
import logging
import queue
import threading
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import datetime
from itertools import islice

from extractors.errors import FetchError
from extractors.model import Aside, Failure, Page, Role, Unchanged
from sources.answer import Answer, Heard, Refused
from sources.backoff import retry_at
from sources.client import Client
from sources.config import Source
from sources.feed_text import after_refusal, offered
from sources.hosts import host_key
from sources.round import Counts, Link
from sources.state import LinkState, SourceState, is_due_now, validators
from sources.tdm import page_reserves

log = logging.getLogger(__name__)

Result = Page | Failure | Unchanged
WINDOW = 400  # links looked at together when they are spread over hosts


def fetch_links(
    links: Iterable[Link],
    *,
    source: Source,
    state: SourceState,
    client: Client,
    now: Callable[[], datetime],
    limit: int | None = None,
    counts: Counts | None = None,
) -> Iterator[Result]:
    """What each of ``links`` gives, host by host at the same time; links of one host in their order, unless several
    requests to a host are allowed at once. No more than ``limit`` of them give a page or fail (``counts.given``).
    """
    counts = counts or Counts()

    def fetch(link: Link) -> list[Result]:
        return fetch_link(link, source=source, state=state.of(link.url), client=client, now=now)

    rest = iter(links)
    while window := list(islice(rest, WINDOW if limit is None else min(WINDOW, max(0, limit - counts.given)))):
        hosts: dict[str, list[Link]] = {}
        for link in window:
            hosts.setdefault(host_key(link.url), []).append(link)
        at_once = max(1, client.settings.per_host)
        queues = [part for links in hosts.values() for n in range(at_once) if (part := links[n::at_once])]
        alone = len(queues) == 1 or client.settings.threads < 2
        for results in map(fetch, window) if alone else _side_by_side(queues, fetch, client.settings.threads):
            counts.given += not isinstance(results[0], Unchanged)
            yield from results


def fetch_link(
    link: Link, *, source: Source, state: LinkState, client: Client, now: Callable[[], datetime]
) -> list[Result]:
    """The page of one link, or Unchanged, or the Failure with the instant of the next try, and after a refusal the
    feed's text of it.
    """
    at = now()
    if not is_due_now(link, state, at):
        return [Unchanged(source.id, link.url, at, "not_due", state.etag, state.last_modified)]
    try:
        answer = client.get(link.url, headers=validators(state, at), text_only=True, tdm_licensed=source.tdm_licensed)
        if not source.tdm_licensed and page_reserves(answer.body):
            reserved = f"{link.url}: the page reserves text and data mining (meta element)"
            raise Refused(FetchError("tdm_reserved", reserved), replace(answer, body=b"", whole=False))
    except FetchError as error:
        at = now()
        again = try_again_at(state, link.url, error, at)
        log.info("%s: %s", source.id, error)
        kept = refusal(link.url, error, source, at)
        failure = Failure(source.id, link.url, error.reason, str(error), at, again, kept)
        text = after_refusal(link, failure, error, source, state, client)
        return [failure] if text is None else [failure, text]
    seen = seen_again(link.url, answer, source, state, now())
    if not isinstance(seen, Page):
        return [seen]
    return [offered(replace(seen, published_at=link.published_at, title=link.title), link, source, state)]


def try_again_at(known: LinkState, url: str, error: FetchError, at: datetime) -> datetime | None:
    """When ``url`` may be asked for again after this failure of it; None for never."""
    alike = known.failed_as.get(error.reason, 0) + 1
    return retry_at(error.reason, url, known.failures + 1, at, error.retry_after_s, alike=alike)


def seen_again(
    url: str, answer: Answer, source: Source, known: LinkState, at: datetime, role: Role = "page"
) -> Page | Unchanged:
    """What ``url`` gave, as a page, or that it is what is ``known`` of it."""
    page = _page(url, answer, source, at, role)
    if answer.status != 304 and page.sha256 != known.sha256:
        return page
    told = replace(page, role="unchanged", body=b"", sha256=known.sha256 or page.sha256, same_as_at=known.stored_at)
    if answer.status != 304:
        return Unchanged(source.id, url, at, "same_bytes", page.etag, page.last_modified, told)
    etag, last_modified = page.etag or known.etag, page.last_modified or known.last_modified
    return Unchanged(source.id, url, at, "not_modified", etag, last_modified, told)


def refusal(url: str, error: FetchError, source: Source, at: datetime) -> Page | None:
    """What the site sent instead of what was wanted; None where it sent nothing."""
    return _page(url, error.answer, source, at, "answer") if isinstance(error, Refused) else None


def aside(heard: Heard, source: Source) -> Aside:
    """What was heard on the way to the pages of ``source``."""
    page = _page(heard.answer.url, heard.answer, source, heard.at, heard.role)
    return Aside(page, heard.error.reason, str(heard.error)) if heard.error else Aside(page)


def _page(url: str, answer: Answer, source: Source, at: datetime, role: Role) -> Page:
    return Page(
        source_id=source.id,
        outlet=source.outlet,
        url=url,
        final_url=answer.final_url,
        fetched_at=at,
        status=answer.status,
        content_type=answer.content_type,
        sha256=hashlib.sha256(answer.body).hexdigest(),
        body=answer.body,
        etag=answer.headers.get("etag"),
        last_modified=answer.headers.get("last-modified"),
        elapsed_ms=answer.elapsed_ms,
        robots=answer.robots,
        moved=answer.moved,
        role=role,
        whole=answer.whole,
    )


def _side_by_side(
    groups: list[list[Link]], fetch: Callable[[Link], list[Result]], threads: int
) -> Iterator[list[Result]]:
    """Results of all groups as they come, each group in order; an abandoned iteration stops the fetching."""
    results: queue.Queue[list[Result] | BaseException | None] = queue.Queue(maxsize=4 * threads)
    stop = threading.Event()

    def put(item: list[Result] | BaseException | None) -> None:
        while not stop.is_set():
            try:
                results.put(item, timeout=0.2)
                return
            except queue.Full:
                continue

    def work(group: list[Link]) -> None:
        try:
            for link in group:
                if stop.is_set():
                    return
                put(fetch(link))
        except BaseException as error:
            put(error)
        finally:
            put(None)

    with ThreadPoolExecutor(min(threads, len(groups)), thread_name_prefix="fetch") as pool:
        try:
            for group in groups:
                pool.submit(work, group)
            for _ in groups:
                while (item := results.get()) is not None:
                    if isinstance(item, BaseException):
                        raise item
                    yield item
        finally:
            stop.set()
            pool.shutdown(wait=True, cancel_futures=True)
