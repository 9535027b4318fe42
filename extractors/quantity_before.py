"""What a quantity has of the one before it: its move, its rate, the time it is set against, its conversion."""

from __future__ import annotations

from typing import TYPE_CHECKING

from extractors.amount import Amount
from extractors.awaited import awaited
from extractors.carried_gaps import names_only
from extractors.model import Change, Kind
from extractors.moves_named import lists_on
from extractors.phrases import CALENDAR, NOUNS
from extractors.tokens import Sentence

if TYPE_CHECKING:
    from extractors.quantities import Quantity

_LONG_GAP = 12  # words

_COMPARED_TO = frozenset("guidance forecast estimate outlook growth increase rise".split())

_APPOSITIONS = (["or"], [",", "or"], [",", "or", "about"], ["or", "about"])

_APPOSED = ("percent", "money", "index", "measure", "count", "percentage_point")


def is_earlier_level(sent: Sentence, a: Amount, hedge: int, previous: Quantity | None) -> bool:
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


def is_beside_price(sent: Sentence, a: Amount, previous: Quantity | None) -> bool:
    """ "310p a kilo (-4p)": in brackets behind a price, by how much it fell."""
    beside = previous is not None and previous.kind == "money" and previous.last == a.first - 1
    return beside and sent.words[a.first - 1] == "(" and sent.words[a.last : a.last + 1] == [")"]


def is_by_sign(q: Quantity) -> bool:
    """ "June -0.3%, July 0.2%": the minus is the figure's own and says nothing of the next."""
    return "sign:down" in q.rules and not any(rule.startswith("change:") for rule in q.rules)


def is_compared(sent: Sentence, previous: Quantity, kind: Kind, first: int) -> bool:
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
    if _is_rate_before(sent, gap, first):
        return True
    return any(w in _COMPARED_TO for w in gap) or _is_same_move(sent, gap, first)


def _is_rate_before(sent: Sentence, gap: list[str], first: int) -> bool:
    """ "rose 3.2 percent in October, slowing from [3.6 percent]", "climbed 1.4 percent, beating the [0.5 percent]
    forecast", "faster than the [4.4 percent] pace": how fast it moved before, or was thought to.
    """
    last = gap.index(",") + 1 if "," in gap else len(gap)
    behind = gap[last:]
    if len(behind) == _FROM and behind[1] == "from" and behind[0] in _PACING:
        return True
    mark = next((k for k in range(first, len(sent.words)) if sent.lows[k] in _PERCENT_MARKS), len(sent.words))
    noun = sent.lows[mark + 1 : mark + 2]
    if behind[-1:] == ["the"] and (behind[0] in _BEATING or behind[-2:-1] == ["than"]):
        if noun in _PACE:
            return not _is_pace_of_other(sent, mark + 2)
        return noun in _EXPECTED or awaited(sent, mark + 1) is not None
    return False


def _is_pace_of_other(sent: Sentence, k: int) -> bool:
    """ "faster than the 6 percent rate [of inflation]", but no "pace of March"."""
    if sent.lows[k : k + 1] != ["of"] or len(sent.lows) == k + 1:
        return False
    return sent.tags[k + 1] in NOUNS and sent.lows[k + 1] not in CALENDAR


_FROM = 2
_PACING = frozenset(
    "up down slowing easing accelerating quickening cooling moderating rising falling slower faster".split()
)
_BEATING = frozenset("beating topping exceeding missing matching undershooting".split())
_EXPECTED = (["forecast"], ["expected"], ["predicted"], ["estimated"], ["projected"])
_PACE = (["pace"], ["rate"])


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


def move_of_previous(
    sent: Sentence, a: Amount, kind: Kind, first: int, previous: Quantity, move: Change | None, rules: list[str]
) -> Change | None:
    """The direction of the quantity before it, where that serves this one too; adds to ``rules``."""
    gap = sent.lows[previous.last : first]
    if move is None and previous.change and "unit:carried_gap" in a.rules:
        move = previous.change
        rules.append("change:gapped")
    if kind == previous.kind and _is_gapped(sent, previous, first):
        if move is None and previous.change and not is_by_sign(previous):
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


def rate_of_previous(sent: Sentence, a: Amount, previous: Quantity) -> str | None:
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
    if _opens_clause(sent, previous.last, a.first):
        return None
    added = gap[-2:] == ["addition", "to"]
    linked = any(w in _RATE_LINKS for w in gap[-3:]) or "compared" in gap or "against" in gap
    compared = (linked and not added) or gap[:1] == ["("]
    return previous.per if gap and len(gap) <= _NEAR_RATE and compared else None


def _opens_clause(sent: Sentence, first: int, stop: int) -> bool:
    """ "to $2 a kilo, and rents rose to $900": another thing does something, and is told per nothing."""
    conj = next((k for k in range(first, stop) if sent.lows[k] in ("and", "while", "but")), stop)
    verb = next((k for k in range(conj, stop) if sent.tags[k] in ("VBD", "VBZ", "VBP")), stop)
    return verb < stop and not NOUNS.isdisjoint(sent.tags[conj + 1 : verb])


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


def is_conversion(sent: Sentence, a: Amount, kind: Kind, first: int, previous: Quantity) -> bool:
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
