"""Bare numbers that are people: killed and hurt, of a family or party, and who do something."""

from __future__ import annotations

from extractors.bare_place import Place
from extractors.bounds import bound_before
from extractors.words import words

_HARM = words("bare.harm")

_HARM_VERBS = words("bare.harm_verbs")

_PRESENT = ("VBD", "VBP", "VBZ")


def is_people_harmed(p: Place) -> bool:
    """ "killed 30", "killed more than 900", "left 12 injured"."""
    hedge = bound_before(p.sent, p.amount.first, None)
    verb = p.sent.lows[hedge[1] - 1] if hedge and hedge[1] else p.before
    behind = p.sent.lows[p.amount.num_last + 1 : p.amount.num_last + 2]
    already = p.after in _BEFORE_HARM and bool(behind) and behind[0] in _HARM  # "with 14 already dead", "9 shot dead"
    return already or p.after in _HARM or verb in _HARM_VERBS


_BEFORE_HARM = ("already", "now", "still", "shot", "found")


def is_acting(p: Place) -> bool:
    """ "Forty marched, and 12 were held"."""
    stays = p.after_tag == "VB" and p.before in ("while", "but", "and", "though", ",", ";")  # "while 20 remain"
    behind = p.sent.tags[p.amount.num_last + 1 : p.amount.num_last + 2]
    only = p.before == "only" and p.after_tag == "VBN" and behind in (["DT"], ["PRP$"])  # "only 40 registered a car"
    return (
        (p.after_tag in _PRESENT or only or stays or (p.after_tag == "MD" and p.before in (",", "only")))
        and p.amount.form == "digits"
        and p.whole
        and p.amount.low > 1
        and p.before in _BEFORE_ACTING
    )


_BEFORE_ACTING = frozenset(
    ("", ",", ";", *"and while but said that when which whom only since after because if".split())
)


def is_harmed_later(p: Place) -> bool:
    """ "and 12 were killed"."""
    j = p.amount.num_last
    return is_acting(p) and any(w in _HARM for w in p.sent.lows[j : j + 3])


def is_hedged_acting(p: Place) -> bool:
    """ "At least 12 were held"."""
    stays = p.after_tag == "VB" and p.after.startswith("remain")
    return (p.after_tag in (*_PRESENT, "VBN", "MD") or stays) and p.amount.low > 1 and p.hedged


def is_word_acting(p: Place) -> bool:
    """ "Twelve were held"."""
    return p.after_tag in (*_PRESENT, "VBN", "MD", "VB") and p.amount.low > 1 and p.amount.form == "words"


def is_who(p: Place) -> bool:
    """ "for nine who are missing": people."""
    return p.after == "who" and p.amount.low > 1 and p.whole
