"""Rates that stand once for several figures or in front of one: "$80 a barrel, off a peak of $83", "a daily fine of
$50", "earnings per share of $2".
"""

from __future__ import annotations

import re
from dataclasses import replace

from extractors.own_units import LEVELS
from extractors.phrases import NOUNS
from extractors.quantities import Quantity
from extractors.rates import (
    BEFORE_PER_NOUN,
    PER_NAMES,
    PER_NOUNS,
    RATE_ADJECTIVES,
    RATED,
    RESULTS,
    TIMES,
    is_of_a_kind,
)
from extractors.statement import Statement
from extractors.tokens import Sentence
from extractors.units import match_unit
from extractors.words import words

_GOODS = words("rates.goods") | {"square foot", "square metre"}
_NO_PRICES = words("rates.no_prices")
_BESIDE = words("rates.beside")
_LINKS = frozenset("of to at by from is was are were be".split())
_COST = frozenset("price prices cost costs".split())
_ENDS = frozenset(", . ; : ( ) and but while with that on".split())
_CLAUSE_TAGS = ("VBD", "VBZ", "VBP", "MD", "WDT", "WP")
_LEVELS = LEVELS | {"has", "had", "have", "will", "would", "could", "may"}
_PRICED_BY = frozenset(
    "tonne ton kilo kg kilogram litre liter gallon barrel ounce pound bushel bag box metre".split()
)
_ORDINAL = re.compile(r"\d*(?:st|nd|rd|th)|first|second|third|[a-z]+(?:if|ix|ven|een|nin|eigh|four|ten)th")
_STATES = frozenset(("°C", "°F", "K", "degree", "µm", "µg/m3", "mg/m3"))  # what they tell is no sum of a year
_EARNED = frozenset("wage wages salary salaries pay rent rents fare fares pension pensions income fee fees".split())
_ONE_GOOD, _ONE_SHARE = 5, 3  # so many times another price of the same is no price of it
_REACH = 12  # words
_FAR_LEVEL, _NEAR_LEVEL = 20, 8  # words


def with_rate(sent: Sentence, quantities: list[Quantity], k: int, stated: Statement) -> Statement:
    """``stated``, which is said of quantity ``k``, with the rate that stands elsewhere in its sentence."""
    q = quantities[k]
    if q.kind == "measure" and q.per is None and stated.per and q.unit in _STATES:
        stated = replace(stated, per=None)  # "the mean annual temperature is 9C"
    q.rate = q.per or stated.per
    if q.rate or (q.kind == "measure" and q.unit in _STATES) or q.hyphen or q.kind not in RATED:
        return stated
    if q.kind == "money" and q.high < _DEAREST_SHARE and "eps" in sent.lows[max(0, q.first - _REACH) : q.first]:
        q.rate = "share"  # "an adjusted EPS of 71 cents beat forecasts of 60 cents"
    if k and q.bracketed:
        q.rate = quantities[k - 1].rate  # "a tonne costs 40 dinars ($31)"
    elif k and not q.rate:
        q.rate = _of_sum(sent, quantities, k) or _of_stock(sent, quantities, k, stated)
        q.rate = q.rate or _of_level(sent, quantities, k) or _of_goods(sent, quantities, k)
    q.rate = q.rate or _behind_noun(sent, q) or _in_front(sent, q)
    if not q.rate:
        return stated
    q.rules.append("per:shared")
    return replace(stated, per=q.rate)


def _of_sum(sent: Sentence, quantities: list[Quantity], k: int) -> str | None:
    """ "Income rose to $31 million, or 22 cents, or 27 cents before costs": of each share."""
    q, p = quantities[k], quantities[k - 1]
    if not p.kind == q.kind == "money" or p.unit != q.unit or not q.high < _DEAREST_SHARE:
        return None
    if sent.lows[p.last : q.first] not in (["or"], [",", "or"]) or RESULTS.isdisjoint(sent.lows[: p.first]):
        return None
    return "share" if p.high >= _LEAST_SUM or p.rate == "share" else None


