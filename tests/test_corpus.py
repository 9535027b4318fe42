"""The corpus of ``tests/corpus``: what the extractor must say of each sentence, and floors it may not sink below.

A group is one TOML file named for its phenomenon. ``[[case]]`` holds ``text``, the article's ``title``, ``published``
and ``currency`` where they matter, and what is expected:

- ``claims``: every claim of the text. ``quote``, ``value``, ``kind``, ``unit``, ``per``, ``bound`` and ``change`` are
  always compared (left out: no unit, no rate, bound "=", no change); ``measure``, ``subject``, ``period_iso``,
  ``modality``, ``attributed_to`` only where given. "" is None, "a|b" is either, "?" is not compared. A counted noun
  agrees by its head ("data centre", "centre"), a measure, subject or speaker by half of its content words.
  ``optional``: careful readers would not all count it; wrong only when found with another value or kind.
- ``drops``: numerals that must be dropped, with the reason.
- ``not_yet = true``: known to fail. It must, so a case that starts to work says so.

A group is one test: of some thousand, one for each sentence, pytest's own work took as long as the extractor's.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from exact_spans import check

from extractors.claims import find_claims
from extractors.model import Claim

FOLDER = Path(__file__).with_name("corpus")
ALWAYS = {"unit": None, "per": None, "bound": "=", "change": None}
PHRASES = ("measure", "subject", "attributed_to")
LITTLE = frozenset(
    {
        *["a", "an", "the", "of", "in", "on", "for", "at", "to", "by", "and", "or"],
        *["with", "from", "as", "its", "their", "his", "her", "our", "total"],
    }
)


def load(path: Path) -> list[dict[str, Any]]:
    table = tomllib.loads(path.read_text(encoding="utf-8"), parse_float=Decimal)
    return [{"published": table["published"], "group": path.stem} | case for case in table["case"]]


GROUPS = {path.stem: load(path) for path in sorted(FOLDER.glob("*.toml")) if path.stem != "floors"}
CASES = [case for group in GROUPS.values() for case in group]


def differences(case: dict[str, Any]) -> list[str]:
    """What the extractor says otherwise than the case; empty when all is right."""
    published = date.fromisoformat(case["published"])
    got = find_claims(case["text"], title=case.get("title"), published_on=published, currency=case.get("currency"))
    try:
        check(case["text"], got)
    except AssertionError as error:  # no such failure is expected, of a case that is not yet right either
        raise ValueError(f"claims of no sentence can be so: {case['text']!r}") from error
    left = list(got.claims)
    wrong: list[str] = []
    taken: set[int] = set()
    for want in case["claims"]:
        spans = places(case["text"], want["quote"])
        here = [s for s in spans if s[0] not in taken]
        claim = next((c for s in here for c in left if c.start < s[1] and s[0] < c.end), None)
        taken.update(s[0] for s in here[:1])
        if claim is None:
            wrong += [] if want.get("optional") else [f"missing {want['quote']!r}"]
            continue
        left.remove(claim)
        wrong += compare(want, claim)
    wrong += [f"unexpected {c.quote!r} ({c.kind} {c.low} {c.unit})" for c in left if not c.vague]
    for want in case.get("drops", ()):
        for start, end in places(case["text"], want["quote"])[:1]:
            reasons = {d.reason for d in got.drops if d.start < end and start < d.end}
            if not reasons & set(want["reason"].split("|")):
                wrong.append(f"{want['quote']!r} dropped as {sorted(reasons)}, not {want['reason']}")
    return wrong


def places(text: str, quote: str | list[str]) -> list[tuple[int, int]]:
    quotes = [quote] if isinstance(quote, str) else quote
    return sorted((m.start(), m.end()) for q in quotes for m in re.finditer(rf"(?<!\w){re.escape(q)}(?!\w)", text))


def compare(want: dict[str, Any], claim: Claim) -> Iterator[str]:
    quotes = [want["quote"]] if isinstance(want["quote"], str) else want["quote"]
    low, high = want["value"] if isinstance(want["value"], list) else (want["value"],) * 2
    if not (near(claim.low, low) and near(claim.high, high)):
        yield f"{quotes[0]!r}: value {claim.low}..{claim.high}, not {low}..{high}"
    if want.get("optional"):
        if claim.kind not in want["kind"].split("|"):
            yield f"{quotes[0]!r}: kind {claim.kind!r}, not {want['kind']!r}"
        return
    if claim.quote not in quotes:
        yield f"quote {claim.quote!r}, not {quotes[0]!r}"
    for field, expected in {**ALWAYS, **want}.items():
        if field in ("quote", "value", "optional") or expected == "?":
            continue
        actual = getattr(claim, field)
        choices = (expected or "").split("|")
        if field in PHRASES:
            right = any(same_phrase(choice, actual) for choice in choices)
        elif field == "unit" and want["kind"] == "count" and actual:
            right = actual.split()[-1] in [choice.split()[-1] for choice in choices if choice]
        else:
            right = (actual or "") in choices
        if not right:
            yield f"{quotes[0]!r}: {field} {actual!r}, not {expected!r}"


def near(a: Decimal, b: Decimal | int) -> bool:
    return abs(a - b) <= Decimal("1e-9") * max(abs(a), abs(b), Decimal("1e-9"))


def same_phrase(want: str, got: str | None) -> bool:
    """At least half of the content words, counted both ways, agree."""
    w, g = content_words(want), content_words(got or "")
    return (not w and not g) or (bool(w & g) and 2 * len(w & g) >= 0.5 * (len(w) + len(g)))


def content_words(phrase: str) -> set[str]:
    found = re.findall(r"[\w.&%-]+", re.sub(r"['’]s\b", "", phrase.lower()))
    return {w if len(w) < 4 else re.sub(r"(?<!s)s$", "", w) for w in found} - LITTLE


@pytest.mark.parametrize("group", GROUPS)
def test_sentences(group: str) -> None:
    """Each that is read otherwise than its case says, with how; one that is ``not_yet`` and is right has nothing."""
    read = [(case, differences(case)) for case in GROUPS[group]]
    assert {case["text"]: said for case, said in read if bool(said) != case.get("not_yet", False)} == {}


def test_share_of_right_sentences_never_sinks() -> None:
    """``floors.toml`` pins, for each group, how many of its cases are right; raise it when a case starts to work."""
    floors = tomllib.loads((FOLDER / "floors.toml").read_text(encoding="utf-8"))
    right = {name: sum(not c.get("not_yet") for c in cases) for name, cases in GROUPS.items()}
    assert right == floors["right"]


def test_corpus_is_of_a_size_and_has_no_sentence_twice() -> None:
    assert len(CASES) >= 300
    seen = [(c["text"], c.get("currency")) for c in CASES]
    assert len(set(seen)) == len(seen)
