"""Noun phrases of a tagged sentence: the one that ends before a token, the one that starts at it."""

from __future__ import annotations

from dataclasses import dataclass

from extractors.phrases import CALENDAR, NOUNS, ORDINALS
from extractors.span_ends import before_span_end
from extractors.tokens import Sentence
from extractors.words import words

_FINITE = frozenset(("VBD", "VBZ", "VBP", "MD"))
IN_PHRASE = frozenset(
    ("NN", "NNS", "NNP", "NNPS", "JJ", "JJR", "JJS", "DT", "PRP$", "POS", "CD", "VBG", "VBN", "%", "&", "$")
)
LINKS = words("clauses.links")
_SUBJECT_PRONOUNS = frozenset("it he she they we i you who this that these those one".split())
_HAVE = frozenset("have has had having 've".split())
_NAMED_PART = NOUNS | {"JJ"}
TIME_NOUNS = words("clauses.time_nouns")
TIMES = TIME_NOUNS | CALENDAR
ESTIMATES = words("modality_certain.foretold") | frozenset(
    "expectation expectations target targets goal goals plan plans".split()
)


@dataclass(slots=True)
class Phrase:
    """A noun phrase, tokens ``first`` to ``last`` (exclusive); ``head`` is its main noun, before any preposition."""

    first: int
    last: int
    head: int


def text_of(sent: Sentence, folded: str, first: int, last: int) -> str:
    """The folded text of tokens ``first`` to ``last`` (exclusive), as far as the sentence goes."""
    if last > len(sent.end):
        last = len(sent.end)
    return folded[sent.start[first] : sent.end[last - 1]] if last > first else ""


