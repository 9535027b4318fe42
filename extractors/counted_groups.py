"""The words for what is counted: the noun with what narrows it."""

from __future__ import annotations

import re

from extractors.amount_counts import PEOPLE_WHO_ARE
from extractors.clause_map import clause_map
from extractors.clause_subjects import is_time
from extractors.clauses import SPEECH, opens_clause
from extractors.noun_phrases import TIME_NOUNS, right_phrase
from extractors.phrases import CALENDAR, NOUNS
from extractors.predicates import predicate, until_mark
from extractors.quantities import Quantity
from extractors.scene import Scene
from extractors.words import words

_BE_HAVE = frozenset("was were are is have has had be been being".split())


def counted_group(scene: Scene, q: Quantity) -> str:
    """The counted noun with what narrows it: "nurses who left", "people killed by mines", "homes were empty"."""
    noun = scene.text(q.phrase + ("change:more" in q.rules), q.head + 1)  # "3,400 fewer boats": the boats
    j = q.last
    if scene.low(q.head) in PEOPLE_WHO_ARE and q.unit == "person":
        return _among(scene, noun, j)
    if (
        "of" in scene.sent.lows[q.num_last : q.phrase]
        and scene.low(j) in ("are", "were")
        and scene.tag(j + 1) == "NNS"
    ):
        return _among(scene, noun, j)  # "two of the victims were boys"
    inside = scene.word == "of" or (
        scene.tag(q.head) == "NNS" and scene.low(past_aside(scene, j)) in ("has", "is", "was")
    )
    if scene.low(j) == "," and not inside and (past := past_aside(scene, j)) > j and scene.tag(past) in _ACTING:
        return f"{noun} {predicate(scene, past)}".strip()  # "40 people, most of them women, have died"
    low, tag = scene.low(j), scene.tag(j)
    if (
        low in _INCLUDING
        or (_only_narrows(scene, q) and tag in _ACTING)
        or (low in _MAKING_UP and scene.low(j + 1) in ("up", "for"))
    ):
        return noun
    if low in ("that", "which") and scene.tag(j + 1) in ("DT", "PRP", "PRP$", "NNP", "NNS"):
        return noun  # "16 letters that the chambers had received"
    if scene.word in _WITHIN and scene.before > 0 and (tag in _ACTING or low in _BE_HAVE):
        return noun  # "A vaccine given in three doses cut"
    if low in _RELATIVES or low == "whose":
        return _with_relative(scene, q, noun)
    if low in ("including", "excluding", "following"):
        return noun
    if (
        scene.word == "with"
        and scene.tag(scene.before - 1) in NOUNS
        and tag in _ACTING
        and not _ends_clause(scene, j)
    ):
        return noun  # "Shops with fewer than 50 porters saw": the shops act
    behind = _verb_behind_place(scene, q.first, j)
    if behind > j and q.phrase <= q.core + 3 and (act := predicate(scene, behind)):
        return f"{noun}{_state(scene, j)} {act}"
    definite = scene.tag(q.first - 1) in ("POS", "PRP$") or scene.low(q.first - 1) in ("the", "these")
    holds = low in ("had", "has", "have")
    if definite and tag in _ACTING and (low not in _BE_HAVE or holds) and q.phrase <= q.core + 3:
        k = _past_hedge(scene, j + 1)
        if low not in SPEECH and scene.tag(k) in ("CD", "$"):
            return noun  # "The town's eight libraries issued 1.04 million items": the items are told of
    if tag == "VBD" and scene.tag(j + 1) in _OBJECT and opens_clause(scene.sent, q.first):
        return _with_act(scene, q, noun)  # "20 tenants refused offers"
    if (tag == "VBD" or low in _BE_HAVE) and scene.verb == scene.before and scene.tag(scene.verb) == "VBG":
        return noun  # "a bus carrying 30 children overturned"
    if tag in ("VBN", "VBG") or (tag == "VBD" and low.endswith("ed") and low not in _STAYING):
        return _with_participle(scene, q, noun)
    if low in _BE_HAVE:
        return _with_state(scene, q, noun)
    if tag in _ACTING and low not in SPEECH and q.phrase <= q.core + 3:
        return _with_act(scene, q, noun)
    if low in ("of", "for", "without", "under", "to"):
        return _with_complement(scene, q, noun)
    return noun


def _with_relative(scene: Scene, q: Quantity, noun: str) -> str:
    """ "guards who reported for duty [were working overtime]": which of them, and what is said of those."""
    verb = _verb_behind_relative(scene, q)
    said = _without_main_verb(scene, q.last, verb)
    if _TELLS_NUMBER.search(said):
        said = ""  # "ferries that can carry 300 cars"
    act = "" if _is_whole(scene, q) or scene.word in _NO_DOERS or verb < 0 else predicate(scene, verb)
    if len(said.split()) > _LONGEST_RELATIVE and act:
        said = ""
    return " ".join(part for part in (noun, said, act) if part)


