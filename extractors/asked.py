"""Whom a survey asked: what "nearly half said" and "12 percent want" are a share of."""

from __future__ import annotations

import re

from extractors.discourse import Discourse
from extractors.scene import Scene

_PEOPLE = (
    r"people|adults|men|women|parents|voters|workers|employees|students|pupils|teachers|firms|companies|businesses"
    r"|consumers|customers|households|families|readers|users|owners|drivers|patients|managers|executives|residents"
    r"|tenants|renters|homeowners|shoppers|travellers|travelers|developers|doctors|nurses"
)
_ASKED = r"(?:surveyed|polled|questioned|interviewed|asked|quizzed)"
_NATIONS = "Americans|Britons|Canadians|Australians|Germans|Indians"
_GROUP = re.compile(
    rf"\b(?:(?:[a-z]+ )?(?:respondents|interviewees|participants)|those (?:who were |they )?{_ASKED}"
    rf"|(?:[a-z-]+ )?(?:{_PEOPLE}) (?:who were )?{_ASKED}|(?:{_NATIONS}) {_ASKED}"
    rf"|{_ASKED} (?:about |nearly |some |almost |more than |over )?[\d,]+ (?P<whom>(?:[a-z-]+ )?(?:{_PEOPLE}))"
    rf"|(?:survey|poll|study|questionnaire) of (?:about |nearly |some |almost |more than |over )?[\d,]+ "
    rf"(?P<of>(?:[a-z-]+ )?(?:{_PEOPLE})))\b"
)
_LONGEST = 16  # tokens of a group in front
_FARTHEST = 1_500  # characters back
_SURVEYS = (
    "respondents",
    "surveyed",
    "polled",
    "asked",
    "questioned",
    "participants",
    "interview",
    "quizzed",
    "canvass",
    "survey of",
    "poll of",
    "study of",
    "questionnaire of",
)
_NO_PART = frozenset("the of all some most many these our its their a and by for to in from were".split())


def asked_group(scene: Scene) -> str | None:
    """Those a survey asked, as the sentence and what stands before it call them last; None where nobody was asked."""
    if scene.word == "," and (front := _in_front(scene)) is not None:
        return front
    if not scene.names.once(_asks):
        return None
    sent = scene.sent
    found = list(_GROUP.finditer(scene.folded, max(0, sent.offset - _FARTHEST), sent.stop))
    if not found:
        return None
    told = found[-1]["whom"] or found[-1]["of"] or found[-1][0]
    first, _, rest = told.partition(" ")
    return rest if rest and first in _NO_PART else told


def _in_front(scene: Scene) -> str | None:
    """ "It found that of the firms that tried robots, 69 percent": the group in front of the share."""
    lows = scene.sent.lows
    for k in range(scene.before - 2, max(0, scene.before - _LONGEST), -1):
        if lows[k] in (",", ";", ":"):
            return None
        if lows[k] in ("of", "among") and lows[k - 1] == "that" and scene.tag(k + 1) == "DT":
            return scene.text(k + 1 + (lows[k + 1] == "the"), scene.before)
    return None


def _asks(names: Discourse) -> bool:
    """True for an article that tells of a survey."""
    text = names.folded
    return any(word in text for word in _SURVEYS) and _GROUP.search(text) is not None
