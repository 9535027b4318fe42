"""The polite, guarded HTTP client: a URL in, an answer out, or a FetchError that says why not."""

from __future__ import annotations

import http.cookiejar
import logging
import re
import ssl
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from types import TracebackType
from urllib.parse import urljoin, urlsplit

import httpcore
import httpx

from extractors.errors import FetchError
from sources.encoding import read_body
from sources.guard import Guard, Resolve, shown
from sources.memory import FetchMemory, Remembered
from sources.network import Deadline, GuardedTransport
from sources.politeness import HostGate, Turns
from sources.robots import MAX_BYTES as ROBOTS_MAX_BYTES
from sources.robots import RobotsBook
from sources.settings import FetchSettings
from sources.tdm import TdmBook, header_reserves

log = logging.getLogger(__name__)

REDIRECTS = frozenset({301, 302, 303, 307, 308})
_TEXT = re.compile(
    r"\s*(?:text/|application/(?:[\w.+-]*xml|json|[\w.+-]*\+json|octet-stream|x-httpd-php)|unknown/|$)"
)
_AGAIN = frozenset(
    {"reset", "truncated", "protocol"}
)  # tried once more at once; they are often a connection grown old
PAUSE = "pause "  # what the memory calls a host's wish; in place of the time of a fetch stands the end of the pause
REFUSAL_BYTES = 65_536  # kept of an answer with a status that says no
REFUSAL_S = 3.0  # and this long is it waited for
_NETWORK = (httpcore.TimeoutException, httpcore.NetworkError, httpcore.ProtocolError, ssl.SSLError, OSError)
_CONNECTING = frozenset({"dns", "refused", "connect", "tls", "timeout"})


