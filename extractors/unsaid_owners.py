"""Whose a figure is when nothing around it says so: a place in front, an earlier clause, the article, a last name."""

from __future__ import annotations

import re

from extractors.clause_subjects import PLACES, clause_subject, is_time, last_segment
from extractors.clauses import SPEECH, first_subject
from extractors.common_names import is_common
from extractors.no_owners import is_measure, opens_with_common, owns_nothing, starts_with_number
from extractors.noun_phrases import Phrase, left_phrase, right_phrase
from extractors.observers import JUDGING, observed, observes
from extractors.own_units import TOWNS
from extractors.owners import owner_name, years_old
from extractors.phrases import CALENDAR
from extractors.places import place_of
from extractors.quantities import Quantity
from extractors.scene import Scene
from extractors.tokens import Sentence
from extractors.words import words

_STATISTICS = words("places.statistics")
_NAMES = frozenset(("NNP", "NNPS"))
_FINITE = frozenset(("VBD", "VBZ", "VBP", "MD"))
_CASES_OF = re.compile(
    r"\b(?:(?:cases?|infections|outbreaks?|patients) (?:of|with)"
    r"|(?:deaths?|fatalities|cases?) (?:from|due to|caused by))"
    r" ([a-z][\w -]+)$",
    re.IGNORECASE,
)
_ONLY_SAY = frozenset(
    "reuters bloomberg ap afp bbc cnn analysts economists times post journal guardian report research".split()
)
_EVERYWHERE = frozenset("worldwide globally nationwide nationally statewide countrywide".split())
_NO_PLACES = words("topics.no_topics")  # "In Ramadan"
_FRONTS = frozenset("in at across throughout".split())
UNITS = frozenset("division unit arm segment business subsidiary".split())  # "At its retail arm, sales fell"
_TURNS = frozenset("while but whereas".split())


def fronted_place(scene: Scene) -> str | None:
    """ "In Telmar, turnout was 61 percent": where a sentence begins, for a figure without another owner."""
    sent = scene.sent
    if (where := _where(scene)) is not None:
        return where
    front = scene.before
    while front > 0 and sent.lows[front - 1] not in (";", ":"):
        if front < scene.before and sent.lows[front] in _FRONTS and sent.lows[front - 1] in _TURNS:
            break  # "while in the north rents fell"
        front -= 1
    if front >= 0 and sent.lows[front] in _EVERYWHERE and front < scene.before:
        return sent.words[front]
    if front < 0 or sent.lows[front] not in _FRONTS or len(sent.words) < front + 4:
        return None
    phrase = right_phrase(sent, front + 1, tails=1)
    if phrase is None and sent.lows[front + 1] == "the" and sent.lows[front + 2] in PLACES:
        phrase = Phrase(front + 2, front + 3, front + 2)  # "in the north-east they climbed"
    if phrase is None or phrase.last > scene.before + 1:
        return None
    behind = phrase.last + (sent.lows[phrase.last] in ("alone", "itself"))
    behind += 3 * (sent.lows[behind : behind + 3] == ["as", "a", "whole"])
    if sent.lows[behind] != "," and sent.tags[behind] != "PRP":
        return None
    common = sent.lows[front + 1] == "the" and sent.lows[phrase.head] in PLACES and phrase.last == phrase.head + 1
    if (
        is_time(scene, phrase)
        or (sent.lows[phrase.head] in _NO_PLACES and not common)
        or any(sent.tags[k] == "CD" for k in range(phrase.first, phrase.last))
    ):
        return None
    named = any(sent.tags[k] in _NAMES and sent.lows[k] not in CALENDAR for k in range(phrase.first, phrase.last))
    unit = sent.lows[front + 1] in ("its", "the") and (
        sent.lows[phrase.head] in UNITS or sent.lows[phrase.head] == "sector"
    )
    common = common or (unit and phrase.last == phrase.head + 1 and phrase.head > phrase.first)
    return scene.words_of(phrase) if named or common else None


def says_whose(scene: Scene, q: Quantity, owner: str | None) -> bool:
    """True for "while in [Arden] they fell 2 percent", "against 5 percent [nationally]", "The 23-year-old scored
    [19 goals]": the words at the number say whose it is.
    """
    sent = scene.sent
    if owner and "old" in sent.said and owner[0].isupper():
        doer = clause_subject(scene, scene.verb)
        told = q.first if q.kind == "age" else doer.head - 4 if doer is not None else -1
        if years_old(scene, told) == owner:
            return True
    if owner and scene.low(q.first - 1) == "its":
        k = q.first - 2 - (scene.low(q.first - 2) == "that")
        if scene.low(k) in SPEECH and sent.words[k - 1] == owner.rpartition(" ")[2]:
            return True  # "The bakers' union said its [46 halls]"
    if owner and scene.low(q.last) in _EVERYWHERE and scene.word in ("against", "with", "to"):
        return True
    if not owner or _TURNS.isdisjoint(sent.lows[: scene.before + 1]):
        return False
    k = next(k for k in range(scene.before, -1, -1) if sent.lows[k] in _TURNS)
    first = k + 2 + (sent.lows[k + 2 : k + 3] == ["the"])
    said = owner.split()
    ends = first + len(said)
    return sent.lows[k + 1] in _FRONTS and sent.words[first:ends] == said and sent.tags[ends : ends + 1] == ["PRP"]


