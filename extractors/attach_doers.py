"""Whose a counted group is that acts for itself: the event, the place, who does it to them."""

from __future__ import annotations

from extractors.clause_subjects import is_time, last_segment
from extractors.counted_groups import past_aside
from extractors.first_names import first_names
from extractors.incidents import may_be_incident
from extractors.noun_phrases import TIMES, Phrase, left_phrase, right_phrase
from extractors.observers import observes
from extractors.owners import described_name, owner_name
from extractors.phrases import CALENDAR, NOUNS
from extractors.places import place_of
from extractors.quantities import Quantity
from extractors.scene import Scene
from extractors.tokens import Sentence
from extractors.unsaid_owners import fronted_place
from extractors.words import words

_HARM = frozenset("killed injured wounded dead hurt arrested died".split())
FINITE = ("VBD", "VBP", "VBZ", "MD")
VERBS = frozenset(("VBD", "VBZ", "VBP", "MD", "VB", "VBG", "WDT"))
_CLAUSE_OPENERS = words("attach_doers.clause_openers")
_SAYING = words("attach_doers.saying")
_FINDING = ("reported", "reports", "found", "announced")


def members_of(scene: Scene, q: Quantity) -> str | None:
    """ "46 members of the Harbour Board": a named whole."""
    if scene.low(q.last) != "of":
        return None
    whole = right_phrase(scene.sent, q.last + 1, tails=0)
    if whole is None:
        return None
    named = scene.low(q.first - 1) == "the" and scene.low(q.last + 1) == "the" and scene.tag(whole.first) == "NNP"
    if scene.sent.tags[whole.head] not in ("NNP", "NNPS") and not named:
        return None  # but "the 60 turbines of the Skerry wind farm"
    return scene.words_of(whole)


def home_to(scene: Scene) -> str | None:
    """ "The city, home to 3.7 million people": the city."""
    if scene.word != "to" or scene.low(scene.before - 1) != "home" or scene.low(scene.before - 2) != ",":
        return None
    town = left_phrase(scene.sent, scene.before - 2)
    return owner_name(scene, last_segment(scene, town)) if town is not None else None


def agent_behind(scene: Scene, q: Quantity) -> str | None:
    """ "26,000 were built by Oakmart", "400 ferries are run by Norvale Lines": who does it, if a name."""
    k, tags, lows = q.last, scene.sent.tags, scene.sent.lows
    while k < min(len(tags), q.last + _NEAR_AGENT) and (tags[k] in ("MD", "RB") or lows[k] in _PASSIVE):
        k += 1
    if k == q.last or lows[k + 1 : k + 2] != ["by"] or lows[k] in _HARM:
        return None
    if tags[k] not in ("VBN", "VBD") and lows[k - 1] not in _PASSIVE:
        return None
    who = right_phrase(scene.sent, k + 2, tails=0)
    if who is None or tags[who.head] not in ("NNP", "NNPS") or _names_time(lows[who.head]):
        return None  # "were cancelled by Friday"
    return scene.words_of(who)


def _names_time(low: str) -> bool:
    return low in CALENDAR or low in _TIMES_NAMED


_NEAR_AGENT = 4  # words
_PASSIVE = frozenset("is are was were be been being has have had".split())


def imposed_on(scene: Scene, q: Quantity) -> str | None:
    """ "A fine of $4 million was imposed on Oakmart": who bears it, or gets it."""
    lows = scene.sent.lows
    for k in range(q.last, min(len(lows) - 2, q.last + _NEAR_IMPOSED)):
        if lows[k] in _IMPOSED and lows[k + 1] in _IMPOSED_ON and lows[k - 1] in _PASSIVE_TOO:
            who = right_phrase(scene.sent, k + 2, tails=0)
            if who is None or lows[who.head] in TIMES:
                return None
            return owner_name(scene, Phrase(k + 2, who.last, who.head))
        if scene.tag(k) in (",", ":", "WDT", "CC"):
            return None
    return None


def paid_by(scene: Scene, q: Quantity) -> str | None:
    """ "A dividend of 14 cents was declared by Oakmart": whose sum it is that pays or earns it, if a name."""
    k = q.last
    while scene.tag(k) in ("RB", "MD") or scene.low(k) in _PASSIVE:
        k += 1
    if k == q.last or scene.low(k) not in _BOOKED or scene.low(k + 1) != "by":
        return None
    who = right_phrase(scene.sent, k + 2, tails=0)
    if who is None or scene.tag(who.head) not in ("NNP", "NNPS") or _names_time(scene.low(who.head)):
        return None  # "was paid by Christmas"
    return scene.words_of(who)


