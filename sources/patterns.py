"""Whether a regular expression that an operator wrote could take for ever on a hostile address."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

MOST_SEEN = 1_000
"""Characters of an address that expressions are searched in; then even three ``.*`` take no more than seconds."""
MOST_WIDE = 3
_REPEATS = ("MAX_REPEAT", "MIN_REPEAT")
_FEW = 3  # so many times over even an ambiguous part is soon tried


def why_endless(pattern: str) -> str | None:
    """What to say of ``pattern``; None for one that is soon done. re.error where it is none at all."""
    tree = re._parser.parse(pattern)  # type: ignore[attr-defined]
    wide = 0
    for name, what in _parts(tree):
        if name not in _REPEATS or what[1] <= _FEW:
            continue
        wide += any(str(inner) == "ANY" for inner, _ in what[2])
        if any(_is_choice(inner, of) for inner, of in _parts(what[2])):
            return "a repeat inside a repeat, or a choice inside one, can take for ever; write it without"
    return f"more than {MOST_WIDE} times .* can take for ever; write it with fewer" if wide > MOST_WIDE else None


def _is_choice(name: str, what: Any) -> bool:
    return name == "BRANCH" or (name in _REPEATS and what[0] != what[1])


def _parts(tree: Any) -> Iterator[tuple[str, Any]]:
    """Every part of a parsed expression, with the parts inside it: the name of its kind, and what it is made of."""
    for kind, what in tree:
        yield str(kind), what
        for inner in _trees(what):
            yield from _parts(inner)


def _trees(what: Any) -> Iterator[Any]:
    if isinstance(what, re._parser.SubPattern):  # type: ignore[attr-defined]
        yield what
    elif isinstance(what, tuple | list):
        for one in what:
            yield from _trees(one)
