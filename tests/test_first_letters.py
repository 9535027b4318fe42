"""Alternatives that are tried only where their first letter stands match what all of them together match."""

from __future__ import annotations

import re

import pytest

from extractors.drops import SPAN_RULES
from extractors.first_letters import Alternatives, first_letters
from extractors.periods import RULES

LETTERS = [
    # pattern                          begins with
    (r"\b(?:the )?[12]\d", "12t"),
    (r"[vV]?(?!\d)[1-3]", "123Vv"),
    (r"(?:^|(?<=\n))\(?[ab]", "(ab"),
    (r"(?i:good|day) x", "GgDd"),
    (r"a{0,2}b|c+|\.d?", "abc."),
    (r"(?P<at>[xy]z?)*+(?<!q)w", "xyw"),
    (r"a?(?=b)", "".join(map(chr, range(128)))),
]
NAMED = {
    "drops": [(rule.name, rule.pattern) for rule in SPAN_RULES],
    "times": [(f"rule_{rule.name}", rule.pattern) for rule in RULES],
}
TEXTS = [re.sub("[<>]", "", text) for rule in SPAN_RULES for text in (*rule.examples, *rule.counterexamples)] + [
    f'The mill {words}, and ("{words}" ½é.' for rule in RULES for words, _ in rule.examples
]


@pytest.mark.parametrize(("pattern", "letters"), LETTERS)
def test_what_a_pattern_can_begin_with(pattern: str, letters: str) -> None:
    assert first_letters(pattern) == frozenset(letters)


@pytest.mark.parametrize("table", NAMED)
def test_by_letter_is_the_same_as_all_together(table: str) -> None:
    some = Alternatives(NAMED[table])
    found = 0
    for text in TEXTS:
        for place in range(len(text)):
            whole, quick = some.whole.match(text, place), some.match(text, place, len(text))
            assert (whole and (whole.span(), whole.lastgroup)) == (quick and (quick.span(), quick.lastgroup)), text
            found += whole is not None
    assert found > len(NAMED[table])
