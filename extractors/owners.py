"""A noun phrase to what is measured and whose it is; pronouns and "the company" to the names they stand for."""

from __future__ import annotations

from extractors.clauses import first_subject, group_start, subject_of
from extractors.discourse import GENERIC, PERSONS, SPEAKERS, THINGS
from extractors.incidents import may_be_incident
from extractors.noun_phrases import TIME_NOUNS, Phrase, is_year_word, left_phrase, right_phrase
from extractors.phrases import CALENDAR, NOUNS
from extractors.places import place_of
from extractors.quantities import Quantity
from extractors.relative_clauses import explained
from extractors.scene import Scene
from extractors.tokens import Sentence
from extractors.words import words

_ORGANISATIONS = words("owners.organisations")
# What a whole article may be about: "the outbreak" is the outbreak of the headline.
_STORY_NOUNS = words("owners.story_nouns")
# Who acts for an organisation or a place without a name of their own.
_ROLES = words("owners.roles")
_LANDS = frozenset("country nation kingdom state province".split())
_PRONOUNS = THINGS | PERSONS | SPEAKERS
_NAMES = frozenset(("NNP", "NNPS"))
_FINITE = frozenset(("VBD", "VBZ", "VBP", "MD"))
_INDEFINITE = frozenset("a an each every any some".split())
_TAIL_OPENERS = frozenset("of at in by for on from to into".split())
_TAIL_ENDS = frozenset("of in to for at from on by with".split())
_TRADE = frozenset("import imports export exports shipment shipments delivery deliveries sales supplies".split())
_PARTS_OF = frozenset("number percentage share proportion amount size volume quantity".split())
_BOUGHT = frozenset("purchase purchases import imports export exports shipment shipments".split())
_PRICES_OF = frozenset("value price cost".split())

Split = tuple[str | None, str | None]


def owner_name(scene: Scene, phrase: Phrase) -> str:
    """A phrase as a subject: pronouns and "the company" give the name they stand for, if one is known."""
    sent = scene.sent
    low = sent.lows[phrase.first]
    if phrase.last - phrase.first == 1 and low in _PRONOUNS:
        earlier = earlier_name(scene, phrase.first) if low in THINGS else None
        return earlier or scene.names.resolve(low, scene.index, sent.start[phrase.first]) or ""
    described = _described_name(scene, phrase)
    if described is not None:
        return described
    head = sent.lows[phrase.head]
    common = sent.tags[phrase.head] == "NN" or head == "major"
    both = low in ("the", "both") and (low == "both" or sent.lows[phrase.first + 1] in ("two", "pair"))
    if both and sent.tags[phrase.head] == "NNS" and phrase.last <= phrase.first + 3:
        pair = scene.names.pair_before(scene.index)
        if pair:
            return pair  # "The two companies"
    ends_in_head = phrase.last == phrase.head + 1
    if low in ("the", "this") and ends_in_head and phrase.last == phrase.first + 2 and head not in GENERIC and common:
        # "the outbreak", "the simulation": of what the article is about
        thing = scene.text(phrase.head, phrase.last)
        event = scene.names.incidents().meant(head, sent.start[phrase.first]) if may_be_incident(head) else None
        if event:
            return event
        if head not in _STORY_NOUNS:
            return thing if head in _OWN_THINGS else _spoken_of(scene) or thing
        main = scene.names.main_entity()
        return scene.names.fuller(head, scene.index) or (f"{main} {thing}" if main else thing)
    if (
        head in GENERIC
        and common
        and low in ("the", "this", "that")
        and phrase.head - phrase.first <= 2
        and ends_in_head
    ):
        return (
            (scene.names.place_before(scene.sent.start[phrase.first]) if head in _LANDS else None)
            or scene.names.resolve_noun(head, scene.index)
            or _public_body(scene, head)
            or (scene.names.resolve("it", scene.index) if head in _ORGANISATIONS - _PUBLIC - _OTHERS else None)
            or scene.words_of(phrase)
        )
    if (
        head in _ORGANISATIONS
        and common
        and ends_in_head
        and (low in ("the", "this") or _belongs_to_land(scene, phrase))
    ):
        if not any(_names_it(scene, k) for k in range(phrase.first, phrase.last)) or _belongs_to_land(scene, phrase):
            main = scene.names.main_entity()
            other = head in _OTHERS and head not in (main or "").lower()
            if main and not other and not place_of(main) and not scene.names.people().named(main):
                return main  # "The struggling retailer", "the country's largest software firm"
            return (
                earlier_name(scene, phrase.first) or scene.names.resolve("it", scene.index) or scene.words_of(phrase)
            )
    sits = head == "members" and sent.lows[phrase.head - 1] in _BODIES and phrase.head > phrase.first
    if (head in _ROLES or sits) and not any(sent.tags[k] in _NAMES for k in range(max(1, phrase.first), phrase.last)):
        served = scene.names.main_entity()
        if served and not scene.names.people().named(served):
            return served  # "Officials expect to save $3m": the council of the headline does
    if low in ("his", "her", "its", "their", "our", "my"):
        owner = scene.names.resolve(low, scene.index, sent.start[phrase.first])
        if owner:
            return owner
    return scene.words_of(phrase)


