"""Figures that a text says were given before and have been replaced: "cut its forecast to 4.6 million [from
4.9 million]", "revised to 0.4 percent [from 0.2]", "up from a preliminary [0.2 percent]", "had first put it at [43]".

What was replaced speaks of the same thing and time as what took its place, where the text gives it no other time.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from extractors.awaited import awaited
from extractors.clause_map import FINITE
from extractors.clauses import verb_before
from extractors.model import Claim
from extractors.move_words import MOVING_VERBS
from extractors.noun_phrases import ESTIMATES as _ESTIMATES
from extractors.period_choice import ends_after
from extractors.phrases import NOUNS
from extractors.quantities import Quantity
from extractors.tokens import Sentence
from extractors.words import words

_REVISED_TOO = frozenset("adjusted amended upgraded downgraded".split())
_CHANGING = words("modality_certain.revised") | MOVING_VERBS | _REVISED_TOO
_RESTATING = words("former.restating")
_REVISING = words("former.revising")
_STATISTICS = words("former.statistics")
_FIRST = words("former.first")
_EARLIER = words("former.earlier")
_COUNTS = words("former.counts")
_BEFORE = frozenset("initially previously originally earlier".split())
_AT_FIRST = _BEFORE | {"first"}
_STATING = words("former.stating")
_FORETELLING = _STATING - frozenset("said announced given published".split())
_TOLLS = frozenset(("toll", "tolls"))
_TURNING = frozenset(("now", "instead"))
_ANY = _TURNING | _TOLLS | _RESTATING | _REVISING | _FIRST | _EARLIER | _BEFORE | _ESTIMATES | _STATING
_NUMBERS = (["CD"], ["$"])
_LEADS = frozenset(("DT", "PRP$", "JJ", "RB", "RBR", "$"))
_REACH = 14  # tokens from a verb or a forecast to the first of its two levels
_BETWEEN = 9  # tokens from the one level to the other
_ENDS = frozenset("; but while whereas after as when because that which who".split())
_BE = frozenset("is are was were has have had been being".split())

Told = tuple[Quantity, int]
"""A quantity of a sentence, and where its claim stands among the claims."""


def mark_former(sent: Sentence, told: Sequence[Told], claims: list[Claim], published: date | None) -> None:
    """Mark those of the sentence's claims that others replace, in ``claims``, and give them what these are about.

    ``claims``: all so far; those of the sentence are its last.
    """
    if not told or _ANY.isdisjoint(sent.said):
        return
    first = min(at for _, at in told)
    for at, (q, mine) in enumerate(told):
        if q.vague:
            continue
        other = _levels_of_revision(sent, told, at, claims)
        other = _revised_here(sent, told, at, claims) if other is None else other
        other = _revised_before(sent, q, mine, first, claims) if other is None else other
        if other is not None:
            if _is_retold(sent, q):
                claims[mine] = replace(claims[mine], period=None, period_iso=None)
            _mark(claims, mine, other, published)
        elif (old := _revised_since(sent, told, at, first, claims)) is not None:
            claims[mine] = _taking_over(claims[old], claims[mine])
            _mark(claims, old, mine, published)


def _taking_over(was: Claim, now: Claim) -> Claim:
    """What took the place of ``was`` without saying itself what it is about: "it was revised to [0.4 percent]"."""
    period = (now.period, now.period_iso) if now.period_iso else (was.period, was.period_iso)
    return replace(
        now,
        per=was.per,
        change=was.change,
        measure=was.measure,
        subject=was.subject,
        period=period[0],
        period_iso=period[1],
    )


def _mark(claims: list[Claim], old: int, new: int, published: date | None) -> None:
    was, now = claims[old], claims[new]
    period = (was.period, was.period_iso)
    foretold = _is_ahead(now) and not ends_after(was.period_iso, published)
    on_a_day = len(was.period_iso or "") == len("2026-11-20")
    if was.period_iso is None or (foretold and (on_a_day or ends_after(now.period_iso, published))):
        period = (now.period, now.period_iso)  # "from 2.4 percent in April": when that was foretold
    if period[1] != now.period_iso or now.replaced_by is not None or was.replaced_by is not None:
        return
    named = was if old < new and was.start > now.sentence_start else now
    claims[old] = replace(
        was,
        per=was.per or now.per,
        change=was.change or now.change,  # growth
        measure=named.measure,
        subject=named.subject,
        period=period[0],
        period_iso=period[1],
        modality=now.modality,
        replaced_by=now.start,
    )
    if named is was and (now.measure, now.subject) != (was.measure, was.subject):
        claims[new] = replace(now, measure=was.measure, subject=was.subject)


def _alike(claims: Sequence[Claim], old: int, new: int, *, foreseen: bool = False) -> bool:
    """True where the one may have taken the place of the other; ``foreseen``: also where the old one is not
    said to be foreseen ("its forecast to 4.6 million from 4.9 million").
    """
    was, now = claims[old], claims[new]
    same = (was.kind, was.unit) == (now.kind, now.unit)
    same = same and (was.modality == now.modality or (foreseen and was.period_iso is None and _is_ahead(now)))
    same = same and was.per in (now.per, None) and was.change in (now.change, None)
    return same and (was.low, was.high) != (now.low, now.high) and not now.vague


def _is_ahead(claim: Claim) -> bool:
    return claim.modality in ("forecast", "target")


def _levels_of_revision(sent: Sentence, told: Sequence[Told], at: int, claims: Sequence[Claim]) -> int | None:
    """The claim of "to 4.6 million" for "from [4.9 million]", where a forecast moves or a figure is corrected."""
    q, mine = told[at]
    if sent.lows[_lead(sent, q)] != "from":
        return None
    for other in (at - 1, at + 1):
        if not 0 <= other < len(told):
            continue
        new, its = told[other]
        if not _alike(claims, mine, its, foreseen=True) or sent.lows[_lead(sent, new)] != "to":
            continue
        if other > at > 0 and sent.lows[_lead(sent, told[at - 1][0])] == "to":
            continue  # "to $4.6 billion to $4.8 billion from $4.2 billion to $4.4 billion"
        a, b = (new, q) if other < at else (q, new)
        start = _lead(sent, a)
        between = sent.lows[a.last : _lead(sent, b)]
        if other < at and sent.lows[q.last : q.last + 1] == ["to"] and sent.tags[q.last + 1 : q.last + 2] in _NUMBERS:
            continue  # "to $4.6 billion to $4.8 billion from $4.2 billion to $4.4 billion"
        if len(between) > _BETWEEN or not _ENDS.isdisjoint(between):
            continue
        if _is_revised(sent, start) or (q.kind == "count" and _is_lowered_toll(sent, start)):
            return its
    return None


def _is_revised(sent: Sentence, start: int) -> bool:
    """ "was revised up [to]", "lowered its growth forecast for Norland [to]", "its forecast for May was cut [to]": a
    figure is corrected, or a forecast or target is what the verb moves.
    """
    verb = verb_before(sent, start)
    if verb < 0 or start - verb > _REACH:
        return False
    if sent.lows[verb] in _RESTATING:
        return True
    lo = max(0, start - _REACH)
    if sent.lows[verb] in _REVISING and any(sent.lows[k] in _STATISTICS for k in range(lo, start)):
        return True
    if sent.lows[verb] not in _CHANGING:
        return False
    noun = next((k for k in range(start - 1, lo - 1, -1) if _is_estimate(sent, k)), -1)
    first, last = min(noun, verb) + 1, max(noun, verb)
    if noun < 0 or not _ENDS.isdisjoint(sent.lows[first:start]):
        return False
    if noun > verb:
        return not any(tag in FINITE for tag in sent.tags[first:start])
    others = [k for k in range(first, last) if sent.tags[k] in FINITE and sent.lows[k] not in _BE]
    if others or "CC" in sent.tags[first:last]:
        return False
    return NOUNS.isdisjoint(
        sent.tags[verb + 1 : start]
    )  # "the forecast was cut", but no "plan cuts jobs from 9 to 6"


def _is_lowered_toll(sent: Sentence, start: int) -> bool:
    """ "The death toll was lowered [to] 41": who died does not live again. No "toll road lowered its staff to"."""
    verb = verb_before(sent, start)
    if verb < 0 or start - verb > _REACH or sent.lows[verb] != "lowered":
        return False
    tolls = [k for k in range(max(0, verb - _REACH), start) if sent.lows[k] in _TOLLS]
    return any(sent.tags[k + 1] not in NOUNS for k in tolls)


def _is_estimate(sent: Sentence, k: int) -> bool:
    return sent.lows[k] in _ESTIMATES and sent.tags[k] in ("NN", "NNS")


def _lead(sent: Sentence, q: Quantity) -> int:
    """The token before a level and what describes it: "from" of "from [an earlier estimate of] 4 percent"."""
    k = q.first - 1
    if sent.lows[k] == "of" and k > 0 and (sent.lows[k - 1] in _ESTIMATES or sent.lows[k - 1] in _COUNTS):
        k -= 2
    while k > 0 and (
        sent.tags[k] in _LEADS
        or (sent.lows[k] in _STATING and sent.lows[k - 1] in _BEFORE)
        or sent.lows[k] == "between"
    ):
        k -= 1
    return max(k, 0)


def _revised_here(sent: Sentence, told: Sequence[Told], at: int, claims: Sequence[Claim]) -> int | None:
    """The claim of the sentence that is set against "an initial estimate of [0.2 percent]": the nearest in front, or
    the first of all where a participle sets them: "68 died and 120 are missing, raising an earlier toll of [56]".
    """
    q, mine = told[at]
    if not _is_called_former(sent, q):
        return None
    lead = _lead(sent, q)
    if sent.tags[lead] == "VBG":
        others = [k for k in range(len(told)) if k != at]
    elif (
        _is_put_first(sent, q.first - 1)
        or sent.lows[lead] in _SET_AGAINST
        or (q.first > 1 and sent.lows[q.first - 2] in _SET_AGAINST)
    ):
        others = [*range(at - 1, -1, -1)]
    else:
        return None
    foreseen = _is_of_before(sent, q)
    news = [told[k][1] for k in others if not foreseen or _is_ahead(claims[told[k][1]])]
    return next((new for new in news if _alike(claims, mine, new, foreseen=foreseen)), None)


_SET_AGAINST = frozenset("from above below against than with to exceeding over under not versus of".split())


def _is_called_former(sent: Sentence, q: Quantity) -> bool:
    """ "an initial estimate of [4%]", "an earlier forecast of [4%]", "the previously reported [4%]", "the [4%]
    initially estimated", "a preliminary [4%]", "the [4%] it forecast".
    """
    lows = sent.lows
    k = q.first - 1
    if k < 1:
        return False
    if lows[k] == "of" and k > 1 and lows[k - 1] != "instead":
        noun, kind = lows[k - 1], lows[k - 2]
        if noun in _ESTIMATES:
            return kind in _FIRST or kind in _EARLIER
        return noun in _COUNTS and (kind in _FIRST or kind == "earlier")
    if lows[k] in _STATING and lows[k - 1] in _BEFORE:
        return True
    if _is_of_before(sent, q):
        return True
    if lows[k] in _PROVISIONAL and sent.tags[k] == "JJ":
        return True
    if _is_put_first(sent, k):
        return True
    if lows[k] == "with" and lows[k - 1] == "compared":
        return len(lows) > q.last + 1 and _is_said_before(lows[q.last], lows[q.last + 1])  # "6.9% reported earlier"
    if lows[k] == "from" and lows[k - 1] in _REVISING | _RESTATING:
        return True  # "grew 0.4 percent, revised from [0.2 percent]"
    if lows[k] != "the" or lows[k - 1] == "of":
        return False  # "raised $30 million of the $45 million originally targeted"
    if _is_retold(sent, q):
        return True
    who = awaited(sent, q.last)
    if who is not None and who.last == who.first + 1 and sent.tags[who.first] == "PRP":
        return q.kind != "duration"  # "compared with the [1.9%] it forecast in September"
    behind = lows[q.last : q.last + 2]
    return len(behind) > 1 and _is_said_before(*behind)


def _is_put_first(sent: Sentence, k: int) -> bool:
    """ "having first been reported [at] 5.0 percent", "initially given [as] 43"."""
    if sent.lows[k] not in ("at", "as") or sent.lows[k - 1] not in _STATING:
        return False
    return not _AT_FIRST.isdisjoint(sent.lows[max(0, k - 3) : k - 1])


def _is_retold(sent: Sentence, q: Quantity) -> bool:
    """ "restated to $43 million, from the [$31 million] it had reported in March": then it was told, for whatever
    time; without a word of a revision it may be the figure of an earlier time.
    """
    if (_RESTATING | _REVISING).isdisjoint(sent.said):
        return False
    behind = sent.lows[q.last + 1 : q.last + 3]
    return sent.tags[q.last : q.last + 1] == ["PRP"] and behind[:1] == ["had"] and not _STATING.isdisjoint(behind[1:])


def _is_of_before(sent: Sentence, q: Quantity) -> bool:
    """ "now expects growth of 3.1%, up from [2.8%] previously", "instead of [2.8%]", "now expects to carry 4.6
    million, down from [5 million]": what was expected, not what was there.
    """
    if sent.lows[q.first - 2 : q.first] == ["instead", "of"] or _is_moved_from(sent, q):
        return True
    if sent.lows[q.last : q.last + 1] != ["previously"] or sent.tags[q.last + 1 : q.last + 2] in (["VBN"], ["VBD"]):
        return False
    ahead = range(max(0, q.first - 2 * _REACH), q.first)
    return any(sent.lows[k] == "now" or _is_estimate(sent, k) for k in ahead)


def _is_moved_from(sent: Sentence, q: Quantity) -> bool:
    """ "now expects to carry 4.6 million in 2027, down [from 5 million]", and no time behind it: that of "5 million
    this year" would be another.
    """
    if sent.lows[q.first - 2 : q.first] not in _DOWN_FROM or sent.lows[q.last : q.last + 1] not in _STOPS:
        return False
    lo = max(0, q.first - 2 * _REACH)
    return any(sent.lows[k] == "now" and sent.lows[k + 1] in _EXPECTING for k in range(lo, q.first - 2))


_DOWN_FROM = (["down", "from"], ["up", "from"])
_STOPS: tuple[list[str], ...] = ([], ["."], [","], [";"], [")"])
_EXPECTING = frozenset("expects expect expected forecasts forecast sees see predicts projects projected".split())


def _is_said_before(one: str, other: str) -> bool:
    """ "initially reported", "forecast earlier"."""
    return (one in _AT_FIRST and other in _STATING) or (one in _STATING and other in _BEFORE)


_PROVISIONAL = frozenset("preliminary provisional".split())


def _revised_before(sent: Sentence, q: Quantity, mine: int, first: int, claims: Sequence[Claim]) -> int | None:
    """The claim just before, of this sentence or the last, that "It had previously forecast [4.9 million]" is set
    against: of the same measure, as far as one is named.
    """
    lows = sent.lows
    said = next((k for k in range(q.first - 1, max(0, q.first - _BETWEEN), -1) if lows[k] in _FORETELLING), 0)
    if said < 1 or {"had", "was", "were", "been"}.isdisjoint(lows[max(0, said - 3) : said]):
        return None
    if _BEFORE.isdisjoint(lows[max(0, said - 2) : said + 2]) and lows[said - 1] != "first":
        return None
    for other in range(mine - 1, max(-1, first - _BACK), -1):
        if _alike(claims, mine, other):
            return other if _is_same_thing(claims[mine].measure, claims[other].measure) else None
    return None


_BACK = 4  # claims before the sentence


def _revised_since(sent: Sentence, told: Sequence[Told], at: int, first: int, claims: Sequence[Claim]) -> int | None:
    """The claim whose place "was later revised to [0.4 percent]" takes: the one that this is said of in the sentence
    ("Growth of 0.2 percent was revised to"), or for "It", "The figure" the last of the sentence before.
    """
    q, mine = told[at]
    k = q.first - 1
    if sent.lows[k] != "to":
        return None
    k -= 1
    while k > 0 and (sent.lows[k] in _WAYS or sent.tags[k] == "RB"):
        k -= 1
    if k < 1 or sent.lows[k] not in _RESTATING | _REVISING or sent.tags[k] not in ("VBN", "VBD"):
        return None
    k -= 1
    while k > 0 and (sent.lows[k] in _BE or sent.tags[k] == "RB" or sent.lows[k] == "later"):
        k -= 1
    if at and sent.lows[k + 1] in _BE and _is_said_of(sent, told[at - 1][0], k + 1):
        old = told[at - 1][1]
    elif k == 0 or (k == 1 and sent.lows[0] in ("the", "that", "this")):
        old = first - 1
        if old < 0 or claims[old].sentence_start < claims[mine].sentence_start - _LONG:
            return None
        if sent.lows[k] not in _IT and not _is_same_thing(sent.lows[k], claims[old].measure):
            return None
        if _is_one_of_two(claims, old):
            return None
    else:
        return None
    was, now = claims[old], replace(claims[mine], change=claims[old].change)
    return old if _alike([was, now], 0, 1) and now.period_iso in (None, was.period_iso) else None


def _is_one_of_two(claims: Sequence[Claim], old: int) -> bool:
    """ "made 40 cars and sold [30]. The number was revised to": either may be meant."""
    was, before = claims[old], claims[old - 1] if old else None
    return (
        before is not None
        and before.sentence_start == was.sentence_start
        and before.replaced_by is None
        and (before.kind, before.unit) == (was.kind, was.unit)
    )


def _is_said_of(sent: Sentence, q: Quantity, verb: int) -> bool:
    """ "Growth of [0.2 percent] in the second quarter was": nothing but where and when stands between."""
    between = range(q.last, verb)
    return len(between) <= _BETWEEN and not any(sent.tags[k] in FINITE or sent.lows[k] in _ENDS for k in between)


_WAYS = frozenset("up down upward upwards downward downwards later".split())
_IT = frozenset("it that this figure number estimate reading count total".split())
_LONG = 400  # characters


def _is_same_thing(one: str | None, other: str | None) -> bool:
    if not one or not other:
        return True
    a, b = set(one.lower().split()), set(other.lower().split())
    return a <= b | _ESTIMATES or b <= a | _ESTIMATES
