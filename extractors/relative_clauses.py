"""What a relative clause speaks of: its antecedent, the name an apposition explains."""

from __future__ import annotations

from extractors.awaited import awaits
from extractors.clause_map import FINITE
from extractors.noun_phrases import TIMES, Phrase, head_of, is_year_word, left_phrase
from extractors.phrases import CALENDAR, NOUNS
from extractors.tokens import Sentence
from extractors.words import words


def antecedent(sent: Sentence, i: int) -> Phrase | None:
    """What a relative pronoun at token ``i`` speaks of: the noun phrase before it and before a time ("an attack on
    Sunday that"), of its parts the one with an article of its own ("respect in a protest that").
    """
    phrase = left_phrase(sent, before_amount(sent, i))
    while phrase is not None and (sent.lows[phrase.last - 1] in TIMES or _ends_in_year(sent, phrase)):
        k = phrase.last - 1
        while k > phrase.first and sent.tags[k] != "IN":
            k -= 1
        if k <= phrase.first:
            return phrase if k == 0 else left_phrase(sent, k - (sent.tags[k] != "IN"))
        phrase = Phrase(phrase.first, k, head_of(sent, phrase.first, k))
    if phrase is None:
        return None
    k = phrase.first - 1
    if sent.lows[i] == "that" and k > 1 and sent.lows[k] in _PLACING and sent.tags[phrase.head] in ("NNP", "NNPS"):
        placed = left_phrase(sent, k)
        if placed is not None and sent.tags[placed.head] in ("NN", "NNS") and placed.last == k:
            return placed  # "a wind farm off Gullane Point that": no name is told apart by "that"
    for k in range(phrase.last - 2, phrase.first, -1):
        if sent.lows[k - 1] == "and" and sent.tags[phrase.first - 1] == "CD" and phrase.first:
            return Phrase(k, phrase.last, head_of(sent, k, phrase.last))  # "40 porters and costs that are"
        if sent.lows[k - 1] in _BEFORE_NEW and sent.lows[k] in ("a", "an"):
            return Phrase(k, phrase.last, head_of(sent, k, phrase.last))
    return phrase


_PLACING = frozenset("off near in at outside beside on for from".split())


def _ends_in_year(sent: Sentence, phrase: Phrase) -> bool:
    """ "a bond in 2016 which"."""
    return sent.tags[phrase.last - 1] == "CD" and is_year_word(sent.lows[phrase.last - 1])


def last_listed(sent: Sentence, phrase: Phrase | None) -> Phrase | None:
    """ "40 seats and a roof[ weighing 9 tonnes]": the roof, which has an article of its own."""
    if phrase is not None:
        for k in range(phrase.last - 2, phrase.first, -1):
            if sent.lows[k - 1] == "and" and sent.lows[k] in ("a", "an"):
                return Phrase(k, phrase.last, head_of(sent, k, phrase.last))
    return phrase


def whole_of_which(sent: Sentence, of: int) -> Phrase | None:
    """ "The club sold 400 passes, the cheapest of which [costs]": the passes; None for ", in which"."""
    k = of - 1
    while k > 0 and sent.tags[k] in ("DT", "JJS", "JJR", "JJ", "CD", "RB"):
        k -= 1
    return left_phrase(sent, k) if sent.lows[of] == "of" and k < of - 1 and sent.lows[k] == "," else None


def before_amount(sent: Sentence, i: int) -> int:
    """ "a tax of 5 cents a gallon[, which]", "raise the toll by $2[, which]": the token behind what the amount that
    ends at token ``i`` is of; ``i`` itself where no amount ends there.
    """
    k = i - 1
    if k > 1 and sent.lows[k - 1] in ("a", "an", "per", "each") and sent.tags[k] == "NN":
        k -= 2
    unit = k
    while k > 0 and (sent.tags[k] in ("NN", "NNS") or sent.lows[k] in ("million", "billion")) and unit - k < _UNIT:
        k -= 1
    if sent.forms[k] != "number":
        return i
    while k > 0 and (sent.tags[k - 1] in ("CD", "$") or sent.lows[k - 1] in ("about", "nearly", "some")):
        k -= 1
    rated = i - unit > 1
    priced = "$" in sent.tags[k:i] or rated
    return k - 1 if priced and k > 1 and sent.lows[k - 1] in ("of", "by", "to", "at") else i


