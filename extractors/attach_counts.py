"""Counted things: the noun phrase is the measure; who acts on them, or where they are, owns the figure."""

from __future__ import annotations

from extractors.amount_counts import PEOPLE_WHO_ARE
from extractors.attach_acts import DONE, HARMING, MAKING_FEWER_OR_MORE, PARTICLES
from extractors.attach_count_levels import AVERAGE_MOVED, COUNT_LEVEL, FLOWING, HOME_TO
from extractors.attach_doers import (
    FINITE,
    VERBS,
    doer_or_place,
    home_to,
    members_of,
    owner_of_acting,
    verb_follows,
    visited,
    within_clause,
)
from extractors.attach_tidy import tidy
from extractors.attach_verbs import VERB_WAYS, by_verb
from extractors.clause_subjects import clause_subject, place_after
from extractors.clauses import SPEECH, opens_clause, subject_of, verb_before
from extractors.counted_groups import counted_group, past_aside
from extractors.measure_nouns import says_what
from extractors.move_words import DOWN_VERBS, MOVE_NOUNS, UP_VERBS
from extractors.noun_phrases import Phrase, left_phrase, right_phrase
from extractors.owner_splits import owner_before_with, owner_of_clause, split
from extractors.owners import described_name, possessor
from extractors.phrases import CALENDAR, NOUNS
from extractors.predicates import until_mark
from extractors.quantities import Quantity
from extractors.relative_clauses import each_before
from extractors.scene import Scene
from extractors.statement import Attached
from extractors.tokens import NUMBER_WORDS
from extractors.unsaid_owners import fronted_place
from extractors.ways import Rule, Way, makers
from extractors.words import words

_PLAIN_VERBS = words("attach_counts.plain_verbs")
_TALLIES = words("attach_counts.tallies")
_CASUALTIES = PEOPLE_WHO_ARE | {"victims", "casualties", "survivors"}
_HAPPENING = words("attach_counts.happening")
_ACTS_ON = frozenset("sale purchase delivery gain loss cut reduction addition rise fall drop".split())
_DOING = words("attach_counts.doing")
_SUMS = frozenset("total average number record sum maximum minimum".split())
_WHO = tuple(words("attach_counts.who"))
_PAID = words("attach_counts.paid")
_SHORT_GROUP = 3  # words
_INCLUDING = ("including", "include", "includes", "included")


def count_that_moves(scene: Scene, q: Quantity) -> Attached | None:
    """ "The workforce shrank by 300 people": a count that is the size of a move belongs to the verb."""
    if scene.verb < 0 or q.carried or _is_aside(scene):
        return None
    if (q.change is None or "change:more" in q.rules) and not _is_level(scene, q):
        return None
    made = by_verb(scene, q, scene.before)
    does = made.rule in ("attach:verb_thing", "attach:verb_entity") and scene.before == scene.verb and q.head >= 0
    dropped = does and scene.low(scene.verb) in _DROPPING and q.unit not in _RUNGS
    if dropped and "change:verb" in q.rules:
        q.change = None
        q.rules.remove("change:verb")
        return None  # "Its rival Brenholt has dropped 17 routes": what it did, and not how far it fell
    if does and made.rule == "attach:verb_entity":
        return None  # "Brenholt is shedding 740 employees"
    return made if made.measure else None


_DROPPING = frozenset("drop drops dropped dropping".split())
_RUNGS = frozenset("place spot rank position point".split())


def _is_level(scene: Scene, q: Quantity) -> bool:
    """ "Orders fell to 24,600 lorries", "raised its forecast to 300 lorries": what they are the level of."""
    if scene.word not in ("to", "from") or q.first - scene.verb > _NEAR_VERB:
        return False
    if scene.low(scene.verb) not in _MOVING and scene.low(scene.verb + 1) not in ("up", "down"):
        return False  # "were up 1,200 to 9,400 members"
    sized = scene.tag(scene.verb + 1) in ("CD", "$")  # "fell 2 percent to 300 lorries"
    thing = None if sized else right_phrase(scene.sent, scene.verb + 1, tails=2, ceiling=scene.before)
    ends = thing is not None and (thing.last == scene.before or scene.low(thing.last) in ("by", "from"))
    moved = thing if ends else subject_of(scene.sent, scene.verb)
    return moved is not None and says_what(scene.low(moved.head)) and scene.low(moved.head) not in FLOWING


