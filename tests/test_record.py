"""Claims of an article to rows: what only shows where several stand together."""

from __future__ import annotations

from datetime import date

import pytest

from extractors.claims import find_claims
from extractors.keys import NO_ALIASES
from extractors.model import Article
from extractors.record import make_records

BESIDE = [
    # the text, the figure, what it allows
    ("Norland's unemployment rate fell to 3.5 percent from 4 percent.", "4 percent", (3.95, 4.05)),
    ("Norvik's revenue rose to $4 billion from $3.72 billion.", "$4 billion", (3.995e9, 4.005e9)),
    ("Norvik's revenue came to $4 billion. Norvik's revenue was $3.72 billion.", "$4 billion", (3.5e9, 4.5e9)),
    ("Norvik's revenue rose to $4 billion and its profit to $3.72 billion.", "$4 billion", (3.5e9, 4.5e9)),
    ("Norvik's revenue rose to $9 billion from $3.72 billion.", "$9 billion", (8.5e9, 9.5e9)),
    ("Norvik's revenue rose to about $4 billion from $3.72 billion.", "about $4 billion", (3.5e9, 4.5e9)),
    # also where another stands between them
    ("Norvik's margin was 3.5%, 3.4% and 4% in the three months.", "4%", (3.95, 4.05)),
    ("Norvik's margin was 3.5%, 3.4% and 6% in the three months.", "6%", (5.5, 6.5)),
    ("Norvik's stock has 400 vans and 4 ships.", "4 ships", (4, 4)),
]


@pytest.mark.parametrize(("text", "quote", "allowed"), BESIDE)
def test_a_round_number_beside_a_finer_one_of_its_series_is_as_fine(
    text: str, quote: str, allowed: tuple[float, float]
) -> None:
    article = Article(
        url="https://a.example/1", title=None, text=text, published_at=None, published_on=date(2026, 6, 1),
        modified_at=None, language="en",
    )  # fmt: skip
    found = find_claims(text, published_on=date(2026, 6, 1))
    (one,) = (r for r in make_records(article, found, outlet="A", aliases=NO_ALIASES) if r.quote == quote)
    assert [float(end) for end in (one.allow_low, one.allow_high) if end is not None] == pytest.approx(allowed)
