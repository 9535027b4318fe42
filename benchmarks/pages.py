"""Pages through the pipeline without network and Prefect: ``python -m benchmarks.pages [DATA] [--pages 10000]``.

How much two worker processes give over one and how busy they keep two processors; then what a backfill from a WARC
file takes: pages a second, the memory of all its processes together, and what is there after it was killed again
and again. DATA is a folder with ``articles/`` of real pages; else, and for the backfill, pages are made up here.
"""

from __future__ import annotations

import argparse
import contextlib
import gzip
import os
import random
import resource
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from pathlib import Path

from extractors.model import Page
from extractors.record import Aliases
from flows.page_work import Job, Setup
from flows.pool import PagePool

PLACES = (
    "Lindow",
    "Harrowgate",
    "Stonebridge",
    "Fernhill",
    "Ostwick",
    "Maplewood",
    "Kingsmere",
    "Dunholm",
    "Ravenby",
)
THINGS = ("cranes", "ferries", "schools", "buses", "data centres", "wind turbines", "clinics", "libraries", "homes")
FILLER = (
    "The council met in the old library and spoke at length about the harbour wall, which nobody had seen mended. "
    "A retired pilot asked whether the lamps would stay, and the mayor said they would, whatever it might cost. "
)
START = datetime(2026, 1, 1, tzinfo=UTC)
SETTINGS = {"workers": 2, "page_timeout_s": 30.0, "page_memory_mb": 1536}


def made_page(number: int) -> bytes:
    """A page of about 30 KB with about ten claims, the same for the same number."""
    dice = random.Random(number)
    paragraphs = []
    for _ in range(10):
        place, thing = dice.choice(PLACES), dice.choice(THINGS)
        count, share = dice.randrange(20, 90_000), dice.randrange(11, 400) / 10
        paragraphs.append(
            f"<p>{place} District {number % 97} has {count:,} {thing}, officials said, and the number of {thing} "
            f"rose {share} percent in {2015 + number % 11}. {FILLER * dice.randrange(1, 4)}</p>"
        )
    links = "".join(f'<li><a href="/section/{n}">Section number {n} of the paper</a></li>' for n in range(150))
    title = f"{dice.choice(PLACES)} counts its {dice.choice(THINGS)}, report {number}"
    return (
        f"<!doctype html><html lang='en'><head><meta charset='utf-8'><title>{title}</title>"
        f"<meta property='article:published_time' content='{(START + timedelta(minutes=number)).isoformat()}'>"
        f"<script>{'var x = 1; ' * 800}</script></head><body><nav><ul>{links}</ul></nav>"
        f"<main><article><h1>{title}</h1>{''.join(paragraphs)}</article></main>"
        f"<footer><ul>{links}</ul></footer></body></html>"
    ).encode()


def page_of(number: int, body: bytes, url: str = "") -> Page:
    """A page as a source gives it."""
    url = url or f"https://paper{number % 50}.example/news/{number}"
    return Page("bench", f"Paper {number % 50}", url, url, START, 200, "text/html", sha256(body).hexdigest(), body)


def write_warc(path: Path, pages: int, make: Callable[[int], bytes] = made_page) -> None:
    """A WARC file as crawls write them, a gzip member a record."""
    with path.open("wb") as file:
        for number in range(pages):
            body = make(number)
            http = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n" + body
            at = START + timedelta(minutes=number)
            head = (
                f"WARC/1.0\r\nWARC-Type: response\r\nWARC-Record-ID: <urn:uuid:{number:032x}>\r\n"
                f"WARC-Date: {at:%Y-%m-%dT%H:%M:%SZ}\r\nContent-Type: application/http; msgtype=response\r\n"
                f"WARC-Target-URI: https://paper{number % 50}.example/news/{number}\r\n"
                f"Content-Length: {len(http)}\r\n\r\n"
            ).encode()
            file.write(gzip.compress(head + http + b"\r\n\r\n", 1, mtime=0))


def real_pages(data: Path) -> list[Job]:
    """The saved pages of DATA."""
    found = sorted((data / "articles").glob("*.html.gz"))
    return [
        Job(page_of(number, gzip.decompress(path.read_bytes()), f"https://{path.stem}.example/{number}"))
        for number, path in enumerate(found)
    ]


@dataclass(frozen=True, slots=True)
class Stint:
    """What some workers did in one go; times in seconds.

    Attributes:
        ran: on a processor, all workers together; ``waited``: ready to run while other programs had the processors.
        ours: what the parent process took of the processors.
    """

    workers: int
    pages: int
    took: float
    ran: float
    waited: float
    ours: float

    @property
    def wanted(self) -> float:
        """The share of the time in which a worker had something to do."""
        return (self.ran + self.waited) / self.took / self.workers

    @property
    def undisturbed(self) -> float:
        """Pages a second had no other program used the processors: two of them, which the parent shares."""
        return min(self.wanted * self.workers, 2 - self.ours / self.took) * self.pages / self.ran


