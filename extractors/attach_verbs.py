"""Figures that a verb states: levels, moves and their objects, deals, and what somebody earned or spent."""

from __future__ import annotations

from extractors.clauses import main_verb_after, verb_before
from extractors.moves import DOWN_VERBS, UP_VERBS
from extractors.noun_phrases import Phrase, left_phrase, right_phrase
from extractors.owners import (
    clause_subject,
    is_time,
    last_segment,
    owner_name,
    owner_of_clause,
    place_after,
    split,
)
from extractors.phrases import NOUNS, singular
from extractors.quantities import Quantity
from extractors.scene import Scene
from extractors.statement import Attached
from extractors.words import words

_LEVEL_VERBS = words("attach_verbs.level_verbs")
# Nouns that say what is measured; any other noun in subject position is whose figure it is.
_MEASURE_NOUNS = words("attach_verbs.measure_nouns")
_MEASURE_ENDINGS = ("tion", "ment", "ness", "ity", "ance", "ence", "ship", "age")
_OWN_MEASURE = words("attach_verbs.own_measure")
_EXPECT = words("attach_verbs.expect")
_BUYING = words("attach_verbs.buying")
_BE = frozenset("is are was were be been being 's 're am 'm".split())
_TAKES = frozenset("take takes took taken taking need needs needed".split())
_BRINGS = words("attach_verbs.brings")
_RAISING = frozenset("raise raises raised raising".split())
_NOMINAL = {
    "earned": "earnings",
    "earns": "earnings",
    "earn": "earnings",
    "earning": "earnings",
}
_COSTING = ("costs", "cost", "measures", "weighs", "lasted", "made")
_SPENT_ON = frozenset("in on to for toward towards from into at against with".split())


def by_verb(scene: Scene, q: Quantity, before: int) -> Attached:
    """What the verb before the number states; ``before`` is the token before the number, its bracket included."""
    for way in _VERB_WAYS:
        made = way(scene, q, before)
        if made is not None:
            return made
    return _act(scene, q, before)


def _moved_object(scene: Scene, q: Quantity, before: int) -> Attached | None:
    """ "The bank cut its forecast to 3 percent": the forecast."""
    low = scene.sent.lows[scene.verb]
    if (
        scene.low(before) not in ("to", "by", "from", "at", "up", "down")
        or before <= scene.verb + 1
        or low in ("is", "are", "was", "were", "said", "says")
    ):
        return None
    spoken = scene.done[-1] if scene.done else scene.names.last
    if before == scene.verb + 2 and scene.low(before - 1) in ("it", "them", "that") and spoken is not None:
        # "The hospital wants to cut it to 18 weeks"
        return Attached(spoken.measure, owner_of_clause(scene, scene.verb) or spoken.subject, "attach:object")
    thing = _object_between(scene, before)
    if thing is None:
        return None
    measure, owner = split(scene, thing)
    polled = clause_subject(scene, scene.verb)
    if low in _POLLING and scene.low(before) == "at" and q.kind == "percent" and polled is not None:
        # "A poll has Roe at 39 percent"
        return Attached(scene.words_of(polled), owner or scene.words_of(thing), "attach:poll")
    if measure is None and low != "told":
        measure = owner
    return Attached(measure, owner or owner_of_clause(scene, scene.verb), "attach:object")


def _level(scene: Scene, q: Quantity, before: int) -> Attached | None:
    """ "Turnout reached 61 percent", "Oakmart's shares rose 4 percent": the subject is what is measured."""
    sent, verb = scene.sent, scene.verb
    subject = clause_subject(scene, verb)
    if subject is None or not _states_level(scene, q):
        return None
    if (
        scene.low(q.last) in ("more", "less", "fewer", "extra")
        and sent.lows[verb] not in _LEVEL_VERBS
        and sent.lows[verb] not in UP_VERBS
        and sent.lows[verb] not in DOWN_VERBS
    ):
        return None  # "Riders will pay 4 percent more"
    raised = sent.lows[verb] in _RAISING and q.kind == "money" and before == verb
    if raised and not says_what(sent.lows[subject.head]):
        return None  # "The club raised $4,000 for the shelter"
    spoken = scene.done[-1] if scene.done else scene.names.last
    if _stands_for_figure(scene, subject) and spoken is not None and spoken.measure:
        return Attached(spoken.measure, spoken.subject, "attach:figure")
    measure, owner = split(scene, subject)
    if scene.low(before) == "worth" or scene.low(before + 1) == "worth":
        return Attached("worth", scene.words_of(subject) if measure else owner, "attach:worth")
    if measure is None and owner:
        if q.kind == "duration":
            return Attached(_how_long(scene, before), owner, "attach:verb_owner")
        if sent.lows[verb] in _COSTING:
            return Attached(sent.words[verb], owner, "attach:verb_owner")
        return Attached(owner, owner, "attach:verb_entity")
    if owner is None and scene.low(q.last) in ("in", "at", "for", "on", "across"):
        owner = place_after(scene, q.last)
    head = sent.lows[subject.head]
    if owner is None and not says_what(head) and sent.tags[subject.head] in NOUNS:
        thing = sent.words[verb] if sent.lows[verb] in _OWN_MEASURE else measure
        return Attached(thing, owner_name(scene, subject), "attach:verb_thing")
    return Attached(measure, owner, "attach:verb_level")


