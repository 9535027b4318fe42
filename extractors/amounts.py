"""One sentence to amounts: every number with its currency or unit, its rate, and the noun it counts; or why not."""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal

from extractors.drops import dropped_spans, is_name_number, is_year
from extractors.model import Kind
from extractors.moves import DOWN_NOUNS, UP_NOUNS
from extractors.numerals import STARTERS, Form, Numeral, read_article_fraction, read_numeral
from extractors.phrases import NOUNS, counted_phrase, unit_of
from extractors.tokens import NUMBER_WORDS, SCALES, Sentence
from extractors.units import WEAK, Unit, currency_of, match_unit
from extractors.words import words

_MAX = Decimal(10) ** 27
_QUOTED_HEADS = words("amounts.quoted_heads")
_PER_WORDS = frozenset(("a", "an", "per", "each", "every", "/"))
_PER_NOUNS = words("amounts.per_nouns")
PER_NAMES = {
    "annum": "year",
    "capita": "person",
    "head": "person",
    "hr": "hour",
    "h": "hour",
    "s": "second",
    "min": "minute",
    "oz": "ounce",
    "km": "km",
    "people": "person",
    "kwh": "kWh",
    "mwh": "MWh",
    "mmbtu": "MMBtu",
    "ton": "ton",
    "ms": "millisecond",
}
_ORDINAL_SUFFIX = frozenset(("st", "nd", "rd", "th"))
_COMPARE = words("amounts.compare")
_TIME_UNITS = frozenset(("second", "minute", "hour", "day", "week", "month", "year", "decade", "century", "night"))
_SIGN_MINUS = frozenset(("minus", "negative"))


@dataclass(slots=True)
class Amount:
    """A number in its sentence: tokens ``first`` to ``last`` are the words of the quantity without its bound.

    ``head`` is the counted noun's token (-1 without one), ``phrase`` the first token of its noun phrase.
    ``drop`` names why it is no claim. ``elided`` when unit and noun are to be taken from a neighbour.
    """

    first: int
    last: int
    num_first: int
    num_last: int
    low: Decimal
    high: Decimal
    resolution: Decimal
    form: Form
    scale: Decimal = Decimal(1)
    kind: Kind | None = None
    unit: str | None = None
    entry: Unit | None = None
    signed: bool = False
    per: str | None = None
    phrase: int = -1
    head: int = -1
    hyphen: bool = False
    negative: bool = False
    vague: bool = False
    bracketed: bool = False
    drop: str | None = None
    of_whole: bool = False
    rules: list[str] = field(default_factory=list)

    @property
    def elided(self) -> bool:
        """True while it has neither unit nor noun."""
        return self.kind is None and self.drop is None


def read_amounts(sent: Sentence, folded: str, home: str) -> list[Amount]:
    """All numerals of the sentence in order, dropped ones included; ``home`` is the currency of a bare "$"."""
    spans = dropped_spans(folded, sent.offset, sent.stop) if any(f in ("number", "code") for f in sent.forms) else []
    out: list[Amount] = []
    size = len(sent.words)
    i = 0
    span = 0
    while i < size:
        form = sent.forms[i]
        low = sent.lows[i]
        if form == "word" or form == "abbr":
            if low in STARTERS:
                pass
            elif low in ("a", "an") and i + 1 < size:
                numeral = read_article_fraction(sent, i)
                if numeral:
                    amount = _amount(sent, numeral)
                    amount.rules.append("article_fraction")
                    out.append(_ratio(sent, amount))
                    i = amount.last
                    continue
                i += 1
                continue
            else:
                special = _special(sent, i) if low in _SPECIAL or "-" in low or low.endswith("fold") else None
                if special:
                    out.append(special)
                    i = max(special.last, i + 1)
                    continue
                i += 1
                continue
        elif form == "code" or form == "url":
            if form == "url" and not any(c.isdigit() for c in sent.words[i]):
                i += 1
                continue
            if out and out[-1].last == i + 1:
                i += 1
                continue
            out.append(_dropped(sent, i, i + 1, "identifier" if form == "code" else "url"))
            i += 1
            continue
        elif form == "sign" or form == "mark":
            if not (form == "mark" and low in STARTERS):
                i += 1
                continue
        at = sent.start[i]
        while span < len(spans) and spans[span][1] <= at:
            span += 1
        if span < len(spans) and spans[span][0] <= at:
            j = i + 1
            while j < size and sent.start[j] < spans[span][1]:
                j += 1
            reason = spans[span][2]
            out.append(_dropped(sent, i, j, "ordinal" if reason == "century" else reason))
            i = j
            continue
        money = i > 0 and (
            sent.forms[i - 1] == "sign"
            or sent.words[i - 1] in _MARK_SIGNS
            or (sent.lows[i - 1] == "dollar" and form == "number")
        )
        if i > 1 and form == "number" and sent.words[i - 1] == "-" and sent.forms[i - 2] == "sign" and sent.glued(i):
            money = True
        numeral = read_numeral(sent, i, money)
        if numeral is None:
            if low in ("half", "one"):
                out.append(_dropped(sent, i, i + 1, "idiom"))
            i += 1
            continue
        amount = _read_one(sent, numeral, home, money)
        out.append(amount)
        i = max(amount.last, amount.num_last, i + 1)
    return out


