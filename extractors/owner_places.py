"""Where the noun phrases of a sentence stand to one of its numbers, as signs of whether the number is theirs."""

from __future__ import annotations

from bisect import bisect_left

from extractors.chunks import Chunk, chunks
from extractors.clause_map import FINITE, ClauseMap, clause_map
from extractors.clauses import SPEECH
from extractors.phrases import NOUNS
from extractors.quantities import Quantity
from extractors.tokens import Sentence
from extractors.words import words

_SAYING = SPEECH | words("speakers.verbs") | words("clause_map.saying")
_SOURCES = words("owner_places.sources")
_PUBLISHED = words("owner_places.published")
_BESIDE_VERB = words("owner_places.beside_verb")
_BE = frozenset("is are was were be been being 's 're get got".split())
_HAVE = frozenset("has have had having".split())
_SUBORDINATORS = frozenset(
    "because although though while whereas if unless until till when whenever as after before since once whether"
    " where that than".split()
)
_KINDS = {"VBD": "V", "VBZ": "V", "VBP": "V", "MD": "V", "VB": "I", "VBG": "G", "VBN": "D", "CC": "C"}
_MARKS = {",": ",", "(": "(", ")": "("} | dict.fromkeys((":", ";", "-", "–", "—", "--"), ";")
_LINKS = {low: low for low in "of in for by with from at on to than".split()}
_QUOTED = frozenset((",", "'", '"'))
_YEAR = 4  # digits
_CENTURIES = ("19", "20")
_BETWEEN = frozenset("DT RB JJ PRP$ CD".split())
_STEPS = ("0", "1", "2", "2", "4", "4", "4", "7", "7", "7", "7", "7", "7")  # words away


def marks(sent: Sentence) -> list[tuple[str, ...]]:
    """For each of the `chunks` what follows it, and what it has to do with saying: who speaks, is told, is cited."""
    found = []
    for chunk in sent.once(chunks):
        k, size = chunk.last, len(sent.lows)
        while k < size and sent.tags[k] in ("RB", "POS"):
            k += 1
        found.append((f"z{_kind(sent, k) if k < size else '.'}", *_speaking(sent, chunk)))
    return found


def _kind(sent: Sentence, k: int) -> str:
    """What sort of word stands at token ``k``."""
    low, tag = sent.lows[k], sent.tags[k]
    if low in ("who", "which", "whose", "whom") or (low == "that" and tag == "WDT"):
        return "R"
    if low in _SUBORDINATORS and tag != "NN":
        return "S"
    if tag in NOUNS or tag == "PRP":
        return "N"
    if tag == "IN":
        return _LINKS.get(low, "P")
    return "to" if low == "to" else _KINDS.get(tag) or _MARKS.get(low, "x")


def _speaking(sent: Sentence, chunk: Chunk) -> list[str]:
    lows, tags = sent.lows, sent.tags
    size, out = len(lows), []
    k = _past_aside(sent, chunk.last)
    if k < size and lows[k] in _SAYING and _speaks(sent, chunk.last, k):
        out.append("spk")
        if tags[k + 1 : k + 2] in (["CD"], ["$"]):
            out.append("spk#")  # "the board said 40 of the letters were": what is said begins with the number
    if k == chunk.last and lows[k : k + 1] == [","] and lows[k + 1 : k + 2] in (["who"], ["which"]):
        said = _past_aside(sent, k + 2)
        if said < size and lows[said] in _SAYING:
            out.append("spkw")  # "Roe, who said"
    before, far = chunk.first - 1, chunk.first - 2
    if lows[chunk.head] in _SOURCES:
        out.append("srcn")
    if before < 0:
        return out
    low, outer = lows[before], lows[far] if far >= 0 else ""
    if low == "to" and outer == "according":
        out.append("acc")
    elif low in ("said", "says", "added", "wrote", "told") and (not outer or outer in _QUOTED):
        out.append("inv")  # ", said Roe"
    elif low in ("by", "from", "of") and outer in _PUBLISHED:
        out.append("src:ed")
    elif low in ("by", "from", "of") and outer in _SOURCES:
        out.append(f"src:{low}")
    elif low == "in" and outer == "published":
        out.append("src:in")
    if low in ("told", "tells", "tell", "telling", "informed"):
        out.append("told")
    return out


