"""Whether markup can be given to parsers at all: its depth and largest element, judged without building a tree."""

from __future__ import annotations

import re
from dataclasses import dataclass

# Measured: 20,000 nested div cost a parser 0.8 s and a reader 11 s; 200,000, or a million attributes, over a minute.
DEEPEST_FOR_WALKERS = 200  # trafilatura gives nothing at 260, and says no word about it
MOST_FOR_WALKERS = 40_000  # 20,000 span in one paragraph took 4 s, and twice as many four times as long
DEEPEST = 3_000
MOST_ATTRIBUTES = 5_000

_TAG = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9-]*)([^<>]*)>?")
# Elements without content, and those that the next of their kind closes: they do not nest on ordinary pages.
_FLAT = frozenset(
    {
        "area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "source", "track", "wbr",
        "p", "li", "td", "th", "tr", "dt", "dd", "option", "optgroup", "thead", "tbody", "tfoot",
        "html", "head", "body", "path", "rect", "circle",
    }
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Shape:
    """Greatest depth of nested elements, the most attributes that one has, and how many there are (estimates)."""

    depth: int
    attributes: int
    elements: int

    @property
    def is_walkable(self) -> bool:
        """False for what readers that walk the tree lose, or take minutes for."""
        return self.depth <= DEEPEST_FOR_WALKERS and self.elements <= MOST_FOR_WALKERS


def shape_of(html: str) -> Shape:
    """The shape of ``html``, in one pass."""
    open_: dict[str, int] = {}
    depth = deepest = attributes = elements = 0
    for closing, name, rest in _TAG.findall(html):
        elements += not closing
        name = name.lower()
        if name in _FLAT:
            continue
        if closing:
            if open_.get(name, 0) > 0:
                open_[name] -= 1
                depth -= 1
            continue
        if len(rest) > 10_000:
            attributes = max(attributes, len(rest.split()))
        if rest.endswith("/"):
            continue
        open_[name] = open_.get(name, 0) + 1
        depth += 1
        deepest = max(deepest, depth)
    return Shape(deepest, attributes, elements)
