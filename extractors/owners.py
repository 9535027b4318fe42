"""Noun phrases as owners: pronouns and "the company" by the names they stand for, subjects of clauses, places."""

from __future__ import annotations

from extractors.clause_subjects import is_time, last_segment
from extractors.clauses import SPEECH, first_subject, group_start, subject_of
from extractors.common_names import firm_before, is_common
from extractors.discourse import GENERIC, PERSONS, SPEAKERS, THINGS
from extractors.first_names import Gender
from extractors.incidents import may_be_incident
from extractors.kinds import of_the_kind
from extractors.lexicon import tag_word
from extractors.measure_nouns import says_what
from extractors.no_owners import DESCRIBES, opens_with_common
from extractors.noun_phrases import TIME_NOUNS, Phrase, left_phrase, text_of
from extractors.places import place_of
from extractors.quantities import Quantity
from extractors.scene import Scene
from extractors.speaks_for import OF_FIRMS, is_who_acts, spoken_for
from extractors.tag_reduced import PARTICLES, doer_at
from extractors.tokens import Sentence
from extractors.topics import DESCRIBERS
from extractors.words import words

ORGANISATIONS = words("owners.organisations")
BUILT = words("owners.built")
# What a whole article may be about: "the outbreak" is the outbreak of the headline.
_STORY_NOUNS = words("owners.story_nouns")
# Who acts for an organisation or a place without a name of their own.
_ROLES = words("owners.roles")
_CAPITAL_FIRMS = frozenset("Company Group Firm Corporation".split())  # of those who write "the Company"
_LANDS = frozenset("country nation kingdom state province".split())
_TOWNS = frozenset("city town village borough municipality".split())
_PRONOUNS = THINGS | PERSONS | SPEAKERS
_NAMES = frozenset(("NNP", "NNPS"))
TAIL_ENDS = frozenset("among of in to for at from on by with".split())
_FINITE = frozenset(("VBD", "VBZ", "VBP", "MD"))


def _without_participle(scene: Scene, phrase: Phrase) -> Phrase:
    """ "the bank [led by Ann Roe]", "a mill [built] in 1920": one thing is meant without what was done to it."""
    tags = scene.sent.tags
    for k in range(phrase.first + 1, phrase.last):
        if tags[k] not in ("VBN", "VBD") or tags[k - 1] not in ("NN", "NNP") or scene.low(k - 1) in GENERIC:
            continue  # "the firm led by Ann Roe" is not the firm that the article is about
        doer = doer_at(tags, k) if tags[k] == "VBD" else -1
        if doer > phrase.first:  # "the mill Oakmart shut"
            return phrase if scene.low(doer - 1) in GENERIC else Phrase(phrase.first, doer, doer - 1)
        stop = k + 1 + (scene.low(k + 1) in PARTICLES)
        bare = stop == phrase.last or (tags[k] == "VBN" and scene.low(stop) == "by")
        return Phrase(phrase.first, k, k - 1) if bare else phrase
    return phrase


