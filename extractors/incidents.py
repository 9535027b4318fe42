"""Disasters, accidents and attacks an article tells of: what "the blaze" is called in full, and whose casualties are.

The dead, the injured, the rescued and the damaged belong to the event: "landslide in Norvale", "Hurricane Ines".
"""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass

from extractors.first_letters import by_first_letter
from extractors.lexicon import tag_word
from extractors.mishaps import mishaps
from extractors.phrases import CALENDAR, many_of, singular
from extractors.places import place_of
from extractors.words import words

# Each entry lists the names of one sort of event: "fire=wildfire=blaze".
_SORT_OF = {
    noun.replace("_", " "): sort
    for sort, entry in enumerate(sorted(words("incidents.sorts")))
    for noun in entry.split("=")
}
_ANY_SORT = words("incidents.any_sort")
_HARM = words("incidents.harm")
_DAMAGE = words("incidents.damage")
_PROPERTY = words("incidents.property")
_RESPONDERS = words("incidents.responders")
_HELPERS = words("incidents.helpers")
_JUDGING = words("incidents.judging")
_IDIOMS = frozenset(one.replace("_", " ") for one in words("incidents.idioms"))
_DETERMINERS = frozenset(
    "a an the this that these those its their his her another two three four several many some both".split()
)
_READ = 20_000  # characters of an article that tell what happened
_LOOK_BACK = 70  # characters that may hold a name
_MOST_MODIFIERS = 4

_CAP = r"[A-Z][\w'-]*"
_SIDES = "|".join(sorted(words("incidents.sides")))
_KINDS = "|".join(sorted(words("incidents.kinds_of_place")))
_MANY = "|".join(sorted(many_of(kind) for kind in words("incidents.kinds_of_place")))
_PLACE = (
    rf"(?:(?:the|a) )?(?:(?:{_SIDES})(?:,? and (?:{_SIDES})|, (?:{_SIDES}))* )?(?:(?:{_KINDS}) (?:of )?(?:the )?)?"
    rf"{_CAP}(?: (?:of )?(?:the )?(?:{_CAP}))*"
    rf"(?:(?:, {_CAP}(?: {_CAP})?){{0,4}},? and {_CAP}(?: {_CAP})? (?:{_MANY})\b"
    rf"| (?:{_KINDS})\b(?: of {_CAP}(?: {_CAP})?)?)?"
)
_WHERE = "in|on|near|off|at|across|outside|around|along|over|against"
_HITTING = "|".join(sorted(words("incidents.hitting")))
_TAIL = re.compile(rf" (?:(?:{_WHERE}|of) (?!of )|off (?:the )?coast of ){_PLACE}")
_LATER = re.compile(rf"\b(?:in|near|off|at|across|outside|around) {_PLACE}")
_HIT = re.compile(
    rf"(?:,? (?:that|which))?(?: (?:has|have|had|[a-z]+ly))* (?:{_HITTING})"
    rf"( (?:through|across|into|off|near))? (?:parts of |much of |large parts of )?({_PLACE})"
)
_HIT_LATER = re.compile(
    r" (?:with|of (?:a )?magnitude|measuring) (?:[^,.;]|\.\d){1,40}? "
    rf"(?:{_HITTING})( (?:through|across|into|off|near))? (?:parts of |much of )?({_PLACE})"
)
_STRUCK_BY = re.compile(rf"({_PLACE}) (?:was|were|is|has been|have been|being) (?:{_HITTING}) by [^,;.]*$")


@dataclass(frozen=True, slots=True)
class Incident:
    """One mention of an event.

    Attributes:
        start: where its noun stands; -1 in the title.
        noun: the noun in the singular, in small letters.
        text: its name as a subject: "landslide in Norvale", "Hurricane Ines", or the noun with its adjectives.
        placed: the text says more than what sort of event it is: a name or a place.
        fresh: told as something new: "a flood", "another quake".
    """

    start: int
    noun: str
    text: str
    placed: bool
    fresh: bool = False


