"""Matches of time expressions to ISO 8601, resolved against the publication day."""

from __future__ import annotations

import re
from datetime import date, timedelta

from extractors.tokens import NUMBER_WORDS

_MONTHS = {m[:3].lower(): i for i, m in enumerate(
    "January February March April May June July August September October November December".split(), 1)}  # fmt: skip
_DAYS = {d[:3].lower(): i for i, d in enumerate("Monday Tuesday Wednesday Thursday Friday Saturday Sunday".split())}


def month_of(text: str) -> int:
    """ "Sept." is the ninth."""
    return _MONTHS[text[:3].lower()]


def long_year(text: str) -> int:
    """ "18" of "FY18" is 2018."""
    return int(text) + (2000 if len(text) == len("18") else 0)


def day_of(text: str) -> int:
    """ "3rd" is three."""
    return int(re.sub(r"\D", "", text))


def near_year(month: int, published: date | None, words: str) -> int | None:
    """The year of a bare month: the latest one not after publication, the next one behind "by" and "next"."""
    if published is None:
        return None
    ahead = re.match(r"(?:by|until|till|next|starting|beginning)\b", words, re.IGNORECASE)
    if ahead:
        return published.year if month >= published.month else published.year + 1
    return published.year if (month, 1) <= (published.month, 31) and month <= published.month else published.year - 1


def nearest_year(month: int, day: int, published: date | None) -> int | None:
    """The year of a day without one: the past one unless the coming one is much nearer."""
    if published is None:
        return None
    if (month, day) <= (published.month, published.day):
        return published.year + 1 if published.month - month > 9 else published.year
    ahead = month - published.month
    return published.year if ahead <= 3 else published.year - 1


def full_date(m: re.Match[str], published: date | None) -> str | None:
    """ "October 18", "31 March 2018"."""
    month, day = month_of(m["fd_m"] or m["fd_m2"]), day_of(m["fd_d"] or m["fd_d2"])
    year = m["fd_y"] or m["fd_y2"]
    number = int(year) if year else nearest_year(month, day, published)
    if number is None:
        return None
    try:
        return date(number, month, day).isoformat()
    except ValueError:
        return None


def month_year(m: re.Match[str], published: date | None) -> str | None:
    """ "in October", "by December 2023"."""
    month = month_of(m["my_m"])
    year = int(m["my_y"]) if m["my_y"] else None
    if year is None:
        words = m.group()
        said = words.lower()
        if said.endswith(("this year", "last year", "next year")) and published is not None:
            year = published.year - said.endswith("last year") + said.endswith("next year")
        elif re.search(r"\blast\b", words, re.IGNORECASE) and published is not None:
            year = published.year if month < published.month else published.year - 1
        else:
            shipped = _SHIPPED.match(m.string, m.end()) and words.startswith("for ")
            year = near_year(month, published, "by" if shipped else words)
    return f"{year}-{month:02d}" if year is not None else None


_SHIPPED = re.compile(r" (?:shipment|loading|arrival)s?\b")


def number_of(word: str) -> int:
    """ "seven", "7": seven; three for "few" and "several"."""
    low = word.lower()
    return int(low) if low.isdecimal() else NUMBER_WORDS.get(low, 3)


_STEPS = {
    **dict.fromkeys(("last", "previous", "preceding", "prior", "past"), -1),
    **dict.fromkeys(("this", "current"), 0),
    **dict.fromkeys(("next", "coming"), 1),
}


def relative(m: re.Match[str], published: date | None) -> str | None:
    """ "last year", "this month", "next week", "the previous year"."""
    if published is None:
        return None
    which, unit = m["r_w"].lower(), m["r_u"].lower()
    if which in ("earlier this", "later this", "so far this", "earlier in the"):
        which = "this"
    step = _STEPS[which.split()[-1]]
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


