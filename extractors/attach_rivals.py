"""The next of several who share a figure: "ahead of the Greens on 24 percent", "followed by Canadians with 13"."""

from __future__ import annotations

from extractors.clause_subjects import is_time, last_segment, past_time
from extractors.market import of_other
from extractors.measure_nouns import says_what
from extractors.noun_phrases import Phrase, left_phrase, right_phrase
from extractors.owner_splits import split
from extractors.phrases import NOUNS
from extractors.quantities import Quantity
from extractors.scene import Scene
from extractors.statement import Attached
from extractors.ways import Rule, Way

LEADING = frozenset(
    "led leads lead leading beat beats defeated trailed trails trailing edged ousted outpolled".split()
)
_BEFORE = frozenset("on with at".split())
_PASSING = frozenset(("overtaking", "surpassing"))
_LEADING_TO = _PASSING | frozenset(
    ", and ; followed by trailed ahead of behind while with then but second third next closely to than the in".split()
)


def rival(scene: Scene, q: Quantity) -> Attached | None:
    """ "Pell on 24 percent", behind a figure of the same kind: the same of Pell."""
    if not scene.done[-1].measure or not (scene.alike or q.carried):
        return None
    if scene.word == "to" and scene.behind == scene.before and scene.low(scene.verb) in LEADING:
        number = next((k for k in range(scene.verb + 1, q.first) if scene.tag(k) == "CD"), q.first)
        who = right_phrase(scene.sent, scene.verb + 1, tails=0, ceiling=number)
        if who is not None and who.last <= scene.before - 2 and scene.tag(who.head) in ("NNP", "NNPS"):
            return Attached(scene.done[-1].measure, scene.words_of(who), "attach:rival")  # "led Diaz 51% to 47%"
    if scene.word in ("to", "against") and scene.low(q.last) == "for":
        return _rival_behind(scene, q)
    if scene.tag(scene.before) == "POS" and scene.behind >= 0:
        return _rival_whose(scene)
    if scene.word not in _BEFORE or scene.behind < 0:
        return None
    phrase = left_phrase(scene.sent, scene.before, scene.behind)
    if phrase is not None and scene.low(phrase.first) in _PASSING and phrase.head > phrase.first:
        phrase = Phrase(phrase.first + 1, phrase.last, phrase.head)
    if phrase is None or phrase.first <= scene.behind or is_time(scene, phrase):
        return None
    bracketed = scene.low(phrase.last) == "(" and scene.low(scene.before - 1) == ")"  # "Ada Pell (Green) on 987"
    if phrase.last != scene.before and not bracketed:
        return None
    gap = scene.sent.lows[scene.behind : phrase.first]
    led = _past_tail(scene, phrase.first) if not set(gap) <= _LEADING_TO else True
    if not led or not gap or says_what(scene.low(phrase.head)) or scene.tag(phrase.head) not in NOUNS:
        return None
    past = scene.low(phrase.first - 1) in _PASSING  # "overtaking coal at 16 percent"
    if scene.word == "at" and scene.tag(phrase.head) not in ("NNP", "NNPS") and not past:
        return None
    owner = split(scene, phrase)[1] or scene.words_of(phrase)
    return Attached(scene.done[-1].measure, owner, "attach:rival")


def _past_tail(scene: Scene, first: int) -> bool:
    """ "24 percent [of the vote, ahead of] the Greens": what the first figure is of stands between."""
    k = first - 1
    while k > scene.behind and scene.low(k) in _LEADING_TO and scene.low(k) != ",":
        k -= 1
    if scene.low(k) not in (",", "and", ";"):
        return False
    return not any(scene.tag(m) in ("VBD", "VBZ", "VBP", "MD") for m in range(scene.behind, k))