def work_rows(jobs: list[Job], times: int) -> Iterator[tuple[str, str]]:
    """Pages a second with one worker and with two, and how busy they are kept."""
    stints = []
    for workers in (1, 2):
        with PagePool(Setup(Aliases()), **{**SETTINGS, "workers": workers}) as pool:  # type: ignore[arg-type]
            list(pool.results(jobs[: 4 * workers]))  # start them, load what they load
            before, ours = _schedule(), time.process_time()
            began = time.perf_counter()
            for _ in range(times):
                list(pool.results(jobs))
            took = time.perf_counter() - began
            ran, waited = (now - then for now, then in zip(_schedule(), before, strict=True))
            stint = Stint(workers, len(jobs) * times, took, ran, waited, time.process_time() - ours)
        stints.append(stint)
        yield (
            f"parse and extract, {workers} worker{'s' * (workers > 1)}",
            f"{stint.pages / took:.1f} pages/s, {stint.undisturbed:.1f} undisturbed, "
            f"{100 * stint.wanted:.0f} % busy, {100 * waited / (ran + waited):.0f} % of it held up by other programs",
        )
    one, two = stints
    gain, undisturbed = two.pages / two.took / (one.pages / one.took), two.undisturbed / one.undisturbed
    yield "two workers against one (wanted: 1.8)", f"{gain:.2f} x, {undisturbed:.2f} x undisturbed"


def backfill_rows(pages: int) -> Iterator[tuple[str, str]]:
    """A backfill of a WARC file with ``pages`` pages: pages a second, and memory."""
    with tempfile.TemporaryDirectory(prefix="figurewatch-bench-") as folder:
        warc = Path(folder) / "crawl.warc.gz"
        write_warc(warc, pages)
        began = time.perf_counter()
        everywhere, parent = _watched(_start(Path(folder) / "whole", warc))
        took = time.perf_counter() - began
        yield f"backfill of a WARC file of {pages:,} pages, judged", f"{pages / took:.1f} pages/s"
        yield "memory of all its processes (wanted: < 600 MB, flat)", _by_quarter(everywhere, max, "highest")
        yield "of the one that loads, while it does", _by_quarter(parent, max, "highest")
        yield "and between two loads (wanted: flat)", _by_quarter(parent, min, "lowest")


def kill_rows(pages: int, kills: int) -> Iterator[tuple[str, str]]:
    """What a backfill that is killed ``kills`` times leaves, beside one that is not."""
    with tempfile.TemporaryDirectory(prefix="figurewatch-bench-") as folder:
        warc = Path(folder) / "crawl.warc.gz"
        write_warc(warc, pages)
        whole, killed = Path(folder) / "whole", Path(folder) / "killed"
        began = time.perf_counter()
        _start(whole, warc).wait()
        took = time.perf_counter() - began
        dice = random.Random(1)
        for _ in range(kills):
            run = _start(killed, warc)
            with contextlib.suppress(subprocess.TimeoutExpired):
                run.wait(dice.uniform(0.2, 1.2) * took / (kills + 1))
            _end(run)
        _start(killed, warc).wait()
        one, other = _contents(whole), _contents(killed)
        same = "the same pages, versions, claims and figures" if one == other else f"DIFFERENT: {one} and {other}"
        yield (
            f"killed {kills} times and run again (wanted: the same)",
            f"{same}: {other[0]:,} pages, {other[2]:,} claims",
        )


def _start(project: Path, warc: Path) -> subprocess.Popen[bytes]:
    """A child that reads the WARC file into the project, as the flow does."""
    (project / "config").mkdir(parents=True, exist_ok=True)
    (project / "config" / "sources.yaml").write_text(f"sources:\n  - {{id: crawl, kind: warc, path: {warc}}}\n")
    return subprocess.Popen(
        [sys.executable, "-m", "benchmarks.pages", "--project", str(project)], start_new_session=True
    )


