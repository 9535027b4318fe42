"""Parts of a calendar or business year to ISO 8601: quarters, halves, months to date, fiscal years."""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date, timedelta

from extractors.drops import MONTH
from extractors.period_dates import long_year, month_of, near_year, number_of
from extractors.period_rule import OF_RESULTS

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


def quarter(m: re.Match[str], published: date | None) -> str | None:
    """ "the fourth quarter of 2018", "Q3"."""
    nth = _NTH.get((m["q_n"] or "").lower()) or int(m["q_d"] or m["q_d2"] or 0)
    if m["q_ma"]:
        first = month_of(m["q_ma"])  # of a year that does not begin in January
        begun = int(m["q_my"]) if m["q_my"] else near_year(first, published, "")
        return f"{begun}-{first:02d}/{begun + (first > 10)}-{(first + 1) % 12 + 1:02d}" if begun else None
    if m["q_m"]:
        return _month_quarter(m, published)
    if m["q_em"] and not m["q_y"] and month_of(m["q_em"]) != nth * 3:
        return _quarter_ended(m, nth, published)
    year = m["q_y"] or m["q_y0"] or m["q_y2"] or m["q_f"] or m["q_f2"] or m["q_ey"]
    if year:
        number = long_year(year)
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
        elif "fiscal" in words:
            number = _fiscal_year_of(nth, published)
        else:
            number = _year_of(nth, m, published)
    return f"{number}-Q{nth}"


