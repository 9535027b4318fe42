"""An "m" glued to digits: metres or million? By the words around it that measure lengths and those that count.

"m" is a length where the number leans on one ("1.2m below the road", "a depth of 30m", "a 1.8m fence"), and million
where a measure that counts stands before it ("a population of 1.2m", "unemployment rose to 1.8m"). Else the nearest
word that says either decides; where none does, a number with one decimal is million ("home to 2.3m") and any
other metres ("the car stopped after 40m", "Roe won with 17.41m").
"""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Literal

from extractors.tokens import Sentence
from extractors.units import match_unit
from extractors.words import words

Sign = Literal["length", "count", "tally"]

_HEIGHTS = words("metres.heights")  # "a depth of", "the altitude"
_TALLIES = words("metres.tallies")  # "the population", "unemployment"
_LONG_THINGS = words("metres.long_things")  # "the river", "the wall", "threw"
_COUNTED = words("metres.counted")  # "subscribers", "sold"
_MOTIONS = words("metres.motions")
_OTHER_LENGTHS = words("metres.other_lengths")
_LEANED_ON = words("metres.leaned_on")
_MADE_OF = frozenset(
    "water snow rain hose cable cables rope pipe pipes piping track fabric wire fencing ice mud silt dust sand soil "
    "rock ash sediment concrete coastline shoreline tape ribbon cabling tubing netting thread".split()
)
_AFTER = words("numerals.metre_after")
_TICKETS = frozenset("tickets trips rides fares passes bookings permits licences licenses owners users".split())
_SIZES = words("metres.sizes")
_SO_MANY = words("metres.so_many") | _TALLIES | _COUNTED
_LEVELS = ("level", "levels", "surge")  # of water
_WATERS = frozenset("water river sea lake reservoir tide flood groundwater storm tidal".split())
_CHANGES = frozenset("rise increase fall drop change".split())
_CLAUSE_OPENERS = frozenset("as when while after because".split())
_MARKS = (
    _HEIGHTS | _TALLIES | _LONG_THINGS | _COUNTED | _OTHER_LENGTHS | _SIZES | _CLAUSE_OPENERS | frozenset(_LEVELS)
)
_YEAR = re.compile(r"(?:19|20)\d\d")
_RACES = (50, 60, 100, 110, 200, 400, 800)
_PARTS_OF_NAMES = (["NN"], ["JJ"], ["VB"])
_MANY = (["NNS"], ["NNP"])

_REACH = 40  # tokens before the number
_AHEAD = 8  # tokens behind it
_TOO_MANY = 1000  # millions are billions then
_HUNDREDTHS = 2  # digits behind the point


def in_metres(sent: Sentence, i: int, k: int, value: Decimal) -> bool:
    """True where the "m" at token ``k``, glued to the number at ``i``, is metres and not million."""
    after = sent.lows[k + 1] if k + 1 < len(sent.words) else "."
    tag = sent.tags[k + 1] if k + 1 < len(sent.words) else "."
    next_to = sent.lows[k + 2] if k + 2 < len(sent.words) else "."
    if _is_sided(sent, i, k) or _leads_to_length(sent, i) or _is_of_stuff(sent, k):
        return True
    if after == "-":
        return next_to in _AFTER  # "a 1.8m-tall fence", "a 60m-year-old rock"
    if after in _CHANGES and next_to == "in" and not _WATERS.isdisjoint(sent.lows[k + 3 : k + 6]):
        return True  # "a 2m rise in sea level"
    if after in _AFTER and next_to not in _TICKETS:
        return True  # "40m boat", but "40m boat tickets"
    if value >= _TOO_MANY:
        return tag not in ("NNS", "NN") or (tag == "NN" and _is_of_one(sent, i))
    if tag == "NNS" or after == "of":
        return False  # "35m of its devices"
    if (tag in ("NN", "JJ", "NNP") and after not in _NO_NOUNS) or (tag == "VB" and sent.lows[i - 1] in ("a", "an")):
        return _describes(sent, i, k)  # not "2m US homes"
    said = sign_before(sent, i)
    if said is None:
        paired = sent.lows[i - 1] == "and" and sent.lows[i - 2] == "m"
        raced = value in _RACES and (paired or _is_of_one(sent, i))  # "won the 100m and 200m in 2031"
        said = "length" if raced else _sign_behind(sent, k)
    if said == "count" or said == "tally":
        return said == "count" and after not in _PAID_INTO and _leans(sent, k)  # "the men 114m below ground"
    return said == "length" or _leans(sent, k) or not _counts_anyway(sent, i, k)


