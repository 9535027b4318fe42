"""Levels and moves that a verb states: its subject is what is measured."""

from __future__ import annotations

from extractors.attach_objects import how_long
from extractors.attach_shared import PREVIOUS
from extractors.clause_subjects import clause_subject, place_after
from extractors.clauses import FORMS_OF_BE, verb_before
from extractors.market import price_of, unsaid
from extractors.measure_nouns import says_what
from extractors.move_words import HARVESTS, MOVING_VERBS
from extractors.noun_phrases import Phrase, right_phrase
from extractors.owner_splits import owner_of_clause, split
from extractors.owners import owner_name
from extractors.phrases import NOUNS
from extractors.quantities import Quantity
from extractors.scene import Scene
from extractors.statement import Attached
from extractors.unsaid_owners import fronted_place
from extractors.ways import Rule, Way
from extractors.words import words

_LEVEL_VERBS = words("attach_levels.level_verbs")
_OWN_MEASURE = words("attach_levels.own_measure")
_CHARGES = frozenset("tax fee levy toll duty tariff charge fine surcharge".split())
_RAISING = frozenset("raise raises raised raising".split())
_COSTING = ("costs", "cost", "measures", "weighs", "lasted", "made")
_SAVING = frozenset("cut cuts cutting slashed slash slashes slashing trimmed trim trims trimming shed sheds".split())
_MADE_FOR = frozenset("built made done sold bought".split())
_ENDING = words("attach_moves.ending")
_PRICING = {"priced": "price", "valued": "value", "appraised": "value", "assessed": "value", "retails": "price"}


_HOLDING = frozenset("hold holds held houses housed".split())
_GAINING = frozenset("gain gains gained gaining add adds added adding lose loses lost losing shed sheds".split())
_THROUGH = frozenset("for over within after in during through throughout under".split())
_RUNNING = frozenset("run runs running ran".split())
_TRADED = frozenset("shares stock stocks futures bonds contract contracts".split())
_PICKING = frozenset("pick picks picked picking speed speeds sped speeding".split())
_OF = frozenset(("for", "of", "in"))
_OF_THAT = _OF | {"to", "from"}
# What shares and indices do at the end of a day.
_CLOSING = frozenset(
    "close closing end ends ending conclude concludes concluded concluding finish finishing settle settling".split()
)
_TO = frozenset("to by from at".split())
_REVISED = frozenset("revised restated corrected downgraded upgraded adjusted reset".split())


def _other_holder(scene: Scene, k: int, subject: Phrase) -> Attached | None:
    """ "Norvale's exports rose, those of Telmar fell": the same of another; the "of" is token ``k``."""
    last = scene.done[-1]
    own = last.subject and last.subject[0].isupper() and scene.low(k) in _OF
    named = own and scene.tag(subject.last - 1) in ("NNP", "NNPS")
    if own and named and last.measure and last.subject and last.measure.endswith(f" {scene.low(k)} {last.subject}"):
        kept = last.measure[: -len(f" {scene.low(k)} {last.subject}")]  # "The jobless rate for Greeks rose, that for"
        return Attached(kept, scene.text(k + 1, subject.last), "attach:verb_level")
    if not named or "of" in scene.sent.lows[k + 1 : subject.last]:
        return None
    first = k + 1 + (scene.tag(k + 1) == "DT")
    return Attached(last.measure, scene.text(first, subject.last), "attach:verb_level")


