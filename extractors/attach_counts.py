"""Counted things: the noun phrase is the measure; who acts on them, or where they are, owns the figure."""

from __future__ import annotations

from extractors.attach_verbs import by_verb, says_what
from extractors.clauses import SPEECH, opens_clause, subject_of, verb_before
from extractors.counted_groups import counted_group
from extractors.noun_phrases import TIME_NOUNS, Phrase, left_phrase, right_phrase
from extractors.owners import owner_before_with, owner_name, owner_of_clause, possessor, split
from extractors.phrases import CALENDAR, NOUNS
from extractors.quantities import Quantity
from extractors.scene import Scene
from extractors.statement import Attached
from extractors.tokens import NUMBER_WORDS, Sentence
from extractors.words import words

_HARM = frozenset("killed injured wounded dead hurt arrested died".split())
_PLAIN_VERBS = words("attach_counts.plain_verbs")
_TALLIES = frozenset("toll total number figure figures tally count sum numbers".split())
_HAPPENING = frozenset("death deaths birth births killing killings arrest arrests".split())
_SUMS = frozenset("total average number record sum maximum minimum".split())
_INCLUDING = ("including", "include", "includes", "included")
_FINITE = ("VBD", "VBP", "VBZ", "MD")
_CLAUSE_OPENERS = frozenset("and but while as because after before when since although though".split())
_SAYING = frozenset(
    "said says say told estimated estimates reported announced added noted showed shows found claims claimed".split()
)
_FINDING = ("reported", "reports", "found", "announced")


def count_that_moves(scene: Scene, q: Quantity) -> Attached | None:
    """ "The workforce shrank by 300 people": a count that is the size of a move belongs to the verb."""
    if q.kind != "count" or q.change is None or scene.verb < 0 or q.carried:
        return None
    made = by_verb(scene, q, scene.before)
    return made if made.measure else None


def counted_noun(scene: Scene, q: Quantity) -> Attached | None:
    """ "The clinic hired 40 nurses": 40 "nurses" of the clinic."""
    if q.kind != "count" or q.head < 0 or q.carried or "gap" in q.rules:
        return None
    made = _capacity(scene, q)
    if made is None:
        group = counted_group(scene, q)
        made = (
            _possessed(scene, q, group)
            or _listed(scene, q, group)
            or _part_of_the_last(scene, q, group)
            or _object_of_clause(scene, q, group)
            or _acting(scene, q, group)
        )
    label = label_of(scene)
    if label:
        return made._replace(owner=label)
    if made.owner is None and made.rule in ("attach:count_subject", "attach:count_acts"):
        return made._replace(owner=_earlier_agent(scene, q.first))
    return made


def label_of(scene: Scene) -> str | None:
    """ "Jane Roe: held on $70,000 bond": the name before a colon that opens the sentence."""
    sent = scene.sent
    k = 0
    while k < min(8, len(sent.words)) and sent.tags[k] in ("NNP", "NNPS", "."):
        k += 1
    return scene.text(0, k) if 0 < k < len(sent.words) and sent.words[k] == ":" else None


def _earlier_agent(scene: Scene, before: int) -> str | None:
    """The named subject of an earlier clause: "Norvale has promoted trade, and 41 plants were built"."""
    sent = scene.sent
    for k in range(before):
        if sent.tags[k] in _FINITE and sent.lows[k] not in SPEECH:
            found = subject_of(sent, k)
            if found is not None and sent.tags[found.head] in ("NNP", "NNPS") and found.last <= before:
                return scene.words_of(found)
    return None


