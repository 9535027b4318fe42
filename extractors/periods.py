"""Words that say when a figure holds, and that time as ISO 8601, resolved against the publication day."""

from __future__ import annotations

import re
from datetime import date
from functools import lru_cache

from extractors.drops import DAY, MONTH, WEEKDAY
from extractors.first_letters import Alternatives
from extractors.period_contracts import is_name
from extractors.period_dates import (
    CENTURIES,
    century,
    decade,
    full_date,
    month_year,
    next_years,
    past_year,
    plain_year,
    relative,
    same_time,
    school_year,
    season,
    since,
    so_far,
    span_years,
    ten_years,
    to_date,
    today,
    week_to,
    weekday,
    weekend,
    within_years,
    year_back,
    year_end,
)
from extractors.period_holidays import HOLIDAYS, holiday
from extractors.period_parts import first_months, fiscal_pair, fiscal_year, half, months_to, part_of_month, quarter
from extractors.period_rule import COUNT, YEAR, Period, PeriodRule
from extractors.period_since import stretch
from extractors.period_spans import SPANS
from extractors.period_titles import TRADING, is_title
from extractors.text import anchored
from extractors.tokens import NUMBER_WORDS

_QUARTER = r"(?i:first|second|third|fourth|final|last(?=[ -]quarter of (?!the))|1st|2nd|3rd|4th)"
_PRE = r"(?:(?:in|by|during|for|over|through|throughout|until|till|as of|at|from|on|since|of|before|after|around)(?: the)? )?"
_END_OF = r"(?:(?:the )?(?:end|beginning|start|close|middle|turn) of |(?:early|late|mid)[- ]?(?:in )?)?"