_MOVING = UP_VERBS | DOWN_VERBS
_NEAR_VERB = 12  # words


def _is_aside(scene: Scene) -> bool:
    """ "The dead numbered 41, a rise of 6": the move stands beside its level."""
    noun = scene.before - 1
    moved = scene.word == "of" and scene.low(noun) in MOVE_NOUNS and scene.low(noun - 1) in ("a", "an")
    return moved and scene.low(noun - 2) == "," and bool(scene.done)


def counted_noun(scene: Scene, q: Quantity) -> Attached | None:
    """ "The clinic hired 40 nurses": 40 "nurses" of the clinic."""
    if q.head < 0 or q.carried or "gap" in q.rules:
        return None
    made = _capacity(scene, q)
    if made is None:
        made = _of_group(scene, q, counted_group(scene, q))
    label = label_of(scene)
    if label:
        return made._replace(owner=label)
    if made.owner is None and made.rule in ("attach:count_subject", "attach:count_acts"):
        return made._replace(owner=_earlier_agent(scene, q.first))
    return made


def _of_group(scene: Scene, q: Quantity, group: str) -> Attached:
    for make in _MAKERS:
        made = make(scene, q, group)
        if made is not None:
            return made
    return _acting(scene, q, group)


_LONGEST_LABEL = 9  # words, the colon included


def label_of(scene: Scene) -> str | None:
    """ "Jane Roe: held on $70,000 bond": the name before a colon that opens the sentence."""
    sent = scene.sent
    if ":" not in sent.words[1:_LONGEST_LABEL]:
        return None
    k = 0
    while k < min(_LONGEST_LABEL - 1, len(sent.words)) and sent.tags[k] in ("NNP", "NNPS", "."):
        k += 1
    return scene.text(0, k) if 0 < k < len(sent.words) and sent.words[k] == ":" else None


def _earlier_agent(scene: Scene, before: int) -> str | None:
    """The named subject of an earlier clause: "Norvale has promoted trade, and 41 plants were built"."""
    sent = scene.sent
    for k in range(before):
        if sent.tags[k] in FINITE and sent.lows[k] not in SPEECH:
            found = subject_of(sent, k)
            if found is not None and sent.tags[found.head] in ("NNP", "NNPS") and found.last <= before:
                return described_name(scene, found) or scene.words_of(found)
    return None


def _capacity(scene: Scene, q: Quantity) -> Attached | None:
    """ "a server capacity of 4 million units": the capacity is measured, in units."""
    sent = scene.sent
    if scene.word not in ("of", "at") or q.first <= 1:
        return None
    k = q.first - 1
    while k > 0 and sent.lows[k] not in ("of", "at"):
        k -= 1
    if sent.tags[k - 1] not in NOUNS or sent.lows[k - 1] in NUMBER_WORDS:
        return None
    phrase = left_phrase(sent, k, scene.verb + 1 if scene.verb >= 0 else 0)
    if phrase is None:
        return None
    for m in range(phrase.last - 2, phrase.first, -1):
        listed = sent.lows[m] == "and" and "CD" in sent.tags[phrase.first : m]  # "growth of 3 percent and a gain of"
        if sent.lows[m] in ("with", "into") or listed:
            phrase = Phrase(m + 1, phrase.last, phrase.last - 1)
            break
    if sent.tags[phrase.head] not in ("NN", "NNS") or not says_what(sent.lows[phrase.head]):
        return None
    if q.unit and q.unit.endswith(_WHO) and scene.low(phrase.head) in _PAID:
        return None  # "the allowance of 900 clerks"
    if sent.lows[phrase.head] in _ACTS_ON:
        return None  # "The sale of 71 works": the works
    thing, owner = split(scene, phrase)
    named = (thing or "").lower().split()
    if not thing or (named and named[-1] in _SUMS and len(named) <= 2):
        return None
    if owner is None:
        owner = owner_of_clause(scene, verb_before(sent, phrase.first)) or owner_before_with(scene, phrase)
    if named[-1] in _HAPPENING or (len(tidy(thing).split()) == 1 and named[-1] in _DOING):
        thing = f"{thing} of {counted_group(scene, q)}"
    return Attached(thing, owner, "attach:count_of")


def _possessed(scene: Scene, q: Quantity, group: str) -> Attached | None:
    """ "Norvale's 40 nurses", "their 40 nurses"."""
    owner = possessor(scene, q)
    return Attached(group, owner, "attach:count_possessed") if owner else None


