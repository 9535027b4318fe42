"""The claims of texts, and what the warehouse knows that they meet: which have to be judged, and against what."""

from __future__ import annotations

from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from warehouse.derive import Derived, Rows, Said, Stated, by_series, derive, derive_lone, in_time
from warehouse.history import (
    HistoryRows,
    Spoken,
    SpokenLane,
    ask_history,
    find_history,
    make_history,
    read_history,
)
from warehouse.statement import lane_of

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection


@dataclass(frozen=True, slots=True)
class Met:
    """The claims of some texts, no two of them of one article, set apart.

    Attributes:
        derived: what is settled without judging: figures that are stated once, in series that nobody has heard of.
        settled: the claims of these figures, and those that state none.
        judged: the other claims, which have to be judged; ``rows``: the same by series, in order of time.
        spoken: what the judged claims speak of, of the series that the warehouse knows.
        edited: articles that had another text.
        places: where each article stands in the order of time, if any had.
        among: series that are asked for; None: any.
    """

    derived: Derived
    settled: Sequence[Stated]
    judged: Sequence[Stated]
    rows: Rows
    spoken: Spoken
    edited: list[str]
    places: Mapping[str, int]
    among: Set[str] | None


def set_apart(said: Sequence[Said], known: Set[str], among: Set[str] | None = None) -> Met:
    """The claims of these texts; ``known``: the series that the warehouse has heard of."""
    ordered = in_time(said)
    derived = Derived()
    rows = derive_lone(by_series(ordered), known, derived)
    settled: list[Stated] = []
    judged: list[Stated] = []
    for one in said:
        for record in one.parsed.records:
            (judged if record.comparable and record.series_id in rows else settled).append((record, one))
    edited = [one.parsed.article_id for one in said if one.changed]
    places = {one.parsed.article_id: n for n, one in enumerate(ordered)} if edited else {}
    return Met(derived, settled, judged, rows, _spoken(rows, known), edited, places, among)


def find_met(con: DuckDBPyConnection, met: Met) -> HistoryRows:
    """What the warehouse knows that the claims meet, before anything of it is changed."""
    if not met.judged and not met.edited:
        return HistoryRows((), (), (), {})
    withdrawn = ask_history(con, met.spoken, met.edited, met.among)
    if not find_history(con):
        return HistoryRows((), (), (), withdrawn)
    return read_history(con, withdrawn)


def derive_met(met: Met, known: HistoryRows) -> Derived:
    """What the claims make of what was known, added to what is settled."""
    return derive(met.rows, make_history(known), met.derived, met.places)


def _spoken(rows: Rows, known: Set[str]) -> Spoken:
    """What these claims speak of, of the ``known`` series."""
    since: dict[str, date] = {}
    lanes: dict[SpokenLane, date] = {}
    for series_id, mine in rows.items():
        if series_id not in known:
            continue
        first = date.max
        for record, one in mine:
            day = record.period_end or one.said_on
            first = min(first, day, one.said_on)
            lane = lane_of(record.period_start, record.period_end, record.period_grain)
            key = (series_id, record.modality, *(lane if isinstance(lane, tuple) else (None, None)))
            lanes[key] = min(day, lanes.get(key, day))
        since[series_id] = first
    return Spoken(since, lanes)
