"""Points without a word for what they are parts of: of a percentage, or of an index."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from extractors.clauses import FORMS_OF_BE
from extractors.index_words import speaks_of_index
from extractors.tokens import Sentence
from extractors.words import words

if TYPE_CHECKING:
    from extractors.amount import Amount
    from extractors.quantities import Quantity

_POLLED = words("points.polled")
_RATES = frozenset("rate tax taxes levy duty tariff vat share margin unemployment inflation turnout".split())
_RATED = (["those", "ratings"], ["the", "ratings"], ["crop", "ratings"], ["condition", "ratings"])
_MOST_POINTS = 100


def name_points(sent: Sentence, out: list[Quantity]) -> None:
    """ "32 percent, down 4 points", "led by 5 points in the poll": points of a percentage, unless of an index."""
    kinds = {q.kind for q in out}
    if "index" not in kinds or speaks_of_index(sent):
        return
    if any(q.kind == "index" and q.high >= _MOST_POINTS for q in out):
        return  # "or 46 points to 1,829, and Oslo lost 213 points"
    polled = not _POLLED.isdisjoint(sent.said) or any(
        sent.lows[k - 1 : k + 1] in _RATED for k, low in enumerate(sent.lows) if low == "ratings"
    )
    percent = "percent" in kinds or "percentage_point" in kinds or not _RATES.isdisjoint(sent.said)
    for q, level in pairwise(out):
        step = q.kind == "index" and q.unit == "point" and level.kind == "percent"
        if step and sent.lows[q.last : level.first] == ["to"] and sent.lows[q.first - 1] == "by":
            q.kind, q.unit = "percentage_point", "pp"  # "worsened by 1.4 points to 63.4 per cent"
            q.rules.append("unit:pp_beside_percent")
    for q in out:
        moved = q.change or is_lead(sent, q.last) or sent.lows[q.last : q.last + 2] == ["from", "a"]
        told = percent and moved and not _is_told_as_percent(sent, q)
        if q.kind == "index" and q.unit == "point" and q.high < _MOST_POINTS and (polled or told):
            q.kind, q.unit = "percentage_point", "pp"
            q.rules.append("unit:pp_beside_percent")
    for q, level in pairwise(out):
        bare = level.kind == "index" and level.unit is None and q.kind == "percentage_point"
        if bare and sent.lows[q.last : level.first] == ["to"] and q.high <= level.high <= _MOST_POINTS:
            level.kind, level.unit = "percent", "%"  # "gained two points to 39", of percentages
            level.rules.append("percent:bare")


def _is_told_as_percent(sent: Sentence, q: Quantity) -> bool:
    """ "closed 41 points, or 0.7 percent, lower": points of a price or an index, which the percentage tells again."""
    return sent.lows[q.last : q.last + 2] == [",", "or"] or sent.lows[q.last : q.last + 1] == ["or"]


def name_leads(sent: Sentence, amounts: list[Amount]) -> None:
    """ "have 58 points from 29 games, [six] behind the leaders": points, as they are what one leads by."""
    scored = False
    for a in amounts:
        if a.kind == "index" and a.unit == "point" and a.drop is None:
            scored = True
        elif scored and a.kind is None and a.drop is None and a.form != "vague" and a.low == int(a.low):
            if is_lead(sent, a.num_last):
                a.take_kind("index", "point", "unit:index")


def is_lead(sent: Sentence, k: int) -> bool:
    """ "six [behind] the leaders", "nine [clear] of Tarn": how far one is from another."""
    leads = sent.lows[k : k + 1] in _LEADING or sent.lows[k : k + 2] in _LEADING_OF
    return leads and _TRADED.isdisjoint(sent.said)  # "Shares closed 40 points ahead"


_TRADED = frozenset("share shares stock stocks futures bonds trading".split())
_LEADING = (["behind"], ["ahead"], ["adrift"])
_LEADING_OF = (["clear", "of"], ["short", "of"], ["off", "the"], ["above", "the"])


def is_vote(sent: Sentence, k: int) -> bool:
    """ "by 46% [to] 40%", but not "beat forecasts by 4 percent [to reach] $4 million"."""
    return sent.lows[k : k + 1] == ["to"] and sent.lows[k + 2 : k + 3] in _PERCENT and sent.tags[k + 1] == "CD"


_PERCENT = (["%"], ["percent"], ["per"])


def holds_points(sent: Sentence, verb: int) -> bool:
    """ "Harrow [have] 58 points", "Tarn [are] on 58 points": points that somebody has scored, of no index.

    "The reading was 54 points" is of the reading.
    """
    if sent.lows[verb] not in _HOLDING or speaks_of_index(sent):
        return False
    return sent.lows[verb] not in FORMS_OF_BE or sent.tags[verb - 1] in _NAMES


_NAMES = frozenset(("NNP", "NNPS", "PRP"))
_HOLDING = FORMS_OF_BE | {"have", "has", "had", "sit", "sits", "sat"}
