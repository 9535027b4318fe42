"""Amounts to quantities: ranges joined, shares like "one in five", units carried over, hedges and moves read."""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal
from itertools import pairwise

from extractors.amount import Amount
from extractors.amounts import read_amounts
from extractors.bounds import bound_after, bound_before
from extractors.drops import is_year
from extractors.model import Bound, Change, Drop, Kind
from extractors.moves import DOWN_NOUNS, DOWN_VERBS, DOWN_WEAK, UP_NOUNS, UP_VERBS, UP_WEAK, change_of
from extractors.phrases import NOUNS
from extractors.tokens import Sentence
from extractors.units import match_unit
from extractors.words import words

_MOVES = UP_VERBS | DOWN_VERBS | UP_WEAK | DOWN_WEAK
_RANGE_WORDS = words("quantities.range_words")
_INDEX_WORDS = words("quantities.index_words")
_SCORED = frozenset("magnitude score rating reading ratio gpa index pmi".split())
_HARM = words("quantities.harm")
_HARM_VERBS = words("quantities.harm_verbs")


@dataclass(slots=True)
class Quantity:
    """One quantity of a sentence, by tokens: ``first`` (hedge included) to ``last``; ``core`` is the first without hedge.

    ``head`` and ``phrase`` are those of the counted noun, -1 where there is none.
    """

    first: int
    last: int
    core: int
    num_last: int
    low: Decimal
    high: Decimal
    resolution: Decimal
    bound: Bound
    kind: Kind
    unit: str | None
    per: str | None
    change: Change | None
    phrase: int
    head: int
    vague: bool
    bracketed: bool
    of_whole: bool
    hyphen: bool
    carried: bool
    rules: list[str] = field(default_factory=list)


def read_quantities(sent: Sentence, folded: str, home: str) -> tuple[list[Quantity], list[Drop]]:
    """Quantities and dropped numerals of one sentence, each in order."""
    amounts = read_amounts(sent, folded, home)
    if not amounts:
        return [], []
    amounts = _join_shares(sent, amounts)
    amounts = _join_money_parts(sent, amounts)
    amounts = _join_ranges(sent, amounts)
    _carry_units(sent, amounts)
    _name_ages(sent, amounts)
    _name_bare(sent, amounts)
    out: list[Quantity] = []
    drops: list[Drop] = []
    previous: Quantity | None = None
    for amount in amounts:
        if amount.drop or amount.kind is None:
            drops.append(_drop(sent, folded, amount))
            continue
        quantity = _finish(sent, amount, previous)
        if previous is not None and quantity.first < previous.last:
            # "5 € 5": one sign between two numbers belongs to the first
            quantity.first = max(quantity.first, min(previous.last, amount.num_first))
            quantity.core = max(quantity.core, quantity.first)
            if quantity.first < previous.last or quantity.first >= quantity.last:
                amount.drop = "ambiguous"
                drops.append(_drop(sent, folded, amount))
                continue
        out.append(quantity)
        previous = quantity
    return out, drops


def _drop(sent: Sentence, folded: str, amount: Amount) -> Drop:
    start, end = sent.start[amount.first], sent.end[min(amount.last, len(sent.words)) - 1]
    return Drop(folded[start:end], start, end, amount.drop or "bare")


def _between(sent: Sentence, a: Amount, b: Amount) -> list[str]:
    return sent.lows[a.last : b.first]


def _join_shares(sent: Sentence, amounts: list[Amount]) -> list[Amount]:
    """ "one in five", "3 out of 10", "one night out of 17" become one ratio."""
    out: list[Amount] = []
    skip = -1
    for k, a in enumerate(amounts):
        if k <= skip:
            continue
        b = amounts[k + 1] if k + 1 < len(amounts) else None
        if (
            b is not None
            and a.kind in (None, "count")
            and a.drop in (None, "one_pronoun", "idiom")
            and b.drop is None
            and b.kind in (None, "count")
        ):
            gap = sent.lows[a.num_last if a.kind is None else a.last : b.first]
            if a.kind == "count" and gap != ["out", "of"]:
                gap = ["?"]
            if gap in (["in"], ["out", "of"], ["in", "every"], ["of", "every"], ["out", "of", "every"]) and _is_share(
                sent, a, b, gap
            ):
                top = a.low or Decimal(1)
                share = (top / b.low).quantize(Decimal("1e-10"))
                joined = Amount(
                    a.first, b.num_last, a.first, b.num_last, share, share, Decimal(0), "fraction", kind="ratio"
                )
                joined.of_whole = True
                joined.phrase, joined.head = b.phrase, b.head
                joined.rules = ["ratio:one_in"]
                out.append(joined)
                skip = k + 1
                continue
        out.append(a)
    return out