def level(scene: Scene, q: Quantity, before: int) -> Attached | None:
    """ "Turnout reached 61 percent", "Oakmart's shares rose 4 percent": the subject is what is measured."""
    sent, verb = scene.sent, scene.verb
    subject, low = clause_subject(scene, verb), sent.lows[verb]
    if low in ("cost", "costs") and scene.low(q.last) == "to" and scene.low(verb - 1) in ("it", "would", "will"):
        return None  # "It costs $14 to enter the museum"
    if q.kind == "money" and scene.low(before) == "for" and low in _MADE_FOR:
        return None  # "a library built for $6m"
    if low in ("grow", "grows", "grew") and q.unit in HARVESTS and before == verb:
        return None  # "The region grows 310,000 tonnes of berries"
    cut_by = q.kind in ("percent", "ratio") and scene.low(before) in ("by", "at")
    if cut_by and subject is not None and sent.tags[verb] == "VBN" and says_what(sent.lows[subject.head]):
        measure, owner = split(scene, subject)
        return Attached(measure, owner, "attach:verb_level") if measure else None  # "Bills were waived by a third"
    to_level = scene.low(q.last) == "to" and scene.tag(q.last + 1) in ("$", "CD")  # "zinc added $14 to $2,390"
    gains = subject is not None and low in _GAINING and before == verb
    gains = gains and subject is not None and (says_what(sent.lows[subject.head]) or to_level)
    if subject is None or not (_states_level(scene, q) or gains) or scene.low(verb + 1) in ("aside", "apart"):
        return None
    if (
        scene.low(q.last) in ("more", "less", "fewer", "extra")
        and low not in _LEVEL_VERBS
        and low not in MOVING_VERBS
    ):
        return None  # "Riders will pay 4 percent more"
    goes_on = sent.tags[verb] == "VBG" and scene.low(verb - 1) == "," and scene.low(before) in ("to", "from")
    if goes_on and scene.done and scene.alike and scene.behind <= verb and scene.done[-1].measure:
        return Attached(scene.done[-1].measure, scene.done[-1].subject, "attach:previous")
    raised = sent.lows[verb] in _RAISING and q.kind == "money" and before == verb
    if raised and (not says_what(sent.lows[subject.head]) or sent.lows[subject.head] in _CHARGES):
        return None  # "The club raised $4,000 for the shelter", "The toll will raise $3m"
    spoken = scene.done[-1] if scene.done and scene.done[-1].rule != "attach:age" else scene.names.last
    if _stands_for_figure(scene, subject) and spoken is not None and spoken.measure:
        return Attached(spoken.measure, _among(scene, q) or spoken.subject, "attach:figure")
    points_back = (
        _points_back(scene, subject)
        and low not in _OWN_MEASURE
        and not (q.kind == "money" and sent.lows[verb] in _ENDING)
    )
    if points_back and spoken is not None and spoken.measure:
        return Attached(spoken.measure, fronted_place(scene) or spoken.subject, "attach:figure")
    holds = low in _HOLDING and q.unit == "person" and q.kind == "count" and q.change is None
    if holds and before == verb and not says_what(sent.lows[subject.head]):
        return Attached("people", owner_name(scene, subject), "attach:verb_owner")  # "The camp holds 14,800"
    measure, owner = split(scene, subject)
    if measure is not None and not says_what(sent.lows[subject.head]):
        goods = scene.words_of(subject)
        if (price := price_of(scene, q, goods)) is not None:
            return Attached(price, goods, "attach:traded")
    if low == "accounted" and scene.done and q.kind == "percent" and scene.low(q.last) != "of" and measure is None:
        return Attached(
            scene.done[-1].measure, owner, "attach:verb_level"
        )  # "of which Norvale accounted for 60 percent"
    k = subject.first - 1 - (scene.tag(subject.first - 1) == "DT")
    if scene.done and scene.done[-1].measure and scene.low(k - 1) in ("that", "those") and scene.low(k) in _OF:
        if (of_whom := _other_holder(scene, k, subject)) is not None:
            return of_whom
        same = scene.done[-1].measure.partition(" ")[0]  # "Demand for tin rose, that for iron fell"
        return Attached(f"{same} {scene.text(k, subject.last)}", scene.done[-1].subject, "attach:verb_level")
    told = scene.done[-1].measure if scene.done else None
    if told and scene.low(subject.first) in ("those", "that") and scene.low(subject.first + 1) in _OF_THAT:
        if (of_whom := _other_holder(scene, subject.first + 1, subject)) is not None:
            return of_whom
        same = told.partition(" ")[0]  # "Shipments there fell; those to Orland rose 11 percent"
        return Attached(
            f"{same} {scene.text(subject.first + 1, subject.last)}", scene.done[-1].subject, "attach:verb_level"
        )
    priced = q.kind in ("money", "percent") and sent.lows[verb] in _PRICING and scene.low(verb - 1) != ","
    if priced and not says_what(sent.lows[subject.head]):
        return Attached(_PRICING[sent.lows[verb]], owner or owner_name(scene, subject), "attach:verb_owner")
    if scene.low(before) == "worth" or scene.low(before + 1) == "worth":
        return Attached("worth", scene.words_of(subject) if measure else owner, "attach:worth")
    if measure is None and not owner and q.kind == "duration":
        return Attached(how_long(scene, before), None, "attach:verb_owner")
    if measure is None and owner:
        if q.kind == "duration":
            return Attached(how_long(scene, before), owner, "attach:verb_owner")
        if sent.lows[verb] in ("hold", "holds", "held") and before == verb and q.kind == "percent":
            return Attached("stake", owner, "attach:verb_owner")
        if sent.lows[verb] in _COSTING or (q.kind == "money" and sent.lows[verb] in _SAVING and before == verb):
            return Attached(sent.words[verb], owner, "attach:verb_owner")
        traded = unsaid(scene, q, owner)
        return Attached(traded, owner, "attach:traded") if traded else Attached(owner, owner, "attach:verb_entity")
    listed = scene.low(subject.head) in _TRADED and q.kind in ("percent", "money")  # "The shares fell 4% in New York"
    if owner is None and scene.low(q.last) in ("in", "at", "for", "on", "across") and not listed:
        owner = place_after(scene, q.last)
    if owner is None and measure and sent.tags[verb] == "VBN" and scene.low(verb + 1) == "by":
        agent = right_phrase(sent, verb + 2, tails=0)  # "The rate was raised by the Norse central bank to 4 percent"
        named = agent is not None and "NNP" in sent.tags[agent.first : agent.last] and agent.last <= before
        owner = owner_name(scene, agent) if named and agent is not None else None
    head = sent.lows[subject.head]
    if low in ("cost", "costs") and q.kind == "money" and not says_what(head) and sent.tags[subject.head] in NOUNS:
        return Attached(sent.words[verb], scene.words_of(subject), "attach:verb_owner")
    own = sent.lows[verb] in _COSTING or (sent.lows[verb] in _OWN_MEASURE and before == verb)
    if owner is not None and measure and own and not says_what(head):
        return Attached(sent.words[verb], scene.words_of(subject), "attach:verb_owner")  # "The Heron rocket costs"
    if owner is None and _is_with_office(scene, subject) and q.kind == "money" and before != verb:
        return None  # "Owner Jane Roe has put in $8m"
    if owner is None and not says_what(head) and sent.tags[subject.head] in NOUNS:
        lasts = scene.low(before) in _THROUGH or sent.lows[verb] in MOVING_VERBS
        if q.kind == "duration" and sent.lows[verb] not in _OWN_MEASURE and lasts and scene.low(before) not in _TO:
            return Attached(how_long(scene, before), owner_name(scene, subject), "attach:verb_owner")
        thing = sent.words[verb] if sent.lows[verb] in _OWN_MEASURE else measure
        return Attached(thing, owner_name(scene, subject), "attach:verb_thing")
    return Attached(measure, owner, "attach:verb_level")


