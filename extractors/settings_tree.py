"""YAML 1.2 text in, plain data out with the line and column of every key and value."""

from __future__ import annotations

import math
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

MAX_NODES = 100_000
Parts = tuple[str | int, ...]


@dataclass(frozen=True, slots=True, order=True)
class Place:
    """A position in the file, both counted from 1, the way editors do."""

    line: int
    column: int


@dataclass(frozen=True, slots=True, order=True)
class Mistake:
    """One thing wrong, and where."""

    place: Place
    what: str


@dataclass(slots=True)
class Tree:
    """What a file holds, where each part of it stands, and what is already wrong with it as YAML."""

    data: Any = None
    keys: dict[Parts, Place] = field(default_factory=dict)
    values: dict[Parts, Place] = field(default_factory=dict)
    mistakes: list[Mistake] = field(default_factory=list)

    def value_place(self, parts: Parts) -> Place:
        """Where the value at ``parts`` stands, or the nearest part above it that is written."""
        for end in range(len(parts), -1, -1):
            if parts[:end] in self.values:
                return self.values[parts[:end]]
        return Place(1, 1)

    def key_place(self, parts: Parts) -> Place:
        """Where the key that names ``parts`` stands, or else its value."""
        return self.keys.get(parts) or self.value_place(parts)


@lru_cache(maxsize=8)  # a run asks for each of its few files about five times, at 60 ms a time
def read_tree(text: str, path: str) -> Tree:
    """The one document of ``text``; raises ConfigError where it is no YAML, is empty or holds no mapping.

    Whoever asks again for the same text gets the same tree, so nobody changes one.
    """
    from ruamel.yaml import YAML
    from ruamel.yaml.error import MarkedYAMLError, YAMLError
    from ruamel.yaml.nodes import MappingNode

    from extractors.errors import ConfigError

    yaml = YAML(pure=True)
    yaml.allow_duplicate_keys = True  # found below instead, all of them
    try:
        root = yaml.compose(text.removeprefix("\ufeff"))
    except MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        where = f"{path}:{mark.line + 1}:{mark.column + 1}" if mark else path
        said = " ".join(part for part in (error.problem, error.context) if part) or "cannot be read"
        raise ConfigError(f"{where}: not YAML: {said}") from None
    except YAMLError as error:
        raise ConfigError(f"{path}: not YAML: {str(error).splitlines()[0]}") from None
    except RecursionError:
        raise ConfigError(f"{path}: nested too deeply; write it flatter") from None
    if root is None:
        raise ConfigError(f"{path}: the file is empty; `figurewatch init` writes one to start from")
    if not isinstance(root, MappingNode):
        place = _place(root)
        raise ConfigError(
            f"{path}:{place.line}:{place.column}: must hold keys with values (`key: value`), not {_noun(root)}"
        )
    tree = Tree()
    try:
        tree.data = _Builder(tree).build(root, ())
    except RecursionError:
        raise ConfigError(f"{path}: nested too deeply, or an alias that holds itself") from None
    except _TooLarge:
        raise ConfigError(f"{path}: more than {MAX_NODES} values; aliases that multiply each other?") from None
    return tree


class _TooLarge(Exception):
    """Aliases can make a short file unfold without end."""


class _Builder:
    """Walks the nodes once, filling the tree."""

    def __init__(self, tree: Tree) -> None:
        self.tree = tree
        self.count = 0

    def build(self, node: Any, at: Parts) -> Any:
        """The plain value of ``node``, which stands at ``at``."""
        from ruamel.yaml.nodes import MappingNode, SequenceNode

        self.count += 1
        if self.count > MAX_NODES:
            raise _TooLarge
        self.tree.values[at] = _place(node)
        if isinstance(node, MappingNode):
            return self._mapping(node, at)
        if isinstance(node, SequenceNode):
            return [self.build(item, (*at, index)) for index, item in enumerate(node.value)]
        return self._scalar(node)

    def _mapping(self, node: Any, at: Parts) -> dict[str, Any]:
        from ruamel.yaml.nodes import ScalarNode

        found: dict[str, Any] = {}
        for key_node, value_node in node.value:
            place = _place(key_node)
            if not isinstance(key_node, ScalarNode):
                self._mistake(place, f"a key must be a word, not {_noun(key_node)}")
                continue
            key = str(key_node.value)
            if key == "<<":
                self._mistake(place, "merge keys (<<) are not used here; write the keys out")
                continue
            if key in found:
                first = self.tree.keys[(*at, key)].line
                self._mistake(place, f"`{key}` is there twice (first in line {first}); keep one")
                continue
            self.tree.keys[(*at, key)] = place
            found[key] = self.build(value_node, (*at, key))
        return found

    def _scalar(self, node: Any) -> Any:
        kind = str(node.tag).rpartition(":")[2]
        text = str(node.value)
        if kind == "null":
            return None
        if kind == "bool":
            return text.lower() == "true"
        if kind == "int":
            return _integer(text)
        if kind == "float":
            number = _float(text)
            if math.isfinite(number):
                return number
            self._mistake(_place(node), f"{text} is not a number to work with")
            return 0
        if kind in ("str", "timestamp"):
            return text
        self._mistake(_place(node), f"the tag {node.tag} is not used here; write the value plainly")
        return text

    def _mistake(self, place: Place, what: str) -> None:
        self.tree.mistakes.append(Mistake(place, what))


def _integer(text: str) -> int | str:
    """The whole number as YAML 1.2 reads it (0o17, 0xff, 017 is 17); one past all bounds stays text."""
    digits = text.replace("_", "").lower()
    if len(digits) > 400:
        return text
    for prefix, base in (("0o", 8), ("0x", 16), ("0b", 2)):
        if digits.lstrip("+-").startswith(prefix):
            sign = -1 if digits.startswith("-") else 1
            return sign * int(digits.lstrip("+-")[2:], base)
    return int(digits)


def _float(text: str) -> float:
    try:
        return float(text.replace("_", ""))
    except ValueError:  # .inf and .nan
        return math.nan


def _place(node: Any) -> Place:
    mark = node.start_mark
    return Place(mark.line + 1, mark.column + 1)


def _noun(node: Any) -> str:
    return {"SequenceNode": "a list", "MappingNode": "a mapping"}.get(type(node).__name__, "a single value")
