"""``figurewatch correct``: claims put right by hand, in config/corrections.yaml and at once in the warehouse."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any, Literal

from cyclopts import App

from app.cli.arguments import Form, OldWhy, Why
from app.cli.ask import open_warehouse
from app.cli.output import note as tell
from app.cli.output import write_rows
from app.cli.user import user_name
from extractors.model import Kind
from flows.project import Project

if TYPE_CHECKING:
    from warehouse.corrections import CorrectionEntry, Fixed

app = App(name="correct", help="Put claims right by hand.", help_format="plaintext")


@app.command
def ls(*, form: Form = "table") -> None:
    """List the corrections and whether they found what they are about.

    Parameters
    ----------
    form
        How to print the list.
    """
    from warehouse.corrections import all_corrections
    from warehouse.series_questions import corrections

    project = Project.find()
    found = corrections(open_warehouse(project))
    columns = (*found.columns, "undone")
    rows = [
        *((*row, None) for row in found.rows),
        *(_taken_back(entry, columns) for entry in all_corrections(project.corrections_file) if entry.undone),
    ]
    if form == "table":
        place = columns.index("value")
        rows = [(*row[:place], _in_words(row[place]), *row[place + 1 :]) for row in rows]
    write_rows(columns, rows, form, empty="no corrections")


def _in_words(value: str | None) -> str | None:
    """What a fix says, which is kept as JSON, to be read."""
    from warehouse.corrections import Fixed

    return str(Fixed.model_validate_json(value)) if value is not None and value.startswith("{") else value


def _taken_back(entry: CorrectionEntry, columns: Sequence[str]) -> tuple[Any, ...]:
    """A row of `correct ls` for a correction that holds no more: only the file knows it."""
    said = {
        "action": entry.action,
        "target": entry.claim or entry.series,
        "about": entry.quote,
        "value": entry.to.model_dump_json(exclude_none=True) if entry.to else entry.into or entry.label,
        "note": entry.note,
        "made_by": entry.by,
        "made_at": None if entry.made_at is None else entry.made_at.astimezone(UTC).replace(tzinfo=None),
        "state": "undone",
        "id": entry.id,
    }
    if entry.undone is not None:
        who = " ".join(part for part in (entry.undone.by, (entry.undone.at or "")[:10]) if part)
        said["undone"] = "; ".join(part for part in (entry.undone.note, who and f"by {who}") if part)
    return tuple(said.get(column) for column in columns)


@app.command
def reject(claim_id: str, /, *, why: Why = None, note: OldWhy = None) -> None:
    """Say that a claim is none: it stays to be seen, but makes no figure.

    Parameters
    ----------
    claim_id
        The claim, as `figurewatch trend --format json` or `claims --format json` gives it.
    why, note
        Why.
    """
    keep_correction(_about(claim_id, action="reject", note=why or note))


@app.command
def fix(
    claim_id: str,
    /,
    *,
    value: str | None = None,
    value_high: str | None = None,
    bound: Literal["=", "~", ">", ">=", "<", "<="] | None = None,
    kind: Kind | None = None,
    unit: str | None = None,
    per: str | None = None,
    change: Literal["up", "down", "level"] | None = None,
    measure: str | None = None,
    subject: str | None = None,
    period: str | None = None,
    modality: Literal["actual", "forecast", "target", "hypothetical"] | None = None,
    replaced_by: str | None = None,
    why: Why = None,
    note: OldWhy = None,
) -> None:
    """Say what a claim should be; what is not given stays.

    Parameters
    ----------
    claim_id
        The claim.
    value, value_high
        The value in its unit, in full: 1500000, 2.5; and the upper one of a range.
    bound
        How it is hedged.
    kind
        What kind of quantity it is; need not be given where the unit says it.
    unit, per
        Unit, and denominator of a rate. A unit of another kind (person for m) brings its kind along.
    change
        up or down where it is the size of a move, level where it is none.
    measure, subject
        What is measured, and whose it is.
    period
        The time it holds for, in ISO 8601: 2025, 2025-Q1, 2025-03.
    modality
        How it is stated.
    replaced_by
        The claim of its text that took its place, where the text says it was so before; none where it does not.
    why, note
        Why.
    """
    from extractors.errors import ConfigError
    from warehouse.corrections import Fixed

    to = Fixed(
        value=value, value_high=value_high, bound=bound, kind=kind, unit=unit, per=per, change=change,
        measure=measure, subject=subject, period=period, modality=modality, replaced_by=replaced_by,
    )  # fmt: skip
    if not to.model_fields_set - {name for name in Fixed.model_fields if getattr(to, name) is None}:
        raise ConfigError("correct fix: say what to change, such as --value 25 or --subject NAME")
    entry = _about(claim_id, action="fix", to=to, note=why or note)
    called = _series_called(claim_id, to) if measure or subject else None
    keep_correction(entry.model_copy(update={"into": called[0]}) if called else entry)
    if called:
        tell(f"it joins series {called[0]} ({called[1]}); `figurewatch correct move {claim_id} SERIES` parts them")


@app.command
def move(claim_id: str, into: str, /, *, why: Why = None, note: OldWhy = None) -> None:
    """Put a claim into another series.

    Parameters
    ----------
    claim_id
        The claim.
    into
        The series; same kind of unit, rate and change.
    why, note
        Why.
    """
    from warehouse.series_questions import check_same_unit, series_of_claim

    wh = open_warehouse()
    check_same_unit(
        wh, series_of_claim(wh, claim_id), into, or_else=f"`figurewatch correct fix {claim_id} --unit ...` first"
    )
    keep_correction(_about(claim_id, action="move", into=into, note=why or note))


@app.command
def note(target: str, text: str, /) -> None:
    """Keep a remark about a claim or a series.

    Parameters
    ----------
    target
        The id of the claim or series.
    text
        The remark.
    """
    from warehouse.corrections import CorrectionEntry
    from warehouse.series_questions import is_series

    if is_series(open_warehouse(), target):
        keep_correction(CorrectionEntry(action="note", series=target, note=text))
    else:
        keep_correction(_about(target, action="note", note=text))


@app.command
def undo(target: str, /, *, why: Why = None, note: OldWhy = None) -> None:
    """Take a correction back, of whichever kind: all is as it would be without it. The file keeps it, as undone.

    Parameters
    ----------
    target
        The correction's id, as `figurewatch correct ls` gives it; or its claim or series, where there is only one.
    why, note
        Why.
    """
    from flows.configuration import load_aliases
    from warehouse.correct import sync_corrections
    from warehouse.corrections import Undone, find_correction, load_corrections, mark_undone

    project = Project.find()
    path, now = project.corrections_file, datetime.now(UTC)
    entries = load_corrections(path)
    entry = find_correction(entries, target)
    undone = Undone(note=why or note, by=user_name(), at=f"{now:%Y-%m-%dT%H:%M:%SZ}")
    left = [one for one in entries if one.id != entry.id]
    written = False

    def keep(_: Mapping[str, tuple[str, str | None]]) -> None:
        nonlocal written
        mark_undone(path, entry, undone)
        written = True

    sync_corrections(open_warehouse(project), left, load_aliases(project), now, confirm=keep)
    if not written:  # the warehouse did not know it
        mark_undone(path, entry, undone)
    tell(
        f"{path}: {entry.action} {entry.claim or entry.series} undone"
        + ("" if entry.action == "note" else "; trends, figures and events are made anew")
    )


def keep_correction(entry: CorrectionEntry) -> None:
    """Make a correction true in the warehouse and write it into the file; ConfigError, and neither, if it is none."""
    from extractors.errors import ConfigError
    from flows.configuration import load_aliases
    from warehouse.correct import sync_corrections
    from warehouse.corrections import add_correction, check_correction, load_corrections

    project = Project.find()
    path, now = project.corrections_file, datetime.now(UTC)
    entry = entry.model_copy(update={"by": user_name(), "at": f"{now:%Y-%m-%dT%H:%M:%SZ}"})
    entries = load_corrections(path)
    if entry.id in {one.id for one in entries}:
        tell(f"{path}: says so already")
        sync_corrections(open_warehouse(project), entries, load_aliases(project), now)
        return
    check_correction(path, entry)

    def keep(states: Mapping[str, tuple[str, str | None]]) -> None:
        state, problem = states[entry.id]
        if state != "applied":
            raise ConfigError(f"{entry.action} {entry.claim or entry.series}: {problem}; nothing was changed")
        add_correction(path, entry)

    sync_corrections(open_warehouse(project), [*entries, entry], load_aliases(project), now, confirm=keep)
    tell(
        f"{path}: {entry.action} kept"
        + ("" if entry.action == "note" else "; trends, figures and events are made anew")
    )


def _series_called(claim_id: str, to: Fixed) -> tuple[str, str] | None:
    from flows.configuration import load_aliases
    from warehouse.series_questions import series_called

    project = Project.find()
    try:
        return series_called(open_warehouse(project), claim_id, to, load_aliases(project))
    except (ValueError, ArithmeticError):  # it cannot be that at all: what keeps the correction says why
        return None


def _about(claim_id: str, **fields: Any) -> CorrectionEntry:
    """A correction of a claim, with what finds it again should its id change."""
    from warehouse.corrections import CorrectionEntry
    from warehouse.series_questions import place_of_claim

    url, quote, sentence = place_of_claim(open_warehouse(), claim_id)
    return CorrectionEntry(claim=claim_id, url=url, quote=quote, sentence=sentence, **fields)
