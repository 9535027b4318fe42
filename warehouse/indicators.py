"""Indicators: series that a person has named in ``config/indicators.yaml``, matched in SQL by the keys of series."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta
from decimal import Decimal
from difflib import get_close_matches
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, get_args

from extractors.allowed import storable
from extractors.base_units import BaseUnit, base_unit
from extractors.keys import NO_ALIASES, Aliases, fold_name, measure_key, subject_key
from extractors.model import Kind
from extractors.series_keys import asked_stems
from extractors.unit_kinds import near_unit
from extractors.units import symbols
from warehouse.database import Warehouse
from warehouse.migrate import sql
from warehouse.rates import digest_of, sync_rates
from warehouse.settings_text import read_settings
from warehouse.staging import DECIMAL, Value, stage

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

    from extractors.settings import Checked
    from warehouse.indicator_settings import IndicatorFile

_INDICATOR = {
    "indicator_id": "VARCHAR",
    "name": "VARCHAR",
    "description": "VARCHAR",
    "unit": "VARCHAR",
    "kind": "VARCHAR",
    "base_unit": "VARCHAR",
    "any_per": "BOOLEAN",
    "base_per": "VARCHAR",
    "is_change": "BOOLEAN",
    "base_factor": DECIMAL,
    "base_offset": DECIMAL,
    "sane_low": DECIMAL,
    "sane_high": DECIMAL,
}
_TERM = {"indicator_id": "VARCHAR", "role": "VARCHAR", "words": "VARCHAR[]"}
_NO_UNIT = ("count", "rank", "ratio", "score", "index")
Term = tuple[str, str, list[str]]
"""Of which indicator, the part it speaks of, and its words."""
ANY = "any"


@dataclass(frozen=True, slots=True)
class Indicator:
    """What a person wants to follow: which series belong to it and how to show them.

    Attributes:
        subjects, measures: terms of which one must match; a term matches when all its words are there.
        exclude: terms of which none may match, in subject or measure.
        kind: of quantity; None for any.
        unit: to show values in; with a measure or money it also says which series belong (the same dimension).
        per: denominator, None for none, "any" for any.
        change: about the sizes of moves, not levels.
        sane_low, sane_high: values outside, in ``unit``, are left out as misread.
        stale_after: how long it may go without a figure before that is an event; None: five times its usual gap.
    """

    id: str
    name: str
    description: str | None = None
    subjects: tuple[str, ...] = ()
    measures: tuple[str, ...] = ()
    exclude: tuple[str, ...] = ()
    kind: Kind | None = None
    unit: str | None = None
    per: str | None = None
    change: bool = False
    sane_low: Decimal | None = None
    sane_high: Decimal | None = None
    stale_after: timedelta | None = None

    @property
    def base(self) -> tuple[BaseUnit | None, str | None]:
        """The base unit its series must have, and the denominator; None for any unit."""
        if self.kind is None or (self.unit is None and self.kind not in _NO_UNIT):
            return None, self.per
        return base_unit(self.kind, self.unit, None if self.per == ANY else self.per)


def load_indicators(path: Path) -> tuple[Indicator, ...]:
    """The indicators of a file; none when there is no file. ConfigError says every mistake at once."""
    from extractors.settings import check_settings
    from warehouse.indicator_settings import IndicatorFile

    if not path.exists():
        return ()
    checked = check_settings(read_settings(path), IndicatorFile, str(path), _file_mistakes)
    return tuple(entry.indicator() for entry in checked.settings.indicators)


def _file_mistakes(checked: Checked[IndicatorFile]) -> Iterator[str]:
    seen: set[str] = set(checked.left_out.get("indicators", ()))
    for number, entry in enumerate(checked.settings.indicators):
        if entry.id in seen:
            yield f"{checked.place('indicators', number, 'id')}: id {entry.id!r} is used twice; ids are unique"
        seen.add(entry.id)
        if not entry.subjects and not entry.measures:
            yield f"{checked.place('indicators', number)}: give subjects or measures, or it matches everything"
        if entry.kind is not None and entry.kind not in get_args(Kind):
            yield (
                f"{checked.place('indicators', number, 'kind')}: unknown kind {entry.kind!r}; "
                f"use one of {', '.join(get_args(Kind))}"
            )
        if entry.kind is None and entry.indicator().kind == "count" and (near := near_unit(entry.unit or "")):
            yield (
                f"{checked.place('indicators', number, 'unit')}: no unit {entry.unit!r}; did you mean {near!r}? "
                "Of things that are counted, give kind: count, too"
            )
        for where, what in _mistakes(entry.indicator()):
            yield f"{checked.place('indicators', number, *where)}: {what}"


def _mistakes(one: Indicator) -> Iterator[tuple[tuple[str | int, ...], str]]:
    """What no series can ever fit: where in the entry, and what is wrong with it."""
    if one.sane_low is not None and one.sane_high is not None and one.sane_low > one.sane_high:
        yield ("sane_low",), f"{one.sane_low} is above sane_high, {one.sane_high}; every value would be left out"
    if one.unit is not None and one.kind is not None and (wrong := _wrong_unit(one.kind, one.unit)):
        yield ("unit",), wrong
    for name, fold in (("subjects", fold_name), ("measures", measure_key)):
        for place, term in enumerate(getattr(one, name)):
            if not fold(term):
                yield (name, place), f"{term!r} holds no word to look for"


def _wrong_unit(kind: Kind, unit: str) -> str | None:
    """Why no claim of this kind can be in this unit; None where one can. Counts are of any noun."""
    kinds = symbols().get(unit, frozenset[Kind]())
    if kind in _NO_UNIT or kind in kinds:
        return None
    if kind == "money" and not kinds:
        near = get_close_matches(unit.upper(), _symbols_of(kind), 1)
        return f"{unit!r} is no currency; give its ISO 4217 code" + (f", such as {near[0]}" if near else "")
    if not kinds:
        by_small = {symbol.lower(): symbol for symbol in _symbols_of(kind)}
        if near := get_close_matches(unit.lower(), by_small, 1):
            return f"no unit {unit!r}; did you mean {by_small[near[0]]!r}?"
        return f"no unit {unit!r} of {kind}; extractors/units.toml lists them"
    return f"{unit!r} is a unit of {' and '.join(sorted(kinds))}, not of {kind}"


def _symbols_of(kind: Kind) -> list[str]:
    return [symbol for symbol, kinds in symbols().items() if kind in kinds]


@dataclass(frozen=True, slots=True)
class Rates:
    """The operator's file of exchange rates, and the currency it counts in."""

    file: Path | None = None
    base: str = "EUR"


