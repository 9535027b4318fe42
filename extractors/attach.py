"""What a quantity measures and whose it is: the ways to tell, in the order in which they are tried."""

from __future__ import annotations

import re
from collections.abc import Callable

from extractors.attach_brackets import bracket_before, in_brackets
from extractors.attach_counts import count_that_moves, counted_noun, label_of
from extractors.attach_nouns import (
    dimension,
    measure_of,
    noun_after,
    noun_before,
    noun_inside,
    of_relative,
    phrase_before,
    possessed,
    valued,
)
from extractors.attach_ranks import age, rank
from extractors.attach_shares import (
    comparison,
    count_that_acts,
    multiple_of,
    next_opening,
    opening,
    opening_share,
    restated,
    share_of_whole,
    share_that_acts,
)
from extractors.attach_verbs import HARMED, by_verb, expected, opening_time, purchase, verb_that_multiplies
from extractors.discourse import Discourse
from extractors.moves import DOWN_NOUNS, UP_NOUNS
from extractors.owners import (
    clause_subject,
    earlier_clause_owner,
    fronted_place,
    last_owner,
    name_before,
    owns_nothing,
    place_after,
    starts_with_number,
    unsaid_owner,
)
from extractors.phrases import singular
from extractors.quantities import Quantity
from extractors.rates import without_rate
from extractors.scene import Scene, look_around
from extractors.statement import Attached, Statement
from extractors.tokens import Sentence

Way = Callable[[Scene, Quantity], Attached | None]

# Where nobody is said to own a figure, the place a sentence begins with does.
_PLACED = frozenset(f"attach:{way}" for way in ("count_acts", "count_subject", "verb_level", "share", "share_acts"))
_OF_EARLIER = frozenset(
    f"attach:{way}" for way in ("verb_level", "multiple_verb", "noun_after", "of", "level", "verb_thing")
)
# A group that acts, and what opens a sentence, are nobody's.
_ALONE = frozenset(f"attach:{way}" for way in ("count_acts", "noun_opens", "opening"))
_THINGS = frozenset(f"attach:{way}" for way in ("verb_thing", "parenthesis", "object", "compared", "level"))
_STOCK = frozenset("stock stocks share shares".split())
# The rules whose measure is the thing itself, so that dollars of "shares" are the price of one.
_LEVEL_RULES = frozenset(
    f"attach:{way}" for way in ("verb_level", "object", "previous", "carried", "opening", "verb_thing")
)
_DEAREST_SHARE = 20_000
_MODALS = frozenset("will would could should may might can shall must be been being is are was were still".split())
_HAVE = frozenset("has have had".split())
_NO_PART_OF_A_NAME = frozenset("the a an its their his her our total and".split())


def attach(
    sent: Sentence,
    folded: str,
    names: Discourse,
    index: int,
    q: Quantity,
    done: list[Statement],
    ahead: Quantity | None = None,
    behind: Quantity | None = None,
) -> Statement:
    """Measure and subject of ``q``, one quantity of sentence ``index``; ``done`` are those before it.

    ``ahead`` and ``behind`` are the quantities after and before it in the sentence, None for the last and the first.
    """
    scene = look_around(sent, folded, names, index, q, done, ahead, behind)
    measure, owner, rule, per = _first_answer(WAYS, scene, q) or Attached(None, None, "attach:none")
    if owner and starts_with_number(owner):
        owner = done[-1].subject if done else None
    if owner and owns_nothing(owner):
        owner = None
    if measure and starts_with_number(measure):
        rest = measure.partition(" ")[2]  # "half of its four chances"
        measure = rest if measure[0].isalpha() and rest else done[-1].measure if done else None
    alone = None
    if measure and owner and measure.lower() == owner.lower() and rule in _THINGS:
        alone, owner = owner, None  # a thing that is measured is seldom its own owner
    if owner is None and rule in _PLACED:
        owner = fronted_place(scene)
    if owner is None and rule in _OF_EARLIER:
        owner = earlier_clause_owner(scene)
    if owner is None:
        owner = unsaid_owner(scene, q, measure, rule)
        owner = owner or alone
        if owner is None and rule not in _ALONE and q.kind not in ("duration", "age", "rank", "score"):
            owner = last_owner(scene)
        if owner is None and q.kind not in ("age", "score"):
            owner = name_before(scene)
        if owner is None and rule == "attach:noun_opens" and q.hyphen:
            owner = measure  # "The 300-megawatt plant tripped"
    if q.kind == "count" and q.unit is None and measure:
        q.unit = _counted_by(measure)
    if measure:
        measure, rate = without_rate(measure, q.kind, q.per)
        per = per or rate
        measure = _tidy(measure)
    if per is None and measure and _is_share_price(measure, rule, q):
        per = "share"
    if q.kind not in ("money", "measure", "count", "duration"):
        per = None
    owner = _tidy(owner) if owner else None
    if owner and " " not in owner and owner[0].isupper():
        person = names.people().named(owner)
        owner = person.name if person is not None else owner  # "Roe" is "Jane Roe"
    return Statement(measure or None, owner, per, rule)


