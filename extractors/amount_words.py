"""Words that are an amount by themselves: "twice", "doubled", "tenfold", "ranked first", "third-largest"."""

from __future__ import annotations

from decimal import Context, Decimal

from extractors.amount import Amount, dropped, exactly
from extractors.phrases import NOUNS
from extractors.ranks import is_superlative, rank_at
from extractors.rates import TIMES
from extractors.tokens import NUMBER_WORDS, Sentence
from extractors.words import words

COMPARED = words("amount_words.compare")
_FOLD_WORDS = {
    # word: times, direction
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
    "treble": ("3", ""),
    "trebled": ("3", "up"),
    "trebling": ("3", "up"),
    "quadrupled": ("4", "up"),
    "quadrupling": ("4", "up"),
    "quadruple": ("4", ""),
    "quintupled": ("5", "up"),
    "halved": ("0.5", "down"),
    "halving": ("0.5", "down"),
    "halve": ("0.5", "down"),
}
_LARGE_FOLDS = {"hundred": 100, "thousand": 1000, "million": 1000000}
_RANK_WORDS = {
    "first": 1, "second": 2, "third": 3, "fourth": 4, "fifth": 5, "sixth": 6, "seventh": 7, "eighth": 8, "ninth": 9,
    "tenth": 10, "eleventh": 11, "twelfth": 12, "thirteenth": 13, "fourteenth": 14, "fifteenth": 15, "sixteenth": 16,
    "seventeenth": 17, "eighteenth": 18, "nineteenth": 19, "twentieth": 20, "1st": 1, "2nd": 2, "3rd": 3,
}  # fmt: skip
_SPAN_WORDS = {
    "weeklong": "week", "week-long": "week", "month-long": "month", "monthlong": "month", "yearlong": "year",
    "year-long": "year", "day-long": "day", "daylong": "day", "decade-long": "decade", "hourlong": "hour",
    "hour-long": "hour", "decades-long": "decade", "decadelong": "decade",
}  # fmt: skip
_PLURAL_SPANS = {"decades": "decade", "centuries": "century"}
# A word that is none of these is an amount only with a hyphen ("third-largest") or where it ends in "fold".
AMOUNT_WORDS = (
    frozenset(_FOLD_WORDS)
    | frozenset(_RANK_WORDS)
    | frozenset(_SPAN_WORDS)
    | frozenset(_PLURAL_SPANS)
    | frozenset(("no.", "no", "number"))
)
_BARE_MULTIPLES = ("double", "triple", "treble", "quadruple")
_AS_MEASURES = ("much", "many", "big", "large", "high", "long")
_VERB_BEFORE = frozenset("to will would could can may might should than nearly almost least".split())
_WHOSE = frozenset("the that what its their his her as".split())
_HELPING = frozenset(
    "help helps helped helping let lets saw watched".split()
)  # "helped Arl more than triple the fees"
_FAR_HELP = 20  # tokens
_MAX_NUMBER_RANK = 500


def word_amount(sent: Sentence, i: int) -> Amount | None:
    """The amount that the word at token ``i`` is, dropped or not; None where it is none."""
    low = sent.lows[i]
    if low in _FOLD_WORDS:
        return _multiple(sent, i)
    if low.endswith("fold") and len(low) > 5:
        return _fold(sent, i)
    if low in _SPAN_WORDS:
        return _span(i, 1, _SPAN_WORDS[low])
    after = sent.lows[i + 1] if i + 1 < len(sent.words) else ""
    if low in _PLURAL_SPANS and after != "-":
        before = sent.lows[i - 1] if i else ""
        if low == "centuries" and _is_of_runs(sent, i, before, after):
            return dropped(i, i + 1, "idiom")
        if before not in ("of", "two", "three", "several", "few", "recent", "these"):
            return _span(i, 2, _PLURAL_SPANS[low])
    if low in ("no.", "number") or (
        low == "no" and sent.words[i] == "No" and i and sent.tags[i - 1] not in _OPENINGS
    ):
        return _number_rank(sent, i, after)
    if low in _RANK_WORDS or _ordinal_superlative(low):
        return _rank(sent, i)
    return None


