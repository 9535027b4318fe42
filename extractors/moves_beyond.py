"""Moves told by what stands behind the amount or further before it: "$21 more", "5 tonnes short of the target"."""

from __future__ import annotations

from extractors.model import Change
from extractors.move_words import DOWN_VERBS, MOVE_NOUNS, MOVING_VERBS, UP_NOUNS, UP_VERBS
from extractors.noun_phrases import TIME_NOUNS
from extractors.phrases import NOUNS
from extractors.tokens import Sentence
from extractors.words import words

_PAYING = words("moves.paying")
_MARKS = words("moves.marks")
_ADDING = frozenset("add adds added adding".split())
_MORE = {"more": "up", "extra": "up", "less": "down"}
_ABOVE = {"above": "up", "over": "up", "beyond": "up", "below": "down", "beneath": "down", "under": "down"}
_ABOVE_PAIRS = {
    ("ahead", "of"): "up",
    ("in", "excess"): "up",
    ("short", "of"): "down",
    ("shy", "of"): "down",
    ("off", "its"): "down",
    ("off", "their"): "down",
    ("off", "the"): "down",
    ("down", "on"): "down",
    ("down", "from"): "down",
    ("up", "on"): "up",
    ("up", "from"): "up",
    ("behind", "the"): "down",
}
_RATES = ("percent", "percentage_point", "index")
_AGREED = frozenset(("plan", "plans"))
_WARNING = frozenset("alarm alert danger flood safety warning".split())  # "above the flood mark"
_NO_MARK = frozenset("sea tide ground street eye water waist knee head".split())
_IN_MARK = frozenset("DT JJ NN NNS NNP PRP$ POS CD IN JJS VBN -".split())  # "below the five-year mean"
_NO_OBJECT = frozenset("to at of from in on for by with than".split())
_IN_OBJECT = frozenset("NN NNS NNP JJ PRP$ DT POS VBG CC".split())


def change_beyond(sent: Sentence, first: int, last: int, kind: str | None) -> tuple[Change, str] | None:
    """(direction, rule name) of the quantity in tokens ``first`` to ``last``, or None."""
    return (
        _added_to(sent, first, last, kind)
        or _taken_off(sent, first, last, kind)
        or _paid_more(sent, first, last, kind)
        or _counted_more(sent, last, kind)
        or _against_mark(sent, last, kind)
        or _object_between(sent, first, last, kind)
        or _at_a_rate(sent, first, kind)
        or _at_pace(sent, first, kind)
        or _moves_behind(sent, first, last, kind)
    )


def _direction(way: str) -> Change:
    return "up" if way == "up" else "down"


def _added_to(sent: Sentence, first: int, last: int, kind: str | None) -> tuple[Change, str] | None:
    """ "add $84 to bills", "adds an average of 3 days to the trip"; "added $3m to win it" is none."""
    if kind not in ("money", "measure", "duration") or sent.lows[last : last + 1] != ["to"]:
        return None
    if last + 1 >= len(sent.words) or sent.tags[last + 1] in ("VB", "CD", "$"):
        return None
    i = first - 1
    while (
        i >= 0 and first - i < 5 and sent.lows[i] in ("an", "a", "average", "of", "another", "extra", "further", "up")
    ):
        i -= 1
    return ("up", "change:added") if i >= 0 and sent.lows[i] in _ADDING else None


def _taken_off(sent: Sentence, first: int, last: int, kind: str | None) -> tuple[Change, str] | None:
    """ "shave 12 minutes off the journey", "cut $5m from the budget"."""
    if kind not in ("money", "measure", "duration", "percent") or sent.lows[last : last + 1] not in (
        ["off"],
        ["from"],
    ):
        return None
    i = first - 1
    while i >= 0 and sent.lows[i] in ("a", "an", "about", "another", "further", "some"):
        i -= 1
    taken = (
        i >= 0
        and sent.lows[i] in _TAKING
        and (sent.lows[last] == "off" or sent.lows[i][:2] in ("cu", "sl", "tr", "wi"))
    )
    taken = taken and sent.tags[last + 1 : last + 2] in (["DT"], ["PRP$"], ["NN"], ["NNS"])
    return ("down", "change:off") if taken else None


_TAKING = words("moves.taking_off")


