"""Everybody and everything a figure may belong to, with the signs that a fitted choice weighs."""

from __future__ import annotations

from dataclasses import dataclass

from extractors.asked import asked_group
from extractors.chunks import Chunk, chunks
from extractors.clause_map import FINITE, ClauseMap, clause_map
from extractors.clause_subjects import is_time
from extractors.clauses import SPEECH, first_subject, group_start, subject_of, verb_before
from extractors.discourse import GENERIC, Discourse
from extractors.noun_phrases import Phrase
from extractors.observers import only_tells
from extractors.owner_cast import Cast, Known
from extractors.owner_places import Around
from extractors.owner_referents import NO_DOER, doer_of, referents
from extractors.owner_tails import counts, is_turn, is_unit, tail_belongs
from extractors.owners import ORGANISATIONS, owner_name
from extractors.phrases import last_noun
from extractors.quantities import Quantity
from extractors.restricted import restricted_end
from extractors.scene import Scene
from extractors.statement import Statement
from extractors.tokens import Sentence
from extractors.weighing import word_sign

_NAMES = frozenset(("NNP", "NNPS"))
_STANDING = ORGANISATIONS | GENERIC
_FARTHEST = 5  # noun phrases
SIDES = {side: (tuple(f"{side}{min(k, 4)}" for k in range(_FARTHEST + 1))) for side in ("L", "R")}
_AMONG = ("in", "across", "from")
_TAILS = frozenset("of in for at and".split())
_RELATIVES = ("which", "whom", "whose")
BEHIND = frozenset(
    "of in for by to on at from and , . ) who that which a per as with more less compared ( or up".split()
)


@dataclass(slots=True)
class Candidate:
    """One who may own the figure: None for nobody; ``determiner`` is that of its phrase in the sentence.

    ``full`` is the phrase with what restricts it ("riders who buy monthly cards"), "" where nothing does.
    """

    known: Known | None
    signs: set[str]
    plain: tuple[str, ...]
    determiner: str = ""
    here: bool = False
    full: str = ""

    @property
    def traits(self) -> tuple[str, ...]:
        """Its sort and its determiner."""
        if self.known is None:
            return ()
        return (self.known.sort, self.determiner) if self.determiner else (self.known.sort,)

    @property
    def text(self) -> str | None:
        """As the article writes it; None for nobody."""
        return self.full or (self.known.text if self.known is not None else None)

    @property
    def words(self) -> frozenset[str]:
        """Those of its name; none for nobody."""
        return self.known.words if self.known is not None else frozenset()


@dataclass(slots=True)
class Pool:
    """The candidates of one quantity.

    Attributes:
        contexts: what is said around the quantity, which bears upon all of them.
        ruled: which of them the rules say.
    """

    candidates: list[Candidate]
    contexts: tuple[str, ...]
    ruled: int


def cast_of(names: Discourse) -> Cast:
    """The cast of an article, read once."""
    return names.once(Cast)


def pool_of(scene: Scene, q: Quantity, told: Statement) -> Pool:
    """The candidates for the owner of ``q``, of which the rules say ``told``."""
    return _Gatherer(scene, q, told).pool()


