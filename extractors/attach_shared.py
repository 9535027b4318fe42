"""Answers that ways of several modules give, with their sentences."""

from __future__ import annotations

from extractors.ways import Rule

OUTLOOK = Rule(
    "attach:outlook",
    (
        ("Oakmart's sales were $4 billion, above the <$3 billion> estimate.", "sales", "Oakmart"),
        ("Oakmart's margin was 4 percent, below a forecast of <5 percent>.", "margin, a forecast", "Oakmart"),
        ("Oakmart's sales were $4 million, above the estimate of $3 million and up <2 percent>.", "sales", "Oakmart"),
    ),
    (
        "Oakmart's sales were $4 billion, above the $3 billion target price of Telmar.",
        "Oakmart cut its forecast to 3 percent.",
    ),
)
PREVIOUS = Rule(
    "attach:previous",
    (("Norvale has revenue of $5 million; <$6 million>.", "revenue", "Norvale"),),
    ("The court imposed a fine of $5 million and a fee of $6 million.",),
)
