"""Stems of what is measured in, those that all who tell it in other words have out. Pure.

A word means one thing of one kind of quantity: "crop" is a harvest where it is weighed, "high" a temperature in
degrees. Each sense says which stems call it, so that a claim without them pays for none.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Set
from decimal import Decimal

from extractors.keys import PEOPLE_OF, lemma, measure_stems
from extractors.model import Claim
from extractors.places import is_place
from extractors.series_marks import says_base, says_core
from extractors.series_words import series_stems, series_words

Sense = Callable[[Set[str], Claim, str | None], Set[str]]

_EVENTS = series_stems("events")
_DISEASES = series_stems("diseases")
_EVERYWHERE = frozenset(series_words("everywhere"))
_BUILT = frozenset(series_words("long_things") + series_words("built_things"))
_SHOWN = frozenset(series_words("shown_to_visitors"))
_GAS = re.compile(r"\bto(?:nne)?n?s? of (?:carbon dioxide|CO2)([ -]equivalent)?", re.I)
_INHABITED = re.compile(r"\b(?:home to|inhabit\w*|lives? in|living in|population|(?:city|town|village) of [\d,.]+)\b")
_SALES, _REVENUE = frozenset(measure_stems("sales")), frozenset(measure_stems("revenue"))
_LEFT_OUT = frozenset(measure_stems("excluding without volatile fresh food energy fuel"))
_MOVED_IN = re.compile(r"\bimmigrants (?:who )?(?:arrived|came|entered|moved|settled)\b")
# "exports of goods" are not all exports, "goods" that someone exported are
_OF_GOODS = re.compile(r"\b(?:exports?|imports?|goods|services) \w*\b ?(?:exports?|imports?|goods|services)\b", re.I)
_SHARES = [frozenset(measure_stems(name)) for name in ("shares", "stock", "share price", "stock price")]
_DEGREES = ("°C", "°F")
_OFTEN = {"day": "daily", "week": "weekly", "month": "monthly"}
_MILLION = Decimal(10**6)


def meant(words: Set[str], claim: Claim, key: str | None) -> Set[str]:
    """What some words mean of this kind of quantity, and in this sentence; ``key`` is whose it is."""
    if not _CALLS.isdisjoint(words):
        for calls, sense in _SENSES:
            if not calls.isdisjoint(words):
                words = sense(words, claim, key)
    if claim.unit in _DEGREES and claim.change is None:
        return _temperature(words, claim)
    return words


def of_event(words: Set[str], key: str | None) -> Set[str]:
    """Who was killed in an event, or by a disease, has died of it; in a country, others have died, too."""
    if "kill" not in words or (
        _DISEASES.isdisjoint(words) and (key is None or _EVENTS.isdisjoint(map(lemma, key.split())))
    ):
        return words
    return words - {"kill"} | {"die"}


def of_firm(words: Set[str]) -> Set[str]:
    """Turnover is revenue, but not that of staff."""
    return words if "turnover" not in words or "employ" in words else words - {"turnover"} | _REVENUE


def is_move(change: str | None, measure_key: str | None) -> bool:
    """True for the size of a move.

    Prices that rose over a year say how high inflation was, employment that rose by so many how many jobs were added;
    inflation that rose is one itself, and marked ("mov").
    """
    if change is None or measure_key is None:
        return change is not None
    words = measure_key.split()
    if "mov" in words:
        return True
    return not ("inflation" in words or (change == "up" and "employ" in words and "add" in words))


def rate_left(per: str | None, measure_key: str | None) -> str | None:
    """The denominator that parts a claim from others: "used by 9 million each month" are so many monthly users."""
    return None if per in _OFTEN and measure_key == f"{_OFTEN[per]} user" else per


def _before(claim: Claim) -> str:
    return claim.sentence[: claim.start - claim.sentence_start]


def _behind(claim: Claim) -> str:
    return claim.sentence[claim.start - claim.sentence_start + len(claim.quote) :]


def _inhabitants(words: Set[str], claim: Claim, key: str | None) -> Set[str]:
    return {"population"} if words <= {"person", "liv"} and _INHABITED.search(claim.sentence) else words


def _immigrants(words: Set[str], claim: Claim, key: str | None) -> Set[str]:
    return words - {"immigrant"} | {"immigrat"} if _MOVED_IN.search(claim.sentence) else words


def _portion(words: Set[str], claim: Claim, key: str | None) -> Set[str]:
    """A share of something is no share in a firm."""
    alone = words == {"shar"} and claim.measure is not None and claim.measure.endswith("share")
    return words | {"portion"} if alone else words


def _killed(words: Set[str], claim: Claim, key: str | None) -> Set[str]:
    return of_event(words, key)


def _turnover(words: Set[str], claim: Claim, key: str | None) -> Set[str]:
    return of_firm(words) if claim.kind == "money" or claim.change is not None else words


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


def _students(words: Set[str], claim: Claim, key: str | None) -> Set[str]:
    return words - {"enrollment"} if claim.kind == "count" and "student" in words else words


def _gas(words: Set[str], claim: Claim, key: str | None) -> Set[str]:
    if claim.kind != "measure" or (gas := _GAS.search(claim.sentence)) is None:
        return words
    return (words - {"co2", "equivalent", "ghg"}) | {"ghg" if gas[1] else "co2"}


def _jobs(words: Set[str], claim: Claim, key: str | None) -> Set[str]:
    """Jobs that came or went; where employment in a country rose by so many, they came.

    That of the United States is asked of households, the payrolls of firms: two figures a month.
    """
    if claim.change == "up" and claim.kind == "count":
        if words & {"add", "gain"}:
            return words | {"mov"}
        if words == {"employ"} and key != "us" and is_place(key):
            return {"add", "employ"}
        if "payroll" in words and words <= _PAYROLLS:
            return {"add", "employ"}
    jobs = {"employ"} if "los" in words else {"employ", "position", "post", "role"}
    if "gain" in words and "employ" in words and claim.kind == "count":
        return words - {"gain", "net", "new"} | {"add"}
    if words & jobs and words & {"add", "cut", "los"}:
        done = "add" if "add" in words else "cut"
        return (words - {"new", "los", "position", "post", "role"}) | {done, "employ"}
    return words


_PAYROLLS = frozenset(measure_stems("nonfarm payrolls")) | frozenset(measure_stems("non-farm payrolls"))


def _births(words: Set[str], claim: Claim, key: str | None) -> Set[str]:
    return words - {"baby", "register"}


def _trade(words: Set[str], claim: Claim, key: str | None) -> Set[str]:
    if "good" in words and not _OF_GOODS.search(claim.measure or ""):
        words = words - {"good"}
    return words - {"crud"} | {"oil"} if "crud" in words and claim.kind == "measure" else words


def _shipped(words: Set[str], claim: Claim, key: str | None) -> Set[str]:
    """What is shipped abroad is exported."""
    ours = words & {"ship", "shipment"}
    if "abroad" not in words and not (ours and re.match(r"[^.;,]{0,40}\babroad\b", _behind(claim))):
        return words
    return words - ours - {"abroad", "good"} | {"export"}


def _purchases(words: Set[str], claim: Claim, key: str | None) -> Set[str]:
    """What a country buys from abroad it imports."""
    abroad = words <= {"abroad", "buy", "good"} and re.search(r"purchases from abroad [\w ]{0,20}$", _before(claim))
    return {"import"} if abroad and claim.kind == "money" else words


def _seats(words: Set[str], claim: Claim, key: str | None) -> Set[str]:
    """Seats that a party took, it has; those it gained came to others."""
    return words - _TAKEN if claim.kind == "count" else words


_TAKEN = frozenset(map(lemma, "captured clinched secured secure take taken took win won".split()))


def _orders(words: Set[str], claim: Claim, key: str | None) -> Set[str]:
    """Orders that came in, where no one says that they were placed."""
    placed = claim.kind != "count" or _PLACED.search(_before(claim)) or (claim.measure or "").endswith("ordered")
    return words if placed else words | {"receiv"}


_PLACED = re.compile(r"\bplac(?:ed?|es|ing)\b|\border(?:ed|ing)? (?:[\w,.]+ ){0,2}$")


def _waiting(words: Set[str], claim: Claim, key: str | None) -> Set[str]:
    """Patients who wait for treatment are its waiting list, but not those who have waited long."""
    if claim.kind != "count" or _LONG.search(_behind(claim)):
        return words
    listed = words == {"patient"} and _ON_LIST.match(_behind(claim))
    if listed or ("wait" in words and len(words) > 1 and words <= _WAITING):
        return {"list", "wait"}
    return words


_LONG = re.compile(
    r"\b(?:at least|beyond|for \w+|longer|more|over|up to|within) (?:than )?(?:an? |\w+ )?(?:\w+-)?"
    r"(?:days?|hours?|months?|weeks?|years?)\b"
)
_WAITING = frozenset(map(lemma, "care hospital list patient treatment waiting".split()))
_ON_LIST = re.compile(r"(?: people| patients)? on (?:its|the|their)(?: \w+)? waiting lists?\b")


def _users(words: Set[str], claim: Claim, key: str | None) -> Set[str]:
    """Who uses it each month is a monthly user."""
    often = claim.kind == "count" and claim.unit == "person" and words == {"use"} and claim.per in _OFTEN
    return {_OFTEN[claim.per], "user"} if often and claim.per is not None else words


def _passengers(words: Set[str], claim: Claim, key: str | None) -> Set[str]:
    if claim.kind != "count":
        return words
    if "passenger" in words:
        return words - _CARRIED
    return {"passenger"} if claim.unit == "person" and words <= _CARRIED else words


_CARRIED = frozenset(map(lemma, "carried carry flew flown fly transported travelled".split()))


def _subscribers(words: Set[str], claim: Claim, key: str | None) -> Set[str]:
    """Who is a customer of a network subscribes to it."""
    return words - {"customer"} | {"subscriber"} if words & _NETWORKS else words


_NETWORKS = frozenset(map(lemma, "broadband internet mobile wireless".split()))


def _prison(words: Set[str], claim: Claim, key: str | None) -> Set[str]:
    """A term in prison that was handed down; none that may be, was asked for, or is suspended."""
    if claim.kind != "duration" or words & _NO_TERMS or not _SENTENCED.search(_before(claim)):
        return words
    return words if _ASKED.search(claim.sentence) else {"prison", "term"}


_NO_TERMS = frozenset(map(lemma, "average life maximum minimum served suspended".split()))
_SENTENCED = re.compile(r"\b(?:gave|given|got|handed|imprisoned|jailed|received|receives|sentenced|sentences)\b")
_ASKED = re.compile(
    r"\b(?:asked|could|demand\w*|faces?|facing|may|might|recommend\w*|sought|seeks?|suspended|up to)\b"
)


def _crop(words: Set[str], claim: Claim, key: str | None) -> Set[str]:
    weighed = claim.kind == "measure" and claim.change is None and not words & {"area", "land", "los", "yield"}
    return words - {"crop"} | {"produc"} if weighed else words


def _crude(words: Set[str], claim: Claim, key: str | None) -> Set[str]:
    """Crude that is pumped, bought or sold abroad is what others call oil."""
    oil = claim.kind == "measure" and claim.unit == "barrel" and words & {"export", "import", "produc"}
    return words - {"crud"} | {"oil"} if oil else words


def _attendance(words: Set[str], claim: Claim, key: str | None) -> Set[str]:
    """The attendance of a museum is its visitors."""
    shows = key is not None and not _SHOWN.isdisjoint(key.split())
    return words - {"attend"} | {"visitor"} if shows and claim.kind == "count" else words


def _growth(words: Set[str], claim: Claim, key: str | None) -> Set[str]:
    """Growth of a country is that of its economy."""
    if claim.kind != "percent" or claim.change is None:
        return words
    if words in ({"economic", "growth"}, {"gdp", "growth"}) or (words == {"growth"} and is_place(key)):
        return {"gdp"}
    return words


def _market(words: Set[str], claim: Claim, key: str | None) -> Set[str]:
    """What a commodity is quoted or sold at is its price."""
    priced = claim.kind == "money" and claim.per is not None and claim.change is None and words <= _QUOTED
    return {"pric"} if priced and key is not None and not _EVERYWHERE.isdisjoint(key.split()) else words


_QUOTED = frozenset(map(lemma, "changed hands fetched price quoted sold traded".split()))


def _takeover(words: Set[str], claim: Claim, key: str | None) -> Set[str]:
    """What was paid for a whole firm, or for a player: bought, and by what name."""
    if claim.kind != "money" or claim.per is not None or claim.change is not None or claim.measure is None:
        return words
    said = claim.measure
    if words == {"pay"} and (paid := _FOR_WHOM.match(_behind(claim))) is not None:
        said = f"pay{paid[1]}"
    bought = _BOUGHT.fullmatch(said)
    if bought is None or _NOT_WHOLE.search(bought[1]):
        return words
    return {"buy", *measure_stems(PEOPLE_OF.sub("", bought[2]))}


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
    return {"cost"} if words <= {"pric", "tag"} or words >= {"cost", "taxpayer"} else words


def _height(words: Set[str], claim: Claim, key: str | None) -> Set[str]:
    long = claim.kind == "measure" and claim.unit in ("m", "foot", "cm") and claim.change is None
    return words - {"high"} | {"height"} if long else words


def _forces(words: Set[str], claim: Claim, key: str | None) -> Set[str]:
    return {"soldier"} if claim.kind == "count" and words == {"arm", "forc"} else words


def _debt(words: Set[str], claim: Claim, key: str | None) -> Set[str]:
    """Debt of a country, as a share of its output, is what its state owes."""
    if claim.kind != "percent" or not _OF_OUTPUT.match(_behind(claim)):
        return words
    words = words - {"gdp"}
    return {"debt", "public"} if words == {"debt"} and is_place(key) else words


_OF_OUTPUT = re.compile(r" of (?:[\w'’]+ )?(?:GDP|gross domestic product|economic output|national output)\b")


def _cases(words: Set[str], claim: Claim, key: str | None) -> Set[str]:
    """Who has caught a disease is a case of it."""
    return words - {"contract", "infect"} | {"cas"} if words & _DISEASES and claim.kind == "count" else words


def _temperature(words: Set[str], claim: Claim) -> Set[str]:
    """A day's high or low, where the verb or the noun says which."""
    if not words <= _WARM:
        return words
    before = _before(claim)
    if "low" in words or _SANK.search(before):
        return {"low", "temperatur"}
    if words & {"high", "swelter"} or _CLIMBED.search(before):
        return {"high", "temperatur"}
    return {"temperatur"}