def _is_of_runs(sent: Sentence, i: int, before: str, after: str) -> bool:
    """ "half centuries", "with centuries from Roe and Pell": runs of a batsman."""
    if before in ("half", "scored", "hit", "struck", "-") or after == "against":
        return True
    return before in ("with", "after", "and", "") and after in ("from", "by") and sent.tags[i + 2 : i + 3] == ["NNP"]


def _multiple(sent: Sentence, i: int) -> Amount:
    """ "twice the rate", "sales doubled"; "double room" and "twice" as an adverb are dropped."""
    low = sent.lows[i]
    size = len(sent.words)
    value, move = _FOLD_WORDS[low]
    before = sent.lows[i - 1] if i else ""
    after = sent.lows[i + 1] if i + 1 < size else ""
    if after in ("down", "digits", "digit") or (low == "doubles" and _is_game_for_two(sent, i)):
        return dropped(i, i + 1, "idiom")  # "doubling down"
    if low in ("twice", "thrice"):
        if after not in COMPARED and sent.tags[min(i + 1, size - 1)] not in ("NN", "NNS", "JJR"):
            return _times(sent, i, value, after)
    elif low in _BARE_MULTIPLES or low in ("doubles", "doubled", "doubling"):
        behind = sent.lows[i + 2] if i + 2 < size else ""
        serves = low not in ("doubled", "doubling") or behind in _ROLES  # "doubles as a shelter"
        if after == "as" and behind not in _AS_MEASURES and serves and before not in _HEDGED:
            return dropped(i, i + 1, "idiom")
    if low in _BARE_MULTIPLES:
        verbal = sent.tags[i] in ("VB", "VBP") and before not in ("a", "the")
        verbal = verbal or (sent.tags[i - 1 : i] == ["NNS"] and _ends_headline(sent, i + 1))
        to_level = after == "to" and sent.tags[i + 2 : i + 3] in (["CD"], ["$"])  # "saw its roll double to 80"
        doubled = before in ("or", "even") and "double" in sent.lows[max(0, i - 3) : i]  # "double or even triple"
        if before in _VERB_BEFORE or verbal or to_level or doubled:
            helped = before == "than" and sent.lows[max(0, i - 3) : i - 2] not in _BE
            helped = helped and not _HELPING.isdisjoint(sent.lows[max(0, i - _FAR_HELP) : i - 2])
            hoped = helped or sent.lows[max(0, i - 3) : i] in (["to", "more", "than"], ["will", "more", "than"])
            willed = before in ("to", "will", "can") or doubled or (hoped and after != "that")
            if before == "than" and sent.lows[max(0, i - 3) : i - 2] in _BE and sent.tags[i + 1 : i + 2] in _THING:
                willed, to_level, after = False, False, "the"  # "was more than double market forecasts"
            move = "" if after in _WHOSE and after != "her" and not willed else "up"
        elif after not in _WHOSE and not (after in ("last", "this") and "'s" in sent.lows[i + 2 : i + 5]):
            return dropped(i, i + 1, "idiom")
    return exactly(Decimal(value), i, i + 1, "ratio", f"multiple:{move}" if move in ("up", "down") else "multiple")


def _ends_headline(sent: Sentence, k: int) -> bool:
    """ "Measles cases triple", "House prices double in a decade": nothing is said to be double."""
    if k >= len(sent.words) or sent.words[k] in (".", ":", ";"):
        return True
    if sent.lows[k] in ("in", "at", "to", "since", "after", "within", "over", "during", "every", "as", "by"):
        return sent.lows[k + 1 : k + 2] not in _BESIDE_DOUBLE
    return False


_BESIDE_DOUBLE = (["the"], ["rate"], ["speed"], ["much"], ["many"])


