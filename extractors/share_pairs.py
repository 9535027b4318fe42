"""Two numbers that are one share: "one in five", "7 out of 10", "40 of every 100"."""

from __future__ import annotations

from decimal import Context, Decimal

from extractors.amount import Amount
from extractors.tokens import Sentence
from extractors.words import words

_SHARE_GAPS = (["in"], ["out", "of"], ["in", "every"], ["of", "every"], ["out", "of", "every"])
_OF_EVERY = (["of", "every"], ["in", "every"], ["out", "of", "every"])
_POPULATIONS = (100, 1000, 10_000, 100_000, 1_000_000)
_ROUND_WHOLES = (2, 3, 4, 5, 10, 100, 1000, 10_000, 100_000)
_AFTER_SHARE = frozenset('. , ; ) — – -- is are has have was were had of " said say now'.split())
_FINE = Context(prec=12)


def join_shares(sent: Sentence, amounts: list[Amount]) -> list[Amount]:
    """ "one in five", "3 out of 10", "one night out of 17" become one ratio."""
    out: list[Amount] = []
    k = 0
    while k < len(amounts):
        a = amounts[k]
        b = amounts[k + 1] if k + 1 < len(amounts) else None
        if b is not None and _is_rating(sent, a, b):
            _rate(a, b)
            out += a, b
            k += 2
        elif _is_part_of_one(sent, a):
            out.append(_part_of_one(a))
            k += 1
        elif b is not None and _is_share(sent, a, b):
            out.append(_share_of(a, b))
            k += 2
        else:
            out.append(a)
            k += 1
    return out


def _is_part_of_one(sent: Sentence, a: Amount) -> bool:
    """ "[27 cents] of every dollar goes to wages": a share."""
    if a.kind != "money" or a.drop is not None or not 0 < a.low < 1 or a.low != a.high or a.per:
        return False
    of, one = sent.lows[a.last : a.last + 2], sent.lows[a.last + 2 : a.last + 3]
    if of in _IN_THE:
        return one == ["pound"] and a.unit == "GBP"  # "spends 12p in the pound on fundraising"
    return of in _OF_EVERY[:1] and one in _ONES


_IN_THE = (["in", "every"], ["in", "the"])
_ONES = (["dollar"], ["pound"], ["euro"], ["rupee"], ["rand"])


def _part_of_one(a: Amount) -> Amount:
    last = a.last + len(("of", "every", "dollar"))
    share = Amount(a.first, last, a.first, last, a.low, a.low, Decimal("0.01"), "fraction", kind="ratio")
    share.of_whole = True
    share.rules = ["ratio:one_in"]
    return share


def _is_rating(sent: Sentence, a: Amount, b: Amount) -> bool:
    """ "scored 7.5 out of 10", "rated 4.5 out of 5 stars": how good, by a number that counts nothing."""
    if sent.lows[a.num_last : b.first] != ["out", "of"] or a.kind is not None or a.drop is not None or a.vague:
        return False
    graded = b.kind is None or (b.kind == "count" and b.unit in _GRADES)
    return graded and b.drop is None and a.low != int(a.low) and a.low < b.low and b.low in _SCALES_OF_RATINGS


_SCALES_OF_RATINGS = (4, 5, 6, 7, 10, 20, 100)


def _rate(a: Amount, b: Amount) -> None:
    """Make ``a`` the rating, out of ``b``."""
    if b.unit is not None:
        a.take_kind("count", b.unit, "count:rated")
    else:
        a.take_kind("index", None, "index:rated")
    b.kind, b.drop = None, "idiom"