_UNIT = 3


_BEFORE_NEW = frozenset("in for to from with at on over after near by about against".split())


def explained(sent: Sentence, phrase: Phrase | None) -> Phrase | None:
    """ "Norvale Foods, a brewer that employs 40": the name that the phrase explains; else the phrase itself."""
    if phrase is None or phrase.first < 2 or sent.tags[phrase.head] not in ("NN", "NNS"):
        return phrase
    k = phrase.first
    if sent.lows[k] in ("a", "an", "the", "another", "one"):
        k -= 1
    elif sent.lows[k - 1] in ("a", "an", "the", "another", "one"):
        k -= 2
    else:
        return phrase
    if sent.words[k] not in (",", "—", "–") or sent.tags[k - 1] not in ("NNP", "NNPS") or _sentence_adverb(sent, k):
        return phrase
    named = left_phrase(sent, k)
    return nearest_name(sent, named) if named is not None and sent.tags[named.head] in _NAMED else phrase


_FINITE = frozenset(("VBD", "VBZ", "VBP", "MD"))
_NAMED = frozenset(("NNP", "NNPS", "NN", "NNS"))


def _sentence_adverb(sent: Sentence, comma: int) -> bool:
    """True where the words before the comma only say when or where: "In March, a brewer that ..."."""
    k = comma - 1
    while k >= 0 and sent.tags[k] in ("NNP", "NNPS", "DT", "CD"):
        k -= 1
    return k < 1 and (k < 0 or sent.tags[k] == "IN") and (k == 0 or sent.lows[0] in CALENDAR)


def doer_before(sent: Sentence, phrase: Phrase | None) -> Phrase | None:
    """ "Divers working off the coast have": the divers, by the participle before the phrase; else the phrase."""
    if phrase is None:
        return None
    for k in range(phrase.first + 1, phrase.last - 1):
        if sent.tags[k] == "VBG" and sent.tags[k - 1] in _NAMED and "CD" in sent.tags[k + 1 : k + 4]:
            return Phrase(phrase.first, k, k - 1)  # "A bus carrying 30 children overturned"
    if phrase.first < 2:
        return phrase
    k = phrase.first - 1
    if sent.tags[k] == "CD" or sent.lows[k] == "per":
        of = next(
            (m for m in range(k, max(1, k - 7), -1) if sent.tags[m] not in _IN_SIZE and sent.lows[m] != "per"), 0
        )
        sized = sent.lows[of] == "of" and sent.tags[of - 1] in ("NN", "NNP") and "CD" in sent.tags[of : k + 1]
        return (left_phrase(sent, of) if sized else None) or phrase  # "The limit of 25 micrograms is"
    if k > 1 and sent.lows[k - 1] == "to" and sent.tags[k - 2] == "NN" and sent.tags[k + 1] == "DT":
        return left_phrase(sent, k - 1) or phrase  # "A petition to spare the bear has"
    if sent.tags[k] == "IN":
        k -= 1
        while k > 0 and sent.tags[k] == "RB":
            k -= 1
    if sent.tags[k] != "VBG" or sent.tags[k - 1] not in ("NN", "NNS", "NNP", "NNPS") or sent.lows[k] in _NO_ACTS:
        return phrase
    return left_phrase(sent, k) or phrase


_IN_SIZE = frozenset(("CD", "$", "NN", "NNS", "RB", "JJ"))
_NO_ACTS = frozenset("including excluding following according during regarding concerning being".split())