_PEOPLE = re.compile(
    r"\b(?:toll|deaths?|casualties|killed|killing|injured|wounded|dead|workforce|labou?r force|headcount"
    r"|population)\b",
    re.I,
)
_NUMBER_OF = re.compile(r"\bnumber of (?:[a-z-]+ )*?([a-z]+s|people)\b")


def _counted_by(measure: str) -> str | None:
    """The unit of a bare number by what it measures: a toll counts people, "the number of ferries" ferries."""
    if _PEOPLE.search(measure):
        return "person"
    counted = _NUMBER_OF.search(measure.lower())
    return singular(counted.group(1)) if counted else None


def _first_answer(ways: tuple[Way, ...], scene: Scene, q: Quantity) -> Attached | None:
    for way in ways:
        made = way(scene, q)
        if made is not None:
            return made
    return None


def _is_share_price(measure: str, rule: str, q: Quantity) -> bool:
    """True for "Oakmart's shares closed at $41"."""
    return (
        q.kind == "money"
        and rule in _LEVEL_RULES
        and measure.lower().split()[-1] in _STOCK
        and q.change is None
        and q.high < _DEAREST_SHARE
    )


def _tidy(text: str) -> str:
    words = text.replace("\n", " ").split()
    while words and words[0].lower() in _NO_PART_OF_A_NAME:
        words.pop(0)
    while len(words) > 1 and (words[0] in _MODALS or (words[0] in _HAVE and words[1].endswith(("ed", "en", "n't")))):
        words.pop(0)
    return " ".join(words).strip(" ,;:\"'").removesuffix("'s")


# --- what the quantity before it in the sentence was said of ------------------------------------------------------


def _conversion(scene: Scene, q: Quantity) -> Attached | None:
    """ "A grant of $5m (4m euros)"."""
    return _as_before(scene, "attach:bracket") if q.bracketed and scene.done else None


def _gapped(scene: Scene, q: Quantity) -> Attached | None:
    """ "Lisbon hired 40 nurses, Porto 25": the same of another owner."""
    if not scene.done or ("unit:carried_gap" not in q.rules and "gap" not in q.rules):
        return None
    start = q.first
    while start > 0 and scene.sent.lows[start - 1] not in (",", "and", ";", "while"):
        start -= 1
    if start == q.first:
        return None
    return Attached(scene.done[-1].measure, scene.text(start, q.first), "attach:gap")


def _carried(scene: Scene, q: Quantity) -> Attached | None:
    """ "Staff grew from 375 people to 660": without a unit of its own it is of the same thing."""
    if not q.carried or not scene.done:
        return None
    if scene.done[-1].rule == "attach:opening" and scene.low(q.last) == "of":
        return None
    made = _as_before(scene, "attach:carried")
    k = q.last
    while scene.low(k) in _WERE:
        k += 1
    if q.unit == "person" and scene.low(k) in HARMED:
        made = made._replace(measure=f"people {scene.low(k)}")  # "40 died and a dozen were injured"
    other = _other_owner(scene, q)
    return made._replace(owner=other) if other else made


_WERE = frozenset("was were are is have has had been others more others people".split())