def part_told(scene: Scene, whole: Quantity) -> str | None:
    """ "ten of the 18 guards who reported [were working overtime]": the measure of the ten; None where nothing is
    said of them. ``scene`` is that of the whole.
    """
    verb = _verb_behind_relative(scene, whole) if scene.low(whole.last) in _RELATIVES else -1
    act = predicate(scene, verb) if verb >= 0 else ""
    return f"{scene.text(whole.phrase, whole.head + 1)} {act}" if act else None


def _verb_behind_relative(scene: Scene, q: Quantity) -> int:
    """The verb of those counted whom a relative clause narrows; -1 where its clause has no verb behind it."""
    clauses = clause_map(scene.sent)
    relative = clauses.clauses[clauses.of[q.last]]
    verb = clauses.clauses[relative.parent].verb if relative.kind == "relative" else -1
    acts = verb > q.last and scene.low(verb) not in SPEECH and clauses.of[q.head] == relative.parent
    return verb if acts else -1


def _is_whole(scene: Scene, q: Quantity) -> bool:
    """ "ten of the [18 guards] who": what is said behind them is of the ten."""
    k = q.first - 1 - (scene.tag(q.first - 1) in ("DT", "PRP$"))
    return scene.low(k) == "of" and scene.low(k - 1) not in ("total", "number", "group")


def _without_main_verb(scene: Scene, j: int, verb: int) -> str:
    """ "who flew last year | was": the relative clause from token ``j`` up to the verb of the main one, if known."""
    said = until_mark(scene, j, j + 2)
    if j < verb <= j + len(said.split()):
        return scene.text(j, verb)
    size = len(said.split())
    for k in range(j + 3, j + size):
        if scene.low(k) in _BE_HAVE and scene.tag(k - 1) in ("NN", "NNS", "NNP"):
            return scene.text(j, k)
    return said


def _only_narrows(scene: Scene, q: Quantity) -> bool:
    """ "Farms with [40 cows] will get": what the verb behind says is of the farms."""
    narrows = (
        scene.word == "with"
        or (scene.word in ("from", "in", "across") and scene.tag(scene.before - 1) == "NNS")
        or (scene.word == "of" and scene.low(scene.before - 1) == "capable")
        or (scene.word == "of" and (scene.tag(scene.before - 1) == "NNS" or scene.low(scene.before - 1) in _SAMPLES))
    )
    narrows = narrows or (scene.word == "for" and scene.low(scene.before - 1) in _ROOM)
    held = scene.tag(scene.before) == "PRP$" and scene.low(scene.before - 1) in (
        "at",
        "in",
        "of",
        "from",
        "with",
        "on",
    )
    if held and scene.verb < 0 and scene.tag(scene.before - 2) in ("NN", "NNS"):
        return True  # "Attendance at its 92 concerts averaged"
    single = scene.word == "of" and scene.tag(q.last) == "VBZ" and scene.tag(q.head) == "NNS"
    return (narrows or single) and scene.verb < 0 and scene.tag(scene.before - 1) in ("NN", "NNS", "JJ")


_MAKING_UP = frozenset("make makes made account accounts accounted".split())
_INCLUDING = frozenset("include includes included comprise comprises comprised".split())
_ROOM = words("own_units.room")
_SAMPLES = frozenset("audit review analysis poll survey study sample".split())


def past_aside(scene: Scene, j: int) -> int:
    """ "300 people, including one woman, were deported": the token behind the aside, or ``j`` without one."""
    aside = scene.low(j + 1) in ("including", "most", "some", "among", "mostly", "many")
    aside = aside or (scene.tag(j + 1) == "CD" and scene.low(j + 2) == "of" and scene.low(j + 3) in ("them", "whom"))
    if scene.low(j) == "," and aside:
        lows = scene.sent.lows
        for k in range(j + 2, len(lows) - 1):
            if lows[k] == ",":
                return k + 1
    return j


def _among(scene: Scene, noun: str, j: int) -> str:
    """ "11 of the dead are nurses": "nurses among the dead"."""
    what = right_phrase(scene.sent, j + 1, tails=0) if scene.low(j) in _BE_HAVE else None
    if what is not None and scene.tag(j + 1) in (*NOUNS, "JJ"):
        return f"{scene.words_of(what)} among the {noun}"
    return f"{noun} {predicate(scene, j)}".strip() if scene.tag(j) in _ACTING else noun


