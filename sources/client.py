"""The polite, guarded HTTP client: a URL in, an answer out, or a FetchError that says why not."""

from __future__ import annotations

import logging
import threading
import time
from collections import deque
from collections.abc import Callable, Iterator, Mapping
from datetime import datetime
from types import TracebackType
from urllib.parse import urljoin

import httpx

from extractors.errors import FetchError
from extractors.model import Role
from network.dial import Resolve
from sources.answer import Answer, Heard, Refused, whatever_happens
from sources.guard import Guard, shown
from sources.hosts import host_key
from sources.memory import FetchMemory
from sources.pauses import Pauses
from sources.politeness import HostGate, Turns
from sources.request import Requester, Response, Wanted, is_good
from sources.robots import MAX_BYTES as ROBOTS_MAX_BYTES
from sources.robots import Decision, RobotsBook
from sources.settings import FetchSettings
from sources.tdm import TdmBook

log = logging.getLogger(__name__)

TDM_MAX_BYTES = 200_000
TDM_SHARE = 1 / 3  # of the time of a request: a tdmrep.json that never ends must leave some for the page
HEARD = 10_000  # kept for whoever asks; a client that nobody asks must not grow
_AGAIN = frozenset(
    {"reset", "truncated", "protocol"}
)  # tried once more at once; they are often a connection grown old
_REASONS = {404: "not_found", 410: "gone", 401: "forbidden", 402: "forbidden", 403: "forbidden", 451: "forbidden"}