def _other_owner(scene: Scene, q: Quantity) -> str | None:
    """Whose the second of two like figures is: "against 3 million at Telmar", "and Telmar had 3 million"."""
    place = place_after(scene, q.last) if scene.low(q.last) in ("at", "for", "in") else None
    if place:
        return place
    if scene.verb > scene.behind >= 0:
        subject = clause_subject(scene, scene.verb)
        if subject is not None and subject.first >= scene.behind and scene.tag(subject.head) in ("NNP", "NNPS"):
            return scene.words_of(subject)
    return None


def _compared(scene: Scene, q: Quantity) -> Attached | None:
    """ "Profit was $5m, compared with $4m a year earlier", "as against 4 percent": the same at another time or place."""
    if not scene.done or not scene.done[-1].measure or q.kind in ("duration", "age", "rank"):
        return None
    verb = scene.low(scene.before - 1)
    against = scene.word == "against" and (verb == "as" or scene.tag(scene.before - 1) in (",", "CD", "NN", "NNS"))
    if not (against or (scene.word in ("to", "with") and verb in _COMPARING)):
        return None
    made = _as_before(scene, "attach:compared")
    other = _other_owner(scene, q)
    return made._replace(owner=other) if other else made


_COMPARING = frozenset("compared comparing compares compare".split())


def _second_outlook(scene: Scene, q: Quantity) -> Attached | None:
    """ "Sales were $4m, above the estimate of $3m and up 2 percent"."""
    if (
        scene.done
        and scene.done[-1].rule == "attach:outlook"
        and scene.word in ("up", "down")
        and scene.low(scene.before - 1) == "and"
        and not q.carried
    ):
        return _as_before(scene, "attach:outlook")
    return None


def _moved_from(scene: Scene, q: Quantity) -> Attached | None:
    """ "Turnout was 61 percent, up from 58 percent"."""
    if (
        scene.done
        and scene.done[-1].measure
        and scene.word == "from"
        and scene.low(scene.before - 1) in ("up", "down")
    ):
        return _as_before(scene, "attach:from")
    return None


def _level_after_move(scene: Scene, q: Quantity) -> Attached | None:
    """ "reported a 4 percent rise in sales to $3bn", "fell 2 percent to close at $31": the level behind a move."""
    if not scene.done or not scene.moved or not scene.done[-1].measure or q.change is not None:
        return None
    if scene.word in ("to", "from"):
        if scene.verb >= scene.behind and scene.low(scene.verb) not in _ENDING:
            return None
        if any(low in _CLAUSE_MARKS for low in scene.sent.lows[scene.behind : scene.before]):
            return None
    elif scene.low(scene.verb) not in _ENDING or scene.verb < scene.behind or scene.word not in ("at", "on"):
        return None
    return Attached(_without_move(scene.done[-1].measure), scene.done[-1].subject, "attach:level")


def _without_move(measure: str) -> str:
    """ "rise in net profit" as "net profit"."""
    noun, _, rest = measure.partition(" in ")
    return rest if rest and noun.lower().rpartition(" ")[2] in UP_NOUNS | DOWN_NOUNS else measure


_ENDING = frozenset(
    "close closes closed closing end ends ended ending finish finished finishing settle settled trade traded trading stand standing stood".split()
)
_CLAUSE_MARKS = frozenset("; : . and but while which who".split())


def _size_of_move(scene: Scene, q: Quantity) -> Attached | None:
    """ "They carried 400 riders, an increase of 20 percent", "sales of $3bn, a 4 percent rise": of what is before it."""
    if (
        not scene.done
        or not scene.done[-1].measure
        or q.change is None
        or q.kind not in ("percent", "count", "money")
    ):
        return None
    if scene.word == "of":
        noun = scene.before - 1
        start = noun - 1
        while start >= 0 and scene.tag(start) in ("DT", "JJ", "RB"):
            start -= 1
        behind = q.last
    else:
        noun, start = q.last, q.first - 1
        while start >= 0 and scene.tag(start) in ("DT", "JJ", "RB"):
            start -= 1
        behind = q.last + 1
    if scene.low(noun) not in UP_NOUNS | DOWN_NOUNS or scene.low(behind) in ("in", "of", "for"):
        return None
    if start + 1 > noun or start < scene.behind or start - scene.behind > 3:
        return None
    if scene.low(start) not in (",", "or", "–", "—", "-", "(", "is", "was"):
        return None
    return _as_before(scene, "attach:aside")


