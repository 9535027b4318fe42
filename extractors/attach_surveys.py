"""Shares in brackets of a group told of in words: "Most bakers (62%) have a cat", "Few bakers like rye (5%)"."""

from __future__ import annotations

from extractors.attach_bracket_lists import Bracket, bracket_of
from extractors.clause_map import FINITE
from extractors.noun_phrases import left_phrase, right_phrase
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
_NAMES = frozenset(("NNP", "NNPS"))
_BEING = frozenset("are is were was".split())
_NEAR = 12  # words of a group and of what stands before its verb


def told_shares(sent: Sentence) -> list[int]:
    """The words that say how many of a group: "most", "a majority", "few"."""
    return [] if _SHARES.isdisjoint(sent.said) else [k for k, low in enumerate(sent.lows) if low in _SHARES]


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
    group, end = _group(scene, k, first, here)
    if not group:
        return None
    if end == here.first:  # the share stands right behind the group
        k = _past_others(scene, found, at)
        if sent.lows[k : k + 1] == ["of"] and (whose := right_phrase(sent, k + 1, tails=1)) is not None:
            group, k = scene.words_of(whose), whose.last
        verb = k if scene.tag(k) in FINITE else -1
    else:
        verb = _verb_of_group(scene, end, found, at)
    said = predicate(scene, _past_saying(sent, verb)) if verb >= 0 else None
    return Attached(said, group, "attach:answered") if said else None


def _past_others(scene: Scene, found: list[Bracket], at: int) -> int:
    """The token behind the bracket ``at``, and behind those of other groups: "half of women (48%) [and a third of men
    (33%)] smoke".
    """
    while scene.low(found[at].last + 1) in ("and", ",") and at + 1 < len(found):
        at += 1
    return found[at].last + 1


def _verb_of_group(scene: Scene, end: int, found: list[Bracket], at: int) -> int:
    """What a group does whose phrase ends at token ``end``, with its share behind that: "Few bakers [like] rye (5%)";
    -1 where the group has its share already, or the bracket is of somebody else: "Most said Harl (9%) would win".
    """
    sent, opener = scene.sent, found[at].first
    if sent.lows[end] == "(" or (scene.tag(opener - 1) in _NAMES and scene.tag(found[at].last + 1) in FINITE):
        return -1
    verb = next((m for m in range(end, min(opener, end + _NEAR)) if sent.tags[m] in FINITE), -1)
    before = found[at - 1].last if at else -1
    if verb < 0 or before < verb:
        return verb
    if scene.done[-1].rule != "attach:answered":
        return -1
    verb = before + 1  # "like their ovens (88%), [would buy] the same again (81%)"
    while verb < opener and sent.lows[verb] in _JOINING:
        verb += 1
    return verb if verb < opener else -1


def _group(scene: Scene, k: int, first: int, here: Bracket) -> tuple[str | None, int]:
    """The group and the token behind it: "bakers" of "most bakers", "those with a garden"; a majority that stands
    alone is its own, and "most (62%) of them" are they.
    """
    sent, opener = scene.sent, here.first
    if sent.lows[first] == "those" and first + 1 < opener:
        end = next((m for m in range(first + 1, opener) if sent.tags[m] in FINITE), opener)
        return scene.text(first, end), end
    phrase = right_phrase(sent, first, tails=0, ceiling=opener)
    if phrase is not None and sent.tags[phrase.head] in ("NNS", "NN") and sent.lows[phrase.head].endswith(_MANY):
        return scene.words_of(phrase), phrase.last
    if k + 1 == opener and scene.low(here.last + 1) == "of":
        return scene.text(k, opener), opener
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


def sample(scene: Scene, q: Quantity) -> Attached | None:
    """ "a Kell poll of 2,300 adults": how many a survey asked, which is its own and nobody's whom it is about."""
    if q.head < 0 or scene.word != "of":
        return None
    k = scene.before
    while k > 2 and scene.tag(k - 1) in _NAMES:
        k -= 1  # "a survey by Kell Research of"
    k = k - 1 if k < scene.before and scene.low(k - 1) in ("by", "for", "from") else scene.before
    if scene.low(k - 1) not in _ASKING:
        return None
    survey = left_phrase(scene.sent, k)
    owner = scene.words_of(survey) if survey is not None else None
    return Attached(scene.text(q.phrase, q.head + 1), owner, "attach:sample")


_ASKING = frozenset("survey poll study questionnaire trial sample".split())


def other_side(scene: Scene, q: Quantity) -> Attached | None:
    """ "61 percent were in favour, [37] against": the share of the other side."""
    side = scene.low(q.last)
    if not q.carried or side not in _SIDES or scene.tag(q.last + 1) not in (".", ",", "CC", ":"):
        return None
    return Attached(side, scene.done[-1].subject, "attach:other_side")


_SIDES = frozenset("against opposed undecided unsure".split())
OTHER_SIDE = Way(
    other_side,
    (
        Rule(
            "attach:other_side",
            (("61 percent were in favour, <37> against.", "against", None),),
            ("61 percent were in favour, 37 percent of them women.",),
        ),
    ),
    kinds=("percent",),
    later=True,
)
SAMPLE = Way(
    sample,
    (
        Rule(
            "attach:sample",
            (("A survey of <2,300 adults> found that Roe leads.", "adults", "survey"),),
            ("A group of 2,300 adults found a cave.",),
        ),
    ),
    kinds=("count",),
)
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