@dataclass(frozen=True, slots=True)
class Answer:
    """What a URL gave: status 200 with a body, 304 without, or a status that says no (in :class:`Refused`).

    Attributes:
        headers: names in lower case.
        body: decoded and whole.
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

    @property
    def content_type(self) -> str | None:
        """The header as sent."""
        return self.headers.get("content-type")


class Refused(FetchError):
    """The site answered with a status that says no; ``answer`` is what it sent, its body cut or empty."""

    def __init__(self, error: FetchError, answer: Answer) -> None:
        super().__init__(error.reason, str(error), error.retry_after_s)
        self.answer = answer


@dataclass(frozen=True, slots=True)
class _Redirect:
    location: str
    permanent: bool


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
        self._sleep = sleep
        self._guard = Guard(settings.allow)
        self._deadline = Deadline()
        self._offline = transport is not None
        self.memory = memory or FetchMemory(None)
        delay_s = 0.0 if transport else settings.delay_s
        self.gate = HostGate(delay_s, settings.max_delay_s, sleep=sleep, turns=turns, at_once=settings.per_host)
        self.robots = RobotsBook(self._get_robots, self.memory, now)
        self.tdm = TdmBook(self._get_small, self.memory, now)
        self._http = httpx.Client(
            transport=transport
            or GuardedTransport(
                self._guard, self._deadline, connect_s=settings.connect_s, ca_file=settings.ca_file, resolve=resolve
            ),
            headers={
                "User-Agent": settings.user_agent,
                "Accept": "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.5",
                "Accept-Encoding": "gzip",
                "Accept-Language": "en,*;q=0.5",
            },
            timeout=settings.timeout_s,
            follow_redirects=False,
            trust_env=False,
        )
        self._http.cookies.jar.set_policy(http.cookiejar.DefaultCookiePolicy(allowed_domains=[]))

    def __enter__(self) -> Client:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, tb: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Close all connections."""
        self._http.close()

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
        for last_try in (False, True):
            try:
                return self._follow(url, headers or {}, text_only, tdm_licensed, max_bytes)
            except FetchError as error:
                wait = error.retry_after_s if error.reason == "rate_limited" else 0.0
                again = error.reason in _AGAIN or (wait is not None and 0 < wait <= self.settings.max_wait_s)
                if last_try or not again:
                    raise
                log.info("%s; once more in %.0f s", error, wait or 0.0)
                self._sleep(wait or 0.0)
        raise AssertionError("unreachable")

    def _follow(
        self, url: str, headers: Mapping[str, str], text_only: bool, tdm_licensed: bool, max_bytes: int | None
    ) -> Answer:
        left, at, moved = self.settings.timeout_s, url, True
        for _ in range(self.settings.max_redirects + 1):
            self._guard.check_url(at)
            decision = self.robots.ask(at)
            if decision.because is not None:
                raise FetchError(decision.because.reason, str(decision.because))
            if not decision.allowed:
                if decision.word == "unreachable":
                    raise FetchError("robots_unreachable", f"{shown(at)}: robots.txt cannot be read")
                raise FetchError("robots", f"{shown(at)}: robots.txt does not allow it")
            if not tdm_licensed and self.tdm.reserves(at):
                raise FetchError("tdm_reserved", f"{shown(at)}: the site reserves text and data mining (tdmrep.json)")
            began = time.monotonic()
            self._check_pause(_host(at))
            with self.gate.turn(_host(at), decision.crawl_delay_s):
                waited = time.monotonic() - began
                sent = self._send(
                    at, headers, left, text_only=text_only, tdm_licensed=tdm_licensed, max_bytes=max_bytes
                )
            left -= time.monotonic() - began - waited
            if isinstance(sent, _Redirect):
                moved = moved and sent.permanent
                at = urljoin(at, sent.location)
                continue
            status, found, body = sent
            answer = Answer(
                url=url,
                final_url=at,
                status=status,
                headers=found,
                body=body,
                robots=decision.word,
                elapsed_ms=max(0, int((self.settings.timeout_s - left) * 1000)),
                moved=moved and at != url,
            )
            error = self._status_error(at, status, found)
            if error is None:
                return answer
            raise error if not tdm_licensed and header_reserves(found) else Refused(error, answer)
        raise FetchError("redirects", f"{shown(url)}: more than {self.settings.max_redirects} redirects")

    def _send(
        self,
        url: str,
        headers: Mapping[str, str],
        limit_s: float,
        *,
        text_only: bool = False,
        tdm_licensed: bool = True,
        max_bytes: int | None = None,
        cut: bool = False,
        any_status: bool = False,
    ) -> tuple[int, Mapping[str, str], bytes] | _Redirect:
        """One request: status, headers and body, which is cut where the status says no; or where it redirects to."""
        host = _host(url)
        max_bytes = self.settings.max_bytes if max_bytes is None else max_bytes
        began = time.monotonic()
        try:
            with self._deadline.within(limit_s), self._http.stream("GET", url, headers=dict(headers)) as response:
                self.gate.worked(host)
                status = response.status_code
                found = {name.lower(): value for name, value in response.headers.items()}
                if status in REDIRECTS and "location" in found:
                    return _Redirect(found["location"], permanent=status in (301, 308))
                if status == 304:
                    return status, found, b""
                if any_status and status != 200:
                    return status, found, b""
                if not _is_good(status):
                    self._spare(host, status, found)
                    return status, found, self._refusal(response, found, url)
                if not tdm_licensed and header_reserves(found):
                    raise FetchError("tdm_reserved", f"{shown(url)}: the site reserves text and data mining (header)")
                if text_only and not _TEXT.match(found.get("content-type", "").lower()):
                    raise FetchError("not_text", f"{shown(url)}: {found['content-type'][:80]}, no text")
                if not cut and found.get("content-length", "").isdigit() and int(found["content-length"]) > max_bytes:
                    raise FetchError(
                        "too_large", f"{shown(url)}: {found['content-length']} bytes, more than {max_bytes}"
                    )
                coding = found.get("content-encoding", "")
                return status, found, read_body(response.iter_raw(), coding, url=url, max_bytes=max_bytes, cut=cut)
        except (httpx.HTTPError, httpx.InvalidURL) as error:
            raise FetchError("bad_url", f"{shown(url)}: {error}") from None
        except (httpcore.TimeoutException, TimeoutError):
            self.gate.failed(host, "it does not answer in time")
            took = time.monotonic() - began
            raise FetchError("timeout", f"{shown(url)}: no whole answer after {took:.1f} s") from None
        except _NETWORK as error:
            reason, why = _network_reason(error)
            if reason in _CONNECTING:
                self.gate.failed(host, why)
            raise FetchError(reason, f"{shown(url)}: {why}") from None
        except FetchError as error:
            if error.reason in _CONNECTING:
                self.gate.failed(host, "its name cannot be looked up")
            raise

    def _refusal(self, response: httpx.Response, headers: Mapping[str, str], url: str) -> bytes:
        """What a site says with its no, as far as it comes at once; it is worth keeping, not waiting for."""
        coding = headers.get("content-encoding", "")
        self._deadline.shorten(REFUSAL_S)
        try:
            return read_body(response.iter_raw(), coding, url=url, max_bytes=REFUSAL_BYTES, cut=True)
        except (FetchError, httpx.HTTPError, *_NETWORK):
            return b""

    def _spare(self, host: str, status: int, headers: Mapping[str, str]) -> None:
        """Remember of a host that asks for a pause longer than we wait in a round, also for later rounds."""
        wait = self._asked_wait_s(status, headers)
        if wait is not None and wait > self.settings.max_wait_s:
            self.memory.remember(Remembered(PAUSE + host, self._now() + timedelta(seconds=wait), status))

    def _check_pause(self, host: str) -> None:
        kept = self.memory.recall(PAUSE + host)
        left = (kept.fetched_at - self._now()).total_seconds() if kept is not None else 0.0
        if 0 < left <= self.settings.max_retry_s:  # more: the clock was wrong, then or now
            raise FetchError(
                "waiting", f"{host}: not asked again for {left:.0f} s, because it asked for a pause", left
            )

    def _asked_wait_s(self, status: int, headers: Mapping[str, str]) -> float | None:
        if status not in (429, 503):
            return None
        return retry_after_s(headers.get("retry-after"), self._now(), self.settings.max_retry_s)

    def _status_error(self, url: str, status: int, headers: Mapping[str, str]) -> FetchError | None:
        """What a status means for whoever wanted the page; None when it is good."""
        if _is_good(status):
            return None
        where = shown(url)
        if status in (429, 503):
            wait = self._asked_wait_s(status, headers)
            return FetchError("rate_limited", f"{where}: the site asks to come back later (status {status})", wait)
        if status == 206:
            return FetchError("truncated", f"{where}: only a part was sent (status 206)")
        reason = {
            404: "not_found",
            410: "gone",
            401: "forbidden",
            402: "forbidden",
            403: "forbidden",
            451: "forbidden",
        }
        code = reason.get(status) or ("server_error" if status >= 500 else f"http_{status}")
        return FetchError(code, f"{where}: status {status}")

    def _get_robots(self, url: str) -> tuple[int, bytes]:
        return self._get_small(url, ROBOTS_MAX_BYTES)

    def _get_small(self, url: str, max_bytes: int = 200_000) -> tuple[int, bytes]:
        """A file about a site: five redirects, a cut body, any status."""
        at = url
        for _ in range(6):
            self._guard.check_url(at)
            self._check_pause(_host(at))
            with self.gate.turn(_host(at)):
                answer = self._send(at, {}, self.settings.timeout_s, max_bytes=max_bytes, cut=True, any_status=True)
            if not isinstance(answer, _Redirect):
                return answer[0], answer[2]
            at = urljoin(at, answer.location)
        return 404, b""  # RFC 9309 2.3.1.2: too many redirects may be taken as not there


