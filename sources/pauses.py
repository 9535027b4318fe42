"""Pauses that hosts ask for with Retry-After: waited for by every source, and remembered over restarts."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime, timedelta

from extractors.errors import FetchError
from network.retry_after import retry_after_s
from sources.backoff import asked_s
from sources.memory import PAUSE, FetchMemory, Remembered
from sources.politeness import HostGate
from sources.settings import FetchSettings


class Pauses:
    """The hosts that are not to be asked for now."""

    def __init__(
        self, memory: FetchMemory, settings: FetchSettings, now: Callable[[], datetime], gate: HostGate
    ) -> None:
        self._memory = memory
        self._settings = settings
        self._now = now
        self._gate = gate

    def heard(self, host: str, status: int, headers: Mapping[str, str]) -> None:
        """Do what a host asks for: no turn of it is given before a short pause is over, and a pause longer than we
        wait in a round is remembered. Its turn must be held, so that none is given before this is done.
        """
        wait = self.asked_s(status, headers)
        if wait is None:
            return
        if wait <= self._settings.max_wait_s:
            self._gate.hold(host, asked_s(wait, host))
        else:
            # In place of the time of a fetch stands the end of the pause.
            self._memory.remember(Remembered(PAUSE + host, self._now() + timedelta(seconds=wait), status))

    def check(self, host: str) -> None:
        """Nothing when ``host`` may be asked; FetchError ``waiting`` when it has asked for a pause."""
        kept = self._memory.recall(PAUSE + host)
        left = (kept.fetched_at - self._now()).total_seconds() if kept is not None else 0.0
        if 0 < left <= self._settings.max_retry_s:  # more: the clock was wrong, then or now
            raise FetchError(
                "waiting", f"{host}: not asked again for {left:.0f} s, because it asked for a pause", left
            )

    def asked_s(self, status: int, headers: Mapping[str, str]) -> float | None:
        """Seconds that an answer asks to wait; None when it asks for nothing."""
        if status not in (429, 503):
            return None
        return retry_after_s(headers.get("retry-after"), self._now(), self._settings.max_retry_s)
