"""What a number without a noun counts: people by the words around it, else what was counted last in the article."""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal

from extractors.amount import Amount
from extractors.bounds import bound_before
from extractors.clauses import subject_of, verb_before
from extractors.model import Change
from extractors.moves import MOVES
from extractors.phrases import NOUNS, singular
from extractors.tokens import Sentence
from extractors.words import words

_PEOPLE_NOUNS = words("counted_again.people_nouns")
_NUMBER_NOUNS = words("counted_again.number_nouns")
_LEVELS = words("counted_again.level_verbs") | MOVES
_GETTING = words("counted_again.getting_verbs")
_NO_GETTING = words("counted_again.no_getting")
_FURTHER = frozenset("remaining further another other additional existing extra first".split())
_OTHERS = frozenset("others other ones more".split())
_PRONOUNS = frozenset("them those these which whom us".split())
_FINITE = ("VBD", "VBP", "VBZ", "MD")
_SEATING = words("counted_again.seating")
_STAFFING = words("counted_again.staffing")
_PLACING = frozenset("in at across from on within throughout over through around near".split())
_PARTICLES = frozenset("off out up in down on over".split())
_TALLIES = words("counted_again.tallies")
_BEING = frozenset("is are was were be been".split())
_NO_THINGS = frozenset("time point percent place day year month week hour minute second way thing part".split())
_CLAUSE_ENDS = frozenset(
    ". , ; : ) in on at by from last this to for after before and but while during since".split()
)
_REACH = 6  # sentences back
_NEAR = 7
_WINS = frozenset("won lost win lose winning losing dropped drop taken".split())


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
    """The things an article has counted so far, in order; ``moved`` is the direction of the move told last."""

    things: list[Thing] = field(default_factory=list)
    moved: Change | None = None

    def add(self, unit: str, named: str | None, value: Decimal, index: int, placed: bool = False) -> None:
        """Remember that ``value`` of ``unit`` stand in sentence ``index``."""
        if unit not in _NO_THINGS:
            self.things.append(Thing(unit, named, value, index, placed))

    def last(self, index: int, least: Decimal = Decimal(0), reach: int = _REACH, but: str = "") -> Thing | None:
        """What was counted last, not far before sentence ``index``; of at least ``least`` where one is so large, and
        not of unit ``but``.
        """
        near = [t for t in self.things[-12:] if t.index >= index - reach and t.unit.split()[-1] != but]
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
        if a.kind == "count" and a.drop is None:
            if a.head >= 0:
                _named(sent, folded, a, counted, index)
            elif a.form != "vague" and "count:hyphen" not in a.rules:
                _unnamed(sent, a, counted, index)
        elif a.kind is None and a.drop in (None, "bare", "name", "one_pronoun") and _counts(sent, amounts, k):
            own = _own_unit(sent, a)
            thing = None if own else counted.last(index, a.high, reach=2, but=_carrier(sent, a))
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


def _staffs(sent: Sentence, a: Amount) -> bool:
    """ "laid off 400", "hired 30": people, where nothing was counted before."""
    i = _before(sent, a)
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
    if sent.lows[a.head] in _OTHERS:
        thing = counted.last(index)
        if thing is not None:
            a.unit, a.named = thing.unit, thing.named
        elif sent.lows[a.head] == "others":
            a.unit = "person"
        a.rules.append("unit:again")
    elif a.unit and a.low > 0:
        before = sent.lows[_before(sent, a)] if a.first else ""
        placed = before in _PLACING
        counted.add(a.unit, folded[sent.start[a.phrase] : sent.end[a.head]], a.high, index, placed)


def _unnamed(sent: Sentence, a: Amount, counted: Counted, index: int) -> None:
    of_them = _is_of_them(sent, a.num_last)
    if a.unit is None or of_them:
        own = None if of_them else _own_unit(sent, a)
        thing = None if own else counted.last(index, a.high)
        if own or thing:
            a.unit = own or (thing.unit if thing else None)
            a.named = thing.named if thing else None
            if thing is not None:
                counted.add(thing.unit, thing.named, a.high, index)
            elif own and own != "person" and sent.lows[0] in ("of", "among"):
                counted.add(own, None, a.high, index)
            a.rules.append("unit:own" if own else "unit:again")
    if a.unit == "person" and a.named is None:
        counted.add("person", None, a.high, index)