def _is_sided(sent: Sentence, i: int, k: int) -> bool:
    """ "50m x 70m", "the yard is 40 by 60m"."""
    if (
        i > 1
        and sent.lows[i - 1] in ("x", "by", "×")
        and (sent.words[i - 2] == "m" or sent.words[i - 2][-1:].isdigit())
    ):
        return True
    if sent.lows[k + 1 : k + 2] not in (["x"], ["by"], ["×"]) or sent.tags[k + 2 : k + 3] != ["CD"]:
        return False
    return sent.lows[k + 1] != "by" or _YEAR.fullmatch(sent.words[k + 2]) is None  # "drop below 5m by 2035"


def _leads_to_length(sent: Sentence, i: int) -> bool:
    """ "a depth of up to 30m", "within 100m of the school"."""
    j = i - 1
    while j > 0 and sent.lows[j] in _HEDGES:
        j -= 1
    low = sent.lows[j] if j >= 0 else ""
    return low == "within" or (low in ("of", "at", "to", "is", "was") and j > 0 and sent.lows[j - 1] in _HEIGHTS)


def _is_of_stuff(sent: Sentence, k: int) -> bool:
    """ "600m of hose", "1.2m of fresh snow"."""
    return sent.lows[k + 1 : k + 2] == ["of"] and not _MADE_OF.isdisjoint(sent.lows[k + 2 : k + 4])


def _is_of_one(sent: Sentence, i: int) -> bool:
    """ "the 1500m final", "his 3000m best": of one thing, that many metres."""
    return sent.tags[i - 1] in ("DT", "PRP$", "POS")


def _describes(sent: Sentence, i: int, k: int) -> bool:
    """ "a 40m pine fell", "a 12m steel cylinder": a thing so long; not "a 3m loan", "a 4m tonne crop"."""
    if sent.tags[i - 1] != "DT" or match_unit(sent, k + 1):
        return False
    end = k + 1
    while sent.tags[end : end + 1] in _PARTS_OF_NAMES and end < k + 4 and sent.lows[end] not in _SO_MANY:
        end += 1
    if sent.lows[end : end + 1] != [] and sent.lows[end] in _SO_MANY:
        return False
    if sent.lows[k + 1] == "drop" and sent.lows[end : end + 1] == ["in"]:
        return False
    one = sent.lows[i - 1] in ("a", "an") or sent.tags[end : end + 1] not in _MANY
    return one and (sent.tags[end - 1] in ("NN", "VB") or sent.lows[end - 1] == "record")


def _leans(sent: Sentence, k: int) -> bool:
    """ "20m down a slope", "30m off the coast", "50m into the forest"; not "down 1.2m from 3m"."""
    after = sent.lows[k + 1 : k + 2]
    if after != [] and after[0] in _LEANED_ON:
        behind = sent.lows[k + 2] if k + 2 < len(sent.words) else "."
        number = sent.tags[k + 2 : k + 3] in (["CD"], ["$"]) or behind in _TIMES
        if after[0] in ("up", "down"):
            return not number and behind not in _MOVED_ON
        if after[0] in ("across", "out"):
            return behind in (".", ",", ")", "and", ";", "with", "but") or behind in ("to", "at", "the road", "a")
        return not number
    ahead = sent.lows[k + 1 : k + 1 + _AHEAD]
    return not _OTHER_LENGTHS.isdisjoint(ahead)  # "2.1m (6ft 11in)"


def _counts_anyway(sent: Sentence, i: int, k: int) -> bool:
    """True for million where no word before the number says what it is."""
    after, tag = (sent.lows[k + 1], sent.tags[k + 1]) if k + 1 < len(sent.words) else (".", ".")
    if _moves_there(sent, i):
        return False
    if after in ("(", "/") and sent.words[k + 3 : k + 4] == ["%"]:
        return True  # "drew 5.1m (23.5%)"
    if after == "in":
        place = sent.tags[k + 2 : k + 3] in (["CD"], ["NNP"])
        return place and not _is_fine(sent, i)  # "was 12m in 2030"
    if after == "on" and sent.lows[k + 2 : k + 3] != [] and sent.lows[k + 2] in _DAYS:
        tag = "."
    if tag in ("VBN", "VBD", "IN", "VBP") or (tag == "VBZ" and after not in ("is", "was", "has")):
        return not _is_fine(sent, i)
    if after in ("have", "were", "are"):
        return True
    if _beside_thousands(sent, i) or "%" in sent.words[max(0, i - _REACH) : i]:
        return True  # "a 4% rise to 64m"
    return len(sent.words[i].partition(".")[2]) == 1


