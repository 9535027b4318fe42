"""The subject itself is a move: "growth was 6 percent", "the fall in pay came to 4 percent"."""

from __future__ import annotations

from extractors.model import Change
from extractors.move_words import MOVING_VERBS
from extractors.moves_beyond import aside_before
from extractors.tokens import Sentence
from extractors.words import words

_PROJECTED = frozenset(
    "projected forecast estimated expected seen put pegged recorded measured reported predicted running".split()
)
_REVISED = frozenset("revised restated corrected re-estimated recalculated".split())
_STAYING = frozenset("stayed stays remained remains hovered hovers held".split())
_MOVED_TO = frozenset("drop decline decrease reduction contraction gain increase fall".split())
_AMOUNTING = frozenset("come comes came coming amount amounts amounted average total".split())
_COPULAS = words("moves_of_subject.copulas")
_ONE_FALL = frozenset("decline drop decrease contraction reduction".split())
_FALLS = _ONE_FALL | frozenset("declines drops decreases reductions cuts".split())
SIZES_UP = frozenset("increase increases rise rises hike hikes raise raises".split())
SIZES_DOWN = frozenset("decrease decreases cut cuts reduction reductions drop decline discount discounts".split())


def change_of_subject(sent: Sentence, i: int, percent: bool) -> tuple[Change, str] | None:
    """ "rent growth in 2031 will be 4.5%", "growth was 6 percent": the subject itself is a move."""
    k = i
    while k >= 0 and i - k < 6 and (sent.lows[k] in _COPULAS or (percent and _is_told_level(sent, k, i))):
        if not percent and sent.lows[k] in ("at", "to", "of") and sent.lows[k - 1] not in _AMOUNTING:
            return None
        k -= 1
    if k == i:
        return None
    aside = range(0)
    if percent and k > 0:
        aside = aside_before(sent, k)
        if len(aside) == 0 and sent.lows[k - 1 : k + 1] == [",", "which"]:
            k -= 2
    for m in range(k, max(-1, k - 8 - len(aside)), -1):
        if m in aside:
            continue
        low = sent.lows[m]
        if not percent and m < k and sent.tags[m + 1] in ("NN", "NNS") and (low in SIZES_UP or low in SIZES_DOWN):
            return None  # "without cuts warming could hit 2 degrees"
        if not percent and low in SIZES_UP and sent.tags[m] in ("NN", "NNS"):
            return "up", "change:subject"
        if not percent and low in SIZES_DOWN and sent.tags[m] in ("NN", "NNS"):
            return "down", "change:subject"
        if low in _MOVED_TO and sent.lows[m + 1 : m + 2] == ["to"]:
            return None  # "with a drop to 2 percent", "to increase that to 55 percent"
        if percent and low in ("increase", "gain") and _moves_between(sent, m, i):
            return None  # "firms that told of an increase fell to 22 percent"
        if percent and low in ("growth", "increase", "gain") and sent.tags[m] not in ("VB", "VBP"):
            nxt = sent.lows[m + 1] if m + 1 < len(sent.words) else ""
            return None if nxt in ("forecast", "stocks", "fund") else ("up", "change:subject")
        if (
            percent
            and low in ("increases", "rises", "gains", "hikes")
            and sent.tags[m] == "NNS"
            and sent.lows[i] != "to"
        ):
            return "up", "change:subject"
        if percent and low in _FALLS and (low in _ONE_FALL or sent.lows[i] != "to"):
            return "down", "change:subject"
        if sent.tags[m] not in ("NN", "NNS", "NNP", "JJ", "IN", "CD", "DT", "POS", "PRP$"):
            return None
    return None


def _is_told_level(sent: Sentence, k: int, i: int) -> bool:
    """ "is [projected] at", "has also [dropped sharply] to": what may stand between growth and its level."""
    low = sent.lows[k]
    if low in ("from", "between") and sent.lows[k - 1].startswith("rang"):
        return True
    if low.startswith("rang") and k + 1 <= i:
        return True
    if low in _PROJECTED:
        return sent.lows[k + 1] in ("at", "to")
    if low in _REVISED:
        return sent.lows[k + 1] in ("at", "to", "up", "down", "upward", "downward", "upwards", "downwards")
    if low in _STAYING or (sent.lows[k - 1] in _STAYING and sent.tags[k] == "JJ"):
        return True
    at = sent.lows[i] in ("to", "at") and k >= i - 3
    moves = (low in MOVING_VERBS or low in ("peaked", "bottomed")) and sent.tags[k][:1] == "V"
    return at and (moves or low == "also" or sent.tags[k] == "RB")


def _moves_between(sent: Sentence, m: int, i: int) -> bool:
    """True where a verb of moving stands between the tokens ``m`` and ``i``."""
    return any(sent.lows[k] in MOVING_VERBS and sent.tags[k][:1] == "V" for k in range(m + 1, i))
