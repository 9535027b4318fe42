"""Figures whose measure is the noun behind them: "a $5m grant", "a 9 percent rise in fares"."""

from __future__ import annotations

from extractors.attach_objects import object_between
from extractors.attach_of import OUTLOOKS
from extractors.attach_shared import OUTLOOK
from extractors.clause_subjects import clause_subject, is_time, place_after
from extractors.clauses import opens_clause
from extractors.measure_nouns import says_what
from extractors.move_words import MOVE_NOUNS, MOVING_VERBS
from extractors.noun_phrases import TIME_NOUNS, TIMES, Phrase, is_year_word, left_phrase, right_phrase
from extractors.owner_splits import owner_of_clause, split
from extractors.owners import owner_name
from extractors.phrases import CALENDAR, NOUNS
from extractors.places import place_of
from extractors.predicates import predicate
from extractors.quantities import Quantity
from extractors.relative_clauses import nearest_name
from extractors.scene import Scene
from extractors.statement import Attached
from extractors.ways import Rule, Way
from extractors.words import words

_NOT_MEASURED = words("attach_nouns.not_measured")
FINITE = frozenset(("VBD", "VBZ", "VBP", "MD"))
_PARTS_OF_DAY = frozenset("late early".split())
_LIKELIHOODS = frozenset("chance chances probability likelihood odds possibility risk".split())


def noun_after(scene: Scene, q: Quantity) -> Attached | None:
    """ "a $5.1 million grant", "a 9% funding increase", "48 hour holds"."""
    last = q.last + (scene.low(q.last) == '"' and q.hyphen)  # 'a 55-kilometer "safe zone"'
    last += q.kind == "duration" and scene.tag(last) == "POS"  # "two weeks' pay"
    compared = _compared(scene, q) or _done_so_far(scene, q)
    if compared is not None:
        return compared
    tag, low = scene.tag(last), scene.low(last)
    if q.kind == "ratio" and scene.word == "at" and scene.before == scene.verb + 1:
        return None  # "Net debt stood at 2.1 times core profit"
    next_tag = scene.tag(last + 1)
    nominal = (
        tag in NOUNS
        or (
            tag == "JJ"
            and next_tag in (".", ",", "CC")
            and (_is_one(scene, q) or "a" in scene.sent.lows[q.first : q.core])
        )
        or (tag in ("JJ", "VBG", "JJS") and (next_tag in NOUNS or next_tag in ("JJ", "VBG")))
        or (tag == "VBN" and next_tag in NOUNS)
    )
    if low in MOVE_NOUNS and scene.low(last + 1) == "in" and q.kind in ("percent", "percentage_point"):
        nominal = True  # "a 0.75 percentage point rise in its lending rate"
    if low in _COMPARED_SIZES and q.kind == "percent" and next_tag in NOUNS and _may_be_higher(scene.low(last + 1)):
        nominal, last, low = True, last + 1, ""  # "had a 27 percent lower risk of stroke"
    elif q.hyphen and tag in ("JJR", "JJS") and next_tag in NOUNS:
        nominal, low = True, ""  # "an 8-inch lower display"
    elif tag == "VBG" and q.kind == "measure" and next_tag in (".", ",", "CC"):
        nominal = True  # "The car has 120 kW charging."
    if low == "home" and scene.low(scene.verb) in _HOMEWARD and not _is_one(scene, q):
        return None  # "sent $9 million home"
    if low in _PARTS_OF_DAY and scene.low(last + 1) in CALENDAR:
        return None  # "from 4.43% late Wednesday"
    if not nominal or low in CALENDAR or (low in TIME_NOUNS and not q.hyphen) or low in _NOT_MEASURED:
        return None
    phrase = right_phrase(scene.sent, last, tails=1)
    if phrase is None and tag == "JJ":
        phrase = Phrase(last, last + 1, last)  # "a $250,000 fine."
    if phrase is None:
        return None
    end = phrase.last
    for k in range(phrase.first + 1, end):
        low = scene.sent.lows[k]
        given = low == "to" and scene.sent.lows[phrase.head] in _GIVEN  # "a 15 percent stake to Norvale"
        if (low in ("by", "from", "at", "with") and k > phrase.head) or (low == "and" and q.hyphen) or given:
            end = k  # "a 15-year loan by the county", "20-inch wheels and a radio"
            break
    if q.kind == "ratio" and scene.low(end) == "aged" and scene.tag(end + 1) == "CD":
        end += (
            4 if scene.low(end + 2) in ("to", "and") and scene.tag(end + 3) == "CD" else 2
        )  # "One in five girls aged 14"
    spoken = scene.done[-1] if scene.done else None
    if end == phrase.first + 1 and scene.sent.lows[phrase.head] in OUTLOOKS and spoken is not None and spoken.measure:
        return Attached(spoken.measure, spoken.subject, "attach:outlook")  # "a margin of 4%, below the 5% forecast"
    if q.change is not None and end == phrase.first + 1 and scene.sent.lows[phrase.head] in MOVE_NOUNS:
        suffered = _suffered(scene, q)
        if suffered is not None:
            return suffered
    if _is_foretold(scene, q, phrase, end):
        told = scene.done[-1] if scene.done else scene.names.last
        return Attached(told.measure if told else None, told.subject if told else None, "attach:outlook")
    if _moves_again(scene, q, phrase, end):
        return Attached(scene.done[-1].measure, scene.done[-1].subject, "attach:aside")
    doer = _doer_behind(scene, end)
    if scene.low(end) == "that" and scene.sent.lows[phrase.head] in _LIKELIHOODS:
        lows = scene.sent.lows
        while end < len(lows) and end < phrase.last + 12 and lows[end] not in (",", ".", ";"):
            end += 1  # "a 55% chance that the bridge holds"
    acts = scene.tag(end + (scene.tag(end) == "RB")) in FINITE
    opens = opens_clause(scene.sent, q.first) or scene.low(q.first - 1) in ("said", "says", "that", "meaning")
    opens = opens or scene.word == "that"
    if doer is None and acts and q.kind == "ratio" and opens:
        group = scene.text(phrase.first, end)  # "One in five children goes hungry"
        return Attached(f"{group} {predicate(scene, end)}".strip(), None, "attach:noun_opens")
    if doer is None and acts and q.kind == "percent" and scene.tag(phrase.head) == "NNS" and opens:
        group = scene.text(phrase.first, end)  # "20 per cent women believe"
        return Attached(f"{group} {predicate(scene, end)}".strip(), group, "attach:noun_opens")
    if doer is None and acts and opens_clause(scene.sent, q.first):
        return _moved_in(scene, phrase, end, q.hyphen)  # "and the 0.6-point drop in turnout almost ..."
    levelled = _of_light_noun(scene, phrase) if doer is None else None
    if levelled is not None:
        return levelled
    owner = doer or _said_to_be(scene, q) or owner_of_clause(scene, scene.verb)
    dated = _behind_month(scene, phrase) if doer is None and end == phrase.head + 1 else None
    if dated is not None:
        return Attached(scene.words_of(dated), owner, "attach:noun_after")
    if doer is None and scene.low(phrase.head) in MOVE_NOUNS and scene.low(phrase.head + 1) in ("in", "of"):
        moved = _thing_moved(scene, phrase, end)
        if moved is not None:
            return moved if moved.owner else moved._replace(owner=owner)
    return Attached(scene.text(phrase.first, end), owner, "attach:noun_after")


