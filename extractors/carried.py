"""Units that stand only once: "grew from 375 people to 660", "Lisbon hired 40 nurses, Porto 25"."""

from __future__ import annotations

from itertools import pairwise

from extractors.amount import Amount
from extractors.awaited import awaited, was_awaited
from extractors.bare_ages import is_typical_age
from extractors.bare_temperatures import is_temperature
from extractors.carried_gaps import is_gapped, names_only, rescue_gapped
from extractors.drops import is_year
from extractors.listed_names import count_listed
from extractors.move_words import MOVE_NOUNS, has_move
from extractors.own_units import are_people
from extractors.points import name_leads
from extractors.ranges import between
from extractors.rates import read_rate
from extractors.shared_nouns import is_named_part, name_kind
from extractors.tokens import Sentence
from extractors.words import words

_GAP_WORDS = words("carried.gap_words")
_CARRYING = ("percent", "count", "money", "measure", "percentage_point")
_WHOSE = frozenset("the its their his her our these those a".split())
_WHOLE_HEDGES = words("carried.whole_hedges")
_LIST_GAPS = (["x"], ["×"], ["by"], ["or"], ["and"], [","], [",", "and"], [",", "or"], ["to"], ["or", "even"])
_SCALED_LISTS = (["and"], ["or"], [",", "and"])
_MAYBE = [[",", word] for word in ("maybe", "perhaps", "possibly", "even")]  # "40, maybe 50 buses"
_VERSUS = (["vs."], ["vs"], ["versus"])
_REACHING = ("reach", "hit", "exceed", "top", "surpass", "reached", "to")
_COMPARED_AFTER = frozenset("against from to than with versus vs vs. about nearly around of at was".split())
_COMPARING = ("from", "compared", "to", "versus", "than", "against", "estimate", "instead")
_OFF_THE = (["ahead", "of", "the"], ["short", "of", "the"], ["shy", "of", "the"])
_PART_OF_SUM = frozenset("including extra another additional further remaining other".split())
_LONGEST_NAME = 6
_TALLIES = frozenset("toll total tally number count figure".split())
_MILLION = 1_000_000
_LONGEST_WISH = 12  # words
_WANTED = frozenset("for sought wanted requested needed demanded offered pledged only just".split())
_NORMAL = (["average", "of"], ["norm", "of"], ["normal", "of"], ["median", "of"])
_LAST_DAY = 31
_AGED = ("age", "aged", "ages")
_LONGEST_WHOSE = 7  # words
_NO_PERCENT = 1000  # so many percent are written with their word


def carry_units(sent: Sentence, amounts: list[Amount]) -> None:
    """Give every bare number the unit of a neighbour that serves it too."""
    count_listed(sent, amounts)
    if "points" in sent.said:
        name_leads(sent, amounts)
    rescue_gapped(sent, amounts)
    _name_groups(sent, amounts)
    live = [a for a in amounts if a.drop is None]
    for k, b in enumerate(live):
        a = live[k - 1] if k else None
        if a is not None and a.kind == "ratio" and b.kind == "count" and b.unit == "time":
            if sent.lows[b.first - 1] in ("from", "to", "against", "with", "than"):
                b.head = b.phrase = -1  # "1.6 times core earnings from 2.1 times"
                b.take_kind("ratio", None, "multiple:times")
        if b.kind is not None or (b.first > 1 and sent.lows[b.first - 1] in _AGED and sent.lows[b.first - 2] == "by"):
            continue  # "80% by [age 24]"
        if (
            a is not None
            and a.kind == "ratio"
            and k > 1
            and (sent.lows[b.first - 2 : b.first] in _NORMAL or _is_told_of(sent, b))
        ):
            a = live[k - 2]  # "153 mm, less than half the average of 510"
        both = a is not None and k > 1 and a.kind == live[k - 2].kind == "money"
        if both and sent.words[live[k - 1].first - 1] == "(":
            a = live[k - 2]  # "611 million crowns ($64 million), compared with 894 million"
        c = live[k + 1] if k + 1 < len(live) else None
        if a is not None and _is_same_before(sent, a, b):
            _take(sent, b, a, "unit:carried_bracket")
            if a.scale > b.scale == 1:
                b.scale = a.scale
                b.multiply(a.scale)
            continue
        if c is not None and c.kind == "count" and name_kind(sent, b, c):
            while k and name_kind(sent, live[k - 1], live[k]):
                k -= 1
        elif c is not None and _is_part_of(sent, b, c):
            _take(sent, b, c, "unit:part_of")
            b.phrase = b.head = -1
            b.of_whole = True
            c.vague = True
        elif c is not None and _unit_follows(sent, b, c):
            _take(sent, b, c, "unit:carried_back")
            _list_before(sent, live, k)
        elif a is not None and k > 1 and _ends_part(sent, live[k - 2], a):
            continue
        elif a is not None and not _is_list_of_others(sent, live, k) and _goes_on(sent, a, b):
            _take(sent, b, _whole(sent, live, k, a), "unit:carried_gap" if is_gapped(sent, a, b) else "unit:carried")


