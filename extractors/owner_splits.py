"""A noun phrase, or the clause of a verb, to what is measured and whose it is."""

from __future__ import annotations

from extractors.clause_subjects import clause_subject, is_time, last_segment
from extractors.clauses import first_subject
from extractors.discourse import GENERIC, PERSONS, SPEAKERS, THINGS
from extractors.noun_phrases import TIME_NOUNS, Phrase, head_of, left_phrase
from extractors.owners import (
    BUILT,
    ORGANISATIONS,
    TAIL_ENDS,
    belongs_to_land,
    described_name,
    earlier_name,
    names_it,
    owner_name,
)
from extractors.phrases import CALENDAR, NOUNS
from extractors.places import place_of
from extractors.relative_clauses import explained
from extractors.scene import Scene
from extractors.tokens import Sentence
from extractors.words import words

_PRONOUNS = THINGS | PERSONS | SPEAKERS
_NAMES = frozenset(("NNP", "NNPS"))
_INDEFINITE = frozenset("a an one another each every any some".split())
_TAIL_OPENERS = frozenset("among of at in by for on from to into".split())
_TRADE = frozenset("import imports export exports shipment shipments delivery deliveries sales supplies".split())
_MONEYS = words("ranges.moneys")
_TOWNS = words("incidents.kinds_of_place")
_FROM = (["from"], ["in"], ["at"])
_DOERS = ("fighter", "worker", "player", "runner", "driver", "teacher", "woman", "man", "gist", "nist")
_SOMEBODY = words("people.men") | words("people.women") | words("people.either") | words("people.roles")
_PARTS_OF = frozenset("number percentage share proportion amount size volume quantity".split())
_SHARES = frozenset("percentage share proportion".split())
_PAID = frozenset("income incomes pay wage wages salary salaries earnings pension pensions".split())
_BOUGHT = frozenset("purchase purchases import imports export exports shipment shipments".split())
_AMONG = frozenset("turnout support approval backing unemployment".split())
_SOLD = frozenset("takings receipts sales attendance turnout bookings".split())
_TOLLS = frozenset("toll death deaths damage injuries casualties fatalities fallout".split())
_PRICES_OF = frozenset("value price cost".split())
Split = tuple[str | None, str | None]


def _earlier_thing(scene: Scene, before: int) -> str | None:
    """ "A household will see its bill rise": the indefinite subject of the sentence, whose "its" it is."""
    phrase = first_subject(scene.sent)
    if phrase is None or phrase.last > before or scene.low(phrase.first) not in _INDEFINITE:
        return None
    return scene.words_of(phrase) if scene.tag(phrase.head) == "NN" and not is_time(scene, phrase) else None


def split(scene: Scene, phrase: Phrase) -> Split:
    """(measure, owner) of a noun phrase: "Oakmart's shares" is (shares, Oakmart), "the company" (None, its name)."""
    for way in _SPLITS:
        found = way(scene, phrase)
        if found is None:
            continue
        if way is _tailed and scene.tag(phrase.first - 1) == "PRP$":
            found = _possessive(scene, Phrase(phrase.first - 1, phrase.last, phrase.head))
        elif way is _tailed and scene.tag(phrase.first - 1) == "POS":
            whose = left_phrase(scene.sent, phrase.first - 1)  # "Roe's share of the vote in Norland"
            if whose is not None and not is_time(scene, whose) and scene.tag(whose.last - 1) in _NAMES:
                return scene.words_of(phrase), owner_name(scene, last_segment(scene, whose))
        if found is not None:
            return found
    return scene.words_of(phrase), None


def _pronoun(scene: Scene, phrase: Phrase) -> Split | None:
    """ "it": only an owner."""
    if phrase.last - phrase.first == 1 and scene.sent.lows[phrase.first] in _PRONOUNS:
        return None, owner_name(scene, phrase) or None
    return None


def _currency(scene: Scene, phrase: Phrase) -> Split | None:
    """ "The Australian dollar": the money itself, and nothing of Australia's."""
    first = phrase.first + (scene.tag(phrase.first) == "DT")
    one = phrase.last == phrase.head + 1 and phrase.head > first
    money = one and scene.low(phrase.head) in _MONEYS and place_of(scene.text(first, phrase.head)) is not None
    return (scene.words_of(phrase), scene.words_of(phrase)) if money else None