class _Gatherer:
    def __init__(self, scene: Scene, q: Quantity, told: Statement) -> None:
        self.scene, self.q, self.told = scene, q, told
        self.sent = scene.sent
        self.measure = (told.measure or "").lower()
        self.cast = cast_of(scene.names)
        self.around = Around(self.sent, q, scene.verb)
        self.found: dict[str, Candidate] = {}
        self.nobody = Candidate(None, {"nobody", "S:"}, ())
        self.subject = NO_DOER

    def add(self, text: str | None, sign: str) -> Candidate | None:
        known = self.cast.known(text) if text and text.partition(" ")[0].lower() not in _NO_OPENERS else None
        if known is None:
            return None
        found = self.found.get(known.key)
        if found is None:
            found = self.found[known.key] = _candidate(known, sign)
        else:
            found.signs.add(sign)
        return found

    def pool(self) -> Pool:
        ruled = self.add(self.told.subject, "ruled") or self.nobody
        ruled.signs.add("ruled")
        agents = self.agents()
        self.mentioned(agents)
        for known, part in self.cast.everywhere():
            self.join(known, part)
        self.told_before()
        if self.q.kind in ("percent", "ratio"):
            self.add(asked_group(self.scene), "asked")
        for text, sign in referents(self.scene, self.subject):
            self.add(text, sign)
        candidates = [self.nobody, *self.found.values()]
        return Pool(candidates, self.contexts(), next(k for k, c in enumerate(candidates) if c is ruled))

    def join(self, known: Known, part: str) -> None:
        found = self.found.get(known.key)
        if found is None:
            self.found[known.key] = _candidate(known, part)
        else:
            found.signs.add(part)

    def agents(self) -> dict[int, str]:
        """The subjects of the verbs around as candidates; by the tokens of their heads, which verb's they are."""
        scene, sent, q = self.scene, self.sent, self.q
        heads: dict[int, str] = {}
        verb, level = scene.verb, 0
        while verb >= 0 and level < 2:
            subject = subject_of(sent, verb)
            if level == 0 and subject is not None:
                self.subject = doer_of(sent, subject)
            self.agent(subject, _AGENTS[level][sent.lows[verb] in SPEECH], heads)
            level += 1
            outer = verb_before(sent, group_start(sent, verb))
            if outer >= verb:
                break
            verb = outer
        ahead = sent.landmarks(_finite, q.last, len(sent.lows))
        if ahead:
            self.agent(subject_of(sent, ahead[0]), _NEXT_AGENT[sent.lows[ahead[0]] in SPEECH], heads)
        self.agent(sent.once(first_subject), "first", heads)
        return heads

    def agent(self, phrase: Phrase | None, part: str, heads: dict[int, str]) -> None:
        if phrase is None or phrase.head in heads or is_time(self.scene, phrase):
            return
        heads[phrase.head] = part
        candidate = self.add(owner_name(self.scene, phrase), part)
        if candidate is not None:
            candidate.signs.update(self.around.agent(part))

    def mentioned(self, agents: dict[int, str]) -> None:
        """The noun phrases of the sentence that are not too far from the number, with where they stand."""
        sent, q = self.sent, self.q
        found = sent.once(chunks)
        clauses = clause_map(sent)
        here = clauses.of[q.core] if q.core < len(clauses.of) else 0
        left = next((k for k, chunk in enumerate(found) if chunk.last > q.first), len(found))
        right = next((k for k in range(left, len(found)) if found[k].first >= q.last), len(found))
        measured = frozenset(self.measure.split())
        for k in range(max(0, left - _FARTHEST), min(len(found), right + _FARTHEST)):
            chunk = found[k]
            if k < left:
                place = SIDES["L"][left - 1 - k]
            elif k >= right:
                place = SIDES["R"][k - right]
            else:
                place = "O"
            role = agents.get(chunk.head)
            signs = [
                place,
                f"{place[0]}{chunk.before}",
                *chunk.signs,
                relation(clauses, here, clauses.of[chunk.head]),
            ]
            if role:
                signs.append(f"h{role}")
                if role == "agent0":
                    signs.append(f"hagent0{self.around.gap}")
            places = self.around.signs(k, place[0], agents, measured)
            self.mention(chunk, found[k + 1] if k + 1 < len(found) else None, signs, places)

    def mention(self, chunk: Chunk, after: Chunk | None, signs: list[str], places: list[str]) -> None:
        scene, sent, q = self.scene, self.sent, self.q
        if chunk.pronoun:
            if sent.lows[chunk.first] == "those" and (end := self.restriction(chunk)):
                self.stand(scene.text(chunk.first, end), "those", chunk, ["C", *signs, *places])
                return
            if chunk.owns:
                text = scene.names.resolve(sent.lows[chunk.first], scene.index, sent.start[chunk.first])
            else:
                text = owner_name(scene, Phrase(chunk.first, chunk.last, chunk.head))
            self.stand(text, "pronoun", chunk, [signs[0], *chunk.signs, *places])
            return
        if is_unit(sent, chunk) or _is_where_one_is(sent, chunk) or is_turn(sent, chunk):
            return
        if q.kind == "count" and scene.low(chunk.first - 1) in _AMONG and counts(sent, chunk):
            return  # "140 protesters in [17 towns] were killed"
        signs += places
        phrase = Phrase(chunk.core, chunk.last, chunk.head)
        name = None
        if chunk.determiner == "d" and sent.lows[chunk.head] in _STANDING:
            name = owner_name(scene, phrase)  # "the company"
            self.stand(name, "stands", chunk, signs)
        if not name or not name[0].isupper():
            plain = self.stand(scene.words_of(phrase), "C", chunk, signs)
            if plain is not None and chunk.core == chunk.last - 1 and (end := self.restriction(chunk)):
                plain.full = scene.text(chunk.core, end)
        low = scene.low(chunk.last)
        if after is not None and low in _TAILS and chunk.last < after.first <= chunk.last + 2 and not after.pronoun:
            counted = self.q.kind == "count" and chunk.first <= self.q.head < chunk.last  # "40 [beds at the inn]"
            apart = not counted and (after.last <= q.first or after.first >= q.last)
            between = chunk.last + 1
            clause = scene.low(between) in _RELATIVES or scene.tag(between)[0] == "V"  # "a game in which a tram"
            if apart and not clause and tail_belongs(sent, chunk, after, low):
                self.stand(scene.text(chunk.core, after.last), f"T{low}", chunk, signs)
        part = _name_in(sent, chunk)
        if part is not None:
            self.stand(scene.text(*part), "N", chunk, signs)

    def restriction(self, chunk: Chunk) -> int:
        """Behind what restricts the phrase, if the number is no part of it; 0 where nothing does."""
        end = restricted_end(self.sent, chunk.head)
        return end if end > chunk.last and (end <= self.q.first or chunk.last >= self.q.last) else 0

    def stand(self, text: str | None, sign: str, chunk: Chunk, signs: list[str]) -> Candidate | None:
        candidate = self.add(text, sign)
        if candidate is not None:
            candidate.signs.update(signs)
            candidate.here = True
            if not candidate.determiner and not chunk.pronoun:
                candidate.determiner = chunk.determiner
        return candidate

    def told_before(self) -> None:
        """Whose the figures before were."""
        scene, names = self.scene, self.scene.names
        for k, owner in enumerate(self.cast.owners[:2]):
            self.add(owner, f"hist{k}")
        if scene.done:
            if scene.done[-1].subject:
                self.add(scene.done[-1].subject, "same_last")
                self.add(scene.done[-1].subject, f"same_last{self.around.gap}")
            else:
                self.nobody.signs.add("same_last")
        elif names.last is not None:
            if names.last.subject:
                self.add(names.last.subject, "prev_last")
            else:
                self.nobody.signs.add("prev_last")

    def contexts(self) -> tuple[str, ...]:
        """What is said around the number: its kind, the words at it, who does it, how the rules went."""
        sent, q = self.sent, self.q
        k = q.last
        behind = "." if k >= len(sent.lows) else sent.lows[k] if sent.lows[k] in BEHIND else sent.tags[k][:2]
        measure = self.measure
        doer = self.doer(measure)
        self.compare(measure)
        before = sent.lows[q.first - 1] if q.first else "^"
        return (
            f"k:{_KINDS.get(q.kind, q.kind)}",
            f"y:{'-' if q.hyphen else ''}",
            f"a:{behind}",
            f"d:{doer}",
            f"r:{self.told.rule[7:]}",
            word_sign("m", last_noun(measure)),
            word_sign("p", before),
            *([word_sign("f", self.subject.noun)] if self.subject.noun else ()),
        )

    def doer(self, measure: str) -> str:
        """What sort of thing does it: the subject of the verb before the number."""
        if self.subject.pronoun:
            return self.subject.pronoun
        agent = next((c for c in self.found.values() if "agent0" in c.signs or "agent0s" in c.signs), None)
        if agent is None or agent.known is None:
            return "none" if self.scene.verb >= 0 else "noverb"
        if agent.known.key in measure:
            return "measure"
        return agent.known.sort + ("s" if "agent0s" in agent.signs else "")

    def compare(self, measure: str) -> None:
        """Signs of the candidates that come of the measure and the article's text around."""
        scene, sent, q = self.scene, self.sent, self.q
        said = frozenset(measure.split())
        people, gender, noun = scene.names.people(), self.subject.gender, self.subject.noun
        for candidate in self.found.values():
            known = candidate.known
            if known is None:
                continue
            if measure:
                same = (
                    "eq" if known.key == measure else "in" if known.key in measure else "has" if measure in known.key
                    else "some" if said & known.words else ""
                )  # fmt: skip
                if same:
                    candidate.signs.add(f"m:{same}")
            if gender and known.sort == "P":
                person = people.named(known.text)
                if person is not None and person.gender:
                    candidate.signs.add("gender+" if person.gender == gender else "gender-")
            if known.name:
                if known.observes and only_tells(scene, known.text):
                    candidate.signs.add("tells")
                if noun in known.words and len(known.words) > 1:
                    candidate.signs.add("kindname")
                candidate.signs.add(_where(scene, known.text, sent.start[q.first], candidate.here))


