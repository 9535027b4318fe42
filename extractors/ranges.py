"""Two numbers that are one: "2 to 3 million"; scores like "3-1"."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import Literal

from extractors.amount import Amount
from extractors.bare_temperatures import leads_to_temperature
from extractors.bounds import bound_before
from extractors.index_words import speaks_of_index
from extractors.move_words import MOVE_NOUNS, MOVES, has_move
from extractors.rates import read_rate
from extractors.shared_scales import (
    is_price_beside_sum,
    lacks_scale,
    share_bracketed_scale,
    share_scale,
    share_thousands,
    share_unit,
)
from extractors.tokens import Sentence
from extractors.votes import RULE as VOTES
from extractors.words import words

_RANGE_WORDS = words("ranges.range_words")
_HEDGES = frozenset("~ about around nearly roughly approximately some perhaps almost".split())
_DASHES = (["-"], ["–"], ["--"], ["to", "-"], ["-", "to", "-"], ["~"])
_VOTING = words("ranges.voting")
_BEFORE_LEVELS = words("ranges.before_levels")
_DIRECTIONS = ("up", "down", "off", "higher", "lower")
_STEPS = ("by", *_DIRECTIONS)

# What two neighbours are: one range; two levels of one thing, which share unit and scale; numbers that share a
# scale; a score; or nothing to each other.
Verdict = Literal["range", "levels", "scale", "score", ""]


def between(sent: Sentence, a: Amount, b: Amount) -> list[str]:
    """The words between two amounts, in small letters."""
    return sent.lows[a.last : b.first]


# --- "one in five" --------------------------------------------------------------------------------------------------


def join_ranges(sent: Sentence, amounts: list[Amount]) -> list[Amount]:
    """ "2 to 3 million" becomes one amount, "from 24 to 30 percent" two of one unit, "3-1" is dropped."""
    out: list[Amount] = []
    share_bracketed_scale(sent, amounts)
    for b in amounts:
        if len(out) > 1 and _ends_past_bracket(sent, out[-2], out[-1], b):
            out[-2].high, out[-2].first = b.high, out[-2].first - 1
            out[-2].rules.append("range")
            continue
        if out and _is_margin(sent, out[-1], b):
            middle, margin = out[-1].low, b.high
            out[-1] = _range_of(out[-1], b)
            out[-1].low, out[-1].high = middle - margin, middle + margin
            continue
        verdict = _neighbours(sent, out[-1], b) if out and VOTES not in b.rules else ""
        if verdict == "levels" and _is_range_replaced(sent, out, b):
            verdict = "range"
        if verdict == "range":
            out[-1] = _range_of(out[-1], b)
            if out[-1].signed and not out[-1].per:
                read_rate(sent, out[-1])  # "Rs 60-65 a kg"
        elif verdict == "score":
            out[-1].become("score", b.last)
        else:
            if verdict == "levels" and out[-1].unit == b.unit and b.per and not out[-1].per:
                out[-1].per = b.per  # "from $20 to $30 a month"
            if verdict == "scale" and is_price_beside_sum(out, b):
                out[-1].per = (
                    out[-1].per or "share"
                )  # "earnings of $1.31 per share ..., beating $1.22 and $2.7 billion"
            elif verdict == "scale":
                share_scale(out[-1], b)
            elif verdict == "levels":
                share_unit(out[-1], b)
            out.append(b)
    return out


def _is_range_replaced(sent: Sentence, out: Sequence[Amount], b: Amount) -> bool:
    """ "to 90 million to 100 million euros from [120 million to 130 million]": from the one range to the other."""
    if len(out) < 2 or "range" not in out[-2].rules or not _is_ascending(out[-1], b):
        return False
    gap = [low for low in between(sent, out[-2], out[-1]) if low not in (",", "up", "down")]
    return gap == ["from"]


def _is_margin(sent: Sentence, a: Amount, b: Amount) -> bool:
    """ "300 ± 20 people": how far the first may be off; not "42% ± 3 points", which says its unit itself."""
    if a.kind is not None or a.drop or b.drop or not abs(b.high) < abs(a.low) or a.scale != 1 != b.scale:
        return False
    return between(sent, a, b) in _GIVE_OR_TAKE and b.kind in ("count", "measure", "duration", "index")


_GIVE_OR_TAKE = (["±"], ["+", "/", "-"], ["+", "-"])


def _ends_past_bracket(sent: Sentence, a: Amount, conversion: Amount, b: Amount) -> bool:
    """ "between $4.1bn (£3.2bn) [and $4.4bn]": the end of the range, behind the bracket with its beginning."""
    if b.kind not in ("money", "measure") or b.drop or (a.kind, a.unit) != (b.kind, b.unit) or not a.low < b.high:
        return False
    told = sent.lows[a.first - 1 : a.first] == ["between"] and sent.words[b.last : b.last + 1] != ["("]
    return told and sent.words[a.last : conversion.first] == ["("] and between(sent, conversion, b) == [")", "and"]


def _neighbours(sent: Sentence, a: Amount, b: Amount) -> Verdict:
    """What ``a`` and ``b`` are together; a dropped one may lift its drop ("one to three") or hand it on."""
    gap = between(sent, a, b)
    if gap == ["-", "to"] and b.hyphen and a.kind in (None, "count") and a.low < b.low:
        a.kind, a.head, a.phrase, a.last, gap = None, -1, -1, a.num_last, ["to"]  # "11- to 17-year-olds"
    paired = gap in (["to"], ["or"], ["-", "to", "-"]) or (
        gap == ["and"] and sent.lows[a.first - 1 : a.first] == ["between"]
    )
    if a.drop == "one_pronoun" and b.kind is not None and b.low > 1 and paired:
        a.drop = None
    if b.drop is not None:
        return ""
    if a.drop is None:
        if gap == ["to", "more", "than"] and sent.lows[a.first - 1] == "from":
            gap = ["to"]  # "from £280 to more than £650 a tonne"
        if gap == ["and", "up", "to"] and sent.lows[a.first - 1] == "between":
            gap = ["and"]  # "between 40 and up to 65 euros"
        return _verdict(sent, a, b, [w for w in gap if w not in _HEDGES])
    if a.drop in ("year", "date", "time") and b.kind is None and gap in (["-"], ["–"]):
        b.drop = a.drop
    return ""


def _verdict(sent: Sentence, a: Amount, b: Amount, gap: list[str]) -> Verdict:
    if (
        gap == ["-"]
        and a.signed
        and b.kind == "count"
        and a.low < b.low
        and sent.glued(b.first - 1)
        and sent.glued(b.first)
    ):
        b.kind = b.unit = None  # "Rs40-50/kg", "a £3-4bn hole": the sign is meant for both, neither counts a noun
        b.head = b.phrase = -1
        b.last, b.rules = b.num_last, []
    if a.kind is not None and b.kind is not None and (a.kind != b.kind or (a.unit != b.unit and a.head < 0)):
        # "3 and 4 million euros" share the scale only where they are not of two units
        return "scale" if gap == ["and"] else ""
    if gap in (["-"], ["/"]) and (asked := _asked_price(sent, a, b)) is not None:
        b.low = b.high = asked
        return "range"
    apart = gap == ["to"] or (gap in _DASHES and not sent.glued(a.last))
    if apart and a.kind == b.kind == "count" and a.head >= 0 and b.head >= 0 and a.unit != b.unit:
        return ""  # "3,900 tankers to 4,300 villages", "two groups – 40 vans and"
    if gap in _DASHES and (a.form == "fraction") == (b.form == "fraction"):
        return _dashed(sent, a, b, gap)  # but "two thirds - 41 out of 60"
    if gap in (["to"], ["through"]):
        return _to(sent, a, b)
    if gap == ["and"]:
        return _and(sent, a)
    return _or(a, b) if gap == ["or"] else ""


def _asked_price(sent: Sentence, a: Amount, b: Amount) -> Decimal | None:
    """The 148.21 of "the yen was at 148.20-21", "129.20/40 per dollar": of what is asked only the last digits."""
    bid, asked = sent.words[a.num_first], sent.words[b.num_first]
    places = len(bid.partition(".")[2])
    if not (
        asked.isdigit()
        and len(asked) in (_LAST_DIGITS, places)
        and places >= _LAST_DIGITS
        and bid.count(".") == 1
        and sent.glued(b.first)
    ):
        return None
    if a.kind is not None or b.kind not in (None, "money") or b.scale != 1 or _MONEYS.isdisjoint(sent.said):
        return None
    last = a.resolution * 10 ** len(asked)
    whole = a.low // last * last + b.low * a.resolution
    return whole if whole > a.low else None


_LAST_DIGITS = 2
_MONEYS = words("ranges.moneys")


def _dashed(sent: Sentence, a: Amount, b: Amount, gap: list[str]) -> Verdict:
    """ "2-3 million" is a range, "3-1" a score."""
    if a.kind is None and b.kind is None:
        if gap == ["--"]:
            return ""
        if a.low != int(a.low) or b.low != int(b.low):
            return "range"
        ranged = a.low < b.low and (b.scale != 1 or leads_to_temperature(sent, a) or _is_awaited(sent, a))
        return "range" if ranged else "score" if sent.glued(b.first) else ""
    if a.kind is None and b.kind == "count" and a.low >= b.low and sent.glued(b.first) and b.low < 100:
        return "score"
    if gap == ["-", "to", "-"] and a.signed and b.signed and a.scale == b.scale:
        return "range"  # "the $141-to-$138 area"
    return "range" if a.low < b.low or a.scale < b.scale else ""


def _is_awaited(sent: Sentence, a: Amount) -> bool:
    """ "The toll could reach 40-50", "about 30-40 were hurt": no game ends so."""
    found = bound_before(sent, a.first, None)
    i = (found[1] if found else a.first) - 1
    return (found is not None and found[0] == "~") or (sent.lows[i] in _REACHES and sent.tags[i] == "VB")


_REACHES = frozenset("reach hit total exceed number".split())


def _to(sent: Sentence, a: Amount, b: Amount) -> Verdict:
    """ "2 to 3 million" is a range, "rose from 2 to 3 million" two levels, "rose 2 percent to 3 million" neither."""
    if (a.kind is not None and b.kind is None and not a.signed) or "range" in a.rules:
        return ""  # "between 15 and 40 cents to $3.20"
    if a.kind == b.kind == "percent" and not _VOTING.isdisjoint(sent.said) and sent.lows[a.first - 1] in (",", "by"):
        return ""  # "trails Roe, 38 percent to 47 percent"
    if a.kind == b.kind == "percent" and sent.tags[a.first - 1] in ("NNP", "NNPS"):
        if not _OVER_RIVALS.isdisjoint(sent.lows[max(0, a.first - _NEAR_RIVAL) : a.first]):
            return ""  # "trailed Pell 47% to 51%"
    if a.negative and b.negative and b.low < a.low and sent.lows[a.first - 1] != "from":
        return "range"  # "-3 to -5 degrees"
    word = _word_before(sent, a)
    ascending = _is_ascending(a, b)
    if a.kind == b.kind == "percent" and ascending and sent.lows[b.last : b.last + 1] == ["range"]:
        return "range"  # "from the current 5.25 percent to 5.50 percent range"
    if word == "from":
        ranged = any(w in _RANGE_WORDS for w in sent.lows[max(0, a.first - 6) : a.first])
        gone = not _GONE.isdisjoint(sent.lows[max(0, a.first - 3) : a.first])  # "the bill went from £40 to £90"
        charged = a.low == 0 and sent.tags[a.first - 2][:1] == "V" and not ranged  # "charged from zero to 50%"
        moved_so = gone or charged or has_move(sent, a.first)
        return "range" if ascending and (ranged or not moved_so) else "levels"
    if word in _GROUPS or (word == "of" and sent.lows[a.first - 2] in _GROUPS):
        return "levels" if has_move(sent, a.first) else "range" if ascending else "scale"
    sized = sent.lows[a.first - 1] == "of" and word in MOVE_NOUNS  # "a rise of 15% to 20%"
    sized = sized or sent.lows[a.first - 3 : a.first] == ["as", "much", "as"]
    if sized and a.kind == b.kind == "percent" and ascending and b.low < 2 * a.high:
        return "range"
    if word in _LOSING and a.kind == b.kind == "percent" and ascending and sent.lows[b.last : b.last + 1] == ["of"]:
        return "range"  # "lose 3% to 8% of our muscle mass"
    moved = word in MOVES or word in _DIRECTIONS
    if a.kind is not None and a.kind == b.kind and a.high and b.low >= _FAR_ABOVE * a.high and _is_step(sent, a):
        return ""  # "lifted rates 0.25 percent to 4.75 percent", "by 60,000 barrels to 71 million barrels"
    joined = sent.lows[b.last : b.last + 1]
    near = a.kind is not None and a.kind == b.kind and ascending and b.low <= 2 * a.high
    if near and joined in (["off"], ["to"], ["onto"]) and sent.lows[a.first - 1] in _ADDING:
        return "range"  # "would shave $55 million to $65 million off", "adds $5m to $6m to costs"
    by = "by" in sent.lows[max(0, a.first - 2) : a.first]
    if (
        by
        and a.kind is not None
        and (a.signed or a.kind == "money")
        and has_move(sent, a.first)
        and not is_ahead(sent, a.first)
    ):
        return ""  # "increased its budget by $3m to $9m"
    if by and a.kind is b.kind is None and sent.tags[a.first - 2] == "NNS" and has_move(sent, a.first):
        if sent.lows[a.first - 3 : a.first - 2] in ([","], ["and"], [";"]):
            return ""  # "Cattle fell by 6 million, [pigs by 2.3 million to 9.6 million]"
    if moved and a.kind is b.kind is None and speaks_of_index(sent) and b.low >= _INDEX_ABOVE * a.high:
        return ""  # "the VIX jumped 3.1 to 22.4"
    if (
        moved
        and a.kind is b.kind is None
        and b.low >= (3 if sent.lows[a.first - 1] in _STEPS else _FAR_ABOVE) * a.high
    ):
        return ""  # "fell by 1,200 to 23,400", "rose 3 million to 90 million"
    if moved and _is_step_to_level(a, b) and not is_ahead(sent, a.first):
        return "levels"  # "fell by 12,000 to 143,000 members", "were up 12,000 to 143,000 tonnes"
    if moved and a.kind is not None and (a.entry is not None or a.signed):
        return ""
    return "range" if ascending else "scale"


_LOSING = ("lose", "loses", "losing", "lost")
_ADDING = frozenset("add adds added adding cut cuts cutting shave shaves shaved knock knocks take takes wipe".split())
_OVER_RIVALS = frozenset("led leads leading beat beats defeated trailed trails trailing edged".split())
_NEAR_RIVAL = 5  # tokens
_GONE = frozenset("went gone".split())
_GROUPS = frozenset("team staff workforce crew fleet headcount network".split())
_FAR_ABOVE = 8
_INDEX_ABOVE = 3


def _is_step(sent: Sentence, a: Amount) -> bool:
    """True where a verb of moving stands some words before: what it moved by, not from where."""
    near = range(max(0, a.first - _NEAR_STEP), a.first)
    if sent.lows[a.first - 1] == "by":
        return has_move(sent, a.first)
    if sent.lows[a.first - 1] in ("additional", "extra", "further", "another"):
        return True  # "a further 2 million euros to 9 million euros"
    return a.kind == "percent" and any(sent.lows[k] in MOVES and sent.tags[k] in ("VBD", "VBN") for k in near)


_NEAR_STEP = 4


def _is_step_to_level(a: Amount, b: Amount) -> bool:
    """True for "by [12,000] to 143,000 jobs": both written out, the second some times the first."""
    alike = a.form == b.form == "digits" and a.scale == b.scale and a.kind is None and b.kind in ("count", "measure")
    return alike and a.low >= _WRITTEN_OUT and b.low >= _STEPS_IN_LEVEL * a.high


_WRITTEN_OUT, _STEPS_IN_LEVEL = 100, 3


def is_ahead(sent: Sentence, stop: int) -> bool:
    """True where the move is still to come: "could cut costs by", "plans to cut costs by"."""
    return any(tag in ("MD", "TO") for tag in sent.tags[max(0, stop - 10) : stop])


def _and(sent: Sentence, a: Amount) -> Verdict:
    """ "between 2 and 3 million" is a range; "2 and 3 million" share their scale."""
    if "between" not in sent.lows[max(0, a.first - 4) : a.first]:
        return "scale"
    if sent.lows[a.first - 1] == "between":
        a.first -= 1
    return "range"


def _or(a: Amount, b: Amount) -> Verdict:
    """ "two or three days" is a range, "2 or 30 million" share their scale."""
    if a.kind is not None or b.kind is None or b.signed:
        return ""
    scaled = lacks_scale(a, b) and a.form == b.form == "words"  # "five or six hundred"
    low = a.low * b.scale if scaled else a.low
    written = a.form == b.form or (a.form == "words" and b.form == "digits")  # "six or 10 days"
    alike = (scaled or a.scale == b.scale) and written
    near = alike and low < b.low and b.low - low <= max(low, Decimal(2))
    return "range" if near else "scale"


def _is_ascending(a: Amount, b: Amount) -> bool:
    """True where ``a`` is not above ``b`` once the shared scale is applied."""
    return (a.low * b.scale if lacks_scale(a, b) and a.entry is None else a.low) <= b.high


def _word_before(sent: Sentence, a: Amount) -> str:
    """The word before the number, its hedge and its article."""
    found = bound_before(sent, a.first, a.kind)
    i = (found[1] if found else a.first) - 1
    while i > 0 and sent.lows[i] in _BEFORE_LEVELS:
        i -= 1
    return sent.lows[i] if i >= 0 else ""


def _range_of(a: Amount, b: Amount) -> Amount:
    """``b`` widened down to ``a``."""
    share_unit(a, b)
    share_thousands(a, b)
    if b.kind is None:
        b.kind, b.unit, b.entry, b.per = a.kind, a.unit, a.entry, a.per
    b.first, b.num_first = a.first, a.num_first
    falling = (a.negative and b.negative and b.low < a.low) or (a.signed and b.signed and a.low > b.high)
    b.low, b.high = (b.low, a.high) if falling else (a.low, b.high)
    b.resolution = max(a.resolution, b.resolution)
    b.signed = a.signed or b.signed
    b.per = b.per or a.per
    b.rules = [*a.rules, *[r for r in b.rules if r not in a.rules], "range"]
    return b
