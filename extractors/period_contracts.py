"""Time words that name a thing and no time: "the July soybean contract", "asteroid 2003 AB", "2012 prices"."""

from __future__ import annotations

import re

from extractors.words import words


def is_name(folded: str, start: int, m: re.Match[str], rule: str) -> bool:
    """True where the match of ``rule`` in a sentence that begins at ``start`` names a thing."""
    if rule == "month":
        return names_contract(folded, start, m)
    if rule != "year":
        return False
    code = _DESIGNATION.match(folded, m.end()) if len(m.group()) == _DIGITS else None
    if code and (code.group()[-1].isdigit() or _ASTEROID.search(folded, max(start, m.start() - 10), m.start())):
        return True
    return _PRICED.match(folded, m.end()) is not None


_DIGITS = 4
_DESIGNATION = re.compile(r" [A-Z]{2}\d{0,3}(?=[ ,.;)'])")  # "asteroid 2003 AB4"
_ASTEROID = re.compile(r"(?:asteroid|comet|object|planet) $")
_PRICED = re.compile(r" (?:prices|values|dollars|money|terms)\b")  # "5 million pounds in 2012 prices"


def names_contract(folded: str, start: int, m: re.Match[str]) -> bool:
    """ "March corn settled", "the May palm oil contract", "crude for July delivery": which goods, not when."""
    if _DELIVERED.match(folded, m.end()) or folded.endswith(" delivery ", start, m.start()):
        return True
    behind = folded[m.end() : m.end() + _NEAR]
    lead, _, rest = m.group().lower().partition(" ")
    bare = (not rest or rest.isdigit()) and not _IN.search(folded, max(start, m.start() - 10), m.start())
    if bare or rest.startswith("the "):
        return _CONTRACT.match(behind) is not None or (bare and _TRADED_GOODS.match(behind) is not None)
    goods = lead == "for" and _GOODS_BEFORE.search(folded, max(start, m.start() - _NEAR), m.start())
    return bool(goods) and _TRADED.match(behind) is not None  # "crude for July eased"


_NEAR = 60  # characters
_OF_GOODS = "|".join(sorted(word.replace("-", " ") for word in words("period_contracts.goods")))
_OF_TRADING = "|".join(sorted(words("period_contracts.traded")))
_KINDS = (
    r"(?: (?:[A-Z][A-Z]+\d*|[Ss]oft|[Hh]ard|[Rr]ed|[Ww]inter|[Ss]pring|[Ww]hite|[Rr]aw|[Aa]rabica|[Rr]obusta|[Ll]ive"
    r"|[Ll]ean|[Ff]eeder|[Pp]alm|[Cc]rude|[Bb]rent|[Nn]atural|[Mm]ost-active))*"
)
_TRADED = re.compile(rf" (?:{_OF_TRADING})\b")
_TRADED_GOODS = re.compile(rf"{_KINDS} (?i:{_OF_GOODS})(?: [A-Z]+\d+)? (?:{_OF_TRADING})\b")
_CONTRACT = re.compile(
    rf"{_KINDS}(?: (?i:{_OF_GOODS}) [Mm]arket|(?: (?i:{_OF_GOODS}))? (?:[Ff]utures|[Cc]ontracts?|[Oo]ptions))\b"
)
_GOODS_BEFORE = re.compile(rf"\b(?i:{_OF_GOODS}) $")
_DELIVERED = re.compile(r" delivery\b(?! (?:figures?|numbers?|counts?|totals?|results?|data|report|volumes?))")
_IN = re.compile(r"\b(?:In|During|By|Since|Through|Until) $")
