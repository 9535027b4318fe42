"""Every rule (drops, times, measure and subject) carries sentences of its own, and they hold."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path
from types import ModuleType

import pytest
from _pytest.mark import ParameterSet

import extractors
from extractors import attach_counts, attach_shares, attach_table, attach_verbs
from extractors.attach_table import RULES as ATTACH_RULES
from extractors.attach_table import WAYS
from extractors.claims import find_claims
from extractors.drops import REASONS, RULE_TABLE, DropRule
from extractors.period_rule import PeriodRule
from extractors.periods import RULES, find_periods
from extractors.statement import Attached
from extractors.ways import Example, Rule, Way, makers, makers_for, rules_of

PUBLISHED = date(2019, 11, 20)
MARKED = re.compile(r"<(.+?)>")
UNMARK = str.maketrans("", "", "<>")


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


def attach_names(text: str) -> list[str]:
    """The rules of attaching that the claims of a text carry."""
    claims = find_claims(text, published_on=PUBLISHED).claims
    return [name for claim in claims for name in claim.rules if name.startswith("attach:")]


@pytest.mark.parametrize(
    ("rule", "example"),
    [pytest.param(rule, ex, id=f"{rule.name}-{k}") for rule in ATTACH_RULES for k, ex in enumerate(rule.examples)],
)
def test_measure_and_subject_come_from_the_rule(rule: Rule, example: Example) -> None:
    marked, measure, subject = example
    text, spans = unmarked(marked)
    assert len(spans) == 1, "mark one quantity with <>"
    start, end = spans[0]
    found = find_claims(text, published_on=PUBLISHED)
    (claim,) = [c for c in found.claims if c.start < end and start < c.end]
    assert (claim.measure, claim.subject) == (measure, subject)
    assert rule.name in claim.rules


@pytest.mark.parametrize(
    ("rule", "text"),
    [
        pytest.param(rule, text, id=f"{rule.name}-{k}")
        for rule in ATTACH_RULES
        for k, text in enumerate(rule.counterexamples)
    ],
)
def test_no_claim_of_a_counterexample_is_the_rules(rule: Rule, text: str) -> None:
    names = attach_names(text)
    assert names, "a counterexample holds a claim"
    assert rule.name not in names


@pytest.mark.parametrize("rule", ATTACH_RULES, ids=lambda rule: rule.name)
def test_a_rule_of_attaching_has_both_kinds_of_sentences(rule: Rule) -> None:
    assert rule.examples
    assert rule.counterexamples


def test_every_name_that_the_code_gives_is_one_record() -> None:
    names = Counter(rule.name for rule in ATTACH_RULES)
    assert [name for name, count in names.items() if count > 1] == []
    given: set[str] = set()
    for path in Path(extractors.__file__).parent.glob("*.py"):
        given.update(re.findall(r"attach:\w+", path.read_text(encoding="utf-8")))
    assert given == set(names)


def ladder(ways: tuple[Way[...], ...]) -> list[Way[...]]:
    return [inner for way in ways for inner in (way, *ladder(way.inside))]


@pytest.mark.parametrize(
    ("module", "tuple_name", "ways"),
    [
        (attach_table, "_MAKERS", attach_table.WAYS),
        (attach_table, "_SURROUNDING", attach_table.SURROUNDINGS),
        (attach_verbs, "_MAKERS", attach_verbs.LADDER),
        (attach_counts, "_MAKERS", attach_counts.LADDER),
        (attach_shares, "_MAKERS", attach_shares.LADDER),
    ],
)
def test_a_way_gives_only_the_answers_of_its_record(
    monkeypatch: pytest.MonkeyPatch, module: ModuleType, tuple_name: str, ways: tuple[Way[...], ...]
) -> None:
    given = []

    def watched(way: Way[...]) -> Callable[..., Attached | None]:
        def make(*args: object) -> Attached | None:
            made = way.make(*args)
            if made is not None:
                given.append((way, made.rule))
            return made

        return make

    watching = tuple(replace(way, make=watched(way)) for way in ways)
    by_kind = isinstance(getattr(module, tuple_name), dict)
    monkeypatch.setattr(module, tuple_name, makers_for(watching) if by_kind else makers(watching))
    for rule in ATTACH_RULES:
        for text in (*(example[0] for example in rule.examples), *rule.counterexamples):
            find_claims(text.translate(UNMARK), published_on=PUBLISHED)
    assert given
    assert [(way.make, name) for way, name in given if name not in {rule.name for rule in rules_of((way,))}] == []


def test_a_way_has_answers_of_its_own_or_those_of_its_ladder() -> None:
    assert [way.make for way in ladder(WAYS) if not way.rules and not way.inside] == []


def test_times_that_lean_on_each_other_need_no_depth() -> None:
    text = "In 2017 rents fell. " + "They rose that year. " * 2_000 + "That year 40 boats sank."
    (claim,) = find_claims(text, published_on=PUBLISHED).claims
    assert (claim.period, claim.period_iso) == ("That year", None)
