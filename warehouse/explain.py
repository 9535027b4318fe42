"""Why the warehouse holds what it holds, a claim, article, figure, series, event or alert with all that led to it, or
does not hold: an address that gave no article.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import product
from typing import TYPE_CHECKING, Any

from extractors.page_url import clean_url
from warehouse.database import Warehouse
from warehouse.migrate import sql
from warehouse.queries import MAX_ROWS, TIMEOUT_S, Table, table_of

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

# What an id may be of: (kind, question for its facts, titles and questions of the tables under them).
_KINDS: tuple[tuple[str, tuple[tuple[str, str], ...]], ...] = (
    ("claim", (("Who else states this figure", "claim_appearances"),)),
    (
        "article",
        (
            ("Versions", "article_versions"),
            ("Claims in its current text", "article_claims"),
            ("Numbers that are no claims", "article_dropped"),
            ("Events it made", "article_events"),
        ),
    ),
    ("figure", (("Who states it", "figure_appearances"), ("What happened to it", "figure_events"))),
    ("series", (("Figures", "series_figures"), ("What happened", "series_events"))),
    ("event", (("What the alert rules said", "event_judgements"),)),
    ("alert", (("What its rule said", "alert_judgement"), ("Deliveries", "alert_deliveries"))),
    ("page", (("What came of it before", "page_before"),)),  # one that gave an article was found above
)


@dataclass(frozen=True, slots=True)
class Part:
    """One part of an explanation; the first is one row of facts about the thing itself."""

    title: str
    table: Table


def explain(wh: Warehouse, what: str) -> list[Part] | None:
    """All about an id, or the URL of an article or of what gave none; None when the warehouse has no such thing."""
    with wh.read(timeout_s=TIMEOUT_S) as con:
        for name, (kind, tables) in product(dict.fromkeys((what, clean_url(what))), _KINDS):
            facts = _ask(con, kind, name)
            if facts.rows:
                found = str(facts.rows[0][0])
                parts = [Part(f"{kind} {found}", _without_blanks(facts))]
                parts += [Part(title, _ask(con, question, found)) for title, question in tables]
                return [part for part in parts if part.table.rows]
    return None


def _without_blanks(facts: Table) -> Table:
    kept = [at for at, value in enumerate(facts.rows[0]) if value is not None and value != []]
    return Table(tuple(facts.columns[at] for at in kept), (tuple(facts.rows[0][at] for at in kept),))


def _ask(con: DuckDBPyConnection, name: str, what: str) -> Table:
    values: Mapping[str, Any] = {"id": what}
    question = sql(f"explain/{name}").replace("{asked}", sql("explain/asked"))
    return table_of(con.execute(question, dict(values)), MAX_ROWS)
