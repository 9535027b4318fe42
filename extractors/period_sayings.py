"""Times of what is said, published or decided: not when the figure in it holds."""

from __future__ import annotations

from extractors.clause_map import clause_map
from extractors.clauses import verb_before
from extractors.period_rule import Period
from extractors.quantities import Quantity
from extractors.tokens import Sentence
from extractors.words import words

_SAYING = words("claims.saying")
_DAYS = frozenset("weekday today full_date weekend".split())
_TELLING = words("period_sayings.telling")
_PUBLISHED = frozenset("published released issued presented unveiled printed".split())
_SPOKE = frozenset("said says told tells announced announces added".split())
_DECIDING = words("period_sayings.deciding")
_BACK = 12  # tokens
_NAMED = 5  # tokens: "a study of children published in"


def is_time_of_saying(sent: Sentence, period: Period, q: Quantity, first: int, last: int) -> bool:
    """True for "said in its report on Monday", "projected in May that", "agreed on Monday to pay"."""
    if sent.lows[q.last : first] == ["reported"]:
        return False  # "the [40 cases] reported on Monday"
    if sent.lows[first - 1 : first] == ["reported"] and first > 1 and _is_counted(sent, q, first - 1):
        return False
    if _is_beside_saying(sent, period, first, last) or _dates_document(sent, period, q, first, last):
        return True
    if _is_decided(sent, period, q, first, last):
        return True
    if period.rule not in _DAYS:
        return False
    if _is_announced(sent, q, first) or _comes_to_tell(sent, q, last) or _is_of_leaving(sent, q, first):
        return True
    for k in range(first - 1, max(-1, first - _BACK), -1):
        if sent.lows[k] in (",", ";"):
            return False
        if sent.lows[k] in ("told", "tells"):
            return True  # "told the Chronicle on Friday that 40 had left"
        if sent.lows[k] in ("said", "says", "announced", "reported", "added"):
            return q.last <= k and not (sent.lows[k] == "reported" and _is_counted(sent, q, k))
    return False


def _is_counted(sent: Sentence, q: Quantity, k: int) -> bool:
    """ "40 cases were reported on Monday", "90 riders reported delays on Monday": the time of the figure."""
    return q.last <= k and (q.last == k or sent.lows[k - 1] in _PASSIVE)


_PASSIVE = frozenset("was were been being".split())


def _is_announced(sent: Sentence, q: Quantity, first: int) -> bool:
    """ "was revised up to [0.3 percent] on Friday", "On Monday, the ministry announced [5 million euros]"."""
    verb = verb_before(sent, q.core)
    if verb >= 0 and sent.lows[verb] in _REVISED and q.core - verb <= _NEAR_REVISED:
        return True
    clauses = clause_map(sent)
    verb = clauses.clauses[clauses.of[first]].verb
    return 0 <= verb < q.first and sent.lows[verb] in _UNVEILED


def _comes_to_tell(sent: Sentence, q: Quantity, last: int) -> bool:
    """ "held a meeting on Tuesday to announce the [$9 million] plan": the day of the announcement."""
    return any(
        sent.lows[k] == "to" and sent.lows[k + 1] in _TO_TELL for k in range(last, min(q.first - 1, last + _BACK))
    )


def _is_of_leaving(sent: Sentence, q: Quantity, first: int) -> bool:
    """ "Roe, whose lifts carried [40 million], died on Saturday": what the relative clause tells was before."""
    if first < 1 or sent.lows[first - 1] not in _LEFT or q.last >= first - 1:
        return False
    told = range(q.last, first - 1)
    relative = any(sent.lows[k] in ("who", "whose") and sent.lows[k - 1] == "," for k in range(1, q.first))
    return relative and any(sent.lows[k] == "," for k in told)


_LEFT = frozenset("died resigned retired quit".split())
_TO_TELL = frozenset("announce unveil discuss debate propose outline".split())
_REVISED = frozenset("revised updated upgraded downgraded re-estimated".split())
_UNVEILED = frozenset("announced announces unveiled unveils proposed pledged promised outlined".split())
_NEAR_REVISED = 5  # words


def _is_beside_saying(sent: Sentence, period: Period, first: int, last: int) -> bool:
    """ "said on Monday", "Monday said", "said last month"."""
    before = sent.lows[max(0, first - 2) : first]
    after = sent.lows[last : last + 2]
    if period.rule in _DAYS:
        return any(low in _SAYING for low in (*before, *after))
    if before[-1:] == ["added"] and before[0] in _PASSIVE:
        return False  # "40 jobs were added last month"
    if period.rule == "relative" and ((before[-1:] and before[-1] in _SPOKE) or (after[:1] and after[0] in _SPOKE)):
        return True
    if before[-1:] and before[-1] in _SPOKE and after[:1] and after[0] in _PRONOUNS:
        return True  # "said in July it would close nine mills"
    return any(low in _SAYING for low in before) and after[:1] == ["that"]


