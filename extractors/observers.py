"""Offices that count and study others: "The Census Bureau reported 900 births" is a figure of the country's."""

from __future__ import annotations

from bisect import bisect_left

from extractors.clause_map import FINITE
from extractors.clauses import subject_of
from extractors.discourse import Discourse
from extractors.places import place_of
from extractors.scene import Scene
from extractors.tokens import Sentence
from extractors.words import words

_OFFICES = words("observers.offices")
_SHORT = words("observers.short")
_REPORTING = words("observers.reporting")
_RESULTS = frozenset("loss losses profit profits revenue revenues earnings turnover".split())
_SOURCES = frozenset("data figures statistics report reports survey estimates numbers according".split())
_LANDS = frozenset("County City Province District Parish Borough".split())
_SMALL = frozenset("of and for the on &".split())
_MEANT = _OFFICES | frozenset("it its they their we our us agency body group".split())
_NAME = 100  # characters before its short form
_NEAR = 6  # words from an office to what it does
_HAVING = frozenset("from by of to".split())
_NEAR_SOURCE = 4  # words from what is published to whose it is
_HANDING = frozenset("put puts released published".split())
# "[puts] the cost at $5 million": whose verb it is, owns nothing of what is judged.
JUDGING = frozenset("put puts putting estimate estimates estimated assess assesses assessed".split())


def observes(names: Discourse, name: str) -> bool:
    """True for an office that measures others, by its name or what its letters stand for: "Bureau of Statistics"."""
    name = bare(name)
    return names.answer(f"observes {name}", lambda: _observes(names, name))


def bare(name: str) -> str:
    """ "The Census Bureau" without its article."""
    return name[4:] if name.startswith(("The ", "the ")) else name


def _observes(names: Discourse, name: str) -> bool:
    if " " not in name:
        return name.isupper() and len(name) > 2 and (name in _SHORT or is_office(_long_form(names.folded, name)))
    return is_office(name)


def is_office(name: str) -> bool:
    """True for a name of several words, one of which says that it measures others."""
    parts = name.split()
    return len(parts) > 1 and any(part[0].isupper() and part.lower() in _OFFICES for part in parts)


def _long_form(text: str, short: str) -> str:
    """ "Homes Institute of Telmar" before "(HIT)"; "" where the letters are not explained so."""
    at = text.find(f" ({short})")
    if at < 0:
        return ""
    kept: list[str] = []
    for word in reversed(text[max(0, at - _NAME) : at].split()):
        if not (word[0].isupper() or word in _SMALL) or len(kept) > len(short) + 3:
            break
        kept.append(word)
    return " ".join(reversed(kept))


def observed(scene: Scene, owner: str, measure: str | None) -> str | None:
    """Whose figure it is that the office ``owner`` only tells of: a place of its name ("Ohio Department of Health"),
    the one the article is about, or None for somebody still to be found. ``owner`` where it does more than tell.
    """
    if not only_tells(scene, owner):
        return owner
    if measure and measure.partition(" ")[0].lower() in ("world", "global"):
        return None
    if measure and not _RESULTS.isdisjoint(measure.lower().split()):
        return owner  # "The Transit Department reported a loss"
    name = bare(owner)
    long = name if " " in name else _long_form(scene.names.folded, name)
    return place_in(long) or scene.names.main_place()


def place_in(name: str) -> str | None:
    """ "Ohio" of "Ohio Department of Health", "New Zealand" of "Homes Institute of New Zealand", "Kelso County" of
    "Kelso County Health Department".
    """
    parts = name.split()
    land = next((k for k, part in enumerate(parts) if part in _LANDS), 0)
    if land and all(part[0].isupper() for part in parts[:land]):
        return " ".join(parts[: land + 1])
    for size in (2, 1):
        for k in range(len(parts) - size + 1):
            place = place_of(" ".join(parts[k : k + size]))
            if place is not None:
                return place
    return None


def only_tells(scene: Scene, office: str) -> bool:
    """True for an office that the sentence says has reported something or has its figures from, or that it does not
    speak of at all: "The poverty rate was 11 percent". False for what it does itself: "said it would hire 40".
    """
    office = bare(office)
    if not observes(scene.names, office):
        return False
    sent = scene.sent
    at = scene.folded.find(office, sent.offset, sent.stop)
    if at < 0:
        return _MEANT.isdisjoint(sent.said)
    first = bisect_left(sent.start, at)
    last = bisect_left(sent.start, at + len(office))
    if _is_source(sent, first):
        return True
    for k in range(last, min(last + _NEAR, len(sent.lows))):
        if sent.lows[k] in _REPORTING and sent.tags[k] != "NNS":
            return not _acts(scene, k, range(first, last))
        if sent.tags[k] in FINITE and sent.lows[k] not in ("has", "have", "had"):
            return False
    return False


def _is_source(sent: Sentence, first: int) -> bool:
    """ "figures from [the] Census Bureau", "data published by the ONS": the office at token ``first`` has them."""
    k = first - 1 - (sent.lows[first - 1 : first] == ["the"])
    return k > 0 and sent.lows[k] in _HAVING and not _SOURCES.isdisjoint(sent.lows[max(0, k - _NEAR_SOURCE) : k])


def _acts(scene: Scene, k: int, office: range) -> bool:
    """ "announced plans to hire 40", "said it had hired 40", "released $4 million", "put 40 boats to sea": what the
    office does, though token ``k`` tells of it.
    """
    sent, verb = scene.sent, scene.verb
    if verb == k:
        deed = sent.lows[k] in _HANDING or (sent.lows[k] == "announced" and sent.tags[scene.before + 1] == "$")
        return deed and scene.before == k
    if verb < 0 or sent.lows[verb] in _REPORTING or sent.tags[verb] == "JJ":
        return False
    doer = subject_of(sent, verb)
    if doer is None or doer.head in office:
        return doer is not None
    others = FINITE.intersection(sent.tags[k + 1 : doer.head])  # "said the fleet grew and that [it] caught 40 tonnes"
    return sent.lows[doer.head] in ("it", "we") and not others
