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
from extractors.carried import carry_units, names_only
from extractors.counted_again import Counted, name_again
from extractors.goods_prices import carry_prices
from extractors.home_currency import Home
from extractors.late_rates import read_late_rates
from extractors.model import Bound, Change, Drop, Kind
from extractors.move_words import UP_NOUNS
from extractors.moves import change_of
from extractors.moves_listed import share_moves
from extractors.moves_named import lifts_object, lists_on
from extractors.per_thousand import join_rates
from extractors.points import name_points
from extractors.ranges import join_ranges, join_shares
from extractors.relative_spans import is_known_pair, is_of_person, only_places
from extractors.tokens import Sentence

_LONG_GAP = 12  # words
_COMPARED_TO = frozenset("guidance forecast estimate outlook growth increase rise".split())
_APPOSITIONS = (["or"], [",", "or"], [",", "or", "about"], ["or", "about"])
_APPOSED = ("percent", "money", "index", "measure", "count", "percentage_point")
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
    if len(amounts) > 1:
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
    if move is None and level is not None and not _is_by_sign(level) and _is_compared(sent, level, kind, first):
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
    elif a.negative and kind == "money" and not a.signed and move is None and _is_beside_price(sent, a, previous):
        low, high = -high, -low
        move = "down"  # "310p (-4p)"
        rules.append("sign:down")
    if not high:
        move = None  # "growth of zero percent"
    per = a.per
    if previous is not None:
        per = per or _rate_of_previous(sent, a, previous)
        move = _move_of_previous(sent, a, kind, first, previous, move, rules)
        converted = _is_conversion(sent, a, kind, first, previous)
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
        if before is not None and not _is_earlier_level(sent, a, before[1], previous):
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


def _is_earlier_level(sent: Sentence, a: Amount, hedge: int, previous: Quantity | None) -> bool:
    """ "$120, lower than $122 in the previous quarter": what it was before, not a limit."""
    if (
        previous is None
        or previous.kind != a.kind
        or previous.unit != a.unit
        or sent.lows[hedge] not in _COMPARATIVES
    ):
        return False
    return any(low in _EARLIER for low in sent.lows[a.last : a.last + _NEAR_TIME])


_COMPARATIVES = frozenset("higher lower better worse larger smaller bigger greater".split())
_EARLIER = frozenset("ago earlier last previous prior before preceding".split())
_NEAR_TIME = 5  # words


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


def _is_beside_price(sent: Sentence, a: Amount, previous: Quantity | None) -> bool:
    """ "310p a kilo (-4p)": in brackets behind a price, by how much it fell."""
    beside = previous is not None and previous.kind == "money" and previous.last == a.first - 1
    return beside and sent.words[a.first - 1] == "(" and sent.words[a.last : a.last + 1] == [")"]


def _is_by_sign(q: Quantity) -> bool:
    """ "June -0.3%, July 0.2%": the minus is the figure's own and says nothing of the next."""
    return "sign:down" in q.rules and not any(rule.startswith("change:") for rule in q.rules)


def _is_compared(sent: Sentence, previous: Quantity, kind: Kind, first: int) -> bool:
    """ "rose 5 percent, above the forecast of 4 percent"."""
    if not previous.change or not kind == previous.kind == "percent":
        return False
    gap = sent.lows[previous.last : first]
    if len(gap) > _LONG_GAP or previous.bracketed:
        return False
    if gap[-1:] == ["'s"]:  # "against the prior year's 2%", but "a 29% growth beside Samsung's 11%"
        return gap[-2:-1] in _SPANS and not _AGAINST.isdisjoint(gap[-6:])
    average = gap[-2:] == ["average", "of"] and not {"below", "above", "beat", "over", "under"}.isdisjoint(gap)
    if average or gap == ["on", "top", "of"]:
        return True  # "grew by 3 percent, below the regional average of 4 percent"
    return any(w in _COMPARED_TO for w in gap) or _is_same_move(sent, gap, first)


