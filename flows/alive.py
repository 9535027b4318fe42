"""Runs that were killed: noticed by the next flow that begins here, and told to Prefect, which cannot know.

Prefect learns nothing of a run whose process was killed, or whose machine went down: it shows it as running for ever,
and turns away other runs of its deployment until the place it holds is taken back, which takes five minutes (and, if
the server went down as well, never comes). Each run therefore holds a file of its own, ``data/runs/ID``, that the
operating system lets go of with its process; a file that nobody holds is of a run that is over. A run that ends while
the server is away leaves its file, too, with what there is to tell in it.
"""

from __future__ import annotations

import fcntl
import json
import os
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from queue import Empty
from typing import IO, TYPE_CHECKING, Any
from uuid import UUID

from flows.prefect_env import prefect_setting

if TYPE_CHECKING:
    from prefect.client.schemas.objects import State

    from flows.project import Project

FORGET_AFTER_S = 7 * 86_400.0
"""A run that Prefect's server does not know, being another server's, is given up after this."""


@dataclass(slots=True)
class Work:
    """What a flow is doing; ``state``: how it ended, where that is not simply well."""

    state: State[Any] | None = None


@contextmanager
def at_work(project: Project) -> Iterator[Work]:
    """Around the work of a flow: those that were killed before it are told to Prefect, and should it be, so is it."""
    from prefect import get_run_logger, runtime

    log = get_run_logger()
    try:
        for run_id in bury_with_prefect(project.runs, time.time()):
            log.warning("run %s was over, and Prefect did not know: others of its deployment may go on", run_id)
    except Exception as error:  # no reason to keep this run from its work
        log.warning("Prefect could not be told which runs were killed: %s; the next run tries again", error)
    work = Work()
    with alive(project.runs, str(runtime.flow_run.id), lambda: _untold(work.state)):
        yield work


def _untold(state: State[Any] | None) -> str | None:
    """What is to be told to Prefect's server once it answers again; None where it answers."""
    if server_answers():
        return None
    drop_events()
    message = f"it ended while Prefect's server was away{f': {state.message}' if state and state.message else ''}"
    kind, name = (state.type.value, state.name) if state else ("COMPLETED", "Completed")
    return json.dumps({"type": kind, "name": name, "message": message})


def server_answers() -> bool:
    """Whether the server of this process answers now; else what Prefect asks it takes a minute to fail."""
    from prefect.client.orchestration import get_client

    try:
        with prefect_setting("client", max_retries=0), get_client(sync_client=True) as client:
            return client.api_healthcheck() is None
    except Exception:  # whatever keeps it from answering
        return False


def drop_events() -> None:
    """Let go of what waits to be sent to a server that is away: Prefect tries each for ten seconds before it ends."""
    from prefect.events.worker import EventsWorker
    from prefect.logging.handlers import APILogWorker

    for kind in (EventsWorker, APILogWorker):
        with suppress(Exception):  # of what Prefect keeps for itself; else the end takes longer
            workers: dict[int, Any] = getattr(kind, "_instances", {})
            for worker in list(workers.values()):
                with suppress(Empty):
                    while True:
                        worker._queue.get_nowait()


@contextmanager
def alive(folder: Path, run_id: str, untold: Callable[[], str | None] = lambda: None) -> Iterator[None]:
    """Hold the file of a run; where that cannot be made, the run goes on without.

    Where ``untold`` has something to tell at its end, the file stays, and says it.
    """
    held: IO[str] | None = None
    with suppress(OSError):
        folder.mkdir(parents=True, exist_ok=True)
        held = _hold(folder, run_id)
    told = None
    try:
        yield
        told = untold()
    finally:
        if held is not None and told is not None:
            with suppress(OSError):
                held.write(told)
            held.close()
        elif held is not None:
            (folder / run_id).unlink(missing_ok=True)  # before it is let go: nobody shall take this run for killed
            held.close()


def _hold(folder: Path, run_id: str) -> IO[str]:
    # Under its name only once it is held.
    partial = folder / f".{run_id}"
    file = partial.open("w", encoding="utf-8")
    fcntl.flock(file, fcntl.LOCK_EX)
    partial.rename(folder / run_id)
    return file


def bury(folder: Path, tell: Callable[[UUID, str], bool], now_s: float) -> list[UUID]:
    """Tell Prefect of each run whose process is gone, and forget it; those that it had not known to be over.

    ``tell`` gets what the run left to be told, nothing of one that was killed. It gives False where the server knows
    no such run, and raises where it cannot be asked: then the next flow tries again. ``now_s``: seconds since 1970,
    as files have them.
    """
    told: list[UUID] = []
    for path in sorted(folder.iterdir()) if folder.is_dir() else ():
        with suppress(ValueError, OSError), path.open(encoding="utf-8") as file:
            run_id = UUID(path.name)
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)  # BlockingIOError: alive
            if os.fstat(file.fileno()).st_nlink == 0:  # it ended well, just now
                continue
            if tell(run_id, file.read()):
                told.append(run_id)
            elif now_s - path.stat().st_mtime < FORGET_AFTER_S:
                continue
            path.unlink(missing_ok=True)
    return told


def bury_with_prefect(folder: Path, now_s: float) -> list[UUID]:
    """The same with the server of this process; raises what Prefect's client does where it does not answer."""
    if not folder.is_dir() or not any(folder.iterdir()):
        return []
    from prefect.client.orchestration import get_client
    from prefect.exceptions import ObjectNotFound

    with get_client(sync_client=True) as client:

        def tell(run_id: UUID, left: str) -> bool:
            try:
                run = client.read_flow_run(run_id)
            except ObjectNotFound:
                return False
            if run.state is None or not run.state.is_final():
                client.set_flow_run_state(run_id, how_it_ended(left), force=True)
            return True

        return bury(folder, tell, now_s)


def how_it_ended(left: str) -> State[Any]:
    """The state of a run that is over, by what its file says."""
    from prefect.states import Crashed, State

    with suppress(ValueError):
        return State.model_validate_json(left)
    return Crashed(message="its process was killed, or the machine went down; what it had loaded is kept")
