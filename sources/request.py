"""One request, within a deadline and a cap: an address in, the response out, or a FetchError when none came."""

from __future__ import annotations

import http.cookiejar
import re
import ssl
import time
from collections.abc import Mapping
from dataclasses import dataclass

import httpcore
import httpx

from extractors.errors import FetchError
from network.deadline import Deadline
from network.dial import Resolve
from sources.encoding import read_body
from sources.guard import Guard, shown
from sources.hosts import host_key
from sources.network import GuardedTransport
from sources.politeness import HostGate
from sources.settings import FetchSettings
from sources.tdm import header_reserves

REDIRECTS = frozenset({301, 302, 303, 307, 308})
REFUSAL_BYTES = 65_536  # kept of an answer that is not what was wanted
REFUSAL_S = 3.0  # and this long is it waited for
_TEXT = re.compile(
    r"\s*(?:text/|application/(?:[\w.+-]*xml|json|[\w.+-]*\+json|octet-stream|x-httpd-php)|unknown/|$)"
)
_NETWORK = (httpcore.TimeoutException, httpcore.NetworkError, httpcore.ProtocolError, ssl.SSLError, OSError)
_CONNECTING = frozenset({"dns", "refused", "connect", "tls", "timeout"})


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a request is for.

    Attributes:
        headers: of the request, beside the usual ones.
        text_only: images, films and files are refused before their body is read.
        tdm_licensed: the site's reservation of text and data mining does not matter.
        cut: the first ``max_bytes`` of a longer body will do.
    """

    max_bytes: int
    headers: Mapping[str, str]
    text_only: bool = False
    tdm_licensed: bool = False
    cut: bool = False


@dataclass(frozen=True, slots=True)
class Response:
    """What came.

    Attributes:
        headers: names in lower case.
        body: decoded; whole unless ``whole`` is False.
        error: why it is not what was wanted, where that does not follow from the status.
    """

    status: int
    headers: Mapping[str, str]
    body: bytes = b""
    whole: bool = True
    error: FetchError | None = None

    @property
    def location(self) -> str | None:
        """Where it sends to; None for no redirect."""
        return self.headers.get("location") if self.status in REDIRECTS else None


def is_good(status: int) -> bool:
    """True for what may hold what was wanted, and for 304."""
    return status == 304 or (200 <= status < 300 and status != 206)


class Requester:
    """Sends requests over guarded connections; threads may share one.

    Args:
        transport: answers instead of the network (a mirror).
        resolve: looks names up instead of the system's resolver.
    """

    def __init__(
        self,
        settings: FetchSettings,
        guard: Guard,
        gate: HostGate,
        transport: httpx.BaseTransport | None = None,
        resolve: Resolve | None = None,
    ) -> None:
        self._gate = gate
        self._deadline = Deadline()
        self._http = httpx.Client(
            transport=transport
            or GuardedTransport(
                guard, self._deadline, connect_s=settings.connect_s, ca_file=settings.ca_file, resolve=resolve
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

    def close(self) -> None:
        """Close all connections."""
        self._http.close()

    def send(self, url: str, wanted: Wanted, limit_s: float) -> Response:
        """The response to one GET, over after ``limit_s``; FetchError when not even its head has come."""
        host = host_key(url)
        began = time.monotonic()
        head: Response | None = None
        try:
            with (
                self._deadline.within(limit_s),
                self._http.stream("GET", url, headers=dict(wanted.headers)) as response,
            ):
                self._gate.worked(host)
                found = {name.lower(): value for name, value in response.headers.items()}
                head = Response(response.status_code, found, whole=False)
                return self._read(url, response, head, wanted)
        except (httpx.HTTPError, httpx.InvalidURL, UnicodeError) as failed:
            # UnicodeError: a redirect to http://xn--/
            error = FetchError("bad_url", f"{shown(url)}: {failed}")
        except (httpcore.TimeoutException, TimeoutError):
            self._gate.failed(host, "it does not answer in time")
            took = time.monotonic() - began
            error = FetchError("timeout", f"{shown(url)}: no whole answer after {took:.1f} s")
        except _NETWORK as failed:
            reason, why = _network_reason(failed)
            if reason in _CONNECTING:
                self._gate.failed(host, why)
            error = FetchError(reason, f"{shown(url)}: {why}")
        except FetchError as failed:
            if failed.reason in _CONNECTING:
                self._gate.failed(host, "its name cannot be looked up")
            error = failed
        if head is None:
            raise error
        return Response(head.status, head.headers, whole=False, error=error)

    def _read(self, url: str, response: httpx.Response, head: Response, wanted: Wanted) -> Response:
        """The response with its body, which is cut where the status says no, or not read where it must not be."""
        status, found = head.status, head.headers
        if status == 304:
            return Response(status, found)
        if not wanted.tdm_licensed and header_reserves(found):
            if not is_good(status):
                return head
            raise FetchError("tdm_reserved", f"{shown(url)}: the site reserves text and data mining (header)")
        if not is_good(status):
            return self._refusal(url, response, head)
        if wanted.text_only and not _TEXT.match(found.get("content-type", "").lower()):
            raise FetchError("not_text", f"{shown(url)}: {found['content-type'][:80]}, no text")
        length = found.get("content-length", "")
        if not wanted.cut and length.isdigit() and int(length) > wanted.max_bytes:
            raise FetchError("too_large", f"{shown(url)}: {length} bytes, more than {wanted.max_bytes}")
        coding = found.get("content-encoding", "")
        body, whole = read_body(response.iter_raw(), coding, url=url, max_bytes=wanted.max_bytes, cut=wanted.cut)
        return Response(status, found, body, whole)

    def _refusal(self, url: str, response: httpx.Response, head: Response) -> Response:
        """What a site says with its no, as far as it comes at once; it is worth keeping, not waiting for."""
        coding = head.headers.get("content-encoding", "")
        self._deadline.shorten(REFUSAL_S)
        try:
            body, whole = read_body(response.iter_raw(), coding, url=url, max_bytes=REFUSAL_BYTES, cut=True)
        except (FetchError, httpx.HTTPError, *_NETWORK):
            return head
        return Response(head.status, head.headers, body, whole)


# As h11 and h2 say that the other side has gone; what else they say is about what it sent.
_BROKEN_OFF = re.compile(
    r"peer (?:unexpectedly )?closed|server disconnected|<?connection ?terminated|<?stream ?reset", re.IGNORECASE
)


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
    if isinstance(error, httpcore.RemoteProtocolError) and _BROKEN_OFF.match(str(error)):
        return "truncated", f"the answer breaks off: {error}"
    if isinstance(error, httpcore.ProtocolError):
        return "protocol", f"no proper HTTP: {error}"
    return "reset", "the connection broke"