def _is_share(sent: Sentence, a: Amount, b: Amount) -> bool:
    if a.kind == b.kind == "money" and a.unit == b.unit and a.low < b.low:
        return sent.lows[a.last : b.first] in _OF_EVERY  # "£3 of every £10 of rent"
    if a.kind not in (None, "count") or a.drop not in (None, "one_pronoun", "idiom"):
        return False
    spanned = b.kind == "duration" and sent.lows[b.first - 2 : b.first] == ["of", "every"]
    if b.drop is not None or not (b.kind in (None, "count") or spanned):
        return False  # "five out of every 10 years"
    gap = sent.lows[a.num_last if a.kind is None else a.last : b.first]
    if gap in (["in", "every"], ["of", "every"]) and b.low in _POPULATIONS and a.form != "vague" and a.low < b.low:
        return True  # "2.4 more women in every 100,000"
    if a.kind == "count" and gap in (["in"], ["in", "every"], ["of", "every"]):
        return _is_share_of_noun(sent, a, b)
    if gap not in _SHARE_GAPS or (a.kind == "count" and gap[:2] != ["out", "of"]):
        return False
    if (a.kind == "count" and a.unit in _GRADES) or (a.low != int(a.low) and b.low < 100):
        return False  # "4.7 stars out of five": how good, not how many
    if not 0 < a.low < b.low and not (a.drop and b.low > 1):
        return False
    if b.low != int(b.low) or a.form == "vague" or b.form == "vague":
        return False
    if gap == ["out", "of"] and a.low > 1 and b.low not in _ROUND_WHOLES:
        return False  # "17 out of 24 villages" are counted
    if gap != ["in"]:
        return True
    round_whole = b.low <= 100 or b.low % 1000 == 0 or (a.low == 1 and b.low % 50 == 0)
    return a.low <= 20 and round_whole and (b.kind == "count" or _ends_share(sent, a, b))


def _is_share_of_noun(sent: Sentence, a: Amount, b: Amount) -> bool:
    """ "one post in nine", "one child in five lives": a share, where nothing else is counted behind."""
    small = 0 < a.low < b.low <= _LARGEST_WHOLE and a.low == int(a.low) and a.low <= _FEW and b.low == int(b.low)
    if not small or a.form != "words" or b.form == "vague" or a.head < 0 or a.vague:
        return False
    acts = b.kind == "count" and sent.lows[b.head] in _LIKE_NOUNS and b.head == b.num_last
    left_so = sent.tags[b.num_last : b.num_last + 1] in (["JJ"], ["VBN"])  # "left one post in nine vacant"
    narrowed = b.kind is None and sent.lows[b.num_last : b.num_last + 1] in _NARROWING
    return (b.kind is None or acts) and (acts or left_so or narrowed or _ends_share(sent, a, b))


_NARROWING = (["in"], ["over"], ["under"], ["aged"], ["at"], ["across"])  # "one child in five in the north is"
_LARGEST_WHOLE = 1000
_FEW = 3
_LIKE_NOUNS = words("tagger.ambiguous_s") | words("share_pairs.like_nouns")
_GRADES = frozenset("star point mark".split())


def _ends_share(sent: Sentence, a: Amount, b: Amount) -> bool:
    j = b.num_last
    if not _AGAINST.isdisjoint(sent.lows[max(0, a.first - 4) : a.first]) and sent.lows[j : j + 1] in _WHEN:
        return True  # "against 2 in 7 in the 1930s"
    if sent.lows[a.first - 1 : a.first] == ["from"] and sent.lows[j : j + 1] == ["to"]:
        return True  # "from 9 in 500 to 7 in 500"
    if sent.lows[a.first - 2 : a.first] in (
        ["compared", "with"],
        ["compared", "to"],
        ["up", "from"],
        ["down", "from"],
    ):
        return True  # "compared with one in four in 2010"
    if a.low == 1 and a.form == "words" and sent.lows[j : j + 1] in _AFTER_ONE:
        return True  # "falling to one in seven when pupils go", "one in six for fraud"
    j += sent.lows[j : j + 1] in (["also"], ["now"], ["still"], ["already"])  # "one in four also listens"
    if sent.tags[j : j + 1] == ["JJ"] and sent.tags[j + 1 : j + 2] in (["IN"], ["."], [","], ["TO"]):
        return True  # "nearly one in nine wary of it"
    return j >= len(sent.words) or sent.lows[j] in _AFTER_SHARE or sent.tags[j] in ("VBD", "VBP", "VBZ", "MD", "VB")


_AFTER_ONE = (["when"], ["for"], ["a"], ["by"], ["at"], ["among"], ["while"], ["during"], ["since"], ["on"], ["last"])
_AGAINST = frozenset("versus vs vs. against from".split())
_WHEN = (["in"], ["during"], ["at"], ["a"])


def _share_of(a: Amount, b: Amount) -> Amount:
    share = _FINE.divide(a.low or Decimal(1), b.low)
    joined = Amount(a.first, b.num_last, a.first, b.num_last, share, share, Decimal(0), "fraction", kind="ratio")
    joined.of_whole = True
    joined.phrase, joined.head = (a.phrase, a.head) if a.head >= 0 else (b.phrase, b.head)
    joined.rules = ["ratio:one_in"]
    return joined


# --- "2 to 3 million" -----------------------------------------------------------------------------------------------
