"""When a figure holds, by its own sentence and by what was told before it."""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import replace
from datetime import date

from extractors.awaited import awaited, is_scheduled
from extractors.clauses import verb_before
from extractors.discourse import Discourse
from extractors.modality import modality_of
from extractors.modality_certain import RULE as CERTAIN
from extractors.model import Claim, Modality
from extractors.noun_phrases import ESTIMATES
from extractors.period_choice import ends_after, lists_on, of_announcement, opens_past_clause, period_of
from extractors.period_compared import is_old_level
from extractors.period_events import day_of_event
from extractors.period_memory import PeriodMemory
from extractors.period_rule import Period
from extractors.period_session import clock_day, of_named_session, session_day
from extractors.period_shared import end_of_span, of_expected, of_outlook, pair_part, part_of_list, span_of_move
from extractors.period_shifts import is_of_past_act, is_upcoming, lies_ahead, may_come, next_time, past_day
from extractors.quantities import Quantity
from extractors.statement import Statement
from extractors.tokens import Sentence
from extractors.words import words

_RESULT_WORDS = words("claims.result_words")


def time_and_mood(
    sent: Sentence, q: Quantity, periods: list[Period], published: date | None
) -> tuple[Period | None, Modality, str]:
    """(time, modality, rule) of a quantity: each helps to tell the other."""
    period = period_of(sent, q, periods, published)
    if period is not None:
        period = past_day(period, sent, q, published)
    ahead = period is not None and ends_after(period.iso, published)
    modality, rule = modality_of(sent, q, ahead)
    if period is not None and not ahead and (q.kind != "duration" or q.per) and lies_ahead(sent, period):
        return next_time(period, published), modality, rule
    of_month = period is not None and not ahead and period.rule == "month"
    if period is not None and of_month and q.kind == "age" and sent.lows[q.first - 1] == "turns":
        return next_time(period, published), modality, rule  # "who turns 80 in May"
    if period is not None and of_month and q.kind == "percent" and is_upcoming(sent) and not is_old_level(sent, q):
        return next_time(period, published), modality, rule
    if period is not None and not ahead and modality == "hypothetical" and may_come(sent, q, period):
        return next_time(period, published), modality, rule
    if of_month and not ahead and rule == CERTAIN and modality == "forecast" and sent.lows[q.first - 1] == "from":
        return None, modality, rule  # "raised its estimate from 32.5 million in August": when that was told
    if period is None and published is not None and modality in ("forecast", "target"):
        period = _full_year(sent, q, published)
        return period, modality, rule
    if period is None or ahead or modality not in ("forecast", "target"):
        if period is not None and period.rule == "weekday" and is_scheduled(sent, verb_before(sent, q.core)):
            return next_time(period, published), "forecast", "modality:scheduled"
        return period, modality, rule
    if of_announcement(sent, q, period, published):
        others = [p for p in periods if p.start != period.start]
        period = period_of(sent, q, others, published)
        return period, modality, rule
    if _is_time_of_foretelling(sent, q, period):
        return None, modality, rule
    if _is_beside_estimate(sent, q):
        return period, "actual", CERTAIN
    if period.rule == "month" and "had" in sent.lows[max(0, verb_before(sent, q.core) - 1) : q.first]:
        return None, modality, rule  # "had forecast a harvest of 4 million in June": when it was foretold
    if modality == "forecast" and rule != CERTAIN and _is_set_against(sent, q):
        return period, "actual", CERTAIN
    if is_of_past_act(sent, q, period, published):
        return period, modality, rule
    return next_time(period, published), modality, rule


def _full_year(sent: Sentence, q: Quantity, published: date) -> Period | None:
    """ "raised its full-year forecast to [4 million]", "expects full-year profit of": the year of publication."""
    near = range(q.first - 1, max(-1, q.first - _IN_REACH), -1)
    k = next((k for k in near if sent.lows[k] in ("full-year", ";")), -1)
    if k < 0 or sent.lows[k] != "full-year":
        return None
    over = published.month <= _YEAR_JUST_OVER and "had" in sent.lows[:k]  # "had expected a full-year loss"
    return Period(sent.words[k], sent.start[k], sent.end[k], str(published.year - over), "full_year")


