"""Whose a forecast is: not of who makes it but of what it is for, "its estimate of Telmar's harvest"."""

from __future__ import annotations

import re

from extractors.phrases import CALENDAR
from extractors.scene import Scene
from extractors.statement import Attached

_OF_WHAT = re.compile(
    r"\b(?:forecasts?|estimates?|projections?|outlook|predictions?|price targets?) (?:for|of|on) (?P<what>.+)$"
)
_NAME = re.compile(r"(?:the )?(?P<name>[A-Z][\w.&-]*(?: (?:of |and |de )?[A-Z][\w.&-]*)*)(?:'s?)?(?= |$)")
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
