"""``figurewatch indicator``: the series you have named, and series that may be worth a name."""

from __future__ import annotations

import json
import re
import sys
from typing import Any

from cyclopts import App

from app.cli.arguments import Form, Limit
from app.cli.ask import open_warehouse, print_table
from app.cli.output import note

app = App(name="indicator", help="List the indicators you declared; suggest others.", help_format="plaintext")


@app.default
@app.command(name="ls")
def ls(*, form: Form = "table") -> None:
    """List the indicators of config/indicators.yaml with their last figure.

    Parameters
    ----------
    form
        How to print the answer.
    """
    from warehouse import queries

    short = ("indicator_id", "name", "series", "figures", "as_of", "last_quote")
    print_table(queries.indicators(open_warehouse()), form, short=short)


@app.command
def suggest(*, outlets: int = 3, limit: Limit = 10) -> None:
    """Print entries for config/indicators.yaml: series that many outlets feed and no indicator has yet.

    Parameters
    ----------
    outlets
        How many outlets have to speak of it.
    limit
        Suggestions at most.
    """
    from warehouse import queries

    found = queries.suggestions(open_warehouse(), outlets=outlets, limit=limit).records()
    if not found:
        note(f"no series without an indicator has {outlets} outlets; try --outlets {max(1, outlets - 1)}")
        return
    taken: set[str] = set()
    for row in found:
        sys.stdout.write(_entry(row, taken))
    note("Put those you want under `indicators:` in config/indicators.yaml; the next run matches all history")


def _entry(row: dict[str, Any], taken: set[str]) -> str:
    """One entry as YAML, its words quoted where YAML would read them otherwise."""
    words = re.sub(r"[^a-z0-9]+", "-", f"{row['subject']} {row['measure']}".lower()).strip("-")
    stem = words[:56].strip("-") or "series"
    id_, number = stem, 2
    while id_ in taken:
        id_, number = f"{stem}-{number}", number + 1
    taken.add(id_)
    name = f"{row['measure']}, {row['subject']}"
    why = f"{_many(row['figures'], 'figure')} from {_many(row['outlets'], 'outlet')}"
    lines = [
        f"  - id: {id_}",
        f"    name: {_quoted(name)}",
        f"    description: {_quoted(why)}",
        f"    subjects: [{_quoted(row['subject'])}]",
        f"    measures: [{_quoted(row['measure'])}]",
        f"    kind: {row['kind']}",
    ]
    if row["kind"] in ("measure", "money", "duration") and row["unit"]:
        lines.append(f"    unit: {_quoted(row['unit'])}")
    if row["per"]:
        lines.append(f"    per: {_quoted(row['per'])}")
    if row["is_change"]:
        lines.append("    change: true")
    return "\n".join(lines) + "\n"


def _many(count: int, noun: str) -> str:
    return f"{count} {noun}" if count == 1 else f"{count} {noun}s"


def _quoted(text: str) -> str:
    """A JSON string is a YAML string."""
    return json.dumps(text, ensure_ascii=False)
