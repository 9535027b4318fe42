"""Whether a worker process starts here and can read a page, tried with a small page of our own."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Mapping
from datetime import UTC, datetime

from extractors.errors import ConfigError, FigurewatchError
from extractors.model import Page
from flows.page_work import Job, Parsed
from flows.project import Project, RunSettings

MEMORY = "FIGUREWATCH_PAGE_MEMORY_MB"
# It says German and is English, so that what tells languages apart has to be loaded.
_BODY = (
    b"<html lang=de><head><title>Ferry traffic grows</title></head><body><article><h1>Ferry traffic grows</h1>"
    + b"<p>The harbour office of Sampleton counted 4,120 ferry passengers in May, 3.5 percent more than in April."
    b"</p>" * 8 + b"</article></body></html>"
)


def try_worker(project: Project, settings: RunSettings) -> None:
    """Return when a worker process has read a page; FigurewatchError says why it has not."""
    from flows.ingestion import make_pool

    url = "https://sampleton.example/ferries"
    at = datetime(2024, 6, 1, tzinfo=UTC)
    digest = hashlib.sha256(_BODY).hexdigest()
    page = Page("trial", "trial", url, url, at, status=200, content_type="text/html", sha256=digest, body=_BODY)
    with make_pool(project, settings) as pool:
        pool.check()
        verdict = pool.work(Job(page))
    if not isinstance(verdict, Parsed):
        raise FigurewatchError(f"it cannot read a page: {verdict.message[:200]}")


def too_little_memory(project: Project, env: Mapping[str, str] = os.environ) -> list[str]:
    """What is wrong with the memory that a page is given, where somebody has set it; one line or none."""
    if not env.get(MEMORY):
        return []
    try:
        try_worker(project, RunSettings.from_env(env))
    except ConfigError:  # said where the settings are read
        return []
    except FigurewatchError:
        return [f"{MEMORY}: {env[MEMORY]} is too little to read even a small page; give 512 or more, or leave it out"]
    return []
