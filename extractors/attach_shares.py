"""Shares of a whole, numbers that open a sentence as its subject, and comparisons."""

from __future__ import annotations

from extractors.attach_counts import within_clause
from extractors.noun_phrases import Phrase, right_phrase
from extractors.owners import owner_name, owner_of_clause, split
from extractors.quantities import Quantity
from extractors.scene import Scene
from extractors.statement import Attached

_COMPANIES = frozenset("company firm bank group business carmaker airline startup".split())
_BE = ("are", "is", "was", "were")
_GROSS_PRODUCT = ["gross", "domestic", "product"]
_MAKING_UP = frozenset(
    "represent represents represented account accounts accounted make makes made constitute constitutes contribute"
    " contributes contributed form forms comprise comprises is was are were accounting representing contributing".split()
)
_YARDSTICKS = frozenset("gdp gnp".split())
_GOING = frozenset("came comes goes go went".split())
_MARKS = frozenset(", . ; : ( - – — because after before when while since according".split())
_FINITE = ("VBD", "VBP", "VBZ")


def share_of_whole(scene: Scene, q: Quantity) -> Attached | None:
    """ "60 percent of its revenue", "half of the homes were empty"."""
    if q.kind not in ("percent", "ratio"):
        return None
    end = _past_restatement(scene, q.last)
    of = scene.low(end) == "of"
    if not (of and q.change is None) and not (q.of_whole and scene.tag(q.last) in ("DT", "PRP$")):
        return None
    k = end + 1 if of else q.last
    while scene.tag(k) == "DT":
        k += 1
    whole = right_phrase(scene.sent, k, tails=2)
    if whole is not None and scene.low(whole.head) in _YARDSTICKS and scene.low(scene.verb) not in _MAKING_UP:
        return None  # "The deficit fell to 3 percent of GDP": the deficit is measured
    if whole is not None and scene.sent.lows[whole.first : whole.first + 3] == _GROSS_PRODUCT:
        return None
    if whole is None:
        return Attached(None, owner_of_clause(scene, scene.verb), "attach:share")
    measure, owner = split(scene, whole)
    for way in (_stake, _share_as_object, _part_or_state):
        made = way(scene, q, whole, measure, owner)
        if made is not None:
            return made
    base = measure or scene.words_of(whole)
    if scene.tag(whole.last) in _FINITE:
        # "a third of the schools closed"
        stop = whole.last + 1
        while stop < len(scene.sent.words) and stop < whole.last + 5 and scene.sent.lows[stop] not in _MARKS:
            stop += 1
        return Attached(f"{base} {scene.text(whole.last, stop)}", scene.words_of(whole), "attach:share_acts")
    return Attached(base, owner, "attach:share")


def _past_restatement(scene: Scene, k: int) -> int:
    """ "Nearly a third - 31% - of the renters": the token behind the second dash; ``k`` itself without one."""
    if scene.low(k) in _DASHES or scene.low(k) == "(":
        for m in range(k + 1, k + 7):
            if scene.low(m) in _DASHES or scene.low(m) == ")":
                return m + 1 if scene.low(m + 1) == "of" else k
    return k


_DASHES = ("-", "–", "—", "--")


def restated(scene: Scene, q: Quantity) -> Attached | None:
    """ "Nearly a third - 31% - of the renters": the same share once more."""
    if (
        not scene.done
        or q.kind not in ("percent", "ratio")
        or not scene.done[-1].rule.startswith("attach:share")
        or scene.behind < 0
        or q.first - scene.behind != 1
        or (scene.low(q.first - 1) not in _DASHES and scene.low(q.first - 1) != "(")
    ):
        return None
    return Attached(scene.done[-1].measure, scene.done[-1].subject, "attach:restated")


def _stake(scene: Scene, q: Quantity, whole: Phrase, measure: str | None, owner: str | None) -> Attached | None:
    """ "holds 12 percent of the company": a stake."""
    if q.kind != "percent" or scene.sent.lows[whole.head] not in _COMPANIES or whole.last - whole.first > 2:
        return None
    holder = owner_of_clause(scene, scene.verb)
    return Attached(f"stake in {owner_name(scene, whole)}", holder, "attach:stake")


def _share_as_object(
    scene: Scene, q: Quantity, whole: Phrase, measure: str | None, owner: str | None
) -> Attached | None:
    """ "generates 60 percent of its revenue from advertising": a share of the revenue, whose is the agent's."""
    if scene.verb < 0 or scene.low(whole.last) in _BE or not within_clause(scene.sent, scene.verb, q.first):
        return None
    agent = owner_of_clause(scene, scene.verb)
    return Attached(measure or scene.words_of(whole), agent or owner, "attach:share_object")


def _part_or_state(
    scene: Scene, q: Quantity, whole: Phrase, measure: str | None, owner: str | None
) -> Attached | None:
    """ "36% of imports are computers": the part owns the share; "half of the homes were empty": a state."""
    sent, j = scene.sent, whole.last
    if (scene.low(j) not in _BE and scene.low(j) not in _GOING) or j + 1 >= len(sent.words):
        return None
    step = j + 2 if sent.lows[j + 1] in ("from", "not", "on", "to", "into") else j + 1
    part = right_phrase(sent, step, tails=0) if sent.tags[step] != "VBG" and not _ing_clause(scene, step) else None
    if part is not None:
        return Attached(scene.words_of(whole), scene.words_of(part), "attach:share_part")
    if scene.tag(step) not in ("VBN", "JJ", "VBD", "IN", "RB", "VBG"):
        return None
    more = (
        right_phrase(sent, step + 1, tails=0)
        if sent.tags[step] in ("IN", "VBG") or _ing_clause(scene, step)
        else None
    )
    state = scene.text(step, more.last if more else step + 1)
    return Attached(f"{measure or scene.words_of(whole)} {state}", scene.words_of(whole), "attach:share_state")