def _is_of_them(sent: Sentence, j: int) -> bool:
    return sent.lows[j : j + 1] == ["of"] and sent.lows[j + 1 : j + 2] != [] and sent.lows[j + 1] in _PRONOUNS


def _before(sent: Sentence, a: Amount) -> int:
    """The token before the number, its hedge and its article."""
    found = bound_before(sent, a.first, "count")
    i = (found[1] if found else a.first) - 1
    while i >= 0 and sent.lows[i] in ("the", "a", "an", "only", "just", "another", "further", "about"):
        i -= 1
    return i


# --- by the words around it -----------------------------------------------------------------------------------------


def _own_unit(sent: Sentence, a: Amount) -> str | None:
    """The unit that the words of the sentence give: people on board, games won, what a verb of moving moves."""
    i = _before(sent, a)
    before = sent.lows[i] if i >= 0 else ""
    if _people_around(sent, a) or _is_harmed_one(sent, a) or _are_harmed(sent, a):
        return "person"
    if _games_won(sent, a):
        return "game"
    if before in _SEATING and a.low > 1:
        return "person"
    if before == "whom":
        return _predicate(sent, a.num_last)
    if before == "of" and i:
        return _noun_unit(sent, i - 1, i)
    if sent.lows[0] in ("of", "among") and before == ",":
        # "Of these deaths, 31 were in Arden", "Of the boats lost, 12"
        if i == 3 and sent.tags[2] == "NNS":
            return singular(sent.words[2])  # as it is written: "Of these deaths"
        return next((u for k in range(i - 1, max(0, i - 4), -1) if (u := _noun_unit(sent, k, i))), None)
    return _moved_unit(sent, a, i)


def _predicate(sent: Sentence, j: int) -> str | None:
    """ "of whom 40 would be nurses": nurses."""
    while j < len(sent.words) and (sent.lows[j] in _BEING or sent.tags[j] in ("MD", "RB")):
        j += 1
    plural = j < len(sent.words) and sent.tags[j] == "NNS" and sent.lows[j - 1] in _BEING
    return singular(sent.words[j]) if plural else None


def _people_around(sent: Sentence, a: Amount) -> bool:
    """ "with 27 on board", "in front of 12,000", "space for five", "built for 300"."""
    i, j, lows = _before(sent, a), a.num_last, sent.lows
    if lows[j : j + 2] == ["on", "board"] or lows[j : j + 1] == ["aboard"]:
        return True
    if i < 1 or sent.tags[j : j + 1] in (["NN"], ["NNS"], ["JJ"]):
        return False
    if lows[i] == "of":
        return lows[i - 2 : i] == ["in", "front"] or (lows[i - 1] in _PEOPLE_NOUNS and a.low > 1)
    return lows[i] == "for" and lows[i - 1] in _ROOM and lows[j : j + 1] not in (["-"], ["/"])


def _games_won(sent: Sentence, a: Amount) -> bool:
    """ "won four on end and six of seven", "lost four straight"."""
    i, j, lows = _before(sent, a), a.num_last, sent.lows
    if i < 0 or a.low > _MOST_GAMES:
        return False
    run = lows[j : j + 3] == ["in", "a", "row"] or lows[j : j + 1] in (["straight"], ["consecutive"])
    behind = sent.tags[j + 1 : j + 4]
    share = lows[j : j + 1] == ["of"] and (behind[:1] == ["CD"] or behind[1:] == ["JJ", "CD"])
    if not (run or share) or (run and sent.tags[j + 1 : j + 2] == ["NNS"]):
        return False
    return lows[i] in _WINS or (lows[i] == "and" and any(w in _WINS for w in lows[max(0, i - 7) : i]))


_ROOM = words("counted_again.room")
_MOST_GAMES = 30


def _noun_unit(sent: Sentence, k: int, stop: int) -> str | None:
    """The unit that the noun at token ``k`` gives a number behind it: "deliveries of", "a population of"."""
    low = sent.lows[k]
    if low in _BASES and k and sent.tags[k - 1] in ("NN", "NNS") and sent.lows[k - 1].endswith(_WHO_IS_COUNTED):
        return singular(sent.words[k - 1])  # "a subscriber base of"
    if low in _PEOPLE_NOUNS:
        return "person"
    if sent.tags[k] == "NNS" and low not in _NUMBER_NOUNS and low not in MOVES:
        return singular(sent.words[k])
    return None


