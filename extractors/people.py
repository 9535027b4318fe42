"""The persons of an article and whom "he", "she" and "I" stand for: names, first names, titles, "a man"."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from extractors.first_names import Gender, first_names
from extractors.lexicon import lexicon
from extractors.places import place_of
from extractors.words import words

_ORGANISATION = words("people.organisations")
_TITLES = words("people.titles")
# Somebody who is called so has a name elsewhere.
_OFFICES = words("people.offices")
_RANKS = frozenset("con sgt insp supt chf pc dc dci di cllr sir dame".split())
# A capital that only opens a sentence: "While Aisha", "After Brexit".
_OPENERS = words("people.openers")
_MS = words("people.titles_of_women")
_MR = words("people.titles_of_men")
_PARTICLES = r"(?: (?:[Vv]an|[Vv]on|de|der|den|al|bin|ibn|el|di|da|del|la|le|ten))*"
# Only these end in a stop that is none: "on Friday. Thomas Venn said".
_SHORT = "Mr|Mrs|Ms|Dr|Prof|Sen|Rep|Gov|Gen|Col|Lt|Capt|Maj|Sgt|Rev|Hon|Supt|Det|Insp|Cllr|Pres|Sec"
_FULL = re.compile(
    rf"(?=[A-Z])(?:(?P<title>[A-Z][a-z]+|(?:{_SHORT})\.) )?\b(?![A-Z][\w-]*'s )(?P<first>[A-Z][a-z'-]+)(?: [A-Z]\.)*"
    rf"(?P<last>{_PARTICLES} [A-Z][\w'-]*[a-z]\w*)"
    r"(?P<more> (?!Jr\b|Sr\b)[A-Z][a-z'-]+)?(?P<aged>, \d\d\b)?"
    r"(?P<acts>,|'s\b| (?:who|said|says|told|was|is|has|had|died|and)\b)?"
)
_TITLED = re.compile(
    r"(?=[A-Z])\b(?P<title>Mr|Mrs|Ms|Miss|Dr|President|Chancellor|Senator|Sen|Governor|Gov|Mayor|Judge|Prince|Princess|Queen|King"
    r"|Pope)\.? (?P<last>[A-Z][a-z'-]+)\b(?! [A-Z])"
)
_KINDS: dict[str, Gender] = {
    **dict.fromkeys(words("people.men"), "m"),
    **dict.fromkeys(words("people.women"), "f"),
    **dict.fromkeys(words("people.either"), ""),
}
_SOMEBODY = re.compile(
    r"\b(?:[Aa]n?|[Tt]he) (?:[a-z\d-]+ ){0,3}?(?P<noun>" + "|".join(sorted(_KINDS)) + r")\b(?! (?:and|or|of)\b)"
)
_EXPLAINED = re.compile(r" (?:an?|the) (?:[a-z\d-]+ ){0,3}?(?:" + "|".join(sorted(_KINDS)) + r")\b")
_ROLES = words("people.roles")
_DOERS = (
    "ologist",
    "sman",
    "swoman",
    "oilman",
    "fisherman",
    "congressman",
    "councillor",
    "adviser",
    "trustee",
    "manager",
)
_ROLE = 16  # characters that hold the last word before a name
_NAME_BEFORE = re.compile(r"\b([A-Z][\w'-]+), $")
_SAID = re.compile(
    r"[A-Z][\w'.-]*(?: [A-Z][\w'.-]*){0,4},? (?:said|says|told|added|wrote|recalled|explained|insisted)\b"
)
_CAPITALS = re.compile(r"(?: [A-Z][\w'-]*)+")
_JUDGES = ("Judge ", "judge ", "Justice ", "Recorder ", "magistrate ", "Magistrate ")
_SENTENCED = re.compile(
    r"\w+ (?:was|is|has been|had been|will be) (?:also |then |later )?(?:ordered|sentenced|jailed|fined|banned|told"
    r"|given|disqualified|spared|handed|made to)\b"
)
_NEXT = 14  # characters behind a name
_LONG_NAME = 40  # characters
_WINDOW = 2_400
_MOST = 300  # persons of one article; a directory of names is none
_OPENS_WITH = re.compile(r"(?:He|She)\b(?!')")
_SENTENCES_BACK = 7


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody an article names: the full name as it is first written, and the gender that name or title tells."""

    name: str
    gender: Gender


def gender_of(pronoun: str) -> Gender:
    """Whom a pronoun may stand for by gender; "" for "I" and "they"."""
    if pronoun in ("he", "his", "him", "himself"):
        return "m"
    return "f" if pronoun in ("she", "her", "hers", "herself") else ""


def _gender_of_name(first: str, title: str) -> Gender:
    if title in _MS:
        return "f"
    return "m" if title in _MR else first_names().get(first, "")


