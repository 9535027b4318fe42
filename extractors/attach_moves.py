"""A move and its level: "up from 58 percent", "a rise in sales to $3bn", "compared with $4m"."""

from __future__ import annotations

from extractors.attach_again import as_before, other_owner
from extractors.attach_shares import like_group
from extractors.clauses import SPEECH
from extractors.measure_nouns import says_what
from extractors.moves import MOVE_NOUNS
from extractors.noun_phrases import ESTIMATES, TIMES, Phrase, head_of, left_phrase
from extractors.owner_splits import split
from extractors.owners import owner_name
from extractors.predicates import predicate
from extractors.quantities import Quantity
from extractors.scene import Scene
from extractors.statement import Attached
from extractors.ways import Rule, Way
from extractors.words import words


def _compared(scene: Scene, q: Quantity) -> Attached | None:
    """ "Profit was $5m, compared with $4m a year earlier", "as against 4 percent": the same elsewhere or before."""
    spoken = scene.names.last
    if (
        not scene.done
        and spoken is not None
        and scene.index - scene.names.last_index <= 1
        and scene.word in ("with", "to")
        and scene.low(scene.before - 1) in ("compares", "compared")
        and scene.low(scene.before - 2) in ("that", "this", "it", "which", "figure")
    ):
        like = like_group(scene, q)
        return like or Attached(
            spoken.measure, spoken.subject, "attach:compared"
        )  # "That compares with 5 percent in 2018"
    if not scene.done or not scene.done[-1].measure or q.kind in ("duration", "age", "rank"):
        return None
    verb = scene.low(scene.before - 1)
    if scene.word == "of" and verb in ("average", "mean", "median") and q.kind != "count":
        k = scene.before - 2 - (scene.tag(scene.before - 2) == "DT")
        if scene.low(k) in ("against", "versus") or (scene.low(k) == "with" and scene.low(k - 1) in _COMPARING):
            return _like_before(scene, q)  # "against an average of 8 percent"
    if scene.word in ("versus", "vs", "vs."):
        return _like_before(scene, q)
    against = scene.word == "against" and (verb == "as" or scene.tag(scene.before - 1) in (",", "CD", "NN", "NNS"))
    if not (against or (scene.word in ("to", "with") and verb in _COMPARING)):
        return None
    return _like_before(scene, q)


def _like_before(scene: Scene, q: Quantity) -> Attached:
    made = as_before(scene, "attach:compared")
    if scene.low(q.last) == "who" and (act := predicate(scene, q.last + 1)):
        return made._replace(measure=act)  # "30 percent had none, against 23 percent who said they were"
    if (like := like_group(scene, q)) is not None:
        return like
    if scene.low(q.last) in _ALL_OVER:
        # "39 percent in the province, against 33 percent nationally"
        return made._replace(owner=scene.names.main_place() or scene.sent.words[q.last])
    other = other_owner(scene, q)
    return made._replace(owner=other) if other else made


_ALL_OVER = frozenset("nationally nationwide statewide countrywide".split())
_COMPARING = words("attach_moves.comparing")


def _moved_from(scene: Scene, q: Quantity) -> Attached | None:
    """ "Turnout was 61 percent, up from 58 percent"."""
    if not scene.done[-1].measure or scene.word != "from":
        return None
    if scene.low(scene.before - 1) in ("up", "down"):
        return as_before(scene, "attach:from")
    if scene.done[-1].rule == "attach:share_object" and q.kind == "percent" and scene.verb < scene.behind:
        return as_before(scene, "attach:from")  # "fell to 9 percent of income from 11 percent"
    aside = scene.low(scene.before - 1) == "," and q.kind in ("money", "percent", "count")
    aside = aside and (scene.verb < scene.behind or scene.low(scene.verb) in ("ended", "ending"))
    if aside and scene.tag(q.first) in ("CD", "$") and scene.done[-1].rule in _STATED:
        return as_before(scene, "attach:from")  # "climbed to $410m in May, from $366m a year earlier"
    return None


