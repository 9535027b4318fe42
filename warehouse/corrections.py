"""``config/corrections.yaml``: what people have put right in claims and series, kept over every reading anew."""

from __future__ import annotations

import json
import os
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, Literal

from pydantic import Field

from extractors.errors import ConfigError
from extractors.record import make_id
from extractors.settings import SettingsModel, check_settings

HEAD = """\
# What you have put right: written by `figurewatch correct` and `figurewatch series merge|split`; edit it as you like.
# Taking an entry out takes the correction back at the next run.

corrections: []
"""
NEEDS: Mapping[str, tuple[str, ...]] = {
    "reject": ("claim",),
    "fix": ("claim", "to"),
    "move": ("claim", "into"),
    "note": ("note",),
    "merge": ("series", "into"),
    "split": ("series", "label"),
}


class Fixed(SettingsModel):
    """What a claim should say; only what is given is changed."""

    value: str | None = Field(default=None, description='The value, in unit, such as "25" or "1.5".')
    value_high: str | None = Field(default=None, description="Upper value, for a range.")
    bound: Literal["=", "~", ">", ">=", "<", "<="] | None = Field(default=None, description="How it is hedged.")
    unit: str | None = Field(default=None, description="Unit: counted noun, ISO 4217 code, % or symbol.")
    per: str | None = Field(default=None, description="Denominator, such as day.")
    measure: str | None = Field(default=None, description="What is measured.")
    subject: str | None = Field(default=None, description="Whose figure it is.")
    period: str | None = Field(default=None, description="Time it holds for, in ISO 8601: 2025, 2025-Q1, 2025-03.")
    modality: Literal["actual", "forecast", "target", "hypothetical"] | None = Field(
        default=None, description="Modality."
    )


class CorrectionEntry(SettingsModel):
    """One correction."""

    action: Literal["reject", "fix", "move", "note", "merge", "split"] = Field(description="What to do.")
    claim: str | None = Field(default=None, description="Id of the claim, for reject, fix, move and note.")
    url: str | None = Field(default=None, description="Article of the claim, to find it again should its id change.")
    quote: str | None = Field(default=None, description="Words of the claim, likewise.")
    sentence: str | None = Field(default=None, description="Sentence of the claim, likewise.")
    to: Fixed | None = Field(default=None, description="What the claim should say, for fix.")
    series: str | None = Field(default=None, description="Series to merge, to split, or that a note is about.")
    into: str | None = Field(default=None, description="Series that claims go to, for move and merge.")
    outlet: str | None = Field(default=None, description="Split off what this outlet says.")
    words: str | None = Field(default=None, description="Split off what is said in sentences with these words.")
    label: str | None = Field(default=None, description="What the part that is split off is called.")
    note: str | None = Field(default=None, description="Why.")

    @property
    def id(self) -> str:
        """The same for the same entry; a note more or less does not matter."""
        return make_id("correction", json.dumps(self.model_dump(exclude={"note"} if self.action != "note" else None)))

    @property
    def part(self) -> str:
        """The series that a split makes."""
        return make_id("series", "part", self.series, self.outlet, self.words)


class CorrectionFile(SettingsModel):
    """The whole file."""

    corrections: tuple[CorrectionEntry, ...] = Field((), description="What people have put right.")


def load_corrections(path: Path) -> tuple[CorrectionEntry, ...]:
    """The corrections of a file; none when there is no file. ConfigError says every mistake at once."""
    if not path.exists():
        return ()
    checked = check_settings(path.read_text(encoding="utf-8"), CorrectionFile, str(path))
    mistakes = []
    for number, entry in enumerate(checked.settings.corrections):
        place = checked.place("corrections", number)
        mistakes += [f"{place}: {what}" for what in _mistakes(entry)]
    if mistakes:
        raise ConfigError("\n".join(mistakes))
    return checked.settings.corrections


def _mistakes(entry: CorrectionEntry) -> list[str]:
    missing = [name for name in NEEDS[entry.action] if getattr(entry, name) is None]
    found = [f"{entry.action} needs {' and '.join(missing)}"] if missing else []
    if entry.action == "note" and entry.claim is None and entry.series is None:
        found.append("note needs claim or series")
    if entry.action == "split" and entry.outlet is None and entry.words is None:
        found.append("split needs outlet or words: which claims to take out")
    if entry.action == "merge" and entry.series == entry.into:
        found.append("merge: series and into are the same")
    for value in (entry.to.value, entry.to.value_high) if entry.to else ():
        if value is not None and not _is_number(value):
            found.append(f"fix: {value!r} is no number; write it in full with a point, such as 1500000 or 2.5")
    return found


def _is_number(text: str) -> bool:
    from decimal import Decimal, InvalidOperation

    try:
        return Decimal(text).is_finite()
    except InvalidOperation:
        return False


def add_correction(path: Path, entry: CorrectionEntry) -> bool:
    """Write ``entry`` at the end of the file; comments and order stay. False when it is there already."""
    mistakes = _mistakes(entry)
    if mistakes:
        raise ConfigError("; ".join(mistakes))
    if entry.id in {one.id for one in load_corrections(path)}:
        return False
    if not path.exists():
        path.write_text(HEAD, encoding="utf-8")
    _change(path, entry.model_dump(exclude_none=True))
    return True


def _change(path: Path, entry: Mapping[str, Any]) -> None:
    from ruamel.yaml import YAML
    from ruamel.yaml.comments import CommentedSeq

    yaml = YAML(typ="rt")
    yaml.preserve_quotes = True
    yaml.width = 4096
    yaml.indent(mapping=2, sequence=4, offset=2)
    with path.open(encoding="utf-8") as file:
        data = yaml.load(file) or {}
    known: Sequence[Any] = data.get("corrections") or ()
    if isinstance(known, CommentedSeq) and known:
        known.append(dict(entry))
    else:
        data["corrections"] = [dict(entry)]
    part = path.with_name(f".{path.name}.{os.getpid()}")
    try:
        with part.open("w", encoding="utf-8") as file:
            yaml.dump(data, file)
        load_corrections(part)
        part.replace(path)
    finally:
        part.unlink(missing_ok=True)
