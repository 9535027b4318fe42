"""Who an article speaks of at all: the names of its title and text that may own a figure, and what shows of each."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field

from extractors.chunks import chunks
from extractors.discourse import GENERIC, Discourse, names_of_text
from extractors.headlines import read_headline
from extractors.incidents import may_be_incident
from extractors.lexicon import lexicon
from extractors.measure_nouns import says_what
from extractors.no_owners import is_nobody, owns_nothing
from extractors.observers import observes
from extractors.owners import ORGANISATIONS
from extractors.phrases import CALENDAR, last_noun
from extractors.places import place_of
from extractors.topics import TOO_WIDE, names_in
from extractors.weighing import word_sign
from extractors.words import words

_READ = 20_000  # characters of an article that tell what its names are
_TITLE = 200  # characters of a title that are read
PERSONS = (
    words("people.men")
    | words("people.women")
    | words("people.either")
    | words("people.offices")
    | words("owners.roles")
)
_PLACES = words("owners.places") | words("incidents.kinds_of_place")
_SMALL = frozenset("of and the for de &".split())
_ARTICLES = frozenset("the a an its their his her this that these those our my some many all".split())
_MEASURES = words("owner_cast.measures")
_MARKS = " ,.;:'\"()"
_LONGEST = 6  # words
_PARTIES = frozenset(("D", "R"))  # "Governor Jane Roe (D)"
_INITIALS = re.compile(r"(?:[A-Z]\.)+[A-Z]")
_HOME = re.compile(r", \d{1,3}, (?:of|from) ([A-Z][\w'-]*(?: [A-Z][\w'-]*)*)")
_TOLD = re.compile(
    r"(?:\btold|\btells|\b[Ii]nterview with|\bstatement to|\bspoke to|\bspeaking to) (?:the )?"
    r"([A-Z][\w'&-]*(?: (?:of )?[A-Z][\w'&-]*)*)"
)
_REMEMBERED = 4  # owners
_OFTENEST = 5  # names
_SORTED = 8  # names among which the person, the place and the other name written most are looked for
_OFTEN = ("0", "1", "2", "2", "4", "4", "4", "4", "8")


@dataclass(slots=True)
class Known:
    """One who may own figures.

    Attributes:
        text: as the article writes it; ``key`` is what it is compared by.
        sort: "P" person, "L" place, "E" another name, "M" partly a name, "c" neither; the latter two with the class
            of the head noun: "o" organisation, "p" person, "l" place, "m" measure, "s" plural.
        sort_sign, head_sign: the sort as a sign, and the head noun of what is not wholly a name, else "".
        signs: what shows of it anywhere in this article.
        name: True for a name; ``observes`` for that of an office that measures others.
    """

    text: str
    key: str
    sort: str
    sort_sign: str
    head_sign: str
    signs: tuple[str, ...]
    name: bool
    observes: bool
    words: frozenset[str]


@dataclass(slots=True)
class Cast:
    """The candidates of a whole article; ``owners`` are those of the figures before, the last one first."""

    names: Discourse
    owners: list[str] = field(default_factory=list)
    _known: dict[str, Known | None] = field(default_factory=dict)
    _everywhere: list[tuple[Known, str]] | None = None

    def everywhere(self) -> list[tuple[Known, str]]:
        """Whom the title and the text name most, each with the part it plays; looked for once."""
        if self._everywhere is None:
            self._everywhere = []
            self._gather()
        return self._everywhere

    def _gather(self) -> None:
        names = self.names
        self._add(names.main_entity(), "main")
        title = names.title[:_TITLE]
        if title:
            sent = read_headline(title)
            phrases = [chunk for chunk in chunks(sent) if not chunk.pronoun][:5]
            for k, chunk in enumerate(phrases):
                self._add(title[sent.start[chunk.core] : sent.end[chunk.last - 1]], f"title{min(k, 3)}")
            for k, (_, name) in enumerate(names_in(title)[:4]):
                self._add(name, f"titlename{min(k, 2)}")
        often = Counter(name for _, name in names.once(names_of_text) if name.lower() not in CALENDAR)
        seen: set[str] = set()
        for k, (name, count) in enumerate(often.most_common(_SORTED)):
            if count > 1 and k < _OFTENEST:
                self._add(name, f"freq{k}")
            known = self.known(name)
            if known is not None and known.sort[0] not in seen:
                seen.add(known.sort[0])
                self._add(name, f"top{known.sort[0]}")

    def remember(self, owner: str | None) -> None:
        """The owner of the figure just read comes first: the figures after it are often the same one's."""
        if owner:
            if owner in self.owners:
                self.owners.remove(owner)
            self.owners.insert(0, owner)
            del self.owners[_REMEMBERED:]

    def _add(self, text: str | None, part: str) -> None:
        known = self.known(text) if text else None
        if known is not None:
            self.everywhere().append((known, part))

    def known(self, text: str) -> Known | None:
        """What is known of ``text``; None where no words are left of it, and for a mere piece of a sentence."""
        try:
            return self._known[text]
        except KeyError:
            found = self._known[text] = _know(self.names, text)
            return found