def _ends_part(sent: Sentence, whole: Amount, a: Amount) -> bool:
    """ "killed nine people, including [three children], and 12 were treated": the 12 are of the people."""
    return whole.kind == "count" and is_named_part(sent, a) and sent.lows[a.last : a.last + 1] == [","]


def _is_same_before(sent: Sentence, a: Amount, b: Amount) -> bool:
    """ "SEK 23,412 m. (21,090)", "a margin of 17.4 percent (16.8)": the same a year before, as Nordic reports write
    it: as many digits behind the point, and not far from the figure; no note "(2)" and no year.
    """
    if (
        a.kind not in ("money", "percent", "measure")
        or b.form != "digits"
        or a.hyphen
        or a.bracketed
        or b.scale not in (1, a.scale)
    ):
        return False
    j = a.last + (sent.words[a.last : a.last + 1] == ["."])
    told = 0 < b.first - j <= _LONG_LABEL and sent.words[b.first - 1] == ":"  # "(2024: 1.10)", "(previous year: 12)"
    if not (b.first == j + 1 or told) or sent.words[j] != "(" or sent.words[b.last : b.last + 1] != [")"]:
        return False
    if told and ")" in sent.words[j : b.first]:
        return False
    was, now = sent.words[b.num_first], sent.words[a.num_first]
    alike = len(was.partition(".")[2]) == len(now.partition(".")[2]) and len(was) > 1
    factor = a.scale * (a.entry.factor if a.entry is not None else 1)
    level = a.high / factor
    before = b.low / b.scale
    return alike and level <= before * _FAR_YEARS and before <= level * _FAR_YEARS


_FAR_YEARS, _LONG_LABEL = 3, 5  # times, tokens


def _whole(sent: Sentence, live: list[Amount], k: int, a: Amount) -> Amount:
    """ "188 drones and 14 missiles; 136 were shot down": of two things counted, the one that there are so many of."""
    b = live[k]
    first = live[k - 2] if k > 1 and a is live[k - 1] else a
    paired = first.kind == a.kind == "count" and between(sent, first, a) in (["and"], [","])
    told = between(sent, a, b) == [";"] and b.scale == a.scale == first.scale
    return first if paired and told and first.form != "vague" and a.low < b.low <= first.low else a


def _list_before(sent: Sentence, live: list[Amount], k: int) -> None:
    """ "90,000, 70,000 and 40,000 tonnes": those before the last two as well."""
    while k and live[k - 1].kind is None and live[k - 1].form == live[k].form:
        if live[k - 1].scale != 1 and live[k - 1].scale != live[k].scale:
            return
        if between(sent, live[k - 1], live[k]) not in _LISTING or live[k].kind not in _CARRYING:
            return
        k -= 1
        _take(sent, live[k], live[k + 1], "unit:carried_back")


_LISTING = ([","], ["/"])  # "2.5/5/10 mg"


def _is_told_of(sent: Sentence, b: Amount) -> bool:
    """ "318 cases, more than double the [147] recorded in April": of the same, as they were told of."""
    return (
        sent.lows[b.first - 1 : b.first] == ["the"]
        and b.form == "digits"
        and sent.tags[b.last : b.last + 1] in (["VBN"], ["VBD"])
        and sent.lows[b.last + 1 : b.last + 2] in _WHEN_TOLD
    )


