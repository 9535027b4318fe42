"""Verbs and noun phrases of a tagged sentence: who does what around a token."""

from __future__ import annotations

from extractors.narrowed import doer_of_both, is_event_that_harms, narrowed_noun, verb_of_list
from extractors.noun_phrases import TIME_NOUNS, Phrase, head_of, is_year_word, left_phrase
from extractors.openings import from_opening, is_cut_short
from extractors.phrases import CALENDAR, NOUNS
from extractors.place_lists import whole_list
from extractors.relative_clauses import (
    EACH,
    antecedent,
    aside_before,
    before_amount,
    behind_with,
    described_person,
    doer_before,
    each_before,
    explained,
    is_number_of,
    last_listed,
    name_at_end,
    nearest_name,
    number_of_before,
    opener_of_asides,
    relative_before,
    relative_of,
    teller_in_relative,
    that_has,
    whole_aside,
    whole_of_which,
    without_number,
)
from extractors.tokens import Sentence
from extractors.words import words

_OF_SOMEBODY = frozenset(("PRP$", "POS"))  # "her rival", "the firm's rival"
_FINITE = frozenset(("VBD", "VBZ", "VBP", "MD"))
_VERBAL = frozenset(("VBD", "VBZ", "VBP", "MD", "VB", "VBG", "VBN"))
_AUX = words("clauses.aux")
SPEECH = words("clauses.speech")


def verb_before(sent: Sentence, i: int) -> int:
    """The main verb that governs token ``i`` from the left in its clause, or -1."""
    known = sent.once(_verbs_before)
    if i not in known:
        known[i] = _find_verb(sent, i)
    return known[i]


def _verbs_before(sent: Sentence) -> dict[int, int]:
    """The verbs found so far, by the token that they govern."""
    return {}


def _find_verb(sent: Sentence, i: int) -> int:
    depth = 0
    lows, tags = sent.lows, sent.tags
    for k in reversed(sent.landmarks(_turns, 0, i)):
        low = lows[k]
        if low == ")":
            depth += 1
        elif low == "(":
            depth = max(0, depth - 1)
            if depth == 0 and not _closed_after(sent, k, i):
                return -1
        elif depth == 0:
            if low in _ENDS_CLAUSE and (low != ":" or k > 0) and (low != "that" or tags[k] == "IN"):
                return -1
            if low == "close" and lows[k + 1 : k + 2] == ["to"]:
                continue  # "is close to 30 percent"
            if tags[k] in _VERBAL and not _adjectival(sent, k) and not _said_aside(sent, k):
                return k
    return -1


_BREAKS = frozenset((",", "–", "—", "--", "-"))


def _said_aside(sent: Sentence, k: int) -> bool:
    """True for the verb of ", he said," and ", the ministry says,": it governs nothing around it."""
    if sent.lows[k] not in SPEECH or sent.lows[k + 1 : k + 2] != [","]:
        return False
    for back in range(k - 1, max(-1, k - 7), -1):
        if sent.lows[back] == ",":
            return back < k - 1
        if sent.tags[back] not in _IN_SPEAKER:
            return False
    return False


_IN_SPEAKER = frozenset("NN NNS NNP NNPS PRP DT JJ POS PRP$ CD".split())


def _turns(sent: Sentence) -> list[int]:
    """Verbs, brackets and what ends a clause."""
    return [
        k for k, (low, tag) in enumerate(zip(sent.lows, sent.tags, strict=True)) if tag in _VERBAL or low in _TURNING
    ]


_OPENS_CLAUSE = frozenset("whether because although though that whereas".split())
_ENDS_CLAUSE = _OPENS_CLAUSE | frozenset((";", ":", "according"))
_TURNING = _OPENS_CLAUSE | frozenset("( ) ; :".split())


def _closed_after(sent: Sentence, k: int, i: int) -> bool:
    return ")" in sent.words[k:i]


