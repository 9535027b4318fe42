"""Whether a currency sign stands before a number: "$5", "$-5", "EUR -2.6 million", "dollar 5"."""

from __future__ import annotations

from extractors.lexicon import CURRENCY_MARKS
from extractors.tokens import Sentence
from extractors.units import currency_of
from extractors.words import words

CURRENCY_WORDS = words("amount_units.currency_words")
_LONG_CODE = 3  # letters


def is_money(sent: Sentence, i: int) -> bool:
    """True where a currency sign stands before token ``i``."""
    if i == 0:
        return False
    if sent.forms[i - 1] == "sign" or sent.words[i - 1] in CURRENCY_MARKS:
        return True
    if sent.forms[i] != "number":
        return False
    if sent.words[i - 1] in CURRENCY_WORDS:
        return True
    return i > 1 and sent.words[i - 1] == "-" and sent.glued(i) and _is_sign(sent, i - 2)


_WORDS_TOO = frozenset("ALL TOP TRY CUP".split())


def _is_sign(sent: Sentence, k: int) -> bool:
    """True for "$", and for a code that no number follows at once, but its minus."""
    code = sent.words[k]
    if sent.forms[k] == "sign":
        return True
    return len(code) == _LONG_CODE and code.isupper() and code not in _WORDS_TOO and currency_of(code) == code
