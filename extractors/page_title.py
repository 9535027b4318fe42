"""Which of a page's titles is the article's: candidates in, one headline out."""

from __future__ import annotations

import re
from collections.abc import Sequence

_WORD = re.compile(r"\w+")
_CUTS = re.compile(r"\s+[|\u2013\u2014\u2022\u00b7\u00bb:\u2015-]+\s+|\s*[|\u00bb]\s*")
CLOSE = 0.75


def pick_title(headings: Sequence[str], stated: Sequence[str], site: str | None) -> str | None:
    """The heading that a stated title confirms, else the first stated title without the site's name.

    ``headings`` are the texts of the h1 elements in order; ``stated`` the titles from metadata, most trusted first
    (JSON-LD headline, og:title, ..., the title element last).
    """
    stated = [title for title in stated if title]
    names = [_words(site or ""), *(_words(_CUTS.split(title)[-1]) for title in stated if _CUTS.search(title))]
    headings = [heading for heading in headings if _words(heading) not in names]
    for title in stated:
        best = max(headings, key=lambda heading: closeness(heading, title), default=None)
        if best and closeness(best, title) >= CLOSE:
            return best
    for title in stated:
        shorter = strip_site(title, site)
        if shorter:
            return shorter
    return headings[0] if len(headings) == 1 else None


def closeness(heading: str, title: str) -> float:
    """How far two titles are the same, 0 to 1: words in common; 1 when one begins with the whole other."""
    left, right = _words(heading), _words(title)
    if not left or not right:
        return 0.0
    short, long = sorted((left, right), key=len)
    if len(short) >= 3 and long[: len(short)] == short:
        return 1.0
    common = len(set(left) & set(right))
    return 2 * common / (len(set(left)) + len(set(right)))


def strip_site(title: str, site: str | None) -> str:
    """``title`` without the outlet's name or section after a bar or dash at its end."""
    parts = _CUTS.split(title)
    cuts = list(_CUTS.finditer(title))
    if len(parts) < 2:
        return title
    names = set(_words(site or ""))
    last = _words(parts[-1])
    if names and last and (set(last) <= names or names <= set(last)):
        return strip_site(title[: cuts[-1].start()].strip(), site)
    if "|" in cuts[-1][0] and len(last) <= 4 and len(_words(title)) - len(last) >= 3:
        return title[: cuts[-1].start()].strip()
    if not names and len(last) <= 3 and len(_words(title)) - len(last) >= 4 and ":" not in cuts[-1][0]:
        return title[: cuts[-1].start()].strip()
    return title


def _words(text: str) -> list[str]:
    return _WORD.findall(text.casefold())
