"""A tagged sentence to its shortest noun phrases, in order: what the fitted choices choose among."""

from __future__ import annotations

from dataclasses import dataclass

from extractors.discourse import PERSONS, SPEAKERS, THINGS
from extractors.noun_phrases import TIMES
from extractors.phrases import CALENDAR, NOUNS
from extractors.place_lists import start_of_list
from extractors.tokens import Sentence
from extractors.units import match_unit

_PRONOUNS = THINGS | PERSONS | SPEAKERS
_NAMES = frozenset(("NNP", "NNPS"))
_INSIDE = frozenset("NN NNS NNP NNPS JJ JJR JJS VBN VBG & CD $ %".split())
_DESCRIBING = frozenset("JJ JJR JJS CD $ % &".split())
_NUMBERS = frozenset("- / million billion percent".split())
_SAID_OF = frozenset("this that these those".split())
_DEFINITE = frozenset("the this that these those".split())
_RELATIVES = frozenset("who which that whose".split())
_PREPOSITIONS = frozenset(
    "of in at for from by with on to among across between than as against into including per about after under over"
    " during within through like versus without near around despite".split()
)
_CUTS = frozenset(", ; : - — – -- (".split())
_HAVING = frozenset("had have has 'd 've having".split())  # "had [expected] growth of 4 percent"
_SKIPPED = frozenset("DT RB JJ CD PRP$".split())


_WHICH_TIME = ("this", "last", "next")  # "So far this year [fires] have burned"


def is_ordinal_end(sent: Sentence, k: int) -> bool:
    """The "st" of "her 41st tournament"."""
    return k > 0 and sent.lows[k] in _ORDINAL_ENDS and sent.tags[k - 1] == "CD" and sent.glued(k)


_ORDINAL_ENDS = ("st", "nd", "rd", "th")


@dataclass(slots=True)
class Chunk:
    """A noun phrase without tails: tokens ``first`` to ``last`` (exclusive).

    Attributes:
        core: its first token behind article and numbers; ``head`` its main noun.
        determiner: "d" (the), "i" (a), "p" (its), "n" for none.
        pronoun: True for "it" and "its", which stand for somebody.
        owns: True before "'s", and for "its".
        before: the preposition in front, else the kind of word that stands there; "^" at the start.
        signs: what shows of it wherever the number stands.
    """

    first: int
    last: int
    head: int
    core: int
    determiner: str
    pronoun: bool
    owns: bool
    before: str
    signs: tuple[str, ...]


def chunks(sent: Sentence) -> list[Chunk]:
    """The noun phrases of ``sent``; times are none."""
    tags, lows = sent.tags, sent.lows
    size = len(lows)
    found: list[Chunk] = []
    i = 0
    while i < size:
        tag, low = tags[i], lows[i]
        start, determiner = i, "n"
        alone = i + 1 >= size or tags[i + 1] not in _INSIDE or (low == "those" and _acts(sent, i + 1))
        if tag in ("PRP", "PRP$") or (low in _SAID_OF and tag in ("DT", "WP", "WDT") and alone):
            if low in _PRONOUNS:
                owns = tag == "PRP$"
                found.append(Chunk(i, i + 1, i, i, "n", True, owns, _before(sent, i), ("own$",) if owns else ()))
            i += 1
            if tag != "PRP$":
                continue
            start, determiner = i, "p"
        elif tag == "DT":
            determiner = "d" if low in _DEFINITE else "i" if low in ("a", "an") else "n"
            i += 1
        elif tag not in _INSIDE or (tag == "VBN" and i and lows[i - 1] in _HAVING):
            i += 1
            continue
        last, head = _end(sent, i)
        if head < 0 or last <= i:
            i = max(i, start + 1) if last <= i else last
            continue
        core = i
        while core < head and (
            tags[core] in ("CD", "$", "%")
            or lows[core] in _NUMBERS
            or is_ordinal_end(sent, core)
            or (lows[core] in TIMES and lows[core - 1] in _WHICH_TIME and tags[head] == "NNS")
            or (core > i and lows[core - 1] == "-")
            or (core > i and _is_unit_behind(sent, core) and (sent.glued(core) or _sizes(sent, core, head)))
        ):
            core += 1  # "a 30-member [cabinet]", "the 57km [tunnel]"
        if core == head and sent.glued(head) and (_is_unit_behind(sent, head) or is_ordinal_end(sent, head)):
            i = last  # "12GB of memory": a unit is nobody
            continue
        owns = last < size and tags[last] == "POS"
        if tags[i] in _NAMES and (listed := start_of_list(sent, start, head)) < start:
            start = core = listed  # "[Lisbon, Porto and] Faro airports"
        if lows[head] not in TIMES:
            signs = tuple(_signs(sent, last, owns))
            found.append(Chunk(start, last, head, core, determiner, False, owns, _before(sent, start), signs))
        i = last + owns
    return found