def _alternatives() -> str:
    nouns = [*_SORT_OF, *_ANY_SORT]
    spelt = {form for noun in nouns for form in (noun, noun + ("es" if noun.endswith(("s", "sh", "ch")) else "s"))}
    return by_first_letter(re.escape(form) for form in sorted(spelt, key=lambda one: (-len(one), one)))


_MENTION = re.compile(rf"(?<![\w-])(?:{_alternatives()})(?![\w-])", re.IGNORECASE)


class Incidents:
    """The events of one article, in the order they are told; nothing where it tells of none."""

    def __init__(self, folded: str, spans: list[tuple[int, int]], title: str) -> None:
        self._mentions: list[Incident] = []
        for first, stop in spans:
            if first > _READ:
                break
            self._mentions += _mentions(folded, first, stop)
        self._starts = [one.start for one in self._mentions]
        headline = _mentions(title, 0, len(title), headline=True)
        opening = [one for one in self._mentions if spans and one.start < spans[min(1, len(spans) - 1)][1]]
        self._main = _main_of(headline, opening)
        self._known: dict[tuple[str, int], str | None] = {}

    def main(self) -> Incident | None:
        """The event of the headline or the lead; None for an article about something else."""
        return self._main

    def meant(self, noun: str, before: int) -> str | None:
        """What "the blaze" at offset ``before`` is called in full; None where nothing before it says more."""
        noun = singular(noun)
        key = noun, bisect_right(self._starts, before - 1)
        if key not in self._known:
            self._known[key] = self._meant(*key) if may_be_incident(noun) else None
        return self._known[key]

    def _meant(self, noun: str, stop: int) -> str | None:
        sort = _SORT_OF.get(noun)
        earlier = self._mentions[:stop]
        for one in reversed(earlier):
            if one.noun == noun and " " in one.text:
                return one.text
        for one in reversed(earlier):
            if one.placed and (sort is None or _SORT_OF.get(one.noun) == sort):
                return one.text
        main = self._main
        return main.text if main is not None and (sort is None or _SORT_OF.get(main.noun) == sort) else None

    def within(self, start: int, stop: int) -> Incident | None:
        """The last mention between two offsets; None without one."""
        at = bisect_right(self._starts, stop - 1) - 1
        return self._mentions[at] if at >= 0 and self._starts[at] >= start else None

    def is_other(self, one: Incident) -> bool:
        """True for "a quake in 1987" where an event of its sort was told of before."""
        at = bisect_right(self._starts, one.start - 1)
        sort = _SORT_OF.get(one.noun)
        return one.fresh and any(_SORT_OF.get(before.noun, sort) == sort for before in self._mentions[:at])

    def full(self, one: Incident) -> str:
        """The name of a mention, by an earlier one where it is only "the blaze" itself."""
        return one.text if one.placed else self.meant(one.noun, one.start) or one.text


def _main_of(headline: list[Incident], opening: list[Incident]) -> Incident | None:
    """The first event of the lead of the headline's sort, else the headline's, else the lead's first."""
    if headline:
        sort = _SORT_OF.get(headline[0].noun)
        for one in opening:
            if one.placed and _SORT_OF.get(one.noun, sort) == sort:
                return one
        return headline[0] if headline[0].placed or not opening else opening[0]
    placed = [one for one in opening if one.placed]
    return next(iter(placed or opening), None)


def _mentions(text: str, first: int, stop: int, *, headline: bool = False) -> list[Incident]:
    found: list[Incident] = []
    for match in _MENTION.finditer(text, first, stop):
        one = _mention(text, first, stop, match, headline=headline)
        if one is None:
            continue
        last = found[-1] if found and not headline else None
        if last is not None and text[last.start : match.start()].lower().endswith(f"{last.noun}s and "):
            # "floods and landslides": one event
            tail = last.text[len(last.noun) + 1 :]
            both = last.text.removesuffix(tail) if tail and one.text.endswith(tail) else last.text
            found[-1] = Incident(last.start, last.noun, f"{both.strip()} and {one.text}", one.placed)
        else:
            found.append(one)
    failed = list(mishaps(text, first, stop))
    if not failed:
        return found
    # "Plane crashes in Telmar" tells of one, by its verb
    told = [one for one in found if not any(thing.start() <= one.start < end for thing, end in failed)]
    told = [] if headline else told
    told += [_failure(text, first, stop, thing, end, headline=headline) for thing, end in failed]
    return sorted(told, key=lambda one: one.start)


