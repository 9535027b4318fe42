"""Everything a figure may measure, with the signs that a fitted choice weighs."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

from extractors.chunks import Chunk, chunks
from extractors.clause_map import FINITE, clause_map
from extractors.clauses import subject_of
from extractors.lexicon import lexicon
from extractors.measure_nouns import says_what
from extractors.noun_phrases import TIMES
from extractors.owner_pool import BEHIND, SIDES, relation
from extractors.phrases import last_noun
from extractors.quantities import Quantity
from extractors.scene import Scene
from extractors.statement import Statement
from extractors.weighing import word_sign
from extractors.words import words

_BESIDE = words("measure_pool.beside")
_FARTHEST = 5  # noun phrases
_VERBS = FINITE | {"VB", "VBG", "VBN"}
_TAILS = frozenset("of in for at and on to from with".split())
_ARTICLES = frozenset("the a an its his her their our my".split())
_SMALL = frozenset("of and the a an in on for at to by with from".split())
_ENDS = frozenset(', . ; : ( "'.split())
_CLAUSES = frozenset("when while after before because since until although though whereas unless if".split())
_NO_TAILS = frozenset("of last next within as".split())  # "£3m last season", "$3,100 a month as a nurse"
_WHEN = ("a", "the", "this", "that", "each", "every")
_DONE_NEXT = (["MD"], ["VBD"], ["VBZ"], ["VBP"])
_LOOSE_ENDS = frozenset("DT IN TO CC PRP$ JJ RB".split())
_MARKS = " ,.;:'\"()—–"
_PERCENT_OF = "percent of "  # of another figure of the sentence
_FURTHEST_VERB = 5  # tokens behind the number
_SAID = 6  # tokens of what is said behind the number
_NEAR = 4  # tokens from a verb to its object
_LONGEST = 6  # words


@dataclass(slots=True)
class Candidate:
    """One thing that may be measured; no text for none."""

    text: str | None
    traits: tuple[str, ...]
    signs: set[str]
    plain: tuple[str, ...] = ()

    @property
    def words(self) -> frozenset[str]:
        """Those that say something; none for no measure."""
        return frozenset((self.text or "").lower().split()) - _SMALL


@dataclass(slots=True)
class Pool:
    """The candidates of one quantity, what is said around it, and which of them the rules say."""

    candidates: list[Candidate]
    contexts: tuple[str, ...]
    ruled: int


def measures_of(scene: Scene, q: Quantity, told: Statement, owner: str | None) -> Pool:
    """The candidates for the measure of ``q``, of which the rules say ``told``; it is chosen to be ``owner``'s."""
    return _Gatherer(scene, q, told, owner).pool()


