"""Corrections to the claims they change: a record as the extractor gave it in, as people want it out. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Set
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from extractors.keys import Aliases
from extractors.model import Kind
from extractors.record import ClaimRecord, own_series, remake
from extractors.unit_kinds import settle
from warehouse.corrections import NOT_REPLACED, CorrectionEntry, Fixed

REJECTED = "rejected by hand"
_NAMES = {"value": "low", "value_high": "high", "period": "period_iso"}


@dataclass(frozen=True, slots=True)
class Applied:
    """A record as it came out, and how.

    Attributes:
        steps: corrections of this very claim that changed it, each with the record before and after.
        series: merges and splits that it went by.
        unfit: corrections that it cannot be changed by, and why.
    """

    record: ClaimRecord
    steps: tuple[tuple[CorrectionEntry, ClaimRecord, ClaimRecord], ...] = ()
    series: tuple[CorrectionEntry, ...] = ()
    unfit: tuple[tuple[CorrectionEntry, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Patches:
    """Corrections, looked up by what they are about: ``by_claim``, ``by_place`` (url, words, sentence), or series.

    ``regroupings``: splits and merges in the order of the file; ``sources``: the series they take claims from.
    """

    by_claim: Mapping[str, tuple[CorrectionEntry, ...]] = field(default_factory=dict)
    by_place: Mapping[tuple[str, str, str], tuple[CorrectionEntry, ...]] = field(default_factory=dict)
    regroupings: tuple[CorrectionEntry, ...] = ()
    sources: Set[str] = frozenset()
    aliases: Aliases = field(default_factory=Aliases)

    def __bool__(self) -> bool:
        return bool(self.by_claim or self.regroupings)

    def of(self, record: ClaimRecord, url: str, beside: Set[str] = frozenset()) -> tuple[CorrectionEntry, ...]:
        """Corrections of this very claim; ``beside``: ids of the claims of its text.

        "5% in May and 5% in June": words and sentence are those of two claims, but where the one that is meant is
        there by its id, the other is not.
        """
        found = self.by_claim.get(record.claim_id)
        if found is not None:
            return found
        at_place = self.by_place.get((url, record.quote, record.sentence), ())
        return tuple(entry for entry in at_place if entry.claim not in beside) if at_place else ()

    def trace(self, record: ClaimRecord, url: str, beside: Set[str] = frozenset()) -> Applied:
        """``record`` corrected, and by what; the same object where nothing is to be changed."""
        own = self.of(record, url, beside)
        if not own and record.series_id not in self.sources:
            return Applied(record)
        steps, unfit, moved, joined = [], [], None, None
        for entry in own:
            before = record
            if entry.action == "reject":
                record = record._replace(comparable=False, rule=f"{record.rule} > {REJECTED}")
            elif entry.action == "fix" and entry.to is not None:
                try:
                    record = fixed(record, entry.to, self.aliases, beside)
                except ValueError as error:
                    unfit.append((entry, str(error)))
                    continue
                joined = entry.into or (None if _renames(entry.to) else joined)
                if joined is not None:
                    record = record._replace(series_id=joined, local=False)
            elif entry.action == "move":
                moved = entry
            if record != before:
                steps.append((entry, before, record))
        if moved is not None and moved.into is not None:
            if moved.into != record.series_id:
                before, record = record, record._replace(series_id=moved.into, local=False)
                steps.append((moved, before, record))
            series, by = self._merged(moved.into)
            return Applied(record._replace(series_id=series), tuple(steps), by, tuple(unfit))
        series, by = self.series_of(record)
        if series != record.series_id:
            record = record._replace(series_id=series, local=False)
        return Applied(record, tuple(steps), by, tuple(unfit))

    def series_of(self, record: ClaimRecord) -> tuple[str, tuple[CorrectionEntry, ...]]:
        """The series it belongs to by splits and merges in the order of the file, and by which."""
        series = record.series_id
        if series not in self.sources:
            return series, ()
        by: list[CorrectionEntry] = []
        for entry in self.regroupings:
            if entry.series == series and (entry.action == "merge" or _meant(entry, record)):
                series = _into(entry)
                by.append(entry)
        series, more = self._merged(series)  # into a series that went into another before
        return series, (*by, *more)

    def _merged(self, series: str) -> tuple[str, tuple[CorrectionEntry, ...]]:
        """The series that another has come to by merges, and by which."""
        merges = {entry.series: entry for entry in self.regroupings if entry.action == "merge"}
        by: list[CorrectionEntry] = []
        while (merge := merges.pop(series, None)) is not None:
            series = _into(merge)
            by.append(merge)
        return series, tuple(by)

    def splits(self) -> Iterator[CorrectionEntry]:
        """Those that take claims out of a series."""
        return (entry for entry in self.regroupings if entry.action == "split")


def _into(entry: CorrectionEntry) -> str:
    """The series to which a split or merge brings claims."""
    return entry.part if entry.action == "split" else str(entry.into)


def make_patches(entries: Iterable[CorrectionEntry], aliases: Aliases) -> Patches:
    """Patches from corrections; of two merges of one series the later counts."""
    by_claim: dict[str, tuple[CorrectionEntry, ...]] = {}
    by_place: dict[tuple[str, str, str], tuple[CorrectionEntry, ...]] = {}
    regroupings: dict[str, CorrectionEntry] = {}
    for entry in entries:
        if entry.action in ("reject", "fix", "move") and entry.claim is not None:
            by_claim[entry.claim] = (*by_claim.get(entry.claim, ()), entry)
            if entry.url and entry.quote and entry.sentence:
                place = (entry.url, entry.quote, entry.sentence)
                by_place[place] = (*by_place.get(place, ()), entry)
        elif entry.action == "split":
            regroupings[entry.id] = entry
        elif entry.action == "merge" and entry.series and entry.into:
            regroupings.pop(f"merge {entry.series}", None)
            regroupings[f"merge {entry.series}"] = entry
    sources = frozenset(entry.series for entry in regroupings.values() if entry.series)
    return Patches(by_claim, by_place, tuple(regroupings.values()), sources, aliases)


def unmoved(record: ClaimRecord) -> ClaimRecord:
    """The record in the series its own keys lead to."""
    local = record.subject_key is None or record.measure_key is None
    record = record._replace(local=local)
    return record._replace(series_id=own_series(record))


def fixed(record: ClaimRecord, to: Fixed, aliases: Aliases, beside: Set[str]) -> ClaimRecord:
    """The record as a fix makes it; ValueError, in words, where the claim cannot be that."""
    made = remake(record, aliases, **_changes(to, record))
    if to.replaced_by is None:
        return made
    by = None if to.replaced_by == NOT_REPLACED else to.replaced_by
    if by == record.claim_id or (by is not None and by not in beside):
        raise ValueError(f"replaced_by {by} is no other claim of its text")
    return made._replace(replaced_by=by)


def _renames(to: Fixed) -> bool:
    """True for a fix that leads to a series of its own, whatever the claim was put into before."""
    return any(getattr(to, name) is not None for name in ("subject", "measure", "kind", "unit", "per", "change"))


def _changes(to: Fixed, record: ClaimRecord) -> dict[str, Any]:
    """What a fix makes of a claim's fields; ValueError, in words, where the claim cannot be that."""
    said = to.model_dump(exclude_none=True, exclude={"replaced_by"})
    given = {_NAMES.get(name, name): value for name, value in said.items()}
    if "low" in given:
        given["low"] = Decimal(given["low"])
        given["high"] = Decimal(given.get("high", given["low"]))
        given["resolution"] = Decimal(0)
    elif "high" in given:
        given["high"] = Decimal(given["high"])
        if record.value_low is not None and given["high"] < record.value_low:
            raise ValueError(f"value_high {to.value_high} is below the value {record.value_low.normalize():f}")
    if "period_iso" in given:
        given["period"] = given["period_iso"]
    if "kind" in given or "unit" in given:
        kind: Kind = record.kind  # type: ignore[assignment]
        given["kind"], given["unit"] = settle(kind, record.unit, to.kind, to.unit)
    if to.change == "level":
        given["change"] = None
    return given


def _meant(entry: CorrectionEntry, record: ClaimRecord) -> bool:
    """True for a claim that a split takes out."""
    if entry.outlet is not None and record.outlet.casefold() != entry.outlet.casefold():
        return False
    return entry.words is None or entry.words.casefold() in record.sentence.casefold()