def _listed(scene: Scene, q: Quantity, group: str) -> Attached | None:
    """ "five radars, six cameras and twelve sensors": whose the first of the list was."""
    sent, k = scene.sent, q.first - 1
    if not scene.done or scene.behind < 0 or scene.low(k) not in (",", "and", "plus", "or"):
        return None
    if k - scene.behind > 8 or any(sent.tags[m] in VERBS or sent.lows[m] == "(" for m in range(scene.behind, k)):
        return None
    with_both = scene.low(k) == "and" and "with" in sent.lows[max(0, scene.behind - 5) : scene.behind]
    adjacent = k == scene.behind and scene.done[-1].rule in ("attach:count_subject", "attach:count_listed")
    follows = verb_follows(sent, past_aside(scene, q.last))
    if follows and not with_both and not adjacent and not scene.done[-1].rule.startswith("attach:count_acts"):
        return None
    group = scene.text(q.phrase, q.head + 1) if with_both else group
    return Attached(group, scene.done[-1].subject, "attach:count_listed")


def _acting(scene: Scene, q: Quantity, group: str) -> Attached:
    """ "40 nurses left": the group is the subject itself; the event, the place or the doer owns the count."""
    owner = owner_of_acting(scene, q) or members_of(scene, q)
    owner = home_to(scene) or owner
    if owner is not None and owner.islower() and (front := fronted_place(scene)) is not None:
        owner = front  # "In Arden, 87 bodies were laid out in a school yard"
    if owner is None and scene.word == "with" and scene.low(scene.before - 1) == "," and scene.low(scene.verb) in _IS:
        told = slice(scene.verb, scene.before)
        if "JJS" in scene.sent.tags[told] or "most" in scene.sent.lows[told]:
            owner = owner_of_clause(scene, scene.verb)  # "Telmar is the largest in Norland, with 412 shops"
    if owner is None and scene.word == "with":
        owner = owner_before_with(scene, Phrase(q.first, q.last, q.last - 1))
        if owner is None and scene.tag(scene.before - 1) in FINITE:
            owner = owner_of_clause(scene, scene.before - 1)  # "The bill passes with 52 votes"
        if owner is None and scene.before == 0:
            owner = _clause_behind(scene, q)
    if owner is None and scene.low(q.last) in _PLACING and scene.tag(q.last + 1) in ("NNP", "DT"):
        owner = _of_place(scene, q)
    if owner is None and (there := visited(scene, q, group)) is not None:
        group, owner = there
    if owner and " by " in group:
        did, _, agent = group.partition(" by ")
        group = did if owner.startswith(agent) else group  # "households powered by Norland" of its wind park
    acts = owner is None and q.phrase <= q.core + 3 and verb_follows(scene.sent, q.last)
    return Attached(group, owner, "attach:count_acts" if acts else "attach:count_subject")


_IS = ("is", "was", "are", "were", "remains", "remained", "became")


def _clause_behind(scene: Scene, q: Quantity) -> str | None:
    """ "With 5,000 employees, Norvik is the largest": whose clause stands behind the comma."""
    tags = scene.sent.tags
    stop = next((k for k in range(q.last, min(q.last + _LONG_OPENING, len(tags))) if tags[k] == ","), -1)
    if stop < 0 or any(tag in FINITE for tag in tags[q.last : stop]):
        return None
    if any(low in _HURT for low in scene.sent.lows[q.last : stop]):
        return None  # "With 12 people injured, police closed the road"
    verb = next((k for k in range(stop + 1, min(stop + _LONG_CLAUSE, len(tags))) if tags[k] in FINITE), -1)
    subject = clause_subject(scene, verb)
    begins = subject is not None and (
        tags[subject.first - 1] == "," or tags[subject.first - 2 : subject.first] == [",", "DT"]
    )
    return owner_of_clause(scene, verb) if begins else None


_LONG_OPENING, _LONG_CLAUSE = 10, 16  # tokens
_HURT = frozenset("dead killed injured hurt wounded missing arrested".split())


