"""A sentence while its clauses are found: which one the words stand in, and what opens and closes the next."""

from __future__ import annotations

from dataclasses import dataclass

from extractors.awaited import awaits
from extractors.noun_phrases import TIMES
from extractors.phrases import CALENDAR, NOUNS
from extractors.tokens import Sentence
from extractors.words import words

FINITE = frozenset(("VBD", "VBZ", "VBP", "MD"))
_NOMINAL = NOUNS | {"PRP", "EX", "CD", "$"}
_OBJECTS = NOUNS | {"CD"}
RELATIVES = frozenset("which who whose whom".split())
SUBORDINATORS = frozenset(
    "because although though while whereas if unless until till when whenever as after before since once "
    "whether where".split()
)
_NEEDS_SUBJECT = frozenset("as after before since until till once where".split())
COORDINATORS = frozenset("and but or so yet nor plus".split())
_SAYING = words("clause_map.saying")
_QUOTING = words("clause_map.quoting")
_SAYING_NOUNS = words("clause_map.saying_nouns")
DASHES = frozenset("-- — –".split())
_ENDS_STRETCH = frozenset(", ; : ( )".split()) | DASHES | RELATIVES
_OPENS_NEXT = SUBORDINATORS | {"that"}
_FARTHEST_VERB = 24  # words between a conjunction and its verb


@dataclass(slots=True)
class Clause:
    """One clause.

    Attributes:
        kind: "main", "content" ("said [that it grew]"), "relative", "reduced" ("homes [built in May]"), "participle"
            (", [hiring 40]"), "adverbial", "if", "than", "aside" (brackets, dashes), "tail" (", [he said]"),
            "explained" (behind a colon).
        parent: the clause it depends upon, -1 for none.
        joined: the clause of the same subject it continues ("rose 5% and [fell 3%]"), -1 for none.
        first: its first token.
        verb: its first finite verb, -1 for none.
    """

    kind: str
    parent: int
    first: int
    verb: int = -1
    joined: int = -1


