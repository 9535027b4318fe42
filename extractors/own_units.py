"""The unit that the words around a number without a noun give it: people on board, games won, what moves."""

from __future__ import annotations

from extractors.amount import Amount
from extractors.awaited import awaited, was_awaited
from extractors.bounds import bound_before
from extractors.clauses import SPEECH, first_subject, subject_of, verb_before
from extractors.move_words import MOVE_NOUNS, MOVES
from extractors.numeral_words import VAGUE_PLURALS
from extractors.phrases import NOUNS, singular
from extractors.tokens import Sentence
from extractors.words import words

ANIMALS = words("own_units.animals")
TOWNS = words("own_units.towns")
PEOPLE_NOUNS = words("own_units.people_nouns")
_NUMBER_NOUNS = words("own_units.number_nouns")
LEVELS = words("own_units.level_verbs") | MOVES
FINITE = ("VBD", "VBP", "VBZ", "MD")
SEATING = words("own_units.seating")
_PEOPLED = words("own_units.peopled")
BEING = frozenset("is are was were be been".split())
WINS = frozenset("won lost win lose winning losing dropped drop taken".split())
_HAMLET = 40
_ROOM = words("own_units.room")
_MOST_GAMES = 30
SETTLEMENTS = frozenset("town city village community suburb settlement".split())
_BASES = frozenset("base count".split())
_WHO_IS_COUNTED = ("er", "or", "ers", "ee", "ent", "ant", "fan", "tenant", "account", "household")
NUMBERS_OF = frozenset("number total toll tally count headcount figure".split())
# What is sold or made is counted where it is said what: "sales of cars rose to 400".
_TURNOVER = frozenset("sales shipments deliveries registrations production output imports exports".split())
_SOLD = words("own_units.sold")
_HARM_VERBS = words("bare.harm_verbs")
_HARM = words("bare.harm")


def before_hedge(sent: Sentence, a: Amount) -> int:
    """The token before the number, its hedge and its article."""
    found = bound_before(sent, a.first, "count")
    i = (found[1] if found else a.first) - 1
    while i >= 0 and sent.lows[i] in ("the", "a", "an", "only", "just", "another", "further", "about"):
        i -= 1
    return i


def _told_of(sent: Sentence, first: int) -> str | None:
    """ "deer, of which the valley has [9,000]": deer."""
    for k in range(first - 1, max(3, first - _FAR_WHICH), -1):
        if sent.tags[k] == "CD" or sent.lows[k] in (",", ";", ":"):
            return None
        if sent.lows[k - 2 : k + 1] == [",", "of", "which"]:
            one = sent.tags[k - 3] == "NN" and sent.tags[k - 4] in ("DT", "PRP$")  # "went to her party, of which 3"
            return singular(sent.words[k - 3]) if sent.tags[k - 3] in ("NN", "NNS") and not one else None
    return None


_FAR_WHICH = 9  # tokens


