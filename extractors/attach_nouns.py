"""Figures that a noun phrase states: "revenue of $5m", "a $5m grant", "its $5m in reserves", "widgets (38%)"."""

from __future__ import annotations

from extractors.attach_verbs import says_what
from extractors.clauses import opens_clause, verb_before
from extractors.moves import DOWN_NOUNS, UP_NOUNS
from extractors.noun_phrases import TIME_NOUNS, Phrase, left_phrase, right_phrase
from extractors.owners import (
    clause_subject,
    is_time,
    last_segment,
    owner_before_with,
    owner_name,
    owner_of_clause,
    possessor,
    split,
)
from extractors.phrases import CALENDAR, NOUNS
from extractors.quantities import Quantity
from extractors.rates import RATE_ADJECTIVES
from extractors.relative_clauses import explained
from extractors.scene import Scene
from extractors.statement import Attached
from extractors.words import words

_OUTLOOKS = words("attach_nouns.outlooks")
_NOT_MEASURED = words("attach_nouns.not_measured")
_EMPTY = frozenset("total average sum maximum minimum combined median".split())
_PACES = frozenset("rate pace level record total average high low".split())
_HAVING = frozenset("has have had reported reports posted recorded set with said says".split())
_DIMENSIONS = frozenset("wide long tall high deep thick across away old apart".split())
_SPEND = frozenset("spent spend spends spending invested invest invests investing".split())


def possessed(scene: Scene, q: Quantity) -> Attached | None:
    """ "the state's $2 billion in reserves", "its 52 stores"."""
    owner = possessor(scene, q)
    if not owner:
        return None
    k = q.last + 1 if scene.low(q.last) in ("in", "of", "worth") else q.last
    phrase = right_phrase(scene.sent, k, tails=1)
    return Attached(scene.words_of(phrase), owner, "attach:possessive") if phrase is not None else None


# --- "revenue of $5m", "a loss of 3 percent", "a server capacity of 4 million units" --------------------------------


def measure_of(scene: Scene, q: Quantity) -> Attached | None:
    """ "revenue of $5m", "a loss of 3 percent", "growth of between 2 and 3 percent"."""
    if not _opens_with_noun(scene, q):
        return None
    phrase = left_phrase(scene.sent, scene.before, scene.verb + 1 if scene.verb >= 0 else 0)
    if phrase is None or (scene.sent.lows[phrase.head] in _EMPTY and phrase.last - phrase.first <= 2):
        return None
    if scene.sent.lows[phrase.head] in ("cent", "percent"):
        return None
    holder, phrase = _holder_with(scene, phrase)
    short = phrase.last - phrase.first <= 3
    last = scene.done[-1] if scene.done else None
    if short and scene.sent.lows[phrase.head] in _OUTLOOKS and last is not None and last.measure:
        # "Sales were $4m, above the estimate of $3m"
        return Attached(f"{last.measure}, {scene.words_of(phrase)}", last.subject, "attach:outlook")
    measure, owner = split(scene, phrase)
    if measure is None:
        measure, owner = scene.words_of(phrase), None
    if owner is None:
        owner = holder or _owner_of_list(scene, phrase)
    if owner is None and short:
        paced = _pace(scene, q, phrase)
        if paced is not None:
            return paced
    moved = _moved_thing(scene, phrase)
    if moved is not None:
        measure, owner = moved
    if owner is None:
        owner = _main_clause_owner(scene, q)
    if owner is None:
        owner = owner_of_clause(scene, verb_before(scene.sent, phrase.first)) or owner_before_with(scene, phrase)
    return Attached(measure, owner, "attach:of")


def _opens_with_noun(scene: Scene, q: Quantity) -> bool:
    """True for "revenue of" before the number, where no noun behind it is what the number measures."""
    k = scene.before
    if scene.word not in ("of", "at", "between") or k <= 0:
        return False
    tag, low = scene.sent.tags[k - 1], scene.sent.lows[k - 1]
    if tag not in NOUNS and tag not in ("POS", ")") and low not in ("high", "low", "average", "total"):
        return False
    if scene.word == "at" and tag == "NNP":
        return False
    if low in TIME_NOUNS and k >= 2 and scene.sent.tags[k - 2] == "CD":
        return False  # "3 months of the $10 subscription"
    measured_behind = scene.tag(q.last) in ("NN", "NNS") and scene.low(q.last) not in TIME_NOUNS
    return not (q.kind in ("money", "percent") and measured_behind)


def _holder_with(scene: Scene, phrase: Phrase) -> tuple[str | None, Phrase]:
    """ "a port with a capacity": the holder, and the phrase behind "with"."""
    if says_what(scene.sent.lows[phrase.head]):
        return None, phrase  # "a surplus with Norvale of $5m"
    for k in range(phrase.last - 2, phrase.first, -1):
        if scene.sent.lows[k] == "with":
            return scene.text(phrase.first, k), Phrase(k + 1, phrase.last, phrase.last - 1)
    return None, phrase