def _said_to_be(scene: Scene, q: Quantity) -> str | None:
    """ "nested at Lady's Mere, a [720-hectare] reserve": the name that the size behind its comma is of."""
    k = q.first - 1
    sized = q.hyphen and q.kind in ("count", "measure")
    if not sized or scene.low(k) not in ("a", "an") or scene.low(k - 1) != ",":
        return None
    named = left_phrase(scene.sent, k - 1) if scene.tag(k - 2) in ("NNP", "NNPS") else None
    last = nearest_name(scene.sent, named)
    return owner_name(scene, last) if last is not None and scene.tag(last.head) in ("NNP", "NNPS") else None


def _may_be_higher(noun: str) -> bool:
    return noun in _RISKS or says_what(noun)


_COMPARED_SIZES = frozenset("lower higher greater smaller".split())
_RISKS = frozenset("risk risks odds likelihood probability".split())


def _of_light_noun(scene: Scene, phrase: Phrase) -> Attached | None:
    """ "Growth slowed to a 2 percent rate", "broke through the $180 mark", "trim its costs to a 4-5 percent range":
    the noun only stands for what the clause measures.
    """
    if scene.low(phrase.head) not in _LIGHT or phrase.head - phrase.first > 1 or scene.verb < 0:
        return None
    opener = scene.before - (scene.tag(scene.before) == "DT")
    if scene.low(opener) not in _REACHING and opener != scene.verb:
        return None
    thing = object_between(scene, opener) if scene.low(opener) in ("to", "from") else None
    thing = thing if thing is not None and says_what(scene.low(thing.head)) else clause_subject(scene, scene.verb)
    if thing is None or not (says_what(scene.low(thing.head)) or scene.low(scene.verb) in MOVING_VERBS):
        return None
    measure, owner = split(scene, thing)
    if measure is None:
        return Attached(owner, owner, "attach:noun_after")
    return Attached(measure, owner or owner_of_clause(scene, scene.verb), "attach:noun_after")