_MARK_SIGNS = frozenset("€£¥₹₩₽₺₦₪฿₫₱₴₸₮₭₾₡₿৳")
_FOLD_WORDS = {
    "twice": ("2", "times"),
    "thrice": ("3", "times"),
    "doubled": ("2", "up"),
    "doubling": ("2", "up"),
    "doubles": ("2", "up"),
    "double": ("2", ""),
    "tripled": ("3", "up"),
    "tripling": ("3", "up"),
    "triples": ("3", "up"),
    "triple": ("3", ""),
    "trebled": ("3", "up"),
    "quadrupled": ("4", "up"),
    "quadrupling": ("4", "up"),
    "quadruple": ("4", ""),
    "quintupled": ("5", "up"),
    "halved": ("0.5", "down"),
    "halving": ("0.5", "down"),
}
_RANK_WORDS = {
    "first": 1, "second": 2, "third": 3, "fourth": 4, "fifth": 5, "sixth": 6, "seventh": 7, "eighth": 8, "ninth": 9,
    "tenth": 10, "1st": 1, "2nd": 2, "3rd": 3,
}  # fmt: skip
_RANK_VERBS = words("amounts.rank_verbs")
_SPAN_WORDS = {"weeklong": "week", "week-long": "week", "month-long": "month", "monthlong": "month", "yearlong": "year",
               "year-long": "year", "day-long": "day", "daylong": "day", "decade-long": "decade", "hourlong": "hour",
               "hour-long": "hour", "decades-long": "decade", "decadelong": "decade"}  # fmt: skip


_SPECIAL = (
    frozenset(_FOLD_WORDS)
    | frozenset(_RANK_WORDS)
    | frozenset(_SPAN_WORDS)
    | {"decades", "centuries", "no.", "number"}
)


def _special(sent: Sentence, i: int) -> Amount | None:
    """Words that are an amount by themselves: "twice", "doubled", "tenfold", "ranked first", "third-largest"."""
    low = sent.lows[i]
    size = len(sent.words)
    after = sent.lows[i + 1] if i + 1 < size else ""
    if low in _FOLD_WORDS:
        value, move = _FOLD_WORDS[low]
        tag = sent.tags[i]
        if (
            low in ("twice", "thrice")
            and after not in _COMPARE
            and sent.tags[min(i + 1, size - 1)] not in ("NN", "NNS", "JJR")
        ):
            return _dropped(sent, i, i + 1, "idiom")
        if low in ("double", "triple", "quadruple", "doubles", "doubled", "doubling"):
            before = sent.lows[i - 1] if i else ""
            if after == "as" and sent.lows[i + 2 : i + 3] not in (
                ["much"],
                ["many"],
                ["big"],
                ["large"],
                ["high"],
                ["long"],
            ):
                return _dropped(sent, i, i + 1, "idiom")
        if low in ("double", "triple", "quadruple"):
            if before in (
                "to",
                "will",
                "would",
                "could",
                "can",
                "may",
                "might",
                "should",
                "than",
                "nearly",
                "almost",
            ) or (tag in ("VB", "VBP") and before not in ("a", "the")):
                move = (
                    "up"
                    if after not in ("the", "that", "its", "what", "their", "his", "as") or before in ("to", "will")
                    else ""
                )
            elif after not in ("the", "that", "what", "its", "their", "his", "her", "as"):
                return _dropped(sent, i, i + 1, "idiom")
        out = Amount(i, i + 1, i, i + 1, Decimal(value), Decimal(value), Decimal(0), "words", kind="ratio")
        out.rules.append(f"multiple:{move}" if move in ("up", "down") else "multiple")
        return out
    if low.endswith("fold") and len(low) > 5:
        head = low[:-4].rstrip("-")
        number = NUMBER_WORDS.get(head)
        if number is None and head not in ("hundred", "thousand", "million"):
            return None
        worth = Decimal(number if number is not None else {"hundred": 100, "thousand": 1000}.get(head, 1000000))
        return Amount(i, i + 1, i, i + 1, worth, worth, Decimal(0), "words", kind="ratio", rules=["multiple:fold"])
    if low in _SPAN_WORDS:
        one = Decimal(1)
        return Amount(
            i, i + 1, i, i + 1, one, one, Decimal(0), "words", kind="duration", unit=_SPAN_WORDS[low], vague=True,
            rules=["span_word"],
        )  # fmt: skip
    if low in ("decades", "centuries") and after != "-":
        before = sent.lows[i - 1] if i else ""
        if before not in ("of", "two", "three", "several", "few", "recent", "these"):
            two = Decimal(2)
            name = "decade" if low == "decades" else "century"
            return Amount(
                i, i + 1, i, i + 1, two, two, Decimal(0), "vague", kind="duration", unit=name, vague=True, rules=["vague"]
            )  # fmt: skip
    if low in ("no.", "number") and i + 1 < size:
        if (sent.forms[i + 1] == "number" and sent.words[i + 1].isdigit()) or (low == "number" and after == "one"):
            if low == "number" and after != "one" and not (i and sent.lows[i - 1] in ("the", "at", "ranked")):
                return None
            value = Decimal(1) if after == "one" else Decimal(sent.words[i + 1])
            if value <= 500:
                return Amount(
                    i, i + 2, i + 1, i + 2, value, value, Decimal(0), "digits", kind="rank", rules=["rank:number"]
                )  # fmt: skip
    if low in _RANK_WORDS or _ordinal_superlative(low):
        return _rank(sent, i)
    return None