def _owner_of_list(scene: Scene, phrase: Phrase) -> str | None:
    """ "had revenue of $5m and a profit of $1m": whose the first was."""
    start = phrase.first
    while start > 0 and scene.sent.lows[start - 1] in ("a", "an", "the", "with"):
        start -= 1
    listed = scene.low(start - 1) in ("and", ",")
    if listed and scene.done and scene.done[-1].rule in ("attach:of", "attach:count_of", "attach:count_object"):
        return scene.done[-1].subject
    return None


def _pace(scene: Scene, q: Quantity, phrase: Phrase) -> Attached | None:
    """ "Prices grew at an annual rate of 3 percent": the prices are measured, not the rate."""
    if scene.sent.lows[phrase.head] not in _PACES:
        return None
    verb = verb_before(scene.sent, phrase.first)
    subject = clause_subject(scene, verb)
    moved = scene.word == "at" and "the" in scene.sent.lows[max(0, phrase.first - 1) : phrase.first + 1]
    if subject is None or moved or scene.sent.lows[verb] in _HAVING:
        return None
    thing, whose = split(scene, subject)
    if not thing:
        return None
    per = next((rate for w in scene.sent.lows[phrase.first : phrase.head] if (rate := RATE_ADJECTIVES.get(w))), None)
    return Attached(thing, whose, "attach:pace", per)


def _moved_thing(scene: Scene, phrase: Phrase) -> tuple[str | None, str | None] | None:
    """ "an increase of 3 percent in real income", "a reduction in real income of 3 percent": the income."""
    head = scene.sent.lows[phrase.head]
    if head not in UP_NOUNS and head not in DOWN_NOUNS:
        return None
    if phrase.head + 2 < phrase.last and scene.sent.lows[phrase.head + 1] == "in":
        return split(scene, Phrase(phrase.head + 2, phrase.last, phrase.last - 1))
    if phrase.last - phrase.first <= 2 and scene.low(scene.past) == "in":
        thing = right_phrase(scene.sent, scene.past + 1, tails=1)
        if thing is not None and not is_time(scene, thing):
            measure, owner = split(scene, thing)
            return measure or scene.words_of(thing), owner
    return None


def _main_clause_owner(scene: Scene, q: Quantity) -> str | None:
    """ "With revenue of $5m, Oakmart is ...": the subject of the clause behind."""
    if scene.sent.lows[0] != "with" or scene.verb >= 0:
        return None
    for k in range(q.last, len(scene.sent.words)):
        if scene.sent.tags[k] in ("VBZ", "VBD", "VBP", "MD"):
            return owner_of_clause(scene, k)
    return None


# --- the noun behind or around the number -------------------------------------------------------------------------


def dimension(scene: Scene, q: Quantity) -> Attached | None:
    """ "The galaxy is 9 million light-years wide", "a village 165 km from Arden"."""
    if q.kind not in ("measure", "duration"):
        return None
    if q.kind == "measure" and scene.low(scene.past) in _DIRECTIONS and q.change is None:
        return _distance(scene, q)
    if scene.low(scene.past) not in _DIMENSIONS:
        return None
    owner = None
    if scene.verb >= 0:
        owner = owner_of_clause(scene, scene.verb)
    elif scene.before >= 0:
        phrase = left_phrase(scene.sent, scene.before if scene.word == "," else scene.before + 1)
        owner = owner_name(scene, phrase) if phrase is not None else None
    return Attached(scene.sent.words[scene.past], owner, "attach:dimension")


_DIRECTIONS = frozenset("north south east west northeast northwest southeast southwest away from off inland".split())
_DISTANCE_ENDS = frozenset(", . ; : ( - – — and but that which who".split())


def _distance(scene: Scene, q: Quantity) -> Attached | None:
    """ "located 20 km south of the border": where it is from is what is measured."""
    stop = scene.past
    while (
        stop < min(len(scene.sent.words), scene.past + 8)
        and scene.sent.lows[stop] not in _DISTANCE_ENDS
        and scene.sent.tags[stop] not in _FINITE
    ):
        stop += 1
    if stop == scene.past + 1 and scene.low(scene.past) != "away":
        return None
    phrase = left_phrase(scene.sent, q.first) if scene.tag(q.first - 1) in NOUNS else None
    owner = owner_of_clause(scene, scene.verb)
    if phrase is not None and scene.verb < q.first - 1:
        owner = owner_name(scene, explained(scene.sent, last_segment(scene, phrase)) or phrase)
    return Attached(scene.text(scene.past, stop), owner, "attach:distance")