def _counted_more(sent: Sentence, last: int, kind: str | None) -> tuple[Change, str] | None:
    """ "3,400 fewer boats", "5,000 more crates than in May": how many more, where it is said than what."""
    if kind != "count":
        return None
    if sent.lows[last : last + 1] == ["fewer"]:
        return "down", "change:more"  # "2,700 fewer than in May", "two fewer in intensive care"
    way = _THAN.get(sent.lows[last]) if sent.lows[last + 1 : last + 2] == ["than"] else None
    if way is not None and sent.tags[last + 2 : last + 3] not in (["CD"], ["$"]):
        return _direction(way), "change:more"  # "six more than last year", "3,400 lower than in May"
    k = next((k for k in range(last - 1, max(-1, last - _LONGEST_COUNTED), -1) if sent.lows[k] in _COUNTED_MORE), -1)
    if k < 0 or sent.forms[k - 1] not in ("number", "word") or sent.lows[k + 1 : k + 2] == ["than"]:
        return None  # "more than 300 boats"
    if sent.lows[k - 1] == "or":
        return None  # "50 or fewer workers"
    ahead = range(last, min(last + _NEAR_THAN, len(sent.lows)))
    compared = any(sent.lows[j] == "than" and sent.lows[j - 1] not in _HEDGING for j in ahead)
    if sent.lows[k] != "fewer" and not compared and not _adds_many(sent, k, last):
        return None  # "12 more people were hurt": others
    return ("down" if sent.lows[k] == "fewer" else "up"), "change:more"


def _adds_many(sent: Sentence, k: int, last: int) -> bool:
    """ "will treat 40,000 more children": a round number that a plan adds, not others that came to harm."""
    number = sent.words[k - 1]
    large = number in _SCALES or number.endswith(",000") or number[-1:] in "mk"
    harmed = sent.tags[last : last + 1] in (["VBD"], ["VBN"]) or not _WERE.isdisjoint(sent.lows[last : last + 1])
    return large and not harmed


_SCALES = frozenset("thousand million billion".split())
_WERE = frozenset("were had have will would could might may".split())
_HAVING = frozenset("have has had having get gets got getting".split())
_THAN = {"more": "up", "higher": "up", "lower": "down", "less": "down"}
_HEDGING = frozenset("more fewer less".split())  # "more than 300"
_COUNTED_MORE = frozenset(("more", "fewer"))
_LONGEST_COUNTED = 6  # tokens
_NEAR_THAN = 6  # tokens


def _paid_more(sent: Sentence, first: int, last: int, kind: str | None) -> tuple[Change, str] | None:
    """ "paying $21 more", "weighs 3 kg less": more than before, where a verb tells what is paid or measured."""
    if kind not in ("money", "measure", "duration") or last >= len(sent.words):
        return None
    way = _MORE.get(sent.lows[last])
    if way is None or (last + 1 < len(sent.words) and (sent.tags[last + 1] in NOUNS or sent.tags[last + 1] == "JJ")):
        return None
    to_do = sent.lows[last + 1 : last + 2] == ["to"]
    for k in range(first - 1, max(-1, first - (9 if to_do else 5)), -1):
        if sent.lows[k] in _PAYING or (to_do and sent.lows[k] in _HAVING):
            return _direction(way), "change:more"  # "have $4 and $6 more to spend"
        if sent.tags[k] in ("CD", "CC") and not to_do:
            break
    return None


def _against_mark(sent: Sentence, last: int, kind: str | None) -> tuple[Change, str] | None:
    """ "5 tonnes below the forecast", "300 jobs short of its peak", "4 percent up on May"."""
    if last >= len(sent.words) or kind in ("ratio", "rank", "age"):
        return None
    low = sent.lows[last]
    after = sent.lows[last + 1] if last + 1 < len(sent.words) else "."
    if kind == "percent" and low == "off" and after in _OFF_AT and _is_at_close(sent, last):
        return "down", "change:against"  # "was 3 percent off by noon"
    if kind in ("money", *_RATES) and low in ("up", "down") and after == "at" and _is_at_close(sent, last):
        return _direction(low), "change:against"  # "settled 14 paise down at 71.20"
    if kind in _RATES and low in ("up", "down") and after in (".", ",", ";", ")", "year-on-year"):
        return _direction(low), "change:against"
    way = _ABOVE.get(low) or _ABOVE_PAIRS.get((low, after))
    if way is None:
        return None
    if low in ("up", "down"):
        return (_direction(way), "change:against") if kind in _RATES or kind == "money" else None
    stop = last + 1
    while stop < min(last + 8, len(sent.words)) and sent.tags[stop] in _IN_MARK:
        if low == "over" and sent.lows[stop] in TIME_NOUNS:
            return None  # "10,000 trees over the next five years at a cost"
        if sent.lows[stop] in ("high", "low") and sent.tags[stop + 1 : stop + 2] in (["NN"], ["NNS"]):
            return None  # "80mm over high ground"
        if kind == "count" and low == "under" and sent.lows[stop] in _AGREED:
            return None  # "to lose 120 beds under the plan"
        warns = sent.lows[stop] == "mark" and sent.lows[stop - 1] in _WARNING
        if warns or sent.lows[stop] in _MARKS or sent.lows[stop].startswith("pre-"):
            if sent.lows[stop - 1] not in _NO_MARK:
                return _direction(way), "change:against"
            return None
        stop += 1
    return None


