"""Names in a row, each with its figure in brackets: "Kelso (9%), Arden (8%) and Telmar (7%)"."""

from __future__ import annotations

from bisect import bisect_left
from typing import NamedTuple

from extractors.clause_map import FINITE
from extractors.clause_subjects import clause_subject
from extractors.clauses import SPEECH, verb_before
from extractors.counted_groups import counted_group
from extractors.measure_nouns import says_what
from extractors.move_words import MOVE_NOUNS
from extractors.noun_phrases import Phrase, head_of, left_phrase, right_phrase
from extractors.own_units import BEING
from extractors.owner_splits import split
from extractors.phrases import NOUNS, last_noun
from extractors.quantities import Quantity
from extractors.scene import Scene
from extractors.statement import Attached, Statement
from extractors.tokens import Sentence
from extractors.ways import Rule, Way
from extractors.words import words

_PARTS = frozenset("NN NNS NNP NNPS JJ JJR JJS VBG VBN & POS".split())
_GLUE = frozenset("of - / ' & .".split())
_LINKS = words("attach_bracket_lists.links")
_LEADING = words("attach_bracket_lists.leading")
_PLACING = frozenset("in at across for among".split())
_OF_ONE = (" of", " for", " in", " to", " from", " by", " at", " on")
_LIKE = frozenset("like including as include included".split())
_SIGNS = frozenset("( , ; + - up down by".split())
_NAMES = frozenset(("NNP", "NNPS"))
_MOST = frozenset("most fewest least".split())
_LONGEST = 14  # words of one name and what stands between two
_NEAR = 6  # words from a verb to its object


class Bracket(NamedTuple):
    """Tokens of an opening bracket that a number follows and of the one that closes it."""

    first: int
    last: int


def brackets(sent: Sentence) -> list[Bracket]:
    """The brackets that open with a number, in order: "(up 5%)", "(244 flats)"; none inside another."""
    found: list[Bracket] = []
    if "(" not in sent.said:
        return found
    opener = -1
    for k, word in enumerate(sent.words):
        if word == "(":
            opener = k
        elif word == ")" and opener >= 0:
            first = opener + 1
            while first < k and sent.lows[first] in _LEADING:
                first += 1
            if sent.tags[first] in ("CD", "$"):
                found.append(Bracket(opener, k))
            opener = -1
    return found


def bracket_of(scene: Scene, q: Quantity) -> tuple[list[Bracket], int]:
    """All brackets of the sentence and which of them holds the number, -1 for none."""
    found = scene.sent.once(brackets)
    k = bisect_left(found, (q.first, q.first)) - 1 if found else -1
    return found, k if k >= 0 and found[k].last >= q.last else -1


def in_row(scene: Scene, q: Quantity) -> Attached | None:
    """ "Kelso (9%), Arden (8%) and Telmar (7%)": each name's own, of what all of them are measured by."""
    found, at = bracket_of(scene, q)
    if at < 0:
        return None
    if scene.behind >= found[at].first:
        return _beside(scene, q, found[at])
    if q.kind == "count" and q.head >= 0 and not (at and q.carried):
        return None  # "Kelso (40 flats)": what is counted stands in the bracket
    return _joining(scene, found, at) or _priced(scene, q, found[at]) or _opening(scene, found, at)


def _beside(scene: Scene, q: Quantity, here: Bracket) -> Attached | None:
    """ "rose by 4 tonnes (+3%)", "Kelso (4 tonnes, +3%)": the same again, as a change; "Kelso (9%, 40 flats)": its
    own thing.
    """
    last = scene.done[-1]
    if q.kind == "count" and q.head >= 0:
        named = last.rule in ("attach:in_row", "attach:beside", "attach:in_brackets") and scene.behind > here.first
        return Attached(counted_group(scene, q), last.subject, "attach:in_brackets") if named else None
    if q.kind != "percent" or q.change is None or scene.low(q.first - 1) not in _SIGNS:
        return None
    return Attached(last.measure, last.subject, "attach:beside")


def _joining(scene: Scene, found: list[Bracket], at: int) -> Attached | None:
    """ "Kelso (9%), [Arden (8%)]": measured like the name before it in the row."""
    here = found[at]
    if not at or scene.behind <= found[at - 1].first:
        return None  # the first of the row, or the bracket before told of no figure: "Kelso (2019), Arden (8%)"
    start = _goes_on(scene.sent, found[at - 1].last + 1, here.first)
    if start < 0:
        return None
    last = next((one for one in reversed(scene.done) if one.rule == "attach:in_row"), scene.done[-1])
    owner = _name(scene, start, here.first)
    return Attached(_of_all(last) or owner, owner, "attach:in_row")