def _adjectival(sent: Sentence, k: int) -> bool:
    """True for a participle inside a noun phrase: "a combined 4 million", "rising costs"."""
    tag = sent.tags[k]
    if tag not in ("VBN", "VBG"):
        return False
    if tag == "VBN" and sent.tags[k + 1 : k + 2] in (["CD"], ["$"]) and "had" in sent.lows[max(0, k - 3) : k]:
        return False  # "had on average expected 12"
    before = sent.tags[k - 1] if k else "."
    after = sent.tags[k + 1] if k + 1 < len(sent.words) else "."
    if (sent.lows[k] in _LIKE_ADJECTIVES and after in NOUNS) or sent.lows[k - 1 : k + 2 : 2] == ["of", "at"]:
        return True  # "will pay existing staff", "put the cost of rebuilding at 11 billion"
    if sent.lows[k - 1] == "old" and sent.lows[k - 2] == "-" and tag == "VBN":
        return after in NOUNS  # "The 23-year-old scored 19 goals"
    if before in ("DT", "JJ", "PRP$", "POS") and not (tag == "VBG" and sent.lows[k - 1] in ("each", "both", "all")):
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


_FORESEEN = frozenset("expected estimated thought believed projected reckoned forecast".split())
_LIKE_ADJECTIVES = frozenset("existing remaining surviving missing outstanding ongoing incoming upcoming".split())
_BEFORE_SUBJECT = frozenset("only just even the all another a an some these those its their".split())
_CLAUSE_BEGINS = frozenset(", : ; and but as while when because since where".split())


def opens_clause(sent: Sentence, first: int) -> bool:
    """True where the phrase at token ``first`` begins the sentence or stands behind a comma, "and" or "as", and so
    may be the subject of a clause of its own.
    """
    k = first - 1
    while k >= 0 and sent.lows[k] in _BEFORE_SUBJECT:
        k -= 1
    dated = k == 1 and sent.lows[0] in _WHICH and sent.lows[1] in TIME_NOUNS  # "Last year 400 homes changed hands"
    return k < 0 or dated or sent.lows[k] in _CLAUSE_BEGINS


_WHICH = ("last", "this", "next")


def group_start(sent: Sentence, verb: int) -> int:
    """First token of the verb group that ends in ``verb``: "has", of "has not yet reached"."""
    k = verb
    if k > 1 and sent.lows[k - 1] == "than" and sent.lows[k - 2] in ("more", "less"):
        k -= 2  # "use more than doubled"
    while k > 0 and sent.tags[k - 1] != "NNP" and (sent.lows[k - 1] in _AUX or sent.tags[k - 1][:2] == "RB"):
        k -= 1
    if k > 1 and sent.lows[k - 1] in ("there", "here") and sent.tags[k - 2] in NOUNS and sent.lows[k] not in _AUX:
        k -= 1  # "Output there leapt"
    return k


def subject_of(sent: Sentence, verb: int, depth: int = 0) -> Phrase | None:
    """The noun phrase that is the subject of ``verb``, through coordination, infinitives and relative clauses."""
    if depth > 5 or verb < 0:
        return None
    if depth > 0:
        return _find_subject(sent, verb, depth)
    known = sent.once(_subjects)
    if verb not in known:
        known[verb] = _find_subject(sent, verb, depth)
    return known[verb]


def _aside_of_speech(sent: Sentence, end: int) -> int:
    """The comma that opens an aside of who says so, where ``end`` closes it: ", she said on Friday,"; else -1."""
    k = end - 1
    while k > 0 and sent.lows[k] != ",":
        k -= 1
    return k if k > 0 and any(sent.lows[m] in SPEECH and sent.tags[m][0] == "V" for m in range(k, end)) else -1


def _subjects(sent: Sentence) -> dict[int, Phrase | None]:
    """The subjects of verbs found so far."""
    return {}


_DO = ("do", "does", "did")


