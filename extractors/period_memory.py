"""Times that lean on one named before: "that year", "the same period last year", "in the quarter"."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date, timedelta
from functools import cached_property

from extractors.drops import DAY, MONTH
from extractors.iso_periods import parse_period
from extractors.labels import labels_in
from extractors.period_dates import month_of, number_of, since_then
from extractors.period_reported import NTH, by_quarter, is_of_firm, is_set_against, tells_results
from extractors.period_rule import Period
from extractors.periods import find_periods
from extractors.text import fold

_LEANING = frozenset(("same_time", "same_period", "the_quarter", "step"))
_SENTENCES_BACK = 2
_SENTENCES_BACK_FOR_GRAIN = 15
_REPORTED = re.compile(
    r"\b(?:first|second|third|fourth)[ -]quarter\b|\bQ[1-4]\b"
    r"|\b(?:first|second)[ -]half (?:results|profit|earnings|sales)|\b(?:first|last|final) three months of\b",
    re.IGNORECASE,
)
_BEFORE = re.compile(r"\b(?:[Pp]revious|[Pp]rior|[Pp]receding) (week|month|quarter|period)\b")
_UNIT_BEFORE = re.compile(r"[Tt]he (week|month|quarter) (?:before|earlier|previous(?:ly)?)")
_MONTH_ENDS = frozenset(("at the end of the month", "by the end of the month"))
_COMING = re.compile(
    r"\b(?:expects|forecasts|projects|anticipates|targets|guides|sees|will|to (?:rise|grow|fall|reach))\b"
)
_YEAR_BEFORE = frozenset(("the year before", "the year earlier", "the year previous"))
_ANY_SPAN = "span"  # longer than the day on which somebody says so
_GRAINS = {"quarter": "quarter", "half": "half", "month": "month", "week": "week", "day": "day", "night": "day"}


class PeriodMemory:
    """The times of an article as far as it is read."""

    def __init__(self, folded: str, spans: list[tuple[int, int]], title: str | None, published: date | None) -> None:
        self.folded = folded
        self.spans = spans
        self.published = published
        self._found: dict[int, list[Period]] = {}
        self._raw: dict[int, list[Period]] = {}
        self._title = title
        self._pair: tuple[int, Period] | None = None

    @cached_property
    def frame(self) -> Period | None:
        """The quarter or half whose results the article reports, named in its title or opening; None for others."""
        return self._reporting(self._title)

    def read(self, index: int) -> list[Period]:
        """The times of sentence ``index``, those that lean on another resolved where it is known."""
        found = self._found.get(index)
        if found is None:
            found = list(self._plain(index))
            self._found[index] = found
            for k, period in enumerate(found):
                if period.iso is None and period.rule in _LEANING:
                    since = period.words.lower() == "since then"
                    found[k] = replace(
                        period, iso=self._lean(period, index, k), rule="since" if since else period.rule
                    )
                elif period.rule == "year_back" and period.words.lower() in _YEAR_BEFORE:
                    found[k] = self._after_year(period, index, k)
                elif period.rule == "relative" and (unit := _BEFORE.search(period.words)):
                    found[k] = self._one_before(period, unit[1], index, k)
                elif period.rule == "year_back" and (unit := _UNIT_BEFORE.fullmatch(period.words)):
                    found[k] = self._one_before(period, unit[1], index, k)
                elif period.rule == "year_end" and period.words.lower() in _MONTH_ENDS:
                    found[k] = self._end_of_month(period, index, k)
        return found

    def _after_year(self, period: Period, index: int, k: int) -> Period:
        """ "73 percent the year before", where the year just over is spoken of: the one before that."""
        if any(p.iso and p.iso[:4].isdecimal() for p in self._plain(index)[:k]):
            return period  # counted from there already
        told = self.before(index, k)
        if told is None or told.rule != "year" or told.iso != period.iso:
            return period
        return replace(period, iso=str(int(told.iso or "") - 1))

    def _one_before(self, period: Period, unit: str, index: int, k: int) -> Period:
        """ "64 in the previous week", where a week is spoken of: the one before that."""
        told = self.before(index, k, unit if unit != "period" else "month")
        unit = unit if unit != "period" else "month"
        near = self.spans[max(0, index - 2)][0]
        if told is None or told.iso is None or told.start < near:
            return period
        if unit == "quarter" and told.start < self.spans[index][0] and not is_set_against(self.folded, near, period):
            return period  # "shipped in the previous quarter": the one before today
        return replace(period, iso=_step("before", unit, told.iso) or period.iso)

    def _end_of_month(self, period: Period, index: int, k: int) -> Period:
        """ "fell in August. There were 3,200 at the end of the month": of the month that is spoken of."""
        told = self._near(index, k, "month")
        begin, stop = self.spans[index]
        if told is None or told.rule != "month" or _TO_COME.search(self.folded, begin, stop):
            return period
        return replace(period, iso=told.iso)

    def _plain(self, index: int) -> list[Period]:
        """The times of sentence ``index``; those that lean on another are resolved only where it was read for itself,
        so that a thousand sentences that lean on each other are no thousand calls deep.
        """
        found = self._found.get(index)
        if found is None:
            found = self._raw.get(index)
        if found is None:
            start, stop = self.spans[index]
            found = self._raw[index] = find_periods(self.folded, start, stop, self.published)
            if any(p.rule == "quarter" for p in found) and self._told_quarter is not None:
                found[:] = [by_quarter(p, self._told_quarter, self.published) for p in found]
        return found

    @cached_property
    def _told_quarter(self) -> Period | None:
        """ "its second quarter ended Jan. 31", "the first quarter of its fiscal 2027": the quarter a firm reports on,
        where its year is no calendar year.
        """
        m = _QUARTER_ENDED.search(self.folded)
        if m is None:
            return self._fiscal_quarter()
        if month_of(m[2]) == 3 * NTH[m[1].lower()]:
            return None
        found = find_periods(self.folded, m.start(), m.end(), self.published)
        return next((p for p in found if p.rule == "quarter" and _QUARTER.fullmatch(p.iso or "")), None)

    def _fiscal_quarter(self) -> Period | None:
        m = _QUARTER_OF_FISCAL.search(self.folded)
        found = find_periods(self.folded, m.start(), m.end(), self.published) if m else []
        ahead = self.published is not None and bool(found) and is_of_firm(found[0], self.published)
        return found[0] if ahead and _QUARTER.fullmatch(found[0].iso or "") else None

    def before(self, index: int, k: int = 0, grain: str | None = None) -> Period | None:
        """The last time before the ``k``-th of sentence ``index``, a few sentences back at most, of that length or of
        any.
        """
        reach = _SENTENCES_BACK if grain is None else _SENTENCES_BACK_FOR_GRAIN
        for back in range(index, max(-1, index - reach - 1), -1):
            for period in reversed(self._plain(back)[:k] if back == index else self._plain(back)):
                if period.iso is None or period.rule == "same_period" or (span := parse_period(period.iso)) is None:
                    continue
                if grain is None and _IS_BASE.match(period.words):
                    continue
                if grain in ("month", "quarter", _ANY_SPAN) and (
                    _BEFORE.search(period.words)
                    or (back < index and is_set_against(self.folded, self.spans[back][0], period))
                ):
                    continue
                if grain is None or span.grain == grain or (grain == _ANY_SPAN and span.grain != "day"):
                    return period
        return None

    def _near(self, index: int, k: int, grain: str) -> Period | None:
        """The last time of that length before the ``k``-th, in its sentence or the two before."""
        named = self.before(index, k, grain)
        near = self.spans[max(0, index - _SENTENCES_BACK)][0]
        return named if named is not None and named.start >= near else None

    def _told(self, index: int, k: int) -> Period | None:
        """The quarter that is spoken of before the ``k``-th time of sentence ``index``."""
        last = self.before(index, k, "quarter")
        return self.frame if last is None or self._is_compared(last, index) else last

    def _is_compared(self, period: Period, index: int, *, here: bool = False) -> bool:
        """True for a time before the quarter reported, of an earlier sentence or ``here``: "2m in the third"."""
        if self.frame is None:
            return False
        mine, reported = parse_period(period.iso or ""), parse_period(self.frame.iso or "")
        earlier = mine is not None and reported is not None and mine.end < reported.start
        return earlier and (here or period.start < self.spans[index][0])

    def in_paragraph(self, index: int, at: int) -> Period | None:
        """The last quarter, half, month or year named before offset ``at`` of sentence ``index`` in its paragraph."""
        begin = self.folded.rfind("\n", 0, self.spans[index][0])
        for back in range(index, max(-1, index - 4), -1):
            if self.spans[back][0] <= begin:
                return None
            for period in self.read(back):  # the first: the others are what it is compared with
                if not period.iso or period.rule not in _REPORTED_OF or self._is_long_ago(period) or period.end > at:
                    continue
                if not is_set_against(self.folded, self.spans[back][0], period):
                    return period
        return None

    def _is_long_ago(self, period: Period) -> bool:
        """True for the year of "founded in 2003", years before the article, and for a time to come: no result is of
        them.
        """
        year = period.iso or ""
        span = parse_period(year)
        if span is not None and self.published is not None and span.start > self.published:
            return period.rule != "the_quarter" and not is_of_firm(period, self.published)
        ago = self.published.year - int(year) if self.published and year.isdecimal() and len(year) == _YEAR else 0
        return ago > _RECENT

    def of_pair(self, index: int, part: int, period: Period | None) -> Period | None:
        """The time of a part of "(4 percent vs 6 percent)".

        Where it has none of its own, that of the same part of the pair before; the first is of the month reported.
        """
        if part < 0:
            return period
        if part == 1:
            if period is not None:
                self._pair = (index, period)
            elif self._pair is not None and index - self._pair[0] <= 1:
                return self._pair[1]
            return period
        if period is None or (self._pair is not None and index - self._pair[0] <= 1):
            return self.before(index, 0, "month") or period
        return period

    def year_before(self, period: Period, index: int) -> Period:
        """ "against 6m last year", where a quarter is spoken of: that quarter of last year."""
        if "year" not in period.words.lower() or period.iso is None or len(period.iso) != 4:
            return period
        told = [p for p in (self.in_paragraph(index, period.start), self.frame) if p is not None]
        for known in (*(p for p in self.read(index) if p.start < period.start), *told):
            span = parse_period(known.iso) if known.iso else None
            if span is not None and span.grain in ("quarter", "half", "month", "273 days", "274 days"):
                step = int(period.iso) - span.end.year
                firms = self.published is not None and span.start > self.published  # a firm's year is ahead of ours
                if step in (-1 - firms, -firms) and known.iso is not None:
                    return replace(period, iso=_shifted(known.iso, -1))
        return period

    def _lean(self, period: Period, index: int, k: int) -> str | None:
        words = period.words.lower()
        if period.rule == "the_quarter":
            return self._stretch(words, index, k)
        unit = next((u for u in ("year", "quarter", "half", "month", "week", "day", "night") if u in words), "")
        if period.rule == "same_period":
            return self._year_before(words, period.end, index, k)
        if "session" in words:
            unit = "day"
        anchor = self.before(index, k)
        if (anchor is None or anchor.iso is None) and "next" not in words and "session" in words and self.published:
            return _session_before(self.published).isoformat()
        if anchor is None or anchor.iso is None:
            return None
        if words == "since then":
            here = self.published
            return since_then(anchor.iso, here) if here and anchor.iso[:10] <= here.isoformat() else None
        if period.rule == "step":
            return _step(words, unit, anchor.iso)
        if unit == "year" and "years" not in words:
            return anchor.iso[:4]
        if (month := _THAT_MONTH.match(words)) is not None:
            return f"{anchor.iso[:4]}-{month_of(month[1]):02d}"
        if unit in _GRAINS:
            named = self._near(index, k, _GRAINS[unit])
            return named.iso if named is not None else None
        return anchor.iso

    def _stretch(self, words: str, index: int, k: int) -> str | None:
        """ "in the quarter", "for the nine months", "for the full year"."""
        published = self.published
        if words.endswith((" the year", " that year")):
            spoken = self.before(index, k, "year")
            if self.frame is not None and (spoken is None or self._is_compared(spoken, index, here=True)):
                return (self.frame.iso or "")[:_YEAR] or None  # "for the year, it expects", in a report on a quarter
            return spoken.iso if spoken is not None else None
        if "year" in words:
            if published is None:
                return None
            begin, stop = self.spans[index]
            coming = _COMING.search(self.folded, begin, stop) is not None
            return str(published.year - (published.month <= 4 and not coming))
        count = next((n for w, n in _MONTHS.items() if w in words), 0)
        grain = None if count else next((g for w, g in _GRAINS.items() if w in words), None)
        if grain == "quarter":
            last = self._told(index, k)
        else:
            last = self.before(index, k, _ANY_SPAN) if grain is None else self._near(index, k, grain)
            last = self.frame if last is None or self._is_compared(last, index) else last
        if count:
            span = parse_period(last.iso) if last is not None and last.iso else None
            if span is None:
                return None
            first = span.end.year * 12 + span.end.month - count
            return f"{first // 12}-{first % 12 + 1:02d}/{span.end.isoformat()[:7]}"
        if (last is None or last.iso is None) and words == "for the week" and published is not None:
            year, week, _ = published.isocalendar()
            return f"{year}-W{week:02d}"  # "The index lost 2.6 percent for the week"
        if last is None or last.iso is None:
            return _quarter_over(published) if grain == "quarter" and published is not None else None
        span = parse_period(last.iso)
        return last.iso if grain is None or (span is not None and span.grain == grain) else None

    def _year_before(self, words: str, end: int, index: int, k: int) -> str | None:
        """ "the same quarter of 2018": the time named before, in that year."""
        published = self.published
        anchor = (self.before(index, k, "month") if "month" in words else None) or self.before(index, k) or self.frame
        if "quarter" in words and (anchor is None or _GRAIN_OF_NONE.match(anchor.iso or "")):
            anchor = self._told(index, k) or anchor
        near = self.spans[index][0]
        if (anchor is None or anchor.start < near) and k + 1 < len(self._plain(index)):
            behind = self._plain(index)[k + 1]  # "from 9m for the same period in 2014 to 12m for the quarter"
            moved = self.folded[end : behind.start].startswith(" to ")
            anchor = behind if moved and behind.rule in _REPORTED_OF else anchor
        said = re.search(r"\d{4}", words)
        if anchor is None or anchor.iso is None or not re.match(r"\d{4}", anchor.iso):
            return said.group() if said else str(published.year - 1) if published else None
        step = int(said.group()) - int(anchor.iso.rpartition("/")[2][:4]) if said else -1
        if not said and "last year" in words and published is not None:
            step = published.year - 1 - int(anchor.iso.rpartition("/")[2][:4])
            step = -1 if "Q" in anchor.iso else step  # a firm's year is no calendar year
        return _shifted(anchor.iso, step)

    def _reporting(self, title: str | None) -> Period | None:
        if self._told_quarter is not None:
            return self._told_quarter
        lead = f"{fold(title)}\n" if title else ""
        text = lead + self.folded[:_OPENING]
        if not _REPORTED.search(text):
            return None
        for period in find_periods(text, 0, len(text), self.published):
            if is_set_against(text, 0, period):
                continue
            if period.rule in ("quarter", "half", "months_to", "first_months") and period.iso:
                span = parse_period(period.iso)
                ahead = span is not None and self.published is not None and span.end > self.published
                if ahead and self.published is not None:
                    ahead = not (is_of_firm(period, self.published) or tells_results(text, period))
                of_one = period.start >= len(lead) and bool(labels_in(text))
                return None if ahead or of_one else period
        return None


_REPORTED_OF = frozenset("quarter half months_to the_quarter first_months month year".split())
_IS_BASE = re.compile(r"(?:from|than|over|against) (?!the (?:week|period|day))", re.IGNORECASE)


_YEAR = 4  # digits
_OPENING = 700  # characters in which a report of results says of which quarter it is
_RECENT = 2  # years


_QUARTER = re.compile(r"\d{4}-Q[1-4]")


_QUARTER_ENDED = re.compile(
    r"\b(first|second|third|fourth)[ -]quarter(?:,? (?:which|that))? ended"
    rf"(?: on| in)?(?: {DAY})? ?({MONTH})(?: {DAY}\b)?(?:,? \d{{4}})?",
    re.IGNORECASE,
)

_QUARTER_OF_FISCAL = re.compile(
    r"\b(?:first|second|third|fourth)[ -]quarter of (?:the company's|its) fiscal (?:year )?20\d\d", re.IGNORECASE
)


def _quarter_over(published: date) -> str:
    """The quarter before the one of ``published``: results of "the quarter" are told when it is over."""
    year, quarter = divmod(published.year * 4 + (published.month - 1) // 3 - 1, 4)
    return f"{year}-Q{quarter + 1}"


_TO_COME = re.compile(r"\b(?:will|would|may|might|could|should|expects?|expected|due)\b")
_MONTHS = {"nine": 9, "six": 6, "three": 3}  # "in the nine months", "in the three-month period"
_THAT_MONTH = re.compile(rf"that ({MONTH})", re.IGNORECASE)
_KEPT = ("month", "quarter")


def _shifted(iso: str, years: int) -> str:
    return "/".join(f"{int(part[:4]) + years}{part[4:]}" for part in iso.split("/"))


def _step(words: str, unit: str, iso: str) -> str | None:
    """ "five years later", "the day before", "the following month", counted from ``iso``."""
    if "later" in words:
        return _later(words, iso)
    step = 1 if re.search(r"following|after|next", words) else -1
    if "session" in words and step < 0 and len(iso) == _DAY:
        return _session_before(date.fromisoformat(iso)).isoformat()
    span = parse_period(iso)
    if span is None:
        return None
    if unit in ("day", "night", "") and span.grain == "day":
        return (span.start + timedelta(step)).isoformat()
    if unit == "week" and span.grain == "week":
        first, last = span.start + timedelta(7 * step), span.end + timedelta(7 * step)
        return "{}-W{:02d}".format(*first.isocalendar()) if first.isoweekday() == 1 else f"{first}/{last}"
    if unit == "quarter" and span.grain == "quarter":
        year, quarter = divmod(span.start.year * 4 + span.start.month // 3 + step, 4)
        return f"{year}-Q{quarter + 1}"
    if unit == "month" and span.grain == "month":
        year, month = divmod(span.start.year * 12 + span.start.month - 1 + step, 12)
        return f"{year}-{month + 1:02d}"
    if unit == "year" and _FISCAL.fullmatch(iso) and int(iso[5:]) == int(iso[:4]) + 1:
        return _shifted(iso, step)  # "in 2015/16 and the following year"
    return str(span.start.year + step) if unit == "year" else None


def _later(words: str, iso: str) -> str | None:
    """ "five years later", "a month later", "three days later", counted from ``iso``; None where it is too wide."""
    lead, unit = words.split()[:2]
    count = 1 if lead in ("a", "one") else number_of(lead)
    span = parse_period(iso)
    if unit.startswith(("year", "decade")):
        count *= 10 if unit.startswith("decade") else 1
        return _shifted(iso, count) if span is not None and span.grain in _KEPT else str(int(iso[:4]) + count)
    if span is None or span.grain not in ("day", "month") or (unit[0] != "m" and span.grain != "day"):
        return None
    if unit.startswith("month"):
        year, month = divmod(span.start.year * 12 + span.start.month - 1 + count, 12)
        return f"{year}-{month + 1:02d}"
    return (span.start + timedelta(count * (7 if unit.startswith("week") else 1))).isoformat()


_GRAIN_OF_NONE = re.compile(r"\d{4}(?:-\d\d-\d\d|-W\d\d)?$")  # a year, a day, a week
_FISCAL = re.compile(r"\d{4}/\d{4}")
_DAY = len("2024-05-15")


def _session_before(day: date) -> date:
    """The last day of trade before ``day``: Friday before a Monday."""
    return day - timedelta({0: 3, 6: 2}.get(day.weekday(), 1))