def _is_with_office(scene: Scene, subject: Phrase) -> bool:
    """ "Owner Jane Roe", "Mayor Roe": somebody with what she is in front."""
    named = scene.tag(subject.last - 1) in ("NNP", "NNPS") and subject.last - subject.first > 1
    return named and scene.low(subject.first) in _OFFICES


_OFFICES = words("people.offices") | words("owners.roles")


def _among(scene: Scene, q: Quantity) -> str | None:
    """ "The share rises to 63 percent among the young": whose it is."""
    group = right_phrase(scene.sent, q.last + 1, tails=1) if scene.low(q.last) == "among" else None
    return scene.words_of(group) if group is not None else None


def _stands_for_figure(scene: Scene, subject: Phrase) -> bool:
    """True for "This figure has fallen to 42 percent", "the total becomes": what was measured before."""
    low = scene.sent.lows[subject.first]
    return (
        subject.last - subject.first == 2
        and low in ("this", "that", "the", "these", "those")
        and scene.sent.lows[subject.head] in _FIGURES
    )


def _points_back(scene: Scene, subject: Phrase) -> bool:
    """True for "It rose to $6m", "even that is 5 percent less", where the figure before is of a level."""
    if subject.last - subject.first != 1 or scene.low(subject.head) not in ("it", "that", "this", "they"):
        return False
    near = bool(scene.done) or scene.index - scene.names.last_index <= 1
    spoken = scene.done[-1] if scene.done else scene.names.last
    if spoken is None or spoken.measure == spoken.subject:
        return False
    if scene.low(subject.head) == "they" and spoken.measure == "value":
        return False  # "The shares rose, valuing it at $9m. They have gained 22 percent this year"
    return near and (spoken.rule in _LEVEL_RULES or scene.word == "from")  # "That was up from $7m"


_LEVEL_RULES = frozenset(f"attach:{name}" for name in words("attach_levels.level_rules"))
_FIGURES = words("attach_levels.figures")


def seen(scene: Scene, q: Quantity, before: int) -> Attached | None:
    """ "The division saw profits slump 31 percent": what was seen to move, of who saw it."""
    here = scene.low(before)
    moving = here if here not in ("by", "to", "from") else scene.low(before - 1)
    if moving not in MOVING_VERBS:
        return None
    k = before if moving == here else before - 1
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


