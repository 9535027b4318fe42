"""Names as written to the keys that link claims: whose figure it is and what is measured.

Keys are for comparing, not for showing: "the capacity of its servers" and "server capacity" give one key.
"""

from __future__ import annotations

import re
import tomllib
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from importlib.resources import files
from types import MappingProxyType

_APOSTROPHES = dict.fromkeys(map(ord, "'’‘ʼ′`´ʻ＇"), "'")
_POSSESSIVE = re.compile(r"'s(?=\s|$)|(?<=s)'(?=\s|$)")
_NOT_WORD = re.compile(r"[^\w.%&+]+|(?<!\d)\.|\.(?!\d)|_")
_VOWEL = re.compile("[aeiouy]")
_DOTTED = re.compile(r"\b(?:[a-z]\.){2,}")
_BRACKETS = re.compile(r"\s*\([^()]*\)")
_ACRONYM = re.compile(
    r"((?:[A-Z][\w'’&.-]*[ ](?:(?:of|and|the|for|&)[ ]){0,2}){1,7}[A-Z][\w'’&.-]*)[ ]\(([A-Z]{2,8})\)"
)

_WORDS = tomllib.loads(files("extractors").joinpath("keys.toml").read_text(encoding="utf-8"))
_ARTICLES = frozenset(_WORDS["articles"])
_LEGAL_FORMS = frozenset(_WORDS["legal_forms"])
_FILLER = frozenset(_WORDS["filler"])
SAY_NOTHING = _FILLER | _ARTICLES
"""Words that keys of measures leave out."""
_KEEP = frozenset(_WORDS["keep"])
_OUR = frozenset(_WORDS["our"])
_ISE = frozenset(_WORDS["ise"])
_IRREGULAR: dict[str, str] = {
    form: word
    for table in ("same", "acts")
    for word, forms in _WORDS[table].items()
    for form in forms
    if " " not in form
} | _WORDS["irregular"]
_BRITISH: dict[str, str] = _WORDS["american"]
GENERIC_NOUNS = frozenset(_WORDS["generic_nouns"])
"""Stems of nouns that say nothing of what is counted."""
_EMPTY: Mapping[str, str] = MappingProxyType({})
ACTS: Mapping[str, str] = MappingProxyType(
    {form: act for act, forms in _WORDS["acts"].items() for form in (*forms, act)}
)
"""Forms of verbs whose object a number may be and that make another measure of it, each to the verb of its stem."""
_PEOPLE = {other: name for name, others in _WORDS["known_alone"].items() for other in others if other.isalpha()}
PEOPLE_OF = re.compile(rf"\b(?:{'|'.join(sorted(_PEOPLE))})\b(?= [a-z])")
"""Finds adjectives of countries: in "German exports", but not in "German Airways" nor "Germans"."""


@dataclass(frozen=True, slots=True)
class Aliases:
    """Other names of an entity: subject key of the alias to subject key of the name it stands for."""

    by_key: Mapping[str, str] = field(default_factory=lambda: _EMPTY)

    def __reduce__(self) -> tuple[object, ...]:
        """Travels to worker processes; a mapping proxy does not pickle."""
        return (make_aliases_from_keys, (dict(self.by_key),))


NO_ALIASES = Aliases()


def make_aliases_from_keys(by_key: dict[str, str]) -> Aliases:
    """Aliases from keys that are already folded."""
    return Aliases(MappingProxyType(dict(by_key)))


def make_aliases(entities: Iterable[tuple[str, Iterable[str]]]) -> Aliases:
    """Aliases from (name, other names); the first entity to claim a name keeps it."""
    by_key: dict[str, str] = {}
    for name, others in entities:
        target = fold_name(name)
        for other in others:
            key = fold_name(other)
            if key and key != target:
                by_key.setdefault(key, target)
    return make_aliases_from_keys(by_key)


@lru_cache(maxsize=65536)
def fold_name(name: str) -> str:
    """``name`` without what two writers of one name differ in.

    Case, quotes, accents, possessives, leading articles, British or American spelling, a bracketed addition and a
    company's legal form go; word order stays. Names that everybody knows by several are the shortest of them: "the
    United States" and "America" are "us". Empty when nothing is left.

    >>> fold_name("the European Union's budget"), fold_name("German exports"), fold_name("New Britain")
    ('eu budget', 'germany exports', 'new britain')
    """
    folded = _fold(PEOPLE_OF.sub(lambda match: _PEOPLE[match[0]], name))
    alone, anywhere, names = _known()
    return alone.get(folded) or anywhere.sub(lambda match: names[match[0]], folded)


@lru_cache(maxsize=1)
def _known() -> tuple[dict[str, str], re.Pattern[str], dict[str, str]]:
    """Names that stand alone -> the known one, what finds those in longer names, and which those are."""
    alone, names = (
        {_fold(other): _fold(name) for name, others in _WORDS[table].items() for other in others}
        for table in ("known_alone", "known")
    )
    longest = sorted(names, key=len, reverse=True)
    return alone, re.compile(rf"\b(?:{'|'.join(map(re.escape, longest))})\b"), names