class Client:
    """Fetches within the limits of ``settings``; threads may share one.

    Args:
        settings: limits, contact, allow-list.
        now: the clock, UTC, for how long robots.txt and Retry-After hold.
        memory: what may be reused of earlier rounds.
        transport: answers instead of the network (a mirror); then hosts need not be spared.
        resolve: looks names up instead of the system's resolver.
        sleep: waits; for tests.
        turns: shared with other clients, so that they spare a host together.
    """

    def __init__(
        self,
        settings: FetchSettings,
        now: Callable[[], datetime],
        memory: FetchMemory | None = None,
        transport: httpx.BaseTransport | None = None,
        resolve: Resolve | None = None,
        sleep: Callable[[float], None] = time.sleep,
        turns: Turns | None = None,
    ) -> None:
        self.settings = settings
        self._now = now
        self._guard = Guard(settings.allow)
        self.memory = memory or FetchMemory(None)
        turns = turns or Turns()
        delay_s = 0.0 if transport else settings.delay_s
        self._gate = HostGate(delay_s, settings.max_delay_s, sleep=sleep, turns=turns, at_once=settings.per_host)
        self._pauses = Pauses(self.memory, settings, now, self._gate)
        self._requests = Requester(settings, self._guard, self._gate, transport, resolve)
        self._heard: deque[Heard] = deque(maxlen=HEARD)
        self._spent = _Spent()
        self.robots = RobotsBook(self._get_robots, self.memory, now, turns)
        self.tdm = TdmBook(self._get_tdmrep, self.memory, now, turns)

    def __enter__(self) -> Client:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, tb: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Close all connections."""
        self._requests.close()

    def heard(self) -> Iterator[Heard]:
        """What sites have sent beside the answers given since this was asked last, for the archive and the ledger."""
        while self._heard:
            yield self._heard.popleft()

    def get(
        self,
        url: str,
        headers: Mapping[str, str] | None = None,
        *,
        text_only: bool = False,
        tdm_licensed: bool = False,
        max_bytes: int | None = None,
    ) -> Answer:
        """The answer for ``url``, redirects followed; FetchError otherwise.

        Every hop is asked of robots.txt, of the site's reservation of text and data mining, and of the guard.
        ``text_only`` refuses images, films and files before their body is read. A connection that breaks is tried
        once more, a short Retry-After waited out once.
        """
        limit = self.settings.max_bytes if max_bytes is None else max_bytes
        wanted = Wanted(limit, headers or {}, text_only, tdm_licensed)
        for last_try in (False, True):
            try:
                with whatever_happens(url):
                    return self._follow(url, wanted)
            except FetchError as error:
                wait = error.retry_after_s if error.reason == "rate_limited" else 0.0
                again = error.reason in _AGAIN or (wait is not None and 0 < wait <= self.settings.max_wait_s)
                if last_try or not again:
                    raise
                log.info("%s; once more in %.0f s", error, wait or 0.0)
                if isinstance(error, Refused):
                    self._heard.append(Heard("answer", error.answer, self._now(), error))
        raise AssertionError("unreachable")

    def _follow(self, url: str, wanted: Wanted) -> Answer:
        at, moved, all_took = url, True, 0.0
        self._spent.s = 0.0
        for _ in range(self.settings.max_redirects + 1):
            self._guard.check_url(at)
            self._left_s(at)
            decision = self._permission(at, wanted)
            response, took = self._send(at, wanted, self._left_s(at), decision.crawl_delay_s)
            all_took += took
            if response.location is not None and response.error is None:
                moved = moved and response.status in (301, 308)
                at = self._redirected(at, response, decision.word, took, "redirect")
                continue
            answer = _answer(url, at, response, decision.word, all_took, moved=moved)
            error = response.error or self._status_error(at, response, wanted)
            if error is not None:
                raise Refused(error, answer)
            return answer
        raise FetchError("redirects", f"{shown(url)}: more than {self.settings.max_redirects} redirects")

    def _left_s(self, url: str) -> float:
        """What is left of the time for a request, robots.txt and tdmrep.json of all hops included; FetchError where
        nothing is. Such a file that was begun has a limit of its own: what comes of it counts for others, too.
        """
        left = self.settings.timeout_s - self._spent.s
        if left <= 0:
            raise FetchError("timeout", f"{shown(url)}: not asked, because the way to it took {self._spent.s:.1f} s")
        return left

    def _send(
        self, url: str, wanted: Wanted, limit_s: float, crawl_delay_s: float | None = None
    ) -> tuple[Response, float]:
        """The response to one request in its host's turn, and the seconds it took; FetchError ``waiting`` where the
        host has asked for a pause, as late as by the answer before this turn.
        """
        host = host_key(url)
        self._pauses.check(host)
        with self._gate.turn(host, crawl_delay_s):
            self._pauses.check(host)
            began = time.monotonic()
            try:
                response = self._requests.send(url, wanted, limit_s)
            finally:
                took = time.monotonic() - began
                self._spent.s += took
            self._pauses.heard(host, response.status, response.headers)
        return response, took

    def _permission(self, url: str, wanted: Wanted) -> Decision:
        """What robots.txt says of ``url``; FetchError where the site does not want it read."""
        decision = self.robots.ask(url)
        if decision.because is not None:
            raise FetchError(decision.because.reason, str(decision.because))
        if not decision.allowed:
            if decision.word == "unreachable":
                raise FetchError("robots_unreachable", f"{shown(url)}: robots.txt cannot be read")
            raise FetchError("robots", f"{shown(url)}: robots.txt does not allow it")
        if not wanted.tdm_licensed and self.tdm.reserves(url):
            raise FetchError("tdm_reserved", f"{shown(url)}: the site reserves text and data mining (tdmrep.json)")
        return decision

    def _redirected(self, url: str, response: Response, robots: str, took_s: float, role: Role) -> str:
        """Where a redirect sends to; what it said is kept."""
        try:
            to = urljoin(url, response.location or "")
        except ValueError as error:
            raise FetchError("bad_url", f"{shown(url)}: sends to {shown(response.location or '')}: {error}") from None
        self._heard.append(Heard(role, _answer(url, to, response, robots, took_s), self._now()))
        return to

    def _status_error(self, url: str, response: Response, wanted: Wanted) -> FetchError | None:
        """What a status means for whoever wanted the page; None when it is good."""
        status, where = response.status, shown(url)
        if status == 304 and not wanted.headers:
            return FetchError("http_304", f"{where}: status 304 (not changed) although all of it was asked for")
        if is_good(status):
            return None
        if status in (429, 503):
            wait = self._pauses.asked_s(status, response.headers)
            return FetchError("rate_limited", f"{where}: the site asks to come back later (status {status})", wait)
        if status == 206:
            return FetchError("truncated", f"{where}: only a part was sent (status 206)")
        code = _REASONS.get(status) or ("server_error" if status >= 500 else f"http_{status}")
        return FetchError(code, f"{where}: status {status}")

    def _get_robots(self, url: str) -> tuple[int, bytes]:
        return self._get_site_file(url, ROBOTS_MAX_BYTES, "robots", self.settings.timeout_s)

    def _get_tdmrep(self, url: str) -> tuple[int, bytes]:
        return self._get_site_file(url, TDM_MAX_BYTES, "tdmrep", self.settings.timeout_s * TDM_SHARE)

    def _get_site_file(self, url: str, max_bytes: int, role: Role, limit_s: float) -> tuple[int, bytes]:
        """A file about a site: five redirects, any status, a body that may be cut and is read with 200 only."""
        at, wanted, left = url, Wanted(max_bytes, {}, tdm_licensed=True, cut=True), limit_s
        for _ in range(6):
            self._guard.check_url(at)
            response, took = self._send(at, wanted, left)
            left -= took
            if response.location is not None and response.error is None:
                at = self._redirected(at, response, "", took, "redirect")
                continue
            self._heard.append(Heard(role, _answer(url, at, response, "", took), self._now(), response.error))
            if response.error is not None:
                raise response.error
            return response.status, response.body if response.status == 200 else b""
        return 404, b""  # RFC 9309 2.3.1.2: too many redirects may be taken as not there


class _Spent(threading.local):
    """The seconds that all requests took while this thread follows one address."""

    s = 0.0


def _answer(
    url: str, final_url: str, response: Response, robots: str, took_s: float, *, moved: bool = False
) -> Answer:
    return Answer(
        url=url,
        final_url=final_url,
        status=response.status,
        headers=response.headers,
        body=response.body,
        robots=robots,
        elapsed_ms=max(0, int(took_s * 1000)),
        moved=moved and final_url != url,
        whole=response.whole,
    )
