"""Changes to config/sources.yaml by command: an entry added, a source paused; comments and order stay."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from extractors.errors import ConfigError
from sources.config import load_sources


def add_source(path: Path, entry: Mapping[str, Any]) -> str:
    """Write ``entry`` at the end of the file and return its id, numbered when another source has it already."""
    taken = {source.id for source in load_sources(path)}
    wanted, number = str(entry["id"]), 2
    id_ = wanted
    while id_ in taken:
        id_, number = f"{wanted}-{number}", number + 1

    def add(data: Any) -> None:
        data["sources"].append(dict(entry) | {"id": id_})

    _change(path, add)
    return id_


def set_pause(path: Path, id_: str, why: str | None) -> None:
    """Pause the source (``why`` says why) or let it be read again (None); ConfigError for an unknown id."""

    def change(data: Any) -> None:
        entry = next((entry for entry in data["sources"] if entry.get("id") == id_), None)
        if entry is None:
            raise ConfigError(f"{path}: no source {id_!r}; `figurewatch source ls` lists them")
        if why is None:
            entry.pop("pause", None)
        else:
            entry["pause"] = why

    _change(path, change)


def _change(path: Path, change: Callable[[Any], None]) -> None:
    """Apply ``change`` to the file's tree and put it back as a whole, once it has been checked."""
    from ruamel.yaml import YAML

    yaml = YAML(typ="rt")
    yaml.preserve_quotes = True
    yaml.width = 4096
    yaml.indent(mapping=2, sequence=4, offset=2)
    load_sources(path)  # a file that is wrong already is not touched
    with path.open(encoding="utf-8") as file:
        data = yaml.load(file)
    change(data)
    part = path.with_name(f".{path.name}.{os.getpid()}")
    try:
        with part.open("w", encoding="utf-8") as file:
            yaml.dump(data, file)
        load_sources(part)
        part.replace(path)
    finally:
        part.unlink(missing_ok=True)