def relative_before(sent: Sentence, start: int) -> int:
    """The "who" of a relative clause that stands between the subject and its verb at ``start``, or -1."""
    verbs = 0
    for k in range(start - 1, max(-1, start - 14), -1):
        low = sent.lows[k]
        if low in (",", ";", ":", '"') or sent.tags[k] == "CC":
            return -1
        if sent.tags[k] in _FINITE:
            verbs += 1
        if low in ("who", "which", "where") or (low == "that" and sent.tags[k] == "WDT"):
            if verbs == 0:  # "adults who smoke fell": a verb that the tagger takes for a noun
                return k if low == "who" and start - k <= 4 and sent.lows[k - 1] != "," else -1
            if is_number_of(sent, k):
                return k
            said = (
                sent.lows[k + 1] in _SPEECH and sent.tags[start - 1] in _NAMED and sent.lows[start - 1] not in TIMES
            )
            return k if verbs == 1 and not said else -1  # "Roe, who said sales rose": the sales
    return -1


def is_number_of(sent: Sentence, who: int) -> bool:
    """True for "the number of tenants who", which is what moves, however long its clause is."""
    lows = sent.lows
    return any(lows[k] in NUMBERS for k in range(max(0, who - 5), who))


def number_of_before(sent: Sentence, start: int) -> Phrase | None:
    """ "the number of patients waiting more than a year has": what "the number of" counts, however long it is and
    whatever numbers stand in it, up to the verb at ``start``; None for a plain phrase.
    """
    if not sent.once(_numbers_of):
        return None
    k = next((k for k in reversed(sent.once(_numbers_of)) if k < start), -1)
    if k < 0 or start - k > _LONGEST_NUMBER_OF or sent.lows[start - 1] in _NO_END or sent.tags[start - 1] == "PRP":
        return None
    relative = False
    for m in range(k + 2, start):
        low, tag = sent.lows[m], sent.tags[m]
        if low in _ENDS_NUMBER_OF:
            return None
        if low in ("who", "that", "which", "whose"):
            relative = True
        elif tag in _FINITE:
            if not (relative or (tag == "VBD" and low.endswith("ed"))):
                return None
            relative = False
    first = k
    while first > 0 and sent.tags[first - 1] in ("DT", "JJ", "PRP$", "JJS"):
        first -= 1
    return Phrase(first, start, k)


def _numbers_of(sent: Sentence) -> list[int]:
    """Where "number of" and "share of" stand."""
    if NUMBERS.isdisjoint(sent.said):
        return []
    return [k for k, low in enumerate(sent.lows[:-2]) if low in NUMBERS and sent.lows[k + 1] == "of"]


_LONGEST_NUMBER_OF = 22  # words
_ENDS_NUMBER_OF = frozenset(', ; : ( ) " – — --'.split())
_NO_END = frozenset("and or but to".split())
_SPEECH = words("clauses.speech")
NUMBERS = frozenset("number share percentage proportion amount".split())


_TRADED = frozenset("share shares stock bond bonds".split())  # "Shares in the chain, which traded at"


def nearest_name(sent: Sentence, phrase: Phrase | None) -> Phrase | None:
    """Of "a conference of the Governors Association" the part a following ", which" speaks of: the last name."""
    if phrase is None or sent.lows[phrase.head] in _TRADED:
        return phrase
    cut = phrase.first
    for k in range(phrase.first, phrase.last):
        if sent.lows[k] in ("of", "for", "at", "in", "with", "by", "to", "from", "on") and k + 1 < phrase.last:
            cut = k + 1
    if cut > phrase.first and (
        sent.lows[cut] in ("the", "its", "their") or any(sent.tags[k] == "NNP" for k in range(cut, phrase.last))
    ):
        return Phrase(cut, phrase.last, head_of(sent, cut, phrase.last))
    return phrase