def retry_after_s(value: str | None, now: datetime, max_s: float) -> float | None:
    """Seconds that a Retry-After header asks for, at most ``max_s``; None when it is absent or no time at all."""
    if not value:
        return None
    text = value.strip()
    if re.fullmatch(r"\d{1,12}(?:\.\d+)?", text):
        return min(float(text), max_s)
    try:
        at = parsedate_to_datetime(text)
    except (ValueError, TypeError):
        return None
    at = at.replace(tzinfo=UTC) if at.tzinfo is None else at
    return min(max(0.0, (at - now).total_seconds()), max_s)


def _is_good(status: int) -> bool:
    return status == 304 or (200 <= status < 300 and status != 206)


def _host(url: str) -> str:
    return urlsplit(url).netloc.lower()


def _network_reason(error: Exception) -> tuple[str, str]:
    """A stable code and a few words for what the network did."""
    chain: list[BaseException] = [error]
    while (inner := chain[-1].__cause__ or chain[-1].__context__) is not None and len(chain) < 6:
        chain.append(inner)
    for one in chain:
        if isinstance(one, ssl.SSLCertVerificationError):
            return "tls", f"its certificate is not accepted: {one.verify_message}"
        if isinstance(one, ssl.SSLError) and not isinstance(one, ssl.SSLEOFError):
            return "tls", f"no secure connection: {one.reason or one}"
        if isinstance(one, ConnectionRefusedError):
            return "refused", "the connection is refused"
    if isinstance(error, httpcore.ConnectError):
        return "connect", f"no connection: {error}"
    if isinstance(error, httpcore.RemoteProtocolError):
        return "truncated", f"the answer breaks off: {error}"
    if isinstance(error, httpcore.ProtocolError):
        return "protocol", f"no proper HTTP: {error}"
    return "reset", "the connection broke"