def owner_name(scene: Scene, phrase: Phrase) -> str:
    """A phrase as a subject: pronouns and "the company" give the name they stand for, if one is known."""
    sent = scene.sent
    phrase = _without_participle(scene, phrase)
    if phrase.first and sent.lows[phrase.first - 1] in ("the", "this") and sent.tags[phrase.first] != "DT":
        phrase = Phrase(phrase.first - 1, phrase.last, phrase.head)
    low = sent.lows[phrase.first]
    if phrase.last - phrase.first == 1 and low in _PRONOUNS:
        if low == "they" and (things := _counted_things(scene)):
            return things
        if low in OF_FIRMS and (firm := spoken_for(scene, phrase.first)):
            return firm
        earlier = earlier_name(scene, phrase.first) if low in THINGS else None
        earlier = earlier or (_things_before(scene) if low in ("they", "these", "those") else None)
        known = earlier or scene.names.resolve(low, scene.index, sent.start[phrase.first])
        if known and low in ("him", "them") and is_who_acts(scene, phrase.first, known):
            return ""  # "Judge Roe ordered him to pay": somebody else
        return known or (_thing_before(scene) if low in ("it", "its") else None) or ""
    if sent.lows[phrase.head] == "old" and (somebody := years_old(scene, phrase.head - 4)):
        return somebody
    described = described_name(scene, phrase)
    if described is not None:
        return described
    head = sent.lows[phrase.head]
    if head in GENERIC and not _OF_ANOTHER.isdisjoint(sent.lows[phrase.first : phrase.head]):
        return scene.words_of(phrase)  # "the combined group" is a company to come
    common = sent.tags[phrase.head] == "NN" or head == "major" or sent.words[phrase.head] in _CAPITAL_FIRMS
    both = low in ("the", "both") and (low == "both" or scene.low(phrase.first + 1) in ("two", "pair"))
    duo = low == "the" and head in ("pair", "duo") and ends_in_two(phrase)
    if duo or (both and sent.tags[phrase.head] == "NNS" and phrase.last <= phrase.first + 3):
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
            own = head in _OWN_THINGS or head in _PERSONAL or may_be_incident(head)
            return thing if own else _spoken_of(scene) or thing
        main = scene.names.main_entity()
        return scene.names.fuller(head, scene.index) or (_of_main(main, thing) if main else thing)
    if (
        head in GENERIC
        and common
        and low in ("the", "this", "that")
        and not _has_name(scene, phrase)
        and (phrase.head - phrase.first <= 2 or DESCRIBES.search(sent.lows[phrase.head - 1]))
        and ends_in_head
    ):
        return (
            (_land_or_town(scene, head, scene.sent.start[phrase.first]) if head in _LANDS or head in _TOWNS else None)
            or of_the_kind(scene.sent, phrase, scene.names.resolve_noun(head, scene.index))
            or _public_body(scene, head)
            or (_central_bank(scene) if scene.low(phrase.head - 1) == "central" else None)
            or (_it_or_firm(scene, head) if head in _PRIVATE and scene.low(phrase.head - 1) != "central" else None)
            or scene.words_of(phrase)
        )
    if head in ORGANISATIONS and common and ends_in_head:
        placed = _of_town(scene, phrase) or (not _has_name(scene, phrase) and belongs_to_land(scene, phrase))
        plain = low in ("the", "this") and not _has_name(scene, phrase)
        if placed or (plain and not any(names_it(scene, k) for k in range(phrase.first, phrase.last))):
            main = scene.names.of_paragraph(scene.index) or scene.names.main_entity()
            other = head in _OTHERS and head not in (main or "").lower()
            if main and not other and not place_of(main) and not scene.names.people().named(main):
                return main  # "The struggling retailer", "the country's largest software firm"
            return (
                earlier_name(scene, phrase.first) or scene.names.resolve("it", scene.index) or scene.words_of(phrase)
            )
    sits = head == "members" and sent.lows[phrase.head - 1] in _BODIES and phrase.head > phrase.first
    kept = head in _STAFF and phrase.head > phrase.first + (low == "the")  # "Security staff"
    if (
        (head in _ROLES or sits)
        and not kept
        and not any(sent.tags[k] in _NAMES for k in range(max(1, phrase.first), phrase.last))
    ):
        served = scene.names.main_entity()
        private = head in ("owners", "founders", "operators", "executives") and served is not None
        if private and served and scene.names.is_place(served):
            served = None
        if served and not scene.names.people().named(served):
            return served  # "Officials expect to save $3m": the council of the headline does
    if low in ("his", "her", "its", "their", "our", "my"):
        owner = scene.names.resolve(low, scene.index, sent.start[phrase.first])
        if owner:
            return owner
    return scene.words_of(phrase)


def years_old(scene: Scene, first: int) -> str | None:
    """Who "the 23-year-old" is whose number stands at token ``first``: the person named before, or these words where
    nobody is; None for another phrase, and for "a 40-year-old", somebody new.
    """
    sent = scene.sent
    if first < 1 or sent.lows[first + 1 : first + 5] != ["-", "year", "-", "old"] or sent.lows[first - 1] != "the":
        return None
    behind = scene.low(first + 5)
    if scene.tag(first + 5) in ("NN", "NNS", "JJ") and behind not in _PERSONAL:
        return None  # "the 40-year-old bridge"
    no_gender: Gender = ""
    gender = next((g for g, names in _GENDERS if behind in names), no_gender)
    return scene.names.people().before(sent.start[first], scene.index, gender)


