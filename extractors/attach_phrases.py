"""Figures whose measure is a phrase around them: "$5m in reserves", "a peak above $68,000", "its $5m budget"."""

from __future__ import annotations

from extractors.attach_doers import before_time, doer_or_place
from extractors.awaited import awaited
from extractors.clause_subjects import clause_subject, is_time, last_segment
from extractors.measure_nouns import says_what
from extractors.move_words import MOVE_NOUNS
from extractors.noun_phrases import TIME_NOUNS, TIMES, Phrase, is_year_word, left_phrase, right_phrase
from extractors.owner_splits import owner_of_clause, split
from extractors.owners import owner_name, possessor
from extractors.phrases import CALENDAR, NOUNS
from extractors.quantities import Quantity
from extractors.scene import Scene
from extractors.statement import Attached
from extractors.ways import Rule, Way
from extractors.words import words

_IN_IDIOMS = words("attach_phrases.in_idioms")
_BE = frozenset("is are was were averages averaged".split())
_SPEND = frozenset("spent spend spends spending invested invest invests investing".split())


def possessed(scene: Scene, q: Quantity) -> Attached | None:
    """ "the state's $2 billion in reserves", "its 52 stores"."""
    owner = possessor(scene, q)
    if not owner:
        return None
    k = q.last + 1 if scene.low(q.last) in ("in", "of", "worth") else q.last
    phrase = right_phrase(scene.sent, k, tails=1)
    if phrase is not None and q.change is not None and scene.low(phrase.head) in MOVE_NOUNS:
        if phrase.last == phrase.first + 1:
            return Attached(owner, owner, "attach:possessive")  # "the index's 15 percent gain"
    return Attached(scene.words_of(phrase), owner, "attach:possessive") if phrase is not None else None


