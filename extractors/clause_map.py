"""A tagged sentence to its clauses: which words belong together, and which clause depends upon which."""

from __future__ import annotations

from dataclasses import dataclass

from extractors.awaited import awaits
from extractors.measure_nouns import says_what
from extractors.move_words import MOVING_VERBS
from extractors.noun_phrases import TIMES
from extractors.phrases import CALENDAR, NOUNS
from extractors.tag_reduced import NEVER_REDUCED, PARTICLES
from extractors.tokens import Sentence
from extractors.words import words

FINITE = frozenset(("VBD", "VBZ", "VBP", "MD"))
_NOMINAL = NOUNS | {"PRP", "EX", "CD", "$"}
_OBJECTS = NOUNS | {"CD"}
_RELATIVES = frozenset("which who whose whom".split())
_SUBORDINATORS = frozenset(
    "because although though while whereas if unless until till when whenever as after before since once "
    "whether where".split()
)
_NEEDS_SUBJECT = frozenset("as after before since until till once where".split())
_COORDINATORS = frozenset("and but or so yet nor plus".split())
_SAYING = words("clause_map.saying")
_QUOTING = words("clause_map.quoting")
_SAYING_NOUNS = words("clause_map.saying_nouns")
_DASHES = frozenset("-- — –".split())
_ENDS_STRETCH = frozenset(", ; : ( )".split()) | _DASHES | _RELATIVES
_OPENS_NEXT = _SUBORDINATORS | {"that"}
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


@dataclass(slots=True)
class ClauseMap:
    """The clauses of a sentence; ``of[k]`` is the one that token ``k`` belongs to."""

    of: list[int]
    clauses: list[Clause]


def clause_map(sent: Sentence) -> ClauseMap:
    """The clauses of ``sent``, found once."""
    return sent.once(_read)


class _Reader:
    def __init__(self, sent: Sentence) -> None:
        self.sent = sent
        self.lows, self.tags = sent.lows, sent.tags
        self.size = len(sent.lows)
        self.clauses = [Clause("main", -1, 0)]
        self.now = 0
        self.brackets: list[int] = []
        self.dash = -1  # the clause that an opening dash interrupts
        self.content_at = -1  # where the clause begins that a verb of saying governs
        self.after_tail = -1
        self.move = (0, 0, 0)  # tokens read already that belong to another clause
        self.interrupted = 0  # the clause that a tail stands in

    def open(self, kind: str, parent: int, k: int, joined: int = -1) -> None:
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
        return self.clauses[self.now]

    def low(self, k: int) -> str:
        try:
            return self.lows[k] if k >= 0 else ""
        except IndexError:
            return ""

    def tag(self, k: int) -> str:
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
        if self.here.kind == "tail":
            self.now = self.interrupted
            self.after_tail = k
        nxt = self.low(k + 1)
        if nxt in _RELATIVES or nxt in _COORDINATORS or (nxt in _SUBORDINATORS and self.tag(k + 1) != "NN"):
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
            if self.low(k + 2) in _AFTER_PARTICIPLE and (self.here.verb >= 0 or self._resumes(k + 2)):
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
        if self.lows[k - 1] in _RELATIVES or self.lows[k - 2] in TIMES or self._opens_with_place():
            return False
        return self.verb_ahead(k + 1)[1] >= 0

    def _opens_with_place(self) -> bool:
        """ "In the plant it bought tools": what stands before "it" is no object."""
        first = self.here.first
        return self.tags[first] == "IN" and self.lows[first] not in _SUBORDINATORS

    def _participle(self, k: int) -> bool:
        low = self.lows[k]
        if low in _NEVER_PARTICIPLE:
            return False
        after = self.low(k + 1)
        return after in _AFTER_PARTICIPLE or after in CALENDAR or self.tag(k + 1) == "RB"

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
_MULTIPLES = frozenset("triple quadruple quintuple halve treble".split())
_HAVE_BE = frozenset("has have had is are was were be been also".split())
_TIME_WORDS = frozenset("yesterday today late early morning evening night".split())
_AFTER_PARTICIPLE = frozenset("by in on at to for from with since during between as under last this over".split())
_NEVER_PARTICIPLE = words("clause_map.never_participle")


# Words at which a clause may begin or end; a verb is the other such place.
_TURNS = (
    frozenset(", ; : ( ) that what than at to by".split()) | _DASHES | _RELATIVES | _SUBORDINATORS | _COORDINATORS
)
_VERBS = FINITE | {"VBN"}