_GENDERS: tuple[tuple[Gender, frozenset[str]], ...] = (("m", words("people.men")), ("f", words("people.women")))


def _has_name(scene: Scene, phrase: Phrase) -> bool:
    """ "The LK party", "the Norvale group"; not "the IT company", "the Telmar-based firm", "the Norse bank"."""
    sent = scene.sent
    names = [k for k in range(phrase.first + 1, phrase.head) if sent.tags[k] in _NAMES]
    if not names or place_of(scene.text(names[0], names[-1] + 1)) is not None:
        return False
    words = [sent.words[k] for k in names]
    return any(place_of(word) is None and not DESCRIBES.search(word) and word not in _FIELDS for word in words)


def _of_town(scene: Scene, phrase: Phrase) -> bool:
    """ "the Port Lindow carmaker", "the Lindow, Ohio-based carmaker": where a firm is that is named elsewhere."""
    sent = scene.sent
    first = phrase.first
    if sent.lows[phrase.head] not in DESCRIBERS or sent.words[phrase.head][0].isupper():
        return False
    if sent.lows[first] not in ("the", "this"):
        town = first > _TOWN and sent.lows[first - 1] == "," and sent.tags[first - 2] in _NAMES
        return town and DESCRIBES.search(sent.lows[first]) is not None
    main = scene.names.main_entity() or ""
    return not any(sent.words[k] in main for k in range(first + 1, phrase.head))  # "the Norvale supplier" is another


_TOWN = 2  # tokens
_FIELDS = frozenset("IT AI US UK EU UN PC TV EV VC PR HR ICT SUV LNG IoT".split())
_STAFF = frozenset("staff staffers crews employers owners".split())
_PERSONAL = words("people.men") | words("people.women") | words("people.either") | words("people.offices")


def _is_thing(sent: Sentence, phrase: Phrase) -> bool:
    """True for "the jet" and "a gold mine": one thing, no person, time or measure."""
    low = sent.lows[phrase.head]
    alone = sent.lows[phrase.first] in ("the", "a", "an") and phrase.first < phrase.head
    return (
        alone
        and sent.tags[phrase.head] == "NN"
        and low not in TIME_NOUNS
        and low not in _PERSONAL
        and not says_what(low)
    )


def _thing_before(scene: Scene) -> str | None:
    """ "The jet was new. It had flown": the thing that the sentence before begins with, where no name serves."""
    if scene.index == 0:
        return None
    sent = scene.names.sentence(scene.index - 1)
    phrase = first_subject(sent)
    if phrase is None or not _is_thing(sent, phrase):
        return None
    return text_of(sent, scene.folded, phrase.first + 1, phrase.head + 1)


def _things_before(scene: Scene) -> str | None:
    """ "The calves are growing. They weigh 90 kg": the things that the sentence before begins with."""
    if scene.index == 0:
        return None
    sent = scene.names.sentence(scene.index - 1)
    phrase = first_subject(sent)
    if (
        phrase is None
        or sent.tags[phrase.head] != "NNS"
        or any(sent.tags[k] in _NAMES for k in range(phrase.first, phrase.last))
    ):
        return None
    low = sent.lows[phrase.head]
    if (
        low in TIME_NOUNS
        or low in ORGANISATIONS
        or low in _ROLES
        or says_what(low)
        or sent.tags[phrase.first] == "PRP$"
    ):
        return None
    first = phrase.first
    while first < phrase.head and sent.tags[first] in ("DT", "CD"):
        first += 1
    return text_of(sent, scene.folded, first, phrase.last)


def _land_or_town(scene: Scene, head: str, at: int) -> str | None:
    """What "the country" or "the city" stands for: the one named last, else the one the article speaks of most."""
    if head in _TOWNS:
        return scene.names.resolve_noun(head, scene.index) or scene.names.town_before(at)
    return scene.names.place_before(at) or scene.names.main_place()


def _it_or_firm(scene: Scene, head: str) -> str | None:
    """What "the company" stands for: what "it" would, but never a place."""
    found = scene.names.of_paragraph(scene.index) or scene.names.resolve("it", scene.index)
    if found is None or head not in _FIRMS or not scene.names.is_place(found):
        return found
    return firm_before(scene.names, scene.index)


