"""How Prefect behaves in this process: quiet, private, and with its files inside the project.

``set_environment`` must be called before the first ``import prefect``; whatever the user has set stays.
"""

from __future__ import annotations

import os
from collections.abc import Iterator, MutableMapping
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

from extractors.errors import FigurewatchError
from flows.project import Project

ALWAYS = {
    "DO_NOT_TRACK": "1",  # the client's usage data
    "PREFECT_SERVER_ANALYTICS_ENABLED": "false",  # the server's
    "PREFECT_CLIENT_MAX_RETRIES": "3",  # 14 s of waiting for a server that is away, thrice at a run's end; 5 are 62 s
}
QUIET = {
    # The run's log goes to Prefect alone; what failed is in the summary, one line each.
    "PREFECT_LOGGING_LEVEL": "INFO",
    "PREFECT_LOGGING_HANDLERS_CONSOLE_LEVEL": "CRITICAL",
    "PREFECT_LOGGING_INTERNAL_LEVEL": "CRITICAL",  # events of a server that is away, each with all that it holds
}

# What a run needs from its beginning: else these are imported one by one between Prefect's first answers.
NEEDED = (
    *("flows.ingest", "flows.watch", "prefect.flow_engine", "prefect.task_engine"),
    *("prefect.utilities.visualization", "fastapi.encoders", "anyio._backends._asyncio"),
    *("warehouse.load", "warehouse.outbox", "warehouse.links", "sources.archive", "sources.read"),
    *("sources.listing", "sources.answer", "flows.page_batch"),
)


def set_environment(
    project: Project, env: MutableMapping[str, str] = os.environ, *, verbose: bool = False
) -> Path | None:
    """Fill in what the user has not set; the folder for the run's own Prefect server, None where one is named."""
    values = ALWAYS if verbose else ALWAYS | QUIET
    for name, value in values.items():
        env.setdefault(name, value)
    if env.get("PREFECT_API_URL"):
        return None
    named = env.get("PREFECT_HOME")
    home = Path(named).expanduser() if named else project.prefect_home
    try:
        home.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        elsewhere = "set PREFECT_HOME to another folder" if named else "point FIGUREWATCH_DATA elsewhere"
        raise FigurewatchError(f"{home}: cannot be created: {error.strerror}; {elsewhere}") from None
    env["PREFECT_HOME"] = str(home)
    return home


def load_prefect() -> None:
    """Import what a run in this process needs, also what Prefect would import only once the run begins."""
    import_at_once(*NEEDED)


def import_at_once(*names: str) -> None:
    """Import modules with many classes, which stay: looking for garbage among them takes a seventh of the time.

    One that is not there is left out: another Prefect may have it elsewhere, and imports it when it needs it.
    """
    import gc
    from importlib import import_module

    gc.disable()
    try:
        for name in names:
            with suppress(ImportError):
                import_module(name)
    finally:
        gc.freeze()
        gc.enable()


@contextmanager
def prefect_setting(part: str, **values: Any) -> Iterator[None]:
    """Other values of a part of Prefect's settings (``client``, ``flows``) inside.

    Prefect's own ``temporary_settings`` reads all its settings from everywhere again, 40 ms each time.
    """
    from prefect.context import SettingsContext, get_settings_context

    context = get_settings_context()
    changed = getattr(context.settings, part).model_copy(update=values)
    settings = context.settings.model_copy(update={part: changed})
    with SettingsContext(profile=context.profile, settings=settings):
        yield


def flush_logs() -> None:
    """Hand Prefect the log lines and events still waiting, while its server is there to take them."""
    import sys

    if "prefect" not in sys.modules:
        return
    from prefect.events.worker import EventsWorker
    from prefect.logging.handlers import APILogWorker

    for worker in (EventsWorker, APILogWorker):
        with suppress(Exception):
            worker.drain_all(timeout=5)
