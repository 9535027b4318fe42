"""Planes, cars and the like counted by the name of their model: "25 A350-900s", "ten 767s", "four F-35s"."""

from __future__ import annotations

import re

from extractors.amount import Amount
from extractors.tokens import Sentence

_MODEL = re.compile(r"[A-Z]{1,4}-?\d[\dA-Za-z-]*s")
_NUMBER = re.compile(r"[1-9]\d{2}")  # "767", no year
_MOST = 10_000


def read_models(sent: Sentence, amount: Amount) -> bool:
    """Count the model directly behind the number; True when read. The unit is the model's name in small letters."""
    j = amount.num_last + (sent.lows[amount.num_last : amount.num_last + 1] == ["more"])
    if amount.kind is not None or not amount.low == amount.high <= _MOST or amount.low % 1:
        return False
    if sent.forms[j : j + 1] == ["code"] and _MODEL.fullmatch(sent.words[j]):
        last, unit = j + 1, sent.words[j][:-1]
    elif sent.lows[j + 1 : j + 2] == ["s"] and sent.glued(j + 1) and _NUMBER.fullmatch(sent.words[j]):
        last, unit = j + 2, sent.words[j]
    else:
        return False
    amount.phrase = amount.head = j
    amount.last = last
    amount.take_kind("count", unit.lower(), "count:noun")
    return True