def _listed_amount(scene: Scene, q: Quantity) -> Attached | None:
    """ "raises of 56 cents in the first year and 40 cents in the second": the second of a list is of the same thing."""
    if (
        not scene.done
        or not scene.alike
        or not scene.done[-1].measure
        or scene.word not in ("and", ",", "or", "then")
    ):
        return None
    if (
        scene.verb >= scene.behind
        or scene.tag(q.last) in ("NN", "NNS", "NNP", "JJ", "VBG")
        or scene.low(q.last) == "of"
    ):
        return None
    if scene.low(q.last) == "in" and scene.tag(q.last + 1) in ("NN", "NNS", "JJ"):
        return None  # "$2 billion in bonds and $900 million in shares"
    return _as_before(scene, "attach:listed_amount")


def _corrected(scene: Scene, q: Quantity) -> Attached | None:
    """ "stood at 6.1 percent, correcting the 5.9 percent published", "Revenue was $5m in May, up 12 percent"."""
    if not scene.done or not scene.done[-1].measure:
        return None
    if scene.low(scene.verb) in _CORRECTING and q.first - scene.verb <= 3:
        return _as_before(scene, "attach:corrected")
    aside = scene.word in ("up", "down") and scene.low(scene.before - 1) == ","
    if aside and q.kind == "percent" and q.first - scene.before <= 2 and scene.verb < scene.behind:
        return _revenue_before(scene)
    return None


def _revenue_before(scene: Scene) -> Attached | None:
    """What an aside ", up 12 percent" speaks of: the last thing in the sentence that was no span of time."""
    for said in reversed(scene.done):
        if said.measure and said.rule in _LASTING:
            continue
        return Attached(said.measure, said.subject, "attach:aside")
    return None


_CORRECTING = frozenset("correcting corrected revising revised replacing".split())
_LASTING = frozenset(("attach:verb", "attach:opening_time", "attach:task"))


def _apposition(scene: Scene, q: Quantity) -> Attached | None:
    """ "Profit rose $4m, or 12 percent"."""
    if scene.done and scene.word == "or" and q.kind not in ("count", "duration"):
        return _as_before(scene, "attach:apposition")
    return None


def _previous(scene: Scene, q: Quantity) -> Attached | None:
    """ "A fine of $5m; $6m": with nothing around it, it is of the same thing."""
    return _as_before(scene, "attach:previous") if scene.done else None


def _as_before(scene: Scene, rule: str) -> Attached:
    return Attached(scene.done[-1].measure, scene.done[-1].subject, rule)


# --- what the words around it say ---------------------------------------------------------------------------------


def _verb(scene: Scene, q: Quantity) -> Attached | None:
    """ "Turnout reached 61 percent", "The bank cut its forecast to 3 percent"."""
    if scene.verb < 0:
        return None
    opener = bracket_before(scene, q)
    return by_verb(scene, q, opener if opener >= 0 else scene.before)


def _nothing_said(scene: Scene, q: Quantity) -> Attached:
    """ "5 percent.": of whatever the article is about."""
    return Attached(None, None, "attach:none")


def _surroundings(scene: Scene, q: Quantity) -> Attached | None:
    """Noun phrases and verbs around the quantity; a label at the head of the sentence owns what they state."""
    made = _first_answer(SURROUNDINGS, scene, q)
    label = label_of(scene)
    return made._replace(owner=label) if label and made is not None else made


SURROUNDINGS: tuple[Way, ...] = (
    opening_time,
    opening_share,
    share_that_acts,
    next_opening,
    possessed,
    of_relative,
    expected,
    multiple_of,
    measure_of,
    dimension,
    comparison,
    purchase,
    valued,
    share_of_whole,
    noun_after,
    noun_inside,
    noun_before,
    in_brackets,
    _verb,
    opening,
    phrase_before,
    _previous,
    _nothing_said,
)
WAYS: tuple[Way, ...] = (
    _conversion,
    restated,
    age,
    verb_that_multiplies,
    rank,
    count_that_moves,
    count_that_acts,
    counted_noun,
    _gapped,
    _carried,
    _second_outlook,
    _moved_from,
    _corrected,
    _level_after_move,
    _listed_amount,
    _size_of_move,
    _compared,
    _apposition,
    _surroundings,
)