def year_back(m: re.Match[str], published: date | None) -> str | None:
    """ "a year earlier", "a year ago", "two years ago"."""
    if published is None:
        return None
    back = 1 if m["yb_n"].lower() in ("a", "one", "the") else number_of(m["yb_n"])
    if back >= _LONG_AGO:
        return None
    if m["yb_u"] == "week":
        return (published - timedelta(7 * back)).isoformat()
    if m["yb_u"] == "month":
        year, month = divmod(published.year * 12 + published.month - 1 - back, 12)
        return f"{year}-{month + 1:02d}"
    return str(published.year - back * (10 if m["yb_u"] == "decade" else 1))


_LONG_AGO = 100  # decades, years, months or weeks


def weekday(m: re.Match[str], published: date | None) -> str | None:
    """ "on Tuesday": the last one, for "next Tuesday" the coming one."""
    if published is None:
        return None
    wanted = _DAYS[m["wd"][:3].lower()]
    words = m.group().lower()
    if m["wd_w"]:
        monday = published - timedelta(published.weekday() - {"last": -7, "next": 7}.get(m["wd_w"], 0))
        return (monday + timedelta(wanted)).isoformat()
    if words.startswith("next"):
        ahead = (wanted - published.weekday()) % 7 or 7
        return (published + timedelta(ahead)).isoformat()
    back = (published.weekday() - wanted) % 7
    if words.startswith("last"):
        # "last Monday" on a Wednesday: the one of the week before
        back += 7 if published.weekday() >= wanted else 0
    return (published - timedelta(back)).isoformat()


def today(m: re.Match[str], published: date | None) -> str | None:
    """ "yesterday", "tonight", "in premarket trading"."""
    if published is None:
        return None
    step = {"yesterday": -1, "last night": -1, "tomorrow": 1}.get((m["td"] or "").lower(), 0)
    return (published + timedelta(step)).isoformat()


def to_date(m: re.Match[str], published: date | None) -> str | None:
    """ "year to date", "week to date", "so far for the month"."""
    if published is None:
        return None
    unit = (m["td_u"] or m["td_u2"]).lower()
    if unit == "year":
        return f"{published.year}-01-01/{published.isoformat()}"
    return {
        "week": "{}-W{:02d}".format(*published.isocalendar()[:2]),
        "month": published.isoformat()[:7],
        "quarter": f"{published.year}-Q{(published.month + 2) // 3}",
    }[unit]


def so_far(m: re.Match[str], published: date | None) -> str | None:
    """ "so far this year"."""
    return str(published.year) if published else None


def span_years(m: re.Match[str], published: date | None) -> str | None:
    """ "between 2008 and 2016", "2014-17"."""
    a, b = m["sy_a"], m["sy_b"] or m["sy_c"]
    b = a[: 4 - len(b)] + b
    return f"{a}/{b}"


def since(m: re.Match[str], published: date | None) -> str | None:
    """ "since March", "since 2015": up to the publication day."""
    if published is None:
        return None
    year = m["si_y"]
    if m["si_m"]:
        month = month_of(m["si_m"])
        number = int(year) if year else published.year - (month >= published.month)
        return f"{number}-{month:02d}/{published.isoformat()[:7]}"
    return f"{year}/{published.year}"


def next_years(m: re.Match[str], published: date | None) -> str | None:
    """ "over the past two years", "the next six months"."""
    if published is None:
        return None
    low = m["ny_n"].lower()
    if low in ("few", "several"):
        return None
    count = number_of(low)
    which = m["ny_w"].lower()
    unit = m["ny_u"].lower()
    if unit == "year":
        if which in ("next", "coming"):
            first = published.year + (count < 3 and not m.group().lower().startswith("within"))
            return f"{first}/{published.year + count}"
        if count >= _MANY:
            return f"{published.year - count}/{published.year}"  # of so many years nobody counts the months
        return f"{published.year - count}-{published.month:02d}/{published.isoformat()[:7]}"
    if unit == "month":
        step = count if which in ("next", "coming") else -count
        year, month = divmod(published.year * 12 + published.month - 1 + step, 12)
        other = f"{year}-{month + 1:02d}"
        here = published.isoformat()[:7]
        return f"{here}/{other}" if step > 0 else f"{other}/{here}"
    if unit == "decade":
        ends = (published.year, published.year + 10 * count * (1 if which in ("next", "coming") else -1))
        return f"{min(ends)}/{max(ends)}"
    days = timedelta(count * (7 if unit == "week" else 1))
    first_day, last_day = (
        (published, published + days) if which in ("next", "coming") else (published - days, published)
    )
    return f"{first_day.isoformat()}/{last_day.isoformat()}"


