"""An article's text in, the short names that it goes on with out: "Kestrel" of an article on Kestrel Foods. Pure."""

from __future__ import annotations

import re

from extractors.keys import fold_name
from extractors.places import place_of
from extractors.series_words import series_words

_READ = 20_000
"""Characters of a text that are read: names are introduced early."""
_TAILS = "|".join(word.capitalize() for word in series_words("firms_end_in"))
_WORD = r"[A-Z][\w'’.-]*"
_LONG = re.compile(
    rf"(?<![\w-])({_WORD}(?: (?:& |and )?{_WORD}){{0,2}}?) ((?:{_TAILS})(?: (?:{_TAILS})){{0,2}})(?![\w-])"
)
_CALLED = re.compile(rf"(?<![\w'’-])({_WORD}) $")
_OPENERS = frozenset(
    "a after although an and as at because before both but by during for from however if in its like now of on once "
    "over rival since so still that the their then though to under until when where whether while with yet".split()
)
_GOES_ON = re.compile(rf" (?:& |and )?{_WORD}")
_WHOLE = re.compile(rf" (?:{_TAILS})\b")
_PLACED = re.compile(r"(?P<held>.*)\b(?:across|around|in|near|outside|throughout) (?:the )?(?:[a-z]+ern )?$", re.S)
_PLACE_OF = re.compile(r"\b(?:city|county|district|people|port|residents|river|town|village) of $")
_THE = re.compile(r"\b[Tt]he $")
_AGED = re.compile(r", \d\d,")
_HELD = re.compile(r"\b(?:confidence|interests?|invest\w*|shares?|shareholders?|stakes?|stock) $")


def find_short_names(text: str) -> dict[str, str]:
    """Folded short names to the folded ones they stand for: firms that ``text`` calls by their whole name first.

    A name that is a country's, that stands before the whole one, that two firms begin with, that somebody is called
    ("Ann Kestrel", "Kestrel, 43,"), that something lies in ("in Kestrel", "town of Kestrel") or that has its own
    article ("the Amazon") may be another's, and stands for itself.
    """
    text = text[:_READ]
    longs: dict[str, dict[str, int]] = {}
    for match in _LONG.finditer(text):
        short = match[1].removeprefix("The ")
        longs.setdefault(short, {}).setdefault(fold_name(f"{short} {match[2]}"), match.start())
    found: dict[str, str] = {}
    for short, names in longs.items():
        if len(names) == 1 and place_of(short) is None:
            ((long, at),) = names.items()
            if _stands_for(text, short, at):
                found[fold_name(short)] = long
    return found


def _stands_for(text: str, short: str, first: int) -> bool:
    """True where ``short`` stands alone behind its whole name, and is nobody else's."""
    alone = False
    with_article = re.search(rf"\b[Tt]he {re.escape(short)} (?:{_TAILS})\b", text) is not None
    for match in re.finditer(rf"(?<![\w-]){re.escape(short)}(?![\w-])", text):
        before, behind = text[max(0, match.start() - 40) : match.start()], text[match.end() : match.end() + 30]
        if _WHOLE.match(behind):
            continue
        if match.start() < first or _GOES_ON.match(behind):
            return False
        called = _CALLED.search(before)
        if called is not None and called[1].lower() not in _OPENERS:
            return False
        if _PLACE_OF.search(before) or _AGED.match(behind) or (_THE.search(before) and not with_article):
            return False
        placed = _PLACED.match(before)
        if placed is not None and not _HELD.search(placed["held"]):
            return False
        alone = True
    return alone