def _ordinal_superlative(low: str) -> bool:
    head, dash, tail = low.partition("-")
    return bool(dash) and head in _RANK_WORDS and _superlative(tail)


def _superlative(word: str) -> bool:
    return (word.endswith("est") and len(word) > 5) or word in (
        "best",
        "worst",
        "most",
        "ranked",
        "placed",
        "biggest",
    )


def _rank(sent: Sentence, i: int) -> Amount | None:
    low = sent.lows[i]
    size = len(sent.words)
    if "-" in low:
        value = Decimal(_RANK_WORDS[low.partition("-")[0]])
        return Amount(i, i + 1, i, i + 1, value, value, Decimal(0), "words", kind="rank", rules=["rank:superlative"])
    value = Decimal(_RANK_WORDS[low])
    before = sent.lows[i - 1] if i else ""
    if i + 1 < size and sent.lows[i + 1] != "-" and _superlative(sent.lows[i + 1]) and value > 1:
        return Amount(i, i + 2, i, i + 1, value, value, Decimal(0), "words", kind="rank", rules=["rank:superlative"])
    if before in _RANK_VERBS or (before in ("in", "at") and i > 1 and sent.lows[i - 2] in _RANK_VERBS):
        follow = sent.tags[i + 1] if i + 1 < size else "."
        if before in ("came", "finished", "placed", "finishing") and follow in NOUNS:
            return None
        first = i - 1 if before in _RANK_VERBS else i - 2
        return Amount(first, i + 1, i, i + 1, value, value, Decimal(0), "words", kind="rank", rules=["rank:ranked"])
    if before in ("in", "into") and i + 1 < size and sent.lows[i + 1] == "place":
        return Amount(i, i + 2, i, i + 1, value, value, Decimal(0), "words", kind="rank", rules=["rank:place"])
    return _dropped(sent, i, i + 1, "ordinal")


def _amount(sent: Sentence, numeral: Numeral) -> Amount:
    return Amount(
        numeral.first,
        numeral.last,
        numeral.first,
        numeral.last,
        numeral.low,
        numeral.high,
        numeral.resolution,
        numeral.form,
        numeral.scale,
        vague=numeral.form == "vague",
    )


def _dropped(sent: Sentence, first: int, last: int, reason: str) -> Amount:
    zero = Decimal(0)
    return Amount(first, last, first, last, zero, zero, zero, "digits", drop=reason)


