"""Amounts to quantities: joined, units carried over, hedges and moves read."""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal

from extractors.amount import Amount
from extractors.amount_parts import join_money_parts, join_scale_parts, join_time_parts
from extractors.amounts import read_amounts
from extractors.bare import name_bare
from extractors.bare_ages import name_ages
from extractors.below_zero import is_level_below_zero
from extractors.bounds import bound_after, bound_before
from extractors.carried import carry_units
from extractors.counted_again import Counted, name_again
from extractors.goods_prices import carry_prices
from extractors.home_currency import Home
from extractors.late_rates import read_late_rates
from extractors.model import Bound, Change, Drop, Kind
from extractors.move_words import UP_NOUNS
from extractors.moves import change_of
from extractors.moves_listed import share_moves
from extractors.moves_named import lifts_object
from extractors.per_thousand import join_rates
from extractors.points import name_points
from extractors.quantity_before import (
    is_beside_price,
    is_by_sign,
    is_compared,
    is_conversion,
    is_earlier_level,
    move_of_previous,
    rate_of_previous,
)
from extractors.ranges import join_ranges
from extractors.relative_spans import is_known_pair, is_of_person, only_places
from extractors.share_pairs import join_shares
from extractors.tokens import Sentence

_FOLD = "multiple:fold"


@dataclass(slots=True)
class Quantity:
    """One quantity of a sentence, by tokens: ``first`` (hedge included) to ``last``; ``core`` is the first behind it.

    ``head`` and ``phrase`` are those of the counted noun, -1 where there is none.
    """

    first: int
    last: int
    core: int
    num_last: int
    low: Decimal
    high: Decimal
    resolution: Decimal
    bound: Bound
    kind: Kind
    unit: str | None
    per: str | None
    change: Change | None
    phrase: int
    head: int
    vague: bool
    bracketed: bool
    of_whole: bool
    hyphen: bool
    carried: bool
    named: str | None = None
    rate: str | None = None  # what it is per by all the sentence says
    rules: list[str] = field(default_factory=list)


def read_quantities(
    sent: Sentence, folded: str, home: Home, counted: Counted, index: int
) -> tuple[list[Quantity], list[Drop]]:
    """Quantities and dropped numerals of sentence ``index``, in order; ``counted`` holds what those before count."""
    amounts = read_amounts(sent, folded, home)
    if not amounts:
        return [], []
    if len(amounts) > 1 or "every" in sent.said or "pound" in sent.said:  # "27 cents of every dollar"
        amounts = join_rates(sent, join_shares(sent, amounts))
        amounts = join_money_parts(sent, join_scale_parts(amounts))
    amounts = join_ranges(sent, join_time_parts(sent, amounts))
    carry_units(sent, amounts)
    name_ages(sent, amounts)
    name_bare(sent, amounts)
    name_again(sent, folded, amounts, counted, index)
    read_late_rates(sent, amounts)
    out: list[Quantity] = []
    drops: list[Drop] = []
    compares = sent.lows[1:2] == ["compares"] and sent.lows[0] in ("that", "this", "it")
    told = counted.moved if compares and index - counted.moved_in <= 1 else None
    counted.moved = None
    priced = False
    for amount in amounts:
        quantity = None
        if not amount.drop and amount.kind is not None:
            quantity = _behind(_quantity(sent, amount, amount.kind, out), amount, out)
            amount.drop = None if quantity else "ambiguous"
        if quantity is not None and quantity.kind == "percent":
            if told is not None and quantity.change is None:
                quantity.change = told  # "That compares with 5 percent in 2018"
                quantity.rules.append("change:told")
            counted.moved, counted.moved_in = quantity.change or counted.moved, index
        if quantity is None:
            drops.append(_drop(sent, folded, amount))
        else:
            priced = priced or (quantity.kind == "money" and quantity.per is not None)
            out.append(quantity)
    share_moves(sent, out)
    if counted.price is not None or priced:
        carry_prices(sent, out, counted, index)
    name_points(sent, out)
    _name_degrees(out, counted)
    return out, drops


def _name_degrees(out: list[Quantity], counted: Counted) -> None:
    """ "It was 42 degrees Celsius, 15 degrees above normal": the same degrees."""
    for q in out:
        if q.unit in _DEGREES and not q.bracketed:
            counted.degrees = q.unit
    for q in out:
        if q.unit == "degree" and q.kind == "measure" and counted.degrees is not None:
            q.unit = counted.degrees
            q.rules.append("unit:degrees")


_DEGREES = ("°C", "°F")


def _drop(sent: Sentence, folded: str, amount: Amount) -> Drop:
    start, end = sent.start[amount.first], sent.end[min(amount.last, len(sent.words)) - 1]
    return Drop(folded[start:end], start, end, amount.drop or "bare")


