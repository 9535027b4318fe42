"""Questions people ask of the warehouse: each opens it read-only, asks one thing and closes it.

Answers are tables of plain values (:class:`Table`); the questions themselves are in ``sql/queries``.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from difflib import get_close_matches
from typing import TYPE_CHECKING, Any

from extractors.errors import WarehouseError
from extractors.keys import words_of
from warehouse.database import Warehouse
from warehouse.migrate import sql
from warehouse.values import plain, utc

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

MAX_ROWS = 10_000
TIMEOUT_S = 30.0
_SHOW_TABLES = re.compile(r"\s*SHOW\s+TABLES\s*;?\s*\Z", re.IGNORECASE)  # DuckDB shows those of a schema without any
_NO_TABLE = re.compile(r"(?P<what>Catalog Error: Table with name (?P<name>\S+) does not exist)!")
_WRITING = frozenset(("INSERT", "UPDATE", "DELETE", "MERGE_INTO", "CREATE", "CREATE_FUNC", "DROP", "ALTER"))
READ_ONLY = (
    "the warehouse is opened read-only here; `figurewatch correct` puts claims right, `figurewatch forget` takes "
    "pages out, `figurewatch export` writes files"
)


class WrongQuestion(WarehouseError):
    """SQL that cannot be asked here: it is not understood, names what is not there, or is no question."""

    exit_code = 2


@dataclass(frozen=True, slots=True)
class Table:
    """An answer: column names, rows of plain values, and whether rows were left out at the limit."""

    columns: tuple[str, ...]
    rows: tuple[tuple[Any, ...], ...]
    truncated: bool = False

    def records(self) -> list[dict[str, Any]]:
        """Each row as a mapping from column name to value."""
        return [dict(zip(self.columns, row, strict=True)) for row in self.rows]


def run_sql(
    wh: Warehouse,
    query: str,
    *,
    limit: int = MAX_ROWS,
    timeout_s: float = TIMEOUT_S,
    within: AbstractContextManager[None] | None = None,
) -> Table:
    """Any SQL a person writes, read-only and locked down: no other files, no settings, a limit of time and rows.

    ``within``: entered once the warehouse is open. WrongQuestion says what is wrong with the query in one line,
    WarehouseError what kept a good one from being answered.
    """
    import duckdb

    with wh.read(timeout_s=timeout_s) as con, within or nullcontext():
        try:
            return table_of(put(con, query), limit)
        except duckdb.InterruptException:
            raise
        except duckdb.Error as error:
            raise _refused(error) from None


def put(con: DuckDBPyConnection, query: str) -> DuckDBPyConnection:
    """The answer to a question in SQL, as a cursor; errors as of :func:`run_sql`."""
    import duckdb

    try:
        statements = con.extract_statements(query)
        if not statements:
            raise WrongQuestion("no question; ask one, as SELECT * FROM mart.latest")
        if len(statements) != 1:
            raise WrongQuestion(f"one SQL statement at a time, please; this holds {len(statements)}")
        if (kind := statements[0].type.name) in _WRITING:
            raise WrongQuestion(f"{kind.split('_')[0]} would change the warehouse: {READ_ONLY}")
        return con.execute(sql("queries/tables") if _SHOW_TABLES.match(query) else query)
    except duckdb.InterruptException:
        raise
    except duckdb.CatalogException as error:
        raise WrongQuestion(_with_our_names(con, one_line(str(error)))) from None
    except duckdb.Error as error:
        raise _refused(error) from None


def _with_our_names(con: DuckDBPyConnection, line: str) -> str:
    """DuckDB's word on a table that is not there, which may bring up one of its own, with one that can be meant."""
    found = _NO_TABLE.match(line)
    if found is None:
        return line
    names = [row[0] for row in con.execute(sql("queries/tables")).fetchall()]
    by_table = {name.partition(".")[2]: name for name in reversed(names)}
    close = get_close_matches(found["name"], by_table, n=1)
    meant = f"did you mean {by_table[close[0]]}?" if close else "SHOW TABLES lists what there is"
    return f"{found['what']}; {meant}"


def _refused(error: Exception) -> WarehouseError:
    import duckdb

    wrong = (duckdb.ProgrammingError, duckdb.DataError, duckdb.NotSupportedError, duckdb.PermissionException)
    return (WrongQuestion if isinstance(error, wrong) else WarehouseError)(one_line(str(error)))