def _read_one(sent: Sentence, numeral: Numeral, home: str, money: bool) -> Amount:
    """Attach currency, unit, rate or counted noun to one numeral; sets ``drop`` where it is no quantity."""
    amount = _amount(sent, numeral)
    score = _score(sent, numeral)
    if score and not money:
        amount.drop, amount.last = "score", score
        return amount
    if sent.forms[numeral.first] == "word" and numeral.first and _capital_compound(sent, numeral):
        amount.drop, amount.last = "name", numeral.last
        return amount
    if numeral.form == "ambiguous":
        amount.drop = "ambiguous"
        return amount
    if abs(numeral.high) >= _MAX:
        amount.drop = "out_of_range"
        return amount
    i, j = numeral.first, numeral.last
    size = len(sent.words)
    _read_sign(sent, amount, home, money)
    if j < size and sent.glued(j) and _read_glued(sent, amount):
        return amount
    if amount.kind is None and j + 1 < size and sent.words[j] == "-" and sent.glued(j) and sent.glued(j + 1):
        if _read_hyphen(sent, amount):
            return amount
        if sent.lows[j + 1] in ("odd", "plus", "ish") and j + 2 < size:
            amount.num_last = j + 2
            amount.last = j + 2
            amount.rules.append("hedge:odd" if sent.lows[j + 1] != "plus" else "hedge:plus")
        elif sent.forms[j + 1] in ("word",) and sent.lows[j + 1] not in ("and", "to", "or"):
            # "an 11-member team": a count that describes, not one that states
            amount.drop = "compound"
            amount.last = j + 2
            return amount
    if (
        amount.first == 0
        and sent.lows[0] == "one"
        and sent.lows[1:2] == ["day"]
        and sent.tags[2:3] in (["DT"], ["PRP"], ["NNP"])
    ):
        amount.drop = "one_pronoun"
        return amount
    if (
        amount.form == "words"
        and amount.low == 1
        and sent.lows[numeral.last : numeral.last + 1] in (["point"], ["stage"], ["stroke"], ["fell"])
    ):
        amount.drop = "one_pronoun"
        return amount
    if numeral.first == 0 and size <= 2 and sent.forms[0] == "number" and sent.words[-1] == ".":
        amount.drop = "list_number"
        return amount
    if numeral.last < size and sent.lows[numeral.last] in ("yo", "y.o.", "yr-old", "yrs-old") and numeral.high < 130:
        amount.kind, amount.unit, amount.last = "age", "year", numeral.last + 1
        amount.rules.append("age:yo")
        return amount
    _read_unit(sent, amount, home)
    if amount.kind is None and _read_multiple(sent, amount):
        return amount
    if amount.kind is None and numeral.form == "fraction" and amount.low < 1:
        return _ratio(sent, amount)
    if amount.kind is None:
        if sent.forms[i] == "number" and is_year(sent, i) and numeral.last == i + 1:
            amount.drop = "year"
            return amount
        if amount.form == "words" and amount.low == 1 and _is_pronoun_one(sent, amount):
            amount.drop = "one_pronoun"
            return amount
        _read_count(sent, amount)
        plural = amount.head >= 0 and sent.tags[amount.head] in ("NNS", "NNPS")
        if is_name_number(sent, i, numeral.last, amount.head >= 0, plural):
            amount.drop = "name"
            amount.last = numeral.last
            return amount
    _read_per(sent, amount)
    return amount


def _capital_compound(sent: Sentence, numeral: Numeral) -> bool:
    """True for "the Nine-Day War": a number word in a capitalised compound inside a sentence."""
    j = numeral.last
    if not sent.words[numeral.first][0].isupper() or j + 1 >= len(sent.words):
        return False
    return sent.words[j] == "-" and sent.glued(j) and sent.words[j + 1][0].isupper()


def _score(sent: Sentence, numeral: Numeral) -> int:
    """The token after "2-0" in "beat them 2-0", or 0: two small whole numbers, the first not the smaller, nothing counted."""
    j = numeral.last
    if j + 1 >= len(sent.words) or sent.forms[numeral.first] != "number" or j != numeral.first + 1:
        return 0
    if sent.words[j] not in "-–" or not sent.glued(j) or not sent.glued(j + 1) or sent.forms[j + 1] != "number":
        return 0
    a, b = sent.words[numeral.first], sent.words[j + 1]
    if not (a.isdigit() and b.isdigit()) or len(a) > 3 or len(b) > 3 or int(a) < int(b):
        return 0
    after = sent.tags[j + 2] if j + 2 < len(sent.words) else "."
    if after in ("NNS", "%", "-", "CD") or match_unit(sent, j + 2):
        return 0
    return j + 2