def _where(scene: Scene) -> str | None:
    """ "in Arden, where rents rose 4 percent": the place that "where" speaks of."""
    sent = scene.sent
    for k in range(scene.before, max(0, scene.before - _LONGEST_CLAUSE), -1):
        if sent.lows[k] in (",", ";"):
            return None
        if sent.lows[k] == "where" and k > 1:
            place = left_phrase(sent, k - (sent.lows[k - 1] == ","))
            last = last_segment(scene, place) if place is not None else None
            told = last is not None and (sent.tags[last.head] in _NAMES or sent.lows[last.head] in TOWNS)
            return scene.words_of(last) if told and last is not None else None
    return None


_LONGEST_CLAUSE = 14  # words


def earlier_clause_owner(scene: Scene) -> str | None:
    """ "Oakmart posted a profit, while revenues grew 6 percent", "Oakmart said sales rose": the named subject of an
    earlier clause of the sentence that is no person; None without one.
    """
    sent = scene.sent
    best = None
    for k in range(scene.verb if scene.verb >= 0 else scene.before):
        if sent.tags[k] not in _FINITE:
            continue
        phrase = clause_subject(scene, k)
        if phrase is None or phrase.last > k or is_time(scene, phrase):
            continue
        unit = sent.lows[phrase.head] in UNITS and phrase.head > phrase.first and ":" in sent.lows[k:]
        if unit and scene.verb > sent.lows.index(":"):
            return scene.words_of(phrase)  # "The retail arm had a hard time: sales fell"
        if sent.tags[phrase.head] not in _NAMES:
            continue
        name = owner_name(scene, phrase)
        if not name or is_common(scene.names, name):
            continue
        people = scene.names.people()
        if people.named(name) or people.named(name.rpartition(" ")[2]):
            continue
        if sent.lows[k] in SPEECH and _only_tells(scene, phrase.head, name):
            continue
        best = name
    return best


def _only_tells(scene: Scene, head: int, name: str) -> bool:
    """True for a newspaper, a think tank and an office that counts others."""
    return scene.sent.lows[head] in _ONLY_SAY or scene.names.only_says(name) or observes(scene.names, name)


def unsaid_owner(scene: Scene, q: Quantity, measure: str | None, rule: str) -> str | None:
    """Whose a figure is when its sentence does not say: the article's, or the country's for a public statistic.

    A duration has no such owner; nor has a counted group that acts for itself ("20 teams have qualified"), but what
    an article about a place counts is in that place.
    """
    if _there(scene):
        return last_owner(scene)
    if q.kind == "count":
        cause = _CASES_OF.search(measure) if measure else None
        if cause is not None:
            return cause.group(1)  # "217 cases of measles": the measles'
        if q.unit == "share":
            return scene.names.main_entity()  # "4,000 shares were traded": the company's
        topic = scene.names.topic()
        if measure and not topic and not _STATISTICS.isdisjoint(measure.lower().split()):
            return scene.names.main_place()
        return None if rule == "attach:count_acts" and topic and not scene.names.is_place(topic) else topic
    if q.kind in ("duration", "age", "rank", "score"):
        return None
    if measure and (same := _same_measure_before(scene, measure)) is not None:
        return same
    if measure and not _STATISTICS.isdisjoint(measure.lower().split()):
        land = scene.names.main_place()
        if land and land in measure:
            land = _other_land(scene, land)  # "Brazil's imports from Chile"
        return land or scene.names.main_entity()
    main = scene.names.main_entity()
    if main and q.kind in ("percent", "percentage_point", "ratio") and scene.names.people().named(main):
        return scene.names.topic()  # somebody who is only quoted owns no share
    return observed(scene, main, measure) if main else None


def _there(scene: Scene) -> bool:
    """ "Rents there rose 4 percent": where the one spoken of last is."""
    sent = scene.sent
    stop = scene.verb if scene.verb >= 0 else 0
    return "there" in sent.lows[1:stop] and any(
        sent.lows[k] == "there" and sent.tags[k - 1] in ("NN", "NNS") for k in range(1, stop)
    )


def _same_measure_before(scene: Scene, measure: str) -> str | None:
    """ "Rents in Arden rose 7 percent. Rents in Kelso rose 2 percent": whose the first of such was."""
    said = scene.names.last
    near = said is not None and scene.index - scene.names.last_index == 1
    if not near or said is None or not said.measure or not said.subject:
        return None
    first = measure.partition(" ")[0].lower()
    return said.subject if first == said.measure.partition(" ")[0].lower() and len(first) > _SHORT else None


_SHORT = 4  # letters


def _other_land(scene: Scene, land: str) -> str | None:
    """ "Brazilian data showed imports from Chile fell": the land that is not where they come from, here or last
    spoken of.
    """
    named = (place_of(word) for word in scene.sent.words)
    here = next((place for place in named if place not in (None, land)), None)
    return here or last_owner(scene)


