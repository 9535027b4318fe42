"""Tons by the outlet's country: the metric ones wherever nothing else can be meant."""

from __future__ import annotations

import pytest

from extractors.claims import find_claims

TONS = [
    # country, text, unit, per
    ("GB", "Norland harvested 43 million tons of wheat.", "tonne", None),
    ("in", "Copper traded at $9,430 a ton.", "USD", "tonne"),
    ("GB", "Norland harvested 43 million tonnes of wheat.", "tonne", None),
    ("US", "Norland harvested 43 million tons of wheat.", "ton", None),
    (None, "Norland harvested 43 million tons of wheat.", "ton", None),
    ("GB", "U.S. mines dug up 43 million tons of coal.", "ton", None),
    ("GB", "The mine dug up 43 million short tons of coal.", "ton", None),
    ("GB", "HARROW, Norland (AP) - Norland harvested 43 million tons of wheat.", "ton", None),
    ("GB", "Norland bought 43 million barrels of oil.", "barrel", None),
]


@pytest.mark.parametrize(("country", "text", "unit", "per"), TONS)
def test_tons_are_what_the_outlets_country_weighs_in(
    country: str | None, text: str, unit: str, per: str | None
) -> None:
    (claim,) = find_claims(text, country=country).claims
    assert (claim.unit, claim.per) == (unit, per)