def noun_inside(scene: Scene, q: Quantity) -> Attached | None:
    """ "$2 billion in cash reserves", "5 inches of rain", "30 grams of the drug"."""
    past, opener = scene.past, scene.low(scene.past)
    if opener not in ("in", "of", "worth", "on") or (opener == "of" and scene.low(past + 1) in ("every", "each")):
        return None  # "pays 70 cents of every euro"
    if q.change is not None and not (opener == "in" and q.kind == "money" and _measured_in(scene, past + 1)):
        return None
    if q.kind == "duration" and opener in ("in", "on") and scene.tag(past + 1) == "PRP$":
        return None  # "lasted 13 hours in our test"
    if opener == "on" and scene.low(past + 1) in ("a", "an"):
        return None
    if (
        opener in ("in", "on")
        and scene.tag(past + 1) == "PRP$"
        and not _SPELLS.isdisjoint(scene.sent.lows[past + 2 : past + 4])
    ):
        return None  # "took $44 million on its opening weekend"
    k = past + 2 if opener == "worth" and scene.low(past + 1) == "of" else past + 1
    if opener == "in" and is_year_word(scene.low(k)) and scene.tag(k + 1) in NOUNS:
        k += 1  # "$12 million in 2027 rent savings"
    phrase = right_phrase(scene.sent, k, tails=1)
    if opener == "of" and scene.tag(k) == "VBG":
        stop = phrase.last if phrase is not None and phrase.last <= k + 5 else k + 1
        while stop < k + 5 and scene.tag(stop) in ("RB", "JJ", "CC"):
            stop += 1
        return Attached(scene.text(k, stop), owner_of_clause(scene, scene.verb), "attach:in_noun")
    if phrase is None and opener == "of" and scene.tag(k) == "JJ":
        phrase = Phrase(k, k + 1, k)  # "22 tonnes of explosive"
    if phrase is not None and phrase.last > phrase.head + 1:
        phrase = before_time(scene, phrase)  # "3 tonnes of tin in the first half of the year"
    if phrase is None or is_time(scene, phrase) or scene.sent.forms[phrase.head] == "number":
        return None
    if (
        opener == "of"
        and q.unit in ("mile", "km", "m", "metre")
        and "within" in scene.sent.lows[max(0, q.first - 1) : q.core]
    ):
        return None  # "living within three miles of school"
    if opener == "on" and scene.low(phrase.last) == "of" and scene.tag(phrase.last + 1) in ("CD", "$"):
        return None  # "earned $1.12 a share on revenue of $3 billion"
    if opener == "on" and scene.tag(k) == "CD":
        return None  # "grows 310,000 tonnes a year on 6,400 hectares"
    if opener == "in" and (
        scene.low(phrase.head) in _IN_IDIOMS or scene.tag(k) == "CD" or _is_event(scene, k, phrase)
    ):
        return None
    if opener == "of" and "per" in scene.sent.lows[q.num_last : q.last] and scene.low(q.last - 1).isdigit():
        return None  # "$7 per $100 of land"
    if opener == "in" and q.kind == "duration" and scene.low(scene.verb) in _BE and scene.low(k) == "the":
        return None  # "The wait is 41 weeks in the north"
    lies = q.kind in _LYING and scene.low(k) == "the" and not says_what(scene.low(phrase.head))
    lies = lies or (q.kind == "duration" and opener in ("in", "on") and scene.word == "for")
    lies = lies or (q.kind == "duration" and opener in ("in", "on", "at") and scene.low(scene.verb) in _WAITING)
    place = scene.sent.tags[phrase.head] in ("NNP", "NNPS") or lies
    if opener in ("in", "on") and (place or scene.low(scene.verb) in _SPEND):
        return None
    jailed = scene.low(k) in _JAILS and scene.tag(k + 1) not in (*NOUNS, "JJ")
    if jailed and q.kind == "duration" and scene.low(scene.verb) in _SENTENCING:
        return Attached(f"{scene.low(k)} sentence", owner_of_clause(scene, scene.verb), "attach:in_noun")
    if opener in ("in", "on") and q.kind == "duration" and scene.low(scene.verb) in _PASSING:
        return None  # "served 13 months in a work programme"
    level = _level_of(scene, q, phrase) if opener == "of" else None
    if level is not None:
        return level
    per = "share" if scene.sent.lows[phrase.first] == "per-share" else None
    owner = _payer(scene, q) or owner_of_clause(scene, scene.verb)
    if owner is None and scene.verb < 0 and q.kind == "measure" and scene.tag(phrase.last) in ("VBD", "VBP", "VBZ"):
        fell = ("on",) if scene.low(phrase.last) in ("fell", "falls") else ()
        owner = doer_or_place(scene, phrase.last, min(len(scene.sent.words), phrase.last + 7), fell)
    return Attached(scene.words_of(phrase), owner, "attach:in_noun", per)


def _level_of(scene: Scene, q: Quantity, phrase: Phrase) -> Attached | None:
    """ "Emissions in Norland totalled 40 tonnes of soot", "Oakmart's output was 3 tonnes of tin": output of tin."""
    low = scene.low(scene.verb)
    reached = low in _LEVELS and scene.before == scene.verb
    if q.kind != "measure" or not (reached or (low in _TO_LEVEL and scene.before == scene.verb + 1)):
        return None
    subject = clause_subject(scene, scene.verb)
    if subject is None or scene.low(subject.head) not in _AMOUNTS:
        return None
    measure, owner = split(scene, subject)
    if measure is None:
        return None
    thing = scene.words_of(phrase)
    told = thing.lower() in measure.lower() or scene.low(subject.head).startswith("emission")
    return Attached(measure if told else f"{measure} of {thing}", owner, "attach:verb_level")


_SPELLS = TIMES | {"weekend"}
_LEVELS = frozenset(
    "is are was were totalled totaled totals total averaged reached reaches hit exceeded topped".split()
)
_TO_LEVEL = frozenset("came comes amounted amounts stood stands rose fell grew".split())
_AMOUNTS = words("attach_phrases.amounts")


