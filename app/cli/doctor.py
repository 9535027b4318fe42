"""What ``figurewatch doctor`` looks at: each part answers with good or not, its name, and what was found."""

from __future__ import annotations

import os
import shutil
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import TYPE_CHECKING

from extractors.errors import FigurewatchError
from flows.project import Project, RunSettings

if TYPE_CHECKING:
    from alerts.backlog import Waiting

Finding = tuple[bool, str, str]
FREE_BYTES = 500_000_000
ANSWER_S = 5.0
LIBRARIES = ("prefect", "duckdb", "httpx", "trafilatura", "pydantic", "cyclopts")


def examine() -> Iterator[Finding]:
    """Every finding in turn; none raises."""
    python = ".".join(map(str, sys.version_info[:3]))
    yield (3, 11) <= sys.version_info[:2] <= (3, 13), "Python", f"{python} (3.11 to 3.13 are supported)"
    for library in LIBRARIES:
        try:
            yield True, library, version(library)
        except PackageNotFoundError:
            yield False, library, "not installed; run `make setup`"
    try:
        project = Project.find()
    except FigurewatchError as error:
        yield False, "project", str(error)
        return
    yield True, "project", str(project.root)
    yield from _asked("configuration", lambda: _configuration(project))
    yield from _asked("data folder", lambda: _data_folder(project))
    yield from _asked("warehouse", lambda: _warehouse(project))
    yield from _alerts(project)
    yield from _asked("worker process", lambda: _worker(project))
    yield from _asked("Prefect", lambda: find_prefect(os.environ.get("PREFECT_API_URL")))
    yield from _asked("processors", lambda: str(RunSettings.from_env().workers))


def _asked(what: str, look: Callable[[], str]) -> Iterator[Finding]:
    try:
        yield True, what, look()
    except FigurewatchError as error:
        yield False, what, str(error).splitlines()[0]
    except Exception as error:
        yield False, what, f"{type(error).__name__}: {error}"


def _configuration(project: Project) -> str:
    from flows.configuration import find_mistakes

    mistakes = find_mistakes(project)
    if mistakes:
        more = f"; and {len(mistakes) - 1} more: `figurewatch check` names them" if len(mistakes) > 1 else ""
        raise FigurewatchError(f"{mistakes[0]}{more}")
    return "all right"


def _data_folder(project: Project) -> str:
    project.make_data_folder()
    try:
        with tempfile.NamedTemporaryFile(dir=project.data):
            pass
    except OSError as error:
        raise FigurewatchError(f"{project.data}: cannot be written: {error.strerror}") from None
    free = shutil.disk_usage(project.data).free
    if free < FREE_BYTES:
        raise FigurewatchError(f"{project.data}: only {free / 1e6:,.0f} MB free")
    return f"{project.data}, {free / 1e9:,.0f} GB free"


def _warehouse(project: Project) -> str:
    from app.cli.ask import open_warehouse
    from warehouse.queries import counts

    if not project.warehouse_file.exists():
        return "none yet; `figurewatch run` makes it"
    found = counts(open_warehouse(project))
    size = Path(project.warehouse_file).stat().st_size / 1e6
    return f"{found['articles']:,} articles, {found['claims']:,} claims, {size:,.1f} MB"


def _alerts(project: Project) -> Iterator[Finding]:
    """Each channel on which alerts wait; wrong where nobody wished it."""
    from app.cli.alert_switches import find_waiting_here

    waiting: list[Waiting] = []
    if project.warehouse_file.exists():
        with suppress(FigurewatchError):  # a warehouse that cannot be read is a finding of its own
            waiting = find_waiting_here()
    for each in waiting:
        yield not each.held, f"channel {each.channel_id}", each.line


def find_prefect(url: str | None) -> str:
    """What runs talk to; any answer will do, also one that asks for a key."""
    from http.client import HTTPException
    from ssl import SSLError
    from urllib.error import HTTPError, URLError
    from urllib.request import urlopen

    if not url:
        return "a server of its own for each run"
    try:
        with urlopen(f"{url.rstrip('/')}/health", timeout=ANSWER_S):
            pass
    except HTTPError as error:
        if error.code >= 500:
            raise FigurewatchError(f"server {url} answers HTTP {error.code}") from None
    except (OSError, ValueError, HTTPException) as error:
        if not (isinstance(error, URLError) and isinstance(error.reason, SSLError)):  # Prefect's own settings decide
            raise FigurewatchError(
                f"server {url} does not answer: start it (`prefect server start`), or unset PREFECT_API_URL"
            ) from None
    return f"server {url}"


def _worker(project: Project) -> str:
    from flows.worker_trial import try_worker

    begun = time.monotonic()
    try_worker(project, RunSettings.from_env())
    return f"starts and reads a page in {time.monotonic() - begun:.1f} s"