def find_people(text: str) -> dict[str, Person]:
    """Surname to person, for every full name of ``text`` that a first name, a title or its company tells is one's."""
    found: dict[str, Person] = {}
    alone: set[str] | None = None
    aged = {m[1] for m in _SURNAME_AGED.finditer(text)}
    for m in _FULL.finditer(text):
        first, last = m["first"], m["last"].strip()
        title = (m["title"] or "").lower()
        low = first.lower()
        if low in _OPENERS:
            continue
        if (low in _TITLES or low in _RANKS) and m["more"]:  # "President Jane Roe", "Det Con Jane Roe"
            title, low, last = low, last.lower(), m["more"].strip()
            name = f"{m['last'].strip()} {last}"
        elif low in _TITLES or title.rstrip(".") in _ORGANISATION:
            continue
        else:
            name = f"{first} {last}"
        known = low in first_names()
        role = not known and not m["more"] and _is_called_so(text, m)
        if not known and not role and ("-" in low or low in lexicon() or place_of(first)):
            continue
        sure = known or role or title in _TITLES or m["aged"] or last.rpartition(" ")[2] in aged
        if not sure:
            if not m["acts"]:
                continue
            if alone is None:
                alone = _words_alone(text)
            if last.rpartition(" ")[2] not in alone:
                continue
        if _is_organisation(m.group()):
            continue
        if known and m["more"] and not name.endswith(m["more"]):
            last = m["more"].strip()
            name = f"{name} {last}"
        if len(found) >= _MOST:
            break
        surname = last.rpartition(" ")[2].removesuffix("'s")
        person = Person(name.removesuffix("'s"), _gender_of_name(low, title))
        if len(surname) > 2 and (surname not in found or (person.gender and not found[surname].gender)):
            found[surname] = person
    for m in _TITLED.finditer(text):
        surname = m["last"].removesuffix("'s")
        if surname not in found and not _is_organisation(surname):
            found[surname] = Person(f"{m['title']} {surname}", _gender_of_name("", m["title"].lower()))
    return found


_SURNAME_AGED = re.compile(r"(?<![\w'-] )\b([A-Z][a-z][\w'-]*), [1-9]\d,")  # "Dunning, 71, has walked"


def _is_called_so(text: str, m: re.Match[str]) -> bool:
    """ "farmer Buck Orrin", "Buck Orrin, a retired farmer": True where a word for persons stands at the name."""
    start = m.start("first")
    before = text[max(0, start - _ROLE) : start].split()
    if before and text[start - 1] == " ":
        role = before[-1]
        if role in _KINDS or role.endswith(_DOERS) or (role in _ROLES and (text[start - len(role) - 2] == " ")):
            return True
    if m["acts"] == "," and text.startswith(" who ", m.end()):
        return True  # "said Walt Dunn, who has worked the bay"
    return m["acts"] == "," and _EXPLAINED.match(text, m.end()) is not None


def _words_alone(text: str) -> set[str]:
    """Capitalised words that also stand without a name in front of them, as a surname does."""
    return {m["word"] for m in _ALONE.finditer(text) if not m["before"] or m["before"].lower() in _OPENERS}


_ALONE = re.compile(r"(?=[A-Z])(?:(?P<before>[A-Z][\w'.-]*) )?\b(?P<word>[A-Z][\w'-]+?)(?:'s)?\b(?! [A-Z])")


def _is_organisation(text: str) -> bool:
    return any(w.strip(",.").lower() in _ORGANISATION for w in text.split())


