"""One request at a time to a host, unless more are allowed, and a pause that grows with the site's own slowness."""

from __future__ import annotations

import threading
import time
from collections import defaultdict
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from extractors.errors import FetchError


class _Turn:
    def __init__(self, at_once: int) -> None:
        self.lock = threading.Semaphore(at_once)
        self.free_at = 0.0


class Turns:
    """Whose turn it is at each host; clients that share one are polite together."""

    def __init__(self) -> None:
        self._turns: dict[str, _Turn] = {}
        self._asking: dict[str, threading.Lock] = {}
        self._lock = threading.Lock()

    def of(self, host: str, at_once: int = 1) -> _Turn:
        """The turn of ``host``, which ``at_once`` requests may hold together; the first to ask says how many."""
        with self._lock:
            return self._turns.setdefault(host, _Turn(max(1, at_once)))

    def asking(self, address: str) -> threading.Lock:
        """Held by whoever asks for a file that speaks for a site; the others wait, and find it remembered."""
        with self._lock:
            return self._asking.setdefault(address, threading.Lock())


OF_THIS_PROCESS = Turns()


class _Host:
    def __init__(self) -> None:
        self.closed_until = 0.0
        self.closed_because = ""
        self.failures = 0


class HostGate:
    """Gives each host's turns, to any number of threads. All instants by ``clock``, which must be monotonic."""

    HOPELESS = 3  # connections that fail in a row before the rest of a round is spared

    def __init__(
        self,
        delay_s: float,
        max_delay_s: float,
        clock: Callable[[], float] = time.monotonic,
        sleep: Callable[[float], None] = time.sleep,
        turns: Turns | None = None,
        at_once: int = 1,
    ) -> None:
        self._turns = turns or Turns()
        self._at_once = at_once
        self._delay_s = delay_s
        self._max_delay_s = max_delay_s
        self._clock = clock
        self._sleep = sleep
        self._hosts: defaultdict[str, _Host] = defaultdict(_Host)
        self._lock = threading.Lock()

    @contextmanager
    def turn(self, host: str, crawl_delay_s: float | None = None) -> Iterator[None]:
        """Wait for a turn at ``host``, then hold it; FetchError ``waiting`` while the host is closed."""
        turn = self._turns.of(host, self._at_once)
        with turn.lock:
            self._check_open(host, self._of(host))
            wait = turn.free_at - self._clock()
            if wait > 0:
                self._sleep(wait)
            began = self._clock()
            try:
                yield
            finally:
                took = self._clock() - began
                turn.free_at = max(turn.free_at, self._clock() + self.pause_s(took, crawl_delay_s))

    def pause_s(self, took_s: float, crawl_delay_s: float | None) -> float:
        """The pause after a request that took ``took_s``: at least the setting, the site's crawl-delay, its own time.

        A setting of 0 switches the pause off but for a crawl-delay.
        """
        own = max(self._delay_s, took_s) if self._delay_s > 0 else 0.0
        return min(max(own, crawl_delay_s or 0.0), self._max_delay_s)

    def hold(self, host: str, for_s: float) -> None:
        """Give no turn at ``host`` before ``for_s`` seconds have passed; who wants one waits, whichever client's."""
        turn = self._turns.of(host, self._at_once)
        turn.free_at = max(turn.free_at, self._clock() + for_s)

    def close(self, host: str, for_s: float, because: str) -> None:
        """Give no turns at ``host`` for ``for_s`` seconds: it asked for that, or does not answer at all."""
        state = self._of(host)
        state.closed_until = max(state.closed_until, self._clock() + for_s)
        state.closed_because = because

    def failed(self, host: str, because: str) -> None:
        """Count a connection that failed; after a few the host is closed for the rest of the round."""
        state = self._of(host)
        state.failures += 1
        if state.failures >= self.HOPELESS:
            self.close(host, 600.0, because)
            state.failures = 0

    def worked(self, host: str) -> None:
        """Forget failures: the host has answered."""
        self._of(host).failures = 0

    def _check_open(self, host: str, state: _Host) -> None:
        left = state.closed_until - self._clock()
        if left > 0:
            raise FetchError(
                "waiting", f"{host}: not asked again for {left:.0f} s, because {state.closed_because}", left
            )

    def _of(self, host: str) -> _Host:
        with self._lock:
            return self._hosts[host]
