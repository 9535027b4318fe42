"""The word lists of ``words.toml``, by name."""

from __future__ import annotations

import tomllib
from functools import lru_cache
from importlib.resources import files


@lru_cache(maxsize=1)
def _lists() -> dict[str, dict[str, str]]:
    return tomllib.loads(files("extractors").joinpath("words.toml").read_text(encoding="utf-8"))


def words(name: str) -> frozenset[str]:
    """The list ``name``, such as ``moves.up_verbs``: the module that uses it, and what it holds."""
    section, _, key = name.partition(".")
    return frozenset(_lists()[section][key].split())