def run_backfill(project: Path) -> None:
    """One ingestion of the project's sources, without Prefect: a reading thread, batches loaded as they come, and
    what they have brought judged at the end.
    """
    import threading

    from flows.ingestion import Ingestion
    from flows.picking import pick_sources
    from flows.project import Project
    from flows.watching import Watching
    from warehouse.batch import LoadReport

    here = Project.at(project)
    here.make_data_folder()
    run_id = f"{os.getpid()}-{time.time_ns()}"
    with Ingestion(here, pick_sources(here), run_id=run_id, now=lambda: datetime.now(UTC)) as run:
        run.prepare()
        tallies = []
        reader = threading.Thread(target=lambda: tallies.append(run.read("crawl")))
        reader.start()
        report = LoadReport()
        for found in run.batches(reader.is_alive):
            report += run.load(found)
        report.tell(run.finish(tallies))
    Watching(here, now=lambda: datetime.now(UTC)).judge()


def _watched(run: subprocess.Popen[bytes]) -> tuple[list[float], list[float]]:
    """Memory in MB, ten times a second until it ends: of a child and its children, and of the child alone."""
    everywhere: list[float] = []
    alone: list[float] = []
    while run.poll() is None:
        if (its := _memory_mb(run.pid)) > 0:
            alone.append(its)
            everywhere.append(its + sum(map(_memory_mb, _descendants(run.pid))))
        time.sleep(0.1)
    if run.returncode:
        raise SystemExit(f"the backfill failed with exit code {run.returncode}")
    return everywhere, alone


def _by_quarter(values: list[float], pick: Callable[[list[float]], float], word: str) -> str:
    """The highest, or the lowest, of each quarter of the time; the first seconds, when it starts, are left out."""
    started = values[min(50, len(values) // 8) :]
    return ", ".join(f"{pick(part):.0f}" for part in _quarters(started)) + f" MB, {word} of each quarter of the time"


def _quarters(values: list[float]) -> list[list[float]]:
    size = max(1, len(values) // 4)
    return [values[at * size : (at + 1) * size or None] for at in range(4) if values[at * size :]]


def _end(run: subprocess.Popen[bytes]) -> None:
    """Kill a child; its workers end when their pipe does."""
    if run.poll() is None:
        os.killpg(run.pid, signal.SIGKILL)
        run.wait()


def _contents(project: Path) -> tuple[int, int, int, str]:
    """Pages, versions and claims, each counted once, and a digest of what figures state."""
    import duckdb

    with duckdb.connect(str(project / "data" / "warehouse.duckdb"), read_only=True) as con:
        row = con.execute(
            """
            SELECT
                (SELECT count(*) FROM raw.page),
                (SELECT count(*) FROM core.article_version),
                (SELECT count(*) FROM core.claim),
                (SELECT md5(string_agg(concat_ws(' ', f.figure_id, f.appearances, f.outlets, f.origins, f.live), ','
                    ORDER BY f.figure_id)) FROM core.figure AS f)
            """
        ).fetchone()
    assert row is not None
    return row  # type: ignore[no-any-return]


def _descendants(of: int | None = None) -> list[int]:
    """The processes below one, all the way down: page workers are children of the one they are forked from."""
    found = []
    for task in Path(f"/proc/{of or os.getpid()}/task").glob("*/children"):
        with contextlib.suppress(OSError):
            for pid in map(int, task.read_text().split()):
                found += [pid, *_descendants(pid)]
    return found


def _memory_mb(pid: int) -> float:
    """What a process holds, its part of what it shares with others counted once among them (PSS)."""
    try:
        lines = Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()
    except OSError:
        return 0.0
    return int(next((line for line in lines if line.startswith("Pss:")), "Pss: 0").split()[1]) / 1024


def _schedule() -> tuple[float, float]:
    """Seconds that all workers together have run, and that they were ready to and had no processor."""
    ran = waited = 0
    for pid in _descendants():
        with contextlib.suppress(OSError, ValueError):
            fields = Path(f"/proc/{pid}/schedstat").read_text().split()
            ran, waited = ran + int(fields[0]), waited + int(fields[1])
    return ran / 1e9, waited / 1e9


def main() -> int:
    """Command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("data", type=Path, nargs="?", help="folder with articles/ of real pages")
    parser.add_argument("--pages", type=int, default=10_000, help="pages of the backfill")
    parser.add_argument("--killed-pages", type=int, default=3_000, help="pages of the backfill that is killed")
    parser.add_argument("--kills", type=int, default=5)
    parser.add_argument("--project", type=Path, help=argparse.SUPPRESS)
    args = parser.parse_args()
    if args.project:
        run_backfill(args.project)
        return 0
    jobs = real_pages(args.data) if args.data else [Job(page_of(n, made_page(n))) for n in range(200)]
    for rows in (work_rows(jobs, 3), kill_rows(args.killed_pages, args.kills), backfill_rows(args.pages)):
        for name, value in rows:
            print(f"{name:56}{value}", flush=True)
    print(f"{'peak memory of this process':56}{resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MB")
    return 0


if __name__ == "__main__":
    sys.exit(main())