RULES: tuple[PeriodRule, ...] = (
    PeriodRule(
        "week_to",
        rf"\b(?:(?:[Ii]n|[Ff]or|[Dd]uring|[Oo]ver) )?(?:the )?(?:(?:previous|latest) )?(?P<wt_u>(?<!a )(?:week|seven days|fortnight|two weeks)|(?<=the )(?P<wt_n>{COUNT})[- ]weeks?(?: period)?) (?:up to|to|ended|ending|through|until|(?P<wt_b>beginning|starting|of))(?: on)?(?: {WEEKDAY},?)? (?:(?P<wt_m>{MONTH}) ?(?P<wt_d>{DAY})\b|(?P<wt_d2>{DAY}) (?:of )?(?P<wt_m2>{MONTH}))(?:,? (?P<wt_y>{YEAR}))?",
        week_to,
        (("in the week to Nov. 10", "2019-W45"), ("in the week beginning October 14", "2019-W42"), ("in the week ended October 18", "2019-10-12/2019-10-18"), ("in the fortnight ended October 18", "2019-10-05/2019-10-18"), ("in the 12 weeks to 5 May", "2019-02-11/2019-05-05"), ("for the 13-week period ended March 30", "2018-12-30/2019-03-30")),
        ("in the week to come", "a fortnight until September 24", "12 weeks until 5 May"),
    ),
    PeriodRule(
        "year_end",
        r"\b(?:[Bb]y|[Aa]t|[Bb]efore|[Uu]ntil|[Tt]owards?) (?:the )?(?:year-end|(?:year|decade|century)'s end|end of the (?:year|month)|(?:end|close|middle) of (?:the|this) (?:decade|century)|mid-?century)\b|\b(?:[Ee]arly )?[Ii]n the new year\b",
        year_end,
        (
            ("by the end of the year", "2019"),
            ("at year-end", "2019"),
            ("by the end of the month", "2019-11"),
            ("at the close of the decade", "2020"),
            ("at the end of this century", "2100"),
            ("by mid-century", "2050"),
            ("early in the new year", "2020"),
        ),
        ("at the end of the road",),
    ),
    PeriodRule(
        "fiscal_year",
        rf"\b{_PRE}(?:the |a |its )?(?:next |current |new |last )?(?:(?:fiscal|financial|budget|tax|business|quota|marketing|crop) )year(?:,? (?:that|which))? (?P<fy_w>starts|starting|started|begins|beginning|began|ends|ending|ended)(?: on| in)?(?: {DAY}\b)? ?(?P<fy_m>{MONTH})(?: {DAY}\b)?(?:,? (?P<fy_y>{YEAR}))?",
        fiscal_year,
        (
            ("for the fiscal year that starts April 1", "2019-04/2020-03"),
            ("in the financial year ended June 30", "2018-07/2019-06"),
        ),
    ),
    PeriodRule(
        "months_to",
        rf"\b(?:(?:[Ii]n|[Ff]or|[Oo]ver|[Dd]uring) )?(?:the )?(?:(?:fiscal|financial) (?=quarter|half))?(?P<mt_n>(?:{COUNT}[- ]months?|year|quarter|half(?:-year)?))(?: period)? (?:up to|to|through|until|ended|ending)(?: on| in)?(?: the end of)?(?: {DAY}\b)? ?(?P<mt_m>{MONTH})(?: {DAY}\b)?(?:,? (?P<mt_y>{YEAR}))?(?!-)",
        months_to,
        (
            ("in the six months to March", "2018-10/2019-03"),
            ("in the year to April", "2018-05/2019-04"),
            ("in the year up to April", "2018-05/2019-04"),
            ("in the quarter ended June 30", "2019-04/2019-06"),
            ("for the three months to 30 September", "2019-07/2019-09"),
            ("for the nine-month period ended March 31, 2018", "2017-07/2018-03"),
        ),
    ),
    PeriodRule(
        "same_period",
        rf"\b(?:(?:[Ii]n|[Ff]or|[Dd]uring|[Oo]ver|[Aa]t) )?(?:the )?(?:(?:(?:same|corresponding|comparable|equivalent) (?:fiscal )?|(?<=the )(?=(?:quarter|period) (?:a|one|last|the) ))(?:period|quarter|months?|time|half|three months|six months|nine months)(?: (?:of|in))?(?: the)? (?:(?P<sp_y>{YEAR})(?:[-/]\d\d\b)?|(?:last|previous|prior) (?:(?:fiscal|financial)(?: year)?|year)|(?:a |one )?year (?:ago|earlier|before|prior))|(?:same )?(?:year-ago|year-earlier|prior-year|previous-year|last-year)(?: fiscal)?(?: (?:first|second|third|fourth))?(?: (?:period|quarter|month|figure|level))?)(?!-)",
        same_time,
        (("in the same period last year", None), ("the same year-ago quarter", None), ("in the same month of 2017", None), ("the quarter a year earlier", None), ("for the same quarter last fiscal", None)),
        ("in the quarter a rival sold",),
    ),
    PeriodRule(
        "holiday",
        rf"\b(?:(?:[Oo]n|[Oo]ver|[Bb]y|[Ss]ince|[Uu]ntil|[Ii]n|[Dd]uring|[Aa]fter) )?(?:the )?(?:(?P<ho_x>{YEAR}) )?(?P<ho_n>(?i:{'|'.join(sorted(HOLIDAYS, key=len, reverse=True))}))(?:,? (?P<ho_y>{YEAR}))?\b(?!-| (?:Agreement|Accord|Island|Carol|market|tree|party|season|sales|shopping))",
            holiday,
        (("on Good Friday", "2019-04-19"), ("on Easter Monday", "2019-04-22"), ("on Christmas Day 2017", "2017-12-25"), ("on New Year's Eve", "2019-12-31")),
    ),
    PeriodRule(
        "weekend",
        r"\b(?:(?:[Oo]ver|[Aa]t|[Oo]n|[Dd]uring|[Bb]y|[Ss]ince) )?(?:the |(?P<we_w>[Tt]his|[Ll]ast|[Nn]ext|[Cc]oming) )(?:past |whole |long )?weekend\b",
        weekend,
        (("over the weekend", "2019-11-16/2019-11-17"), ("next weekend", "2019-11-23/2019-11-24")),
    ),
    PeriodRule(
        "school_year",
        r"\b(?:(?:[Ii]n|[Aa]t|[Bb]y|[Dd]uring|[Ff]or|[Uu]ntil|[Bb]efore) )?(?:the )?(?:(?:end|beginning|start) of )?(?:(?P<sc_w>[Tt]his|[Nn]ext|[Ll]ast) |the |the current )(?:school|academic) year\b",
        school_year,
        (("by the end of the school year", "2020"), ("next school year", "2020/2021")),
    ),
    *SPANS,
    PeriodRule(
        "decade",
        r"\b(?:[Ii]n |[Dd]uring |[Ss]ince )?(?:the )?(?:(?P<de_p>early|mid|late)[- ])?(?P<de_y>(?:18|19|20)\d0)s\b",
        decade,
        (("in the 1990s", "1990/1999"), ("since the 1990s", "1990/2019"), ("the mid-1990s", "1994/1996")),
    ),
    PeriodRule(
        "century",
        rf"\b(?:[Ii]n |[Dd]uring |(?P<ce_s>[Ss]ince ))?(?:the (?:start|beginning|turn) of )?the (?P<ce_n>{'|'.join(CENTURIES)}|\d\dth) [Cc]entury\b",
        century,
        (
            ("in the fourteenth century", "1301/1400"),
            ("during the 19th century", "1801/1900"),
            ("since the turn of the 19th century", "1801/2019"),
        ),
        ("a century", "the 21st century"),
    ),
    PeriodRule(
        "fiscal_pair",
        rf"\b{_PRE}(?:the )?(?:(?:previous|current|last|next|coming) )?(?:(?:financial|fiscal)(?: year)?(?: of)? |FY ?)(?P<fp_a>{YEAR}|(?<=FY)\d\d|(?<=FY )\d\d)[/-](?P<fp_b>(?:19|20)?\d\d)\b",
        fiscal_pair,
        (("in the financial year 2018/19", "2018/2019"), ("the fiscal year of 2024-25", "2024/2025"), ("in FY2019/20", "2019/2020"), ("in FY18-19", "2018/2019")),
    ),
    PeriodRule(
        "past_year",
        r"\b(?:[Oo]ver|[Dd]uring|[Ww]ithin|[Ii]n) the (?:past|last|(?P<pa_n>next|coming)) (?:(?<!In the coming )(?<!in the coming )(?<!In the next )(?<!in the next )year(?! of )|12 months|twelve months)\b|\b(?:(?:[Oo]ver|[Dd]uring|[Ww]ithin|[Ii]n|[Ff]or) the|[Tt]his) past (?P<pa_u>month|week)\b",
        past_year,
        (
            ("over the last year", "2018-11/2019-11"),
            ("in the past 12 months", "2018-11/2019-11"),
            ("over the next year", "2019-11/2020-11"),
            ("over the past month", "2019-10/2019-11"),
            ("this past week", "2019-W46"),
        ),
        ("in the last years",),
    ),
    PeriodRule(
        "season",
        rf"\b(?:(?:[Ii]n|[Bb]y|[Ff]rom|[Ss]ince|[Uu]ntil|[Oo]ver) )?(?:(?P<se_w>[Tt]his|[Ll]ast|[Nn]ext) (?P<se_n>spring|summer|autumn|winter|fall)"
        rf"|(?:the )?(?P<se_n2>spring|summer|autumn|winter|fall)(?: of)? (?P<se_y>{YEAR}))\b(?! in\b)",
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
        rf"\b[Ss]ince (?:(?P<si_m>{MONTH})(?: (?=\d))?,? ?)?(?P<si_y>{YEAR})?(?<=\w)\b(?<!ince)(?!\.? ?{DAY}\b| (?:of )?(?:last|this) year)",
        since,
        (("since March", "2019-03/2019-11"), ("since 2015", "2015/2019")),
        ("Since then",),
    ),
    PeriodRule(
        "full_date",
        rf"\b(?:{_PRE}(?:{WEEKDAY},? )?)?(?:(?P<fd_m>{MONTH}) ?(?P<fd_d>{DAY})\b(?:,? (?P<fd_y>{YEAR}))?"
        rf"|(?P<fd_d2>{DAY}) (?:of )?(?P<fd_m2>{MONTH})(?:,? (?P<fd_y2>{YEAR}))?)(?!\d|,\d{{3}})",
        full_date,
        (("on October 18", "2019-10-18"), ("as of 31 March 2018", "2018-03-31")),
        ("the March hare",),
    ),
    PeriodRule(
        "quarter",
        rf"\b(?:{_PRE}(?:the )?(?:company's )?(?:(?:[Ff]iscal )?(?P<q_y0>{YEAR}) )?(?:[Ff]iscal )?(?P<q_n>{_QUARTER})[ -][Qq]uarter(?:s)?(?: (?:\((?:i\.e\. |that is,? )?|of )(?P<q_ma>{MONTH})(?:-| to | through ){MONTH}\)?(?:,? \(?(?P<q_my>{YEAR})(?:[-/]\d\d)?\b\)?)?|(?:(?: of)?(?: (?:the company's|its))?(?: [Ff]iscal)?(?: the)? (?:FY ?(?P<q_f>{YEAR}|\d\d)\b(?![-/]\d)|(?P<q_y>{YEAR})|this year|last year|next year|the year|(?:a )?year (?:earlier|ago)))?(?:(?:,? (?:which|that))? (?:ended|ending)(?: on| in)?(?: {DAY}\b)? ?(?P<q_em>{MONTH})(?: {DAY}\b)?(?:,? (?P<q_ey>{YEAR}))?)?)"
        rf"|(?:{_PRE})(?:Q(?P<q_d>[1-4])|(?P<q_d2>[1-4])Q)(?:(?:,? (?:of )?)?(?:FY ?|fiscal )(?P<q_f2>{YEAR}|\d\d)\b(?![-/]\d)|,? (?:of )?(?P<q_y2>{YEAR})|(?=\W|$))|{_PRE}(?:the )?(?P<q_m>{MONTH})[ -]quarter(?:(?:,? (?:of )?(?P<q_y3>{YEAR})| (?:of )?(?P<q_w>this|last) year)|\b)(?!-))",
        quarter,
        (("in the third quarter", "2019-Q3"), ("the fourth quarter of 2018", "2018-Q4"), ("Fiscal 2018 Third Quarter", "2018-Q3"), ("Q3", "2019-Q3"), ("in Q3FY18", "2018-Q3"), ("in the second quarter ended January 31", "2019-Q2"), ("in the fourth quarter ended December 2017", "2017-Q4"), ("fourth quarter, which ended on August 2", "2019-Q4"), ("first quarter of its fiscal 2020", "2020-Q1"), ("in the March quarter", "2019-Q1"), ("in the October quarter", "2019-08/2019-10"), ("in the first quarter (April-June)", "2019-04/2019-06"), ("the second quarter of July to September 2018", "2018-07/2018-09")),
    ),
    PeriodRule(
        "half",
        rf"\b{_PRE}(?:the )?(?P<h_n>first|second)[ -]half(?:(?: of)?(?: the)? (?:FY ?(?P<h_f>{YEAR}|\d\d)|(?P<h_y>{YEAR})|this year|last year|next year|year))?\b(?! of (?!the year))|\b{_PRE}(?:H(?P<h_d>[12])|(?P<h_e>[12])H)(?: ?(?:of )?(?:(?P<h_z>{YEAR})|FY ?(?P<h_g>{YEAR}|\d\d)))?\b(?!-)",
        half,
        (("in the first half of 1996", "1996-01/1996-06"), ("in the second half", "2019-07/2019-12"), ("in H1 2018", "2018-01/2018-06"), ("in H1FY18", "2018-01/2018-06")),
    ),
    PeriodRule(
        "first_months",
        rf"\b{_PRE}(?:the )?(?:(?P<fm_w>first|last|final) (?P<fm_n>{COUNT}) months(?: of| in)? (?:(?P<fm_y>{YEAR})|(?:this|the|last) year)|(?<!his )(?<!her )(?<!its )(?<!their )(?<!my )(?<!our )(?<!those )(?:first|opening) (?P<fm_n2>two|three|four|five|six|seven|eight|nine|ten|eleven|1[01]|\d) months(?! of| in| after| on| under| since| as| I | you | he | she | it | they |'s)|first (?P<fm_q>two|three) quarters(?: of (?P<fm_qy>{YEAR})|(?! of (?!this|the year))))",
        first_months,
        (("in the first nine months of 2019", "2019-01/2019-09"), ("in the first six months", "2019-01/2019-06"), ("in the opening four months", "2019-01/2019-04"), ("in the first three quarters", "2019-01/2019-09"), ("over the first two quarters of 2018", "2018-01/2018-06")),
        ("the first six months of her term", "the first six months after the war", "in her first five months as mayor", "its first six months were good", "the first four months you run it"),
    ),
    PeriodRule(
        "part_of_month",
        rf"\b{_PRE}(?:the )?(?P<pm_w>first|last|final|opening|closing|second) (?:(?P<pm_n>{COUNT}) )?(?P<pm_u>days|weeks?|half|fortnight) of (?P<pm_m>{MONTH})(?:,? (?P<pm_y>{YEAR}))?\b(?!-)",
        part_of_month,
        (("in the first three weeks of November", "2019-11-01/2019-11-21"), ("the last ten days of October 2018", "2018-10-22/2018-10-31"), ("the first half of June", "2019-06-01/2019-06-15"), ("in the last week of August", "2019-08-25/2019-08-31")),
        ("the first days of her term",),
    ),
    PeriodRule(
        "year_span",
        r"\b(?:(?:[Ii]n|[Bb]etween|[Ff]rom|[Dd]uring|[Oo]ver|of|[Ff]or|[Bb]y|[Uu]ntil)(?: the)? )?(?:fiscal )?(?P<sy_a>(?:1[5-9]|20)\d\d)(?:(?:-|–|/)(?P<sy_c>\d\d(?!\d))|(?:-|–| to | and | through | until | till | up to |/)(?:fiscal )?(?P<sy_b>(?:19|20)\d\d))\b(?![-%,.]\d)(?= |,|\.|;|\)|$)",
        span_years,
        (("between 2008 and 2016", "2008/2016"), ("in 2014-17", "2014/2017"), ("from 2014 until 2017", "2014/2017"), ("from fiscal 2015 through fiscal 2017", "2015/2017")),
    ),
    PeriodRule(
        "month",
        rf"\b{_PRE}(?:the )?(?:{_END_OF})(?:last |this |next )?(?P<my_m>{MONTH})(?:-end)?(?:(?:,? (?:of )?(?P<my_y>{YEAR})| (?:of )?(?:this|last|next) year)\b|(?!\.? ?(?:[0-2]?\d|3[01])(?:st|nd|rd|th)?\b(?![,.]\d| (?:percent|per|people))))\b(?!-)",
        month_year,
        (("in October", "2019-10"), ("by December 2023", "2023-12"), ("in May", "2019-05"), ("at March-end 2018", "2018-03")),
    ),
    PeriodRule(
        "to_date",
        r"\b(?:for the )?(?P<td_u>[Yy]ear|[Qq]uarter|[Mm]onth|[Ww]eek)[- ]to[- ]date\b|\bso far (?:for|in) (?:the|this) (?P<td_u2>quarter|month|week)\b",
        to_date,
        (("year to date", "2019-01-01/2019-11-20"), ("week to date", "2019-W47"), ("so far for the month", "2019-11")),
    ),
    PeriodRule("so_far", r"\b[Ss]o far (?:this year|in \d{4})\b|\b(?:[Ss]ince|[Aa]t) the (?:start|beginning|turn) of (?:the|this) year\b", so_far, (("so far this year", "2019"), ("at the turn of the year", "2019"))),
    PeriodRule(
        "season_named",
        r"\b(?:(?:[Ii]n|[Ff]or|[Dd]uring|[Ff]rom|[Bb]y|[Uu]ntil) )?(?:[Tt]his|[Ll]ast|[Nn]ext) (?:season|term)(?![\w'-])",
        same_time,
        (("last season", None), ("this term", None)),
        ("the last season's fixtures", "one season"),
    ),
    PeriodRule(
        "relative",
        rf"\b(?:{_PRE})(?:the )?(?:(?:end|start|beginning|rest|first part) of )?(?P<r_w>[Ee]arlier this|[Ll]ater this|[Ss]o far this|[Ll]ast|[Tt]his|[Nn]ext|[Pp]revious|[Pp]rior|[Pp]receding|[Cc]urrent|[Cc]oming)"
        r" (?P<r_u>(?:calendar |fiscal |financial )?year(?! of [a-z])|month|week|quarter)(?!s|-)\b",
        relative,
        (("last year", "2018"), ("next month", "2019-12"), ("last week", "2019-W46"), ("by the end of this year", "2019")),
        ("last years", "in the last year of primary school"),
    ),
    PeriodRule(
        "year_back",
        rf"\b(?:from )?(?P<yb_n>(?i:a|one|{COUNT})|the(?! months| weeks)) (?P<yb_u>year|decade|month|week)s? (?:earlier|ago|before|previously|previous(?=[,.;:)]|$))\b(?!(?<=before) (?:[a-z]+ing|the|a|an|his|her|its|their|it|he|she|they)\b)",
        year_back,
        (("a year earlier", "2018"), ("Two years ago", "2017"), ("the year previous", "2018")),
        ("a week before landing there", "two years before the war began"),
    ),
    PeriodRule(
        "next_years",
        rf"\b(?:(?:[Oo]ver|[Ii]n|[Dd]uring|[Ff]or|[Ww]ithin|each of|[Tt]hrough) )?(?:the )?(?P<ny_w>past|(?<!will )(?<!can )(?<!could )(?<!would )(?<!may )(?<!might )(?<!must )(?<!to )last|next|coming|previous) (?:{COUNT} (?:to|or) )?(?P<ny_n>{COUNT}) (?P<ny_u>year|month|week|day|decade)s\b",
        next_years,
        (
            ("over the past two years", "2017-11/2019-11"),
            ("the next two years", "2020/2021"),
            ("over the next five years", "2019/2024"),
            ("within the next two years", "2019/2021"),
            ("over the next three decades", "2019/2049"),
            ("in the past three days", "2019-11-17/2019-11-20"),
            ("over the next three to four years", "2019/2023"),
        ),
        ("It may last two years",),
    ),
    PeriodRule(
        "within_years",
        rf"\b[Ww]ithin (?P<wy_n>{COUNT}) (?P<wy_u>year|month)s\b",
        within_years,
        (("within five years", "2019/2024"), ("within six months", "2019-11/2020-05")),
    ),
    PeriodRule(
        "ten_years",
        r"\b(?:[Oo]ver|[Dd]uring|[Ii]n|[Ww]ithin) the (?P<ty_w>past|last|next|coming) (?P<ty_u>decade|century)\b",
        ten_years,
        (("over the next decade", "2019/2029"), ("in the past decade", "2009/2019"), ("in the next century", "2019/2119")),
    ),
    PeriodRule(
        "weekday",
        rf"\b(?:(?:[Oo]n|[Ll]ast|[Nn]ext|[Tt]his|[Ll]ate|[Ee]arly|[Bb]y|[Tt]hrough|[Uu]ntil) )?(?:late |early )?(?<!typical )(?<!average )(?<!normal )(?<!given )(?<![Ee]very )(?<![Ee]ach )(?P<wd>{WEEKDAY})(?: (?:morning|afternoon|evening|night))?(?:,? (?:of )?(?P<wd_w>last|this|next) week)?(?!-|s\b)\b",
        weekday,
        (("on Tuesday", "2019-11-19"), ("Monday", "2019-11-18"), ("on Friday last week", "2019-11-15")),
        ("on a typical Saturday", "every Monday"),
    ),
    PeriodRule(
        "today",
        rf"\b(?:(?P<td>[Tt]oday|[Yy]esterday|[Tt]omorrow|[Ll]ast night|[Tt]onight)|{TRADING})\b",
        today,
        (("yesterday", "2019-11-19"), ("in premarket trading", "2019-11-20")),
    ),
    PeriodRule(
        "same_time",
        rf"\b(?:(?:[Ii]n|[Dd]uring|[Oo]ver|[Bb]y|[Aa]t) (?:that|those|the same|this) (?:time|years?|periods?|month|date|week|day)|[Tt]hat (?:year|month|week|day|night|summer|winter|spring|autumn|{MONTH}(?=[,.;)]|$))|[Aa]t the time(?=,|\.|$)|[Ss]ince then|[Tt]he same (?:year|month|week|day))\b(?! last| previous| a year| \d{{4}})",
        same_time,
        (("in those years", None), ("by that time", None), ("that year", None)),
    ),
    PeriodRule(
        "the_quarter",
        r"\b(?:(?:(?:[Ii]n|[Dd]uring|[Ff]or|[Oo]ver) |(?:end|ends|ended|ending|finish|finished|finishing|closed|closing|began|beginning) )(?:the|that|this) (?:said |full |whole |reporting )?(?P<tq_w>quarter|half|(?:nine|six|three)[- ]months?(?: period)?|period|full[- ]year|whole year|month|week|year(?=[,.;]|$))|(?:ended|ending|finished|finishing|closed|closing) the year(?= with| at))(?!-)\b(?! (?:ended|ending|through|from|between|of(?! this year)|when|before|after|until|since|beginning|starting|ahead|hour|a|an|as|is|are|in|that (?:began|ended|starts|ends))\b| to \d| to [A-Z]| [A-Z1-9])",
        same_time,
        (("in the quarter", None), ("during the period", None), ("for the full year", None)),
    ),
    PeriodRule(
        "step",
        rf"\b(?:(?P<st_n>(?i:a|one|{COUNT})) (?:year|decade|month|week|day)s? later|(?:[Tt]he|on the|in the) (?:day|night|year|month|week|quarter) (?:before|after)(?: that)?(?=,|\.|$)|[Tt]he (?:(?:previous|following|next) (?:day|night|morning|evening|month|week|year)|(?:previous|prior|last|next) session))\b",
        same_time,
        (("five years later", None), ("the previous day", None), ("in the week before that", None)),
    ),
    PeriodRule(
        "year",
        rf"(?:\b(?:{_PRE}(?:the )?(?:year )?(?:{_END_OF})?(?:the )?(?:fiscal(?: year)? |financial year |FY ?)?)(?P<y_y>(?<![$€£¥]){YEAR}|(?<=\b[Ii]n )1[5-8]\d\d)\b|\b{_PRE}(?:the )?(?:(?:end|close)[- ](?:of )?)?FY ?(?P<y_s>\d\d)\b)(?!-\d|,\d|\.\d|%| ?(?:percent|per cent|million|billion|people|yuan|dollars|servers|units|km|MW)| (?:GMT|UTC|[ECMP][DS]?T|BST|IST|hours|hrs)\b)",
        plain_year,
        (("by 2025", "2025"), ("in fiscal 2019", "2019"), ("by the end of 2020", "2020"), ("by end-FY19", "2019")),
    ),
)  # fmt: skip


