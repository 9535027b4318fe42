"""What a number without a noun counts: people by the words around it, else what was counted last in the article."""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal
from itertools import pairwise

from extractors.amount import Amount
from extractors.clauses import SPEECH, subject_of, verb_before
from extractors.counts_again import counts_again
from extractors.left_bare import read_places, thing_beside
from extractors.model import Change
from extractors.noun_phrases import TIMES
from extractors.own_units import (
    are_people,
    before_hedge,
    may_be_who,
    own_unit,
)
from extractors.phrases import singular
from extractors.shared_nouns import is_named_part
from extractors.sums_again import is_sum, is_sum_again
from extractors.tokens import Sentence
from extractors.words import words

_LOST = ("person", "death", "fatality")
_KIN = frozenset("sister brother son daughter wife husband mother father parent cousin uncle aunt sibling".split())
_OTHERS = frozenset("others other ones more".split())
_PRONOUNS = frozenset("them those these which whom us".split())
_STAFFING = words("counted_again.staffing")
_PLACING = frozenset("in at from across from on within throughout over through around near".split())
_NO_THINGS = frozenset("time point percent place day year month week hour minute second way thing part".split())
_NUMBERED = frozenset("numbered numbers numbering totalled totaled".split())
_REACH, _NEAR = 6, 7  # sentences back; words


@dataclass(frozen=True, slots=True)
class Thing:
    """What was counted: its unit, its words ("voice subscribers"), how many, and in which sentence.

    ``placed`` where it only tells a place: "in 21 cities".
    """

    unit: str
    named: str | None
    value: Decimal
    index: int
    placed: bool = False


@dataclass(slots=True)
class Counted:
    """The things an article has counted so far, in order; ``moved`` is the direction of the move told last, in
    sentence ``moved_in``, ``money`` the currency named last, in sentence ``money_at``, ``degrees`` what temperatures
    are told in, ``price`` the last price of goods (per what, currency, how much) in sentence ``price_at``.
    """

    things: list[Thing] = field(default_factory=list)
    moved: Change | None = None
    moved_in: int = -1
    money: str | None = None
    money_at: int = -1
    degrees: str | None = None
    price: tuple[str, str, Decimal] | None = None
    price_at: int = -1

    def since_sum(self, index: int) -> tuple[int, bool]:
        """How many sentences before ``index`` the last sum stands, and whether nothing was counted since."""
        last = self.things[-1].index if self.things else -1
        return index - self.money_at, last < self.money_at

    def add(self, unit: str, named: str | None, value: Decimal, index: int, placed: bool = False) -> None:
        """Remember that ``value`` of ``unit`` stand in sentence ``index``."""
        if unit not in _NO_THINGS:
            self.things.append(Thing(unit, named, value, index, placed))

    def here(self, index: int) -> Thing | None:
        """What sentence ``index`` counted last itself: "400 workers took part, 11 of whom"."""
        return next((thing for thing in reversed(self.things) if thing.index == index), None)

    def whole(self, index: int, part: Decimal) -> Thing | None:
        """What sentence ``index`` counts that ``part`` may be a part of; None where it may be of two things."""
        here = [t for t in self.things if t.index == index and not t.placed and t.value >= part]
        return here[0] if len({t.unit for t in here}) == 1 else None

    def last(self, index: int, least: Decimal = Decimal(0), reach: int = _REACH, but: str = "") -> Thing | None:
        """What was counted last, not far before sentence ``index``; of at least ``least`` where one is so large, and
        not of unit ``but``.
        """
        near = [t for t in self.things[-12:] if t.index >= index - reach and t.unit.split()[-1] != but]
        here = [t for t in near if t.index == index and not t.placed]
        if (
            here
            and here[-1].value < least
            and (whole := [t for t in here if t.value >= least and _like(t.value, least)])
        ):
            return whole[-1]  # "launched 188 drones and 14 missiles; 136 were shot down"
        if here and least and _like(here[-1].value, least):
            return here[-1]  # "Fourteen defendants were jailed and 33 acquitted"
        large = [t for t in near if t.value >= least]
        found = large or near
        if found and least and not _like(found[-1].value, least):
            # "2.6 million boxes ... 1,250 people ... expects 2.8 million": boxes
            found = [t for t in near if _like(t.value, least)] or found
        if not found:
            return None
        there = [t for t in found if t.index == found[-1].index and not t.placed]
        return there[-1] if there else found[-1]


def _like(one: Decimal, other: Decimal) -> bool:
    """True for numbers of one order: neither is more than a hundred times the other."""
    return min(one, other) * 100 >= max(one, other)


