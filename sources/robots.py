"""What robots.txt allows, as RFC 9309 says: asked once a day for each site, and the decision recorded."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import lru_cache
from typing import Any

from extractors.errors import FetchError
from sources.hosts import site_file
from sources.memory import FetchMemory, Remembered
from sources.politeness import Turns

TOKEN = "Figurewatch"  # our product token in robots.txt
KEPT = timedelta(hours=24)
KEPT_UNREACHABLE = timedelta(minutes=30)
MAX_BYTES = 512_000  # the RFC asks for at least 500 KiB; the rest of a longer file does not count


@dataclass(frozen=True, slots=True)
class Decision:
    """What the file says of one URL; ``word`` goes into the ledger: allowed, none, disallowed or unreachable,
    and the pause that the site asks for.

    ``because`` is the network's failure where that is why the file could not be had.
    """

    allowed: bool
    word: str
    crawl_delay_s: float | None = None
    because: FetchError | None = None


class RobotsBook:
    """Decisions for any site; ``fetch(url)`` gives status and text of a robots.txt, FetchError when unreachable."""

    def __init__(
        self,
        fetch: Callable[[str], tuple[int, bytes]],
        memory: FetchMemory,
        now: Callable[[], datetime],
        turns: Turns,
    ) -> None:
        self._turns = turns
        self._fetch = fetch
        self._memory = memory
        self._now = now
        self._kept: dict[str, Remembered] = {}
        self._errors: dict[str, FetchError] = {}

    def ask(self, url: str) -> Decision:
        """May ``url`` be fetched: 2xx as the rules say, 4xx yes, 5xx and unreachable no."""
        kept = self._file(url)
        if _is_unreachable(kept.status):
            return Decision(False, "unreachable", because=self._errors.get(kept.url))
        if not 200 <= kept.status < 300 or kept.body.lstrip()[:1] in (b"<", b""):
            return Decision(True, "none")
        rules = _rules(kept.body)
        allowed = rules.can_fetch(url, TOKEN)
        delay = rules.crawl_delay(TOKEN)
        word = ("allowed" if allowed else "disallowed") + (f", crawl-delay {float(delay):g}" if delay else "")
        return Decision(allowed, word, float(delay) if delay else None)

    def sitemaps(self, url: str) -> list[str]:
        """Sitemaps that the robots.txt of ``url``'s site names."""
        kept = self._file(url)
        return list(_rules(kept.body).sitemaps) if 200 <= kept.status < 300 else []

    def _file(self, url: str) -> Remembered:
        address = site_file(url, "/robots.txt")
        with self._turns.asking(address):
            kept = self._kept.get(address) or self._memory.recall(address)
            if kept is not None and self._fresh(kept):
                return self._kept.setdefault(address, kept)
            self._errors.pop(address, None)
            try:
                status, body = self._fetch(address)
            except FetchError as error:
                if error.reason in ("blocked_address", "waiting"):
                    raise
                self._errors[address] = error  # of this process only: another run looks for itself
                kept = Remembered(address, self._now(), 0)
            else:
                kept = Remembered(address, self._now(), status, body=body)
                self._memory.remember(kept)
            self._kept[address] = kept
            return kept

    def _fresh(self, kept: Remembered) -> bool:
        age = self._now() - kept.fetched_at
        return timedelta(0) <= age < (KEPT_UNREACHABLE if _is_unreachable(kept.status) else KEPT)


def _is_unreachable(status: int) -> bool:
    """Neither the file nor word that there is none (4xx): no answer, 5xx, a 304 that nobody asked for; and 429, which
    says nothing about the rules but much about how welcome requests are.
    """
    return status == 429 or not (200 <= status < 300 or 400 <= status < 500)


@lru_cache(maxsize=512)
def _rules(body: bytes) -> Any:
    from protego import Protego

    return Protego.parse(body.decode("utf-8-sig", errors="replace"))