def left_phrase(sent: Sentence, last: int, floor: int = 0) -> Phrase | None:
    """The noun phrase, prepositional tails included, that ends right before token ``last``."""
    last = before_span_end(sent, last)
    i = last - 1
    lows, tags = sent.lows, sent.tags
    while i >= floor and (lows[i] in ("'", '"', ")") or tags[i] == "RB" or lows[i] in _REFLEXIVES):
        if lows[i] == ")":
            while i >= floor and lows[i] != "(":
                i -= 1
        i -= 1
    if i > floor and lows[i] == "from" and lows[i + 1] in ("abroad", "overseas"):
        i -= 1  # "Purchases from abroad came to"
    while i - 2 >= floor and tags[i] == "CD" and lows[i - 1] in ("to", "and", "aged", "over", "under", "age"):
        # "pay for men aged 30 to 44"
        if lows[i - 1] in ("aged", "age"):
            i -= 2
            break
        i -= 2
    if i - 3 >= floor and lows[i] in _OLDER and lows[i - 1] in ("and", "or") and tags[i - 2] == "CD":
        i -= 3 + (lows[i - 3] in ("aged", "age", "ages"))  # "pay of workers aged 15 and older"
    stop = i + 1
    if i < floor or (tags[i] not in IN_PHRASE and lows[i] not in _SUBJECT_PRONOUNS):
        return None
    if lows[i] in _SUBJECT_PRONOUNS and tags[i] in ("PRP", "WDT", "WP", "DT", "IN", "WRB"):
        return Phrase(i, i + 1, i)
    first = i + 1
    crossed = joined = 0  # behind the link and behind the "and" passed last
    while i >= floor:
        tag, low = tags[i], lows[i]
        if low in _FRONTED and first == i + 1 < stop and (tags[i + 1] in ("DT", "PRP$") or opens_front(sent, i)):
            break  # "In May the firm", "For the current quarter Oakmart", "In a statement Oakmart"
        if low in _FRONT_PLACES and first == i + 1 < stop and lows[0] in ("in", "across") and opens_front(sent, i):
            break  # "In the capital rents"
        if tag == "CD" and first == i + 1 < stop and i > floor and lows[i - 1] in CALENDAR:
            break  # "In the six months to July 31 revenue"
        if (
            crossed
            and (tag == "CD" or tag in ("$", "%") or _is_percent(lows, i) or sent.forms[i] == "sign")
            and not is_year_word(low)
        ):
            behind_and = joined if 0 < joined < crossed else crossed  # "40 shops and revenue per user of"
            first = i + 1 if _counts_them(sent, i, crossed) and not joined else behind_and
            break
        opens = first == i + 1 < stop
        if tag == "VBD" and i > floor and low.endswith("ed") and _described(tags, i, opens):
            first = i
        elif tag == "VBG" and first == i + 1 < stop and tags[i + 1] in ("DT", "PRP$") and _is_of_act(sent, i, floor):
            first = i  # "the cost of educating a child"
        elif (
            tag in ("VBD", "VBN")
            and crossed == i + 2
            and first == i + 2
            and i > floor
            and tags[i - 1] in ("NNS", "NN")
        ):
            first = i  # "the price of homes sold in the region": a participle before its own tail
        elif tag in IN_PHRASE and first == i + 1 and tags[i + 1] in ("DT", "PRP$") and first < stop and tag != "DT":
            break
        elif tag in IN_PHRASE:
            if tag == "VBN" and (
                lows[i - 1 if i else 0] in _HAVE
                or not ((i + 1 < stop and tags[i + 1] in _NAMED_PART) or (i > floor and tags[i - 1] in NOUNS))
            ):
                break
            if tag == "VBG" and not (
                (i > floor and tags[i - 1] in ("DT", "JJ", "NN", "NNP", "PRP$", "POS", "IN"))
                or (i + 1 < stop and tags[i + 1] in NOUNS)
                or (i > floor and tags[i - 1] == "NNS" and crossed == i + 2)  # "bonds maturing in 2028"
            ):
                break
            if tag == "DT" and low == "that" and tags[i - 1 if i else 0] != "IN":
                break
            first = i
        elif tag == "IN" and first == i + 1 and tags[i - 1] == "VBG" and _is_of_act(sent, i - 1, floor):
            i -= 1
            first = i  # "the cost of looking after children"
        elif low == "and" and first == i + 1 and _pairs(sent, i, floor):
            i -= 1
            first = i  # "Mechanical and electrical products"
        elif low == "of" and i - 2 >= floor and lows[i - 1] == "out" and tags[i - 2] in NOUNS:
            i -= 1  # "people out of work"
        elif (
            low in LINKS
            and first == i + 1
            and i > floor
            and (
                tags[i - 1] in NOUNS
                or tags[i - 1] in ("CD", "VBN", "%")
                or _reduced_at(sent, i - 1, floor)
                or _noun_in_short(sent, i - 1, floor)
                or lows[i - 1] == "attributable"
                or (lows[i - 1] == "those" and low != "of")
                or (tags[i - 1] == "VBG" and i > 1 and tags[i - 2] == "NNS" and low in ("in", "at", "from"))
            )
        ):
            if low == "to" and tags[i + 1] not in IN_PHRASE:
                break
            crossed = i + 1
        elif (
            low == "between" and first == i + 1 and i > floor and tags[i - 1] in NOUNS and "and" in lows[i + 1 : stop]
        ):
            crossed = i + 1  # "The final between Norland and Orland drew"
        elif low in _EXCLUDING and first == i + 1 and i > floor and lows[i - 1] in _PROFITS:
            crossed = i + 1  # "profit before exceptional items"
        elif (
            low in ("and", "or")
            and first == i + 1
            and i > floor
            and not (tags[i + 1] == "DT" and "POS" in tags[i + 1 : stop] and _FINITE & set(tags[floor:i]))
            and tags[i - 1] in NOUNS
            and lows[i - 1] not in TIMES
            and (
                _same_sort(tags[i - 1], tags[head_of(sent, i + 1, stop)]) or "between" in lows[max(floor, i - 3) : i]
            )
        ):
            joined = i + 1
        elif low == "-" and (behind := _link_before_size(sent, i, floor)) > 0:
            first, i = behind + 1, behind + 1  # "bookings during the 3-day fair"
        elif (
            low == "-" and i > floor and sent.glued(i) and (tags[i - 1] == "CD" or lows[i - 1] in ("square", "cubic"))
        ):
            first = i + 2 if i + 2 < stop else i + 1  # "the 10-km road" is the road
            while first + 1 < stop and lows[first] in ("-", "old"):
                first += 1
            break
        elif low in ("-", "/", '"', "'", "&", ".") and i > floor and sent.glued(i + 1) and tags[i - 1] in NOUNS:
            first = i
        elif low == ")":
            opening = i
            while opening > floor and lows[opening] != "(" and i - opening < 7:
                opening -= 1
            if lows[opening] != "(":
                break
            i = opening
        else:
            break
        i -= 1
    while first < stop and (lows[first] in LINKS or lows[first] in ("and", ",")):
        first += 1
    while stop > first and tags[stop - 1] in ("DT", "IN"):
        stop -= 1
    if first >= stop:
        return None
    first = _list_start(sent, first, stop, floor)
    # "Earlier this year" or "In 2018" in front is no part of it
    return Phrase(first, stop, head_of(sent, first, stop))