def _central_bank(scene: Scene) -> str | None:
    """What "the central bank" stands for: a bank, a reserve or letters, but not the oil named before it."""
    found = _it_or_firm(scene, "bank")
    low = (found or "").lower()
    return found if found and (found.isupper() or any(word in low for word in _CENTRAL)) else None


_CENTRAL = ("bank", "reserve", "fed", "monetary", "boe", "ecb", "boj")
_FIRMS = words("owners.organisations") - words("owners.no_firms")


def _counted_things(scene: Scene) -> str | None:
    """ "bought three mills; they are worth $9m": the mills, which the sentence has counted."""
    said = scene.done[-1] if scene.done else None
    if said is not None and said.rule == "attach:purchase" and len(scene.done) > 1:
        said = scene.done[-2]
    counted = said is not None and said.rule == "attach:count_object" and ";" in scene.sent.lows[: scene.before + 1]
    return said.measure.partition(" bought")[0] if counted and said is not None and said.measure else None


_BODIES = frozenset("council cabinet board committee panel commission parliament senate staff union".split())


def _of_main(main: str, thing: str) -> str:
    """ "Telmar outbreak" for "the outbreak"; "Lorne Film Festival" for "the festival"."""
    return main if main.lower().endswith(f" {thing.lower()}") else f"{main} {thing}"


def ends_in_two(phrase: Phrase) -> bool:
    """True for a phrase of an article and its noun."""
    return phrase.last == phrase.head + 1 == phrase.first + 2


def names_it(scene: Scene, k: int) -> bool:
    """True for a word of a name; not for where or what kind it is: "the Canadian bank", "the IT major"."""
    word = scene.sent.words[k]
    kind = place_of(word) is not None or (word.isupper() and len(word) < _ACRONYM)
    return scene.sent.tags[k] in _NAMES and not kind and DESCRIBES.search(word) is None


_OF_ANOTHER = frozenset("new combined merged enlarged resulting other another rival smaller bigger".split())
# Who deals with the company an article is about, and is not it.
_OTHERS = frozenset("union regulator watchdog".split())
_ACRONYM = 4


def _spoken_of(scene: Scene) -> str | None:
    """The name that owned the last figure, a sentence or two back: what "the building" and "the line" belong to."""
    names = scene.names
    near = names.last is not None and scene.index - names.last_index <= _NEAR
    if not near or names.last is None or not names.last.subject or not names.last.subject[0].isupper():
        return None
    if opens_with_common(names.last.subject):
        return None
    named = all(word[0].isupper() or word in _LINKS for word in names.last.subject.split())
    low = names.last.subject.lower()
    many = tag_word(low, low, False) == "NNS"  # "Police", "Farmers"
    if many or low == names.last.subject or is_common(names, names.last.subject):
        return None
    elsewhere = place_of(names.last.subject) is not None or names.is_place(names.last.subject)
    return names.last.subject if named and not elsewhere and not names.people().named(names.last.subject) else None


_LINKS = frozenset("of and the for de la &".split())
_NEAR = 2  # sentences
# What is nobody's even where somebody was spoken of: "the rupee", "the market".
_OWN_THINGS = words("owners.own_things")


def _public_body(scene: Scene, head: str) -> str | None:
    """ "The council" of an article about Telmar: "Telmar council"; None for firms, and where it is about no place."""
    main = scene.names.main_entity() if head in _PUBLIC else None
    return f"{main} {head}" if main and scene.names.is_place(main) else None


_PUBLIC = frozenset("council department ministry police government administration county".split())
_PRIVATE = ORGANISATIONS - _PUBLIC - _OTHERS


def belongs_to_land(scene: Scene, phrase: Phrase) -> bool:
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


def described_name(scene: Scene, phrase: Phrase) -> str | None:
    """ "the chip maker Norvale", "US media giant Oakmart": the name behind its description; None for others."""
    tags = scene.sent.tags
    if tags[phrase.last - 1] not in _NAMES:
        return None
    described = _opening_description(scene, phrase)
    if described > 0:
        return scene.text(described, phrase.last)  # "Truckmaker Norvale", "Cloud start-up Norvale"
    run = phrase.last - 1
    while run > phrase.first and tags[run - 1] in _NAMES:
        run -= 1
    if place_of(scene.text(run, phrase.last)) is not None:
        return None  # "mainland China"
    if run == phrase.first or tags[run - 1] != "NN" or scene.sent.words[run - 1][0].isupper():
        return None
    if any(scene.sent.lows[k] in TAIL_ENDS or tags[k] == "POS" for k in range(phrase.first, run)):
        return None
    return scene.text(run, phrase.last)