def _behind(quantity: Quantity, amount: Amount, out: list[Quantity]) -> Quantity | None:
    """ "5 € 5": one sign between two numbers belongs to the first; None where nothing is left for the second."""
    if not out or quantity.first >= out[-1].last:
        return quantity
    quantity.first = max(quantity.first, min(out[-1].last, amount.num_first))
    quantity.core = max(quantity.core, quantity.first)
    return None if quantity.first < out[-1].last or quantity.first >= quantity.last else quantity


def _quantity(sent: Sentence, a: Amount, kind: Kind, out: list[Quantity]) -> Quantity:
    """The amount with its hedge and the direction of its move; ``out`` are the quantities before it."""
    previous = out[-1] if out else None
    bound, first, last = _hedged(sent, a, kind, previous)
    rules = list(a.rules)
    move = _own_move(sent, a, kind, first, last, rules)
    low, high = a.low, a.high
    converted = False
    level = out[-2] if len(out) > 1 and out[-1].kind == "duration" else previous  # "rose 5% over 4 years, against 3%"
    if move is None and level is not None and not is_by_sign(level) and is_compared(sent, level, kind, first):
        move = level.change
        rules.append("change:compared")
    was = previous.low if previous is not None and previous.kind == kind else None
    if a.negative and kind == "percent" and move is None and is_level_below_zero(sent, first, was):
        pass  # "the deposit rate is -0.5%": a level
    elif a.negative and kind in ("percent", "percentage_point") and high < 0:
        # "growth of -0.4%" is a fall, whatever the noun
        low, high = -high, -low
        move = "down"
        rules.append("sign:down")
    elif a.negative and kind == "money" and not a.signed and move is None and is_beside_price(sent, a, previous):
        low, high = -high, -low
        move = "down"  # "310p (-4p)"
        rules.append("sign:down")
    if not high:
        move = None  # "growth of zero percent"
    per = a.per
    if previous is not None:
        per = per or rate_of_previous(sent, a, previous)
        move = move_of_previous(sent, a, kind, first, previous, move, rules)
        converted = is_conversion(sent, a, kind, first, previous)
        if converted:
            bound = previous.bound if bound == "=" else bound
            move = move or previous.change
            rules.append("bracket:conversion")
    return Quantity(
        first=first,
        last=last,
        core=a.first,
        num_last=a.num_last,
        low=low,
        high=high,
        resolution=a.resolution,
        bound=bound,
        kind=kind,
        unit=a.unit,
        per=per,
        change=move,
        phrase=a.phrase,
        head=a.head,
        vague=a.vague
        or converted
        or is_of_person(sent, a)
        or only_places(sent, a)
        or (a.low == 2 and is_known_pair(sent, a)),
        bracketed=converted,
        of_whole=a.of_whole,
        hyphen=a.hyphen,
        carried=not _CARRIED.isdisjoint(rules),
        named=a.named,
        rules=rules,
    )


_CARRIED = frozenset(("unit:carried", "unit:carried_gap", "unit:carried_back"))


def _hedged(sent: Sentence, a: Amount, kind: Kind, previous: Quantity | None) -> tuple[Bound, int, int]:
    """The bound and the tokens of the amount with its hedge; hedges do not reach over a rank."""
    bound: Bound = "~" if a.form == "vague" and a.vague else "="
    first, last = a.first, a.last
    if kind != "rank":
        before = bound_before(sent, a.first, kind)
        if before is not None and not is_earlier_level(sent, a, before[1], previous):
            bound, first = before
        end = a.num_last if kind != "count" or a.head < 0 else a.last
        after = bound_after(sent, end) or (bound_after(sent, a.last) if end != a.last else None)
        if after is not None:
            bound, stop = after
            last = max(last, stop)
    if "count:of_share" in a.rules and previous is not None:
        bound = previous.bound
    elif "hedge:odd" in a.rules:
        bound = "~"
    elif "hedge:most" in a.rules:
        bound = "<="
    elif "hedge:plus" in a.rules:
        bound = ">="
    return bound, first, last


def _own_move(sent: Sentence, a: Amount, kind: Kind, first: int, last: int, rules: list[str]) -> Change | None:
    """The direction that the words around the amount or the amount itself ("doubled") give it; adds to ``rules``."""
    move: Change | None = None
    if "index:threshold" in a.rules:
        return None  # "above 50 signals growth"
    found = change_of(sent, first, last, kind, a.unit, a.counts_parts)
    if found and "count:again" in a.rules and sent.lows[first - 2 : first - 1] == ["and"]:
        found = None  # "added 14 routes and dropped 9": no fewer by nine
    if found:
        move, rule = found
        rules.append(rule)
    if "multiple:up" in a.rules:
        return "up"
    if "multiple:down" in a.rules:
        return "down"
    if _FOLD in a.rules and (not UP_NOUNS.isdisjoint(sent.lows[last : last + 1]) or lifts_object(sent, first)):
        return "up"
    return move