_WARM = frozenset(map(lemma, "high low mercury reached record showed sweltered temperature thermometer".split()))
_CLIMBED = re.compile(r"\b(?:climbed|hit|highs? of|peaked at|reached|rose to|soared to|topped)(?: \w+){0,2} $")
_SANK = re.compile(r"\b(?:dipped to|dropped to|fell to|lows? of|plunged to|sank to)(?: \w+){0,2} $")

_SENSES: tuple[tuple[frozenset[str], Sense], ...] = tuple(
    (frozenset(calls.split()), sense)
    for calls, sense in (
        ("person liv", _inhabitants),
        ("immigrant", _immigrants),
        ("shar", _portion),
        ("contract infect", _cases),
        ("kill", _killed),
        ("turnover", _turnover),
        ("sell", _sales),
        ("shar stock", _stock),
        ("inflation pric cpi", _prices),
        ("enrollment", _students),
        ("emit", _gas),
        ("employ position post role payroll", _jobs),
        ("birth die", _births),
        ("abroad ship shipment", _shipped),
        ("buy", _purchases),
        ("export import", _trade),
        ("seat", _seats),
        ("order", _orders),
        ("patient wait", _waiting),
        ("use", _users),
        ("passenger carry carri flew fly transport", _passengers),
        ("customer", _subscribers),
        ("prison jail imprison sentenc", _prison),
        ("crop", _crop),
        ("crud", _crude),
        ("attend", _attendance),
        ("growth", _growth),
        ("quot trad hand fetch sell", _market),
        ("acquisition acquir buy pay purchas sign takeover transfer", _takeover),
        ("pric cost tag", _cost),
        ("high", _height),
        ("forc", _forces),
        ("debt deficit", _debt),
    )
)
_CALLS = frozenset().union(*(calls for calls, _ in _SENSES))