def described_person(sent: Sentence, comma: int) -> Phrase | None:
    """ "Jane Roe, chief economist at Norvale, who sees": Roe, where the words between the commas describe her;
    ``comma`` is the one before "who". None for a list of names and for who has no such words.
    """
    opening = comma - 1
    while opening > 0 and comma - opening < _LONGEST_ROLE and sent.lows[opening] != ",":
        opening -= 1
    if opening < 1 or sent.lows[opening] != "," or sent.tags[opening - 1] not in ("NNP", "NNPS"):
        return None
    role = sent.tags[opening + 1 : comma]
    if not sent.words[opening + 1][:1].islower() or not FINITE.isdisjoint(role) or _IN_ROLE.isdisjoint(role):
        return None
    first = opening - 1
    while first > 0 and sent.tags[first - 1] in ("NNP", "NNPS"):
        first -= 1
    if opening - first < 2 or sent.lows[first - 1 : first] in (["in"], ["at"], ["near"], ["from"], ["of"]):
        return None
    return Phrase(first, opening, opening - 1)


_LONGEST_ROLE = 14  # words
_IN_ROLE = frozenset(("NN",))


def teller_in_relative(sent: Sentence, i: int) -> int:
    """ "earbuds that it says [run]", "a drug, which the firm said [costs]": where the relative pronoun stands, with
    the verb of saying at token ``i``; -1 for any other sentence.
    """
    finite = sent.tags[i] in FINITE or sent.lows[i] == "says" or sent.tags[i - 1] == "PRP"
    if sent.lows[i] not in _SPEECH or not finite:
        return -1
    k = i - 1
    while k > 0 and i - k < _LONGEST_TELLER and sent.tags[k] in _IN_TELLER and sent.lows[k] not in _PRONOUNS:
        k -= 1
    if k < 1 or k == i - 1 or sent.lows[k] not in _PRONOUNS:
        return -1
    before = k - 1 - (sent.lows[k - 1] == ",")
    return k if sent.tags[before] in _NAMED or sent.tags[before] == "CD" else -1


_LONGEST_TELLER = 7  # words
_PRONOUNS = frozenset(("that", "which", "who"))
_IN_TELLER = frozenset((*NOUNS, "DT", "PRP", "PRP$", "POS", "JJ"))


EACH = frozenset("each both all most some".split())


def without_number(sent: Sentence, phrase: Phrase | None) -> Phrase | None:
    """ "the two ferries" as "ferries"."""
    first = phrase.first if phrase is not None else 0
    while phrase is not None and first < phrase.head and sent.tags[first] in ("DT", "CD", "$"):
        first += 1
    return Phrase(first, phrase.last, phrase.head) if phrase is not None else None


def each_before(sent: Sentence, i: int) -> Phrase | None:
    """ "two ferries, each 90 metres long": what "each" at token ``i`` stands for; None for another word."""
    if i < 2 or sent.lows[i] not in EACH or sent.lows[i - 1] not in (",", "—", "–"):
        return None
    return without_number(sent, left_phrase(sent, i - 1))


def relative_of(sent: Sentence, subject: Phrase) -> int:
    """ "missed the $4m that [brokers] had expected, sending": where the relative clause of a subject begins, -1 for
    a subject of a clause that narrows no noun.
    """
    if awaits(sent, subject.last):
        return subject.last - 1
    k = subject.first - 1
    if k < 1 or sent.lows[k] != "that":
        k -= 1  # "that the brokers"
    narrows = k > 0 and sent.lows[k] == "that" and sent.tags[k - 1] in (*NOUNS, "CD")
    return k if narrows else -1


def that_has(sent: Sentence, phrase: Phrase | None) -> Phrase | None:
    """ "Shops with fewer than 50 porters [saw]": the shops, where a number cut the phrase."""
    k = phrase.first - 1 if phrase is not None else 0
    while k > 0 and (sent.tags[k] == "CD" or sent.lows[k] in _HEDGES):
        k -= 1
    if (
        phrase is not None
        and k > 2
        and sent.lows[k] == "as"
        and sent.tags[k - 1] == "JJ"
        and sent.lows[k - 2] == "as"
    ):
        return left_phrase(sent, k - 2) or phrase  # "Hail as big as tennis balls damaged"
    counted = phrase is not None and k < phrase.first - 1 and k > 0 and sent.lows[k] == "with"
    return left_phrase(sent, k) if counted and sent.tags[k - 1] in NOUNS else phrase


