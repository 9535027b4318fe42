"""Is a figure stated as fact, forecast, target or hypothesis: the sign of mood that governs it decides."""

from __future__ import annotations

from extractors.awaited import awaited
from extractors.clause_map import Clause, ClauseMap, clause_map
from extractors.modality_certain import RULE as CERTAIN
from extractors.modality_certain import certain_mood
from extractors.modality_signs import (
    BE,
    acts,
    commits,
    foretells,
    noun_of,
    obliges,
    so_as_to,
    verbal,
    would,
)
from extractors.model import Modality
from extractors.move_words import MOVES
from extractors.noun_phrases import is_year_word
from extractors.period_compared import is_old_level
from extractors.period_timeless import is_attributive
from extractors.phrases import NOUNS
from extractors.quantities import Quantity
from extractors.tokens import Sentence
from extractors.words import words

_FORECAST = words("modality.forecast")
_TARGET = words("modality.target")
_HYPOTHETICAL = words("modality.hypothetical")
_TARGET_NOUNS = words("modality.target_nouns")
_FORECAST_NOUNS = words("modality.forecast_nouns")
_CAPACITY = words("modality.capacity")
_FUTURE = frozenset("will shall 'll wo".split())
AHEAD = "modality:period_ahead"  # said of a time that is not yet
_MUST = frozenset("must need needs have has ought".split())
_ANNOUNCES = frozenset("announce announces announced announcing unveil unveils unveiled unveiling".split())
_ANNOUNCED = words("modality.announced")
MOODY = (
    _ANNOUNCES
    | _FORECAST
    | _TARGET
    | _HYPOTHETICAL
    | _TARGET_NOUNS
    | _FORECAST_NOUNS
    | _FUTURE
    | _MUST
    | frozenset("should would to pricing if unless".split())
)


def _signs(sent: Sentence) -> list[int]:
    lows, tags = sent.lows, sent.tags
    if MOODY.isdisjoint(sent.said):
        return []
    return [
        k
        for k, low in enumerate(lows)
        if low in MOODY and (low != "to" or (k > 0 and lows[k - 1] in BE and tags[k + 1 : k + 2] in (["VB"], ["NN"])))
    ]


def modality_of(sent: Sentence, q: Quantity, period_ahead: bool) -> tuple[Modality, str]:
    """(modality, rule) of a quantity; ``period_ahead`` when its period ends after the day of publication."""
    sure = certain_mood(sent, q)
    if sure is not None:
        return sure, CERTAIN
    signs = sent.once(_signs)
    if not signs and not period_ahead:
        return "actual", "modality:actual"
    near = _beside(sent, q)
    if near is not None:
        return near, f"modality:{near}"
    if is_attributive(sent, q) or is_old_level(sent, q) or _is_owned(sent, q) or _is_place(sent, q):
        return "actual", "modality:actual"
    if not period_ahead and _is_labelled(sent, q):
        return "actual", "modality:actual"
    clauses = clause_map(sent)
    mine = clauses.of[q.core]
    found = _conditional(sent, clauses, mine, q) or _governed(sent, clauses, signs, q, period_ahead)
    if found is None:
        found = _behind(sent, clauses, q, period_ahead)
    if found is not None:
        return found, f"modality:{found}"
    if period_ahead and not _done(sent, clauses, q) and not _printed(sent):
        return "forecast", AHEAD
    return "actual", "modality:actual"