@lru_cache(maxsize=1)
def _compiled() -> tuple[Alternatives, dict[str, PeriodRule]]:
    named = {f"rule_{rule.name}": rule for rule in RULES}
    return Alternatives((name, rule.pattern) for name, rule in named.items()), named


# The words that a time can begin with.
_BEGINS = re.compile(
    r"\d|Q[1-4]|H[12]|FY|(?i:(?:week|month|quarter)[- ]to[- ]date|in|by|during|for|over|through|throughout|until|till|as|at|from|on|since|of|before|after|around|within|between"
    r"|the|a|an|its|this|that|those|last|next|previous|prior|latest|current|coming|past|each|early|late|mid|earlier|later|so|end|beginning"
    r"|start|close|middle|turn|rest|first|second|third|fourth|final|same|corresponding|comparable|equivalent|year|calendar|fiscal"
    r"|financial|company's|q[1-4]|few|several|"
    + "|".join(NUMBER_WORDS)
    + "|jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec|mon|tue|wed|thu|fri|sat|sun|spring|summer|autumn|winter|fall|today"
    r"|yesterday|tomorrow|tonight|good|boxing|black|cyber|easter|christmas|new|valentine|halloween|thanksgiving)"
)
# A time holds one of these. One alternative for each letter, none of them behind a bracket, is what a search is quick
# with: it passes all other letters by. "autumn" and "easter" are seen by their ends, as a fifth of a text is "a" and "e".
_QUICK = re.compile(
    r"1(?:\d{3}|[QH])|2(?:\d{3}|[QH])|3Q|4Q|Q(?:[1-4]|uarter)|H(?:[12]|alloween)"
    r"|year|quarter|period|night|m(?:onth|orrow)|w(?:eek|inter)|h(?:alf|alloween)|d(?:ecade|ay\b|ays)"
    r"|c(?:entury|hristmas)|C(?:entury|hristmas)|t(?:erm\b|oday|hat time|he time|rading|hanksgiving|umn(?<=autumn))"
    r"|s(?:ession|eason|pring|ummer|ince then|ter(?<=easter))|Easter|Year(?:[- ]to|'s)|Month[- ]to|Week[- ]to"
    r"|Day\b|M(?:onday|ar|ay)|T(?:uesday|hursday|hanksgiving)|Wednesday|F(?:riday|eb|Y)|S(?:aturday|unday|ep|ince then)"
    r"|J(?:an|un|ul)|A(?:pr|ug)|Oct|Nov|Dec"
)