def _verb_behind_place(scene: Scene, first: int, j: int) -> int:
    """ "40 people in 3 towns were", "31 people in close touch with her were", "two people there were": the verb
    behind where they are or what they have; -1 for none.
    """
    low = scene.low(j)
    if not (low in _AT or low in _THERE) or (scene.verb >= 0 and not opens_clause(scene.sent, first)):
        return -1
    end = j + (low in _THERE)
    for links in (_AT, _TAILS, _TAILS):
        if scene.low(end) not in links:
            break
        more = right_phrase(scene.sent, end + 1, tails=0)
        if more is None or more.last > j + _FARTHEST:
            return -1
        end = more.last
    end += scene.tag(end) == "RB"
    return end if scene.tag(end) in _ACTING and scene.low(end) not in SPEECH else -1


def _state(scene: Scene, j: int) -> str:
    """ " with measles", " in close contact with her": what those counted have or how they are, and not where."""
    if scene.low(j) not in ("with", "in"):
        return ""
    more = right_phrase(scene.sent, j + 1, tails=int(scene.low(j) == "in"))
    if more is None or (scene.low(j) == "in" and (scene.tag(j + 1) in _PLACED or scene.tag(more.head) != "NN")):
        return ""
    return f" {scene.text(j, more.last)}"


def _ends_clause(scene: Scene, j: int) -> bool:
    """True for "with 12 people injured in": a participle that looks like a past tense."""
    return scene.low(j).endswith("ed") and scene.tag(j + 1) not in _OBJECT


_TELLS_NUMBER = re.compile(r"[0-9$€£¥₹₩₱₦₺₽]")
_WHICH_TIME = frozenset("last next this each every".split())
_WHERE = frozenset("out off away".split())
_OBJECT = frozenset(("DT", "PRP$", "NN", "NNS", "NNP", "CD", "JJ", "$"))
_AT = frozenset("with in from at on across near around aboard outside inside".split())
_TAILS = _AT | {"of"}
_THERE = frozenset("there here nationwide worldwide countrywide alone overall abroad aboard inside outside".split())
_FARTHEST = 12  # tokens from those counted to their verb
_PLACED = frozenset("DT NNP NNPS PRP$ CD".split())


def _with_participle(scene: Scene, q: Quantity, noun: str) -> str:
    """ "400 homes damaged by the flood", "30 people awaiting trial"."""
    sent = scene.sent
    j = q.last
    if scene.tag(j + 1) in ("CD", "$") and scene.tag(j) == "VBG":
        return noun  # "two cranes weighing 300 tonnes"
    group = f"{noun} {sent.words[j]}"
    if sent.tags[j] == "VBG" and scene.tag(j + 1) in ("RB", "IN", "CD", "TO"):
        more = right_phrase(sent, j + 2, tails=0) if scene.tag(j + 1) == "IN" else None
        near = more is not None and more.last <= j + _SHORT and scene.tag(more.first) != "CD"
        if near and more is not None:
            return f"{noun} {scene.text(j, more.last)}"  # "40 people working in the mine"
        return noun if scene.tag(j + 1) in ("CD", "RB") else f"{noun} {sent.words[j]}"
    if sent.tags[j] == "VBG":
        more = right_phrase(sent, j + 1, tails=0)
        if more is not None and more.first <= j + 2 and more.last - more.first == 1 and q.head == q.phrase:
            group = scene.text(q.phrase, more.last)
    if scene.low(j + 1) in ("or", "and") and scene.tag(j + 2) in ("VBN", "VBD") and sent.tags[j] != "VBG":
        k = j + 3 + (scene.tag(j + 3) in ("RB", "RP"))
        return f"{group} {scene.text(j + 1, k)}"  # "boats sunk or swept off"
    if scene.low(j + 1) in ("for", "to", "by", "out", "at", "from"):
        more = right_phrase(sent, j + 2, tails=0)
        if more is not None and more.last - more.first <= 3 and not is_time(scene, more):
            group += " " + scene.text(j + 1, more.last)
    return group


def _past_hedge(scene: Scene, k: int) -> int:
    while scene.low(k) in _HEDGE:
        k += 1
    return k


_HEDGE = frozenset("more less fewer than about around nearly almost over some roughly at least up to the".split())
_HEARSAY = frozenset("believed thought understood feared said reported presumed expected estimated known".split())


def _past_auxiliaries(scene: Scene, k: int) -> int:
    while (
        scene.low(k) in _BE_HAVE
        or scene.low(k) in ("not", "being")
        or (scene.tag(k) == "RB" and scene.low(k) not in _WHERE)
    ):
        k += 1
    return k


