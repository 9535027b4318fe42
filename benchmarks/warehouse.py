"""What loading and asking cost: ``python -m benchmarks.warehouse [--claims 1000000] [--keep FILE]``.

Claims made by rule (benchmarks/made_news.py) go through the real load into a file in a temporary folder: once all in
one load, then in loads of a hundred thousand. Each is set against DuckDB's own copying of the same rows from Parquet
files in as many transactions, in this same run. Then the warehouse is grown to five times its size in SQL (ids and
subjects of their own), and batches, questions and re-matching are timed on it.
Times are wall clock; ratios are also given by CPU seconds, which a busy machine disturbs less.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from benchmarks.made_news import News
from warehouse.batch import Batch, ParsedArticle
from warehouse.connect import open_file
from warehouse.database import Warehouse
from warehouse.indicators import Indicator, sync_indicators
from warehouse.load import load_batch
from warehouse.verify import verify

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

TABLES = (
    "raw.page",
    "core.article",
    "core.article_version",
    "core.claim",
    "core.series",
    "core.figure",
    "core.appearance",
    "core.latest",
    "core.event",
)
BATCH = 100_000
STEP = 20_000
COPIES = "WXYZ"  # first characters of ids that no id has
INDICATORS = tuple(
    Indicator(
        id=f"{place}-{measure}", name=f"{place} {measure}", subjects=(f"{place} {number}",), measures=(measure,)
    )
    for number, place in enumerate(("norvale", "fengdao", "lanshan", "yunling", "orrin"))
    for measure in ("server capacity", "registered firms", "data centres", "port traffic")
)


def say(what: str, value: str) -> None:
    """One line of the report."""
    print(f"{what:66}{value}", flush=True)


@contextmanager
def opened(path: Path) -> Iterator[DuckDBPyConnection]:
    """A writing connection that is closed, and so checkpointed, at the end."""
    con = open_file(path, read_only=False, timeout_s=5)
    try:
        yield con
    finally:
        con.close()


@dataclass(frozen=True, slots=True)
class Cost:
    """Seconds by the clock and of all processors."""

    wall: float = 0.0
    cpu: float = 0.0

    def __add__(self, other: Cost) -> Cost:
        return Cost(self.wall + other.wall, self.cpu + other.cpu)

    def over(self, other: Cost) -> str:
        """Both ratios in words."""
        return f"{self.wall / other.wall:.1f} x by the clock, {self.cpu / other.cpu:.1f} x in CPU"


def timed(work: Callable[[], object]) -> Cost:
    """What one run costs."""
    wall, cpu = time.perf_counter(), time.process_time()
    work()
    return Cost(time.perf_counter() - wall, time.process_time() - cpu)


def load(wh: Warehouse, articles: list[ParsedArticle]) -> Cost:
    """Load one batch."""
    batch = Batch("made", articles[-1].page.fetched_at, articles)
    return timed(lambda: load_batch(wh, batch))


def copy_from_parquet(source: Path, folder: Path, parts: int, tables: tuple[str, ...] = TABLES) -> Cost:
    """What it costs DuckDB to copy tables of ``source`` from Parquet to a new file of its schema, in some loads.

    Each load has Parquet files of its own: to look for its rows in files of all would cost more than to copy them.
    """
    with opened(source) as con:
        for table in tables:
            (rows,) = con.execute(f"SELECT count(*) FROM {table}").fetchone() or (0,)
            for part in range(parts):
                first, last = rows * part // parts, rows * (part + 1) // parts
                con.execute(
                    f"COPY (SELECT * FROM {table} LIMIT {last - first} OFFSET {first}) "
                    f"TO '{folder / table}.{part}.parquet'"
                )
    target = folder / "copy.duckdb"
    Warehouse(target).migrate()
    cost = Cost()
    for part in range(parts):

        def copy(part: int = part) -> None:
            with opened(target) as con:
                con.execute("BEGIN")
                for table in tables:
                    con.execute(f"INSERT INTO {table} BY NAME FROM '{folder / table}.{part}.parquet'")
                con.execute("COMMIT")

        cost += timed(copy)
    target.unlink()
    for file in folder.glob("*.parquet"):
        file.unlink()
    return cost


def grow(path: Path) -> None:
    """The warehouse five times over, each copy with ids and subjects of its own."""
    with opened(path) as con:
        for copy in COPIES:
            for table in TABLES:
                columns = {
                    row[0]
                    for row in con.execute(
                        "SELECT column_name FROM duckdb_columns() WHERE schema_name || '.' || table_name = $table",
                        {"table": table},
                    ).fetchall()
                }
                ids = [name for name in columns if name.endswith("_id") and name not in ("source_id", "run_id")]
                changes = [
                    f"'{copy}' || substr({name}, 2) AS {name}" for name in (*ids, *columns & {"superseded_by"})
                ]
                changes += [f"'{copy} ' || {name} AS {name}" for name in columns & {"subject", "subject_key", "url"}]
                con.execute(
                    f"INSERT INTO {table} SELECT * REPLACE ({', '.join(changes)}) FROM {table} "
                    f"WHERE NOT contains('{COPIES}', substr({ids[0]}, 1, 1))"
                )


def _open_to_ask(wh: Warehouse) -> None:
    with wh.read():
        pass


def ask(wh: Warehouse, times: int = 5) -> None:
    """Questions, the best of some runs, on one open connection; and what opening costs."""
    best = min(timed(lambda: _open_to_ask(wh)).wall for _ in range(3))
    say("opening it to ask", f"{best * 1000:,.0f} ms")
    with wh.read() as con:
        indicator = con.execute(
            "SELECT indicator_id FROM core.indicator_series GROUP BY ALL ORDER BY abs(count(*) - 5), 1 LIMIT 1"
        ).fetchone()
        series = con.execute("SELECT series_id FROM core.indicator_series ORDER BY 1 LIMIT 1").fetchone()
        assert indicator
        assert series
        questions = {
            "mart.trend of one indicator (below 100)": f"SELECT * FROM mart.indicator_trend('{indicator[0]}')",
            "mart.trend of one series": f"SELECT * FROM mart.trend WHERE series_id = '{series[0]}'",
            "mart.latest, all of it read (below 300)": "SELECT count(*), sum(value_low), max(quote) FROM mart.latest",
            "mart.latest, the 100 last said": "SELECT * FROM mart.latest ORDER BY last_said_at DESC LIMIT 100",
            "mart.latest of one indicator": (
                "SELECT * FROM mart.latest WHERE series_id IN "
                f"(SELECT series_id FROM core.indicator_series WHERE indicator_id = '{indicator[0]}')"
            ),
            "newest 50 events (below 50)": "SELECT * FROM mart.event ORDER BY occurred_at DESC LIMIT 50",
        }
        for name, query in questions.items():
            runs = [timed(lambda query=query: con.execute(query).fetchall()).wall for _ in range(times)]  # type: ignore[misc]
            took = min(runs)
            say(name, f"{took * 1000:,.0f} ms")


def main() -> int:
    """Command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--claims", type=int, default=1_000_000, help="to load; a fifth of the largest warehouse")
    parser.add_argument("--keep", type=Path, help="keep the largest warehouse in this file")
    given = parser.parse_args()
    if given.claims <= 3 * STEP:
        parser.error(f"--claims {given.claims}: more than {3 * STEP:,} are needed, which the first three loads take")
    with tempfile.TemporaryDirectory(prefix="figurewatch-bench-") as name:
        folder = Path(name)
        path = given.keep or folder / "warehouse.duckdb"
        path.unlink(missing_ok=True)
        measure_one_load(given.claims, folder)
        measure(path, given.claims, folder)
    return 0


