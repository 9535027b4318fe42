"""What a number without a unit counts: the noun behind it, times, or parts of a whole."""

from __future__ import annotations

import re
from decimal import Decimal

from extractors.amount import Amount
from extractors.amount_words import COMPARED
from extractors.index_words import speaks_of_index
from extractors.lexicon import tag_word
from extractors.measure_nouns import MEASURE_NOUNS
from extractors.move_words import DOWN_NOUNS, UP_NOUNS
from extractors.phrase_ends import plural_ahead
from extractors.phrases import counted_phrase, singular, unit_of
from extractors.tag_settling import AMBIGUOUS_S
from extractors.tokens import Sentence
from extractors.units import WEAK, Unit, match_unit
from extractors.words import words

_SIZED_BY = words("amounts.sized_by")
_QUOTED_HEADS = words("amount_counts.quoted_heads")
_POINTS = Unit("pp", "percentage_point")
_POUNDS = Unit("GBP", "money")
_TIMES_MORE = frozenset("more last daily weekly this next".split())
_OF_ITS = frozenset("its those forward trailing prospective".split())  # "14 times forward earnings"
_CROSSES = (["x"], ["×"])
_COMPASS = ("North", "South", "East", "West")
_MOVE_NOUNS = UP_NOUNS | DOWN_NOUNS
_SPELLS = frozenset("day week month year night season hour minute decade quarter second game match term".split())
_OFTEN = frozenset("per each every daily weekly monthly yearly annually".split())
_DATED = frozenset("last next this past".split())
_POUND_STERLING_FROM = 2000
_MONEY_WORDS = words("amount_units.money_words")


def read_multiple(sent: Sentence, amount: Amount) -> bool:
    """ "2.5 times the rate", "9x": a ratio; "rang 3 times": a count. True when read."""
    j = amount.num_last
    size = len(sent.words)
    if j >= size:
        return False
    low = sent.lows[j]
    written = sent.forms[amount.num_first] == "number"
    if low in ("x", "×") and written:
        if (j + 1 < size and sent.tags[j + 1] == "CD" and sent.lows[j + 2 : j + 3] not in _RESULTS) or sent.lows[
            min(j + 1, size - 1)
        ] == "x":
            return False
        amount.last = j + 1
        amount.take_kind("ratio", None, "multiple:times")
        return True
    if low == "times":
        stop = j + 1
    elif low == "-" and j + 1 < size and sent.lows[j + 1] == "times":
        stop = j + 2
    else:
        return False
    after = sent.lows[stop] if stop < size else ""
    tag = sent.tags[stop] if stop < size else "."
    amount.last = stop
    sized = written or _of_measure(sent, stop)
    of_thing = (tag in ("NN", "NNS", "JJ") or after == "expected") and after not in _TIMES_MORE and sized
    behind = sent.lows[stop + 1] if stop + 1 < size else ""
    of_thing = of_thing or (written and sent.tags[stop : stop + 2] in (["NNP", "POS"], ["NN", "POS"]))
    of_thing = of_thing or (after in ("a", "an") and behind not in _SPELLS)  # "three times a normal dose"
    lasts = after in ("last", "this") and sent.tags[stop + 1 : stop + 3] == [
        "NN",
        "POS",
    ]  # "11 times last year's earnings"
    of_thing = of_thing or lasts
    broken = amount.form == "words" and amount.low != int(amount.low)  # "up two and a half times"
    priced = (
        broken
        or (amount.scale == 1 and "." in sent.words[amount.num_first])
        or (sent.lows[amount.first - 1] == "at" and tag in (".", ","))
    )
    often = after in _OFTEN or (after in ("a", "an") and behind in _SPELLS)  # "2.3 times a week"
    priced = priced and not often
    if of_thing or priced or after in COMPARED or tag in ("JJR", "RBR") or after in _OF_ITS:
        amount.take_kind("ratio", None, "multiple:times")
    else:
        amount.head = amount.phrase = stop - 1
        amount.take_kind("count", "time", "count:times")
    return True


