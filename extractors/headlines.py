"""A headline written In Title Case with its verb in small letters again, as long as before."""

from __future__ import annotations

import re

from extractors.words import words

_VERBS = words("headlines.verbs")
_COMMON = words("headlines.common")
_WORD = re.compile(r"[A-Za-z]+(?:-[A-Za-z]+)*")
_SHORT = 3  # letters of "of" and "the", which stay small
_READ = 200  # characters
_LEAST = 3  # long words that tell the case


def in_sentence_case(title: str) -> str:
    """ "Arden Bio Reports Second Quarter Results" as "Arden Bio reports second quarter results": what is no name is
    small, so that the name ends where it does. Other titles as they are.
    """
    found = list(_WORD.finditer(title, 0, _READ))
    long = [m for m in found if len(m[0]) > _SHORT]
    if len(long) < _LEAST or not all(m[0][0].isupper() for m in long):
        return title
    verb = next((m for m in found[1:] if m[0].lower() in _VERBS and m[0][1:].islower()), None)
    if verb is None or not found[0][0][0].isupper():
        return title
    small = [verb, *(m for m in found if m.start() > verb.end() and m[0].lower() in _COMMON)]
    out = title
    for m in small:
        out = out[: m.start()] + m[0].lower() + out[m.end() :]
    return out
