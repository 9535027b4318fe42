"""What follows a numeral and makes it larger: scales, powers of ten, "and a half"."""

from __future__ import annotations

from decimal import Decimal

from extractors.numeral import Form, Numeral
from extractors.short_scales import before_currency, is_short_scale
from extractors.tokens import DIGIT_SCALES, SCALES, SHORT_SCALES, WEAK_SCALES, Sentence

RAISED_DIGITS = "⁰¹²³⁴⁵⁶⁷⁸⁹"
_LONGEST_POWER = 4
_RAISED = str.maketrans(RAISED_DIGITS, "0123456789")


def power_at(sent: Sentence, j: int) -> tuple[int, int] | None:
    """The exponent behind "×10" and the token after it: "10^6", "10-30", "10−30"."""
    size = len(sent.words)
    digits = 2
    if j < size and sent.words[j] == "^":
        j += 1
        digits = _LONGEST_POWER  # "10^400": beyond all reason, but one number
    sign = 1
    if j < size and sent.words[j] == "-" and sent.glued(j):
        sign, j, digits = -1, j + 1, 2
    if j < size and sent.words[j].isdigit() and len(sent.words[j]) <= digits and sent.glued(j):  # "10⁶" too
        return sign * int(sent.words[j].translate(_RAISED)), j + 1
    return None


def scaled_from(sent: Sentence, i: int, j: int, value: Decimal, worth: Decimal, form: Form, money: bool) -> Numeral:
    """Apply the scale words from token ``j`` on."""
    size = len(sent.words)
    scale = Decimal(1)
    part, j = part_behind(sent, j)
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
        return Decimal(1), j
    return Decimal(scale), k + 2


_LEAST_SCALE = 1000


def part_behind(sent: Sentence, j: int) -> tuple[Decimal, int]:
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