def _is_share(sent: Sentence, a: Amount, b: Amount, gap: list[str]) -> bool:
    if not (0 < a.low < b.low) and not (a.drop and b.low > 1):
        return False
    if b.low != int(b.low) or a.form == "vague" or b.form == "vague":
        return False
    if gap == ["in"]:
        small = a.low <= 20 and (b.low <= 100 or b.low % 1000 == 0)
        return (
            small
            and (b.form == "words" or b.low <= 100 or b.low % 1000 == 0)
            and (b.kind == "count" or _ends(sent, b))
        )
    return True


def _ends(sent: Sentence, b: Amount) -> bool:
    after = sent.lows[b.num_last] if b.num_last < len(sent.words) else "."
    return after in (
        ".",
        ",",
        ";",
        ")",
        "is",
        "are",
        "has",
        "have",
        "was",
        "were",
        "had",
        "of",
        '"',
        "said",
        "say",
        "now",
    )


def _join_money_parts(sent: Sentence, amounts: list[Amount]) -> list[Amount]:
    """ "3 dollars 50 cents", "thirteen dollars and forty-five cents", "15 dollars and 50"."""
    out: list[Amount] = []
    for b in amounts:
        a = out[-1] if out else None
        if (
            a is not None
            and a.kind == "money"
            and a.drop is None
            and b.drop is None
            and a.low == int(a.low)
            and a.scale == 1
        ):
            gap = _between(sent, a, b)
            cents = b.kind == "money" and b.entry is not None and b.entry.factor != 1 and not b.signed
            bare = (
                b.kind is None
                and b.low < 100
                and b.form != "vague"
                and b.low == int(b.low)
                and _closes(sent, b)
                and a.entry is not None
            )
            if (
                gap in ([], ["and"])
                and (cents or bare)
                and not a.per
                and not (a.entry is not None and a.entry.factor != 1)
            ):
                part = b.low if cents else b.low / 100
                a.low += part
                a.high += part
                a.resolution = Decimal("0.01")
                a.last = b.last
                a.per = b.per
                a.rules.append("money:parts")
                continue
        out.append(b)
    return out


def _closes(sent: Sentence, b: Amount) -> bool:
    return b.num_last >= len(sent.words) or sent.words[b.num_last] in ".,;)"


def _join_ranges(sent: Sentence, amounts: list[Amount]) -> list[Amount]:
    out: list[Amount] = []
    for b in amounts:
        a = out[-1] if out else None
        if (
            a is not None
            and a.drop == "one_pronoun"
            and b.kind is not None
            and sent.lows[a.last : b.first] in (["to"], ["or"])
            and b.low > 1
        ):
            a.drop = None
        if a is not None and a.drop is None and b.drop is None:
            gap = _between(sent, a, b)
            gap = [
                w
                for w in gap
                if w
                not in ("~", "about", "around", "nearly", "roughly", "approximately", "some", "perhaps", "almost")
            ]
            verdict = _range_verdict(sent, a, b, gap)
            if verdict == "range":
                out[-1] = _joined(a, b)
                continue
            if verdict == "score":
                a.drop = b.drop = "score"
                a.last = b.last
                continue
            if verdict == "share" or verdict == "levels":
                _share(a, b, units=verdict == "levels")
        if (
            a is not None
            and a.drop in ("year", "date", "time")
            and b.drop is None
            and b.kind is None
            and _between(sent, a, b) in (["-"], ["–"])
        ):
            b.drop = a.drop
        out.append(b)
    return out


def _share(a: Amount, b: Amount, units: bool = True) -> None:
    """Give ``a`` the scale and unit that stand only behind ``b`` ("2 to 3 million", "from 24 to 30 percent")."""
    if b.scale > 1 and a.scale == 1 and a.entry is None and (a.signed or a.kind is None) and a.low < b.low / b.scale:
        a.low *= b.scale
        a.high *= b.scale
        a.resolution *= b.scale
        a.scale = b.scale
    if a.kind is None and units:
        a.kind, a.unit, a.entry, a.per = b.kind, b.unit, b.entry, b.per
        if b.entry is not None and b.entry.factor != 1:
            a.low, a.high, a.resolution = (
                a.low * b.entry.factor,
                a.high * b.entry.factor,
                a.resolution * b.entry.factor,
            )
        a.phrase, a.head = b.phrase, b.head
        if b.kind:
            a.rules.append("unit:shared")


