"""The data in a page's scripts, for the program that draws it: ``__NEXT_DATA__``, ``window.x = {...}``, Nuxt."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from selectolax.lexbor import LexborHTMLParser

MOST_CHARS = 4_000_000  # of all scripts together
LEAST_CHARS = 250  # of one
_MOST_SCRIPTS = 200
_MOST_VALUES = 12  # assigned in one script
_ASSIGNED = re.compile(r"[\w$\])\"']\s{0,9}=\s{0,9}(?:JSON\.parse\(\s{0,9}(?=[\"'])|(?=[\[{]))")
_IN_QUOTES = re.compile(r"'([^'\\]*(?:\\.[^'\\]*)*)'", re.DOTALL)
_ESCAPE = re.compile(r"\\(?:x([0-9a-fA-F]{2})|(.))|\"", re.DOTALL)
# A string, of which nothing is changed, or what JavaScript has and JSON has not.
_NO_JSON = re.compile(
    r'"[^"\\]*(?:\\.[^"\\]*)*"?|\b(?:undefined|NaN)\b|\bnew Date\(("[^"\\]{0,40}")\)|!([01])\b', re.DOTALL
)
_TAGS = frozenset({"Reactive", "ShallowReactive", "Ref", "ShallowRef", "EmptyRef", "EmptyShallowRef", "Date"})


def read_data(tree: LexborHTMLParser) -> Iterator[Any]:
    """The JSON values in the page's scripts, as they stand; what is no JSON is passed over."""
    room = MOST_CHARS
    for node in tree.css("script")[:_MOST_SCRIPTS]:
        kind = (node.attributes.get("type") or "").lower()
        if "ld+json" in kind or node.attributes.get("src"):
            continue
        script = node.text()
        room -= len(script)
        if room < 0:
            return
        if len(script) < LEAST_CHARS:
            continue
        if "json" in kind:
            yield _without_references(_whole(script))
        else:
            yield from _assigned(script)


def _whole(script: str) -> Any:
    try:
        return json.loads(script.strip().removeprefix("<!--").removesuffix("-->"), strict=False)
    except (ValueError, RecursionError):
        return None


def _assigned(script: str) -> Iterator[Any]:
    """Objects and lists that the script gives a name."""
    end = found = 0
    while found < _MOST_VALUES and (match := _ASSIGNED.search(script, end)):
        end, found = match.end(), found + 1
        if script[end] == "'":
            quoted = _IN_QUOTES.match(script, end)
            if quoted:
                end = quoted.end()
                yield _whole_of(f'"{_ESCAPE.sub(_as_json, quoted[1])}"')
            continue
        value, end = _at(script, end)
        yield _whole(value) if isinstance(value, str) else value


def _whole_of(quoted: str) -> Any:
    text = _whole(quoted)
    return _whole(text) if isinstance(text, str) else None


def _as_json(match: re.Match[str]) -> str:
    """A part of a string in single quotes as it is written in double quotes."""
    if match[1]:
        return f"\\u00{match[1]}"
    if match[2] is None:
        return '\\"'
    return match[2] if match[2] == "'" else match[0]


def _at(script: str, start: int) -> tuple[Any, int]:
    """The value that begins at ``start``, None where it is none, and where to go on."""
    decoder = json.JSONDecoder(strict=False)
    try:
        return decoder.raw_decode(script, start)
    except (ValueError, RecursionError):
        pass
    if "undefined" not in script and "new Date(" not in script and "!" not in script:
        return None, start
    try:
        value, _ = decoder.raw_decode(_NO_JSON.sub(_as_null, script[start:]))
    except (ValueError, RecursionError):
        return None, start
    return value, len(script)  # its end in the script as it stands is not known


def _as_null(match: re.Match[str]) -> str:
    if match[1]:
        return match[1]
    if match[2]:
        return "true" if match[2] == "0" else "false"
    return match[0] if match[0].startswith('"') else "null"


def _without_references(data: Any) -> Any:
    """``data`` with values in place of their numbers, where it is a list of values that name each other by number.

    So Nuxt and others write it: https://github.com/sveltejs/devalue.
    """
    if not (isinstance(data, list) and len(data) > 2 and _names_others(data[0], len(data))):
        return data
    made: list[Any] = [
        {} if isinstance(one, dict) else one[1] if _is_tagged(one) else [] if isinstance(one, list) else one
        for one in data
    ]
    for place, one in enumerate(data):
        if isinstance(one, dict):
            made[place].update({key: made[_meant(n, data)] for key, n in one.items() if _is_number(n, len(data))})
        elif isinstance(one, list) and not _is_tagged(one):
            made[place].extend(made[_meant(n, data)] for n in one if _is_number(n, len(data)))
    return made[_meant(0, data)]


def _meant(number: int, data: list[Any]) -> int:
    """The place that ``number`` leads to, through tags such as ["Ref", 7]."""
    for _ in range(4):
        one = data[number]
        if not (_is_tagged(one) and _is_number(one[1], len(data))):
            break
        number = one[1]
    return number


def _names_others(first: Any, size: int) -> bool:
    if isinstance(first, dict):
        return bool(first) and all(_is_number(n, size) for n in first.values())
    return _is_tagged(first) and _is_number(first[1], size)


def _is_tagged(value: Any) -> bool:
    return isinstance(value, list) and len(value) == 2 and isinstance(value[0], str) and value[0] in _TAGS


def _is_number(value: Any, size: int) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and 0 <= value < size