_LIGHT = frozenset("rate mark range level pace clip threshold barrier".split())
_REACHING = frozenset("to at below above through past over under from beyond near".split())


def _behind_month(scene: Scene, phrase: Phrase) -> Phrase | None:
    """ "a 9 percent jump in June quarter [income]": what moved, behind its time."""
    k = phrase.head + 2
    if scene.low(phrase.head) not in MOVE_NOUNS or scene.low(k - 1) != "in" or scene.low(k) not in CALENDAR:
        return None
    while scene.low(k) in CALENDAR or scene.low(k) in TIME_NOUNS or is_year_word(scene.low(k)):
        k += 1
    return right_phrase(scene.sent, k, tails=0) if (scene.tag(k) in NOUNS or scene.tag(k) in ("JJ", "VBG")) else None


def _is_one(scene: Scene, q: Quantity) -> bool:
    """True behind an article: "a 9 percent stake"."""
    return scene.low(q.first - 1) in ("a", "an") or scene.low(q.first) in ("a", "an")


def _thing_moved(scene: Scene, phrase: Phrase, end: int) -> Attached | None:
    """ "a drop in the value of farm sales in Arden": the value, Arden's."""
    if phrase.head + 2 >= end:
        return None
    first = phrase.head + 2
    while first + 1 < end and scene.tag(first) == "DT":
        first += 1
    thing = right_phrase(scene.sent, first, tails=2, ceiling=end)
    if thing is None:
        return None
    measure, owner = split(scene, thing)
    if measure is None:
        named = (
            owner
            and scene.low(phrase.head + 1) == "in"
            and scene.tag(thing.head) == "NNP"
            and place_of(owner) is None
        )
        return Attached(owner, owner, "attach:noun_after") if named else None  # "a 1.8 percent fall in the DAX"
    place = place_after(scene, end) if scene.low(end) in ("in", "at", "across") else None
    return Attached(measure, place or owner, "attach:noun_after")


def _is_foretold(scene: Scene, q: Quantity, phrase: Phrase, end: int) -> bool:
    """ "Orders fell 2 percent. A poll had pointed to a 0.3 percent dip": of what moved before."""
    last = scene.done[-1] if scene.done else scene.names.last
    near = bool(scene.done) or scene.index - scene.names.last_index <= 1
    bare = end == phrase.first + 1 and scene.low(phrase.head) in MOVE_NOUNS and scene.low(end) not in ("in", "of")
    foretold = scene.low(scene.verb) in _FORETELLING and q.kind == "percent"
    return bare and near and foretold and last is not None and bool(last.measure)


_FORETELLING = words("attach_again.expect") | {"pointed", "pointing", "looked", "looking", "called"}


def _moves_again(scene: Scene, q: Quantity, phrase: Phrase, end: int) -> bool:
    """ "Sales rose 4 percent, after a 6 percent rise in May", "from a 19 percent increase": a move of the same."""
    said = scene.done[-1].measure if scene.done else None
    if q.change is None or scene.low(phrase.head) not in MOVE_NOUNS or not said:
        return False
    k = q.first - 1
    while k > 0 and scene.tag(k) in ("DT", "JJ", "VBN"):
        k -= 1
    bare = end == phrase.first + 1 and not (scene.low(end) in ("in", "of") and scene.low(end + 1) not in TIMES)
    timed = end > phrase.head + 1 and scene.low(end - 1) in TIMES
    return scene.low(k) in _AFTER and (bare or timed) and scene.done[-1].rule in _LEVELS


_HOMEWARD = frozenset("send sends sent sending bring brings brought take takes took".split())
_GIVEN = frozenset("stake share holding".split())
_LEVELS = frozenset(f"attach:{name}" for name in "verb_level level verb_thing aside object seen noun_after".split())
_AFTER = frozenset("from after following against versus than despite".split())


