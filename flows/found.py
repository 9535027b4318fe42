"""What readers find, on its way to the loader: pages are parsed while they wait, and only so many may wait."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from concurrent.futures import Future
from dataclasses import dataclass, field
from queue import Empty, SimpleQueue

from extractors.errors import FigurewatchError
from extractors.model import Aside, Failure, Listing, Page, Unchanged
from flows.page_work import Job, Parsed, Rejected


@dataclass(frozen=True, slots=True)
class Reading:
    """A page that worker processes have been given to read; ``verdict`` comes when they have."""

    job: Job
    verdict: Future[Parsed | Rejected]


Told = Failure | Unchanged | Listing | Aside  # what needs no reading
Item = Reading | Told


class RunEnded(FigurewatchError):
    """The run was given up while a source was being read."""


@dataclass(slots=True)
class Found:
    """Everything that goes into one load; ``is_old``: it raises no alerts."""

    number: int
    readings: list[Reading] = field(default_factory=list)
    failures: list[Failure] = field(default_factory=list)
    unchanged: list[Unchanged] = field(default_factory=list)
    listings: list[Listing] = field(default_factory=list)
    asides: list[Aside] = field(default_factory=list)
    bytes: int = 0
    is_old: bool = False

    def __len__(self) -> int:
        told = (self.failures, self.unchanged, self.listings, self.asides)
        return len(self.readings) + sum(len(some) for some in told)

    def add(self, item: Item) -> None:
        """One more thing that a source gave."""
        if isinstance(item, Reading):
            self.readings.append(item)
            self.bytes += size_of(item)
        elif isinstance(item, Listing):
            self.listings.append(item)
        elif isinstance(item, Failure):
            self.failures.append(item)
        elif isinstance(item, Aside):
            self.asides.append(item)
        else:
            self.unchanged.append(item)

    def verdicts(self) -> list[tuple[Job, Parsed | Rejected]]:
        """Each page with what became of it, in order of time; waits for those still being read."""
        in_order = sorted(self.readings, key=lambda one: _when(one.job.page))
        return [(one.job, one.verdict.result()) for one in in_order]


class Waiting:
    """A queue that holds at most ``most`` things and ``most_bytes`` of pages; readers wait while it is full.

    Ctrl-C reaches the one who gets in the middle of waiting. Python's Condition makes "cannot release un-acquired
    lock" of it there at times, and the run would not know that it has to end; SimpleQueue, which is C, does not.
    """

    def __init__(self, most: int, most_bytes: int) -> None:
        self._most = most
        self._most_bytes = most_bytes
        self._items: SimpleQueue[Item] = SimpleQueue()
        self._count = 0
        self._bytes = 0
        self._changed = threading.Condition()
        self._closed = False

    def put(self, source_id: str, make: Callable[[], Item]) -> None:
        """Add what ``make`` gives once there is room; RunEnded when the queue is closed before."""
        with self._changed:
            self._changed.wait_for(lambda: self._closed or self._has_room())
            if self._closed:
                raise RunEnded(f"source {source_id!r}: the run ended while it was being read")
            item = make()
            self._items.put(item)
            self._count += 1
            self._bytes += size_of(item)

    def get(self, timeout_s: float) -> Item | None:
        """The oldest, or None when there is none for ``timeout_s``."""
        try:
            item = self._items.get(timeout=timeout_s)
        except Empty:
            return None
        with self._changed:
            self._count -= 1
            self._bytes -= size_of(item)
            self._changed.notify_all()
        return item

    def close(self) -> None:
        """End everybody who waits for room."""
        with self._changed:
            self._closed = True
            self._changed.notify_all()

    def _has_room(self) -> bool:
        return not self._count or (self._count < self._most and self._bytes < self._most_bytes)

    def batches(self, reading: Callable[[], bool], pages: int, most_bytes: int) -> Iterator[Found]:
        """What comes, in batches of at most ``pages`` things, until ``reading`` is over and nothing is left."""
        batch = Found(1)
        while True:
            still_reading = reading()
            item = self.get(0.1 if still_reading else 0)
            if item is None:
                if still_reading:
                    continue
                break
            batch.add(item)
            if len(batch) >= pages or batch.bytes >= most_bytes:
                yield batch
                batch = Found(batch.number + 1)
        if len(batch):
            yield batch


def size_of(item: Item) -> int:
    """Bytes of a page, with the text that may be read in its place; nothing for what has none."""
    if not isinstance(item, Reading):
        return 0
    page = item.job.page
    return len(page.body) + (len(page.instead.body) if page.instead else 0)


def _when(page: Page) -> tuple[object, ...]:
    return page.fetched_at, page.source_id, page.url
