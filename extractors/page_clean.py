"""The one rule by which characters of a page are kept, changed or dropped, before anything counts offsets.

======================================================  =============================================
characters                                              become
======================================================  =============================================
NUL and other control characters, C0 and C1             dropped
lone surrogates, noncharacters                          dropped
direction marks and overrides, byte order mark,         dropped
zero-width characters, word joiner, soft hyphen
no-break and thin spaces between digits                 one no-break space, U+00A0 ("80 000" stays one number)
every other space, and runs of spaces                   one space
line and paragraph separators, form feed, CR, LF,       a line break; empty lines are dropped
and <br> between digits
elements that begin or end inside a number              begin before it, end behind it ("<b>4</b>.2" is 4.2)
letters and digits                                      kept as written, no Unicode normalisation
======================================================  =============================================
"""

from __future__ import annotations

import re

NBSP = "\u00a0"
_DROPPED = re.compile(
    "[\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f\u00ad\u061c\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff"
    "\ufdd0-\ufdef\ufffe\uffff\ud800-\udfff]"
)
_BREAKS = re.compile("[\n\r\x0b\x0c\x1c-\x1e\x85\u2028\u2029]+")
_SPACES = re.compile("[ \t\x1f\u1680\u2000-\u200a\u202f\u205f\u3000\u00a0]+")
_DIGIT_GAP = re.compile("(?<=\\d)[\u00a0\u2007\u2009\u202f](?=\\d)")
# The same gap in HTML, also as a reference. Readers of HTML turn every space into a plain one and drop characters
# that do not print, so the gap travels as a mark that prints and is on no page: word separator middle dot.
_HTML_GAP = re.compile(
    "(?<=\\d)(?:[\u00a0\u2007\u2009\u202f]|&(?:nbsp|thinsp|#160|#8199|#8201|#8239|#x[aA]0|#x2007|#x2009|#x202[fF]);)(?=\\d)"
)
# Readers write a break as a space, which makes one number of "12<br>500"; so it travels as a mark, too.
_HTML_BREAK = re.compile(r"(?<=\d)\s*<br\s*/?>\s*(?=\d)", re.IGNORECASE)
BREAK_MARK = "\u2e32"
# They write a space where an element begins or ends, too, which makes two of "4</b>.2" and "1,<b>234".
_INLINE = r"(?:a|b|em|font|i|mark|small|span|strong|u)"
_ENDS_IN_NUMBER = re.compile(
    rf"(?<=\d)((?:</{_INLINE}>)+)(\.\d+|,\d{{3}}(?!\d))|(?<=\d,)((?:</{_INLINE}>)+)(\d{{3}}(?!\d))", re.I
)
_BEGINS_IN_NUMBER = re.compile(
    rf"(?<![\d.,])(?:(\d[\d,]*\d|\d)((?:<{_INLINE}(?:\s[^<>]*)?>)+)(?=\.\d|,\d{{3}}(?!\d))"
    rf"|(\d{{1,3}}(?:,\d{{3}})*,)((?:<{_INLINE}(?:\s[^<>]*)?>)+)(?=\d{{3}}(?!\d)))",
    re.I,
)
_NOT_WORD = re.compile(r"\W+")
GAP_MARK = "\u2e31"
_OWN_MARK = "\ue0a0"  # within clean_text only


def clean_text(text: str) -> str:
    """``text`` by the table above: paragraphs separated by one line break, no space at either end of a line."""
    text = _DROPPED.sub("", text).replace(_OWN_MARK, "")
    text = _DIGIT_GAP.sub(_OWN_MARK, text)
    lines = (_SPACES.sub(" ", line).strip() for line in _BREAKS.split(text))
    return "\n".join(line for line in lines if line).replace(_OWN_MARK, NBSP)


def clean_line(text: str) -> str:
    """``text`` by the same rule, on one line."""
    return clean_text(text).replace("\n", " ")


def mark_gaps(html: str) -> str:
    """``html`` with no-break spaces and breaks between digits as marks that readers keep; see :func:`unmark_gaps`."""
    html = html.replace(GAP_MARK, " ").replace(BREAK_MARK, " ")
    return _HTML_BREAK.sub(BREAK_MARK, _HTML_GAP.sub(GAP_MARK, html))


def with_whole_numbers(html: str) -> str:
    """``html`` with a number that an element begins or ends in the middle of inside that element as a whole.

    >>> with_whole_numbers("<b>4</b>.2 million of 1,<i>234</i>")
    '<b>4.2</b> million of <i>1,234</i>'
    """
    html = _ENDS_IN_NUMBER.sub(lambda m: (m[2] or m[4]) + (m[1] or m[3]), html)
    return _BEGINS_IN_NUMBER.sub(lambda m: (m[2] or m[4]) + (m[1] or m[3]), html)


def unmark_gaps(text: str) -> str:
    """``text`` with the marks as no-break spaces again."""
    return text.replace(GAP_MARK, NBSP).replace(BREAK_MARK, "\n")


def same_words(one: str, other: str) -> bool:
    """True for texts that differ in spaces and signs only."""
    return letters(one) == letters(other)


def letters(text: str) -> str:
    """Letters and digits alone, in lower case: readers of one page differ in everything else."""
    return _NOT_WORD.sub("", unmark_gaps(text)).lower()
