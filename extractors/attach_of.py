"""Figures behind "of" and "at": "revenue of $5m", "a loss of 3 percent"."""

from __future__ import annotations

from extractors.attach_shared import OUTLOOK
from extractors.clause_subjects import clause_subject, is_time, last_segment, place_after
from extractors.clauses import subject_of, verb_before
from extractors.measure_nouns import says_what
from extractors.move_words import DOWN_NOUNS, MOVE_NOUNS, UP_NOUNS
from extractors.noun_phrases import TIME_NOUNS, Phrase, head_of, left_phrase, right_phrase
from extractors.observers import JUDGING
from extractors.own_units import SETTLEMENTS, TOWNS
from extractors.owner_splits import owner_before_with, owner_of_clause, split
from extractors.owners import owner_name
from extractors.phrases import CALENDAR, NOUNS
from extractors.quantities import Quantity
from extractors.rates import RATE_ADJECTIVES
from extractors.relative_clauses import each_before, explained
from extractors.scene import Scene
from extractors.statement import Attached
from extractors.ways import Rule, Way
from extractors.words import words

OUTLOOKS = words("attach_of.outlooks")
_PEOPLED = words("own_units.peopled")
_EMPTY = frozenset("total average sum maximum minimum combined median something anything".split())
_LONG_PACE = 5  # "at an average annual rate of"
_PACES = frozenset("rate pace level record total average high low".split())
_HAVING = words("attach_of.having")
_RATED = frozenset(("a", "an", "per", "/", "each"))


_IS = ("is", "was", "are", "were", "remains", "remained")


def _stands_out(scene: Scene, phrase: Phrase) -> Attached | None:
    """ "The refund rate was the highest of the trade at 3 percent": of what was the lowest."""
    k = phrase.first - 1 - (scene.tag(phrase.first - 1) == "DT")
    if scene.verb < 0 or scene.low(scene.verb) not in _IS or scene.tag(k) != "IN":
        return None
    if not any(tag in ("JJS", "RBS") for tag in scene.sent.tags[scene.verb + 1 : k]):
        return None
    subject = subject_of(scene.sent, scene.verb)
    measure, owner = split(scene, subject) if subject is not None else (None, None)
    return Attached(measure, owner, "attach:of") if measure else None


_ROBBING = frozenset(
    "defraud defrauds defrauded defrauding rob robs robbed robbing cheat cheated cheating fleeced fleecing swindled"
    " swindling bilked bilking conned conning stripped deprived depriving scammed scamming".split()
)
_WATCHED = ["in", "front", "of"]  # "won 4-1 in front of 15,500 at Mill Park"


def _terms(scene: Scene, phrase: Phrase) -> Phrase:
    """ "drove a van in the north on [a salary] of $40,000": the terms on which it is done; "raised [fares] by an
    average of 34 percent", "filed for protection on Friday with [debts] of $9m".
    """
    last = last_segment(scene, phrase)
    k = last.first - 1 - (scene.tag(last.first - 1) == "DT")
    if scene.low(k) == "by" and scene.low(last.head) == "average" and k > phrase.first:
        return Phrase(phrase.first, k, min(phrase.head, k - 1))
    if scene.low(k) == "with" and scene.low(k - 1) in CALENDAR and says_what(scene.low(last.head)):
        return last
    on_terms = scene.low(k) == "on" and scene.low(k + 1) in ("a", "an") and k > phrase.first
    if on_terms and says_what(scene.low(last.head)) and not says_what(scene.low(phrase.head)):
        return last  # no "return on equity", "cap on spending"
    return phrase


def inhabited(scene: Scene, q: Quantity) -> Attached | None:
    """ "Arden, a town of [8,400 people], has": how many live there, which no verb says."""
    if q.unit != "person" or q.head < 0 or scene.word != "of" or scene.low(scene.before - 1) not in SETTLEMENTS:
        return None
    if scene.low(q.head) not in _INHABITANTS:
        return None
    place = left_phrase(scene.sent, scene.before)
    if place is None:
        return None
    town = explained(scene.sent, last_segment(scene, place)) or place
    return Attached(scene.sent.words[q.head], owner_name(scene, town), "attach:of")


_INHABITANTS = frozenset("people residents inhabitants souls".split())