def _candidate(known: Known, sign: str) -> Candidate:
    signs = {sign, known.sort_sign, known.head_sign} if known.head_sign else {sign, known.sort_sign}
    return Candidate(known, signs, known.signs)


def _is_where_one_is(sent: Sentence, chunk: Chunk) -> bool:
    """ "taken to [hospital]", "in [custody]": how somebody is, and nobody who owns a figure."""
    if chunk.first == 0 or sent.lows[chunk.first - 1] not in ("to", "in", "into", "from", "of"):
        return False
    alone = chunk.last - chunk.first == 1 and sent.lows[chunk.head] in _STATES
    return (
        alone or sent.lows[chunk.head] == "condition" or sent.lows[chunk.first : chunk.last] == ["intensive", "care"]
    )


_STATES = frozenset("hospital custody prison jail court school church work bed".split())


def _finite(sent: Sentence) -> list[int]:
    return [k for k, tag in enumerate(sent.tags) if tag in FINITE]


def relation(clauses: ClauseMap, here: int, there: int) -> str:
    """How the clause of a noun phrase stands to the clause of the number."""
    if here == there:
        return "same"
    mine, other = clauses.clauses[here], clauses.clauses[there]
    if mine.parent == there:
        return "parent"
    if other.parent == here:
        return "child"
    if mine.joined == there:
        return "joined"
    return "sibling" if mine.parent == other.parent else "far"


