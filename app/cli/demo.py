"""``figurewatch demo``: the sample newsroom as a project of its own, read once."""

from __future__ import annotations

import os
import shutil
from importlib.resources import as_file, files
from pathlib import Path
from shlex import quote

from app.cli.output import note
from app.cli.setup import TEMPLATES, template
from extractors.errors import ConfigError, FigurewatchError
from flows.project import MARK

PARTS = ("samples", "config")  # what makes it a project comes last: a copy that was stopped can be made again


def demo(folder: Path = Path("figurewatch-demo"), /) -> int:
    """Make a project of a small made-up newsroom and read it once: for trying every command, without the network.

    Parameters
    ----------
    folder
        Where; created if need be, and must not hold a project yet.
    """
    root = folder.absolute()
    copy_newsroom(root)
    os.environ["FIGUREWATCH_PROJECT"] = str(root)
    from app.cli.ingest import run

    code = run()
    note(f"{root}: the sample newsroom. Try: cd {quote(str(folder))} && figurewatch trend yunling-server-capacity")
    return code


def copy_newsroom(root: Path) -> None:
    """Put configuration and pages of the sample newsroom into ``root``; ConfigError where a project is already."""
    if (root / MARK).exists():
        go_on = f"`cd {quote(str(root))} && figurewatch run` reads it, also where a run was stopped"
        raise ConfigError(f"{root}: is a project already ({MARK} is there); nothing was changed; {go_on}")
    shipped = files("app").joinpath("newsroom")  # in a wheel; a checkout has the folders beside the packages
    try:
        with as_file(shipped) as inside:
            home = inside if inside.is_dir() else Path(__file__).resolve().parents[2]
            root.mkdir(parents=True, exist_ok=True)
            for name in ("prefect.yaml", "gitignore"):
                (root / TEMPLATES[name]).write_text(template(name), encoding="utf-8")
            for part in PARTS:
                shutil.copytree(home / part, root / part, dirs_exist_ok=True)
    except (OSError, shutil.Error) as error:
        raise FigurewatchError(f"{root}: the sample newsroom cannot be copied: {error}") from None
