"""Senses of people and things that are counted: stems in, those that all have out. Pure."""

from __future__ import annotations

import re
from collections.abc import Set

from extractors.keys import lemma, measure_stems
from extractors.model import Claim
from extractors.places import is_place
from extractors.senses import Senses, before, behind
from extractors.series_words import series_stems, series_words

_EVENTS = series_stems("events")
_DISEASES = series_stems("diseases")
_SHOWN = frozenset(series_words("shown_to_visitors"))
_INHABITED = re.compile(r"\b(?:home to|inhabit\w*|lives? in|living in|population|(?:city|town|village) of [\d,.]+)\b")
_MOVED_IN = re.compile(r"\bimmigrants (?:who )?(?:arrived|came|entered|moved|settled)\b")
OFTEN = {"day": "daily", "week": "weekly", "month": "monthly"}


def _inhabitants(words: Set[str], claim: Claim, key: str | None) -> Set[str]:
    return {"population"} if words <= {"person", "liv"} and _INHABITED.search(claim.sentence) else words


def _immigrants(words: Set[str], claim: Claim, key: str | None) -> Set[str]:
    return words - {"immigrant"} | {"immigrat"} if _MOVED_IN.search(claim.sentence) else words


def _killed(words: Set[str], claim: Claim, key: str | None) -> Set[str]:
    return of_event(words, key)


def of_event(words: Set[str], key: str | None) -> Set[str]:
    """Who was killed in an event, or by a disease, has died of it; in a country, others have died, too."""
    if "kill" not in words or (
        _DISEASES.isdisjoint(words) and (key is None or _EVENTS.isdisjoint(map(lemma, key.split())))
    ):
        return words
    return words - {"kill"} | {"die"}


def _students(words: Set[str], claim: Claim, key: str | None) -> Set[str]:
    return words - {"enrollment"} if claim.kind == "count" and "student" in words else words


def _jobs(words: Set[str], claim: Claim, key: str | None) -> Set[str]:
    """Jobs that came or went; where employment in a country rose by so many, they came.

    That of the United States is asked of households, the payrolls of firms: two figures a month.
    """
    if claim.change == "up" and claim.kind == "count":
        if words & {"add", "gain"}:
            return words | {"mov"}
        if words == {"employ"} and key != "us" and is_place(key):
            return {"add", "employ"}
        if "payroll" in words and words <= _PAYROLLS:
            return {"add", "employ"}
    jobs = {"employ"} if "los" in words else {"employ", "position", "post", "role"}
    if "gain" in words and "employ" in words and claim.kind == "count":
        return words - {"gain", "net", "new"} | {"add"}
    if words & jobs and words & {"add", "cut", "los"}:
        done = "add" if "add" in words else "cut"
        return (words - {"new", "los", "position", "post", "role"}) | {done, "employ"}
    return words


_PAYROLLS = frozenset(measure_stems("nonfarm payrolls")) | frozenset(measure_stems("non-farm payrolls"))


def _births(words: Set[str], claim: Claim, key: str | None) -> Set[str]:
    return words - {"baby", "register"}


def _seats(words: Set[str], claim: Claim, key: str | None) -> Set[str]:
    """Seats that a party took, it has; those it gained came to others."""
    return words - _TAKEN if claim.kind == "count" else words


_TAKEN = frozenset(map(lemma, "captured get got clinched secured secure take taken took win won".split()))


def _held(words: Set[str], claim: Claim, key: str | None) -> Set[str]:
    """Who is held in a prison is its prisoner."""
    held = claim.kind == "count" and key is not None and key.endswith((" prison", " jail", " prisons", " jails"))
    return {"prisoner"} if held and words <= {"hold", "prisoner"} else words


def _orders(words: Set[str], claim: Claim, key: str | None) -> Set[str]:
    """Orders that came in, where no one says that they were placed."""
    placed = claim.kind != "count" or _PLACED.search(before(claim)) or (claim.measure or "").endswith("ordered")
    return words if placed else words | {"receiv"}


_PLACED = re.compile(r"\bplac(?:ed?|es|ing)\b|\border(?:ed|ing)? (?:[\w,.]+ ){0,2}$")


def _waiting(words: Set[str], claim: Claim, key: str | None) -> Set[str]:
    """Patients who wait for treatment are its waiting list, but not those who have waited long."""
    if claim.kind != "count" or _LONG.search(behind(claim)):
        return words
    listed = words == {"patient"} and _ON_LIST.match(behind(claim))
    if listed or ("wait" in words and len(words) > 1 and words <= _WAITING):
        return {"list", "wait"}
    return words


