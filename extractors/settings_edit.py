"""Text of a settings file in, the text with one of its lists changed out; whatever else stands there stays as it is.

Only what is added or taken out is touched, by its place in the text: libraries that write a file anew lose comments.
"""

from __future__ import annotations

import io
from collections.abc import Callable, Mapping
from copy import deepcopy
from dataclasses import dataclass
from textwrap import indent
from typing import Any

from extractors.errors import ConfigError
from extractors.settings_tree import read_tree


@dataclass(frozen=True, slots=True)
class SettingsList:
    """The list ``name``, of mappings, in ``text``, the sound text of the file ``path``; it need not be there yet.

    Its methods give the whole text anew; ConfigError where it is written in a way that they cannot change.
    """

    path: str
    text: str
    name: str

    def add(self, entry: Mapping[str, Any]) -> str:
        """With ``entry`` as the last one, above the comments that follow the list."""
        entries = self._entries(self.text)
        if entries is None:
            new = _insert_lines(self.text, len(self.text.rstrip()), f"{self.name}:\n{_block(entry, 4, '  - ')}")
        elif not entries.value:  # "name: []": the entry goes below it
            before = self.text[: entries.start_mark.index].rstrip(" ")
            text = before + self.text[entries.end_mark.index :]
            new = _insert_lines(text, len(before), _block(entry, 4, "  - "))
        elif entries.flow_style:
            new = _insert_within(self.text, entries, _flow(entry))
        else:
            column = entries.value[0].start_mark.column
            dash = (" " * entries.start_mark.column + "-").ljust(column)
            new = _insert_lines(self.text, _end(self.text, entries), _block(entry, column, dash))
        return self._checked(new, lambda known: known.append(dict(entry)))

    def put(self, number: int, key: str, value: object) -> str:
        """With ``key`` as the last of the entry ``number``, counted from 0; where it had one, that goes."""
        text = self.drop(number, key)
        entry = self._entries(text).value[number]
        if entry.flow_style:
            new = _insert_within(text, entry, _flow({key: value})[1:-1])
        else:
            column = entry.start_mark.column
            new = _insert_lines(text, _end(text, entry), _block({key: value}, column, " " * column))
        return self._checked(new, lambda known: known[number].update({key: value}))

    def drop(self, number: int, key: str) -> str:
        """Without ``key`` of the entry ``number``."""
        entry = self._entries(self.text).value[number]
        keys = [each.value for each, _ in entry.value]
        if key not in keys:
            return self.text
        place = keys.index(key)
        name, value = entry.value[place]
        start, end = name.start_mark.index, _end(self.text, value, name)
        if place == 0:  # what stands before it is the dash or brace of the entry
            end = entry.value[1][0].start_mark.index if len(keys) > 1 else end
        elif entry.flow_style:
            start = _end(self.text, entry.value[place - 1][1], entry.value[place - 1][0])
        else:
            start, end = self.text.rfind("\n", 0, start) + 1, _line_end(self.text, end) + 1
        return self._checked(self.text[:start] + self.text[end:], lambda known: known[number].pop(key))

    def _entries(self, text: str) -> Any:
        """The list as YAML's nodes, which know where they stand; None where there is none."""
        from ruamel.yaml import YAML

        root = YAML(pure=True).compose(text)
        return next((value for key, value in root.value if key.value == self.name), None)

    def _checked(self, text: str, change: Callable[[Any], object]) -> str:
        """``text``, which has to say what was said, with ``change`` made to the list."""
        wanted: Any = deepcopy(read_tree(self.text, self.path).data)
        change(wanted.setdefault(self.name, []))
        try:
            if read_tree(text, self.path).data == wanted:
                return text
        except ConfigError:
            pass
        raise ConfigError(f"{self.path}: {self.name} is written in a way that no command can change; edit it by hand")


def _end(text: str, node: Any, key: Any = None) -> int:
    """Where what is written of ``node`` ends; YAML has a block end where the next begins, behind all comments.

    An alias stands where its anchor does, and a value left out where the next thing does: then its ``key`` ends it.
    """
    if key is not None and not key.end_mark.index <= node.start_mark.index < node.end_mark.index:
        return int(key.end_mark.index)
    if getattr(node, "style", None) in ("|", ">"):
        return _end_of_block(text, node)
    if isinstance(node.value, str) or node.flow_style or not node.value:
        return int(node.end_mark.index)
    last = node.value[-1]
    return _end(text, last[1], last[0]) if isinstance(last, tuple) else _end(text, last)


def _end_of_block(text: str, scalar: Any) -> int:
    """The end of the last line that is indented as the first one of a literal or folded text is."""
    at = end = _line_end(text, scalar.start_mark.index)
    least: int | None = None
    while at < len(text):
        line = text[at + 1 : (at := _line_end(text, at + 1))]
        column = len(line) - len(line.lstrip(" "))
        least = column if least is None and line.strip() else least
        if line.strip() and (column < (least or 0) or column == 0):
            break
        end = at if line.strip() else end
    return end


def _line_end(text: str, at: int) -> int:
    found = text.find("\n", at)
    return len(text) if found < 0 else found


def _insert_lines(text: str, at: int, lines: str) -> str:
    """``lines`` below the line of ``at``."""
    end = _line_end(text, at)
    return f"{text[:end]}\n{lines}{text[end + 1 :]}"


def _insert_within(text: str, node: Any, what: str) -> str:
    """``what`` as the last thing between the brackets of ``node``."""
    before = text[: node.end_mark.index - 1].rstrip()
    return f"{before}{', ' if node.value else ''}{what}{text[len(before) :]}"


def _block(data: Mapping[str, Any], column: int, first: str) -> str:
    """``data`` as lines that begin at ``column``, the first of them behind ``first``."""
    return first + indent(_dumped(data, flow=False), " " * column).lstrip(" ")


def _flow(data: Mapping[str, Any]) -> str:
    return _dumped(data, flow=True).strip()


def _dumped(data: Mapping[str, Any], *, flow: bool) -> str:
    from ruamel.yaml import YAML

    yaml = YAML(pure=True)
    yaml.width = 1_000_000
    yaml.default_flow_style = flow
    yaml.indent(mapping=2, sequence=4, offset=2)
    out = io.StringIO()
    yaml.dump(dict(data), out)
    return out.getvalue()
