"""A loader killed at any moment loses nothing it acknowledged and leaves nothing half done.

``FIGUREWATCH_KILLS`` sets how often; the default keeps the suite quick.
"""

from __future__ import annotations

import os
import random
import subprocess
import sys
import time
from pathlib import Path

import pytest
from warehouse_cases import claim, load, parsed, period, rows

from warehouse import Warehouse
from warehouse.batch import ParsedArticle
from warehouse.verify import verify

KILLS = int(os.environ.get("FIGUREWATCH_KILLS", "8"))
BATCHES = 12
"""A child is killed in the first five or so; the others come with the rerun alone."""


def batch(number: int) -> list[ParsedArticle]:
    """One of a fixed run of batches: new articles, restatements, forecasts, an edit of the batch before."""
    day = number * 3
    site = f"https://a.example/{number}"
    found = [
        parsed([claim(str(20 + number // 3)), claim(str(number), measure="labs", unit="lab")], url=site, day=day),
        parsed([claim(str(20 + number // 3))], url=f"https://b.example/{number}", outlet="Ledger", day=day + 0.1),
        parsed([claim(str(40 + number // 9), modality="forecast", **period(2030))], url=f"{site}/f", day=day),
    ]
    if number:
        before = [claim(str(90 + number))]
        found.append(parsed(before, url=f"https://a.example/{number - 1}", day=day - 3, fetched=day + 0.5))
    return found


def child(path: str) -> None:
    """Load all batches, saying so after each."""
    wh = Warehouse(path, lock_timeout_s=30)
    for number in range(BATCHES):
        load(wh, *batch(number), run=f"run{number}")
        sys.stdout.write(f"{number}\n")
        sys.stdout.flush()


def _start(path: Path) -> subprocess.Popen[str]:
    here = Path(__file__).parent
    folders = [str(here), str(here.parent)]
    code = f"import sys; sys.path[:0] = {folders!r}; import test_warehouse_crash as t; t.child({str(path)!r})"
    return subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE, text=True)


def _facts(wh: Warehouse) -> list[list[tuple[object, ...]]]:
    return [
        rows(wh, "SELECT claim_id, series_id, figure_id FROM core.claim ORDER BY ALL"),
        rows(wh, "SELECT * FROM core.figure ORDER BY figure_id"),
        rows(wh, "SELECT * FROM core.appearance ORDER BY claim_id"),
        rows(wh, "SELECT event_id, kind, old_low, new_low, outlets FROM core.event ORDER BY ALL"),
    ]


@pytest.mark.slow
def test_kills_at_any_moment_lose_nothing_and_a_rerun_equals_an_undisturbed_run(tmp_path: Path) -> None:
    rng = random.Random(7)
    path = tmp_path / "w.duckdb"
    acknowledged = -1
    for kill in range(KILLS):
        process = _start(path)
        assert process.stdout is not None
        with process.stdout as out:
            # Every third is killed while it starts, migrates or opens; the others in the middle of loading.
            if kill % 3:
                for _ in range(rng.randrange(1, 5)):
                    line = out.readline()
                    acknowledged = max(acknowledged, int(line or -1))
            time.sleep(rng.uniform(0, 0.25))
            process.kill()
            said = [int(line) for line in out.read().split()]
            process.wait()
        acknowledged = max([acknowledged, *said])
        if path.exists() and acknowledged >= 0:
            wh = Warehouse(path, lock_timeout_s=30)
            assert verify(wh) == [], f"after kill {kill}"
            loaded = {row[0] for row in rows(wh, "SELECT DISTINCT run_id FROM raw.page")}
            assert {f"run{number}" for number in range(acknowledged + 1)} <= loaded, f"after kill {kill}"
    disturbed, calm = Warehouse(path), Warehouse(":memory:")
    for number in range(BATCHES):
        load(disturbed, *batch(number), run=f"run{number}")
        load(calm, *batch(number), run=f"run{number}")
    assert verify(disturbed) == []
    assert _facts(disturbed) == _facts(calm)