def _read_sign(sent: Sentence, amount: Amount, home: str, money: bool) -> None:
    i = amount.first
    if money:
        sign = sent.words[i - 1]
        if sign == "-":
            amount.negative = True
            amount.low, amount.high = -amount.low, -amount.high
            i -= 1
            sign = sent.words[i - 1]
        code = "USD" if sign.lower() == "dollar" else currency_of(sign, home)
        if code:
            amount.first = i - 1
            amount.kind = "money"
            amount.unit = code
            amount.signed = True
            amount.rules.append("money:sign")
            i -= 1
    if amount.negative:
        return
    if i and sent.words[i - 1] == "-" and not sent.glued(i - 1) and sent.glued(i):
        amount.negative = True
        amount.first = i - 1
    elif i and sent.words[i - 1] == "–" and not sent.glued(i - 1) and sent.glued(i):
        amount.negative = True
        amount.first = i - 1
    elif i and sent.words[i - 1] == "-" and sent.forms[i] == "sign" and not sent.glued(i - 1) and sent.glued(i):
        amount.negative = True
        amount.first = i - 1
    elif i and sent.lows[i - 1] in _SIGN_MINUS and sent.forms[amount.num_first] == "number":
        amount.negative = True
        amount.first = i - 1
    elif i > 1 and sent.words[i - 1] == "-" and sent.lows[i - 2] in _SIGN_MINUS:
        amount.negative = True
        amount.first = i - 2
    if amount.negative:
        amount.low, amount.high = -amount.low, -amount.high


def _read_glued(sent: Sentence, amount: Amount) -> bool:
    """Letters behind digits: an ordinal, a name ("5G", "3D") or an unknown code end it; a unit goes on. True when done."""
    j = amount.num_last
    word = sent.words[j]
    low = sent.lows[j]
    if sent.forms[j] not in ("word", "code"):
        return False
    if sent.forms[j - 1] != "number":
        return False
    if low in _ORDINAL_SUFFIX:
        amount.last = j + 1
        before = sent.lows[amount.first - 1] if amount.first else ""
        if before in _RANK_VERBS or (before == "in" and j + 1 < len(sent.words) and sent.lows[j + 1] == "place"):
            amount.kind = "rank"
            if before in _RANK_VERBS:
                amount.first -= 1
            amount.rules.append("rank:ordinal")
        elif j + 1 < len(sent.words) and _superlative(sent.lows[j + 1].lstrip("-")):
            amount.kind = "rank"
            amount.last = j + 2
            amount.rules.append("rank:superlative")
        else:
            amount.drop = "ordinal"
        return True
    if word in ("G", "D", "K", "P", "i", "p") and amount.low <= (9 if word in "GDK" else 0):
        amount.last = j + 1
        amount.drop = "identifier"
        return True
    if word == "p" and amount.low in (240, 360, 480, 720, 1080, 1440, 2160, 4320) and amount.kind is None:
        amount.last = j + 1
        amount.drop = "identifier"
        return True
    if word in ("x", "X"):
        return False
    if word == "s":
        amount.last = j + 1
        amount.drop = "identifier"
        return True
    if match_unit(sent, j) is None and amount.kind is None:
        amount.last = j + 1
        amount.drop = "identifier"
        return True
    return False


def _read_hyphen(sent: Sentence, amount: Amount) -> bool:
    """ "a 3-inch pipe", "the 18-year-old", "13.8-billion-year": the unit behind a hyphen."""
    j = amount.num_last + 1
    found = match_unit(sent, j)
    if found is None:
        return False
    unit, stop = found
    moving = stop < len(sent.words) and (
        sent.lows[stop] in UP_NOUNS or sent.lows[stop] in DOWN_NOUNS or sent.lows[stop] in ("lead", "margin")
    )
    if unit.symbol == "point":
        if amount.form != "fraction" and not moving:
            return False
        if amount.form == "fraction" or abs(amount.high) < 10:
            unit = Unit("pp", "percentage_point")
    if unit.kind == "money" and sent.lows[j] == "won":
        return False
    amount.hyphen = True
    amount.last = stop
    _apply(amount, unit, "unit:hyphen")
    size = len(sent.words)
    if (
        unit.kind == "duration"
        and stop + 1 < size
        and sent.words[stop] == "-"
        and sent.lows[stop + 1].startswith("old")
    ):
        amount.kind = "age"
        amount.last = stop + 2
    elif unit.kind == "duration" and stop < size and sent.lows[stop] in ("old", "olds"):
        amount.kind = "age"
        amount.last = stop + 1
    _read_per(sent, amount)
    return True


def _apply(amount: Amount, unit: Unit, rule: str) -> None:
    amount.entry = unit
    amount.kind = unit.kind
    amount.unit = unit.symbol
    amount.per = unit.per
    if unit.factor != 1:
        amount.low *= unit.factor
        amount.high *= unit.factor
        amount.resolution *= unit.factor
    amount.rules.append(rule)