def _beside(sent: Sentence, q: Quantity) -> Modality | None:
    """What a word in the figure's phrase says: "a planned 40 homes", "a $5m appeal", "3m expected by analysts"."""
    lows, tags = sent.lows, sent.tags
    if q.kind == "rank":
        return None
    if q.kind != "duration" and awaited(sent, q.last) is not None:
        return "forecast"  # "the 40 cents analysts had expected"
    for k in range(max(0, q.first - 2), q.first):
        if (
            tags[k] in ("VBN", "JJ", "VBD")
            and lows[k - 1] not in BE
            and lows[k] in _PLANNED_BEFORE
            and k >= q.first - 1 - (lows[q.first - 1] in ("additional", "extra", "further", "new", "initial"))
        ):
            return "target" if lows[k] in _TARGET else "forecast"
    for k in range(q.last, min(len(lows), q.last + 4)):
        if lows[k] in _TARGET_NOUNS_BEHIND and tags[k] == "NN" and k - q.last <= 2:
            if all(tags[j] in ("NN", "JJ", "VBG", "NNP", "-") for j in range(q.last, k)):
                return "target"
        if lows[k] in _PLANNED_BEHIND and (tags[k] in ("VBN", "VBD") or lows[k] == "forecast"):
            if lows[k - 1] in BE or (
                lows[k - 1] in ("than", "the", "as", "originally") and lows[k - 1] != "originally"
            ):
                return None
            if k + 1 >= len(lows) or lows[k + 1] in _BEHIND_PLANNED:
                if lows[k + 1 : k + 2] == ["to"] and tags[k + 2 : k + 3] == ["VB"] and lows[k] not in _FORECAST:
                    return "target"
                return "target" if lows[k] in _TARGET else "forecast"
        if lows[k] in ("that", "which") and lows[k + 1 : k + 2] in (["was"], ["were"], ["is"], ["are"], ["had"]):
            if lows[k + 2 : k + 3] and lows[k + 2] in _PLANNED_BEHIND and tags[k + 3 : k + 4] != ["TO"]:
                return "target" if lows[k + 2] in _TARGET else "forecast"
        if (
            tags[k] == "PRP"
            and lows[k + 2 : k + 3] == ["to"]
            and (lows[k + 1] in _TARGET or lows[k + 1] in _FORECAST)
        ):
            return "target" if lows[k + 1] in _TARGET else "forecast"  # "a 3m project it hopes to complete"
        if tags[k] not in NOUNS and tags[k] not in ("JJ", "RB", "VBG"):
            break
    return None


def _is_owned(sent: Sentence, q: Quantity) -> bool:
    """ "the state's $2 billion", "its 5,700 staff": what somebody has, whatever is to be done with it."""
    return q.kind in ("count", "money", "rank") and q.first > 1 and sent.tags[q.first - 1] in ("POS", "PRP$")


def _is_labelled(sent: Sentence, q: Quantity) -> bool:
    """ "expects sales of 9m (2023: [8m])": a figure of the past beside one that is foreseen."""
    label = sent.lows[max(0, q.first - _LABEL) : q.first]
    if label[-1:] != [":"] or "(" not in label:
        return False
    return any(is_year_word(low) or low in _OF_BEFORE for low in label[label.index("(") :])


_OF_BEFORE = frozenset("previous prior last prev p earlier".split())


_LABEL = 6  # tokens: "(May 31, 2023:"


def _is_place(sent: Sentence, q: Quantity) -> bool:
    """ "the port, 20 km south of Velmar, will": how far away a place is."""
    if q.kind != "measure" or q.first == 0 or sent.lows[q.last : q.last + 1] == []:
        return False
    return sent.lows[q.last] in _WAYS and sent.lows[q.first - 1] in _LYING


_WAYS = frozenset(
    "north south east west northeast northwest southeast southwest away from outside off inland".split()
)
_LYING = frozenset(", located situated based lies lying sits about some just only village town".split())
_PLANNED_BEFORE = frozenset(
    "planned proposed expected projected predicted forecast anticipated targeted promised pledged".split()
)
_PLANNED_BEHIND = frozenset(
    "planned proposed expected projected predicted forecast anticipated targeted promised pledged scheduled "
    "envisaged".split()
)
_BEHIND_PLANNED = frozenset("by for in to , . over this next as".split())
_TARGET_NOUNS_BEHIND = frozenset("target goal pledge plan appeal proposal bid promise commitment".split())


def _conditional(sent: Sentence, clauses: ClauseMap, mine: int, q: Quantity) -> Modality | None:
    """What an "if" makes of it: the figure is in the condition, or in what follows from one."""
    c = mine
    while c >= 0:
        clause = clauses.clauses[c]
        if clause.kind == "if" and _supposes(sent, clause):
            return "hypothetical"
        if clause.kind not in ("content", "participle", "reduced"):
            break
        c = clause.parent
    own = clauses.clauses[mine]
    if own.verb < 0 or sent.tags[own.verb] == "VBD" or sent.lows[own.verb] in ("has", "have", "had"):
        return None
    for clause in clauses.clauses:
        if clause.kind == "if" and clause.parent == mine and sent.lows[clause.first] in ("if", "unless"):
            if sent.lows[clause.first - 1 : clause.first] not in (["even"], ["as"], ["only"]) and _supposes(
                sent, clause
            ):
                return "hypothetical"
    return None


def _supposes(sent: Sentence, clause: Clause) -> bool:
    """True for an "if" that makes a condition, not one that means "whether"."""
    before = sent.lows[clause.first - 1] if clause.first else ""
    return sent.lows[clause.first] in ("if", "unless") and before not in _WHETHER and "whether" not in sent.said


_WHETHER = frozenset("about know see ask asked asks asking unclear sure wonder wonders wondered unknown".split())