_LETTERS = frozenset(("k", "m", "b", "bn", "mn"))


def _is_unit_behind(sent: Sentence, i: int) -> bool:
    """True for the "km" of "57km" and the "k" of "40k-seat", written to their number."""
    numbered = sent.tags[i - 1] == "CD" and (sent.forms[i - 1] == "number" or sent.lows[i - 1] in _NUMBERS)
    return numbered and (sent.lows[i] in _LETTERS or match_unit(sent, i) is not None)


def _sizes(sent: Sentence, core: int, head: int) -> bool:
    """ "the 1.2 [GW] wind farm", "a 150 million [euro] fund": a unit in front of the thing it measures."""
    return core < head and sent.tags[core + 1] in ("NN", "NNP", "JJ") and sent.tags[core] != "NNS"


def _acts(sent: Sentence, i: int) -> bool:
    """ "those [living] near the plant", "those [polled]"; not "those affected areas"."""
    return sent.tags[i] == "VBG" or (sent.tags[i] == "VBN" and sent.tags[i + 1 : i + 2] not in (["NN"], ["NNS"]))


def _end(sent: Sentence, i: int) -> tuple[int, int]:
    """(end, head) of the phrase whose words begin at token ``i``; the head is -1 where no noun is among them."""
    tags, lows = sent.tags, sent.lows
    size = len(lows)
    j, head = i, -1
    while j < size:
        tag = tags[j]
        closed = head >= 0 and head == j - 1
        if tag in NOUNS:
            if head >= 0 and ((tag in _NAMES and tags[j - 1] == "NNS") or lows[j] in CALENDAR):
                break
            head = j
        elif tag in _DESCRIBING:
            if closed and tag in ("CD", "$"):
                break
        elif tag in ("VBN", "VBG", "VBD"):
            nominal = not closed and j + 1 < size and (tags[j + 1] in NOUNS or tags[j + 1] == "JJ")
            if not nominal or (tag == "VBD" and not (j > i and tags[j - 1] in ("JJ", "DT"))):
                break
        elif lows[j] in "-/":
            counted = j > i and tags[j - 1] == "CD"  # "30-member"
            if not ((closed or counted) and j + 1 < size and sent.glued(j) and sent.glued(j + 1)):
                break
        elif not (closed and lows[j] in ("of", "&") and tags[head] in _NAMES and tags[j + 1 : j + 2] == ["NNP"]):
            break
        j += 1
    while j > i and tags[j - 1] not in NOUNS:
        j -= 1
    return j, head if head < j else -1


def _signs(sent: Sentence, last: int, owns: bool) -> list[str]:
    after = sent.lows[last] if last < len(sent.lows) else ""
    return [
        sign for sign, holds in (("owns", owns), ("relhead", after in _RELATIVES), ("ofhead", after == "of")) if holds
    ]


def _before(sent: Sentence, first: int) -> str:
    k = first - 1
    while k >= 0 and (sent.tags[k] in _SKIPPED or sent.lows[k] in "\"'("):
        k -= 1
    if k < 0:
        return "^"
    low, tag = sent.lows[k], sent.tags[k]
    if low in _PREPOSITIONS:
        return low
    if low in ("and", "or"):
        return "and"
    if low in _CUTS:
        return ","
    if tag in ("IN", "TO"):
        return "IN"
    if tag == "POS":
        return "'s"
    if tag[0] == "V" or tag == "MD":
        return "V"
    return "N" if tag in NOUNS else "o"
