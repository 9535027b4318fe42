"""What the client hands over: answers, refusals, and what else a site sent on the way to them."""

from __future__ import annotations

import logging
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime

from extractors.errors import FetchError, FigurewatchError
from extractors.model import Role
from sources.guard import shown

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Answer:
    """What a URL gave: status 200 with a body, 304 without, or one that is of no use (in :class:`Refused`).

    Attributes:
        headers: names in lower case.
        body: decoded; whole unless ``whole`` is False.
        robots: what robots.txt said of the final URL.
        elapsed_ms: from sending to the last byte, without the polite waiting before it.
        moved: every hop was permanent (301, 308), so ``final_url`` is the new address.
    """

    url: str
    final_url: str
    status: int
    headers: Mapping[str, str]
    body: bytes
    robots: str
    elapsed_ms: int
    moved: bool = False
    whole: bool = True

    @property
    def content_type(self) -> str | None:
        """The header as sent."""
        return self.headers.get("content-type")


class Refused(FetchError):
    """The site answered, but not with what was wanted; ``answer`` is what it sent, its body cut or empty."""

    def __init__(self, error: FetchError, answer: Answer) -> None:
        super().__init__(error.reason, str(error), error.retry_after_s)
        self.answer = answer


@dataclass(frozen=True, slots=True)
class Heard:
    """An answer that is not what was asked for, but came on the way to it.

    Attributes:
        role: ``redirect`` (``final_url`` is where it sends to), ``robots``, ``tdmrep``, or ``answer``, a no after
            which the same was asked once more.
        error: what was wrong with it; None when nothing was.
    """

    role: Role
    answer: Answer
    at: datetime
    error: FetchError | None = None


@contextmanager
def whatever_happens(url: str) -> Iterator[None]:
    """An error that nobody foresaw as a FetchError: one address, met again in every round, would keep a source from
    all that is listed behind it for ever.
    """
    try:
        yield
    except (FigurewatchError, OSError):
        raise
    except Exception as error:
        log.debug("%s", shown(url), exc_info=True)
        what = " ".join(f"{type(error).__name__}: {error}".split())[:200]
        raise FetchError("unexpected", f"{shown(url)}: {what}; this should not happen, please report it") from error