def _goes_on(r: _Reader, k: int) -> bool:
    """ "homes built in", "a fund set up in"."""
    if r.here.verb < 0 and r.low(k) in NEVER_REDUCED:
        return False  # "The firm insisted on Monday sales were up"
    return r.low(k + 1 + (r.low(k + 1) in PARTICLES)) in _AFTER_PARTICIPLE


def _is_measured(r: _Reader, k: int) -> bool:
    """ "homes [sold] in August fell to 3,000", "cash held in May was $4 million": how many there were is what the
    sentence tells, and the time of the participle is that of the figure; no "mill built in 1920 employs 40", and no
    one thing: "the fund set up in 2012 rose 4 percent".
    """
    if r.here.verb >= 0 or r.tag(k - 1) in ("NNP", "NNPS"):
        return False
    first = k - 1
    while r.tag(first - 1) in _BEFORE_NOUN:
        first -= 1
    if r.tag(k - 1) == "NN" and r.tag(first - 1) == "DT" and not says_what(r.low(k - 1)):
        return False
    verb = next((j for j in range(k + 1, min(r.size, k + _NEAR_VERB)) if r.tag(j) in FINITE), -1)
    if r.low(verb) in ("was", "were"):
        return r.tag(verb + 1) != "VBN"  # "Ships built in 1990 were sold for"
    return r.low(verb) in _MEASURING or r.low(verb) in MOVING_VERBS


_BEFORE_NOUN = frozenset(("NN", "JJ", "VBN", "VBG"))
_NEAR_VERB = 14  # tokens
_MEASURING = frozenset("came averaged totalled totaled numbered reached hit exceeded topped stood weighed".split())


def _read(sent: Sentence) -> ClauseMap:
    r = _Reader(sent)
    of: list[int] = []
    for k in [k for k, (low, tag) in enumerate(zip(r.lows, r.tags, strict=True)) if low in _TURNS or tag in _VERBS]:
        r.pass_to(k, of)
        of.append(r.now)
        low, tag = r.lows[k], r.tags[k]
        if low == ",":
            r.comma(k)
            continue
        if low in (";", ":") and not (sent.glued(k) and r.tag(k + 1) == "CD" and sent.glued(k + 1)):
            if not r.brackets:
                r.open("main" if low == ";" else "explained", -1 if low == ";" else r.now, k + 1)
            continue
        if low == "(":
            r.brackets.append(r.now)
            r.open("aside", r.now, k)
        elif low == ")":
            if r.brackets:
                r.now = r.brackets.pop()
            continue
        elif low in _DASHES and tag not in ("CD",) and not sent.glued(k):
            if r.dash >= 0:
                r.now, r.dash = r.dash, -1
            else:
                r.dash = r.now
                r.open("aside", r.now, k)
            continue
        elif low in _RELATIVES and (k == 0 or tag != "DT"):
            r.open("relative", r.now, k)
        elif low == "that":
            r.that(k)
        elif low == "what" and r.here.verb >= 0 and r.verb_ahead(k + 1)[0]:
            r.open("than", r.now, k)  # "double what it was"
        elif low == "than":
            if (
                r.tag(k + 1) not in ("CD", "$", "RB")
                and r.low(k + 1) not in ("half", "a", "double", "twice")
                and not (r.low(k - 1) in ("more", "less") and (r.tag(k + 1)[:1] == "V" or r.low(k + 1) in _MULTIPLES))
            ):
                r.open("than", r.now, k)
        elif low in _SUBORDINATORS:
            r.subordinator(k)
        elif low in _COORDINATORS and tag in ("CC", "RB", "IN") and (low != "so" or r.low(k - 1) == ","):
            r.coordinator(k)
        elif tag in FINITE and not (tag == "VBD" and r.reduced_at(k)):
            r.finite(k)
        elif tag == "VBN" and k and sent.tags[k - 1] in NOUNS and _goes_on(r, k) and not _is_measured(r, k):
            r.open("reduced", r.now, k)
        elif tag == "VBD" and r.reduced_at(k):
            r.open("reduced", r.now, k)
        if low in _AT and r.here.kind == "than" and r.tag(k + 1) in ("CD", "$", "IN", "RB"):
            r.now = r.here.parent  # "cheaper than the old one at 700 won"
        of[k] = r.now
        first, last, c = r.move
        if last:
            for j in range(first, last):
                of[j] = c
            r.move = (0, 0, 0)
    r.pass_to(r.size, of)
    return ClauseMap(of, r.clauses)


_AT = ("at", "to", "by")
