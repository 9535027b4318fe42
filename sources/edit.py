"""Changes to config/sources.yaml by command: an entry added, a source paused; comments and order stay."""

from __future__ import annotations

import os
import shutil
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from extractors.errors import ConfigError
from extractors.page_url import clean_url
from extractors.settings_edit import SettingsList
from sources.config import check_sources, load_sources, read_sources


def add_source(path: Path, entry: Mapping[str, Any]) -> str:
    """Write ``entry`` at the end of the file and return its id, numbered when another source has it already.

    ConfigError, and nothing changed, when a source reads its address already, however that is written there.
    """
    known = load_sources(path)
    address = clean_url(str(entry.get("url") or ""))
    for source in known:
        if source.url and clean_url(source.url) == address:
            done = f"is paused: `figurewatch source resume {source.id}`" if source.pause else "nothing was changed"
            raise ConfigError(f"{path}: source {source.id} reads {source.url} already; {done}")
    taken = {source.id for source in known}
    wanted, number = str(entry["id"]), 2
    id_ = wanted
    while id_ in taken:
        id_, number = f"{wanted}-{number}", number + 1
    _write(path, _written(path).add(dict(entry) | {"id": id_}))
    return id_


def set_pause(path: Path, id_: str, why: str | None) -> None:
    """Pause the source (``why`` says why) or let it be read again (None); ConfigError for an unknown id."""
    ids = [source.id for source in load_sources(path)]
    if id_ not in ids:
        raise ConfigError(f"{path}: no source {id_!r}; `figurewatch source ls` lists them")
    written, number = _written(path), ids.index(id_)
    _write(path, written.drop(number, "pause") if why is None else written.put(number, "pause", why))


def _written(path: Path) -> SettingsList:
    return SettingsList(str(path), read_sources(path), "sources")


def _write(path: Path, text: str) -> None:
    """Put ``text`` in the place of the file's, once it has been checked.

    A file that ``path`` links to is the one that is changed; who may read it stays.
    """
    check_sources(text, path)
    path = path.resolve()
    part = path.with_name(f".{path.name}.{os.getpid()}")
    try:
        part.touch(mode=0o600)
        part.write_text(text, encoding="utf-8")
        shutil.copymode(path, part)
        part.replace(path)
    finally:
        part.unlink(missing_ok=True)