class _Gatherer:
    def __init__(self, scene: Scene, q: Quantity, told: Statement, owner: str | None) -> None:
        self.scene, self.q, self.told, self.sent = scene, q, told, scene.sent
        self.owners = [(sign, who.lower()) for sign, who in (("own", told.subject), ("chosen", owner)) if who]
        self.found: dict[str, Candidate] = {}
        self.phrases = [chunk for chunk in scene.sent.once(chunks) if not chunk.pronoun]

    def pool(self) -> Pool:
        nothing = Candidate(None, (), {"nobody"})
        ruled = self.add(self.told.measure, "ruled") or nothing
        ruled.signs.add("ruled")
        self.mentioned()
        self.done()
        self.said()
        if self.scene.done:
            self.add(self.scene.done[-1].measure, "same_last")
        if self.scene.names.last is not None:
            self.add(self.scene.names.last.measure, "prev_last")
        if self.q.kind == "count":
            self.add(self.q.unit, "unit")
        candidates = [nothing, *self.found.values()]
        return Pool(candidates, self.contexts(), next(k for k, c in enumerate(candidates) if c is ruled))

    def add(self, text: str | None, *signs: str) -> Candidate | None:
        thing = _thing(text) if text else None
        if thing is None:
            return None
        found = self.found.get(thing.key)
        if found is None:
            found = self.found[thing.key] = self.candidate(thing)
        found.signs.update(signs)
        return found

    def candidate(self, thing: _Thing) -> Candidate:
        signs, key = set(thing.signs), thing.key
        for sign, owner in self.owners:
            same = "=" if key == owner else "<" if key in owner else ">" if owner in key else ""
            if same:
                signs.add(sign + same)
        return Candidate(thing.text, thing.traits, signs)

    def mentioned(self) -> None:
        """The noun phrases of the sentence that are not too far from the number, with where they stand."""
        scene, sent, q, found = self.scene, self.sent, self.q, self.phrases
        clauses = clause_map(sent)
        here = clauses.of[q.core] if q.core < len(clauses.of) else 0
        left = next((k for k, chunk in enumerate(found) if chunk.last > q.first), len(found))
        right = next((k for k in range(left, len(found)) if found[k].first >= q.last), len(found))
        agent = subject_of(sent, scene.verb)
        for k in range(max(0, left - _FARTHEST), min(len(found), right + _FARTHEST)):
            chunk = found[k]
            if k >= right and chunk.first and sent.lows[chunk.first - 1] == "as":
                continue  # "$3,100 a month as [a nurse]"
            if q.kind == "duration" and scene.before < chunk.first < chunk.last <= q.first - 1:
                continue  # "over [the course] of three weeks"
            place = SIDES["L"][left - 1 - k] if k < left else SIDES["R"][k - right] if k >= right else "O"
            side = place[0]
            signs = [place, f"{side}{chunk.before}", *chunk.signs, relation(clauses, here, clauses.of[chunk.head])]
            if agent is not None and chunk.head == agent.head:
                signs.append("agent")
            if chunk.last == q.first and not chunk.owns:
                signs.append("touchL")
            if chunk.first == q.last:
                signs.append("touchR")
            if scene.verb >= 0 and k < left and chunk.first > scene.verb:
                signs.append("afterverb")
            self.mention(chunk, found[k + 1] if k + 1 < len(found) else None, signs)

    def mention(self, chunk: Chunk, after: Chunk | None, signs: list[str]) -> None:
        """A phrase, its main noun alone and with what it is "of"; of one that holds the number, what is behind it."""
        scene, q = self.scene, self.q
        core = max(chunk.core, q.last) if chunk.first < q.last <= chunk.head else chunk.core
        if core >= chunk.last:
            return
        self.add(scene.text(core, chunk.last), "C", *signs)
        if core < chunk.head == chunk.last - 1:
            self.add(scene.text(chunk.head, chunk.last), "H", *signs)
        low = scene.low(chunk.last)
        if after is not None and low in _TAILS and chunk.last < after.first <= chunk.last + 2 and not after.owns:
            if after.last <= q.first or core >= q.last:
                self.add(scene.text(core, after.last), f"T{low}", *signs)

    def done(self) -> None:
        """What is done: the verb, with its object before and behind it."""
        scene, sent, q, verb = self.scene, self.sent, self.q, self.scene.verb
        if verb < 0:
            return
        self.add(sent.words[verb], "V")
        thing = next(
            (c for c in self.phrases if c.first > verb and not (c.first < q.last and q.first < c.last)), None
        )
        if thing is not None and thing.first <= verb + _NEAR:
            text = scene.text(thing.core, thing.last)
            linked = thing.first > q.last and sent.tags[q.last] == "IN" and sent.lows[q.last] != "of"
            if linked:  # "spent nine days [in a raft]"
                self.add(f"{sent.words[verb]} {scene.text(q.last, thing.last)}", "VO")
                return
            self.add(f"{sent.words[verb]} {text}", "VO")
            self.add(f"{text} {sent.words[verb]}", "OV")

    def said(self) -> None:
        """What is said behind the number, and what those who are counted do."""
        scene, sent, q = self.scene, self.sent, self.q
        ahead = range(q.last, min(len(sent.lows), q.last + _FURTHEST_VERB))
        if scene.low(q.last) in _BESIDE:
            return  # "burn 13 tonnes thanks to a dry May"
        verb = next((k for k in ahead if sent.tags[k] in _VERBS or self.ends_next(k) or sent.lows[k] in _CLAUSES), -1)
        if verb >= 0 and sent.tags[verb] in _VERBS:
            self.add(scene.text(verb, verb + 1), "NV")
            self.add(scene.text(verb, self.end_of(verb + 1, _NEAR)), "NVP")
            thing = next((c for c in self.phrases if c.first > verb), None)
            if thing is not None and thing.first < verb + _NEAR:
                self.add(scene.text(verb, thing.last), "NVO")
        end = self.end_of(q.last, _SAID)
        if "CD" in sent.tags[q.last : end]:
            return  # "wants 6.5% over 12 months": of another figure
        timed = scene.low(q.last) in _WHEN and scene.low(q.last + 1) in TIMES  # "got $700 a week after the strike"
        if end > q.last and sent.lows[q.last] not in _NO_TAILS and not timed:
            self.add(scene.text(q.last, end), "tail")

    def end_of(self, first: int, most: int) -> int:
        """Behind the last of ``most`` tokens from ``first`` on that no pause parts; it ends in no article."""
        sent = self.sent
        end = first
        while end < len(sent.lows) and end < first + most and not self.ends_at(end):
            end += 1
        whole = end >= len(sent.lows) or self.ends_at(end)
        while end > first and not whole and sent.tags[end - 1] in _LOOSE_ENDS:
            end -= 1
        return end

    def ends_at(self, k: int) -> bool:
        """True for a pause, another clause, and an "and" behind which another thing is done, at token ``k``."""
        return self.sent.lows[k] in _ENDS or self.sent.lows[k] in _CLAUSES or self.ends_next(k)

    def ends_next(self, k: int) -> bool:
        """ "£3m last season [and] will earn £6m": the next verb has nothing to do with the figure."""
        return self.sent.lows[k] in ("and", "but") and self.sent.tags[k + 1 : k + 2] in _DONE_NEXT

    def contexts(self) -> tuple[str, ...]:
        """What is said around the number: its kind, the word behind it, how the rules went, the verb's form."""
        sent, q, verb = self.sent, self.q, self.scene.verb
        k = q.last
        behind = "." if k >= len(sent.lows) else sent.lows[k] if sent.lows[k] in BEHIND else sent.tags[k][:2]
        kind = f"k:{q.kind}{q.change or ''}"
        return (
            kind,
            f"y:{'-' if q.hyphen else ''}",
            f"a:{behind}",
            f"{kind}|{behind}",
            f"r:{self.told.rule[7:]}",
            f"q:{next((rule for rule in reversed(q.rules) if rule != 'owner:fitted'), '-')}",
            f"v:{sent.tags[verb] if verb >= 0 else '-'}",
            word_sign("m", last_noun((self.told.measure or "").lower())),
        )