_STATED = frozenset(("attach:verb_level", "attach:level", "attach:listed_amount", "attach:of", "attach:verb_entity"))


def _level_after_move(scene: Scene, q: Quantity) -> Attached | None:
    """ "reported a 4 percent rise in sales to $3bn", "fell 2 percent to close at $31": the level behind a move."""
    if not scene.moved or not scene.done[-1].measure or q.change is not None:
        return None
    listed = scene.word == "at" and scene.done[-1].rule == "attach:gap" and scene.behind == scene.before
    if scene.word in ("to", "from") or listed:  # "up 3% at 214p, Kelso 1% [at 88p]"
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
    return rest if rest and noun.lower().rpartition(" ")[2] in MOVE_NOUNS else measure


_ENDING = words("attach_moves.ending")
_CLAUSE_MARKS = frozenset("; : . and but while which who".split())


def _size_of_move(scene: Scene, q: Quantity) -> Attached | None:
    """ "They carried 400 riders, an increase of 20 percent", "sales of $3bn, a 4 percent rise": of these."""
    if _is_compared_aside(scene, q):
        return _revenue_before(scene)  # "carried 400 riders, 18 percent fewer than in May"
    if not scene.done[-1].measure or q.change is None or q.kind not in ("percent", "count", "money", "ratio"):
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
    timed = scene.low(behind) in ("in", "for") and scene.low(behind + 1) in TIMES  # "a 12 percent rise in August"
    if scene.low(noun) not in MOVE_NOUNS or (scene.low(behind) in ("in", "of", "for") and not timed):
        return None
    acted = scene.done[-1].rule == "attach:count_acts"  # "40 nuns sang in the shrine in May, a rise of 5 percent"
    if start + 1 > noun or start < scene.behind or start - scene.behind > _FAR + 4 * acted:
        return None
    far = not acted and start - scene.behind > _NEAR
    if far and any(scene.tag(k) in _VERBAL for k in range(scene.behind, start)):
        return None
    if scene.low(start) not in (",", "or", "–", "—", "-", "(", "is", "was"):
        return None
    if scene.done[-1].rule in _LASTING and len(scene.done) > 1:
        return _revenue_before(scene)  # "recorded 40 thefts in the 12 months to May, a rise of 8 percent"
    return as_before(scene, "attach:aside")


def _is_compared_aside(scene: Scene, q: Quantity) -> bool:
    """True for ", four points lower than in May", ", 18 percent fewer than a year ago" behind a figure."""
    if scene.low(q.last) not in _MORE_OR_LESS or scene.verb >= scene.behind:
        return False
    k = q.first - 1
    while scene.low(k) in _BEFORE_ASIDES:
        k -= 1
    after = scene.low(q.last + 1)
    return scene.low(k) in (",", "-", "–", "—", "(") and (after in _THAN or after in ("", ".", ","))


_MORE_OR_LESS = frozenset("more less fewer higher lower above below short longer shorter up down".split())
_THAN = frozenset("than in on from a the last compared over during year-on-year year-over-year".split())
_BEFORE_ASIDES = frozenset("or some about nearly almost roughly or and".split())
_NEAR = 3
_FAR = 8
_VERBAL = frozenset(("VBD", "VBZ", "VBP", "MD", "VB", "VBG", "VBN"))


