"""Words that are parts of a whole, and vague amounts, with what they are worth."""

from __future__ import annotations

FRACTIONS = {
    "half": 2,
    "halves": 2,
    "third": 3,
    "thirds": 3,
    "quarter": 4,
    "quarters": 4,
    "fourth": 4,
    "fourths": 4,
    "fifth": 5,
    "fifths": 5,
    "sixth": 6,
    "sixths": 6,
    "seventh": 7,
    "sevenths": 7,
    "eighth": 8,
    "eighths": 8,
    "ninth": 9,
    "ninths": 9,
    "tenth": 10,
    "tenths": 10,
    "twentieth": 20,
    "hundredth": 100,
    "hundredths": 100,
}
# What readers take a vague amount for; the conventions of the annotation guide.
VAGUE = {"several": 3, "few": 3, "couple": 2, "handful": 3}
VAGUE_PLURALS = {
    "dozens": 24,
    "scores": 40,
    "hundreds": 200,
    "thousands": 2000,
    "millions": 2_000_000,
    "billions": 2_000_000_000,
    "trillions": 2_000_000_000_000,
    "lakhs": 200_000,
    "crores": 20_000_000,
}