def _fold(name: str) -> str:
    """``name`` folded word by word; which names are the same is not looked at."""
    text = unicodedata.normalize("NFKC", name).translate(_APOSTROPHES)
    text = _POSSESSIVE.sub("", _BRACKETS.sub("", text).casefold()).replace("'", "")
    text = "".join(c for c in unicodedata.normalize("NFKD", text) if not unicodedata.combining(c))
    text = _DOTTED.sub(lambda match: match[0].replace(".", ""), text)
    words = _NOT_WORD.sub(" ", text).split()
    while len(words) > 1 and words[0] in _ARTICLES:
        words.pop(0)
    while len(words) > 1 and (words[-1] in _LEGAL_FORMS or words[-1] == "&"):
        words.pop()
    return " ".join(_american(word) for word in words)


def subject_key(subject: str | None, aliases: Aliases, acronyms: Mapping[str, str] = _EMPTY) -> str | None:
    """The key of an owner of figures, other names resolved; None where there is no name.

    ``acronyms`` are those the text introduces: folded short form to folded long form.
    """
    if subject is None:
        return None
    key = fold_name(subject)
    key = acronyms.get(key, key)
    return aliases.by_key.get(key, key) or None


def measure_key(measure: str | None) -> str | None:
    """What is measured, as sorted lemmas of its content words; None when no word says."""
    return " ".join(sorted(set(measure_stems(measure)))) or None if measure else None


def words_of(text: str) -> tuple[list[str], list[str]]:
    """The words of what someone looks for, as they stand in keys of subjects and, in the same order, of measures.

    >>> words_of("server capacity in the United States")
    (['server', 'capacity', 'us'], ['server', 'capacity', 'us'])
    """
    said = fold_name(text).split()
    words = [word for word in said if word not in SAY_NOTHING] or said
    words = [word for word in words if lemma(word) not in GENERIC_NOUNS] or words
    return words, [lemma(word) for word in words]


def find_acronyms(text: str) -> dict[str, str]:
    """Short forms that ``text`` introduces in brackets after the long one, both folded.

    "Norvale Data Authority (NDA)" counts; brackets whose letters do not start the words before them do not.
    """
    found: dict[str, str] = {}
    if "(" not in text:
        return found
    for match in _ACRONYM.finditer(text):
        words = [w for w in match[1].split() if w[0].isupper()]
        short = match[2]
        if len(words) >= len(short):
            words = words[-len(short) :]
            if "".join(w[0] for w in words) == short:
                long = match[1][match[1].rindex(words[0]) if len(words) == 1 else _start_of(match[1], words) :]
                found.setdefault(fold_name(short), fold_name(long))
    return found


def _start_of(text: str, words: list[str]) -> int:
    """Where the tail of ``text`` that starts with ``words[0]`` begins."""
    position = len(text)
    for word in reversed(words):
        position = text.rindex(word, 0, position)
    return position


@lru_cache(maxsize=65536)
def measure_stems(phrase: str) -> tuple[str, ...]:
    """Lemmas of the words that say what is measured, in their order; of all where none says anything.

    >>> measure_stems("the number of cars sold in the United States")
    ('car', 'sell', 'us')
    """
    folded = fold_name(phrase)
    words = tuple(lemma(word) for word in folded.split() if word not in _FILLER)
    return words or tuple(lemma(word) for word in folded.split())


@lru_cache(maxsize=65536)
def lemma(word: str) -> str:
    """The stem of ``word``: American spelling, lower case, no inflection, no final e (Porter's first step, and
    irregular forms), so that "priced", "prices" and "pricing" agree.
    """
    word = _american(word.casefold())
    word = _IRREGULAR.get(word, word)
    if word in _KEEP or len(word) <= 3 or not word.isalpha():
        return word
    word = _american(_singular(word))
    for ending in ("ing", "ed"):
        stem = word.removesuffix(ending)
        if stem != word and len(stem) >= 3 and _VOWEL.search(stem):
            doubled = len(stem) > 3 and stem[-1] == stem[-2] and stem[-1] not in "lsz"
            word = stem[:-1] if doubled else stem
            break
    return word.removesuffix("e") if len(word) > 3 else word


def _singular(word: str) -> str:
    if word.endswith("ies") and len(word) > 4:
        return word[:-3] + "y"
    if word.endswith(("sses", "shes", "ches", "xes", "zzes")):
        return word[:-2]
    if word.endswith("s") and not word.endswith(("ss", "us", "is")):
        return word[:-1]
    return word


def _american(word: str) -> str:
    """American spelling of one word, plural or not."""
    if word in _BRITISH:
        return _BRITISH[word]
    if word.endswith("s") and word[:-1] in _BRITISH:
        return _BRITISH[word[:-1]] + "s"
    if "our" in word:
        for british in _our_forms(word):
            return british
    match = re.fullmatch(r"(\w{3,}?)is(e|ed|es|ing|ation|ations|er|ers)", word)
    if match and match[1] + "ise" not in _ISE:
        return f"{match[1]}iz{match[2]}"
    return word


def _our_forms(word: str) -> Iterable[str]:
    for ending in ("", "s", "ed", "ing", "er", "ers", "able"):
        if (not ending or word.endswith(ending)) and word[: len(word) - len(ending)] in _OUR:
            yield word.replace("our", "or", 1)
            return
