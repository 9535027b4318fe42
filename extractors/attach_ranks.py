"""Ages and ranks: whose they are, and in what."""

from __future__ import annotations

from extractors.attach_next_owner import GAP_OPENERS, name_before_number
from extractors.clause_subjects import clause_subject
from extractors.clauses import verb_before
from extractors.noun_phrases import TIME_NOUNS, left_phrase, right_phrase
from extractors.owner_splits import owner_of_clause, split
from extractors.owners import owner_name, possessor, years_old
from extractors.phrases import NOUNS
from extractors.quantities import Quantity
from extractors.ranks import TABLES
from extractors.scene import Scene
from extractors.statement import Attached
from extractors.ways import Rule, Way


def age(scene: Scene, q: Quantity) -> Attached | None:
    """ "Jane Roe, 24, of Leeds": the age of who stands before it."""
    spanned = scene.word == "from" and scene.low(q.first - 2) in ("aged", "ages")  # "children aged from two to five"
    if scene.word in ("from", "to") and not spanned:
        return None
    somebody = years_old(scene, q.first) or _who_is_so_old(scene, q)
    if somebody:
        return Attached("age", somebody, "attach:age")
    k = q.first - spanned
    while k > 0 and scene.sent.lows[k - 1] in (",", "aged", "age", "(", "was", "is", "turned", "ages"):
        k -= 1
    verb = next((j for j in range(k, q.first) if scene.low(j) in _IS_OLD), -1)  # "A coin found near Telmar is 1,900"
    phrase = (clause_subject(scene, verb) if verb >= 0 else None) or left_phrase(scene.sent, k)
    by = k - 1
    while by > 0 and scene.tag(by) == "NNP":
        by -= 1
    if verb < 0 and scene.low(by) == "by" and by < k - 1:
        phrase = left_phrase(scene.sent, k, by + 1)  # "a van driven by Jane Roe, 24"
    return Attached("age", owner_name(scene, phrase) if phrase else None, "attach:age")


_IS_OLD = frozenset("is are was were turned".split())


def _who_is_so_old(scene: Scene, q: Quantity) -> str | None:
    """ "signed the 23-year-old midfielder": that midfielder; None where somebody is said to be one, or nothing is."""
    if scene.sent.lows[q.last - 1 : q.last] != ["old"] or scene.tag(q.last) not in (*NOUNS, "JJ"):
        return None
    phrase = right_phrase(scene.sent, q.last, tails=0)
    if phrase is None or scene.sent.tags[phrase.head] not in NOUNS:
        return None
    k = q.first - (scene.tag(q.first - 1) in ("CD", "JJ") and q.first > 0)
    if k > 0 and scene.tag(k - 1) == "POS":
        whose = possessor(scene, q)
        return f"{whose}'s {scene.words_of(phrase)}" if whose else None
    k -= k > 0 and scene.tag(k - 1) in ("DT", "PRP$")
    if k > 1 and scene.low(k - 1) == ",":  # "Jonas Pell, a 23-year-old man", "two children, a 9-year-old son"
        ahead = left_phrase(scene.sent, k - 1)
        if ahead is not None and scene.sent.tags[ahead.head] == "NNP":
            return owner_name(scene, ahead)
        return scene.words_of(phrase) if ahead is not None and scene.sent.tags[ahead.head] == "NNS" else None
    return None if k > 0 and scene.low(k - 1) in _SAID_TO_BE else scene.words_of(phrase)


_SAID_TO_BE = frozenset("( - – — am are as be became become is was were".split())


def rank(scene: Scene, q: Quantity) -> Attached | None:
    """ "Norvale ranked third in terms of output", "the second-largest port"."""
    if any(r.endswith("superlative") for r in q.rules):
        return _superlative(scene, q)
    verbal = scene.sent.tags[q.first] in ("VBD", "VBN", "VBZ", "VBP", "VB")
    verb = verb_before(scene.sent, q.first + 1) if verbal else scene.verb
    field, owner = _field(scene, q), owner_of_clause(scene, verb)
    subject = clause_subject(scene, verb)
    gapped = not verbal and scene.behind >= 0 and scene.verb <= scene.behind
    if gapped and scene.done[-1].rule == "attach:rank" and (name := name_before_number(scene, GAP_OPENERS)):
        return Attached(scene.done[-1].measure, name, "attach:rank")
    if not verbal and (thing := _numbered(scene, q) or _place(scene, q)) is not None:
        return Attached(thing, owner, "attach:rank")
    if field is None and subject is not None:
        measure, whose = split(scene, subject)
        if measure and whose:  # "Norvale's health spending ranks 45th"
            return Attached(measure, whose, "attach:rank")
    return Attached(field, owner, "attach:rank")


