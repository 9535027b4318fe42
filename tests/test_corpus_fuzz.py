"""Any text at all: never an exception, exact quotes, sane spans, the same answer in every process."""

from __future__ import annotations

import hashlib
import json
import os
import subprocess
import sys
from collections.abc import Callable
from datetime import date
from functools import cache
from pathlib import Path
from types import FrameType
from typing import Any

import pytest
from exact_spans import check
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from test_corpus import CASES

from extractors.claims import find_claims
from extractors.drops import dropped_spans
from extractors.model import Extraction
from extractors.periods import find_periods
from extractors.text import fold
from extractors.tokens import tokenise

PUBLISHED = date(2024, 5, 15)

WORDS = """
4×10⁶ 10⁶ 5² x10¹²
5 12 1,250 1.5 .85 -3 –7 2½ ½ 3/4 1/0 10^400 1e999 80\u00a0000 12\u2009500 1\u202f204 12,34,567 2024 1990s 6:30
99999999999999999999999999999999999999 $ € £ ¥ % ‰ ° °C percent per cent points million bn m k trn lakh crore
dozen hundreds tens of thousands one two twenty-three half third quarters doubled threefold in five from to
between and or about nearly more than up down rose fell by gained cut a an the of per day barrel share
people data centres servers km mph PB G Flops GB years old last year first quarter since March by 2030 said
according will could plans if “ ” ’ ' " ( ) [ ] — – - … . , ; : ! ? \u200b \u202e 🚀 é 元 ١٢ １２ No. # COVID-19
5G G20 iPhone New S&P 500 Fortune http://a.b/1?c=2 v1.2.3 +44 20 7946 0958 one of the U.S. Inc. Nov. 3
"""
PHRASES = [
    "\n",
    '"TV" said .',
    "\u00a0",
    "$2bn-$3bn",
    "from 5 to 10 percent",
    "11 of the 12",
    "one in five",
    "80\u00a0000 people",
    "\n| 5 | 6% |\n| Kell | 7 |\n",
    "\n| | 2024 |\n|---|---|\n",
]
PIECES = st.sampled_from([*WORDS.split(), *PHRASES])
SOUP = st.lists(PIECES, max_size=60).map(" ".join) | st.lists(PIECES, max_size=60).map("".join)
CHARACTERS = st.text(max_size=300)
DIGITS = st.text(alphabet="0123456789.,- /%$:()\n\u00a0", max_size=200)
ROW = st.lists(PIECES, max_size=4).map(lambda cells: f"| {' | '.join(cells)} |") | st.just("|---|---|")
ROWS = st.lists(ROW, min_size=2, max_size=8).map("\n".join)


@cache
def corpus_texts() -> list[str]:
    return [case["text"] for case in CASES]


@cache
def corpus_answers() -> list[Extraction]:
    """Of every third sentence, under a headline that says the same."""
    return [find_claims(text, title=text[:30], published_on=PUBLISHED) for text in corpus_texts()[::3]]


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow], derandomize=True)
@given(SOUP | CHARACTERS | DIGITS | ROWS)
def test_any_text_is_read(text: str) -> None:
    check(text, find_claims(text, title=text[:40], published_on=PUBLISHED))


@settings(max_examples=60, deadline=None, derandomize=True)
@given(st.sampled_from(corpus_texts()), st.integers(0, 200), PIECES)
def test_a_sentence_with_something_stuck_in_it_is_read(text: str, at: int, piece: str) -> None:
    at %= len(text) + 1
    broken = text[:at] + piece + text[at:]
    check(broken, find_claims(broken, published_on=PUBLISHED))


@settings(max_examples=300, deadline=None, derandomize=True)
@given(st.sampled_from(corpus_texts()), st.integers(0, 100), st.integers(1, 100))
def test_a_piece_of_a_sentence_is_read(text: str, first: int, length: int) -> None:
    words = text.split(" ")
    first %= len(words)
    piece = " ".join(words[first : first + length])
    check(piece, find_claims(piece, published_on=PUBLISHED))


@pytest.mark.parametrize(("place", "behind"), list(enumerate([0, 1, 3])))
def test_a_sentence_that_breaks_off_behind_a_number_is_read(place: int, behind: int) -> None:
    for text in corpus_texts()[place::3]:
        words = text.rstrip(".").split(" ")
        for k, word in enumerate(words):
            if any(map(str.isdigit, word)):
                broken = " ".join(words[max(0, k - 12) : k + 1 + behind])
                check(broken, find_claims(broken, published_on=PUBLISHED))


def test_sentences_under_a_headline_give_exact_spans() -> None:
    """Without one, tests/test_corpus.py checks them all."""
    for text, got in zip(corpus_texts()[::3], corpus_answers(), strict=True):
        check(text, got)


@pytest.mark.parametrize(
    "text", ["", " ", "\n\n", "\u00a0", "No figures here.", "\x00", "\ud800 5 people", "%" * 50, "5 percent.2024"]
)
def test_nothing_to_find_is_no_error(text: str) -> None:
    check(text, find_claims(text))