_WHEN_TOLD = (["in"], ["a"], ["the"], ["last"], ["during"], ["by"], ["at"], ["on"], ["for"])


def before_of(sent: Sentence, a: Amount) -> str:
    """The word in front of an amount, "" at the start."""
    return sent.lows[a.first - 1] if a.first else ""


_UP_DOWN = ("up", "down")


def _is_list_of_others(sent: Sentence, live: list[Amount], k: int) -> bool:
    """ "output in the three provinces reached [18m], 11m and 8m tonnes": what the list ends with is its unit."""
    while k + 1 < len(live) and live[k].kind is None and between(sent, live[k], live[k + 1]) == [","]:
        k += 1
    return (
        k + 1 < len(live)
        and live[k].kind is None
        and live[k - 1].kind is None
        and live[k + 1].kind in ("money", "measure", "percent")
        and _unit_follows(sent, live[k], live[k + 1])
    )


def _name_groups(sent: Sentence, amounts: list[Amount]) -> None:
    """ "three Navy and two Army divers": divers, both times."""
    for a, b in pairwise(amounts):
        if a.kind == b.kind == "count" and a.drop is b.drop is None and a.low > 1 and 0 <= a.head == a.phrase:
            named = sent.tags[a.head] == "NNP" and not sent.lows[a.head].endswith("s") and a.last == a.head + 1
            if named and b.head > b.phrase and sent.tags[b.phrase] == "NNP" and sent.tags[b.head] == "NNS":
                if between(sent, a, b) == ["and"]:
                    a.unit = b.unit
                    a.rules.append("unit:carried_back")


_FAR_GAP, _ALL = 12, 100
_UP_FROM = (["up", "from"], ["down", "from"], ["compared", "with"])


def _is_part_of(sent: Sentence, b: Amount, whole: Amount) -> bool:
    """ "9 of the 12 villages": the villages are counted once, the whole is only named."""
    if whole.kind not in ("count", "duration") or b.low > whole.low:
        return False
    gap = [w for w in between(sent, b, whole) if w not in _WHOLE_HEDGES and w not in _WHOSE]
    if gap[:1] == ["of"] and sent.tags[whole.first - 1] == "POS" and len(gap) <= _LONGEST_WHOSE:
        return names_only(sent, b.last + 1, whole.first - 1)  # "9 of the carrier's 12 planes"
    return gap in (["of"], ["out", "of"])


def _counts_other(gap: list[str]) -> bool:
    return "number" in gap[:-1] and gap[gap.index("number") + 1] == "of"


_SHARED = frozenset("were are was is of have had failed said".split())


def _unit_follows(sent: Sentence, b: Amount, c: Amount) -> bool:
    """ "8 or 9 dollars", "10, 20 and 30 percent"."""
    if c.kind is None or b.form != c.form or (c.kind == "percent" and b.low >= _NO_PERCENT):
        return False
    gap = between(sent, b, c)
    if b.scale != 1 and (b.scale != c.scale or gap not in _SCALED_LISTS or c.kind not in _CARRYING):
        return False  # "18m, 11m and 8m tonnes"
    if c.kind == "percent" and gap == ["and"] and sent.tags[b.first - 1][:2] == "VB" and sent.lows[c.last] in _SHARED:
        return False  # "Their average age was 61 and 44% were women"
    if c.kind == "percent" and gap == [","] and sent.lows[b.first - 1] in ("under", "over"):
        return False  # "among pupils under 19, 5.4 percent"
    if c.kind == "count" and is_typical_age(sent, b.first):
        return False  # "the mean age was 44 and 30 people left"
    if "index:per_thousand" in c.rules and gap == [",", "or"]:
        return False  # "deaths rose to 1,624, or 4.7 per 100,000 people"
    if gap in _MAYBE or gap in _VERSUS:
        return True
    if gap == ["/"]:
        return c.kind == "measure" and sent.glued(c.first)  # "5/10 mg"
    return gap in _LIST_GAPS and (c.kind != "count" or gap in (["or"], ["and"]))


