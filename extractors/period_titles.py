"""Words that look like a time and are a name: "Theresa May", "May Stores", the series "Wednesday", "USA Today"."""

from __future__ import annotations

import re
from functools import lru_cache

from extractors.words import words

_QUOTED = frozenset(("rule_weekday", "rule_month", "rule_today", "rule_year", "rule_season"))


# hours of the market, those of the day of publication where no other day is named
TRADING = (
    r"(?:[Ii]n (?:(?:early|late|mid)[ -]?)?(?:pre-?market|after-?hours|extended|(?:mid)?morning|(?:mid-?)?afternoon"
    r"|midday|early|late|after-market) trading|the regular trading (?:day|session))(?! hours)"
)
_OTHER_DAY = re.compile(
    r"(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|[Yy]esterday"
    r"|(?:[A-Z][a-z]{2,8}\.? \d{1,2}|\d{1,2} [A-Z][a-z]{2,8})\b"
)


def is_title(folded: str, start: int, m: re.Match[str], name: str) -> bool:
    """True where the match of the way ``name`` in ``folded``, whose sentence begins at ``start``, is a name."""
    if name == "rule_today" and m["td"] is None:
        return _OTHER_DAY.search(folded, start, m.endpos) is not None
    if (
        name == "rule_today"
        and m["td"][0] == "T"
        and _NAMED_BEFORE.search(folded, max(start, m.start() - 20), m.start())
    ):
        return True
    if name == "rule_weekday" and (_is_paper(folded, start, m) or _is_named_day(folded, start, m)):
        return True
    if name == "rule_month" and m.group()[-3:] in _SHORT and m.group().split()[0].lower() not in _DATING:
        dated = folded[max(start, m.start() - 8) : m.start()].lower().split()[-1:]
        named = _NAME_BEHIND.match(folded, m.end()) is not None and not _STATISTIC.match(folded, m.end())
        return named and not _DATING.issuperset(dated or {""})  # "Jan Novak"
    if name == "rule_year" and _TITLED.search(folded, max(start, m.start() - 20), m.start()):
        return m.group().isdigit() or m.group().startswith(("of 1", "of 2"))
    if name in _QUOTED and folded[m.start() - 1 : m.start()] == '"':
        return folded[m.end() : m.end() + 1] == '"' or folded[m.end() : m.end() + 2] == ',"'
    if name != "rule_month" or not m.group().endswith("May"):
        return False
    if m.group() == "May" and _is_named_may(folded, start, m):
        return True
    before = _NAME_BEFORE.search(folded, max(start, m.start() - 20), m.start())
    lead = m.group()[:-3].strip().lower() or (before[1].lower() if before else "")
    owning = folded[m.end() : m.end() + 2] == "'s" and lead not in ("in", "since", "during")
    return (owning or lead in _BESIDE_NAMES) and _tells_of_may(folded)


_NAMED_BEFORE = re.compile(r"\b[A-Z][\w&.-]+ $")  # "Science Today", "USA Today"
_PAPERS = r"(?:Mail|Times|Express|Telegraph|Mirror|People|Post|Herald|Independent|Star|Sun|Tribune|Business Post)"
_PAPER = re.compile(rf" {_PAPERS}\b")
_PAPER_ON = re.compile(r"\b(?:Mail|Independent|Scotland|Wales) $")


def _is_paper(folded: str, start: int, m: re.Match[str]) -> bool:
    """ "the Sunday Star", "the Mail on Sunday": a newspaper."""
    if m.group().startswith("on "):
        return _PAPER_ON.search(folded, max(start, m.start() - 20), m.start()) is not None
    return m.group()[0].isupper() and folded.endswith("he ", start, m.start()) and bool(_PAPER.match(folded, m.end()))


def _is_named_day(folded: str, start: int, m: re.Match[str]) -> bool:
    """ "to Friday Harbor", "the Saturday Club", "Sunday Night Live", "Black Monday": a name."""
    if _SHOW_BEHIND.match(folded, m.end()) or folded.endswith("Black ", start, m.start()):
        return True
    return (
        m.group()[-3:] == "day"
        and m.group()[0].isupper()
        and _PLACE_BEHIND.match(folded, m.end()) is not None
        and _PART_OF_NAME.search(folded, max(start, m.start() - 10), m.start()) is not None
    )


_SHOW_BEHIND = re.compile(r" (?:Night|Morning|Evening) [A-Z]")
_PLACE_BEHIND = re.compile(
    r" (?:Harbou?r|Club|Group|Trust|Review|Magazine|Market|Island|Bay|School|Centre|Center|Hall|Park|House|Records)\b"
)
_PART_OF_NAME = re.compile(r"\b(?:to|at|of|the|from|for|with|by) $")
_SHORT = frozenset("Jan Jun".split())
_STATISTIC = re.compile(
    r" (?:Retail|Sales|Output|Industrial|Services|Manufacturing|Consumer|Producer|Trade|Exports|Imports|Jobs|Payrolls"
    r"|Wages|CPI|PPI|PMI|GDP|Inflation|Unemployment|Core)\b"
)
_DATING = frozenset("in during since until till by through throughout".split())
_TITLED = re.compile(r"\b(?:Act|Bill|Regulations|Ordinance|Directive|Vision|Agenda|Strategy|Plan)(?: \(?)$")
_BESIDE_NAMES = frozenset(("", "of", "for", "from", "after", "before", "on", "at"))
_NAMED_MAY = re.compile(
    r"\b(?:Theresa|Brian|Elaine|Mr|Mrs|Ms|Dr|Sir|Lady|Lord|Minister|rival) May\b"
    r"|\bMay (?:Department|Stores|Inc|Ltd|Co|Corp|Day Stores|says|told)\b"
)


@lru_cache(maxsize=4)
def _tells_of_may(folded: str) -> bool:
    """True for an article about somebody or a firm named May."""
    return _NAMED_MAY.search(folded) is not None


_BEFORE_MONTH = words("periods.before_month")
_NAME_BEFORE = re.compile(r"([A-Za-z.]+) $")
_NAME_BEHIND = re.compile(r" [A-Z][a-z]")


def _is_named_may(folded: str, start: int, m: re.Match[str]) -> bool:
    """ "Theresa May", "May Stores", but not "In May" and "by May Orrin had"."""
    before = _NAME_BEFORE.search(folded, max(start, m.start() - 20), m.start())
    if before is None or before[1].lower() in _BEFORE_MONTH:
        return before is None and _NAME_BEHIND.match(folded, m.end()) is not None
    return before[1][0].isupper() or _NAME_BEHIND.match(folded, m.end()) is not None