# --- what the count measures -------------------------------------------------------------------------------------


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
        if sent.lows[m] == "with":
            phrase = Phrase(m + 1, phrase.last, phrase.last - 1)
            break
    if sent.tags[phrase.head] not in ("NN", "NNS") or not says_what(sent.lows[phrase.head]):
        return None
    thing, owner = split(scene, phrase)
    named = (thing or "").lower().split()
    if not thing or (named and named[-1] in _SUMS and len(named) <= 2):
        return None
    if owner is None:
        owner = owner_of_clause(scene, verb_before(sent, phrase.first)) or owner_before_with(scene, phrase)
    if named[-1] in _HAPPENING:
        thing = f"{thing} of {counted_group(scene, q)}"
    return Attached(thing, owner, "attach:count_of")


# --- whose count it is -------------------------------------------------------------------------------------------


def _possessed(scene: Scene, q: Quantity, group: str) -> Attached | None:
    """ "Norvale's 40 nurses", "their 40 nurses"."""
    owner = possessor(scene, q)
    return Attached(group, owner, "attach:count_possessed") if owner else None


def _listed(scene: Scene, q: Quantity, group: str) -> Attached | None:
    """ "five radars, six cameras and twelve sensors": whose the first of the list was."""
    sent, k = scene.sent, q.first - 1
    if not scene.done or scene.behind < 0 or scene.low(k) not in (",", "and", "plus", "or"):
        return None
    if k - scene.behind > 8 or any(sent.tags[m] in _VERBS or sent.lows[m] == "(" for m in range(scene.behind, k)):
        return None
    if _verb_follows(sent, q.last) and not scene.done[-1].rule.startswith("attach:count_acts"):
        return None
    return Attached(group, scene.done[-1].subject, "attach:count_listed")


_VERBS = frozenset(("VBD", "VBZ", "VBP", "MD", "VB", "VBG", "WDT"))


def _acting(scene: Scene, q: Quantity, group: str) -> Attached:
    """ "40 nurses left": the group is the subject itself; the event, the place or the doer owns the count."""
    owner = _owner_of_acting(scene, q) or _members_of(scene, q)
    if owner is None and scene.word == "with":
        owner = owner_before_with(scene, Phrase(q.first, q.last, q.last - 1))
        if owner is None and scene.tag(scene.before - 1) in _FINITE:
            owner = owner_of_clause(scene, scene.before - 1)  # "The bill passes with 52 votes"
    acts = owner is None and q.phrase <= q.core + 3 and _verb_follows(scene.sent, q.last)
    return Attached(group, owner, "attach:count_acts" if acts else "attach:count_subject")


def _members_of(scene: Scene, q: Quantity) -> str | None:
    """ "46 members of the Harbour Board": a named whole."""
    if scene.low(q.last) != "of":
        return None
    whole = right_phrase(scene.sent, q.last + 1, tails=0)
    if whole is None or scene.sent.tags[whole.head] not in ("NNP", "NNPS"):
        return None
    return scene.words_of(whole)


def _part_of_the_last(scene: Scene, q: Quantity, group: str) -> Attached | None:
    """ "It hired 40 people, including 30 nurses": of whose people the sentence has spoken."""
    spoken = scene.names.last
    if scene.low(scene.verb) in _INCLUDING and spoken is not None and q.first - 3 <= scene.verb < q.first:
        if scene.low(scene.verb) != "including":
            whole = subject_of(scene.sent, scene.verb)
            if whole is not None and scene.tag(whole.head) in NOUNS and not says_what(scene.low(whole.head)):
                return None  # "That scheme would include 3 stations"
        return Attached(group, spoken.subject, "attach:count_part")
    return None