_SEEING = words("attach_levels.seeing")


def level_again(scene: Scene, q: Quantity, before: int) -> Attached | None:
    """ "Turnout was 61 percent, up from 58 percent": a verb without a subject speaks of what was measured before."""
    if not _states_level(scene, q):
        return None
    if scene.low(before) not in ("from", "to", "and", "or", ",", "up", "down", "by"):
        return None
    last = scene.done[-1]
    return Attached(last.measure, last.subject, "attach:previous")


def _states_level(scene: Scene, q: Quantity) -> bool:
    low = scene.sent.lows[scene.verb]
    if q.kind == "duration" and scene.low(q.last) in ("after", "before", "ago", "later", "earlier", "into"):
        return False  # "crashed into the sea 90 seconds after liftoff"
    if low in ("set", "sets", "setting", "put", "puts") and scene.low(scene.verb + 1) in ("aside", "apart", "up"):
        return False  # "has set aside $12 million"
    if low == "made" and scene.low(scene.verb + 1) in ("off", "away"):
        return False  # "made off with $4,000"
    if low in _PICKING and scene.low(scene.verb + 1) == "up" and q.kind == "percent":
        return scene.word == "to"  # "Growth will pick up to 1.5 percent"
    if low == "running" and q.kind == "percent" and scene.before == scene.verb:
        return scene.low(q.last) in (
            "above",
            "below",
            "ahead",
            "behind",
            "higher",
            "lower",
        )  # "are running 15% ahead"
    if low in _RUNNING:
        return scene.word == "at" and q.kind in ("percent", "money")  # "Turnover runs at 60 percent"
    if low in _REVISED:
        return _is_passive(scene, scene.verb)  # "Growth was revised up to 0.6 percent"
    if low in _CLOSING:
        return q.kind in ("money", "percent", "percentage_point", "index") or (q.kind == "count" and q.head < 0)
    return low in _LEVEL_VERBS or low in MOVING_VERBS or q.change is not None


def _is_passive(scene: Scene, verb: int) -> bool:
    """True for "was revised", "has been revised", "is also being revised", and nobody is named behind it."""
    k = verb - 1
    while k > 0 and scene.tag(k) == "RB":
        k -= 1
    return scene.low(k) in FORMS_OF_BE and scene.tag(verb + 1) not in ("DT", "PRP$", "NN", "NNS")


LEVEL = Way(
    level,
    (
        Rule(
            "attach:verb_level",
            (
                ("Turnout in Arden reached <61 percent>.", "Turnout", "Arden"),
                ("Oakmart's shares rose <4 percent>.", "shares", "Oakmart"),
            ),
            (
                "Turnout of 61 percent was reached.",
                "Riders will pay 4 percent more.",
            ),
        ),
        Rule(
            "attach:verb_thing",
            (
                ("The coin fell to <$31>.", "coin", "coin"),
                ("The strike lasted <3 weeks>.", "strike", "strike"),
            ),
            ("The price reached $4 million.",),
        ),
        Rule(
            "attach:verb_entity",
            (("Oakmart fell <4 percent>.", "Oakmart", "Oakmart"),),
            ("Oakmart's sales fell 4 percent.",),
        ),
        Rule(
            "attach:traded",
            (
                ("Shares were mixed. Oakmart fell <4 percent>.", "shares", "Oakmart"),
                ("Copper rose <3 percent>.", "copper price", "Copper"),
            ),
            ("Oakmart fell 4 percent.", "Shares were mixed. The Nasdaq Composite fell 4 percent."),
        ),
        Rule(
            "attach:verb_owner",
            (
                ("The company costs <$4 million>.", "costs", "company"),
                ("The island was without water for <three days>.", "without water", "island"),
            ),
            ("The strike cost Oakmart $4 million.",),
        ),
        Rule(
            "attach:worth",
            (("The old mill is worth <$4 million>.", "worth", "old mill"),),
            ("The old mill sold for $4 million.",),
        ),
        Rule(
            "attach:figure",
            (("Turnout in Arden was 61 percent. This figure has fallen to <42 percent>.", "Turnout", "Arden"),),
            ("Turnout in Arden was 61 percent. This price has fallen to 42 dollars.",),
        ),
    ),
)
SEEN = Way(
    seen,
    (
        Rule(
            "attach:seen",
            (("The division saw profits slump <27 percent>.", "profits", "division"),),
            ("The division saw profits of $27 million.",),
        ),
    ),
)
LEVEL_AGAIN = Way(level_again, (PREVIOUS,), later=True)
