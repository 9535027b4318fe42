"""``figurewatch migrate``, ``verify``, ``backup``, ``restore``: taking care of the project's data."""

from __future__ import annotations

import os
from collections.abc import Collection
from contextlib import ExitStack
from datetime import UTC, datetime
from pathlib import Path
from shlex import quote
from typing import Annotated

from cyclopts import Parameter

from app.cli.arguments import Form
from app.cli.ask import open_warehouse
from app.cli.output import counted, doing, note, write_rows
from extractors.errors import ConfigError, FigurewatchError
from flows.lock import RunLock
from flows.project import Project

BESIDE_CONFIG = ("prefect.yaml", ".gitignore")
"""What belongs to a project's configuration and lies in its folder."""
UNFINISHED = "unfinished-backup"
"""Marks a folder that a backup is made in, so that the next one removes what a crash left, and nothing else."""


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
    form: Form = "table",
) -> int:
    """Check that everything in the warehouse is whole: quotes, ids, links between rows, archived pages, corrections.

    Parameters
    ----------
    pages
        Read back every archived page, too, and compare it with its digest.
    repair
        Have pages that cannot be read back read again from their sources in the next run, and what is archived and
        was never loaded loaded by it, without alerts.
    form
        How to print what is wrong.
    """
    from flows.configuration import idle_corrections, wrong_corrections
    from flows.unloaded import Place, Unloaded, not_loaded
    from sources.archive import PageArchive
    from warehouse.ledger import mark_lost
    from warehouse.verify import SHOWN
    from warehouse.verify import verify as find_problems

    project = Project.find()
    archive = PageArchive(project.pages)
    doing("Checking the warehouse" + (" and every archived page" if pages else ""))
    problems = find_problems(open_warehouse(project), archive.digest if pages else None)
    rows = [(problem.check, problem.message, problem.count, ", ".join(problem.examples)) for problem in problems]
    wrong = wrong_corrections(project)
    if wrong:
        rows.append(("corrections", "a correction is nonsense; edit the file", len(wrong), "; ".join(wrong)))
    lost: list[Place] = []
    if pages:
        lost, waiting = not_loaded(project, open_warehouse(project), archive)
        if waiting:
            note(f"{counted(waiting, 'archived answer')} without a row: the run at work or the next one loads them")
    if lost:
        examples = ", ".join(f"{place.url} in {place.warc_file} at {place.warc_offset}" for place in lost[:SHOWN])
        message = "an archived answer has no row; --repair has the next run load it"
        rows.append(("unloaded", message, len(lost), examples))
    write_rows(("check", "what is wrong", "how often", "for example"), rows, form, empty="everything is whole")
    for idle in idle_corrections(project):
        note(idle)
    damaged = [page_id for problem in problems for page_id in problem.pages]
    mended = 0
    if repair and damaged:
        mark_lost(open_warehouse(project), damaged, datetime.now(UTC))
        note(f"{counted(len(damaged), 'page')} to be read again by the next run; texts and claims stay as they are")
        mended += 1
    if repair and lost:
        Unloaded(project.unloaded_file).look_through(datetime.now(UTC))
        note(f"{counted(len(lost), 'archived answer')} to be loaded by the next run, without alerts")
        mended += 1
    return 1 if len(rows) > mended else 0


def backup(folder: Path, /) -> None:
    """Copy configuration, prefect.yaml, warehouse and page archive to a new folder, consistently, while runs go on.

    Parameters
    ----------
    folder
        A folder that does not exist yet.
    """
    import shutil

    from app.cli.secret_files import Without, secret_files
    from sources.archive_copy import copy_archive

    project = Project.find()
    if folder.exists():
        raise ConfigError(f"{folder}: exists already; give a new folder")
    partial = folder.with_name(folder.name + ".part")
    if partial.exists() and not (partial / UNFINISHED).exists():
        raise ConfigError(
            f"{partial}: exists already, and is where the backup is made; move it, or give another name"
        )
    secrets = Without(secret_files(project.root))
    with ExitStack() as stack:
        if os.access(project.data, os.W_OK):  # else nobody takes anything out of it either
            stack.enter_context(RunLock(project.backup_lock, "backup", datetime.now(UTC)))
        try:
            shutil.rmtree(partial, ignore_errors=True)
            partial.mkdir(parents=True)
            (partial / UNFINISHED).touch()
            (partial / "data").mkdir()
            shutil.copytree(project.root / "config", partial / "config", ignore=secrets)
            for name in BESIDE_CONFIG:
                if (project.root / name).is_file():
                    shutil.copyfile(project.root / name, partial / name)
            # The warehouse first: it never speaks of a page that is not in the archive yet.
            doing(f"Copying {project.warehouse_file} and {project.pages}")
            if project.warehouse_file.exists():
                open_warehouse(project).copy_to(partial / "data" / project.warehouse_file.name)
            if project.pages.is_dir():
                copy_archive(project.pages, partial / "data" / project.pages.name)
            (partial / UNFINISHED).unlink()
            partial.rename(folder)
        except BaseException as error:
            shutil.rmtree(partial, ignore_errors=True)
            if isinstance(error, OSError):
                raise FigurewatchError(f"{folder}: backup failed: {_why(error)}") from None
            raise
    note(f"{folder}: configuration, warehouse and page archive")
    if secrets.left_out:
        note(f"left out, for they hold secrets: {', '.join(secrets.left_out)}; keep copies of them yourself")


def _why(error: OSError) -> str:
    """What went wrong, in one line; copying a folder gathers (from, to, why) of each file in one error."""
    import shutil

    if isinstance(error, shutil.Error) and isinstance(error.args[0], list):
        return "; ".join(str(why) for _, _, why in error.args[0][:3])
    where = f"{error.filename}: " if error.filename else ""
    return where + (error.strerror or str(error))


