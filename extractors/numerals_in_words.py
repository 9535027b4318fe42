"""Numerals written in words, fractions among them: "twenty-three", "half a million", "two thirds"."""

from __future__ import annotations

from decimal import Decimal

from extractors.numeral import Numeral
from extractors.numeral_scales import part_behind, scaled_from
from extractors.numeral_words import FRACTIONS
from extractors.tokens import DIGIT_SCALES, NUMBER_WORDS, SCALES, Sentence
from extractors.words import words

# "the upper half", "first half": a part, not a share.
_HALVES = frozenset(
    "first second latter last other better this next each and - 's upper lower top bottom left right northern"
    " southern eastern western front back".split()
)

_NEAR_BETWEEN = 5  # tokens
_RUNS = frozenset("last past next previous coming consecutive straight".split())
_HEDGES_OF_PARTS = frozenset("almost nearly about around than over roughly just".split())


def part_of_scale(sent: Sentence, first: int, j: int, share: Decimal) -> Numeral:
    """ "½ million", "1/4 million", "three-quarters of a million": so many; else a share."""
    k = j + 2 if sent.lows[j : j + 2] == ["of", "a"] else j
    scale = SCALES.get(sent.lows[k], 0) if k < len(sent.words) else 0
    if scale < 1000 or sent.lows[k] in DIGIT_SCALES:
        return Numeral(first, j, share, share, Decimal(0), "fraction")
    return Numeral(first, k + 1, share * scale, share * scale, Decimal(0), "words", Decimal(scale))


def read_half(sent: Sentence, i: int) -> Numeral | None:
    """ "half a million", "half of", "a quarter of"; None for "first half", "third quarter", "half-time"."""
    low = sent.lows[i]
    before = sent.lows[i - 1] if i else ""
    size = len(sent.words)
    j = i + 1
    after = sent.lows[j] if j < size else ""
    if low == "quarter":
        if after in SCALES or (after == "-" and j + 1 < size and sent.lows[j + 1] in ("point", "percentage")):
            return scaled_from(
                sent, i, j, Decimal("0.25"), Decimal(0), "fraction" if after == "-" else "words", False
            )
        if after in ("point", "percentage") and before in ("a", "another", "full", "further"):
            return scaled_from(sent, i, j, Decimal("0.25"), Decimal(0), "fraction", False)  # "a quarter point rise"
        if (
            after == "of"
            and sent.lows[j + 1 : j + 2] == ["a"]
            and sent.lows[j + 2 : j + 3]
            and sent.lows[j + 2] in SCALES
        ):
            worth = Decimal(SCALES[sent.lows[j + 2]])
            return Numeral(i - (before in ("a", "one")), j + 3, worth / 4, worth / 4, Decimal(0), "words", worth)
        if (
            before in ("a", "one")
            and after in ("—", "–", ",", ".", "(")
            and i > 1
            and sent.lows[i - 2] in _HEDGES_OF_PARTS
        ):
            return Numeral(i - 1, j, Decimal("0.25"), Decimal("0.25"), Decimal(0), "fraction")
        if before in ("a", "one") and after in _AFTER_MOVE and _is_moved_by(sent, i - 1):
            return Numeral(i - 1, j, Decimal("0.25"), Decimal("0.25"), Decimal(0), "fraction")
        if (after == "of" or after == "million") and before in ("a", "one", "about", "roughly", "nearly", "almost"):
            return Numeral(i - (before in ("a", "one")), j, Decimal("0.25"), Decimal("0.25"), Decimal(0), "fraction")
        return None
    if after in ("past", "centuries"):
        return None  # "half past five", "hit half centuries"
    if before in _HALVES and not _is_share(sent, i):
        return None
    if after == "-" and sent.glued(j):
        piece = sent.lows[j + 1] if j + 1 < size else ""
        if piece in ("point", "percentage", "mile", "million", "billion", "acre", "inch", "hour", "dozen", "century"):
            return _scaled_half(sent, i, j + 1)
        return None
    if after in ("a", "an") and j + 1 < size:
        return _scaled_half(sent, i, j + 1)
    return _scaled_half(sent, i, j)


def _is_share(sent: Sentence, i: int) -> bool:
    """True for the "half" at token ``i`` of "one-half" and "boats and half a dozen cars", not of "two and half"."""
    if i < 2:
        return False
    numbered = sent.forms[i - 2] == "number" or sent.lows[i - 2] in NUMBER_WORDS
    if sent.lows[i - 1] == "-":
        return sent.lows[i - 2] == "one"
    if sent.lows[i - 1] == "and" and "between" in sent.lows[max(0, i - _NEAR_BETWEEN) : i]:
        return True  # "between a third and half stayed"
    return sent.lows[i - 1] == "and" and not numbered and sent.lows[i + 1 : i + 2] in (["a"], ["an"], ["of"], ["the"])


