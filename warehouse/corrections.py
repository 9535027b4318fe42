"""``config/corrections.yaml``: what people have put right in claims and series, kept over every reading anew."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, datetime
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import Literal

from pydantic import Field

from extractors.allowed import storable
from extractors.errors import ConfigError
from extractors.iso_periods import parse_period
from extractors.model import Kind
from extractors.record import make_id
from extractors.settings import Checked, SettingsModel, check_settings
from extractors.settings_edit import SettingsList
from warehouse.settings_text import read_settings, write_settings

HEAD = """\
# What you have put right: written by `figurewatch correct` and `figurewatch series merge|split`; edit it as you like.
# `figurewatch correct undo` takes one back and keeps it here, with who did so, when and why; taking an entry out does
# so at the next run, without a trace.

corrections: []
"""
_LATER = ("kind", "change", "replaced_by")
NOT_REPLACED = "none"
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
    kind: Kind | None = Field(default=None, description="What kind of quantity it is; a unit brings its own along.")
    unit: str | None = Field(default=None, description="Unit: counted noun, ISO 4217 code, % or symbol.")
    per: str | None = Field(default=None, description="Denominator, such as day.")
    change: Literal["up", "down", "level"] | None = Field(
        default=None, description="up or down for the size of a move; level for what is no move."
    )
    measure: str | None = Field(default=None, description="What is measured.")
    subject: str | None = Field(default=None, description="Whose figure it is.")
    period: str | None = Field(default=None, description="Time it holds for, in ISO 8601: 2025, 2025-Q1, 2025-03.")
    modality: Literal["actual", "forecast", "target", "hypothetical"] | None = Field(
        default=None, description="Modality."
    )
    replaced_by: str | None = Field(
        default=None, description="Claim of the same text that took its place; none where it was not replaced."
    )

    def __str__(self) -> str:
        """``value 25, unit person``."""
        given = self.model_dump(exclude_none=True)
        return ", ".join(f"{name.replace('_', ' ')} {said}" for name, said in given.items())


class Undone(SettingsModel):
    """Who took a correction back, when and why."""

    note: str | None = Field(default=None, description="Why.")
    by: str | None = Field(default=None, description="Who took it back.")
    at: str | None = Field(default=None, description="When, in ISO 8601: 2026-05-31 or 2026-05-31T14:05:00Z.")


class CorrectionEntry(SettingsModel):
    """One correction."""

    action: Literal["reject", "fix", "move", "note", "merge", "split"] = Field(description="What to do.")
    claim: str | None = Field(default=None, description="Id of the claim, for reject, fix, move and note.")
    url: str | None = Field(default=None, description="Article of the claim, to find it again should its id change.")
    quote: str | None = Field(default=None, description="Words of the claim, likewise.")
    sentence: str | None = Field(default=None, description="Sentence of the claim, likewise.")
    to: Fixed | None = Field(default=None, description="What the claim should say, for fix.")
    series: str | None = Field(default=None, description="Series to merge, to split, or that a note is about.")
    into: str | None = Field(
        default=None,
        description="Series that claims go to, for move and merge, and for a fix that gives a claim the name of one.",
    )
    outlet: str | None = Field(default=None, description="Split off what this outlet says.")
    words: str | None = Field(default=None, description="Split off what is said in sentences with these words.")
    label: str | None = Field(default=None, description="What the part that is split off is called.")
    note: str | None = Field(default=None, description="Why.")
    by: str | None = Field(default=None, description="Who made it.")
    at: str | None = Field(default=None, description="When, in ISO 8601: 2026-05-31 or 2026-05-31T14:05:00Z.")
    undone: Undone | None = Field(default=None, description="Set once it was taken back: it holds no more.")

    @property
    def id(self) -> str:
        """The same for the same entry; why, by whom and when do not matter."""
        said = self.model_dump(exclude={"by", "at", "undone", *(() if self.action == "note" else ("note",))})
        if self.to is not None:  # what came later must not change the ids of entries without it
            said["to"] = {
                name: value for name, value in said["to"].items() if name not in _LATER or value is not None
            }
        return make_id("correction", json.dumps(said))

    @property
    def made_at(self) -> datetime | None:
        """``at`` as an instant; None where it is not given."""
        if self.at is None:
            return None
        at = datetime.fromisoformat(self.at)
        return at.astimezone(UTC) if at.tzinfo else at.replace(tzinfo=UTC)

    @property
    def part(self) -> str:
        """The series that a split makes."""
        return make_id("series", "part", self.series, self.outlet, self.words)


class CorrectionFile(SettingsModel):
    """The whole file."""

    corrections: tuple[CorrectionEntry, ...] = Field((), description="What people have put right.")


def load_corrections(path: Path) -> tuple[CorrectionEntry, ...]:
    """The corrections of a file that hold; none when there is no file. ConfigError says every mistake at once."""
    return tuple(entry for entry in all_corrections(path) if entry.undone is None)


def all_corrections(path: Path) -> tuple[CorrectionEntry, ...]:
    """Likewise with those that were taken back."""
    if not path.exists():
        return ()
    return _checked(read_settings(path), path)


def _checked(text: str, path: Path) -> tuple[CorrectionEntry, ...]:
    return check_settings(text, CorrectionFile, str(path), _file_mistakes).settings.corrections


def _file_mistakes(checked: Checked[CorrectionFile]) -> Iterator[str]:
    entries = checked.settings.corrections
    for number, entry in enumerate(entries):
        before = [one for one in entries[:number] if one.undone is None]
        for what in (*_mistakes(entry), *(() if entry.undone else _circle((*before, entry)))):
            yield f"{checked.place('corrections', number)}: {what}"


def _mistakes(entry: CorrectionEntry) -> list[str]:
    missing = [name for name in NEEDS[entry.action] if getattr(entry, name) is None]
    found = [f"{entry.action} needs {' and '.join(missing)}"] if missing else []
    if entry.action == "note" and entry.claim is None and entry.series is None:
        found.append("note needs claim or series")
    if entry.action == "split" and entry.outlet is None and entry.words is None:
        found.append("split needs outlet or words: which claims to take out")
    if entry.action == "merge" and entry.series == entry.into:
        found.append("merge: series and into are the same")
    for name in ("outlet", "words", "label"):
        if (said := getattr(entry, name)) is not None and not said.strip():
            found.append(f"{entry.action}: {name} is empty; leave it out, or say what is meant")
    for at in (entry.at, entry.undone.at if entry.undone else None):
        if at is not None and not _is_instant(at):
            found.append(f"{entry.action}: at {at!r} is no time; write 2026-05-31 or 2026-05-31T14:05:00Z")
    return found + list(_mistakes_of_fix(entry.to) if entry.to else ())


def _mistakes_of_fix(to: Fixed) -> Iterator[str]:
    """What no claim can be."""
    given = to.model_dump(exclude_none=True)
    if not given:
        yield "fix: to is empty; say what to change, such as value or subject"
    for name, said in given.items():
        if not said.strip():
            yield f"fix: {name} is empty; leave it out, or say what is meant"
    numbers = {name: _number(given[name]) for name in ("value", "value_high") if given.get(name, "").strip()}
    for name, number in numbers.items():
        if number is None:
            yield f"fix: {given[name]!r} is no number; write it in full with a point, such as 1500000 or 2.5"
        elif storable(number) is None:
            yield f"fix: {name} {given[name]} is out of range; write less than 28 digits before the point"
    low, high = numbers.get("value"), numbers.get("value_high")
    if low is not None and high is not None and high < low:
        yield f"fix: value_high {to.value_high} is below value {to.value}; write the lower one as value"
    if to.period is not None and to.period.strip() and parse_period(to.period) is None:
        yield f"fix: period {to.period!r} is no time; write 2025, 2025-Q1, 2025-H1, 2025-03, 2025-03-31 or FIRST/LAST"
    if to.kind is not None and to.unit is not None and to.unit.strip():
        from extractors.unit_kinds import settle

        try:
            settle(to.kind, None, to.kind, to.unit)
        except ValueError as error:
            yield f"fix: {error}"


def _circle(entries: Sequence[CorrectionEntry]) -> Iterator[str]:
    """What is wrong with the last of these where merges lead back to where they began."""
    last = entries[-1]
    into = {one.series: one.into for one in entries if one.action == "merge"}
    at: str | None = last.into
    for _ in into:
        if last.action == "merge" and at == last.series != last.into:
            yield f"merge: {last.into} goes into {last.series} already; take one of the two out"
            return
        at = into.get(at)


def _number(text: str) -> Decimal | None:
    try:
        number = Decimal(text)
    except InvalidOperation:
        return None
    return number if number.is_finite() else None


def _is_instant(text: str) -> bool:
    try:
        datetime.fromisoformat(text)
    except ValueError:
        return False
    return True


def add_correction(path: Path, entry: CorrectionEntry) -> bool:
    """Write ``entry`` at the end of the file; comments and order stay. False when it is there already."""
    if entry.id in {one.id for one in load_corrections(path)}:
        return False
    check_correction(path, entry)
    known = SettingsList(str(path), read_settings(path) if path.exists() else HEAD, "corrections")
    _write(path, known.add(entry.model_dump(exclude_none=True)))
    return True


def mark_undone(path: Path, entry: CorrectionEntry, undone: Undone) -> None:
    """Write into the file that ``entry``, which holds, was taken back; it stays where it is."""
    place = next(n for n, one in enumerate(all_corrections(path)) if one.undone is None and one.id == entry.id)
    known = SettingsList(str(path), read_settings(path), "corrections")
    _write(path, known.put(place, "undone", undone.model_dump(exclude_none=True)))


def find_correction(entries: Sequence[CorrectionEntry], wanted: str) -> CorrectionEntry:
    """The one of these with that id, or about that claim or series; ConfigError where there is none, or several."""
    found = [one for one in entries if one.id == wanted] or [
        one for one in entries if wanted in (one.claim, one.series)
    ]
    if not found:
        raise ConfigError(f"no correction {wanted!r} holds; `figurewatch correct ls` lists them")
    if len(found) > 1:
        told = ", ".join(f"{one.id} ({one.action})" for one in found)
        raise ConfigError(
            f"{wanted} was corrected {len(found)} times; name one: {told}; see `figurewatch correct ls`"
        )
    return found[0]


def check_correction(path: Path, entry: CorrectionEntry) -> None:
    """ConfigError, in one line, where ``entry`` is nonsense in itself, or beside those of the file."""
    mistakes = [*_mistakes(entry), *_circle((*load_corrections(path), entry))]
    if mistakes:
        raise ConfigError("; ".join(mistakes))


def _write(path: Path, text: str) -> None:
    _checked(text, path)
    write_settings(path, text)