def _is_aim_or_gap(sent: Sentence, b: Amount, before: str, after: str) -> bool:
    """True for the sum that one before it was to reach, and for what it lacks of another or has beyond it."""
    k = b.first - 1
    while k > 1 and sent.lows[k] in _HEDGES:
        k -= 1
    if sent.lows[k] == "of" and sent.lows[k - 1] in _AIMS:  # "previous guidance of about 800 million"
        return after in (".", ",", ";", ")", "and", "for", "in", "set")
    return before == "," and after in ("more", "less", "higher", "lower") and sent.lows[b.last + 1] == "than"


_HEDGES = frozenset("about around nearly roughly approximately some almost over at least most up".split())
_AIMS = frozenset(
    "budget estimate estimates expectation expectations forecast forecasts goal guidance target".split()
)


def _goes_on(sent: Sentence, a: Amount, b: Amount) -> bool:
    """True where ``b`` is measured in the unit of ``a`` before it: "from 375 people to 660"."""
    gap = between(sent, a, b)
    before = sent.lows[b.first - 1] if b.first else ""
    if a.kind == "measure" and a.unit not in _DEGREES and is_temperature(sent, b):
        return False  # "30mm of rain, with temperatures dropping to minus 4"
    if a.kind == "count" and are_people(sent, b, a.unit):
        return False  # "raided 19 homes; 11 have been charged"
    if a.kind == "count" and b.scale == 1 and b.low != int(b.low) and a.low == int(a.low) and "or" not in gap:
        return False  # "one bright spot was the services gauge, which rose to 52.9"
    if a.kind in ("money", "percent", "measure") and before in ("from", "to") and _counts_other(gap):
        return False  # "raise pay to $18 an hour and reduce the number of depots from 30 to 22"
    if a.kind == "percent" and before == "(" == sent.words[a.first - 1] and gap[:1] == [")"] and b.low <= a.low:
        return len(gap) <= _LONGEST_NAME  # "Telmar (24 per cent), Lisk (19)"
    if "index:per_thousand" in a.rules and {"to", "from"} & set(gap[-3:]) and len(gap) <= _LONGEST_WISH:
        return b.scale == 1  # "from 12 per 10,000 births in 1962 to 8 in 1990"
    if sent.lows[b.last : b.last + 2] in (["of", "it"], ["of", "that"]) and a.kind in ("money", "measure"):
        return b.low <= a.high and (
            b.scale > 1 or b.low >= _LEAST_YEAR
        )  # "365 million pounds, 264 million of it in cash"
    if a.kind == "count" and before == "(" == sent.words[a.first - 1] and gap[:1] == [")"] and a.head >= 0:
        return len(gap) <= _LONGEST_NAME and sent.words[b.last : b.last + 1] == [")"]  # "Kell (12 mines), Sarn (13)"
    after = sent.lows[b.last] if b.last < len(sent.words) else "."
    of_them = after == "of" and (a.kind == "money" or sent.tags[b.last + 1 : b.last + 2] == ["PRP"])
    if after == "of" and a.kind == "measure" and sent.tags[b.last + 1 : b.last + 2] == ["PRP$"]:
        return False  # "ships of 4,000 tonnes at 2 of its docks"
    if a.kind in (*_CARRYING, "duration") and b.form != "vague" and not of_them and _placed_alike(gap, after):
        return True
    if a.kind == "duration" and (gap == ["instead", "of"] or (gap == ["from"] and sent.lows[a.first - 1] == "to")):
        return after in (".", ",", ";", "in", "last", "a")  # "have stretched to 24 weeks from 13"
    if a.kind == "duration" and gap == ["from"] and a.per:
        return b.form == a.form or b.form == "digits"  # "nine hours a day from 14 a year ago"
    if (
        a.kind == "duration"
        and (gap[-2:] in _UP_FROM or gap[-1:] == ["against"])
        and len(gap) <= _FAR_GAP
        and "CD" not in sent.tags[a.last : b.first]
    ):
        return b.form == a.form and b.scale == 1  # "40 weeks in May, up from 31 a year ago"
    if a.kind == "duration":
        return _is_shorter(sent, a, b, gap)
    if a.kind not in _CARRYING:
        return False
    polled = a.kind == "percent" or (a.kind == "count" and a.unit == "vote")
    if polled and before in _RIVALLED and _is_rival(sent, a, gap, before, after):
        return True
    if a.kind == "percent" and gap[:1] == ["to"] and before in ("'s", "'") and len(gap) <= _LONGEST_NAME:
        return True  # "Venn has 44 percent to Pike's 37"
    if (
        a.kind == "percent"
        and before == "from"
        and after == "to"
        and any(t in _FINITE for t in sent.tags[a.last : b.first])
    ):
        return False  # "rises 4 percent and the number of seats is cut from 96 to 90"
    moved = before == "of" and sent.lows[b.first - 2] in MOVE_NOUNS
    if a.kind == "money" and moved and a.scale == b.scale > 1:
        return True  # "slid to 512 million pesos, a fall of 19 million"
    if a.kind == "money" and before in _PART_OF_SUM and a.scale > 1 and b.scale > 1:
        return True  # "$22 million, including 5 million from the lottery", "the extra 30 million"
    awaited_one = gap[-1:] == ["the"] and (
        awaited(sent, b.last) is not None or was_awaited(sent, b.first, b.last)
    )  # "missing the 12.1 billion expected by analysts"
    if a.kind == "money" and b.scale == a.scale >= _MILLION and (gap[-3:] in _OFF_THE or awaited_one):
        return True  # "rose to 1.4 billion euros, ahead of the 1.3 billion analysts had expected"
    if a.kind == "money" and b.scale >= _MILLION <= a.scale and _is_aim_or_gap(sent, b, before, after):
        return True  # "beating its forecast of 1.4 billion", ", 12 billion less than this year"
    if a.kind == "money" and b.scale == a.scale >= _MILLION and before in _WANTED and len(gap) <= _LONGEST_WISH:
        return after in (".", ",", ";", "and")  # "announced 5 billion rupees; the state had asked for 20 billion"
    if after in ("years", "year", "-") or (before in ("in", "on", "for") and b.scale == 1 and b.low <= _LAST_DAY):
        return False
    if a.kind == "money" and a.signed and "," in gap and any(t in _FINITE for t in sent.tags[a.last : b.first]):
        return False  # "Passes, priced at $9, have climbed to 66,000"
    if a.kind == "money" and b.scale <= 1 and before not in ("from", "to") and b.low < 1:
        return False
    listed = _is_listed(sent, a, b, gap, before, after)
    if a.kind in ("percent", "percentage_point") and (b.scale > 1 or b.low >= _NO_PERCENT):
        return False  # "a share of 12%, against 4 million", "fell 1.1 percent, to 25,990"
    if a.kind == "percent" and before == "from" and "," in gap and "number" in sent.lows[: a.first]:
        return False  # "the number of listings rose 66% in a year, from 208"
    if a.kind == "percent" and gap == ["to"] and sent.lows[a.first - 1 : a.first] == ["from"]:
        return b.scale == 1  # "cut the levy from 0.7 percent to 0.4"
    if a.kind == "percent" and b.form == "digits":
        # "rose 3 percent to 4,100": a level of what rose
        if (before in ("to", "at") and not listed) or gap in (["to"], ["at"]):
            return False
    if before == "to" and any(word in _TALLIES for word in gap[:-1]):
        return False  # "12 bodies, taking the toll to 60"
    compared = (
        (before in _COMPARED_AFTER or _is_told_of(sent, b)) and len(gap) <= 12 and any(w in gap for w in _COMPARING)
    )
    shares = a.kind == "percent" and before in ("and", ",") and len(gap) <= 8
    shares = shares and (a.form == b.form or a.form != "digits")  # "12% of them had a rash, and two had fits"
    if shares and b.low > _ALL and sent.tags[b.last : b.last + 1] in (["VBD"], ["VBP"]):
        return False  # "68% were seen in four hours, and 417 waited longer"
    if a.kind == "percent" and before in _UP_DOWN and before_of(sent, a) in _UP_DOWN and gap[:1] in ([","], [";"]):
        return b.scale == 1 and b.high <= _ALL and after in (".", ",", ";", "and")  # "up 6%, in the south down 14"
    return listed or compared or shares