def _joined(a: Amount, b: Amount) -> Amount:
    _share(a, b)
    if b.kind is None and a.kind is not None:
        b.kind, b.unit, b.entry, b.per = a.kind, a.unit, a.entry, a.per
    if b.negative is False and a.negative and a.low > 0:
        pass
    b.first, b.num_first = a.first, a.num_first
    b.low = a.low
    b.resolution = max(a.resolution, b.resolution)
    b.signed = a.signed or b.signed
    b.per = b.per or a.per
    b.rules = [*a.rules, *[r for r in b.rules if r not in a.rules], "range"]
    return b


def _range_verdict(sent: Sentence, a: Amount, b: Amount, gap: list[str]) -> str:
    """ "range", "levels" (from X to Y), "share" (the unit behind Y serves X too), "score" or "" for neither."""
    if not gap and not (False):
        return ""
    if gap == ["-"] and b.negative:
        gap = ["-"]
    same_kind = a.kind is None or b.kind is None or (a.kind == b.kind and (a.unit == b.unit or a.head >= 0))
    if gap in (["-"], ["–"], ["--"], ["to", "-"], ["-", "to", "-"], ["~"]):
        if b.kind is None and a.kind is None:
            whole = a.low == int(a.low) and b.low == int(b.low)
            return (
                "score"
                if whole and gap != ["--"] and sent.glued(b.first)
                else ("range" if not whole and gap != ["--"] else "")
            )
        if a.kind is not None and b.kind is not None and not same_kind:
            return ""
        if a.kind is None and b.kind == "count" and a.low >= b.low and sent.glued(b.first) and b.low < 100:
            return "score"
        return "range" if a.low < b.low or a.scale < b.scale else ""
    if gap == ["to"] or gap == ["through"]:
        if a.kind is not None and b.kind is None and not a.signed:
            return ""
        if not same_kind:
            return ""
        from_first, verb = _context(sent, a)
        if from_first == "from":
            if _has_range_word(sent, a.first) or not _has_move(sent, a.first):
                return "range" if _raw(a, b) else "levels"
            return "levels"
        moved = verb in _MOVES or verb in ("up", "down", "off", "higher", "lower")
        if moved and a.kind is not None and (a.entry is not None or a.signed):
            return ""
        return "range" if _raw(a, b) else "share"
    if gap == ["and"]:
        before = sent.lows[max(0, a.first - 4) : a.first]
        if "between" in before and same_kind:
            if sent.lows[a.first - 1] == "between":
                a.first -= 1
            return "range"
        if a.kind is None and b.kind is not None and a.form == b.form and b.scale == 1:
            return "share_units"
        return "share"
    if gap == ["or"]:
        if (
            a.kind is None
            and b.kind is not None
            and a.scale == b.scale
            and a.low < b.low
            and not b.signed
            and a.form == b.form
        ):
            return "range" if b.low - a.low <= max(a.low, Decimal(2)) else "share"
        return "share" if a.kind is None and b.kind is not None and not b.signed else ""
    return ""


def _raw(a: Amount, b: Amount) -> bool:
    """True where ``a`` is below ``b`` once the shared scale is applied."""
    low = a.low * b.scale if a.scale == 1 and b.scale > 1 and a.entry is None and a.low < b.low / b.scale else a.low
    return low <= b.high


def _context(sent: Sentence, a: Amount) -> tuple[str, str]:
    """(word before the number and its hedge, same)."""
    found = bound_before(sent, a.first, a.kind)
    i = (found[1] if found else a.first) - 1
    while i >= 0 and sent.lows[i] in ("a", "an", "the", "by", "between", "just", "up", "down") and i > 0:
        if sent.lows[i] in ("up", "down"):
            break
        i -= 1
    word = sent.lows[i] if i >= 0 else ""
    return word, word


def _has_range_word(sent: Sentence, first: int) -> bool:
    return any(w in _RANGE_WORDS for w in sent.lows[max(0, first - 6) : first])


