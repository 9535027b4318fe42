"""Where grammar or the paragraph says more surely than the weights whose a figure is: the rules are kept to then."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from extractors.clause_subjects import clause_subject
from extractors.clauses import SPEECH
from extractors.discourse import GENERIC
from extractors.foretold import foresees_for_land
from extractors.kinds import is_another_branch
from extractors.measure_nouns import says_what
from extractors.owner_pool import Candidate
from extractors.quantities import Quantity
from extractors.scene import Scene
from extractors.statement import Statement
from extractors.unsaid_owners import UNITS
from extractors.words import words

_LYING = ("at", "in", "on", "aboard")
_OF_GROUPS = ("attach:share_acts", "attach:opening")
_RELATIVES = frozenset("who whom whose which that".split())
_MONEYS = words("ranges.moneys")
_SOMEBODY = (words("people.men") | words("people.women") | words("people.either")) - words("people.offices")
_PLAIN = frozenset("prices sales exports imports profits deaths cases rents wages orders starts earnings".split())
_OF_MEASURES = frozenset(
    "rate growth rise increase fall drop average level index pace figure number total value share volume".split()
)


class Choice(NamedTuple):
    """A figure with what the rules say of it in ``told``, whom they name and whom the weights would name instead."""

    scene: Scene
    q: Quantity
    told: Statement
    other: Candidate
    ruled: Candidate


def is_held(choice: Choice) -> bool:
    """True where one of ``HOLDS`` speaks for whom the rules name."""
    return any(holds(choice) for holds in HOLDS)


def _is_of_paragraph(c: Choice) -> bool:
    """ "Orrin — The toy maker sold [4 million]": of Orrin, and not of whom the article is about."""
    name = c.ruled.text
    return name is not None and name == c.scene.names.of_paragraph(c.scene.index) and "same" not in c.other.signs


def _goes_on(c: Choice) -> bool:
    """ "Fenwick would close 45 shops with the loss of [1,200 jobs]": what one verb tells is of one, whom the sentence
    names or points to, where the other is not named between the two.
    """
    scene, ruled, other = c.scene, c.ruled.text, c.other.text
    if not scene.done or not ruled or not other or ruled != scene.done[-1].subject:
        return False
    if scene.verb < 0 or scene.verb > scene.behind:
        return False
    sent = scene.sent
    if scene.folded.find(ruled, sent.offset, sent.start[c.q.first]) < 0:
        subject = clause_subject(scene, scene.verb)
        if subject is None or scene.tag(subject.first) not in ("PRP", "PRP$"):
            return False
    return scene.folded.find(other, sent.start[scene.behind], sent.stop) < 0


def _is_nobody(c: Choice) -> bool:
    """ "of whom [32,600] are in shelters": no word for whom the sentence names."""
    return c.other.text is not None and c.other.text.lower() in _RELATIVES


def _says_it_would(c: Choice) -> bool:
    """ "Fenwick said its sales fell and warned it would close [45 shops]": who says so of itself."""
    scene = c.scene
    subject = clause_subject(scene, scene.verb) if c.ruled.text is not None else None
    if subject is None or subject.last - subject.first != 1 or scene.low(subject.first) not in ("it", "they"):
        return False
    k = subject.first - 1 - (scene.low(subject.first - 1) == "that")
    said_by = scene.low(k) in SPEECH
    return said_by and scene.folded.find(c.ruled.text or "", scene.sent.offset, scene.sent.start[k]) >= 0


def _is_of_group(c: Choice) -> bool:
    """ "adults who own a car", of whom "adults" alone says too little."""
    return c.told.rule in _OF_GROUPS and c.other.words < c.ruled.words and "%" not in (c.ruled.text or "")


def _only_tells(c: Choice) -> bool:
    """ "The Census Bureau said rents rose [4%]": not of the bureau."""
    return "tells" in c.other.signs and "agent0s" not in c.other.signs and c.ruled.text is not None


def _lies_there(c: Choice) -> bool:
    """ "There were [40 guests] at the inn": of the inn."""
    scene, name = c.scene, c.ruled.text
    if c.told.rule != "attach:count_object" or name is None or scene.low(scene.verb - 1) != "there":
        return False
    return scene.low(c.q.last) in _LYING and not c.other.words > c.ruled.words and _stands_at(scene, c.q.last, name)


def _is_only_cited(c: Choice) -> bool:
    """ "According to the blog Orlo, [two batches] have it": not of the blog."""
    return c.other.text is not None and not c.other.text.islower() and _is_cited(c.scene, c.other.text)


def _foresees(c: Choice) -> bool:
    """ "The central bank sees inflation at [4 percent]": not of the bank."""
    return foresees_for_land(c.scene, c.other.text, c.told.measure)


def _is_somebodys(c: Choice) -> bool:
    """ "The worker, aged 54, spent [11 weeks]": not of the firm."""
    named = "agent0" in c.ruled.signs and c.other.known is not None and c.other.known.sort == "E"
    text = c.ruled.text
    return named and text is not None and text.islower() and text.rpartition(" ")[2] in _SOMEBODY


def _is_of_money(c: Choice) -> bool:
    """ "The crown gained [0.8%]": not of the central bank."""
    return c.ruled.text is not None and c.ruled.text.lower() in _MONEYS and c.told.rule == "attach:verb_thing"


def _is_of_branch(c: Choice) -> bool:
    """ "The transport ministry has [40 cars]": not of the Norland Defence Ministry."""
    return c.ruled.text is not None and c.other.text is not None and is_another_branch(c.ruled.text, c.other.text)


def _is_below(c: Choice) -> bool:
    """ "The group, which owns Orrin and Corvin, is paying [$4m]": who stands in the relative clause does not pay."""
    return "agent0" in c.ruled.signs and "child" in c.other.signs and "same" not in c.other.signs


def _is_other_measure(c: Choice) -> bool:
    """ "Approvals dropped to [64,100]" in an article on house prices: no prices have approvals."""
    measure, text = c.told.measure, c.other.text
    if not measure or not text:
        return False
    led, _, destination = text.partition(" to ")
    if led != led.capitalize() or (destination and destination[0].islower()):
        return False
    head = led.rpartition(" ")[2].lower()
    own = measure.partition(" of ")[0].rpartition(" ")[2].lower()
    return head in _PLAIN and says_what(own) and own != head and own not in _OF_MEASURES


def _is_of_unit(c: Choice) -> bool:
    """ "At its retail arm, sales fell [4%]": of the arm, not of the whole firm."""
    text = c.ruled.text
    return text is not None and text.islower() and text.rpartition(" ")[2] in UNITS and " " in text


def _is_of_other_body(c: Choice) -> bool:
    """ "The union wants 15%. The company has offered [9%]": what the company does is not of the union."""
    ruled, other = c.ruled.text, c.other.text
    if not ruled or not other or "agent0" not in c.ruled.signs or "agent0" in c.other.signs:
        return False
    one, two = ruled.rpartition(" ")[2].lower(), other.rpartition(" ")[2].lower()
    return one != two and one in _BODIES and two in _BODIES and not (one in _FIRMS and two in _FIRMS)


def _stands_aside(c: Choice) -> bool:
    """ "The mission, a joint project of Orbex and the Polar Institute, cost [$4m]": not of those behind the comma."""
    scene, other = c.scene, c.other.text
    subject = clause_subject(scene, scene.verb) if c.ruled.text and other and "agent0" in c.ruled.signs else None
    if subject is None or scene.low(subject.last) != "," or scene.verb <= subject.last:
        return False
    return scene.folded.find(other or "", scene.sent.start[subject.last], scene.sent.start[scene.verb]) >= 0


def _only_speaks(c: Choice) -> bool:
    """ "Councillor Jane Roe said the hall was insured for [$4m]. A reward has been offered": neither is hers, nor is
    what a sentence says without a word for her.
    """
    scene, name = c.scene, c.other.text
    if not name or name[0].islower() or "agent0" in c.other.signs or not _PERSONAL.isdisjoint(scene.sent.said):
        return False
    surname = name.rpartition(" ")[2]
    here = scene.folded.find(surname, scene.sent.offset, scene.sent.stop) >= 0
    if (here and (c.q.kind == "duration" or _SPEAKING.isdisjoint(c.other.signs))) or (scene.names.title or "").find(
        surname
    ) >= 0:
        return False
    people = scene.names.people()
    return people.named(name) is not None or people.named(surname) is not None


def _is_place_told(c: Choice) -> bool:
    """ "About [40%] of users are outside Norland": of the users; where they are is what is said of them."""
    scene, name = c.scene, c.other.text
    if c.told.rule not in ("attach:share_state", "attach:share_acts") or not name or name[0].islower():
        return False
    sent = scene.sent
    said = next((k for k in range(c.q.last, len(sent.tags)) if sent.tags[k] in _FINITE), -1)
    return said >= 0 and scene.folded.find(name, sent.offset, sent.stop) > sent.start[said]


def _is_many(c: Choice) -> bool:
    """ "Officials say it draws [60,000 visitors]": "it" is none of the officials."""
    scene, name = c.scene, c.other.text
    subject = clause_subject(scene, scene.verb) if name and scene.verb >= 0 else None
    if subject is None or subject.last - subject.first != 1 or scene.low(subject.first) != "it":
        return False
    return (name or "").rpartition(" ")[2].lower() in _MANY


_FINITE = frozenset(("VBD", "VBZ", "VBP", "MD"))
_MANY = frozenset(
    "officials scientists researchers police experts analysts residents campaigners doctors ministers".split()
)


def _is_no_person(c: Choice) -> bool:
    """ "He has raised [$4m] for the Grindle Hospice": not of the hospice."""
    scene, name = c.scene, c.other.text
    subject = clause_subject(scene, scene.verb) if name and scene.verb >= 0 else None
    if subject is None or subject.last - subject.first != 1 or scene.low(subject.first) not in ("he", "she"):
        return False
    return name is not None and not _ORGANISATIONS.isdisjoint(name.lower().split())


def _does_itself(c: Choice) -> bool:
    """ "The planes, which seat [232 passengers], burn less" in an article on Koralair: what acts in the sentence owns
    what it acts on, where it is a thing of its own and no other word for the firm.
    """
    scene, ruled, other = c.scene, c.ruled.text, c.other.text
    if c.told.rule != "attach:count_object" or not ruled or not other or "agent0" not in c.ruled.signs:
        return False
    subject = clause_subject(scene, scene.verb)
    if subject is None or scene.low(subject.head) in GENERIC or scene.tag(subject.head) not in ("NN", "NNS"):
        return False
    if scene.tag(subject.head) == "NN" and "the" in scene.sent.lows[max(0, subject.first - 1) : subject.head]:
        return False  # "The building, which opened in 1904, has 34 rooms": the museum
    here = scene.folded[scene.sent.offset : scene.sent.stop]
    return other[0].isupper() and ruled in here and other not in here and "same" not in c.other.signs


def _is_so_old(c: Choice) -> bool:
    """ "The 29-year-old firefighter from Arden beat her own mark": no town is 29 years old."""
    name = c.ruled.text
    if c.told.rule != "attach:age" or not name:
        return False
    return name.rpartition(" ")[2].removesuffix("s") in _SOMEBODY or c.scene.names.people().named(name) is not None


_ORGANISATIONS = words("people.organisations")
_PERSONAL = frozenset("he she his her him hers himself herself i my me we our us who whose".split())
_SPEAKING = frozenset("Lspk Rspk".split())


def _is_the_measure(c: Choice) -> bool:
    """ "The duty on cars will be lowered to [15%]" in an article on Norland: of Norland, as the rules say."""
    name, measure, other = c.ruled.text, c.told.measure, c.other.text
    if not name or not measure or not other or name != c.scene.names.main_entity():
        return False
    return c.told.rule == "attach:verb_level" and other.lower().startswith(measure.lower())


_FIRMS = frozenset("company firm group business bank retailer maker carmaker airline brewer owner operator".split())
_BODIES = _FIRMS | frozenset(
    "union government council ministry charity court hospital school university agency board church club police"
    " commission department authority parliament army navy".split()
)
HOLDS: tuple[Callable[[Choice], bool], ...] = (
    _is_of_paragraph,
    _goes_on,
    _is_nobody,
    _says_it_would,
    _is_of_group,
    _only_tells,
    _lies_there,
    _is_only_cited,
    _foresees,
    _is_somebodys,
    _is_of_money,
    _is_of_branch,
    _is_below,
    _is_other_measure,
    _is_of_other_body,
    _is_of_unit,
    _stands_aside,
    _is_the_measure,
    _only_speaks,
    _is_no_person,
    _does_itself,
    _is_so_old,
    _is_place_told,
    _is_many,
)


def _stands_at(scene: Scene, k: int, text: str) -> bool:
    """True for "the inn" of "at the inn", whose preposition is token ``k``."""
    first = k + 1 + (scene.tag(k + 1) == "DT")
    return first < len(scene.sent.start) and scene.folded.startswith(text, scene.sent.start[first])


def _is_cited(scene: Scene, name: str) -> bool:
    """True where the sentence only has from ``name`` what it says: "according to the blog Orlo"."""
    sent = scene.sent
    if "according" not in sent.said or "it" in sent.said or "its" in sent.said or "their" in sent.said:
        return False
    k = sent.lows.index("according")
    first = k + 2 + (scene.tag(k + 2) == "DT")
    if scene.low(k + 1) != "to" or first >= len(sent.start):
        return False
    at = sent.start[first]
    return scene.folded.startswith(name, at) and scene.folded.find(name, sent.offset, sent.stop) == at
