"""The same as the figure before, of the next owner, without a verb: "Lisbon hired 40 nurses, Porto 25"."""

from __future__ import annotations

from dataclasses import replace

from extractors.carried_gaps import GAP_HEDGES
from extractors.market import of_other
from extractors.measure_nouns import says_what
from extractors.noun_phrases import TIME_NOUNS, left_phrase
from extractors.phrases import CALENDAR
from extractors.quantities import Quantity
from extractors.scene import Scene
from extractors.statement import Attached
from extractors.ways import Rule, Way


def _gapped(scene: Scene, q: Quantity) -> Attached | None:
    """ "Lisbon hired 40 nurses, Porto 25": the same of another owner."""
    if q.head < 0 and scene.alike and scene.word == "with" and scene.low(scene.verb) == "followed":
        name = name_before_number(_before_with(scene), _BY)
        if name is not None and scene.done[-1].measure:
            return Attached(scene.done[-1].measure, name, "attach:gap")  # "followed by Norvale with 17 percent"
    rest = scene.alike and scene.word == "remaining" and scene.low(scene.before - 1) == "the"
    if (
        rest
        and (name := name_before_number(_before_rest(scene), GAP_OPENERS)) is not None
        and scene.verb < scene.behind
    ):
        return Attached(of_other(scene.done[-1], name), name, "attach:gap")  # "and Olje the remaining 25%"
    if q.head < 0 and (name := _gap_name(scene, q)) is not None:
        last = scene.done[-1]
        return Attached(of_other(last, name), name, "attach:gap")
    if scene.done[-1].rule == "attach:bracket" and scene.low(scene.behind) == ")":
        stop = scene.before + (scene.word not in ("on", "at"))
        phrase = left_phrase(scene.sent, stop, scene.behind + 1)  # "19% (-1), the Union 18%"
        if phrase is not None and scene.verb < scene.behind and phrase.last == stop:
            k = phrase.first - 1 - (scene.tag(phrase.first - 1) == "DT")
            if scene.low(k) in (",", "and", ";") and k <= scene.behind + 2:
                name = scene.words_of(phrase)
                if says_what(scene.low(phrase.head)):
                    return Attached(name, scene.done[-1].subject, "attach:gap")
                return Attached(of_other(scene.done[-1], name), name, "attach:gap")
    if scene.done[-1].rule == "attach:share_object" and scene.alike and scene.tag(scene.before) in _NOUN:
        if scene.low(scene.before - 1) in ("and", ",") and scene.verb < scene.behind:
            name = scene.sent.words[scene.before]
            return Attached(of_other(scene.done[-1], name), name, "attach:gap")  # "and books 13%"
    listed = scene.word == "with" and scene.tag(scene.before - 1) in ("NNPS", "NNP", "NNS")
    if q.head < 0 and listed and scene.low(scene.before - 2) in ("by", "and", ","):
        name = scene.sent.words[scene.before - 1]  # "followed by Afghans with 1,900 and Iranians with 1,120"
        return Attached(scene.done[-1].measure, name, "attach:gap")
    if "unit:carried_gap" not in q.rules and "gap" not in q.rules:
        return None
    start = q.first
    while start > 0 and scene.sent.lows[start - 1] not in (",", "and", ";", "while"):
        start -= 1
    if start == q.first:
        return None
    stop = q.first - (scene.low(q.first - 1) in GAP_HEDGES or scene.low(q.first - 1) in _MERELY)
    start += 2 * (scene.low(start) in ("that", "those") and scene.low(start + 1) == "of")  # ", that of Kelso 9%"
    last, name = scene.done[-1], scene.text(start, stop)
    if scene.low(start) in ("last", "this", "next") and scene.low(stop - 1) in TIME_NOUNS:
        return Attached(last.measure, last.subject, "attach:gap")  # "50 a year; last year 40 were built"
    head = name.partition(" of ")[0].rpartition(" ")[2].lower()
    if says_what(head) and last.measure and says_what(last.measure.partition(" of ")[0].rpartition(" ")[2].lower()):
        return Attached(name, last.subject, "attach:gap")  # "Exports rose 5 percent and imports of oil 4 percent"
    return Attached(of_other(last, name), name, "attach:gap")


_NOUN = ("NN", "NNS", "NNP", "NNPS")


def _before_with(scene: Scene) -> Scene:
    """The scene as it is before "with": who has the number stands there."""
    return replace(scene, before=scene.before - 1, word=scene.low(scene.before - 1))


def _before_rest(scene: Scene) -> Scene:
    """The scene as it is before "the remaining"."""
    return replace(scene, before=scene.before - 2, word=scene.low(scene.before - 2))


_MERELY = ("just", "only")
_BY = frozenset(("by", "and", ","))


def _gap_name(scene: Scene, q: Quantity) -> str | None:
    """ "and Porto Airways 25", "Porto up 3 percent": the name directly before a number that has no verb."""
    if scene.verb > scene.behind or scene.behind < 0:
        return None
    return name_before_number(scene, GAP_OPENERS)


def name_before_number(scene: Scene, openers: frozenset[str]) -> str | None:
    """The name directly before the number, or before its "up", behind one of the words that open such a clause."""
    sent = scene.sent
    last = scene.before + 1 - (scene.word in ("up", "down") or (scene.word == "for" and openers is GAP_OPENERS))
    last -= last > 1 and sent.tags[last - 1] == "POS"  # "Norvale's 4 percent"
    first = last
    while first > 0 and (
        sent.tags[first - 1] in _NAMES
        or (
            first < last
            and first > 1
            and sent.lows[first - 1] in ("and", "of", "&")
            and sent.tags[first - 2] in _NAMES
        )
    ):
        first -= 1
    placed = (
        scene.low(first - 1) in ("at", "in") and openers is GAP_OPENERS and first < last
    )  # ", at Arden 4 percent"
    if (
        first == last
        or scene.low(_past_kind(scene, first) - 1 - placed) not in openers
        or not CALENDAR.isdisjoint(sent.lows[first:last])
    ):
        return None
    return scene.text(first, last)


def _past_kind(scene: Scene, first: int) -> int:
    """ "and [state-owned] Olje 25%": where the name with its kind begins."""
    return first - (scene.tag(first - 1) == "JJ" and "-" in scene.low(first - 1))


_NAMES = frozenset(("NNP", "NNPS"))
GAP_OPENERS = frozenset((",", "and", ";", "while", "with"))


GAPPED = Way(
    _gapped,
    (
        Rule(
            "attach:gap",
            (("Telmar hired 40 nurses, Arden <25>.", "nurses hired", "Arden"),),
            ("Telmar hired 40 nurses, Arden 25 porters.",),
        ),
    ),
    later=True,
)
