"""The pages of one batch to articles that can be loaded, each under the address it is known by, and to rejections."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from typing import TYPE_CHECKING, Protocol

from extractors.claims import EXTRACTOR_VERSION
from extractors.page_hints import PageSelectors
from flows.page_work import Job, Parsed, Rejected

if TYPE_CHECKING:
    from extractors.model import Page
    from warehouse.batch import Batch, LoadReport, ParsedArticle, RejectedPage
    from warehouse.database import Warehouse


class Readers(Protocol):
    """Reads pages, in worker processes as a rule (``flows.pool.PagePool``)."""

    def results(self, jobs: Iterable[Job]) -> Iterator[tuple[Job, Parsed | Rejected]]:
        """Each job with its verdict, in order."""


# Pages that hold no article for those who ask without a subscription, a choice about cookies or a browser.
REFUSES = frozenset({"paywall", "consent_wall", "challenge", "no_text", "empty"})


def with_feed_texts(
    readers: Readers, verdicts: list[tuple[Job, Parsed | Rejected]], put: Callable[[Page], Page]
) -> list[tuple[Job, Parsed | Rejected]]:
    """The same, and behind them what feeds say in place of pages that refused; ``put`` archives such a text."""
    jobs = [
        replace(
            job,
            page=put(job.page.instead),
            hints=replace(job.hints, selectors=PageSelectors()) if job.hints else None,
            article=None,
        )
        for job, verdict in verdicts
        if job.page.instead is not None and isinstance(verdict, Rejected) and verdict.reason in REFUSES
    ]
    return [*verdicts, *readers.results(jobs)] if jobs else verdicts


def settle(
    readers: Readers,
    verdicts: list[tuple[Job, Parsed | Rejected]],
    warehouse: Warehouse,
    forgotten: frozenset[str] = frozenset(),
) -> tuple[list[ParsedArticle], list[RejectedPage]]:
    """Articles and rejected pages, in the order of ``verdicts``. What was forgotten on demand is rejected, and so is
    the feed's text of an article whose page gives it itself by now.

    The warehouse must hold what came before: it knows the addresses that articles have moved from.
    """
    from warehouse.batch import ParsedArticle, RejectedPage

    verdicts = _under_known_addresses(readers, _pages_first(verdicts), warehouse)
    articles: list[ParsedArticle] = []
    rejected: list[RejectedPage] = []
    for job, verdict in verdicts:
        if isinstance(verdict, Rejected):
            rejected.append(RejectedPage(job.page, verdict.reason, verdict.message, EXTRACTOR_VERSION))
        elif verdict.article.url in forgotten:
            rejected.append(RejectedPage(job.page, "forgotten", "forgotten on demand", EXTRACTOR_VERSION))
        else:
            articles.append(
                ParsedArticle(job.page, verdict.article, verdict.records, verdict.drops, EXTRACTOR_VERSION)
            )
    return articles, rejected


def _pages_first(verdicts: list[tuple[Job, Parsed | Rejected]]) -> list[tuple[Job, Parsed | Rejected]]:
    own = {job.page.url for job, one in verdicts if job.page.text_from is None and isinstance(one, Parsed)}
    not_needed = Rejected("not_needed", "the page gives the article itself")
    return [
        (job, not_needed if job.page.text_from is not None and job.page.url in own else one) for job, one in verdicts
    ]


def load_with_origins(warehouse: Warehouse, batch: Batch) -> LoadReport:
    """Write the batch in one transaction, copies of one piece of news with one origin."""
    from warehouse.copies import share_origins, write_prints
    from warehouse.load import load_into

    with warehouse.write() as con:
        articles, printed = share_origins(con, batch.articles)
        report = load_into(con, replace(batch, articles=articles))
        write_prints(con, printed)
        return report


def _under_known_addresses(
    readers: Readers, verdicts: list[tuple[Job, Parsed | Rejected]], warehouse: Warehouse
) -> list[tuple[Job, Parsed | Rejected]]:
    """Articles that have moved, read once more under their old address, from which all ids are made."""
    from warehouse.identity import known_addresses

    with warehouse.read() as con:
        known = known_addresses(
            con, [(job.page, one.article.url) for job, one in verdicts if isinstance(one, Parsed)]
        )
    if not known:
        return verdicts
    again = {
        at: replace(job, article=replace(one.article, url=known[one.article.url]))
        for at, (job, one) in enumerate(verdicts)
        if isinstance(one, Parsed) and one.article.url in known
    }
    for at, result in zip(again, readers.results(list(again.values())), strict=True):
        verdicts[at] = result
    return verdicts