def _find_subject(sent: Sentence, verb: int, depth: int) -> Phrase | None:
    start = group_start(sent, verb)
    tag = sent.tags[verb]
    i = start - 1
    if i < 0:
        return _subject_behind(sent, verb) if tag in ("VBG", "VBN") else None
    lows, tags = sent.lows, sent.tags
    if (teller := teller_in_relative(sent, i)) >= 0:
        i = teller  # "a phone that it says [runs]"
    low = lows[i]
    if tag in ("VBD", "VBZ", "VBP", "VBN", "MD") and (whole := number_of_before(sent, start)) is not None:
        return whole
    if "having" in lows[start:verb] and tags[i] in NOUNS:
        outer = verb_before(sent, start)
        if outer >= 0 and lows[outer] in ("is", "was", "are", "were", "'s"):
            return subject_of(sent, outer, depth + 1)  # "Roe is one of the managers having won"
    if "having" in lows[start:verb] and low in ("after", "before", "despite", "without", "since"):
        outer = verb_before(sent, i)
        return subject_of(sent, outer, depth + 1) if outer >= 0 else _subject_behind(sent, verb)
    acts = not _FINITE.isdisjoint(tags[start : verb + 1])
    if acts and (opener := opener_of_asides(sent, i)) > 0:
        return left_phrase(sent, opener)
    if (each := each_before(sent, i)) is not None:
        return each  # "two ferries, each carrying 90 cars"
    infinitive = "to" in lows[start:verb]
    if infinitive or (
        tag in ("VBG", "VB")
        and low != ","
        and not any(tags[k] == "MD" or lows[k] in _DO for k in range(start, verb))
        and lows[verb] != "being"
        and not _progressive(sent, start, verb)
    ):
        if tags[i] in _VERBAL:
            return subject_of(sent, i, depth + 1)
        if tags[i] == "JJ" and (each := each_before(sent, i - 1)) is not None:
            return each  # "ships, each able to carry 900 cars"
        if lows[i] in _ABLE and i > 0 and tags[i - 1] in NOUNS:
            return left_phrase(sent, i)  # "with pieces able to fly at"
        outer = verb_before(sent, start)
        if i > 1 and low in ("after", "before", "while") and lows[i - 1] == "," and tags[i - 2] in NOUNS:
            if (said := _aside_of_speech(sent, i - 1)) > 0:
                return subject_of(sent, verb_before(sent, said), depth + 1)  # "grew, she said, after shrinking"
            return left_phrase(sent, i - 1)  # "a tank, after firing two rounds, left"
        if tag == "VBG" and low in _BEFORE_PARTICIPLE:
            return subject_of(sent, outer, depth + 1) or left_of_comma(sent, start) or _subject_behind(sent, verb)
        if infinitive and (tags[i] in NOUNS or tags[i] == "PRP"):
            # "asked the firm to pay 5", "plans to hire 400": the object where there is one
            if outer >= 0 and tags[outer] == "VBN" and _is_passive(sent, outer):
                return subject_of(sent, outer, depth + 1)  # "was ordered by a court to repay"
            if outer >= 0 and lows[outer] in _OBJECT_CONTROL:
                whom = Phrase(i, i + 1, i)  # "ordered him to pay"
                return whom if tags[i] == "PRP" else left_phrase(sent, start, outer + 1)
            if outer >= 0 and lows[outer + 1] == "for" and outer + 2 < start:
                return left_phrase(sent, start, outer + 2)  # "calls for revenue to grow by"
            return subject_of(sent, outer, depth + 1) if outer >= 0 else left_phrase(sent, start)
        if tag == "VB" and not infinitive and tags[i] in NOUNS and (seeing := _perceives(sent, start)) >= 0:
            return left_phrase(sent, start, seeing + 1)  # "will see its fuel bill go up by"
        if tag == "VBG" and (tags[i] in NOUNS or (tags[i] == "CD" and is_year_word(lows[i]))):
            return behind_with(sent, last_listed(sent, left_phrase(sent, start)))
        return subject_of(sent, outer, depth + 1)
    if low == "(" and tag in ("VBG", "VBN"):
        return left_phrase(sent, i)  # "Plains (covering 65 percent)"
    finite = low == "," and not _FINITE.isdisjoint(tags[start:verb])  # "had been"
    if low == "," and tag == "VBN" and not finite:
        aside = aside_before(sent, i)
        if aside > 0:
            return left_phrase(sent, aside)  # "Revenue at the shop, which sells tea, increased"
        if lows[verb] in _FORESEEN and tags[i - 1] in ("NN", "NNS"):
            return left_phrase(sent, i)  # "paid for from the fees, expected to total £14m"
        if tags[i - 1] in ("NNP", "NNPS"):
            return nearest_name(sent, left_phrase(sent, i))  # "Telmar's Ferry Day, estimated to cost 5"
    if low == "," and lows[verb] in _OF_NEAREST and tags[i - 1] in NOUNS:
        return narrowed_noun(sent, left_phrase(sent, i))  # "a block in Arden, consisting of 40 flats"
    if low == "," and tag in ("VBG", "VBN") and not finite:
        outer = verb_before(sent, i)
        found = subject_of(sent, outer, depth + 1) if outer >= 0 else None
        relative = relative_of(sent, found) if found is not None else -1
        if found is not None and relative > 0:
            outer = verb_before(sent, relative)
            found = (subject_of(sent, outer, depth + 1) if outer >= 0 else None) or found
        return found or (_subject_behind(sent, verb) if tags[i - 1] == "RB" else None) or left_phrase(sent, i)
    if low in ("and", "or", "but", "then", "&") or (low == "," and i > 0 and lows[i - 1] in ("and", "but")):
        outer = verb_before(sent, i)
        return subject_of(sent, outer, depth + 1)
    if low == "that" and tags[i] == "DT" and (i == 0 or tags[i - 1] in ("RB", ",", "CC", "IN", '"')):
        return Phrase(i, i + 1, i)  # "Even that is 5 percent less"
    if low in ("who", "which", "that") or tags[i] in ("WDT", "WP"):
        if low == "who" and i and lows[i - 1] in _BREAKS and (person := described_person(sent, i - 1)) is not None:
            return person
        if i and lows[i - 1] in _BREAKS:
            whole = left_phrase(sent, before_amount(sent, i - 1))
            named = whole if is_event_that_harms(sent, whole, verb) else nearest_name(sent, whole)
            if named is not None and tags[named.head] in ("JJ", "RB"):
                return subject_of(sent, verb_before(sent, i - 1), depth + 1)  # "agreed to settle early, which"
            return named
        if i > 2 and lows[i - 1] == "of" and lows[i - 2] in EACH and lows[i - 3] == ",":
            return without_number(sent, left_phrase(sent, i - 3))  # "two ferries, each of which carries"
        if i and lows[i - 1] in ("of", "in", "with", "for") and low == "which":
            return whole_of_which(sent, i - 1)
        found = explained(sent, antecedent(sent, i))
        from_place = low == "who" and found is not None and found.first and lows[found.first - 1] == "from"
        return narrowed_noun(sent, found) if from_place else found
    if low in _BREAKS:
        opening = i - 1
        while opening >= 0 and lows[opening] not in (",", "–", "—", "--", ";", low):
            opening -= 1
        if opening > 0 and lows[opening] != ";":
            inner = lows[opening + 1 : i]
            opening = whole_aside(sent, opening)
            if inner and opening != 0:
                while (
                    opening > 0 and lows[opening] == "," and lows[opening - 1].isdigit() and lows[opening - 2] == ","
                ):
                    opening -= 2  # "Roe, 41, formerly of Telmar, is"
                found = left_phrase(sent, opening)
                if (
                    found
                    and inner[0] not in CALENDAR
                    and (tags[found.head] == "NN" or not _OF_SOMEBODY.isdisjoint(tags[found.first : found.last]))
                ):
                    name = name_at_end(sent, opening + 1, i)  # "The founder, Jane Roe, owns"
                    if name > 0:
                        return Phrase(name, i, i - 1)
                if found:
                    return found
        if low == "," and (first := verb_of_list(sent, i, verb)) >= 0:
            return subject_of(sent, first, depth + 1)  # "has a screen, weighs 170 grams"
        # a leading adverbial: "In May, rose" has no subject; fall through to what stands before the comma
        return left_phrase(sent, i)
    relative = relative_before(sent, start)
    if relative > 0 and is_number_of(sent, relative) and lows[relative - 1] != ",":
        whose = left_phrase(sent, relative)
        if whose is not None:
            return Phrase(whose.first, start, whose.head)  # "the share of adults who smoke"
    if i > 2 and lows[i] in CALENDAR and lows[i - 1] == "on":
        return left_phrase(sent, i - 1)  # "Oakmart (OKM) on Thursday reported"
    if i > 1 and (lows[i] in TIME_NOUNS or lows[i] in CALENDAR) and tags[i - 1] in ("DT", "JJ"):
        # "A poll this week has": the time is no part of the subject
        thing = left_phrase(sent, i - 1)
        if thing is not None and tags[thing.head] in NOUNS:
            return thing
    if lows[start] == "ago" and i > 1 and tags[i - 1] in ("CD", "DT"):
        return left_phrase(sent, i - 1)  # "Turnout four years ago was"
    if tags[i] in ("VBN", "VBD") and i > 1 and tags[i - 1] in NOUNS and lows[start] in _AUX:
        return left_phrase(sent, i)  # "The price of a house sold was"
    if relative > 0:
        return narrowed_noun(sent, left_phrase(sent, relative - 1 if lows[relative - 1] in _BREAKS else relative))
    if tags[i] == "JJ" and i > 1 and tags[i - 1] in ("VBN", "VBD") and tags[i - 2] in NOUNS:
        return left_phrase(sent, i - 1)  # "Staff made redundant will get"
    if lows[i] == "each" and i > 2 and tags[i - 1] in ("NNP", "NNPS"):
        return whole_list(sent, left_phrase(sent, i))  # "Spain and Norway each gave"
    if tag != "VBN" and (doing := _gerund_before(sent, start)) is not None:
        return doing
    phrase = whole_list(sent, left_phrase(sent, start))
    if phrase is None and tags[i] in ("VBD", "VBN"):
        phrase = doer_of_both(sent, i)
    whole = from_opening(sent, start) if is_cut_short(sent, phrase) else None
    return whole or narrowed_noun(sent, doer_before(sent, that_has(sent, _behind_and(sent, phrase))))