def find_periods(folded: str, start: int, stop: int, published: date | None) -> list[Period]:
    """Time expressions of ``folded[start:stop]`` in order, without overlap."""
    pattern, rules = _compiled()
    out: list[Period] = []
    for m in anchored(folded, start, stop, _QUICK, pattern, 9, _BEGINS):
        name = m.lastgroup or ""
        rule = rules[name]
        if is_title(folded, start, m, name) or is_name(folded, start, m, rule.name):
            continue
        iso = rule.build(m, published)
        if name in ("rule_year_back", "rule_relative") and _BEFORE_THAT.search(m.group()):
            anchor = next(
                (
                    p.iso
                    for p in reversed(out)
                    if p.iso and p.rule != name[5:] and _YEAR_FIRST.match(p.iso) and not _is_of_issue(folded, p)
                ),
                None,
            )
            if anchor:
                iso = _year_before(anchor)
        if name == "rule_year_end" and m.group().lower().startswith("at the end of the year") and out:
            iso = out[-1].iso if _is_that_year(folded, start, out[-1], m.start()) else iso
        since = stretch(folded, start, m, iso, rule.name, published) if iso and published else None
        out.append(Period(m.group().strip(), m.start(), m.end(), since or iso, "since" if since else rule.name))
        if iso and name in ("rule_quarter", "rule_half"):
            for alone in _NTH_ALONE.finditer(folded, m.end(), min(stop, m.end() + _NEAR_NTH)):
                back = _LOOKS_BACK.search(folded, m.end(), alone.start()) is not None
                if other := _nth_beside(iso, alone[1], back):  # "in the second quarter, after 1 percent in the first"
                    out.append(Period(alone.group(), alone.start(), alone.end(), other, rule.name))
            out.sort(key=lambda p: p.start)
        if published and name == "rule_relative" and m.group()[-9:].lower() == "this year":
            after = _YEAR_AFTER.search(folded, m.end(), min(stop, m.end() + 60))
            if after:  # "5 percent this year and 6 percent next"
                out.append(Period("next", after.start(1), after.end(1), str(published.year + 1), "relative"))
                out.sort(key=lambda p: p.start)
    return out


