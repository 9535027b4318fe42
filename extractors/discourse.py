"""What "it", "the company", "he" and "we" stand for: names seen earlier in the article, title and lead first."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field

from extractors.clauses import first_subject
from extractors.phrases import CALENDAR
from extractors.statement import Statement
from extractors.tagger import tag_word
from extractors.tokens import Sentence, tokenise
from extractors.words import words

THINGS = frozenset("it its they their them this that these those itself themselves which".split())
PERSONS = frozenset("he his him she her hers himself herself".split())
SPEAKERS = frozenset("i we our us my me ourselves you your".split())
GENERIC = words("discourse.generic")
_ROLE = words("discourse.role")
_CAP = r"[A-Z][\w&'.-]*(?: (?=\d{1,4}(?: [A-Z]|[,.;:]|$| [a-z]))(?<!In )(?<!On )(?<!By )\d{1,4})?"
_NAME = re.compile(
    rf"{_CAP}(?: (?:of|the|and|for|&|de|van|von|al) (?=[A-Z])| (?=[A-Z]))?(?:{_CAP}(?: (?:of|the|and|for|&|de|van|von|al) (?=[A-Z])| (?=[A-Z]))?)*"
)
_NOT_NAMES = frozenset(
    "the a an in on at it he she they we i but and or if as when while after before for from by with this that these those its his her their "
    "there here some many most more one two three four five six seven eight nine ten last next no not so what who how why where yet still also "
    "mr mrs ms dr new all each both few several under over since until according despite however meanwhile".split()
) | {w.rstrip(".") for w in CALENDAR}


# Too wide to be what an article's bare figures belong to.
_PLACES = frozenset(
    "U.S U.S. US USA United States America American Americans UK U.K U.K. Britain British Europe European EU China Chinese India Indian Japan Asia "
    "Africa Russia Germany France Canada Australia Washington London Beijing New York Congress Republican Democrat Republicans Democrats Big Bang "
    "God Internet Twitter Facebook Reuters AP CNN BBC".split()
) | {"United States", "New York", "Associated Press", "Big Bang"}


@dataclass(slots=True)
class Discourse:
    """Names of one article, read lazily: sentences are tokenised again only when a pronoun asks.

    Attributes:
        folded: the article's folded text; ``spans`` its sentences.
        title: folded title, or "".
        last: the statement made last, in this sentence or one before it; None at first.
    """

    folded: str
    spans: list[tuple[int, int]]
    title: str
    last: Statement | None = None
    _sentences: dict[int, Sentence] = field(default_factory=dict)
    _surnames: dict[str, str] | None = None
    _main: str | None = None
    _main_known: bool = False
    _people: dict[int, str | None] = field(default_factory=dict)
    _subjects: dict[int, str | None] = field(default_factory=dict)

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
            self._main = self._find_main()
        return self._main

    def _find_main(self) -> str | None:
        lead_end = self.spans[min(4, len(self.spans) - 1)][1] if self.spans else 0
        lead = self.folded[:lead_end]
        body = self.folded[:20_000]
        counts: Counter[str] = Counter()
        for start, stop in self.spans[:5]:
            for position, name in _names(self.folded[start:stop]):
                if position == 0 and (" " not in name and not _inside_sentence(body, name)):
                    continue
                counts[name] += 0
        best, score = None, 0.0
        for name in counts:
            if name in _PLACES or not _is_name(name):
                continue
            often = _count_word(body, name)
            in_title = _count_word(self.title, name) > 0
            first = lead.find(name)
            worth = often + (6 if in_title else 0) + (2 if first < 120 else 0) + (1 if " " in name else 0)
            if often >= (1 if in_title else 3) and worth > score:
                best, score = name, worth
        if best is None and not self.title and self.spans:
            best = self._subject(0)  # a text without a title is about who opens it
        return best

    def topic(self) -> str | None:
        """The main entity where the title names it, else None: what a figure without any other owner belongs to."""
        main = self.main_entity()
        return main if main and _count_word(self.title, main) else None

    def resolve(self, low: str, index: int) -> str | None:
        """The name a pronoun or "the company" stands for in sentence ``index``; None when nothing earlier fits."""
        if low in PERSONS:
            return self._person(index)
        if low in SPEAKERS:
            return self.main_entity()
        for back in range(index - 1, max(-1, index - 4), -1):
            found = self._subject(back)
            if found:
                return found
        return self.main_entity()

    def resolve_noun(self, noun: str, index: int) -> str | None:
        """The name "the park" or "the province" stands for: the last one before sentence ``index`` that holds the noun."""
        stems = {noun, noun.replace("center", "centre"), noun.replace("centre", "center")}
        before = self.folded[: self.spans[index][0]]
        best = None
        for stem in stems:
            for m in re.finditer(rf"(?:[A-Z][\w'&-]+ )+(?:{stem.capitalize()})\b", before[-6_000:]):
                words = m.group().split()
                while words and words[0].lower() in _NOT_NAMES:
                    words.pop(0)
                if len(words) > 1 and (best is None or m.start() > best[0]):
                    best = (m.start(), " ".join(words))
        return best[1] if best else None

    def _subject(self, index: int) -> str | None:
        if index not in self._subjects:
            self._subjects[index] = None
            phrase = first_subject(sent := self.sentence(index))
            if phrase is not None and not _speaks(sent, phrase.last):
                name = _name_in(sent, phrase.first, phrase.last, self.folded)
                self._subjects[index] = None if name in _PLACES else name
        return self._subjects[index]

    def _person(self, index: int) -> str | None:
        for back in range(index - 1, max(-1, index - 7), -1):
            if back not in self._people:
                start, stop = self.spans[back]
                self._people[back] = _person_in(self.folded[start:stop])
            if self._people[back]:
                return self._people[back]
            start, stop = self.spans[back]
            known = self._known_surname(self.folded[start:stop])
            if known:
                return known
        return None

    def _known_surname(self, text: str) -> str | None:
        """The full name behind a surname that stands alone in ``text``: "the court let Abara go"."""
        if self._surnames is None:
            self._surnames = {}
            for m in _FULL_NAME.finditer(self.folded[:20_000]):
                first, last = m.group(1), m.group(2)
                if first.lower() not in _NOT_NAMES and not _ORGANISATION.search(m.group()):
                    self._surnames.setdefault(last, f"{first} {last}")
        found = None
        for word in re.findall(r"(?<=[a-z,] )[A-Z][a-z'-]{2,}", text):
            found = self._surnames.get(word, found)
        return found


def _speaks(sent: Sentence, i: int) -> bool:
    return any(w in ("said", "says", "told", "added", "noted", "wrote") for w in sent.lows[i : i + 2])


def _count_word(text: str, name: str) -> int:
    """How often ``name`` stands in ``text`` as whole words."""
    count = 0
    at = text.find(name)
    while at >= 0:
        end = at + len(name)
        if not (at and text[at - 1].isalnum()) and not (end < len(text) and text[end].isalnum()):
            count += 1
        at = text.find(name, end)
    return count


def _inside_sentence(text: str, name: str) -> bool:
    """True where ``name`` also stands inside a sentence, so that its capital is its own."""
    at = text.find(name, 1)
    while at > 0:
        if text[at - 1] == " " and at > 1 and text[at - 2] not in ".!?\n":
            return True
        at = text.find(name, at + 1)
    return False


def _is_name(name: str) -> bool:
    """False for a nationality alone ("Israeli") and for a participle that opens a sentence ("Following Assange")."""
    first, _, rest = name.partition(" ")
    tag = tag_word(first.lower(), first.lower(), False)
    if not rest:
        return not (
            tag in ("JJ", "VBG", "VBN", "RB", "VBD", "VBZ", "VB", "VBP")
            or first.endswith(("ese", "ian", "ish", "ians", "aeli", "raqi"))
        )
    return tag not in ("VBG", "RB")


def _names(text: str) -> list[tuple[int, str]]:
    out = []
    for match in _NAME.finditer(text):
        name = match.group().strip(" .'-")
        if name.endswith("'s"):
            name = name[:-2]
        first, _, rest = name.partition(" ")
        start = match.start()
        if first.lower().rstrip(".") in _NOT_NAMES:
            name = rest
            start += len(first) + 1
        if len(name) > 1 and name.lower() not in _NOT_NAMES:
            out.append((start, name))
    return out


def _name_in(sent: Sentence, first: int, last: int, folded: str) -> str | None:
    """The leading capitalised run of a phrase, or None."""
    i = first
    while i < last and sent.tags[i] in ("DT", "JJ", "NN", "CD"):
        i += 1
    j = i
    while j < last and (
        sent.tags[j] in ("NNP", "NNPS")
        or (sent.lows[j] in ("of", "&", "and", "the") and j + 1 < last and sent.tags[j + 1] == "NNP")
    ):
        j += 1
    if j > i:
        return folded[sent.start[i] : sent.end[j - 1]]
    # "profits at the brewer Aldgate": the last name in it
    end = last
    while end > first and sent.tags[end - 1] not in ("NNP", "NNPS"):
        end -= 1
    start = end
    while start > first and sent.tags[start - 1] in ("NNP", "NNPS"):
        start -= 1
    return folded[sent.start[start] : sent.end[end - 1]] if end > start else None


_PERSON = re.compile(
    r"\b(?:Mr|Mrs|Ms|Dr|Sen|Gov|Rep)\.? [A-Z][\w'-]+|\b[A-Z][a-z'-]+(?: [A-Z]\.)? [A-Z][\w'-]+(?= said|,| told|, \d|'s| says| [a-z]+ed\b)|(?<=said )[A-Z][a-z'-]+(?: [A-Z][\w'-]+)?"
)


_TWO_NAMES = re.compile(
    r"(?:(?:Mayor|Minister|President|Chairman|Chairwoman|Director|Professor|Governor|Senator|Judge|Captain|Coach) )?([A-Z][a-z'-]+(?: [A-Z]\.)? [A-Z][a-z'-]+) [a-z]"
)
_ORGANISATION = re.compile(
    r"\b(?:Bank|Group|Council|Park|Centre|Center|Area|Province|University|Company|Party|House|Office|Street|County|City|Court|Air|Motors|Foods)\b"
)


_FULL_NAME = re.compile(
    r"\b([A-Z][a-z'-]{2,}) ([A-Z][a-z'-]{2,})(?=,| (?:said|says|told|was|is|had|has|who|and|[a-z]+ed)\b|'s)"
)


def _person_in(text: str) -> str | None:
    found = None
    two = _TWO_NAMES.match(text)
    if two and two.group(1).split()[0].lower() not in _NOT_NAMES and not _ORGANISATION.search(two.group(1)):
        found = two.group(1)
    for match in _PERSON.finditer(text):
        name = match.group()
        if name.split()[0].lower() not in _NOT_NAMES:
            found = name
    return found