def _is_event(scene: Scene, k: int, phrase: Phrase) -> bool:
    """ "raised $40 million in a funding round": where it happened, not what it is of."""
    return scene.low(k) in ("a", "an", "the", "its", "their") and scene.low(phrase.head) in _EVENTS


_EVENTS = words("attach_phrases.events")


def _payer(scene: Scene, q: Quantity) -> str | None:
    """ "The spills cost the company $4 million in fines": the company."""
    if q.kind != "money" or scene.low(scene.verb) not in ("cost", "costs", "costing", "saved", "saves", "saving"):
        return None
    whom = right_phrase(scene.sent, scene.verb + 1, tails=0, ceiling=scene.before + 1)
    first = scene.verb + 1
    if whom is None or whom.last != scene.before + 1 or is_time(scene, whom):
        return None
    return owner_name(scene, Phrase(first, whom.last, whom.head))


_HEIGHTS = frozenset("low high record peak total sum figure maximum minimum cost price".split())
_WAITING = frozenset("wait waits waited waiting queue queued queueing stay stayed staying".split())
_JAILS = frozenset("prison jail custody detention".split())
_SENTENCING = frozenset(
    "sentenced sentences faces face facing faced given gave gets got receive received carries carry handed serve"
    " serving served jailed condemned".split()
)
_PASSING = words("attach_phrases.passing")
_LYING = ("measure", "duration")


def _measured_in(scene: Scene, k: int) -> bool:
    """True for "gained $7 billion in market value": what has moved is said behind."""
    phrase = right_phrase(scene.sent, k, tails=0)
    return phrase is not None and says_what(scene.low(phrase.head)) and scene.tag(phrase.head) in ("NN", "NNS")


def noun_before(scene: Scene, q: Quantity) -> Attached | None:
    """ "a peak above $68,000", "Oakmart's price of late, around $40", "a rate 2 points higher": the noun in front."""
    if q.first < 2:
        return None
    k = q.first - 1
    if scene.word == "," and scene.low(q.last) == "," and scene.verb < 0:
        told = left_phrase(scene.sent, scene.before)  # "The record low, 3.39 million sq km, was set"
        if told is not None and told.first <= 1 and scene.low(told.last - 1) in _HEIGHTS:
            return Attached(scene.words_of(told), None, "attach:noun_before")
    if scene.tag(k) not in ("NN", "NNS") or scene.low(k) in TIME_NOUNS or scene.low(k) in CALENDAR:
        return None
    phrase = left_phrase(scene.sent, q.first, scene.verb + 1 if scene.verb >= 0 else 0)
    if phrase is None or phrase.last != q.first:
        return None
    if not says_what(scene.sent.lows[phrase.head]):
        phrase = last_segment(scene, phrase)  # "from $10,000 in the summer to a peak above"
    if is_time(scene, phrase):
        return None
    holder = None
    for m in range(phrase.first + 1, phrase.last - 1):
        if scene.tag(m) == "VBG" and scene.tag(m - 1) == "NNS":  # "some schools reporting rates above"
            holder = owner_name(scene, Phrase(phrase.first, m, m - 1))
            phrase = Phrase(m + 1, phrase.last, phrase.last - 1)
            break
    if scene.tag(q.last) in NOUNS or not says_what(scene.sent.lows[phrase.head]):
        return None
    measure, owner = split(scene, phrase)
    if measure is None and scene.low(phrase.head) == "area":
        measure, owner = scene.words_of(phrase), None
    if measure is None:
        return None
    return Attached(measure, holder or owner or owner_of_clause(scene, scene.verb), "attach:noun_before")


