"""Moves that a noun or verb further off names: "40 points of easing", "up its daily limit of $3", "$5 off drinks"."""

from __future__ import annotations

from extractors.model import Change
from extractors.move_words import DOWN_NOUNS, UP_NOUNS, UP_VERBS
from extractors.tokens import Sentence
from extractors.words import words

_UP = UP_NOUNS | frozenset("tightening hikes rises increases gains".split())
_DOWN = DOWN_NOUNS | frozenset("easing loosening".split())
_RATES = ("percent", "percentage_point", "index")
_SIZED = ("money", "measure", "duration", *_RATES)
_ADJECTIVES = ("JJ", "JJR", "RB", "VBG", "VBN", "NN")
_SHORT, _FAR = 5, 8  # tokens


def change_named(sent: Sentence, first: int, last: int, kind: str | None) -> tuple[Change, str] | None:
    """(direction, rule name) of the quantity in tokens ``first`` to ``last``, or None."""
    if kind in ("percentage_point", "measure") and (found := _points_of(sent, last)):
        return found
    if kind not in _SIZED or not sent.once(_has_sign):
        return None
    return (
        _fewer_inside(sent, first, last, kind)
        or _up_its_limit(sent, first, last)
        or _off_price(sent, last, kind)
        or _which_is(sent, last)
        or _tacked_on(sent, first, kind)
        or _won(sent, first, last, kind)
        or _upside(sent, last, kind)
        or _over_that(sent, last, kind)
        or _of_stocks(sent, first, last, kind)
    )


def _named(low: str) -> Change | None:
    return "up" if low in _UP else "down" if low in _DOWN else None


_SIGNS = frozenset(
    "fewer limit off which that tack tacks tacked tacking won wins win winning advance advances advanced advancing"
    " rallied rallies upside downside put puts putting draw drawdown build buildup injection withdrawal"
    " withdrawals".split()
)


def _has_sign(sent: Sentence) -> bool:
    """True where any of the words stands that such a move is told with; looked for once in a sentence."""
    return not _SIGNS.isdisjoint(sent.said)


def _points_of(sent: Sentence, last: int) -> tuple[Change, str] | None:
    """ "120 basis points of easing", "two points of further rate cuts"."""
    if sent.lows[last : last + 1] != ["of"]:
        return None
    for k in range(last + 1, min(last + _SHORT, len(sent.words))):
        if move := _named(sent.lows[k]):
            return move, "change:points_of"
        if sent.tags[k] not in _ADJECTIVES and sent.words[k] != "-":
            break
    return None


def _fewer_inside(sent: Sentence, first: int, last: int, kind: str) -> tuple[Change, str] | None:
    """ "six fewer days", "four fewer tons": "fewer" between the number and its unit."""
    inside = kind in ("measure", "duration") and "fewer" in sent.lows[first + 1 : last]
    return ("down", "change:more") if inside and sent.lows[first] not in ("no", "fewer", "not") else None


def _up_its_limit(sent: Sentence, first: int, last: int) -> tuple[Change, str] | None:
    """ "closed up its daily limit of 3 cents", "was down the 30-cent trading limit"."""
    if "limit" not in sent.lows[max(0, first - 3) : first] + sent.lows[last : last + 3]:
        return None
    for k in range(first - 1, max(-1, first - _FAR), -1):
        if sent.lows[k] in ("up", "down"):
            held = sent.lows[k + 1] in ("its", "the", "their", "by")
            return (("up" if sent.lows[k] == "up" else "down"), "change:limit") if held else None
    return None


def _off_price(sent: Sentence, last: int, kind: str) -> tuple[Change, str] | None:
    """ "$5 off their first order", "15% off drinks": less to pay."""
    if kind not in ("money", "percent") or sent.lows[last : last + 1] != ["off"]:
        return None
    bought = sent.tags[last + 1 : last + 2] in (["PRP$"], ["NN"], ["NNS"], ["DT"], ["JJ"], ["NNP"])
    return ("down", "change:off") if bought and sent.lows[last + 1] not in _NO_PRICES else None


_NO_PRICES = frozenset("coast shore guard duty work top a an".split())  # "deals with $20 off a lamp" tell a price


def _which_is(sent: Sentence, last: int) -> tuple[Change, str] | None:
    """ "above 6 percent, which is a large increase": what it is, is told behind."""
    k = last + (sent.lows[last : last + 1] == [","])
    if sent.lows[k : k + 1] not in (["which"], ["that"]) or sent.lows[k + 1 : k + 2] not in _BEING:
        return None
    k += 2
    if sent.lows[k : k + 1] not in (["a"], ["an"]):
        return None
    for m in range(k + 1, min(k + _SHORT, len(sent.words))):
        if (move := _named(sent.lows[m])) and sent.tags[m] == "NN":
            return move, "change:which"
        if sent.tags[m] not in _ADJECTIVES:
            break
    return None


_BEING = (["is"], ["was"], ["represents"], ["represented"], ["marks"], ["marked"], ["would"])


def _tacked_on(sent: Sentence, first: int, kind: str) -> tuple[Change, str] | None:
    """ "would tack on $40", "tacked on another 3 percent"."""
    k = first - 1
    while k > 0 and sent.lows[k] in ("another", "a", "an", "further", "extra"):
        k -= 1
    tacked = kind != "duration" and k > 0 and sent.lows[k] == "on" and sent.lows[k - 1] in _TACKING
    tacked = tacked or (kind in _RATES and k > 0 and sent.lows[k] == "on" and sent.lows[k - 1] in _PUTTING)
    return ("up", "change:verb") if tacked else None


