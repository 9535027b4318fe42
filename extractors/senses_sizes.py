"""Senses of weights, energy, temperatures, terms and shares: stems in, those that all have out. Pure."""

from __future__ import annotations

import re
from collections.abc import Set

from extractors.keys import lemma
from extractors.model import Claim
from extractors.senses import Senses, before, behind
from extractors.series_roots import root

_GAS = re.compile(r"\bto(?:nne)?n?s? of (?:carbon dioxide|CO2)([ -]equivalent)?", re.I)


def _gas(words: Set[str], claim: Claim, key: str | None) -> Set[str]:
    if claim.kind != "measure" or (gas := _GAS.search(claim.sentence)) is None:
        return words
    return (words - {"co2", "equivalent", "ghg"}) | {"ghg" if gas[1] else "co2"}


def _crop(words: Set[str], claim: Claim, key: str | None) -> Set[str]:
    weighed = claim.kind == "measure" and claim.change is None and not words & {"area", "land", "los", "yield"}
    return words - {"crop"} | {"produc"} if weighed else words


def _crude(words: Set[str], claim: Claim, key: str | None) -> Set[str]:
    """Crude that is pumped, bought or sold abroad is what others call oil."""
    oil = claim.kind == "measure" and claim.unit == "barrel" and words & {"export", "import", "produc"}
    return words - {"crud"} | {"oil"} if oil else words


def _energy(words: Set[str], claim: Claim, key: str | None) -> Set[str]:
    """Electricity that is produced is generated, by whatever word for it."""
    if claim.unit is None or not claim.unit.endswith("Wh"):
        return words
    if words & {"generat", "produc"}:
        return words - {"electricity", "power", "produc"} | {"generat"}
    return words - {"power"} | {"electricity"} if words == {"consum", "power"} else words


def _adjusted(words: Set[str], claim: Claim, key: str | None) -> Set[str]:
    """Rates of unemployment are for the season, where nobody says that they are not."""
    return words - {"adjust", "seasonally"} if "unemployment" in words else words


def _can_generate(words: Set[str], claim: Claim, key: str | None) -> Set[str]:
    """What something can generate at most is its capacity."""
    able = claim.unit is not None and claim.unit.endswith("W") and words <= _OUTPUT and _CAN.search(before(claim))
    return {"capacity"} if able else words


_OUTPUT = frozenset(map(lemma, "electricity generate power produce supply".split()))
_CAN = re.compile(r"\b(?:able to|can|capable of|could) \w+(?: (?:up to|about|some|around))? $")


def _act_rate(words: Set[str], claim: Claim, key: str | None) -> Set[str]:
    """The rate of an act is the share to which it is done: the recycling rate of waste, waste that is recycled."""
    rated = _RATED.search(claim.measure or "") if claim.kind == "percent" and claim.change is None else None
    if rated is None or len(words) < 2 or not words.isdisjoint(_NO_SHARES):
        return words
    stem = lemma(rated[1])
    return words - {"rat"} if rated[1].endswith("ing") or root(stem) != stem else words


_RATED = re.compile(r"\b([a-z]+) rates?\b", re.I)
_NO_SHARES = frozenset(map(lemma, "borrow employ finance housing lend refinance saving".split()))


def _height(words: Set[str], claim: Claim, key: str | None) -> Set[str]:
    long = claim.kind == "measure" and claim.unit in ("m", "foot", "cm") and claim.change is None
    return words - {"high"} | {"height"} if long else words


def _installed(words: Set[str], claim: Claim, key: str | None) -> Set[str]:
    return words - {"install"} if _INSTALLED.search(claim.measure or "") else words


_INSTALLED = re.compile(r"\b[Ii]nstalled (?:\w+ )?capacity\b")


def temperature(words: Set[str], claim: Claim) -> Set[str]:
    """A day's high or low, where the verb or the noun says which."""
    if not words <= _WARM:
        return words
    ahead = before(claim)
    if "low" in words or _SANK.search(ahead):
        return {"low", "temperatur"}
    if words & {"high", "swelter"} or _CLIMBED.search(ahead):
        return {"high", "temperatur"}
    return {"temperatur"}