def _moved_unit(sent: Sentence, a: Amount, i: int) -> str | None:
    """What moves or stands at the number: "arrivals rose to", "the number of ferries stood at", "the toll was"."""
    verb = verb_before(sent, a.first)
    if verb < 0 or verb > i or (sent.lows[verb] not in _LEVELS and sent.lows[i] not in ("to", "at", "by")):
        return None
    if i - verb > 8 or (sent.lows[verb] in _BEING and i != verb and sent.lows[i] not in ("to", "at", "by")):
        return None
    phrase = subject_of(sent, verb)
    if sent.lows[i] in ("to", "at", "by", "from") and i - verb > 1:
        # "cut its workforce by 300"
        for k in range(verb + 1, i):
            if sent.tags[k] in NOUNS and (unit := _noun_unit(sent, k, i)) is not None:
                return unit
            if sent.lows[k] in _NUMBERS_OF:
                return None  # "police put the number at 12,000": of what was counted before
    if phrase is None:
        return None
    head = phrase.head
    if sent.lows[head] in _NUMBERS_OF | _TURNOVER:
        for k in range(head + 1, phrase.last):
            if sent.lows[k - 1 : k] == ["of"] or sent.tags[k] == "NNS":
                return _noun_unit(sent, _last_noun(sent, k, phrase.last), phrase.last)
        return None
    return _noun_unit(sent, head, phrase.last)


def _last_noun(sent: Sentence, k: int, stop: int) -> int:
    while k + 1 < stop and sent.tags[k] != "NNS" and sent.tags[k + 1] in (*NOUNS, "JJ", "VBG", "VBN"):
        k += 1
    return k


_BASES = frozenset("base count".split())
_WHO_IS_COUNTED = ("er", "or", "ers", "ee", "ent", "ant", "fan", "tenant", "account", "household")


# --- only by what was counted before --------------------------------------------------------------------------------


def _counts(sent: Sentence, amounts: list[Amount], k: int) -> bool:
    """True for a number that counts something named before: "the remaining 26", "64 more", "had 12 in May"."""
    a = amounts[k]
    if a.form not in ("digits", "words") or a.low != int(a.low) or a.signed or a.negative:
        return False
    if a.drop == "one_pronoun" or a.low == 1:
        return _is_listed_one(sent, amounts, k) or _is_harmed_one(sent, a)
    if a.low < 2 or a.bracketed:
        return False
    if _people_around(sent, a) or _games_won(sent, a):
        return True
    i, j = _before(sent, a), a.num_last
    lows, tags = sent.lows, sent.tags
    before = lows[a.first - 1] if a.first else ""
    word = lows[i] if i >= 0 else ""
    after = lows[j] if j < len(lows) else "."
    tag = tags[j] if j < len(lows) else "."
    if _is_gap_listed(sent, amounts, k):
        return True
    if a.drop == "name":
        return False
    if before in _FURTHER and i >= 0 and (after in _CLAUSE_ENDS or tag in (*_FINITE, "VBN")):
        return True
    if (
        after == "more"
        and lows[j + 1 : j + 2] not in (["than"], ["to"])
        and tags[j + 1 : j + 2] not in (["NN"], ["NNS"], ["JJ"])
    ):
        return True
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
    if word in _LEVELS and _is_number_said(sent, a, i):
        return True
    if before == "of" and lows[a.first - 2 : a.first - 1] == ["total"] and tag in (*_FINITE, "VBN"):
        return True  # "A total of 27 are feared dead"
    if word in ("including", "whom") or lows[i - 1 : i + 1] in (["followed", "by"], ["compared", "with"]):
        return after in _CLAUSE_ENDS or tag in _FINITE
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
    if word in _SEATING:
        return True
    verbal = tags[i] in ("VBD", "VBN", "VB", "VBZ", "VBP") and word not in _NO_GETTING
    return verbal and (word in _GETTING or word in _WINS) and sent.forms[a.num_first] in ("number", "word")


