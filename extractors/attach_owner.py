"""Whose a figure is, once a way of attaching has answered: what cannot own it goes, who else may is asked."""

from __future__ import annotations

import re

from extractors.attach_doers import agent_behind, imposed_on, named_behind, paid_by, said_of_itself, sentenced
from extractors.attach_next_owner import name_before_number
from extractors.attach_tidy import tidy
from extractors.clause_subjects import place_after
from extractors.clauses import SPEECH
from extractors.discourse import Discourse
from extractors.foretold import foresees_for_land, foretold, land_of
from extractors.no_owners import is_cause, is_measure, owns_nothing, starts_with_number, thing_counted
from extractors.observers import observed
from extractors.owners import BUILT
from extractors.places import place_of
from extractors.quantities import Quantity
from extractors.scene import Scene
from extractors.statement import Attached
from extractors.unsaid_owners import (
    earlier_clause_owner,
    fronted_place,
    goes_on,
    last_owner,
    name_before,
    opening_subject,
    place_of_extreme,
    unsaid_owner,
)
from extractors.words import words

# Where nobody is said to own a figure, the place a sentence begins with does.
_PLACED = frozenset(
    "attach:count_object attach:count_acts attach:count_subject attach:verb_level attach:share attach:share_acts"
    " attach:in_noun".split()
)
_OF_EARLIER = frozenset(
    "attach:verb_level attach:multiple_verb attach:noun_after attach:of attach:level attach:verb_thing".split()
)
# A group that acts, and what opens a sentence, are nobody's.
_ALONE = frozenset(
    "attach:count_acts attach:count_again attach:noun_opens attach:opening attach:share_of_noun".split()
)
_IMPOSED = frozenset(("attach:of", "attach:noun_opens", "attach:noun_after"))
_THINGS = frozenset("attach:verb_thing attach:parenthesis attach:object attach:compared attach:level".split())
_DONE_TO = frozenset(("attach:count_acts", "attach:count_again", "attach:count_subject", "attach:share_acts"))
# Where what is measured may be the owner: "Sales taxes are 40 percent of revenue", "The index rose 3 points".
_MEASURES_OWN = frozenset(
    f"attach:{name}" for name in ("verb_entity", "share", "share_acts", "share_object", "share_state", "share_doing")
)
_EVERYBODYS = frozenset("global world worldwide".split())
_WITH = frozenset(("with",))  # "with Oakmart up 3 percent"
_SIZE_OPENS = frozenset("0123456789$€£¥₹₩₱₦₺₽RaAtTUHNCS")
_PARTS = frozenset("thirds quarters fifths sixths sevenths eighths ninths tenths".split())  # behind their number
_SIZED = re.compile(
    r"(?:[Aa]n? |[Tt]he )?(?:(?:[A-Z]{0,3}\$|[€£¥₹₩₱₦₺₽]|Rs\.? ?)[\d.,]+(?:[mb]n?|[tm]ln|tn|k)?"
    r"(?: (?:million|billion|trillion|lakh|crore|bn|mn))?"
    r"|[\d.,]+-[a-z]+"
    r"|[\d.,]+ (?:million|billion) (?:euro|pound|dollar|yuan|crown))"
    r" ((?!million|billion|trillion|lakh|crore|and )(?:[\w-]+ )*[a-z][\w-]+)$"
)


def without_size(owner: str) -> str:
    """ "a $310 million project", "the 38-km corridor", "[two] thirds of nurses": project, corridor, nurses."""
    part, of, whole = owner.partition(" of ")
    if of and part in _PARTS:
        owner = whole
    sized = _SIZED.match(owner) if owner[0] in _SIZE_OPENS else None
    if sized is not None:
        return sized[1]
    behind = _SIZED_BEHIND.match(owner) if not owner.isalpha() and _ANY_DIGIT.search(owner) else None
    return owner if behind is None else behind[1]


_ANY_DIGIT = re.compile("[0-9]")
# "earthquake of magnitude 6.2", "Winds of up to 140 km/h", "tanker loaded with 90,000 tonnes of crude"
_SIZED_BEHIND = re.compile(
    r"(\S+(?: [\w'-]+){0,4}?) (?:(?:loaded|laden) with|carrying|weighing|measuring|worth|of (?:a )?magnitude"
    r"|of(?= (?:[a-z]+ ){0,3}\d[\d.,]* ?(?:km/h|kph|mph|knots|degrees|mm|cm|inch|met(?:re|er)|f(?:oo|ee)t|°)))"
    r" (?:[a-z]+ ){0,3}[$£€]?\d"
)


_TIME_OPENS = frozenset("lLtTnN")
_TIME_IN_FRONT = re.compile(
    r"^(?:[Tt]his|[Ll]ast|[Nn]ext) (?:year|month|week|night|summer|winter|spring|autumn|weekend|season|quarter)"
    r"(?:'s)? (?=\w)"  # and not the name "This Week Media"
)