def _read_unit(sent: Sentence, amount: Amount, home: str) -> None:
    j = amount.num_last
    size = len(sent.words)
    if j >= size:
        return
    if (sent.words[j] == "(" and j + 2 < size and sent.words[j + 2] in (")",)) or (
        sent.words[j] == "[" and j + 2 < size
    ):
        found = match_unit(sent, j + 1)
        if found and amount.kind is None and found[0].kind == "measure":
            _apply(amount, found[0], "unit:bracket")
            amount.last = found[1] + 1
            return
    found = match_unit(sent, j)
    if (
        found is None
        and amount.kind is None
        and sent.words[j] in _MARK_SIGNS
        and not (j + 1 < size and sent.glued(j + 1) and sent.forms[j + 1] == "number")
    ):
        code = currency_of(sent.words[j], home)
        if code:
            amount.kind, amount.unit, amount.last = "money", code, j + 1
            amount.rules.append("money:sign_after")
        return
    if (
        found is None
        and sent.words[j] == "'"
        and sent.words[j + 1 : j + 2] != ["s"]
        and sent.glued(j)
        and sent.forms[amount.num_first] == "number"
        and sent.words.count("'") % 2
    ):
        found = match_unit_word("foot", j)
    if found is None and sent.words[j] == "-" and not sent.glued(j) and j + 1 < size and amount.kind is None:
        found = match_unit(sent, j + 1)
        if found is None or found[0].kind not in ("duration", "measure") or sent.lows[j + 1].endswith("s"):
            return
        j += 1
        amount.hyphen = True
    if found is None:
        return
    unit, stop = found
    word = sent.words[j]
    if (
        stop == j + 1
        and word in ("quarter", "night", "day", "month", "week", "year", "season")
        and amount.kind is None
        and is_year(sent, amount.num_first)
    ):
        return
    if word in ('"', "'") and not (
        sent.glued(j) or (sent.forms[amount.num_first] == "number" and sent.words.count('"') == 1)
    ):
        return
    if word == '"' and sent.words.count('"') % 2 == 0:
        return
    if amount.kind == "money":
        # "$75 billion dollars", "$3 USD"
        if unit.kind == "money":
            amount.last = stop
            if sent.lows[j] not in ("dollar", "dollars", "$"):
                amount.unit = unit.symbol
        return
    if stop == j + 1 and word in WEAK and not sent.glued(j):
        if not _weak_unit_ok(sent, amount, unit, j):
            return
    if unit.symbol == "lb" and sent.lows[j] in ("pound", "pounds"):
        if amount.form == "vague" or amount.scale >= 1000 or (stop < size and sent.lows[stop] == "sterling"):
            unit = Unit("GBP", "money")
    _apply(amount, unit, f"unit:{unit.kind}")
    amount.last = stop
    if stop < size and unit.kind == "duration":
        if sent.lows[stop] == "old" or (sent.lows[stop] == "of" and stop + 1 < size and sent.lows[stop + 1] == "age"):
            amount.kind = "age"
            amount.last = stop + 1 if sent.lows[stop] == "old" else stop + 2
        elif sent.lows[stop] == "-" and stop + 1 < size and sent.lows[stop + 1] == "old":
            amount.kind = "age"
            amount.last = stop + 2
        elif sent.lows[stop] in ("consecutive", "straight", "successive", "running"):
            amount.last = stop + 1
    if unit.kind == "money" and stop < size and sent.lows[stop] in SCALES and amount.scale == 1:
        # "75 USD million"
        worth = SCALES[sent.lows[stop]]
        amount.low, amount.high, amount.resolution = (
            amount.low * worth,
            amount.high * worth,
            amount.resolution * worth,
        )
        amount.scale = Decimal(worth)
        amount.last = stop + 1


def _weak_unit_ok(sent: Sentence, amount: Amount, unit: Unit, j: int) -> bool:
    """A short symbol after a space ("12 C", "5 W") is a unit only where no word could stand there."""
    after = sent.tags[j + 1] if j + 1 < len(sent.words) else "."
    word = sent.words[j]
    if amount.form == "vague":
        return len(word) > 2
    if sent.forms[amount.num_first] != "number":
        return word in (
            "night",
            "quarter",
            "point",
            "penny",
            "stone",
            "block",
            "cup",
            "pint",
            "barrel",
            "won",
            "rand",
            "second",
        )
    if word in ("in", "at", "a", "A", "us", "d", "c", "n"):
        return False
    if word in (
        "night",
        "quarter",
        "point",
        "penny",
        "stone",
        "block",
        "cup",
        "pint",
        "barrel",
        "won",
        "rand",
        "real",
        "second",
    ):
        return True
    if len(word) == 1:
        return after not in ("NNP",) or word in "WVKmghl"
    return True