def _is_at_close(sent: Sentence, last: int) -> bool:
    """True where a market is, closes or trades right before the number that token ``last`` stands behind."""
    return not _CLOSES.isdisjoint(sent.lows[max(0, last - 5) : last])


_OFF_AT = frozenset("by at in on , . and ; after".split())
_CLOSES = frozenset("was were is are closed ended finished settled opened traded trading sat stood".split())


def _at_a_rate(sent: Sentence, first: int, kind: str | None) -> tuple[Change, str] | None:
    """ "shrank at an annual rate of 3 percent", "grew at a pace of 5 percent"."""
    if kind != "percent" or first < 4 or sent.lows[first - 1] != "of" or sent.lows[first - 2] not in _RATE_NOUNS:
        return None
    for k in range(first - 3, max(-1, first - 10), -1):
        if sent.lows[k] in UP_VERBS:
            return "up", "change:rate"
        if sent.lows[k] in DOWN_VERBS:
            return "down", "change:rate"
        if sent.tags[k] not in ("DT", "JJ", "IN", "VBN", "RB", "NN"):
            return None
    return None


def _at_pace(sent: Sentence, first: int, kind: str | None) -> tuple[Change, str] | None:
    """ "would grow at 48 percent", "grew at a solid 2.8 percent rate"."""
    if kind == "measure" and sent.lows[first - 1] == "at" and first > 1:
        verb = sent.lows[first - 2]
        return (("up" if verb in UP_VERBS else "down"), "change:rate") if verb in _PACED else None
    if kind != "percent":
        return None
    k = first - 1
    while k > 0 and first - k < _LONG_PACE and (sent.tags[k] in _OF_PACE or sent.lows[k] == "about"):
        k -= 1
    if k < 1 or sent.lows[k] != "at":
        return None
    if not _FASTER.isdisjoint(sent.tags[k:first]) and sent.lows[k - 1] in MOVING_VERBS:
        return ("up" if sent.lows[k - 1] in UP_VERBS else "down"), "change:rate"  # "rose at a quicker 7 percent"
    near = next((m for m in range(k - 2, max(0, k - _FAR_PACE), -1) if sent.lows[m] in _RATE_NOUNS), 0)
    near = next((m for m in range(near, max(0, near - _LONG_PACE), -1) if sent.lows[m] == "at"), 0)
    verb = sent.lows[near - 1] if near else sent.lows[k - 1]  # "grow at the slowest rate since 1990 at 3 percent"
    if verb.startswith(("grow", "grew", "expand")):
        return "up", "change:rate"
    return ("down", "change:rate") if verb.startswith(("shrink", "shrank", "shrunk", "contract")) else None


def _moves_behind(sent: Sentence, first: int, last: int, kind: str | None) -> tuple[Change, str] | None:
    """ "saw 4 percent falls in rents", "a one-fifth drop": the noun right behind."""
    noun = sent.lows[last] if last < len(sent.lows) else ""
    if noun not in MOVE_NOUNS:
        return None
    plural = kind == "percent" and sent.tags[last] == "VBZ" and sent.lows[last + 1 : last + 2] == ["in"]
    share = kind == "ratio" and sent.lows[first - 1] in ("a", "an") and sent.tags[last] == "NN"
    if not (plural or share):
        return None
    return ("up" if noun in UP_NOUNS else "down"), "change:noun"


_PACED = frozenset("rising growing climbing increasing falling shrinking dropping declining sinking".split())
_FASTER = frozenset(("JJR", "RBR"))
_OF_PACE = _FASTER | frozenset("JJ DT RB VBN".split())
_LONG_PACE, _FAR_PACE = 5, 8
_RATE_NOUNS = ("rate", "pace", "clip", "speed")


