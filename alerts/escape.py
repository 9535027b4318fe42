"""Text from the open web made inert for where it goes: plain text, HTML, a mail header, chat, a log line.

Text is inserted once, after this; nothing here or later expands templates, so ``{{7*7}}`` stays what it is.
"""

from __future__ import annotations

import html
import re
import unicodedata

_ZERO_WIDTH = "\u200b"
# Marks that turn the reading direction, and invisible characters that can hide text.
_HIDDEN = re.compile("[\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u206f\ufeff\U000e0000-\U000e007f]")
_SPACE = re.compile(r"\s+")


def clean(text: str) -> str:
    """One line of visible text: control characters, direction marks, lone surrogates and runs of space gone."""
    if text.isprintable():  # nearly all text is, and has nothing to clean but runs of space
        return _SPACE.sub(" ", text).strip()
    kept = "".join(char if unicodedata.category(char) not in ("Cc", "Cs", "Cn", "Zl", "Zp") else " " for char in text)
    return _SPACE.sub(" ", _HIDDEN.sub("", kept)).strip()


def as_html(text: str) -> str:
    """For the inside of an HTML element or a quoted attribute."""
    return html.escape(text, quote=True)


def as_header(text: str) -> str:
    """For a mail header or an HTTP one: one line, at most 200 characters."""
    line = clean(text)
    return line if len(line) <= 200 else line[:199] + "…"


def as_chat(text: str) -> str:
    """For chat services: nobody is called by ``@everyone`` or ``<!channel>``, no hidden link, no markup.

    A zero-width space breaks what would act; the words stay readable.
    """
    text = re.sub(r"([@<#])(?=[\w!@#&:/])", rf"\1{_ZERO_WIDTH}", text)
    text = re.sub(r"\](?=[(\[])", f"]{_ZERO_WIDTH}", text)
    return re.sub(r"([*_~`|\\])", rf"\1{_ZERO_WIDTH}", text)