_RESULTS = [
    [low] for low in "earnings ebitda ebit sales profit profits revenue eps income cash".split()
]  # "11x 2027 [earnings]"


def _of_measure(sent: Sentence, k: int) -> bool:
    """ "nine times [average earnings]", "three times [local wages]": how large something else is."""
    while (
        sent.tags[k : k + 1] == ["JJ"]
        or sent.lows[k : k + 1] in (["expected"], ["forecast"], ["estimated"])
        or (sent.tags[k : k + 2] == ["NN", "NN"] and sent.lows[k] == "core")
    ):
        k += 1
    return sent.tags[k : k + 1] in (["NN"], ["NNS"]) and sent.lows[k] in MEASURE_NOUNS


def read_fraction(sent: Sentence, amount: Amount) -> Amount:
    """A fraction of something: "half of", "two-thirds"; "half an hour" takes its unit."""
    i = amount.num_first
    if _is_next_one(sent, amount):
        amount.drop = "ordinal"
    elif sent.lows[i - 2 : i] == ["and", "a"] and sent.lows[i - 3 : i - 2] in (["year"], ["month"], ["hour"]):
        amount.drop = "idiom"  # "a year and a half of talks"
    elif not _fraction_of_one(sent, amount) and not _fraction_of_unit(sent, amount):
        amount.of_whole = True
        amount.take_kind("ratio", None, "ratio:fraction")
    return amount


def _is_next_one(sent: Sentence, amount: Amount) -> bool:
    """ "Two people were killed and a third, a driver, died": one more of them."""
    j = amount.num_last
    before = _BEFORE_NEXT.get(sent.lows[j - 1])
    said = sent.lows[: amount.first]
    counted = before is not None and sent.lows[amount.first] == "a" and any(word in said for word in before)
    if not counted or j >= len(sent.tags):
        return False
    return sent.tags[j] in (",", "VBD", "VBZ", "MD") or sent.lows[j] in ("in", "at", "near", "who")


_BEFORE_NEXT = {
    "third": ("two", "second"),
    "fourth": ("three", "third"),
    "fifth": ("four", "fourth"),
    "sixth": ("five", "fifth"),
}


def _fraction_of_one(sent: Sentence, amount: Amount) -> bool:
    """ "half an hour", "a third of a mile"; True when read."""
    j = amount.num_last
    of = sent.lows[j : j + 1] == ["of"]
    k = j + 1 if of else j
    if k + 1 >= len(sent.words) or sent.lows[k] not in (("a", "an", "one") if of else ("a", "an")):
        return False
    found = match_unit(sent, k + 1)
    kinds = ("duration", "measure", "percent", "percentage_point") if of else ("duration", "measure")
    if found is None or not (found[0].kind in kinds or (of and found[0].symbol == "point")):
        return False
    unit, amount.last = found
    amount.take_unit(_POINTS if unit.symbol == "point" else unit, "unit:half")
    return True


def _fraction_of_unit(sent: Sentence, amount: Amount) -> bool:
    """ "three-quarters-mile", "half point"; "half years" is no unit of half. True when read."""
    j = amount.num_last
    if j >= len(sent.words):
        return False
    k = j + 1 if sent.words[j] == "-" else j
    found = match_unit(sent, k)
    if found is None:
        return False
    unit, stop = found
    measured = unit.kind in ("percentage_point", "measure", "duration", "money", "percent")
    half_of_time = unit.kind == "duration" and k == j and amount.form == "fraction" and amount.low == Decimal("0.5")
    if measured and sent.lows[k] not in ("in", "at") and not half_of_time:
        amount.take_unit(unit, "unit:fraction")
    elif unit.symbol == "point":
        amount.take_unit(_POINTS, "unit:fraction_point")
    else:
        return False
    amount.last = stop
    return True


