"""Bare numbers that things rose to, fell from and stood at: levels, and counts of what moved."""

from __future__ import annotations

from extractors.bare_levels import (
    TALLIES,
    is_up_on,
    passes_count,
)
from extractors.bare_place import Place
from extractors.bounds import bound_before
from extractors.move_words import MOVES
from extractors.tokens import Sentence

_AFTER_REACHED = frozenset(". , in by on this last and ; at after from as per".split())

_REACHED = ("reached", "reach", "totalled", "totaled", "numbered", "numbering", "reaching")


def is_moved_level(p: Place) -> bool:
    """ "The index rose to 51.3"."""
    levels = p.before in ("to", "at") or p.sent.lows[max(0, p.amount.first - 3) : p.amount.first - 1] in _LEVELLED
    return p.plain and "." in p.word and levels and p.moved


_LEVELLED = (["from", "an"], ["from", "a"], ["to", "an"], ["to", "a"])  # "from an adjusted 56.4"


def is_moved_to(p: Place) -> bool:
    """ "Cases rose to 41 in May"."""
    a, lows = p.amount, p.sent.lows
    hedge = bound_before(p.sent, a.first, None)
    k = hedge[1] if hedge else a.first
    k -= lows[k - 1] in ("just", "only")
    k -= 3 * (lows[max(0, k - 3) : k] in _AVERAGE)  # "rose to an average of 24"
    return (
        lows[k - 1 : k] == ["to"]
        and k > 1
        and a.form in ("digits", "words")
        and a.low > 1
        and p.whole
        and (lows[k - 2] in MOVES or lows[k - 2] in _FOLDED or lows[k - 2] in ("tally", "toll"))
        and p.after in AFTER_LEVEL
    )


_AVERAGE = (["an", "average", "of"], ["a", "total", "of"], ["a", "record", "of"])
AFTER_LEVEL = frozenset(
    ", . in by on from since over this last after today yesterday tonight as when so with".split()
)


def is_up_from(p: Place) -> bool:
    """ "That is up from 44 last year"."""
    return p.whole and p.amount.low > 1 and is_up_on(p.sent, p.amount, p.after)


def is_past_size(p: Place) -> bool:
    """ "Thefts dropped 6% to 518, the fewest": the level behind the size of the move."""
    a, lows = p.amount, p.sent.lows
    if p.before != "to" or not p.plain or not p.whole or a.low < _FEWEST or p.after not in AFTER_LEVEL:
        return False
    if lows[a.first - 2] in _PARTS and lows[a.first - 3] in ("a", "one"):
        return not MOVES.isdisjoint(lows[max(0, a.first - _NEAR_PART) : a.first - 3])  # "fell by a tenth to 310"
    return lows[a.first - 2] in _PERCENT_MARKS and p.sent.lows[a.first - 4] in MOVES


def is_halved_to(p: Place) -> bool:
    """ "Its staff was cut in half to 45", "The population was 80": the level behind, and that of who live there."""
    lows, first = p.sent.lows, p.amount.first
    if not p.plain or not p.whole or p.amount.low < 2 or p.after not in AFTER_LEVEL:
        return False
    if p.before in ("was", "is"):
        return lows[first - 2 : first - 1] == ["population"]
    halved = first > 3 and lows[first - 3 : first] == ["in", "half", "to"]
    return halved and (lows[first - 4] in MOVES or lows[first - 4] in _FOLDED)


_FEWEST = 20  # so few may be a score

_PARTS = frozenset("half third quarter fifth sixth seventh eighth ninth tenth".split())
_NEAR_PART = 7  # tokens: "rose by almost a fifth to"
_PERCENT_MARKS = ("%", "percent", "pc", "pct")


