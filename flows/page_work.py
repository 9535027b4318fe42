"""What a worker process does: one page to an article and its claims. Run as ``python -m flows.page_work FD``."""

from __future__ import annotations

import sys
from dataclasses import dataclass
from typing import TYPE_CHECKING

from extractors.errors import NotAnArticle

if TYPE_CHECKING:
    from extractors.model import Article, Drop, Page
    from extractors.page_hints import PageHints
    from extractors.record import Aliases, ClaimRecord


@dataclass(frozen=True, slots=True)
class Setup:
    """What every page of a run is read with."""

    aliases: Aliases


@dataclass(frozen=True, slots=True)
class Job:
    """One page to read.

    Attributes:
        currency: what a bare "$" means at this outlet; None to go by the text.
    """

    page: Page
    hints: PageHints | None = None
    currency: str | None = None


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
    from extractors.page import parse_page
    from extractors.record import make_records

    page = job.page
    try:
        article = parse_page(
            page.body, url=page.final_url or page.url, content_type=page.content_type, hints=job.hints
        )
        extraction = find_claims(
            article.text, title=article.title, published_on=article.published_on, currency=job.currency
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


def main(descriptor: int) -> None:
    """Answer jobs from the pipe until it closes; the first message is (Setup, memory limit in MB)."""
    import logging
    import signal
    from multiprocessing.connection import Connection

    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is the parent's to handle
    logging.disable(logging.CRITICAL)
    pipe = Connection(descriptor)
    try:
        setup, memory_mb = pipe.recv()
        _limit_memory(memory_mb)
        _import_parsers()
        pipe.send(True)
        while True:
            pipe.send(read_page(pipe.recv(), setup))
    except (EOFError, BrokenPipeError, ConnectionResetError):
        return
    except Exception as error:
        pipe.send(f"{type(error).__name__}: {error}")


def _import_parsers() -> None:
    """Pay for the imports before the clock of the first page runs."""
    import extractors.claims
    import extractors.page
    import extractors.record  # noqa: F401


def _limit_memory(memory_mb: int) -> None:
    """Cap the address space, so that a bomb meets MemoryError and not the machine's last page of memory."""
    import resource

    limit = memory_mb << 20
    _, hard = resource.getrlimit(resource.RLIMIT_AS)
    if hard != resource.RLIM_INFINITY:
        limit = min(limit, hard)
    try:
        resource.setrlimit(resource.RLIMIT_AS, (limit, limit))
    except (ValueError, OSError):  # macOS has no such limit; the time limit still holds
        return


if __name__ == "__main__":
    main(int(sys.argv[1]))