def _is_model(sent: Sentence, i: int, head: int) -> bool:
    """ "a 911 Turbo": one thing with a number in its name."""
    return i > 0 and sent.lows[i - 1] in ("a", "an") and sent.tags[head] == "NNP" and sent.words[head][-1] != "s"


def _acts_itself(sent: Sentence, first: int, j: int) -> bool:
    """ "the average family of four [throws] away", "A group of six [leaves] on": what the group does, no noun."""
    if first < _OF_THEM or sent.lows[first - 1] != "of" or sent.lows[first - 2] not in _PARTIES:
        return False
    if sent.tags[j : j + 1] not in (["NNS"], ["VBZ"]):
        return False
    low = sent.lows[j]
    acts = low in AMBIGUOUS_S or tag_word(low[:-1], low[:-1], False) in ("VB", "VBP")
    return acts and sent.tags[j + 1 : j + 2] in (["RB"], ["IN"], ["DT"], ["$"], ["CD"], ["PRP$"])


_OF_THEM = 2  # tokens: "group of"
_PARTIES = frozenset("family group party team crew household table".split())


def read_count(sent: Sentence, amount: Amount) -> None:
    """The noun that is counted, directly behind the number or behind "of the"; may drop a number that is a name."""
    j = amount.num_last
    if sent.lows[j : j + 2] == ["more", "than"] or (
        sent.lows[j : j + 1] in _CROSSES and sent.tags[j + 1 : j + 2] == ["CD"]
    ):
        return  # "50 x 25 metres": both are metres
    if sent.tags[j : j + 1] == ["VBZ"] and sent.lows[max(0, amount.first - 2) : amount.first] == ["population", "of"]:
        return
    if sent.words[j : j + 1] == ['"'] and sent.words[:j].count('"') % 2:
        return  # the "30 by 30" plan
    if _acts_itself(sent, amount.first, j):
        return
    if sent.lows[j : j + 2] == ["shot", "dead"]:
        return
    such = sent.lows[j : j + 1] in (["such"], ["similar"])  # "4,000 such errors"
    phrase = _past_aside(sent, amount) or counted_phrase(sent, j + such)
    phrase = phrase or _group_behind_of(sent, amount) or _behind_hedge(sent, amount)
    if phrase is None or amount.kind is not None:
        return
    first, last, head = phrase
    if first == j and (plural := plural_ahead(sent, first, head)) > head:
        last, head = plural + 1, plural
    if sent.tags[j : j + 1] == ["NNP"] and sent.lows[max(0, amount.first - 2) : amount.first] in _PARENTS_OF:
        return  # "Father of two Tom Roe": two children
    if (slash := next((k for k in range(first + 1, head) if sent.words[k] == "/" and sent.glued(k)), 0)) > 0:
        last, head = slash, slash - 1  # "300 cells/mL"
    if amount.form != "vague" and any(low in _DATED for low in sent.lows[first:head]):
        return  # "will hire 40 more next year"
    if first == head - 1 == j and sent.tags[j] == "CD":
        return  # "one 40,000 barrel-a-day plant": the noun is the second number's
    if head == first and sent.words[head] in _COMPASS and amount.form == "digits":
        amount.drop = "name"  # "40 North"
        return
    if amount.form == "digits" and amount.low > 1 and head == first == j and _is_model(sent, amount.first, head):
        amount.drop = "name"  # "a 156 Sportwagon"
        return
    if _is_street_number(sent, amount, first, head):
        amount.drop = "street_number"
        return
    if _in_quoted_name(sent, amount.first, head):
        amount.drop = "name"
        return
    noun = sent.lows[head]
    if noun in _FORETOLD and head == first == j and sent.tags[head] == "NN" and amount.low > 1:
        return  # "short of the 1.5 billion forecast in March": of what, the text says elsewhere
    if amount.low == 0 and amount.form == "words" and noun in _RATE_NOUNS:
        amount.take_unit(_PERCENT, "unit:zero_rate")  # "zero interest rates"
        return
    far = head > first or (first == j + 2 and sent.lows[j] == "or")  # "three or so hours"
    if noun in ("centuries", "century") and sent.lows[head - 1] in _OF_RUNS:
        far = False  # "30 test centuries", "66 half centuries"
    unit = _unit_at(sent, head) if far and len(noun) > 3 and noun not in WEAK else None
    if unit is not None and unit.kind in ("duration", "measure", "money") and not sent.words[head][0].isupper():
        # "6 consecutive years", "two full days", "three more miles"
        amount.take_unit(unit, f"unit:{unit.kind}")
        amount.last = last
        return
    if noun == "times" and head == j:
        return
    if (
        head == first
        and noun in _MOVE_NOUNS
        and sent.tags[head] == "NN"
        and amount.low > 1
        and amount.form == "digits"
    ):
        amount.take_kind("count", None, "count:moved")  # "a 10,000 gain": of what, the text says elsewhere
        return
    dotted = noun == "level" and "." in sent.words[amount.num_first] and amount.scale == 1
    if dotted and head == first == j and sent.lows[amount.first - 1] in ("the", "a"):
        amount.take_kind("index", None, "index:level")
        return  # "broke above the 96.20 level"
    bare = head == first == j and amount.form == "digits" and amount.scale == 1 and amount.low < _LEAST_MARK
    if bare and noun in _LINES and sent.lows[amount.first - 2 : amount.first] in _BEYOND_THE:
        amount.take_kind("index", None, "index:level")
        if sent.lows[j + 1 : j + 2] in _DIVIDING:
            amount.drop = "idiom"  # "above the 50 mark that separates growth from contraction": no level of anything
        return
    if head == first == j and noun in _MARKS and sent.tags[head] == "NN" and amount.low >= _LEAST_MARK:
        level = speaks_of_index(sent)
        amount.take_kind(*(("index", None, "index:level") if level else ("count", None, "count:mark")))
        return  # "passed the 400,000 mark": of what, the clause says
    amount.phrase, amount.head = first, head
    stacked = first == j and sent.tags[j] == "CD" and head > j + 1
    amount.last = j if stacked else last  # "ten 40-foot boats": two claims
    if sent.tags[head] == "NNS" and _POINTED.match(sent.words[amount.num_first]) and amount.scale == 1:
        amount.multiply(1000)  # "94.899 flights", as Indonesia and Italy write it
    if (noun_behind := _sizing_noun(sent, amount, first, head)) > 0:
        amount.take_kind("count", singular(sent.words[noun_behind]), "count:noun")
        return
    if (
        noun in ("old", "olds")
        and stacked
        and sent.lows[head - 3 : head - 2] == ["-"]
        and sent.words[head - 1] == "-"
    ):
        years = f"{sent.words[j]}-{sent.lows[head - 2]}-old"
        amount.take_kind("count", years, "count:noun")  # "two 12-year-olds"
        return
    people = noun in PEOPLE_WHO_ARE and "of" in sent.lows[j:head]
    people = people or noun == "population" or _are_both(sent, head)
    amount.take_kind("count", "person" if people else unit_of(sent, first, head), "count:noun")


