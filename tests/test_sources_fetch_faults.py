"""Faults of the network, each on a real loopback server: the client survives it and names it."""

from __future__ import annotations

import contextlib
import resource
import socket
import ssl
import threading
import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from sources_mock_site import ARTICLE, MockSite, gzip_bomb, serving, zipped

from extractors.errors import FetchError
from network.retry_after import retry_after_s
from sources.client import Client
from sources.memory import FetchMemory, Remembered
from sources.politeness import Turns
from sources.request import Response, Wanted
from sources.settings import FetchSettings
from sources.tdm import TdmBook
from tests.tls_server import make_certificate, tls_server

NOW = datetime(2026, 3, 2, 12, 0, tzinfo=UTC)
LOOPBACK = FetchSettings(allow=("127.0.0.1",), delay_s=0, timeout_s=2.0, connect_s=1.0, max_bytes=300_000)


def sent(client: Client, url: str, limit_s: float) -> Response:
    """One request without robots.txt and the rest; FetchError also where it fails half-way."""
    response = client._requests.send(url, Wanted(300_000, {}), limit_s)
    if response.error is not None:
        raise response.error
    return response


class Clock:
    """A clock that only sleeping moves; what was slept is kept."""

    def __init__(self) -> None:
        self.at = NOW
        self.slept: list[float] = []

    def now(self) -> datetime:
        return self.at

    def sleep(self, seconds: float) -> None:
        self.slept.append(seconds)


@pytest.fixture
def site() -> Iterator[MockSite]:
    with serving() as site:
        yield site


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def client(clock: Clock) -> Iterator[Client]:
    with Client(LOOPBACK, clock.now, sleep=clock.sleep) as client:
        yield client


def reason(client: Client, url: str, **kw: bool) -> str:
    with pytest.raises(FetchError) as caught:
        client.get(url, **kw)
    message = str(caught.value)
    assert "\n" not in message
    return caught.value.reason


def test_an_article_is_fetched_whole_with_its_headers(site: MockSite, client: Client) -> None:
    site.put("/a", zipped(ARTICLE), Content_Encoding="gzip", ETag='W/"x"')
    answer = client.get(site.url + "/a", text_only=True)
    assert (answer.status, answer.body, answer.headers["etag"]) == (200, ARTICLE, 'W/"x"')
    assert answer.robots == "none"
    sent = dict(site.seen)["/a"]
    assert sent["accept-encoding"] == "gzip"
    assert sent["user-agent"].startswith("Figurewatch/")


# Row 16: the network and TLS


def test_row_16_dns_failure(clock: Clock) -> None:
    def no_such_name(host: str, port: int) -> list[str]:
        raise socket.gaierror(-2, "Name or service not known")

    with Client(LOOPBACK, clock.now, resolve=no_such_name) as client:
        assert reason(client, "http://news.example/a") == "dns"
        assert reason(client, "http://news.example/b") == "dns"


def test_row_16_refused_and_reset(site: MockSite, client: Client) -> None:
    with socket.socket() as one, socket.socket() as two:
        one.bind(("127.0.0.1", 0))
        two.bind(("127.0.0.1", 0))
        ports = one.getsockname()[1], two.getsockname()[1]
    assert reason(client, f"http://127.0.0.1:{ports[0]}/a") == "refused"
    try:
        raise LookupError
    except LookupError:  # what is handled meanwhile does not take the place of what the system said
        assert reason(client, f"http://127.0.0.1:{ports[1]}/a") == "refused"
    site.routes["/reset"] = lambda handler: handler.reset()
    assert reason(client, site.url + "/reset") in ("reset", "truncated")
    assert site.paths() == ["/reset", "/reset"], "a connection that breaks is tried once more"


@pytest.mark.parametrize(("name", "days", "why"), [("127.0.0.1", -1, "expired"), ("other.example", 5, "match")])
def test_row_16_tls_expired_or_for_another_host(name: str, days: int, why: str, tmp_path: Path, clock: Clock) -> None:
    with tls_server(tmp_path, name, days) as (port, ca_file):
        settings = FetchSettings(allow=("127.0.0.1",), delay_s=0, timeout_s=3, ca_file=str(ca_file))
        with Client(settings, clock.now) as client, pytest.raises(FetchError) as caught:
            sent(client, f"https://127.0.0.1:{port}/a", 3.0)
        assert caught.value.reason == "tls"
        assert why in str(caught.value)