_YEAR_JUST_OVER = 4  # months in which last year's results come out


_IN_REACH = 16  # tokens


def _is_time_of_foretelling(sent: Sentence, q: Quantity, period: Period) -> bool:
    """ "the [$5 billion] it had predicted in May": when it was foretold."""
    who = awaited(sent, q.last)
    return who is not None and 0 < bisect_left(sent.start, period.start) - who.verb <= _NEAR


_NEAR = 2  # tokens


def _is_beside_estimate(sent: Sentence, q: Quantity) -> bool:
    """ "against forecasts of 3.1% and growth of [2.8%] in the previous quarter": what was, and was not foretold."""
    k = q.first - 1
    if sent.lows[k] == "of" and k > 1 and sent.tags[k - 1] in ("NN", "NNS") and sent.lows[k - 1] not in ESTIMATES:
        k -= 2
    if k < 2 or sent.lows[k] != "and":
        return False
    number = next((m for m in range(k - 1, max(0, k - 4), -1) if sent.tags[m] == "CD"), -1)
    while number > 1 and sent.tags[number - 1] in ("CD", "$"):
        number -= 1
    return number > 1 and sent.lows[number - 1] == "of" and sent.lows[number - 2] in ESTIMATES


def _is_set_against(sent: Sentence, q: Quantity) -> bool:
    """ "expects a surplus of $3m, against a deficit of [$1m] two years ago"."""
    k = q.first - 2
    while k > 1 and sent.tags[k] in ("NN", "JJ"):
        k -= 1
    led = sent.lows[q.first - 1] == "of" and sent.lows[k] in ("a", "an") and k > 1
    led = led and sent.lows[q.first - 2] not in ESTIMATES | {"consensus"}
    return led and (sent.lows[k - 1] == "against" or sent.lows[k - 2 : k] in _COMPARED)


_COMPARED = (["compared", "with"], ["compared", "to"])


def settled(
    period: Period | None,
    sent: Sentence,
    index: int,
    q: Quantity,
    periods: list[Period],
    done: list[Statement],
    claims: list[Claim],
    memory: PeriodMemory,
    names: Discourse,
) -> Period | None:
    """The time of a quantity, of which its own words say ``period``, after what was told before it.

    ``periods`` are those of the sentence; ``done`` holds its statements, the quantity's own as the last; ``claims``
    all before it.
    """
    stated, published = done[-1], memory.published
    start = memory.spans[index][0]
    period = of_expected(sent, q, period, claims, start) or end_of_span(sent, q, periods) or period
    period = span_of_move(sent, q, periods) or period
    period = part_of_list(sent, q, period, claims, start)
    period = _of_new_level(sent, q, period, stated, claims, start) or period
    period = memory.of_pair(index, pair_part(sent, q), period)
    if period is None:
        return (
            of_outlook(sent, q, periods)
            or _carried(sent, q, done, claims, start)
            or day_of_event(sent, q, stated.measure, periods, names.incidents)
            or _of_report(sent, index, q, stated, memory)
            or session_day(sent, q, stated, memory, index, published)
            or clock_day(sent, q, memory, index, published)
        )
    if period.rule in ("relative", "year_back") and is_old_level(sent, q):
        return memory.year_before(period, index)
    if period.rule == "month" and claims and claims[-1].sentence_start == start and is_old_level(sent, q):
        return _month_before(period, claims[-1])
    return of_named_session(period, memory, index, published) if period.rule == "today" else period