def _stands_for_figure(scene: Scene, subject: Phrase) -> bool:
    """ "This figure has fallen to 42 percent", "the total becomes": what was measured before."""
    low = scene.sent.lows[subject.first]
    return (
        subject.last - subject.first == 2
        and low in ("this", "that", "the", "these", "those")
        and scene.sent.lows[subject.head] in _FIGURES
    )


_FIGURES = frozenset("figure figures number numbers total amount sum percentage proportion tally count level".split())


def _seen(scene: Scene, q: Quantity, before: int) -> Attached | None:
    """ "The division saw profits slump 27 percent": what was seen to move, of who saw it."""
    moving = scene.low(before) if scene.low(before) not in ("by", "to", "from") else scene.low(before - 1)
    k = before if moving == scene.low(before) else before - 1
    if moving not in UP_VERBS and moving not in DOWN_VERBS:
        return None
    verb = scene.verb
    if verb == k:
        verb = verb_before(scene.sent, k)
    if scene.low(verb) not in _SEEING or k - verb > 7 or k - verb < 2:
        return None
    thing = right_phrase(scene.sent, verb + 1, tails=1, ceiling=k)
    if thing is None or thing.last != k:
        return None
    measure, owner = split(scene, thing)
    return Attached(measure or scene.words_of(thing), owner or owner_of_clause(scene, verb), "attach:seen")


_SEEING = frozenset("see sees saw seen seeing watched watch watching sent sends send drove drives let helped".split())


def _level_again(scene: Scene, q: Quantity, before: int) -> Attached | None:
    """ "Turnout was 61 percent, up from 58 percent": a verb without a subject speaks of what was measured before."""
    if not scene.done or not _states_level(scene, q):
        return None
    if scene.low(before) not in ("from", "to", "and", "or", ",", "up", "down", "by"):
        return None
    last = scene.done[-1]
    return Attached(last.measure, last.subject, "attach:previous")


def _states_level(scene: Scene, q: Quantity) -> bool:
    low = scene.sent.lows[scene.verb]
    return low in _LEVEL_VERBS or low in UP_VERBS or low in DOWN_VERBS or q.change is not None


def says_what(low: str) -> bool:
    """True for a noun that names a measure: "price", "capacity", "attendance"."""
    return low in _MEASURE_NOUNS or low.endswith(_MEASURE_ENDINGS) or singular(low) in _MEASURE_NOUNS


def _put_into(scene: Scene, q: Quantity, before: int) -> Attached | None:
    """ "Oakmart will put $1.1 billion into its network": an investment in it."""
    if (
        q.kind != "money"
        or scene.low(scene.verb) not in _PUTTING
        or scene.low(q.last) not in ("into", "in", "towards")
    ):
        return None
    thing = right_phrase(scene.sent, q.last + 1, tails=1)
    if thing is None or is_time(scene, thing):
        return None
    if scene.low(q.last) == "in" and scene.low(scene.verb) not in _INVESTING:
        return None
    return Attached(f"investment in {scene.words_of(thing)}", owner_of_clause(scene, scene.verb), "attach:investment")


_INVESTING = frozenset("invest invests invested investing".split())
_PUTTING = _INVESTING | frozenset(
    "put puts putting pour pours poured pouring pump pumps pumped pumping plough ploughs ploughed plow plowed inject"
    " injects injected injecting sink sinks sank channel channels channelled channeled".split()
)