def name_again(sent: Sentence, folded: str, amounts: list[Amount], counted: Counted, index: int) -> None:
    """Give every count without a noun its unit, and read as counts what only the sentences before make one."""
    for k, a in enumerate(amounts):
        if a.kind == "money" and a.drop is None:
            counted.money, counted.money_at = a.unit, index
        elif counted.money and a.head < 0 and a.drop is None and is_sum(sent, a):
            a.kind = None
            a.take_kind("money", counted.money, "money:again")
        if a.kind == "count" and a.drop is None:
            if a.form == "vague" and a.head < 0 and a.low >= _SUM_FROM and _is_spent(sent, a):
                a.take_kind("money", counted.money or "USD", "money:again")
                continue
            if a.high >= _SUM_FROM and a.unit is not None and a.unit.rpartition(" ")[2] in _FUNDS:
                a.take_kind("money", counted.money or "USD", "money:again")  # "billions of new lending"
                continue
            if a.head < 0 and a.unit is None and counted.money and is_sum_again(sent, a, *counted.since_sum(index)):
                a.take_kind("money", counted.money, "money:again")
            elif a.head >= 0:
                _named(sent, folded, a, counted, index)
            elif a.form != "vague" and "count:hyphen" not in a.rules:
                _unnamed(sent, a, counted, index)
        elif a.kind is None and a.drop in (None, "bare", "name", "one_pronoun") and counts_again(sent, amounts, k):
            own = thing_beside(sent, amounts, k) or own_unit(sent, a)
            thing = None if own else counted.last(index, a.high, reach=2, but=_carrier(sent, a))
            if own is None and sent.lows[max(0, before_hedge(sent, a) - 1) : a.first][:2] == ["compared", "with"]:
                thing = counted.here(index) or thing
            if own is None and are_people(sent, a, thing.unit if thing else None):
                own, thing = "person", None
            if own is None and thing is None and _staffs(sent, a):
                own = "person"
            if own or thing:
                a.drop = None
                a.named = thing.named if thing else None
                a.take_kind("count", own or (thing.unit if thing else None), "count:again")
                if thing is not None:
                    counted.add(thing.unit, thing.named, a.high, index)
                elif own == "person":
                    counted.add(own, None, a.high, index)
    _level_with(sent, amounts)
    thing = counted.last(index) if "code" in sent.forms else None
    for a in read_places(sent, amounts, thing.unit if thing else None):
        a.named = thing.named if thing else None


def _is_spent(sent: Sentence, a: Amount) -> bool:
    """ "has invested millions in the plan", "could cost billions": money, where nothing is counted."""
    before, after = sent.lows[before_hedge(sent, a)], sent.lows[a.last : a.last + 1]
    ends = not after or after[0] in _SPENT_ON
    return a.first > 0 and before in _SPENDING and ends


_SPENDING = words("counted_again.spending")
_SPENT_ON = frozenset("in on into to for . , ; and from every each a over if when while as by more".split())
_SUM_FROM = 1_000_000
_FUNDS = frozenset("financing funding investment revenue spending aid lending borrowing capital stimulus".split())


def _level_with(sent: Sentence, amounts: list[Amount]) -> None:
    """ "from 17,000 in February, a record, to 30,000 in May": of one thing."""
    left: Amount | None = None
    for a, b in pairwise(amounts):
        bare = a.kind == b.kind == "count" and a.drop is b.drop is None and a.head < 0
        if bare and sent.lows[a.last : b.first] == ["from"] and sent.lows[max(0, before_hedge(sent, a))] == "to":
            one, other = (b, a) if b.head >= 0 else (a, b)
            if one.unit and one.unit != other.unit:
                other.unit, other.named = one.unit, one.named
                other.rules.append("unit:level")  # "rose to 220 from 180 tests"
    for a in amounts:
        if a.kind != "count" or a.drop is not None or a.head >= 0:
            continue
        before = sent.lows[before_hedge(sent, a)] if a.first else ""
        if before == "from":
            left = a
        elif before == "to" and left is not None and a.unit != left.unit and a.first - left.last < _SPAN:
            known = "unit:own" in a.rules and "unit:own" not in left.rules
            one, other = (a, left) if known or left.unit is None else (left, a)
            other.unit, other.named = one.unit, one.named
            other.rules.append("unit:level")
            left = None


_SPAN = 24  # words
_ASIDES = frozenset((",", "(", "-", "\u2013", "\u2014"))


def _staffs(sent: Sentence, a: Amount) -> bool:
    """ "laid off 400", "hired 30": people, where nothing was counted before."""
    i = before_hedge(sent, a)
    return any(w in _STAFFING for w in sent.lows[max(0, i - 1) : i + 1])


def _carrier(sent: Sentence, a: Amount) -> str:
    """ "boats that carry 40 each": what is not counted by the number, as it does the carrying; "" without "each"."""
    if sent.lows[a.last : a.last + 1] not in (["each"], ["apiece"]):
        return ""
    verb = verb_before(sent, a.first)
    phrase = subject_of(sent, verb) if verb >= 0 else None
    return singular(sent.words[phrase.head]) if phrase is not None else ""