def _whose(scene: Scene, phrase: Phrase) -> Split | None:
    """ "women, whose risk": the risk of the women."""
    if scene.sent.lows[phrase.first] != "whose" or phrase.last - phrase.first < 2 or not phrase.first:
        return None
    behind = phrase.first - (scene.sent.lows[phrase.first - 1] == ",")
    holder = left_phrase(scene.sent, behind)
    if holder is not None:
        cut = last_segment(scene, holder)
        holder = cut if scene.sent.tags[cut.head] in NOUNS else holder
    return scene.text(phrase.first + 1, phrase.last), owner_name(scene, holder) if holder is not None else None


def _genitive(scene: Scene, phrase: Phrase) -> Split | None:
    """ "Oakmart's shares"; in "March's sales" the genitive is a time and owns nothing."""
    sent = scene.sent
    if sent.lows[phrase.head] in ORGANISATIONS and phrase.last == phrase.head + 1 and belongs_to_land(scene, phrase):
        return None, owner_name(scene, phrase)
    if "POS" not in sent.tags[phrase.first + 1 : phrase.head + 1]:
        return None
    for k in range(phrase.first + 1, phrase.head + 1):
        if sent.tags[k] == "POS" and not _opens_tail(sent, phrase.first, k):
            low = sent.lows[k - 1]
            if low in _INDEXED and sent.lows[phrase.head] == "index":
                return _index_of(scene, phrase)
            if low in ("world", "region", "continent") and _is_topmost(sent, k + 1):
                return scene.text(k + 2, phrase.last), None  # "the world's fourth-largest prison population"
            named = phrase.last > k + 1 and all(tag == "NNP" for tag in sent.tags[k + 1 : phrase.last])
            if named and (_is_by_name(scene, k) or place_of(scene.text(phrase.first, k))):
                return None, owner_name(scene, Phrase(k + 1, phrase.last, phrase.head))  # "Roe's Social Democrats"
            built = (
                place_of(scene.text(phrase.first, k))
                and sent.tags[k + 1] == "NNP"
                and sent.lows[phrase.head] in BUILT
            )
            if built and phrase.last == phrase.head + 1:
                return None, scene.text(k + 1, phrase.last)  # "Norland's Lorne bridge"
            timed = low in CALENDAR or low in TIME_NOUNS or low == "today"
            if timed and phrase.last > phrase.head + 1 and k < phrase.head:
                return split(scene, Phrase(k + 1, phrase.last, phrase.head))  # "This year's harvest in Norland"
            whose = None if timed else owner_name(scene, Phrase(phrase.first, k, k - 1)) or None
            return scene.text(_past_month(scene, k + 1, phrase.head), phrase.last), whose
    return None


def _is_by_name(scene: Scene, k: int) -> bool:
    """ "Roe's Social Democrats", whose 's is token ``k``: a person's, with a name of their own; but "Roe's GDP"."""
    return not scene.sent.words[k + 1].isupper() and scene.names.people().named(scene.sent.words[k - 1]) is not None


_INDEXED = frozenset("managers producers consumers builders buyers wholesalers".split())


def _index_of(scene: Scene, phrase: Phrase) -> Split:
    """ "the Caixin purchasing managers' index", "the Producers' Price Index for Norland": nobody's named in it."""
    sent = scene.sent
    k = phrase.first
    while (
        k < phrase.head and sent.tags[k] in _NAMES and sent.lows[k] not in _INDEXED and sent.lows[k] != "purchasing"
    ):
        k += 1
    tail = phrase.head + 1
    if k > phrase.first:
        return scene.text(k, phrase.last), scene.text(phrase.first, k)
    if phrase.last > tail + 1 and sent.lows[tail] in ("for", "in", "of"):
        return scene.text(k, tail), scene.text(tail + 1, phrase.last)
    return scene.text(k, phrase.last), None


def _past_month(scene: Scene, k: int, head: int) -> int:
    """ "Norland's [May] exports": the token behind a month, which says when."""
    return k + 1 if k < head and scene.tag(k) == "NNP" and scene.low(k) in CALENDAR else k


def _is_topmost(sent: Sentence, k: int) -> bool:
    """True for "largest" and "fourth-largest"."""
    return sent.tags[k] == "JJS" or sent.lows[k].endswith(("-largest", "-biggest", "-highest", "-lowest", "-worst"))


