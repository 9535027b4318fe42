"""Number tokens to exact values: digits, words, fractions and scales."""

from __future__ import annotations

import re
from decimal import Decimal

from extractors.numeral import Form, Numeral
from extractors.numeral_words import FRACTIONS, VAGUE, VAGUE_PLURALS
from extractors.short_scales import before_currency, is_short_scale
from extractors.tokens import DIGIT_SCALES, NUMBER_WORDS, SCALES, SHORT_SCALES, VULGAR, WEAK_SCALES, Sentence
from extractors.vague_numerals import vague, vague_plural
from extractors.words import words

_WESTERN = re.compile(r"\d{1,3}(?:[,_]\d{3})+(?:\.\d+)?\Z")
_INDIAN = re.compile(r"\d{1,2}(?:,\d{2})*,\d{3}(?:\.\d+)?\Z")
# "the upper half", "first half": a part, not a share.
_HALVES = frozenset(
    "first second latter last other better this next each and - 's upper lower top bottom left right northern"
    " southern eastern western front back".split()
)
_ONE, _TEN, _CENT = Decimal(1), Decimal(10), Decimal("0.01")
_PARTS_PER = ("parts", "part")
_NEAR_BETWEEN = 5  # tokens
_RUNS = frozenset("last past next previous coming consecutive straight".split())
_HEDGES_OF_PARTS = frozenset("almost nearly about around than over roughly just".split())
STARTERS = (
    frozenset(NUMBER_WORDS)
    | frozenset(VAGUE)
    | frozenset(VAGUE_PLURALS)
    | frozenset(VULGAR)
    | {"half", "dozen", "hundred", "thousand", "million", "billion", "trillion", "tens", "quarter"}
)


def read_digits(word: str) -> tuple[Decimal, Decimal] | None:
    """(value, worth of the last digit) of "1,234.5"; None where the grouping fits no convention ("1,23")."""
    if "'" in word or word.count(".") > 1:
        return Decimal(word.replace("'", "").replace(".", "")), Decimal(1)
    if "e" in word or "E" in word:
        value = Decimal(word)
        return value, Decimal(0)
    if "," in word or "_" in word:
        if not (_WESTERN.match(word) or _INDIAN.match(word)):
            return None
        plain = word.replace(",", "").replace("_", "")
    else:
        plain = word
    places = len(plain) - plain.index(".") - 1 if "." in plain else 0
    return Decimal(plain), _TEN**-places if places else _ONE


def read_numeral(sent: Sentence, i: int, money: bool) -> Numeral | None:
    """The number that starts at token ``i``; ``money`` when a currency sign stands before it."""
    form = sent.forms[i]
    low = sent.lows[i]
    if form == "number":
        return _from_digits(sent, i, money)
    if form == "mark":
        return _vulgar(sent, i, Decimal(0), i)
    if low in VAGUE_PLURALS or low == "tens":
        return vague_plural(sent, i)
    if low in VAGUE:
        return vague(sent, i)
    if low == "half" or low == "quarter":
        return _half(sent, i)
    if (
        low in SCALES
        and sent.lows[i - 1 : i] == ["per"]
        and (sent.lows[i - 2] in _PARTS_PER or sent.words[i][0].isupper())
    ):
        return None  # "parts per billion", "Revenue Per Thousand"
    return _from_words(sent, i)


