"""Changes to config/sources.yaml by command: an entry added, a source paused; comments and order stay."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from extractors.errors import ConfigError
from extractors.page_url import clean_url
from sources.config import load_sources


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

    def add(data: Any) -> None:
        from ruamel.yaml.comments import CommentedMap

        added = CommentedMap(dict(entry) | {"id": id_})
        tail = _cut_tail(data["sources"])
        data["sources"].append(added)
        if tail is not None:
            added.ca.items[list(added)[-1]] = [None, None, tail, None]

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


def _cut_tail(node: Any) -> Any:
    """The comment lines below the last line of ``node``, taken off it; None when there are none.

    They are kept with the entry above them, so that an entry appended later would stand below what was the end.
    """
    from ruamel.yaml.comments import CommentedMap, CommentedSeq
    from ruamel.yaml.error import CommentMark
    from ruamel.yaml.tokens import CommentToken

    held: tuple[list[Any], int] | None = None
    while isinstance(node, CommentedMap | CommentedSeq) and node:
        key, slot = (list(node)[-1], 2) if isinstance(node, CommentedMap) else (len(node) - 1, 0)
        slots = node.ca.items.get(key)
        held = (slots, slot) if slots and slots[slot] is not None else held
        node = node[key]
    if held is None:
        return None
    slots, slot = held
    line, _, below = slots[slot].value.partition("\n")
    if not below.strip():
        return None
    slots[slot] = CommentToken(f"{line}\n", slots[slot].start_mark) if line else None
    return CommentToken(f"\n{below}", CommentMark(0))


def _change(path: Path, change: Callable[[Any], None]) -> None:
    """Apply ``change`` to the file's tree and put it back as a whole, once it has been checked.

    A file that ``path`` links to is the one that is changed; who may read it and how it is indented stays.
    """
    from ruamel.yaml import YAML

    path = path.resolve()
    yaml = YAML(typ="rt")
    yaml.preserve_quotes = True
    yaml.width = 4096
    load_sources(path)  # a file that is wrong already is not touched
    with path.open(encoding="utf-8") as file:
        data = yaml.load(file)
    yaml.indent(**_indents(data))
    change(data)
    part = path.with_name(f".{path.name}.{os.getpid()}")
    try:
        part.touch(mode=0o600)
        with part.open("w", encoding="utf-8") as file:
            yaml.dump(data, file)
        load_sources(part)
        shutil.copymode(path, part)
        part.replace(path)
    finally:
        part.unlink(missing_ok=True)


def _indents(data: Any) -> dict[str, int]:
    """How the file is indented: its entries, and what stands first on a level below one."""
    from ruamel.yaml.comments import CommentedMap

    entries = data["sources"]
    below = (
        value.lc.col - above.lc.col
        for above in (data, *entries)
        for value in above.values()
        if isinstance(value, CommentedMap) and not value.fa.flow_style()
    )
    own = {} if entries.fa.flow_style() or not entries else {"sequence": entries[0].lc.col, "offset": entries.lc.col}
    return {"mapping": next(below, 2), "sequence": 4, "offset": 2} | own