def _opens_tail(sent: Sentence, first: int, k: int) -> bool:
    """True for "revenue at the firm's shops": the genitive belongs to the shops, not to the revenue."""
    return any(sent.lows[m] in ("at", "in", "on", "from") and sent.tags[m - 1] in NOUNS for m in range(first + 1, k))


def _possessive(scene: Scene, phrase: Phrase) -> Split | None:
    """ "its revenue"."""
    low = scene.sent.lows[phrase.first]
    if scene.sent.tags[phrase.first] != "PRP$":
        return None
    at = scene.sent.start[phrase.first]
    known = scene.names.resolve(low, scene.index, at) if low in _PRONOUNS else None
    earlier = None
    if low in ("its", "their"):
        earlier = earlier_name(scene, phrase.first)
    if low in ("its", "their", "her", "his"):
        earlier = earlier or _earlier_thing(scene, phrase.first)
    return scene.text(_past_month(scene, phrase.first + 1, phrase.head), phrase.last), earlier or known


_SPENDING = frozenset(("R&D", "SG&A", "G&A", "S&M"))


def _named(scene: Scene, phrase: Phrase) -> Split | None:
    """ "Oakmart" is an owner alone, "Oakmart shares" the shares of one."""
    sent = scene.sent
    tags, lows = sent.tags, sent.lows
    core_end = phrase.head + 1
    k = phrase.first
    while (
        k < core_end
        and tags[k] in ("DT", "JJ", "JJR", "JJS", "CD")
        and not (tags[k] == "JJ" and sent.words[k][0].isupper())
    ):
        k += 1
    run = k
    while run < core_end and (
        tags[run] in _NAMES or (lows[run] in ("&", "and") and run + 1 < core_end and tags[run + 1] == "NNP")
    ):
        run += 1
    if run == k or (run == k + 1 == 1 < core_end and scene.names.writes_small(sent.words[0].lower())):
        return None
    coded = run == k + 1 < core_end and k and len(sent.words[k]) == 1 and tags[k - 1] == "CD" and sent.glued(k)
    if coded and tags[run] in NOUNS:
        return scene.text(k - 1, phrase.last), None  # "5G coverage"
    if run == k + 1 and run < core_end and sent.words[k] in _SPENDING:
        return scene.words_of(phrase), None  # "R&D expenses"
    if lows[phrase.head] in ORGANISATIONS and not any(names_it(scene, m) for m in range(k, core_end)):
        return None  # "the Arden-based carrier"
    if run == core_end or lows[phrase.head] in GENERIC or tags[phrase.head] in _NAMES:
        return None, described_name(scene, phrase) or scene.words_of(phrase)
    return scene.text(run, phrase.last), scene.text(k, run)


def _described(scene: Scene, phrase: Phrase) -> Split | None:
    """ "chip designer Norvale": the name alone."""
    name = described_name(scene, phrase) if phrase.last == phrase.head + 1 else None
    return (None, name) if name else None


def _generic(scene: Scene, phrase: Phrase) -> Split | None:
    """ "the company", "the company in Leeds": an owner."""
    if scene.sent.lows[phrase.head] not in GENERIC or scene.low(phrase.head - 1) in ("labour", "labor", "work"):
        return None
    if scene.low(phrase.head) == "area" and scene.tag(phrase.head + 1) in ("VBN", "VBD"):
        return None  # "the area burned in Norland"
    return None, owner_name(scene, phrase) if phrase.last == phrase.head + 1 else scene.words_of(phrase)