def own_unit(sent: Sentence, a: Amount) -> str | None:
    """The unit that the words of the sentence give: people on board, games won, what a verb of moving moves."""
    i = before_hedge(sent, a)
    before = sent.lows[i] if i >= 0 else ""
    if "count:mark" in a.rules:
        return _passing(sent, a)
    if people_around(sent, a) or is_harmed_one(sent, a) or _are_harmed(sent, a):
        return "person"
    if games_won(sent, a):
        return "game"
    if (before in SEATING and a.low > 1) or (before == "population" and sent.lows[i - 1] == ","):
        return "person"
    if before in ("population", "populations"):
        return "person"  # "Arden (population 72,000)"
    if before in ("was", "is") and sent.lows[i - 1] == "population":
        return _noun_unit(sent, i - 1, i)  # "The wolf population was 80 in 2020"
    if (counted := _counted_so(sent, i)) is not None:
        return counted
    if before in _ADVERBS_OF_TIME and i > 1 and sent.lows[i - 1] == "," and sent.tags[i - 2] in NOUNS:
        return _noun_unit(sent, i - 2, i)  # "the population, now 5.1 million,"
    if before == "(" and sent.words[a.num_last : a.num_last + 1] == [")"]:
        noun = _noun_unit(sent, i - 1, i)  # "cases (35,000) and nurses (2,800)", no "trade and utilities (2,000)"
        return noun if noun is not None and (noun in HAPPENINGS or may_be_who(noun)) else None
    reaches = before in ("of", "to", "from", "at", ",", *_REACHING) or (i >= 0 and sent.tags[i] == "MD")
    if reaches and (noun := _named_before(sent, i, before)) is not None:
        return noun  # "The number of ferries could exceed 60"
    if (noun := _number_behind(sent, a.num_last)) is not None:
        return noun
    if before == "with" and i > 1 and sent.lows[i - 1] == "," and _MOST & set(sent.lows[max(0, i - 5) : i - 1]):
        return _noun_unit(sent, i - 2, i)  # "recorded the most cases, with 30,692"
    if before == "whom":
        return _predicate(sent, a.num_last)
    if "which" in sent.said and (noun := _told_of(sent, a.first)) is not None:
        return noun
    if before == "of" and i > 1 and sent.lows[i - 1] in _PACES and (start := _start_of_pace(sent, i)) > 0:
        return _moved_unit(sent, a, start)
    if before == "of" and i > 1 and sent.lows[i - 1] == "total" and sent.tags[i - 2] == "NN":
        return singular(sent.words[i - 2])  # "the overdose total of 140"
    if before == "of" and i > 1 and sent.lows[i - 1] in MOVE_NOUNS and sent.lows[i - 2] in _GAINED:
        return sent.lows[i - 2]  # "job gains of 180,000"
    if before == "of" and i:
        return "person" if sent.lows[i - 1] in SETTLEMENTS else _noun_unit(sent, i - 1, i)
    if before == "from" and sent.tags[i - 1] == "NNS" and "number" in sent.lows[max(0, i - 6) : i - 1]:
        return singular(sent.words[i - 1])  # "cut the number of ferries from 12"
    if sent.lows[0] in ("of", "among") and before == ",":
        if sent.lows[1:3] == ["those", "who"]:
            return "person"  # "Among those who fell ill at the fair, 17"
        i = _before_speaker(sent, i)
        # "Of these deaths, 31 were in Arden", "Of the boats lost, 12"
        if i == 3 and sent.tags[2] == "NNS":
            return singular(sent.words[2])  # as it is written: "Of these deaths"
        return next((u for k in range(i - 1, max(0, i - 4), -1) if (u := _noun_unit(sent, k, i))), None)
    if sent.lows[a.first - 1 : a.first] == ["the"] and _is_awaited(sent, a):
        return None  # "added 180,000 jobs, fewer than the 240,000 economists had forecast"
    return _moved_unit(sent, a, i)


def _is_awaited(sent: Sentence, a: Amount) -> bool:
    return awaited(sent, a.num_last) is not None or was_awaited(sent, a.first, a.num_last)


_GAINED = frozenset("job seat vote subscriber user customer member passenger".split())


def _number_behind(sent: Sentence, j: int) -> str | None:
    """ "a leap of 6,500 in the claimant count", "a rise of 40 in the number of ferries"."""
    if sent.lows[j : j + 2] != ["in", "the"]:
        return None
    k = next((k for k in range(j + 2, min(j + 5, len(sent.lows))) if sent.lows[k] in NUMBERS_OF), 0)
    if k and sent.lows[k + 1 : k + 2] == ["of"]:
        return _noun_unit(sent, _last_noun(sent, k + 2, min(k + 6, len(sent.lows))), k)
    return sent.lows[k - 1] if k and sent.tags[k - 1] == "NN" and sent.lows[k] in ("count", "number") else None


def _counted_so(sent: Sentence, i: int) -> str | None:
    """ "her platelet count was now 9,000": what the word before "count" names."""
    i -= sent.lows[i] in _ADVERBS_OF_TIME
    told = (
        i > 1
        and (sent.lows[i] in BEING or sent.lows[i] == "at")
        and sent.lows[i - 1] == "count"
        and sent.tags[i - 2] in ("NN", "NNS")
    )
    return singular(sent.words[i - 2]) if told else None