def measure_one_load(claims: int, folder: Path) -> None:
    """All claims in one load, and their rows in one copy."""
    wh = _made(folder / "one.duckdb")
    articles = list(News().articles(claims))
    cost = load(wh, articles)
    say(
        f"{claims:,} claims in {len(articles):,} articles and one load",
        f"{cost.wall:.1f} s ({cost.cpu:.1f} s CPU), {cost.wall / claims * 1e6:.0f} microseconds a claim",
    )
    del articles
    _say_copied("all of it in one (below 3)", cost, copy_from_parquet(wh.path, folder, 1))
    _say_copied("the claims alone", cost, copy_from_parquet(wh.path, folder, 1, ("core.claim",)))
    wh.path.unlink()


def _say_copied(what: str, cost: Cost, copied: Cost) -> None:
    say(f"DuckDB copies {what}", f"{copied.wall:.1f} s ({copied.cpu:.1f} s CPU); loading {cost.over(copied)}")


def _made(path: Path) -> Warehouse:
    wh = Warehouse(path)
    wh.migrate()
    sync_indicators(wh, INDICATORS)
    return wh


def measure(path: Path, claims: int, folder: Path) -> None:
    """Loads of some size, and what is asked of the largest warehouse."""
    wh = _made(path)
    news = News()
    steps = {"an empty warehouse": [load(wh, list(news.articles(STEP))) for _ in range(3)]}
    cost, loads = sum(steps["an empty warehouse"], Cost()), 3
    articles: list[ParsedArticle] = []
    while news.claims < claims:
        articles = list(news.articles(min(BATCH, claims - news.claims)))
        cost += load(wh, articles)
        loads += 1
    loaded = news.claims
    say(
        f"{loaded:,} claims in {news.made:,} articles and {loads} loads",
        f"{cost.wall:.1f} s ({cost.cpu:.1f} s CPU), {cost.wall / loaded * 1e6:.0f} microseconds a claim",
    )
    say("the last batch again", f"{load(wh, articles).wall:.2f} s")
    _say_copied("all of it in as many transactions (below 3)", cost, copy_from_parquet(wh.path, folder, loads))
    again = f"matching {loaded:,} claims' series with {len(INDICATORS)} indicators (below 5)"
    say(again, f"{rematch(wh).wall:.2f} s")
    steps[f"{loaded:,} claims"] = [load(wh, list(news.articles(STEP))) for _ in range(3)]
    grow(wh.path)
    steps[f"{loaded * 5:,} claims"] = [load(wh, list(news.articles(STEP))) for _ in range(3)]
    first = sum(steps["an empty warehouse"], Cost())
    for what, took in steps.items():
        total = sum(took, Cost())
        say(f"a batch of {STEP:,} claims into {what}", f"{total.wall / len(took):.2f} s, {total.over(first)}")
    ask(wh)
    say("the file", f"{wh.path.stat().st_size >> 20:,} MiB")
    problems = [f"{one.check}: {one.message} ({one.count})" for one in verify(wh)]
    say("verify", "; ".join(problems) or "everything is whole")


def rematch(wh: Warehouse) -> Cost:
    """What it costs to change an indicator and match all series anew."""
    changed = (*INDICATORS[1:], Indicator(id="all-firms", name="Firms", measures=("firms",)))
    return timed(lambda: sync_indicators(wh, changed))


if __name__ == "__main__":
    sys.exit(main())
