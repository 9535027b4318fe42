"""Numbers that are the subject themselves: what their own verb says of them is the measure."""

from __future__ import annotations

from extractors.attach_shares import BE, FINITE
from extractors.noun_phrases import right_phrase
from extractors.owners import owner_of_clause, place_after
from extractors.quantities import Quantity
from extractors.scene import Scene
from extractors.statement import Attached
from extractors.ways import Rule, Way


def opening_share(scene: Scene, q: Quantity) -> Attached | None:
    """ "64 percent were tenants": a share that is the subject of its clause."""
    if (
        q.kind in ("percent", "ratio")
        and scene.tag(q.last) in FINITE
        and scene.word in ("", ",", "and", '"', "while")
    ):
        return opening(scene, q)
    return None


def opening(scene: Scene, q: Quantity) -> Attached | None:
    """ "Forty were turned away": what the number's own verb says of it is the measure."""
    sent, j = scene.sent, q.last
    if scene.tag(j) not in (*FINITE, "MD"):
        return None
    k = j + 1 if sent.lows[j] in (*BE, "had", "have") else j
    said_last = scene.done[-1] if scene.done else None
    listed = said_last.subject if said_last is not None and said_last.rule == "attach:opening" else None
    group = _of_group(scene) or listed
    place = place_after(scene, k) if group and q.kind == "count" and scene.low(k) in ("in", "at", "from") else None
    if place:
        return Attached(group, place, "attach:opening")  # "Of these deaths, 46 were in Leeds"
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


def share_that_acts(scene: Scene, q: Quantity) -> Attached | None:
    """ "Renters are worst off, with 41 percent saying they sold a car": what a share of the subject does."""
    if q.kind not in ("percent", "ratio") or scene.tag(q.last) != "VBG" or scene.word not in ("with", "and", ","):
        return None
    verb = scene.verb if scene.verb >= 0 else -1
    owner = scene.done[-1].subject if scene.word != "with" and scene.done else owner_of_clause(scene, verb)
    return Attached(_until_mark(scene, q.last, q.last + 1), owner, "attach:share_doing")


def count_that_acts(scene: Scene, q: Quantity) -> Attached | None:
    """ "after two were lost": a bare count that is the subject of its own clause, of what was counted before."""
    if q.kind != "count" or q.head >= 0 or "count:again" not in q.rules or scene.tag(q.last) not in ("VBD", "VBP"):
        return None
    act = _until_mark(scene, q.last + 1, q.last + 2) if scene.low(q.last) in BE else scene.text(q.last, q.last + 1)
    what = f"{scene.done[-1].measure} {act}" if scene.done and scene.done[-1].measure else act
    return Attached(what, scene.done[-1].subject if scene.done else None, "attach:count_again")


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


OPENING = Rule(
    "attach:opening",
    (
        ("Of the tenants asked, <64 percent> were older than 30.", "older than 30", "tenants asked"),
        ("Of the old boats, <46> were in Arden.", "old boats", "Arden"),
        ("Among tenants of the tower, 77 percent were new, <12 percent> seniors.", "seniors", "tenants of the tower"),
    ),
    ("Turnout was 77 percent.",),
)
OPENING_SHARE = Way(opening_share, (OPENING,))
OPENING_NUMBER = Way(opening, (OPENING,))
NEXT_OPENING = Way(next_opening, (OPENING,))
SHARE_THAT_ACTS = Way(
    share_that_acts,
    (
        Rule(
            "attach:share_doing",
            (
                (
                    "Renters are worst off, with <41 percent> saying they sold a car.",
                    "saying they sold a car",
                    "Renters",
                ),
            ),
            ("Renters are worst off, with 41 percent of the vote.",),
        ),
    ),
)
COUNT_THAT_ACTS = Way(
    count_that_acts,
    (
        Rule(
            "attach:count_again",
            (
                (
                    "Calder Marine has 60 barges after <two> were lost in a gale.",
                    "barges lost in a gale",
                    "Calder Marine",
                ),
            ),
            ("Calder Marine has 60 barges after two barges were lost.",),
        ),
    ),
)