def _from_digits(sent: Sentence, i: int, money: bool) -> Numeral:
    read = read_digits(sent.words[i])
    if read is None and sent.lows[i + 1 : i + 2] and (sent.lows[i + 1] in SCALES or sent.lows[i + 1] in _PERCENT):
        read = read_digits(sent.words[i].replace(",", "."))  # "4,5 million": a decimal comma
    if read is None:
        return Numeral(i, i + 1, Decimal(0), Decimal(0), Decimal(0), "ambiguous")
    value, worth = read
    size = len(sent.words)
    j = i + 1
    # 3/4, 5 1/2, 2½
    if (
        j + 1 < size
        and sent.words[j] == "/"
        and sent.glued(j)
        and sent.glued(j + 1)
        and sent.forms[j + 1] == "number"
        and sent.words[j + 1].isdigit()
        and value == int(value)
    ):
        bottom = int(sent.words[j + 1])
        after = sent.words[j + 2] if j + 2 < size else ""
        if bottom in (2, 3, 4, 5, 8, 10, 16, 32) and value < bottom and after != "/":
            return _part_of_scale(sent, i, j + 2, value / bottom)
    if j < size and sent.words[j] in VULGAR and sent.forms[j] == "mark":
        mixed = _vulgar(sent, j, value, i)
        if mixed:
            return mixed
    mixed = _mixed(sent, i, j, value, worth, money)
    if mixed:
        return mixed
    if value == _TEN and j + 1 < size and sent.words[j] == "^" and sent.glued(j):
        power = _power(sent, j)
        if power is not None:
            value = _TEN ** power[0]
            return Numeral(i, power[1], value, value, value, "digits")  # "10^-15 metres"
    if j + 1 < size and sent.words[j] in ("×", "x", "*") and sent.words[j + 1] == "10":
        power = _power(sent, j + 2)
        if power is not None:
            worth, value = worth * _TEN ** power[0], value * _TEN ** power[0]
            return Numeral(i, power[1], value, value, worth, "digits")
    return _scaled(sent, i, j, value, worth, "digits", money)


def _mixed(sent: Sentence, i: int, j: int, value: Decimal, worth: Decimal, money: bool) -> Numeral | None:
    """ "5 1/2", "8-1/2", and "4.11-3/4" or "$4.11 3/4", where the fraction is one of the last digit."""
    words = sent.words
    k = j + 1 if words[j : j + 1] == ["-"] and sent.glued(j) else j
    if k + 2 >= len(words) or words[k + 1] != "/" or not words[k].isdigit() or words[k + 2] not in _MIXED_BOTTOMS:
        return None
    glued = sent.glued(k)
    part = Decimal(words[k]) / Decimal(words[k + 2])
    if (
        glued != (k > j)
        or not (sent.glued(k + 1) and sent.glued(k + 2))
        or part >= 1
        or words[k + 3 : k + 4] == ["/"]
    ):
        return None
    if k == j and worth < 1 and not (money and worth == _CENT):
        return None
    value += part * worth
    return _scaled(sent, i, k + 3, value, Decimal(0), "digits", False)


_PERCENT = frozenset(("%", "percent", "per"))
_MIXED_BOTTOMS = frozenset("2 3 4 5 8 16 32 64".split())


def _power(sent: Sentence, j: int) -> tuple[int, int] | None:
    """The exponent behind "×10" and the token after it: "10^6", "10-30", "10−30"."""
    size = len(sent.words)
    if j < size and sent.words[j] == "^":
        j += 1
    sign = 1
    if j < size and sent.words[j] == "-" and sent.glued(j):
        sign, j = -1, j + 1
    if j < size and sent.words[j].isdigit() and len(sent.words[j]) <= 2 and sent.glued(j):
        return sign * int(sent.words[j]), j + 1
    return None


def _scaled(sent: Sentence, i: int, j: int, value: Decimal, worth: Decimal, form: Form, money: bool) -> Numeral:
    """Apply the scale words from token ``j`` on."""
    size = len(sent.words)
    scale = Decimal(1)
    part, j = _part_behind(sent, j)
    if part:
        value += part
        worth = Decimal("0.1")
    while j < size:
        k = j + 1 if sent.words[j] == "-" and j + 1 < size and sent.glued(j) else j
        low = sent.lows[k]
        if low in SCALES:
            if low in WEAK_SCALES and not (money or sent.glued(k) or before_currency(sent, k + 1)):
                break
            if low in DIGIT_SCALES and form == "words":
                break
            scale *= SCALES[low]
        elif k < size and sent.words[k] in SHORT_SCALES and is_short_scale(sent, i, k, money, value):
            scale *= SHORT_SCALES[sent.words[k]]
        else:
            break
        j = k + 1
    if money and scale == 1 and sent.words[j : j + 1] == ["("]:
        scale, j = _bracketed_scale(sent, j)
    return Numeral(i, j, value * scale, value * scale, worth * scale, form, scale)


