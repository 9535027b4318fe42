"""``figurewatch init``, ``check``, ``doctor``, ``schema``: before the first run."""

from __future__ import annotations

import sys
from importlib.resources import files
from pathlib import Path
from shlex import quote
from typing import Literal

from app.cli.output import as_json, note, write_rows
from extractors.errors import ConfigError, FigurewatchError
from flows.project import MARK, Project

# name of the template, and where it goes
TEMPLATES = {
    "sources.yaml": "config/sources.yaml",
    "alerts.yaml": "config/alerts.yaml",
    "indicators.yaml": "config/indicators.yaml",
    "entities.yaml": "config/entities.yaml",
    "prefect.yaml": "prefect.yaml",
    "gitignore": ".gitignore",
}
SCHEMAS = ("sources", "alerts", "indicators", "entities", "corrections")


def init(folder: Path = Path(), /) -> None:
    """Make a new project: a folder with configuration files that say how to fill them in.

    Parameters
    ----------
    folder
        Where; created if need be. The present folder when left out.
    """
    root = folder.absolute()
    if (root / MARK).exists():
        raise ConfigError(f"{root}: is a project already ({MARK} is there); nothing was changed")
    from flows.configuration import schema_of

    try:
        (root / "config" / "schema").mkdir(parents=True, exist_ok=True)
        for name, place in TEMPLATES.items():
            if not (root / place).exists():
                (root / place).write_text(template(name), encoding="utf-8")
        for name in SCHEMAS:
            text = as_json(schema_of(name), indent=2) + "\n"
            (root / "config" / "schema" / f"{name}.json").write_text(text, encoding="utf-8")
    except OSError as error:
        raise FigurewatchError(f"{error.filename or root}: cannot be written: {error.strerror}") from None
    there = "" if root == Path.cwd() else f"`cd {quote(str(folder))}`, "
    note(f"{root}: a new project. Next: {there}`figurewatch source add URL` (or edit {MARK}), `figurewatch run`.")


def template(name: str) -> str:
    """The text of a file that a new project gets."""
    return files("app").joinpath("templates", name).read_text(encoding="utf-8")


def check() -> int:
    """Say everything that is wrong in the configuration, with file, line and column; exit code 2 if anything is."""
    from flows.configuration import find_mistakes, find_warnings
    from flows.worker_trial import too_little_memory

    project = Project.find()
    mistakes = [*find_mistakes(project), *too_little_memory(project)]
    for warning in find_warnings(project):
        note(f"warning: {warning}")
    if mistakes:
        raise ConfigError("\n".join(mistakes))
    note(f"{project.root / 'config'}: all right")
    return 0


def doctor() -> int:
    """Look whether this installation can do its work: Python, libraries, folders, warehouse, worker processes."""
    from app.cli.doctor import examine

    rows = list(examine())
    write_rows(("", "what", "found"), [("ok" if good else "WRONG", what, found) for good, what, found in rows])
    return 0 if all(good for good, _, _ in rows) else 1


def schema(what: Literal["sources", "indicators", "alerts", "entities", "corrections"], /) -> None:
    """Print the JSON Schema of a configuration file, for editors that check while you type.

    Parameters
    ----------
    what
        Which file.
    """
    from flows.configuration import schema_of

    sys.stdout.write(as_json(schema_of(what), indent=2) + "\n")