def _rival_whose(scene: Scene) -> Attached | None:
    """ "Venn has 44 percent to Pike's 37", "raised $48,000 to the backers' $310,000"."""
    whose = left_phrase(scene.sent, scene.before, scene.behind)
    if whose is None or (scene.verb >= scene.behind and scene.low(scene.verb) != "compared"):
        return None
    if "compared" in scene.sent.lows[whose.first : whose.last]:
        whose = last_segment(scene, whose)
    k = whose.first - 1 - (scene.tag(whose.first - 1) == "DT")
    k -= scene.tag(k) == "DT"
    last = scene.done[-1]
    named = scene.low(k) in _SET_AGAINST or scene.low(whose.first) in ("to", "against")
    named = named or (scene.low(k) in ("and", ",") and last.rule == "attach:rival")  # "Orrin's 15 and Telmar's 12"
    return Attached(last.measure, scene.words_of(whose), "attach:rival") if named else None


_SET_AGAINST = frozenset("to against versus vs than with".split())


def _rival_behind(scene: Scene, q: Quantity) -> Attached | None:
    """ "41 percent to 38 percent for Pell", "against 48 percent for her rival, Ada Pell"."""
    who = right_phrase(scene.sent, q.last + 1, tails=0)
    if who is None or scene.verb >= scene.behind >= 0:
        return None
    if scene.low(who.last) == "," and scene.tag(who.last + 1) == "NNP" and scene.tag(who.head) == "NN":
        who = right_phrase(scene.sent, who.last + 1, tails=0) or who
    if scene.tag(who.head) not in ("NNP", "NNPS") and scene.low(who.first - 1) not in ("the", "its", "his", "her"):
        return None
    return Attached(scene.done[-1].measure, scene.words_of(who), "attach:rival")


def each_by(scene: Scene, q: Quantity) -> Attached | None:
    """ "Exports fell by 4%, imports by 3% and transit by 1%", "followed by tin with 3 tonnes": what has no verb
    of its own did the same.
    """
    verb, prep = scene.verb, scene.before
    by = prep - 1 if scene.word in ("just", "only") else prep
    if scene.low(by) not in _EACH or scene.behind < 0 or not scene.done[-1].measure:
        return None
    phrase = left_phrase(scene.sent, by, scene.behind)
    if phrase is None or phrase.first <= scene.behind or phrase.last != by or is_time(scene, phrase):
        return None
    followed = scene.low(verb) == "followed" and scene.low(by) in ("with", "at", "on")
    if verb >= scene.behind and not followed:
        return None
    gap = past_time(scene.sent.lows[scene.behind : phrase.first])
    last = scene.done[-1]
    if followed:
        if scene.low(phrase.first - 1 - (scene.tag(phrase.first - 1) == "DT")) != "by":
            return None
        return Attached(last.measure, scene.words_of(phrase), "attach:each_by")
    same = scene.moved and q.change is not None and scene.low(by) == "by"
    if not same or not set(gap) <= _JOINING or not gap or scene.tag(phrase.head) not in NOUNS:
        return None
    name = scene.words_of(phrase)
    again = len(scene.done) > 1 and last.rule == "attach:each_by" and scene.done[-2].subject == last.subject
    head = scene.low(phrase.head)
    again = again or says_what(head) or head in (last.measure or "").lower().split()
    if last.subject != last.measure and again:
        return Attached(name, last.subject, "attach:each_by")
    return Attached(of_other(last, name), name, "attach:each_by")


_EACH = frozenset("by with at on".split())
_JOINING = frozenset(", and ; while ) the".split())


RIVAL = Way(
    rival,
    (
        Rule(
            "attach:rival",
            (
                (
                    "Venn won 31 percent of the vote, ahead of the Harbour Party on <24 percent>.",
                    "vote",
                    "Harbour Party",
                ),
                ("Roe won 52 percent of the vote to <48 percent> for Pell.", "vote", "Pell"),
            ),
            ("Venn won 31 percent of the vote and spent 24 percent on travel.",),
        ),
    ),
    kinds=(
        "percent",
        "count",
        "index",
        "money",
    ),
    later=True,
)
EACH_BY = Way(
    each_by,
    (
        Rule(
            "attach:each_by",
            (
                ("Oakmart's exports fell by 4%, imports by <3%>.", "imports", "Oakmart"),
                ("Copper sales rose by 9 tonnes, followed by tin with <3 tonnes>.", "Copper sales", "tin"),
            ),
            ("Exports fell by 4% and imports rose by 3%.",),
        ),
    ),
    kinds=("percent", "money", "measure", "percentage_point", "count", "ratio"),
    later=True,
)