def _sizing_noun(sent: Sentence, amount: Amount, first: int, head: int) -> int:
    """ "2,526 [arrival] count", "the 3,000 [fan] mark", "9,000 [car] capacity ships": what is counted; or 0."""
    k = next((k for k in range(first + 1, head) if sent.lows[k] == "capacity"), head)
    large = amount.low >= _LEAST_MARK and (sent.tags[first] != "CD" or sent.glued(first + 1))  # "5G"
    tells = sent.lows[k] == "count" or (large and (sent.lows[k] in _MARKS or sent.lows[k] == "capacity"))
    if not (tells and k > first and sent.tags[k] == "NN" and sent.tags[k - 1] in ("NN", "NNS")):
        return 0
    return first if sent.lows[first] in _SIZED_BY else k - 1  # "the 5,000 [member] golf club"


_FORETOLD = frozenset("forecast estimate consensus projection".split())
_OF_RUNS = frozenset("test half odi one-day first-class maiden unbeaten double".split())
_PARENTS_OF = [[who, "of"] for who in "father mother dad mum mom parent grandfather grandmother".split()]
_PERCENT = Unit("%", "percent")
_RATE_NOUNS = frozenset("rate rates inflation growth interest".split())
_MARKS = frozenset("mark club level goal target barrier threshold milestone".split())
_LINES = ("mark", "level", "threshold", "line")
_DIVIDING = (["that"], ["which"], ["separating"], ["dividing"], ["between"])
_BEYOND_THE = [[word, "the"] for word in ("above", "below", "under", "over")]
_LEAST_MARK = 100
_POINTED = re.compile(r"\d{2,3}\.\d{3}\Z")