def _gerund_before(sent: Sentence, start: int) -> Phrase | None:
    """ "[Walking in the morning] lowered it": what is done opens the sentence and is the subject."""
    k = next((k for k in range(min(3, start - 1)) if sent.tags[k] not in ("CC", '"', "RB")), -1)
    if k < 0 or sent.tags[k] != "VBG" or sent.lows[k] in _NO_GERUNDS:
        return None
    if sent.tags[k + 1] not in ("DT", "PRP$") and sent.lows[k + 1] not in _OF_ACT:
        return None  # "Rising prices lifted", "Hiring of nurses is planned", "Saying that it would"
    plain = "," not in sent.lows[k:start] and _FINITE.isdisjoint(sent.tags[k:start])
    return Phrase(k, start, k) if plain else None


_OF_ACT = frozenset("in on at for with without from to by under through".split())
_NO_GERUNDS = frozenset("including according following excluding barring owing starting beginning during".split())
_BEFORE_PARTICIPLE = frozenset("and or while by after before when since without for in with".split())
_ABLE = frozenset("able unable likely unlikely ready eligible".split())
_OF_NEAREST = frozenset("consisting comprising".split())


def _behind_and(sent: Sentence, phrase: Phrase | None) -> Phrase | None:
    """ "Mills lost 2,000 jobs and shops [shed] 900": the shops, as the first noun is the object of another verb."""
    for k in range(phrase.first + 1, phrase.last) if phrase is not None else ():
        if phrase is not None and sent.lows[k] == "and" and sent.tags[phrase.first] in ("CD", "$"):
            outer = verb_before(sent, phrase.first)
            if outer >= 0 and sent.tags[outer] in _FINITE and sent.lows[outer] not in SPEECH:
                return Phrase(k + 1, phrase.last, head_of(sent, k + 1, phrase.last))
    return phrase


def _progressive(sent: Sentence, start: int, verb: int) -> bool:
    return sent.tags[verb] == "VBG" and any(
        sent.lows[k] in ("is", "are", "was", "were", "be", "been", "'s", "'re", "'m", "am")
        for k in range(start, verb)
    )


def _is_passive(sent: Sentence, verb: int) -> bool:
    return any(low in FORMS_OF_BE for low in sent.lows[max(0, verb - 3) : verb])


FORMS_OF_BE = frozenset("is are was were be been being".split())


def _perceives(sent: Sentence, start: int) -> int:
    """The token "see" before the one noun phrase that ends before token ``start``, else -1."""
    k = start - 1
    while k > 0 and sent.tags[k] in _IN_SEEN:
        k -= 1
    return k if k >= 0 and sent.lows[k] in _PERCEIVING else -1


_IN_SEEN = NOUNS | {"JJ", "VBG", "PRP$", "DT", "POS", "CD"}
_PERCEIVING = frozenset("see sees saw seen watch watched let lets make makes made help helps helped".split())
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
