"""Names as the extractor gives them in, owners of figures out: whose it is apart from what is measured. Pure.

"Tesla's deliveries" are Tesla's, "South Talore" is no Talore, and "Norland's Liberal Party" no other country's.
"""

from __future__ import annotations

import re
from collections.abc import Set

from extractors.first_names import first_names
from extractors.keys import GENERIC_NOUNS, PEOPLE_OF, fold_name, lemma
from extractors.lexicon import lexicon, tag_word
from extractors.measure_nouns import says_what
from extractors.phrases import singular
from extractors.places import place_of
from extractors.series_marks import FROM_ITS_OWNER
from extractors.series_words import series_names, series_words

_KIND_OF_PLACE = "|".join(series_words("kinds_of_place"))
_NO_MEASURES = frozenset(series_words("no_measures"))
_INSTITUTIONS = frozenset(series_words("institutions"))
_COMMON = frozenset(series_words("common_in_names"))
_COMMON_ENDINGS = series_words("common_endings")
_HOMES: dict[str, str] = series_names("homes")
_TOWNS = frozenset(series_words("towns"))
_KINDS = {other: kind for kind, others in series_names("kinds").items() for other in others}
_KIND_ENDING = re.compile(rf"(?<=\w )(?:{'|'.join(map(re.escape, _KINDS))})$")
_DESCRIBED = re.compile(rf"(?:(?:{'|'.join(map(re.escape, series_words('descriptions')))}) )+(?=[A-Z])")
_IS_WHAT = re.compile(r"((?:[a-z][\w-]* )*)([a-z][\w-]*) (?=[A-Z])")
_WHAT_ENDINGS = ("er", "ist", "man", "or", "woman")
_NO_DESCRIPTIONS = frozenset(series_words("no_descriptions"))
_TIME = re.compile(
    r"(?:(?:[Ll]ast|[Nn]ext|[Tt]he|[Tt]his) )?(?:year|quarter|month|week|season|spring|summer|autumn|winter|"
    r"(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|January|February|March|April|May|June|July|August|September|October|"
    r"November|December)['’]s (?=\w)"
)
_SHARED_NAMES = frozenset(series_words("shared_names"))
_EVERYWHERE = frozenset(series_words("everywhere"))

_SIDE = r"(?:(?:north|south|east|west|north-east|north-west|south-east|south-west)(?:ern)? |central |mainland )?"
# "city of Harrow", "Portuguese town of Veldana", but not "mayor of the city of Harrow", "old town of Harrow"
_PLACE = re.compile(
    rf"(?:[A-Z]\w+ )?(?:(?!(?:of|former|old|self-\w+) )[a-z][\w-]* ){{0,2}}({_KIND_OF_PLACE}|state) of ([A-Z].*)"
)
# "earthquake in eastern Talore": small words, a preposition, a name
_PLACED = re.compile(rf"((?:[a-z][\w-]*,? ){{1,4}})(in|at|of|across|for|from|on) (?:the )?({_SIDE}[A-Z].*)")
_PART_OF = r"(?:areas?|half|middle|outskirts|parts?|rest|suburbs|north|south|east|west) of (?:the )?"
_LARGER = re.compile(
    r"(?:North|South|East|West|North-?[Ee]ast|North-?[Ww]est|South-?[Ee]ast|South-?[Ww]est)(?:ern)? |"
    r"(?:Central|Equatorial|Greater|Inner|Latin|Lower|Native|New|Outer|Upper) "
)
_SIDE_BEFORE = re.compile(rf"(?<!\w)(?:{_LARGER.pattern}|{_PART_OF})\Z")
_LONGEST_SIDE = 24
_NAME_WORD = re.compile(r"[^\W_][\w.&'’-]*")
_WORD, _IN_WORD = re.compile(r"\w"), re.compile(r"[\w-]")
_OWNED = re.compile(r"(.*[\w.])(?:['’]s|(?<=s)['’]) ([a-z].*)")
_LIES_IN = re.compile(r"([A-Z][\w&.’-]*(?: [A-Z][\w&.’-]*){0,2})( in ([A-Z][\w’-]*(?: [A-Z][\w’-]*)?))")
_OF_WHAT = re.compile(r"([a-z][\w-]*) (?:for|from|of|on|to) [a-z].*")
# "Italy's Marlo"
_NAMED_OF = re.compile(r"([A-Z]\w+)['’]s ((?:[A-Z0-9]|'[A-Z]).*)")
_USED = re.compile(
    r"(\S.*?) (?:who |that )?(attended|entered|joined|passed through|stayed in|used|visited|watched) (?:the )?"
    r"([A-Z].*)"
)
_NO_TIME = (
    r"(?!(?:(?:Jan|Febr)uary|March|April|May|June|July|August|(?:Sept|Nov|Dec)ember|October|[QH]\d|Easter|Christmas|"
    r"(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day)\b)"
)
# "people moved to Harrow"
_DONE_AT = re.compile(
    r"((?:[a-z]+ ){0,2}[a-z]+s|people|men|women|children) ([a-z]+) (?:at|for|in|through|to) (?:the )?"
    rf"{_NO_TIME}([A-Z].*)"
)
# "couples married in Norland"
_THERE = re.compile(
    rf"([a-z].*?) (?:across|at|in|throughout) (?:the )?{_NO_TIME}"
    r"([A-Z][\w'’.-]*(?: [A-Z][\w'’.-]*){0,3})"
)
# "ships passed" of the canal, "people visited" of the park: its ships, its visitors
USED_IT = re.compile(r"(\S.*?) (attended|entered|joined|passed|stayed|toured|uses?|used|visits?|visited|watched)")


