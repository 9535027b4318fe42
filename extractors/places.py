"""Countries and states by name and by the adjective made of it, and which of them an article is about."""

from __future__ import annotations

import re
from collections import Counter
from functools import lru_cache

from extractors.first_letters import by_first_letter
from extractors.words import words

# A place and what stands for it in prose; "_" is a space.
_ADJECTIVES = words("places.adjectives")


@lru_cache(maxsize=1)
def _table() -> tuple[dict[str, str], re.Pattern[str]]:
    names: dict[str, str] = {}
    for entry in _ADJECTIVES:
        place, *others = (part.replace("_", " ") for part in entry.split("="))
        names[place] = place
        for other in others:
            names[other] = place
    alternatives = by_first_letter(re.escape(name) for name in sorted(names, key=len, reverse=True))
    behind = "(?<!New )(?<!Bank of (?=England))"  # whose rates are Britain's
    return names, re.compile(rf"{behind}\b(?:{alternatives})(?![\w$])(?! Journal| Times| Post)")


def place_of(text: str) -> str | None:
    """The place that ``text`` names or whose adjective it is ("Canadian"), None where it is neither."""
    return _table()[0].get(text)


def is_place(key: str | None) -> bool:
    """True for the key of a country or state."""
    return key in _keys()


@lru_cache(maxsize=1)
def _keys() -> frozenset[str]:
    from extractors.keys import fold_name

    return frozenset(map(fold_name, _table()[0].values()))


def last_place(text: str, start: int, stop: int) -> str | None:
    """The place named last in ``text[start:stop]``, by its name or adjective; None without one."""
    names, pattern = _table()
    found = [m.group() for m in pattern.finditer(text, start, stop)]
    return names[found[-1]] if found else None


def main_place(title: str, text: str) -> str | None:
    """The country or state an article speaks of most, a mention in the title worth four; None below two mentions."""
    names, pattern = _table()
    counts: Counter[str] = Counter()
    for m in pattern.finditer(text):
        counts[names[m.group()]] += 1
    for m in pattern.finditer(title):
        counts[names[m.group()]] += 4
    if not counts:
        return None
    (best, most), *rest = counts.most_common(2)
    return best if most >= 2 and (not rest or most > rest[0][1]) else None
