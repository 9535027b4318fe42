"""A page archive copied while runs write it, into closed files only; and one mended from such a copy."""

from __future__ import annotations

import filecmp
import shutil
from contextlib import suppress
from pathlib import Path

from sources.archive import OPEN, PageArchive, end_of_last_member
from sources.erase import blank, blanked, member_length
from sources.warc_pages import read_page
from sources.warc_records import DamagedRecord, read_records


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


def mend_archive(folder: Path, saved: Path) -> int:
    """Bring into ``folder`` what of the copy ``saved`` is missing there, or cannot be read; how many files changed.

    What was blanked stays blank, and what was added to a file since stays in it. No run may be at work meanwhile.
    """
    PageArchive(folder).repair()
    changed = 0
    for name in sorted(archive_files(saved)):
        source = next((path for path in _either(saved / name) if path.is_file()), saved / name)
        target = folder / name
        if not target.exists():
            changed += copy_closed(saved / name, target)
        elif target.name.endswith(".warc.gz"):
            changed += _mend(target, source)
        elif target.stat().st_size < source.stat().st_size:
            changed += copy_closed(saved / name, target)
    return changed


def _mend(target: Path, source: Path) -> bool:
    """Write records of ``source`` that cannot be read in ``target`` where they were; True when there were any."""
    shorter = target.stat().st_size < source.stat().st_size
    if not shorter and filecmp.cmp(target, source, shallow=False):
        return False
    kept, there = _whole_records(source), _whole_records(target)
    blanks = {offset for _, offset in blanked(target.parent, [(target.name, offset) for offset in kept])}
    lost = kept - there - blanks
    if not (lost or shorter):
        return False
    mended = shorter
    part = target.with_name(target.name + ".part")
    shutil.copy2(source if shorter else target, part)
    if shorter:
        if gone := sorted(blanks & kept):
            blank(part, gone)
    else:
        with source.open("rb") as old, part.open("r+b") as new:
            for offset in sorted(lost):
                old.seek(offset)
                length = member_length(old)
                if any(offset < other < offset + length for other in there | blanks):
                    continue  # not the same file any more: what can be read there stays
                old.seek(offset)
                new.seek(offset)
                new.write(old.read(length))
                mended = True
    part.replace(target)
    return mended


def _whole_records(path: Path) -> set[int]:
    """Offsets of the records of ours that can be read."""
    found = set()
    for offset, record in read_records(path, revisits=True):
        if not isinstance(record, DamagedRecord):
            with suppress(KeyError, TypeError, ValueError, AttributeError, OSError):
                if read_page(record.warc, path.name, offset) is not None:
                    found.add(offset)
    return found


def _either(path: Path) -> tuple[Path, Path]:
    return path, path.with_name(path.name + OPEN)


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
