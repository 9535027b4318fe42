"""A claim in, stems that its sentence adds to what is measured: another figure than its bare words. Pure.

"5,000 people in Norland" are not all that Norvik employs, "refugees from Talore" are not those in Talore, a month's
rise is not a year's. Claims without such words are marked by nothing.
"""

from __future__ import annotations

import re
from collections.abc import Set

from extractors.keys import GENERIC_NOUNS, fold_name, lemma, measure_stems
from extractors.model import Claim
from extractors.series_words import series_stems, series_words

FROM_ITS_OWNER = series_stems("from_its_owner")
"""Stems of what is its owner's where it comes from there: "exports from Norland"."""
TO_ITS_OWNER = series_stems("to_its_owner") | series_stems("comes_in")
"""And of what is its owner's where it goes there: "visitors to Norland"."""
_NO_GROUPS = frozenset(tail.strip() for tail in series_words("empty_tails"))

_FAR = 120
"""Characters around a number that are looked at."""
_NAME = r"(?:[A-Z][\w'’.-]*)(?: (?:and |of |the )?[A-Z][\w'’.-]*){0,4}"
_NOT_PLACES = frozenset(
    "january february march april may june july august september october november december monday tuesday wednesday "
    "thursday friday saturday sunday q1 q2 q3 q4 h1 h2 i easter christmas ramadan lent".split()
)
# "430 stores in Norland", "43 homes built across the north"
_PLACE_BEHIND = re.compile(
    rf"(?: [a-z][\w-]*){{0,2}}? (?:across|at|from|in|inside|throughout|to) (?:the )?"
    rf"((?:(?:north|south|east|west)(?:ern)? |central )?{_NAME}|north|south|east|west)\b"
)
_SOON = re.compile(r"(?: [\w-]+){0,3}? (under construction|on order|in the pipeline|being built|abroad)\b")
_HARMS = {"die", "infect", "injur", "kill"}
_CAUSE = re.compile(r"(?: [\w-]+)? (?:caused by|due to|from|linked to|of) (?:the )?([a-z]{3,})\b")
_AGAINST = re.compile(
    r"[^.;:]{0,40}?\b(?:against|versus) (?:the |a )?(?:US |U\.S\. )?(?!the\b|its\b|an?\b)([a-z]{3,})\b"
)
_NO_CAUSES = frozenset(
    "all both each its the their last more over same some that them these this those under".split()
)
# Of which chamber seats are, which dose people had, against what something works.
_SORT = re.compile(
    r"[^.;:,]{0,30}?(?: in the (?P<chamber>senate|upper house)\b|"
    r"(?: the| a| their)? (?P<dose>first|second|third|booster) (?:dose|jab|shot)\b|"
    r" effective (?:against|(?:at|in) preventing) (?:the )?(?P<against>[a-z]{3,}))",
    re.I,
)
_UPKEEP = re.compile(r" to (clean|guard|heat|insure|light|maintain|operate|repair|restore|run|staff)\b")
_ROOM = re.compile(
    r"\b(?:capacity|places?|room|space) for (?:(?:about|around|only|some|up to|more than|at least) )?$"
)
_ANOTHER = re.compile(r"\b(?:another|additional|extra|further)(?: (?:about|around|some))?$", re.I)
_MORE = re.compile(r"(?:\d|\b(?:hundred|thousand|million|billion)) (?:additional|extra|further|more)\b(?! than)")
_MONTHS = "january|february|march|april|may|june|july|august|september|october|november|december"
_BEFORE_IT = "(?:(?:(?:a|one|the) )?{0} (?:ago|before|earlier|prior)|(?:the )?(?:last|preceding|previous|prior) {0})"
# What a percentage is measured against, said of any and said of a change: "unchanged from April" is neither.
_BASES = tuple(
    (
        mark,
        re.compile(rf"\b(?:{of_any})\b", re.I),
        re.compile(rf"\b(?:compared (?:to|with)|from|on|over|than) (?:{of_change})\b", re.I),
    )
    for mark, of_any, of_change in (
        ("annualized", r"annuali[sz]ed|at an annual (?:pace|rate)", r"an annuali[sz]ed basis"),
        (
            "monthly",
            r"month[- ](?:on|over)[- ]month|m/m|on a monthly basis",
            rf"{_BEFORE_IT.format('month')}|the month|(?:in )?(?:{_MONTHS})(?! (?:19|20)\d\d)",
        ),
        (
            "quarterly",
            r"quarter[- ](?:on|over)[- ]quarter|q/q|on a quarterly basis",
            rf"{_BEFORE_IT.format('(?:quarter|three months)')}|the quarter",
        ),
        (
            "annual",
            r"year[- ](?:on|over)[- ]year|y/y|on an annual basis|"
            r"in the (?:year|(?:12|twelve) months) (?:ended|to|through)",
            rf"{_BEFORE_IT.format('(?:year|twelve months|12 months)')}|the year",
        ),
    )
)
# One of these is in all of them.
_ANY_BASE = re.compile(
    rf"month|quarter|year|annual|[mqy]/[mqy]|(?:from|on|over|than|to|with) (?:in )?(?:{_MONTHS})", re.I
)
_AS_ADJECTIVE = re.compile(r"\b(confirmed|open|registered) (?!(?:as|at|by|for|from|in|on|since|so|to|with)\b)[a-z]")
_AGED = re.compile(
    r"\b(?:men|people|population|residents|women) "
    r"(?:aged (?:above |below |over |under )?|(?:above|below|over|under) (?:the age of )?)\d"
)
_PARTING = (" from ", " to ", " on ", " against ")
_PARTED = re.compile(r"([\w-]+) (from|to|on|against) (?:the )?$")
# "puffins on Skellan Island" are its own, as are passengers on a line
_LAND = re.compile(r"\b(?:Earth|Islands?|Isles?|Mars|Moon|Peninsula)\b")
_ABOARD = series_stems("aboard")
_WHO = re.compile(r"([A-Z][a-z]+s|Children|Men|Women) (?:across|at|in) (?:the )?")
_GOES_ON = re.compile(" [a-z]")
_FROM_NAME = re.compile(rf"\bfrom (?:the )?({_NAME})")
_ANOTHER_NUMBER = re.compile(r"\d(?![\d,.]*(?:th|st|nd|rd)?\b(?<=\d{4}))")
_BREAK = re.compile(r"[;:]| while | but ")
_BREAK_OR_NUMBER = re.compile(rf"\b(?!(?:19|20)\d\d\b|12 months)\d|{_BREAK.pattern}")
_DIGIT = re.compile(r"\d")
_CORE = re.compile(
    r"\b(?:excluding|strip\w*(?: out)?|without|leaves? out|leaving out) (?:\w+ ){0,2}?"
    r"(?:fresh food(?! and)|(?:(?<!fresh )food|energy|fuel)(?:,| and| or)(?: \w+){0,2}? (?:food|energy|fuel))\b",
    re.I,
)
_SAYS_CORE = re.compile(r"\b(?:core|underlying)\b", re.I)
_END = re.compile(r"[;:,]| (?:and|but|while|whereas|or) ")