def _of_all(first: Statement) -> str | None:
    """What the first of a row is measured by, without its name: "Support" of "Support for Roe"."""
    if not first.measure or not first.subject or first.subject not in first.measure:
        return first.measure
    said, _, behind = first.measure.partition(first.subject)
    said = said.removesuffix("the ").rstrip()
    return said.rpartition(" ")[0] if not behind and said.endswith(_OF_ONE) else None


def _priced(scene: Scene, q: Quantity, here: Bracket) -> Attached | None:
    """ "Harl (up 2%, or 3p, to 80p)": a firm by its name, whose shares have moved and have a price."""
    moved = q.kind == "percent" and scene.low(here.first + 1) in ("up", "down")
    if not moved or scene.tag(here.first - 1) not in _NAMES:
        return None
    if scene.low(q.last) != "," or scene.low(q.last + 1) not in ("or", "to", "at"):
        return None
    start = _item_start(scene.sent, here.first, False)
    return Attached("shares", _name(scene, start, here.first), "attach:in_row")


def _opening(scene: Scene, found: list[Bracket], at: int) -> Attached | None:
    """ "[Kelso (9%)], Arden (8%)": the first name of a row."""
    here = found[at]
    row = _row_end(scene.sent, found, at)
    if row == at:
        return None
    start = _item_start(scene.sent, here.first, scene.low(here.last + 1) == ";")
    if start == here.first:
        return None
    measure = _measure_of_row(scene, start, found[row].last)
    return Attached(measure, _name(scene, start, here.first), "attach:in_row") if measure else None


def _goes_on(sent: Sentence, first: int, opener: int) -> int:
    """Where the name begins that joins a row between two brackets; -1 where something else stands there."""
    k = first
    while k < opener and sent.lows[k] in _LINKS:
        k += 1
    if not first < k < opener or opener - first > _LONGEST or sent.tags[opener - 1] not in NOUNS:
        return -1
    others = (m for m in range(k, opener) if sent.tags[m] not in _PARTS and sent.lows[m] not in _GLUE)
    return k if all(sent.lows[m] in (",", "and") or sent.tags[m] == "DT" for m in others) else -1


def _row_end(sent: Sentence, found: list[Bracket], at: int) -> int:
    """The last bracket of the row that begins with ``at``."""
    while at + 1 < len(found) and _goes_on(sent, found[at].last + 1, found[at + 1].first) >= 0:
        at += 1
    return at


def _item_start(sent: Sentence, opener: int, semicolons: bool) -> int:
    """Where the first name of a row begins: commas are inside where semicolons part the names, and before an "and":
    "Ferries, ships and docks (12%), mills (9%)".
    """
    k, joined = opener, False
    while k > max(0, opener - _LONGEST):
        low, tag = sent.lows[k - 1], sent.tags[k - 1]
        if low == "and":
            if not semicolons and sent.tags[k] == "NNP":
                break
            joined = True
        elif low == ",":
            if not (semicolons or joined):
                break
        elif tag not in _PARTS and low not in _GLUE:
            break
        k -= 1
    while k < opener and (sent.lows[k] in (",", "and") or sent.lows[k] in _GLUE):
        k += 1
    return k


def _name(scene: Scene, first: int, last: int) -> str:
    """Whose the figure is: "grocer Oakmart" by its name alone, "sales of tiles" is of the tiles."""
    phrase = Phrase(first, last, head_of(scene.sent, first, last))
    k = last
    while k > first and scene.tag(k - 1) in _NAMES:
        k -= 1
    if first < k < last and scene.tag(k - 1) == "NN" and "," not in scene.sent.words[first:last]:
        return scene.text(k, last)  # "Harl's rival boatmaker Pell"
    if says_what(scene.low(phrase.head)) and scene.low(phrase.head + 1) == "of":
        return scene.text(phrase.head + 2, last)
    return split(scene, phrase)[1] or scene.words_of(phrase)


def _measure_of_row(scene: Scene, start: int, close: int) -> str | None:
    """What a row of names is measured by: what it is about, what is said of it behind, what was measured before."""
    sent, before = scene.sent, start - 1
    while before > 0 and sent.tags[before] == "DT":
        before -= 1
    if before < 0 or sent.lows[before] in ('"', "that") or sent.lows[before] in SPEECH:
        said = _object_behind(scene, close + 1)
        if said:
            return said
    last = scene.done[-1] if scene.done else scene.names.last
    told = last.measure if last is not None and last.measure and says_what(last_noun(last.measure.lower())) else None
    topmost = _topmost(scene, before)
    if topmost:
        return told if told and topmost.lower() in MOVE_NOUNS else topmost
    if sent.lows[before] in _PLACING and says_what(scene.low(before - 1)):
        phrase = left_phrase(sent, before, max(0, scene.behind))
        return scene.words_of(phrase) if phrase is not None and phrase.last == before else None
    listed = sent.lows[before] in _LIKE
    they = any(low in ("they", "these", "those") for low in sent.lows[: min(4, before)])
    return (_told_of(scene, before) if listed else None) or (told if scene.done or they or listed else None)


