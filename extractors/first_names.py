"""First names and the gender they tell: a census table and a list of names from elsewhere."""

from __future__ import annotations

from functools import lru_cache
from importlib.resources import files
from typing import Literal

from extractors.words import words

Gender = Literal["m", "f", ""]


@lru_cache(maxsize=1)
def first_names() -> dict[str, Gender]:
    """Lower-case first name to "m", "f" or "" where both bear it; read once, about 2 ms."""
    names: dict[str, Gender] = {}
    table = files("extractors").joinpath("tables/first_names.txt").read_text(encoding="ascii")
    for line in table.splitlines():
        if not line.startswith("#"):
            gender, *listed = line.split(" ")
            names.update(dict.fromkeys(listed, gender if gender in ("m", "f") else ""))  # type: ignore[arg-type]
    names.update(dict.fromkeys(words("people.male"), "m"))
    names.update(dict.fromkeys(words("people.female"), "f"))
    return names