def _corrected(scene: Scene, q: Quantity) -> Attached | None:
    """ "stood at 6.1 percent, correcting the 5.9 percent published", "Revenue was $5m in May, up 12 percent"."""
    if not scene.done[-1].measure:
        return None
    own = (
        scene.word == "of" and says_what(scene.low(scene.before - 1)) and scene.low(scene.before - 1) not in ESTIMATES
    )
    if (
        scene.low(scene.verb) in _CORRECTING and q.first - scene.verb <= 3 and not own
    ):  # "lagging inflation of 5 percent"
        return as_before(scene, "attach:corrected")
    more = scene.word == "," and q.kind in ("percent", "ratio")
    if more and not (scene.low(q.last) in _COMPARATIVE and scene.low(q.last + 1) == "than"):
        many = q.kind == "ratio" and scene.low(q.last) == "as"  # "8 million deaths, twice as many as thought"
        more = many and scene.low(q.last + 1) in ("many", "much", "high")
    if more:
        return _revenue_before(scene)  # "1,041 people have died, a third fewer than in 2018"
    if scene.word not in ("up", "down") or scene.low(scene.before - 1) != "," or q.kind not in _ASIDE_KINDS:
        return None
    told = scene.verb < scene.behind or scene.done[-1].rule in ("attach:count_acts", "attach:count_subject")
    told = told or scene.low(scene.verb) in _TELLING  # "Sales were $4m, the firm said on Tuesday, up 4 percent"
    told = told or not _RELATIVES.isdisjoint(scene.sent.lows[scene.behind : scene.verb])
    told = told or not _BENEATH.isdisjoint(scene.sent.lows[scene.behind : scene.before])
    return _revenue_before(scene) if told and q.first - scene.before <= 2 else None


def _moved_aside(scene: Scene, q: Quantity) -> Attached | None:
    """ "with online orders up by half", "The stock, up 44 percent since May, fell": the noun before "up"."""
    k = scene.before - (scene.word == "by")
    if scene.word == "from" and not q.carried:
        return _cut_from(scene)
    if scene.low(q.first - 1) == "population" and scene.low(q.first - 2) == ",":
        town = left_phrase(scene.sent, q.first - 2)
        return Attached("population", owner_name(scene, town), "attach:moved_aside") if town is not None else None
    if scene.verb < 0 and not scene.done and (scene.word == "at" or scene.low(q.first - 1) in ("now", "currently")):
        return _stated_aside(scene, q)
    if q.change is None or scene.low(k) not in ("up", "down", "higher", "lower"):
        return None
    if scene.low(k - 1) == "," and scene.verb < 0 and not scene.done:
        phrase = left_phrase(scene.sent, k - 1)
        opens = phrase is not None and phrase.first <= 1
    else:
        phrase = left_phrase(scene.sent, k, max(0, scene.behind))
        first = phrase.first - 1 if phrase is not None else -1
        first -= scene.tag(first) in ("DT", "PRP$")
        opens = phrase is not None and phrase.last == k and scene.low(first) in ("with", "while")
        goes_on = first == scene.behind and scene.low(first) in ("and", ",") and bool(scene.done)
        if goes_on and phrase is not None and phrase.last == k and scene.done[-1].rule == "attach:moved_aside":
            opens = True  # "with food up 6 percent and energy down [2 percent]"
    if phrase is None or not opens or scene.tag(phrase.head) not in ("NN", "NNS"):
        return None
    measure, owner = split(scene, phrase)
    return Attached(measure, owner, "attach:moved_aside") if measure else None


def _stated_aside(scene: Scene, q: Quantity) -> Attached | None:
    """ "Clerks' pay, at 40 crowns a day, is", "The fee, now 40 crowns, is": the pay, the fee."""
    k = q.first - 2
    if scene.low(k) != "," or scene.low(q.last) != ",":
        return None
    phrase = left_phrase(scene.sent, k)
    if phrase is None or phrase.first > 1 or not says_what(scene.low(phrase.head)):
        return None
    measure, owner = split(scene, phrase)
    return Attached(measure, owner, "attach:moved_aside") if measure else None


_RELATIVES = frozenset(("that", "which", "who"))  # "in the season that starts in May, up 21 percent"
_BENEATH = frozenset("when while if because who".split())  # "owe $9 when they leave, up 6 percent"
_ASIDE_KINDS = ("percent", "percentage_point", "money", "index")
_COMPARATIVE = frozenset("more fewer less higher lower".split())
_CORRECTING = frozenset(
    "correcting corrected revising revised replacing outpacing exceeding surpassing trailing lagging matching".split()
)