def _has_move(sent: Sentence, first: int) -> bool:
    window = sent.lows[:first]
    return any(
        w in _MOVES
        or w in UP_NOUNS
        or w in DOWN_NOUNS
        or w in ("went", "go", "goes", "going", "changed", "moved", "move", "revised", "up", "down")
        for w in window
    )


_CARRY_GAP = words("quantities.carry_gap")


def _carry_units(sent: Sentence, amounts: list[Amount]) -> None:
    """A bare number next to one with a unit takes it: "from 375,000 people to about 660,000", "8 or $9"."""
    for a, b in pairwise(amounts):
        # "Lisbon hired 40 nurses, Porto 25": no name with a number, but a clause without its verb
        listable = a.kind in ("count", "money", "percent") or "gap:rescued" in a.rules
        if b.drop == "name" and a.drop is None and listable and _gapped(sent, a, b):
            b.drop = None
            b.rules.append("gap:rescued")
    live = [a for a in amounts if a.drop is None]
    for k, b in enumerate(live):
        if b.kind is not None:
            continue
        a = live[k - 1] if k else None
        after_b = live[k + 1] if k + 1 < len(live) else None
        if (
            after_b is not None
            and after_b.kind == "count"
            and [
                w
                for w in _between(sent, b, after_b)
                if w not in ("roughly", "about", "some", "nearly", "estimated", "total", "all")
            ]
            in (["of", "the"], ["of"], ["of", "its"], ["of", "their"])
            and b.low <= after_b.low
        ):
            # "9 of the 12 villages": the villages are counted once, the whole is only named
            _take(b, after_b, "unit:part_of")
            b.phrase = b.head = -1
            b.of_whole = True
            after_b.vague = True
            continue
        c = live[k + 1] if k + 1 < len(live) else None
        before = sent.lows[b.first - 1] if b.first else ""
        after = sent.lows[b.last] if b.last < len(sent.words) else "."
        if (
            c is not None
            and c.kind is not None
            and _between(sent, b, c) in (["or"], ["and"], [","], [",", "and"], [",", "or"], ["to"])
        ):
            if b.form == c.form and b.scale == 1 and (c.kind != "count" or _between(sent, b, c) in (["or"], ["and"])):
                _take(b, c, "unit:carried_back")
                continue
        if a is None or a.kind in (None, "age", "rank", "ratio", "duration"):
            continue
        gap = _between(sent, a, b)
        close = len(gap) <= 6
        listed = close and all(w in _CARRY_GAP for w in gap)
        years = len(gap) in (3, 4) and gap[0] in ("in", "for", "by") and gap[-1] in (",", "and")
        if years and after == gap[0] and b.last + 1 < len(sent.words) and is_year(sent, b.last + 1):
            listed = True
        if (
            a.kind == "count"
            and b.scale >= 1000
            and before in ("reach", "hit", "exceed", "top", "surpass", "reached", "to")
        ):
            listed = True
        gapped = _gapped(sent, a, b)
        if gapped:
            listed = True
        compared = (
            before
            in ("from", "to", "than", "with", "versus", "vs", "vs.", "about", "nearly", "around", "of", "at", "was")
            and len(gap) <= 12
            and (
                "from" in gap
                or "compared" in gap
                or "to" in gap
                or "versus" in gap
                or "than" in gap
                or "against" in gap
                or "estimate" in gap
            )
        )
        shares = a.kind == "percent" and before in ("and", ",") and len(gap) <= 8
        if not (listed or compared or shares):
            continue
        if a.kind == "percent" and before in ("to", "at") and b.form == "digits" and not listed:
            continue
        if a.kind == "percent" and before == "to" and b.form == "digits" and gap == ["to"]:
            continue
        if after in ("years", "year", "-"):
            continue
        similar = a.kind in ("percent", "count", "money", "measure", "percentage_point")
        if not similar:
            continue
        if a.kind == "money" and not (b.scale > 1 or before in ("from", "to") or b.low >= 1):
            continue
        if before in ("in", "on", "for") and b.scale == 1 and b.low < 32:
            continue
        _take(b, a, "unit:carried_gap" if gapped else "unit:carried", before)


