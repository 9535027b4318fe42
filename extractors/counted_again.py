"""What a number without a noun counts: people by the words around it, else what was counted last in the article."""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal
from itertools import pairwise

from extractors.amount import Amount
from extractors.clauses import SPEECH, subject_of, verb_before
from extractors.left_bare import counts_beside, is_gap_listed, read_places, thing_beside
from extractors.model import Change
from extractors.move_words import MOVES
from extractors.noun_phrases import TIMES
from extractors.own_units import (
    BEING,
    FINITE,
    LEVELS,
    NUMBERS_OF,
    SEATING,
    WINS,
    are_people,
    before_hedge,
    games_won,
    is_harmed_one,
    may_be_who,
    own_unit,
    people_around,
)
from extractors.phrases import singular
from extractors.sums_again import is_sum, is_sum_again
from extractors.tokens import Sentence
from extractors.words import words

_GETTING = words("counted_again.getting_verbs")
_NO_GETTING = words("counted_again.no_getting")
_FURTHER = frozenset("remaining further another other additional existing extra first".split())
_LOST = ("person", "death", "fatality")
_KIN = frozenset("sister brother son daughter wife husband mother father parent cousin uncle aunt sibling".split())
_OTHERS = frozenset("others other ones more".split())
_PRONOUNS = frozenset("them those these which whom us".split())
_STAFFING = words("counted_again.staffing")
_PLACING = frozenset("in at from across from on within throughout over through around near".split())
_PARTICLES = frozenset("off out up in down on over".split())
_TALLIES = words("counted_again.tallies")
_NO_THINGS = frozenset("time point percent place day year month week hour minute second way thing part".split())
_CLAUSE_ENDS = words("counted_again.clause_ends")
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

    def last(self, index: int, least: Decimal = Decimal(0), reach: int = _REACH, but: str = "") -> Thing | None:
        """What was counted last, not far before sentence ``index``; of at least ``least`` where one is so large, and
        not of unit ``but``.
        """
        near = [t for t in self.things[-12:] if t.index >= index - reach and t.unit.split()[-1] != but]
        here = [t for t in near if t.index == index and not t.placed]
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
        elif a.kind is None and a.drop in (None, "bare", "name", "one_pronoun") and _counts(sent, amounts, k):
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
    elif a.unit and a.low > 0:
        before = sent.lows[before_hedge(sent, a)] if a.first else ""
        placed = before in _PLACING
        counted.add(a.unit, folded[sent.start[a.phrase] : sent.end[a.head]], a.high, index, placed)


def _unnamed(sent: Sentence, a: Amount, counted: Counted, index: int) -> None:
    of_them = _is_of_them(sent, a.num_last)
    if a.unit is None or of_them:
        own = _plural_before(sent, a.first, a.num_last + 1) if of_them else own_unit(sent, a)
        if own is None and "count:mark" in a.rules and counted.here(index) is None:
            if not _CRORES.isdisjoint(sent.lows[a.num_first : a.num_last]):
                a.kind = None
                a.take_kind("money", "INR", "money:again")  # "crossed the 300 crore mark"
            return
        if sent.lows[max(0, before_hedge(sent, a))] == "not" and counted.here(index) is not None:
            own = None  # "added 90 jobs in June, not the 70 first reported"
        thing = None if own else (counted.here(index) if of_them else None) or counted.last(index, a.high)
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
            return sent.words[k]
    return nearest


_CRORES = frozenset("crore crores cr lakh lakhs".split())
_FAR_PLURAL = 14  # words
_NO_PLURALS = TIMES | frozenset("percent dollars euros pounds yen".split())


def _is_of_them(sent: Sentence, j: int) -> bool:
    return sent.lows[j : j + 1] == ["of"] and sent.lows[j + 1 : j + 2] != [] and sent.lows[j + 1] in _PRONOUNS