def _times(sent: Sentence, i: int, value: str, after: str) -> Amount:
    """ "came up twice in May", "has met her twice": how often; "think twice" is an idiom."""
    per = sent.lows[i + 2] if after in _EACH and i + 2 < len(sent.words) else ""
    if per in TIMES and sent.lows[i + 3 : i + 4] != ["later"]:
        times = exactly(Decimal(value), i, i + 3, "count", "count:times")
        times.unit, times.per, times.vague = "time", per, True  # "wore it twice each week"
        return times
    acted = any(tag in _ACTED for tag in sent.tags[max(0, i - _NEAR_ACT) : i]) and after in _AFTER_TIMES
    if not acted or sent.lows[i - 1] in ("think", "thinking", "thinks", "thought", "once", "at"):
        return dropped(i, i + 1, "idiom")
    times = exactly(Decimal(value), i, i + 1, "count", "count:times")
    times.unit, times.vague = "time", True
    return times


_EACH = ("a", "each", "every", "per")
_ACTED = ("VBD", "VBN")
_NEAR_ACT = 6
_AFTER_TIMES = frozenset(". , ; in this last since during before on by at for while when and but with".split())
_BE = (["is"], ["was"], ["are"], ["were"], ["be"])
_THING = (["NN"], ["NNS"], ["NNP"], ["JJ"])
_ROLES = frozenset("a an its his her their my our both".split())
_HEDGED = frozenset("than nearly almost about roughly".split())


def _is_game_for_two(sent: Sentence, i: int) -> bool:
    """ "won the doubles", "the best doubles player": a way to play, or rooms; "output doubles" moves."""
    if i == 0 or sent.lows[i - 1] in ("that", "which", "who"):
        return False
    if (
        sent.lows[i + 1 : i + 2] == ["from"]
        and sent.tags[i + 2 : i + 3] == ["$"]
        and sent.tags[i - 1] in ("VBZ", "CC")
    ):
        return True  # "has doubles from €54 a night"
    return sent.tags[i - 1] in _BEFORE_THINGS or sent.lows[i - 1] in ("mixed", "s", "'s", "win", "play", "does")


_BEFORE_THINGS = ("DT", "JJ", "JJS", "PRP$", "POS", "VB", "VBD", "VBG", "IN")


def _fold(sent: Sentence, i: int) -> Amount | None:
    """ "tenfold", "hundred-fold"; "manifold" is none."""
    head = sent.lows[i][:-4].rstrip("-")
    worth = NUMBER_WORDS.get(head)
    if worth is None:
        worth = _LARGE_FOLDS.get(head)
    return exactly(worth, i, i + 1, "ratio", "multiple:fold") if worth is not None else None


def _span(i: int, count: int, unit: str) -> Amount:
    """ "a week-long strike" is one week, "for decades" two decades at least."""
    out = exactly(count, i, i + 1, "duration", "span_word" if count == 1 else "vague")
    out.unit, out.vague = unit, True
    if count > 1:
        out.form = "vague"
    return out


def _number_rank(sent: Sentence, i: int, after: str) -> Amount | None:
    """ "ranked No. 4", "the number one"; in "number 4" without "the" the number is a name."""
    named = sent.lows[i] == "number"
    before = sent.lows[i - 1] if i else ""
    if named and after == "one":
        value = Decimal(1)
    elif (
        named
        and after in NUMBER_WORDS
        and (before in _RANKED_AMONG or (before == "the" and sent.tags[i + 2 : i + 3] in _RANKED_THINGS))
    ):
        value = Decimal(NUMBER_WORDS[after])  # "the world's number two maker"
    elif i + 1 < len(sent.words) and sent.forms[i + 1] == "number" and sent.words[i + 1].isdecimal():
        if named and before not in ("the", "at", "ranked", "ranks", "rank") and before not in _RANKED_AMONG:
            return None
        value = Decimal(sent.words[i + 1])
        if named and before == "the" and (value > _LAST_RANK or sent.tags[i + 2 : i + 3] not in _RANKED):
            return None  # "the number 14 bus"
    else:
        return None
    if value > _MAX_NUMBER_RANK:
        return None
    behind = sent.lows[i + 2 : i + 3]
    if behind and (behind[0] in _NUMBERED or (value in _HOUSES and sent.tags[i + 2] in _ACTS and behind[0] != "in")):
        return dropped(i, i + 2, "identifier")  # "the No. 7 train", "No 10 said"
    out = exactly(value, i, i + 2, "rank", "rank:number", i + 1)
    out.form = "digits"
    return out