def owner_apart(name: str | None, measure: str | None, sentence: str) -> tuple[str | None, str | None]:
    """Subject and measure, each without what belongs to the other: "Tesla's deliveries" of 400 cars are Tesla's."""
    if name is None:
        return _owner_within(measure) if measure is not None else (None, None)
    name = name.strip("\"'“”‘’ ")
    written = name
    if "'s " in name or "’s " in name:
        name = written = _TIME.sub("", name, count=1)
    if sentence.startswith(name):
        name = _as_within(name)
    if described := _DESCRIBED.match(name) or _says_what_it_is(name):
        return name[described.end() :], measure
    if " of " in name and (place := _PLACE.fullmatch(name)):
        return (place[2] if _is_whole_place(place[1], place[2]) else name), measure
    if measure is not None and " in " in name and (lies := _LIES_IN.fullmatch(name)):  # "Norvik in Harrow"
        return lies[1], f"{measure.removesuffix(lies[2]).removesuffix(lies[0])} in {lies[3]}"
    owns = "'" in name or "’" in name
    if owns and (named := _NAMED_OF.fullmatch(name)):
        return (named[2] if _is_distinct(named[2], named[1]) else name), measure
    if name[:1].islower() and (placed := _PLACED.fullmatch(name)):
        kind, way, owner = placed[1].strip(), placed[2], placed[3]
        if (of := _OF_WHAT.fullmatch(kind)) is not None and _is_measure(of[1]):
            return owner, _both(kind, measure)
        if way in ("from", "on", "for") and lemma(kind.split()[-1]) not in FROM_ITS_OWNER:
            return name, measure
        if _is_measure(kind):
            return owner, _both(kind, measure)
        return f"{owner} {kind}", measure
    if owns and (owned := _OWNED.fullmatch(name)):
        if measure is not None and measure.startswith(f"{owned[2]} "):  # "38% of Norland's waste was recycled"
            return owned[1], measure
        if _is_measure(owned[2]):
            return owned[1], _both(owned[2], measure)
    return written, measure


def _says_what_it_is(name: str) -> re.Match[str] | None:
    """What stands in front of a name within a sentence and says who that is: "prime minister Ann Lee"."""
    what = _IS_WHAT.match(name) if name[:1].islower() else None
    if what is None or not name[name.rindex(" ") + 1].isupper():
        return None
    noun = what[2].rpartition("-")[2]
    is_what = noun.endswith(_WHAT_ENDINGS) and noun not in _NO_DESCRIPTIONS and tag_word(noun, noun, False) == "NN"
    return what if is_what else None


def _owner_within(measure: str) -> tuple[str | None, str]:
    """Whose figure a measure without a subject is, where it says: "people visited Harrow", "Welsh births"."""
    if used := _USED.fullmatch(measure):
        return used[3], users_of(used[1], used[2])
    if done := _DONE_AT.fullmatch(measure):
        return done[3], f"{done[1]} {done[2]}"
    if there := _THERE.fullmatch(measure):
        return there[2], there[1]
    if people := PEOPLE_OF.search(measure):
        return people[0], measure[: people.start()] + measure[people.end() + 1 :]
    return None, measure