def _is_same_move(sent: Sentence, gap: list[str], first: int) -> bool:
    """ "rose 5 percent, compared with 3 percent", "grew by 4 percent in 2024 and 3 percent in 2025"."""
    behind = next((k for k in range(first, len(sent.words)) if sent.lows[k] in _PERCENT_MARKS), len(sent.words))
    if sent.lows[behind + 1 : behind + 2] == ["of"]:
        return False
    opens = first - len(gap)
    said = [w for k, w in enumerate(gap, opens) if w not in _FILL and (sent.tags[k] != "JJ" or w in _CALENDAR)]
    if len(said) > 2 and (said[-1] in _VERSUS or said[-2:] in _COMPARED) and ("," in gap or "(" in gap):
        finite = any(sent.tags[k] in ("VBD", "VBZ", "VBP", "MD") for k in range(first - len(gap), first))
        return not finite and not _VERSUS.intersection(said[:-2])  # "rose 5% in May, against 3%"
    if len(said) <= 2 and (said in (*_COMPARED, ["ahead", "of"]) or said[:1] in (["against"], ["versus"], ["after"])):
        return True
    stepped = len(said) in (1, 5) and "".join(said).count("-") == 2  # "0.3% quarter-on-quarter and 1.1% a year"
    stepped = stepped or (len(said) == 1 and said[0] in _STEPS)
    if (said in ([], ["respectively"]) or stepped) and "and" in gap:
        return True
    placed = gap[:1] in _PLACING and sent.lows[behind + 1 : behind + 2] == gap[:1] and len(said) <= _LONG_TIME
    if placed and "but" in gap and _FINITE.isdisjoint(sent.tags[opens:first]) and not _acts_itself(sent, behind):
        return True  # "grew 5.5% by value but just 0.2% by volume"
    if said[:1] in (["between"], ["during"]) and gap[-1:] == ["and"] and len(said) <= _LONG_TIME:
        return True
    if not (gap[-1:] == [","] or "and" in gap[-2:]) or len(said) < 2 or said[0] not in _TIME_LEADS:
        return False
    again = not _TIME_LEADS.isdisjoint(sent.lows[behind + 1 : behind + 2])  # "5% in the 2018 season and 6% in"
    return len(said) <= (5 if again else 3)


def _acts_itself(sent: Sentence, mark: int) -> bool:
    """ "but 40% in York [stayed] home": a share of its own verb; ``mark`` is the token of its percent."""
    near = range(mark + 1, min(mark + _LONG_PLACE, len(sent.words)))
    stop = next((k for k in near if sent.tags[k] in (".", ",", ":", "CC")), near.stop)
    return not _FINITE.isdisjoint(sent.tags[mark + 1 : stop])


_LONG_PLACE = 7  # tokens
_FINITE = frozenset(("VBD", "VBZ", "VBP", "MD"))
_PLACING = (["by"], ["in"], ["at"], ["for"], ["among"])
_STEPS = frozenset("y/y q/q m/m w/w yoy qoq mom".split())
_CALENDAR = frozenset("last next previous fiscal".split())
_VERSUS = frozenset("against versus vs after".split())
_AGAINST = _VERSUS | {"compared"}
_COMPARED = (["compared", "with"], ["compared", "to"])
_LONG_TIME = 4
_TIME_LEADS = frozenset("in for over this last from on after following during since".split())
_SPANS = (["year"], ["quarter"], ["month"], ["week"])
_FILL = frozenset(", and or by a an the mere just only about around nearly over under roughly some even".split())
_PERCENT_MARKS = frozenset("% percent pc pct cent".split())