class People:
    """The persons of one folded text; ``spans`` are its sentences."""

    __slots__ = ("_before", "_first", "_known", "_mention", "_spans", "_text")

    def __init__(self, text: str, spans: list[tuple[int, int]], title: str = "") -> None:
        self._text = text
        self._spans = spans
        self._known = find_people(f"{title}\n{text[:60_000]}")
        self._first: dict[str, Person] = {}
        self._mention: re.Pattern[str] | None = None
        self._before: dict[tuple[int, int, Gender], str | None] = {}
        if not self._known:
            return
        firsts = Counter(p.name.partition(" ")[0] for p in self._known.values())
        self._first = {
            name: p for p in self._known.values() if firsts[name := p.name.partition(" ")[0]] == 1 and " " in p.name
        }

    def _written(self, text: str, start: int, stop: int) -> Iterator[re.Match[str]]:
        """Where that part of ``text`` writes a name of theirs; what finds them is made for the first who asks."""
        if not self._known:
            return iter(())
        if self._mention is None:
            full = {p.name for p in self._known.values()}
            names = sorted(full | set(self._known) | set(self._first), key=len, reverse=True)
            self._mention = re.compile(rf"\b(?:{'|'.join(map(re.escape, names))})\b(?!-)")
        return self._mention.finditer(text, start, stop)

    def named(self, name: str) -> Person | None:
        """The person whose full name, surname or unshared first name ``name`` is, None for anything else."""
        return self._known.get(name.rpartition(" ")[2]) or self._first.get(name)

    def main(self, title: str) -> str | None:
        """The person named most, a mention in the title worth three; None without two mentions."""
        counts: Counter[str] = Counter()
        for text, worth in ((self._text[:20_000], 1), (title, 3)):
            for m in self._written(text, 0, len(text)):
                person = self.named(m.group())
                if person is not None:
                    counts[person.name] += worth
        (name, most), *_ = counts.most_common(1) or [("", 0)]
        return name if most > 1 else None

    def before(self, at: int, index: int, gender: Gender) -> str | None:
        """Whom a pronoun at offset ``at``, in sentence ``index``, stands for; None where nobody fits.

        The nearest sentence wins, and in it whoever opens a clause; a person of the other gender never does.
        """
        key = (at, index, gender)
        if key not in self._before:
            self._before[key] = self._meant(at, index, gender)
        return self._before[key]

    def _goes_on(self, at: int, index: int, gender: Gender) -> bool:
        """ "She borrowed $800 from an aunt. [She] held 63 patents": as the sentence before opens with such a pronoun,
        it stands for the same.
        """
        if not gender or not index or at != self._spans[index][0]:
            return False
        opens = _OPENS_WITH.match(self._text, self._spans[index - 1][0])
        return opens is not None and gender_of(opens[0].lower()) == gender

    def _meant(self, at: int, index: int, gender: Gender) -> str | None:
        first = index
        while first > index - _SENTENCES_BACK and self._goes_on(at, first, gender):
            first, at = first - 1, self._spans[first - 1][0]
        if first < index:
            return self.before(at, first, gender)
        best: tuple[float, str] | None = None
        sentenced = _SENTENCED.match(self._text, at) is not None  # "She was also ordered to repay": no judge
        floor = max(self._spans[max(0, index - _SENTENCES_BACK)][0], at - _WINDOW)
        for start, name, seen in self._mentions(floor, at):
            if gender and seen and gender != seen:
                continue
            if gender and self._speaks_now(start, at):
                continue
            if sentenced and self._text.endswith(_JUDGES, 0, start):
                continue
            back = index
            while back > 0 and self._spans[back][0] > start:
                back -= 1
            worth = -2.0 * (index - back) + self._opens_clause(start, self._spans[back][0])
            worth += 0.6 if seen else 0.0
            worth -= 1.5 if self._text.startswith(("the ", "The "), start) else 0.0
            if best is None or worth >= best[0]:
                best = worth, name
        return best[1] if best else None

    def between(self, start: int, stop: int) -> list[str]:
        """Who is named, or called a man or a teacher, in that part of the text; in order, once each."""
        return list(dict.fromkeys(name for _, name, _ in self._mentions(start, stop)))

    def _speaks_now(self, start: int, at: int) -> bool:
        """ "Roe said: "Marsh ran. His boat sank"": True for Roe, in whose words the pronoun stands."""
        said = _SAID.match(self._text, start)
        return said is not None and self._text.count('"', said.end(), at) % 2 == 1

    def _mentions(self, floor: int, stop: int) -> list[tuple[int, str, Gender]]:
        found: list[tuple[int, str, Gender]] = []
        for m in self._written(self._text, floor, stop):
            person = self.named(m.group())
            goes_on = _CAPITALS.match(self._text, m.end(), m.end() + _NEXT)  # "Roe Foundation", not "Roe in May"
            if person is not None and not (goes_on and _is_organisation(goes_on.group())):
                found.append((m.start(), person.name, person.gender))
        for m in _SOMEBODY.finditer(self._text, floor, stop):
            if m["noun"] in _OFFICES and m.group()[:3].lower() == "the":
                continue  # somebody who has a name
            before = self._text[max(floor, m.start() - _LONG_NAME) : m.start()]
            if before[-3:].lower() == "as ":
                continue  # "As a teacher, she"
            apposed = _NAME_BEFORE.search(before)
            if apposed is not None and self.named(apposed[1]) is not None:
                continue  # "Roe, a teacher"
            found.append((m.start(), m.group().split(" ", 1)[1], _KINDS[m["noun"]]))
        return sorted(found)

    def _opens_clause(self, start: int, sentence: int) -> float:
        """1.5 for the first words of a sentence, 1 for those behind a comma or "that", 0 inside a clause."""
        before = self._text[sentence:start].rstrip()
        if not before or before.strip("\"'(").lower() in ("but", "and", "in", "for", "the", "then"):
            return 1.5
        if before[-1] in ",;:" or before.endswith((" that", " and", " when", " while", " as", " because", " but")):
            return 1.0
        return 0.8 if all(w[:1].isupper() for w in before.split()) else 0.0