class Reader:
    """The clauses of a sentence as far as it is read.

    Attributes:
        lows, tags: its words in small letters, and their tags; ``size`` how many there are.
        clauses: those opened so far; ``now`` is the one that the words stand in.
        brackets: the clauses that open brackets interrupt, the innermost last; ``dash``: the one that a dash does.
        content_at: where the clause begins that a verb of saying governs, -1 for none.
        move: tokens (first, last) read already that belong to another clause.
    """

    def __init__(self, sent: Sentence) -> None:
        self.sent = sent
        self.lows, self.tags = sent.lows, sent.tags
        self.size = len(sent.lows)
        self.clauses = [Clause("main", -1, 0)]
        self.now = 0
        self.brackets: list[int] = []
        self.dash = -1
        self.content_at = -1
        self.after_tail = -1
        self.move = (0, 0, 0)
        self.interrupted = 0  # the clause that a tail stands in

    def open(self, kind: str, parent: int, k: int, joined: int = -1) -> None:
        """A clause begins at token ``k``."""
        self.clauses.append(Clause(kind, parent, k, joined=joined))
        self.now = len(self.clauses) - 1

    def pass_to(self, k: int, of: list[int]) -> None:
        """Add to ``of`` the clause of each token before ``k``, none of which ends one; a content may begin there."""
        if len(of) <= self.content_at <= min(k, self.size - 1):
            of += [self.now] * (self.content_at - len(of))
            self.open("content", self.now, self.content_at)
            self.content_at = -1
        of += [self.now] * (k - len(of))

    @property
    def here(self) -> Clause:
        """The clause that the words stand in."""
        return self.clauses[self.now]

    def low(self, k: int) -> str:
        """Token ``k`` in small letters; "" outside the sentence."""
        try:
            return self.lows[k] if k >= 0 else ""
        except IndexError:
            return ""

    def tag(self, k: int) -> str:
        """The tag of token ``k``; a full stop's outside the sentence."""
        try:
            return self.tags[k] if k >= 0 else "."
        except IndexError:
            return "."

    def verb_ahead(self, k: int) -> tuple[bool, int]:
        """(is a noun before it, place) of the first finite verb from token ``k`` in its stretch; -1 for none."""
        seen = False
        lows, tags = self.lows, self.tags
        for j in range(k, min(self.size, k + _FARTHEST_VERB)):
            tag, low = tags[j], lows[j]
            if tag in FINITE and not (tag == "VBD" and self.reduced_at(j)):
                return seen, j
            if tag == "PRP" and j > k and tags[j - 1] in NOUNS and tags[k] != "IN":
                if lows[j - 1] not in TIMES:
                    break  # "a project it hopes to complete"
            if low in _ENDS_STRETCH or (j > k and low in _OPENS_NEXT and (low == "that" or tag != "NN")):
                break
            if tag in _NOMINAL or (tag == "DT" and low in ("this", "that", "these", "those", "all", "both")):
                seen = True
        return seen, -1

    def reduced_at(self, k: int) -> bool:
        """ "a pledge [made] by councils": a participle that the tagger takes for a past tense."""
        if self.tags[k] != "VBD" or k == 0 or self.tags[k - 1] not in NOUNS or self.lows[k] in _NEVER_PARTICIPLE:
            return False
        if self.lows[k] == "ended" and (self.low(k + 1) in CALENDAR or self.low(k + 1) in ("in", "on")):
            return True  # "the quarter ended June 30"
        return self.low(k + 1 + (self.low(k + 1) in CALENDAR)) == "by"

    def main_level(self) -> int:
        """The innermost clause around here that is no dependent of another, or depends as content."""
        c = self.now
        while self.clauses[c].parent >= 0 and self.clauses[c].kind not in ("main", "content", "explained"):
            c = self.clauses[c].parent
        return c

    def comma(self, k: int) -> None:
        """A comma at token ``k`` may end a clause, or open an aside, a participle or a tail."""
        if self.here.kind == "tail":
            self.now = self.interrupted
            self.after_tail = k
        nxt = self.low(k + 1)
        if nxt in RELATIVES or nxt in COORDINATORS or (nxt in SUBORDINATORS and self.tag(k + 1) != "NN"):
            return
        if self.here.kind != "tail":
            self.interrupted = self.now
        if nxt == "according":
            self.open("tail", self.main_level(), k + 1)
            return
        seen, verb = self.verb_ahead(k + 1)
        if self._tail_at(k + 1, seen, verb):
            self.open("tail", self.main_level(), k + 1)
            return
        kind = self.here.kind
        if kind in ("adverbial", "if", "relative", "reduced", "participle", "than"):
            if verb >= 0 and seen and (self.here.verb >= 0 or kind in ("participle", "reduced", "than")):
                top = self.main_level()
                if self.clauses[top].verb < 0:
                    self.now = top
                else:
                    self.open(self.clauses[top].kind, self.clauses[top].parent, k + 1)
                return
            if verb >= 0 and not seen:
                parent = self.here.parent
                while parent >= 0 and self.clauses[parent].verb >= 0 and self.clauses[parent].kind != "main":
                    parent = self.clauses[parent].parent
                if parent >= 0 and self.clauses[parent].verb < 0:
                    self.now = parent
                return
        elif verb >= 0 and seen and self.here.verb >= 0:
            self.open(self.here.kind, self.here.parent, k + 1)
            return
        if self.tag(k + 1) in ("VBG", "VBN") or (self.tag(k + 1) == "RB" and self.tag(k + 2) in ("VBG", "VBN")):
            narrows = kind == "than" or (kind == "relative" and self.low(self.here.first - 1) != ",")
            self.open("participle", self.here.parent if narrows or kind == "participle" else self.now, k + 1)
        elif self.tag(k + 1) == "VBD" and kind in ("main", "explained", "content"):
            if self.low(k + 2) in AFTER_PARTICIPLE and (self.here.verb >= 0 or self._resumes(k + 2)):
                self.open("participle", self.now, k + 1)

    def _resumes(self, k: int) -> bool:
        """ ", built in 1988, [carries]": the verb of the clause stands behind the next comma."""
        for j in range(k, min(self.size - 1, k + 14)):
            if self.lows[j] == ",":
                return self.tags[j + 1] in FINITE
        return False

    def _tail_at(self, k: int, seen: bool, verb: int) -> bool:
        """ ", the council said", ", said Roe": who says it, behind what is said."""
        if self.low(k) in _QUOTING and self.tag(k) in FINITE:
            return self.here.verb >= 0 and self.here.kind not in ("relative", "adverbial", "if", "reduced")
        if self.tag(k) in ("VBG", "VBN", "IN"):
            return False  # ", beating the 40 cents analysts had expected"
        while self.low(verb) in _HAVE_BE and verb - k < 16:
            verb += 1
        if (
            verb < 0
            or not seen
            or verb - k > 14
            or self.low(verb) not in _SAYING
            or self.clauses[self.main_level()].verb < 0
        ):
            return False
        after = self.low(verb + 1)
        return (
            after in ("", ",", ".", ";", '"', "in", "on", "at", "to", "during", "after")
            or after in CALENDAR
            or (self.lows[verb] in ("told", "tells") and self.low(verb + 2) in ("", ",", ".", "on", "in", "at"))
        )

    def coordinator(self, k: int) -> None:
        """A clause of its own behind "and", or one that goes on with the subject before."""
        seen, verb = self.verb_ahead(k + 1)
        if verb < 0 and not (self.lows[k] == "but" and self._noun_then_aside(k + 1)):
            return
        comma = self.low(k - 1) == "," and k - 1 != self.after_tail
        c = self.now
        if self.clauses[c].kind == "tail":
            c = self.clauses[c].parent
        if self.clauses[c].kind in ("reduced", "participle", "than") or (
            comma and self.clauses[c].kind in ("relative", "adverbial", "if")
        ):
            top = c
            while self.clauses[top].parent >= 0 and self.clauses[top].kind not in ("main", "content", "explained"):
                top = self.clauses[top].parent
            if self.clauses[top].verb >= 0:
                c = top
            elif seen:
                return
        if verb == k + 1 and self.tags[verb] == "VBP" and self.tag(self.clauses[c].verb) == "MD":
            return  # "would be 15 km long and have 8 stops"
        if self.clauses[c].verb < 0:
            if seen or not self._late_verb(c, k):
                return
        self.open(self.clauses[c].kind, self.clauses[c].parent, k, -1 if seen else c)

    def _late_verb(self, c: int, stop: int) -> bool:
        """ "Roe served in jails and was released": the first verb looked like a participle."""
        for j in range(self.clauses[c].first + 1, stop):
            if self.tags[j] in ("VBN", "VBD") and self.tags[j - 1] in NOUNS:
                self.clauses[c].verb = j
                return True
        return False

    def _noun_then_aside(self, k: int) -> bool:
        """ "but the firm, which has 40 shops, expects": a subject with an aside behind it."""
        while self.tag(k) in _NOMINAL or self.tag(k) in ("DT", "JJ", "PRP$", "POS"):
            k += 1
        return self.low(k) == "," and self.tag(k - 1) in _NOMINAL

    def that(self, k: int) -> None:
        """ "that" as a relative, as the opening of what is said, or neither."""
        before = self.tag(k - 1)
        seen, verb = self.verb_ahead(k + 1)
        if verb < 0 and self.tag(k + 1) in ("IN", "RB") and "," in self.lows[k : k + 14]:
            seen, verb = self.verb_ahead(self.lows.index(",", k) + 1)  # "that by 2025, the area will"
        if verb < 0:
            return
        says = self._says(k)
        if self.here.verb < 0:
            self.here.verb = says  # "the agency projected that": looked like a participle
        if says >= 0:
            self.open("content", self.now, k)
        elif self.low(k - 1) in _SAYING_NOUNS and seen:
            self.open("content", self.now, k)
        elif before in _OBJECTS:
            self.open("relative", self.now, k)
        elif before in ("VBD", "VBZ", "VBP", "VB", "VBN", "VBG", "JJ", "RB", "IN", '"') and seen:
            self.open("content", self.now, k)

    def _says(self, k: int) -> int:
        """The verb of saying a few words before token ``k``, -1 for none: "told reporters on Monday that"."""
        for j in range(k - 1, max(-1, k - 8), -1):
            if self.lows[j] in _SAYING and self.tags[j][0] == "V":
                return j
        return -1

    def subordinator(self, k: int) -> None:
        """A clause behind "as", "while", "if", where a verb follows."""
        low = self.lows[k]
        if (
            self.tags[k] == "NN"
            or self.low(k + 1) in CALENDAR
            or self.low(k + 1) in _ACCOUNTING
            or self._year_at(k + 1)
        ):
            return
        if low == "as" and (
            self.tag(k + 1) in ("JJ", "RB", "VBN", "IN")
            or self.low(k + 1) == "part"
            or self.low(k - 1) == "such"
            or self.tag(k - 1) in ("VBN", "VBD")
        ):
            return
        if low == "if" and self.tag(k + 1) in ("VBN", "VBD", "JJ", "IN"):
            self.open("if", self._host(k), k)  # "if convicted"
            return
        seen, verb = self.verb_ahead(k + 1)
        if verb < 0 or (not seen and low in _NEEDS_SUBJECT):
            if low in ("when", "while", "after", "before", "since") and self.tag(k + 1) in ("VBG", "VBN"):
                self.open("participle", self._host(k), k)
            return
        kind = "if" if low in ("if", "unless", "whether") else "relative" if low == "where" and k else "adverbial"
        self.open(kind, self._host(k), k)

    def _year_at(self, k: int) -> bool:
        return self.tag(k) == "CD" and len(self.lows[k]) == 4 and self.lows[k][:2] in ("18", "19", "20")

    def _host(self, k: int) -> int:
        return self.clauses[self.now].parent if self.here.kind == "tail" else self.now

    def finite(self, k: int) -> None:
        """A finite verb at token ``k``: of the clause here, or of the one around it where this has its own."""
        here = self.here
        while here.kind == "reduced":  # a participle has no finite verb
            self.now = here.parent
            here = self.here
        if here.verb < 0:
            if self._names_it(k):
                self.open("relative", self.now, k - 1)  # "the brand [it bought] grew"
                self.move = (k - 1, k, self.now)
            self.here.verb = k
            self._expect_content(k)
            return
        if here.kind in ("relative", "reduced", "than", "adverbial", "if", "content") and self.tags[k] != "VBD":
            parent = self.clauses[here.parent]
            if parent.verb < 0:
                self.now = here.parent
                parent.verb = k
                self._expect_content(k)
                return
        before = self.tag(k - 1)
        if before in ("MD", "TO") or (before in FINITE and self.lows[k - 1] in _HAVE_BE):
            return
        if (
            self.tags[here.verb] == "VBD"
            and here.verb > 0
            and self.tags[here.verb - 1] in NOUNS
            and self._participle(here.verb)
        ):
            # "homes [built in 2019] cost": the first was a participle
            self.clauses.append(Clause("reduced", self.now, here.verb))
            self.move = (here.verb, k, len(self.clauses) - 1)
            here.verb = k
            self._expect_content(k)
            return
        if (before == "PRP" and self.tag(k - 2) in _OBJECTS) or awaits(self.sent, k):
            self.open("relative", self.now, k - 1)  # "a project [it hopes to complete]"
            self.here.verb = k
            self.move = (k - 1, k, self.now)
        elif self.tags[k] == "VBD" and before in NOUNS and self._participle(k):
            self.open("reduced", self.now, k)
        elif here.kind in ("relative", "than", "adverbial", "if", "content") and self.clauses[here.parent].verb < 0:
            self.now = here.parent
            self.here.verb = k
            self._expect_content(k)

    def _names_it(self, k: int) -> bool:
        """True for "the mill it [sold] in May was": a verb of what stands before, not of the clause."""
        if k < 2 or not (awaits(self.sent, k) or (self.tags[k - 1] == "PRP" and self.tags[k - 2] in NOUNS)):
            return False
        if self.lows[k - 1] in RELATIVES or self.lows[k - 2] in TIMES or self._opens_with_place():
            return False
        return self.verb_ahead(k + 1)[1] >= 0

    def _opens_with_place(self) -> bool:
        """ "In the plant it bought tools": what stands before "it" is no object."""
        first = self.here.first
        return self.tags[first] == "IN" and self.lows[first] not in SUBORDINATORS

    def _participle(self, k: int) -> bool:
        low = self.lows[k]
        if low in _NEVER_PARTICIPLE:
            return False
        after = self.low(k + 1)
        return after in AFTER_PARTICIPLE or after in CALENDAR or self.tag(k + 1) == "RB"

    def _expect_content(self, k: int) -> None:
        """Behind a verb of saying without "that": where the clause it governs begins."""
        verb = k
        while self.tag(verb) == "MD" or self.low(verb) in _HAVE_BE:
            verb += 1
            if verb - k > 3:
                return
        if self.low(verb) not in _SAYING:
            return
        j = verb + 1
        while j < self.size and (
            self.lows[j] in CALENDAR
            or (self.tags[j] == "IN" and self.low(j + 1) in CALENDAR)
            or self.lows[j] in _TIME_WORDS
        ):
            j += 1
        if self.low(j) in (",", "that", ":", "", ".") or (self.tag(j) == "IN" and self.tag(j + 1) != "CD"):
            return
        seen, ahead = self.verb_ahead(j)
        if ahead > 0 and seen:
            self.content_at = j


_ACCOUNTING = frozenset("tax interest exceptional one-off special items".split())
_HAVE_BE = frozenset("has have had is are was were be been also".split())
_TIME_WORDS = frozenset("yesterday today late early morning evening night".split())
AFTER_PARTICIPLE = frozenset("by in on at to for from with since during between as under last this over".split())
_NEVER_PARTICIPLE = words("clause_map.never_participle")
