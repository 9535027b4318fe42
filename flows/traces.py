"""Files of a project that still hold what was forgotten: found by looking into them, not by their names."""

from __future__ import annotations

import gzip
import mmap
import re
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from flows.project import Project

if TYPE_CHECKING:
    from warehouse.forget import Traces

HOLDS = "still holds some of it; remove it, or take that out"
UNKNOWN = "may still hold some of it, and cannot be looked into; remove it if it is an older copy"
CORRECTED = "quotes it; take those entries out, and the next run takes them out of the warehouse, too"
MOST_SENTENCES = 2_000  # of a whole source there are many; its addresses are looked for in any case
_LEFT_OUT = frozenset((".git", ".venv", "venv", "node_modules", "__pycache__"))
_CHUNK = 1 << 22
_URL = re.compile(rb"https?://[^\s\"'<>\\)\]|,;]+")


def find_traces(project: Project, traces: Traces) -> Iterator[tuple[Path, str]]:
    """Files of the project, its own warehouse and page archive apart, that hold it; each with what to do."""
    sought = Sought(traces)
    own = {project.warehouse_file, project.warehouse_file.with_name(project.warehouse_file.name + ".wal")}
    seen: set[Path] = set()
    for root in (project.root, project.data):
        for path in _files(root, project.pages):
            if path in own or path in seen:
                continue
            seen.add(path)
            held = _holds(path, sought, traces)
            if held is None:
                yield path, UNKNOWN
            elif held:
                yield path, CORRECTED if path == project.corrections_file else HOLDS


def _files(root: Path, archive: Path) -> Iterator[Path]:
    for path in sorted(root.iterdir()) if root.is_dir() else ():
        if path.is_symlink() or path == archive or path.name in _LEFT_OUT:
            continue
        if path.is_dir():
            yield from _files(path, archive)
        elif path.is_file():
            yield path


class Sought:
    """The addresses and sentences of what is forgotten, to be looked for in bytes."""

    def __init__(self, traces: Traces) -> None:
        self._urls = frozenset(url.encode() for url in traces.urls)
        longest = sorted(traces.sentences, key=len, reverse=True)[:MOST_SENTENCES]
        self._sentences = [sentence.encode("utf-8", "surrogatepass") for sentence in longest]
        self.longest = max((len(one) for one in (*self._urls, *self._sentences)), default=0)

    def is_in(self, data: bytes | mmap.mmap) -> bool:
        """Whether one of them is there; an address not as the beginning of a longer one."""
        if any(data.find(sentence) >= 0 for sentence in self._sentences):
            return True
        return any(self._is_ours(found.group()) for found in _URL.finditer(data))

    def _is_ours(self, url: bytes) -> bool:
        return url in self._urls or url.rstrip(b".:!?*_`") in self._urls


def _holds(path: Path, sought: Sought, traces: Traces) -> bool | None:
    """True when the file holds some of it; None when that cannot be told."""
    try:
        with path.open("rb") as file:
            start = file.read(12)
            if not start:
                return False
            if start[8:12] == b"DUCK" or start[:4] == b"PAR1":
                from warehouse.traces import database_holds, parquet_holds

                return (parquet_holds if start[:4] == b"PAR1" else database_holds)(path, traces)
            if start[:2] == b"\x1f\x8b":
                return _in_stream(path, sought)
            if zipfile.is_zipfile(path):
                with zipfile.ZipFile(path) as packed:
                    return any(sought.is_in(packed.read(name)) for name in packed.namelist())
            with mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as data:
                return sought.is_in(data)
    except (OSError, ValueError, EOFError, zlib.error, zipfile.BadZipFile, RuntimeError):
        return None


def _in_stream(path: Path, sought: Sought) -> bool:
    tail = b""
    with gzip.open(path, "rb") as file:
        while chunk := file.read(_CHUNK):
            if sought.is_in(tail + chunk):
                return True
            tail = chunk[-sought.longest :] if sought.longest else b""
    return False
