"""Four readers and two writers at one warehouse file: ``python -m benchmarks.sharing [--seconds 60] [FILE]``.

Each is a process of its own that opens the file for one question or one load and closes it, over and over. Printed
are how often each did, the longest it ever waited, and every error that reached it (none is right).
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

READERS, WRITERS = 4, 2
_QUESTIONS = (
    "SELECT count(*) FROM mart.claim",
    "SELECT * FROM mart.latest LIMIT 20",
    "SELECT count(*) FROM mart.trend",
    "SELECT * FROM mart.event ORDER BY occurred_at DESC LIMIT 50",
    "SELECT kind, count(*) FROM core.series GROUP BY kind",
)


@dataclass(frozen=True, slots=True)
class Tale:
    """What one process lived through: its part, turns it had, longest turn in seconds, errors."""

    part: str
    turns: int
    longest_s: float
    errors: tuple[str, ...]


def work(part: str, path: str, seconds: float, number: int) -> None:
    """One process; its tale on stdout as JSON."""
    from benchmarks.made_news import News
    from warehouse.batch import Batch
    from warehouse.database import Warehouse
    from warehouse.load import load_batch
    from warehouse.queries import run_sql

    wh = Warehouse(path)
    news = News(seed=number, first=number * 1_000_000, series=500)
    turns, longest, errors = 0, 0.0, []
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        articles = list(news.articles(300 if turns % 3 else 2)) if part == "writer" else []
        start = time.monotonic()
        try:
            if articles:
                load_batch(wh, Batch(f"run {number}", articles[-1].page.fetched_at, articles))
            else:
                run_sql(wh, _QUESTIONS[turns % len(_QUESTIONS)])
        except Exception as error:
            errors.append(f"{type(error).__name__}: {error}")
        longest = max(longest, time.monotonic() - start)
        turns += 1
    sys.stdout.write(json.dumps([part, turns, longest, errors[:3]]))


def share(path: Path, seconds: float) -> list[Tale]:
    """Let them all at the file, and hear their tales."""
    parts = ["reader"] * READERS + ["writer"] * WRITERS
    children = [
        subprocess.Popen(
            [sys.executable, "-m", "benchmarks.sharing", str(path), "--part", part, "--number", str(number),
             "--seconds", str(seconds)],
            cwd=Path(__file__).resolve().parent.parent, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
        )
        for number, part in enumerate(parts, 1)
    ]  # fmt: skip
    tales = []
    for child, part in zip(children, parts, strict=True):
        out, problem = child.communicate(timeout=seconds + 120)
        if child.returncode:
            tales.append(Tale(part, 0, 0.0, (problem.strip().splitlines()[-1] if problem.strip() else "died",)))
        else:
            name, turns, longest, errors = json.loads(out)
            tales.append(Tale(name, turns, longest, tuple(errors)))
    return tales


def main() -> int:
    """Command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("file", type=Path, nargs="?", help="a warehouse; a new one when left out")
    parser.add_argument("--seconds", type=float, default=60)
    parser.add_argument("--part", choices=("reader", "writer"), help=argparse.SUPPRESS)
    parser.add_argument("--number", type=int, default=0, help=argparse.SUPPRESS)
    given = parser.parse_args()
    if given.part:
        work(given.part, str(given.file), given.seconds, given.number)
        return 0
    from warehouse.database import Warehouse

    with tempfile.TemporaryDirectory(prefix="figurewatch-bench-") as folder:
        path = given.file or Path(folder) / "warehouse.duckdb"
        Warehouse(path).migrate()
        tales = share(path, given.seconds)
    for tale in tales:
        print(f"{tale.part:8}{tale.turns:6} turns, longest {tale.longest_s:5.2f} s, {len(tale.errors)} errors")
        for error in tale.errors:
            print(f"        {error}")
    print(f"{'longest wait of all':24}{max(tale.longest_s for tale in tales):.2f} s")
    return 1 if any(tale.errors for tale in tales) else 0


if __name__ == "__main__":
    sys.exit(main())