def _ing_clause(scene: Scene, k: int) -> bool:
    """True for "limiting their heating" behind a form of "be": an act, whatever its tag."""
    return scene.low(k).endswith("ing") and scene.tag(k + 1) in ("DT", "PRP$", "IN", "TO", "RB", "NNS")


def share_that_acts(scene: Scene, q: Quantity) -> Attached | None:
    """ "Renters are worst off, with 23 percent saying they skip meals": what a share of the subject does."""
    if q.kind not in ("percent", "ratio") or scene.tag(q.last) != "VBG" or scene.word not in ("with", "and", ","):
        return None
    verb = scene.verb if scene.verb >= 0 else -1
    owner = scene.done[-1].subject if scene.word != "with" and scene.done else owner_of_clause(scene, verb)
    return Attached(_until_mark(scene, q.last, q.last + 1), owner, "attach:share_doing")


def opening_share(scene: Scene, q: Quantity) -> Attached | None:
    """ "77 percent were aged 26 or above": a share that is the subject of its clause."""
    if (
        q.kind in ("percent", "ratio")
        and scene.tag(q.last) in _FINITE
        and scene.word in ("", ",", "and", '"', "while")
    ):
        return opening(scene, q)
    return None


def count_that_acts(scene: Scene, q: Quantity) -> Attached | None:
    """ "after two were lost": a bare count that is the subject of its own clause, of what was counted before."""
    if q.kind != "count" or q.head >= 0 or "count:again" not in q.rules or scene.tag(q.last) not in ("VBD", "VBP"):
        return None
    act = _until_mark(scene, q.last + 1, q.last + 2) if scene.low(q.last) in _BE else scene.text(q.last, q.last + 1)
    what = f"{scene.done[-1].measure} {act}" if scene.done and scene.done[-1].measure else act
    return Attached(what, scene.done[-1].subject if scene.done else None, "attach:count_again")


def opening(scene: Scene, q: Quantity) -> Attached | None:
    """ "Forty were turned away": what the number's own verb says of it is the measure."""
    sent, j = scene.sent, q.last
    if scene.tag(j) not in (*_FINITE, "MD"):
        return None
    k = j + 1 if sent.lows[j] in (*_BE, "had", "have") else j
    said_last = scene.done[-1] if scene.done else None
    listed = said_last.subject if said_last is not None and said_last.rule == "attach:opening" else None
    group = _of_group(scene) or listed
    return Attached(_until_mark(scene, k, k), group, "attach:opening")


def next_opening(scene: Scene, q: Quantity) -> Attached | None:
    """ "77 percent were renters, 12 percent owners": the second of a list of such shares."""
    if (
        q.kind in ("percent", "ratio")
        and scene.done
        and scene.done[-1].rule == "attach:opening"
        and scene.word in (",", "and")
        and scene.tag(q.last) in ("JJ", "NNP", "NN", "NNS", "IN")
    ):
        return Attached(_until_mark(scene, q.last, q.last + 1), scene.done[-1].subject, "attach:opening")
    return None


def _until_mark(scene: Scene, first: int, stop: int) -> str:
    """The words from ``first``: up to ``stop`` at least, then until a mark or "and", six at most."""
    limit = min(len(scene.sent.words), first + 6)
    while stop < limit and scene.sent.lows[stop] not in (",", ".", ";", "and"):
        stop += 1
    return scene.text(first, stop)


def _of_group(scene: Scene) -> str | None:
    """ "Of the 300 people asked, half ...": the group in front."""
    sent = scene.sent
    if sent.lows[0] not in ("of", "among"):
        return None
    phrase = right_phrase(sent, 1, tails=1)
    if phrase is None:
        return None
    stop = phrase.last
    while stop < len(sent.words) and stop < phrase.last + 14 and sent.lows[stop] != ",":
        stop += 1
    return scene.text(phrase.first, stop)


def multiple_of(scene: Scene, q: Quantity) -> Attached | None:
    """ "twice the rate", "three times the average"."""
    if q.kind != "ratio" or scene.tag(q.last) not in ("DT", "PRP$") or scene.verb < 0:
        return None
    phrase = right_phrase(scene.sent, q.last, tails=0)
    if phrase is None:
        return None
    return Attached(scene.words_of(phrase), owner_of_clause(scene, scene.verb), "attach:multiple_of")


def comparison(scene: Scene, q: Quantity) -> Attached | None:
    """ "9x as cost-effective as loans", "20% less profitable than kiosks": what is compared."""
    lows, k = scene.sent.lows, q.last
    if q.kind not in ("ratio", "percent") or k + 1 >= len(lows):
        return None
    spoken = scene.names.last
    if (
        spoken is not None
        and not scene.done
        and q.kind == "ratio"
        and scene.low(scene.verb - 1) in ("that", "this", "it")
        and lows[k : k + 2] in (["as", "many"], ["as", "much"])
    ):
        return Attached(
            spoken.measure, spoken.subject, "attach:comparison"
        )  # "That is three times as many as before"
    if lows[k] in ("less", "more") and scene.tag(k + 1) in ("JJ", "RB") and q.kind == "percent":
        start = k
    elif lows[k] == "as" and lows[k + 1] not in ("much", "many", "high", "large", "a"):
        start = k + 1
    else:
        return None
    stop = start + 1
    while stop < len(lows) and stop < start + 8 and lows[stop] not in (",", ".", ";", "but", "and"):
        stop += 1
    owner = owner_of_clause(scene, scene.verb)
    return Attached(scene.text(start, stop), owner, "attach:comparison")