def _past_aside(sent: Sentence, amount: Amount) -> tuple[int, int, int] | None:
    """ "64 new 52-week highs", "700, mostly elderly, civilians": the noun behind what stands between."""
    j, lows, tags = amount.num_last, sent.lows, sent.tags
    if j >= len(tags) or tags[j] not in _ASIDE_OPENS:
        return None
    if lows[j] == "," and lows[j + 1 : j + 2] and lows[j + 1] in _MOSTLY:
        k = next((k for k in range(j + 2, min(j + _SHORT_ASIDE, len(lows))) if lows[k] == ","), 0)
        return counted_phrase(sent, k + 1) if k and tags[k + 1 : k + 2] in (["NNS"], ["JJ"], ["NN"]) else None
    if tags[j : j + 2] == ["JJ", ","]:
        k = j
        while tags[k : k + 1] in (["JJ"], ["NN"]) and lows[k + 1 : k + 2] == [","]:
            k += 2
        listed = counted_phrase(sent, k) if k - j > 2 else None
        return listed if listed and tags[listed[2]] == "NNS" else None  # "640 white, male, retired clerks"
    k = j + (tags[j : j + 1] == ["JJ"])
    if tags[k : k + 1] == ["CD"] and lows[k + 1 : k + 2] == ["-"] and lows[k + 3 : k + 4] in _HIGHS:
        return k + 3, k + 4, k + 3
    return None


_ASIDE_OPENS = (",", "JJ", "CD")
_MOSTLY = frozenset("mostly mainly largely predominantly chiefly primarily".split())
_SHORT_ASIDE = 6  # tokens
_HIGHS = (["highs"], ["lows"])


def _behind_hedge(sent: Sentence, amount: Amount) -> tuple[int, int, int] | None:
    """ "200 or so leaders", "30 or more ships": the noun behind the hedge, which is told by a rule."""
    j = amount.num_last
    rule = _HEDGES_BEHIND.get(tuple(sent.lows[j : j + 2])) if amount.form in ("digits", "words") else None
    phrase = counted_phrase(sent, j + 2) if rule else None
    if rule is None or phrase is None or sent.tags[phrase[2]] not in ("NNS", "VBZ"):
        return None
    amount.rules.append(rule)
    return phrase


_HEDGES_BEHIND: dict[tuple[str, ...], str] = {
    ("or", "so"): "hedge:odd",
    ("or", "more"): "hedge:plus",
    ("and", "more"): "hedge:plus",
    ("or", "fewer"): "hedge:most",
    ("or", "less"): "hedge:most",
}


