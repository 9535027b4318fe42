"""The day of an article whose page has no metadata: in its address, below its headline, in its dateline."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from extractors.dates_page import Stamp, day_in_url, parse_stamp
from extractors.page_clean import clean_line, letters

if TYPE_CHECKING:
    from collections.abc import Iterator

    from selectolax.lexbor import LexborHTMLParser, LexborNode

_BELOW = 10  # pieces of text below a headline: by whom, for which section, when
_LONGEST_LABEL = 80
_ABOVE_OTHERS = frozenset(("a", "aside", "nav", "footer"))
_LEAST_TITLE = 12  # letters: shorter ones are words of a menu too
_DATELINE = re.compile(
    # KELL, Orrin, Nov. 4, 2025 /PRNewswire/ --    Kell, 4 November 2025 -
    r"[^.:;\d]{2,80}?,?\s\(?(?P<day>[A-Z][a-z]{2,8}\.?\s\d{1,2},\s\d{4}|\d{1,2}\s[A-Z][a-z]{2,8}\.?,?\s\d{4})\)?\s*"
    r"(?:/\w|\([A-Z]|[-–—]{1,2}\s)"
)
_DATELINES = 3  # lines of text


def day_of(url: str, tree: LexborHTMLParser, title: str | None, text: str) -> Stamp | None:
    """The day in the address, else that below the headline, else that of the dateline; None without any."""
    day = day_in_url(url)
    return Stamp(day) if day else _below_headline(tree, title) or _in_dateline(text)


def _below_headline(tree: LexborHTMLParser, title: str | None) -> Stamp | None:
    wanted = letters(title or "")
    if not wanted or tree.body is None:
        return None
    pieces = [
        (node, words)
        for node in tree.body.traverse(include_text=True)
        if node.tag == "-text" and (words := clean_line(node.text_content or ""))
    ]
    heads = {k for k, (_, words) in enumerate(pieces) if letters(words) == wanted}
    if len(wanted) < _LEAST_TITLE:
        heads = {k for k in heads if "h1" in _tags_above(pieces[k][0])}
    own = {k for k in heads if not _ABOVE_OTHERS.intersection(_tags_above(pieces[k][0]))}
    left = 0
    for k, (_, words) in enumerate(pieces):
        if k in (own or heads):  # that of a box of other articles links to one
            left = _BELOW
        elif left:
            left -= 1
            if len(words) <= _LONGEST_LABEL and (stamp := _stamp_in(words)):
                return stamp
    return None


def _stamp_in(words: str) -> Stamp | None:
    """The time that a label states, alone or beside whose the article is: "By Jo Pell | Nov. 3, 2025"."""
    parts = [words, *_PARTED.split(words)] if _PARTED.search(words) else [words]
    return next((stamp for part in parts if (stamp := parse_stamp(_READ_IN.sub("", part).strip()))), None)


_PARTED = re.compile(r" [|\u00b7\u2022\u2013\u2014-] ")
_READ_IN = re.compile(r"[ ,|\u00b7\u2022]*\b\d{1,2}[ -]?min(?:ute)?s?[ -]read\b", re.IGNORECASE)


def _tags_above(node: LexborNode) -> Iterator[str]:
    above = node.parent
    while above is not None:
        yield above.tag or ""
        above = above.parent


def _in_dateline(text: str) -> Stamp | None:
    for line in text.split("\n", _DATELINES)[:_DATELINES]:
        match = _DATELINE.match(line)
        if match:
            return parse_stamp(match["day"])
    return None