_LONG = re.compile(
    r"\b(?:at least|beyond|for \w+|longer|more|over|up to|within) (?:than )?(?:an? |\w+ )?(?:\w+-)?"
    r"(?:days?|hours?|months?|weeks?|years?)\b"
)
_WAITING = frozenset(map(lemma, "care hospital list patient treatment waiting".split()))
_ON_LIST = re.compile(r"(?: people| patients)? on (?:its|the|their)(?: \w+)? waiting lists?\b")


def _users(words: Set[str], claim: Claim, key: str | None) -> Set[str]:
    """Who uses it each month is a monthly user."""
    often = claim.kind == "count" and claim.unit == "person" and words == {"use"} and claim.per in OFTEN
    return {OFTEN[claim.per], "user"} if often and claim.per is not None else words


def _passengers(words: Set[str], claim: Claim, key: str | None) -> Set[str]:
    if claim.kind != "count":
        return words
    if "passenger" in words:
        return words - _CARRIED
    return {"passenger"} if claim.unit == "person" and words <= _CARRIED else words


_CARRIED = frozenset(map(lemma, "carried carry flew flown fly transported travelled".split()))


def _subscribers(words: Set[str], claim: Claim, key: str | None) -> Set[str]:
    """Who is a customer of a network subscribes to it."""
    return words - {"customer"} | {"subscriber"} if words & _NETWORKS else words


_NETWORKS = frozenset(map(lemma, "broadband internet mobile wireless".split()))


def _attendance(words: Set[str], claim: Claim, key: str | None) -> Set[str]:
    """The attendance of a museum is its visitors."""
    shows = key is not None and not _SHOWN.isdisjoint(key.split())
    return words - {"attend"} | {"visitor"} if shows and claim.kind == "count" else words


def _forces(words: Set[str], claim: Claim, key: str | None) -> Set[str]:
    return {"soldier"} if claim.kind == "count" and words == {"arm", "forc"} else words


def _cases(words: Set[str], claim: Claim, key: str | None) -> Set[str]:
    """Who has caught a disease is a case of it."""
    return words - {"contract", "infect"} | {"cas"} if words & _DISEASES and claim.kind == "count" else words


def _lives(words: Set[str], claim: Claim, key: str | None) -> Set[str]:
    return {"die"} if claim.kind == "count" and words <= _LIVES_LOST and len(words) > 1 else words


_LIVES_LOST = frozenset(("claim", "lif", "los", "tak", "took"))


def _tourists(words: Set[str], claim: Claim, key: str | None) -> Set[str]:
    return words - {"visitor"} if claim.kind == "count" else words


def _abroad(words: Set[str], claim: Claim, key: str | None) -> Set[str]:
    return words - {"abroad"} | {"foreign"} if "visitor" in words and "abroad" in words else words


def _pupils(words: Set[str], claim: Claim, key: str | None) -> Set[str]:
    """Pupils of a school are its students."""
    school = (
        claim.kind == "count" and key is not None and not {"academy", "college", "school"}.isdisjoint(key.split())
    )
    return words - {"pupil"} | {"student"} if school else words


def _heads(words: Set[str], claim: Claim, key: str | None) -> Set[str]:
    """A population of animals is so many of them, that of prisons prisoners."""
    if claim.kind != "count" or len(words) != 2:
        return words
    if words == {"population", "prison"}:
        return {"prisoner"}
    counted = claim.unit is not None and claim.unit not in ("person", "inhabitant", "resident")
    return words - {"population"} if counted and lemma(claim.unit or "") in words else words


COUNTS: Senses = (
    ("person liv", _inhabitants),
    ("immigrant", _immigrants),
    ("contract infect", _cases),
    ("kill", _killed),
    ("enrollment", _students),
    ("employ position post role payroll", _jobs),
    ("birth die", _births),
    ("seat", _seats),
    ("order", _orders),
    ("hold", _held),
    ("patient wait", _waiting),
    ("use", _users),
    ("passenger carry carri flew fly transport", _passengers),
    ("customer", _subscribers),
    ("attend", _attendance),
    ("lif", _lives),
    ("tourist", _tourists),
    ("abroad", _abroad),
    ("pupil", _pupils),
    ("population", _heads),
    ("forc", _forces),
)
