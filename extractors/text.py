"""Article text to sentences: folding that keeps every offset, and sentence ends that survive "U.S." and "Nov. 18"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from extractors.first_letters import Alternatives, without_negations
from extractors.words import words

_SPACES = (
    "\u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u205f\u3000\t\r\f\v\x85"
)
_FOLD = {
    **dict.fromkeys(map(ord, _SPACES), " "),
    **dict.fromkeys(map(ord, "\u2018\u2019\u201a\u201b\u02bc\u02b9\u2032\uff07`\u00b4"), "'"),
    **dict.fromkeys(map(ord, "\u201c\u201d\u201e\u201f\u2033\u00ab\u00bb\uff02"), '"'),
    **dict.fromkeys(map(ord, "\u2010\u2011\u2212\ufe63\uff0d"), "-"),
    **{0xFF10 + d: str(d) for d in range(10)},
    **{0x0660 + d: str(d) for d in range(10)},
    0xFF05: "%",
    0xFE6A: "%",
    0xFF04: "$",
    0xFF0C: ",",
    0xFF0E: ".",
    0xFF5E: "~",
    0x301C: "~",
    0x223C: "~",
    0x2248: "~",
    0xFFE5: "¥",
    0x00AD: "-",
}
_LOOK_ALIKE = re.compile(f"[{re.escape(''.join(map(chr, _FOLD)))}]")
_RANGE_DASH = re.compile(r"[\u2013\u2012](?<=\d.)(?=[$€£¥]?\d)")
# "4·5 km" as British journals write it, and the marks of Arabic numbers.
_RAISED_POINT = re.compile(r"[\u00b7\u2219\u22c5\u066b](?<=\d.)(?=\d)")
_RAISED_COMMA = re.compile(r"\u066c(?<=\d.)(?=\d)")
_GROUP_SPACE = re.compile(r"[\u00a0\u2009\u202f\u2007](?<=\d.)(?=\d{3}(?!\d))")

# "450 000 riders", "€1 100": a plain space groups digits where nothing makes the first ones a date or a name.
_PLAIN_GROUP = re.compile(
    r"[1-9](?=\d{0,2} \d{3})(?:(?<=[€£$¥]\d)|(?<=\b[A-Z]\d)|(?<=\bRs\d)|(?<=[a-z,(:;\"'\u2013\u2014-] \d)"
    r"|(?<=[\"'(]\d)|(?<=[.!?] \d)|(?<!.\d)|(?<=\b(?:19|20)\d\d \d))"
    r"\d{0,2}(?: \d{3})+(?![\d,.]*\d)(?= [a-z]|[.,;)])"
)
_GROUPED = re.compile(r" (?<=\d )\d{3}")  # in all of those, and found fast, as it begins with a space
# "$60. billion": a slip of the pen, no end of a sentence.
_STRAY_POINT = re.compile(r"\.(?<=\d.)(?= (?:million|billion|trillion|crore|lakh)\b)")
# "$(45.2) million", "EPS of ($0.12)", "a margin of (3.1)%": accountants write what is below zero in brackets.
_BELOW_ZERO = re.compile(
    r"([$€£])\((\d[\d,]*(?:\.\d+)?)\)"
    r"|\((?:(?<=\b(?:of|to|at|is) .)|(?<=\b(?:was|vs\.|EPS) .)|(?<=\b(?:from|were|with|EPS:) .)"
    r"|(?<=\bversus .)|(?<=\bagainst .))"
    r"(?:([$€£])(\d[\d,]*(?:\.\d+)?)\)|(\d[\d,]*(?:\.\d+)?)\)(?=%| (?:million|billion)\b))"
)
# Money signs read in the wrong encoding: "â‚¬3m", "Â£3m"; blanks keep the offsets.
_SIGNS = {
    "\u00e2\u201a\u00ac": "\u20ac  ",
    "\u00c2\u00a3": "\u00a3 ",
    "\u00c2\u00a5": "\u00a5 ",
    "\u00e2\u201a\u00b9": "\u20b9  ",
}
_DOUBLY = re.compile(f"(?:{'|'.join(_SIGNS)})(?=\\d)")
_ABBREVIATIONS = words("text.abbreviations")
_MONTH_OR_TITLE = words("text.month_or_title")
_LONGEST = 1_600  # characters; the longest sentence of a real article seen had 1,100
_END = re.compile(r"""[.!?\u2026\n](?:(?<=\n)\n*|(?<!\n)(?<![.!?\u2026].)[.!?\u2026]*["')\]]*\s+(?=["'(\[]*\S))""")
_WORD_BEFORE = re.compile(r"[\w.&]*$")


def fold(text: str) -> str:
    """``text`` with look-alike spaces, quotes, hyphens and digits made plain; same length, so offsets hold.

    A no-break or thin space that groups digits ("80 000") becomes ``_``; a stray point between a number and its scale
    becomes a space; an accountant's brackets become a minus ("$(45.2)" is "-$45.2 ").
    """
    if not text.isascii():
        if "\u00e2" in text or "\u00c2" in text:
            text = _DOUBLY.sub(lambda m: _SIGNS[m[0]], text)
        text = _RAISED_COMMA.sub(",", _RAISED_POINT.sub(".", text))
        text = _RANGE_DASH.sub("-", _GROUP_SPACE.sub("_", text))
        text = _LOOK_ALIKE.sub(
            lambda m: _FOLD[ord(m[0])], text
        )  # they are few: quicker than to translate every letter
    text = _STRAY_POINT.sub(" ", text)
    if "(" in text:
        text = _BELOW_ZERO.sub(lambda m: f"-{m[1] or m[3] or ''}{m[2] or m[4] or m[5]} ", text)
    if _GROUPED.search(text):
        text = _PLAIN_GROUP.sub(lambda m: m.group().replace(" ", "_"), text)
    return text


_SCALES = frozenset("m mn mln mio bn tn".split())
_DEGREES = ("\u00b0", "\u00ba")


def _is_end(folded: str, match: re.Match[str]) -> bool:
    """False for the period of an abbreviation, an initial or a number."""
    mark = match.group()
    if mark[0] == "\u2026" and "\n" not in mark:
        return not folded[match.end()].islower()  # "46,200 homes … nearly a third more"
    if mark[0] != "." or "\n" in mark:
        return True
    if mark.startswith(".."):
        return folded[match.end()].isupper()
    at = match.start()
    word = _WORD_BEFORE.search(folded, max(0, at - 20), at)
    before = word.group() if word else ""
    low = before.lower()
    after = folded[match.end() : match.end() + 2].lstrip("\"'([")
    if len(before) == 1 and before.isupper() and before != "I":
        return before in "CF" and folded[at - 2 : at - 1] in _DEGREES  # "It fell to 3°C. Officials closed"
    if low in _SCALES and (folded[match.end()] == "(" or folded[match.end()].islower()):
        return (
            not folded[at - len(before) - 1].isspace() or not folded[at - len(before) - 2].isdigit()
        )  # "SEK 412 m. ("
    if low in _MONTH_OR_TITLE:
        return False
    starts_new = bool(after) and (after[0].isupper() or after[0] in "$€£¥" or not after[0].isalnum())
    if low in _ABBREVIATIONS or ("." in before and len(before) <= 6 and not before[0].isdigit()):
        # "in the U.S. The company": an end only where a capital follows that rarely follows inside
        rest = re.match(r"[\"'(\[]*([A-Z][\w']*)", folded[match.end() : match.end() + 20])
        return rest is not None and rest.group(1) in _OPENERS
    return starts_new or (bool(after) and after[0].isdigit()) or folded[match.end()].isalpha()


_OPENERS = words("text.openers")


def anchored(
    folded: str,
    start: int,
    stop: int,
    core: re.Pattern[str],
    pattern: Alternatives,
    words: int,
    begins: re.Pattern[str] | None = None,
) -> Iterator[re.Match[str]]:
    """Matches of a costly ``pattern`` around those of a cheap ``core``, in order and without overlap.

    A match begins at the core or at one of up to ``words`` words before it, the earliest that reaches the core; so
    the pattern is tried at a handful of places instead of at every character, and at none of them twice. ``begins``
    is what any match begins with, where that is cheaper to see.
    """
    source = pattern.whole.pattern
    last = start
    tried = -1
    for anchor in core.finditer(folded, start, stop):
        at = anchor.start()
        if at < last:
            continue
        places = [at]
        if at > last and folded[at - 1] in "(+'-\"":
            places.append(at - 1)
        place = at
        for _ in range(words):
            if place == last:
                break
            behind = place
            place = folded.rfind(" ", last, behind - 1) + 1 or last
            if place <= tried or not _may_hold(source, folded[place:behind]):
                break
            if place != places[-1]:
                if folded[place] == "(":
                    places.append(place + 1)
                places.append(place)
        for place in reversed(places):
            if begins is not None and begins.match(folded, place, stop) is None:
                continue
            match = pattern.match(folded, place, stop)
            if match and match.end() > at:
                yield match
                last = match.end()
                break
        tried = at


_SYNTAX = re.compile(r"\(\?(?:P<\w+>|i:|:|<?[=!])|\\.|\[(\w)\w\](?=\w)")
_WORD = re.compile(r"([A-Za-z][a-z]+|[a-z])\D* \Z")


@lru_cache(maxsize=8)
def _spelled(pattern: str) -> tuple[frozenset[str], tuple[str, ...]]:
    """The words that the source of a pattern spells out: the shortest, which it spells whole, and how longer ones
    begin.
    """
    plain = re.sub(r"(\w+)(\w)\?", r"\1 \1\2", _SYNTAX.sub(lambda m: m[1] or " ", without_negations(pattern)))
    spelled = set(re.findall("[a-z]+", plain.lower()))
    return (
        frozenset(w for w in spelled if len(w) <= _SHORTEST),
        tuple(w for w in spelled if len(w) > _SHORTEST),
    )


_SHORTEST = 2  # letters


@lru_cache(maxsize=20_000)
def _may_hold(pattern: str, words: str) -> bool:
    """False for a word, no acronym or number, that the pattern nowhere spells, so that no match reaches over it."""
    word = _WORD.match(words)
    whole, beginnings = _spelled(pattern)
    return word is None or word[1].lower() in whole or words.lower().startswith(beginnings)


def places_of(text: str, name: str, stop: int) -> Iterator[int]:
    """Where ``name`` begins in ``text[:stop]``, where no letter or digit goes on behind it; no pattern to compile."""
    at = text.find(name, 0, stop)
    while at >= 0:
        if not text[at + len(name) : at + len(name) + 1].isalnum():
            yield at
        at = text.find(name, at + 1, stop)


def sentence_ends(folded: str) -> list[tuple[int, int]]:
    """Half-open spans of the sentences of folded text, in order, without the white space around them."""
    spans = []
    start = 0
    for match in _END.finditer(folded):
        if not _is_end(folded, match):
            continue
        end = match.start() + len(match.group().rstrip())
        if end > start:
            spans.append((start, end))
        start = match.end()
    if start < len(folded):
        spans.append((start, len(folded)))
    trimmed = []
    for a, b in spans:
        while a < b and folded[a].isspace():
            a += 1
        while b > a and folded[b - 1].isspace():
            b -= 1
        while b - a > _LONGEST:
            # a table or a list without a full stop: cut at white space, so that the work stays linear
            cut = folded.rfind(" ", a + _LONGEST // 2, a + _LONGEST)
            cut = cut if cut > 0 else a + _LONGEST
            trimmed.append((a, cut))
            a = cut
            while a < b and folded[a].isspace():
                a += 1
        if b > a:
            trimmed.append((a, b))
    return trimmed


_PLACE_WORD = r"(?:[A-Z][A-Z.'-]+|St\.)"
_DATELINE = re.compile(
    rf"""
    (?: {_PLACE_WORD}(?:\ {_PLACE_WORD}){{0,3}}                              # NEW YORK
        (?:,\ [A-Z][\w.]*(?:\ [A-Z][\w.]*)?)?                               # , N.Y. or , South Korea
      | [A-Z][a-z]+(?:\ [A-Z][a-z]+)?(?=\ \([A-Z]|,\ [A-Z][a-z]+\.?\ \d|\ ?(?:--|[\u2013\u2014])) )
    (?:,\ (?:[A-Z][a-z]{{2,8}}\.?\ \d{{1,2}}|\d{{1,2}}\ [A-Z][a-z]{{2,8}}\.?)(?:,?\ \d{{4}})?)?  # , Nov. 5
    (?:,?\ ?\((?!\d)[A-Z][^()]{{1,30}}\)|,\ [A-Z]{{2,10}}(?=\ ?[-\u2013\u2014]))?               # (Reuters)
    \ ?(?:--|[-\u2013\u2014]|:)\s+(?=["'A-Z\d$])
  | [A-Z][a-z]+(?:\ [A-Z][a-z]+)?:\s+(?=(?:The|A|An|In|At|On|As|For|After|More|About|Nearly|Some)\b)
    """,
    re.VERBOSE,
)


_DATELINE_ENDS = re.compile(r"[-\u2013\u2014:]\s")  # every one does, and most sentences have none


def behind_dateline(folded: str, start: int, stop: int) -> int:
    """Where an article's first sentence begins behind its dateline: "ARDEN, N.Y. (AP) -- ", "Norvale: ".

    ``start`` without one. Where news was written owns no figure of it.
    """
    found = _DATELINE.match(folded, start, stop) if _DATELINE_ENDS.search(folded, start, stop) else None
    return found.end() if found and found.end() < stop else start