def _of_place(scene: Scene, q: Quantity) -> str | None:
    """ "Some 14,200 people in Norland have caught it": where they are, if the clause goes on with what they do."""
    place = right_phrase(scene.sent, q.last + 1, tails=0)
    named = place is not None and "NNP" in (scene.tag(place.head), scene.tag(place.first))
    listed = place is not None and scene.low(place.last) in ("and", ",") and scene.tag(place.last + 1) == "CD"
    if place is None or not named or (scene.tag(place.last) not in FINITE and not listed):
        return None  # "140,000 homes in Tarn and 30,000 in Kelso lost power"
    return place_after(scene, q.last) if opens_clause(scene.sent, q.first) else None


_PLACING = ("in", "across", "at")


def _part_of_the_last(scene: Scene, q: Quantity, group: str) -> Attached | None:
    """ "It hired 40 people, including 30 nurses": of whose people the sentence has spoken."""
    spoken = scene.names.last
    if scene.word == "them" and scene.low(scene.before - 1) == "among" and spoken is not None:
        return Attached(group, spoken.subject, "attach:count_part")  # "among them two schools"
    if scene.low(scene.verb) in _INCLUDING and spoken is not None and q.first - 3 <= scene.verb < q.first:
        if scene.low(scene.verb) != "including":
            whole = subject_of(scene.sent, scene.verb)
            if whole is not None and scene.tag(whole.head) in NOUNS and not says_what(scene.low(whole.head)):
                return None  # "That scheme would include 3 stations"
        return Attached(group, spoken.subject, "attach:count_part")
    return None


_BEHIND_NO_VERB = words("attach_counts.behind_no_verb")


def _behind_link(scene: Scene, q: Quantity) -> bool:
    """ "marched through the capital and [20 towns]": no object of the verb."""
    if scene.word in _BEHIND_NO_VERB:
        return True
    listed = scene.word in ("and", "or", ",")
    return listed and any(low in _BEHIND_NO_VERB for low in scene.sent.lows[scene.verb + 1 : q.first])


_OBJECTS = frozenset("DT NN NNS NNP PRP$ JJ CD".split())
_TRYING = words("attach_counts.trying")
_LEAVING = words("attach_counts.leaving")


def _left_so(scene: Scene, q: Quantity, group: str) -> str:
    """ "left 35 people dead", "left 40 homes in the dark": in which state."""
    k = q.last
    bare = len(group.split()) <= q.head + 1 - q.phrase
    if bare and scene.tag(k) in ("JJ", "VBN", "IN") and scene.tag(k + 1) not in ("NNP", "NNPS"):
        return f"{group} {until_mark(scene, k, k + 1)}"
    return group