def _group_behind_of(sent: Sentence, amount: Amount) -> tuple[int, int, int] | None:
    """ "40 of the nurses", "thousands of homes": the noun; "millions of dollars" takes its unit at once."""
    j = amount.num_last
    size = len(sent.words)
    if j + 1 >= size or sent.lows[j] != "of" or not (amount.resolution >= 1 or amount.resolution == 0):
        return None
    k = j + 1
    while k < size and (sent.tags[k] in ("DT", "PRP$") or sent.lows[k] in ("these", "those", "all")):
        k += 1
    if k + 2 < size and sent.tags[k] in ("NNP", "NN") and sent.tags[k + 1] == "POS":
        k += 2
    vague = amount.form == "vague"
    if k >= size or sent.tags[k] in ("CD", "PRP") or not (k > j + 1 or vague or amount.scale > 1):
        return None
    phrase = counted_phrase(sent, k)
    if phrase is not None and sent.tags[phrase[1] : phrase[1] + 1] == ["POS"]:
        # "40 of the mayor's staff"; "40 of the mayor's 90 staff" has a number of its own
        phrase = counted_phrase(sent, phrase[1] + 1) if sent.tags[phrase[1] + 1 : phrase[1] + 2] != ["CD"] else None
    if phrase is None and k > j + 1 and sent.lows[k] in PEOPLE_WHO_ARE and sent.tags[k + 1 : k + 2] not in _NOUN_NEXT:
        phrase = k, k + 1, k  # "three of the wounded"
    if phrase is None or (sent.lows[k - 1] in ("these", "those") and phrase[0] == phrase[2] and _acts(sent, k)):
        return None  # "Four of these cause a cold"
    own = next((m + 1 for m in range(phrase[2], phrase[0], -1) if sent.tags[m] == "POS"), phrase[0])
    phrase = (own, phrase[1], phrase[2])
    if not vague:
        amount.of_whole = True
        return phrase
    found = match_unit(sent, k)
    if found is not None:
        unit, stop = found
        paid = not _MONEY_WORDS.isdisjoint(sent.lows[max(0, j - 4) : j]) and sent.lows[stop : stop + 1] != ["of"]
        if unit.symbol == "lb" and (paid or amount.low >= _POUND_STERLING_FROM) and sent.lows[k].startswith("pound"):
            unit = _POUNDS  # "raised hundreds of pounds"
        if unit.kind in ("money", "measure", "duration", "percent"):
            amount.take_unit(unit, f"unit:{unit.kind}")
            amount.last = stop
    return phrase


def _acts(sent: Sentence, k: int) -> bool:
    """True for a verb of many at token ``k``: a singular noun by its looks, with an object behind."""
    return sent.tags[k] != "NNS" and sent.tags[k + 1 : k + 2] in (["DT"], ["PRP"], ["PRP$"], ["CD"], ["JJ"])


PEOPLE_WHO_ARE = words("amount_counts.people_who_are")
_NOUN_NEXT = (["NN"], ["NNS"], ["NNP"])


def _unit_at(sent: Sentence, k: int) -> Unit | None:
    """The unit that token ``k`` alone is."""
    found = match_unit(sent, k)
    return found[0] if found is not None and found[1] == k + 1 else None


def _are_both(sent: Sentence, head: int) -> bool:
    """ "60 men and women", "3,100 women, men and boys"."""
    rest = sent.lows[head + 1 : head + 3]
    return sent.lows[head] in _GENDERS and rest[:1] in (["and"], [","]) and not _GENDERS.isdisjoint(rest)


_GENDERS = frozenset("men women boys girls".split())


def _is_street_number(sent: Sentence, amount: Amount, first: int, head: int) -> bool:
    """True for "220 Elm Grove": a plain number from 100 before a name of several words."""
    return (
        amount.form == "digits"
        and amount.low >= 100
        and head > first
        and all(sent.tags[k] == "NNP" for k in range(first, head + 1))
        and "," not in sent.words[amount.num_first]
        and not sent.lows[head].endswith(("ans", "landers", "yorkers"))
    )


def _in_quoted_name(sent: Sentence, i: int, head: int) -> bool:
    """True inside a quoted title: the "hundred new parks" action."""
    for mark in ('"', "'"):
        if mark not in sent.words[max(0, i - 5) : i]:
            continue
        for k in range(head + 1, min(head + 9, len(sent.words) - 1)):
            if sent.words[k] == mark:
                return sent.words[:i].count(mark) % 2 == 1 and sent.lows[k + 1] in _QUOTED_HEADS
    return False