def _gave(scene: Scene, q: Quantity, before: int) -> Attached | None:
    """ "The cuts saved the district $11 million", "fined the bank $5m": whose gain or loss it is."""
    low = scene.low(scene.verb)
    if q.kind != "money" or low not in _GIVING or before <= scene.verb:
        return None
    whom = right_phrase(scene.sent, scene.verb + 1, tails=1, ceiling=before + 1)
    if whom is None or whom.last != before + 1 or is_time(scene, whom) or says_what(scene.low(whom.head)):
        return None
    return Attached(scene.text(scene.verb, scene.verb + 1), owner_name(scene, whom), "attach:gave")


_GIVING = frozenset(
    "save saves saved saving cost costs costing earn earns earned earning net nets netted netting win wins won winning bring"
    " brings brought fine fines fined fining charge charges charged charging owe owes owed owing lose loses lost"
    " losing give gives gave giving pay pays paid paying award awards awarded lend lends lent".split()
)


_VERB_WAYS = (_put_into, _gave, _seen, _moved_object, _level, _level_again)


def _act(scene: Scene, q: Quantity, before: int) -> Attached:
    """ "earned $2.8 billion", "spent 24 lakh in the four attempts", "paid $5m to settle": what somebody did."""
    sent, verb = scene.sent, scene.verb
    owner = owner_of_clause(scene, verb)
    task = _task(scene, q)
    if task is not None:
        return Attached(task, owner, "attach:task")
    if q.kind == "count" and q.unit == "person" and sent.lows[verb] in _HARMING:
        return Attached(f"people {_HARMING[sent.lows[verb]]}", owner, "attach:harm")
    if q.kind == "measure" and sent.lows[verb] in _BRINGS and before == verb:
        return Attached(scene.text(q.num_last, q.last), owner, "attach:unit")
    measure = _NOMINAL.get(sent.lows[verb]) or scene.text(verb, verb + 1)
    word = scene.low(before)
    if verb + 1 < before and word not in ("to", "and"):
        thing = _object_between(scene, before)
        if thing is not None:
            measure = scene.text(verb, thing.last)
            what = split(scene, thing)[0]
            if q.kind == "money" and word in ("for", "at", "of", "with", "by"):
                return Attached(measure, owner, "attach:verb_object")
            if q.kind != "money" and what:
                return Attached(f"{sent.words[verb]} {what}", owner, "attach:verb_object")
    if q.kind == "duration":
        return _streak(scene, word) or Attached(_how_long(scene, before), owner, "attach:verb")
    if scene.low(q.last) in _SPENT_ON:
        tail = right_phrase(sent, q.last + 1, tails=0)
        if tail is not None and not is_time(scene, tail) and sent.forms[tail.head] != "number":
            measure = f"{measure} {scene.text(q.last, tail.last)}"
    return Attached(measure, owner, "attach:verb")


_HARMING = {
    form: stem
    for stem, forms in (
        ("killed", "kill kills killed killing"),
        ("injured", "injure injures injured injuring"),
        ("wounded", "wound wounds wounded wounding"),
        ("infected", "infect infects infected infecting sicken sickens sickened"),
        ("displaced", "displace displaces displaced displacing"),
        ("hurt", "hurt hurts hurting"),
    )
    for form in forms.split()
}


HARMED = frozenset(_HARMING.values()) | {"dead", "missing", "arrested", "detained", "hospitalised", "hospitalized"}


def _task(scene: Scene, q: Quantity) -> str | None:
    """ "It takes 15 seconds to fold the roof": what the time is needed for."""
    if q.kind != "duration" or scene.low(scene.verb) not in _TAKES or scene.low(q.last) != "to":
        return None
    stop = q.last + 1
    while stop < len(scene.sent.words) and stop < q.last + 6 and scene.sent.lows[stop] not in _TASK_ENDS:
        stop += 1
    return scene.text(q.last + 1, stop) if stop > q.last + 1 else None


_POLLING = frozenset("has have had puts put shows show showed gives gave".split())
_TASK_ENDS = frozenset(", . ; : and or but while when because if".split())


def _streak(scene: Scene, word: str) -> Attached | None:
    """ "It ranked first for five years": how long the rank lasted."""
    last = scene.done[-1] if scene.done else None
    if last is None or word != "for" or last.rule != "attach:rank" or not last.measure:
        return None
    return Attached(f"{last.measure} rank", last.subject, "attach:streak")


def _how_long(scene: Scene, before: int) -> str:
    """ "waited at the gate for 3 hours", "was without water for 3 days": the verb and what follows up to the time."""
    stop = before if scene.low(before) in ("for", "after", "over", "in") else before + 1
    first = scene.verb
    if scene.sent.lows[first] in _BE and first + 1 < stop:
        first += 1
    return scene.text(first, max(min(stop, first + 7), first + 1))