def _scaled_half(sent: Sentence, i: int, j: int) -> Numeral:
    value = Decimal("0.5")
    if j < len(sent.words) and (sent.lows[j] in SCALES or sent.lows[j] == "dozen"):
        scale = Decimal(SCALES.get(sent.lows[j], 12))
        return Numeral(i, j + 1, value * scale, value * scale, Decimal(0), "words", scale)
    return Numeral(i, j, value, value, Decimal(0), "fraction")


def read_number_words(sent: Sentence, i: int) -> Numeral | None:
    """ "twenty-three", "one hundred and five thousand", "a dozen", "two-thirds", "a third"."""
    size = len(sent.words)
    lows = sent.lows
    total = Decimal(0)
    group = Decimal(0)
    seen = False
    scaled = Decimal(1)
    j = i
    last_small = False
    while j < size:
        k = j
        if lows[j] == "-" and sent.glued(j) and seen:
            k = j + 1
        elif lows[j] == "and" and seen and group >= 100 and j + 1 < size and lows[j + 1] in NUMBER_WORDS:
            k = j + 1
        elif lows[j] == "," and total and not group and lows[j + 2 : j + 3] == ["hundred"]:
            k = j + 1  # "one thousand, two hundred"
        if k >= size:
            break
        low = lows[k]
        if low in NUMBER_WORDS:
            small = NUMBER_WORDS[low]
            if last_small and not (group % 100 >= 20 and group % 10 == 0 and 0 < small < 10):
                break
            group += small
            last_small = True
        elif low == "hundred":
            group = (group or Decimal(1)) * 100
            last_small = False
            scaled = max(scaled, Decimal(100))
        elif low == "dozen":
            group = (group or Decimal(1)) * 12
            seen = True
            j = k + 1
            break
        elif low in SCALES and SCALES[low] > 100 and low not in DIGIT_SCALES:
            if not seen and low not in ("thousand", "million", "billion", "trillion"):
                return None
            if total and not group:  # "a thousand crore"
                total *= SCALES[low]
                scaled *= SCALES[low]
            else:
                total += (group or Decimal(1)) * SCALES[low]
                scaled = Decimal(SCALES[low])
            group = Decimal(0)
            last_small = False
        elif low == "point" and last_small and k + 1 < size and NUMBER_WORDS.get(lows[k + 1], 99) < 10:
            # "six point four million"
            step = Decimal("0.1")
            k += 1
            while k < size and NUMBER_WORDS.get(lows[k], 99) < 10:
                group += NUMBER_WORDS[lows[k]] * step
                step /= 10
                k += 1
            k -= 1
        elif low in ("mn", "bn") and seen:
            total += group * SCALES[low]
            scaled = Decimal(SCALES[low])
            group = Decimal(0)
        else:
            break
        seen = True
        j = k + 1
    if not seen:
        return None
    first = i
    start_low = lows[i]
    if start_low in ("dozen", "hundred", "thousand", "million", "billion", "trillion"):
        before = lows[i - 1] if i else ""
        if before == "the" and start_low == "dozen" and j == i + 1 and sent.tags[j : j + 1] == ["NNS"]:
            first = i  # "the dozen migrants"
        elif before in ("a", "an", "per"):
            first = i - 1 if before != "per" else i
        elif start_low != "dozen" or before not in ("half", "several"):
            if before not in ("thousand",):
                return None
    value = total + group
    # two-thirds, three quarters
    if j < size and value == int(value) and 0 < value < 20:
        k = j + 1 if lows[j] == "-" and sent.glued(j) and j + 1 < size else j
        bottom = FRACTIONS.get(lows[k])
        if bottom == 4 and (value != 3 or (k == j and lows[i - 1 : i] and lows[i - 1] in _RUNS)) and value > 1:
            bottom = None  # "two quarters", "the last three quarters" are time
        if bottom and (value > 1) == lows[k].endswith("s") and (value < bottom):
            after_tag = sent.tags[k + 1] if k + 1 < size else "."
            if k > j or after_tag not in ("NN", "NNS", "CD") or lows[k].endswith("s"):
                return part_of_scale(sent, first, k + 1, value / bottom)
    part, behind = part_behind(sent, j)
    if part and group == 0:  # "a million and a half"
        value += part * scaled
        return Numeral(first, behind, value, value, scaled / 10, "words", scaled)
    if part:
        return scaled_from(sent, first, behind, value + part, Decimal("0.1"), "words", False)
    worth = scaled if scaled >= 1000 and not last_small else Decimal(1)
    return Numeral(first, j, value, value, worth, "words", scaled)