def owner_as_told(scene: Scene, q: Quantity, found: Attached) -> str | None:
    """The owner that was found, or one beside the number, without time and size in front; None for what owns nothing,
    "" for a pronoun that stands for nobody known: nobody else is asked then.
    """
    owner, names = foretold(scene, found) or found.owner, scene.names
    if scene.word in ("up", "down"):
        owner = name_before_number(scene, _WITH) or owner
    if scene.done and q.head < 0 and scene.word in ("and", ",") and scene.low(q.last) in ("at", "for"):
        owner = place_after(scene, q.last) or owner
    if owner and owner[0] in _TIME_OPENS:
        owner = _TIME_IN_FRONT.sub("", owner)  # "last year mountain rescuers"
    if owner:
        owner = without_size(owner)
    if owner and starts_with_number(owner.removeprefix("The ")):
        owner = _counted_owner(scene, q, owner.removeprefix("The "), found.measure)
    if owner and (owns_nothing(owner) or (names.only_says(owner) and names.main_entity() not in (None, owner))):
        return None
    if owner and foresees_for_land(scene, owner, found.measure):
        return land_of(scene, owner)
    return observed(scene, owner, found.measure) if owner else owner


def _counted_owner(scene: Scene, q: Quantity, owner: str, measure: str | None) -> str | None:
    """ "Some 1,300 firefighters" as "firefighters"; what was told before owns where they are what is counted."""
    thing = thing_counted(owner)
    counted = {word for said in (measure, q.named) if said for word in said.split()}
    same = thing is not None and thing.split()[-1] in counted
    if q.kind == "count" and scene.word in ("in", "at", "from", "to", "on", "across"):
        return None
    bare = q.kind == "count" and q.head < 0
    if thing is None or thing == measure or same or bare:
        return scene.done[-1].subject if scene.done else None
    return thing


def owner_proper(
    scene: Scene, q: Quantity, measure: str | None, owner: str | None, rule: str
) -> tuple[str | None, str | None, str | None]:
    """Measure and owner, kept apart where one thing was taken for both; and what owns it if nobody else does."""
    if owner and owner.isupper() and scene.names.is_short_for_thing(owner):
        measure, owner = measure or owner, None  # "ASK rose 4 percent", "The net margin (NM) rose"
    if rule == "attach:count_object" and _is_told(scene, q):
        owner = None
    alone = None
    if owner and rule not in _MEASURES_OWN and is_measure(owner):
        alone, owner = owner, None
    again = q.kind == "count" and q.named is not None
    same = measure is not None and owner is not None and measure.lower() == owner.lower()
    entity_before = bool(scene.done) and scene.done[-1].rule == "attach:verb_entity"  # "Oakmart rose 18 cents to $23"
    if same and scene.done and "count:again" in q.rules and rule == "attach:verb_thing":
        measure = scene.done[-1].measure  # "retailers shed 900": of the jobs told of
    elif same and rule in _THINGS and not again and not entity_before:
        alone, owner = owner, None  # a thing that is measured is seldom its own owner
    return measure, owner, alone


def _is_told(scene: Scene, q: Quantity) -> bool:
    """ "The mayor indicated 40 people were missing": what the group does is only told."""
    adjacent = scene.verb >= 0 and scene.verb == scene.before
    return adjacent and scene.low(scene.verb) in SPEECH and scene.tag(q.last) in ("VBD", "VBZ", "VBP", "MD")


def owner_otherwise(
    scene: Scene, q: Quantity, measure: str | None, owner: str | None, rule: str, alone: str | None
) -> str | None:
    """The owner, or where there is none who else may be: a doer, a place in front, who was spoken of before."""
    if rule in _DONE_TO:
        owner = agent_behind(scene, q) or owner or said_of_itself(scene, q)
    if q.kind == "duration":
        owner = sentenced(scene, q) or owner
    if owner is None and rule in ("attach:noun_opens", "attach:noun_after"):
        owner = named_behind(scene, q)
    if owner is None and q.kind == "money" and rule in _IMPOSED:
        owner = imposed_on(scene, q) or paid_by(scene, q)
    owner = place_of_extreme(scene) or owner
    if rule == "attach:figure":
        owner = fronted_place(scene) or owner  # "In the capital it was 39 degrees"
    if rule == "attach:noun_opens" and q.hyphen and q.kind in ("count", "measure") and owner is None:
        return measure  # "The 52,000-seat stadium in Arden opens"
    if owner is None and rule in _PLACED:
        owner = fronted_place(scene)
    if owner is None and rule in _OF_EARLIER:
        owner = earlier_clause_owner(scene)
    if owner is not None or (measure and measure.partition(" ")[0].lower() in _EVERYBODYS):
        return owner
    owner = scene.names.label(scene.index) or unsaid_owner(scene, q, measure, rule) or alone
    if owner is None and rule not in _ALONE and q.kind not in ("duration", "age", "rank", "score"):
        owner = last_owner(scene)
    if owner is None:
        owner = goes_on(scene, q)
    if owner is None and q.kind not in ("age", "score") and rule != "attach:outlook":
        owner = name_before(scene)
    if owner is None and rule not in _ALONE and q.kind != "count":
        owner = opening_subject(scene)
        owner = None if owner and rule == "attach:object" and is_cause(owner) else owner  # "The strike cut output to"
    if owner is None and rule == "attach:noun_opens" and q.hyphen:
        owner = measure  # "The 300-megawatt plant tripped"
    return owner


