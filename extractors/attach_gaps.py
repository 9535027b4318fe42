"""Clauses without their verb, and asides: "and profit to $1bn", "Infosys, down 1.9%, and", "Apple (-1%) $3tn"."""

from __future__ import annotations

from extractors.clause_subjects import is_time, past_time
from extractors.index_words import speaks_of_index
from extractors.market import of_other
from extractors.measure_nouns import says_what
from extractors.move_words import MOVE_NOUNS
from extractors.noun_phrases import Phrase, left_phrase
from extractors.owner_splits import owner_of_clause
from extractors.points import is_lead
from extractors.quantities import Quantity
from extractors.scene import Scene
from extractors.statement import Attached
from extractors.ways import Rule, Way

_OPENERS = frozenset(("and", ",", ";", "while", "with", "but"))
_CLOSERS = frozenset((")", ",", "and", ";", "while", "with", "but", "the", "its", "their", "a"))
_LEADING = frozenset("led driven helped boosted lifted buoyed dragged paced".split())
_NAMES = ("NNP", "NNPS")
_MOVED = frozenset("up down off higher lower".split())
_BEFORE_ASIDE = frozenset(", ; : and or were was are included include including with like by".split())


def _gapped_to(scene: Scene, q: Quantity) -> Attached | None:
    """ "Revenue rose to $4bn and profit to $1bn": what has no verb of its own did the same."""
    if scene.word not in _MOVING or scene.behind < 0 or scene.verb >= scene.behind:
        return None
    last = scene.done[-1]
    if q.change is not None:
        return None
    if scene.word == "to" and scene.before == scene.behind and last.rule == "attach:gapped_to":
        return Attached(last.measure, last.subject, "attach:gapped_to")  # "and complaints from 14 to [six]"
    stop = scene.before - (scene.low(scene.before - 1) in _MOVED)
    phrase = left_phrase(scene.sent, stop, scene.behind)
    if phrase is None or not _opens_clause(scene, phrase, stop):
        return None
    name = scene.words_of(phrase)
    if not MOVE_NOUNS.isdisjoint(scene.sent.lows[phrase.first : phrase.last]):
        return None  # "and an increase in pensions from $75 to $90"
    if not last.measure or (scene.word == "from" and not _goes_from(scene, q)):
        return None
    own = scene.low(phrase.first) in ("its", "their", "his", "her") or scene.low(phrase.first - 1) in ("its", "their")
    if says_what(scene.low(phrase.head)) or own:
        return Attached(name, last.subject if last.subject != last.measure else name, "attach:gapped_to")
    if scene.word != "to" and scene.tag(phrase.head) in ("NN", "NNS"):
        return Attached(name, last.subject if last.subject != last.measure else name, "attach:gapped_to")
    if last.rule == "attach:verb_thing" and last.subject != last.measure:
        return Attached(name, last.subject, "attach:gapped_to")  # "Dry bulk came to 3 tonnes, liquid bulk to 5"
    return Attached(of_other(last, name), name, "attach:gapped_to")


def _goes_from(scene: Scene, q: Quantity) -> bool:
    """ "and complaints [from 14] to six": no "and sales from 2019"."""
    return "to" in scene.sent.lows[q.last : q.last + 3] or scene.low(q.last) in (".", ",")


_MOVING = ("to", "from")


def _opens_clause(scene: Scene, phrase: Phrase, stop: int) -> bool:
    """True where the phrase up to ``stop`` stands behind a comma or "and", nothing else behind the last figure."""
    if phrase.last != stop or phrase.first <= scene.behind or is_time(scene, phrase):
        return False
    gap = past_time(scene.sent.lows[scene.behind : phrase.first])
    return bool(gap) and set(gap) <= _CLOSERS and not _OPENERS.isdisjoint(gap)


def _aside_of_name(scene: Scene, q: Quantity) -> Attached | None:
    """ "Infosys, down 1.9%, and Kotak, off 1%, fell": the name in front of each aside."""
    comma = scene.before - 1
    if scene.word not in _MOVED or scene.low(comma) != "," or scene.low(q.last) not in (",", "and", ".", ";", ")"):
        return None
    phrase = left_phrase(scene.sent, comma, max(scene.behind, 0))
    if phrase is None or phrase.last != comma or is_time(scene, phrase):
        return None
    k = phrase.first - 1 - (scene.tag(phrase.first - 1) == "DT")
    listed = bool(scene.done) and scene.done[-1].rule == "attach:aside_of_name"
    if scene.tag(phrase.head) not in _NAMES:  # "Exports rose, led by beef, up 24%, and wool, up 3%"
        led = scene.low(k) == "by" and scene.low(k - 1) in _LEADING
        if not scene.done or not (led or (listed and scene.low(k) in (",", "and"))) or k < scene.behind:
            return None
        return Attached(scene.done[-1].measure, scene.words_of(phrase), "attach:aside_of_name")
    if k >= 0 and (scene.low(k) not in _BEFORE_ASIDE or k < scene.behind - 1):
        return None
    if k >= 0 and scene.behind < 0 and scene.low(k) in (",", "and", "by", "with", "or"):
        return None  # "sales in Norvale, Arden and Kelso, down 2%"
    name = scene.words_of(phrase)
    return Attached(of_other(scene.done[-1], name) if listed else name, name, "attach:aside_of_name")


