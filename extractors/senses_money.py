"""Senses of prices, sales, wages, debt and what was bought: stems in, those that all have out. Pure."""

from __future__ import annotations

import re
from collections.abc import Set
from decimal import Decimal

from extractors.keys import PEOPLE_OF, fold_name, lemma, measure_stems
from extractors.model import Claim
from extractors.places import is_place
from extractors.senses import Senses, before, behind
from extractors.series_marks import says_base, says_core
from extractors.series_words import series_words

_EVERYWHERE = frozenset(series_words("everywhere"))
_BUILT = frozenset(series_words("long_things") + series_words("built_things"))
_SALES, _REVENUE = frozenset(measure_stems("sales")), frozenset(measure_stems("revenue"))
_LEFT_OUT = frozenset(measure_stems("excluding without volatile fresh food energy fuel"))
# "exports of goods" are not all exports, "goods" that someone exported are
_OF_GOODS = re.compile(r"\b(?:exports?|imports?|goods|services) \w*\b ?(?:exports?|imports?|goods|services)\b", re.I)
_SHARES = [frozenset(measure_stems(name)) for name in ("shares", "stock", "share price", "stock price")]
_MILLION = Decimal(10**6)


def _portion(words: Set[str], claim: Claim, key: str | None) -> Set[str]:
    """A share of something is no share in a firm."""
    alone = words == {"shar"} and claim.measure is not None and claim.measure.endswith("share")
    return words | {"portion"} if alone else words


def _turnover(words: Set[str], claim: Claim, key: str | None) -> Set[str]:
    return of_firm(words) if claim.kind == "money" or claim.change is not None else words


def of_firm(words: Set[str]) -> Set[str]:
    """Turnover is revenue, but not that of staff."""
    return words if "turnover" not in words or "employ" in words else words - {"turnover"} | _REVENUE


def _sales(words: Set[str], claim: Claim, key: str | None) -> Set[str]:
    return _REVENUE if claim.kind == "money" and claim.per is None and words - {"net", "total"} == _SALES else words


def _stock(words: Set[str], claim: Claim, key: str | None) -> Set[str]:
    return _SHARES[0] if claim.kind == "percent" and claim.change is not None and words in _SHARES else words


def _prices(words: Set[str], claim: Claim, key: str | None) -> Set[str]:
    """Consumer prices that rose over a year, or a month, say how high inflation was; core ones leave out food."""
    if claim.change is not None and "inflation" in words:
        words = words | {"mov"}
    if not words & {"cor", "cpi"} and says_core(claim):
        words = (words - _LEFT_OUT if words & {"exclud", "without"} else words) | {"cor"}
    if claim.kind == "percent" and claim.change is not None and words - {"cor"} in _CONSUMER_PRICES:
        return words & {"cor"} | {"inflation"} if says_base(claim) else words
    return words


_CONSUMER_PRICES = [frozenset(measure_stems(name)) for name in ("consumer prices", "consumer price index")]


def _trade(words: Set[str], claim: Claim, key: str | None) -> Set[str]:
    if "good" in words and not _OF_GOODS.search(claim.measure or ""):
        words = words - {"good"}
    return words - {"crud"} | {"oil"} if "crud" in words and claim.kind == "measure" else words


def _shipped(words: Set[str], claim: Claim, key: str | None) -> Set[str]:
    """What is shipped abroad is exported."""
    ours = words & {"ship", "shipment"}
    if not ours or not ("abroad" in words or re.match(r"[^.;,]{0,40}\babroad\b", behind(claim))):
        return words
    return words - ours - {"abroad", "good"} | {"export"}


def _purchases(words: Set[str], claim: Claim, key: str | None) -> Set[str]:
    """What a country buys from abroad it imports."""
    abroad = words <= {"abroad", "buy", "good"} and re.search(r"purchases from abroad [\w ]{0,20}$", before(claim))
    return {"import"} if abroad and claim.kind == "money" else words


