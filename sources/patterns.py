"""Whether a regular expression that an operator wrote could take for ever on a hostile address."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

MOST_SEEN = 1_000
"""Characters of an address that expressions are searched in; then even three ``.*`` take no more than seconds."""
MOST_WIDE = 3
_REPEATS = ("MAX_REPEAT", "MIN_REPEAT")
_LETTERS = "aAzZ019-_/.,?=&%+:~"  # what addresses are made of
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
    if wide > MOST_WIDE:
        return f"more than {MOST_WIDE} times .* can take for ever; write it with fewer"
    if max(map(_longest_chain, [tree, *(inner for _, what in _parts(tree) for inner in _trees(what))])) > MOST_WIDE:
        return (
            f"more than {MOST_WIDE} repeats that may take each other's letters can take for ever; write it with fewer"
        )
    return None


def _longest_chain(tree: Any) -> int:
    """The most repeats in a row of which each can take what the next one takes, and what stands between them."""
    longest = chain = 0
    taken: frozenset[str] = frozenset()  # by the last repeat
    for name, what in _in_a_row(tree):
        letters = frozenset(letter for letter in _LETTERS if _takes(name, what, letter))
        if name in _REPEATS and what[1] > _FEW:
            chain = chain + 1 if letters & taken else 1
            taken = letters
            longest = max(longest, chain)
        elif name not in _REPEATS or what[0]:
            taken = taken if letters & taken else frozenset()
    return longest


def _in_a_row(tree: Any) -> Iterator[tuple[str, Any]]:
    """The parts of an expression one behind the other, those of groups in their place."""
    for kind, what in tree:
        if str(kind) == "SUBPATTERN":
            yield from _in_a_row(what[3])
        elif str(kind) != "AT":  # the beginning, the end, a word's edge: no letter
            yield str(kind), what


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
    return name == "ANY" or any(_takes(str(kind), of, letter) for tree in trees for kind, of in tree)


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