_TIMES_NAMED = TIMES | frozenset("christmas diwali easter eid hanukkah ramadan thanksgiving".split())
_BOOKED = frozenset("booked declared earned made paid posted spent".split())


def said_of_itself(scene: Scene, q: Quantity) -> str | None:
    """ "Oakmart said 40 shops were closed": who says what was done is who did it, where it is what firms do."""
    sent, k = scene.sent, q.first
    k -= scene.low(k - 1) == "that"
    if k < 2 or scene.low(k - 1) not in _SAID or scene.low(q.last) not in _AUXILIARIES:
        return None
    done = q.last + 1
    while scene.tag(done) == "RB" or scene.low(done) in ("be", "been"):
        done += 1
    if scene.low(done) not in _FIRMS_DO or any(low == "by" for low in sent.lows[done : done + 3]):
        return None
    if sent.words[0] == "The" or not all(tag == "NNP" for tag in sent.tags[: k - 1]):
        return None
    firm = scene.text(0, k - 1)
    if place_of(firm) or observes(scene.names, firm) or firm in _OUTLETS or sent.lows[k - 2] in _OFFICIAL:
        return None  # who counts or tells what others did
    person = scene.names.people().named(firm) is not None or (k > 2 and sent.lows[0] in first_names())
    return None if person else firm


_OUTLETS = frozenset(words("no_owners.letters"))
_SAID = frozenset("said says".split())
_AUXILIARIES = frozenset("are had have was were will".split())
_FIRMS_DO = frozenset("built closed cut delivered made opened ordered produced recalled sold shipped shed".split())
_OFFICIAL = words("incidents.responders") | frozenset(
    "authorities coastguard council department government guard inspectorate ministry office officials parliament"
    " police service union".split()
)


def sentenced(scene: Scene, q: Quantity) -> str | None:
    """ "A judge sentenced Ann Roe to 11 years": whose years they are, not the court's."""
    verb = scene.verb
    if scene.low(verb) not in _SENTENCED or scene.tag(verb) not in ("VBD", "VBZ", "VBP", "VBN"):
        return None
    if scene.low(verb - 1) in _PASSIVE:
        return None
    who = right_phrase(scene.sent, verb + 1, tails=0)
    if who is not None and who.last > q.first:
        who = Phrase(who.first, q.first, q.first - 1)  # "handed Ann Roe [11 years]"
    if who is None or scene.tag(who.head) != "NNP":
        return None
    return None if _NOT_TERMS & {*scene.sent.lows[who.last : q.first]} else owner_name(scene, who)


_NOT_TERMS = frozenset("after amid before despite during following in over since when which within".split())
_SENTENCED = frozenset("condemned handed jailed sentenced sentences".split())


def bears(scene: Scene, q: Quantity, owner: str | None) -> bool:
    """True where the fine, the levy or the prize is said to be imposed on ``owner`` or handed to it."""
    return q.kind == "money" and owner is not None and imposed_on(scene, q) == owner


_NEAR_IMPOSED = 7  # words
_IMPOSED = frozenset("imposed levied slapped inflicted served handed awarded granted paid given charged".split())
_IMPOSED_ON = ("on", "upon", "to")
_PASSIVE_TOO = frozenset("is was are were be been being later also finally".split())


def named_behind(scene: Scene, q: Quantity) -> str | None:
    """ "a $45 million scheme dubbed Sunfield": what a thing is called."""
    for k in range(q.last, min(len(scene.sent.words) - 1, q.last + _NEAR_AGENT)):
        if scene.tag(k) not in (*NOUNS, "JJ", "VBN") and scene.low(k) not in _CALLED:
            return None
        if scene.low(k) in _CALLED and k > q.last:
            name = right_phrase(scene.sent, k + 1, tails=0)
            return scene.words_of(name) if name is not None and scene.tag(name.first) == "NNP" else None
    return None


_CALLED = frozenset("dubbed called named".split())