_MOST = frozenset("most fewest highest largest lowest biggest".split())
_ADVERBS_OF_TIME = frozenset("now currently still then already".split())


def _named_before(sent: Sentence, i: int, before: str) -> str | None:
    """ "cut the number of homes at risk from an estimate of 400", "saw the most deaths in the north, more than 300":
    what the clause has named as numbered, no other number between.
    """
    said = "most" if before == "," else "number"
    if before == "of" and sent.lows[i - 1] not in _SIZES:
        return None
    for k in range(i - 1, max(0, i - _FAR_NUMBER), -1):
        if sent.tags[k] == "CD" or sent.words[k] in ";:":
            return None
        if sent.lows[k] == said and (said == "most" or sent.lows[k + 1 : k + 2] == ["of"]):
            if said == "most" and sent.lows[k - 1] != "the":
                return None
            stop = next((m for m in range(k + 1, i) if sent.tags[m] == "NNS"), 0)
            if stop and sent.tags[stop + 1] in ("NN", "NNS"):
                stop = _last_noun(sent, stop, i)  # "police officers"
            return _noun_unit(sent, stop, i) if stop and stop - k <= _NEAR_NOUN else None
    return None


def _start_of_pace(sent: Sentence, i: int) -> int:
    """ "dropped 25% [to] an annual rate of", "hit a pace of": the token before its article; 0 for none."""
    k = i - 1
    while k > 0 and sent.tags[k] in ("NN", "JJ", "RB"):
        k -= 1
    return k - 1 if sent.tags[k] == "DT" and sent.lows[k - 1] in ("to", "at") else 0


HAPPENINGS = words("own_units.happenings")
_PACES = frozenset("rate pace total average".split())
_SIZES = frozenset("estimate estimated total average peak high low record".split())
_REACHING = ("reaching", "hitting", "exceeding", "topping")  # "with the number of tenants reaching 400"
_FAR_NUMBER = 18  # words
_NEAR_NOUN = 5  # words


def _passing(sent: Sentence, a: Amount) -> str | None:
    """ "Deaths passed the 400,000 mark", "The number of cases hit the 90,000 level": what comes to the mark."""
    verb = verb_before(sent, a.first)
    phrase = subject_of(sent, verb) if verb >= 0 else None
    if phrase is None:
        return None
    if sent.lows[phrase.head] in NUMBERS_OF and sent.lows[phrase.head + 1 : phrase.head + 2] == ["of"]:
        return _noun_unit(sent, _last_noun(sent, phrase.head + 2, phrase.last), phrase.last)
    return _noun_unit(sent, phrase.head, phrase.last)


def _before_speaker(sent: Sentence, comma: int) -> int:
    """ "Of the boats, she said, 12 sank": the comma in front of the speaker; ``comma`` itself without one."""
    opening = sent.lows.index(",", 1)
    aside = opening + 1 < comma <= opening + _LONGEST_SPEAKER
    return opening if aside and any(low in SPEECH for low in sent.lows[opening:comma]) else comma


_LONGEST_SPEAKER = 12  # words


def _predicate(sent: Sentence, j: int) -> str | None:
    """ "of whom 40 would be nurses": nurses."""
    while j < len(sent.words) and (sent.lows[j] in BEING or sent.tags[j] in ("MD", "RB")):
        j += 1
    plural = j < len(sent.words) and sent.tags[j] == "NNS" and sent.lows[j - 1] in BEING
    return singular(sent.words[j]) if plural else None


def people_around(sent: Sentence, a: Amount) -> bool:
    """ "with 27 on board", "in front of 12,000", "space for five", "built for 300"."""
    i, j, lows = before_hedge(sent, a), a.num_last, sent.lows
    if lows[j : j + 2] == ["on", "board"] or lows[j : j + 1] == ["aboard"]:
        return True
    if i < 1 or sent.tags[j : j + 1] in (["NN"], ["NNS"], ["JJ"]):
        return False
    if lows[i] == "of":
        town = lows[i - 1] in TOWNS and a.low > _HAMLET
        return lows[i - 2 : i] == ["in", "front"] or (lows[i - 1] in PEOPLE_NOUNS and a.low > 1) or town
    return lows[i] == "for" and lows[i - 1] in _ROOM and lows[j : j + 1] not in (["-"], ["/"])


