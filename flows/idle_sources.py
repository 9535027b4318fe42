"""Sources that give nothing, or less than their entry says: the file of sources in, a warning a line out."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sources.config import Source

MOST_LINES = 5  # of one file of addresses


def find_idle_sources(file: Path) -> Iterator[str]:
    """Folders that are not there, lines that are no address, languages nobody reads, what is read twice; ConfigError
    where the file has a mistake.
    """
    from sources.config import load_sources

    sources = load_sources(file)
    for one in sources:
        if not one.pause:
            yield from (f"{file}: source {one.id!r}: {why}" for why in _why_idle(one))
    yield from (f"{file}: source {id_!r}: {why}" for id_, why in _read_twice(sources))


def _why_idle(one: Source) -> Iterator[str]:
    from sources.kinds.urls import bad_lines

    if one.path is not None and not _is_there(one.path):
        yield f"{one.path} is not there yet; nothing is read from it"
    elif one.path is not None and one.kind == "urls":
        bad = list(islice(bad_lines(one.path), MOST_LINES + 1))
        yield from bad[:MOST_LINES]
        if len(bad) > MOST_LINES:
            yield f"{one.path}: and more such lines"
    if one.mirror is not None and not one.mirror.is_dir():
        yield f"mirror {one.mirror} is no folder yet; nothing is read until it is there"
    if one.language not in (None, "en"):
        yield f"language {one.language}: only English is read; its pages are rejected unless they are in English"


def _read_twice(sources: Sequence[Source]) -> Iterator[tuple[str, str]]:
    """Sources of one kind that read one address or path, by their id."""
    first: dict[tuple[object, ...], str] = {}
    for one in sources:
        place = one.url or one.path
        what = (one.kind, place, *(sorted(p.pattern for p in part) for part in (one.include, one.exclude)))
        before = first.setdefault(tuple(map(str, what)), one.id)
        if place is not None and before != one.id:
            yield one.id, f"{place} is what source {before!r} reads, too; keep one"


def _is_there(path: Path) -> bool:
    """Whether a file or folder, or any that a pattern names, is there."""
    return path.exists() or any(path.parent.glob(path.name))
