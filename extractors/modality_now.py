"""What is so already, whatever the sentence plans or foretells: "will close its mill, where [310 people] work"."""

from __future__ import annotations

from collections.abc import Callable

from extractors.clause_map import FINITE
from extractors.period_timeless import SIDES, is_distance
from extractors.phrases import NOUNS
from extractors.quantities import Quantity
from extractors.tokens import Sentence
from extractors.words import words

_SENDING = words("modality_certain.sending")
_TRADED = words("modality_certain.traded")
_CHANGED = words("modality_certain.changed")
_HEDGES = words("modality_certain.hedges")
_LEVELS = frozenset("to from at".split())
_NEAR = 6  # tokens
_REACH = 12  # tokens
_VERBS = FINITE | {"MD", "VB", "VBN"}


def _lies_so_far(sent: Sentence, q: Quantity) -> bool:
    """ "would add six looms at Arden, [200 km] south of Orrin": where a place lies is no plan."""
    k = q.first - 1 - (sent.lows[q.first - 1] in _HEDGES)
    return k > 0 and sent.lows[k] == "," and is_distance(sent, q)


def _is_there(sent: Sentence, q: Quantity) -> bool:
    """ "plans to close its mill, where [310 people] work": who is there now is no plan."""
    k = q.first - 1
    if sent.lows[k - (sent.lows[k] in _ABOUT)] != "where" or q.kind != "count":
        return False
    return sent.tags[q.last : q.last + 1] in (["VBP"], ["VBZ"]) or sent.lows[q.last : q.last + 1] in (
        ["work"],
        ["live"],
    )


_ABOUT = frozenset("about some nearly around almost roughly".split())


def _is_size_now(sent: Sentence, q: Quantity) -> bool:
    """ "wants to double its staff of [310]", "will close a ward of [24 beds]": how many there are now is no plan."""
    k = q.first - 1
    while k > 0 and sent.lows[k] in _ABOUT:
        k -= 1
    if k < 2 or sent.lows[k] != "of":
        return False
    ends = sent.tags[k - 1] == "NN" and sent.lows[k - 2] in ("a", "an", "the", "its") and sent.lows[k - 3] in _ENDING
    return ends or (sent.lows[k - 1] in _BODIES and sent.tags[k - 2] in ("PRP$", "POS"))


def _is_ended(sent: Sentence, q: Quantity) -> bool:
    """ "promised to scrap the [$5] fee", "will freeze her own [$72,000] salary": what there is now."""
    k = q.first - 1 - (sent.lows[q.first - 1] in ("own", "current", "existing"))
    if q.kind not in ("money", "percent") or k < 1 or sent.lows[k - 1] not in _STOPPING:
        return False
    whose = sent.lows[k] == "the" or sent.tags[k] in ("PRP$", "POS")
    return whose and sent.tags[q.last : q.last + 1] in (["NN"], ["NNS"], ["JJ"])


_STOPPING = frozenset("scrap abolish freeze waive axe ditch drop end remove keep retain suspend cancel".split())


def _is_in_hand(sent: Sentence, q: Quantity) -> bool:
    """ "needs $1.2m, of which [$450,000] has already been pledged"."""
    behind = sent.lows[q.last : q.last + 4]
    if behind[:1] not in (["has"], ["have"], ["had"]) or "been" not in behind:
        return False
    k = q.last + behind.index("been") + 1
    return sent.lows[k : k + 1] != [] and sent.lows[k] in _GIVEN


_GIVEN = frozenset("pledged promised committed raised donated paid given spent allocated earmarked secured".split())
_ENDING = frozenset("close shut sell demolish scrap axe leave quit retire sink vacate".split())
_BODIES = frozenset("staff workforce fleet team membership crew herd flock portfolio network headcount".split())


def _is_moved(sent: Sentence, q: Quantity) -> bool:
    """ "said it would sell the mill, sending its shares up [4 percent]", "its plans sent shares down [2 percent]"."""
    if q.change is None and q.kind not in ("percent", "money"):
        return False
    for k in range(max(0, q.first - _REACH), q.first - 1):
        if sent.lows[k] in _SENDING and not _TRADED.isdisjoint(sent.lows[k + 1 : k + _NEAR]):
            done = sent.tags[k] == "VBD" or "VBD" in sent.tags[:k]
            return done and "MD" not in sent.tags[k : q.first] and FINITE.isdisjoint(sent.tags[k + 1 : q.first])
    return False


def _is_behind(sent: Sentence, q: Quantity) -> bool:
    """ "fears rose after growth slowed to [2 percent]": what others fear or expect is of another clause."""
    if "after" not in sent.lows[: q.first]:
        return False
    at = q.first - 1 - sent.lows[: q.first][::-1].index("after")
    verbs = [k for k in range(at + 1, q.first) if sent.tags[k] in _VERBS]
    if len(verbs) != 1 or q.change is not None or sent.lows[verbs[0]] not in _CHANGED:
        return False
    return sent.tags[verbs[0]] in ("VBD", "VBN") and sent.lows[q.first - 1] in _LEVELS


def _is_part_now(sent: Sentence, q: Quantity) -> bool:
    """ "will shed 120 posts, [45] of which are vacant": the verb of its own clause says so."""
    behind = sent.lows[q.last : q.last + 2]
    return behind in (["of", "which"], ["of", "whom"]) and sent.tags[q.last + 2 : q.last + 3] in _NOW


_NOW = (["VBP"], ["VBZ"], ["VBD"])


def _is_sized(sent: Sentence, q: Quantity) -> bool:
    """ "An asteroid [11 metres] across will pass", "The bridge, [400 metres] long, would close": its size is no
    forecast.
    """
    k = q.first - 1
    while k > 0 and (sent.lows[k] in _HEDGES or sent.lows[k] in ("up", "to")):
        k -= 1
    sized = q.kind == "measure" and not _SIZES.isdisjoint(sent.lows[q.last - 1 : q.last + 1])
    return sized and (sent.lows[k] == "," or sent.tags[k] in _NAMED) and FINITE.isdisjoint(sent.tags[:k])


_NAMED = NOUNS | {"JJ"}
_SIZES = frozenset("across long wide tall high deep thick".split())


def _is_valued(sent: Sentence, q: Quantity) -> bool:
    """ "will sell its town hall, valued at [£6m]"."""
    k = q.first - 1 - (sent.lows[q.first - 1] in _ABOUT)
    return sent.lows[max(0, k - 2) : k + 1] in ([",", "valued", "at"],) and q.kind == "money"


_ASKED = Callable[[Sentence, Quantity], bool]
# Each with the words of which the sentence has to have one.
SO_NOW: tuple[tuple[_ASKED, frozenset[str]], ...] = (
    (_lies_so_far, SIDES),
    (_is_moved, _SENDING),
    (_is_there, frozenset(("where",))),
    (_is_size_now, _BODIES | _ENDING),
    (_is_ended, _STOPPING),
    (_is_in_hand, _GIVEN),
    (_is_behind, frozenset(("after",))),
    (_is_part_now, frozenset(("which", "whom"))),
    (_is_sized, _SIZES),
    (_is_valued, frozenset(("valued",))),
)