def games_won(sent: Sentence, a: Amount) -> bool:
    """ "won four on end and six of seven", "lost four straight"."""
    i, j, lows = before_hedge(sent, a), a.num_last, sent.lows
    if i < 0 or a.low > _MOST_GAMES:
        return False
    run = lows[j : j + 3] == ["in", "a", "row"] or lows[j : j + 1] in (["straight"], ["consecutive"])
    behind = sent.tags[j + 1 : j + 4]
    share = lows[j : j + 1] == ["of"] and (behind[:1] == ["CD"] or behind[1:] == ["JJ", "CD"])
    if not (run or share) or (run and sent.tags[j + 1 : j + 2] == ["NNS"]):
        return False
    return lows[i] in WINS or (lows[i] == "and" and any(w in WINS for w in lows[max(0, i - 7) : i]))


def _noun_unit(sent: Sentence, k: int, stop: int) -> str | None:
    """The unit that the noun at token ``k`` gives a number behind it: "deliveries of", "a population of"."""
    low = sent.lows[k]
    if low == "numbers" and k and sent.tags[k - 1] == "NN" and sent.lows[k - 1] not in _NUMBER_NOUNS:
        return singular(sent.words[k - 1])  # "visitor numbers rose to"
    if low in _PARTS:
        return None  # "shrank by two-thirds to"
    if low in ("list", "lists") and k and sent.lows[k - 1] == "waiting":
        return "person"
    if low in _BASES and k and sent.tags[k - 1] in ("NN", "NNS") and sent.lows[k - 1].endswith(_WHO_IS_COUNTED):
        return singular(sent.words[k - 1])  # "a subscriber base of"
    if low in PEOPLE_NOUNS:
        animal = singular(sent.lows[k - 1]) if k and low == "population" else ""
        return animal if animal in ANIMALS else "person"  # "the elephant population shrank by"
    if low in _PEOPLED and sent.lows[k + 1 : k + 2] == ["of"]:
        return "person"  # "a city of 3.9 million"
    if low == "circulation":
        return "copy"
    people = sent.tags[k] in ("NNP", "NNPS") and low.endswith("s") and sent.lows[k - 2 : k] == ["number", "of"]
    if people:
        return low[:-1]  # "the number of Hindus"
    if sent.tags[k] == "NNS" and low not in _NUMBER_NOUNS and low not in MOVES and low not in VAGUE_PLURALS:
        return singular(sent.words[k])
    return None


def _moved_unit(sent: Sentence, a: Amount, i: int) -> str | None:
    """What moves or stands at the number: "arrivals rose to", "the number of ferries stood at", "the toll was"."""
    verb = verb_before(sent, a.first)
    told = subject_of(sent, verb) if verb >= 0 and "toll" in sent.lows[:verb] else None
    if told is not None and sent.lows[told.head] == "toll" and sent.lows[told.head - 1] not in _NO_TOLL:
        return "person"  # "the death toll could exceed 50"
    if verb < 0 or verb > i or (sent.lows[verb] not in LEVELS and sent.lows[i] not in ("to", "at", "by")):
        return None
    if i - verb > (16 if sent.lows[i] == "to" else 8) or (
        sent.lows[verb] in BEING and i != verb and sent.lows[i] not in ("to", "at", "by")
    ):
        return None
    phrase = subject_of(sent, verb)
    if sent.lows[i] in ("to", "at", "by", "from") and i - verb > 1:
        # "cut its workforce by 300"
        for k in range(verb + 1, i):
            if sent.tags[k] in NOUNS and (unit := _noun_unit(sent, k, i)) is not None:
                return unit
            if sent.lows[k] in NUMBERS_OF and sent.lows[k + 1] == "of":
                return _noun_unit(sent, _last_noun(sent, k + 2, i), i)  # "cut the number of clerks from 200"
            if sent.lows[k] in NUMBERS_OF:
                return None  # "police put the number at 12,000": of what was counted before
    if phrase is None:
        return None
    head = phrase.head
    if sent.lows[head] == "headcount":
        return "person"
    if sent.lows[head] == "numbers" and head > phrase.first and sent.tags[head - 1] == "NN":
        return sent.lows[head - 1]  # "Passenger numbers rose to"
    if sent.lows[head] in NUMBERS_OF and head and sent.tags[head - 1] == "PRP$":
        whose = first_subject(sent)  # "Retirees are poor, and their number will rise to"
        if whose is not None and whose.head < head - 1 and sent.tags[whose.head] == "NNS":
            return singular(sent.words[whose.head])
    if sent.lows[head] in _TURNOVER and head > phrase.first and sent.lows[head - 1] in _SOLD:
        return singular(sent.words[head - 1])  # "electric car sales were 40,000"
    if sent.lows[head] in NUMBERS_OF or sent.lows[head] in _TURNOVER:
        for k in range(head + 1, phrase.last):
            if sent.lows[k - 1 : k] == ["of"] or sent.tags[k] == "NNS":
                return _noun_unit(sent, _last_noun(sent, k, phrase.last), phrase.last)
        return None
    return _noun_unit(sent, head, phrase.last)


