"""What a market report leaves unsaid: "Oakmart fell 4 percent" is of its shares, "Copper rose 2 cents" of a price."""

from __future__ import annotations

import re

from extractors.discourse import Discourse
from extractors.places import place_of
from extractors.quantities import Quantity
from extractors.scene import Scene
from extractors.statement import Statement
from extractors.words import words

_TRADED = words("market.moving") | words("market.ending") | frozenset("is was are were trading traded trades".split())
_COMMODITIES = words("market.commodities")
_NO_FIRMS = words("market.no_firms")
_SPEAKS_OF_SHARES = re.compile(
    r"\b(?:[Ss]hares|[Ss]tocks?|shareholders|traded|trading|premarket|Wall Street|Nasdaq|bourse|equities)\b"
)
_READ = 20_000  # characters of an article
_DEAREST = 20_000  # of a share, in money of any kind


def unsaid(scene: Scene, q: Quantity, owner: str) -> str | None:
    """What the figure of ``owner``, whom a verb of moving or ending makes rise or close, is of; None where it is said
    or nothing of a market.
    """
    price = price_of(scene, q, owner)
    said = owner.lower().split()
    if price or not _is_traded(scene, q) or not _NO_FIRMS.isdisjoint(said) or said[-1].isdigit():
        return price
    names = scene.names
    if names.people().named(owner) or place_of(owner) or names.is_place(owner):
        return None
    return "shares" if names.answer("speaks of shares", lambda: _speaks_of_shares(names)) else None


def price_of(scene: Scene, q: Quantity, goods: str) -> str | None:
    """ "Brent crude jumped $2", "wheat was 0.4 percent higher": the price of what is traded, None of all else."""
    said = goods.lower().split()
    if not _is_traded(scene, q) or not _NO_FIRMS.isdisjoint(said):
        return None
    return next((f"{word} price" for word in reversed(said) if word in _COMMODITIES), None)


def of_other(last: Statement, name: str) -> str | None:
    """ "Nickel fell 1 percent and tin 3 percent": what ``name`` is told of behind what ``last`` states."""
    if last.measure == last.subject:
        return name
    if last.measure and last.subject and last.measure.endswith(f" of {last.subject}"):
        return last.measure.removesuffix(last.subject) + name  # "The price of bread rose 12 percent, milk 9 percent"
    goods = next((word for word in reversed(name.lower().split()) if word in _COMMODITIES), None)
    return f"{goods} price" if goods and last.rule == "attach:traded" else last.measure


def _is_traded(scene: Scene, q: Quantity) -> bool:
    """True for a move in percent, or in money to a price, and for the money to or at which something is traded."""
    low = scene.low(scene.verb)
    if low not in _TRADED:
        return False
    if q.kind == "percent":
        return q.change is not None
    at_price = scene.word in ("to", "at") or scene.low(q.last) in ("to", "at")
    return q.kind == "money" and q.high < _DEAREST and (at_price or q.change is not None)


def _speaks_of_shares(names: Discourse) -> bool:
    return _SPEAKS_OF_SHARES.search(f"{names.title}\n{names.folded[:_READ]}") is not None