def _with_state(scene: Scene, q: Quantity, noun: str) -> str:
    """ "400 homes were destroyed", "30 people are in custody"."""
    k = _past_auxiliaries(scene, q.last)
    if scene.low(k) in _HEARSAY and scene.low(k + 1) == "to" and scene.tag(k + 2) == "VB":
        k = _past_auxiliaries(scene, k + 2)  # "are believed to have died", "are expected to attend"
        if scene.tag(k) == "VB":
            return f"{noun} {scene.sent.words[k]}"
    if scene.low(k) == "out" and scene.low(k + 1) == "of":
        more = right_phrase(scene.sent, k + 2, tails=0)
        return f"{noun} {scene.text(k, more.last)}" if more is not None else noun  # "people have been out of work"
    if scene.tag(k) not in ("VBN", "VBD", "VBG", "JJ", "IN") or scene.low(k) == "than":
        return noun
    goes_on = int(scene.low(k + 1) in _PARTICLES) or int(scene.tag(k) == "VBN" and scene.tag(k + 1) in ("JJ", "NN"))
    if (
        scene.tag(k) == "VBN"
        and scene.low(k + 1) in ("to", "into")
        and scene.low(k + 2) in ("hospital", "hospitals", "safety")
    ):
        return f"{noun} {scene.text(k, k + 3)}"  # "were taken to hospital"
    while goes_on and scene.tag(k + 1 + goes_on) in ("NN", "NNS") and goes_on < _SHORT:
        goes_on += 1
    stop = k + 1 + goes_on  # "have taken shelter", "have pleaded guilty"
    if scene.low(k) == "aged":
        stop = k + 1 + len(until_mark(scene, k + 1, k + 1).split())  # "were aged under 18"
        return f"{noun} {scene.text(k, max(stop, k + 1))}"
    if scene.tag(k) == "IN":
        more = right_phrase(scene.sent, k + 1, tails=0)
        if more is None:
            return noun  # "are under 30"
        stop = more.last
    return f"{noun} {scene.text(k, stop)}"


_RELATIVES = ("who", "that", "which")
_WITHIN = frozenset("in at to for from on by across within into through".split())
_NO_DOERS = _WITHIN | {"with", "than", "about"}
_NEW_CLAUSE = frozenset("after before when while because as since until although though if unless".split())
_SHORT = 5  # words
_LONGEST_RELATIVE = 8  # words
_PARTICLES = frozenset("up out down off away".split())


def _with_act(scene: Scene, q: Quantity, noun: str) -> str:
    """ "9,400 people cross the river by ferry", "75 people will come": what the group does."""
    sent, k = scene.sent, q.last
    while (
        scene.low(k) in _STAYING
        and scene.low(k + 1) != "for"
        and scene.tag(k + 1) in ("JJ", "VBN", "VBD", "VBG", "NN", "IN", "RB")
        and not (scene.tag(k + 1) == "RB" and scene.tag(k + 2) in _ENDS)  # "300 jobs went abroad"
    ):
        k += 1  # "300 people remained stranded"
    while (scene.tag(k) in ("MD", "RB") or scene.low(k) in ("be", "have")) and scene.tag(k + 1) not in _ENDS:
        k += 1
    stop = k + 1
    while (
        stop < min(len(sent.words), k + _LONGEST_ACT)
        and sent.tags[stop] in _IN_ACT
        and sent.lows[stop] not in _NEW_CLAUSE
        and (not _is_time_word(sent.lows[stop]) or sent.lows[k] == "spent")
        and not (sent.lows[stop] in _WHICH_TIME and _is_time_word(scene.low(stop + 1)))
    ):
        stop += 1
    while stop > k + 1 and sent.tags[stop - 1] in ("IN", "TO", "DT"):
        stop -= 1
    return f"{noun} {scene.text(k, stop)}"


_ENDS = (".", ",")
_STAYING = frozenset("remain remains remained stay stays stayed become becomes became go goes went lie lay".split())
_LONGEST_ACT = 6
_ACTING = frozenset(("MD", "VBD", "VBP", "VBZ"))
_IN_ACT = frozenset(("VB", "VBN", "NN", "NNS", "NNP", "NNPS", "JJ", "DT", "IN", "TO", "PRP$", "RB", "VBD"))


def _is_time_word(low: str) -> bool:
    return low in CALENDAR or low in TIME_NOUNS


def _with_complement(scene: Scene, q: Quantity, noun: str) -> str:
    """ "12 cases of measles", "40 homes without power or in the dark"."""
    sent = scene.sent
    j = q.last
    low = sent.lows[j]
    thing = right_phrase(sent, j + 1, tails=0)
    if thing is None or is_time(scene, thing) or thing.last - thing.first > 5:
        return noun
    if (low == "to" and sent.tags[j + 1] == "VB") or (low == "for" and sent.tags[thing.first] == "CD"):
        return noun
    stop = thing.last
    if scene.low(stop) in ("or", "and") and scene.low(stop + 1) in ("in", "under", "out", "put"):
        extra = right_phrase(sent, stop + 2, tails=0)
        if extra is not None and extra.last <= stop + 5:
            stop = extra.last
    return scene.text(q.phrase, stop)
