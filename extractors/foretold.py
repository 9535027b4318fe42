"""Whose a forecast is: not of who makes it but of what it is for, "its estimate of Telmar's harvest"."""

from __future__ import annotations

import re

from extractors.clauses import FORMS_OF_BE, subject_of
from extractors.observers import bare, place_in
from extractors.owners import owner_name
from extractors.phrases import CALENDAR
from extractors.scene import Scene
from extractors.statement import Attached

_OF_WHAT = re.compile(
    r"\b(?:forecasts?|estimates?|projections?|outlook|predictions?|price targets?) (?:for|of|on) (?P<what>.+)$"
)
_NAME = re.compile(r"(?:the )?(?P<name>[A-Z][\w.&-]*(?: (?:of |and |de )?[A-Z][\w.&-]*)*)(?:'s?)?(?= |$)")
_OF_LANDS = frozenset(
    "unemployment jobless inflation gdp economy population rents poverty rainfall temperature temperatures harvest"
    " crop house".split()
)
_FORESEEING = frozenset(
    "expects expect expected forecasts forecast sees see saw predicts predicted projects projected estimates"
    " estimated reckons reckoned".split()
)
_LAND = re.compile(r"the (country|nation|state|province|kingdom)\b")


def foretold(scene: Scene, told: Attached) -> str | None:
    """ "lowered its forecast for Telmar", "cut its outlook for the province's harvest": whose level is foretold; None
    where nobody is named.
    """
    found = _OF_WHAT.search(told.measure) if told.measure and " " in told.measure else None
    if found is None and told.owner and " on " in told.owner:
        found = _OF_WHAT.search(told.owner)  # "hiked its price target on Oakmart shares"
    if found is None:
        return None
    what = found["what"]
    if _LAND.match(what):
        return scene.names.place_before(scene.sent.start[scene.before]) or scene.names.main_place()
    name = _NAME.match(what)
    if name is None or name["name"].split()[0].lower() in CALENDAR:
        return None
    return name["name"]


def foresees_for_land(scene: Scene, who: str | None, measure: str | None) -> bool:
    """True for "The central bank sees inflation at 4 percent", "Norvale Homes expects rents to rise": what is
    foretold is nothing of ``who`` foretells it; false for "expects its prices to rise".
    """
    if not who or not measure or _OF_LANDS.isdisjoint(measure.lower().split()):
        return False
    sent = scene.sent
    for k in range(scene.before, -1, -1):
        if sent.lows[k] in _FORESEEING and sent.lows[k - 1] not in FORMS_OF_BE:
            teller = subject_of(sent, k)
            own = not _OWN.isdisjoint(sent.lows[k + 1 : scene.before + 1])
            return not own and teller is not None and bare(who) == bare(owner_name(scene, teller))
    return False


def land_of(scene: Scene, teller: str) -> str | None:
    """The land that an office foretells something of: the article's, else the one in its name."""
    return scene.names.main_place() or place_in(bare(teller))


_OWN = frozenset("its their his her our".split())
