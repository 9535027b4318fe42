"""What an article calls its names: "the grocer" of "Norvale, an online grocer"."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from extractors.discourse import Discourse
from extractors.noun_phrases import Phrase
from extractors.phrases import singular
from extractors.tokens import Sentence
from extractors.words import words

_MOST = 6  # names of one kind
_READ = 20_000  # characters of an article that tell what its names are
_CAP = r"[A-Z][\w&'.-]*\w"
_NAME = rf"{_CAP}(?: (?:(?:of|and|&|the) )?{_CAP}){{0,4}}"
_APPOSED = re.compile(
    rf"(?P<name>{_NAME})(?: \([^)\n]{{1,30}}\))?(?:, (?:which is )?| (?:is|was|are|were) )(?:an?|the|one of the)"
    r" (?P<kind>[^,.;:()\n]{3,80})"
)
_STOPS = frozenset(
    "of in for that which who with based at on to by from was is were are has had near said whose and where".split()
)
_FIRMS = words("owners.organisations") - words("owners.no_firms")
_ANY_FIRM = frozenset("company firm group business corporation".split())


@dataclass(slots=True)
class Kinds:
    """The kinds of an article's names, looked for once."""

    names: Discourse
    _apposed: dict[str, list[str]] | None = None
    _called: dict[str, list[str]] = field(default_factory=dict)

    def called(self, noun: str) -> list[str]:
        """The names that the article calls a ``noun``."""
        known = self._called.get(noun)
        if known is None:
            known = self._called[noun] = list(dict.fromkeys(self._find(noun)))[:_MOST]
        return known

    def _find(self, noun: str) -> list[str]:
        if self._apposed is None:
            self._apposed = self._explained()
        found = list(self._apposed.get(singular(noun), ()))
        if noun in _ANY_FIRM:
            found += [name for kind, names in self._apposed.items() if kind in _FIRMS for name in names]
        text = self.names.folded
        at = text.find(f"{noun} ", 0, _READ)
        while at >= 0:
            if at == 0 or not text[at - 1].isalnum():
                m = _RUN.match(text, at + len(noun) + 1)
                if m:
                    found.append(m.group().removesuffix("'s"))
            at = text.find(f"{noun} ", at + 1, _READ)
        return found

    def _explained(self) -> dict[str, list[str]]:
        kinds: dict[str, list[str]] = {}
        for m in _APPOSED.finditer(self.names.folded, 0, _READ):
            said = m["kind"].split()
            stop = next((k for k, word in enumerate(said) if k and word in _STOPS), len(said))
            head = singular(said[stop - 1].lower())
            kinds.setdefault(head, []).append(m["name"].removesuffix("'s"))
        return kinds


_RUN = re.compile(_NAME)


def of_the_kind(sent: Sentence, phrase: Phrase, named: str | None) -> str | None:
    """``named``, but None of "Norland Defence Ministry" for "the transport ministry", whose noun says otherwise."""
    k = phrase.head - 1
    if named is None or k == phrase.first or sent.tags[k] != "NN":
        return named
    return None if is_another_branch(f"{sent.lows[k]} {sent.lows[k + 1]}", named) else named


def is_another_branch(branch: str, named: str) -> bool:
    """True for "transport ministry" beside "Norland Defence Ministry": both of one noun, and of two kinds."""
    kind, _, noun = branch.rpartition(" ")
    if noun not in _BRANCHES or not kind or not kind.islower():
        return False
    other = named.lower().replace("defence", "defense")
    return noun in other.split() and kind.replace("defence", "defense") not in other


_BRANCHES = frozenset("ministry department agency authority committee commission".split())
