"""Whose inflation, jobs and pay a central bank speaks of: its land's, and not its own. Pure."""

from __future__ import annotations

import re

from extractors.observers import bare, place_in
from extractors.scene import Scene
from extractors.words import words

_BANKS = {
    bank.replace("_", " "): land.replace("_", " ")
    for bank, _, land in (entry.partition("=") for entry in words("economies.banks"))
}
_BANK = re.compile(r"(?:Reserve |Central |National )?Bank of (?:the )?[A-Z]|.*\b[Cc]entral [Bb]ank$")
_LANDS = {
    land.replace("_", " "): re.compile(
        rf"(?<![\w.])(?:{'|'.join(re.escape(name.replace('_', ' ')) for name in (land, *names))})(?![\w-])"
    )
    for land, *names in (entry.split("=") for entry in words("economies.lands"))
}
_OF_LANDS = words("economies.measures")
_OF_LANDS_IN_TWO = frozenset(entry.replace("_", " ") for entry in words("economies.phrases"))
_OWN = words("economies.own")


def of_whose_economy(scene: Scene, owner: str | None, measure: str | None) -> str | None:
    """``owner``; where that is a central bank and the measure one of an economy ("inflation", but not "inflation
    target"), its land by the name that the article has for it first, None where the article names none.
    """
    if owner is None or measure is None or not _is_of_land(measure.lower()):
        return owner
    name = bare(owner)
    land = _BANKS.get(name) or (place_in(name) if _BANK.match(name) else None)
    sent = scene.sent
    if land is None or not _OWN.isdisjoint(sent.lows[max(0, scene.before - _NEAR) : scene.before + 1]):
        return owner
    named = _LANDS[land].search(scene.folded) if land in _LANDS else None
    if named is not None:
        return named.group()
    return land if land in name or land in scene.folded else None


def _is_of_land(measure: str) -> bool:
    said = measure.replace("-", " ").split()
    if not _OWN.isdisjoint(said):
        return False
    return not _OF_LANDS.isdisjoint(said) or any(phrase in measure for phrase in _OF_LANDS_IN_TWO)


_NEAR = 4  # words before a figure that say it is what the bank wants: "the Fed's goal of [2 %]"