def _compared(scene: Scene, q: Quantity) -> Attached | None:
    """ "9 percent fewer boats than in May", "a fifth more time", "3 percent more for bread": what is more; "faster
    than the [4.4 percent] pace of May": what moved.
    """
    if scene.low(q.last) in ("pace", "rate") and "change:compared" in q.rules and scene.done[-1].measure:
        return Attached(scene.done[-1].measure, scene.done[-1].subject, "attach:noun_after")
    if q.kind not in ("percent", "ratio") or scene.low(q.last) not in _COMPARATIVES:
        return None
    k = q.last + 1 + (scene.low(q.last + 1) == "for")
    if scene.tag(k) not in (*NOUNS, "JJ", "VBN", "DT") or (scene.tag(k) == "JJ" and scene.tag(k + 1) not in NOUNS):
        return None
    thing = right_phrase(scene.sent, k, tails=1)
    if thing is None or is_time(scene, thing):
        return None
    measure, owner = split(scene, thing)
    return Attached(measure, owner or owner_of_clause(scene, scene.verb), "attach:noun_after") if measure else None


_COMPARATIVES = frozenset("more fewer less additional extra".split())


def _done_so_far(scene: Scene, q: Quantity) -> Attached | None:
    """ "The wall was 40 percent painted", "is 70 percent owned by", "is 90 percent full": how much of it is so."""
    verb = scene.verb
    if q.kind != "percent" or q.change is not None or scene.tag(q.last) not in ("VBN", "VBD", "JJ"):
        return None
    if scene.word == "," and scene.low(q.last) in ("owned", "funded", "held", "controlled", "financed"):
        whose = left_phrase(scene.sent, scene.before)  # "The bank, 71% owned by the state, made"
        if whose is not None and scene.low(q.last + 1) == "by":
            return Attached(scene.sent.words[q.last], owner_name(scene, whose), "attach:noun_after")
    if scene.low(verb) not in _BEING or scene.before != verb or scene.tag(q.last + 1) not in _BEHIND_STATE:
        return None
    if scene.tag(q.last) == "JJ" and scene.low(q.last) in _NOT_MEASURED:
        return None
    return Attached(scene.sent.words[q.last], owner_of_clause(scene, verb), "attach:noun_after")


_BEING = frozenset("is are was were be been being remains remained 's 're now".split())
_BEHIND_STATE = frozenset(("DT", ".", ",", ";", "IN", "CC", "RB", "NN", "TO", ")", "NNP"))


def _suffered(scene: Scene, q: Quantity) -> Attached | None:
    """ "Total revenue has suffered a 6 percent decline": the revenue."""
    subject = clause_subject(scene, scene.verb)
    if subject is None or not says_what(scene.sent.lows[subject.head]):
        return None
    measure, owner = split(scene, subject)
    return Attached(measure, owner, "attach:suffered") if measure else None


def _moved_in(scene: Scene, phrase: Phrase, end: int, sized: bool) -> Attached:
    """ "A 10% increase in the price of care was": a phrase that is the subject itself, and so is nobody's act."""
    if scene.low(phrase.head + 1) == "in" and phrase.head + 2 < end:
        measure, owner = split(scene, Phrase(phrase.head + 2, end, end - 1))
        stands = sized and measure is None and not says_what(scene.low(phrase.head))  # "The 900-seat hall in Arden"
        return Attached(measure or scene.text(phrase.first, end), None if stands else owner, "attach:noun_opens")
    return Attached(scene.text(phrase.first, end), None, "attach:noun_opens")


def _doer_behind(scene: Scene, k: int) -> str | None:
    """ "a 25% tariff announced by the president": who does it."""
    if scene.tag(k) in ("VBN", "VBD") and scene.low(k + 1) == "by" and scene.low(k) not in ("held", "owned"):
        doer = right_phrase(scene.sent, k + 2, tails=0)
        return owner_name(scene, doer) if doer is not None and not is_time(scene, doer) else None
    return None


NOUN_AFTER = Way(
    noun_after,
    (
        Rule(
            "attach:noun_after",
            (("Oakmart won a <$5.1 million> grant.", "grant", "Oakmart"),),
            ("Oakmart won a grant of $5.1 million.",),
        ),
        Rule(
            "attach:noun_opens",
            (
                ("A <10%> increase in the price of care was approved.", "price of care", None),
                ("A <$4 million> grant for the mill was approved.", "grant for the mill", None),
            ),
            ("The senate approved a 10% increase in the price of care.",),
        ),
        Rule(
            "attach:suffered",
            (("Oakmart's revenue has suffered a <6 percent> decline.", "revenue", "Oakmart"),),
            ("Oakmart has suffered a 6 percent decline.",),
        ),
        OUTLOOK,
    ),
)
