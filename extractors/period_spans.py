"""Times from one end to another: "from March to May", "between 3 May and 9 June", "the 12 years to 2019"."""

from __future__ import annotations

import re
from datetime import date

from extractors.drops import DAY, MONTH
from extractors.period_dates import day_of, month_of, near_year, nearest_year, number_of
from extractors.period_rule import COUNT, YEAR, PeriodRule

_PART = r"(?:(?:early|late|mid)[- ]|the (?:start|beginning|end|middle) of )?"
_PART_OF = r"(?:(?:early|late|mid)(?:[- ]|- )|the (?:start|beginning|end|middle) of )"
_TO = r"(?:to|until|till|and|through)"
_THIS = r"(?P<{}>this|last) year"


def year_to_year(m: re.Match[str], published: date | None) -> str | None:
    """ "from now until 2028", "from this year up to 2027"."""
    if published is None:
        return None
    first = published.year + ("next" in m.group().lower())
    return f"{first}/{m['yy_b']}" if first <= int(m["yy_b"]) else None


def years_to(m: re.Match[str], published: date | None) -> str | None:
    """ "over the 12 years to 2019"."""
    return f"{int(m['yt_y']) - number_of(m['yt_n'])}/{m['yt_y']}"


def years_between(m: re.Match[str], published: date | None) -> str | None:
    """ "between mid-2019 and early 2022", "from 2010 until last year"."""
    first = m["yp_a"] or m["yp_a2"]
    last = m["yp_b"] or m["yp_b2"]
    if last is None:
        if published is None:
            return None
        last = str(published.year + {"last": -1, "next": 1}.get(m["yp_w"], 0))
    return f"{first}/{last}" if first < last else None


def month_span(m: re.Match[str], published: date | None) -> str | None:
    """ "between January and August 2020", "from March to May", "July-September 2015"."""
    a, b = month_of(m["ms_a"]), month_of(m["ms_b"])
    if m["ms_y"]:
        last: int | None = int(m["ms_y"]) + (m["ms_f"] is not None and b < _FISCAL_FROM)
    elif published is not None and m["ms_w"]:
        last = published.year - (m["ms_w"].lower() == "last")
    elif published is not None and m.group().endswith("quarter") and a <= published.month <= b:
        last = published.year  # the quarter that has begun
    else:
        last = near_year(b, published, "")
    if last is None:
        return None
    first = int(m["ms_ya"]) if m["ms_ya"] else last - (a > b)
    return f"{first}-{a:02d}/{last}-{b:02d}" if (first, a) <= (last, b) else None


_FISCAL_FROM = 4  # "January-March 2020-21": the year begins in April


def day_span(m: re.Match[str], published: date | None) -> str | None:
    """ "24-27 December", "from March 3 to 9"."""
    month = month_of(m["ds_m"] or m["ds_m2"])
    a, b = day_of(m["ds_a"] or m["ds_a2"]), day_of(m["ds_b"] or m["ds_b2"])
    year = m["ds_y"] or m["ds_y2"]
    number = int(year) if year else nearest_year(month, b, published)
    if number is None or a >= b:
        return None
    try:
        return f"{date(number, month, a).isoformat()}/{date(number, month, b).isoformat()}"
    except ValueError:
        return None


def date_span(m: re.Match[str], published: date | None) -> str | None:
    """ "from January 1, 2016, to December 31, 2018", "between 3 May and 9 June", "from May 3 to June 9 last year"."""
    a, b = month_of(m["dt_m"] or m["dt_n"]), month_of(m["dt_m2"] or m["dt_n2"])
    of_a, of_b = day_of(m["dt_d"] or m["dt_e"]), day_of(m["dt_d2"] or m["dt_e2"])
    year = m["dt_y2"] or m["dt_z2"]
    if year:
        last: int | None = int(year)
    elif published is not None and m["dt_w"]:
        last = published.year - (m["dt_w"] == "last")
    else:
        last = nearest_year(b, of_b, published)
    if last is None:
        return None
    said = m["dt_y"] or m["dt_z"]
    first = int(said) if said else last - (a > b)
    try:
        start, stop = date(first, a, of_a), date(last, b, of_b)
    except ValueError:
        return None
    return f"{start.isoformat()}/{stop.isoformat()}" if start < stop else None