def noun_after(scene: Scene, q: Quantity) -> Attached | None:
    """ "a $5.1 million grant", "a 9% funding increase", "48 hour holds"."""
    last = q.last + (scene.low(q.last) == '"' and q.hyphen)  # 'a 55-kilometer "safe zone"'
    tag, low = scene.tag(last), scene.low(last)
    if q.kind == "ratio" and scene.word == "at" and scene.before == scene.verb + 1:
        return None  # "Net debt stood at 2.1 times core profit"
    next_tag = scene.tag(last + 1)
    one = scene.low(q.first - 1) in ("a", "an") or scene.low(q.first) in ("a", "an")
    nominal = (
        tag in NOUNS
        or (tag == "JJ" and next_tag in (".", ",", "CC") and (one or "a" in scene.sent.lows[q.first : q.core]))
        or (tag in ("JJ", "VBG", "JJS") and (next_tag in NOUNS or next_tag in ("JJ", "VBG")))
        or (tag == "VBN" and next_tag in NOUNS)
    )
    if low in UP_NOUNS | DOWN_NOUNS and scene.low(last + 1) == "in" and q.kind in ("percent", "percentage_point"):
        nominal = True  # "a 0.25 percentage point cut in its main rate"
    if q.hyphen and tag in ("JJR", "JJS") and next_tag in NOUNS:
        nominal, low = True, ""  # "an 8-inch lower display"
    elif tag == "VBG" and q.kind == "measure" and next_tag in (".", ",", "CC"):
        nominal = True  # "The car has 120 kW charging."
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
        if (low in ("by", "from", "at", "with") and k > phrase.head) or (low == "and" and q.hyphen):
            end = k  # "a 10-year lease by the ministry", "20-inch wheels and a radio"
            break
    spoken = scene.done[-1] if scene.done else None
    if (
        end == phrase.first + 1
        and scene.sent.lows[phrase.head] in _OUTLOOKS
        and spoken is not None
        and spoken.measure
    ):
        return Attached(spoken.measure, spoken.subject, "attach:outlook")  # "a margin of 4%, below the 5% forecast"
    if q.change is not None and end == phrase.first + 1 and scene.sent.lows[phrase.head] in UP_NOUNS | DOWN_NOUNS:
        suffered = _suffered(scene, q)
        if suffered is not None:
            return suffered
    doer = _doer_behind(scene, end)
    if scene.low(end) == "that" and scene.sent.lows[phrase.head] in _LIKELIHOODS:
        lows = scene.sent.lows
        while end < len(lows) and end < phrase.last + 12 and lows[end] not in (",", ".", ";"):
            end += 1  # "a 55% chance that the bridge holds"
    acts = scene.tag(end + (scene.tag(end) == "RB")) in _FINITE
    if doer is None and acts and opens_clause(scene.sent, q.first):
        return _moved_in(scene, phrase, end)  # "and the 0.3-point drop in the rate almost ..."
    owner = doer or owner_of_clause(scene, scene.verb)
    return Attached(scene.text(phrase.first, end), owner, "attach:noun_after")


def _suffered(scene: Scene, q: Quantity) -> Attached | None:
    """ "Total revenue has suffered a 6 percent decline": the revenue."""
    subject = clause_subject(scene, scene.verb)
    if subject is None or not says_what(scene.sent.lows[subject.head]):
        return None
    measure, owner = split(scene, subject)
    return Attached(measure, owner, "attach:suffered") if measure else None


def _moved_in(scene: Scene, phrase: Phrase, end: int) -> Attached:
    """ "A 10% increase in the price of care was": a phrase that is the subject itself, and so is nobody's act."""
    if scene.low(phrase.head + 1) == "in" and phrase.head + 2 < end:
        measure, owner = split(scene, Phrase(phrase.head + 2, end, end - 1))
        return Attached(measure or scene.text(phrase.first, end), owner, "attach:noun_opens")
    return Attached(scene.text(phrase.first, end), None, "attach:noun_opens")


_FINITE = frozenset(("VBD", "VBZ", "VBP", "MD"))


_LIKELIHOODS = frozenset("chance chances probability likelihood odds possibility risk".split())


def _doer_behind(scene: Scene, k: int) -> str | None:
    """ "a 25% tariff announced by the president": who does it."""
    if scene.tag(k) in ("VBN", "VBD") and scene.low(k + 1) == "by" and scene.low(k) not in ("held", "owned"):
        doer = right_phrase(scene.sent, k + 2, tails=0)
        return owner_name(scene, doer) if doer is not None and not is_time(scene, doer) else None
    return None