def _gapped(sent: Sentence, a: Amount, b: Amount) -> bool:
    """ "Lisbon hired 40 nurses and Porto 25": between two numbers only a comma or "and" and a noun phrase."""
    gap = range(a.last, b.first)
    if not 2 <= len(gap) <= 6:
        return False
    k = a.last
    while k < b.first and sent.lows[k] in (",", "and", "while", ";", "but"):
        k += 1
    if k == a.last or k == b.first:
        return False
    return (
        all(sent.tags[m] in ("NN", "NNS", "NNP", "NNPS", "DT", "JJ", "POS") for m in range(k, b.first))
        and sent.tags[b.first - 1] in NOUNS
    )


def _take(b: Amount, a: Amount, rule: str, sent_word: str = "") -> None:
    b.kind, b.unit, b.per, b.entry = a.kind, a.unit, a.per, a.entry
    level = sent_word in ("to", "at")
    if level and a.entry is not None and a.entry.factor != 1:
        b.entry = None
    elif a.entry is not None and a.entry.factor != 1:
        b.low, b.high = b.low * a.entry.factor, b.high * a.entry.factor
    b.phrase, b.head = a.phrase, a.head
    b.rules.append(rule)


def _name_ages(sent: Sentence, amounts: list[Amount]) -> None:
    """ "Jane Roe, 24, of Leeds", "aged 26", "at age 5", "turned 50"."""
    size = len(sent.words)
    for a in amounts:
        if (
            (a.kind is not None and a.kind != "count")
            or a.drop not in (None, "name")
            or a.low != int(a.low)
            or not 0 < a.low <= 119
        ):
            continue
        if a.scale != 1 or a.form == "vague":
            continue
        i, j = a.num_first, a.num_last
        before = sent.lows[i - 1] if i else ""
        after = sent.lows[j] if j < size else "."
        found = False
        if before in ("aged", "age", "ages"):
            found = True
        elif before == "turned" and after in (",", ".", "in", "this", "on", "last"):
            found = True
        elif a.kind is None and after in ("or", "and") and j + 1 < size and sent.lows[j + 1] in ("older", "younger"):
            found = True
        elif (
            a.kind is None
            and before == ","
            and i > 1
            and sent.tags[i - 2] in ("NNP", "NNPS", "VBN", "PRP", "NN", "VBD")
            and after in (",", ".", ")", ";", "-")
            and (sent.words[i - 2][0].isupper() or sent.lows[i - 2] == "jr.")
        ):
            month = sent.lows[i - 2].rstrip(".")
            found = month not in _MONTHS and sent.forms[i] == "number" and a.low >= 1
        elif (
            a.kind is None
            and before == "("
            and after == ")"
            and i > 1
            and sent.tags[i - 2] == "NNP"
            and 4 < a.low < 110
            and sent.forms[i] == "number"
        ):
            found = True
        elif (
            a.kind is None
            and before in ("was", "is", "'s", "be", "'m", "are", "were")
            and i > 1
            and sent.lows[i - 2] in ("he", "she", "i", "who", "they", "will")
            and after in (".", ",", "when", "and", "by", "at")
        ):
            found = sent.forms[i] == "number" and a.low > 3
        if found:
            a.kind, a.unit, a.drop = "age", "year", None
            a.head = a.phrase = -1
            a.last = j
            a.vague = True
            a.rules.append("age:name" if before == "," else "age:word")
    for a, b in pairwise(amounts):
        if (
            a.kind == "age"
            and b.drop is None
            and b.kind is None
            and _between(sent, a, b) in (["to"], ["and"], ["or"])
            and b.low > a.low
        ):
            b.kind, b.unit, b.vague = "age", "year", True
            b.rules.append("age:word")


_MONTHS = words("quantities.months")


