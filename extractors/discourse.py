"""What "it", "the company", "he" and "we" stand for: names seen earlier in the article, title and lead first."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TypeVar

from extractors.clauses import first_subject
from extractors.incidents import Incidents
from extractors.lexicon import lexicon, tag_word
from extractors.paragraphs import Paragraphs
from extractors.people import People, gender_of
from extractors.phrases import CALENDAR
from extractors.places import last_place, main_place, place_of
from extractors.sentence_openers import opener_of
from extractors.speakers import quoted_by, speaker_of
from extractors.statement import Statement
from extractors.text import behind_dateline
from extractors.tokens import Sentence, tokenise
from extractors.topics import NOT_NAMES, count_word, main_name, names_in
from extractors.words import words

T = TypeVar("T")

THINGS = frozenset("it its they their them this that these those itself themselves which".split())
PERSONS = frozenset("he his him she her hers himself herself".split())
SPEAKERS = frozenset("i we our us my me ourselves you your".split())
GENERIC = words("discourse.generic")
_ALONE = frozenset("i my me myself".split())
_THING = frozenset("it its itself this that which".split())


@dataclass(slots=True)
class Discourse:
    """Names of one article, read lazily: sentences are tokenised again only when a pronoun asks.

    Attributes:
        folded: the article's folded text; ``spans`` its sentences, the first without its dateline.
        title: folded title, or "".
        last: the statement made last, in this sentence or one before it; None at first.
        last_index: the sentence it was made in.
    """

    folded: str
    spans: list[tuple[int, int]]
    title: str
    last: Statement | None = None
    last_index: int = 0
    _answers: dict[str, bool] = field(default_factory=dict)
    _sentences: dict[int, Sentence] = field(default_factory=dict)
    _main: str | None = None
    _main_known: bool = False
    _people: People | None = None
    _incidents: Incidents | None = None
    _place: str | None = None
    _place_known: bool = False
    _subjects: dict[int, str | None] = field(default_factory=dict)
    _fuller: dict[tuple[str, int], str | None] = field(default_factory=dict)
    _students: set[str] | None = None
    _read: dict[object, object] = field(default_factory=dict)

    def __post_init__(self) -> None:
        if self.spans:
            start, stop = self.spans[0]
            self.spans = [(behind_dateline(self.folded, start, stop), stop), *self.spans[1:]]

    def sentence(self, index: int) -> Sentence:
        """Sentence ``index``, tokenised once."""
        found = self._sentences.get(index)
        if found is None:
            found = self._sentences[index] = tokenise(self.folded, *self.spans[index])
        return found

    def main_entity(self) -> str | None:
        """The name the article is about: in the title and often in the text; else the most frequent name of the lead."""
        if not self._main_known:
            self._main_known = True
            self._main = main_name(self.folded, self.spans, self.title)
            if self._main is None and self.spans:
                self._main = self._opener()
            if self._main is not None and not any(map(str.isalpha, self._main)):
                self._main = None  # "184,000 homes were finished"
        return self._main

    def _opener(self) -> str | None:
        """Who opens the text; with the noun where only a nationality stands before it: "French government"."""
        name = self.opener(0)
        if name is None or place_of(name) in (None, name):
            return name
        phrase = first_subject(sent := self.sentence(0))
        if phrase is None or phrase.last - phrase.first > 5:
            return place_of(name)
        first = phrase.first + (sent.tags[phrase.first] == "DT")
        return self.folded[sent.start[first] : sent.end[phrase.last - 1]]

    def topic(self) -> str | None:
        """The main entity where the title names it, else None: what a figure without any other owner belongs to."""
        main = self.main_entity() if self.title else None
        return main if main and count_word(self.title, main) else None

    def is_place(self, name: str) -> bool:
        """True for a country or state, and for what the article says things happen in: "in Telmar"."""
        known = self._answers.get(f"in {name}")
        if known is None:
            known = self._answers[f"in {name}"] = place_of(name) is not None or _lies_there(self.folded, name)
        return known

    def only_says(self, name: str) -> bool:
        """True for who is explained as one that studies others: "Lindow Watch, a think tank, expects"."""
        if self._students is None:
            explains = self.folded.find(", a", 0, _READ) >= 0
            self._students = {found[1] for found in _STUDENT.finditer(self.folded, 0, _READ)} if explains else set()
        return name in self._students

    def is_short_for_thing(self, short: str) -> bool:
        """True for letters that the article explains by words in small letters: "available seat kilometres (ASK)"."""
        known = self._answers.get(f"({short}")
        if known is None:
            said = re.escape(short)
            known = f"({short}" in self.folded or f"/{short}" in self.folded
            known = known and re.search(rf"\b[a-z][a-z-]{{2,}}(?: ?\(|/){said}\b", self.folded[:_READ]) is not None
            self._answers[f"({short}"] = known
        return known

    def writes_small(self, low: str) -> bool:
        """True where the article writes a word in small letters, or its plural, and not as part of a compound."""
        known = self._answers.get(low)
        if known is None:
            said = re.escape(low)
            known = re.search(rf"{said}(?<![\w-]{said})s?(?!\w)", self.folded[:_READ]) is not None
            self._answers[low] = known
        return known

    def answer(self, key: str, tell: Callable[[], bool]) -> bool:
        """What ``tell`` says about the article, asked once for a ``key``."""
        if key not in self._answers:
            self._answers[key] = tell()
        return self._answers[key]

    def once(self, read: Callable[[Discourse], T]) -> T:
        """What ``read`` makes of this article, made once however often it is asked for."""
        if read not in self._read:
            self._read[read] = read(self)
        return self._read[read]  # type: ignore[return-value]

    def main_place(self) -> str | None:
        """The country or state the article speaks of most, None without one: whose its public statistics are."""
        if not self._place_known:
            self._place_known = True
            self._place = main_place(self.title, self.folded[:_READ])
        return self._place

    def people(self) -> People:
        """The persons of the article."""
        if self._people is None:
            self._people = People(self.folded, self.spans, self.title)
        return self._people

    def incidents(self) -> Incidents:
        """The disasters, accidents and attacks the article tells of."""
        if self._incidents is None:
            self._incidents = Incidents(self.folded, self.spans, self.title)
        return self._incidents

    def resolve(self, low: str, index: int, at: int | None = None) -> str | None:
        """The name a pronoun or "the company" stands for; None when nothing earlier fits.

        The pronoun stands in sentence ``index``, at offset ``at`` where names of the same sentence may be meant.
        """
        if low in PERSONS:
            people = self.people()
            return people.before(self.spans[index][0] if at is None else at, index, gender_of(low))
        if low in _ALONE:
            return self._quoted(index) or self.main_entity() or self.people().main(self.title)
        if low in SPEAKERS:
            return self.main_entity()
        if low == "it" and at is not None and (own := self._says_of_itself(index, at)):
            return own
        for back in range(index - 1, max(-1, index - 4), -1):
            found = self.opener(back)
            if found and not (low in _THING and self._no_thing(found)):
                return found
        return self.main_entity()

    def _says_of_itself(self, index: int, at: int) -> str | None:
        """ "Norvik will cut 1,200 jobs, [it] said": who the sentence begins with, where that may say something."""
        start = self.spans[index][0]
        own = self.opener(index)
        if own is None or not self.folded.startswith(f"{own} ", start) or at <= start + len(own):
            return None
        return None if self._no_thing(own) or self.is_place(own) or place_of(own) is not None else own

    def firm(self, noun: str, index: int) -> str | None:
        """Who "the lender" of sentence ``index`` is: of that noun in its name, else the firm the article is about."""
        named = self.resolve_noun(noun, index) or self.of_paragraph(index)
        main = self.main_entity() if noun not in _ANY_FIRM else None
        if named or (main and not place_of(main) and not self.people().named(main)):
            return named or main
        return self.resolve("it", index)

    def of_paragraph(self, index: int) -> str | None:
        """Whom the paragraph of sentence ``index`` is about in a list of firms; None elsewhere."""
        if "\n" not in self.folded:
            return None
        found = self._paragraphs().firm(index, self.spans[index][0], self.main_entity())
        if found is None or found == self.label(index):
            return found
        return None if self._is_person(found) or place_of(found) is not None else found

    def label(self, index: int) -> str | None:
        """The name before the dash that the item of sentence ``index`` opens with; None outside such a list."""
        return None if "\n" not in self.folded else self._paragraphs().label(self.spans[index][0])

    def _paragraphs(self) -> Paragraphs:
        return self.once(_paragraphs_of)

    def _is_person(self, name: str) -> bool:
        """True also for "Jane Roe of Norvale Steel"."""
        return self.people().named(name.partition(" of ")[0]) is not None

    def _no_thing(self, name: str) -> bool:
        """True for a person, also with an office before the name, and for a place where the article is about a name
        that is none: neither is "it".
        """
        if self._is_person(name) or self.people().named(name.rpartition(" ")[2]):
            return True
        main = self.main_entity()
        return main is not None and main != name and self.is_place(name) and not self.is_place(main)

    def several(self, index: int) -> str | None:
        """Who "they" are that say something: who spoke last, else the plural subject of a sentence before."""
        for back in range(index - 1, max(-1, index - 3), -1):
            spoke = self._named_speaker(back)
            if spoke is not None:
                return spoke
            sent = self.sentence(back)
            phrase = first_subject(sent)
            if phrase is not None and sent.tags[phrase.head] == "NNS":
                return self.folded[sent.start[phrase.first] : sent.end[phrase.last - 1]]
        return None

    def spoke_before(self, index: int) -> str | None:
        """Who is named as the speaker of one of the two sentences before."""
        found = (self._named_speaker(back) for back in range(index - 1, max(-1, index - 3), -1))
        return next((who for who in found if who), None)

    def _named_speaker(self, index: int) -> str | None:
        speaker = speaker_of(self.folded, *self.spans[index])
        return speaker.who if speaker is not None and speaker.who.lower() not in THINGS | PERSONS | SPEAKERS else None

    def _quoted(self, index: int) -> str | None:
        """Who says "I" in sentence ``index``: its own speaker, else the one of its quotation, else the last before it."""
        for back in range(index, max(-1, index - 4), -1):
            start, stop = self.spans[back]
            speaker = speaker_of(self.folded, start, stop)
            if speaker is None and back == index:
                speaker = quoted_by(self.folded, self.spans, index)
            if speaker is None:
                continue
            low = speaker.who.lower()
            if low in PERSONS:
                return self.people().before(speaker.start, back, gender_of(low))
            person = self.people().named(speaker.who)
            return person.name if person else speaker.who if low not in SPEAKERS | THINGS else None
        return None

    def resolve_noun(self, noun: str, index: int) -> str | None:
        """The name "the park" or "the province" stands for: the last one before sentence ``index`` that holds the noun."""
        stems = {noun, noun.replace("center", "centre"), noun.replace("centre", "center")}
        stop = self.spans[index][0]
        before = self.folded[max(0, stop - 6_000) : stop]
        best = None
        for stem in stems:
            if stem.capitalize() not in before:
                continue
            name = r"(?:[A-Z][\w'&-]+ )"
            named = rf"{name}+{stem.capitalize()}\b(?! of (?:the )?[A-Z])|{name}*{stem.capitalize()} of (?:the )?{name}*[A-Z][\w'&-]+"
            if stem in _NAMED_AFTER:
                named += rf"|{stem.capitalize()} [A-Z][\w'&-]+"  # "Port Lindow"
            for m in re.finditer(named, before):
                words = m.group().split()
                while words and words[0].lower() in NOT_NAMES:
                    words.pop(0)
                if len(words) > 1 and (best is None or m.start() > best[0]):
                    best = (m.start(), _whole_name(before[: m.end()], words))
        return best[1] if best else self._of_kin(noun, before)

    def _of_kin(self, noun: str, before: str) -> str | None:
        """ "Arden Medical Center" for "the hospital": the last name that ends in a word for the same."""
        best = None
        for kin in _KIN.get(noun, ()):
            if kin not in before:
                continue
            for m in re.finditer(rf"(?:[A-Z][\w'&-]+ ){{1,6}}{kin}\b(?! of (?:the )?[A-Z])", before):
                said = m.group().split()
                while said and said[0].lower() in NOT_NAMES:
                    said.pop(0)
                if len(said) > len(kin.split()) and (best is None or m.start() > best[0]):
                    best = (m.start(), " ".join(said))
        return best[1] if best else None

    def place_before(self, at: int) -> str | None:
        """The country or state named last before offset ``at``, a few sentences back at most: "the country"."""
        return last_place(self.folded, max(0, at - 600), at)

    def town_before(self, at: int) -> str | None:
        """The place, no country or state, that is named last before offset ``at``: "the city"; None without one."""
        return next((name for start, name in reversed(self.once(_towns)) if start < at), None)

    def pair_before(self, index: int) -> str | None:
        """ "the two companies": the two names joined by "and" that one of the last three sentences begins with."""
        for back in range(index - 1, max(-1, index - 4), -1):
            start, stop = self.spans[back]
            m = _PAIR.match(self.folded, start, stop)
            if m:
                return m.group()
        return None

    def fuller(self, noun: str, index: int) -> str | None:
        """What "the attack" was called before: the last earlier phrase with that noun that says more, such as
        "missile attack on Norvale"; None without one.
        """
        if (noun, index) not in self._fuller:
            self._fuller[noun, index] = self._fuller_before(noun, index)
        return self._fuller[noun, index]

    def _fuller_before(self, noun: str, index: int) -> str | None:
        start = self.spans[index][0]
        before = self.folded[max(0, start - 4_000) : start]
        best = None
        at = before.find(noun)
        if at < 0:
            return best
        for _ in range(5):  # to where the first phrase begins at the earliest, four words in front
            at = max(before.rfind(" ", 0, at), 0)
        for m in re.finditer(
            rf"(?<![\w-])((?:[A-Za-z][\w'-]* ){{0,4}}){noun}s?\b((?: (?:on|in|at|of|against) (?:the )?[A-Z][\w'-]*(?: [A-Z][\w'-]*)*)?)",
            before[at:],
        ):
            words = m.group(1).split()
            keep = len(words)
            while keep and _describes(words[keep - 1]):
                keep -= 1
            where = "" if m.group(2).rpartition(" ")[2].lower() in CALENDAR else m.group(2)  # "on trial on Monday"
            if keep < len(words) or where:
                best = " ".join([*words[keep:], noun]) + where
        return best

    def opener(self, index: int) -> str | None:
        """Who sentence ``index`` begins with, by name."""
        if index not in self._subjects:
            self._subjects[index] = opener_of(self.sentence(index), self.folded)
        return self._subjects[index]


def _paragraphs_of(names: Discourse) -> Paragraphs:
    return Paragraphs(names.folded, names.title, names.spans, names.opener)


def names_of_text(names: Discourse) -> list[tuple[int, str]]:
    """The names of the text with where they stand, in order. Read by sentences: "Fire in Kelso. The mayor" has no
    "Kelso. The".
    """
    read = ((start, names.folded[start:stop]) for start, stop in names.spans if start < _READ)
    return [(start + at, name) for start, said in read for at, name in names_in(said)]


def _towns(names: Discourse) -> list[tuple[int, str]]:
    """The names of towns and the like with where they stand, in order, those of the title first."""
    found = [(-1, name) for _, name in names_in(names.title)] + names.once(names_of_text)
    return [(start, name) for start, name in found if place_of(name) is None and names.is_place(name)]


def _lies_there(text: str, name: str) -> bool:
    """True where something happens "in" or "near" a name, or in "the town of" it; "a stake in Oakmart" is no place."""
    at = text.find(f" {name}", 0, _READ)
    while at >= 0:
        if text.endswith(_WHERE, 0, at) and not text[at + len(name) + 1 : at + len(name) + 2].isalnum():
            *_, before, where = ["", "", *text[max(0, at - _WORDS) : at].lower().split()]
            if before in _LYING if where == "of" else where in _WHERE and before not in _STAKES:
                return True
        at = text.find(f" {name}", at + 1, _READ)
    return False


_WHERE = ("in", "across", "near", "around", "outside", "of", "In", "Across", "Near", "Around", "Outside")
_WORDS = 40  # characters that hold two words
_LYING = words("incidents.kinds_of_place")
_STAKES = frozenset(
    "stake stakes share shares stock holding holdings interest invest invested investing investor investors investment"
    " shareholder shareholders confidence trust".split()
)


def _describes(word: str) -> bool:
    """True for an adjective, a noun or a name in front of a noun, but no verb, article or "other"."""
    low = word.lower()
    if low in _SAY_NOTHING:
        return False
    return (word[0].isupper() and low not in NOT_NAMES) or tag_word(low, low, False) in ("JJ", "NN")


_STUDENT = re.compile(
    r"([A-Z](?<!\w.)[\w'&-]*(?: [A-Z][\w'&-]*){0,4})(?: \([^)]{1,20}\))?, an? (?:[\w-]+ ){0,4}?"
    r"(?:consultancy|consultants|research (?:firm|group|company|institute)|think[ -]tank|pollster|polling firm|analyst"
    r"|economist|analytics firm|data (?:firm|provider)|market researcher|ratings agency)\b"
)
_READ = 20_000  # characters of an article that tell what its names are


def _whole_name(text: str, words: list[str]) -> str:
    """ "Norvale Stone and Building Company" of "Building Company": no name has but a common word before its noun."""
    name = " ".join(words)
    low = words[0].lower()
    if len(words) == _SHORT_NAME and low in lexicon():
        front = _FRONT_OF_NAME.search(text[: len(text) - len(name)][-_NAME:])
        return f"{front[0]}{name}" if front else name
    return name


_SHORT_NAME, _NAME = 2, 60  # words, characters
_FRONT_OF_NAME = re.compile(r"(?:[A-Z][\w'-]+ )+(?:and|&) $")
_PAIR = re.compile(r"[A-Z][\w'-]*(?: [A-Z][\w'-]*)* and [A-Z][\w'-]*(?: [A-Z][\w'-]*)*")
_SAY_NOTHING = frozenset("other another same new first second third last next such own previous that this".split())


_NAMED_AFTER = frozenset("port hotel camp lake fort club restaurant school university".split())
_ANY_FIRM = frozenset("company firm group".split())
# Words for the same in names: "hospital" and "Medical Center".
_KIN = {
    noun: tuple(one.replace("_", " ") for one in kin)
    for noun, *kin in (entry.split("=") for entry in words("discourse.kin"))
}
