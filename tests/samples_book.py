"""The sample newsroom and what it promises, read once for the tests of it."""

from __future__ import annotations

import json
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML

from extractors.model import Article
from extractors.page import PageHints, parse_page

PROJECT = Path(__file__).parent.parent
SAMPLES = PROJECT / "samples"
MIRROR = SAMPLES / "mirror"
NBSP = "\u00a0"


@cache
def expected() -> Any:
    return YAML(typ="safe").load((SAMPLES / "expected.yaml").read_text(encoding="utf-8"))


ENTRIES = {entry["file"]: entry for entry in expected()["articles"]}
FILES = sorted(path.relative_to(SAMPLES).as_posix() for path in SAMPLES.rglob("*.html"))
FACTS = [(file, fact) for file, entry in ENTRIES.items() for fact in entry["facts"]]


@cache
def html(file: str) -> str:
    return (SAMPLES / file).read_text(encoding="utf-8")


def url_of(file: str) -> str:
    """The page's address as its source lists it."""
    if file.startswith("mirror/"):
        return "https://" + file.removeprefix("mirror/")
    return str(json.loads((SAMPLES / file).with_suffix(".json").read_text(encoding="utf-8"))["url"])


@cache
def article(file: str) -> Article:
    published = datetime.fromisoformat(f"{ENTRIES[file]['published']}T00:00:00+00:00")
    hints = PageHints(published_at=published)
    return parse_page((SAMPLES / file).read_bytes(), url=url_of(file), content_type="text/html", hints=hints)


def spaced(text: str) -> str:
    """Plain spaces for the no-break ones."""
    return text.replace(NBSP, " ")