SPANS: tuple[PeriodRule, ...] = (
    PeriodRule(
        "year_to_year",
        rf"\b(?:[Ff]rom (?:now|today|this year|next year)(?: on)?,? (?:up )?(?:until|till|to|through)|[Bb]etween (?:now|this year|next year) and)(?: at least)?(?: the end of)? (?P<yy_b>{YEAR})\b",
        year_to_year,
        (
            ("from now until at least 2028", "2019/2028"),
            ("from next year to 2023", "2020/2023"),
            ("between now and 2022", "2019/2022"),
        ),
    ),
    PeriodRule(
        "years_to_years",
        rf"\b(?:[Ff]rom|[Bb]etween) (?P<ys_a>{YEAR})(?:[-/]| to )(?:\d\d(?:\d\d)?) (?:to|and|through|until) {YEAR}(?:[-/]| to )(?P<ys_b>\d\d(?:\d\d)?)\b",
        lambda m, _: f"{m['ys_a']}/{m['ys_a'][: 4 - len(m['ys_b'])]}{m['ys_b']}",
        (("between 2009-10 and 2014-15", "2009/2015"), ("from 2016 to 2017 to 2018 to 2019", "2016/2019")),
    ),
    PeriodRule(
        "years_between",
        rf"\b(?:[Ff]rom|[Bb]etween) (?:{_PART_OF}(?P<yp_a>{YEAR}),? {_TO} {_PART_OF}?(?P<yp_b>{YEAR})|(?P<yp_a2>{YEAR}),? {_TO} (?:{_PART_OF}(?P<yp_b2>{YEAR})|(?P<yp_w>this|last|next) year))\b",
        years_between,
        (
            ("between mid-2016 and early 2018", "2016/2018"),
            ("from 2010 until last year", "2010/2018"),
            ("from the end of 2010 to 2015", "2010/2015"),
        ),
        ("from 2010 to 2015",),
    ),
    PeriodRule(
        "year_to_event",
        rf"\b[Bb]etween (?P<ye_a>{YEAR}) and (?:the|his|her|its|their|our) (?:[a-z-]+ ){{1,4}}(?:in|of) (?P<ye_b>{YEAR})\b",
        lambda m, _: f"{m['ye_a']}/{m['ye_b']}" if m["ye_a"] < m["ye_b"] else None,
        (("between 2015 and the last local vote of 2018", "2015/2018"),),
    ),
    PeriodRule(
        "years_to",
        rf"\b(?:(?:[Ii]n|[Ff]or|[Oo]ver|[Dd]uring) )?the (?P<yt_n>{COUNT}) years (?:to|through|until|up to|ended|ending)(?: in)? (?P<yt_y>{YEAR})\b",
        years_to,
        (("over the 12 years to 2018", "2006/2018"), ("in the three years through 2016", "2013/2016")),
        ("the 12 years to come",),
    ),
    PeriodRule(
        "month_span",
        rf"\b(?:(?:[Ii]n|[Ff]or|[Ff]rom|[Bb]etween|[Oo]ver|[Dd]uring)(?: the)? )?{_PART}(?P<ms_a>{MONTH})(?: (?P<ms_ya>{YEAR}))?(?:, {MONTH})*,?(?:-|–|-to-|-through-| to | through | until | and | till ){_PART}(?P<ms_b>{MONTH})(?: quarter| period)?(?:,? (?:of )?(?P<ms_y>{YEAR})(?:[-/](?P<ms_f>\d\d)\b)?| (?:of )?(?:FY ?|fiscal )(?:{YEAR}|\d\d)| (?:of )?{_THIS.format('ms_w')})?(?! ?\d)\b(?!-)",
        month_span,
        (
            ("between January and August 2018", "2018-01/2018-08"),
            ("from March to May", "2019-03/2019-05"),
            ("over the July-to-September quarter", "2019-07/2019-09"),
            ("in the July-September quarter of FY20", "2019-07/2019-09"),
            ("for the May to July period", "2019-05/2019-07"),
            ("between January and March 2018-19", "2019-01/2019-03"),
            ("from late May to mid-July", "2019-05/2019-07"),
            ("in June, July and August of last year", "2018-06/2018-08"),
        ),
        ("March and 4 May",),
    ),
    PeriodRule(
        "day_span",
        rf"\b(?:(?:[Ff]rom|[Bb]etween|[Oo]n|[Oo]ver)(?: the)? )?(?:(?P<ds_a>{DAY})(?: ?[-–] ?| to | and | until )(?P<ds_b>{DAY}) (?P<ds_m>{MONTH})(?:,? (?P<ds_y>{YEAR}))?|(?P<ds_m2>{MONTH}) (?P<ds_a2>{DAY})(?: ?[-–] ?| to | and | until | through )(?P<ds_b2>{DAY})\b(?:,? (?P<ds_y2>{YEAR}))?)(?!\d)",
        day_span,
        (("on 24-27 August", "2019-08-24/2019-08-27"), ("from March 3 to 9", "2019-03-03/2019-03-09")),
    ),
    PeriodRule(
        "date_span",
        rf"\b(?P<dt_b>(?:[Ff]rom|[Bb]etween|[Oo]ver|[Ff]or)(?: the)? )?(?:(?P<dt_m>{MONTH}) ?(?P<dt_d>{DAY})\b(?:,? (?P<dt_y>{YEAR}))?,? (?:to|through|until|-|–|(?(dt_b)and|and(?= \w+ \w+,? {YEAR}))) (?P<dt_m2>{MONTH}) ?(?P<dt_d2>{DAY})\b(?:,? (?P<dt_y2>{YEAR})| {_THIS.format('dt_w')})?"
        rf"|(?P<dt_e>{DAY}) (?P<dt_n>{MONTH})(?: (?P<dt_z>{YEAR}))? (?:to|through|until|-|–|(?(dt_b)and|and(?= \w+ \w+ {YEAR}))) (?P<dt_e2>{DAY}) (?P<dt_n2>{MONTH})\b(?: (?P<dt_z2>{YEAR}))?)(?!\d|,\d)",
        date_span,
        (
            ("from January 1, 2016, to December 31, 2018", "2016-01-01/2018-12-31"),
            ("between 3 May and 9 June 2018", "2018-05-03/2018-06-09"),
            ("between May 3 and June 9", "2019-05-03/2019-06-09"),
            ("from May 3 to June 9 last year", "2018-05-03/2018-06-09"),
            ("from March 1st - April 23rd 2018", "2018-03-01/2018-04-23"),
        ),
        ("from January to December 31", "3 May and 9 June"),
    ),
)  # fmt: skip