def is_moved_from(p: Place) -> bool:
    """ "trebled from 12 to 36": the level it left and the one it came to."""
    a, lows, forms = p.amount, p.sent.lows, p.sent.forms
    if a.form not in ("digits", "words") or not p.whole or not p.moved or a.low < 2:
        return False
    if p.before == "from" and p.after in ("in", "at", "on"):
        behind = lows[a.num_last + 1 : a.num_last + 5]
        k = a.num_last + 1 + behind.index("to") if "to" in behind else -1
        return k > 0 and _is_number_at(p.sent, k + 1)  # "rose from seven in 2009 to 2,310"
    if p.before == "from" and lows[a.first - 3 : a.first - 2] == ["to"] and p.after in AFTER_LEVEL:
        return forms[a.first - 2] == "number"  # "fell to 34 from 40"
    averaged = lows[max(0, a.first - 6) : a.first - 3] in _AVERAGE and lows[a.first - 2] == ","
    if p.before == "from" and averaged and p.after in AFTER_LEVEL:
        return forms[a.first - 3] == "number"  # "rose to an average of 24, from 19"
    if p.before == "from":
        return p.after == "to" and forms[a.num_last + 1 : a.num_last + 2] in (["number"], ["word"])
    number = forms[a.first - 2 : a.first - 1] in (["number"], ["word"])
    return p.before == "to" and number and lows[a.first - 3] == "from"


def _is_number_at(sent: Sentence, k: int) -> bool:
    """True where a number stands at token ``k`` or behind its hedge: "more than 300"."""
    near = range(k, min(k + 6, len(sent.words)))
    at = next((m for m in near if sent.tags[m] == "CD"), -1)
    return at >= 0 and all(sent.tags[m] in _BEFORE_LEVEL for m in range(k, at))


_BEFORE_LEVEL = frozenset("IN JJR RB RBR JJS DT JJ NN -".split())

_FOLDED = frozenset("double triple treble doubled doubling tripled tripling trebled quadrupled halved".split())


def is_moved_by_to(p: Place) -> bool:
    """ "fell by 120 to 2,300": the move and the level."""
    a, lows, forms = p.amount, p.sent.lows, p.sent.forms
    if a.form != "digits" or not p.whole or not p.moved:
        return False
    by = p.before == "by" and p.after == "to" and forms[a.num_last + 1 : a.num_last + 2] == ["number"]
    return by or (p.before == "to" and forms[a.first - 2 : a.first - 1] == ["number"] and lows[a.first - 3] == "by")


def is_reached(p: Place) -> bool:
    """ "The dead numbered 41 by Monday"."""
    if p.after not in _AFTER_REACHED or p.amount.low <= 1:
        return False
    hedge = bound_before(p.sent, p.amount.first, None)
    word = p.sent.lows[hedge[1] - 1] if hedge and hedge[1] else p.before
    return word in _REACHED or passes_count(p.sent, p.amount)


def is_stood_at(p: Place) -> bool:
    """ "The number of ships now stood at 12"."""
    lows, i = p.sent.lows, p.amount.first
    stood = p.before == "at" and lows[i - 2] in _STOOD and p.whole and p.amount.form in ("digits", "words")
    return stood and p.after in AFTER_LEVEL | {"but", "and", ";"} and not TALLIES.isdisjoint(lows[max(0, i - 10) : i])


def is_put_at(p: Place) -> bool:
    """ "put the number of missing at [40]", "corrected the number of injured to [17]"."""
    lows, i = p.sent.lows, p.amount.first
    if p.before not in ("to", "at") or not p.whole or p.after not in AFTER_LEVEL | {"but", "and", ";"}:
        return False
    lo = max(0, i - _NAMED_WITHIN)
    if p.before == "at" and lows[i - 2] in _LOSSES and not _PUTTING.isdisjoint(lows[lo:i]):
        return True  # "put its losses at 12"
    at = next((k for k in range(i - 3, lo - 1, -1) if lows[k : k + 2] == ["number", "of"]), -1)
    between = range(at + 2, i - 1)
    return at > 0 and not any(lows[k] in _STOPS or p.sent.tags[k] == "CD" for k in between)


_NAMED_WITHIN = 9
_LOSSES = TALLIES | {"losses", "casualties"}
_PUTTING = frozenset("put puts putting estimated".split())
_STOPS = frozenset(", ; : that which who whom because".split())
_STOOD = frozenset("stood stands remained remains stayed".split())


def is_moved_by(p: Place) -> bool:
    """ "The fleet grew by 12"."""
    return p.before == "by" and p.amount.low > 0 and p.after in _AFTER_MOVED and p.moved


_AFTER_MOVED = frozenset(". , to in from on over since last this".split())
