"""What waits for the loader: bounded, read while it waits, and the same whatever came first."""

from __future__ import annotations

import gc
import inspect
import sys
import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import Future
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from types import FrameType
from typing import Any

import pytest
from test_flows_pool import page

from extractors.errors import was_interrupted
from extractors.model import Failure
from flows.found import Found, Item, Reading, RunEnded, Waiting
from flows.ingestion import Ingestion
from flows.page_work import Job, Parsed, Rejected
from flows.project import Project
from flows.reextraction import Begun, _one_ahead

NOW = datetime(2026, 3, 2, 12, 0, tzinfo=UTC)
FAILED = Failure("quay", "https://quay.example/x", "timeout", "no answer", NOW)


def reading(number: int, size: int = 10) -> Reading:
    verdict: Future[Parsed | Rejected] = Future()
    verdict.set_result(Rejected("empty", str(number)))
    one = page(b"x" * size, f"https://quay.example/{number}")
    return Reading(Job(replace(one, fetched_at=NOW + timedelta(seconds=number))), verdict)


def offer(waiting: Waiting, items: list[Item], put: list[Item]) -> threading.Thread:
    """A reader that puts ``items`` as long as there is room; ``put`` tells how far it came."""

    def work() -> None:
        for item in items:
            try:
                waiting.put("quay", lambda item=item: put.append(item) or item)  # type: ignore[misc]
            except RunEnded:
                return

    thread = threading.Thread(target=work, daemon=True)
    thread.start()
    return thread


def stays_at(put: list[Item], count: int) -> bool:
    """True when so many were put, and no more come."""
    until = time.monotonic() + 10
    while len(put) < count and time.monotonic() < until:
        time.sleep(0.005)
    time.sleep(0.02)
    return len(put) == count


BOUNDS = [
    # most items, most bytes, size of each    put before somebody takes one
    (4, 10**9, 10, 4),
    (100, 100, 30, 4),  # the last may be over
    (100, 100, 1000, 1),  # a page larger than all the room goes alone
]


@pytest.mark.parametrize(("most", "most_bytes", "size", "held"), BOUNDS)
def test_only_so_much_waits_and_nothing_is_lost(most: int, most_bytes: int, size: int, held: int) -> None:
    waiting, put = Waiting(most, most_bytes), list[Item]()
    items: list[Item] = [reading(number, size) for number in range(20)]
    thread = offer(waiting, items, put)
    assert stays_at(put, held), "a page is given to the workers only when there is room for it"
    assert waiting.get(0) is items[0]
    assert stays_at(put, held + 1)
    rest = [item for batch in waiting.batches(thread.is_alive, 3, 10**9) for item in batch.readings]
    assert rest == items[1:]


def test_batches_are_bounded_in_things_and_bytes() -> None:
    items: list[Item] = [FAILED, *(reading(number, 60) for number in range(6)), FAILED]
    for most, most_bytes, sizes in ((3, 10**9, [3, 3, 2]), (100, 100, [3, 2, 2, 1])):
        waiting = Waiting(100, 10**9)
        offer(waiting, items, []).join()
        batches = list(waiting.batches(lambda: False, most, most_bytes))
        assert [len(batch) for batch in batches] == sizes
        assert [batch.number for batch in batches] == [1, 2, 3, 4][: len(batches)]


def test_readers_end_when_the_run_does() -> None:
    waiting, put = Waiting(1, 10**9), list[Item]()
    thread = offer(waiting, [FAILED, FAILED], put)
    assert stays_at(put, 1)
    waiting.close()
    thread.join(5)
    assert not thread.is_alive()
    with pytest.raises(RunEnded):
        waiting.put("quay", lambda: FAILED)


def test_verdicts_come_in_order_of_time_whichever_was_found_first() -> None:
    found = Found(1)
    for number in (3, 1, 2):
        found.add(reading(number))
    assert [verdict.message for _, verdict in found.verdicts() if isinstance(verdict, Rejected)] == ["1", "2", "3"]


class Workers:
    """Stands in for the worker processes; ``given`` is what they were given so far."""

    def __init__(self) -> None:
        self.given: list[str] = []

    def submit(self, job: Job) -> Future[Parsed | Rejected]:
        self.given.append(job.page.url)
        return Future()


def test_pages_are_read_while_a_batch_is_loaded(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    workers = Workers()
    monkeypatch.setattr("flows.ingestion.make_pool", lambda project, settings: workers)
    run = Ingestion(Project.at(tmp_path, {}), (), run_id="1", now=lambda: NOW, env={"FIGUREWATCH_BATCH_PAGES": "2"})
    for number in range(3):
        run.put(page(url=f"https://quay.example/{number}"))
    first = next(run.batches(lambda: True))
    assert len(first) == 2
    assert len(workers.given) == 3, "the third is being read although the first two are not loaded"


def test_the_next_batch_is_begun_before_one_is_loaded() -> None:
    begun: list[int] = []

    def batches() -> Iterator[Begun]:
        for number in range(3):
            begun.append(number)
            yield Begun(str(number), NOW, Found(0))

    told = [(batch.run_id, list(begun)) for batch in _one_ahead(batches())]
    assert told == [("0", [0, 1]), ("1", [0, 1, 2]), ("2", [0, 1, 2])]


def _interrupted_at(step: int, work: Callable[[], object]) -> bool:
    """Whether ``work`` came as far as its ``step``-th instruction, where Ctrl-C was pressed."""
    left = step

    def press(frame: FrameType, event: str, arg: object) -> Any:
        nonlocal left
        frame.f_trace_opcodes = True
        left -= event == "opcode"
        if event == "opcode" and left == 0:
            sys.settrace(None)
            raise KeyboardInterrupt
        return press

    before, here = sys.gettrace(), inspect.currentframe()
    if here is not None:
        here.f_trace_opcodes = True  # Python 3.12 asks whether anybody wants instructions when tracing begins
    gc.disable()  # hypothesis listens to it; a Ctrl-C in there is swallowed, with a warning
    sys.settrace(press)
    try:
        work()
    except KeyboardInterrupt:
        return True
    finally:
        sys.settrace(before)
        gc.enable()
    return False


@pytest.mark.parametrize("items", [0, 1])
def test_ctrl_c_is_ctrl_c_wherever_it_meets_the_one_who_waits(items: int) -> None:
    """Python's own Condition makes "cannot release un-acquired lock" of it in places, and a run would not end."""
    pressed, step = True, 0
    while pressed:
        step += 1
        waiting = Waiting(2, 10**9)
        for _ in range(items):
            waiting.put("quay", lambda: FAILED)
        pressed = _interrupted_at(step, lambda waiting=waiting: waiting.get(0.001))  # type: ignore[misc]
        waiting.close()
    assert step > 5


def test_an_interruption_that_became_another_error_is_known_as_one() -> None:
    turn = threading.Condition()
    others: list[RuntimeError] = []
    pressed, step = True, 0

    def wait() -> None:
        with turn:
            turn.wait(0.001)

    while pressed:
        step += 1
        turn.__init__()  # type: ignore[misc]
        try:
            pressed = _interrupted_at(step, wait)
        except RuntimeError as error:
            others.append(error)
    assert others  # or Python has mended it, and was_interrupted can go
    assert all(map(was_interrupted, others))
    assert not was_interrupted(RuntimeError("cannot release un-acquired lock"))
