"""Figures of a list that a measure heads: "Population: Arden 1.2m; Brask 870,000", "Growth: 2023 0.4%"."""

from __future__ import annotations

from extractors.attach_tidy import COUNTED_HEADS
from extractors.clause_map import FINITE
from extractors.listed_names import LISTING
from extractors.measure_nouns import says_what
from extractors.noun_phrases import is_year_word
from extractors.own_units import PEOPLE_NOUNS
from extractors.phrases import CALENDAR, NOUNS
from extractors.quantities import Quantity
from extractors.scene import Scene
from extractors.statement import Attached
from extractors.tokens import Sentence
from extractors.ways import Rule, Way

_LONGEST_HEAD = 7  # tokens, the colon among them
_LONGEST_NAME = 5  # tokens
_PARTS = frozenset((*NOUNS, "JJ", "IN", "DT", "POS"))
_SEPARATORS = frozenset(": ; ,".split())
_BEFORE = frozenset("( about some nearly almost around - $ £ €".split())


def _head_of_list(sent: Sentence) -> list[int]:
    """[token of the colon] where the sentence opens with a measure and a colon, [] elsewhere."""
    if ":" not in sent.words[1:_LONGEST_HEAD]:
        return []
    k = sent.words.index(":", 1)
    won = sent.lows[k - 1] in ("won", "cast")
    if not _PARTS.issuperset(sent.tags[: k - won]) or not FINITE.isdisjoint(sent.tags[k:]):
        return []
    head = next((j for j in range(k) if sent.tags[j] == "IN"), k - won) - 1
    low = sent.lows[head] if head >= 0 else ""
    return [k] if says_what(low) or low in PEOPLE_NOUNS or low in COUNTED_HEADS or low in LISTING else []


def headed(scene: Scene, q: Quantity) -> Attached | None:
    """ "Population: Arden [1.2m]; Brask [870,000]": the head is measured, of whom stands before the number."""
    sent = scene.sent
    colons = sent.landmarks(_head_of_list, 0, q.first)
    if not colons:
        return None
    start = stop = q.first
    while stop > 0 and sent.lows[stop - 1] in _BEFORE:
        stop -= 1
    start = stop
    while start > 0 and sent.words[start - 1] not in _SEPARATORS and stop - start <= _LONGEST_NAME:
        start -= 1
    if sent.words[start - 1] not in _SEPARATORS or (sent.words[start - 1] == ":" and start - 1 != colons[0]):
        return None  # "Output: 7,000 tonnes; staff: 210"
    while start < stop and sent.lows[start] in ("and", "the"):
        start += 1
    named = all(tag in ("NNP", "NNPS", "CD", "NN", "POS") for tag in sent.tags[start:stop])
    named = named and stop > start and sent.words[start][0].isupper() and sent.lows[start] not in CALENDAR
    if stop > start and not named and not is_year_word(sent.lows[start]) and sent.lows[start] not in CALENDAR:
        return None
    return Attached(scene.text(0, colons[0]), scene.text(start, stop) if named else None, "attach:headed")


HEADED = Way(
    headed,
    (
        Rule(
            "attach:headed",
            (("Turnout: Telmar <61 percent>, Venn 58 percent.", "Turnout", "Telmar"),),
            ("Turnout: 61 percent came in Telmar.", "Telmar: 61 percent."),
        ),
    ),
)
