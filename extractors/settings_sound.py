"""What of a file is sound although other parts are not, so that these, too, are checked before anything is mended."""

from __future__ import annotations

import copy
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from extractors.settings_tree import Parts


@dataclass(frozen=True, slots=True)
class Sound:
    """The data without its broken entries.

    Attributes:
        kept: for each list that lost entries, the places that the others have in the file.
        left_out: ids of the entries that are left out, by the name of their list; other parts may speak of them.
    """

    data: Any
    kept: Mapping[str, tuple[int, ...]] = field(default_factory=dict)
    left_out: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    def in_file(self, parts: Parts) -> Parts:
        """Where in the file the value stands that is at ``parts`` of the data."""
        match parts:
            case (str(name), int(number), *rest) if name in self.kept:
                return (name, self.kept[name][number], *rest)
        return parts


def as_meant(data: Any, keys: Mapping[Parts, str | None]) -> Any:
    """A copy of ``data`` with these keys of its mappings under the name that was meant, or left out."""
    left = copy.deepcopy(data)
    for (*above, key), meant in keys.items():
        part = left
        for step in above:
            part = part[step]
        value = part.pop(key, None)
        if meant is not None:
            part.setdefault(meant, value)
    return left


def sound_part(data: Any, broken: Iterable[Parts]) -> Sound:
    """``data`` without each entry of a list, or else each key of the file, that holds something broken."""
    left = dict(data)
    out: dict[str, set[int]] = {}
    for parts in broken:
        match parts:
            case (str(name), int(number), *_):
                out.setdefault(name, set()).add(number)
            case (str(name), *_):
                left.pop(name, None)
    kept: dict[str, tuple[int, ...]] = {}
    ids: dict[str, tuple[str, ...]] = {}
    for name, numbers in out.items():
        entries = left.get(name)
        if not isinstance(entries, list):
            continue
        kept[name] = tuple(number for number in range(len(entries)) if number not in numbers)
        ids[name] = tuple(
            one["id"]
            for one in (entries[number] for number in sorted(numbers) if number < len(entries))
            if isinstance(one, dict) and isinstance(one.get("id"), str)
        )
        left[name] = [entries[number] for number in kept[name]]
    return Sound(left, kept, ids)