def _governed(sent: Sentence, clauses: ClauseMap, signs: list[int], q: Quantity, ahead: bool) -> Modality | None:
    """The mood of the nearest sign before the figure, in its clause or in one it is the content of."""
    stop = q.first + 1
    c = clauses.of[q.core]
    future: Modality | None = None
    while c >= 0:
        clause = clauses.clauses[c]
        for k in reversed(signs):
            if k >= stop or clauses.of[k] != c or _is_told_of(sent, k, stop, q):
                continue
            mood = _mood(sent, clauses, k, c, q, ahead)
            if mood is None:
                continue
            if future is None and sent.lows[k] in _WEAK and _has_content_parent(clauses, c):
                future = mood  # "pledged it will build 40": the pledge decides
                break
            return mood
        eases = (
            sent.lows[clause.first] == "before" and sent.lows[clause.first + 1] in MOVES
        )  # "to peak before easing to"
        if (
            clause.kind == "participle"
            and not eases
            and sent.lows[clause.first]
            in (
                "after",
                "since",
                "before",
                "having",
                "following",
            )
        ):
            break
        if clause.kind in ("content", "participle") or (
            clause.kind in ("aside", "reduced", "explained") and clause.verb < 0
        ):
            stop = clause.first
            c = clause.parent
        else:
            break
    return future


def _is_told_of(sent: Sentence, k: int, stop: int, q: Quantity) -> bool:
    """ "plans shown to [60 clerks]": what became of the plans, and not what is planned."""
    if k != stop - 1 or sent.tags[k] not in NOUNS or sent.tags[stop] not in ("VBN", "VBD"):
        return False
    return not any(sent.tags[j : j + 2] == ["TO", "VB"] for j in range(stop, q.first))


_WEAK = frozenset("will 'll would should to".split())


def _has_content_parent(clauses: ClauseMap, c: int) -> bool:
    return clauses.clauses[c].kind == "content"


def _mood(sent: Sentence, clauses: ClauseMap, k: int, c: int, q: Quantity, ahead: bool) -> Modality | None:
    """The mood that the sign at token ``k`` gives, None where it is none here."""
    lows, tags = sent.lows, sent.tags
    low = lows[k]
    nxt = lows[k + 1] if k + 1 < len(lows) else ""
    if low in _FUTURE:
        return "target" if commits(sent, k) or so_as_to(sent, k, q) else "forecast"
    if low == "would":
        return would(sent, clauses, k, c, q)
    if low == "should":
        if nxt in ("not", "n't") or "VB" not in tags[k + 1 : k + 4]:
            return None
        return "hypothetical" if nxt == "have" else "forecast"
    if low == "to":
        return "target"
    if low in _MUST:
        return "target" if obliges(sent, k, q) else None
    if low == "pricing":
        return "forecast" if nxt == "in" else None
    if low in _HYPOTHETICAL:
        if (low == "may" and sent.words[k] == "May") or nxt in ("only", "barely"):
            return None
        if (
            low == "could"
            and lows[q.first - 1] not in ("by", "to")  # "could lift prices by 3 percent" is no capacity
            and acts(sent, k, _CAPACITY)
            and any(tags[j] == "VBD" for j in range(len(lows)) if clauses.of[j] != c)
        ):
            return None  # "boats which could carry 40"
        return "hypothetical"
    if low in _TARGET and lows[k - 1 : k] in (["forecasts"], ["forecast"], ["projections"]):
        return "forecast"  # "forecasts call for"
    if tags[k] in ("NNP", "NNPS") and (k or nxt == "said"):
        return None  # "Target said"
    if low in _ANNOUNCES:
        return "target" if _ANNOUNCED & set(lows[k + 1 : q.last + 4]) else None
    if low in _TARGET and verbal(sent, k, q):
        return "target"
    verb = clauses.clauses[c].verb
    if verb > k and tags[verb] == "VBD" and lows[verb] not in BE:
        return None  # "its prediction that sales would grow drove shares up 4 percent"
    if low in _TARGET_NOUNS and noun_of(sent, k, q):
        return "target"
    if low in _FORECAST and foretells(sent, k, ahead):
        return "forecast"
    return "forecast" if low in _FORECAST_NOUNS and noun_of(sent, k, q) else None