def _counts(sent: Sentence, amounts: list[Amount], k: int) -> bool:
    """True for a number that counts something named before: "the remaining 26", "64 more", "had 12 in May"."""
    a = amounts[k]
    if a.form not in ("digits", "words") or a.low != int(a.low) or a.signed or a.negative:
        return False
    if a.drop == "one_pronoun" or a.low == 1:
        return _is_listed_one(sent, amounts, k) or is_harmed_one(sent, a)
    if a.low < 2 or a.bracketed:
        return False
    if people_around(sent, a) or games_won(sent, a):
        return True
    i, j = before_hedge(sent, a), a.num_last
    lows, tags = sent.lows, sent.tags
    before = lows[a.first - 1] if a.first else ""
    word = lows[i] if i >= 0 else ""
    after = lows[j] if j < len(lows) else "."
    if after in ("a", "per", "each") and lows[j + 1 : j + 2] in (["day"], ["week"], ["month"], ["year"], ["hour"]):
        after = "."  # "the number of patrols has doubled to 60 a day"
    tag = tags[j] if j < len(lows) else "."
    if is_gap_listed(sent, amounts, k) or counts_beside(sent, amounts, k, i):
        return True
    if a.drop == "name":
        return False
    if before in _FURTHER and i >= 0 and (after in _CLAUSE_ENDS or tag in (*FINITE, "VBN")):
        return True
    if (
        after == "more"
        and lows[j + 1 : j + 2] not in (["than"], ["to"])
        and (tags[j + 1 : j + 2] not in (["NN"], ["NNS"], ["JJ"]) or lows[j + 1] in ("next", "last", "later"))
    ):
        return True
    if after == "fewer" or (after == "at" and lows[j + 1 : j + 3] == ["a", "time"]):
        return True  # "two fewer in intensive care", "seven at a time"
    if before == "all" and tag in ("VBN", "VBD") and lows[j + 1 : j + 2] != ["by"]:
        return True  # "as were all 39 reported the previous day"
    if before == "(" and after == ")" and k and lows[a.first - 2] in _TOWNS and amounts[k - 1].kind == "count":
        return True  # "65 cases, fewer than in Arden County (69)"
    if after == "of" and (tags[j + 1 : j + 2] == ["CD"] or tags[j + 1 : j + 3] == ["DT", "CD"]):
        return True  # "60 of the 300 were sold"
    if after in ("each", "apiece") or lows[i - 1 : i + 1] == ["all", "but"]:
        return True
    if word in ("from", "than", "to") and k and amounts[k - 1].kind == "count" and after in _CLAUSE_ENDS:
        last = amounts[k - 1]
        near = last.drop is None and a.first - last.last <= _NEAR
        if near and (word != "to" or sent.lows[last.first - 1] == "from"):
            return True
    if before in _LISTING and k and _is_same_place(sent, amounts[k - 1], a):
        return True
    if (word in LEVELS or (i >= 0 and tags[i] == "MD")) and _is_number_said(sent, a, i):
        return True
    if before == "of" and lows[a.first - 2 : a.first - 1] == ["total"] and tag in (*FINITE, "VBN"):
        return True  # "A total of 27 are feared dead"
    if (
        word in ("including", "whom", "which")
        or lows[i - 1 : i + 1] == ["of", "which"]
        or lows[i - 1 : i + 1] in (["followed", "by"], ["compared", "with"])
    ):
        return after in _CLAUSE_ENDS or tag in (*FINITE, "VBN")
    if lows[i - 1 : i + 1] in (["there", "were"], ["there", "are"]) and after in ("in", "on", "at", "of") and i > 0:
        return after != "of"  # "there were 251 in line"
    ing = tag == "VBG" or (tag == "NN" and after.endswith("ing"))
    if ing and before in (",", "and", "with") and after not in ("including", "according", "following"):
        return True
    ends = after in _CLAUSE_ENDS and after not in (":", ")")
    if word == "to" and ends and _is_number_moved(sent, i):
        return True
    if word == "at" and ends and any(w in _TALLIES for w in lows[max(0, i - 4) : i]):
        return True
    if tag == "RB" and after.endswith("ly") and before in (",", "and") and k and amounts[k - 1].kind == "count":
        return lows[j + 1 : j + 2] in ([], ["."], [","], [";"], ["and"])  # "three were hurt, two seriously"
    if not ends or i < 0 or i < a.first - 4:
        return False
    if word in _PARTICLES and i:
        i, word = i - 1, lows[i - 1]  # "laid off 400"
    if word in SEATING:
        return True
    verbal = (tags[i] in ("VBD", "VBN", "VB", "VBZ", "VBP") or word.endswith("ing")) and word not in _NO_GETTING
    return verbal and (word in _GETTING or word in WINS) and sent.forms[a.num_first] in ("number", "word")