def one_line(message: str) -> str:
    """DuckDB's message without its picture of the query, with a word on what to do where it forbids something."""
    text = message.split("\n\nLINE")[0].split("\n\n")[0]
    line = " ".join(text.split())
    if "disabled by configuration" in line or "read-only" in line or "configuration has been locked" in line:
        return f"{line.rstrip('.!')}: {READ_ONLY}"
    if line.startswith("Out of Memory"):
        return f"{line.rstrip('.!')}. Ask for less at a time"
    return line


def table_of(cursor: DuckDBPyConnection, limit: int) -> Table:
    """The rows of a cursor, at most ``limit`` of them."""
    if cursor.description is None:
        return Table((), ())
    rows = cursor.fetchmany(limit + 1)
    shown = tuple(tuple(plain(v) if isinstance(v, Decimal) else v for v in row) for row in rows[:limit])
    return Table(tuple(column[0] for column in cursor.description), shown, len(rows) > limit)


def _ask(wh: Warehouse, name: str, values: Mapping[str, Any], limit: int) -> Table:
    with wh.read(timeout_s=TIMEOUT_S) as con:
        return table_of(con.execute(sql(f"queries/{name}"), dict(values)), limit)


def claims(
    wh: Warehouse,
    *,
    subject: str | None = None,
    measure: str | None = None,
    text: str | None = None,
    outlet: str | None = None,
    kind: str | None = None,
    modality: str | None = None,
    series_id: str | None = None,
    url: str | None = None,
    since: datetime | date | None = None,
    limit: int = 50,
) -> Table:
    """Claims of current texts, newest first. ``subject``, ``measure``, ``text`` and ``outlet`` are parts of them.

    Subject and measure may be under another name and in another number or order: "United States" finds "U.S.".
    """
    return _ask(
        wh,
        "claims",
        {
            "subject": subject,
            "subject_words": words_of(subject or "")[0],
            "measure": measure,
            "measure_stems": words_of(measure or "")[1],
            "text": text,
            "outlet": outlet,
            "kind": kind,
            "modality": modality,
            "series": series_id,
            "url": url,
            "since": _instant(since),
        },
        limit,
    )


def newest_figures(wh: Warehouse, *, limit: int = 20, since: datetime | None = None) -> Table:
    """Actual figures that are linked over articles, last said first, with the change to the one before."""
    return _ask(wh, "newest_figures", {"since": _instant(since)}, limit)


def conflicts(wh: Warehouse, *, open_only: bool = False, limit: int = 50) -> Table:
    """Outlets that disagree, newest first."""
    return _ask(wh, "conflicts", {"open_only": open_only}, limit)


def forecasts(wh: Warehouse, *, status: str | None = None, limit: int = 50) -> Table:
    """The ledger of forecasts and targets, next due first; ``status`` as in ``mart.forecast``."""
    return _ask(wh, "forecasts", {"status": status}, limit)


def edits(wh: Warehouse, *, limit: int = 50) -> Table:
    """Figures changed inside an article after publication, newest first."""
    return _ask(wh, "edits", {}, limit)


def events(wh: Warehouse, *, kinds: Sequence[str] = (), since: datetime | None = None, limit: int = 50) -> Table:
    """What happened, newest first; all kinds if none is named."""
    return _ask(wh, "events", {"kinds": list(kinds), "since": _instant(since)}, limit)


def series(wh: Warehouse, *, text: str | None = None, limit: int = 50) -> Table:
    """Series linked over articles, those with most outlets first; ``text`` is part of subject or measure, or their
    words under any name and in any order.
    """
    whole, stems = words_of(text or "")
    return _ask(wh, "series", {"text": text, "whole": whole, "stems": stems}, limit)


def alike(wh: Warehouse, *, days: int = 10, limit: int = 30) -> Table:
    """Pairs of series that may be one: two outlets gave the same value for them within ``days``."""
    return _ask(wh, "alike", {"days": days}, limit)


def indicators(wh: Warehouse) -> Table:
    """Indicators with the number of their series and the last figure."""
    return _ask(wh, "indicators", {}, MAX_ROWS)


def sources_health(wh: Warehouse) -> Table:
    """How each source is doing."""
    return _ask(wh, "sources_health", {}, MAX_ROWS)


def source_failures(wh: Warehouse, source_id: str, limit: int = MAX_ROWS) -> Table:
    """What a source listed that gave nothing, or no article, when it was last asked for, and why."""
    return _ask(wh, "source_failures", {"source": source_id}, limit)


def counts(wh: Warehouse) -> dict[str, int]:
    """How many articles, claims, series, figures and events the warehouse holds."""
    table = _ask(wh, "counts", {}, 1)
    return dict(zip(table.columns, table.rows[0], strict=True))


def _instant(value: datetime | date | None) -> datetime | date | None:
    return utc(value) if isinstance(value, datetime) else value