_BODIES = frozenset("council cabinet board committee panel commission parliament senate staff union".split())


def _names_it(scene: Scene, k: int) -> bool:
    """True for a word of a name; not for where or what kind it is: "the Canadian bank", "the IT major"."""
    word = scene.sent.words[k]
    kind = place_of(word) is not None or (word.isupper() and len(word) < _ACRONYM)
    return scene.sent.tags[k] in _NAMES and not kind


# Who deals with the company an article is about, and is not it.
_OTHERS = frozenset("union regulator watchdog".split())
_ACRONYM = 4


def _spoken_of(scene: Scene) -> str | None:
    """The name that owned the last figure, a sentence or two back: what "the building" and "the line" belong to."""
    names = scene.names
    near = names.last is not None and scene.index - names.last_index <= _NEAR
    if not near or names.last is None or not names.last.subject or not names.last.subject[0].isupper():
        return None
    named = all(word[0].isupper() or word in _LINKS for word in names.last.subject.split())
    return names.last.subject if named and not names.people().named(names.last.subject) else None


_LINKS = frozenset("of and the for de la &".split())
_NEAR = 2  # sentences
# What is nobody's even where somebody was spoken of: "the rupee", "the market".
_OWN_THINGS = words("owners.own_things")


def _public_body(scene: Scene, head: str) -> str | None:
    """ "The council" of an article about Telmar: "Telmar council"; None for firms, and where it is about no place."""
    main = scene.names.main_entity() if head in _PUBLIC else None
    return f"{main} {head}" if main and scene.names.is_place(main) else None


_PUBLIC = frozenset("council department ministry police government administration county".split())


def _belongs_to_land(scene: Scene, phrase: Phrase) -> bool:
    """True for "the country's largest lender", "the UK's biggest coal producer": one of its kind in a place."""
    sent = scene.sent
    for k in range(phrase.first + 1, phrase.head):
        if sent.tags[k] == "POS":
            return (
                sent.lows[k - 1] in _LANDS_AND_WORLD
                or place_of(sent.words[k - 1]) is not None
                or sent.lows[k - 1] in ("uk", "us", "world")
            )
    return False


_LANDS_AND_WORLD = _LANDS | frozenset("world region city island continent".split())


def _described_name(scene: Scene, phrase: Phrase) -> str | None:
    """ "the chip maker Norvale", "US media giant Oakmart": the name behind its description; None for others."""
    tags = scene.sent.tags
    if tags[phrase.last - 1] not in _NAMES:
        return None
    run = phrase.last - 1
    while run > phrase.first and tags[run - 1] in _NAMES:
        run -= 1
    if place_of(scene.text(run, phrase.last)) is not None:
        return None  # "mainland China"
    if run == phrase.first or tags[run - 1] != "NN" or scene.sent.words[run - 1][0].isupper():
        return None
    if any(scene.sent.lows[k] in _TAIL_ENDS or tags[k] == "POS" for k in range(phrase.first, run)):
        return None
    return scene.text(run, phrase.last)