def _read_multiple(sent: Sentence, amount: Amount) -> bool:
    """ "2.5 times", "9x", "one in five", "11 out of 17": ratios."""
    j = amount.num_last
    size = len(sent.words)
    if j >= size:
        return False
    low = sent.lows[j]
    if low in ("x", "×") and sent.forms[amount.num_first] == "number":
        after = sent.tags[j + 1] if j + 1 < size else "."
        if after == "CD" or sent.lows[min(j + 1, size - 1)] == "x":
            return False
        amount.kind = "ratio"
        amount.last = j + 1
        amount.rules.append("multiple:times")
        return True
    if low == "times" or (low == "-" and j + 1 < size and sent.lows[j + 1] == "times"):
        stop = j + 1 if low == "times" else j + 2
        after = sent.lows[stop] if stop < size else ""
        after_tag = sent.tags[stop] if stop < size else "."
        amount.last = stop
        whole = (
            after_tag in ("NN", "NNS", "JJ")
            and after not in ("more", "last", "daily", "weekly", "this", "next")
            and sent.forms[amount.num_first] == "number"
        )
        if whole or after in _COMPARE or after_tag in ("JJR", "RBR") or after in ("its", "those"):
            amount.kind = "ratio"
            amount.rules.append("multiple:times")
        else:
            amount.kind = "count"
            amount.unit = "time"
            amount.head = stop - 1
            amount.phrase = stop - 1
            amount.rules.append("count:times")
        return True
    return False


def _ratio(sent: Sentence, amount: Amount) -> Amount:
    """A fraction of something: "half of", "two-thirds"; "half an hour" takes its unit."""
    j = amount.num_last
    size = len(sent.words)
    if j < size and sent.lows[j] in ("a", "an") and j + 1 < size:
        found = match_unit(sent, j + 1)
        if found and found[0].kind in ("duration", "measure"):
            _apply(amount, found[0], "unit:half")
            amount.last = found[1]
            return amount
    if j < size and sent.lows[j] == "of" and j + 2 < size and sent.lows[j + 1] in ("a", "an", "one"):
        found = match_unit(sent, j + 2)
        if found and found[0].kind in ("duration", "measure", "percent", "percentage_point"):
            _apply(amount, found[0], "unit:half")
            amount.last = found[1]
            return amount
    if j < size:
        k = j + 1 if sent.words[j] == "-" else j
        found = match_unit(sent, k)
        if (
            found
            and found[0].kind in ("percentage_point", "measure", "duration", "money", "percent")
            and sent.lows[k]
            not in (
                "in",
                "at",
            )
        ):
            if not (
                found[0].kind == "duration" and k == j and amount.form == "fraction" and amount.low == Decimal("0.5")
            ):
                unit = found[0]
                if unit.kind == "index":
                    unit = Unit("pp", "percentage_point")
                _apply(amount, unit, "unit:fraction")
                amount.last = found[1]
                return amount
        if found and found[0].symbol == "point":
            _apply(amount, Unit("pp", "percentage_point"), "unit:fraction_point")
            amount.last = found[1]
            return amount
    amount.kind = "ratio"
    amount.of_whole = True
    amount.rules.append("ratio:fraction")
    return amount


_ONE_IDIOM = words("amounts.one_idiom")
_ONE_BEFORE = words("amounts.one_before")


def _is_pronoun_one(sent: Sentence, amount: Amount) -> bool:
    i, j = amount.num_first, amount.num_last
    after = sent.lows[j] if j < len(sent.words) else "."
    before = sent.lows[i - 1] if i else ""
    tag = sent.tags[j] if j < len(sent.words) else "."
    if before in _ONE_BEFORE and not (False):
        return True
    if after in _ONE_IDIOM and not (after == "more" and j + 1 < len(sent.words) and sent.tags[j + 1] in NOUNS):
        return True
    return tag in ("VBD", "VBZ", "MD", "POS", "VBN", "VBP")


def match_unit_word(symbol: str, j: int) -> tuple[Unit, int]:
    """The measure ``symbol`` as if it had been matched at token ``j``."""
    return Unit(symbol, "measure"), j + 1


def _in_quoted_name(sent: Sentence, i: int, head: int) -> bool:
    """True inside a quoted title: the "ten thousand enterprises" action."""
    if '"' not in sent.words[:i] and "'" not in sent.words[:i]:
        return False
    for mark in ('"', "'"):
        if mark not in sent.words[max(0, i - 5) : i]:
            continue
        for k in range(head + 1, min(head + 9, len(sent.words) - 1)):
            if sent.words[k] == mark:
                return sent.words[:i].count(mark) % 2 == 1 and sent.lows[k + 1] in _QUOTED_HEADS
    return False