def within_clause(sent: Sentence, verb: int, first: int, last: int = 0) -> bool:
    """True where nothing between verb and number opens a new clause."""
    for k in range(verb + 1, first):
        low = sent.lows[k]
        if low in (";", ":", "who", "which", "where", "said", "says") or (
            low == "that" and sent.tags[k] in ("IN", "WDT")
        ):
            return False
        if low in _CLAUSE_OPENERS and sent.lows[k - 1] == ",":
            return False
    if sent.lows[verb] in ("added", "showed") and first - verb <= 2:
        return not verb_follows(sent, last or first)
    claims = sent.lows[verb].startswith("claim") and any(low in ("lives", "victims") for low in sent.lows[first:last])
    if sent.lows[verb] in _SAYING and not claims:
        return sent.lows[verb] in _FINDING and first - verb <= 4 and not verb_follows(sent, first)
    return True


def verb_follows(sent: Sentence, first: int) -> bool:
    """True where the number's phrase is followed by a finite verb of its own."""
    for k in range(first, min(first + 7, len(sent.words))):
        if sent.tags[k] in FINITE:
            return True
        if sent.words[k] in ",.;":
            return False
    return False


def owner_of_acting(scene: Scene, q: Quantity) -> str | None:
    """For a counted group that is itself the subject: the event or place it belongs to, else None."""
    sent = scene.sent
    j = past_aside(scene, q.last)
    limit = min(len(sent.words), j + 7)
    harmed = any(sent.lows[m] in _HARM for m in range(j, limit))
    if harmed:
        limit = min(len(sent.words), j + 12)
    if (
        not harmed
        and q.phrase >= 0
        and sent.tags[q.phrase] == "NNP"
        and q.head > q.phrase
        and sent.tags[q.head] in ("NN", "NNS")
    ):
        last = q.phrase + 1
        while last < q.head and sent.tags[last] == "NNP":
            last += 1
        people = scene.text(q.phrase, last)  # "21 Norvale Harbour Board members"
        place = doer_or_place(scene, j, limit) if place_of(people) not in (None, people) else None
        return place if place is not None and place[0].isupper() else people  # "Sudanese refugees live in Chad"
    also = ("from",) if not _LEFT.isdisjoint(sent.lows[j : j + _NEAR_AGENT]) else ()
    return doer_or_place(scene, j, limit, also) or _chain_holder(scene, q)


def visited(scene: Scene, q: Quantity, group: str) -> tuple[str, str] | None:
    """ "2.1 million people visited Iskra Park", "13,200 ships passed through the canal": what they did, and where."""
    k = past_aside(scene, q.last)
    while scene.tag(k) == "RB" or scene.low(k) in ("have", "had", "has"):
        k += 1
    low, behind = scene.low(k), k + 1
    if low in _JOINING and scene.sent.lows[behind : behind + 2] == ["part", "in"]:
        behind += 2
    elif scene.low(behind) in _WAYS_IN.get(low, ()):
        behind += 1
    elif low not in _VISITING or scene.tag(k) not in (*FINITE, "VBN"):
        return None
    place = right_phrase(scene.sent, behind, tails=0)
    if low in _SITTING and behind == k + 1:
        exam = next((m for m in range(behind, min(len(scene.sent.words), behind + 8)) if scene.low(m) in _EXAMS), -1)
        place = Phrase(behind + (scene.tag(behind) == "DT"), exam + 1, exam) if exam > 0 else None
    if place is None or scene.low(place.head) in TIMES or scene.tag(place.head) in ("NNS", "NNPS"):
        return None
    tags = scene.sent.tags[place.first : place.last]
    named = "NNP" in tags
    definite = scene.low(behind) in ("the", "this") and low not in _USING
    if "CD" in tags or tags[0] == "PRP$" or not (named or (definite and fronted_place(scene) is None)):
        return None
    whose = owner_name(scene, Phrase(behind, place.last, place.head)) if definite else described_name(scene, place)
    whose = whose or scene.words_of(place)
    did = scene.text(k, behind - 1) if behind > k + 2 else scene.sent.words[k]  # "took part"
    return f"{group.partition(f' {scene.sent.words[k]}')[0]} {did}", whose


_VISITING = words("attach_doers.visiting")
_WAYS_IN = {
    low: frozenset(ways.split("|")) for low, _, ways in (one.partition("=") for one in words("attach_doers.ways_in"))
}
_SITTING = frozenset("sat sit sits took take takes taken".split())
_EXAMS = frozenset("exam exams examination examinations test tests".split())
_JOINING = frozenset("took take takes taken".split())
_USING = frozenset("used use uses".split())


