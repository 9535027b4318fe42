"""A run holds what it is at work on and sums of what it has done, however many pages it reads."""

from __future__ import annotations

import gc
import threading
import tracemalloc
from concurrent.futures import Future
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from warehouse_cases import claim, fresh, parsed

from benchmarks.pages import write_warc
from extractors.model import Page
from flows.found import Told
from flows.ingestion import Ingestion
from flows.page_work import Job, Parsed
from flows.picking import pick_sources
from flows.project import Project
from warehouse.batch import LoadReport

NOW = datetime(2026, 3, 2, 12, tzinfo=UTC)
FEW, MANY, BATCH = 20, 60, 20
MOST = 1500
"""Bytes that each page more may leave behind, in caches that are not full yet and in lists of what is surely loaded.
The events of one page here take 4,000, its bytes 10,000."""


def verdict(job: Job) -> Parsed:
    """What stands for reading a page: two figures, other ones on each page, so that each makes events."""
    number = int(job.page.url.rsplit("/", 1)[1])
    claims = [claim(str(number + 20)), claim(str(number + 300), subject="Ostwick Park")]
    made = parsed(claims, url=job.page.url, day=number)
    return Parsed(made.article, tuple(made.records), ())


class Workers:
    """Stands in for the worker processes."""

    def submit(self, job: Job) -> Future[Parsed]:
        done: Future[Parsed] = Future()
        done.set_result(verdict(job))
        return done

    def __enter__(self) -> Workers:
        return self

    def __exit__(self, *error: object) -> None:
        return


def made_page(number: int) -> bytes:
    """Ten kilobytes, others for each number."""
    return f"<html><title>Report {number}</title>{'<!-- nothing -->' * 600}</html>".encode()


class Backfill(Ingestion):
    """A run whose reader stops behind its last page, holding what it holds, until ``measured``."""

    def __init__(self, project: Project, pages: int) -> None:
        super().__init__(
            project,
            pick_sources(project),
            run_id="run",
            now=lambda: NOW,
            deep=True,
            env={"FIGUREWATCH_BATCH_PAGES": str(BATCH)},
        )
        self.warehouse = fresh()
        self.to_come = pages
        self.measured = threading.Event()

    def put(self, item: Page | Told) -> None:
        super().put(item)
        self.to_come -= 1
        if not self.to_come:
            self.measured.wait(60)


def held_by(folder: Path, pages: int, load: Any) -> tuple[int, LoadReport]:
    """Bytes that a run of so many pages holds when all are loaded, and its report."""
    (folder / "config").mkdir(parents=True)
    write_warc(folder / "crawl.warc.gz", pages, made_page)
    (folder / "config" / "sources.yaml").write_text("sources:\n  - {id: crawl, kind: warc, path: crawl.warc.gz}\n")
    gc.collect()
    run = Backfill(Project.at(folder, {}), pages)
    before = tracemalloc.get_traced_memory()[0]
    with run:
        run.prepare()
        reader = threading.Thread(target=run.read, args=("crawl",))
        reader.start()
        errors: list[str] = []
        report = load(run, run.batches(lambda: run.to_come > 0), errors)
        gc.collect()
        held = tracemalloc.get_traced_memory()[0] - before
        run.measured.set()
        reader.join(60)
    assert errors == []
    assert report.new == pages
    return held, report


def test_a_backfill_holds_no_more_for_more_pages(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PREFECT_HOME", str(tmp_path / "prefect"))
    from flows import ingest

    monkeypatch.setattr("flows.ingestion.make_pool", lambda project, settings: Workers())
    monkeypatch.setattr("warehouse.batch.MOST_EVENTS", 10)

    def load(run: Ingestion, *rest: Any) -> LoadReport:
        monkeypatch.setattr(ingest, "load_batch", lambda number, pages: run.load(ingest._FOUND.get()))
        return ingest._load(run, *rest)

    tracemalloc.start()
    try:
        held_by(tmp_path / "first", MANY, load)  # what is imported stays, and what is in caches
        few, _ = held_by(tmp_path / "few", FEW, load)
        many, report = held_by(tmp_path / "many", MANY, load)
    finally:
        tracemalloc.stop()
    assert sum(report.happened.values()) > MANY
    assert (many - few) / (MANY - FEW) < MOST, f"{few:,} bytes for {FEW} pages, {many:,} for {MANY}"