_OLDER = frozenset("older over up above younger under".split())


def _noun_in_short(sent: Sentence, i: int, floor: int) -> bool:
    """ "room price (ARP) [for the season]": a noun with its letters in brackets, which token ``i`` closes."""
    return i - 3 >= floor and sent.lows[i] == ")" and sent.lows[i - 2] == "(" and sent.tags[i - 3] in NOUNS


def _is_percent(lows: list[str], i: int) -> bool:
    """ "percent" and "per cent"."""
    return lows[i] in ("percent", "percentage") or lows[i - 1 : i + 2] == ["per", "cent", "of"]


def _described(tags: list[str], i: int, opens: bool) -> bool:
    """ "the organised sport", "in organised sport": a participle in front of its noun."""
    return tags[i - 1] in ("DT", "JJ", "PRP$", "POS") or (tags[i - 1] == "IN" and opens and tags[i + 1] in NOUNS)


def _list_start(sent: Sentence, first: int, stop: int, floor: int) -> int:
    """ "Arden, Telmar and Norvale": the first name of a list that ends in "and"; a name behind a preposition ("In
    Arden, Telmar and Norvale") is none of it.
    """
    lows, tags = sent.lows, sent.tags
    k = first
    while k < stop and tags[k] in _NAME_TAGS:
        k += 1
    if k == first:
        return _things_start(sent, first, stop, floor)
    if k >= stop or lows[k] not in ("and", "or", "&"):
        return first
    while first - 2 >= floor and lows[first - 1] == "," and tags[first - 2] in _NAME_TAGS:
        k = first - 2
        while k > floor and (tags[k - 1] in _NAME_TAGS or (lows[k - 1] == "the" and tags[k] in _NAME_TAGS)):
            k -= 1
        if lows[k] in CALENDAR or (k > 0 and (tags[k - 1] in ("IN", "TO", "CD", "NN", "JJ", "POS"))):
            break
        first = k
    return first


def _things_start(sent: Sentence, first: int, stop: int, floor: int) -> int:
    """ "Textiles, shoes and toys", "Sales of coal, oil, and gas": the first of at least three things, no article."""
    lows, tags = sent.lows, sent.tags
    between = lows[first + 1 : stop - 1]
    joined = ("and" in between or "or" in between) and any(
        lows[k] in ("and", "or") and _is_thing(sent, k - 1) for k in range(first + 1, stop - 1)
    )
    start, things = first, 2 if joined else 1
    if not joined and first - 2 > floor and lows[first - 1] in ("and", "or") and lows[first - 2] == ",":
        start = first - 1  # "coal, oil, and gas"
    elif not joined:
        return first
    while start - 2 >= floor and lows[start - 1] == "," and _is_thing(sent, start - 2):
        start -= 2
        while start > floor and tags[start - 1] in ("JJ", "NN", "NNS", "NNP"):
            start -= 1
        things += 1
    opens = start == 0 or lows[start - 1] in _BEFORE_LIST
    if things < 3 or not opens or not all(_is_thing(sent, k) or tags[k] == "JJ" for k in range(start, start + 1)):
        return first
    if start - 2 >= floor and lows[start - 1] == "of" and tags[start - 2] in ("NN", "NNS"):
        start -= 2
        while start > floor and tags[start - 1] in ("JJ", "NN", "DT", "PRP$"):
            start -= 1
    return start


def _is_thing(sent: Sentence, k: int) -> bool:
    return sent.tags[k] in ("NN", "NNS") and sent.lows[k] not in TIMES


_BEFORE_LIST = frozenset("of in for from between across as that while and but whereas".split())


def _counts_them(sent: Sentence, i: int, crossed: int) -> bool:
    """ "Two [men from Perth]", "12 [nurses at the clinic]": the number at token ``i`` counts the noun."""
    noun = crossed - 2
    plain = all(sent.tags[k] in ("NN", "NNS", "JJ") for k in range(i + 1, noun + 1))
    counted = sent.tags[noun] == "NNS" or sent.lows[i] in ("one", "a")
    return plain and i < noun and counted and sent.lows[noun] not in _UNITS and sent.lows[noun] not in TIMES