_PRONOUNS = frozenset("it they he she we".split())


def _dates_document(sent: Sentence, period: Period, q: Quantity, first: int, last: int) -> bool:
    """ "a study published last year found that half", "a Friday press release", "in Monday's minutes"."""
    lows = sent.lows
    out = first - 1 - (first > 1 and lows[first - 1] in ("early", "late"))
    if first and lows[out] in _PUBLISHED and q.first >= last:
        return not _TELLING.isdisjoint(lows[max(0, out - _NAMED) : out])
    if (
        period.rule in ("year", "month", "relative")
        and first
        and q.first >= last
        and _is_of_study(sent, q, first, last)
    ):
        return True
    if period.rule in _DAYS and q.first >= last and sent.tags[first : first + 1] == ["IN"]:
        k = first - 1
        while (
            k > 0
            and first - k < _NAMED
            and sent.tags[k] in ("NNP", "NN", "IN", "DT", "POS")
            and lows[k] not in _TELLING
        ):
            k -= 1
        return lows[k] in _TELLING  # "A report by the bank on Tuesday"
    if period.rule == "weekday" and lows[first] not in ("on", "last", "next"):
        behind = lows[last + 1 : last + 3] if lows[last : last + 1] == ["'s"] else lows[last : last + 2]
        return not _TELLING.isdisjoint(behind)
    return False


def _is_of_study(sent: Sentence, q: Quantity, first: int, last: int) -> bool:
    """ "One 2008 study found", "a report from the bank in 2023 estimated": when it was told."""
    lows = sent.lows
    if lows[last : last + 1] and lows[last] in _STUDIES and lows[first - 1] in _A:
        return lows[first - 2 : first - 1] == ["to"] or not _FOUND.isdisjoint(lows[last : q.first])
    if lows[:2] == ["according", "to"] and lows[last : last + 1] == [","] and first <= _ACCORDING:
        named = "," not in lows[:first]  # not "According to research by the bank, by 2030, [40 percent] of"
        return named and not _STUDIES.isdisjoint(lows[:first])  # "According to a study by the bank in 2023, [9%] of"
    if lows[last : last + 1] == [","]:
        last += 1 + (lows[last + 1 : last + 2] in (["which"], ["that"]))
    if not (lows[last : last + 1] and lows[last] in _FOUND):
        return False
    lo = max(0, first - _FAR)
    return not _STUDIES.isdisjoint(lows[lo:first]) and "CD" not in sent.tags[lo:first]


_A = frozenset("a an one another the its their".split())
_FAR = 7  # tokens: "a report from the northern grain board in 2023"
_ACCORDING = 14  # tokens
_STUDIES = frozenset(
    "research survey study report analysis paper review inquest inquiry hearing investigation assessment".split()
)
_FOUND = frozenset("found estimated showed concluded suggested heard revealed said warned predicted".split())


def _is_decided(sent: Sentence, period: Period, q: Quantity, first: int, last: int) -> bool:
    """ "agreed on Monday to pay [$9m]", "last week urged airlines to keep [one seat] free", "was jailed on Monday for
    taking [$9m]": when it was decided.
    """
    if period.rule not in _DAYS and not (
        period.rule == "relative" and period.words.lower().endswith(("week", "month"))
    ):
        return False
    clauses = clause_map(sent)
    verb = clauses.clauses[clauses.of[first]].verb if first < len(clauses.of) else -1
    if sent.lows[last : last + 1] and sent.lows[last] in _DECIDING:
        verb = last
    near = range(first - 1, max(-1, first - _NAMED), -1)
    verb = next((k for k in near if sent.lows[k] in _DECIDING and sent.tags[k] in ("VBD", "VBN")), verb)
    judged = next((k for k in near if sent.lows[k] in _JUDGED and sent.tags[k] in ("VBD", "VBN")), -1)
    if judged >= 0:
        return any(
            sent.lows[k] in ("for", "of", "with") and sent.tags[k + 1] == "VBG" for k in range(judged, q.first - 1)
        )
    if verb < 0 or sent.tags[verb] == "VBZ" or sent.lows[verb] not in _DECIDING:
        return False
    return any(
        (sent.lows[k] == "to" and sent.tags[k + 1 : k + 2] == ["VB"]) or sent.lows[k] in ("that", "alleging")
        for k in range(max(last, verb + 1), q.first)
    )


_JUDGED = frozenset("sentenced jailed imprisoned convicted charged accused indicted arrested fined arraigned".split())