def _of_new_level(
    sent: Sentence, q: Quantity, period: Period | None, stated: Statement, claims: list[Claim], start: int
) -> Period | None:
    """ "fell to 312 last year from 367 in 2024, a drop of [15 percent]": the time that it fell to, not from."""
    if stated.rule != "attach:aside" or q.change is None or len(claims) < _BOTH_LEVELS:
        return None
    new, old = claims[-2:]
    both = new.sentence_start == old.sentence_start == start and new.measure == old.measure == stated.measure
    if not both or new.period is None:
        return None
    if period is not None and (old.period_iso != period.iso or period.start > sent.start[q.first]):
        return None
    between = sent.lows[bisect_left(sent.start, new.end - 1) : bisect_left(sent.start, old.start)]
    return Period(new.period, -1, -1, new.period_iso, "carried") if "from" in between else None


_BOTH_LEVELS = 2


def _month_before(period: Period, new: Claim) -> Period:
    """ "was 4.4% in July, up from [3.9%] in May": the May before that July, where ``new`` is the level of now."""
    iso, now = period.iso or "", new.period_iso or ""
    if len(iso) != _MONTH or len(now) != _MONTH or iso <= now or iso[:4] in period.words:
        return period
    return replace(period, iso=f"{int(iso[:4]) - 1}{iso[4:]}")


_MONTH = len("2026-07")


def _of_report(sent: Sentence, index: int, q: Quantity, stated: Statement, memory: PeriodMemory) -> Period | None:
    """The quarter or year that a firm reports on: of its revenue, told in a paragraph that names it once."""
    if q.kind == "rank" or q.per not in (None, "share") or not _reports_result(stated.measure):
        return None
    verb = verb_before(sent, q.core)
    if verb >= 0 and sent.tags[verb] in ("VBZ", "VBP") and sent.lows[verb] in _HOLDING:
        return None  # "trades at 15 times earnings", "sales remain 2 percent below their peak"
    if "now" in sent.said and _is_now(sent, verb) and not memory.read(index):
        return None  # "Margins are now 4 percent"
    if verb > 0 and sent.tags[verb - 1] == "MD" and sent.lows[verb - 1] in _MAY and not memory.read(index):
        return None  # "Exports could top 22 million tonnes": not in the year told before
    if (stated.measure or "").rpartition(" ")[2] in _OUTLOOKS and not memory.read(index):
        return None  # "raised its profit outlook to $3bn": of a time to come
    return None if is_old_level(sent, q) else memory.in_paragraph(index, sent.start[q.first]) or memory.frame


_MAY = frozenset("could might may would".split())
_OUTLOOKS = frozenset("outlook guidance forecast projection".split())


def _is_now(sent: Sentence, verb: int) -> bool:
    """ "now stands at", "is now", "Now it is": the verb of the figure is of today."""
    if verb < 0 or sent.tags[verb] not in ("VBZ", "VBP"):
        return False
    return sent.lows[0] == "now" or "now" in sent.lows[max(0, verb - 1) : verb + 2]


_HOLDING = frozenset("trade trades remain remains hold holds own owns employ employs".split())


def _carried(sent: Sentence, q: Quantity, done: list[Statement], claims: list[Claim], start: int) -> Period | None:
    """The time of the figure before, which the sentence goes on with: "Of those, 40 left"; None where it does not."""
    if not claims:
        return None
    before = claims[-1]
    goes_on = len(done) > 1 and done[-2].rule == done[-1].rule == "attach:opening"
    goes_on = goes_on or sent.lows[:2] in (["of", "those"], ["of", "these"], ["of", "them"], ["among", "them"])
    if not goes_on and len(done) > 1 and before.period is not None and lists_on(sent, q, before):
        goes_on = True
    if not goes_on and len(done) > 1:
        # "In May 40 percent were new, 30 percent were used"
        alike = (c for c in claims[: -len(done) : -1] if c.unit == q.unit and c.kind == q.kind)
        before = next(alike, before)
        goes_on = before.period is not None and before.sentence_start == start and before.unit == q.unit
        goes_on = goes_on and opens_past_clause(sent, q)
    return Period(before.period, -1, -1, before.period_iso, "carried") if goes_on and before.period else None


def _reports_result(measure: str | None) -> bool:
    """True for what a company reports by the quarter: revenue, earnings, margins."""
    return measure is not None and not _RESULT_WORDS.isdisjoint(measure.lower().replace(",", " ").split())
