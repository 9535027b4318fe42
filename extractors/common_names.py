"""Names that are none, and the firm that "the company" stands for."""

from __future__ import annotations

from collections.abc import Iterator

from extractors.discourse import Discourse
from extractors.lexicon import lexicon, tag_word
from extractors.tag_context import SAY_UNNAMED
from extractors.text import places_of
from extractors.topics import TOO_WIDE, names_in
from extractors.words import words

_READ = 20_000  # characters of an article that tell what its names are
_SENTENCES_BACK = 6
_LYING = words("incidents.kinds_of_place")
_LONGEST = 20  # characters of a word
_SAYERS = words("discourse.sayers")
_MAYBE_NAMES = frozenset(("NN", "NNP", "VBG", "JJ", "VB"))


def is_common(names: Discourse, phrase: str) -> bool:
    """True for a common noun that only its place at the head of a sentence gives a capital: "Side effects"."""
    first, _, rest = phrase.partition(" ")
    if any(word[:1].isupper() for word in rest.split()) or not first.isalpha() or first.isupper():
        return False
    return names.answer(f"common {phrase}", lambda: _only_opens(names, phrase))


def _only_opens(names: Discourse, phrase: str) -> bool:
    first, _, rest = phrase.partition(" ")
    low = first.lower()
    tag = tag_word(low, low, False)
    doers = not rest and tag == "NNS" and low not in _SAYERS
    if doers or phrase == names.main_entity() or _runs_on(names.folded, phrase):
        return False
    if not rest and tag == "NN" and low not in SAY_UNNAMED and f"{phrase} said" in names.folded[:_READ]:
        return names.writes_small(low)  # "Apple said": an apple would have an article
    return bool(rest) or low in lexicon() or tag not in _MAYBE_NAMES or names.writes_small(low)


def firm_before(names: Discourse, index: int) -> str | None:
    """The name spoken of last before sentence ``index`` that is neither a place nor a person: "the company"."""
    people = names.people()
    for start, stop in reversed(names.spans[max(0, index - _SENTENCES_BACK) : index]):
        for _, name in names_in(names.folded[start:stop]):
            known = names.is_place(name) or people.named(name) or people.named(name.rpartition(" ")[2])
            if not known and name not in TOO_WIDE and len(name) > 2 and not _lies(names, name):
                return name
    return None


def _lies(names: Discourse, name: str) -> bool:
    """True for "the Ash river", "Kelso Street": where something is."""
    behind = (names.folded[at + len(name) :][:_LONGEST].split(maxsplit=1) for at in _places(names.folded, name))
    return any(words and words[0].strip(".,;:") in _LYING for words in behind)


def _runs_on(folded: str, name: str) -> bool:
    """True where a name stands behind a small letter or a comma, not at the head of a sentence."""
    before = (folded[max(0, at - 2) : at] for at in _places(folded, name))
    return any(two[1:] == " " and (two[0] == "," or "a" <= two[0] <= "z") for two in before)


def _places(folded: str, name: str) -> Iterator[int]:
    return places_of(folded, name, _READ)