_TACKING = frozenset("tack tacks tacked tacking".split())
_PUTTING = frozenset("put puts putting".split())  # "Oslo put on 0.7 percent"


def _won(sent: Sentence, first: int, last: int, kind: str) -> tuple[Change, str] | None:
    """ "Brent won 40 cents to stand at", "copper advanced $1.70, erasing": a price that rose."""
    if kind != "money" or not first:
        return None
    verb, behind = sent.lows[first - 1], sent.lows[last : last + 2]
    settles = len(behind) > 1 and behind[0] == "to" and (behind[1] in _ENDING or sent.tags[last + 1] in ("$", "CD"))
    cents = sent.lows[last - 1] in ("cents", "cent", "pence") or "." in sent.words[last - 1]
    if verb in _WINNING and settles:
        return "up", "change:verb"
    if verb in _ADVANCING and (settles or cents):
        return "up", "change:verb"
    return None


_WINNING = frozenset("won wins win winning".split())
_ADVANCING = frozenset("advance advances advanced advancing rallied rallies".split())
_ENDING = frozenset("stand close settle finish end trade reach sit fetch".split())


def _upside(sent: Sentence, last: int, kind: str) -> tuple[Change, str] | None:
    """ "implying 14% upside", "17% upside potential", "a 9% potential downside"."""
    if kind != "percent":
        return None
    k = last + (sent.lows[last : last + 1] in (["potential"], ["possible"], ["implied"]))
    if sent.lows[k : k + 1] == ["upside"]:
        return "up", "change:noun"
    return ("down", "change:noun") if sent.lows[k : k + 1] == ["downside"] else None


def _over_that(sent: Sentence, last: int, kind: str) -> tuple[Change, str] | None:
    """ "a toll 6% over that of 2015"."""
    if kind not in _RATES or sent.lows[last + 1 : last + 3] != ["that", "of"]:
        return None
    if sent.lows[last] in ("over", "above"):
        return "up", "change:against"
    return ("down", "change:against") if sent.lows[last] in ("below", "under") else None


def _of_stocks(sent: Sentence, first: int, last: int, kind: str) -> tuple[Change, str] | None:
    """ "a 2.1 million barrel draw", "a build of 40 bcf": what a stock lost or gained."""
    if kind != "measure":
        return None
    k = last + (sent.tags[last : last + 1] == ["NN"] and sent.lows[last] not in _STOCKS)
    noun = sent.lows[k] if k < len(sent.lows) else ""
    if sent.lows[first - 1 : first] == ["of"] and noun not in _STOCKS:
        noun = sent.lows[first - 2]
    if noun not in _STOCKS:
        return None
    return ("up" if noun in _BUILT else "down"), "change:stocks"


_BUILT = frozenset("build buildup injection".split())
_STOCKS = _BUILT | frozenset("draw drawdown withdrawal withdrawals".split())


def lifts_object(sent: Sentence, first: int) -> bool:
    """ "have upped the output a hundredfold": a verb of rising with its object in front of token ``first``."""
    for k in range(first - 1, max(-1, first - _SHORT), -1):
        if sent.lows[k] in UP_VERBS and sent.tags[k][:1] == "V":
            return True
        if sent.tags[k] not in ("DT", "NN", "NNS", "PRP$", "JJ", "NNP", "RB", "POS"):
            return False
    return False


def goes_to_level(sent: Sentence, first: int, last: int, kind: str) -> bool:
    """ "fell as far as $3", "cut the 25% rate to", "drop 12% tariffs": a level, no size of a move."""
    lows, opening = sent.lows, sent.lows[first]
    if opening in ("closer", "as") and (lows[first + 1] == "to" or lows[first + 1] in _AS_LEVELS):
        return opening == "closer" or lows[first + 2] == "as"
    if (
        first > 3
        and lows[first - 4 : first - 2] in (["up", "for"], ["made", "up"])
        and "made" in lows[max(0, first - 5) : first]
    ):
        return True  # "could be made up for by the 800 barrels"
    if kind == "duration":
        return lows[first] in ("within", "inside")  # "eased within 20 days"
    if kind != "percent":
        return False
    behind = lows[last : last + 1]
    rated = bool(behind) and behind[0] in _RATED
    if rated and lows[last + 1 : last + 2] and _named(lows[last + 1]):
        return False  # "a 5 percent tariff increase"
    if lows[first : first + 2] == ["up", "to"] and first and lows[first - 1] in _RATED:
        return True  # "increase tariff rates up to 80%"
    return rated


_AS_LEVELS = frozenset("far low high deep little".split())
_RATED = words("moves.rated")


def lists_on(sent: Sentence, behind: int, first: int, last: int) -> bool:
    """ "an increase of $2 for petrol, [$3 for diesel] and [$4 for oil]": one move of many things."""
    if not 2 < first - behind < _LONG_LIST or sent.lows[last : last + 1] not in _FOR:
        return False
    named = all(tag == "VBG" or tag[:1] not in ("V", "M") for tag in sent.tags[behind:first])
    return named and sent.lows[behind] in ("for", "in", "on") and sent.lows[first - 1] in (",", ";", "and")


_LONG_LIST = 12  # tokens
_FOR = (["for"], ["in"], ["on"])