def _pairs(sent: Sentence, i: int, floor: int) -> bool:
    """True for an "and" between two adjectives, of which the first opens the phrase, alone or behind an article."""
    if i <= floor or not sent.tags[i - 1] == "JJ" == sent.tags[i + 1]:
        return False
    return i - 1 == floor or sent.tags[i - 2] in ("DT", "IN", ",", "PRP$", "VBD", "VBZ", "VBP")


def _is_of_act(sent: Sentence, i: int, floor: int) -> bool:
    """True for the participle in "the cost of educating a child"."""
    return i - 2 >= floor and sent.lows[i - 1] == "of" and sent.tags[i - 2] in NOUNS


_UNITS = words("noun_phrases.units")
_NAME_TAGS = ("NNP", "NNPS")


def _link_before_size(sent: Sentence, i: int, floor: int) -> int:
    """The preposition before "the 3-day", whose hyphen is token ``i``, where a noun stands before it; -1 for none."""
    k = i - 1
    if k <= floor or sent.tags[k] != "CD" or not sent.glued(i):
        return -1
    k -= 1
    if k > floor and sent.tags[k] in ("DT", "PRP$"):
        k -= 1
    return k if k > floor and sent.lows[k] in LINKS and sent.lows[k] != "of" and sent.tags[k - 1] in NOUNS else -1


_FRONT_PLACES = words("noun_phrases.front_places")
_FRONTED = TIMES | words("noun_phrases.statements")


def opens_front(sent: Sentence, i: int) -> bool:
    """True where token ``i`` ends a preposition's phrase that opens the sentence or a clause of it: "In the year"."""
    k = i
    while k > 0 and k > i - 5 and sent.tags[k - 1] in ("DT", "JJ", "CD", "PRP$", "NN", "VBG", "NNP", "POS"):
        k -= 1
    k -= 1
    return k >= 0 and sent.tags[k] == "IN" and (k == 0 or sent.lows[k - 1] in (",", "and", "but", ";", '"', "that"))


_WHICH_TIME = frozenset("last next past previous coming early late mid recent".split())
_REFLEXIVES = frozenset("itself themselves himself herself".split())
_EXCLUDING = frozenset("before after excluding including".split())
_PROFITS = frozenset("profit profits loss losses earnings income".split())


def _reduced_at(sent: Sentence, k: int, floor: int) -> bool:
    """ "the price of homes [sold] in the region": a participle that the tagger takes for a past tense."""
    low = sent.lows[k]
    return (
        sent.tags[k] == "VBD"
        and k > floor
        and sent.tags[k - 1] in ("NN", "NNS")
        and (low.endswith("ed") or low in _PARTICIPLES)
        and low not in _SAID
        and low not in _INTRANSITIVE
    )


_PARTICIPLES = frozenset(
    "sold built made held paid sent found lost born bought kept spent caught brought taught".split()
)
_INTRANSITIVE = words("noun_phrases.intransitive")
_SAID = words("clauses.speech")


def is_year_word(low: str) -> bool:
    """True for "1987" and "2025"."""
    return len(low) == 4 and low.isdecimal() and low[:2] in ("19", "20")


def _same_sort(a: str, b: str) -> bool:
    return (a in ("NNP", "NNPS")) == (b in ("NNP", "NNPS"))


def head_of(sent: Sentence, first: int, last: int) -> int:
    """The main noun of tokens ``first`` to ``last``: the last one before a preposition or a participle."""
    head = first
    for k in range(first, last):
        if sent.lows[k] in LINKS and k > first and sent.tags[k] in ("IN", "TO"):
            break
        if sent.tags[k] == "VBN" and k > first and sent.tags[k - 1] in NOUNS:
            break
        if sent.tags[k] in NOUNS:
            head = k
    return head


