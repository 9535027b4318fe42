"""The mood of a figure by weights fitted to annotated articles: fact, forecast, target or hypothesis."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache

from extractors.clause_map import clause_map
from extractors.clauses import verb_before
from extractors.modality import AHEAD, MOODY
from extractors.modality_certain import RULE as CERTAIN
from extractors.model import Modality
from extractors.quantities import Quantity
from extractors.tokens import Sentence
from extractors.weighing import Weights, surest, weights, word_sign

TABLE = "modality_weights"
_OPEN = MOODY - frozenset("has have to".split()) | frozenset("can cannot".split())
# Of these the rules' "a fact" is as good as certain: "May", "called", "demand for".
_IDLE = frozenset(
    "may called calls call demand order orders expectations need needs want trying promised pricing quota".split()
)
_ASKED_FOR = _OPEN - _IDLE
_OWNED = frozenset(
    "the its his her their our my all both this these those current existing remaining other another same more"
    " additional further extra new 's a an".split()
)
_STEPPED_OVER = frozenset(("JJ", "RB", "IN", "JJR", "CD", "$"))
_BEFORE, _BEHIND, _FARTHEST = 3, 3, 5  # tokens
_STOPS = frozenset((";", "."))


@dataclass(slots=True)
class Candidate:
    """One mood, which is its only sign."""

    text: Modality
    signs: set[str]
    words: frozenset[str]
    plain: tuple[str, ...] = ()
    traits: tuple[str, ...] = ()


@dataclass(slots=True)
class Pool:
    """The four moods, what is said around the figure, and which of them the rules say."""

    candidates: tuple[Candidate, ...]
    contexts: tuple[str, ...]
    ruled: int


_CLEAR = 250  # thousandths; with less the weights took as many right moods from the rules as they gave
_MOODS: tuple[Modality, ...] = ("actual", "forecast", "target", "hypothetical")
Rows = Mapping[str, tuple[int, ...]]
"""By context the weights of the moods, in the order of ``_MOODS``."""
_NOTHING = (0,) * len(_MOODS)
_CANDIDATES = tuple(Candidate(mood, {mood}, frozenset((mood,))) for mood in _MOODS)


def choose_modality(
    sent: Sentence, q: Quantity, told: Modality, rule: str, ahead: bool | None
) -> tuple[Modality, str]:
    """(modality, rule): the mood that the weights say, if it is clearly another than that of the rules, ``told``.

    ``ahead`` when the figure's time ends after the day of publication; None where it has none.
    """
    if rule == CERTAIN or not is_moody(sent, told):
        return told, rule
    worth = worths_of(_contexts(sent, q, rule, ahead), mood_rows())
    ruled = _MOODS.index(told)
    if worth[ruled] == max(worth):  # as nearly always
        return told, rule
    best = surest(worth, lambda k: _CANDIDATES[k].words, ruled, clear=_CLEAR)
    if rule == AHEAD and _MOODS[best] == "actual":
        return told, rule  # "Norvik eyes $5bn in 2030": nobody knows yet, whatever the words are like
    return (told, rule) if best == ruled else (_MOODS[best], "modality:fitted")


def worths_of(contexts: Iterable[str], rows: Rows) -> list[int]:
    """How likely each mood is: as `extractors.weighing.worths` of the moods, which have but one sign each."""
    met = [rows[context] for context in contexts if context in rows]
    return [sum(moods) for moods in zip(rows.get("", _NOTHING), *met, strict=True)]


def rows_of(table: Weights) -> Rows:
    """The weights under each context as one row of numbers, so that it is looked up once for all the moods."""
    return {under: tuple(row.get(mood, 0) for mood in _MOODS) for under, row in table.items()}


@lru_cache(maxsize=1)
def mood_rows() -> Rows:
    """The fitted table, read once."""
    return rows_of(weights(TABLE))


def is_moody(sent: Sentence, told: Modality) -> bool:
    """False where the rules say a fact and no word of the sentence speaks of anything else."""
    return told != "actual" or not _ASKED_FOR.isdisjoint(sent.said)


def moods_of(sent: Sentence, q: Quantity, told: Modality, rule: str, ahead: bool | None) -> Pool:
    """The moods that a figure can have, with what is said around it."""
    return Pool(_CANDIDATES, _contexts(sent, q, rule, ahead), _MOODS.index(told))


def _contexts(sent: Sentence, q: Quantity, rule: str, ahead: bool | None) -> tuple[str, ...]:
    lows, tags = sent.lows, sent.tags
    last = next((low for low in reversed(lows[: q.first]) if low in _OPEN), "-")
    clauses = clause_map(sent)
    verb = clauses.clauses[clauses.of[q.core]].verb
    governing = verb_before(sent, q.core)
    return (
        f"r:{rule[9:]}",
        "t:none" if ahead is None else "t:ahead" if ahead else "t:past",
        *sent.once(_moody_words),
        *_near(sent, q),
        f"d:{_determiner(sent, q.first - 1)}",
        f"l:{last}",
        *((f"v:{'<' if verb < q.first else '>'}{tags[verb]}", word_sign("v", lows[verb])) if verb >= 0 else ()),
        *((f"g:{tags[governing]}", word_sign("g", lows[governing])) if governing >= 0 else ()),
    )


def _moody_words(sent: Sentence) -> tuple[str, ...]:
    return tuple(f"s:{low}" for low in sorted(_OPEN.intersection(sent.lows)))


def _near(sent: Sentence, q: Quantity) -> list[str]:
    """The words right before and behind the figure, and those next to them."""
    lows, out = sent.lows, []
    for k in range(q.first - 1, q.first - 1 - _BEFORE, -1):
        if k < 0:
            out.append("L1:^" if k == q.first - 1 else "L2:^")
            break
        if lows[k] == ";":
            break
        out.append(word_sign("L1" if k == q.first - 1 else "L2", lows[k]))
    for k in range(q.last, q.last + _BEHIND):
        if k >= len(lows):
            out.append("R1:$")
            break
        if lows[k] in _STOPS:
            break
        out.append(word_sign("R1" if k == q.last else "R2", lows[k]))
    return out


def _determiner(sent: Sentence, k: int) -> str:
    """The article or owner in front of the figure's phrase, else the kind of word that stands there."""
    lows, tags = sent.lows, sent.tags
    farthest = k - _FARTHEST
    while k > farthest and k >= 0 and tags[k] in _STEPPED_OVER and lows[k] not in _OWNED:
        k -= 1
    if k < 0:
        return "^"
    return lows[k] if lows[k] in _OWNED else tags[k][:2]