def _past_aside(sent: Sentence, k: int) -> int:
    while k < len(sent.lows) and (sent.lows[k] in _BESIDE_VERB or sent.tags[k] == "RB"):
        k += 1
    return k


def _speaks(sent: Sentence, first: int, verb: int) -> bool:
    """False for "was told"; ``first`` is where its helping verbs begin."""
    tag = sent.tags[verb]
    return tag in FINITE or (tag == "VBN" and _BE.isdisjoint(sent.lows[first:verb]))


def _commas(sent: Sentence) -> list[int]:
    return [k for k, low in enumerate(sent.lows) if low == ","]


def _finite(sent: Sentence) -> list[int]:
    return [k for k, tag in enumerate(sent.tags) if tag in FINITE]


def _numbers(sent: Sentence) -> list[int]:
    """The numbers, but no years and no "one"."""
    lows = sent.lows
    return [
        k
        for k, tag in enumerate(sent.tags)
        if tag == "CD" and lows[k] != "one" and not (len(lows[k]) == _YEAR and lows[k][:2] in _CENTURIES)
    ]


class Around:
    """How a sentence is built around one number.

    Attributes:
        acts: where the verb of its clause stands: "A" behind it ("40 of them were"), "B" before it, "-" nowhere.
        gap: what stands between the number before and this one: "v" a verb, "n" a name, "c" neither; "0" for none.
        voice: how the verb before the number is used.
        object: the head of the phrase that is its object, -1 for none; ``way`` whether there is one.
    """

    def __init__(self, sent: Sentence, q: Quantity, verb: int) -> None:
        self.sent, self.q, self.verb = sent, q, verb
        self.found, self.marks = sent.once(chunks), sent.once(marks)
        self.clauses = clause_map(sent)
        self.here = self.clauses.of[q.core] if q.core < len(self.clauses.of) else 0
        at = self.clauses.clauses[self.here].verb
        self.acts = "A" if at >= q.last else "B" if at >= 0 else "-"
        self.commas, self.verbs = sent.once(_commas), sent.once(_finite)
        numbers = sent.once(_numbers)
        k = bisect_left(numbers, q.first - 1)
        self.number = numbers[k - 1] if k else -1  # the one before
        k = bisect_left(numbers, q.last + 1)
        self.next_number = numbers[k] if k < len(numbers) else len(sent.lows)
        self.gap = self._gap()
        self.voice = _voice(sent, verb)
        self.object, self.way = self._object()
        self.stands: dict[int, str] = {}

    def _gap(self) -> str:
        if self.number < 0:
            return "0"
        tags = self.sent.tags[self.number + 1 : self.q.first]
        return ("" if FINITE.isdisjoint(tags) else "v") + ("n" if "NNP" in tags or "NNPS" in tags else "") or "c"

    def _object(self) -> tuple[int, str]:
        if 0 <= self.verb < self.q.first:
            for chunk in self.found:
                if chunk.first > self.verb:
                    if chunk.last > self.q.first:
                        break
                    if _BETWEEN.issuperset(self.sent.tags[self.verb + 1 : chunk.first]):
                        return chunk.head, "o"
                    return -1, "p"
        return -1, "d"

    def agent(self, part: str) -> tuple[str, ...]:
        """The signs of the subject of a verb around, of which one it is."""
        if part in ("agent0", "agent0s", "agent1"):
            return part + self.acts, part + self.voice, part + self.way
        return (part + self.acts,)

    def signs(self, k: int, side: str, agents: dict[int, str], measured: frozenset[str]) -> list[str]:
        """Those of chunk ``k``, which stands on ``side`` of the number."""
        chunk, q = self.found[k], self.q
        out = [side + mark for mark in self.marks[k]]
        if chunk.last == q.first:
            out.append(side + "zq")
        stand = self.clauses.of[chunk.head]
        how = self.stands.get(stand)
        if how is None:
            how = self.stands[stand] = _relation(self.clauses, self.here, stand) + self.acts
        out.append(how)
        if side != "O":
            first, last = (chunk.last, q.first) if side == "L" else (q.last, chunk.first)
            away = last - first
            out.append(f"{side}d{_STEPS[away] if away < len(_STEPS) else 'f'}")
            out.append(f"{side}c{_between(self.commas, first, last)}")
            out.append(f"{side}v{_between(self.verbs, first, last)}")
        if side == "L":
            if self.number < 0:
                out.append("lone")
            else:
                place = "btw" if chunk.first > self.number else "past"
                out += (place, place + self.gap)
        elif side == "R" and self.next_number < len(self.sent.lows):
            out.append("rbtw" if chunk.last <= self.next_number else "rpast")
        if chunk.head == self.object:
            out += ("obj0", "obj0" + self.voice)
        self._governed(k, out, agents, measured)
        return out

    def _governed(self, k: int, out: list[str], agents: dict[int, str], measured: frozenset[str]) -> None:
        """What a phrase hangs on by its preposition (measure, number, subject), and what it has behind its "'s"."""
        chunk, lows, tags = self.found[k], self.sent.lows, self.sent.tags
        link = chunk.first - 1
        if chunk.owns:
            out.append(f"own:{self._part(k + 1, agents, measured)}" if k + 1 < len(self.found) else "own:-")
        if link < 0 or not (tags[link] == "IN" or lows[link] == "to"):
            return
        if lows[link] == "by" and tags[link - 1] in ("VBN", "VBD"):
            out.append("byp")
        if k and self.found[k - 1].last == link:
            part = self._part(k - 1, agents, measured)
            out += (f"gov:{part}", f"gov:{part}{_LINKS.get(lows[link], 'P')}")
        elif self.q.first < link <= self.q.last:
            out += ("gov:#", f"gov:#{_LINKS.get(lows[link], 'P')}")
        else:
            out.append("gov:^" if not link else "gov:V" if tags[link - 1][0] == "V" else "gov:o")

    def _part(self, k: int, agents: dict[int, str], measured: frozenset[str]) -> str:
        chunk = self.found[k]
        if chunk.first < self.q.last and chunk.last > self.q.first:
            return "q"
        what = "m" if self.sent.lows[chunk.head] in measured else ""
        return agents.get(chunk.head, "") + what or "x"