def restore(
    folder: Path,
    /,
    *,
    replace: Annotated[bool, Parameter(negative="")] = False,
) -> None:
    """Put the warehouse of a backup into the project, and pages of it that the archive lacks or cannot read.

    The configuration stays as it is; the warehouse that was there is kept beside the new one.

    Parameters
    ----------
    folder
        The backup.
    replace
        Also where the project has a warehouse already.
    """
    from flows.lock import AnotherRun, RunLock
    from flows.retention import forgotten_addresses
    from flows.unloaded import Unloaded

    project = Project.find()
    saved = folder / "data" / project.warehouse_file.name
    _check_backup(folder, saved)
    project.make_data_folder()
    now = datetime.now(UTC)
    try:
        with RunLock(project.run_lock, "restore", now), RunLock(project.watch_lock, "restore", now):
            if project.warehouse_file.exists() and not replace:
                aside = f"`figurewatch restore {quote(str(folder))} --replace` puts it aside"
                raise ConfigError(f"{project.warehouse_file}: is there already; {aside}")
            barred = forgotten_addresses(project)
            partial = project.warehouse_file.with_name(project.warehouse_file.name + ".part")
            try:
                doing(f"Checking the warehouse and every archived page of {folder}")
                _bring_up_to_date(saved, partial)
                lost = _unreadable_pages(partial, folder / "data" / project.pages.name)
                Unloaded(project.unloaded_file).look_through(now)
                kept, pages, again = _put_back(project, folder, partial, barred or frozenset(), now)
            finally:
                _remove(partial)
    except AnotherRun as busy:
        raise FigurewatchError(f"{busy}; restore when it has ended") from None
    except OSError as error:
        raise FigurewatchError(f"{error.filename or folder}: restore failed: {error.strerror or error}") from None
    note(
        f"{project.warehouse_file}: as it was in {folder}; {counted(pages, 'file')} of pages added or mended"
        + (f"; what was there is now {kept.name}" if kept else "")
    )
    note("what the page archive holds beyond it is loaded by the next run, without alerts")
    if lost:
        note(f"{folder}: archived pages that cannot be read in it: {lost}; `figurewatch verify` tells which are lost")
    if again:
        articles = counted(again, "article")
        note(f"forgotten again: {articles} that had been forgotten since; {folder} still holds what it held")
    if barred is None and kept:
        note(f"{kept.name} cannot be read: what had been forgotten is back, but for pages blanked in the archive")


def _check_backup(folder: Path, saved: Path) -> None:
    """ConfigError unless the folder holds a warehouse, and plain files only."""
    if not saved.is_file():
        raise ConfigError(f"{folder}: is no backup: {saved} is missing")
    for path in (folder / "data").rglob("*"):
        if path.is_symlink() or not (path.is_file() or path.is_dir()):
            raise ConfigError(f"{path}: is no plain file; a backup holds nothing else, so nothing was restored")


def _bring_up_to_date(saved: Path, partial: Path) -> None:
    """Make ``partial`` a copy of a saved warehouse, as this program has them; ConfigError unless it is whole.

    The saved one may be of an older version and stays as it is.
    """
    import shutil

    from warehouse.database import Warehouse
    from warehouse.verify import verify as find_problems

    _remove(partial)  # left by a crash
    shutil.copyfile(saved, partial)
    warehouse = Warehouse(partial, 5)
    try:
        if warehouse.version() == 0:
            raise ConfigError(f"{saved}: holds no warehouse; nothing was restored")
        warehouse.migrate()
        problems = find_problems(warehouse)
    except FigurewatchError as error:
        raise type(error)(str(error).replace(str(partial), str(saved))) from None
    if problems:
        raise ConfigError(f"{saved}: is not whole ({problems[0].message}); nothing was restored")


def _unreadable_pages(warehouse: Path, pages: Path) -> int:
    """How many pages that the warehouse says are archived cannot be read in a page archive."""
    from sources.archive import PageArchive
    from warehouse.database import Warehouse
    from warehouse.verify import verify as find_problems

    problems = find_problems(Warehouse(warehouse, 5), PageArchive(pages).digest)
    return sum(len(problem.pages) for problem in problems)


def _remove(partial: Path) -> None:
    """Remove a warehouse that has not taken its place, and what was made beside it."""
    from warehouse.turn import turn_file

    for path in (*partial.parent.glob(f"{partial.name}*"), turn_file(partial)):
        path.unlink(missing_ok=True)


def _put_back(
    project: Project, folder: Path, partial: Path, barred: Collection[str], now: datetime
) -> tuple[Path | None, int, int]:
    """Mend the page archive, forget again what was forgotten since, and put the warehouse ``partial`` in its place.

    Where the old warehouse went, how many files of pages came or were mended, and how many articles were forgotten.
    """
    from flows.retention import forget_again
    from sources.archive_copy import mend_archive
    from warehouse.database import Warehouse
    from warehouse.swap import put_over

    archive = folder / "data" / project.pages.name
    pages = mend_archive(project.pages, archive) if archive.is_dir() else 0
    again = forget_again(project, Warehouse(partial, 5), barred, now)  # before anybody can read it there
    old = open_warehouse(project)
    kept = _free_name(old.path)
    put_over(partial, old, kept)
    return kept if kept.exists() else None, pages, again


def _free_name(warehouse: Path) -> Path:
    """A name beside a warehouse's own that no file has."""
    number = 1
    while warehouse.with_name(f"{warehouse.name}.before-restore.{number}").exists():
        number += 1
    return warehouse.with_name(f"{warehouse.name}.before-restore.{number}")