def _is_same_place(sent: Sentence, last: Amount, a: Amount) -> bool:
    """ "employs 300 in Leeds and 40 in York", "120 for and 60 against"."""
    if last.kind != "count" or last.drop is not None or a.first - last.last > _NEAR:
        return False
    k = last.last
    if k < a.first and (sent.lows[k] in BEING or sent.lows[k] in ("have", "has", "had")):
        k += 1  # "40 were in Leeds, 12 in York", "nine have died on roads, five in York"
    if k + 1 < a.first and sent.tags[k] in ("VBN", "VBD", "VBP"):
        k += 1 + (sent.tags[k + 1] in ("VBN", "JJ"))  # "22 were carried out in Leeds", "three remained in hospital"
    here, there = sent.lows[a.num_last : a.num_last + 1], sent.lows[k : k + 1]
    if here == there and here[:1] in (["in"], ["at"], ["from"], ["on"], ["for"], ["to"]):
        return True
    if here in (["in"], ["at"]) and there in (["in"], ["at"], ["on"]):
        return True
    # "12 people, three in Leeds", "three of the deaths — two in Leeds"
    behind = sent.lows[a.num_last + 1 : a.num_last + 2]
    named = sent.tags[a.num_last + 1 : a.num_last + 2] in (["NNP"], ["NNPS"]) or (behind and behind[0] in _STATES)
    return here in (["in"], ["at"], ["from"]) and bool(named) and a.first - k <= _STEP and a.high <= last.high


def _is_number_said(sent: Sentence, a: Amount, i: int) -> bool:
    """ "The number of cases was 45 in Leeds", "the toll stands at 12": what a number of things comes to."""
    phrase = subject_of(sent, i) if i >= 0 else None
    if phrase is None or (sent.lows[phrase.head] not in NUMBERS_OF and sent.lows[phrase.head] not in _AVERAGES):
        return False
    after = sent.lows[a.num_last] if a.num_last < len(sent.lows) else "."
    return after in _CLAUSE_ENDS and a.scale == 1 and sent.forms[a.num_first] in ("number", "word")


_STATES = frozenset("critical serious stable fair good intensive custody hospital".split())
_STEP = 2  # tokens
_TOWNS = frozenset("county city state province district region parish borough territory".split())
_AVERAGES = frozenset(("average", "median"))
_LISTING = frozenset("and , ; — – -- - (".split())


def _is_number_moved(sent: Sentence, i: int) -> bool:
    """True for "brings the total to", "lifts the number of sites to", "takes that to", "takes us to"."""
    stretch = sent.lows[max(0, i - 14) : i]
    moved = any(w in MOVES or w in _BRINGING or w in LEVELS for w in stretch)
    return moved and any(w in _TALLIES or w in ("that", "us", "it", "this") for w in stretch)


_BRINGING = frozenset("bring brings bringing brought take takes taking took".split())


def _is_listed_one(sent: Sentence, amounts: list[Amount], k: int) -> bool:
    """ "five members stood, one sat and three left": "one" in a list of counts."""
    a = amounts[k]
    if a.form != "words" or a.num_last >= len(sent.words):
        return False
    if k and _is_same_place(sent, amounts[k - 1], a):
        return sent.lows[a.first - 1] in _LISTING  # "four in Telmar and one in Arden"
    if is_gap_listed(sent, amounts, k):
        return True  # "Arden had four, Lisk two and Orme one"
    before = sent.lows[a.first - 1 : a.first]
    beside = [b for b in amounts[max(0, k - 1) : k + 2] if b is not a and b.kind == "count" and b.drop is None]
    return before in ([","], ["and"], ["while"], [";"]) and bool(beside) and sent.tags[a.num_last] in ("VBD", "VBZ")