def _tailed(scene: Scene, phrase: Phrase) -> Split | None:
    """ "shares of Oakmart", "turnout in Leeds", "sales at the stores": the owner behind a preposition."""
    sent = scene.sent
    tags, lows = sent.tags, sent.lows
    head = lows[phrase.head]
    somebody = head in _SOMEBODY or head.endswith(_DOERS)
    if somebody and tags[phrase.head] == "NN" and lows[phrase.head + 1 : phrase.head + 2] in _FROM:
        return None, scene.words_of(phrase)  # "The firefighter from Leeds" is nobody of the town's
    for k in range(phrase.head + 1, phrase.last - 1):
        low = lows[k]
        if low not in _TAIL_OPENERS:
            continue
        first, end = k + 1, _tail_end(scene, k + 1, phrase.last)
        if lows[end - 1] in ORGANISATIONS and tags[end - 1] == "NNP" and lows[end : end + 1] == ["of"]:
            end = _tail_end(scene, end + 1, phrase.last)  # "Enrolment at the University of Marden"
        elif lows[end - 1] in _TOWNS and lows[end : end + 1] == ["of"] and end + 1 < phrase.last:
            if tags[end + 1] == "NNP" and low in ("in", "at"):
                first, end = end + 1, _tail_end(scene, end + 1, phrase.last)  # "rents in the city of Harrow"
        if (
            end == first
            or not (
                tags[end - 1] in _NAMES
                or low in ("of", "at", "in", "from", "by")
                or (low == "among" and head in _AMONG and tags[end - 1] == "NNS")
                or (low == "for" and head in _SOLD)
                or _lies_on(lows, k, first)
                or (low in ("to", "into") and tags[phrase.head] == "NNS" and (low == "into" or tags[first] == "DT"))
            )
            or lows[first] in CALENDAR
        ):
            continue
        if head in _TOLLS and low == "from" and tags[first] == "DT":
            return scene.text(phrase.first, k), owner_name(scene, Phrase(first, end, end - 1))
        if head in _TRADE and low in ("to", "from", "into"):
            return scene.text(phrase.first, end), None  # "imports from Telmar" are somebody else's
        into = next((m for m in range(first, end - 1) if lows[m] == "into"), 0)
        if head in _TRADE and low == "of" and into and tags[end - 1] in _NAMES:
            return scene.text(phrase.first, into), scene.text(into + 1, end)  # "imports of goods into Norland"
        if head in _BOUGHT and low == "of" and tags[end - 1] == "NNS":
            return scene.text(phrase.first, end), None  # "purchases of Telmar soybeans" are another's
        if head in _PAID and low == "of" and tags[end - 1] == "NNS" and end >= phrase.last:
            return scene.text(phrase.first, k), scene.text(first, end)  # "the income of tea farmers"
        if head in _PARTS_OF and low == "of":
            return scene.words_of(phrase), _whose_part(scene, phrase, first, end)
        if lows[end - 1] in TIME_NOUNS:
            return scene.text(phrase.first, k), None  # "Turnover in the quarter"
        if any(tags[m] in _NAMES for m in range(first, end)):
            cut = low == "at" or (end >= phrase.last and low not in ("by", "for", "on"))
            tail = Phrase(first, end, end - 1)
            whose = described_name(scene, tail) or scene.text(first, end)
            if tags[end - 1] not in _NAMES and lows[first] in ("the", "this"):
                whose = owner_name(scene, Phrase(first, end, end - 1))  # "shares of the IT major"
            return scene.text(phrase.first, k) if cut else scene.words_of(phrase), whose
        if low in ("to", "into"):
            return scene.text(phrase.first, k), owner_name(scene, Phrase(first, end, end - 1))
        if tags[first] == "PRP$" and lows[first] in ("its", "their") and low == "of" and end >= phrase.last:
            whose = earlier_name(scene, first) or owner_name(scene, Phrase(first, end, end - 1))
            return f"{scene.text(phrase.first, k + 1)} {scene.text(first + 1, end)}", whose
        definite = tags[first] in ("DT", "PRP$") and lows[first] not in _INDEFINITE
        sold = low == "for" and head in _SOLD  # "takings for the film"
        if definite and end >= phrase.last and (sold or low in ("of", "on", "at", "in", "from")):
            return scene.text(phrase.first, k), owner_name(scene, Phrase(first, end, end - 1))
        if low == "among" and end >= phrase.last and tags[end - 1] == "NNS":
            return scene.text(phrase.first, k), scene.text(first, end)  # "turnout among women"
        if head in _PRICES_OF and low == "of":
            return scene.words_of(phrase), scene.text(first, end)
    return None


