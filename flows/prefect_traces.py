"""What was forgotten, taken out of Prefect's own database too: summaries of runs quote figures, events quote alerts.

The database is a file of the project for runs by hand. It is changed in one transaction, which SQLite keeps whole
beside a server that has the file open as well.
"""

from __future__ import annotations

import json
import re
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING, Any

from flows.summary import cell
from flows.traces import Sought

if TYPE_CHECKING:
    from warehouse.forget import Traces

GONE = "forgotten on demand"
WAIT_S = 10.0
_BETWEEN = re.compile(r"(?<!\\)\|")  # cells of a row as flows.summary writes it
_TEXT = ("CHAR", "TEXT", "JSON", "CLOB")


def blank_traces(database: Path, traces: Traces) -> int | None:
    """Blank the lines that quote what is forgotten, and take out the events of its alerts; how many places.

    None where the file cannot be changed, and still holds them; 0 where there is none.
    """
    if not database.is_file():
        return 0
    try:
        with closing(sqlite3.connect(database, timeout=WAIT_S)) as con:
            con.execute("PRAGMA secure_delete = ON")  # what is taken out is overwritten
            con.create_function("blanked", 1, _blanking(traces), deterministic=True)
            with con:
                places = _blank_texts(con) + _delete_alerts(con, traces)
            con.execute("PRAGMA wal_checkpoint(TRUNCATE)")
            return places
    except sqlite3.Error:
        return None


def _blank_texts(con: sqlite3.Connection) -> int:
    tables = con.execute("SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite%'").fetchall()
    places = 0
    for (table,) in tables:
        for _, name, kind, *_ in con.execute(f'PRAGMA table_info("{table}")').fetchall():
            if any(word in kind.upper() for word in _TEXT):
                places += con.execute(
                    f'UPDATE "{table}" SET "{name}" = blanked("{name}") WHERE blanked("{name}") IS NOT "{name}"'
                ).rowcount
    return places


def _delete_alerts(con: sqlite3.Connection, traces: Traces) -> int:
    places = 0
    for alert in sorted(traces.alerts):
        for table in ("events", "event_resources"):
            places += con.execute(
                f"DELETE FROM {table} WHERE resource_id = ?", (f"figurewatch.alert.{alert}",)
            ).rowcount
    return places


def _blanking(traces: Traces) -> Callable[[Any], Any]:
    """A function from a column's text to the same without what is forgotten."""
    told = frozenset((cell(subject), cell(quote)) for subject, quote in traces.said)
    sought = Sought(traces)

    def is_told(line: str) -> bool:
        if line.startswith("| "):
            cells = [one.strip() for one in _BETWEEN.split(line)]
            if any((subject, quote) in told for subject in cells for quote in cells):
                return True
        return sought.is_in(line.encode("utf-8", "surrogatepass"))

    def in_lines(text: str) -> str:
        if "\n" not in text:
            return GONE if is_told(text) else text
        return "\n".join(
            (f"| {GONE} |" if line.startswith("|") else GONE) if is_told(line) else line for line in text.split("\n")
        )

    def in_value(value: Any) -> Any:
        if isinstance(value, str):
            return in_lines(value)
        if isinstance(value, list):
            return [in_value(one) for one in value]
        if isinstance(value, dict):
            return {name: in_value(one) for name, one in value.items()}
        return value

    def blanked(text: Any) -> Any:
        if not isinstance(text, str):
            return text
        try:
            value = json.loads(text) if text[:1] in '"{[' else None
        except ValueError:
            value = None
        if value is None:
            return in_lines(text)
        done = in_value(value)
        return text if done == value else json.dumps(done)

    return blanked
