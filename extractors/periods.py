"""Words that say when a figure holds, and that time as ISO 8601, resolved against the publication day."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from extractors.drops import DAY, MONTH, WEEKDAY
from extractors.period_dates import (
    CENTURIES,
    century,
    decade,
    first_months,
    full_date,
    half,
    month_year,
    months_to,
    next_years,
    plain_year,
    quarter,
    relative,
    same_time,
    season,
    since,
    so_far,
    span_years,
    ten_years,
    to_date,
    today,
    twelve_months,
    weekday,
    year_back,
)
from extractors.text import anchored
from extractors.tokens import NUMBER_WORDS

_Y = r"(?:19|20)\d\d"
_COUNT = r"(?:\d{1,3}|" + "|".join(NUMBER_WORDS) + r"|few|several)"
_QUARTER = r"(?i:first|second|third|fourth|final|1st|2nd|3rd|4th)"


@dataclass(frozen=True, slots=True)
class Period:
    """A time expression: its words, span in the text and ISO 8601 value; ``iso`` None where it cannot be resolved."""

    words: str
    start: int
    end: int
    iso: str | None
    rule: str


@dataclass(frozen=True, slots=True)
class PeriodRule:
    """One way to name a time. ``build`` gets the match and the publication day; examples say what comes out."""

    name: str
    pattern: str
    build: Callable[[re.Match[str], date | None], str | None]
    examples: tuple[tuple[str, str | None], ...]
    counterexamples: tuple[str, ...] = ()


_PRE = r"(?:(?:in|by|during|for|over|through|throughout|until|till|as of|at|from|on|since|of|before|after|around)(?: the)? )?"
_END_OF = r"(?:(?:the )?(?:end|beginning|start|close|middle|turn) of |(?:early|late|mid)[- ]?(?:in )?)?"


RULES: tuple[PeriodRule, ...] = (
    PeriodRule(
        "months_to",
        rf"\b(?:[Ii]n|[Ff]or|[Oo]ver|[Dd]uring)(?: the)? (?P<mt_n>{_COUNT} months|year) (?:to|through|ended|ending)(?: in)? (?P<mt_m>{MONTH})(?: \d{{1,2}},?)?(?: (?P<mt_y>{_Y}))?",
        months_to,
        (("in the six months to March", "2018-10/2019-03"), ("in the year to April", "2018-05/2019-04")),
    ),
    PeriodRule(
        "decade",
        r"\b(?:[Ii]n |[Dd]uring |[Ss]ince )?(?:the )?(?:(?P<de_p>early|mid|late)[- ])?(?P<de_y>(?:18|19|20)\d0)s\b",
        decade,
        (("in the 1990s", "1990/1999"), ("the mid-1990s", "1994/1996")),
    ),
    PeriodRule(
        "century",
        rf"\b(?:[Ii]n |[Dd]uring |[Ss]ince )?the (?P<ce_n>{'|'.join(CENTURIES)}|\d\dth|21st) [Cc]entury\b",
        lambda m, _: century(m["ce_n"]),
        (("in the fourteenth century", "1301/1400"), ("during the 19th century", "1801/1900")),
        ("a century",),
    ),
    PeriodRule(
        "fiscal_pair",
        rf"\b{_PRE}(?:the )?(?:(?:previous|current|last|next|coming) )?(?:financial|fiscal) year(?: of)? (?P<fp_a>{_Y})[/-](?P<fp_b>(?:19|20)?\d\d)\b",
        lambda m, _: f"{m['fp_a']}/{m['fp_a'][: 4 - len(m['fp_b'])]}{m['fp_b']}",
        (("in the financial year 2018/19", "2018/2019"), ("the fiscal year of 2024-25", "2024/2025")),
    ),
    PeriodRule(
        "past_year",
        r"\b(?:[Oo]ver|[Dd]uring|[Ww]ithin|[Ii]n) the (?:past|last) (?:year|12 months|twelve months)\b",
        lambda m, published: twelve_months(published),
        (("over the last year", "2018-11/2019-11"), ("in the past 12 months", "2018-11/2019-11")),
        ("in the last years",),
    ),
    PeriodRule(
        "season",
        rf"\b(?:(?:[Ii]n|[Bb]y|[Ff]rom|[Ss]ince|[Uu]ntil|[Oo]ver) )?(?:(?P<se_w>[Tt]his|[Ll]ast|[Nn]ext) (?P<se_n>spring|summer|autumn|winter|fall)"
        rf"|(?:the )?(?P<se_n2>spring|summer|autumn|winter|fall)(?: of)? (?P<se_y>{_Y}))\b(?! in\b)",
        season,
        (
            ("this summer", "2019-06/2019-08"),
            ("in the winter of 2018", "2018-12/2019-02"),
            ("in summer 2020", "2020-06/2020-08"),
        ),
        ("a cold winter",),
    ),
    PeriodRule(
        "since",
        rf"\b[Ss]ince (?:(?P<si_m>{MONTH})(?: (?=\d))?,? ?)?(?P<si_y>{_Y})?(?<=\w)\b(?<!ince)(?! ?{DAY}\b)",
        since,
        (("since March", "2019-03/2019-11"), ("since 2015", "2015/2019")),
        ("Since then",),
    ),
    PeriodRule(
        "full_date",
        rf"\b(?:{_PRE}(?:{WEEKDAY},? )?)?(?:(?P<fd_m>{MONTH}) ?(?P<fd_d>{DAY})\b(?:,? (?P<fd_y>{_Y}))?"
        rf"|(?P<fd_d2>{DAY}) (?:of )?(?P<fd_m2>{MONTH})(?:,? (?P<fd_y2>{_Y}))?)(?!\d)",
        full_date,
        (("on October 18", "2019-10-18"), ("as of 31 March 2018", "2018-03-31")),
        ("the March hare",),
    ),
    PeriodRule(
        "quarter",
        rf"\b(?:{_PRE}(?:the )?(?:company's )?(?:fiscal )?(?P<q_n>{_QUARTER})[ -]quarter(?:s)?(?:(?: of)?(?: fiscal)?(?: the)? (?:(?P<q_y>{_Y})|this year|last year|next year|the year|(?:a )?year (?:earlier|ago)))?"
        rf"|(?:{_PRE})Q(?P<q_d>[1-4])(?:,? (?:of )?(?P<q_y2>{_Y}))?|(?P<q_d2>[1-4])Q)",
        quarter,
        (("in the third quarter", "2019-Q3"), ("the fourth quarter of 2018", "2018-Q4"), ("Q3", "2019-Q3")),
    ),
    PeriodRule(
        "half",
        rf"\b{_PRE}(?:the )?(?P<h_n>first|second)[ -]half(?:(?: of)?(?: the)? (?:(?P<h_y>{_Y})|this year|last year|next year|year))?\b(?! of (?!the year))",
        half,
        (("in the first half of 2019", "2019-01/2019-06"), ("in the second half", "2019-07/2019-12")),
    ),
    PeriodRule(
        "first_months",
        rf"\b{_PRE}(?:the )?(?P<fm_w>first|last) (?P<fm_n>{_COUNT}) months of (?:(?P<fm_y>{_Y})|this year|the year)",
        first_months,
        (("in the first nine months of 2019", "2019-01/2019-09"),),
    ),
    PeriodRule(
        "year_span",
        rf"\b(?:(?:in|between|from|during|over)(?: the)? )?(?P<sy_a>{_Y})(?:(?:-|–|/)(?P<sy_c>\d\d(?!\d))|(?:-|–| to | and | through |/)(?P<sy_b>(?:19|20)\d\d))\b(?![-%,.]\d)(?= |,|\.|;|\)|$)",
        span_years,
        (("between 2008 and 2016", "2008/2016"), ("in 2014-17", "2014/2017")),
    ),
    PeriodRule(
        "month",
        rf"\b{_PRE}(?:the )?(?:{_END_OF})(?:last |this |next )?(?P<my_m>{MONTH})(?:,? (?:of )?(?P<my_y>{_Y})| (?:of )?(?:this|last) year)?(?!\.? ?\d)\b(?!-)",
        month_year,
        (("in October", "2019-10"), ("by December 2023", "2023-12"), ("in May", "2019-05")),
    ),
    PeriodRule(
        "to_date",
        r"\b(?:for the )?[Yy]ear[- ]to[- ]date\b",
        to_date,
        (("year to date", "2019-01-01/2019-11-20"),),
    ),
    PeriodRule("so_far", r"\b[Ss]o far (?:this year|in \d{4})\b", so_far, (("so far this year", "2019"),)),
    PeriodRule(
        "relative",
        rf"\b(?:{_PRE})(?:the )?(?:(?:end|start|beginning|rest|first part) of )?(?P<r_w>[Ee]arlier this|[Ll]ater this|[Ss]o far this|[Ll]ast|[Tt]his|[Nn]ext|[Pp]revious|[Pp]rior|[Cc]urrent|[Cc]oming)"
        r" (?P<r_u>(?:calendar |fiscal |financial )?year|month|week|quarter)(?!s|-)\b",
        relative,
        (("last year", "2018"), ("next month", "2019-12"), ("last week", "2019-W46"), ("by the end of this year", "2019")),
        ("last years",),
    ),
    PeriodRule(
        "year_back",
        rf"\b(?:from )?(?P<yb_n>a|one|the|{_COUNT}) (?P<yb_u>year|decade)s? (?:earlier|ago|before)\b",
        year_back,
        (("a year earlier", "2018"), ("two years ago", "2017")),
    ),
    PeriodRule(
        "next_years",
        rf"\b(?:(?:over|in|during|for|within|each of|through) )?(?:the )?(?P<ny_w>past|last|next|coming|previous) (?P<ny_n>{_COUNT}) (?P<ny_u>year|month)s\b",
        next_years,
        (("over the past two years", "2017-11/2019-11"), ("the next two years", "2020/2021")),
    ),
    PeriodRule(
        "ten_years",
        r"\b(?:[Oo]ver|[Dd]uring|[Ii]n|[Ww]ithin) the (?P<ty_w>past|last|next|coming) decade\b",
        ten_years,
        (("over the next decade", "2019/2029"), ("in the past decade", "2009/2019")),
    ),
    PeriodRule(
        "weekday",
        rf"\b(?:(?:on|last|next|this|late|early|by) )?(?:late |early )?(?P<wd>{WEEKDAY})(?: (?:morning|afternoon|evening|night))?(?!-|s\b)\b",
        weekday,
        (("on Tuesday", "2019-11-19"), ("Monday", "2019-11-18")),
    ),
    PeriodRule(
        "today",
        r"\b(?P<td>[Tt]oday|[Yy]esterday|[Tt]omorrow|[Ll]ast night|[Tt]onight)\b",
        today,
        (("yesterday", "2019-11-19"),),
    ),
    PeriodRule(
        "same_time",
        r"\b(?:[Ii]n|[Dd]uring|[Oo]ver|[Bb]y|[Aa]t) (?:that|those|the same|this) (?:time|years?|periods?|quarter|month|date|week)\b",
        same_time,
        (("in those years", None), ("by that time", None)),
    ),
    PeriodRule(
        "year",
        rf"\b(?:{_PRE}(?:the )?(?:year )?(?:{_END_OF})?(?:the )?(?:fiscal(?: year)? |financial year |FY ?)?)(?P<y_y>{_Y})\b(?!-\d|,\d|\.\d|%| ?(?:percent|per cent|million|billion|people|yuan|dollars|servers|units|km|MW))",
        plain_year,
        (("by 2025", "2025"), ("in fiscal 2019", "2019"), ("by the end of 2020", "2020")),
    ),
)  # fmt: skip


@lru_cache(maxsize=1)
def _compiled() -> tuple[re.Pattern[str], dict[str, PeriodRule]]:
    body = "|".join(f"(?P<rule_{rule.name}>{rule.pattern})" for rule in RULES)
    return re.compile(body), {f"rule_{rule.name}": rule for rule in RULES}


_QUICK = re.compile(
    r"\d{4}|that time|\b(?:[Jj]an|[Ff]eb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)|year|month|week|quarter|half|decade|[Cc]entury|spring|summer|autumn|winter|\d0s|day\b|today|night|[1-4]Q|Q[1-4]|morrow|"
    r"(?:[Mm]on|[Tt]ues|[Ww]ednes|[Tt]hurs|[Ff]ri|[Ss]atur|[Ss]un)day"
)


def find_periods(folded: str, start: int, stop: int, published: date | None) -> list[Period]:
    """Time expressions of ``folded[start:stop]`` in order, without overlap."""
    if not _QUICK.search(folded, start, stop):
        return []
    pattern, rules = _compiled()
    out: list[Period] = []
    for m in anchored(folded, start, stop, _QUICK, pattern, 9):
        name = next(k for k in rules if m[k] is not None)
        rule = rules[name]
        iso = rule.build(m, published)
        if name in ("rule_year_back", "rule_relative") and _BEFORE_THAT.search(m.group()):
            anchor = next((p.iso for p in reversed(out) if p.iso and _YEAR_FIRST.match(p.iso)), None)
            if anchor:
                iso = _year_before(anchor)
        out.append(Period(m.group().strip(), m.start(), m.end(), iso, rule.name))
    return out


_BEFORE_THAT = re.compile(r"(?:[Pp]revious|[Pp]rior) year|\b(?:a|one|the) year (?:earlier|ago|before)")
_YEAR_FIRST = re.compile(r"\d{4}(?:-Q[1-4]|-\d\d|-\d\d-\d\d)?(?:/.*)?\Z")


def _year_before(iso: str) -> str:
    """ "2019-Q3" -> "2018-Q3": what "a year earlier" means next to another period."""
    return "/".join(f"{int(part[:4]) - 1}{part[4:]}" for part in iso.split("/"))