def earlier_name(scene: Scene, before: int) -> str | None:
    """A name, or "the company", that is the subject earlier in the same sentence: what "it" and "they" stand for."""
    sent = scene.sent
    best = None
    for k in range(before):
        if sent.tags[k] in _FINITE:
            found = left_phrase(sent, group_start(sent, k))
            if found is None or found.last > before:
                continue
            if sent.tags[found.head] in _NAMES:
                best = scene.words_of(found)
            elif sent.lows[found.head] in GENERIC and sent.lows[found.first] in ("the", "this"):
                best = owner_name(scene, found)
    return best


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
        if found is not None and way is _tailed and scene.tag(phrase.first - 1) == "PRP$":
            found = _possessive(scene, Phrase(phrase.first - 1, phrase.last, phrase.head))
        if found is not None:
            return found
    return scene.words_of(phrase), None


def _pronoun(scene: Scene, phrase: Phrase) -> Split | None:
    """ "it": only an owner."""
    if phrase.last - phrase.first == 1 and scene.sent.lows[phrase.first] in _PRONOUNS:
        return None, owner_name(scene, phrase) or None
    return None


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
    if (
        sent.lows[phrase.head] in _ORGANISATIONS
        and phrase.last == phrase.head + 1
        and _belongs_to_land(scene, phrase)
    ):
        return None, owner_name(scene, phrase)
    for k in range(phrase.first + 1, phrase.head + 1):
        if sent.tags[k] == "POS" and not _opens_tail(sent, phrase.first, k):
            low = sent.lows[k - 1]
            timed = low in CALENDAR or low in TIME_NOUNS or low == "today"
            whose = None if timed else owner_name(scene, Phrase(phrase.first, k, k - 1)) or None
            return scene.text(k + 1, phrase.last), whose
    return None


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
        earlier = earlier_name(scene, phrase.first) or _earlier_thing(scene, phrase.first)
    return scene.text(phrase.first + 1, phrase.last), earlier or known


def _named(scene: Scene, phrase: Phrase) -> Split | None:
    """ "Oakmart" is an owner alone, "Oakmart shares" the shares of one."""
    sent = scene.sent
    tags, lows = sent.tags, sent.lows
    core_end = phrase.head + 1
    k = phrase.first
    while k < core_end and tags[k] in ("DT", "JJ", "CD") and not (tags[k] == "JJ" and sent.words[k][0].isupper()):
        k += 1
    run = k
    while run < core_end and (
        tags[run] in _NAMES or (lows[run] in ("&", "and") and run + 1 < core_end and tags[run + 1] == "NNP")
    ):
        run += 1
    if run == k or (run == k + 1 == 1 < core_end and scene.names.writes_small(sent.words[0].lower())):
        return None
    if run == core_end or lows[phrase.head] in GENERIC or tags[phrase.head] in _NAMES:
        return None, scene.words_of(phrase)
    return scene.text(run, phrase.last), scene.text(k, run)


def _generic(scene: Scene, phrase: Phrase) -> Split | None:
    """ "the company", "the company in Leeds": an owner."""
    if scene.sent.lows[phrase.head] not in GENERIC or scene.low(phrase.head - 1) in ("labour", "labor", "work"):
        return None
    return None, owner_name(scene, phrase) if phrase.last == phrase.head + 1 else scene.words_of(phrase)