def doer_or_place(scene: Scene, j: int, limit: int, also: tuple[str, ...] = ()) -> str | None:
    """ "30 people were detained by border guards", "30 people died in the flood"."""
    sent = scene.sent
    acted, past = False, j
    for k in range(j, limit):
        if k < past:
            continue
        low = sent.lows[k]
        if low in (",", ";", ".", "said", "according", "who") or (low == "and" and scene.tag(k + 1) in ("DT", "CD")):
            return None
        if sent.tags[k] in VERBS or sent.tags[k] == "VBN":
            acted = True
        elif (
            acted
            and sent.tags[k] in NOUNS
            and not (sent.lows[k - 1] in _GRANTED and sent.lows[k + 1 : k + 2] == ["in"])
        ):
            return None  # "have booked their spots in the final", but "were granted asylum in Norland"
        if low in ("of", "from") and sent.lows[k - 1] in _DYING:
            cause = right_phrase(sent, k + 1, tails=0)
            if cause is not None and scene.tag(cause.first) != "CD" and sent.tags[cause.head] in ("NN", "NNS"):
                return scene.words_of(cause)  # "700,000 people die of heart disease"
        if low == "by" and sent.tags[k - 1] in ("VBN", "VBD"):
            phrase = right_phrase(sent, k + 1, tails=0)
            if phrase is None or not (is_time(scene, phrase) or _names_time(scene.low(phrase.head))):
                return scene.words_of(phrase) if phrase else None  # and not "cancelled by noon", "by Friday"
        if low in ("in", "at") and k + 1 < len(sent.lows) and sent.lows[k + 1] in _STATES:
            return None  # "are at risk of extinction"
        if low in ("in", "at", "for", "across", *also) and k > j:
            phrase = right_phrase(sent, k + 1, tails=1)
            if phrase is not None and low in ("at", "for") and sent.lows[phrase.head] in _PRICES:
                return None  # "will be added at a cost of"
            if phrase is None and scene.tag(k + 1) == "DT" and scene.tag(k + 2) == "JJ":
                past = k + 3  # "live in the wild in Norland"
                continue
            if (
                phrase is not None
                and low == "for"
                and phrase.first == k + 1
                and sent.tags[phrase.head] in ("NN", "NNS")
            ):
                tail = last_segment(scene, phrase)
                if (
                    tail.first > phrase.head
                    and sent.lows[tail.first - 1] in ("in", "at")
                    and scene.tag(tail.head) == "NNP"
                ):
                    return scene.words_of(tail)  # "are waiting for treatment in Norland"
            if sent.lows[k + 1 : k + 2] == ["every"]:
                return None  # "one death would be prevented for every 35 patients"
            if phrase is not None and sent.tags[phrase.first] == "CD":
                return None  # "were arrested in 40 raids"
            if phrase is not None:
                phrase = before_time(scene, phrase)
            if phrase is not None and sent.lows[phrase.head] not in TIMES and sent.forms[phrase.head] != "number":
                bare = scene.words_of(phrase).islower() and phrase.first == k + 1
                if bare and not may_be_incident(sent.lows[phrase.head]):
                    past = phrase.last  # "were treated in tents in the square"
                    continue
                if sent.lows[k + 1] in ("the", "that", "this"):
                    return owner_name(scene, Phrase(k + 1, phrase.last, phrase.head))
                return scene.words_of(phrase)
            return None
    return None


def before_time(scene: Scene, phrase: Phrase) -> Phrase:
    """ "Arden port in the first half of the year": the port."""
    lows = scene.sent.lows
    for k in range(phrase.head + 1, phrase.last - 1):
        if lows[k] in ("in", "during", "over") and not TIMES.isdisjoint(lows[k + 1 : k + 4]):
            return Phrase(phrase.first, k, phrase.head)
    return phrase


_GRANTED = frozenset("granted given denied offered refused awarded".split())
_DYING = frozenset("die dies died".split())
_LEFT = frozenset("evacuated displaced fled rescued freed airlifted removed recovered".split())
_PRICES = frozenset("cost price total rate pace speed fee".split())
_STATES = words("attach_doers.states")


def _chain_holder(scene: Scene, q: Quantity) -> str | None:
    """ "Marlowe, a chain of 30 newspapers": the name that the chain explains."""
    sent = scene.sent
    if scene.word != "of" or q.first <= 1:
        return None
    k = q.first - 2
    while k > 0 and (sent.tags[k] in NOUNS or sent.tags[k] in ("DT", "JJ")):
        k -= 1
    if k > 0 and sent.lows[k] == "," and sent.lows[k + 1] in ("a", "an", "the"):
        named = left_phrase(sent, k)
        return scene.words_of(named) if named is not None else None
    return None