def _voice(sent: Sentence, verb: int) -> str:
    if verb < 0:
        return "-"
    low, tag = sent.lows[verb], sent.tags[verb]
    before = sent.lows[max(0, verb - 3) : verb]
    if low in _BE:
        return "be"
    if low in _HAVE:
        return "have"
    if tag in ("VBN", "VBD") and not _BE.isdisjoint(before):
        return "pas"
    return "red" if tag == "VBN" and _BESIDE_VERB.isdisjoint(before) else tag


def _between(places: list[int], first: int, last: int) -> int:
    return min(2, bisect_left(places, last) - bisect_left(places, first))


def _relation(clauses: ClauseMap, here: int, there: int) -> str:
    """How the clause of a noun phrase stands to that of the number, with what kind of clause the dependent is."""
    if here == there:
        return "same"
    every = clauses.clauses
    mine, other = every[here], every[there]
    if mine.parent == there:
        return f"par:{mine.kind}"
    if other.parent == here:
        return f"chi:{other.kind}"
    if mine.joined == there:
        return f"joi:{mine.kind}"
    if other.joined == here:
        return "joined2"
    if mine.parent == other.parent:
        return f"sib:{'<' if there < here else '>'}{mine.kind if mine.parent >= 0 else 'top'}"
    k, told = here, False
    while k >= 0 and k != there:
        told = told or every[k].kind == "content"
        k = every[k].parent
    if k == there:
        return "anc:con" if told else "anc"
    k = there
    while k >= 0 and k != here:
        k = every[k].parent
    return "desc" if k == here else "afar"
