"""Articles and claims made by hand, for the tests of the warehouse."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from functools import cache
from hashlib import sha256
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any

from extractors.keys import NO_ALIASES, Aliases
from extractors.model import Article, Claim, Extraction, Page
from extractors.record import make_records
from warehouse import Warehouse
from warehouse.batch import Batch, LoadReport, ParsedArticle
from warehouse.load import load_batch

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

DAY = datetime(2024, 1, 1, 9, tzinfo=UTC)
"""Day 0 of the cases."""


def at(day: float) -> datetime:
    """Nine o'clock of the ``day``-th day."""
    return DAY + timedelta(days=day)


def claim(value: str | tuple[str, str], bound: str = "=", **changes: Any) -> Claim:
    """A claim about the sites of a made-up park; ``value`` as written, its precision taken from the digits."""
    low, high = (value, value) if isinstance(value, str) else value
    base: dict[str, Any] = {
        "quote": f"{low} sites" if low == high else f"{low} to {high} sites",
        "start": 0,
        "end": 0,
        "low": Decimal(low),
        "high": Decimal(high),
        "resolution": Decimal(0),
        "bound": bound,
        "kind": "count",
        "unit": "site",
        "per": None,
        "change": None,
        "measure": "test sites",
        "subject": "Lanshan Park",
        "period": None,
        "period_iso": None,
        "modality": "actual",
        "attributed_to": None,
        "vague": False,
        "sentence": "",
        "sentence_start": 0,
        "rules": ("by hand",),
    }
    return Claim(**{**base, **changes})


def parsed(
    claims: Sequence[Claim],
    *,
    url: str,
    outlet: str = "Courier",
    day: float | None = 0,
    fetched: float | None = None,
    source: str | None = None,
    intro: str = "",
    modified: float | None = None,
    aliases: Aliases = NO_ALIASES,
) -> ParsedArticle:
    """An article whose text is one sentence a claim; quotes and offsets agree with the text.

    ``replaced_by`` of a claim is the number of the one before it that took its place.
    """
    text, placed = f"{intro}News from {outlet}.", []
    for one in claims:
        start = len(text) + 1
        sentence = one.sentence or f"{one.subject} said {one.bound} {one.quote} for {one.measure} {one.period_iso}."
        text += "\n" + sentence
        quote_at = start + sentence.index(one.quote)
        placed.append(
            replace(
                one,
                start=quote_at,
                end=quote_at + len(one.quote),
                sentence=sentence,
                sentence_start=start,
                replaced_by=None if one.replaced_by is None else placed[one.replaced_by].start,
            )
        )
    published = None if day is None else at(day)
    article = Article(
        url=url,
        title=f"Title of {url}",
        text=text,
        published_at=published,
        published_on=published.date() if published else None,
        modified_at=None if modified is None else at(modified),
        language="en",
    )
    fetched_at = at(fetched if fetched is not None else (day or 0) + 0.2)
    body = text.encode()
    page = Page(
        source_id=source or outlet.lower(),
        outlet=outlet,
        url=url,
        final_url=url,
        fetched_at=fetched_at,
        status=200,
        content_type="text/html",
        sha256=sha256(body).hexdigest(),
        body=body,
    )
    records = make_records(
        article, Extraction(tuple(placed), ()), outlet=outlet, aliases=aliases, extractor_version="test"
    )
    return ParsedArticle(page, article, records, (), "test")


def load(wh: Warehouse, *articles: ParsedArticle, run: str = "run", now: datetime | None = None) -> LoadReport:
    """Load these in one batch."""
    return load_batch(wh, Batch(run_id=run, now=now or at(1000), articles=articles))


_SHARED: list[Warehouse] = []


def fresh() -> Warehouse:
    """An empty warehouse in memory: the same one each time, emptied, because making the schema takes a while."""
    if not _SHARED:
        _SHARED.append(Warehouse(":memory:"))
        _SHARED[0].migrate()
    with _SHARED[0].write() as con:
        for table in _filled(con):
            con.execute(f"DELETE FROM {table}{_OURS.get(table, '')}")
    return _SHARED[0]


_OURS = {"core.setting": " WHERE name <> 'views_sha256'"}
_KEPT: dict[object, dict[str, str]] = {}
"""By how it was filled: tables, and the copies of their rows."""


def holding(*articles: ParsedArticle) -> Warehouse:
    """As :func:`fresh`, with these in it, loaded in one batch; what was loaded before is put back, at a tenth of the
    cost. For tests that are not about this load, and begin as others do.
    """
    return filled(lambda wh: load(wh, *articles), known_by=articles)


def filled(fill: Callable[[Warehouse], object], *, known_by: object = None) -> Warehouse:
    """As :func:`holding`, for what ``fill`` makes of an empty warehouse."""
    wh, how = fresh(), known_by or fill
    if how not in _KEPT:
        fill(wh)
        with wh.write() as con:
            con.execute("ATTACH IF NOT EXISTS ':memory:' AS kept")
            copies = {table: f"kept.main.rows_{len(_KEPT)}_{n}" for n, table in enumerate(_filled(con))}
            for table, copy in copies.items():
                con.execute(f"CREATE TABLE {copy} AS FROM {table}{_OURS.get(table, '')}")
        _KEPT[how] = copies
        return wh
    with wh.write() as con:
        for table, copy in _KEPT[how].items():
            con.execute(f"INSERT INTO {table} FROM {copy}")
    return wh


def in_file(path: Path, **options: Any) -> Warehouse:
    """An empty warehouse in a file of its own: a copy of the first, because making the schema takes a while."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(_empty_file())
    return Warehouse(path, **options)


@cache
def _empty_file() -> bytes:
    with TemporaryDirectory() as folder:
        path = Path(folder) / "w.duckdb"
        Warehouse(path).migrate()
        return path.read_bytes()


def _filled(con: DuckDBPyConnection) -> list[str]:
    found = con.execute(
        """
        SELECT schema_name || '.' || table_name FROM duckdb_tables()
        WHERE schema_name IN ('raw', 'core') AND table_name <> 'migration' AND estimated_size > 0
        """
    ).fetchall()
    return [table for (table,) in found]


def period(year: int) -> dict[str, str]:
    """A claim's period of one year."""
    return {"period": f"in {year}", "period_iso": str(year)}


def rows(wh: Warehouse, sql: str) -> list[tuple[Any, ...]]:
    """All rows of a question."""
    with wh.read() as con:
        return con.execute(sql).fetchall()


def days(value: datetime | date) -> float:
    """Days since day 0."""
    nine = datetime(value.year, value.month, value.day, 9, tzinfo=UTC)
    instant = value if isinstance(value, datetime) else nine
    return (instant.replace(tzinfo=UTC) - DAY) / timedelta(days=1)