_WARM = frozenset(map(lemma, "high low mercury reached record showed sweltered temperature thermometer".split()))
_CLIMBED = re.compile(r"\b(?:climbed|hit|highs? of|peaked at|reached|rose to|soared to|topped)(?: \w+){0,2} $")
_SANK = re.compile(r"\b(?:dipped to|dropped to|fell to|lows? of|plunged to|sank to)(?: \w+){0,2} $")


def _prison(words: Set[str], claim: Claim, key: str | None) -> Set[str]:
    """A term in prison that was handed down; none that may be, was asked for, or is suspended."""
    if claim.kind != "duration" or words & _NO_TERMS or not _SENTENCED.search(before(claim)):
        return words
    return words if _ASKED.search(claim.sentence) else {"prison", "term"}


_NO_TERMS = frozenset(map(lemma, "average life maximum minimum served suspended".split()))
_SENTENCED = re.compile(r"\b(?:gave|given|got|handed|imprisoned|jailed|received|receives|sentenced|sentences)\b")
_ASKED = re.compile(
    r"\b(?:asked|could|demand\w*|faces?|facing|may|might|recommend\w*|sought|seeks?|suspended|up to)\b"
)


def _votes(words: Set[str], claim: Claim, key: str | None) -> Set[str]:
    """A share of the vote is won, received or simply a party's."""
    if claim.kind != "percent" or claim.change is not None:
        return words
    if whose := _OF_SOME.match(behind(claim)):
        return words | {lemma(whose[1])}
    if words <= _VOTED or ("shar" in words and _VOTE_SHARE.match(claim.measure or "")):
        return {"vot"}
    return words


_OF_SOME = re.compile(r" of (?:the )?([a-z]+s(?=['’] )|(?:wo)?men)['’]s? votes?\b")
_VOTED = frozenset(map(lemma, "cast receive received secured share took vote won".split()))
_VOTE_SHARE = re.compile(
    r"(?:[Ss]hare of (?:the )?votes?|[Vv]ote share)(?: in (?:the |[A-Z]\w+'s )?(?:\w+ ){0,3}election)?$"
)


def _jobless(words: Set[str], claim: Claim, key: str | None) -> Set[str]:
    """Of whose workers so many have no work, that is unemployment; of all of them, not of women."""
    all_of = claim.kind == "percent" and _NO_WORK.search(claim.measure or "") and not _SOME.search(claim.sentence)
    return {"unemployment"} if all_of else words


_NO_WORK = re.compile(
    r"\b(?:labou?r force|work ?force)\b.* "
    r"(?:had no (?:job|work)|jobless|out of (?:a job|work)|unemployed|without (?:a job|work))"
)
_SOME = re.compile(r"\b(?:aged|female|graduates?|male|m[ae]n|older|under|wom[ae]n|young\w*|youths?)\b", re.I)


def _went_to_vote(words: Set[str], claim: Claim, key: str | None) -> Set[str]:
    """Of voters, how many voted is the turnout; of all of them."""
    all_of = claim.kind == "percent" and _VOTERS.match(claim.measure or "") and not _SOME.search(claim.sentence)
    return {"turnout"} if all_of else words


_VOTERS = re.compile(
    r"(?:[\w-]+ )?(?:electorate|voters) "
    r"(?:cast (?:a |their )?(?:ballots?|votes?)|took part|turned out|voted)(?: in the election)?$"
)


SIZES: Senses = (
    ("emit", _gas),
    ("prison jail imprison sentenc", _prison),
    ("crop", _crop),
    ("crud", _crude),
    ("power electricity generat produc", _energy),
    ("vot", _votes),
    ("install", _installed),
    ("employ out jobles unemploy work", _jobless),
    ("ballot part turn vot voter", _went_to_vote),
    ("high", _height),
    ("power electricity generat produc", _can_generate),
    ("rat", _act_rate),
    ("adjust", _adjusted),
)