_PARTS = frozenset("half halves third thirds quarter quarters fifth fifths tenth tenths".split())
_NO_TOLL = frozenset("bridge road motorway highway tunnel".split())
_IN_COMPOUNDS = frozenset("data sports sales savings police staff women children people".split())


def _last_noun(sent: Sentence, k: int, stop: int) -> int:
    while (
        k + 1 < stop
        and (sent.tags[k] not in ("NNS", "NNPS") or sent.lows[k] in _IN_COMPOUNDS)
        and not (sent.tags[k] == "NNP" and sent.lows[k].endswith("s") and sent.tags[k + 1] == "VBG")  # "Turks living"
        and sent.tags[k + 1] in (*NOUNS, "JJ", "VBG", "VBN")
    ):
        k += 1
    return k


def is_harmed_one(sent: Sentence, a: Amount) -> bool:
    """ "killed one and wounded four": "one" is a person there."""
    if a.form != "words" or a.first < 1 or sent.lows[a.first - 1] not in _HARM_VERBS:
        return False
    return sent.lows[a.num_last : a.num_last + 1] in (["and"], [","], ["."], ["in"], ["on"], ["at"])


def _are_harmed(sent: Sentence, a: Amount) -> bool:
    """ "A total of 27 are feared dead": people."""
    j = a.num_last
    total = sent.lows[max(0, a.first - 2) : a.first] == ["total", "of"]
    return total and sent.tags[j : j + 1] in (["VBD"], ["VBP"]) and any(low in _HARM for low in sent.lows[j : j + 4])


def are_people(sent: Sentence, a: Amount, counted: str | None) -> bool:
    """ "at least 12 drowned", "two others were cleared": people, where what was counted before has no life."""
    j = a.last if a.head >= 0 else a.num_last
    while j < len(sent.lows) and (
        sent.lows[j] in BEING or sent.tags[j] == "RB" or sent.lows[j] in ("has", "have", "had")
    ):
        j += 1
    if j >= len(sent.lows) or sent.lows[j] not in _FATES or sent.tags[j] not in ("VBD", "VBN"):
        return False
    return counted is None or not (counted.split()[-1] in ANIMALS or may_be_who(counted))


def may_be_who(unit: str) -> bool:
    """True for "nurse", "migrant" and what else may be a person, for "state" and "boat" not."""
    noun = unit.split()[-1]
    return noun in _WHO or (noun.endswith(_WHO_ENDS) and noun not in _NO_WHO)


_FATES = words("counted_again.fates")
_WHO = words("people.men") | words("people.women") | words("people.either") | words("people.offices")
_WHO |= frozenset("person people migrant refugee civilian victim troop hostage inmate staff crew body death".split())
_WHO_ENDS = ("er", "or", "ist", "ant", "ent", "ian", "ee", "man", "child", "eer", "ier")
_NO_WHO = words("counted_again.no_people")
