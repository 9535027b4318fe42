"""What a figure measures, once a way of attaching has answered: in its own words, and with its rate."""

from __future__ import annotations

import re

from extractors.attach_tidy import is_share_price, tidy
from extractors.measure_nouns import says_what
from extractors.no_owners import starts_with_number
from extractors.quantities import Quantity
from extractors.scene import Scene
from extractors.words import words

_EXPECTING = words("attach_again.expect")
_DEAREST_EARNINGS = 20  # dollars a share
_FEATS = frozenset("performance effort display showing outing haul".split())
_MEANS = ("average", "median", "mean")
_SLIGHT = frozenset(("a shade", "a bit", "a little", "a touch", "a fraction", "a tad", "a hair"))
_SIZE_IN_FRONT = re.compile(r"^[\d.,]+-(?!year-olds?\b)[a-z]+ (?=[a-z])")
_HIGHER = re.compile(
    r"^(?:an? |the )?\d[\d.,]* ?(?:%|per ?cent) (?:higher|lower|greater|smaller|bigger|larger) (?=[a-z])"
)
_OF_YEAR = re.compile(r"^(?:19|20)\d\d (?:on )?(?=[a-z])")
_TAILS = re.compile(r" (?:from|of|in|for|at|by|to|on) ")


def measure_as_told(scene: Scene, q: Quantity, measure: str | None) -> str | None:
    """The measure that was found, without a number in front; "those" and "ones" are what was measured before."""
    if not measure:
        return measure
    sent, done = scene.sent, scene.done
    if measure[0].isdigit():
        measure = _SIZE_IN_FRONT.sub("", measure)  # "two 60-metre sections"
    if "er " in measure:
        measure = _HIGHER.sub("", measure)  # "a 4% higher profit of"
    if measure[0] in "12":
        measure = _OF_YEAR.sub("", measure)  # "Harrow's 2026 budget", "the last months of 2026 on sales"
    if starts_with_number(measure):
        rest = measure.partition(" ")[2]  # "half of its four chances"
        sized = any(map(str.isdigit, measure.partition(" ")[0]))  # "US$5.7 million"
        written = measure[0].isalpha() and not sized and rest and not rest[0].isdigit()
        measure = rest if written else done[-1].measure if done else None
    if measure and done and done[-1].measure and "ones" in sent.lows[max(0, scene.behind) : q.first]:
        k = sent.lows.index("ones", max(0, scene.behind))  # "and domestic ones by 3 percent"
        if sent.tags[k - 1] in ("JJ", "VBN") and measure == done[-1].measure:
            measure = f"{sent.words[k - 1]} {measure.rpartition(' ')[2]}"
    return _those(scene, measure) if measure and measure[:6].lower() == "those " else measure


def _those(scene: Scene, measure: str) -> str:
    """ "Emissions from coal fell, those from gas rose": the emissions from gas."""
    said = scene.done[-1] if scene.done else scene.names.last
    rest = measure.partition(" ")[2]
    links = ("from", "of", "in", "for", "at", "by", "to")
    if said is None or not said.measure or rest.partition(" ")[0] not in links:
        return measure
    return f"{_TAILS.split(said.measure, maxsplit=1)[0]} {rest}"


def measure_of_own(scene: Scene, q: Quantity, measure: str | None, rule: str) -> str | None:
    """What the unit alone says is measured: points of an index, people that a place is built for."""
    if measure is None and q.kind == "index" and q.unit == "point":
        return "points"  # "Elm Rovers, with 15 points, are"
    if q.unit == "person" and q.head < 0 and rule == "attach:verb_thing" and scene.word == "for":
        return "people"  # "a jail built for 1,250"
    return measure


def of_its_unit(scene: Scene, q: Quantity, measure: str | None, rule: str) -> str | None:
    """What a unit is a unit of, where no noun says it: "it makes 150 bhp", "cranks that up to 300 kW".

    ``measure`` where the unit may tell of several things, or the sentence says what is measured.
    """
    scored = q.hyphen and q.kind == "count" and q.unit and q.unit != "person"  # but "a two-man effort"
    if scored and q.unit and measure and measure.rpartition(" ")[2].lower() in _FEATS:
        return f"{q.unit[:-1]}ies" if q.unit.endswith("y") else f"{q.unit}s"  # "Dunn's two-goal performance"
    meant = _OF_UNITS.get(q.unit or "") if q.kind == "measure" and not q.hyphen else None
    if (
        meant is None
        or rule not in _NO_NOUN
        or scene.tag(q.last) in _NAMED_BEHIND
        or (measure and says_what(measure.rpartition(" ")[2].lower()))
    ):
        return measure
    return meant


_OF_UNITS = {unit: what for unit, _, what in (entry.partition("=") for entry in words("attach_measure.of_units"))}
_NAMED_BEHIND = ("NN", "NNS", "VBG")  # "has 120 kW charging"
_NO_NOUN = frozenset(f"attach:{way}" for way in "unit verb verb_entity verb_thing left previous none".split())


def worded(scene: Scene, measure: str, rule: str) -> str:
    """The measure with the "average" that stands before the number: "fares rose by an average of $3"."""
    if scene.word != "of" or (mean := scene.low(scene.before - 1)) not in _MEANS:
        return measure
    if rule == "attach:count_level" or "verage" in measure or rule == "attach:verb_owner":
        return measure
    if measure.startswith(scene.sent.words[0]) and scene.sent.tags[0] in ("NN", "NNS", "JJ"):
        measure = measure[0].lower() + measure[1:]
    return f"{mean} {measure}"


def rate_of(
    scene: Scene, q: Quantity, measure: str | None, per: str | None, rule: str
) -> tuple[str | None, str | None]:
    """The measure tidied, and what the figure is per: earnings and share prices are per share."""
    if measure:
        measure = tidy(measure)
    if measure in _SLIGHT and scene.done:
        measure = scene.done[-1].measure  # "which is a touch higher than $11"
    if measure in ("made", "makes", "make") and "share" in (q.per, per):
        measure = "earnings"  # "It made 29 cents a share"
    if q.per == "share" and rule == "attach:verb_thing" and scene.low(scene.verb) in _EXPECTING:
        measure = "earnings"  # "analysts expected 31 cents a share"
    if per is None and measure == "earnings" and q.kind == "money" and abs(q.high) < _DEAREST_EARNINGS:
        if scene.low(q.last) not in ("each", "every", "apiece", "for", "when"):  # "earn $4 each time"
            per = "share"  # "Excluding items, it earned 78 cents"
    listed = rule == "attach:listed_amount" and scene.sent.lows[q.first - 1] == "and"
    if per is None and listed and scene.done and q.kind == "money" and q.per is None:
        per = scene.done[-1].per  # "yearly salaries of $90,000 and $70,000"
    if per is None and measure and is_share_price(measure, rule, q):
        per = "share"
    if q.kind not in ("money", "measure", "count", "duration") or (q.unit or "")[:1] == "°":
        per = None
    return measure, per
