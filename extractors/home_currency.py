"""An article to the money its bare signs and names mean: "$" in a text about Perth and Western Australia is AUD."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field

from extractors.units import currency_of, homes, shared_names, shared_signs, told_names

_NAME = re.compile(r"[A-Z]\.(?:[A-Z]\.)+|[A-Z][^\W_]*")
_LETTERED = re.compile(r"\b[A-Z]{1,3}\$|\$(?:US|NZ|A|C)\b|\$(?:US|NZ|A|C)(?=\d)")
# "ISLAMABAD:", "KANDY, Sri Lanka (AP) -": where it was written, in capitals.
_DATELINE = re.compile(r"\s*([A-Z][A-Z.'\- ]{3,30}[A-Z])(?:,[^:(\u2013\u2014-]{0,40})?\s*[:(\u2013\u2014-]")
# Agencies and outlets that mean US dollars by "$" wherever they write.
_IN_US_DOLLARS = re.compile(r"\((?:Reuters|AP|AFP|UPI|CNN|Bloomberg|NEWSER|Newser)\)")
_STERLING = re.compile(
    r"£|\bpence\b|\bpounds? sterling\b|(?:million|billion|[\d.]+(?:m|bn)) pounds?\b|\b\d+,\d{3} pounds?\b"
    r"|\d pounds?\b[^.]{0,60}\b(?:cheap|expensive|pricey)\b|\bcosts? \d+ pounds\b"
)
_POUND_SIGNS = re.compile(
    r"£|\bpence\b|\bsterling\b|\bquid\b|\bGBP\b|\d+p\b|\d pounds?\b[^.]{0,60}\b(?:cheap|expensive|pricey)\b"
    r"|\bcosts? \d+ pounds\b"
)
_WITH_POUNDS = ("GBP", "EGP", "LBP", "SYP", "SDG", "SSP")
_EUROS = re.compile(r"€|\beuros?\b")
_DOLLARS = re.compile(r"\$|\bdollars?\b")
_CONVERTED = re.compile(r"\$[\d.,]+ ?\w{0,7} ?\([£€]\d")
_LEAD = 500
_OPENING = 60
_ENOUGH = 3
_ENOUGH_OTHERWISE = 2  # of rupees, and of dollars where those of the United States are written otherwise
_DATELINE_COUNTS = 2


@dataclass(slots=True)
class Home:
    """Whose money an article writes of; its places are counted only when a sign asks.

    Attributes:
        text: the article's folded text; ``title`` folded, or "".
        given: the currency that the caller says the outlet writes in, or None.
    """

    text: str
    title: str = ""
    given: str | None = None
    _votes: Counter[str] | None = field(default=None)
    _sterling: bool | None = None
    _weighing: bool | None = None
    _euros: bool | None = None
    _foreign: bool | None = None
    _marked: bool = False
    _signs: dict[str, str] = field(default_factory=dict)

    def money(self, code: str, sign: str = "", at: int = -1) -> str:
        """The currency that the name or ``sign`` of ``code`` stands for here: ``code`` itself where nothing tells.

        ``at`` is where the name stands: of several lands with such money, the one its sentence names.
        """
        if sign in shared_signs():
            return self._of_sign(sign, code)
        others = shared_names().get(code)
        if not others:
            return code
        if self.given is not None:
            return self.given if self.given in others or self.given in told_names().get(code, ()) else code
        if sign == "£" or (sign == "$" and self._converts_dollars()):
            return code  # Lebanon and Egypt write their pounds otherwise
        votes = self._count()
        enough = _ENOUGH_OTHERWISE if code == "INR" or (code == "USD" and self._marked) else _ENOUGH
        if max(votes.values(), default=0) < enough or (code == "USD" and _IN_US_DOLLARS.search(self.text, 0, _LEAD)):
            return code
        if at >= 0 and code != "USD" and sum(votes[other] > 0 for other in (code, *others)) > 1:
            if (beside := self._named_beside(at, (code, *others))) is not None:
                return beside  # "The Czech cabinet freed 15 million crowns" in an article on Norway, too
        best = max(others, key=lambda other: votes[other])
        if code == "USD" and 2 * votes[best] < max(votes.values()):
            return code  # of many lands, most of them with other money
        return best if votes[best] >= enough and votes[best] > votes[code] else code

    def _named_beside(self, at: int, codes: tuple[str, ...]) -> str | None:
        """The money of the land named last before offset ``at`` in its sentence; None without one."""
        start = max(self.text.rfind(". ", 0, at), self.text.rfind("\n", 0, at), 0)
        places, found = homes(), None
        for m in _NAME.finditer(self.text, start, at):
            for name, code in places.get(m.group(), ()):
                if code in codes and self.text.startswith(name, m.start()):
                    found = code
                    break
        return found

    def _of_sign(self, sign: str, code: str) -> str:
        """Whose it is: as the caller says, else what the article tells more of; ``code`` where nothing does."""
        codes = shared_signs()[sign]
        if self.given in codes:
            return self.given or code
        if sign not in self._signs:
            told = {
                c: tuple(len(tells.findall(self.title)) + len(tells.findall(self.text)) for tells in by_words)
                for c, by_words in codes.items()
            }
            best = max(told, key=lambda c: told[c])
            self._signs[sign] = best if told[best] > told[code] else code
        return self._signs[sign]

    def _converts_dollars(self) -> bool:
        """True where dollars are told in the reader's money: "$500m (£258m)"."""
        if self._foreign is None:
            self._foreign = _CONVERTED.search(self.text) is not None
        return self._foreign

    def weighs_pounds(self) -> bool:
        """True where pounds are no money: nothing is told in pence or of a land with pounds, something in dollars."""
        if self._weighing is None:
            votes = self._count()
            dollars = not any(votes[code] for code in _WITH_POUNDS) and ("$" in self.text or votes["USD"] > 0)
            self._weighing = dollars and _POUND_SIGNS.search(self.text) is None
        return self._weighing

    def in_sterling(self) -> bool:
        """True where the article counts in pounds that are money: "£5", "4 million pounds", "30 pence"."""
        if self._sterling is None:
            self._sterling = _STERLING.search(self.text) is not None
        return self._sterling

    def cents(self, code: str) -> str:
        """The currency of cents: the euro where the article writes of euros and of no dollars."""
        if self._euros is None:
            self._euros = _EUROS.search(self.text) is not None and _DOLLARS.search(self.text) is None
        return "EUR" if code == "USD" and self._euros else code

    def _count(self) -> Counter[str]:
        """Mentions of places by the money spent there; those of title and opening count twice."""
        if self._votes is None:
            self._votes = Counter()
            self._add(self.title, 2)
            for text, worth in Counter((self.text[:_OPENING], self.text[:_LEAD], self.text)).items():
                self._add(text, worth)  # a short text is its own opening
            dateline = _DATELINE.match(self.text)
            if dateline is not None:
                self._add(dateline.group(1).title(), _DATELINE_COUNTS, but=shared_names()["USD"])
            for m in _LETTERED.finditer(self.text) if "$" in self.text else ():
                code = currency_of(m.group()) or ""
                self._votes[code] = 0  # who writes "A$" or "US$" means another by "$"
                self._marked = self._marked or code == "USD"
        return self._votes

    def _add(self, text: str, worth: int, but: tuple[str, ...] = ()) -> None:
        """Count the places of ``text``; those with money of ``but`` not, as agencies write of all Asia from there."""
        assert self._votes is not None
        places = homes()
        for m in _NAME.finditer(text):
            for name, code in places.get(m.group(), ()):
                stop = m.start() + len(name)
                if text.startswith(name, m.start()) and not text[stop : stop + 1].isalnum():
                    self._votes[code] += worth if code not in but else 0
                    break