def right_phrase(sent: Sentence, first: int, tails: int = 1, ceiling: int | None = None) -> Phrase | None:
    """The noun phrase that starts at token ``first``, with up to ``tails`` prepositional phrases."""
    size = len(sent.words) if ceiling is None else ceiling
    tags, lows = sent.tags, sent.lows
    i = first
    end = -1
    head = -1
    crossed = False
    while i < size:
        tag, low = tags[i], lows[i]
        if tag in NOUNS:
            if low in CALENDAR and end > 0 and tags[i + 1 : i + 2] != ["POS"]:
                break
            if end == i and tags[i - 1] == "NNS" and tag == "NNP":
                break
            end = i + 1
            if head < 0 or (tags[head] in NOUNS and end == i + 1 and head == i - 1):
                head = i
        elif tag == "VBG" and i > first and tags[i - 1] == "DT" and not (i + 1 < size and tags[i + 1] in NOUNS):
            end, head = i + 1, i
        elif tag == "POS":
            head = head if crossed else -1
        elif tag in ("DT", "PRP$", "JJ", "JJR", "JJS", "VBG", "CD", "&") or (
            tag in ("VBN", "VBD") and low.endswith("ed")
        ):
            if tag in ("DT", "PRP$") and end == i:
                break
            if tag in ("VBN", "VBD") and (end == i or not (i + 1 < size and tags[i + 1] in NOUNS)):
                break
            if tag == "VBG" and end == i:
                break
            if end == i and low in _WHICH_TIME and i + 1 < size and lows[i + 1] in TIMES:
                break  # "in Arden | last year"
            if tag == "JJ" and end == i and not (i + 1 < size and tags[i + 1] in NOUNS):
                break
        elif (
            low in ("of", "in", "to", "for", "at", "from", "on", "by", "per", "with")
            and end == i
            and (tails > 0 or low == "of")
        ):
            nxt = tags[i + 1] if i + 1 < size else "."
            if low in ("at", "by") and lows[i + 1 : i + 3] in _ENDS:
                break  # "$2 billion in cash at the end of the quarter"
            timed = i + 1 < size and lows[i + 1] in TIMES and tags[i + 2 : i + 3] != ["POS"]  # "in May's prices"
            if low == "for" and lows[i - 1] in ESTIMATES and (past := _past_time(sent, i + 1, size)):
                i = past  # "its forecast for 2026 deliveries", "for this year's harvest"
                tails -= 1
                crossed = True
                continue
            if nxt not in IN_PHRASE or (nxt == "CD" and low != "of") or timed:
                break
            if low in ("in", "on", "for", "by") and _is_which_time(sent, i + 1):
                break
            tails -= 1
            crossed = True
        elif (
            low in ("-", "/", '"', "'")
            and i + 1 < size
            and (sent.glued(i + 1) or low in "\"'")
            and (tags[i + 1] in _NAMED_PART or tags[i + 1] in ("VBN", "VBG"))
        ):
            pass
        elif (
            low == "and"
            and end == i
            and i + 1 < size
            and tags[i + 1] in _NAMED_PART
            and tails >= 0
            and tags[i - 1] in NOUNS
            and not _verb_follows(sent, i + 1)
        ):
            pass
        else:
            break
        i += 1
    if end < 0:
        return None
    while first < end and (tags[first] in ("DT", "PRP$")) and end - first > 1:
        first += 1
    return Phrase(first, end, head)


_ENDS = (["the", "end"], ["the", "start"], ["the", "beginning"], ["the", "close"], ["the", "middle"])


def _is_which_time(sent: Sentence, k: int) -> bool:
    """ "the quarter", "the second quarter", "the first nine months" from token ``k`` on."""
    if sent.lows[k + 1 : k + 2] and sent.lows[k + 1] in ORDINALS:
        k += 1
        k += sent.tags[k + 1 : k + 2] == ["CD"]
    return k + 1 < len(sent.lows) and (sent.lows[k + 1] in TIME_NOUNS or sent.lows[k + 1] in TIMES)


def _past_time(sent: Sentence, i: int, size: int) -> int:
    """The token behind the time that begins at ``i``, where a noun of which that is the time follows; else 0."""
    if i >= size:
        return 0
    k = i
    if is_year_word(sent.lows[k]) and sent.lows[k + 1 : k + 2] != ["and"]:
        k += 1
    elif sent.lows[k] in ("this", "next", "last") and sent.tags[k + 2 : k + 3] == ["POS"]:
        k += 3
    else:
        return 0
    return k if k < size and sent.tags[k] in _NAMED_PART and sent.lows[k] not in TIMES else 0


def _verb_follows(sent: Sentence, i: int) -> bool:
    for k in range(i, min(i + 5, len(sent.words))):
        if sent.tags[k] in _FINITE:
            return sent.lows[k + 1 : k + 2] != ["by"]  # "imports announced by the ministry"
        if sent.words[k] in ",.;":
            return False
    return False
