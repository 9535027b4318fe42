"""``figurewatch indicator``: the series you have named, and series that may be worth a name."""

from __future__ import annotations

import json
import re
import sys
from typing import TYPE_CHECKING

from cyclopts import App

from app.cli.arguments import Form, Limit
from app.cli.ask import open_warehouse, print_table
from app.cli.output import counted, note

if TYPE_CHECKING:
    from warehouse.suggest import Suggestion

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
    from flows.configuration import load_aliases
    from flows.project import Project
    from warehouse.suggest import suggestions

    project = Project.find()
    names = load_aliases(project)
    found = suggestions(open_warehouse(project), outlets=outlets, limit=limit, names=names)
    if not found:
        note(f"no series without an indicator has {outlets} outlets; try --outlets {max(1, outlets - 1)}")
        return
    taken: set[str] = set()
    for one in found:
        sys.stdout.write(_entry(one, taken))
    note("Put those you want under `indicators:` in config/indicators.yaml; the next run matches all history")


def _entry(one: Suggestion, taken: set[str]) -> str:
    """One entry as YAML, its words quoted where YAML would read them otherwise."""
    entry = one.entry
    words = re.sub(r"[^a-z0-9]+", "-", " ".join((*entry.subjects, *entry.measures)).lower()).strip("-")
    stem = words[:56].strip("-") or "series"
    id_, number = stem, 2
    while id_ in taken:
        id_, number = f"{stem}-{number}", number + 1
    taken.add(id_)
    why = f"{counted(one.figures, 'figure')} from {counted(one.outlets, 'outlet')}"
    lines = [
        f"  - id: {id_}",
        f"    name: {_quoted(entry.name)}",
        f"    description: {_quoted(why)}",
        f"    subjects: [{', '.join(map(_quoted, entry.subjects))}]",
        f"    measures: [{', '.join(map(_quoted, entry.measures))}]",
        f"    kind: {entry.kind}",
    ]
    if entry.unit:
        lines.append(f"    unit: {_quoted(entry.unit)}")
    if entry.per:
        lines.append(f"    per: {_quoted(entry.per)}")
    if entry.change:
        lines.append("    change: true")
    return "\n".join(lines) + "\n"


def _quoted(text: str) -> str:
    """A JSON string is a YAML string."""
    return json.dumps(text, ensure_ascii=False)