def _is_fine(sent: Sentence, i: int) -> bool:
    return len(sent.words[i].partition(".")[2]) == _HUNDREDTHS


def _moves_there(sent: Sentence, i: int) -> bool:
    """ "fell 40m", "had to climb 30m", "leapt 8.2m": the number is how far, where nothing counted moves."""
    return sent.lows[i - 1] in _MOTIONS


def _beside_thousands(sent: Sentence, i: int) -> bool:
    """ "rose by 120,000 to 1.8m": thousands without a noun of their own stand before it."""
    for j in sent.landmarks(_bare_thousands, max(0, i - _REACH), i):
        return j >= 0
    return False


def _bare_thousands(sent: Sentence) -> list[int]:
    """The tokens that are thousands of nothing named: "870,000;", "by 120,000 to"."""
    size = len(sent.words)
    return [
        j
        for j, word in enumerate(sent.words)
        if "," in word
        and sent.forms[j] == "number"
        and sent.tags[j - 1] != "$"
        and (j + 1 == size or sent.tags[j + 1] in _ENDS)
    ]


def sign_before(sent: Sentence, i: int) -> Sign | None:
    """What the words before the number at ``i`` say it is.

    Number by number towards the front: of what stands between two numbers, a measure ("population") says more
    than a thing ("subscribers", "river"), and of several the last.
    """
    places = sent.landmarks(_sign_places, max(0, i - _REACH), i)
    weak: Sign | None = None
    for j in reversed(places):
        low = sent.lows[j]
        if low in _TALLIES:
            return "tally"
        if low in _HEIGHTS:
            return "length"
        if sent.tags[j] == "CD" or low in _CLAUSE_OPENERS:
            if weak:
                return weak
        elif low in _LEVELS:
            if sent.lows[j - 1] in _WATERS:
                return "length"
        elif low in _SIZES:
            weak = weak or ("length" if sent.lows[j - 1] == "m" else None)  # "24m deep at Brask and 11m at Celle"
        elif weak is None and not (low in _COUNTED and _is_of_bodies(sent, i, j)):
            weak = "count" if low in _COUNTED else "length"
    return weak or _headed(sent, i)


def _sign_places(sent: Sentence) -> list[int]:
    """The tokens that say whether lengths are meant, and the numbers between them."""
    return [
        j
        for j, (low, tag) in enumerate(zip(sent.lows, sent.tags, strict=True))
        if low in _MARKS or (tag == "CD" and low != "one")
    ]


def _is_of_bodies(sent: Sentence, i: int, j: int) -> bool:
    """ "Two passengers fell 40m", "the visitors had to climb 30m": how far they came, not how many they are."""
    if not _moves_there(sent, i):
        return False
    return sent.lows[j - 1] in ("the", "some", "both") or sent.tags[j - 1] == "CD"


def _sign_behind(sent: Sentence, k: int) -> Sign | None:
    """ "At 6.1m, the tower is the tallest", "With 3.4m, its audience is the largest"."""
    for low, tag in zip(sent.lows[k + 1 : k + 1 + _AHEAD], sent.tags[k + 1 : k + 1 + _AHEAD], strict=True):
        if tag == "CD":
            return None
        if low in _TALLIES or low in _COUNTED:
            return "count"
        if low in _HEIGHTS or low in _LONG_THINGS or low in _SIZES:
            return "length"
    return None


def _headed(sent: Sentence, i: int) -> Sign | None:
    """ "Viewers: One 4.1m, Two 3.2m": what a list is headed with counts for all of it."""
    head = sent.lows[: min(i, _HEAD)]
    if ":" not in head:
        return None
    del head[head.index(":") :]
    if not (_TALLIES | _COUNTED).isdisjoint(head):
        return "count"
    return None if _HEIGHTS.isdisjoint(head) and _LONG_THINGS.isdisjoint(head) else "length"


_HEAD = 8  # tokens
_HEDGES = frozenset(
    "up to about around nearly almost roughly some over under just more less than at least an estimated".split()
)
_MOVED_ON = frozenset("on from by year month week compared in for the last".split()) - {"the"}
_DAYS = frozenset("yesterday today tonight tomorrow monday tuesday wednesday thursday friday saturday sunday".split())
_TIMES_BEHIND = frozenset("last this next each every late early per".split())
_NO_NOUNS = _DAYS | _TIMES_BEHIND
_PAID_INTO = ("into", "from", "out", "across")
_TIMES = (
    frozenset("january february march april may june july august september october november december last".split())
    | _DAYS
)
_ENDS = frozenset((".", ",", ":", "TO", "CC", ")", "IN"))