def _whose_part(scene: Scene, phrase: Phrase, first: int, end: int) -> str | None:
    """ "The number of visitors to the zoo", "the share of pupils who passed": whose, where the words behind say so;
    the group stands from token ``first`` to ``end``.
    """
    sent, last = scene.sent, phrase.last
    people = sent.words[first] if sent.lows[phrase.head] == "number" and end > first + 1 else ""
    if people and place_of(people) in (None, people):
        people = ""
    who = next((m for m in range(first, last) if sent.lows[m] in ("who", "that", "which")), last)
    if who < last:
        return scene.text(first, who) if sent.lows[phrase.head] in _SHARES and first < who else people or None
    for m in range(end, last - 1):
        if sent.lows[m] not in _TAIL_OPENERS or sent.lows[m] == "of":
            continue
        tail = Phrase(m + 1, last, head_of(sent, m + 1, last))
        named = sent.tags[tail.first] in _NAMES and sent.lows[tail.first] not in CALENDAR
        definite = sent.lows[tail.first] in ("the", "its", "their") and sent.tags[last - 1] in NOUNS
        if (named or definite) and sent.lows[last - 1] not in TIME_NOUNS:
            return owner_name(scene, tail)
    return people or None  # "The number of Norse births"


def _lies_on(lows: list[str], k: int, first: int) -> bool:
    """ "the speed limit on the ring road", but no tax on something."""
    return lows[k] == "on" and lows[first] == "the" and lows[k - 1] in ("limit", "traffic", "speed", "toll")


def _tail_end(scene: Scene, first: int, last: int) -> int:
    end = first
    while end < last and scene.sent.lows[end] not in TAIL_ENDS:
        end += 1
    return end


_SPLITS = (_pronoun, _currency, _whose, _genitive, _possessive, _described, _named, _generic, _tailed)


def owner_of_clause(scene: Scene, verb: int) -> str | None:
    """The agent of a clause as an owner: "the company reported ..." gives the company's name; None without one."""
    phrase = clause_subject(scene, verb)
    if phrase is None or (
        phrase.last == phrase.first + 1
        and scene.low(phrase.first) in TIME_NOUNS
        and scene.low(phrase.first) != "half"
    ):
        return None
    if "which" in scene.sent.lows[phrase.last : verb]:
        phrase = _told_on(scene, phrase)
    measure, owner = split(scene, phrase)
    chief = _chief_of(scene, phrase, verb)
    if chief:
        return chief
    if owner and (measure is None or scene.low(phrase.first) == "whose"):
        return owner
    return scene.words_of(phrase) if owner and measure else owner_name(scene, phrase)


def _told_on(scene: Scene, phrase: Phrase) -> Phrase:
    """ "Shares in Oakmart, which employs": Oakmart; "home to five sites, which hold": the sites."""
    k = phrase.first
    if scene.low(k) in ("shares", "stock", "home") and scene.low(k + 1) in ("in", "of", "to") and k + 2 < phrase.last:
        return Phrase(k + 2, phrase.last, phrase.last - 1)
    return phrase


def _chief_of(scene: Scene, phrase: Phrase, verb: int) -> str | None:
    """ "Chief executive Jane Roe wants to double the fleet": of the firm the article is about, whose head she is."""
    sent = scene.sent
    k = phrase.last
    while k > phrase.first and sent.tags[k - 1] in _NAMES and sent.lows[k - 1] not in _CHIEFS:
        k -= 1
    if k == phrase.first or k == phrase.last or sent.lows[k - 1] not in _CHIEFS or scene.low(verb) in _HAS_ITSELF:
        return None
    main = scene.names.main_entity()
    return main if main and not scene.names.people().named(main) and not scene.names.is_place(main) else None


_CHIEFS = frozenset("executive ceo chairman chairwoman cfo boss".split())
_HAS_ITSELF = words("owner_splits.has_itself")


def owner_before_with(scene: Scene, phrase: Phrase) -> str | None:
    """ "Norvale Data Centre, with a storage capacity of": what stands before "with"."""
    sent = scene.sent
    k = phrase.first - 1
    while k >= 0 and sent.lows[k] in ("a", "an", "the", "and", ","):
        k -= 1
    if k > 0 and sent.lows[k] in ("with", "on", "at", "to", "for", "from"):
        found = left_phrase(sent, k - 1 if sent.lows[k - 1] == "," else k)
        if found is not None and not is_time(scene, found):
            verb = found.first - 1 - (scene.tag(found.first - 1) == "DT")
            if scene.low(verb) in ("is", "was", "are", "were"):
                return owner_of_clause(scene, verb)  # "Islam is the second-largest faith, with"
            found = explained(sent, found) or found
            return split(scene, found)[1] or scene.words_of(found)
    return None