def _bracketed_scale(sent: Sentence, j: int) -> tuple[Decimal, int]:
    """(scale, token behind) of "(million)" or "(in millions)" at token ``j``, as tables write it; (1, ``j``) else."""
    k = j + 1 + (sent.lows[j + 1 : j + 2] == ["in"])
    scale = SCALES.get(sent.lows[k].rstrip("s"), 0) if k + 1 < len(sent.words) else 0
    if scale < _LEAST_SCALE or sent.words[k + 1] != ")":
        return _ONE, j
    return Decimal(scale), k + 2


_LEAST_SCALE = 1000


def _part_behind(sent: Sentence, j: int) -> tuple[Decimal, int]:
    """(part, token behind) of "and a half" or "-and-a-quarter" at token ``j``; (0, ``j``) where none is."""
    if sent.lows[j : j + 1] not in _AND_PART:
        return _NO_PART, j
    said: list[str] = []
    k = j
    while k < min(j + 6, len(sent.words)) and len(said) < 3:
        if sent.words[k] != "-" or not sent.glued(k):
            said.append(sent.lows[k])
        k += 1
    part = _PARTS.get(said[2]) if len(said) == 3 and said[0] == "and" and said[1] in ("a", "one") else None
    return (part, k) if part else (_NO_PART, j)


_AND_PART = (["and"], ["-"])
_NO_PART = Decimal(0)
_PARTS = {"half": Decimal("0.5"), "quarter": Decimal("0.25"), "third": Decimal(1) / Decimal(3)}


def _vulgar(sent: Sentence, i: int, whole: Decimal, first: int) -> Numeral | None:
    top, bottom = VULGAR.get(sent.words[i], (0, 1))
    if not top:
        return None
    value = whole + Decimal(top) / Decimal(bottom)
    if whole:
        return _scaled(sent, first, i + 1, value, Decimal(0), "digits", False)
    return _part_of_scale(sent, first, i + 1, value)


def _part_of_scale(sent: Sentence, first: int, j: int, share: Decimal) -> Numeral:
    """ "½ million", "1/4 million", "three-quarters of a million": so many; else a share."""
    k = j + 2 if sent.lows[j : j + 2] == ["of", "a"] else j
    scale = SCALES.get(sent.lows[k], 0) if k < len(sent.words) else 0
    if scale < 1000 or sent.lows[k] in DIGIT_SCALES:
        return Numeral(first, j, share, share, Decimal(0), "fraction")
    return Numeral(first, k + 1, share * scale, share * scale, Decimal(0), "words", Decimal(scale))


def _half(sent: Sentence, i: int) -> Numeral | None:
    """ "half a million", "half of", "a quarter of"; None for "first half", "third quarter", "half-time"."""
    low = sent.lows[i]
    before = sent.lows[i - 1] if i else ""
    size = len(sent.words)
    j = i + 1
    after = sent.lows[j] if j < size else ""
    if low == "quarter":
        if after in SCALES or (after == "-" and j + 1 < size and sent.lows[j + 1] in ("point", "percentage")):
            return _scaled(sent, i, j, Decimal("0.25"), Decimal(0), "fraction" if after == "-" else "words", False)
        if after in ("point", "percentage") and before in ("a", "another", "full", "further"):
            return _scaled(sent, i, j, Decimal("0.25"), Decimal(0), "fraction", False)  # "a quarter point rise"
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


def _from_words(sent: Sentence, i: int) -> Numeral | None:
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
                return _part_of_scale(sent, first, k + 1, value / bottom)
    part, behind = _part_behind(sent, j)
    if part and group == 0:  # "a million and a half"
        value += part * scaled
        return Numeral(first, behind, value, value, scaled / 10, "words", scaled)
    if part:
        return _scaled(sent, first, behind, value + part, Decimal("0.1"), "words", False)
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
    while k > 0 and (sent.lows[k] in _HEDGES_OF_PARTS or sent.lows[k] == "by"):
        k -= 1
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