def _name_bare(sent: Sentence, amounts: list[Amount]) -> None:
    """What a number without unit and noun is: an index level, people, a count; else it stays bare and is dropped."""
    size = len(sent.words)
    has_index: bool | None = None
    for a in amounts:
        if a.kind is not None or a.drop is not None:
            if a.kind == "count" and a.head >= 0 and sent.lows[a.head] in ("points", "point"):
                a.kind, a.unit = "index", "point"
            continue
        i, j = a.num_first, a.num_last
        before = sent.lows[a.first - 1] if a.first else ""
        after = sent.lows[j] if j < size else "."
        after_tag = sent.tags[j] if j < size else "."
        if has_index is None:
            has_index = any(w in _INDEX_WORDS or w.split("-")[0] in ("ta", "csi") for w in sent.lows)
        decimal = "." in sent.words[i] or a.low >= 1000
        if (
            a.form == "digits"
            and "." in sent.words[i]
            and before in ("to", "at")
            and _has_move(sent, a.first)
            and a.scale == 1
        ):
            a.kind = "index"
            a.rules.append("index:level")
            continue
        if (
            has_index
            and decimal
            and a.form == "digits"
            and before
            in (
                "to",
                "at",
                "of",
                "above",
                "below",
                "around",
                "near",
                "from",
                "was",
                "stood",
                "hit",
                "reach",
                "reached",
                "crossed",
                "by",
            )
        ):
            a.kind = "index"
            a.rules.append("index:level")
            continue
        if a.form == "vague":
            if a.low < 100 and after_tag not in ("VBD", "VBP", "IN", "VBN") and before not in ("killed",):
                a.drop = "bare"
                continue
            a.kind, a.unit = "count", None
            a.rules.append("count:bare")
            continue
        if a.form == "fraction":
            a.kind = "ratio"
            a.rules.append("ratio:fraction")
            continue
        if (
            after in _HARM
            or before in _HARM_VERBS
            or (before in ("least", "than", "about", "nearly", "some", "to", "over") and after in _HARM)
        ):
            if a.scale > 1 or a.form in ("words", "digits"):
                a.kind, a.unit = "count", "person"
                a.rules.append("count:people")
                continue
        hedged = bound_before(sent, a.first, None) is not None
        big = a.scale >= 1000 or a.low >= 1000
        if big and (
            hedged or a.scale >= 1000 or "," in sent.words[i] or a.low >= 10000 or before == "of" or after == "who"
        ):
            a.kind, a.unit = "count", None
            a.rules.append("count:bare")
            continue
        if (
            before == "to"
            and a.first > 1
            and a.form == "digits"
            and a.low == int(a.low)
            and sent.lows[a.first - 2] in _MOVES
            and after in (",", ".", "in", "by", "on", "from")
        ):
            a.kind, a.unit = "count", None
            a.rules.append("count:bare")
            continue
        if before == ":" and a.low == int(a.low) and a.low > 1:
            a.kind, a.unit = "count", None
            a.rules.append("count:bare")
            continue
        if (
            before in ("reached", "totalled", "totaled", "numbered", "numbering", "reaching")
            and a.low > 1
            and after in (".", ",", "in", "by", "on", "this", "last", "and", ";")
        ):
            a.kind, a.unit = "count", None
            a.rules.append("count:bare")
            continue
        if (
            a.form == "digits"
            and "." in sent.words[i]
            and a.scale == 1
            and before in ("is", "was", "of", "at", "be", "to")
            and sent.words[i].count(".") == 1
            and after_tag in (".", ",", "CC", "IN", ";", "VBD", "RB", ":")
        ):
            a.kind = "index"
            a.rules.append("index:level")
            continue
        scored = before in ("of", "at", "was", "is", "to") and any(
            w in _SCORED for w in sent.lows[max(0, a.first - 7) : a.first]
        )
        if scored and a.form == "digits" and a.scale == 1:
            a.kind = "index"
            a.rules.append("index:score")
            continue
        if (
            after_tag in ("VBD", "VBP", "VBZ")
            and a.form == "digits"
            and a.low == int(a.low)
            and a.low > 1
            and before in ("and", ",", "", "while", "but", "said", "that")
        ):
            a.kind, a.unit = "count", "person" if any(w in _HARM for w in sent.lows[j : j + 3]) else None
            a.rules.append("count:bare")
            continue
        if hedged and after_tag in ("VBD", "VBP", "VBN", "VBZ", "MD") and a.low > 1:
            a.kind, a.unit = "count", None
            a.rules.append("count:bare")
            continue
        if after_tag in ("VBD", "VBP", "VBZ", "MD", "VBN") and a.low > 1 and a.form == "words":
            a.kind, a.unit = "count", None
            a.rules.append("count:bare")
            continue
        if before == "by" and a.low > 0 and _has_move(sent, a.first) and after in (".", ",", "to", "in", "from"):
            a.kind, a.unit = "count", None
            a.rules.append("count:bare")
            continue
        if (
            after == "of"
            and a.form in ("words", "digits")
            and j + 1 < size
            and sent.lows[j + 1] in ("them", "those", "these", "us", "which", "whom")
        ):
            a.kind, a.unit = "count", None
            a.of_whole = True
            a.rules.append("count:bare")