def _name_in(sent: Sentence, chunk: Chunk) -> tuple[int, int] | None:
    """The names that a phrase begins or ends with and is not all of: "Oakmart shares", "chip maker Norvale"."""
    tags = sent.tags
    k = chunk.core
    while k < chunk.last and tags[k] in _NAMES:
        k += 1
    if chunk.core < k < chunk.last:
        return chunk.core, k
    k = chunk.last
    while k > chunk.core and tags[k - 1] in _NAMES:
        k -= 1
    return (k, chunk.last) if chunk.core < k < chunk.last else None


def _where(scene: Scene, name: str, at: int, here: bool) -> str:
    """Whether the sentence writes a name, before or behind the number, and how far back it was written last."""
    start = scene.folded.find(name, scene.sent.offset, scene.sent.stop)
    if start >= 0:
        side = "start" if start < scene.sent.offset + 5 and start < at else "left" if start < at else "right"
        return f"in:{side}" if here else f"un:{side}"
    spans = scene.names.spans
    for back in (1, 2, 3):
        if scene.index >= back and scene.folded.find(name, *spans[scene.index - back]) >= 0:
            return f"back{back}"
    return "back4"


_NO_OPENERS = frozenset("including excluding following according percent cent % per".split())
_AGENTS = (("agent0", "agent0s"), ("agent1", "agent1s"))
_NEXT_AGENT = ("next", "nexts")
_KINDS = {"percentage_point": "percent", "score": "index"}