def _opening_description(scene: Scene, phrase: Phrase) -> int:
    """Where the name begins behind a description that opens the sentence, 0 without one."""
    sent = scene.sent
    if phrase.first or phrase.last > 8 or not TAIL_ENDS.isdisjoint(sent.lows[: phrase.last]):
        return 0
    return next((k + 1 for k in range(min(3, phrase.last - 1)) if sent.lows[k] in DESCRIBERS), 0)


def earlier_name(scene: Scene, before: int) -> str | None:
    """A name, or "the company", that is the subject earlier in the same sentence: what "it" and "they" stand for."""
    sent = scene.sent
    best = None
    for k in range(before):
        if sent.tags[k] in _FINITE:
            many = sent.lows[before] in ("they", "their", "them")
            found = subject_of(sent, k) if many else left_phrase(sent, group_start(sent, k))
            if found is None or found.last > before:
                continue
            if many and sent.tags[found.head] == "NNS":
                best = scene.words_of(found)  # "Hauliers, who employ 200 drivers, say they"
            elif sent.lows[before] in ("it", "its") and _is_of_person(scene, found):
                continue
            elif sent.tags[found.head] in _NAMES:
                best = described_name(scene, found) or scene.words_of(found)
            elif best is not None and sent.lows[found.first - 1] in _WHEN:
                continue  # "Norvale lost money before the bridge opened, and its debts stand at"
            elif sent.lows[before] in ("it", "its") and _says_of_itself(sent, found, k, before):
                best = scene.text(found.first + (sent.tags[found.first] == "DT"), found.head + 1)
            elif sent.lows[found.head] in GENERIC and sent.lows[found.first] in ("the", "this"):
                best = owner_name(scene, found)
            elif sent.lows[before] in ("they", "their") and sent.tags[found.head] == "NNS" and sent.lows[k] in SPEECH:
                best = scene.words_of(found)  # "Rebels said they had"
            elif (
                sent.lows[before] in ("it", "its")
                and _is_thing(sent, found)
                and sent.lows[k] not in SPEECH
                and not best
            ):
                best = scene.text(found.first + 1, found.head + 1)  # "A mine shut; it produces"
    return best


def _says_of_itself(sent: Sentence, found: Phrase, verb: int, before: int) -> bool:
    """ "The bakers' union said [its] 46 halls": a body that speaks right before the pronoun."""
    near = before - verb - 1 - (sent.lows[before - 1] == "that")
    head = sent.lows[found.head]
    told = head not in GENERIC or sent.tags[found.head - 1] in ("POS", "NN")  # "the union" may be one named before
    return sent.lows[verb] in SPEECH and near == 0 and head in _SAYERS and told


_SAYERS = ORGANISATIONS - frozenset("poll survey study report office department".split())


def _is_of_person(scene: Scene, found: Phrase) -> bool:
    """ "Chief executive Jane Roe said it would": no "it"."""
    if scene.sent.tags[found.head] not in _NAMES:
        return False
    name = described_name(scene, found) or scene.words_of(found)
    return scene.names.people().named(name) is not None


_WHEN = frozenset("before after when until since because".split())


def possessor(scene: Scene, q: Quantity) -> str | None:
    """Who stands in the genitive directly before the number: "Norvale's", "its"."""
    sent, k = scene.sent, q.first - 1
    if k < 0:
        return None
    if sent.tags[k] == "POS" and k > 0:
        phrase = left_phrase(sent, k)
        return owner_name(scene, last_segment(scene, phrase)) if phrase and not is_time(scene, phrase) else None
    if sent.lows[k] == "whose" and k > 1:
        holder = left_phrase(sent, k - (sent.lows[k - 1] == ","))  # "the Skerry wind farm, whose 60 turbines"
        return owner_name(scene, last_segment(scene, holder)) if holder is not None else None
    if sent.tags[k] == "PRP$" and sent.lows[k] in _PRONOUNS:
        return earlier_name(scene, k) or scene.names.resolve(sent.lows[k], scene.index, sent.start[k])
    return None