def measure_of(scene: Scene, q: Quantity) -> Attached | None:
    """ "revenue of $5m", "a loss of 3 percent", "growth of between 2 and 3 percent"."""
    if not _opens_with_noun(scene, q):
        return None
    if scene.word == "of" and q.kind == "money" and scene.low(scene.verb) in _ROBBING:
        return None  # "defrauded 340 investors of $87 million"
    if q.unit == "person" and q.head < 0 and scene.sent.lows[scene.before - 2 : scene.before + 1] == _WATCHED:
        ground = place_after(scene, q.last) if scene.low(q.last) in ("in", "at") else None
        return Attached("attendance", ground or owner_of_clause(scene, scene.verb), "attach:of")
    phrase = left_phrase(scene.sent, scene.before, scene.verb + 1 if scene.verb >= 0 else 0)
    if phrase is None or (scene.word == "at" and is_time(scene, phrase)):
        return None  # "opens next month at $7"
    phrase = _past_spell(scene, phrase)
    rated = scene.low(scene.behind - 2) in _RATED and scene.low(scene.behind - 1) != "cent"
    if rated and phrase.first < scene.behind < phrase.last:
        first = scene.behind + (scene.tag(scene.behind) in ("IN", "CC", "TO", ","))
        if first < phrase.last:  # "41 cents a barrel on [output] of $2 billion"
            phrase = Phrase(first, phrase.last, max(first, phrase.head))
    if q.unit == "person" and q.head < 0 and scene.low(phrase.last - 1) in TOWNS:
        town = explained(scene.sent, last_segment(scene, phrase)) or phrase  # "Arden, a town of 23,000"
        return Attached("population", owner_name(scene, town), "attach:of")
    if scene.tag(phrase.first) == "CD" and scene.low(phrase.first + 1) in ("at", "for", "with"):
        first = phrase.first + 2 + (scene.tag(phrase.first + 2) == "DT")
        phrase = Phrase(first, phrase.last, max(phrase.head, phrase.last - 1))  # "launched in 2011 at a cost of"
    if q.kind == "measure" and scene.low(q.last) == "of" and scene.low(phrase.last - 1) == "total":
        return None  # "A total of 312 mm of rain"
    named = {scene.sent.lows[phrase.head], scene.sent.lows[phrase.last - 1]}
    if phrase.last - phrase.first <= 2 and (scene.low(phrase.head) in _EMPTY or (named & _EMPTY and scene.verb >= 0)):
        return None
    if scene.sent.lows[phrase.head] in ("cent", "percent"):
        return None
    if (
        scene.low(phrase.last - 1) == "range"
        and phrase.last - 3 > phrase.first
        and scene.low(phrase.last - 3) == "to"
    ):
        phrase = Phrase(phrase.first, phrase.last - 3, phrase.head)  # "cut its outlook to a range of"
    if scene.word == "at" and (stands := _stands_out(scene, phrase)) is not None:
        return stands
    awaited = _awaited_move(scene, q, phrase)
    if awaited is not None:
        return awaited
    if q.kind == "count" and q.unit == "person" and scene.low(scene.before - 1) in SETTLEMENTS:
        place = Phrase(scene.before - 1, scene.before, scene.before - 1)
        return Attached("population", owner_name(scene, place), "attach:of")  # "a town of 17,000"
    phrase = _terms(scene, phrase)
    phrase = _last_of_list(scene, _last_sum(scene, _at_a_depth(scene, _without_height(scene, phrase))))
    holder, phrase = _holder_with(scene, phrase)
    high = scene.low(phrase.head) in _HEIGHTS or scene.low(phrase.last - 1) in _HEIGHTS  # "an all-time high"
    short = phrase.last - phrase.first <= (5 if high else 3)  # "a three-week low"
    last = scene.done[-1] if scene.done else None
    if short and scene.sent.lows[phrase.head] in OUTLOOKS and last is not None and last.measure:
        # "Sales were $4m, above the estimate of $3m"
        first = phrase.first + (scene.tag(phrase.first) == "PRP$")
        if last.measure == scene.text(first, phrase.last):
            return Attached(last.measure, last.subject, "attach:outlook")  # "81 percent of its target of $8m"
        return Attached(f"{last.measure}, {scene.text(first, phrase.last)}", last.subject, "attach:outlook")
    measure, owner = split(scene, phrase)
    if q.kind == "count" and q.unit == "person" and scene.low(phrase.last - 1) in _PEOPLED:
        return Attached("people", owner_name(scene, phrase), "attach:of")  # "the city of 3.9 million"
    if measure is None:
        measure, owner = scene.words_of(phrase), None
    each = each_before(scene.sent, phrase.first - 2 - (scene.tag(phrase.first - 1) == "DT"))
    if owner is None and each is not None:
        holder = owner_name(scene, each)  # "two ferries, each with a crew of 9"
    if owner is None:
        owner = holder or _owner_of_list(scene, phrase)
    if owner is None and (short or phrase.last - phrase.first <= _LONG_PACE):
        paced = _pace(scene, q, phrase)
        if paced is not None:
            return paced
    moved = _moved_thing(scene, phrase)
    if moved is not None:
        measure, owner = moved
    if owner is None:
        owner = _main_clause_owner(scene, q)
    verb = verb_before(scene.sent, phrase.first)
    if owner is None and scene.low(verb) in _GIVING and scene.low(verb + 1) == "it" and phrase.first <= verb + 3:
        owner = scene.names.resolve("it", scene.index)  # "The sale gives it a value of $9m": not the sale
    if owner is None and not (scene.word == "at" and scene.low(verb) in JUDGING):
        owner = owner_of_clause(scene, verb) or owner_before_with(scene, phrase)
    return Attached(measure, owner, "attach:of")


