"""Verbs and noun phrases of a tagged sentence: who does what around a token."""

from __future__ import annotations

from dataclasses import dataclass

from extractors.phrases import CALENDAR, NOUNS
from extractors.tokens import Sentence
from extractors.words import words

_FINITE = frozenset(("VBD", "VBZ", "VBP", "MD"))
_VERBAL = frozenset(("VBD", "VBZ", "VBP", "MD", "VB", "VBG", "VBN"))
_IN_PHRASE = frozenset(
    ("NN", "NNS", "NNP", "NNPS", "JJ", "JJR", "JJS", "DT", "PRP$", "POS", "CD", "VBG", "VBN", "%", "&", "$")
)
_LINKS = words("clauses.links")
_SUBJECT_PRONOUNS = frozenset("it he she they we i you who this that these those one".split())
_AUX = words("clauses.aux")
_HAVE = frozenset("have has had having 've".split())
SPEECH = words("clauses.speech")
TIME_NOUNS = words("clauses.time_nouns")


@dataclass(frozen=True, slots=True)
class Phrase:
    """A noun phrase, tokens ``first`` to ``last`` (exclusive); ``head`` is its main noun, before any preposition."""

    first: int
    last: int
    head: int


def text_of(sent: Sentence, folded: str, first: int, last: int) -> str:
    """The folded text of tokens ``first`` to ``last`` (exclusive)."""
    return folded[sent.start[first] : sent.end[last - 1]] if last > first else ""


def left_phrase(sent: Sentence, last: int, floor: int = 0) -> Phrase | None:
    """The noun phrase, prepositional tails included, that ends right before token ``last``."""
    i = last - 1
    lows, tags = sent.lows, sent.tags
    while i >= floor and (lows[i] in ("'", '"', ")") or tags[i] == "RB"):
        if lows[i] == ")":
            while i >= floor and lows[i] != "(":
                i -= 1
        i -= 1
    while i - 2 >= floor and tags[i] == "CD" and lows[i - 1] in ("to", "and", "aged", "over", "under", "age"):
        # "employment for women aged 25 to 54"
        if lows[i - 1] in ("aged", "age"):
            i -= 2
            break
        i -= 2
    stop = i + 1
    if i < floor or (tags[i] not in _IN_PHRASE and lows[i] not in _SUBJECT_PRONOUNS):
        return None
    if lows[i] in _SUBJECT_PRONOUNS and tags[i] in ("PRP", "WDT", "WP", "DT", "IN", "WRB"):
        return Phrase(i, i + 1, i)
    first = i + 1
    crossed = 0
    while i >= floor:
        tag, low = tags[i], lows[i]
        if low in CALENDAR and first == i + 1 and i + 1 < stop and tags[i + 1] in ("DT", "PRP$"):
            break
        if (
            crossed
            and (tag == "CD" or tag in ("$", "%") or low in ("percent", "percentage") or sent.forms[i] == "sign")
            and not _year(low)
        ):
            first = crossed
            break
        if tag == "VBD" and low.endswith("ed") and i > floor and tags[i - 1] in ("DT", "JJ", "PRP$", "POS"):
            first = i
        elif tag in _IN_PHRASE and first == i + 1 and tags[i + 1] in ("DT", "PRP$") and first < stop and tag != "DT":
            break
        elif tag in _IN_PHRASE:
            if tag == "VBN" and (
                lows[i - 1 if i else 0] in _HAVE
                or not ((i + 1 < stop and tags[i + 1] in NOUNS | {"JJ"}) or (i > floor and tags[i - 1] in NOUNS))
            ):
                break
            if tag == "VBG" and not (
                (i > floor and tags[i - 1] in ("DT", "JJ", "NN", "NNP", "PRP$", "POS", "IN"))
                or (i + 1 < stop and tags[i + 1] in NOUNS)
            ):
                break
            if tag == "DT" and low == "that" and tags[i - 1 if i else 0] != "IN":
                break
            first = i
        elif (
            low in _LINKS
            and first == i + 1
            and i > floor
            and (tags[i - 1] in NOUNS or tags[i - 1] in ("CD", "VBN", "%"))
        ):
            if low == "to" and tags[i + 1] not in _IN_PHRASE:
                break
            crossed = i + 1
        elif (
            low in ("and", "or")
            and first == i + 1
            and i > floor
            and tags[i - 1] in NOUNS
            and _same_sort(tags[i - 1], tags[_head(sent, i + 1, stop)])
        ):
            pass
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
    while first < stop and (lows[first] in _LINKS or lows[first] in ("and", ",")):
        first += 1
    while stop > first and tags[stop - 1] in ("DT", "IN"):
        stop -= 1
    if first >= stop:
        return None
    # "Earlier this year" or "In 2018" in front is no part of it
    return Phrase(first, stop, _head(sent, first, stop))