_DEAREST_SHARE, _LEAST_SUM = 200, 1_000_000


def _of_stock(sent: Sentence, quantities: list[Quantity], k: int, stated: Statement) -> str | None:
    """ "Bramble fell 5 per cent, or 8p, to 140p": the pence of a firm that moved are those of its share."""
    q, p = quantities[k], quantities[k - 1]
    if not (q.change and p.change and p.kind == "percent" and q.kind == "money") or q.high >= _DEAREST_SHARE:
        return None
    moved = sent.lows[q.last - 1] in _PENCE and sent.lows[q.first - 1] == "or" and q.first - p.last <= _NEAR_OR
    firm = stated.subject is not None and stated.subject[:1].isupper()
    return "share" if moved and firm and (stated.measure or "").endswith(stated.subject or " ") else None


_ACTS = ("VBZ", "VBP", "VBD")
_PENCE = frozenset("p pence cents cent".split())
_NEAR_OR = 4  # tokens


_ONES = frozenset("one ones those others another".split())


def _of_level(sent: Sentence, quantities: list[Quantity], k: int) -> str | None:
    """ "3,500 pounds a year for gas and power in October, up from 1,900": of the level that it came to."""
    q = quantities[k]
    p = quantities[k - 1] if k else None
    if p is None or p.kind != q.kind or p.unit != q.unit or q.first - p.last > _FAR_LEVEL:
        return None
    gap = sent.lows[p.last : q.first]
    if p.rate == "share" and q.high >= _LEAST_SUM > p.high:
        return None  # "55 cents per share, against $14 million"
    if q.change and gap in ([",", "up"], [",", "down"], ["up"], ["down"]):
        return p.rate  # "$1,900 a month, up $70"
    verb = sent.lows[q.first - 1]
    if (
        verb == sent.lows[p.first - 1]
        and sent.tags[q.first - 1] == sent.tags[p.first - 1] in _ACTS
        and q.kind == "money"
        and not _ONES.isdisjoint(gap)
    ):
        return p.rate if q.high < p.high * _ONE_GOOD else None  # "owes $26 a month, while one who stays owes $31"
    rest = gap[1:] if gap[:1] == [","] else gap
    if p.change and q.change is None and rest[:1] in (["to"], ["at"]) and "," not in rest:
        return p.rate if len(gap) <= _NEAR_LEVEL else None  # "rose 8p, to a record high of 140p"
    return p.rate if gap == ["to"] or gap[-2:] in (["up", "from"], ["down", "from"]) else None


def _of_goods(sent: Sentence, quantities: list[Quantity], k: int) -> str | None:
    """ "$80 a barrel after a peak of $83", "$1.40 a share, 6 cents below forecasts": the price of the same goods."""
    q = quantities[k]
    if k and not _EARNED.isdisjoint(sent.lows[quantities[k - 1].last : q.first]):
        return None  # "$210 a tonne, and the average wage was $900"
    if q.kind != "money" or not q.high or not _NO_PRICES.isdisjoint(sent.lows[max(0, q.first - 3) : q.last + 2]):
        return None
    for m in range(k - 1, -1, -1):
        p = quantities[m]
        per = p.rate
        if p.kind != "money" or p.unit != q.unit or per not in _GOODS:
            continue
        if per == "share" and q.change and q.high < p.high and sent.lows[q.last : q.last + 1] != []:
            return per if sent.lows[q.last] in _BESIDE else None
        most = _ONE_SHARE if per == "share" else _ONE_GOOD
        near = p.high <= q.high * most and q.high <= p.high * most
        return per if near and q.change in (None, p.change) else None
    return None