def _object_behind(scene: Scene, k: int) -> str | None:
    """ "Kelso (9%) and Arden (8%) [recorded price growth below the mean]": what those in the row had."""
    sent = scene.sent
    stop = min(len(sent.lows), k + _LONGEST)
    verb = next((m for m in range(k, stop) if sent.tags[m] in FINITE or _acts(sent, m) or sent.words[m] == '"'), -1)
    if verb < 0 or sent.words[verb] == '"' or sent.lows[verb] in BEING:
        return None  # "Roe (41%) and Venn (38%) were level"
    thing = next((m for m in range(verb + 1, min(len(sent.lows), verb + _NEAR)) if sent.tags[m] in NOUNS), -1)
    first = thing
    while first > verb + 1 and sent.tags[first - 1] in ("JJ", "JJR"):
        first -= 1
    phrase = right_phrase(sent, first, tails=0) if thing >= 0 else None
    return scene.words_of(phrase) if phrase is not None else None


def _acts(sent: Sentence, k: int) -> bool:
    """ "and mills [recorded] price growth": an act, though tagged as a participle."""
    return sent.tags[k] == "VBN" and k > 0 and sent.tags[k - 1] in NOUNS and sent.tags[k + 1 : k + 2] != ["IN"]


def _topmost(scene: Scene, before: int) -> str | None:
    """ "Towns with the [steepest price rises] were", "The busiest ports in [coal trade]:", "the most [litter]:"."""
    sent = scene.sent
    floor = max(0, scene.behind)
    k = next((m for m in range(before, floor - 1, -1) if sent.tags[m] in ("JJS", "RBS")), -1)
    phrase = right_phrase(sent, k + 1, tails=1, ceiling=before + 1) if k >= 0 else None
    if phrase is None:
        return None
    moved = sent.lows[phrase.head] in MOVE_NOUNS and scene.words_of(phrase).lower() in MOVE_NOUNS
    if (says_what(sent.lows[phrase.head]) and not moved) or sent.lows[k] in _MOST:
        return scene.words_of(phrase)
    link = next((m for m in range(phrase.head + 1, before) if sent.lows[m] in ("in", "by", "for")), -1)
    what = right_phrase(sent, link + 1, tails=0, ceiling=before + 1) if link >= 0 else None
    if what is not None and sent.tags[what.head] in ("NN", "NNS"):
        return scene.words_of(what)
    return scene.words_of(phrase) if moved else None


def _told_of(scene: Scene, before: int) -> str | None:
    """ "Trades showing [solid gains] included": the measure that the list says its names have."""
    sent = scene.sent
    verb = verb_before(sent, before) if sent.tags[before] == "IN" else before
    for k in range(verb - 1, max(0, scene.behind) - 1, -1):
        if sent.tags[k] in ("NN", "NNS") and says_what(sent.lows[k]):
            first = k
            while first > 0 and sent.tags[first - 1] in ("JJ", "NN"):
                first -= 1
            return scene.text(first, k + 1)
    subject = clause_subject(scene, verb)
    return scene.words_of(subject) if subject is not None and says_what(scene.low(subject.head)) else None


IN_ROW = Way(
    in_row,
    (
        Rule(
            "attach:in_row",
            (
                (
                    "The towns with the steepest price increases were Kelso (9%), Arden (<8%>) and Telmar (7%).",
                    "price increases",
                    "Arden",
                ),
                ("Growth was led by demand across Kelso (<2%>) and Arden (1%).", "demand", "Kelso"),
                ("Ferries (9%), mills (<8%>) and docks saw losses.", "losses", "mills"),
            ),
            ("The mayor of Kelso spent more on roads (9%).", "Jane Roe (34) and Tom Venn (36) were hurt."),
        ),
        Rule(
            "attach:in_brackets",
            (("Demand rose in Kelso (9%, 40 flats) and Arden (8%, <12 flats>).", "flats", "Arden"),),
            ("Demand rose in Kelso (9%).",),
        ),
        Rule(
            "attach:beside",
            (("Exports of tiles rose by 4 tonnes (<+3%>).", "Exports of tiles", None),),
            ("Exports of tiles rose by 4 tonnes.",),
        ),
    ),
    kinds=("percent", "money", "count", "measure", "index", "ratio", "percentage_point"),
)
