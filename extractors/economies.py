"""Whose inflation, jobs and pay a central bank speaks of: its land's, and not its own. Pure."""

from __future__ import annotations

import re

from extractors.keys import fold_name
from extractors.observers import bare
from extractors.places import is_place, place_of
from extractors.quantities import Quantity
from extractors.scene import Scene
from extractors.series_words import series_names
from extractors.tokens import Sentence
from extractors.words import words

_LAND_OF = {fold_name(bank): land for land, banks in series_names("central_banks").items() for bank in banks}
_BANK_OF = re.compile(r"(?:(?:central|reserve) bank of (?P<of>.+)|(?P<land>.+) central bank)")
_NAMES = {
    fold_name(names[0]): "|".join(map(re.escape, names))
    for names in (entry.replace("_", " ").split("=") for entry in words("economies.lands"))
}
_UNKNOWN_BANK = re.compile(
    r"(?:[Tt]he )?(?:Central |Reserve |National )?Bank of (?:the )?(?P<land>[A-Z]\w+(?: [A-Z]\w+)?)$"
)
_NEVER_A_BANKS = frozenset("inflation unemployment jobless gdp".split())
_CAPITALS = re.compile(r"[A-Z][\w.]*(?: (?:of (?:the )?)?[A-Z][\w.]*)*")
_OF_LANDS = words("economies.measures")
_OF_LANDS_IN_TWO = frozenset(entry.replace("_", " ") for entry in words("economies.phrases"))
_OWN = words("economies.own")
_PUBLIC = frozenset(entry.replace("_", " ") for entry in words("economies.public"))
_NEAR = 4  # words before a figure that say it is what the bank wants: "the Fed's goal of [2 %]"


def of_whose_economy(scene: Scene, owner: str | None, measure: str | None) -> str | None:
    """``owner``; where that is a central bank and the measure one of an economy ("inflation", but not "inflation
    target"), its land by the name that the article has for it first, None where the article names none. Of "the
    government" and "Norland's economy", too, it is the land's.
    """
    if owner is None or measure is None or not _is_of_land(measure.lower()):
        return owner
    said = owner.lower().removeprefix("the ")
    if said.endswith("'s economy") and scene.names.is_place(owner[: -len("'s economy")]):
        return owner[: -len("'s economy")]  # whose inflation, jobs and spending these are
    land, _, body = said.rpartition(" ")
    if body == "government" and land and (place_of(owner[: -len(" government")]) or "").lower() == land:
        return owner[: -len(" government")]  # but no "British"
    if said in _PUBLIC:
        main = scene.names.main_entity()
        found = main if main and scene.names.is_place(main) else None
        return found or scene.names.place_before(scene.sent.stop) or owner
    of_bank, sent = _land_of(bare(owner)), scene.sent
    if (
        of_bank is None
        and (unknown := _UNKNOWN_BANK.match(owner))
        and not _NEVER_A_BANKS.isdisjoint(measure.lower().split())
    ):
        return unknown["land"]  # "The Bank of Namora raised its rate. Inflation hit 9 percent"
    if of_bank is None and not is_place(fold_name(owner)):
        return owner
    other = _land_of_bank_in(scene, owner)
    if other is None and (
        of_bank is None or not _OWN.isdisjoint(sent.lows[max(0, scene.before - _NEAR) : scene.before + 1])
    ):
        return owner
    land = other or of_bank or ""
    named = re.search(rf"(?<![\w.])(?:{_NAMES.get(land, re.escape(land.title()))})(?![\w-])", scene.folded)
    return named.group() if named is not None else None


def economy_that_grew(scene: Scene, q: Quantity, measure: str | None, owner: str | None) -> str | None:
    """ "China expanded 4.8 percent": its economy did; else ``measure``."""
    if q.kind != "percent" or q.change is None or owner is None or measure != owner or place_of(owner) != owner:
        return measure
    return "economy" if scene.low(scene.verb) in _GROWING else measure


_GROWING = frozenset(
    "grow grows grew grown growing expand expands expanded expanding shrank shrink shrinks shrinking contract "
    "contracts contracted contracting".split()
)


def _land_of_bank_in(scene: Scene, owner: str) -> str | None:
    """The land of the one central bank that the sentence names, if it does not name ``owner``, which is another's:
    "The Bank of Japan said inflation was 3.6 percent" in an article that had spoken of the Fed.
    """
    if scene.folded.find(owner, scene.sent.offset, scene.sent.stop) >= 0:
        return None
    land = scene.sent.once(_land_of_one_bank)
    return None if land in (_land_of(bare(owner)), fold_name(owner)) else land


def _land_of_one_bank(sent: Sentence) -> str | None:
    lands = {_land_of(bare(name)) for name in _CAPITALS.findall(" ".join(sent.words))} - {None}
    return lands.pop() if len(lands) == 1 else None


def _land_of(name: str) -> str | None:
    """The key of the land whose central bank this is; None for other banks, as the Bank of America."""
    key = fold_name(name)
    if key in _LAND_OF:
        return _LAND_OF[key]
    short, _, of = key.partition(" of the ")
    if of and _LAND_OF.get(short) == of:
        return of  # "the Federal Reserve of the United States"
    bank = _BANK_OF.fullmatch(key)
    land = (bank["of"] or bank["land"]) if bank is not None else None
    unknown = bank is not None and key.startswith("reserve bank of ")  # of a land that the tables do not have
    return land if is_place(land) or unknown else None


def _is_of_land(measure: str) -> bool:
    if measure == "growth":
        return True
    said = measure.replace("-", " ").split()
    if not _OWN.isdisjoint(said):
        return False
    return not _OF_LANDS.isdisjoint(said) or any(phrase in measure for phrase in _OF_LANDS_IN_TWO)