def _growth(words: Set[str], claim: Claim, key: str | None) -> Set[str]:
    """Growth of a country is that of its economy."""
    if claim.kind != "percent" or claim.change is None:
        return words
    if words in ({"economic", "growth"}, {"gdp", "growth"}) or (words == {"growth"} and is_place(key)):
        return {"gdp"}
    # Growth of prices is prices that rose; growth that fell is another thing, growth of -2% is not.
    grew = claim.change == "up" or claim.quote.startswith(("-", "−", "–", "minus "))
    told = grew and "population" not in words and len(words) > 1 and _GROWTH.search(claim.measure or "")
    return words - {"growth"} if told else words


_GROWTH = re.compile(r"^[Gg]rowth (?:in|of) |\w growth$")


def _held_share(words: Set[str], claim: Claim, key: str | None) -> Set[str]:
    """Who has so much of a market has that share of it."""
    share = claim.kind == "percent" and claim.change is None and _OF_MARKET.match(behind(claim))
    return words - _HOLDS | {"shar"} if share else words


_OF_MARKET = re.compile(r" of (?:the|its) (?:[\w-]+ ){0,4}?market\b(?! (?:cap|capital\w*|price|value))")
_HOLDS = frozenset(map(lemma, "accounted capture command control dominate hold portion".split()))


def _market(words: Set[str], claim: Claim, key: str | None) -> Set[str]:
    """What a commodity is quoted or sold at is its price."""
    if claim.kind != "money" or claim.change is not None or key is None:
        return words
    if claim.per is None:
        return {"pric"} if key in _MONEYS and words <= _WORTH | set(map(lemma, key.split())) else words
    return {"pric"} if words <= _QUOTED and not _EVERYWHERE.isdisjoint(key.split()) else words


_QUOTED = frozenset(map(lemma, "changed hands fetched price quoted sold traded".split()))
_WORTH = _QUOTED | frozenset(map(lemma, "bought value valued worth".split()))
_MONEYS = frozenset(series_words("moneys"))


def _takeover(words: Set[str], claim: Claim, key: str | None) -> Set[str]:
    """What was paid for a whole firm, or for a player: bought, and by what name."""
    if claim.kind != "money" or claim.per is not None or claim.change is not None or claim.measure is None:
        return words
    said = claim.measure
    if words == {"pay"} and (paid := _FOR_WHOM.match(behind(claim))) is not None:
        said = f"pay{paid[1]}"
    bought = _BOUGHT.fullmatch(said)
    if bought is None and words <= _DEAL and not _NO_DEAL.search(claim.sentence):
        of_whole = _BUYS.findall(claim.sentence) + _IS_BOUGHT.findall(before(claim))
        bought = of_whole[0] if len(of_whole) == 1 else None
        return {"buy", *measure_stems(bought)} if bought and fold_name(bought) != key else words
    if bought is None or _NOT_WHOLE.search(bought[1]):
        return words
    return {"buy", *measure_stems(PEOPLE_OF.sub("", bought[2]))}


_DEAL = frozenset(map(lemma, "buy deal transaction".split()))
_NO_DEAL = re.compile(r"\b(?:annual|assets?|debts?|loans?|loss|profit|revenue|sales|shares|stakes?|units?)\b", re.I)
_ITS_NAME = r"([A-Z][\w&.’-]*(?: [A-Z][\w&’-]*){0,2})"
# "is buying rival Telmar in a deal", "Telmar will be bought by Norvik"
_BUYS = re.compile(
    r"\b(?:acquir\w+|acquisition of|buy|buying|buys|purchas\w+ of|takeover of) "
    rf"(?:(?:[a-z-]+ )?(?:maker|rival) )?{_ITS_NAME}(?= (?:for|in) a\b)"
)
_IS_BOUGHT = re.compile(
    rf"{_ITS_NAME} (?:(?:has )?agreed to be|(?:has|is) (?:been|being|to be)|is|was|will be|would be) "
    r"(?:acquired|bought|purchased|taken over) by"
)


_BOUGHT = re.compile(
    r"(?:acquir\w+|acquisition of|bought|buy|buying|pa(?:id|y|ying) for|purchase of|sign(?:ed|ing)?|takeover of|"
    r"transfer fee for)(?: (?:[A-Z]\w+ )?((?:[a-z][\w-]* )*)| )([A-Z][\w.&'’-]*(?: [A-Z][\w.&'’-]*){0,3})"
    r"(?: from [A-Z].*)?"
)
_FOR_WHOM = re.compile(r"( for (?:[a-z][\w-]* ){0,5}[A-Z][\w.&'’-]*(?: [A-Z][\w&'’-]*){0,3})[.,;]?(?: [a-z]|$)")
_NOT_WHOLE = re.compile(
    r"\b(?:an?|and|at|by|for|from|half|in|loan|more|most|of|on|parts?|rights|shares?|stakes?|the|to|units?|with)\b"
)


