"""What is known about one thing, by its id or URL: the evidence behind a figure, an event or an alert."""

from __future__ import annotations

from dataclasses import dataclass

from warehouse.database import Warehouse
from warehouse.migrate import sql
from warehouse.queries import TIMEOUT_S, Table, _table

# What is looked for, in this order; the file of sql/explain that shows it, and the title.
PARTS = (
    ("claim", "Claim"),
    ("figure", "Figure"),
    ("figure_claims", "Who says so"),
    ("event", "Event"),
    ("event_judgements", "What the alert rules said of it"),
    ("alert", "Alert"),
    ("article", "Article"),
    ("article_claims", "Its claims"),
)
MOST = 200


@dataclass(frozen=True, slots=True)
class Part:
    """One side of the answer."""

    title: str
    table: Table


def explain(wh: Warehouse, name: str) -> list[Part] | None:
    """Everything of that id or URL; None when there is nothing."""
    with wh.read(timeout_s=TIMEOUT_S) as con:
        parts = [
            Part(title, _table(con.execute(sql(f"explain/{part}"), {"name": name}), MOST)) for part, title in PARTS
        ]
    return parts if any(part.table.rows for part in parts) else None
