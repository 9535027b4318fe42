"""Moves that stand once for many figures: "grew in farming (3% vs 2%) and trade (5%)", "rises of $4 and $6"."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from extractors.carried_gaps import names_only
from extractors.model import Change
from extractors.move_words import MOVE_NOUNS, MOVING_VERBS, UP_NOUNS, UP_VERBS
from extractors.moves_named import lists_on
from extractors.tokens import Sentence

if TYPE_CHECKING:
    from extractors.quantities import Quantity

_SIGNED = ("percent", "percentage_point", "index", "money")
_JOINS: tuple[list[str], ...] = (["and"], [","], [",", "and"], ["or"], [])
_LED = frozenset(
    "boosted led driven lifted supported helped underpinned dragged weighed fuelled fueled paced".split()
)
_GAINERS = frozenset("gainer gainers advancer advancers riser risers winner winners".split())
_LOSERS = frozenset("loser losers laggard laggards decliner decliners faller fallers".split())
_SHARED = (
    frozenset("more fewer less lower higher below above warmer cooler colder hotter up down".split()) | MOVE_NOUNS
)
_AT_END = {"higher": "up", "up": "up", "lower": "down", "down": "down"}
_VERSUS = frozenset("vs vs. versus against compared from after".split())
_PARTS = frozenset("among whose who where than compared counterparts".split())
_FINITE = ("VBD", "VBZ", "VBP", "MD")
_SLOWS = ("slow", "decelerat")
_NEAR, _FAR = 6, 14  # tokens
_LEAST_LIST = 2


def share_moves(sent: Sentence, found: list[Quantity]) -> None:
    """Give each quantity without a direction the one that its list, its bracket or its plus sign tells."""
    told = False
    for q in found:
        if q.change is None and q.first and sent.words[q.first - 1] == "+" and q.kind in _SIGNED:
            if sent.glued(q.first):
                _tell(q, "up", "change:plus")
        elif q.change == "up" and sent.lows[q.first - 3 : q.first] == ["negative", "growth", "of"]:
            q.change = "down"
        told = told or q.change is not None
    if len(found) < _LEAST_LIST:
        return
    told = _behind_apposition(sent, found) or _behind_dash(sent, found) or told
    brackets = "(" in sent.said
    if not brackets and not told:
        return
    for k, q in enumerate(found):
        if q.change is not None or not q.high or q.kind in ("rank", "age"):
            continue
        before = found[k - 1] if k else None
        again = before is not None and before.kind == "ratio" and before.last == q.first - 1
        if before is not None and again and before.change and sent.words[before.last] == "(":
            _tell(q, before.change, "change:bracketed")  # "grew by a fifth (20 percent)"
        elif brackets and q.kind == "percent" and (bracket := _bracket_of(sent, q)) >= 0:
            move = _of_bracket(sent, found, k, bracket)
            if move is not None:
                _tell(q, move, "change:bracketed")
        elif k and (move := found[k - 1].change) and _goes_on(sent, found[k - 1], q):
            _tell(q, move, "change:listed")
        elif k > 1 and (move := found[k - 2].change) and _steps_on(sent, found[k - 2], found[k - 1], q):
            _tell(q, move, "change:listed")
            q.rules.append("gap")
    for k in range(len(found) - 1, 0, -1):
        move = found[k].change
        if move and found[k - 1].change is None and _shares_end(sent, found[k - 1], found[k]):
            _tell(found[k - 1], move, "change:listed")


def _behind_apposition(sent: Sentence, found: list[Quantity]) -> bool:
    """ "closed 41 points, or 0.7 percent, lower": what is told behind the second of two. True when told."""
    told = False
    for q, again in pairwise(found):
        if q.change is None and q.kind in _SIGNED and sent.lows[again.first - 1] == "or" and q.kind != again.kind:
            k = again.last + (sent.lows[again.last : again.last + 1] == [","])
            move = _AT_END.get(sent.lows[k]) if k < len(sent.lows) else None
            if move and again.first - q.last <= _LEAST_LIST:
                for p in (q, again):
                    _tell(p, "up" if move == "up" else "down", "change:apposition")
                told = True
    return told


def _behind_dash(sent: Sentence, found: list[Quantity]) -> bool:
    """ "Fines are up — 22% for parking, 31% for noise": the first of a list behind its dash. True when told."""
    for q in found:
        k = q.first - 1
        if q.change is None and q.kind == "percent" and k > 1 and sent.words[k] in _DASHES:
            move = _AT_END.get(sent.lows[k - 1])
            if move and sent.tags[k - 2] in ("VBP", "VBZ", "VBD", "RB", "VBN"):
                _tell(q, "up" if move == "up" else "down", "change:listed")
                return True
    return False


_DASHES = frozenset("- – — -- :".split())


def _tell(q: Quantity, move: Change, rule: str) -> None:
    q.change = move
    q.rules.append(rule)


def _bracket_of(sent: Sentence, q: Quantity) -> int:
    """The token of the "(" that opens right before ``q`` or before what it is set against there; -1 without one."""
    for k in range(q.first - 1, max(-1, q.first - _FAR), -1):
        if sent.words[k] == ")":
            return -1
        if sent.words[k] == "(":
            near = k == q.first - 1
            return k if near or any(low in _VERSUS for low in sent.lows[k + 1 : q.first]) else -1
    return -1


def _of_bracket(sent: Sentence, found: list[Quantity], k: int, bracket: int) -> Change | None:
    q = found[k]
    inside = next((p for p in found if p.first == bracket + 1), q)
    if inside is not q:  # "(3 percent vs [2 percent] in May)"
        return inside.change if inside.kind == q.kind and "change:bracketed" in inside.rules else None
    if sent.words[q.last : q.last + 1] != [")"] and sent.lows[q.last : q.last + 1] not in _AGAINST:
        return None
    lists = _is_one_of_many(sent, found, k)
    before = found[k - 1] if k else None
    if before is not None and before.last == bracket and before.kind == "count" and before.change is None:
        return None  # "fell to 310 cases (4 percent)": what share that is
    signed = before is not None and "change:plus" in before.rules and not _LISTS.isdisjoint(sent.said)
    if (
        before is not None
        and (signed or "change:bracketed" in before.rules)
        and _goes_from_bracket(sent, before.last, bracket)
    ):
        return before.change
    return _told_before(sent, found[:k], bracket) or _told_behind(sent, found, k) if lists else None


_LISTS = _GAINERS | _LOSERS
_AGAINST = (["vs"], ["vs."], ["versus"], ["compared"], ["against"], ["from"], ["after"])


def _is_one_of_many(sent: Sentence, found: list[Quantity], k: int) -> bool:
    """True where more than one share stands in brackets, or one is set against another."""
    others = (p for p in found if p is not found[k] and p.kind == "percent")
    return any(_bracket_of(sent, p) >= 0 for p in others)


def _goes_from_bracket(sent: Sentence, last: int, bracket: int) -> bool:
    """ "(3 percent), [trade and transport] (": no verb between two brackets of one list."""
    closed = next((k for k in range(last, min(last + _NEAR, bracket)) if sent.words[k] == ")"), -1)
    return closed >= 0 and bracket - closed < _FAR and not any(t in _FINITE for t in sent.tags[closed:bracket])


def _told_before(sent: Sentence, before: list[Quantity], bracket: int) -> Change | None:
    """ "grew mostly in farming (", "Gainers included Lund (", "up 9 percent, led by fuel (": the clause in front."""
    verbs = 0
    for k in range(bracket - 1, max(-1, bracket - _FAR - _NEAR), -1):
        low, tag = sent.lows[k], sent.tags[k]
        if low in _PARTS or sent.words[k] == ")" or (sent.words[k] == ";" and sent.lows[k - 1] != "by"):
            return None
        if low in _GAINERS or low in _LOSERS:
            return "up" if low in _GAINERS else "down"
        if low in _LED and sent.lows[k + 1 : k + 2] in (["by"], ["down"]):
            led = next((p.change for p in reversed(before) if p.kind == "percent" and p.change), None)
            return led or _growth_before(sent, k)
        if low in MOVING_VERBS and tag[:1] == "V" and low[:3] != "add":
            # "output growth eased for mills (", "it slowed in glass (": less growth is growth
            grows = low.startswith(_SLOWS) or "growth" in sent.lows[max(0, k - 3) : k]
            return "up" if low in UP_VERBS or grows else "down"
        if low in MOVE_NOUNS and tag in ("NN", "NNS"):
            return "up" if low in UP_NOUNS else "down"
        verbs += tag in _FINITE
        if verbs > 1:
            return None
    return None


def _growth_before(sent: Sentence, k: int) -> Change | None:
    """ "months of growth in output, boosted by": the noun of moving in front of token ``k``."""
    near = range(k - 1, max(-1, k - _FAR), -1)
    noun = next((sent.lows[m] for m in near if sent.lows[m] in MOVE_NOUNS and sent.tags[m] in ("NN", "NNS")), "")
    return ("up" if noun in UP_NOUNS else "down") if noun else None


def _told_behind(sent: Sentence, found: list[Quantity], k: int) -> Change | None:
    """ "Lund (3%) and Vik (2%) also rallied", "... booked gains": the clause behind the last bracket."""
    last = next((p for p in reversed(found) if p.kind == "percent" and _bracket_of(sent, p) >= 0), found[k])
    closed = next((m for m in range(last.last, min(last.last + _NEAR, len(sent.words))) if sent.words[m] == ")"), -1)
    if closed < 0:
        return None
    for m in range(closed + 1, min(closed + 1 + _NEAR, len(sent.words))):
        low, tag = sent.lows[m], sent.tags[m]
        if low in MOVING_VERBS and tag[:1] == "V":
            return "up" if low in UP_VERBS else "down"
        if low in MOVE_NOUNS and tag in ("NN", "NNS"):
            return "up" if low in UP_NOUNS else "down"
        if tag not in ("RB", "VBD", "VBZ", "VBP", "VBN", "DT", "JJ", "TO", "RBR"):
            return None
    return None


def _goes_on(sent: Sentence, before: Quantity, q: Quantity) -> bool:
    """ "increases of $40 and [$35]", "cut by 20%, [18%] and [11%]"."""
    if before.kind != q.kind or before.unit != q.unit:
        return False
    if sent.lows[before.last : q.first] not in _JOINS:
        listed = "change:listed" in before.rules and lists_on(sent, before.last, q.first, q.last)
        return listed or _is_next_name(sent, before, q)
    if sent.lows[q.last : q.last + 1] in (["of"], ["in"]) and "change:noun_of" not in before.rules:
        return False
    told = "change:noun_of" in before.rules or "change:listed" in before.rules
    by = sent.lows[before.first - 1] == "by" and q.kind != "count"
    return told or by or ("change:verb" in before.rules and _ends_respectively(sent, q.last))


def _ends_respectively(sent: Sentence, k: int) -> bool:
    """ "rose 12%, 9% [and 3%, respectively]": only the rest of the list between token ``k`` and that word."""
    end = sent.once(_respectively)
    return k <= end <= k + _FAR and all(tag in _LISTING for tag in sent.tags[k:end])


def _respectively(sent: Sentence) -> int:
    return sent.lows.index("respectively") if "respectively" in sent.said else -1


_LISTING = frozenset("CD CC , $ % NN NNS".split())


def _steps_on(sent: Sentence, before: Quantity, level: Quantity, q: Quantity) -> bool:
    """ "rose 3% to 41 tonnes and [6%] to 9 tonnes", "fares climbed 8% to $4m and rents [12%] to $9m"."""
    if not before.kind == q.kind == "percent" or level.change or level.first != before.last + 1:
        return False
    if sent.lows[before.last] not in ("to", "at") or sent.lows[q.last : q.last + 1] != [sent.lows[before.last]]:
        return False
    k = level.last + (sent.lows[level.last : level.last + 1] == [","])
    k += sent.lows[k] in ("and", "while")
    stepped = sent.tags[q.last + 1 : q.last + 2] in (["CD"], ["$"])
    return stepped and level.last < k <= q.first and (k == q.first or names_only(sent, k, q.first))


def _shares_end(sent: Sentence, q: Quantity, behind: Quantity) -> bool:
    """ "[10%] and 18% below their peaks", "[$4] and $6 more to spend": what is told behind the last."""
    if behind.kind != q.kind or sent.lows[q.last : behind.first] not in (["and"], ["or"]):
        return False
    told = sent.lows[behind.last : behind.last + 1]
    return behind.unit == q.unit and bool(told) and told[0] in _SHARED


def _is_next_name(sent: Sentence, before: Quantity, q: Quantity) -> bool:
    """ "Maine was 3 percent below its peak, [Ohio 2 percent]": the next of those set against the same mark."""
    if q.kind != "percent" or not ("change:mark" in before.rules or "change:comparative" in before.rules):
        return False
    k = max((m for m in range(before.last, q.first) if sent.lows[m] in (",", "and")), default=q.first)
    if not before.last <= k < q.first - 1 or q.first - before.last > _FAR or not names_only(sent, k + 1, q.first):
        return False
    marked = k > before.last and sent.lows[before.last] in ("below", "above")
    named = all(tag in ("NNP", "NNPS", "CC") for tag in sent.tags[k + 1 : q.first])
    if not named or not (marked or "change:mark" in before.rules):
        return False
    q.rules.append("change:mark")
    return True
