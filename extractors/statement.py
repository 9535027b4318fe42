"""What is known of a quantity besides its size: what it measures and whose it is."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple


@dataclass(slots=True)
class Statement:
    """Measure and subject in the article's words (None where not stated), and a rate that an adjective gave.

    ``lasts`` for how long something takes. Not frozen, and neither is a `Phrase`: several are made for each quantity.
    """

    measure: str | None
    subject: str | None
    per: str | None
    rule: str
    lasts: bool = False


class Attached(NamedTuple):
    """What one way of attaching found, not yet tidied; ``rule`` names the way."""

    measure: str | None
    owner: str | None
    rule: str
    per: str | None = None