def _tailed(scene: Scene, phrase: Phrase) -> Split | None:
    """ "shares of Oakmart", "turnout in Leeds", "sales at the stores": the owner behind a preposition."""
    sent = scene.sent
    tags, lows = sent.tags, sent.lows
    head = lows[phrase.head]
    for k in range(phrase.head + 1, phrase.last - 1):
        low = lows[k]
        if low not in _TAIL_OPENERS:
            continue
        first, end = k + 1, _tail_end(scene, k + 1, phrase.last)
        if (
            end == first
            or not (
                tags[end - 1] in _NAMES
                or low in ("of", "at", "in", "from", "by")
                or _lies_on(lows, k, first)
                or (low in ("to", "into") and tags[phrase.head] == "NNS" and (low == "into" or tags[first] == "DT"))
            )
            or lows[first] in CALENDAR
        ):
            continue
        if head in _TRADE and low in ("to", "from", "into"):
            return scene.text(phrase.first, end), None  # "imports from Telmar" are somebody else's
        if head in _BOUGHT and low == "of" and tags[end - 1] == "NNS":
            return scene.text(phrase.first, end), None  # "purchases of Telmar soybeans" are another's
        if head in _PARTS_OF and low == "of":
            return scene.words_of(phrase), None
        if lows[end - 1] in TIME_NOUNS:
            return scene.text(phrase.first, k), None  # "Turnover in the quarter"
        if any(tags[m] in _NAMES for m in range(first, end)):
            cut = low == "at" or (end >= phrase.last and low not in ("by", "for", "on"))
            tail = Phrase(first, end, end - 1)
            whose = _described_name(scene, tail) or scene.text(first, end)
            if tags[end - 1] not in _NAMES and lows[first] in ("the", "this"):
                whose = owner_name(scene, Phrase(first, end, end - 1))  # "shares of the IT major"
            return scene.text(phrase.first, k) if cut else scene.words_of(phrase), whose
        if low in ("to", "into"):
            return scene.text(phrase.first, k), owner_name(scene, Phrase(first, end, end - 1))
        if tags[first] == "PRP$" and lows[first] in ("its", "their") and low == "of" and end >= phrase.last:
            whose = earlier_name(scene, first) or owner_name(scene, Phrase(first, end, end - 1))
            return f"{scene.text(phrase.first, k + 1)} {scene.text(first + 1, end)}", whose
        definite = tags[first] in ("DT", "PRP$") and lows[first] not in _INDEFINITE
        if definite and end >= phrase.last and low in ("of", "on", "at", "in"):
            return scene.text(phrase.first, k), owner_name(scene, Phrase(first, end, end - 1))
        if head in _PRICES_OF and low == "of":
            return scene.words_of(phrase), scene.text(first, end)
    return None


def _lies_on(lows: list[str], k: int, first: int) -> bool:
    """ "the speed limit on the ring road", but no tax on something."""
    return lows[k] == "on" and lows[first] == "the" and lows[k - 1] in ("limit", "traffic", "speed", "toll")


def _tail_end(scene: Scene, first: int, last: int) -> int:
    end = first
    while end < last and scene.sent.lows[end] not in _TAIL_ENDS:
        end += 1
    return end


_SPLITS = (_pronoun, _whose, _genitive, _possessive, _named, _generic, _tailed)


def owner_of_clause(scene: Scene, verb: int) -> str | None:
    """The agent of a clause as an owner: "the company reported ..." gives the company's name; None without one."""
    phrase = clause_subject(scene, verb)
    if phrase is None:
        return None
    measure, owner = split(scene, phrase)
    if owner and measure is None:
        return owner
    return scene.words_of(phrase) if owner and measure else owner_name(scene, phrase)


def clause_subject(scene: Scene, verb: int) -> Phrase | None:
    """The subject of the verb at token ``verb``, without a time at its end; None for -1."""
    phrase = subject_of(scene.sent, verb) if verb >= 0 else None
    return _without_time(scene, phrase) if phrase is not None else None


