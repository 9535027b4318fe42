"""What an article is about: the name of its title and text that its bare figures belong to."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from typing import NamedTuple

from extractors.lexicon import guess, lexicon, tag_word
from extractors.phrases import CALENDAR
from extractors.places import place_of
from extractors.words import words

# What a number behind a name counts: "Labour 14 points ahead", but "Boeing 737 jets"
_COUNTED = r"(?:point|seat|vote|goal|year|day|month|time|run|job)s?\b"
_CAP = (  # but no "US$40" and no "I've 40"
    r"[A-Z](?![A-Z]?\$)(?![a-z]{0,4}'(?:ve|re|ll|m)\b)"
    rf"[\w&'.-]*(?: (?=\d{{1,4}}(?: [A-Z]|[,;:]|\.(?!\d)|$| (?!{_COUNTED})[a-z]))(?<!In )(?<!On )(?<!By )\d{{1,4}})?"
)
_LINK = r"(?: (?:of|the|and|for|&|de|van|von|al) (?=[A-Z])| (?=[A-Z]))?"
_NAME = re.compile(rf"{_CAP}{_LINK}(?:{_CAP}{_LINK})*")
NOT_NAMES = words("topics.not_names") | {w.rstrip(".") for w in CALENDAR}
# Too wide to be what an article's bare figures belong to.
TOO_WIDE = frozenset(word.replace("_", " ") for word in words("topics.too_wide"))


def _parts_of_names(title: str) -> list[str]:
    """Every run of words of the names in a title: "Norvale", "Norvale X5" and "X5" of "2020 Norvale X5 shown"."""
    parts = []
    for run in _TITLE_RUN.findall(title):
        words = run.split()
        parts += [" ".join(words[a:b]) for a in range(len(words)) for b in range(a + 1, min(a + 4, len(words)) + 1)]
    return [part for part in parts if part.split()[0].lower() not in NOT_NAMES and not part.isdigit()]


# A model name may begin small: "e-tron", "iPhone".
_TITLE_RUN = re.compile(
    rf"[A-Z][\w&'.-]*(?: (?:[A-Z][\w&'.-]*|[a-z]-[a-z]+|[a-z][A-Z]\w+|\d{{1,3}}\b(?![.,]\d|%| {_COUNTED})))+"
)


def _words_of_headline(title: str) -> list[str]:
    """The single names of a headline in sentence case: "Denby" and "Norvale" of "Denby council warns Norvale"."""
    words = [word.strip(_MARKS).removesuffix("'s") for word in title.split()]
    if sum(word[:1].islower() and len(word) > 3 for word in words) < 2:
        return []
    names = [word for word in words[1:] if word[:1].isupper()]
    first = words[0]
    if first[:1].isupper() and lexicon().get(first.lower()) in (None, "NNP") and guess(first.lower()) != "NNS":
        names.insert(0, first)
    return [name for name in names if name.lower() not in NOT_NAMES and name.isalpha()]


_MARKS = " ,.;:!?\"'()-"


def count_word(text: str, name: str) -> int:
    """How often ``name`` stands in ``text`` as whole words."""
    count = 0
    at = text.find(name)
    while at >= 0:
        end = at + len(name)
        if not (at and text[at - 1].isalnum()) and not (end < len(text) and text[end].isalnum()):
            count += 1
        at = text.find(name, end)
    return count


class Mentions(NamedTuple):
    """How often a text mentions a name: at all, cut off from a longer one ("Falcon" of "Falcon 3"), and as one who
    does or owns something ("Norvale cut", "Norvale's").
    """

    all: int
    cut: int
    acts: int


def mentions(text: str, name: str) -> Mentions:
    """How ``text`` mentions ``name``; words of a compound ("a Lindow-sized hole") are no mention."""
    every = cut = acts = 0
    for end in _mentioned(text, name):
        every += 1
        after = text[end : end + _AFTER]
        if _GOES_ON.match(after):
            cut += 1
            continue
        verb = _NEXT.match(after)
        low = verb[1] if verb else ""
        does = bool(low) and low not in _SPEECH and tag_word(low, low, False) in _FINITE
        acts += does or after.startswith("'s ")
    return Mentions(every, cut, acts)


def _mentioned(text: str, name: str) -> Iterator[int]:
    """Where each mention of ``name`` ends. No regular expression: to compile one for each name costs more."""
    at = text.find(name)
    while at >= 0:
        end = at + len(name)
        before, after = text[at - 1 : at] if at else "", text[end : end + 2]
        compound = before == "-" or (after[:1] == "-" and "a" <= after[1:] <= "z")
        longer = compound or _is_letter(before) or _is_letter(after[:1])
        if not longer:
            yield end
        at = text.find(name, at + 1 if longer else end)


def _is_letter(char: str) -> bool:
    return char.isalnum() or char == "_"


_AFTER = 24  # characters behind a name that tell what it does
_SUFFIXES = "Inc|Corp|Co|Ltd|Plc|PLC|LLC|AG|SA|NV|Group|Limited|Corporation|Company"
_GOES_ON = re.compile(
    rf" (?:(?!(?:{_SUFFIXES})\b)[A-Z]|\d+\b(?![.,]\d|%)(?! (?:percent|per|million|billion|{_COUNTED})))"
)
_SUFFIX = re.compile(rf"(?:{_SUFFIXES})\b")
_AND_ANOTHER = re.compile(rf" (?:{_SUFFIXES})\.?( and )")
_NEXT = re.compile(r" ([a-z]+)")
_SPEECH = words("clauses.speech")
_FINITE = frozenset(("VBD", "VBZ", "VBP", "MD"))


def _inside_sentence(text: str, name: str) -> bool:
    """True where ``name`` also stands inside a sentence, so that its capital is its own."""
    at = text.find(name, 1)
    while at > 0:
        if text[at - 1] == " " and at > 1 and text[at - 2] not in ".!?\n":
            return True
        at = text.find(name, at + 1)
    return False


def _is_name(name: str) -> bool:
    """False for a nationality alone ("Israeli") and for a participle that opens a sentence ("Following Assange")."""
    first, _, rest = name.partition(" ")
    tag = tag_word(first.lower(), first.lower(), False)
    if not rest:
        return not (
            tag in ("JJ", "VBG", "VBN", "RB", "VBD", "VBZ", "VB", "VBP")
            or first.endswith(("ese", "ian", "ish", "ians", "aeli", "raqi"))
        )
    return tag not in ("VBG", "RB")


def _is_common(name: str, body: str) -> bool:
    """True for a word that only stands large at the head of a sentence or in a headline: "Hospitals", "Ongoing"."""
    first, _, rest = name.partition(" ")
    if first.lower() in _MONEY_CODES:
        return True  # "USD 2"
    if place_of(name) not in (None, name):
        return True  # "Mexican"
    if len(name) < _LONGEST_UNIT and _follows_numbers(name, body):
        return True  # "12 KV"
    if not first.isalpha() or (first.isupper() and len(first) < 6):
        return not rest and (first.lower() in _NO_TOPICS or _AMOUNT.match(first) is not None)
    small = count_word(body, first.lower())
    if rest:
        describes = bool(small) or tag_word(first.lower(), first.lower(), False) in ("JJ", "VBG")
        return describes and not _inside_sentence(body, name)
    inside = _capital_inside(body, name)
    plural = not inside and tag_word(name.lower(), name.lower(), False) == "NNS"
    return name.lower() in _NO_TOPICS or small > inside or plural


def _follows_numbers(name: str, body: str) -> bool:
    """True for a unit: what stands behind a number wherever it stands."""
    behind = _count_behind(body, name, str.isdecimal)
    return behind > 0 and behind == count_word(body, name)


_NO_TOPICS = words("topics.no_topics")
_LONGEST_UNIT = 5
_MONEY_CODES = frozenset("usd eur gbp inr rs rp rm idr myr aud cad nzd hkd sgd chf jpy cny rmb sh ksh tk".split())
_AMOUNT = re.compile(r"(?:[A-Z]{0,2}\$|Sh|Rs|Rp|Tk|RM|R)\d")


def _capital_inside(text: str, name: str) -> int:
    """How often ``name`` stands behind a word in small letters or a comma, so that its capital is its own."""
    return _count_behind(text, name, _is_small)


def _is_small(char: str) -> bool:
    return char == "," or "a" <= char <= "z"


def _count_behind(text: str, name: str, behind: Callable[[str], bool]) -> int:
    """How often ``name`` stands as a whole word behind such a character and a space, the character in no mention."""
    count = free = 0
    at = text.find(f" {name}", 1) + 1
    while at > 0:
        end = at + len(name)
        if at - 2 >= free and behind(text[at - 2]) and not _is_letter(text[end : end + 1]):
            count, free = count + 1, end
        at = text.find(f" {name}", at) + 1
    return count


def _whole_name(name: str, body: str) -> str:
    """ "Port Lindow" for "Lindow": what most mentions of one word are the end of."""
    if " " in name:
        return name
    fuller = Counter(re.findall(rf"((?:[A-Z][\w&'-]* ){{1,2}}){re.escape(name)}(?!\w)", body))
    for word in [one for one in fuller if one.split()[0].lower() in NOT_NAMES]:
        del fuller[word]
    longest, often = max(fuller.items(), key=lambda one: one[1], default=("", 0))
    return longest + name if often * 2 > count_word(body, name) else name


_NEW_LANDS = frozenset(
    "York Zealand Zealander Zealanders Jersey Delhi Orleans England Mexico Hampshire Brunswick Guinea Caledonia Haven"
    " South".split()
)


def _is_new_land(first: str, rest: str) -> bool:
    return first == "New" and rest.partition(" ")[0] in _NEW_LANDS


# What may stand before a name and is seldom part of one: "Chipmaker", "Airline".
DESCRIBERS = (
    words("owners.organisations")
    - words("owners.public_bodies")
    - words("owners.any_bodies")
    - words("owners.in_names")
) | {"rival", "subsidiary"}


def _runs_of_names(text: str) -> Iterator[tuple[int, str]]:
    """Words with capitals and where they begin; behind "Inc and" begins another: "Norvale Inc and Kelso Corp"."""
    for match in _NAME.finditer(text):
        run, start = match.group(), match.start()
        for cut in _AND_ANOTHER.finditer(run) if " and " in run else ():
            yield start, text[start : match.start() + cut.start(1)]
            start = match.start() + cut.end(1)
        yield start, text[start : match.end()]


def names_in(text: str) -> list[tuple[int, str]]:
    """The names of a text with where they stand, in order."""
    out = []
    for start, run in _runs_of_names(text):
        name = run.strip(" .'-")
        if name.endswith("'s"):
            name = name[:-2]
        first, _, rest = name.partition(" ")
        describes = start == 0 and bool(rest) and first.lower() in DESCRIBERS  # "Chipmaker Norvale"
        no_name = first.lower().rstrip(".") in NOT_NAMES and not _is_new_land(first, rest)
        if describes or (no_name and _SUFFIX.match(rest) is None):
            name = rest
            start += len(first) + 1
        if len(name) > 1 and name.lower() not in NOT_NAMES:
            out.append((start, name))
    return out


def _most_named(found: Iterable[str], title: str, lead: str, body: str, least: int) -> str | None:
    """The best of the names found: often in the text, in its title and opening, and rather who acts than where."""
    best, score = None, 0.0
    for name in found:
        if name in TOO_WIDE and not title.startswith(name):
            continue  # "on Facebook"; but "Facebook opens an office"
        in_title = count_word(title, name) > 0
        if body.count(name) < (1 if in_title else least) and not body.startswith(f"{name.upper()}:"):
            continue
        if not _is_name(name) or _is_common(name, body):
            continue
        seen = mentions(body, name)
        if seen.cut * 2 > seen.all:
            continue  # "Falcon" of "Falcon 3" and "Falcon X"
        here = in_title and body.startswith(f"{name.upper()}:")  # a dateline
        worth = seen.all + seen.acts + (2 if here else 0) + (5 if in_title else 0) + (1 if " " in name else 0)
        worth += 2 if 0 <= lead.find(name) < _OPENING else 0
        if place_of(name):
            worth -= 2  # "Norcell hires in Arden"
        elif title.startswith(name):
            worth += 2
        if (here or seen.all >= (1 if in_title else least)) and worth > score:
            best, score = name, worth
    return best


_OPENING = 120  # characters
_OFTEN_IN_LEAD, _OFTEN_BEHIND = 3, 5


def main_name(folded: str, spans: list[tuple[int, int]], title: str) -> str | None:
    """The name the article is about: in the title and often in the text, else the most frequent name of the lead,
    else of the rest; None without one. ``spans`` are the sentences of ``folded``.
    """
    lead_end = spans[min(4, len(spans) - 1)][1] if spans else 0
    lead, body = folded[:lead_end], folded[:_READ]
    found: dict[str, None] = {}
    for start, stop in spans[:5]:
        for position, name in names_in(folded[start:stop]):
            if position == 0 and (" " not in name and not _inside_sentence(body, name)):
                continue
            found[name] = None
    found.update(dict.fromkeys([*_parts_of_names(title), *_words_of_headline(title)]))
    best = _most_named(found, title, lead, body, _OFTEN_IN_LEAD)
    if best is None:
        behind = dict.fromkeys(name for at, name in names_in(body[lead_end:]) if at)
        best = _most_named(behind, title, lead, body, _OFTEN_BEHIND)
    if best is not None:
        best = _whole_name(best, body)
    return _model_of(best, found, title, body) if best is not None else _opens_headline(title)


_READ = 20_000  # characters that tell what names an article is about


def _opens_headline(title: str) -> str | None:
    """ "Norvale Foods warns on profit": the name a headline in sentence case opens with; None for other titles."""
    small = [word for word in title.split()[1:] if word[:1].islower() and len(word) > 3]
    names = names_in(title)
    if len(small) < 2 or not names or names[0][0] != 0 or not _is_name(names[0][1]) or names[0][1] in TOO_WIDE:
        return None
    name = names[0][1]
    follows = title[len(name) :].strip().partition(" ")[0]
    return name if " " in name and follows.islower() and follows not in ("of", "and", "for") else None


def _model_of(maker: str, names: Iterable[str], title: str, body: str) -> str:
    """ "Norvale X5 shown": X5, the model that follows its maker's name in the title, where the text often says so."""
    if place_of(maker):
        return maker
    least = max(3, count_word(body, maker) * 0.4)
    models = [
        name
        for name in names
        if count_word(title, f"{maker} {name}")
        and count_word(body, name) - count_word(body, f"{maker} {name}") >= least
    ]
    return max(models, key=len, default=maker)
