"""Everything behind a trend, for somebody who was not there: its figures, and every claim that states them."""

from __future__ import annotations

from dataclasses import dataclass
from importlib.resources import files

from warehouse.database import Warehouse
from warehouse.migrate import sql
from warehouse.queries import TIMEOUT_S, Table, table_of
from warehouse.trend import Trend

MAX_CLAIMS = 100_000


@dataclass(frozen=True, slots=True)
class Evidence:
    """A trend with its evidence.

    Attributes:
        claims: each claim that states a figure of the trend, with its sentence, article, retrieval and page digest.
        method: how it came to be, for people; Markdown.
    """

    trend: Trend
    claims: Table
    method: str


def evidence_of(wh: Warehouse, trend: Trend) -> Evidence:
    """The evidence for a trend, claims of texts that were edited since included."""
    with wh.read(timeout_s=TIMEOUT_S) as con:
        cursor = con.execute(sql("queries/evidence"), {"series": list(trend.series_ids)})
        claims = table_of(cursor, MAX_CLAIMS)
    return Evidence(trend, claims, files("warehouse").joinpath("method.md").read_text(encoding="utf-8"))