def marks(claim: Claim, name: str | None, key: str | None, words: Set[str]) -> set[str]:
    """Stems that the sentence adds to ``words`` of what is measured.

    ``name``, ``key``: the owner as the article has it, and its key.
    """
    at = claim.start - claim.sentence_start
    end = at + len(claim.quote)
    before, behind = claim.sentence[max(0, at - _FAR) : at], claim.sentence[end : end + _FAR]
    found: set[str] = set()
    if claim.kind == "percent":
        found |= _base(claim, before, behind, words)
    if claim.kind == "percent" and claim.change is not None and (over := _AGAINST.match(behind)):
        found.add(lemma(over[1]))
    spans = claim.kind == "measure" and "length" in words and " to " in behind  # "43 km from Harrow to Arden"
    if not spans and (claim.kind in ("count", "measure") or words & {"export", "import"}):
        found |= _where(claim, behind, f" {key} {fold_name(name or '')} " if key else None, words)
    if claim.kind in ("count", "money"):
        if _ANOTHER.search(before.rstrip()) or _MORE.search(claim.sentence[at : end + 20]):
            found.add("more")
    if claim.kind == "money" and "cost" in words and (upkeep := _UPKEEP.match(behind)):
        found.add(lemma(upkeep[1]))
    if claim.change is None and (sort := _SORT.match(behind)) is not None:
        if sort["chamber"] is None:
            found.add(lemma((sort["dose"] or sort["against"]).lower()))
        elif "seat" in words:
            found.add(lemma("senate"))
    if claim.kind == "count":
        if _ROOM.search(before):
            found.add("room")
        if words & _HARMS and (cause := _CAUSE.match(behind)) and cause[1] not in _NO_CAUSES:
            found.add(lemma(cause[1]))
        if "population" in words and _AGED.search(claim.sentence):
            found.add("aged")
    said = f"{claim.quote} | {claim.measure or ''}"
    found |= {"vacant" if word == "open" else word for word in _AS_ADJECTIVE.findall(said)}
    if not spans and "import" not in words and (parted := _FROM_NAME.search(claim.measure or "")):
        if key is None or fold_name(parted[1]) not in key:
            found.add("from")
    if name:
        found |= _toward(claim.sentence, name, words) | _group(claim, name, words)
    return found