def without_description(owner: str) -> str:
    """ "new Lorne suspension bridge in Norland", "space thriller 'Cold Harbor": the bridge and the film by name."""
    if "'" in owner:
        if (title := _TITLED.match(owner)) is not None:
            return title[1]
        of_land = _OF_LAND.match(owner)
        if of_land is not None and place_of(of_land[1]) and of_land[2].split()[0] not in _GENERAL:
            return of_land[2] if of_land[2].rpartition(" ")[2].lower() in BUILT else owner
    if " " not in owner or not (owner[0] == "n" or _STANDING.search(owner)):
        return owner
    described = _READ_AT.match(owner) or _DELIVERED.match(owner)
    if described is not None:
        return described[1]
    placed = _BUILT_AT.match(owner)
    return placed[1] if placed is not None and placed[1].split()[-1].lower() in BUILT else owner


_STANDING = re.compile(" (?:in|off|near|at|for) ")
# Of what is built: where it stands, and that it is new.
_BUILT_AT = re.compile(r"(?:new |newly built )?([A-Z][\w.]+(?: [\w'-]+)+?)(?: (?:in|off|near) (?:the )?[A-Z].*)?$")
_TITLED = re.compile(r"(?:[a-z][\w-]* )+'([A-Z0-9][^']+)'?$")
_OF_LAND = re.compile(r"([A-Z]\w+)'s ([A-Z].*)")  # "London's Heathrow airport"
_GENERAL = frozenset("National Royal Central State Supreme Federal Public International Grand Great".split())
_DELIVERED = re.compile(r"([\w ]+?) for [\w-]+(?: [\w-]+)? delivery\b")  # "Copper for three-month delivery"
_READ_AT = re.compile(r"[Tt]hermometers? (?:in|at) (?:the )?([A-Z].*)$")


_SPEAKS_FOR = re.compile(r"(?:[Aa] )?(?:company )?[Ss]pokes(?:man|woman|person) (?:for|at|of) (?:the )?([A-Z].*)$")
_WHICH = ("first", "last", "next", "past", "final", "previous")


def named(names: Discourse, owner: str | None) -> str | None:
    """The owner as a claim names it: tidied, a person by the full name ("Roe" is "Jane Roe")."""
    owner = (without_description(tidy(owner)) or None) if owner else None
    if owner and (spoken := _SPEAKS_FOR.match(owner)) is not None:
        owner = spoken[1]
    if owner and owner[0] in _TIME_OPENS:
        owner = _TIME_IN_FRONT.sub("", owner)  # "Last week's auction"
    if owner:
        owner = _BY_HOW_MUCH.sub("", owner)  # "beat South Africa by 14"
    if owner in _WHICH or (owner and len(owner) == 1):
        return None  # "Sales in the first nine months"
    if owner and " " not in owner and owner[0].isupper() and not place_of(owner):  # "Statistics Canada said"
        person = names.people().named(owner)
        if person is not None:
            return person.name
    if owner and ". " in owner and (initial := _INITIAL.search(owner)) is not None and initial.start():
        return initial[0]  # "arrested Ada B. Roe"
    return name_in_s(names, owner) if owner else owner


_BY_HOW_MUCH = re.compile(r" by \d[\d.,]*$")
_INITIAL = re.compile(r"\b[A-Z][\w'-]+ [A-Z]\. [A-Z][\w'-]+$")


def name_in_s(names: Discourse, owner: str) -> str:
    """ "Macy's" and not "Macy" where it says or has something, or is known to: "Macy's shares" are its own."""
    whole = f"{owner}'s"
    if owner in _NAMES_IN_S:
        return whole if whole in names.folded else owner
    ends = names.once(_acting_in_s).get(_LAST_WORD.search(owner)[0], ())  # type: ignore[index]
    return whole if any(names.folded.endswith(owner, 0, at) for at in ends) else owner


def _acting_in_s(names: Discourse) -> dict[str, list[int]]:
    """Where words in 's end that say or have something, by the word; read once, so that long articles stay linear."""
    ends: dict[str, list[int]] = {}
    for found in _ACTING_IN_S.finditer(names.folded):
        ends.setdefault(found[1], []).append(found.end(1))
    return ends


_NAMES_IN_S = words("attach_owner.names_in_s")
_ACTING_IN_S = re.compile(r"(?<!\w)(\w*)'s (?:said|says|has|had|will) ")
_LAST_WORD = re.compile(r"\w*$")