def _is_shorter(sent: Sentence, a: Amount, b: Amount, gap: list[str]) -> bool:
    """ "cuts the trip from 50 minutes to 12", "from ten days to just four": the length it came to."""
    moved = sent.lows[a.first - 1 : a.first] == ["from"] and gap[:1] == ["to"] and len(gap) <= _NEAR_LENGTH
    moved = moved or (gap == ["to"] and not a.hyphen and has_move(sent, a.first))  # "rose by 0.3 years to 79.2"
    ends = b.last >= len(sent.words) or sent.tags[b.last] in (".", ",", "IN", "CC", "RB", ";", "CD")
    return moved and ends and b.scale == 1 and b.low < _LEAST_YEAR


_NEAR_LENGTH = 4  # words
_LEAST_YEAR = 1000


def _is_rival(sent: Sentence, a: Amount, gap: list[str], before: str, after: str) -> bool:
    """ "the Greens on 24 percent and the Dawn party on 17"."""
    near = sent.lows[max(0, a.first - 3) : a.first]
    named = any(word in ("NNP", "NNPS", "NNS") for word in sent.tags[a.last : a.last + len(gap)])
    opens = gap[:1] in ([","], ["and"], ["while"], ["of"]) and len(gap) <= _FAR_RIVAL
    told = before in near or (a.kind == "count" and ("ahead" in gap or "unit:carried" in a.rules))
    return told and named and opens and after in (".", ",", ";", "and")