def _read_count(sent: Sentence, amount: Amount) -> None:
    """The noun that is counted, directly behind the number or behind "of the"."""
    j = amount.num_last
    size = len(sent.words)
    if j < size and sent.lows[j] == "more" and j + 1 < size and sent.lows[j + 1] == "than":
        return
    phrase = counted_phrase(sent, j)
    if (
        phrase is None
        and j + 1 < size
        and sent.lows[j] == "of"
        and (amount.resolution >= 1 or amount.resolution == 0)
    ):
        k = j + 1
        while k < size and (sent.tags[k] in ("DT", "PRP$") or sent.lows[k] in ("these", "those", "all")):
            k += 1
        if k == j + 1 and k + 2 < size and sent.tags[k] == "NNP" and sent.lows[k + 1] == "'s":
            k += 2
        if (
            k < size
            and sent.tags[k] not in ("CD", "PRP")
            and (k > j + 1 or amount.form == "vague" or amount.scale > 1)
        ):
            phrase = counted_phrase(sent, k)
            if phrase and amount.form != "vague":
                amount.of_whole = True
            if phrase and k < size and match_unit(sent, k) and amount.form == "vague":
                unit, stop = match_unit(sent, k)  # type: ignore[misc]
                if unit.symbol == "lb" and amount.low >= 2000 and sent.lows[k].startswith("pound"):
                    unit = Unit("GBP", "money")
                if unit.kind in ("money", "measure", "duration", "percent"):
                    _apply(amount, unit, f"unit:{unit.kind}")
                    amount.last = stop
                    return
    if phrase is None:
        return
    first, last, head = phrase
    noun = sent.lows[head]
    if sent.lows[first] in ("last", "next", "this", "past") and amount.form != "vague":
        return
    if all(sent.tags[k] == "NNP" for k in range(first, head + 1)) and amount.form == "digits" and amount.low > 1:
        if amount.low >= 100 and head > first and "," not in sent.words[amount.num_first]:
            amount.drop = "street_number"
            return
    if _in_quoted_name(sent, amount.first, head):
        amount.drop = "name"
        return
    found = match_unit(sent, head)
    if (
        found
        and found[1] == head + 1
        and found[0].kind in ("duration", "measure", "money")
        and head > first
        and len(noun) > 3
        and noun not in WEAK
    ):
        # "6 consecutive years", "two full days", "three more miles"
        _apply(amount, found[0], f"unit:{found[0].kind}")
        amount.last = last
        return
    if noun in ("times",) and head == j:
        return
    amount.kind = "count"
    amount.phrase, amount.head = first, head
    amount.last = last
    amount.unit = unit_of(sent, first, head)
    amount.rules.append("count:noun")


def _read_per(sent: Sentence, amount: Amount) -> None:
    """ "a day", "per share", "/year", "-a-month" behind the quantity."""
    if amount.per or amount.kind in ("rank", "ratio", "age", None):
        return
    j = amount.last
    size = len(sent.words)
    if (
        j < size
        and sent.words[j] == "-"
        and sent.glued(j)
        and j + 1 < size
        and sent.lows[j + 1] in ("a", "an", "per")
    ):
        j += 1
    if j >= size:
        return
    low = sent.lows[j]
    if low in _PER_WORDS and j + 1 < size:
        k = j + 1
        while k < size and sent.lows[k] in (
            "-",
            "diluted",
            "basic",
            "common",
            "full",
            "adjusted",
            "troy",
            "metric",
            "single",
        ):
            k += 1
        if k < size and sent.lows[k + 1 : k + 2] not in (["earlier"], ["ago"], ["later"], ["before"], ["after"]):
            noun = sent.lows[k]
            name = noun if noun in _PER_NOUNS else noun[:-1] if noun.endswith("s") and noun[:-1] in _PER_NOUNS else ""
            if low == "per" and not name and sent.tags[k] in NOUNS:
                name = noun
            if low in ("a", "an", "each", "every") and noun in (
                "person",
                "head",
                "unit",
                "piece",
                "time",
                "home",
                "game",
                "m",
                "s",
            ):
                name = name if low != "a" or noun in ("person", "head", "piece", "unit", "game") else ""
            if low in ("each", "every") and amount.kind == "duration":
                name = ""
            if low in ("a", "an") and amount.kind == "duration" and noun not in _TIME_UNITS:
                name = ""
            if name:
                stop = k + 1
                if noun == "square" and stop < size:
                    name = f"square {sent.lows[stop].rstrip('s')}"
                    stop += 1
                elif noun in ("100,000", "1,000", "million", "thousand") and stop < size:
                    name = f"{noun} {sent.lows[stop]}"
                    stop += 1
                amount.per = PER_NAMES.get(name, name)
                amount.last = stop
                amount.rules.append("per")