def _object_of_clause(scene: Scene, q: Quantity, group: str) -> Attached | None:
    """ "The clinic hired 40 nurses": the agent of the clause; none where the group acts."""
    sent, verb = scene.sent, scene.verb
    if verb < 0 or not within_clause(sent, verb, q.first, q.last):
        return None
    if scene.word == "with" and scene.low(scene.before - 1) in (",", *CALENDAR) and sent.tags[verb] != "VBG":
        if scene.low(scene.before - 1) == "," or scene.tag(verb + 1) in _OBJECTS:
            return None  # "opened a park on Friday, with 90 stalls"
    if scene.word == "with" and (each := each_before(sent, scene.before - 1)) is not None:
        return Attached(group, scene.words_of(each), "attach:count_object")  # "two inns, each with 90 beds"
    if opens_clause(sent, q.first) and verb_follows(sent, q.last):
        return None
    owner = owner_of_clause(scene, verb)
    doer = subject_of(sent, verb)
    if (
        doer is not None
        and doer.last == doer.head + 1
        and (sent.lows[doer.head] in _TALLIES or sent.lows[doer.head] in _CASUALTIES)
    ):
        owner = None  # "The toll includes 40 nurses"
        if sent.lows[doer.head] in _CASUALTIES:
            group = f"{group} among the {sent.lows[doer.head]}"  # "The dead included nine nurses"
    if owner and scene.word == "with" and doer is not None and says_what(sent.lows[doer.head]):
        owner = None  # "Unemployment rose to 4.8% with 1.7 million people out of work"
    low = sent.lows[verb]
    if sent.lows[0] == "among" and low in ("was", "were", "is", "are") and verb + 1 >= q.first - 2:
        group, owner = f"{group} {scene.text(0, verb).lower()}", None  # "Among the dead were two nurses"
    if owner is None and sent.lows[verb - 1 if verb else 0] == "there":
        named = scene.low(q.last) == "on" and scene.tag(q.last + 1) in ("DT", "NNP", "PRP$")
        on = ("on",) if named and not scene.low(q.last + 1).endswith(("day", "days")) else ()
        owner = doer_or_place(scene, q.last - 1, min(len(sent.words), q.last + 7), ("from", "aboard", *on))
    if scene.word == "of" and scene.low(q.first - 2) in NUMBER_WORDS:
        owner = None
    if low in _LEAVING:
        return Attached(_left_so(scene, q, group), owner, "attach:count_object")
    acts = sent.tags[q.last : q.last + 1] == ["VBN"] or sent.tags[q.last : q.last + 1] == ["VBD"]
    if acts and len(group.split()) > q.head + 1 - q.phrase:
        return Attached(group, owner, "attach:count_object")  # "boats sunk or swept off"
    tried = scene.low(verb - 2) in _TRYING
    murder = low in HARMING and (low.endswith("ing") or sent.tags[verb] == "VB") and not tried
    if murder and len(group.split()) <= _SHORT_GROUP:
        group = f"{group} {HARMING[low]}"  # ", killing 12 people"
    elif low in MAKING_FEWER_OR_MORE and len(group.split()) <= _SHORT_GROUP and not _behind_link(scene, q):
        group = f"{group} {MAKING_FEWER_OR_MORE[low]}"  # "will cut 800 jobs"
    elif sent.tags[verb] in ("VBN", "VBD") and q.unit != "vote" and not _behind_link(scene, q):
        size = len(group.split())
        done_to_people = q.unit == "person" and low.endswith("ed") and low not in ("had", "has") and size <= 2
        if done_to_people or (low not in _PLAIN_VERBS and size <= 3):
            noun, rest = scene.text(q.phrase, q.head + 1), ""
            if group.startswith(f"{noun} ") and not group.startswith(f"{noun} of "):
                rest = group[len(noun) :]  # "treated 60 people for burns"
            off = (
                f" {scene.word}" if scene.before == verb + 1 and scene.word in PARTICLES else ""
            )  # "shot down 19 drones"
            group = f"{noun if rest else group} {DONE.get(low, sent.words[verb])}{off}{rest}"
    return Attached(group, owner, "attach:count_object")


CAPACITY = Way(
    _capacity,
    (
        Rule(
            "attach:count_of",
            (("The park has a server capacity of <4 million units>.", "server capacity", "park"),),
            ("The park is a home of 4 million bees.",),
        ),
    ),
)
POSSESSED_COUNT = Way(
    _possessed,
    (
        Rule(
            "attach:count_possessed",
            (("The storm stranded Norvale's <40 nurses>.", "nurses", "Norvale"),),
            ("The storm stranded 40 nurses from Norvale.",),
        ),
    ),
)
LISTED_COUNT = Way(
    _listed,
    (
        Rule(
            "attach:count_listed",
            (("The clinic bought five radars and <twelve sensors>.", "sensors", "clinic"),),
            ("The clinic bought five radars while twelve sensors failed.",),
        ),
    ),
)
PART_OF_THE_LAST = Way(
    _part_of_the_last,
    (
        Rule(
            "attach:count_part",
            (("The clinic hired 40 people, including <30 nurses>.", "nurses", "clinic"),),
            ("The clinic hired 40 people and 30 nurses.",),
        ),
    ),
)
OBJECT_OF_CLAUSE = Way(
    _object_of_clause,
    (
        Rule(
            "attach:count_object",
            (("The clinic hired <40 nurses>.", "nurses hired", "clinic"),),
            ("40 nurses left the clinic.",),
        ),
    ),
)
ACTING = Way(
    _acting,
    (
        Rule(
            "attach:count_subject",
            (("<30 people> died in the flood.", "people died", "flood"),),
            ("The flood killed 30 people.",),
        ),
        Rule(
            "attach:count_acts",
            (("<Forty nurses> have left Arden.", "nurses left", None),),
            ("The clinic hired forty nurses.",),
        ),
    ),
)

LADDER = (HOME_TO, AVERAGE_MOVED, COUNT_LEVEL, POSSESSED_COUNT, LISTED_COUNT, PART_OF_THE_LAST, OBJECT_OF_CLAUSE)
_MAKERS = makers(LADDER)
COUNTED_NOUN = Way(counted_noun, inside=(CAPACITY, *LADDER, ACTING), kinds=("count",))
COUNT_THAT_MOVES = Way(count_that_moves, inside=VERB_WAYS, kinds=("count",))
