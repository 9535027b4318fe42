"""Whether a regular expression that an operator wrote could take for ever on a hostile address."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import Any

MOST_SEEN = (4_000, 1_000, 300)
"""Characters of an address that an expression is searched in, by how many of its repeats may take each other's
letters beside the search itself, which begins at every letter: usual ones take well under a tenth of a second then.
"""
_REPEATS = ("MAX_REPEAT", "MIN_REPEAT", "POSSESSIVE_REPEAT")
_LETTERS = "".join(map(chr, range(33, 127))) + "é"  # what addresses are made of
_FEW = 3  # so many times over even an ambiguous part is soon tried
_LONG = 9  # times over is a part that need not be tried in other lengths, too


def why_endless(pattern: str) -> str | None:
    """What to say of ``pattern``; None for one that is soon done. re.error where it is none at all."""
    tree = re._parser.parse(pattern)  # type: ignore[attr-defined]
    for name, what in _parts(tree):
        if name in _REPEATS and what[1] > _FEW and any(_is_choice(inner, of) for inner, of in _parts(what[2])):
            return "a repeat inside a repeat, or a choice inside one, can take for ever; write it without"
    if _width(tree) < len(MOST_SEEN):
        return None
    most = f"more than {len(MOST_SEEN) - 1} repeats that may take each other's letters, such as .*, can take for ever"
    return f"{most}; write it with fewer" + ("" if _is_anchored(tree) else ", or begin it with ^ for one more")


@lru_cache(maxsize=1024)
def most_seen(pattern: str) -> int:
    """How many characters of an address ``pattern`` may be searched in."""
    return MOST_SEEN[min(_width(re._parser.parse(pattern)), len(MOST_SEEN) - 1)]  # type: ignore[attr-defined]


def _width(tree: Any) -> int:
    return max(_longest_chain(tree) - _is_anchored(tree), 0)


def _is_anchored(tree: Any) -> bool:
    """True when the search can begin in one place only."""
    return bool(tree) and str(tree[0][1]).startswith("AT_BEGINNING")


def _longest_chain(tree: Any) -> int:
    """The most repeats that can share out one run of letters in many ways: of each two that follow one another, both
    can take a letter, and whatever must stand between them.

    ``.*-.*`` are two, and so are ``[a-z-]+-[a-z-]+``; ``[a-z]+-[a-z]+`` is one. A choice or a look ahead counts as
    the repeats within it do together, at most.
    """
    longest, before = 0, list[tuple[int, frozenset[str], list[frozenset[str]]]]()
    for name, what, must in _in_a_row(tree):
        letters = frozenset(letter.lower() for letter in _LETTERS if _takes(name, what, letter))
        size = max(map(_longest_chain, _trees(what)), default=int(name == "GROUPREF"))
        if name in _REPEATS and (1 < what[1] != what[0] or what[1] > _LONG):
            size = max(size, 1)
        here = size
        for chain, taken, between in before if size else ():
            if all(letters & taken & part for part in (letters, *between)):
                here = max(here, chain + size)
        longest = max(longest, here)
        if must:
            before = [(chain, taken, [*between, letters]) for chain, taken, between in before]
        if size:
            before.append((here, letters, []))
    return longest


def _in_a_row(tree: Any, must: bool = True) -> Iterator[tuple[str, Any, bool]]:
    """The parts of an expression one behind the other, and whether each must take a letter: those of groups in their
    place, and those of a choice that comes a few times as often as it may come.
    """
    for kind, what in tree:
        name = str(kind)
        if name == "SUBPATTERN":
            yield from _in_a_row(what[3], must)
        elif name in _REPEATS and what[1] <= _FEW and any(_is_choice(inner, of) for inner, of in _parts(what[2])):
            for time in range(what[1]):
                yield from _in_a_row(what[2], must and time < what[0])
        elif name != "AT":  # the beginning, the end, a word's edge: no letter
            yield name, what, must and not name.startswith("ASSERT") and not (name in _REPEATS and not what[0])


def _takes(name: str, what: Any, letter: str) -> bool:
    """Whether a part can be, or begin with, ``letter``; of one that is no single letter as far as its parts can."""
    if name == "LITERAL":
        return ord(letter) == what
    if name == "NOT_LITERAL":
        return ord(letter) != what
    if name == "RANGE":
        return bool(what[0] <= ord(letter) <= what[1])
    if name == "CATEGORY":
        kind, is_not = str(what).removeprefix("CATEGORY_").removeprefix("NOT_"), "_NOT_" in str(what)
        return (re.match({"DIGIT": r"\d", "SPACE": r"\s"}.get(kind, r"\w"), letter) is not None) is not is_not
    if name == "IN":
        within = [(str(kind), of) for kind, of in what]
        return any(_takes(kind, of, letter) for kind, of in within if kind != "NEGATE") is not (
            within[0][0] == "NEGATE"
        )
    trees = list(_trees(what))
    return name in ("ANY", "GROUPREF") or any(_takes(str(kind), of, letter) for tree in trees for kind, of in tree)


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
