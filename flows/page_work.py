"""One page to an article and its claims, or to the reason why it holds none."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from extractors.errors import NotAnArticle

if TYPE_CHECKING:
    from extractors.model import Article, Drop, Page
    from extractors.page_hints import PageHints
    from extractors.record import Aliases, ClaimRecord
    from sources.config import Source


@dataclass(frozen=True, slots=True)
class Setup:
    """What every page of a run is read with."""

    aliases: Aliases


@dataclass(frozen=True, slots=True)
class Job:
    """One page to read.

    Attributes:
        currency: what a bare "$" means at this outlet; None to go by the text.
        country: where the outlet is at home, which says what its tons are; None if that is not known.
        article: what was read from the page before, where its bytes are no longer kept.
    """

    page: Page
    hints: PageHints | None = None
    currency: str | None = None
    article: Article | None = None
    country: str | None = None


def job_of(page: Page, source: Source | None, article: Article | None = None) -> Job:
    """The work on ``page`` with what its source says; None for one that is no longer configured."""
    from sources.read import page_hints

    currency, country = (source.dollar, source.country) if source else (None, None)
    return Job(page, page_hints(page, source), currency, article, country)


@dataclass(frozen=True, slots=True)
class Parsed:
    """The article of a page, its claims as rows, and the numbers that are no claims."""

    article: Article
    records: tuple[ClaimRecord, ...]
    drops: tuple[Drop, ...]


@dataclass(frozen=True, slots=True)
class Rejected:
    """A page that gave no article, and why: a stable code and a line for people."""

    reason: str
    message: str


def read_page(job: Job, setup: Setup) -> Parsed | Rejected:
    """The article and claims of one page; a page that holds none, or that the parsers fail on, is rejected."""
    from extractors.claims import find_claims
    from extractors.page import is_english, parse_page
    from extractors.record import make_records

    page = job.page
    try:
        article = job.article or parse_page(
            page.body, url=page.final_url or page.url, content_type=page.content_type, hints=job.hints
        )
        if not is_english(article):
            raise NotAnArticle("language", f"{article.url}: the language is {article.language}, only English is read")
        extraction = find_claims(
            article.text,
            title=article.title,
            published_on=article.published_on,
            currency=job.currency,
            country=job.country,
        )
        records = make_records(article, extraction, outlet=page.outlet, aliases=setup.aliases)
        return Parsed(article, records, extraction.drops)
    except NotAnArticle as error:
        return Rejected(error.reason, str(error))
    except MemoryError:
        return Rejected("memory", "parsing needs more memory than one page may take")
    except RecursionError:
        return Rejected("too_deep", "the page is nested too deeply to be parsed")
    except Exception as error:  # one page never stops a run; the ledger keeps what happened
        words = " ".join(str(error).split())[:300]
        return Rejected("error", f"parsing failed: {type(error).__name__}: {words}")