def _named(sent: Sentence, folded: str, a: Amount, counted: Counted, index: int) -> None:
    """Remember the noun; "92 others" and "12 of the best ones" count what was counted before."""
    himself = sent.lows[max(0, a.first - 2) : a.first] in (["himself", "and"], ["herself", "and"])
    if sent.lows[a.head] in _OTHERS and himself:
        a.unit = "person"
        a.rules.append("unit:own")
    elif sent.lows[a.head] in _OTHERS:
        thing = counted.last(index)
        if are_people(sent, a, thing.unit if thing else None):
            a.unit = "person"
        elif thing is not None and thing.unit not in _KIN:
            a.unit, a.named = thing.unit, thing.named
        elif thing is not None:
            a.unit = "person"  # "his two sisters ... with ten others"
        elif sent.lows[a.head] == "others":
            a.unit = "person"
        a.rules.append("unit:again")
    elif a.unit and a.low > 0 and not is_named_part(sent, a):
        before = sent.lows[before_hedge(sent, a)] if a.first else ""
        placed = before in _PLACING
        counted.add(a.unit, folded[sent.start[a.phrase] : sent.end[a.head]], a.high, index, placed)


def _unnamed(sent: Sentence, a: Amount, counted: Counted, index: int) -> None:
    of_them = _is_of_them(sent, a.num_last)
    if a.unit is None or of_them:
        whole = counted.whole(index, a.high) if of_them and sent.lows[a.first - 1] in _ASIDES else None
        if whole is not None:
            a.unit, a.named = whole.unit, whole.named  # "counted 38 lynx in the hills, six of them cubs"
            a.rules.append("unit:again")
            return
        own = _plural_before(sent, a.first, a.num_last + 1) if of_them else own_unit(sent, a)
        if own is None and "count:mark" in a.rules and counted.here(index) is None:
            if not _CRORES.isdisjoint(sent.lows[a.num_first : a.num_last]):
                a.kind = None
                a.take_kind("money", "INR", "money:again")  # "crossed the 300 crore mark"
            return
        if sent.lows[a.first - 1 : a.first] == ["at"] and sent.lows[a.first - 2] in _COSTED:
            return  # "a runway, costed at 2.2 billion": money of no named kind
        if sent.lows[max(0, before_hedge(sent, a))] == "not" and counted.here(index) is not None:
            own = None  # "added 90 jobs in June, not the 70 first reported"
        thing = None if own else (counted.here(index) if of_them else None) or counted.last(index, a.high)
        if own is None and not of_them and (group := _group_of_share(sent, a)) is not None:
            a.unit, a.named = singular(group), group
            a.rules.append("unit:own")
            return
        if own is None and not of_them and are_people(sent, a, thing.unit if thing else None):
            own, thing = "person", None
        if own or thing:
            a.unit = singular(own) if own and of_them else own or (thing.unit if thing else None)
            a.named = thing.named if thing else own if of_them else None
            if thing is not None:
                counted.add(thing.unit, thing.named, a.high, index)
            elif own and own != "person" and (sent.lows[0] in ("of", "among") or sent.lows[a.first - 1] in _NUMBERED):
                counted.add(own, None, a.high, index)
            a.rules.append("unit:own" if own else "unit:again")
    if a.unit in _LOST and a.named is None:
        counted.add(a.unit, None, a.high, index)


def _plural_before(sent: Sentence, first: int, pronoun: int) -> str | None:
    """ "flats are dear; the site lists 7,800 of them": the flats; who "whom" stands for may act."""
    of_people, nearest = sent.lows[pronoun] == "whom", None
    for k in range(first - 1, max(-1, first - _FAR_PLURAL), -1):
        if sent.tags[k] == "NNS" and sent.lows[k] not in _NO_PLURALS and sent.lows[k + 1] not in SPEECH:
            if of_people and not may_be_who(singular(sent.words[k])):
                nearest = nearest or sent.words[k]
                continue  # "nurses with diagnoses, 14 of whom"
            if not of_people and (sent.lows[k - 1] in _TELLING or (sent.tags[k + 1] == "VBD" and k + 2 == first)):
                continue  # "told guards he had sold three of them", "wardens counted 900 of them"
            return sent.words[k]
    return nearest


def _group_of_share(sent: Sentence, a: Amount) -> str | None:
    """ "12% of the patients had a rash, and [two] had fits": of the group that a share was told of before."""
    acts = sent.tags[a.num_last : a.num_last + 1] in (["VBD"], ["VBP"]) and a.first > 1 and a.form == "words"
    if not acts or sent.lows[a.first - 1] not in ("and", "while", "but"):
        return None
    for k in range(a.first - 2, 1, -1):
        if sent.tags[k] == "NNS" and not _SHARED.isdisjoint(sent.lows[max(0, k - _SHARE_BEFORE) : k]):
            return sent.words[k] if "of" in sent.lows[max(0, k - _SHARE_BEFORE) : k] else None
    return None


_SHARED = frozenset("% percent cent third half quarter".split())
_SHARE_BEFORE = 4  # tokens: "12% of the"
_COSTED = frozenset("costed valued priced appraised assessed".split())
_CRORES = frozenset("crore crores cr lakh lakhs".split())
_TELLING = frozenset("told tells tell telling asked informed".split())
_FAR_PLURAL = 14  # words
_NO_PLURALS = TIMES | frozenset("percent dollars euros pounds yen".split())


def _is_of_them(sent: Sentence, j: int) -> bool:
    return sent.lows[j : j + 1] == ["of"] and sent.lows[j + 1 : j + 2] != [] and sent.lows[j + 1] in _PRONOUNS