_TELLING = SPEECH | {"showed", "shows", "found", "told"}


def _revenue_before(scene: Scene) -> Attached | None:
    """What an aside ", up 12 percent" speaks of: the last thing in the sentence that was no span of time."""
    for said in reversed(scene.done):
        if said.measure and (said.rule in _LASTING or said.lasts or said.rule == "attach:sample"):
            continue
        return Attached(said.measure, said.subject, "attach:aside")
    return as_before(scene, "attach:aside") if scene.done[-1].rule == "attach:verb" else None


_LASTING = frozenset(("attach:verb", "attach:opening_time", "attach:task"))


ASIDE = Rule(
    "attach:aside",
    (
        ("The ferries carried 400,000 riders, an increase of <20 percent>.", "riders carried", "ferries"),
        ("Oakmart's revenue was $5 billion in May, up <12 percent>.", "revenue", "Oakmart"),
        ("The Harbour Party won 24 percent, <four points> more than in March.", "won", "Harbour Party"),
    ),
    ("Oakmart reported an increase of 20 percent in riders.",),
)


def _cut_from(scene: Scene) -> Attached | None:
    """ "wants a cut in the tax on bread from 7 percent": the tax."""
    phrase = left_phrase(scene.sent, scene.before, scene.verb + 1 if scene.verb >= 0 else 0)
    if phrase is None or scene.low(phrase.head) not in MOVE_NOUNS or scene.low(phrase.head + 1) != "in":
        return None
    first = phrase.head + 2 + (scene.tag(phrase.head + 2) == "DT")
    if first >= phrase.last:
        return None
    measure, owner = split(scene, Phrase(first, phrase.last, head_of(scene.sent, first, phrase.last)))
    return Attached(measure, owner, "attach:moved_aside") if measure else None


MOVED_ASIDE = Way(
    _moved_aside,
    (
        Rule(
            "attach:moved_aside",
            (
                ("Oakmart had a good year, with orders up by <12 percent>.", "orders", "Oakmart"),
                ("The price, up <9 percent> since May, fell.", "price", None),
                ("Oakmart had a good year, with tea up 4 percent and rice down <3 percent>.", "rice", "Oakmart"),
            ),
            ("Oakmart was up 12 percent.",),
        ),
    ),
)
COMPARED = Way(
    _compared,
    (
        Rule(
            "attach:compared",
            (
                ("Oakmart's profit was $5 million, compared with <$4 million> a year earlier.", "profit", "Oakmart"),
                ("Oakmart's profit was $5 million, compared with <$3 million> at Telmar.", "profit", "Telmar"),
            ),
            ("Oakmart's profit was $5 million, added to $4 million of cash.",),
        ),
    ),
)
MOVED_FROM = Way(
    _moved_from,
    (
        Rule(
            "attach:from",
            (("Turnout in Arden was 61 percent, up from <58 percent>.", "Turnout", "Arden"),),
            ("Turnout in Arden rose from 58 percent.",),
        ),
    ),
    later=True,
)
LEVEL_AFTER_MOVE = Way(
    _level_after_move,
    (
        Rule(
            "attach:level",
            (
                ("Oakmart reported a 4 percent rise in sales to <$3 billion>.", "sales", "Oakmart"),
                ("Oakmart's shares fell 2 percent to close at <$31>.", "shares", "Oakmart"),
            ),
            (
                "Oakmart's shares closed at $31.",
                "Oakmart's shares fell 2 percent and the dividend rose to $3.",
            ),
        ),
    ),
    later=True,
)
SIZE_OF_MOVE = Way(_size_of_move, (ASIDE,), later=True)
CORRECTED = Way(
    _corrected,
    (
        Rule(
            "attach:corrected",
            (("Growth stood at 6.1 percent, correcting the <5.9 percent> published earlier.", "Growth", None),),
            ("Growth stood at 6.1 percent, beating the 5.9 percent published earlier.",),
        ),
        ASIDE,
    ),
    later=True,
)