def _failure(text: str, first: int, stop: int, thing: re.Match[str], end: int, *, headline: bool) -> Incident:
    """ "An overloaded ferry capsized off Lamora": what went down, and where."""
    before = text[max(first, thing.start() - _LOOK_BACK) : thing.start()].split(" ")[:-1]
    modifiers: list[str] = []
    while before and len(modifiers) < _MOST_MODIFIERS and _modifies(before[-1]):
        modifiers.insert(0, before.pop())
    fresh = bool(before) and before[-1].lower() in ("a", "an", "another")
    core = " ".join([*modifiers, thing.group().lower()])
    tail = _tail(text, end, stop)
    placed = bool(tail) or any(word[0].isupper() for word in modifiers)
    start = -1 if headline else thing.start()
    return Incident(start, singular(thing.group()), core + tail, placed, fresh)


def _mention(text: str, first: int, stop: int, match: re.Match[str], *, headline: bool) -> Incident | None:
    written = match.group()
    noun = singular(written)
    before = text[max(first, match.start() - _LOOK_BACK) : match.start()].split(" ")[:-1]
    modifiers: list[str] = []
    while before and len(modifiers) < _MOST_MODIFIERS and _modifies(before[-1]):
        modifiers.insert(0, before.pop())
    while before and (before[-1] == "magnitude" or _SIZE.match(before[-1])):
        before.pop()  # "a magnitude 6.2 quake", "a 7.1-magnitude quake"
    determined = bool(before) and before[-1].lower().strip("\"'(“") in _DETERMINERS
    follows = text[match.end() : min(stop, match.end() + 40)]
    name = re.match(rf" {_CAP}", follows) if written[0].isupper() and noun in _NAMED_BEHIND else None
    several = written.lower() != noun or noun in _UNCOUNTED
    if not (headline or determined or modifiers or name or several):
        return None  # "opened fire"
    if " ".join([*modifiers[-1:], noun]).lower() in _IDIOMS or (before and f"{before[-1]} {noun}".lower() in _IDIOMS):
        return None
    part_of_name = written[0].isupper() and re.match(rf" {_CAP}", follows) is not None and not headline
    if name is None and (_goes_on(follows) or part_of_name):
        return None
    named = name is not None or (bool(modifiers) and written[0].isupper() and modifiers[-1][0].isupper())
    if name is not None:
        core = written + name.group()
        return Incident(match.start() if not headline else -1, noun, core, placed=True)
    told_worst = bool(modifiers) and modifiers[0].lower() in _WORST  # "the worst crash since 2012, when 16 died"
    while modifiers and modifiers[0].lower() in _JUDGING:
        modifiers.pop(0)
    core = " ".join([*modifiers, written if named else written.lower()])
    tail = _tail(text, match.end(), stop) or _struck(text, first, match.start())
    placed = named or bool(tail) or any(word[0].isupper() for word in modifiers)
    fresh = told_worst or (determined and before[-1].lower() in ("a", "an", "another"))
    return Incident(match.start() if not headline else -1, noun, core if named else core + tail, placed, fresh)


_SIZE = re.compile(r"\d[\d.,]*(?:-\w+)*$")
_SMALL = frozenset("NNS IN DT CC PRP PRP$ MD RB WRB WDT WP VBD VBZ VBG VBN VB".split())
_WORST = frozenset("worst deadliest biggest largest costliest bloodiest".split())
_UNCOUNTED = frozenset("flooding shelling fighting bombardment hostilities".split())
_NO_MODIFIERS = frozenset("other same such no more year month week season".split())  # "So far this year fires"
_NAMED_BEHIND = words("incidents.named_behind")