_OPENINGS = (".", ":", '"', "'")
_NUMBERED = words("amount_words.numbered_things")
_HOUSES = (10, 11)  # of Downing Street
_ACTS = ("VBD", "VBZ", "MD")
_RANKED_THINGS = (["NN"], ["NNP"], ["JJ"])
_RANKED = (["NN"], ["NNP"], ["NNS"], ["IN"], ["JJ"])
_LAST_RANK = 10
_RANKED_AMONG = ("s", "'s", "world")


def _ordinal_superlative(low: str) -> bool:
    head, dash, tail = low.partition("-")
    if bool(dash) and head in _RANK_WORDS and tail in ("place", "seeded", "seed"):
        return head != "first"  # "an eighth-place finish"
    return bool(dash) and head in _RANK_WORDS and is_superlative(tail.removesuffix("-paid").removesuffix("-grossing"))


def _rank(sent: Sentence, i: int) -> Amount | None:
    """ "third-largest", "third largest", "ranked in third", "in third place"; "the third time" is dropped."""
    head, dash, _ = sent.lows[i].partition("-")
    value = _RANK_WORDS[head]
    if dash:
        return exactly(value, i, i + 1, "rank", "rank:superlative")
    richest = (
        value > 2
        and i
        and (sent.lows[i - 1] in _RICHEST or (sent.lows[i - 1] in _ENDS and sent.lows[i + 1 : i + 2] == ["of"]))
    )
    if richest and sent.lows[i - 2 : i - 1] != ["a"]:
        share = exactly(_FINE.divide(Decimal(1), Decimal(value)), i, i + 1, "ratio", "ratio:fraction")
        share.of_whole, share.form = True, "fraction"
        return share  # "the richest fifth", "the bottom third of the state"
    if sent.lows[i + 1 : i + 2] == ["best"] and (i + 2 >= len(sent.words) or sent.tags[i + 2] not in NOUNS):
        return dropped(i, i + 1, "idiom")  # "settle for second best"
    rank = rank_at(sent, i, i + 1, value)
    if rank is None:
        return (_streak(sent, i, value) if value > 1 else None) or dropped(i, i + 1, "ordinal")
    first, last, rule = rank
    return exactly(value, first, last, "rank", rule, i)


_RICHEST = frozenset("richest poorest wealthiest best-off worst-off".split())
_ENDS = frozenset("bottom top upper lower".split())
_FINE = Context(prec=12)


def _streak(sent: Sentence, i: int, value: int) -> Amount | None:
    """ "sank for a sixth straight week", "the fifth year in a row": how long it has gone on."""
    lows = sent.lows
    if lows[i + 1 : i + 2] and lows[i + 1] in _ON_END:
        at, last = i + 2, i + 3
    elif lows[i + 2 : i + 5] == ["in", "a", "row"]:
        at, last = i + 1, i + 5
    elif lows[i + 2 : i + 3] == ["running"]:
        at, last = i + 1, i + 3
    else:
        return None
    if lows[at : at + 1] == [] or lows[at] not in _SPANS:
        return None
    found = exactly(value, i, last, "duration", "unit:duration", i)
    found.unit = lows[at]
    return found


_ON_END = frozenset("straight consecutive successive".split())
_SPANS = frozenset("day week month quarter year decade".split())