_GIVING = frozenset("give gives gave giving".split())


def _past_spell(scene: Scene, phrase: Phrase) -> Phrase:
    """ "its first weekend on a [budget] of": when something was so is no part of the phrase."""
    begins = phrase.first - 1 - (scene.tag(phrase.first - 1) in ("DT", "PRP$"))
    if scene.low(phrase.head) not in _SPELLS or scene.low(begins) not in ("in", "over", "during", "for"):
        return phrase
    for k in range(phrase.head + 1, phrase.last - 1):
        if scene.low(k) in ("on", "with", "at") and scene.low(k + 1) in ("a", "an", "its", "their"):
            return Phrase(k + 2, phrase.last, phrase.last - 1)
    return phrase


_SPELLS = frozenset("weekend week month year day season night quarter run".split())


def _opens_with_noun(scene: Scene, q: Quantity) -> bool:
    """True for "revenue of" before the number, where no noun behind it is what the number measures."""
    k = scene.before
    if scene.word not in ("of", "at", "between") or k <= 0:
        return False
    tag, low = scene.sent.tags[k - 1], scene.sent.lows[k - 1]
    if tag not in NOUNS and tag not in ("POS", ")") and low not in ("high", "low", "average", "total"):
        return False
    if scene.word == "at" and (tag == "NNP" or (low in _STEADY and scene.verb in (k - 2, k - 3))):
        return False  # "The fund stays level at $30 million"
    if scene.word == "at" and low == "forecast" and scene.low(k - 2) in ("is", "are", "was", "were"):
        return False  # "The harvest is forecast at 2 million tonnes"
    if scene.word == "at" and (low in TIME_NOUNS or scene.low(scene.verb) in _VALUING):
        return False  # "opens next week at $12", "valuing the company at $9 million"
    if low in TIME_NOUNS and k >= 2 and scene.sent.tags[k - 2] == "CD":
        return False  # "3 months of the $10 subscription"
    measured_behind = scene.tag(q.last) in ("NN", "NNS") and scene.low(q.last) not in TIME_NOUNS
    return not (q.kind in ("money", "percent") and measured_behind)


def _awaited_move(scene: Scene, q: Quantity, phrase: Phrase) -> Attached | None:
    """ "Rents rose 4 percent. Analysts had expected a rise of 3 percent": of what moved before."""
    spoken = scene.done[-1] if scene.done else scene.names.last
    near = bool(scene.done) or scene.index - scene.names.last_index <= 2
    bare = phrase.last == phrase.head + 1 and phrase.last - phrase.first <= 2 and scene.low(phrase.head) in MOVE_NOUNS
    if not (bare and near and spoken is not None and spoken.measure) or scene.low(scene.verb) not in _EXPECT:
        return None
    expecting = clause_subject(scene, scene.verb)
    if scene.low(phrase.head) == "growth" and expecting and scene.low(expecting.head) not in _FORECASTERS:
        return None  # "The government expects growth of"
    if q.kind == "money" and scene.low(phrase.head) in _RESULTS:
        return None  # "The lender expects a loss of $7 million"
    if scene.low(scene.past) in ("in", "for") and q.kind in ("percent", "money"):
        thing = right_phrase(scene.sent, scene.past + 1, tails=0)
        if thing is not None and not is_time(scene, thing):
            return None
    return Attached(spoken.measure, spoken.subject, "attach:of")


_EXPECT = words("attach_again.expect")
_VALUING = frozenset("value values valued valuing price prices priced pricing put puts putting pegs pegged".split())
_FORECASTERS = words("awaited.forecasters")
_RESULTS = frozenset("loss losses gain gains".split())


def _last_of_list(scene: Scene, phrase: Phrase) -> Phrase:
    """ "a deficit of 4 percent of GDP and a debt of": the debt."""
    for k in range(phrase.last - 2, phrase.first, -1):
        if scene.low(k) == "and" and scene.low(k + 1) in ("a", "an"):
            return Phrase(k + 2, phrase.last, head_of(scene.sent, k + 2, phrase.last))
    return phrase