def of_relative(scene: Scene, q: Quantity) -> Attached | None:
    """ "the $80,000 that Roe put up for bail", "the 12 percent the firm set aside": what was done with it."""
    if q.hyphen or scene.low(q.last) == "-":
        return None
    if q.kind != "duration" and awaited(scene.sent, q.last) is not None:
        return _as_awaited(scene)
    if scene.low(q.first - 1) != "the" or q.kind == "count":
        return None
    k = q.last
    if scene.low(k) in ("that", "which"):
        k += 1
    elif scene.tag(k) in ("NN", "JJ"):
        return None  # "The 900 million euro project is"
    doer = right_phrase(scene.sent, k, tails=0)
    if scene.tag(k) == "PRP":
        doer = Phrase(k, k + 1, k)
    if doer is not None and scene.low(doer.last) in ("is", "was", "are", "were") and scene.low(k - 1) != "that":
        return None  # "the $5 burger is sold in"
    if doer is None or scene.tag(doer.last) not in ("VBD", "VBP", "VBZ", "VBN") or is_time(scene, doer):
        return None
    if scene.tag(doer.last) == "VBN":
        return None
    stop = doer.last + 1
    while stop < doer.last + 6 and scene.tag(stop) in ("RB", "RP", "IN", "DT", "NN", "JJ", "PRP$", "VBN", "TO", "VB"):
        stop += 1
    return Attached(scene.text(doer.last, stop), owner_name(scene, doer), "attach:relative")


def _as_awaited(scene: Scene) -> Attached | None:
    """ "The loss was below the $4m brokers had expected": of what came out, in the clause or said before it."""
    spoken = scene.done[-1] if scene.done else None
    if spoken is None:
        subject = clause_subject(scene, scene.verb)
        if subject is not None and says_what(scene.low(subject.head)):
            measure, owner = split(scene, subject)
            return Attached(measure, owner, "attach:relative")
        spoken = scene.names.last
    return Attached(spoken.measure, spoken.subject, "attach:relative") if spoken and spoken.measure else None


def phrase_before(scene: Scene, q: Quantity) -> Attached | None:
    """ "Turnout in Leeds 61 percent": a headline, no verb to the left."""
    phrase = left_phrase(scene.sent, q.first)
    if phrase is None:
        return None
    measure, owner = split(scene, phrase)
    return Attached(measure or scene.words_of(phrase), owner, "attach:left")


POSSESSED = Way(
    possessed,
    (
        Rule(
            "attach:possessive",
            (("Lawmakers spent the state's <$2 billion> in reserves.", "reserves", "state"),),
            ("Lawmakers spent $2 billion in reserves.",),
        ),
    ),
)
OF_RELATIVE = Way(
    of_relative,
    (
        Rule(
            "attach:relative",
            (("Roe lost the <$80,000> that Oakmart paid for the boat.", "paid for the boat", "Oakmart"),),
            (
                "Roe put up $80,000 for bail.",
                "The $80,000 bail was put up.",
            ),
        ),
    ),
    kinds=(
        "money",
        "percent",
        "measure",
        "duration",
        "count",
    ),
)
NOUN_BEFORE = Way(
    noun_before,
    (
        Rule(
            "attach:noun_before",
            (("The coin fell from a peak above <$68,000>.", "peak", "coin"),),
            ("The coin fell below $68,000.",),
        ),
    ),
    kinds=(
        "money",
        "percent",
        "percentage_point",
        "measure",
        "index",
    ),
)
NOUN_INSIDE = Way(
    noun_inside,
    (
        Rule(
            "attach:in_noun",
            (("Oakmart holds <$2 billion> in cash reserves.", "cash reserves", "Oakmart"),),
            ("Oakmart spent $2 billion in Arden.",),
        ),
    ),
    kinds=(
        "money",
        "measure",
        "duration",
    ),
)
PHRASE_BEFORE = Way(
    phrase_before,
    (
        Rule(
            "attach:left",
            (("Turnout in Telmar <61 percent>", "Turnout", "Telmar"),),
            ("Turnout in Telmar was 61 percent.",),
        ),
    ),
)
