"""Whose the accounts are: "Operating expenses fell 6 percent" in what a firm reports is told of the firm."""

from __future__ import annotations

import re

from extractors.discourse import Discourse
from extractors.scene import Scene
from extractors.words import words

_ITEMS = words("books.items")
_MODIFIERS = words("books.modifiers")
_CALLED = frozenset(("Company", "Corporation", "the Company", "the Corporation", "The Company", "The Corporation"))
_SPEAKS_OF = re.compile(
    r"\b(?:net (?:income|sales|loss|profit|interest)|gross (?:margin|profit)"
    r"|operating (?:income|profit|expenses?|margin)"
    r"|earnings|revenues?|per share|EBITDA|cash flow|dividends?|fiscal|quarter(?:ly)?|backlog|bookings)\b",
    re.IGNORECASE,
)
_READ = 3_000  # characters of an article that show what it is
_LEAST = 6  # words of accounts in them
_TAIL = re.compile(r" (?:of|for|from|in|to|on|excluding|before|as|at|per) .*")


def owner_of_books(scene: Scene, owner: str | None, rule: str) -> str | None:
    """The firm that an item of accounts belongs to where ``owner`` is only such an item or "the Company".

    Else ``owner`` as it is. A share of a whole stays with its part: "expenses were 25 percent of sales".
    """
    if not owner or not (owner in _CALLED or (_is_item(owner) and not rule.startswith("attach:share"))):
        return owner
    names = scene.names
    firm = names.of_paragraph(scene.index) or names.main_entity()
    if firm is None or _is_item(firm) or names.is_place(firm) or names.people().named(firm):
        return owner
    if owner in _CALLED:
        return firm
    return firm if names.answer("keeps books", lambda: _keeps_books(names)) else owner


def _is_item(owner: str) -> bool:
    """ "Operating expenses", "inventory provision"; not "hearing loss" nor "crude inventories"."""
    if _ITEMS.isdisjoint(owner.lower().split()):
        return False
    *before, head = _TAIL.sub("", owner).lower().split() or [""]
    return head in _ITEMS and all(word in _MODIFIERS for word in before)


def _keeps_books(names: Discourse) -> bool:
    return len(_SPEAKS_OF.findall(f"{names.title}\n{names.folded[:_READ]}")) >= _LEAST