def _object_between(sent: Sentence, first: int, last: int, kind: str | None) -> tuple[Change, str] | None:
    """ "raise prices 5 percent", "cut its rates a quarter point", "raise fares between 5 and 8 percent"."""
    flow = kind == "measure" and sent.lows[last : last + 1] in ([","], ["."], ["in"], ["per"], ["a"], ["from"])
    if (kind not in _RATES and not flow) or sent.lows[last : last + 1] in (["of"], ["to"]):
        return None
    i = first - 1
    while i >= 0 and sent.lows[i] in ("a", "an", "another", "further", "by", "some", "full"):
        i -= 1
    like_verb = (
        sent.tags[i] == "VBZ" and sent.tags[i - 1] == "NN" and sent.lows[i] not in ("is", "was", "has")
    )  # "cut water [costs] 14 percent"
    if i < 1 or sent.lows[i] in _NO_OBJECT or not (sent.tags[i] in NOUNS or like_verb):
        return None
    for k in range(i - like_verb, max(-1, i - 6), -1):
        if (
            (sent.lows[k] in UP_VERBS or sent.lows[k] in DOWN_VERBS)
            and sent.tags[k] in ("VB", "VBD", "VBG", "VBZ", "VBP", "VBN")
            and k < i
            and (not flow or sent.lows[k] in _LESSENING)
        ):
            return ("up" if sent.lows[k] in UP_VERBS else "down"), "change:object"
        if sent.tags[k] not in _IN_OBJECT:
            return None
    return None


_LESSENING = frozenset(
    "increase increases increased increasing decrease decreases decreased decreasing reduce reduces reduced reducing"
    " lower lowers lowered lowering".split()
)


def is_when_or_where(sent: Sentence, first: int, last: int, kind: str) -> bool:
    """ "sank 400 years ago", "went down 3 km off the coast": when and where, not by how much."""
    behind = sent.lows[last] if last < len(sent.lows) else ""
    if kind == "percent":
        near = sent.lows[max(0, first - 2) : first]
        return behind == "of" and not _RECOVERING.isdisjoint(near)  # "recovered just 6 percent of the haul"
    thing = sent.tags[last + 1 : last + 2] in (["NN"], ["NNS"]) and "fewer" not in sent.lows[first:last]
    if kind == "measure" and behind == "of" and thing:
        return sent.tags[first - 1 : first] in (["VBD"], ["VBN"], ["VBG"])  # "dropped 90 mm of rain"
    if kind == "measure":
        if (
            sent.lows[first - 1] == "by"
            and first > 2
            and sent.tags[first - 3] == "CD"
            and sent.tags[last - 1] != "CD"
        ):
            return sent.lows[first - 2].rstrip("s") == sent.lows[last - 1].rstrip("s")  # "an area 25 km by 10 km"
        if behind in ("above", "over") and sent.lows[first - 1] in _RISING and not _tells_mark(sent, last + 1):
            return True  # "the peak rises 4,200 feet above the valley"
        if sent.lows[first - 1] == "of" and sent.lows[first - 2] in MOVE_NOUNS:
            return False  # "a decline of 200 tonnes from April"
        if behind == "off" and not _TAKING.isdisjoint(sent.lows[max(0, first - 4) : first]):
            return False  # "slice another 3 tonnes off the crop"
        far = behind in _AWAY or (behind == "from" and sent.tags[last + 1 : last + 2] not in (["CD"], ["$"]))
        return far and not any(low in _SHIFTING for low in sent.lows[max(0, last - 6) : last])
    return kind == "duration" and behind in _SINCE


def _tells_mark(sent: Sentence, k: int) -> bool:
    """ "3 feet above normal", "a metre above its usual level"."""
    return any(low in _MARKS for low in sent.lows[k : k + 4])


_RISING = frozenset("rise rises rising rose tower towers towered towering soars soaring climbs climbing".split())
_RECOVERING = frozenset("recover recovers recovered recovering".split())
_AWAY = frozenset("off north south east west northeast northwest southeast southwest inland away offshore".split())
_SHIFTING = frozenset("by up retreated advanced shifted moved drifted".split())
_SINCE = frozenset("ago earlier later before after".split())


def aside_before(sent: Sentence, k: int) -> range:
    """ "growth in output, [which tells of plants,] dropped": the aside in commas or brackets before token ``k``."""
    closed = next((m for m in range(k, max(0, k - _NEAR_BRACKET), -1) if sent.words[m] == ")"), 0)
    if closed:
        return range(next((m for m in range(closed, -1, -1) if sent.words[m] == "("), closed), closed + 1)
    if sent.words[k] != ",":
        return range(0)
    opens = next(
        (m for m in range(k - 1, max(0, k - _LONG_ASIDE), -1) if sent.words[m] == "," and _opens(sent, m)), -1
    )
    return range(opens, k + 1) if opens >= 0 else range(0)


def _opens(sent: Sentence, m: int) -> bool:
    return sent.lows[m + 1] in ("which", "who", "that", "excluding", "including")


_LONG_ASIDE, _NEAR_BRACKET = 16, 5  # tokens
