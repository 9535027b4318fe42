"""Numbers joined by hyphens: "a 1.24-to-1 ratio", "a 65-1 shot", "one-, two- and three-bedroom flats"."""

from __future__ import annotations

from decimal import Context, Decimal

from extractors.amount import Amount
from extractors.phrases import singular
from extractors.tokens import Sentence
from extractors.words import words

_SIZED_BY = words("amounts.sized_by")
_FINE = Context(prec=12)
_ONE = (["1"], ["one"])
_ODDS = (["shot"], ["outsider"], ["odds"], ["long"], ["favourite"], ["favorite"], ["chance"])
_MATCHES = (["ratio"], ["margin"], ["majority"], ["basis"])


def read_to_one(sent: Sentence, amount: Amount) -> bool:
    """ "in a 3.5-to-1 ratio", "a two-to-one margin": a ratio. True when read."""
    j = amount.num_last
    if sent.lows[j : j + 3] != ["-", "to", "-"] or sent.lows[j + 3 : j + 4] not in _ONE:
        return False
    named = sent.tags[j + 4 : j + 5] == ["NN"] and sent.lows[j + 5 : j + 6] in _MATCHES  # "a 30-to-1 leverage ratio"
    if sent.lows[j + 4 : j + 5] not in _MATCHES and not named:
        return False
    amount.take_kind("ratio", None, "ratio:to_one")
    amount.num_last = amount.last = j + 4
    return True


def read_ratio(sent: Sentence, amount: Amount) -> bool:
    """ "a pay gap of 8 to 1", "outnumbered them by three to one", "a 15-for-1 split". True when read."""
    j, lows = amount.num_last, sent.lows
    if lows[j : j + 1] in (["to"], [":"]) and lows[j + 1 : j + 2] in _ONE and amount.low > 1:
        ends = j + 2 >= len(lows) or sent.tags[j + 2] not in ("NN", "NNS", "NNP", "CD", "JJ", "%", "-")
        if not ends or not _tells_ratio(sent, amount.first):
            return False
        amount.take_kind("ratio", None, "ratio:to_one")
        amount.num_last = amount.last = j + 2
        return True
    if lows[j : j + 1] == ["to"] and (fewer := _few(lows[j + 1 : j + 2])) and 1 < fewer < amount.low <= _FEW:
        if _OUTDOING.isdisjoint(lows[max(0, amount.first - _NEAR_RIVAL) : amount.first]):
            return False
        if sent.tags[j + 2 : j + 3] in (["NN"], ["NNS"], ["JJ"], ["CD"]):
            return False
        amount.low = amount.high = _FINE.divide(amount.low, fewer)  # "outnumbered losers by 3 to 2"
        amount.take_kind("ratio", None, "ratio:to_one")
        amount.num_last = amount.last = j + 2
        return True
    if lows[j : j + 1] == ["-"] and lows[j + 1].startswith("for-") and "split" in lows[j + 2 : j + 5]:
        below = lows[j + 1][4:]
        whole = _PLAIN.get(below) or (Decimal(below) if below.isdecimal() else None)
        if whole:
            amount.low = amount.high = _FINE.divide(amount.low, whole)
            amount.take_kind("ratio", None, "ratio:split")
            amount.num_last = amount.last = j + 2
            return True
    return False


def _few(word: list[str]) -> Decimal | None:
    """The small whole number at the head of ``word``, in digits or letters; None for any other."""
    if not word:
        return None
    return Decimal(word[0]) if word[0].isdecimal() and len(word[0]) <= 2 else _PLAIN.get(word[0])


def _tells_ratio(sent: Sentence, first: int) -> bool:
    """ "a gap of 8 to 1", "leverage rose from 8 to 1 to over 20 to 1", "the ratio of debt to capital is 9 to 1"."""
    named = next((k for k in range(first - 1, -1, -1) if sent.lows[k] in _LEVERAGE), -1)
    if named >= 0 and not _is_tally(sent, named, first):
        return True
    if not _OUTDOING.isdisjoint(sent.lows[max(0, first - _NEAR_RIVAL) : first]):
        return True  # "outspending its rival 3 to 1"
    return sent.lows[first - 1 : first] in (["of"], ["by"]) and not _RATIOS.isdisjoint(
        sent.lows[max(0, first - 5) : first]
    )


def _is_tally(sent: Sentence, named: int, first: int) -> bool:
    """ "After the talk of the ratio the board voted [8 to 1]": votes or goals, of which the ratio is not told."""
    scored = not SCORING.isdisjoint(sent.lows[named:first])
    return scored or (sent.tags[first - 1][0] == "V" and sent.lows[first - 1] not in _STANDING)


SCORING = frozenset("vote votes voted voting ruled won win beat lost lose defeated approved rejected".split())
_STANDING = frozenset(
    "is are was were be been being hit reached exceeds exceeded averaged averages stays stayed".split()
)

_FEW = 20
_NEAR_RIVAL = 6  # tokens
_OUTDOING = frozenset(
    "outnumber outnumbers outnumbered outnumbering outspend outspends outspent outspending outvote outvoted outvoting"
    " outsell outsells outsold outselling outgun outgunned".split()
)
_LEVERAGE = frozenset("leverage gearing ratio ratios".split())
_PLAIN = {"one": Decimal(1), "two": Decimal(2), "three": Decimal(3)}
_RATIOS = frozenset(
    "gap ratio margin majority odds outnumbered outnumber outnumbers outspent beat lead ratios".split()
)


def read_odds(sent: Sentence, amount: Amount) -> bool:
    """ "a 65-1 shot", "a 5-2 favourite": what is paid for one. True when read."""
    j = amount.num_last
    if sent.lows[j + 2 : j + 3] not in _ODDS or not sent.words[j + 1].isdecimal() or sent.words[j + 1] == "0":
        return False
    amount.low = amount.high = _FINE.divide(amount.low, Decimal(sent.words[j + 1]))
    amount.take_kind("ratio", None, "ratio:odds")
    amount.num_last = amount.last = j + 2
    return True


def read_listed_size(sent: Sentence, amount: Amount) -> bool:
    """ "[one]-, [two]- and three-bedroom flats": the size that stands only behind the last. True when read."""
    j = amount.num_last
    if not sent.glued(j) or sent.lows[j + 1 : j + 2] not in _LISTING:
        return False
    for k in range(j + 1, min(j + _FAR, len(sent.lows) - 1)):
        if sent.words[k] == "-" and sent.lows[k + 1] in _SIZED_BY and sent.glued(k + 1):
            amount.take_kind("count", singular(sent.lows[k + 1]), "count:hyphen")
            amount.hyphen = True
            amount.last = j + 1
            return True
        if sent.tags[k] not in ("CD", "CC", ",", "-", "TO"):
            return False
    return False


def read_point_moves(sent: Sentence, amount: Amount) -> bool:
    """ "six quarter-point cuts": how many cuts; how far each goes is read by itself. True when read."""
    j = amount.num_last
    if j >= len(sent.lows) or sent.lows[j] not in _PARTS or sent.lows[j + 1 : j + 3] != ["-", "point"]:
        return False
    if sent.tags[j + 3 : j + 4] not in (["NNS"], ["VBZ"]):
        return False
    amount.phrase = amount.head = j + 3
    amount.take_kind("count", singular(sent.lows[j + 3]), "count:noun")
    return True


_PARTS = ("quarter", "half")
_LISTING = ([","], ["and"], ["or"], ["to"])
_FAR = 10  # tokens