def _bracket_of_name(scene: Scene, q: Quantity) -> Attached | None:
    """ "Oakmart (+2%) is worth $4bn, Kelso (-1%) $3bn": the name before the bracket, and what follows it."""
    last = scene.done[-1]
    if scene.word == ")" and last.rule == "attach:bracket_of_name" and len(scene.done) > 1:
        return Attached(scene.done[-2].measure, last.subject, "attach:behind_bracket")
    if scene.word != "(" or scene.low(q.last) != ")" or scene.verb >= scene.behind or q.change is None:
        return None
    phrase = left_phrase(scene.sent, scene.before, scene.behind)
    if phrase is None or phrase.last != scene.before or scene.tag(phrase.head) not in _NAMES:
        return None
    k = phrase.first - 1 - (scene.tag(phrase.first - 1) == "DT")
    if scene.low(k) not in (",", "and", ";") or k > scene.behind + 1:
        return None
    name = scene.words_of(phrase)
    return Attached(name, name, "attach:bracket_of_name")


def _lead(scene: Scene, q: Quantity) -> Attached | None:
    """ "Harrow have 58 points, six behind the leaders": how far behind, and no points that they have."""
    if q.unit not in ("point", "pp") or speaks_of_index(scene.sent):
        return None
    if scene.word == "by" and scene.low(scene.verb) in _LEAD:
        return Attached(
            "lead", owner_of_clause(scene, scene.verb), "attach:lead"
        )  # "lead the league by eight points"
    if not is_lead(scene.sent, q.last):
        return None
    same = scene.done and scene.done[-1].measure == "points"
    owner = scene.done[-1].subject if same else owner_of_clause(scene, scene.verb) if scene.verb >= 0 else None
    return Attached(f"points {scene.low(q.last)}", owner, "attach:lead")


_LEAD = ("lead", "leads", "led")
LEAD = Way(
    _lead,
    (
        Rule(
            "attach:lead",
            (
                ("Harrow have 58 points from 29 games, <six> behind Tarn.", "points behind", "Harrow"),
                ("Harrow are <six points> ahead of Tarn.", "points ahead", "Harrow"),
            ),
            ("Harrow have 58 points.", "The index was 58 points behind its peak."),
        ),
    ),
    kinds=("index", "percentage_point"),
)
GAPPED_TO = Way(
    _gapped_to,
    (
        Rule(
            "attach:gapped_to",
            (
                ("Oakmart's revenue rose to $4bn and profit to <$1bn>.", "profit", "Oakmart"),
                ("Fares in Norvale rose to $4 (up 9%), with tolls down to <$3>.", "tolls", "Norvale"),
            ),
            ("Oakmart's revenue rose to $4bn and its profit fell to $1bn.", "The fare rose from $3 in May to $4."),
        ),
    ),
    kinds=("money", "percent", "count", "measure", "index", "ratio"),
    later=True,
)
ASIDE_OF_NAME = Way(
    _aside_of_name,
    (
        Rule(
            "attach:aside_of_name",
            (
                ("Oakmart, down <2.1%>, and Arden Steel, off 1.9%, fell most.", "Oakmart", "Oakmart"),
                ("Oakmart, down 2.1%, and Arden Steel, off <1.9%>, fell most.", "Arden Steel", "Arden Steel"),
                ("Exports rose 9%, led by beef, up 24%, and wool, up <3%>.", "Exports", "wool"),
            ),
            ("Oakmart sold $4bn of goods in Norvale, down 2%.", "Sales, up 2%, were a record."),
        ),
    ),
    kinds=("percent", "money", "index"),
)
BRACKET_OF_NAME = Way(
    _bracket_of_name,
    (
        Rule(
            "attach:bracket_of_name",
            (("Oakmart (+2.4%) is now worth $4bn, Kelso (<-0.6%>) $3bn.", "Kelso", "Kelso"),),
            ("Oakmart is worth $4bn, and Kelso fell (by 0.6%).",),
        ),
        Rule(
            "attach:behind_bracket",
            (("Oakmart (+2.4%) is now worth $4bn, Kelso (-0.6%) <$3bn>.", "worth", "Kelso"),),
            ("Oakmart is worth $4bn (up 1%), and Kelso $3bn.",),
        ),
    ),
    kinds=("percent", "money", "count", "measure", "index"),
    later=True,
)
