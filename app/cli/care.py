"""``figurewatch migrate``, ``backup``: taking care of the project's data."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated

from cyclopts import Parameter

from app.cli.ask import open_warehouse
from app.cli.output import Format, note, write_rows
from extractors.errors import ConfigError, FigurewatchError
from flows.project import Project


def migrate() -> None:
    """Bring the warehouse to this program's version, after a backup of the old one; makes it where there is none."""
    project = Project.find()
    project.make_data_folder()
    version = open_warehouse(project).migrate()
    note(f"{project.warehouse_file}: schema {version}")


def verify(
    *,
    pages: bool = True,
    repair: Annotated[bool, Parameter(negative="")] = False,
    form: Annotated[Format, Parameter(name="--format")] = "table",
) -> int:
    """Check that everything in the warehouse is whole: quotes, ids, links between rows, archived pages.

    Parameters
    ----------
    pages
        Read back every archived page, too, and compare it with its digest.
    repair
        Have pages that cannot be read back read again from their sources in the next run.
    form
        How to print what is wrong.
    """
    from sources.archive import PageArchive
    from warehouse.ledger import mark_lost
    from warehouse.verify import verify as find_problems

    project = Project.find()
    archive = PageArchive(project.pages)
    problems = find_problems(open_warehouse(project), archive.read if pages else None)
    rows = [(problem.check, problem.message, problem.count, ", ".join(problem.examples)) for problem in problems]
    write_rows(("check", "what is wrong", "how often", "for example"), rows, form, empty="everything is whole")
    damaged = [page_id for problem in problems for page_id in problem.pages]
    if repair and damaged:
        mark_lost(open_warehouse(project), damaged, datetime.now(UTC))
        note(f"{len(damaged)} pages are read again by the next run; texts and claims stay as they are")
        return 0 if len(problems) == 1 else 1
    return 1 if problems else 0


def backup(folder: Path, /) -> None:
    """Copy configuration, warehouse and page archive to a new folder, consistently, while runs go on.

    Parameters
    ----------
    folder
        A folder that does not exist yet.
    """
    import shutil

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
            open_warehouse(project).copy_to(partial / "data" / project.warehouse_file.name)
        if project.pages.is_dir():
            shutil.copytree(project.pages, partial / "data" / project.pages.name)
        partial.rename(folder)
    except OSError as error:
        raise FigurewatchError(f"{folder}: backup failed: {error.strerror or error}") from None
    note(f"{folder}: configuration, warehouse and page archive")
