"""Every rule for what is dropped and for times carries sentences of its own, and they hold."""

from __future__ import annotations

import re
from datetime import date

import pytest
from _pytest.mark import ParameterSet

from extractors.claims import find_claims
from extractors.drops import REASONS, RULE_TABLE, DropRule
from extractors.periods import RULES, PeriodRule, find_periods

PUBLISHED = date(2019, 11, 20)
MARKED = re.compile(r"<(.+?)>")


def unmarked(example: str) -> tuple[str, list[tuple[int, int]]]:
    """The sentence without its brackets, and the spans that stood in them."""
    spans: list[tuple[int, int]] = []
    text, at = "", 0
    for m in MARKED.finditer(example):
        text += example[at : m.start()]
        spans.append((len(text), len(text) + len(m[1])))
        text += m[1]
        at = m.end()
    return text + example[at:], spans


def cases(field: str) -> list[ParameterSet]:
    return [
        pytest.param(rule, sentence, id=f"{rule.name}-{k}")
        for rule in RULE_TABLE
        for k, sentence in enumerate(getattr(rule, field))
    ]


@pytest.mark.parametrize(("rule", "example"), cases("examples"))
def test_the_marked_numerals_are_dropped_by_their_rule(rule: DropRule, example: str) -> None:
    text, spans = unmarked(example)
    assert spans, "mark the numeral with <>"
    found = find_claims(text, published_on=PUBLISHED)
    for start, end in spans:
        reasons = [d.reason for d in found.drops if d.start < end and start < d.end]
        assert reasons == [rule.name], (text[start:end], found)
        assert not [c.quote for c in found.claims if c.start < end and start < c.end]


@pytest.mark.parametrize(("rule", "sentence"), cases("counterexamples"))
def test_a_counterexample_is_not_dropped_by_the_rule(rule: DropRule, sentence: str) -> None:
    found = find_claims(sentence, published_on=PUBLISHED)
    reasons = {d.reason for d in found.drops}
    assert rule.name not in reasons
    assert reasons <= REASONS
    assert found.claims


@pytest.mark.parametrize("rule", RULE_TABLE, ids=lambda rule: rule.name)
def test_a_drop_rule_has_both_kinds_of_sentences(rule: DropRule) -> None:
    assert rule.examples
    assert rule.counterexamples


@pytest.mark.parametrize(
    ("rule", "words", "iso"),
    [pytest.param(rule, words, iso, id=f"{rule.name}-{words}") for rule in RULES for words, iso in rule.examples],
)
def test_a_time_is_read_by_its_rule(rule: PeriodRule, words: str, iso: str | None) -> None:
    text = f"Output grew {words}, the agency said."
    found = find_periods(text, 0, len(text), PUBLISHED)
    assert [(p.words, p.iso, p.rule) for p in found] == [(words, iso, rule.name)]


@pytest.mark.parametrize(
    ("rule", "words"),
    [pytest.param(rule, words, id=f"{rule.name}-{words}") for rule in RULES for words in rule.counterexamples],
)
def test_a_counterexample_is_no_such_time(rule: PeriodRule, words: str) -> None:
    text = f"{words} came, the agency said."
    assert rule.name not in [p.rule for p in find_periods(text, 0, len(text), PUBLISHED)]


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.name)
def test_a_period_rule_has_examples(rule: PeriodRule) -> None:
    assert rule.examples