def _behind_noun(sent: Sentence, q: Quantity) -> str | None:
    """ "$4 earnings per share", "a $30 charge per bag"."""
    lows, j = sent.lows, q.last
    if q.kind == "money" and lows[j + 1 : j + 2] == ["per"] and sent.tags[j] in NOUNS and lows[j + 2 : j + 3] != []:
        return PER_NAMES.get(lows[j + 2], lows[j + 2]) if lows[j + 2] in PER_NOUNS else None
    return None


def _in_front(sent: Sentence, q: Quantity) -> str | None:
    """ "a daily fine of $50", "raised hourly pay for cooks by $2", "the price of a kilo of figs reached $9",
    "earnings per share at $2", "the cost per month stands at $12": no comma, other number or clause between.
    """
    if not sent.once(_told_in_front):
        return None
    lows, tags = sent.lows, sent.tags
    i = q.core - 1
    if lows[i - 2 : i + 1] == ["per", "share", ":"] and q.kind == "money":
        return "share"  # "Earnings per share: $2.18"
    while i > 0 and i >= q.first - 1 and lows[i] not in _LINKS and tags[i] not in _CLAUSE_TAGS:
        i -= 1
    if i < 1 or not (lows[i] in _LINKS or (tags[i] in _CLAUSE_TAGS and (lows[i] in _LEVELS or lows[i] in _PRICING))):
        return None
    verbs = 0
    for m in range(i, max(-1, i - _REACH), -1):
        low = lows[m]
        verbs += tags[m] in _CLAUSE_TAGS
        if low in _ENDS or tags[m] == "CD" or verbs > 1:
            return None
        noun = m + 1 + (lows[m + 1] in BEFORE_PER_NOUN)
        if low == "per" and q.kind == "money" and (lows[noun] in TIMES or lows[noun] in _GOODS):
            if lows[i] == "of" and noun + 1 != i:
                return None
            return PER_NAMES.get(lows[noun], lows[noun])
        if low == "per" and q.kind == "count" and tags[m + 2] in _CLAUSE_TAGS and "number" in lows[max(0, m - 5) : m]:
            return PER_NAMES.get(lows[m + 1], lows[m + 1])  # "the number of calls per nurse fell to 37"
        if low in ("a", "an", "one") and q.kind == "money" and lows[m + 2] == "of" and _is_of_goods(sent, m, i):
            return PER_NAMES.get(lows[m + 1], lows[m + 1])
        if low in _COST and q.kind == "money" and lows[m + 1 : m + 3] in (["of", "a"], ["of", "one"]):
            if lows[m + 3] in PER_NOUNS and lows[m + 3] not in TIMES and lows[m + 4 : m + 5] == ["of"]:
                return PER_NAMES.get(lows[m + 3], lows[m + 3])
        rate = RATE_ADJECTIVES.get(low)
        if rate and m and _ORDINAL.fullmatch(lows[m - 1]):
            return None  # "the 18th annual ride"
        if rate and m < i and tags[m + 1] in (*NOUNS, "JJ") and not is_of_a_kind(lows[m + 1]):
            results = rate == "quarter" and any(w in RESULTS for w in lows[m + 1 : m + 4])
            return None if results else rate
    return None


def _is_of_goods(sent: Sentence, m: int, i: int) -> bool:
    """ "[A tonne of zinc] now costs", "as [a litre of oil] is": so much of a thing is who owns the verb before token
    ``i``; no "a barrel of laughs at $4".
    """
    unit = match_unit(sent, m + 1)
    if unit is None or unit[0].kind != "measure" or unit[1] != m + 2 or (m and sent.tags[m - 1][:1] == "V"):
        return False
    return any(sent.lows[k] in _PRICING and sent.tags[k] in _CLAUSE_TAGS for k in range(m + 4, i + 1))


_PRICING = frozenset("is was are were costs cost sells sold fetches fetched trades traded stood".split())


def _told_in_front(sent: Sentence) -> bool:
    return not _FRONT.isdisjoint(sent.said)


_FRONT = frozenset(("per", *_COST, *RATE_ADJECTIVES, *_PRICED_BY))