def _object_of_clause(scene: Scene, q: Quantity, group: str) -> Attached | None:
    """ "The clinic hired 40 nurses": the agent of the clause; none where the group acts."""
    sent, verb = scene.sent, scene.verb
    if verb < 0 or not within_clause(sent, verb, q.first, q.last):
        return None
    if opens_clause(sent, q.first) and _verb_follows(sent, q.last):
        return None
    owner = owner_of_clause(scene, verb)
    doer = subject_of(sent, verb)
    if doer is not None and doer.last == doer.head + 1 and sent.lows[doer.head] in _TALLIES:
        owner = None  # "The toll includes 40 nurses"
    low = sent.lows[verb]
    if owner is None and sent.lows[verb - 1 if verb else 0] == "there":
        owner = _doer_or_place(scene, q.last - 1, min(len(sent.words), q.last + 7), ("from",))
    if scene.word == "of" and scene.low(q.first - 2) in NUMBER_WORDS:
        owner = None
    if sent.tags[verb] in ("VBN", "VBD"):
        size = len(group.split())
        done_to_people = q.unit == "person" and low.endswith("ed") and low not in ("had", "has") and size <= 2
        if done_to_people or (low not in _PLAIN_VERBS and size <= 3):
            group = f"{group} {sent.words[verb]}"
    return Attached(group, owner, "attach:count_object")


def within_clause(sent: Sentence, verb: int, first: int, last: int = 0) -> bool:
    """True where nothing between verb and number opens a new clause."""
    for k in range(verb + 1, first):
        low = sent.lows[k]
        if low in (";", ":", "who", "which", "said", "says") or (low == "that" and sent.tags[k] in ("IN", "WDT")):
            return False
        if low in _CLAUSE_OPENERS and sent.lows[k - 1] == ",":
            return False
    if sent.lows[verb] in ("added", "showed") and first - verb <= 2:
        return not _verb_follows(sent, last or first)
    if sent.lows[verb] in _SAYING:
        return sent.lows[verb] in _FINDING and first - verb <= 4 and not _verb_follows(sent, first)
    return True


def _verb_follows(sent: Sentence, first: int) -> bool:
    """True where the number's phrase is followed by a finite verb of its own."""
    for k in range(first, min(first + 7, len(sent.words))):
        if sent.tags[k] in _FINITE:
            return True
        if sent.words[k] in ",.;":
            return False
    return False


def _owner_of_acting(scene: Scene, q: Quantity) -> str | None:
    """For a counted group that is itself the subject: the event or place it belongs to, else None."""
    sent = scene.sent
    j = _past_aside(scene, q.last)
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
        return sent.words[q.phrase]
    return _doer_or_place(scene, j, limit) or _chain_holder(scene, q)


def _past_aside(scene: Scene, j: int) -> int:
    """ "300 people, including one woman, were deported": the token behind the aside, or ``j`` without one."""
    aside = scene.low(j + 1) in ("including", "most", "some", "among", "mostly", "many")
    if scene.low(j) == "," and aside:
        lows = scene.sent.lows
        for k in range(j + 2, len(lows) - 1):
            if lows[k] == ",":
                return k + 1
    return j


def _doer_or_place(scene: Scene, j: int, limit: int, also: tuple[str, ...] = ()) -> str | None:
    """ "30 people were detained by border guards", "30 people died in the flood"."""
    sent = scene.sent
    acted = False
    for k in range(j, limit):
        low = sent.lows[k]
        if low in (",", ";", ".", "said", "according", "who"):
            return None
        if sent.tags[k] in _VERBS or sent.tags[k] == "VBN":
            acted = True
        elif acted and sent.tags[k] in NOUNS:
            return None  # "have booked their spots in the final"
        if low == "by" and sent.tags[k - 1] in ("VBN", "VBD"):
            phrase = right_phrase(sent, k + 1, tails=0)
            return scene.words_of(phrase) if phrase else None
        if low in ("in", "at", "for", "across", *also) and k > j:
            phrase = right_phrase(sent, k + 1, tails=1)
            if (
                phrase is not None
                and sent.lows[phrase.head] not in TIME_NOUNS | CALENDAR
                and sent.forms[phrase.head] != "number"
            ):
                if sent.lows[k + 1] in ("the", "that", "this"):
                    return owner_name(scene, Phrase(k + 1, phrase.last, phrase.head))
                return scene.words_of(phrase)
            return None
    return None


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
