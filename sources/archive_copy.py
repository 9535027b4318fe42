"""A page archive copied while runs write it: a folder in, another folder out that holds closed files only."""

from __future__ import annotations

import shutil
from pathlib import Path

from sources.archive import OPEN, end_of_last_member


def copy_archive(folder: Path, target: Path) -> None:
    """Copy every file below ``folder``; what a run closes, adds or removes meanwhile is no error.

    A file that is still written comes with the records that are whole by then, under its final name.
    """
    target.mkdir(parents=True, exist_ok=True)
    done: set[Path] = set()
    while new := sorted(archive_files(folder) - done):
        for name in new:
            copy_closed(folder / name, target / name)
        done.update(new)


def archive_files(folder: Path) -> set[Path]:
    """Paths of the files below ``folder``, from there and as they are called when closed; no halves of files."""
    found = {path.relative_to(folder) for path in folder.rglob("*") if path.suffix != ".part" and path.is_file()}
    return {closed(path) for path in found}


def closed(path: Path) -> Path:
    """The name that a file has once nobody writes it any more."""
    return path.with_name(path.name.removesuffix(OPEN))


def copy_closed(path: Path, target: Path) -> bool:
    """Copy a file by its final name, be it closed yet or not, over ``target`` at once; False when it is gone."""
    target.parent.mkdir(parents=True, exist_ok=True)
    part = target.with_name(target.name + ".part")
    # The final name again at the end: a run may close the file between the first look and the second.
    for source in (path, path.with_name(path.name + OPEN), path):
        try:
            shutil.copy2(source, part)
        except FileNotFoundError:
            continue
        if source.name.endswith(OPEN):
            with part.open("r+b") as file:
                file.truncate(end_of_last_member(file))
        part.replace(target)
        return True
    part.unlink(missing_ok=True)
    return False
