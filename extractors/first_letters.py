"""What a regular expression can begin with, and alternatives that are tried only where their first letter stands."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache

_DIGITS = frozenset("0123456789")
_WORD = _DIGITS | frozenset("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ_")
_ALL = frozenset(map(chr, range(128)))
_NOTHING: frozenset[str] = frozenset()
_CLASSES = {"d": _DIGITS, "w": _WORD, "s": frozenset(" \t\n\r\f\v"), "b": _NOTHING, "B": _NOTHING}
_LOOKS = ("(?=", "(?!", "(?<=", "(?<!")
_OPENS = re.compile(r"\((?:\?(?:P<\w+>|i?:|<?[=!]))?")
_NEGATION = re.compile(r"(?<!\\)\(\?<?!")
_REPEAT = re.compile(r"(?:[*?]|\{0?,\d*\}|\{0\})[?+]?|(?:\+|\{\d+(?:,\d*)?\})[?+]?")


class Alternatives:
    """Named patterns, of which the first that matches counts, as if ``whole`` were tried; the match's last group
    bears the name. At a place only those run that can begin with the letter there, which is a few of many.
    """

    def __init__(self, named: Iterable[tuple[str, str]]) -> None:
        self._named = [(name, _apart(pattern)) for name, pattern in named]
        self.whole = re.compile(_joined(self._named))
        self._by_letter: dict[str, re.Pattern[str]] = {}

    def match(self, text: str, place: int, stop: int) -> re.Match[str] | None:
        """The first alternative that matches ``text[:stop]`` at ``place``."""
        letter = text[place]
        pattern = self._by_letter.get(letter)
        if pattern is None:
            if letter not in _ALL:
                return self.whole.match(text, place, stop)
            pattern = self._by_letter[letter] = self._for(letter)
        return pattern.match(text, place, stop)

    def _for(self, letter: str) -> re.Pattern[str]:
        """The alternatives that can begin with an ASCII letter, as one pattern."""
        kept = [(name, [one for one in ones if letter in first_letters(one)]) for name, ones in self._named]
        joined = _joined([(name, ones) for name, ones in kept if ones])
        return self.whole if len(joined) > _MOST * len(self.whole.pattern) else _compiled(joined)


# The part of the whole from which it is not worth the time to compile another pattern.
_MOST = 0.5


def _joined(named: list[tuple[str, list[str]]]) -> str:
    return "|".join(f"(?P<{name}>{'|'.join(ones)})" for name, ones in named) or "(?!)"


@lru_cache(maxsize=256)
def _compiled(pattern: str) -> re.Pattern[str]:
    """Compiled once for all the letters that the same alternatives can begin with."""
    return re.compile(pattern)


def _apart(pattern: str) -> list[str]:
    """The alternatives of a pattern; itself alone where it has groups with names, which are asked for together."""
    if "(?P<" in pattern:
        return [pattern]
    cuts, at = [-1], 0
    while at < len(pattern):
        if pattern[at] == "|":
            cuts.append(at)
            at += 1
        else:
            _, _, at = _item(pattern, at, False)
    return [pattern[a + 1 : b] for a, b in zip(cuts, [*cuts[1:], len(pattern)], strict=True)]


@lru_cache(maxsize=1024)
def first_letters(pattern: str) -> frozenset[str]:
    """The ASCII characters that a match of ``pattern`` can begin with, all of them where that is not plain."""
    letters, empty, _ = _choice(pattern, 0, False)
    return _ALL if empty else letters


def by_first_letter(ones: Iterable[str]) -> str:
    """``ones`` as alternatives, those that share their first letter in one: a search tries few instead of all of them
    at each word. Each begins with a plain letter.
    """
    rests: dict[str, list[str]] = {}
    for one in ones:
        rests.setdefault(one[0], []).append(one[1:])
    return "|".join(f"{letter}(?:{'|'.join(group)})" for letter, group in rests.items())


def without_negations(pattern: str) -> str:
    """``pattern`` without what may not stand there, so that what it spells may all be matched."""
    while found := _NEGATION.search(pattern):
        _, _, end = _item(pattern, found.start(), False)
        pattern = f"{pattern[: found.start()]} {pattern[end:]}"
    return pattern


def _choice(pattern: str, at: int, any_case: bool) -> tuple[frozenset[str], bool, int]:
    """(letters it can begin with, may it match nothing, where it ends) of what stands up to the closing bracket."""
    letters, may_be_empty = _NOTHING, False
    while True:
        empty = True
        while at < len(pattern) and pattern[at] not in "|)":
            begins, nothing, at = _item(pattern, at, any_case)
            repeat = _REPEAT.match(pattern, at)
            if repeat:
                at = repeat.end()
                nothing = nothing or repeat[0][0] in "*?" or repeat[0][:2] in ("{0", "{,")
            if empty:
                letters |= begins
            empty = empty and nothing
        may_be_empty = may_be_empty or empty
        if at >= len(pattern) or pattern[at] == ")":
            return letters, may_be_empty, at + 1
        at += 1


def _item(pattern: str, at: int, any_case: bool) -> tuple[frozenset[str], bool, int]:
    """The same of one group, set or character."""
    char = pattern[at]
    if char == "(":
        opening = _OPENS.match(pattern, at)
        assert opening is not None
        letters, empty, at = _choice(pattern, opening.end(), any_case or opening[0] == "(?i:")
        return (_NOTHING, True, at) if opening[0] in _LOOKS else (letters, empty, at)
    if char in "^$":
        return _NOTHING, True, at + 1
    if char == "\\":
        letters = _CLASSES.get(pattern[at + 1], _ALL if pattern[at + 1].isalpha() else frozenset(pattern[at + 1]))
        return letters, not letters, at + 2
    if char == "[":
        end = pattern.index("]", at + 2)
        while pattern[end - 1] == "\\":
            end = pattern.index("]", end + 1)
        return frozenset(re.findall(pattern[at : end + 1], "".join(_ALL), re.I if any_case else 0)), False, end + 1
    if char == ".":
        return _ALL, False, at + 1
    return frozenset((char.lower(), char.upper()) if any_case else char), False, at + 1
