"""What is dialled of the addresses that a name is looked up to."""

from __future__ import annotations

import socket
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import httpcore
import pytest

from network.addresses import Address, addresses, parse_openings, why_refused
from network.deadline import Deadline
from network.dial import Dialler


class Dialled:
    """In place of httpcore's sockets: none of them answers, but those in ``open``."""

    def __init__(self, *open_: str) -> None:
        self.open = open_
        self.calls: list[str] = []

    def connect_tcp(self, host: str, port: int, timeout: float, *rest: Any) -> object:
        self.calls.append(host)
        if host in self.open:
            return object()
        raise httpcore.ConnectTimeout("timed out") if len(self.calls) % 2 else httpcore.ConnectError("refused")


def dial(dialled: Dialled, *found: str, allow: tuple[str, ...] = ()) -> None:
    openings = parse_openings(allow)

    def check(host: str, address: Address, port: int) -> None:
        if why_refused(host, address, port, openings):
            raise PermissionError(f"{host} {address} {port}")

    dialler = Dialler(lambda host, port, limit_s: addresses(found), check, Deadline(), connect_s=10.0)
    dialler._dial = dialled  # type: ignore[assignment]
    dialler.connect_tcp("News.example", 80)


SHARES = [
    # deadline, connect_s   addresses  seconds each gets, where the one before took all of its own
    (20.0, 20.0,            1,         [20.0]),
    (20.0, 20.0,            2,         [10.0, 10.0]),
    (20.0, 20.0,            9,         [5.0, 5.0, 5.0, 5.0]),
    (30.0, 10.0,            2,         [10.0, 10.0]),
    (30.0, 10.0,            4,         [7.5, 7.5, 7.5, 7.5]),
]  # fmt: skip


@pytest.mark.parametrize(("limit_s", "connect_s", "count", "shares"), SHARES)
def test_an_address_that_swallows_every_packet_leaves_time_for_the_next(
    limit_s: float, connect_s: float, count: int, shares: list[float]
) -> None:
    now, given = [100.0], []

    class Swallowing:
        def connect_tcp(self, host: str, port: int, timeout: float, *rest: Any) -> object:
            given.append(timeout)
            now[0] += timeout - 1e-9
            raise httpcore.ConnectTimeout("timed out")

    deadline = Deadline(clock=lambda: now[0])
    found = addresses(f"93.184.215.{n}" for n in range(count))
    dialler = Dialler(lambda *_: found, lambda *_: None, deadline, connect_s)
    dialler._dial = Swallowing()  # type: ignore[assignment]
    with pytest.raises(httpcore.ConnectTimeout), deadline.within(limit_s):
        dialler.connect_tcp("news.example", 80)
    assert given == pytest.approx(shares)


FIRST, SECOND = "93.184.215.14", "2606:4700::1111"
REFUSED = ["10.0.0.1", "100.64.0.1", "0.0.0.0", "::1", "::ffff:10.0.0.1", "::ffff:93.184.215.14", "fe80::1%eth0",
           "64:ff9b::a00:1", "2002:a00:1::", "2001:0:1::", "ff02::1", "fd00::1"]  # fmt: skip


@pytest.mark.parametrize("address", REFUSED)
def test_a_name_with_one_refused_address_is_never_dialled(address: str) -> None:
    for found in ((address,), (FIRST, address), (address, FIRST)):
        dialled = Dialled(FIRST)
        with pytest.raises(PermissionError, match=r"news\.example"):
            dial(dialled, *found)
        assert dialled.calls == []


ANSWERING = [
    # found                     that answers   dialled
    ((FIRST, SECOND),           (FIRST,),      [FIRST]),
    ((FIRST, SECOND),           (SECOND,),     [FIRST, SECOND]),
    ((SECOND, SECOND, FIRST),   (FIRST,),      [SECOND, FIRST]),
]  # fmt: skip


@pytest.mark.parametrize(("found", "answers", "calls"), ANSWERING)
def test_the_first_address_that_answers_is_taken(
    found: tuple[str, ...], answers: tuple[str, ...], calls: list[str]
) -> None:
    dialled = Dialled(*answers)
    dial(dialled, *found)
    assert dialled.calls == calls


def test_of_many_addresses_four_are_tried() -> None:
    dialled = Dialled()
    with pytest.raises(httpcore.ConnectError):
        dial(dialled, *(f"93.184.215.{n}" for n in range(9)))
    assert dialled.calls == [f"93.184.215.{n}" for n in range(4)]
    with pytest.raises(httpcore.ConnectError, match="no connection"):
        dial(Dialled())


def test_what_is_opened_is_dialled() -> None:
    dialled = Dialled("10.0.0.1")
    dial(dialled, "10.0.0.1", allow=("news.example:80",))
    assert dialled.calls == ["10.0.0.1"]


@contextmanager
def sipping() -> Iterator[tuple[int, list[int]]]:
    """The port of a server that takes what is sent to it in sips, and what it took."""
    took: list[int] = []
    with socket.socket() as server:
        server.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
        server.bind(("127.0.0.1", 0))
        server.listen()

        def sip() -> None:
            connection, _ = server.accept()
            with connection:
                while more := connection.recv(16_384):
                    took.append(len(more))
                    time.sleep(0.01)

        thread = threading.Thread(target=sip, daemon=True)
        thread.start()
        yield server.getsockname()[1], took
        thread.join()


def test_a_receiver_that_sips_does_not_outlast_the_deadline() -> None:
    body, deadline = bytes(3_000_000), Deadline()
    small = [(socket.SOL_SOCKET, socket.SO_SNDBUF, 16_384)]
    with sipping() as (port, took):
        dialler = Dialler(lambda *_: addresses(["127.0.0.1"]), lambda *_: None, deadline, connect_s=5.0)
        stream = dialler.connect_tcp("127.0.0.1", port, socket_options=small)
        with pytest.raises(httpcore.TimeoutException), deadline.within(0.4):
            stream.write(body)
        stream.close()
    assert sum(took) < len(body)
