"""``figurewatch migrate``, ``backup``: taking care of the project's data."""

from __future__ import annotations

from pathlib import Path

from app.cli.ask import open_warehouse
from app.cli.output import note
from extractors.errors import ConfigError, FigurewatchError
from flows.project import Project


def migrate() -> None:
    """Bring the warehouse to this program's version, after a backup of the old one; makes it where there is none."""
    project = Project.find()
    project.make_data_folder()
    version = open_warehouse(project).migrate()
    note(f"{project.warehouse_file}: schema {version}")


def backup(folder: Path, /) -> None:
    """Copy configuration, warehouse and page archive to a new folder, consistently, while runs go on.

    Parameters
    ----------
    folder
        A folder that does not exist yet.
    """
    import shutil

    from warehouse.file_copy import copy_file

    project = Project.find()
    if folder.exists():
        raise ConfigError(f"{folder}: exists already; give a new folder")
    partial = folder.with_name(folder.name + ".part")
    try:
        shutil.rmtree(partial, ignore_errors=True)
        (partial / "data").mkdir(parents=True)
        shutil.copytree(project.root / "config", partial / "config")
        # The warehouse first: it never speaks of a page that is not in the archive yet.
        if project.warehouse_file.exists():
            with open_warehouse(project).read():  # no run writes while it is copied
                copy_file(project.warehouse_file, partial / "data" / project.warehouse_file.name)
        if project.pages.is_dir():
            shutil.copytree(project.pages, partial / "data" / project.pages.name)
        partial.rename(folder)
    except OSError as error:
        raise FigurewatchError(f"{folder}: backup failed: {error.strerror or error}") from None
    note(f"{folder}: configuration, warehouse and page archive")