def _behind(sent: Sentence, clauses: ClauseMap, q: Quantity, ahead: bool) -> Modality | None:
    """The mood of the verb whose subject the figure is: "40 homes will be built", "3 plants are due to close"."""
    clause = clauses.clauses[clauses.of[q.core]]
    verb = clause.verb
    lows, tags = sent.lows, sent.tags
    if verb >= q.last and sent.lows[q.first - 1 : q.first] != ["with"] and lows[verb] in BE:
        if lows[verb + 1 : verb + 2] in _FORESEEN and lows[verb + 2 : verb + 3] != ["to"] and verb - q.last <= 3:
            return "forecast"  # "Winds of 80 km/h are forecast"
    aside = _past_aside(sent, q)
    if aside > 0 and not _inside(sent, q):
        verb = aside
    elif (
        _inside(sent, q)
        or verb < q.last
        or verb - q.last > 12
        or any(w in (",", ";", ":", "(") for w in lows[q.last : verb])
    ):
        return _then(sent, clauses, q)
    if not _THEY.isdisjoint(lows[q.last : verb]):
        return _then(sent, clauses, q)  # "18 percent admit they will stay"
    low = lows[verb]
    if low in _FUTURE:
        return "target" if commits(sent, verb) else "forecast"
    if low == "would":
        return would(sent, clauses, verb, clauses.of[verb], q)
    if low in ("could", "might", "may"):
        return None if lows[verb + 1 : verb + 2] in _NOT_POSSIBLE else "hypothetical"
    if low == "should":
        return "forecast"
    if low in BE or low in ("has", "have"):
        for k in range(verb + 1, min(len(lows), verb + 4)):
            if lows[k] in ("planned", "proposed", "scheduled", "targeted", "pledged", "envisaged"):
                return "target"
            if lows[k] == "to" and k == verb + 1 and tags[k + 1 : k + 2] == ["VB"]:
                return "target"
            if lows[k] in _FORECAST and foretells(sent, k, ahead):
                return "forecast"
    return _then(sent, clauses, q)


_NOT_POSSIBLE = (["only"], ["barely"], ["not"], ["n't"])  # "40 pupils could not read"


def _past_aside(sent: Sentence, q: Quantity) -> int:
    """ "600 jobs, most of them in Hull, [will] go": the verb behind the aside; -1 where none stands there."""
    if sent.lows[q.last : q.last + 1] != [","]:
        return -1
    ahead = range(q.last + 1, min(len(sent.lows) - 1, q.last + _LONG_ASIDE))
    k = next((k for k in ahead if sent.lows[k] == ","), -1)
    if k < 0 or not _FINITE.isdisjoint(sent.tags[q.last : k]):
        return -1
    return k + 1 if sent.tags[k + 1] == "MD" or sent.lows[k + 1] in BE else -1


_LONG_ASIDE = 12  # tokens
_FINITE = frozenset(("VBD", "VBZ", "VBP", "MD"))
_THEY = frozenset("they he she we it i".split())
_FORESEEN = (["forecast"], ["expected"], ["predicted"], ["projected"], ["anticipated"])


def _inside(sent: Sentence, q: Quantity) -> bool:
    """ "a car with 938 horsepower might": the figure is no subject, only said of one."""
    k = q.first - 1
    while k > 0 and sent.tags[k] in ("DT", "JJ", "RB", "PRP$"):
        k -= 1
    if k < 1 or sent.lows[k] not in ("with", "of", "for", "from", "worth"):
        return False
    return sent.tags[k - 1] in NOUNS and sent.lows[k - 1] not in ("total", "number", "maximum", "minimum", "average")


def _then(sent: Sentence, clauses: ClauseMap, q: Quantity) -> Modality | None:
    """What stands right behind the figure: "5 percent, according to forecasts"."""
    lows = sent.lows
    for k in range(q.last, min(len(lows), q.last + 8)):
        if lows[k] in ("projections", "forecasts", "projection", "forecast") and lows[k - 2 : k] == [
            "according",
            "to",
        ]:
            return "forecast"
    return None


def _printed(sent: Sentence) -> bool:
    """True for "two papers in the December 2019 issue", which bears the date of a month to come."""
    return any(
        low in ("edition", "issue") and sent.forms[k - 1] == "number" and not _is_of_bonds(sent, k + 1)
        for k, low in enumerate(sent.lows)
    )


def _is_of_bonds(sent: Sentence, k: int) -> bool:
    """True behind "the June 2030 issue": "of bonds", "of $3bn"; not "of Nature", "of the journal"."""
    return sent.lows[k : k + 1] == ["of"] and sent.tags[k + 1 : k + 2] not in (["NNP"], ["DT"], ["PRP$"])


def _done(sent: Sentence, clauses: ClauseMap, q: Quantity) -> bool:
    """True for "20 teams have booked a place in next year's cup": done, whenever it is for."""
    clause: Clause = clauses.clauses[clauses.of[q.core]]
    verb = clause.verb
    if verb < 0:
        return False
    if sent.lows[verb] in ("have", "has", "had"):
        return "VBN" in sent.tags[verb + 1 : verb + 4]
    return sent.tags[verb] == "VBD"