_NEAR_NTH = 120  # characters
_LOOKS_BACK = re.compile(r"\b(?:after|from|against|than|versus|following|compared (?:with|to))\b")
_NTH_ALONE = re.compile(r"\bin the (first|second|third|fourth)(?=[.,;)]|$| and\b| but\b| while\b)")
_NTH = ("first", "second", "third", "fourth")


def _nth_beside(iso: str, nth: str, back: bool) -> str | None:
    """The quarter or half so numbered beside ``iso``: of the same year, or the one before it where the sentence looks
    ``back``: "2025-Q4" of "in the first quarter after 2 percent in the fourth".
    """
    number = _NTH.index(nth) + 1
    if iso[4:6] == "-Q" and len(iso) == len("2026-Q2"):
        return f"{int(iso[:4]) - (back and number > int(iso[6]))}-Q{number}"
    halves = (("-01", "-06"), ("-07", "-12"))
    if number > len(halves) or iso.count("/") != 1 or (iso[4:7], iso[-3:]) not in halves:
        return None
    first, last = halves[number - 1]
    year = int(iso[:4]) - (back and number > halves.index((iso[4:7], iso[-3:])) + 1)
    return f"{year}{first}/{year}{last}"


def _is_that_year(folded: str, start: int, named: Period, at: int) -> bool:
    """True for "in 2016 it fell to 3% at the end of the year"; not behind "Founded in 2016," nor for what will be."""
    if named.rule != "year" or _AHEAD.search(folded, named.end, at):
        return False
    return folded[named.end : named.end + 1] != "," or not _OF_ASIDE.search(folded[start : named.start])