def _know(names: Discourse, text: str) -> Known | None:
    text = " ".join(text.split()).strip(_MARKS).removesuffix("'s").strip()
    if text in _PARTIES or (text and is_nobody(text)):
        return None
    if "." in text and _INITIALS.fullmatch(text):
        text += "."  # "U.S."
    first, _, rest = text.lower().partition(" ")
    key = rest if rest and first in _ARTICLES else text.lower()
    if not key or (text in names.once(_homes) and names.folded.count(text, 0, _READ) == 1):
        return None
    if text in names.once(_listeners):
        return None
    parts, said = key.split(), text.split()
    name = rest != text[len(first) + 1 :] or (text[0].isupper() and _is_capital(names, text, first))
    person = names.people().named(text) or (names.people().named(said[-1]) if name and len(said) > 1 else None)
    if person is not None and " and " in text:
        person = None  # "Jane Roe and John Marsh" are two
    if person is not None:
        key = person.name.lower()  # "Roe", "Mayor Jane Roe"
    head = last_noun(key)
    sort = "P" if person is not None else _sort(names, text, name, said, head)
    kind = sort[0]
    often = names.folded.count(text, 0, _READ)
    signs = [f"n{_OFTEN[min(often, 8)]}{kind}", f"len{min(len(parts), _LONGEST)}{kind}"]
    if head in names.title.lower():
        signs.append(f"intitle{kind}")
    if owns_nothing(text):
        signs.append("ownsnothing")
    if text in TOO_WIDE:
        signs.append("toowide")
    measures_others = name and observes(names, text)
    if measures_others or (name and names.only_says(text)):
        signs.append("onlysays")
    if any(map(str.isdigit, text)):
        signs.append("digit")
    if may_be_incident(head):
        signs.append("event")
    if sort == "E" and (says_what(head) or (text.isupper() and key in _MEASURES)):
        signs.append("measurename")  # "Consumer Price Index", "GDP"
    head_sign = word_sign("h", head) if kind in "cM" else ""
    own = frozenset(parts) - _SMALL
    return Known(text, key, sort, f"S:{sort}", head_sign, tuple(signs), name, measures_others, own)


def _homes(names: Discourse) -> frozenset[str]:
    """ "Jane Roe, 41, of [Mill Lane], admitted": where people of an age live, who own nothing."""
    return frozenset(m[1] for m in _HOME.finditer(names.folded, 0, _READ))


def _listeners(names: Discourse) -> frozenset[str]:
    """ "Roe told [Planet Weekly]": who is told things and does nothing else in the article."""
    told = Counter(m[1] for m in _TOLD.finditer(names.folded, 0, _READ))
    return frozenset(
        name
        for name, times in told.items()
        if names.folded.count(name, 0, _READ) == times
        and name not in names.title
        and names.people().named(name) is None
    )


def _is_capital(names: Discourse, text: str, first: str) -> bool:
    """False for a common word that only opens a sentence: "Sales of shoes"."""
    if first not in lexicon():
        return True
    body = names.folded
    at = body.find(text, 2, _READ)
    while at >= 0:
        if body[at - 1] == " " and (body[at - 2].isalnum() or body[at - 2] == ","):
            return True
        at = body.find(text, at + 1, _READ)
    return False


def _sort(names: Discourse, text: str, name: bool, said: list[str], head: str) -> str:
    if place_of(text) is not None or (name and names.is_place(text)):
        return "L"
    if name and all(word[0].isupper() or word in _SMALL for word in said):
        return "E"
    sort = "M" if name else "c"
    if head in GENERIC or head in ORGANISATIONS:
        return sort + "o"
    if head in PERSONS:
        return sort + "p"
    if head in _PLACES:
        return sort + "l"
    if says_what(head):
        return sort + "m"
    return sort + "s" if head.endswith("s") else sort
