"""Rounds of a whole project in this process, without Prefect and worker processes."""

from __future__ import annotations

import shutil
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import Future
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from sources_mock_site import MockSite
from warehouse_cases import fresh
from warehouse_cases import in_file as new_in_file

import flows.ingestion
import flows.reextraction
from extractors.record import Aliases
from flows.found import Found
from flows.ingestion import Ingestion
from flows.page_work import Job, Parsed, Rejected, Setup, read_page
from flows.picking import pick_sources
from flows.project import Project
from flows.tally import SourceDown, SourceTally
from flows.watching import Watching
from warehouse.batch import LoadReport
from warehouse.database import Warehouse
from warehouse.outbox import WarehouseOutbox
from warehouse.verify import verify

ENV = {"FIGUREWATCH_ALLOW": "127.0.0.1", "FIGUREWATCH_DELAY_S": "0", "FIGUREWATCH_TIMEOUT_S": "5"}
ALERTS = """
channels:
  - id: log
    kind: log
    path: data/alerts.log
rules:
  - id: all
    events: [new_series, new_figure, revision, conflict, edit]
    channels: log
"""


class _Here:
    """Stands in for the worker processes."""

    def __enter__(self) -> _Here:
        return self

    def __exit__(self, *what: object) -> None:
        pass

    def results(self, jobs: Iterable[Job]) -> Iterator[tuple[Job, Parsed | Rejected]]:
        return ((job, read_page(job, Setup(Aliases()))) for job in jobs)

    def submit(self, job: Job) -> Future[Parsed | Rejected]:
        verdict: Future[Parsed | Rejected] = Future()
        verdict.set_result(read_page(job, Setup(Aliases())))
        return verdict


class Rounds:
    """A project whose rounds a test runs at the times it likes; its warehouse is in memory unless ``in_file``.

    ``like`` is another project, in a file, whose state it begins with.
    """

    def __init__(
        self,
        root: Path,
        sources: str,
        patch: pytest.MonkeyPatch,
        alerts: str | None = None,
        *,
        in_file: bool = False,
        like: Rounds | None = None,
    ) -> None:
        for module in (flows.ingestion, flows.reextraction):
            patch.setattr(module, "make_pool", lambda project, settings: _Here())
        self.project = Project.at(root, {})
        if like is not None:
            shutil.copytree(like.project.root, root)
        (root / "config").mkdir(parents=True, exist_ok=True)
        self.project.sources_file.write_text(sources, encoding="utf-8")
        if alerts is not None:
            self.project.alerts_file.write_text(alerts, encoding="utf-8")
        self.project.make_data_folder()
        # Opening a file for every question takes most of a test's time.
        if like is not None:
            self.warehouse = Warehouse(self.project.warehouse_file)
        elif in_file:
            self.warehouse = new_in_file(self.project.warehouse_file)
        else:
            self.warehouse = fresh()
            self.project.warehouse_file.touch()
        self.number = like.number if like is not None else 0

    def round(self, now: datetime, only: Sequence[str] = (), *, at_once: bool = False) -> LoadReport:
        """Read the sources once; what was loaded, with the events that sources made among the rest."""
        self.number += 1
        report = LoadReport()
        sources = pick_sources(self.project, only)
        with Ingestion(
            self.project, sources, run_id=f"run{self.number}", now=lambda: now, at_once=at_once, env=ENV
        ) as run:
            run.warehouse = self.warehouse
            run.prepare()
            for left in run.left_behind():
                report += run.load(left)
            tallies = []
            for source in sources:
                found = Found(self.number)
                run.put = lambda item, to=found: to.add(run.begin(item))  # type: ignore[method-assign, misc]
                try:
                    tallies.append(run.read(source.id))
                except SourceDown as down:
                    found.add(down.failure)
                    tallies.append(SourceTally(source.id, source.outlet, failures=1, error=str(down)))
                if len(found):
                    report += run.load(found)
            report.events += run.finish(tallies)
        assert verify(self.warehouse, run.archive.digest) == []
        return report

    def watch(self, now: datetime) -> int:
        """Judge and write alerts; how many."""
        watching = Watching(self.project, now=lambda: now, env=ENV)
        watching.warehouse = self.warehouse
        watching.outbox = WarehouseOutbox(self.warehouse)
        return len(watching.judge().alerts)

    def rows(self, sql: str) -> list[tuple[Any, ...]]:
        with self.warehouse.read() as con:
            return con.execute(sql).fetchall()


def feed(site: MockSite, *paths: str, at: str = "/feed") -> None:
    """A feed that lists these pages."""
    items = "".join(f"<item><title>{path}</title><link>{site.url}{path}</link></item>" for path in paths)
    body = f'<?xml version="1.0"?><rss version="2.0"><channel><title>Q</title>{items}</channel></rss>'
    site.put(at, body.encode(), Content_Type="application/rss+xml")


def news(*sentences: str, day: int = 2, canonical: str = "", title: str = "News from the quay") -> bytes:
    """A page with these sentences as paragraphs, and some around them."""
    rest = (
        "The board met in the old custom house, and many people from the town had come to hear what it had to say.",
        "Its members said that work on the quay would go on, and that the ferries would not be moved before spring.",
    )
    paragraphs = "".join(f"<p>{text}</p>" for text in (*sentences, *rest))
    link = f'<link rel="canonical" href="{canonical}">' if canonical else ""
    return (
        f'<!doctype html><html lang="en"><head><meta charset="utf-8"><title>{title}</title>{link}'
        f'<meta property="article:published_time" content="2026-03-{day:02d}T08:00:00Z"></head>'
        f"<body><article><h1>{title}</h1>{paragraphs}</article></body></html>"
    ).encode()