def of_relative(scene: Scene, q: Quantity) -> Attached | None:
    """ "the $250,000 that Roe posted for bail", "the 12 percent the firm set aside": what was done with it, by whom."""
    if q.kind not in ("money", "percent", "measure", "duration") or q.hyphen or scene.low(q.first - 1) != "the":
        return None
    k = q.last
    if scene.low(k) in ("that", "which"):
        k += 1
    doer = right_phrase(scene.sent, k, tails=0)
    if scene.tag(k) == "PRP":
        doer = Phrase(k, k + 1, k)
    if doer is None or scene.tag(doer.last) not in ("VBD", "VBP", "VBZ") or is_time(scene, doer):
        return None
    stop = doer.last + 1
    while stop < doer.last + 6 and scene.tag(stop) in ("RB", "RP", "IN", "DT", "NN", "JJ", "PRP$", "VBN", "TO"):
        stop += 1
    return Attached(scene.text(doer.last, stop), owner_name(scene, doer), "attach:relative")


def valued(scene: Scene, q: Quantity) -> Attached | None:
    """ "tax cuts worth $3bn", "a merger valued at $20bn", "the rail link, priced at $2bn": what has the value."""
    if q.kind != "money":
        return None
    sent, k = scene.sent, scene.before
    if scene.word == "at" and scene.low(k - 1) in _VALUED and scene.tag(k - 1) in ("VBN", "VBD"):
        k -= 1
    elif scene.word != "worth":
        return None
    if scene.low(k - 1) == ",":
        k -= 1
    if scene.tag(k - 1) not in ("NN", "NNS") or scene.low(k - 1) in TIME_NOUNS:
        return None
    verb = verb_before(sent, k)
    phrase = left_phrase(sent, k, verb + 1 if verb >= 0 else 0)
    if phrase is None or is_time(scene, phrase):
        return None
    measure, owner = split(scene, phrase)
    if owner is None:
        owner = owner_of_clause(scene, verb)
    return Attached(measure or scene.words_of(phrase), owner, "attach:valued")


_VALUED = frozenset("valued priced estimated put costed costing appraised assessed".split())


def noun_before(scene: Scene, q: Quantity) -> Attached | None:
    """ "a peak above $68,000", "Oakmart's price of late, around $40", "a rate 2 points higher": the noun in front."""
    if q.kind not in ("money", "percent", "percentage_point", "measure", "index") or q.first < 2:
        return None
    k = q.first - 1
    if scene.tag(k) not in ("NN", "NNS") or scene.low(k) in TIME_NOUNS or scene.low(k) in CALENDAR:
        return None
    phrase = left_phrase(scene.sent, q.first, scene.verb + 1 if scene.verb >= 0 else 0)
    if phrase is None or phrase.last != q.first:
        return None
    if not says_what(scene.sent.lows[phrase.head]):
        phrase = last_segment(scene, phrase)  # "from $10,000 in the summer to a peak above"
    if is_time(scene, phrase):
        return None
    if scene.tag(q.last) in NOUNS or not says_what(scene.sent.lows[phrase.head]):
        return None
    measure, owner = split(scene, phrase)
    if measure is None:
        return None
    return Attached(measure, owner or owner_of_clause(scene, scene.verb), "attach:noun_before")


def noun_inside(scene: Scene, q: Quantity) -> Attached | None:
    """ "$2 billion in cash reserves", "5 inches of rain", "30 grams of the drug"."""
    past, opener = scene.past, scene.low(scene.past)
    if opener not in ("in", "of", "worth", "on") or q.change is not None:
        return None
    if q.kind not in ("money", "measure", "duration") or (opener == "on" and scene.low(past + 1) in ("a", "an")):
        return None
    k = past + 2 if opener == "worth" and scene.low(past + 1) == "of" else past + 1
    phrase = right_phrase(scene.sent, k, tails=1)
    if opener == "of" and scene.tag(k) == "VBG":
        stop = phrase.last if phrase is not None and phrase.last <= k + 5 else k + 1
        while stop < k + 5 and scene.tag(stop) in ("RB", "JJ", "CC"):
            stop += 1
        return Attached(scene.text(k, stop), owner_of_clause(scene, scene.verb), "attach:in_noun")
    if phrase is None or is_time(scene, phrase) or scene.sent.forms[phrase.head] == "number":
        return None
    place = scene.sent.tags[phrase.head] in ("NNP", "NNPS")
    if opener in ("in", "on") and (place or scene.low(scene.verb) in _SPEND):
        return None
    per = "share" if scene.sent.lows[phrase.first] == "per-share" else None
    owner = owner_of_clause(scene, scene.verb)
    return Attached(scene.words_of(phrase), owner, "attach:in_noun", per)


def phrase_before(scene: Scene, q: Quantity) -> Attached | None:
    """ "Turnout in Leeds 61 percent": a headline, no verb to the left."""
    phrase = left_phrase(scene.sent, q.first)
    if phrase is None:
        return None
    measure, owner = split(scene, phrase)
    return Attached(measure or scene.words_of(phrase), owner, "attach:left")