_MANY = 4  # years


def plain_year(m: re.Match[str], published: date | None) -> str | None:
    """ "2025"."""
    return m["y_y"] or str(long_year(m["y_s"]))


def same_time(m: re.Match[str], published: date | None) -> str | None:
    """ "in those years": what was spoken of before."""
    return None


def year_end(m: re.Match[str], published: date | None) -> str | None:
    """ "before the end of the year", "at year-end", "by the century's end"."""
    words = m.group()
    if "century" in words:
        return str((published.year if published else _THIS_CENTURY) // 100 * 100 + (50 if "mid" in words else 100))
    if published is None:
        return None
    if "new year" in words:
        return str(published.year + (published.month >= _NEW_YEAR_AHEAD))
    if "decade" in words:
        return str(published.year // 10 * 10 + 10)
    return published.isoformat()[:7] if m.group().endswith("month") else str(published.year)


_THIS_CENTURY = 2000
_NEW_YEAR_AHEAD = 7  # the month from which "the new year" is the next


def week_to(m: re.Match[str], published: date | None) -> str | None:
    """ "in the week to January 18", "the fortnight ended 8 May": the days that end then."""
    month, day = month_of(m["wt_m"] or m["wt_m2"]), day_of(m["wt_d"] or m["wt_d2"])
    year = m["wt_y"]
    number = int(year) if year else nearest_year(month, day, published)
    if number is None:
        return None
    try:
        last = date(number, month, day)
    except ValueError:
        return None
    if m["wt_b"]:
        last += timedelta(6)
    if m["wt_n"]:
        return f"{(last - timedelta(7 * number_of(m['wt_n']) - 1)).isoformat()}/{last.isoformat()}"
    if m["wt_u"] in ("fortnight", "two weeks"):
        return f"{(last - timedelta(13)).isoformat()}/{last.isoformat()}"
    if last.isoweekday() == 7:
        return "{}-W{:02d}".format(*last.isocalendar())
    return f"{(last - timedelta(6)).isoformat()}/{last.isoformat()}"


def weekend(m: re.Match[str], published: date | None) -> str | None:
    """ "over the weekend": the last one begun; "next weekend" the coming one."""
    if published is None:
        return None
    back = (published.weekday() - 5) % 7
    if m["we_w"] and m["we_w"].lower() in ("next", "coming"):
        back -= 7
    elif m["we_w"] and m["we_w"].lower() == "this" and back > 3:
        back -= 7
    saturday = published - timedelta(back)
    return f"{saturday.isoformat()}/{(saturday + timedelta(1)).isoformat()}"


def school_year(m: re.Match[str], published: date | None) -> str | None:
    """ "by the end of the school year": the summer in which it ends."""
    if published is None:
        return None
    ends = published.year + (published.month > 7)
    if re.search(r"\bend\b", m.group()):
        return str(ends)
    step = {"next": 1, "last": -1}.get((m["sc_w"] or "").lower(), 0)
    return f"{ends - 1 + step}/{ends + step}"


def within_years(m: re.Match[str], published: date | None) -> str | None:
    """ "within five years": from now to then."""
    if published is None:
        return None
    count = number_of(m["wy_n"])
    if m["wy_u"].lower() == "year":
        return f"{published.year}/{published.year + count}"
    year, month = divmod(published.year * 12 + published.month - 1 + count, 12)
    return f"{published.isoformat()[:7]}/{year}-{month + 1:02d}"


def since_then(iso: str, published: date) -> str | None:
    """From the beginning of ``iso`` to the day of publication, as exact as ``iso`` is: "since last October".

    None where it begins later.
    """
    start = iso.partition("/")[0]
    if "W" in start:
        start = date.fromisocalendar(int(start[:4]), int(start[6:]), 1).isoformat()
    elif "Q" in start:
        start = f"{start[:4]}-{int(start[-1]) * 3 - 2:02d}"
    end = published.isoformat()[: len(start)]
    if start > end:
        return None
    return start if start == end else f"{start}/{end}"


_SEASONS = {"spring": (3, 5), "summer": (6, 8), "autumn": (9, 11), "fall": (9, 11), "winter": (12, 14)}


def season(m: re.Match[str], published: date | None) -> str | None:
    """ "in summer 2020", "the winter of 2018", "this summer"."""
    a, b = _SEASONS[(m["se_n"] or m["se_n2"]).lower()]
    if m["se_y"]:
        year = int(m["se_y"])
    elif published is None:
        return None
    else:
        year = published.year + {"last": -1, "next": 1}.get(m["se_w"].lower(), 0)
        if m["se_w"].lower() == "last" and b < published.month:
            year += 1
        if b > 12:
            # A winter begins in December: in March "this winter" began last year, and "next winter" begins this year.
            year -= published.month <= 3 or (m["se_w"].lower() == "next" and published.month < 12)
            year += m["se_w"].lower() == "next" and published.month <= 3
    return f"{year}-{a:02d}/{year + (b > 12)}-{(b - 1) % 12 + 1:02d}"


def ten_years(m: re.Match[str], published: date | None) -> str | None:
    """ "over the next decade", "in the past decade"."""
    if published is None:
        return None
    ends = (
        published.year,
        published.year + (100 if m["ty_u"] == "century" else 10) * (1 if m["ty_w"] in ("next", "coming") else -1),
    )
    return f"{min(ends)}/{max(ends)}"


CENTURIES = dict(
    zip(
        "twelfth thirteenth fourteenth fifteenth sixteenth seventeenth eighteenth nineteenth twentieth".split(),
        range(12, 21),
        strict=True,
    )
)


def century(m: re.Match[str], published: date | None) -> str | None:
    """ "the fourteenth century", "the 19th century": the years it spans; "since the turn of the 20th century"."""
    word = m["ce_n"]
    nth = CENTURIES.get(word.lower()) or int(word[:2])
    if m["ce_s"]:
        return f"{nth * 100 - 99}/{published.year}" if published else None
    return f"{nth * 100 - 99}/{nth * 100}"


def past_year(m: re.Match[str], published: date | None) -> str | None:
    """ "over the past year", "in the past month": the twelve months or the one up to now; "this past week"."""
    if published is None:
        return None
    if m["pa_u"] == "week":
        return "{}-W{:02d}".format(*(published - timedelta(_HALF_WEEK)).isocalendar()[:2])
    if m["pa_n"]:
        return f"{published.isoformat()[:7]}/{published.year + 1}-{published.month:02d}"
    year, month = divmod(published.year * 12 + published.month - 1 - (1 if m["pa_u"] else 12), 12)
    return f"{year}-{month + 1:02d}/{published.isoformat()[:7]}"


_HALF_WEEK = 3  # days: the week of which most is gone


def decade(m: re.Match[str], published: date | None) -> str | None:
    """ "the 1990s", "the mid-1990s"."""
    first = int(m["de_y"])
    part = (m["de_p"] or "").lower().strip(" -")
    low, high = {"early": (0, 3), "mid": (4, 6), "late": (7, 9)}.get(part, (0, 9))
    if m.group().lower().startswith("since ") and published is not None:
        return f"{first + low}/{published.year}"
    return f"{first + low}/{first + high}"