def load_rates(path: Path) -> Rates:
    """The rates that an indicators file names; a name without a folder before it lies in the project's folder."""
    from extractors.settings import check_parts
    from warehouse.indicator_settings import IndicatorFile

    if not path.exists():
        return Rates()
    # Mistakes are said where the indicators are read; the rates are looked at all the same.
    checked, _ = check_parts(read_settings(path), IndicatorFile, str(path))
    named = checked.settings.fx if checked is not None else None
    return Rates(path.parent.parent / named.file, named.base) if named else Rates()


def sync_indicators(
    wh: Warehouse, indicators: Sequence[Indicator], rates: Rates = Rates(), names: Aliases = NO_ALIASES
) -> bool:
    """Make the warehouse's indicators these; True when they had changed, and all series were matched anew.

    ``names`` are other names of subjects, which indicators may use.
    """
    # How long one may be without news has nothing to do with which series belong to it.
    named = [replace(one, stale_after=None) for one in indicators]
    terms = [term for one in indicators for term in _terms(one, names)]
    digest = sha256(f"{named!r} {terms!r} {digest_of(rates.file, rates.base)}".encode()).hexdigest()
    if wh.exists():
        with wh.read() as con:
            if con.execute("SELECT value FROM core.setting WHERE name = 'indicators_sha256'").fetchone() == (digest,):
                return False
    with wh.write() as con:
        sync_rates(con, rates.file, rates.base)
        con.execute("CREATE OR REPLACE TEMP TABLE new_series AS SELECT * FROM core.series")
        _match(con, indicators, terms)
        con.execute("DELETE FROM core.setting WHERE name = 'indicators_sha256'")
        con.execute("INSERT INTO core.setting VALUES ('indicators_sha256', $digest)", {"digest": digest})
    return True


def match_indicators(con: DuckDBPyConnection, indicators: Sequence[Indicator], names: Aliases) -> None:
    """Make these the warehouse's indicators, of the series in temporary table ``new_series``."""
    _match(con, indicators, [term for one in indicators for term in _terms(one, names)])


def _match(con: DuckDBPyConnection, indicators: Sequence[Indicator], terms: Sequence[Term]) -> None:
    con.execute("DELETE FROM core.indicator")
    con.execute("DELETE FROM core.indicator_term")
    con.execute("DELETE FROM core.indicator_series")
    if not indicators:
        return
    stage(con, "staged_indicator", _INDICATOR, map(_row, indicators))
    stage(con, "staged_term", _TERM, terms)
    con.execute("INSERT INTO core.indicator BY NAME SELECT * FROM staged_indicator")
    con.execute("INSERT INTO core.indicator_term BY NAME SELECT * FROM staged_term")
    match_new_series(con)


def _row(one: Indicator) -> list[Value]:
    base, per = one.base
    return [
        one.id,
        one.name,
        one.description,
        one.unit,
        one.kind,
        base.symbol if base else None,
        one.per == ANY,
        None if one.per == ANY else per,
        one.change,
        storable(base.factor) if base else Decimal(1),
        base.offset if base and not one.change else Decimal(0),
        one.sane_low,
        one.sane_high,
    ]


def _terms(one: Indicator, names: Aliases) -> Iterable[Term]:
    """Words that must all be there, each term in every form it may have in keys."""
    for subject in one.subjects:
        for form in dict.fromkeys((fold_name(subject), subject_key(subject, names) or "")):
            yield one.id, "subject", form.split()
    for measure in one.measures:
        owners = (None, *(subject_key(subject, names) for subject in one.subjects))
        for form in dict.fromkeys(" ".join(sorted(asked_stems(measure, owner))) for owner in owners):
            yield one.id, "measure", form.split()
    for term in one.exclude:
        # The subject's words are whole, the measure's are stems.
        for form in dict.fromkeys((fold_name(term), subject_key(term, names) or "")):
            yield one.id, "exclude", form.split()
        yield one.id, "exclude", (measure_key(term) or "").split()


def match_new_series(con: DuckDBPyConnection) -> None:
    """Match the series of temporary table ``new_series`` with every indicator."""
    if con.execute("FROM core.indicator LIMIT 1").fetchone():
        con.execute(sql("load/match_indicators"))


def indicators_of(con: DuckDBPyConnection, series_ids: set[str]) -> dict[str, list[str]]:
    """Ids of the indicators that each of these series belongs to."""
    if not series_ids:
        return {}
    stage(con, "staged_id", {"series_id": "VARCHAR"}, ((one,) for one in sorted(series_ids)))
    rows = con.execute(
        """
        SELECT series_id, list(indicator_id ORDER BY indicator_id)
        FROM core.indicator_series SEMI JOIN staged_id USING (series_id)
        WHERE NOT converted
        GROUP BY series_id
        """
    ).fetchall()
    return dict(rows)