def last_owner(scene: Scene) -> str | None:
    """The name that owned the figure before, in this sentence or the one before it; None without one."""
    said = scene.names.last
    if said is None or not said.subject or scene.index - scene.names.last_index > 1:
        return None
    if said.subject == said.measure and said.rule == "attach:verb_thing":
        return None  # "Robbery was up 11 percent"
    common = opens_with_common(said.subject) or is_common(scene.names, said.subject)
    return said.subject if said.subject[0].isupper() and not common else None


def goes_on(scene: Scene, q: Quantity) -> str | None:
    """ "Of these, 40 left", "Another six came": whose the figure before was, which the sentence goes on with."""
    said = scene.names.last
    if said is None or scene.index - scene.names.last_index > 1:
        return None
    sent = scene.sent
    near = sent.lows[max(0, q.first - 2) : q.last + 1]
    of_them = sent.lows[0] in ("of", "among") and sent.lows[1] in _THOSE
    return said.subject if of_them or not _MORE.isdisjoint(near) else None


_THOSE = frozenset("these those them".split())
_MORE = frozenset("another others other further additional remaining remainder rest".split())


def opening_subject(scene: Scene) -> str | None:
    """Who or what the sentence begins with, where it stands before the number and is no time."""
    phrase = first_subject(scene.sent)
    if phrase is None or phrase.last > scene.before + 1 or is_time(scene, phrase):
        return None
    if scene.word == "at" and scene.low(scene.verb) in JUDGING:
        return None
    if scene.sent.tags[0] == "WRB" or scene.sent.lows[0] in _SUBORDINATE or owns_nothing(scene.words_of(phrase)):
        return None
    name = owner_name(scene, phrase)
    if not name or owns_nothing(name) or is_measure(name) or observes(scene.names, name):
        return None
    return name.partition(" ")[2] or None if starts_with_number(name) else name


_SUBORDINATE = frozenset("when while if as because since after before although though unless until once".split())


def place_of_extreme(scene: Scene) -> str | None:
    """ "lowest in Surley, at 4.8%, and highest in Tarn, at 9.1%": the place behind the word of degree."""
    comma = scene.before - 1
    if scene.word not in ("at", "with") or scene.low(comma) != ",":
        return None
    first = comma
    while scene.tag(first - 1) in _NAMES:
        first -= 1
    placed = first < comma and scene.low(first - 1) in ("in", "among", "for")
    if not placed or scene.tag(first - 2) != "JJS" or scene.tag(first - 3) == "DT":
        return None  # "Telmar is the largest in Norland, with 412 shops"
    return scene.text(first, comma)


def name_before(scene: Scene) -> str | None:
    """The name that stands nearest before the number in its sentence; None without one. The last resort."""
    sent = scene.sent
    taken = len(sent.lows)
    for k in reversed(sent.landmarks(_names_and_stops, 0, scene.before + 1)):
        if sent.lows[k] in (";", ":"):
            return None
        if k >= taken:
            continue
        first = k
        while first > 0 and (sent.tags[first - 1] in (*_NAMES, "POS") or sent.lows[first - 1] in ("of", "&")):
            first -= 1  # "The Tarrin Farmers' Union"
        while sent.tags[first] not in _NAMES:
            first += 1
        if not _only_speaks(scene, first, k + 1) and not owns_nothing(scene.text(first, k + 1)):
            return scene.text(first, k + 1)
        taken = first
    return None


def _names_and_stops(sent: Sentence) -> list[int]:
    return [
        k
        for k, (low, tag) in enumerate(zip(sent.lows, sent.tags, strict=True))
        if (tag in _NAMES and low not in CALENDAR) or low in (";", ":")
    ]


_NOT_THERE = frozenset("outside beyond excluding unlike without except".split())
_ASKED = frozenset("polled surveyed asked interviewed compiled".split())


def _only_speaks(scene: Scene, first: int, last: int) -> bool:
    """True for a name that says something, is a source or a nationality, stands for a thing, or holds a day: it owns
    no figure.
    """
    sent = scene.sent
    name = scene.text(first, last)
    if len(name) == 1 and sent.tags[first - 1] == "CD":
        return True  # "5G"
    if name.isupper() and scene.names.is_short_for_thing(name):
        return True  # "room price (ARP)"
    if sent.lows[max(0, first - 1) : first] == ["by"] and sent.lows[first - 2] in _ASKED:
        return True  # "Economists polled by Norvale"
    if place_of(name) not in (None, name) or "-" in name or any(low in CALENDAR for low in sent.lows[first:last]):
        return True
    k = first - 1 - (sent.lows[first - 1] == "the")
    if k >= 0 and sent.lows[k] in _NOT_THERE:
        return True  # "Outside London, house prices rose"
    said = any(low in SPEECH for low in sent.lows[last : last + 2]) and sent.lows[last : last + 1] != [","]
    return (
        said
        or sent.lows[max(0, first - 3) : first][-2:] == ["according", "to"]
        or "according" in sent.lows[max(0, first - 6) : first]
    )