def _cost(words: Set[str], claim: Claim, key: str | None) -> Set[str]:
    """The price of what is built is its cost, whoever pays."""
    if claim.kind != "money" or claim.per is not None or claim.change is not None or key is None:
        return words
    if claim.low < _MILLION or key.rpartition(" ")[2] not in _BUILT:
        return words
    own = words <= {"pric", "tag"} or words >= {"cost", "taxpayer"} or words == _BUILDING
    return {"cost"} if own else words


_BUILDING = frozenset(measure_stems("construction cost"))


def _debt(words: Set[str], claim: Claim, key: str | None) -> Set[str]:
    """Debt of a country, as a share of its output, is what its state owes."""
    if claim.kind != "percent" or not _OF_OUTPUT.match(behind(claim)):
        return words
    words = words - {"gdp"}
    return {"debt", "public"} if words == {"debt"} and is_place(key) else words


_OF_OUTPUT = re.compile(r" of (?:[\w'’]+ )?(?:GDP|gross domestic product|economic output|national output)\b")


def _wages(words: Set[str], claim: Claim, key: str | None) -> Set[str]:
    """Growth of wages, or of pay, is wages that grew."""
    if claim.kind != "percent" or claim.change is None or ("pay" in words and not _PAY.search(claim.measure or "")):
        return words
    return words - {"annual", "growth", "pay"} | {"wag"}


_PAY = re.compile(r"\bpay(?: growth| rises?)?$", re.I)


def _whole_country(words: Set[str], claim: Claim, key: str | None) -> Set[str]:
    """What a country pays or lacks at least or on average it does by law and all over."""
    return words if words.isdisjoint(_OF_ALL) or not is_place(key) else words - _BY_LAW or words


_OF_ALL = frozenset(map(lemma, "inflation minimum unemployment".split()))
_BY_LAW = frozenset(map(lemma, "legal national nationwide statutory".split()))


def _earned(words: Set[str], claim: Claim, key: str | None) -> Set[str]:
    """What is earned after tax is net profit; what is earned from something is revenue of it."""
    if claim.kind != "money":
        return words
    if words == {"earnings"} and (tax := _TAXED.match(behind(claim))) is not None:
        return {"net", "profit"} if tax[1] == "after" else {"pre", "profit", "tax"}
    return words - {"earnings"} | _REVENUE if re.match(r"[Ee]arnings from \w", claim.measure or "") else words


_TAXED = re.compile(r" (after|before) tax\b")


def _sold_for(words: Set[str], claim: Claim, key: str | None) -> Set[str]:
    """What homes sold for at the median is their median price."""
    homes = claim.kind == "money" and words & {"averag", "median"} and key is not None and key.endswith(_HOMES)
    return (
        words - {"sell"} | {"hous", "pric"}
        if homes and words <= {"averag", "hous", "median", "pric", "sell"}
        else words
    )


_HOMES = (" homes", " houses", " dwellings")

_PRICED = f"quot trad hand fetch sell buy worth valu {' '.join(map(lemma, series_words('moneys')))}"


MONEY: Senses = (
    ("shar", _portion),
    ("turnover", _turnover),
    ("sell", _sales),
    ("shar stock", _stock),
    ("inflation pric cpi", _prices),
    ("ship shipment", _shipped),
    ("buy", _purchases),
    ("export import", _trade),
    ("growth", _growth),
    ("market", _held_share),
    (_PRICED, _market),
    ("acquisition acquir buy deal pay purchas sign takeover transaction transfer", _takeover),
    ("wag pay", _wages),
    ("legal national nationwide statutory", _whole_country),
    ("earnings", _earned),
    ("averag median", _sold_for),
    ("pric cost tag", _cost),
    ("debt deficit", _debt),
)
