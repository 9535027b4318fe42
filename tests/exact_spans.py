"""What holds of every extraction, whatever the text."""

from __future__ import annotations

from itertools import pairwise

from extractors.model import Extraction


def check(text: str, got: Extraction) -> None:
    """Everything that holds for every extraction."""
    spans = []
    for claim in got.claims:
        assert 0 <= claim.start < claim.end <= len(text)
        assert text[claim.start : claim.end] == claim.quote
        assert text.startswith(claim.sentence, claim.sentence_start)
        assert claim.sentence_start <= claim.start
        assert claim.end <= claim.sentence_start + len(claim.sentence)
        assert claim.low.is_finite()
        assert claim.high.is_finite()
        assert claim.resolution.is_finite()
        assert claim.resolution >= 0
        assert claim.rules
        spans.append((claim.start, claim.end))
    assert spans == sorted(spans)
    assert all(a[1] <= b[0] for a, b in pairwise(spans)), "claims overlap"
    for drop in got.drops:
        assert 0 <= drop.start < drop.end <= len(text)
        assert text[drop.start : drop.end] == drop.quote
        assert drop.reason.isidentifier()
    places = [(d.start, d.end) for d in got.drops]
    assert places == sorted(places)
    assert len(set(places)) == len(places)