def _move_of_previous(
    sent: Sentence, a: Amount, kind: Kind, first: int, previous: Quantity, move: Change | None, rules: list[str]
) -> Change | None:
    """The direction of the quantity before it, where that serves this one too; adds to ``rules``."""
    gap = sent.lows[previous.last : first]
    if move is None and previous.change and "unit:carried_gap" in a.rules:
        move = previous.change
        rules.append("change:gapped")
    if kind == previous.kind and _is_gapped(sent, previous, first):
        if move is None and previous.change and not _is_by_sign(previous):
            move = previous.change
            rules += ["change:gapped", "gap"]
        elif kind in ("money", "percent", "measure") and "gap" not in rules and gap[:1] in ([","], ["and"], [";"]):
            rules.append("gap")
    told = "change:noun_of" in previous.rules or "change:listed" in previous.rules
    if move is None and told and (kind, a.unit) == (previous.kind, previous.unit):
        if lists_on(sent, previous.last, first, a.last):
            move = previous.change
            rules.append("change:listed")
    other = kind != previous.kind or a.per != previous.per
    if gap[:1] in (["higher"], ["lower"]):
        gap = gap[1:]  # "closed 3 percent higher, or 12p"
    restated = gap in _APPOSITIONS or (gap[-2:] == [",", "or"] and len(gap) <= _LONG_TIME and gap[0] in _TIME_LEADS)
    if move is None and previous.change and other and kind in _APPOSED and restated:
        move = previous.change
        rules.append("change:apposition")
    return move


def _rate_of_previous(sent: Sentence, a: Amount, previous: Quantity) -> str | None:
    """ "to $40 a month from $30", "by $5 a quarter and its charge by $6": the rate of the quantity before it."""
    if (
        previous.per is None
        or previous.kind != a.kind
        or previous.unit != a.unit
        or a.kind not in ("money", "measure")
    ):
        return None
    if previous.high and a.high / previous.high > _ONE_RATE:
        return None  # "or 31 cents a share, compared with $47 million"
    gap = sent.lows[previous.last : a.first]
    added = gap[-2:] == ["addition", "to"]
    linked = any(w in _RATE_LINKS for w in gap[-3:]) or "compared" in gap or "against" in gap
    compared = (linked and not added) or gap[:1] == ["("]
    return previous.per if gap and len(gap) <= _NEAR_RATE and compared else None


_RATE_LINKS = frozenset("from to than against with versus by (".split())
_NEAR_RATE = 8
_ONE_RATE = 10_000  # a rate is no ten thousand times another


def _is_gapped(sent: Sentence, previous: Quantity, first: int) -> bool:
    """ "Sales rose 5 percent in Lisbon and profits 4 percent": only a noun phrase between the two."""
    k = previous.last
    if k < first and sent.lows[k] in ("in", "at", "for", "on", "to"):
        k = next((m for m in range(k + 1, min(first, k + _LONG_PLACE)) if sent.lows[m] in ("and", "while")), k)
        if any(sent.tags[m] not in _IN_PLACE for m in range(previous.last, k)):
            return False
    opens = k
    while k < first and sent.lows[k] in (",", "and", "while", ";"):
        k += 1
    joined = opens < k if opens > previous.last else previous.last < k
    return joined and k < first <= k + 4 and names_only(sent, k, first)


_LONG_PLACE = 6  # words
_IN_PLACE = frozenset("IN DT NN NNP NNPS NNS JJ CD TO $ ,".split())


def _is_conversion(sent: Sentence, a: Amount, kind: Kind, first: int, previous: Quantity) -> bool:
    """ "5 miles (8 km)", "3bn euros ($3.5bn; £2.7bn)": the same once more in another unit."""
    gap = sent.lows[previous.last : first]
    if previous.bracketed and gap in _CONVERTED_AGAIN:
        return kind == previous.kind and previous.unit != a.unit
    return (
        sent.words[a.first - 1 : a.first] == ["("]
        and gap[-1:] == ["("]
        and len(gap) <= 2
        and previous.kind == kind
        and kind in ("measure", "money")
        and previous.unit != a.unit
    )


_CONVERTED_AGAIN = ([";"], [","], [":"], ["/"], ["or"], ["and"], [",", "or"])