def _is_same_place(sent: Sentence, last: Amount, a: Amount) -> bool:
    """ "employs 300 in Leeds and 40 in York", "120 for and 60 against"."""
    if last.kind != "count" or last.drop is not None or a.first - last.last > _NEAR:
        return False
    k = last.last
    if k < a.first and sent.lows[k] in _BEING:
        k += 1  # "40 were in Leeds, 12 in York"
    here, there = sent.lows[a.num_last : a.num_last + 1], sent.lows[k : k + 1]
    if here == there and here[:1] in (["in"], ["at"], ["from"], ["on"], ["for"], ["to"]):
        return True
    if here in (["in"], ["at"]) and there in (["in"], ["at"]):
        return True
    # "12 people, three in Leeds", "three of the deaths — two in Leeds"
    named = sent.tags[a.num_last + 1 : a.num_last + 2] in (["NNP"], ["NNPS"])
    return here in (["in"], ["at"], ["from"]) and named and a.first - last.last <= 2 and a.high <= last.high


def _is_harmed_one(sent: Sentence, a: Amount) -> bool:
    """ "killed one and wounded four": "one" is a person there."""
    if a.form != "words" or a.first < 1 or sent.lows[a.first - 1] not in _HARM_VERBS:
        return False
    return sent.lows[a.num_last : a.num_last + 1] in (["and"], [","], ["."], ["in"], ["on"], ["at"])


def _are_harmed(sent: Sentence, a: Amount) -> bool:
    """ "A total of 27 are feared dead": people."""
    j = a.num_last
    total = sent.lows[max(0, a.first - 2) : a.first] == ["total", "of"]
    return total and sent.tags[j : j + 1] in (["VBD"], ["VBP"]) and any(low in _HARM for low in sent.lows[j : j + 4])


def _is_number_said(sent: Sentence, a: Amount, i: int) -> bool:
    """ "The number of cases was 45 in Leeds", "the toll stands at 12": what a number of things comes to."""
    phrase = subject_of(sent, i) if i >= 0 else None
    if phrase is None or sent.lows[phrase.head] not in _NUMBERS_OF:
        return False
    after = sent.lows[a.num_last] if a.num_last < len(sent.lows) else "."
    return after in _CLAUSE_ENDS and a.scale == 1 and sent.forms[a.num_first] in ("number", "word")


_NUMBERS_OF = frozenset("number total toll tally count headcount figure".split())
# What is sold or made is counted where it is said what: "sales of cars rose to 400".
_TURNOVER = frozenset("sales shipments deliveries registrations production output imports exports".split())
_LISTING = frozenset("and , ; — – -- - (".split())
_HARM_VERBS = words("bare.harm_verbs")
_HARM = words("bare.harm")


def _is_number_moved(sent: Sentence, i: int) -> bool:
    """True for "brings the total to", "lifts the number of sites to", "takes that to", "takes us to"."""
    stretch = sent.lows[max(0, i - 14) : i]
    moved = any(w in MOVES or w in _BRINGING for w in stretch)
    return moved and any(w in _TALLIES or w in ("that", "us", "it", "this") for w in stretch)


_BRINGING = frozenset("bring brings bringing brought take takes taking took".split())


def _is_listed_one(sent: Sentence, amounts: list[Amount], k: int) -> bool:
    """ "five members stood, one sat and three left": "one" in a list of counts."""
    a = amounts[k]
    if a.form != "words" or a.num_last >= len(sent.words):
        return False
    if k and _is_same_place(sent, amounts[k - 1], a):
        return sent.lows[a.first - 1] in _LISTING  # "four in Telmar and one in Arden"
    before = sent.lows[a.first - 1 : a.first]
    beside = [b for b in amounts[max(0, k - 1) : k + 2] if b is not a and b.kind == "count" and b.drop is None]
    return before in ([","], ["and"], ["while"], [";"]) and bool(beside) and sent.tags[a.num_last] in ("VBD", "VBZ")


def _is_gap_listed(sent: Sentence, amounts: list[Amount], k: int) -> bool:
    """ "Lisbon wants 48 nurses, Porto and Braga 44, and Faro 23": a name and its number, in a list of them."""
    a = amounts[k]
    if not k or a.num_last >= len(sent.words) or sent.lows[a.num_last] not in (".", ",", ";", "and"):
        return False
    last = amounts[k - 1]
    if last.drop is not None or last.kind != "count" or not 2 <= a.first - last.last <= 9:
        return False
    gap = range(last.last, a.first)
    named = all(sent.tags[m] in ("NNP", "NNPS", "CC", ",", "POS", "IN", "DT", "PRP$", "RB", "NN") for m in gap)
    opens = sent.lows[last.last] in (",", "and", ";")
    return named and opens and sent.tags[a.first - 1] not in ("DT", "IN", "CC", ",")