def _modifies(word: str) -> bool:
    """True for an adjective, noun or name before a noun: "deadly", "helicopter", "Norvale"."""
    bare = word.removesuffix("'s")
    if not bare or not bare[-1].isalnum() or not bare[0].isalpha():
        return False
    low = bare.lower()
    if low in _DETERMINERS or low in CALENDAR:
        return False
    if bare[0].isupper():
        return place_of(bare) is not None or (tag_word(low, low, False) not in _SMALL and low not in _NO_MODIFIERS)
    return tag_word(low, low, False) in ("JJ", "JJS", "JJR", "NN") and low not in _NO_MODIFIERS


def _goes_on(follows: str) -> bool:
    """True where the noun is only the first part of another: "fire officials", "flood insurance"."""
    word = re.match(r" ([a-z]+)", follows)
    if word is None:
        return False
    low = word.group(1)
    return tag_word(low, low, False) in ("NN", "NNS") and low not in _ENDS_PHRASE


_ENDS_PHRASE = words("incidents.hitting") | frozenset("left leaves killed kills near late early this last".split())


def _tail(text: str, end: int, stop: int) -> str:
    """Where it happened, as the words behind the noun: " in Norvale"; "" where they do not say."""
    tail = _TAIL.match(text, end, stop)
    if tail is not None and _is_place(tail.group()):
        return tail.group()
    hit = _HIT.match(text, end, stop) or _HIT_LATER.match(text, end, min(stop, end + _LOOK_BACK))
    if hit is not None and _is_place(hit.group(2)):
        where = hit.group(1) if hit.group(1) in (" off", " near") else " in"
        return f"{where} {hit.group(2)}"
    for later in _LATER.finditer(text, end, min(stop, end + 2 * _LOOK_BACK)):
        if _is_place(later.group()):
            return f" {later.group()}"
    return ""


def _struck(text: str, first: int, stop: int) -> str:
    """ "Arden was rocked by an explosion": " in Arden"; "" where the words before do not say."""
    found = _STRUCK_BY.search(text, max(first, stop - 2 * _LOOK_BACK), stop)
    return f" in {found.group(1)}" if found is not None and _is_place(found.group(1)) else ""


def _is_place(text: str) -> bool:
    names = [word.lower().removesuffix("'s") for word in text.split() if word[:1].isupper()]
    return bool(names) and not any(name in CALENDAR or name in ("day", "year", "eve") for name in names)


def may_be_incident(noun: str) -> bool:
    """True for the noun of an event in either number, "disaster" and "tragedy" among them."""
    one = singular(noun)
    return one in _SORT_OF or one in _ANY_SORT


def tells_of_harm(lows: list[str]) -> bool:
    """True where a sentence may hold what :func:`is_harm` looks for; quick, as most hold nothing of it."""
    cared = not _CARE.isdisjoint(lows)
    return cared or not _HARM.isdisjoint(lows) or not (_DAMAGE.isdisjoint(lows) or _PROPERTY.isdisjoint(lows))


_CARE = frozenset("hospital hospitals treated intensive condition".split())


def is_harm(said: str) -> bool:
    """True where the words around a count tell of casualties, of damage, or of those who came to help."""
    low = said.lower()
    lows = _LETTERS.findall(low)
    if not _HARM.isdisjoint(lows) or _IN_CARE.search(low) is not None:
        return True
    return not (_DAMAGE.isdisjoint(lows) or _PROPERTY.isdisjoint(lows))


_LETTERS = re.compile("[a-z]+")
_IN_CARE = re.compile(
    r"(?=[itcs])(?:\b(?:in|to) (?:the |a )?hospitals?\b|\btreated (?:for|at|in)\b|intensive care"
    r"|(?:critical|serious) condition)"
)


def are_responders(said: str) -> bool:
    """True for those who come to help: "firefighters", "rescuers"."""
    return bool(set(said.lower().split()) & _RESPONDERS)


def are_helpers(said: str) -> bool:
    """True for responders, and for others who help them: "crews", "the navy"."""
    return are_responders(said) or bool(set(said.lower().split()) & _HELPERS)


def is_property(thing: str) -> bool:
    """True for what disasters damage: "rice", "homes"."""
    return thing.split()[-1].lower() in _PROPERTY