HOSTILE = {
    "digits": "1" * 20_000,
    "digit groups": "1," * 10_000,
    "open brackets": "(" * 10_000 + "5 people",
    "number words": "one hundred and " * 3_000,
    "hyphens": "twenty-" * 5_000 + "three",
    "froms": "from 5 to " * 3_000,
    "commas": "5 dogs, " * 3_000,
    "spaces": "5" + " " * 20_000 + "people",
    "of the": "5 of the " * 3_000,
    "capitals": "Ab " * 8_000 + "5",
    "quotes": "“" * 5_000 + " 5 people said",
    "decimals": "1." * 10_000,
    "slashes": "1/" * 10_000,
    "dollars": "$" * 10_000 + "5",
    "one sentence": "The firm has 5 plants and " * 1_500,
}


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_repetition_is_read(name: str) -> None:
    """A pattern that backtracks would not come back from one of these; the suite's own limit would show it."""
    check(HOSTILE[name], find_claims(HOSTILE[name], published_on=PUBLISHED))


PROGRAM = """
import hashlib, json, sys
from datetime import date
from extractors.claims import find_claims
for text in json.load(sys.stdin):
    got = repr(find_claims(text, title=text[:30], published_on=date(2024, 5, 15)))
    print(hashlib.sha256(got.encode("utf-8", "surrogatepass")).hexdigest())
"""


def digest(got: Extraction) -> str:
    return hashlib.sha256(repr(got).encode("utf-8", "surrogatepass")).hexdigest()


def test_same_answer_whatever_the_hash_seed_locale_and_time_zone() -> None:
    world = {"PYTHONHASHSEED": "4711", "LC_ALL": "C", "TZ": "Asia/Kolkata"}
    elsewhere = subprocess.run(
        [sys.executable, "-c", PROGRAM],
        input=json.dumps(corpus_texts()[::3]),
        env={**os.environ, **world},
        capture_output=True,
        text=True,
        check=True,
        cwd=Path(__file__).parent.parent,
    ).stdout
    assert elsewhere.splitlines() == [digest(got) for got in corpus_answers()]


def test_order_of_calls_does_not_matter() -> None:
    texts = corpus_texts()[:60]
    forward = [find_claims(t, published_on=PUBLISHED) for t in texts]
    backward = [find_claims(t, published_on=PUBLISHED) for t in reversed(texts)]
    assert forward == backward[::-1]


def work(text: str) -> int:
    """Python lines run while reading ``text``: the same in every run, unlike time."""
    lines = 0

    def trace(frame: FrameType, event: str, arg: object) -> Callable[..., Any]:
        nonlocal lines
        lines += event == "line"
        return trace

    old = sys.gettrace()
    sys.settrace(trace)
    try:
        find_claims(text, published_on=PUBLISHED)
    finally:
        sys.settrace(old)
    return lines


GROWING = {
    "a sentence each": lambda n: "\n".join(f"The depot holds {i + 3000} crates." for i in range(n)),
    # long enough to be cut at the smaller size already, which costs each number a little more
    "one sentence": lambda n: "The depot holds " + ", ".join(f"{i + 3000} crates" for i in range(3 * n)) + ".",
    "a table": lambda n: "\n".join(f"| Depot {i} | {i + 3000} | {i % 100}% |" for i in range(n)),
    "no numbers": lambda n: "The council met in the old library. " * n,
    "one paragraph": lambda n: "Sales rose 5 percent to $3 billion in May, the firm said. " * n,
    "an event": lambda n: "A fire in Norvale killed 5 people. The blaze hurt 3 others and burnt 20 homes. " * n,
}


@pytest.mark.parametrize("name", GROWING)
def test_work_grows_no_faster_than_the_text(name: str) -> None:
    make = GROWING[name]
    find_claims(make(3), published_on=PUBLISHED)  # tables are read once
    small, large = work(make(60)), work(make(240))
    assert large <= 4.4 * small


@pytest.fixture(scope="module")
def read_by_patterns() -> dict[str, int]:
    """Characters that regular expressions read, by name of a growing text and its size."""
    texts = {f"{name} {n}": make(n) for name, make in GROWING.items() for n in (120, 480)}
    here = Path(__file__).parent
    done = subprocess.run(
        [sys.executable, here / "pattern_work.py"],
        input=json.dumps(texts),
        env={**os.environ, "PYTHONPATH": str(here.parent)},
        capture_output=True,
        text=True,
        check=True,
    )
    read: dict[str, int] = json.loads(done.stdout)
    return read


@pytest.mark.parametrize("name", GROWING)
def test_patterns_read_no_more_than_the_text_grows(name: str, read_by_patterns: dict[str, int]) -> None:
    """An expression that reads the whole text for each number is one line of Python, and slow."""
    small, large = read_by_patterns[f"{name} 120"], read_by_patterns[f"{name} 480"]
    assert small > 0
    assert large <= 4.4 * small


def test_no_date_or_time_is_lost_where_it_is_not_looked_for(monkeypatch: pytest.MonkeyPatch) -> None:
    """Costly patterns are not tried behind words that they nowhere spell; trying them there finds nothing more."""
    texts = [fold(text) for text in corpus_texts()]

    def found() -> list[object]:
        return [(find_periods(t, 0, len(t), PUBLISHED), dropped_spans(tokenise(t, 0, len(t)), t)) for t in texts]

    quick = found()
    monkeypatch.setattr("extractors.text._may_hold", lambda pattern, words: True)
    assert found() == quick