def test_row_16_a_site_with_a_good_certificate_works(tmp_path: Path, clock: Clock) -> None:
    with tls_server(tmp_path, "127.0.0.1", 5) as (port, ca_file):
        settings = FetchSettings(allow=("127.0.0.1",), delay_s=0, timeout_s=3, ca_file=str(ca_file))
        with Client(settings, clock.now) as client:
            assert client.get(f"https://127.0.0.1:{port}/a").body == b"hello"


# Row 17: one deadline over everything


@pytest.mark.parametrize("fault", ["drip", "slow_headers"])
def test_row_17_a_dripping_answer_ends_with_the_deadline(site: MockSite, client: Client, fault: str) -> None:
    site.routes["/a"] = lambda handler: getattr(handler, fault)()
    client.robots.ask(site.url + "/a")
    began = time.monotonic()
    assert reason(client, site.url + "/a") == "timeout"
    assert time.monotonic() - began < 20  # the site would go on for 100 s


@pytest.mark.parametrize("place", ["/a", "/robots.txt"])
def test_row_17_all_hops_share_the_deadline(site: MockSite, clock: Clock, place: str) -> None:
    def slow(handler: Any) -> None:
        time.sleep(0.15)
        handler.answer(302, b"", {"Location": handler.path + "x"})

    for hops in range(6):
        site.routes[place + "x" * hops] = slow
    with Client(FetchSettings(allow=("127.0.0.1",), delay_s=0, timeout_s=0.4), clock.now) as client:
        assert reason(client, site.url + "/a") == "timeout"
    assert len([path for path, _ in site.seen if path.startswith(place)]) <= 3  # fewer where the machine is busy


@pytest.mark.parametrize(("dripping", "arrives"), [((1,), True), ((0, 1, 2, 3), False)])
def test_row_17_the_files_of_all_sites_on_the_way_share_the_deadline(
    clock: Clock, dripping: tuple[int, ...], arrives: bool
) -> None:
    with contextlib.ExitStack() as stack:
        sites = [stack.enter_context(serving()) for _ in range(4)]
        for number, site in enumerate(sites):
            site.put("/a") if number == 3 else site.put("/a", b"", 302, Location=sites[number + 1].url + "/a")
            if number in dripping:
                site.routes["/.well-known/tdmrep.json"] = lambda handler: handler.drip()
        with Client(FetchSettings(allow=("127.0.0.1",), delay_s=0, timeout_s=1.2), clock.now) as client:
            if arrives:
                assert client.get(sites[0].url + "/a").body == ARTICLE
            else:
                assert reason(client, sites[0].url + "/a") == "timeout"
        assert bool(sites[3].seen) is arrives


def test_row_17_a_name_lookup_has_a_deadline(clock: Clock) -> None:
    def asleep(host: str, port: int) -> list[str]:
        time.sleep(30)
        return []

    with Client(FetchSettings(connect_s=0.2, timeout_s=1, delay_s=0), clock.now, resolve=asleep) as client:
        with pytest.raises(FetchError) as caught:
            sent(client, "http://news.example/a", 1.0)
        assert caught.value.reason == "timeout"


def test_row_17_and_18_an_endless_body_stops_at_the_cap(site: MockSite, client: Client) -> None:
    site.routes["/a"] = lambda handler: handler.endless()
    assert reason(client, site.url + "/a") == "too_large"


# Row 18: size


def test_row_18_a_body_over_the_cap_is_left_out(site: MockSite, client: Client) -> None:
    site.put("/said", b"x" * 300_001)
    site.put("/unsaid", b"x" * 300_001, Content_Length="")
    assert reason(client, site.url + "/said") == "too_large"
    assert reason(client, site.url + "/unsaid") == "too_large"
    site.put("/fits", b"x" * 300_000, Content_Length="")
    assert len(client.get(site.url + "/fits").body) == 300_000


# Row 19: an answer that breaks off is no answer


@pytest.mark.parametrize("fault", ["short", "broken_chunk", "reset"])
def test_row_19_a_truncated_body_is_never_taken(site: MockSite, client: Client, fault: str) -> None:
    site.routes["/a"] = lambda handler: getattr(handler, fault)()
    assert reason(client, site.url + "/a") in ("truncated", "reset")
    assert len(site.paths()) == 2