def kind_folded(key: str | None) -> str | None:
    """A key that ends in what its owner is, by the word that all use: "Arden suspension bridge" is a bridge."""
    return _KIND_ENDING.sub(lambda kind: _KINDS[kind[0]], key) if key is not None else None


def users_of(who: str, how: str) -> str:
    """Who used something: its visitors or passengers; of mere people, and of who comes to stay, with the verb."""
    if how.startswith("visit"):
        return f"{who} visitors"
    says = how in ("entered", "joined") or lemma(who.split()[-1]) in GENERIC_NOUNS
    return f"{who} {how}" if says else who


def whole_name(name: str | None, sentence: str) -> str | None:
    """A name with what the sentence says before it each time: "Talore" of "South Talore" is not Talore."""
    if not name or not name[0].isupper():
        return name
    sides: set[str] = set()
    at = sentence.find(name)
    while at >= 0:
        end = at + len(name)
        if not (at and _IN_WORD.match(sentence, at - 1)) and not _WORD.match(sentence, end):
            side = _SIDE_BEFORE.search(sentence, max(0, at - _LONGEST_SIDE), at)
            sides.add(side[0] if side else "")
        at = sentence.find(name, end)
    return f"{sides.pop()}{name}" if len(sides) == 1 else name


def _is_whole_place(kind: str, name: str) -> bool:
    """True where a place is what its bare name says: no "city of" a country, no "state of" what a city is called."""
    if kind == "state":
        return place_of(name) is not None and name.lower() not in _SHARED_NAMES
    return kind not in _TOWNS or place_of(name) is None


def _is_distinct(name: str, owner: str) -> bool:
    """True where a name without ``owner`` is no other's: there is one Marlo, and many a "Liberal Party"."""
    key = fold_name(name)
    if key in _HOMES:
        return _HOMES[key] == fold_name(owner)
    words = re.findall(r"[\w-]{2,}", name.lower().replace("'s", "").replace("’s", ""))
    if not words or words[0] in _INSTITUTIONS:
        return False
    if len(words) == 1:  # a firm may be called Boeing
        return not is_word(words[0])
    return not all(is_word(word) or word in first_names() or word.endswith(_COMMON_ENDINGS) for word in words)


def is_word(word: str) -> bool:
    """True for a word of the language, which a name may be, too."""
    word = word.lower()
    return any(form in lexicon() or form in _COMMON for form in (word, singular(word)))


def _as_within(name: str) -> str:
    """A name that opens its sentence as it would stand within one: "schools in Harrow", but "Bank of Harrow"."""
    first, _, rest = name.partition(" ")
    low = first.lower()
    common = _is_common(first) or says_what(low)
    act = (
        low.endswith("tion") and rest.startswith("of the ") and low not in _NO_MEASURES
    )  # "Construction of the bridge"
    return f"{low} {rest}" if rest and common and (act or " of " not in name) else name


def _both(kind: str, measure: str | None) -> str:
    return kind if measure is None or measure.casefold() in kind.casefold() else f"{kind} {measure}"


def _is_measure(words: str) -> bool:
    last = words.split()[-1].lower()
    return says_what(last) and singular(last) not in _NO_MEASURES


def is_name(name: str, sentence: str, capitals: Set[str]) -> bool:
    """True for a name, and for what is one and the same everywhere: gold, the euro, the world.

    "Employers", "the study", "participants" are others in the next article, and link nothing with it. "Apple" that
    opens a sentence is a name where the text writes it large within one, too.
    """
    words = _NAME_WORD.findall(name)
    if any(word[0].isupper() or word[0].isdigit() for word in words[1:]):
        return True
    if any(singular(word.lower()) in _EVERYWHERE for word in words):
        return True
    first = words[0] if words else ""
    if not first[:1].isupper():
        return first[:1].isdigit()
    if first in capitals or not sentence.startswith((name, "The " + name)):
        return True
    return not _is_common(first)


def _is_common(first: str) -> bool:
    """True for a word that opens a sentence large and is no name: "Employers", "Poor"; "Apple" may be one."""
    return first.isalpha() and tag_word(first, first.lower(), True) in _COMMON_TAGS


_COMMON_TAGS = frozenset("NNS JJ VBG VBD VBN RB CD DT".split())
