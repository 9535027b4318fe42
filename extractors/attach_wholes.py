"""Shares of a whole that the sentence only points back to: "12 percent of that", "a third of them are new"."""

from __future__ import annotations

from extractors.clause_subjects import place_after
from extractors.clauses import subject_of
from extractors.measure_nouns import says_what
from extractors.noun_phrases import Phrase, left_phrase, right_phrase
from extractors.owner_splits import owner_of_clause
from extractors.owners import owner_name
from extractors.predicates import predicate, until_mark
from extractors.quantities import Quantity
from extractors.scene import Scene
from extractors.statement import Attached, Statement
from extractors.tagger import tag_word
from extractors.ways import Rule
from extractors.words import words

_MAKING_UP = words("attach_shares.making_up")
_POINTING = frozenset("that this those these them it which whom".split())
_SUMS = frozenset("total sum figure whole overall amount".split())
_BE = frozenset("is are was were".split())
_ENDS = (".", ",", ";", ":", ")", "IN", "CC", "TO", "WDT", "RB", "VBG", "VBN", "VBD", "VBZ", "VBP", "MD")
_FINITE = ("VBD", "VBP", "VBZ", "MD")
_REACH = 2  # sentences


_COUNTED = frozenset("attach:count_object attach:count_acts attach:count_listed attach:count_again".split())
_NARROWING = frozenset("in aged under over with without".split())


def said_whole(scene: Scene, q: Quantity, k: int) -> Attached | None:
    """Of what was told before, where only a pronoun or "the total" stands at token ``k`` behind "of"."""
    if scene.low(k) == "what" and scene.done and scene.low(q.first - 1) == "," and scene.done[-1].measure:
        return Attached(thing_told(scene.done[-1]), scene.done[-1].subject, "attach:share_said")
    if scene.low(k) == "the" and scene.low(k + 1) in _SUMS:
        stop = k + 2
        part = _part_told(scene) if scene.behind < 0 and scene.low(k + 1) == "total" else None
        if part is not None and says_what(scene.low(part.head)) and scene.low(scene.verb) in _MAKING_UP:
            return Attached(scene.sent.words[part.head].lower(), scene.words_of(part), "attach:share_said")
    elif scene.low(k) in _POINTING:
        stop = k + 1
    else:
        return None
    antecedent = _antecedent(scene, q, k)
    if antecedent is not None and scene.tag(stop) not in ("CD", ","):
        part = right_phrase(scene.sent, stop + 1, tails=0) if scene.low(stop) in _BE else None
        said = scene.words_of(part) if part is not None else predicate(scene, stop)
        return Attached(said or None, antecedent, "attach:share_said")
    whole = _told(scene)
    if scene.low(k) in ("them", "whom"):
        whole = next((said for said in reversed(scene.done) if said.rule in _COUNTED), whole)
    relative = scene.low(k) in ("whom", "which") and whole is not None and whole.measure is not None
    if relative and whole is not None and scene.verb < scene.behind and scene.tag(stop) not in ("CD", ","):
        return Attached(f"{thing_told(whole)} {predicate(scene, stop)}".strip(), whole.subject, "attach:share_said")
    if (
        scene.low(k) == "them"
        and whole is not None
        and scene.tag(stop) in ("JJ", "NNS")
        and (scene.behind > scene.verb or scene.word == ",")
    ):
        state = until_mark(scene, stop, stop + 1)
        things = state if scene.tag(stop) == "NNS" else f"{thing_told(whole)} {state}"
        return Attached(things, whole.subject, "attach:share_said")  # "3,400 workers, 85 percent of them local"
    narrowed = (
        scene.low(k) in ("those", "these") and scene.low(stop) in _NARROWING
    )  # "those aged 55", "those in work"
    if (
        scene.tag(stop) not in _ENDS
        or narrowed
        or scene.low(stop) in ("who", "that")
        or whole is None
        or whole.measure is None
    ):
        return None
    if scene.tag(stop) in _FINITE:
        part = right_phrase(scene.sent, stop + 1, tails=0) if scene.low(stop) in _BE else None
        if part is not None:
            return Attached(thing_told(whole), scene.words_of(part), "attach:share_said")
        return Attached(f"{thing_told(whole)} {predicate(scene, stop)}".strip(), whole.subject, "attach:share_said")
    owner = owner_of_clause(scene, scene.verb) if scene.verb > scene.behind else None
    if scene.low(k) == "them" and scene.low(stop) in ("in", "at", "from"):
        owner = place_after(scene, stop) or owner  # "435,000 people, 90 percent of them in Africa"
    return Attached(thing_told(whole), owner or whole.subject, "attach:share_said")


def _part_told(scene: Scene) -> Phrase | None:
    """ "Sales in Asia[, which] make up 17 percent of the total": the sales, and not only where they are."""
    aside = scene.low(scene.verb - 1) == "which" and scene.low(scene.verb - 2) == ","
    return left_phrase(scene.sent, scene.verb - 2) if aside else subject_of(scene.sent, scene.verb)