def _numbered(scene: Scene, q: Quantity) -> str | None:
    """ "the No. 3 lamp maker in the county", "the third place": in what."""
    phrase = right_phrase(scene.sent, q.last, tails=1)
    if phrase is None or scene.tag(phrase.head) not in ("NN", "NNS") or scene.low(phrase.head) in TIME_NOUNS:
        return None
    return scene.words_of(phrase)


def _place(scene: Scene, q: Quantity) -> str | None:
    """ "the 12th position", "slid to 14th on the list": what the rank is one in."""
    if q.rules[0] == "rank:place":
        return scene.low(q.last - 1)
    if q.rules[0] == "rank:listed":
        return next((low for low in scene.sent.lows[q.last : q.last + 4] if low in TABLES), None)
    before = scene.done[-1] if scene.done else None  # "in fourth place, up from seventh"
    return before.measure if q.rules[0] == "rank:moved" and before and before.rule == "attach:rank" else None


def _superlative(scene: Scene, q: Quantity) -> Attached:
    """ "Norvale is the second-largest port", "The second-largest port, Norvale, ..."."""
    phrase = right_phrase(scene.sent, q.last, tails=1)
    owner = owner_of_clause(scene, scene.verb)
    if phrase is None:
        return _rank_of_subject(scene, q, owner)
    follow = phrase.last if phrase else q.last
    if owner is None and scene.low(follow) == ",":
        named = right_phrase(scene.sent, follow + 1, tails=0)
        owner = scene.words_of(named) if named else None
    return Attached(scene.words_of(phrase) if phrase else None, owner, "attach:rank")


def _rank_of_subject(scene: Scene, q: Quantity, owner: str | None) -> Attached:
    """ "The outage was the state's fourth largest", "The salt trade, the county's third largest, has": in what
    the phrase before it names.
    """
    k = q.first
    while k > 0 and (scene.tag(k - 1) in ("DT", "POS", "NN", "NNP", "PRP$", "JJ") or scene.low(k - 1) == "by"):
        k -= 1
    aside = k > 1 and scene.low(k - 1) == ","
    named = left_phrase(scene.sent, k - 1) if aside else clause_subject(scene, scene.verb)
    if named is None:
        return Attached(None, owner, "attach:rank")
    measure, whose = split(scene, named)
    return Attached(measure or scene.words_of(named), whose or owner, "attach:rank")


def _field(scene: Scene, q: Quantity) -> str | None:
    """ "third in terms of output", "first for turnout": what the ranking is by."""
    sent = scene.sent
    for k in range(q.last, min(len(sent.words), q.last + 14)):
        low = sent.lows[k]
        if low in (";", "."):
            return None
        if low == "in" and scene.low(k + 1) == "terms":
            start = k + 3
        elif low == "terms":
            start = k + 2
        elif low in ("for", "by") or (low == "in" and k + 1 < len(sent.words) and sent.lows[k + 1] != "the"):
            start = k + 1
        else:
            continue
        phrase = right_phrase(sent, start, tails=1)
        if phrase is not None and sent.lows[phrase.head] not in TIME_NOUNS:
            end = phrase.last
            if scene.tag(end) in ("VBN", "VBD") and scene.low(end + 1) == "by":
                more = right_phrase(sent, end + 2, tails=0)
                end = more.last if more else end
            return scene.text(phrase.first, end)
    return None


AGE = Way(
    age,
    (
        Rule(
            "attach:age",
            (("Jane Roe, <24>, runs the mill.", "age", "Jane Roe"),),
            ("The mill has run for 24 years.",),
        ),
    ),
    kinds=("age",),
)
RANK = Way(
    rank,
    (
        Rule(
            "attach:rank",
            (
                ("Norvale ranked <third> in terms of output.", "output", "Norvale"),
                ("Norvale is the <second-largest> port.", "port", "Norvale"),
            ),
            ("The third port cost $3 million.",),
        ),
    ),
    kinds=("rank",),
)
