"""Shares in brackets of a group told of in words: "Most bakers (62%) have a cat", "Few bakers like rye (5%)"."""

from __future__ import annotations

from extractors.attach_bracket_lists import bracket_of
from extractors.clause_map import FINITE
from extractors.noun_phrases import right_phrase
from extractors.predicates import predicate
from extractors.quantities import Quantity
from extractors.scene import Scene
from extractors.statement import Attached
from extractors.tokens import Sentence
from extractors.ways import Rule, Way
from extractors.words import words

_SHARES = words("attach_surveys.shares")
_SAYING = words("attach_surveys.saying")
_JOINING = frozenset(", ; and or while that they".split())
_BEING = frozenset("are is were was".split())
_NEAR = 12  # words of a group and of what stands before its verb


def told_shares(sent: Sentence) -> list[int]:
    """The words that say how many of a group: "most", "a majority", "few"."""
    return [] if _SHARES.isdisjoint(sent.lows) else [k for k, low in enumerate(sent.lows) if low in _SHARES]


def answered(scene: Scene, q: Quantity) -> Attached | None:
    """ "Most bakers (62%) have a cat", "Few bakers like rye (5%), have a stove (4%)": what the group does."""
    sent = scene.sent
    told = sent.once(told_shares)
    if not told or told[0] >= q.first or q.change is not None:
        return None
    found, at = bracket_of(scene, q)
    if at < 0 or scene.behind > found[at].first:
        return None
    here = found[at]
    k = next(one for one in reversed(told) if one < here.first)
    first = k + 1 + (sent.lows[k + 1] == "of")
    while sent.tags[first] in ("DT", "PRP$") and sent.lows[first] != "those":
        first += 1
    group, end = _group(scene, k, first, here.first)
    if not group:
        return None
    if end == here.first:  # the share stands right behind the group
        k = here.last + 1
        if sent.lows[k : k + 1] == ["of"] and (whose := right_phrase(sent, k + 1, tails=1)) is not None:
            group, k = scene.words_of(whose), whose.last
        verb = k if scene.tag(k) in FINITE else -1
    else:
        verb = next((m for m in range(end, min(here.first, end + _NEAR)) if sent.tags[m] in FINITE), -1)
        before = found[at - 1].last if at and found[at - 1].last > verb else -1
        if verb >= 0 and before > 0:
            verb = before + 1  # "like their ovens (88%), [would buy] the same again (81%)"
            while verb < here.first and sent.lows[verb] in _JOINING:
                verb += 1
        if verb >= here.first:
            return None
    if verb < 0:
        return None
    said = predicate(scene, _past_saying(sent, verb))
    return Attached(said, group, "attach:answered") if said else None


def _group(scene: Scene, k: int, first: int, opener: int) -> tuple[str | None, int]:
    """The group and the token behind it: "bakers" of "most bakers", "those with a garden"; a majority that stands
    alone is its own.
    """
    sent = scene.sent
    if sent.lows[first] == "those" and first + 1 < opener:
        end = next((m for m in range(first + 1, opener) if sent.tags[m] in FINITE), opener)
        return scene.text(first, end), end
    phrase = right_phrase(sent, first, tails=0, ceiling=opener)
    if phrase is not None and sent.tags[phrase.head] in ("NNS", "NN") and sent.lows[phrase.head].endswith(_MANY):
        return scene.words_of(phrase), phrase.last
    if sent.tags[k] in ("NN", "NNS") and (sent.tags[k + 1] in FINITE or k + 1 == opener):
        start = k - (sent.tags[k - 1] == "JJ" if k else 0)
        return scene.text(start, k + 1), k + 1
    return None, k


_MANY = ("s", "people", "men", "children")


def _past_saying(sent: Sentence, k: int) -> int:
    """ "say they are [happy]", "feel that it is [working]": past who says so of themselves."""
    if k + 1 < len(sent.lows) and sent.lows[k] in _SAYING:
        m = k + 1 + (sent.lows[k + 1] == "that")
        if sent.lows[m : m + 1] in (["they"], ["it"]):
            m += 1
            return m + (sent.lows[m : m + 1] != [] and sent.lows[m] in _BEING)
    return k


ANSWERED = Way(
    answered,
    (
        Rule(
            "attach:answered",
            (
                ("Most bakers (<62%>) have a cat in the shop.", "have a cat in the shop", "bakers"),
                ("Few bakers have slept at noon (<5%>).", "slept at noon", "bakers"),
            ),
            ("Most of the growth was in Kelso (9%).", "The bakers of Kelso (62%) own a cat."),
        ),
    ),
    kinds=("percent",),
)