class _Thing(NamedTuple):
    """What may be measured, by whatever figure: its words, the same in lower case, and what shows of it anywhere.

    Its trait is its sort: "N" for a name, "M" for what a name begins or ends, else "c"; the latter two with "m" for a
    measure, "s" for a plural.
    """

    text: str
    key: str
    traits: tuple[str]
    signs: tuple[str, ...]


@lru_cache(maxsize=4096)
def _thing(text: str) -> _Thing | None:
    """``text`` without an article at its head and marks around it; None where nothing is left."""
    text = " ".join(text.split()).strip(_MARKS).removeprefix(_PERCENT_OF)
    first, _, rest = text.partition(" ")
    if rest and first.lower() in _ARTICLES:
        text = rest
    if not text:
        return None
    said = text.split()
    key = text.lower()
    head = last_noun(key)
    capital = [word[0].isupper() for word in said]
    if capital[0] and said[0].lower() in lexicon():
        capital[0] = False  # it only opens the sentence
    sort = "N" if all(capital) else "M" if capital[0] or capital[-1] else "c"
    if sort != "N":
        sort += "m" if says_what(head) else "s" if head.endswith("s") else ""
    signs = [f"len{min(len(said), _LONGEST)}", f"S:{sort}", word_sign("h", head)]
    if any(map(str.isdigit, key)):
        signs.append("digit")
    return _Thing(text, key, (f"S{sort}",), tuple(signs))
