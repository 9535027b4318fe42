"""Millions without a unit that are money: what a cost moves to, what was expected, what somebody took in."""

from __future__ import annotations

from extractors.amount import Amount
from extractors.clauses import subject_of, verb_before
from extractors.move_words import MOVES
from extractors.own_units import before_hedge
from extractors.tokens import Sentence
from extractors.words import words

_TAKINGS = (["took", "in"], ["takes", "in"], ["brought", "in"], ["pulled", "in"], ["raked", "in"])
_SPENT = (["raised"], ["earned"], ["spent"], ["borrowed"], ["repaid"], ["invested"])
_PAID_IN = frozenset("wages cash damages taxes tax salaries bonuses interest subsidies aid fees fines debt".split())
_NEAR_SUM = 2  # sentences
_VALUING = frozenset("value values valued valuing".split())
_AWAITING = words("awaited.awaiting")
_SUMS = words("claims.result_words") | words("counted_again.sums")
_MOVED = frozenset("from to at by is was were are reached hit exceeds exceeded topped than".split())
_OWED = frozenset("debt debts budget budgets cost costs loan loans grant grants fine fines deficit deficits".split())
_PAYING = words("counted_again.paying")
_MILLION = 1_000_000
_NEAR = 7  # words


def is_sum_again(sent: Sentence, a: Amount, age: int, fresh: bool) -> bool:
    """ "posted a profit of $2.3 billion. Analysts had expected 2.1 billion": money again.

    The last sum stands ``age`` sentences before this one; ``fresh`` where nothing was counted since.
    """
    if age > _NEAR_SUM or a.scale < _MILLION:
        return False
    if sent.lows[a.num_last : a.num_last + 1] == ["in"] and sent.lows[a.num_last + 1 : a.num_last + 2] != []:
        if sent.lows[a.num_last + 1] in _PAID_IN:
            return True  # "earned 9 million euros but paid 7 million in wages"
    k = before_hedge(sent, a)
    if k > 3 and sent.lows[k] == "at" and not _VALUING.isdisjoint(sent.lows[k - 4 : k]):
        return True  # "values the firm at nearly 147 million"
    if k > 1 and sent.lows[k] in ("of", "at", "to") and sent.lows[k - 1] in _SUMS:
        return True  # "148 million euros on sales of 2.3 billion"
    verb = verb_before(sent, a.first)
    if verb >= 0 and sent.lows[verb] in MOVES and a.first - verb <= _NEAR:
        moved = subject_of(sent, verb)
        if moved is not None and sent.lows[moved.head] in _SUMS:
            return True  # "income edged up to 3.05 billion from 2.98 billion"
    took = sent.lows[k - 1 : k + 1] in _TAKINGS or sent.lows[k : k + 1] in _SPENT
    if took and sent.lows[a.num_last : a.num_last + 1] in (["."], [","], ["in"], []) and fresh:
        return True  # "Rival Norvale took in 2.2 billion"
    foretold = verb >= 0 and sent.lows[verb] in _AWAITING and a.first - verb <= _NEAR
    return foretold and fresh and age <= 1


def is_sum(sent: Sentence, a: Amount) -> bool:
    """ "The cost has ballooned from an original 190 million": millions that a cost or a budget moves to."""
    if a.kind not in (None, "count") or a.scale < _MILLION or a.form != "digits":
        return False
    verb = verb_before(sent, a.first)
    phrase = subject_of(sent, verb) if verb >= 0 else None
    i = before_hedge(sent, a)
    while i > 0 and sent.tags[i] in ("JJ", "DT"):
        i -= 1
    if sent.lows[i] in _PAYING:
        return True  # "the gallery next door, which receives 28 million"
    if sent.lows[i] == "of" and sent.lows[i - 1] in _OWED:
        return True  # "closed with debts of 85 million"
    return phrase is not None and sent.lows[phrase.head] in _SUMS and sent.lows[i] in _MOVED