def _year(low: str) -> bool:
    return len(low) == 4 and low.isdigit() and low[:2] in ("19", "20")


def _same_sort(a: str, b: str) -> bool:
    return (a in ("NNP", "NNPS")) == (b in ("NNP", "NNPS"))


def _head(sent: Sentence, first: int, last: int) -> int:
    head = first
    for k in range(first, last):
        if sent.lows[k] in _LINKS and k > first and sent.tags[k] in ("IN", "TO"):
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
    while i < size:
        tag, low = tags[i], lows[i]
        if tag in NOUNS:
            if low in CALENDAR and end > 0:
                break
            if end == i and tags[i - 1] == "NNS" and tag == "NNP":
                break
            end = i + 1
            if head < 0 or (tags[head] in NOUNS and end == i + 1 and head == i - 1):
                head = i
        elif tag == "VBG" and i > first and tags[i - 1] == "DT" and not (i + 1 < size and tags[i + 1] in NOUNS):
            end, head = i + 1, i
        elif tag == "POS":
            head = -1
        elif tag in ("DT", "PRP$", "JJ", "JJR", "JJS", "VBG", "CD", "&") or (
            tag in ("VBN", "VBD") and low.endswith("ed")
        ):
            if tag in ("DT", "PRP$") and end == i:
                break
            if tag in ("VBN", "VBD") and (end == i or not (i + 1 < size and tags[i + 1] in NOUNS)):
                break
            if tag == "VBG" and end == i:
                break
            if tag == "JJ" and end == i and not (i + 1 < size and tags[i + 1] in NOUNS):
                break
        elif (
            low in ("of", "in", "to", "for", "at", "from", "on", "by", "per", "with")
            and end == i
            and (tails > 0 or low == "of")
        ):
            nxt = tags[i + 1] if i + 1 < size else "."
            if (
                nxt not in _IN_PHRASE
                or (nxt == "CD" and low != "of")
                or (i + 1 < size and lows[i + 1] in TIME_NOUNS | CALENDAR)
            ):
                break
            if low in ("in", "on", "for", "by") and i + 2 < size and lows[i + 2] in TIME_NOUNS:
                break
            tails -= 1
        elif (
            low in ("-", "/", '"', "'")
            and i + 1 < size
            and (sent.glued(i + 1) or low in "\"'")
            and tags[i + 1] in NOUNS | {"JJ", "VBN", "VBG"}
        ):
            pass
        elif (
            low == "and"
            and end == i
            and i + 1 < size
            and tags[i + 1] in NOUNS | {"JJ"}
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


def _verb_follows(sent: Sentence, i: int) -> bool:
    for k in range(i, min(i + 5, len(sent.words))):
        if sent.tags[k] in _FINITE:
            return sent.lows[k + 1 : k + 2] != ["by"]  # "imports announced by the ministry"
        if sent.words[k] in ",.;":
            return False
    return False


def verb_before(sent: Sentence, i: int, floor: int = 0) -> int:
    """The main verb that governs token ``i`` from the left in its clause, or -1."""
    k = i - 1
    depth = 0
    while k >= floor:
        low = sent.lows[k]
        tag = sent.tags[k]
        if low == ")":
            depth += 1
        elif low == "(":
            depth = max(0, depth - 1)
            if depth == 0 and not _closed_after(sent, k, i):
                return -1
        elif depth == 0:
            if low in (";",) or (low == ":" and k > 0):
                return -1
            if low in _OPENS_CLAUSE and (low != "that" or tag == "IN"):
                return -1
            if tag in _VERBAL and not _adjectival(sent, k):
                return k
        k -= 1
    return -1


_OPENS_CLAUSE = frozenset("whether because although though that whereas".split())


def _closed_after(sent: Sentence, k: int, i: int) -> bool:
    return ")" in sent.words[k:i]


def _adjectival(sent: Sentence, k: int) -> bool:
    """True for a participle inside a noun phrase: "a combined 4 million", "rising costs"."""
    tag = sent.tags[k]
    if tag not in ("VBN", "VBG"):
        return False
    before = sent.tags[k - 1] if k else "."
    after = sent.tags[k + 1] if k + 1 < len(sent.words) else "."
    if before in ("DT", "JJ", "PRP$", "POS"):
        return True
    if (
        tag == "VBG"
        and k
        and sent.lows[k - 1] in ("while", "by", "after", "before", "without", "when", "instead", "than")
    ):
        return False
    return (
        after in NOUNS
        and before not in ("VBZ", "VBD", "VBP", "TO", "MD", ",", "VB", "VBN", "CC", "WDT", "WP", "PRP", "NNP")
        and sent.lows[k - 1 if k else 0] not in _AUX
    )


_BEFORE_SUBJECT = frozenset("the all another a an some these those its their".split())
_CLAUSE_BEGINS = frozenset(", : ; and but as while when because since where".split())


def opens_clause(sent: Sentence, first: int) -> bool:
    """True where the phrase at token ``first`` begins the sentence or stands behind a comma, "and" or "as", and so
    may be the subject of a clause of its own.
    """
    k = first - 1
    while k >= 0 and sent.lows[k] in _BEFORE_SUBJECT:
        k -= 1
    return k < 0 or sent.lows[k] in _CLAUSE_BEGINS


def group_start(sent: Sentence, verb: int) -> int:
    """First token of the verb group that ends in ``verb``: "has", of "has not yet reached"."""
    k = verb
    while k > 0 and (sent.lows[k - 1] in _AUX or sent.tags[k - 1] in ("RB", "RBR", "RBS")):
        k -= 1
    return k


def subject_of(sent: Sentence, verb: int, depth: int = 0) -> Phrase | None:
    """The noun phrase that is the subject of ``verb``, through coordination, infinitives and relative clauses."""
    if depth > 5 or verb < 0:
        return None
    start = group_start(sent, verb)
    tag = sent.tags[verb]
    i = start - 1
    if i < 0:
        return _subject_behind(sent, verb) if tag in ("VBG", "VBN") else None
    low = sent.lows[i]
    lows, tags = sent.lows, sent.tags
    infinitive = "to" in lows[start:verb]
    modal = any(tags[k] == "MD" or lows[k] in ("do", "does", "did") for k in range(start, verb))
    if infinitive or (
        tag in ("VBG", "VB")
        and low != ","
        and not modal
        and lows[verb] != "being"
        and not _progressive(sent, start, verb)
    ):
        if tags[i] in _VERBAL:
            return subject_of(sent, i, depth + 1)
        outer = verb_before(sent, start)
        if tag == "VBG" and low in (
            "and",
            "or",
            "while",
            "by",
            "after",
            "before",
            "when",
            "since",
            "without",
            "for",
            "in",
            "with",
        ):
            return subject_of(sent, outer, depth + 1) or left_of_comma(sent, start) or _subject_behind(sent, verb)
        if infinitive and tags[i] in NOUNS | {"PRP"}:
            # "asked the firm to pay 5", "plans to hire 400": the object where there is one
            if outer >= 0 and lows[outer] in _OBJECT_CONTROL:
                return left_phrase(sent, start, outer + 1)
            return subject_of(sent, outer, depth + 1) if outer >= 0 else left_phrase(sent, start)
        if tag == "VBG" and (tags[i] in NOUNS or (tags[i] == "CD" and _year(lows[i]))):
            return left_phrase(sent, start)
        return subject_of(sent, outer, depth + 1)
    if low == "," and tag in ("VBG", "VBN"):
        outer = verb_before(sent, i)
        found = subject_of(sent, outer, depth + 1) if outer >= 0 else None
        return found or (_subject_behind(sent, verb) if tags[i - 1] == "RB" else None) or left_phrase(sent, i)
    if low in ("and", "or", "but", "then", "&") or (low == "," and i > 0 and lows[i - 1] in ("and", "but")):
        outer = verb_before(sent, i)
        return subject_of(sent, outer, depth + 1)
    if low in ("who", "which", "that") or tags[i] in ("WDT", "WP"):
        if i and lows[i - 1] == ",":
            return _nearest_name(sent, left_phrase(sent, i - 1))
        if i and lows[i - 1] in ("of", "in", "with", "for") and low == "which":
            return None
        return explained(sent, _antecedent(sent, i))
    if low in (",", "–", "—", "--", "-"):
        opening = i - 1
        while opening >= 0 and lows[opening] not in (",", "–", "—", "--", ";"):
            opening -= 1
        if opening > 0 and lows[opening] != ";":
            inner = lows[opening + 1 : i]
            if inner and opening != 0:
                found = left_phrase(sent, opening)
                if found:
                    return found
        # a leading adverbial: "In May, rose" has no subject; fall through to what stands before the comma
        return left_phrase(sent, i)
    relative = _relative_before(sent, start)
    if relative > 0:
        return left_phrase(sent, relative - 1 if lows[relative - 1] == "," else relative)
    return left_phrase(sent, start)


def _antecedent(sent: Sentence, i: int) -> Phrase | None:
    """What a relative pronoun at token ``i`` speaks of: the noun phrase before it and before a time ("an attack on
    Sunday that"), of its parts the one with an article of its own ("respect in a protest that").
    """
    phrase = left_phrase(sent, i)
    while phrase is not None and sent.lows[phrase.last - 1] in TIME_NOUNS | CALENDAR:
        k = phrase.last - 1
        while k > phrase.first and sent.tags[k] != "IN":
            k -= 1
        if k <= phrase.first:
            return phrase if k == 0 else left_phrase(sent, k - (sent.tags[k] != "IN"))
        phrase = Phrase(phrase.first, k, _head(sent, phrase.first, k))
    if phrase is None:
        return None
    for k in range(phrase.last - 2, phrase.first, -1):
        if sent.lows[k - 1] in ("in", "for", "to", "from", "with", "at", "on") and sent.lows[k] in ("a", "an"):
            return Phrase(k, phrase.last, _head(sent, k, phrase.last))
    return phrase


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
    return _nearest_name(sent, named) if named is not None and sent.tags[named.head] in _NAMED else phrase


_NAMED = frozenset(("NNP", "NNPS", "NN", "NNS"))


def _sentence_adverb(sent: Sentence, comma: int) -> bool:
    """True where the words before the comma only say when or where: "In March, a brewer that ..."."""
    k = comma - 1
    while k >= 0 and sent.tags[k] in ("NNP", "NNPS", "DT", "CD"):
        k -= 1
    return k < 1 and (k < 0 or sent.tags[k] == "IN") and (k == 0 or sent.lows[0] in CALENDAR)


def _relative_before(sent: Sentence, start: int) -> int:
    """The "who" of a relative clause that stands between the subject and its verb at ``start``, or -1."""
    verbs = 0
    for k in range(start - 1, max(-1, start - 14), -1):
        low = sent.lows[k]
        if low in (",", ";", ":", '"') or sent.tags[k] == "CC":
            return -1
        if sent.tags[k] in _FINITE:
            verbs += 1
        if low in ("who", "which") or (low == "that" and sent.tags[k] == "WDT"):
            return k if verbs == 1 else -1
    return -1


def _progressive(sent: Sentence, start: int, verb: int) -> bool:
    return sent.tags[verb] == "VBG" and any(
        sent.lows[k] in ("is", "are", "was", "were", "be", "been", "'s", "'re", "'m", "am")
        for k in range(start, verb)
    )


def _nearest_name(sent: Sentence, phrase: Phrase | None) -> Phrase | None:
    """Of "a conference of the Governors Association" the part a following ", which" speaks of: the last name."""
    if phrase is None:
        return None
    cut = phrase.first
    for k in range(phrase.first, phrase.last):
        if sent.lows[k] in ("of", "for", "at", "in", "with", "by", "to", "from") and k + 1 < phrase.last:
            cut = k + 1
    if cut > phrase.first and (
        sent.lows[cut] in ("the", "its", "their") or any(sent.tags[k] == "NNP" for k in range(cut, phrase.last))
    ):
        return Phrase(cut, phrase.last, _head(sent, cut, phrase.last))
    return phrase


_OBJECT_CONTROL = words("clauses.object_control")


def _subject_behind(sent: Sentence, verb: int) -> Phrase | None:
    """ "After agreeing to a price, Roe left": the subject of the main clause behind an opening participle."""
    for k in range(verb + 1, len(sent.words)):
        if sent.tags[k] in _FINITE:
            found = left_phrase(sent, group_start(sent, k), verb + 1)
            return found if found is not None and "," in sent.words[verb : found.first] else None
    return None


def main_verb_after(sent: Sentence, i: int) -> int:
    """The finite verb of the clause that follows the adverbial around token ``i``: "For 3 days, workers have
    [searched]"; -1 where none follows.
    """
    for k in range(i, len(sent.words)):
        if sent.words[k] in ";:.":
            return -1
        if sent.tags[k] in _FINITE:
            last = k
            while last + 1 < len(sent.words) and (
                sent.lows[last] in _AUX or (sent.tags[last + 1] == "RB" and sent.tags[last + 2 : last + 3] == ["VBN"])
            ):
                if sent.tags[last + 1] not in (*_VERBAL, "RB") and sent.lows[last + 1] not in _AUX:
                    break
                last += 1
            return last
    return -1


def left_of_comma(sent: Sentence, i: int) -> Phrase | None:
    """The first noun phrase of the sentence, when nothing nearer serves."""
    for k in range(min(i, len(sent.words))):
        if sent.tags[k] in _FINITE:
            return left_phrase(sent, group_start(sent, k))
    return None


def first_subject(sent: Sentence) -> Phrase | None:
    """The subject of the sentence's first finite verb that is not a verb of saying at its end."""
    for k, tag in enumerate(sent.tags):
        if tag in _FINITE and sent.lows[k] not in ("said", "says"):
            return subject_of(sent, k)
    return None