def _object_between(scene: Scene, stop: int) -> Phrase | None:
    """The object between a verb and the words before the number: "cut [its forecast] to", "reduce [output] by"."""
    sent, first = scene.sent, scene.verb + 1
    if scene.tag(first) in ("CD", "$", "IN", "RB", "TO") or sent.forms[first : first + 1] == ["sign"]:
        return None
    phrase = right_phrase(sent, first, tails=2, ceiling=stop)
    if phrase is None or is_time(scene, phrase):
        return None
    for k in range(phrase.first, phrase.last):
        if sent.tags[k] == "%" or sent.lows[k] in ("percent", "million", "billion"):
            return None
    return phrase


def opening_time(scene: Scene, q: Quantity) -> Attached | None:
    """ "For 3 days, divers have searched the lake", "During the 2 hours that the team spent there"."""
    if q.kind != "duration" or scene.verb >= 0 or scene.word not in _DURING or scene.before > 1:
        return None
    verb = main_verb_after(scene.sent, q.last)
    subject = clause_subject(scene, verb)
    if subject is None or subject.first < q.last:
        return None
    stop = verb + 1
    while stop < len(scene.sent.words) and stop < verb + 6 and scene.sent.lows[stop] not in _TASK_ENDS:
        stop += 1
    return Attached(scene.text(verb, stop), owner_of_clause(scene, verb), "attach:opening_time")


_DURING = frozenset("for during in over within after through throughout".split())


# --- verbs with a way of their own -------------------------------------------------------------------------------


def verb_that_multiplies(scene: Scene, q: Quantity) -> Attached | None:
    """ "Water use more than doubled at the site": the number is the verb."""
    if (
        q.kind != "ratio"
        or scene.sent.tags[q.core] not in ("VBD", "VBN", "VB", "VBP", "VBZ", "VBG")
        or not any(r.startswith("multiple:") for r in q.rules)
    ):
        return None
    subject = clause_subject(scene, q.core)
    if subject is None:
        return None
    measure, owner = split(scene, subject)
    if not measure:
        return None
    place = place_after(scene, q.last) if scene.low(q.last) in ("in", "at", "across") else None
    return Attached(measure, owner or place, "attach:multiple_verb")


def expected(scene: Scene, q: Quantity) -> Attached | None:
    """ "Analysts predicted $2.52 a share": the measure is the one spoken of, the agent only its source."""
    spoken = scene.done[-1] if scene.done else scene.names.last
    if (
        spoken is None
        or scene.low(scene.verb) not in _EXPECT
        or scene.before > scene.verb
        or q.kind not in ("money", "percent", "index")
    ):
        return None
    main = scene.names.main_entity() if q.per == "share" else None
    if main:
        return Attached("earnings", main, "attach:expected")
    return Attached(spoken.measure, spoken.subject, "attach:expected") if spoken.measure else None


def purchase(scene: Scene, q: Quantity) -> Attached | None:
    """ "acquired the paper for $5m", "its purchase of the paper for $5m": the deal and who made it."""
    if q.kind != "money" or scene.word != "for":
        return None
    sent, before = scene.sent, scene.before
    for k in range(before - 1, max(-1, before - 24), -1):
        low = sent.lows[k]
        if low in (";", ".", ":"):
            return None
        if low in _BUYING:
            noun = sent.tags[k] in ("NN", "NNS")
            phrase = right_phrase(sent, k if noun else k + 1, tails=2, ceiling=before)
            deal = scene.text(k, phrase.last if phrase else min(before, k + 9))
            buyer = _buyer(scene, k) if noun else owner_of_clause(scene, k)
            return Attached(deal, buyer, "attach:purchase")
    return None


def _buyer(scene: Scene, deal: int) -> str | None:
    """ "Oakmart's purchase", "its purchase"; else the agent of the clause."""
    sent = scene.sent
    if deal and sent.tags[deal - 1] == "PRP$":
        return scene.names.resolve(sent.lows[deal - 1], scene.index)
    if deal and sent.tags[deal - 1] == "POS":
        whose = left_phrase(sent, deal - 1)
        if whose is not None:
            return scene.words_of(last_segment(scene, whose))
        return scene.names.resolve(sent.lows[deal - 1], scene.index)
    return owner_of_clause(scene, verb_before(sent, deal))