_RIVALLED = ("on", "with", "at")
_FAR_RIVAL = 10
_FINITE = ("VBD", "VBZ", "VBP", "MD")


def _placed_alike(gap: list[str], after: str) -> bool:
    """ "41 weeks in the north but only 19 in the capital": each in a place of its own."""
    if not 3 <= len(gap) <= _LONGEST_PLACE or after not in _PLACING or gap[0] != after:
        return False
    k = len(gap) - 1
    while k > 0 and gap[k] in _ONLY:
        k -= 1
    return gap[k] in ("and", "but", ",", "while", ";") and gap[k - 1] not in _NO_PLACES


_DEGREES = frozenset(("°C", "°F", "degree", "K"))
_LONGEST_PLACE = 9  # words
_PLACING = frozenset("in at among for by of".split())
_ONLY = frozenset("only just nearly almost about around some roughly over to than more less".split())
_NO_PLACES = words("phrases.calendar")


def _is_listed(sent: Sentence, a: Amount, b: Amount, gap: list[str], before: str, after: str) -> bool:
    """ "40 percent, 30 and 20", "5 percent in 2018 and 6 in 2019", "40 nurses, Porto 25"."""
    if len(gap) <= 6 and all(w in _GAP_WORDS for w in gap):
        return True
    if len(gap) in (3, 4) and gap[0] in ("in", "for", "by") and gap[-1] in (",", "and") and after == gap[0]:
        if b.last + 1 < len(sent.words) and is_year(sent, b.last + 1):
            return True
    return (a.kind == "count" and b.scale >= 1000 and before in _REACHING) or is_gapped(sent, a, b)


def _take(sent: Sentence, b: Amount, a: Amount, rule: str) -> None:
    """Measure ``b`` in the unit of ``a``; what a number of cents moves "to" or is "at" is no cents again."""
    b.kind, b.unit, b.entry = a.kind, a.unit, a.entry
    if between(sent, b, a) != ["/"]:  # no rate: "5/10 mg"
        read_rate(sent, b)  # "90 sacks an hour and 1,200 a day"
    b.per = b.per or a.per
    if a.entry is not None and a.entry.factor != 1:
        carried_on = rule in ("unit:carried", "unit:carried_gap")
        if carried_on and b.first and sent.lows[b.first - 1] in ("to", "at"):
            b.entry = None
        else:
            b.low, b.high = b.low * a.entry.factor, b.high * a.entry.factor
    b.phrase, b.head = a.phrase, a.head
    b.rules.append(rule)
