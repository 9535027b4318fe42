"""What the items of a list share: the line that leads to them ("The company expects:") and the heading above it."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass
from datetime import date

from extractors.clauses import verb_before
from extractors.model import Modality
from extractors.period_rule import Period
from extractors.periods import find_periods
from extractors.quantities import Quantity
from extractors.tokens import Sentence

RULE = "modality:list_intro"
_ITEM = re.compile(r"(?:- |[\u2022\u25aa\u25cf\u00b7*] ?)\S")
_LONGEST_HEADING = 80  # characters; a longer line without a full stop is a sentence that lost it
_AHEAD = re.compile(
    r"\b(?:expects?|expected|anticipates?|projects|forecasts?|foresees?|predicts?|outlook|guidance|estimates for)\b",
    re.IGNORECASE,
)
_AIMED = re.compile(
    r"\b(?:plans?|planned|aims?|targets?|goals?|pledges?|promises|intends?|commits?|proposes|proposed|promised|pledged"
    r"|commitments|to be done)\b",
    re.IGNORECASE,
)
# "Results beat forecasts" foretells nothing
COMPARED = re.compile(
    r"\b(?:beats?|topp?(?:ed|s)?|above|ahead of|in line with|exceed\w*|vs\.?|versus|against|miss(?:ed|es)?|than"
    r"|as)\b",
    re.IGNORECASE,
)
_PAST = frozenset(("VBD", "VBN"))


@dataclass(frozen=True, slots=True)
class Intro:
    """What leads to a list: the mood that its words set and the one period that they name; None where they do not."""

    mood: Modality | None
    period: Period | None

    def told(
        self, sent: Sentence, q: Quantity, period: Period | None, modality: Modality, rule: str
    ) -> tuple[Period | None, Modality, str]:
        """(time, modality, rule) of an item's quantity, whose own words say what is given, with what leads to it."""
        verb = verb_before(sent, q.core)
        if self.mood is not None and verb >= 0 and sent.tags[verb] in _PAST:
            return period, modality, rule  # "Sales were $6.9 billion" is no outlook wherever it stands
        if period is None and q.kind != "duration":
            period = self.period
        if self.mood is None or modality != "actual":
            return period, modality, rule
        return period, self.mood, RULE


class ListIntros:
    """The lists of an article and what leads to them."""

    def __init__(self, folded: str, published_on: date | None) -> None:
        self._starts: list[int] = []
        self._ends: list[int] = []
        self._leads: list[tuple[str, str]] = []
        self._published_on = published_on
        self._known: dict[tuple[str, str], Intro] = {}
        heading = lead = ""
        at, in_items = 0, False
        for line in folded.split("\n") if _ITEM.search(folded) else ():
            is_item = _ITEM.match(line) is not None
            if is_item:
                self._starts.append(at)
                self._ends.append(at + len(line))
                self._leads.append((heading, lead))
            elif in_items or not _is_heading(lead):  # what leads to the list before leads to no other
                heading, lead = "", line
            else:
                heading, lead = lead, line
            in_items = is_item
            at += len(line) + 1

    def of(self, start: int) -> Intro | None:
        """What leads to the item in which ``start`` lies; None outside lists."""
        k = bisect_right(self._starts, start) - 1
        if k < 0 or start >= self._ends[k]:
            return None
        return self._read(self._leads[k])

    def _read(self, lead: tuple[str, str]) -> Intro:
        if lead not in self._known:
            said = [line for line in lead if line.endswith(":") or _is_heading(line)]
            text = ". ".join(reversed(said))
            times = [
                period for line in reversed(said) for period in find_periods(line, 0, len(line), self._published_on)
            ]
            mood: Modality | None = (
                "forecast"
                if _AHEAD.search(text) and not COMPARED.search(text)
                else "target"
                if _AIMED.search(text)
                else None
            )
            self._known[lead] = Intro(mood, times[0] if len({time.iso for time in times}) == 1 else None)
        return self._known[lead]


def _is_heading(line: str) -> bool:
    """True for a short line that is no sentence: "Fiscal 2026 outlook"."""
    return 0 < len(line) <= _LONGEST_HEADING and line[0] != "|" and not line.endswith((".", "!", "?", '"', ":"))
