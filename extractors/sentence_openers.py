"""Who a sentence begins with, by name: "The Arden-based brewer Aldgate", "Norvale said its profit rose"."""

from __future__ import annotations

from extractors.clauses import SPEECH, first_subject, subject_of
from extractors.measure_nouns import says_what
from extractors.no_owners import DESCRIBES
from extractors.noun_phrases import Phrase
from extractors.phrases import CALENDAR
from extractors.tokens import Sentence
from extractors.topics import DESCRIBERS, TOO_WIDE
from extractors.words import words

_NO_SUBJECTS = CALENDAR | words("topics.no_topics")
_WHO_JUDGE = frozenset("analysts analyst economists economist strategists strategist researchers experts".split())
_FIRMS = words("owners.organisations") - words("owners.public_bodies")


def opener_of(sent: Sentence, folded: str) -> str | None:
    """The name of the sentence's first subject; None where that has no name, only speaks or is no one's."""
    phrase = first_subject(sent)
    own = phrase is not None and sent.tags[phrase.first] in ("PRP$", "PRP")
    if phrase is not None and own:
        phrase = _who_says_so(sent, phrase)  # "Norvale said its profit rose"
    if phrase is None or (not own and _speaks(sent, phrase.last)) or _is_firm(sent, phrase):
        return None
    name = _name_in(sent, phrase.first, phrase.last, folded)
    return None if name in TOO_WIDE or (name and name.lower() in _NO_SUBJECTS) else name


def _is_firm(sent: Sentence, phrase: Phrase) -> bool:
    """True for "the Arden company", "the Kelso-based bank": whose name stands elsewhere, and is not Arden."""
    ends_in_head = phrase.last == phrase.head + 1 and sent.tags[phrase.head] == "NN"
    return ends_in_head and sent.lows[phrase.head] in _FIRMS and sent.lows[phrase.first] in ("the", "this")


def _who_says_so(sent: Sentence, owned: Phrase) -> Phrase | None:
    """The subject of the verb of saying in front of "its profit", where that is a name."""
    for k in range(owned.first):
        if sent.tags[k] in ("VBD", "VBZ", "VBP") and sent.lows[k] in SPEECH:
            said = subject_of(sent, k)
            return said if said is not None and sent.tags[said.head] in ("NNP", "NNPS") else None
    return None


def _speaks(sent: Sentence, i: int) -> bool:
    said = any(w in ("said", "says", "told", "noted", "wrote") for w in sent.lows[i : i + 2])
    return said or (sent.lows[i : i + 1] == ["added"] and sent.tags[i + 1 : i + 2] not in _OBJECTS)


_OBJECTS = (["CD"], ["$"], ["DT"], ["RB"], ["JJ"], ["NNS"], ["JJR"])  # "added 40 shops", "added about $3 billion"


def _describes_it(sent: Sentence, i: int) -> bool:
    """ "Chipmaker Norvale": a capital that only opens the sentence."""
    return i == 0 and sent.lows[0] in DESCRIBERS and sent.tags[1:2] == ["NNP"]


def _name_in(sent: Sentence, first: int, last: int, folded: str) -> str | None:
    """The leading capitalised run of a phrase, or None."""
    i = first
    while i < last and (
        sent.tags[i] in ("DT", "JJ", "NN", "CD") or DESCRIBES.search(sent.lows[i]) or _describes_it(sent, i)
    ):
        i += 1  # "The Arden-based", "Kelso-born"
    named = i > first and sent.lows[i : i + 1] == ["of"] and sent.tags[i + 1 : i + 2] == ["NNP"]
    if named and not says_what(sent.lows[i - 1]):
        first += sent.tags[first] == "DT"
        return folded[sent.start[first] : sent.end[last - 1]]  # "the central bank of Norvale"
    while i < last and sent.lows[i] in ("of", "&", "and", "the"):
        i += 1
    j = i
    while j < last and (
        sent.tags[j] in ("NNP", "NNPS")
        or (j > i and sent.lows[j] in ("of", "&", "and", "the") and j + 1 < last and sent.tags[j + 1] == "NNP")
    ):
        j += 1
    if j > i:
        i -= i == 1 and j == i + 1 and first == 0 and sent.tags[0] == "NN" and sent.lows[1] in _FIRMS
        return folded[sent.start[i] : sent.end[j - 1]]  # "Sterling Bank", "Morning Group"
    if "between" in sent.lows[first:last]:
        return None  # "A ticket between Arden and Telmar"
    # "profits at the brewer Aldgate": the last name in it
    end = last
    while end > first and sent.tags[end - 1] not in ("NNP", "NNPS"):
        end -= 1
    start = end
    while start > first and sent.tags[start - 1] in ("NNP", "NNPS"):
        start -= 1
    others = sent.lows[start - 2 : start] if start > first + 1 else []
    by_others = start > first and sent.lows[start - 1] == "by"  # "Analysts polled by Norvale"
    by_others = by_others or (others[-1:] in (["at"], ["from"]) and others[0] in _WHO_JUDGE)
    return folded[sent.start[start] : sent.end[end - 1]] if end > start and not by_others else None