SENT = [
    # what comes over the connection before it closes                           what it is called
    (b"\x16\x03\x01\x00\xa5 nonsense \xff\xfe\r\n\r\n",                        "protocol"),
    (b"220 mail.example ESMTP ready\r\n\r\n",                                  "protocol"),
    (b"HTTP/1.1 good\r\nContent-Length: 2\r\n\r\nok",                          "protocol"),
    (b"HTTP/1.1 200 OK\r\nthis connection closed early\r\n\r\n",               "protocol"),
    (b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nnot a number\r\n", "protocol"),
    (b"",                                                                      "truncated"),
    (b"HTTP/1.1 200 OK\r\nContent-Len",                                       "truncated"),
    (b"HTTP/1.1 200 OK\r\nContent-Length: 900\r\n\r\n<p>half of it",          "truncated"),
]  # fmt: skip


@pytest.mark.parametrize(("raw", "code"), SENT)
def test_row_19_what_is_no_http_is_told_from_what_breaks_off(
    site: MockSite, client: Client, raw: bytes, code: str
) -> None:
    def send(handler: Any) -> None:
        handler.wfile.write(raw)
        handler.close_connection = True

    site.routes["/a"] = send
    assert reason(client, site.url + "/a") == code
    assert len(site.paths()) == 2  # either may have passed in a moment


def test_row_19_a_cut_gzip_body_is_seen_although_the_connection_ends_well(site: MockSite, client: Client) -> None:
    site.put("/a", zipped(ARTICLE)[:-30], Content_Encoding="gzip")
    assert reason(client, site.url + "/a") == "truncated"


def test_row_19_the_second_try_may_succeed(site: MockSite, client: Client) -> None:
    tries = iter([lambda handler: handler.short(), lambda handler: handler.answer(200, ARTICLE)])
    site.routes["/a"] = lambda handler: next(tries)(handler)
    assert client.get(site.url + "/a").body == ARTICLE


def test_row_19_an_unasked_part_is_no_page(site: MockSite, client: Client) -> None:
    site.put("/a", ARTICLE[:500], status=206, Content_Range="bytes 0-499/9999")
    assert reason(client, site.url + "/a") == "truncated"


def test_row_19_http2_reset(tmp_path: Path, clock: Clock) -> None:
    with http2_server(tmp_path) as (port, ca_file):
        settings = FetchSettings(allow=("127.0.0.1",), delay_s=0, timeout_s=3, ca_file=str(ca_file))
        with Client(settings, clock.now, sleep=clock.sleep) as client:
            with pytest.raises(FetchError) as caught:
                sent(client, f"https://127.0.0.1:{port}/cut", 3.0)
            assert caught.value.reason in ("truncated", "reset", "protocol")
            whole = sent(client, f"https://127.0.0.1:{port}/whole", 3.0)
            assert (whole.status, whole.body) == (200, b"over two")


def http2_server(folder: Path):  # type: ignore[no-untyped-def]
    """A server that speaks HTTP/2 only: ``/whole`` is answered, ``/cut`` reset in the middle."""
    import h2.config
    import h2.connection
    import h2.events

    pem = make_certificate(folder, "127.0.0.1", 5)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(pem)
    context.set_alpn_protocols(["h2"])

    def serve(raw: socket.socket) -> None:
        with contextlib.suppress(OSError, ssl.SSLError), context.wrap_socket(raw, server_side=True) as sock:
            link = h2.connection.H2Connection(h2.config.H2Configuration(client_side=False))
            link.initiate_connection()
            sock.sendall(link.data_to_send())
            while data := sock.recv(65_536):
                for event in link.receive_data(data):
                    if isinstance(event, h2.events.RequestReceived):
                        path = dict(event.headers)[b":path"]
                        link.send_headers(event.stream_id, [(":status", "200"), ("content-type", "text/html")])
                        if path == b"/whole":
                            link.send_data(event.stream_id, b"over two", end_stream=True)
                        else:
                            link.send_data(event.stream_id, b"half of")
                            link.reset_stream(event.stream_id, error_code=2)
                sock.sendall(link.data_to_send())

    @contextlib.contextmanager
    def run() -> Iterator[tuple[int, Path]]:
        with socket.create_server(("127.0.0.1", 0)) as listener:

            def accept() -> None:
                with contextlib.suppress(OSError):
                    while True:
                        raw, _ = listener.accept()
                        threading.Thread(target=serve, args=(raw,), daemon=True).start()

            threading.Thread(target=accept, daemon=True).start()
            yield listener.getsockname()[1], pem

    return run()


# Row 20: bombs


def test_row_20_a_gzip_bomb_stays_small(site: MockSite, client: Client) -> None:
    site.put("/bomb", gzip_bomb(), Content_Encoding="gzip")
    big = FetchSettings(allow=("127.0.0.1",), delay_s=0, timeout_s=20, max_bytes=8_000_000)
    with Client(big, lambda: NOW) as client:
        before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
        assert reason(client, site.url + "/bomb") == "too_large"
        assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 200_000  # kilobytes; whole it is 400 MB


@pytest.mark.parametrize("coding", ["br", "zstd", "gzip, gzip", "gzip, br", "compress"])
def test_row_20_only_what_was_asked_for_is_decoded(site: MockSite, client: Client, coding: str) -> None:
    site.put("/a", zipped(zipped(ARTICLE)), Content_Encoding=coding)
    assert reason(client, site.url + "/a") == "encoding"


def test_row_20_deflate_in_both_dialects(site: MockSite, client: Client) -> None:
    import zlib

    raw = zlib.compressobj(wbits=-15)
    site.put("/zlib", zlib.compress(ARTICLE), Content_Encoding="deflate")
    site.put("/raw", raw.compress(ARTICLE) + raw.flush(), Content_Encoding="deflate")
    assert client.get(site.url + "/zlib").body == client.get(site.url + "/raw").body == ARTICLE


# Row 21: redirects


def test_row_21_loops_and_long_chains_end(site: MockSite, client: Client) -> None:
    site.put("/loop", b"", 302, Location="/loop")
    for number in range(50):
        site.put(f"/hop{number}", b"", 301, Location=f"/hop{number + 1}")
    assert reason(client, site.url + "/loop") == "redirects"
    assert reason(client, site.url + "/hop0") == "redirects"
    assert len(site.paths()) == 2 * (LOOPBACK.max_redirects + 1)


@pytest.mark.parametrize("target", ["file:///etc/passwd", "ftp://127.0.0.1/a", "gopher://x/", "javascript:alert(1)"])
def test_row_21_only_the_web_is_followed(site: MockSite, client: Client, target: str) -> None:
    site.put("/a", b"", 302, Location=target)
    assert reason(client, site.url + "/a") == "bad_url"


@pytest.mark.parametrize("target", ["http://xn--/", "http://[::1", "http://x:99999/", "http://x:y/", "data:,x"])
def test_row_21_a_redirect_to_no_address_is_a_failure(site: MockSite, client: Client, target: str) -> None:
    site.put("/a", b"", 302, Location=target)
    assert reason(client, site.url + "/a") == "bad_url"


def test_row_21_cookies_are_not_carried_about(site: MockSite, client: Client) -> None:
    site.put("/a", b"", 302, Location="/b", Set_Cookie="session=secret")
    site.put("/b")
    assert client.get(site.url + "/a").final_url == site.url + "/b"
    assert all("cookie" not in headers and "authorization" not in headers for _, headers in site.seen)


# Row 22: addresses


@pytest.mark.parametrize(
    "url",
    [
        "http://127.0.0.1/", "http://localhost/", "http://10.1.2.3/", "http://192.168.0.1/", "http://169.254.169.254/",
        "http://100.64.0.1/", "http://[::1]/", "http://[::ffff:127.0.0.1]/", "http://[64:ff9b::a9fe:a9fe]/",
        "http://[2002:7f00:1::]/", "http://224.0.0.1/", "http://[ff02::1]/", "http://[fe80::1]/", "http://[fec0::1]/",
        "http://2130706433/", "http://0x7f.1/", "http://0177.0.0.1/", "http://127.1/", "http://0/",
        "http://user@127.0.0.1/", "http://news.example\\@127.0.0.1/", "http://127.0.0.1%2f.example/",
        "http://[fe80::1%25eth0]/", "http://[fe80::1%eth0]/", "http://[::127.0.0.1]/", "http://[::ffff:0:7f00:1]/",
        "http://①②⑦.0.0.1/", "http://127。0。0。1/", "http://017700000001/", "http://127.0.0.1./", "http://[2001:0:1::]/",
    ],
)  # fmt: skip
def test_row_22_refused_when_connecting(url: str, clock: Clock) -> None:
    with Client(FetchSettings(delay_s=0), clock.now, resolve=lambda host, port: ["127.0.0.1"]) as client:
        assert reason(client, url) in ("blocked_address", "bad_url")


@pytest.mark.parametrize("place", ["/a", "/robots.txt", "/.well-known/tdmrep.json"])
def test_row_22_a_redirect_inside_is_refused(site: MockSite, clock: Clock, place: str) -> None:
    with serving() as inner:
        inner.put("/secret")
        site.put("/a")
        site.put(place, b"", 302, Location=inner.url + "/secret")
        settings = FetchSettings(allow=(f"127.0.0.1:{site.port}",), delay_s=0)
        with Client(settings, clock.now) as client:
            if place.endswith("tdmrep.json"):  # what cannot be read reserves nothing
                assert client.get(site.url + "/a").body == ARTICLE
            else:
                assert reason(client, site.url + "/a") == "blocked_address"
        assert inner.seen == []


def test_row_22_dns_rebinding_dials_only_what_was_checked(site: MockSite, clock: Clock) -> None:
    answers = iter([["93.184.215.14", "127.0.0.1"], ["127.0.0.1"], ["127.0.0.1"], ["127.0.0.1"]])
    with Client(FetchSettings(delay_s=0), clock.now, resolve=lambda host, port: next(answers)) as client:
        for _ in range(3):
            with pytest.raises(FetchError) as caught:
                sent(client, f"http://news.example:{site.port}/a", 2.0)
            assert caught.value.reason == "blocked_address"
    assert site.seen == []


def test_row_22_an_allowed_name_works(site: MockSite, clock: Clock) -> None:
    site.put("/a")
    settings = FetchSettings(allow=("intranet.example",), delay_s=0)
    with Client(settings, clock.now, resolve=lambda host, port: ["127.0.0.1"]) as client:
        assert client.get(f"http://intranet.example:{site.port}/a").body == ARTICLE
        assert reason(client, f"http://other.example:{site.port}/a") == "blocked_address"


def test_row_22_proxies_and_passwords_of_the_environment_are_not_used(
    site: MockSite, clock: Clock, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    site.put("/a")
    (tmp_path / ".netrc").write_text("machine 127.0.0.1 login desk password secret\n")
    monkeypatch.setenv("NETRC", str(tmp_path / ".netrc"))
    for name in ("http_proxy", "HTTP_PROXY", "ALL_PROXY"):
        monkeypatch.setenv(name, "http://127.0.0.1:1")
    with Client(LOOPBACK, clock.now) as client:
        assert client.get(site.url + "/a").body == ARTICLE
    assert all("authorization" not in headers for _, headers in site.seen)


# Row 23: sites that ask for a pause


RETRY_AFTER = [
    # header                              seconds
    ("120", 120.0),
    ("Mon, 02 Mar 2026 12:05:00 GMT", 300.0),
    ("Mon, 02 Mar 2026 11:00:00 GMT", 0.0),
    ("999999999", 86_400.0),
    ("9" * 400, 86_400.0),
    (" 7.5\t", 7.5),
    ("5, 40, 7", 40.0),
    ("5, soon", None),
    ("Mon, 02 Mar 2026 12:05:00", 300.0),
    ("Monday, 02-Mar-26 12:05:00 GMT", 300.0),
    ("Mon, 02 Mar 99999999999999999999 12:05:00 GMT", None),
    ("Mon, 99999999999999999999 Mar 2026 12:05:00 GMT", None),
    ("Mon, 02 Mar 2026 12:05:00 +99999999999", None),
    ("1e9", None),
    ("\u00b2", None),
    ("nan", None),
    ("Fri, 01 Jan 2100 00:00:00 GMT", 86_400.0),
    ("-5", None),
    ("soon", None),
    ("", None),
    (None, None),
]


@pytest.mark.parametrize(("value", "seconds"), RETRY_AFTER)
def test_row_23_retry_after(value: str | None, seconds: float | None) -> None:
    assert retry_after_s(value, NOW, 86_400.0) == seconds


@pytest.mark.parametrize("status", [429, 503])
def test_row_23_a_short_wait_is_waited_out_once(site: MockSite, client: Client, clock: Clock, status: int) -> None:
    tries = iter(
        [
            lambda handler: handler.answer(status, b"", {"Retry-After": "7"}),
            lambda handler: handler.answer(200, ARTICLE),
        ]
    )
    site.routes["/a"] = lambda handler: next(tries)(handler)
    assert client.get(site.url + "/a").body == ARTICLE
    [slept] = clock.slept
    assert 7.0 <= slept <= 7.0 * 1.2


def test_row_23_a_long_wait_closes_the_host_for_the_round(site: MockSite, client: Client) -> None:
    site.put("/a", b"", 429, Retry_After="3600")
    site.put("/b")
    with pytest.raises(FetchError) as caught:
        client.get(site.url + "/a")
    assert (caught.value.reason, caught.value.retry_after_s) == ("rate_limited", 3600.0)
    assert reason(client, site.url + "/b") == "waiting"
    assert site.paths() == ["/a"]


def test_row_23_a_pause_asked_for_with_robots_txt_counts(site: MockSite, client: Client, clock: Clock) -> None:
    site.put("/robots.txt", b"", 503, Retry_After="7200")
    assert reason(client, site.url + "/a") == "robots_unreachable"
    clock.at = NOW + timedelta(hours=1)  # the robots.txt would be asked for again by now
    assert reason(client, site.url + "/a") == "waiting"
    assert [path for path, _ in site.seen] == ["/robots.txt"]
    clock.at = NOW + timedelta(hours=2)
    site.put("/robots.txt", b"", 404)
    site.put("/a")
    assert client.get(site.url + "/a").body == ARTICLE


AT_ONE_HOST = [
    # Retry-After   what the other client's waiting request comes to, and the least it has waited
    ("3600",        "waiting",    0.0),
    ("4",           "200",        3.5),
]  # fmt: skip


@pytest.mark.parametrize(("after", "comes_to", "waited_s"), AT_ONE_HOST)
def test_row_23_a_pause_holds_for_who_waits_for_the_next_turn(
    site: MockSite, tmp_path: Path, after: str, comes_to: str, waited_s: float
) -> None:
    queued, turns = threading.Event(), Noted()
    clocks = [Clock(), Clock()]
    one, other = (Client(LOOPBACK, c.now, FetchMemory(tmp_path), sleep=c.sleep, turns=turns) for c in clocks)
    found: list[str] = []

    def ask() -> None:
        turns.tell(queued.set)
        try:
            found.append(str(other.get(site.url + "/b").status))
        except FetchError as error:
            found.append(error.reason)

    def first(handler: Any) -> None:
        site.put("/a")
        second.start()
        queued.wait(5)
        handler.answer(429, b"", {"Retry-After": after})

    second = threading.Thread(target=ask)
    site.routes["/a"] = first
    site.put("/b")
    with one, other:
        one.robots.ask(site.url + "/a")
        one.tdm.reserves(site.url + "/a")
        if comes_to == "waiting":
            assert reason(one, site.url + "/a") == "rate_limited"
        else:
            assert one.get(site.url + "/a").body == ARTICLE
        second.join(5)
    assert found == [comes_to]
    assert ("/b" in site.paths()) == (comes_to != "waiting")
    assert sum(clocks[1].slept) >= waited_s


class Noted(Turns):
    """Turns that say when a thread is about to wait for one."""

    def __init__(self) -> None:
        super().__init__()
        self._here = threading.local()

    def of(self, host: str, at_once: int = 1) -> Any:
        getattr(self._here, "tell", lambda: None)()
        return super().of(host, at_once)

    def tell(self, what: Any) -> None:
        """Call ``what`` before this thread waits."""
        self._here.tell = what


# Row 24: "not changed" to a question that did not say since when


def test_row_24_not_changed_is_no_answer_to_a_full_request(site: MockSite, client: Client) -> None:
    site.put("/a", b"", 304)
    assert reason(client, site.url + "/a") == "http_304"
    assert client.get(site.url + "/a", {"If-None-Match": '"x"'}).status == 304


# Row 25: robots.txt as RFC 9309 says


ROBOTS = [
    # status, body, headers, decision
    (200, b"User-agent: *\nDisallow: /private\n", {}, "allowed"),
    (200, b"User-agent: *\nDisallow: /\n", {}, "disallowed"),
    (200, b"User-agent: figurewatch\nDisallow: /\n\nUser-agent: *\nAllow: /\n", {}, "disallowed"),
    (200, b"User-agent: *\nDisallow: /*.html$\n", {}, "allowed"),
    (200, b"<html>no such file, said politely</html>", {}, "none"),
    (200, b"", {}, "none"),
    (404, b"", {}, "none"),
    (403, b"", {}, "none"),
    (429, b"", {}, "unreachable"),
    (500, b"", {}, "unreachable"),
    (503, b"", {}, "unreachable"),
    (304, b"", {}, "unreachable"),
    (301, b"", {"Location": ""}, "unreachable"),
    (451, b"", {}, "none"),
    (302, b"", {"Location": "/elsewhere.txt"}, "disallowed"),
    (302, b"", {"Location": "/robots.txt"}, "none"),
    (200, b"User-agent: *\n" + b"Disallow: /x\n" * 400_000 + b"Disallow: /\n", {}, "allowed"),
]


@pytest.mark.parametrize(("status", "body", "headers", "word"), ROBOTS)
def test_row_25_robots(
    site: MockSite, client: Client, status: int, body: bytes, headers: dict[str, str], word: str
) -> None:
    site.put("/robots.txt", body, status, **headers)
    site.put("/elsewhere.txt", b"User-agent: *\nDisallow: /\n")
    site.put("/a")
    decision = client.robots.ask(site.url + "/a")
    assert decision.word == word
    assert decision.allowed == (word in ("allowed", "none"))
    if decision.allowed:
        assert client.get(site.url + "/a").robots == word
    else:
        assert reason(client, site.url + "/a") in ("robots", "robots_unreachable")


def test_row_25_a_robots_file_that_never_ends_is_unreachable(site: MockSite, clock: Clock) -> None:
    site.routes["/robots.txt"] = lambda handler: handler.drip()
    with Client(FetchSettings(allow=("127.0.0.1",), delay_s=0, timeout_s=0.5), clock.now) as client:
        assert reason(client, site.url + "/a") == "timeout"


def test_row_25_kept_a_day_and_over_a_restart(site: MockSite, clock: Clock, tmp_path: Path) -> None:
    site.put("/robots.txt", b"User-agent: *\nDisallow: /no\n")
    for hours, asked in ((0, 1), (23, 1), (25, 2)):
        clock.at = NOW + timedelta(hours=hours)
        with Client(LOOPBACK, clock.now, FetchMemory(tmp_path)) as client:
            assert not client.robots.ask(site.url + "/no").allowed
            assert client.robots.ask(site.url + "/yes").allowed
        assert [path for path, _ in site.seen].count("/robots.txt") == asked


DAMAGE = [
    # where     at what byte
    ("head",    0),
    ("middle",  20),
    ("sum",     -6),
]  # fmt: skip


@pytest.mark.parametrize(("where", "at"), DAMAGE)
def test_row_25_a_damaged_file_of_what_is_remembered_is_asked_for_again(
    site: MockSite, clock: Clock, tmp_path: Path, where: str, at: int
) -> None:
    site.put("/robots.txt", b"User-agent: *\nDisallow: /no\n" * 30)
    for asked in (1, 2):
        with Client(LOOPBACK, clock.now, FetchMemory(tmp_path)) as client:
            assert client.robots.ask(site.url + "/yes").word == "allowed"
        assert [path for path, _ in site.seen].count("/robots.txt") == asked
        [kept] = tmp_path.rglob("*.gz")
        body = bytearray(kept.read_bytes())
        body[at : at + 5] = bytes(byte ^ 0xFF for byte in body[at : at + 5])
        kept.write_bytes(body)


def test_row_4_a_disk_that_refuses_to_remember_costs_a_round_and_no_longer(tmp_path: Path) -> None:
    folder = tmp_path / "memory"
    folder.write_text("in the way")
    memory = FetchMemory(folder)
    for body in (b"first", b"second"):
        memory.remember(Remembered("https://quay.example/feed", NOW, 200, body=body))
        kept = memory.recall("https://quay.example/feed")
        assert kept is not None
        assert kept.body == body
        if folder.is_file():
            folder.unlink()


# Row 26: crawl-delay and the reservation of text and data mining


def test_row_26_crawl_delay_is_kept(site: MockSite, clock: Clock) -> None:
    site.put("/robots.txt", b"User-agent: *\nCrawl-delay: 5\n")
    site.put("/a")
    site.put("/b")
    with Client(LOOPBACK, clock.now, sleep=clock.sleep) as client:
        client.get(site.url + "/a")
        clock.slept.clear()
        client.get(site.url + "/b")
    assert len(clock.slept) == 1
    assert clock.slept[0] == pytest.approx(5.0, abs=1.0)


def test_row_25_each_port_and_scheme_has_a_robots_txt_of_its_own(site: MockSite, client: Client) -> None:
    with serving() as other:
        other.put("/robots.txt", b"User-agent: *\nDisallow: /\n")
        site.put("/a")
        other.put("/a")
        assert client.get(site.url + "/a").body == ARTICLE
        assert reason(client, other.url + "/a") == "robots"
        site.put("/moved", b"", 302, Location=other.url + "/a")
        assert reason(client, site.url + "/moved") == "robots"
        assert other.paths() == []


@pytest.mark.parametrize("where", ["header", "twice", "file"])
def test_row_26_reserved_pages_are_left_alone(site: MockSite, client: Client, where: str) -> None:
    if where == "header":
        site.put("/news/a", TDM_Reservation="1")
    elif where == "twice":
        site.put("/news/a", TDM_Reservation="0, 1")
    else:
        rules = b'[{"location": "/news/*", "tdm-reservation": 1, "tdm-policy": "https://x.example/p"}]'
        site.put("/.well-known/tdmrep.json", rules)
        site.put("/news/a")
    site.put("/open", TDM_Reservation="0")
    assert reason(client, site.url + "/news/a") == "tdm_reserved"
    assert client.get(site.url + "/news/a", tdm_licensed=True).body == ARTICLE
    assert client.get(site.url + "/open").body == ARTICLE


MINE = b'[{"location": "/news", "tdm-reservation": 1}]'
AFTER_AN_ANSWER = [
    # what comes first   next             minutes between   is /news reserved then
    ((200, MINE), (200, b"[]"), 60, True),  # once a day is often enough
    ((200, MINE), (200, b"[]"), 60 * 25, False),
    ((200, MINE), (404, b""), 60 * 25, False),
    ((200, MINE), (503, b""), 60 * 25, True),  # away for the moment: as it said last
    ((200, MINE), None, 60 * 25, True),
    ((503, b""), (200, MINE), 60, True),  # no word for a day
    ((429, b""), (200, MINE), 60, True),
    (None, (200, MINE), 60, True),
    (None, (200, MINE), 10, False),
    ((404, b""), (200, MINE), 60, False),
]


@pytest.mark.parametrize(("first", "then", "minutes", "reserved"), AFTER_AN_ANSWER)
@pytest.mark.parametrize("same_process", [True, False])
def test_row_26_a_reservation_that_cannot_be_read_now_is_none_for_a_little_while_only(
    clock: Clock,
    first: tuple[int, bytes] | None,
    then: tuple[int, bytes] | None,
    minutes: int,
    reserved: bool,
    same_process: bool,
    tmp_path: Path,
) -> None:
    answers = iter([first, then])

    def fetch(url: str) -> tuple[int, bytes]:
        if (answer := next(answers)) is None:
            raise FetchError("timeout", url)
        return answer

    def book() -> TdmBook:
        return TdmBook(fetch, FetchMemory(tmp_path), clock.now, Turns())

    one = book()
    one.reserves("https://quay.example/news")
    clock.at += timedelta(minutes=minutes)
    other = one if same_process else book()
    assert other.reserves("https://quay.example/news") == reserved
    clock.at += timedelta(minutes=1)
    assert other.reserves("https://quay.example/news") == reserved, "without asking at once again"


def test_films_and_files_are_refused_before_their_body(site: MockSite, client: Client) -> None:
    site.put("/a", b"\x00" * 1000, Content_Type="video/mp4")
    assert reason(client, site.url + "/a", text_only=True) == "not_text"