_AHEAD = re.compile(
    r"(?i)\b(?:will|would|wants?|plans?|expects?|hopes?|aims?|intends?|seeks?|may|might|could|should|shall|going to"
    r"|(?:is|are) (?:to|due|set|likely|expected))\b|'ll\b"
)
# "Founded", "Roe, elected", "the mill, which opened": the year of what is said by the way
_OF_ASIDE = re.compile(
    r"(?:^|, )(?:(?:first |re-?)?(?:[A-Za-z]+ed|[Bb]orn|[Bb]uilt|[Mm]ade|[Ss]et|[Bb]egun|[Bb]ought|[Ss]old)"
    r"|who|which|whose|where|when)\b[^,;]*$"
)
_YEAR_AFTER = re.compile(r"[^.;:]* (next)(?=[.,;]|$)")
_BEFORE_THAT = re.compile(
    r"(?:[Pp]revious|[Pp]rior) year|\b(?:(?:a|one|the) year|(?:twelve|12) months) (?:earlier|ago|before|previous)"
)
_YEAR_FIRST = re.compile(r"\d{4}(?:-Q[1-4]|-\d\d|-\d\d-\d\d)?(?:/.*)?\Z")


def _is_of_issue(folded: str, period: Period) -> bool:
    """ "The accounts, published on Friday, show a loss of $9m, against $4m a year earlier": no year before Friday."""
    return folded[max(0, period.start - _ISSUE) : period.start].endswith(_ISSUED)


_ISSUED = tuple(f", {issued} " for issued in ("published", "released", "issued", "filed", "unveiled"))
_ISSUE = max(map(len, _ISSUED))


def _year_before(iso: str) -> str:
    """ "2019-Q3" -> "2018-Q3": what "a year earlier" means next to another period."""
    return "/".join(f"{int(part[:4]) - 1}{part[4:]}" for part in iso.split("/"))