def says_core(claim: Claim) -> bool:
    """True where the sentence says of this number, and of no other one, that it leaves out food and energy.

    "Inflation was 4.3 %, while core inflation, which strips out food and energy, was 3.1 %" says so of 3.1 alone.
    """
    at = claim.start - claim.sentence_start
    end = at + len(claim.quote)
    for said in _CORE.finditer(claim.sentence):
        ahead, after = claim.sentence[said.end() :], claim.sentence[end : said.start()]
        if said.end() <= at:
            between = claim.sentence[said.end() : at]
            if not _ANOTHER_NUMBER.search(between) and not _follows_its_number(claim.sentence[: said.start()]):
                return True
        elif (
            said.start() >= end
            and not _ANOTHER_NUMBER.search(after)
            and not _SAYS_CORE.search(after)
            and not (_END.search(after) and _ANOTHER_NUMBER.search(ahead))
        ):
            return True
    return False


def _follows_its_number(text: str) -> bool:
    """True where ``text`` ends with a number's own clause: "was 3.1 % (excluding ...)"."""
    tail = re.split(r"[;,]| and ", text)[-1]
    return _ANOTHER_NUMBER.search(tail) is not None


def says_base(claim: Claim) -> bool:
    """True where the sentence says what this percentage is over: a year, a quarter, a month."""
    at = claim.start - claim.sentence_start
    end = at + len(claim.quote)
    return _base_of(claim, claim.sentence[max(0, at - _FAR) : at], claim.sentence[end : end + _FAR]) is not None


def _base(claim: Claim, before: str, behind: str, words: Set[str]) -> set[str]:
    """What a percentage is compared with, where that is not what it usually is: a year ago.

    Growth of an economy has no usual one, so that all are marked.
    """
    said = _base_of(claim, before, behind)
    if said is None or (said == "annual" and "gdp" not in words):
        return set()
    return {said} - words


def _base_of(claim: Claim, before: str, behind: str) -> str | None:
    """What a percentage is over, where its clause says so."""
    own = _BREAK.split(before)[-1]
    clauses = [_BREAK_OR_NUMBER.split(behind, maxsplit=1)[0]]
    same = "change:compared" in claim.rules and own.endswith(
        " from "
    )  # "3.2 % from a year earlier, slowing from [3.6]"
    if same or _DIGIT.search(own.replace("12 months", "")) is None:  # else what it says is said of another number
        clauses.append(own)
    for clause in clauses:
        if _ANY_BASE.search(clause) is None:
            continue
        for mark, of_any, of_change in _BASES:
            if of_any.search(clause) or (claim.change is not None and of_change.search(clause)):
                return mark
    return None


def _where(claim: Claim, behind: str, owner: str | None, words: Set[str]) -> set[str]:
    """The place or state behind a number of things, where it is not their owner: "430 stores in Norland"."""
    found: set[str] = set()
    if (soon := _SOON.match(behind)) is not None and (soon[1] != "abroad" or "export" not in words):
        found.add(soon[1].replace(" ", "-"))
    if owner is None or (place := _PLACE_BEHIND.match(behind)) is None:
        return found
    named = fold_name(place[1])
    if f" {named} " in owner or named.split()[0] in _NOT_PLACES or (claim.period and place[1] in claim.period):
        return found
    return found | set(measure_stems(named))


def _toward(sentence: str, name: str, words: Set[str]) -> set[str]:
    """The word "from", "to" or "on" where it parts what is measured from its owner, and another figure is its own."""
    at = sentence.find(name)
    near = sentence[max(0, at - 60) : at] if at > 0 else ""
    parted = _PARTED.search(near) if near.removesuffix("the ").endswith(_PARTING) else None
    if parted is None:
        return set()
    noun, way = lemma(parted[1]), parted[2]
    its_own = {"from": FROM_ITS_OWNER, "to": TO_ITS_OWNER}.get(way, frozenset())
    if noun not in words or noun in its_own or words & its_own:
        return set()
    if way == "on" and (_LAND.search(name) or noun in _ABOARD):
        return set()
    return {"on" if way == "against" else way}


def _group(claim: Claim, name: str, words: Set[str]) -> set[str]:
    """Who of an owner it is that opens the sentence: "Women in Norland earn"; not "Sales at Norvik were"."""
    sentence = claim.sentence
    who = _WHO.match(sentence)
    if who is None or who[1].lower() in _NO_GROUPS or not sentence.startswith(name, who.end()):
        return set()
    if not _GOES_ON.match(sentence, who.end() + len(name)):
        return set()
    if who[1].lower() in (claim.measure or "").lower().split():
        return set()  # what is measured, and by another word in ``words``: revenue
    return {lemma(who[1])} - GENERIC_NOUNS - words