def _antecedent(scene: Scene, q: Quantity, k: int) -> str | None:
    """ "The audience, [58 percent] of whom were women": who "whom" at token ``k`` is, where they are not counted."""
    sent = scene.sent
    if scene.low(k) not in ("whom", "which") or scene.low(q.first - 1) != "," or scene.behind >= 0:
        return None
    whose = left_phrase(sent, q.first - 1)
    if whose is None or sent.tags[whose.head] not in ("NNS", "NN") or whose.first > 1:
        return None
    return scene.words_of(whose)


def _told(scene: Scene) -> Statement | None:
    """What was told last in the sentence, and was no time that something took; else in the one before."""
    here = next((said for said in reversed(scene.done) if not said.lasts), None)
    return here or (scene.names.last if scene.index - scene.names.last_index <= _REACH else None)


def past_number(scene: Scene, k: int) -> int:
    """ "40 percent of the [$3.1 billion] cost", "of the [12 million euro] bill", "of the [300] barges": the token
    behind the number; ``k`` itself where none stands there.
    """
    first = k
    while scene.tag(k) in _SIGNS or scene.low(k) in _SCALES:
        k += 1
    if k > first and scene.low(k) == "-":
        k += 2
    elif k > first and scene.low(k) in _UNITS and scene.tag(k + 1) in ("NN", "NNS", "JJ"):
        k += 1
    return k if scene.tag(k) in ("NN", "NNS", "JJ", "NNP", "VBG", "VBN") else first


def past_holder(scene: Scene, k: int) -> int:
    """ "25 percent of [the canton's] 1.6 million people": the token behind the genitive before a number."""
    if scene.tag(k) == "PRP$":
        return k + 1 if scene.tag(k + 1) in _SIGNS else k  # "61 percent of its $3m budget"
    for m in range(k + 1, k + 5):
        if scene.tag(m) == "POS":
            return m + 1 if scene.tag(m + 1) in ("CD", "$") else k
    return k


def thing_told(said: Statement) -> str:
    """ "looms" of "looms sold": what was counted, without what was done to it."""
    thing, _, act = (said.measure or "").rpartition(" ")
    done = said.rule == "attach:count_object" and act != "" and tag_word(act, act, False) in ("VBD", "VBN")
    return thing if done and thing else said.measure or ""


_SCALES = frozenset("million billion trillion thousand hundred m bn k".split())
_SIGNS = ("CD", "$")
_UNITS = frozenset("euro dollar pound yen yuan rupee crown".split())

SAID_WHOLE = Rule(
    "attach:share_said",
    (
        ("The mill sold 400 looms. Schools bought <12 percent> of them.", "looms", "Schools"),
        ("The abbey keeps 400 looms, <three quarters> of which are broken.", "looms broken", "abbey"),
    ),
    ("Schools bought 12 percent of the looms.",),
)


def whole_of_share(scene: Scene, q: Quantity) -> str | None:
    """ "A third of Norvik's [43,000 workers] went on strike": these are its workers, whatever a third of them did."""
    sent, of = scene.sent, q.first - 1
    if q.kind != "count" or q.num_last >= q.last or scene.low(q.last) in _NARROWED:
        return None
    while of > 0 and sent.tags[of] in _WHOSE:
        of -= 1
    if of <= 0 or sent.lows[of] != "of" or not (of == scene.behind or sent.lows[of - 1] in _PARTS):
        return None
    return scene.text(q.num_last, q.last)


def is_part_of(scene: Scene, q: Quantity, whole: Quantity) -> bool:
    """True for "[43] of the 610 houses", where ``whole`` is what stands behind it."""
    between = scene.sent.tags[q.last + 1 : whole.first]
    return q.kind == whole.kind == "count" and scene.low(q.last) == "of" and _WHOSE.issuperset(between)


_NARROWED = frozenset("of that where which who whose".split())  # "one of two people who caught it": both did
_PARTS = frozenset("few many most none one several some".split())


_WHOSE = frozenset("DT JJ NN NNS NNP NNPS POS PRP$".split())


def year_olds(scene: Scene, k: int) -> Phrase | None:
    """ "16-to-24-year-olds": the phrase whose age begins at token ``k``; None for other numbers."""
    for m in range(k + 1, k + 9):
        if scene.low(m) in ("olds", "old"):
            return Phrase(k, m + 1, m) if scene.low(m) == "olds" else None
        if scene.low(m) not in ("-", "to", "and", "year", "month") and scene.tag(m) != "CD":
            return None
    return None


def summed(scene: Scene) -> Attached | None:
    """ "revenue of 78 billion yuan, accounting for 22 percent of the city's total"; "It had 1.4 million visitors.
    Those from ships were [62 percent] of the total": what was told before, here or in the last sentence, and whose.
    """
    if scene.done:
        told = scene.done[-1]
        return Attached(told.measure, told.subject, "attach:share_said") if told.measure else None
    told_before = scene.names.last
    if told_before is None or not told_before.measure or scene.index - scene.names.last_index != 1:
        return None
    subject = subject_of(scene.sent, scene.verb) if scene.verb >= 0 else None
    owner = owner_name(scene, subject) if subject is not None else None
    return Attached(told_before.measure, owner, "attach:share_said")