def _finish(sent: Sentence, a: Amount, previous: Quantity | None) -> Quantity:
    kind: Kind = a.kind or "count"
    first, last = a.first, a.last
    bound: Bound = "="
    before = bound_before(sent, a.first, kind)
    # "more than the 12 cities": hedges do not reach over a rank
    if before is not None and kind != "rank":
        bound, first = before
    elif a.vague and a.form == "vague":
        bound = "~"
    after = bound_after(sent, a.num_last if kind not in ("count",) or a.head < 0 else a.last) or bound_after(
        sent, a.last
    )
    if after is not None and kind != "rank":
        bound, stop = after
        last = max(last, stop)
    cents = a.entry is not None and a.entry.factor != 1
    move: Change | None = None
    rules = list(a.rules)
    found = change_of(sent, first, last, kind, a.unit, cents)
    if found:
        move, rule = found
        rules.append(rule)
    for rule in a.rules:
        if rule == "hedge:odd":
            bound = "~"
        elif rule == "hedge:plus":
            bound = ">="
        if rule.startswith("multiple:") and rule[9:] in ("up", "down"):
            move = "up" if rule[9:] == "up" else "down"
        elif rule == "multiple:fold" and last < len(sent.words) and sent.lows[last] in UP_NOUNS:
            move = "up"
        elif rule == "multiple:fold" and first and sent.lows[first - 1] in UP_VERBS:
            move = "up"
    if move is None and previous is not None and previous.change and kind == previous.kind == "percent":
        gap = sent.lows[previous.last : first]
        if (
            any(w in ("guidance", "forecast", "estimate", "outlook", "growth", "increase", "rise") for w in gap)
            and len(gap) <= 9
        ):
            move = previous.change
            rules.append("change:compared")
    low, high = a.low, a.high
    if a.negative and kind in ("percent", "percentage_point") and high < 0:
        low, high = -low, -high
        move = move or "down"
        rules.append("sign:down")
    if previous is not None and move is None and previous.change and "unit:carried_gap" in a.rules:
        move = previous.change
        rules.append("change:gapped")
    if (
        previous is not None
        and move is None
        and previous.change
        and kind == previous.kind
        and _gapped_quantity(sent, previous, first)
    ):
        move = previous.change
        rules += ["change:gapped", "gap"]
    if previous is not None and kind == previous.kind and kind in ("money", "percent") and "gap" not in rules:
        if sent.lows[previous.last : previous.last + 1] in ([","], ["and"], [";"]) and _gapped_quantity(
            sent, previous, first
        ):
            rules.append("gap")
    if previous is not None:
        gap = sent.lows[previous.last : first]
        if (
            gap in (["or"], [",", "or"], [",", "or", "about"], ["or", "about"], [","])
            and previous.change
            and kind != previous.kind
        ):
            if (
                move is None
                and kind in ("percent", "money", "index", "measure", "count", "percentage_point")
                and gap != [","]
            ):
                move = previous.change
                rules.append("change:apposition")
        if (
            sent.words[a.first - 1 : a.first] == ["("]
            and gap[-1:] == ["("]
            and len(gap) <= 2
            and _is_conversion(previous, kind, a)
        ):
            a.bracketed = True
            bound = previous.bound if bound == "=" else bound
            move = move or previous.change
            rules.append("bracket:conversion")
    return Quantity(
        first,
        last,
        a.first,
        a.num_last,
        low,
        high,
        a.resolution,
        bound,
        kind,
        a.unit,
        a.per,
        move,
        a.phrase,
        a.head,
        a.vague or a.bracketed or kind == "age",
        a.bracketed,
        a.of_whole,
        a.hyphen,
        any(r.startswith("unit:carried") for r in rules),
        rules,
    )


def _gapped_quantity(sent: Sentence, previous: Quantity, first: int) -> bool:
    k = previous.last
    while k < first and sent.lows[k] in (",", "and", "while", ";"):
        k += 1
    if k == previous.last or k == first or first - k > 4:
        return False
    return (
        all(sent.tags[m] in ("NN", "NNS", "NNP", "NNPS", "DT", "JJ", "POS") for m in range(k, first))
        and sent.tags[first - 1] in NOUNS
    )


def _is_conversion(previous: Quantity, kind: Kind, a: Amount) -> bool:
    return previous.kind == kind and kind in ("measure", "money") and previous.unit != a.unit


__all__ = ["NOUNS", "Quantity", "match_unit", "read_quantities"]