def _without_height(scene: Scene, phrase: Phrase) -> Phrase:
    """ "contributions at an all-time high of", "sales at a record": the part before how high."""
    if scene.low(phrase.last - 1) in _HEIGHTS:
        for k in range(phrase.last - 2, max(phrase.first, phrase.last - 6), -1):
            if scene.low(k) == "at":
                return Phrase(phrase.first, k, phrase.head)
    return phrase


def _last_sum(scene: Scene, phrase: Phrase) -> Phrase:
    """ "sold gold at an average price of", "earned 9m before tax on revenue of": the price, the revenue."""
    if not says_what(scene.low(phrase.last - 1)):
        return phrase
    for k in range(phrase.last - 2, phrase.first, -1):
        joined = scene.low(k) == "and" and "CD" in scene.sent.tags[max(0, phrase.first - 1) : k]
        timed = scene.low(phrase.head) in TIME_NOUNS  # "a loss in the third quarter from a profit of"
        apart = scene.low(k) == "at" or (scene.low(k) == "on" and scene.low(k - 1) in _BEFORE_ON)
        if joined or ((timed or apart) and scene.tag(k) == "IN"):
            first = k + 1 + (scene.tag(k + 1) == "DT")
            head = head_of(scene.sent, first, phrase.last) if first < phrase.last else phrase.head
            return Phrase(first, phrase.last, head) if says_what(scene.low(head)) else phrase
    return phrase


_BEFORE_ON = TIME_NOUNS | {"tax", "items"}  # but "return on equity"


def _at_a_depth(scene: Scene, phrase: Phrase) -> Phrase:
    """ "off Arden at a depth of", "in Arden with a loss of": behind the last "at a" stands what is measured."""
    for k in range(phrase.last - 2, phrase.first, -1):
        if (
            scene.low(k) in ("at", "with")
            and scene.low(k + 1) in ("a", "an")
            and says_what(scene.low(phrase.last - 1))
        ):
            return Phrase(k + 2, phrase.last, phrase.last - 1)
    return phrase


_HEIGHTS = frozenset("high low record peak highs lows level levels".split())
_STEADY = words("attach_of.steady")


def _holder_with(scene: Scene, phrase: Phrase) -> tuple[str | None, Phrase]:
    """ "a port with a capacity": the holder, and the phrase behind "with"."""
    if says_what(scene.sent.lows[phrase.head]):
        return None, phrase  # "a surplus with Norvale of $5m"
    for k in range(phrase.last - 2, phrase.first, -1):
        priced = scene.sent.lows[k] == "at" and scene.low(k + 1) in ("a", "an")  # "a ring road at a cost of"
        if priced and scene.low(phrase.first - 1) in ("to", "in", "from", "by", "for", "near", "through"):
            return None, Phrase(k + 1, phrase.last, phrase.last - 1)  # "extend the line to Arden at a cost of"
        if scene.sent.lows[k] == "with" and "PRP$" in (scene.tag(phrase.first), scene.tag(phrase.first - 1)):
            return None, Phrase(k + 1, phrase.last, phrase.last - 1)  # "kept its lead with a share of"
        if scene.sent.lows[k] == "with" or priced:
            holder = None if is_time(scene, phrase) else scene.text(phrase.first, k)  # "ended the year with cash of"
            return holder, Phrase(k + 1, phrase.last, phrase.last - 1)
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
    if scene.sent.lows[phrase.head] not in _PACES and scene.low(phrase.last - 1) not in _HEIGHTS:
        return None
    if scene.low(phrase.first - 1) == "with" or scene.low(phrase.first - 2) == "with":
        return None  # "has risen to 40, with a survival rate of 94%"
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
    of_month = scene.tag(phrase.first + 1) == "POS" and scene.low(phrase.first) in CALENDAR  # "June's drop of"
    if phrase.last - phrase.first <= 2 + of_month and scene.low(scene.past) == "in":
        thing = right_phrase(scene.sent, scene.past + 1, tails=1)
        if thing is not None and not is_time(scene, thing):
            measure, owner = split(scene, thing)
            if head == "growth" and scene.tag(thing.head) in ("NNP", "NNPS"):
                return scene.sent.words[phrase.head], owner or scene.words_of(thing)  # "growth of 0.8% in Norland"
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


_OF = Rule(
    "attach:of",
    (
        ("Oakmart had revenue of <$5 million>.", "revenue", "Oakmart"),
        ("Arden, a town of <8,400 people>, has lost its mill.", "people", "Arden"),
    ),
    ("Oakmart had $5 million in revenue.",),
)
INHABITED = Way(inhabited, (_OF,), kinds=("count",))
MEASURE_OF = Way(
    measure_of,
    (
        _OF,
        Rule(
            "attach:pace",
            (("Oakmart's sales grew at an annual rate of <3 percent>.", "sales", "Oakmart"),),
            ("The bank has an annual rate of 3 percent.",),
        ),
        OUTLOOK,
    ),
)