def _year_of(nth: int, m: re.Match[str], published: date) -> int:
    """The year of a quarter that names none: the latest of the calendar, or that of a firm whose results it is of."""
    told = _RESULTS.match(m.string, m.end())
    if told and told["month"]:  # "third-quarter results in November": the latest then
        month = month_of(told["month"])
        published = date(near_year(month, published, "") or published.year, month, 28)
    ended = (published.month - 1) // 3 + 1
    number = published.year if nth <= ended else published.year - 1
    over = published - date(number + nth // 4, nth % 4 * 3 + 1, 1)
    if told and over > _LONG_OVER and not _LONG_AGO.search(m.string, max(0, m.start() - _BACK), m.end()):
        return _fiscal_year_of(nth, published)
    return number


def _fiscal_year_of(nth: int, published: date) -> int:
    """The number of a firm's year whose ``nth`` quarter is told: the calendar year in which it ends, where that
    quarter was over some ten weeks ago at most.
    """
    over = published - _TOLD_WITHIN
    return over.year + (over.month - 1 + 3 * (_LAST_QUARTER - nth)) // 12


_TOLD_WITHIN = timedelta(75)
_LONG_OVER = timedelta(120)  # from here on nobody reports a quarter: it is none of the calendar's
_RESULTS = re.compile(rf"{OF_RESULTS}(?: (?:in|from|of|on)(?: \d+)? (?P<month>{MONTH}))?")
# "since third-quarter results", "had reported third-quarter results"
_LONG_AGO = re.compile(r"\b(?:[Ss]ince|[Hh]ad (?:\w+ )?(?:reported|posted|published|announced|released))\b[^,;.]*$")
_BACK = 40  # characters


def _month_quarter(m: re.Match[str], published: date | None) -> str | None:
    """ "the March quarter", "the October quarter of 2018": the three months that end with it."""
    month = month_of(m["q_m"])
    if m["q_y3"]:
        year: int | None = int(m["q_y3"])
    elif published is not None and m["q_w"]:
        year = published.year - (m["q_w"] == "last")
    else:
        year = near_year(month, published, "")
    if year is None:
        return None
    if month % 3 == 0:
        return f"{year}-Q{month // 3}"
    first = year * 12 + month - 3
    return f"{first // 12}-{first % 12 + 1:02d}/{year}-{month:02d}"


def _quarter_ended(m: re.Match[str], nth: int, published: date | None) -> str | None:
    """ "the second quarter ended Jan. 31": of the business year that ends half a year later, in July."""
    month = month_of(m["q_em"])
    year = int(m["q_ey"]) if m["q_ey"] else near_year(month, published, "")
    if year is None:
        return None
    return f"{(year * 12 + month - 1 + 3 * (4 - nth)) // 12}-Q{nth}"


def fiscal_pair(m: re.Match[str], published: date | None) -> str | None:
    """ "the financial year 2018/19", "FY18-19"."""
    first = str(long_year(m["fp_a"]))
    return f"{first}/{first[: 4 - len(m['fp_b'])]}{m['fp_b']}"


_LAST_QUARTER = 4
_REPORTED_BY = 4  # the month until which results of a year before are reported


def half(m: re.Match[str], published: date | None) -> str | None:
    """ "the first half of 2019"."""
    said = m["h_y"] or m["h_z"] or m["h_f"] or m["h_g"]
    year = long_year(said) if said else published.year if published else None
    if year is None:
        return None
    if not said:
        words = m.group().lower()
        year += ("next year" in words) - ("last year" in words)
    first = (m["h_n"] or m["h_d"] or m["h_e"]).lower() in ("first", "1")
    return f"{year}-01/{year}-06" if first else f"{year}-07/{year}-12"


def first_months(m: re.Match[str], published: date | None) -> str | None:
    """ "the first nine months of 2019"."""
    if m["fm_n2"] or m["fm_q"]:
        count = 3 * number_of(m["fm_q"]) if m["fm_q"] else number_of(m["fm_n2"])
        if m["fm_qy"]:
            return f"{m['fm_qy']}-01/{m['fm_qy']}-{count:02d}"
        if published is None:
            return None
        over = published.year - (published.month <= count)
        return f"{over}-01/{over}-{count:02d}"
    count = number_of(m["fm_n"])
    year = int(m["fm_y"]) if m["fm_y"] else published.year if published else None
    if year is not None and m.group().lower().endswith("last year"):
        year -= 1
    if year is None or not count or count > 12:
        return None
    if m["fm_w"].lower() != "first":
        if published and m.group().lower().endswith("the year") and published.month <= _REPORTED_BY:
            year -= 1
        return f"{year}-{13 - count:02d}/{year}-12"
    return f"{year}-01/{year}-{count:02d}"


_LENGTHS = {"year": 12, "half": 6, "half-year": 6, "quarter": 3}


def months_to(m: re.Match[str], published: date | None) -> str | None:
    """ "in the six months to March", "in the year to April", "the quarter ended June 30"."""
    month = month_of(m["mt_m"])
    year = int(m["mt_y"]) if m["mt_y"] else near_year(month, published, "")
    if year is None:
        return None
    low = m["mt_n"].lower()
    count = _LENGTHS.get(low.rpartition(" ")[2]) or number_of(low.replace("-", " ").split()[0])
    first = year * 12 + month - count
    return f"{first // 12}-{first % 12 + 1:02d}/{year}-{month:02d}"


def fiscal_year(m: re.Match[str], published: date | None) -> str | None:
    """ "the fiscal year that starts April 1", "the budget year ending in June"."""
    if published is None:
        return None
    month = month_of(m["fy_m"])
    if m["fy_w"].lower().startswith(("start", "begin", "began")):
        past = m["fy_w"].lower() in ("started", "began")
        year = int(m["fy_y"]) if m["fy_y"] else published.year - (past and month > published.month)
        last = year * 12 + month + 10
        return f"{year}-{month:02d}/{last // 12}-{last % 12 + 1:02d}"
    past = m["fy_w"].lower() == "ended"
    year = int(m["fy_y"]) if m["fy_y"] else published.year + (1 if not past and month < published.month else 0)
    if past and month > published.month and not m["fy_y"]:
        year -= 1
    first = year * 12 + month - 12
    return f"{first // 12}-{first % 12 + 1:02d}/{year}-{month:02d}"


def part_of_month(m: re.Match[str], published: date | None) -> str | None:
    """ "the first three weeks of November", "the last ten days of October 2018", "the first half of June"."""
    month = month_of(m["pm_m"])
    year = int(m["pm_y"]) if m["pm_y"] else near_year(month, published, m.group())
    if year is None:
        return None
    last = monthrange(year, month)[1]
    unit, count = m["pm_u"], number_of(m["pm_n"]) if m["pm_n"] else 1
    if unit == "half":
        first, end = (1, _HALF_OF_MONTH) if m["pm_w"] in ("first", "opening") else (_HALF_OF_MONTH + 1, last)
    elif m["pm_w"] == "second":
        days = _DAYS_OF[unit.rstrip("s")]
        first, end = days + 1, 2 * days
    else:
        days = min(count * _DAYS_OF[unit.rstrip("s")], last)
        first, end = (1, days) if m["pm_w"] in ("first", "opening") else (last - days + 1, last)
    return f"{year}-{month:02d}-{first:02d}/{year}-{month:02d}-{end:02d}"


_HALF_OF_MONTH = 15  # days
_DAYS_OF = {"day": 1, "week": 7, "fortnight": 14}
