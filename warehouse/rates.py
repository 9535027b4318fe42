"""Exchange rates from a file of the operator's, so that money in other currencies can stand on one trend.

The file is what the European Central Bank publishes (eurofxref-hist.csv): a line for each day, a column for each
currency, how many of it one euro cost. Nothing is ever converted without a rate of that day or of the days before it.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator
from datetime import date
from decimal import Decimal, InvalidOperation
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING

from extractors.allowed import storable
from extractors.errors import ConfigError
from warehouse.staging import DECIMAL, stage

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

MAX_AGE_DAYS = 10
"""A rate holds for so many days after its own: weekends and holidays have none."""
_RATE = {"currency": "VARCHAR", "on_day": "DATE", "per_base": DECIMAL, "base": "VARCHAR"}
Row = tuple[str, date, Decimal, str]


def read_rates(path: Path, base: str) -> Iterator[Row]:
    """(currency, day, rate, base) for each rate of the file; ConfigError names the line that cannot be read."""
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            lines = csv.reader(file)
            header = [name.strip() for name in next(lines, [])]
            if not header or header[0].lower() != "date" or not any(_is_currency(name) for name in header[1:]):
                raise ConfigError(
                    f"{path}:1: not a table of rates: it needs a column Date, then one for each currency"
                )
            for number, line in enumerate(lines, 2):
                yield from _rates_of(f"{path}:{number}", header, [cell.strip() for cell in line], base)
    except OSError as error:
        raise ConfigError(f"{path}: cannot be read: {error.strerror}; fx in indicators.yaml names it") from None
    except UnicodeDecodeError:
        raise ConfigError(f"{path}: is no UTF-8 text") from None


def _rates_of(where: str, header: list[str], cells: list[str], base: str) -> Iterator[Row]:
    if not any(cells):
        return
    try:
        day = date.fromisoformat(cells[0])
    except ValueError:
        raise ConfigError(f"{where}: {cells[0]!r} is no day; write 2026-03-31") from None
    yield base, day, Decimal(1), base
    for currency, cell in zip(header[1:], cells[1:], strict=False):
        if not _is_currency(currency) or cell in ("", "N/A", "-"):
            continue
        try:
            rate = storable(Decimal(cell))
        except InvalidOperation:
            rate = None
        if rate is None or rate <= 0:
            raise ConfigError(f"{where}: {cell!r} is no rate of {currency}")
        yield currency, day, rate, base


def _is_currency(name: str) -> bool:
    return len(name) == 3 and name.isalpha() and name.isupper()


def sync_rates(con: DuckDBPyConnection, path: Path | None, base: str) -> bool:
    """Make the warehouse's rates those of the file (none without one), inside the caller's transaction."""
    rows = list(read_rates(path, base)) if path else []
    con.execute("DELETE FROM core.rate")
    if rows:
        stage(con, "staged_rate", _RATE, rows)
        con.execute(  # of two of one day the later line counts
            """
            INSERT INTO core.rate BY NAME
            SELECT DISTINCT ON (currency, on_day) * FROM staged_rate ORDER BY rowid DESC
            """
        )
    return bool(rows)


def digest_of(path: Path | None, base: str) -> str:
    """Changes when the file does."""
    if path is None:
        return ""
    return sha256(base.encode() + path.read_bytes()).hexdigest() if path.exists() else "missing"