def _without_time(scene: Scene, phrase: Phrase) -> Phrase:
    """ "The agency on Wednesday", "Oakmart late last month", "the quake on January 21": the part before the time."""
    sent = scene.sent
    if is_time(scene, phrase) and phrase.first > 2:
        k = phrase.first
        while k > 0 and (
            sent.lows[k - 1] in _BEFORE_TIMES
            or sent.lows[k - 1] in TIME_NOUNS
            or sent.tags[k - 1] in ("CD", "DT", "JJ")
        ):
            k -= 1  # "losses for the nine months of this year"
        real = left_phrase(sent, k) if k < phrase.first and sent.tags[k - 1] in ("NN", "NNS") else None
        if real is not None and not is_time(scene, real):
            return real
    stop = phrase.last
    while stop > phrase.head + 1 and _ends_in_time(scene, stop - 1):
        stop -= 1
    if stop == phrase.last:
        return phrase
    while stop > phrase.head + 1 and (sent.lows[stop - 1] in _BEFORE_TIMES or _sizes_time(scene, stop - 1)):
        stop -= 1
    return Phrase(phrase.first, stop, phrase.head)


def _sizes_time(scene: Scene, k: int) -> bool:
    """ "the 12-week period": the number and its hyphen before the time."""
    return scene.low(k) == "-" or (scene.tag(k) == "CD" and scene.low(k + 1) == "-")


def _ends_in_time(scene: Scene, k: int) -> bool:
    """ "in May", "on January 21", "last week", "for 2025"; but "500" is part of a name."""
    sent = scene.sent
    low = sent.lows[k]
    if sent.tags[k] == "CD":
        return sent.lows[k - 1] in CALENDAR or (is_year_word(low) and sent.lows[k - 1] in _BEFORE_TIMES)
    return low in CALENDAR or low in TIME_NOUNS


_BEFORE_TIMES = frozenset("on in for of last this next late early the a past since during by".split())


def owner_before_with(scene: Scene, phrase: Phrase) -> str | None:
    """ "Norvale Data Centre, with a storage capacity of": what stands before "with"."""
    sent = scene.sent
    k = phrase.first - 1
    while k >= 0 and sent.lows[k] in ("a", "an", "the", "and", ","):
        k -= 1
    if k > 0 and sent.lows[k] in ("with", "on", "at", "to", "for", "from"):
        found = left_phrase(sent, k - 1 if sent.lows[k - 1] == "," else k)
        if found is not None:
            found = explained(sent, found) or found
            return split(scene, found)[1] or scene.words_of(found)
    return None


def place_after(scene: Scene, k: int) -> str | None:
    """ "turnout was 61 percent in Arden", "orders fell 12% at the foundry": where or whose, behind the number."""
    sent = scene.sent
    phrase = right_phrase(sent, k + 1, tails=0)
    if phrase is None or is_time(scene, phrase) or sent.forms[phrase.head] == "number":
        return None
    place = (
        sent.tags[phrase.head] in _NAMES
        or (sent.lows[k] in ("at", "in") and sent.lows[phrase.head] in GENERIC)
        or (sent.lows[k] == "at" and sent.lows[k + 1] == "the")
    )
    return scene.words_of(phrase) if place else None


def last_segment(scene: Scene, phrase: Phrase) -> Phrase:
    """ "the tower of the mayor" before a genitive: "the mayor", the part behind the last preposition."""
    cut = phrase.first
    for k in range(phrase.first, phrase.last - 1):
        if scene.sent.lows[k] in ("of", "for", "at", "in", "with", "by", "to", "from", "on"):
            cut = k + 1
    return Phrase(cut, phrase.last, phrase.last - 1)


def is_time(scene: Scene, phrase: Phrase) -> bool:
    """True for "the week" and "March", which say when and not what."""
    low = scene.sent.lows[phrase.head]
    return low in TIME_NOUNS or low in CALENDAR


def possessor(scene: Scene, q: Quantity) -> str | None:
    """Who stands in the genitive directly before the number: "Norvale's", "its"."""
    sent, k = scene.sent, q.first - 1
    if k < 0:
        return None
    if sent.tags[k] == "POS" and k > 0:
        phrase = left_phrase(sent, k)
        return owner_name(scene, last_segment(scene, phrase)) if phrase and not is_time(scene, phrase) else None
    if sent.tags[k] == "PRP$" and sent.lows[k] in THINGS | PERSONS | SPEAKERS:
        return earlier_name(scene, k) or scene.names.resolve(sent.lows[k], scene.index, sent.start[k])
    return None