def _is_beside_part(sent: Sentence, i: int, k: int) -> bool:
    """ "between [a quarter] and a third", "[a quarter] to a third of": a part behind it up to which it goes."""
    joined = sent.lows[k : k + 1]
    if joined != ["to"] and not (joined == ["and"] and i > 0 and sent.lows[i - 1] == "between"):
        return False
    other = k + 1 + (sent.lows[k + 1 : k + 2] in (["a"], ["one"]))
    return other < len(sent.lows) and FRACTIONS.get(sent.lows[other], 0) > 1


def _is_moved_by(sent: Sentence, i: int) -> bool:
    """ "fell a quarter", "rose by almost a quarter": the article at token ``i`` follows a verb of moving."""
    k = i - 1
    while k > 0 and (sent.lows[k] in _HEDGES_OF_PARTS or sent.lows[k] in ("by", "more", "less")):
        k -= 1
    if sent.lows[k] in ("up", "down") and sent.lows[k + 1] == "by":
        return True  # "up by more than a quarter on"
    return k > 0 and sent.tags[k][0] == "V" and sent.lows[k] in _MOVES_OF_PARTS


_MOVES_OF_PARTS = words("move_words.up_verbs") | words("move_words.down_verbs")
_AFTER_MOVE = frozenset("in to over since on last this . , ; and".split())


def _is_spent_so(sent: Sentence, k: int) -> bool:
    """ "A tenth [went on] fees", "A fifth [came from] abroad": parts do, who is the tenth does otherwise."""
    if sent.lows[k : k + 1] in _ARE:
        return True
    if sent.lows[k : k + 2] in _WENT:
        return True
    held = sent.lows[k + 1] if k + 1 < len(sent.lows) else ""
    return sent.lows[k : k + 1] in (["is"], ["was"]) and held in _HELD


_A_PERSON = (["aged"], ["named"], ["called"], ["who"], ["a"])
_ARE = (["were"], ["are"], ["have"], ["say"], ["do"])
_WENT = [[go, on] for go in ("went", "goes", "go") for on in ("on", "into", "towards")]

_WENT += [[come, "from"] for come in ("came", "comes", "come")]
_HELD = frozenset("owned held spent exported earmarked paid used given sold made funded imported reserved".split())


def read_article_fraction(sent: Sentence, i: int) -> Numeral | None:
    """ "a third of", "a fifth": the fraction at token ``i + 1`` behind an article; an ordinal gives None."""
    size = len(sent.words)
    j = i + 1
    bottom = FRACTIONS.get(sent.lows[j])
    if not bottom or bottom == 2 or sent.lows[j].endswith("s"):
        return None
    after = sent.lows[j + 1] if j + 1 < size else "."
    tag = sent.tags[j + 1] if j + 1 < size else "."
    if after == "of" and bottom == 4 and j + 3 < size and sent.lows[j + 2] in ("a", "an"):
        return None
    if after == "," and sent.lows[j + 2 : j + 3] in _A_PERSON:
        return None  # "Two have died. A third, aged 29, is in hospital"
    hedge = sent.lows[i - 1] if i else ""
    dashed = after in ("—", "–", "--", "(") and hedge in _HEDGES_OF_PARTS
    lately = after in ("last", "this", "since") and (hedge == "by" or sent.lows[i - 2 : i - 1] == ["by"])
    moved_by = lately or (hedge == "by" and tag in ("TO", "CC", "VBD", ":", ".", ",", "IN"))
    hedged = hedge == "only" or hedge in _HEDGES_OF_PARTS
    behind = bottom != 4 and tag in (".", ",", "IN", "VBP", "RB") and after != "time"
    other = hedge in ("while", "and", ",") and bottom != 4 and "half" in sent.lows[:i]  # "while a third left"
    behind = behind or ((hedged or other) and tag in ("VBD", "VBP", "VBZ", "VBN", "MD"))  # "nearly a fifth fell"
    many = after in ("were", "are", "have") and hedge in (";", ",", "", "and", "but")  # "a third were born abroad"
    behind = behind or (many and bottom != 4)
    behind = behind or (
        after == "to" and hedged and sent.tags[j + 2 : j + 3] in (["$"], ["CD"])
    )  # "almost a third to $9m"
    behind = behind or _is_beside_part(sent, i, j + 1) or (i == 0 and bottom != 4 and _is_spent_so(sent, j + 1))
    if dashed or moved_by or after in ("of", "more", "less") or tag == "JJR" or hedge in ("which", "whom") or behind:
        share = Decimal(1) / bottom
        return Numeral(i, j + 1, share, share, Decimal(0), "fraction")
    return None
