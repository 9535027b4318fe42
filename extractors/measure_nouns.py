"""Which nouns say what is measured; any other noun in subject position is whose figure it is."""

from __future__ import annotations

from extractors.phrases import singular
from extractors.words import words

# Nouns that say what is measured; any other noun in subject position is whose figure it is.
MEASURE_NOUNS = words("measure_nouns.nouns")
_MEASURE_ENDINGS = ("tion", "ment", "ness", "ity", "ance", "ence", "ship", "age")


def says_what(low: str) -> bool:
    """True for a noun that names a measure: "price", "capacity", "attendance"."""
    return low in MEASURE_NOUNS or low.endswith(_MEASURE_ENDINGS) or singular(low) in MEASURE_NOUNS
