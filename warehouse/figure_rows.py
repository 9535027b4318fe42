"""The rows of core that a load writes of figures: new ones, and those that changed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from warehouse.derive import Derived
from warehouse.migrate import sql
from warehouse.staging import DECIMAL, Value, arrow, show
from warehouse.statement import Figure

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

_STATE = {
    "figure_id": "VARCHAR",
    "series_id": "VARCHAR",
    "modality": "VARCHAR",
    "period_start": "DATE",
    "period_end": "DATE",
    "grain": "VARCHAR",
    "as_of": "DATE",
    "claim_id": "VARCHAR",
    "base_value_low": DECIMAL,
    "base_value_high": DECIMAL,
    "known_low": DECIMAL,
    "known_high": DECIMAL,
    "known_low_open": "BOOLEAN",
    "known_high_open": "BOOLEAN",
    "first_said_at": "TIMESTAMP",
    "last_said_at": "TIMESTAMP",
    "appearances": "INTEGER",
    "outlets": "INTEGER",
    "origins": "INTEGER",
    "live": "BOOLEAN",
    "superseded_by": "VARCHAR",
    "claim_allows_low": DECIMAL,
    "claim_allows_high": DECIMAL,
    "claim_allows_low_open": "BOOLEAN",
    "claim_allows_high_open": "BOOLEAN",
    "is_new": "BOOLEAN",
}


def write_figures(con: DuckDBPyConnection, derived: Derived) -> None:
    """What was judged: new ones, and what changed on those that were there."""
    show_figures(con, figure_columns(derived))
    insert_judged_figures(con, derived)


def figure_columns(derived: Derived) -> Any:
    """What was judged, for :func:`show_figures`."""
    return arrow(_STATE, (_state(*one) for one in derived.figures))


def show_figures(con: DuckDBPyConnection, columns: Any) -> None:
    """The figures as ``staged_state``, for :func:`insert_judged_figures`."""
    show(con, "staged_state", columns)


def insert_lone_figures(con: DuckDBPyConnection) -> None:
    """Figures of the claims in ``settled_claim``, each stated by one of them alone; ``lone_figure`` shows them."""
    con.execute(sql("load/lone_figures"))
    con.execute("INSERT INTO core.figure BY NAME SELECT * FROM lone_figure")


def insert_judged_figures(con: DuckDBPyConnection, derived: Derived) -> None:
    """The other new figures, and what changed on those that were there, once they are staged."""
    if derived.figures:
        con.execute(sql("load/arriving_figures"))
        # Deleted and written anew, not updated: DuckDB would write every block of every column again.
        if not all(figure.is_new for _, figure in derived.figures):
            con.execute(
                "DELETE FROM core.figure WHERE figure_id IN (SELECT figure_id FROM staged_state WHERE NOT is_new)"
            )
        con.execute("INSERT INTO core.figure BY NAME SELECT * FROM arriving_figure")


def _state(series_id: str, f: Figure) -> tuple[Value, ...]:
    return (
        f.figure_id,
        series_id,
        f.modality,
        f.period_start,
        f.period_end,
        f.grain,
        f.as_of,
        f.claim_id,
        f.low,
        f.high,
        f.known.low,
        f.known.high,
        f.known.low_open,
        f.known.high_open,
        f.first_said_at,
        f.last_said_at,
        f.appearances,
        len(f.outlets),
        len(f.origins),
        f.live,
        f.superseded_by,
        f.allows.low,
        f.allows.high,
        f.allows.low_open,
        f.allows.high_open,
        f.is_new,
    )
