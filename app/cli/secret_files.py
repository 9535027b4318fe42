"""Files that hold secrets, by the references to them: what a backup must not carry away."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from extractors.errors import ConfigError
from extractors.secret import parse_secret_ref

_REFERENCE = re.compile(r"\bfile:([^\r\n]+)")
_MAY_END = re.compile(r"""[\s"',}\]]|$""")


def secret_files(root: Path) -> frozenset[Path]:
    """Files that ``file:`` references of the project's configuration name; their paths count from ``root``."""
    found = set()
    for path in (root / "config").rglob("*.y*ml"):
        text = path.read_text(encoding="utf-8", errors="replace")
        found |= {(root / name).resolve() for name in _named(text, str(path))}
    return frozenset(found)


def _named(text: str, path: str) -> Iterator[str]:
    """What the references in the settings ``text`` name, and what they may name where it has a mistake."""
    from extractors.settings_tree import read_tree

    try:
        tree = read_tree(text, path)
    except ConfigError:
        yield from _perhaps_named(text)
        return
    yield from _references(tree.data)
    if tree.mistakes:  # a key that is there twice is once in the tree
        yield from _perhaps_named(text)


def _references(data: Any) -> Iterator[str]:
    """What the references among these values name."""
    if isinstance(data, dict | list):
        for value in data.values() if isinstance(data, dict) else data:
            yield from _references(value)
        return
    try:
        ref = parse_secret_ref(data)
    except ValueError:
        return
    if ref.scheme == "file":
        yield ref.name


def _perhaps_named(text: str) -> Iterator[str]:
    """Whatever references may name: where one ends only YAML could tell.

    "{secret: file:keys/my hook, id: a" may name ``keys/my``, ``keys/my hook`` or a longer name.
    """
    for rest in _REFERENCE.findall(text):
        yield from (rest[: end.start()] for end in _MAY_END.finditer(rest) if end.start())


class Without:
    """Names to leave out of a copied folder, as ``shutil.copytree`` asks; ``left_out`` is what that came to."""

    def __init__(self, files: frozenset[Path]) -> None:
        self._files = files
        self.left_out: list[str] = []

    def __call__(self, folder: str, names: Sequence[str]) -> list[str]:
        """Those of ``names`` that are not copied."""
        found = [name for name in names if (Path(folder) / name).resolve() in self._files]
        self.left_out += found
        return found