_HEDGES = frozenset(
    "more fewer less than at least most up to about around some under over or nearly almost only".split()
)


def name_at_end(sent: Sentence, first: int, last: int) -> int:
    """Where the name begins that the tokens from ``first`` to ``last`` are, or end in behind a plain description:
    "Jane Roe", "former banker [Jane Roe]"; -1 for others.
    """
    k = last
    while k > first and sent.tags[k - 1] in ("NNP", "NNPS"):
        k -= 1
    if not 0 < last - k < _LONGEST_NAME:
        return -1
    described = sent.tags[first:k]
    plain = described == [] or (described[-1] == "NN" and not sent.words[k - 1][0].isupper())
    return k if plain and k - first < _LONGEST_NAME and _DESCRIBING.issuperset(described) else -1


_DESCRIBING = frozenset("DT JJ NN VBN".split())
_LONGEST_NAME = 5  # words


def behind_with(sent: Sentence, phrase: Phrase | None) -> Phrase | None:
    """ "a hot day with temperatures soaring": the temperatures."""
    if phrase is not None:
        for k in range(phrase.last - 2, phrase.first, -1):
            if sent.lows[k] == "with":
                return Phrase(k + 1, phrase.last, head_of(sent, k + 1, phrase.last))
    return phrase


def aside_before(sent: Sentence, i: int) -> int:
    """The comma before "which" or "who" that opens the aside which ends in the comma at ``i``; -1 without one."""
    k = i - 1
    while k > 0 and sent.lows[k] != ",":
        k -= 1
    return k if sent.lows[k] == "," and sent.lows[k + 1] in ("which", "who", "whose", "where") else -1


def whole_aside(sent: Sentence, comma: int) -> int:
    """ "The group, which includes Aldgate, Kelso and Arden, is": the comma that opens the whole aside."""
    for k in range(comma - 1, max(0, comma - _LONGEST_ASIDE), -1):
        if sent.lows[k] == "," and sent.lows[k + 1] in ("which", "who", "including"):
            return k
    return comma


_LONGEST_ASIDE = 25  # words


def opener_of_asides(sent: Sentence, i: int) -> int:
    """The first comma of a sentence that says, up to a comma at ``i``, only what it opens with is: "Tarn County,
    located in the valley, north of Kelso, has"; -1 for any other sentence. A time may follow: "Oakbook, whose
    platform rivals Snapix, last week reported".
    """
    lows, tags = sent.lows, sent.tags
    comma = i - 2 if i > 1 and lows[i] in TIMES and tags[i - 1] in ("DT", "JJ") else i
    if lows[comma] != ",":
        return -1
    commas = [k for k in range(min(comma, _OPENER)) if lows[k] == ","][:1]
    if not commas or tags[0] not in _OPENS_PHRASE:
        return -1
    opening = commas[0]
    if lows[opening - 1] in TIMES or lows[opening - 1] in CALENDAR or not FINITE.isdisjoint(tags[:opening]):
        return -1
    if not (lows[opening + 1] in _EXPLAINS or tags[opening + 1] == "VBN"):
        return -1
    relative = False
    for k in range(opening + 1, comma):
        if lows[k - 1] == "," and lows[k] in ("and", "or", "but"):
            return -1
        if lows[k] in _RELATIVES:
            relative = True
        elif lows[k] == ",":
            relative = False
        elif tags[k] in FINITE and not relative:
            return -1
    return opening


_OPENER = 9  # words before the first aside
_OPENS_PHRASE = frozenset("DT NNP NNPS NN NNS JJ PRP$".split())
_RELATIVES = frozenset("which who whose where that".split())
_EXPLAINS = frozenset("which who whose a an one formerly".split())
