"""The tables of ``series_keys.toml``: the one place that reads them."""

from __future__ import annotations

import tomllib
from importlib.resources import files
from typing import Any

from extractors.keys import lemma

_TABLES: dict[str, Any] = tomllib.loads(files("extractors").joinpath("series_keys.toml").read_text(encoding="utf-8"))


def series_words(table: str) -> tuple[str, ...]:
    """The words of a list, in its order."""
    return tuple(_TABLES[table])


def series_stems(table: str) -> frozenset[str]:
    """The stems of a list of single words."""
    return frozenset(map(lemma, _TABLES[table]))


def series_names(table: str) -> dict[str, Any]:
    """A table whose entries have values: "cbo" is the "us"'s."""
    return dict(_TABLES[table])
