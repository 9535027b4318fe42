"""Words that say when a figure holds, and that time as ISO 8601, resolved against the publication day."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache

from extractors.drops import DAY, MONTH, WEEKDAY
from extractors.text import anchored
from extractors.tokens import NUMBER_WORDS

_MONTHS = {m[:3].lower(): i for i, m in enumerate(
    "January February March April May June July August September October November December".split(), 1)}  # fmt: skip
_DAYS = {d[:3].lower(): i for i, d in enumerate("Monday Tuesday Wednesday Thursday Friday Saturday Sunday".split())}
_NTH = {
    "first": 1,
    "second": 2,
    "third": 3,
    "fourth": 4,
    "1st": 1,
    "2nd": 2,
    "3rd": 3,
    "4th": 4,
    "final": 4,
    "last": 4,
}
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


def _month(text: str) -> int:
    return _MONTHS[text[:3].lower()]


def _day(text: str) -> int:
    return int(re.sub(r"\D", "", text))


def _near_year(month: int, published: date | None, words: str, day: int = 1) -> int | None:
    """The year of a bare month: the latest one not after publication, the next one behind "by" and "next"."""
    if published is None:
        return None
    ahead = re.match(r"(?:by|until|till|next|starting|beginning)\b", words, re.IGNORECASE)
    if ahead:
        return published.year if (month, day) >= (published.month, published.day) else published.year + 1
    return published.year if (month, 1) <= (published.month, 31) and month <= published.month else published.year - 1


def _nearest_year(month: int, day: int, published: date | None) -> int | None:
    """The year of a day without one: the past one unless the coming one is much nearer."""
    if published is None:
        return None
    if (month, day) <= (published.month, published.day):
        return published.year + 1 if published.month - month > 9 else published.year
    ahead = month - published.month
    return published.year if ahead <= 3 else published.year - 1


def _full_date(m: re.Match[str], published: date | None) -> str | None:
    month, day = _month(m["fd_m"] or m["fd_m2"]), _day(m["fd_d"] or m["fd_d2"])
    year = m["fd_y"] or m["fd_y2"]
    number = int(year) if year else _nearest_year(month, day, published)
    if number is None:
        return None
    try:
        return date(number, month, day).isoformat()
    except ValueError:
        return None


def _month_year(m: re.Match[str], published: date | None) -> str | None:
    month = _month(m["my_m"])
    year = int(m["my_y"]) if m["my_y"] else None
    if year is None:
        words = m.group()
        if re.search(r"\blast\b", words, re.IGNORECASE) and published is not None:
            year = published.year if month < published.month else published.year - 1
        else:
            year = _near_year(month, published, words)
    return f"{year}-{month:02d}" if year is not None else None


def _quarter(m: re.Match[str], published: date | None) -> str | None:
    nth = _NTH.get((m["q_n"] or "").lower()) or int(m["q_d"] or m["q_d2"] or 0)
    year = m["q_y"] or m["q_y2"]
    if year:
        number = int(year)
    elif published is None:
        return None
    else:
        words = m.group().lower()
        if (
            "last year" in words
            or "previous year" in words
            or "prior year" in words
            or "year earlier" in words
            or "year ago" in words
        ):
            number = published.year - 1
        elif "next year" in words:
            number = published.year + 1
        else:
            ended = (published.month - 1) // 3 + 1
            number = published.year if nth <= ended else published.year - 1
    return f"{number}-Q{nth}"


def _half(m: re.Match[str], published: date | None) -> str | None:
    year = int(m["h_y"]) if m["h_y"] else published.year if published else None
    if year is None:
        return None
    words = m.group().lower()
    if not m["h_y"] and "last year" in words:
        year -= 1
    elif not m["h_y"] and "next year" in words:
        year += 1
    return f"{year}-01/{year}-06" if m["h_n"].lower() == "first" else f"{year}-07/{year}-12"


def _first_months(m: re.Match[str], published: date | None) -> str | None:
    count = _number(m["fm_n"])
    year = int(m["fm_y"]) if m["fm_y"] else published.year if published else None
    if year is None or not count or count > 12:
        return None
    if "last" in m["fm_w"].lower():
        return f"{year}-{13 - count:02d}/{year}-12"
    return f"{year}-01/{year}-{count:02d}"


def _number(word: str) -> int:
    low = word.lower()
    return int(low) if low.isdigit() else NUMBER_WORDS.get(low, 3)


def _relative(m: re.Match[str], published: date | None) -> str | None:
    """ "last year", "this month", "next week", "the previous year"."""
    if published is None:
        return None
    which, unit = m["r_w"].lower(), m["r_u"].lower()
    if which in ("earlier this", "later this", "so far this", "earlier in the"):
        which = "this"
    step = {"last": -1, "previous": -1, "prior": -1, "past": -1, "this": 0, "current": 0, "next": 1, "coming": 1}[
        which.split()[-1]
    ]
    if unit in ("year", "calendar year", "fiscal year", "financial year"):
        return str(published.year + step)
    if unit == "month":
        year, month = divmod(published.year * 12 + published.month - 1 + step, 12)
        return f"{year}-{month + 1:02d}"
    if unit == "week":
        year, week, _ = (published + timedelta(7 * step)).isocalendar()
        return f"{year}-W{week:02d}"
    if unit == "quarter":
        year, quarter = divmod(published.year * 4 + (published.month - 1) // 3 + step, 4)
        return f"{year}-Q{quarter + 1}"
    return None


def _year_back(m: re.Match[str], published: date | None) -> str | None:
    """ "a year earlier", "a year ago", "two years ago"."""
    if published is None:
        return None
    back = 1 if m["yb_n"].lower() in ("a", "one", "the") else _number(m["yb_n"])
    return str(published.year - back * (10 if m["yb_u"] == "decade" else 1))


def _weekday(m: re.Match[str], published: date | None) -> str | None:
    if published is None:
        return None
    wanted = _DAYS[m["wd"][:3].lower()]
    words = m.group().lower()
    if words.startswith("next"):
        ahead = (wanted - published.weekday()) % 7 or 7
        return (published + timedelta(ahead)).isoformat()
    back = (published.weekday() - wanted) % 7
    if words.startswith("last"):
        # "last Monday" on a Wednesday: the one of the week before
        back += 7 if published.weekday() >= wanted else 0
    return (published - timedelta(back)).isoformat()


def _today(m: re.Match[str], published: date | None) -> str | None:
    if published is None:
        return None
    step = {"yesterday": -1, "last night": -1, "tomorrow": 1}.get(m["td"].lower(), 0)
    return (published + timedelta(step)).isoformat()


def _to_date(m: re.Match[str], published: date | None) -> str | None:
    return f"{published.year}-01-01/{published.isoformat()}" if published else None


def _so_far(m: re.Match[str], published: date | None) -> str | None:
    return str(published.year) if published else None


def _span_years(m: re.Match[str], published: date | None) -> str | None:
    a, b = m["sy_a"], m["sy_b"] or m["sy_c"]
    b = a[: 4 - len(b)] + b
    return f"{a}/{b}"


def _since(m: re.Match[str], published: date | None) -> str | None:
    if published is None:
        return None
    year = m["si_y"]
    if m["si_m"]:
        month = _month(m["si_m"])
        number = int(year) if year else _near_year(month, published, "")
        return f"{number}-{month:02d}/{published.isoformat()[:7]}"
    return f"{year}/{published.year}"


def _next_years(m: re.Match[str], published: date | None) -> str | None:
    if published is None:
        return None
    low = m["ny_n"].lower()
    if low in ("few", "several"):
        return None
    count = _number(low)
    which = m["ny_w"].lower()
    unit = m["ny_u"].lower()
    if unit == "year":
        if which in ("next", "coming"):
            return f"{published.year + 1}/{published.year + count}"
        return f"{published.year - count}-{published.month:02d}/{published.isoformat()[:7]}"
    if unit == "month":
        step = count if which in ("next", "coming") else -count
        year, month = divmod(published.year * 12 + published.month - 1 + step, 12)
        other = f"{year}-{month + 1:02d}"
        here = published.isoformat()[:7]
        return f"{here}/{other}" if step > 0 else f"{other}/{here}"
    return None


def _plain_year(m: re.Match[str], published: date | None) -> str | None:
    return m["y_y"]


def _same_time(m: re.Match[str], published: date | None) -> str | None:
    return None


_PRE = r"(?:(?:in|by|during|for|over|through|throughout|until|till|as of|at|from|on|since|of|before|after|around)(?: the)? )?"
_END_OF = r"(?:(?:the )?(?:end|beginning|start|close|middle|turn) of |(?:early|late|mid)[- ]?(?:in )?)?"


def _months_to(m: re.Match[str], published: date | None) -> str | None:
    """ "in the six months to March", "in the year to April"."""
    month = _month(m["mt_m"])
    year = int(m["mt_y"]) if m["mt_y"] else _near_year(month, published, "")
    if year is None:
        return None
    count = 12 if m["mt_n"].lower() == "year" else _number(m["mt_n"].split()[0])
    first = year * 12 + month - count
    return f"{first // 12}-{first % 12 + 1:02d}/{year}-{month:02d}"


_SEASONS = {"spring": (3, 5), "summer": (6, 8), "autumn": (9, 11), "fall": (9, 11), "winter": (12, 14)}


def _season(m: re.Match[str], published: date | None) -> str | None:
    a, b = _SEASONS[m["se_n"].lower()]
    if m["se_y"]:
        year = int(m["se_y"])
    elif published is None:
        return None
    else:
        year = published.year + {"last": -1, "next": 1}.get((m["se_w"] or "").lower(), 0)
        if m["se_w"].lower() == "last" and b < published.month:
            year += 1
    return f"{year}-{a:02d}/{year + (b > 12)}-{(b - 1) % 12 + 1:02d}"


_CENTURIES = dict(
    zip(
        "twelfth thirteenth fourteenth fifteenth sixteenth seventeenth eighteenth nineteenth twentieth twenty-first".split(),
        range(12, 22),
        strict=True,
    )
)


def _century(word: str) -> str:
    nth = _CENTURIES.get(word.lower()) or int(word[:2])
    return f"{nth * 100 - 99}/{nth * 100}"


def _twelve_months(published: date | None) -> str | None:
    return f"{published.year - 1}-{published.month:02d}/{published.isoformat()[:7]}" if published else None


def _decade(m: re.Match[str], published: date | None) -> str | None:
    first = int(m["de_y"])
    part = (m["de_p"] or "").lower().strip(" -")
    low, high = {"early": (0, 3), "mid": (4, 6), "late": (7, 9)}.get(part, (0, 9))
    return f"{first + low}/{first + high}"


RULES: tuple[PeriodRule, ...] = (
    PeriodRule(
        "months_to",
        rf"\b(?:[Ii]n|[Ff]or|[Oo]ver|[Dd]uring)(?: the)? (?P<mt_n>{_COUNT} months|year) (?:to|through|ended|ending)(?: in)? (?P<mt_m>{MONTH})(?: \d{{1,2}},?)?(?: (?P<mt_y>{_Y}))?",
        _months_to,
        (("in the six months to March", "2018-10/2019-03"), ("in the year to April", "2018-05/2019-04")),
    ),
    PeriodRule(
        "decade",
        r"\b(?:[Ii]n |[Dd]uring |[Ss]ince )?(?:the )?(?:(?P<de_p>early|mid|late)[- ])?(?P<de_y>(?:18|19|20)\d0)s\b",
        _decade,
        (("in the 1990s", "1990/1999"), ("the mid-1990s", "1994/1996")),
    ),
    PeriodRule(
        "century",
        rf"\b(?:[Ii]n |[Dd]uring |[Ss]ince )?the (?P<ce_n>{'|'.join(_CENTURIES)}|\d\dth|21st) [Cc]entury\b",
        lambda m, _: _century(m["ce_n"]),
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
        lambda m, published: _twelve_months(published),
        (("over the last year", "2018-11/2019-11"), ("in the past 12 months", "2018-11/2019-11")),
        ("in the last years",),
    ),
    PeriodRule(
        "season",
        rf"\b(?:(?:[Ii]n|[Bb]y|[Ff]rom|[Ss]ince|[Uu]ntil) )?(?:(?:(?P<se_w>[Tt]his|[Ll]ast|[Nn]ext)|the) )?(?P<se_n>spring|summer|autumn|winter|fall)(?:(?: of)? (?P<se_y>{_Y}))?\b(?! in\b)",
        lambda m, published: _season(m, published) if m["se_w"] or m["se_y"] else None,
        (("this summer", "2019-06/2019-08"), ("in the winter of 2018", "2018-12/2019-02"), ("in summer 2020", "2020-06/2020-08")),
    ),
    PeriodRule(
        "since",
        rf"\b[Ss]ince (?:(?P<si_m>{MONTH})(?: (?=\d))?,? ?)?(?P<si_y>{_Y})?(?<=\w)\b(?<!ince)(?! ?{DAY}\b)",
        _since,
        (("since March", "2019-03/2019-11"), ("since 2015", "2015/2019")),
        ("Since then",),
    ),
    PeriodRule(
        "full_date",
        rf"\b(?:{_PRE}(?:{WEEKDAY},? )?)?(?:(?P<fd_m>{MONTH}) ?(?P<fd_d>{DAY})\b(?:,? (?P<fd_y>{_Y}))?"
        rf"|(?P<fd_d2>{DAY}) (?:of )?(?P<fd_m2>{MONTH})(?:,? (?P<fd_y2>{_Y}))?)(?!\d)",
        _full_date,
        (("on October 18", "2019-10-18"), ("as of 31 March 2018", "2018-03-31")),
        ("the March hare",),
    ),
    PeriodRule(
        "quarter",
        rf"\b(?:{_PRE}(?:the )?(?:company's )?(?:fiscal )?(?P<q_n>{_QUARTER})[ -]quarter(?:s)?(?:(?: of)?(?: fiscal)?(?: the)? (?:(?P<q_y>{_Y})|this year|last year|next year|the year|(?:a )?year (?:earlier|ago)))?"
        rf"|(?:{_PRE})Q(?P<q_d>[1-4])(?:,? (?:of )?(?P<q_y2>{_Y}))?|(?P<q_d2>[1-4])Q)",
        _quarter,
        (("in the third quarter", "2019-Q3"), ("the fourth quarter of 2018", "2018-Q4"), ("Q3", "2019-Q3")),
    ),
    PeriodRule(
        "half",
        rf"\b{_PRE}(?:the )?(?P<h_n>first|second)[ -]half(?:(?: of)?(?: the)? (?:(?P<h_y>{_Y})|this year|last year|next year|year))?\b(?! of (?!the year))",
        _half,
        (("in the first half of 2019", "2019-01/2019-06"), ("in the second half", "2019-07/2019-12")),
    ),
    PeriodRule(
        "first_months",
        rf"\b{_PRE}(?:the )?(?P<fm_w>first|last) (?P<fm_n>{_COUNT}) months of (?:(?P<fm_y>{_Y})|this year|the year)",
        _first_months,
        (("in the first nine months of 2019", "2019-01/2019-09"),),
    ),
    PeriodRule(
        "year_span",
        rf"\b(?:(?:in|between|from|during|over)(?: the)? )?(?P<sy_a>{_Y})(?:(?:-|–|/)(?P<sy_c>\d\d(?!\d))|(?:-|–| to | and | through |/)(?P<sy_b>(?:19|20)\d\d))\b(?![-%,.]\d)(?= |,|\.|;|\)|$)",
        _span_years,
        (("between 2008 and 2016", "2008/2016"), ("in 2014-17", "2014/2017")),
    ),
    PeriodRule(
        "month",
        rf"\b{_PRE}(?:the )?(?:{_END_OF})(?:last |this |next )?(?P<my_m>{MONTH})(?:,? (?:of )?(?P<my_y>{_Y}))?(?!\.? ?\d)\b(?!-)",
        _month_year,
        (("in October", "2019-10"), ("by December 2023", "2023-12"), ("in May", "2019-05")),
    ),
    PeriodRule(
        "to_date",
        r"\b(?:for the )?[Yy]ear[- ]to[- ]date\b",
        _to_date,
        (("year to date", "2019-01-01/2019-11-20"),),
    ),
    PeriodRule("so_far", r"\b[Ss]o far (?:this year|in \d{4})\b", _so_far, (("so far this year", "2019"),)),
    PeriodRule(
        "relative",
        rf"\b(?:{_PRE})(?:the )?(?:(?:end|start|beginning|rest|first part) of )?(?P<r_w>[Ee]arlier this|[Ll]ater this|[Ss]o far this|[Ll]ast|[Tt]his|[Nn]ext|[Pp]revious|[Pp]rior|[Cc]urrent|[Cc]oming)"
        r" (?P<r_u>(?:calendar |fiscal |financial )?year|month|week|quarter)(?!s|-)\b",
        _relative,
        (("last year", "2018"), ("next month", "2019-12"), ("last week", "2019-W46"), ("by the end of this year", "2019")),
        ("last years",),
    ),
    PeriodRule(
        "year_back",
        rf"\b(?:from )?(?P<yb_n>a|one|the|{_COUNT}) (?P<yb_u>year|decade)s? (?:earlier|ago|before)\b",
        _year_back,
        (("a year earlier", "2018"), ("two years ago", "2017")),
    ),
    PeriodRule(
        "next_years",
        rf"\b(?:(?:over|in|during|for|within|each of|through) )?(?:the )?(?P<ny_w>past|last|next|coming|previous) (?P<ny_n>{_COUNT}) (?P<ny_u>year|month)s\b",
        _next_years,
        (("over the past two years", "2017-11/2019-11"), ("the next two years", "2020/2021")),
    ),
    PeriodRule(
        "weekday",
        rf"\b(?:(?:on|last|next|this|late|early|by) )?(?:late |early )?(?P<wd>{WEEKDAY})(?: (?:morning|afternoon|evening|night))?(?!-|s\b)\b",
        _weekday,
        (("on Tuesday", "2019-11-19"), ("Monday", "2019-11-18")),
    ),
    PeriodRule(
        "today",
        r"\b(?P<td>[Tt]oday|[Yy]esterday|[Tt]omorrow|[Ll]ast night|[Tt]onight)\b",
        _today,
        (("yesterday", "2019-11-19"),),
    ),
    PeriodRule(
        "same_time",
        r"\b(?:[Ii]n|[Dd]uring|[Oo]ver|[Bb]y|[Aa]t) (?:that|those|the same|this) (?:time|years?|periods?|quarter|month|date|week)\b",
        _same_time,
        (("in those years", None), ("by that time", None)),
    ),
    PeriodRule(
        "year",
        rf"\b(?:{_PRE}(?:the )?(?:year )?(?:{_END_OF})?(?:the )?(?:fiscal(?: year)? |financial year |FY ?)?)(?P<y_y>{_Y})\b(?!-\d|,\d|\.\d|%| ?(?:percent|per cent|million|billion|people|yuan|dollars|servers|units|km|MW))",
        _plain_year,
        (("by 2025", "2025"), ("in fiscal 2019", "2019"), ("by the end of 2020", "2020")),
    ),
)  # fmt: skip


@lru_cache(maxsize=1)
def _compiled() -> tuple[re.Pattern[str], dict[str, PeriodRule]]:
    body = "|".join(f"(?P<rule_{rule.name}>{rule.pattern})" for rule in RULES)
    return re.compile(body), {f"rule_{rule.name}": rule for rule in RULES}


_QUICK = re.compile(
    r"\d{4}|that time|\b(?:[Jj]an|[Ff]eb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)|year|month|week|quarter|half|decade|century|spring|summer|autumn|winter|\d0s|day\b|today|night|[1-4]Q|Q[1-4]|morrow|"
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
