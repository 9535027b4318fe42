"""Who does what a verb says, without the time behind the name; where, behind a number."""

from __future__ import annotations

from extractors.clauses import subject_of
from extractors.discourse import GENERIC
from extractors.noun_phrases import TIME_NOUNS, TIMES, Phrase, is_year_word, left_phrase, right_phrase
from extractors.phrases import CALENDAR
from extractors.relative_clauses import NUMBERS
from extractors.scene import Scene
from extractors.words import words

_NAMES = frozenset(("NNP", "NNPS"))


def clause_subject(scene: Scene, verb: int) -> Phrase | None:
    """The subject of the verb at token ``verb``, without a time at its end; None for -1."""
    phrase = subject_of(scene.sent, verb) if verb >= 0 else None
    if phrase is not None and scene.behind - 2 <= phrase.first < scene.behind < verb and _is_rated(scene, phrase):
        k = scene.behind + (scene.low(scene.behind) in ("and", "while", "but"))
        if scene.behind < k <= phrase.head:
            phrase = Phrase(k, phrase.last, phrase.head)  # "at $70 a barrel and [gold] hit $2,700"
    return _without_time(scene, phrase) if phrase is not None else None


def _is_rated(scene: Scene, phrase: Phrase) -> bool:
    """True where the phrase begins with what the figure before it is a rate of: "$70 a [barrel and gold]"."""
    return scene.low(phrase.first) in _EACH or scene.low(phrase.first - 1) in _EACH


_EACH = ("a", "an", "per")


def _without_time(scene: Scene, phrase: Phrase) -> Phrase:
    """ "The agency on Wednesday", "Oakmart late last month", "the quake on January 21": the part before the time."""
    sent = scene.sent
    if is_time(scene, phrase) and phrase.first > 2:
        k = phrase.first
        while k > 0 and (
            sent.lows[k - 1] in _BEFORE_TIMES
            or sent.lows[k - 1] in TIME_NOUNS
            or sent.lows[k - 1] in CALENDAR
            or sent.tags[k - 1] in ("CD", "DT", "JJ")
            or (sent.lows[k - 1] in ("and", "or", ",") and k > 1 and sent.lows[k - 2] in _TIMES_LISTED)
        ):
            k -= 1  # "output for the five weeks of that strike", "sales in May and June"
        real = left_phrase(sent, k) if k < phrase.first and sent.tags[k - 1] in ("NN", "NNS") else None
        if real is not None and not is_time(scene, real):
            return real
    stop = phrase.last
    counts = sent.lows[phrase.head + 1 : phrase.head + 2] == ["of"] and sent.lows[phrase.head] in NUMBERS
    if counts and (sent.tags[stop - 2] == "CD" or sent.lows[stop - 2] in ("a", "an", "every", "each")):
        return phrase  # "the number of tenants who stayed more than a decade"
    while stop > phrase.head + 1 and _ends_in_time(scene, stop - 1):
        stop -= 1
    if stop == phrase.last:
        return phrase
    while stop > phrase.head + 1 and (sent.lows[stop - 1] in _BEFORE_TIMES or _sizes_time(scene, stop - 1)):
        stop -= 1
    return Phrase(phrase.first, stop, phrase.head)


def _sizes_time(scene: Scene, k: int) -> bool:
    """ "the 12-week period", "the first three months", "the fiscal quarter": what stands before the time."""
    if scene.low(k) in _SORTS_OF_SPAN or (scene.tag(k) == "CD" and scene.low(k - 1) in _SPAN_OPENERS):
        return True
    return scene.low(k) == "-" or (scene.tag(k) == "CD" and scene.low(k + 1) == "-")


_SORTS_OF_SPAN = frozenset("first second third fourth fiscal financial full".split())
_SPAN_OPENERS = frozenset("the first last next past".split())


def _ends_in_time(scene: Scene, k: int) -> bool:
    """ "in May", "on January 21", "last week", "for 2025"; but "500" is part of a name."""
    sent = scene.sent
    low = sent.lows[k]
    if sent.tags[k] == "CD":
        return sent.lows[k - 1] in CALENDAR or (is_year_word(low) and sent.lows[k - 1] in _BEFORE_TIMES)
    return low in CALENDAR or low in TIME_NOUNS


_BEFORE_TIMES = frozenset(
    "on in for of last this next late early the a past since during by at least most more than about nearly".split()
)


_TIMES_LISTED = CALENDAR | frozenset("first second third".split())


_IN_THE = (["in", "the"], ["across", "the"])
PLACES = words("incidents.kinds_of_place") | words("incidents.sides") | words("owners.places")


def place_after(scene: Scene, k: int) -> str | None:
    """ "turnout was 61 percent in Arden", "orders fell 12% at the foundry": where or whose, behind the number."""
    sent = scene.sent
    phrase = right_phrase(sent, k + 1, tails=0)
    if phrase is None or is_time(scene, phrase) or sent.forms[phrase.head] == "number":
        return None
    place = (
        sent.tags[phrase.head] in _NAMES
        or (sent.lows[k : k + 2] in _IN_THE and sent.lows[phrase.head] in PLACES and phrase.last == phrase.head + 1)
        or (sent.lows[k] in ("at", "in") and sent.lows[phrase.head] in GENERIC and sent.tags[k + 1] != "NN")
        or (sent.lows[k] == "at" and sent.lows[k + 1] == "the")
        or (sent.lows[k] == "in" and sent.lows[k + 1] == "the" and sent.lows[phrase.head] in _REGIONS)
        or (sent.lows[k] == "in" and sent.lows[phrase.head] == "sector")  # "in the private sector"
    )
    return scene.words_of(phrase) if place else None


_REGIONS = frozenset("north south east west northeast northwest southeast southwest capital suburbs interior".split())


def last_segment(scene: Scene, phrase: Phrase) -> Phrase:
    """ "the tower of the mayor" before a genitive: "the mayor", the part behind the last preposition."""
    cut = phrase.first
    for k in range(phrase.first, phrase.last - 1):
        if scene.sent.lows[k] in ("of", "for", "at", "in", "with", "by", "to", "from", "on"):
            cut = k + 1
    return Phrase(cut, phrase.last, phrase.last - 1)


def past_time(gap: list[str]) -> list[str]:
    """The words of a gap behind the time that opens it: "rose by a third [since 2019], and rents by a fifth"."""
    mark = next((k for k, low in enumerate(gap) if low in (",", "and")), 0)
    return gap[mark:] if gap and gap[0] in _OPENS_TIME else gap


_OPENS_TIME = frozenset("since in last this from on during".split())


def is_time(scene: Scene, phrase: Phrase) -> bool:
    """True for "the week" and "March", which say when and not what."""
    low = scene.sent.lows[phrase.head]
    return low in TIME_NOUNS or low in CALENDAR or low.removesuffix("s") in TIMES
